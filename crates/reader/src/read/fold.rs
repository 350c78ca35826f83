//! `x : T` becomes one form. Entering: the children of a bracket; leaving: the same with typed forms folded.
//!
//! A lone `:` or `?:` is folded only where a form stands on each side of it in the same bracket, so `(:)` is a list of a
//! symbol and `(?: c a b)` a conditional. Folding goes from the left: `(a : b : c)` is `((a : b) : c)`.

use super::Reader;
use crate::form::{FormId, FormKind};

impl Reader<'_> {
    /// Folds the children that wait on the stack from `first` on.
    pub(super) fn fold_types(&mut self, first: usize) {
        let mut write = first;
        let mut read = first;
        while read < self.stack.len() {
            let form = self.stack[read];
            let folded = match self.as_colon(form) {
                Some(optional) if write > first && read + 1 < self.stack.len() => {
                    self.fold_one(self.stack[write - 1], self.stack[read + 1], optional)
                }
                Some(_) | None => None,
            };
            if let Some(typed) = folded {
                self.stack[write - 1] = typed;
                read += 2;
            } else {
                self.stack[write] = form;
                write += 1;
                read += 1;
            }
        }
        self.stack.truncate(write);
    }

    fn fold_one(&mut self, subject: FormId, kind: FormId, optional: bool) -> Option<FormId> {
        if self.as_colon(subject).is_some() || self.as_colon(kind).is_some() {
            return None;
        }
        self.has_typed = true;
        let span = self.forms.span(subject).to(self.forms.span(kind));
        Some(self.forms.add(FormKind::Typed { optional }, &[subject, kind], span))
    }

    /// Whether `form` is a lone `:` (`false`) or `?:` (`true`).
    fn as_colon(&self, form: FormId) -> Option<bool> {
        let kind = self.forms.kind(form);
        if kind == self.colon {
            Some(false)
        } else if kind == self.optional_colon {
            Some(true)
        } else {
            None
        }
    }
}
