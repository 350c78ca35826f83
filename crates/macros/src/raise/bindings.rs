//! Names for the bindings of raised text.
//!
//! Core refers to bindings by id, text by name. A binding that a macro brought may share its name with one that a
//! person wrote, and each `Name` must still find its own. One walk follows the scopes of the raised text; wherever a name
//! would find another binding, one of the two, the one a macro made if there is one, gets a name that nothing has. Where
//! neither can, a global that an export hides, the global is written `(js/global "Array")`. The walk leaves out the functions in which no two bindings share a name.

use super::Mention;
use super::distinct::distinct_functions;
use rustc_hash::{FxHashMap, FxHashSet};
use sx_base::Symbol;
use sx_ir::{BindingKind, Flags, Kind, LetKind, NodeId, Tree};

/// The name of each binding in the raised text, and the globals that have none there. `mentions` are all that `root` holds.
pub(super) fn name_bindings(tree: &Tree, root: NodeId, mentions: &[Mention]) -> (Vec<Symbol>, FxHashSet<u32>) {
    // What a macro brought is said to be so, since lowering folds it away where it can.
    let mut marked: FxHashMap<Symbol, Symbol> = FxHashMap::default();
    let spelled = |binding: &sx_ir::Binding| {
        let mark = || Symbol::intern(&format!("{}#", binding.name));
        if binding.fresh { *marked.entry(binding.name).or_insert_with(mark) } else { binding.name }
    };
    let mut names: Vec<Symbol> = tree.bindings.iter().map(spelled).collect();
    let is_distinct = distinct_functions(tree, root, mentions, &names);
    let binders = Binders::collect(tree, root, &is_distinct);
    let (clashes, hidden) = Walk::new(tree, &names, &binders).run(root, &is_distinct);
    if !clashes.is_empty() {
        rename(&clashes, &binders.found, &mut names);
    }
    (names, hidden)
}

/// Gives each binding of `clashes` a name of its own, in the order of `found`, in which they stand in the text: so the text
/// that is expanded again has the same numbers, though it makes its bindings in another order.
fn rename(clashes: &FxHashSet<u32>, found: &[u32], names: &mut [Symbol]) {
    let mut taken: FxHashSet<Symbol> = names.iter().copied().collect();
    let mut next: FxHashMap<Symbol, u32> = FxHashMap::default();
    for &binding in found.iter().filter(|&binding| clashes.contains(binding)) {
        // The number is no part of the name that the output wants: `tmp#2` for what a macro brought, else `x##2`.
        let text = names[binding as usize].as_str();
        let is_fresh = text.ends_with('#');
        let count = next.entry(names[binding as usize]).or_insert(2);
        let name = loop {
            let name = Symbol::intern(&if is_fresh { format!("{text}{count}") } else { format!("{text}##{count}") });
            *count += 1;
            if taken.insert(name) {
                break name;
            }
        };
        names[binding as usize] = name;
    }
}

/// Which bindings each scope node holds, in the order in which they stand.
struct Binders {
    /// By node, one more than the first binding; 0 for none.
    first: Vec<u32>,
    /// By binding, one more than the next one of its scope; 0 for none.
    next: Vec<u32>,
    /// All of them, each once, in the order in which they stand in the text.
    found: Vec<u32>,
}

/// A node on its way down with the scopes around it.
#[derive(Clone, Copy)]
struct Place {
    id: NodeId,
    block: NodeId,
    function: NodeId,
}

