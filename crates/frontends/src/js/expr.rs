//! Expressions.
//!
//! An expression has the same form wherever it stands, but for three: an update is `(++ i)` for `i++` as a statement
//! and for `++i` where its value is used; a conditional is `(if c a b)` where its value is used and `(?: c a b)` as a
//! statement; and what would be taken for something else as a statement or last form (`(class A)`, a string) is
//! `(comma e)`, the expression `e`.

use super::build::{Arguments, JsReader};
use super::diagnostics;
use super::operator::unwrap_parens;
use oxc_ast::ast::{
    Argument, ArrayExpression, ArrayExpressionElement, AwaitExpression, ConditionalExpression, Expression,
    IdentifierReference, ImportExpression, NewExpression, ObjectExpression, ObjectProperty, ObjectPropertyKind,
    PropertyKind, SimpleAssignmentTarget, TaggedTemplateExpression, YieldExpression,
};
use oxc_span::GetSpan;
use sx_base::{Span, Symbol};
use sx_reader::{CoreForm, FormId, FormKind};

impl JsReader<'_> {
    /// Reads an expression whose value is used and adds it to the list that is open.
    pub(super) fn push_expr(&mut self, expr: &Expression<'_>) {
        let form = self.read_expr(expr);
        self.push(form);
    }

    /// An expression whose value is used.
    pub(super) fn read_expr(&mut self, expr: &Expression<'_>) -> FormId {
        let span = self.span(expr.span());
        match expr {
            Expression::ParenthesizedExpression(paren) => self.read_expr(unwrap_parens(&paren.expression)),
            Expression::ThisExpression(_) => self.forms.symbol("this", span),
            Expression::Identifier(name) => self.read_name(name),
            Expression::StringLiteral(string) => self.read_string(string),
            Expression::BooleanLiteral(boolean) => {
                self.forms.leaf(if boolean.value { FormKind::True } else { FormKind::False }, span)
            }
            Expression::NullLiteral(_) => self.forms.leaf(FormKind::Null, span),
            Expression::NumericLiteral(_) => self.read_number(span, ""),
            Expression::BigIntLiteral(_) => self.read_bigint(span, ""),
            Expression::RegExpLiteral(_) => self.read_regex(span),
            Expression::ArrayExpression(array) => self.read_array(array),
            Expression::ObjectExpression(object) => self.read_object(object),
            Expression::FunctionExpression(function) => self.read_function_expr(function),
            Expression::ArrowFunctionExpression(arrow) => self.read_arrow(arrow),
            Expression::ClassExpression(class) => self.read_class(class, true),
            Expression::UnaryExpression(unary) => self.read_unary(unary),
            Expression::UpdateExpression(update) => self.read_update(update),
            Expression::BinaryExpression(_) | Expression::LogicalExpression(_) => self.read_infix(expr),
            Expression::PrivateInExpression(private) => self.read_private_in(private),
            Expression::AssignmentExpression(assign) => self.read_assign(assign),
            Expression::StaticMemberExpression(_)
            | Expression::ComputedMemberExpression(_)
            | Expression::PrivateFieldExpression(_)
            | Expression::CallExpression(_)
            | Expression::ChainExpression(_) => self.read_chain(expr),
            Expression::ImportExpression(import) => self.read_import_call(import),
            Expression::ConditionalExpression(cond) => self.read_cond(cond),
            Expression::NewExpression(new) => self.read_new(new),
            Expression::SequenceExpression(sequence) => self.read_sequence(&sequence.expressions, span),
            Expression::TemplateLiteral(template) => self.read_template(template),
            Expression::TaggedTemplateExpression(tagged) => self.read_tagged(tagged),
            Expression::YieldExpression(yielded) => self.read_yield(yielded),
            Expression::AwaitExpression(awaited) => self.read_await(awaited),
            Expression::ImportMeta(_) => self.forms.symbol("import.meta", span),
            Expression::NewTarget(_) => self.forms.symbol("new.target", span),
            Expression::JSXElement(element) => self.read_jsx_element(element),
            Expression::JSXFragment(fragment) => self.read_jsx_fragment(fragment),
            Expression::Super(_) | Expression::V8IntrinsicExpression(_) => self.refuse(span, "this expression"),
            Expression::TSAsExpression(_)
            | Expression::TSSatisfiesExpression(_)
            | Expression::TSTypeAssertion(_)
            | Expression::TSNonNullExpression(_)
            | Expression::TSInstantiationExpression(_) => self.refuse(span, "TypeScript"),
        }
    }

    /// An expression as a statement, or in a slot of `for` whose value is dropped.
    pub(super) fn read_effect(&mut self, expr: &Expression<'_>) -> FormId {
        match unwrap_parens(expr) {
            Expression::UpdateExpression(update) => self.read_update_effect(update),
            Expression::ConditionalExpression(cond) => self.read_cond_as(CoreForm::Ternary, cond, Self::read_expr),
            inner @ (Expression::ClassExpression(_) | Expression::StringLiteral(_)) => self.read_as_value(inner),
            inner => self.read_expr(inner),
        }
    }

    /// An expression as the last form of a body, whose value is returned.
    pub(super) fn read_tail(&mut self, expr: &Expression<'_>) -> FormId {
        match unwrap_parens(expr) {
            inner @ Expression::ClassExpression(_) => self.read_as_value(inner),
            // As the last form `cond` is `if … else`, in a branch of it as well.
            Expression::ConditionalExpression(cond) => self.read_cond_as(cond_head(cond), cond, Self::read_tail),
            inner => self.read_expr(inner),
        }
    }

    /// `(comma e)`: the expression `e` and nothing else.
    pub(super) fn read_as_value(&mut self, expr: &Expression<'_>) -> FormId {
        let span = self.span(expr.span());
        let mark = self.open(CoreForm::Comma, Span::at(span.start));
        self.push_expr(expr);
        self.close(mark, span)
    }

    /// What the tree has a name for: a number, or a word that is no name.
    fn read_hidden_literal(&mut self, span: Span) -> FormId {
        let kind = match self.slice(span) {
            "true" => FormKind::True,
            "false" => FormKind::False,
            "null" => FormKind::Null,
            "this" => return self.forms.symbol("this", span),
            _ => return self.read_number(span, ""),
        };
        self.forms.leaf(kind, span)
    }

    /// A name that refers to a binding.
    pub(super) fn read_name(&mut self, name: &IdentifierReference<'_>) -> FormId {
        let span = self.span(name.span);
        if self.masks.is_literal(span.start) {
            return self.read_hidden_literal(span);
        }
        let symbol = self.symbol_of(&name.name, span);
        if matches!(&*name.name, "eval" | "arguments") {
            self.scope.note_read(name.span.start);
            if self.arguments == Arguments::Forbidden && name.name == "arguments" {
                // The parser sees most of them, but not those in patterns that are assigned.
                let message = "`arguments` is not allowed in the value of a field or in a static block";
                self.diagnostics.push(diagnostics::syntax_error(span, message));
            }
        }
        let verbatim = self.scope.refer(symbol);
        self.forms.leaf(super::names::name_kind(symbol, verbatim), span)
    }

    /// A name that is assigned. A constant is written verbatim: assigning it is an error of the program's run.
    pub(super) fn read_assigned_name(&mut self, name: &IdentifierReference<'_>) -> FormId {
        let span = self.span(name.span);
        let symbol = self.symbol_of(&name.name, span);
        let verbatim = self.scope.refer(symbol) | self.scope.is_constant(symbol);
        self.forms.leaf(super::names::name_kind(symbol, verbatim), span)
    }

    /// A place that is assigned.
    pub(super) fn read_place(&mut self, place: &SimpleAssignmentTarget<'_>) -> FormId {
        match place {
            SimpleAssignmentTarget::AssignmentTargetIdentifier(name) => self.read_assigned_name(name),
            other => match other.as_member_expression() {
                Some(member) => self.read_member(member),
                None => self.refuse(self.span(other.span()), "TypeScript"),
            },
        }
    }

    /// A place that may be a call in sloppy code, an error of the program's run: `f() = 1`.
    pub(super) fn read_place_or_call(&mut self, place: &SimpleAssignmentTarget<'_>) -> FormId {
        let span = self.span(place.span());
        self.allow_mask(span.end);
        let form = match place {
            SimpleAssignmentTarget::AssignmentTargetIdentifier(name) if self.masks.is_literal(span.start) => {
                self.read_hidden_literal(self.span(name.span))
            }
            _ => self.read_place(place),
        };
        match self.masks.bare_call(span.end) {
            Some(end) => self.bare_call(form, Span::new(span.start, end)),
            None => form,
        }
    }

    /// The call of `callee` without arguments; a literal is called in a chain.
    fn bare_call(&mut self, callee: FormId, span: Span) -> FormId {
        if matches!(self.forms.kind(callee), FormKind::Symbol(_) | FormKind::List) {
            return self.forms.list(&[callee], span);
        }
        let end = Span::at(span.end);
        let none = self.forms.list(&[], end);
        let call = self.forms.list(&[none], end);
        let mark = self.open(CoreForm::Dot, Span::at(span.start));
        self.push(callee);
        self.push(call);
        self.close(mark, span)
    }

    /// `(comma 0 e)`: the value of `e`, which takes no name from where it stands.
    pub(super) fn read_unnamed(&mut self, expr: &Expression<'_>) -> FormId {
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

    /// `(if a b c)`, or `(cond (a b) (c d) (else e))` where one conditional follows on the `:` of another.
    fn read_cond(&mut self, cond: &ConditionalExpression<'_>) -> FormId {
        match self.cond_chain(cond) {
            Some((tests, last)) => self.read_chained_cond(&tests, last),
            None => self.read_cond_as(cond_head(cond), cond, Self::read_expr),
        }
    }

    /// The conditionals of `a ? b : c ? d : e` and the last choice, if it may be written as `cond`: no choice is a class,
    /// which would be a declaration, and no comment stands between the parts, where Lisp has fewer places.
    pub(super) fn cond_chain<'t, 'a>(&self, outermost: &'t ConditionalExpression<'a>) -> Option<CondChain<'t, 'a>> {
        let mut tests = vec![outermost];
        let last = loop {
            match self.unwrap_uncast(&tests[tests.len() - 1].alternate) {
                Expression::ConditionalExpression(next) => tests.push(next),
                last => break last,
            }
        };
        let mut choices = tests.iter().map(|test| &test.consequent).chain([last]);
        let has_comments = tests.iter().any(|test| {
            let [test, choice, rest] =
                [test.test.span(), test.consequent.span(), test.alternate.span()].map(|span| self.span(span));
            self.has_comment(test.end, choice.start) || self.has_comment(choice.end, rest.start)
        });
        // In parentheses comments may stand before the last choice.
        let rest = self.span(tests[tests.len() - 1].alternate.span());
        let has_comments = has_comments || self.has_comment(rest.start, self.span(last.span()).start);
        (tests.len() > 1 && !has_comments && !choices.any(is_class)).then_some((tests, last))
    }

    fn read_chained_cond(&mut self, tests: &[&ConditionalExpression<'_>], last: &Expression<'_>) -> FormId {
        let span = self.span(tests[0].span);
        let operator = self.token(self.span(tests[0].test.span()).end, "?");
        let mark = self.open(CoreForm::Cond, operator);
        for test in tests {
            let inner = self.mark();
            self.push_expr(&test.test);
            self.push_expr(&test.consequent);
            let place = Span::new(self.span(test.test.span()).start, self.span(test.consequent.span()).end);
            let clause = self.close(inner, place);
            self.push(clause);
        }
        let place = self.span(last.span());
        let inner = self.open(CoreForm::Else, Span::at(place.start));
        self.push_expr(last);
        let clause = self.close(inner, place);
        self.push(clause);
        self.close(mark, span)
    }

    /// `(HEAD a b c)`, the choices read by `read_choice`.
    fn read_cond_as(
        &mut self,
        head: CoreForm,
        cond: &ConditionalExpression<'_>,
        read_choice: fn(&mut Self, &Expression<'_>) -> FormId,
    ) -> FormId {
        let operator = self.token(self.span(cond.test.span()).end, "?");
        let mark = self.open(head, operator);
        self.push_expr(&cond.test);
        for choice in [&cond.consequent, &cond.alternate] {
            // `?:` has values for choices wherever it stands.
            let form = if head == CoreForm::Ternary { self.read_expr(choice) } else { read_choice(self, choice) };
            self.push(form);
        }
        self.close(mark, self.span(cond.span))
    }

    fn read_new(&mut self, new: &NewExpression<'_>) -> FormId {
        let span = self.span(new.span);
        let mark = self.open_keyword(CoreForm::New, "new", span);
        self.push_expr(&new.callee);
        self.push_arguments(&new.arguments);
        self.close(mark, span)
    }

    /// The arguments of a call.
    pub(super) fn push_arguments(&mut self, arguments: &[Argument<'_>]) {
        for argument in arguments {
            match argument {
                Argument::SpreadElement(spread) => self.push_spread(&spread.argument, spread.span),
                other => {
                    if let Some(expr) = other.as_expression() {
                        self.push_expr(expr);
                    }
                }
            }
        }
    }

    /// `import(x)`.
    pub(super) fn read_import_call(&mut self, import: &ImportExpression<'_>) -> FormId {
        let span = self.span(import.span);
        if import.phase.is_some() {
            return self.refuse(span, "an import phase");
        }
        let mark = self.open_keyword(CoreForm::ImportCall, "import", span);
        let specifier = match unwrap_parens(&import.source) {
            Expression::StringLiteral(source) => self.read_specifier(source),
            source => self.read_expr(source),
        };
        self.push(specifier);
        if let Some(options) = &import.options {
            self.push_expr(options);
        }
        self.close(mark, span)
    }

    fn push_spread(&mut self, expr: &Expression<'_>, span: oxc_span::Span) {
        let form = self.read_spread(expr, self.span(span));
        self.push(form);
    }

    /// `...e`, with `dots` its three dots.
    pub(super) fn read_spread(&mut self, expr: &Expression<'_>, dots: Span) -> FormId {
        let inner = self.read_expr(expr);
        let end = self.span(expr.span()).end;
        self.forms.add(FormKind::Spread, &[inner], Span::new(dots.start, end))
    }

    fn read_array(&mut self, array: &ArrayExpression<'_>) -> FormId {
        let span = self.span(array.span);
        let mark = self.mark();
        let is_hole = |element: &ArrayExpressionElement<'_>| matches!(element, ArrayExpressionElement::Elision(_));
        let elements = array.elements.iter().map(|element| (!is_hole(element)).then_some(element));
        self.push_elements(span.start, elements, |reader, element| match element {
            ArrayExpressionElement::SpreadElement(spread) => reader.push_spread(&spread.argument, spread.span),
            other => {
                if let Some(expr) = other.as_expression() {
                    reader.push_expr(expr);
                }
            }
        });
        self.close_as(FormKind::Array, mark, span)
    }

    fn read_object(&mut self, object: &ObjectExpression<'_>) -> FormId {
        let mark = self.mark();
        for member in &object.properties {
            match member {
                ObjectPropertyKind::SpreadProperty(spread) => self.push_spread(&spread.argument, spread.span),
                ObjectPropertyKind::ObjectProperty(property) => self.push_property(property),
            }
        }
        self.close_as(FormKind::Object, mark, self.span(object.span))
    }

    fn push_property(&mut self, property: &ObjectProperty<'_>) {
        let span = self.span(property.span);
        let ObjectProperty { key, computed, .. } = property;
        match (&property.value, property.kind) {
            (Expression::FunctionExpression(function), PropertyKind::Get | PropertyKind::Set) => {
                let name = self.read_member_key(key, *computed, span.start);
                let form = self.read_accessor(property.kind == PropertyKind::Get, name, function, span);
                self.push(form);
            }
            (Expression::FunctionExpression(function), PropertyKind::Init) if property.method => {
                let name = self.read_member_key(key, *computed, span.start);
                let form = self.read_method(name, function, span);
                self.push(form);
            }
            (value, _) => {
                if !property.shorthand {
                    let key = self.read_pair_key(key, *computed, span.start);
                    self.push(key);
                }
                self.push_expr(value);
            }
        }
    }

    fn read_tagged(&mut self, tagged: &TaggedTemplateExpression<'_>) -> FormId {
        let mark = self.open(CoreForm::Tagged, Span::at(self.span(tagged.quasi.span).start));
        self.push_expr(&tagged.tag);
        let template = self.read_template(&tagged.quasi);
        self.push(template);
        self.close(mark, self.span(tagged.span))
    }

    fn read_yield(&mut self, yielded: &YieldExpression<'_>) -> FormId {
        let span = self.span(yielded.span);
        let head = if yielded.delegate { CoreForm::YieldStar } else { CoreForm::Yield };
        let mark = self.open_keyword(head, "yield", span);
        if let Some(argument) = &yielded.argument {
            self.push_expr(argument);
        }
        self.close(mark, span)
    }

    fn read_await(&mut self, awaited: &AwaitExpression<'_>) -> FormId {
        let span = self.span(awaited.span);
        let mark = self.open_keyword(CoreForm::Await, "await", span);
        self.push_expr(&awaited.argument);
        self.close(mark, span)
    }
}

/// The conditionals of a chain, and its last choice.
pub(super) type CondChain<'t, 'a> = (Vec<&'t ConditionalExpression<'a>>, &'t Expression<'a>);

/// The head of a conditional: a class at the end of a branch of `if` is a declaration.
fn cond_head(cond: &ConditionalExpression<'_>) -> CoreForm {
    if is_class(&cond.consequent) || is_class(&cond.alternate) { CoreForm::Ternary } else { CoreForm::If }
}

fn is_class(expr: &Expression<'_>) -> bool {
    matches!(unwrap_parens(expr), Expression::ClassExpression(_))
}
