//! Which expression binds how tightly, and where parentheses are wanted.
//!
//! Entering: a node and the level its position asks for. Leaving: whether it stands in parentheses. `(a + b) * c`:
//! the left operand of `*` asks for [`Level::Multiplicative`], `+` gives [`Level::Additive`], which is lower.
//! Levels follow the productions of ECMA-262, 13; what a position forbids beyond levels is in `expr.rs`.
//!
//! Besides the parentheses that the grammar needs there are those that readers want: `(a && b) || c`, `(a % b) * c`.

use sx_ir::{Binary, Flags, Kind, Logical, NodeId, Tree};

/// How tightly an expression binds, loosest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub(super) enum Level {
    /// Expression: `a, b`
    Comma,
    /// `AssignmentExpression`: `a = b`, `(a) => b`, `yield a`
    Assign,
    /// `ConditionalExpression`: `a ? b : c`
    Cond,
    /// `CoalesceExpression`: `a ?? b`
    Nullish,
    /// `a || b`
    Or,
    /// `a && b`
    And,
    /// `a | b`
    BitOr,
    /// `a ^ b`
    BitXor,
    /// `a & b`
    BitAnd,
    /// `a === b`
    Equality,
    /// `a < b`
    Relational,
    /// `a << b`
    Shift,
    /// `a + b`
    Additive,
    /// `a * b`
    Multiplicative,
    /// `a ** b`
    Exponent,
    /// `UnaryExpression`: `-a`, `await a`
    Prefix,
    /// `UpdateExpression`: `a++`, `++a`
    Update,
    /// `NewExpression` without arguments: `new A`
    New,
    /// `CallExpression`, `OptionalExpression`: `a()`, `a?.b`
    Call,
    /// Whatever is never put in parentheses for its level.
    Primary,
}

impl Level {
    const ALL: [Level; 20] = [
        Level::Comma,
        Level::Assign,
        Level::Cond,
        Level::Nullish,
        Level::Or,
        Level::And,
        Level::BitOr,
        Level::BitXor,
        Level::BitAnd,
        Level::Equality,
        Level::Relational,
        Level::Shift,
        Level::Additive,
        Level::Multiplicative,
        Level::Exponent,
        Level::Prefix,
        Level::Update,
        Level::New,
        Level::Call,
        Level::Primary,
    ];

    /// The next tighter level.
    pub(super) fn above(self) -> Level {
        Self::ALL[(self as usize + 1).min(Self::ALL.len() - 1)]
    }
}

/// The level of a binary operator.
pub(super) fn binary_level(op: Binary) -> Level {
    match op {
        Binary::BitOr => Level::BitOr,
        Binary::BitXor => Level::BitXor,
        Binary::BitAnd => Level::BitAnd,
        Binary::Eq | Binary::NotEq | Binary::LooseEq | Binary::LooseNotEq => Level::Equality,
        Binary::Lt | Binary::Gt | Binary::Le | Binary::Ge | Binary::In | Binary::Instanceof => Level::Relational,
        Binary::Shl | Binary::Shr | Binary::Ushr => Level::Shift,
        Binary::Add | Binary::Sub => Level::Additive,
        Binary::Mul | Binary::Div | Binary::Rem => Level::Multiplicative,
        Binary::Exp => Level::Exponent,
    }
}

/// The level of a logical operator.
pub(super) fn logical_level(op: Logical) -> Level {
    match op {
        Logical::Nullish => Level::Nullish,
        Logical::Or => Level::Or,
        Logical::And => Level::And,
    }
}

/// The level of an expression. Patterns and statements, which are never asked, count as primary.
pub(super) fn level_of(tree: &Tree, id: NodeId) -> Level {
    let node = tree.node(id);
    match node.kind {
        Kind::Sequence => Level::Comma,
        Kind::Assign | Kind::Compound | Kind::LogicalAssign | Kind::Yield | Kind::YieldStar => Level::Assign,
        Kind::Function if node.flags.has(Flags::ARROW) => Level::Assign,
        Kind::Cond => Level::Cond,
        Kind::Logical => logical_level(Logical::from_payload(node.payload)),
        Kind::Binary => binary_level(Binary::from_payload(node.payload)),
        Kind::PrivateIn => Level::Relational,
        Kind::Unary | Kind::Typeof | Kind::Void | Kind::Delete | Kind::Await => Level::Prefix,
        Kind::Update => Level::Update,
        Kind::New if node.flags.has(Flags::BARE) && tree.kids(id).len() == 1 => Level::New,
        Kind::Call | Kind::ImportCall | Kind::Chain => Level::Call,
        _ => Level::Primary,
    }
}

