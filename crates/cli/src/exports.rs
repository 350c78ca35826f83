//! The fields `exports` and `imports` of a `package.json`, as Node reads them (Packages, "Conditional exports", "Subpath
//! patterns", "Subpath imports").
//!
//! Entering: the field and a key such as `"./lib/n.js"`. Leaving: the path it stands for; and the other way, the keys that
//! may stand for a path. The condition `sx`, where it is asked for, goes before all others wherever it stands. The depth
//! of the recursion is that of the JSON, which its parser bounds.

use serde_json::Value;

/// The conditions under which Node resolves an `import`; `default` always holds.
pub(crate) const NODE: &[&str] = &["node", "import", "module-sync"];

/// The conditions under which Lisp files are looked for.
pub(crate) const LISP: &[&str] = &["sx", "node", "import", "module-sync"];

/// What `exports` says of a key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Target {
    /// The path in the package, with `./`.
    Path(String),
    /// `null`, or no path of the package: nobody may import it.
    Refused,
    /// Not mentioned.
    Nothing,
}

/// What `key`, such as `"."` or `"./lib/n.js"`, stands for.
pub(crate) fn target(exports: &Value, key: &str, conditions: &[&str]) -> Target {
    if !has_keys(exports) {
        return if key == "." { resolve(exports, None, conditions, Field::Exports) } else { Target::Nothing };
    }
    look_up(exports, key, conditions, Field::Exports)
}

/// What `key`, such as `"#lib/n.js"`, stands for in the field `imports`: a path of the package, or another package.
pub(crate) fn import_target(imports: &Value, key: &str, conditions: &[&str]) -> Target {
    look_up(imports, key, conditions, Field::Imports)
}

/// Which of the two fields: `imports` may name packages too.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Exports,
    Imports,
}

fn look_up(map: &Value, key: &str, conditions: &[&str], field: Field) -> Target {
    if !key.contains('*')
        && let Some(value) = map.get(key)
    {
        return resolve(value, None, conditions, field);
    }
    let patterns = map.as_object().into_iter().flatten().filter_map(|(pattern, value)| {
        let (before, after) = pattern.split_once('*')?;
        let star = key.strip_prefix(before)?.strip_suffix(after)?;
        (!star.is_empty() && !after.contains('*')).then_some((before.len(), pattern.len(), star, value))
    });
    match patterns.max_by_key(|&(before, length, ..)| (before, length)) {
        Some((_, _, star, value)) => resolve(value, Some(star), conditions, field),
        None => Target::Nothing,
    }
}

/// Whether the keys are those of `imports`, or subpaths of `exports`; else it is what `"."` stands for.
fn has_keys(exports: &Value) -> bool {
    exports.as_object().is_some_and(|keys| keys.keys().any(|key| key.starts_with(['.', '#'])))
}

fn resolve(value: &Value, star: Option<&str>, conditions: &[&str], field: Field) -> Target {
    let is_bare = |path: &str| !path.starts_with(['.', '/', '#']) && !path.is_empty();
    match value {
        Value::String(path) if path.starts_with("./") || (field == Field::Imports && is_bare(path)) => {
            Target::Path(star.map_or_else(|| path.clone(), |star| path.replace('*', star)))
        }
        Value::Object(choices) => {
            let first = choices.get_key_value("sx").filter(|_| conditions.contains(&"sx"));
            first
                .into_iter()
                .chain(choices)
                .filter(|(condition, _)| *condition == "default" || conditions.contains(&condition.as_str()))
                .map(|(_, value)| resolve(value, star, conditions, field))
                .find(|found| *found != Target::Nothing)
                .unwrap_or(Target::Nothing)
        }
        Value::Array(choices) => {
            let mut found = choices.iter().map(|value| resolve(value, star, conditions, field));
            found.find(|found| matches!(found, Target::Path(_))).unwrap_or(Target::Refused)
        }
        _ => Target::Refused,
    }
}

/// The keys of one of the fields that may stand for one of `paths`, those without a star first; what they stand for is to be asked.
pub(crate) fn keys_for(exports: &Value, paths: &[String]) -> Vec<String> {
    if !has_keys(exports) {
        return vec![".".to_owned()];
    }
    let Some(map) = exports.as_object() else { return vec![] };
    let (patterns, mut keys): (Vec<_>, Vec<_>) = map.iter().partition(|(key, _)| key.contains('*'));
    let mut keys: Vec<String> = keys.drain(..).map(|(key, _)| key.clone()).collect();
    for (pattern, value) in patterns {
        let mut values = vec![value];
        while let Some(value) = values.pop() {
            match value {
                Value::String(target) => {
                    let Some((before, after)) = target.split_once('*') else { continue };
                    let stars = paths.iter().filter_map(|path| path.strip_prefix(before)?.strip_suffix(after));
                    keys.extend(stars.map(|star| pattern.replace('*', star)));
                }
                Value::Object(choices) => values.extend(choices.values().rev()),
                Value::Array(choices) => values.extend(choices.iter().rev()),
                Value::Null | Value::Bool(_) | Value::Number(_) => {}
            }
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn path(text: &str) -> Target {
        Target::Path(text.to_owned())
    }

    #[test]
    fn keys_stand_for_paths() {
        let exports = json!({
            ".": {"require": "./a.cjs", "import": "./a.js"},
            "./m": {"default": "./dist/m.js", "sx": "./lib/m.lisp"},
            "./*": "./lib/*",
            "./inner/*": null,
            "./x/*.js": {"browser": "./b/*.js", "default": ["no path", "./c/*/*.js"]},
        });
        for (key, conditions, wanted) in [
            (".", NODE, path("./a.js")),
            ("./m", NODE, path("./dist/m.js")),
            ("./m", LISP, path("./lib/m.lisp")),
            ("./deep/n.js", NODE, path("./lib/deep/n.js")),
            ("./inner/n.js", NODE, Target::Refused),
            ("./x/n.js", NODE, path("./c/n/n.js")),
        ] {
            assert_eq!(target(&exports, key, conditions), wanted, "{key}");
        }
        let imports = json!({"#a": {"sx": "./a.lisp", "default": "./a.js"}, "#dep/*": "dep/lib/*", "#up": "../x.js"});
        assert_eq!(import_target(&imports, "#a", LISP), path("./a.lisp"));
        assert_eq!(import_target(&imports, "#dep/b.js", NODE), path("dep/lib/b.js"));
        assert_eq!(import_target(&imports, "#up", NODE), Target::Refused);
        assert_eq!(import_target(&imports, "#none", NODE), Target::Nothing);
        assert_eq!(target(&json!("./a.js"), ".", NODE), path("./a.js"));
        assert_eq!(target(&json!("./a.js"), "./b", NODE), Target::Nothing);
        assert_eq!(target(&json!({"import": "./a.js"}), ".", NODE), path("./a.js"));
    }

    #[test]
    fn paths_have_keys() {
        let exports = json!({"./m": "./lib/m.js", "./*": {"sx": "./lib/*.lisp", "default": "./lib/*.js"}});
        let wanted = ["./lib/n.js".to_owned(), "./lib/n.lisp".to_owned()];
        assert_eq!(keys_for(&exports, &wanted), ["./m", "./n", "./n"]);
    }
}
