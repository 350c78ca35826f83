//! The way from one module to another by their paths, for a world whose paths are texts and nothing else.
//!
//! `"src/a.lisp"` names what `"src/lib/b.lisp"` is compiled to `"./lib/b.js"`.

use sx_base::specifier::lisp_stem;

/// The relative specifier by which the module of the path `from` imports what the Lisp file `to` is compiled to.
pub fn relative_specifier(from: &str, to: &str, extension: &str) -> String {
    let parts = |path: &str| path.split('/').filter(|part| *part != ".").map(str::to_owned).collect::<Vec<_>>();
    let (mut from, to) = (parts(from), parts(to));
    from.pop();
    let common = from.iter().zip(&to[..to.len().saturating_sub(1)]).take_while(|(a, b)| a == b).count();
    let up = from.len() - common;
    let stem = to[common..].join("/");
    let name = output_name(lisp_stem(&stem).unwrap_or(&stem), extension);
    let start = if up == 0 { "./".to_owned() } else { "../".repeat(up) };
    format!("{start}{name}")
}

/// The path of what a Lisp file is compiled to, by its own without extension: `x.mjs.lisp` may become `x.mjs`.
fn output_name(stem: &str, extension: &str) -> String {
    let has_extension = stem.strip_suffix(extension).is_some_and(|name| name.ends_with('.'));
    if has_extension && extension != "js" { stem.to_owned() } else { format!("{stem}.{extension}") }
}

/// A written specifier of a Lisp file as that of what the file is compiled to.
pub fn output_specifier(specifier: &str, extension: &str) -> String {
    // A `#` in first place is one of a package's `imports`.
    let end = specifier.char_indices().find(|&(at, c)| at > 0 && matches!(c, '?' | '#'));
    let (path, suffix) = specifier.split_at(end.map_or(specifier.len(), |(at, _)| at));
    let output = match lisp_stem(path) {
        Some(stem) => output_name(stem, extension),
        None => format!("{}.{extension}", path.rsplit_once('.').map_or(path, |(stem, _)| stem)),
    };
    output + suffix
}

#[cfg(test)]
mod tests {
    use super::{output_specifier, relative_specifier};

    #[test]
    fn a_written_specifier_keeps_what_is_behind_its_path() {
        assert_eq!(output_specifier("./a.b.lisp?x#y", "mjs"), "./a.b.mjs?x#y");
        assert_eq!(output_specifier("./a.js", "cjs"), "./a.cjs");
        assert_eq!(output_specifier("#lib/a.lisp", "js"), "#lib/a.js");
        assert_eq!(output_specifier("./a.mjs.lisp?x", "mjs"), "./a.mjs?x");
        assert_eq!(output_specifier("./a.js.lisp", "js"), "./a.js.js");
    }

    #[test]
    fn modules_are_named_from_here() {
        for (from, to, wanted) in [
            ("a.lisp", "b.lisp", "./b.js"),
            ("a.lisp", "./lib/b.lisp", "./lib/b.js"),
            ("lib/a.lisp", "b.lisp", "../b.js"),
            ("lib/x/a.lisp", "lib/y/b.lisp", "../y/b.js"),
            ("/abs/a.lisp", "/abs/a/b.lisp", "./a/b.js"),
        ] {
            assert_eq!(relative_specifier(from, to, "js"), wanted, "{from} {to}");
        }
    }
}
