//! What is right or wrong by its place among other nodes: directives, and names that a module exports.
//!
//! Entering: expanded nodes. Leaving: diagnostics for a directive that does not stand at the head of a function or file,
//! and for a name that is exported twice.

use crate::diagnostics as diag;
use crate::expander::Expander;
use rustc_hash::{FxHashMap, FxHashSet};
use sx_base::{Span, Symbol};
use sx_ir::{Kind, NodeId};

/// The directives, by tree and node, that stand in no prologue so far.
pub(crate) type Directives = FxHashSet<(u32, NodeId)>;

impl Expander<'_> {
    /// The directives at the head of a function's or file's `nodes` are where they belong.
    pub(crate) fn settle_directives(&mut self, nodes: &[NodeId]) {
        if self.directives.is_empty() {
            return;
        }
        for &node in nodes.iter().take_while(|&&node| self.tree.kind(node) == Kind::Directive) {
            self.directives.remove(&(self.tree_number, node));
        }
    }

    /// Reports `"use strict"` among the statements `body` of a function whose parameters are not all names: they would have
    /// been read before.
    pub(crate) fn refuse_late_strictness(&mut self, params: &[NodeId], body: &[NodeId]) {
        if params.iter().all(|&param| self.tree.kind(param) == Kind::Bind) {
            return;
        }
        let directives = body.iter().take_while(|&&node| self.tree.kind(node) == Kind::Directive);
        let is_strict = |&&node: &&NodeId| self.tree.symbol(node).is_some_and(|text| text.as_str() == "use strict");
        if let Some(&late) = directives.into_iter().find(is_strict) {
            let span = self.tree.node(late).span;
            self.report(diag::late_strictness(span));
        }
    }

    /// Reports the directives of this tree that stand elsewhere.
    pub(crate) fn report_stray_directives(&mut self) {
        let here = self.tree_number;
        let mut stray: Vec<NodeId> =
            self.directives.extract_if(|&(tree, _)| tree == here).map(|(_, node)| node).collect();
        stray.sort_unstable();
        for node in stray {
            let span = self.tree.node(node).span;
            self.report(diag::clause_outside(span, "directive"));
        }
    }

    /// Reports what the items of the module export twice.
    pub(crate) fn check_exported_names(&mut self, items: &[NodeId]) {
        let mut seen: FxHashMap<Symbol, Span> = FxHashMap::default();
        for &item in items {
            for (name, span) in self.exported_names(item) {
                if let Some(&first) = seen.get(&name) {
                    self.report(diag::exported_twice(span, name, first));
                } else {
                    seen.insert(name, span);
                }
            }
        }
    }

    /// The names that an item of the module exports, and where.
    fn exported_names(&self, item: NodeId) -> Vec<(Symbol, Span)> {
        let tree = &self.tree;
        let key = |node: NodeId| Some((tree.symbol(node)?, tree.node(node).span));
        match tree.kind(item) {
            Kind::ExportDefault => vec![(Symbol::intern("default"), tree.node(item).span)],
            Kind::ExportList | Kind::ExportFrom => {
                let specifiers = tree.kids(item).iter().filter(|&&kid| tree.kind(kid) == Kind::ExportSpecifier);
                let named = specifiers.filter_map(|&specifier| {
                    let (name, span) = key(tree.kid(specifier, 1))?;
                    // What macros need is exported nowhere in the text.
                    let span = if span.is_none() { tree.binding(tree.kid(specifier, 0)).span } else { span };
                    Some((name, span))
                });
                named.collect()
            }
            Kind::ExportAll if matches!(tree.kind(tree.kid(item, 0)), Kind::KeyName | Kind::String) => {
                key(tree.kid(item, 0)).into_iter().collect()
            }
            Kind::ExportDeclaration => {
                let mut binders = self.declared_binders(tree.kid(item, 0));
                binders.sort_unstable();
                let named = |&node: &NodeId| (tree.bindings[tree.payload(node) as usize].name, tree.node(node).span);
                binders.iter().map(named).collect()
            }
            _ => vec![],
        }
    }
}
