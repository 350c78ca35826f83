//! JSX.
//!
//! `<a href="x" on={f}>hi {name}<b/></a>` is `(jsx a {:href "x" :on f} "hi " name (jsx b {}))`. A string among the
//! attributes or children is JSX text, verbatim; `{"x"}` is `(comma "x")`. A nested element is an element; `{<b/>}` is
//! `(comma (jsx b {}))`. An attribute without value is a symbol, `{disabled}`, or `"a:b" (js/empty)`. `{}` with only a
//! comment is `(js/empty)`. White space that JSX ignores is layout, and so are the braces of a string or an element as
//! attribute.

use super::build::JsReader;
use super::names::name_kind;
use super::operator::unwrap_parens;
use swc_common::Spanned;
use swc_ecma_ast::{
    Expr, JSXAttr, JSXAttrName, JSXAttrOrSpread, JSXAttrValue, JSXElement, JSXElementChild, JSXElementName, JSXExpr,
    JSXExprContainer, JSXFragment, JSXMemberExpr, JSXObject, Lit,
};
use sx_base::{Span, Symbol};
use sx_reader::{CoreForm, FormId, FormKind};

impl JsReader<'_> {
    /// `(jsx Tag {attrs} child…)`.
    pub(super) fn read_jsx_element(&mut self, element: &JSXElement) -> FormId {
        let span = self.span(element.span);
        let opening = self.span(element.opening.span);
        let mark = self.open(CoreForm::Jsx, Span::new(span.start, (span.start + 1).min(span.end)));
        let tag = self.read_jsx_tag(&element.opening.name);
        self.push(tag);
        let inner = self.mark();
        for attribute in &element.opening.attrs {
            match attribute {
                JSXAttrOrSpread::JSXAttr(attribute) => self.push_jsx_attribute(attribute),
                JSXAttrOrSpread::SpreadElement(spread) => {
                    let form = self.read_spread(&spread.expr, self.span(spread.dot3_token));
                    self.push(form);
                }
            }
        }
        let start = self.forms.span(tag).end.min(opening.end);
        let attributes = self.close_as(FormKind::Object, inner, Span::new(start, opening.end));
        self.push(attributes);
        self.push_jsx_children(&element.children);
        self.close(mark, span)
    }

    /// `(jsx <> {} child…)`.
    pub(super) fn read_jsx_fragment(&mut self, fragment: &JSXFragment) -> FormId {
        let span = self.span(fragment.span);
        let opening = self.span(fragment.opening.span);
        let mark = self.open(CoreForm::Jsx, Span::at(span.start));
        self.push_symbol("<>", opening);
        let attributes = self.forms.add(FormKind::Object, &[], Span::at(opening.end));
        self.push(attributes);
        self.push_jsx_children(&fragment.children);
        self.close(mark, span)
    }

    fn read_jsx_tag(&mut self, tag: &JSXElementName) -> FormId {
        let span = self.span(tag.span());
        match tag {
            JSXElementName::Ident(name) if is_intrinsic(&name.sym) => self.read_binder(&name.sym, span),
            JSXElementName::Ident(name) => self.read_name(name),
            JSXElementName::JSXMemberExpr(member) => {
                let path = self.jsx_member_path(member);
                self.forms.symbol(&path, span)
            }
            JSXElementName::JSXNamespacedName(name) => {
                let text = format!("{}:{}", name.ns.sym, name.name.sym);
                self.string(&text, span)
            }
        }
    }

    fn jsx_member_path(&mut self, member: &JSXMemberExpr) -> String {
        let mut names = vec![member.prop.sym.to_string()];
        let mut object = &member.obj;
        loop {
            match object {
                JSXObject::JSXMemberExpr(inner) => {
                    names.push(inner.prop.sym.to_string());
                    object = &inner.obj;
                }
                JSXObject::Ident(name) => {
                    if &*name.sym != "this" {
                        self.scope.refer(Symbol::intern(&name.sym));
                    }
                    names.push(name.sym.to_string());
                    break;
                }
            }
        }
        names.reverse();
        names.join(".")
    }

    fn push_jsx_attribute(&mut self, attribute: &JSXAttr) {
        let (text, at) = match &attribute.name {
            JSXAttrName::Ident(name) => (name.sym.to_string(), self.span(name.span)),
            JSXAttrName::JSXNamespacedName(name) => {
                (format!("{}:{}", name.ns.sym, name.name.sym), self.span(name.span))
            }
        };
        if attribute.value.is_none() && !text.contains(':') {
            return self.push_leaf(name_kind(Symbol::intern(&text), false), at);
        }
        if text.contains(':') {
            let key = self.string(&text, at);
            self.push(key);
        } else {
            self.push_leaf(FormKind::Keyword(Symbol::intern(&text)), at);
        }
        let value = match &attribute.value {
            None => self.read_empty(at),
            Some(JSXAttrValue::Str(string)) => {
                let at = self.span(string.span);
                // The parser has decoded the references; the text is a value here.
                match string.value.as_str() {
                    Some(text) => {
                        let mut text = self.masks.original(text).to_owned();
                        if self.slice(at).contains("\r\n") {
                            // The parser doubles the end of such a line.
                            text = text.replace("\r\n\n", "\r\n");
                        }
                        self.string(&text, at)
                    }
                    None => self.string_of(string.value.as_bytes(), at),
                }
            }
            Some(JSXAttrValue::JSXExprContainer(container)) => match &container.expr {
                // There is no text or child that it could be taken for.
                JSXExpr::Expr(expr) => self.read_expr(expr),
                JSXExpr::JSXEmptyExpr(_) => self.read_jsx_container(container),
            },
            Some(JSXAttrValue::JSXElement(element)) => self.read_jsx_element(element),
            Some(JSXAttrValue::JSXFragment(fragment)) => self.read_jsx_fragment(fragment),
        };
        self.push(value);
    }

    /// `{e}`, with `(comma e)` where `e` alone would say something else.
    fn read_jsx_container(&mut self, container: &JSXExprContainer) -> FormId {
        match &container.expr {
            JSXExpr::JSXEmptyExpr(empty) => self.read_empty(self.span(empty.span)),
            JSXExpr::Expr(expr) => match unwrap_parens(expr) {
                inner @ Expr::Lit(Lit::Str(_)) => self.read_as_value(inner),
                inner if is_element(inner) => self.read_as_value(inner),
                inner => self.read_expr(inner),
            },
        }
    }

    fn push_jsx_children(&mut self, children: &[JSXElementChild]) {
        for child in children {
            let form = match child {
                JSXElementChild::JSXText(text) => match trim_jsx_text(&text.raw) {
                    Some(trimmed) => self.string(&trimmed, self.span(text.span)),
                    None => continue,
                },
                JSXElementChild::JSXExprContainer(container) => self.read_jsx_container(container),
                JSXElementChild::JSXSpreadChild(spread) => {
                    let start = self.span(spread.span).start;
                    self.read_spread(&spread.expr, Span::at(start))
                }
                JSXElementChild::JSXElement(element) => self.read_jsx_element(element),
                JSXElementChild::JSXFragment(fragment) => self.read_jsx_fragment(fragment),
            };
            self.push(form);
        }
    }
}

