//! Markdown and the Org it becomes: `tests/cases/FLAVOUR/NAME.md` and `NAME.org` beside it.
//!
//! A new case is a new file. `SX_UPDATE_CASES=1 cargo test -p sx-md2org --test cases` writes the Org; read the
//! difference before it is committed.

mod common;

use common::{Case, read_cases};
use sx_md2org::{convert, normalize};

#[test]
fn cases_become_what_stands_beside_them() {
    let is_update = std::env::var_os("SX_UPDATE_CASES").is_some();
    let mut failures = vec![];
    for Case { path, markdown, options } in read_cases() {
        let org = convert(&normalize(&markdown), &options).org;
        let beside = path.with_extension("org");
        let expected = std::fs::read_to_string(&beside).unwrap_or_default();
        if org == expected {
            continue;
        }
        if is_update {
            std::fs::write(&beside, &org).expect("the folder can be written");
        } else {
            failures.push(format!("{}\n--- expected\n{expected}\n--- found\n{org}", path.display()));
        }
    }
    assert!(failures.is_empty(), "{} cases differ:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_org_file_has_its_markdown() {
    let cases = read_cases();
    assert!(cases.len() > 20, "the cases are found");
    for case in &cases {
        for entry in std::fs::read_dir(case.path.parent().expect("has a folder")).expect("is there") {
            let path = entry.expect("is readable").path();
            assert!(path.with_extension("md").exists(), "{} has no Markdown", path.display());
        }
    }
}
