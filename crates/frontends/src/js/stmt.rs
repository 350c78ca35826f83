//! Statements.
//!
//! A statement list becomes forms side by side. Braces are said by the form: `(block …)` is a block, a branch of `if`
//! is `(begin …)` with braces and a bare form without, a loop body has braces unless it is `(js/bare stmt)`. An
//! `if … else …` with braces throughout is `(cond (a …) (else …))`.

use super::build::JsReader;
use super::diagnostics;
use super::head_relations::{exposed_before_in, exposed_before_semicolon};
use oxc_ast::ast::{
    AssignmentTarget, BlockStatement, Declaration, Directive, DoWhileStatement, Expression, ForInStatement,
    ForOfStatement, ForStatement, ForStatementInit, ForStatementLeft, IfStatement, LabelIdentifier, LabeledStatement,
    Statement, SwitchStatement, TryStatement, VariableDeclaration, VariableDeclarationKind, VariableDeclarator,
    WhileStatement, WithStatement,
};
use oxc_span::GetSpan;
use sx_base::Span;
use sx_reader::{CoreForm, FormId};

impl JsReader<'_> {
    /// The statements of a program or function: directives first.
    pub(super) fn push_body(&mut self, directives: &[Directive<'_>], stmts: &[Statement<'_>]) {
        for directive in directives {
            let form = self.read_directive(directive);
            self.push(form);
        }
        self.push_stmts(stmts);
    }

    /// Whether the directives of a body make it strict. Their spelling counts: one with an escape is another.
    pub(super) fn says_strict(&self, directives: &[Directive<'_>]) -> bool {
        directives.iter().any(|directive| {
            let text = self.slice(self.span(directive.span));
            matches!(text.get(1..11), Some("use strict")) && matches!(text.get(11..12), Some("'" | "\""))
        })
    }

    /// Statements that are not at the start of a body.
    pub(super) fn push_stmts(&mut self, stmts: &[Statement<'_>]) {
        for stmt in stmts {
            let form = self.read_stmt(stmt);
            self.push(form);
        }
    }

    /// `(directive "use strict")`.
    fn read_directive(&mut self, directive: &Directive<'_>) -> FormId {
        let span = self.span(directive.span);
        let text = self.read_directive_text(&directive.expression);
        self.wrap(CoreForm::Directive, Span::at(span.start), text, span)
    }

    /// One statement.
    pub(super) fn read_stmt(&mut self, stmt: &Statement<'_>) -> FormId {
        self.enter_target(stmt);
        let form = self.read_stmt_kind(stmt);
        self.leave_target(stmt);
        form
    }

    fn read_stmt_kind(&mut self, stmt: &Statement<'_>) -> FormId {
        let span = self.statement_span(stmt.span());
        match stmt {
            Statement::ExpressionStatement(expr) => self.read_effect(&expr.expression),
            Statement::BlockStatement(block) => self.read_block(CoreForm::Block, block),
            Statement::EmptyStatement(_) => self.read_empty(span),
            Statement::DebuggerStatement(_) => {
                let mark = self.open_keyword(CoreForm::Debugger, "debugger", span);
                self.close(mark, span)
            }
            Statement::WithStatement(with) => self.read_with(with),
            Statement::ReturnStatement(returned) => {
                if let Some(value) = &returned.argument
                    && self.implied.remove(&returned.span.start)
                {
                    return self.read_tail(value);
                }
                self.read_jump(CoreForm::Return, "return", returned.argument.as_ref(), span)
            }
            Statement::ThrowStatement(thrown) => self.read_jump(CoreForm::Throw, "throw", Some(&thrown.argument), span),
            Statement::BreakStatement(jump) => {
                self.read_labeled_jump(CoreForm::Break, "break", jump.label.as_ref(), span)
            }
            Statement::ContinueStatement(jump) => {
                self.read_labeled_jump(CoreForm::Continue, "continue", jump.label.as_ref(), span)
            }
            Statement::LabeledStatement(labeled) => self.read_label(labeled),
            Statement::IfStatement(branches) => self.read_if(branches),
            Statement::SwitchStatement(switch) => self.read_switch(switch),
            Statement::TryStatement(parts) => self.read_try(parts),
            Statement::WhileStatement(looped) => self.read_while(looped),
            Statement::DoWhileStatement(looped) => self.read_do_while(looped),
            Statement::ForStatement(looped) => self.read_for(looped),
            Statement::ForInStatement(looped) => self.read_for_in(looped),
            Statement::ForOfStatement(looped) => self.read_for_of(looped),
            other => match (other.as_declaration(), other.as_module_declaration()) {
                (Some(decl), _) => self.read_decl(decl),
                (_, Some(decl)) => self.read_module_decl(decl),
                (None, None) => self.refuse(span, "this statement"),
            },
        }
    }

    /// `(js/empty)`.
    pub(super) fn read_empty(&mut self, span: Span) -> FormId {
        let mark = self.open(CoreForm::Empty, span);
        self.close(mark, span)
    }

    /// A declaration.
    pub(super) fn read_decl(&mut self, decl: &Declaration<'_>) -> FormId {
        match decl {
            Declaration::FunctionDeclaration(function) => self.read_function_decl(function),
            Declaration::ClassDeclaration(class) => self.read_class(class, false),
            Declaration::VariableDeclaration(var) => self.read_var(var),
            other => self.refuse(self.span(other.span()), "TypeScript"),
        }
    }

    fn read_var(&mut self, var: &VariableDeclaration<'_>) -> FormId {
        let span = self.statement_span(var.span);
        if var.kind.is_await() && !self.may_await {
            let message = "`await using` stands outside of an async function";
            self.diagnostics.push(diagnostics::syntax_error(span, message));
        }
        self.read_declarators(var_head(var.kind), &var.declarations, span)
    }

    /// `(const a 1)`, or `(const (a 1) (b 2))` for several in one statement.
    fn read_declarators(&mut self, head: CoreForm, declarators: &[VariableDeclarator<'_>], span: Span) -> FormId {
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

    fn push_declarator(&mut self, declarator: &VariableDeclarator<'_>) {
        self.push_pattern(&declarator.id);
        if let Some(value) = &declarator.init {
            self.push_expr(value);
        }
    }

    /// `(block …)` or `(begin …)`: statements in braces with their scope.
    fn read_block(&mut self, head: CoreForm, block: &BlockStatement<'_>) -> FormId {
        let span = self.span(block.span);
        let mark = self.open_keyword(head, "{", span);
        self.push_block(block);
        self.close(mark, span)
    }

    /// The statements of a block with their scope.
    fn push_block(&mut self, block: &BlockStatement<'_>) {
        let scope = self.scope.enter();
        self.scope.declare_direct(&block.body);
        self.push_stmts(&block.body);
        self.scope.leave(scope);
    }

    /// The body of a loop or `with`: braces are the rule.
    fn push_loop_body(&mut self, body: &Statement<'_>) {
        if let Statement::BlockStatement(block) = body {
            return self.push_block(block);
        }
        let span = self.span(body.span());
        let form = self.read_stmt(body);
        let bare = self.wrap(CoreForm::Bare, Span::at(span.start), form, span);
        self.push(bare);
    }

    fn read_jump(&mut self, head: CoreForm, keyword: &str, value: Option<&Expression<'_>>, span: Span) -> FormId {
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
        label: Option<&LabelIdentifier<'_>>,
        span: Span,
    ) -> FormId {
        self.check_jump(keyword, label, span);
        let mark = self.open_keyword(head, keyword, span);
        if let Some(label) = label {
            let name = self.read_binder(&label.name, self.span(label.span));
            self.push(name);
        }
        self.close(mark, span)
    }

    fn read_label(&mut self, labeled: &LabeledStatement<'_>) -> FormId {
        let span = self.span(labeled.span);
        let label = self.span(labeled.label.span);
        let mark = self.open(CoreForm::Label, Span::at(span.start));
        let name = self.read_binder(&labeled.label.name, label);
        self.push(name);
        let body = self.read_stmt_alone(&labeled.body);
        self.push(body);
        self.close(mark, span)
    }

    /// A statement that stands in no list. A function there, which only sloppy code may have behind `if` and labels, is a
    /// name of a scope of its own (ECMA-262, B.3.1 and B.3.3).
    fn read_stmt_alone(&mut self, stmt: &Statement<'_>) -> FormId {
        let scope = self.scope.enter();
        self.scope.declare_direct(std::slice::from_ref(stmt));
        let form = self.read_stmt(stmt);
        self.scope.leave(scope);
        form
    }

    fn read_with(&mut self, with: &WithStatement<'_>) -> FormId {
        let span = self.span(with.span);
        let mark = self.open_keyword(CoreForm::With, "with", span);
        self.push_expr(&with.object);
        self.push_loop_body(&with.body);
        self.close(mark, span)
    }

    fn read_if(&mut self, outermost: &IfStatement<'_>) -> FormId {
        let (tests, last) = if_chain(outermost);
        if (tests.len() >= 2 || last.is_some())
            && tests.iter().all(|test| is_block(&test.consequent))
            && last.is_none_or(is_block)
        {
            return self.read_cond_chain(&tests, last);
        }
        let span = self.span(outermost.span);
        if let (Statement::BlockStatement(block), None, true) =
            (&outermost.consequent, &outermost.alternate, self.may_write_when(span.start))
            && !block.body.is_empty()
        {
            return self.read_when(&outermost.test, block, span);
        }
        let mark = self.open_keyword(CoreForm::If, "if", span);
        self.push_expr(&outermost.test);
        self.push_branch(&outermost.consequent);
        if let Some(alternative) = &outermost.alternate {
            self.push_branch(alternative);
        }
        self.close(mark, span)
    }

    /// `(when c a b)` for `if (c) { a b }`.
    fn read_when(&mut self, test: &Expression<'_>, block: &BlockStatement<'_>, span: Span) -> FormId {
        let mark = self.mark();
        self.push_symbol("when", Span::new(span.start, span.start + 2));
        self.push_expr(test);
        self.push_block(block);
        self.close(mark, span)
    }

    /// `(cond (a …) (b …) (else …))`.
    fn read_cond_chain(&mut self, tests: &[&IfStatement<'_>], last: Option<&Statement<'_>>) -> FormId {
        let span = self.span(tests[0].span);
        let mark = self.open_keyword(CoreForm::Cond, "if", span);
        for test in tests {
            let word = self.span(test.span).start + "if".len() as u32;
            let opener = self.token(word, "(").start;
            // What stands before the parenthesis is of the test too.
            let start = if self.has_comment(word, opener) { word } else { opener };
            let inner = self.mark();
            self.push_expr(&test.test);
            self.push_braced(&test.consequent);
            let clause = self.close(inner, Span::new(start, self.span(test.consequent.span()).end));
            self.push(clause);
        }
        if let Some(last) = last {
            let before = tests.last().map_or(span.start, |test| test.consequent.span().end);
            let (head, body) = self.clause_head("else", before, self.span(last.span()));
            let inner = self.open(CoreForm::Else, head);
            self.push_braced(last);
            let clause = self.close(inner, body);
            self.push(clause);
        }
        self.close(mark, span)
    }

    /// Where the head of a clause and the clause stand that is `word` and a body in braces, behind byte `before`: at the
    /// braces, unless comments on the line of the word stand between it and them.
    fn clause_head(&self, word: &str, before: u32, braces: Span) -> (Span, Span) {
        let word = self.token(before, word);
        let gap = self.text.get(word.end as usize..braces.start as usize).unwrap_or_default();
        let gap = gap.trim_start_matches([' ', '\t']).trim_end();
        let is_in_line = gap.starts_with("/*") && gap.ends_with("*/") && !gap.contains(['\n', '\r']);
        if is_in_line || gap.starts_with("//") {
            (word, Span::new(word.start, braces.end))
        } else {
            (Span::new(braces.start, braces.start + 1), braces)
        }
    }

    /// What stands between the braces `stmt` as the forms of a clause, which has the value of its test without any.
    fn push_braced(&mut self, stmt: &Statement<'_>) {
        match stmt {
            Statement::BlockStatement(block) if block.body.is_empty() => self.push_branch(stmt),
            Statement::BlockStatement(block) => self.push_block(block),
            other => {
                let form = self.read_stmt_alone(other);
                self.push(form);
            }
        }
    }

    /// A branch of `if`: `(begin …)` with braces, else the bare form.
    fn push_branch(&mut self, branch: &Statement<'_>) {
        let form = match branch {
            Statement::BlockStatement(block) => self.read_block(CoreForm::Begin, block),
            other => self.read_stmt_alone(other),
        };
        self.push(form);
    }

    fn read_switch(&mut self, switch: &SwitchStatement<'_>) -> FormId {
        let span = self.span(switch.span);
        let mark = self.open_keyword(CoreForm::Switch, "switch", span);
        self.push_expr(&switch.discriminant);
        let scope = self.scope.enter();
        for case in &switch.cases {
            self.scope.declare_direct_uncertain(&case.consequent);
        }
        for case in &switch.cases {
            let case_span = match case.consequent[..] {
                // The braces of a lone block are the clause's.
                [Statement::BlockStatement(_)] => self.span(case.span),
                _ => self.clause_span(case.span),
            };
            let inner = match &case.test {
                Some(test) => {
                    let inner = self.open_keyword(CoreForm::Case, "case", case_span);
                    self.push_expr(test);
                    inner
                }
                None => self.open_keyword(CoreForm::Default, "default", case_span),
            };
            self.push_stmts(&case.consequent);
            let form = self.close(inner, case_span);
            self.push(form);
        }
        self.scope.leave(scope);
        self.close(mark, span)
    }

    fn read_try(&mut self, parts: &TryStatement<'_>) -> FormId {
        let span = self.span(parts.span);
        let mark = self.open_keyword(CoreForm::Try, "try", span);
        self.push_block(&parts.block);
        if let Some(handler) = &parts.handler {
            let handler_span = self.span(handler.span);
            let inner = self.open_keyword(CoreForm::Catch, "catch", handler_span);
            let scope = self.scope.enter();
            if let Some(parameter) = &handler.param {
                self.scope.declare_pattern(&parameter.pattern, true);
                self.push_pattern(&parameter.pattern);
            } else {
                let nothing = self.forms.list(&[], Span::at(self.span(handler.body.span).start));
                self.push(nothing);
            }
            self.push_block(&handler.body);
            self.scope.leave(scope);
            let form = self.close(inner, handler_span);
            self.push(form);
        }
        if let Some(finalizer) = &parts.finalizer {
            let before = parts.handler.as_ref().map_or(parts.block.span.end, |handler| handler.span.end);
            let (head, span) = self.clause_head("finally", before, self.span(finalizer.span));
            let inner = self.open(CoreForm::Finally, head);
            self.push_block(finalizer);
            let form = self.close(inner, span);
            self.push(form);
        }
        self.close(mark, span)
    }

    fn read_while(&mut self, looped: &WhileStatement<'_>) -> FormId {
        let span = self.span(looped.span);
        let mark = self.open_keyword(CoreForm::While, "while", span);
        self.push_expr(&looped.test);
        self.push_loop_body(&looped.body);
        self.close(mark, span)
    }

    fn read_do_while(&mut self, looped: &DoWhileStatement<'_>) -> FormId {
        let span = self.statement_span(looped.span);
        let mark = self.open_keyword(CoreForm::DoWhile, "do", span);
        self.push_expr(&looped.test);
        self.push_loop_body(&looped.body);
        self.close(mark, span)
    }

    fn read_for(&mut self, looped: &ForStatement<'_>) -> FormId {
        let span = self.span(looped.span);
        let mark = self.open_keyword(CoreForm::For, "for", span);
        let scope = self.scope.enter();
        let slots = self.token(span.start, "(");
        let inner = self.mark();
        let mut at = slots.end;
        if let Some(init) = looped.init.as_ref().filter(|_| self.masks.have_relations()) {
            let places = exposed_before_semicolon(self.text, init);
            self.refuse_relations(&places);
        }
        match &looped.init {
            Some(ForStatementInit::VariableDeclaration(var)) => {
                self.scope.declare_variables(var, true);
                let form = self.read_var(var);
                self.push(form);
                // The semicolon belongs to the declaration or stands behind it.
                at = self.span(var.span).end - u32::from(self.slice(self.span(var.span)).ends_with(';'));
            }
            Some(init) => {
                self.push_slot(init.as_expression(), at);
                at = self.span(init.span()).end;
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
        let end = self.push_slot(looped.update.as_ref(), at);
        let end = self.token(looped.update.as_ref().map_or(end, |update| self.span(update.span()).end), ")").end;
        let slots = self.close(inner, Span::new(slots.start, end));
        self.push(slots);
        self.push_loop_body(&looped.body);
        self.scope.leave(scope);
        self.close(mark, span)
    }

    /// A slot of `for` that begins at byte `at` and whose value is dropped; `()` where there is nothing but comments, which
    /// come before it. Answers where the empty slot ends.
    fn push_slot(&mut self, expr: Option<&Expression<'_>>, at: u32) -> u32 {
        let end = self.skip_trivia(at);
        let form = match expr {
            Some(expr) => self.read_effect(expr),
            None => self.forms.list(&[], Span::at(end)),
        };
        self.push(form);
        end
    }

    /// Refuses those of the operators at `places` that are `in`: there it ends the head of the loop.
    fn refuse_relations(&mut self, places: &[u32]) {
        for &at in places.iter().filter(|&&at| self.masks.is_relation(at)) {
            let place = Span::new(at, at + "in".len() as u32);
            self.diagnostics.push(diagnostics::syntax_error(place, "`in` ends the head of a `for` here"));
        }
    }

    fn read_for_in(&mut self, looped: &ForInStatement<'_>) -> FormId {
        let span = self.span(looped.span);
        if self.masks.have_relations() {
            let places = exposed_before_in(self.text, &looped.left);
            self.refuse_relations(&places);
        }
        let mark = self.open_keyword(CoreForm::ForIn, "for", span);
        self.push_for_each(&looped.left, false, &looped.right, &looped.body, looped.span);
        self.close(mark, span)
    }

    fn read_for_of(&mut self, looped: &ForOfStatement<'_>) -> FormId {
        let span = self.span(looped.span);
        let head = if looped.r#await { CoreForm::ForAwait } else { CoreForm::ForOf };
        let mark = self.open_keyword(head, "for", span);
        self.push_for_each(&looped.left, true, &looped.right, &looped.body, looped.span);
        self.close(mark, span)
    }

    /// `(p xs)` with the body after it.
    fn push_for_each(
        &mut self,
        head: &ForStatementLeft<'_>,
        is_of: bool,
        object: &Expression<'_>,
        body: &Statement<'_>,
        span: oxc_span::Span,
    ) {
        let scope = self.scope.enter();
        // In the object the names of the head are in their dead zone, but bound.
        self.scope.declare_for_head(head);
        let span = self.span(span);
        let object_end = self.span(object.span()).end;
        let object = self.read_expr(object);
        let open = self.token(span.start, "(").start;
        let inner = self.mark();
        self.push_for_head(head, is_of, open);
        self.push(object);
        // Comments behind the `)` belong to the body.
        let close = (self.find(object_end, ")") + 1).min(self.span(body.span()).start);
        let pair = self.close(inner, Span::new(open, close.max(open)));
        self.push(pair);
        self.push_loop_body(body);
        self.scope.leave(scope);
    }

    /// Refuses `for (eval of o)` in strict code, which the parser lets pass.
    fn check_strict_head(&mut self, target: &AssignmentTarget<'_>, span: Span) {
        let AssignmentTarget::AssignmentTargetIdentifier(name) = target else { return };
        if self.strict && matches!(name.name.as_str(), "eval" | "arguments") {
            self.diagnostics
                .push(diagnostics::syntax_error(span, "Cannot assign to `eval` or `arguments` in strict mode"));
        }
    }

    /// `p` for `const p`, `(let p)`, `(var p)`, `(set! place)`, behind the parenthesis at byte `open`.
    fn push_for_head(&mut self, head: &ForStatementLeft<'_>, is_of: bool, open: u32) {
        let form = match head {
            ForStatementLeft::VariableDeclaration(var) => match &var.declarations[..] {
                [VariableDeclarator { id, init: None, .. }] if var.kind.is_const() => self.read_pattern(id),
                _ => self.read_var(var),
            },
            other => {
                let span = self.span(other.span());
                match other.as_assignment_target() {
                    Some(target) => {
                        self.check_strict_head(target, span);
                        // In parentheses it may.
                        if is_of && self.masks.is_let(span.start) && self.skip_trivia(open + 1) == span.start {
                            let message = "The head of a `for`-`of` may not begin with `let`";
                            self.diagnostics.push(diagnostics::syntax_error(span, message));
                        }
                        let place = match target.as_simple_assignment_target() {
                            Some(place) => self.read_place_or_call(place),
                            None => self.read_target(target),
                        };
                        // Its parentheses are not in the tree.
                        let first = self.skip_trivia(open + 1);
                        let whole = if first < span.start && self.text[first as usize..].starts_with('(') {
                            let start = self.casts.get(&first).copied().unwrap_or(first);
                            Span::new(start, self.end_in_parens(span.end))
                        } else {
                            span
                        };
                        self.wrap(CoreForm::SetBang, Span::at(whole.start), place, whole)
                    }
                    None => self.refuse(span, "this head of a loop"),
                }
            }
        };
        self.push(form);
    }
}

/// The `if`s of an `else if` chain, and the last `else`.
pub(super) fn if_chain<'t, 'a>(
    outermost: &'t IfStatement<'a>,
) -> (Vec<&'t IfStatement<'a>>, Option<&'t Statement<'a>>) {
    let mut tests = vec![outermost];
    let mut rest = outermost.alternate.as_ref();
    while let Some(Statement::IfStatement(next)) = rest {
        tests.push(next);
        rest = next.alternate.as_ref();
    }
    (tests, rest)
}

fn is_block(stmt: &Statement<'_>) -> bool {
    matches!(stmt, Statement::BlockStatement(_))
}

fn var_head(kind: VariableDeclarationKind) -> CoreForm {
    match kind {
        VariableDeclarationKind::Var => CoreForm::Var,
        VariableDeclarationKind::Let => CoreForm::Let,
        VariableDeclarationKind::Const => CoreForm::Const,
        VariableDeclarationKind::Using => CoreForm::Using,
        VariableDeclarationKind::AwaitUsing => CoreForm::AwaitUsing,
    }
}

/// The first keyword of a declaration with `head`.
fn keyword_of(head: CoreForm) -> &'static str {
    if head == CoreForm::AwaitUsing { "await" } else { head.name() }
}
