//! Operators, assignments and updates.
//!
//! `a + b + c` is `(+ a b c)`: the left-nested runs of `+ - * /`, `&&` and `||` are one form, which prints back to
//! the same run. Every other operator takes two operands. `o[k] = v` is `(js/set! o k v)`.

use super::build::{FIRST_BYTE, JsReader};
use swc_common::Spanned;
use swc_ecma_ast::{
    AssignExpr, AssignOp, AssignTarget, AssignTargetPat, BinExpr, BinaryOp, Expr, Lit, ParenExpr, SimpleAssignTarget,
    UnaryExpr, UnaryOp, UpdateExpr, UpdateOp,
};
use sx_base::Span;
use sx_reader::{CoreForm, FormId, FormKind};

impl JsReader<'_> {
    /// A unary operator. A minus before a numeric literal becomes its sign.
    pub(super) fn read_unary(&mut self, unary: &UnaryExpr) -> FormId {
        let span = self.span(unary.span);
        let (head, keyword) = match unary.op {
            UnaryOp::Minus => match &*unary.arg {
                Expr::Lit(Lit::Num(number)) => return self.respan(span, |reader| reader.read_number(number, "-")),
                Expr::Lit(Lit::BigInt(number)) => return self.respan(span, |reader| reader.read_bigint(number, "-")),
                _ => (CoreForm::Sub, "-"),
            },
            UnaryOp::Plus => (CoreForm::Add, "+"),
            UnaryOp::Bang => (CoreForm::Not, "!"),
            UnaryOp::Tilde => (CoreForm::BitNot, "~"),
            UnaryOp::TypeOf => (CoreForm::Typeof, "typeof"),
            UnaryOp::Void => (CoreForm::Void, "void"),
            UnaryOp::Delete => (CoreForm::Delete, "delete"),
        };
        let mark = self.open_keyword(head, keyword, span);
        self.push_expr(&unary.arg);
        self.close(mark, span)
    }

    /// Reads a leaf that stands for all of `span`.
    fn respan(&mut self, span: Span, read: impl FnOnce(&mut Self) -> FormId) -> FormId {
        let leaf = read(self);
        let kind = self.forms.kind(leaf);
        self.forms.leaf(kind, span)
    }

    /// A binary operator with its left spine, which may be very long.
    pub(super) fn read_binary(&mut self, outermost: &BinExpr) -> FormId {
        let mut spine = vec![outermost];
        let mut leftmost = self.unwrap_uncast(&outermost.left);
        while let Expr::Bin(inner) = leftmost {
            spine.push(inner);
            leftmost = self.unwrap_uncast(&inner.left);
        }
        let start = self.span(outermost.span).start;
        let mut left = self.read_expr(leftmost);
        let mut at = self.span(leftmost.span()).end;
        while let Some(first) = spine.pop() {
            let mark = if first.op == BinaryOp::LtEq && self.masks.is_relation(self.skip_trivia(at)) {
                self.open(CoreForm::In, self.token(at, "in"))
            } else {
                self.open(binary_head(first.op), self.token(at, first.op.as_str()))
            };
            self.push(left);
            self.push_expr(&first.right);
            at = self.span(first.right.span()).end;
            while let Some(next) = spine.pop_if(|next| next.op == first.op && is_run(first.op)) {
                self.push_expr(&next.right);
                at = self.span(next.right.span()).end;
            }
            left = self.close(mark, Span::new(start.min(at), at));
        }
        left
    }

    /// The expression within any parentheses up to those of a cast.
    pub(super) fn unwrap_uncast<'t>(&self, expr: &'t Expr) -> &'t Expr {
        let mut expr = expr;
        while let Expr::Paren(paren) = expr
            && !self.is_cast(paren)
        {
            expr = &paren.expr;
        }
        expr
    }

    /// Takes the casts whose parentheses `expr` begins with for mere comments.
    pub(super) fn drop_cast(&mut self, expr: &Expr) {
        let mut expr = expr;
        while let Expr::Paren(paren) = expr {
            self.dropped_casts.extend(self.casts.remove(&(paren.span.lo.0 - FIRST_BYTE)));
            expr = &paren.expr;
        }
    }

    /// Whether the parentheses belong to a comment that gives a type.
    fn is_cast(&self, paren: &ParenExpr) -> bool {
        !self.casts.is_empty() && self.casts.contains_key(&(paren.span.lo.0 - FIRST_BYTE))
    }

    /// An assignment.
    pub(super) fn read_assign(&mut self, assign: &AssignExpr) -> FormId {
        let span = self.span(assign.span);
        let operator = self.token(self.span(assign.left.span()).end, assign.op.as_str());
        let target = self.read_assign_target(assign);
        if assign.op == AssignOp::Assign
            && let Some((object, key)) = self.as_index_place(target)
        {
            let mark = self.open(CoreForm::SetMember, operator);
            self.push(object);
            self.push(key);
            self.push_expr(&assign.right);
            return self.close(mark, span);
        }
        let mark = self.open(assign_head(assign.op), operator);
        self.push(target);
        let gives_name =
            matches!(assign.op, AssignOp::Assign | AssignOp::AndAssign | AssignOp::OrAssign | AssignOp::NullishAssign);
        if gives_name && is_name_in_parens(&assign.left) && is_anonymous_function(&assign.right) {
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

    fn read_assign_target(&mut self, assign: &AssignExpr) -> FormId {
        // Engines take a call for a target as they always did; newer operators do not (ECMA-262, AssignmentTargetType).
        let may_be_call = !matches!(assign.op, AssignOp::AndAssign | AssignOp::OrAssign | AssignOp::NullishAssign);
        match &assign.left {
            AssignTarget::Simple(SimpleAssignTarget::Ident(name)) => self.read_assigned_name(&name.id),
            AssignTarget::Simple(SimpleAssignTarget::Member(member)) => {
                if may_be_call {
                    self.allow_mask(self.span(member.span).end);
                }
                self.read_member(member)
            }
            AssignTarget::Simple(SimpleAssignTarget::SuperProp(property)) => self.read_super_property(property),
            AssignTarget::Simple(SimpleAssignTarget::OptChain(chain)) => self.read_opt_chain(chain),
            AssignTarget::Simple(SimpleAssignTarget::Paren(paren)) if may_be_call => {
                self.read_place_or_call(&paren.expr)
            }
            AssignTarget::Simple(SimpleAssignTarget::Paren(paren)) => self.read_place(&paren.expr),
            AssignTarget::Pat(AssignTargetPat::Array(array)) => self.read_array_pattern(array, false),
            AssignTarget::Pat(AssignTargetPat::Object(object)) => self.read_object_pattern(object, false),
            target => self.refuse(self.span(target.span()), "this assignment target"),
        }
    }

    /// `i++` and its kin where the value is used.
    pub(super) fn read_update(&mut self, update: &UpdateExpr) -> FormId {
        let head = match (self.update_op(update), update.prefix) {
            (UpdateOp::PlusPlus, true) => CoreForm::PlusPlus,
            (UpdateOp::MinusMinus, true) => CoreForm::MinusMinus,
            (UpdateOp::PlusPlus, false) => CoreForm::PostIncrement,
            (UpdateOp::MinusMinus, false) => CoreForm::PostDecrement,
        };
        self.read_update_as(head, update)
    }

    /// `i++` and its kin as a statement.
    pub(super) fn read_update_effect(&mut self, update: &UpdateExpr) -> FormId {
        let head = match (self.update_op(update), update.prefix) {
            (UpdateOp::PlusPlus, false) => CoreForm::PlusPlus,
            (UpdateOp::MinusMinus, false) => CoreForm::MinusMinus,
            (UpdateOp::PlusPlus, true) => CoreForm::PreIncrement,
            (UpdateOp::MinusMinus, true) => CoreForm::PreDecrement,
        };
        self.read_update_as(head, update)
    }

    /// `i++` and its kin as an operand of the comma operator, where use and effect look alike.
    fn read_update_exact(&mut self, update: &UpdateExpr) -> FormId {
        match (self.update_op(update), update.prefix) {
            (_, false) => self.read_update(update),
            (UpdateOp::PlusPlus, true) => self.read_update_as(CoreForm::PreIncrement, update),
            (UpdateOp::MinusMinus, true) => self.read_update_as(CoreForm::PreDecrement, update),
        }
    }

    /// The operator that is written, not the one in its mask.
    fn update_op(&self, update: &UpdateExpr) -> UpdateOp {
        let is_decrement = update.prefix && self.text[self.span(update.span).start as usize..].starts_with("--");
        if is_decrement { UpdateOp::MinusMinus } else { update.op }
    }

    fn read_update_as(&mut self, head: CoreForm, update: &UpdateExpr) -> FormId {
        let span = self.span(update.span);
        let operator = if update.prefix {
            Span::new(span.start, span.start + 2)
        } else {
            Span::new(span.end.saturating_sub(2).max(span.start), span.end)
        };
        let mark = self.open(head, operator);
        let place = self.read_place_or_call(&update.arg);
        self.push(place);
        self.close(mark, span)
    }

    /// `(comma a b)`.
    pub(super) fn read_sequence(&mut self, exprs: &[Box<Expr>], span: Span) -> FormId {
        let head = exprs.first().map_or(Span::at(span.start), |first| self.token(self.span(first.span()).end, ","));
        let mark = self.open(CoreForm::Comma, head);
        for expr in exprs {
            let form = match unwrap_parens(expr) {
                Expr::Update(update) => self.read_update_exact(update),
                other => self.read_expr(other),
            };
            self.push(form);
        }
        self.close(mark, span)
    }

    /// `#x in o`.
    pub(super) fn private_symbol(&mut self, name: &str, span: Span) -> FormId {
        self.forms.leaf(FormKind::Symbol(sx_base::Symbol::intern(&format!("#{name}"))), span)
    }
}

/// Whether `target` is `(a)`, which gives its name to no function.
fn is_name_in_parens(target: &AssignTarget) -> bool {
    matches!(target, AssignTarget::Simple(SimpleAssignTarget::Paren(paren))
        if matches!(unwrap_parens(&paren.expr), Expr::Ident(_)))
}

/// The expression within any parentheses.
pub(super) fn unwrap_parens(expr: &Expr) -> &Expr {
    let mut expr = expr;
    while let Expr::Paren(paren) = expr {
        expr = &paren.expr;
    }
    expr
}

/// Whether `expr` takes its name from the place it is assigned to.
pub(super) fn is_anonymous_function(expr: &Expr) -> bool {
    match unwrap_parens(expr) {
        Expr::Fn(function) => function.ident.is_none(),
        Expr::Class(class) => class.ident.is_none(),
        Expr::Arrow(_) => true,
        _ => false,
    }
}

/// Whether a left-nested run of the operator is one form.
fn is_run(op: BinaryOp) -> bool {
    matches!(
        op,
        BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div | BinaryOp::LogicalAnd | BinaryOp::LogicalOr
    )
}

fn binary_head(op: BinaryOp) -> CoreForm {
    match op {
        BinaryOp::EqEq => CoreForm::LooseEq,
        BinaryOp::NotEq => CoreForm::LooseNotEq,
        BinaryOp::EqEqEq => CoreForm::Eq,
        BinaryOp::NotEqEq => CoreForm::NotEq,
        BinaryOp::Lt => CoreForm::Lt,
        BinaryOp::LtEq => CoreForm::Le,
        BinaryOp::Gt => CoreForm::Gt,
        BinaryOp::GtEq => CoreForm::Ge,
        BinaryOp::LShift => CoreForm::Shl,
        BinaryOp::RShift => CoreForm::Shr,
        BinaryOp::ZeroFillRShift => CoreForm::Ushr,
        BinaryOp::Add => CoreForm::Add,
        BinaryOp::Sub => CoreForm::Sub,
        BinaryOp::Mul => CoreForm::Mul,
        BinaryOp::Div => CoreForm::Div,
        BinaryOp::Mod => CoreForm::Rem,
        BinaryOp::BitOr => CoreForm::BitOr,
        BinaryOp::BitXor => CoreForm::BitXor,
        BinaryOp::BitAnd => CoreForm::BitAnd,
        BinaryOp::LogicalOr => CoreForm::Or,
        BinaryOp::LogicalAnd => CoreForm::And,
        BinaryOp::In => CoreForm::In,
        BinaryOp::InstanceOf => CoreForm::Instanceof,
        BinaryOp::Exp => CoreForm::Exp,
        BinaryOp::NullishCoalescing => CoreForm::Nullish,
    }
}

fn assign_head(op: AssignOp) -> CoreForm {
    match op {
        AssignOp::Assign => CoreForm::SetBang,
        AssignOp::AddAssign => CoreForm::AddAssign,
        AssignOp::SubAssign => CoreForm::SubAssign,
        AssignOp::MulAssign => CoreForm::MulAssign,
        AssignOp::DivAssign => CoreForm::DivAssign,
        AssignOp::ModAssign => CoreForm::RemAssign,
        AssignOp::LShiftAssign => CoreForm::ShlAssign,
        AssignOp::RShiftAssign => CoreForm::ShrAssign,
        AssignOp::ZeroFillRShiftAssign => CoreForm::UshrAssign,
        AssignOp::BitOrAssign => CoreForm::OrAssign,
        AssignOp::BitXorAssign => CoreForm::XorAssign,
        AssignOp::BitAndAssign => CoreForm::AndAssign,
        AssignOp::ExpAssign => CoreForm::ExpAssign,
        AssignOp::AndAssign => CoreForm::LogicalAndAssign,
        AssignOp::OrAssign => CoreForm::LogicalOrAssign,
        AssignOp::NullishAssign => CoreForm::NullishAssign,
    }
}
