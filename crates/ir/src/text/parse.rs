//! Textual IR to trees: an A-normal form first, checked as it is read, then nested.
//!
//! Every operand must be defined before it is used, in the same region, and be used exactly once; the last instruction
//! of a region is what it yields. Whether the nodes fit together is for [`crate::verify::verify`] to say.

use super::lexer::{Lexer, Token};
use super::{BINDING_KINDS, VERSION};
use crate::anf::{Anf, Arg, Instr, RegionId, nest};
use crate::node::{Flags, Kind};
use crate::shape::{self, PayloadKind};
use crate::tree::{Binding, BindingKind, Goal, NO_SYMBOL, Tree};
use rustc_hash::FxHashMap;
use sx_base::{Diagnostic, Span, Symbol};

/// Reads what [`super::print`] writes. Fails at the first place that is not textual IR.
#[expect(clippy::result_large_err, reason = "one per text that is read; diagnostics travel by value everywhere")]
pub fn parse(text: &str) -> Result<Tree, Diagnostic> {
    parse_text(text).map_err(|error| {
        Diagnostic::error("SX0901", error.span, format!("this is not textual IR: expected {}", error.expected))
            .note("textual IR is what `sx ir` prints; docs/ir.md has its grammar")
    })
}

/// The first place that is wrong.
struct TextError {
    span: Span,
    expected: String,
}

fn parse_text(text: &str) -> Result<Tree, TextError> {
    let mut parser = Parser { lexer: Lexer::new(text), token: Token::End, span: Span::NONE, anf: Anf::default() };
    parser.advance();
    parser.parse_header()?;
    while parser.token != Token::End {
        parser.parse_item()?;
    }
    Ok(nest(&parser.anf))
}

/// An instruction whose arguments are being read, in an open region.
struct Open {
    region: RegionId,
    instr: Option<Instr>,
    /// Where the region began, for messages.
    span: Span,
}

/// The names defined in an item so far: the number given, the region, and whether the value has been used.
type Names = FxHashMap<Symbol, (u32, RegionId, bool)>;

struct Parser<'a> {
    lexer: Lexer<'a>,
    token: Token,
    span: Span,
    anf: Anf,
}

