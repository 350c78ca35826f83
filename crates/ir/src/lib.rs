//! Core, the IR and what happens on them.

pub mod node;
pub mod tree;

pub use node::{Binary, DeclareKind, Flags, Kind, LetKind, Logical, Unary};
pub use tree::{Binding, BindingId, BindingKind, Goal, Node, NodeId, Tree, NO_SYMBOL};
