//! What the tests share: the cases, and tools that may be missing.

#![allow(dead_code, reason = "each test uses a part of it")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use sx_md2org::{Flavour, Options};

/// A file of Markdown and how it is to be read.
pub(crate) struct Case {
    pub(crate) path: PathBuf,
    pub(crate) markdown: String,
    pub(crate) options: Options,
}

/// All cases, in the order of their names.
pub(crate) fn read_cases() -> Vec<Case> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let flavours = [("commonmark", Flavour::CommonMark), ("full", Flavour::Full), ("gfm", Flavour::Gfm)];
    let mut cases = vec![];
    for (folder, flavour) in flavours {
        let entries = std::fs::read_dir(root.join(folder)).expect("the folder is there");
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("is readable").path()).collect();
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
        paths.sort();
        for path in paths {
            let markdown = std::fs::read_to_string(&path).expect("is UTF-8");
            cases.push(Case { path, markdown, options: Options { flavour, ..Options::default() } });
        }
    }
    cases
}

/// Whether `tool` starts. Without it the caller skips its test, and says so; where the environment variable `required`
/// is set the test fails instead, so that a machine which is meant to have the tool cannot pass without it.
pub(crate) fn has_tool(tool: &str, required: &str) -> bool {
    let starts = Command::new(tool).arg("--version").output().is_ok_and(|run| run.status.success());
    if !starts {
        assert!(std::env::var_os(required).is_none(), "{required} is set, but there is no {tool}");
        let note = format!("note: skipped, there is no {tool}\n");
        std::io::stderr().write_all(note.as_bytes()).expect("standard error is open");
    }
    starts
}
