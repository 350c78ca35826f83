//! Text of users as a terminal may have it.
//!
//! `"red \u{1b}[31m"` is shown as `red \x1B[31m`: what would move the cursor, colour what follows or turn the direction of
//! the line is written as an escape. Newlines and tabs stay.

use std::borrow::Cow;
use std::fmt::Write;

/// `text` without control characters.
pub(crate) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        let code = u32::from(c);
        // Writing to a string does not fail.
        let _ = match c {
            _ if !is_hidden(c) => out.write_char(c),
            '\r' => out.write_str("\\r"),
            _ if code < 0x100 => write!(out, "\\x{code:02X}"),
            _ => write!(out, "\\u{{{code:X}}}"),
        };
    }
    Cow::Owned(out)
}

/// Whether a terminal would do something with it, besides a new line or a tab.
pub(super) fn is_hidden(c: char) -> bool {
    let turns_the_line =
        matches!(c, '\u{200E}' | '\u{200F}' | '\u{61C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    (c.is_control() && c != '\n' && c != '\t') || turns_the_line
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn what_a_terminal_would_do_is_written() {
        assert_eq!(visible("é\t1\n"), "é\t1\n");
        assert_eq!(visible("a\u{1b}[31m\u{9b}\r\u{202e}\u{7f}b"), "a\\x1B[31m\\x9B\\r\\u{202E}\\x7Fb");
    }
}
