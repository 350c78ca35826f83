//! What each kind is made of: its name in text, its payload, and which of its children are regions.
//!
//! Entering: a [`Kind`]. Leaving: facts that the verifier, the ANF view, the textual IR and the hashes share, so that a
//! new kind is described in one place. `cond` has no payload, its first child is an operand, the others are regions.

use crate::node::{Binary, DeclareKind, Kind, LetKind, Logical, Unary};

/// What the `payload` field of a node means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PayloadKind {
    /// Nothing; the field is not looked at.
    Nothing,
    /// A symbol.
    Symbol,
    /// A symbol, or [`crate::NO_SYMBOL`].
    OptionalSymbol,
    /// A binding of the tree.
    Binding,
    /// A [`Unary`].
    Unary,
    /// A [`Binary`].
    Binary,
    /// A [`Logical`].
    Logical,
    /// A [`DeclareKind`].
    DeclareKind,
    /// A [`LetKind`].
    LetKind,
}

macro_rules! kinds {
    ($($kind:ident $name:literal $payload:ident),* $(,)?) => {
        /// Every kind, in the order of the node table.
        pub const KINDS: &[Kind] = &[$(Kind::$kind),*];

        /// The name of `kind` in the textual IR: its name in kebab case.
        pub const fn kind_name(kind: Kind) -> &'static str {
            match kind { $(Kind::$kind => $name),* }
        }

        /// The kind called `name` in the textual IR.
        pub fn kind_from_name(name: &str) -> Option<Kind> {
            match name { $($name => Some(Kind::$kind),)* _ => None }
        }

        /// What the payload of a node of `kind` means.
        pub const fn payload_kind(kind: Kind) -> PayloadKind {
            match kind { $(Kind::$kind => PayloadKind::$payload),* }
        }
    };
}

kinds! {
    None "none" Nothing,
    Null "null" Nothing, True "true" Nothing, False "false" Nothing,
    Number "number" Symbol, BigInt "big-int" Symbol, String "string" Symbol, Regex "regex" Symbol,
    Template "template" Nothing, TemplateText "template-text" Symbol, TaggedTemplate "tagged-template" Nothing,
    This "this" Nothing, NewTarget "new-target" Nothing, ImportMeta "import-meta" Nothing,
    Array "array" Nothing, Object "object" Nothing, Property "property" Nothing, Shorthand "shorthand" Symbol,
    Method "method" Nothing, Function "function" Nothing, Params "params" Nothing, Body "body" Nothing,
    Class "class" Nothing, Field "field" Nothing, StaticBlock "static-block" Nothing, Decorated "decorated" Nothing,
    KeyName "key-name" Symbol, Computed "computed" Nothing, PrivateName "private-name" Symbol,
    Unary "unary" Unary, Typeof "typeof" Nothing, Void "void" Nothing, Delete "delete" Nothing,
    Binary "binary" Binary, Logical "logical" Logical, Cond "cond" Nothing, Assign "assign" Nothing,
    Compound "compound" Binary, LogicalAssign "logical-assign" Logical, Update "update" Nothing,
    Sequence "sequence" Nothing, Spread "spread" Nothing, Call "call" Nothing, Super "super" Nothing,
    New "new" Nothing, ImportCall "import-call" OptionalSymbol, Chain "chain" Nothing, Yield "yield" Nothing,
    YieldStar "yield-star" Nothing, Await "await" Nothing, PrivateIn "private-in" Symbol,
    JsxElement "jsx-element" Nothing, JsxAttributes "jsx-attributes" Nothing, JsxAttribute "jsx-attribute" Symbol,
    JsxText "jsx-text" Symbol, JsxExpression "jsx-expression" Nothing,
    Name "name" Binding, Member "member" Symbol, Index "index" Nothing, Private "private" Symbol,
    SuperMember "super-member" Symbol, SuperIndex "super-index" Nothing,
    Bind "bind" Binding, ArrayPattern "array-pattern" Nothing, ObjectPattern "object-pattern" Nothing,
    PatternProperty "pattern-property" Nothing, Default "default" Nothing, Rest "rest" Nothing, Hole "hole" Nothing,
    Expr "expr" Nothing, Declare "declare" DeclareKind, Declarator "declarator" Nothing, Return "return" Nothing,
    If "if" Nothing, Block "block" Nothing, For "for" Nothing, ForIn "for-in" Nothing, ForOf "for-of" Nothing,
    While "while" Nothing, DoWhile "do-while" Nothing, Switch "switch" Nothing, Case "case" Nothing,
    Break "break" OptionalSymbol, Continue "continue" OptionalSymbol, Label "label" Symbol, Throw "throw" Nothing,
    Try "try" Nothing, Catch "catch" Nothing, Debugger "debugger" Nothing, With "with" Nothing, Empty "empty" Nothing,
    Directive "directive" Symbol,
    Import "import" Symbol, ImportDefault "import-default" Nothing, ImportNamespace "import-namespace" Nothing,
    ImportNamed "import-named" Nothing, ExportDeclaration "export-declaration" Nothing,
    ExportList "export-list" Nothing, ExportSpecifier "export-specifier" Nothing, ExportFrom "export-from" Symbol,
    ExportAll "export-all" Symbol, ExportDefault "export-default" Nothing, Program "program" Nothing,
    LetForm "let-form" LetKind, LetLoop "let-loop" Nothing, BeginForm "begin-form" Nothing, IfForm "if-form" Nothing,
    CondForm "cond-form" Nothing, Clause "clause" Nothing, Def "def" Nothing, Compare "compare" Binary,
    Error "error" Nothing,
}

