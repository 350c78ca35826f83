//! Each file of `tests/cases/js` with the Lisp it becomes, as one snapshot.

use std::fmt::Write as _;
use sx_base::Source;
use sx_frontends::js;
use sx_reader::{FormatOptions, Origin, format};

#[test]
fn javascript_becomes_lisp() {
    insta::glob!("cases/js/*.*js*", |path| {
        let text = std::fs::read_to_string(path).expect("a case is readable");
        let name = path.file_name().expect("a case has a name").to_string_lossy().into_owned();
        let source = Source::new(name, text);
        let (file, diagnostics) = js::read(&source, &js::JsOptions::default());
        let mut out = source.text.clone();
        out.push_str("\n==== Lisp\n");
        for diagnostic in &diagnostics {
            let place = diagnostic.span.slice(&source.text);
            writeln!(out, "{}: {} at `{place}`", diagnostic.code, diagnostic.message).expect("a String takes all text");
        }
        out.push_str(&format(&file, &source, &FormatOptions::new(Origin::JavaScript)));
        insta::assert_snapshot!(out);
    });
}
