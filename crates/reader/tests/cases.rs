//! Snapshots: drop a file into `cases/format` or `cases/errors`, run the tests, look at the snapshot beside it.

mod common;

use std::fmt::Write as _;
use sx_base::{Diagnostic, Source};
use sx_reader::{EXPLANATIONS, FormatOptions, Origin, format, read};

fn load(path: &std::path::Path) -> Source {
    let bytes = std::fs::read(path).expect("the case can be read");
    Source::new("case.lisp", String::from_utf8(bytes).expect("cases are UTF-8"))
}

#[test]
fn formatted_files() {
    insta::glob!("cases/format/*.lisp", |path| {
        let source = load(path);
        let (file, diagnostics) = read(&source);
        assert!(diagnostics.is_empty(), "{}: {diagnostics:?}", path.display());
        let text = format(&file, &source, &FormatOptions::new(Origin::Lisp));
        let again = Source::new("case.lisp", text.clone());
        let (file_again, _) = read(&again);
        assert_eq!(common::skeleton(&file), common::skeleton(&file_again), "the forms stay");
        assert_eq!(common::comments(&file, &source), common::comments(&file_again, &again), "the comments stay");
        assert_eq!(format(&file_again, &again, &FormatOptions::new(Origin::Lisp)), text, "the text stays");
        insta::assert_snapshot!(format!("{}\n---- formatted ----\n{text}", source.text));
    });
}

#[test]
fn errors() {
    let mut seen = vec![];
    insta::glob!("cases/errors/*.lisp", |path| {
        let source = load(path);
        let (_, diagnostics) = read(&source);
        let shown: String = diagnostics.iter().map(|diagnostic| render(diagnostic, &source)).collect();
        insta::assert_snapshot!(format!("{}\n---- errors ----\n{shown}", source.text));
    });
    for entry in
        std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cases/errors")).expect("the folder is there")
    {
        let path = entry.expect("the entry can be read").path();
        if path.extension().is_some_and(|ext| ext == "lisp") {
            seen.extend(read(&load(&path)).1.iter().map(|diagnostic| diagnostic.code));
        }
    }
    // Bytes that are no text, and files of 4 GiB, cannot be cases; the flood of errors has a test of its own.
    let elsewhere = ["SX0001", "SX0002", "SX0030"];
    for (code, _) in EXPLANATIONS {
        assert!(seen.contains(code) || elsewhere.contains(code), "{code} has a case");
    }
    for code in seen {
        assert!(EXPLANATIONS.iter().any(|(known, _)| *known == code), "{code} has an explanation");
    }
}

fn render(diagnostic: &Diagnostic, source: &Source) -> String {
    let place = |offset: u32| {
        let position = source.lines().position(&source.text, offset);
        format!("{}:{}", position.line + 1, position.chars + 1)
    };
    let found = diagnostic.span.slice(&source.text);
    let mut out = format!("{} {} {found:?}\n  {}\n", diagnostic.code, place(diagnostic.span.start), diagnostic.message);
    for label in &diagnostic.labels {
        let _ = writeln!(out, "  label {}: {}", place(label.span.start), label.message);
    }
    for note in &diagnostic.notes {
        let _ = writeln!(out, "  note: {note}");
    }
    for help in &diagnostic.help {
        let _ = writeln!(out, "  help: {help}");
    }
    for fix in &diagnostic.fixes {
        let _ = writeln!(out, "  fix {}: {} -> {:?}", place(fix.span.start), fix.title, fix.text);
    }
    out
}
