//! Lists of members and clauses, in which macros may stand.
//!
//! Entering: the forms of a class, an object or a `switch`. Leaving: those that they stand for, in order: `begin` and
//! `let-syntax` stand for the forms in them, a call of a macro for what it gives.

use crate::expander::{Expander, FrameId, Head, Stx};
use sx_reader::CoreForm;

impl Expander<'_> {
    /// Gives `take` each form, in the frame of the expansion it is of; nothing where an expansion failed.
    pub(crate) fn for_each_spliced(&mut self, forms: &[Stx], mut take: impl FnMut(&mut Self, Option<Stx>)) {
        let mut queue: Vec<(Stx, FrameId)> = forms.iter().rev().map(|&form| (form, self.frame)).collect();
        while let Some((stx, frame)) = queue.pop() {
            let stx = self.peel(stx);
            match self.clause_head(stx) {
                Some(CoreForm::Begin | CoreForm::Do) => {
                    let kids = self.kids(stx);
                    queue.extend(kids[1..].iter().rev().map(|&kid| (kid, frame)));
                }
                Some(head @ (CoreForm::LetSyntax | CoreForm::LetrecSyntax)) => {
                    let kids = self.kids(stx);
                    let is_recursive = head == CoreForm::LetrecSyntax;
                    let body = self.in_frame(frame, |this| this.let_syntax_body(is_recursive, stx, &kids));
                    match body {
                        Some(forms) => queue.extend(forms.into_iter().rev().map(|form| (form, frame))),
                        None => take(self, None),
                    }
                }
                // `case` is a macro, too.
                None if let Some(Head::Macro(id)) = self.list_head(stx) => {
                    match self.in_frame(frame, |this| this.expand_macro(id, stx)) {
                        Some(result) => queue.push(result),
                        None => take(self, None),
                    }
                }
                _ => self.in_frame(frame, |this| take(this, Some(stx))),
            }
        }
    }
}
