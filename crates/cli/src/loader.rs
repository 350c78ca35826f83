//! Imported modules come from files beside the module that imports them, and from packages. Each is read once.
//!
//! Entering: the path of a module and a specifier. Leaving: the file and its text; and for an output, the specifier of the
//! file that another module is compiled to. As in Node a module is its file without links: what it imports is looked for
//! from there, and two ways to one file lead to one module.

use crate::bytes::STDIN_NAME;
use crate::counterpart::lisp_beside;
use crate::layout::Layout;
use crate::package::{self, PackageFile};
use crate::path::{behind_link, normalize, percent_decode, shown};
use crate::read::read_input;
use crate::walk::{JAVASCRIPT, LISP};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use sx_driver::{ModuleHost, NoSpecifier, Source};

/// Reads modules from files; shared by all jobs.
#[derive(Default)]
pub(crate) struct FileLoader {
    known: Mutex<HashMap<PathBuf, Result<Arc<Source>, String>>>,
    /// Where the outputs of the modules stand.
    layout: Layout,
}

impl FileLoader {
    /// For a build whose outputs stand in this way.
    pub(crate) fn new(layout: Layout) -> Self {
        Self { layout, ..Self::default() }
    }

    /// The file that a path in the module of the path `from` means in the end, when it is none that is compiled by name:
    /// itself, or what the Lisp beside it is compiled to.
    fn target_of(&self, from: &str, specifier: &str) -> Option<PathBuf> {
        let path = path_of(&folder_of(&shown(&behind_link(Path::new(from)))), specifier)?;
        let extension = path.extension().unwrap_or_default().to_string_lossy().into_owned();
        if JAVASCRIPT.contains(&&*extension)
            && let Some(lisp) = lisp_beside(&path).filter(|lisp| !path.is_file() || self.layout.has(lisp))
        {
            return Some(self.layout.output_of(&lisp, &extension));
        }
        if path.is_file() {
            return Some(path);
        }
        // What reads the output may add an extension, and then look into a folder.
        let with_any = |extensions: &[&str], path: &Path| {
            let with = |extension: &&str| PathBuf::from(format!("{}.{extension}", shown(path)));
            extensions.iter().map(with).find(|file| file.is_file())
        };
        if with_any(JAVASCRIPT, &path).is_some() {
            return Some(path);
        }
        if let Some(lisp) = with_any(LISP, &path) {
            return Some(self.layout.output_of(&lisp, "js").with_extension(""));
        }
        let index = path.join("index");
        match with_any(LISP, &index) {
            Some(lisp) if with_any(JAVASCRIPT, &index).is_none() || self.layout.has(&lisp) => {
                Some(self.layout.output_of(&lisp, "js").parent()?.to_owned())
            }
            _ => path.is_dir().then_some(path),
        }
    }
}

impl ModuleHost for FileLoader {
    fn load(&self, from: &str, specifier: &str) -> Result<Arc<Source>, String> {
        let path = resolve(from, specifier)?;
        // A lock that a panic left behind guards a map that is whole.
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&path).cloned();
        if let Some(known) = known {
            return known;
        }
        let loaded = read_input(&path).and_then(|input| match input.problem {
            Some(problem) => Err(format!("`{}` is no text: {}", input.source.path, problem.message)),
            None => Ok(input.source),
        });
        let mut table = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        // Whoever was first wins, so that all see one source.
        table.entry(path).or_insert(loaded).clone()
    }

    fn moves(&self, from: &str) -> bool {
        self.layout.moves(Path::new(from))
    }

    fn identity(&self, path: &str) -> String {
        std::fs::canonicalize(path).map_or_else(|_| path.to_owned(), |file| shown(&file))
    }

    fn specifier(&self, from: &str, to: &str, extension: &str, reached: Option<&str>) -> Result<String, NoSpecifier> {
        let folder = folder_of(from);
        let folder = without_links(&folder).unwrap_or(folder);
        let file = std::fs::canonicalize(to).unwrap_or_else(|_| PathBuf::from(to));
        if let Some(reached) = reached {
            let wanted = PackageFile { file: &file, extension, reached };
            if let Some(specifier) = package::name_file(&folder, &wanted)? {
                return Ok(specifier);
            }
        }
        self.layout.specifier(Path::new(from), &self.layout.output_of(&file, extension))
    }

    fn written(&self, from: &str, specifier: &str, to: Option<(&str, &str)>) -> Result<String, NoSpecifier> {
        let here = Path::new(from);
        let (written, target) = match to {
            Some((path, extension)) => {
                let written = sx_driver::output_specifier(specifier, extension);
                (written, self.layout.output_of(Path::new(path), extension))
            }
            None if !self.layout.moves(here) => return Ok(specifier.to_owned()),
            None => match self.target_of(from, specifier) {
                Some(target) => (specifier.to_owned(), target),
                None => return Ok(specifier.to_owned()),
            },
        };
        if self.layout.means(here, &written, &target) {
            return Ok(written);
        }
        let suffix = written.find(['?', '#']).map_or("", |at| &written[at..]);
        Ok(self.layout.specifier(here, &target)? + suffix)
    }

    fn stage_has_ended(&self) {
        crate::heap::end_stage();
    }
}

