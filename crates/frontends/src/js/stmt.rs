//! Statements.
//!
//! A statement list becomes forms side by side. Braces are said by the form: `(block …)` is a block, a branch of `if`
//! is `(begin …)` with braces and a bare form without, a loop body has braces unless it is `(js/bare stmt)`. An
//! `if … else if …` with braces throughout is `(cond (a …) (b …) (else …))`.

use super::build::JsReader;
use super::diagnostics;
use super::operator::unwrap_parens;
use swc_common::Spanned;
use swc_ecma_ast::{
    BlockStmt, Decl, DoWhileStmt, Expr, ExprStmt, ForHead, ForInStmt, ForOfStmt, ForStmt, IfStmt, LabeledStmt, Lit,
    Pat, Stmt, SwitchStmt, TryStmt, UsingDecl, VarDecl, VarDeclKind, VarDeclOrExpr, VarDeclarator, WhileStmt, WithStmt,
};
use sx_base::Span;
use sx_reader::{CoreForm, FormId};

impl JsReader<'_> {
    /// The statements of a script or function: directives first.
    pub(super) fn push_body(&mut self, stmts: &[Stmt]) {
        let prologue = stmts.iter().take_while(|stmt| stmt.can_precede_directive()).count();
        for stmt in &stmts[..prologue] {
            let directive = self.read_directive(stmt);
            self.push(directive);
        }
        self.push_stmts(&stmts[prologue..]);
    }

    /// Whether the directives of a body make it strict. Their spelling counts: one with an escape is another.
    pub(super) fn says_strict(&self, stmts: &[Stmt]) -> bool {
        stmts.iter().take_while(|stmt| stmt.can_precede_directive()).any(|stmt| {
            let text = self.slice(self.span(stmt.span()));
            matches!(text.get(1..11), Some("use strict")) && matches!(text.get(11..12), Some("'" | "\""))
        })
    }

    /// Statements that are not at the start of a body.
    pub(super) fn push_stmts(&mut self, stmts: &[Stmt]) {
        for stmt in stmts {
            let form = self.read_stmt(stmt);
            self.push(form);
        }
    }

    /// `(directive "use strict")`.
    pub(super) fn read_directive(&mut self, stmt: &Stmt) -> FormId {
        let span = self.span(stmt.span());
        match stmt {
            Stmt::Expr(ExprStmt { expr, .. }) => match &**expr {
                Expr::Lit(Lit::Str(string)) => {
                    let text = self.read_directive_text(string);
                    self.wrap(CoreForm::Directive, Span::at(span.start), text, span)
                }
                other => self.read_effect(other),
            },
            other => self.read_stmt(other),
        }
    }

    /// One statement.
    pub(super) fn read_stmt(&mut self, stmt: &Stmt) -> FormId {
        self.enter_target(stmt);
        let form = self.read_stmt_kind(stmt);
        self.leave_target(stmt);
        form
    }

    fn read_stmt_kind(&mut self, stmt: &Stmt) -> FormId {
        let span = self.statement_span(stmt.span());
        match stmt {
            Stmt::Expr(expr) => self.read_effect(&expr.expr),
            Stmt::Block(block) => self.read_block(CoreForm::Block, block),
            Stmt::Empty(_) => self.read_empty(span),
            Stmt::Debugger(_) => {
                let mark = self.open_keyword(CoreForm::Debugger, "debugger", span);
                self.close(mark, span)
            }
            Stmt::With(with) => self.read_with(with),
            Stmt::Return(returned) => self.read_jump(CoreForm::Return, "return", returned.arg.as_deref(), span),
            Stmt::Throw(thrown) => self.read_jump(CoreForm::Throw, "throw", Some(&thrown.arg), span),
            Stmt::Break(jump) => self.read_labeled_jump(CoreForm::Break, "break", jump.label.as_ref(), span),
            Stmt::Continue(jump) => self.read_labeled_jump(CoreForm::Continue, "continue", jump.label.as_ref(), span),
            Stmt::Labeled(labeled) => self.read_label(labeled),
            Stmt::If(branches) => self.read_if(branches),
            Stmt::Switch(switch) => self.read_switch(switch),
            Stmt::Try(parts) => self.read_try(parts),
            Stmt::While(looped) => self.read_while(looped),
            Stmt::DoWhile(looped) => self.read_do_while(looped),
            Stmt::For(looped) => self.read_for(looped),
            Stmt::ForIn(looped) => self.read_for_in(looped),
            Stmt::ForOf(looped) => self.read_for_of(looped),
            Stmt::Decl(decl) => self.read_decl(decl),
        }
    }

    /// `(js/empty)`.
    pub(super) fn read_empty(&mut self, span: Span) -> FormId {
        let mark = self.open(CoreForm::Empty, span);
        self.close(mark, span)
    }

    /// A declaration.
    pub(super) fn read_decl(&mut self, decl: &Decl) -> FormId {
        match decl {
            Decl::Fn(function) => self.read_function_decl(function),
            Decl::Class(class) => self.read_class_decl(class),
            Decl::Var(var) => self.read_var(var),
            Decl::Using(using) => self.read_using(using),
            Decl::TsInterface(_) | Decl::TsTypeAlias(_) | Decl::TsEnum(_) | Decl::TsModule(_) => {
                self.refuse(self.span(decl.span()), "TypeScript")
            }
        }
    }

    fn read_var(&mut self, var: &VarDecl) -> FormId {
        if let Some(is_await) = self.masks.using_head(self.span(var.span).start) {
            return self.read_using_declarators(is_await, &var.decls, self.statement_span(var.span));
        }
        self.read_declarators(var_head(var.kind), &var.decls, self.statement_span(var.span))
    }

    fn read_using(&mut self, using: &UsingDecl) -> FormId {
        self.read_using_declarators(using.is_await, &using.decls, self.statement_span(using.span))
    }

    fn read_using_declarators(&mut self, is_await: bool, declarators: &[VarDeclarator], span: Span) -> FormId {
        if is_await && !self.may_await {
            let message = "`await using` stands outside of an async function";
            self.diagnostics.push(diagnostics::syntax_error(span, message));
        }
        let head = if is_await { CoreForm::AwaitUsing } else { CoreForm::Using };
        self.read_declarators(head, declarators, span)
    }

    /// `(const a 1)`, or `(const (a 1) (b 2))` for several in one statement.
    fn read_declarators(&mut self, head: CoreForm, declarators: &[VarDeclarator], span: Span) -> FormId {
        let mark = self.open_keyword(head, keyword_of(head), span);
        if let [declarator] = declarators {
            self.push_declarator(declarator);
        } else {
            for declarator in declarators {
                let inner = self.mark();
                self.push_declarator(declarator);
                let form = self.close(inner, self.span(declarator.span));
                self.push(form);
            }
        }
        self.close(mark, span)
    }

    fn push_declarator(&mut self, declarator: &VarDeclarator) {
        self.push_pattern(&declarator.name, true);
        if let Some(value) = &declarator.init {
            self.push_expr(value);
        }
    }

    /// `(block …)` or `(begin …)`: statements in braces with their scope.
    fn read_block(&mut self, head: CoreForm, block: &BlockStmt) -> FormId {
        let span = self.span(block.span);
        let mark = self.open_keyword(head, "{", span);
        self.push_block(block);
        self.close(mark, span)
    }

    /// The statements of a block with their scope.
    fn push_block(&mut self, block: &BlockStmt) {
        let scope = self.scope.enter();
        self.scope.declare_direct(&block.stmts);
        self.push_stmts(&block.stmts);
        self.scope.leave(scope);
    }

    /// The body of a loop or `with`: braces are the rule.
    fn push_loop_body(&mut self, body: &Stmt) {
        if let Stmt::Block(block) = body {
            return self.push_block(block);
        }
        let span = self.span(body.span());
        let form = self.read_stmt(body);
        let bare = self.wrap(CoreForm::Bare, Span::at(span.start), form, span);
        self.push(bare);
    }

    fn read_jump(&mut self, head: CoreForm, keyword: &str, value: Option<&Expr>, span: Span) -> FormId {
        let mark = self.open_keyword(head, keyword, span);
        if let Some(value) = value {
            self.push_expr(value);
        }
        self.close(mark, span)
    }

    fn read_labeled_jump(
        &mut self,
        head: CoreForm,
        keyword: &str,
        label: Option<&swc_ecma_ast::Ident>,
        span: Span,
    ) -> FormId {
        self.check_jump(keyword, label, span);
        let mark = self.open_keyword(head, keyword, span);
        if let Some(label) = label {
            let name = self.read_binder(&label.sym, self.span(label.span));
            self.push(name);
        }
        self.close(mark, span)
    }

    fn read_label(&mut self, labeled: &LabeledStmt) -> FormId {
        let span = self.span(labeled.span);
        let label = self.span(labeled.label.span);
        let mark = self.open(CoreForm::Label, Span::at(span.start));
        let name = self.read_binder(&labeled.label.sym, label);
        self.push(name);
        let body = self.read_stmt(&labeled.body);
        self.push(body);
        self.close(mark, span)
    }

    fn read_with(&mut self, with: &WithStmt) -> FormId {
        let span = self.span(with.span);
        let mark = self.open_keyword(CoreForm::With, "with", span);
        self.push_expr(&with.obj);
        self.push_loop_body(&with.body);
        self.close(mark, span)
    }

    fn read_if(&mut self, outermost: &IfStmt) -> FormId {
        let (tests, last) = if_chain(outermost);
        let has_bodies = |stmt: &Stmt| matches!(stmt, Stmt::Block(block) if !block.stmts.is_empty());
        if tests.len() >= 2 && tests.iter().all(|test| has_bodies(&test.cons)) && last.is_none_or(has_bodies) {
            return self.read_cond_chain(&tests, last);
        }
        let span = self.span(outermost.span);
        if let (Stmt::Block(block), None, true) = (&*outermost.cons, &outermost.alt, self.may_write_when)
            && !block.stmts.is_empty()
        {
            return self.read_when(&outermost.test, block, span);
        }
        let mark = self.open_keyword(CoreForm::If, "if", span);
        self.push_expr(&outermost.test);
        self.push_branch(&outermost.cons);
        if let Some(alternative) = &outermost.alt {
            self.push_branch(alternative);
        }
        self.close(mark, span)
    }

    /// `(when c a b)` for `if (c) { a b }`.
    fn read_when(&mut self, test: &Expr, block: &BlockStmt, span: Span) -> FormId {
        let mark = self.mark();
        self.push_symbol("when", Span::new(span.start, span.start + 2));
        self.push_expr(test);
        self.push_block(block);
        self.close(mark, span)
    }

    /// `(cond (a …) (b …) (else …))`.
    fn read_cond_chain(&mut self, tests: &[&IfStmt], last: Option<&Stmt>) -> FormId {
        let span = self.span(tests[0].span);
        let mark = self.open_keyword(CoreForm::Cond, "if", span);
        for test in tests {
            let opener = self.token(self.span(test.span).start, "(");
            let inner = self.mark();
            self.push_expr(&test.test);
            self.push_braced(&test.cons);
            let clause = self.close(inner, Span::new(opener.start, self.span(test.cons.span()).end));
            self.push(clause);
        }
        if let Some(last) = last {
            let body = self.span(last.span());
            let inner = self.open(CoreForm::Else, Span::at(body.start));
            self.push_braced(last);
            let clause = self.close(inner, body);
            self.push(clause);
        }
        self.close(mark, span)
    }

    fn push_braced(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Block(block) => self.push_block(block),
            other => {
                let form = self.read_stmt(other);
                self.push(form);
            }
        }
    }

    /// A branch of `if`: `(begin …)` with braces, else the bare form.
    fn push_branch(&mut self, branch: &Stmt) {
        self.scope.note_functions(std::slice::from_ref(branch), branch.span());
        let form = match branch {
            Stmt::Block(block) => self.read_block(CoreForm::Begin, block),
            other => self.read_stmt(other),
        };
        self.push(form);
    }

    fn read_switch(&mut self, switch: &SwitchStmt) -> FormId {
        let span = self.span(switch.span);
        let mark = self.open_keyword(CoreForm::Switch, "switch", span);
        self.push_expr(&switch.discriminant);
        let scope = self.scope.enter();
        for case in &switch.cases {
            self.scope.declare_direct_uncertain(&case.cons, switch.span);
        }
        for case in &switch.cases {
            let case_span = self.span(case.span);
            let inner = match &case.test {
                Some(test) => {
                    let inner = self.open_keyword(CoreForm::Case, "case", case_span);
                    self.push_expr(test);
                    inner
                }
                None => self.open_keyword(CoreForm::Default, "default", case_span),
            };
            self.push_stmts(&case.cons);
            let form = self.close(inner, case_span);
            self.push(form);
        }
        self.scope.leave(scope);
        self.close(mark, span)
    }

    fn read_try(&mut self, parts: &TryStmt) -> FormId {
        let span = self.span(parts.span);
        let mark = self.open_keyword(CoreForm::Try, "try", span);
        self.push_block(&parts.block);
        if let Some(handler) = &parts.handler {
            let handler_span = self.span(handler.span);
            let inner = self.open_keyword(CoreForm::Catch, "catch", handler_span);
            let scope = self.scope.enter();
            if let Some(pattern) = &handler.param {
                self.scope.declare_pattern(pattern, true);
                self.push_pattern(pattern, true);
            } else {
                let nothing = self.forms.list(&[], Span::at(self.span(handler.body.span).start));
                self.push(nothing);
            }
            self.push_block(&handler.body);
            // The functions of this block may not have the names of the parameter.
            self.scope.note_functions(&handler.body.stmts, handler.span);
            self.scope.leave(scope);
            let form = self.close(inner, handler_span);
            self.push(form);
        }
        if let Some(finalizer) = &parts.finalizer {
            let form = self.read_block(CoreForm::Finally, finalizer);
            self.push(form);
        }
        self.close(mark, span)
    }

    fn read_while(&mut self, looped: &WhileStmt) -> FormId {
        let span = self.span(looped.span);
        let mark = self.open_keyword(CoreForm::While, "while", span);
        self.push_expr(&looped.test);
        self.push_loop_body(&looped.body);
        self.close(mark, span)
    }

    fn read_do_while(&mut self, looped: &DoWhileStmt) -> FormId {
        let span = self.statement_span(looped.span);
        let mark = self.open_keyword(CoreForm::DoWhile, "do", span);
        self.push_expr(&looped.test);
        self.push_loop_body(&looped.body);
        self.close(mark, span)
    }

    fn read_for(&mut self, looped: &ForStmt) -> FormId {
        let span = self.span(looped.span);
        if let (Some(VarDeclOrExpr::VarDecl(var)), Some(object)) = (&looped.init, &looped.update) {
            let place = self.skip_trivia(self.span(var.span).end);
            if self.masks.is_for_in(place) && var.kind == VarDeclKind::Var && var.decls.len() == 1 {
                self.allow_mask(place);
                let mark = self.open_keyword(CoreForm::ForIn, "for", span);
                self.push_for_each(&ForHead::VarDecl(var.clone()), false, object, &looped.body, looped.span);
                return self.close(mark, span);
            }
        }
        let mark = self.open_keyword(CoreForm::For, "for", span);
        let scope = self.scope.enter();
        let slots = self.token(span.start, "(");
        let inner = self.mark();
        let mut at = slots.end;
        match &looped.init {
            Some(VarDeclOrExpr::VarDecl(var)) => {
                self.scope.declare_variables(var, true);
                let form = self.read_var(var);
                self.push(form);
                // The semicolon belongs to the declaration or stands behind it.
                at = self.span(var.span).end - u32::from(self.slice(self.span(var.span)).ends_with(';'));
            }
            Some(VarDeclOrExpr::Expr(expr)) => {
                self.push_slot(Some(expr), at);
                at = self.span(expr.span()).end;
            }
            None => at = self.push_slot(None, at),
        }
        at = self.token(at, ";").end;
        match &looped.test {
            Some(test) => {
                self.push_expr(test);
                at = self.span(test.span()).end;
            }
            None => at = self.push_slot(None, at),
        }
        at = self.token(at, ";").end;
        let end = self.push_slot(looped.update.as_deref(), at);
        let end = self.token(looped.update.as_ref().map_or(end, |update| self.span(update.span()).end), ")").end;
        let slots = self.close(inner, Span::new(slots.start, end));
        self.push(slots);
        self.push_loop_body(&looped.body);
        self.scope.leave(scope);
        self.close(mark, span)
    }

    /// A slot of `for` that begins at byte `at` and whose value is dropped; `()` where there is nothing but comments, which
    /// come before it. Answers where the empty slot ends.
    fn push_slot(&mut self, expr: Option<&Expr>, at: u32) -> u32 {
        let end = self.skip_trivia(at);
        let form = match expr {
            Some(expr) => self.read_effect(expr),
            None => self.forms.list(&[], Span::at(end)),
        };
        self.push(form);
        end
    }

    fn read_for_in(&mut self, looped: &ForInStmt) -> FormId {
        let span = self.span(looped.span);
        let mark = self.open_keyword(CoreForm::ForIn, "for", span);
        self.push_for_each(&looped.left, false, &looped.right, &looped.body, looped.span);
        self.close(mark, span)
    }

    fn read_for_of(&mut self, looped: &ForOfStmt) -> FormId {
        let span = self.span(looped.span);
        let head = if looped.is_await { CoreForm::ForAwait } else { CoreForm::ForOf };
        let mark = self.open_keyword(head, "for", span);
        self.push_for_each(&looped.left, true, &looped.right, &looped.body, looped.span);
        self.close(mark, span)
    }

    /// `(p xs)` with the body after it.
    fn push_for_each(&mut self, head: &ForHead, is_of: bool, object: &Expr, body: &Stmt, span: swc_common::Span) {
        let scope = self.scope.enter();
        // In the object the names of the head are in their dead zone, but bound.
        self.scope.declare_for_head(head, span);
        let span = self.span(span);
        let object_end = self.span(object.span()).end;
        let object = self.read_expr(object);
        let open = self.token(span.start, "(").start;
        let inner = self.mark();
        self.push_for_head(head, is_of);
        self.push(object);
        // Comments behind the `)` belong to the body.
        let close = (self.find(object_end, ")") + 1).min(self.span(body.span()).start);
        let pair = self.close(inner, Span::new(open, close.max(open)));
        self.push(pair);
        self.push_loop_body(body);
        self.scope.leave(scope);
    }

    /// Refuses `for (eval of o)` in strict code, which the checker lets pass.
    fn check_strict_head(&mut self, pattern: &Pat, span: Span) {
        let name = match pattern {
            Pat::Ident(name) => Some(&name.id),
            Pat::Expr(place) => match unwrap_parens(place) {
                Expr::Ident(name) => Some(name),
                _ => None,
            },
            _ => None,
        };
        if self.strict && name.is_some_and(|name| matches!(&*name.sym, "eval" | "arguments")) {
            self.diagnostics
                .push(diagnostics::syntax_error(span, "Cannot assign to `eval` or `arguments` in strict mode"));
        }
    }

    /// `p` for `const p`, `(let p)`, `(var p)`, `(set! place)`.
    fn push_for_head(&mut self, head: &ForHead, is_of: bool) {
        let form = match head {
            ForHead::VarDecl(var) => match &var.decls[..] {
                [VarDeclarator { name, init: None, .. }] if var.kind == VarDeclKind::Const => {
                    self.read_pattern(name, true)
                }
                _ => self.read_var(var),
            },
            ForHead::UsingDecl(using) => self.read_using(using),
            ForHead::Pat(pattern) => {
                let span = self.span(pattern.span());
                self.check_strict_head(pattern, span);
                if is_of && self.masks.is_let(span.start) {
                    self.diagnostics
                        .push(diagnostics::syntax_error(span, "The head of a `for`-`of` may not begin with `let`"));
                }
                let place = match &**pattern {
                    Pat::Expr(place) => self.read_place_or_call(place),
                    Pat::Ident(name) => self.read_assigned_name(&name.id),
                    other => self.read_pattern(other, false),
                };
                self.wrap(CoreForm::SetBang, Span::at(span.start), place, span)
            }
        };
        self.push(form);
    }
}

/// The `if`s of an `else if` chain, and the last `else`.
fn if_chain(outermost: &IfStmt) -> (Vec<&IfStmt>, Option<&Stmt>) {
    let mut tests = vec![outermost];
    let mut rest = outermost.alt.as_deref();
    while let Some(Stmt::If(next)) = rest {
        tests.push(next);
        rest = next.alt.as_deref();
    }
    (tests, rest)
}

fn var_head(kind: VarDeclKind) -> CoreForm {
    match kind {
        VarDeclKind::Var => CoreForm::Var,
        VarDeclKind::Let => CoreForm::Let,
        VarDeclKind::Const => CoreForm::Const,
    }
}

/// The first keyword of a declaration with `head`.
fn keyword_of(head: CoreForm) -> &'static str {
    if head == CoreForm::AwaitUsing { "await" } else { head.name() }
}
