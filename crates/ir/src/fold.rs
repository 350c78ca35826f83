//! Folding macro `let`s away: temporaries that a person would not write.
//!
//! Entering: Core, where a macro such as `(car e)` left `(let ((xs e)) xs[0])` over a fresh name. Leaving: for each
//! fresh binding the initialiser that is to stand at its use, so that the example prints `e[0]`. A person's own `let` is
//! never touched. Exactness: constants cross anything, reads cross reads, effects cross nothing.
//!
//! One walk in evaluation order, with the values that wait for their use, as a decompiler nests the values of a stack
//! machine. A value may wait across the initialiser of another one that is itself still waiting when the first is used
//! (`a = f(); b = g(); h(a, b)` nests to `h(f(), g())`); if that other one must stay a temporary after all, so must the
//! first: each candidate keeps the list of those that depend on it. Lists are bounded, so the walk is linear.

use crate::lower::facts::{self, Facts, Level};
use crate::set_once::names_of_set_once;
use crate::{Binding, BindingId, BindingKind, Flags, Kind, NodeId, Tree};

/// How many values may wait at a time. More is never seen in macros; the bound keeps the walk linear.
const WAITING_LIMIT: usize = 24;

/// Which fresh bindings vanish, and what stands for their uses.
pub(crate) struct Fold {
    replacements: Vec<Option<NodeId>>,
    unused: Vec<bool>,
    /// Fresh bindings and the ones people named whose place they take.
    pub(crate) adopted: Vec<(BindingId, BindingId)>,
}

impl Fold {
    /// Nothing is folded, of `count` bindings.
    pub(crate) fn none(count: usize) -> Self {
        Self { replacements: vec![None; count], unused: vec![false; count], adopted: vec![] }
    }

    /// What stands where the binding with index `binding` is mentioned.
    pub(crate) fn replacement(&self, binding: u32) -> Option<NodeId> {
        self.replacements.get(binding as usize).copied().flatten()
    }

    /// Whether the declarator of a let vanishes.
    pub(crate) fn removes(&self, core: &Tree, declarator: NodeId) -> bool {
        let target = core.kid(declarator, 0);
        core.kind(target) == Kind::Bind && {
            let at = core.payload(target);
            self.unused[at as usize] || self.replacement(at).is_some()
        }
    }

    /// The initialiser of a vanished declarator that still has to run because nothing stands for it.
    pub(crate) fn effect_of(
        &self,
        core: &Tree,
        declarator: NodeId,
        purity: impl Fn(NodeId) -> Level,
    ) -> Option<NodeId> {
        let (target, value) = (core.kid(declarator, 0), core.kid(declarator, 1));
        let unused = core.kind(target) == Kind::Bind && self.unused[core.payload(target) as usize];
        (unused && purity(value) == Level::Effect).then_some(value)
    }
}

/// Decides which fresh `let`s of `core` are folded. `lets`: its `let` forms, inner ones first.
pub(crate) fn fold_lets(core: &Tree, root: NodeId, lets: &[NodeId], facts: &Facts) -> Fold {
    let mut fold = Fold::none(core.bindings.len());
    let mut once = vec![false; core.bindings.len()];
    let mut any = false;
    let mut kept = vec![false; core.bindings.len()];
    for &id in lets {
        let declarators = core.kids(id).split_last().map_or(&[][..], |(_, declarators)| declarators);
        for &declarator in declarators {
            let (target, value) = (core.kid(declarator, 0), core.kid(declarator, 1));
            if core.kind(target) != Kind::Bind || !is_foldable(core.binding(target)) {
                continue;
            }
            let at = core.payload(target);
            match facts.uses(BindingId(at)) {
                0 => fold.unused[at as usize] = true,
                _ if is_alias(core, value, facts) => fold.replacements[at as usize] = Some(value),
                1 => {
                    once[at as usize] = true;
                    any = true;
                }
                _ => kept[at as usize] = true,
            }
        }
    }
    adopt_names(core, lets, &mut fold, kept);
    adopt_names_of_set_once(core, root, &mut fold);
    if any {
        let mut nest = Nest::new(core, once);
        nest.walk(root);
        for candidate in nest.candidates {
            if candidate.state == State::Folded {
                fold.replacements[candidate.binding as usize] = Some(candidate.init);
            }
        }
    }
    fold
}

