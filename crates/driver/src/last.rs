//! Keeping the value of a module's last form, for `sx run --print`.
//!
//! `(+ 1 2)` as the last form becomes `(set! globalThis.__sxLast (+ 1 2))`. Declarations and forms that yield no value
//! are left alone. Holds afterwards: what held of the tree before.

use sx_base::{Span, Symbol};
use sx_ir::{Binding, BindingKind, Flags, Kind, NodeId, Tree};

/// Assigns the value of the last form to `globalThis.__sxLast`.
pub(crate) fn keep_last(mut core: Tree) -> Tree {
    let Some(root) = core.root else { return core };
    let mut items: Vec<NodeId> = core.kids(root).to_vec();
    // What macros need of a library is exported behind its last form.
    let is_made = |&id: &NodeId| core.kind(id) == Kind::ExportList && core.node(id).span.is_none();
    let made = items.pop_if(|id| is_made(id));
    let Some(last) = items.pop().filter(|&last| yields_value(&core, last)) else { return core };
    let value = if core.kind(last) == Kind::Expr { core.kid(last, 0) } else { last };
    let target = add_target(&mut core);
    let assign = core.add(Kind::Assign, Flags::NONE, 0, &[target, value], Span::NONE, Span::NONE);
    items.push(assign);
    items.extend(made);
    let node = *core.node(root);
    core.root = Some(core.add(node.kind, node.flags, node.payload, &items, node.span, node.tok));
    core
}

/// The place `globalThis.__sxLast`.
fn add_target(core: &mut Tree) -> NodeId {
    let name = Symbol::intern("globalThis");
    let known = core.bindings.iter().position(|binding| binding.kind == BindingKind::Global && binding.name == name);
    let id = known.map_or_else(
        || {
            let kind = BindingKind::Global;
            let binding =
                Binding { name, written: name, kind, assigned: false, fixed: true, fresh: false, span: Span::NONE };
            core.bind(binding).0
        },
        |at| u32::try_from(at).expect("invariant: bindings are numbered by u32"),
    );
    let object = core.add(Kind::Name, Flags::NONE, id, &[], Span::NONE, Span::NONE);
    let key = Symbol::intern("__sxLast").index();
    core.add(Kind::Member, Flags::PLACE, key, &[object], Span::NONE, Span::NONE)
}

/// Whether a top-level form has a value. New kinds of values are the rule, so the list is of those without.
fn yields_value(core: &Tree, form: NodeId) -> bool {
    let is_declaration = core.flags(form).has(Flags::DECLARATION);
    match core.kind(form) {
        Kind::Function | Kind::Class => !is_declaration,
        Kind::Declare
        | Kind::Def
        | Kind::Directive
        | Kind::Import
        | Kind::ExportDeclaration
        | Kind::ExportList
        | Kind::ExportFrom
        | Kind::ExportAll
        | Kind::ExportDefault
        | Kind::While
        | Kind::DoWhile
        | Kind::For
        | Kind::ForIn
        | Kind::ForOf
        | Kind::Switch
        | Kind::Label
        | Kind::With
        | Kind::Throw
        | Kind::Return
        | Kind::Break
        | Kind::Continue
        | Kind::Debugger
        | Kind::Empty
        | Kind::Decorated
        | Kind::Error => false,
        _ => true,
    }
}
