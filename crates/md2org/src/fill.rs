//! Filling paragraphs to a number of columns.
//!
//! Entering: a paragraph in the output, in lines that end only at hard breaks. Leaving: the same with line breaks for
//! spaces where the line would be too long. A space inside of emphasis, code, a link or a formula stays, and so does one
//! before something that would start a block at the start of a line.

use crate::hazard::{self, Start};
use crate::options::Wrap;
use crate::write::{Place, Setting};
use unicode_width::UnicodeWidthChar;

/// Fills `out[start..]`; gives the places (in the old text) of spaces that became line breaks.
pub(crate) fn fill(out: &mut String, start: usize, columns: usize, indent: usize) -> Vec<usize> {
    let text = out[start..].to_owned();
    let breaks = find_breaks(&text, columns, indent);
    if breaks.is_empty() {
        return vec![];
    }
    out.truncate(start);
    let mut copied = 0;
    for &at in &breaks {
        out.push_str(&text[copied..at]);
        out.push('\n');
        crate::table::push_spaces(indent, out);
        copied = at + 1;
    }
    out.push_str(&text[copied..]);
    breaks.into_iter().map(|at| at + start).collect()
}

fn find_breaks(text: &str, columns: usize, indent: usize) -> Vec<usize> {
    let place = Place { setting: Setting::Paragraph, indent, wrap: Wrap::None };
    let (mut breaks, mut width, mut last) = (vec![], indent, None::<(usize, usize)>);
    let mut skipper = Skipper::default();
    for (at, c) in text.char_indices() {
        if c == '\n' {
            (width, last) = (0, None);
            continue;
        }
        width += c.width().unwrap_or(0);
        if c == ' '
            && skipper.is_outside(text, at)
            && hazard::at_start(&text[at + 1..], true, place) == Start::Harmless
            && !text[at + 1..].starts_with(['\\', '\n', ' ', '['])
        {
            last = Some((at, width));
        }
        if width > columns
            && let Some((at, width_before)) = last.take()
        {
            breaks.push(at);
            width = indent + width - width_before;
        }
    }
    breaks
}

/// Knows whether a place is inside of something that must stay on its line.
#[derive(Default)]
struct Skipper {
    /// The end of the object that was entered last.
    until: usize,
    seen: usize,
    /// What was looked for and is not in the rest of the text; looking again would be quadratic.
    missing: Vec<&'static str>,
}

impl Skipper {
    /// Whether the space at `at` is outside of links, code, formulas and emphasis. Called with rising places.
    fn is_outside(&mut self, text: &str, at: usize) -> bool {
        let bytes = text.as_bytes();
        while self.seen.max(self.until) < at {
            let from = self.seen.max(self.until);
            let next = bytes.get(from + 1).copied();
            let end = match bytes[from] {
                b'[' if next == Some(b'[') => self.find(text, from, "]]"),
                b'@' if next == Some(b'@') => self.find(text, from, "@@"),
                b'\\' if next == Some(b'(') => self.find(text, from, "\\)"),
                b'\\' if next == Some(b'[') => self.find(text, from, "\\]"),
                b'*' => self.find_mark(text, from, "*"),
                b'/' => self.find_mark(text, from, "/"),
                b'_' => self.find_mark(text, from, "_"),
                b'+' => self.find_mark(text, from, "+"),
                b'~' => self.find_mark(text, from, "~"),
                b'=' => self.find_mark(text, from, "="),
                _ => None,
            };
            self.until = end.unwrap_or(from);
            self.seen = from + 1;
            while !text.is_char_boundary(self.seen) {
                self.seen += 1;
            }
        }
        at >= self.until
    }

    fn find(&mut self, text: &str, from: usize, end: &'static str) -> Option<usize> {
        if self.missing.contains(&end) {
            return None;
        }
        let found = memchr::memmem::find(&text.as_bytes()[from + 2..], end.as_bytes());
        if found.is_none() {
            self.missing.push(end);
        }
        found.map(|len| from + 2 + len + end.len())
    }

    /// The end of what a mark opens.
    fn find_mark(&mut self, text: &str, from: usize, mark: &'static str) -> Option<usize> {
        let opens = text[..from].chars().next_back().is_none_or(crate::org::may_precede)
            && text[from + 1..].chars().next().is_some_and(|c| !crate::org::is_space(c));
        if !opens || self.missing.contains(&mark) {
            return None;
        }
        let bytes = text.as_bytes();
        let found = memchr::memchr_iter(mark.as_bytes()[0], &bytes[from + 1..]).map(|len| from + 1 + len).find(|&at| {
            !bytes[at - 1].is_ascii_whitespace()
                && text[at + 1..].chars().next().is_none_or(|c| crate::org::may_follow(c) || "*/_+~=]".contains(c))
        });
        if found.is_none() {
            self.missing.push(mark);
        }
        found.map(|at| at + 1)
    }
}
