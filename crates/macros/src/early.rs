//! What JavaScript refuses whatever runs, as far as the forms let it be written (ECMA-262, Static Semantics: Early Errors).
//!
//! Entering: Core of a whole file. Leaving: an error for each member with a name that members cannot have, each
//! `arguments`, `await` and `yield` where there is none, each second `__proto__:` of an object, each `delete` of a private
//! member; in strict code each assignment to `eval` or `arguments`, each `with`, each `delete` of a variable. One pass,
//! children before their parents, and one from the root on for what parts of a script are.

use crate::data::{has_octal_escape, is_legacy_number};
use crate::diagnostics as diag;
use crate::expander::MAX_PROBLEMS;
use crate::names::is_reserved_global;
use sx_base::{Diagnostic, Span, Symbol};
use sx_ir::{BindingKind, DeclareKind, Flags, Goal, Kind, NodeId, Tree};

/// A use of `arguments` that belongs to the function around.
const ARGUMENTS: u8 = 1;
const AWAIT: u8 = 2;
const YIELD: u8 = 4;

/// The early errors of `tree`, with the expansions that made what is wrong where they are known. Strings that JavaScript
/// could not have as they are written lose their spelling.
pub(crate) fn early_errors(tree: &mut Tree) -> Vec<Diagnostic> {
    let (found, respelled) = check(tree);
    for id in respelled {
        tree.raw.remove(&id);
    }
    found
}

fn check(tree: &Tree) -> (Vec<Diagnostic>, Vec<NodeId>) {
    let (open, is_strict) = (vec![0; tree.len()], is_strict(tree));
    let mut check = Check { tree, open, is_strict, found: vec![], respelled: vec![] };
    for index in 0..tree.len() {
        check.visit(NodeId(index as u32));
    }
    check.check_script();
    (check.found, check.respelled)
}

/// What is reserved at a place of a script.
#[derive(Clone, Copy)]
struct Words {
    is_strict: bool,
    is_await: bool,
    is_yield: bool,
}

struct Check<'t> {
    tree: &'t Tree,
    /// What of a node belongs to the function around it.
    open: Vec<u8>,
    is_strict: bool,
    found: Vec<Diagnostic>,
    /// Strings of strict parts of a script with escapes that these cannot have.
    respelled: Vec<NodeId>,
}

