//! The verifier: whether a tree is what [`crate::node`] says.
//!
//! Entering: a finished [`Tree`]. Leaving: nothing, or the first node that is wrong. Holds afterwards: children have
//! smaller ids than their parents and one parent each; every child stands in a slot made for it; exactly the slots of
//! decision "places" hold places; payloads name things that exist; `break` and `continue` have a target. [`verify`] is
//! for the IR, [`verify_core`] for trees before lowering, which may hold statements as values and Core-only kinds.
//! A failure is a bug of the stage before, never of the user's program.

mod slot;

use crate::node::{Flags, Kind};
use crate::shape::{self, PayloadKind};
use crate::tree::{NO_SYMBOL, NodeId, Tree};
use slot::{Slot, accepts, child_slot, is_core_only, least_children};
use std::fmt;

/// What is wrong with a tree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VerifyError {
    /// The node that is wrong; `None` when the tree has no root.
    pub node: Option<NodeId>,
    /// Its kind.
    pub kind: Kind,
    /// What was found and expected.
    pub message: String,
}

impl fmt::Display for VerifyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.node {
            Some(node) => write!(f, "node {} ({}): {}", node.0, shape::kind_name(self.kind), self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for VerifyError {}

/// Verifies the IR: fails with the first node, in pre-order, that is wrong.
pub fn verify(tree: &Tree) -> Result<(), VerifyError> {
    Verifier::new(tree, false).run()
}

/// Verifies Core, where any form may stand as statement or value.
pub fn verify_core(tree: &Tree) -> Result<(), VerifyError> {
    Verifier::new(tree, true).run()
}

/// What encloses a node, as far as jumps care. Contexts form a tree by `parent`.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
struct Context {
    parent: u32,
    label: Option<u32>,
    /// The label names a loop.
    loop_label: bool,
    can_break: bool,
    can_continue: bool,
    can_return: bool,
    /// Labels of enclosing contexts are not seen through this one.
    boundary: bool,
}

/// A node to be looked at.
#[derive(Clone, Copy)]
struct Visit {
    id: NodeId,
    slot: Slot,
    context: u32,
    /// Below a `Chain`, on the way to its base.
    in_chain: bool,
}

struct Verifier<'a> {
    tree: &'a Tree,
    core: bool,
    seen: Vec<bool>,
    contexts: Vec<Context>,
    stack: Vec<Visit>,
}

impl<'a> Verifier<'a> {
    fn new(tree: &'a Tree, core: bool) -> Self {
        let root = Context {
            parent: 0,
            label: None,
            loop_label: false,
            can_break: false,
            can_continue: false,
            can_return: tree.goal == crate::tree::Goal::Script,
            boundary: true,
        };
        Self { tree, core, seen: vec![false; tree.len()], contexts: vec![root], stack: vec![] }
    }

    fn run(mut self) -> Result<(), VerifyError> {
        let Some(root) = self.tree.root.filter(|root| (root.0 as usize) < self.tree.len()) else {
            return Err(VerifyError { node: None, kind: Kind::None, message: "the tree has no root".into() });
        };
        self.stack.push(Visit { id: root, slot: Slot::Program, context: 0, in_chain: false });
        while let Some(visit) = self.stack.pop() {
            self.visit(visit)?;
        }
        Ok(())
    }

    fn fail<T>(&self, id: NodeId, message: impl Into<String>) -> Result<T, VerifyError> {
        Err(VerifyError { node: Some(id), kind: self.tree.kind(id), message: message.into() })
    }

    fn visit(&mut self, visit: Visit) -> Result<(), VerifyError> {
        let Visit { id, slot, .. } = visit;
        let kind = self.tree.kind(id);
        if std::mem::replace(&mut self.seen[id.0 as usize], true) {
            return self.fail(id, "has two parents");
        }
        if !self.core && is_core_only(kind) {
            return self.fail(id, "exists only before lowering");
        }
        if !accepts(self.tree, id, slot, self.core) {
            return self.fail(id, format!("stands in a slot for {slot:?} (flags {:?})", self.tree.flags(id)));
        }
        self.check_payload(id)?;
        self.check_flags(id, slot)?;
        self.check_jump(id, visit.context)?;
        if self.tree.flags(id).has(Flags::OPTIONAL) && !visit.in_chain && !self.core {
            return self.fail(id, "is an optional link outside of a chain");
        }
        let context = self.enter(id, visit.context);
        self.push_children(visit, context)
    }

