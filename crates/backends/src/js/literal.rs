//! Literals as JavaScript spells them.
//!
//! Entering: the value of a string in WTF-8, or the spelling it has in the source. Leaving: `"it's"`, `'say "hi"'`,
//! `"\uD800"`. Numbers and regular expressions keep their spelling and need nothing of this.
//!
//! Holds afterwards: the text is one token, on one line unless the source escapes its line ends, and evaluates to the value that was given.

use super::writer::Writer;

/// Whether `raw`, a spelling with its quotes, may stand in JavaScript as it is. A Lisp string may hold line ends that no
/// backslash goes before.
pub(super) fn escapes_lines(raw: &str) -> bool {
    let bytes = raw.as_bytes();
    let mut ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
    ends.all(|end| {
        let backslashes = bytes[..end].iter().rev().take_while(|&&byte| byte == b'\\').count();
        bytes[end] == b'\n' && backslashes % 2 == 1
    })
}

/// Writes `value` as a string literal with the fewest escapes.
pub(super) fn write_string(out: &mut Writer, value: &[u8]) {
    if let Ok(text) = std::str::from_utf8(value)
        && value.iter().all(|&byte| (b' '..0x7F).contains(&byte) && byte != b'"' && byte != b'\\')
    {
        out.push_static("\"");
        out.push_str(text);
        out.push_static("\"");
        return;
    }
    let balance = value.iter().map(|&byte| i64::from(byte == b'"') - i64::from(byte == b'\'')).sum::<i64>();
    let quote = if balance > 0 { '\'' } else { '"' };
    out.push_char(quote);
    write_escaped(out, value, quote);
    out.push_char(quote);
}

fn write_escaped(out: &mut Writer, value: &[u8], quote: char) {
    let mut rest = value;
    while let Some(at) = rest.windows(3).position(|bytes| bytes[0] == 0xED && bytes[1] >= 0xA0) {
        write_escaped_text(out, &String::from_utf8_lossy(&rest[..at]), quote);
        let unit = 0xD000 | u32::from(rest[at + 1] & 0x3F) << 6 | u32::from(rest[at + 2] & 0x3F);
        write_hex(out, "\\u", unit, 4);
        rest = &rest[at + 3..];
    }
    write_escaped_text(out, &String::from_utf8_lossy(rest), quote);
}

fn write_escaped_text(out: &mut Writer, text: &str, quote: char) {
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' => out.push_static("\\n"),
            '\r' => out.push_static("\\r"),
            '\t' => out.push_static("\\t"),
            '\u{8}' => out.push_static("\\b"),
            '\u{B}' => out.push_static("\\v"),
            '\u{C}' => out.push_static("\\f"),
            // `\0` before a digit would be an octal escape.
            '\0' if !chars.peek().is_some_and(char::is_ascii_digit) => out.push_static("\\0"),
            '\\' => out.push_static("\\\\"),
            c if c == quote => {
                out.push_static("\\");
                out.push_char(c);
            }
            '\0'..='\u{1F}' | '\u{7F}'..='\u{9F}' => write_hex(out, "\\x", u32::from(c), 2),
            '\u{2028}' | '\u{2029}' | '\u{FEFF}' => write_hex(out, "\\u", u32::from(c), 4),
            c => out.push_char(c),
        }
    }
}

/// Writes `prefix` and `value` in hexadecimal with `digits` digits.
fn write_hex(out: &mut Writer, prefix: &'static str, value: u32, digits: u32) {
    out.push_static(prefix);
    for at in (0..digits).rev() {
        let digit = value >> (4 * at) & 15;
        out.push_char(char::from_digit(digit, 16).map_or('0', |c| c.to_ascii_uppercase()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spelled(value: &[u8]) -> String {
        let mut out = Writer::new(0, None);
        write_string(&mut out, value);
        out.finish().0
    }

    #[test]
    fn strings_have_the_fewest_escapes() {
        for (value, text) in [
            ("plain", "\"plain\""),
            ("it's", "\"it's\""),
            ("say \"hi\"", "'say \"hi\"'"),
            ("a\nb\\\t", "\"a\\nb\\\\\\t\""),
            ("\0a", "\"\\0a\""),
            ("\u{0}1", "\"\\x001\""),
            ("\u{1F}\u{85}", "\"\\x1F\\x85\""),
            ("é\u{2028}\u{1F600}", "\"é\\u2028\u{1F600}\""),
        ] {
            assert_eq!(spelled(value.as_bytes()), text);
        }
    }

    #[test]
    fn lone_surrogates_are_escaped() {
        assert_eq!(spelled(&[b'a', 0xED, 0xA0, 0xBD, b'"', 0xED, 0xB0, 0x80]), "'a\\uD83D\"\\uDC00'");
    }
}
