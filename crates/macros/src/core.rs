//! The special forms: one arm each, and those that are too small for a file of their own.
//!
//! To add a form: a row in `sx_reader::core_form`, an arm in [`Expander::expand_core`], a method in the file of its kind.

use crate::class::ClassPlace;
use crate::diagnostics as diag;
use crate::expander::{Expander, Stx};
use crate::operators::operator;
use sx_base::Symbol;
use sx_ir::{BindingKind, Flags, Kind, LetKind, NodeId};
use sx_reader::{CoreForm, FormKind};

impl Expander<'_> {
    /// A special form in a place that takes a value or statement.
    pub(crate) fn expand_core(&mut self, core: CoreForm, stx: Stx, kids: &[Stx]) -> NodeId {
        use CoreForm as F;
        if let Some(op) = operator(core) {
            return self.expand_operator(core, op, stx, kids);
        }
        let tok = self.span(kids[0]);
        match core {
            F::If => self.expand_if(stx, kids, Flags::NONE),
            F::Ternary => self.expand_if(stx, kids, Flags::EXPRESSION),
            F::Cond => self.expand_cond(stx, kids),
            F::Begin | F::Do => self.expand_begin(stx, kids),
            F::Block => {
                let body = self.expand_body(&kids[1..]);
                self.plain(Kind::Block, &body, stx, tok)
            }
            F::Let => self.expand_let(LetKind::Let, stx, kids),
            F::LetStar => self.expand_let(LetKind::LetStar, stx, kids),
            F::Letrec => self.expand_let(LetKind::Letrec, stx, kids),
            F::While => self.expand_while(stx, kids),
            F::DoWhile => self.expand_do_while(stx, kids),
            F::For => self.expand_for(stx, kids),
            F::ForOf => self.expand_for_each(Kind::ForOf, Flags::NONE, stx, kids),
            F::ForIn => self.expand_for_each(Kind::ForIn, Flags::NONE, stx, kids),
            F::ForAwait => {
                self.check_await(self.span(stx));
                self.expand_for_each(Kind::ForOf, Flags::AWAIT, stx, kids)
            }
            F::Switch => self.expand_switch(stx, kids),
            F::Break | F::Continue => self.expand_jump(core, stx, kids),
            F::Return => self.expand_return(stx, kids),
            F::Throw => self.expand_throw(stx, kids),
            F::Try => self.expand_try(stx, kids),
            F::Label => self.expand_label(stx, kids),
            F::With => self.expand_with(stx, kids),
            F::Debugger => self.expand_bare(Kind::Debugger, "debugger", stx, kids),
            F::Empty => self.expand_bare(Kind::Empty, "js/empty", stx, kids),
            F::Directive => self.expand_directive(stx, kids),
            F::Fn | F::FnEffect | F::Lambda => self.expand_fn(core, stx, kids, Flags::NONE),
            F::Function | F::FunctionEffect | F::FunctionStar => self.expand_function(core, stx, kids, Flags::NONE),
            F::Async => self.expand_async(stx, kids),
            F::Await => {
                self.check_await(self.span(stx));
                self.expand_one(Kind::Await, "await", stx, kids)
            }
            F::Yield | F::YieldStar => self.expand_yield(core, stx, kids),
            F::Dot => self.expand_dot(stx, kids, Flags::NONE),
            F::GetMember => self.expand_get(stx, kids, false, Flags::NONE),
            F::GetOptional => self.expand_get(stx, kids, true, Flags::NONE),
            F::SetMember => self.expand_set_member(stx, kids),
            F::Call => self.expand_js_call(stx, kids, false),
            F::CallOptional => self.expand_js_call(stx, kids, true),
            F::New => self.expand_new(stx, kids),
            F::Global => self.expand_global(stx, kids),
            F::ImportCall => self.expand_import_call(stx, kids),
            F::Super => self.expand_super_call(stx, kids),
            F::SetBang => self.expand_set_bang(stx, kids),
            F::Delete => self.expand_on_place(Kind::Delete, "delete", stx, kids),
            F::Typeof => self.expand_on_place(Kind::Typeof, "typeof", stx, kids),
            F::Void => self.expand_one(Kind::Void, "void", stx, kids),
            F::Comma => self.expand_comma(stx, kids),
            F::Class => self.expand_class(stx, kids, false),
            F::Decorate => self.expand_decorated(stx, kids, ClassPlace::Value),
            F::Quote => match kids[..] {
                [_, datum] => self.expand_quote(datum),
                _ => self.error(diag::shape(self.span(stx), "quote", "(quote datum)")),
            },
            F::Quasiquote => match kids[..] {
                [_, datum] => self.expand_quasiquote(datum),
                _ => self.error(diag::shape(self.span(stx), "quasiquote", "(quasiquote datum)")),
            },
            F::Unquote | F::UnquoteSplicing => self.error(diag::unquote_outside(self.span(stx))),
            F::LetSyntax | F::LetrecSyntax => self.expand_let_syntax(core == F::LetrecSyntax, stx, kids),
            F::Jsx => self.expand_jsx(stx, kids),
            F::Tagged => self.expand_tagged(stx, kids),
            F::TemplateOf => self.expand_template_of(stx, kids),
            F::Bare => {
                self.error(diag::shape(self.span(stx), "js/bare", "(js/bare form) as the only form of a loop body"))
            }
            F::Const
            | F::Var
            | F::Using
            | F::AwaitUsing
            | F::Def
            | F::Define
            | F::Defn
            | F::DefnEffect
            | F::DefnStar
            | F::Defun
            | F::DefunStar => self.expand_stray_definition(core, stx),
            F::Import | F::Export | F::ImportMacros | F::DeclareGlobal | F::File => {
                self.error(diag::not_at_top(self.span(stx), core.name()))
            }
            F::DefineSyntax | F::Defmacro | F::BeginForSyntax => {
                self.error(diag::declaration_here(self.span(stx), core.name()))
            }
            F::SyntaxRules
            | F::Case
            | F::Default
            | F::Catch
            | F::Finally
            | F::Else
            | F::Method
            | F::MethodEffect
            | F::MethodStar
            | F::Get
            | F::GetEffect
            | F::Set
            | F::Field
            | F::Accessor
            | F::Static
            | F::StaticBlock
            | F::Constructor
            | F::Hole
            | F::Extends => self.error(diag::clause_outside(self.span(stx), core.name())),
            _ => self.error(diag::form_as_value(tok, core.name())),
        }
    }

    /// A definition where a single form stands, as in the branch of an `if`.
    pub(crate) fn expand_stray_definition(&mut self, core: CoreForm, stx: Stx) -> NodeId {
        self.error(diag::declaration_here(self.span(stx), core.name()))
    }

    pub(crate) fn expand_one(&mut self, kind: Kind, name: &str, stx: Stx, kids: &[Stx]) -> NodeId {
        let [head, value] = kids[..] else {
            return self.error(diag::shape(self.span(stx), name, &format!("({name} value)")));
        };
        let value = self.expand(value);
        let tok = self.span(head);
        self.plain(kind, &[value], stx, tok)
    }

    /// `(throw value)`. In macro code the place of a value that may be no error is noted.
    fn expand_throw(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        let thrown = self.expand_one(Kind::Throw, "throw", stx, kids);
        if self.tree_number == 0 || self.tree.kind(thrown) != Kind::Throw {
            return thrown;
        }
        let value = self.tree.kid(thrown, 0);
        if self.tree.kind(value) == Kind::New && self.is_error_class(self.tree.kid(value, 0)) {
            return thrown;
        }
        let value = self.runtime_call("raise", &[value], stx);
        let tok = self.span(kids[0]);
        self.plain(Kind::Throw, &[value], stx, tok)
    }

    /// Whether a node is the name of one of the language's classes of errors.
    fn is_error_class(&self, node: NodeId) -> bool {
        self.tree.kind(node) == Kind::Name && {
            let binding = self.tree.binding(node);
            binding.kind == BindingKind::Global && binding.name.as_str().ends_with("Error")
        }
    }

    pub(crate) fn expand_bare(&mut self, kind: Kind, name: &str, stx: Stx, kids: &[Stx]) -> NodeId {
        if kids.len() > 1 {
            return self.error(diag::shape(self.span(stx), name, &format!("({name})")));
        }
        let tok = self.span(kids[0]);
        self.plain(kind, &[], stx, tok)
    }

    /// `typeof` and `delete` look at the place, which a macro may give.
    pub(crate) fn expand_on_place(&mut self, kind: Kind, name: &str, stx: Stx, kids: &[Stx]) -> NodeId {
        let [head, operand] = kids[..] else {
            return self.error(diag::shape(self.span(stx), name, &format!("({name} value)")));
        };
        let operand = self.expand_beyond_macros(operand, |this, operand, _| this.expand_looked_at(kind, operand));
        if kind == Kind::Delete && self.options.goal == sx_ir::Goal::Module && self.tree.kind(operand) == Kind::Name {
            // Modules are strict (ECMA-262, Static Semantics: Early Errors of `delete`).
            return self.error(diag::shape(self.span(stx), name, "(delete object.name)"));
        }
        let tok = self.span(head);
        self.plain(kind, &[operand], stx, tok)
    }

    /// The operand of `typeof` or `delete`, at whose head no macro stands.
    fn expand_looked_at(&mut self, kind: Kind, operand: Stx) -> NodeId {
        if self.looks_like_place(operand) {
            if kind == Kind::Typeof
                && let FormKind::Symbol(symbol) = self.kind(operand)
                && self.dotted(symbol).is_none()
                && let Some(js) = sx_base::names::js_name(symbol)
                && self.resolve(symbol, operand.set).is_none()
                && !self.sets.is_fresh(operand.set)
                && self.core_named(symbol).is_none()
                && self.prelude_macro(symbol).is_none()
                && symbol.as_str() != "this"
            {
                // `typeof x` asks whether `x` exists: an unbound name is no error here.
                let binding = self.global(js);
                let span = self.span(operand);
                self.name_node(binding, operand, span, Flags::PLACE)
            } else if kind == Kind::Typeof && matches!(self.kind(operand), FormKind::Symbol(_)) {
                let node = self.expand(operand);
                self.as_place(node)
            } else {
                self.expand_place(operand)
            }
        } else {
            let node = self.expand(operand);
            if kind == Kind::Typeof { self.as_place(node) } else { node }
        }
    }

    pub(crate) fn as_place(&mut self, node: NodeId) -> NodeId {
        if matches!(
            self.tree.kind(node),
            Kind::Name
                | Kind::Member
                | Kind::Index
                | Kind::Private
                | Kind::SuperMember
                | Kind::SuperIndex
                | Kind::Chain
        ) {
            self.tree.node_mut(node).flags |= Flags::PLACE;
            // The last link of a chain is the place that the chain is.
            if self.tree.kind(node) == Kind::Chain {
                let link = self.tree.kid(node, 0);
                self.as_place(link);
            }
        }
        node
    }

    pub(crate) fn looks_like_place(&mut self, stx: Stx) -> bool {
        match self.kind(stx) {
            FormKind::Symbol(name) => !matches!(name.as_str(), "this" | "super" | "import.meta" | "new.target"),
            FormKind::Verbatim(_) => true,
            FormKind::List => {
                if self.forms.kids(stx.id).is_empty() {
                    return false;
                }
                let head = self.first_kid(stx);
                match self.head(head) {
                    crate::expander::Head::Core(CoreForm::GetMember | CoreForm::GetOptional) => true,
                    crate::expander::Head::Core(CoreForm::Dot) => {
                        let kids = self.kids(stx);
                        kids.last().is_some_and(|&last| !self.is_list(last))
                    }
                    crate::expander::Head::DotName(name) => name.as_str().contains(".-"),
                    _ => false,
                }
            }
            _ => false,
        }
    }

    pub(crate) fn expand_comma(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        if kids.len() < 2 {
            return self.error(diag::shape(self.span(stx), "comma", "(comma first second…)"));
        }
        // `(comma e)` is the expression `e` where a statement or declaration could be meant.
        if let [_, only] = kids {
            return self.expand(*only);
        }
        let values = self.expand_all(&kids[1..]);
        let tok = self.span(kids[0]);
        self.plain(Kind::Sequence, &values, stx, tok)
    }

    pub(crate) fn expand_directive(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        let [_, text] = kids[..] else {
            return self.error(diag::shape(self.span(stx), "directive", "(directive \"use strict\")"));
        };
        // What is between the quotes, escapes as they are written.
        let inner = match self.kind(text) {
            FormKind::String(value) => value.as_str(),
            FormKind::EscapedString(raw) => without_quotes(raw.as_str()),
            FormKind::Template => match self.directive_template(text) {
                Some(raw) => raw,
                None => return self.error(diag::shape(self.span(text), "directive", "(directive \"use strict\")")),
            },
            _ => return self.error(diag::shape(self.span(text), "directive", "(directive \"use strict\")")),
        };
        let tok = self.span(text);
        let node = self.node(Kind::Directive, Flags::NONE, Symbol::intern(inner).index(), &[], stx, tok);
        self.directives.insert((self.tree_number, node));
        node
    }

    /// The text of a template without values, which a directive may have for a string with bare double quotes.
    fn directive_template(&mut self, template: Stx) -> Option<&'static str> {
        let [part] = self.kids(template)[..] else { return None };
        let FormKind::TemplateText(raw) = self.kind(part) else { return None };
        let is_text = |text: &str| !text.contains(['\'', '\n', '\r']);
        Some(raw.as_str()).filter(|text| is_text(text))
    }

    pub(crate) fn expand_import_call(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        let (specifier, options) = match kids[..] {
            [_, specifier] => (specifier, None),
            [_, specifier, options] => (specifier, Some(options)),
            _ => return self.error(diag::shape(self.span(stx), "js/import", "(js/import specifier)")),
        };
        let specifier = match self.as_specifier(specifier) {
            Some(specifier) => {
                let (text, string) = (self.specifier(&specifier), specifier.string);
                let node = self.leaf(Kind::String, text.index(), string);
                if self.kind(string).string_value() == Some(text) {
                    self.keep_spelling(node, string);
                }
                node
            }
            None => self.expand(specifier),
        };
        let options = match options {
            Some(options) => self.expand(options),
            None => self.none(),
        };
        let tok = self.span(kids[0]);
        self.refuse_at_compile_time(tok, "import()");
        self.plain(Kind::ImportCall, &[specifier, options], stx, tok)
    }
}

/// What stands between the quotes of a string's spelling.
fn without_quotes(raw: &str) -> &str {
    raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(raw)
}
