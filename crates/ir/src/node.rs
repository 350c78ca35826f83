//! The node table: every kind of node, its children in evaluation order, its payload and flags.
//!
//! One arena type serves two languages. **Core** is what the expander makes: it may hold the kinds of the last group
//! (`LetForm` … `Compare`) and statements where a value is wanted. The **IR** is what [`crate::lower()`] makes of it:
//! JavaScript's own shapes, no kind of the last group, statements only where JavaScript has statements. The table is
//! drawn from the grammar of ECMA-262; docs/ir.md shows it beside the Lisp spellings.
//!
//! Notation: `[a, b|None, c…]` are the children; `|None` may be a [`Kind::None`] node; `c…` is any number.

/// What a node is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[repr(u8)]
pub enum Kind {
    /// An absent child where the position is fixed.
    None,

    // ---- Values: literals.
    /// `null`
    Null,
    /// `true`
    True,
    /// `false`
    False,
    /// Payload: symbol, the JavaScript literal as spelled, without sign.
    Number,
    /// Payload: symbol, as spelled, with `n`.
    BigInt,
    /// Payload: symbol, the value (WTF-8). The spelling is in [`crate::Tree::raw`] where it is not the default.
    String,
    /// Payload: symbol, `/re/flags`.
    Regex,
    /// `[TemplateText, value, TemplateText, …]`, odd in number.
    Template,
    /// Payload: symbol, raw text verbatim.
    TemplateText,
    /// `[callee, Template]`; the callee is a place or a value.
    TaggedTemplate,

    // ---- Values: keywords.
    /// `this`
    This,
    /// `new.target`
    NewTarget,
    /// `import.meta`
    ImportMeta,

    // ---- Values: collections and functions.
    /// `[element…]`: values, `Spread`, `Hole`.
    Array,
    /// `[member…]`: `Property`, `Shorthand`, `Method`, `Spread`.
    Object,
    /// `[key, value]`; the key is one of the key kinds.
    Property,
    /// `[Name]`: `{name}`. The key is the payload symbol, whatever the binding is called in the end.
    Shorthand,
    /// `[key, Function]` in objects and classes; flags GET, SET, STATIC, CONSTRUCTOR.
    Method,
    /// `[Bind|None, Params, body]`. Flags ASYNC, GENERATOR, ARROW, METHOD, DECLARATION.
    /// Core: the body is `Body`, flag IMPLICIT: the value of its last form is returned.
    /// IR: the body is `Body` of statements, or with flag EXPRESSION (arrows only) a value.
    Function,
    /// `[pattern…]`: `Bind`, `ArrayPattern`, `ObjectPattern`, `Default` of these; `Rest` last.
    Params,
    /// `[item…]`: the statements of a function, class static block or module body.
    Body,
    /// `[Bind|None, heritage|None, member…]`; members: `Method`, `Field`, `StaticBlock`, `Decorated`, `Empty`.
    /// Flag DECLARATION.
    Class,
    /// `[key, value|None]`; flags STATIC, ACCESSOR. The value is evaluated in a function of its own.
    Field,
    /// `[Body]`
    StaticBlock,
    /// `[decorator…, member or class]`
    Decorated,

    // ---- Keys of objects, classes and patterns.
    /// Payload: symbol, an identifier name. `String`, `Number` and `BigInt` nodes are keys too.
    KeyName,
    /// `[value]`: `[key]`.
    Computed,
    /// Payload: symbol without `#`; class members only.
    PrivateName,

