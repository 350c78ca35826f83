//! Operators: `(+ a b c)`, `(< a b)`, `(and a b)`, `(set! x v)`, `(+= x 1)`, `(++ x)`, and their values as functions.

use crate::diagnostics as diag;
use crate::expander::{Expander, MAX_WIDTH, Stx};
use sx_base::{Span, Symbol};
use sx_ir::{Binary, BindingKind, Flags, Kind, Logical, NO_SYMBOL, NodeId, Unary};
use sx_reader::{CoreForm, FormKind};

/// What an operator form lowers to, and how many operands it takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Operator {
    /// Any number from 1 (`-`, `+`: also prefix; `*`: one operand is itself) or 2 on, grouped to the left.
    Arithmetic(Binary),
    /// Exactly two operands.
    Binary(Binary),
    /// Two operands or a chain.
    Comparison(Binary),
    /// Any number.
    Logical(Logical),
    /// One operand.
    Unary(Unary),
    /// `(+= place value)`.
    Compound(Binary),
    /// `(&&= place value)`.
    LogicalAssign(Logical),
    /// `(++ place)`.
    Update(Flags),
}

/// The operator of a special form.
pub(crate) fn operator(core: CoreForm) -> Option<Operator> {
    use CoreForm as F;
    use Operator as O;
    Some(match core {
        F::Add => O::Arithmetic(Binary::Add),
        F::Sub => O::Arithmetic(Binary::Sub),
        F::Mul => O::Arithmetic(Binary::Mul),
        F::Div => O::Arithmetic(Binary::Div),
        F::Rem => O::Binary(Binary::Rem),
        F::Exp => O::Binary(Binary::Exp),
        F::Shl => O::Binary(Binary::Shl),
        F::Shr => O::Binary(Binary::Shr),
        F::Ushr => O::Binary(Binary::Ushr),
        F::BitAnd => O::Arithmetic(Binary::BitAnd),
        F::BitOr => O::Arithmetic(Binary::BitOr),
        F::BitXor => O::Arithmetic(Binary::BitXor),
        F::BitNot => O::Unary(Unary::BitNot),
        F::Eq => O::Comparison(Binary::Eq),
        F::NotEq => O::Binary(Binary::NotEq),
        F::LooseEq => O::Comparison(Binary::LooseEq),
        F::LooseNotEq => O::Binary(Binary::LooseNotEq),
        F::Lt => O::Comparison(Binary::Lt),
        F::Gt => O::Comparison(Binary::Gt),
        F::Le => O::Comparison(Binary::Le),
        F::Ge => O::Comparison(Binary::Ge),
        F::In => O::Binary(Binary::In),
        F::Instanceof => O::Binary(Binary::Instanceof),
        F::And => O::Logical(Logical::And),
        F::Or => O::Logical(Logical::Or),
        F::Nullish => O::Logical(Logical::Nullish),
        F::Not => O::Unary(Unary::Not),
        F::AddAssign => O::Compound(Binary::Add),
        F::SubAssign => O::Compound(Binary::Sub),
        F::MulAssign => O::Compound(Binary::Mul),
        F::DivAssign => O::Compound(Binary::Div),
        F::RemAssign => O::Compound(Binary::Rem),
        F::ExpAssign => O::Compound(Binary::Exp),
        F::ShlAssign => O::Compound(Binary::Shl),
        F::ShrAssign => O::Compound(Binary::Shr),
        F::UshrAssign => O::Compound(Binary::Ushr),
        F::AndAssign => O::Compound(Binary::BitAnd),
        F::OrAssign => O::Compound(Binary::BitOr),
        F::XorAssign => O::Compound(Binary::BitXor),
        F::LogicalAndAssign => O::LogicalAssign(Logical::And),
        F::LogicalOrAssign => O::LogicalAssign(Logical::Or),
        F::NullishAssign => O::LogicalAssign(Logical::Nullish),
        F::PlusPlus => O::Update(Flags::NONE),
        F::MinusMinus => O::Update(Flags::DECREMENT),
        F::PreIncrement => O::Update(Flags::PREFIX),
        F::PostIncrement => O::Update(Flags::POSTFIX),
        F::PreDecrement => O::Update(Flags::PREFIX | Flags::DECREMENT),
        F::PostDecrement => O::Update(Flags::POSTFIX | Flags::DECREMENT),
        _ => return None,
    })
}

