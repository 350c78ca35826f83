//! What the tests of whole programs share: the binary, the examples, and tools that may be missing.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The root of the repository.
pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the repository is there")
}

/// Runs `sx` with `arguments`; the status must be 0. What it printed comes back.
pub(crate) fn sx(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sx"));
    succeed(command.args(arguments))
}

/// Runs a command that must succeed; what it printed to standard output comes back.
pub(crate) fn succeed(command: &mut Command) -> String {
    let Output { status, stdout, stderr } = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(status.success(), "{command:?} ended with {status}\n{}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).expect("output is UTF-8")
}

/// The first of `names` that starts. Without one the caller skips its test, and says so; where the environment variable
/// `required` is set the test fails instead, so that a machine which is meant to have the tool cannot pass without it.
pub(crate) fn find_tool(names: &[&str], required: &str) -> Option<String> {
    let starts = |name: &&&str| Command::new(name).arg("--version").output().is_ok_and(|run| run.status.success());
    let found = names.iter().find(starts).map(|name| (*name).to_owned());
    if found.is_none() {
        assert!(std::env::var_os(required).is_none(), "{required} is set, but there is no {}", names.join(" or "));
        let note = format!("note: skipped, there is no {}\n", names.join(" or "));
        std::io::stderr().write_all(note.as_bytes()).expect("standard error is open");
    }
    found
}
