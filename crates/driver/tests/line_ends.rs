//! What ends a line in a file does not matter: a program that is checked out with `\r\n`, or `\r`, is the program, and what is
//! written has `\n`. Blank lines are kept but where `\r` ends each line.

#[path = "common/stack.rs"]
mod stack;

use stack::with_stack;
use std::sync::Arc;
use sx_driver::{CompileOptions, ModuleHost, ReverseOptions, Source, compile, format_text, hashes, reverse};

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

/// The source of a text with `\n`, and those of the same with `\r\n` and with `\r`.
fn each(name: &str, text: &str) -> [Arc<Source>; 3] {
    ["\n", "\r\n", "\r"].map(|end| Arc::new(Source::new(name, text.replace('\n', end))))
}

fn check_lisp(name: &str, text: &str) {
    let options = CompileOptions::default();
    let sources = each(name, text);
    let [plain, others @ ..] = sources.clone().map(|source| hashes(&source, &options, &Nothing).text);
    assert!(others.iter().all(|other| *other == plain), "{name}");
    let [plain, wide, _] = sources;
    assert_eq!(format_text(&wide).text, format_text(&plain).text, "{name}");
    let [plain, wide] = [plain, wide].map(|source| compile(&source, &options, &Nothing).text);
    assert_eq!(wide, plain, "{name}");
}

#[test]
fn lisp_with_other_line_ends_is_the_same_program() {
    with_stack(|| {
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
    with_stack(|| {
        let programs = ["tests/roundtrip/programs", "crates/frontends/tests/cases/js"]
            .map(|folder| programs(folder, &["js", "cjs", "mjs", "jsx"]))
            .concat();
        let mut checked = 0;
        let literals = "/* a\n  b */\nf(`a\n${1}\n`, 'a\\\nb\\t', /a/); // c\n/**\n * a\n */\nf(<a>\n e\n f\n</a>);\n";
        for (name, text) in programs.iter().chain(&[("literals.jsx".to_owned(), literals.to_owned())]) {
            let views = each(name, text).map(|source| reverse(&source, &ReverseOptions::default()).text);
            let [plain, wide, old] = &views;
            assert_eq!(wide, plain, "{name}");
            let Some(lisp) = plain else { continue };
            let meaning = |lisp: &Option<String>| {
                let source = Arc::new(Source::new("case.lisp", lisp.clone().unwrap_or_default()));
                hashes(&source, &CompileOptions::default(), &Nothing).text
            };
            assert_eq!(meaning(old), meaning(plain), "{name}");
            check_lisp(name, lisp);
            checked += 1;
        }
        assert!(checked > 12, "{checked}");
    });
}
