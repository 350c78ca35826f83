//! Packages: where `"pkg/macros.lisp"` is, as npm lays packages out, and what Node calls a file of a package.
//!
//! Entering: the folder of a module and a specifier that is no path. Leaving: the file. `node_modules` is looked for in the
//! folder of the module and in all around it. In a package, `exports` of its `package.json` says what a subpath is, under
//! the condition `sx` or plainly; without it a subpath is a file. `"pkg"` alone is the field `sx`, what `main` is made
//! from, or `index.lisp`. Where a JavaScript file is named, the Lisp beside it is meant.
//!
//! The other way, [`name_file`] gives the specifier by which Node finds a file of a package.

use crate::exports::{self, Target};
use crate::path::{shown, url_path};
use crate::walk::LISP;
use serde_json::Value;
use std::path::{Component, Path, PathBuf};
use sx_driver::NoSpecifier;

/// The file of `specifier` as a module in `folder` sees it. The error is for people.
pub(crate) fn resolve(folder: &Path, specifier: &str) -> Result<PathBuf, String> {
    let (name, subpath) = split(specifier).ok_or_else(|| format!("`{specifier}` names no package"))?;
    match find(folder, name)? {
        Some(package) => find_in(&package, name, subpath),
        None => Err(format!(
            "there is no package `{name}` of Lisp files here; packages of JavaScript are found by the program that runs the output"
        )),
    }
}

/// The folder of the package `name` for a module in `folder`.
fn find(folder: &Path, name: &str) -> Result<Option<PathBuf>, String> {
    let absolute = std::path::absolute(Path::new(".").join(folder)).map_err(|error| error.to_string())?;
    // As far as the folder is written, the file is named from where the command runs, so that messages are the same
    // wherever the project stands.
    let written: Vec<&Path> = folder.ancestors().collect();
    let goes_up = folder.components().any(|part| part == Component::ParentDir);
    let bases = absolute.ancestors().enumerate();
    let mut packages = bases.map(|(n, above)| {
        let base = written.get(n).filter(|_| !goes_up).copied().unwrap_or(above);
        base.join("node_modules").join(name)
    });
    Ok(packages.find(|package| package.is_dir()))
}

/// `"@scope/name/sub/path"` as package and subpath.
fn split(specifier: &str) -> Option<(&str, &str)> {
    let slashes = if specifier.starts_with('@') { 2 } else { 1 };
    let cut = specifier.match_indices('/').nth(slashes - 1).map_or(specifier.len(), |(at, _)| at);
    let (name, rest) = specifier.split_at(cut);
    let is_name = !name.is_empty() && !name.starts_with('.') && (slashes == 1 || name.contains('/'));
    is_name.then(|| (name, rest.trim_start_matches('/')))
}

/// The key of a subpath in `exports`.
fn key_of(subpath: &str) -> String {
    if subpath.is_empty() { ".".to_owned() } else { format!("./{subpath}") }
}

fn read_manifest(package: &Path) -> Result<Value, String> {
    let manifest = package.join("package.json");
    match std::fs::read(&manifest) {
        Ok(bytes) => serde_json::from_slice(&bytes).map_err(|error| format!("`{}`: {error}", shown(&manifest))),
        Err(_) => Ok(Value::Null),
    }
}

fn find_in(package: &Path, name: &str, subpath: &str) -> Result<PathBuf, String> {
    let manifest = read_manifest(package)?;
    let key = key_of(subpath);
    let inside = |path: &str| package.join(path.trim_start_matches("./"));
    let mut tried = vec![];
    match exports::target(&manifest["exports"], &key, exports::LISP) {
        Target::Path(path) => tried.push(inside(&path)),
        Target::Refused if !manifest["exports"].is_null() => {
            return Err(format!("the package `{name}` does not export `{key}`"));
        }
        Target::Refused | Target::Nothing if subpath.is_empty() => {
            tried.extend(["sx", "main"].iter().filter_map(|field| manifest[field].as_str()).map(inside));
            tried.push(package.join("index.js"));
        }
        Target::Refused | Target::Nothing => {
            tried.push(package.join(subpath));
            tried.push(PathBuf::from(format!("{}.js", shown(&package.join(subpath)))));
        }
    }
    match tried.iter().find_map(|path| lisp_of(path)) {
        Some(path) => Ok(path),
        None => Err(format!("the package `{name}` has no Lisp file `{key}`")),
    }
}

/// The Lisp file at `path`, or beside the JavaScript file there.
fn lisp_of(path: &Path) -> Option<PathBuf> {
    if is_lisp(path) {
        return path.is_file().then(|| path.to_owned());
    }
    let is_script = path.extension().is_some_and(|ext| ext == "js" || ext == "mjs" || ext == "cjs");
    let beside = LISP.iter().map(|extension| path.with_extension(extension));
    beside.filter(|_| is_script).find(|lisp| lisp.is_file())
}

