//! Operators, assignments and updates.
//!
//! `a + b + c` is `(+ a b c)`: the left-nested runs of `+ - * /`, `&&` and `||` are one form, which prints back to
//! the same run. Every other operator takes two operands. `o[k] = v` is `(js/set! o k v)`.

use super::build::JsReader;
use super::diagnostics;
use oxc_ast::ast::{
    AssignmentExpression, AssignmentOperator, AssignmentTarget, BinaryOperator, Expression, LogicalOperator,
    ParenthesizedExpression, PrivateInExpression, UnaryExpression, UnaryOperator, UpdateExpression, UpdateOperator,
};
use oxc_span::GetSpan;
use sx_base::Span;
use sx_reader::{CoreForm, FormId, FormKind};

impl JsReader<'_> {
    /// A unary operator. A minus before a numeric literal becomes its sign.
    pub(super) fn read_unary(&mut self, unary: &UnaryExpression<'_>) -> FormId {
        let span = self.span(unary.span);
        let operand = self.span(unary.argument.span());
        let (head, keyword) = match unary.operator {
            // A sign has no place for a comment behind it.
            UnaryOperator::UnaryNegation if self.has_comment(span.start, operand.start) => (CoreForm::Sub, "-"),
            UnaryOperator::UnaryNegation => match &unary.argument {
                Expression::NumericLiteral(_) => return self.respan(span, |reader| reader.read_number(operand, "-")),
                Expression::BigIntLiteral(_) => return self.respan(span, |reader| reader.read_bigint(operand, "-")),
                _ => (CoreForm::Sub, "-"),
            },
            UnaryOperator::UnaryPlus => (CoreForm::Add, "+"),
            UnaryOperator::LogicalNot => (CoreForm::Not, "!"),
            UnaryOperator::BitwiseNot => (CoreForm::BitNot, "~"),
            UnaryOperator::Typeof => (CoreForm::Typeof, "typeof"),
            UnaryOperator::Void => (CoreForm::Void, "void"),
            UnaryOperator::Delete => (CoreForm::Delete, "delete"),
        };
        let mark = self.open_keyword(head, keyword, span);
        self.push_expr(&unary.argument);
        self.close(mark, span)
    }

    /// Reads a leaf that stands for all of `span`.
    fn respan(&mut self, span: Span, read: impl FnOnce(&mut Self) -> FormId) -> FormId {
        let leaf = read(self);
        let kind = self.forms.kind(leaf);
        self.forms.leaf(kind, span)
    }

    /// A binary or logical operator with its left spine, which may be very long.
    pub(super) fn read_infix(&mut self, expr: &Expression<'_>) -> FormId {
        let (mut spine, mut leftmost) = (vec![], expr);
        // A form begins with its own parentheses: a comment behind one of them is before the first operand there.
        let mut start = self.span(expr.span()).start;
        while let Some(infix) = Infix::of(leftmost) {
            self.check_mixed(&infix);
            spine.push((infix, start));
            start = self.span(infix.left.span()).start;
            leftmost = self.unwrap_uncast(infix.left);
        }
        let mut left = self.read_expr(leftmost);
        let mut at = self.span(leftmost.span()).end;
        while let Some((first, mut start)) = spine.pop() {
            let place = self.skip_trivia(self.end_in_parens(at));
            let mark = if first.head == CoreForm::Le && self.masks.is_relation(place) {
                self.allow_mask(place);
                self.open(CoreForm::In, self.token(place, "in"))
            } else {
                self.open(first.head, self.token(at, first.operator))
            };
            self.push(left);
            self.push_expr(first.right);
            at = self.span(first.right.span()).end;
            while let Some((next, around)) = spine.pop_if(|(next, _)| next.head == first.head && is_run(first.head)) {
                start = around;
                self.push_expr(next.right);
                at = self.span(next.right.span()).end;
            }
            left = self.close(mark, Span::new(start.min(at), at));
        }
        left
    }

    /// Refuses `a ?? b || c`, which the parser sees only where `b` has no parentheses (ECMA-262, `ShortCircuitExpression`).
    fn check_mixed(&mut self, infix: &Infix<'_, '_>) {
        let is_logical = |head| matches!(head, CoreForm::And | CoreForm::Or | CoreForm::Nullish);
        for operand in [infix.left, infix.right] {
            if let Some(inner) = Infix::of(operand)
                && is_logical(infix.head)
                && is_logical(inner.head)
                && (infix.head == CoreForm::Nullish) != (inner.head == CoreForm::Nullish)
            {
                let message = "`??` cannot be mixed with `||` and `&&` without parentheses";
                self.diagnostics.push(diagnostics::syntax_error(self.span(operand.span()), message));
            }
        }
    }

    /// `#x in o`.
    pub(super) fn read_private_in(&mut self, private: &PrivateInExpression<'_>) -> FormId {
        let name = self.span(private.left.span);
        let mark = self.open(CoreForm::In, self.token(name.end, "in"));
        let form = self.private_symbol(&private.left.name, name);
        self.push(form);
        self.push_expr(&private.right);
        self.close(mark, self.span(private.span))
    }

    /// The expression within any parentheses up to those of a cast.
    pub(super) fn unwrap_uncast<'t, 'a>(&self, expr: &'t Expression<'a>) -> &'t Expression<'a> {
        let mut expr = expr;
        while let Expression::ParenthesizedExpression(paren) = expr
            && !self.is_cast(paren)
        {
            expr = &paren.expression;
        }
        expr
    }

    /// Whether the parentheses belong to a comment that gives a type.
    fn is_cast(&self, paren: &ParenthesizedExpression<'_>) -> bool {
        !self.casts.is_empty() && self.casts.contains_key(&paren.span.start)
    }

    /// An assignment.
    pub(super) fn read_assign(&mut self, assign: &AssignmentExpression<'_>) -> FormId {
        let span = self.span(assign.span);
        let operator = self.token(self.end_in_parens(self.span(assign.left.span()).end), assign.operator.as_str());
        let target = self.read_assign_target(assign);
        if assign.operator == AssignmentOperator::Assign
            && !self.has_cast(span.start, self.span(assign.left.span()).start)
            && let Some((object, key)) = self.as_index_place(target)
        {
            let mark = self.open(CoreForm::SetMember, operator);
            self.push(object);
            self.push(key);
            self.push_expr(&assign.right);
            return self.close(mark, span);
        }
        let mark = self.open(assign_head(assign.operator), operator);
        self.push(target);
        let gives_name = assign.operator.is_assign() || assign.operator.is_logical();
        // The tree has no parentheses around a target, and `(a)` gives its name to no function.
        let is_name_in_parens = matches!(assign.left, AssignmentTarget::AssignmentTargetIdentifier(_))
            && assign.left.span().start > assign.span.start;
        if gives_name && is_name_in_parens && is_anonymous_function(&assign.right) {
            let value = self.read_unnamed(&assign.right);
            self.push(value);
        } else {
            self.push_expr(&assign.right);
        }
        self.close(mark, span)
    }

    /// The object and the key of `(js/get o k)`.
    fn as_index_place(&self, place: FormId) -> Option<(FormId, FormId)> {
        match *self.forms.as_list(place)? {
            [head, object, key] if self.forms.kind(head) == FormKind::Core(CoreForm::GetMember) => Some((object, key)),
            _ => None,
        }
    }

    fn read_assign_target(&mut self, assign: &AssignmentExpression<'_>) -> FormId {
        // Engines take a call for a target as they always did; newer operators do not (ECMA-262, AssignmentTargetType).
        match assign.left.as_simple_assignment_target() {
            Some(place) if !assign.operator.is_logical() => self.read_place_or_call(place),
            _ => self.read_target(&assign.left),
        }
    }

    /// `i++` and its kin where the value is used.
    pub(super) fn read_update(&mut self, update: &UpdateExpression<'_>) -> FormId {
        let head = match (update.operator, update.prefix) {
            (UpdateOperator::Increment, true) => CoreForm::PlusPlus,
            (UpdateOperator::Decrement, true) => CoreForm::MinusMinus,
            (UpdateOperator::Increment, false) => CoreForm::PostIncrement,
            (UpdateOperator::Decrement, false) => CoreForm::PostDecrement,
        };
        self.read_update_as(head, update)
    }

    /// `i++` and its kin as a statement.
    pub(super) fn read_update_effect(&mut self, update: &UpdateExpression<'_>) -> FormId {
        let head = match (update.operator, update.prefix) {
            (UpdateOperator::Increment, false) => CoreForm::PlusPlus,
            (UpdateOperator::Decrement, false) => CoreForm::MinusMinus,
            (UpdateOperator::Increment, true) => CoreForm::PreIncrement,
            (UpdateOperator::Decrement, true) => CoreForm::PreDecrement,
        };
        self.read_update_as(head, update)
    }

    /// `i++` and its kin as an operand of the comma operator, where use and effect look alike.
    fn read_update_exact(&mut self, update: &UpdateExpression<'_>) -> FormId {
        match (update.operator, update.prefix) {
            (_, false) => self.read_update(update),
            (UpdateOperator::Increment, true) => self.read_update_as(CoreForm::PreIncrement, update),
            (UpdateOperator::Decrement, true) => self.read_update_as(CoreForm::PreDecrement, update),
        }
    }

    fn read_update_as(&mut self, head: CoreForm, update: &UpdateExpression<'_>) -> FormId {
        let span = self.span(update.span);
        let operator = if update.prefix {
            Span::new(span.start, span.start + 2)
        } else {
            Span::new(span.end.saturating_sub(2).max(span.start), span.end)
        };
        let mark = self.open(head, operator);
        let place = self.read_place_or_call(&update.argument);
        self.push(place);
        self.close(mark, span)
    }

    /// `(comma a b)`.
    pub(super) fn read_sequence(&mut self, exprs: &[Expression<'_>], span: Span) -> FormId {
        let head = exprs.first().map_or(Span::at(span.start), |first| self.token(self.span(first.span()).end, ","));
        let mark = self.open(CoreForm::Comma, head);
        for expr in exprs {
            let form = match unwrap_parens(expr) {
                Expression::UpdateExpression(update) => self.read_update_exact(update),
                other => self.read_expr(other),
            };
            self.push(form);
        }
        self.close(mark, span)
    }

    /// `#x`.
    pub(super) fn private_symbol(&mut self, name: &str, span: Span) -> FormId {
        self.forms.leaf(FormKind::Symbol(sx_base::Symbol::intern(&format!("#{name}"))), span)
    }
}

