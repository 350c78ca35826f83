//! The arena that holds one module, as Core or as IR.
//!
//! Holds afterwards: a child's id is smaller than its parent's, every node but the root has exactly one parent, and
//! children stand in evaluation order. Spans, comments and spellings are beside the nodes; hashes never see them.

use crate::node::{Flags, Kind};
use crate::origins::Origins;
use crate::shape::{self, PayloadKind};
use rustc_hash::FxHashMap;
use std::sync::Arc;
use sx_base::arena::Each;
use sx_base::{Source, Span, Symbol};

/// A node in its tree.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct NodeId(pub u32);

/// A binding of its tree.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct BindingId(pub u32);

/// The payload of a node that could carry a symbol and carries none.
pub const NO_SYMBOL: u32 = u32::MAX;

/// One node. `span` is the whole form, `tok` the token that names it: the operator, keyword or head for most, the
/// segment `b` of `a.b` for a member, the name itself for names. A token printed for the node maps to `tok`; both may
/// be [`Span::NONE`].
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Flags.
    pub flags: Flags,
    /// Symbol index, binding id or operator, by kind.
    pub payload: u32,
    /// Where the children begin; those of the next node begin where they end.
    first: u32,
    /// The whole form, in bytes of the source.
    pub span: Span,
    /// The naming token, in bytes of the source.
    pub tok: Span,
}

/// How a name came to be bound.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum BindingKind {
    /// Free in the module: a known global, or declared so.
    Global,
    /// By an import.
    Import,
    /// By `const`.
    Const,
    /// By `let`.
    Let,
    /// By `var`.
    Var,
    /// By a function declaration.
    Function,
    /// By a class declaration.
    Class,
    /// By a parameter.
    Param,
    /// By `catch`.
    Catch,
    /// The own name of a function or class expression.
    OwnName,
    /// `arguments` of a function.
    Arguments,
}

/// A name and how it is bound. Every `Name` and `Bind` node refers to one.
#[derive(Clone, Debug)]
pub struct Binding {
    /// The JavaScript name wanted; after [`crate::lower()`] the JavaScript name printed.
    pub name: Symbol,
    /// The spelling in the source, for source maps.
    pub written: Symbol,
    /// How it is bound.
    pub kind: BindingKind,
    /// Assigned somewhere besides its declaration.
    pub assigned: bool,
    /// Part of the module's interface, a script's top level or a scope with direct `eval`: never renamed.
    pub fixed: bool,
    /// Made by a macro or by lowering: gives way to names that people wrote, and may be folded away when `kind` is
    /// `Const` and nothing observes it.
    pub fresh: bool,
    /// The declaring occurrence.
    pub span: Span,
}

/// The grammar goal of a file.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Goal {
    /// ES module: strict, `import`/`export`, top-level `await`.
    #[default]
    Module,
    /// Classic script.
    Script,
}

/// One module.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    nodes: Vec<Node>,
    kids: Vec<NodeId>,
    /// Bindings by [`BindingId`].
    pub bindings: Vec<Binding>,
    /// The `Program` node; set when the tree is finished.
    pub root: Option<NodeId>,
    /// Module or script.
    pub goal: Goal,
    /// It is a script, but runs as strict code: that of macros.
    pub is_strict: bool,
    /// Extension of the JavaScript file without the dot, when a `(file :ext …)` form gives one.
    pub ext: Option<Symbol>,
    /// Docstrings of functions, classes and definitions (`Function`, `Class`, `Declare`, `Def`, `Method`, `Field`,
    /// `Program` nodes): the string's value. Printed as `JSDoc` before the node's statement or member.
    pub docs: FxHashMap<NodeId, Symbol>,
    /// Spellings of string literals with their quotes, where the value alone does not give them.
    pub raw: FxHashMap<NodeId, Symbol>,
    /// Parts of the source that leave nothing in the output, such as macro definitions: comments in them stay behind.
    pub erased: Vec<Span>,
    /// The expansions that made nodes of Core, where that was asked for.
    pub origins: Origins,
    /// The source all spans refer to.
    pub source: Option<Arc<Source>>,
}

impl Tree {
    /// An empty tree with room for about `nodes` nodes.
    pub fn with_room(nodes: usize) -> Self {
        Self { nodes: Vec::with_capacity(nodes), kids: Vec::with_capacity(nodes), ..Self::default() }
    }

    /// Whether the directives at the head of the body `id` make it strict code.
    pub fn says_strict(&self, id: NodeId) -> bool {
        let mut directives = self.kids(id).iter().take_while(|&&item| self.kind(item) == Kind::Directive);
        directives.any(|&item| self.symbol(item).is_some_and(|text| text.as_str() == "use strict"))
    }

    /// Adds a node whose children are already in the tree.
    pub fn add(&mut self, kind: Kind, flags: Flags, payload: u32, kids: &[NodeId], span: Span, tok: Span) -> NodeId {
        let first = self.kids.len() as u32;
        self.kids.extend_from_slice(kids);
        self.nodes.push(Node { kind, flags, payload, first, span, tok });
        NodeId(self.nodes.len() as u32 - 1)
    }

    /// The node `id`.
    #[inline]
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// The node `id`, to be changed.
    pub fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.0 as usize]
    }

    /// What `id` is.
    pub fn kind(&self, id: NodeId) -> Kind {
        self.node(id).kind
    }

    /// The flags of `id`.
    pub fn flags(&self, id: NodeId) -> Flags {
        self.node(id).flags
    }

    /// The payload of `id`.
    pub fn payload(&self, id: NodeId) -> u32 {
        self.node(id).payload
    }

    /// The symbol that `id` carries; `None` for [`NO_SYMBOL`] and for kinds whose payload is something else.
    pub fn symbol(&self, id: NodeId) -> Option<Symbol> {
        let node = self.node(id);
        let may_carry = matches!(shape::payload_kind(node.kind), PayloadKind::Symbol | PayloadKind::OptionalSymbol);
        (may_carry && node.payload != NO_SYMBOL).then(|| Symbol::from_index(node.payload))
    }

    /// The binding a `Name` or `Bind` node refers to.
    pub fn binding(&self, id: NodeId) -> &Binding {
        &self.bindings[self.payload(id) as usize]
    }

    /// The children of `id`.
    #[inline]
    pub fn kids(&self, id: NodeId) -> &[NodeId] {
        let (at, nodes) = (id.0 as usize, &self.nodes);
        let end = nodes.get(at + 1).map_or(self.kids.len(), |next| next.first as usize);
        &self.kids[nodes[at].first as usize..end]
    }

    /// Every node with its children, in order: children before their parents.
    pub fn each(&self) -> impl DoubleEndedIterator<Item = (NodeId, &Node, &[NodeId])> {
        Each::new(&self.nodes, &self.kids).map(|(number, node, kids)| (NodeId(number), node, kids))
    }

    /// The `n`th child, 0-based.
    pub fn kid(&self, id: NodeId, n: usize) -> NodeId {
        self.kids(id)[n]
    }

    /// Replaces the `n`th child.
    pub fn set_kid(&mut self, id: NodeId, n: usize, kid: NodeId) {
        let first = self.node(id).first as usize;
        self.kids[first + n] = kid;
    }

    /// Adds a binding.
    pub fn bind(&mut self, binding: Binding) -> BindingId {
        self.bindings.push(binding);
        BindingId(self.bindings.len() as u32 - 1)
    }

    /// Number of nodes in the arena, unreachable ones included.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is no node.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }
}

impl sx_base::arena::Node for Node {
    fn first_kid(&self) -> u32 {
        self.first
    }
}
