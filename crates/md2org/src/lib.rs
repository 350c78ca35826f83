//! Markdown to Org, faithfully.
//!
//! Entering: Markdown as UTF-8 text. Leaving: Org text which means the same to Emacs and to pandoc, and a list of what had
//! to be approximated. Text that merely looks like Org stays text; structure that Org lacks (quotes in quotes, headings
//! in lists) is built from what it has.
//!
//! ```
//! use sx_md2org::{Options, convert};
//!
//! let conversion = convert("# Hello\n\nSee */usr/bin/* and **a**b.\n", &Options::default());
//! assert_eq!(conversion.org, "* Hello\n\nSee /\\slash{}usr/bin\\slash{}/ and *a*\u{200b}b.\n");
//! assert!(conversion.notes.is_empty());
//! ```
//!
//! The way: pulldown-cmark's events (`convert.rs`), one block after another; the inline content of a block is
//! gathered (`inline.rs`), then written where everything around each character is known (`write.rs`, `text.rs`, `hazard.rs`);
//! what only the end of the document tells (which headings are linked to) is inserted last (`assemble.rs`).
//! Time and memory are linear in the input, see [`find_excessive_nesting`]; nothing recurses.

mod assemble;
mod autolink;
mod blocks;
mod callout;
mod cells;
mod code;
mod convert;
mod depth;
mod fill;
mod footnotes;
mod hazard;
mod html;
mod images;
mod inline;
mod link;
mod lists;
mod metadata;
mod options;
mod org;
mod quotes;
mod report;
mod spans;
mod table;
mod text;
mod verbatim;
mod write;

pub use crate::assemble::slug_of as heading_slug;
pub use crate::depth::find_excessive_nesting;
pub use crate::options::{Flavour, HeadingIds, Options, ResolveName, Wrap};
pub use crate::report::{Approximation, Note};

use std::borrow::Cow;

/// Org, and what was approximated on the way.
#[derive(Clone, Debug, Default)]
pub struct Conversion {
    /// The Org text; ends with a line break unless it is empty.
    pub org: String,
    /// Approximations in the order of the document; offsets are into the text that was converted.
    pub notes: Vec<Note>,
}

/// Converts Markdown to Org. Any text gives a result; `O(length)` unless [`find_excessive_nesting`] finds something.
///
/// The text should be [`normalize`]d, else carriage returns and NUL reach the output.
pub fn convert(markdown: &str, options: &Options) -> Conversion {
    convert::Converter::new(markdown, options).run()
}

/// The text without byte order mark, with line feeds as line breaks, and with U+FFFD for NUL, as `CommonMark` wants it.
/// Borrowed when nothing is to be done, which is the usual case.
pub fn normalize(markdown: &str) -> Cow<'_, str> {
    let text = markdown.strip_prefix('\u{feff}').unwrap_or(markdown);
    if memchr::memchr2(b'\r', 0, text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for at in memchr::memchr2_iter(b'\r', 0, text.as_bytes()) {
        out.push_str(&text[copied..at]);
        match text.as_bytes()[at] {
            0 => out.push('\u{fffd}'),
            // The line feed that follows stands for both.
            _ if text.as_bytes().get(at + 1) == Some(&b'\n') => {}
            _ => out.push('\n'),
        }
        copied = at + 1;
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

/// The headings of other files that a text links to: path as it is written, decoded, and anchor.
///
/// `[x](notes/other.md#sec)` gives `("notes/other.md", "sec")`. For vaults: those headings need ids, see
/// [`Options::wanted_ids`]. `O(length)`.
pub fn linked_headings(markdown: &str, options: &Options) -> Vec<(String, String)> {
    use pulldown_cmark::{Event, Parser, Tag};
    // Most texts have none, and need not be read.
    if memchr::memmem::find(markdown.as_bytes(), b".md#").is_none() {
        return vec![];
    }
    Parser::new_ext(markdown, options.parser())
        .filter_map(|event| match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                let (path, anchor) = dest_url.split_once('#')?;
                let is_local = path.strip_suffix(".md").is_some() && !path.contains("://");
                is_local.then(|| (link::decode(path), link::decode(anchor)))
            }
            _ => None,
        })
        .collect()
}

/// The library's part of `docs/md2org.md` runs as a test.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/md2org.md")]
struct Page;
