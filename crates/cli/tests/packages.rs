//! Macros of packages, as npm and its kin lay packages out: what an expansion needs is imported by a specifier that Node
//! finds, one file is one module whatever way leads to it, and what Node would not find is an error that says so.

#[expect(dead_code, reason = "`sx` runs in a folder here")]
mod common;

use common::{find_tool, succeed};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// A package: `use` gives calls of functions of three modules.
const FILES: [(&str, &str); 3] = [
    (
        "index.lisp",
        "(import-macros {inner} \"./n.lisp\")
         (import {pad} \"./pad.js\")
         (defn top (x) (pad (+ x 1)))
         (define-syntax use (syntax-rules () ((_ x) [(top x) (inner x) (pad x)])))",
    ),
    ("n.lisp", "(defn n (x) (* x 100))\n(define-syntax inner (syntax-rules () ((_ x) (n x))))"),
    ("pad.js", "export const pad = (x) => `<${x}>`;\n"),
];

/// Package, its manifest without a name, the folder of its files and that of their outputs, how the macros are imported,
/// and the specifiers that this gives.
type Package = (&'static str, &'static str, &'static str, &'static str, &'static str, [&'static str; 2]);

const PACKAGES: [Package; 10] = [
    ("plain", "", "lib", "lib", "plain/lib/index.lisp", ["plain/lib/index.js", "plain/lib/n.js"]),
    ("main", "\"main\": \"./lib/index.js\"", "lib", "lib", "main", ["main", "main/lib/n.js"]),
    ("bare-main", "\"main\": \"./lib/index\"", "lib", "lib", "bare-main", ["bare-main", "bare-main/lib/n.js"]),
    ("folder-main", "\"main\": \"lib/\"", "lib", "lib", "folder-main", ["folder-main", "folder-main/lib/n.js"]),
    ("root", "", ".", ".", "root", ["root", "root/n.js"]),
    (
        "keys",
        r#""exports": {".": {"sx": "./lib/index.lisp", "import": "./lib/index.js"}, "./inner": "./lib/n.js"}"#,
        "lib",
        "lib",
        "keys",
        ["keys", "keys/inner"],
    ),
    (
        "pattern",
        r#""exports": {"./*": "./lib/*"}"#,
        "lib",
        "lib",
        "pattern/index.lisp",
        ["pattern/index.js", "pattern/n.js"],
    ),
    (
        "both",
        r#""exports": {"./*": {"sx": "./lib/*.lisp", "default": "./dist/*.js"}}"#,
        "lib",
        "dist",
        "both/index",
        ["both/index", "both/n"],
    ),
    (
        "@me/scoped",
        r#""exports": {"./m/*": "./lib/*"}"#,
        "lib",
        "lib",
        "@me/scoped/m/index.lisp",
        ["@me/scoped/m/index.js", "@me/scoped/m/n.js"],
    ),
    (
        "linked",
        r#""exports": {"./*": "./src/*"}"#,
        "src",
        "src",
        "linked/index.lisp",
        ["linked/index.js", "linked/n.js"],
    ),
];

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, text).expect("writes");
}

fn sx(root: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sx"));
    command.args(arguments).current_dir(root).output().expect("sx starts")
}

/// Writes and builds a package in `folder`.
fn install(folder: &Path, (name, manifest, from, to, ..): &Package) {
    let comma = if manifest.is_empty() { "" } else { ", " };
    write(&folder.join("package.json"), &format!("{{\"name\": \"{name}\", \"type\": \"module\"{comma}{manifest}}}"));
    for (file, text) in FILES {
        write(&folder.join(from).join(file), text);
    }
    fs::create_dir_all(folder.join(to)).expect("a folder");
    for file in ["index", "n"] {
        let run = sx(folder, &["build", &format!("{from}/{file}.lisp"), "-o", &format!("{to}/{file}.js")]);
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    }
    write(&folder.join(to).join("pad.js"), FILES[2].1);
}

#[cfg(unix)]
fn link(to: &Path, from: &Path) {
    fs::create_dir_all(from.parent().expect("a folder")).expect("a folder");
    std::os::unix::fs::symlink(to, from).expect("links");
}