    fn push_children(&mut self, visit: Visit, context: u32) -> Result<(), VerifyError> {
        let Visit { id, slot, in_chain, .. } = visit;
        let (kind, flags) = (self.tree.kind(id), self.tree.flags(id));
        let kids = self.tree.kids(id);
        if kids.len() < least_children(kind) {
            return self.fail(id, format!("has {} children, needs {}", kids.len(), least_children(kind)));
        }
        if kind == Kind::Template && kids.len().is_multiple_of(2) {
            return self.fail(id, "is a template with an even number of parts");
        }
        self.check_directives(id)?;
        let start = self.stack.len();
        for (at, &kid) in kids.iter().enumerate() {
            let Some(want) = child_slot(kind, flags, at, kids.len(), slot) else {
                return self.fail(id, format!("has {} children, too many", kids.len()));
            };
            if kid >= id {
                return self.fail(id, format!("stands before its child {}", kid.0));
            }
            if self.tree.kind(kid) == Kind::None {
                if !want.optional {
                    return self.fail(id, format!("has no child in slot {at} for {:?}", want.slot));
                }
                if std::mem::replace(&mut self.seen[kid.0 as usize], true) {
                    return self.fail(kid, "has two parents");
                }
                continue;
            }
            let in_chain = at == 0
                && (kind == Kind::Chain
                    || in_chain && matches!(kind, Kind::Member | Kind::Index | Kind::Private | Kind::Call));
            self.stack.push(Visit {
                id: kid,
                slot: want.slot,
                context: self.child_context(kind, at, context),
                in_chain,
            });
        }
        self.stack[start..].reverse();
        Ok(())
    }

    /// Directives stand only before everything else in a function body or program.
    fn check_directives(&self, id: NodeId) -> Result<(), VerifyError> {
        if self.core {
            return Ok(());
        }
        let prologue = matches!(self.tree.kind(id), Kind::Body | Kind::Program);
        let mut others = false;
        for &kid in self.tree.kids(id) {
            let directive = self.tree.kind(kid) == Kind::Directive;
            if directive && (others || !prologue) {
                return self.fail(kid, "is a directive outside of a prologue");
            }
            others |= !directive;
        }
        Ok(())
    }

    fn check_payload(&self, id: NodeId) -> Result<(), VerifyError> {
        let (kind, payload) = (self.tree.kind(id), self.tree.payload(id));
        match shape::payload_kind(kind) {
            PayloadKind::Symbol if payload == NO_SYMBOL => self.fail(id, "has no symbol"),
            PayloadKind::Binding if payload as usize >= self.tree.bindings.len() => {
                self.fail(id, format!("names binding {payload} of {}", self.tree.bindings.len()))
            }
            PayloadKind::Nothing | PayloadKind::OptionalSymbol | PayloadKind::Symbol | PayloadKind::Binding => Ok(()),
            PayloadKind::Unary
            | PayloadKind::Binary
            | PayloadKind::Logical
            | PayloadKind::DeclareKind
            | PayloadKind::LetKind => match shape::operator_text(shape::payload_kind(kind), payload) {
                Some(_) => Ok(()),
                None => self.fail(id, format!("has no operator: payload {payload}")),
            },
        }
    }

    fn check_flags(&self, id: NodeId, slot: Slot) -> Result<(), VerifyError> {
        let (kind, flags) = (self.tree.kind(id), self.tree.flags(id));
        let stray = flags.without(legal_flags(kind)).without(Flags::LAYOUT);
        if stray != Flags::NONE {
            return self.fail(id, format!("has the flags {stray:?}"));
        }
        match kind {
            Kind::Update => {
                let both = flags.has(Flags::PREFIX | Flags::POSTFIX);
                let neither = !flags.has(Flags::PREFIX) && !flags.has(Flags::POSTFIX);
                if both || (neither && !self.core) {
                    return self.fail(id, "is neither a prefix nor a postfix update, or both");
                }
            }
            Kind::Function => return self.check_function(id, slot),
            Kind::Try if self.tree.kids(id).iter().skip(1).all(|&kid| self.tree.kind(kid) == Kind::None) => {
                return self.fail(id, "has neither catch nor finally");
            }
            _ => {}
        }
        Ok(())
    }

