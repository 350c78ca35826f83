//! Openers, closers and prefixes, and what happens when they do not match.
//!
//! One mistake gives one error. A closer that fits an outer bracket closes what is between; one that fits nothing closes
//! the bracket at hand. After such a repair closers are silent until a form begins in the first column.

use super::nest::{Frame, FrameKind, Mark, Suspect};
use super::{Reader, span};
use crate::bytes::{self, Class, class};
use crate::diagnostics;
use crate::form::{FormId, FormKind};
use sx_base::{Comment, CommentKind, Span, Symbol};

impl Reader<'_> {
    /// Opens a form whose opener has `width` bytes here.
    pub(super) fn open(&mut self, kind: FrameKind, width: usize) {
        let start = self.pos as u32;
        let column = (self.pos - self.line_start) as u32;
        if self.is_line_fresh {
            self.check_indentation(column);
        }
        self.nest.push(Frame {
            kind,
            has_colon: false,
            begins_line: self.is_line_fresh,
            start,
            column,
            kids: self.stack.len() as u32,
            comments: self.comments.len() as u32,
            suspect: None,
        });
        self.end_token(self.pos + width);
    }

    /// Opens `#;`: what follows is forgotten.
    pub(super) fn open_datum_comment(&mut self) {
        let last_end = self.last_end;
        self.open(FrameKind::Datum, 2);
        self.last_end = last_end;
        let (forms, kids) = (self.forms.len(), self.forms.kids_len());
        self.nest.marks.push(Mark { forms, kids, depth: self.nest.depth, deepest: self.nest.deepest });
    }

    /// A line begins here with an opener: the innermost open form should have its opener further left.
    fn check_indentation(&mut self, column: u32) {
        if column == 0 {
            self.nest.is_quiet = false;
        }
        let after = self.last_end;
        if let Some(frame) = self.nest.frames.last_mut()
            && column <= frame.column
            && frame.kind != FrameKind::Hole
        {
            let opener = frame.opener();
            frame.suspect.get_or_insert(Suspect { after, opener });
        }
    }

    pub(super) fn read_opener(&mut self, byte: u8) {
        let kind = match byte {
            b'(' => FrameKind::List,
            b'[' => FrameKind::Array,
            _ => FrameKind::Object,
        };
        self.open(kind, 1);
    }

    pub(super) fn read_closer(&mut self, byte: u8) {
        if self.nest.waits_for_form() {
            self.drop_prefixes(Some(byte as char));
        }
        let Some(top) = self.nest.top().copied() else { return self.read_stray_closer(byte) };
        if !top.kind.closes_with(byte) {
            self.report_mismatch(&top, byte);
            if top.kind == FrameKind::Hole {
                return self.end_token(self.pos + 1);
            }
            if self.nest.has_open(byte) {
                self.close_until(byte);
            }
        }
        self.close_top();
    }

    /// A closer where nothing is open. It is dropped.
    fn read_stray_closer(&mut self, byte: u8) {
        if !self.nest.is_quiet {
            self.report(diagnostics::stray_closer(span(self.pos, self.pos + 1), byte as char));
        }
        self.nest.is_quiet = true;
        self.end_token(self.pos + 1);
    }

    fn report_mismatch(&mut self, top: &Frame, byte: u8) {
        if !self.nest.is_quiet {
            let place = span(self.pos, self.pos + 1);
            let (open, close) = (top.kind.open_text(), top.kind.close_text());
            self.report(diagnostics::mismatched(place, byte as char, top.opener(), open, close));
        }
        self.nest.is_quiet = true;
    }

    /// Closes what is open inside of the form that `byte` closes.
    fn close_until(&mut self, byte: u8) {
        while self.nest.top().is_some_and(|frame| !frame.kind.closes_with(byte)) {
            let frame = self.nest.pop().expect("invariant: a form is open");
            if !frame.kind.is_prefix() {
                let form = self.close_frame(&frame, self.pos);
                self.finish_form(form);
            }
        }
    }

    /// Closes the innermost form with the closer that stands here.
    fn close_top(&mut self) {
        let frame = self.nest.pop().expect("invariant: a form is open");
        let end = self.pos + 1;
        if frame.kind == FrameKind::Hole {
            self.close_hole(&frame, end);
            self.end_token(end);
            return self.read_template_text();
        }
        let form = self.close_frame(&frame, end);
        self.end_token(end);
        self.finish_form(form);
    }

    /// Makes the form of `frame`, which is not a prefix and ends at `end`.
    pub(super) fn close_frame(&mut self, frame: &Frame, end: usize) -> FormId {
        if let (Some(suspect), Some(parent)) = (frame.suspect, self.nest.frames.last_mut()) {
            // The earliest contradiction is the one nearest to the mistake.
            parent.suspect = Some(parent.suspect.filter(|known| known.after <= suspect.after).unwrap_or(suspect));
        }
        let kind = match frame.kind {
            FrameKind::List => FormKind::List,
            FrameKind::Array => FormKind::Array,
            FrameKind::Object => FormKind::Object,
            FrameKind::Set => FormKind::Set,
            FrameKind::Template => FormKind::Template,
            FrameKind::Hole
            | FrameKind::Quote
            | FrameKind::Quasiquote
            | FrameKind::Unquote
            | FrameKind::UnquoteSplicing
            | FrameKind::Spread
            | FrameKind::Datum
            | FrameKind::Unknown => FormKind::Error,
        };
        if kind == FormKind::Template && (self.stack.len() - frame.kids as usize).is_multiple_of(2) {
            // Cut off in a hole: texts and forms alternate nevertheless.
            let text = FormKind::TemplateText(Symbol::intern(""));
            let form = self.forms.leaf(text, Span::at(end as u32));
            self.stack.push(form);
        }
        let has_types = matches!(kind, FormKind::List | FormKind::Array | FormKind::Object);
        if frame.has_colon && has_types {
            self.fold_types(frame.kids as usize);
        }
        self.add_parent(kind, frame.kids as usize, span(frame.start as usize, end))
    }

    /// Ends `${form}`: exactly one form stands in it, whatever was written.
    fn close_hole(&mut self, frame: &Frame, end: usize) {
        let found = self.stack.len() - frame.kids as usize;
        if found == 1 {
            return;
        }
        let place = span(frame.start as usize, end);
        self.report(diagnostics::template_hole(place, found));
        self.stack.truncate(frame.kids as usize);
        let form = self.forms.leaf(FormKind::Error, place);
        self.stack.push(form);
    }

    /// Makes the form of a prefix and the form after it; `None` when it was a comment.
    pub(super) fn finish_prefix(&mut self, frame: Frame, form: FormId) -> Option<FormId> {
        let whole = Span::new(frame.start, self.forms.span(form).end);
        let kind = match frame.kind {
            FrameKind::Datum => {
                self.hide(&frame, whole);
                return None;
            }
            FrameKind::Quote => FormKind::Quote,
            FrameKind::Quasiquote => FormKind::Quasiquote,
            FrameKind::Unquote => FormKind::Unquote,
            FrameKind::UnquoteSplicing => FormKind::UnquoteSplicing,
            FrameKind::Spread => FormKind::Spread,
            FrameKind::Unknown => return Some(self.forms.leaf(FormKind::Error, whole)),
            FrameKind::List
            | FrameKind::Array
            | FrameKind::Object
            | FrameKind::Set
            | FrameKind::Template
            | FrameKind::Hole => FormKind::Error,
        };
        let made = self.forms.add(kind, &[form], whole);
        self.nest.note_depth(made);
        Some(made)
    }

    /// Turns what was read since `frame` into a comment.
    fn hide(&mut self, frame: &Frame, span: Span) {
        let mark = self.nest.marks.pop().expect("invariant: each datum comment has kept its mark");
        self.forms.truncate(mark.forms, mark.kids);
        (self.nest.depth, self.nest.deepest) = (mark.depth, mark.deepest);
        self.comments.truncate(frame.comments as usize);
        self.comments.push(Comment { span, kind: CommentKind::Datum });
    }

    /// Drops prefixes that have no form after them, with one error for all of them.
    pub(super) fn drop_prefixes(&mut self, before: Option<char>) {
        let mut is_first = true;
        while let Some(frame) = self.nest.pop_prefix() {
            if frame.kind == FrameKind::Datum {
                self.nest.marks.pop();
            }
            if is_first && frame.kind != FrameKind::Unknown {
                let open = frame.kind.open_text();
                self.report(diagnostics::prefix_without_form(frame.opener(), open, before));
            }
            is_first = false;
        }
    }

    pub(super) fn read_prefix(&mut self, byte: u8) {
        let (kind, width) = match byte {
            b'\'' => (FrameKind::Quote, 1),
            b'`' => (FrameKind::Quasiquote, 1),
            _ if self.bytes.get(self.pos + 1) == Some(&b'@') => (FrameKind::UnquoteSplicing, 2),
            _ => (FrameKind::Unquote, 1),
        };
        self.open(kind, width);
    }

    /// Whether a form, or a comment before one, begins right at byte `at`.
    pub(super) fn begins_form(&self, at: usize) -> bool {
        match self.bytes.get(at..).unwrap_or_default() {
            [] | [b'#', b';', ..] => false,
            rest @ [byte, ..] => match class(*byte) {
                Class::Blank | Class::LineEnd | Class::Closer | Class::Semicolon | Class::Control => false,
                Class::Wide => bytes::whitespace_at(rest, 0) == 0,
                Class::Atom | Class::Hash | Class::Dot | Class::Opener | Class::Prefix | Class::Quote => true,
            },
        }
    }

    /// Whether a form begins right at byte `at`, where a comment ends, or behind the comments that are glued to it: below
    /// one that ends its line. Comments are looked at once, since those of a run say the same.
    pub(super) fn leads_to_form(&mut self, at: usize) -> bool {
        if at < self.comments_ahead.0 {
            return self.comments_ahead.1;
        }
        let mut end = at;
        loop {
            match self.bytes.get(end..).unwrap_or_default() {
                [b'#', b'|', ..] => match bytes::block_comment_end(self.bytes, end) {
                    Some(behind) => end = behind,
                    None => break,
                },
                [b';', ..] => end = bytes::whitespace_end(self.bytes, bytes::line_end(self.bytes, end)),
                _ => break,
            }
        }
        let leads = !self.bytes[end..].starts_with(b"#|") && self.begins_form(end);
        self.comments_ahead = (end, leads);
        leads
    }

    /// `...x` is a spread, also with comments glued between them; `...` alone is a symbol.
    pub(super) fn read_dot(&mut self) {
        let rest = &self.bytes[self.pos..];
        let Some(after) = rest.strip_prefix(b"...") else { return self.read_atom() };
        let is_alone = match after {
            [b'#', b'|', ..] => !self.leads_to_form(self.pos + 3),
            [b'.', b'0'..=b'9', ..] => false,
            [b'.', ..] => return self.read_atom(),
            _ => !self.begins_form(self.pos + 3),
        };
        if is_alone {
            let ellipsis = FormKind::Symbol(Symbol::intern("..."));
            self.finish_leaf(ellipsis, self.pos, self.pos + 3);
        } else {
            self.open(FrameKind::Spread, 3);
        }
    }
}
