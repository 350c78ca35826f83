//! JSX: `(jsx Tag {:attribute value flag "name:space" (js/empty) ...more} child…)`.

use crate::diagnostics as diag;
use crate::expander::{Expander, Stx};
use sx_base::Symbol;
use sx_base::names::{is_id_continue, is_id_start};
use sx_ir::{Flags, Kind, NO_SYMBOL, NodeId};
use sx_reader::{CoreForm, FormKind};

impl Expander<'_> {
    /// `(jsx Tag {attrs} child…)`.
    pub(crate) fn expand_jsx(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        if self.tree_number > 0 {
            return self.error(diag::not_at_compile_time(self.span(stx), "jsx"));
        }
        let shape = "(jsx Tag {attributes} child…)";
        if kids.len() < 3 || self.kind(kids[2]) != FormKind::Object {
            return self.error(diag::shape(self.span(stx), "jsx", shape));
        }
        let tag = self.expand_jsx_tag(kids[1]);
        let attributes = self.expand_jsx_attributes(kids[2]);
        let mut parts = vec![tag, attributes];
        for &child in &kids[3..] {
            // What a macro gives is what is written in its place.
            parts.push(self.expand_beyond_macros(child, |this, child, _| this.expand_jsx_child(child)));
        }
        let tok = self.span(kids[0]);
        self.plain(Kind::JsxElement, &parts, stx, tok)
    }

    fn expand_jsx_child(&mut self, child: Stx) -> NodeId {
        let kind = self.kind(child);
        match (kind, kind.string_value()) {
            (_, Some(value)) => {
                if let Some(sign) = value.as_str().chars().find(|sign| matches!(sign, '{' | '}' | '<' | '>')) {
                    self.report(diag::jsx_text(self.span(child), sign));
                }
                self.leaf(Kind::JsxText, value.index(), child)
            }
            (FormKind::List, _) if self.core_head(child) == Some(CoreForm::Jsx) => self.expand(child),
            (FormKind::Spread, _) => self.expand_element(child),
            _ => {
                let tok = self.span(child);
                let empty = self.core_head(child) == Some(CoreForm::Empty);
                let value = if empty { self.none() } else { self.expand(child) };
                self.plain(Kind::JsxExpression, &[value], child, tok)
            }
        }
    }

    pub(crate) fn expand_jsx_tag(&mut self, stx: Stx) -> NodeId {
        match self.kind(stx) {
            FormKind::Symbol(name) if name.as_str() == "<>" => self.none(),
            FormKind::Symbol(name) | FormKind::Verbatim(name)
                if name.as_str().contains(['-', ':'])
                    || (name.as_str().starts_with(|c: char| c.is_ascii_lowercase())
                        && !name.as_str().contains('.')
                        && name.as_str() != "this") =>
            {
                self.check_jsx_name(name, stx);
                self.leaf(Kind::KeyName, name.index(), stx)
            }
            FormKind::Symbol(name) if name.as_str() == "this" => self.expand(stx),
            kind => match kind.string_value() {
                Some(value) => {
                    self.check_jsx_name(value, stx);
                    self.leaf(Kind::KeyName, value.index(), stx)
                }
                None => self.expand_place(stx),
            },
        }
    }

    pub(crate) fn expand_jsx_attributes(&mut self, stx: Stx) -> NodeId {
        let kids = self.kids(stx);
        let (mut parts, mut at) = (vec![], 0);
        while at < kids.len() {
            let kid = kids[at];
            let tok = self.span(kid);
            let kind = self.kind(kid);
            match (kind, kind.key_text()) {
                (FormKind::Spread, _) => {
                    parts.push(self.expand_element(kid));
                    at += 1;
                }
                (FormKind::Symbol(name) | FormKind::Verbatim(name), _) => {
                    self.check_jsx_name(name, kid);
                    let none = self.none();
                    parts.push(self.node(Kind::JsxAttribute, Flags::NONE, name.index(), &[none], kid, tok));
                    at += 1;
                }
                (_, Some(name)) => {
                    let Some(&value) = kids.get(at + 1) else {
                        self.report(diag::key_without_value(tok));
                        break;
                    };
                    self.check_jsx_name(name, kid);
                    let is_empty = self.core_head(value) == Some(CoreForm::Empty);
                    let value = if is_empty { self.none() } else { self.expand(value) };
                    parts.push(self.node(Kind::JsxAttribute, Flags::NONE, name.index(), &[value], kid, tok));
                    at += 2;
                }
                _ => {
                    self.report(diag::bad_key(tok));
                    at += 1;
                }
            }
        }
        let tok = self.span(stx);
        let flags = self.multiline(stx, &kids);
        self.node(Kind::JsxAttributes, flags, NO_SYMBOL, &parts, stx, tok)
    }

    /// Reports a name that no tag and no attribute can have.
    fn check_jsx_name(&mut self, name: Symbol, stx: Stx) {
        if !is_jsx_name(name.as_str()) {
            self.report(diag::jsx_name(self.span(stx), name));
        }
    }
}

/// Whether `text` is a `JSXIdentifier` or a `JSXNamespacedName` (JSX specification, `JSXElementName`).
fn is_jsx_name(text: &str) -> bool {
    let is_part = |part: &str| {
        part.chars().next().is_some_and(is_id_start) && part.chars().all(|c| c == '-' || is_id_continue(c))
    };
    text.split(':').count() <= 2 && text.split(':').all(is_part)
}