    fn check_function(&self, id: NodeId, slot: Slot) -> Result<(), VerifyError> {
        let flags = self.tree.flags(id);
        let arrow = flags.has(Flags::ARROW);
        if arrow && (flags.has(Flags::GENERATOR) || flags.has(Flags::METHOD) || flags.has(Flags::DECLARATION)) {
            return self.fail(id, "is an arrow and something else");
        }
        if flags.has(Flags::EXPRESSION) && !arrow {
            return self.fail(id, "is no arrow and has an expression body");
        }
        if !self.core && flags.has(Flags::IMPLICIT) {
            return self.fail(id, "returns implicitly after lowering");
        }
        let named = self.tree.kids(id).first().is_some_and(|&name| self.tree.kind(name) == Kind::Bind);
        if named && (arrow || flags.has(Flags::METHOD)) {
            return self.fail(id, "is an arrow or method with a name of its own");
        }
        if !named && flags.has(Flags::DECLARATION) && slot != Slot::ExportDefault {
            return self.fail(id, "is a declaration without a name");
        }
        Ok(())
    }

    fn check_jump(&self, id: NodeId, context: u32) -> Result<(), VerifyError> {
        let here = self.contexts[context as usize];
        let kind = self.tree.kind(id);
        let found = match (kind, self.tree.payload(id)) {
            (Kind::Break, NO_SYMBOL) => here.can_break,
            (Kind::Continue, NO_SYMBOL) => here.can_continue,
            (Kind::Break | Kind::Continue, label) => self.finds_label(context, label, kind == Kind::Continue),
            (Kind::Return, _) => here.can_return,
            _ => true,
        };
        if found { Ok(()) } else { self.fail(id, "jumps nowhere") }
    }

    fn finds_label(&self, mut context: u32, label: u32, of_loop: bool) -> bool {
        loop {
            let here = self.contexts[context as usize];
            if here.label == Some(label) {
                return here.loop_label || !of_loop;
            }
            if here.boundary {
                return false;
            }
            context = here.parent;
        }
    }

    /// The context of the children of `id`.
    fn enter(&mut self, id: NodeId, context: u32) -> u32 {
        let outer = self.contexts[context as usize];
        let inner = Context { parent: context, label: None, loop_label: false, boundary: false, ..outer };
        let inner = match self.tree.kind(id) {
            Kind::Function | Kind::StaticBlock | Kind::Field => Context {
                can_break: false,
                can_continue: false,
                can_return: self.tree.kind(id) == Kind::Function,
                boundary: true,
                ..inner
            },
            Kind::For | Kind::ForIn | Kind::ForOf | Kind::While | Kind::DoWhile => {
                Context { can_break: true, can_continue: true, ..inner }
            }
            Kind::Switch => Context { can_break: true, ..inner },
            Kind::Label => Context { label: Some(self.tree.payload(id)), loop_label: self.labels_loop(id), ..inner },
            _ => return context,
        };
        self.contexts.push(inner);
        self.contexts.len() as u32 - 1
    }

    /// The context of one child: what heads of loops hold is not inside the loop, but no jump can stand there except
    /// within a function of its own, so one context serves all children.
    fn child_context(&self, kind: Kind, at: usize, context: u32) -> u32 {
        let computed_key = kind == Kind::Field && at == 0;
        if computed_key { self.contexts[context as usize].parent } else { context }
    }

