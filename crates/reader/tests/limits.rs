//! Inputs that are large, deep or hostile: each is read in linear time and without the machine stack.

use sx_base::{CommentKind, Source};
use sx_reader::{FormatOptions, Origin, format, max_depth, print_form, read};

const DEEP: usize = 1_000_000;

fn source(text: impl Into<String>) -> Source {
    Source::new("large.lisp", text)
}

#[test]
fn a_million_nested_parentheses_are_read_and_printed() {
    let source = source("(".repeat(DEEP) + "a" + &")".repeat(DEEP));
    let (file, diagnostics) = read(&source);
    assert!(diagnostics.is_empty());
    assert_eq!(file.depth as usize, DEEP);
    assert_eq!(max_depth(&file), file.depth);
    let deepest = file.deepest.expect("there is a list");
    assert_eq!(print_form(&file.forms, deepest), "(a)");
    assert_eq!(print_form(&file.forms, file.roots[0]), source.text);
    assert_eq!(format(&file, &source, &FormatOptions::new(Origin::Lisp)).trim_end(), source.text);
}

#[test]
fn a_million_prefixes_calls_and_types_are_no_deeper_problem() {
    for (text, depth) in [
        ("'".repeat(DEEP) + "a", DEEP),
        (format!("({}b)", "a : ".repeat(DEEP)), DEEP + 1),
        ("(f ".repeat(100_000) + &")".repeat(100_000), 100_000),
        ("#`${".repeat(100_000) + "a" + &"}`".repeat(100_000), 100_000),
        ("#;".repeat(100_000) + &"a ".repeat(100_001), 0),
    ] {
        let source = source(text);
        let (file, diagnostics) = read(&source);
        assert!(diagnostics.is_empty());
        assert_eq!(file.depth as usize, depth);
        let text = format(&file, &source, &FormatOptions::new(Origin::Lisp));
        assert!(text.len() < 100 * source.text.len());
    }
}

#[test]
fn hostile_brackets_take_linear_time_and_few_messages() {
    for text in [
        "(".repeat(DEEP),
        ")".repeat(DEEP),
        "(".repeat(DEEP) + &"]".repeat(DEEP),
        "([{".repeat(DEEP / 2) + &")".repeat(DEEP / 2),
        "'".repeat(DEEP) + ")",
        "#`${(".repeat(100_000) + &"]".repeat(100_000),
        "(\n".repeat(DEEP),
        "#|".repeat(DEEP),
        "#|a|# ".repeat(100_000) + "x",
        "\"\\q\"".repeat(100_000),
        "\0 ".repeat(100_000),
    ] {
        let source = source(text);
        let (file, diagnostics) = read(&source);
        assert!(diagnostics.len() <= 101);
        assert_eq!(diagnostics.is_empty(), source.text.starts_with("#|a|#"));
        if diagnostics.is_empty() {
            format(&file, &source, &FormatOptions::new(Origin::Lisp));
        }
        let last = diagnostics.last();
        assert!(diagnostics.len() <= 100 || last.is_some_and(|last| last.code == "SX0030"));
    }
}

#[test]
fn hidden_forms_leave_a_comment_and_nothing_else() {
    let source = source("#; ; why\n(a (b ; inner\n c)) d #;#;e f");
    let (file, diagnostics) = read(&source);
    assert!(diagnostics.is_empty());
    assert_eq!(file.roots.len(), 1);
    assert_eq!((file.forms.len(), file.depth), (1, 0));
    let comments: Vec<_> = file.comments.iter().map(|comment| comment.span.slice(&source.text)).collect();
    assert_eq!(comments, ["#; ; why\n(a (b ; inner\n c))", "#;#;e f"]);
    assert!(file.comments.iter().all(|comment| comment.kind == CommentKind::Datum));
}

#[test]
fn types_are_folded_between_two_forms_only() {
    for (text, printed) in [
        ("(a : b)", "(a : b)"),
        ("(:)", "(:)"),
        ("(: a)", "(: a)"),
        ("(a :)", "(a :)"),
        ("(?: c a b)", "(?: c a b)"),
        ("(a : : b)", "(a : : b)"),
        ("[a ?: b]", "[a ?: b]"),
        ("#{a : b}", "#{a : b}"),
    ] {
        let (file, _) = read(&source(text));
        let typed = (0..file.forms.len() as u32)
            .filter(|id| matches!(file.forms.kind(sx_reader::FormId(*id)), sx_reader::FormKind::Typed { .. }))
            .count();
        assert_eq!(typed, usize::from(matches!(text, "(a : b)" | "[a ?: b]")), "{text}");
        assert_eq!(print_form(&file.forms, file.roots[0]), printed);
    }
}
