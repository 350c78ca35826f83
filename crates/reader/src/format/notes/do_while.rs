//! The comments of `do { … } while (test)`, whose test stands first in Lisp. Entering: a walk at the parts of such a loop;
//! leaving: its comments with the test, with the body, or behind the head.

use super::{Joint, Walk, is_line, origin_after};
use crate::core_form::CoreForm;
use crate::form::{FormId, FormKind};
use sx_base::Span;

impl Walk<'_, '_> {
    /// Takes the comments before the `while` of `do { … } while (test)`: they belong to the body, which is `parent`'s end
    /// in Lisp. Those on lines of their own behind the `}` stand behind the head.
    pub(super) fn take_in_body(&mut self, parent: Option<FormId>, last: Option<FormId>, test: FormId, head: FormId) {
        let from = self.file.forms.span(last.unwrap_or(head)).end;
        let (form, test) = (test, self.file.forms.span(test));
        let closer = self.place_between(from, test.start, "}");
        if let Some(closer) = closer
            && let Some(word) = self.place_between(closer + 1, test.start, "while")
        {
            let (inner, outer) = (self.first_behind(closer), self.first_behind(word));
            if outer > inner && self.is_line_ender(outer - 1, Span::at(word)) {
                self.take_at_end_of_body(parent, last, inner, Span::at(closer));
                return self.take_behind_keyword(head, form);
            }
        }
        let word = self.place_between(from, test.start, "while").unwrap_or(test.start);
        self.take_at_end_of_body(parent, last, self.first_behind(word), Span::at(test.start));
    }

    /// Takes the comments up to `end` that stand behind `last` and at the end of `parent` in Lisp, though `next` follows.
    pub(super) fn take_at_end_of_body(&mut self, parent: Option<FormId>, last: Option<FormId>, end: usize, next: Span) {
        let Some(parent) = parent.filter(|_| end > self.next) else { return };
        let mut origin = Span::at(self.file.forms.span(parent).start);
        if let Some(last) = last {
            self.take_after(last, end, None);
            origin = self.file.forms.span(last);
        }
        let start = self.next;
        let origin = if start > 0 { origin_after(origin, self.file.comments[start - 1].span) } else { origin };
        self.take_run(end, origin, Some(next));
        self.notes.entry(parent).inside = start..end;
        // The closer takes the place of the `while`.
        if let Some(last) = self.notes.all[start..].last_mut() {
            last.ends_line = is_line(self.file.comments[end - 1]);
        }
    }

    /// Takes the comments between the `test` of `do { … } while (test)` and the end of `parent`. The line ends behind them
    /// where a body follows in Lisp.
    pub(super) fn take_behind_test(&mut self, parent: FormId, test: FormId, has_body: bool) {
        let limit = self.file.forms.span(parent).end;
        let end = self.next + self.file.comments[self.next..].partition_point(|comment| comment.span.start < limit);
        if end > self.next {
            let (start, origin) = (self.next, self.file.forms.span(test));
            self.take_run(end, origin, None);
            let first = if has_body { end } else { self.end_of_line(start..end) };
            self.notes.extend_after(test, start..first);
            if first < end {
                self.put_on_lines(first..end);
                self.notes.entry(parent).inside = first..end;
            }
        }
        let after = self.notes.get(test).map(|attached| attached.after.clone()).unwrap_or_default();
        if has_body && let Some(last) = self.notes.all[after.clone()].last_mut() {
            last.ends_line = true;
        }
        // What is not glued to the test of an empty body is of the body.
        for note in self.notes.all[after].iter_mut().filter(|note| !has_body && !note.ends_line) {
            note.joint = Joint::Glue;
        }
    }

    /// Whether `kids` stood in another order than they are printed in: `do { body } while (test)` has its test last.
    pub(super) fn is_turned(&self, parent: Option<FormId>, kids: &[FormId]) -> bool {
        let is_do_while = |head: FormId| self.file.forms.kind(head) == FormKind::Core(CoreForm::DoWhile);
        self.is_foreign && parent.is_some() && kids.len() > 1 && kids.first().is_some_and(|&head| is_do_while(head))
    }
}
