//! Exports of names that JavaScript reserves, or that a global of the module has.
//!
//! Entering: named IR. Leaving: the same, where `(export (defn interface () 1))`, whose function has to be called
//! `interface_`, is a declaration and `export {interface_ as interface}`: modules may export any name, and whoever
//! imports it asks for the one that was written.

use crate::{Flags, Kind, NO_SYMBOL, NodeId, Tree};
use rustc_hash::FxHashMap;
use sx_base::{Span, Symbol};

/// Splits the export declarations that declare one of `renamed`, the wanted names by binding.
pub(crate) fn keep_export_names(tree: &mut Tree, renamed: &FxHashMap<u32, Symbol>) {
    let Some(root) = tree.root else { return };
    let items = tree.kids(root).to_vec();
    let mut kept = Vec::with_capacity(items.len() + 1);
    let mut is_changed = false;
    for &item in &items {
        let declared = if tree.kind(item) == Kind::ExportDeclaration { declared_bindings(tree, item) } else { vec![] };
        if !declared.iter().any(|(binding, _)| renamed.contains_key(binding)) {
            kept.push(item);
            continue;
        }
        is_changed = true;
        kept.push(tree.kid(item, 0));
        kept.push(add_list(tree, &declared, renamed));
    }
    if is_changed {
        let program = *tree.node(root);
        let doc = tree.docs.remove(&root);
        let root = tree.add(program.kind, program.flags, program.payload, &kept, program.span, program.tok);
        tree.root = Some(root);
        if let Some(doc) = doc {
            tree.docs.insert(root, doc);
        }
    }
}

/// The bindings that a declaration binds, each with the place of its name, in source order.
fn declared_bindings(tree: &Tree, declaration: NodeId) -> Vec<(u32, Span)> {
    let (mut found, mut stack) = (vec![], vec![declaration]);
    while let Some(id) = stack.pop() {
        let kids = tree.kids(id);
        match tree.kind(id) {
            Kind::Bind => found.push((tree.payload(id), tree.node(id).span)),
            Kind::Function | Kind::Class | Kind::Def | Kind::Declarator | Kind::Default | Kind::Rest => {
                stack.extend(kids.first());
            }
            Kind::PatternProperty | Kind::Decorated => stack.extend(kids.last()),
            Kind::ExportDeclaration | Kind::Declare | Kind::ArrayPattern | Kind::ObjectPattern => {
                stack.extend(kids.iter().rev());
            }
            _ => {}
        }
    }
    found
}

/// `export {a, b_ as b};`
fn add_list(tree: &mut Tree, declared: &[(u32, Span)], renamed: &FxHashMap<u32, Symbol>) -> NodeId {
    let mut specifiers = vec![];
    for &(binding, span) in declared {
        let name = renamed.get(&binding).copied().unwrap_or(tree.bindings[binding as usize].name);
        let local = tree.add(Kind::Name, Flags::NONE, binding, &[], span, span);
        let key = tree.add(Kind::KeyName, Flags::NONE, name.index(), &[], span, span);
        specifiers.push(tree.add(Kind::ExportSpecifier, Flags::NONE, NO_SYMBOL, &[local, key], span, span));
    }
    tree.add(Kind::ExportList, Flags::NONE, NO_SYMBOL, &specifiers, Span::NONE, Span::NONE)
}
