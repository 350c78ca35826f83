//! What stands where: the slot of every child of every kind, and which kinds a slot accepts.
//!
//! Entering: a parent's kind and the position of a child. Leaving: a [`Slot`]. `Assign` has an assignment target and a
//! value; inside the target, pattern leaves are places; inside a declarator they are `Bind`s. Exactly the slots
//! `Place`, `Operand`, `Callee`, `Tag`, `ForHead` and the targets in [`Mode::Assign`] take places.

use crate::node::{Flags, Kind};
use crate::shape::is_place;
use crate::tree::{NodeId, Tree};

/// Whether the leaves of a pattern declare names or are places assigned to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mode {
    Bind,
    Assign,
}

/// What a position takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Slot {
    Value,
    /// A value or a place: `typeof`, `delete`, tags of templates, what a chain ends.
    Operand,
    /// As `Operand`, or `Super`.
    Callee,
    Place,
    /// A place, or in a script a call, an error of the program's run: `f()++`.
    PlaceOrCall,
    /// An assignment pattern, a place, or in a script a call.
    Assigned,
    /// A pattern or a leaf.
    Target(Mode),
    /// A target, or one with a default.
    DefaultTarget(Mode),
    /// An element of an array pattern; `last` may be a rest.
    PatternElement(Mode, bool),
    /// A parameter; `last` may be a rest.
    Parameter(bool),
    /// A member of an object pattern; `last` may be a rest.
    PatternMember(Mode, bool),
    Bind,
    /// A `Name` that is read.
    Name,
    Element,
    Argument,
    ObjectMember,
    ClassMember,
    Key,
    ClassKey,
    TemplateText,
    Template,
    /// The function of a method.
    MethodFunction,
    Params,
    Body,
    /// A body or, for an arrow with an expression, a value.
    FunctionBody(bool),
    Statement,
    Item,
    ModuleItem,
    Declaration,
    Declarator,
    Case,
    Catch,
    Block,
    ForInit,
    ForHead,
    ImportSpecifier,
    ImportAttributes,
    /// An identifier name or a string.
    ModuleKey,
    ExportLocal,
    ExportForeign,
    ExportDefault,
    Tag,
    JsxAttributes,
    JsxAttribute,
    JsxChild,
    Clause,
    Program,
}

/// A slot and whether it may be empty (`Kind::None`).
#[derive(Clone, Copy, Debug)]
pub(super) struct Want {
    pub(super) slot: Slot,
    pub(super) optional: bool,
}

#[expect(clippy::unnecessary_wraps, reason = "reads as a table where it is used")]
const fn one(slot: Slot) -> Option<Want> {
    Some(Want { slot, optional: false })
}

#[expect(clippy::unnecessary_wraps, reason = "reads as a table where it is used")]
const fn maybe(slot: Slot) -> Option<Want> {
    Some(Want { slot, optional: true })
}

impl Slot {
    /// Whether pattern leaves in this slot declare or assign.
    const fn mode(self) -> Mode {
        match self {
            Slot::Target(mode)
            | Slot::DefaultTarget(mode)
            | Slot::PatternElement(mode, _)
            | Slot::PatternMember(mode, _) => mode,
            Slot::ForHead | Slot::Assigned => Mode::Assign,
            _ => Mode::Bind,
        }
    }
}

