//! What `sx expand` prints is the program: it compiles to the same hashes, and expands to itself.
//!
//! The programs are all examples, all example pages, the cases of `tests/macros`, and translated JavaScript.

#[path = "common/stack.rs"]
mod stack;

use stack::with_stack;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use sx_driver::{CompileOptions, ModuleHost, ReverseOptions, Source, compile, expand, expand_steps, hashes, reverse};

/// Modules from files.
struct Files;

impl ModuleHost for Files {
    fn load(&self, from: &str, specifier: &str) -> Result<Arc<Source>, String> {
        let folder = Path::new(from).parent().unwrap_or(Path::new(""));
        let path = folder.join(specifier);
        let text = std::fs::read_to_string(&path).map_err(|error| error.to_string())?;
        Ok(Arc::new(Source::new(path.to_string_lossy(), text)))
    }
}

fn root() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn lisp_files(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join(folder)).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("the entry can be read").path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|ext| ext == "lisp")).collect();
    paths.sort();
    paths
}

#[test]
fn expanded_programs_have_the_same_hashes() {
    with_stack(|| {
        let options = CompileOptions::default();
        let mut checked = 0;
        for path in ["examples", "tests/macros"].into_iter().flat_map(lisp_files) {
            let name = path.to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).expect("the program can be read");
            let source = Arc::new(Source::new(name.clone(), text));
            let wanted = hashes(&source, &options, &Files);
            let Some(wanted) = wanted.text else { continue };
            let expanded = expand(&source, &options, &Files).text.expect("what compiles expands");
            let again = Arc::new(Source::new(name.clone(), expanded.clone()));
            let found = hashes(&again, &options, &Files);
            let found = found.text.unwrap_or_else(|| panic!("{name}: {:#?}\n{expanded}", found.diagnostics));
            assert_eq!(found, wanted, "{name}:\n{expanded}");
            let twice = expand(&again, &options, &Files).text.expect("expands again");
            assert_eq!(twice, expanded, "{name}");
            checked += 1;
        }
        assert!(checked > 250, "{checked}");
    });
}

/// What is translated from JavaScript has other shapes than what people write in Lisp.
#[test]
fn expanded_translations_have_the_same_hashes() {
    with_stack(|| {
        let options = CompileOptions::default();
        let mut checked = 0;
        for (name, javascript) in javascript_programs() {
            let Some(lisp) = reverse(&Source::new(name.clone(), javascript), &ReverseOptions::default()).text else {
                continue;
            };
            let source = Arc::new(Source::new("case.lisp", lisp.clone()));
            let wanted = hashes(&source, &options, &Files);
            let view = expand(&source, &options, &Files);
            let expanded = view.text.unwrap_or_else(|| panic!("{name}: {:?}\n{lisp}", view.diagnostics));
            let found = hashes(&Arc::new(Source::new("case.lisp", expanded.clone())), &options, &Files);
            assert!(wanted.text.is_some(), "{name}: {:?}\n{lisp}", wanted.diagnostics);
            assert_eq!(found.text, wanted.text, "{name}: {:?}\n{lisp}\n{expanded}", found.diagnostics);
            checked += 1;
        }
        assert!(checked > 350, "{checked}");
    });
}

/// The JavaScript in the repository: whole programs, and those that are there for the question whether they are any, a
/// line each.
fn javascript_programs() -> Vec<(String, String)> {
    let mut programs = vec![];
    for folder in ["tests/roundtrip/programs", "crates/frontends/tests/cases/js"] {
        for entry in std::fs::read_dir(root().join(folder)).expect("the folder is there") {
            let path = entry.expect("can be listed").path();
            let text = std::fs::read_to_string(&path).expect("can be read");
            programs.push((path.to_string_lossy().into_owned(), text));
        }
    }
    for (file, name) in [("accepted.txt", "case.cjs"), ("modules.txt", "case.mjs")] {
        let path = root().join("crates/frontends/tests/early").join(file);
        let text = std::fs::read_to_string(path).expect("can be read");
        programs.extend(text.lines().map(|line| (name.to_owned(), line.replace("\\n", "\n"))));
    }
    programs.sort();
    programs
}

