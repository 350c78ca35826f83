//! What lowering must know of Core before it starts, computed once, bottom-up, without recursion.
//!
//! Entering: a finished Core tree. Leaving: for every node whether its value can be written without statements, how
//! far its evaluation may be moved, and whether control ever comes out of it; for every binding how often and from
//! where it is mentioned. `(f (try (g) (catch e 1)))` needs statements because the `try` does. Afterwards every
//! question lowering asks of a subtree is one look into a table, so lowering is linear.

use crate::fold::{self, Fold};
use crate::{BindingId, BindingKind, Flags, Kind, NodeId, Tree};
use rustc_hash::{FxHashMap, FxHashSet};
use sx_base::Symbol;

/// How an evaluation relates to its surroundings.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub(crate) enum Level {
    /// Yields the same whenever it is evaluated and does nothing else.
    #[default]
    Constant,
    /// Does nothing, but yields what a variable holds at that moment.
    Read,
    /// May do anything: a call, and also a property read, which may run a getter.
    Effect,
}

impl Level {
    /// Whether two evaluations may not change places.
    pub(crate) fn conflicts(self, other: Level) -> bool {
        match (self, other) {
            (Level::Effect, Level::Read | Level::Effect) | (Level::Read, Level::Effect) => true,
            (Level::Constant, _) | (_, Level::Constant) | (Level::Read, Level::Read) => false,
        }
    }
}

/// Objects whose methods nobody replaces while an argument of one is evaluated.
const STEADY_GLOBALS: &[&str] = &[
    "Array",
    "Atomics",
    "BigInt",
    "Date",
    "Error",
    "Intl",
    "JSON",
    "Math",
    "Number",
    "Object",
    "Promise",
    "Reflect",
    "String",
    "Symbol",
    "console",
    "document",
    "performance",
    "process",
    "window",
];

const NEEDS: u8 = 1;
const HARD: u8 = 2;
const LEAVES: u8 = 4;
const IN_OBJECT: u8 = 8;

/// The tables of one Core tree.
pub(crate) struct Facts {
    /// The folded macro `let`s.
    pub(crate) fold: Fold,
    /// The labels of the program.
    pub(crate) labels: FxHashSet<Symbol>,
    uses: Vec<u32>,
    binds: Vec<u32>,
    captured: Vec<bool>,
    /// The functions that hold the `let` forms.
    let_owners: FxHashMap<NodeId, NodeId>,
    bits: Vec<u8>,
    purity: Vec<Level>,
    spill: Vec<Level>,
    shared: FxHashSet<(NodeId, Symbol)>,
}

impl Facts {
    /// Collects the tables of `core`.
    pub(crate) fn collect(core: &Tree, root: NodeId) -> Self {
        let (order, owner) = walk(core, root);
        let count = core.bindings.len();
        let mut facts = Facts {
            fold: Fold::none(count),
            labels: FxHashSet::default(),
            uses: vec![0; count],
            binds: vec![0; count],
            captured: vec![false; count],
            let_owners: FxHashMap::default(),
            bits: vec![0; core.len()],
            purity: vec![Level::Constant; core.len()],
            spill: vec![Level::Constant; core.len()],
            shared: FxHashSet::default(),
        };
        facts.count_mentions(core, &order, &owner);
        let of_kind = |kind| order.iter().copied().filter(move |&id| core.kind(id) == kind);
        facts.labels = of_kind(Kind::Label).filter_map(|id| core.symbol(id)).collect();
        facts.let_owners = of_kind(Kind::LetForm).map(|id| (id, owner[id.0 as usize])).collect();
        drop(owner);
        let lets: Vec<NodeId> = of_kind(Kind::LetForm).collect();
        facts.fold = fold::fold_lets(core, root, &lets, &facts);
        for &id in &order {
            facts.judge(core, id);
        }
        facts
    }

    /// Number of `Name` nodes of `binding`.
    pub(crate) fn uses(&self, binding: BindingId) -> u32 {
        self.uses.get(binding.0 as usize).copied().unwrap_or(0)
    }

    /// Number of `Bind` nodes of `binding`: a `var` may have several.
    pub(crate) fn binds(&self, binding: BindingId) -> u32 {
        self.binds.get(binding.0 as usize).copied().unwrap_or(0)
    }

    /// Whether a function inside of the one that declares `binding` mentions it.
    pub(crate) fn captured(&self, binding: BindingId) -> bool {
        self.captured.get(binding.0 as usize).copied().unwrap_or(false)
    }

