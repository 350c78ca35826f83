//! The named let.
//!
//! Entering: `(let next ((i 0) (sum 0)) (if (< i n) (next (+ i 1) (+ sum i)) sum))`. Leaving:
//! `let i = 0; let sum = 0; while (i < n) { const i2 = i + 1; sum = sum + i; i = i2; } return sum;`. A named let whose name is
//! only called in tail position is a loop; any other becomes an arrow function. Either way each round has its own
//! variables where a closure could tell.

use super::binding::Declared;
use super::{Dest, Lower, diagnostics, start_of};
use crate::{BindingId, BindingKind, DeclareKind, Flags, Kind, Node, NodeId};
use rustc_hash::{FxHashMap, FxHashSet};
use sx_base::{Span, Symbol};

/// A named let that is being written as a loop.
pub(super) struct NamedLoop {
    /// The name.
    binding: BindingId,
    /// The variables a call assigns.
    targets: Vec<BindingId>,
    /// The variables the body reads; the targets, unless each round has a copy. None where a pattern takes the copy apart.
    reads: Vec<Option<BindingId>>,
    /// What becomes of the value.
    pub(super) dest: Dest,
    /// Index in `Lower::jumps`.
    jump: usize,
}

/// How a named let is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    Loop,
    /// A loop whose body copies the variables: closures keep those of their round.
    CopyingLoop,
    Function,
}

