//! Functions in which no two bindings share a name.
//!
//! Entering: the names of bindings, and every mention of one. Leaving: for each top-level form whether it is a function
//! declaration in which every name stands for one binding, such as `(defn f (a) (let ((b a)) (g b)))`. No name in there
//! can find another binding than its own, so [`super::bindings`] need not follow the scopes in it. Most functions are so,
//! and two looks at each mention tell it.

use super::Mention;
use super::names::names_end;
use sx_base::Symbol;
use sx_ir::{Flags, Kind, NodeId, Tree};

/// A name that several bindings have, in [`outside_bindings`].
const SEVERAL: u32 = u32::MAX;

/// Where a binding is bound, by [`inside_bindings`]: in no function, or in the form of this number.
const OUTSIDE: u32 = u32::MAX;

/// For each child of `root`, whether it is a function declaration in which no two bindings share a name.
pub(super) fn distinct_functions(tree: &Tree, root: NodeId, mentions: &[Mention], names: &[Symbol]) -> Vec<bool> {
    let forms = tree.kids(root);
    let is_declaration = |&form: &NodeId| tree.kind(form) == Kind::Function && tree.flags(form).has(Flags::DECLARATION);
    let mut is_distinct: Vec<bool> = forms.iter().map(is_declaration).collect();
    if !mentions.is_sorted_by_key(|mention| mention.form) {
        // Forms are made one after another, and what holds of each could not be told by its last mention otherwise.
        return vec![false; forms.len()];
    }
    let inside = inside_bindings(tree, forms, mentions, &is_distinct);
    let outside = outside_bindings(names, &inside);
    // By name: the form in which it stood last, and for which binding.
    let mut last = vec![(OUTSIDE, 0); outside.len()];
    for &Mention { form, binding, .. } in mentions {
        let name = names[binding as usize].index() as usize;
        let is_known = inside[binding as usize] == form || outside[name] == binding + 1;
        let (before, other) = std::mem::replace(&mut last[name], (form, binding));
        is_distinct[form as usize] &= is_known && (before != form || other == binding);
    }
    is_distinct
}

/// For each binding, the function in which it is bound; [`OUTSIDE`] for one that is bound elsewhere.
fn inside_bindings(tree: &Tree, forms: &[NodeId], mentions: &[Mention], is_function: &[bool]) -> Vec<u32> {
    let mut inside = vec![None; tree.bindings.len()];
    for &Mention { id, form, binding, binds } in mentions {
        if binds {
            let is_own_name = || tree.kids(forms[form as usize]).first() == Some(&id);
            let here = if is_function[form as usize] && !is_own_name() { form } else { OUTSIDE };
            let place = inside[binding as usize].get_or_insert(here);
            if *place != here {
                *place = OUTSIDE;
            }
        }
    }
    inside.into_iter().map(|place| place.unwrap_or(OUTSIDE)).collect()
}

/// By name, one more than the only binding of that name outside of all functions, or [`SEVERAL`]; 0 for none.
fn outside_bindings(names: &[Symbol], inside: &[u32]) -> Vec<u32> {
    let mut outside = vec![0; names_end(names)];
    for (binding, (name, &place)) in (1..).zip(names.iter().zip(inside)) {
        if place == OUTSIDE {
            let slot = &mut outside[name.index() as usize];
            *slot = if *slot == 0 { binding } else { SEVERAL };
        }
    }
    outside
}
