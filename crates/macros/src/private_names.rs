//! The private names of classes. Entering: the members of a class, expanded, and where private names are used in it;
//! leaving: each use with the name that its declaration has in the output, or an error.
//!
//! A private name that a template declares is the expansion's own, as its variables are: two expansions in one class have
//! two, and members that are written there see none of them. Of those that a use sees the one of the innermost class is
//! meant that the use is written in, and in one class that with the most scopes of expansions.

use crate::diagnostics as diag;
use crate::expander::{Expander, FrameId, Stx};
use crate::scope::{Scope, SetId};
use rustc_hash::{FxHashMap, FxHashSet};
use sx_base::{Span, Symbol};
use sx_ir::{Flags, Kind, NodeId};

/// The private names of the file so far.
#[derive(Default)]
pub(crate) struct PrivateNames {
    /// Where they are used, as far as no class has declared them.
    uses: Vec<PrivateUse>,
    /// The scopes of those that declare, by their node.
    declared: FxHashMap<NodeId, SetId>,
    /// All there are.
    taken: FxHashSet<Symbol>,
    /// The last number that a name got.
    numbers: FxHashMap<Symbol, u32>,
    /// The scopes of the classes that are open, the outermost first.
    open: Vec<Scope>,
}

impl PrivateNames {
    /// `name` with a number, as no other private name is spelled.
    fn numbered(&mut self, name: Symbol) -> Symbol {
        let number = self.numbers.entry(name).or_insert(1);
        loop {
            *number += 1;
            let numbered = Symbol::intern(&format!("{}{number}", name.as_str()));
            if self.taken.insert(numbered) {
                return numbered;
            }
        }
    }
}

/// A private name where it is used.
struct PrivateUse {
    name: Symbol,
    set: SetId,
    span: Span,
    frame: FrameId,
    /// The node that has the name.
    node: Option<NodeId>,
    /// How many of the classes around it is written in: all, but for what a template brings that stands in a class.
    depth: usize,
    /// A class around declares the name, in an expansion that is no matter of the use.
    is_hidden: bool,
}

/// A private name of a class.
struct Private {
    name: Symbol,
    /// The expansions that it is of.
    scopes: Vec<Scope>,
    flags: Flags,
    /// The nodes that declare or use it.
    nodes: Vec<NodeId>,
}

