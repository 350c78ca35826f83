//! Object patterns in the raised text: when a property is its own key.

use super::Raiser;
use sx_ir::{Flags, Kind, NodeId};

impl Raiser<'_> {
    /// Whether the pattern property reads `name` or `(= name default)`: it was written so, and its binding still has
    /// the name of the key.
    pub(super) fn is_shorthand_pattern(&self, id: NodeId, key: NodeId, value: NodeId) -> bool {
        if self.tree.kind(id) != Kind::PatternProperty || !self.tree.flags(id).has(Flags::SHORTHAND) {
            return false;
        }
        let target = if self.tree.kind(value) == Kind::Default { self.tree.kid(value, 0) } else { value };
        matches!(self.tree.kind(target), Kind::Bind | Kind::Name)
            && self.tree.symbol(key) == Some(self.names[self.tree.payload(target) as usize])
    }
}
