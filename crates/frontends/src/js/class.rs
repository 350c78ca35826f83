//! Classes.
//!
//! `class A extends B { static async *m() {} #p = 1 }` is
//! `(class A (extends B) (static (async (method* m ()))) (field #p 1))`. Decorators wrap what they decorate:
//! `(@ dec (field x))`.

use super::build::{Arguments, JsReader};
use super::diagnostics;
use super::words::{is_word_at, is_word_char};
use oxc_ast::ast::{
    AccessorProperty, Class, ClassElement, Decorator, Expression, MethodDefinition, MethodDefinitionKind, PropertyKey,
    StaticBlock,
};
use oxc_span::GetSpan;
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;
use sx_base::Span;
use sx_reader::{CoreForm, FormId};

/// What stands around a member.
struct Wrappers<'t> {
    is_static: bool,
    decorators: &'t [Decorator<'t>],
    span: Span,
}

impl JsReader<'_> {
    /// `(class Name (extends Base) member…)`. `own_name`: the name is bound within only.
    pub(super) fn read_class(&mut self, class: &Class<'_>, own_name: bool) -> FormId {
        let span = self.span(class.span);
        if class.r#abstract || class.declare {
            return self.refuse(span, "TypeScript");
        }
        let wrappers = Wrappers { is_static: false, decorators: &class.decorators, span };
        let scope = self.scope.enter();
        let (outer, inner) = self.open_wrappers(&wrappers);
        // All of a class is strict, decorators aside.
        let strict = std::mem::replace(&mut self.strict, true);
        let start = if class.decorators.is_empty() { span.start } else { inner };
        let keyword = self.token(start, "class");
        self.check_class_keyword(start, keyword);
        let mark = self.open(CoreForm::Class, keyword);
        if let Some(name) = &class.id {
            let form =
                if own_name { self.read_own_name(name) } else { self.read_binder(&name.name, self.span(name.span)) };
            self.push(form);
        }
        if let Some(base) = class.heritage.as_ref().map(|heritage| &heritage.expression) {
            let base_span = self.span(base.span());
            let head = class.id.as_ref().map_or(self.span(class.span).start, |name| self.span(name.span).end);
            let word = self.commented_extends(head, base_span.start);
            let inner = self.open(CoreForm::Extends, word.unwrap_or(Span::at(base_span.start)));
            self.push_expr(base);
            let start = word.unwrap_or(base_span).start;
            let extends = self.close(inner, Span::new(start, base_span.end));
            self.push(extends);
        }
        self.check_private_names(class);
        let mut at = self.span(class.body.span).start + 1;
        for member in &class.body.body {
            self.push_semicolons(at);
            let form = self.read_class_member(member);
            self.push(form);
            at = self.span(member.span()).end;
        }
        self.push_semicolons(at);
        let form = self.close(mark, Span::new(start.min(span.end), span.end));
        self.strict = strict;
        self.scope.leave(scope);
        self.close_wrappers(&outer, form, &wrappers)
    }

    /// Refuses `export @a word A {}`, of which the parser takes any word for `class`.
    fn check_class_keyword(&mut self, start: u32, keyword: Span) {
        let mut at = self.skip_trivia(start);
        let is_missing = !self.text[keyword.start as usize..].starts_with("class");
        while at < keyword.start || is_missing {
            let word = ["export", "default"].into_iter().find(|word| is_word_at(self.text, at as usize, word));
            let Some(word) = word else {
                self.diagnostics.push(diagnostics::syntax_error(Span::at(at), "Expected `class`"));
                return;
            };
            at = self.skip_trivia(at + word.len() as u32);
        }
    }

    /// `(js/empty)` for each `;` from byte `at` on that stands between members, which the tree does not have.
    fn push_semicolons(&mut self, mut at: u32) {
        at = self.skip_trivia(at);
        while self.text[at as usize..].starts_with(';') {
            let form = self.read_empty(Span::new(at, at + 1));
            self.push(form);
            at = self.skip_trivia(at + 1);
        }
    }

    /// Where the `extends` stands that comes behind byte `start` of a class, if comments stand between it and byte `base`.
    fn commented_extends(&self, start: u32, base: u32) -> Option<Span> {
        if !self.has_comment(start, base) {
            return None;
        }
        let word = self.find_before(base, start, "extends")?;
        let span = Span::new(word, word + "extends".len() as u32);
        self.has_comment(span.end, base).then_some(span)
    }

    /// Refuses two members with one private name, which the parser compares with the last member of that name only, be it
    /// private or not: `#a; a() {} #a`. One getter and one setter may share it where both are static or neither is.
    fn check_private_names(&mut self, class: &Class<'_>) {
        let mut seen: FxHashMap<&str, (Option<Accessor>, Span)> = FxHashMap::default();
        for member in &class.body.body {
            let (key, accessor) = match member {
                ClassElement::MethodDefinition(method) => (&method.key, accessor(method)),
                ClassElement::PropertyDefinition(field) => (&field.key, None),
                ClassElement::AccessorProperty(field) => (&field.key, None),
                ClassElement::StaticBlock(_) | ClassElement::TSIndexSignature(_) => continue,
            };
            let PropertyKey::PrivateIdentifier(key) = key else { continue };
            let place = self.span(key.span);
            match seen.entry(key.name.as_str()) {
                Entry::Vacant(entry) => {
                    entry.insert((accessor, place));
                }
                Entry::Occupied(mut entry) => {
                    let &(first, declared) = entry.get();
                    // A third one has no partner.
                    entry.insert((None, declared));
                    if first.zip(accessor).is_some_and(|(first, second)| first.is_partner_of(second)) {
                        continue;
                    }
                    let message = format!("Identifier `#{}` has already been declared", key.name);
                    let error = diagnostics::syntax_error(place, &message);
                    self.diagnostics.push(error.label(declared, "the first declaration"));
                }
            }
        }
    }

    fn read_class_member(&mut self, member: &ClassElement<'_>) -> FormId {
        let span = self.statement_span(member.span());
        match member {
            ClassElement::MethodDefinition(method) => self.read_method_definition(method, span),
            ClassElement::PropertyDefinition(field) => {
                let after_key = (field.optional || field.definite).then_some(&field.key);
                self.check_member(&field.decorators, &field.key, field.computed, span, &["static"], after_key);
                self.read_wrapped(field.r#static, &field.decorators, span, |reader, span| {
                    let name = reader.read_member_key(&field.key, field.computed, span.start);
                    reader.read_field(CoreForm::Field, name, field.value.as_ref(), span)
                })
            }
            ClassElement::AccessorProperty(field) => {
                let after_key = field.definite.then_some(&field.key);
                let words = ["static", "accessor"];
                self.check_accessor(field);
                self.check_member(&field.decorators, &field.key, field.computed, span, &words, after_key);
                self.read_wrapped(field.r#static, &field.decorators, span, |reader, span| {
                    let name = reader.read_member_key(&field.key, field.computed, span.start);
                    reader.read_field(CoreForm::Accessor, name, field.value.as_ref(), span)
                })
            }
            ClassElement::StaticBlock(block) => self.read_static_block(block),
            ClassElement::TSIndexSignature(_) => self.refuse(span, "TypeScript"),
        }
    }

    /// The parser does not look at the names of `accessor` members, which are those that fields may have.
    fn check_accessor(&mut self, field: &AccessorProperty<'_>) {
        let name = field.key.static_name().filter(|_| !field.computed && !field.key.is_private_identifier());
        let message = match name.as_deref() {
            Some("constructor") => "An accessor of a class cannot have the name `constructor`",
            Some("prototype") if field.r#static => "A static accessor cannot have the name `prototype`",
            _ => return,
        };
        let place = self.span(field.key.span());
        self.diagnostics.push(diagnostics::syntax_error(place, message));
    }

    fn read_method_definition(&mut self, method: &MethodDefinition<'_>, span: Span) -> FormId {
        let MethodDefinition { key, computed, .. } = method;
        let after_key = method.optional.then_some(key);
        if method.kind == MethodDefinitionKind::Constructor {
            // A constructor has no decorators.
            self.check_member(&[], key, *computed, span, &[], after_key);
            return self.read_constructor(&method.value, self.span(key.span()), span);
        }
        let words = match method.kind {
            MethodDefinitionKind::Get => &["static", "get"][..],
            MethodDefinitionKind::Set => &["static", "set"],
            _ => &["static", "async", "*"],
        };
        self.check_member(&method.decorators, key, *computed, span, words, after_key);
        self.read_wrapped(method.r#static, &method.decorators, span, |reader, span| {
            let name = reader.read_member_key(key, *computed, span.start);
            reader.read_class_method(method.kind, name, &method.value, span)
        })
    }

    /// Refuses what the parser lets pass around the key of a member and TypeScript has: words before it other than
    /// `words`, and a `?` or `!` behind it, which `marked` says.
    fn check_member(
        &mut self,
        decorators: &[Decorator<'_>],
        key: &PropertyKey<'_>,
        computed: bool,
        member: Span,
        words: &[&str],
        marked: Option<&PropertyKey<'_>>,
    ) {
        let from = decorators.last().map_or(member.start, |decorator| self.span(decorator.span).end);
        let (mut at, key_start) = (self.skip_trivia(from), self.key_start(key, computed, from));
        while at < key_start {
            let rest = &self.text[at as usize..key_start as usize];
            let first = rest.chars().next().map_or(1, char::len_utf8);
            let length = rest.find(|c: char| !is_word_char(c)).unwrap_or(rest.len()).max(first);
            let word = &rest[..length];
            let place = Span::new(at, at + length as u32);
            // Words with escapes are for the parser.
            if !words.contains(&word) && !rest.contains('\\') {
                self.diagnostics.push(diagnostics::syntax_error(place, "Unexpected token"));
                return;
            }
            at = self.skip_trivia(place.end);
        }
        if let Some(key) = marked {
            let place = Span::at(self.span(key.span()).end);
            self.diagnostics.push(diagnostics::syntax_error(place, "Unexpected token behind the name of a member"));
        }
    }

    /// `(field x 0)`.
    fn read_field(&mut self, head: CoreForm, name: FormId, value: Option<&Expression<'_>>, span: Span) -> FormId {
        let start = self.forms.span(name).start;
        let is_accessor = self.text[span.start as usize..].starts_with("accessor") && head == CoreForm::Accessor;
        let keyword = if is_accessor { Span::new(span.start, span.start + 8) } else { Span::at(span.start) };
        let mark = self.open(head, keyword);
        self.push(name);
        if let Some(value) = value {
            let scope = self.scope.enter();
            let arguments = std::mem::replace(&mut self.arguments, Arguments::Forbidden);
            self.push_expr(value);
            self.arguments = arguments;
            self.scope.leave(scope);
        }
        self.close(mark, Span::new(span.start.min(start), span.end))
    }

    /// `(static-block …)`.
    fn read_static_block(&mut self, block: &StaticBlock<'_>) -> FormId {
        let span = self.span(block.span);
        let scope = self.scope.enter();
        self.scope.declare_hoisted(&block.body);
        let mark = self.open_keyword(CoreForm::StaticBlock, "static", span);
        let outside = (self.may_await, self.arguments);
        (self.may_await, self.arguments) = (false, Arguments::Forbidden);
        let reached = self.enter_body();
        self.push_stmts(&block.body);
        (self.may_await, self.arguments) = outside;
        self.targets = reached;
        let form = self.close(mark, span);
        self.scope.leave(scope);
        form
    }

    /// A member within its wrappers; `read` is told where it stands without them.
    fn read_wrapped(
        &mut self,
        is_static: bool,
        decorators: &[Decorator<'_>],
        span: Span,
        read: impl FnOnce(&mut Self, Span) -> FormId,
    ) -> FormId {
        let wrappers = Wrappers { is_static, decorators, span };
        let (outer, start) = self.open_wrappers(&wrappers);
        let form = read(self, Span::new(start.min(span.end), span.end));
        self.close_wrappers(&outer, form, &wrappers)
    }

    /// Opens `(@ dec` for each decorator and `(static`. Says where each begins, and what they wrap.
    fn open_wrappers(&mut self, wrappers: &Wrappers<'_>) -> (Vec<(usize, u32)>, u32) {
        let (mut marks, mut start) = (vec![], wrappers.span.start);
        for decorator in wrappers.decorators {
            let span = self.span(decorator.span);
            start = self.skip_trivia(span.end);
            if !is_decorator(&decorator.expression) {
                let message = "a decorator is a name, a property, a call or in parentheses";
                self.diagnostics.push(diagnostics::syntax_error(span, message));
            }
            marks.push((self.open_keyword(CoreForm::Decorate, "@", span), span.start));
            self.push_expr(&decorator.expression);
        }
        if wrappers.is_static {
            let keyword = self.token(start, "static");
            marks.push((self.open(CoreForm::Static, keyword), keyword.start));
            start = self.skip_trivia(keyword.end);
        }
        (marks, start)
    }

    fn close_wrappers(&mut self, marks: &[(usize, u32)], form: FormId, wrappers: &Wrappers<'_>) -> FormId {
        marks.iter().rev().fold(form, |form, &(mark, start)| {
            self.push(form);
            self.close(mark, Span::new(start.min(wrappers.span.end), wrappers.span.end))
        })
    }
}

/// A getter or setter.
#[derive(Clone, Copy)]
struct Accessor {
    is_getter: bool,
    is_static: bool,
}

impl Accessor {
    /// Whether both may have one private name.
    fn is_partner_of(self, other: Self) -> bool {
        self.is_getter != other.is_getter && self.is_static == other.is_static
    }
}

/// What accessor `method` is, if any.
fn accessor(method: &MethodDefinition<'_>) -> Option<Accessor> {
    let is_getter = match method.kind {
        MethodDefinitionKind::Get => true,
        MethodDefinitionKind::Set => false,
        MethodDefinitionKind::Constructor | MethodDefinitionKind::Method => return None,
    };
    Some(Accessor { is_getter, is_static: method.r#static })
}

/// Whether `expr` may follow `@`. Calls may be followed by anything that a chain has, as other parsers have it.
fn is_decorator(expr: &Expression<'_>) -> bool {
    if matches!(expr, Expression::ParenthesizedExpression(_)) {
        return true;
    }
    let mut expr = expr;
    loop {
        expr = match expr {
            Expression::StaticMemberExpression(member) => &member.object,
            Expression::PrivateFieldExpression(member) => &member.object,
            Expression::CallExpression(call) => &call.callee,
            Expression::TaggedTemplateExpression(tagged) => &tagged.tag,
            _ => return matches!(expr, Expression::Identifier(_)),
        };
    }
}