impl Parser<'_> {
    fn advance(&mut self) {
        (self.token, self.span) = self.lexer.lex_token();
    }

    fn fail<T>(&self, expected: &str) -> Result<T, TextError> {
        Err(wrong_text(self.span, expected))
    }

    fn eat(&mut self, punct: u8) -> bool {
        let found = self.token == Token::Punct(punct);
        if found {
            self.advance();
        }
        found
    }

    fn expect(&mut self, punct: u8) -> Result<(), TextError> {
        if self.eat(punct) { Ok(()) } else { self.fail(&format!("`{}`", char::from(punct))) }
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(self.token, Token::Word(found) if found.as_str() == word)
    }

    fn expect_word(&mut self, what: &str) -> Result<Symbol, TextError> {
        let Token::Word(word) = self.token else { return self.fail(what) };
        self.advance();
        Ok(word)
    }

    /// A word or quoted text.
    fn expect_atom(&mut self, what: &str) -> Result<Symbol, TextError> {
        let (Token::Word(atom) | Token::Text(atom)) = self.token else { return self.fail(what) };
        self.advance();
        Ok(atom)
    }

    /// `@name "text"`, when one stands here.
    fn parse_attribute(&mut self) -> Result<Option<(Symbol, Symbol)>, TextError> {
        let Token::Attribute(name) = self.token else { return Ok(None) };
        self.advance();
        let Token::Text(value) = self.token else { return self.fail("quoted text") };
        self.advance();
        Ok(Some((name, value)))
    }

    fn parse_header(&mut self) -> Result<(), TextError> {
        if !self.is_word("sx-ir") {
            return self.fail("`sx-ir`");
        }
        self.advance();
        if !self.is_word(VERSION) {
            return self.fail("version 1");
        }
        self.advance();
        self.anf.goal = match self.expect_word("`module` or `script`")?.as_str() {
            "module" => Goal::Module,
            "script" => Goal::Script,
            _ => return self.fail("`module` or `script`"),
        };
        let mut program = blank_instr(Kind::Program);
        while let Some((name, value)) = self.parse_attribute()? {
            match name.as_str() {
                "ext" => self.anf.ext = Some(value),
                "doc" => program.doc = Some(value),
                _ => return self.fail("`@ext` or `@doc`"),
            }
        }
        self.anf.program = Some(program);
        while self.is_word("binding") {
            self.advance();
            self.parse_binding()?;
        }
        Ok(())
    }

    fn parse_binding(&mut self) -> Result<(), TextError> {
        let number = self.anf.bindings.len().to_string();
        if !self.is_word(&number) {
            return self.fail(&format!("binding number {number}"));
        }
        self.advance();
        let kind = self.parse_binding_kind()?;
        let name = self.expect_atom("the name of the binding")?;
        let mut binding =
            Binding { name, written: name, kind, assigned: false, fixed: false, fresh: false, span: Span::NONE };
        if let Some((attribute, written)) = self.parse_attribute()? {
            if attribute.as_str() != "written" {
                return self.fail("`@written`");
            }
            binding.written = written;
        }
        loop {
            match self.token {
                Token::Word(word) if word.as_str() == "assigned" => binding.assigned = true,
                Token::Word(word) if word.as_str() == "fixed" => binding.fixed = true,
                Token::Word(word) if word.as_str() == "fresh" => binding.fresh = true,
                _ => break,
            }
            self.advance();
        }
        self.anf.bindings.push(binding);
        Ok(())
    }

    fn parse_binding_kind(&mut self) -> Result<BindingKind, TextError> {
        let known = |word: Symbol| BINDING_KINDS.iter().find(|entry| entry.1 == word.as_str()).map(|entry| entry.0);
        let Token::Word(word) = self.token else { return self.fail("a kind of binding") };
        let Some(kind) = known(word) else { return self.fail("a kind of binding") };
        self.advance();
        Ok(kind)
    }

    fn parse_item(&mut self) -> Result<(), TextError> {
        if !self.is_word("item") {
            return self.fail("`item`");
        }
        self.advance();
        // The name is for people.
        if matches!(self.token, Token::Word(_) | Token::Text(_)) {
            self.advance();
        }
        let span = self.span;
        self.expect(b'{')?;
        let item = self.open_region();
        self.anf.items.push(item);
        let mut names = Names::default();
        let mut next = 0;
        let mut stack = vec![Open { region: item, instr: None, span }];
        while let Some(open) = stack.last_mut() {
            if open.instr.is_some() {
                if let Some(inner) = self.parse_argument(open, &mut names)? {
                    stack.push(inner);
                } else if let Some(mut instr) = open.instr.take() {
                    instr.name = self.define(instr.name, open.region, &mut names, &mut next)?;
                    self.anf.regions[open.region.0 as usize].push(instr);
                }
            } else if self.eat(b'}') {
                self.close_region(open)?;
                stack.pop();
            } else {
                open.instr = Some(self.parse_head()?);
            }
        }
        Ok(())
    }

    fn open_region(&mut self) -> RegionId {
        self.anf.regions.push(vec![]);
        RegionId(self.anf.regions.len() as u32 - 1)
    }

    /// Gives the instruction its number. Until then `written` is the symbol of its name.
    fn define(&self, written: u32, region: RegionId, names: &mut Names, next: &mut u32) -> Result<u32, TextError> {
        let name = Symbol::from_index(written);
        let number = *next;
        *next += 1;
        if names.insert(name, (number, region, false)).is_some() {
            return Err(wrong_text(self.span, &format!("%{name} to be defined once")));
        }
        Ok(number)
    }

    /// A region yields its last value and uses all others.
    fn close_region(&self, open: &Open) -> Result<(), TextError> {
        let instrs = self.anf.region(open.region);
        if instrs.is_empty() {
            return Err(wrong_text(open.span, "a region that yields a value"));
        }
        // Every value is used at most once and never before it is defined, so that counting is enough: the last one
        // cannot have been used.
        let used = instrs.iter().flat_map(|instr| &instr.args).filter(|arg| matches!(arg, Arg::Value(_))).count();
        if used + 1 == instrs.len() {
            return Ok(());
        }
        Err(wrong_text(open.span, "every value but the last to be used once"))
    }

    /// `%3 = kind[flags] payload @attribute…`; the name's symbol is kept in place of the number.
    fn parse_head(&mut self) -> Result<Instr, TextError> {
        let Token::Value(name) = self.token else { return self.fail("`%name =` or `}`") };
        self.advance();
        self.expect(b'=')?;
        let Token::Word(word) = self.token else { return self.fail("a kind") };
        let Some(kind) = shape::kind_from_name(word.as_str()) else { return self.fail("a kind") };
        if matches!(kind, Kind::None | Kind::Program) {
            return self.fail("a kind that stands in an item");
        }
        self.advance();
        let mut instr = blank_instr(kind);
        instr.name = name.index();
        instr.flags = self.parse_flags()?;
        instr.payload = self.parse_payload(kind)?;
        while let Some((attribute, value)) = self.parse_attribute()? {
            match attribute.as_str() {
                "doc" => instr.doc = Some(value),
                "raw" => instr.raw = Some(value),
                _ => return self.fail("`@doc` or `@raw`"),
            }
        }
        Ok(instr)
    }

    fn parse_flags(&mut self) -> Result<Flags, TextError> {
        let mut flags = Flags::NONE;
        if !self.eat(b'[') {
            return Ok(flags);
        }
        loop {
            let Token::Word(word) = self.token else { return self.fail("a flag") };
            let known = Flags::ALL.iter().find(|entry| entry.1.eq_ignore_ascii_case(word.as_str()));
            let Some(&(flag, _)) = known else { return self.fail("a flag") };
            flags |= flag;
            self.advance();
            if self.eat(b']') {
                return Ok(flags);
            }
            self.expect(b',')?;
        }
    }

    fn parse_payload(&mut self, kind: Kind) -> Result<u32, TextError> {
        match shape::payload_kind(kind) {
            PayloadKind::Nothing => Ok(0),
            PayloadKind::Symbol => self.expect_atom("a word or quoted text").map(Symbol::index),
            PayloadKind::OptionalSymbol => match self.token {
                Token::Word(_) | Token::Text(_) => self.expect_atom("a word").map(Symbol::index),
                _ => Ok(NO_SYMBOL),
            },
            PayloadKind::Binding => self.parse_binding_use(),
            operator @ (PayloadKind::Unary
            | PayloadKind::Binary
            | PayloadKind::Logical
            | PayloadKind::DeclareKind
            | PayloadKind::LetKind) => {
                let span = self.span;
                let text = self.expect_atom("an operator")?;
                shape::operator_payload(operator, text.as_str()).ok_or_else(|| wrong_text(span, "an operator"))
            }
        }
    }

    /// `name.0`: the binding's name, or `_`, and its number.
    fn parse_binding_use(&mut self) -> Result<u32, TextError> {
        let span = self.span;
        let word = self.expect_word("a binding such as `x.0`")?;
        let wrong = || wrong_text(span, "a binding of the table, such as `x.0`");
        let (name, number) = word.as_str().rsplit_once('.').ok_or_else(wrong)?;
        let number: u32 = number.parse().map_err(|_| wrong())?;
        let binding = self.anf.bindings.get(number as usize).ok_or_else(wrong)?;
        if name != "_" && name != binding.name.as_str() {
            return Err(wrong());
        }
        Ok(number)
    }

    /// Reads the next argument of `open`'s instruction. `Some` opens a region. When no argument stands here the
    /// instruction is complete and `None` is given back with `open` unchanged.
    fn parse_argument(&mut self, open: &mut Open, names: &mut Names) -> Result<Option<Open>, TextError> {
        loop {
            let instr = open.instr.as_mut().expect("invariant: called while an instruction is open");
            match self.token {
                Token::Punct(b'-') => {
                    instr.args.push(Arg::Absent);
                    self.advance();
                }
                Token::Punct(b'{') => {
                    let span = self.span;
                    self.advance();
                    let region = self.open_region();
                    instr.args.push(Arg::Region(region));
                    return Ok(Some(Open { region, instr: None, span }));
                }
                Token::Value(name) => {
                    if self.begins_instr() {
                        return Ok(None);
                    }
                    let Some((number, region, used)) = names.get_mut(&name) else {
                        return self.fail("a value that is defined before");
                    };
                    if *region != open.region || std::mem::replace(used, true) {
                        return self.fail("a value of this region that is not used yet");
                    }
                    instr.args.push(Arg::Value(*number));
                    self.advance();
                }
                Token::Word(_) | Token::Text(_) | Token::Attribute(_) | Token::Punct(_) | Token::Bad | Token::End => {
                    return Ok(None);
                }
            }
        }
    }

    /// Whether the value here is followed by `=`.
    fn begins_instr(&mut self) -> bool {
        let here = self.lexer.save();
        let next = self.lexer.lex_token().0;
        self.lexer.restore(here);
        next == Token::Punct(b'=')
    }
}

fn blank_instr(kind: Kind) -> Instr {
    Instr {
        name: 0,
        kind,
        flags: Flags::NONE,
        payload: 0,
        args: vec![],
        doc: None,
        raw: None,
        span: Span::NONE,
        tok: Span::NONE,
    }
}

fn wrong_text(span: Span, expected: &str) -> TextError {
    TextError { span, expected: expected.to_owned() }
}
