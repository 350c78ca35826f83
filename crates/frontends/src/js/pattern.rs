//! Patterns, and the keys they share with objects and classes.
//!
//! `[a, , ...b]` is `[a (hole) ...b]`, `{a, b: c, d = 1, ...e}` is `{a :b c (= d 1) ...e}`, `{a: b = 1}` is
//! `{:a (= b 1)}`. In an assignment the leaves are places.

use super::build::JsReader;
use super::operator::is_anonymous_function;
use oxc_ast::ast::{
    ArrayAssignmentTarget, ArrayPattern, AssignmentTarget, AssignmentTargetMaybeDefault, AssignmentTargetProperty,
    AssignmentTargetRest, AssignmentTargetWithDefault, BindingPattern, BindingProperty, BindingRestElement, Expression,
    FormalParameter, ObjectAssignmentTarget, ObjectPattern, PropertyKey,
};
use oxc_span::GetSpan;
use sx_base::{Span, Symbol};
use sx_reader::{CoreForm, FormId, FormKind};

impl JsReader<'_> {
    /// A pattern that binds its leaves.
    pub(super) fn read_pattern(&mut self, pattern: &BindingPattern<'_>) -> FormId {
        match pattern {
            BindingPattern::BindingIdentifier(name) => self.read_binder(&name.name, self.span(name.span)),
            BindingPattern::ArrayPattern(array) => self.read_array_pattern(array),
            BindingPattern::ObjectPattern(object) => self.read_object_pattern(object),
            BindingPattern::AssignmentPattern(default) => {
                let target = self.read_pattern(&default.left);
                self.read_default_of(target, &default.right, self.span(default.span))
            }
        }
    }

    /// Reads a pattern and adds it to the list that is open.
    pub(super) fn push_pattern(&mut self, pattern: &BindingPattern<'_>) {
        let form = self.read_pattern(pattern);
        self.push(form);
    }

    /// Reads a parameter and adds it to the list that is open.
    pub(super) fn push_parameter(&mut self, parameter: &FormalParameter<'_>) {
        let mut form = self.read_pattern(&parameter.pattern);
        if let Some(value) = &parameter.initializer {
            form = self.read_default_of(form, value, self.span(parameter.span));
        }
        self.push(form);
    }

    /// `[a (hole) ...b]`.
    fn read_array_pattern(&mut self, array: &ArrayPattern<'_>) -> FormId {
        let span = self.span(array.span);
        let mark = self.mark();
        self.push_elements(span.start, array.elements.iter().map(Option::as_ref), Self::push_pattern);
        if let Some(rest) = &array.rest {
            self.push_rest(rest);
        }
        self.close_as(FormKind::Array, mark, span)
    }

    /// The elements of the brackets that begin at byte `start`, each read by `push`; `(hole)` for those that are left out.
    pub(super) fn push_elements<'t, E: GetSpan + 't>(
        &mut self,
        start: u32,
        elements: impl Iterator<Item = Option<&'t E>>,
        push: impl Fn(&mut Self, &'t E),
    ) {
        let mut at = start + 1;
        for (index, element) in elements.enumerate() {
            if index > 0 {
                at = self.find(at, ",") + 1;
            }
            if let Some(element) = element {
                push(self, element);
                at = self.end_in_parens(self.span(element.span()).end);
            } else {
                at = self.find(at, ",");
                let hole = self.open(CoreForm::Hole, Span::at(at));
                let hole = self.close(hole, Span::at(at));
                self.push(hole);
            }
        }
    }

    /// `{a :b c (= d 1) ...e}`.
    fn read_object_pattern(&mut self, object: &ObjectPattern<'_>) -> FormId {
        let mark = self.mark();
        for property in &object.properties {
            self.push_binding_property(property);
        }
        if let Some(rest) = &object.rest {
            self.push_rest(rest);
        }
        self.close_as(FormKind::Object, mark, self.span(object.span))
    }

    fn push_binding_property(&mut self, property: &BindingProperty<'_>) {
        if !property.shorthand {
            let key = self.read_pair_key(&property.key, property.computed, self.span(property.span).start);
            self.push(key);
        }
        self.push_pattern(&property.value);
    }

    /// `...a`.
    pub(super) fn push_rest(&mut self, rest: &BindingRestElement<'_>) {
        let inner = self.read_pattern(&rest.argument);
        self.push_spread_of(inner, self.span(rest.span).start);
    }

    fn push_spread_of(&mut self, inner: FormId, start: u32) {
        let end = self.forms.span(inner).end;
        let form = self.forms.add(FormKind::Spread, &[inner], Span::new(start, end.max(start)));
        self.push(form);
    }

    /// What is assigned: a place, or a pattern of places.
    pub(super) fn read_target(&mut self, target: &AssignmentTarget<'_>) -> FormId {
        match target {
            AssignmentTarget::ArrayAssignmentTarget(array) => self.read_array_target(array),
            AssignmentTarget::ObjectAssignmentTarget(object) => self.read_object_target(object),
            place => match place.as_simple_assignment_target() {
                Some(place) => self.read_place(place),
                None => self.refuse(self.span(place.span()), "this pattern"),
            },
        }
    }

    fn read_array_target(&mut self, array: &ArrayAssignmentTarget<'_>) -> FormId {
        let span = self.span(array.span);
        let mark = self.mark();
        self.push_elements(span.start, array.elements.iter().map(Option::as_ref), |reader, element| {
            let form = reader.read_target_or_default(element);
            reader.push(form);
        });
        if let Some(rest) = &array.rest {
            self.push_target_rest(rest);
        }
        self.close_as(FormKind::Array, mark, span)
    }

    /// The end of a target that ends at byte `end` within its parentheses, which the tree does not have.
    pub(super) fn end_in_parens(&self, end: u32) -> u32 {
        let (mut at, mut end) = (self.skip_trivia(end), end);
        while self.text[at as usize..].starts_with(')') {
            end = at + 1;
            at = self.skip_trivia(end);
        }
        end
    }

    fn read_object_target(&mut self, object: &ObjectAssignmentTarget<'_>) -> FormId {
        let mark = self.mark();
        for property in &object.properties {
            match property {
                AssignmentTargetProperty::AssignmentTargetPropertyIdentifier(shorthand) => {
                    let name = self.read_assigned_name(&shorthand.binding);
                    let form = match &shorthand.init {
                        Some(value) => self.read_default_of(name, value, self.span(shorthand.span)),
                        None => name,
                    };
                    self.push(form);
                }
                AssignmentTargetProperty::AssignmentTargetPropertyProperty(pair) => {
                    let key = self.read_pair_key(&pair.name, pair.computed, self.span(pair.span).start);
                    self.push(key);
                    let form = self.read_target_or_default(&pair.binding);
                    self.push(form);
                }
            }
        }
        if let Some(rest) = &object.rest {
            self.push_target_rest(rest);
        }
        self.close_as(FormKind::Object, mark, self.span(object.span))
    }

    fn read_target_or_default(&mut self, target: &AssignmentTargetMaybeDefault<'_>) -> FormId {
        match target {
            AssignmentTargetMaybeDefault::AssignmentTargetWithDefault(default) => self.read_target_default(default),
            other => match other.as_assignment_target() {
                Some(target) => self.read_target(target),
                None => self.refuse(self.span(other.span()), "this pattern"),
            },
        }
    }

    fn read_target_default(&mut self, default: &AssignmentTargetWithDefault<'_>) -> FormId {
        let is_in_parens = matches!(default.binding, AssignmentTarget::AssignmentTargetIdentifier(_))
            && default.binding.span().start > default.span.start;
        let target = self.read_target(&default.binding);
        let span = self.span(default.span);
        if is_in_parens && is_anonymous_function(&default.init) {
            let mark = self.open(CoreForm::Eq, self.token(self.forms.span(target).end, "="));
            self.push(target);
            let value = self.read_unnamed(&default.init);
            self.push(value);
            return self.close(mark, span);
        }
        self.read_default_of(target, &default.init, span)
    }

    fn push_target_rest(&mut self, rest: &AssignmentTargetRest<'_>) {
        let inner = self.read_target(&rest.target);
        self.push_spread_of(inner, self.span(rest.span).start);
    }

    /// `(= target value)`.
    fn read_default_of(&mut self, target: FormId, value: &Expression<'_>, span: Span) -> FormId {
        let mark = self.open(CoreForm::Eq, self.token(self.forms.span(target).end, "="));
        self.push(target);
        self.push_expr(value);
        self.close(mark, span)
    }

    /// The key of a pair in an object or pattern, which begins at byte `from`: `:a`, `"a"`, `1`, `[e]`.
    pub(super) fn read_pair_key(&mut self, key: &PropertyKey<'_>, computed: bool, from: u32) -> FormId {
        match key {
            PropertyKey::StaticIdentifier(name) if !computed => {
                let name = (self.masks.original(&name.name), self.span(name.span));
                self.forms.leaf(FormKind::Keyword(Symbol::intern(name.0)), name.1)
            }
            _ => self.read_member_key(key, computed, from),
        }
    }

    /// The key of a method, accessor or field, which begins at byte `from` or behind words: `a`, `"a"`, `1`, `[e]`, `#a`.
    pub(super) fn read_member_key(&mut self, key: &PropertyKey<'_>, computed: bool, from: u32) -> FormId {
        match key {
            PropertyKey::StaticIdentifier(name) => self.read_binder(&name.name, self.span(name.span)),
            PropertyKey::PrivateIdentifier(name) => self.private_symbol(&name.name, self.span(name.span)),
            other => match other.as_expression() {
                Some(expr) if computed => {
                    let span = self.brackets_of(expr.span(), from);
                    let inner = self.read_expr(expr);
                    self.forms.add(FormKind::Array, &[inner], span)
                }
                Some(expr) => self.read_expr(expr),
                None => self.refuse(self.span(other.span()), "this key"),
            },
        }
    }

    /// Where a key begins. What stands before it from byte `from` on are words.
    pub(super) fn key_start(&self, key: &PropertyKey<'_>, computed: bool, from: u32) -> u32 {
        if computed { self.brackets_of(key.span(), from).start } else { self.span(key.span()).start }
    }

    /// The brackets around the expression at `inner`, the first behind byte `from`.
    pub(super) fn brackets_of(&self, inner: oxc_span::Span, from: u32) -> Span {
        let inner = self.span(inner);
        let open = self.find_before(inner.start, from, "[").unwrap_or(inner.start);
        let close = self.find(inner.end, "]") + 1;
        Span::new(open, close.max(inner.end))
    }
}
