//! The two hashes of each chunk of a module: V, what it means, and S, how it is spelled in any language.
//!
//! Entering: the IR. Leaving: one [`ChunkHash`] per chunk, in source order. `const n = 0x10` and `const n = 16` share
//! both; `f = (x) => { return x }` and `f = (y) => y` share V only. V is sound: programs with one V behave alike,
//! `toString` of functions, stack text and positions aside; it does not promise that like programs share a V.
//!
//! V does not see: parentheses, braces around one statement that declares nothing, spellings of literals, `a["b"]` or
//! `a.b`, `{a: a}` or `{a}`, a `return;` at the end of a function, `x => e` or `x => { return e }`, whether
//! declarations are grouped, `export` before a declaration or in a list, the names of locals that nothing observes. S
//! sees all of these but parentheses and the spellings of literals. Locals are numbered in order of appearance, unless
//! direct `eval` or `with` could ask for them by name; names that functions and classes take from their position are
//! written out, since `f.name` observes them. The bytes that are hashed begin with a version; ids of symbols and
//! bindings never enter.
//!
//! A chunk is a top-level item. Containers are not split yet: a chunk is found by a key and hashed by its own walk, so
//! that a container's walk can put the key of a sub-chunk where the sub-chunk stood.

mod chunk;
mod literal;
mod walk;

pub use chunk::{ChunkHash, chunks};

/// Changes when the same program would hash differently.
const VERSION: u8 = 1;
