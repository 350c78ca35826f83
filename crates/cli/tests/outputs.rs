//! Outputs that stand elsewhere than their sources: trees keep their shape, an output imports outputs and what stays where
//! it is by paths that hold, and nothing is written where two would be one.

#[expect(dead_code, reason = "`sx` runs in a folder here")]
mod common;

use common::{find_tool, succeed};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const FILES: [(&str, &str); 7] = [
    ("package.json", "{\"type\": \"module\"}"),
    (
        "src/a/main.lisp",
        "(import {f} \"../lib/f.lisp\")
         (import {pad} \"../pad.js?x\")
         (import-macros {twice} \"../../macros/100%25.lisp\")
         (export * from \"../pad.js\")
         (console.log (f 1) (pad 2) (twice 3))
         (.then (js/import \"../lib/f.lisp\") (fn (m) (console.log (m.f 2))))",
    ),
    ("src/lib/f.lisp", "(export (defn f (x) (* x 10)))"),
    ("src/pad.js", "export const pad = (x) => `<${x}>`;\n"),
    ("macros/100%.lisp", "(defn double (x) (+ x x))\n(define-syntax twice (syntax-rules () ((_ x) (double x))))"),
    ("top.lisp", "(import {f} \"./src/lib/f.lisp\")\n(console.log (f 4))"),
    ("other/f.lisp", "(def f 1)"),
];

const SAID: &str = "10 <2> 6\n20\n";

fn project(root: &Path) {
    for (name, text) in FILES {
        let path = root.join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("writes");
    }
}

fn sx(root: &Path, line: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sx")).args(line.split(' ')).current_dir(root).output().expect("sx starts")
}

/// Command lines, the outputs that run, and what these hold.
const BUILDS: [(&[&str], &str, &str, &[&str]); 4] = [
    (
        &["build src macros -o out/deep"],
        "out/deep/a/main.js",
        SAID,
        &["from \"../lib/f.js\"", "from \"../../../src/pad.js?x\"", "from \"../100%25.js\"", "import(\"../lib/f.js\")"],
    ),
    (
        &["build src -o out", "build macros/100%.lisp -o macros/100%.js"],
        "out/a/main.js",
        SAID,
        &["from \"../lib/f.js\"", "from \"../../src/pad.js\"", "from \"../../macros/100%25.js\""],
    ),
    (&["build top.lisp src/lib/f.lisp -o out"], "out/top.js", "40\n", &["from \"./src/lib/f.js\""]),
    (
        &["build src/lib/f.lisp -o out/lib/f.js", "build src/a/main.lisp -o out/a/main.js", "build macros -o macros"],
        "out/a/main.js",
        SAID,
        &["from \"../lib/f.js\"", "from \"../../src/pad.js\"", "from \"../../macros/100%25.js\""],
    ),
];

#[test]
fn outputs_import_from_where_they_stand() {
    let node = find_tool(&["node"], "SX_REQUIRE_NODE");
    for (lines, output, said, wanted) in BUILDS {
        let folder = tempfile::tempdir().expect("a folder");
        project(folder.path());
        for line in lines {
            let run = sx(folder.path(), line);
            assert!(run.status.success(), "{line}: {}", String::from_utf8_lossy(&run.stderr));
        }
        let js = fs::read_to_string(folder.path().join(output)).expect("is there");
        for wanted in wanted {
            assert!(js.contains(wanted), "{lines:?}: {wanted}\n{js}");
        }
        if let Some(node) = &node {
            assert_eq!(succeed(Command::new(node).arg(output).current_dir(folder.path())), said, "{lines:?}\n{js}");
        }
    }
}

#[test]
fn nothing_is_written_where_two_would_be_one() {
    let folder = tempfile::tempdir().expect("a folder");
    project(folder.path());
    let run = sx(folder.path(), "build src/lib other top.lisp -o out");
    let said = String::from_utf8_lossy(&run.stderr);
    assert_eq!(run.status.code(), Some(1));
    assert!(said.contains("`src/lib/f.lisp` and `other/f.lisp` would both be written to `out/f.js`"), "{said}");
    assert!(!folder.path().join("out").exists());
}

/// Files whose Lisp would have one name get longer ones, by which they come back.
#[test]
fn trees_with_names_that_differ_in_their_extension_come_back() {
    let files = [
        ("js/a.cjs", "module.exports = 1;\n"),
        ("js/a.js", "export default 2;\n"),
        ("js/a.jsx", "export const element = <a />;\n"),
        ("js/a.mjs", "export default 3;\n"),
        ("js/b.mjs", "export default 4;\n"),
        ("js/c.mjs.mjs", "export default 5;\n"),
        (
            "js/deep/main.mjs",
            "import a from \"../a.cjs\";\nimport b from \"../a.js\";\nimport c from \"../a.mjs\";\n\
             import d from \"../b.mjs\";\nimport e from \"../c.mjs.mjs\";\nconsole.log(a, b, c, d, e);\n",
        ),
        ("js/package.json", "{\"type\": \"module\"}"),
    ];
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    for (name, text) in files {
        fs::create_dir_all(root.join(name).parent().expect("a folder")).expect("a folder");
        fs::write(root.join(name), text).expect("writes");
    }
    for line in ["rev js -o lisp", "build lisp -o back", "build lisp/deep/main.lisp -o one/deep/main.mjs"] {
        let run = sx(root, line);
        assert!(run.status.success(), "{line}: {}", String::from_utf8_lossy(&run.stderr));
    }
    let lisp = ["a.cjs.lisp", "a.jsx.lisp", "a.lisp", "a.mjs.lisp", "b.lisp", "c.mjs.mjs.lisp", "deep/main.lisp"];
    for name in lisp {
        assert!(root.join("lisp").join(name).is_file(), "{name}");
    }
    for (name, text) in files.iter().filter(|(name, _)| *name != "js/package.json") {
        let built = fs::read_to_string(root.join(name.replace("js/", "back/"))).expect("is there");
        assert_eq!(&built[..built.find("//#").expect("has a map")], *text, "{name}");
    }
    assert_eq!(fs::read_dir(root.join("back")).expect("a folder").count(), 13, "outputs and maps");
    let one = fs::read_to_string(root.join("one/deep/main.mjs")).expect("is there");
    assert!(one.contains("from \"../a.mjs\""), "{one}");
    fs::write(root.join("lisp/top.lisp"), "(import a \"./a.mjs.lisp\")\n(import b \"./a.mjs\")\n(console.log a b)")
        .expect("writes");
    let built = sx(root, "build lisp/top.lisp");
    let wanted = "import a from \"./a.mjs\";\nimport b from \"./a.mjs\";\nconsole.log(a, b);\n";
    assert_eq!(String::from_utf8_lossy(&built.stdout), wanted);
    assert_eq!(String::from_utf8_lossy(&sx(root, "run lisp/top.lisp").stdout), "3 3\n");
    if let Some(node) = find_tool(&["node"], "SX_REQUIRE_NODE") {
        fs::copy(root.join("js/package.json"), root.join("back/package.json")).expect("copies");
        assert_eq!(succeed(Command::new(node).arg("back/deep/main.mjs").current_dir(root)), "1 2 3 4 5\n");
    }
    fs::write(root.join("js/a.mjs.js"), "").expect("writes");
    let run = sx(root, "rev js -o more");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(said.contains("`js/a.mjs` and `js/a.mjs.js` would both be written to `more/a.mjs.lisp`"), "{said}");
    assert!(!root.join("more").exists());
}

/// A path that is computed, or given to something else than an import, is warned of where it may lead elsewhere.
#[test]
fn paths_that_stay_as_they_are_written_are_warned_of() {
    let folder = tempfile::tempdir().expect("a folder");
    project(folder.path());
    let text = "(declare-global x)
        (js/import #`./${x}.js`)
        (js/import (str \"../\" x))
        (new URL \"../pad.js\" import.meta.url)
        (require \"../pad.js\")
        (require \"../lib/f.lisp\")
        (require \"../nowhere\")
        (js/import x)
        (js/import (str x \"./a\"))
        (new URL \"../pad.js\" x)
        (const pad \"../pad.js\")
        (const also-pad pad)
        (import.meta.resolve \"../pad.js\")
        (x.resolve \"../pad.js\")
        (js/import pad)
        (new x (new URL also-pad import.meta.url))
        (let changed \"../pad.js\")
        (set! changed x)
        (js/import changed)
        (js/import (.-href (new URL #`parts/${x}.js` import.meta.url)))
        (defn from-the-output (path) (require path))
        (from-the-output #`./${x}.js`)";
    fs::write(folder.path().join("src/a/paths.lisp"), text).expect("writes");
    let run = sx(folder.path(), "build src -o out");
    let said = String::from_utf8_lossy(&run.stderr);
    let places = said.lines().filter_map(|line| line.split_once("paths.lisp:")?.1.split(':').next());
    assert!(run.status.success() && places.eq(["2", "3", "4", "5", "6", "13", "15", "16"]), "{said}");
    let run = sx(folder.path(), "build src/a/paths.lisp");
    assert!(run.stderr.is_empty(), "{}", String::from_utf8_lossy(&run.stderr));
}

/// An output that is a link stands where its file is; a `%` in a name is escaped where it would be read as an escape.
#[cfg(unix)]
#[test]
fn outputs_that_are_links_and_names_with_percent_signs_are_found() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in [
        ("package.json", "{\"type\": \"module\"}"),
        ("src/a.lisp", "(import {x} \"./b%.lisp\")\n(console.log x)"),
        ("src/b%.lisp", "(export (def x 7))"),
        ("real/deep/a.js", ""),
        ("out/b", ""),
    ] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("writes");
    }
    std::os::unix::fs::symlink("../real/deep/a.js", folder.path().join("out/a.js")).expect("links");
    let run = sx(folder.path(), "build src -o out");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let js = fs::read_to_string(folder.path().join("real/deep/a.js")).expect("is there");
    assert!(js.contains("from \"../../out/b%25.js\""), "{js}");
    if let Some(node) = find_tool(&["node"], "SX_REQUIRE_NODE") {
        assert_eq!(succeed(Command::new(node).arg("out/a.js").current_dir(folder.path())), "7\n");
    }
}

/// A folder that is linked into a tree is compiled with it; links back and links to nothing are no part of it.
#[cfg(unix)]
#[test]
fn linked_folders_belong_to_the_tree() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in [
        ("package.json", "{\"type\": \"module\"}"),
        ("src/main.lisp", "(import {f} \"./lib/f.lisp\")\n(console.log (f))"),
        ("shared/f.lisp", "(import {g} \"./deep/g.lisp\")\n(export (defn f () (g)))"),
        ("shared/deep/g.lisp", "(export (defn g () 5))"),
    ] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("writes");
    }
    for (to, link) in [("../shared", "lib"), (".", "self"), ("../src", "again"), ("nowhere", "gone")] {
        std::os::unix::fs::symlink(to, folder.path().join("src").join(link)).expect("links");
    }
    let run = sx(folder.path(), "build src -o out");
    assert!(run.status.success() && run.stderr.is_empty(), "{}", String::from_utf8_lossy(&run.stderr));
    assert!(folder.path().join("out/lib/deep/g.js").is_file() && !folder.path().join("out/self").exists());
    if let Some(node) = find_tool(&["node"], "SX_REQUIRE_NODE") {
        assert_eq!(succeed(Command::new(node).arg("out/main.js").current_dir(folder.path())), "5\n");
    }
}

/// A module that is a link imports from where its file is, and its output leads there.
#[cfg(unix)]
#[test]
fn a_module_that_is_a_link_imports_from_where_its_file_is() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in [
        ("package.json", "{\"type\": \"module\"}"),
        ("src/main.lisp", "(import {f} \"./link.lisp\")\n(console.log (f))"),
        ("else/real.lisp", "(import {x} \"./y.lisp\")\n(import {z} \"./z.js\")\n(export (defn f () (+ x z)))"),
        ("else/y.lisp", "(export (def x 1))"),
        ("else/z.js", "export const z = 2;"),
    ] {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("writes");
    }
    std::os::unix::fs::symlink("../else/real.lisp", folder.path().join("src/link.lisp")).expect("links");
    let node = find_tool(&["node"], "SX_REQUIRE_NODE");
    for (line, output) in [("build src -o out", "out"), ("build src -o src", "src")] {
        for line in ["build else -o else", line] {
            let run = sx(folder.path(), line);
            assert!(run.status.success(), "{line}: {}", String::from_utf8_lossy(&run.stderr));
        }
        let js = fs::read_to_string(folder.path().join(output).join("link.js")).expect("is there");
        assert!(js.contains("\"../else/y.js\"") && js.contains("\"../else/z.js\""), "{line}: {js}");
        if let Some(node) = &node {
            let main = format!("{output}/main.js");
            assert_eq!(succeed(Command::new(node).arg(main).current_dir(folder.path())), "3\n");
        }
    }
    assert_eq!(String::from_utf8_lossy(&sx(folder.path(), "run src/main.lisp").stdout), "3\n");
}

/// What a bundler completes (`./lib` for `./lib.js` or `./lib/index.js`) leads to what the Lisp file becomes, and else to
/// what stays. A folder beside `lib.lisp` with its name changes nothing.
#[test]
fn specifiers_that_a_bundler_completes_lead_to_outputs() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = [
        (
            "src/main.lisp",
            "(import a \"./lib\")\n(import b \"./parts\")\n(import c \"./plain\")\n(import d \"./named\")",
        ),
        ("src/lib.lisp", "(def x 1)"),
        ("src/lib/other.lisp", "(def x 1)"),
        ("src/parts/index.lisp", "(def x 1)"),
        ("src/plain/index.js", "export default 1;"),
        ("src/named.js", "export default 1;"),
    ];
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("writes");
    }
    let run = sx(folder.path(), "build src -o out");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let js = fs::read_to_string(folder.path().join("out/main.js")).expect("is there");
    for wanted in ["\"./lib\"", "\"./parts\"", "\"../src/plain\"", "\"../src/named\""] {
        assert!(js.contains(wanted), "{wanted}\n{js}");
    }
}

/// Links to one file are one module, whichever of them is imported.
#[cfg(unix)]
#[test]
fn links_to_one_file_lead_to_one_output() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = [
        ("s/a/p.lisp", "(def n 0)\n(export (defn bump () (++ n)))"),
        ("s/b/q.lisp", "(import {bump} \"./link.lisp\")\n(import {:bump other} \"../a/p.lisp\")\n(bump)\n(other)"),
    ];
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("writes");
    }
    std::os::unix::fs::symlink("../a/p.lisp", folder.path().join("s/b/link.lisp")).expect("links");
    let run = sx(folder.path(), "build s -o o");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let js = fs::read_to_string(folder.path().join("o/b/q.js")).expect("is there");
    assert_eq!(js.matches("from \"../a/p.js\"").count(), 2, "{js}");
}

/// What a callee is called is asked of members only: bindings have numbers of their own, and more than there are names.
#[test]
fn a_call_in_a_file_of_many_bindings_is_no_path() {
    let folder = tempfile::tempdir().expect("a folder");
    let functions = "((fn (x) x) 1)\n".repeat(20_000);
    fs::write(folder.path().join("a.lisp"), format!("{functions}((fn (g) (g 1)) Math.abs)\n")).expect("writes");
    let run = sx(folder.path(), "build a.lisp -o out/a.js");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}