fn is_element(expr: &Expr) -> bool {
    matches!(expr, Expr::JSXElement(_) | Expr::JSXFragment(_))
}

/// Whether a tag names an element of the host rather than a component.
fn is_intrinsic(tag: &str) -> bool {
    tag.contains('-') || tag.starts_with(|c: char| c.is_ascii_lowercase())
}

/// The text that JSX keeps: lines trimmed where they meet a line end, empty lines left out, joined by a space.
fn trim_jsx_text(raw: &str) -> Option<String> {
    let lines: Vec<&str> = raw.split('\n').collect();
    if lines.len() == 1 {
        return Some(raw.to_owned());
    }
    let last = lines.len() - 1;
    let is_blank = |c: char| matches!(c, ' ' | '\t' | '\r');
    let kept: Vec<&str> = lines
        .iter()
        .enumerate()
        .map(|(index, line)| {
            let line = if index == 0 { line } else { line.trim_start_matches(is_blank) };
            if index == last { line } else { line.trim_end_matches(is_blank) }
        })
        .filter(|line| !line.is_empty())
        .collect();
    (!kept.is_empty()).then(|| kept.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_trimmed_as_jsx_does() {
        for (raw, kept) in [(" a ", Some(" a ")), ("\n  ", None), ("\n  a\n  b \n", Some("a b")), ("a \n", Some("a"))] {
            assert_eq!(trim_jsx_text(raw).as_deref(), kept, "{raw:?}");
        }
    }
}
