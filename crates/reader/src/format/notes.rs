//! Comments and the forms they belong to. Entering: a file; leaving: for each form the comments before it, after it on
//! its line, and before its closer.
//!
//! The forms are walked in printing order with a cursor into the sorted table of comments, so each comment is taken
//! once and their order stays. Spans of JavaScript may lie in odd ways; a comment then goes to the next form that can
//! carry it.
//!
//! Here is the walk, and what comes before a form or at the end of one; what comes behind a form is in `behind`, what
//! JavaScript has between forms in `gaps`, and what stands in another order in Lisp in `words` and `do_while`.

mod behind;
mod do_while;
mod gaps;
mod words;

use super::{Lines, Origin};
use crate::core_form::CoreForm;
use crate::form::{FormFile, FormId, FormKind};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::ops::Range;
use sx_base::comment::{from_js_comment, to_lisp_comment, to_lisp_line};
use sx_base::lines::with_line_feeds;
use sx_base::{Comment, CommentKind, Source, Span};

/// A comment as it will be written.
#[derive(Debug)]
pub(super) struct Note<'a> {
    pub(super) text: Cow<'a, str>,
    /// What stands before it.
    pub(super) joint: Joint,
    /// What follows it must stand on a new line.
    pub(super) ends_line: bool,
    /// A blank line stands before it.
    pub(super) has_blank_before: bool,
    /// Nothing but a line end stands between it and the form behind it: a cast and what is in its parentheses, or a comment
    /// behind `...`.
    pub(super) is_bound: bool,
}

/// What stands before a comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// A line end.
    Line,
    /// A blank.
    Space,
    /// Nothing: the comment belongs to the form that it is glued to, not to the next one.
    Glue,
}

/// Ranges of [`Notes::all`] that belong to one form.
#[derive(Clone, Debug, Default)]
pub(super) struct Attached {
    /// Before it.
    pub(super) before: Range<usize>,
    /// After it, on its line.
    pub(super) after: Range<usize>,
    /// After its last child, on lines of their own.
    pub(super) inside: Range<usize>,
}

/// The comments of a file.
#[derive(Debug, Default)]
pub(super) struct Notes<'a> {
    all: Vec<Note<'a>>,
    by_form: FxHashMap<FormId, Attached>,
    /// By form, whether it is in `by_form`: most are not, and all are asked for several times.
    is_noted: Vec<bool>,
    /// After the last form of the file.
    at_end: Range<usize>,
}

impl<'a> Notes<'a> {
    /// Ties the comments of `file` to its forms.
    pub(super) fn attach(file: &FormFile, source: &'a Source, lines: &Lines<'_>, origin: Origin) -> Self {
        if file.comments.is_empty() || origin == Origin::Made {
            return Self::default();
        }
        let is_foreign = origin == Origin::JavaScript;
        let notes = Notes { is_noted: vec![false; file.forms.len()], ..Notes::default() };
        let mut walk = Walk { file, lines, source, next: 0, notes, is_foreign, statement_end: (usize::MAX, false) };
        walk.run();
        walk.notes
    }

    /// Whether there are no comments.
    pub(super) fn are_none(&self) -> bool {
        self.is_noted.is_empty()
    }

    /// Whether comments belong to `id`.
    pub(super) fn is_noted(&self, id: FormId) -> bool {
        self.is_noted.get(id.0 as usize) == Some(&true)
    }

    fn get(&self, id: FormId) -> Option<&Attached> {
        if self.is_noted(id) { self.by_form.get(&id) } else { None }
    }

    fn entry(&mut self, id: FormId) -> &mut Attached {
        self.is_noted[id.0 as usize] = true;
        self.by_form.entry(id).or_default()
    }

    /// Puts `range` after `id`, behind the comments right behind it that are there already.
    fn extend_after(&mut self, id: FormId, range: Range<usize>) {
        let after = &mut self.entry(id).after;
        let first = if after.end == range.start { after.start } else { range.start };
        *after = first..range.end;
    }