    /// Whether a person would write statements for the value of `id`.
    pub(crate) fn needs(&self, id: NodeId) -> bool {
        self.bits[id.0 as usize] & NEEDS != 0
    }

    /// Whether there is no way to write the value of `id` without statements.
    pub(crate) fn hard(&self, id: NodeId) -> bool {
        self.bits[id.0 as usize] & HARD != 0
    }

    /// Whether control never comes out of the end of `id`.
    pub(crate) fn leaves(&self, id: NodeId) -> bool {
        self.bits[id.0 as usize] & LEAVES != 0
    }

    /// Whether `id` is a spread in an object literal.
    pub(crate) fn in_object(&self, id: NodeId) -> bool {
        self.bits[id.0 as usize] & IN_OBJECT != 0
    }

    /// How far the whole evaluation of `id` may be moved.
    pub(crate) fn purity(&self, id: NodeId) -> Level {
        self.purity[id.0 as usize]
    }

    /// What the statements do that are written before the value of `id`.
    pub(crate) fn spill(&self, id: NodeId) -> Level {
        self.spill[id.0 as usize]
    }

    /// Whether another binding with the name `name` is mentioned in the function that holds the `let` form `id`.
    pub(crate) fn shares_name(&self, id: NodeId, name: Symbol) -> bool {
        self.let_owners.get(&id).is_some_and(|&owner| self.shared.contains(&(owner, name)))
    }

    /// Counts uses and finds captured bindings and names that several bindings of one function share.
    fn count_mentions(&mut self, core: &Tree, order: &[NodeId], owners: &[NodeId]) {
        let mut declared_in: Vec<Option<NodeId>> = vec![None; core.bindings.len()];
        let mut first_of_name: FxHashMap<Symbol, u32> = FxHashMap::default();
        let mut contested: FxHashSet<Symbol> = FxHashSet::default();
        for (at, binding) in core.bindings.iter().enumerate() {
            if *first_of_name.entry(binding.name).or_insert(at as u32) != at as u32 {
                contested.insert(binding.name);
            }
        }
        let mut seen: FxHashMap<(NodeId, Symbol), u32> = FxHashMap::default();
        for &id in order {
            let kind = core.kind(id);
            if !matches!(kind, Kind::Name | Kind::Bind) {
                continue;
            }
            let (at, owner) = (core.payload(id), owners[id.0 as usize]);
            if kind == Kind::Bind {
                declared_in[at as usize].get_or_insert(owner);
                self.binds[at as usize] += 1;
            } else {
                self.uses[at as usize] += 1;
            }
            let name = core.bindings[at as usize].name;
            if contested.contains(&name) && *seen.entry((owner, name)).or_insert(at) != at {
                self.shared.insert((owner, name));
            }
        }
        for &id in order {
            if core.kind(id) == Kind::Name {
                let at = core.payload(id) as usize;
                self.captured[at] |= declared_in[at].is_none_or(|owner| owner != owners[id.0 as usize]);
            }
        }
    }

    /// Fills the tables for `id`; its children, and the initialiser a folded name stands for, have been judged.
    fn judge(&mut self, core: &Tree, id: NodeId) {
        let kids = core.kids(id);
        let (needs, hard) = self.judge_need(core, id);
        let leaves = self.judge_leaving(core, id);
        let at = id.0 as usize;
        let bit = |holds: bool, bit: u8| if holds { bit } else { 0 };
        self.bits[at] |= bit(needs, NEEDS) | bit(hard, HARD) | bit(leaves, LEAVES);
        if core.kind(id) == Kind::Name
            && let Some(init) = self.fold.replacement(core.payload(id))
        {
            let init = init.0 as usize;
            self.bits[at] = self.bits[init];
            self.purity[at] = self.purity[init];
            self.spill[at] = self.spill[init];
            return;
        }
        self.purity[at] = match core.kind(id) {
            Kind::Function => Level::Constant,
            _ => kids.iter().map(|&kid| self.purity(kid)).fold(own_level(core, id), Level::max),
        };
        if core.kind(id) == Kind::Object {
            for &kid in kids {
                self.bits[kid.0 as usize] |= IN_OBJECT;
            }
        }
        self.spill[at] = if needs { self.judge_spill(core, id) } else { Level::Constant };
    }