/// The slot of child `at` (of `len`) of a node of `kind` that itself stands in `here`; `None` when there is no such
/// child.
#[expect(clippy::match_same_arms, reason = "the table is in the order of the node table")]
pub(super) fn child_slot(kind: Kind, flags: Flags, at: usize, len: usize, here: Slot) -> Option<Want> {
    let last = at + 1 == len;
    match kind {
        Kind::Template if at.is_multiple_of(2) => one(Slot::TemplateText),
        Kind::Array => one(Slot::Element),
        Kind::Object => one(Slot::ObjectMember),
        Kind::Params => one(Slot::Parameter(last)),
        Kind::Body | Kind::Block | Kind::BeginForm => one(Slot::Item),
        Kind::Decorated if last => one(here),
        Kind::Template | Kind::Decorated | Kind::Sequence | Kind::Compare => one(Slot::Value),
        Kind::ArrayPattern => one(Slot::PatternElement(here.mode(), last)),
        Kind::ObjectPattern => one(Slot::PatternMember(here.mode(), last)),
        Kind::Declare => one(Slot::Declarator),
        Kind::ExportList => one(Slot::ExportLocal),
        Kind::Program => one(Slot::ModuleItem),
        Kind::CondForm => one(Slot::Clause),
        Kind::JsxAttributes => one(Slot::JsxAttribute),
        Kind::Import if last => maybe(Slot::ImportAttributes),
        Kind::Import => one(Slot::ImportSpecifier),
        Kind::ExportFrom if last => maybe(Slot::ImportAttributes),
        Kind::ExportFrom => one(Slot::ExportForeign),
        Kind::LetForm if last => one(Slot::Body),
        Kind::LetForm => one(Slot::Declarator),
        Kind::LetLoop if at == 0 => one(Slot::Bind),
        Kind::LetLoop if last => one(Slot::Body),
        Kind::LetLoop => one(Slot::Declarator),
        _ => fixed_slot(kind, flags, at, here),
    }
}

/// The slots of kinds whose first children are fixed.
#[expect(clippy::match_same_arms, reason = "the table is in the order of the node table")]
fn fixed_slot(kind: Kind, flags: Flags, at: usize, here: Slot) -> Option<Want> {
    match (kind, at) {
        (Kind::TaggedTemplate | Kind::Typeof | Kind::Delete | Kind::Chain, 0) => one(Slot::Operand),
        (Kind::TaggedTemplate, 1) => one(Slot::Template),
        (Kind::Property | Kind::PatternProperty, 0) => one(Slot::Key),
        (Kind::Shorthand, 0) => one(Slot::Name),
        (Kind::Method | Kind::Field, 0) => one(Slot::ClassKey),
        (Kind::Method, 1) => one(Slot::MethodFunction),
        (Kind::Function | Kind::Class, 0) => maybe(Slot::Bind),
        (Kind::Function, 1) => one(Slot::Params),
        (Kind::Function, 2) => one(Slot::FunctionBody(flags.has(Flags::EXPRESSION))),
        (Kind::Class | Kind::Field | Kind::ImportCall | Kind::Declarator, 1)
        | (Kind::Yield | Kind::Return | Kind::Case | Kind::JsxAttribute | Kind::JsxExpression | Kind::Clause, 0)
        | (Kind::For, 1 | 2) => maybe(Slot::Value),
        (Kind::Class, _) => one(Slot::ClassMember),
        (Kind::StaticBlock, 0) => one(Slot::Body),
        (Kind::LogicalAssign, 0) => one(Slot::Place),
        (Kind::Compound | Kind::Update, 0) => one(Slot::PlaceOrCall),
        (Kind::Assign, 0) => one(Slot::Assigned),
        (Kind::Call, 0) => one(Slot::Callee),
        (
            Kind::New
            | Kind::Computed
            | Kind::Unary
            | Kind::Void
            | Kind::Spread
            | Kind::YieldStar
            | Kind::Await
            | Kind::PrivateIn
            | Kind::Member
            | Kind::Private
            | Kind::SuperIndex
            | Kind::Expr
            | Kind::Throw
            | Kind::ImportCall
            | Kind::If
            | Kind::While
            | Kind::Switch
            | Kind::With
            | Kind::IfForm,
            0,
        )
        | (Kind::Binary | Kind::Logical | Kind::Index, 0 | 1)
        | (Kind::Cond, 0..=2)
        | (
            Kind::Property
            | Kind::Assign
            | Kind::Compound
            | Kind::LogicalAssign
            | Kind::Default
            | Kind::Def
            | Kind::DoWhile
            | Kind::ForIn
            | Kind::ForOf,
            1,
        ) => one(Slot::Value),
        (Kind::Call | Kind::New, _) => one(Slot::Argument),
        (Kind::JsxElement, 0) => maybe(Slot::Tag),
        (Kind::JsxElement, 1) => one(Slot::JsxAttributes),
        (Kind::JsxElement, _) => one(Slot::JsxChild),
        (Kind::PatternProperty, 1) => one(Slot::DefaultTarget(here.mode())),
        (Kind::Default | Kind::Rest, 0) => one(Slot::Target(here.mode())),
        (Kind::Declarator | Kind::Def, 0) => one(Slot::Target(Mode::Bind)),
        (Kind::If | Kind::While | Kind::With, 1) | (Kind::DoWhile | Kind::Label, 0) => one(Slot::Statement),
        (Kind::If, 2) => maybe(Slot::Statement),
        (Kind::For, 0) => maybe(Slot::ForInit),
        (Kind::For, 3) | (Kind::ForIn | Kind::ForOf, 2) => one(Slot::Statement),
        (Kind::ForIn | Kind::ForOf, 0) => one(Slot::ForHead),
        (Kind::Switch, _) => one(Slot::Case),
        (Kind::Case | Kind::Clause, _) | (Kind::IfForm, 1) => one(Slot::Item),
        (Kind::IfForm, 2) => maybe(Slot::Item),
        (Kind::Try, 0) | (Kind::Catch, 1) => one(Slot::Block),
        (Kind::Try, 1) => maybe(Slot::Catch),
        (Kind::Try, 2) => maybe(Slot::Block),
        (Kind::Catch, 0) => maybe(Slot::Target(Mode::Bind)),
        (Kind::ImportDefault | Kind::ImportNamespace, 0) | (Kind::ImportNamed, 1) => one(Slot::Bind),
        (Kind::ImportNamed, 0) | (Kind::ExportSpecifier, 1) => one(Slot::ModuleKey),
        (Kind::ExportSpecifier, 0) if here == Slot::ExportLocal => one(Slot::Name),
        (Kind::ExportSpecifier, 0) => one(Slot::ModuleKey),
        (Kind::ExportDeclaration, 0) => one(Slot::Declaration),
        (Kind::ExportAll, 0) => maybe(Slot::ModuleKey),
        (Kind::ExportAll, 1) => maybe(Slot::ImportAttributes),
        (Kind::ExportDefault, 0) => one(Slot::ExportDefault),
        _ => None,
    }
}

