//! The comments of a file, as one table sorted by position.
//!
//! swc hands each comment to a collector when its lexer passes it. A parser that looks ahead passes some twice, so
//! the table is made unique by position.

use super::build::FIRST_BYTE;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use swc_common::BytePos;
use swc_common::comments::{Comment as SwcComment, CommentKind as SwcKind, Comments};
use sx_base::{Comment, CommentKind, Span, gives_type};

/// Collects what the lexer passes.
#[derive(Default)]
pub(super) struct Collector(RefCell<Vec<Comment>>);

impl Collector {
    /// What was collected, in the order of the lexer.
    pub(super) fn into_comments(self) -> Vec<Comment> {
        self.0.into_inner()
    }

    fn add(&self, comment: &SwcComment) {
        let kind = match comment.kind {
            SwcKind::Line => CommentKind::Line,
            SwcKind::Block => CommentKind::Block,
        };
        let (start, end) = (comment.span.lo.0 - FIRST_BYTE, comment.span.hi.0 - FIRST_BYTE);
        self.0.borrow_mut().push(Comment { span: Span::new(start, end), kind });
    }
}

impl Comments for Collector {
    fn add_leading(&self, _: BytePos, comment: SwcComment) {
        self.add(&comment);
    }

    fn add_leading_comments(&self, _: BytePos, comments: Vec<SwcComment>) {
        for comment in &comments {
            self.add(comment);
        }
    }

    fn has_leading(&self, _: BytePos) -> bool {
        false
    }

    fn move_leading(&self, _: BytePos, _: BytePos) {}

    fn take_leading(&self, _: BytePos) -> Option<Vec<SwcComment>> {
        None
    }

    fn get_leading(&self, _: BytePos) -> Option<Vec<SwcComment>> {
        None
    }

    fn add_trailing(&self, _: BytePos, comment: SwcComment) {
        self.add(&comment);
    }

    fn add_trailing_comments(&self, _: BytePos, comments: Vec<SwcComment>) {
        for comment in &comments {
            self.add(comment);
        }
    }

    fn has_trailing(&self, _: BytePos) -> bool {
        false
    }

    fn move_trailing(&self, _: BytePos, _: BytePos) {}

    fn take_trailing(&self, _: BytePos) -> Option<Vec<SwcComment>> {
        None
    }

    fn get_trailing(&self, _: BytePos) -> Option<Vec<SwcComment>> {
        None
    }

    fn add_pure_comment(&self, _: BytePos) {}
}

/// The table of a file: sorted, each once, with its `#!` line.
pub(super) fn collect(mut comments: Vec<Comment>, text: &str) -> Vec<Comment> {
    if text.starts_with("#!") {
        comments.push(Comment { span: Span::new(0, line_end(text, 0)), kind: CommentKind::Hashbang });
    }
    comments.sort_by_key(|comment| comment.span);
    comments.dedup_by_key(|comment| comment.span.start);
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