    // ---- Values: operators.
    /// `[value]`, payload [`Unary`].
    Unary,
    /// `[place or value]`
    Typeof,
    /// `[value]`
    Void,
    /// `[place or value]`
    Delete,
    /// `[value, value]`, payload [`Binary`].
    Binary,
    /// `[value, region]`, payload [`Logical`]. A region is evaluated conditionally.
    Logical,
    /// `[test, region, region]`: `a ? b : c`.
    Cond,
    /// `[target, value]`; target: a place or an assignment pattern.
    Assign,
    /// `[place, value]`, payload [`Binary`]: `a += b`.
    Compound,
    /// `[place, region]`, payload [`Logical`]: `a ||= b`.
    LogicalAssign,
    /// `[place]`; flags DECREMENT, and exactly one of PREFIX, POSTFIX. Core: neither means prefix where the value is
    /// used and postfix as a statement.
    Update,
    /// `[value, value…]`: the comma operator.
    Sequence,
    /// `[value]` in arrays, calls, objects.
    Spread,
    /// `[callee, argument…]`; callee: a place (`this` is its object), a value (a place-shaped value prints `(0, p)`),
    /// or `Super`. Flags OPTIONAL (`f?.()`), EVAL (direct eval).
    Call,
    /// The callee `super`.
    Super,
    /// `[callee value, argument…]`; flag BARE: written without parentheses.
    New,
    /// `[specifier, options|None]`; payload: symbol of the phase (`source`, `defer`) or [`crate::NO_SYMBOL`].
    ImportCall,
    /// `[chain]`: where an optional chain ends; the links below that carry OPTIONAL short-circuit to here.
    Chain,
    /// `[value|None]`
    Yield,
    /// `[value]`
    YieldStar,
    /// `[value]`
    Await,
    /// `[value]`, payload: symbol: `#x in o`.
    PrivateIn,

    // ---- JSX.
    /// `[tag, attributes (JsxAttributes), child…]`; the tag: `KeyName` (intrinsic), a place, or `None` (fragment).
    JsxElement,
    /// `[JsxAttribute or Spread…]`
    JsxAttributes,
    /// `[value|None]`; payload: symbol, the name as spelled (`data-x`, `xlink:href`).
    JsxAttribute,
    /// Payload: symbol, raw text.
    JsxText,
    /// `[value|None]`: `{value}`.
    JsxExpression,

    // ---- Places. With flag PLACE they stand for the place, without it for the value read from it.
    /// Payload: binding id.
    Name,
    /// `[object]`, payload: symbol: `o.p`. Flag OPTIONAL: `o?.p`.
    Member,
    /// `[object, key]`: `o[k]`. Flag OPTIONAL.
    Index,
    /// `[object]`, payload: symbol without `#`: `o.#p`. Flag OPTIONAL.
    Private,
    /// Payload: symbol: `super.p`.
    SuperMember,
    /// `[key]`: `super[k]`.
    SuperIndex,

    // ---- Patterns.
    /// Payload: binding id; declares it.
    Bind,
    /// `[element…]`: targets, `Default`, `Rest`, `Hole`.
    ArrayPattern,
    /// `[PatternProperty or Rest…]`
    ObjectPattern,
    /// `[key, target]`; flag SHORTHAND: `{a}` or `{a = d}`, the key is the name written.
    PatternProperty,
    /// `[target, region]`: `target = value`.
    Default,
    /// `[target]`
    Rest,
    /// A hole in an array or array pattern.
    Hole,

    // ---- Statements.
    /// `[value]`: an expression statement.
    Expr,
    /// `[Declarator…]`, payload [`DeclareKind`].
    Declare,
    /// `[target, value|None]`
    Declarator,
    /// `[value|None]`
    Return,
    /// `[test, statement, statement|None]`
    If,
    /// `[item…]`: `{ … }`, a lexical scope.
    Block,
    /// `[init|None, test|None, update|None, statement]`; init: `Declare` or a value.
    For,
    /// `[head, object, statement]`; head: `Declare` of one declarator without value, a place or an assignment pattern.
    ForIn,
    /// As `ForIn`; flag AWAIT.
    ForOf,
    /// `[test, statement]`
    While,
    /// `[statement, test]`
    DoWhile,
    /// `[discriminant, Case…]`
    Switch,
    /// `[test|None, statement…]`; `None` is `default`.
    Case,
    /// Payload: symbol of the label or [`crate::NO_SYMBOL`].
    Break,
    /// Payload: symbol of the label or [`crate::NO_SYMBOL`].
    Continue,
    /// `[statement]`, payload: symbol.
    Label,
    /// `[value]`
    Throw,
    /// `[Block, Catch|None, Block|None]`
    Try,
    /// `[pattern|None, Block]`
    Catch,
    /// `debugger`
    Debugger,
    /// `[object, statement]`
    With,
    /// `;`
    Empty,
    /// Payload: symbol, the text between the quotes as spelled.
    Directive,

