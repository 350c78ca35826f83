//! Tokens: atoms, strings, the text of templates, comments, and bytes that are none of these.

use super::nest::FrameKind;
use super::{Reader, span};
use crate::atom::{self, Problem};
use crate::bytes::{self, Class, class};
use crate::core_form::CoreForm;
use crate::diagnostics;
use crate::form::FormKind;
use crate::string;
use sx_base::lines::with_line_feeds;
use sx_base::{Comment, CommentKind, Diagnostic, Span, Symbol, is_cast};

/// Longer atoms are rarely repeated, and comparing them costs more.
const LONGEST_CACHED: usize = 48;

impl Reader<'_> {
    pub(super) fn read_atom(&mut self) {
        let start = self.pos;
        let end = bytes::atom_end(self.bytes, start + 1);
        let text = &self.text[start..end];
        let slot = self.cache.slot(text);
        let kind = match self.cache.get(slot, text) {
            Some(kind) => kind,
            None => match atom::classify(text) {
                Ok(kind) => {
                    self.cache.put(slot, text, kind);
                    kind
                }
                Err(problem) => {
                    self.report(describe(problem, text, start));
                    FormKind::Error
                }
            },
        };
        if end - start <= 2 && (kind == self.colon || kind == self.optional_colon) {
            self.nest.note_colon();
        }
        self.finish_leaf(kind, start, end);
    }

    pub(super) fn read_string(&mut self) {
        let start = self.pos;
        let scan = scan_string(self.bytes, start + 1);
        let Some(close) = scan.close else { return self.cut_off_string(start) };
        let end = close + 1;
        if scan.has_code_line && self.suspect_string.is_none() {
            self.suspect_string = Some(span(start, start + 1));
        }
        let kind = self.string_kind(start, end, scan.is_plain);
        if let Some(line_start) = scan.line_start {
            self.line_start = line_start;
        }
        self.finish_leaf(kind, start, end);
    }

    fn string_kind(&mut self, start: usize, end: usize, is_plain: bool) -> FormKind {
        let raw = &self.text[start..end];
        let is_short = raw.len() <= LONGEST_CACHED;
        let slot = self.cache.slot(raw);
        if let Some(kind) = self.cache.get(slot, raw) {
            return kind;
        }
        let inner = &raw[1..raw.len() - 1];
        let (kind, is_whole) = if is_plain {
            (FormKind::String(Symbol::intern(inner)), true)
        } else {
            (FormKind::spelled_string(raw), self.check_escapes(inner, start + 1))
        };
        if is_short && is_whole {
            self.cache.put(slot, raw, kind);
        }
        kind
    }

    /// Whether the escapes of a string exist.
    fn check_escapes(&mut self, inner: &str, start: usize) -> bool {
        let mut bad = vec![];
        string::unescape(inner, &mut bad);
        // In the string of an unknown dispatch, `#"\w"`, backslashes are not escapes of ours.
        if self.nest.top_kind() != Some(FrameKind::Unknown) {
            for escape in &bad {
                let place = span(start + escape.start, start + escape.end);
                self.report(diagnostics::bad_escape(place, &inner[escape.start..escape.end]));
            }
        }
        bad.is_empty()
    }

    fn cut_off_string(&mut self, start: usize) {
        self.report(diagnostics::unterminated_string(span(start, start + 1), self.suspect_string));
        self.is_cut_off = true;
        self.finish_leaf(FormKind::Error, start, self.bytes.len());
    }

    /// Reads the text of the template that is open, up to a `${` or its end.
    pub(super) fn read_template_text(&mut self) {
        let start = self.pos;
        let mut at = start;
        loop {
            match self.bytes.get(at) {
                Some(b'\\') => at += 2,
                Some(b'`') => break,
                Some(b'$') if self.bytes.get(at + 1) == Some(&b'{') => break,
                Some(_) => at += 1,
                None => return self.cut_off_template(start),
            }
        }
        self.add_template_text(start, at);
        self.pos = at;
        if self.bytes[at] == b'$' {
            self.open(FrameKind::Hole, 2);
        } else {
            let frame = self.nest.pop().expect("invariant: the template is open");
            let form = self.close_frame(&frame, at + 1);
            self.end_token(at + 1);
            self.finish_form(form);
        }
    }

    fn add_template_text(&mut self, start: usize, end: usize) {
        let text = &self.text[start..end];
        if let Some(line_end) = text.rfind(['\n', '\r']) {
            self.line_start = start + line_end + 1;
        }
        let kind = FormKind::TemplateText(Symbol::intern(&with_line_feeds(text)));
        let form = self.forms.leaf(kind, span(start, end));
        self.is_line_fresh = false;
        self.stack.push(form);
    }

    fn cut_off_template(&mut self, start: usize) {
        let end = self.bytes.len();
        self.add_template_text(start, end);
        let opener = self.nest.top_start();
        self.report(diagnostics::unterminated_template(Span::new(opener, opener + 2)));
        self.is_cut_off = true;
        self.end_token(end);
    }

    pub(super) fn read_line_comment(&mut self, kind: CommentKind) {
        let end = bytes::line_end(self.bytes, self.pos);
        self.comments.push(Comment { span: span(self.pos, end), kind });
        self.pos = end;
    }

    pub(super) fn read_block_comment(&mut self) {
        let start = self.pos;
        let at = bytes::block_comment_end(self.bytes, start).unwrap_or_else(|| {
            self.report(diagnostics::unterminated_comment(span(start, start + 2)));
            self.is_cut_off = true;
            self.bytes.len()
        });
        let is_cast = is_cast(&self.text[start..at]) && self.leads_to_form(at);
        let kind = if is_cast { CommentKind::Cast } else { CommentKind::Block };
        self.comments.push(Comment { span: span(start, at), kind });
        if let Some(line_end) = self.text[start..at].rfind(['\n', '\r']) {
            self.line_start = start + line_end + 1;
            self.is_line_fresh = false;
        }
        self.pos = at;
    }

    /// Reads over a run of control characters, with one error.
    pub(super) fn read_control(&mut self, byte: u8) {
        let start = self.pos;
        while self.bytes.get(self.pos).is_some_and(|byte| class(*byte) == Class::Control) {
            self.pos += 1;
        }
        self.report(diagnostics::control_character(span(start, self.pos), byte));
    }
}

