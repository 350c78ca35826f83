//! Classes, their members and decorators.
//!
//! Entering: a `Class`, or a member of one. Leaving:
//!
//! ```js
//! class A extends B {
//!   #p = 1;
//!
//!   get p() {
//!     return this.#p;
//!   }
//! }
//! ```

use super::list::Item;
use super::precedence::Level;
use super::{Ctx, Printer, Task};
use sx_ir::{Flags, Kind, NodeId};

impl Printer<'_> {
    pub(super) fn print_class(&mut self, id: NodeId) {
        self.write_docs_in_line(id);
        let name = self.name_of(id);
        if let Some(name) = name
            && let Some(&constructor) =
                self.tree.kids(id).iter().find(|&&kid| self.tree.flags(kid).has(Flags::CONSTRUCTOR))
        {
            self.constructors.push((constructor, name));
        }
        self.write_function_start("class", id, name);
        self.stack.push(Task::ClassBody(id));
        if let Some(heritage) = self.opt_kid(id, 1) {
            let value = Task::Expr(heritage, Ctx::level(Level::New));
            if self.has_line_comment_behind_word(heritage, "extends") {
                let word = Task::Quiet("extends", heritage);
                self.then(&[Task::Text(" "), word, Task::Text(" "), value]);
            } else {
                self.then(&[Task::Joint(heritage), Task::Quiet("extends", heritage), Task::Text(" "), value]);
            }
        }
        if let Some(bind) = self.opt_kid(id, 0) {
            self.out.push_static(" ");
            self.write_name(bind);
        }
    }

    /// Prints the members of the class `id` between their braces.
    pub(super) fn print_class_body(&mut self, id: NodeId) {
        let limit = self.limit_of(id);
        if self.tree.kids(id).len() <= 2 && self.are_in_line(limit) {
            self.then(&[Task::Text(" {"), Task::Within(limit), Task::Text(" }")]);
        } else if self.tree.kids(id).len() > 2 || self.has_comments_before(limit) {
            let members = self.lines(id, 2, Item::ClassMember, limit);
            self.then(&[Task::Text(" {"), Task::Indent, members, Task::Dedent, Task::Line, Task::Text("}")]);
        } else {
            self.stack.push(Task::Text(" {}"));
        }
    }

    /// Prints a member of a class.
    pub(super) fn print_class_member(&mut self, id: NodeId) {
        match self.tree.kind(id) {
            Kind::Method => self.print_method(id),
            Kind::Field => self.print_field(id),
            Kind::StaticBlock => {
                self.write_token("static", id);
                self.out.push_static(" ");
                self.print_block(self.tree.kid(id, 0), self.limit_of(id));
            }
            Kind::Decorated => self.print_decorated(id),
            Kind::Empty => self.write_token(";", id),
            _ => self.print_object_member(id),
        }
    }

    fn print_field(&mut self, id: NodeId) {
        let flags = self.tree.flags(id);
        let key = self.tree.kid(id, 0);
        if flags.has(Flags::STATIC) {
            self.write_modifier("static", id, None);
        }
        if flags.has(Flags::ACCESSOR) {
            self.write_token("accessor", id);
            self.out.push_static(" ");
            self.out.restrict();
        }
        self.stack.push(Task::Text(";"));
        if let Some(value) = self.opt_kid(id, 1) {
            self.name_by_position(key, value);
            self.then(&[Task::Assigner("=", id), Task::Value(value, Ctx::level(Level::Assign))]);
        }
        self.print_key(key, None);
    }

    /// Whether `id` ends on a line of the source above the one on which `next` begins.
    fn is_on_line_above(&self, id: NodeId, next: NodeId) -> bool {
        let (end, start) = (self.tree.node(id).span.end, self.start_of(next));
        start.is_some_and(|start| self.source.get(end as usize..start as usize).is_some_and(|gap| gap.contains('\n')))
    }

    /// Prints decorators and what they decorate: on lines of their own before a class.
    pub(super) fn print_decorated(&mut self, id: NodeId) {
        let Some((&target, decorators)) = self.tree.kids(id).split_last() else { return };
        let is_class = self.tree.kind(target) == Kind::Class;
        let on_lines = is_class && self.is_declaration(target);
        self.stack.push(if is_class {
            Task::Expr(target, Ctx::level(Level::Comma))
        } else {
            Task::Item(Item::ClassMember, target)
        });
        self.push_decorators(decorators, target, on_lines);
    }

    /// Prints decorators, each on a line of its own if `on_lines`, or else if it has one in the source.
    pub(super) fn push_decorators(&mut self, decorators: &[NodeId], target: NodeId, on_lines: bool) {
        for (at, &decorator) in decorators.iter().enumerate().rev() {
            let next = *decorators.get(at + 1).unwrap_or(&target);
            let breaks = on_lines || self.is_on_line_above(decorator, next);
            self.stack.push(if breaks { Task::Separate(decorator, next) } else { Task::Text(" ") });
            if self.is_decorator(decorator) {
                self.then(&[Task::Text("@"), Task::Expr(decorator, Ctx::level(Level::Call))]);
            } else {
                self.then(&[Task::Text("@("), Task::Expr(decorator, Ctx::level(Level::Comma)), Task::Text(")")]);
            }
        }
    }

    /// Whether `id` may stand after `@` without parentheses: a dotted name, perhaps called.
    fn is_decorator(&self, id: NodeId) -> bool {
        let mut at = id;
        if self.tree.kind(at) == Kind::Call && !self.tree.flags(at).has(Flags::OPTIONAL) {
            at = self.tree.kid(at, 0);
            if self.tree.kind(at) != Kind::Name && !self.tree.flags(at).has(Flags::PLACE) {
                return false;
            }
        }
        while matches!(self.tree.kind(at), Kind::Member | Kind::Private) && !self.tree.flags(at).has(Flags::OPTIONAL) {
            at = self.tree.kid(at, 0);
        }
        self.tree.kind(at) == Kind::Name
    }
}
