//! Packages: where `"pkg/macros.lisp"` is, as npm lays packages out.
//!
//! Entering: the path of a module and a specifier that is no path. Leaving: the file. `node_modules` is looked for in the
//! folder of the module and in all around it. In a package, `exports` of its `package.json` says what a subpath is, under
//! the condition `sx` or plainly; without it a subpath is a file. `"pkg"` alone is the field `sx`, or `index.lisp`.

use crate::bytes::STDIN_NAME;
use crate::path::shown;
use crate::walk::LISP;
use serde_json::Value;
use std::path::{Component, Path, PathBuf};

/// The file of `specifier` as the module of the path `from` sees it. The error is for people.
pub(crate) fn resolve(from: &str, specifier: &str) -> Result<PathBuf, String> {
    let (name, subpath) = split(specifier).ok_or_else(|| format!("`{specifier}` names no package"))?;
    let folder = if from == STDIN_NAME { Path::new("") } else { Path::new(from).parent().unwrap_or(Path::new("")) };
    let absolute = std::path::absolute(Path::new(".").join(folder)).map_err(|error| error.to_string())?;
    // As far as the folder is written, the file is named from where the command runs, so that messages are the same
    // wherever the project stands.
    let written: Vec<&Path> = folder.ancestors().collect();
    let goes_up = folder.components().any(|part| part == Component::ParentDir);
    for (n, above) in absolute.ancestors().enumerate() {
        let base = written.get(n).filter(|_| !goes_up).copied().unwrap_or(above);
        let package = base.join("node_modules").join(name);
        if package.is_dir() {
            return find_in(&package, name, subpath);
        }
    }
    Err(format!(
        "there is no package `{name}` of Lisp files here; packages of JavaScript are found by the program that runs the output"
    ))
}

/// `"@scope/name/sub/path"` as package and subpath.
fn split(specifier: &str) -> Option<(&str, &str)> {
    let slashes = if specifier.starts_with('@') { 2 } else { 1 };
    let cut = specifier.match_indices('/').nth(slashes - 1).map_or(specifier.len(), |(at, _)| at);
    let (name, rest) = specifier.split_at(cut);
    let is_name = !name.is_empty() && !name.starts_with('.') && (slashes == 1 || name.contains('/'));
    is_name.then(|| (name, rest.trim_start_matches('/')))
}

fn find_in(package: &Path, name: &str, subpath: &str) -> Result<PathBuf, String> {
    let manifest = package.join("package.json");
    let manifest: Value = match std::fs::read(&manifest) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| format!("`{}`: {error}", shown(&manifest)))?,
        Err(_) => Value::Null,
    };
    let mut tried = vec![];
    let key = if subpath.is_empty() { ".".to_owned() } else { format!("./{subpath}") };
    if let Some(path) = exported(&manifest["exports"], &key) {
        tried.push(package.join(path.trim_start_matches("./")));
    } else if subpath.is_empty() {
        tried.extend(manifest["sx"].as_str().map(|path| package.join(path.trim_start_matches("./"))));
        tried.extend(LISP.iter().map(|extension| package.join("index").with_extension(extension)));
    } else {
        tried.push(package.join(subpath));
        tried.extend(
            LISP.iter().map(|extension| PathBuf::from(format!("{}.{extension}", shown(&package.join(subpath))))),
        );
    }
    let is_lisp = |path: &&PathBuf| path.extension().is_some_and(|ext| LISP.iter().any(|lisp| ext == *lisp));
    match tried.iter().find(|path| path.is_file() && is_lisp(path)) {
        Some(path) => Ok(path.clone()),
        None => Err(format!("the package `{name}` has no Lisp file `{key}`")),
    }
}

/// What `exports` says of a subpath: a path, or one under the condition `sx`.
fn exported<'a>(exports: &'a Value, key: &str) -> Option<&'a str> {
    let of_key = if key == "." && exports.get(".").is_none() { exports } else { exports.get(key)? };
    of_key.as_str().or_else(|| of_key.get("sx")?.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specifiers_are_taken_apart() {
        assert_eq!(split("pkg"), Some(("pkg", "")));
        assert_eq!(split("pkg/a/b.lisp"), Some(("pkg", "a/b.lisp")));
        assert_eq!(split("@me/pkg/a.lisp"), Some(("@me/pkg", "a.lisp")));
        assert_eq!(split("@me"), None);
        assert_eq!(split(""), None);
    }

    #[test]
    fn packages_are_found_above() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |path: &str, text: &str| {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("creates");
            std::fs::write(path, text).expect("writes");
        };
        write("node_modules/plain/macros.lisp", "");
        write("node_modules/@me/main/package.json", r#"{"sx": "src/main.lisp"}"#);
        write("node_modules/@me/main/src/main.lisp", "");
        write(
            "node_modules/mapped/package.json",
            r#"{"exports": {"./m": {"sx": "./lib/m.lisp", "default": "./m.js"}}}"#,
        );
        write("node_modules/mapped/lib/m.lisp", "");
        write("src/deep/a.lisp", "");
        let from = folder.path().join("src/deep/a.lisp");
        let find = |specifier: &str| {
            let found = resolve(&shown(&from), specifier)?;
            let root = folder.path().join("node_modules");
            Ok::<_, String>(shown(found.strip_prefix(&root).expect("below")))
        };
        assert_eq!(find("plain/macros.lisp").as_deref(), Ok("plain/macros.lisp"));
        assert_eq!(find("plain/macros").as_deref(), Ok("plain/macros.lisp"));
        assert_eq!(find("@me/main").as_deref(), Ok("@me/main/src/main.lisp"));
        assert_eq!(find("mapped/m").as_deref(), Ok("mapped/lib/m.lisp"));
        assert!(find("mapped/other").is_err_and(|error| error.contains("no Lisp file")));
        assert!(find("missing/x.lisp").is_err_and(|error| error.contains("no package `missing`")));
    }
}