    fn judge_need(&self, core: &Tree, id: NodeId) -> (bool, bool) {
        let kids = core.kids(id);
        let any = |kids: &[NodeId]| (kids.iter().any(|&k| self.needs(k)), kids.iter().any(|&k| self.hard(k)));
        // Several forms in a row want statements, but a comma can say them where none can stand.
        let row = |kids: &[NodeId]| {
            let (needs, hard) = any(kids);
            (needs || kids.len() > 1, hard)
        };
        match core.kind(id) {
            Kind::Function | Kind::Class | Kind::Decorated => {
                let declares = is_declaration(core, id);
                (declares, declares)
            }
            // Statements cannot stand inside of these at all; lowering reports what it finds there.
            Kind::ArrayPattern | Kind::ObjectPattern | Kind::Params | Kind::Bind | Kind::Field | Kind::StaticBlock => {
                (false, false)
            }
            Kind::LetLoop => (true, true),
            Kind::LetForm => {
                let (body, declarators) = kids.split_last().expect("invariant: a let has a body");
                if declarators.iter().any(|&d| !self.fold.removes(core, d)) {
                    return (true, true);
                }
                let effects: Vec<NodeId> =
                    declarators.iter().filter_map(|&d| self.fold.effect_of(core, d, |v| self.purity(v))).collect();
                let (needs, hard) = any(&effects);
                (needs || !effects.is_empty() || self.needs(*body), hard || self.hard(*body))
            }
            Kind::Body | Kind::BeginForm => row(kids),
            Kind::Clause => {
                let (test, body) = (any(&kids[..1]), row(&kids[1..]));
                (test.0 || body.0, test.1 || body.1)
            }
            Kind::Compare => {
                let (needs, hard) = any(kids);
                let plain = kids[1..].iter().all(|&kid| self.is_calm(core, kid));
                (needs || !plain, hard || !plain)
            }
            kind if is_statement(kind) => (true, true),
            _ => any(kids),
        }
    }

    fn judge_leaving(&self, core: &Tree, id: NodeId) -> bool {
        let kids = core.kids(id);
        let last = |kids: &[NodeId]| kids.last().is_some_and(|&kid| self.leaves(kid));
        match core.kind(id) {
            Kind::Return | Kind::Throw | Kind::Break | Kind::Continue => true,
            Kind::BeginForm | Kind::Body | Kind::Block | Kind::LetForm => last(kids),
            Kind::Clause => last(&kids[1..]),
            Kind::IfForm | Kind::If => kids.len() == 3 && self.leaves(kids[1]) && self.leaves(kids[2]),
            Kind::CondForm => {
                kids.iter().all(|&clause| self.leaves(clause))
                    && kids.last().is_some_and(|&clause| core.kind(core.kid(clause, 0)) == Kind::None)
            }
            _ => false,
        }
    }

    fn judge_spill(&self, core: &Tree, id: NodeId) -> Level {
        let kids = core.kids(id);
        let row = |kids: &[NodeId]| match kids.split_last() {
            Some((&last, front)) => front.iter().map(|&k| self.purity(k)).fold(self.spill(last), Level::max),
            None => Level::Constant,
        };
        match core.kind(id) {
            Kind::BeginForm | Kind::Body | Kind::LetForm | Kind::Sequence => row(kids),
            Kind::IfForm
            | Kind::CondForm
            | Kind::Cond
            | Kind::Logical
            | Kind::LogicalAssign
            | Kind::Compare
            | Kind::Chain => self.purity(id),
            kind if is_statement(kind) || kind == Kind::LetLoop || kind == Kind::Function || kind == Kind::Class => {
                Level::Effect
            }
            _ => {
                let last = kids.iter().rposition(|&kid| self.needs(kid)).unwrap_or(0);
                kids.get(..=last).map_or(Level::Effect, row)
            }
        }
    }

    /// Whether `id` is a literal or a name whose value nothing in between can change.
    pub(crate) fn is_calm(&self, core: &Tree, id: NodeId) -> bool {
        if core.kind(id) != Kind::Name {
            return is_literal(core, id);
        }
        match self.fold.replacement(core.payload(id)) {
            // The initialiser of a folded name is followed once: names it stands for are never folded in turn
            // unless they are aliases, and those are calm or not by their own target.
            Some(init) => self.is_calm_end(core, init),
            None => self.is_calm_end(core, id),
        }
    }

    fn is_calm_end(&self, core: &Tree, mut id: NodeId) -> bool {
        while core.kind(id) == Kind::Name
            && let Some(init) = self.fold.replacement(core.payload(id))
        {
            id = init;
        }
        match core.kind(id) {
            Kind::Name => is_stable(core, core.payload(id)) || self.is_private(core, BindingId(core.payload(id))),
            _ => is_literal(core, id),
        }
    }

