//! Bounds the nesting of a text before it is parsed.
//!
//! The parser, its checks and the reader recurse. This pass counts what makes them do so, with a lexer that
//! knows strings, templates, comments and (by the token before) regular expressions: open brackets, and between two
//! brackets the tokens whose right operand nests: prefix operators, `=>`, `=`, `?`, `**`, statement heads. They end with
//! their statement, at a semicolon or at a line end between two operands (ECMA-262, 12.10).
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

/// What the token before was, to tell a regular expression from a division and a prefix from an infix operator.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    Operand,
    Operator,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Bracket {
    Plain,
    /// `${` of a template.
    Template,
    /// `<a` of an element of JSX, up to `>`.
    Tag,
    /// What stands between `<a>` and `</a>`.
    Children,
}

pub(super) struct Level {
    pub(super) bracket: Bracket,
    /// What stands before the bracket.
    owner: Owner,
    /// Right-nesting tokens since the last place where they cannot reach over.
    run: u32,
    /// The `do` here whose `while` did not come yet.
    dos: u32,
    /// A `case` or `default` has begun here whose `:` did not come yet.
    is_in_case: bool,
}

/// Whether a statement may go on behind the token before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    Further,
    /// On the same line: that is `return` or `yield`.
    OneLine,
    /// The line was over.
    Over,
}

/// What parentheses belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// `if`, `for`, `while` or `with`: a statement comes behind them.
    Head,
    /// The `while` of a `do`: they end a statement.
    Tail,
    /// Anything else: an operand ends with them.
    Other,
}

/// Where elements of JSX are seen.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Elements {
    /// Nowhere: the text is not read as JSX.
    Nowhere,
    /// Where a `<` can be no operator.
    WhereClear,
    /// Where a `<` may be no operator.
    WherePossible,
}

/// Tokens behind which words or `<` may be something else.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Behind {
    /// `yield` or `await`, which may be names.
    Keyword,
    /// The dot of a property.
    Dot,
    Other,
}

pub(super) struct Scanner<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    pub(super) levels: Vec<Level>,
    /// The run outside of all brackets and those of all levels, with the levels.
    pub(super) depth: u32,
    pub(super) before: Before,
    pub(super) elements: Elements,
    /// A `<` was met that begins an element or is an operator.
    pub(super) is_unclear: bool,
    /// A line has ended since the token before.
    pub(super) is_on_new_line: bool,
    /// What a parenthesis that comes next belongs to.
    owner: Owner,
    /// A statement has ended; the run ends unless `else` follows.
    pub(super) statement_ended: bool,
    /// What the token before says of the next.
    behind: Behind,
    /// The `?` in this statement whose `:` did not come yet.
    conditionals: u32,
    reach: Reach,
}

/// The place where `text`, read as JSX or not, is nested deeper than [`MAX_NESTING`], as an error.
pub(super) fn check_nesting(text: &str, is_jsx: bool) -> Option<Diagnostic> {
    let mut scanner = Scanner::new(text, if is_jsx { Elements::WherePossible } else { Elements::Nowhere });
    let found = scanner.scan();
    if found.is_some() || !scanner.is_unclear {
        return found;
    }
    Scanner::new(text, Elements::WhereClear).scan()
}

impl<'a> Scanner<'a> {
    fn new(text: &'a str, elements: Elements) -> Self {
        Self {
            bytes: text.as_bytes(),
            at: 0,
            levels: vec![Level { bracket: Bracket::Plain, owner: Owner::Other, run: 0, dos: 0, is_in_case: false }],
            depth: 0,
            before: Before::Operator,
            elements,
            is_unclear: false,
            is_on_new_line: false,
            owner: Owner::Other,
            statement_ended: false,
            behind: Behind::Other,
            conditionals: 0,
            reach: Reach::Further,
        }
    }

    /// The place that is nested too deeply.
    fn scan(&mut self) -> Option<Diagnostic> {
        while let Some(&byte) = self.bytes.get(self.at) {
            let start = self.at;
            match self.level().bracket {
                Bracket::Tag => self.step_in_tag(byte),
                Bracket::Children => self.step_in_children(),
                Bracket::Plain | Bracket::Template => self.step(byte),
            }
            if self.depth > MAX_NESTING {
                return Some(diagnostics::nested_too_deeply(Span::at(start as u32), MAX_NESTING));
            }
        }
        None
    }