/// Programs that the engine of the cases cannot run: exports, and calls that fail.
#[test]
fn expanded_modules_have_the_same_hashes() {
    with_stack(|| {
        let options = CompileOptions::default();
        for text in [
            "(define-syntax def-x (syntax-rules () ((_ get) (begin (def x 1) (export {x}) (defn get () x)))))\n(def-x get)\n(defn f (x) (+ x (get)))",
            "(export default (defn (x) 1))",
            "(export default (defn! (x) 1))",
            "(export default (defn* (x) (yield x)))",
            "(export default (async (defn (x) 1)))",
            "(export default (async (defn* (x) (yield x))))",
            "(export default (async (defun* f (x) (yield x))))",
            "(export default (defn () (await 1)))",
            "(export default (class (method m () 1)))",
            "(export default (function (x) 1))",
            "(export default (async (function (x) 1)))",
            "(export default (fn (x) 1))",
            "(. \"t\" (() 1))\n(. 5 (() 2 ...[3]))",
            "(define-syntax m (syntax-rules () ((_) (+ u 1))))\n(const u (let ((u (f))) (var tmp u)))\n(defn f () (m))",
        ] {
            let source = Arc::new(Source::new("a.lisp", text));
            let wanted = hashes(&source, &options, &Files);
            let expanded = expand(&source, &options, &Files).text.expect("expands");
            let again = Arc::new(Source::new("a.lisp", expanded.clone()));
            let found = hashes(&again, &options, &Files);
            assert!(wanted.text.is_some(), "{:?}", wanted.diagnostics);
            assert_eq!(found.text, wanted.text, "{expanded}");
            assert_eq!(expand(&again, &options, &Files).text.expect("expands again"), expanded);
        }
    });
}

#[test]
fn steps_show_each_expansion() {
    with_stack(|| {
        let text = "(define-syntax my-or (syntax-rules () ((_ a) a) ((_ a b) (let ((t a)) (if t t b)))))\n(f (my-or x (my-or y)))\n";
        let source = Arc::new(Source::new("a.lisp", text));
        let options = CompileOptions { externs: vec!["f".into(), "x".into(), "y".into()], ..Default::default() };
        let view = expand_steps(&source, &options, &Files);
        let wanted = ";; a.lisp:2:4: my-or\n(my-or x (my-or y))\n;; becomes\n(let ((t x)) (if t t (my-or y)))\n\n\
                      ;; a.lisp:2:13: my-or, 2 deep\n(my-or y)\n;; becomes\ny\n\n";
        assert_eq!(view.text.as_deref(), Some(wanted));
    });
}

#[test]
fn compiling_leaves_no_trace_of_macros() {
    with_stack(|| {
        for path in lisp_files("tests/macros") {
            let text = std::fs::read_to_string(&path).expect("the program can be read");
            let source = Arc::new(Source::new(path.to_string_lossy(), text));
            let Some(text) = compile(&source, &CompileOptions::default(), &Files).text else { continue };
            for name in ["__sx", "__at", "__macro"] {
                assert!(!text.contains(name), "{}: {name}\n{text}", path.display());
            }
        }
    });
}

/// What a macro gives as a child is a child as if it were written there.
#[test]
fn children_of_elements_may_be_macro_calls() {
    let text = "(define-syntax j (syntax-rules () ((_) (jsx i {}))))
(define-syntax text (syntax-rules () ((_) \"a &amp; b\")))
(define-syntax none (syntax-rules () ((_) (js/empty))))
(export (const v (jsx p {:c (j)} (j) (text) (none) (inc 1) (str \"x\" 1))))
";
    let options = CompileOptions::default();
    let source = Arc::new(Source::new("case.lisp", text));
    let expanded = expand(&source, &options, &Files).text.expect("it expands");
    let again = Arc::new(Source::new("case.lisp", expanded));
    assert_eq!(hashes(&source, &options, &Files).text, hashes(&again, &options, &Files).text);
    let printed = compile(&source, &options, &Files).text.expect("it compiles");
    let wanted =
        "export const v = (\n  <p c={<i />}>\n    <i />a &amp; b\n    {}\n    {1 + 1}\n    {`x${1}`}\n  </p>\n);\n";
    assert_eq!(printed, wanted);
}
