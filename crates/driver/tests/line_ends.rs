//! What ends a line in a file does not matter: a program that is checked out with `\r\n` is the program, and what is
//! written has `\n`.

use std::sync::Arc;
use sx_driver::{CompileOptions, ModuleHost, ReverseOptions, Source, View, compile, format_text, hashes, reverse};

/// Programs here import nothing that is there.
struct Nothing;

impl ModuleHost for Nothing {
    fn load(&self, _: &str, specifier: &str) -> Result<Arc<Source>, String> {
        Err(format!("there is no {specifier}"))
    }
}

/// The name and the text, with `\n`, of each file in `folder` that has one of the extensions.
fn programs(folder: &str, extensions: &[&str]) -> Vec<(String, String)> {
    let folder = format!("{}/../../{folder}", env!("CARGO_MANIFEST_DIR"));
    let files = std::fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("is listed").path());
    let read = |path: std::path::PathBuf| {
        let text = std::fs::read_to_string(&path).expect("is text").replace("\r\n", "\n");
        (path.file_name().expect("has a name").to_string_lossy().into_owned(), text)
    };
    files
        .filter(|path| path.extension().is_some_and(|extension| extensions.contains(&&*extension.to_string_lossy())))
        .map(read)
        .collect()
}

/// The source of a text with `\n`, and that of the same with `\r\n`.
fn both(name: &str, text: &str) -> [Arc<Source>; 2] {
    [text.to_owned(), text.replace('\n', "\r\n")].map(|text| Arc::new(Source::new(name, text)))
}

fn check_lisp(name: &str, text: &str) {
    let [plain, wide] = both(name, text);
    let options = CompileOptions::default();
    let text_of = |view: View| view.text;
    assert_eq!(text_of(hashes(&wide, &options, &Nothing)), text_of(hashes(&plain, &options, &Nothing)), "{name}");
    assert_eq!(text_of(format_text(&wide)), text_of(format_text(&plain)), "{name}");
    let [plain, wide] = [plain, wide].map(|source| compile(&source, &options, &Nothing).text);
    assert_eq!(wide, plain, "{name}");
}

fn on_large_stack(work: fn()) {
    let thread = std::thread::Builder::new().stack_size(512 << 20).spawn(work).expect("a thread starts");
    if let Err(panic) = thread.join() {
        std::panic::resume_unwind(panic);
    }
}

#[test]
fn lisp_with_other_line_ends_is_the_same_program() {
    on_large_stack(|| {
        let programs = ["examples", "tests/macros"].map(|folder| programs(folder, &["lisp"])).concat();
        for (name, text) in &programs {
            check_lisp(name, text);
        }
        assert!(programs.len() > 250);
        check_lisp(
            "literals.lisp",
            "#| a\n  b |#\n(f #`a\n  ${1}\n` \"a\nb\" \"a\\\nb\\t\") ; c\n#|*\n * a\n |#\n(f #/a/)\n",
        );
    });
}

#[test]
fn javascript_with_other_line_ends_is_the_same_program() {
    on_large_stack(|| {
        let programs = ["tests/roundtrip/programs", "crates/frontends/tests/cases/js"]
            .map(|folder| programs(folder, &["js", "cjs", "mjs", "jsx"]))
            .concat();
        let mut checked = 0;
        let literals = "/* a\n  b */\nf(`a\n${1}\n`, 'a\\\nb\\t', /a/); // c\n/**\n * a\n */\nf(<a>\n e\n f\n</a>);\n";
        for (name, text) in programs.iter().chain(&[("literals.jsx".to_owned(), literals.to_owned())]) {
            let [plain, wide] = both(name, text).map(|source| reverse(&source, &ReverseOptions::default()));
            assert_eq!(wide.text, plain.text, "{name}");
            let Some(lisp) = plain.text else { continue };
            check_lisp(name, &lisp);
            checked += 1;
        }
        assert!(checked > 12, "{checked}");
    });
}