    pub(super) fn peek(&self, ahead: usize) -> u8 {
        self.bytes.get(self.at + ahead).copied().unwrap_or(0)
    }

    fn step(&mut self, byte: u8) {
        match byte {
            b' ' | b'\t' => self.at += 1,
            b'\n' | b'\r' => {
                self.is_on_new_line = true;
                let rest = &self.bytes[self.at..];
                let is_space = |&byte: &u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
                self.at += rest.iter().position(|byte| !is_space(byte)).unwrap_or(rest.len());
            }
            b'/' if self.peek(1) == b'/' => self.skip_to(b'\n'),
            b'/' if self.peek(1) == b'*' => self.skip_block_comment(),
            _ => self.token(byte),
        }
    }

    fn token(&mut self, byte: u8) {
        let owner = std::mem::replace(&mut self.owner, Owner::Other);
        let behind = std::mem::replace(&mut self.behind, Behind::Other);
        let is_cut_off = self.reach == Reach::OneLine && self.is_on_new_line;
        self.reach = if is_cut_off { Reach::Over } else { Reach::Further };
        match byte {
            b'"' | b'\'' => {
                self.begin_operand();
                self.skip_string(byte);
                self.operand();
            }
            b'`' => self.template(),
            _ if IN_WORD[usize::from(byte)] => self.word(owner, behind),
            b'<' if self.begins_element(behind) => {
                self.end_statement_unless_else();
                self.open_element();
            }
            _ => self.punctuator(byte, owner),
        }
        self.is_on_new_line = false;
    }

    /// Where two operands have a line end between them, a statement ends there.
    fn begin_operand(&mut self) {
        let is_over = self.reach == Reach::Over || self.before == Before::Operand;
        self.statement_ended |= self.is_on_new_line && is_over;
    }

    fn operand(&mut self) {
        self.end_statement_unless_else();
        self.before = Before::Operand;
    }

    pub(super) fn end_statement_unless_else(&mut self) {
        if self.statement_ended {
            self.statement_ended = false;
            self.reset_run();
        }
    }

    pub(super) fn level(&mut self) -> &mut Level {
        self.levels.last_mut().expect("invariant: the outermost level is never closed")
    }

    pub(super) fn reset_run(&mut self) {
        self.depth -= std::mem::take(&mut self.level().run);
    }

    fn nest(&mut self) {
        self.level().run += 1;
        self.depth += 1;
        self.before = Before::Operator;
    }

    /// Whether a `do` waits for its `while`, which is there now.
    fn take_do(&mut self) -> bool {
        let dos = &mut self.level().dos;
        let waits = *dos > 0;
        *dos = dos.saturating_sub(1);
        waits
    }

    fn word(&mut self, owner: Owner, behind: Behind) {
        let start = self.at;
        let rest = &self.bytes[start..];
        let length = rest.iter().position(|&byte| !IN_WORD[usize::from(byte)]).unwrap_or(rest.len());
        self.at += length;
        let word = &rest[..length];
        // A decorator may stand on the line before its class.
        if !matches!(word, b"in" | b"of" | b"instanceof" | b"else" | b"extends" | b"class") {
            self.begin_operand();
        }
        if length > LONGEST_KEYWORD || behind == Behind::Dot {
            return self.operand();
        }
        if matches!(word, b"await" | b"yield") {
            self.behind = Behind::Keyword;
        }
        if matches!(word, b"return" | b"yield") {
            self.reach = Reach::OneLine;
        }
        self.level().is_in_case |= matches!(word, b"case" | b"default");
        match word {
            // It belongs to an `if` that is counted, and goes on with a statement that counts itself.
            b"else" => {
                self.statement_ended = false;
                self.before = Before::Operator;
            }
            b"while" if (self.before == Before::Operand || self.statement_ended) && self.take_do() => {
                self.owner = Owner::Tail;
            }
            b"if" | b"for" | b"while" | b"with" => {
                self.end_statement_unless_else();
                self.nest();
                self.owner = Owner::Head;
            }
            b"do" => {
                self.end_statement_unless_else();
                self.nest();
                self.level().dos += 1;
            }
            b"typeof" | b"void" | b"delete" | b"new" | b"await" | b"yield" | b"throw" | b"async" | b"extends" => {
                self.end_statement_unless_else();
                self.nest();
                // `for await (…)`.
                self.owner = if word == b"await" { owner } else { Owner::Other };
                if word == b"async" {
                    // Neither a regular expression nor an element follows.
                    self.before = Before::Operand;
                }
            }
            // Where no operand stands before it, it is a name.
            b"of" if self.before == Before::Operator => self.operand(),
            b"return" | b"case" | b"default" | b"in" | b"of" | b"instanceof" | b"class" => {
                self.end_statement_unless_else();
                self.before = Before::Operator;
            }
            _ => self.operand(),
        }
    }

