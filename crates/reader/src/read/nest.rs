//! Brackets and prefixes: what is open, and what happens when openers and closers do not match.
//!
//! One mistake gives one error. A closer that fits an outer bracket closes what is between; one that fits nothing closes
//! the bracket at hand. After such a repair closers are silent until a form begins in the first column. What is open at
//! the end is reported at its opener, with the place where indentation contradicts the brackets.

use super::{Reader, span};
use crate::bytes;
use crate::diagnostics::{self, Unclosed};
use crate::form::{FormId, FormKind};
use sx_base::{Comment, CommentKind, Span};

/// What is open.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum FrameKind {
    List,
    Array,
    Object,
    Set,
    /// A template; on top only while its text is read.
    Template,
    /// `${` of a template.
    Hole,
    Quote,
    Quasiquote,
    Unquote,
    UnquoteSplicing,
    Spread,
    /// `#;`: the next form is a comment.
    Datum,
    /// An unknown dispatch: the form that is glued to it is part of the error.
    Unknown,
}

impl FrameKind {
    /// Whether the next form ends it.
    pub(super) const fn is_prefix(self) -> bool {
        match self {
            Self::Quote | Self::Quasiquote | Self::Unquote | Self::UnquoteSplicing | Self::Spread => true,
            Self::Datum | Self::Unknown => true,
            Self::List | Self::Array | Self::Object | Self::Set | Self::Template | Self::Hole => false,
        }
    }

    const fn open_text(self) -> &'static str {
        match self {
            Self::List => "(",
            Self::Array => "[",
            Self::Object => "{",
            Self::Set => "#{",
            Self::Template => "#`",
            Self::Hole => "${",
            Self::Quote => "'",
            Self::Quasiquote => "`",
            Self::Unquote => ",",
            Self::UnquoteSplicing => ",@",
            Self::Spread => "...",
            Self::Datum => "#;",
            Self::Unknown => "#",
        }
    }

    const fn close_text(self) -> &'static str {
        match self {
            Self::List => ")",
            Self::Array => "]",
            Self::Object | Self::Set | Self::Hole => "}",
            Self::Template => "`",
            Self::Quote | Self::Quasiquote | Self::Unquote | Self::UnquoteSplicing => "",
            Self::Spread | Self::Datum | Self::Unknown => "",
        }
    }

    fn closes_with(self, byte: u8) -> bool {
        self.close_text().as_bytes() == [byte]
    }

    /// Which counter of [`Nest::open`] it has.
    const fn bracket(self) -> Option<usize> {
        match self {
            Self::List => Some(0),
            Self::Array => Some(1),
            Self::Object | Self::Set => Some(2),
            Self::Template | Self::Hole | Self::Quote | Self::Quasiquote | Self::Unquote => None,
            Self::UnquoteSplicing | Self::Spread | Self::Datum | Self::Unknown => None,
        }
    }
}

/// One open form.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    pub(super) kind: FrameKind,
    /// A lone `:` or `?:` was read in it.
    pub(super) has_colon: bool,
    /// Its opener is the first token of its line.
    begins_line: bool,
    /// Offset of the opener.
    start: u32,
    /// Column of the opener in bytes.
    column: u32,
    /// Number of forms that waited when it was opened.
    kids: u32,
    /// Number of comments when it was opened.
    comments: u32,
    suspect: Option<Suspect>,
}

/// Where a line begins no deeper than the opener that is open: a closer is probably missing before it.
#[derive(Clone, Copy, Debug)]
struct Suspect {
    /// Offset after the token before that line.
    after: u32,
    /// The opener.
    opener: Span,
}

/// What to go back to when a hidden form has been read.
#[derive(Clone, Copy, Debug)]
struct Mark {
    forms: usize,
    kids: usize,
    depth: u32,
    deepest: Option<FormId>,
}

/// The open forms.
#[derive(Default)]
pub(super) struct Nest {
    frames: Vec<Frame>,
    /// Open brackets by kind, since the last `${`.
    open: [u32; 3],
    /// The counts outside of each open `${`.
    holes: Vec<[u32; 3]>,
    /// For each open `#;`.
    marks: Vec<Mark>,
    /// A bracket was repaired, so closers say nothing reliable for now.
    is_quiet: bool,
    pub(super) depth: u32,
    pub(super) deepest: Option<FormId>,
}

impl Nest {
    fn top(&self) -> Option<&Frame> {
        self.frames.last()
    }

    pub(super) fn top_kind(&self) -> Option<FrameKind> {
        self.top().map(|frame| frame.kind)
    }

    /// Offset of the innermost opener; 0 when nothing is open.
    pub(super) fn top_start(&self) -> u32 {
        self.top().map_or(0, |frame| frame.start)
    }

