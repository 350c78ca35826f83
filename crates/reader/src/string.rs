//! Strings. Entering: the spelling `"a\n"`; leaving: the value, and back.
//!
//! A string may span lines; a line end in it is the value U+000A whatever its bytes are, as in JavaScript's templates.
//! Escapes are those of ECMA-262 12.9.4, the legacy octal ones too, and a backslash before punctuation stands for it (`\-`).
//! Escapes that JavaScript would read as the bare letter (`\q`) are refused: in practice each of them is a mistake. Values are WTF-8, so `\uD800` alone is kept.

use crate::bytes::is_wide_line_end;
use std::fmt::Write as _;
use std::ops::Range;
use sx_base::Symbol;

/// A bad escape: where its backslash is, relative to the text, and where it ends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct BadEscape {
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The value of the string spelled `raw`, quotes included, or `None` when it is not one whole, well-formed string.
pub fn string_value(raw: &str) -> Option<Symbol> {
    let inner = raw.strip_prefix('"')?.strip_suffix('"')?;
    let mut bad = vec![];
    let value = unescape(inner, &mut bad);
    let ends_early = closing_quote(raw.as_bytes(), 1) != Some(raw.len() - 1);
    (bad.is_empty() && !ends_early).then(|| Symbol::intern_wtf8(&value))
}

/// The canonical spelling of the string `value` (WTF-8), quotes included.
pub fn spell_string(value: &[u8]) -> String {
    let mut out = String::with_capacity(value.len() + 2);
    out.push('"');
    let mut rest = value;
    // What is not UTF-8 in a value is a lone surrogate: 0xED, 0xA0..=0xBF and a third byte.
    while let Some(at) = rest.windows(3).position(|bytes| bytes[0] == 0xED && bytes[1] >= 0xA0) {
        String::from_utf8_lossy(&rest[..at]).chars().for_each(|c| spell_char(c, &mut out));
        let unit = 0xD000 | u32::from(rest[at + 1] & 0x3F) << 6 | u32::from(rest[at + 2] & 0x3F);
        let _ = write!(out, "\\u{unit:04X}");
        rest = &rest[at + 3..];
    }
    String::from_utf8_lossy(rest).chars().for_each(|c| spell_char(c, &mut out));
    out.push('"');
    out
}

/// Whether the canonical spelling of a string has an escape for `c`.
fn is_escaped(c: char) -> bool {
    matches!(c, '"' | '\\' | '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' | '\u{2028}' | '\u{2029}' | '\u{FEFF}')
}

/// Whether a string that holds `text` as it is has another spelling than the canonical one.
pub fn has_unescaped(text: &str) -> bool {
    text.chars().any(is_escaped)
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
        _ if is_escaped(c) => {
            let _ = write!(out, "\\u{:04X}", c as u32);
        }
        _ => out.push(c),
    }
}

