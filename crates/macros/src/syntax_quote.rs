//! Quote and quasiquote in macro code: forms as data of the compile-time world.
//!
//! A symbol of a quasiquote that is bound where the macro is defined refers there: it has the scopes of its place, by
//! number. All others belong to the call. Both are interned when the macro is compiled, and are `__at[n]` in its code.
//! `x#` is one fresh symbol for each evaluation of the quasiquote around it.

use crate::diagnostics as diag;
use crate::expander::{Expander, Stx};
use crate::scope::SetId;
use crate::table::Denotation;
use sx_base::Symbol;
use sx_ir::{BindingId, BindingKind, Flags, Kind, NodeId};
use sx_reader::{CoreForm, FormKind};

/// One walk over a quoted datum.
struct Quoting {
    /// Depth of quasiquotes; `None` for plain quote.
    level: Option<u32>,
    /// The function that gives `x#` names, once one was met.
    fresh: Option<BindingId>,
    /// What is quoted stands in macro code that the template gives.
    in_macro_code: bool,
}

impl Expander<'_> {
    /// A quoted datum in macro code.
    pub(crate) fn expand_syntax_quote(&mut self, stx: Stx, level: Option<u32>) -> NodeId {
        if level.is_some() && self.foreign.is_none() {
            for stx in self.free_names_of_quote(stx) {
                self.note_name_of_quote(stx);
            }
        }
        let mut quoting = Quoting { level, fresh: None, in_macro_code: false };
        let node = self.quote_datum(stx, &mut quoting);
        let Some(binding) = quoting.fresh else { return node };
        let span = self.span(stx);
        let param = self.node(Kind::Bind, Flags::NONE, binding.0, &[], stx, span);
        let build = self.arrow(stx, &[param], node);
        self.runtime_call("quasi", &[build], stx)
    }

    /// `__sx.name(arguments…)`.
    pub(crate) fn runtime_call(&mut self, name: &str, arguments: &[NodeId], stx: Stx) -> NodeId {
        let span = self.span(stx);
        let object = self.global(Symbol::intern("__sx"));
        let object = self.name_node(object, stx, span, Flags::NONE);
        let callee = self.node(Kind::Member, Flags::PLACE, Symbol::intern(name).index(), &[object], stx, span);
        let mut kids = vec![callee];
        kids.extend(arguments);
        self.plain(Kind::Call, &kids, stx, span)
    }

    fn text(&mut self, text: Symbol, stx: Stx) -> NodeId {
        self.leaf(Kind::String, text.index(), stx)
    }

    fn quote_datum(&mut self, stx: Stx, quoting: &mut Quoting) -> NodeId {
        let stx = if quoting.level.is_some() { self.spelled_quote(stx) } else { self.peel(stx) };
        match self.kind(stx) {
            FormKind::Symbol(name) => self.quote_symbol(stx, name, quoting),
            FormKind::Verbatim(name) if quoting.level.is_some() => self.quote_verbatim(name, stx),
            FormKind::Verbatim(name) => self.interned(name, 0, stx),
            FormKind::Core(core) => self.interned(core.exact_name(), 0, stx),
            FormKind::Keyword(name) => {
                let number =
                    self.compile_time.as_mut().and_then(|world| world.interned.keyword(&world.engine, name).ok());
                self.at_number(number, stx)
            }
            FormKind::List => self.quote_list(stx, quoting),
            FormKind::Array | FormKind::Object | FormKind::Set | FormKind::Typed { .. } => {
                self.quote_tagged(stx, quoting)
            }
            FormKind::Unquote if quoting.level == Some(1) => {
                let inner = self.kid(stx, 0);
                self.expand(inner)
            }
            FormKind::UnquoteSplicing if quoting.level == Some(1) => self.error(diag::splice_outside(self.span(stx))),
            FormKind::Quote | FormKind::Spread => self.quote_family(stx, quoting, 0),
            FormKind::Quasiquote => self.quote_family(stx, quoting, 1),
            FormKind::Unquote | FormKind::UnquoteSplicing => self.quote_family(stx, quoting, -1),
            FormKind::Template => self.quote_tagged(stx, quoting),
            FormKind::TemplateText(text) => self.text(text, stx),
            FormKind::Regex(text) => self.quote_text(text, stx),
            FormKind::Number(_)
            | FormKind::BigInt(_)
            | FormKind::String(_)
            | FormKind::EscapedString(_)
            | FormKind::True
            | FormKind::False
            | FormKind::Null
            | FormKind::Scoped(_)
            | FormKind::Error => self.expand(stx),
        }
    }

    fn quote_symbol(&mut self, stx: Stx, name: Symbol, quoting: &mut Quoting) -> NodeId {
        let span = self.span(stx);
        let (base, rest) = match self.dotted(name) {
            Some(dotted) => (dotted.base, Some(Symbol::intern(&name.as_str()[dotted.base_len as usize..]))),
            None => (name, None),
        };
        // Within another quasiquote `x#` is the inner one's.
        if quoting.level == Some(1)
            && let Some(bare) = base.as_str().strip_suffix('#').filter(|bare| !bare.is_empty() && !bare.ends_with('#'))
        {
            let function = match quoting.fresh {
                Some(function) => function,
                None => *quoting.fresh.insert(self.fresh_binding("fresh", BindingKind::Param)),
            };
            let callee = self.name_node(function, stx, span, Flags::PLACE);
            let text = self.text(Symbol::intern(bare), stx);
            let mut node = self.plain(Kind::Call, &[callee, text], stx, span);
            if let Some(rest) = rest {
                let rest = self.text(rest, stx);
                node = self.runtime_call("dotted", &[node, rest], stx);
            }
            return node;
        }
        let set = self.set_around_code(base, stx.set);
        let is_bound = quoting.level.is_some() && self.is_bound_here(base, set, quoting.in_macro_code);
        // A fresh symbol is itself in the code of a macro that a macro gives, too.
        let keeps_scopes = is_bound || self.sets.is_fresh(stx.set);
        let scopes = if keeps_scopes { crate::exchange::template_number(self.template_set(base, set)) } else { 0 };
        self.interned(name, scopes, stx)
    }

    /// Notes a name that a quasiquote has from around the macro code.
    fn note_name_of_quote(&mut self, stx: Stx) {
        let (FormKind::Symbol(name) | FormKind::Verbatim(name)) = self.kind(stx) else { return };
        let base = self.dotted(name).map_or(name, |dotted| dotted.base);
        let set = self.set_around_code(base, stx.set);
        self.note_template_name(base, set);
    }

    /// `set`, or that around the macro code where a name of the code has hidden what the template means: those are not
    /// there any more when the expansion is.
    fn set_around_code(&mut self, name: Symbol, set: SetId) -> SetId {
        let Some(js) = self.facts.get(name).js else { return set };
        let of_code = self.look_up_in_modules(js, set).is_some_and(|entry| self.is_of_code(entry.means));
        if of_code { self.sets.hoisted(set, self.macro_code_from) } else { set }
    }

    /// Whether a name is one of the macro code that is compiled.
    fn is_of_code(&self, means: Denotation) -> bool {
        matches!(means, Denotation::Value { tree, .. } if tree == self.tree_number)
    }

    /// The scopes that a template's symbol has when the expansion is: those of the functions and blocks of macro code that
    /// the template stands in are over, so that templates of two helpers name one thing alike.
    fn template_set(&mut self, name: Symbol, set: SetId) -> SetId {
        let kept = self.sets.hoisted(set, self.macro_code_from);
        let Some(js) = self.facts.get(name).js else { return kept };
        let meant = |this: &mut Self, set| this.look_up(js, set).map(|entry| entry.set);
        if meant(self, set) == meant(self, kept) { kept } else { set }
    }

    /// The interned symbol `name` in macro code.
    fn interned(&mut self, name: Symbol, scopes: i32, stx: Stx) -> NodeId {
        let number =
            self.compile_time.as_mut().and_then(|world| world.interned.symbol(&world.engine, name, scopes).ok());
        self.at_number(number, stx)
    }

    /// `__at[number]`; without a number there is no memory left.
    fn at_number(&mut self, number: Option<u32>, stx: Stx) -> NodeId {
        let span = self.span(stx);
        let Some(number) = number else { return self.error(diag::engine_failed(span, &sx_vm::VmError::no_memory())) };
        let table = self.global(Symbol::intern("__at"));
        let table = self.name_node(table, stx, span, Flags::NONE);
        let number = self.leaf(Kind::Number, Symbol::intern(&number.to_string()).index(), stx);
        self.node(Kind::Index, Flags::PLACE, sx_ir::NO_SYMBOL, &[table, number], stx, span)
    }

    /// Whether a template symbol is bound where the macro is defined, the language and the prelude included; for the
    /// prelude itself also the globals. `set` is [`Self::set_around_code`].
    fn is_bound_here(&mut self, name: Symbol, set: SetId, in_macro_code: bool) -> bool {
        let js = self.facts.get(name).js;
        let entry = js.and_then(|js| self.look_up_in_modules(js, set));
        if let Some(entry) = entry.filter(|entry| !self.is_of_macro(entry.means)) {
            return !self.is_of_code(entry.means);
        }
        // A helper is no name of the program, so that what a template binds under its name, or means by it there, is the
        // call's. In macro code that the template gives it is the helper, which only this file's macros see by themselves.
        let is_meant = in_macro_code && self.foreign.is_some();
        let helper = js.and_then(|js| self.helper_table.resolve(&self.sets, js, set)).filter(|_| is_meant);
        if helper.is_some_and(|helper| !self.is_of_macro(helper.means)) {
            return true;
        }
        self.core_named(name).is_some() || self.prelude_macro(name).is_some() || self.is_global_of_prelude(name)
    }

    /// Whether a name is a `var` that a macro made, perhaps the one that is defined here: the template says what the call
    /// says so.
    fn is_of_macro(&self, means: Denotation) -> bool {
        match means {
            Denotation::Value { tree, binding } => self.is_made_var(tree, binding),
            Denotation::Syntax(global) => self.compile_time.as_ref().is_some_and(|world| world.is_made_var(global)),
            Denotation::Macro(_) | Denotation::Foreign { .. } => false,
        }
    }

    /// Whether a macro of the prelude is compiled and `name` is a global: there it is what it is everywhere, whatever the
    /// call calls so.
    fn is_global_of_prelude(&mut self, name: Symbol) -> bool {
        let in_prelude = self.foreign.as_ref().is_some_and(|(source, _)| crate::prelude::is_source(source));
        in_prelude && self.facts.get(name).js.is_some_and(|js| self.facts.is_global(name, js))
    }

    fn quote_list(&mut self, stx: Stx, quoting: &mut Quoting) -> NodeId {
        let around = quoting.in_macro_code;
        let head = if quoting.level.is_some() { self.core_head(stx) } else { None };
        quoting.in_macro_code |= matches!(head, Some(CoreForm::Defmacro | CoreForm::BeginForSyntax));
        let node = self.quote_list_items(stx, quoting);
        quoting.in_macro_code = around;
        node
    }

    fn quote_list_items(&mut self, stx: Stx, quoting: &mut Quoting) -> NodeId {
        let span = self.span(stx);
        let outer = quoting.level;
        let operands = if outer.is_some() { self.unquote_operands(stx) } else { None };
        let parts = match operands {
            Some(_) if outer == Some(1) => return self.error(diag::unquotes_outside(span)),
            Some(operands) => {
                let head = self.first_kid(stx);
                let mut parts = vec![self.quote_datum(head, quoting)];
                quoting.level = outer.map(|level| level - 1);
                parts.extend(self.quote_elements(&operands.forms, quoting));
                quoting.level = outer;
                parts
            }
            None => self.quote_items(stx, quoting),
        };
        self.plain(Kind::Array, &parts, stx, span)
    }

    fn kind_leaf(&mut self, stx: Stx) -> NodeId {
        let number = crate::exchange::kind_number(self.kind(stx));
        self.leaf(Kind::Number, Symbol::intern(&number.to_string()).index(), stx)
    }

    /// `\name`: its text, and where the name is bound the symbol that has its scopes.
    fn quote_verbatim(&mut self, name: Symbol, stx: Stx) -> NodeId {
        let set = self.set_around_code(name, stx.set);
        let entry = self.look_up_in_modules(name, set);
        let is_bound = entry.is_some_and(|entry| !self.is_of_code(entry.means) && !self.is_of_macro(entry.means));
        if !is_bound || self.facts.get(name).js != Some(name) {
            return self.quote_text(name, stx);
        }
        let scopes = crate::exchange::template_number(self.template_set(name, set));
        let (text, symbol) = (self.text(name, stx), self.interned(name, scopes, stx));
        let (span, kind) = (self.span(stx), self.kind_leaf(stx));
        let array = self.plain(Kind::Array, &[text, symbol], stx, span);
        self.runtime_call("tagged", &[kind, array], stx)
    }

    /// A regular expression or `\name`, by its text.
    fn quote_text(&mut self, text: Symbol, stx: Stx) -> NodeId {
        let span = self.span(stx);
        let text = self.text(text, stx);
        let array = self.plain(Kind::Array, &[text], stx, span);
        let kind = self.kind_leaf(stx);
        self.runtime_call("tagged", &[kind, array], stx)
    }

    fn quote_tagged(&mut self, stx: Stx, quoting: &mut Quoting) -> NodeId {
        let parts = self.quote_items(stx, quoting);
        let span = self.span(stx);
        let array = self.plain(Kind::Array, &parts, stx, span);
        let kind = self.kind_leaf(stx);
        self.runtime_call("tagged", &[kind, array], stx)
    }

    fn quote_items(&mut self, stx: Stx, quoting: &mut Quoting) -> Vec<NodeId> {
        let kids = if quoting.level.is_none() { self.elements_of_data(stx) } else { self.kids(stx) };
        self.quote_elements(&kids, quoting)
    }

    fn quote_elements(&mut self, kids: &[Stx], quoting: &mut Quoting) -> Vec<NodeId> {
        let mut parts = vec![];
        let mut at = 0;
        while at < kids.len() {
            let kid = if quoting.level.is_some() { self.spelled_quote(kids[at]) } else { kids[at] };
            let span = self.span(kid);
            // `(a . ,rest)` splices.
            if at > 0 && at + 2 == kids.len() && self.is_dot(kid) && self.has_elements_to_splice(kids[at + 1]) {
                let value = self.quote_datum(kids[at + 1], quoting);
                let items = self.runtime_call("items", &[value], kids[at + 1]);
                parts.push(self.plain(Kind::Spread, &[items], kids[at + 1], span));
                break;
            }
            if self.kind(kid) == FormKind::UnquoteSplicing && quoting.level == Some(1) {
                let inner = self.kid(kid, 0);
                let value = self.expand(inner);
                let items = self.runtime_call("items", &[value], kid);
                parts.push(self.plain(Kind::Spread, &[items], kid, span));
            } else if quoting.level == Some(1)
                && let Some(operands) = self.unquote_operands(kid)
            {
                for operand in operands.forms {
                    let mut value = self.expand(operand);
                    if operands.splice {
                        let (items, span) = (self.runtime_call("items", &[value], operand), self.span(operand));
                        value = self.plain(Kind::Spread, &[items], operand, span);
                    }
                    parts.push(value);
                }
            } else {
                parts.push(self.quote_datum(kid, quoting));
            }
            at += 1;
        }
        parts
    }

    /// A prefix around a form: `'x`, `,x`, `...x`.
    fn quote_family(&mut self, stx: Stx, quoting: &mut Quoting, step: i32) -> NodeId {
        let outer = quoting.level;
        quoting.level = outer.map(|level| level.saturating_add_signed(step));
        let inner = self.kid(stx, 0);
        let mut parts = vec![self.kind_leaf(stx)];
        if step < 0 && outer.is_some() {
            // `,,@xs` has each element as an operand.
            let inner = self.peel(inner);
            parts.extend(self.quote_elements(&[inner], quoting));
        } else {
            parts.push(self.quote_datum(inner, quoting));
        }
        quoting.level = outer;
        self.runtime_call("prefixed", &parts, stx)
    }
}
