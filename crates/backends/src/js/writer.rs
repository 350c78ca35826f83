//! The text as it grows: indentation, line ends, and the generated position that segments of the map need.
//!
//! Entering: pieces of text in order. Leaving: the text and its map. Indentation is written with the first piece of a
//! line, so that no line ends in blanks. A line comment makes the next piece start a new line, whatever it is.

use crate::source_map::{MapBuilder, SourceMap, utf16_units};
use sx_base::Symbol;

/// Indentation stops growing here, so that the text stays linear in the depth of the tree.
const DEEPEST_INDENT: u32 = 40;
const BLANKS: &str = "                                                                                  ";

/// What stands between the last piece and the next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pending {
    Nothing,
    /// The indentation of a new line.
    Indent,
    /// A line end, after a line comment, then an indentation one deeper, as the line goes on.
    LineEnd,
}

/// The text written so far.
pub(super) struct Writer<'a> {
    out: String,
    map: Option<MapBuilder<'a>>,
    pending: Pending,
    indent: u32,
    line: u32,
    line_start: usize,
    /// Bytes less UTF-16 units of the line so far.
    wide: u32,
    /// Whether a line end here would change the meaning: after `return`, `yield`, `async` and the like.
    is_restricted: bool,
}

impl<'a> Writer<'a> {
    /// An empty text whose lines start `indent` levels deep.
    pub(super) fn new(indent: u32, map: Option<MapBuilder<'a>>) -> Self {
        Self {
            out: String::new(),
            map,
            pending: if indent > 0 { Pending::Indent } else { Pending::Nothing },
            indent,
            line: 0,
            line_start: 0,
            wide: 0,
            is_restricted: false,
        }
    }

    /// Makes room for `bytes` more.
    pub(super) fn reserve(&mut self, bytes: usize) {
        self.out.reserve(bytes);
    }

    /// The text and its map.
    pub(super) fn finish(self) -> (String, Option<SourceMap>) {
        (self.out, self.map.map(MapBuilder::finish))
    }

    /// Writes ASCII text without line ends.
    pub(super) fn push_static(&mut self, text: &'static str) {
        let text = if self.pending == Pending::Nothing { text } else { self.settle_before(text) };
        self.out.push_str(text);
        self.is_restricted = false;
    }

    /// Writes any text without line ends.
    pub(super) fn push_str(&mut self, text: &str) {
        self.settle();
        self.out.push_str(text);
        if !text.is_ascii() {
            self.wide += text.len() as u32 - utf16_units(text.as_bytes());
        }
        self.is_restricted = false;
    }

    /// Writes one character that is no line end.
    pub(super) fn push_char(&mut self, c: char) {
        self.settle();
        self.out.push(c);
        self.wide += (c.len_utf8() - c.len_utf16()) as u32;
        self.is_restricted = false;
    }

    /// Writes text that may hold line ends, verbatim.
    pub(super) fn push_lines(&mut self, text: &str) {
        self.settle();
        let start = self.out.len();
        self.out.push_str(text);
        self.is_restricted = false;
        let mut last_line = 0;
        let bytes = text.as_bytes();
        // Most texts are parts of one line.
        let first = memchr::memchr3(b'\n', b'\r', 0xE2, bytes).unwrap_or(bytes.len());
        for (at, &byte) in bytes.iter().enumerate().skip(first) {
            let ends = match byte {
                b'\n' => true,
                b'\r' => bytes.get(at + 1) != Some(&b'\n'),
                // U+2028 and U+2029 end lines of JavaScript too, and V8 counts them.
                0xA8 | 0xA9 => at >= 2 && bytes[at - 2..at] == [0xE2, 0x80],
                _ => false,
            };
            if ends {
                self.line += 1;
                last_line = at + 1;
                self.line_start = start + last_line;
                self.wide = 0;
            }
        }
        let rest = &bytes[last_line..];
        if !rest.is_ascii() {
            self.wide += rest.len() as u32 - utf16_units(rest);
        }
    }

    /// Ends the line, unless nothing has been written on it yet.
    pub(super) fn end_line(&mut self) {
        if !self.out.is_empty() && self.pending != Pending::Indent {
            self.push_line_end();
        }
    }

    /// Ends the line, whatever has been written on it.
    pub(super) fn push_line_end(&mut self) {
        self.out.push('\n');
        self.line += 1;
        self.line_start = self.out.len();
        self.wide = 0;
        self.pending = Pending::Indent;
    }

