//! The lines of a text that is mostly ASCII, faster than the standard library cuts and trims them.

use std::borrow::Cow;

/// The lines of `text` without their ends, `\n` or `\r\n`: what [`str::lines`] gives.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text).filter(|text| !text.is_empty());
    std::iter::from_fn(move || {
        let text = rest?;
        let (line, after) = match memchr::memchr(b'\n', text.as_bytes()) {
            Some(end) => (&text[..end], Some(&text[end + 1..]).filter(|after| !after.is_empty())),
            None => (text, None),
        };
        rest = after;
        // A `\r` that ends the text ends no line.
        let is_ended = line.len() < text.len();
        Some(line.strip_suffix('\r').filter(|_| is_ended).unwrap_or(line))
    })
}

/// `text` with `\n` for each of its line ends, as JavaScript reads templates (ECMA-262, TRV).
pub fn with_line_feeds(text: &str) -> Cow<'_, str> {
    if memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// `line` without the white space at both ends: what [`str::trim`] gives.
pub fn trim(line: &str) -> &str {
    let short = line.trim_ascii();
    let is_plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_graphic);
    if is_plain(short.as_bytes().first()) && is_plain(short.as_bytes().last()) { short } else { line.trim() }
}

/// The columns of the white space with which the last line of `text` begins, a tab taking two. `None` where `text` has
/// one line only: it begins somewhere else.
pub fn last_indent(text: &str) -> Option<usize> {
    let start = memchr::memrchr(b'\n', text.as_bytes())? + 1;
    let blanks = text.as_bytes()[start..].iter().take_while(|byte| matches!(byte, b' ' | b'\t'));
    Some(blanks.map(|&byte| if byte == b'\t' { 2 } else { 1 }).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_line_is_indented_by_blanks_and_tabs() {
        for (text, columns) in [("", None), ("  a", None), ("a\n", Some(0)), ("\n a\n \t b ", Some(4))] {
            assert_eq!(last_indent(text), columns, "{text:?}");
        }
    }

    #[test]
    fn lines_and_trim_are_those_of_the_standard_library() {
        let parts = ["", "a", " ", "\t*", "\n", "\r\n", "\r", "é ", "\u{a0}", "\u{b}", "\u{2028}", "\u{85}x"];
        for a in parts {
            for b in parts {
                for c in parts {
                    for d in parts {
                        let text = [a, b, c, d].concat();
                        assert!(lines(&text).eq(text.lines()), "{text:?}");
                        assert_eq!(trim(&text), text.trim(), "{text:?}");
                    }
                }
            }
        }
    }
}
