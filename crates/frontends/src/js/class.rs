//! Classes.
//!
//! `class A extends B { static async *m() {} #p = 1 }` is
//! `(class A (extends B) (static (async (method* m ()))) (field #p 1))`. Decorators wrap what they decorate:
//! `(@ dec (field x))`.

use super::build::JsReader;
use super::diagnostics;
use rustc_hash::FxHashSet;
use swc_common::Spanned;
use swc_ecma_ast::{Class, ClassDecl, ClassMember, Decorator, EmptyStmt, Expr, Ident, Key, MethodKind, StaticBlock};
use sx_base::Span;
use sx_reader::{CoreForm, FormId};

/// What stands around a member.
struct Wrappers<'t> {
    is_static: bool,
    decorators: &'t [Decorator],
    span: Span,
}

impl JsReader<'_> {
    /// A class declaration.
    pub(super) fn read_class_decl(&mut self, decl: &ClassDecl) -> FormId {
        self.read_class(Some(&decl.ident), &decl.class, false)
    }

    /// `(class Name (extends Base) member…)`. `own_name`: the name is bound within only.
    pub(super) fn read_class(&mut self, name: Option<&Ident>, class: &Class, own_name: bool) -> FormId {
        let span = self.span(class.span);
        let wrappers = Wrappers { is_static: false, decorators: &class.decorators, span };
        let scope = self.scope.enter();
        let (outer, inner) = self.open_wrappers(&wrappers);
        // All of a class is strict, decorators aside.
        let strict = std::mem::replace(&mut self.strict, true);
        let start = if class.decorators.is_empty() { span.start } else { inner };
        let mark = self.open(CoreForm::Class, self.token(start, "class"));
        if let Some(name) = name {
            let form =
                if own_name { self.read_own_name(name) } else { self.read_binder(&name.sym, self.span(name.span)) };
            self.push(form);
        }
        if let Some(base) = &class.super_class {
            let base_span = self.span(base.span());
            let inner = self.open(CoreForm::Extends, Span::at(base_span.start));
            self.push_expr(base);
            let extends = self.close(inner, base_span);
            self.push(extends);
        }
        self.check_accessors(class);
        for member in &class.body {
            let form = self.read_class_member(member);
            self.push(form);
        }
        let form = self.close(mark, Span::new(start.min(span.end), span.end));
        self.strict = strict;
        self.scope.leave(scope);
        self.close_wrappers(&outer, form, &wrappers)
    }

    /// Refuses `get #a() {} set #a(v) {} get #a() {}`, where the checker compares the last two only. Of a private name
    /// there may be one getter and one setter.
    fn check_accessors(&mut self, class: &Class) {
        let mut seen = FxHashSet::default();
        for member in &class.body {
            if let ClassMember::PrivateMethod(method) = member
                && method.kind != MethodKind::Method
                && !seen.insert((&*method.key.name, method.kind == MethodKind::Getter))
            {
                let message = format!("Identifier `#{}` has already been declared", method.key.name);
                let place = self.span(method.key.span);
                self.diagnostics.push(diagnostics::syntax_error(place, &message));
            }
        }
    }

    fn read_class_member(&mut self, member: &ClassMember) -> FormId {
        let span = self.statement_span(member.span());
        match member {
            ClassMember::Constructor(constructor) => {
                self.refuse_before_key(span.start, self.span(constructor.key.span()).start, "@");
                self.read_constructor(constructor)
            }
            ClassMember::Method(method) => {
                self.refuse_before_key(span.start, self.span(method.key.span()).start, "accessor");
                self.read_wrapped(method.is_static, &method.function.decorators, span, |reader, span| {
                    let name = reader.read_member_key(&method.key);
                    reader.read_class_method(method.kind, name, &method.function, span)
                })
            }
            ClassMember::PrivateMethod(method) => {
                self.refuse_before_key(span.start, self.span(method.key.span).start, "accessor");
                self.read_wrapped(method.is_static, &method.function.decorators, span, |reader, span| {
                    let name = reader.read_private_key(&method.key);
                    reader.read_class_method(method.kind, name, &method.function, span)
                })
            }
            ClassMember::ClassProp(field) => {
                self.read_wrapped(field.is_static, &field.decorators, span, |reader, span| {
                    let name = reader.read_member_key(&field.key);
                    reader.read_field(CoreForm::Field, name, field.value.as_deref(), span)
                })
            }
            ClassMember::PrivateProp(field) => {
                self.read_wrapped(field.is_static, &field.decorators, span, |reader, span| {
                    let name = reader.read_private_key(&field.key);
                    reader.read_field(CoreForm::Field, name, field.value.as_deref(), span)
                })
            }
            ClassMember::AutoAccessor(field) => {
                self.read_wrapped(field.is_static, &field.decorators, span, |reader, span| {
                    let name = match &field.key {
                        Key::Private(name) => reader.read_private_key(name),
                        Key::Public(name) => reader.read_member_key(name),
                    };
                    reader.read_field(CoreForm::Accessor, name, field.value.as_deref(), span)
                })
            }
            ClassMember::StaticBlock(block) => self.read_static_block(block),
            ClassMember::Empty(EmptyStmt { .. }) => self.read_empty(span),
            ClassMember::TsIndexSignature(_) => self.refuse(span, "TypeScript"),
        }
    }

    /// Refuses `what` among the modifiers of a member, which the parsers let pass: a method is no accessor, and a
    /// constructor has no decorators.
    fn refuse_before_key(&mut self, start: u32, key: u32, what: &str) {
        let mut at = start;
        while at < key {
            let rest = &self.text[at as usize..key as usize];
            if rest.starts_with(what) {
                let place = Span::new(at, at + what.len() as u32);
                self.diagnostics.push(diagnostics::syntax_error(place, "Unexpected token"));
                return;
            }
            let word = rest.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(rest.len());
            let first = rest.chars().next().map_or(1, char::len_utf8);
            at = self.skip_trivia(at + word.max(first) as u32);
        }
    }

    /// `(field x 0)`.
    fn read_field(&mut self, head: CoreForm, name: FormId, value: Option<&Expr>, span: Span) -> FormId {
        let start = self.forms.span(name).start;
        let is_accessor = self.text[span.start as usize..].starts_with("accessor") && head == CoreForm::Accessor;
        let keyword = if is_accessor { Span::new(span.start, span.start + 8) } else { Span::at(span.start) };
        let mark = self.open(head, keyword);
        self.push(name);
        if let Some(value) = value {
            let scope = self.scope.enter();
            self.push_expr(value);
            self.scope.leave(scope);
        }
        self.close(mark, Span::new(span.start.min(start), span.end))
    }

    /// `(static-block …)`.
    fn read_static_block(&mut self, block: &StaticBlock) -> FormId {
        let span = self.span(block.span);
        let scope = self.scope.enter();
        self.scope.declare_hoisted(&block.body.stmts);
        let mark = self.open_keyword(CoreForm::StaticBlock, "static", span);
        let may_await = std::mem::replace(&mut self.may_await, false);
        self.push_stmts(&block.body.stmts);
        self.may_await = may_await;
        let form = self.close(mark, span);
        self.scope.leave(scope);
        form
    }

    /// A member within its wrappers; `read` is told where it stands without them.
    fn read_wrapped(
        &mut self,
        is_static: bool,
        decorators: &[Decorator],
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
            marks.push((self.open_keyword(CoreForm::Decorate, "@", span), span.start));
            self.push_expr(&decorator.expr);
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