/// Whether child `slot` (0-based, of `len`) of a node of `kind` is a region: evaluated not at all, later, or more than
/// once, and never before the children to its left.
pub const fn is_region(kind: Kind, slot: usize, len: usize) -> bool {
    match kind {
        Kind::Logical | Kind::LogicalAssign | Kind::Default | Kind::Field | Kind::With => slot == 1,
        Kind::Cond | Kind::If | Kind::Function | Kind::IfForm | Kind::For | Kind::Switch => slot >= 1,
        Kind::ForIn | Kind::ForOf => slot != 1,
        Kind::Chain
        | Kind::StaticBlock
        | Kind::Label
        | Kind::While
        | Kind::DoWhile
        | Kind::Case
        | Kind::Try
        | Kind::Catch
        | Kind::CondForm
        | Kind::Clause => true,
        Kind::LetForm | Kind::LetLoop => slot + 1 == len,
        Kind::None
        | Kind::Null
        | Kind::True
        | Kind::False
        | Kind::Number
        | Kind::BigInt
        | Kind::String
        | Kind::Regex
        | Kind::Template
        | Kind::TemplateText
        | Kind::TaggedTemplate
        | Kind::This
        | Kind::NewTarget
        | Kind::ImportMeta
        | Kind::Array
        | Kind::Object
        | Kind::Property
        | Kind::Shorthand
        | Kind::Method
        | Kind::Params
        | Kind::Body
        | Kind::Class
        | Kind::Decorated
        | Kind::KeyName
        | Kind::Computed
        | Kind::PrivateName
        | Kind::Unary
        | Kind::Typeof
        | Kind::Void
        | Kind::Delete
        | Kind::Binary
        | Kind::Assign
        | Kind::Compound
        | Kind::Update
        | Kind::Sequence
        | Kind::Spread
        | Kind::Call
        | Kind::Super
        | Kind::New
        | Kind::ImportCall
        | Kind::Yield
        | Kind::YieldStar
        | Kind::Await
        | Kind::PrivateIn
        | Kind::JsxElement
        | Kind::JsxAttributes
        | Kind::JsxAttribute
        | Kind::JsxText
        | Kind::JsxExpression
        | Kind::Name
        | Kind::Member
        | Kind::Index
        | Kind::Private
        | Kind::SuperMember
        | Kind::SuperIndex
        | Kind::Bind
        | Kind::ArrayPattern
        | Kind::ObjectPattern
        | Kind::PatternProperty
        | Kind::Rest
        | Kind::Hole
        | Kind::Expr
        | Kind::Declare
        | Kind::Declarator
        | Kind::Return
        | Kind::Block
        | Kind::Break
        | Kind::Continue
        | Kind::Throw
        | Kind::Debugger
        | Kind::Empty
        | Kind::Directive
        | Kind::Import
        | Kind::ImportDefault
        | Kind::ImportNamespace
        | Kind::ImportNamed
        | Kind::ExportDeclaration
        | Kind::ExportList
        | Kind::ExportSpecifier
        | Kind::ExportFrom
        | Kind::ExportAll
        | Kind::ExportDefault
        | Kind::Program
        | Kind::BeginForm
        | Kind::Def
        | Kind::Compare
        | Kind::Error => false,
    }
}