/// The offset of the quote that ends the string whose inside begins at `at`.
pub(crate) fn closing_quote(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

/// The value of the inside of a string, WTF-8. Escapes that do not exist go to `bad` and give nothing.
pub(crate) fn unescape(inner: &str, bad: &mut Vec<BadEscape>) -> Vec<u8> {
    let bytes = inner.as_bytes();
    let mut value = Value { bytes: Vec::with_capacity(bytes.len()), high: None };
    let mut at = 0;
    while at < bytes.len() {
        let plain = bytes[at..].iter().take_while(|byte| !matches!(byte, b'\\' | b'\r')).count();
        if plain > 0 {
            value.push_text(&bytes[at..at + plain]);
            at += plain;
            continue;
        }
        if bytes[at] == b'\r' {
            value.push_text(b"\n");
            at += line_break_len(bytes, at);
            continue;
        }
        match escape(bytes, at) {
            Ok((unit, end)) => {
                if let Some(unit) = unit {
                    value.push_code_point(unit);
                }
                at = end;
            }
            Err(end) => {
                bad.push(BadEscape { start: at, end });
                at = end;
            }
        }
    }
    value.bytes
}

/// Where the raw text of a template without a tag has the first escape that it may not have: `\07`, `\8`, `\x1`, `\u{}`
/// (ECMA-262, 12.9.6, `NotEscapeSequence`). Other letters stand for themselves there.
pub fn bad_template_escape(raw: &str) -> Option<Range<usize>> {
    let (bytes, mut at) = (raw.as_bytes(), 0);
    while let Some(next) = memchr::memchr(b'\\', &bytes[at..]) {
        at += next;
        let wrong = match bytes.get(at + 1) {
            Some(b'0') if !bytes.get(at + 2).is_some_and(u8::is_ascii_digit) => None,
            Some(b'0'..=b'9') => Some(at + 2),
            Some(b'x' | b'u') => escape(bytes, at).err(),
            _ => None,
        };
        if let Some(end) = wrong {
            return Some(at..end);
        }
        at += 2;
        if at > bytes.len() {
            break;
        }
    }
    None
}

/// Reads the escape whose backslash is at `at`: the code point (none for a line continuation) and the offset after it;
/// or, when there is no such escape, the offset after what was wrong.
fn escape(bytes: &[u8], at: usize) -> Result<(Option<u32>, usize), usize> {
    let Some(&letter) = bytes.get(at + 1) else { return Err(at + 1) };
    let simple = |c: char| Ok((Some(c as u32), at + 2));
    match letter {
        b'n' => simple('\n'),
        b't' => simple('\t'),
        b'r' => simple('\r'),
        b'b' => simple('\u{8}'),
        b'v' => simple('\u{B}'),
        b'f' => simple('\u{C}'),
        // The quotes of JavaScript's literals, JSON's solidus, the sigil of templates, and digits that are not octal.
        b'8' | b'9' => simple(letter as char),
        mark if mark.is_ascii_punctuation() => simple(mark as char),
        b'0'..=b'7' => Ok(octal(bytes, at + 1)),
        b'x' => hex(bytes, at + 2, 2).map(|(unit, end)| (Some(unit), end)),
        b'u' if bytes.get(at + 2) == Some(&b'{') => braced(bytes, at + 3).map(|(unit, end)| (Some(unit), end)),
        b'u' => hex(bytes, at + 2, 4).map(|(unit, end)| (Some(unit), end)),
        b'\n' | b'\r' => Ok((None, at + 1 + line_break_len(bytes, at + 1))),
        _ if is_wide_line_end(bytes, at + 1) => Ok((None, at + 4)),
        // Up to the end of the character, which may have several bytes.
        _ => Err(at + 2 + bytes[at + 2..].iter().take_while(|byte| (0x80..0xC0).contains(*byte)).count()),
    }
}

/// Legacy octal: up to three digits, at most 255. `\0` alone is one too.
fn octal(bytes: &[u8], start: usize) -> (Option<u32>, usize) {
    let most = if bytes[start] <= b'3' { 3 } else { 2 };
    let digits = bytes[start..].iter().take(most).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
    let unit = bytes[start..start + digits].iter().fold(0, |sum, digit| sum * 8 + u32::from(digit - b'0'));
    (Some(unit), start + digits)
}

fn hex(bytes: &[u8], start: usize, count: usize) -> Result<(u32, usize), usize> {
    let (value, digits) = hex_run(&bytes[start..], count);
    if digits == count { Ok((value, start + count)) } else { Err(start + digits) }
}

fn braced(bytes: &[u8], start: usize) -> Result<(u32, usize), usize> {
    let (value, digits) = hex_run(&bytes[start..], usize::MAX);
    let end = start + digits;
    let is_closed = bytes.get(end) == Some(&b'}');
    if digits > 0 && is_closed && value <= 0x10_FFFF { Ok((value, end + 1)) } else { Err(end + usize::from(is_closed)) }
}

fn hex_run(bytes: &[u8], most: usize) -> (u32, usize) {
    let (mut value, mut count) = (0u32, 0);
    for digit in bytes.iter().take(most).map_while(|byte| (*byte as char).to_digit(16)) {
        value = value.saturating_mul(16).saturating_add(digit);
        count += 1;
    }
    (value, count)
}

/// Length of the line end at `at`: 2 for CRLF.
fn line_break_len(bytes: &[u8], at: usize) -> usize {
    if bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n') { 2 } else { 1 }
}

/// A value that is being written: WTF-8, in which a high and a low surrogate side by side become one character.
struct Value {
    bytes: Vec<u8>,
    /// The high surrogate that was written last.
    high: Option<u32>,
}

impl Value {
    fn push_text(&mut self, text: &[u8]) {
        self.bytes.extend_from_slice(text);
        self.high = None;
    }

    fn push_code_point(&mut self, point: u32) {
        if let (Some(high), 0xDC00..=0xDFFF) = (self.high, point) {
            self.bytes.truncate(self.bytes.len() - 3);
            self.high = None;
            return self.push_code_point(0x1_0000 + ((high - 0xD800) << 10) + (point - 0xDC00));
        }
        if let Some(c) = char::from_u32(point) {
            let mut buffer = [0; 4];
            self.push_text(c.encode_utf8(&mut buffer).as_bytes());
        } else {
            let tail = |shift: u32| 0x80 | ((point >> shift) & 0x3F) as u8;
            self.bytes.extend_from_slice(&[0xE0 | (point >> 12) as u8, tail(6), tail(0)]);
            self.high = (point < 0xDC00).then_some(point);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(raw: &str) -> Option<Vec<u8>> {
        string_value(raw).map(|symbol| symbol.as_wtf8().to_vec())
    }

    #[test]
    fn escapes_are_those_of_javascript() {
        for (raw, expected) in [
            (r#""a\n\t\r\b\v\f\0\\\"\'""#, "a\n\t\r\u{8}\u{B}\u{C}\0\\\"'"),
            (r#""\x41\u0041\u{41}\u{1F600}""#, "AAA😀"),
            (r#""\uD83D\uDE00\u{D83D}\u{DE00}""#, "😀😀"),
            (r#""\101\08\8\377\400""#, "A\u{0}88ÿ\u{20}0"),
            ("\"a\\\nb\\\r\nc\nd\r\ne\rf\\\u{2028}g\"", "abc\nd\ne\nfg"),
            (r#""\/\$\`""#, "/$`"),
        ] {
            assert_eq!(value(raw).as_deref(), Some(expected.as_bytes()), "{raw}");
        }
        for bad in [
            r#""\q""#,
            r#""\xA""#,
            r#""\u12""#,
            r#""\u{}""#,
            r#""\u{110000}""#,
            r#""\u{41""#,
            r#""a"b""#,
            r#""a\""#,
            "\"",
            "",
        ] {
            assert_eq!(value(bad), None, "{bad}");
        }
    }

    #[test]
    fn lone_surrogates_are_kept() {
        assert_eq!(value(r#""\uD800x""#).as_deref(), Some(&[0xED, 0xA0, 0x80, b'x'][..]));
        assert_eq!(value(r#""\uDE00\uD83D""#).as_deref(), Some(&[0xED, 0xB8, 0x80, 0xED, 0xA0, 0xBD][..]));
    }

    #[test]
    fn a_spelling_gives_its_value_back() {
        for raw in [r#""plain""#, r#""\uD800\uD800a\uDFFF""#, r#""😀\u2028\x7F\0001""#, r#""\\\"""#] {
            let first = value(raw).expect("is a string");
            assert_eq!(value(&spell_string(&first)), Some(first), "{raw}");
        }
    }
}
