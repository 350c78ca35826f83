//! Comments: one position-sorted table per file, beside the tree. Printers walk it with a cursor.

use crate::Span;

/// What a comment is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CommentKind {
    /// `; …` to the end of the line, or `// …` of a JavaScript front end.
    Line,
    /// `#| … |#`, or `/* … */`.
    Block,
    /// A type cast of `JSDoc`: `#|* @type {T} |#x`, glued to the form that has the type, or `/** @type {T} */ (x)`, whose
    /// parentheses are part of it.
    Cast,
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

impl Comment {
    /// Whether it ends where it says so, not with its line.
    pub fn is_block(self) -> bool {
        matches!(self.kind, CommentKind::Block | CommentKind::Cast)
    }
}

/// Whether the block comment `text` is one of `JSDoc` that gives a type to a value: it has the tag `@type` or `@satisfies`.
pub fn gives_type(text: &str) -> bool {
    let is_doc = text.starts_with("/**") || text.starts_with("#|*");
    let mut tags = memchr::memchr_iter(b'@', text.as_bytes()).filter(|_| is_doc);
    tags.any(|at| {
        let rest = &text[at + 1..];
        let rest = rest.strip_prefix("type").or_else(|| rest.strip_prefix("satisfies"));
        rest.is_some_and(|rest| rest.starts_with(['{', ' ', '\t', '\n', '\r']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_told_from_other_tags() {
        for text in ["/** @type {string} */", "/**\n * Why.\n * @satisfies {A} */", "#|* @type{any} |#"] {
            assert!(gives_type(text), "{text}");
        }
        for text in ["/* @type {string} */", "/** @typedef {string} A */", "/** type */", "#| @type {a} |#", "/** @ */"]
        {
            assert!(!gives_type(text), "{text}");
        }
    }
}
