//! Sets of scopes (Flatt, "Binding as Sets of Scopes", POPL 2016), interned.
//!
//! A set is a list of scopes, newest first, that shares its tail with the set it was made from: lexical nesting adds
//! one cell a scope, and equal sets have equal ids. Scopes are only ever added: what a macro template brings carries
//! its own set, so nothing has to be flipped. Only what a definition binds drops scopes: those of the use that made it.

use rustc_hash::FxHashMap;
use sx_base::Span;

/// A scope: one binding form, definition context or macro expansion.
pub(crate) type Scope = u32;

/// The sets that a scope was added to are looked through one by one while they are no more than this.
const FEW_SUMS: u32 = 12;

/// How many unions are remembered by place.
const RECENT: usize = 1024;

/// Unions of sets with no more scopes than this are not remembered.
const SMALL: u32 = 24;

/// An interned set of scopes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct SetId(pub(crate) u32);

impl SetId {
    /// The empty set: the language itself.
    pub(crate) const EMPTY: SetId = SetId(0);
}

#[derive(Clone, Copy)]
struct Cell {
    tail: SetId,
    scope: Scope,
    /// How many scopes there are, and above [`SIZE`] the three facts.
    facts: u32,
    /// The cell before this one that adds the same scope to another set; 0 for none.
    sibling: SetId,
}

/// The bits of [`Cell::facts`] that are the size.
const SIZE: u32 = (1 << 29) - 1;
/// The fact that this scope or one of the tail is that of a fresh symbol.
const FRESH: u32 = 1 << 29;
/// The fact that a macro expansion made this scope or one of the tail.
const INTRODUCED: u32 = 1 << 30;
/// The fact that this scope or one of the tail is of the place of a use.
const USE_SITE: u32 = 1 << 31;

impl Cell {
    fn size(self) -> u32 {
        self.facts & SIZE
    }
}

/// What made a scope.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ScopeKind {
    /// A binding form or definition context.
    Binding,
    /// An expansion: what its template brings.
    Introduced,
    /// A fresh symbol of macro code: only a binding that has it is the symbol's.
    Fresh,
    /// An expansion: what its arguments bring, where macro and use stand in one definition context. With the number of
    /// the context at whose head the use stood; 0 for a use inside of an expression.
    UseSite(u32),
}

/// All sets of one module, and what made the scopes.
pub(crate) struct ScopeSets {
    cells: Vec<Cell>,
    scopes: Vec<ScopeFacts>,
    /// The sums of scopes that were added to many sets.
    sums: FxHashMap<(SetId, Scope), SetId>,
    unions: FxHashMap<(SetId, SetId), SetId>,
    /// Unions made of late, each in the place that its parts give.
    recent: Box<[(SetId, SetId, SetId); RECENT]>,
    /// The last addition: the forms of one body get the same scope one after another.
    last: (SetId, Scope, SetId),
}

/// What made a scope and where, and the sets it was added to.
#[derive(Clone, Copy)]
struct ScopeFacts {
    kind: ScopeKind,
    /// The newest cell that adds the scope; 0 for none.
    newest: SetId,
    /// How many cells add it.
    sums: u32,
    place: Span,
}

/// No file may need more sets than this, of some 80 bytes each; there are no more than this either.
const MAX_CELLS: usize = 6_000_000;

impl ScopeSets {
    /// The empty set only, with room for about `room` more.
    pub(crate) fn new(room: usize) -> Self {
        // Room that is not used costs nothing, and copying a table that grows does.
        let mut cells = Vec::with_capacity(room);
        cells.push(Cell { tail: SetId::EMPTY, scope: 0, facts: 0, sibling: SetId::EMPTY });
        let mut scopes = Vec::with_capacity(room);
        scopes.push(ScopeFacts { kind: ScopeKind::Binding, newest: SetId::EMPTY, sums: 0, place: Span::NONE });
        Self {
            cells,
            scopes,
            sums: FxHashMap::default(),
            unions: FxHashMap::default(),
            recent: Box::new([(SetId::EMPTY, SetId::EMPTY, SetId::EMPTY); RECENT]),
            last: (SetId::EMPTY, 0, SetId::EMPTY),
        }
    }

    /// A new scope of a binding form or definition context at `place`.
    pub(crate) fn binding_scope(&mut self, place: Span) -> Scope {
        self.scope(ScopeKind::Binding, place)
    }

    /// A new scope that a form at `place` makes.
    pub(crate) fn scope(&mut self, kind: ScopeKind, place: Span) -> Scope {
        self.scopes.push(ScopeFacts { kind, newest: SetId::EMPTY, sums: 0, place });
        self.last_scope()
    }