    // ---- Module items.
    /// `[specifier…, attributes (Object)|None]`, payload: symbol of the module specifier.
    Import,
    /// `[Bind]`: `import d`.
    ImportDefault,
    /// `[Bind]`: `import * as ns`.
    ImportNamespace,
    /// `[key (KeyName or String), Bind]`
    ImportNamed,
    /// `[declaration]`
    ExportDeclaration,
    /// `[ExportSpecifier…]`: `export {a as b}`.
    ExportList,
    /// `[Name, key]`: local, exported. In `ExportFrom`: `[key, key]`.
    ExportSpecifier,
    /// `[ExportSpecifier…, attributes|None]`, payload: specifier symbol.
    ExportFrom,
    /// `[key|None, attributes|None]`, payload: specifier symbol: `export * as key from "m"`.
    ExportAll,
    /// `[value or declaration]`
    ExportDefault,
    /// The root. `[item…]`; [`crate::Tree::goal`] says module or script.
    Program,

    // ---- Core only; lowering removes them.
    /// `[Declarator…, Body]`, payload [`LetKind`]: binds for the body, whose last form is the value.
    LetForm,
    /// `[Bind, Declarator…, Body]`: named let. The `Bind` is the loop function.
    LetLoop,
    /// `[form…]`: in order; the last is the value. At body level it splices.
    BeginForm,
    /// `[test, then, else|None]`: `(if c a b)`; `If` or `Cond` after lowering. Branches are any forms.
    IfForm,
    /// `[Clause…]`: `(cond …)`.
    CondForm,
    /// `[test|None, form…]`; `None` is `else`. Without forms the value of the test is the value.
    Clause,
    /// `[Bind, value]`: `(def x v)`: `const` unless the binding is assigned.
    Def,
    /// `[value, value, value…]`, payload [`Binary`]: a comparison chain, at least three operands.
    Compare,
    /// What the expander could not make sense of; a diagnostic has been given. Such a tree is not lowered.
    Error,
}

macro_rules! ops {
    ($(#[$doc:meta])* $name:ident { $($variant:ident $text:literal),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[expect(missing_docs, reason = "each variant is the operator of its text")]
        #[repr(u8)]
        pub enum $name { $($variant),* }

        impl $name {
            const ALL: &'static [$name] = &[$($name::$variant),*];

            /// The JavaScript spelling.
            pub const fn text(self) -> &'static str {
                match self { $($name::$variant => $text),* }
            }

            /// The operator spelled `text` in JavaScript.
            pub fn from_text(text: &str) -> Option<Self> {
                match text { $($text => Some($name::$variant),)* _ => None }
            }

            /// The payload of a node that carries it.
            pub const fn payload(self) -> u32 {
                self as u32
            }

            /// The operator of a payload.
            pub fn from_payload(payload: u32) -> Self {
                Self::ALL[payload as usize]
            }
        }
    };
}

ops! {
    /// Prefix operators on values.
    Unary { Minus "-", Plus "+", Not "!", BitNot "~" }
}
ops! {
    /// Binary operators that evaluate both operands.
    Binary {
        Add "+", Sub "-", Mul "*", Div "/", Rem "%", Exp "**", Shl "<<", Shr ">>", Ushr ">>>",
        BitAnd "&", BitOr "|", BitXor "^", Eq "===", NotEq "!==", LooseEq "==", LooseNotEq "!=",
        Lt "<", Gt ">", Le "<=", Ge ">=", In "in", Instanceof "instanceof",
    }
}
ops! {
    /// Operators whose second operand is evaluated conditionally.
    Logical { And "&&", Or "||", Nullish "??" }
}
ops! {
    /// The keyword of a declaration.
    DeclareKind { Const "const", Let "let", Var "var", Using "using", AwaitUsing "await using" }
}
ops! {
    /// The three lets.
    LetKind { Let "let", LetStar "let*", Letrec "letrec" }
}

