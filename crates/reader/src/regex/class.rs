//! Character classes without the flag `v`.

use super::RegexError;
use super::escape::Escape;
use super::pattern::Pattern;

impl Pattern {
    /// Reads a class whose `[`, at `start`, is read.
    pub(super) fn read_class(&mut self, start: usize) -> Result<(), RegexError> {
        self.units.eat("^");
        loop {
            let first_start = self.units.position();
            if self.units.eat("]") {
                return Ok(());
            }
            let first = self.read_class_atom(start)?;
            let is_range = self.units.is_next("-") && self.units.peek_at(1) != Some(u32::from(b']'));
            if !is_range {
                continue;
            }
            self.units.next();
            let last = self.read_class_atom(start)?;
            match (first, last) {
                (Some(first), Some(last)) if first > last => {
                    return self.units.error(first_start, "the ends of this range are out of order");
                }
                (Some(_), Some(_)) => {}
                _ if self.is_unicode => {
                    return self.units.error(first_start, "an end of this range is a set of characters");
                }
                _ => {}
            }
        }
    }

    /// One character, `None` for a set of them.
    fn read_class_atom(&mut self, class_start: usize) -> Result<Option<u32>, RegexError> {
        let start = self.units.position();
        let Some(unit) = self.units.next() else {
            return self.units.error(class_start, "this class is never closed: `]` is missing");
        };
        if unit != u32::from(b'\\') {
            return Ok(Some(unit));
        }
        match self.units.peek_ascii() {
            b'b' => {
                self.units.next();
                Ok(Some(0x08))
            }
            b'-' if self.is_unicode => Ok(self.units.next()),
            b'c' if !self.is_unicode && is_class_control(self.units.peek_at(1)) => {
                self.units.next();
                Ok(self.units.next().map(|letter| letter % 32))
            }
            _ => match self.read_escape(start)? {
                Escape::Char(value) => Ok(Some(value)),
                Escape::Set | Escape::Strings => Ok(None),
            },
        }
    }
}

/// Whether `unit` makes `\c` a control character in classes only (Annex B, `ClassControlLetter`).
fn is_class_control(unit: Option<u32>) -> bool {
    unit.and_then(|unit| u8::try_from(unit).ok()).is_some_and(|letter| letter.is_ascii_digit() || letter == b'_')
}
