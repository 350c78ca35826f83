//! The special forms of the language: one table of names, used by the expander, the front ends and the formatter.
//!
//! A form `NAME` also answers to `js/NAME`, which nothing can bind. Operators are special forms too, so that
//! `sx rev` can name them when a program binds their spelling.

use sx_base::Symbol;

macro_rules! core_forms {
    ($($variant:ident $name:literal),* $(,)?) => {
        /// A special form.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        #[expect(missing_docs, reason = "each variant is the form of its name; docs/language.md has them all")]
        #[repr(u8)]
        pub enum CoreForm { $($variant),* }

        impl CoreForm {
            /// Every special form, in table order.
            pub const ALL: &'static [CoreForm] = &[$(CoreForm::$variant),*];

            /// The canonical name; forms that exist only as `js/NAME` have it with `js/`.
            pub const fn name(self) -> &'static str {
                match self { $(CoreForm::$variant => $name),* }
            }

            /// The special form that `text` names: its canonical name, or `js/` before it. Whether a binding shadows
            /// it (never after `js/`) is for the expander to say.
            pub fn from_name(text: &str) -> Option<CoreForm> {
                match text {
                    $($name => Some(CoreForm::$variant),)*
                    _ => text.strip_prefix("js/").filter(|rest| !rest.starts_with("js/")).and_then(CoreForm::from_name),
                }
            }
        }
    };
}

core_forms! {
    // Control.
    If "if", Cond "cond", And "and", Or "or", Not "not", Ternary "?:",
    Begin "begin", Block "block", Let "let", LetStar "let*", Letrec "letrec",
    While "while", DoWhile "do-while", For "for", ForOf "for-of", ForIn "for-in", ForAwait "for-await",
    Switch "switch", Break "break", Continue "continue", Return "return", Throw "throw", Try "try",
    Label "label", With "with", Debugger "debugger", Empty "js/empty", Bare "js/bare", Directive "directive",
    // Functions.
    Fn "fn", FnEffect "fn!", Function "function", FunctionEffect "function!", FunctionStar "function*",
    Defn "defn", DefnEffect "defn!", DefnStar "defn*", Async "async", Await "await", Yield "yield", YieldStar "yield*",
    Lambda "lambda", Defun "defun", DefunStar "defun*", Define "define", Do "do",
    // Binding.
    Const "const", Var "var", Using "using", AwaitUsing "await-using", Def "def",
    // Access and calls.
    Dot ".", GetMember "js/get", GetOptional "js/get?", SetMember "js/set!", Call "js/call", CallOptional "js/call?",
    New "new", Global "js/global", ImportCall "js/import", Super "super", SetBang "set!", Delete "delete", Comma "comma",
    // Updates.
    PlusPlus "++", MinusMinus "--", PostIncrement "post++", PostDecrement "post--", PreIncrement "pre++",
    PreDecrement "pre--", AddAssign "+=", SubAssign "-=", MulAssign "*=", DivAssign "/=", RemAssign "%=",
    ExpAssign "**=", ShlAssign "<<=", ShrAssign ">>=", UshrAssign ">>>=", AndAssign "&=", OrAssign "|=", XorAssign "^=",
    LogicalAndAssign "&&=", LogicalOrAssign "||=", NullishAssign "??=",
    // Operators.
    Add "+", Sub "-", Mul "*", Div "/", Rem "%", Exp "**", Shl "<<", Shr ">>", Ushr ">>>",
    BitAnd "&", BitOr "|", BitXor "^", BitNot "~", Eq "=", NotEq "not=", LooseEq "==", LooseNotEq "!=",
    Lt "<", Gt ">", Le "<=", Ge ">=", Nullish "??", Typeof "typeof", Void "void", In "in", Instanceof "instanceof",
    // Classes.
    Class "class", Method "method", MethodEffect "method!", MethodStar "method*", Get "get",
    GetEffect "get!", Set "set", Field "field",
    Accessor "accessor", Static "static", StaticBlock "static-block", Constructor "constructor", Extends "extends",
    Decorate "@",
    // Clauses.
    Case "case", Default "default", Catch "catch", Finally "finally", Else "else", Hole "hole",
    // Modules and files.
    Import "import", Export "export", ImportMacros "import-macros", DeclareGlobal "declare-global", File "file",
    // Macros and data.
    Quote "quote", Quasiquote "quasiquote", Unquote "unquote", UnquoteSplicing "unquote-splicing",
    DefineSyntax "define-syntax", LetSyntax "let-syntax", LetrecSyntax "letrec-syntax", SyntaxRules "syntax-rules",
    Defmacro "defmacro", BeginForSyntax "begin-for-syntax",
    Jsx "jsx", Tagged "tagged", TemplateOf "js/template",
}

impl CoreForm {
    /// What spells the form wherever it stands: `js/NAME`, which nothing can bind. `get` has none: `js/get` is another form.
    pub fn exact_parts(self) -> (&'static str, &'static str) {
        let spelled = format!("js/{}", self.name());
        if CoreForm::from_name(&spelled) == Some(self) { ("js/", self.name()) } else { ("", self.name()) }
    }

    /// The same as one name.
    pub fn exact_name(self) -> Symbol {
        let (front, name) = self.exact_parts();
        Symbol::intern(&[front, name].concat())
    }

    /// Whether the form only stands where nothing but clauses or members can, so that no binding comes in its way.
    pub fn is_clause(self) -> bool {
        matches!(
            self,
            Self::Method
                | Self::MethodEffect
                | Self::MethodStar
                | Self::Get
                | Self::GetEffect
                | Self::Set
                | Self::Field
                | Self::Accessor
                | Self::Static
                | Self::StaticBlock
                | Self::Constructor
                | Self::Extends
                | Self::Case
                | Self::Default
                | Self::Catch
                | Self::Finally
                | Self::Else
        )
    }
}