/// The folder of the module of the path `from`.
fn folder_of(from: &str) -> PathBuf {
    let folder = if from == STDIN_NAME { None } else { Path::new(from).parent() };
    folder.unwrap_or(Path::new("")).to_owned()
}

/// The absolute path of a folder without links; nothing where there is none.
fn without_links(folder: &Path) -> Option<PathBuf> {
    std::fs::canonicalize(Path::new(".").join(folder)).ok()
}

/// The file that `specifier` means in the module of the path `from`. A JavaScript file that is not there stands for the
/// Lisp file that it is made from. The error is for people.
///
/// Where the way to the module has a link in it, or the module is one, the real folder of the module counts; the file is
/// named as written if that is the same.
pub(crate) fn resolve(from: &str, specifier: &str) -> Result<PathBuf, String> {
    let folder = folder_of(from);
    let written = resolve_in(&folder, specifier);
    let real = match without_links(&folder_of(&shown(&behind_link(Path::new(from))))) {
        Some(real) if std::path::absolute(&folder).is_ok_and(|absolute| normalize(&absolute) != real) => real,
        _ => return written,
    };
    let found = resolve_in(&real, specifier);
    match (&written, &found) {
        (Ok(as_written), Ok(file)) if std::fs::canonicalize(as_written).ok() == std::fs::canonicalize(file).ok() => {
            written
        }
        (Err(_), Err(_)) => written,
        _ => found.map(|file| from_here(&file)),
    }
}

/// An absolute path as seen from where the command runs, when the file is below: so messages are the same wherever the
/// project stands.
fn from_here(file: &Path) -> PathBuf {
    let here = without_links(Path::new(""));
    here.and_then(|here| file.strip_prefix(here).ok().map(Path::to_owned)).unwrap_or_else(|| file.to_owned())
}

fn resolve_in(folder: &Path, specifier: &str) -> Result<PathBuf, String> {
    let Some(path) = path_of(folder, specifier) else { return package::resolve(folder, specifier) };
    if path.is_file() {
        return Ok(path);
    }
    if path.extension().is_some_and(|ext| ext == "js" || ext == "mjs" || ext == "cjs")
        && let Some(lisp) = lisp_beside(&path)
    {
        return Ok(lisp);
    }
    Err(format!("there is no file `{}`", shown(&path)))
}

/// The path that a relative or absolute specifier means, whether a file is there or not.
fn path_of(folder: &Path, specifier: &str) -> Option<PathBuf> {
    if let Some(path) = specifier.strip_prefix("file://") {
        return Some(normalize(Path::new(&percent_decode(path))));
    }
    let is_relative = specifier.starts_with("./") || specifier.starts_with("../");
    if !is_relative && !specifier.starts_with('/') {
        return None;
    }
    // A query or fragment makes another module of the same file in the end; the file is the same.
    let bare = specifier.split(['?', '#']).next().unwrap_or(specifier);
    let decoded = percent_decode(bare);
    let exact = normalize(&folder.join(bare));
    Some(if exact.is_file() { exact } else { normalize(&folder.join(decoded)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_are_found_beside_the_one_that_imports_them() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("lib.lisp"), "(def a 1)").expect("writes");
        std::fs::write(folder.path().join("with space.js"), "1").expect("writes");
        let from = shown(&folder.path().join("sub/main.lisp"));
        assert_eq!(resolve(&from, "../lib.lisp"), Ok(folder.path().join("lib.lisp")));
        assert_eq!(resolve(&from, "../lib.js"), Ok(folder.path().join("lib.lisp")));
        assert_eq!(resolve(&from, "../with%20space.js?x"), Ok(folder.path().join("with space.js")));
        assert!(resolve(&from, "./lib.lisp").is_err_and(|message| message.starts_with("there is no file")));
        assert!(resolve(&from, "react").is_err_and(|message| message.contains("packages")));
        let loader = FileLoader::default();
        let first = loader.load(&from, "../lib.lisp").expect("loads");
        assert!(Arc::ptr_eq(&first, &loader.load(&from, "../lib.js").expect("loads")));
    }
}
