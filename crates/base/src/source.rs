//! A source text with its path, and the one place where byte offsets become lines and columns.

use std::sync::OnceLock;

/// One source text. Cheap to share behind an `Arc`.
#[derive(Debug)]
pub struct Source {
    /// The path as the user wrote it, with `/`; `-` is written `<stdin>`.
    pub path: String,
    /// The text, without a byte order mark.
    pub text: String,
    lines: OnceLock<LineIndex>,
}

impl Source {
    /// A source called `path` with the text `text`.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into(), lines: OnceLock::new() }
    }

    /// The line index, made on first use.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }
}

/// A position in the units people, editors and source maps use.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Position {
    /// 0-based line.
    pub line: u32,
    /// 0-based column in UTF-16 code units.
    pub utf16: u32,
    /// 0-based column in characters (Unicode scalar values).
    pub chars: u32,
}

/// Byte offsets of line starts. Lines end at LF, CRLF or CR, as in ECMA-426 and LSP.
#[derive(Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// Whether the line holds a byte outside of ASCII.
    wide: Vec<bool>,
    /// Positions inside long lines with other characters, about every [`CHECKPOINT`] bytes, sorted.
    checkpoints: Vec<Checkpoint>,
}

/// A column of a wide line is counted over at most this many bytes.
const CHECKPOINT: usize = 256;

#[derive(Debug)]
struct Checkpoint {
    offset: u32,
    utf16: u32,
    chars: u32,
}

impl LineIndex {
    /// Indexes `text` in one pass.
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let (mut starts, mut wide) = (vec![0], vec![]);
        let mut start = 0;
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n') {
                starts.push(at as u32 + 1);
                wide.push(!bytes[start..=at].is_ascii());
                start = at + 1;
            }
        }
        wide.push(!bytes[start..].is_ascii());
        let checkpoints = checkpoints(text, &starts, &wide);
        Self { starts, wide, checkpoints }
    }

    /// Number of lines; at least 1.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Never true: an empty text has one empty line.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// The 0-based line that holds byte `offset`. `O(log lines)`.
    pub fn line(&self, offset: u32) -> u32 {
        self.starts.partition_point(|&start| start <= offset) as u32 - 1
    }

    /// The 0-based line that holds byte `offset`, looked for about line `hint`. `O(log distance)`.
    pub fn line_near(&self, offset: u32, hint: u32) -> u32 {
        let hint = (hint as usize).min(self.starts.len() - 1);
        let (mut low, mut high, mut step) = (hint, hint + 1, 1);
        while self.starts[low] > offset {
            high = low;
            low = low.saturating_sub(step);
            step *= 2;
        }
        while self.starts.get(high).is_some_and(|&start| start <= offset) {
            low = high;
            high += step;
            step *= 2;
        }
        let high = high.min(self.starts.len());
        (low + self.starts[low..high].partition_point(|&start| start <= offset)) as u32 - 1
    }

    /// Byte offset where 0-based `line` starts.
    pub fn start(&self, line: u32) -> u32 {
        self.starts[line as usize]
    }

    /// Whether 0-based `line` is ASCII only, so that its columns are byte differences.
    pub fn is_ascii(&self, line: u32) -> bool {
        !self.wide[line as usize]
    }

    /// The position of byte `offset` of `text`, the text this index was made from.
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let offset = offset.min(text.len() as u32);
        let line = self.line(offset);
        let start = self.start(line);
        if self.is_ascii(line) {
            return Position { line, utf16: offset - start, chars: offset - start };
        }
        let known = self.checkpoints.partition_point(|point| point.offset <= offset);
        let known = self.checkpoints[..known].last().filter(|point| point.offset >= start);
        let (from, mut utf16, mut chars) =
            known.map_or((start, 0, 0), |point| (point.offset, point.utf16, point.chars));
        for (at, c) in text[from as usize..].char_indices() {
            if from as usize + at >= offset as usize {
                break;
            }
            utf16 += c.len_utf16() as u32;
            chars += 1;
        }
        Position { line, utf16, chars }
    }
}

/// One pass over the lines that are wide.
fn checkpoints(text: &str, starts: &[u32], wide: &[bool]) -> Vec<Checkpoint> {
    let mut points = vec![];
    for (line, &start) in starts.iter().enumerate().filter(|&(line, _)| wide[line]) {
        let end = starts.get(line + 1).map_or(text.len(), |&next| next as usize);
        let (mut utf16, mut chars, mut next) = (0, 0, CHECKPOINT);
        for (at, c) in text[start as usize..end].char_indices() {
            if at >= next {
                points.push(Checkpoint { offset: start + at as u32, utf16, chars });
                next = at + CHECKPOINT;
            }
            utf16 += c.len_utf16() as u32;
            chars += 1;
        }
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_a_long_wide_line_are_exact() {
        let text = format!("first\n{}x", "é😀a".repeat(1000));
        let index = LineIndex::new(&text);
        let at = |offset: usize| index.position(&text, offset as u32);
        assert_eq!(at(text.len() - 1), Position { line: 1, utf16: 4000, chars: 3000 });
        assert_eq!(at(6 + 7 * 300), Position { line: 1, utf16: 1200, chars: 900 });
        assert_eq!(at(6), Position { line: 1, utf16: 0, chars: 0 });
    }

    #[test]
    fn a_hint_does_not_change_the_line() {
        let text = "a\n\nbcd\r\n\re\n";
        let index = LineIndex::new(text);
        for offset in 0..=text.len() as u32 {
            for hint in 0..9 {
                assert_eq!(index.line_near(offset, hint), index.line(offset), "offset {offset}, hint {hint}");
            }
        }
    }

    #[test]
    fn columns_count_utf16_units_and_characters() {
        let text = "a\né😀x\r\nb\rc";
        let index = LineIndex::new(text);
        let x = text.find('x').expect("in text") as u32;
        assert_eq!(index.position(text, x), Position { line: 1, utf16: 3, chars: 2 });
        assert_eq!(index.position(text, text.len() as u32), Position { line: 3, utf16: 1, chars: 1 });
        assert_eq!(index.len(), 4);
    }
}
