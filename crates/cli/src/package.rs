//! Packages: where `"pkg/macros.lisp"` is, as npm lays packages out, and what Node calls a file of a package.
//!
//! Entering: the folder of a module and a specifier that is no path. Leaving: the file. `node_modules` is looked for in the
//! folder of the module and in all around it; the package that the module is in is found by its own name if it has
//! `exports`, and by `"#x"` where its `imports` say so. In a package, `exports` of its `package.json` says what a subpath
//! is, under the condition `sx` or plainly; without it a subpath is a file. `"pkg"` alone is the field `sx`, what `main` is
//! made from, or `index.lisp`. Where a JavaScript file is named, the Lisp beside it is meant.
//!
//! Its `type` says what its `.js` files are. The other way, [`name_file`] gives the specifier by which Node finds a file
//! of a package.

use crate::counterpart::{lisp_beside, output_of};
use crate::exports::{self, Target};
use crate::layout::without_common_end;
use crate::path::{real_folder, shown, url_path};
use crate::walk::LISP;
use serde_json::Value;
use std::path::{Component, Path, PathBuf};
use sx_driver::NoSpecifier;

/// The file of `specifier` as a module in `folder` sees it. The error is for people.
pub(crate) fn resolve(folder: &Path, specifier: &str) -> Result<PathBuf, String> {
    if specifier.starts_with('#') {
        return resolve_import(folder, specifier);
    }
    let (name, subpath) = split(specifier).ok_or_else(|| format!("`{specifier}` names no package"))?;
    match find(folder, name) {
        Some(package) => find_in(&package, name, subpath),
        None => Err(format!(
            "there is no package `{name}` of Lisp files here; packages of JavaScript are found by the program that runs the output"
        )),
    }
}

/// The file that `"#x"` stands for in the package around `folder`.
fn resolve_import(folder: &Path, specifier: &str) -> Result<PathBuf, String> {
    let around = package_around(folder);
    let Some((package, manifest)) = around else {
        return Err(format!("`{specifier}` is looked for in the package.json around, and there is none"));
    };
    match exports::import_target(&manifest["imports"], specifier, exports::LISP) {
        Target::Path(path) if path.starts_with("./") => lisp_of(&package.join(path.trim_start_matches("./")))
            .ok_or_else(|| format!("`{specifier}` stands for `{path}`, which is no Lisp file")),
        Target::Path(package) => resolve(folder, &package),
        Target::Refused | Target::Nothing => {
            Err(format!("`{}` has no `{specifier}` in its `imports`", shown(&package.join("package.json"))))
        }
    }
}

/// The folders around `folder`, itself included, as far as possible as it is written: so messages are the same wherever
/// the project stands.
fn folders_around(folder: &Path) -> Vec<PathBuf> {
    let Ok(absolute) = std::path::absolute(Path::new(".").join(folder)) else { return vec![] };
    let written: Vec<&Path> = folder.ancestors().collect();
    let goes_up = folder.components().any(|part| part == Component::ParentDir);
    let bases = absolute.ancestors().enumerate();
    bases.map(|(n, above)| written.get(n).filter(|_| !goes_up).copied().unwrap_or(above).to_owned()).collect()
}

/// The package that `folder` is in: the nearest package.json, as Node has it.
fn package_around(folder: &Path) -> Option<(PathBuf, Value)> {
    let folders = folders_around(folder).into_iter();
    let mut inside = folders.take_while(|folder| folder.file_name().is_none_or(|name| name != "node_modules"));
    inside.find_map(|folder| {
        let manifest = read_manifest(&folder).ok().filter(|manifest| !manifest.is_null())?;
        Some((folder, manifest))
    })
}

/// Whether the nearest package.json around `file` says that `.js` files are modules.
pub(crate) fn is_in_modules(file: &Path) -> bool {
    let folder = file.parent().filter(|_| file.extension().is_some_and(|extension| extension == "js"));
    folder.and_then(package_around).is_some_and(|(_, manifest)| manifest["type"] == "module")
}

