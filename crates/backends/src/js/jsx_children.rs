//! The children of an element that goes over several lines.
//!
//! Entering: an element. Leaving: its children, each element and `{…}` on a line of its own, text filled into lines:
//!
//! ```jsx
//! <p>
//!   Some text that is too long for its line, with <b>bold</b> and{" "}
//!   <i>italic</i> words in it.
//! </p>
//! ```
//!
//! A line ends only where JSX does not see it: a line end and the white space around it are one blank between two words
//! and nothing elsewhere. The blank between a word and a tag stays in its line: it is part of the text.

use super::{Printer, Task};
use sx_base::Symbol;
use sx_ir::{Kind, NodeId};

/// Children left to be printed: from byte `at` of the `next`th on.
#[derive(Clone, Copy, Debug)]
pub(super) struct JsxChildren {
    id: NodeId,
    next: u32,
    at: u32,
    /// The line on which the last child begins that is no text; 0 behind a text.
    line: u32,
}

/// What may stand between two pieces of the children.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    /// Nothing: white space there is part of a text.
    Nothing,
    /// A line end.
    Line,
    /// A line end or nothing.
    Soft,
    /// A line end or a blank.
    Blank,
}

impl JsxChildren {
    /// All children of the element `id`.
    pub(super) fn of(id: NodeId) -> Self {
        Self { id, next: 0, at: 0, line: 0 }
    }
}