/// `(if-let (user (find id)) …)` leaves `(let ((it (find id))) (if it (let ((user it)) …)))`: two names for one value.
/// The variable of the macro takes the name the person gave. `kept`: fresh bindings that stay, by index.
fn adopt_names(core: &Tree, lets: &[NodeId], fold: &mut Fold, mut kept: Vec<bool>) {
    for &id in lets {
        let declarators = core.kids(id).split_last().map_or(&[][..], |(_, declarators)| declarators);
        for &declarator in declarators {
            let (target, value) = (core.kid(declarator, 0), core.kid(declarator, 1));
            if core.kind(target) != Kind::Bind || core.kind(value) != Kind::Name {
                continue;
            }
            let (given, fresh) = (core.payload(target), core.payload(value));
            let binding = core.binding(target);
            if !binding.fresh && !binding.assigned && !binding.fixed && std::mem::take(&mut kept[fresh as usize]) {
                fold.replacements[given as usize] = Some(value);
                fold.adopted.push((BindingId(fresh), BindingId(given)));
            }
        }
    }
}

/// The same for a variable that is declared first and set once, as the names in a clause of `match` with a guard are. It
/// takes the first of the names that it has.
fn adopt_names_of_set_once(core: &Tree, root: NodeId, fold: &mut Fold) {
    let is_candidate =
        |binding: &Binding| binding.fresh && binding.assigned && !binding.fixed && binding.kind == BindingKind::Let;
    let mut candidates: Vec<bool> = core.bindings.iter().map(is_candidate).collect();
    if !candidates.contains(&true) {
        return;
    }
    for declarator in names_of_set_once(core, root, &candidates) {
        let (target, value) = (core.kid(declarator, 0), core.kid(declarator, 1));
        let (given, fresh) = (core.payload(target), core.payload(value));
        let binding = core.binding(target);
        if !binding.fresh && !binding.assigned && !binding.fixed {
            fold.replacements[given as usize] = Some(value);
            if std::mem::take(&mut candidates[fresh as usize]) {
                fold.adopted.push((BindingId(fresh), BindingId(given)));
            }
        }
    }
}

fn is_foldable(binding: &Binding) -> bool {
    let lexical = matches!(binding.kind, BindingKind::Const | BindingKind::Let);
    binding.fresh && lexical && !binding.assigned && !binding.fixed
}

/// Whether `value` may stand at every use: a literal, or a name that always holds the same.
fn is_alias(core: &Tree, value: NodeId, facts: &Facts) -> bool {
    if core.kind(value) != Kind::Name {
        return facts::is_literal(core, value);
    }
    let at = core.payload(value);
    // A fresh name that is used once may itself be folded; then it has to keep its one use.
    let may_fold = is_foldable(&core.bindings[at as usize]) && facts.uses(BindingId(at)) == 1;
    facts::is_stable(core, at) && !may_fold
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Waiting,
    Folded,
    Kept,
}

struct Candidate {
    binding: u32,
    init: NodeId,
    level: Level,
    place: Place,
    state: State,
    /// Stands behind an event inside of an initialiser that is still open.
    suspended: bool,
    blockers: u8,
    dependents: Vec<u32>,
}

/// Where an evaluation happens: regions are evaluated conditionally, frames any number of times.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Place {
    region: u32,
    frame: u32,
}

/// An initialiser that is being walked.
struct Open {
    level: Level,
    /// Candidates with a smaller index were waiting before it began.
    base: u32,
    suspended: Vec<u32>,
}

struct Visit {
    id: NodeId,
    next: usize,
    place: Place,
    /// On the spine of an optional chain.
    chain: bool,
    /// Pushed an `Open` (a declarator) or saved the state (a function).
    opened: bool,
}

struct Nest<'a> {
    core: &'a Tree,
    once: Vec<bool>,
    of_binding: Vec<u32>,
    candidates: Vec<Candidate>,
    waiting: Vec<u32>,
    opens: Vec<Open>,
    outside: Vec<(Vec<u32>, Vec<Open>)>,
    places: u32,
}

impl<'a> Nest<'a> {
    fn new(core: &'a Tree, once: Vec<bool>) -> Self {
        Self {
            core,
            of_binding: vec![u32::MAX; once.len()],
            once,
            candidates: vec![],
            waiting: vec![],
            opens: vec![],
            outside: vec![],
            places: 0,
        }
    }

