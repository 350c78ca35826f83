//! Patterns, and the keys they share with objects and classes.
//!
//! `[a, , ...b]` is `[a (hole) ...b]`, `{a, b: c, d = 1, ...e}` is `{a :b c (= d 1) ...e}`, `{a: b = 1}` is
//! `{:a (= b 1)}`. In an assignment the leaves are places.

use super::build::JsReader;
use super::operator::{is_anonymous_function, unwrap_parens};
use swc_common::Spanned;
use swc_ecma_ast::{ArrayPat, AssignPat, BindingIdent, Expr, ObjectPat, ObjectPatProp, Pat, PropName, RestPat};
use sx_base::{Span, Symbol};
use sx_reader::{CoreForm, FormId, FormKind};

impl JsReader<'_> {
    /// A pattern. `binding`: its leaves are names that it binds; otherwise they are places.
    pub(super) fn read_pattern(&mut self, pattern: &Pat, binding: bool) -> FormId {
        match pattern {
            Pat::Ident(name) => self.read_pattern_name(name, binding),
            Pat::Array(array) => self.read_array_pattern(array, binding),
            Pat::Object(object) => self.read_object_pattern(object, binding),
            Pat::Assign(default) => self.read_default(default, binding),
            Pat::Rest(rest) => self.read_rest(rest, binding),
            Pat::Expr(place) => self.read_place(place),
            Pat::Invalid(invalid) => self.refuse(self.span(invalid.span), "this pattern"),
        }
    }

    /// Reads a pattern and adds it to the list that is open.
    pub(super) fn push_pattern(&mut self, pattern: &Pat, binding: bool) {
        let form = self.read_pattern(pattern, binding);
        self.push(form);
    }

    fn read_pattern_name(&mut self, name: &BindingIdent, binding: bool) -> FormId {
        if binding {
            self.read_binder(&name.id.sym, self.span(name.id.span))
        } else {
            self.read_assigned_name(&name.id)
        }
    }

    /// `[a (hole) ...b]`.
    pub(super) fn read_array_pattern(&mut self, array: &ArrayPat, binding: bool) -> FormId {
        let span = self.span(array.span);
        let mark = self.mark();
        let mut at = span.start + 1;
        for element in &array.elems {
            if let Some(element) = element {
                self.push_pattern(element, binding);
                at = self.span(element.span()).end;
            } else {
                at = self.find(at, ",");
                let hole = self.read_hole(Span::at(at));
                self.push(hole);
            }
            at = self.find(at, ",") + 1;
        }
        self.close_as(FormKind::Array, mark, span)
    }

    /// `{a :b c (= d 1) ...e}`.
    pub(super) fn read_object_pattern(&mut self, object: &ObjectPat, binding: bool) -> FormId {
        let mark = self.mark();
        for property in &object.props {
            match property {
                ObjectPatProp::KeyValue(pair) => {
                    let key = self.read_pair_key(&pair.key);
                    self.push(key);
                    self.push_pattern(&pair.value, binding);
                }
                ObjectPatProp::Assign(shorthand) => {
                    let name = self.read_pattern_name(&shorthand.key, binding);
                    let form = match &shorthand.value {
                        Some(value) => self.read_default_of(name, value, self.span(shorthand.span)),
                        None => name,
                    };
                    self.push(form);
                }
                ObjectPatProp::Rest(rest) => {
                    let form = self.read_rest(rest, binding);
                    self.push(form);
                }
            }
        }
        self.close_as(FormKind::Object, mark, self.span(object.span))
    }

    fn read_default(&mut self, default: &AssignPat, binding: bool) -> FormId {
        let is_in_parens = matches!(&*default.left, Pat::Expr(place)
            if matches!((&**place, unwrap_parens(place)), (Expr::Paren(_), Expr::Ident(_))));
        let target = self.read_pattern(&default.left, binding);
        let span = self.span(default.span);
        if is_in_parens && is_anonymous_function(&default.right) {
            let mark = self.open(CoreForm::Eq, self.token(self.forms.span(target).end, "="));
            self.push(target);
            let value = self.read_unnamed(&default.right);
            self.push(value);
            return self.close(mark, span);
        }
        self.read_default_of(target, &default.right, span)
    }

    /// `(= target value)`.
    fn read_default_of(&mut self, target: FormId, value: &Expr, span: Span) -> FormId {
        let mark = self.open(CoreForm::Eq, self.token(self.forms.span(target).end, "="));
        self.push(target);
        self.push_expr(value);
        self.close(mark, span)
    }

    fn read_rest(&mut self, rest: &RestPat, binding: bool) -> FormId {
        let inner = self.read_pattern(&rest.arg, binding);
        let start = self.span(rest.dot3_token).start;
        let end = self.forms.span(inner).end;
        self.forms.add(FormKind::Spread, &[inner], Span::new(start, end.max(start)))
    }

    /// The key of a pair in an object or pattern: `:a`, `"a"`, `1`, `[e]`.
    pub(super) fn read_pair_key(&mut self, key: &PropName) -> FormId {
        match key {
            PropName::Ident(name) => {
                self.forms.leaf(FormKind::Keyword(Symbol::intern(&name.sym)), self.span(name.span))
            }
            PropName::Str(_) | PropName::Num(_) | PropName::BigInt(_) | PropName::Computed(_) => {
                self.read_member_key(key)
            }
        }
    }

    /// The key of a method, accessor or field: `a`, `"a"`, `1`, `[e]`.
    pub(super) fn read_member_key(&mut self, key: &PropName) -> FormId {
        match key {
            PropName::Ident(name) => self.read_binder(&name.sym, self.span(name.span)),
            PropName::Str(string) => self.read_string(string),
            PropName::Num(number) => self.read_number(number, ""),
            PropName::BigInt(number) => self.read_bigint(number, ""),
            PropName::Computed(computed) => {
                let inner = self.read_expr(&computed.expr);
                self.forms.add(FormKind::Array, &[inner], self.span(computed.span))
            }
        }
    }
}