impl Printer<'_> {
    /// Whether the element `id` goes over several lines from here on.
    pub(super) fn is_broken_jsx(&self, id: NodeId) -> bool {
        self.tree.kind(id) == Kind::JsxElement && !self.fits(id, 1)
    }

    /// Whether a line may end behind the last child of the element `id`.
    pub(super) fn jsx_may_end_line(&self, id: NodeId) -> bool {
        let last = self.tree.kids(id).last().and_then(|&last| self.jsx_text(last));
        last.is_none_or(|text| text.ends_with(|c: char| !c.is_whitespace()))
    }

    /// Prints the next piece of the children.
    pub(super) fn step_jsx_children(&mut self, mut list: JsxChildren) {
        let Some(&child) = self.jsx_children(list.id).get(list.next as usize) else {
            if self.jsx_may_end_line(list.id) {
                self.flush_jsx_comments(self.limit_of(list.id));
            }
            return;
        };
        let joint = self.jsx_joint(list);
        let has_blank = joint != Joint::Nothing && self.has_blank_before_jsx_child(list);
        let has_comments = list.at == 0
            && joint != Joint::Nothing
            && matches!(self.tree.kind(child), Kind::JsxElement | Kind::JsxText)
            && self.start_of(child).is_some_and(|start| self.flush_jsx_comments(start));
        let ends_line = match joint {
            _ if has_comments || has_blank => true,
            Joint::Nothing => false,
            Joint::Line => true,
            Joint::Soft if list.line > 0 && list.line != self.out.line() => true,
            Joint::Soft | Joint::Blank => self.jsx_run_width(list, joint).is_none_or(|width| width > self.room()),
        };
        if ends_line {
            self.out.end_line();
            if has_blank && !has_comments {
                self.out.leave_blank_line();
            }
        } else if joint == Joint::Blank {
            self.out.push_static(" ");
        }
        let Some(text) = self.jsx_text(child) else {
            let rest = JsxChildren { next: list.next + 1, at: 0, line: self.out.line(), ..list };
            return self.then(&[Task::JsxChild(child), Task::JsxChildren(rest)]);
        };
        let (start, end) = (list.at as usize, word_end(text, list.at as usize));
        self.map_jsx_text(child, start, &text[start..end]);
        self.out.push_lines(&text[start..end]);
        if end < text.len() {
            list.at = end as u32 + 1;
        } else {
            (list.next, list.at, list.line) = (list.next + 1, 0, 0);
        }
        self.stack.push(Task::JsxChildren(list));
    }

    /// Whether a blank line stands before the next piece, the beginning of a child that is not the first.
    fn has_blank_before_jsx_child(&self, list: JsxChildren) -> bool {
        let children = self.jsx_children(list.id);
        let (at, next) = (list.at, list.next as usize);
        at == 0 && next > 0 && self.has_blank_between(children[next - 1], children[next])
    }

    /// Prints the comments before byte `limit` that stand between children, where JavaScript has none but in braces.
    fn flush_jsx_comments(&mut self, limit: u32) -> bool {
        self.with_comments(|printer| printer.flush_braced(limit))
    }

    /// Whether a comment stands before an element or text within the element `id`.
    pub(super) fn has_jsx_comments(&self, id: NodeId) -> bool {
        let children = self.jsx_children(id);
        let is_before = |at: usize| {
            let child = children[at];
            let prev = if at > 0 { children[at - 1] } else { self.tree.kid(id, 1) };
            matches!(self.tree.kind(child), Kind::JsxElement | Kind::JsxText) && self.has_comment_between(prev, child)
        };
        (0..children.len()).any(is_before)
    }

    /// Maps the piece of the text `id` that begins at byte `start`, where the source spells it alike.
    fn map_jsx_text(&mut self, id: NodeId, start: usize, piece: &str) {
        let origin = self.origin(id);
        if start == 0 {
            return self.map_token(origin, None);
        }
        let at = origin.start as usize + 1 + start;
        if !origin.is_none() && self.source.get(at..at + piece.len()) == Some(piece) {
            self.out.map_to(at as u32, None);
        }
    }

    fn jsx_children(&self, id: NodeId) -> &[NodeId] {
        self.tree.kids(id).get(2..).unwrap_or_default()
    }

    /// The text that the child `id` is, if it is one.
    fn jsx_text(&self, id: NodeId) -> Option<&'static str> {
        (self.tree.kind(id) == Kind::JsxText).then(|| Symbol::from_index(self.tree.payload(id)).as_str())
    }

    /// What may stand before the next piece.
    fn jsx_joint(&self, list: JsxChildren) -> Joint {
        let children = self.jsx_children(list.id);
        let child = children[list.next as usize];
        if list.at > 0 {
            return Joint::Blank;
        }
        let text = self.jsx_text(child);
        let begins_bare = text.is_none_or(|text| text.starts_with(|c: char| !c.is_whitespace()));
        let Some(&prev) = list.next.checked_sub(1).and_then(|prev| children.get(prev as usize)) else {
            return if begins_bare { Joint::Line } else { Joint::Nothing };
        };
        let before = self.jsx_text(prev);
        let ends_bare = before.is_none_or(|text| text.ends_with(|c: char| !c.is_whitespace()));
        match (before, text) {
            _ if !begins_bare || !ends_bare => Joint::Nothing,
            (Some(_), Some(_)) => Joint::Nothing,
            (None, None) if !self.is_jsx_blank(child) => Joint::Line,
            // A comment.
            _ if self.is_jsx_empty(prev) || self.is_jsx_empty(child) => Joint::Line,
            _ => Joint::Soft,
        }
    }

    /// Whether the child `id` is `{}`, with comments or without.
    fn is_jsx_empty(&self, id: NodeId) -> bool {
        self.tree.kind(id) == Kind::JsxExpression && self.opt_kid(id, 0).is_none()
    }

    /// Whether the child `id` is `{" "}`.
    fn is_jsx_blank(&self, id: NodeId) -> bool {
        let value = if self.tree.kind(id) == Kind::JsxExpression { self.opt_kid(id, 0) } else { None };
        value.is_some_and(|value| self.tree.kind(value) == Kind::String)
    }

    /// The columns up to the next place where a line may end, `joint` included; nothing if a child goes over lines.
    fn jsx_run_width(&self, mut list: JsxChildren, joint: Joint) -> Option<u32> {
        let children = self.jsx_children(list.id);
        let mut width = u32::from(joint == Joint::Blank);
        while let Some(&child) = children.get(list.next as usize) {
            if let Some(text) = self.jsx_text(child) {
                let end = word_end(text, list.at as usize);
                width += (end - list.at as usize) as u32;
                if end < text.len() {
                    return Some(width);
                }
            } else {
                width += self.flat(child)? + self.jsx_braces(child);
            }
            (list.next, list.at) = (list.next + 1, 0);
            if (list.next as usize) < children.len() && self.jsx_joint(list) != Joint::Nothing {
                return Some(width);
            }
        }
        Some(width)
    }

    /// The columns of the braces that the child `id` has and its width does not count.
    fn jsx_braces(&self, id: NodeId) -> u32 {
        let is_whole = matches!(self.tree.kind(id), Kind::JsxElement | Kind::JsxText | Kind::JsxExpression);
        if is_whole { 0 } else { 2 }
    }
}

/// Where the piece of `text` that begins at byte `at` ends: at a blank between two words, or at the end.
fn word_end(text: &str, at: usize) -> usize {
    let mut from = at;
    while let Some(blank) = text[from..].find(' ').map(|blank| from + blank) {
        let is_word = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
        if blank > at && is_word(text[..blank].chars().next_back()) && is_word(text[blank + 1..].chars().next()) {
            return blank;
        }
        from = blank + 1;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_between_words_only() {
        for (text, at, end) in [
            ("a b", 0, 1),
            (" a b", 0, 2),
            ("a  b c", 0, 4),
            ("a \u{a0}b", 0, 5),
            ("a b", 2, 3),
            ("a ", 0, 2),
            ("", 0, 0),
        ] {
            assert_eq!(word_end(text, at), end, "{text:?}");
        }
    }
}
