//! Patterns and targets: what declares or receives.
//!
//! Entering: a `Bind`, a place, or a pattern of these. Leaving: `{ a, b: [c = 1, ...d] }`. A property whose binding
//! has got another name than its key is written out: `{ a: a2 }`.

use super::precedence::Level;
use super::{Ctx, Printer, Task};
use sx_base::Symbol;
use sx_ir::{Flags, Kind, NodeId, Tree};

impl Printer<'_> {
    /// Prints the pattern, target or pattern property `id`.
    pub(super) fn print_pattern(&mut self, id: NodeId) {
        if self.ends_in_comment(id) {
            self.stack.push(Task::Glued(id));
        }
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
        if is_shorthand(self.tree, id) {
            // `{ (a) } = b` is no pattern, whatever a cast would like to have around the name.
            self.flush_before_node(target);
            self.stack.push(Task::Pattern(target));
        } else {
            self.then(&[Task::Key(key), Task::Text(": "), Task::Pattern(target)]);
        }
    }
}

/// Whether the property `id` of a pattern is printed as its target alone, which has the name of the key.
pub(super) fn is_shorthand(tree: &Tree, id: NodeId) -> bool {
    let node = tree.node(id);
    let &[key, target] = tree.kids(id) else { return false };
    if node.kind != Kind::PatternProperty || !node.flags.has(Flags::SHORTHAND) {
        return false;
    }
    let leaf = if tree.kind(target) == Kind::Default { tree.kid(target, 0) } else { target };
    let key = tree.node(key);
    matches!(tree.kind(leaf), Kind::Bind | Kind::Name)
        && key.kind == Kind::KeyName
        && tree.binding(leaf).name == Symbol::from_index(key.payload)
}