    /// The comments before `id`.
    #[inline]
    pub(super) fn before(&self, id: FormId) -> &[Note<'a>] {
        self.get(id).map_or(&[], |attached| &self.all[attached.before.clone()])
    }

    /// The comments after `id` on its line.
    #[inline]
    pub(super) fn after(&self, id: FormId) -> &[Note<'a>] {
        self.get(id).map_or(&[], |attached| &self.all[attached.after.clone()])
    }

    /// The comments between the last child of `id` and its closer.
    #[inline]
    pub(super) fn inside(&self, id: FormId) -> &[Note<'a>] {
        self.get(id).map_or(&[], |attached| &self.all[attached.inside.clone()])
    }

    /// The comments after the last form.
    pub(super) fn at_end(&self) -> &[Note<'a>] {
        &self.all[self.at_end.clone()]
    }

    /// Whether comments stand at `id`, other than between its children.
    pub(super) fn is_bare(&self, id: FormId) -> bool {
        self.before(id).is_empty() && self.after(id).is_empty()
    }
}

struct Walk<'f, 'a> {
    file: &'f FormFile,
    lines: &'f Lines<'f>,
    source: &'a Source,
    /// The comment that is taken next.
    next: usize,
    notes: Notes<'a>,
    /// The comments are JavaScript's.
    is_foreign: bool,
    /// The comment that was asked about last, and whether nothing but parentheses stands between it and a `;`.
    statement_end: (usize, bool),
}

/// The child `at` of `parent` is looked at next; `None` is the file itself. Comments from byte `limit` on belong to a
/// form that is printed later and stood earlier: the key of `export { name as key }` comes first in Lisp.
struct Step {
    parent: Option<FormId>,
    at: usize,
    limit: u32,
}

impl Walk<'_, '_> {
    fn run(&mut self) {
        let mut steps = vec![Step { parent: None, at: 0, limit: u32::MAX }];
        while let Some(Step { parent, at, limit }) = steps.pop() {
            let kids = self.kids(parent);
            let is_turned = self.is_turned(parent, kids);
            let nth = |n: usize| kids.get(if is_turned { written_place(n, kids.len()) } else { n }).copied();
            // The head is printed before the test, the body behind it.
            let previous = at.checked_sub(1).and_then(nth).filter(|_| !is_turned || at > 1);
            let Some(kid) = nth(at) else {
                if let (Some(parent), true) = (parent, is_turned) {
                    self.take_behind_test(parent, kids[1], kids.len() > 2);
                }
                self.take_at_end(parent, previous, limit);
                let around = steps.last().and_then(|step| step.parent);
                if let Some(form) = parent.filter(|&form| !self.is_wrapped(form, around)) {
                    self.take_behind(form, around, limit);
                }
                continue;
            };
            let inner = nth(at + 1).map_or(limit, |next| self.limit_by(kid, next).min(limit));
            let (is_late_test, head) = (is_turned && at + 1 == kids.len(), kids[0]);
            if is_late_test {
                self.take_in_body(parent, previous, kid, head);
            }
            self.take_before_clause(parent, at, previous, kid);
            let start = self.next;
            self.take_before(parent, at, previous.filter(|_| !is_late_test), kid, inner);
            if let Some(first) = self.notes.all[start..].first_mut().filter(|first| is_late_test && first.ends_line) {
                // It stands in the parentheses of the test, and not above the `while`.
                first.joint = Joint::Line;
            }
            steps.push(Step { parent, at: at + 1, limit });
            if self.has_none_within(kid, parent) {
                self.take_behind_as(kid, previous);
                continue;
            }
            if !self.file.forms.kids(kid).is_empty() || self.has_inside(kid) {
                steps.push(Step { parent: Some(kid), at: 0, limit: inner });
            } else if !(is_turned && at == 0) {
                self.take_behind(kid, parent, inner);
                self.take_behind_as(kid, previous);
            }
        }
    }