    /// Where the form stands that made a scope.
    pub(crate) fn place(&self, scope: Scope) -> Span {
        self.scopes[scope as usize].place
    }

    /// The scope that was made last.
    pub(crate) fn last_scope(&self) -> Scope {
        self.scopes.len() as Scope - 1
    }

    fn cell(&self, set: SetId) -> Cell {
        self.cells[set.0 as usize]
    }

    /// Number of scopes in `set`.
    pub(crate) fn size(&self, set: SetId) -> u32 {
        self.cell(set).size()
    }

    /// The set of `scope`, which is newer than all of `tail`, and `tail`.
    fn cons(&mut self, tail: SetId, scope: Scope) -> SetId {
        let facts = self.scopes[scope as usize];
        if facts.sums <= FEW_SUMS {
            let mut at = facts.newest;
            while at != SetId::EMPTY {
                let cell = &self.cells[at.0 as usize];
                if cell.tail == tail {
                    return at;
                }
                at = cell.sibling;
            }
        } else if let Some(&known) = self.sums.get(&(tail, scope)) {
            return known;
        }
        self.add_cell(tail, scope)
    }

    fn add_cell(&mut self, tail: SetId, scope: Scope) -> SetId {
        if self.are_overgrown() {
            // The file is refused; which sets are wrong from here on does not matter.
            return tail;
        }
        let id = SetId(self.cells.len() as u32);
        let below = self.cell(tail);
        let facts = &mut self.scopes[scope as usize];
        let own = match facts.kind {
            ScopeKind::Binding => 0,
            ScopeKind::Introduced => INTRODUCED,
            ScopeKind::Fresh => INTRODUCED | FRESH,
            ScopeKind::UseSite(_) => USE_SITE,
        };
        self.cells.push(Cell { tail, scope, facts: (below.facts + 1) | own, sibling: facts.newest });
        facts.newest = id;
        facts.sums += 1;
        if facts.sums == FEW_SUMS + 1 {
            let mut at = id;
            while at != SetId::EMPTY {
                let cell = self.cells[at.0 as usize];
                self.sums.insert((cell.tail, scope), at);
                at = cell.sibling;
            }
        } else if facts.sums > FEW_SUMS {
            self.sums.insert((tail, scope), id);
        }
        id
    }

    /// Whether there are more sets than a file may need: each of many names with scopes of its own, deep in scopes of
    /// others, makes as many as the names times the scopes.
    pub(crate) fn are_overgrown(&self) -> bool {
        self.cells.len() >= MAX_CELLS
    }

    /// `set` with `scope` added.
    pub(crate) fn add(&mut self, set: SetId, scope: Scope) -> SetId {
        if self.last.0 == set && self.last.1 == scope {
            return self.last.2;
        }
        let sum = if set == SetId::EMPTY || self.cell(set).scope < scope {
            self.cons(set, scope)
        } else {
            let one = self.cons(SetId::EMPTY, scope);
            self.union(set, one)
        };
        self.last = (set, scope, sum);
        sum
    }

    /// The union of two sets.
    #[inline]
    pub(crate) fn union(&mut self, a: SetId, b: SetId) -> SetId {
        if self.are_overgrown() {
            return a;
        }
        if a == b || b == SetId::EMPTY {
            a
        } else if a == SetId::EMPTY {
            b
        } else {
            self.recall_union(a, b)
        }
    }

    fn recall_union(&mut self, a: SetId, b: SetId) -> SetId {
        let place = (a.0.wrapping_mul(31) ^ b.0) as usize % RECENT;
        let (x, y, sum) = self.recent[place];
        if (x, y) == (a, b) {
            return sum;
        }
        let sum = self.merge(a, b);
        self.recent[place] = (a, b, sum);
        sum
    }

    fn merge(&mut self, a: SetId, b: SetId) -> SetId {
        // Small sets are merged faster than looked up, and most pairs come once.
        let is_small = self.size(a) + self.size(b) <= SMALL;
        let key = if a.0 < b.0 { (a, b) } else { (b, a) };
        if !is_small && let Some(&known) = self.unions.get(&key) {
            return known;
        }
        let (mut x, mut y) = (a, b);
        let mut newest = smallvec::SmallVec::<[Scope; SMALL as usize]>::new();
        let (mut only_a, mut only_b) = (false, false);
        while x != y && x != SetId::EMPTY && y != SetId::EMPTY {
            let (cx, cy) = (self.cell(x), self.cell(y));
            if cx.scope >= cy.scope {
                newest.push(cx.scope);
                x = cx.tail;
            } else {
                newest.push(cy.scope);
            }
            if cy.scope >= cx.scope {
                y = cy.tail;
            }
            only_a |= cx.scope > cy.scope;
            only_b |= cy.scope > cx.scope;
        }
        let set = if !only_a && (x == SetId::EMPTY || x == y) {
            b
        } else if !only_b && (y == SetId::EMPTY || x == y) {
            a
        } else {
            let rest = if x == SetId::EMPTY { y } else { x };
            newest.iter().rev().fold(rest, |set, &scope| self.cons(set, scope))
        };
        if !is_small {
            self.unions.insert(key, set);
        }
        set
    }