    fn walk(&mut self, root: NodeId) {
        let start = Place { region: 0, frame: 0 };
        let mut stack = vec![Visit { id: root, next: 0, place: start, chain: false, opened: false }];
        while let Some(top) = stack.last_mut() {
            let (id, next, place, chain) = (top.id, top.next, top.place, top.chain);
            top.next += 1;
            let Some(&kid) = self.core.kids(id).get(next) else {
                let opened = top.opened;
                stack.pop();
                let parent = stack.last().map(|parent| (parent.id, parent.next - 1));
                self.leave(id, parent, place, opened);
                continue;
            };
            if next == 0 && self.core.kind(id) == Kind::Function {
                top.opened = true;
                self.outside.push((std::mem::take(&mut self.waiting), std::mem::take(&mut self.opens)));
            }
            if next == 1 && self.is_candidate(id) {
                top.opened = true;
                let base = self.candidates.len() as u32;
                self.opens.push(Open { level: Level::Constant, base, suspended: vec![] });
            }
            let place = self.place_of(id, next, place, chain);
            let kind = self.core.kind(id);
            let chain = kind == Kind::Chain || chain && next == 0 && is_link(kind);
            stack.push(Visit { id: kid, next: 0, place, chain, opened: false });
        }
        for at in 0..self.candidates.len() {
            if self.candidates[at].state == State::Waiting {
                self.keep(at as u32);
            }
        }
    }

    fn is_candidate(&self, declarator: NodeId) -> bool {
        self.core.kind(declarator) == Kind::Declarator && {
            let target = self.core.kid(declarator, 0);
            self.core.kind(target) == Kind::Bind && self.once[self.core.payload(target) as usize]
        }
    }

    /// Where the `nth` child of `id` is evaluated.
    fn place_of(&mut self, id: NodeId, nth: usize, place: Place, chain: bool) -> Place {
        match evaluation(self.core, id, nth, chain) {
            Evaluation::Always => place,
            Evaluation::Sometimes => {
                self.places += 1;
                Place { region: self.places, frame: place.frame }
            }
            Evaluation::Repeatedly => {
                self.places += 1;
                Place { region: self.places, frame: self.places }
            }
        }
    }

    /// The node `id` itself happens, its children being done.
    fn leave(&mut self, id: NodeId, parent: Option<(NodeId, usize)>, place: Place, opened: bool) {
        match self.core.kind(id) {
            Kind::Function if opened => {
                let (waiting, opens) = self.outside.pop().expect("invariant: one per function");
                self.waiting = waiting;
                self.opens = opens;
            }
            Kind::Declarator if opened => return self.close(id, place),
            Kind::Name => {
                let candidate = self.of_binding[self.core.payload(id) as usize];
                if candidate != u32::MAX {
                    return self.take(candidate, id, parent, place);
                }
            }
            _ => {}
        }
        self.happen(self.level_at(id, parent), u32::MAX);
    }

    /// What `id` itself does; a callee is looked up before the arguments.
    fn level_at(&self, id: NodeId, parent: Option<(NodeId, usize)>) -> Level {
        let core = self.core;
        let own = facts::own_level(core, id);
        let Some((parent, 0)) = parent else { return own };
        if !matches!(core.kind(parent), Kind::Call | Kind::TaggedTemplate) || !core.flags(id).has(Flags::PLACE) {
            return own;
        }
        match core.kind(id) {
            Kind::Name => {
                let is_steady = facts::is_steady_callee(core, core.payload(id));
                if is_steady { Level::Constant } else { Level::Read }
            }
            Kind::Member | Kind::Index | Kind::Private => {
                if facts::is_steady_global(core, core.kid(id, 0)) {
                    Level::Constant
                } else {
                    Level::Effect
                }
            }
            Kind::SuperMember | Kind::SuperIndex => Level::Effect,
            _ => own,
        }
    }

    /// Something of `level` happens now: what may not cross it cannot wait any longer. `since`: candidates from this
    /// one on came after it in the first place.
    fn happen(&mut self, level: Level, since: u32) {
        if level == Level::Constant {
            return;
        }
        let base = self.opens.last().map_or(0, |open| open.base);
        let waiting = std::mem::take(&mut self.waiting);
        let mut kept = Vec::new();
        let mut still = Vec::with_capacity(waiting.len());
        for at in waiting {
            let candidate = &mut self.candidates[at as usize];
            if candidate.state != State::Waiting {
                continue;
            }
            if at >= since || !candidate.level.conflicts(level) {
                still.push(at);
            } else if at < base {
                candidate.suspended = true;
                self.opens.last_mut().expect("invariant: base is of an open").suspended.push(at);
            } else {
                kept.push(at);
            }
        }
        self.waiting = still;
        if let Some(open) = self.opens.last_mut() {
            open.level = open.level.max(level);
        }
        for at in kept {
            self.keep(at);
        }
    }

