//! Literals with parts: numbers, strings, templates, `[…]`, `{…}`, `#{…}`, quoted data.

use crate::diagnostics as diag;
use crate::expander::{Expander, Head, Stx};
use sx_base::Symbol;
use sx_ir::{Flags, Kind, NO_SYMBOL, NodeId, Unary};
use sx_reader::{CoreForm, FormKind};

impl Expander<'_> {
    /// A number with its sign.
    pub(crate) fn expand_number(&mut self, stx: Stx, raw: Symbol, kind: Kind) -> NodeId {
        let text = raw.as_str();
        let (sign, digits) = match text.as_bytes().first() {
            Some(b'-') => (Some(Unary::Minus), &text[1..]),
            Some(b'+') => (Some(Unary::Plus), &text[1..]),
            _ => (None, text),
        };
        let literal = if sign.is_none() { raw } else { Symbol::intern(digits) };
        if is_legacy_number(digits) && self.options.goal == sx_ir::Goal::Module && self.tree_number == 0 {
            return self.error(diag::legacy_octal(self.span(stx), raw));
        }
        let Some(sign) = sign else { return self.leaf(kind, literal.index(), stx) };
        let number = self.leaf(kind, literal.index(), stx);
        let span = self.span(stx);
        if stx.id.0 < self.first_made {
            self.tree.node_mut(number).tok.start = span.start + 1;
            self.tree.node_mut(number).span.start = span.start + 1;
        }
        self.node(Kind::Unary, Flags::NONE, sign.payload(), &[number], stx, span)
    }

    /// A string without escapes. What the source has as it is stays so, though the printer would escape it; but line
    /// ends, which JavaScript cannot have there, do not.
    pub(crate) fn expand_plain_string(&mut self, stx: Stx, value: Symbol) -> NodeId {
        let node = self.leaf(Kind::String, value.index(), stx);
        self.keep_spelling(node, stx);
        node
    }

    /// Makes the spelling of the string `stx` that of `node`, where JavaScript can have it and would get another one.
    pub(crate) fn keep_spelling(&mut self, node: NodeId, stx: Stx) {
        let raw = match self.kind(stx) {
            FormKind::String(value) => {
                let text = value.as_str();
                let is_kept = sx_reader::has_unescaped(text) && !text.contains('\n');
                is_kept.then(|| Symbol::intern(&format!("\"{text}\"")))
            }
            FormKind::EscapedString(raw) => {
                let spelled = raw.as_str();
                // Modules are strict and have no octal escapes: such a string is spelled anew.
                let strict = self.options.goal == sx_ir::Goal::Module || self.tree_number > 0;
                (spelled.contains('\\') && !(strict && has_octal_escape(spelled))).then_some(raw)
            }
            _ => None,
        };
        if let Some(raw) = raw {
            self.tree.raw.insert(node, raw);
        }
    }

    /// A string with escapes; its spelling is kept where JavaScript can have it.
    pub(crate) fn expand_escaped_string(&mut self, stx: Stx, raw: Symbol) -> NodeId {
        let Some(value) = sx_reader::string_value(raw.as_str()) else { return self.none_error() };
        let node = self.leaf(Kind::String, value.index(), stx);
        self.keep_spelling(node, stx);
        node
    }

    /// `` #`text ${form} text` ``. A form below its `${` has a line of its own in JavaScript: the text before it has
    /// [`Flags::MULTILINE`].
    pub(crate) fn expand_template(&mut self, stx: Stx) -> NodeId {
        let kids = self.kids(stx);
        let mut parts = vec![];
        for (at, &kid) in kids.iter().enumerate() {
            parts.push(match self.kind(kid) {
                FormKind::TemplateText(raw) => {
                    let text = self.leaf(Kind::TemplateText, raw.index(), kid);
                    if kids.get(at + 1).is_some_and(|&form| self.is_below(kid, form)) {
                        self.tree.node_mut(text).flags |= Flags::MULTILINE;
                    }
                    text
                }
                _ => self.expand(kid),
            });
        }
        let tok = self.span(stx);
        self.plain(Kind::Template, &parts, stx, tok)
    }

    /// Reports escapes that a template without a tag cannot have.
    pub(crate) fn check_template(&mut self, stx: Stx) {
        for kid in self.kids(stx) {
            let FormKind::TemplateText(raw) = self.kind(kid) else { continue };
            let text = raw.as_str();
            let Some(bad) = sx_reader::bad_template_escape(text) else { continue };
            let (span, found) = (self.span(kid), text.get(bad.clone()).unwrap_or(text));
            let is_here = span.slice(&self.source.text) == text;
            let place = if is_here {
                sx_base::Span::new(span.start + bad.start as u32, span.start + bad.end as u32)
            } else {
                span
            };
            self.report(diag::bad_template_escape(place, found));
        }
    }

    /// `(js/template "text" value…)`: one template literal, strings as its text; what `str` prints.
    pub(crate) fn expand_template_of(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        let (mut parts, mut text) = (vec![], String::new());
        for &kid in &kids[1..] {
            if let Some(value) = self.kind(kid).string_value()
                && value.as_str().as_bytes() == value.as_wtf8()
            {
                push_template_text(&mut text, value.as_str());
                continue;
            }
            let chunk = Symbol::intern(&std::mem::take(&mut text));
            parts.push(self.leaf(Kind::TemplateText, chunk.index(), stx));
            parts.push(self.expand(kid));
        }
        parts.push(self.leaf(Kind::TemplateText, Symbol::intern(&text).index(), stx));
        let tok = self.span(kids[0]);
        self.plain(Kind::Template, &parts, stx, tok)
    }

    /// `` (tagged f #`…`) ``: the tag is called with its `this`.
    pub(crate) fn expand_tagged(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        let [head, tag, template] = kids[..] else {
            return self.error(diag::shape(self.span(stx), "tagged", "(tagged function #`…`)"));
        };
        if self.kind(template) != FormKind::Template {
            return self.error(diag::shape(self.span(template), "tagged", "(tagged function #`…`)"));
        }
        let tag = if self.looks_like_place(tag) {
            self.expand_place(tag)
        } else {
            let is_made = matches!(self.list_head(tag), Some(Head::Macro(_)));
            let tag = self.expand(tag);
            if is_made { self.as_place(tag) } else { tag }
        };
        let template = self.expand_template(template);
        let tok = self.span(head);
        self.plain(Kind::TaggedTemplate, &[tag, template], stx, tok)
    }

    /// `[a b ...c]`.
    pub(crate) fn expand_array(&mut self, stx: Stx) -> NodeId {
        let kids = self.kids(stx);
        let mut parts = vec![];
        for &kid in &kids {
            // Where something is bound to the name, it is a call.
            let is_hole = self.is_hole(kid) && matches!(self.list_head(kid), Some(Head::Core(_)));
            parts.push(if is_hole { self.leaf(Kind::Hole, NO_SYMBOL, kid) } else { self.expand_element(kid) });
        }
        let tok = self.span(stx);
        let flags = self.multiline(stx, &kids);
        self.node(Kind::Array, flags, NO_SYMBOL, &parts, stx, tok)
    }

    /// `#{a b}`: `new Set([a, b])` of the global `Set`.
    pub(crate) fn expand_set(&mut self, stx: Stx) -> NodeId {
        let kids = self.kids(stx);
        let parts = self.expand_arguments(&kids);
        let tok = self.span(stx);
        let binding = self.global(Symbol::intern("Set"));
        let class = self.name_node(binding, stx, tok, Flags::NONE);
        let mut all = vec![class];
        if !parts.is_empty() {
            all.push(self.plain(Kind::Array, &parts, stx, tok));
        }
        self.plain(Kind::New, &all, stx, tok)
    }

    /// `{a :b c ...d (method m () …)}`.
    pub(crate) fn expand_object(&mut self, stx: Stx) -> NodeId {
        let kids = self.kids(stx);
        let (mut members, mut at) = (vec![], 0);
        while at < kids.len() {
            let kid = kids[at];
            match self.kind(kid) {
                FormKind::Symbol(name) => {
                    members.push(self.expand_shorthand(kid, name));
                    at += 1;
                }
                FormKind::Verbatim(name) => {
                    let span = self.span(kid);
                    members.push(if sx_base::names::js_name(name).is_some() {
                        let value = self.expand_verbatim(kid, name, Flags::NONE);
                        self.node(Kind::Shorthand, Flags::NONE, name.index(), &[value], kid, span)
                    } else {
                        self.error(diag::bad_shorthand(span, name))
                    });
                    at += 1;
                }
                FormKind::Spread => {
                    members.push(self.expand_element(kid));
                    at += 1;
                }
                FormKind::List => {
                    self.expand_object_members(kid, &mut members);
                    at += 1;
                }
                _ => {
                    let Some(&value) = kids.get(at + 1) else {
                        self.report(diag::key_without_value(self.span(kid)));
                        break;
                    };
                    let key = self.expand_key(kid);
                    let value = self.expand(value);
                    let tok = self.span(kid);
                    members.push(self.plain(Kind::Property, &[key, value], kid, tok));
                    at += 2;
                }
            }
        }
        let tok = self.span(stx);
        let flags = self.multiline(stx, &kids);
        self.node(Kind::Object, flags, NO_SYMBOL, &members, stx, tok)
    }

    fn expand_shorthand(&mut self, stx: Stx, name: Symbol) -> NodeId {
        let tok = self.span(stx);
        let key = match sx_base::names::js_name(name) {
            Some(js) if self.dotted(name).is_none() && !matches!(name.as_str(), "this" | "super") => js,
            _ => return self.error(diag::bad_shorthand(tok, name)),
        };
        let value = self.expand(stx);
        // A name that nothing binds yet may mean a `var` of a macro further down.
        if matches!(self.tree.kind(value), Kind::Name | Kind::Error) {
            return self.node(Kind::Shorthand, Flags::NONE, key.index(), &[value], stx, tok);
        }
        // A macro or operator in value position: its function under that key.
        let key = self.leaf(Kind::KeyName, key.index(), stx);
        self.plain(Kind::Property, &[key, value], stx, tok)
    }

    /// The members that the list `stx` in an object stands for; `begin` stands for those in it, and macros may give them.
    fn expand_object_members(&mut self, stx: Stx, members: &mut Vec<NodeId>) {
        self.for_each_spliced(&[stx], |this, member| {
            members.push(match member {
                Some(member) => this.expand_object_member(member),
                None => this.none_error(),
            });
        });
    }

    /// `(get p () …)`, `(set p (v) …)`, `(method m (a) …)`, `(async (method …))`.
    fn expand_object_member(&mut self, stx: Stx) -> NodeId {
        let stx = self.peel(stx);
        if !self.is_list(stx) {
            return self.error(diag::bad_object_member(self.span(stx)));
        }
        if let Some(core) = self.clause_head(stx) {
            let kids = self.kids(stx);
            match core {
                CoreForm::Method
                | CoreForm::MethodEffect
                | CoreForm::MethodStar
                | CoreForm::Get
                | CoreForm::GetEffect
                | CoreForm::Set => {
                    return self.expand_method(core, stx, &kids, Flags::NONE);
                }
                CoreForm::Async => {
                    if let [_, inner] = kids[..] {
                        let node = self.expand_beyond_macros(inner, |this, inner, _| match this.clause_head(inner) {
                            Some(core @ (CoreForm::Method | CoreForm::MethodEffect | CoreForm::MethodStar)) => {
                                let inner_kids = this.kids(inner);
                                this.expand_method(core, inner, &inner_kids, Flags::ASYNC)
                            }
                            _ => this.error(diag::bad_object_member(this.span(stx))),
                        });
                        self.widen(node, stx);
                        return node;
                    }
                }
                _ => {}
            }
        }
        self.error(diag::bad_object_member(self.span(stx)))
    }

    /// The key of an object member or pattern property: keyword, string, number or `[e]`.
    pub(crate) fn expand_key(&mut self, stx: Stx) -> NodeId {
        let stx = self.untyped(stx);
        match self.kind(stx) {
            FormKind::Keyword(name) => {
                let kind = if sx_base::names::is_identifier(name.as_str()) { Kind::KeyName } else { Kind::String };
                self.leaf(kind, name.index(), stx)
            }
            FormKind::String(value) => self.expand_plain_string(stx, value),
            FormKind::EscapedString(raw) => self.expand_escaped_string(stx, raw),
            FormKind::Number(raw) if !raw.as_str().starts_with(['-', '+']) => self.leaf(Kind::Number, raw.index(), stx),
            FormKind::BigInt(raw) if !raw.as_str().starts_with(['-', '+']) => self.leaf(Kind::BigInt, raw.index(), stx),
            FormKind::Array => {
                let kids = self.kids(stx);
                let [key] = kids[..] else {
                    return self.error(diag::bad_key(self.span(stx)));
                };
                let value = self.expand(key);
                let tok = self.span(stx);
                self.plain(Kind::Computed, &[value], stx, tok)
            }
            _ => self.error(diag::bad_key(self.span(stx))),
        }
    }

    /// The form `stx` as a child of a form made now: wrapped in its scopes if it has any.
    pub(crate) fn scoped(&mut self, stx: Stx) -> sx_reader::FormId {
        if stx.set == crate::scope::SetId::EMPTY {
            return stx.id;
        }
        let span = self.span(stx);
        self.forms.add(FormKind::Scoped(stx.set.0), &[stx.id], span)
    }
}