/// The least number of children of a node of `kind`.
pub(super) const fn least_children(kind: Kind) -> usize {
    match kind {
        Kind::Cond
        | Kind::Function
        | Kind::ForIn
        | Kind::ForOf
        | Kind::Try
        | Kind::If
        | Kind::IfForm
        | Kind::Compare => 3,
        Kind::For => 4,
        Kind::TaggedTemplate
        | Kind::Property
        | Kind::Method
        | Kind::Class
        | Kind::Field
        | Kind::Decorated
        | Kind::Binary
        | Kind::Logical
        | Kind::Assign
        | Kind::Compound
        | Kind::LogicalAssign
        | Kind::Sequence
        | Kind::ImportCall
        | Kind::JsxElement
        | Kind::Index
        | Kind::PatternProperty
        | Kind::Default
        | Kind::Declarator
        | Kind::While
        | Kind::DoWhile
        | Kind::Catch
        | Kind::With
        | Kind::ImportNamed
        | Kind::ExportSpecifier
        | Kind::ExportAll
        | Kind::LetLoop
        | Kind::Def => 2,
        Kind::Template
        | Kind::Shorthand
        | Kind::StaticBlock
        | Kind::Computed
        | Kind::Unary
        | Kind::Typeof
        | Kind::Void
        | Kind::Delete
        | Kind::Update
        | Kind::Spread
        | Kind::Call
        | Kind::New
        | Kind::Chain
        | Kind::Yield
        | Kind::YieldStar
        | Kind::Await
        | Kind::PrivateIn
        | Kind::JsxAttribute
        | Kind::JsxExpression
        | Kind::Member
        | Kind::Private
        | Kind::SuperIndex
        | Kind::Rest
        | Kind::Expr
        | Kind::Declare
        | Kind::Return
        | Kind::Switch
        | Kind::Case
        | Kind::Label
        | Kind::Throw
        | Kind::Import
        | Kind::ImportDefault
        | Kind::ImportNamespace
        | Kind::ExportDeclaration
        | Kind::ExportFrom
        | Kind::ExportDefault
        | Kind::LetForm
        | Kind::Clause => 1,
        Kind::None
        | Kind::Null
        | Kind::True
        | Kind::False
        | Kind::Number
        | Kind::BigInt
        | Kind::String
        | Kind::Regex
        | Kind::TemplateText
        | Kind::This
        | Kind::NewTarget
        | Kind::ImportMeta
        | Kind::Array
        | Kind::Object
        | Kind::Params
        | Kind::Body
        | Kind::KeyName
        | Kind::PrivateName
        | Kind::Super
        | Kind::JsxAttributes
        | Kind::JsxText
        | Kind::Name
        | Kind::SuperMember
        | Kind::Bind
        | Kind::ArrayPattern
        | Kind::ObjectPattern
        | Kind::Hole
        | Kind::Block
        | Kind::Break
        | Kind::Continue
        | Kind::Debugger
        | Kind::Empty
        | Kind::Directive
        | Kind::ExportList
        | Kind::Program
        | Kind::BeginForm
        | Kind::CondForm
        | Kind::Error => 0,
    }
}

