//! Printed names: every binding keeps the name it wants unless that would mean something else.
//!
//! Entering: lowered IR whose names are binding ids. Leaving: the same tree with a name per binding such that JavaScript's
//! scope rules resolve each name to its binding: `(let ((x (+ x 1))) …)` in a function of `x` prints `const x2 = x + 1`.
//! Three clashes are possible: two declarations in one scope, a declaration that captures a name meant for an outer
//! binding, and a name captured by a declaration in between. Only names that several bindings want are looked at, so the
//! pass is linear, and a program without clashes pays for one scan.
//!
//! Order of preference: names that must stay (globals, and whatever a direct `eval` or a `with` can see), exports, which
//! are exported under the wanted name where a global has it, then names people wrote, outer scopes and earlier places
//! first, then names made by macros and lowering.

use crate::context_words::find_misplaced;
use crate::export_names::keep_export_names;
use crate::lower::diagnostics;
use crate::{Binding, BindingKind, Flags, Goal, Kind, NodeId, Tree};
use rustc_hash::{FxHashMap, FxHashSet};
use sx_base::{Diagnostic, Symbol, names};

const OUTSIDE: u32 = 0;

/// Gives every binding of `tree` its printed name.
pub(crate) fn assign_names(tree: &mut Tree, diagnostics: &mut Vec<Diagnostic>) {
    let used = used_bindings(tree);
    let mut exported = spare_reserved(tree, &used);
    let mut renamed = !exported.is_empty();
    let mut first: FxHashMap<Symbol, u32> = FxHashMap::default();
    let mut contested_names: FxHashSet<Symbol> = FxHashSet::default();
    for (at, binding) in tree.bindings.iter().enumerate() {
        if used[at] && *first.entry(binding.name).or_insert(at as u32) != at as u32 {
            contested_names.insert(binding.name);
        }
    }
    if !contested_names.is_empty() {
        let contested = tree.bindings.iter().map(|binding| contested_names.contains(&binding.name)).collect();
        let mut scopes = Scopes::collect(tree, contested);
        scopes.find_free(tree);
        let names: FxHashSet<Symbol> = first.into_keys().collect();
        renamed |= Choice::new(scopes, names).decide(tree, &mut exported, diagnostics);
    }
    if renamed {
        spell_out_shorthands(tree);
    }
    if !exported.is_empty() && tree.goal == Goal::Module {
        keep_export_names(tree, &exported);
    }
}

fn used_bindings(tree: &Tree) -> Vec<bool> {
    let mut used = vec![false; tree.bindings.len()];
    for at in 0..tree.len() {
        let id = NodeId(at as u32);
        if matches!(tree.kind(id), Kind::Name | Kind::Bind) {
            used[tree.payload(id) as usize] = true;
        }
    }
    used
}

/// Appends `_` to names that JavaScript reserves. Leaving: the names that were wanted, by binding.
fn spare_reserved(tree: &mut Tree, used: &[bool]) -> FxHashMap<u32, Symbol> {
    let module = tree.goal == Goal::Module;
    let is_strict = module || tree.is_strict;
    let misplaced = if module { FxHashSet::default() } else { find_misplaced(tree, used) };
    let mut renamed = FxHashMap::default();
    for (at, (binding, _)) in tree.bindings.iter_mut().zip(used).enumerate().filter(|(_, (_, used))| **used) {
        let ours = !matches!(binding.kind, BindingKind::Global | BindingKind::Arguments);
        // `let` names anything in old scripts but what a lexical declaration binds.
        let is_lexical = matches!(binding.kind, BindingKind::Const | BindingKind::Let | BindingKind::Class);
        let is_let = is_lexical && binding.name.as_str() == "let";
        let is_misplaced = misplaced.contains(&(at as u32));
        if ours && (is_let || is_misplaced || names::is_reserved(binding.name.as_str(), is_strict)) {
            renamed.insert(at as u32, binding.name);
            binding.name = Symbol::intern(&format!("{}_", binding.name));
        }
    }
    renamed
}