impl Binders {
    /// The bindings in `root`; of the children that are distinct functions only what they declare around them.
    fn collect(tree: &Tree, root: NodeId, is_distinct: &[bool]) -> Self {
        let mut seen = vec![false; tree.bindings.len()];
        let mut found = vec![];
        let mut stack = vec![];
        let forms = tree.kids(root).iter().zip(is_distinct).rev();
        for (&form, &is_distinct) in forms {
            let id = if is_distinct { tree.kid(form, 0) } else { form };
            stack.push(Place { id, block: root, function: root });
        }
        while let Some(place) = stack.pop() {
            let Place { id, block, function } = place;
            if tree.kind(id) == Kind::Bind {
                let binding = tree.payload(id);
                if !std::mem::replace(&mut seen[binding as usize], true) {
                    let is_var = tree.bindings[binding as usize].kind == BindingKind::Var;
                    found.push((if is_var { function } else { block }, binding));
                }
            }
            for (at, &kid) in tree.kids(id).iter().enumerate().rev() {
                if tree.kids(kid).is_empty() && tree.kind(kid) != Kind::Bind {
                    continue;
                }
                // The body of a `let*` is a scope within those of its pairs.
                let is_own = is_let_star(tree, id) && at + 1 == tree.kids(id).len();
                let block = if is_own { kid } else { child_scope(tree, id, at, block) };
                let function = if is_function_child(tree, id, at) { id } else { function };
                if matches!(tree.kind(id), Kind::LetForm | Kind::LetLoop)
                    && let (Kind::Declarator, &[target, value]) = (tree.kind(kid), tree.kids(kid))
                {
                    // What a value defines is in a scope of its own, for which the pair stands.
                    stack.push(Place { id: value, block: kid, function });
                    stack.push(Place { id: target, block, function });
                } else {
                    stack.push(Place { id: kid, block, function });
                }
            }
        }
        let (first, next) = (vec![0; tree.len()], vec![0; tree.bindings.len()]);
        let mut all = Self { first, next, found: found.iter().map(|&(_, binding)| binding).collect() };
        for (scope, binding) in found.into_iter().rev() {
            all.next[binding as usize] = std::mem::replace(&mut all.first[scope.0 as usize], binding + 1);
        }
        all
    }

    /// The bindings of `scope`.
    fn of(&self, scope: NodeId) -> impl Iterator<Item = u32> + '_ {
        let mut at = self.first[scope.0 as usize];
        std::iter::from_fn(move || {
            let binding = at.checked_sub(1)?;
            at = self.next[binding as usize];
            Some(binding)
        })
    }
}

fn is_function_child(tree: &Tree, id: NodeId, at: usize) -> bool {
    match tree.kind(id) {
        Kind::Function => at > 0,
        Kind::StaticBlock => true,
        _ => false,
    }
}

/// The scope in which names declared directly in child `at` of `id` are.
fn child_scope(tree: &Tree, id: NodeId, at: usize, outer: NodeId) -> NodeId {
    let declares = tree.flags(id).has(Flags::DECLARATION);
    match tree.kind(id) {
        // The name of a declaration is outside of it; that of an expression or loop is in a scope of its own, for which
        // its `Bind` stands.
        Kind::Function | Kind::Class if at == 0 && declares => outer,
        Kind::Function | Kind::Class | Kind::LetLoop if at == 0 => tree.kid(id, 0),
        Kind::Function
        | Kind::Class
        | Kind::Block
        | Kind::For
        | Kind::ForIn
        | Kind::ForOf
        | Kind::While
        | Kind::DoWhile
        | Kind::Switch
        | Kind::Catch
        | Kind::StaticBlock
        | Kind::Clause
        | Kind::LetForm
        | Kind::LetLoop
        | Kind::Label
        | Kind::With => id,
        // A `begin` between other forms of a body splices; everywhere else it is a scope. Seeing one scope where there
        // are two only renames more than needed.
        _ => outer,
    }
}

/// What is left to do.
#[derive(Clone, Copy)]
enum Step {
    Visit(NodeId),
    /// Makes the bindings of a scope visible.
    Open(NodeId),
    /// Makes the bindings of one declarator of `let*` visible.
    Declare(NodeId),
    Close,
}

struct Walk<'a> {
    tree: &'a Tree,
    names: &'a [Symbol],
    binders: &'a Binders,
    /// By the number of a name, one more than the place in `log` of the innermost visible binding; 0 for none.
    visible: Vec<u32>,
    /// The bindings that are visible, in the order in which they became so, each with what its name had in `visible`.
    log: Vec<(u32, u32)>,
    /// Where in `log` each open scope begins.
    marks: Vec<usize>,
    clashes: FxHashSet<u32>,
    /// Globals that something hides that cannot move.
    hidden: FxHashSet<u32>,
    steps: Vec<Step>,
}