/// The family of a kind: where nodes of it stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Family {
    Value,
    Place,
    Statement,
    ModuleItem,
    Core,
    /// Only in slots made for it.
    Part,
}

const fn family(kind: Kind) -> Family {
    match kind {
        Kind::Null
        | Kind::True
        | Kind::False
        | Kind::Number
        | Kind::BigInt
        | Kind::String
        | Kind::Regex
        | Kind::Template
        | Kind::TaggedTemplate
        | Kind::This
        | Kind::NewTarget
        | Kind::ImportMeta
        | Kind::Array
        | Kind::Object
        | Kind::Function
        | Kind::Class
        | Kind::Decorated
        | Kind::Unary
        | Kind::Typeof
        | Kind::Void
        | Kind::Delete
        | Kind::Binary
        | Kind::Logical
        | Kind::Cond
        | Kind::Assign
        | Kind::Compound
        | Kind::LogicalAssign
        | Kind::Update
        | Kind::Sequence
        | Kind::Call
        | Kind::New
        | Kind::ImportCall
        | Kind::Chain
        | Kind::Yield
        | Kind::YieldStar
        | Kind::Await
        | Kind::PrivateIn
        | Kind::JsxElement => Family::Value,
        Kind::Name | Kind::Member | Kind::Index | Kind::Private | Kind::SuperMember | Kind::SuperIndex => Family::Place,
        Kind::Expr
        | Kind::Declare
        | Kind::Return
        | Kind::If
        | Kind::Block
        | Kind::For
        | Kind::ForIn
        | Kind::ForOf
        | Kind::While
        | Kind::DoWhile
        | Kind::Switch
        | Kind::Break
        | Kind::Continue
        | Kind::Label
        | Kind::Throw
        | Kind::Try
        | Kind::Debugger
        | Kind::With
        | Kind::Empty
        | Kind::Directive => Family::Statement,
        Kind::Import
        | Kind::ExportDeclaration
        | Kind::ExportList
        | Kind::ExportFrom
        | Kind::ExportAll
        | Kind::ExportDefault => Family::ModuleItem,
        Kind::LetForm
        | Kind::LetLoop
        | Kind::BeginForm
        | Kind::IfForm
        | Kind::CondForm
        | Kind::Def
        | Kind::Compare
        | Kind::Error => Family::Core,
        Kind::None
        | Kind::TemplateText
        | Kind::Property
        | Kind::Shorthand
        | Kind::Method
        | Kind::Params
        | Kind::Body
        | Kind::Field
        | Kind::StaticBlock
        | Kind::KeyName
        | Kind::Computed
        | Kind::PrivateName
        | Kind::Spread
        | Kind::Super
        | Kind::JsxAttributes
        | Kind::JsxAttribute
        | Kind::JsxText
        | Kind::JsxExpression
        | Kind::Bind
        | Kind::ArrayPattern
        | Kind::ObjectPattern
        | Kind::PatternProperty
        | Kind::Default
        | Kind::Rest
        | Kind::Hole
        | Kind::Declarator
        | Kind::Case
        | Kind::Catch
        | Kind::ImportDefault
        | Kind::ImportNamespace
        | Kind::ImportNamed
        | Kind::ExportSpecifier
        | Kind::Program
        | Kind::Clause => Family::Part,
    }
}

