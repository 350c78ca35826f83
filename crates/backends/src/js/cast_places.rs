//! The forms that casts belong to. Entering: the table of comments and the source; leaving: for each comment where the form
//! begins that it is glued to, and whether a cast is among the comments before a form.
//!
//! `#|* @type {T} |#; why` and `a` below it are one form with two comments, both of which begin where `a` does: what stands
//! between a cast and its form stands in the parentheses of the cast.

use sx_base::{Comment, CommentKind};

/// What is known of the casts of a table; nothing if it has none.
pub(super) struct CastPlaces {
    /// Where the form begins that a comment is glued to, by comment; `u32::MAX` where there is none.
    forms: Vec<u32>,
    /// The last cast up to a comment, by comment; `usize::MAX` where there is none.
    casts: Vec<usize>,
}

impl CastPlaces {
    /// The places in `table`, whose spans refer to `source`.
    pub(super) fn new(table: &[Comment], source: &str) -> Self {
        if !table.iter().any(|comment| comment.kind == CommentKind::Cast) {
            return Self { forms: vec![], casts: vec![] };
        }
        let (mut forms, mut casts) = (vec![u32::MAX; table.len()], Vec::with_capacity(table.len()));
        let mut last_cast = usize::MAX;
        for (at, comment) in table.iter().enumerate() {
            if comment.kind == CommentKind::Cast {
                last_cast = at;
            }
            casts.push(last_cast);
        }
        let mut next = None::<u32>;
        for (at, comment) in table.iter().enumerate().rev() {
            let end = comment.span.end as usize;
            let gap = source.get(end..next.map_or(source.len(), |next| next as usize)).unwrap_or_default();
            let rest = if comment.is_block() { gap } else { gap.trim_start() };
            forms[at] = match next {
                Some(_) if rest.is_empty() => forms[at + 1],
                _ => (source.len().min(end + gap.len()) - rest.len()) as u32,
            };
            next = Some(comment.span.start);
        }
        Self { forms, casts }
    }

    /// Whether one of the comments from the place `first` to `last` in the table is a cast of the form at byte `start`.
    pub(super) fn has_cast(&self, first: usize, last: usize, start: u32) -> bool {
        let cast = self.casts.get(last).copied().unwrap_or(usize::MAX);
        cast != usize::MAX && cast >= first && self.forms[cast] == start
    }

    /// Whether the comment at the place `at` of the table is a cast or stands in the parentheses of one.
    pub(super) fn is_bound(&self, at: usize) -> bool {
        let cast = self.casts.get(at).copied().unwrap_or(usize::MAX);
        cast != usize::MAX && self.forms[cast] == self.forms[at]
    }
}
