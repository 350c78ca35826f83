//! Comparisons of macro code with a keyword of its own, which is a string there while a keyword of an operand is an object.
//!
//! Entering: the tree of macro code and the strings in it that were written as keywords. Leaving: warnings. What is
//! compared with such a string is looked through, names to their values and calls to what the function gives; where all
//! of it is known not to be a keyword of an operand nothing is said. Linear in the tree.

use crate::diagnostics as diag;
use crate::expander::Expander;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::Cell;
use sx_base::{Span, Symbol};
use sx_ir::{Binary, Binding, BindingKind, Flags, Kind, NodeId, Tree};

/// How much of a tree is looked through, for all comparisons in it together.
const STEPS_PER_NODE: usize = 64;

/// Functions of macro code and ECMAScript that give strings, numbers and booleans.
const GIVE_NO_KEYWORD: &[&str] = &[
    "BigInt",
    "Boolean",
    "Number",
    "String",
    "eq_q",
    "equal_q",
    "formKind",
    "formText",
    "gensym",
    "isFinite",
    "isNaN",
    "keyword_q",
    "memberName",
    "parseFloat",
    "parseInt",
    "symbol",
    "symbolName",
    "symbol_q",
];

/// Methods that give strings, numbers, booleans and arrays of these, whatever they are called on.
const METHODS_GIVE_NO_KEYWORD: &[&str] = &[
    "charAt",
    "every",
    "filter",
    "flat",
    "flatMap",
    "has",
    "hasOwn",
    "includes",
    "indexOf",
    "isArray",
    "join",
    "keys",
    "map",
    "normalize",
    "padEnd",
    "padStart",
    "repeat",
    "replace",
    "replaceAll",
    "same",
    "slice",
    "some",
    "split",
    "stringify",
    "substring",
    "tagged",
    "test",
    "toFixed",
    "toLowerCase",
    "toString",
    "toUpperCase",
    "trim",
    "trimEnd",
    "trimStart",
];

/// What names of a tree may hold.
#[derive(Default)]
struct Values {
    /// The values by binding; a function stands for what it gives.
    given: FxHashMap<u32, Vec<NodeId>>,
    /// Bindings that may hold more than these.
    unknown: FxHashSet<u32>,
    /// The value `return`ed by each function.
    returned: FxHashMap<NodeId, Vec<NodeId>>,
}

impl Values {
    fn of(tree: &Tree) -> Self {
        let mut values = Self::default();
        // Binders whose value is told where they stand.
        let mut told = FxHashSet::default();
        let mut functions = vec![];
        for (id, node, kids) in tree.each() {
            match node.kind {
                Kind::Def | Kind::Declarator | Kind::Assign => {
                    let target = kids[0];
                    if matches!(tree.kind(target), Kind::Bind | Kind::Name) {
                        told.insert(target);
                        values.give(tree.payload(target), kids[1]);
                    } else {
                        values.names_of_pattern(tree, target);
                    }
                }
                Kind::Function => {
                    functions.push(id);
                    if tree.kind(kids[0]) == Kind::Bind {
                        told.insert(kids[0]);
                        values.give(tree.payload(kids[0]), id);
                    }
                }
                Kind::LetLoop => {
                    // The variables get a value on each turn.
                    for &declarator in &kids[1..kids.len() - 1] {
                        values.names_of_pattern(tree, tree.kid(declarator, 0));
                    }
                    told.insert(kids[0]);
                    values.give(tree.payload(kids[0]), kids[kids.len() - 1]);
                }
                _ => {}
            }
        }
        for (id, node, kids) in tree.each() {
            match node.kind {
                Kind::Bind if !told.contains(&id) => {
                    values.unknown.insert(node.payload);
                }
                Kind::ForOf | Kind::ForIn => values.names_of_pattern(tree, kids[0]),
                _ => {}
            }
        }
        for function in functions {
            let mut found = vec![];
            let mut stack = tree.kids(function).to_vec();
            while let Some(id) = stack.pop() {
                match tree.kind(id) {
                    Kind::Function => continue,
                    Kind::Return => found.push(tree.kid(id, 0)),
                    _ => {}
                }
                stack.extend(tree.kids(id));
            }
            values.returned.insert(function, found);
        }
        values
    }