    /// Whether `form` ends where the word around it does that wraps it: what stands behind `async function f() {}` stands
    /// behind both.
    fn is_wrapped(&self, form: FormId, around: Option<FormId>) -> bool {
        let Some(around) = around.filter(|_| self.is_foreign) else { return false };
        let head = self.file.forms.kids(around).first().map(|&head| self.file.forms.kind(head));
        matches!(head, Some(FormKind::Core(CoreForm::Async | CoreForm::Static | CoreForm::Export | CoreForm::Decorate)))
            && self.file.forms.span(form).end == self.file.forms.span(around).end
    }

    /// Whether no comment can belong to `form` or to what is in it: the next one begins behind it, and not right behind.
    fn has_none_within(&self, form: FormId, parent: Option<FormId>) -> bool {
        let span = self.file.forms.span(form);
        let Some(comment) = self.comment(self.next) else { return true };
        let gap = self.source.text.get(span.end as usize..comment.span.start as usize);
        let has_parens = self.is_within(parent, comment);
        let is_passed = |byte| matches!(byte, b' ' | b'\t') || has_parens && matches!(byte, b')' | b']' | b';');
        !span.is_none() && gap.is_some_and(|gap| !gap.bytes().all(is_passed))
    }

    /// Where in the table the comments begin that stand behind byte `place`, from the next one on.
    fn first_behind(&self, place: u32) -> usize {
        self.next + self.file.comments[self.next..].partition_point(|comment| comment.span.start < place)
    }

    /// Where `next` begins, when that is before `form`, which is printed first.
    fn limit_by(&self, form: FormId, next: FormId) -> u32 {
        let (form, next) = (self.file.forms.span(form), self.file.forms.span(next));
        if !form.is_none() && !next.is_empty() && next.start < form.start { next.start } else { u32::MAX }
    }

    fn kids(&self, parent: Option<FormId>) -> &[FormId] {
        match parent {
            Some(parent) => self.file.forms.kids(parent),
            None => &self.file.roots,
        }
    }

    /// Whether `kid`, a form without children, has brackets with the next comment inside.
    fn has_inside(&self, kid: FormId) -> bool {
        let is_open =
            matches!(self.file.forms.kind(kid), FormKind::List | FormKind::Array | FormKind::Object | FormKind::Set);
        let span = self.file.forms.span(kid);
        is_open && !span.is_none() && self.comment(self.next).is_some_and(|comment| comment.span.start < span.end)
    }

    fn comment(&self, at: usize) -> Option<Comment> {
        self.file.comments.get(at).copied()
    }

    /// Takes the comments that stand before `kid` and before byte `limit`.
    fn take_before(&mut self, parent: Option<FormId>, at: usize, previous: Option<FormId>, kid: FormId, limit: u32) {
        let span = self.file.forms.span(kid);
        let start = span.start.min(limit);
        if span.is_none() || self.comment(self.next).is_none_or(|comment| comment.span.start >= start) {
            return;
        }
        let end = self.next + self.file.comments[self.next..].partition_point(|comment| comment.span.start < start);
        if self.file.forms.kind(kid).is_template_text() {
            // Text cannot carry comments; they stand before the `}`.
            let Some(hole) = previous else { return };
            let start = self.next;
            self.take_run(end, self.file.forms.span(hole), None);
            self.notes.extend_after(hole, start..end);
            return;
        }
        let is_spread = parent.is_some_and(|parent| self.file.forms.kind(parent) == FormKind::Spread);
        let is_cast = |comment: &Comment| comment.kind == CommentKind::Cast;
        let cast = self.file.comments[self.next..end].iter().position(is_cast).map_or(end, |at| self.next + at);
        let is_in_line = |comment: &Comment| !is_line(*comment);
        if !self.can_carry(parent, at, kid) {
            return;
        }
        if is_spread && !self.file.comments[self.next..cast].iter().all(is_in_line) {
            // Nothing but a form and what is glued to it stands behind `...`.
            self.take_above(parent.unwrap_or(kid), cast);
        }
        let opener = parent.map(|parent| Span::at(self.file.forms.span(parent).start));
        let is_chosen = self.is_behind_choice(parent, at, previous) || self.is_behind_operator(previous, span);
        if let Some(previous) =
            previous.filter(|previous| !is_chosen && !self.file.forms.kind(*previous).is_template_text())
        {
            self.take_after(previous, end, Some(span));
        }
        let start = self.next;
        let origin = previous.map(|previous| self.file.forms.span(previous)).or(opener).unwrap_or(Span::at(0));
        let origin = if start > 0 { origin_after(origin, self.file.comments[start - 1].span) } else { origin };
        self.take_run(end, origin, Some(span));
        self.notes.entry(kid).before = start..end;
        if let Some(first) = self.notes.all[start..].first_mut().filter(|first| is_chosen && first.ends_line) {
            first.joint = Joint::Line;
        }
        // What stands between a cast and its form stands in its parentheses. There, and behind `...`, a line ends only
        // behind a line comment.
        let first_bound = if is_spread { start } else { cast.max(start) };
        for (note, comment) in self.notes.all[first_bound..].iter_mut().zip(&self.file.comments[first_bound..]) {
            (note.is_bound, note.ends_line) = (true, is_line(*comment));
        }
    }

