//! The comments of a file, as one table sorted by position.
//!
//! The parser lists them. To its list comes the line that begins with `#!`.

use sx_base::{Comment, CommentKind, Span};

/// The table of a file: the sorted `comments` of its parser with its `#!` line.
pub(super) fn collect(mut comments: Vec<Comment>, text: &str) -> Vec<Comment> {
    if text.starts_with("#!") {
        comments.insert(0, Comment { span: Span::new(0, line_end(text, 0)), kind: CommentKind::Hashbang });
    }
    comments
}

/// Byte offset of the line end at or after `from`, as ECMA-262 counts lines.
pub(super) fn line_end(text: &str, from: usize) -> u32 {
    let rest = &text[from..];
    let length = rest.find(['\n', '\r', '\u{2028}', '\u{2029}']).unwrap_or(rest.len());
    (from + length) as u32
}
