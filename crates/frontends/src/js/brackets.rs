//! Brackets of a text that no parser could read.
//!
//! Entering: a text. Leaving: which of its brackets belong together, outside of strings, comments and the text of
//! templates. Regular expressions are told from divisions by the byte before, so that some may be misread: what follows
//! from it is tried, never believed.

use super::words::skip_trivia;
use rustc_hash::FxHashMap;

/// The brackets of a text outside of strings, comments and regular expressions.
#[derive(Default)]
pub(super) struct Brackets {
    /// Where they open and close.
    pub(super) pairs: Vec<(usize, usize)>,
    /// The same by where they close, and by where they open.
    pub(super) opened: FxHashMap<usize, usize>,
    pub(super) closed: FxHashMap<usize, usize>,
    /// Where the bracket around one opens, by where that does.
    pub(super) around: FxHashMap<usize, usize>,
}

impl Brackets {
    /// The brackets of `text`.
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let (mut brackets, mut open, mut at) = (Self::default(), Vec::<usize>::new(), 0);
        // The last byte that was neither white space nor comment.
        let mut before = b';';
        while let Some(&byte) = bytes.get(at) {
            let is_in_template = open.last().is_some_and(|&open| bytes[open] == b'`');
            let next = match byte {
                b'`' if is_in_template => {
                    open.pop();
                    at + 1
                }
                b'\\' if is_in_template => at + 2,
                b'$' if is_in_template && bytes.get(at + 1) == Some(&b'{') => {
                    open.push(at + 1);
                    at + 2
                }
                _ if is_in_template => at + 1,
                b'`' => {
                    open.push(at);
                    at + 1
                }
                b'"' | b'\'' => end_of_literal(bytes, at, byte),
                b'/' if matches!(bytes.get(at + 1), Some(b'/' | b'*')) => {
                    at = skip_trivia(text, at);
                    continue;
                }
                b'/' if !matches!(before, b')' | b']' | b'}' | b'"' | b'\'' | b'`') && !is_word_byte(before) => {
                    end_of_literal(bytes, at, b'/')
                }
                b'(' | b'[' | b'{' => {
                    if let Some(&around) = open.last() {
                        brackets.around.insert(at, around);
                    }
                    open.push(at);
                    at + 1
                }
                b')' | b']' | b'}' => {
                    if let Some(start) = open.pop() {
                        brackets.pairs.push((start, at));
                        brackets.opened.insert(at, start);
                        brackets.closed.insert(start, at);
                    }
                    at + 1
                }
                _ => at + 1,
            };
            if !byte.is_ascii_whitespace() {
                before = byte;
            }
            at = next;
        }
        brackets
    }
}

fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | 0x80..)
}

/// Behind the literal that begins at byte `start` and ends with `quote`, or right behind the quote where a line ends first.
fn end_of_literal(bytes: &[u8], start: usize, quote: u8) -> usize {
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'\n' => return start + 1,
            _ if byte == quote => return at + 1,
            _ => {}
        }
        at += 1;
    }
    start + 1
}
