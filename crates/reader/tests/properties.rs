//! Properties: what holds for every text, and for every well-formed text.

mod common;

use proptest::prelude::*;
use sx_base::Source;
use sx_reader::{
    FormFile, FormId, FormKind, FormatOptions, Origin, PieceKind, check_regex, format, measure_depth, pieces,
    print_form, print_verbatim, read,
};

/// Pieces of text that meet in unforeseen ways.
const FRAGMENTS: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "#{",
    "#|c|#",
    "a#|c|#",
    "'",
    "`",
    ",",
    ",@",
    "...",
    "...x",
    " ",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "\u{A0}",
    "\u{FEFF}",
    "\u{2028}",
    "\u{B}",
    "\0",
    "\u{1}",
    "\"",
    "\"a\\n\"",
    "\"\\q\"",
    "\"\\uD83D\"",
    "\\",
    "\\list",
    ";",
    "; c\n",
    "#|",
    "|#",
    "#| x |#",
    "#;",
    "#`",
    "${",
    "`",
    "#`a ${b} c`",
    "#/",
    "#/a[/]b/gi",
    "#//",
    "#!",
    "#@x",
    "#p",
    "#",
    ":",
    " : ",
    " ?: ",
    "?:",
    ":key",
    "w:",
    "a",
    "a-b",
    "a.b",
    "a..b",
    "-x",
    "1",
    "-1",
    "1+",
    "1/2",
    ".5",
    "5.",
    "0x1F",
    "10n",
    "true",
    "nil",
    "js/if",
    "js/nope",
    "λ",
    "😀",
    "é",
    "@",
    "a@b",
    ".",
    "?.",
    "f?.",
    "tmp#.x",
    "/",
    "//",
    "->",
    "$",
    "\u{7F}",
    "quote",
    "\n(",
    "\n  (",
];

fn any_text() -> impl Strategy<Value = String> {
    let fragment = prop_oneof![
        9 => prop::sample::select(FRAGMENTS).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(fragment, 0..40).prop_map(|fragments| fragments.concat())
}

/// What may stand between two forms.
fn gap() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        12 => Just(" "),
        5 => Just("\n"),
        2 => Just("\n\n"),
        1 => Just("\n \n\n  "),
        1 => Just(" ; trailing\n"),
        1 => Just("\n; own line\n"),
        1 => Just("\n\n; apart\n\n"),
        1 => Just(" #| inside |# "),
        1 => Just(" #| one |# #| two |#\n"),
        1 => Just("\n#| own |#\n"),
        1 => Just(" #| over\n lines |# "),
        1 => Just("\n#|*\n  * starred\n |#\n"),
        1 => Just(" #;hidden "),
        1 => Just("\n#;(hidden\n form) "),
        1 => Just(" : "),
    ]
}

/// A form after whitespace or a comment; never `x :` without something after it.
fn forms(inner: impl Strategy<Value = String> + Clone) -> impl Strategy<Value = String> {
    let open = prop_oneof![6 => Just(""), 1 => Just("\n"), 1 => Just(" #| first |# "), 1 => Just(" ; first\n")];
    let close = prop_oneof![6 => Just(""), 1 => Just("\n"), 1 => Just(" ; last\n"), 1 => Just("\n; own last\n"), 1 => Just(" #| last |#")];
    (open, prop::collection::vec((inner.clone(), gap()), 0..5), inner, close).prop_map(|(open, items, last, close)| {
        let items: String = items.into_iter().map(|(form, gap)| form + gap).collect();
        format!("{open}{items}{last}{close}")
    })
}

fn well_formed() -> impl Strategy<Value = String> + Clone {
    let atom = prop::sample::select(
        &[
            "a",
            "bb",
            "some-name",
            "a-name-of-some-length",
            "another.rather.long.dotted-name",
            "1",
            ":key",
            "\"text\"",
            "\"two\nlines\"",
            "nil",
            "js/if",
            "...rest",
            "#/re/g",
            "\\list",
            "@",
            "?.",
            "[k]",
            "()",
            "#`t ${x} u`",
            "#`lines\n${(f x)}`",
        ][..],
    )
    .prop_map(str::to_owned);
    let head = prop::sample::select(
        &[
            "",
            "f ",
            "defn f ",
            "fn ",
            "if ",
            "let ",
            "cond ",
            "when ",
            "const x ",
            "class A ",
            "switch ",
            "case ",
            "try ",
            "begin ",
            ". ",
            "async ",
            "method ",
            "describe \"x\" ",
            "a-function-with-a-name-that-is-too-long ",
        ][..],
    );
    atom.prop_recursive(5, 60, 6, move |inner| {
        prop_oneof![
            8 => (head.clone(), forms(inner.clone())).prop_map(|(head, forms)| format!("({head}{forms})")),
            1 => forms(inner.clone()).prop_map(|forms| format!("[{forms}]")),
            1 => forms(inner.clone()).prop_map(|forms| format!("{{{forms}}}")),
            1 => forms(inner.clone()).prop_map(|forms| format!("#{{{forms}}}")),
            1 => (prop::sample::select(&["'", "`", ",", ",@", "...", "' ; quoted\n"][..]), inner.clone())
                .prop_filter("`...` and `,` are not glued to these", |(prefix, form)| {
                    !(*prefix == "..." && form.starts_with("...") || *prefix == "," && form.starts_with('@'))
                })
                .prop_map(|(prefix, form)| format!("{prefix}{form}")),
            1 => (inner.clone(), inner).prop_map(|(a, b)| format!("#`${{{a}}} and ${{ {b} }}`")),
        ]
    })
}

