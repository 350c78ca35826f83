//! Paths in the program that nobody leads from the source to the output.
//!
//! Entering: the tree of a program whose output stands in another folder than its source. Leaving: a warning for each
//! relative path that names a file there when the program runs: ``(js/import #`./${name}.js`)``, `(new URL "./a.png"
//! import.meta.url)`, `(require "./a")`, `(import.meta.resolve "./a")`; a constant stands for its value. What `import`,
//! `export` and `(js/import "./a.lisp")` name is changed instead. A path that is right from the output is not warned of
//! where it is written as a whole; one that is computed is not where it says so by a URL without `./`.

use crate::diagnostics as diag;
use crate::expander::Expander;
use rustc_hash::FxHashMap;
use sx_base::Symbol;
use sx_ir::{BindingKind, Kind, NodeId};

/// What a path begins with is looked for through so many links.
const MAX_STEPS: u32 = 1_000;

impl Expander<'_> {
    /// Warns of the paths below `root`, if the output stands elsewhere.
    pub(crate) fn warn_of_moved_paths(&mut self, root: NodeId) {
        if !self.loader.moves(&self.source.path) {
            return;
        }
        let constants = self.constants_below(root);
        let mut stack = vec![root];
        while let Some(node) = stack.pop() {
            if let Some((path, is_whole)) = self.path_at_run_time(node, &constants) {
                let span = self.tree.node(path).span;
                self.report(diag::moved_path(span, is_whole));
            }
            stack.extend(self.tree.kids(node).iter().rev());
        }
    }

    /// The values of constants, by binding.
    fn constants_below(&self, root: NodeId) -> FxHashMap<u32, NodeId> {
        let (mut constants, mut stack) = (FxHashMap::default(), vec![root]);
        while let Some(node) = stack.pop() {
            let kids = self.tree.kids(node);
            if let (Kind::Declarator | Kind::Def, &[target, value]) = (self.tree.kind(node), kids)
                && self.tree.kind(target) == Kind::Bind
                && self.tree.binding(target).kind == BindingKind::Const
            {
                constants.insert(self.tree.payload(target), value);
            }
            stack.extend(kids);
        }
        constants
    }

    /// The operand of `node` that is a relative path, and whether it is written as a whole.
    fn path_at_run_time(&self, node: NodeId, constants: &FxHashMap<u32, NodeId>) -> Option<(NodeId, bool)> {
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
            (Kind::New, &[class, path, base]) if is_global(class, "URL") && self.is_of_meta(base, "url") => path,
            (Kind::Call, &[callee, path]) if self.is_of_meta(callee, "resolve") => path,
            (Kind::Call, &[callee, path]) if is_global(callee, "require") => path,
            _ => return None,
        };
        let (start, is_whole) = self.literal_start(path, constants)?;
        let start = start.as_str();
        let is_relative = start.starts_with("./") || start.starts_with("../");
        // What is there as well from the output needs no word.
        let is_right =
            || is_whole && self.loader.written(&self.source.path, start, None).is_ok_and(|right| right == start);
        (is_relative && !is_right()).then_some((path, is_whole))
    }

    /// Whether a node is the member `name` of `import.meta`.
    fn is_of_meta(&self, node: NodeId, name: &str) -> bool {
        let is_named = self.tree.symbol(node).is_some_and(|symbol| symbol.as_str() == name);
        self.tree.kind(node) == Kind::Member && is_named && self.tree.kind(self.tree.kid(node, 0)) == Kind::ImportMeta
    }

    /// The text that the text of a node begins with, where it is written, and whether it is all of it.
    fn literal_start(&self, mut node: NodeId, constants: &FxHashMap<u32, NodeId>) -> Option<(Symbol, bool)> {
        let mut is_whole = true;
        // Constants may be of each other.
        for _ in 0..MAX_STEPS {
            match self.tree.kind(node) {
                Kind::String | Kind::TemplateText => return Some((self.tree.symbol(node)?, is_whole)),
                Kind::Template | Kind::Binary => {
                    is_whole &= self.tree.kids(node).len() == 1;
                    node = *self.tree.kids(node).first()?;
                }
                Kind::Name => node = *constants.get(&self.tree.payload(node))?,
                _ => return None,
            }
        }
        None
    }
}
