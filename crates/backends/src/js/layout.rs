//! What fits into a line: the widths of all nodes, measured once.
//!
//! Entering: a tree. Leaving: for each node the columns it takes on one line, or that it cannot stand on one line.
//! `f(a, b)` takes 7; a function with statements in its body never fits. Children come before their parents in the
//! arena, so that one sweep is enough.
//!
//! Widths count bytes, and of parentheses those around operands only: they decide how text looks, never what it means.

use super::comment_cursor::Cursor;
use super::pattern::is_shorthand;
use super::precedence::{Level, binary_operand_level, is_assignment, level_of, logical_operand_level};
use sx_base::{Span, Symbol};
use sx_ir::{Binary, DeclareKind, Flags, Kind, Logical, NodeId, Tree};

/// Widths from here on are not told apart.
const WIDEST: u32 = 10_000;
const NEVER: u16 = u16::MAX;

#[derive(Clone, Copy, Default)]
struct Width {
    /// Columns on one line, or [`NEVER`].
    flat: u16,
    /// Columns of the first line when what cannot stand on one line is broken.
    first: u16,
    /// The items of the node's list stand on lines of their own whatever their width.
    is_forced: bool,
    /// The conditional chooses an element of JSX, perhaps by another conditional behind its `:`.
    chooses_jsx: bool,
    /// More of the form in the source that the node comes from follows it: of `(+ a b c)` the `a + b`.
    goes_on: bool,
}

/// The widths of the nodes below a root.
pub(super) struct Layout {
    /// The lowest id below the root.
    base: u32,
    widths: Vec<Width>,
}

impl Layout {
    /// Measures `root` and all below it.
    pub(super) fn measure(tree: &Tree, root: NodeId, comments: &Cursor) -> Self {
        let (mut base, mut work) = (root, vec![root]);
        while let Some(id) = work.pop() {
            base = base.min(id);
            work.extend_from_slice(tree.kids(id));
        }
        let base = base.0;
        let mut layout = Self { base, widths: Vec::with_capacity((root.0 - base) as usize + 1) };
        for id in base..=root.0 {
            let width = layout.width_of(tree, NodeId(id), comments);
            layout.widths.push(width);
            if !comments.table.is_empty() {
                layout.note_parts(tree, NodeId(id));
            }
        }
        layout
    }

    /// Notes which children of `id` are parts of the form that `id` comes from as a whole.
    fn note_parts(&mut self, tree: &Tree, id: NodeId) {
        let (span, kids) = (tree.node(id).span, tree.kids(id));
        let is_link = matches!(tree.kind(id), Kind::Member | Kind::Private | Kind::Call);
        let Some(last) = kids.last().map(|&last| tree.node(last).span) else { return };
        let count = match kids.len() {
            _ if is_link => 1,
            count if !last.is_none() && last.start < span.end => count - 1,
            _ => 0,
        };
        for kid in &kids[..count] {
            if tree.node(*kid).span == span
                && let Some(width) = kid.0.checked_sub(self.base).and_then(|at| self.widths.get_mut(at as usize))
            {
                width.goes_on = true;
            }
        }
    }

    fn get(&self, id: NodeId) -> Width {
        id.0.checked_sub(self.base).and_then(|at| self.widths.get(at as usize)).copied().unwrap_or_default()
    }

    /// Columns of `id` on one line, if it can stand on one.
    pub(super) fn flat(&self, id: NodeId) -> Option<u32> {
        let width = self.get(id).flat;
        (width != NEVER).then_some(u32::from(width))
    }

    /// Columns of the first line of `id`.
    pub(super) fn first(&self, id: NodeId) -> u32 {
        u32::from(self.get(id).first)
    }

    /// Columns of `id` up to where its first line may end: of an object `{`, of a function what is before its body.
    pub(super) fn opening(&self, tree: &Tree, id: NodeId) -> u32 {
        let node = tree.node(id);
        match node.kind {
            Kind::Object | Kind::Array => 1,
            Kind::Function => {
                let head: u32 = tree.kids(id).iter().take(2).map(|&kid| self.first(kid)).sum();
                head + opening_width(node.flags) + 1
            }
            _ => self.first(id),
        }
    }

