//! How deep a tree is that many operands or steps made: `(+ a b c)` is as deep as it is long.
//!
//! Entering: the Core of a file, whose lowering recurses. Leaving: an error where it is deeper than [`MAX_TREE_DEPTH`].
//! Children come before their parents in the arena, so that one sweep is enough; a tree with fewer nodes is not looked
//! at.

use crate::diagnostics as diag;
use sx_base::{Diagnostic, MAX_TREE_DEPTH, Span};
use sx_ir::{NodeId, Tree};

/// The error that `tree` is too deep to be lowered, if it is.
pub(crate) fn check_depth(tree: &Tree) -> Option<Diagnostic> {
    if tree.len() <= MAX_TREE_DEPTH as usize {
        return None;
    }
    let mut depth = vec![0_u32; tree.len()];
    for index in 0..tree.len() {
        let id = NodeId(index as u32);
        let below = tree.kids(id).iter().map(|kid| depth[kid.0 as usize]).max().unwrap_or(0);
        depth[index] = below + 1;
        if depth[index] > MAX_TREE_DEPTH {
            let span = tree.node(id).span;
            let place = if span.is_none() { Span::at(0) } else { span };
            return Some(diag::too_deep(place, MAX_TREE_DEPTH));
        }
    }
    None
}