    /// Leaves a line empty, when the last line has just been ended.
    pub(super) fn leave_blank_line(&mut self) {
        if self.pending == Pending::Indent && !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.push_line_end();
        }
    }

    /// Says that what was written last is a line comment.
    pub(super) fn expect_line_end(&mut self) {
        self.pending = Pending::LineEnd;
    }

    /// Whether a line comment stands last.
    pub(super) fn expects_line_end(&self) -> bool {
        self.pending == Pending::LineEnd
    }

    /// Whether nothing stands on the line yet.
    pub(super) fn starts_line(&self) -> bool {
        self.pending == Pending::Indent || self.out.is_empty()
    }

    /// Indents one level more.
    pub(super) fn indent(&mut self) {
        self.indent += 1;
    }

    /// Indents one level less.
    pub(super) fn dedent(&mut self) {
        self.indent = self.indent.saturating_sub(1);
    }

    /// How many levels deep new lines are.
    pub(super) fn level(&self) -> u32 {
        self.indent
    }

    /// Indents new lines `level` levels.
    pub(super) fn set_level(&mut self, level: u32) {
        self.indent = level;
    }

    /// Says that no line end may follow.
    pub(super) fn restrict(&mut self) {
        self.is_restricted = true;
    }

    /// Whether no line end may follow.
    pub(super) fn is_restricted(&self) -> bool {
        self.is_restricted
    }

    /// Columns of the indentation that the next line has.
    pub(super) fn indent_columns(&self) -> u32 {
        2 * self.indent.min(DEEPEST_INDENT)
    }

    /// Writes what is pending, so that the next piece starts at [`Writer::len`].
    pub(super) fn settle(&mut self) {
        if self.pending != Pending::Nothing {
            self.settle_before("");
        }
    }

    fn settle_before<'t>(&mut self, text: &'t str) -> &'t str {
        let mut depth = self.indent;
        let mut text = text;
        if self.pending == Pending::LineEnd {
            self.push_line_end();
            depth += 1;
            text = text.trim_start_matches(' ');
        }
        self.pending = Pending::Nothing;
        self.out.push_str(&BLANKS[..2 * depth.min(DEEPEST_INDENT) as usize]);
        text
    }

    /// Line ends written, with the one that is pending.
    pub(super) fn line(&self) -> u32 {
        self.line + u32::from(self.pending == Pending::LineEnd)
    }

    /// Bytes written.
    pub(super) fn len(&self) -> usize {
        self.out.len()
    }

    /// The last byte written.
    pub(super) fn last_byte(&self) -> u8 {
        self.out.as_bytes().last().copied().unwrap_or(b'\n')
    }

    /// Bytes in the line so far, indentation included.
    pub(super) fn column(&self) -> u32 {
        match self.pending {
            Pending::Nothing => (self.out.len() - self.line_start) as u32,
            Pending::Indent => self.indent_columns(),
            Pending::LineEnd => 2 * (self.indent + 1).min(DEEPEST_INDENT),
        }
    }

    /// Maps the next piece to byte `offset` of the source, where it is called `name` if that differs.
    pub(super) fn map_to(&mut self, offset: u32, name: Option<Symbol>) {
        self.settle();
        if let Some(map) = &mut self.map {
            let column = (self.out.len() - self.line_start) as u32 - self.wide;
            map.add_segment(self.line, column, offset, name);
        }
    }

    /// Maps the blank that was written last, if it was one, to byte `offset` of the source.
    pub(super) fn map_blank_to(&mut self, offset: u32) {
        self.settle();
        if let Some(map) = &mut self.map
            && self.out.ends_with(' ')
        {
            let column = (self.out.len() - self.line_start) as u32 - self.wide;
            map.add_segment(self.line, column - 1, offset, None);
        }
    }

    /// Says that the next piece comes from nowhere.
    pub(super) fn map_to_nothing(&mut self) {
        self.settle();
        if let Some(map) = &mut self.map {
            let column = (self.out.len() - self.line_start) as u32 - self.wide;
            map.add_gap(self.line, column);
        }
    }

    /// Whether a map is made.
    pub(super) fn has_map(&self) -> bool {
        self.map.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_never_end_in_blanks_and_comments_end_lines() {
        let mut out = Writer::new(0, None);
        out.push_static("a");
        out.push_static(" // b");
        out.expect_line_end();
        out.push_static(" + c");
        out.indent();
        out.end_line();
        out.leave_blank_line();
        assert_eq!(out.column(), 2);
        out.push_static("d");
        assert_eq!(out.finish().0, "a // b\n  + c\n\n  d");
    }

    #[test]
    fn columns_go_on_after_the_last_line_end_of_verbatim_text() {
        let mut out = Writer::new(0, None);
        out.push_lines("`a\u{2028}é");
        out.push_str("b");
        assert_eq!((out.line, out.wide, out.column()), (1, 1, 3));
        out.push_lines("x\r\ny\r");
        assert_eq!((out.line, out.wide, out.column()), (3, 0, 0));
    }
}
