//! Functions of every kind.
//!
//! `function f(a) { g(); return a; }` is `(defn f (a) (g) a)`: the last form of `defn fn function method get` is
//! returned. A function whose end can be reached has the head with `!`, where every `return` is written (`tails.rs`).
//! Generators, constructors, setters and static blocks return nothing by themselves and have no second head.
//! `x => { return e; }` is `(fn (x) (return e))`, to differ from `x => e`.

use super::build::{Arguments, JsReader};
use super::diagnostics;
use super::words::word_at;
use oxc_ast::ast::{
    ArrowFunctionBody, ArrowFunctionExpression, BindingIdentifier, BindingPattern, FormalParameters, Function,
    FunctionBody, MethodDefinitionKind, Statement,
};
use sx_base::Span;
use sx_reader::{CoreForm, FormId};

/// The heads of one kind of function.
#[derive(Clone, Copy)]
struct Heads {
    /// The value of the last form is returned.
    value: CoreForm,
    /// Nothing is returned but by `return`.
    effect: CoreForm,
    /// A generator.
    star: CoreForm,
}

const DECLARATION: Heads = Heads { value: CoreForm::Defn, effect: CoreForm::DefnEffect, star: CoreForm::DefnStar };
const EXPRESSION: Heads =
    Heads { value: CoreForm::Function, effect: CoreForm::FunctionEffect, star: CoreForm::FunctionStar };
const METHOD: Heads = Heads { value: CoreForm::Method, effect: CoreForm::MethodEffect, star: CoreForm::MethodStar };
const GETTER: Heads = Heads { value: CoreForm::Get, effect: CoreForm::GetEffect, star: CoreForm::Get };
const SETTER: Heads = Heads { value: CoreForm::Set, effect: CoreForm::Set, star: CoreForm::Set };

/// A function with `function` or method syntax.
struct Callable<'t> {
    heads: Heads,
    /// The token that names the form.
    keyword: Span,
    name: Option<FormId>,
    /// Where to look for the parameter list.
    after_name: u32,
    params: &'t FormalParameters<'t>,
    body: &'t FunctionBody<'t>,
    is_async: bool,
    is_generator: bool,
    /// The last form is returned where the body ends in `return e`.
    may_imply: bool,
    span: Span,
}

