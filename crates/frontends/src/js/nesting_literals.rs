//! Literals and comments in the pass that bounds nesting.
//!
//! Entering: where one begins. Leaving: the byte behind it; of a template, the first behind its next `${` or its end.

use super::nesting::{Before, Bracket, Owner, Scanner};

impl Scanner<'_> {
    /// The text of a template up to its end or the next `${`.
    pub(super) fn template_text(&mut self) {
        loop {
            match self.peek(0) {
                b'\\' => self.at += 2,
                b'`' => {
                    self.at += 1;
                    self.before = Before::Operand;
                    return;
                }
                b'$' if self.peek(1) == b'{' => {
                    self.at += 2;
                    return self.open(Bracket::Template, Owner::Other);
                }
                _ if self.at >= self.bytes.len() => return,
                _ => self.at += 1,
            }
        }
    }

    pub(super) fn regex(&mut self) {
        let start = self.at;
        let mut in_class = false;
        self.at += 1;
        loop {
            match self.peek(0) {
                b'\\' => self.at += 1,
                b'[' => in_class = true,
                b']' => in_class = false,
                b'/' if !in_class => break,
                b'\n' => {
                    // Not a regular expression after all.
                    self.at = start;
                    break;
                }
                _ if self.at >= self.bytes.len() => {
                    self.at = start;
                    break;
                }
                _ => {}
            }
            self.at += 1;
        }
        self.at += 1;
        self.before = Before::Operand;
    }

    pub(super) fn skip_string(&mut self, quote: u8) {
        self.at += 1;
        while self.at < self.bytes.len() {
            match self.peek(0) {
                b'\\' => self.at += 1,
                b'\n' => return,
                byte if byte == quote => {
                    self.at += 1;
                    return;
                }
                _ => {}
            }
            self.at += 1;
        }
    }

    pub(super) fn skip_to(&mut self, end: u8) {
        let rest = &self.bytes[self.at..];
        self.at += memchr::memchr(end, rest).unwrap_or(rest.len());
    }

    pub(super) fn skip_block_comment(&mut self) {
        self.at += 2;
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let length = memchr::memmem::find(rest, b"*/").map_or(rest.len(), |end| end + 2);
        self.is_on_new_line |= memchr::memchr2(b'\n', b'\r', &rest[..length]).is_some();
        self.at += length;
    }
}
