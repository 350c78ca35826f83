//! Module specifiers: which are paths, and which name Lisp files.
//!
//! `"./a.lisp?x"` is a path and names a Lisp file; `"#lib/a.js"` belongs to a package and does not.

/// Whether a specifier is a path; else a package is looked for.
pub fn is_path(specifier: &str) -> bool {
    ["./", "../", "/", "file:"].iter().any(|start| specifier.starts_with(start))
}

/// A path without its Lisp extension, when it has one.
pub fn lisp_stem(path: &str) -> Option<&str> {
    [".lisp", ".sx", ".cl"].iter().find_map(|extension| path.strip_suffix(extension))
}

/// Whether a specifier, which may have a query and a fragment, names a Lisp file.
pub fn names_lisp(specifier: &str) -> bool {
    // A package may be called by `#name`.
    let end = if is_path(specifier) { specifier.find(['?', '#']) } else { None };
    lisp_stem(&specifier[..end.unwrap_or(specifier.len())]).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lisp_files_are_told_by_their_extension() {
        for (specifier, expected) in [
            ("./a.lisp", true),
            ("../a.sx?x#y.js", true),
            ("#lib/a.lisp", true),
            ("./a.js?x=.lisp", false),
            ("package/a.cl", true),
            ("lisp", false),
        ] {
            assert_eq!(names_lisp(specifier), expected, "{specifier}");
        }
    }
}
