//! What a writer can choose. Everything has a default, and the defaults are what `md2org` does without flags.

use std::collections::BTreeSet;
use std::sync::Arc;

/// Which Markdown is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Flavour {
    /// `CommonMark` and nothing else.
    CommonMark,
    /// GitHub's Markdown: tables, strikethrough, task boxes, bare links, footnotes, alerts, math.
    Gfm,
    /// All that can be read: GitHub's Markdown, definition lists, front matter, wikilinks, callouts, heading attributes.
    #[default]
    Full,
}

/// What happens to line breaks inside paragraphs.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Wrap {
    /// One paragraph, one line.
    None,
    /// Lines stay as they are written.
    #[default]
    Preserve,
    /// Paragraphs are filled to this many columns where words allow it.
    Columns(usize),
}

/// Which headings get a `CUSTOM_ID`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum HeadingIds {
    /// Those with an id of their own, and those a link points at.
    #[default]
    Auto,
    /// Every heading.
    Always,
    /// None.
    Never,
}

/// How a vault resolves the name of a wikilink: the path, relative to the folder of the file, of what is meant.
pub trait ResolveName: Send + Sync {
    /// The path of the note or attachment called `name`, with `/`, or `None` when nothing has that name.
    fn resolve(&self, name: &str) -> Option<String>;
}

/// What a writer can choose.
#[derive(Clone, Default)]
pub struct Options {
    /// Which Markdown is read.
    pub flavour: Flavour,
    /// What happens to line breaks inside paragraphs.
    pub wrap: Wrap,
    /// Which headings get a `CUSTOM_ID`.
    pub heading_ids: HeadingIds,
    /// Anchors that other files link to: their headings get a `CUSTOM_ID` too.
    pub wanted_ids: BTreeSet<String>,
    /// Task items outside of other blocks become headings with TODO and DONE.
    pub todo: bool,
    /// Added to the level of each heading; the result is never less than 1.
    pub shift_headings: i32,
    /// Whether a table of contents is asked for.
    pub toc: bool,
    /// Whether links to Markdown files stay links to Markdown files.
    pub keep_md_links: bool,
    /// Resolves the names of wikilinks; without it `[[Name]]` is `Name.org` in the same folder.
    pub names: Option<Arc<dyn ResolveName>>,
}

impl std::fmt::Debug for Options {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Options")
            .field("flavour", &self.flavour)
            .field("wrap", &self.wrap)
            .field("heading_ids", &self.heading_ids)
            .field("wanted_ids", &self.wanted_ids)
            .field("todo", &self.todo)
            .field("shift_headings", &self.shift_headings)
            .field("toc", &self.toc)
            .field("keep_md_links", &self.keep_md_links)
            .field("names", &self.names.is_some())
            .finish()
    }
}

impl Options {
    pub(crate) fn is_full(&self) -> bool {
        self.flavour == Flavour::Full
    }

    pub(crate) fn parser(&self) -> pulldown_cmark::Options {
        use pulldown_cmark::Options as O;
        let gfm = O::ENABLE_TABLES
            | O::ENABLE_STRIKETHROUGH
            | O::ENABLE_TASKLISTS
            | O::ENABLE_FOOTNOTES
            | O::ENABLE_GFM
            | O::ENABLE_MATH;
        let full = gfm
            | O::ENABLE_HEADING_ATTRIBUTES
            | O::ENABLE_YAML_STYLE_METADATA_BLOCKS
            | O::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
            | O::ENABLE_DEFINITION_LIST
            | O::ENABLE_WIKILINKS;
        match self.flavour {
            Flavour::CommonMark => O::empty(),
            Flavour::Gfm => gfm,
            Flavour::Full => full,
        }
    }
}
