//! IR to text: one printer per target language, with source maps and comments in the same pass.
//!
//! Entering: an [`sx_ir::Tree`] as lowering leaves it (no Core-only kind, every binding with the name to print), and
//! the comments of its source. Leaving: text a person could have written, and a source map whose segments stand at
//! the exact tokens.
//!
//! ```
//! use sx_ir::{Flags, Kind, Tree};
//! use sx_base::{Span, Symbol};
//! let mut tree = Tree::default();
//! let one = tree.add(Kind::Number, Flags::NONE, Symbol::intern("1").index(), &[], Span::NONE, Span::NONE);
//! let stmt = tree.add(Kind::Expr, Flags::NONE, 0, &[one], Span::NONE, Span::NONE);
//! tree.root = Some(tree.add(Kind::Program, Flags::NONE, 0, &[stmt], Span::NONE, Span::NONE));
//! let printed = sx_backends::js::print(&tree, &[], &sx_backends::js::PrintOptions::default());
//! assert_eq!(printed.text, "1;\n");
//! ```
//!
//! Holds afterwards: the text parses to the tree that was given (parentheses are exact), every comment stands in it
//! once, and neither depth nor width of the tree reaches the machine stack.

pub mod js;
pub mod source_map;

pub use source_map::SourceMap;
