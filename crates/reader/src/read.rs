//! The reader. Entering: a source text; leaving: its forms, its comments and what is wrong with it.
//!
//! One loop over the bytes with an explicit stack of open forms; no token is allocated and nothing is looked at twice,
//! so time is linear and nesting costs no machine stack. Reading never fails: what cannot be read becomes
//! [`FormKind::Error`] and a diagnostic.
//!
//! `(f [1 2] ; two` and the next line `:k)` give one list and one comment. For a text without errors the tokens of
//! the forms and the comments cover everything but whitespace; see [`crate::pieces`].

mod bracket;
mod cache;
mod dispatch;
mod fold;
mod nest;
mod token;
mod unclosed;

use crate::bytes::{self, Class, class};
use crate::core_form::CoreForm;
use crate::diagnostics;
use crate::form::{FormFile, FormId, FormKind, Forms, measure_depth};
use cache::AtomCache;
use nest::{Frame, Nest};
use sx_base::{Comment, CommentKind, Diagnostic, Source, Span, Symbol};

/// So many errors are told apart; what comes after is counted.
const MOST_DIAGNOSTICS: usize = 100;

/// Reads `source`. Never fails; errors are in the second part, sorted by place.
pub fn read(source: &Source) -> (FormFile, Vec<Diagnostic>) {
    let len = source.text.len();
    if len >= u32::MAX as usize {
        return (FormFile::default(), vec![diagnostics::file_too_large(len)]);
    }
    let mut reader = Reader::new(&source.text);
    reader.read_all();
    reader.finish_file()
}

/// The state of reading one text.
struct Reader<'s> {
    text: &'s str,
    bytes: &'s [u8],
    /// Offset of the byte that is read next.
    pos: usize,
    forms: Forms,
    /// Finished forms whose parent is still open; at the bottom the roots.
    stack: Vec<FormId>,
    nest: Nest,
    comments: Vec<Comment>,
    diagnostics: Vec<Diagnostic>,
    /// Errors beyond [`MOST_DIAGNOSTICS`]: how many, and where the first is.
    more: Option<(usize, Span)>,
    cache: AtomCache<'s>,
    colon: FormKind,
    optional_colon: FormKind,
    /// Offset where the current line starts.
    line_start: usize,
    /// Nothing but blanks has been read on the current line.
    is_line_fresh: bool,
    /// Offset after the last token, comments left out.
    last_end: u32,
    /// A form was folded, so that nesting in the tree is deeper than nesting of brackets.
    has_typed: bool,
    /// An earlier string that probably swallowed code.
    suspect_string: Option<Span>,
    /// A string, template or comment without end took the rest of the text.
    is_cut_off: bool,
    /// Where the comments end that were last asked for the form behind them, and whether one is there.
    comments_ahead: (usize, bool),
}

impl<'s> Reader<'s> {
    fn new(text: &'s str) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            pos: 0,
            forms: Forms::for_text(text.len()),
            stack: vec![],
            nest: Nest::default(),
            comments: vec![],
            diagnostics: vec![],
            more: None,
            cache: AtomCache::new(text.len()),
            colon: FormKind::Symbol(Symbol::intern(":")),
            optional_colon: FormKind::Symbol(Symbol::intern(CoreForm::Ternary.name())),
            line_start: 0,
            is_line_fresh: true,
            last_end: 0,
            has_typed: false,
            suspect_string: None,
            is_cut_off: false,
            comments_ahead: (0, false),
        }
    }

    fn read_all(&mut self) {
        while let Some(&byte) = self.bytes.get(self.pos) {
            match class(byte) {
                Class::Blank => self.pos += 1,
                Class::LineEnd => {
                    self.pos += 1;
                    self.line_start = self.pos;
                    self.is_line_fresh = true;
                }
                Class::Atom => self.read_atom(),
                Class::Opener => self.read_opener(byte),
                Class::Closer => self.read_closer(byte),
                Class::Dot => self.read_dot(),
                Class::Hash => self.read_dispatch(),
                Class::Prefix => self.read_prefix(byte),
                Class::Quote => self.read_string(),
                Class::Semicolon => self.read_line_comment(CommentKind::Line),
                Class::Wide => match bytes::whitespace_at(self.bytes, self.pos) {
                    0 => self.read_atom(),
                    width => self.pos += width,
                },
                Class::Control => self.read_control(byte),
            }
        }
    }

    /// Takes a finished form: closes the prefixes before it and hands it to the form that is open.
    #[inline]
    fn finish_form(&mut self, form: FormId) {
        if self.nest.waits_for_form() {
            self.finish_prefixed(form);
        } else {
            self.stack.push(form);
        }
    }

    #[inline(never)]
    fn finish_prefixed(&mut self, mut form: FormId) {
        while let Some(frame) = self.nest.pop_prefix() {
            match self.finish_prefix(frame, form) {
                Some(whole) => form = whole,
                None => return,
            }
        }
        self.stack.push(form);
    }

    /// Adds a token without children that stands at `start..end`, and reads on after it.
    fn finish_leaf(&mut self, kind: FormKind, start: usize, end: usize) {
        let form = self.forms.leaf(kind, span(start, end));
        self.end_token(end);
        self.finish_form(form);
    }

    fn end_token(&mut self, end: usize) {
        self.pos = end;
        self.last_end = end as u32;
        self.is_line_fresh = false;
    }

    /// Adds a form with the children that wait on the stack from `kids` on.
    fn add_parent(&mut self, kind: FormKind, kids: usize, span: Span) -> FormId {
        let form = self.forms.add(kind, &self.stack[kids..], span);
        if self.stack.len() > kids {
            self.nest.note_depth(form);
        }
        self.stack.truncate(kids);
        form
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        if self.diagnostics.len() < MOST_DIAGNOSTICS {
            self.diagnostics.push(diagnostic);
        } else {
            let (count, first) = self.more.unwrap_or((0, diagnostic.span));
            self.more = Some((count + 1, first));
        }
    }

    fn finish_file(mut self) -> (FormFile, Vec<Diagnostic>) {
        if !self.is_cut_off {
            self.report_unclosed();
        }
        while let Some(frame) = self.nest.pop() {
            self.close_at_end(frame);
        }
        let mut file = FormFile {
            forms: self.forms,
            roots: self.stack,
            comments: self.comments,
            depth: self.nest.depth,
            deepest: self.nest.deepest,
        };
        // Folded types nest without brackets, and what was dropped with an error does not count.
        if self.has_typed || !self.diagnostics.is_empty() {
            (file.depth, file.deepest) = measure_depth(&file);
        }
        self.diagnostics.sort_by_key(|diagnostic| diagnostic.span.start);
        if let Some((count, place)) = self.more {
            self.diagnostics.push(diagnostics::too_many(place, count));
        }
        (file, self.diagnostics)
    }

    /// Ends a form that is open at the end of the text. It has been reported.
    fn close_at_end(&mut self, frame: Frame) {
        if frame.kind.is_prefix() {
            return;
        }
        let form = self.close_frame(&frame, self.bytes.len());
        self.finish_form(form);
    }
}

fn span(start: usize, end: usize) -> Span {
    Span::new(start as u32, end as u32)
}
