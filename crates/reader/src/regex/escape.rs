//! What a backslash begins in a pattern.

use super::RegexError;
use super::pattern::Pattern;
use super::property::{Property, property};

/// What an escape in a class stands for.
pub(super) enum Escape {
    /// One character.
    Char(u32),
    /// A set of characters, `\d` or `\p{L}`.
    Set,
    /// A set that holds strings of several characters, `\p{RGI_Emoji}`.
    Strings,
}

impl Pattern {
    /// Reads an escape that is a term; the backslash, at `start`, is read. False for an assertion, which no quantifier
    /// can follow.
    pub(super) fn read_atom_escape(&mut self, start: usize) -> Result<bool, RegexError> {
        match self.units.peek_ascii() {
            b'b' | b'B' => {
                self.units.next();
                return Ok(false);
            }
            b'k' if self.has_names => {
                self.units.next();
                if !self.units.eat("<") {
                    return self.units.error(start, "`\\k` is followed by no `<name>`");
                }
                let name = self.read_group_name(start)?;
                self.groups.refer_to_name(name, start, self.units.position());
            }
            b'1'..=b'9' if self.is_unicode => {
                let number = self.units.eat_digits();
                self.groups.refer_to_number(number, start, self.units.position());
            }
            _ => {
                self.read_escape(start)?;
            }
        }
        Ok(true)
    }

    /// Reads an escape that may stand in a class as well; the backslash, at `start`, is read.
    pub(super) fn read_escape(&mut self, start: usize) -> Result<Escape, RegexError> {
        let position = self.units.position();
        let Some(unit) = self.units.next() else {
            return self.units.error(start, "nothing follows this backslash");
        };
        let value = match u8::try_from(unit).unwrap_or(0) {
            b'd' | b'D' | b's' | b'S' | b'w' | b'W' => return Ok(Escape::Set),
            letter @ (b'p' | b'P') if self.is_unicode => return self.read_property(start, letter == b'P'),
            b'n' => 0x0A,
            b'r' => 0x0D,
            b't' => 0x09,
            b'v' => 0x0B,
            b'f' => 0x0C,
            b'c' => match self.units.peek_ascii() {
                letter if letter.is_ascii_alphabetic() => self.units.next().unwrap_or(0) % 32,
                _ if self.is_unicode => return self.units.error(start, "`\\c` is followed by no letter"),
                _ => {
                    // The backslash stands for itself.
                    self.units.go_to(position);
                    u32::from(b'\\')
                }
            },
            b'x' => match self.units.eat_hex(2) {
                Some(code) => code,
                None if self.is_unicode => {
                    return self.units.error(start, "`\\x` is followed by no two hexadecimal digits");
                }
                None => unit,
            },
            b'u' => match self.read_code() {
                Some(code) => code,
                None if self.is_unicode => {
                    return self
                        .units
                        .error(start, "`\\u` is followed neither by four hexadecimal digits nor by a code in braces");
                }
                None => unit,
            },
            digit @ b'0'..=b'9' if self.is_unicode => {
                if digit != b'0' || self.units.peek_ascii().is_ascii_digit() {
                    return self.units.error(start, "no digit is escaped here but a lone `0`");
                }
                0
            }
            digit @ b'0'..=b'7' => self.read_octal(u32::from(digit - b'0')),
            b'k' if self.has_names && !self.is_unicode => {
                return self.units.error(start, "`\\k` refers to no group here");
            }
            _ if matches!(unit, 0x0A | 0x0D | 0x2028 | 0x2029) => {
                return self.units.error(start, "a line ends within the regular expression");
            }
            syntax if !self.is_unicode || is_syntax_character(syntax) => unit,
            _ => return self.units.error(start, "this character needs no backslash, and with `u` or `v` has none"),
        };
        Ok(Escape::Char(value))
    }

    /// Up to two more digits of an octal escape (Annex B, `LegacyOctalEscapeSequence`).
    fn read_octal(&mut self, first: u32) -> u32 {
        let mut value = first;
        for _ in 0..2 {
            let digit = self.units.peek_ascii();
            if !(b'0'..=b'7').contains(&digit) || value > 0o37 {
                break;
            }
            self.units.next();
            value = value * 8 + u32::from(digit - b'0');
        }
        value
    }

    /// The code behind `\u`: four digits, a pair of them or, in unicode patterns, any number in braces.
    fn read_code(&mut self) -> Option<u32> {
        if self.is_unicode && self.units.is_next("{") {
            return self.read_braced_code();
        }
        let unit = self.units.eat_hex(4)?;
        let position = self.units.position();
        if self.is_unicode && (0xD800..0xDC00).contains(&unit) && self.units.eat("\\u") {
            if let Some(low @ 0xDC00..0xE000) = self.units.eat_hex(4) {
                return Some(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
            }
            self.units.go_to(position);
        }
        Some(unit)
    }

    /// `{1F600}`, at most `{10FFFF}`.
    pub(super) fn read_braced_code(&mut self) -> Option<u32> {
        self.units.eat("{");
        let mut code = None;
        while let Some(digit) = self.units.peek().and_then(char::from_u32).and_then(|c| c.to_digit(16)) {
            self.units.next();
            code = Some(code.unwrap_or(0) * 16 + digit).filter(|&code| code <= 0x10_FFFF);
            code?;
        }
        code.filter(|_| self.units.eat("}"))
    }

    /// The rest of `\p{…}`.
    fn read_property(&mut self, start: usize, is_negated: bool) -> Result<Escape, RegexError> {
        let mut text = String::new();
        if self.units.eat("{") {
            while self.units.peek_ascii().is_ascii_alphanumeric() || matches!(self.units.peek_ascii(), b'_' | b'=') {
                text.push(self.units.peek_ascii() as char);
                self.units.next();
            }
        }
        let found = if self.units.eat("}") { property(&text) } else { None };
        match found {
            Some(Property::OfCharacters) => Ok(Escape::Set),
            Some(Property::OfStrings) if self.has_sets && !is_negated => Ok(Escape::Strings),
            Some(Property::OfStrings) if self.has_sets => {
                self.units.error(start, "a property of strings has no opposite")
            }
            Some(Property::OfStrings) => self.units.error(start, "a property of strings needs the flag `v`"),
            None => self.units.error(start, "there is no such property of characters"),
        }
    }
}

/// Whether a unicode pattern may have `character` behind a backslash for itself.
fn is_syntax_character(character: u8) -> bool {
    b"^$\\.*+?()[]{}|/".contains(&character)
}
