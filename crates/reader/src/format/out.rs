//! The text that is written, and the names in it. Entering: names, brackets, other text; leaving: one text.
//!
//! Nearly all that is written are brackets and short names. A short name is appended as a block of fixed size and cut to
//! its length: that is a few instructions, where a copy of any length is a call.

use super::DEEPEST_INDENT;
use sx_base::Symbol;

/// Names up to so many bytes are short.
const SHORT: usize = 16;

/// Indentation up to so many columns is appended as a block.
const NEAR: usize = 32;

/// A line end and as much as a line is ever indented.
const LINE: [u8; DEEPEST_INDENT + 1] = {
    let mut bytes = [b' '; DEEPEST_INDENT + 1];
    bytes[0] = b'\n';
    bytes
};

/// The start of [`LINE`].
const NEAR_LINE: [u8; NEAR] = {
    let mut bytes = [b' '; NEAR];
    bytes[0] = b'\n';
    bytes
};

/// What was written so far.
#[derive(Default)]
pub(super) struct Out {
    bytes: Vec<u8>,
}

impl Out {
    /// Nothing, with room for so many bytes.
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self { bytes: Vec::with_capacity(bytes) }
    }

    /// Whether nothing was written.
    pub(super) fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// Appends an ASCII character.
    pub(super) fn push(&mut self, byte: u8) {
        debug_assert!(byte.is_ascii());
        self.bytes.push(byte);
    }

    /// Appends a text.
    pub(super) fn push_str(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// Ends the last line if there is one.
    pub(super) fn end_line(&mut self) {
        if !self.is_empty() {
            self.push(b'\n');
        }
    }

    /// Appends a line end, another one if there is to be a blank line, and the indentation of the next line.
    pub(super) fn break_line(&mut self, indent: usize, has_blank: bool) {
        if has_blank {
            self.bytes.push(b'\n');
        }
        if indent < NEAR {
            self.push_block(&NEAR_LINE, indent + 1);
        } else {
            self.bytes.extend_from_slice(&LINE[..=indent]);
        }
    }

    /// Appends the first `len` bytes of a block.
    fn push_block<const N: usize>(&mut self, block: &[u8; N], len: usize) {
        let end = self.bytes.len() + len;
        self.bytes.extend_from_slice(block);
        self.bytes.truncate(end);
    }

    /// The whole text.
    pub(super) fn into_text(self) -> String {
        String::from_utf8(self.bytes).expect("invariant: whole texts were appended")
    }
}

/// The texts of the names that were written, by name.
#[derive(Default)]
pub(super) struct Names {
    texts: Vec<Text>,
}

/// A text that was looked up; the empty one was not.
#[derive(Clone, Copy)]
struct Text {
    /// The text and what fills the block, if the text is short.
    block: [u8; SHORT],
    text: &'static str,
}

impl Names {
    /// Appends `name`, whose text is looked up once.
    pub(super) fn push(&mut self, name: Symbol, out: &mut Out) {
        match self.texts.get(name.index() as usize) {
            Some(Text { block, text }) if (1..=SHORT).contains(&text.len()) => out.push_block(block, text.len()),
            _ => self.push_other(name, out),
        }
    }

    /// Appends a name that is long or was not written before.
    #[cold]
    fn push_other(&mut self, name: Symbol, out: &mut Out) {
        let (text, index) = (name.as_str(), name.index() as usize);
        if text.len() <= SHORT {
            if self.texts.len() <= index {
                self.texts.resize(index + 1, Text { block: [0; SHORT], text: "" });
            }
            let known = &mut self.texts[index];
            known.text = text;
            known.block[..text.len()].copy_from_slice(text.as_bytes());
        }
        out.push_str(text);
    }
}
