//! Names that JavaScript reserves only in some functions: `await` in async ones, `yield` in generators. In scripts they
//! are names elsewhere.
//!
//! Entering: lowered IR of a script. Leaving: the bindings of such a name that something in such a function mentions.
//! `(async (defn f (await) 1))` has one; `(defn f (await) 1)` has none. What is reserved where is said by the parameters
//! `Await` and `Yield` of the grammar (ECMA-262, Functions and Classes).

use crate::{BindingKind, Flags, Kind, NodeId, Tree};
use rustc_hash::FxHashSet;

/// What is reserved at a place.
#[derive(Clone, Copy, Default)]
struct Words {
    is_await: bool,
    is_yield: bool,
}

/// The bindings, by index, that cannot keep the name they want. `used`: those that something mentions.
pub(crate) fn find_misplaced(tree: &Tree, used: &[bool]) -> FxHashSet<u32> {
    let mut found = FxHashSet::default();
    let is_word = |at: usize| matches!(tree.bindings[at].name.as_str(), "await" | "yield");
    if !(0..tree.bindings.len()).any(|at| used[at] && is_word(at)) {
        return found;
    }
    let mut stack: Vec<(NodeId, Words)> = tree.root.map(|root| (root, Words::default())).into_iter().collect();
    while let Some((id, words)) = stack.pop() {
        match tree.kind(id) {
            Kind::Name | Kind::Bind => {
                let name = tree.binding(id).name;
                if (words.is_await && name.as_str() == "await") || (words.is_yield && name.as_str() == "yield") {
                    found.insert(tree.payload(id));
                }
            }
            Kind::Function => push_function(tree, id, words, &mut stack),
            Kind::StaticBlock => {
                let inside = Words { is_await: true, is_yield: false };
                stack.extend(tree.kids(id).iter().map(|&kid| (kid, inside)));
            }
            _ => stack.extend(tree.kids(id).iter().map(|&kid| (kid, words))),
        }
    }
    found
}

/// The name, the parameters and the body of a function.
fn push_function(tree: &Tree, id: NodeId, outside: Words, stack: &mut Vec<(NodeId, Words)>) {
    let flags = tree.flags(id);
    let own = Words { is_await: flags.has(Flags::ASYNC), is_yield: flags.has(Flags::GENERATOR) };
    let is_arrow = flags.has(Flags::ARROW);
    let params = Words { is_await: own.is_await || outside.is_await, is_yield: outside.is_yield };
    for (nth, &kid) in tree.kids(id).iter().enumerate() {
        let words = match nth {
            // The name of a declaration belongs outside.
            0 if tree.kind(kid) == Kind::Bind && tree.binding(kid).kind != BindingKind::OwnName => outside,
            1 if is_arrow => params,
            _ => own,
        };
        stack.push((kid, words));
    }
}
