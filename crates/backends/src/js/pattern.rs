//! Patterns and targets: what declares or receives.
//!
//! Entering: a `Bind`, a place, or a pattern of these. Leaving: `{ a, b: [c = 1, ...d] }`. A property whose binding
//! has got another name than its key is written out: `{ a: a2 }`.

use super::precedence::Level;
use super::{Ctx, Printer, Task};
use sx_base::Symbol;
use sx_ir::{Flags, Kind, NodeId};

impl Printer<'_> {
    /// Prints the pattern, target or pattern property `id`.
    pub(super) fn print_pattern(&mut self, id: NodeId) {
        match self.tree.kind(id) {
            Kind::Bind => self.write_name(id),
            Kind::ArrayPattern | Kind::ObjectPattern => self.print_group(id),
            Kind::Default => {
                let (target, value) = (self.tree.kid(id, 0), self.tree.kid(id, 1));
                self.name_by_position(target, value);
                self.then(&[
                    Task::Pattern(target),
                    Task::Behind(target, false),
                    Task::Assigner("=", id),
                    Task::Value(value, Ctx::level(Level::Assign)),
                ]);
            }
            Kind::Rest => {
                self.write_token("...", id);
                self.stack.push(Task::Pattern(self.tree.kid(id, 0)));
            }
            Kind::Hole => {}
            Kind::PatternProperty => self.print_pattern_property(id),
            _ => self.push_expr(id, Ctx::level(Level::New)),
        }
    }

    fn print_pattern_property(&mut self, id: NodeId) {
        let (key, target) = (self.tree.kid(id, 0), self.tree.kid(id, 1));
        if self.tree.flags(id).has(Flags::SHORTHAND) && self.has_name_of_key(target, key) {
            self.stack.push(Task::Pattern(target));
        } else {
            self.then(&[Task::Key(key), Task::Text(": "), Task::Pattern(target)]);
        }
    }

    fn has_name_of_key(&self, target: NodeId, key: NodeId) -> bool {
        let leaf = if self.tree.kind(target) == Kind::Default { self.tree.kid(target, 0) } else { target };
        let key = self.tree.node(key);
        matches!(self.tree.kind(leaf), Kind::Bind | Kind::Name)
            && key.kind == Kind::KeyName
            && self.tree.binding(leaf).name == Symbol::from_index(key.payload)
    }
}
