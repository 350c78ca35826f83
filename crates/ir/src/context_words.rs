//! Names that JavaScript reserves only in some places: `await` in async functions, `yield` in generators, `let`, `static`
//! and others in strict code. In scripts they are names elsewhere.
//!
//! Entering: lowered IR of a script. Leaving: the bindings of such a name that something in such a place mentions.
//! `(async (defn f (await) 1))` has one; `(defn f (await) 1)` has none. What is reserved where is said by the parameters
//! `Await` and `Yield` of the grammar (ECMA-262, Functions and Classes) and by its Reserved Words.

use crate::{BindingKind, Flags, Kind, NodeId, Tree};
use rustc_hash::FxHashSet;
use sx_base::names::is_reserved;

/// What is reserved at a place.
#[derive(Clone, Copy, Default)]
struct Words {
    is_await: bool,
    is_yield: bool,
    is_strict: bool,
}

/// A place that is to be looked at.
struct Place {
    id: NodeId,
    words: Words,
    /// What stands there is assigned.
    is_target: bool,
}

impl Place {
    fn new(id: NodeId, words: Words) -> Self {
        Self { id, words, is_target: false }
    }
}

/// Whether strict code reserves `name`. `is_set`: it is declared or assigned there.
fn is_strict_word(name: &str, is_set: bool) -> bool {
    match name {
        "eval" | "arguments" => is_set,
        "await" => false,
        _ => is_reserved(name, true) && !is_reserved(name, false),
    }
}

/// The bindings, by index, that cannot keep the name they want. `used`: those that something mentions.
pub(crate) fn find_misplaced(tree: &Tree, used: &[bool]) -> FxHashSet<u32> {
    let mut found = FxHashSet::default();
    let is_word = |at: usize| is_reserved(tree.bindings[at].name.as_str(), true);
    if !(0..tree.bindings.len()).any(|at| used[at] && is_word(at)) {
        return found;
    }
    let Some(root) = tree.root else { return found };
    let outside = Words { is_strict: tree.says_strict(root), ..Words::default() };
    let mut stack = vec![Place::new(root, outside)];
    while let Some(Place { id, words, is_target }) = stack.pop() {
        let kids = tree.kids(id);
        match tree.kind(id) {
            Kind::Name | Kind::Bind => {
                let name = tree.binding(id).name;
                let name = name.as_str();
                let is_word = (words.is_await && name == "await")
                    || (words.is_yield && name == "yield")
                    || (words.is_strict && is_strict_word(name, is_target || tree.kind(id) == Kind::Bind));
                if is_word {
                    found.insert(tree.payload(id));
                }
            }
            Kind::Function => push_function(tree, id, words, &mut stack),
            Kind::StaticBlock => {
                let inside = Words { is_await: true, is_yield: false, is_strict: true };
                stack.extend(kids.iter().map(|&kid| Place::new(kid, inside)));
            }
            Kind::Class => {
                let inside = Words { is_strict: true, ..words };
                stack.extend(kids.iter().map(|&kid| Place::new(kid, inside)));
            }
            kind => {
                // The places that are assigned, below a node that assigns and below a pattern of such.
                let targets = match kind {
                    Kind::Assign | Kind::Compound | Kind::LogicalAssign | Kind::Update | Kind::ForIn | Kind::ForOf => {
                        0..1
                    }
                    Kind::ArrayPattern | Kind::ObjectPattern | Kind::Rest if is_target => 0..kids.len(),
                    Kind::PatternProperty if is_target => 1..2,
                    Kind::Default if is_target => 0..1,
                    _ => 0..0,
                };
                let place = |(nth, &id): (usize, &NodeId)| Place { id, words, is_target: targets.contains(&nth) };
                stack.extend(kids.iter().enumerate().map(place));
            }
        }
    }
    found
}

/// The name, the parameters and the body of a function.
fn push_function(tree: &Tree, id: NodeId, outside: Words, stack: &mut Vec<Place>) {
    let flags = tree.flags(id);
    let bodies = tree.kids(id).iter().filter(|&&kid| tree.kind(kid) == Kind::Body);
    let is_strict = outside.is_strict || bodies.into_iter().any(|&body| tree.says_strict(body));
    let outside = Words { is_strict, ..outside };
    let own = Words { is_await: flags.has(Flags::ASYNC), is_yield: flags.has(Flags::GENERATOR), is_strict };
    let is_arrow = flags.has(Flags::ARROW);
    let params = Words { is_await: own.is_await || outside.is_await, ..outside };
    for (nth, &kid) in tree.kids(id).iter().enumerate() {
        let words = match nth {
            // The name of a declaration belongs outside.
            0 if tree.kind(kid) == Kind::Bind && tree.binding(kid).kind != BindingKind::OwnName => outside,
            1 if is_arrow => params,
            _ => own,
        };
        stack.push(Place::new(kid, words));
    }
}
