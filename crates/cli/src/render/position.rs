//! Lines and columns in the units people and editors use, fast on very long lines too.
//!
//! Entering: byte offsets. Leaving: [`Position`]s as [`sx_driver::Source`] gives them. A column of a line that is not
//! ASCII is counted; on a line of megabytes (minified code) the counting starts at the nearest of the marks set down on
//! the first look at that line.

use std::cell::RefCell;
use std::collections::HashMap;
use sx_driver::{Position, Source, Span};

/// Bytes between two marks, and the length of a line that has them.
const STEP: usize = 1 << 16;

/// Finds positions in the sources of one file's diagnostics.
#[derive(Default)]
pub(super) struct Positions {
    /// Marks of long lines, by the address of the source and the line.
    marks: RefCell<HashMap<(usize, u32), Vec<Mark>>>,
}

/// A place whose column is known.
#[derive(Clone, Copy)]
struct Mark {
    offset: usize,
    utf16: u32,
    chars: u32,
}

impl Positions {
    /// The position of byte `offset`, or of the end when it lies behind it.
    pub(super) fn find(&self, source: &Source, offset: u32) -> Position {
        let offset = offset.min(source.text.len() as u32);
        let lines = source.lines();
        let line = lines.line(offset);
        let start = lines.start(line) as usize;
        if lines.is_ascii(line) || offset as usize - start < STEP {
            return lines.position(&source.text, offset);
        }
        let mut known = self.marks.borrow_mut();
        let marks = known
            .entry((std::ptr::from_ref(source).addr(), line))
            .or_insert_with(|| set_marks(&source.text, start, line_end(source, line)));
        let at = marks.partition_point(|mark| mark.offset <= offset as usize) - 1;
        let mark = advance(&source.text, marks[at], offset as usize);
        Position { line, utf16: mark.utf16, chars: mark.chars }
    }

    /// `PATH:LINE:COL` of the start of `span`.
    pub(super) fn place(&self, source: &Source, span: Span) -> String {
        if span.is_none() {
            return source.path.clone();
        }
        let position = self.find(source, span.start);
        format!("{}:{}:{}", source.path, position.line + 1, position.utf16 + 1)
    }
}

/// The byte after `line`, its end included.
pub(super) fn line_end(source: &Source, line: u32) -> usize {
    let lines = source.lines();
    if line as usize + 1 < lines.len() { lines.start(line + 1) as usize } else { source.text.len() }
}

/// Marks from `start` to `end`, about [`STEP`] bytes apart; the first is at `start`.
fn set_marks(text: &str, start: usize, end: usize) -> Vec<Mark> {
    let mut marks = vec![Mark { offset: start, utf16: 0, chars: 0 }];
    for next in (start + STEP..end).step_by(STEP) {
        marks.push(advance(text, marks[marks.len() - 1], next));
    }
    marks
}

/// The first character boundary at or after `offset`, counted from `mark`.
fn advance(text: &str, mark: Mark, offset: usize) -> Mark {
    let mut mark = mark;
    for c in text[mark.offset..].chars() {
        if mark.offset >= offset {
            break;
        }
        mark.offset += c.len_utf8();
        mark.utf16 += c.len_utf16() as u32;
        mark.chars += 1;
    }
    mark
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_do_not_change_positions() {
        let text = format!("x\n{}\nend", "aé😀".repeat(40_000));
        let source = Source::new("a.lisp", text);
        let positions = Positions::default();
        for offset in (0..source.text.len()).step_by(9973).chain([source.text.len(), source.text.len() + 9]) {
            let expected = source.lines().position(&source.text, offset as u32);
            assert_eq!(positions.find(&source, offset as u32), expected, "{offset}");
        }
    }
}