/// Number of parameters of an operator's function value.
pub(crate) fn operand_count(core: CoreForm) -> Option<usize> {
    match operator(core)? {
        Operator::Arithmetic(_) | Operator::Binary(_) | Operator::Comparison(_) | Operator::Logical(_) => Some(2),
        Operator::Unary(_) => Some(1),
        Operator::Compound(_) | Operator::LogicalAssign(_) | Operator::Update(_) => None,
    }
}

impl Expander<'_> {
    /// An operator form.
    pub(crate) fn expand_operator(&mut self, core: CoreForm, op: Operator, stx: Stx, kids: &[Stx]) -> NodeId {
        let tok = self.span(kids[0]);
        let operands = &kids[1..];
        if operands.len() > MAX_WIDTH {
            return self.error(diag::too_deep(self.span(stx), MAX_WIDTH as u32));
        }
        match op {
            Operator::Arithmetic(binary) => self.expand_arithmetic(core, binary, stx, operands, tok),
            Operator::Binary(binary) => {
                let [a, b] = operands[..] else {
                    return self.error(diag::operator_arity(self.span(stx), core.name(), "2", operands.len()));
                };
                if core == CoreForm::In
                    && let FormKind::Symbol(name) = self.kind(a)
                    && let Some(private) = name.as_str().strip_prefix('#')
                {
                    let Some(js) = sx_base::names::js_name(Symbol::intern(private)) else {
                        return self.error(diag::bad_member(self.span(a), name));
                    };
                    let at = self.span(a);
                    let Some(number) = self.use_private(js, a.set, at) else { return self.none_error() };
                    let object = self.expand(b);
                    let node = self.node(Kind::PrivateIn, Flags::NONE, js.index(), &[object], stx, tok);
                    self.use_private_in(number, node);
                    return node;
                }
                let (a, b) = (self.expand(a), self.expand(b));
                self.binary(core, binary, a, b, stx, tok)
            }
            Operator::Comparison(binary) => match operands.len() {
                0 | 1 => self.error(diag::operator_arity(self.span(stx), core.name(), "2 or more", operands.len())),
                2 => {
                    let (a, b) = (self.expand(operands[0]), self.expand(operands[1]));
                    self.binary(core, binary, a, b, stx, tok)
                }
                _ => {
                    let values = self.expand_all(operands);
                    self.node(Kind::Compare, Flags::NONE, binary.payload(), &values, stx, tok)
                }
            },
            Operator::Logical(logical) => self.expand_logical(core, logical, stx, operands, tok),
            Operator::Unary(unary) => {
                let [value] = operands[..] else {
                    return self.error(diag::operator_arity(self.span(stx), core.name(), "1", operands.len()));
                };
                let value = self.expand(value);
                self.node(Kind::Unary, Flags::NONE, unary.payload(), &[value], stx, tok)
            }
            Operator::Compound(binary) => {
                self.expand_compound(core, Kind::Compound, binary.payload(), stx, operands, tok)
            }
            Operator::LogicalAssign(logical) => {
                self.expand_compound(core, Kind::LogicalAssign, logical.payload(), stx, operands, tok)
            }
            Operator::Update(flags) => {
                let [place] = operands[..] else {
                    return self.error(diag::operator_arity(self.span(stx), core.name(), "1", operands.len()));
                };
                let target = self.expand_place_or_call(place);
                self.mark_assigned(target, place);
                self.node(Kind::Update, flags, NO_SYMBOL, &[target], stx, tok)
            }
        }
    }

    /// A binary node; in macro code `=` compares symbols by name.
    fn binary(&mut self, core: CoreForm, op: Binary, a: NodeId, b: NodeId, stx: Stx, tok: Span) -> NodeId {
        if self.tree_number > 0 && matches!(core, CoreForm::Eq | CoreForm::NotEq) {
            let same = self.runtime_call("same", &[a, b], stx);
            if core == CoreForm::Eq {
                return same;
            }
            return self.node(Kind::Unary, Flags::NONE, Unary::Not.payload(), &[same], stx, tok);
        }
        self.node(Kind::Binary, Flags::NONE, op.payload(), &[a, b], stx, tok)
    }

    fn expand_arithmetic(&mut self, core: CoreForm, op: Binary, stx: Stx, operands: &[Stx], tok: Span) -> NodeId {
        if operands.iter().any(|&operand| self.kind(operand) == FormKind::Spread) {
            return self.expand_spread_arithmetic(op, stx, operands, tok);
        }
        match operands {
            [] => self.error(diag::operator_arity(self.span(stx), core.name(), "1 or more", 0)),
            [one] => {
                let value = self.expand(*one);
                let unary = match op {
                    Binary::Sub => Unary::Minus,
                    Binary::Add => Unary::Plus,
                    _ => return self.error(diag::operator_arity(self.span(stx), core.name(), "2 or more", 1)),
                };
                self.node(Kind::Unary, Flags::NONE, unary.payload(), &[value], stx, tok)
            }
            [first, rest @ ..] => {
                let mut node = self.expand(*first);
                for &operand in rest {
                    let value = self.expand(operand);
                    node = self.node(Kind::Binary, Flags::NONE, op.payload(), &[node, value], stx, tok);
                }
                node
            }
        }
    }

    /// `(+ 1 ...xs)`, as `(apply + 1 xs)` gives it: `[1, ...xs].reduce((a, b) => a + b)`. Where there may be one operand,
    /// or none, that is itself, negated by `-`; a sum of none is 0, a product 1.
    fn expand_spread_arithmetic(&mut self, op: Binary, stx: Stx, operands: &[Stx], tok: Span) -> NodeId {
        let items = self.expand_arguments(operands);
        let array = self.plain(Kind::Array, &items, stx, tok);
        let name = Symbol::intern("reduce").index();
        let callee = self.node(Kind::Member, Flags::PLACE, name, &[array], stx, tok);
        let plain = operands.iter().filter(|&&operand| self.kind(operand) != FormKind::Spread).count();
        let (names, start): (&[&str], _) = match (op, plain) {
            (Binary::Add, 0) => (&["a", "b", "i"], Some("0")),
            (Binary::Mul, 0) => (&["a", "b", "i"], Some("1")),
            (Binary::Sub, 0 | 1) => (&["a", "b", "i", "all"], Some("0")),
            _ => (&["a", "b"], None),
        };
        let made: Vec<_> = names.iter().map(|name| self.fresh_binding(name, BindingKind::Param)).collect();
        let params: Vec<NodeId> =
            made.iter().map(|binding| self.node(Kind::Bind, Flags::NONE, binding.0, &[], stx, tok)).collect();
        let read = |this: &mut Self, nth: usize| this.name_node(made[nth], stx, tok, Flags::NONE);
        let pair = [read(self, 0), read(self, 1)];
        let mut value = self.node(Kind::Binary, Flags::NONE, op.payload(), &pair, stx, tok);
        if start.is_some() {
            // The first item stands for itself.
            let mut first = read(self, 1);
            if op == Binary::Sub {
                let all = read(self, 3);
                let length = Symbol::intern("length").index();
                let length = self.node(Kind::Member, Flags::NONE, length, &[all], stx, tok);
                let one = self.node(Kind::Number, Flags::NONE, Symbol::intern("1").index(), &[], stx, tok);
                let several = self.node(Kind::Binary, Flags::NONE, Binary::Gt.payload(), &[length, one], stx, tok);
                let item = read(self, 1);
                let negated = self.node(Kind::Unary, Flags::NONE, Unary::Minus.payload(), &[item], stx, tok);
                first = self.node(Kind::Cond, Flags::NONE, NO_SYMBOL, &[several, first, negated], stx, tok);
            }
            let index = read(self, 2);
            value = self.node(Kind::Cond, Flags::NONE, NO_SYMBOL, &[index, value, first], stx, tok);
        }
        let mut call = vec![callee, self.arrow(stx, &params, value)];
        if let Some(start) = start {
            call.push(self.node(Kind::Number, Flags::NONE, Symbol::intern(start).index(), &[], stx, tok));
        }
        self.plain(Kind::Call, &call, stx, tok)
    }

    fn expand_logical(&mut self, core: CoreForm, op: Logical, stx: Stx, operands: &[Stx], tok: Span) -> NodeId {
        match operands {
            [] if core == CoreForm::And => self.leaf(Kind::True, NO_SYMBOL, stx),
            [] if core == CoreForm::Or => self.leaf(Kind::False, NO_SYMBOL, stx),
            [] => self.error(diag::operator_arity(self.span(stx), core.name(), "2 or more", 0)),
            [first, rest @ ..] => {
                let mut node = self.expand(*first);
                for &operand in rest {
                    let value = self.expand(operand);
                    node = self.node(Kind::Logical, Flags::NONE, op.payload(), &[node, value], stx, tok);
                }
                node
            }
        }
    }

    fn expand_compound(
        &mut self,
        core: CoreForm,
        kind: Kind,
        payload: u32,
        stx: Stx,
        operands: &[Stx],
        tok: Span,
    ) -> NodeId {
        let [place, value] = operands[..] else {
            return self.error(diag::operator_arity(self.span(stx), core.name(), "2", operands.len()));
        };
        // The newer operators take no call (ECMA-262, AssignmentTargetType).
        let target = match kind {
            Kind::LogicalAssign => self.expand_place(place),
            _ => self.expand_place_or_call(place),
        };
        self.mark_assigned(target, place);
        let value = self.expand(value);
        self.node(kind, Flags::NONE, payload, &[target, value], stx, tok)
    }

    /// `(set! place value)`.
    pub(crate) fn expand_set_bang(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        let [head, target, value] = kids[..] else {
            return self.error(diag::shape(self.span(stx), "set!", "(set! place value)"));
        };
        let target_node = self.expand_target(target);
        let value = self.expand(value);
        let tok = self.span(head);
        self.plain(Kind::Assign, &[target_node, value], stx, tok)
    }

    /// The target of an assignment: a place, an assignment pattern, or in sloppy code a call.
    pub(crate) fn expand_target(&mut self, stx: Stx) -> NodeId {
        let stx = self.peel(stx);
        if matches!(self.kind(stx), FormKind::Array | FormKind::Object) {
            return self.expand_pattern(stx, crate::pattern::Leaf::Assign);
        }
        let node = self.expand_place_or_call(stx);
        self.mark_assigned(node, stx);
        node
    }

    /// Notes an assignment to a name; assigning a constant, or what may not be there, is an error.
    pub(crate) fn mark_assigned(&mut self, target: NodeId, stx: Stx) {
        if self.tree.kind(target) == Kind::Chain {
            return self.report(diag::optional_target(self.span(stx)));
        }
        if self.tree.kind(target) != Kind::Name {
            return;
        }
        let at = self.tree.payload(target) as usize;
        let binding = &mut self.tree.bindings[at];
        let (kind, name, declared) = (binding.kind, binding.written, binding.span);
        binding.assigned = true;
        let what = match kind {
            BindingKind::Const => "a constant",
            BindingKind::Import => "an import",
            _ => return,
        };
        // `(set! \a 1)` is what JavaScript says: an error when it runs.
        if self.is_def(at) || matches!(self.kind(stx), FormKind::Verbatim(_)) {
            return;
        }
        self.report(diag::assigns_constant(self.span(stx), name, what, declared));
    }

    /// A special form where a value is wanted: operators become functions.
    pub(crate) fn expand_core_value(&mut self, stx: Stx, core: CoreForm) -> NodeId {
        let tok = self.span(stx);
        let Some(op) = operator(core) else {
            return self.error(diag::form_as_value(tok, core.name()));
        };
        let (names, kind, payload): (&[&str], Kind, u32) = match op {
            Operator::Arithmetic(op) | Operator::Binary(op) | Operator::Comparison(op) => {
                (&["a", "b"], Kind::Binary, op.payload())
            }
            Operator::Logical(op) => (&["a", "b"], Kind::Logical, op.payload()),
            Operator::Unary(op) => (&["a"], Kind::Unary, op.payload()),
            Operator::Compound(_) | Operator::LogicalAssign(_) | Operator::Update(_) => {
                return self.error(diag::form_as_value(tok, core.name()));
            }
        };
        let mut params = vec![];
        let mut reads = vec![];
        for name in names {
            let binding = self.fresh_binding(name, BindingKind::Param);
            params.push(self.node(Kind::Bind, Flags::NONE, binding.0, &[], stx, tok));
            reads.push(self.name_node(binding, stx, tok, Flags::NONE));
        }
        let value = self.node(kind, Flags::NONE, payload, &reads, stx, tok);
        self.arrow(stx, &params, value)
    }

    /// `(params…) => value`, with an expression body.
    pub(crate) fn arrow(&mut self, stx: Stx, params: &[NodeId], value: NodeId) -> NodeId {
        let tok = self.span(stx);
        let params = self.plain(Kind::Params, params, stx, tok);
        let body = self.plain(Kind::Body, &[value], stx, tok);
        let none = self.none();
        self.node(Kind::Function, Flags::ARROW | Flags::IMPLICIT, NO_SYMBOL, &[none, params, body], stx, tok)
    }

    /// A binding that the compiler makes.
    pub(crate) fn fresh_binding(&mut self, name: &str, kind: BindingKind) -> sx_ir::BindingId {
        let name = Symbol::intern(name);
        self.tree.bind(sx_ir::Binding {
            name,
            written: name,
            kind,
            assigned: false,
            fixed: false,
            fresh: true,
            span: Span::NONE,
        })
    }
}
