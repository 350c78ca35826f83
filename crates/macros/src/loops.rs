//! Loops, labels and jumps: `(for ((let i 0) (< i n) (++ i)) …)`, `(for-of (x xs) …)`, `(break outer)`.

use crate::diagnostics as diag;
use crate::expander::{Expander, Head, Stx};
use crate::scope::SetId;
use crate::table::{Denotation, Entry};
use sx_base::{Span, Symbol};
use sx_ir::{BindingId, BindingKind, DeclareKind, Flags, Kind, NO_SYMBOL, NodeId};
use sx_reader::{CoreForm, FormKind};

/// A label around the form that is expanded.
#[derive(Clone, Copy)]
pub(crate) struct LabelAround {
    /// Its JavaScript name, and the scopes that a jump to it has.
    name: Symbol,
    set: SetId,
    /// What it is called in the output, where no two labels around one form have the same name.
    printed: Symbol,
    is_loop: bool,
}

impl Expander<'_> {
    /// The body of a loop: forms in a block.
    pub(crate) fn expand_loop_body(&mut self, forms: &[Stx], stx: Stx, tok: Span) -> NodeId {
        let (forms, braces) = self.bare_form(forms);
        self.function().loops += 1;
        self.function().breakables += 1;
        let body = self.expand_body(&forms);
        self.function().loops -= 1;
        self.function().breakables -= 1;
        self.node(Kind::Body, braces, NO_SYMBOL, &body, stx, tok)
    }

    /// `(js/bare form)` as the whole body: a statement without braces.
    pub(crate) fn bare_form(&mut self, forms: &[Stx]) -> (Vec<Stx>, Flags) {
        if let [only] = forms {
            let only = self.peel(*only);
            if self.core_head(only) == Some(CoreForm::Bare)
                && let [_, inner] = self.kids(only)[..]
            {
                return (vec![inner], Flags::NONE);
            }
        }
        (forms.to_vec(), Flags::BRACES)
    }

    pub(crate) fn expand_while(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        if kids.len() < 2 {
            return self.error(diag::shape(self.span(stx), "while", "(while test body…)"));
        }
        let tok = self.span(kids[0]);
        let test = self.expand(kids[1]);
        let body = self.expand_loop_body(&kids[2..], stx, tok);
        self.plain(Kind::While, &[test, body], stx, tok)
    }

    pub(crate) fn expand_do_while(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        if kids.len() < 2 {
            return self.error(diag::shape(self.span(stx), "do-while", "(do-while test body…)"));
        }
        let tok = self.span(kids[0]);
        let body = self.expand_loop_body(&kids[2..], stx, tok);
        let test = self.expand(kids[1]);
        self.plain(Kind::DoWhile, &[body, test], stx, tok)
    }

    /// `(for (init test update) body…)`; `()` is an absent slot.
    pub(crate) fn expand_for(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        let shape = "(for (init test update) body…), with () for an absent part";
        if kids.len() < 2 || !self.is_list(kids[1]) {
            return self.error(diag::shape(self.span(stx), "for", shape));
        }
        let head = self.kids(kids[1]);
        let [init, test, update] = head[..] else {
            return self.error(diag::shape(self.span(kids[1]), "for", shape));
        };
        let is_word = matches!(self.kind(init), FormKind::Symbol(_));
        if is_word && let Head::Core(CoreForm::Let | CoreForm::Const | CoreForm::Var) = self.head(init) {
            // `(for (let i 0) …)`, and no variable of that name, which old scripts may have.
            return self.error(diag::shape(self.span(kids[1]), "for", shape));
        }
        let tok = self.span(kids[0]);
        let scope = self.sets.binding_scope(tok);
        let [init, test, update] = [init, test, update].map(|part| self.with_scope(part, scope));
        // A macro may give the declaration.
        let outer = self.frame;
        let Some((init, _)) = self.expand_macros_at_head(init) else {
            self.frame = outer;
            return self.none_error();
        };
        let init = match self.core_head(init) {
            Some(core @ (CoreForm::Const | CoreForm::Var | CoreForm::Using | CoreForm::AwaitUsing | CoreForm::Let)) => {
                let init_kids = self.kids(init);
                let kind = match core {
                    CoreForm::Var => BindingKind::Var,
                    CoreForm::Let => BindingKind::Let,
                    _ => BindingKind::Const,
                };
                if core == CoreForm::Var {
                    self.declare_missing_vars(&init_kids);
                } else {
                    for (pattern, _, _) in self.declarators(&init_kids) {
                        self.declare_pattern(pattern, kind);
                    }
                }
                self.expand_declaration(core, init, &init_kids)
            }
            _ => self.expand_slot(init),
        };
        self.frame = outer;
        let (test, update) = (self.expand_slot(test), self.expand_slot(update));
        let body: Vec<Stx> = kids[2..].iter().map(|&form| self.with_scope(form, scope)).collect();
        let body = self.expand_loop_body(&body, stx, tok);
        self.plain(Kind::For, &[init, test, update, body], stx, tok)
    }

    /// Declares the names of a `var` form that comes out, unless hoisting has.
    pub(crate) fn declare_missing_vars(&mut self, kids: &[Stx]) {
        let before = self.diagnostics.len();
        let declarators = self.declarators(kids);
        // Shapes are reported when the form is expanded.
        self.diagnostics.truncate(before);
        for (pattern, _, _) in declarators {
            for leaf in self.pattern_leaves(pattern) {
                let Some(name) = self.binder_name(leaf) else { continue };
                match self.resolve_var(name, leaf) {
                    None => self.declare_late_var(name, leaf, leaf.set),
                    Some((BindingKind::Catch, _)) => self.declare_past_catch(name, leaf),
                    Some((_, binding)) => self.note_var(binding),
                }
            }
        }
    }

    /// Declares a `var` for the function around, where no block between it and the place that has the scopes `from` has a
    /// binding of that name.
    fn declare_late_var(&mut self, name: Symbol, leaf: Stx, from: SetId) {
        let set = self.hoisted_set(leaf);
        let shadow = self.look_up(name, from).filter(|entry| !self.sets.can_see(set, entry.set));
        if let Some(entry) = shadow {
            if self.is_own_name(leaf.set, entry.set) {
                self.declare_once(name, BindingKind::Var, leaf);
            } else {
                // It would have to pass the block that declares the name (ECMA-262, 14.2.1).
                let (span, written) = (self.span(leaf), self.written(leaf, name));
                self.report(diag::redeclared(span, written, entry.span));
                // Mentions of it are no mistakes of their own.
                self.declare_refused_var(name, leaf, set);
            }
            return;
        }
        let hoisted = Stx { id: leaf.id, set };
        if let Some(binding) = self.declare_once(name, BindingKind::Var, hoisted) {
            let bound = self.binder_set(set);
            self.note_late_var(name, bound, leaf, binding);
            if set != leaf.set {
                self.resolve_var(name, leaf);
            }
        }
    }

    /// Whether a name with the scopes `set` is one of an expansion that what is bound with the scopes `bound` is not of:
    /// what an expansion binds for itself is no variable that was there before.
    fn is_own_name(&self, set: SetId, bound: SetId) -> bool {
        self.sets.introduced(set).next().is_some_and(|made| !self.sets.contains(bound, made))
    }

    /// Declares a `var` with the scopes `set` about which something else is wrong.
    fn declare_refused_var(&mut self, name: Symbol, leaf: Stx, set: SetId) {
        let set = self.binder_set(set);
        if let Some(binding) = self.declare_var(name, self.written(leaf, name), set, self.span(leaf)) {
            self.note_late_var(name, set, leaf, binding);
        } else if let Some(Denotation::Value { binding, .. }) = self.look_up(name, set).map(|entry| entry.means) {
            self.note_var(binding);
        }
    }

    /// The `var` in a `catch` of its name is the function's too, though the value goes to what is caught (ECMA-262,
    /// B.3.4): declares it there, unless it is.
    fn declare_past_catch(&mut self, name: Symbol, leaf: Stx) {
        let set = self.hoisted_set(leaf);
        let mut from = leaf.set;
        while let Some(entry) = self.look_up(name, from).filter(|entry| !self.sets.can_see(set, entry.set)) {
            match self.own_variable(entry.means) {
                Some((BindingKind::Catch, _)) => from = self.sets.before(from, self.sets.newest(entry.set)),
                // Another `var` of it has been here, and has left it under the scopes of its block.
                Some((_, binding)) => return self.keep_name_of_var(binding),
                None => break,
            }
        }
        let known = self.look_up(name, from);
        if known.is_none_or(|entry| entry.set != set || self.own_variable(entry.means).is_none()) {
            self.declare_late_var(name, leaf, from);
        }
        let entry = self.look_up(name, from).filter(|entry| entry.set == set);
        if let Some(Denotation::Value { tree, binding }) = entry.map(|entry| entry.means)
            && tree == self.tree_number
        {
            self.keep_name_of_var(binding);
        }
    }

    /// The word `var` stands with the name of what is caught, and declares it for the function: so the variable, which
    /// comes out, keeps this name, unless another one has it already.
    fn keep_name_of_var(&mut self, binding: BindingId) {
        let place = (self.function().var_scope, self.tree.bindings[binding.0 as usize].name);
        if *self.kept_names.entry(place).or_insert(binding) == binding {
            self.tree.bindings[binding.0 as usize].fixed = true;
        }
        self.note_var(binding);
    }

    /// The scopes that a `var` binds its name with.
    fn hoisted_set(&mut self, leaf: Stx) -> SetId {
        let scope = self.function().var_scope;
        if scope == 0 { leaf.set } else { self.sets.hoisted(leaf.set, scope) }
    }

    /// The binding, with its kind, if a `var` of the name is one with it.
    fn own_variable(&self, means: Denotation) -> Option<(BindingKind, BindingId)> {
        let Denotation::Value { tree, binding } = means else { return None };
        let kind = self.tree.bindings.get(binding.0 as usize).filter(|_| tree == self.tree_number)?.kind;
        let is_own = match kind {
            BindingKind::Function => !self.lexical_functions.contains(&(tree, binding.0)),
            _ => matches!(kind, BindingKind::Var | BindingKind::Param | BindingKind::Catch),
        };
        is_own.then_some((kind, binding))
    }

    /// The variable of the function around that a `var` of this name is one with, if there is one, and its kind.
    fn resolve_var(&mut self, name: Symbol, leaf: Stx) -> Option<(BindingKind, BindingId)> {
        let entry = self.look_up(name, leaf.set)?;
        // A function around may have one, too.
        let scope = self.function().var_scope;
        if scope > 0 && self.sets.contains(leaf.set, scope) && !self.sets.contains(entry.set, scope) {
            return None;
        }
        if self.is_own_name(leaf.set, entry.set) {
            return None;
        }
        let own = self.own_variable(entry.means)?;
        if entry.set != leaf.set {
            // The same binding under the scopes of this place, so that the binder finds it.
            let span = self.span(leaf);
            self.table.insert(&self.sets, name, Entry { set: leaf.set, means: entry.means, span });
        }
        Some(own)
    }

    pub(crate) fn expand_slot(&mut self, stx: Stx) -> NodeId {
        let stx = self.peel(stx);
        if self.is_list(stx) && self.forms.kids(stx.id).is_empty() {
            // Comments may stand where it stands.
            let span = self.span(stx);
            return self.tree.add(Kind::None, Flags::NONE, NO_SYMBOL, &[], span, span);
        }
        self.expand(stx)
    }

    /// `(for-of (p xs) …)`, `(for-of ((let p) xs) …)`, `(for-of ((set! place) xs) …)`.
    pub(crate) fn expand_for_each(&mut self, kind: Kind, flags: Flags, stx: Stx, kids: &[Stx]) -> NodeId {
        let name = match (kind, flags.has(Flags::AWAIT)) {
            (Kind::ForIn, _) => "for-in",
            (_, true) => "for-await",
            (_, false) => "for-of",
        };
        let shape = format!("({name} (name value) body…)");
        if kids.len() < 2 || !self.is_list(kids[1]) {
            return self.error(diag::shape(self.span(stx), name, &shape));
        }
        let tok = self.span(kids[0]);
        let head = self.kids(kids[1]);
        let [target, object] = head[..] else {
            return self.error(diag::shape(self.span(kids[1]), name, &shape));
        };
        let scope = self.sets.binding_scope(tok);
        let (head_core, pattern) = match self.core_head(target) {
            Some(
                core @ (CoreForm::Const
                | CoreForm::Let
                | CoreForm::Var
                | CoreForm::Using
                | CoreForm::AwaitUsing
                | CoreForm::SetBang
                | CoreForm::SetMember),
            ) => {
                let parts = self.kids(target);
                // `js/set!` is what a program writes that has a variable `set!`.
                let core = if core == CoreForm::SetMember { CoreForm::SetBang } else { core };
                // `(var p init)`: Annex B `for (var p = init in o)`.
                match parts[..] {
                    [_, pattern] => (core, pattern),
                    [_, pattern, _] if core == CoreForm::Var => (core, pattern),
                    [_, _, value] => return self.error(diag::value_of_loop_variable(self.span(value), name)),
                    _ => return self.error(diag::shape(self.span(target), name, &shape)),
                }
            }
            _ => (CoreForm::Const, target),
        };
        let init = match self.core_head(target) {
            Some(CoreForm::Var) => self.kids(target).get(2).copied(),
            _ => None,
        };
        if let Some(value) = init
            && !(kind == Kind::ForIn
                && self.options.goal == sx_ir::Goal::Script
                && matches!(self.kind(pattern), FormKind::Symbol(_) | FormKind::Verbatim(_)))
        {
            // Annex B has it for one name in sloppy code.
            return self.error(diag::value_of_loop_variable(self.span(value), name));
        }
        if head_core == CoreForm::SetBang {
            let place = self.expand_target(pattern);
            let object = self.expand(object);
            let body = self.expand_loop_body(&kids[2..], stx, tok);
            return self.node(kind, flags, NO_SYMBOL, &[place, object, body], stx, tok);
        }
        let (declare, binding_kind) = match head_core {
            CoreForm::Let => (DeclareKind::Let, BindingKind::Let),
            CoreForm::Var => (DeclareKind::Var, BindingKind::Var),
            CoreForm::Using => (DeclareKind::Using, BindingKind::Const),
            CoreForm::AwaitUsing => (DeclareKind::AwaitUsing, BindingKind::Const),
            _ => (DeclareKind::Const, BindingKind::Const),
        };
        if head_core == CoreForm::AwaitUsing {
            self.check_await(self.span(target));
        }
        let bare = self.untyped(pattern);
        if matches!(head_core, CoreForm::Using | CoreForm::AwaitUsing)
            && !matches!(self.kind(bare), FormKind::Symbol(_) | FormKind::Verbatim(_))
        {
            self.report(diag::resource_pattern(self.span(bare), declare.text()));
        }
        if head_core == CoreForm::Using && self.forms.is_symbol(bare.id, "of") {
            // `for (using of of xs)` would be read as a loop over `of xs`.
            self.report(diag::resource_of(self.span(bare)));
        }
        let pattern = self.with_scope(pattern, scope);
        if head_core == CoreForm::Var {
            let parts = self.kids(target);
            let scoped: Vec<Stx> = parts.iter().map(|&part| self.with_scope(part, scope)).collect();
            self.declare_missing_vars(&scoped);
        } else {
            self.declare_pattern(pattern, binding_kind);
        }
        // As in JavaScript the names of the head are there already, in their dead zone (ECMA-262, ForIn/OfHeadEvaluation).
        let object = self.with_scope(object, scope);
        let object_node = self.expand(object);
        let target_node = self.expand_declared(pattern);
        let init = match init {
            Some(init) => self.expand(init),
            None => self.none(),
        };
        let declarator = self.plain(Kind::Declarator, &[target_node, init], target, tok);
        let word = if pattern.id == target.id { tok } else { self.head_span(target) };
        let head = self.node(Kind::Declare, Flags::NONE, declare.payload(), &[declarator], target, word);
        let body: Vec<Stx> = kids[2..].iter().map(|&form| self.with_scope(form, scope)).collect();
        let body = self.expand_loop_body(&body, stx, tok);
        self.node(kind, flags, NO_SYMBOL, &[head, object_node, body], stx, tok)
    }

    pub(crate) fn expand_jump(&mut self, core: CoreForm, stx: Stx, kids: &[Stx]) -> NodeId {
        let (name, kind) = if core == CoreForm::Break { ("break", Kind::Break) } else { ("continue", Kind::Continue) };
        let tok = self.span(kids[0]);
        let label = match kids[..] {
            [_] => None,
            [_, label] => match self.kind(label) {
                FormKind::Symbol(label_name) | FormKind::Verbatim(label_name) => Some((label_name, label)),
                _ => return self.error(diag::shape(self.span(stx), name, &format!("({name}) or ({name} label)"))),
            },
            _ => return self.error(diag::shape(self.span(stx), name, &format!("({name}) or ({name} label)"))),
        };
        if let Some((name, label)) = label {
            let span = self.span(label);
            return match self.label_around(name, label.set) {
                Some(around) if around.is_loop || core == CoreForm::Break => {
                    self.node(kind, Flags::NONE, around.printed.index(), &[], stx, tok)
                }
                Some(_) => self.error(diag::continue_of_block(span, name)),
                None => self.error(diag::unknown_label(span, name)),
            };
        }
        let allowed = if core == CoreForm::Break { self.function().breakables } else { self.function().loops };
        if allowed == 0 {
            return self.error(diag::jump_outside(self.span(stx), name));
        }
        self.plain(kind, &[], stx, tok)
    }

    pub(crate) fn expand_label(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        let [head, label, form] = kids[..] else {
            return self.error(diag::shape(self.span(stx), "label", "(label name form)"));
        };
        let (FormKind::Symbol(name) | FormKind::Verbatim(name)) = self.kind(label) else {
            return self.error(diag::shape(self.span(label), "label", "(label name form)"));
        };
        let Some(js) = sx_base::names::js_name(name) else {
            return self.error(diag::bad_name(self.span(label), name));
        };
        // The label and what it is on have a scope of their own, so that a jump of another expansion does not see it.
        let scope = self.sets.binding_scope(self.span(label));
        let (form, set) = (self.with_scope(form, scope), self.sets.add(label.set, scope));
        let is_loop = self.labels_a_loop(form);
        let printed = self.free_label(js);
        self.function().labels.push(LabelAround { name: js, set, printed, is_loop });
        let body = self.expand_scoped_body(&[form]);
        self.function().labels.pop();
        let (tok, label_tok) = (self.span(head), self.span(label));
        let bindings = if is_loop { self.bindings_around_loop(&body) } else { None };
        if let Some((bindings, inner)) = bindings {
            // `(dotimes (i (f)) …)` evaluates something before its loop, which keeps the label.
            let inner = self.plain(Kind::Body, &[inner], form, tok);
            let labelled = self.node(Kind::Label, Flags::NONE, printed.index(), &[inner], stx, label_tok);
            let mut kids = self.tree.kids(bindings).to_vec();
            let node = *self.tree.node(bindings);
            let body = self.plain(Kind::Body, &[labelled], form, tok);
            kids.splice(kids.len() - 1.., [body]);
            return self.tree.add(node.kind, node.flags, node.payload, &kids, node.span, node.tok);
        }
        if is_loop
            && !body.iter().any(|&node| self.is_loop_node(node))
            && let Some(place) = self.continue_to(&body, printed)
        {
            return self.error(diag::continue_of_block(place, name));
        }
        let body = self.plain(Kind::Body, &body, form, tok);
        self.node(Kind::Label, Flags::NONE, printed.index(), &[body], stx, label_tok)
    }

    /// The label that `name` with the scopes `set` means: of those it sees the one with the most scopes, as with bindings.
    pub(crate) fn label_around(&mut self, name: Symbol, set: SetId) -> Option<LabelAround> {
        let js = sx_base::names::js_name(name).unwrap_or(name);
        let labels = std::mem::take(&mut self.function().labels);
        let seen = labels.iter().filter(|around| around.name == js && self.sets.can_see(set, around.set));
        let found = seen.max_by_key(|around| self.sets.size(around.set)).copied();
        self.function().labels = labels;
        found
    }

    /// `js`, or where a label around is printed so, `js` with a number: JavaScript refuses a label in one of its name.
    fn free_label(&mut self, js: Symbol) -> Symbol {
        // As with variables: `catch` is `catch_`; but what may be called and not bound may be a label.
        let is_name = matches!(js.as_str(), "eval" | "arguments");
        let is_reserved =
            !is_name && sx_base::names::is_reserved(js.as_str(), self.options.goal == sx_ir::Goal::Module);
        let js = if is_reserved { Symbol::intern(&format!("{}_", js.as_str())) } else { js };
        let labels = &self.function().labels;
        let is_taken = |name: Symbol| labels.iter().any(|around| around.printed == name);
        let numbered = (2..).map(|number: u32| Symbol::intern(&format!("{js}{number}")));
        std::iter::once(js).chain(numbered).find(|&name| !is_taken(name)).unwrap_or(js)
    }

    fn is_loop_node(&self, node: NodeId) -> bool {
        matches!(
            self.tree.kind(node),
            Kind::While | Kind::DoWhile | Kind::For | Kind::ForOf | Kind::ForIn | Kind::Label | Kind::Error
        )
    }

    /// A `let` that a macro made around a loop and nothing else, and that loop.
    fn bindings_around_loop(&self, body: &[NodeId]) -> Option<(NodeId, NodeId)> {
        let &[bindings] = body else { return None };
        if self.tree.kind(bindings) != Kind::LetForm || !self.tree.flags(bindings).has(Flags::TEMPLATE) {
            return None;
        }
        let (&body, values) = self.tree.kids(bindings).split_last()?;
        let &[inner] = self.tree.kids(body) else { return None };
        let is_jump = |id: NodeId| matches!(self.tree.kind(id), Kind::Break | Kind::Continue);
        (self.is_loop_node(inner) && self.find_node(values, is_jump).is_none()).then_some((bindings, inner))
    }

    /// Where `continue` names the label `js` in what turned out to be no loop.
    fn continue_to(&self, body: &[NodeId], js: Symbol) -> Option<sx_base::Span> {
        let found = self
            .find_node(body, |id| self.tree.kind(id) == Kind::Continue && self.tree.node(id).payload == js.index())?;
        Some(self.tree.node(found).span)
    }

    fn find_node(&self, roots: &[NodeId], wanted: impl Fn(NodeId) -> bool) -> Option<NodeId> {
        let mut stack = roots.to_vec();
        while let Some(id) = stack.pop() {
            if wanted(id) {
                return Some(id);
            }
            stack.extend(self.tree.kids(id));
        }
        None
    }

    pub(crate) fn labels_a_loop(&mut self, form: Stx) -> bool {
        let mut form = form;
        loop {
            match self.core_head(form) {
                Some(
                    CoreForm::While
                    | CoreForm::DoWhile
                    | CoreForm::For
                    | CoreForm::ForOf
                    | CoreForm::ForIn
                    | CoreForm::ForAwait,
                ) => return true,
                Some(CoreForm::Label) => match self.kids(form).get(2) {
                    Some(&inner) => form = inner,
                    None => return false,
                },
                Some(_) => return false,
                // A macro such as `dotimes` may give the loop.
                None => {
                    let head = if self.is_list(form) { self.kids(form).first().copied() } else { None };
                    return head.is_some_and(|head| matches!(self.head(head), crate::expander::Head::Macro(_)));
                }
            }
        }
    }
}
