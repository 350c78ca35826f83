//! Statements.
//!
//! Entering: a statement. Leaving: its text without the line end. `if (a) b();` stays on one line when it fits; a body
//! that is a block has braces, and one that would take the `else` of another statement gets them.

use super::list::Item;
use super::precedence::Level;
use super::{Ctx, Printer, Start, Task};
use sx_base::Symbol;
use sx_ir::{DeclareKind, Flags, Kind, NodeId, has_bare_quote};

impl Printer<'_> {
    /// Prints the statement or module item `id`.
    pub(super) fn print_stmt(&mut self, id: NodeId) {
        let node = self.tree.node(id);
        match node.kind {
            Kind::Expr => {
                self.mark(Start::Statement);
                self.map_blank_before(self.tree.kid(id, 0));
                self.stack.push(Task::Text(";"));
                let (value, ctx) = (self.tree.kid(id, 0), Ctx::level(Level::Comma));
                let is_element = self.tree.kind(value) == Kind::JsxElement;
                self.push_expr(value, if is_element { ctx.with(Ctx::INDENTED) } else { ctx });
            }
            Kind::Declare => {
                self.stack.push(Task::Text(";"));
                self.print_declare(id, Ctx::level(Level::Assign), false);
            }
            Kind::Return => self.print_exit("return", id),
            Kind::Throw => self.print_exit("throw", id),
            Kind::If => self.print_if(id),
            Kind::Block | Kind::Body => self.print_block_statement(id),
            Kind::For => self.print_for(id),
            Kind::ForIn | Kind::ForOf => self.print_for_each(id),
            Kind::While => self.print_head("while", id, 0, 1),
            Kind::With => self.print_head("with", id, 0, 1),
            Kind::DoWhile => self.print_do_while(id),
            Kind::Switch => self.print_switch(id),
            Kind::Break => self.print_jump("break", id),
            Kind::Continue => self.print_jump("continue", id),
            Kind::Label => self.print_label(id),
            Kind::Try => self.print_try(id),
            Kind::Debugger => self.write_token("debugger;", id),
            Kind::Empty => self.write_token(";", id),
            Kind::Directive => self.print_directive(id),
            Kind::Import
            | Kind::ExportDeclaration
            | Kind::ExportList
            | Kind::ExportFrom
            | Kind::ExportAll
            | Kind::ExportDefault => self.print_module_item(id),
            Kind::Case => self.print_case(id),
            Kind::Method | Kind::Field | Kind::StaticBlock => self.print_class_member(id),
            // Declarations of functions and classes.
            _ => self.push_expr(id, Ctx::level(Level::Comma)),
        }
    }

    fn print_exit(&mut self, word: &'static str, id: NodeId) {
        if self.is_implied_with_comment(id) {
            // `return` is not in the Lisp, and the comment is the value's.
            self.write_quiet(word, id);
        } else if self.opt_kid(id, 0).is_some() {
            self.write_token(word, id);
        } else {
            self.write_last_token(word, id);
        }
        self.stack.push(Task::Text(";"));
        if let Some(value) = self.opt_kid(id, 0) {
            self.stack.push(Task::Returned(value));
        }
    }

    /// Prints a declaration without its semicolon; in the head of a `for` on one line.
    pub(super) fn print_declare(&mut self, id: NodeId, ctx: Ctx, in_head: bool) {
        let kids = self.tree.kids(id);
        self.write_token(DeclareKind::from_payload(self.tree.payload(id)).text(), id);
        let has_value = kids.iter().any(|&kid| self.opt_kid(kid, 1).is_some());
        let begins_below = !in_head && kids.first().is_some_and(|&first| self.has_own_line_comment(id, None, first));
        let is_apart = |pair: &[NodeId]| self.has_own_line_comment(id, Some(pair[0]), pair[1]);
        let is_forced = begins_below || self.layout.is_forced(id) || kids.windows(2).any(is_apart);
        let is_broken = kids.len() > 1 && !in_head && (has_value || is_forced);
        if is_broken || begins_below {
            self.out.indent();
            self.stack.push(Task::Dedent);
        }
        for (at, &kid) in kids.iter().enumerate().rev() {
            self.stack.push(Task::Declarator(kid, ctx));
            match at.checked_sub(1) {
                Some(prev) if is_broken => self.then(&[Task::Text(","), Task::Separate(kids[prev], kid)]),
                Some(_) => self.stack.push(Task::Text(", ")),
                None => {}
            }
        }
        if begins_below {
            self.separate(None, kids[0]);
        } else {
            self.out.push_static(" ");
        }
    }

    pub(super) fn print_declarator(&mut self, id: NodeId, ctx: Ctx) {
        let target = self.tree.kid(id, 0);
        if let Some(value) = self.opt_kid(id, 1) {
            self.name_by_position(target, value);
            self.then(&[Task::Behind(target, false), Task::Assigner("=", id), Task::Value(value, ctx)]);
            self.stretch_for(target, value);
        }
        self.print_pattern(target);
    }

    fn print_block_statement(&mut self, id: NodeId) {
        let origin = self.origin(id);
        self.begin_token(origin, None);
        self.print_block(id, 0);
    }

    /// Prints a block or body with its braces. Comments before byte `limit` belong into it if it has no end of its own.
    pub(super) fn print_block(&mut self, id: NodeId, limit: u32) {
        let limit = match self.tree.kind(id) {
            Kind::Block => {
                if self.limit_of(id) > 0 {
                    self.limit_of(id)
                } else {
                    limit
                }
            }
            _ => limit.max(self.limit_of(id)),
        };
        self.print_braces(id, limit);
    }

    /// Prints a block or body with its braces and the comments before byte `limit`.
    fn print_braces(&mut self, id: NodeId, limit: u32) {
        if self.tree.kids(id).is_empty() && !self.has_comments_before(limit) {
            return self.out.push_static("{}");
        }
        if self.tree.kids(id).is_empty() && self.are_in_line(limit) {
            return self.then(&[Task::Text("{"), Task::Within(limit), Task::Text(" }")]);
        }
        let items = self.lines(id, 0, Item::Statement, limit);
        self.then(&[Task::Text("{"), Task::Indent, items, Task::Dedent, Task::Line, Task::Text("}")]);
    }

    /// Prints the statement `id`, which belongs to the head of `owner`.
    pub(super) fn print_clause(&mut self, id: NodeId, owner: NodeId) {
        if self.tree.kind(id) == Kind::Block {
            self.out.push_static(" ");
            return self.print_block(id, self.limit_in(id, owner));
        }
        if self.tree.kind(id) == Kind::Empty {
            return self.out.push_static(";");
        }
        if self.needs_braces(id, owner) {
            return self.then(&[
                Task::Text(" {"),
                Task::Indent,
                Task::Line,
                Task::Stmt(id),
                Task::Dedent,
                Task::Line,
                Task::Text("}"),
            ]);
        }
        if self.has_line_comment_before(id) {
            self.out.indent();
            self.flush_on_lines(self.tree.node(id).span.start);
            self.then(&[Task::Line, Task::Stmt(id), Task::Dedent]);
        } else if self.fits(id, 1) || self.is_declaration(id) {
            self.then(&[Task::Text(" "), Task::Stmt(id)]);
        } else {
            self.then(&[Task::Indent, Task::Line, Task::Stmt(id), Task::Dedent]);
        }
    }

    /// Where the comments of a block without an end of its own end.
    fn limit_in(&self, id: NodeId, owner: NodeId) -> u32 {
        match (self.tree.kind(owner), self.tree.kids(owner)) {
            (Kind::If, &[_, then, otherwise]) if then == id && self.tree.kind(otherwise) != Kind::None => {
                self.start_of(otherwise).unwrap_or(0)
            }
            // In Lisp the test stands before the body.
            (Kind::DoWhile, &[_, test]) => match (self.start_of(test), self.tree.kids(id).first()) {
                (Some(test), Some(&first)) if self.start_of(first).is_some_and(|first| first < test) => test,
                _ => self.limit_of(owner),
            },
            _ => self.limit_of(owner),
        }
    }

    fn needs_braces(&self, id: NodeId, owner: NodeId) -> bool {
        match self.tree.kind(id) {
            Kind::Declare => DeclareKind::from_payload(self.tree.payload(id)) != DeclareKind::Var,
            Kind::Class | Kind::Decorated => true,
            Kind::Function => self.tree.kind(owner) != Kind::If,
            _ => {
                self.tree.kind(owner) == Kind::If
                    && self.opt_kid(owner, 2).is_some_and(|otherwise| otherwise != id)
                    && self.takes_else(id)
            }
        }
    }

    /// Whether an `else` after `id` would belong to an `if` within it.
    fn takes_else(&self, id: NodeId) -> bool {
        let mut at = id;
        loop {
            at = match self.tree.kind(at) {
                Kind::If => match self.opt_kid(at, 2) {
                    Some(otherwise) => otherwise,
                    None => return true,
                },
                Kind::For | Kind::ForIn | Kind::ForOf | Kind::While | Kind::With | Kind::Label => {
                    match self.tree.kids(at).last() {
                        Some(&body) => body,
                        None => return false,
                    }
                }
                _ => return false,
            };
        }
    }

    fn print_if(&mut self, id: NodeId) {
        // A comment within the clause of a `cond` is one of its test, not of the `if`.
        self.flush_before_node(id);
        self.write_quiet("if", id);
        let origin = self.origin(id);
        if origin.slice(self.source) == "if" {
            self.end_token(origin);
        }
        if self.opt_kid(id, 2).is_some() {
            self.stack.push(Task::Else(id));
        }
        let (test, then) = (self.tree.kid(id, 0), self.tree.kid(id, 1));
        self.then(&[Task::Text(" ("), Task::Test(test), Task::Text(")"), Task::Clause(then, id)]);
    }

    pub(super) fn print_else(&mut self, id: NodeId) {
        let (then, otherwise) = (self.tree.kid(id, 1), self.tree.kid(id, 2));
        let is_chain = self.tree.kind(otherwise) == Kind::If;
        self.flush_glued(self.tree.node(then).span.end);
        // Comments stand before the `else`, where most people write them: behind it they would split `else if`, and are
        // not within a block.
        if !self.flush_lines_before(otherwise) {
            if self.tree.kind(then) == Kind::Block || self.needs_braces(then, id) {
                self.out.push_static(" ");
            } else {
                self.out.end_line();
            }
        }
        self.write_quiet("else", id);
        if is_chain {
            // What stands behind the test of a clause is behind no head.
            self.then(&[Task::Text(" "), Task::Stmt(otherwise)]);
        } else {
            self.flush_behind_head(otherwise);
            self.stack.push(Task::Clause(otherwise, id));
        }
    }

    /// Prints `word (head) body`, the `head`th and `body`th child.
    fn print_head(&mut self, word: &'static str, id: NodeId, head: usize, body: usize) {
        self.write_token(word, id);
        let (head, body) = (self.tree.kid(id, head), self.tree.kid(id, body));
        self.then(&[Task::Text(" ("), Task::Test(head), Task::Text(")"), Task::Clause(body, id)]);
    }

    fn print_do_while(&mut self, id: NodeId) {
        let (body, test) = (self.tree.kid(id, 0), self.tree.kid(id, 1));
        self.write_token("do", id);
        self.put_test_aside(test, body);
        let is_braced = self.tree.kind(body) == Kind::Block || self.needs_braces(body, id);
        self.then(&[
            Task::Clause(body, id),
            Task::Within(if is_braced { 0 } else { self.limit_of(id) }),
            Task::LateTest(true),
            if is_braced { Task::LateJoint(id) } else { Task::Line },
            Task::Quiet("while", id),
            Task::Text(" ("),
            Task::Test(test),
            Task::LateTest(false),
            Task::Text(");"),
        ]);
    }

    fn print_for(&mut self, id: NodeId) {
        self.write_token("for", id);
        self.out.push_static(" (");
        let body = self.tree.kid(id, 3);
        self.then(&[Task::Text(")"), Task::Clause(body, id)]);
        let parts = [0, 1, 2].map(|slot| self.opt_kid(id, slot));
        let is_on_lines = self.is_wide_for(parts);
        let any = Ctx::level(Level::Comma);
        let any = if is_on_lines { any.with(Ctx::INDENTED) } else { any };
        let [init, test, update] = parts;
        let slots = [0, 1, 2].map(|slot| Task::Slot(self.tree.kid(id, slot)));
        let is_empty = init.is_none() && test.is_none() && update.is_none();
        if is_on_lines {
            self.out.indent();
            self.out.end_line();
            self.then(&[Task::Dedent, Task::Line]);
        }
        for (before, part, slot, ends_line) in
            [(test, update, slots[2], update.is_some()), (init, test, slots[1], true)]
        {
            match part {
                Some(part) => self.then(&[Task::Expr(part, any), Task::Behind(part, false)]),
                None => self.stack.push(slot),
            }
            if is_on_lines {
                self.stack.extend(ends_line.then_some(Task::Line));
                self.stack.extend(before.map(Task::BehindLine));
                self.stack.push(Task::Text(";"));
            } else {
                self.stack.push(Task::Text(if is_empty { ";" } else { "; " }));
            }
        }
        self.stack.extend(init.map(|init| Task::Behind(self.last_value(init), true)));
        match init {
            Some(init) if self.tree.kind(init) == Kind::Declare => {
                self.print_declare(init, Ctx::level(Level::Assign).with(Ctx::NO_IN), true);
            }
            Some(init) => {
                self.mark(Start::ForHead);
                self.push_expr(init, any.with(Ctx::NO_IN));
            }
            None => self.stack.push(slots[0]),
        }
    }

    /// Whether the parts of a `for` head stand on lines of their own: one has several, or they do not fit on one.
    fn is_wide_for(&self, parts: [Option<NodeId>; 3]) -> bool {
        const PUNCTUATION: u32 = "; ; ) {".len() as u32;
        let width = |part: Option<NodeId>| part.map_or(Some(0), |part| self.flat(part));
        let [Some(init), Some(test), Some(update)] = parts.map(width) else { return true };
        init + test + update + PUNCTUATION > self.room()
    }

    /// The value of the last declarator of `id`, or `id` itself.
    fn last_value(&self, id: NodeId) -> NodeId {
        let last = |id: NodeId| self.tree.kids(id).last().copied();
        match self.tree.kind(id) {
            Kind::Declare => last(id).and_then(last).filter(|&value| self.tree.kind(value) != Kind::None).unwrap_or(id),
            _ => id,
        }
    }

    fn print_for_each(&mut self, id: NodeId) {
        let &[head, object, body] = self.tree.kids(id) else { return };
        let is_of = self.tree.kind(id) == Kind::ForOf;
        let is_await = self.tree.flags(id).has(Flags::AWAIT);
        self.write_token("for", id);
        if is_await {
            self.out.push_static(" ");
            self.write_quiet("await", id);
        }
        self.out.push_static(" (");
        self.then(&[
            Task::BehindLine(head),
            Task::Infix(if is_of { "of" } else { "in" }, id),
            Task::Expr(object, Ctx::level(if is_of { Level::Assign } else { Level::Comma })),
            Task::Behind(object, true),
            Task::Text(")"),
            Task::Clause(body, id),
        ]);
        if self.tree.kind(head) == Kind::Declare {
            return self.print_declare(head, Ctx::level(Level::Assign).with(Ctx::NO_IN), true);
        }
        // `for (async of` would begin an arrow function, and V8 does not like `for (a.async of` either.
        let ends_in_async = match self.tree.kind(head) {
            Kind::Name => self.is_named(head, "async"),
            Kind::Member | Kind::SuperMember => self.tree.symbol(head).is_some_and(|name| name.as_str() == "async"),
            _ => false,
        };
        if is_of && ends_in_async {
            return self.then(&[Task::Text("("), Task::Pattern(head), Task::Text(")")]);
        }
        self.mark(Start::ForHead);
        self.print_pattern(head);
    }

    fn print_switch(&mut self, id: NodeId) {
        self.write_token("switch", id);
        let cases = self.lines(id, 1, Item::Case, self.limit_of(id));
        self.then(&[Task::Text(") {"), Task::Indent, cases, Task::Dedent, Task::Line, Task::Text("}")]);
        let head = self.tree.kid(id, 0);
        self.out.push_static(" (");
        if self.tree.kind(head) == Kind::Assign {
            // Nobody takes it for a comparison here.
            self.then(&[Task::Expr(head, Ctx::level(Level::Comma)), Task::Behind(head, false)]);
        } else {
            self.print_test(head);
        }
    }

    /// Prints a case of a `switch`.
    pub(super) fn print_case(&mut self, id: NodeId) {
        let kids = self.tree.kids(id);
        let limit = self.limit_of(id);
        match *kids {
            [_] if !self.has_comments_before(limit) => self.stack.push(Task::Text(":")),
            [_, only] if self.tree.kind(only) == Kind::Block && !self.has_line_comment_before(only) => {
                self.then(&[Task::Text(": "), Task::Before(only), Task::Block(only, limit)]);
            }
            _ => {
                let items = self.lines(id, 1, Item::Statement, limit);
                self.then(&[Task::Text(":"), Task::Indent, items, Task::Dedent]);
            }
        }
        if let Some(test) = self.opt_kid(id, 0) {
            self.write_token("case", id);
            self.out.push_static(" ");
            self.push_expr(test, Ctx::level(Level::Comma));
        } else {
            self.write_token("default", id);
        }
    }

    fn print_jump(&mut self, word: &'static str, id: NodeId) {
        if let Some(label) = self.tree.symbol(id) {
            self.write_token(word, id);
            self.out.push_static(" ");
            self.write_label(label, id);
        } else {
            self.write_last_token(word, id);
        }
        self.out.push_static(";");
    }

    fn write_label(&mut self, label: Symbol, id: NodeId) {
        let origin = self.origin_after(self.tree.node(id).tok, label);
        let name = self.respelled(origin, label);
        self.map_token(origin, name);
        self.out.push_str(label.as_str());
        self.end_token(origin);
    }

    fn print_label(&mut self, id: NodeId) {
        let label = Symbol::from_index(self.tree.payload(id));
        let body = self.tree.kid(id, 0);
        let origin = self.origin_after(self.tree.node(id).tok, label);
        let name = self.respelled(origin, label);
        let origin = if origin.is_none() { self.origin(id) } else { origin };
        self.begin_token(origin, name);
        self.out.push_str(label.as_str());
        self.end_token(origin);
        self.out.push_static(":");
        if self.tree.kind(body) == Kind::Empty {
            return self.out.push_static(";");
        }
        if self.flush_lines_before(body) {
            self.stack.push(Task::Stmt(body));
        } else {
            self.then(&[Task::Text(" "), Task::Stmt(body)]);
        }
    }

    fn print_try(&mut self, id: NodeId) {
        let block = self.tree.kid(id, 0);
        let (catch, finally) = (self.opt_kid(id, 1), self.opt_kid(id, 2));
        let limit = self.limit_of(id);
        self.write_token("try", id);
        self.out.push_static(" ");
        if let Some(finally) = finally {
            self.then(&[
                Task::Joint(finally),
                Task::Before(finally),
                Task::Quiet("finally", finally),
                Task::GluedAt(self.origin(finally).end),
                Task::Text(" "),
                Task::Block(finally, limit),
            ]);
        }
        if let Some(catch) = catch {
            let body = self.tree.kid(catch, 1);
            let limit = self.limit_of(catch);
            self.then(&[Task::Text(" "), Task::Block(body, limit), Task::Glued(catch)]);
            if let Some(param) = self.opt_kid(catch, 0) {
                self.then(&[Task::Text(" ("), Task::Pattern(param), Task::Text(")")]);
            }
            self.then(&[Task::LateJoint(catch), Task::Token("catch", catch)]);
        }
        let next = catch.or(finally).and_then(|next| self.start_of(next));
        let Some(next) = next.filter(|_| !self.tree.kids(block).is_empty()) else {
            return self.print_block(block, next.unwrap_or(0));
        };
        // A comment beside `catch` is none of the statements before it.
        self.print_braces(block, self.comments.beside(next));
    }

    fn print_directive(&mut self, id: NodeId) {
        let text = Symbol::from_index(self.tree.payload(id)).as_str();
        let quote = if has_bare_quote(text) { "'" } else { "\"" };
        let origin = self.origin(id);
        self.begin_token(origin, None);
        self.out.push_static(quote);
        self.out.push_str(text);
        self.out.push_static(quote);
        self.out.push_static(";");
    }
}