/// The level that the operand `operand` of `parent` must have.
pub(super) fn binary_operand_level(tree: &Tree, parent: Binary, operand: NodeId, is_left: bool) -> Level {
    if tree.kind(operand) == Kind::Binary
        && is_unclear_binary(parent, Binary::from_payload(tree.payload(operand)), is_left)
    {
        return Level::Primary;
    }
    let own = binary_level(parent);
    match (parent, is_left) {
        // The left operand of `**` is an UpdateExpression: `(-a) ** b`, `(a ** b) ** c`.
        (Binary::Exp, true) => Level::Update,
        (Binary::Exp, false) | (_, true) => own,
        (_, false) => own.above(),
    }
}

/// The level that the operand `operand` of the logical `parent` must have.
pub(super) fn logical_operand_level(tree: &Tree, parent: Logical, operand: NodeId, is_left: bool) -> Level {
    let own = logical_level(parent);
    if tree.kind(operand) == Kind::Logical {
        let child = Logical::from_payload(tree.payload(operand));
        // `??` never mixes with the others without parentheses; `(a && b) || c` is clearer with them.
        return if is_left && child == parent { own } else { Level::Primary };
    }
    own.above()
}

/// Whether `child` as an operand of `parent` reads badly without parentheses although it binds tighter, or as tightly
/// on the left.
fn is_unclear_binary(parent: Binary, child: Binary, is_left: bool) -> bool {
    let (outer, inner) = (binary_level(parent), binary_level(child));
    if inner == outer {
        return is_left && !flattens(parent, child);
    }
    if inner < outer {
        return false;
    }
    let is_bitwise = matches!(outer, Level::BitOr | Level::BitXor | Level::BitAnd | Level::Shift);
    is_bitwise || (child == Binary::Rem && outer == Level::Additive)
}

/// Whether `a child b parent c` of one level reads as one chain.
fn flattens(parent: Binary, child: Binary) -> bool {
    match binary_level(parent) {
        Level::Equality | Level::Exponent | Level::Shift => false,
        Level::Multiplicative => parent == child && parent != Binary::Rem,
        _ => true,
    }
}

/// Whether the left operand `left` goes on the chain of operators that `parent` ends, without parentheses.
pub(super) fn continues_chain(tree: &Tree, parent: NodeId, left: NodeId) -> bool {
    let (outer, inner) = (tree.node(parent), tree.node(left));
    match (outer.kind, inner.kind) {
        (Kind::Logical, Kind::Logical) => outer.payload == inner.payload,
        (Kind::Binary, Kind::Binary) => {
            let (outer, inner) = (Binary::from_payload(outer.payload), Binary::from_payload(inner.payload));
            binary_level(outer) == binary_level(inner) && flattens(outer, inner)
        }
        _ => false,
    }
}

/// Whether `kind` assigns: between `?` and `:` it stands in parentheses, which readers want.
pub(super) fn is_assignment(kind: Kind) -> bool {
    matches!(kind, Kind::Assign | Kind::Compound | Kind::LogicalAssign)
}

/// Whether `kind` is a place. Without [`Flags::PLACE`] such a node stands for the value read from it.
pub(super) fn is_place(kind: Kind) -> bool {
    matches!(kind, Kind::Name | Kind::Member | Kind::Index | Kind::Private | Kind::SuperMember | Kind::SuperIndex)
}

/// Whether `id`, where a place would mean something else, must be made a value: `(0, a.b)()`.
pub(super) fn is_value_of_place(tree: &Tree, id: NodeId) -> bool {
    let node = tree.node(id);
    let shape = if node.kind == Kind::Chain { tree.kind(tree.kid(id, 0)) } else { node.kind };
    is_place(shape) && !node.flags.has(Flags::PLACE)
}

/// Whether the leftmost links of the callee of `new` hold a call, which `new` would take for its own:
/// `new (a().b)()`. Each callee's links are walked once, however deep.
pub(super) fn has_call_in_links(tree: &Tree, callee: NodeId) -> bool {
    let mut at = callee;
    loop {
        match tree.kind(at) {
            Kind::Call | Kind::ImportCall => return true,
            Kind::Member | Kind::Index | Kind::Private | Kind::TaggedTemplate => at = tree.kid(at, 0),
            _ => return at == callee && tree.kind(at) == Kind::Chain,
        }
    }
}
