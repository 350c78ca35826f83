//! Bounds the nesting of a text before it is parsed.
//!
//! The parser, its checks and the reader recurse. This pass counts what makes them do so, with a lexer that
//! knows strings, templates, comments and (by the token before) regular expressions: open brackets, and between two
//! brackets the tokens whose right operand nests: prefix operators, `=>`, `=`, `?`, `**`, statement heads.
//! It may count too much by a constant factor, never too little by more than misread regular expressions hide.

use super::diagnostics;
use sx_base::{Diagnostic, Span};

/// The deepest nesting that is read. A level costs the parser at most 20 KB of stack, in a debug build.
pub(super) const MAX_NESTING: u32 = 5_000;

/// No word that makes the parser recurse is longer: `instanceof`.
const LONGEST_KEYWORD: usize = 10;

/// The bytes that words and numbers are made of.
const IN_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] =
            matches!(byte as u8, b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' | b'0'..=b'9' | b'#' | b'\\' | 0x80..);
        byte += 1;
    }
    table
};

/// The most labels of one statement. The parser compares each with all others and may complain of each pair.
const MAX_LABELS: u32 = 400;

/// What the token before was, to tell a regular expression from a division and a prefix from an infix operator.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Operand,
    Operator,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Bracket {
    Plain,
    /// `${` of a template.
    Template,
}

struct Level {
    bracket: Bracket,
    /// Right-nesting tokens since the last place where they cannot reach over.
    run: u32,
}

struct Scanner<'a> {
    bytes: &'a [u8],
    at: usize,
    levels: Vec<Level>,
    /// The run outside of all brackets and those of all levels, with the levels.
    depth: u32,
    before: Before,
    /// A statement has ended; the run ends unless `else` follows.
    statement_ended: bool,
    /// How many labels stand side by side here.
    labels: u32,
    /// What the last token is for them.
    label_part: LabelPart,
    /// The `?` in this statement whose `:` did not come yet.
    conditionals: u32,
}

/// A part of `a: b:`.
#[derive(Clone, Copy, PartialEq, Eq)]
enum LabelPart {
    Name,
    Colon,
    None,
}

/// The place where `text` is nested deeper than [`MAX_NESTING`], as an error.
pub(super) fn check_nesting(text: &str) -> Option<Diagnostic> {
    let mut scanner = Scanner {
        bytes: text.as_bytes(),
        at: 0,
        levels: vec![Level { bracket: Bracket::Plain, run: 0 }],
        depth: 0,
        before: Before::Operator,
        statement_ended: false,
        labels: 0,
        label_part: LabelPart::None,
        conditionals: 0,
    };
    while let Some(&byte) = scanner.bytes.get(scanner.at) {
        let start = scanner.at;
        scanner.step(byte);
        if scanner.depth > MAX_NESTING {
            return Some(diagnostics::nested_too_deeply(Span::at(start as u32), MAX_NESTING));
        }
        if scanner.labels > MAX_LABELS {
            return Some(diagnostics::too_many_labels(Span::at(start as u32), MAX_LABELS));
        }
    }
    None
}