    /// Whether every scope of `small` is in `big`. `O(size)`, constant where one was made from the other.
    pub(crate) fn is_subset(&self, small: SetId, big: SetId) -> bool {
        let (mut s, mut b) = (small, big);
        while s != b {
            if s == SetId::EMPTY {
                return true;
            }
            let (cs, cb) = (self.cell(s), self.cell(b));
            if cs.size() > cb.size() || cs.scope > cb.scope {
                return false;
            }
            if cs.scope == cb.scope {
                s = cs.tail;
            }
            b = cb.tail;
        }
        true
    }

    /// Whether `scope` is in `set`.
    pub(crate) fn contains(&self, set: SetId, scope: Scope) -> bool {
        self.newest(self.up_to(set, scope)) == scope
    }

    /// `set` without the scopes of uses at the head of the definition context `context`: what a definition there binds
    /// (section 3.5 of the paper).
    pub(crate) fn without_use_sites(&mut self, set: SetId, context: u32) -> SetId {
        let (mut kept, mut at, mut found) = (vec![], set, false);
        while self.cell(at).facts & USE_SITE != 0 {
            let cell = self.cell(at);
            if self.scopes[cell.scope as usize].kind == ScopeKind::UseSite(context) {
                found = true;
            } else {
                kept.push(cell.scope);
            }
            at = cell.tail;
        }
        if !found {
            return set;
        }
        kept.iter().rev().fold(at, |set, &scope| self.cons(set, scope))
    }

    /// `set` without the scopes that are newer than `scope`, but for what makes a name one of an expansion: what a `var`
    /// in blocks binds in the function around, whose scope `scope` is.
    pub(crate) fn hoisted(&mut self, set: SetId, scope: Scope) -> SetId {
        let (mut kept, mut at, mut found) = (vec![], set, false);
        while at != SetId::EMPTY && self.cell(at).scope > scope {
            let cell = self.cell(at);
            match self.scopes[cell.scope as usize].kind {
                ScopeKind::Introduced | ScopeKind::Fresh => kept.push(cell.scope),
                ScopeKind::Binding | ScopeKind::UseSite(_) => found = true,
            }
            at = cell.tail;
        }
        if !found {
            return set;
        }
        kept.iter().rev().fold(at, |set, &scope| self.cons(set, scope))
    }

    /// The scope of the fresh symbol that has the scopes `set`; nothing for other symbols.
    pub(crate) fn fresh(&self, set: SetId) -> Option<Scope> {
        let mut at = set;
        while self.cell(at).facts & FRESH != 0 {
            let cell = self.cell(at);
            if self.scopes[cell.scope as usize].kind == ScopeKind::Fresh {
                return Some(cell.scope);
            }
            at = cell.tail;
        }
        None
    }

    /// Whether `set` is that of a fresh symbol.
    pub(crate) fn is_fresh(&self, set: SetId) -> bool {
        self.cell(set).facts & FRESH != 0
    }

    /// `set` without the scopes of fresh symbols.
    pub(crate) fn without_fresh(&mut self, set: SetId) -> SetId {
        let (mut kept, mut at) = (vec![], set);
        while self.is_fresh(at) {
            let cell = self.cell(at);
            if self.scopes[cell.scope as usize].kind != ScopeKind::Fresh {
                kept.push(cell.scope);
            }
            at = cell.tail;
        }
        kept.iter().rev().fold(at, |set, &scope| self.cons(set, scope))
    }

    /// Whether a symbol with the scopes `set` can refer to what is bound with the scopes `bound`.
    pub(crate) fn can_see(&self, set: SetId, bound: SetId) -> bool {
        self.is_subset(bound, set) && (!self.is_fresh(set) || self.fresh(set) == self.fresh(bound))
    }

