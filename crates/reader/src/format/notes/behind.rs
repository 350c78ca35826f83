//! The comments behind a form on its line. Entering: a walk at the end of a form; leaving: those that are glued to it, and
//! those that end its line.

use super::{Joint, Walk, is_blank, is_line};
use crate::core_form::CoreForm;
use crate::form::{FormId, FormKind};
use sx_base::{CommentKind, Span};

impl Walk<'_, '_> {
    /// Takes the block comments right behind `form` and before byte `limit`, in Lisp those that are glued to it: in
    /// `a & 1 /* Flag */` the comment belongs to the innermost form that ends there, the `1`.
    pub(super) fn take_behind(&mut self, form: FormId, parent: Option<FormId>, limit: u32) {
        let span = self.file.forms.span(form);
        if span.is_none() || span.is_empty() || self.file.forms.kind(form).is_template_text() {
            return;
        }
        let is_opener =
            span.slice(&self.source.text) == "{" || self.file.forms.kind(form) == FormKind::Core(CoreForm::Cond);
        if self.is_foreign && is_opener {
            // It stands in the braces, or is of the first test.
            return;
        }
        let (start, mut end, mut parens) = (self.next, span.end, 0);
        while let Some(comment) = self.comment(self.next).filter(|comment| comment.span.start < limit) {
            let Some(gap) = self.source.text.get(end as usize..comment.span.start as usize) else { break };
            let has_parens = self.is_within(parent, comment);
            let is_passed = |byte| matches!(byte, b' ' | b'\t') || has_parens && matches!(byte, b')' | b']');
            let mut is_behind = gap.is_empty() || self.is_foreign && gap.bytes().all(is_passed);
            is_behind |= has_parens && self.ends_branch(gap, comment);
            if is_behind && gap.contains(')') {
                parens += gap.bytes().filter(|&byte| byte == b')').count();
                is_behind = self.is_in_parens(span, parens);
            }
            if !is_behind || comment.kind != CommentKind::Block || self.lines.has_break_in(comment.span) {
                break;
            }
            self.push_note(Span::at(end), comment, false);
            end = comment.span.end;
        }
        if self.next > start {
            self.glue_behind(form, parent, start);
            self.notes.entry(form).after = start..self.next;
        }
    }

    /// Glues those of the comments from `start` to the last one taken, all behind `form`, that must be: where they stand side
    /// by side the last of them says so for all.
    pub(super) fn glue_behind(&mut self, form: FormId, parent: Option<FormId>, start: usize) {
        let (end, text) = (self.file.forms.span(form).end, &self.source.text);
        let (mut behind, mut is_glued) = (u32::MAX, false);
        for at in (start..self.next).rev() {
            let comment = self.file.comments[at];
            let is_beside = text.get(comment.span.end as usize..behind as usize).is_some_and(is_blank);
            if !is_beside {
                // What stands behind the parenthesis of a cast is behind the form.
                let gap = text.get(end as usize..comment.span.start as usize).unwrap_or_default();
                let in_cast = || !gap.contains(')') && self.has_cast(form);
                is_glued = !self.is_foreign || self.belongs_before(comment, parent) || in_cast();
            }
            if is_glued {
                self.notes.all[at].joint = Joint::Glue;
            }
            behind = comment.span.start;
        }
    }

    /// Whether a cast stands before `form`.
    pub(super) fn has_cast(&self, form: FormId) -> bool {
        let before = self.notes.get(form).map_or(0..0, |attached| attached.before.clone());
        self.notes.all[before].last().is_some_and(|note| note.is_bound)
    }

    /// Takes the comments up to `end` that stand after `form` on its line. `next` is the form that follows.
    pub(super) fn take_after(&mut self, form: FormId, end: usize, next: Option<Span>) {
        let span = self.file.forms.span(form);
        // What a front end adds, a pragma for example, stands nowhere.
        if span.is_none() || span.is_empty() {
            return;
        }
        let start = self.next;
        let mut last = span;
        let mut is_open = self.ends_run_on_line(end, next);
        while is_open && self.next < end {
            let comment = self.file.comments[self.next];
            if comment.kind == CommentKind::Cast
                || self.lines.has_break(last, comment.span) && !self.is_behind_head(last, comment.span)
            {
                break;
            }
            let follower = if self.next + 1 < end { Some(self.file.comments[self.next + 1].span) } else { next };
            let ends_line = follower.is_some_and(|follower| self.lines.has_break(comment.span, follower));
            if next.is_some() && !ends_line && !is_line(comment) && self.is_behind_brace(last, comment.span) {
                break;
            }
            self.push_note(last, comment, ends_line);
            is_open = !ends_line && !is_line(comment);
            last = comment.span;
        }
        if self.next > start {
            self.notes.extend_after(form, start..self.next);
        }
    }

    /// Whether the comments from the next one on end their line before another form begins.
    pub(super) fn ends_run_on_line(&self, end: usize, next: Option<Span>) -> bool {
        let mut at = self.next;
        while at < end {
            let comment = self.file.comments[at];
            if is_line(comment) {
                return true;
            }
            if comment.kind == CommentKind::Cast {
                return false;
            }
            at += 1;
            let follower = if at < end { Some(self.file.comments[at].span) } else { next };
            match follower {
                Some(follower) if !self.lines.has_break(comment.span, follower) => {}
                Some(_) | None => return true,
            }
        }
        false
    }
}