impl Scanner<'_> {
    fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn step(&mut self, byte: u8) {
        match byte {
            b' ' | b'\t' | b'\n' | b'\r' => {
                let rest = &self.bytes[self.at..];
                let is_space = |&byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
                self.at += rest.iter().position(|byte| !is_space(byte)).unwrap_or(rest.len());
            }
            b'/' if self.peek(1) == b'/' => self.skip_to(b'\n'),
            b'/' if self.peek(1) == b'*' => self.skip_block_comment(),
            b'"' | b'\'' => {
                self.skip_string(byte);
                self.operand();
            }
            b'`' => self.template(),
            _ if IN_WORD[usize::from(byte)] => self.word(),
            _ => self.punctuator(byte),
        }
    }

    fn operand(&mut self) {
        self.end_statement_unless_else();
        self.before = Before::Operand;
    }

    fn end_statement_unless_else(&mut self) {
        if self.statement_ended {
            self.statement_ended = false;
            self.reset_run();
        }
    }

    fn reset_run(&mut self) {
        let level = self.levels.last_mut().expect("invariant: the outermost level is never closed");
        self.depth -= level.run;
        level.run = 0;
    }

    fn nest(&mut self) {
        let level = self.levels.last_mut().expect("invariant: the outermost level is never closed");
        level.run += 1;
        self.depth += 1;
        self.before = Before::Operator;
    }

    fn word(&mut self) {
        if self.label_part != LabelPart::Colon {
            self.labels = 0;
        }
        self.label_part = LabelPart::Name;
        let start = self.at;
        let rest = &self.bytes[start..];
        let length = rest.iter().position(|&byte| !IN_WORD[usize::from(byte)]).unwrap_or(rest.len());
        self.at += length;
        if length > LONGEST_KEYWORD {
            return self.operand();
        }
        match &rest[..length] {
            // It belongs to an `if` that is counted, and goes on with a statement that counts itself.
            b"else" => {
                self.statement_ended = false;
                self.before = Before::Operator;
            }
            b"typeof" | b"void" | b"delete" | b"new" | b"await" | b"yield" | b"if" | b"for" | b"while" | b"with"
            | b"do" | b"throw" | b"async" => {
                self.end_statement_unless_else();
                self.nest();
            }
            b"return" | b"case" | b"in" | b"of" | b"instanceof" => {
                self.end_statement_unless_else();
                self.before = Before::Operator;
            }
            _ => self.operand(),
        }
    }

    fn punctuator(&mut self, byte: u8) {
        let is_label = byte == b':' && self.label_part == LabelPart::Name && self.conditionals == 0;
        let ends_conditional = byte == b':' && self.conditionals > 0;
        self.labels += u32::from(is_label);
        self.label_part = if is_label { LabelPart::Colon } else { LabelPart::None };
        match byte {
            b'?' if !matches!(self.peek(1), b'.' | b'?') => self.conditionals += 1,
            b':' => self.conditionals = self.conditionals.saturating_sub(1),
            b';' | b'{' | b'}' => self.conditionals = 0,
            _ => {}
        }
        match byte {
            b'(' | b'[' | b'{' => {
                self.end_statement_unless_else();
                self.open(Bracket::Plain);
            }
            b')' | b']' | b'}' => return self.close(byte),
            b';' => {
                self.statement_ended = true;
                self.before = Before::Operator;
            }
            b',' => {
                self.end_statement_unless_else();
                self.reset_run();
                self.before = Before::Operator;
            }
            b'/' if self.before == Before::Operator => return self.regex(),
            b'=' if self.peek(1) == b'=' => {
                self.at += if self.peek(2) == b'=' { 2 } else { 1 };
                self.before = Before::Operator;
            }
            b'+' | b'-' if self.peek(1) == byte => {
                self.at += 1;
                self.end_statement_unless_else();
            }
            b'*' if self.peek(1) == b'*' => {
                self.at += 1;
                self.nest();
            }
            b'?' if matches!(self.peek(1), b'.' | b'?') => {
                self.at += 1;
                self.before = Before::Operator;
            }
            // What comes then is counted with its `?`.
            b':' if ends_conditional => self.before = Before::Operator,
            b'=' | b'?' | b'!' | b'~' | b':' => {
                self.end_statement_unless_else();
                self.nest();
            }
            b'+' | b'-' if self.before == Before::Operator => {
                self.end_statement_unless_else();
                self.nest();
            }
            b'.' => {
                self.end_statement_unless_else();
                self.before = Before::Operand;
            }
            _ => {
                self.end_statement_unless_else();
                self.before = Before::Operator;
            }
        }
        self.at += 1;
    }

    fn open(&mut self, bracket: Bracket) {
        self.levels.push(Level { bracket, run: 0 });
        self.depth += 1;
        self.before = Before::Operator;
    }

    fn close(&mut self, byte: u8) {
        self.at += 1;
        if self.levels.len() == 1 {
            return;
        }
        self.reset_run();
        let level = self.levels.pop().expect("invariant: more than one level is open");
        self.depth -= 1;
        if level.bracket == Bracket::Template {
            return self.template_text();
        }
        self.statement_ended = byte == b'}';
        self.before = Before::Operand;
    }

    fn template(&mut self) {
        self.end_statement_unless_else();
        self.at += 1;
        self.template_text();
    }

    /// The text of a template up to its end or the next `${`.
    fn template_text(&mut self) {
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
                    return self.open(Bracket::Template);
                }
                _ if self.at >= self.bytes.len() => return,
                _ => self.at += 1,
            }
        }
    }

    fn regex(&mut self) {
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

    fn skip_string(&mut self, quote: u8) {
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

    fn skip_to(&mut self, end: u8) {
        let rest = &self.bytes[self.at..];
        self.at += memchr::memchr(end, rest).unwrap_or(rest.len());
    }

    fn skip_block_comment(&mut self) {
        self.at += 2;
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        self.at += memchr::memmem::find(rest, b"*/").map_or(rest.len(), |end| end + 2);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_programs_pass() {
        let statement = "if (a) { b(/[(]/, `x${y}`, 1 / 2) } else c = !d ? e : f;\n";
        assert!(check_nesting(&statement.repeat(20_000)).is_none());
        assert!(check_nesting("").is_none());
    }

    #[test]
    fn deep_nesting_is_refused_with_a_place() {
        for unit in
            ["(", "[", "{a:", "!", "- ", "a=>", "a=", "a?b:", "if(a)", "x={", "`${", "a**", "a:", "new ", "for(;;)"]
        {
            let error = check_nesting(&unit.repeat(200_000)).expect(unit);
            assert_eq!(error.code, "SX0502");
            assert!(error.span.start > 0, "{unit}");
        }
        assert!(check_nesting(&format!("{};", "a:".repeat(1_000))).is_some());
        assert!(check_nesting(&format!("({{{}}})", "a: b, c: x ? y : z, ".repeat(1_000))).is_none());
        let conditional = format!("x = {}b{};", "a ? ".repeat(600), " : c".repeat(600));
        assert!(check_nesting(&conditional).is_none(), "a conditional has no labels");
        assert!(check_nesting(&format!("if(a)b;{}", "else if(a){b}".repeat(200_000))).is_some());
    }
}
