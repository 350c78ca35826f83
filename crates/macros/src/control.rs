//! Control forms: `if`, `cond`, loops, `switch`, `try`, jumps.

use crate::diagnostics as diag;
use crate::expander::{Expander, Stx};
use crate::operators::operator;
use crate::pattern::Leaf;
use sx_base::{Span, Symbol};
use sx_ir::{BindingKind, DeclareKind, Flags, Kind, LetKind, NO_SYMBOL, NodeId};
use sx_reader::{CoreForm, FormKind};

impl Expander<'_> {
    /// A special form in a place that takes a value or statement.
    pub(crate) fn expand_core(&mut self, core: CoreForm, stx: Stx, kids: &[Stx]) -> NodeId {
        use CoreForm as F;
        if let Some(op) = operator(core) {
            return self.expand_operator(core, op, stx, kids);
        }
        let tok = self.span(kids[0]);
        match core {
            F::If => self.expand_if(stx, kids, Flags::NONE),
            F::Ternary => self.expand_if(stx, kids, Flags::TERNARY),
            F::Cond => self.expand_cond(stx, kids),
            F::Begin | F::Do => self.expand_begin(stx, kids),
            F::Block => {
                let body = self.expand_body(&kids[1..]);
                self.plain(Kind::Block, &body, stx, tok)
            }
            F::Let => self.expand_let(LetKind::Let, stx, kids),
            F::LetStar => self.expand_let(LetKind::LetStar, stx, kids),
            F::Letrec => self.expand_let(LetKind::Letrec, stx, kids),
            F::While => self.expand_while(stx, kids),
            F::DoWhile => self.expand_do_while(stx, kids),
            F::For => self.expand_for(stx, kids),
            F::ForOf => self.expand_for_each(Kind::ForOf, Flags::NONE, stx, kids),
            F::ForIn => self.expand_for_each(Kind::ForIn, Flags::NONE, stx, kids),
            F::ForAwait => {
                self.check_await(self.span(stx));
                self.expand_for_each(Kind::ForOf, Flags::AWAIT, stx, kids)
            }
            F::Switch => self.expand_switch(stx, kids),
            F::Break | F::Continue => self.expand_jump(core, stx, kids),
            F::Return => self.expand_return(stx, kids),
            F::Throw => self.expand_one(Kind::Throw, "throw", stx, kids),
            F::Try => self.expand_try(stx, kids),
            F::Label => self.expand_label(stx, kids),
            F::With => self.expand_with(stx, kids),
            F::Debugger => self.expand_bare(Kind::Debugger, "debugger", stx, kids),
            F::Empty => self.expand_bare(Kind::Empty, "js/empty", stx, kids),
            F::Directive => self.expand_directive(stx, kids),
            F::Fn | F::FnEffect | F::Lambda => self.expand_fn(core, stx, kids, Flags::NONE),
            F::Function | F::FunctionEffect | F::FunctionStar => self.expand_function(core, stx, kids, Flags::NONE),
            F::Async => self.expand_async(stx, kids),
            F::Await => {
                self.check_await(self.span(stx));
                self.expand_one(Kind::Await, "await", stx, kids)
            }
            F::Yield | F::YieldStar => self.expand_yield(core, stx, kids),
            F::Dot => self.expand_dot(stx, kids, Flags::NONE),
            F::GetMember => self.expand_get(stx, kids, false, Flags::NONE),
            F::GetOptional => self.expand_get(stx, kids, true, Flags::NONE),
            F::SetMember => self.expand_set_member(stx, kids),
            F::Call => self.expand_js_call(stx, kids, false),
            F::CallOptional => self.expand_js_call(stx, kids, true),
            F::New => self.expand_new(stx, kids),
            F::Global => self.expand_global(stx, kids),
            F::ImportCall => self.expand_import_call(stx, kids),
            F::Super => self.expand_super_call(stx, kids),
            F::SetBang => self.expand_set_bang(stx, kids),
            F::Delete => self.expand_on_place(Kind::Delete, "delete", stx, kids),
            F::Typeof => self.expand_on_place(Kind::Typeof, "typeof", stx, kids),
            F::Void => self.expand_one(Kind::Void, "void", stx, kids),
            F::Comma => self.expand_comma(stx, kids),
            F::Class => self.expand_class(stx, kids, false),
            F::Decorate => self.expand_decorated(stx, kids, false),
            F::Hole => self.leaf(Kind::Hole, NO_SYMBOL, stx),
            F::Quote => match kids[..] {
                [_, datum] => self.expand_quote(datum),
                _ => self.error(diag::shape(self.span(stx), "quote", "(quote datum)")),
            },
            F::Quasiquote => match kids[..] {
                [_, datum] => self.expand_quasiquote(datum),
                _ => self.error(diag::shape(self.span(stx), "quasiquote", "(quasiquote datum)")),
            },
            F::Unquote | F::UnquoteSplicing => self.error(diag::unquote_outside(self.span(stx))),
            F::LetSyntax | F::LetrecSyntax => self.expand_let_syntax(core == F::LetrecSyntax, stx, kids),
            F::Jsx => self.expand_jsx(stx, kids),
            F::Tagged => self.expand_tagged(stx, kids),
            F::TemplateOf => self.expand_template_of(stx, kids),
            F::Bare => {
                self.error(diag::shape(self.span(stx), "js/bare", "(js/bare form) as the only form of a loop body"))
            }
            F::Const
            | F::Var
            | F::Using
            | F::AwaitUsing
            | F::Def
            | F::Define
            | F::Defn
            | F::DefnEffect
            | F::DefnStar
            | F::Defun
            | F::DefunStar => self.expand_stray_definition(core, stx, kids),
            F::Import | F::Export | F::ImportMacros | F::DeclareGlobal | F::File => {
                self.error(diag::not_at_top(self.span(stx), core.name()))
            }
            F::DefineSyntax | F::Defmacro | F::BeginForSyntax => {
                self.error(diag::declaration_here(self.span(stx), core.name()))
            }
            F::SyntaxRules
            | F::Case
            | F::Default
            | F::Catch
            | F::Finally
            | F::Else
            | F::Method
            | F::MethodEffect
            | F::MethodStar
            | F::Get
            | F::GetEffect
            | F::Set
            | F::Field
            | F::Accessor
            | F::Static
            | F::StaticBlock
            | F::Constructor
            | F::Extends => self.error(diag::clause_outside(self.span(stx), core.name())),
            _ => self.error(diag::form_as_value(tok, core.name())),
        }
    }

    /// A definition where a single form stands, as in the branch of an `if`.
    fn expand_stray_definition(&mut self, core: CoreForm, stx: Stx, kids: &[Stx]) -> NodeId {
        let _ = kids;
        self.error(diag::declaration_here(self.span(stx), core.name()))
    }

    fn expand_one(&mut self, kind: Kind, name: &str, stx: Stx, kids: &[Stx]) -> NodeId {
        let [head, value] = kids[..] else {
            return self.error(diag::shape(self.span(stx), name, &format!("({name} value)")));
        };
        let value = self.expand(value);
        let tok = self.span(head);
        self.plain(kind, &[value], stx, tok)
    }

    fn expand_bare(&mut self, kind: Kind, name: &str, stx: Stx, kids: &[Stx]) -> NodeId {
        if kids.len() > 1 {
            return self.error(diag::shape(self.span(stx), name, &format!("({name})")));
        }
        let tok = self.span(kids[0]);
        self.plain(kind, &[], stx, tok)
    }

    /// `typeof` and `delete` look at the place.
    fn expand_on_place(&mut self, kind: Kind, name: &str, stx: Stx, kids: &[Stx]) -> NodeId {
        let [head, operand] = kids[..] else {
            return self.error(diag::shape(self.span(stx), name, &format!("({name} value)")));
        };
        let operand = if self.looks_like_place(operand) {
            if kind == Kind::Typeof
                && let FormKind::Symbol(symbol) = self.kind(operand)
                && self.dotted(symbol).is_none()
                && let Some(js) = sx_base::names::js_name(symbol)
                && self.resolve(symbol, operand.set).is_none()
                && self.core_named(symbol).is_none()
                && self.prelude_macro(symbol).is_none()
                && symbol.as_str() != "this"
            {
                // `typeof x` asks whether `x` exists: an unbound name is no error here.
                let binding = self.global(js);
                let span = self.span(operand);
                self.name_node(binding, operand, span, Flags::PLACE)
            } else if kind == Kind::Typeof && matches!(self.kind(operand), FormKind::Symbol(_)) {
                let node = self.expand(operand);
                self.as_place(node)
            } else {
                self.expand_place(operand)
            }
        } else {
            self.expand(operand)
        };
        let tok = self.span(head);
        self.plain(kind, &[operand], stx, tok)
    }

    fn as_place(&mut self, node: NodeId) -> NodeId {
        if matches!(
            self.tree.kind(node),
            Kind::Name
                | Kind::Member
                | Kind::Index
                | Kind::Private
                | Kind::SuperMember
                | Kind::SuperIndex
                | Kind::Chain
        ) {
            self.tree.node_mut(node).flags |= Flags::PLACE;
        }
        node
    }

    pub(crate) fn looks_like_place(&mut self, stx: Stx) -> bool {
        match self.kind(stx) {
            FormKind::Symbol(name) => !matches!(name.as_str(), "this" | "super" | "import.meta" | "new.target"),
            FormKind::Verbatim(_) => true,
            FormKind::List => {
                let Some(&head) = self.forms.kids(stx.id).first() else { return false };
                let head = self.peel(Stx { id: head, set: stx.set });
                match self.head(head) {
                    crate::expander::Head::Core(CoreForm::GetMember | CoreForm::GetOptional) => true,
                    crate::expander::Head::Core(CoreForm::Dot) => {
                        let kids = self.kids(stx);
                        kids.last().is_some_and(|&last| !self.is_list(last))
                    }
                    crate::expander::Head::DotName(name) => name.as_str().contains(".-"),
                    _ => false,
                }
            }
            _ => false,
        }
    }

    fn expand_comma(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        if kids.len() < 2 {
            return self.error(diag::shape(self.span(stx), "comma", "(comma first second…)"));
        }
        // `(comma e)` is the expression `e` where a statement or declaration could be meant.
        if let [_, only] = kids {
            return self.expand(*only);
        }
        let values = self.expand_all(&kids[1..]);
        let tok = self.span(kids[0]);
        self.plain(Kind::Sequence, &values, stx, tok)
    }

    fn expand_if(&mut self, stx: Stx, kids: &[Stx], flags: Flags) -> NodeId {
        let name = if flags == Flags::TERNARY { "?:" } else { "if" };
        let wrong = kids.len() > 4 || kids.len() < 3 || (flags == Flags::TERNARY && kids.len() != 4);
        if wrong {
            let at = if kids.len() > 4 { self.span(kids[4]) } else { self.span(stx) };
            return self.error(diag::if_arity(at, self.span(stx), name, kids.len() - 1));
        }
        let mut parts = vec![self.expand(kids[1])];
        for &branch in &kids[2..] {
            let node = self.expand_branch(branch);
            parts.push(node);
        }
        if parts.len() == 2 {
            parts.push(self.none());
        }
        let tok = self.span(kids[0]);
        self.node(Kind::IfForm, flags, NO_SYMBOL, &parts, stx, tok)
    }

    /// A branch without braces: `var` may stand there, and in a sloppy script a function (Annex B).
    fn expand_branch(&mut self, branch: Stx) -> NodeId {
        let core = self.core_head(branch);
        let sloppy = self.options.goal == sx_ir::Goal::Script;
        let declares = match core {
            Some(CoreForm::Var) => true,
            Some(CoreForm::Defn | CoreForm::DefnEffect) => sloppy,
            _ => false,
        };
        if declares && let [node] = self.expand_body(&[branch])[..] {
            return node;
        }
        self.expand(branch)
    }

    fn expand_cond(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        if kids.len() < 2 {
            return self.error(diag::shape(self.span(stx), "cond", "(cond (test form…)… (else form…))"));
        }
        let mut clauses = vec![];
        let count = kids.len();
        for (n, &clause) in kids.iter().enumerate().skip(1) {
            if !self.is_list(clause) || self.forms.kids(clause.id).is_empty() {
                clauses.push(self.error(diag::bad_clause(self.span(clause), "cond", "(test form…)")));
                continue;
            }
            let parts = self.kids(clause);
            let is_else = self.is_else(parts[0]);
            if is_else && n + 1 != count {
                self.report(diag::else_not_last(self.span(parts[0])));
            }
            if is_else && parts.len() == 1 {
                self.report(diag::bad_clause(self.span(clause), "cond", "(else form…)"));
            }
            let mut nodes = vec![if is_else { self.none() } else { self.expand(parts[0]) }];
            nodes.extend(self.expand_body(&parts[1..]));
            let tok = self.span(parts[0]);
            clauses.push(self.plain(Kind::Clause, &nodes, clause, tok));
        }
        let tok = self.span(kids[0]);
        self.plain(Kind::CondForm, &clauses, stx, tok)
    }

    /// `else`, `:else` or `true` of a person who comes from Clojure.
    fn is_else(&mut self, stx: Stx) -> bool {
        self.is_core(stx, CoreForm::Else)
            || matches!(self.kind(stx), FormKind::Keyword(name) if name.as_str() == "else")
    }

    fn expand_begin(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        let body = self.expand_body(&kids[1..]);
        let tok = self.span(kids[0]);
        self.plain(Kind::BeginForm, &body, stx, tok)
    }

    /// The body of a loop: forms in a block.
    fn expand_loop_body(&mut self, forms: &[Stx], stx: Stx, tok: Span) -> NodeId {
        let (forms, braces) = self.bare_form(forms);
        self.function().loops += 1;
        self.function().breakables += 1;
        let body = self.expand_body(&forms);
        self.function().loops -= 1;
        self.function().breakables -= 1;
        self.node(Kind::Body, braces, NO_SYMBOL, &body, stx, tok)
    }

    /// `(js/bare form)` as the whole body: a statement without braces.
    fn bare_form(&mut self, forms: &[Stx]) -> (Vec<Stx>, Flags) {
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

    fn expand_while(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        if kids.len() < 2 {
            return self.error(diag::shape(self.span(stx), "while", "(while test body…)"));
        }
        let tok = self.span(kids[0]);
        let test = self.expand(kids[1]);
        let body = self.expand_loop_body(&kids[2..], stx, tok);
        self.plain(Kind::While, &[test, body], stx, tok)
    }

    fn expand_do_while(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        if kids.len() < 2 {
            return self.error(diag::shape(self.span(stx), "do-while", "(do-while test body…)"));
        }
        let tok = self.span(kids[0]);
        let body = self.expand_loop_body(&kids[2..], stx, tok);
        let test = self.expand(kids[1]);
        self.plain(Kind::DoWhile, &[body, test], stx, tok)
    }

    /// `(for (init test update) body…)`; `()` is an absent slot.
    fn expand_for(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        let shape = "(for (init test update) body…), with () for an absent part";
        if kids.len() < 2 || !self.is_list(kids[1]) {
            return self.error(diag::shape(self.span(stx), "for", shape));
        }
        let head = self.kids(kids[1]);
        let [init, test, update] = head[..] else {
            return self.error(diag::shape(self.span(kids[1]), "for", shape));
        };
        if ["let", "const", "var"].iter().any(|word| self.forms.is_symbol(init.id, word)) {
            return self.error(diag::shape(self.span(kids[1]), "for", shape));
        }
        let tok = self.span(kids[0]);
        let scope = self.sets.scope(false);
        let [init, test, update] = [init, test, update].map(|part| self.with_scope(part, scope));
        let init = match self.core_head(init) {
            Some(core @ (CoreForm::Const | CoreForm::Var | CoreForm::Using | CoreForm::Let)) => {
                let init_kids = self.kids(init);
                let kind = match core {
                    CoreForm::Var => BindingKind::Var,
                    CoreForm::Let => BindingKind::Let,
                    _ => BindingKind::Const,
                };
                if core != CoreForm::Var {
                    for (pattern, _, _) in self.declarators(&init_kids) {
                        self.declare_pattern(pattern, kind);
                    }
                } else {
                    self.declare_missing_vars(&init_kids);
                }
                self.expand_declaration(core, init, &init_kids)
            }
            _ => self.expand_slot(init),
        };
        let (test, update) = (self.expand_slot(test), self.expand_slot(update));
        let body: Vec<Stx> = kids[2..].iter().map(|&form| self.with_scope(form, scope)).collect();
        let body = self.expand_loop_body(&body, stx, tok);
        self.plain(Kind::For, &[init, test, update, body], stx, tok)
    }

    /// `var` names that hoisting has not seen, because a macro brought them.
    pub(crate) fn declare_missing_vars(&mut self, kids: &[Stx]) {
        let before = self.diagnostics.len();
        let declarators = self.declarators(kids);
        // Shapes are reported when the form is expanded.
        self.diagnostics.truncate(before);
        for (pattern, _, _) in declarators {
            for leaf in self.pattern_leaves(pattern) {
                if let Some(name) = self.binder_name(leaf) {
                    let known = self.resolve_var(name, leaf);
                    if !known {
                        self.declare_once(name, BindingKind::Var, leaf);
                    }
                }
            }
        }
    }

    fn resolve_var(&mut self, name: Symbol, leaf: Stx) -> bool {
        let entry = self.table.resolve(&self.sets, name, leaf.set);
        let Some(crate::table::Denotation::Value { tree, binding }) = entry.map(|entry| entry.means) else {
            return false;
        };
        let is_var = tree == self.tree_number
            && matches!(
                self.tree.bindings[binding.0 as usize].kind,
                BindingKind::Var | BindingKind::Param | BindingKind::Function | BindingKind::Catch
            );
        if is_var {
            // The same binding under the scopes of this place, so that the binder finds it.
            let means = crate::table::Denotation::Value { tree, binding };
            let span = self.span(leaf);
            self.table.insert(&self.sets, name, crate::table::Entry { set: leaf.set, means, span });
        }
        is_var
    }

    fn expand_slot(&mut self, stx: Stx) -> NodeId {
        let stx = self.peel(stx);
        if self.is_list(stx) && self.forms.kids(stx.id).is_empty() {
            return self.none();
        }
        self.expand(stx)
    }

    /// `(for-of (p xs) …)`, `(for-of ((let p) xs) …)`, `(for-of ((set! place) xs) …)`.
    fn expand_for_each(&mut self, kind: Kind, flags: Flags, stx: Stx, kids: &[Stx]) -> NodeId {
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
        let scope = self.sets.scope(false);
        let (head_core, pattern) = match self.core_head(target) {
            Some(
                core @ (CoreForm::Const
                | CoreForm::Let
                | CoreForm::Var
                | CoreForm::Using
                | CoreForm::AwaitUsing
                | CoreForm::SetBang),
            ) => {
                let parts = self.kids(target);
                // `(var p init)`: Annex B `for (var p = init in o)`.
                match parts[..] {
                    [_, pattern] | [_, pattern, _] => (core, pattern),
                    _ => return self.error(diag::shape(self.span(target), name, &shape)),
                }
            }
            _ => (CoreForm::Const, target),
        };
        let init = match self.core_head(target) {
            Some(CoreForm::Var) => self.kids(target).get(2).copied(),
            _ => None,
        };
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
        let target_node = self.expand_pattern(pattern, Leaf::Declare);
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

    fn expand_switch(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        if kids.len() < 2 {
            return self.error(diag::shape(
                self.span(stx),
                "switch",
                "(switch value (case value form…) (default form…))",
            ));
        }
        let mut parts = vec![self.expand(kids[1])];
        let scope = self.sets.scope(false);
        // One scope for all cases: declare everything first.
        let mut clauses = vec![];
        let mut all = vec![];
        for &clause in &kids[2..] {
            let core = self.clause_head(clause);
            let inner = if self.is_list(clause) { self.kids(clause) } else { crate::expander::Kids::new() };
            let (test, forms) = match (core, &inner[..]) {
                (Some(CoreForm::Case), [_, test, forms @ ..]) => (Some(*test), forms.to_vec()),
                (Some(CoreForm::Default), [_, forms @ ..]) => (None, forms.to_vec()),
                _ => {
                    self.report(diag::bad_clause(self.span(clause), "switch", "(case value form…) or (default form…)"));
                    continue;
                }
            };
            let forms: Vec<Stx> = forms.iter().map(|&form| self.with_scope(form, scope)).collect();
            clauses.push((clause, test, forms.len()));
            all.extend(forms);
        }
        self.function().breakables += 1;
        let mut at = 0;
        let groups = self.expand_grouped_body(&all, &clauses.iter().map(|c| c.2).collect::<Vec<_>>());
        for ((clause, test, _), nodes) in clauses.into_iter().zip(groups) {
            let _ = &mut at;
            let mut case = vec![match test {
                Some(test) => {
                    let test = self.with_scope(test, scope);
                    self.expand(test)
                }
                None => self.none(),
            }];
            case.extend(nodes);
            let tok = self.head_span(clause);
            parts.push(self.plain(Kind::Case, &case, clause, tok));
        }
        self.function().breakables -= 1;
        let tok = self.span(kids[0]);
        self.plain(Kind::Switch, &parts, stx, tok)
    }

    /// The forms of several clauses share one scope; each clause gets its own nodes.
    fn expand_grouped_body(&mut self, all: &[Stx], sizes: &[usize]) -> Vec<Vec<NodeId>> {
        for &form in all {
            let form = self.peel(form);
            self.declare_plain(form);
        }
        let mut groups = vec![];
        let mut at = 0;
        for &size in sizes {
            groups.push(self.expand_declared_body(&all[at..at + size]));
            at += size;
        }
        groups
    }

    fn expand_jump(&mut self, core: CoreForm, stx: Stx, kids: &[Stx]) -> NodeId {
        let (name, kind) = if core == CoreForm::Break { ("break", Kind::Break) } else { ("continue", Kind::Continue) };
        let tok = self.span(kids[0]);
        let label = match kids[..] {
            [_] => None,
            [_, label] => match self.kind(label) {
                FormKind::Symbol(label_name) | FormKind::Verbatim(label_name) => Some((label_name, self.span(label))),
                _ => return self.error(diag::shape(self.span(stx), name, &format!("({name}) or ({name} label)"))),
            },
            _ => return self.error(diag::shape(self.span(stx), name, &format!("({name}) or ({name} label)"))),
        };
        if let Some((label, span)) = label {
            let js = sx_base::names::js_name(label).unwrap_or(label);
            let known = self.function().labels.iter().rev().find(|known| known.0 == js).copied();
            return match known {
                Some((_, is_loop)) if is_loop || core == CoreForm::Break => {
                    self.node(kind, Flags::NONE, js.index(), &[], stx, tok)
                }
                Some(_) => self.error(diag::continue_of_block(span, label)),
                None => self.error(diag::unknown_label(span, label)),
            };
        }
        let allowed = if core == CoreForm::Break { self.function().breakables } else { self.function().loops };
        if allowed == 0 {
            return self.error(diag::jump_outside(self.span(stx), name));
        }
        self.plain(kind, &[], stx, tok)
    }

    fn expand_return(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        if kids.len() > 2 {
            return self.error(diag::shape(self.span(stx), "return", "(return value) or (return)"));
        }
        if !self.function().returns {
            return self.error(diag::return_outside(self.span(stx)));
        }
        let value = match kids.get(1) {
            Some(&value) => self.expand(value),
            None => self.none(),
        };
        let tok = self.span(kids[0]);
        self.plain(Kind::Return, &[value], stx, tok)
    }

    fn expand_try(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        let shape = "(try form… (catch name form…) (finally form…))";
        let tok = self.span(kids[0]);
        let mut end = kids.len();
        let mut finally = None;
        if end > 1 && self.clause_head(kids[end - 1]) == Some(CoreForm::Finally) {
            finally = Some(kids[end - 1]);
            end -= 1;
        }
        let mut catch = None;
        if end > 1 && self.clause_head(kids[end - 1]) == Some(CoreForm::Catch) {
            catch = Some(kids[end - 1]);
            end -= 1;
        }
        if catch.is_none() && finally.is_none() {
            return self.error(diag::try_without_catch(self.span(stx), shape));
        }
        let body = self.expand_body(&kids[1..end]);
        let block = self.plain(Kind::Block, &body, stx, tok);
        let catch = match catch {
            Some(clause) => self.expand_catch(clause, shape),
            None => self.none(),
        };
        let finally = match finally {
            Some(clause) => {
                let parts = self.kids(clause);
                let body = self.expand_body(&parts[1..]);
                let tok = self.span(parts[0]);
                self.plain(Kind::Block, &body, clause, tok)
            }
            None => self.none(),
        };
        self.plain(Kind::Try, &[block, catch, finally], stx, tok)
    }

    fn expand_catch(&mut self, clause: Stx, shape: &str) -> NodeId {
        let parts = self.kids(clause);
        let tok = self.span(parts[0]);
        let Some(&param) = parts.get(1) else {
            return self.error(diag::bad_clause(self.span(clause), "try", shape));
        };
        let absent = self.is_list(param) && self.forms.kids(param.id).is_empty();
        // `(catch (e) …)`, as other Lisps write it.
        let param = if self.is_list(param) && self.forms.kids(param.id).len() == 1 && !self.is_hole(param) {
            let inner = Stx { id: self.forms.kid(param.id, 0), set: param.set };
            self.peel(inner)
        } else {
            param
        };
        let scope = self.sets.scope(false);
        let param_node = if absent {
            self.none()
        } else {
            let param = self.with_scope(param, scope);
            self.declare_pattern(param, BindingKind::Catch);
            self.expand_pattern(param, Leaf::Declare)
        };
        let forms: Vec<Stx> = parts[2..].iter().map(|&form| self.with_scope(form, scope)).collect();
        let body = self.expand_body(&forms);
        let block = self.plain(Kind::Block, &body, clause, tok);
        self.plain(Kind::Catch, &[param_node, block], clause, tok)
    }

    fn expand_label(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        let [head, label, form] = kids[..] else {
            return self.error(diag::shape(self.span(stx), "label", "(label name form)"));
        };
        let (FormKind::Symbol(name) | FormKind::Verbatim(name)) = self.kind(label) else {
            return self.error(diag::shape(self.span(label), "label", "(label name form)"));
        };
        let Some(js) = sx_base::names::js_name(name) else {
            return self.error(diag::bad_name(self.span(label), name));
        };
        let is_loop = self.labels_a_loop(form);
        self.function().labels.push((js, is_loop));
        let body = self.expand_body(&[form]);
        self.function().labels.pop();
        let tok = self.span(head);
        let body = self.plain(Kind::Body, &body, form, tok);
        let tok = self.span(label);
        self.node(Kind::Label, Flags::NONE, js.index(), &[body], stx, tok)
    }

    fn labels_a_loop(&mut self, form: Stx) -> bool {
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
                None => return self.is_list(form),
            }
        }
    }

    fn expand_with(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        if kids.len() < 2 {
            return self.error(diag::shape(self.span(stx), "with", "(with object body…)"));
        }
        if self.options.goal == sx_ir::Goal::Module {
            return self.error(diag::with_in_module(self.span(stx)));
        }
        let object = self.expand(kids[1]);
        let (forms, braces) = self.bare_form(&kids[2..]);
        let body = self.expand_body(&forms);
        let tok = self.span(kids[0]);
        let body = self.node(Kind::Body, braces, NO_SYMBOL, &body, stx, tok);
        self.plain(Kind::With, &[object, body], stx, tok)
    }

    fn expand_directive(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        let [_, text] = kids[..] else {
            return self.error(diag::shape(self.span(stx), "directive", "(directive \"use strict\")"));
        };
        let FormKind::String { raw, .. } = self.kind(text) else {
            return self.error(diag::shape(self.span(text), "directive", "(directive \"use strict\")"));
        };
        let inner = raw.as_str();
        let inner = inner.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(inner);
        let tok = self.span(text);
        self.node(Kind::Directive, Flags::NONE, Symbol::intern(inner).index(), &[], stx, tok)
    }

    fn expand_import_call(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        let (specifier, options) = match kids[..] {
            [_, specifier] => (specifier, None),
            [_, specifier, options] => (specifier, Some(options)),
            _ => return self.error(diag::shape(self.span(stx), "js/import", "(js/import specifier)")),
        };
        let specifier = self.expand(specifier);
        let options = match options {
            Some(options) => self.expand(options),
            None => self.none(),
        };
        let tok = self.span(kids[0]);
        self.plain(Kind::ImportCall, &[specifier, options], stx, tok)
    }
}
