//! `break` and `continue`: they mean the loop or `switch` the person wrote, also across loops that lowering made.
//!
//! Entering: `(while c (let next ((i 0)) (if (f i) (break) (next (+ i 1)))))`. Leaving: the named let is a loop of its own,
//! so the outer one gets a label and the jump names it.

use super::Lower;
use crate::{Flags, Kind, NO_SYMBOL, NodeId};
use sx_base::{Span, Symbol};

/// A loop or `switch` around the statement being lowered, innermost last.
pub(super) struct Jump {
    /// Written by a person: unlabelled jumps mean it.
    written: bool,
    /// `continue` can mean it.
    is_loop: bool,
    /// The label it needs because a jump reaches it across another one.
    label: Option<Symbol>,
}

impl Lower<'_> {
    pub(super) fn enter_jump(&mut self, written: bool, is_loop: bool) -> usize {
        self.jumps.push(Jump { written, is_loop, label: None });
        self.jumps.len() - 1
    }

    /// The loop is done; `stmt` gets the label that was asked for.
    pub(super) fn leave_jump(&mut self, stmt: NodeId) -> NodeId {
        let jump = self.jumps.pop().expect("invariant: entered");
        match jump.label {
            Some(label) => {
                let span = self.out.node(stmt).span;
                self.add(Kind::Label, Flags::NONE, label.index(), &[stmt], span, Span::NONE)
            }
            None => stmt,
        }
    }

    /// A jump of the given kind to the loop with index `to`.
    pub(super) fn jump_to(&mut self, kind: Kind, to: usize, span: Span, tok: Span) -> NodeId {
        let between = &self.jumps[to + 1..];
        let is_caught = between.iter().any(|jump| kind == Kind::Break || jump.is_loop);
        let payload = if is_caught { self.label_of(to).index() } else { NO_SYMBOL };
        self.add(kind, Flags::NONE, payload, &[], span, tok)
    }

    fn label_of(&mut self, at: usize) -> Symbol {
        if let Some(label) = self.jumps[at].label {
            return label;
        }
        let mut label = Symbol::intern("outer");
        let mut number = 2;
        while !self.labels.insert(label) {
            label = Symbol::intern(&format!("outer{number}"));
            number += 1;
        }
        self.jumps[at].label = Some(label);
        label
    }

    /// A written `break` or `continue`.
    pub(super) fn lower_jump(&mut self, id: NodeId) {
        let node = *self.core.node(id);
        let target = if node.payload == NO_SYMBOL {
            self.jumps.iter().rposition(|jump| jump.written && (node.kind == Kind::Break || jump.is_loop))
        } else {
            None
        };
        let stmt = match target {
            Some(target) => self.jump_to(node.kind, target, node.span, node.tok),
            None => self.copy(id, &[]),
        };
        self.emit(stmt);
    }
}