    /// Takes the comments up to `end` as such that stand on lines of their own above `form`, the comments before which
    /// were taken last.
    fn take_above(&mut self, form: FormId, end: usize) {
        let start = self.next;
        self.take_run(end, self.file.forms.span(form), None);
        for note in &mut self.notes.all[start..] {
            (note.joint, note.ends_line, note.is_bound) = (Joint::Line, true, false);
        }
        let before = &mut self.notes.entry(form).before;
        let first = if before.end == start { before.start } else { start };
        *before = first..end;
    }

    /// Where the comments of `range` end that stand in the line of the first.
    fn end_of_line(&self, range: Range<usize>) -> usize {
        let count = self.notes.all[range.clone()].iter().position(|note| note.ends_line);
        count.map_or(range.end, |count| range.start + count + 1)
    }

    /// Has the comments of `range` stand on lines of their own.
    fn put_on_lines(&mut self, range: Range<usize>) {
        for note in &mut self.notes.all[range] {
            (note.joint, note.ends_line) = (Joint::Line, true);
        }
    }

    /// Whether the line ends behind the `at`th comment, behind which `next` stands.
    fn is_line_ender(&self, at: usize, next: Span) -> bool {
        let comment = self.file.comments[at];
        is_line(comment) || self.lines.has_break(comment.span, next)
    }

    /// Takes the comments between the last child and the closer of `parent`, and before byte `limit`.
    fn take_at_end(&mut self, parent: Option<FormId>, last: Option<FormId>, limit: u32) {
        let limit = parent.map_or(u32::MAX, |parent| self.file.forms.span(parent).end).min(limit);
        let end = self.next + self.file.comments[self.next..].partition_point(|comment| comment.span.start < limit);
        let has_brackets = parent.is_none_or(|parent| self.file.forms.kind(parent).has_brackets());
        if end == self.next || !has_brackets || (parent.is_some() && limit == u32::MAX) {
            return;
        }
        if let (Some(parent), Some(last)) = (parent, last)
            && self.ends_statement(parent, last, limit)
        {
            // It is left to the statement.
            return;
        }
        let mut origin = parent.map_or(Span::at(0), |parent| Span::at(self.file.forms.span(parent).start));
        if let Some(last) = last {
            self.take_after(last, end, None);
            origin = self.file.forms.span(last);
        }
        let start = self.next;
        if start > 0 {
            origin = origin_after(origin, self.file.comments[start - 1].span);
        }
        self.take_run(end, origin, None);
        match parent {
            Some(parent) => self.notes.entry(parent).inside = start..end,
            None => self.notes.at_end = start..end,
        }
    }