/// Whether nodes of `kind` exist only before lowering.
pub(super) const fn is_core_only(kind: Kind) -> bool {
    matches!(family(kind), Family::Core) || matches!(kind, Kind::Clause)
}

/// Whether the node is a function or class declaration, decorated or not; decorators may stand before `export`.
fn is_declaration(tree: &Tree, mut id: NodeId) -> bool {
    while tree.kind(id) == Kind::Decorated {
        match tree.kids(id).last() {
            Some(&inner) if inner < id => id = inner,
            _ => return false,
        }
    }
    match tree.kind(id) {
        Kind::Function | Kind::Class => tree.flags(id).has(Flags::DECLARATION),
        Kind::ExportDeclaration | Kind::ExportDefault => true,
        _ => false,
    }
}

/// Whether `slot` takes the node `id`, looking at its kind and at PLACE only. `core`: in a tree before lowering.
pub(super) fn accepts(tree: &Tree, id: NodeId, slot: Slot, core: bool) -> bool {
    let kind = tree.kind(id);
    let place = tree.flags(id).has(Flags::PLACE);
    let form = core && accepts_form(kind, place);
    let value = form || is_value(tree, id);
    let pattern = matches!(kind, Kind::ArrayPattern | Kind::ObjectPattern);
    match slot {
        Slot::Value => value,
        Slot::Operand => value || place,
        Slot::Callee => value || place || kind == Kind::Super,
        Slot::Place => place && is_place(kind),
        Slot::PlaceOrCall => place && is_place(kind) || is_call_target(tree, id),
        Slot::Assigned => pattern || place && is_place(kind) || is_call_target(tree, id),
        Slot::Target(Mode::Bind) => pattern || kind == Kind::Bind,
        Slot::Target(Mode::Assign) => pattern || place && is_place(kind),
        Slot::DefaultTarget(mode) => kind == Kind::Default || accepts(tree, id, Slot::Target(mode), core),
        Slot::Parameter(last) => {
            (last && kind == Kind::Rest) || accepts(tree, id, Slot::DefaultTarget(Mode::Bind), core)
        }
        Slot::PatternElement(mode, last) => {
            kind == Kind::Hole || (last && kind == Kind::Rest) || accepts(tree, id, Slot::DefaultTarget(mode), core)
        }
        Slot::PatternMember(_, last) => kind == Kind::PatternProperty || (last && kind == Kind::Rest),
        Slot::Bind => kind == Kind::Bind,
        Slot::Name => kind == Kind::Name && !place,
        Slot::Element => value || matches!(kind, Kind::Spread | Kind::Hole),
        Slot::Argument => value || kind == Kind::Spread,
        Slot::ObjectMember => matches!(kind, Kind::Property | Kind::Shorthand | Kind::Method | Kind::Spread),
        Slot::ClassMember => {
            matches!(kind, Kind::Method | Kind::Field | Kind::StaticBlock | Kind::Decorated | Kind::Empty)
        }
        Slot::Key => is_key(kind),
        Slot::ClassKey => is_key(kind) || kind == Kind::PrivateName,
        Slot::TemplateText => kind == Kind::TemplateText,
        Slot::Template => kind == Kind::Template,
        Slot::MethodFunction => kind == Kind::Function && tree.flags(id).has(Flags::METHOD),
        Slot::Params => kind == Kind::Params,
        Slot::Body => kind == Kind::Body,
        Slot::FunctionBody(expression) => {
            if expression {
                value
            } else {
                kind == Kind::Body
            }
        }
        Slot::Statement => form || is_statement(tree, id) || (core && kind == Kind::Body),
        Slot::Item => form || (is_item(tree, id) && family(kind) != Family::ModuleItem),
        Slot::ModuleItem => form || is_item(tree, id) || family(kind) == Family::ModuleItem,
        Slot::Declaration => is_declaration(tree, id) || kind == Kind::Declare || (core && kind == Kind::Def),
        Slot::ExportDefault => value || is_declaration(tree, id),
        Slot::Declarator => kind == Kind::Declarator,
        Slot::Case => kind == Kind::Case,
        Slot::Catch => kind == Kind::Catch,
        Slot::Block => kind == Kind::Block,
        Slot::ForInit => value || kind == Kind::Declare,
        Slot::ForHead => is_for_declaration(tree, id) || pattern || place && is_place(kind) || is_call_target(tree, id),
        Slot::ImportSpecifier => {
            matches!(kind, Kind::ImportDefault | Kind::ImportNamespace | Kind::ImportNamed)
        }
        Slot::ImportAttributes => kind == Kind::Object,
        Slot::ModuleKey => matches!(kind, Kind::KeyName | Kind::String),
        Slot::ExportLocal | Slot::ExportForeign => kind == Kind::ExportSpecifier,
        Slot::Tag => kind == Kind::KeyName || is_place(kind) || kind == Kind::This,
        Slot::JsxAttributes => kind == Kind::JsxAttributes,
        Slot::JsxAttribute => matches!(kind, Kind::JsxAttribute | Kind::Spread),
        Slot::JsxChild => {
            matches!(kind, Kind::JsxText | Kind::JsxExpression | Kind::JsxElement | Kind::Spread) || value
        }
        Slot::Clause => kind == Kind::Clause,
        Slot::Program => kind == Kind::Program,
    }
}