    fn labels_loop(&self, mut id: NodeId) -> bool {
        while self.tree.kind(id) == Kind::Label {
            let Some(&body) = self.tree.kids(id).first() else { return false };
            if body >= id {
                return false;
            }
            id = body;
        }
        matches!(self.tree.kind(id), Kind::For | Kind::ForIn | Kind::ForOf | Kind::While | Kind::DoWhile)
            // Before lowering, a loop may still be wrapped.
            || self.core
    }
}

/// The flags of meaning that nodes of `kind` may carry.
fn legal_flags(kind: Kind) -> Flags {
    let function = Flags::ASYNC
        | Flags::GENERATOR
        | Flags::ARROW
        | Flags::METHOD
        | Flags::DECLARATION
        | Flags::IMPLICIT
        | Flags::EXPRESSION;
    match kind {
        Kind::Name | Kind::SuperMember | Kind::SuperIndex | Kind::Chain => Flags::PLACE,
        Kind::Member | Kind::Private => Flags::PLACE | Flags::OPTIONAL,
        Kind::Index => Flags::PLACE | Flags::OPTIONAL | Flags::BRACES,
        Kind::Call => Flags::OPTIONAL | Flags::EVAL,
        Kind::Function => function,
        Kind::Class => Flags::DECLARATION,
        Kind::Method => Flags::GET | Flags::SET | Flags::STATIC | Flags::CONSTRUCTOR,
        Kind::Field => Flags::STATIC | Flags::ACCESSOR,
        Kind::Update => Flags::PREFIX | Flags::POSTFIX | Flags::DECREMENT,
        Kind::ForOf => Flags::AWAIT,
        Kind::PatternProperty => Flags::SHORTHAND,
        Kind::IfForm | Kind::CondForm => Flags::EXPRESSION,
        Kind::BeginForm | Kind::Block | Kind::Body => Flags::BRACES,
        _ => Flags::NONE,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;

    fn check(ir: &str) -> Result<(), String> {
        let tree = text::parse(ir).expect("the text is well-formed");
        verify(&tree).map_err(|error| error.message)
    }

    fn program(bindings: &str, items: &str) -> String {
        format!("sx-ir 1 module\n{bindings}\nitem {{\n{items}\n}}\n")
    }

    #[test]
    fn a_call_of_a_place_is_well_formed() {
        let ir = program(
            "binding 0 global console",
            "%0 = name console.0\n%1 = member[place] log %0\n%2 = number 1\n%3 = call %1 %2\n%4 = expr %3",
        );
        assert_eq!(check(&ir), Ok(()));
    }

    #[test]
    fn only_scripts_assign_to_calls() {
        let items = "%0 = name x.0\n%1 = call %0\n%2 = number 1\n%3 = assign %1 %2\n%4 = expr %3";
        let ir = program("binding 0 let x", items);
        assert!(check(&ir).is_err());
        assert_eq!(check(&ir.replace("module", "script")), Ok(()));
        assert!(check(&ir.replace("module", "script").replace("assign", "logical-assign \"||\"")).is_err());
    }

    #[test]
    fn wrong_trees_are_refused() {
        for (items, message) in [
            ("%0 = number 1", "slot for ModuleItem"),
            ("%0 = name[place] x.0\n%1 = expr %0", "slot for Value"),
            ("%0 = name x.0\n%1 = number 1\n%2 = assign %0 %1\n%3 = expr %2", "slot for Assigned"),
            ("%0 = number 1\n%1 = unary \"-\" %0 %0b\n%0b = number 2", ""),
            ("%0 = break", "jumps nowhere"),
            ("%0 = return -", "jumps nowhere"),
            ("%0 = bind x.0\n%1 = expr %0", "slot for Value"),
            ("%0 = name[place] x.0\n%1 = update %0\n%2 = expr %1", "neither a prefix"),
            ("%0 = name x.0\n%1 = member[optional] p %0\n%2 = expr %1", "outside of a chain"),
            ("%0 = begin-form", "before lowering"),
            ("%0 = number[async] 1\n%1 = expr %0", "has the flags"),
        ] {
            let ir = program("binding 0 let x", items);
            let Ok(tree) = text::parse(&ir) else {
                assert!(message.is_empty(), "{ir}");
                continue;
            };
            let error = verify(&tree).expect_err(items);
            assert!(error.message.contains(message), "{items}: {error}");
        }
    }

    #[test]
    fn labels_are_seen_within_one_function() {
        let jump = "%1 = label a {\n%0 = while {\n%t = true\n} {\n%j = continue a\n}\n}";
        assert_eq!(check(&program("", jump)), Ok(()));
        let not_a_loop = "%1 = label a {\n%j = continue a\n}";
        assert_eq!(check(&program("", not_a_loop)), Err("jumps nowhere".into()));
        let through = "%1 = label a {\n%e = expr %f\n%f = function[arrow] - {\n%p = params\n} {\n%j = break a\n%b = body %j\n}\n}";
        assert!(text::parse(&program("", through)).is_err(), "used before it is defined");
    }
}
