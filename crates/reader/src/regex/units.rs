//! The text of a pattern as the grammar sees it: code points with `u` or `v`, else code units of UTF-16.

use super::RegexError;
use std::ops::Range;

/// A cursor over a pattern.
pub(super) struct Units {
    all: Vec<Unit>,
    /// The length of the pattern in bytes.
    length: usize,
    at: usize,
}

struct Unit {
    code: u32,
    /// The bytes of the character that it is, or is a half of.
    start: u32,
    end: u32,
}

impl Units {
    pub(super) fn new(pattern: &str, is_unicode: bool) -> Self {
        let mut units = Vec::with_capacity(pattern.len());
        for (start, c) in pattern.char_indices() {
            let (start, end) = (start as u32, (start + c.len_utf8()) as u32);
            if is_unicode {
                units.push(Unit { code: c as u32, start, end });
            } else {
                for &mut half in c.encode_utf16(&mut [0; 2]) {
                    units.push(Unit { code: u32::from(half), start, end });
                }
            }
        }
        Self { all: units, length: pattern.len(), at: 0 }
    }

    /// How many units lie behind.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// Goes to where [`Units::position`] was `position`.
    pub(super) fn go_to(&mut self, position: usize) {
        self.at = position;
    }

    /// The unit `ahead` of the next one.
    pub(super) fn peek_at(&self, ahead: usize) -> Option<u32> {
        self.all.get(self.at + ahead).map(|unit| unit.code)
    }

    /// The next unit.
    pub(super) fn peek(&self) -> Option<u32> {
        self.peek_at(0)
    }

    /// Whether `text`, which is ASCII, comes next.
    pub(super) fn is_next(&self, text: &str) -> bool {
        text.bytes().enumerate().all(|(ahead, byte)| self.peek_at(ahead) == Some(u32::from(byte)))
    }

    /// Passes `text` if it comes next.
    pub(super) fn eat(&mut self, text: &str) -> bool {
        let is_next = self.is_next(text);
        if is_next {
            self.at += text.len();
        }
        is_next
    }

    /// Passes one unit.
    pub(super) fn next(&mut self) -> Option<u32> {
        let unit = self.peek();
        self.at += usize::from(unit.is_some());
        unit
    }

    /// The next unit as a character of ASCII, 0 for any other.
    pub(super) fn peek_ascii(&self) -> u8 {
        self.peek().and_then(|unit| u8::try_from(unit).ok()).unwrap_or(0)
    }

    /// Passes ASCII digits, and answers with them.
    pub(super) fn eat_digits(&mut self) -> String {
        let mut digits = String::new();
        while self.peek_ascii().is_ascii_digit() {
            digits.push(self.peek_ascii() as char);
            self.at += 1;
        }
        digits
    }

    /// Passes exactly `count` hexadecimal digits, or nothing.
    pub(super) fn eat_hex(&mut self, count: usize) -> Option<u32> {
        let digit = |ahead| self.peek_at(ahead).and_then(char::from_u32).and_then(|c| c.to_digit(16));
        let value = (0..count).try_fold(0, |value, ahead| Some(value * 16 + digit(ahead)?))?;
        self.at += count;
        Some(value)
    }

    /// The bytes from position `start` to position `end`.
    pub(super) fn range(&self, start: usize, end: usize) -> Range<usize> {
        let first = self.all.get(start).map_or(self.length, |unit| unit.start as usize);
        let last =
            if end > start { self.all.get(end - 1).map_or(self.length, |unit| unit.end as usize) } else { first };
        first..last
    }

    /// An error about what stands between where `position` was and here.
    pub(super) fn error<T>(&self, position: usize, message: impl Into<String>) -> Result<T, RegexError> {
        Err(RegexError { place: self.range(position, self.at), message: message.into() })
    }
}
