//! Which `var`s come out of a function, from one expansion of a module to the next.
//!
//! A `var` is there in all of its function, so a body cannot be expanded before its `var`s are known; but a `var` that a
//! macro makes, as `(mk x)` for `(var x 1)`, is known only when that macro has been expanded, and a macro that takes
//! `(var x)` may drop it. So hoisting assumes what is spelled (`hoist`), the whole module is expanded, and it is noted
//! what came out. Where that is something else, the result is thrown away and the module is expanded again with these
//! facts, until what comes out is what was assumed: nothing that was resolved before has to be found and mended. Where a
//! form is wrong, that may come of a `var` that was assumed: without those in it there may be no error.
//!
//! Entering: the facts of the expansion before, none for the first. Leaving: those of this one. Expansion is a function,
//! so the second time is nearly always the last, and a module without such `var`s is expanded once.

use crate::expander::{Expander, FrameId, Stx};
use crate::macros::MacroKind;
use crate::scope::{Scope, ScopeSets, SetId};
use crate::table::Denotation;
use rustc_hash::{FxHashMap, FxHashSet};
use sx_base::{Expansion, Span, Symbol};
use sx_ir::{BindingId, BindingKind};

/// A scope in each expansion of the module: the place of the form that made it, and how many scopes were made before by
/// forms of that place. What is learned of a name changes what is made around it, and the numbers of all scopes behind.
type ScopeName = (Span, u32);

/// The names of the scopes so far.
#[derive(Default)]
struct ScopeNames {
    names: Vec<ScopeName>,
    scopes: FxHashMap<ScopeName, Scope>,
    made: FxHashMap<Span, u32>,
}

impl ScopeNames {
    /// Names what was made since the last time.
    fn catch_up(&mut self, sets: &ScopeSets) {
        for scope in self.names.len() as Scope..=sets.last_scope() {
            let place = sets.place(scope);
            let made = self.made.entry(place).or_insert(0);
            *made += 1;
            self.names.push((place, *made));
            self.scopes.insert((place, *made), scope);
        }
    }
}

/// A `var` of which hoisting by spelling is wrong.
#[derive(Clone, Debug)]
pub(crate) struct VarFact {
    /// The scope of the function.
    function: ScopeName,
    name: Symbol,
    /// The scopes that it binds the name with, the newest first.
    set: Vec<ScopeName>,
    /// It is spelled in the function and does not come out; others come out and are not spelled.
    is_dropped: bool,
    /// Its name stands in the file, and no macro code has made it: it is of `syntax-rules`, or of their operands.
    has_named_place: bool,
    /// How the first that came out is spelled, and where.
    pub(crate) written: Symbol,
    pub(crate) span: Span,
    /// The expansions that made it, innermost first.
    pub(crate) expansions: Vec<Expansion>,
}

impl VarFact {
    fn key(&self) -> (ScopeName, Symbol, &[ScopeName], bool) {
        (self.function, self.name, &self.set, self.is_dropped)
    }
}

/// A `var` of this expansion.
#[derive(Clone, Copy)]
struct Var {
    function: Scope,
    name: Symbol,
    set: SetId,
    is_spelled: bool,
    has_named_place: bool,
    has_come_out: bool,
    written: Symbol,
    span: Span,
    frame: FrameId,
    /// The fact by which it is declared before it comes out.
    fact: Option<usize>,
}

/// The `var`s of this expansion, and what is known from the one before.
#[derive(Default)]
pub(crate) struct Vars {
    facts: Vec<VarFact>,
    /// The facts about each function.
    of_function: FxHashMap<ScopeName, Vec<usize>>,
    /// Facts about functions that are entered, by the newest scope of the set, which is still to be made.
    awaited: FxHashMap<ScopeName, Vec<(usize, Scope)>>,
    /// How many scopes were looked at whether something waits for them.
    looked_at: usize,
    names: ScopeNames,
    all: Vec<Var>,
    /// One more than their numbers by tree and binding, of those that are declared; 0 for other bindings.
    declared: FxHashMap<u32, Vec<u32>>,
    /// Those that are not declared though they are spelled.
    dropped: FxHashSet<(Scope, Symbol, SetId)>,
    /// The functions in which some form is wrong and was not expanded.
    failed: FxHashSet<Scope>,
}

