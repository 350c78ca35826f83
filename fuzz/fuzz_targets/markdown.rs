//! Any Markdown gives Org, and the same Org twice: `cargo +nightly fuzz run markdown`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sx_md2org::{Flavour, Options, Wrap, convert, normalize};

fuzz_target!(|text: &str| {
    let text = normalize(text);
    for flavour in [Flavour::CommonMark, Flavour::Gfm, Flavour::Full] {
        for wrap in [Wrap::None, Wrap::Preserve, Wrap::Columns(30)] {
            let options = Options { flavour, wrap, todo: wrap == Wrap::None, ..Options::default() };
            let first = convert(&text, &options);
            assert_eq!(first.org, convert(&text, &options).org);
            assert!(first.org.is_empty() || first.org.ends_with('\n'));
            assert!(!first.org.contains(['\r', '\0']));
            // Nested lists are indented by at most 50 levels; quotes have names of their own.
            assert!(first.org.len() <= 400 * text.len() + 400);
        }
    }
});