    /// Whether the items of `id` stand on lines of their own whatever their width.
    pub(super) fn is_forced(&self, id: NodeId) -> bool {
        self.get(id).is_forced
    }

    /// Whether more of the form in the source that `id` comes from follows it.
    pub(super) fn goes_on(&self, id: NodeId) -> bool {
        self.get(id).goes_on
    }

    /// Whether the conditional `id` chooses an element of JSX.
    pub(super) fn chooses_jsx(&self, id: NodeId) -> bool {
        self.get(id).chooses_jsx
    }

    fn width_of(&self, tree: &Tree, id: NodeId, comments: &Cursor) -> Width {
        let (mut own, mut kids) = (own_width(tree, id), tree.kids(id));
        if is_shorthand(tree, id) {
            (own, kids) = (Own::Columns(0), &kids[1..]);
        }
        if is_group(tree.kind(id)) && is_forced(tree, id, comments) {
            let before = match tree.kind(id) {
                Kind::Call | Kind::New => self.first(kids[0]),
                _ => 0,
            };
            return Width { flat: NEVER, first: narrow(before + 1), is_forced: true, ..Width::default() };
        }
        let chooses_jsx = tree.kind(id) == Kind::Cond
            && kids[1..].iter().any(|&kid| tree.kind(kid) == Kind::JsxElement || self.get(kid).chooses_jsx);
        let has_comments = matches!(tree.kind(id), Kind::Cond | Kind::Binary | Kind::Logical | Kind::JsxElement)
            && !tree.flags(id).has(Flags::TEMPLATE)
            && has_line_enders(tree.node(id).span, tree, kids, comments);
        if own == Own::Never || has_comments || has_blank_children(tree, id, comments) {
            let head: u32 = kids[..kids.len().min(2)].iter().map(|&kid| self.first(kid)).sum();
            return Width { flat: NEVER, first: narrow(head + 10), chooses_jsx, ..Width::default() };
        }
        let Own::Columns(mut own) = own else { return Width::default() };
        if tree.kind(id) == Kind::JsxElement && kids.len() > 2 {
            // The tag is written twice.
            own += self.first(kids[0]);
        }
        own += operand_parens(tree, id, kids);
        let (mut sum, mut first, mut is_flat) = (own, own, true);
        for &kid in kids {
            let width = self.get(kid);
            if is_flat {
                first += u32::from(width.first);
            }
            is_flat &= width.flat != NEVER;
            sum = (sum + u32::from(width.flat)).min(WIDEST);
        }
        if is_flat {
            Width { flat: narrow(sum), first: narrow(sum), chooses_jsx, ..Width::default() }
        } else {
            Width { flat: NEVER, first: narrow(first), chooses_jsx, ..Width::default() }
        }
    }
}

fn narrow(width: u32) -> u16 {
    width.min(WIDEST) as u16
}

/// Columns that a node takes besides its children.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Own {
    Columns(u32),
    /// It holds line ends whatever its children are.
    Never,
}

fn is_group(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Array
            | Kind::Object
            | Kind::Call
            | Kind::New
            | Kind::Params
            | Kind::ArrayPattern
            | Kind::ObjectPattern
            | Kind::Import
            | Kind::ExportList
            | Kind::ExportFrom
            | Kind::Declare
            | Kind::JsxAttributes
    )
}

/// Whether the source breaks the group, or a comment between its items does.
fn is_forced(tree: &Tree, id: NodeId, comments: &Cursor) -> bool {
    let node = tree.node(id);
    let kids = tree.kids(id);
    let has_items = kids.len() > usize::from(matches!(node.kind, Kind::Call | Kind::New));
    // `(new Set` before the line of its argument is how Lisp breaks a line, and says nothing.
    if node.flags.has(Flags::MULTILINE) && node.kind != Kind::New {
        return has_items;
    }
    if node.flags.has(Flags::TEMPLATE) {
        return false;
    }
    // What is called does not belong to the arguments.
    let (before, items) = match node.kind {
        Kind::Call | Kind::New => (callee_end(tree, id), &kids[1..]),
        _ => (node.span.start, kids),
    };
    !node.span.is_none()
        && before <= node.span.end
        && has_line_enders(Span::new(before, node.span.end), tree, items, comments)
}