impl Vars {
    /// What an expansion before has found.
    pub(crate) fn known(facts: Vec<VarFact>) -> Self {
        let mut of_function: FxHashMap<_, Vec<usize>> = FxHashMap::default();
        for (number, fact) in facts.iter().enumerate() {
            of_function.entry(fact.function).or_default().push(number);
        }
        Self { facts, of_function, ..Self::default() }
    }

    /// Whether `var`s came out in the first expansion that nobody had assumed.
    pub(crate) fn have_surprised(&self) -> bool {
        self.facts.is_empty() && self.all.iter().any(|var| !var.is_spelled && var.has_come_out)
    }

    /// The number of a `var` that is declared.
    fn number_of(&self, tree: u32, binding: BindingId) -> Option<u32> {
        self.declared.get(&tree)?.get(binding.0 as usize)?.checked_sub(1)
    }

    /// Whether the next scope may be one that some `var` waits for.
    #[inline]
    pub(crate) fn are_awaited(&self) -> bool {
        !self.awaited.is_empty()
    }
}

impl Expander<'_> {
    /// Looks up what is known of the function around; gives the facts about `var`s that are not spelled.
    pub(crate) fn recall_function(&mut self) -> Vec<usize> {
        if self.vars.facts.is_empty() {
            return vec![];
        }
        let function = self.function().var_scope;
        self.vars.names.catch_up(&self.sets);
        let name = self.vars.names.names[function as usize];
        let known = self.vars.of_function.get(&name).cloned().unwrap_or_default();
        let (dropped, late): (Vec<_>, _) = known.into_iter().partition(|&number| self.vars.facts[number].is_dropped);
        for number in dropped {
            if let Some(var) = self.known_var(number, function) {
                self.vars.dropped.insert((function, var.name, var.set));
                self.vars.all.push(var);
            }
        }
        late
    }

    /// Declares the `var`s that are known to come out of the function around. Some are an expansion's own: they wait for
    /// its scope.
    pub(crate) fn declare_known_vars(&mut self, late: Vec<usize>) {
        let function = self.function().var_scope;
        for number in late {
            if let Some(var) = self.known_var(number, function) {
                self.declare_known_var(var);
            } else if let Some(&newest) = self.vars.facts[number].set.first() {
                self.vars.awaited.entry(newest).or_default().push((number, function));
            }
        }
    }

    /// Declares the `var`s that waited for the expansion that is over.
    pub(crate) fn declare_awaited_vars(&mut self) {
        self.vars.names.catch_up(&self.sets);
        let end = self.vars.names.names.len();
        for at in std::mem::replace(&mut self.vars.looked_at, end)..end {
            let name = self.vars.names.names[at];
            for (number, function) in self.vars.awaited.remove(&name).unwrap_or_default() {
                if let Some(var) = self.known_var(number, function).filter(|_| function == self.function().var_scope) {
                    self.declare_known_var(var);
                }
            }
        }
    }

    /// The `var` of a fact, once all its scopes are made.
    fn known_var(&mut self, number: usize, function: Scope) -> Option<Var> {
        let fact = &self.vars.facts[number];
        let mut set = SetId::EMPTY;
        for name in fact.set.iter().rev() {
            set = self.sets.add(set, *self.vars.names.scopes.get(name)?);
        }
        let &VarFact { name, is_dropped, has_named_place, written, span, .. } = fact;
        let (is_spelled, has_come_out, frame, fact) = (is_dropped, false, 0, Some(number));
        Some(Var { function, name, set, is_spelled, has_named_place, has_come_out, written, span, frame, fact })
    }

    fn declare_known_var(&mut self, var: Var) {
        let declares = std::mem::replace(&mut self.declares_in_body, false);
        let binding = self.declare_var(var.name, var.written, var.set, var.span);
        self.declares_in_body = declares;
        if let Some(binding) = binding {
            self.add_var(var, binding);
        }
    }

    fn add_var(&mut self, var: Var, binding: BindingId) {
        let (numbers, at) = (self.vars.declared.entry(self.tree_number).or_default(), binding.0 as usize);
        if numbers.len() <= at {
            numbers.resize(at + 1, 0);
        }
        self.vars.all.push(var);
        numbers[at] = self.vars.all.len() as u32;
    }

    /// Declares a `var` that is spelled in the function around, unless it is known that it does not come out.
    pub(crate) fn declare_spelled_var(&mut self, name: Symbol, leaf: Stx) {
        let (function, bindings) = (self.function().var_scope, self.tree.bindings.len());
        if self.vars.dropped.contains(&(function, name, leaf.set)) {
            return;
        }
        // Beside a parameter it is nothing new.
        let binding = self.declare_once(name, BindingKind::Var, leaf);
        if let Some(binding) = binding.filter(|binding| binding.0 as usize >= bindings) {
            let (set, written, span) = (leaf.set, self.written(leaf, name), self.span(leaf));
            let (is_spelled, has_named_place, has_come_out, frame, fact) = (true, true, false, 0, None);
            self.add_var(
                Var { function, name, set, is_spelled, has_named_place, has_come_out, written, span, frame, fact },
                binding,
            );
        }
    }

    /// Notes a `var` that came out with the scopes `set` and that nobody had assumed.
    pub(crate) fn note_late_var(&mut self, name: Symbol, set: SetId, leaf: Stx, binding: BindingId) {
        let function = self.function().var_scope;
        // It may have the name of one that is spelled, and dropped.
        if function > 0 {
            let written = self.written(leaf, name);
            let span = self.foreign.as_ref().map_or(self.span(leaf), |&(_, import)| import);
            let frame = if self.foreign.is_some() { 0 } else { self.frame };
            let has_named_place = self.foreign.is_none() && !self.is_made_by_code();
            let (is_spelled, has_come_out, fact) = (false, true, None);
            self.add_var(
                Var { function, name, set, is_spelled, has_named_place, has_come_out, written, span, frame, fact },
                binding,
            );
        }
    }

    /// Whether macro code made the forms that are expanded now, or what made them.
    fn is_made_by_code(&self) -> bool {
        let mut frame = self.frame;
        while frame != 0 {
            let here = self.frames[frame as usize];
            if matches!(self.macros[here.macro_id.0 as usize].kind, MacroKind::Procedural(_)) {
                return true;
            }
            frame = here.outer;
        }
        false
    }

    /// Notes that a `var` came out, which is the binding.
    pub(crate) fn note_var(&mut self, binding: BindingId) {
        let Some(at) = self.vars.number_of(self.tree_number, binding) else { return };
        let Var { is_spelled, has_come_out, set, .. } = self.vars.all[at as usize];
        self.vars.all[at as usize].has_come_out = true;
        if !has_come_out && !is_spelled {
            self.vars.all[at as usize].frame = if self.foreign.is_some() { 0 } else { self.frame };
            self.number_made_name(binding, set);
        }
    }

    /// Whether something has the name where a macro is called. A `var` that a macro makes is there once it has been made, in
    /// each expansion of the module, though it is known of before: so a macro may make it where it is not there. What is
    /// written further up has been made, also where the form that it stands in is expanded later.
    pub(crate) fn is_there(&mut self, name: Symbol, set: SetId) -> bool {
        let Some(js) = self.facts.get(name).js else { return false };
        let mut from = set;
        while let Some(entry) = self.look_up(js, from) {
            if !self.is_yet_to_come(entry.means) {
                return true;
            }
            from = self.sets.before(from, self.sets.newest(entry.set));
        }
        false
    }

    fn is_yet_to_come(&self, means: Denotation) -> bool {
        let Denotation::Value { tree, binding } = means else { return false };
        let Some(var) = self.vars.number_of(tree, binding).map(|at| self.vars.all[at as usize]) else { return false };
        let is_made_above = || var.fact.is_some_and(|fact| self.is_behind(&self.vars.facts[fact].expansions));
        !var.is_spelled && !var.has_come_out && !is_made_above()
    }

    /// Whether the call that is expanded now is written behind the call that is the innermost of `others`, innermost first.
    /// The calls in one template all stand where that was called.
    fn is_behind(&self, others: &[Expansion]) -> bool {
        let mut calls: Vec<Span> = self.expansions_of(self.frame).map(|level| Expansion::from(level).call).collect();
        calls.reverse();
        let others = others.iter().rev().map(|other| other.call);
        let first_apart = calls.into_iter().zip(others).find(|(call, other)| call != other);
        first_apart.is_some_and(|(call, other)| other.end <= call.start)
    }

    /// Whether the binding is a `var` whose name macro code made, or may have made: to what is defined beside the macro it is
    /// no name that is there.
    pub(crate) fn is_made_var(&self, tree: u32, binding: BindingId) -> bool {
        let var = self.vars.number_of(tree, binding).map(|at| self.vars.all[at as usize]);
        var.is_some_and(|var| !var.is_spelled && !var.has_named_place)
    }

    /// Notes that a form of the function around is wrong: what is in it does not come out.
    pub(crate) fn note_failure(&mut self) {
        let function = self.function().var_scope;
        self.vars.failed.insert(function);
    }

    /// What this expansion has found, if it is something else than was known, and the first fact that only one of both
    /// has. Nothing where another expansion would end as early.
    pub(crate) fn found_vars(&mut self) -> Option<(Vec<VarFact>, VarFact)> {
        if self.stopped {
            return None;
        }
        // What stands in a form that is wrong is as it was assumed.
        let found = self.facts_found(|var, is_in_failed| var.is_spelled != is_in_failed);
        let facts = std::mem::take(&mut self.vars.facts);
        let other = first_without(&found, &facts).or_else(|| first_without(&facts, &found))?.clone();
        Some((found, other))
    }

    /// What this expansion would have found if what is wrong in it came of `var`s that were assumed: those that are spelled
    /// in wrong forms do not come out. Nothing where there are none.
    pub(crate) fn doubted_vars(&mut self) -> Option<Vec<VarFact>> {
        let Vars { all, failed, .. } = &self.vars;
        let is_doubtful = |var: &Var| var.is_spelled && !var.has_come_out && failed.contains(&var.function);
        if self.stopped || !all.iter().any(is_doubtful) {
            return None;
        }
        Some(self.facts_found(|var, is_in_failed| var.is_spelled || is_in_failed))
    }

    /// The facts about the `var`s that came out and were not spelled, and of those that did not come out the ones that
    /// `is_fact`, which is told whether some form of the function is wrong.
    fn facts_found(&mut self, is_fact: impl Fn(&Var, bool) -> bool) -> Vec<VarFact> {
        let Vars { all, failed, names, .. } = &mut self.vars;
        let is_fact =
            |var: &&Var| if var.has_come_out { !var.is_spelled } else { is_fact(var, failed.contains(&var.function)) };
        let found: Vec<&Var> = all.iter().filter(is_fact).collect();
        if found.is_empty() {
            return vec![];
        }
        names.catch_up(&self.sets);
        let name = |scope: Scope| names.names[scope as usize];
        let fact = |var: &Var| VarFact {
            function: name(var.function),
            name: var.name,
            set: self.sets.iter_sized(var.set).map(|(scope, _)| name(scope)).collect(),
            is_dropped: var.is_spelled,
            has_named_place: var.has_named_place,
            written: var.written,
            span: var.span,
            expansions: vec![],
        };
        let frames: Vec<FrameId> = found.iter().map(|var| var.frame).collect();
        let mut found: Vec<VarFact> = found.into_iter().map(fact).collect();
        for (fact, frame) in found.iter_mut().zip(frames) {
            fact.expansions = self.expansions_of(frame).map(Expansion::from).collect();
        }
        found
    }
}

/// The first of some facts that is none of others.
fn first_without<'f>(facts: &'f [VarFact], others: &[VarFact]) -> Option<&'f VarFact> {
    let others: FxHashSet<_> = others.iter().map(VarFact::key).collect();
    facts.iter().find(|fact| !others.contains(&fact.key()))
}