impl JsReader<'_> {
    /// `(defn f (a) …)`; what is exported as default may have no name: `(defn () …)`.
    pub(super) fn read_function_decl(&mut self, function: &Function<'_>) -> FormId {
        let name = function.id.as_ref().map(|name| self.read_binder(&name.name, self.span(name.span)));
        self.read_function(DECLARATION, name, function)
    }

    /// `(function name? (a) …)`.
    pub(super) fn read_function_expr(&mut self, function: &Function<'_>) -> FormId {
        self.scope.enter_function(self.span(function.span));
        let scope = self.scope.enter();
        let name = function.id.as_ref().map(|name| self.read_own_name(name));
        let form = self.read_function(EXPRESSION, name, function);
        self.scope.leave(scope);
        self.scope.leave_function();
        form
    }

    /// Refuses the name `let` of a function whose body says that it is strict, which the parser lets pass.
    fn check_strict_name(&mut self, function: &Function<'_>) {
        let Some(name) = &function.id else { return };
        let body = function.body.as_ref();
        if self.masks.original(&name.name) == "let" && body.is_some_and(|body| self.says_strict(&body.directives)) {
            let message = "`let` is no name in strict code";
            self.diagnostics.push(diagnostics::syntax_error(self.span(name.span), message));
        }
    }

    /// The name of a function or class expression, which is bound within.
    pub(super) fn read_own_name(&mut self, name: &BindingIdentifier<'_>) -> FormId {
        self.scope.declare_text(&name.name, true);
        self.read_binder(&name.name, self.span(name.span))
    }

    fn read_function(&mut self, heads: Heads, name: Option<FormId>, function: &Function<'_>) -> FormId {
        let span = self.span(function.span);
        let keyword = self.token(span.start, "function");
        let after_name = name.map_or(keyword.end, |name| self.forms.span(name).end);
        self.check_strict_name(function);
        self.read_function_like(heads, keyword, name, after_name, function, span)
    }

    fn read_function_like(
        &mut self,
        heads: Heads,
        keyword: Span,
        name: Option<FormId>,
        after_name: u32,
        function: &Function<'_>,
        span: Span,
    ) -> FormId {
        let Some(body) = &function.body else {
            return self.refuse(span, "a function without body");
        };
        if let Some(decorated) = function.params.items.iter().find(|param| !param.decorators.is_empty()) {
            return self.refuse(self.span(decorated.span), "a decorated parameter");
        }
        self.read_callable(&Callable {
            heads,
            keyword,
            name,
            after_name,
            params: &function.params,
            body,
            is_async: function.r#async,
            is_generator: function.generator,
            may_imply: !matches!(heads.value, CoreForm::Set | CoreForm::Constructor),
            span,
        })
    }

    /// `(method m (a) …)` of an object.
    pub(super) fn read_method(&mut self, name: FormId, function: &Function<'_>, span: Span) -> FormId {
        self.read_method_like(METHOD, name, function, span)
    }

    /// `(get p () …)`, or `(set p (v) …)`.
    pub(super) fn read_accessor(
        &mut self,
        is_getter: bool,
        name: FormId,
        function: &Function<'_>,
        span: Span,
    ) -> FormId {
        self.read_method_like(if is_getter { GETTER } else { SETTER }, name, function, span)
    }

    /// A method of a class that is no constructor. Getters and setters by `kind`.
    pub(super) fn read_class_method(
        &mut self,
        kind: MethodDefinitionKind,
        name: FormId,
        function: &Function<'_>,
        span: Span,
    ) -> FormId {
        let heads = match kind {
            MethodDefinitionKind::Method | MethodDefinitionKind::Constructor => METHOD,
            MethodDefinitionKind::Get => GETTER,
            MethodDefinitionKind::Set => SETTER,
        };
        self.read_method_like(heads, name, function, span)
    }

    fn read_method_like(&mut self, heads: Heads, name: FormId, function: &Function<'_>, span: Span) -> FormId {
        let key = self.forms.span(name);
        let start = span.start.min(key.start);
        let begins = |at: u32, word: &str| self.text[at as usize..key.start as usize].starts_with(word);
        let first = if function.r#async && begins(start, "async") { self.skip_trivia(start + 5) } else { start };
        if let (CoreForm::Get, Some(rest)) = (heads.value, &function.params.rest) {
            // Other parameters the parser sees.
            let place = self.span(rest.span);
            self.diagnostics.push(diagnostics::syntax_error(place, "A getter has no parameters"));
        }
        let length = match heads.value {
            CoreForm::Get if begins(first, "get") => 3,
            CoreForm::Set if begins(first, "set") => 3,
            _ => u32::from(function.generator && begins(first, "*")),
        };
        let keyword = Span::new(first, first + length);
        self.read_function_like(heads, keyword, Some(name), key.end, function, Span::new(start, span.end))
    }

    /// `(constructor (a) …)`, whose key is at `key`.
    pub(super) fn read_constructor(&mut self, function: &Function<'_>, key: Span, span: Span) -> FormId {
        let head = CoreForm::Constructor;
        let heads = Heads { value: head, effect: head, star: head };
        self.read_function_like(heads, key, None, key.end, function, span)
    }

    fn read_callable(&mut self, callable: &Callable<'_>) -> FormId {
        let implies = callable.may_imply && !callable.is_generator;
        let head = match callable.is_generator {
            true => callable.heads.star,
            false if implies && self.note_tails(&callable.body.statements, true) => callable.heads.value,
            false => callable.heads.effect,
        };
        self.scope.enter_function(callable.span);
        let scope = self.enter_function(callable.params);
        let outside = (self.strict, self.may_await, self.arguments);
        let reached = self.enter_body();
        self.strict |= self.says_strict(&callable.body.directives);
        self.may_await = callable.is_async;
        self.arguments = Arguments::Variable;
        let outer = callable.is_async.then(|| self.open_keyword(CoreForm::Async, "async", callable.span));
        let mark = self.open(head, callable.keyword);
        if let Some(name) = callable.name {
            self.push(name);
        }
        let open = self.find(callable.after_name, "(");
        self.push_params(callable.params, open);
        self.scope.declare_hoisted(&callable.body.statements);
        self.push_body(&callable.body.directives, &callable.body.statements);
        let form = self.close(mark, Span::new(callable.keyword.start, callable.span.end));
        (self.strict, self.may_await, self.arguments) = outside;
        self.targets = reached;
        self.scope.leave(scope);
        self.scope.leave_function();
        self.close_async(outer, form, callable.span)
    }

    fn close_async(&mut self, outer: Option<usize>, form: FormId, span: Span) -> FormId {
        match outer {
            Some(mark) => {
                self.push(form);
                self.close(mark, span)
            }
            None => form,
        }
    }

    /// `(fn (a) e)`.
    pub(super) fn read_arrow(&mut self, arrow: &ArrowFunctionExpression<'_>) -> FormId {
        let (span, is_async) = (self.span(arrow.span), arrow.r#async);
        self.scope.enter_function(span);
        let scope = self.scope.enter();
        let dropped = self.declare_dropped_parameter(arrow);
        for pattern in patterns(&arrow.params) {
            self.scope.declare_pattern(pattern, true);
            self.scope.note_let_parameter(pattern);
        }
        let outside = (self.strict, self.may_await);
        let reached = self.enter_body();
        self.may_await = is_async;
        let outer = is_async.then(|| self.open_keyword(CoreForm::Async, "async", span));
        let start = if is_async { self.skip_trivia(span.start + 5) } else { span.start };
        let mark = match &arrow.body {
            ArrowFunctionBody::FunctionBody(body) => {
                // A lone `return` is written, to tell the block from an expression body.
                let is_lone = body.directives.is_empty() && body.statements.len() == 1;
                let implies = !(is_lone && matches!(body.statements[0], Statement::ReturnStatement(_)));
                let ends = self.note_tails(&body.statements, implies);
                let head = if ends { CoreForm::Fn } else { CoreForm::FnEffect };
                let mark = self.open(head, Span::at(span.start));
                self.strict |= self.says_strict(&body.directives);
                self.push_arrow_params(&arrow.params, dropped, start);
                self.scope.declare_hoisted(&body.statements);
                self.push_body(&body.directives, &body.statements);
                mark
            }
            value => {
                let mark = self.open(CoreForm::Fn, Span::at(span.start));
                self.push_arrow_params(&arrow.params, dropped, start);
                let body = match value.as_expression() {
                    Some(value) => self.read_tail(value),
                    None => self.refuse(span, "this function"),
                };
                self.push(body);
                mark
            }
        };
        let form = self.close(mark, span);
        (self.strict, self.may_await) = outside;
        self.targets = reached;
        self.scope.leave(scope);
        self.scope.leave_function();
        self.close_async(outer, form, span)
    }

    fn push_arrow_params(&mut self, params: &FormalParameters<'_>, dropped: Option<Span>, start: u32) {
        if self.text[start as usize..].starts_with('(') {
            return self.push_params(params, start);
        }
        let mark = self.mark();
        for param in &params.items {
            self.push_parameter(param);
        }
        if let Some(place) = dropped
            && let Some((_, name)) = word_at(self.text, place.start as usize)
        {
            let form = self.read_binder(&name, place);
            self.push(form);
        }
        let last = params.items.last().map(|param| self.span(param.span)).or(dropped);
        let end = last.map_or(start, |last| last.end);
        let list = self.close(mark, Span::new(start, end.max(start)));
        self.push(list);
    }

    /// The parameter list whose `(` stands at `open`.
    fn push_params(&mut self, params: &FormalParameters<'_>, open: u32) {
        let mark = self.mark();
        let mut at = open + 1;
        for param in &params.items {
            self.push_parameter(param);
            at = self.span(param.span).end.max(at);
        }
        if let Some(rest) = &params.rest {
            self.push_rest(&rest.rest);
            at = self.span(rest.span).end.max(at);
        }
        let close = self.find(at, ")");
        let list = self.close(mark, Span::new(open, (close + 1).max(open)));
        self.push(list);
    }

    /// Begins the scope of a function with its own `arguments`. What the body declares comes later: defaults of
    /// parameters do not see it.
    fn enter_function(&mut self, params: &FormalParameters<'_>) -> usize {
        let scope = self.scope.enter();
        self.scope.declare_arguments();
        for pattern in patterns(params) {
            self.scope.declare_pattern(pattern, true);
        }
        scope
    }
}

/// The patterns of parameters, the rest parameter's last.
fn patterns<'t, 'a>(params: &'t FormalParameters<'a>) -> impl Iterator<Item = &'t BindingPattern<'a>> {
    let rest = params.rest.iter().map(|rest| &rest.rest.argument);
    params.items.iter().map(|param| &param.pattern).chain(rest)
}
