//! Literals: their spelling is kept where Lisp has the same, and made where it has not.
//!
//! `'it\'s "x"'` becomes `"it's \"x\""`, `017` becomes `0o17`. Values are the same to the bit.

use super::build::JsReader;
use std::fmt::Write as _;
use swc_ecma_ast::{BigInt, Lit, Number, Regex, Str, Tpl};
use sx_base::{Span, Symbol};
use sx_reader::{FormId, FormKind};

impl JsReader<'_> {
    /// A literal.
    pub(super) fn read_literal(&mut self, literal: &Lit) -> FormId {
        match literal {
            Lit::Str(string) => self.read_string(string),
            Lit::Bool(boolean) => {
                let kind = if boolean.value { FormKind::True } else { FormKind::False };
                self.forms.leaf(kind, self.span(boolean.span))
            }
            Lit::Null(null) => self.forms.leaf(FormKind::Null, self.span(null.span)),
            Lit::Num(number) => self.read_number(number, ""),
            Lit::BigInt(number) => self.read_bigint(number, ""),
            Lit::Regex(regex) => self.read_regex(regex),
            Lit::JSXText(text) => self.refuse(self.span(text.span), "JSX text outside of an element"),
        }
    }

    /// A string literal.
    pub(super) fn read_string(&mut self, string: &Str) -> FormId {
        let span = self.span(string.span);
        let value = Symbol::intern_wtf8(string.value.as_bytes());
        let raw = respell_string(self.slice(span)).unwrap_or_else(|| spell_string(string.value.as_bytes()));
        self.forms.leaf(FormKind::String { value, raw: Symbol::intern(&raw) }, span)
    }

    /// A string that the program does not spell.
    pub(super) fn string(&mut self, value: &str, span: Span) -> FormId {
        let raw = Symbol::intern(&spell_string(value.as_bytes()));
        self.forms.leaf(FormKind::String { value: Symbol::intern(value), raw }, span)
    }

    /// A number with `sign` before it.
    pub(super) fn read_number(&mut self, number: &Number, sign: &str) -> FormId {
        let span = self.span(number.span);
        let spelling = respell_number(self.slice(span));
        self.forms.leaf(FormKind::Number(Symbol::intern(&format!("{sign}{spelling}"))), span)
    }

    /// A `BigInt` with `sign` before it.
    pub(super) fn read_bigint(&mut self, number: &BigInt, sign: &str) -> FormId {
        let span = self.span(number.span);
        let spelling = format!("{sign}{}", self.slice(span));
        self.forms.leaf(FormKind::BigInt(Symbol::intern(&spelling)), span)
    }

    fn read_regex(&mut self, regex: &Regex) -> FormId {
        let spelling = format!("/{}/{}", regex.exp, regex.flags);
        self.forms.leaf(FormKind::Regex(Symbol::intern(&spelling)), self.span(regex.span))
    }

    /// A template: its raw text verbatim.
    pub(super) fn read_template(&mut self, template: &Tpl) -> FormId {
        let mark = self.mark();
        for (index, quasi) in template.quasis.iter().enumerate() {
            self.push_leaf(FormKind::TemplateText(Symbol::intern(&quasi.raw)), self.span(quasi.span));
            if let Some(expr) = template.exprs.get(index) {
                self.push_expr(expr);
            }
        }
        self.close_as(FormKind::Template, mark, self.span(template.span))
    }
}

/// `0o17` for the legacy octal `017`, `9` for `09`; others as they are.
fn respell_number(raw: &str) -> String {
    let legacy = raw.len() > 1 && raw.starts_with('0') && raw.as_bytes()[1].is_ascii_digit();
    if !legacy {
        return raw.to_owned();
    }
    let digits = raw.trim_start_matches('0');
    if raw.bytes().all(|byte| matches!(byte, b'0'..=b'7')) {
        return if digits.is_empty() { "0".to_owned() } else { format!("0o{digits}") };
    }
    if digits.starts_with(|c: char| c.is_ascii_digit()) { digits.to_owned() } else { format!("0{digits}") }
}

