//! The forms that the expansion of one top-level form makes, and when they may go.
//!
//! Expansions make a few times as many forms as a file has. Once a top-level form is Core, nobody can name what its
//! expansions made, unless a macro was defined by them or the expander noted one of them: then all of them stay. Entering:
//! how far the tables were before the form. Leaving: the tables as they were, so that the next form is made in memory
//! that is warm. Identities are not used again where somebody could hold one.

use crate::expander::Expander;

/// How long the tables of forms were, and how many forms the expander held.
#[derive(Clone, Copy)]
pub(crate) struct MadeMark {
    forms: usize,
    kids: usize,
    held: usize,
}

impl Expander<'_> {
    /// Marks what is made from here on; nothing where it is to stay.
    pub(crate) fn mark_made(&self) -> Option<MadeMark> {
        let may_go = self.is_at_program_top() && self.steps.is_none() && self.template_places.is_none();
        may_go.then(|| MadeMark { forms: self.forms.len(), kids: self.forms.kids_len(), held: self.held_forms() })
    }

    /// Forgets the forms that were made since `mark`, if nothing holds one.
    pub(crate) fn forget_made(&mut self, mark: Option<MadeMark>) {
        let Some(mark) = mark.filter(|mark| mark.held == self.held_forms()) else { return };
        self.forgotten += self.forms.len() - mark.forms + self.forms.kids_len() - mark.kids;
        self.forms.truncate(mark.forms, mark.kids);
        let (made, kids) = (mark.forms - self.first_made as usize, mark.kids - self.first_kid_set);
        self.kid_sets.truncate(kids);
        self.makers.truncate(made);
        self.oldest_names.truncate(made);
        self.weights.truncate(made);
        self.made_members.retain(|id, _| (id.0 as usize) < mark.forms);
    }

    /// How many places outlive the expansion of a top-level form and hold forms. None of them ever holds fewer.
    fn held_forms(&self) -> usize {
        self.macros.len()
            + self.uncompiled.len()
            + self.made_calls.len()
            + self.unchanged.len()
            + self.runtime_names.len()
            + self.lazies.len()
    }
}