#[cfg(unix)]
#[test]
fn outputs_import_what_node_finds() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("app");
    write(&root.join("package.json"), "{\"type\": \"module\"}");
    let node = find_tool(&["node"], "SX_REQUIRE_NODE");
    for package in &PACKAGES {
        let (name, .., specifier, wanted) = *package;
        let place = root.join("node_modules").join(name);
        if name == "linked" {
            install(&folder.path().join("elsewhere"), package);
            link(&folder.path().join("elsewhere"), &place);
        } else {
            install(&place, package);
        }
        write(
            &root.join("src/deep/main.lisp"),
            &format!(
                "(import-macros {{use}} \"{specifier}\")
                 (import {{top}} \"{specifier}\")
                 (console.log (.join (use 5) \" \") (top 1))"
            ),
        );
        let run = sx(&root, &["build", "src/deep/main.lisp", "-o", "src/deep/main.js"]);
        assert!(run.status.success(), "{name}: {}", String::from_utf8_lossy(&run.stderr));
        let js = fs::read_to_string(root.join("src/deep/main.js")).expect("is there");
        for wanted in wanted {
            assert!(js.contains(&format!("from \"{wanted}\"")), "{name}: {wanted}\n{js}");
        }
        if let Some(node) = &node {
            let printed = succeed(Command::new(node).arg("src/deep/main.js").current_dir(&root));
            assert_eq!(printed, "<6> 500 <5> <2>\n", "{name}");
        }
        let run = sx(&root, &["run", "src/deep/main.lisp"]);
        assert_eq!(String::from_utf8_lossy(&run.stdout), "<6> 500 <5> <2>\n", "{name}: {run:?}");
    }
}

/// `main` is the output of the Lisp file that `sx` names, in whatever folder, unless there is one beside the file.
#[test]
fn main_is_what_the_file_of_sx_becomes() {
    let folder = tempfile::tempdir().expect("a folder");
    let (root, place) = (folder.path(), folder.path().join("node_modules/built"));
    write(&root.join("package.json"), "{\"type\": \"module\"}");
    write(
        &place.join("package.json"),
        r#"{"name": "built", "type": "module", "sx": "./src/m.lisp", "main": "./dist/m.js"}"#,
    );
    write(
        &place.join("src/m.lisp"),
        "(export (defn helper (x) (+ x 1)))\n(define-syntax use (syntax-rules () ((_ x) (helper x))))",
    );
    write(&place.join("dist/m.js"), "export const helper = (x) => x + 1;\n");
    let node = find_tool(&["node"], "SX_REQUIRE_NODE");
    for specifier in ["built", "built/src/m.lisp"] {
        write(&root.join("main.lisp"), &format!("(import-macros {{use}} \"{specifier}\")\n(console.log (use 5))"));
        let run = sx(root, &["build", "main.lisp", "-o", "main.js"]);
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        let js = fs::read_to_string(root.join("main.js")).expect("is there");
        assert!(js.contains("from \"built\""), "{js}");
        if let Some(node) = &node {
            assert_eq!(succeed(Command::new(node).arg("main.js").current_dir(root)), "6\n");
        }
        assert_eq!(String::from_utf8_lossy(&sx(root, &["run", "main.lisp"]).stdout), "6\n");
    }
    write(&place.join("src/m.js"), "export const helper = (x) => x + 1;\n");
    let run = sx(root, &["build", "main.lisp"]);
    assert!(String::from_utf8_lossy(&run.stdout).contains("from \"built/src/m.js\""), "{run:?}");
}

/// Two ways to one file are one module: its macros are the same, its functions are imported once.
#[cfg(unix)]
#[test]
fn a_link_leads_to_the_same_module() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("app");
    install(&folder.path().join("elsewhere"), &PACKAGES[9]);
    link(&folder.path().join("elsewhere"), &root.join("node_modules/linked"));
    write(
        &root.join("main.lisp"),
        "(import-macros {use} \"linked/index.lisp\")
         (import-macros {inner} \"../elsewhere/src/n.lisp\")
         (import-macros {:inner again} \"linked/n.lisp\")
         (console.log (inner 1) (again 2) ...(use 3))",
    );
    let run = sx(&root, &["build", "main.lisp"]);
    let (js, said) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(js.contains("console.log(n(1), n(2), ...[top(3), n(3), pad(3)])"), "{js}{said}");
    assert_eq!(js.matches("import ").count(), 2, "{js}");
}

/// The packages of a package are found from where it really is, as pnpm has them; this file cannot import from them.
#[cfg(unix)]
#[test]
fn what_node_would_not_find_is_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let store = root.join("node_modules/.pnpm");
    install(&store.join("b/node_modules/plain"), &PACKAGES[0]);
    link(&store.join("b/node_modules/plain"), &store.join("a/node_modules/plain"));
    write(
        &store.join("a/node_modules/a/package.json"),
        "{\"name\": \"a\", \"exports\": {\"./m\": {\"sx\": \"./m.lisp\"}}}",
    );
    write(
        &store.join("a/node_modules/a/m.lisp"),
        "(import-macros {inner} \"plain/lib/n.lisp\")
         (defn own (x) x)
         (define-syntax via (syntax-rules () ((_ x) (inner x))))
         (define-syntax self (syntax-rules () ((_ x) (own x))))
         (define-syntax twice (syntax-rules () ((_ x) (* 2 x))))",
    );
    link(&store.join("a/node_modules/a"), &root.join("node_modules/a"));
    write(&root.join("good.lisp"), "(import-macros {twice} \"a/m\")\n(console.log (twice 4))");
    write(&root.join("bad.lisp"), "(import-macros {via self} \"a/m\")\n(console.log (via 1) (self 2))");
    assert!(sx(root, &["check", "good.lisp"]).status.success());
    let run = sx(root, &["check", "bad.lisp"]);
    let said = String::from_utf8_lossy(&run.stderr);
    for wanted in [
        "SX0222",
        "bad.lisp:2:15",
        "it is in the package `plain`, which is not found from here",
        "npm install plain",
        "bad.lisp:2:23",
        "the package `a` exports no path to `./m.js`",
        "write \"./m.js\": \"./m.js\"",
        "defined at node_modules/.pnpm/a/node_modules/plain/lib/n.lisp",
    ] {
        assert!(said.contains(wanted), "{wanted}\n{said}");
    }
}

/// Where a package is built to another folder the help names what is built.
#[test]
fn the_help_names_the_output_in_the_folder_of_the_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let (root, package) = (folder.path(), folder.path().join("node_modules/a"));
    write(
        &package.join("package.json"),
        "{\"name\": \"a\", \"exports\": {\"./m\": {\"sx\": \"./src/m.lisp\", \"default\": \"./dist/m.js\"}}}",
    );
    write(
        &package.join("src/m.lisp"),
        "(import-macros {inner} \"./parts/n.lisp\")\n(define-syntax via (syntax-rules () ((_ x) (inner x))))",
    );
    write(
        &package.join("src/parts/n.lisp"),
        "(defn own (x) x)\n(define-syntax inner (syntax-rules () ((_ x) (own x))))",
    );
    write(&root.join("a.lisp"), "(import-macros {via} \"a/m\")\n(console.log (via 1))");
    let run = sx(root, &["check", "a.lisp"]);
    let said = String::from_utf8_lossy(&run.stderr);
    let wanted = "write \"./dist/parts/n.js\": {\"sx\": \"./src/parts/n.lisp\", \"default\": \"./dist/parts/n.js\"}";
    assert!(said.contains("SX0222") && said.contains(wanted), "{said}");
}

/// A package finds itself by its own name and by its `imports`.
#[test]
fn a_package_finds_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(
        &root.join("package.json"),
        r##"{"name": "app", "type": "module", "exports": {"./m/index.lisp": "./lib/index.lisp", "./m/*": "./lib/*"},
             "imports": {"#m": {"sx": "./lib/index.lisp", "default": "./lib/index.js"}, "#lib/*": "./lib/*"}}"##,
    );
    for (file, text) in FILES {
        write(&root.join("lib").join(file), text);
    }
    let run = sx(root, &["build", "lib", "-o", "lib"]);
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let node = find_tool(&["node"], "SX_REQUIRE_NODE");
    for (specifier, wanted) in [
        ("app/m/index.lisp", ["app/m/index.js", "app/m/n.js"]),
        ("#m", ["#m", "#lib/n.js"]),
        ("#lib/index.lisp", ["#lib/index.js", "#lib/n.js"]),
    ] {
        write(
            &root.join("src/main.lisp"),
            &format!("(import-macros {{use}} \"{specifier}\")\n(console.log (.join (use 5) \" \"))"),
        );
        let run = sx(root, &["build", "src/main.lisp", "-o", "src/main.js"]);
        assert!(run.status.success(), "{specifier}: {}", String::from_utf8_lossy(&run.stderr));
        let js = fs::read_to_string(root.join("src/main.js")).expect("is there");
        for wanted in wanted {
            assert!(js.contains(&format!("from \"{wanted}\"")), "{specifier}: {wanted}\n{js}");
        }
        if let Some(node) = &node {
            assert_eq!(succeed(Command::new(node).arg("src/main.js").current_dir(root)), "<6> 500 <5>\n", "{js}");
        }
    }
    write(&root.join("src/main.lisp"), "(import-macros {use} \"#none\")");
    let said = sx(root, &["check", "src/main.lisp"]);
    assert!(String::from_utf8_lossy(&said.stderr).contains("has no `#none` in its `imports`"), "{said:?}");
}

