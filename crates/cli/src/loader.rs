//! Imported modules come from files beside the module that imports them. Each is read once.

use crate::bytes::STDIN_NAME;
use crate::path::{normalize, percent_decode, shown};
use crate::read::read_input;
use crate::walk::LISP;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use sx_driver::{ModuleHost, Source};

/// Reads modules from files; shared by all jobs.
#[derive(Default)]
pub(crate) struct FileLoader {
    known: Mutex<HashMap<PathBuf, Result<Arc<Source>, String>>>,
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

    fn memory_is_free(&self) {
        crate::heap::give_back();
    }
}

/// The file that `specifier` means in the module of the path `from`. A JavaScript file that is not there stands for the
/// Lisp file that it is made from. The error is for people.
pub(crate) fn resolve(from: &str, specifier: &str) -> Result<PathBuf, String> {
    let Some(path) = path_of(from, specifier) else { return crate::package::resolve(from, specifier) };
    if path.is_file() {
        return Ok(path);
    }
    if path.extension().is_some_and(|ext| ext == "js" || ext == "mjs" || ext == "cjs")
        && let Some(lisp) = LISP.iter().map(|ext| path.with_extension(ext)).find(|lisp| lisp.is_file())
    {
        return Ok(lisp);
    }
    Err(format!("there is no file `{}`", shown(&path)))
}

/// The path that a relative or absolute specifier means, whether a file is there or not.
fn path_of(from: &str, specifier: &str) -> Option<PathBuf> {
    if let Some(path) = specifier.strip_prefix("file://") {
        return Some(normalize(Path::new(&percent_decode(path))));
    }
    let is_relative = specifier.starts_with("./") || specifier.starts_with("../");
    if !is_relative && !specifier.starts_with('/') {
        return None;
    }
    let folder = if from == STDIN_NAME { Path::new("") } else { Path::new(from).parent().unwrap_or(Path::new("")) };
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
