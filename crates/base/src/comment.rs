//! Comments: one position-sorted table per file, beside the tree. Printers walk it with a cursor.

use crate::Span;

/// What a comment is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CommentKind {
    /// `; …` to the end of the line, or `// …` of a JavaScript front end.
    Line,
    /// `#| … |#`, or `/* … */`.
    Block,
    /// `#;form`: a form that is read over; it does not travel to JavaScript.
    Datum,
    /// `#!…` in the first line.
    Hashbang,
}

/// A comment between tokens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Comment {
    /// Where, delimiters included, line end excluded.
    pub span: Span,
    /// What.
    pub kind: CommentKind,
}