/// An operator between two operands.
#[derive(Clone, Copy)]
struct Infix<'t, 'a> {
    head: CoreForm,
    /// As it is spelled.
    operator: &'static str,
    left: &'t Expression<'a>,
    right: &'t Expression<'a>,
}

impl<'t, 'a> Infix<'t, 'a> {
    fn of(expr: &'t Expression<'a>) -> Option<Self> {
        match expr {
            Expression::BinaryExpression(binary) => Some(Infix {
                head: binary_head(binary.operator),
                operator: binary.operator.as_str(),
                left: &binary.left,
                right: &binary.right,
            }),
            Expression::LogicalExpression(logical) => Some(Infix {
                head: logical_head(logical.operator),
                operator: logical.operator.as_str(),
                left: &logical.left,
                right: &logical.right,
            }),
            _ => None,
        }
    }
}

/// The expression within any parentheses.
pub(super) fn unwrap_parens<'t, 'a>(expr: &'t Expression<'a>) -> &'t Expression<'a> {
    expr.without_parentheses()
}

/// Whether `expr` takes its name from the place it is assigned to.
pub(super) fn is_anonymous_function(expr: &Expression<'_>) -> bool {
    match unwrap_parens(expr) {
        Expression::FunctionExpression(function) => function.id.is_none(),
        Expression::ClassExpression(class) => class.id.is_none(),
        Expression::ArrowFunctionExpression(_) => true,
        _ => false,
    }
}

