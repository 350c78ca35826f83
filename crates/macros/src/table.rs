//! What names mean: bindings filed by JavaScript name, found by the largest subset of a symbol's scopes.

use crate::scope::{Scope, ScopeSets, SetId};
use rustc_hash::FxHashMap;
use sx_base::{Span, Symbol};
use sx_ir::BindingId;

/// A macro of the module that is expanded.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct MacroId(pub(crate) u32);

/// What a name stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Denotation {
    /// A binding of the tree with this number (0 is the program; macro bodies have trees of their own).
    Value {
        /// The tree.
        tree: u32,
        /// The binding in it.
        binding: BindingId,
    },
    /// A macro.
    Macro(MacroId),
    /// A definition of `begin-for-syntax`: a global of the compile-time engine.
    Syntax(Symbol),
    /// A run-time definition of the module a macro came from; it is imported where an expansion names it.
    Foreign {
        /// Number of that module among the macro imports of this one.
        module: u32,
        /// Its exported JavaScript name.
        name: Symbol,
    },
}

/// One binding.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub(crate) set: SetId,
    pub(crate) means: Denotation,
    /// Where it was declared.
    pub(crate) span: Span,
}

/// The bindings of one module.
#[derive(Default)]
pub(crate) struct Table {
    by_name: FxHashMap<Symbol, Vec<(Entry, u32)>>,
    /// The newest entry of a name whose set has this newest scope, and links to the ones before.
    by_scope: FxHashMap<(Symbol, Scope), u32>,
}

/// The link of the first entry.
const END: u32 = u32::MAX;

/// Up to this many bindings of one name are tried one after another.
const FEW: usize = 6;

impl Table {
    /// Files a binding of `name` (a JavaScript name).
    pub(crate) fn insert(&mut self, sets: &ScopeSets, name: Symbol, entry: Entry) {
        let all = self.by_name.entry(name).or_default();
        let before = self.by_scope.insert((name, sets.newest(entry.set)), all.len() as u32).unwrap_or(END);
        all.push((entry, before));
    }

    /// The binding with exactly these scopes: the same name in the same place.
    pub(crate) fn exact(&self, sets: &ScopeSets, name: Symbol, set: SetId) -> Option<Entry> {
        let all = self.by_name.get(&name)?;
        let mut at = *self.by_scope.get(&(name, sets.newest(set)))?;
        while at != END {
            let (entry, before) = all[at as usize];
            if entry.set == set {
                return Some(entry);
            }
            at = before;
        }
        None
    }

    /// Replaces what the binding with exactly these scopes means.
    pub(crate) fn replace(&mut self, name: Symbol, set: SetId, means: Denotation) {
        if let Some(entry) = self.by_name.get_mut(&name).and_then(|all| all.iter_mut().rev().find(|e| e.0.set == set)) {
            entry.0.means = means;
        }
    }

    /// What `name` with the scopes `set` refers to: the binding whose scopes are the largest subset of `set`.
    pub(crate) fn resolve(&self, sets: &ScopeSets, name: Symbol, set: SetId) -> Option<Entry> {
        let all = self.by_name.get(&name)?;
        let mut best: Option<Entry> = None;
        let consider = |best: &mut Option<Entry>, entry: &Entry| {
            if best.is_none_or(|b| sets.size(entry.set) >= sets.size(b.set)) && sets.is_subset(entry.set, set) {
                *best = Some(*entry);
            }
        };
        if all.len() <= FEW {
            for (entry, _) in all {
                consider(&mut best, entry);
            }
        } else {
            for (scope, size) in sets.iter_sized(set) {
                // What is filed under this scope or an older one has no more scopes than are left.
                if best.is_some_and(|best| sets.size(best.set) > size) {
                    break;
                }
                let mut at = self.by_scope.get(&(name, scope)).copied().unwrap_or(END);
                while at != END {
                    let (entry, before) = &all[at as usize];
                    consider(&mut best, entry);
                    at = *before;
                }
            }
        }
        best
    }

    /// The names that `set` can see, for suggestions. Costs a walk over all bindings.
    pub(crate) fn visible<'a>(&'a self, sets: &'a ScopeSets, set: SetId) -> impl Iterator<Item = Symbol> + 'a {
        let mut names: Vec<Symbol> = self
            .by_name
            .iter()
            .filter(|(_, all)| all.iter().any(|(entry, _)| sets.is_subset(entry.set, set)))
            .map(|(&name, _)| name)
            .collect();
        names.sort_unstable_by_key(|name| name.as_str());
        names.into_iter()
    }
}
