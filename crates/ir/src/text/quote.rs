//! Quoted text: any WTF-8 as printable ASCII and Unicode between double quotes, and back.
//!
//! `"a\n\u{D800}"`: the escapes are `\\ \" \n \r \t \u{…}`; a lone surrogate is always an escape.

use std::fmt::Write as _;

/// `bytes` (WTF-8) between double quotes.
pub fn quote(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() + 2);
    out.push('"');
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            quote_char(c, &mut out);
        }
        quote_invalid(chunk.invalid(), &mut out);
    }
    // A lone surrogate is three bytes, which `utf8_chunks` reports one by one.
    out.push('"');
    merge_surrogates(&out)
}

fn quote_char(c: char, out: &mut String) {
    match c {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}') => {
            write!(out, "\\u{{{:X}}}", u32::from(c)).expect("invariant: a string takes all text");
        }
        c => out.push(c),
    }
}

/// Marks each byte of an encoded surrogate; [`merge_surrogates`] makes one escape of three marks.
fn quote_invalid(bytes: &[u8], out: &mut String) {
    for byte in bytes {
        write!(out, "\\x{byte:02X}").expect("invariant: a string takes all text");
    }
}

fn merge_surrogates(text: &str) -> String {
    if !text.contains("\\xED") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let bytes: Vec<u32> = rest.as_bytes().chunks(4).take(3).filter_map(marked_byte).collect();
        if let [0xED, middle, last] = bytes[..] {
            let code = 0xD000 | (middle & 0x3F) << 6 | last & 0x3F;
            write!(out, "\\u{{{code:X}}}").expect("invariant: a string takes all text");
            rest = &rest[12..];
        } else {
            out.push_str(&rest[..2]);
            rest = &rest[2..];
        }
    }
    out.push_str(rest);
    out
}

/// The byte of a mark `\xHH`.
fn marked_byte(mark: &[u8]) -> Option<u32> {
    let digits = std::str::from_utf8(mark.strip_prefix(b"\\x")?).ok()?;
    u32::from_str_radix(digits, 16).ok()
}

/// The WTF-8 of the text between two quotes; `None` for an unknown escape.
pub(super) fn unquote(inner: &str) -> Option<Vec<u8>> {
    let mut out: Vec<u8> = Vec::with_capacity(inner.len());
    let mut chars = inner.chars();
    // A high surrogate that waits for its low half.
    let mut high: Option<u32> = None;
    while let Some(c) = chars.next() {
        let code = if c == '\\' { read_escape(&mut chars)? } else { u32::from(c) };
        if let (Some(first), 0xDC00..=0xDFFF) = (high.take(), code) {
            out.truncate(out.len() - 3);
            push_code(0x10000 + (((first - 0xD800) << 10) | (code - 0xDC00)), &mut out);
            continue;
        }
        high = (0xD800..=0xDBFF).contains(&code).then_some(code);
        push_code(code, &mut out);
    }
    Some(out)
}

fn read_escape(chars: &mut std::str::Chars<'_>) -> Option<u32> {
    match chars.next()? {
        'n' => Some(10),
        'r' => Some(13),
        't' => Some(9),
        c @ ('"' | '\\') => Some(u32::from(c)),
        'u' => {
            let (digits, rest) = chars.as_str().strip_prefix('{')?.split_once('}')?;
            *chars = rest.chars();
            u32::from_str_radix(digits, 16).ok().filter(|&code| code <= 0x10_FFFF)
        }
        _ => None,
    }
}

fn push_code(code: u32, out: &mut Vec<u8>) {
    if let Some(c) = char::from_u32(code) {
        out.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    } else {
        out.extend_from_slice(&[
            0xE0 | (code >> 12) as u8,
            0x80 | (code >> 6 & 0x3F) as u8,
            0x80 | (code & 0x3F) as u8,
        ]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_goes_there_and_back() {
        let lone: &[u8] = &[b'a', 0xED, 0xA0, 0x80, b'\\', b'x', 0xED, 0xBF, 0xBF];
        for bytes in [b"".as_slice(), b"a\"b\\c\n", "é\u{1F600}\u{2028}".as_bytes(), lone, b"\\xED\\xA0\\x80"] {
            let quoted = quote(bytes);
            assert_eq!(unquote(&quoted[1..quoted.len() - 1]).as_deref(), Some(bytes), "{quoted}");
        }
        assert_eq!(quote(lone), r#""a\u{D800}\\x\u{DFFF}""#);
        assert_eq!(unquote(r"\q"), None);
    }
}