/// Whether a left-nested run of the operator is one form.
fn is_run(head: CoreForm) -> bool {
    use CoreForm::{Add, And, BitAnd, BitOr, BitXor, Div, Mul, Nullish, Or, Sub};
    matches!(head, Add | Sub | Mul | Div | BitAnd | BitOr | BitXor | And | Or | Nullish)
}

fn binary_head(operator: BinaryOperator) -> CoreForm {
    match operator {
        BinaryOperator::Equality => CoreForm::LooseEq,
        BinaryOperator::Inequality => CoreForm::LooseNotEq,
        BinaryOperator::StrictEquality => CoreForm::Eq,
        BinaryOperator::StrictInequality => CoreForm::NotEq,
        BinaryOperator::LessThan => CoreForm::Lt,
        BinaryOperator::LessEqualThan => CoreForm::Le,
        BinaryOperator::GreaterThan => CoreForm::Gt,
        BinaryOperator::GreaterEqualThan => CoreForm::Ge,
        BinaryOperator::ShiftLeft => CoreForm::Shl,
        BinaryOperator::ShiftRight => CoreForm::Shr,
        BinaryOperator::ShiftRightZeroFill => CoreForm::Ushr,
        BinaryOperator::Addition => CoreForm::Add,
        BinaryOperator::Subtraction => CoreForm::Sub,
        BinaryOperator::Multiplication => CoreForm::Mul,
        BinaryOperator::Division => CoreForm::Div,
        BinaryOperator::Remainder => CoreForm::Rem,
        BinaryOperator::BitwiseOR => CoreForm::BitOr,
        BinaryOperator::BitwiseXOR => CoreForm::BitXor,
        BinaryOperator::BitwiseAnd => CoreForm::BitAnd,
        BinaryOperator::In => CoreForm::In,
        BinaryOperator::Instanceof => CoreForm::Instanceof,
        BinaryOperator::Exponential => CoreForm::Exp,
    }
}

