//! Paths in the program that nobody leads from the source to the output.
//!
//! Entering: the tree of a program whose output stands in another folder than its source. Leaving: a warning for each
//! relative path that names a file there when the program runs: ``(js/import #`./${name}.js`)``, `(new URL "./a.png"
//! import.meta.url)`, `(require "./a")`. What `import`, `export` and `(js/import "./a.lisp")` name is changed instead.

use crate::diagnostics as diag;
use crate::expander::Expander;
use sx_base::Symbol;
use sx_ir::{BindingKind, Kind, NodeId};

impl Expander<'_> {
    /// Warns of the paths below `root`, if the output stands elsewhere.
    pub(crate) fn warn_of_moved_paths(&mut self, root: NodeId) {
        if !self.loader.moves(&self.source.path) {
            return;
        }
        let mut stack = vec![root];
        while let Some(node) = stack.pop() {
            if let Some(path) = self.path_at_run_time(node) {
                let span = self.tree.node(path).span;
                self.report(diag::moved_path(span));
            }
            stack.extend(self.tree.kids(node).iter().rev());
        }
    }

    /// The operand of `node` that is a relative path.
    fn path_at_run_time(&self, node: NodeId) -> Option<NodeId> {
        let tree = &self.tree;
        let kids = tree.kids(node);
        let is_global = |node: NodeId, name: &str| {
            tree.kind(node) == Kind::Name && {
                let binding = tree.binding(node);
                binding.kind == BindingKind::Global && binding.name.as_str() == name
            }
        };
        let path = match (tree.kind(node), kids) {
            // A string there was led to the output.
            (Kind::ImportCall, &[path, _]) if tree.kind(path) != Kind::String => path,
            (Kind::New, &[class, path, base]) if is_global(class, "URL") && self.is_own_url(base) => path,
            (Kind::Call, &[callee, path]) if is_global(callee, "require") => path,
            _ => return None,
        };
        let start = self.literal_start(path)?.as_str();
        let is_relative = start.starts_with("./") || start.starts_with("../");
        // What is there as well from the output needs no word.
        let is_right = || {
            tree.kind(path) == Kind::String
                && self.loader.written(&self.source.path, start, None).is_ok_and(|right| right == start)
        };
        (is_relative && !is_right()).then_some(path)
    }

    /// Whether a node is `import.meta.url`.
    fn is_own_url(&self, node: NodeId) -> bool {
        let is_url = self.tree.symbol(node).is_some_and(|name| name.as_str() == "url");
        self.tree.kind(node) == Kind::Member && is_url && self.tree.kind(self.tree.kid(node, 0)) == Kind::ImportMeta
    }

    /// The text that the text of a node begins with, where it is written.
    fn literal_start(&self, mut node: NodeId) -> Option<Symbol> {
        loop {
            match self.tree.kind(node) {
                Kind::String | Kind::TemplateText => return self.tree.symbol(node),
                Kind::Template | Kind::Binary => node = *self.tree.kids(node).first()?,
                _ => return None,
            }
        }
    }
}
