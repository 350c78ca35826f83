//! Core, the IR and what happens on them.

pub mod node;
pub mod tree;

mod context_words;
mod directive;
mod fold;
pub mod lower;
mod name;
pub mod origins;
mod set_once;

pub mod anf;
mod export_names;
pub mod hash;
pub mod shape;
pub mod text;
pub mod verify;

#[cfg(test)]
mod random_tree;

pub use directive::has_bare_quote;
pub use lower::lower;
pub use node::{Binary, DeclareKind, Flags, Kind, LetKind, Logical, Unary};
pub use tree::{Binding, BindingId, BindingKind, Goal, NO_SYMBOL, Node, NodeId, Tree};
