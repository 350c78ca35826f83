//! Character classes with the flag `v`: sets, which can be nested, and joined by `&&` and `--`.

use super::RegexError;
use super::escape::Escape;
use super::pattern::Pattern;

/// How the operands of a class are joined.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    Union,
    Intersection,
    Subtraction,
}

/// A class that is not closed yet.
struct OpenClass {
    start: usize,
    is_negated: bool,
    /// `None` until a second operand or an operator is read.
    joint: Option<Joint>,
    /// Whether one operand was read.
    has_operand: bool,
    /// Whether it may match strings of several characters.
    has_strings: bool,
}

/// What was read as an operand.
enum Operand {
    Char(u32),
    Set { has_strings: bool },
}

impl Pattern {
    /// Reads a class whose `[`, at `start`, is read.
    pub(super) fn read_set_class(&mut self, start: usize) -> Result<(), RegexError> {
        let mut open = vec![self.open_class(start)];
        while let Some(class) = open.last_mut() {
            let position = self.units.position();
            if self.units.eat("[") {
                let inner = self.open_class(position);
                open.push(inner);
                continue;
            }
            let mut operand = if self.units.eat("]") {
                if class.is_negated && class.has_strings {
                    return self
                        .units
                        .error(class.start, "a class that matches strings of several characters has no opposite");
                }
                let has_strings = class.has_strings;
                open.pop();
                Operand::Set { has_strings }
            } else {
                self.read_operand(class.start)?
            };
            let Some(class) = open.last_mut() else { return Ok(()) };
            let mut is_range = false;
            if let Operand::Char(first) = operand
                && self.units.is_next("-")
                && !self.units.is_next("--")
            {
                self.units.next();
                match self.read_operand(class.start)? {
                    Operand::Char(last) if first <= last => {}
                    Operand::Char(_) => return self.units.error(position, "the ends of this range are out of order"),
                    Operand::Set { .. } => {
                        return self.units.error(position, "an end of this range is a set of characters");
                    }
                }
                is_range = true;
                operand = Operand::Set { has_strings: false };
            }
            self.add_operand(class, &operand, is_range, position)?;
        }
        Ok(())
    }

    fn open_class(&mut self, start: usize) -> OpenClass {
        let is_negated = self.units.eat("^");
        OpenClass { start, is_negated, joint: None, has_operand: false, has_strings: false }
    }

    /// Joins an operand to `class`, and passes the operator behind it.
    fn add_operand(
        &mut self,
        class: &mut OpenClass,
        operand: &Operand,
        is_range: bool,
        position: usize,
    ) -> Result<(), RegexError> {
        let has_strings = matches!(operand, Operand::Set { has_strings: true });
        if class.has_operand && class.joint.is_none() {
            class.joint = Some(Joint::Union);
        }
        class.has_strings = match (class.has_operand, class.joint) {
            (false, _) => has_strings,
            (true, Some(Joint::Intersection)) => class.has_strings && has_strings,
            (true, Some(Joint::Subtraction)) => class.has_strings,
            (true, _) => class.has_strings || has_strings,
        };
        if is_range {
            match class.joint {
                None | Some(Joint::Union) => class.joint = Some(Joint::Union),
                Some(_) => return self.units.error(position, "a range next to an operator needs brackets of its own"),
            }
        }
        class.has_operand = true;
        let operator = self.units.position();
        let found = if self.units.eat("&&") {
            Some(Joint::Intersection)
        } else if self.units.eat("--") {
            Some(Joint::Subtraction)
        } else {
            None
        };
        let is_end = self.units.is_next("]");
        match (class.joint, found) {
            (None, Some(joint)) => class.joint = Some(joint),
            (None | Some(Joint::Union), None) => return Ok(()),
            (Some(Joint::Intersection | Joint::Subtraction), None) if is_end => return Ok(()),
            (Some(joint), Some(found)) if joint == found => {}
            _ => return self.units.error(operator, "a class has one operator only; more need brackets of their own"),
        }
        // An operator needs an operand behind it, and `&&&` is none.
        if is_end || found == Some(Joint::Intersection) && self.units.is_next("&") {
            return self.units.error(operator, "nothing follows this operator that it could take");
        }
        Ok(())
    }

    /// Reads one operand that is no class in brackets.
    fn read_operand(&mut self, class_start: usize) -> Result<Operand, RegexError> {
        let start = self.units.position();
        if self.units.eat("\\q{") {
            return self.read_strings(start);
        }
        if self.units.is_next("\\") && !self.is_set_character_escape() {
            self.units.next();
            return Ok(match self.read_escape(start)? {
                Escape::Char(value) => Operand::Char(value),
                Escape::Set => Operand::Set { has_strings: false },
                Escape::Strings => Operand::Set { has_strings: true },
            });
        }
        Ok(Operand::Char(self.read_set_character(class_start)?))
    }

    /// Whether the escape here is one of those that only classes with `v` have.
    fn is_set_character_escape(&self) -> bool {
        let escaped = self.units.peek_at(1).and_then(|unit| u8::try_from(unit).ok());
        escaped.is_some_and(|byte| byte == b'b' || b"&-!#%,:;<=>@`~".contains(&byte))
    }

    /// One character (`ClassSetCharacter`).
    fn read_set_character(&mut self, class_start: usize) -> Result<u32, RegexError> {
        let start = self.units.position();
        let Some(unit) = self.units.next() else {
            return self.units.error(class_start, "this class is never closed: `]` is missing");
        };
        if unit == u32::from(b'\\') {
            self.units.go_to(start);
            if self.is_set_character_escape() {
                self.units.next();
                let escaped = self.units.next().unwrap_or(0);
                return Ok(if escaped == u32::from(b'b') { 0x08 } else { escaped });
            }
            self.units.next();
            return match self.read_escape(start)? {
                Escape::Char(value) => Ok(value),
                Escape::Set | Escape::Strings => self.units.error(start, "a set of characters stands for a character"),
            };
        }
        let byte = u8::try_from(unit).unwrap_or(0);
        if b"()[]{}/-|".contains(&byte) {
            let shown = byte as char;
            return self.units.error(start, format!("in a class with `v`, type `\\{shown}` for `{shown}`"));
        }
        if b"&!#$%*+,.:;<=>?@^`~".contains(&byte) && self.units.peek() == Some(unit) {
            self.units.next();
            let shown = byte as char;
            let message = format!(
                "in a class with `v`, `{shown}{shown}` has no meaning; type `\\{shown}{shown}` for the characters"
            );
            return self.units.error(start, message);
        }
        Ok(unit)
    }

    /// The rest of `\q{abc|d}`.
    fn read_strings(&mut self, start: usize) -> Result<Operand, RegexError> {
        let (mut has_strings, mut length) = (false, 0);
        loop {
            let is_end = self.units.eat("}");
            if is_end || self.units.eat("|") {
                has_strings |= length != 1;
                length = 0;
                if is_end {
                    return Ok(Operand::Set { has_strings });
                }
                continue;
            }
            self.read_set_character(start)?;
            length += 1;
        }
    }
}