/// What one pass over the inside of a string finds.
struct StringScan {
    /// Offset of the closing quote.
    close: Option<usize>,
    /// Neither escapes nor carriage returns: the spelling is the value.
    is_plain: bool,
    /// Where the last line that begins in it starts.
    line_start: Option<usize>,
    /// A line in it begins with `(`, as code does.
    has_code_line: bool,
}

fn scan_string(bytes: &[u8], mut at: usize) -> StringScan {
    let mut scan = StringScan { close: None, is_plain: true, line_start: None, has_code_line: false };
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'"' => {
                scan.close = Some(at);
                break;
            }
            b'\\' => {
                scan.is_plain = false;
                at += 1;
            }
            b'\n' | b'\r' => {
                scan.is_plain &= byte == b'\n';
                scan.line_start = Some(at + 1);
                scan.has_code_line |= bytes.get(at + 1) == Some(&b'(');
            }
            _ => {}
        }
        at += 1;
    }
    scan
}

/// The diagnostic for the atom `text` at `start`.
fn describe(problem: Problem, text: &str, start: usize) -> Diagnostic {
    let whole = span(start, start + text.len());
    let part = |offset: usize, len: usize| span(start + offset, start + offset + len);
    match problem {
        Problem::Number => diagnostics::bad_number(whole, text),
        Problem::MinusGlued => diagnostics::minus_glued(whole, text),
        Problem::SignAfterNumber => diagnostics::sign_after_number(whole, text),
        Problem::Ratio => diagnostics::ratio(whole, text),
        Problem::Slash(at) => diagnostics::slash_in_name(part(at, 1), text),
        Problem::UnknownCore => diagnostics::unknown_core(whole, text, nearest_core(text).as_deref()),
        Problem::Character(c, at) => diagnostics::bad_character(part(at, c.len_utf8()), text, c),
        Problem::Colon(at) => diagnostics::colon_in_name(part(at, 1), text),
        Problem::EmptySegment(at) => diagnostics::empty_segment(part(at, 0), text),
        Problem::LongHead => diagnostics::long_head(whole, text),
        Problem::DigitSegment(at) => diagnostics::digit_segment(part(at, text.len() - at), text),
        Problem::PrivateChain => diagnostics::private_chain(whole, text),
        Problem::Verbatim => diagnostics::bad_verbatim(whole, text),
    }
}

/// The name of a special form that `text`, `js/` and a name, is one or two letters away from.
fn nearest_core(text: &str) -> Option<String> {
    let name = text.strip_prefix("js/")?;
    if name.len() > 20 {
        return None;
    }
    let spelled = |form: &CoreForm| form.name().strip_prefix("js/").unwrap_or(form.name());
    let (distance, best) =
        CoreForm::ALL.iter().map(|form| (edit_distance(name, spelled(form)), spelled(form))).min()?;
    (distance <= 2 && distance < name.chars().count()).then(|| format!("js/{best}"))
}

/// Levenshtein distance in characters.
fn edit_distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (line, c) in from.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = line + 1;
        for (column, d) in to.iter().enumerate() {
            let replaced = diagonal + usize::from(c != *d);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row[to.len()]
}
