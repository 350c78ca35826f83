//! What each byte of a text can begin or continue. Entering: a byte; leaving: its class, from one table.
//!
//! Whitespace is JavaScript's: `WhiteSpace` and `LineTerminator` of ECMA-262, so that a text means the same to both
//! languages. Bytes outside of ASCII are looked at as characters, see [`whitespace_at`].

/// What a byte means where a token may begin.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(crate) enum Class {
    /// Space, tab, vertical tab, form feed.
    Blank,
    /// LF or CR.
    LineEnd,
    /// Part of a name, a number or a keyword.
    Atom,
    /// `#`: a dispatch where a token begins, part of a name elsewhere.
    Hash,
    /// `.`: may begin a spread.
    Dot,
    /// The first byte of a character outside of ASCII.
    Wide,
    /// `(`, `[`, `{`
    Opener,
    /// `)`, `]`, `}`
    Closer,
    /// `'`, `` ` ``, `,`
    Prefix,
    /// `"`
    Quote,
    /// `;`
    Semicolon,
    /// A control character that is not whitespace.
    Control,
}

static CLASSES: [Class; 256] = {
    let mut table = [Class::Atom; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = class_of(byte as u8);
        byte += 1;
    }
    table
};

const fn class_of(byte: u8) -> Class {
    match byte {
        b' ' | b'\t' | 0x0B | 0x0C => Class::Blank,
        b'\n' | b'\r' => Class::LineEnd,
        b'(' | b'[' | b'{' => Class::Opener,
        b')' | b']' | b'}' => Class::Closer,
        b'\'' | b'`' | b',' => Class::Prefix,
        b'"' => Class::Quote,
        b';' => Class::Semicolon,
        b'#' => Class::Hash,
        b'.' => Class::Dot,
        0..=0x1F | 0x7F => Class::Control,
        0x80..=0xFF => Class::Wide,
        _ => Class::Atom,
    }
}

/// The class of `byte`.
pub(crate) fn class(byte: u8) -> Class {
    CLASSES[byte as usize]
}

/// The length in bytes of the whitespace character outside of ASCII at `at`; 0 when there is none.
/// No-break space, the byte order mark, the space separators, and the line and paragraph separators.
pub(crate) fn whitespace_at(bytes: &[u8], at: usize) -> usize {
    match bytes[at..] {
        [0xC2, 0xA0, ..] => 2,
        [0xE1, 0x9A, 0x80, ..]
        | [0xE3, 0x80, 0x80, ..]
        | [0xEF, 0xBB, 0xBF, ..]
        | [0xE2, 0x80, 0x80..=0x8A | 0xA8 | 0xA9 | 0xAF, ..]
        | [0xE2, 0x81, 0x9F, ..] => 3,
        _ => 0,
    }
}

/// The offset after the whitespace at `at`.
pub(crate) fn whitespace_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = bytes.get(at) {
        at += match class(byte) {
            Class::Blank | Class::LineEnd => 1,
            Class::Wide if whitespace_at(bytes, at) > 0 => whitespace_at(bytes, at),
            _ => break,
        };
    }
    at
}

/// Whether U+2028 or U+2029 stands at `at`: the line terminators that are not ASCII.
pub(crate) fn is_wide_line_end(bytes: &[u8], at: usize) -> bool {
    matches!(bytes[at..], [0xE2, 0x80, 0xA8 | 0xA9, ..])
}

/// The offset after the atom that begins at `at`: up to whitespace, a bracket, a quote, a control character or a block
/// comment.
pub(crate) fn atom_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = bytes.get(at) {
        match class(byte) {
            Class::Hash if bytes.get(at + 1) == Some(&b'|') => break,
            Class::Atom | Class::Hash | Class::Dot => at += 1,
            Class::Wide if whitespace_at(bytes, at) == 0 => at += 1,
            Class::Wide
            | Class::Blank
            | Class::LineEnd
            | Class::Opener
            | Class::Closer
            | Class::Prefix
            | Class::Quote
            | Class::Semicolon
            | Class::Control => break,
        }
    }
    at
}

/// The place behind the block comment that begins at `start`; nested comments are part of it. `None`: it does not end.
pub(crate) fn block_comment_end(bytes: &[u8], start: usize) -> Option<usize> {
    let (mut at, mut depth) = (start + 2, 1usize);
    while depth > 0 {
        match bytes.get(at..at + 2)? {
            b"#|" => (at, depth) = (at + 2, depth + 1),
            b"|#" => (at, depth) = (at + 2, depth - 1),
            _ => at += 1,
        }
    }
    Some(at)
}

/// The offset of the line end at or after `at`, or the end of the text.
pub(crate) fn line_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = bytes.get(at) {
        if byte == b'\n' || byte == b'\r' || (byte == 0xE2 && is_wide_line_end(bytes, at)) {
            break;
        }
        at += 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whitespace_is_that_of_javascript() {
        for c in
            ['\u{A0}', '\u{1680}', '\u{2003}', '\u{2028}', '\u{2029}', '\u{202F}', '\u{205F}', '\u{3000}', '\u{FEFF}']
        {
            assert_eq!(whitespace_at(c.to_string().as_bytes(), 0), c.len_utf8(), "{c:?}");
        }
        for c in ['é', '\u{180E}', '\u{200B}', '\u{2010}', '😀'] {
            assert_eq!(whitespace_at(c.to_string().as_bytes(), 0), 0, "{c:?}");
        }
    }

    #[test]
    fn an_atom_ends_where_something_else_begins() {
        for (text, end) in [("ab(c", 2), ("é\u{A0}x", 2), ("a#b.c;", 5), ("a\u{0}", 1), ("a'b", 1), ("x", 1)] {
            assert_eq!(atom_end(text.as_bytes(), 0), end, "{text:?}");
        }
    }
}