/// Where what stands before the arguments of the call `id` ends in the source: in `(.m o a)` behind the object, in
/// `(js/call o k a)` behind the key.
pub(super) fn callee_end(tree: &Tree, id: NodeId) -> u32 {
    let (span, callee) = (tree.node(id).span, tree.kid(id, 0));
    let last = match tree.kind(callee) {
        Kind::Member | Kind::Private | Kind::Index if tree.node(callee).span.end >= span.end => {
            tree.kids(callee).last().map(|&last| tree.node(last).span)
        }
        _ => None,
    };
    let inner = last.filter(|last| !last.is_none() && span.start <= last.start && last.end <= span.end);
    inner.unwrap_or(tree.node(callee).span).end
}

/// Whether a comment that ends its line stands in `span` between the nodes `items`.
fn has_line_enders(span: Span, tree: &Tree, items: &[NodeId], comments: &Cursor) -> bool {
    let all = comments.line_enders_in(span);
    all > 0 && all > items.iter().map(|&item| comments.line_enders_in(tree.node(item).span)).sum()
}

/// Whether `id` is an element with a blank line between two of its children.
fn has_blank_children(tree: &Tree, id: NodeId, comments: &Cursor) -> bool {
    if tree.kind(id) != Kind::JsxElement || tree.flags(id).has(Flags::TEMPLATE) {
        return false;
    }
    let children = tree.kids(id).get(2..).unwrap_or_default();
    children.windows(2).any(|pair| {
        let (one, next) = (tree.node(pair[0]).span, tree.node(pair[1]).span);
        !one.is_none() && !next.is_none() && comments.has_blank_line(one.end, next.start)
    })
}

fn symbol_width(payload: u32) -> u32 {
    if payload == sx_ir::NO_SYMBOL { 0 } else { Symbol::from_index(payload).as_wtf8().len() as u32 }
}

/// Width up to the first line end: what comes after it is beyond any line anyhow.
fn text_width(payload: u32) -> u32 {
    let text = Symbol::from_index(payload).as_str();
    text.find('\n').unwrap_or(text.len()) as u32
}

