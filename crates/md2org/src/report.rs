//! What could not be said in Org and was approximated: where, and how.

/// A kind of approximation. The text of each is what a writer sees.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[non_exhaustive]
pub enum Approximation {
    /// The title of a link.
    LinkTitle,
    /// The alternative text of an image inside of a text.
    ImageAlt,
    /// A heading inside of a list, a quote or a footnote.
    NestedHeading,
    /// Lists or quotes nested deeper than what can be indented.
    DeepNesting,
    /// Emphasis around something that Org would take for its end.
    Emphasis,
    /// Code that holds both of Org's code marks, or a pipe inside of a table.
    Code,
    /// A second definition of one term, or a second term of one definition.
    DefinitionList,
    /// A hard line break where a line cannot break.
    HardBreak,
    /// HTML that only an HTML export shows.
    RawHtml,
    /// A link with a scheme that Org does not know.
    LinkScheme,
    /// A link to a heading that is not in the document.
    MissingAnchor,
    /// Front matter that is no simple key and value.
    FrontMatter,
}

impl Approximation {
    /// A stable name, such as `link-title`.
    pub fn name(self) -> &'static str {
        match self {
            Self::LinkTitle => "link-title",
            Self::ImageAlt => "image-alt",
            Self::NestedHeading => "nested-heading",
            Self::DeepNesting => "deep-nesting",
            Self::Emphasis => "emphasis",
            Self::Code => "code",
            Self::DefinitionList => "definition-list",
            Self::HardBreak => "hard-break",
            Self::RawHtml => "raw-html",
            Self::LinkScheme => "link-scheme",
            Self::MissingAnchor => "missing-anchor",
            Self::FrontMatter => "front-matter",
        }
    }

    /// What was done, as one sentence without a full stop.
    pub fn message(self) -> &'static str {
        match self {
            Self::LinkTitle => "the title of the link is left out: Org's links have none",
            Self::ImageAlt => "the alternative text is left out: Org's images inside of text have none",
            Self::NestedHeading => {
                "the heading is a bold paragraph: Org's headings cannot stand inside of other blocks"
            }
            Self::DeepNesting => "the list is joined to the one around it: it is nested deeper than 50 levels",
            Self::Emphasis => "the emphasis is left out: Org would end it inside of what it holds",
            Self::Code => "the code is HTML's `<code>` around text: Org's code marks cannot hold it",
            Self::DefinitionList => "Org's definition lists have one term and one definition for an item",
            Self::HardBreak => "the hard line break is a space: the line cannot break here",
            Self::RawHtml => "the HTML is kept for HTML export only",
            Self::LinkScheme => "the scheme of the link is not one of Org's: the link is written as one to a file",
            Self::MissingAnchor => "no heading has the anchor the link points at",
            Self::FrontMatter => "this line of the front matter is kept as a comment",
        }
    }
}

/// One approximation and where it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Note {
    /// What was approximated.
    pub kind: Approximation,
    /// Byte offset of its start in the text that was converted.
    pub start: usize,
    /// Byte offset of its end.
    pub end: usize,
}