    pub(super) fn note_colon(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            frame.has_colon = true;
        }
    }

    /// Closes the innermost form when the form that was just read ends it.
    pub(super) fn pop_prefix(&mut self) -> Option<Frame> {
        self.frames.pop_if(|frame| frame.kind.is_prefix())
    }

    pub(super) fn pop(&mut self) -> Option<Frame> {
        let frame = self.frames.pop()?;
        if let Some(bracket) = frame.kind.bracket() {
            self.open[bracket] -= 1;
        } else if frame.kind == FrameKind::Hole {
            self.open = self.holes.pop().expect("invariant: each hole has kept its counts");
        }
        Some(frame)
    }

    fn push(&mut self, frame: Frame) {
        if let Some(bracket) = frame.kind.bracket() {
            self.open[bracket] += 1;
        } else if frame.kind == FrameKind::Hole {
            self.holes.push(self.open);
            self.open = [0; 3];
        }
        self.frames.push(frame);
    }

    /// `form` has just been made of the frame above the ones that are open.
    pub(super) fn note_depth(&mut self, form: FormId) {
        let depth = (self.frames.len() + 1 - self.holes.len()) as u32;
        if depth > self.depth {
            self.depth = depth;
            self.deepest = Some(form);
        }
    }

    /// Whether a closer `byte` fits a form that is open, without leaving the innermost template.
    fn has_open(&self, byte: u8) -> bool {
        match byte {
            b')' => self.open[0] > 0,
            b']' => self.open[1] > 0,
            _ => self.open[2] > 0 || !self.holes.is_empty(),
        }
    }
}

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
            let opener = opener_span(frame);
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
        self.drop_prefixes(Some(byte as char));
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
            self.report(diagnostics::mismatched(place, byte as char, opener_span(top), open, close));
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
            FrameKind::Hole | FrameKind::Quote | FrameKind::Quasiquote | FrameKind::Unquote => FormKind::Error,
            FrameKind::UnquoteSplicing | FrameKind::Spread | FrameKind::Datum | FrameKind::Unknown => FormKind::Error,
        };
        if kind == FormKind::Template && (self.stack.len() - frame.kids as usize).is_multiple_of(2) {
            // Cut off in a hole: texts and forms alternate nevertheless.
            let text = FormKind::TemplateText(sx_base::Symbol::intern(""));
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
            FrameKind::List | FrameKind::Array | FrameKind::Object => FormKind::Error,
            FrameKind::Set | FrameKind::Template | FrameKind::Hole => FormKind::Error,
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
    fn drop_prefixes(&mut self, before: Option<char>) {
        let mut is_first = true;
        while let Some(frame) = self.nest.pop_prefix() {
            if frame.kind == FrameKind::Datum {
                self.nest.marks.pop();
            }
            if is_first && frame.kind != FrameKind::Unknown {
                let open = frame.kind.open_text();
                self.report(diagnostics::prefix_without_form(opener_span(&frame), open, before));
            }
            is_first = false;
        }
    }

    /// Reports what is open at the end of the text: one error for each group of openers. A group ends where a line
    /// begins that is not indented under the group.
    pub(super) fn report_unclosed(&mut self) {
        let has_brackets = self.nest.frames.iter().any(|frame| !frame.kind.is_prefix());
        if !has_brackets {
            return self.drop_prefixes(None);
        }
        let frames = std::mem::take(&mut self.nest.frames);
        let open: Vec<&Frame> =
            frames.iter().filter(|frame| !frame.kind.is_prefix() && frame.kind != FrameKind::Template).collect();
        let mut rest = &open[..];
        while let Some(first) = rest.first() {
            let is_next_group = |frame: &&Frame| frame.begins_line && frame.column <= first.column;
            let len = 1 + rest[1..].iter().position(is_next_group).unwrap_or(rest.len() - 1);
            let (group, others) = rest.split_at(len);
            self.report_group(group);
            rest = others;
        }
        self.nest.frames = frames;
    }

    fn report_group(&mut self, group: &[&Frame]) {
        let forms: Vec<Unclosed> = group
            .iter()
            .map(|frame| Unclosed {
                opener: opener_span(frame),
                open: frame.kind.open_text(),
                closer: frame.kind.close_text(),
            })
            .collect();
        let suspect = group.iter().filter_map(|frame| frame.suspect).min_by_key(|suspect| suspect.after);
        let hint = suspect.map(|suspect| (Span::at(suspect.after), suspect.opener));
        let end = self.text.trim_end().len().max(self.last_end as usize) as u32;
        self.report(diagnostics::unclosed(&forms, end, hint));
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

    /// `...x` is a spread, `...` alone a symbol.
    pub(super) fn read_dot(&mut self) {
        let rest = &self.bytes[self.pos..];
        let Some(after) = rest.strip_prefix(b"...") else { return self.read_atom() };
        let is_alone = match after {
            [] | [b'#', b'|' | b';', ..] => true,
            [b'.', b'0'..=b'9', ..] => false,
            [b'.', ..] => return self.read_atom(),
            [byte, ..] => match bytes::class(*byte) {
                bytes::Class::Blank | bytes::Class::LineEnd | bytes::Class::Closer => true,
                bytes::Class::Semicolon | bytes::Class::Control => true,
                bytes::Class::Wide => bytes::whitespace_at(after, 0) > 0,
                bytes::Class::Atom | bytes::Class::Hash | bytes::Class::Dot => false,
                bytes::Class::Opener | bytes::Class::Prefix | bytes::Class::Quote => false,
            },
        };
        if is_alone {
            let ellipsis = FormKind::Symbol(sx_base::Symbol::intern("..."));
            self.finish_leaf(ellipsis, self.pos, self.pos + 3);
        } else {
            self.open(FrameKind::Spread, 3);
        }
    }
}

fn opener_span(frame: &Frame) -> Span {
    Span::new(frame.start, frame.start + frame.kind.open_text().len() as u32)
}