    fn give(&mut self, binding: u32, value: NodeId) {
        self.given.entry(binding).or_default().push(value);
    }

    /// All names that a pattern sets or binds may be anything.
    fn names_of_pattern(&mut self, tree: &Tree, pattern: NodeId) {
        let mut stack = vec![pattern];
        while let Some(id) = stack.pop() {
            if matches!(tree.kind(id), Kind::Bind | Kind::Name) {
                self.unknown.insert(tree.payload(id));
            }
            stack.extend(tree.kids(id));
        }
    }
}

/// One tree of macro code.
struct Code<'a> {
    tree: &'a Tree,
    values: Values,
    /// The helpers that hold or give no keyword, whatever they are called with.
    plain: &'a FxHashSet<Symbol>,
    /// So many nodes may still be looked at. Behind that nothing is said.
    left: Cell<usize>,
}

impl<'a> Code<'a> {
    fn new(tree: &'a Tree, plain: &'a FxHashSet<Symbol>) -> Self {
        Self { tree, values: Values::of(tree), plain, left: Cell::new(STEPS_PER_NODE * tree.len()) }
    }

    /// Whether a value is evidently no keyword of an operand.
    fn is_no_keyword(&self, value: NodeId) -> bool {
        let (tree, mut stack, mut seen) = (self.tree, vec![value], FxHashSet::default());
        while let Some(id) = stack.pop() {
            if !seen.insert(id) {
                continue;
            }
            let Some(left) = self.left.get().checked_sub(1) else { return true };
            self.left.set(left);
            let kids = tree.kids(id);
            match tree.kind(id) {
                Kind::Name => match self.binding(id) {
                    (_, binding) if binding.kind == BindingKind::Global => {
                        if !self.is_plain_global(binding.name) {
                            return false;
                        }
                    }
                    (number, _) => match self.values.given.get(&number) {
                        Some(given) if !self.values.unknown.contains(&number) => stack.extend(given),
                        _ => return false,
                    },
                },
                Kind::Function => {
                    let flags = tree.flags(id);
                    if flags.has(Flags::ASYNC) || flags.has(Flags::GENERATOR) {
                        continue;
                    }
                    if flags.has(Flags::IMPLICIT) {
                        stack.extend(kids.last());
                    }
                    stack.extend(self.values.returned.get(&id).into_iter().flatten());
                }
                Kind::Call => {
                    let callee = kids[0];
                    match tree.kind(callee) {
                        Kind::Name => stack.push(callee),
                        Kind::Member if METHODS_GIVE_NO_KEYWORD.contains(&self.member(callee)) => {}
                        _ => return false,
                    }
                }
                Kind::Index | Kind::Yield | Kind::YieldStar | Kind::Await | Kind::Chain | Kind::Error => return false,
                Kind::Expr
                | Kind::Default
                | Kind::Body
                | Kind::Block
                | Kind::BeginForm
                | Kind::LetForm
                | Kind::LetLoop
                | Kind::Sequence
                | Kind::Assign
                | Kind::Clause
                | Kind::Case
                | Kind::Catch
                | Kind::Label => stack.extend(kids.last()),
                Kind::IfForm | Kind::If | Kind::Cond | Kind::Switch => stack.extend(&kids[1..]),
                Kind::CondForm | Kind::Logical | Kind::LogicalAssign | Kind::Try => stack.extend(kids),
                // Forms have no properties of such names; operators and literals give no keywords.
                _ => {}
            }
        }
        true
    }

    fn binding(&self, name: NodeId) -> (u32, &Binding) {
        (self.tree.payload(name), self.tree.binding(name))
    }

    fn is_plain_global(&self, name: Symbol) -> bool {
        matches!(name.as_str(), "undefined" | "NaN" | "Infinity")
            || GIVE_NO_KEYWORD.contains(&name.as_str())
            || self.plain.contains(&name)
    }

