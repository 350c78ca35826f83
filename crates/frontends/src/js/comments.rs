//! The comments of a file, as one table sorted by position.
//!
//! The parser lists them. To its list comes the line that begins with `#!`.

use rustc_hash::FxHashMap;
use sx_base::{Comment, CommentKind, Span, gives_type};

/// The table of a file: the sorted `comments` of its parser with its `#!` line.
pub(super) fn collect(mut comments: Vec<Comment>, text: &str) -> Vec<Comment> {
    if text.starts_with("#!") {
        comments.insert(0, Comment { span: Span::new(0, line_end(text, 0)), kind: CommentKind::Hashbang });
    }
    comments
}

/// The comments that are casts if an expression in parentheses follows, by where the parenthesis stands. Values are places
/// in `comments`.
pub(super) fn possible_casts(comments: &[Comment], text: &str) -> FxHashMap<u32, usize> {
    let mut casts = FxHashMap::default();
    for (at, comment) in comments.iter().enumerate() {
        if comment.kind == CommentKind::Block
            && gives_type(comment.span.slice(text))
            && let Some(place) = parenthesis_behind(*comment, text)
        {
            casts.insert(place, at);
        }
    }
    casts
}

/// Where the casts among `comments` begin, by where their parentheses do.
pub(super) fn casts(comments: &[Comment], text: &str) -> FxHashMap<u32, u32> {
    let casts = comments.iter().filter(|comment| comment.kind == CommentKind::Cast);
    casts.filter_map(|&cast| Some((parenthesis_behind(cast, text)?, cast.span.start))).collect()
}

/// Where the parenthesis stands that follows `comment` with nothing but white space between them.
fn parenthesis_behind(comment: Comment, text: &str) -> Option<u32> {
    let rest = &text[comment.span.end as usize..];
    let inner = rest.trim_start();
    inner.starts_with('(').then(|| comment.span.end + (rest.len() - inner.len()) as u32)
}

/// Byte offset of the line end at or after `from`, as ECMA-262 counts lines.
pub(super) fn line_end(text: &str, from: usize) -> u32 {
    let rest = &text[from..];
    let length = rest.find(['\n', '\r', '\u{2028}', '\u{2029}']).unwrap_or(rest.len());
    (from + length) as u32
}
