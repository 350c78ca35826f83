//! Every diagnostic of the expander has a fixture, a snapshot and an explanation.
//!
//! Drop a file `SX0101-what-it-shows.lisp` into `diagnostics/`, run the tests and look at the snapshot beside this file:
//! it holds the source and what is said of it. All messages of a fixture have the code of its name. Other modules that
//! fixtures import stand in `diagnostics/modules/`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use sx_base::{Diagnostic, Source};
use sx_macros::{EXPLANATIONS, Loader, NoSpecifier, Options, expand};

/// Codes that no file can give, with the reason.
const WITHOUT_FIXTURE: [(&str, &str); 4] = [
    ("SX0100", "the nesting is made by a test below"),
    ("SX0199", "the problems are made by a test below"),
    ("SX0213", "the engine starts wherever tests run"),
    ("SX0225", "outputs stand elsewhere in the tests of the command"),
];

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/diagnostics"))
}

/// The modules that fixtures import.
struct Modules;

impl Loader for Modules {
    fn load(&self, _from: &str, specifier: &str) -> Result<Arc<Source>, String> {
        let name = specifier.trim_start_matches("./");
        match std::fs::read_to_string(folder().join("modules").join(name)) {
            Ok(text) => Ok(Arc::new(Source::new(name, text))),
            Err(_) => Err("no such file".to_owned()),
        }
    }

    fn specifier(&self, from: &str, to: &Source, reached: Option<&str>) -> Result<String, NoSpecifier> {
        match reached {
            Some(_) => Err(NoSpecifier {
                reason: "the package `parts` exports no path to `./inner.js`".to_owned(),
                help: "in the `exports` of its package.json write \"./inner.js\": \"./inner.js\"".to_owned(),
            }),
            None => Ok(sx_macros::relative_specifier(from, &to.path, "js")),
        }
    }
}

/// What the expander says of a text without reader errors.
fn diagnose(text: &str) -> (Arc<Source>, Vec<Diagnostic>) {
    let source = Arc::new(Source::new("case.lisp", text));
    let (file, problems) = sx_reader::read(&source);
    assert!(problems.is_empty(), "the reader refuses {text}: {problems:?}");
    let (_, diagnostics) = expand(file, Arc::clone(&source), &Options::default(), &Modules);
    (source, diagnostics)
}

fn fixtures() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder()).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("the entry can be read").path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|ext| ext == "lisp")).collect();
    paths.sort();
    paths
}

fn code_of(path: &Path) -> String {
    let name = path.file_name().and_then(|name| name.to_str()).expect("fixtures have plain names");
    name.split('-').next().unwrap_or(name).to_owned()
}

/// Every code that `diagnostics.rs` and its module name, in order of the codes.
fn codes() -> Vec<String> {
    let text = concat!(include_str!("../src/diagnostics.rs"), include_str!("../src/diagnostics/macros.rs"));
    let mut codes: Vec<String> = text.split("\"SX").skip(1).map(|rest| format!("SX{}", &rest[..4])).collect();
    codes.sort();
    codes.dedup();
    codes
}

fn render(diagnostic: &Diagnostic, source: &Source) -> String {
    let place = |source: &Source, offset: u32| {
        let position = source.lines().position(&source.text, offset);
        format!("{}:{}", position.line + 1, position.chars + 1)
    };
    let found = diagnostic.span.slice(&source.text);
    let at = place(source, diagnostic.span.start);
    let mut out = format!("{} {at} {found:?}\n  {}\n", diagnostic.code, diagnostic.message);
    for label in &diagnostic.labels {
        let file = label.source.as_ref();
        let path = file.map_or(String::new(), |file| format!("{} ", file.path));
        let at = place(file.map_or(source, |file| file), label.span.start);
        let _ = writeln!(out, "  label {path}{at}: {}", label.message);
    }
    for note in &diagnostic.notes {
        let _ = writeln!(out, "  note: {note}");
    }
    for help in &diagnostic.help {
        let _ = writeln!(out, "  help: {help}");
    }
    for level in diagnostic.expansion.iter().take(2) {
        let _ = writeln!(out, "  in the expansion of {} at {}", level.macro_name, place(source, level.call.start));
    }
    out
}