impl Check<'_> {
    fn visit(&mut self, id: NodeId) {
        let tree = self.tree;
        let (node, kids) = (tree.node(id), tree.kids(id));
        let below = kids.iter().fold(0, |all, &kid| all | self.open_of(kid));
        let own = match node.kind {
            Kind::Name if tree.binding(id).kind == BindingKind::Arguments || self.is_global(id, "arguments") => {
                ARGUMENTS
            }
            Kind::Await => AWAIT,
            Kind::ForOf if node.flags.has(Flags::AWAIT) => AWAIT,
            Kind::Declare if self.declares(id) == Some(DeclareKind::AwaitUsing) => AWAIT,
            Kind::Yield | Kind::YieldStar => YIELD,
            _ => 0,
        };
        self.open[id.0 as usize] = match node.kind {
            Kind::Function => {
                self.check_parameters(kids[1], node.flags);
                if node.flags.has(Flags::ARROW) { below & ARGUMENTS } else { 0 }
            }
            Kind::Field => {
                self.refuse_in(&kids[1..2], ARGUMENTS | AWAIT | YIELD, "a field");
                self.open_of(kids[0])
            }
            Kind::StaticBlock => {
                self.refuse_in(kids, ARGUMENTS | AWAIT | YIELD, "a static block");
                0
            }
            _ => below | own,
        };
        match node.kind {
            Kind::Class => kids[2..].iter().for_each(|&member| self.check_member(member)),
            Kind::Object => self.check_object(kids),
            Kind::ForIn => self.refuse_resource(kids[0], "the head of a `for-in`"),
            Kind::ExportDeclaration => self.refuse_resource(kids[0], "an `export`"),
            Kind::Case => kids[1..].iter().for_each(|&form| self.refuse_resource(form, "a clause of `switch`")),
            Kind::Delete if tree.kind(self.ended(kids[0])) == Kind::Private => {
                self.report(id, diag::deletes_private);
            }
            _ if self.is_strict => self.check_strict(id),
            _ => {}
        }
    }

    /// What the declaration `id` declares.
    fn declares(&self, id: NodeId) -> Option<DeclareKind> {
        (self.tree.kind(id) == Kind::Declare).then(|| DeclareKind::from_payload(self.tree.payload(id)))
    }

    /// Reports `id` if it is a resource (Explicit Resource Management, Static Semantics: Early Errors).
    fn refuse_resource(&mut self, id: NodeId, place: &str) {
        if matches!(self.declares(id), Some(DeclareKind::Using | DeclareKind::AwaitUsing)) {
            self.report(id, |span| diag::misplaced_resource(span, place));
        }
    }

    /// The last link of a chain, or the node itself.
    fn ended(&self, id: NodeId) -> NodeId {
        if self.tree.kind(id) == Kind::Chain { self.tree.kid(id, 0) } else { id }
    }

    /// What strict code refuses of the node `id`.
    fn check_strict(&mut self, id: NodeId) {
        let (tree, kids) = (self.tree, self.tree.kids(id));
        match tree.kind(id) {
            Kind::Assign | Kind::Compound | Kind::LogicalAssign | Kind::Update => self.check_target(kids[0]),
            Kind::ForIn | Kind::ForOf if tree.kind(kids[0]) != Kind::Declare => self.check_target(kids[0]),
            Kind::ForIn => {
                let value = tree.kids(kids[0]).first().and_then(|&first| tree.kids(first).get(1)).copied();
                if let Some(value) = value.filter(|&value| tree.kind(value) != Kind::None) {
                    self.report(value, |span| diag::value_of_loop_variable(span, "for-in"));
                }
            }
            Kind::Function => self.check_names(tree.kids(kids[1])),
            Kind::With => self.report(id, diag::with_in_strict_code),
            Kind::Delete if tree.kind(kids[0]) == Kind::Name => {
                self.report(id, diag::deletes_variable);
            }
            _ => {}
        }
    }

    /// Simple parameters are called differently.
    fn check_names(&mut self, params: &[NodeId]) {
        let mut seen = rustc_hash::FxHashMap::default();
        for &param in params.iter().filter(|&&param| self.tree.kind(param) == Kind::Bind) {
            let name = self.tree.binding(param).name;
            // Those of a macro have names of their own, whatever they are called.
            if let Some(first) = seen.insert(self.tree.payload(param), param) {
                let first = self.place_of(first);
                self.report(param, |span| diag::duplicate_parameter(span, name, first));
            }
        }
    }

    /// What only parts of a script have or lack: strict code, generators, async functions.
    fn check_script(&mut self) {
        let Some(root) = self.tree.root.filter(|_| self.tree.goal == Goal::Script) else { return };
        let is_strict = self.is_strict;
        let mut work = vec![(root, Words { is_strict, is_await: false, is_yield: false })];
        while let Some((id, words)) = work.pop() {
            let kids = self.tree.kids(id);
            let inside = match self.tree.kind(id) {
                Kind::Class => Words { is_strict: true, ..words },
                Kind::StaticBlock => {
                    let inside = Words { is_strict: true, is_await: true, is_yield: false };
                    work.extend(self.forms_of_body(kids[0]).iter().rev().map(|&form| (form, inside)));
                    continue;
                }
                Kind::Function => {
                    let flags = self.tree.flags(id);
                    let is_strict = words.is_strict || self.tree.says_strict(kids[2]);
                    let is_await = flags.has(Flags::ASYNC);
                    let own = Words { is_strict, is_await, is_yield: flags.has(Flags::GENERATOR) };
                    work.extend(self.forms_of_body(kids[2]).iter().rev().map(|&form| (form, own)));
                    if flags.has(Flags::ARROW) {
                        // The parameters of an arrow are as what is around it (ECMA-262, 15.3).
                        work.push((kids[1], Words { is_strict, is_await: is_await || words.is_await, ..words }));
                    } else {
                        work.extend([(kids[1], own), (kids[0], own)]);
                    }
                    if is_strict && !self.is_strict {
                        self.check_strict(id);
                    }
                    continue;
                }
                _ => words,
            };
            if inside.is_strict && !self.is_strict {
                self.check_strict(id);
            }
            self.check_words(id, words);
            work.extend(kids.iter().rev().map(|&kid| (kid, inside)));
        }
    }

    /// The forms of the body `id` of a function, which may declare a function twice; the value of an arrow is one.
    fn forms_of_body(&self, id: NodeId) -> Vec<NodeId> {
        if self.tree.kind(id) == Kind::Body { self.tree.kids(id).to_vec() } else { vec![id] }
    }

    /// Names of globals, labels and spellings that a script has, but not where these are `words`.
    fn check_words(&mut self, id: NodeId, words: Words) {
        let tree = self.tree;
        let is_word = |name: Symbol| match name.as_str() {
            "await" => words.is_await,
            "yield" => words.is_yield || words.is_strict,
            _ => words.is_strict && is_reserved_global(name, true),
        };
        match tree.kind(id) {
            Kind::Name => {
                let binding = tree.binding(id);
                if binding.kind == BindingKind::Global && is_word(binding.name) {
                    self.report(id, |span| diag::reserved_word(span, binding.name));
                }
            }
            Kind::Label => {
                if let Some(name) = tree.symbol(id).filter(|&name| is_word(name)) {
                    self.report(id, |span| diag::reserved_label(span, name));
                }
            }
            _ if words.is_strict => self.check_spelling(id),
            _ => {}
        }
    }

    /// Literals that strict code cannot have as they are spelled, functions that it cannot have twice in a block.
    fn check_spelling(&mut self, id: NodeId) {
        let tree = self.tree;
        match tree.kind(id) {
            Kind::Number => {
                if let Some(raw) = tree.symbol(id).filter(|raw| is_legacy_number(raw.as_str())) {
                    self.report(id, |span| diag::legacy_octal(span, raw));
                }
            }
            Kind::String if tree.raw.get(&id).is_some_and(|raw| has_octal_escape(raw.as_str())) => {
                self.respelled.push(id);
            }
            Kind::Directive if tree.symbol(id).is_some_and(|raw| has_octal_escape(raw.as_str())) => {
                self.report(id, diag::octal_directive);
            }
            Kind::Block | Kind::BeginForm | Kind::Body => self.check_functions(tree.kids(id).iter().copied()),
            Kind::Clause => self.check_functions(tree.kids(id)[1..].iter().copied()),
            Kind::Switch => {
                let clauses = &tree.kids(id)[1..];
                self.check_functions(clauses.iter().flat_map(|&clause| tree.kids(clause)[1..].iter().copied()));
            }
            _ => {}
        }
    }

    /// Reports functions among `forms` that declare a name again (ECMA-262, B.3.2.4: sloppy code may).
    fn check_functions(&mut self, forms: impl Iterator<Item = NodeId>) {
        let tree = self.tree;
        let mut seen = rustc_hash::FxHashMap::default();
        for form in forms.filter(|&form| tree.kind(form) == Kind::Function) {
            let name = tree.kid(form, 0);
            if tree.kind(name) == Kind::Bind
                && let Some(first) = seen.insert(tree.payload(name), name)
            {
                let first = self.place_of(first);
                self.report(name, |span| diag::redeclared(span, tree.binding(name).name, first));
            }
        }
    }

    fn open_of(&self, id: NodeId) -> u8 {
        self.open.get(id.0 as usize).copied().unwrap_or(0)
    }

    fn is_global(&self, id: NodeId, name: &str) -> bool {
        let binding = self.tree.binding(id);
        binding.kind == BindingKind::Global && binding.name.as_str() == name
    }

    /// The parameters of a generator hold no `yield`, those of an async function no `await`, those of an arrow neither.
    fn check_parameters(&mut self, params: NodeId, flags: Flags) {
        let either = flags.has(Flags::ARROW);
        let mut refused = 0;
        refused |= if either || flags.has(Flags::ASYNC) { AWAIT } else { 0 };
        refused |= if either || flags.has(Flags::GENERATOR) { YIELD } else { 0 };
        self.refuse_in(&[params], refused, "the parameters");
    }

    /// Reports what of `refused` stands in `ids` and belongs to the function around.
    fn refuse_in(&mut self, ids: &[NodeId], refused: u8, place: &str) {
        let mut work: Vec<NodeId> = ids.iter().copied().filter(|&id| self.open_of(id) & refused != 0).collect();
        while let Some(id) = work.pop() {
            let kids = self.tree.kids(id);
            let below: Vec<NodeId> = kids.iter().copied().filter(|&kid| self.open_of(kid) & refused != 0).collect();
            let word = match self.tree.kind(id) {
                Kind::Name => "arguments",
                Kind::Await | Kind::ForOf | Kind::Declare if refused & AWAIT != 0 => "await",
                Kind::Yield | Kind::YieldStar if refused & YIELD != 0 => "yield",
                _ => "",
            };
            if below.is_empty() && !word.is_empty() {
                self.report(id, |span| diag::word_of_function(span, word, place));
            }
            work.extend(below);
        }
    }

    /// A constructor is a method, a class has one `prototype`, and `#constructor` is no name.
    fn check_member(&mut self, member: NodeId) {
        let tree = self.tree;
        let (node, kids) = (tree.node(member), tree.kids(member));
        if !matches!(node.kind, Kind::Method | Kind::Field) || node.flags.has(Flags::CONSTRUCTOR) {
            return;
        }
        let key = kids[0];
        let name = match tree.kind(key) {
            Kind::KeyName | Kind::String | Kind::PrivateName => tree.symbol(key),
            _ => None,
        };
        let Some(name) = name else { return };
        let is_private = tree.kind(key) == Kind::PrivateName;
        let is_static = node.flags.has(Flags::STATIC);
        let is_plain_method =
            node.kind == Kind::Method && !node.flags.has(Flags::GET) && !node.flags.has(Flags::SET) && {
                let function = tree.flags(kids[1]);
                !function.has(Flags::ASYNC) && !function.has(Flags::GENERATOR)
            };
        let wrong = match name.as_str() {
            "constructor" if is_private => true,
            _ if is_private => false,
            "constructor" => node.kind == Kind::Field || !is_static && !is_plain_method,
            "prototype" => is_static,
            _ => false,
        };
        if wrong {
            self.report(key, |span| diag::name_of_member(span, name, is_private, is_static));
        }
    }

    /// An object has one `__proto__: value`; a computed key, a method and a shorthand are properties of that name. And it
    /// has no private members.
    fn check_object(&mut self, members: &[NodeId]) {
        let tree = self.tree;
        for &member in members {
            if let Some(&key) = tree.kids(member).first()
                && tree.kind(key) == Kind::PrivateName
            {
                self.report(key, diag::private_in_object);
            }
        }
        let sets_prototype = |&&member: &&NodeId| {
            let key = *tree.kids(member).first().unwrap_or(&member);
            tree.kind(member) == Kind::Property
                && matches!(tree.kind(key), Kind::KeyName | Kind::String)
                && tree.symbol(key).is_some_and(|name| name.as_str() == "__proto__")
        };
        let mut found = members.iter().filter(sets_prototype);
        if let (Some(&first), Some(&second)) = (found.next(), found.next()) {
            let first = self.place_of(first);
            self.report(second, |span| diag::second_prototype(span, first));
        }
    }

    /// Reports `eval` and `arguments` among what is assigned.
    fn check_target(&mut self, target: NodeId) {
        let tree = self.tree;
        let mut work = vec![target];
        while let Some(id) = work.pop() {
            let kids = tree.kids(id);
            match tree.kind(id) {
                Kind::Name => {
                    let binding = tree.binding(id);
                    let is_free = matches!(binding.kind, BindingKind::Global | BindingKind::Arguments);
                    if is_free && matches!(binding.name.as_str(), "eval" | "arguments") {
                        self.report(id, |span| diag::assigns_restricted(span, binding.name));
                    }
                }
                Kind::ArrayPattern | Kind::ObjectPattern => work.extend(kids),
                Kind::PatternProperty => work.extend(kids.last()),
                Kind::Default | Kind::Rest => work.extend(kids.first()),
                _ => {}
            }
        }
    }

    fn report(&mut self, id: NodeId, problem: impl FnOnce(Span) -> Diagnostic) {
        if self.found.len() < MAX_PROBLEMS {
            let mut problem = problem(self.place_of(id));
            problem.expansion = self.tree.origins.of(id, !self.tree.flags(id).has(sx_ir::Flags::TEMPLATE));
            self.found.push(problem);
        } else if self.found.len() == MAX_PROBLEMS {
            self.found.push(diag::too_many(self.place_of(id), MAX_PROBLEMS));
        }
    }

    fn place_of(&self, id: NodeId) -> Span {
        let node = self.tree.node(id);
        if node.tok.is_none() { node.span } else { node.tok }
    }
}

/// Whether all of the file is strict code.
fn is_strict(tree: &Tree) -> bool {
    tree.goal == Goal::Module || tree.root.is_some_and(|root| tree.says_strict(root))
}
