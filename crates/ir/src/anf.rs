//! The A-normal form of a tree, as a view: every node named, operands before their users, regions nested.
//!
//! Entering: a tree. Leaving: one region per top-level item, each a list of instructions. `f(a ? b : c)` becomes
//! `%0 = name f`, `%1 = name a`, `%2 = cond %1 {%3 = name b} {%4 = name c}`, `%5 = call %0 %2`. A region's last
//! instruction is what it yields. Because each value has exactly one parent, the nesting can be read back from the
//! names: `nest(linearise(tree))` is the tree, for every tree. Nothing recurses.

use crate::node::{Flags, Kind};
use crate::shape::{self, PayloadKind};
use crate::tree::{Binding, Goal, NodeId, Tree};
use std::sync::Arc;
use sx_base::{Source, Span, Symbol};

/// A region of its [`Anf`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RegionId(pub u32);

/// An operand of an instruction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Arg {
    /// An absent child.
    Absent,
    /// The value of an instruction of the same region.
    Value(u32),
    /// What a region yields.
    Region(RegionId),
}

/// One named node.
#[derive(Clone, Debug)]
pub struct Instr {
    /// Its name, unique within its item: `%name`.
    pub name: u32,
    /// What it is.
    pub kind: Kind,
    /// Flags.
    pub flags: Flags,
    /// As in [`crate::Node`].
    pub payload: u32,
    /// Its children.
    pub args: Vec<Arg>,
    /// The docstring of the node.
    pub doc: Option<Symbol>,
    /// The spelling of a string.
    pub raw: Option<Symbol>,
    /// The whole form.
    pub span: Span,
    /// The naming token.
    pub tok: Span,
}

/// The view of a tree.
#[derive(Clone, Debug, Default)]
pub struct Anf {
    /// Every region, by [`RegionId`].
    pub regions: Vec<Vec<Instr>>,
    /// The region of each top-level item, in order.
    pub items: Vec<RegionId>,
    /// The program itself, without its children; `None` for a tree without a root.
    pub program: Option<Instr>,
    /// The bindings.
    pub bindings: Vec<Binding>,
    /// Module or script.
    pub goal: Goal,
    /// As in [`Tree`].
    pub ext: Option<Symbol>,
    /// As in [`Tree`].
    pub source: Option<Arc<Source>>,
}

impl Anf {
    /// The instructions of a region.
    pub fn region(&self, id: RegionId) -> &[Instr] {
        &self.regions[id.0 as usize]
    }
}

enum Step {
    Visit(NodeId, RegionId),
    Finish(NodeId, RegionId),
}

/// Names every reachable node of `tree`. Names begin at 0 in each item.
pub fn linearise(tree: &Tree) -> Anf {
    let mut anf = Anf {
        bindings: tree.bindings.clone(),
        goal: tree.goal,
        ext: tree.ext,
        source: tree.source.clone(),
        ..Anf::default()
    };
    let Some(root) = tree.root else { return anf };
    // What each node became, for its parent: an operand's name or a region.
    let mut made = vec![Arg::Absent; tree.len()];
    for &item in tree.kids(root) {
        let region = new_region(&mut anf);
        anf.items.push(region);
        linearise_item(tree, item, region, &mut anf, &mut made);
    }
    anf.program = Some(instr(tree, root, 0, vec![]));
    anf
}

fn linearise_item(tree: &Tree, item: NodeId, region: RegionId, anf: &mut Anf, made: &mut [Arg]) {
    let mut next = 0;
    let mut stack = vec![Step::Visit(item, region)];
    while let Some(step) = stack.pop() {
        match step {
            Step::Visit(id, region) => {
                stack.push(Step::Finish(id, region));
                push_children(tree, id, region, anf, made, &mut stack);
            }
            Step::Finish(id, region) => {
                let args = tree.kids(id).iter().map(|&kid| made[kid.0 as usize]).collect();
                anf.regions[region.0 as usize].push(instr(tree, id, next, args));
                if let Arg::Absent = made[id.0 as usize] {
                    made[id.0 as usize] = Arg::Value(next);
                }
                next += 1;
            }
        }
    }
}

/// Operands first, in order, then regions, in order: so an instruction's operands are complete before its regions open.
fn push_children(tree: &Tree, id: NodeId, region: RegionId, anf: &mut Anf, made: &mut [Arg], stack: &mut Vec<Step>) {
    let kids = tree.kids(id);
    let is_region = |at: usize| shape::is_region(tree.kind(id), at, kids.len());
    let present = |kid: NodeId| tree.kind(kid) != Kind::None;
    let start = stack.len();
    for (at, &kid) in kids.iter().enumerate().filter(|&(at, &kid)| !is_region(at) && present(kid)) {
        debug_assert!(!is_region(at), "operands only");
        stack.push(Step::Visit(kid, region));
    }
    for (_, &kid) in kids.iter().enumerate().filter(|&(at, &kid)| is_region(at) && present(kid)) {
        let inner = new_region(anf);
        made[kid.0 as usize] = Arg::Region(inner);
        stack.push(Step::Visit(kid, inner));
    }
    stack[start..].reverse();
}