/// Whether the node is a call that sloppy code may name as a target.
fn is_call_target(tree: &Tree, id: NodeId) -> bool {
    tree.kind(id) == Kind::Call && !tree.flags(id).has(Flags::OPTIONAL) && tree.goal == crate::tree::Goal::Script
}

/// Whether Core lets a node of `kind` stand wherever a form stands.
const fn accepts_form(kind: Kind, place: bool) -> bool {
    match family(kind) {
        Family::Value | Family::Statement | Family::Core => true,
        Family::Place => !place,
        Family::ModuleItem | Family::Part => false,
    }
}

fn is_value(tree: &Tree, id: NodeId) -> bool {
    match family(tree.kind(id)) {
        Family::Value => !is_declaration(tree, id) && !tree.flags(id).has(Flags::PLACE),
        Family::Place => !tree.flags(id).has(Flags::PLACE),
        Family::Statement | Family::ModuleItem | Family::Core | Family::Part => false,
    }
}

const fn is_key(kind: Kind) -> bool {
    matches!(kind, Kind::KeyName | Kind::Computed | Kind::String | Kind::Number | Kind::BigInt)
}

/// What may stand in a body or block.
fn is_item(tree: &Tree, id: NodeId) -> bool {
    family(tree.kind(id)) == Family::Statement || is_declaration(tree, id)
}

/// What may stand as the one statement of an `if`, loop or label: no lexical declaration, but `var` and, in sloppy
/// scripts, functions (ECMA-262, Annex B.3.3).
fn is_statement(tree: &Tree, id: NodeId) -> bool {
    match tree.kind(id) {
        Kind::Declare => {
            crate::shape::operator_text(crate::shape::PayloadKind::DeclareKind, tree.payload(id)) == Some("var")
        }
        Kind::Function => tree.flags(id).has(Flags::DECLARATION),
        kind => family(kind) == Family::Statement && kind != Kind::Directive,
    }
}

/// Whether the node is a declaration of one target without value, as heads of `for-in` and `for-of` are. Annex B lets
/// `for (var a = 0 in o)` have one; the name alone may carry it.
fn is_for_declaration(tree: &Tree, id: NodeId) -> bool {
    tree.kind(id) == Kind::Declare && tree.kids(id).len() == 1
}