impl Expander<'_> {
    /// Begins a class whose members have `scope`: how many uses there are that no class has declared.
    pub(crate) fn open_privates(&mut self, scope: Scope) -> usize {
        self.private_names.open.push(scope);
        self.private_names.uses.len()
    }

    /// The name of a member that is private.
    pub(crate) fn declare_private(&mut self, name: Symbol, stx: Stx) -> NodeId {
        let node = self.leaf(Kind::PrivateName, name.index(), stx);
        self.private_names.declared.insert(node, stx.set);
        self.private_names.taken.insert(name);
        node
    }

    /// Notes that the private name `name` is used at `span` with the scopes `set`: the number of the use, for
    /// [`Self::use_private_in`]. Nothing, which is said, where no class is around.
    pub(crate) fn use_private(&mut self, name: Symbol, set: SetId, span: Span) -> Option<usize> {
        if self.classes == 0 {
            self.report(diag::private_outside(span, name));
            return None;
        }
        let (frame, names) = (self.frame, &mut self.private_names);
        let inner = names.open.iter().rposition(|&scope| self.sets.contains(set, scope));
        let depth = inner.map_or(names.open.len(), |at| at + 1);
        names.taken.insert(name);
        names.uses.push(PrivateUse { name, set, span, frame, node: None, depth, is_hidden: false });
        Some(names.uses.len() - 1)
    }

    /// Says which node has the name of a use.
    pub(crate) fn use_private_in(&mut self, number: usize, node: NodeId) {
        self.private_names.uses[number].node = Some(node);
    }

    /// Checks the private names of a class with these members: none is declared twice, and all that are used from
    /// `first_use` on are declared, here or by a class around, which looks at what is left.
    pub(crate) fn check_private_names(&mut self, members: &[NodeId], first_use: usize) {
        let mut privates = self.privates_of(members);
        let mut by_name: FxHashMap<Symbol, Vec<usize>> = FxHashMap::default();
        for (at, private) in privates.iter().enumerate() {
            by_name.entry(private.name).or_default().push(at);
        }
        let depth = self.private_names.open.len();
        self.private_names.open.pop();
        let mut passed = FxHashSet::default();
        for mut used in self.private_names.uses.split_off(first_use) {
            let named = by_name.get(&used.name).map_or(&[][..], |named| &named[..]);
            let is_seen = |at: &&usize| {
                let scopes = &privates[**at].scopes;
                let is_of_place = used.depth >= depth || !scopes.is_empty();
                is_of_place && scopes.iter().all(|&scope| self.sets.contains(used.set, scope))
            };
            let seen = named.iter().filter(is_seen).max_by_key(|&&at| privates[at].scopes.len());
            if let Some(&at) = seen {
                privates[at].nodes.extend(used.node);
                continue;
            }
            used.is_hidden |= !named.is_empty();
            passed.insert(used.name);
            if self.classes > 0 {
                self.private_names.uses.push(used);
            } else {
                let diagnostic = diag::private_undeclared(used.span, used.name, used.is_hidden);
                self.in_frame(used.frame, |this| this.report(diagnostic));
            }
        }
        self.tell_privates_apart(&privates, passed);
    }

    /// The private names that the members declare.
    fn privates_of(&mut self, members: &[NodeId]) -> Vec<Private> {
        let mut privates: Vec<Private> = vec![];
        let mut known: FxHashMap<(Symbol, Vec<Scope>), usize> = FxHashMap::default();
        for &member in members {
            let mut member = member;
            while self.tree.kind(member) == Kind::Decorated {
                let Some(&inner) = self.tree.kids(member).last() else { break };
                member = inner;
            }
            if !matches!(self.tree.kind(member), Kind::Method | Kind::Field) {
                continue;
            }
            let key = self.tree.kid(member, 0);
            let Some(&set) = self.private_names.declared.get(&key) else { continue };
            let Some(name) = self.tree.symbol(key) else { continue };
            let (flags, scopes) = (self.tree.flags(member), self.sets.introduced(set).collect::<Vec<_>>());
            let accessor = |flags: Flags| (flags.has(Flags::GET), flags.has(Flags::SET), flags.has(Flags::STATIC));
            let at = *known.entry((name, scopes.clone())).or_insert_with(|| {
                privates.push(Private { name, scopes, flags: Flags::NONE, nodes: vec![] });
                privates.len() - 1
            });
            let private = &mut privates[at];
            let is_second = !private.nodes.is_empty()
                && match (accessor(private.flags), accessor(flags)) {
                    // A getter and a setter are one member.
                    ((true, false, a), (false, true, b)) | ((false, true, a), (true, false, b)) => a != b,
                    _ => true,
                };
            private.flags |= flags;
            private.nodes.push(key);
            if is_second {
                let span = self.tree.node(key).span;
                self.report(diag::private_twice(span, name));
            }
        }
        privates
    }

    /// Gives private names other names where others of the class are spelled alike, and keep theirs, or those of the classes
    /// around that are used in it, which are `used`. What is written keeps its name before what a template declares.
    fn tell_privates_apart(&mut self, privates: &[Private], mut used: FxHashSet<Symbol>) {
        let written = privates.iter().filter(|private| private.scopes.is_empty());
        for private in written.chain(privates.iter().filter(|private| !private.scopes.is_empty())) {
            if used.insert(private.name) {
                continue;
            }
            let name = self.private_names.numbered(private.name);
            for &node in &private.nodes {
                self.tree.node_mut(node).payload = name.index();
            }
        }
    }
}