    /// The scopes of `set`, newest first, each with the number of scopes from it on.
    pub(crate) fn iter_sized(&self, set: SetId) -> impl Iterator<Item = (Scope, u32)> + '_ {
        let mut at = set;
        std::iter::from_fn(move || {
            (at != SetId::EMPTY).then(|| {
                let cell = self.cell(at);
                at = cell.tail;
                (cell.scope, cell.size())
            })
        })
    }

    /// `set` without the scopes that are newer than `scope`.
    pub(crate) fn up_to(&self, set: SetId, scope: Scope) -> SetId {
        let mut at = set;
        while self.cell(at).scope > scope {
            at = self.cell(at).tail;
        }
        at
    }

    /// `set` without `scope` and those that are newer.
    pub(crate) fn before(&self, set: SetId, scope: Scope) -> SetId {
        let at = self.up_to(set, scope);
        if self.newest(at) == scope { self.cell(at).tail } else { at }
    }

    /// The newest scope of `set`; 0 for the empty set.
    pub(crate) fn newest(&self, set: SetId) -> Scope {
        self.cell(set).scope
    }

    /// The scopes of a set that expansions made, the newest first.
    pub(crate) fn introduced(&self, set: SetId) -> impl Iterator<Item = Scope> + '_ {
        let scopes = self.iter_sized(set).map(|(scope, _)| scope);
        scopes.filter(|&scope| matches!(self.scopes[scope as usize].kind, ScopeKind::Introduced | ScopeKind::Fresh))
    }

    /// Whether a macro expansion brought a symbol with this set: it holds a scope that an expansion made.
    pub(crate) fn is_introduced(&self, set: SetId) -> bool {
        self.cell(set).facts & INTRODUCED != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_sets_have_equal_ids() {
        let mut sets = ScopeSets::new(0);
        let (a, b, c) = (
            sets.binding_scope(Span::NONE),
            sets.scope(ScopeKind::Introduced, Span::NONE),
            sets.binding_scope(Span::NONE),
        );
        let ab = sets.add(SetId::EMPTY, a);
        let ab = sets.add(ab, b);
        let ba = sets.add(SetId::EMPTY, b);
        let ba = sets.add(ba, a);
        assert_eq!(ab, ba);
        let abc = sets.add(ab, c);
        let only_c = sets.add(SetId::EMPTY, c);
        assert_eq!(sets.union(ab, only_c), abc);
        assert!(sets.is_subset(ab, abc) && !sets.is_subset(abc, ab) && sets.is_subset(only_c, abc));
        assert!(sets.is_introduced(abc) && !sets.is_introduced(only_c));
        assert_eq!(sets.iter_sized(abc).collect::<Vec<_>>(), [(c, 3), (b, 2), (a, 1)]);
    }

    #[test]
    fn a_fresh_symbol_sees_only_what_it_binds() {
        let mut sets = ScopeSets::new(0);
        let (a, fresh, b) =
            (sets.binding_scope(Span::NONE), sets.scope(ScopeKind::Fresh, Span::NONE), sets.binding_scope(Span::NONE));
        let set = |sets: &mut ScopeSets, scopes: &[Scope]| scopes.iter().fold(SetId::EMPTY, |set, &s| sets.add(set, s));
        let (plain, bound) = (set(&mut sets, &[a, b]), set(&mut sets, &[a, fresh]));
        let symbol = set(&mut sets, &[a, fresh, b]);
        assert_eq!((sets.fresh(symbol), sets.fresh(plain)), (Some(fresh), None));
        assert!(sets.can_see(symbol, bound) && !sets.can_see(symbol, plain) && sets.can_see(plain, plain));
        assert_eq!(sets.without_fresh(symbol), plain);
    }

    #[test]
    fn a_definition_drops_the_use_sites_of_its_context_only() {
        let mut sets = ScopeSets::new(0);
        let (a, of_1) = (sets.binding_scope(Span::NONE), sets.scope(ScopeKind::UseSite(1), Span::NONE));
        let (b, of_2) = (sets.binding_scope(Span::NONE), sets.scope(ScopeKind::UseSite(2), Span::NONE));
        let set = |sets: &mut ScopeSets, scopes: &[Scope]| scopes.iter().fold(SetId::EMPTY, |set, &s| sets.add(set, s));
        let (all, without_1) = (set(&mut sets, &[a, of_1, b, of_2]), set(&mut sets, &[a, b, of_2]));
        assert_eq!(sets.without_use_sites(all, 1), without_1);
        assert_eq!(sets.without_use_sites(without_1, 1), without_1);
        let plain = set(&mut sets, &[a, b]);
        assert_eq!(sets.without_use_sites(without_1, 2), plain);
        assert_eq!(sets.without_use_sites(plain, 2), plain);
    }
}
