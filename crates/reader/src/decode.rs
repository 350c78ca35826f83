//! Bytes to text. Entering: the bytes of a file; leaving: its text without byte order mark, or a placed error.

use crate::diagnostics;
use sx_base::{Diagnostic, Span};

/// The byte order mark.
const MARK: [u8; 3] = [0xEF, 0xBB, 0xBF];

/// Why bytes are not a text.
#[derive(Debug)]
pub struct DecodeError {
    /// The error, at the first byte that is not UTF-8.
    pub diagnostic: Diagnostic,
    /// The text with U+FFFD for everything that is not UTF-8, byte order mark left out. Up to the place of the error it
    /// is the text of the file, so that a source made of it shows the line and counts the column.
    pub text: String,
}

/// Decodes UTF-8. Gives the text without a byte order mark and whether there was one; fails on bytes that are not UTF-8.
/// The text is the bytes themselves, not a copy.
pub fn decode(mut bytes: Vec<u8>) -> Result<(String, bool), Box<DecodeError>> {
    let has_mark = bytes.starts_with(&MARK);
    if has_mark {
        bytes.drain(..MARK.len());
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok((text, has_mark)),
        Err(error) => Err(Box::new(describe(error.as_bytes(), error.utf8_error().valid_up_to()))),
    }
}

fn describe(bytes: &[u8], at: usize) -> DecodeError {
    let bad_runs = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    let text = String::from_utf8_lossy(bytes).into_owned();
    // The replacement character is three bytes long. Files of 4 GiB are refused by the reader in any case.
    let start = u32::try_from(at).unwrap_or(u32::MAX - 3);
    let span = Span::new(start, start + 3);
    let is_utf16 = matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]);
    DecodeError { diagnostic: diagnostics::invalid_utf8(span, bytes[at], bad_runs, is_utf16), text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sx_base::Source;

    #[test]
    fn a_byte_order_mark_is_taken_off() {
        assert_eq!(decode("\u{FEFF}(a)".into()).expect("is UTF-8"), ("(a)".to_owned(), true));
        assert_eq!(decode(b"(a)".into()).expect("is UTF-8"), ("(a)".to_owned(), false));
    }

    #[test]
    fn the_first_bad_byte_has_a_line_and_a_column() {
        for mark in [&b""[..], &b"\xEF\xBB\xBF"[..]] {
            let error = decode([mark, b"(def ok 1)\n(def s \"caf\xE9\")\n"].concat()).expect_err("is not UTF-8");
            let source = Source::new("a.lisp", error.text);
            let position = source.lines().position(&source.text, error.diagnostic.span.start);
            assert_eq!((position.line, position.utf16), (1, 11));
            assert_eq!(error.diagnostic.span.slice(&source.text), "\u{FFFD}");
            assert!(error.diagnostic.message.contains("UTF-8") && error.diagnostic.message.contains("0xE9"));
        }
    }

    #[test]
    fn bytes_of_utf_16_are_called_so() {
        let error = decode(b"\xFF\xFE(\0a\0".into()).expect_err("is not UTF-8");
        assert!(error.diagnostic.help.iter().any(|help| help.contains("UTF-16")));
    }
}