impl<'a> Walk<'a> {
    fn new(tree: &'a Tree, names: &'a [Symbol], binders: &'a Binders) -> Self {
        let names_end = names.iter().map(|name| name.index() + 1).max().unwrap_or(0);
        Self {
            tree,
            names,
            binders,
            visible: vec![0; names_end as usize],
            log: vec![],
            marks: vec![],
            clashes: FxHashSet::default(),
            hidden: FxHashSet::default(),
            steps: vec![],
        }
    }

    fn run(mut self, root: NodeId, is_distinct: &[bool]) -> (FxHashSet<u32>, FxHashSet<u32>) {
        let forms = self.tree.kids(root).iter().zip(is_distinct).rev();
        self.steps.extend(forms.filter(|&(_, is_distinct)| !is_distinct).map(|(&form, _)| Step::Visit(form)));
        self.steps.push(Step::Open(root));
        while let Some(step) = self.steps.pop() {
            match step {
                Step::Visit(id) => self.visit(id),
                Step::Open(scope) => {
                    self.marks.push(self.log.len());
                    for binding in self.binders.of(scope) {
                        self.show(binding);
                    }
                }
                Step::Declare(declarator) => {
                    self.marks.push(self.log.len());
                    for binding in declared(self.tree, declarator) {
                        self.show(binding);
                    }
                }
                Step::Close => {
                    let mark = self.marks.pop().unwrap_or(0);
                    for (binding, before) in self.log.drain(mark..).rev() {
                        self.visible[self.names[binding as usize].index() as usize] = before;
                    }
                }
            }
        }
        (self.clashes, self.hidden)
    }

    fn show(&mut self, binding: u32) {
        let mark = self.marks.last().copied().unwrap_or(0);
        let name = self.names[binding as usize];
        let before = self.visible[name.index() as usize];
        let mut at = before;
        while at as usize > mark {
            let (other, further) = self.log[at as usize - 1];
            if !self.clashes.contains(&other) {
                self.clash(binding, other);
                break;
            }
            at = further;
        }
        // One that gets another name is not seen under this one.
        if !self.clashes.contains(&binding) {
            self.log.push((binding, before));
            self.visible[name.index() as usize] = self.log.len() as u32;
        }
    }

    fn name(&self, binding: u32) -> Symbol {
        self.names[binding as usize]
    }

    /// Notes that one of two bindings needs a name of its own.
    fn clash(&mut self, wanted: u32, found: u32) {
        let facts = |binding: u32| &self.tree.bindings[binding as usize];
        let movable = |binding: u32| !facts(binding).fixed && facts(binding).kind != BindingKind::Global;
        let first = if facts(wanted).fresh && !facts(found).fresh { wanted } else { found };
        let second = if first == wanted { found } else { wanted };
        if let Some(&moved) = [first, second].iter().find(|&&binding| movable(binding)) {
            self.clashes.insert(moved);
        } else if facts(wanted).kind == BindingKind::Global {
            self.hidden.insert(wanted);
        }
    }