fn logical_head(operator: LogicalOperator) -> CoreForm {
    match operator {
        LogicalOperator::Or => CoreForm::Or,
        LogicalOperator::And => CoreForm::And,
        LogicalOperator::Coalesce => CoreForm::Nullish,
    }
}

fn assign_head(operator: AssignmentOperator) -> CoreForm {
    match operator {
        AssignmentOperator::Assign => CoreForm::SetBang,
        AssignmentOperator::Addition => CoreForm::AddAssign,
        AssignmentOperator::Subtraction => CoreForm::SubAssign,
        AssignmentOperator::Multiplication => CoreForm::MulAssign,
        AssignmentOperator::Division => CoreForm::DivAssign,
        AssignmentOperator::Remainder => CoreForm::RemAssign,
        AssignmentOperator::ShiftLeft => CoreForm::ShlAssign,
        AssignmentOperator::ShiftRight => CoreForm::ShrAssign,
        AssignmentOperator::ShiftRightZeroFill => CoreForm::UshrAssign,
        AssignmentOperator::BitwiseOR => CoreForm::OrAssign,
        AssignmentOperator::BitwiseXOR => CoreForm::XorAssign,
        AssignmentOperator::BitwiseAnd => CoreForm::AndAssign,
        AssignmentOperator::Exponential => CoreForm::ExpAssign,
        AssignmentOperator::LogicalAnd => CoreForm::LogicalAndAssign,
        AssignmentOperator::LogicalOr => CoreForm::LogicalOrAssign,
        AssignmentOperator::LogicalNullish => CoreForm::NullishAssign,
    }
}
