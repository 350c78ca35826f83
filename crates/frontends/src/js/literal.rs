//! Literals: their spelling is kept where Lisp has the same, and made where it has not.
//!
//! `'it\'s "x"'` becomes `"it's \"x\""`, `017` becomes `0o17`. Values are the same to the bit.

use super::build::JsReader;
use super::diagnostics;
use oxc_ast::ast::{StringLiteral, TemplateLiteral};
use std::fmt::Write as _;
use sx_base::lines::with_line_feeds;
use sx_base::{Span, Symbol};
use sx_reader::{FormId, FormKind, check_regex};

impl JsReader<'_> {
    /// A string literal.
    pub(super) fn read_string(&mut self, string: &StringLiteral<'_>) -> FormId {
        self.read_string_as(string, false)
    }

    /// The string of a directive, whose spelling has meaning: `"use\x20strict"` is not `"use strict"`.
    pub(super) fn read_directive_text(&mut self, string: &StringLiteral<'_>) -> FormId {
        self.read_string_as(string, true)
    }

    fn read_string_as(&mut self, string: &StringLiteral<'_>, is_directive: bool) -> FormId {
        let span = self.span(string.span);
        if is_directive && let Some(text) = bare_quotes(self.slice(span)) {
            let text = self.forms.leaf(FormKind::TemplateText(Symbol::intern(text)), span);
            return self.forms.add(FormKind::Template, &[text], span);
        }
        let raw = respell_string(self.slice(span), is_directive);
        let kind = match raw {
            Some(raw) => FormKind::spelled_string(&raw),
            None => FormKind::string(string.value.as_bytes()),
        };
        self.forms.leaf(kind, span)
    }

    /// A string that the program does not spell.
    pub(super) fn string(&mut self, value: &str, span: Span) -> FormId {
        self.string_of(value.as_bytes(), span)
    }

    /// The same for a text that may hold halves of characters.
    pub(super) fn string_of(&mut self, wtf8: &[u8], span: Span) -> FormId {
        self.forms.leaf(FormKind::string(wtf8), span)
    }

    /// The number at `span` with `sign` before it.
    pub(super) fn read_number(&mut self, span: Span, sign: &str) -> FormId {
        let spelling = respell_number(self.slice(span));
        self.forms.leaf(FormKind::Number(Symbol::intern(&format!("{sign}{spelling}"))), span)
    }

    /// The `BigInt` at `span` with `sign` before it.
    pub(super) fn read_bigint(&mut self, span: Span, sign: &str) -> FormId {
        let spelling = format!("{sign}{}", self.slice(span));
        self.forms.leaf(FormKind::BigInt(Symbol::intern(&spelling)), span)
    }

    /// The regular expression at `span`.
    pub(super) fn read_regex(&mut self, span: Span) -> FormId {
        let literal = self.slice(span);
        let (pattern, flags) = literal.rsplit_once('/').unwrap_or((literal, ""));
        if let Err(error) = check_regex(pattern.get(1..).unwrap_or_default(), flags) {
            let byte = |at: usize| (span.start + 1 + at as u32).min(span.end);
            let place = Span::new(byte(error.place.start), byte(error.place.end));
            self.diagnostics.push(diagnostics::syntax_error(place, &error.message));
        }
        self.forms.leaf(FormKind::Regex(Symbol::intern(literal)), span)
    }

    /// A template: its raw text verbatim.
    pub(super) fn read_template(&mut self, template: &TemplateLiteral<'_>) -> FormId {
        let mark = self.mark();
        for (index, quasi) in template.quasis.iter().enumerate() {
            let span = self.span(quasi.span);
            let raw = with_line_feeds(self.slice(span));
            self.push_leaf(FormKind::TemplateText(Symbol::intern(&raw)), span);
            if let Some(expr) = template.expressions.get(index) {
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

/// What the JavaScript string literal `raw` encloses, where it has double quotes without backslash and nothing that
/// would be something else in a template.
fn bare_quotes(raw: &str) -> Option<&str> {
    let inner = raw.strip_prefix('\'')?.strip_suffix('\'')?;
    (inner.contains('"') && !inner.contains(['\\', '`', '$'])).then_some(inner)
}

/// The Lisp spelling of a JavaScript string literal: double quotes, escapes kept. Escapes that mean the bare letter,
/// which Lisp refuses, are left out; in a directive, whose spelling has meaning, they become numeric.
fn respell_string(raw: &str, is_directive: bool) -> Option<String> {
    let quote = raw.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let inner = raw.get(1..raw.len().checked_sub(1)?)?;
    if quote == '"' && !inner.contains('\\') {
        return Some(raw.to_owned());
    }
    let mut out = String::with_capacity(raw.len() + 2);
    out.push('"');
    let mut chars = inner.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => match chars.next()? {
                '\'' if !is_directive => out.push('\''),
                escaped if has_escape(escaped) => out.extend(['\\', escaped]),
                bare if is_directive => {
                    write!(out, "\\u{{{:X}}}", bare as u32).expect("invariant: a String takes all text");
                }
                bare => out.push(bare),
            },
            _ => out.push(c),
        }
    }
    out.push('"');
    Some(out)
}

/// Whether a backslash before `c` is an escape that Lisp reads.
fn has_escape(c: char) -> bool {
    let is_letter = matches!(c, 'n' | 't' | 'r' | 'b' | 'f' | 'v' | 'x' | 'u' | '0'..='9');
    is_letter || c.is_ascii_punctuation() || matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_keep_their_escapes_and_get_double_quotes() {
        for (js, lisp) in [
            (r#""a\n""#, r#""a\n""#),
            (r#"'it\'s "x"'"#, r#""it's \"x\"""#),
            (r"'\u{1F600}\x41\0\01'", r#""\u{1F600}\x41\0\01""#),
            (r"'\q\/\-\.'", r#""q\/\-\.""#),
            ("'a\\\nb'", "\"a\\\nb\""),
        ] {
            assert_eq!(respell_string(js, false).as_deref(), Some(lisp), "{js}");
        }
        assert_eq!(respell_string(r#""use\ strict""#, true).as_deref(), Some(r#""use\u{20}strict""#));
        assert_eq!(respell_string(r"'it\'s'", true).as_deref(), Some(r#""it\'s""#));
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
