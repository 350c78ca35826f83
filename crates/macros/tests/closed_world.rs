//! Macro code stays in its world and comes to an end.
//!
//! `closed_world/outside.txt`: expressions that reach outside, a line each. `bombs/NAME.lisp`: programs whose expansion
//! would not end, or not fit into memory; what they import stands in `bombs/modules/`. Each gives an error with a place.

use std::path::Path;
use std::sync::Arc;
use sx_base::{Diagnostic, Source};
use sx_macros::{Loader, Options, STACK_BYTES, expand};

struct Modules;

impl Loader for Modules {
    fn load(&self, _from: &str, specifier: &str) -> Result<Arc<Source>, String> {
        let name = specifier.trim_start_matches("./");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bombs/modules").join(name);
        let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
        Ok(Arc::new(Source::new(name, text)))
    }
}

/// The errors of a program, whose macros have little fuel: the tests are to end soon.
fn errors_of(text: &str) -> Vec<Diagnostic> {
    let source = Arc::new(Source::new("case.lisp", text));
    std::thread::scope(|scope| {
        let run = || {
            let (file, problems) = sx_reader::read(&source);
            assert!(problems.is_empty(), "the reader refuses {text}: {problems:?}");
            let options = Options { macro_fuel: 500, ..Options::default() };
            let (_, found) = expand(file, Arc::clone(&source), &options, &Modules);
            found.into_iter().filter(Diagnostic::is_error).collect::<Vec<_>>()
        };
        let thread = std::thread::Builder::new().stack_size(STACK_BYTES).spawn_scoped(scope, run);
        thread.expect("a thread starts").join().expect("the expander does not panic")
    })
}

fn outside() -> impl Iterator<Item = &'static str> {
    include_str!("closed_world/outside.txt").lines().filter(|line| !line.starts_with(';') && !line.is_empty())
}

/// Whether an error says what is wrong and where: the place is in the program.
fn assert_refused(text: &str) {
    let errors = errors_of(text);
    let Some(first) = errors.first() else { panic!("nothing is refused in\n{text}") };
    assert!((first.span.end as usize) <= text.len() && !first.span.is_none(), "{first:?}");
    let known = ["SX0160", "SX0210", "SX0211", "SX0212", "SX0221"];
    assert!(known.contains(&first.code), "{} {}\n{text}", first.code, first.message);
}

#[test]
fn nothing_outside_is_reached_from_a_macro() {
    assert!(outside().count() >= 70);
    for expression in outside() {
        assert_refused(&format!("(defmacro m () (let ((v {expression})) (String v)))\n(console.log (m))\n"));
    }
}

#[test]
fn nothing_outside_is_reached_from_a_helper() {
    for expression in outside() {
        assert_refused(&format!(
            "(begin-for-syntax (defn helper () (String {expression})))\n(defmacro m () (helper))\n(console.log (m))\n"
        ));
    }
}

/// What two modules have in common would be a way from one to the other.
#[test]
fn nothing_common_can_be_changed() {
    for shared in
        ["x.to-string", "(Object.getPrototypeOf x)", "(. (keyword \"k\") to-string)", "gensym", "Array.prototype.map"]
    {
        assert_refused(
            &format!("(defmacro m (x) (let ((f {shared})) (set! f.n 1) x))\n(console.log (m \"a\"))")
                .replace("(m \"a\")", "(m (quote a))"),
        );
        assert_refused(&format!("(defmacro m (x) (let ((f {shared})) (set! f.n 1) 1))\n(console.log (m a))"));
    }
}

#[test]
fn what_is_frozen_says_so() {
    let errors = errors_of("(defmacro m () (set! Array.prototype.map 1) 1)\n(m)\n");
    assert!(errors[0].notes.iter().any(|note| note.contains("frozen")), "{:?}", errors[0]);
}

#[test]
fn bombs_end_with_an_error_that_has_a_place() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bombs");
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("the entry can be read").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "lisp"));
    paths.sort();
    assert!(paths.len() >= 50);
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("the case can be read");
        let errors = errors_of(&text);
        let Some(first) = errors.first() else { panic!("{}: no error", path.display()) };
        let known = ["SX0100", "SX0200", "SX0210", "SX0211"];
        assert!(known.contains(&first.code), "{}: {} {}", path.display(), first.code, first.message);
        assert!(!first.span.is_none() && (first.span.end as usize) <= text.len(), "{}: {first:?}", path.display());
    }
}