fn is_lisp(path: &Path) -> bool {
    path.extension().is_some_and(|ext| LISP.iter().any(|lisp| ext == *lisp))
}

/// A Lisp file of a package that a module was found through.
pub(crate) struct PackageFile<'a> {
    /// Where it is, without links.
    pub(crate) file: &'a Path,
    /// The extension of what it is compiled to.
    pub(crate) extension: &'a str,
    /// The specifier that led into the package.
    pub(crate) reached: &'a str,
}

/// The specifier by which a module in `folder` imports what a Lisp file of a package is compiled to; nothing where the
/// file stands in no package.
pub(crate) fn name_file(folder: &Path, wanted: &PackageFile<'_>) -> Result<Option<String>, NoSpecifier> {
    let reached = split(wanted.reached);
    let declared = package_name(wanted.file);
    let names = reached.map(|(name, _)| name.to_owned()).into_iter().chain(declared.clone());
    for name in names {
        let Ok(Some(package)) = find(folder, &name) else { continue };
        let Ok(root) = std::fs::canonicalize(&package) else { continue };
        let Ok(path) = wanted.file.strip_prefix(&root) else { continue };
        let own = reached.filter(|(own, _)| *own == name).map(|(_, subpath)| key_of(subpath));
        return name_inside(&package, &name, path, wanted.extension, own).map(Some);
    }
    match declared {
        Some(name) if wanted.file.components().any(|part| part.as_os_str() == "node_modules") => {
            let reason = format!("it is in the package `{name}`, which is not found from here");
            Err(NoSpecifier { reason, help: format!("install it here: npm install {name}") })
        }
        _ => Ok(None),
    }
}

/// The name that the package around `file` gives itself.
fn package_name(file: &Path) -> Option<String> {
    let manifests = file.ancestors().skip(1).filter_map(|folder| read_manifest(folder).ok());
    manifests.into_iter().find_map(|manifest| manifest["name"].as_str().map(str::to_owned))
}

/// How Node names the output of the Lisp file `path` of a package; `own` is the key by which it was reached.
fn name_inside(
    package: &Path,
    name: &str,
    path: &Path,
    extension: &str,
    own: Option<String>,
) -> Result<String, NoSpecifier> {
    let manifest = read_manifest(package).unwrap_or(Value::Null);
    let (lisp, output) = (format!("./{}", shown(path)), format!("./{}", shown(&path.with_extension(extension))));
    let specifier = |key: &str| format!("{name}{}", url_path(key.strip_prefix('.').unwrap_or(key)));
    let exports = &manifest["exports"];
    if exports.is_null() {
        let is_main = own.as_deref() == Some(".") && leads_to(manifest["main"].as_str(), &output);
        let is_main = is_main || is_source_of_main(package, &manifest, path, &output);
        return Ok(specifier(if is_main { "." } else { &output }));
    }
    let is_it = |key: &str| match exports::target(exports, key, exports::NODE) {
        Target::Path(path) if path == output => true,
        // What is compiled to another folder is known by its source.
        Target::Path(path) if !is_lisp(Path::new(&path)) => {
            exports::target(exports, key, exports::LISP) == Target::Path(lisp.clone())
        }
        Target::Path(_) | Target::Refused | Target::Nothing => false,
    };
    let keys = exports::keys_for(exports, &[output.clone(), lisp.clone()]);
    match own.into_iter().chain(keys).find(|key| is_it(key)) {
        Some(key) => Ok(specifier(&key)),
        None => Err(NoSpecifier {
            reason: format!("the package `{name}` exports no path to `{output}`"),
            help: format!("in the `exports` of its package.json write \"{output}\": \"{output}\""),
        }),
    }
}

/// Whether `main` is what the Lisp file `path` is compiled to in another folder: the field `sx` names the file, and beside
/// it there is no `output`.
fn is_source_of_main(package: &Path, manifest: &Value, path: &Path, output: &str) -> bool {
    let named = manifest["sx"].as_str().map(|sx| Path::new(sx.strip_prefix("./").unwrap_or(sx)));
    manifest["main"].is_string() && named == Some(path) && !package.join(output).exists()
}

/// Whether the field `main` means `file`, with the endings that Node tries.
fn leads_to(main: Option<&str>, file: &str) -> bool {
    let main = main.unwrap_or("index.js");
    let main = main.strip_prefix("./").unwrap_or(main).trim_end_matches('/');
    file.strip_prefix("./")
        .and_then(|file| file.strip_prefix(main))
        .is_some_and(|rest| ["", ".js", "/index.js"].contains(&rest))
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
            let found = resolve(from.parent().expect("a folder"), specifier)?;
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
