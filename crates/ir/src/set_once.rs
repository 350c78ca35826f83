//! Fresh variables that are set once and then only read under names that a person gave.
//!
//! Entering: Core, where a macro such as `match` leaves `(let x$) … (set! x$ v) … (let ((x x$)) …)`, the last of these in
//! several places. Leaving: the declarators `(x x$)` of lets whose name may be `x$` itself; nothing sees the name of a let
//! before it has its value. Holds for them: `x$` is assigned by one node, which is evaluated at most once for each time that
//! `x$` is declared, before the declarator and in the same function; so from there on `x$` stays what it is, for closures
//! too. Where a direct `eval` or a `with` sees names there are none.

use crate::fold::{Evaluation, evaluation};
use crate::{Kind, NodeId, Tree};

/// What is known of a variable.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// No candidate.
    Other,
    /// Declared where evaluations that are repeated have this number.
    Declared(u32),
    /// Such a variable whose only assignment is being walked, and one that was assigned.
    Assigning(u32),
    Set(u32),
}

struct Visit {
    id: NodeId,
    next: usize,
    /// The innermost thing around that is evaluated any number of times.
    frame: u32,
}

/// The declarators below `root` that name a variable of `candidates`, by index of the binding. Linear.
pub(crate) fn names_of_set_once(core: &Tree, root: NodeId, candidates: &[bool]) -> Vec<NodeId> {
    let mut states = vec![State::Other; candidates.len()];
    let mut found = vec![];
    let mut frames = 0;
    let mut stack = vec![Visit { id: root, next: 0, frame: 0 }];
    while let Some(top) = stack.last_mut() {
        let (id, next, frame) = (top.id, top.next, top.frame);
        top.next += 1;
        if let Some(&kid) = core.kids(id).get(next) {
            let frame = if matches!(evaluation(core, id, next, false), Evaluation::Repeatedly) {
                frames += 1;
                frames
            } else {
                frame
            };
            stack.push(Visit { id: kid, next: 0, frame });
            continue;
        }
        stack.pop();
        match core.kind(id) {
            Kind::Name if core.flags(id).has(crate::Flags::PLACE) => {
                let at = core.payload(id) as usize;
                let parent = stack.last().map(|parent| (core.kind(parent.id), parent.next, parent.frame));
                states[at] = match states[at] {
                    State::Declared(home) if parent == Some((Kind::Assign, 1, home)) => State::Assigning(home),
                    _ => State::Other,
                };
            }
            Kind::Assign if core.kind(core.kid(id, 0)) == Kind::Name => {
                let at = core.payload(core.kid(id, 0)) as usize;
                if let State::Assigning(home) = states[at] {
                    states[at] = State::Set(home);
                }
            }
            Kind::Declarator if core.kind(core.kid(id, 0)) == Kind::Bind => {
                let (target, value) = (core.payload(core.kid(id, 0)) as usize, core.kid(id, 1));
                if candidates[target] && core.kind(value) == Kind::None {
                    states[target] = State::Declared(frame);
                } else if stack.last().is_some_and(|parent| core.kind(parent.id) == Kind::LetForm)
                    && core.kind(value) == Kind::Name
                    && states[core.payload(value) as usize] == State::Set(frame)
                {
                    found.push(id);
                }
            }
            // Code that is not known sees the names.
            Kind::With => return vec![],
            Kind::Call if core.flags(id).has(crate::Flags::EVAL) => return vec![],
            _ => {}
        }
    }
    found.retain(|&id| matches!(states[core.payload(core.kid(id, 1)) as usize], State::Set(_)));
    found
}
