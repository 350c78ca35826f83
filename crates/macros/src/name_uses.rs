//! Mentions of names before the `var` that they mean is known.
//!
//! `(defn f () (log x) (if c (mk x)) x)`, where the macro `mk` gives `(var x 1)`: the whole function has that `x`, but
//! macros inside of expressions are expanded one after the other, and `(log x)` was resolved before. So mentions are
//! noted, and those that see the late `var` are pointed to it; what was wrong with them while they meant something else
//! is taken back at the end of the program. Only files that may have such macros pay for it.

use crate::expander::Expander;
use crate::scope::{Scope, SetId};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;
use sx_base::{Span, Symbol};
use sx_ir::{BindingId, BindingKind, Kind, NodeId};

/// No mention.
const NONE: u32 = u32::MAX;

/// A mention of a name.
struct NameUse {
    node: NodeId,
    set: SetId,
    span: Span,
    /// The scope that was made last before it.
    after: Scope,
    /// The one of the same name before.
    before: u32,
}

/// All mentions in the program so far, the last of each name by the name.
#[derive(Default)]
pub(crate) struct NameUses {
    all: Vec<NameUse>,
    last: FxHashMap<Symbol, u32>,
    /// The nodes that are assigned, as far as they are mentions.
    assigned: Vec<NodeId>,
    /// What mentions were taken from for a `var`.
    left: BTreeSet<BindingId>,
    /// What is wrong with mentions: the number of the diagnostic.
    problems: FxHashMap<NodeId, usize>,
    /// Of how many mentions each diagnostic tells: one place may be expanded several times.
    told: FxHashMap<usize, u32>,
}

impl NameUses {
    /// How many there are.
    pub(crate) fn count(&self) -> u32 {
        self.all.len() as u32
    }

    /// Notes that the diagnostic `problem` tells what is wrong with a mention.
    pub(crate) fn note_problem(&mut self, node: NodeId, problem: usize) {
        if self.problems.insert(node, problem) != Some(problem) {
            *self.told.entry(problem).or_insert(0) += 1;
        }
    }

    /// A mention means something else now.
    fn settle_problem(&mut self, node: NodeId) {
        let Some(problem) = self.problems.remove(&node) else { return };
        if let Some(mentions) = self.told.get_mut(&problem) {
            *mentions -= 1;
        }
    }

    /// Notes that a mention is assigned.
    pub(crate) fn note_assigned(&mut self, node: NodeId) {
        if !self.all.is_empty() {
            self.assigned.push(node);
        }
    }
}

impl Expander<'_> {
    /// Whether a macro may bring a `var` that mentions before it mean.
    pub(crate) fn notes_uses(&self) -> bool {
        self.tree_number == 0 && (!self.has_var.is_empty() || !self.imported_modules.is_empty())
    }

    /// Notes that `node` mentions the name `js` with the scopes `set`.
    pub(crate) fn note_use(&mut self, node: NodeId, js: Symbol, set: SetId, span: Span) -> NodeId {
        if self.notes_uses() {
            let number = self.name_uses.count();
            let before = self.name_uses.last.insert(js, number).unwrap_or(NONE);
            self.name_uses.all.push(NameUse { node, set, span, after: self.sets.last_scope(), before });
        }
        node
    }

    /// Points the mentions of `js` in the body of the innermost function that see the new `var` with the scopes `set` to
    /// `binding`.
    pub(crate) fn catch_up_uses(&mut self, js: Symbol, set: SetId, binding: BindingId) {
        if self.tree_number > 0 {
            return;
        }
        // What a macro names for itself stands nowhere but in what it gives.
        let made = self.sets.introduced(set).next().unwrap_or(0);
        let first = self.function().first_use;
        let mut at = self.name_uses.last.get(&js).copied().unwrap_or(NONE);
        let mut has_settled = false;
        while at != NONE && at >= first {
            let NameUse { node, set: seen_from, span, after, before } = self.name_uses.all[at as usize];
            if after < made {
                break;
            }
            at = before;
            let found = self.table.resolve(&self.sets, js, seen_from);
            if found.is_none_or(|entry| entry.set != set) {
                continue;
            }
            let old = *self.tree.node(node);
            has_settled = true;
            // It is bound, and no constant is assigned.
            self.name_uses.settle_problem(node);
            if old.kind == Kind::Name {
                self.name_uses.left.insert(BindingId(old.payload));
            }
            let made = self.tree.node_mut(node);
            (made.kind, made.payload) = (Kind::Name, binding.0);
            if old.kind == Kind::Error {
                (made.span, made.tok) = (span, span);
            }
        }
        if has_settled {
            self.name_uses.left.insert(binding);
        }
    }

    /// At the end of the program: what is wrong with no mention any more is taken back, and what was mentioned elsewhere
    /// once is assigned as far as it is still.
    pub(crate) fn settle_uses(&mut self) {
        let told = &self.name_uses.told;
        if told.values().any(|&mentions| mentions == 0) {
            let mut number = 0..;
            self.diagnostics.retain(|_| number.next().is_none_or(|number| told.get(&number) != Some(&0)));
        }
        if self.name_uses.left.is_empty() || self.tree_number > 0 {
            return;
        }
        let payloads = self.name_uses.assigned.iter().map(|&node| self.tree.payload(node));
        let assigned: FxHashSet<BindingId> = payloads.map(BindingId).collect();
        for &binding in &self.name_uses.left {
            let is_def = self.defs.contains(&(0, binding.0));
            let known = &mut self.tree.bindings[binding.0 as usize];
            if known.kind != BindingKind::Global {
                known.assigned = assigned.contains(&binding);
                if is_def && !known.assigned {
                    known.kind = BindingKind::Const;
                }
            }
        }
    }
}