    /// The initialiser of `declarator` is done; its value waits.
    fn close(&mut self, declarator: NodeId, place: Place) {
        let open = self.opens.pop().expect("invariant: opened with the declarator");
        let at = self.candidates.len() as u32;
        let binding = self.core.payload(self.core.kid(declarator, 0));
        self.of_binding[binding as usize] = at;
        let mut dependents = Vec::new();
        let mut overdue = Vec::new();
        for earlier in open.suspended {
            let candidate = &mut self.candidates[earlier as usize];
            if candidate.state != State::Waiting {
                continue;
            }
            candidate.suspended = false;
            candidate.blockers += 1;
            dependents.push(earlier);
            self.waiting.push(earlier);
            if usize::from(candidate.blockers) > WAITING_LIMIT {
                overdue.push(earlier);
            }
        }
        self.candidates.push(Candidate {
            binding,
            init: self.core.kid(declarator, 1),
            level: open.level,
            place,
            state: State::Waiting,
            suspended: false,
            blockers: 0,
            dependents,
        });
        for earlier in overdue {
            self.keep(earlier);
        }
        if let Some(outer) = self.opens.last_mut() {
            outer.level = outer.level.max(open.level);
        }
        if open.level != Level::Constant {
            if self.waiting.len() >= WAITING_LIMIT {
                let oldest = self.waiting.remove(0);
                self.keep(oldest);
            }
            self.waiting.push(at);
        }
    }

    /// The use `id` of a candidate: its value is put here, or it stays a temporary.
    fn take(&mut self, at: u32, id: NodeId, parent: Option<(NodeId, usize)>, place: Place) {
        let candidate = &self.candidates[at as usize];
        if candidate.state != State::Waiting {
            return;
        }
        let reaches = candidate.place.frame == place.frame
            && (candidate.level != Level::Effect || candidate.place.region == place.region);
        if candidate.suspended || !reaches || !self.may_stand(candidate.init, id, parent) {
            return self.keep(at);
        }
        let level = candidate.level;
        self.candidates[at as usize].state = State::Folded;
        self.happen(level, at);
    }

    /// Whether `init` keeps its meaning where the name `id` stands.
    fn may_stand(&self, init: NodeId, id: NodeId, parent: Option<(NodeId, usize)>) -> bool {
        let Some((parent, nth)) = parent else { return false };
        match self.core.kind(parent) {
            Kind::JsxElement => nth != 0,
            Kind::ExportSpecifier => false,
            // `o.m` would become the place that gives the call its `this`.
            Kind::Call | Kind::TaggedTemplate if nth == 0 => !matches!(
                self.core.kind(init),
                Kind::Member | Kind::Index | Kind::Private | Kind::SuperMember | Kind::SuperIndex | Kind::Chain
            ),
            Kind::Call | Kind::TaggedTemplate | Kind::Typeof => true,
            _ => !self.core.flags(id).has(Flags::PLACE),
        }
    }

    /// `at` stays a temporary, and with it all that counted on its being moved.
    fn keep(&mut self, at: u32) {
        let mut work = vec![at];
        while let Some(at) = work.pop() {
            let candidate = &mut self.candidates[at as usize];
            if candidate.state != State::Kept {
                candidate.state = State::Kept;
                work.append(&mut candidate.dependents);
            }
        }
    }
}

pub(crate) enum Evaluation {
    Always,
    Sometimes,
    Repeatedly,
}

fn is_link(kind: Kind) -> bool {
    matches!(kind, Kind::Member | Kind::Index | Kind::Private | Kind::Call | Kind::TaggedTemplate)
}

/// How often the `nth` child of `id` is evaluated when `id` is.
pub(crate) fn evaluation(core: &Tree, id: NodeId, nth: usize, chain: bool) -> Evaluation {
    let last = nth + 1 == core.kids(id).len();
    match core.kind(id) {
        Kind::Function | Kind::Class | Kind::While | Kind::DoWhile => Evaluation::Repeatedly,
        Kind::LetLoop if last => Evaluation::Repeatedly,
        Kind::For if nth > 0 => Evaluation::Repeatedly,
        Kind::ForIn | Kind::ForOf if nth != 1 => Evaluation::Repeatedly,
        Kind::Logical
        | Kind::LogicalAssign
        | Kind::Default
        | Kind::Cond
        | Kind::IfForm
        | Kind::If
        | Kind::CondForm
        | Kind::Clause
        | Kind::Switch
            if nth > 0 =>
        {
            Evaluation::Sometimes
        }
        Kind::Try | Kind::With | Kind::Label => Evaluation::Sometimes,
        kind if chain && nth > 0 && is_link(kind) => Evaluation::Sometimes,
        _ => Evaluation::Always,
    }
}