/// The named let.
impl Lower<'_> {
    pub(super) fn lower_named_let(&mut self, id: NodeId, dest: Dest, last: bool) {
        let core = self.core;
        let (&body, declarators) = core.kids(id)[1..].split_last().expect("invariant: a named let has a body");
        let shape = self.shape_of(id);
        let flat = match dest {
            Dest::Effect | Dest::Assign(_) => last && self.depth > 1,
            Dest::Return | Dest::Loop(_) => true,
        };
        let mark = if flat { 0 } else { self.open() };
        match shape {
            Shape::Function => self.lower_loop_function(id, declarators, body, dest),
            Shape::Loop | Shape::CopyingLoop => self.lower_tail_loop(id, declarators, body, dest, shape),
        }
        if !flat {
            // Without variables there may be nothing that needs a block of its own.
            if self.stmts[mark..].iter().any(|&stmt| self.declares(stmt)) {
                let stmt = self.close_block(mark, core.node(id).span);
                self.emit(stmt);
            } else {
                let stmts = self.close(mark);
                self.stmts.extend(stmts);
            }
        }
    }

    /// Decides how the named let `id` is written.
    fn shape_of(&mut self, id: NodeId) -> Shape {
        if let Some(&shape) = self.shapes.get(&id) {
            return shape;
        }
        let shape = self.find_shape(id);
        self.shapes.insert(id, shape);
        shape
    }

    fn find_shape(&mut self, id: NodeId) -> Shape {
        let core = self.core;
        let kids = core.kids(id);
        let (&body, declarators) = kids[1..].split_last().expect("invariant: a named let has a body");
        let targets = || declarators.iter().map(|&declarator| core.kid(declarator, 0));
        if !targets().all(|target| can_be_declared(core.kind(target))) {
            return Shape::Function;
        }
        let name = BindingId(core.payload(kids[0]));
        let spine = self.tail_spine(body, name, declarators.len());
        if spine.calls != self.facts.uses(name) || core.binding(kids[0]).assigned {
            return Shape::Function;
        }
        let is_same_in_each_round =
            |target| core.kind(target) == Kind::Bind && !self.facts.captured(BindingId(core.payload(target)));
        if targets().all(is_same_in_each_round) {
            return Shape::Loop;
        }
        let stays =
            self.jump_out_of(body).is_some() || self.holds(body, |node| is_jump(node) || is_var(node)).is_some();
        if stays { Shape::CopyingLoop } else { Shape::Function }
    }

    /// The variables of a loop; none for a pattern.
    fn loop_variables(&self, declarators: &[NodeId]) -> Vec<Option<BindingId>> {
        let core = self.core;
        declarators
            .iter()
            .map(|&declarator| {
                let target = core.kid(declarator, 0);
                (core.kind(target) == Kind::Bind).then(|| BindingId(core.payload(target)))
            })
            .collect()
    }

    /// The forms of `body` in tail position that lead to a call of `name` with `arity` arguments.
    fn tail_spine(&mut self, body: NodeId, name: BindingId, arity: usize) -> Spine {
        let mut spine = Spine { calls: 0, forms: FxHashSet::default() };
        self.walk_tail(body, name, arity, &mut spine);
        spine
    }

    fn walk_tail(&mut self, id: NodeId, name: BindingId, arity: usize, spine: &mut Spine) -> bool {
        let core = self.core;
        let kids = core.kids(id);
        let leads = match core.kind(id) {
            Kind::Call => {
                let is_call = self.is_loop_call(id, name) && kids.len() == arity + 1;
                spine.calls += u32::from(is_call);
                is_call
            }
            Kind::IfForm if !core.flags(id).has(Flags::EXPRESSION) => {
                let mut leads = false;
                for &branch in &kids[1..] {
                    leads |= self.walk_tail(branch, name, arity, spine);
                }
                leads
            }
            Kind::CondForm => {
                let mut leads = false;
                for &clause in kids {
                    if let [_, .., last] = core.kids(clause) {
                        leads |= self.walk_tail(*last, name, arity, spine);
                    }
                }
                leads
            }
            Kind::BeginForm | Kind::Body | Kind::Block | Kind::LetForm => {
                kids.last().is_some_and(|&last| self.walk_tail(last, name, arity, spine))
            }
            // What the body of a `try` calls, its `catch` sees; what `catch` calls, nothing but a `finally` does.
            Kind::Try
                if core.kind(kids[1]) != Kind::None && kids.get(2).is_none_or(|&end| core.kind(end) == Kind::None) =>
            {
                self.walk_tail(core.kid(kids[1], 1), name, arity, spine)
            }
            Kind::LetLoop if self.shape_of(id) != Shape::Function => {
                kids.last().is_some_and(|&last| self.walk_tail(last, name, arity, spine))
            }
            _ => false,
        };
        if leads {
            spine.forms.insert(id);
        }
        leads
    }

    fn is_loop_call(&self, id: NodeId, name: BindingId) -> bool {
        let core = self.core;
        let (&callee, arguments) = core.kids(id).split_first().expect("invariant: a call has a callee");
        core.kind(callee) == Kind::Name
            && core.payload(callee) == name.0
            && !core.flags(id).has(Flags::OPTIONAL)
            && arguments.iter().all(|&argument| core.kind(argument) != Kind::Spread)
    }

    /// The first node in `id`, functions inside of it left out, that `wanted` accepts.
    pub(super) fn holds(&self, id: NodeId, wanted: impl Fn(&Node) -> bool) -> Option<NodeId> {
        let core = self.core;
        let mut work = vec![id];
        while let Some(id) = work.pop() {
            match core.node(id) {
                node if wanted(node) => return Some(id),
                node if node.kind == Kind::Function => {}
                _ => work.extend_from_slice(core.kids(id)),
            }
        }
        None
    }

    fn lower_tail_loop(&mut self, id: NodeId, declarators: &[NodeId], body: NodeId, dest: Dest, shape: Shape) {
        let core = self.core;
        let reads = self.loop_variables(declarators);
        let copies = shape == Shape::CopyingLoop;
        let targets = if copies {
            self.copied_variables(declarators, &reads)
        } else {
            reads.iter().map(|read| read.expect("invariant: a loop that copies nothing has simple variables")).collect()
        };
        for (&declarator, &target) in declarators.iter().zip(&targets) {
            self.declare_loop_variable(id, declarator, target, copies);
        }
        let name = BindingId(core.payload(core.kid(id, 0)));
        let spine = self.tail_spine(body, name, declarators.len());
        let added: Vec<NodeId> = spine.forms.iter().copied().filter(|&form| self.spine.insert(form)).collect();
        let jump = self.enter_jump(false, true);
        let at = self.loops.len();
        self.loops.push(NamedLoop { binding: name, targets: targets.clone(), reads: reads.clone(), dest, jump });
        let node = *core.node(id);
        let head = if copies { None } else { self.while_shape(body, &spine.forms) };
        if let Some(shape) = &head {
            let test = self.lower_value(shape.test);
            let test = if shape.negated { self.negate(test, start_of(core.node(shape.test).span)) } else { test };
            let mark = self.open();
            self.lower_form(shape.round, Dest::Loop(at), true);
            let block = self.close_block(mark, node.span);
            self.emit_while(node, test, block);
        } else {
            let mark = self.open();
            if copies {
                self.copy_round(id, declarators, &targets);
            }
            self.lower_list(core.kids(body), Dest::Loop(at), true);
            let block = self.close_block(mark, node.span);
            let test = self.make(Kind::True, 0, &[], start_of(node.span));
            self.emit_while(node, test, block);
        }
        self.loops.pop();
        for form in added {
            self.spine.remove(&form);
        }
        match head {
            Some(WhileShape { end: Some(end), .. }) => self.lower_form(end, dest, true),
            Some(WhileShape { end: None, .. }) => self.finish(dest),
            None => {}
        }
    }

    fn emit_while(&mut self, node: Node, test: NodeId, block: NodeId) {
        let stmt = self.add(Kind::While, Flags::NONE, 0, &[test, block], node.span, node.tok);
        let stmt = self.leave_jump(stmt);
        self.emit(stmt);
    }

    /// Variables for the next round, where each round has its own copies.
    fn copied_variables(&mut self, declarators: &[NodeId], reads: &[Option<BindingId>]) -> Vec<BindingId> {
        let mut variables = vec![];
        for (&declarator, read) in declarators.iter().zip(reads) {
            let (name, span) = match read {
                Some(read) => {
                    let known = &self.out.bindings[read.0 as usize];
                    (known.name.as_str(), known.span)
                }
                None => ("value", self.core.node(self.core.kid(declarator, 0)).tok),
            };
            let mut letters = name.chars();
            let first: String = letters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
            let name = Symbol::intern(&format!("next{first}{}", letters.as_str()));
            variables.push(self.temporary(name, span));
        }
        variables
    }

    fn declare_loop_variable(&mut self, id: NodeId, declarator: NodeId, target: BindingId, copies: bool) {
        let core = self.core;
        let (bind, value) = (core.kid(declarator, 0), core.kid(declarator, 1));
        let kind = DeclareKind::Let;
        let declared =
            if copies { Declared::temporary(target, id) } else { Declared::written(kind, bind, id, declarator) };
        let value =
            if core.kind(value) == Kind::None { self.undefined(core.node(bind).tok) } else { self.lower_value(value) };
        self.emit_declared(&declared, kind, Some(value));
        self.out.bindings[target.0 as usize].assigned = true;
    }

    fn copy_round(&mut self, id: NodeId, declarators: &[NodeId], targets: &[BindingId]) {
        let core = self.core;
        for (&declarator, &target) in declarators.iter().zip(targets) {
            let bind = core.kid(declarator, 0);
            let kind = if self.is_assigned(bind) { DeclareKind::Let } else { DeclareKind::Const };
            let value = self.name(target, core.node(bind).tok);
            self.emit_declared(&Declared::written(kind, bind, id, declarator), kind, Some(value));
        }
    }

    /// `(if test (… (loop …)) end)` is `while (test) { … }` and then the end; also the other way round.
    fn while_shape(&self, body: NodeId, forms: &FxHashSet<NodeId>) -> Option<WhileShape> {
        let core = self.core;
        let [form] = core.kids(body) else { return None };
        if core.kind(*form) != Kind::IfForm || core.flags(*form).has(Flags::EXPRESSION) {
            return None;
        }
        let kids = core.kids(*form);
        let (test, then) = (kids[0], kids[1]);
        let other = kids.get(2).copied().filter(|&other| core.kind(other) != Kind::None);
        if self.facts.needs(test) {
            return None;
        }
        if self.always_loops(then, forms) && !other.is_some_and(|other| forms.contains(&other)) {
            return Some(WhileShape { test, negated: false, round: then, end: other });
        }
        let other = other?;
        let turned = self.always_loops(other, forms) && !forms.contains(&then);
        turned.then_some(WhileShape { test, negated: true, round: other, end: Some(then) })
    }

    /// Whether every end of `id` is a call of the innermost named let.
    fn always_loops(&self, id: NodeId, forms: &FxHashSet<NodeId>) -> bool {
        let core = self.core;
        let name = self.loops.last().expect("invariant: in a named let").binding;
        let mut work = vec![id];
        while let Some(id) = work.pop() {
            if !forms.contains(&id) {
                return false;
            }
            let kids = core.kids(id);
            match core.kind(id) {
                Kind::Call => {
                    if !self.is_loop_call(id, name) {
                        return false;
                    }
                }
                Kind::IfForm if kids.len() == 3 => work.extend_from_slice(&kids[1..]),
                Kind::BeginForm | Kind::Body | Kind::LetForm => work.extend(kids.last()),
                _ => return false,
            }
        }
        true
    }

    /// A form in tail position of a named let that does not lead to another round.
    pub(super) fn lower_loop_end(&mut self, id: NodeId, at: usize, last: bool) {
        let dest = self.loops[at].dest;
        self.lower_form(id, dest, last);
        if !matches!(dest, Dest::Loop(_)) {
            self.leave_unless_left(at);
        }
    }

    /// Ends the named let `at`, unless the statement just written has done so.
    pub(super) fn leave_unless_left(&mut self, at: usize) {
        if matches!(self.loops[at].dest, Dest::Loop(_)) || self.stmts.last().is_some_and(|&s| self.always_leaves(s)) {
            return;
        }
        let start = start_of(self.out.bindings[self.loops[at].binding.0 as usize].span);
        let stmt = self.jump_to(Kind::Break, self.loops[at].jump, start, start);
        self.emit(stmt);
    }

    /// `(next a b)` in tail position: the variables get their next values, all at once.
    pub(super) fn lower_loop_call(&mut self, id: NodeId, dest: Dest) {
        let mut dest = dest;
        let at = loop {
            let Dest::Loop(at) = dest else {
                unreachable!("invariant: the spine leads to a call of an open named let")
            };
            if self.is_loop_call(id, self.loops[at].binding) {
                break at;
            }
            dest = self.loops[at].dest;
        };
        self.assign_round(id, at);
        let jump = self.loops[at].jump;
        if jump + 1 != self.jumps.len() {
            let node = *self.core.node(id);
            let stmt = self.jump_to(Kind::Continue, jump, node.span, node.tok);
            self.emit(stmt);
        }
    }

    fn assign_round(&mut self, id: NodeId, at: usize) {
        let core = self.core;
        let arguments = &core.kids(id)[1..];
        let (targets, reads) = (self.loops[at].targets.clone(), self.loops[at].reads.clone());
        let mut pending = vec![];
        let order = self.round_order(arguments, &targets, &reads);
        for (at, &nth) in order.iter().enumerate() {
            let argument = arguments[nth];
            let span = core.node(argument).span;
            let target = targets[nth];
            let is_read = reads[nth] == Some(target);
            if is_read && core.kind(argument) == Kind::Name && core.payload(argument) == target.0 {
                continue;
            }
            let value = self.lower_value(argument);
            let waits = is_read && order[at + 1..].iter().any(|&later| self.mentions(arguments[later], target));
            if waits && !self.is_steady(value) {
                let name = self.out.bindings[target.0 as usize].name;
                let held = self.temporary(name, span);
                self.emit_temporary(held, value, span);
                pending.push((nth, held, span));
            } else if waits {
                pending.push((nth, BindingId(u32::MAX), span));
                self.values.push(value);
            } else {
                self.assign_variable(target, value, id);
            }
        }
        // Steady values wait on the value stack, in order.
        let steady = pending.iter().filter(|(_, held, _)| held.0 == u32::MAX).count();
        let mut values = self.values.split_off(self.values.len() - steady).into_iter();
        for (nth, held, span) in pending {
            let value = if held.0 == u32::MAX {
                values.next().expect("invariant: one per steady value")
            } else {
                self.name(held, start_of(span))
            };
            self.assign_variable(targets[nth], value, id);
        }
    }

    /// An order of assignment in which no variable is assigned before the others have read it, so that nothing has to
    /// be saved: sums of local names and numbers may wait, everything else keeps its place. The order written where
    /// there is none.
    fn round_order(&self, arguments: &[NodeId], targets: &[BindingId], reads: &[Option<BindingId>]) -> Vec<usize> {
        let written: Vec<usize> = (0..arguments.len()).collect();
        let may_wait: Vec<bool> = arguments.iter().map(|&argument| self.is_plain_sum(argument, reads)).collect();
        let (mut left, mut order) = (written.clone(), vec![]);
        while !left.is_empty() {
            let next = left.iter().enumerate().position(|(place, &nth)| {
                let is_mentioned = |other: usize| other != nth && self.mentions(arguments[other], targets[nth]);
                let unread = reads[nth] != Some(targets[nth]) || !left.iter().any(|&other| is_mentioned(other));
                unread && (may_wait[nth] || left[..place].iter().all(|&passed| may_wait[passed]))
            });
            let Some(place) = next else { return written };
            order.push(left.remove(place));
        }
        order
    }

    /// Whether `id` is made of numbers, names that hold still and operators on them: when it is evaluated makes no
    /// difference.
    fn is_plain_sum(&self, id: NodeId, reads: &[Option<BindingId>]) -> bool {
        let core = self.core;
        let mut work = vec![id];
        while let Some(id) = work.pop() {
            let plain = match core.kind(id) {
                Kind::Number | Kind::True | Kind::False | Kind::Null | Kind::String | Kind::Binary | Kind::Unary => {
                    true
                }
                Kind::Name => {
                    let binding = core.binding(id);
                    reads.contains(&Some(BindingId(core.payload(id))))
                        || (!binding.assigned && binding.kind != BindingKind::Global)
                }
                _ => false,
            };
            if !plain {
                return false;
            }
            work.extend_from_slice(core.kids(id));
        }
        true
    }

    /// `binding = value` for the call `id`, from whose head both tokens come: a debugger stops there.
    fn assign_variable(&mut self, binding: BindingId, value: NodeId, id: NodeId) {
        let (span, tok) = (self.core.node(id).span, self.core.node(id).tok);
        let target = self.place(binding, tok);
        let assign = self.add(Kind::Assign, Flags::NONE, 0, &[target, value], span, tok);
        self.deliver(assign, Dest::Effect, span);
    }

    fn mentions(&self, id: NodeId, binding: BindingId) -> bool {
        let core = self.core;
        let mut work = vec![id];
        while let Some(id) = work.pop() {
            if core.kind(id) == Kind::Name {
                if core.payload(id) == binding.0 {
                    return true;
                }
                work.extend(self.facts.fold.replacement(core.payload(id)));
            }
            work.extend_from_slice(core.kids(id));
        }
        false
    }

    /// The `var`s that `body` declares for the function around it, functions inside of it left out, and that are mentioned
    /// elsewhere too; with the places of their declarations.
    fn vars_used_outside(&self, body: NodeId) -> Vec<(Span, Symbol)> {
        let core = self.core;
        let mut vars: FxHashMap<u32, (Span, u32)> = FxHashMap::default();
        let (mut work, mut all) = (vec![(body, true)], vec![]);
        while let Some((id, is_own)) = work.pop() {
            let is_own = is_own && core.kind(id) != Kind::Function;
            match core.kind(id) {
                Kind::Bind if is_own && may_be_var(core.binding(id).kind) => {
                    let var = vars.entry(core.payload(id)).or_insert((core.node(id).tok, 0));
                    var.1 += 1;
                }
                Kind::Name => all.push(core.payload(id)),
                _ => {}
            }
            work.extend(core.kids(id).iter().map(|&kid| (kid, is_own)));
        }
        if vars.is_empty() {
            return vec![];
        }
        let mut inside: FxHashMap<u32, u32> = FxHashMap::default();
        for name in all {
            *inside.entry(name).or_default() += 1;
        }
        let mut found: Vec<(Span, Symbol)> = vars
            .into_iter()
            .filter(|(var, (_, binds))| {
                let (names, id) = (inside.get(var).copied().unwrap_or(0), BindingId(*var));
                self.facts.uses(id) > names || self.facts.binds(id) > *binds
            })
            .map(|(var, (place, _))| (place, core.bindings[var as usize].name))
            .collect();
        found.sort_unstable_by_key(|&(place, _)| place);
        found
    }

    /// A node in `body` that leaves it, or that belongs to the function around.
    fn jump_out_of(&self, body: NodeId) -> Option<NodeId> {
        let core = self.core;
        // The labels in the body, each with the one around it, from 1 on.
        let mut labels = vec![(0, None)];
        let mut work = vec![(body, Targets::default())];
        while let Some((id, targets)) = work.pop() {
            let node = core.node(id);
            let mut inside = targets;
            let leaves = match node.kind {
                Kind::Function => continue,
                Kind::Return | Kind::Yield | Kind::YieldStar | Kind::Await => true,
                Kind::Break | Kind::Continue => match core.symbol(id) {
                    Some(label) => {
                        let mut at = targets.label;
                        while at != 0 && labels[at].1 != Some(label) {
                            at = labels[at].0;
                        }
                        at == 0
                    }
                    None if node.kind == Kind::Break => !targets.may_break,
                    None => !targets.may_continue,
                },
                Kind::Declare => node.payload == DeclareKind::AwaitUsing.payload(),
                Kind::While | Kind::DoWhile | Kind::For | Kind::ForIn | Kind::ForOf => {
                    (inside.may_break, inside.may_continue) = (true, true);
                    node.flags.has(Flags::AWAIT)
                }
                Kind::Switch => {
                    inside.may_break = true;
                    false
                }
                Kind::Label => {
                    labels.push((targets.label, core.symbol(id)));
                    inside.label = labels.len() - 1;
                    false
                }
                _ => false,
            };
            if leaves {
                return Some(id);
            }
            work.extend(core.kids(id).iter().rev().map(|&kid| (kid, inside)));
        }
        None
    }

    /// `const next = (i) => …; next(0)`.
    fn lower_loop_function(&mut self, id: NodeId, declarators: &[NodeId], body: NodeId, dest: Dest) {
        let core = self.core;
        let node = *core.node(id);
        let bind = core.kid(id, 0);
        if let Some(jump) = self.jump_out_of(body) {
            let place = core.node(jump).span;
            self.report(jump, diagnostics::jump_out_of_loop(place, self.head_of(jump), core.binding(bind).name));
        }
        for (place, var) in self.vars_used_outside(body) {
            self.report(id, diagnostics::var_out_of_loop(place, var, core.binding(bind).name));
        }
        let mark = self.values.len();
        for &declarator in declarators {
            let target = self.lower_confined(core.kid(declarator, 0));
            if self.out.kind(target) == Kind::Bind {
                let binding = self.out.payload(target);
                self.out.bindings[binding as usize].kind = BindingKind::Param;
            }
            self.values.push(target);
        }
        let params = self.values.split_off(mark);
        let params = self.add(Kind::Params, Flags::NONE, 0, &params, node.span, Span::NONE);
        let none = self.none();
        let (block, flag) = self.lower_function_body(body, true, true);
        let span = core.node(body).span;
        let arrow =
            self.add(Kind::Function, Flags::ARROW | flag, 0, &[none, params, block], span, super::start_of(span));
        let declared = Declared::written(DeclareKind::Const, bind, id, bind);
        self.emit_declared(&declared, DeclareKind::Const, Some(arrow));
        let mark = self.values.len();
        let callee = self.place(BindingId(core.payload(bind)), core.node(bind).tok);
        self.values.push(callee);
        let values: Vec<NodeId> = declarators.iter().map(|&declarator| core.kid(declarator, 1)).collect();
        self.lower_operands(&values);
        let kids = self.values.split_off(mark);
        let call = self.add(Kind::Call, Flags::NONE, 0, &kids, node.span, node.tok);
        self.deliver(call, dest, node.span);
    }
}

/// A body that is `(if test round end)` or `(if test end round)`.
struct WhileShape {
    test: NodeId,
    negated: bool,
    round: NodeId,
    end: Option<NodeId>,
}

/// What a jump can lead to within a body.
#[derive(Clone, Copy, Default)]
struct Targets {
    may_break: bool,
    may_continue: bool,
    /// The innermost label, 0 for none.
    label: usize,
}

struct Spine {
    calls: u32,
    forms: FxHashSet<NodeId>,
}

/// Whether `const` can declare what a target of this kind names.
fn can_be_declared(kind: Kind) -> bool {
    matches!(kind, Kind::Bind | Kind::ArrayPattern | Kind::ObjectPattern)
}

/// Whether a `var` can be one with such a binding of the function.
fn may_be_var(kind: BindingKind) -> bool {
    matches!(kind, BindingKind::Var | BindingKind::Param | BindingKind::Function | BindingKind::Catch)
}

/// Whether a node leaves something around.
fn is_jump(node: &Node) -> bool {
    matches!(node.kind, Kind::Break | Kind::Continue)
}

/// Whether a node declares something for the function around.
fn is_var(node: &Node) -> bool {
    node.kind == Kind::Declare && node.payload == DeclareKind::Var.payload()
}
