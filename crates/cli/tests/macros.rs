//! Macros across files, as the command builds them: what an expansion needs is imported, compile-time code stays away, a
//! change of a macro changes the outputs of its users and no other, and nothing depends on where and when.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::time::SystemTime;

const PROJECT: [(&str, &str); 7] = [
    (
        "src/lib/m.lisp",
        "(import-macros {inner} \"./deep/inner.lisp\")
         (begin-for-syntax (defn twice-form (x) `(helper (helper ,x))))
         (defn helper (x) (+ x 1))
         (defn secret (x) x)
         (export (defn public (x) (* x 2)))
         (defmacro call-helper (x) `(helper ,x))
         (defmacro twice (x) (twice-form x))
         (define-syntax use-inner (syntax-rules () ((_ x) (inner (public x)))))",
    ),
    (
        "src/lib/deep/inner.lisp",
        "(defn inner-fn (x) (str \"inner \" x))
         (define-syntax inner (syntax-rules () ((_ x) (inner-fn x))))",
    ),
    (
        "src/main.lisp",
        "(import-macros {call-helper twice use-inner} \"./lib/m.lisp\")
         (import-macros {plus} \"tools/src/plus.lisp\")
         (def helper \"mine\")
         (console.log helper (call-helper 1) (twice 5) (use-inner 4) (plus 3))",
    ),
    ("src/other.lisp", "(import-macros {inner} \"./lib/deep/inner.lisp\")\n(console.log (inner 1))"),
    ("src/plain.lisp", "(console.log 1)"),
    ("node_modules/tools/package.json", "{\"name\": \"tools\"}"),
    (
        "node_modules/tools/src/plus.lisp",
        "(import-macros {plus-all} \"../all.lisp\")
         (defmacro plus (x) `(plus-all ,x 100))",
    ),
];

const ALL: &str = "(defmacro plus-all (...xs) `(+ ,@xs))";

fn project(root: &Path) {
    for (name, text) in PROJECT.iter().chain(&[("node_modules/tools/all.lisp", ALL)]) {
        let path = root.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("writes");
    }
}

fn sx(root: &Path, line: &str, variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sx"));
    command.args(line.split(' ')).current_dir(root).envs(variables.iter().copied());
    command.output().expect("sx starts")
}

fn build(root: &Path) {
    let run = sx(root, "build src -o out", &[("TZ", "Asia/Tokyo"), ("LC_ALL", "tr_TR.UTF-8")]);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

/// The outputs with their times of modification.
fn outputs(root: &Path) -> BTreeMap<&'static str, (String, SystemTime)> {
    ["main.js", "other.js", "plain.js", "lib/m.js", "lib/deep/inner.js"]
        .into_iter()
        .map(|name| {
            let path = root.join("out").join(name);
            let time = fs::metadata(&path).and_then(|data| data.modified()).expect("is there");
            (name, (fs::read_to_string(path).expect("is text"), time))
        })
        .collect()
}

#[test]
fn expansions_import_what_they_need_and_compile_time_code_stays_away() {
    let folder = tempfile::tempdir().expect("a folder");
    project(folder.path());
    build(folder.path());
    let outputs = outputs(folder.path());
    let (main, m) = (&outputs["main.js"].0, &outputs["lib/m.js"].0);
    assert!(main.contains("from \"./lib/m.js\"") && main.contains("from \"./lib/deep/inner.js\""), "{main}");
    assert!(main.contains("3 + 100"), "{main}");
    assert!(m.contains("helper") && !m.contains("twiceForm"), "{m}");
    assert!(m.contains("export { helper };"), "what no macro needs is not exported\n{m}");
    let run = sx(folder.path(), "run src/main.lisp", &[]);
    assert_eq!(
        String::from_utf8_lossy(&run.stdout),
        "mine 2 7 inner 8 103\n",
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
}

#[test]
fn a_changed_macro_changes_its_users_only() {
    let folder = tempfile::tempdir().expect("a folder");
    project(folder.path());
    build(folder.path());
    let before = outputs(folder.path());
    let path = folder.path().join("src/lib/m.lisp");
    let text = fs::read_to_string(&path).expect("is there").replace("`(helper ,x))", "`(helper (helper ,x)))");
    std::thread::sleep(std::time::Duration::from_millis(20));
    fs::write(&path, text).expect("writes");
    build(folder.path());
    let after = outputs(folder.path());
    let changed: Vec<_> = before.keys().filter(|name| before[*name].1 != after[*name].1).collect();
    assert_eq!(changed, [&"main.js"]);
    assert!(after["main.js"].0 != before["main.js"].0);
}

#[test]
fn the_same_sources_give_the_same_bytes_elsewhere_and_later() {
    let (one, two) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    project(one.path());
    project(&two.path().join("deep/er"));
    build(one.path());
    let text = |root: &Path| outputs(root).into_iter().map(|(name, (text, _))| (name, text)).collect::<Vec<_>>();
    let first = text(one.path());
    let root = two.path().join("deep/er");
    let run = sx(&root, "build src -o out --jobs 1", &[("TZ", "UTC"), ("LC_ALL", "C"), ("HOME", "/nowhere")]);
    assert!(run.status.success());
    assert_eq!(text(&root), first);
}

#[test]
fn errors_in_macros_of_other_files_name_both_places() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(
        folder.path().join("m.lisp"),
        "(defmacro bad (x)\n  (.nothing x))\n(defmacro picky (x)\n  (error \"no\" x))",
    )
    .expect("writes");
    fs::write(folder.path().join("use.lisp"), "(import-macros {bad picky} \"./m.lisp\")\n(bad 1)\n(picky (a b))\n")
        .expect("writes");
    let run = sx(folder.path(), "check use.lisp", &[]);
    let text = String::from_utf8_lossy(&run.stderr);
    for wanted in [
        "use.lisp:2:1",
        "m.lisp:2:",
        "in this expansion of `bad` at use.lisp:2:1, defined at m.lisp:1:1",
        "use.lisp:3:8",
    ] {
        assert!(text.contains(wanted), "{wanted}\n{text}");
    }
}

#[test]
fn steps_are_shown() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("a.lisp"), "(when true (console.log 1))\n").expect("writes");
    let run = sx(folder.path(), "expand --steps a.lisp", &[]);
    let wanted = ";; a.lisp:1:1: when\n(when true (console.log 1))\n;; becomes\n(if true (begin (console.log 1)))\n\n";
    assert_eq!(String::from_utf8_lossy(&run.stdout), wanted);
}

#[test]
fn steps_tell_names_of_macros_from_those_of_the_call() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "(define-syntax any (syntax-rules () ((_ e) e) ((_ e r ...) (let ((t e)) (if t t.x (any r ...))))))
                (const t 5)
                (console.log (any false (String t) t))";
    fs::write(folder.path().join("a.lisp"), text).expect("writes");
    let run = sx(folder.path(), "expand --steps a.lisp", &[]);
    let shown = String::from_utf8_lossy(&run.stdout);
    for wanted in [
        "(let ((t# false)) (if t# t#.x (any (String t) t)))",
        "(let ((t##2 (String t))) (if t##2 t##2.x (any t)))",
        ";; becomes\nt\n",
    ] {
        assert!(shown.contains(wanted), "{wanted}\n{shown}");
    }
}

/// The engine is at work on each for minutes before it looks whether it should stop.
const ENDLESS_STEPS: [(&str, &str); 3] = [
    ("integers", "(while true (** 3n 600000n))"),
    ("prototypes", "(let o {}) (dotimes (i 100000) (set! o (Object.create o))) (while true o.missing)"),
    ("arguments", "(const xs (Array.from {:length 60000})) (while true (Math.max ...xs))"),
];

#[test]
fn steps_of_the_engine_without_end_end_the_command_with_a_place() {
    let root = tempfile::tempdir().expect("a folder");
    let start = |(name, body): (&'static str, &'static str)| {
        let file = format!("{name}.lisp");
        fs::write(root.path().join(&file), format!("(defmacro endless () {body} 1)\n(console.log (endless))\n"))
            .expect("writes");
        fs::write(root.path().join(format!("{name}.js")), "kept").expect("writes");
        let mut command = Command::new(env!("CARGO_BIN_EXE_sx"));
        command.args(["build", &file, "-o", &format!("{name}.js")]).current_dir(root.path());
        command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
        (name, command.spawn().expect("sx starts"))
    };
    let started: Vec<_> = ENDLESS_STEPS.into_iter().map(start).collect();
    for (name, child) in started {
        let output = child.wait_with_output().expect("sx ends");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{name}: {said}");
        assert!(said.contains("the macro `endless` failed: it runs too long"), "{name}: {said}");
        assert!(said.contains(&format!("{name}.lisp:2:14")), "{name}: {said}");
        assert_eq!(fs::read_to_string(root.path().join(format!("{name}.js"))).expect("reads"), "kept", "{name}");
    }
}

#[test]
fn literals_are_matched_by_what_is_imported() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("writes");
    write(
        "kind.lisp",
        "(import {other} \"./words.lisp\")
         (import {sep} \"node:path\")
         (export (defn arrow () 1))
         (define-syntax kind
           (syntax-rules (arrow other sep else)
             ((_ arrow) \"arrow\") ((_ other) \"other\") ((_ sep) \"sep\") ((_ else) \"else\") ((_ x) \"thing\")))",
    );
    write("words.lisp", "(export (const other 1) )(export (const arrow 2))");
    write(
        "main.lisp",
        "(import-macros {kind} \"./kind.lisp\")
         (import {arrow :arrow way} \"./kind.lisp\")
         (import {:arrow no other} \"./words.lisp\")
         (import {sep} \"node:path\")
         (defn shadowed (arrow else) [(kind arrow) (kind else)])
         (const found [(kind arrow) (kind way) (kind no) (kind other) (kind sep) (kind else) ...(shadowed 1 2)])
         (if false (console.log arrow way no other sep))
         (console.log (.join found \" \"))",
    );
    let output = sx(folder.path(), "build main.lisp", &[]);
    let (js, said) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let wanted = "[\"arrow\", \"arrow\", \"thing\", \"other\", \"sep\", \"else\", ...shadowed(1, 2)]";
    assert!(js.contains(wanted) && js.contains("return [\"thing\", \"thing\"]"), "{js}{said}");
}

#[test]
fn literals_are_matched_through_modules_that_pass_names_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("writes");
    write(
        "kind.lisp",
        "(export default (defn go () 1))
         (const marker 5)
         (export {:pub marker})
         (export (defn other-one () 2))
         (define-syntax kind
           (syntax-rules (go marker other-one)
             ((_ go) \"go\") ((_ marker) \"marker\") ((_ other-one) \"other-one\") ((_ x) \"thing\")))",
    );
    write("from.lisp", "(export {pub} from \"./kind.lisp\")");
    write("through.lisp", "(import {pub} \"./kind.lisp\") (export {pub})");
    write("all.lisp", "(export {:gone default} from \"./kind.lisp\") (export * from \"./kind.lisp\")");
    write("own.lisp", "(export (const pub 1)) (export * from \"./kind.lisp\")");
    write(
        "main.lisp",
        "(import-macros {kind} \"./kind.lisp\")
         (import go {pub} \"./kind.lisp\")
         (import {:pub a} \"./from.lisp\")
         (import {:pub b} \"./through.lisp\")
         (import {:pub c :other-one d gone} \"./all.lisp\")
         (import {:pub e} \"./own.lisp\")
         (const found [(kind go) (kind pub) (kind a) (kind b) (kind c) (kind d) (kind gone) (kind e)])
         (if false (console.log go pub a b c d gone e))
         (console.log (.join found \" \"))",
    );
    let output = sx(folder.path(), "run main.lisp", &[]);
    let (found, said) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert_eq!(found.trim(), "go marker marker marker marker other-one go thing", "{said}");
}

#[test]
fn macros_are_not_imported_as_values() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("writes");
    write("m.lisp", "(define-syntax m (syntax-rules () ((_ x) x)))\n(export (defn f () 1))");
    write("value.lisp", "(import {m f} \"./m.lisp\")\n(console.log (m (f)))");
    write("passed-on.lisp", "(export {m} from \"./m.lisp\")");
    for name in ["value.lisp", "passed-on.lisp"] {
        let output = sx(folder.path(), &format!("check {name}"), &[]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("error[SX0111]: `m` is a macro of `./m.lisp`"), "{said}");
        assert!(said.contains(&format!("{name}:1:")) && said.contains("(import-macros {m} \"./m.lisp\")"), "{said}");
    }
}

#[test]
fn steps_are_placed_in_the_file_they_are_of() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("writes");
    write(
        "a.lisp",
        "(define-syntax d\n  (syntax-rules ()\n    ((_ n) (define-syntax n (syntax-rules () ((_) 1))))))\n\n\n(d m)\n",
    );
    write("b.lisp", "(import-macros {m} \"./a.lisp\")\n(m)\n");
    let output = sx(folder.path(), "expand --steps b.lisp", &[]);
    let text = String::from_utf8_lossy(&output.stdout);
    let places: Vec<&str> = text.lines().filter(|line| line.contains(".lisp:")).collect();
    assert_eq!(places, [";; a.lisp:6:1: d", ";; b.lisp:2:1: m"], "{text}");
}

/// A warning of a macro is no reason to stop, however often it comes.
#[test]
fn any_number_of_warnings_builds() {
    let folder = tempfile::tempdir().expect("a folder");
    let calls = "(f (old 1))\n".repeat(1_200);
    let text = format!("(defmacro old (x) (warn \"old\" x) x)\n(const f (fn (x) x))\n{calls}");
    fs::write(folder.path().join("w.lisp"), text).expect("writes");
    let output = sx(folder.path(), "build w.lisp -o w.js", &[]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && folder.path().join("w.js").exists(), "{said}");
    assert!(said.contains("warning") && !said.contains("error"), "{said}");
}

#[test]
fn automatic_imports_take_the_exported_names() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("writes");
    for (exported, imported) in [
        ("\"x-y z\"", "import { \"x-y z\" as g } from"),
        ("\"a\"", "import { a } from"),
        ("\"class\"", "import { class as g } from"),
        ("\"default\"", "import { default as g } from"),
        (":default", "import { default as g } from"),
    ] {
        let module = "(define-syntax m (syntax-rules () ((_) (g))))";
        write("b.lisp", &format!("(defn g () 42)\n(export {{{exported} g}})\n{module}"));
        write("a.lisp", "(import-macros {m} \"./b.lisp\")\n(console.log (m))");
        let output = sx(folder.path(), "build a.lisp", &[]);
        let (js, said) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(js.contains(imported), "{exported}: {js}{said}");
    }
}

/// Modules with a macro `get` that needs what macros define there, a form of another file, and what that prints.
const MADE: [(&str, &str, &str); 16] = [
    (
        r"(define-syntax def-get
            (syntax-rules ()
              ((_ n v) (begin (defn hidden () v) (define-syntax n (syntax-rules () ((_) (hidden))))))))
          (export (defn hidden () 0))
          (def-get m 40)
          (def-get n 2)
          (define-syntax get (syntax-rules () ((_) [(m) (n) (hidden)])))",
        "(get)",
        "[ 40, 2, 0 ]",
    ),
    (
        r"(def-get get 1)
          (defmacro def-get (name v)
            (const g (gensym))
            `(begin (def ,g ,v) (define-syntax ,name (syntax-rules () ((_) ,g)))))",
        "(get)",
        "1",
    ),
    (
        r"(defmacro def-get (name) `(begin (var h# 2) (define-syntax ,name (syntax-rules () ((_) h#)))))
          (def-get get)",
        "(get)",
        "2",
    ),
    (
        r"(define-syntax make
            (syntax-rules ()
              ((_ name) (begin (export (defn hid () 3)) (define-syntax name (syntax-rules () ((_) (hid))))))))
          (make get)",
        "(get)",
        "3",
    ),
    (
        r"(define-syntax make
            (syntax-rules ()
              ((_ name) (begin (def hid 4) (export {:shown hid}) (define-syntax name (syntax-rules () ((_) hid)))))))
          (make get)",
        "(get)",
        "4",
    ),
    (
        r#"(define-syntax make
             (syntax-rules ()
               ((_ name) (begin (import {five} "./base.lisp") (define-syntax name (syntax-rules () ((_) five)))))))
           (make get)"#,
        "(get)",
        "5",
    ),
    // A macro call may stand above the helpers of the macro, and above the macro.
    (
        r"(make get)
          (begin-for-syntax (defn doubled (x) (* 2 x)))
          (defmacro make (name)
            `(begin (def h# ,(doubled 3)) (define-syntax ,name (syntax-rules () ((_) h#)))))",
        "(get)",
        "6",
    ),
    // By a macro of a third file.
    (r#"(import-macros {def-seen} "./base.lisp") (def-seen get 1)"#, "(get)", "7"),
    // What macros define is a definition, whatever the macros are called.
    (
        r"(define-syntax make (syntax-rules () ((_ n) (defn n () 8))))
          (make f)
          (define-syntax get (syntax-rules () ((_) (f))))",
        "(get)",
        "8",
    ),
    // These do nothing.
    (
        r"(defn f () 9)
          (js/empty)
          (let-syntax ((m (syntax-rules () ((_ n) (defn n () 1))))) (m g) (begin (def h 1)))
          (define-syntax get (syntax-rules () ((_) (f))))",
        "(get)",
        "9",
    ),
    (
        r"(do (defn f () 10))
          (let ((a 1)) (f a))
          (export {})
          (define-syntax get (syntax-rules () ((_) (f))))",
        "(get)",
        "10",
    ),
    // What nobody wrote does not hide what `export *` passes on, and ends with a number that no name there ends with.
    (
        r#"(export * from "./base.lisp")
           (def five "$2 $$$34")
           (define-syntax get (syntax-rules () ((_) five)))"#,
        "[(get) five]",
        "[ '$2 $$$34', 5 ]",
    ),
    // Nor does it clash with what the module exports under that name.
    (
        r"(def five 1)
          (def other 2)
          (export {:five other})
          (define-syntax get (syntax-rules () ((_) five)))",
        "[(get) five]",
        "[ 1, 2 ]",
    ),
    (
        r"(define-syntax make
            (syntax-rules ()
              ((_ name) (begin (export (defn five () 3)) (define-syntax name (syntax-rules () ((_) (five))))))))
          (defn five () 9)
          (make made)
          (define-syntax get (syntax-rules () ((_) [(made) (five)])))",
        "[(get) (five)]",
        "[ [ 3, 9 ], 3 ]",
    ),
    // An export may be called like a global that the prelude needs.
    (
        r"(const Array 12)
          (export {Array})
          (export (defn Object () 13))
          (def all [(range 2) Array (Object) (object-for ((x [1])) x x)])
          (define-syntax get (syntax-rules () ((_) (JSON.stringify all))))",
        "(get)",
        "[[0,1],12,13,{\"1\":1}]",
    ),
    (
        r"(@ (fn (c k) c) (class Box (static (field x 11))))
          (define-syntax get (syntax-rules () ((_) Box)))",
        "(typeof (get))",
        "function",
    ),
];

#[test]
fn what_macros_define_under_names_of_their_own_is_exported_where_macros_need_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: String, text: &str| fs::write(folder.path().join(name), text).expect("writes");
    write(
        "base.lisp".to_owned(),
        "(export (def five 5))
         (defn plus-six (x) (+ x 6))
         (define-syntax def-seen
           (syntax-rules ()
             ((_ name v)
              (begin (define helper (plus-six v))
                     (var seen helper)
                     (define-syntax name (syntax-rules () ((_) seen)))))))",
    );
    for (n, (module, form, _)) in MADE.iter().enumerate() {
        let five = if form.contains("five") { format!("(import {{five}} \"./m{n}.lisp\")\n") } else { String::new() };
        write(format!("m{n}.lisp"), module);
        write(format!("u{n}.lisp"), &format!("(import-macros {{get}} \"./m{n}.lisp\")\n{five}(console.log {form})"));
    }
    let all = sx(folder.path(), "build . -o all", &[]);
    assert!(all.status.success(), "{}", String::from_utf8_lossy(&all.stderr));
    let read =
        |path: String| fs::read_to_string(folder.path().join(&path)).unwrap_or_else(|error| panic!("{path}: {error}"));
    let printed = |line: &str| {
        let output = sx(folder.path(), line, &[]);
        assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("is text")
    };
    fs::create_dir(folder.path().join("expanded")).expect("a folder");
    for (n, (module, _, wanted)) in MADE.iter().enumerate() {
        if !module.contains("(@ ") {
            assert_eq!(printed(&format!("run u{n}.lisp")).trim_end(), *wanted, "{module}");
        }
        for name in [format!("m{n}"), format!("u{n}")] {
            let alone = printed(&format!("build {name}.lisp"));
            assert!(read(format!("all/{name}.js")).starts_with(&alone), "{module}");
            let expanded = printed(&format!("expand {name}.lisp"));
            write(format!("expanded/{name}.lisp"), &expanded);
        }
    }
    fs::copy(folder.path().join("base.lisp"), folder.path().join("expanded/base.lisp")).expect("copies");
    for n in 0..MADE.len() {
        for name in [format!("m{n}.lisp"), format!("u{n}.lisp")] {
            assert_eq!(printed(&format!("hash expanded/{name}")), printed(&format!("hash {name}")), "{name}");
        }
    }
}

#[test]
fn a_program_exports_nothing_by_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("writes");
    write(
        "b.lisp",
        "(define-syntax make
           (syntax-rules ()
             ((_ n) (begin (def own 1) (console.log own) (define-syntax n (syntax-rules () ((_) own)))))))
         (make get)",
    );
    write("a.lisp", "(import-macros {get} \"./b.lisp\")\n(console.log (get))");
    let output = sx(folder.path(), "check a.lisp", &[]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("SX0218") && said.contains("a.lisp:2:15") && said.contains("of their own"), "{said}");
}

/// A `var` in a block at the top of a program is a name of that program, which exports nothing: the caller's variable of
/// its name is another one.
#[test]
fn a_var_in_a_block_of_a_program_is_not_the_callers() {
    let defined = ["(defmacro get () `hidden)", "(define-syntax get (syntax-rules () ((_) hidden)))"];
    for (macros, block) in
        defined.iter().flat_map(|macros| [(macros, "(block (var hidden 5))"), (macros, "(if 1 (var hidden 5))")])
    {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("writes");
        write("b.lisp", &format!("{block}\n{macros}"));
        write("a.lisp", "(import-macros {get} \"./b.lisp\")\n(defn f () (const hidden 1) (get))\n(console.log (f))");
        let output = sx(folder.path(), "check a.lisp", &[]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("SX0218") && said.contains("a.lisp:2:29"), "{block} {macros}: {said}");
        // A library exports it by itself.
        write("b.lisp", &format!("{block}\n{macros}\n(export (const other 1))"));
        let output = sx(folder.path(), "run a.lisp", &[]);
        assert_eq!(String::from_utf8_lossy(&output.stdout), "5\n", "{block} {macros}");
    }
}

/// A library exports what its templates name, though they bind the same name elsewhere, or macro code has it.
#[test]
fn names_that_templates_use_and_bind_are_exported() {
    for (macros, call) in [
        ("(define-syntax m (syntax-rules () ((_) (let ((w w)) w))))", "(m)"),
        ("(define-syntax m (syntax-rules () ((_) (let* ((v w) (w v)) w))))", "(m)"),
        ("(defmacro m (e) `((fn (w) w) (+ w ,e)))", "(m 0)"),
        ("(defmacro m (w) `(+ w ,w))", "(m 0)"),
        ("(begin-for-syntax (const w 1))\n(defmacro m (n) `(+ w ,n))", "(m 0)"),
        ("(define-syntax m (syntax-rules () ((_) (begin (const v w) (defn f (w) w) (f v)))))", "(m)"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("writes");
        write("b.lisp", &format!("(const w 5)\n{macros}"));
        write("a.lisp", &format!("(import-macros {{m}} \"./b.lisp\")\n(defn f (w) {call})\n(console.log (f 7))"));
        let output = sx(folder.path(), "run a.lisp", &[]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(String::from_utf8_lossy(&output.stdout), "5\n", "{macros}: {said}");
    }
    // What a template binds for itself alone is not exported.
    let folder = tempfile::tempdir().expect("a folder");
    let text = "(const w 5) (define-syntax m (syntax-rules () ((_ e) (let ((w e)) (defn f (w) w) [w (f w)]))))
        (defmacro n (e) `(let* ((w ,e)) (for-of (w [w]) (f w)) (fn (w) w)))";
    fs::write(folder.path().join("b.lisp"), text).expect("writes");
    sx(folder.path(), "build b.lisp -o b.js", &[]);
    let built = fs::read_to_string(folder.path().join("b.js")).expect("is built");
    assert!(!built.contains("export"), "{built}");
}

/// What stands behind `export default` may come of a macro, and declares what it declares when it is written.
#[test]
fn a_macro_gives_what_is_exported_by_default() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("writes");
    write(
        "b.lisp",
        "(export default (def-one f))
         (define-syntax def-one (syntax-rules () ((_ n) (defn n () 1))))
         (export (def-one g))
         (define-syntax call-f (syntax-rules () ((_) (+ (f) (g)))))",
    );
    write("c.lisp", "(export default (defrecord Point (x y)))\n(export (const kind (typeof Point)))");
    write(
        "a.lisp",
        "(import f \"./b.lisp\") (import P {kind} \"./c.lisp\") (import-macros {call-f} \"./b.lisp\")
         (console.log (f) (call-f) kind (. (new P 1 2) y))",
    );
    let output = sx(folder.path(), "run a.lisp", &[]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(String::from_utf8_lossy(&output.stdout), "1 2 function 2\n", "{said}");
    sx(folder.path(), "build c.lisp -o c.js", &[]);
    let built = fs::read_to_string(folder.path().join("c.js")).expect("is built");
    assert!(built.starts_with("export default class Point {"), "{built}");
}

/// What the expander's own recursion takes of the stack is not charged to macro code.
#[test]
fn a_macro_runs_as_well_deep_in_a_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "(defmacro n (k) (if (= k 0) 0 `(let ((a# 1)) (f (fn () (n ,(- k 1))) a#))))
                (defn f (g a) (+ a (g)))
                (console.log (n 900))";
    fs::write(folder.path().join("deep.lisp"), text).expect("writes");
    let output = sx(folder.path(), "check deep.lisp", &[]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}

/// What an expansion needs of another module is imported, which a script cannot do.
#[test]
fn an_expansion_in_a_script_that_needs_an_import_is_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("writes");
    write(
        "m.lisp",
        "(export (defn helper (x) (* x 2)))
         (define-syntax calls (syntax-rules () ((_ x) (helper x))))
         (define-syntax whole (syntax-rules () ((_ x) (* x 2))))",
    );
    write("whole.lisp", "(file :goal script)\n(import-macros {whole} \"./m.lisp\")\n(console.log (whole 1))");
    write("calls.lisp", "(file :goal script)\n(import-macros {calls} \"./m.lisp\")\n(console.log (calls 1) (calls 2))");
    let output = sx(folder.path(), "build whole.lisp", &[]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("console.log(1 * 2)"), "{output:?}");
    let output = sx(folder.path(), "build calls.lisp", &[]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success() && !String::from_utf8_lossy(&output.stdout).contains("import"), "{output:?}");
    assert!(
        said.contains("SX0134") && said.contains("calls.lisp:3:15") && said.contains("`helper` of `m.lisp`"),
        "{said}"
    );
}

/// What is found when all is expanded shows the expansions that made it.
#[test]
fn errors_behind_the_expander_show_the_expansions() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("writes");
    write(
        "lib.lisp",
        "(define-syntax tries (syntax-rules () ((_ e) (fn ((= a (try e (catch x 1)))) a))))
         (define-syntax by-default (syntax-rules () ((_ e) (fn ((= a e)) a))))",
    );
    let main = "(import-macros {tries by-default} \"./lib.lisp\")\n(console.log (tries 1))\n\
        (console.log (by-default (match 1 (1 2))))\n(console.log (fn ((= a (try 1 (catch e 2)))) a))\n";
    write("main.lisp", main);
    for command in ["check", "build", "hash"] {
        let said =
            String::from_utf8_lossy(&sx(folder.path(), &format!("{command} main.lisp"), &[]).stderr).into_owned();
        let problems: Vec<&str> = said.split("error[").skip(1).collect();
        let [tries, by_default, plain] = problems[..] else { panic!("{said}") };
        assert!(tries.contains("in this expansion of `tries` at main.lisp:2:14, defined at lib.lisp:1:1"), "{said}");
        assert!(by_default.contains("in this expansion of `match` at main.lisp:3:26"), "{said}");
        assert!(by_default.contains("in this expansion of `by-default` at main.lisp:3:14, defined at lib.lisp:2:10"));
        assert!(!plain.contains("in this expansion"), "{said}");
    }
}

/// A script exports nothing, so what its macros name is not to be had.
#[test]
fn a_macro_of_a_script_that_needs_a_name_of_it_is_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("writes");
    write(
        "script.lisp",
        "(file :goal script)
         (defn triple (x) (* x 3))
         (define-syntax calls (syntax-rules () ((_ x) (triple x))))
         (define-syntax whole (syntax-rules () ((_ x) (* x 3))))",
    );
    write("whole.lisp", "(import-macros {whole} \"./script.lisp\")\n(console.log (whole 1))");
    write("calls.lisp", "(import-macros {calls} \"./script.lisp\")\n(console.log (calls 1))");
    assert!(sx(folder.path(), "build whole.lisp", &[]).status.success());
    let output = sx(folder.path(), "build calls.lisp", &[]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{output:?}");
    assert!(said.contains("SX0218") && said.contains("calls.lisp:2:15") && said.contains("it is a script"), "{said}");
}

/// Modules are evaluated in the order in which they are written, those of macros too; directives come first, and what
/// stands above a form stays above it.
#[test]
fn automatic_imports_stand_where_their_macros_are_imported() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("writes");
    write("setup.lisp", "(set! globalThis.config {:level 3})\n(export {})");
    write(
        "lib.lisp",
        "(const level globalThis.config.level)
         (export (defn log-at (n x) (if (<= n level) (console.log x))))
         (define-syntax debug (syntax-rules () ((_ x) (log-at 2 x))))",
    );
    let main = "; @ts-check\n(directive \"use client\")\n\n; first\n(import \"./setup.lisp\")\n; then\n\
        (import-macros {debug} \"./lib.lisp\")\n(import {join} \"./join.lisp\")\n\n; last\n(debug (join 1 2))\n";
    write("main.lisp", main);
    write("join.lisp", "(export (defn join (a b) (+ a b)))");
    let built = String::from_utf8_lossy(&sx(folder.path(), "build main.lisp", &[]).stdout).into_owned();
    let wanted = "// @ts-check\n\"use client\";\n\n// first\nimport \"./setup.js\";\n// then\n\
        import { logAt } from \"./lib.js\";\nimport { join } from \"./join.js\";\n\n// last\nlogAt(2, join(1, 2));\n";
    assert!(built.starts_with(wanted), "{built}");
    let run = sx(folder.path(), "run main.lisp", &[]);
    assert_eq!(String::from_utf8_lossy(&run.stdout), "3\n", "{}", String::from_utf8_lossy(&run.stderr));
    let inner = "; f\n(defn f ()\n  (import-macros {debug} \"./lib.lisp\")\n  (debug 1))\n(import \"./setup.lisp\")\n";
    write("inner.lisp", inner);
    let built = String::from_utf8_lossy(&sx(folder.path(), "build inner.lisp", &[]).stdout).into_owned();
    assert!(built.starts_with("import { logAt } from \"./lib.js\";\n// f\nfunction f() {"), "{built}");
    // What `sx expand` prints is the same program.
    let expanded = sx(folder.path(), "expand main.lisp", &[]);
    write("expanded.lisp", &String::from_utf8_lossy(&expanded.stdout));
    let hashes = |file: &str| sx(folder.path(), &format!("hash {file}"), &[]).stdout;
    assert_eq!(hashes("main.lisp"), hashes("expanded.lisp"));
}

#[test]
fn macros_are_imported_outside_of_begin_for_syntax() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("writes");
    write("m.lisp", "(define-syntax two (syntax-rules () ((_) 2)))");
    let import = "(import-macros {two} \"./m.lisp\")";
    let (helper, user) = ("(defn k () (two))", "(defmacro m () (k))\n(console.log (m))");
    write("inside.lisp", &format!("(begin-for-syntax {import} {helper})\n{user}"));
    write("outside.lisp", &format!("{import}\n(begin-for-syntax {helper})\n{user}"));
    let output = sx(folder.path(), "build inside.lisp", &[]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("SX0114") && said.contains("move it before") && !said.contains("SX0215"), "{said}");
    let output = sx(folder.path(), "build outside.lisp", &[]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("console.log(2)"), "{output:?}");
}

/// A template's name that is bound where the macro is captures nothing, and is not said to.
#[test]
fn captures_are_reported_where_they_are() {
    let folder = tempfile::tempdir().expect("a folder");
    let macro_and_use = "(defmacro w (x) `(let ((it 6)) ,x))\n(defn f (it) (w it))\n(console.log (f 5))";
    for (above, printed, warns) in [("(const it 1)\n", "5\n", false), ("", "6\n", true)] {
        fs::write(folder.path().join("a.lisp"), format!("{above}{macro_and_use}")).expect("writes");
        let output = sx(folder.path(), "run a.lisp", &[]);
        assert_eq!(String::from_utf8_lossy(&output.stdout), printed, "{output:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr).contains("SX0219"), warns, "{output:?}");
    }
}

#[test]
fn a_cycle_of_macro_imports_is_one_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = [
        ("a.lisp", "(import-macros {b} \"./b.lisp\")\n(define-syntax a (syntax-rules () ((_) 1)))\n(console.log (b))"),
        ("b.lisp", "(import-macros {c} \"./c.lisp\")\n(define-syntax b (syntax-rules () ((_) (c))))"),
        ("c.lisp", "(import-macros {a} \"./a.lisp\")\n(define-syntax c (syntax-rules () ((_) (a))))\n(car)"),
        ("main.lisp", "(import-macros {a} \"./a.lisp\")\n(console.log (a))"),
    ];
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("writes");
    }
    let shown = |line: &str| {
        let result = sx(folder.path(), line, &[]);
        assert_eq!(result.status.code(), Some(1), "{line}");
        let text = String::from_utf8(result.stderr).expect("text");
        let codes = |code: &str| text.matches(code).count();
        (codes("SX0216"), codes("error["), text)
    };
    for one in ["a.lisp", "b.lisp", "c.lisp", "main.lisp"] {
        assert_eq!(shown(&format!("check {one}")).0, 1, "{one}");
    }
    let (cycles, errors, text) = shown("check .");
    assert_eq!((cycles, errors), (1, 2), "{text}");
    assert!(text.contains("a.lisp -> b.lisp -> c.lisp -> a.lisp"), "{text}");
    assert!(!text.contains("SX0160"), "{text}");
}

/// A name that the module exports by itself is none that a module whose names it passes on has, nor one that a macro
/// of it computes.
#[test]
fn what_macros_need_hides_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = [
        ("far.lisp", "(export (const own$0 \"far\"))"),
        ("near.lisp", "(export * from \"./far.lisp\")"),
        ("star.lisp", "(export * from \"./near.lisp\")\n(defn own () \"own\")\n(defmacro call-own () `(own))"),
        (
            "computed.lisp",
            "(begin-for-syntax (defn named (n) (symbol (+ \"made\" \"$\" n))))
             (defmacro give (n value) `(export (const ,(named n) ,value)))
             (define-syntax hidden (syntax-rules () ((_ name) (begin (def made \"hidden\") (defmacro name () `made)))))
             (give 1 \"given\")
             (hidden call-made)",
        ),
        (
            "main.lisp",
            "(import-macros {call-own} \"./star.lisp\")
             (import-macros {call-made} \"./computed.lisp\")
             (import {own$0} \"./star.lisp\")
             (import {made$1} \"./computed.lisp\")
             (console.log own$0 (call-own) made$1 (call-made))",
        ),
    ];
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("writes");
    }
    let result = sx(folder.path(), "run main.lisp", &[]);
    let (out, error) = (String::from_utf8_lossy(&result.stdout), String::from_utf8_lossy(&result.stderr));
    assert_eq!((out.trim(), error.trim()), ("far own given hidden", ""));
}

/// What a function binds for itself is not exported, whatever macros in it name it.
#[test]
fn no_local_is_exported() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "(define (f)
        (define a 1)
        (define-syntax get (syntax-rules () ((_) a)))
        (set! a 5)
        (get))";
    fs::write(folder.path().join("f.lisp"), text).expect("writes");
    let result = sx(folder.path(), "build f.lisp", &[]);
    assert!(result.status.success(), "{}", String::from_utf8_lossy(&result.stderr));
    let shown = sx(folder.path(), "build f.lisp -o f.js", &[]);
    assert!(shown.status.success());
    let output = fs::read_to_string(folder.path().join("f.js")).expect("an output");
    assert!(!output.contains("export"), "{output}");
}

/// A template means the `var`s in blocks of the top of its file, also those that macros make there.
#[test]
fn vars_in_blocks_of_a_module_are_there_for_its_templates() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("writes");
    write(
        "m.lisp",
        "(defmacro mk (name value) `(var ,name ,value))
         (if true (begin (var spelled 1) (mk late 2) (mk renamed 3) (mk print (fn (x) [x \"printed\"]))))
         (define-syntax spelled-of (syntax-rules () ((_) spelled)))
         (define-syntax late-of (syntax-rules () ((_) [late (typeof late)])))
         (defmacro renamed-of () `renamed)
         (defmacro print-of (x) `(print ,x))
         (export {:other-name renamed})",
    );
    write(
        "u.lisp",
        "(import-macros {spelled-of late-of renamed-of print-of} \"./m.lisp\")
         (const late 5)
         (console.log (JSON.stringify [(spelled-of) (late-of) (renamed-of) (print-of 7) late]))",
    );
    let run = sx(folder.path(), "run u.lisp", &[]);
    assert_eq!(String::from_utf8_lossy(&run.stderr), "");
    assert_eq!(String::from_utf8_lossy(&run.stdout), "[1,[2,\"number\"],3,[7,\"printed\"],5]\n");
}

/// A verbatim name in a template is a name of the file of the macro, which exports it by itself.
#[test]
fn verbatim_names_of_templates_are_those_of_their_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("writes");
    write("m.lisp", "(const x 1)\n(defmacro v () `\\x)");
    write("u.lisp", "(import-macros {v} \"./m.lisp\")\n(const x 5)\n(console.log (v) x)");
    let run = sx(folder.path(), "run u.lisp", &[]);
    assert_eq!(String::from_utf8_lossy(&run.stdout), "1 5\n", "{}", String::from_utf8_lossy(&run.stderr));
}

/// Each file of a chain of imports is expanded for itself once at most, not once for each way that leads to it.
#[test]
fn a_chain_of_macro_files_is_as_long_as_it_is() {
    const LENGTH: usize = 24;
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("writes");
    for n in 0..=LENGTH {
        let next = n + 1;
        let import = format!("(import-macros {{m{next}}} \"./l{next}.lisp\")\n");
        let text = format!(
            "(define-syntax m{n} (syntax-rules () ((_) {n})))
             (defmacro mk (name value) `(var ,name ,value))
             (defn h () (mk x 1) x)"
        );
        write(&format!("l{n}.lisp"), &[if n < LENGTH { &*import } else { "" }, &*text].concat());
    }
    write("main.lisp", "(import-macros {m0} \"./l0.lisp\")\n(console.log (m0))");
    let run = sx(folder.path(), "run main.lisp", &[]);
    assert_eq!(String::from_utf8_lossy(&run.stdout), "0\n", "{}", String::from_utf8_lossy(&run.stderr));
}

/// A helper of a macro's module is no name of the programs that call the macro; in macro code of a template it is there.
#[test]
fn helpers_are_names_of_macro_code_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("writes");
    let library = "(begin-for-syntax (defn it (x) `(+ 1 ,x)) (defn plus-one (x) (it x)))
        (defmacro with-it (value body) `(let ((it ,value)) ,body))
        (defmacro its () `it)
        (defmacro define-plus (name) `(defmacro ,name (x) (plus-one x)))";
    let program = "(define-plus inc)\n(defn f (it) (its))\n(console.log (with-it 5 (inc it)) (f 7))";
    write("m.lisp", library);
    write("apart.lisp", &format!("(import-macros {{with-it its define-plus}} \"./m.lisp\")\n{program}"));
    write("together.lisp", &format!("{library}\n{program}"));
    for file in ["apart.lisp", "together.lisp"] {
        let output = sx(folder.path(), &format!("run {file}"), &[]);
        assert_eq!(String::from_utf8_lossy(&output.stdout), "6 7\n", "{file}: {output:?}");
    }
}

/// A template warns of what it binds around an operand, whatever binds it, and of nothing else.
#[test]
fn captures_are_told_by_where_operands_stand() {
    let folder = tempfile::tempdir().expect("a folder");
    let warns = |macro_form: &str, call: &str| {
        let program = format!("{macro_form}\n(defn f (x l) {call})\n(export {{f}})");
        fs::write(folder.path().join("a.lisp"), program).expect("writes");
        let output = sx(folder.path(), "build a.lisp", &[]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{macro_form} {call}\n{said}");
        said.contains("SX0219")
    };
    for binds in [
        "`(for-of (x ,l) ,b)",
        "`(dotimes (x 3) ,b)",
        "`(dolist (x ,l) ,b)",
        "`(if-let (x ,l) ,b 0)",
        "`(match ,l ([x y] ,b) (_ 1))",
        "`(let (([x] ,l)) ,b)",
        "`(let (({:a [x]} ,l)) ,b)",
        "`(let* ((y 1) (x ,l)) ,b)",
        "`(try (f) (catch x ,b))",
        "`(block (defn x () 1) ,b)",
        "`(block (class x) ,b)",
        "`((function x () ,b))",
        "`((fn (y ...x) ,b))",
        "`(let x ((i 0)) (if (< i 3) (x (+ i 1)) ,b))",
        "`(for ((let x 0) (< x 3) (++ x)) ,b)",
        "`(let () (const (y 1) (x 2)) ,b)",
        "(let ((code b)) `(let ((x 1)) ,code))",
        "`(let ((x 1)) ,@(map (fn (one) `(list ,one)) [b]))",
    ] {
        assert!(warns(&format!("(defmacro m (l b) {binds})"), "(m l (x.log l))"), "{binds}");
        assert!(!warns(&format!("(defmacro m (l b) {binds})"), "(m l (l.log 1))"), "{binds}");
    }
    for apart in [
        "`(let ((x ,b)) (+ x 1))",
        "`(begin ,b (let ((x 1)) x))",
        "`(list (let ((x 1)) x) ,b)",
        "`((fn (x) ,l) ,b)",
        "`(let ((x# 1)) ,b)",
        "`(let ((,l 1)) ,b)",
    ] {
        assert!(!warns(&format!("(defmacro m (l b) {apart})"), "(m l (+ x 1))"), "{apart}");
    }
    let takes_body = "(defmacro m (l b) `(let ((x ,l)) ,b))";
    assert!(!warns(takes_body, "(m x (let ((x 2)) x))"), "the operand binds it itself");
    assert!(!warns(takes_body, "(m x l)"), "the value stands outside");
    assert!(warns("(defmacro m (l ...b) `(let ((x ,l)) ,@b))", "(m l l x)"), "a rest");
}
