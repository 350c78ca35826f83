//! From the paths of the command line to the files to work on.
//!
//! Entering: files, directories, `-`. Leaving: inputs in a fixed order, each once: that of the command line, and inside
//! of a directory that of the names. Directories are walked with `.gitignore` respected; `node_modules` is left out.

use crate::console::Console;
use crate::path::{STDIO, shown};
use ignore::WalkBuilder;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// Extensions of Lisp sources.
pub(crate) const LISP: &[&str] = &["lisp", "sx", "cl"];
/// Extensions of JavaScript sources.
pub(crate) const JAVASCRIPT: &[&str] = &["js", "mjs", "cjs", "jsx", "ts", "tsx", "mts", "cts"];

/// A file to work on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Input {
    /// The path to read; `-` for standard input.
    pub(crate) path: PathBuf,
    /// The path below the directory that was given; the file's name when the file itself was given.
    pub(crate) relative: PathBuf,
}

impl Input {
    /// Whether this is standard input.
    pub(crate) fn is_stdin(&self) -> bool {
        self.path == Path::new(STDIO)
    }
}

/// The inputs, and whether they are exactly one file that was named itself.
pub(crate) struct Inputs {
    pub(crate) files: Vec<Input>,
    pub(crate) is_single: bool,
}

/// Finds the files behind `paths`. What cannot be read is told to the console and left out.
pub(crate) fn find_inputs(paths: &[PathBuf], extensions: &[&str], console: &Console) -> Inputs {
    let mut files = vec![];
    let mut seen = HashSet::new();
    let mut add = |input: Input| {
        if seen.insert(input.path.clone()) {
            files.push(input);
        }
    };
    for path in paths {
        if path == Path::new(STDIO) {
            add(Input { path: path.clone(), relative: path.clone() });
        } else if path.is_dir() {
            let found = walk_directory(path, extensions, console);
            if found.is_empty() {
                console.warn(&format!("there are no {} files in `{}`", extensions.join("/"), shown(path)));
            }
            found.into_iter().for_each(&mut add);
        } else {
            let relative = path.file_name().map_or_else(|| path.clone(), PathBuf::from);
            add(Input { path: path.clone(), relative });
        }
    }
    let is_single = paths.len() == 1 && !paths[0].is_dir();
    Inputs { files, is_single }
}

fn walk_directory(root: &Path, extensions: &[&str], console: &Console) -> Vec<Input> {
    let mut found = vec![];
    let mut walk = WalkBuilder::new(root);
    walk.require_git(false).sort_by_file_name(std::ffi::OsStr::cmp);
    walk.filter_entry(|entry| entry.depth() == 0 || entry.file_name() != "node_modules");
    for entry in walk.build() {
        match entry {
            Ok(entry) => {
                let path = entry.path();
                let has_extension = path.extension().is_some_and(|ext| extensions.iter().any(|known| ext == *known));
                if has_extension && path.is_file() {
                    let relative = path.strip_prefix(root).unwrap_or(path).to_owned();
                    found.push(Input { path: path.to_owned(), relative });
                }
            }
            Err(error) => console.fault(&format!("cannot read: {error}")),
        }
    }
    found
}