#[test]
fn messages() {
    insta::glob!("diagnostics/*.lisp", |path| {
        let text = std::fs::read_to_string(path).expect("the fixture can be read");
        let (source, diagnostics) = diagnose(&text);
        let shown: String = diagnostics.iter().map(|diagnostic| render(diagnostic, &source)).collect();
        insta::assert_snapshot!(format!("{text}\n---- messages ----\n{shown}"));
    });
}

#[test]
fn a_fixture_gives_the_code_of_its_name() {
    for path in fixtures() {
        let (_, diagnostics) = diagnose(&std::fs::read_to_string(&path).expect("the fixture can be read"));
        let (code, name) = (code_of(&path), path.display());
        assert!(!diagnostics.is_empty(), "{name} gives no message");
        for found in diagnostics {
            assert_eq!(found.code, code, "{name}: {}", found.message);
        }
    }
}

#[test]
fn every_code_has_a_fixture() {
    let known: Vec<String> = fixtures().iter().map(|path| code_of(path)).collect();
    let has = |code: &String| known.contains(code) || WITHOUT_FIXTURE.iter().any(|(without, _)| without == code);
    let missing: Vec<String> = codes().into_iter().filter(|code| !has(code)).collect();
    assert!(missing.is_empty(), "without a fixture: {missing:?}");
}

#[test]
fn every_code_has_an_explanation() {
    let explained: Vec<String> = EXPLANATIONS.iter().map(|(code, _)| (*code).to_owned()).collect();
    assert_eq!(explained, codes(), "explanations.rs and diagnostics.rs have the same codes, sorted");
}

/// The first block of an explanation gives the error, the others are mended.
#[test]
fn explanations_show_what_they_say() {
    let mut wrong = String::new();
    for (code, text) in EXPLANATIONS {
        let blocks: Vec<&str> =
            text.split("```lisp\n").skip(1).map(|rest| rest.split("```").next().unwrap_or(rest)).collect();
        if blocks.is_empty() && WITHOUT_FIXTURE.iter().any(|(without, _)| without == code) {
            continue;
        }
        if blocks.len() < 2 {
            let _ = writeln!(wrong, "{code}: one example that gives the error and one that is mended are wanted");
        }
        for (n, block) in blocks.into_iter().enumerate() {
            let (_, found) = diagnose(block);
            if (n == 0) == found.is_empty() || found.iter().any(|found| found.code != *code) {
                let messages: Vec<String> = found.iter().map(|f| format!("{} {}", f.code, f.message)).collect();
                let _ = writeln!(wrong, "{code}: {messages:?}\n{block}");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn deep_nesting_is_an_error() {
    let nested = |depth: usize| format!("{}0{}", "[".repeat(depth), "]".repeat(depth));
    let deepest = sx_reader::MAX_DEPTH as usize;
    assert!(diagnose(&nested(deepest)).1.is_empty());
    let (_, found) = diagnose(&nested(deepest + 1));
    let [found] = &found[..] else { panic!("one message, not {}", found.len()) };
    assert_eq!((found.code, found.labels.len(), found.help.len()), ("SX0100", 0, 1));
}

#[test]
fn a_flood_of_problems_is_cut_off() {
    let (_, found) = diagnose(&"()\n".repeat(5_000));
    assert_eq!(found.iter().filter(|found| found.code == "SX0199").count(), 1);
    assert!(found.len() < 5_000, "{}", found.len());
}

/// The `var` of a macro binds the mentions above it, however many there are.
#[test]
fn names_that_a_var_binds_below_are_no_flood() {
    let mentions = "(if c (f x) (set! y 1))\n".repeat(3_000);
    let text = format!(
        "(const y 0) (defmacro mk (name) `(var ,name 1))\n(defn f (c)\n{mentions}(when c (mk x) (mk y)))\n(f true)"
    );
    let (_, found) = diagnose(&text);
    assert!(found.is_empty(), "{}: {:?}", found.len(), found.first());
}
