//! Elements of JSX in the pass that bounds nesting.
//!
//! Entering: a `<` where an operand may begin. An element is a level as long as it is open: first its tag, whose
//! attributes stand beside each other on any number of lines, then its children, in which quotes and slashes are text.
//! In the braces of both there is code again.

use super::nesting::{Before, Behind, Bracket, Elements, Owner, Scanner};

impl Scanner<'_> {
    /// Whether the `<` that comes next begins an element. Behind `yield`, `await` and what may end a statement it does or
    /// is an operator: then the text is read both ways.
    pub(super) fn begins_element(&mut self, behind: Behind) -> bool {
        let is_unclear = behind == Behind::Keyword || self.before == Before::Operand && self.statement_ended;
        if self.elements == Elements::Nowhere || !is_unclear {
            return self.elements != Elements::Nowhere && self.before == Before::Operator;
        }
        self.is_unclear = true;
        self.elements == Elements::WherePossible
    }

    /// Begins an element at a `<`.
    pub(super) fn open_element(&mut self) {
        self.open(Bracket::Tag, Owner::Other);
        self.at += 1;
    }

    /// One token between `<a` and `>`.
    pub(super) fn step_in_tag(&mut self, byte: u8) {
        match byte {
            b'/' if matches!(self.peek(1), b'/' | b'*') => self.skip_comment(),
            b'/' => {
                self.at += 1;
                self.skip_to_close();
                self.close_element();
            }
            b'"' | b'\'' => {
                self.at += 1;
                self.skip_to(byte);
                self.at += 1;
            }
            b'{' => {
                self.open(Bracket::Plain, Owner::Other);
                self.at += 1;
            }
            b'<' => self.open_element(),
            b'>' => {
                self.level().bracket = Bracket::Children;
                self.at += 1;
            }
            _ => self.at += 1,
        }
    }

    /// The text of an element up to the next child, with what begins that.
    pub(super) fn step_in_children(&mut self) {
        let rest = &self.bytes[self.at..];
        self.at += memchr::memchr2(b'<', b'{', rest).unwrap_or(rest.len());
        match self.peek(0) {
            b'{' => {
                self.open(Bracket::Plain, Owner::Other);
                self.at += 1;
            }
            b'<' => {
                let start = self.at;
                self.at += 1;
                self.skip_trivia();
                let is_end = self.peek(0) == b'/' && !matches!(self.peek(1), b'/' | b'*');
                if is_end {
                    self.skip_to_close();
                    self.close_element();
                } else {
                    self.at = start;
                    self.open_element();
                }
            }
            _ => {}
        }
    }

    /// Goes behind the next `>` that no comment holds.
    fn skip_to_close(&mut self) {
        while self.at < self.bytes.len() && self.peek(0) != b'>' {
            self.at += 1;
            self.skip_trivia();
        }
        self.at += 1;
    }

    fn skip_trivia(&mut self) {
        loop {
            match self.peek(0) {
                b' ' | b'\t' | b'\n' | b'\r' => self.at += 1,
                b'/' if matches!(self.peek(1), b'/' | b'*') => self.skip_comment(),
                _ => return,
            }
        }
    }

    fn skip_comment(&mut self) {
        if self.peek(1) == b'/' { self.skip_to(b'\n') } else { self.skip_block_comment() }
    }

    fn close_element(&mut self) {
        self.reset_run();
        self.levels.pop();
        self.depth -= 1;
        self.before = Before::Operand;
        self.statement_ended = false;
    }
}