/// Whether the node is one of the six place kinds.
pub const fn is_place(kind: Kind) -> bool {
    matches!(kind, Kind::Name | Kind::Member | Kind::Index | Kind::Private | Kind::SuperMember | Kind::SuperIndex)
}

/// The spelling of an operator or keyword payload, `None` when `payload` is no such operator or `kind` has none.
pub fn operator_text(kind: PayloadKind, payload: u32) -> Option<&'static str> {
    let texts: &[&'static str] = match kind {
        PayloadKind::Unary => &["-", "+", "!", "~"],
        PayloadKind::Binary => &[
            "+",
            "-",
            "*",
            "/",
            "%",
            "**",
            "<<",
            ">>",
            ">>>",
            "&",
            "|",
            "^",
            "===",
            "!==",
            "==",
            "!=",
            "<",
            ">",
            "<=",
            ">=",
            "in",
            "instanceof",
        ],
        PayloadKind::Logical => &["&&", "||", "??"],
        PayloadKind::DeclareKind => &["const", "let", "var", "using", "await using"],
        PayloadKind::LetKind => &["let", "let*", "letrec"],
        PayloadKind::Nothing | PayloadKind::Symbol | PayloadKind::OptionalSymbol | PayloadKind::Binding => &[],
    };
    texts.get(payload as usize).copied()
}

/// The payload whose [`operator_text`] is `text`.
pub fn operator_payload(kind: PayloadKind, text: &str) -> Option<u32> {
    match kind {
        PayloadKind::Unary => Unary::from_text(text).map(Unary::payload),
        PayloadKind::Binary => Binary::from_text(text).map(Binary::payload),
        PayloadKind::Logical => Logical::from_text(text).map(Logical::payload),
        PayloadKind::DeclareKind => DeclareKind::from_text(text).map(DeclareKind::payload),
        PayloadKind::LetKind => LetKind::from_text(text).map(LetKind::payload),
        PayloadKind::Nothing | PayloadKind::Symbol | PayloadKind::OptionalSymbol | PayloadKind::Binding => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_stands_at_its_number() {
        for (at, &kind) in KINDS.iter().enumerate() {
            assert_eq!(kind as usize, at, "{kind:?}");
            assert_eq!(kind_from_name(kind_name(kind)), Some(kind));
        }
        assert_eq!(KINDS.len(), Kind::Error as usize + 1);
    }

    #[test]
    fn operators_go_there_and_back() {
        for kind in [
            PayloadKind::Unary,
            PayloadKind::Binary,
            PayloadKind::Logical,
            PayloadKind::DeclareKind,
            PayloadKind::LetKind,
        ] {
            let mut count = 0;
            while let Some(text) = operator_text(kind, count) {
                assert_eq!(operator_payload(kind, text), Some(count), "{text}");
                count += 1;
            }
            assert!(count >= 3);
        }
    }
}
