//! How deep a tree the Lisp of a file is built into: operands and steps of chains make it as deep as they are many.
//!
//! Entering: the forms of a file. Leaving: an error where what is built from them would be refused for its depth, so that
//! what is written can be built.

use super::diagnostics;
use sx_base::{Diagnostic, MAX_TREE_DEPTH, Span};
use sx_reader::{CoreForm, FormFile, FormId, FormKind};

/// The error that `file` says too deep a tree, if it does. One pass, no recursion.
pub(super) fn check_depth(file: &FormFile) -> Option<Diagnostic> {
    let forms = &file.forms;
    let mut depth = vec![0_u32; forms.len()];
    for index in 0..forms.len() {
        let id = FormId(index as u32);
        let kids = forms.kids(id);
        let below = kids.iter().map(|kid| depth[kid.0 as usize]).max().unwrap_or(0);
        let own = match forms.kind(id) {
            FormKind::Symbol(name) => memchr::memchr_iter(b'.', name.as_wtf8()).count() as u32,
            FormKind::List => levels_of(kids.first().map(|&head| forms.kind(head)), kids.len() as u32),
            _ => 1,
        };
        depth[index] = below.saturating_add(own);
        if depth[index] > MAX_TREE_DEPTH {
            return Some(diagnostics::tree_too_deep(Span::at(forms.span(id).start), MAX_TREE_DEPTH));
        }
    }
    None
}

/// How many levels a list with such a head and so many parts is at most.
fn levels_of(head: Option<FormKind>, count: u32) -> u32 {
    match head {
        // A step is a member and a call of it.
        Some(FormKind::Core(CoreForm::Dot)) => 2 * count,
        Some(FormKind::Core(
            CoreForm::Add
            | CoreForm::Sub
            | CoreForm::Mul
            | CoreForm::Div
            | CoreForm::BitAnd
            | CoreForm::BitOr
            | CoreForm::BitXor
            | CoreForm::Nullish
            | CoreForm::And
            | CoreForm::Or
            | CoreForm::Cond,
        )) => count,
        _ => 1,
    }
}
