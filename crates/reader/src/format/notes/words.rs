//! The comments at words that take another place in Lisp: `catch`, `finally`, the `as` of an export. Entering: a walk at
//! what follows the word; leaving: its comments behind the head, or behind the key.

use super::{Joint, Walk};
use crate::core_form::CoreForm;
use crate::form::{FormId, FormKind};
use sx_base::Span;

impl Walk<'_, '_> {
    /// Takes the comments that stand on lines of their own between the `}` of `try { … }` and its `catch`, if `kid` is
    /// that: in Lisp they stand behind the head, for what stands before the clause is in the block.
    pub(super) fn take_before_clause(
        &mut self,
        parent: Option<FormId>,
        at: usize,
        previous: Option<FormId>,
        kid: FormId,
    ) {
        let is_head = |form: FormId, head: CoreForm| self.file.forms.kind(form) == FormKind::Core(head);
        let (&[first, second, ..], Some(parent)) = (self.file.forms.kids(kid), parent) else { return };
        if !self.is_foreign || at == 0 || !is_head(first, CoreForm::Catch) {
            return;
        }
        let Some(&head) = self.file.forms.kids(parent).first().filter(|&&head| is_head(head, CoreForm::Try)) else {
            return;
        };
        let from = self.file.forms.span(previous.unwrap_or(head)).end;
        let keyword = self.file.forms.span(first).start;
        let Some(end) = self.place_between(from, keyword, "}") else { return };
        let (inner, outer) = (self.first_behind(end), self.first_behind(keyword));
        if outer > inner && self.is_line_ender(outer - 1, Span::at(keyword)) {
            self.take_before(Some(parent), at, previous, kid, end);
            self.take_behind_keyword(first, second);
        }
    }

    /// Takes the comments between the `as` of `export { name as key }` and the key, which comes first in Lisp: there they
    /// stand behind it.
    pub(super) fn take_behind_as(&mut self, name: FormId, key: Option<FormId>) {
        let Some(key) = key.filter(|_| self.is_foreign) else { return };
        let (name_place, place) = (self.file.forms.span(name), self.file.forms.span(key));
        let has_key = matches!(self.file.forms.kind(key), FormKind::Keyword(_) | FormKind::String(_));
        if !has_key || name_place.is_none() || place.is_empty() || place.start < name_place.end {
            return;
        }
        let (start, end) = (self.next, self.first_behind(place.start));
        if end > start {
            self.take_run(end, name_place, Some(place));
            for note in &mut self.notes.all[start..] {
                note.joint = if note.ends_line { Joint::Space } else { Joint::Glue };
            }
            // Nothing stands behind a line comment in its line: what follows goes before the name.
            let mut first = self.end_of_line(start..end);
            if self.notes.get(name).is_some_and(|attached| !attached.before.is_empty()) {
                first = end;
            }
            self.notes.entry(key).after = start..first;
            if first < end {
                self.put_on_lines(first..end);
                self.notes.entry(name).before = first..end;
            }
        }
    }

    /// Takes the comments before `next`, the first part of a clause, as such that stand behind its head: the first in the
    /// line of the head, the others on lines of their own.
    pub(super) fn take_behind_keyword(&mut self, head: FormId, next: FormId) {
        let limit = self.file.forms.span(next).start;
        let (start, end) = (self.next, self.first_behind(limit));
        self.take_run(end, Span::NONE, None);
        let Some((first, rest)) = self.notes.all[start..].split_first_mut() else { return };
        (first.joint, first.ends_line) = (Joint::Space, true);
        let count = rest.len();
        self.put_on_lines(end - count..end);
        self.notes.entry(head).after = start..start + 1;
        self.notes.entry(next).before = start + 1..end;
    }
}
