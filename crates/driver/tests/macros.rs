//! Programs with macros and what they are worth.
//!
//! A case is a file `tests/macros/NAME.lisp`. Its last line is `;=> JSON`, the value of its last form, or `;=> error CODE`.
//! The values of the portable ones (`syntax-rules` and plain Scheme) were compared with Guile and Chez Scheme.

mod common;

use common::{value, with_stack};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn cases() -> Vec<PathBuf> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/macros"));
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("the entry can be read").path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|ext| ext == "lisp")).collect();
    paths.sort();
    paths
}

/// The examples in the comments of the prelude: `;; form ;=> value`.
#[test]
fn the_prelude_does_what_its_comments_say() {
    with_stack(|| {
        let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../prelude/core.lisp"));
        let text = std::fs::read_to_string(path).expect("the prelude can be read");
        let examples = text.lines().filter_map(|line| line.strip_prefix(";; ")?.split_once(" ;=> "));
        let (mut wrong, mut count) = (String::new(), 0);
        for (form, wanted) in examples {
            let found = value(Path::new("example.lisp"), form);
            if found != wanted {
                let _ = writeln!(wrong, "{form}\n  wanted {wanted}, got {found}");
            }
            count += 1;
        }
        assert!(wrong.is_empty() && count > 10, "{count} examples\n{wrong}");
    });
}

#[test]
fn programs_with_macros_have_their_values() {
    with_stack(|| {
        let mut wrong = String::new();
        let cases = cases();
        assert!(cases.len() > 200, "{}", cases.len());
        for path in cases {
            let text = std::fs::read_to_string(&path).expect("the case can be read");
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let Some(wanted) = text.lines().last().and_then(|line| line.strip_prefix(";=> ")) else {
                let _ = writeln!(wrong, "{name}: its last line is no `;=> value`");
                continue;
            };
            let found = value(&path, &text);
            if found != wanted {
                let _ = writeln!(wrong, "{name}: wanted {wanted}, got {found}");
            }
        }
        assert!(wrong.is_empty(), "{wrong}");
    });
}
