//! The shared nouns of the toolchain. Every crate speaks in these; this crate depends on none of them.
//!
//! Entering: text. Leaving: [`Span`]s into it, interned [`Symbol`]s, [`Source`]s with a [`LineIndex`], and
//! [`Diagnostic`]s, which are data and know nothing of rendering.

pub mod arena;
pub mod comment;
pub mod diagnostic;
pub mod lines;
pub mod names;
pub mod rows;
pub mod source;
pub mod span;
pub mod specifier;
pub mod symbol;

pub use comment::{Comment, CommentKind, is_annotation, is_cast};
pub use diagnostic::{Diagnostic, Expansion, Fix, Label, Severity};
pub use source::{LineIndex, Position, Source};
pub use span::Span;
pub use symbol::Symbol;

/// The deepest tree that is lowered. Lowering recurses on threads with half a gigabyte of stack, and a level takes less
/// than two hundred bytes of it.
pub const MAX_TREE_DEPTH: u32 = 1_000_000;