/// `{a}` in a pattern becomes `{a: a2}` where `a` was renamed.
fn spell_out_shorthands(tree: &mut Tree) {
    for at in 0..tree.len() {
        let id = NodeId(at as u32);
        if tree.kind(id) != Kind::PatternProperty || !tree.flags(id).has(Flags::SHORTHAND) {
            continue;
        }
        let kids = tree.kids(id);
        let mut target = kids[1];
        while tree.kind(target) == Kind::Default {
            target = tree.kid(target, 0);
        }
        let is_name = matches!(tree.kind(target), Kind::Bind | Kind::Name);
        if !is_name || Some(tree.binding(target).name) != tree.symbol(kids[0]) {
            tree.node_mut(id).flags = tree.flags(id).without(Flags::SHORTHAND);
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// Lexical declarations only.
    Block,
    /// The parameters of an arrow function.
    Arrow,
    /// The parameters of any other function: it has its own `arguments`.
    Function,
    /// A body: `var` declarations end here.
    Body,
}

struct Scope {
    parent: u32,
    depth: u32,
    form: Form,
    /// A scope whose declarations may not repeat those of this one: parameters and body, `catch` and its block.
    pair: u32,
    /// A direct `eval` or a `with` can see its names.
    poisoned: bool,
}

/// The scopes of a tree and where contested bindings are declared and mentioned in them.
struct Scopes {
    all: Vec<Scope>,
    contested: Vec<bool>,
    declared: Vec<u32>,
    /// In order of appearance.
    mentions: Vec<(u32, u32)>,
    /// Scopes that mention the binding and do not declare it.
    free: Vec<Vec<u32>>,
    /// Bodies where the name of what is caught is declared by a `var` too.
    past_catch: FxHashSet<(u32, Symbol)>,
}

impl Scopes {
    fn collect(tree: &Tree, contested: Vec<bool>) -> Self {
        let outside = Scope { parent: OUTSIDE, depth: 0, form: Form::Block, pair: OUTSIDE, poisoned: false };
        let count = contested.len();
        let mut found = Scopes {
            all: vec![outside],
            contested,
            declared: vec![OUTSIDE; count],
            mentions: vec![],
            free: vec![vec![]; count],
            past_catch: FxHashSet::default(),
        };
        let Some(root) = tree.root else { return found };
        let mut stack = vec![(root, OUTSIDE)];
        while let Some((id, scope)) = stack.pop() {
            let from = stack.len();
            found.visit(tree, id, scope, &mut stack);
            stack[from..].reverse();
        }
        found.declare_past_catch(tree);
        found
    }

    /// Declares the variables that have no other declaration than the `var` in a `catch` of their name (ECMA-262, B.3.4).
    fn declare_past_catch(&mut self, tree: &Tree) {
        if self.past_catch.is_empty() {
            return;
        }
        for &(binding, scope) in &self.mentions {
            let known = &tree.bindings[binding as usize];
            let mut at = scope;
            while known.kind == BindingKind::Var && self.declared[binding as usize] == OUTSIDE && at != OUTSIDE {
                if self.past_catch.contains(&(at, known.name)) {
                    self.declared[binding as usize] = at;
                }
                at = self.all[at as usize].parent;
            }
        }
    }

    fn open(&mut self, parent: u32, form: Form) -> u32 {
        let depth = self.all[parent as usize].depth + 1;
        self.all.push(Scope { parent, depth, form, pair: OUTSIDE, poisoned: false });
        self.all.len() as u32 - 1
    }

    fn open_pair(&mut self, outer: u32, form: Form) -> u32 {
        let inner = self.open(outer, form);
        self.all[outer as usize].pair = inner;
        self.all[inner as usize].pair = outer;
        inner
    }

    /// Notes what `id` is and pushes its children with their scopes, in order.
    fn visit(&mut self, tree: &Tree, id: NodeId, scope: u32, stack: &mut Vec<(NodeId, u32)>) {
        let kids = tree.kids(id);
        let all = |stack: &mut Vec<(NodeId, u32)>, kids: &[NodeId], scope| {
            stack.extend(kids.iter().map(|&kid| (kid, scope)));
        };
        match tree.kind(id) {
            Kind::Name => self.mention(tree.payload(id), scope),
            Kind::Bind => self.declare(tree, tree.payload(id), scope),
            Kind::Function => self.visit_function(tree, id, scope, stack),
            Kind::Class => {
                let named = tree.kind(kids[0]) == Kind::Bind && !tree.flags(id).has(Flags::DECLARATION);
                let inner = if named { self.open(scope, Form::Block) } else { scope };
                all(stack, kids, inner);
            }
            Kind::StaticBlock => {
                let outer = self.open(scope, Form::Function);
                let body = self.open_pair(outer, Form::Body);
                all(stack, tree.kids(kids[0]), body);
            }
            Kind::Program => {
                let body = self.open(scope, Form::Body);
                all(stack, kids, body);
            }
            Kind::Block | Kind::For | Kind::ForIn | Kind::ForOf => {
                let inner = self.open(scope, Form::Block);
                all(stack, kids, inner);
            }
            Kind::If => {
                stack.push((kids[0], scope));
                for &branch in &kids[1..] {
                    // A function without braces is scoped as if it had them.
                    let bare = tree.kind(branch) == Kind::Function;
                    stack.push((branch, if bare { self.open(scope, Form::Block) } else { scope }));
                }
            }
            // Old scripts label functions. What refers to such a one from outside was not resolved, as for one in a
            // block, and finds it by its name.
            Kind::Label if tree.kind(kids[0]) == Kind::Function => {
                stack.push((kids[0], self.open(scope, Form::Block)));
            }
            Kind::Switch => {
                stack.push((kids[0], scope));
                let inner = self.open(scope, Form::Block);
                all(stack, &kids[1..], inner);
            }
            Kind::Catch => {
                let outer = self.open(scope, Form::Block);
                stack.push((kids[0], outer));
                let inner = self.open_pair(outer, Form::Block);
                all(stack, tree.kids(kids[1]), inner);
            }
            Kind::Call if tree.flags(id).has(Flags::EVAL) => {
                self.poison(scope);
                all(stack, kids, scope);
            }
            Kind::With => {
                self.poison(scope);
                all(stack, kids, scope);
            }
            _ => all(stack, kids, scope),
        }
    }

    fn visit_function(&mut self, tree: &Tree, id: NodeId, scope: u32, stack: &mut Vec<(NodeId, u32)>) {
        let kids = tree.kids(id);
        let flags = tree.flags(id);
        let named = tree.kind(kids[0]) == Kind::Bind;
        let around = if named && !flags.has(Flags::DECLARATION) { self.open(scope, Form::Block) } else { scope };
        stack.push((kids[0], around));
        let form = if flags.has(Flags::ARROW) { Form::Arrow } else { Form::Function };
        let params = self.open(around, form);
        stack.push((kids[1], params));
        let body = self.open_pair(params, Form::Body);
        if tree.kind(kids[2]) == Kind::Body {
            stack.extend(tree.kids(kids[2]).iter().map(|&kid| (kid, body)));
        } else {
            stack.push((kids[2], body));
        }
    }

    fn mention(&mut self, binding: u32, scope: u32) {
        if self.contested[binding as usize] {
            self.mentions.push((binding, scope));
        }
    }

    fn declare(&mut self, tree: &Tree, binding: u32, scope: u32) {
        if !self.contested[binding as usize] {
            return;
        }
        self.mentions.push((binding, scope));
        let known = &tree.bindings[binding as usize];
        if self.declared[binding as usize] != OUTSIDE {
            if known.kind == BindingKind::Catch {
                self.past_catch.insert((self.body_of(scope), known.name));
            }
            return;
        }
        self.declared[binding as usize] = if known.kind == BindingKind::Var { self.body_of(scope) } else { scope };
    }

    /// The body around `scope`, which may be one.
    fn body_of(&self, scope: u32) -> u32 {
        let mut home = scope;
        while self.all[home as usize].form != Form::Body && self.all[home as usize].parent != OUTSIDE {
            home = self.all[home as usize].parent;
        }
        home
    }

    fn poison(&mut self, mut scope: u32) {
        while scope != OUTSIDE && !self.all[scope as usize].poisoned {
            self.all[scope as usize].poisoned = true;
            scope = self.all[scope as usize].parent;
        }
    }

    /// Finds the scopes each binding is free in. A scope that is known ends the way up.
    fn find_free(&mut self, tree: &Tree) {
        let mut seen: FxHashSet<(u32, u32)> = FxHashSet::default();
        for &(binding, scope) in &self.mentions {
            let home = self.declared[binding as usize];
            let own_arguments = tree.bindings[binding as usize].kind == BindingKind::Arguments;
            let mut at = scope;
            while at != home && at != OUTSIDE && seen.insert((at, binding)) {
                self.free[binding as usize].push(at);
                let scope = &self.all[at as usize];
                if own_arguments && scope.form == Form::Function {
                    break;
                }
                at = scope.parent;
            }
        }
    }
}

/// The choice of names, one binding after the other in order of preference.
struct Choice {
    scopes: Scopes,
    /// Every name that some binding wants: a new name is none of them.
    names: FxHashSet<Symbol>,
    /// Declarations decided so far.
    taken: FxHashMap<(u32, Symbol), u32>,
    /// Names that have to mean what they mean further out.
    passing: FxHashMap<(u32, Symbol), u32>,
    next_number: FxHashMap<(u32, Symbol), u32>,
}

impl Choice {
    fn new(scopes: Scopes, names: FxHashSet<Symbol>) -> Self {
        Self {
            scopes,
            names,
            taken: FxHashMap::default(),
            passing: FxHashMap::default(),
            next_number: FxHashMap::default(),
        }
    }

    /// Chooses all names; whether one is another than was wanted. What a module exports goes to `exported` then, with the
    /// name that was wanted.
    fn decide(
        &mut self,
        tree: &mut Tree,
        exported: &mut FxHashMap<u32, Symbol>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> bool {
        let mut renamed = false;
        for binding in self.by_preference(tree) {
            let wanted = tree.bindings[binding as usize].name;
            let mut name = wanted;
            if let Some(other) = self.clash(tree, binding, name) {
                let is_exported = self.is_export(tree, binding);
                if self.must_stay(tree, binding) && !is_exported {
                    let span = tree.bindings[binding as usize].span;
                    let other = tree.bindings[other as usize].span;
                    diagnostics.push(diagnostics::cannot_rename(span, name, other));
                } else {
                    if is_exported {
                        exported.entry(binding).or_insert(wanted);
                    }
                    name = self.new_name(tree, binding, name);
                    tree.bindings[binding as usize].name = name;
                    renamed = true;
                }
            }
            self.taken.insert((self.scopes.declared[binding as usize], name), binding);
            for &scope in &self.scopes.free[binding as usize] {
                self.passing.insert((scope, name), binding);
            }
        }
        renamed
    }

    fn by_preference(&self, tree: &Tree) -> Vec<u32> {
        let mut found = vec![false; tree.bindings.len()];
        let mut order: Vec<u32> = vec![];
        for &(binding, _) in &self.scopes.mentions {
            if !std::mem::replace(&mut found[binding as usize], true) {
                order.push(binding);
            }
        }
        // Stable: equal keys keep the order of appearance.
        order.sort_by_key(|&binding| {
            let class = match &tree.bindings[binding as usize] {
                _ if self.must_stay(tree, binding) => 0,
                Binding { fresh: false, .. } => 1,
                Binding { fresh: true, .. } => 2,
            };
            (class, self.scopes.all[self.scopes.declared[binding as usize] as usize].depth)
        });
        order
    }

    /// Whether a name is kept for no other reason than that the module exports it: it may be exported as another one.
    fn is_export(&self, tree: &Tree, binding: u32) -> bool {
        let known = &tree.bindings[binding as usize];
        let is_ours = !matches!(known.kind, BindingKind::Global | BindingKind::Arguments);
        let home = self.scopes.declared[binding as usize] as usize;
        known.fixed && is_ours && tree.goal == Goal::Module && !self.scopes.all[home].poisoned
    }

    fn must_stay(&self, tree: &Tree, binding: u32) -> bool {
        let known = &tree.bindings[binding as usize];
        let foreign = matches!(known.kind, BindingKind::Global | BindingKind::Arguments);
        let home = self.scopes.declared[binding as usize] as usize;
        known.fixed || foreign || self.scopes.all[home].poisoned && !known.fresh
    }

    /// The binding decided before that `name` would be confused with.
    fn clash(&self, tree: &Tree, binding: u32, name: Symbol) -> Option<u32> {
        let home = self.scopes.declared[binding as usize];
        let pair = self.scopes.all[home as usize].pair;
        let global = home == OUTSIDE;
        let here = (!global).then(|| self.taken.get(&(home, name))).flatten();
        let beside = (pair != OUTSIDE).then(|| self.taken.get(&(pair, name))).flatten();
        here.or(beside)
            .or_else(|| if global { None } else { self.passing.get(&(home, name)) })
            .or_else(|| self.scopes.free[binding as usize].iter().find_map(|&scope| self.taken.get(&(scope, name))))
            .copied()
            .filter(|&other| {
                // Two mentions of one global may come as two bindings.
                let both = [binding, other].map(|at| tree.bindings[at as usize].kind);
                both != [BindingKind::Global; 2]
            })
    }

    fn new_name(&mut self, tree: &Tree, binding: u32, wanted: Symbol) -> Symbol {
        let text = wanted.as_str();
        let stem = text.trim_end_matches(|c: char| c.is_ascii_digit());
        let stem = if stem.is_empty() { text } else { stem };
        let home = self.scopes.declared[binding as usize];
        let mut number = self.next_number.get(&(home, wanted)).copied().unwrap_or(2);
        loop {
            let name = Symbol::intern(&format!("{stem}{number}"));
            number += 1;
            if !self.names.contains(&name) && self.clash(tree, binding, name).is_none() {
                self.next_number.insert((home, wanted), number);
                return name;
            }
        }
    }
}