    fn visit(&mut self, id: NodeId) {
        let tree = self.tree;
        let kids = tree.kids(id);
        match tree.kind(id) {
            // A `var` declares for the function around, past whatever has its name in between.
            Kind::Name | Kind::Bind => self.check(tree.payload(id)),
            Kind::LetForm => self.visit_let(id, kids),
            Kind::LetLoop => {
                // Values are outside of the loop; its name and variables are seen by the body.
                let pairs = &kids[1..kids.len().saturating_sub(1)];
                self.steps.extend([Step::Close, Step::Close]);
                self.steps.extend(kids.last().map(|&body| Step::Visit(body)));
                self.steps.extend(pairs.iter().rev().filter_map(|&pair| target_step(tree, pair)));
                self.steps.extend([Step::Open(id), Step::Open(kids[0])]);
                self.steps.extend(pairs.iter().rev().flat_map(|&pair| value_steps(tree, pair)));
            }
            _ => {
                let opens = child_scope(tree, id, kids.len(), NodeId(u32::MAX)) == id;
                let named = opens && matches!(tree.kind(id), Kind::Function | Kind::Class);
                if opens {
                    self.steps.push(Step::Close);
                }
                if named {
                    self.steps.push(Step::Close);
                }
                let is_var = |kid| tree.kind(kid) == Kind::Bind && tree.binding(kid).kind == BindingKind::Var;
                let matters = |kid| tree.kind(kid) == Kind::Name || !tree.kids(kid).is_empty() || is_var(kid);
                self.steps.extend(kids.iter().rev().filter(|&&kid| matters(kid)).map(|&kid| Step::Visit(kid)));
                if opens {
                    self.steps.push(Step::Open(id));
                }
                if named {
                    self.steps.push(Step::Open(kids[0]));
                }
            }
        }
    }

    fn visit_let(&mut self, id: NodeId, kids: &[NodeId]) {
        let tree = self.tree;
        let Some((&body, pairs)) = kids.split_last() else { return };
        if is_let_star(tree, id) {
            self.steps.extend(pairs.iter().map(|_| Step::Close));
            self.steps.extend([Step::Close, Step::Visit(body), Step::Open(body)]);
            for &pair in pairs.iter().rev() {
                self.steps.extend(target_step(tree, pair));
                self.steps.push(Step::Declare(pair));
                self.steps.extend(value_steps(tree, pair));
            }
            return;
        }
        let recursive = tree.payload(id) == LetKind::Letrec.payload();
        let values = || pairs.iter().rev().flat_map(|&pair| value_steps(tree, pair));
        self.steps.extend([Step::Close, Step::Visit(body)]);
        self.steps.extend(pairs.iter().rev().filter_map(|&pair| target_step(tree, pair)));
        if recursive {
            self.steps.extend(values());
        }
        self.steps.push(Step::Open(id));
        if !recursive {
            self.steps.extend(values());
        }
    }

    /// Whether a read of `binding` finds it here.
    fn check(&mut self, binding: u32) {
        let mut at = self.visible[self.name(binding).index() as usize];
        if at == 0 || self.log[at as usize - 1].0 == binding {
            return;
        }
        while at != 0 && !self.clashes.contains(&binding) {
            let (found, before) = self.log[at as usize - 1];
            if found == binding {
                break;
            }
            if !self.clashes.contains(&found) {
                self.clash(binding, found);
            }
            at = before;
        }
    }
}

fn is_let_star(tree: &Tree, id: NodeId) -> bool {
    tree.kind(id) == Kind::LetForm && tree.payload(id) == LetKind::LetStar.payload()
}

/// The step for what a pair of a `let` binds, if that is a pattern, in which values stand too.
fn target_step(tree: &Tree, pair: NodeId) -> Option<Step> {
    tree.kids(pair).first().filter(|&&target| tree.kind(target) != Kind::Bind).map(|&target| Step::Visit(target))
}

/// The steps for the value of a pair of a `let`, the last one first.
fn value_steps(tree: &Tree, pair: NodeId) -> impl Iterator<Item = Step> {
    let value = tree.kids(pair).get(1).copied();
    value.into_iter().flat_map(move |value| [Step::Close, Step::Visit(value), Step::Open(pair)])
}

/// The bindings that a declarator declares.
fn declared(tree: &Tree, declarator: NodeId) -> Vec<u32> {
    let mut all = vec![];
    let mut stack: Vec<NodeId> = tree.kids(declarator).first().copied().into_iter().collect();
    while let Some(id) = stack.pop() {
        match tree.kind(id) {
            Kind::Bind => all.push(tree.payload(id)),
            Kind::Default | Kind::Rest => stack.extend(tree.kids(id).first()),
            Kind::PatternProperty => stack.extend(tree.kids(id).get(1)),
            Kind::ArrayPattern | Kind::ObjectPattern => stack.extend(tree.kids(id)),
            _ => {}
        }
    }
    all
}