/// Flags of a node. Each is a fact of meaning unless marked *layout*: layout is ignored by equality and hashes. Three
/// bytes: with its kind beside them a node has one word for what it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Flags([u8; 3]);

macro_rules! flags {
    ($($(#[$doc:meta])* $name:ident = $bit:literal),* $(,)?) => {
        impl Flags {
            $($(#[$doc])* pub const $name: Flags = {
                assert!($bit < 24, "there are flags for three bytes");
                Flags::of(1 << $bit)
            };)*
            /// Every flag with its name, in bit order.
            pub const ALL: &'static [(Flags, &'static str)] = &[$((Flags::$name, stringify!($name))),*];
        }
    };
}

flags! {
    /// The node stands for the place, not for its value.
    PLACE = 0,
    /// This link of a chain is `?.`.
    OPTIONAL = 1,
    /// `async`.
    ASYNC = 2,
    /// `function*`.
    GENERATOR = 3,
    /// An arrow function.
    ARROW = 4,
    /// A method, accessor or constructor: has a home object, no `prototype`.
    METHOD = 5,
    /// A function or class declaration (a statement).
    DECLARATION = 6,
    /// Core: the last value is returned.
    IMPLICIT = 7,
    /// An arrow whose body is an expression. Core: `(?: c a b)`, a conditional expression wherever it stands.
    EXPRESSION = 8,
    /// A getter.
    GET = 9,
    /// A setter.
    SET = 10,
    /// A static member.
    STATIC = 11,
    /// The constructor.
    CONSTRUCTOR = 12,
    /// An `accessor` field.
    ACCESSOR = 13,
    /// `++x`.
    PREFIX = 14,
    /// `x++`.
    POSTFIX = 15,
    /// `--` rather than `++`.
    DECREMENT = 16,
    /// A direct call of `eval`.
    EVAL = 17,
    /// `for await`.
    AWAIT = 18,
    /// `{a}` or `{a = d}` in a pattern.
    SHORTHAND = 19,
    /// Layout: `new C` without parentheses.
    BARE = 21,
    /// Layout: the items of an object, array, call or pattern begin on a new line; on the text of a template, the value
    /// behind it does.
    MULTILINE = 22,
    /// Core: on a `BeginForm` that is a branch or body: print braces. On `Index`: keep the brackets.
    BRACES = 23,
    /// Layout: came from a macro template; its tokens map to the call site.
    TEMPLATE = 20,
}

impl Flags {
    /// No flag.
    pub const NONE: Flags = Flags::of(0);
    /// The flags that equality and hashes ignore.
    pub const LAYOUT: Flags = Self::BARE.with(Self::MULTILINE).with(Self::TEMPLATE);

    #[inline]
    const fn of(bits: u32) -> Flags {
        let [low, middle, high, _] = bits.to_le_bytes();
        Flags([low, middle, high])
    }

    /// The flags as bits of a number.
    #[inline]
    pub const fn bits(self) -> u32 {
        let [low, middle, high] = self.0;
        u32::from_le_bytes([low, middle, high, 0])
    }

    /// Whether every flag of `other` is set.
    #[inline]
    pub const fn has(self, other: Flags) -> bool {
        self.bits() & other.bits() == other.bits()
    }

    /// These flags and those of `other`.
    #[inline]
    pub const fn with(self, other: Flags) -> Flags {
        Flags::of(self.bits() | other.bits())
    }

    /// These flags without those of `other`.
    #[inline]
    pub const fn without(self, other: Flags) -> Flags {
        Flags::of(self.bits() & !other.bits())
    }
}

impl std::ops::BitOr for Flags {
    type Output = Flags;
    fn bitor(self, other: Flags) -> Flags {
        self.with(other)
    }
}

impl std::ops::BitOrAssign for Flags {
    fn bitor_assign(&mut self, other: Flags) {
        *self = self.with(other);
    }
}

impl std::fmt::Debug for Flags {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut first = true;
        for &(flag, name) in Self::ALL {
            if self.has(flag) {
                write!(f, "{}{name}", if first { "" } else { "|" })?;
                first = false;
            }
        }
        Ok(())
    }
}
