//! What `#` begins: comments, sets, templates, regular expressions, private names, and errors.

use super::nest::FrameKind;
use super::{Reader, span};
use crate::bytes::{self, Class, class};
use crate::diagnostics;
use crate::form::FormKind;
use crate::regex;
use sx_base::names::is_id_start;
use sx_base::{CommentKind, Symbol};

impl Reader<'_> {
    pub(super) fn read_dispatch(&mut self) {
        match self.bytes.get(self.pos + 1) {
            Some(b'|') => self.read_block_comment(),
            Some(b';') => self.open_datum_comment(),
            Some(b'{') => self.open(FrameKind::Set, 2),
            Some(b'`') => {
                self.open(FrameKind::Template, 2);
                self.read_template_text();
            }
            Some(b'/') => self.read_regex(),
            Some(b'!') if self.pos == 0 => self.read_line_comment(CommentKind::Hashbang),
            Some(_) if self.text[self.pos + 1..].starts_with(is_id_start) => self.read_atom(),
            Some(_) | None => self.read_unknown_dispatch(),
        }
    }

    /// Reads `#@galaxy`, with the form that is glued to it, as one error.
    fn read_unknown_dispatch(&mut self) {
        let start = self.pos;
        let mut end = bytes::atom_end(self.bytes, start + 1);
        if &self.bytes[start..end] == b"#\\" {
            // A character of another Lisp, `#\(`: what follows is part of it.
            end += self.text[end..].chars().next().map_or(0, char::len_utf8);
        }
        let glued = self.bytes.get(end).map(|byte| class(*byte));
        let has_form = matches!(glued, Some(Class::Opener | Class::Quote | Class::Prefix));
        let shown = if has_form && end == start + 1 { end + 1 } else { end };
        self.report(diagnostics::unknown_dispatch(span(start, shown), &self.text[start..shown]));
        if has_form {
            self.open(FrameKind::Unknown, end - start);
        } else {
            self.finish_leaf(FormKind::Error, start, end);
        }
    }

    fn read_regex(&mut self) {
        let start = self.pos;
        let Some(slash) = regex_end(self.bytes, start + 2) else { return self.cut_off_regex(start) };
        let flags_end = bytes::atom_end(self.bytes, slash + 1);
        let flags = &self.text[slash + 1..flags_end];
        if slash == start + 2 || self.bytes[start + 2] == b'*' {
            self.report(diagnostics::empty_regex(span(start, start + 3), &self.text[start + 1..start + 3]));
            return self.finish_leaf(FormKind::Error, start, flags_end);
        }
        if !regex::are_flags(flags) {
            self.report(diagnostics::bad_regex_flags(span(slash + 1, flags_end), flags));
            return self.finish_leaf(FormKind::Error, start, flags_end);
        }
        if let Err(error) = regex::check_regex(&self.text[start + 2..slash], flags) {
            let (from, to) = (start + 2 + error.place.start, start + 2 + error.place.end);
            self.report(diagnostics::bad_pattern(span(from, to), &error.message));
            return self.finish_leaf(FormKind::Error, start, flags_end);
        }
        let literal = Symbol::intern(&self.text[start + 1..flags_end]);
        self.finish_leaf(FormKind::Regex(literal), start, flags_end);
    }

    /// A regular expression without end is taken to end before the next blank or closer, so that brackets still match.
    fn cut_off_regex(&mut self, start: usize) {
        let is_end = |byte: &u8| matches!(class(*byte), Class::Blank | Class::LineEnd | Class::Closer);
        let len = self.bytes[start..].iter().position(is_end).unwrap_or(self.bytes.len() - start);
        self.report(diagnostics::unterminated_regex(span(start, start + 2)));
        self.finish_leaf(FormKind::Error, start, start + len);
    }
}

/// The offset of the `/` that ends the pattern which begins at `at`; `None` when the line ends first.
fn regex_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    let line_end = bytes::line_end(bytes, at);
    let mut in_class = false;
    while at < line_end {
        match bytes[at] {
            b'\\' => at += 1,
            b'[' => in_class = true,
            b']' => in_class = false,
            b'/' if !in_class => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}