fn well_formed_file() -> impl Strategy<Value = String> {
    forms(well_formed())
}

/// Spans lie inside the text and inside of their parents, in order.
fn check_spans(file: &FormFile, source: &Source) {
    for index in 0..file.forms.len() {
        let id = FormId(index as u32);
        let span = file.forms.span(id);
        assert!(source.text.get(span.start as usize..span.end as usize).is_some(), "{span:?}");
        let mut end = span.start;
        for kid in file.forms.kids(id) {
            let kid_span = file.forms.span(*kid);
            assert!(kid.0 < id.0 && end <= kid_span.start && kid_span.end <= span.end, "{span:?} holds {kid_span:?}");
            end = kid_span.end;
        }
        if file.forms.kind(id) == FormKind::Template {
            assert!(!file.forms.kids(id).len().is_multiple_of(2), "texts and forms alternate");
        }
    }
    assert!(file.comments.is_sorted_by_key(|comment| comment.span));
    assert_eq!(measure_depth(file).0, file.depth);
}

/// Tokens, comments and gaps give back the text, and nothing but whitespace is in no token.
fn check_pieces(file: &FormFile, source: &Source) {
    let mut end = 0;
    for piece in pieces(file, source) {
        assert_eq!(piece.span.start, end, "pieces follow each other");
        end = piece.span.end;
        let text = piece.span.slice(&source.text);
        let is_gap = piece.kind == PieceKind::Gap;
        let rest = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        assert!(!is_gap || matches!(rest, "" | ":" | "?:"), "{text:?} is in no token");
    }
    assert_eq!(end as usize, source.text.len());
}

fn check_format(file: &FormFile, source: &Source) {
    let options = FormatOptions::new(Origin::Lisp);
    let text = format(file, source, &options);
    let again = Source::new("again", text.clone());
    let (file_again, diagnostics) = read(&again);
    assert!(diagnostics.is_empty(), "{diagnostics:?}\n{text}");
    assert_eq!(common::skeleton(file), common::skeleton(&file_again), "the forms stay:\n{text}");
    assert_eq!(common::comments(file, source), common::comments(&file_again, &again), "the comments stay:\n{text}");
    let twice = format(&file_again, &again, &options);
    assert_eq!(twice, text, "the text stays");
}

fn check_print(file: &FormFile) {
    for root in &file.roots {
        let text = print_form(&file.forms, *root);
        let again = Source::new("again", text);
        let (file_again, diagnostics) = read(&again);
        assert!(diagnostics.is_empty(), "{}", again.text);
        assert_eq!(print_form(&file_again.forms, file_again.roots[0]), again.text);
        assert_eq!(print_verbatim(&file_again, &again, file_again.roots[0]), again.text);
    }
}

fn check_all(text: &str) -> bool {
    let source = Source::new("any", text);
    let (file, diagnostics) = read(&source);
    check_spans(&file, &source);
    for diagnostic in &diagnostics {
        let labels = diagnostic.labels.iter().map(|label| label.span);
        for span in labels.chain([diagnostic.span]) {
            assert!(source.text.get(span.start as usize..span.end as usize).is_some(), "{diagnostic:?}");
        }
    }
    if diagnostics.is_empty() {
        check_pieces(&file, &source);
        check_format(&file, &source);
        check_print(&file);
    }
    diagnostics.is_empty()
}

/// Pieces of patterns of regular expressions.
const PATTERNS: &[&str] = &[
    "(",
    ")",
    "(?:",
    "(?<a>",
    "(?<b>",
    "(?=",
    "(?<!",
    "(?i-m:",
    "|",
    "[",
    "[^",
    "]",
    "-",
    "&&",
    "--",
    "\\q{",
    "}",
    "{",
    "{2,1}",
    "{1,}",
    "*",
    "+",
    "?",
    ".",
    "^",
    "$",
    "\\",
    "\\1",
    "\\k<a>",
    "\\u{1F600}",
    "\\ud83d",
    "\\cA",
    "\\x4",
    "\\p{L}",
    "\\p{",
    "\\d",
    "\\-",
    "a",
    "z",
    "é",
    "😀",
    "\n",
    "\u{2028}",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in any_text()) {
        check_all(&text);
    }

    #[test]
    fn any_pattern_is_fine_or_has_a_placed_error(
        parts in prop::collection::vec(prop::sample::select(PATTERNS), 0..12),
        flags in prop::sample::select(&["", "u", "v"][..]),
    ) {
        let pattern = parts.concat();
        if let Err(error) = check_regex(&pattern, flags) {
            prop_assert!(pattern.get(error.place).is_some() && !error.message.is_empty(), "{pattern}");
        }
    }

    #[test]
    fn well_formed_text_is_kept(text in well_formed_file()) {
        prop_assert!(check_all(&text), "it is well-formed: {:?}", read(&Source::new("any", text.clone())).1);
    }

    #[test]
    fn formatting_what_a_front_end_made_gives_the_same_forms(text in well_formed_file()) {
        // The same forms without places, as macro expansion makes them.
        let source = Source::new("any", text);
        let (file, _) = read(&source);
        let text = format(&file, &Source::new("none", ""), &FormatOptions::new(Origin::Made));
        let again = Source::new("again", text);
        prop_assert_eq!(common::skeleton(&file), common::skeleton(&read(&again).0));
    }
}
