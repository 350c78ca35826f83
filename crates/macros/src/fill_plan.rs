//! Templates as steps. Entering: a template where its macro is defined; leaving: what filling it does, one step after the
//! other: `(let ((t e)) (f t rest ...))` is open, `let`, open, open, `t`, what `e` matched, close, close, and so on. A call
//! does them in one loop. What is rare stays a part of the template, which `apply_rules` walks.

use crate::apply_rules::{Match, Place};
use crate::expander::{Expander, Stx};
use crate::scope::SetId;
use crate::syntax_rules::{Item, Template};
use sx_reader::{FormKind, Forms};

/// One step of filling a template.
pub(crate) enum Step {
    /// A name of the template, with its scopes there.
    Name(FormKind, SetId),
    /// A form without children that is no name.
    Atom(FormKind),
    /// What a slot has.
    Slot(usize),
    /// All that an ellipsis repeats, when each is what the slot has.
    Run(usize),
    /// A form with children begins.
    Open,
    /// It ends, and is of this kind.
    Close(FormKind),
    /// A part with more to it: inner ellipses, `x.y`, a dotted tail.
    Part(Box<Item>),
}

/// The steps of `template`, whose forms are in `forms`.
pub(crate) fn steps_of(template: &Template, forms: &Forms) -> Vec<Step> {
    let mut steps = vec![];
    add_steps(template, forms, &mut steps);
    steps
}

fn add_steps(template: &Template, forms: &Forms, steps: &mut Vec<Step>) {
    match template {
        Template::Var(slot) => steps.push(Step::Slot(*slot)),
        Template::Form(stx) => steps.push(match forms.kind(stx.id) {
            kind @ (FormKind::Symbol(_) | FormKind::Verbatim(_)) => Step::Name(kind, stx.set),
            kind => Step::Atom(kind),
        }),
        Template::Compound { kind, items, tail: None, .. } if !calls_member_of_match(*kind, items) => {
            steps.push(Step::Open);
            for item in items {
                match (&item.template, &item.levels[..]) {
                    (template, []) => add_steps(template, forms, steps),
                    (Template::Var(slot), [level]) if level[..] == [*slot] => steps.push(Step::Run(*slot)),
                    _ => steps.push(Step::Part(Box::new(item.clone()))),
                }
            }
            steps.push(Step::Close(*kind));
        }
        Template::Dotted(..) | Template::Compound { .. } => {
            steps.push(Step::Part(Box::new(Item { template: template.clone(), levels: vec![] })));
        }
    }
}

/// Whether a list begins with `x.m` where `x` is matched: what that is depends on the match.
fn calls_member_of_match(kind: FormKind, items: &[Item]) -> bool {
    kind == FormKind::List && items.first().is_some_and(|item| matches!(item.template, Template::Dotted(..)))
}

impl Expander<'_> {
    /// Does the steps of a template: a form whose own symbols carry the new scope, standing at the call.
    #[inline(never)]
    pub(crate) fn fill_steps(&mut self, steps: &[Step], matches: &mut Vec<Match>, place: Place) -> Option<Stx> {
        // Where the children begin of each form that is open.
        let mut open = smallvec::SmallVec::<[u32; 16]>::new();
        for step in steps {
            match step {
                Step::Name(kind, set) => {
                    let set = self.sets.add(*set, place.scope);
                    let id = self.forms.leaf(*kind, place.head);
                    self.filled.push(Stx { id, set });
                }
                Step::Atom(kind) => {
                    let id = self.forms.leaf(*kind, place.head);
                    self.filled.push(Stx { id, set: SetId::EMPTY });
                }
                Step::Slot(slot) => {
                    let form = self.matched(matches, *slot, place);
                    self.push_filled(form);
                }
                Step::Run(slot) => {
                    if let Match::Run { start, len } = matches[*slot] {
                        self.fill_run(start as usize..(start + len) as usize, place);
                    } else {
                        self.fill_item(&Template::Var(*slot), &[vec![*slot]], matches, place)?;
                    }
                }
                Step::Open => {
                    self.refuse_growth(place)?;
                    open.push(self.filled.len() as u32);
                }
                Step::Close(kind) => {
                    let start = open.pop().expect("invariant: what ends has begun");
                    let id = self.close_filled(*kind, start as usize, place.call);
                    self.filled.push(Stx { id, set: SetId::EMPTY });
                }
                Step::Part(item) => self.fill_item(&item.template, &item.levels, matches, place)?,
            }
        }
        self.filled.pop()
    }
}
