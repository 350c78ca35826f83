//! Literals, collections and JSX in the raised text.

use super::Raiser;
use sx_base::{Span, Symbol};
use sx_ir::{Kind, NodeId, Unary};
use sx_reader::{CoreForm, FormId, FormKind};

impl Raiser<'_> {
    /// A string form of `value`.
    pub(super) fn string(&mut self, value: Symbol, span: Span) -> FormId {
        self.forms.leaf(FormKind::string(value.as_wtf8()), span)
    }

    pub(super) fn raise_literal(&mut self, id: NodeId) -> FormId {
        let Some(text) = self.tree.symbol(id) else { return self.leaf(FormKind::Error, id) };
        let kind = match self.tree.kind(id) {
            Kind::Number => FormKind::Number(text),
            Kind::BigInt => FormKind::BigInt(text),
            Kind::Regex => FormKind::Regex(text),
            Kind::TemplateText => FormKind::TemplateText(text),
            _ => self.string_kind(id, text),
        };
        self.leaf(kind, id)
    }

    /// The string of the value `text`, spelled as `id` is.
    pub(super) fn string_kind(&self, id: NodeId, text: Symbol) -> FormKind {
        match self.tree.raw.get(&id) {
            Some(&raw) if raw.as_str().starts_with('"') => FormKind::spelled_string(raw.as_str()),
            _ => FormKind::string(text.as_wtf8()),
        }
    }

    /// `-5`: a sign before a number is part of its form.
    pub(super) fn raise_signed(&mut self, id: NodeId) -> Option<FormId> {
        let number = self.tree.kid(id, 0);
        let sign = match Unary::from_payload(self.tree.payload(id)) {
            Unary::Minus => "-",
            Unary::Plus => "+",
            Unary::Not | Unary::BitNot => return None,
        };
        let text =
            self.tree.symbol(number).filter(|_| matches!(self.tree.kind(number), Kind::Number | Kind::BigInt))?;
        let text = Symbol::intern(&format!("{sign}{text}"));
        let is_number = self.tree.kind(number) == Kind::Number;
        Some(self.leaf(if is_number { FormKind::Number(text) } else { FormKind::BigInt(text) }, id))
    }

    /// What brackets of some kind enclose.
    pub(super) fn raise_collection(&mut self, id: NodeId) -> FormId {
        let kind = match self.tree.kind(id) {
            Kind::Template => FormKind::Template,
            Kind::Array | Kind::ArrayPattern => FormKind::Array,
            _ => FormKind::Object,
        };
        let pieces = self.pieces_of(self.tree.kids(id));
        self.forms.add(kind, &pieces, self.tree.node(id).span)
    }

    /// `:key value`; in patterns also `name` and `(= name default)`.
    pub(super) fn raise_property(&mut self, id: NodeId) {
        let (key, value) = (self.tree.kid(id, 0), self.tree.kid(id, 1));
        let value_form = self.one(value);
        if self.is_shorthand_pattern(id, key, value) {
            return self.finish(id, &[value_form]);
        }
        let key_form = self.one(key);
        self.finish(id, &[key_form, value_form]);
    }

    /// `name`, or `:name other` where the binding has another name here.
    pub(super) fn raise_shorthand(&mut self, id: NodeId) {
        let name = self.tree.kid(id, 0);
        let form = self.one(name);
        let key = self.tree.symbol(id);
        let is_name = self.tree.kind(name) == Kind::Name;
        let same = is_name && key == Some(self.names[self.tree.payload(name) as usize]);
        if same {
            return self.finish(id, &[form]);
        }
        let key = self.leaf(FormKind::Keyword(key.unwrap_or(Symbol::intern(""))), id);
        self.finish(id, &[key, form]);
    }

    pub(super) fn raise_jsx(&mut self, id: NodeId) -> FormId {
        let kids = self.tree.kids(id);
        let (tag, rest) = (kids[0], &kids[1..]);
        let tag_form = match (self.tree.kind(tag), self.tree.symbol(tag)) {
            (Kind::None, _) => self.symbol("<>", Span::NONE),
            (Kind::KeyName, Some(name)) if name.as_str().contains(':') => self.string(name, self.tree.node(tag).tok),
            (Kind::KeyName, Some(name)) => self.leaf(plain_name(name), tag),
            _ => self.one(tag),
        };
        let mut parts = vec![tag_form];
        for &part in rest {
            // A string value among the children is `{"text"}`; as a form it would be text.
            let value = (self.tree.kind(part) == Kind::JsxExpression).then(|| self.tree.kids(part)[0]);
            let is_string = value.is_some_and(|value| self.tree.kind(value) == Kind::String);
            let form = self.one(part);
            parts.push(if is_string { self.wrap(CoreForm::Begin, form, self.tree.node(part).span) } else { form });
        }
        self.core_list(id, CoreForm::Jsx, &parts)
    }

    pub(super) fn raise_jsx_attribute(&mut self, id: NodeId) {
        let name = self.tree.symbol(id).unwrap_or(Symbol::intern(""));
        let has_colon = name.as_str().contains(':');
        let span = self.tree.node(id).tok;
        if let [value] = self.present_kids(id)[..] {
            let key = if has_colon { self.string(name, span) } else { self.leaf(FormKind::Keyword(name), id) };
            let value = self.one(value);
            self.finish(id, &[key, value]);
        } else if has_colon {
            let key = self.string(name, span);
            let value = self.core_list(id, CoreForm::Empty, &[]);
            self.finish(id, &[key, value]);
        } else {
            let name = self.leaf(plain_name(name), id);
            self.finish(id, &[name]);
        }
    }
}

/// The form of a name that is no variable. What the reader takes for a literal is written verbatim.
pub(super) fn plain_name(name: Symbol) -> FormKind {
    let is_literal = matches!(name.as_str(), "nil" | "null" | "true" | "false");
    if is_literal { FormKind::Verbatim(name) } else { FormKind::Symbol(name) }
}
