//! The examples of `docs/md2org.md`: each block of Markdown becomes the block of Org that follows it.
//!
//! `SX_UPDATE_DOCS=1 cargo test -p sx-md2org --test docs` writes the Org into the page; read the difference.

use std::path::Path;
use sx_md2org::{Options, convert};

const MARKDOWN: &str = "```markdown\n";
const ORG: &str = "```\n```org\n";
const END: &str = "```\n";

#[test]
fn examples_become_what_the_page_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/md2org.md");
    let page = std::fs::read_to_string(&path).expect("the page is there");
    let (mut updated, mut rest, mut count) = (String::new(), page.as_str(), 0);
    while let Some(at) = rest.find(MARKDOWN) {
        let start = at + MARKDOWN.len();
        let middle = start + rest[start..].find(ORG).expect("Org follows the Markdown");
        let org = middle + ORG.len();
        let end = org + rest[org..].find(END).expect("the block ends");
        updated.push_str(&rest[..org]);
        updated.push_str(&convert(&rest[start..middle], &Options::default()).org);
        rest = &rest[end..];
        count += 1;
    }
    updated.push_str(rest);
    assert!(count > 5, "the examples are found");
    if std::env::var_os("SX_UPDATE_DOCS").is_some() {
        std::fs::write(&path, &updated).expect("the page can be written");
    } else {
        assert_eq!(page, updated);
    }
}