/// The Lisp spelling of a JavaScript string literal; `None` where it holds an escape that Lisp does not read.
fn respell_string(raw: &str) -> Option<String> {
    let quote = raw.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let inner = raw.get(1..raw.len().checked_sub(1)?)?;
    if quote == '"' && !inner.contains('\\') {
        return Some(raw.to_owned());
    }
    let mut out = String::with_capacity(raw.len() + 2);
    out.push('"');
    let mut chars = inner.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => {
                let escaped = chars.next()?;
                match escaped {
                    '\'' => out.push('\''),
                    '0' if !chars.peek().is_some_and(char::is_ascii_digit) => out.push_str("\\0"),
                    // A legacy octal escape or a line continuation.
                    '0'..='9' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => return None,
                    'n' | 't' | 'r' | 'b' | 'f' | 'v' | 'x' | 'u' | '\\' | '"' => out.extend(['\\', escaped]),
                    _ => out.push(escaped),
                }
            }
            _ => out.push(c),
        }
    }
    out.push('"');
    Some(out)
}

/// Spells the WTF-8 `value` with Lisp's quotes.
pub(super) fn spell_string(value: &[u8]) -> String {
    let mut out = String::with_capacity(value.len() + 2);
    out.push('"');
    let mut rest = value;
    while !rest.is_empty() {
        if let [0xED, second @ 0xA0..=0xFF, third, after @ ..] = rest {
            let unit = 0xD000 | u32::from(second & 0x3F) << 6 | u32::from(third & 0x3F);
            write!(out, "\\u{unit:04X}").expect("invariant: a String takes all text");
            rest = after;
            continue;
        }
        let next_surrogate = rest.windows(2).position(|pair| pair[0] == 0xED && pair[1] >= 0xA0);
        let (text, after) = rest.split_at(next_surrogate.unwrap_or(rest.len()));
        String::from_utf8_lossy(text).chars().for_each(|c| spell_char(c, &mut out));
        rest = after;
    }
    out.push('"');
    out
}

fn spell_char(c: char, out: &mut String) {
    match c {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\u{8}' => out.push_str("\\b"),
        '\u{B}' => out.push_str("\\v"),
        '\u{C}' => out.push_str("\\f"),
        '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\0'..='\u{1F}' | '\u{7F}' => {
            write!(out, "\\u{:04X}", c as u32).expect("invariant: a String takes all text");
        }
        _ => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_keep_their_escapes_and_get_double_quotes() {
        for (js, lisp) in [
            (r#""a\n""#, Some(r#""a\n""#)),
            (r#"'it\'s "x"'"#, Some(r#""it's \"x\"""#)),
            (r"'\u{1F600}\x41\0'", Some(r#""\u{1F600}\x41\0""#)),
            (r"'\q'", Some(r#""q""#)),
            (r"'\01'", None),
            ("'a\\\nb'", None),
        ] {
            assert_eq!(respell_string(js).as_deref(), lisp, "{js}");
        }
    }

    #[test]
    fn values_are_spelled_with_escapes() {
        assert_eq!(spell_string(b"a\"\\\n\x01"), r#""a\"\\\n\u0001""#);
        assert_eq!(spell_string(&[b'x', 0xED, 0xA0, 0xBD, b'y', 0xED, 0xB8, 0x80]), r#""x\uD83Dy\uDE00""#);
    }

    #[test]
    fn legacy_numbers_get_modern_spellings() {
        for (js, lisp) in [
            ("017", "0o17"),
            ("00", "0"),
            ("09", "9"),
            ("09.5", "9.5"),
            ("08e1", "8e1"),
            ("0x1F", "0x1F"),
            ("1_0", "1_0"),
            ("0.5", "0.5"),
            (".5", ".5"),
        ] {
            assert_eq!(respell_number(js), lisp);
        }
    }
}
