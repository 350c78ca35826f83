//! Operators: unary, binary, logical, conditional, assignment, sequence, `yield`.
//!
//! Entering: an operator node and its position. Leaving: its operands with the parentheses their levels ask for. A
//! chain of operators of one level that is too wide for its line has one operand a line, the operator at the end:
//!
//! ```js
//! const isReady =
//!   hasConnection &&
//!   hasSession;
//! ```

use super::precedence::{
    Level, binary_level, binary_operand_level, continues_chain, is_assignment, logical_level, logical_operand_level,
};
use super::{Ctx, Printer, Task};
use sx_base::Symbol;
use sx_ir::{Binary, Flags, Kind, Logical, NodeId, Unary};

impl Printer<'_> {
    pub(super) fn print_unary(&mut self, id: NodeId) {
        let op = Unary::from_payload(self.tree.payload(id));
        let operand = self.tree.kid(id, 0);
        self.write_token(op.text(), id);
        if self.starts_with_sign(op, operand) {
            self.out.push_static(" ");
        }
        if self.has_own_lines_before(operand) {
            return self.print_operand_on_lines(operand, id);
        }
        self.push_expr(operand, Ctx::level(Level::Prefix));
    }

    /// Prints the operand of the prefix operator `id`, with the comments before and behind it that have lines of their
    /// own, between parentheses.
    fn print_operand_on_lines(&mut self, operand: NodeId, id: NodeId) {
        self.out.push_static("(");
        self.out.indent();
        self.flush_lines_before(operand);
        let ctx = Ctx::level(Level::Comma).with(Ctx::INDENTED);
        self.then(&[Task::Expr(operand, ctx), Task::AfterLast(operand, id), Task::Dedent, Task::Line, Task::Text(")")]);
    }

    /// Whether `operand` would go together with the sign before it to `--` or `++`.
    fn starts_with_sign(&self, op: Unary, operand: NodeId) -> bool {
        let node = self.tree.node(operand);
        match node.kind {
            Kind::Unary => Unary::from_payload(node.payload) == op && matches!(op, Unary::Minus | Unary::Plus),
            Kind::Update if !node.flags.has(Flags::POSTFIX) => {
                op == if node.flags.has(Flags::DECREMENT) { Unary::Minus } else { Unary::Plus }
            }
            _ => false,
        }
    }

    /// Prints `typeof a` and its like.
    pub(super) fn print_word_operator(&mut self, word: &'static str, id: NodeId) {
        let operand = self.tree.kid(id, 0);
        self.write_token(word, id);
        self.out.push_static(" ");
        let ctx = Ctx::level(Level::Prefix);
        match self.tree.kind(id) {
            _ if self.has_own_lines_before(operand) => self.print_operand_on_lines(operand, id),
            Kind::Typeof | Kind::Delete => self.print_place_or_value(operand, ctx),
            _ => self.push_expr(operand, ctx),
        }
    }

    pub(super) fn print_update(&mut self, id: NodeId) {
        let flags = self.tree.flags(id);
        let op = if flags.has(Flags::DECREMENT) { "--" } else { "++" };
        let place = self.tree.kid(id, 0);
        if flags.has(Flags::POSTFIX) {
            self.stack.push(Task::Quiet(op, id));
            self.push_expr(place, Ctx::level(Level::Call));
        } else {
            self.write_token(op, id);
            self.push_expr(place, Ctx::level(Level::Prefix));
        }
    }

    /// Prints a binary or logical operator.
    pub(super) fn print_binary(&mut self, id: NodeId, ctx: Ctx) {
        let (left, right) = (self.tree.kid(id, 0), self.tree.kid(id, 1));
        let is_broken = if ctx.has(Ctx::OPERAND) { ctx.has(Ctx::BROKEN) } else { self.breaks_operators(id) };
        if is_broken && !ctx.has(Ctx::OPERAND) && !ctx.has(Ctx::INDENTED) {
            self.out.settle();
            self.out.indent();
            self.stack.push(Task::Dedent);
        }
        let (left_level, right_level) = self.operand_levels(id, left, right);
        let mut left_ctx = ctx.inner(left_level);
        if continues_chain(self.tree, id, left) {
            left_ctx = left_ctx.with(Ctx::OPERAND).with(if is_broken { Ctx::BROKEN } else { 0 });
        }
        self.then(&[
            Task::Operator(id, is_broken),
            Task::Expr(right, ctx.inner(right_level)),
            Task::Behind(right, true),
        ]);
        if !left_ctx.has(Ctx::OPERAND) {
            self.stack.push(Task::Behind(left, false));
        }
        self.stack.push(Task::Expr(left, left_ctx));
    }

    fn operand_levels(&self, id: NodeId, left: NodeId, right: NodeId) -> (Level, Level) {
        let payload = self.tree.payload(id);
        if self.tree.kind(id) == Kind::Binary {
            let op = Binary::from_payload(payload);
            return (
                binary_operand_level(self.tree, op, left, true),
                binary_operand_level(self.tree, op, right, false),
            );
        }
        let op = Logical::from_payload(payload);
        (logical_operand_level(self.tree, op, left, true), logical_operand_level(self.tree, op, right, false))
    }

    /// Whether the chain of operators that ends with `id` has one operand a line.
    fn breaks_operators(&self, id: NodeId) -> bool {
        !self.fits(id, 0) && !self.ends_in_literal(id)
    }

    /// Whether `a || {…}` may end on another line than it begins.
    fn ends_in_literal(&self, id: NodeId) -> bool {
        let &[left, right] = self.tree.kids(id) else { return false };
        let is_literal = match self.tree.kind(right) {
            Kind::Object | Kind::Array => !self.tree.kids(right).is_empty(),
            Kind::JsxElement => true,
            _ => false,
        };
        self.tree.kind(id) == Kind::Logical && is_literal && self.fits(left, 5)
    }

    /// Whether `id` is a chain of operators that stands on lines of its own, when `more` columns follow it.
    pub(super) fn is_broken_chain(&self, id: NodeId, more: u32) -> bool {
        matches!(self.tree.kind(id), Kind::Binary | Kind::Logical) && !self.fits(id, more) && !self.ends_in_literal(id)
    }

    /// Writes the operator of `id`; the line goes on or ends after it.
    pub(super) fn write_operator(&mut self, id: NodeId, ends_line: bool) {
        let payload = self.tree.payload(id);
        let op = match self.tree.kind(id) {
            Kind::Binary => Binary::from_payload(payload).text(),
            _ => Logical::from_payload(payload).text(),
        };
        self.write_assigner(op, id);
        if ends_line {
            let right = self.tree.kid(id, 1);
            self.flush_behind(right);
            self.out.end_line();
            // Not in the parentheses that what is called may get.
            if self.has_own_lines_before(right) {
                self.flush_lines_before(right);
            }
        } else {
            self.out.push_static(" ");
        }
    }

    pub(super) fn print_private_in(&mut self, id: NodeId) {
        let symbol = Symbol::from_index(self.tree.payload(id));
        let origin = self.origin_after(self.tree.node(id).tok, symbol);
        let name = self.respelled(origin, symbol);
        let origin = if origin.is_none() { self.origin(id) } else { origin };
        self.begin_token(origin, name);
        self.out.push_static("#");
        self.out.push_str(symbol.as_str());
        self.end_token(origin);
        self.then(&[Task::Infix("in", id), Task::Expr(self.tree.kid(id, 0), Ctx::level(Level::Shift))]);
    }

    pub(super) fn print_cond(&mut self, id: NodeId, ctx: Ctx) {
        let &[test, yes, no] = self.tree.kids(id) else { return };
        let (after_yes, after_no) = (Task::Behind(yes, false), Task::Behind(no, true));
        let is_flat = self.fits(id, 0);
        if !is_flat && self.layout.chooses_jsx(id) {
            return self.print_jsx_cond(id, ctx);
        }
        let (behind_test, behind_yes) = (Task::BehindLine(test), Task::BehindLine(yes));
        let (test, after_test) = (Task::Expr(test, ctx.inner(Level::Nullish)), Task::Behind(test, false));
        // A conditional between `?` and `:` is hard to read on one line, an assignment anywhere in here.
        let level = |id: NodeId| if is_assignment(self.tree.kind(id)) { Level::Cond } else { Level::Assign };
        let yes_level = if is_flat && self.tree.kind(yes) == Kind::Cond { Level::Nullish } else { level(yes) };
        let (before_yes, before_no) = (Task::BeforeChoice(yes), Task::BeforeChoice(no));
        // The `in` operator is allowed again between `?` and `:`.
        let yes = Task::Expr(yes, Ctx::level(yes_level));
        let no = Task::Expr(no, ctx.inner(level(no)));
        if is_flat {
            self.then(&[test, after_test, Task::Infix("?", id), yes, after_yes, Task::Text(" : "), no, after_no]);
        } else {
            self.then(&[
                test,
                behind_test,
                Task::Indent,
                Task::Line,
                Task::Quiet("?", id),
                before_yes,
                yes,
                behind_yes,
                Task::Line,
                Task::Text(":"),
                before_no,
                no,
                after_no,
                Task::Dedent,
            ]);
        }
    }

    /// Prints a conditional that chooses an element: each choice on lines of its own between parentheses.
    fn print_jsx_cond(&mut self, id: NodeId, ctx: Ctx) {
        let &[test, yes, no] = self.tree.kids(id) else { return };
        let is_short = |id: NodeId| self.tree.kind(id) == Kind::Null || self.is_undefined(id);
        let choice = |id: NodeId, ctx: Ctx, stays: bool| {
            if stays { Task::Expr(id, ctx) } else { Task::InParens(id) }
        };
        let yes_task = choice(yes, Ctx::level(Level::Assign), is_short(yes));
        let no_task = choice(no, ctx.inner(Level::Assign), is_short(no) || self.tree.kind(no) == Kind::Cond);
        self.then(&[
            Task::Expr(test, ctx.inner(Level::Nullish)),
            Task::BehindLine(test),
            Task::Infix("?", id),
            yes_task,
            Task::Text(" : "),
            no_task,
            Task::Behind(no, true),
        ]);
    }

    /// Whether `id` is the name `undefined`.
    fn is_undefined(&self, id: NodeId) -> bool {
        self.tree.kind(id) == Kind::Name && self.is_named(id, "undefined")
    }

    /// Prints an assignment of any kind.
    pub(super) fn print_assign(&mut self, id: NodeId, ctx: Ctx) {
        let node = self.tree.node(id);
        let (target, value) = (self.tree.kid(id, 0), self.tree.kid(id, 1));
        let op = match node.kind {
            Kind::Compound => compound_text(Binary::from_payload(node.payload)),
            Kind::LogicalAssign => logical_assign_text(Logical::from_payload(node.payload)),
            _ => "=",
        };
        self.name_by_position(target, value);
        self.stretch_for(target, value);
        self.then(&[Task::Assigner(op, id), Task::Value(value, ctx.inner(Level::Assign))]);
        // The target of `(js/set! o k v)` has the whole form as its place.
        if self.tree.node(target).span.end <= self.tree.node(value).span.start {
            self.stack.push(Task::Behind(target, false));
        }
        // Parentheses around a name take its place away: `(let) = () => {}` names no function.
        self.stack.push(match self.tree.kind(target) {
            Kind::Name => Task::Expr(target, Ctx::level(Level::New).with(Ctx::UNWRAPPED)),
            _ => Task::Pattern(target),
        });
    }

    /// Has the pattern `target` broken over lines where its value would have to go down: `= user` stays behind it.
    pub(super) fn stretch_for(&mut self, target: NodeId, value: NodeId) {
        let is_pattern = matches!(self.tree.kind(target), Kind::ObjectPattern | Kind::ArrayPattern);
        // `require("m")` could be broken, and nobody would.
        let is_plain_call = matches!(self.tree.kind(value), Kind::Call | Kind::New | Kind::Await)
            && !self.tree.kids(value).last().is_some_and(|&last| self.breaks_well(last));
        if is_pattern
            && (is_plain_call || !self.breaks_inside(value))
            && let (Some(pattern), Some(width)) = (self.flat(target), self.flat(value))
            && pattern + width + 4 > self.room()
        {
            self.stretched = Some(target);
        }
    }

    /// Whether `id` is a function or literal, which begins on the line of a call and ends on another.
    fn breaks_well(&self, id: NodeId) -> bool {
        matches!(self.tree.kind(id), Kind::Function | Kind::Object | Kind::Array | Kind::Template)
    }

    /// Prints what is assigned, after its `=`: on a line of its own when it is too wide and has no better place to
    /// break.
    pub(super) fn print_value(&mut self, id: NodeId, ctx: Ctx) {
        let goes_down =
            self.is_broken_chain(id, 2) || !self.breaks_inside(id) && !self.fits(id, 2) && self.fits_below(id);
        if self.has_line_comment_before(id) {
            self.out.indent();
            self.flush_lines_before(id);
            self.then(&[Task::Expr(id, ctx.with(Ctx::INDENTED)), Task::Dedent]);
        } else if goes_down {
            self.flush_behind(id);
            self.then(&[Task::Indent, Task::Line, Task::Expr(id, ctx.with(Ctx::INDENTED)), Task::Dedent]);
        } else {
            self.out.push_static(" ");
            self.push_expr(id, ctx);
        }
    }

    /// Whether a value that is too wide can be broken within, its first line staying where it is.
    fn breaks_inside(&self, id: NodeId) -> bool {
        !matches!(
            self.tree.kind(id),
            Kind::Name
                | Kind::String
                | Kind::Number
                | Kind::BigInt
                | Kind::Regex
                | Kind::Member
                | Kind::Private
                | Kind::Unary
                | Kind::Typeof
                | Kind::Void
        ) || self.flat(id).is_none()
    }

    /// Whether `id` has room on a line of its own, or nothing in it could be broken there either. A literal that is broken
    /// below the `=` would be taken for one that is meant to be.
    fn fits_below(&self, id: NodeId) -> bool {
        let mut at = id;
        while matches!(
            self.tree.kind(at),
            Kind::Member | Kind::Private | Kind::Index | Kind::Chain | Kind::Unary | Kind::Typeof | Kind::Void
        ) {
            at = self.tree.kid(at, 0);
        }
        let has_items = matches!(self.tree.kind(at), Kind::Call | Kind::New | Kind::Array | Kind::Object);
        let below = self.out.indent_columns() + 2;
        !has_items || self.flat(id).is_some_and(|width| below + width < self.width)
    }

    /// Prints the operand of `return` or `throw`: no line may end before it, unless parentheses hold it.
    pub(super) fn print_returned(&mut self, id: NodeId) {
        self.out.push_static(" ");
        if self.is_broken_chain(id, 1) || self.has_line_end_before(id) {
            self.print_in_parens(id);
        } else {
            self.out.restrict();
            self.push_expr(id, Ctx::level(Level::Comma));
        }
    }

    /// Prints the test of `if` and loops, between its parentheses. An assignment gets a pair of its own, which says
    /// that it is meant.
    pub(super) fn print_test(&mut self, id: NodeId) {
        let kind = self.tree.kind(id);
        let level = if kind == Kind::Assign { Level::Cond } else { Level::Comma };
        if self.is_broken_chain(id, 3) || self.has_line_comment_before(id) {
            self.print_on_lines(id, level);
        } else {
            self.then(&[Task::Expr(id, Ctx::level(level)), Task::GluedBehind(id)]);
        }
    }

    /// The first operand of the operator `id`, where a comment before it ends its line: it stands in the parentheses of `id`.
    pub(super) fn operand_below_comment(&self, id: NodeId) -> Option<NodeId> {
        let is_operator = |id: NodeId| matches!(self.tree.kind(id), Kind::Binary | Kind::Logical);
        if !is_operator(id) || !self.comments.is_due(self.tree.node(id).span.end) {
            return None;
        }
        let mut first = id;
        while is_operator(first) {
            first = self.tree.kid(first, 0);
        }
        self.has_line_comment_before(first).then_some(first)
    }

    /// Prints the operator `id` on lines of its own, with parentheses around them, and the comments before its `first`
    /// operand in these.
    pub(super) fn print_operator_in_parens(&mut self, id: NodeId, first: NodeId) {
        self.out.push_static("(");
        self.out.indent();
        self.flush_lines_before(first);
        let ctx = Ctx::level(Level::Comma).with(Ctx::INDENTED);
        self.then(&[Task::Expr(id, ctx), Task::BehindLine(id), Task::Dedent, Task::Line, Task::Text(")")]);
    }

    /// Prints the expression `id` on lines of its own with parentheses around them.
    pub(super) fn print_in_parens(&mut self, id: NodeId) {
        self.out.push_static("(");
        self.stack.push(Task::Text(")"));
        self.print_on_lines(id, Level::Comma);
    }

    /// The same for what is called: in Lisp no comment stands beside its parenthesis.
    pub(super) fn print_callee_in_parens(&mut self, id: NodeId) {
        self.out.push_static("(");
        self.stack.push(Task::Text(")"));
        let ctx = Ctx::level(Level::Comma).with(Ctx::INDENTED);
        self.then(&[Task::Expr(id, ctx), Task::BehindLine(id), Task::Dedent, Task::Line]);
        self.out.indent();
        self.flush_above(id);
        self.out.end_line();
    }

    /// Prints the expression `id`, with the comments before and behind it, on lines of its own between parentheses.
    pub(super) fn print_on_lines(&mut self, id: NodeId, level: Level) {
        let ctx = Ctx::level(level).with(Ctx::INDENTED);
        self.then(&[Task::Expr(id, ctx), Task::BehindLine(id), Task::Dedent, Task::Line]);
        self.out.indent();
        if !self.flush_lines_before(id) {
            self.out.end_line();
        }
    }

    pub(super) fn print_sequence(&mut self, id: NodeId, ctx: Ctx) {
        let kids = self.tree.kids(id);
        if kids.windows(2).any(|pair| self.has_own_line_comment(id, Some(pair[0]), pair[1])) {
            self.out.settle();
            self.out.indent();
            self.stack.push(Task::Dedent);
        }
        for (at, &kid) in kids.iter().enumerate().rev() {
            self.then(&[Task::Expr(kid, ctx.inner(Level::Assign)), Task::Behind(kid, at + 1 == kids.len())]);
            if at > 0 {
                self.stack.push(Task::Comma(kid));
            }
        }
    }

    /// Goes on to the operand `id` of a comma operator, below the comments that stand on lines of their own before it.
    pub(super) fn print_comma(&mut self, id: NodeId) {
        if !self.out.is_restricted() && self.has_own_lines_before(id) {
            self.out.push_static(",");
            self.out.end_line();
            self.flush_lines_before(id);
        } else {
            self.out.push_static(", ");
        }
    }

    pub(super) fn print_yield(&mut self, id: NodeId, ctx: Ctx) {
        self.write_token("yield", id);
        let value = self.opt_kid(id, 0);
        if self.tree.kind(id) == Kind::YieldStar {
            self.write_quiet("*", id);
        }
        if let Some(value) = value {
            self.out.push_static(" ");
            if self.has_line_end_before(value) {
                return self.print_in_parens(value);
            }
            self.out.restrict();
            self.push_expr(value, ctx.inner(Level::Assign));
        }
    }
}

/// The operator that assigns the result of `op`.
fn compound_text(op: Binary) -> &'static str {
    debug_assert!(
        binary_level(op) > Level::Relational
            || matches!(binary_level(op), Level::BitOr | Level::BitXor | Level::BitAnd)
    );
    match op {
        Binary::Add => "+=",
        Binary::Sub => "-=",
        Binary::Mul => "*=",
        Binary::Div => "/=",
        Binary::Rem => "%=",
        Binary::Exp => "**=",
        Binary::Shl => "<<=",
        Binary::Shr => ">>=",
        Binary::Ushr => ">>>=",
        Binary::BitAnd => "&=",
        Binary::BitOr => "|=",
        Binary::BitXor => "^=",
        // Comparisons have no assignment; a tree that says so is shown as it is.
        Binary::Eq | Binary::NotEq | Binary::LooseEq | Binary::LooseNotEq => "===",
        Binary::Lt | Binary::Gt | Binary::Le | Binary::Ge | Binary::In | Binary::Instanceof => "<",
    }
}

fn logical_assign_text(op: Logical) -> &'static str {
    debug_assert!(logical_level(op) <= Level::And);
    match op {
        Logical::And => "&&=",
        Logical::Or => "||=",
        Logical::Nullish => "??=",
    }
}
