//! Functions: declarations, expressions, arrows, methods.
//!
//! Entering: a `Function`, or a `Method` that holds one. Leaving: `async function* f(a) {…}`, `(a) => a`,
//! `static get p() {…}`. The first token of each carries the function's name in the map, for stack traces.

use super::precedence::Level;
use super::{Ctx, Printer, Start, Task};
use sx_base::Symbol;
use sx_ir::{Flags, Kind, NodeId};

impl Printer<'_> {
    /// Prints a function that is not a method.
    pub(super) fn print_function(&mut self, id: NodeId, ctx: Ctx) {
        self.write_docs_in_line(id);
        let flags = self.tree.flags(id);
        let name = self.name_of(id);
        if flags.has(Flags::ARROW) { self.print_arrow(id, ctx, name) } else { self.print_function_word(id, name) }
    }

    /// The name of a function or class in the source: its own, or the one its position gives it.
    pub(super) fn name_of(&mut self, id: NodeId) -> Option<Symbol> {
        if let Some(own) = self.opt_kid(id, 0)
            && self.tree.kind(own) == Kind::Bind
        {
            return Some(self.tree.binding(own).written);
        }
        self.named.take_if(|(named, _)| *named == id).map(|(_, name)| name)
    }

    fn print_arrow(&mut self, id: NodeId, ctx: Ctx, name: Option<Symbol>) {
        let &[_, params, body] = self.tree.kids(id) else { return };
        let flags = self.tree.flags(id);
        if flags.has(Flags::ASYNC) {
            self.write_modifier("async", id, name);
            self.out.restrict();
            let head = self.tree.node(id).tok;
            if !head.is_none() && self.comments.is_due(head.start) {
                self.flush_before_token(head.start);
            }
        } else {
            self.write_function_start("", id, name);
        }
        let limit = self.limit_of(id);
        if flags.has(Flags::EXPRESSION) {
            self.then(&[
                Task::Glued(params),
                Task::Assigner("=>", id),
                Task::ArrowBody(body, ctx.inner(Level::Assign)),
            ]);
        } else {
            self.then(&[Task::Glued(params), Task::Infix("=>", id), Task::Block(body, limit)]);
        }
        self.print_group(params);
    }

    /// Prints the value that is the body of an arrow.
    pub(super) fn print_arrow_body(&mut self, id: NodeId, ctx: Ctx) {
        let kind = self.tree.kind(id);
        let ctx = match kind {
            Kind::Assign | Kind::Compound | Kind::LogicalAssign => Ctx { level: Level::Cond, ..ctx },
            Kind::Cond if self.fits(id, 3) => Ctx { level: Level::Nullish, ..ctx },
            _ => ctx,
        };
        let goes_down = match kind {
            Kind::Cond | Kind::Name | Kind::String | Kind::Member | Kind::Unary => !self.fits(id, 3),
            _ => self.is_broken_chain(id, 3),
        };
        if self.has_line_comment_before(id) && kind != Kind::JsxElement {
            self.out.indent();
            self.flush_lines_before(id);
            self.then(&[Task::Mark(Start::ArrowBody), Task::Expr(id, ctx.with(Ctx::INDENTED)), Task::Dedent]);
        } else if goes_down {
            self.then(&[
                Task::Indent,
                Task::Line,
                Task::Mark(Start::ArrowBody),
                Task::Expr(id, ctx.with(Ctx::INDENTED)),
                Task::Dedent,
            ]);
        } else {
            self.out.push_static(" ");
            self.mark(Start::ArrowBody);
            self.push_expr(id, ctx);
        }
    }

    fn print_function_word(&mut self, id: NodeId, name: Option<Symbol>) {
        let &[bind, params, body] = self.tree.kids(id) else { return };
        let flags = self.tree.flags(id);
        if flags.has(Flags::ASYNC) {
            self.write_modifier("async", id, name);
            self.out.restrict();
        }
        self.write_function_start("function", id, name);
        if flags.has(Flags::GENERATOR) {
            self.write_quiet("*", id);
        }
        self.out.push_static(" ");
        self.then(&[Task::Glued(params), Task::Text(" "), Task::Block(body, self.limit_of(id))]);
        if self.tree.kind(bind) == Kind::Bind {
            self.write_name(bind);
        }
        self.print_group(params);
    }

    /// Prints a method, getter, setter or constructor, of a class or an object.
    pub(super) fn print_method(&mut self, id: NodeId) {
        let &[key, function] = self.tree.kids(id) else { return };
        let &[_, params, body] = self.tree.kids(function) else { return };
        self.write_docs_in_line(function);
        let name = self.name_of_method(id, key);
        let (own, flags) = (self.tree.flags(id), self.tree.flags(function));
        if own.has(Flags::STATIC) {
            self.write_modifier("static", id, None);
        }
        for (flag, text) in [(Flags::GET, "get"), (Flags::SET, "set")] {
            if own.has(flag) {
                self.write_function_start(text, id, name);
                self.out.push_static(" ");
            }
        }
        if flags.has(Flags::ASYNC) {
            self.write_modifier("async", id, name);
            self.out.restrict();
        }
        if flags.has(Flags::GENERATOR) {
            self.write_function_start("*", id, name);
        }
        let limit = self.limit_of(function).max(self.limit_of(id));
        self.then(&[Task::Group(params), Task::Glued(params), Task::Text(" "), Task::Block(body, limit)]);
        self.print_key(key, name);
    }

    fn name_of_method(&mut self, id: NodeId, key: NodeId) -> Option<Symbol> {
        if let Some((_, name)) = self.constructors.pop_if(|(constructor, _)| *constructor == id) {
            return Some(name);
        }
        let node = self.tree.node(key);
        if !self.out.has_map() || !matches!(node.kind, Kind::KeyName | Kind::PrivateName | Kind::String) {
            return None;
        }
        let symbol = Symbol::from_index(node.payload);
        Some(self.respelled(node.tok, symbol).unwrap_or(symbol))
    }
}
