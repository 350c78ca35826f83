//! What names mean: bindings filed by JavaScript name, found by the largest subset of a symbol's scopes.

use crate::scope::{Scope, ScopeSets, SetId};
use rustc_hash::FxHashMap;
use sx_base::{Span, Symbol};
use sx_ir::BindingId;

/// A macro of the module that is expanded.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct MacroId(pub(crate) u32);

/// What a name stands for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
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
        /// Number of the definition in that module.
        definition: u32,
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

/// One binding with its name, and the one before it with the same newest scope.
struct Filed {
    name: Symbol,
    entry: Entry,
    before: u32,
}

/// The bindings whose newest scope is the same.
#[derive(Clone, Copy)]
struct Group {
    last: u32,
    len: u32,
}

/// No entry.
const NONE: u32 = u32::MAX;
/// More than one entry.
const SEVERAL: u32 = u32::MAX - 1;

/// The bindings of a scope are looked through one by one while they are no more than this.
const FEW: u32 = 12;

/// The bindings of one module.
#[derive(Default)]
pub(crate) struct Table {
    filed: Vec<Filed>,
    /// By the newest scope of the binding's set.
    groups: Vec<Group>,
    /// In scopes with many bindings: the last of each name, and for each entry there the one of that name before.
    by_name: FxHashMap<(Symbol, Scope), u32>,
    same_name: FxHashMap<u32, u32>,
    /// Among which scopes a name is bound, by its number.
    bound: Vec<Bounds>,
    /// How often what a name means has changed.
    changes: u32,
}

/// The oldest and the newest scope under which a name is filed, the other way round for one that is not; the entry, when
/// there is just one; and what was found last since the last one was filed.
#[derive(Clone, Copy)]
struct Bounds {
    oldest: Scope,
    newest: Scope,
    only: u32,
    found: (SetId, u32),
}

/// What [`Bounds::found`] has where nobody asked.
const NOT_ASKED: (SetId, u32) = (SetId(u32::MAX), NONE);

impl Bounds {
    const NONE: Self = Self { oldest: Scope::MAX, newest: 0, only: NONE, found: NOT_ASKED };

    fn has(self, scope: Scope) -> bool {
        (self.oldest..=self.newest).contains(&scope)
    }
}

impl Table {
    /// A table with room for so many bindings.
    pub(crate) fn with_room(bindings: usize) -> Self {
        Self { filed: Vec::with_capacity(bindings), groups: Vec::with_capacity(bindings), ..Self::default() }
    }

    /// Files a binding of `name` (a JavaScript name).
    pub(crate) fn insert(&mut self, sets: &ScopeSets, name: Symbol, entry: Entry) {
        let index = name.index() as usize;
        if self.bound.len() <= index {
            self.bound.resize(index + 1, Bounds::NONE);
        }
        let scope = sets.newest(entry.set);
        let id = self.filed.len() as u32;
        let bounds = &mut self.bound[index];
        let only = if bounds.only == NONE { id } else { SEVERAL };
        *bounds = Bounds { oldest: bounds.oldest.min(scope), newest: bounds.newest.max(scope), only, found: NOT_ASKED };
        self.changes += 1;
        if self.groups.len() <= scope as usize {
            self.groups.resize(scope as usize + 1, Group { last: NONE, len: 0 });
        }
        let group = &mut self.groups[scope as usize];
        self.filed.push(Filed { name, entry, before: group.last });
        *group = Group { last: id, len: group.len + 1 };
        if group.len > FEW + 1 {
            self.file_by_name(scope, id);
        } else if group.len == FEW + 1 {
            let mut all = vec![id];
            while let Some(&at) = all.last().filter(|&&at| self.filed[at as usize].before != NONE) {
                all.push(self.filed[at as usize].before);
            }
            for id in all.into_iter().rev() {
                self.file_by_name(scope, id);
            }
        }
    }

    fn file_by_name(&mut self, scope: Scope, id: u32) {
        let name = self.filed[id as usize].name;
        if let Some(before) = self.by_name.insert((name, scope), id) {
            self.same_name.insert(id, before);
        }
    }