#[expect(clippy::match_same_arms, reason = "a table: each kind stands with its like")]
fn own_width(tree: &Tree, id: NodeId) -> Own {
    let node = tree.node(id);
    let kids = tree.kids(id);
    let count = kids.len() as u32;
    let is_optional = u32::from(node.flags.has(Flags::OPTIONAL));
    let commas = 2 * count.saturating_sub(1);
    Own::Columns(match node.kind {
        Kind::None | Kind::Hole | Kind::Declarator | Kind::Chain => 0,
        Kind::Empty => 1,
        Kind::Null | Kind::True | Kind::This => 4,
        Kind::False | Kind::Super => 5,
        Kind::Name | Kind::Bind => tree.binding(id).name.as_wtf8().len() as u32,
        Kind::Number | Kind::BigInt | Kind::Regex | Kind::KeyName => symbol_width(node.payload),
        Kind::String if let Some(raw) = tree.raw.get(&id) => text_width(raw.index()),
        Kind::String | Kind::PrivateName => symbol_width(node.payload) + 2,
        Kind::Directive => symbol_width(node.payload) + 3,
        Kind::TemplateText | Kind::JsxText => text_width(node.payload),
        Kind::Template => 2 + 3 * (count / 2),
        Kind::TaggedTemplate | Kind::ExportSpecifier => 0,
        Kind::NewTarget | Kind::ImportMeta => 10,
        Kind::Array | Kind::ArrayPattern | Kind::Params => 2 + commas,
        Kind::Object | Kind::ObjectPattern => commas + if count == 0 { 2 } else { 4 },
        Kind::Property | Kind::PatternProperty | Kind::Computed | Kind::JsxExpression => 2,
        Kind::Shorthand => 0,
        Kind::StaticBlock | Kind::Switch | Kind::Try => return Own::Never,
        Kind::Function => return function_width(tree, id),
        Kind::Class if count > 2 => return Own::Never,
        Kind::Class => 18,
        Kind::Block | Kind::Body if count == 0 => 2,
        Kind::Block | Kind::Body | Kind::Case | Kind::Catch | Kind::Program => return Own::Never,
        Kind::Field | Kind::Decorated => 4,
        Kind::Method if node.flags.has(Flags::GET) || node.flags.has(Flags::SET) => 4,
        Kind::Method => 0,
        Kind::Unary => 1,
        Kind::Typeof | Kind::Delete => 7,
        Kind::Void => 5,
        Kind::Await | Kind::Yield | Kind::Throw => 6,
        Kind::YieldStar | Kind::Return => 7,
        Kind::Binary => 2 + Binary::from_payload(node.payload).text().len() as u32,
        Kind::Logical => 2 + Logical::from_payload(node.payload).text().len() as u32,
        Kind::Compound => 3 + Binary::from_payload(node.payload).text().len() as u32,
        Kind::LogicalAssign => 3 + Logical::from_payload(node.payload).text().len() as u32,
        Kind::Cond => 6,
        Kind::Assign | Kind::Default | Kind::Spread | Kind::Rest => 3,
        Kind::Update => 2,
        Kind::Sequence => commas,
        Kind::Call => 2 * count.max(1) - if count > 1 { 2 } else { 0 } + 2 * is_optional,
        Kind::New => 4 + 2 * count.max(1) - if count > 1 { 2 } else { 0 },
        Kind::ImportCall => 8 + commas,
        Kind::PrivateIn => symbol_width(node.payload) + 5,
        Kind::JsxElement => return jsx_element_width(tree, kids),
        // Each after a blank.
        Kind::JsxAttributes => kids.iter().map(|&kid| if tree.kind(kid) == Kind::Spread { 3 } else { 1 }).sum(),
        Kind::JsxAttribute => {
            let value = match kids.first().map(|&value| tree.kind(value)) {
                None | Some(Kind::None) => 0,
                Some(Kind::String) => 1,
                Some(_) => 3,
            };
            symbol_width(node.payload) + value
        }
        Kind::Member => symbol_width(node.payload) + 1 + is_optional,
        Kind::Private => symbol_width(node.payload) + 2 + is_optional,
        Kind::SuperMember => symbol_width(node.payload) + 6,
        Kind::Index => 2 + 2 * is_optional,
        Kind::SuperIndex => 7,
        Kind::Expr => 1,
        Kind::Declare => DeclareKind::from_payload(node.payload).text().len() as u32 + 2 + 3 * count,
        Kind::If => 6 + if count > 2 { 6 } else { 0 },
        Kind::For | Kind::ForIn | Kind::ForOf | Kind::While | Kind::DoWhile | Kind::With => 14,
        Kind::Break => 7 + symbol_width(node.payload),
        Kind::Continue => 10 + symbol_width(node.payload),
        Kind::Label => 2 + symbol_width(node.payload),
        Kind::Debugger => 9,
        Kind::Import | Kind::ExportList | Kind::ExportFrom | Kind::ExportAll => 20 + commas,
        Kind::ImportDefault | Kind::ImportNamespace | Kind::ImportNamed => 2,
        Kind::ExportDeclaration => 7,
        Kind::ExportDefault => 15,
        Kind::LetForm
        | Kind::LetLoop
        | Kind::BeginForm
        | Kind::IfForm
        | Kind::CondForm
        | Kind::Clause
        | Kind::Def
        | Kind::Compare
        | Kind::Error => 0,
    })
}

