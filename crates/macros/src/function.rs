//! Functions: `fn`, `function`, `defn`, `method` and their kin; `async`, `await`, `yield`.

use crate::diagnostics as diag;
use crate::expander::{Expander, FnContext, Head, Kids, Nodes, Stx};
use crate::pattern::Leaf;
use sx_base::{Span, Symbol};
use sx_ir::{BindingKind, Flags, Kind, NO_SYMBOL, NodeId};
use sx_reader::{CoreForm, FormKind};

/// The parts of a function form after its name.
pub(crate) struct FunctionParts {
    pub(crate) params: NodeId,
    pub(crate) body: NodeId,
    pub(crate) flags: Flags,
    pub(crate) doc: Option<Symbol>,
}

impl Expander<'_> {
    /// `(fn (a) body…)`, `(fn! …)`, `(lambda (a) …)`, `(lambda args …)`.
    pub(crate) fn expand_fn(&mut self, core: CoreForm, stx: Stx, kids: &[Stx], flags: Flags) -> NodeId {
        let name = core.name();
        let Some(&params) = kids.get(1) else {
            return self.error(diag::shape(self.span(stx), name, &format!("({name} (param…) body…)")));
        };
        let params = self.untyped(params);
        let params = match self.kind(params) {
            FormKind::List => self.kids(params),
            // `(lambda args …)`: all arguments.
            FormKind::Symbol(_) if core == CoreForm::Lambda => {
                let span = self.span(params);
                let inner = self.scoped(params);
                let spread = self.forms.add(FormKind::Spread, &[inner], span);
                smallvec::smallvec![Stx { id: spread, set: crate::scope::SetId::EMPTY }]
            }
            FormKind::Array => return self.error(diag::vector_params(self.span(params), name)),
            _ => return self.error(diag::shape(self.span(stx), name, &format!("({name} (param…) body…)"))),
        };
        let implicit = if core == CoreForm::FnEffect { Flags::NONE } else { Flags::IMPLICIT };
        let parts = self.expand_function_parts(&params, &kids[2..], flags | implicit | Flags::ARROW, stx, kids[0]);
        let (none, tok) = (self.none(), self.span(kids[0]));
        self.documented(&parts, none, stx, tok)
    }

    /// The function of the parts, with its documentation.
    fn documented(&mut self, parts: &FunctionParts, name: NodeId, stx: Stx, tok: Span) -> NodeId {
        let node = self.node(Kind::Function, parts.flags, NO_SYMBOL, &[name, parts.params, parts.body], stx, tok);
        if let Some(doc) = parts.doc {
            self.tree.docs.insert(node, doc);
        }
        node
    }

    /// `(function name? (a) body…)`, `function!`, `function*`.
    pub(crate) fn expand_function(&mut self, core: CoreForm, stx: Stx, kids: &[Stx], flags: Flags) -> NodeId {
        let head = core.name();
        let shape = format!("({head} (param…) body…) or ({head} name (param…) body…)");
        let Some(&second) = kids.get(1) else {
            return self.error(diag::shape(self.span(stx), head, &shape));
        };
        let named = matches!(self.kind(second), FormKind::Symbol(_) | FormKind::Verbatim(_));
        let at = if named { 2 } else { 1 };
        let Some(params) = kids.get(at).map(|&params| self.untyped(params)).filter(|&params| self.is_list(params))
        else {
            let vector = kids.get(at).is_some_and(|&params| self.kind(params) == FormKind::Array);
            let problem = if vector {
                diag::vector_params(self.span(kids[at]), head)
            } else {
                diag::shape(self.span(stx), head, &shape)
            };
            return self.error(problem);
        };
        let flags = flags
            | match core {
                CoreForm::FunctionStar => Flags::GENERATOR,
                CoreForm::FunctionEffect => Flags::NONE,
                _ => Flags::IMPLICIT,
            };
        let params = self.kids(params);
        let tok = self.span(kids[0]);
        if !named {
            let parts = self.expand_function_parts(&params, &kids[2..], flags, stx, kids[0]);
            let none = self.none();
            return self.documented(&parts, none, stx, tok);
        }
        // The own name is visible inside only.
        let scope = self.sets.binding_scope(self.span(stx));
        let name_stx = self.with_scope(second, scope);
        let Some(name) = self.binder_name(name_stx) else { return self.none_error() };
        self.declare(name, BindingKind::OwnName, name_stx);
        let name_node = self.expand_binder(name_stx);
        let params: Vec<Stx> = params.iter().map(|&param| self.with_scope(param, scope)).collect();
        let body: Vec<Stx> = kids[3..].iter().map(|&form| self.with_scope(form, scope)).collect();
        let parts = self.expand_function_parts(&params, &body, flags, stx, kids[0]);
        self.documented(&parts, name_node, stx, tok)
    }

    /// `(defn f (a) body…)`; the name is declared.
    pub(crate) fn expand_defn(&mut self, core: CoreForm, stx: Stx, kids: &[Stx], flags: Flags) -> NodeId {
        let head = core.name();
        let shape = format!("({head} name (param…) body…)");
        if kids.len() < 3 {
            return self.error(diag::shape(self.span(stx), head, &shape));
        }
        let params = self.untyped(kids[2]);
        if self.kind(params) == FormKind::Array {
            return self.error(diag::vector_params(self.span(params), head));
        }
        if self.kind(params).is_string() {
            return self.error(diag::early_documentation(self.span(params), head));
        }
        if !self.is_list(params) {
            return self.error(diag::shape(self.span(stx), head, &shape));
        }
        let params = self.kids(params);
        let flags = flags
            | match core {
                CoreForm::DefnStar | CoreForm::DefunStar => Flags::GENERATOR,
                CoreForm::DefnEffect => Flags::NONE,
                _ => Flags::IMPLICIT,
            };
        self.expand_named_function(stx, kids[0], kids[1], &params, &kids[3..], flags)
    }

    /// A function declaration.
    pub(crate) fn expand_named_function(
        &mut self,
        stx: Stx,
        head: Stx,
        name: Stx,
        params: &[Stx],
        body: &[Stx],
        flags: Flags,
    ) -> NodeId {
        let name = self.untyped(name);
        if self.binder_name(name).is_none() {
            return self.none_error();
        }
        let name_node = self.expand_binder(name);
        let parts = self.expand_function_parts(params, body, flags | Flags::DECLARATION, stx, head);
        let tok = self.span(head);
        self.documented(&parts, name_node, stx, tok)
    }

    /// Parameters and body of any function, in scopes of their own.
    pub(crate) fn expand_function_parts(
        &mut self,
        params: &[Stx],
        body: &[Stx],
        flags: Flags,
        stx: Stx,
        head: Stx,
    ) -> FunctionParts {
        let tok = self.span(head);
        let scope = self.sets.binding_scope(self.span(stx));
        let params: Kids = params.iter().map(|&param| self.with_scope(param, scope)).collect();
        let params = self.tail_spread(&params);
        // Sloppy functions that are neither arrows nor methods may name two plain parameters alike.
        let is_plain =
            |this: &Self, param: Stx| matches!(this.kind(param), FormKind::Symbol(_) | FormKind::Verbatim(_));
        self.params_may_repeat = self.options.goal == sx_ir::Goal::Script
            && self.classes == 0
            && !flags.has(Flags::ARROW)
            && !flags.has(Flags::METHOD)
            && params.iter().all(|&param| is_plain(self, param));
        for &param in &params {
            self.declare_pattern(param, BindingKind::Param);
        }
        self.enter_function(flags);
        self.function().var_scope = scope;
        let mut param_nodes = Nodes::new();
        for (n, &param) in params.iter().enumerate() {
            if self.kind(param) == FormKind::Spread && n + 1 != params.len() {
                self.report(diag::rest_not_last(self.span(param)));
            }
            let bad = self.is_list(param) && self.param_problem(param);
            if bad {
                param_nodes.push(self.error(diag::bad_param(self.span(param))));
                continue;
            }
            param_nodes.push(self.expand_pattern(param, Leaf::Declare));
        }
        let params_node = self.plain(Kind::Params, &param_nodes, stx, tok);
        self.tree.node_mut(params_node).span = self.params_span(&params, stx);
        let body: Kids = body.iter().map(|&form| self.with_scope(form, scope)).collect();
        let (doc, body) = self.split_doc(&body);
        let body = self.skip_result_type(body);
        self.hoist_vars(body);
        let nodes = self.expand_function_body(body);
        self.settle_directives(&nodes);
        self.refuse_late_strictness(&param_nodes, &nodes);
        let context = self.leave_function();
        let mut flags = flags;
        if context.saw_await {
            flags |= Flags::ASYNC;
        }
        let body_span = self.cover(body);
        let body = self.plain(Kind::Body, &nodes, stx, tok);
        self.tree.node_mut(body).span = body_span;
        FunctionParts { params: params_node, body, flags, doc }
    }

    /// The span of `params` with the brackets that `function` has around them, and the comments between.
    fn params_span(&self, params: &[Stx], function: Stx) -> Span {
        let mut parts = self.forms.kids(function.id).iter().take(4);
        if params.is_empty() {
            let list = parts.find(|&&kid| self.forms.as_list(kid).is_some_and(<[_]>::is_empty));
            return list.map_or(Span::NONE, |&list| self.forms.span(list));
        }
        let inner = self.cover(params);
        let mut spans = parts.map(|&kid| self.forms.span(kid));
        spans.find(|list| list.start < inner.start && inner.end < list.end).unwrap_or(inner)
    }

    /// The span from the first to the last of some forms; none for no forms.
    pub(crate) fn cover(&self, forms: &[Stx]) -> Span {
        forms.iter().fold(Span::NONE, |span, &form| span.to(self.span(form)))
    }

    /// `: T` before the body.
    fn skip_result_type<'b>(&self, body: &'b [Stx]) -> &'b [Stx] {
        match body {
            [colon, _, rest @ ..] if self.forms.is_symbol(colon.id, ":") => rest,
            _ => body,
        }
    }

    fn param_problem(&mut self, param: Stx) -> bool {
        self.clause_head(param) != Some(CoreForm::Eq) && !self.is_hole(param)
    }

    /// A docstring needs a following body form.
    pub(crate) fn split_doc<'b>(&self, body: &'b [Stx]) -> (Option<Symbol>, &'b [Stx]) {
        if let [first, rest @ ..] = body
            && !rest.is_empty()
            && let Some(value) = self.kind(*first).string_value()
        {
            return (Some(value), rest);
        }
        (None, body)
    }

    pub(crate) fn enter_function(&mut self, flags: Flags) {
        let generator = flags.has(Flags::GENERATOR);
        let is_async = flags.has(Flags::ASYNC);
        let special = flags.has(Flags::GET) || flags.has(Flags::SET) || flags.has(Flags::CONSTRUCTOR);
        let is_method = flags.has(Flags::METHOD);
        let mut context = FnContext {
            returns: true,
            is_async,
            generator,
            may_become_async: !generator && !special,
            new_target: true,
            super_property: is_method,
            super_call: is_method && flags.has(Flags::CONSTRUCTOR) && self.function().class_is_derived,
            ..FnContext::default()
        };
        if flags.has(Flags::ARROW) {
            // An arrow function has those of the function around it.
            let outer = self.function();
            context.new_target = outer.new_target;
            context.super_property = outer.super_property;
            context.super_call = outer.super_call;
        }
        self.functions.push(context);
    }

    pub(crate) fn leave_function(&mut self) -> FnContext {
        self.functions.pop().expect("invariant: enter_function pushed it")
    }

    /// `await` may stand in async functions, makes plain functions async, and stands at the top of a module.
    pub(crate) fn check_await(&mut self, span: Span) {
        let top = self.functions.len() == 1;
        let module = self.options.goal == sx_ir::Goal::Module;
        let context = self.function();
        if context.is_async {
            return;
        }
        if top && self.tree_number > 0 {
            return self.report(diag::helpers_are_async(span));
        }
        let context = self.function();
        if context.may_become_async {
            context.saw_await = true;
            return;
        }
        if top && module {
            return;
        }
        let generator = context.generator;
        self.report(diag::await_outside(span, generator));
    }

    /// `(async (fn …))`, `(async (function …))`.
    pub(crate) fn expand_async(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        let shape = "(async (fn …)), (async (function …)) or (async (defn …))";
        let [_, inner] = kids[..] else {
            return self.error(diag::shape(self.span(stx), "async", shape));
        };
        let node = self.expand_beyond_macros(inner, |this, inner, head| {
            let kids = if head.is_some() { this.kids(inner) } else { Kids::new() };
            match head {
                Some(Head::Core(core @ (CoreForm::Fn | CoreForm::FnEffect | CoreForm::Lambda))) => {
                    this.expand_fn(core, inner, &kids, Flags::ASYNC)
                }
                Some(Head::Core(core @ (CoreForm::Function | CoreForm::FunctionEffect | CoreForm::FunctionStar))) => {
                    this.expand_function(core, inner, &kids, Flags::ASYNC)
                }
                _ => this.error(diag::shape(this.span(stx), "async", shape)),
            }
        });
        self.widen(node, stx);
        node
    }

    pub(crate) fn expand_yield(&mut self, core: CoreForm, stx: Stx, kids: &[Stx]) -> NodeId {
        if !self.function().generator {
            return self.error(diag::yield_outside(self.span(stx), core.name()));
        }
        let tok = self.span(kids[0]);
        match (core, kids) {
            (CoreForm::YieldStar, [_, value]) => {
                let value = self.expand(*value);
                self.plain(Kind::YieldStar, &[value], stx, tok)
            }
            (CoreForm::Yield, [_]) => {
                let none = self.none();
                self.plain(Kind::Yield, &[none], stx, tok)
            }
            (CoreForm::Yield, [_, value]) => {
                let value = self.expand(*value);
                self.plain(Kind::Yield, &[value], stx, tok)
            }
            _ => self.error(diag::shape(self.span(stx), core.name(), &format!("({} value)", core.name()))),
        }
    }
}