    fn member(&self, id: NodeId) -> &'static str {
        self.tree.symbol(id).map_or("", Symbol::as_str)
    }

    /// What a node compares with each other; in a `switch` the first with all others.
    fn compared(&self, id: NodeId, node: &sx_ir::Node, kids: &[NodeId]) -> Vec<NodeId> {
        let is_equality = || {
            let operator = Binary::from_payload(node.payload);
            matches!(operator, Binary::Eq | Binary::NotEq | Binary::LooseEq | Binary::LooseNotEq)
        };
        match node.kind {
            Kind::Binary | Kind::Compare if is_equality() => kids.to_vec(),
            Kind::Call => match self.tree.kind(kids[0]) {
                Kind::Member if self.member(kids[0]) == "same" && self.is_runtime(kids[0]) => kids[1..].to_vec(),
                Kind::Name
                    if matches!(self.binding(kids[0]).1.name.as_str(), "equal_q" | "eq_q")
                        && self.binding(kids[0]).1.kind == BindingKind::Global =>
                {
                    kids[1..].to_vec()
                }
                _ => vec![],
            },
            Kind::Switch => {
                let tests = self.tree.kids(id)[1..].iter().map(|&case| self.tree.kid(case, 0));
                std::iter::once(kids[0]).chain(tests).collect()
            }
            _ => vec![],
        }
    }

    /// What stands for a name that a macro gave it, as `eq?` does to be evaluated once.
    fn behind_temporary(&self, operand: NodeId) -> NodeId {
        if self.tree.kind(operand) != Kind::Name || !self.binding(operand).1.fresh {
            return operand;
        }
        match self.values.given.get(&self.tree.payload(operand)).map(Vec::as_slice) {
            Some(&[value]) if !self.values.unknown.contains(&self.tree.payload(operand)) => value,
            _ => operand,
        }
    }

    fn is_runtime(&self, member: NodeId) -> bool {
        let object = self.tree.kid(member, 0);
        self.tree.kind(object) == Kind::Name && self.tree.binding(object).name.as_str() == crate::globals::RUNTIME
    }
}

impl Expander<'_> {
    /// Warns of comparisons in the tree of macro code that is made now.
    pub(crate) fn warn_of_keyword_tests(&mut self) {
        // The file that macros are imported from is warned of by itself.
        if self.keyword_leaves.is_empty() || self.foreign.is_some() {
            return;
        }
        let mut found: Vec<(Span, Symbol)> = vec![];
        let empty = FxHashSet::default();
        let plain = self.compile_time.as_ref().map_or(&empty, |world| &world.plain);
        let code = Code::new(&self.tree, plain);
        for (id, node, kids) in self.tree.each() {
            let mut compared = code.compared(id, node, kids);
            for operand in &mut compared {
                *operand = code.behind_temporary(*operand);
            }
            if !compared.iter().any(|operand| self.keyword_leaves.contains(operand)) {
                continue;
            }
            let is_switch = node.kind == Kind::Switch;
            let others: Vec<NodeId> = if is_switch {
                vec![compared[0]]
            } else {
                compared.iter().copied().filter(|operand| !self.keyword_leaves.contains(operand)).collect()
            };
            if others.is_empty() || others.iter().any(|&other| code.is_no_keyword(other)) {
                continue;
            }
            for leaf in compared.iter().skip(usize::from(is_switch)) {
                if let (true, Some(name)) = (self.keyword_leaves.contains(leaf), self.tree.symbol(*leaf)) {
                    found.push((self.tree.node(*leaf).span, name));
                }
            }
        }
        for (span, name) in found {
            if self.keywords_warned.insert(span) {
                self.report(diag::keyword_is_string(span, name));
            }
        }
    }

    /// Notes which helpers of the tree that is made now hold or give no keyword of an operand.
    pub(crate) fn note_plain_helpers(&mut self, helpers: impl Iterator<Item = (u32, Symbol)>) {
        let empty = FxHashSet::default();
        let plain = self.compile_time.as_ref().map_or(&empty, |world| &world.plain);
        let code = Code::new(&self.tree, plain);
        let is_plain = |&(binding, _): &(u32, Symbol)| {
            let given = code.values.given.get(&binding).filter(|_| !code.values.unknown.contains(&binding));
            given.is_some_and(|given| given.iter().all(|&value| code.is_no_keyword(value)))
        };
        let found: Vec<Symbol> = helpers.filter(is_plain).map(|(_, global)| global).collect();
        if let Some(world) = &mut self.compile_time {
            world.plain.extend(found);
        }
    }
}
