//! Whole programs: what they print in the embedded engine and, built to JavaScript, in Node.

mod common;

use common::{find_tool, repository, succeed, sx};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// What makes Node read `.js` as modules.
const PACKAGE: &str = "{ \"type\": \"module\" }\n";

/// A program and what it prints.
struct Program {
    /// Below the folder of the programs.
    path: PathBuf,
    printed: String,
}

#[test]
fn examples_print_what_is_written_beside_them_in_the_engine() {
    let folder = repository().join("examples");
    for program in find_programs(&folder) {
        let printed = sx(&["run", text(&folder.join(&program.path))]);
        assert_eq!(printed, program.printed, "{}", program.path.display());
    }
}

#[test]
fn examples_print_the_same_in_node() {
    let folder = repository().join("examples");
    let built = tempfile::tempdir().expect("a folder");
    // The whole tree builds in one command, with nothing to say about it.
    assert_eq!(sx(&["build", text(&folder), "-o", text(built.path())]), "");
    let Some(node) = find_tool(&["node"], "SX_REQUIRE_NODE") else { return };
    for program in find_programs(&folder) {
        let script = program.path.with_extension("js");
        assert_eq!(run_node(&node, &built, &script), program.printed, "{}", script.display());
    }
}

#[test]
fn spellings_of_other_lisps_work_as_they_stand() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let sources = tempfile::tempdir().expect("a folder");
    let built = tempfile::tempdir().expect("a folder");
    let host = "globalThis.hostLimit = 9;\nglobalThis.hostLog = (text) => console.log(`host ${text}`);\n";
    for folder in [&sources, &built] {
        write(folder, "host.js", host);
    }
    write(&sources, "main.lisp", "(import \"./host.js\")\n(import \"./spellings.lisp\")\n");
    fs::copy(cases.join("spellings.lisp"), sources.path().join("spellings.lisp")).expect("copies");
    let printed = fs::read_to_string(cases.join("spellings.out")).expect("is there");

    let names = ["--extern", "host-log", "--extern", "host-limit"];
    let main = sources.path().join("main.lisp");
    // What follows the file belongs to the program.
    assert_eq!(sx(&[&["run"], &names[..], &[text(&main)]].concat()), printed);
    sx(&[&["build", text(sources.path()), "-o", text(built.path())], &names[..]].concat());
    let Some(node) = find_tool(&["node"], "SX_REQUIRE_NODE") else { return };
    assert_eq!(run_node(&node, &built, Path::new("main.js")), printed);
}

/// The programs below `folder`: each `.lisp` file with an `.out` beside it.
fn find_programs(folder: &Path) -> Vec<Program> {
    let mut programs = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(current) = folders.pop() {
        for entry in fs::read_dir(current).expect("is a folder") {
            let path = entry.expect("can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "out") {
                let printed = fs::read_to_string(&path).expect("is text");
                let path = path.with_extension("lisp").strip_prefix(folder).expect("is below").to_owned();
                programs.push(Program { path, printed });
            }
        }
    }
    assert!(programs.len() >= 6, "only {} programs in {}", programs.len(), folder.display());
    programs.sort_by(|a, b| a.path.cmp(&b.path));
    programs
}

/// What `script`, which lies in `folder`, prints in Node.
fn run_node(node: &str, folder: &TempDir, script: &Path) -> String {
    write(folder, "package.json", PACKAGE);
    succeed(Command::new(node).arg(folder.path().join(script)))
}

fn write(folder: &TempDir, name: &str, content: &str) {
    fs::write(folder.path().join(name), content).expect("writes");
}

fn text(path: &Path) -> &str {
    path.to_str().expect("paths of tests are UTF-8")
}