    fn punctuator(&mut self, byte: u8, owner: Owner) {
        let ends_conditional = byte == b':' && self.conditionals > 0;
        match byte {
            b'?' if !matches!(self.peek(1), b'.' | b'?') => self.conditionals += 1,
            b':' => self.conditionals = self.conditionals.saturating_sub(1),
            b';' | b'{' | b'}' => self.conditionals = 0,
            _ => {}
        }
        let ends_case = byte == b':' && !ends_conditional && self.level().is_in_case;
        self.level().is_in_case &= !ends_case && byte != b';';
        match byte {
            b'(' | b'[' | b'{' => {
                self.end_statement_unless_else();
                self.open(Bracket::Plain, if byte == b'(' { owner } else { Owner::Other });
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
            b'=' | b'!' if self.peek(1) == b'=' => {
                self.at += if self.peek(2) == b'=' { 2 } else { 1 };
                self.before = Before::Operator;
            }
            b'<' | b'>' if self.peek(1) == b'=' || byte == b'<' && self.peek(1) == b'<' => {
                self.at += 1;
                self.before = Before::Operator;
            }
            b'+' | b'-' if self.peek(1) == byte => {
                self.at += 1;
                self.begin_operand();
                self.end_statement_unless_else();
            }
            b'*' if self.peek(1) == b'*' => {
                self.at += 1;
                self.nest();
            }
            b'?' if matches!(self.peek(1), b'.' | b'?') => {
                if self.peek(1) == b'.' {
                    self.behind = Behind::Dot;
                }
                self.at += 1;
                self.before = Before::Operator;
            }
            // What comes then is counted with its `?`.
            b':' if ends_conditional => self.before = Before::Operator,
            b':' if ends_case => {
                self.statement_ended = false;
                self.reset_run();
                self.before = Before::Operator;
            }
            // A field may end with the line before its successor's decorator.
            b'@' => {
                self.begin_operand();
                self.end_statement_unless_else();
                self.before = Before::Operator;
            }
            b'!' | b'~' => {
                self.begin_operand();
                self.end_statement_unless_else();
                self.nest();
            }
            b'=' | b'?' | b':' => {
                self.end_statement_unless_else();
                self.nest();
            }
            b'+' | b'-' if self.before == Before::Operator => {
                self.end_statement_unless_else();
                self.nest();
            }
            b'.' if self.peek(1) == b'.' && self.peek(2) == b'.' => {
                self.end_statement_unless_else();
                self.at += 2;
                self.before = Before::Operator;
            }
            b'.' => {
                self.end_statement_unless_else();
                self.before = Before::Operand;
                self.behind = Behind::Dot;
            }
            _ => {
                self.end_statement_unless_else();
                self.before = Before::Operator;
            }
        }
        self.at += 1;
    }

    pub(super) fn open(&mut self, bracket: Bracket, owner: Owner) {
        self.levels.push(Level { bracket, owner, run: 0, dos: 0, is_in_case: false });
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
        if matches!(self.level().bracket, Bracket::Tag | Bracket::Children) {
            return;
        }
        self.statement_ended = byte == b'}' || level.owner == Owner::Tail;
        self.before = if level.owner == Owner::Head { Before::Operator } else { Before::Operand };
    }

    fn template(&mut self) {
        self.end_statement_unless_else();
        self.at += 1;
        self.template_text();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_script(text: &str) -> Option<Diagnostic> {
        check_nesting(text, false)
    }

    #[test]
    fn ordinary_programs_pass() {
        let statement = "if (a) { b(/[(]/, `x${y}`, 1 / 2) } else c = !d ? e : f;\n";
        assert!(check_script(&statement.repeat(20_000)).is_none());
        assert!(check_script("").is_none());
    }

    #[test]
    fn statements_end_with_their_lines() {
        for line in [
            "a = b",
            "exports.a = b",
            "const x1 = 1",
            "x = 's'",
            "a = f(b)",
            "a.b = c => d",
            "if (a) f(b)",
            "!a",
            "a ? b : c",
            "l: a",
            "for (;;) a",
            "while (a) b",
            "async x => x",
            "do a\nwhile (b)",
            "do { a } while (b)",
            "++a",
            "x = `a`",
            "for await (a of b) c",
            "if (a) b\nelse c",
            "do while (a) b\nwhile (c)",
            "a = b /*\n*/ c = d",
            "a = /x/",
            "throw a",
            "if (a) return",
            "yield",
            "var x = yield",
            "case b:",
            "case a ? b : c: d = e",
            "default: a = b",
            "@a b = c",
            "x = 1..a",
            "a = [...b]",
        ] {
            assert!(check_script(&format!("{line}\n").repeat(20_000)).is_none(), "{line}");
        }
        assert!(check_script(&"a != b || a <= b ||".repeat(20_000)).is_none());
    }

    #[test]
    fn elements_are_levels() {
        for line in [
            "a = <b/>",
            "a = b",
            "!a",
            "a = <b c={d} e='f = ('\n  g/>",
            "a = <b\n  c=<d/>\n/>",
            "a = <b>don't = ? : ! (</b>",
            "a = <b>\n  text = `\n  {c => <d/>}\n  <e/>\n</b>",
            "a = b << c\nd = e < f",
            "a.of < b > (c)",
            "if (a) b = <></>",
            "a = <b>{c}</b /* > */>",
            "a = yield <b>don't</b>",
        ] {
            assert!(check_nesting(&format!("{line}\n").repeat(6_000), true).is_none(), "{line}");
        }
        for unit in ["<a>", "<>\n", "<a b=", "<a\nb\nc=", "<a>\nx\n{\n", "<a b={", "a = <a>'{(", "x\n<a>{"] {
            assert!(check_nesting(&unit.repeat(200_000), true).is_some(), "{unit}");
        }
        for hidden in ["yield < b > ", "await < b > ", "a.of < b > ", "{} < b > ", "async < b > ", "x = <a>'{"] {
            assert!(check_nesting(&format!("{hidden}{}", "(".repeat(200_000)), true).is_some(), "{hidden}");
        }
    }

    #[test]
    fn deep_nesting_is_refused_with_a_place() {
        for unit in [
            "(",
            "[",
            "{a:",
            "!",
            "- ",
            "a=>",
            "a=",
            "a?b:",
            "if(a)",
            "x={",
            "`${",
            "a**",
            "a:",
            "new ",
            "for(;;)",
            "if(a)\n",
            "do\n",
            "class extends\n",
            "class\nA\nextends\n",
            "class extends @a\n",
            "while(a)\n",
            "a=\n",
            "for await(;;)\n",
            "do while(a)\n",
            "yield\n?a:",
            "x=yield\n(",
            "return\n(",
            "@a\n(",
            "case a?",
        ] {
            let error = check_script(&unit.repeat(200_000)).expect(unit);
            assert_eq!(error.code, "SX0502");
            assert!(error.span.start > 0, "{unit}");
        }
        assert!(check_script(&format!("{};", "a:".repeat(4_000))).is_none());
        assert!(check_script(&format!("({{{}}})", "a: b, c: x ? y : z, ".repeat(1_000))).is_none());
        let conditional = format!("x = {}b{};", "a ? ".repeat(600), " : c".repeat(600));
        assert!(check_script(&conditional).is_none(), "a conditional has no labels");
        assert!(check_script(&format!("if(a)b;{}", "else if(a){b}".repeat(200_000))).is_some());
    }
}