/// Without `exports` the outputs of a package are beside its Lisp, or as far from `main` as the Lisp is from `sx`.
#[test]
fn a_package_that_is_built_elsewhere_tells_where() {
    let folder = tempfile::tempdir().expect("a folder");
    let (root, place) = (folder.path(), folder.path().join("node_modules/built"));
    write(&root.join("main.lisp"), "(import-macros {inner} \"built/src/deep/n.lisp\")\n(console.log (inner 1))");
    write(&place.join("src/deep/n.lisp"), FILES[1].1);
    write(&place.join("src/m.lisp"), "(def m 1)");
    write(&place.join("dist/m.js"), "export const m = 1;\n");
    write(&place.join("package.json"), r#"{"name": "built", "sx": "src/m.lisp", "main": "./dist/m"}"#);
    let js = sx(root, &["build", "main.lisp"]);
    assert!(String::from_utf8_lossy(&js.stdout).contains("from \"built/dist/deep/n.js\""), "{js:?}");
    write(&place.join("package.json"), r#"{"name": "built", "main": "./dist/m.js"}"#);
    let run = sx(root, &["build", "main.lisp"]);
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(said.contains("SX0222") && said.contains("is built to another folder than `./src/deep/n.js`"), "{said}");
    write(&place.join("src/deep/n.js"), "export const n = 1;\n");
    let js = sx(root, &["build", "main.lisp"]);
    assert!(String::from_utf8_lossy(&js.stdout).contains("from \"built/src/deep/n.js\""), "{js:?}");
}

/// Another copy of a package is no reason to install it.
#[test]
fn a_nested_copy_of_a_package_is_said_to_be_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    for place in ["node_modules/plain", "node_modules/a/node_modules/plain"] {
        install(&root.join(place), &PACKAGES[0]);
    }
    write(&root.join("node_modules/a/package.json"), "{\"name\": \"a\"}");
    write(
        &root.join("node_modules/a/m.lisp"),
        "(import-macros {inner} \"plain/lib/n.lisp\")\n(define-syntax via (syntax-rules () ((_ x) (inner x))))",
    );
    write(&root.join("main.lisp"), "(import-macros {via} \"a/m.lisp\")\n(console.log (via 1))");
    let run = sx(root, &["check", "main.lisp"]);
    let said = String::from_utf8_lossy(&run.stderr);
    for wanted in
        ["SX0222", "main.lisp:2:14", "the copy of `plain` at `node_modules/a/node_modules/plain`", "npm dedupe"]
    {
        assert!(said.contains(wanted), "{wanted}\n{said}");
    }
    assert!(!said.contains("npm install"), "{said}");
}
