//! Each file of `tests/cases/js` with the Lisp it becomes, as one snapshot.

use sx_base::Source;
use sx_frontends::js;
use sx_reader::print_form;

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
            out.push_str(&format!("{} at {:?}: {}\n", diagnostic.code, diagnostic.span, diagnostic.message));
        }
        for &root in &file.roots {
            out.push_str(&print_form(&file.forms, root));
            out.push('\n');
        }
        insta::assert_snapshot!(out);
    });
}
