//! The textual IR: printed, parsed, and as JSON.
//!
//! Entering: a tree. Leaving: its A-normal form as text, one top-level item after another, and back. `f(1)` is
//!
//! ```text
//! sx-ir 1 module
//! binding 0 global f
//!
//! item {
//!   %0 = name[place] f.0
//!   %1 = number 1
//!   %2 = call %0 %1
//!   %3 = expr %2
//! }
//! ```
//!
//! `parse(print(tree))` is the tree, places in the source aside. Grammar: `%NAME = KIND[FLAG,…] PAYLOAD @ATTRIBUTE … ARG…`;
//! an argument is `%NAME`, `-` for an absent child, or a region in braces, whose last line is what it yields. Text that
//! is no plain word stands in quotes; `;` begins a comment.

mod json;
mod lexer;
mod parse;
mod print;
mod quote;

pub use json::print_json;
pub use parse::parse;
pub use print::{item_name, print};
pub use quote::quote;

use crate::tree::BindingKind;

/// The version in the first line; changes when a kind, flag or payload changes its meaning.
const VERSION: &str = "1";

/// The spelling of each binding kind.
const BINDING_KINDS: &[(BindingKind, &str)] = &[
    (BindingKind::Global, "global"),
    (BindingKind::Import, "import"),
    (BindingKind::Const, "const"),
    (BindingKind::Let, "let"),
    (BindingKind::Var, "var"),
    (BindingKind::Function, "function"),
    (BindingKind::Class, "class"),
    (BindingKind::Param, "param"),
    (BindingKind::Catch, "catch"),
    (BindingKind::OwnName, "own-name"),
    (BindingKind::Arguments, "arguments"),
];

fn binding_kind_name(kind: BindingKind) -> &'static str {
    BINDING_KINDS.iter().find(|entry| entry.0 == kind).map_or("global", |entry| entry.1)
}

#[cfg(test)]
mod tests;
