//! How a Lisp file and the JavaScript that it is compiled to are called.
//!
//! `x.lisp` becomes `x.js`, or `x.mjs` where it says so; `x.mjs.lisp` that says so becomes `x.mjs` too. That is how `x.mjs`
//! is translated where `x.lisp` is taken by another file.

use crate::walk::LISP;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The extension that no Lisp file has in its name: `x.js.lisp` becomes `x.js.js`.
const PLAIN: &str = "js";

/// The path of what the Lisp file `lisp` is compiled to, a file with `extension`.
pub(crate) fn output_of(lisp: &Path, extension: &str) -> PathBuf {
    let stem = lisp.with_extension("");
    if extension != PLAIN && stem.extension() == Some(OsStr::new(extension)) {
        stem
    } else {
        lisp.with_extension(extension)
    }
}

/// The Lisp file that the JavaScript `path` is made from, if there is one.
pub(crate) fn lisp_beside(path: &Path) -> Option<PathBuf> {
    let whole = LISP.iter().map(|lisp| with_appended(path, lisp)).filter(|_| !is_plain(path));
    whole.chain(LISP.iter().map(|lisp| path.with_extension(lisp))).find(|lisp| lisp.is_file())
}

/// The paths of the Lisp files that the JavaScript files `paths` are translated to: `x.lisp`, but `x.mjs.lisp` for what
/// is not called `x.js` and would meet another file there, or come back under another name.
pub(crate) fn lisp_names(paths: &[&Path]) -> Vec<PathBuf> {
    let short: Vec<_> = paths.iter().map(|path| path.with_extension("lisp")).collect();
    let mut counts = std::collections::HashMap::<String, u32>::new();
    // Names that differ in case only are one file on many systems.
    let key = |path: &Path| path.to_string_lossy().to_lowercase();
    for name in &short {
        *counts.entry(key(name)).or_default() += 1;
    }
    let named = paths.iter().zip(short).map(|(path, name)| {
        let extension = path.extension().and_then(OsStr::to_str).unwrap_or_default();
        let is_free = counts[&key(&name)] == 1 && output_of(&name, extension) == **path;
        if is_free || is_plain(path) { name } else { with_appended(path, "lisp") }
    });
    named.collect()
}

fn is_plain(path: &Path) -> bool {
    path.extension() == Some(OsStr::new(PLAIN))
}

fn with_appended(path: &Path, extension: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back() {
        let paths = ["x.js", "x.mjs", "x.cjs", "a/x.cjs", "y.mjs", "y.cjs", "z.mjs.mjs", "X.min.js", "w.mjs.js"];
        let paths = paths.map(Path::new);
        let names = lisp_names(&paths);
        let expected = [
            "x.lisp",
            "x.mjs.lisp",
            "x.cjs.lisp",
            "a/x.lisp",
            "y.mjs.lisp",
            "y.cjs.lisp",
            "z.mjs.mjs.lisp",
            "X.min.lisp",
            "w.mjs.lisp",
        ];
        assert_eq!(names, expected.map(PathBuf::from));
        for (path, name) in paths.iter().zip(&names) {
            let extension = path.extension().and_then(OsStr::to_str).expect("has one");
            assert_eq!(output_of(name, extension), **path);
        }
    }
}