    /// The bindings of `name` whose newest scope is `scope`, the last first.
    fn named(&self, name: Symbol, scope: Scope) -> impl Iterator<Item = u32> + '_ {
        let group = self.groups.get(scope as usize).copied().unwrap_or(Group { last: NONE, len: 0 });
        let is_large = group.len > FEW;
        let mut at = if is_large { self.by_name.get(&(name, scope)).copied().unwrap_or(NONE) } else { group.last };
        std::iter::from_fn(move || {
            while at != NONE {
                let id = at;
                let filed = &self.filed[id as usize];
                at = if is_large { self.same_name.get(&id).copied().unwrap_or(NONE) } else { filed.before };
                if filed.name == name {
                    return Some(id);
                }
            }
            None
        })
    }

    fn bounds(&self, name: Symbol) -> Bounds {
        self.bound.get(name.index() as usize).copied().unwrap_or(Bounds::NONE)
    }

    fn exact_id(&self, sets: &ScopeSets, name: Symbol, set: SetId) -> Option<u32> {
        let scope = sets.newest(set);
        if !self.bounds(name).has(scope) {
            return None;
        }
        self.named(name, scope).find(|&id| self.filed[id as usize].entry.set == set)
    }

    /// The binding with exactly these scopes: the same name in the same place.
    pub(crate) fn exact(&self, sets: &ScopeSets, name: Symbol, set: SetId) -> Option<Entry> {
        self.exact_id(sets, name, set).map(|id| self.filed[id as usize].entry)
    }

    /// Replaces what the binding with exactly these scopes means.
    pub(crate) fn replace(&mut self, sets: &ScopeSets, name: Symbol, set: SetId, means: Denotation) {
        if let Some(id) = self.exact_id(sets, name, set) {
            self.filed[id as usize].entry.means = means;
            self.changes += 1;
        }
    }

    /// How often what a name means has changed: what was found out before is as it was while this is.
    pub(crate) fn changes(&self) -> u32 {
        self.changes
    }

    /// What `name` with the scopes `set` refers to: the binding whose scopes are the largest subset of `set`.
    pub(crate) fn resolve(&mut self, sets: &ScopeSets, name: Symbol, set: SetId) -> Option<Entry> {
        let bounds = self.bounds(name);
        let id = match bounds.only {
            NONE => return None,
            SEVERAL if bounds.found.0 == set => bounds.found.1,
            SEVERAL => {
                let id = self.look_up(sets, name, set, bounds);
                self.bound[name.index() as usize].found = (set, id);
                id
            }
            only if sets.can_see(set, self.filed[only as usize].entry.set) => only,
            _ => NONE,
        };
        (id != NONE).then(|| self.filed[id as usize].entry)
    }

    /// The entry that a name with several refers to, or [`NONE`].
    fn look_up(&self, sets: &ScopeSets, name: Symbol, set: SetId, bounds: Bounds) -> u32 {
        let (mut best, mut best_size) = (NONE, 0);
        // The scope 0 stands for the empty set, whose bindings everything sees.
        for (scope, size) in sets.iter_sized(sets.up_to(set, bounds.newest)).chain([(0, 0)]) {
            // What is filed under this scope or an older one has no more scopes than are left.
            if scope < bounds.oldest || (best != NONE && best_size > size) {
                break;
            }
            for id in self.named(name, scope) {
                let entry = &self.filed[id as usize].entry;
                let size = sets.size(entry.set);
                if (best == NONE || size >= best_size) && sets.can_see(set, entry.set) {
                    (best, best_size) = (id, size);
                }
            }
        }
        best
    }

    /// The names that `set` can see, for suggestions. Costs a walk over all bindings.
    pub(crate) fn visible(&self, sets: &ScopeSets, set: SetId) -> impl Iterator<Item = Symbol> + use<> {
        let seen = self.filed.iter().filter(|filed| sets.is_subset(filed.entry.set, set));
        let mut names: Vec<Symbol> = seen.map(|filed| filed.name).collect();
        names.sort_unstable_by_key(|name| name.as_str());
        names.dedup();
        names.into_iter()
    }
}