    /// Takes the comments up to `end`, which come after `origin`; `next` is what follows them.
    fn take_run(&mut self, end: usize, mut origin: Span, next: Option<Span>) {
        while self.next < end {
            let comment = self.file.comments[self.next];
            let follower = if self.next + 1 < end { Some(self.file.comments[self.next + 1].span) } else { next };
            let ends_line = follower.is_some_and(|follower| self.lines.has_break(comment.span, follower));
            self.push_note(origin, comment, ends_line);
            origin = comment.span;
        }
    }

    fn push_note(&mut self, origin: Span, comment: Comment, ends_line: bool) {
        self.notes.all.push(Note {
            text: comment_text(comment, self.source, self.is_foreign),
            joint: if self.lines.has_break(origin, comment.span) { Joint::Line } else { Joint::Space },
            ends_line: ends_line || is_line(comment),
            has_blank_before: self.lines.has_blank(origin.end, comment.span.start),
            is_bound: false,
        });
        self.next += 1;
    }

    /// Whether comments may be written before `kid`.
    fn can_carry(&self, parent: Option<FormId>, at: usize, kid: FormId) -> bool {
        let Some(parent) = parent else { return true };
        match self.file.forms.kind(parent) {
            // An infix operator of JavaScript becomes a head: what stands before it belongs to the operand after it.
            FormKind::List if self.is_foreign && at == 0 && self.file.forms.kids(kid).is_empty() => {
                let next = self.file.forms.kids(parent).get(1).map(|&next| self.file.forms.span(next));
                let span = self.file.forms.span(kid);
                // A literal begins a clause: it is a test.
                !matches!(self.file.forms.kind(kid), FormKind::Core(_))
                    && next.is_none_or(|next| !next.is_none() && span.start < next.start)
            }
            _ => true,
        }
    }
}

/// The place in `(do-while test form…)` of what is the `n`th of its `len` parts in JavaScript.
fn written_place(n: usize, len: usize) -> usize {
    match n {
        _ if n == 0 || n >= len => n,
        _ if n + 1 == len => 1,
        _ => n + 1,
    }
}

/// `comment`, when it comes after `origin`, is what the next comment is measured from.
fn origin_after(origin: Span, comment: Span) -> Span {
    if origin.is_none() || comment.start >= origin.end { comment } else { origin }
}

/// Whether `gap` holds blanks and nothing else, no line end either.
fn is_blank(gap: &str) -> bool {
    gap.bytes().all(|byte| matches!(byte, b' ' | b'\t'))
}

/// Whether `comment` takes the rest of its line.
fn is_line(comment: Comment) -> bool {
    matches!(comment.kind, CommentKind::Line | CommentKind::Hashbang)
}

fn comment_text(comment: Comment, source: &Source, is_foreign: bool) -> Cow<'_, str> {
    let text = comment.span.slice(&source.text);
    match comment.kind {
        CommentKind::Line if is_foreign => {
            // The last two are line comments of old scripts.
            let inner = ["//", "<!--", "-->"].iter().find_map(|&mark| text.strip_prefix(mark)).unwrap_or(text);
            Cow::Owned(format!(";{}", to_lisp_line(inner.trim_end_matches([' ', '\t', '\r']))))
        }
        CommentKind::Line | CommentKind::Hashbang => Cow::Borrowed(text.trim_end_matches([' ', '\t', '\r'])),
        CommentKind::Block | CommentKind::Cast if is_foreign => Cow::Owned(lisp_block(&with_line_feeds(text))),
        CommentKind::Block | CommentKind::Cast | CommentKind::Datum => with_line_feeds(text),
    }
}

/// `/* x */` as `#| x |#`.
fn lisp_block(text: &str) -> String {
    let inner = text.strip_prefix("/*").and_then(|rest| rest.strip_suffix("*/")).unwrap_or(text);
    format!("#|{}|#", to_lisp_comment(&from_js_comment(inner)))
}