    /// Whether `binding` is a local that only the function that declares it can see: no call can change it.
    pub(crate) fn is_private(&self, core: &Tree, binding: BindingId) -> bool {
        let Some(known) = core.bindings.get(binding.0 as usize) else { return true };
        match known.kind {
            BindingKind::Const
            | BindingKind::Let
            | BindingKind::Var
            | BindingKind::Function
            | BindingKind::Class
            | BindingKind::Param
            | BindingKind::Catch => !known.fixed && !self.captured(binding),
            BindingKind::Global | BindingKind::Import | BindingKind::OwnName | BindingKind::Arguments => false,
        }
    }
}

/// Reachable nodes, children first, and the function that holds each node.
fn walk(core: &Tree, root: NodeId) -> (Vec<NodeId>, Vec<NodeId>) {
    let mut order = Vec::with_capacity(core.len());
    let mut owner = vec![root; core.len()];
    let mut stack = vec![(root, 0_usize)];
    while let Some(top) = stack.last_mut() {
        let (id, next) = *top;
        top.1 += 1;
        if let Some(&kid) = core.kids(id).get(next) {
            let inner = match core.kind(id) {
                // The name of a declaration belongs outside; for an expression the difference is never seen.
                Kind::Function if next > 0 => true,
                Kind::Field | Kind::StaticBlock => true,
                _ => false,
            };
            owner[kid.0 as usize] = if inner { id } else { owner[id.0 as usize] };
            stack.push((kid, 0));
        } else {
            order.push(id);
            stack.pop();
        }
    }
    (order, owner)
}

/// Whether `kind` is a statement or module item: it has no value of its own in JavaScript.
pub(crate) fn is_statement(kind: Kind) -> bool {
    let is_part = matches!(
        kind,
        Kind::Declarator
            | Kind::Case
            | Kind::Catch
            | Kind::ImportDefault
            | Kind::ImportNamespace
            | Kind::ImportNamed
            | Kind::ExportSpecifier
    );
    (Kind::Expr..=Kind::Program).contains(&kind) && !is_part || kind == Kind::Def
}

/// Whether `id` is a function or class declaration, decorated or not.
pub(crate) fn is_declaration(core: &Tree, id: NodeId) -> bool {
    match core.kind(id) {
        Kind::Function | Kind::Class => core.flags(id).has(Flags::DECLARATION),
        Kind::Decorated => core
            .kids(id)
            .last()
            .is_some_and(|&class| core.kind(class) == Kind::Class && core.flags(class).has(Flags::DECLARATION)),
        _ => false,
    }
}

/// Whether `id` is a literal: it may be written any number of times.
pub(crate) fn is_literal(core: &Tree, id: NodeId) -> bool {
    match core.kind(id) {
        Kind::Null | Kind::True | Kind::False | Kind::Number | Kind::BigInt | Kind::String => true,
        Kind::Unary => core.payload(id) == crate::Unary::Minus.payload() && core.kind(core.kid(id, 0)) == Kind::Number,
        _ => false,
    }
}

/// Whether the binding with index `binding` holds one value from the moment it holds any.
pub(crate) fn is_stable(tree: &Tree, binding: u32) -> bool {
    let binding = &tree.bindings[binding as usize];
    match binding.kind {
        BindingKind::Const
        | BindingKind::Let
        | BindingKind::Param
        | BindingKind::Function
        | BindingKind::Class
        | BindingKind::OwnName
        | BindingKind::Catch
        | BindingKind::Arguments => !binding.assigned,
        BindingKind::Global => matches!(binding.name.as_str(), "undefined" | "NaN" | "Infinity"),
        // The module that exports it may assign it (ECMA-262, 16.2.1.7).
        BindingKind::Import | BindingKind::Var => false,
    }
}

/// Whether the function that `binding` holds is taken to stay what it is where it is called.
pub(crate) fn is_steady_callee(tree: &Tree, binding: u32) -> bool {
    let kind = tree.bindings[binding as usize].kind;
    matches!(kind, BindingKind::Global | BindingKind::Import) || is_stable(tree, binding)
}