/// The folder of the package `name` for a module in `folder`.
fn find(folder: &Path, name: &str) -> Option<PathBuf> {
    if let Some((package, manifest)) = package_around(folder)
        && manifest["name"] == name
        && !manifest["exports"].is_null()
    {
        return Some(package);
    }
    let mut packages = folders_around(folder).into_iter().map(|base| base.join("node_modules").join(name));
    packages.find(|package| package.is_dir())
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

/// What Node tries behind the field `main`.
const MAIN_ENDINGS: [&str; 3] = ["", ".js", "/index.js"];

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
            tried.extend(manifest["sx"].as_str().map(inside));
            if let Some(main) = manifest["main"].as_str() {
                let endings = MAIN_ENDINGS.iter().map(|ending| format!("{}{ending}", main.trim_end_matches('/')));
                tried.extend(endings.map(|path| inside(&path)));
            }
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
    if is_script { lisp_beside(path) } else { None }
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
/// file stands in no package, or in that of the module.
pub(crate) fn name_file(folder: &Path, wanted: &PackageFile<'_>) -> Result<Option<String>, NoSpecifier> {
    let own = package_around(folder).map(|(package, manifest)| (real_folder(&package), manifest));
    if let Some((package, manifest)) = &own
        && wanted.reached.starts_with('#')
        && let Ok(path) = wanted.file.strip_prefix(package)
    {
        let imports = &manifest["imports"];
        let is_it = |key: &String| {
            is_key_of(path, wanted.extension, |conditions| exports::import_target(imports, key, conditions))
        };
        let [lisp, output] = keys_of_file(path, wanted.extension);
        let keys = exports::keys_for(imports, &[output, lisp]);
        let written = [wanted.reached.to_owned(), sx_driver::output_specifier(wanted.reached, wanted.extension)];
        return Ok(written.into_iter().chain(keys).find(is_it));
    }
    let reached = split(wanted.reached).filter(|_| !wanted.reached.starts_with('#'));
    let declared = package_name(wanted.file);
    let names = reached.map(|(name, _)| name.to_owned()).into_iter().chain(declared.clone());
    let mut other = None;
    for name in names {
        let Some(package) = find(folder, &name) else { continue };
        let root = real_folder(&package);
        let Ok(path) = wanted.file.strip_prefix(&root) else {
            other = Some(package);
            continue;
        };
        let key = reached.filter(|(own, _)| *own == name).map(|(_, subpath)| key_of(subpath));
        let named = name_inside(&package, &name, path, wanted.extension, key);
        // Within one package a path leads there too.
        let is_own = own.as_ref().is_some_and(|(package, _)| *package == root);
        return if is_own { Ok(named.ok()) } else { named.map(Some) };
    }
    match declared {
        Some(name) if wanted.file.components().any(|part| part.as_os_str() == "node_modules") => {
            Err(not_found_from_here(&name, wanted.file, other))
        }
        _ => Ok(None),
    }
}

/// A file of the package `name` that is found from elsewhere only; `other` is the package of that name from here.
fn not_found_from_here(name: &str, file: &Path, other: Option<PathBuf>) -> NoSpecifier {
    match other {
        Some(other) => NoSpecifier {
            reason: format!(
                "it is in the copy of `{name}` at `{}`; from here `{name}` is `{}`",
                copy_of(file),
                shown(&other)
            ),
            help: format!("make all use one version of `{name}`: npm dedupe"),
        },
        None => NoSpecifier {
            reason: format!("it is in the package `{name}`, which is not found from here"),
            help: format!("install it here: npm install {name}"),
        },
    }
}

/// Where the package around `file` is, from the outermost `node_modules` on.
fn copy_of(file: &Path) -> String {
    let package = file.ancestors().skip(1).find(|folder| folder.join("package.json").is_file()).unwrap_or(file);
    let parts = package.components().skip_while(|part| part.as_os_str() != "node_modules");
    shown(&parts.collect::<PathBuf>())
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
    let [lisp, output] = keys_of_file(path, extension);
    let specifier = |key: &str| format!("{name}{}", url_path(key.strip_prefix('.').unwrap_or(key)));
    let exports = &manifest["exports"];
    if exports.is_null() {
        let is_main = own.as_deref() == Some(".") && leads_to(manifest["main"].as_str(), &output);
        if is_main || is_source_of_main(package, &manifest, path, &output) {
            return Ok(specifier("."));
        }
        return match built_path(package, &manifest, path, extension) {
            Some(built) => Ok(specifier(&built)),
            None => Err(NoSpecifier {
                reason: format!(
                    "the package `{name}` is built to another folder than `{output}`, and does not say where"
                ),
                help: format!("in its package.json write \"exports\": {{\"{output}\": …}} with the path of the output"),
            }),
        };
    }
    let is_it = |key: &str| is_key_of(path, extension, |conditions| exports::target(exports, key, conditions));
    let keys = exports::keys_for(exports, &[output.clone(), lisp.clone()]);
    if let Some(key) = own.into_iter().chain(keys.iter().cloned()).find(|key| is_it(key)) {
        return Ok(specifier(&key));
    }
    let (key, target) = match built_like_others(exports, &keys, path, extension) {
        Some(built) if built != output => {
            let target = format!("{{\"sx\": \"{lisp}\", \"default\": \"{built}\"}}");
            (built, target)
        }
        _ => (output.clone(), format!("\"{output}\"")),
    };
    Err(NoSpecifier {
        reason: format!("the package `{name}` exports no path to `{key}`"),
        help: format!("in the `exports` of its package.json write \"{key}\": {target}"),
    })
}

/// Where the output of the Lisp file `path` is, if it is as far from it as that of another Lisp file for which `exports`
/// have one of `keys`.
fn built_like_others(exports: &Value, keys: &[String], path: &Path, extension: &str) -> Option<String> {
    let inside = |target: Target| match target {
        Target::Path(path) => Some(PathBuf::from(path.trim_start_matches("./"))),
        Target::Refused | Target::Nothing => None,
    };
    keys.iter().find_map(|key| {
        let lisp = inside(exports::target(exports, key, exports::LISP)).filter(|lisp| is_lisp(lisp))?;
        let built = inside(exports::target(exports, key, exports::NODE)).filter(|built| !is_lisp(built))?;
        let (from, to) = without_common_end(lisp.parent()?, built.parent()?);
        let moved = output_of(path, extension);
        Some(format!("./{}", shown(&to.join(moved.strip_prefix(&from).ok()?))))
    })
}

/// The Lisp file `path` of a package and its output, as `exports` has them.
fn keys_of_file(path: &Path, extension: &str) -> [String; 2] {
    [path, &output_of(path, extension)].map(|path| format!("./{}", shown(path)))
}

/// Whether a key of `exports` or `imports` leads Node to the output of the Lisp file `path`; `target`: what it stands for
/// under conditions.
fn is_key_of(path: &Path, extension: &str, target: impl Fn(&[&str]) -> Target) -> bool {
    let [lisp, output] = keys_of_file(path, extension);
    match target(exports::NODE) {
        Target::Path(path) if path == output => true,
        // What is compiled to another folder is known by its source.
        Target::Path(path) if !is_lisp(Path::new(&path)) => target(exports::LISP) == Target::Path(lisp),
        Target::Path(_) | Target::Refused | Target::Nothing => false,
    }
}

/// Where the output of the Lisp file `path` is in a package without `exports`: beside it, or as far from `main` as the
/// file is from the one that `sx` names. Nothing where the package is built to a folder that it does not tell.
fn built_path(package: &Path, manifest: &Value, path: &Path, extension: &str) -> Option<String> {
    let output = output_of(path, extension);
    let field = |name: &str| manifest[name].as_str().map(|path| PathBuf::from(path.trim_start_matches("./")));
    let key = |path: &Path| format!("./{}", shown(path));
    if package.join(&output).is_file() {
        return Some(key(&output));
    }
    let Some(main) = field("main") else { return Some(key(&output)) };
    if let Some(sx) = field("sx") {
        let (from, to) = without_common_end(sx.parent()?, main.parent()?);
        let moved = output.strip_prefix(&from).map(|inside| to.join(inside));
        return moved.ok().map(|moved| key(&moved));
    }
    // What `main` names is built of Lisp beside it, or not built yet; else the package is built to where `main` is.
    let has_lisp =
        MAIN_ENDINGS.iter().any(|ending| lisp_of(&package.join(format!("{}{ending}", shown(&main)))).is_some());
    let is_elsewhere = !has_lisp && main.parent() != path.parent();
    (!is_elsewhere).then(|| key(&output))
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
    file.strip_prefix("./").and_then(|file| file.strip_prefix(main)).is_some_and(|rest| MAIN_ENDINGS.contains(&rest))
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