/// Columns of the parentheses around those operands `kids` of `id` that bind more loosely.
fn operand_parens(tree: &Tree, id: NodeId, kids: &[NodeId]) -> u32 {
    let node = tree.node(id);
    let is_looser = |level: Level, kid: NodeId| u32::from(level_of(tree, kid) < level) * 2;
    // A chain ends with its parentheses: `(a?.b).c`.
    let of_object = |kid: NodeId| if tree.kind(kid) == Kind::Chain { 2 } else { is_looser(Level::Call, kid) };
    let of_sequences =
        |kids: &[NodeId]| 2 * kids.iter().filter(|&&kid| tree.kind(kid) == Kind::Sequence).count() as u32;
    match (node.kind, kids) {
        (Kind::Binary, &[left, right]) => {
            let op = Binary::from_payload(node.payload);
            is_looser(binary_operand_level(tree, op, left, true), left)
                + is_looser(binary_operand_level(tree, op, right, false), right)
        }
        (Kind::Logical, &[left, right]) => {
            let op = Logical::from_payload(node.payload);
            is_looser(logical_operand_level(tree, op, left, true), left)
                + is_looser(logical_operand_level(tree, op, right, false), right)
        }
        (Kind::Cond, &[test, yes, no]) => {
            let of_choice = |kid: NodeId| u32::from(is_assignment(tree.kind(kid))) * 2;
            is_looser(Level::Nullish, test) + of_choice(yes) + of_choice(no) + of_sequences(&[yes, no])
        }
        (Kind::Call, &[callee, ref arguments @ ..]) => {
            let is_definition =
                matches!(tree.kind(callee), Kind::Function | Kind::Class) && !tree.flags(callee).has(Flags::ARROW);
            (if is_definition { 2 } else { of_object(callee) }) + of_sequences(arguments)
        }
        (Kind::Function, &[.., body]) if node.flags.has(Flags::EXPRESSION) => {
            u32::from(matches!(tree.kind(body), Kind::Object | Kind::Cond | Kind::Sequence)) * 2
        }
        (
            Kind::Array
            | Kind::Assign
            | Kind::Compound
            | Kind::Declarator
            | Kind::Default
            | Kind::LogicalAssign
            | Kind::New
            | Kind::Property
            | Kind::Spread,
            _,
        ) => of_sequences(kids),
        (Kind::Unary | Kind::Typeof | Kind::Void | Kind::Delete | Kind::Await, &[operand]) => {
            is_looser(Level::Prefix, operand)
        }
        (Kind::Member | Kind::Private | Kind::Index, &[object, ..]) => of_object(object),
        _ => 0,
    }
}

/// An element with other elements stands on one line only if there is nothing else to tell apart.
fn jsx_element_width(tree: &Tree, kids: &[NodeId]) -> Own {
    let Some((&[tag, attributes], children)) = kids.split_first_chunk::<2>() else { return Own::Columns(0) };
    let is_expression = |&child: &NodeId| match tree.kind(child) {
        Kind::JsxText | Kind::JsxElement => false,
        Kind::JsxExpression => tree.kids(child).first().is_none_or(|&value| tree.kind(value) != Kind::String),
        _ => true,
    };
    let elements = children.iter().filter(|&&child| tree.kind(child) == Kind::JsxElement).count();
    if elements > 1
        || elements == 1
            && (tree.kids(attributes).len() > 1 || children.iter().filter(|child| is_expression(child)).count() > 1)
    {
        return Own::Never;
    }
    let braces = |&child: &NodeId| match tree.kind(child) {
        Kind::JsxText | Kind::JsxElement | Kind::JsxExpression => 0,
        _ => 2,
    };
    let tags = if children.is_empty() && tree.kind(tag) != Kind::None { 4 } else { 5 };
    Own::Columns(tags + children.iter().map(braces).sum::<u32>())
}

/// A function with an expression for a body, or with no statement in it, may stand on one line.
fn function_width(tree: &Tree, id: NodeId) -> Own {
    let flags = tree.flags(id);
    let is_empty = tree.kids(id).last().is_some_and(|&body| tree.kids(body).is_empty());
    if !flags.has(Flags::EXPRESSION) && !is_empty {
        return Own::Never;
    }
    let words = if flags.has(Flags::ASYNC) { 6 } else { 0 } + u32::from(flags.has(Flags::GENERATOR));
    Own::Columns(words + if flags.has(Flags::METHOD) { 1 } else { opening_width(flags) })
}

/// Columns of a function up to its body, without name and parameters.
fn opening_width(flags: Flags) -> u32 {
    if flags.has(Flags::ARROW) { 4 } else { 10 }
}
