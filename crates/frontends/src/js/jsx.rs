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
use oxc_ast::ast::{
    Expression, JSXAttribute, JSXAttributeItem, JSXAttributeName, JSXAttributeValue, JSXChild, JSXElement,
    JSXElementName, JSXExpression, JSXExpressionContainer, JSXFragment, JSXMemberExpression, JSXMemberExpressionObject,
};
use oxc_span::GetSpan;
use oxc_syntax::xml_entities::XML_ENTITIES;
use sx_base::{Span, Symbol};
use sx_reader::{CoreForm, FormId, FormKind};

impl JsReader<'_> {
    /// `(jsx Tag {attrs} child…)`.
    pub(super) fn read_jsx_element(&mut self, element: &JSXElement<'_>) -> FormId {
        let span = self.span(element.span);
        let opening = self.span(element.opening_element.span);
        let mark = self.open(CoreForm::Jsx, Span::new(span.start, (span.start + 1).min(span.end)));
        let tag = self.read_jsx_tag(&element.opening_element.name);
        self.push(tag);
        let inner = self.mark();
        for attribute in &element.opening_element.attributes {
            match attribute {
                JSXAttributeItem::Attribute(attribute) => self.push_jsx_attribute(attribute),
                JSXAttributeItem::SpreadAttribute(spread) => {
                    let dots = self.token(self.span(spread.span).start + 1, "...");
                    let form = self.read_spread(&spread.argument, dots);
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
    pub(super) fn read_jsx_fragment(&mut self, fragment: &JSXFragment<'_>) -> FormId {
        let span = self.span(fragment.span);
        let opening = self.span(fragment.opening_fragment.span);
        let mark = self.open(CoreForm::Jsx, Span::at(span.start));
        self.push_symbol("<>", opening);
        let attributes = self.forms.add(FormKind::Object, &[], Span::at(opening.end));
        self.push(attributes);
        self.push_jsx_children(&fragment.children);
        self.close(mark, span)
    }

    fn read_jsx_tag(&mut self, tag: &JSXElementName<'_>) -> FormId {
        let span = self.span(tag.span());
        match tag {
            JSXElementName::Identifier(name) => self.read_binder(&name.name, span),
            // Names that begin with `_` or `$` are components for the parser.
            JSXElementName::IdentifierReference(name) => self.read_name(name),
            JSXElementName::ThisExpression(_) => self.forms.symbol("this", span),
            JSXElementName::MemberExpression(member) => {
                let path = self.jsx_member_path(member);
                self.forms.symbol(&path, span)
            }
            JSXElementName::NamespacedName(name) => {
                let text = format!("{}:{}", name.namespace.name, name.name.name);
                self.string(&text, span)
            }
        }
    }

    fn jsx_member_path(&mut self, member: &JSXMemberExpression<'_>) -> String {
        let mut names = vec![member.property.name.as_str()];
        let mut object = &member.object;
        loop {
            match object {
                JSXMemberExpressionObject::MemberExpression(inner) => {
                    names.push(inner.property.name.as_str());
                    object = &inner.object;
                }
                JSXMemberExpressionObject::IdentifierReference(name) => {
                    self.scope.refer(Symbol::intern(&name.name));
                    names.push(name.name.as_str());
                    break;
                }
                JSXMemberExpressionObject::ThisExpression(_) => {
                    names.push("this");
                    break;
                }
            }
        }
        names.reverse();
        names.join(".")
    }

    fn push_jsx_attribute(&mut self, attribute: &JSXAttribute<'_>) {
        let (text, at) = match &attribute.name {
            JSXAttributeName::Identifier(name) => (name.name.to_string(), self.span(name.span)),
            JSXAttributeName::NamespacedName(name) => {
                (format!("{}:{}", name.namespace.name, name.name.name), self.span(name.span))
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
            Some(JSXAttributeValue::StringLiteral(string)) => {
                let at = self.span(string.span);
                // The parser keeps the references; the text is a value here.
                let written = self.slice(at);
                let inner = written.get(1..written.len().max(2) - 1).unwrap_or_default();
                if inner.contains(['&', '"', '\\', '\n', '\r']) {
                    self.string_of(&decode_references(inner), at)
                } else {
                    self.forms.leaf(FormKind::String(Symbol::intern(inner)), at)
                }
            }
            Some(JSXAttributeValue::ExpressionContainer(container)) => match container.expression.as_expression() {
                // There is no text or child that it could be taken for.
                Some(expr) => self.read_expr(expr),
                None => self.read_jsx_container(container),
            },
            Some(JSXAttributeValue::Element(element)) => self.read_jsx_element(element),
            Some(JSXAttributeValue::Fragment(fragment)) => self.read_jsx_fragment(fragment),
        };
        self.push(value);
    }

    /// `{e}`, with `(comma e)` where `e` alone would say something else.
    fn read_jsx_container(&mut self, container: &JSXExpressionContainer<'_>) -> FormId {
        match &container.expression {
            // Comments stand in the braces, before what is not there.
            JSXExpression::EmptyExpression(empty) => self.read_empty(Span::at(self.span(empty.span).end)),
            other => match other.as_expression().map(unwrap_parens) {
                Some(inner @ Expression::StringLiteral(_)) => self.read_as_value(inner),
                Some(inner) if is_element(inner) => self.read_as_value(inner),
                Some(inner) => self.read_expr(inner),
                None => self.refuse(self.span(container.span), "this child"),
            },
        }
    }

    fn push_jsx_children(&mut self, children: &[JSXChild<'_>]) {
        for child in children {
            let form = match child {
                JSXChild::Text(text) => {
                    let span = self.span(text.span);
                    let written = self.slice(span);
                    // Blank lines around it are no part of it.
                    let start = span.end - written.trim_start().len() as u32;
                    let words = Span::new(start, start + written.trim().len() as u32);
                    match trim_jsx_text(written) {
                        Some(trimmed) => self.string(&trimmed, words),
                        None => continue,
                    }
                }
                JSXChild::ExpressionContainer(container) => self.read_jsx_container(container),
                JSXChild::Spread(spread) => {
                    let start = self.span(spread.span).start;
                    self.read_spread(&spread.expression, Span::at(start))
                }
                JSXChild::Element(element) => self.read_jsx_element(element),
                JSXChild::Fragment(fragment) => self.read_jsx_fragment(fragment),
            };
            self.push(form);
        }
    }
}

/// `text` with `&amp;` and its kin as what they stand for, in WTF-8; what is no reference stays. A number may be half of
/// a character, as TypeScript and Babel have it.
fn decode_references(text: &str) -> Vec<u8> {
    let mut units: Vec<u16> = vec![];
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        units.extend(rest[..start].encode_utf16());
        let word = &rest[start + 1..];
        let end = word.find(|c: char| !c.is_ascii_alphanumeric() && c != '#').unwrap_or(word.len());
        rest = if let Some(code) = code_of(&word[..end]).filter(|_| word[end..].starts_with(';')) {
            match char::from_u32(code) {
                Some(c) => units.extend_from_slice(c.encode_utf16(&mut [0; 2])),
                None => units.push(code as u16),
            }
            &word[end + 1..]
        } else {
            units.push(u16::from(b'&'));
            word
        };
    }
    units.extend(rest.encode_utf16());
    let mut bytes = vec![];
    for unit in char::decode_utf16(units) {
        match unit {
            Ok(c) => bytes.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
            Err(half) => {
                let half = half.unpaired_surrogate();
                bytes.extend([0xE0 | (half >> 12) as u8, 0x80 | (half >> 6 & 0x3F) as u8, 0x80 | (half & 0x3F) as u8]);
            }
        }
    }
    bytes
}

/// The code point, or half of one, that the reference `&word;` names.
fn code_of(word: &str) -> Option<u32> {
    let number = |digits: &str, radix: u32| {
        let are_digits = digits.chars().all(|c| c.is_digit(radix));
        u32::from_str_radix(digits, radix).ok().filter(|&code| are_digits && code <= u32::from(char::MAX))
    };
    match word.strip_prefix('#') {
        Some(decimal) => match decimal.strip_prefix('x') {
            Some(hex) => number(hex, 16),
            None => number(decimal, 10),
        },
        None => XML_ENTITIES.get(word).map(|&c| u32::from(c)),
    }
}

fn is_element(expr: &Expression<'_>) -> bool {
    matches!(expr, Expression::JSXElement(_) | Expression::JSXFragment(_))
}

/// The text that JSX keeps: lines trimmed where they meet a line end, empty lines left out, joined by a space.
fn trim_jsx_text(raw: &str) -> Option<String> {
    let lines: Vec<&str> = raw.split(['\n', '\r']).collect();
    if lines.len() == 1 {
        return Some(raw.to_owned());
    }
    let last = lines.len() - 1;
    let is_blank = |c: char| matches!(c, ' ' | '\t');
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
        for (raw, kept) in [
            (" a ", Some(" a ")),
            ("\n  ", None),
            ("\n  a\n  b \n", Some("a b")),
            ("a \n", Some("a")),
            ("a \r b\r\n", Some("a b")),
        ] {
            assert_eq!(trim_jsx_text(raw).as_deref(), kept, "{raw:?}");
        }
    }

    #[test]
    fn references_are_what_they_stand_for() {
        for (text, value) in [
            ("a&amp;b", "a&b"),
            ("&#65;&#x41;&#x1F600;&#xD83D;&#xDE00;", "AA\u{1F600}\u{1F600}"),
            (
                "& &; &bogus; &AMP; &#X41; &#x; &#+5; &#x110000; &copy",
                "& &; &bogus; &AMP; &#X41; &#x; &#+5; &#x110000; &copy",
            ),
            ("&&lt;;&nbsp", "&<;&nbsp"),
        ] {
            assert_eq!(decode_references(text), value.as_bytes(), "{text}");
        }
        assert_eq!(decode_references("&#xD800;"), [0xED, 0xA0, 0x80]);
    }
}