fn new_region(anf: &mut Anf) -> RegionId {
    anf.regions.push(vec![]);
    RegionId(anf.regions.len() as u32 - 1)
}

fn instr(tree: &Tree, id: NodeId, name: u32, args: Vec<Arg>) -> Instr {
    let node = tree.node(id);
    Instr {
        name,
        kind: node.kind,
        flags: node.flags,
        payload: node.payload,
        args,
        doc: tree.docs.get(&id).copied(),
        raw: tree.raw.get(&id).copied(),
        span: node.span,
        tok: node.tok,
    }
}

/// A region being read back.
struct Frame {
    region: RegionId,
    /// The instruction that comes next.
    at: usize,
    /// Its argument that comes next.
    arg: usize,
    /// Where the children of that instruction begin in the shared list.
    kids: usize,
}

/// Builds the tree of a view: of one made by [`linearise`], or one in which every operand is defined before it is used,
/// in its region, and no region is empty.
pub fn nest(anf: &Anf) -> Tree {
    let mut tree = Tree::default();
    tree.bindings.clone_from(&anf.bindings);
    (tree.goal, tree.ext, tree.source) = (anf.goal, anf.ext, anf.source.clone());
    let mut values = vec![];
    let items: Vec<NodeId> = anf.items.iter().map(|&item| nest_item(anf, item, &mut tree, &mut values)).collect();
    tree.root = anf.program.as_ref().map(|program| add(&mut tree, program, &items));
    tree
}

fn nest_item(anf: &Anf, item: RegionId, tree: &mut Tree, values: &mut Vec<Option<NodeId>>) -> NodeId {
    values.clear();
    let mut kids: Vec<NodeId> = vec![];
    let mut frames = vec![Frame { region: item, at: 0, arg: 0, kids: 0 }];
    let mut yielded = None;
    while let Some(frame) = frames.last_mut() {
        let Some(instr) = anf.region(frame.region).get(frame.at) else {
            frames.pop();
            if !frames.is_empty() {
                kids.extend(yielded);
            }
            continue;
        };
        if let Some(&arg) = instr.args.get(frame.arg) {
            frame.arg += 1;
            match arg {
                Arg::Absent => kids.push(tree.add(Kind::None, Flags::NONE, 0, &[], Span::NONE, Span::NONE)),
                Arg::Value(name) => kids.extend(values.get(name as usize).copied().flatten()),
                Arg::Region(region) => {
                    let kids = kids.len();
                    frames.push(Frame { region, at: 0, arg: 0, kids });
                }
            }
            continue;
        }
        let id = add(tree, instr, &kids[frame.kids..]);
        kids.truncate(frame.kids);
        (frame.at, frame.arg) = (frame.at + 1, 0);
        if values.len() <= instr.name as usize {
            values.resize(instr.name as usize + 1, None);
        }
        values[instr.name as usize] = Some(id);
        yielded = Some(id);
    }
    yielded.expect("invariant: no region is empty")
}

fn add(tree: &mut Tree, instr: &Instr, kids: &[NodeId]) -> NodeId {
    let id = tree.add(instr.kind, instr.flags, instr.payload, kids, instr.span, instr.tok);
    if let Some(doc) = instr.doc {
        tree.docs.insert(id, doc);
    }
    if let Some(raw) = instr.raw {
        tree.raw.insert(id, raw);
    }
    id
}

/// Whether two trees are the same program: kinds, children, flags and payloads of meaning, bindings, docstrings; not
/// layout, spellings, places in the text, or what is unreachable.
pub fn same_tree(left: &Tree, right: &Tree) -> bool {
    let headers = left.goal == right.goal && left.ext == right.ext && left.bindings.len() == right.bindings.len();
    if !headers || !left.bindings.iter().zip(&right.bindings).all(|(a, b)| same_binding(a, b)) {
        return false;
    }
    let (Some(a), Some(b)) = (left.root, right.root) else { return left.root.is_none() && right.root.is_none() };
    let mut stack = vec![(a, b)];
    while let Some((a, b)) = stack.pop() {
        let (x, y) = (left.node(a), right.node(b));
        let payload = shape::payload_kind(x.kind) == PayloadKind::Nothing || x.payload == y.payload;
        let flags = x.flags.without(Flags::LAYOUT) == y.flags.without(Flags::LAYOUT);
        let docs = left.docs.get(&a) == right.docs.get(&b);
        let (kids, others) = (left.kids(a), right.kids(b));
        if x.kind != y.kind || !payload || !flags || !docs || kids.len() != others.len() {
            return false;
        }
        stack.extend(kids.iter().copied().zip(others.iter().copied()));
    }
    true
}

fn same_binding(a: &Binding, b: &Binding) -> bool {
    a.name == b.name
        && a.written == b.written
        && a.kind == b.kind
        && (a.assigned, a.fixed, a.fresh) == (b.assigned, b.fixed, b.fresh)
}
