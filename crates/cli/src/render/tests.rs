use super::*;
use sx_driver::{Expansion, Severity, Span};

fn source(path: &str, text: &str) -> Arc<Source> {
    Arc::new(Source::new(path, text))
}

fn span_of(source: &Source, part: &str) -> Span {
    let start = source.text.find(part).expect("in text") as u32;
    Span::new(start, start + part.len() as u32)
}

fn render(style: Style, source: &Arc<Source>, diagnostic: Diagnostic) -> String {
    String::from_utf8(Renderer::new(style, false).render(source, &[diagnostic])).expect("is UTF-8")
}

#[test]
fn text_has_place_excerpt_caret_and_help() {
    let source = source("a.lisp", "(def a 1)\n(def é😀 bad)\n\n(def c 3)\n");
    let diagnostic = Diagnostic::error("SX0101", span_of(&source, "bad"), "`bad` is not bound")
        .label(span_of(&source, "c 3"), "defined here")
        .note("names are resolved first")
        .help("write `car`");
    let expected = "\
error[SX0101]: `bad` is not bound
  ┌─ a.lisp:2:10
  │
2 │ (def é😀 bad)
  │          ^^^
  ·
4 │ (def c 3)
  │      --- defined here
  │
  = note: names are resolved first
  = help: write `car`

";
    assert_eq!(render(Style::Plain, &source, diagnostic), expected);
}

#[test]
fn long_lines_are_windows_and_control_characters_are_not_passed_on() {
    let text = format!("{}\u{1b}[31mBAD\u{7}{}", "(a é) ".repeat(100_000), " (b)".repeat(100_000));
    let source = source("min.lisp", &text);
    let rendered = render(Style::Plain, &source, Diagnostic::error("SX0001", span_of(&source, "BAD"), "m"));
    assert!(rendered.contains("min.lisp:1:600006\n"), "{rendered}");
    assert!(rendered.len() < 1500 && !rendered.contains(['\u{1b}', '\u{7}']), "{rendered}");
    assert!(rendered.contains("\u{FFFD}[31mBAD\u{FFFD}") && rendered.contains("^^^"), "{rendered}");
}

#[test]
fn labels_in_other_files_and_expansions_are_shown() {
    let source = source("main.lisp", "(m 1)");
    let library = super::tests::source("lib.lisp", ";;\n(defmacro m (x) (bad))\n");
    let mut diagnostic = Diagnostic::error("SX0200", span_of(&source, "m 1"), "no");
    for _ in 0..7 {
        diagnostic.expansion.push(Expansion {
            macro_name: "m".to_owned(),
            call: span_of(&source, "(m 1)"),
            source: Some(Arc::clone(&library)),
            definition: span_of(&library, "(defmacro"),
        });
    }
    let rendered = render(Style::Plain, &source, diagnostic.clone());
    let level = "= in this expansion of `m` at main.lisp:1:1, defined at lib.lisp:2:1";
    assert_eq!(rendered.matches(level).count(), 5, "{rendered}");
    assert!(rendered.contains("and 2 more levels"), "{rendered}");
    let full = Renderer::new(Style::Plain, true).render(&source, &[diagnostic]);
    assert_eq!(String::from_utf8_lossy(&full).matches(level).count(), 7);
}

#[test]
fn no_control_character_reaches_the_terminal() {
    let source = source("a\u{1b}b.lisp", "(f \u{9b}x \u{202e}y)");
    let span = span_of(&source, "y");
    let mut diagnostic =
        Diagnostic::error("SX0210", span, "red \u{1b}[31m").note("n\u{7}").help("h\r").label(span, "l\u{8}");
    diagnostic.expansion.push(Expansion { macro_name: "m".to_owned(), call: span, source: None, definition: span });
    for text in [
        render(Style::Plain, &source, diagnostic),
        String::from_utf8_lossy(&Renderer::new(Style::Plain, false).render_plain("note", "wrote `\u{1b}`"))
            .into_owned(),
    ] {
        assert!(!text.contains(|c: char| (c.is_control() && c != '\n') || c == '\u{202e}'), "{text:?}");
    }
}

#[test]
fn places_at_the_ends_of_a_text_are_places() {
    for text in ["", "(", "(\n", "é", "a\r\nb\r\n"] {
        let source = source("a.lisp", text);
        for span in
            [Span::NONE, Span::at(0), Span::at(text.len() as u32), Span::new(0, text.len() as u32), Span::new(900, 901)]
        {
            let rendered = render(Style::Plain, &source, Diagnostic::warning("SX0004", span, "m"));
            assert!(
                rendered.starts_with("warning[SX0004]: m\n") && rendered.contains("a.lisp:"),
                "{text:?} {span:?}: {rendered}"
            );
            assert!(render(Style::Json, &source, Diagnostic::warning("SX0004", span, "m")).ends_with("}\n"));
        }
    }
}

#[test]
fn json_has_the_ranges_of_lsp() {
    let source = source("a.lisp", "x\né😀 bad");
    let mut diagnostic = Diagnostic::error("SX0101", span_of(&source, "bad"), "say \"what\"");
    diagnostic.severity = Severity::Warning;
    let rendered = render(Style::Json, &source, diagnostic.fix("mend", span_of(&source, "bad"), "good"));
    let expected = concat!(
        r#"{"code":"SX0101","severity":"warning","message":"say \"what\"","file":"a.lisp","#,
        r#""range":{"start":{"line":1,"character":4},"end":{"line":1,"character":7}},"labels":[],"notes":[],"help":[],"#,
        r#""fixes":[{"title":"mend","range":{"start":{"line":1,"character":4},"end":{"line":1,"character":7}},"newText":"good"}],"#,
        "\"expansion\":[]}\n"
    );
    assert_eq!(rendered, expected);
}