/// Appends `text` to the raw text `out` of a template literal.
fn push_template_text(out: &mut String, text: &str) {
    if text.starts_with('{') && out.ends_with('$') {
        // Each of two strings is text, both together are.
        out.insert(out.len() - 1, '\\');
    }
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '`' | '\\' => out.extend(['\\', c]),
            '$' if chars.peek() == Some(&'{') => out.push_str("\\$"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            _ => out.push(c),
        }
    }
}

/// Whether a number without sign is spelled as no strict code can have it: `017`, `08`.
pub(crate) fn is_legacy_number(digits: &str) -> bool {
    matches!(digits.as_bytes(), [b'0', b'0'..=b'9', ..])
}

/// Whether a string's spelling has an escape such as `\\7`, `\\012` or `\\8`, which strict code has not; `\\0` alone is
/// none of them.
pub(crate) fn has_octal_escape(raw: &str) -> bool {
    let bytes = raw.as_bytes();
    let mut at = 0;
    while at + 1 < bytes.len() {
        if bytes[at] != b'\\' {
            at += 1;
            continue;
        }
        match bytes[at + 1] {
            b'1'..=b'9' => return true,
            b'0' if bytes.get(at + 2).is_some_and(u8::is_ascii_digit) => return true,
            _ => at += 2,
        }
    }
    false
}
