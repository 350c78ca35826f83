//! Tokens of the textual IR.
//!
//! Entering: text. Leaving: tokens with spans, ending in [`Token::End`] for ever. Nothing fails: what is no token is
//! [`Token::Bad`].

use super::quote::unquote;
use sx_base::{Span, Symbol};

/// A token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Token {
    /// `%name`, without the sign.
    Value(Symbol),
    /// A bare word, number or dotted name.
    Word(Symbol),
    /// Quoted text.
    Text(Symbol),
    /// `@name`, without the sign.
    Attribute(Symbol),
    /// One of `{ } [ ] = , -`.
    Punct(u8),
    /// No token of this language.
    Bad,
    /// The end of the text.
    End,
}

/// A cursor over the tokens.
pub(super) struct Lexer<'a> {
    text: &'a str,
    pos: usize,
}

impl<'a> Lexer<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self { text, pos: 0 }
    }

    /// The position, to come back to.
    pub(super) fn save(&self) -> usize {
        self.pos
    }

    /// Goes back to a saved position.
    pub(super) fn restore(&mut self, pos: usize) {
        self.pos = pos;
    }

    /// The next token and its place.
    pub(super) fn lex_token(&mut self) -> (Token, Span) {
        self.skip_blanks();
        let start = self.pos;
        let token = self.lex_at(start);
        (token, Span::new(start as u32, self.pos as u32))
    }

    fn lex_at(&mut self, start: usize) -> Token {
        let bytes = self.text.as_bytes();
        let Some(&first) = bytes.get(start) else { return Token::End };
        match first {
            b'{' | b'}' | b'[' | b']' | b'=' | b',' | b'-' => {
                self.pos += 1;
                Token::Punct(first)
            }
            b'"' => self.lex_text(),
            b'%' | b'@' => {
                self.pos += 1;
                let name = self.lex_word();
                match name {
                    "" => Token::Bad,
                    _ if first == b'%' => Token::Value(Symbol::intern(name)),
                    _ => Token::Attribute(Symbol::intern(name)),
                }
            }
            _ => match self.lex_word() {
                "" => {
                    self.pos += self.text[start..].chars().next().map_or(1, char::len_utf8);
                    Token::Bad
                }
                word => Token::Word(Symbol::intern(word)),
            },
        }
    }

    fn lex_word(&mut self) -> &'a str {
        let rest = &self.text[self.pos..];
        let is_part = |c: char| sx_base::names::is_id_continue(c) || c == '.' || c == '-';
        let len = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
        self.pos += len;
        &rest[..len]
    }

    fn lex_text(&mut self) -> Token {
        let start = self.pos + 1;
        let bytes = self.text.as_bytes();
        self.pos = start;
        while let Some(&byte) = bytes.get(self.pos) {
            match byte {
                b'"' => {
                    let inner = &self.text[start..self.pos];
                    self.pos += 1;
                    return unquote(inner).map_or(Token::Bad, |bytes| Token::Text(Symbol::intern_wtf8(&bytes)));
                }
                b'\\' => self.pos = (self.pos + 2).min(bytes.len()),
                _ => self.pos += 1,
            }
        }
        self.pos = bytes.len();
        Token::Bad
    }

    fn skip_blanks(&mut self) {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.pos) {
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' => self.pos += 1,
                b';' => {
                    let rest = &bytes[self.pos..];
                    self.pos += rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
                }
                _ => return,
            }
        }
    }
}