/// Notes that names are assigned which a `var` declares again: parameters, functions.
pub(crate) fn note_redeclared(core: &mut Tree) {
    let is_var = |core: &Tree, id: NodeId| {
        core.kind(id) == Kind::Declare && core.payload(id) == crate::DeclareKind::Var.payload()
    };
    let mut work: Vec<NodeId> = (0..core.len() as u32).map(NodeId).filter(|&id| is_var(core, id)).collect();
    while let Some(id) = work.pop() {
        match core.kind(id) {
            Kind::Bind => {
                let binding = core.payload(id) as usize;
                if core.bindings[binding].kind != BindingKind::Var {
                    core.bindings[binding].assigned = true;
                }
            }
            Kind::Declarator | Kind::Default => work.extend(core.kids(id).first()),
            Kind::PatternProperty => work.extend(core.kids(id).last()),
            Kind::Declare | Kind::ArrayPattern | Kind::ObjectPattern | Kind::Rest => work.extend(core.kids(id)),
            _ => {}
        }
    }
}

/// Whether `object` is a global object whose methods are taken to stay what they are.
pub(crate) fn is_steady_global(tree: &Tree, object: NodeId) -> bool {
    tree.kind(object) == Kind::Name && {
        let binding = tree.binding(object);
        binding.kind == BindingKind::Global && STEADY_GLOBALS.contains(&binding.name.as_str())
    }
}

/// What the operation of `id` itself does, its children aside.
pub(crate) fn own_level(core: &Tree, id: NodeId) -> Level {
    let kids = core.kids(id);
    let effect_unless = |calm: bool| if calm { Level::Constant } else { Level::Effect };
    match core.kind(id) {
        Kind::Name if core.flags(id).has(Flags::PLACE) || is_stable(core, core.payload(id)) => Level::Constant,
        Kind::Name => Level::Read,
        Kind::Member | Kind::Index | Kind::Private | Kind::SuperMember | Kind::SuperIndex => {
            effect_unless(core.flags(id).has(Flags::PLACE))
        }
        Kind::Unary => effect_unless(core.payload(id) == crate::Unary::Not.payload() || is_literal(core, id)),
        Kind::Binary => {
            let operator = crate::Binary::from_payload(core.payload(id));
            let strict = matches!(operator, crate::Binary::Eq | crate::Binary::NotEq);
            effect_unless(strict || kids.iter().all(|&kid| is_literal(core, kid)))
        }
        Kind::Template => {
            effect_unless(kids.iter().all(|&kid| core.kind(kid) == Kind::TemplateText || is_literal(core, kid)))
        }
        Kind::Typeof => match core.kind(kids[0]) {
            Kind::Name if is_stable(core, core.payload(kids[0])) => Level::Constant,
            Kind::Name => Level::Read,
            // The place is read, by a getter perhaps.
            kind => effect_unless(!crate::shape::is_place(kind) && kind != Kind::Chain),
        },
        Kind::Computed => effect_unless(is_literal(core, kids[0])),
        Kind::Declarator => effect_unless(core.kind(kids[0]) == Kind::Bind),
        Kind::Declare => {
            let using = [crate::DeclareKind::Using.payload(), crate::DeclareKind::AwaitUsing.payload()];
            // A `var` may be one that has a value.
            let is_var = core.payload(id) == crate::DeclareKind::Var.payload();
            let writes =
                is_var && kids.iter().any(|&kid| core.kids(kid).len() > 1 && core.kind(core.kid(kid, 1)) != Kind::None);
            effect_unless(!using.contains(&core.payload(id)) && !writes)
        }
        // What a class extends, and what its static members and decorators do, is evaluated with it.
        Kind::Class => effect_unless(core.kind(kids[1]) == Kind::None),
        Kind::Field => effect_unless(!core.flags(id).has(Flags::STATIC)),
        Kind::None
        | Kind::Null
        | Kind::True
        | Kind::False
        | Kind::Number
        | Kind::BigInt
        | Kind::String
        | Kind::Regex
        | Kind::TemplateText
        | Kind::This
        | Kind::NewTarget
        | Kind::ImportMeta
        | Kind::Array
        | Kind::Object
        | Kind::Property
        | Kind::Shorthand
        | Kind::Method
        | Kind::Function
        | Kind::Params
        | Kind::Body
        | Kind::KeyName
        | Kind::PrivateName
        | Kind::Void
        | Kind::Logical
        | Kind::Cond
        | Kind::Sequence
        | Kind::Bind
        | Kind::Hole
        | Kind::Expr
        | Kind::Block
        | Kind::If
        | Kind::Empty
        | Kind::LetForm
        | Kind::BeginForm
        | Kind::IfForm
        | Kind::CondForm
        | Kind::Clause
        | Kind::Def => Level::Constant,
        // Whatever is left runs code of somebody else, writes, or moves control.
        _ => Level::Effect,
    }
}
