//! Expressions.
//!
//! An expression has the same form wherever it stands, but for three: an update is `(++ i)` for `i++` as a statement
//! and for `++i` where its value is used; a conditional is `(if c a b)` where its value is used and `(?: c a b)` as a
//! statement; and what would be taken for something else as a statement or last form (`(class A)`, a string) is
//! `(comma e)`, the expression `e`.

use super::build::JsReader;
use super::operator::unwrap_parens;
use swc_common::Spanned;
use swc_ecma_ast::{
    ArrayLit, AwaitExpr, CondExpr, Expr, ExprOrSpread, Ident, Lit, MetaPropKind, NewExpr, ObjectLit, Prop,
    PropOrSpread, TaggedTpl, YieldExpr,
};
use sx_base::{Span, Symbol};
use sx_reader::{CoreForm, FormId, FormKind};

impl JsReader<'_> {
    /// Reads an expression whose value is used and adds it to the list that is open.
    pub(super) fn push_expr(&mut self, expr: &Expr) {
        let form = self.read_expr(expr);
        self.push(form);
    }

    /// An expression whose value is used.
    pub(super) fn read_expr(&mut self, expr: &Expr) -> FormId {
        let span = self.span(expr.span());
        match expr {
            Expr::Paren(paren) => self.read_expr(unwrap_parens(&paren.expr)),
            Expr::This(_) => self.forms.symbol("this", span),
            Expr::Ident(name) => self.read_name(name),
            Expr::Lit(literal) => self.read_literal(literal),
            Expr::Array(array) => self.read_array(array),
            Expr::Object(object) => self.read_object(object),
            Expr::Fn(function) => self.read_function_expr(function),
            Expr::Arrow(arrow) => self.read_arrow(arrow),
            Expr::Class(class) => self.read_class(class.ident.as_ref(), &class.class, true),
            Expr::Unary(unary) => self.read_unary(unary),
            Expr::Update(update) => self.read_update(update),
            Expr::Bin(binary) => self.read_binary(binary),
            Expr::Assign(assign) => self.read_assign(assign),
            Expr::Member(_) | Expr::Call(_) | Expr::SuperProp(_) | Expr::OptChain(_) => self.read_chain(expr),
            Expr::Cond(cond) => self.read_cond(cond),
            Expr::New(new) => self.read_new(new),
            Expr::Seq(sequence) => self.read_sequence(&sequence.exprs, span),
            Expr::Tpl(template) => self.read_template(template),
            Expr::TaggedTpl(tagged) => self.read_tagged(tagged),
            Expr::Yield(yielded) => self.read_yield(yielded),
            Expr::Await(awaited) => self.read_await(awaited),
            Expr::MetaProp(meta) => self.forms.symbol(meta_property(meta.kind), span),
            Expr::PrivateName(name) => self.private_symbol(&name.name, span),
            Expr::JSXElement(element) => self.read_jsx_element(element),
            Expr::JSXFragment(fragment) => self.read_jsx_fragment(fragment),
            Expr::JSXMember(_) | Expr::JSXNamespacedName(_) | Expr::JSXEmpty(_) | Expr::Invalid(_) => {
                self.refuse(span, "this expression")
            }
            Expr::TsTypeAssertion(_)
            | Expr::TsConstAssertion(_)
            | Expr::TsNonNull(_)
            | Expr::TsAs(_)
            | Expr::TsInstantiation(_)
            | Expr::TsSatisfies(_) => self.refuse(span, "TypeScript"),
        }
    }

    /// An expression as a statement, or in a slot of `for` whose value is dropped.
    pub(super) fn read_effect(&mut self, expr: &Expr) -> FormId {
        match unwrap_parens(expr) {
            Expr::Update(update) => self.read_update_effect(update),
            Expr::Cond(cond) => self.read_cond_as(CoreForm::Ternary, cond),
            inner @ (Expr::Class(_) | Expr::Lit(Lit::Str(_))) => self.read_as_value(inner),
            inner => self.read_expr(inner),
        }
    }

    /// An expression as the last form of a body, whose value is returned.
    pub(super) fn read_tail(&mut self, expr: &Expr) -> FormId {
        match unwrap_parens(expr) {
            inner @ Expr::Class(_) => self.read_as_value(inner),
            inner => self.read_expr(inner),
        }
    }

    /// `(comma e)`: the expression `e` and nothing else.
    pub(super) fn read_as_value(&mut self, expr: &Expr) -> FormId {
        let span = self.span(expr.span());
        let mark = self.open(CoreForm::Comma, Span::at(span.start));
        self.push_expr(expr);
        self.close(mark, span)
    }

    /// A name that refers to a binding.
    pub(super) fn read_name(&mut self, name: &Ident) -> FormId {
        let span = self.span(name.span);
        if self.masks.is_private(span.start) {
            return self.private_symbol(name.sym.strip_prefix('$').unwrap_or(&name.sym), span);
        }
        let symbol = self.symbol_of(&name.sym, span);
        if matches!(&*name.sym, "eval" | "arguments") {
            self.scope.note_read(name.span.lo.0);
        }
        let verbatim = self.scope.refer(symbol);
        self.forms.leaf(super::names::name_kind(symbol, verbatim), span)
    }

    /// A name that is assigned. A constant is written verbatim: assigning it is an error of the program's run.
    pub(super) fn read_assigned_name(&mut self, name: &Ident) -> FormId {
        let span = self.span(name.span);
        let symbol = self.symbol_of(&name.sym, span);
        let verbatim = self.scope.refer(symbol) | self.scope.is_constant(symbol);
        self.forms.leaf(super::names::name_kind(symbol, verbatim), span)
    }

    /// A place that is assigned.
    pub(super) fn read_place(&mut self, place: &Expr) -> FormId {
        match super::operator::unwrap_parens(place) {
            Expr::Ident(name) => self.read_assigned_name(name),
            other => self.read_expr(other),
        }
    }

    /// A place that may be a call in sloppy code, an error of the program's run: `f() = 1`.
    pub(super) fn read_place_or_call(&mut self, place: &Expr) -> FormId {
        self.allow_mask(self.span(unwrap_parens(place).span()).end);
        self.read_place(place)
    }

    /// `(comma 0 e)`: the value of `e`, which takes no name from where it stands.
    pub(super) fn read_unnamed(&mut self, expr: &Expr) -> FormId {
        let span = self.span(expr.span());
        let mark = self.open(CoreForm::Comma, Span::at(span.start));
        self.push_leaf(FormKind::Number(Symbol::intern("0")), Span::at(span.start));
        self.push_expr(expr);
        self.close(mark, span)
    }

    /// A name that makes a binding, or one that refers to no binding (labels, keys).
    pub(super) fn read_binder(&mut self, name: &str, span: Span) -> FormId {
        let symbol = self.symbol_of(name, span);
        self.forms.leaf(super::names::name_kind(symbol, false), span)
    }

    fn read_cond(&mut self, cond: &CondExpr) -> FormId {
        let is_class = |expr: &Expr| matches!(unwrap_parens(expr), Expr::Class(_));
        // A class at the end of a branch of `if` is a declaration.
        let head = if is_class(&cond.cons) || is_class(&cond.alt) { CoreForm::Ternary } else { CoreForm::If };
        self.read_cond_as(head, cond)
    }

    fn read_cond_as(&mut self, head: CoreForm, cond: &CondExpr) -> FormId {
        let operator = self.token(self.span(cond.test.span()).end, "?");
        let mark = self.open(head, operator);
        self.push_expr(&cond.test);
        self.push_expr(&cond.cons);
        self.push_expr(&cond.alt);
        self.close(mark, self.span(cond.span))
    }

    fn read_new(&mut self, new: &NewExpr) -> FormId {
        let span = self.span(new.span);
        let mark = self.open_keyword(CoreForm::New, "new", span);
        self.push_expr(&new.callee);
        self.push_arguments(new.args.as_deref().unwrap_or_default());
        self.close(mark, span)
    }

    /// The arguments of a call.
    pub(super) fn push_arguments(&mut self, arguments: &[ExprOrSpread]) {
        for argument in arguments {
            self.push_element(argument);
        }
    }

    fn push_element(&mut self, element: &ExprOrSpread) {
        let form = match element.spread {
            Some(dots) => {
                let dots = self.span(dots);
                self.read_spread(&element.expr, dots)
            }
            None => self.read_expr(&element.expr),
        };
        self.push(form);
    }

    /// `...e`, with `dots` its three dots.
    pub(super) fn read_spread(&mut self, expr: &Expr, dots: Span) -> FormId {
        let inner = self.read_expr(expr);
        let end = self.span(expr.span()).end;
        self.forms.add(FormKind::Spread, &[inner], Span::new(dots.start, end))
    }

    fn read_array(&mut self, array: &ArrayLit) -> FormId {
        let span = self.span(array.span);
        let mark = self.mark();
        let mut at = span.start + 1;
        for element in &array.elems {
            if let Some(element) = element {
                self.push_element(element);
                at = self.span(element.span()).end;
            } else {
                at = self.find(at, ",");
                let hole = self.read_hole(Span::at(at));
                self.push(hole);
            }
            at = self.find(at, ",") + 1;
        }
        self.close_as(FormKind::Array, mark, span)
    }

    /// `(hole)`.
    pub(super) fn read_hole(&mut self, at: Span) -> FormId {
        let mark = self.open(CoreForm::Hole, at);
        self.close(mark, at)
    }

    pub(super) fn read_object(&mut self, object: &ObjectLit) -> FormId {
        let mark = self.mark();
        for member in &object.props {
            match member {
                PropOrSpread::Spread(spread) => {
                    let dots = self.span(spread.dot3_token);
                    let form = self.read_spread(&spread.expr, dots);
                    self.push(form);
                }
                PropOrSpread::Prop(property) => self.push_property(property),
            }
        }
        self.close_as(FormKind::Object, mark, self.span(object.span))
    }

    fn push_property(&mut self, property: &Prop) {
        match property {
            Prop::Shorthand(name) => {
                let form = self.read_name(name);
                self.push(form);
            }
            Prop::KeyValue(pair) => {
                let key = self.read_pair_key(&pair.key);
                self.push(key);
                self.push_expr(&pair.value);
            }
            Prop::Getter(getter) => {
                let form = self.read_getter(&getter.key, &getter.function, self.span(getter.span));
                self.push(form);
            }
            Prop::Setter(setter) => {
                let form = self.read_setter(&setter.key, &setter.function, self.span(setter.span));
                self.push(form);
            }
            Prop::Method(method) => {
                let form = self.read_method(&method.key, &method.function);
                self.push(form);
            }
            Prop::Assign(default) => {
                let form = self.refuse(self.span(default.span), "a default value in an object literal");
                self.push(form);
            }
        }
    }

    fn read_tagged(&mut self, tagged: &TaggedTpl) -> FormId {
        let mark = self.open(CoreForm::Tagged, Span::at(self.span(tagged.tpl.span).start));
        self.push_expr(&tagged.tag);
        let template = self.read_template(&tagged.tpl);
        self.push(template);
        self.close(mark, self.span(tagged.span))
    }

    fn read_yield(&mut self, yielded: &YieldExpr) -> FormId {
        let span = self.span(yielded.span);
        let head = if yielded.delegate { CoreForm::YieldStar } else { CoreForm::Yield };
        let mark = self.open_keyword(head, "yield", span);
        if let Some(argument) = &yielded.arg {
            self.push_expr(argument);
        }
        self.close(mark, span)
    }

    fn read_await(&mut self, awaited: &AwaitExpr) -> FormId {
        let span = self.span(awaited.span);
        let mark = self.open_keyword(CoreForm::Await, "await", span);
        self.push_expr(&awaited.arg);
        self.close(mark, span)
    }
}

/// The spelling of a meta property.
pub(super) fn meta_property(kind: MetaPropKind) -> &'static str {
    match kind {
        MetaPropKind::NewTarget => "new.target",
        MetaPropKind::ImportMeta => "import.meta",
    }
}
