//! Quoted data at run time: `'(a 1)` is `["a", 1]`; `` `(a ,x ,@ys) `` is `["a", x, ...ys]`.

use crate::diagnostics as diag;
use crate::expander::{Expander, Kids, Stx};
use crate::scope::SetId;
use sx_base::Symbol;
use sx_ir::{Flags, Kind, NodeId};
use sx_reader::{CoreForm, FormKind};

/// See [`Expander::unquote_operands`].
pub(crate) struct UnquoteOperands {
    pub(crate) forms: Kids,
    /// Each is a list whose elements are meant.
    pub(crate) splice: bool,
}

impl Expander<'_> {
    /// `'datum` at run time: lists and arrays become arrays, symbols and keywords strings.
    pub(crate) fn expand_quote(&mut self, stx: Stx) -> NodeId {
        let stx = self.peel(stx);
        if self.tree_number > 0 {
            return self.expand_syntax_quote(stx, None);
        }
        match self.kind(stx) {
            FormKind::Symbol(name) | FormKind::Verbatim(name) | FormKind::Keyword(name) => {
                self.leaf(Kind::String, name.index(), stx)
            }
            FormKind::Core(core) => self.leaf(Kind::String, Symbol::intern(core.name()).index(), stx),
            FormKind::List | FormKind::Array => {
                let kids = self.elements_of_data(stx);
                self.refuse_tail(stx, &kids);
                let parts: Vec<NodeId> = kids.iter().map(|&kid| self.expand_quote(kid)).collect();
                let tok = self.span(stx);
                self.plain(Kind::Array, &parts, stx, tok)
            }
            FormKind::Object => self.expand_quoted_object(stx, None),
            FormKind::Set => {
                let kids = self.kids(stx);
                let parts: Vec<NodeId> = kids.iter().map(|&kid| self.expand_quote(kid)).collect();
                self.set_of(stx, &parts)
            }
            FormKind::Quote
            | FormKind::Quasiquote
            | FormKind::Unquote
            | FormKind::UnquoteSplicing
            | FormKind::Spread => {
                let head = match self.kind(stx) {
                    FormKind::Quote => "quote",
                    FormKind::Quasiquote => "quasiquote",
                    FormKind::Unquote => "unquote",
                    FormKind::UnquoteSplicing => "unquote-splicing",
                    _ => "...",
                };
                let first = self.leaf(Kind::String, Symbol::intern(head).index(), stx);
                let inner = self.kid(stx, 0);
                let second = self.expand_quote(inner);
                let tok = self.span(stx);
                self.plain(Kind::Array, &[first, second], stx, tok)
            }
            FormKind::Typed { .. } => {
                let inner = self.untyped(stx);
                self.expand_quote(inner)
            }
            _ => self.expand(stx),
        }
    }

    /// Refuses `[a . b]` as data, where the tail has no elements. A list `(a . b)` of data has the dot.
    fn refuse_tail(&mut self, stx: Stx, kids: &[Stx]) {
        if let [_, .., dot, last] = *kids
            && self.is_dot(dot)
            && self.kind(stx) == FormKind::Array
        {
            self.report(diag::tail_of_array(self.span(dot), self.span(last)));
        }
    }

    pub(crate) fn set_of(&mut self, stx: Stx, parts: &[NodeId]) -> NodeId {
        let tok = self.span(stx);
        let binding = self.global(Symbol::intern("Set"));
        let class = self.name_node(binding, stx, tok, Flags::NONE);
        let array = self.plain(Kind::Array, parts, stx, tok);
        self.plain(Kind::New, &[class, array], stx, tok)
    }

    /// A quoted `{…}`: keys and values as data; a shorthand `a` is `a: "a"`.
    pub(crate) fn expand_quoted_object(&mut self, stx: Stx, level: Option<u32>) -> NodeId {
        let kids = self.kids(stx);
        let (mut members, mut at) = (vec![], 0);
        let datum = |this: &mut Self, kid: Stx| match level {
            Some(level) => this.expand_quasi(kid, level),
            None => this.expand_quote(kid),
        };
        while at < kids.len() {
            let kid = kids[at];
            let tok = self.span(kid);
            match self.kind(kid) {
                FormKind::Symbol(name) | FormKind::Verbatim(name) => {
                    let key = self.key_of(name, kid);
                    let key = self.key_of_data(key, kid);
                    let value = datum(self, kid);
                    members.push(self.plain(Kind::Property, &[key, value], kid, tok));
                    at += 1;
                }
                FormKind::Spread => {
                    let inner = self.kid(kid, 0);
                    let value = datum(self, inner);
                    members.push(self.plain(Kind::Spread, &[value], kid, tok));
                    at += 1;
                }
                FormKind::UnquoteSplicing if level == Some(1) => {
                    let inner = self.kid(kid, 0);
                    let value = self.expand(inner);
                    members.push(self.plain(Kind::Spread, &[value], kid, tok));
                    at += 1;
                }
                _ => {
                    let Some(&value) = kids.get(at + 1) else {
                        self.report(diag::key_without_value(tok));
                        break;
                    };
                    let key = match self.kind(kid) {
                        FormKind::Unquote if level == Some(1) => {
                            let inner = self.kid(kid, 0);
                            let value = self.expand(inner);
                            self.plain(Kind::Computed, &[value], kid, tok)
                        }
                        // What is computed is data too.
                        FormKind::Array if let [key] = self.kids(kid)[..] => {
                            let value = datum(self, key);
                            self.plain(Kind::Computed, &[value], kid, tok)
                        }
                        _ => {
                            let key = self.expand_key(kid);
                            self.key_of_data(key, kid)
                        }
                    };
                    let value = datum(self, value);
                    members.push(self.plain(Kind::Property, &[key, value], kid, tok));
                    at += 2;
                }
            }
        }
        let tok = self.span(stx);
        self.plain(Kind::Object, &members, stx, tok)
    }

    /// `__proto__` as a key of data is a property of that name, which needs a computed key.
    fn key_of_data(&mut self, key: NodeId, stx: Stx) -> NodeId {
        let is_prototype = matches!(self.tree.kind(key), Kind::KeyName | Kind::String)
            && self.tree.symbol(key).is_some_and(|name| name.as_str() == "__proto__");
        if !is_prototype {
            return key;
        }
        let text = self.leaf(Kind::String, Symbol::intern("__proto__").index(), stx);
        let tok = self.span(stx);
        self.plain(Kind::Computed, &[text], stx, tok)
    }

    pub(crate) fn key_of(&mut self, name: Symbol, stx: Stx) -> NodeId {
        let kind = if sx_base::names::is_identifier(name.as_str()) { Kind::KeyName } else { Kind::String };
        self.leaf(kind, name.index(), stx)
    }

    /// `` `datum ``.
    pub(crate) fn expand_quasiquote(&mut self, stx: Stx) -> NodeId {
        if self.tree_number > 0 {
            return self.expand_syntax_quote(stx, Some(1));
        }
        self.expand_quasi(stx, 1)
    }

    /// A datum inside `level` quasiquotes.
    pub(crate) fn expand_quasi(&mut self, stx: Stx, level: u32) -> NodeId {
        let stx = self.spelled_quote(stx);
        let tok = self.span(stx);
        match self.kind(stx) {
            FormKind::Unquote if level == 1 => {
                let inner = self.kid(stx, 0);
                self.expand(inner)
            }
            FormKind::Unquote | FormKind::UnquoteSplicing | FormKind::Quasiquote | FormKind::Quote => {
                let (head, next) = match self.kind(stx) {
                    FormKind::Unquote => ("unquote", level - 1),
                    FormKind::UnquoteSplicing => ("unquote-splicing", level.saturating_sub(1)),
                    FormKind::Quasiquote => ("quasiquote", level + 1),
                    _ => ("quote", level),
                };
                if head == "unquote-splicing" && level == 1 {
                    return self.error(diag::splice_outside(tok));
                }
                let mut parts = vec![self.leaf(Kind::String, Symbol::intern(head).index(), stx)];
                let inner = self.kid(stx, 0);
                if next < level {
                    // `,,@xs` has each element as an operand.
                    let inner = self.peel(inner);
                    parts.extend(self.quasi_elements(&[inner], next));
                } else {
                    parts.push(self.expand_quasi(inner, next));
                }
                self.plain(Kind::Array, &parts, stx, tok)
            }
            FormKind::List if let Some(operands) = self.unquote_operands(stx) => {
                if level == 1 {
                    return self.error(diag::unquotes_outside(tok));
                }
                let head = self.first_kid(stx);
                let mut parts = vec![self.expand_quote(head)];
                parts.extend(self.quasi_elements(&operands.forms, level - 1));
                self.plain(Kind::Array, &parts, stx, tok)
            }
            FormKind::List | FormKind::Array => {
                let kids = self.kids(stx);
                if let Some(&last) = kids.last()
                    && !self.has_elements_to_splice(last)
                {
                    self.refuse_tail(stx, &kids);
                }
                let parts = self.quasi_elements(&kids, level);
                self.plain(Kind::Array, &parts, stx, tok)
            }
            FormKind::Object => self.expand_quoted_object(stx, Some(level)),
            FormKind::Set => {
                let kids = self.kids(stx);
                let parts = self.quasi_elements(&kids, level);
                self.set_of(stx, &parts)
            }
            _ => self.expand_quote(stx),
        }
    }

    /// A form of the quote family, also where it is spelled as a list: `(unquote x)`.
    pub(crate) fn spelled_quote(&mut self, stx: Stx) -> Stx {
        let stx = self.peel(stx);
        if !self.is_list(stx) || self.forms.kids(stx.id).len() != 2 {
            return stx;
        }
        let kind = match self.clause_head(stx) {
            Some(CoreForm::Unquote) => FormKind::Unquote,
            Some(CoreForm::UnquoteSplicing) => FormKind::UnquoteSplicing,
            Some(CoreForm::Quasiquote) => FormKind::Quasiquote,
            _ => return stx,
        };
        let span = self.span(stx);
        let inner = self.kid(stx, 1);
        let inner = self.scoped(inner);
        Stx { id: self.forms.add(kind, &[inner], span), set: SetId::EMPTY }
    }

    /// Whether a form behind a dot is a list or an unquote: a name there is a tail of its own, as in `(a . rest)`.
    pub(crate) fn has_elements_to_splice(&mut self, stx: Stx) -> bool {
        let stx = self.peel(stx);
        self.kind(stx).has_kids()
    }

    /// The operands of `(unquote a b)` and `(unquote-splicing a b)`, which have another number than one: what `,,@xs`
    /// gives (R6RS, 11.17).
    pub(crate) fn unquote_operands(&mut self, stx: Stx) -> Option<UnquoteOperands> {
        if !self.is_list(stx) || self.forms.kids(stx.id).len() == 2 {
            return None;
        }
        let splice = match self.clause_head(stx)? {
            CoreForm::Unquote => false,
            CoreForm::UnquoteSplicing => true,
            _ => return None,
        };
        Some(UnquoteOperands { forms: Kids::from_slice(&self.kids(stx)[1..]), splice })
    }

    pub(crate) fn quasi_elements(&mut self, kids: &[Stx], level: u32) -> Vec<NodeId> {
        let mut parts = vec![];
        let mut at = 0;
        while at < kids.len() {
            let kid = self.spelled_quote(kids[at]);
            // `(a . ,rest)` splices.
            if at > 0 && at + 2 == kids.len() && self.is_dot(kid) && self.has_elements_to_splice(kids[at + 1]) {
                let value = self.expand_quasi(kids[at + 1], level);
                let tok = self.span(kid);
                parts.push(self.plain(Kind::Spread, &[value], kids[at + 1], tok));
                break;
            }
            if self.kind(kid) == FormKind::UnquoteSplicing && level == 1 {
                let inner = self.kid(kid, 0);
                let value = self.expand(inner);
                let tok = self.span(kid);
                parts.push(self.plain(Kind::Spread, &[value], kid, tok));
            } else if level == 1
                && let Some(operands) = self.unquote_operands(kid)
            {
                for operand in operands.forms {
                    let (value, tok) = (self.expand(operand), self.span(operand));
                    let spread = operands.splice.then(|| self.plain(Kind::Spread, &[value], operand, tok));
                    parts.push(spread.unwrap_or(value));
                }
            } else {
                parts.push(self.expand_quasi(kid, level));
            }
            at += 1;
        }
        parts
    }
}
