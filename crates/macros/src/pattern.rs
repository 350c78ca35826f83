//! Patterns: `[a b ...rest]`, `{a :b c (= d 1)}`, in declarations, parameters and assignments.
//!
//! Two walks over the same form: [`Expander::declare_pattern`] files the names of a declaring pattern before anything
//! of its scope is expanded, [`Expander::expand_pattern`] makes the nodes.

use crate::diagnostics as diag;
use crate::expander::{Expander, Kids, Stx};
use crate::table::Denotation;
use sx_base::Symbol;
use sx_ir::{BindingId, BindingKind, Flags, Kind, NO_SYMBOL, NodeId};
use sx_reader::{CoreForm, FormKind};

/// What the leaves of a pattern are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Leaf {
    /// Names that were declared before.
    Declare,
    /// Places that are assigned.
    Assign,
}

impl Expander<'_> {
    /// Strips `: T` from a pattern; types are erased for JavaScript.
    pub(crate) fn untyped(&mut self, stx: Stx) -> Stx {
        let stx = self.peel(stx);
        match self.kind(stx) {
            FormKind::Typed { .. } => {
                let inner = self.kid(stx, 0);
                self.peel(inner)
            }
            _ => stx,
        }
    }

    /// Whether `stx` is `(= target default)`.
    fn default_parts(&mut self, stx: Stx) -> Option<(Stx, Stx)> {
        if self.clause_head(stx) != Some(CoreForm::Eq) {
            return None;
        }
        match self.kids(stx)[..] {
            [_, target, value] => Some((target, value)),
            _ => None,
        }
    }

    /// Whether `stx` is `(hole)`.
    pub(crate) fn is_hole(&mut self, stx: Stx) -> bool {
        self.clause_head(stx) == Some(CoreForm::Hole) && self.forms.kids(stx.id).len() == 1
    }

    /// Declares every name of a pattern as `kind` and calls `clash` for one that is declared in the same scope.
    pub(crate) fn declare_pattern(&mut self, stx: Stx, kind: BindingKind) {
        if matches!(self.kind(stx), FormKind::Symbol(_) | FormKind::Verbatim(_)) {
            if let Some(name) = self.binder_name(stx) {
                self.declare_once(name, kind, stx);
            }
            return;
        }
        for leaf in self.pattern_leaves(stx) {
            let Some(name) = self.binder_name(leaf) else { continue };
            self.declare_once(name, kind, leaf);
        }
    }

    /// Declares `name` unless the same scope has it: then an error, but for `var` beside `var`, parameter or function.
    pub(crate) fn declare_once(&mut self, name: Symbol, kind: BindingKind, stx: Stx) -> Option<BindingId> {
        let set = self.binder_set(stx.set);
        let is_helper = self.declares_helper(kind);
        // The program and macro code may call different things alike.
        let before = if !is_helper {
            self.table.exact(&self.sets, name, set)
        } else if self.announced.contains_key(&(name, set)) {
            None
        } else {
            self.helper_table.exact(&self.sets, name, set)
        };
        if let Some(entry) = before {
            let old = match entry.means {
                Denotation::Value { tree, binding } if tree == self.tree_number => {
                    Some((binding, self.tree.bindings[binding.0 as usize].kind))
                }
                _ => None,
            };
            let sloppy = |kind| matches!(kind, BindingKind::Var | BindingKind::Function | BindingKind::Param);
            if let Some((binding, old_kind)) = old
                && ((kind == BindingKind::Var
                    && (sloppy(old_kind) || old_kind == BindingKind::Catch)
                    && !self.lexical_functions.contains(&(self.tree_number, binding.0)))
                    || (kind == BindingKind::Function && sloppy(old_kind) && self.function_may_repeat(old_kind))
                    || (kind == BindingKind::Param && old_kind == BindingKind::Param && self.params_may_repeat))
            {
                return Some(binding);
            }
            let span = self.span(stx);
            let name = self.written(stx, name);
            self.report(if kind == BindingKind::Param {
                diag::duplicate_parameter(span, name, entry.span)
            } else {
                diag::redeclared(span, name, entry.span)
            });
            return None;
        }
        let binding = self.declare(name, kind, stx);
        if kind == BindingKind::Function && !self.is_function_level() {
            self.lexical_functions.insert((self.tree_number, binding.0));
        }
        Some(binding)
    }

    /// A name as its symbol spells it.
    pub(crate) fn written(&self, stx: Stx, name: Symbol) -> Symbol {
        self.forms.as_symbol(stx.id).unwrap_or(name)
    }

    /// Whether a function may be declared beside a function or variable of its name: in the body of a function, and
    /// beside another function in all blocks of old scripts (ECMA-262, B.3.2.4).
    fn function_may_repeat(&mut self, old: BindingKind) -> bool {
        let is_script = self.options.goal == sx_ir::Goal::Script;
        self.is_function_level() || (is_script && old == BindingKind::Function)
    }

    /// Whether a function that is declared here is as a `var`: in the body of a function or script, not in a block of it
    /// (ECMA-262, 8.2.10).
    fn is_function_level(&mut self) -> bool {
        let is_body = self.declares_in_body && self.context == self.function().body_context;
        is_body && (self.functions.len() > 1 || self.options.goal == sx_ir::Goal::Script)
    }

    /// The binders of a declaring pattern in source order, without recursion.
    pub(crate) fn pattern_leaves(&mut self, stx: Stx) -> Vec<Stx> {
        let (mut leaves, mut stack) = (vec![], vec![stx]);
        while let Some(next) = stack.pop() {
            let next = self.untyped(next);
            match self.kind(next) {
                FormKind::Symbol(_) | FormKind::Verbatim(_) => leaves.push(next),
                FormKind::Spread => stack.push(self.kid(next, 0)),
                FormKind::Array => {
                    let kids = self.kids(next);
                    let elements = self.tail_spread(&kids);
                    stack.extend(elements.into_iter().rev());
                }
                FormKind::Object => {
                    let mut targets = vec![];
                    for property in self.object_parts(next) {
                        targets.push(property.target);
                    }
                    stack.extend(targets.into_iter().rev());
                }
                FormKind::List => {
                    if self.is_hole(next) {
                        continue;
                    }
                    if let Some((target, _)) = self.default_parts(next) {
                        stack.push(target);
                    }
                    // Anything else is reported when the pattern is expanded.
                }
                _ => {}
            }
        }
        leaves
    }

    /// The pattern of one declaration, which is no rest.
    pub(crate) fn expand_declared(&mut self, stx: Stx) -> NodeId {
        let bare = self.untyped(stx);
        if self.kind(bare) == FormKind::Spread || self.default_parts(bare).is_some() {
            return self.error(diag::bad_pattern(self.span(bare)));
        }
        self.expand_pattern(stx, Leaf::Declare)
    }

    /// A pattern whose names are declared, or whose leaves are places.
    pub(crate) fn expand_pattern(&mut self, stx: Stx, leaf: Leaf) -> NodeId {
        let stx = self.untyped(stx);
        match self.kind(stx) {
            FormKind::Symbol(_) | FormKind::Verbatim(_) if leaf == Leaf::Declare => self.expand_binder(stx),
            FormKind::Array => self.expand_array_pattern(stx, leaf),
            FormKind::Object => self.expand_object_pattern(stx, leaf),
            FormKind::Spread => {
                let tok = self.spread_token(stx);
                let inner = self.kid(stx, 0);
                let target = self.expand_bound(inner, leaf);
                self.plain(Kind::Rest, &[target], stx, tok)
            }
            FormKind::List => {
                if self.is_hole(stx) {
                    return self.leaf(Kind::Hole, NO_SYMBOL, stx);
                }
                if let Some((target, value)) = self.default_parts(stx) {
                    let target = self.expand_bound(target, leaf);
                    let value = self.expand_default(value);
                    let tok = self.head_span(stx);
                    return self.plain(Kind::Default, &[target, value], stx, tok);
                }
                match leaf {
                    Leaf::Assign => self.expand_assigned_place(stx),
                    Leaf::Declare => self.error(diag::bad_pattern(self.span(stx))),
                }
            }
            _ if leaf == Leaf::Assign => self.expand_assigned_place(stx),
            _ => self.error(diag::bad_pattern(self.span(stx))),
        }
    }

    /// What stands behind `...` or has a default value: a pattern that is neither rest, default nor hole.
    fn expand_bound(&mut self, stx: Stx, leaf: Leaf) -> NodeId {
        let bare = self.untyped(stx);
        if self.kind(bare) == FormKind::Spread || self.is_hole(bare) || self.default_parts(bare).is_some() {
            return self.error(diag::bad_pattern(self.span(bare)));
        }
        self.expand_pattern(stx, leaf)
    }

    /// A default value: an expression of its own, in which `await` and `yield` are as in the function around.
    fn expand_default(&mut self, value: Stx) -> NodeId {
        self.expand(value)
    }

    fn expand_assigned_place(&mut self, stx: Stx) -> NodeId {
        let node = self.expand_place(stx);
        self.mark_assigned(node, stx);
        node
    }

    /// The span of the head of a list.
    pub(crate) fn head_span(&mut self, stx: Stx) -> sx_base::Span {
        let head = self.first_kid(stx);
        self.span(head)
    }

    /// A name that its scope has declared.
    pub(crate) fn expand_binder(&mut self, stx: Stx) -> NodeId {
        let Some(name) = self.binder_name_quiet(stx) else { return self.none_error() };
        let exact = |this: &Self, set| {
            let helper = this.helpers.as_ref().and_then(|_| this.helper_table.exact(&this.sets, name, set));
            helper.or_else(|| this.table.exact(&this.sets, name, set))
        };
        let found = exact(self, stx.set).or_else(|| {
            // A definition that an expansion made was filed without the scopes of the use.
            let set = self.sets.without_use_sites(stx.set, self.context);
            exact(self, set)
        });
        match found.map(|entry| entry.means) {
            Some(Denotation::Value { binding, .. }) => self.leaf(Kind::Bind, binding.0, stx),
            _ => self.none_error(),
        }
    }

    /// The JavaScript name of a binder for which a diagnostic was given already if it has none.
    pub(crate) fn binder_name_quiet(&mut self, stx: Stx) -> Option<Symbol> {
        match self.kind(stx) {
            FormKind::Verbatim(name) => Some(name),
            FormKind::Symbol(name) => {
                let facts = self.facts.get(name);
                facts.js.filter(|_| facts.dotted.is_none())
            }
            _ => None,
        }
    }

    fn expand_array_pattern(&mut self, stx: Stx, leaf: Leaf) -> NodeId {
        let kids = self.kids(stx);
        let elements = self.tail_spread(&kids);
        let mut nodes = vec![];
        for (n, &element) in elements.iter().enumerate() {
            if self.kind(element) == FormKind::Spread && n + 1 != elements.len() {
                self.report(diag::rest_not_last(self.span(element)));
            }
            nodes.push(self.expand_pattern(element, leaf));
        }
        let tok = self.span(stx);
        let flags = self.multiline(stx, &kids);
        self.node(Kind::ArrayPattern, flags, NO_SYMBOL, &nodes, stx, tok)
    }

    /// Turns a dotted tail `a . rest` into `a ...rest`.
    pub(crate) fn tail_spread(&mut self, kids: &[Stx]) -> Kids {
        if let [front @ .., dot, rest] = kids
            && self.is_dot(*dot)
        {
            let span = self.span(*rest);
            let inner = self.scoped(*rest);
            let spread = self.forms.add(FormKind::Spread, &[inner], span);
            let mut all = Kids::from_slice(front);
            all.push(Stx { id: spread, set: crate::scope::SetId::EMPTY });
            return all;
        }
        Kids::from_slice(kids)
    }

    fn expand_object_pattern(&mut self, stx: Stx, leaf: Leaf) -> NodeId {
        let parts = self.object_parts(stx);
        let mut nodes = vec![];
        for (n, part) in parts.iter().enumerate() {
            if self.kind(part.whole) == FormKind::Spread && part.key.is_none() {
                let inner = self.kid(part.whole, 0);
                let inner = self.untyped(inner);
                if matches!(self.kind(inner), FormKind::Array | FormKind::Object) {
                    // What is left of an object is one value, also where it is assigned (ECMA-262, 13.15.5.1).
                    self.report(diag::bad_pattern(self.span(inner)));
                }
                if n + 1 != parts.len() {
                    self.report(diag::rest_not_last(self.span(part.whole)));
                }
                nodes.push(self.expand_pattern(part.whole, leaf));
                continue;
            }
            let Some(key) = part.key else {
                nodes.push(self.expand_shorthand_pattern(part.whole, leaf));
                continue;
            };
            let key_node = self.expand_key(key);
            let bare = self.untyped(part.target);
            let target = if self.kind(bare) == FormKind::Spread || self.is_hole(bare) {
                self.error(diag::bad_pattern(self.span(bare)))
            } else {
                self.expand_pattern(part.target, leaf)
            };
            let tok = self.span(key);
            nodes.push(self.plain(Kind::PatternProperty, &[key_node, target], part.whole, tok));
        }
        let tok = self.span(stx);
        let items = self.kids(stx);
        let flags = self.multiline(stx, &items);
        self.node(Kind::ObjectPattern, flags, NO_SYMBOL, &nodes, stx, tok)
    }

    /// `{a}` or `{(= a 1)}`.
    fn expand_shorthand_pattern(&mut self, stx: Stx, leaf: Leaf) -> NodeId {
        let (name_stx, default) = match self.default_parts(stx) {
            Some((target, value)) => (self.untyped(target), Some(value)),
            None => (self.untyped(stx), None),
        };
        let Some(name) = self.binder_name(name_stx) else { return self.none_error() };
        if sx_base::names::marked_stem(name.as_str()).is_some() {
            return self.error(diag::bad_shorthand(self.span(name_stx), name));
        }
        let key = self.leaf(Kind::KeyName, name.index(), name_stx);
        let mut target = match leaf {
            Leaf::Declare => self.expand_binder(name_stx),
            Leaf::Assign => self.expand_assigned_place(name_stx),
        };
        let tok = self.span(name_stx);
        if let Some(value) = default {
            let value = self.expand_default(value);
            let eq = self.head_span(stx);
            target = self.plain(Kind::Default, &[target, value], stx, eq);
        }
        self.node(Kind::PatternProperty, Flags::SHORTHAND, NO_SYMBOL, &[key, target], stx, tok)
    }

    /// Whether `stx` is the key of a property, which a value or target follows.
    pub(crate) fn is_key(&self, stx: Stx) -> bool {
        self.kind(stx).is_key()
    }

    /// Cuts an object pattern into its properties; what does not fit is reported.
    pub(crate) fn object_parts(&mut self, stx: Stx) -> Vec<PatternPart> {
        let kids = self.kids(stx);
        let (mut parts, mut at) = (vec![], 0);
        while at < kids.len() {
            let kid = kids[at];
            let bare = self.untyped(kid);
            if !self.is_key(bare) {
                parts.push(PatternPart { key: None, target: kid, whole: kid });
                at += 1;
                continue;
            }
            match kids.get(at + 1) {
                Some(&target) => parts.push(PatternPart { key: Some(kid), target, whole: kid }),
                None => self.report(diag::key_without_value(self.span(kid))),
            }
            at += 2;
        }
        parts
    }
}

/// One property of an object pattern.
#[derive(Clone, Copy)]
pub(crate) struct PatternPart {
    /// The key, `None` for shorthand and rest.
    pub(crate) key: Option<Stx>,
    /// The form that holds the binders.
    pub(crate) target: Stx,
    /// The first form of the property.
    pub(crate) whole: Stx,
}
