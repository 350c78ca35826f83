//! From the paths of the command line to the files to work on.
//!
//! Entering: files, directories, `-`. Leaving: inputs in a fixed order, each once: that of the command line, and inside
//! of a directory that of the names. Directories are walked with `.gitignore` respected; `node_modules` is left out. Where
//! outputs are made of a tree, the folders that it links to belong to it, but for links back to a folder around.

use crate::console::Console;
use crate::path::{STDIO, absolute, shown};
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
    /// The path below the directory that was given; of a file that was given itself the path below the folder that all
    /// such files have in common.
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
    /// The folders, by their absolute paths, that the `relative` ones are below.
    pub(crate) roots: Vec<PathBuf>,
}

/// What becomes of links to folders.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Links {
    /// What is in there belongs to the tree.
    Follow,
    /// It belongs to others.
    Leave,
}

/// Finds the files behind `paths`. What cannot be read is told to the console and left out.
pub(crate) fn find_inputs(paths: &[PathBuf], extensions: &[&str], links: Links, console: &Console) -> Inputs {
    let mut files = vec![];
    let mut seen = HashSet::new();
    let mut add = |input: Input| {
        if seen.insert(absolute(&input.path)) {
            files.push(input);
        }
    };
    let is_named = |path: &&PathBuf| **path != Path::new(STDIO) && !path.is_dir();
    let common = common_folder(paths.iter().filter(is_named));
    for path in paths {
        if path == Path::new(STDIO) {
            add(Input { path: path.clone(), relative: path.clone() });
        } else if path.is_dir() {
            let found = walk_directory(path, extensions, links, console);
            if found.is_empty() {
                console.warn(&format!("there are no {} files in `{}`", extensions.join("/"), shown(path)));
            }
            found.into_iter().for_each(&mut add);
        } else {
            let below = common.as_ref().and_then(|common| Some(absolute(path).strip_prefix(common).ok()?.to_owned()));
            add(Input { path: path.clone(), relative: below.unwrap_or_else(|| path.clone()) });
        }
    }
    let is_single = paths.len() == 1 && !paths[0].is_dir();
    let given = paths.iter().filter(|path| path.is_dir()).map(|path| absolute(path));
    Inputs { files, is_single, roots: given.chain(common).collect() }
}

/// The innermost folder that holds all of `files`; nothing without files.
fn common_folder<'a>(files: impl Iterator<Item = &'a PathBuf>) -> Option<PathBuf> {
    let folders = files.filter_map(|file| Some(absolute(file).parent()?.to_owned()));
    folders.reduce(|common, folder| {
        let shared = common.components().zip(folder.components()).take_while(|(one, other)| one == other);
        shared.map(|(part, _)| part).collect()
    })
}

fn walk_directory(root: &Path, extensions: &[&str], links: Links, console: &Console) -> Vec<Input> {
    let mut found = vec![];
    let mut walk = WalkBuilder::new(root);
    walk.require_git(false).follow_links(links == Links::Follow).sort_by_file_name(std::ffi::OsStr::cmp);
    walk.filter_entry(|entry| entry.depth() == 0 || entry.file_name() != "node_modules");
    for entry in walk.build() {
        match entry {
            Ok(entry) => {
                let path = entry.path();
                let has_extension = path.extension().is_some_and(|ext| extensions.iter().any(|known| ext == *known));
                if is_declaration_file(path) {
                    continue;
                }
                if has_extension && path.is_file() {
                    let relative = path.strip_prefix(root).unwrap_or(path).to_owned();
                    found.push(Input { path: path.to_owned(), relative });
                } else if let Some(reason) = left_out(path, has_extension, extensions) {
                    console.note(&format!("`{}` is left out: {reason}", shown(path)));
                }
            }
            Err(error) if is_of_link(&error) => console.note(&format!("left out: {error}")),
            Err(error) => console.fault(&format!("cannot read: {error}")),
        }
    }
    found
}

/// Whether TypeScript has types alone in the file at `path`, which no program runs.
fn is_declaration_file(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    [".d.ts", ".d.mts", ".d.cts"].iter().any(|end| name.ends_with(end))
}

/// Why what is at `path` in a tree is not looked at, where one would expect it to be.
fn left_out(path: &Path, has_extension: bool, extensions: &[&str]) -> Option<&'static str> {
    let is_like = |ext: &std::ffi::OsStr| extensions.iter().any(|known| ext.eq_ignore_ascii_case(known));
    if path.is_dir() {
        path.is_symlink().then_some("it is a link to a folder")
    } else if path.is_symlink() && !path.exists() {
        Some("the link leads nowhere")
    } else {
        (!has_extension && path.extension().is_some_and(is_like)).then_some("its extension is in capital letters")
    }
}

/// Whether an error is that of a link that leads nowhere, or back to a folder around it.
fn is_of_link(error: &ignore::Error) -> bool {
    let mut inner = error;
    loop {
        inner = match inner {
            ignore::Error::Loop { .. } => return true,
            ignore::Error::WithPath { path, .. } if path.is_symlink() && !path.exists() => return true,
            ignore::Error::WithPath { err, .. }
            | ignore::Error::WithDepth { err, .. }
            | ignore::Error::WithLineNumber { err, .. } => err,
            ignore::Error::Partial(_)
            | ignore::Error::Io(_)
            | ignore::Error::Glob { .. }
            | ignore::Error::UnrecognizedFileType(_)
            | ignore::Error::InvalidDefinition => return false,
        }
    }
}
