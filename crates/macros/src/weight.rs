//! How large forms are as trees.
//!
//! A template that has a variable twice stands for the match twice, and holds the form once: `(_ x) (m (x x))` in a row
//! of 40 macros makes 40 lists and a tree of 2^40 forms. Whoever walks the tree then never ends, so that the weight of
//! what such templates make is bounded. Entering: a form. Leaving: the forms in its tree, those that stand in it several
//! times counted each time. Made forms are looked into once; what stands in the file weighs no more than its text.

use crate::expander::{Expander, Stx};
use crate::syntax_rules::Template;
use rustc_hash::FxHashSet;
use sx_reader::FormId;

/// No form that expansion makes may weigh more.
pub(crate) const MAX_WEIGHT: u32 = 4_000_000;

/// What [`Expander::weights`] has for forms that nobody weighed. No form weighs nothing.
const UNKNOWN: u32 = 0;

enum Task {
    Open(FormId),
    Close(FormId),
}

impl Expander<'_> {
    /// The forms in the tree of `stx`, at most [`u32::MAX`]. Linear in the made forms that were not weighed before.
    pub(crate) fn weigh(&mut self, stx: Stx) -> u32 {
        if let Some(known) = self.known_weight(stx.id) {
            return known;
        }
        self.weights.resize(self.forms.len() - self.first_made as usize, UNKNOWN);
        let mut tasks = vec![Task::Open(stx.id)];
        while let Some(task) = tasks.pop() {
            match task {
                Task::Open(id) if self.known_weight(id).is_none() => {
                    tasks.push(Task::Close(id));
                    let kids = self.forms.kids(id).iter();
                    tasks.extend(kids.filter(|&&kid| self.known_weight(kid).is_none()).map(|&kid| Task::Open(kid)));
                }
                Task::Open(_) => {}
                Task::Close(id) => {
                    let kids = self.forms.kids(id).iter();
                    let weight = kids.filter_map(|&kid| self.known_weight(kid)).fold(1, u32::saturating_add);
                    self.weights[(id.0 - self.first_made) as usize] = weight;
                }
            }
        }
        self.known_weight(stx.id).unwrap_or(1)
    }

    fn known_weight(&self, id: FormId) -> Option<u32> {
        if !self.forms.kind(id).has_kids() {
            return Some(1);
        }
        match id.0.checked_sub(self.first_made) {
            // A list has two brackets.
            None => Some(self.forms.span(id).len() / 2 + 1),
            Some(at) => self.weights.get(at as usize).copied().filter(|&weight| weight != UNKNOWN),
        }
    }
}

impl Template {
    /// The slots of which what is in them can stand in what is made several times, in order.
    pub(crate) fn repeated_slots(&self) -> Vec<usize> {
        let mut found = vec![];
        self.note_repeated(&mut vec![], &mut FxHashSet::default(), &mut found);
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The same below ellipses that repeat the slots `around`, and behind a part of the template that has those `seen`.
    fn note_repeated<'t>(&'t self, around: &mut Vec<&'t [usize]>, seen: &mut FxHashSet<usize>, found: &mut Vec<usize>) {
        match self {
            Template::Form(_) => {}
            Template::Var(slot) | Template::Dotted(slot, _) => {
                if !seen.insert(*slot) || around.iter().any(|level| !level.contains(slot)) {
                    found.push(*slot);
                }
            }
            Template::Compound { items, tail, .. } => {
                for item in items {
                    around.extend(item.levels.iter().map(Vec::as_slice));
                    item.template.note_repeated(around, seen, found);
                    around.truncate(around.len() - item.levels.len());
                }
                if let Some(tail) = tail {
                    tail.note_repeated(around, seen, found);
                }
            }
        }
    }
}
