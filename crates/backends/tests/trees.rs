//! Random trees: printed and read back by the oracle, each must be the tree it was. This is the test of the table of
//! precedences and of every position that wants parentheses of its own.

mod common;

use common::{Reader, difference, parse};
use proptest::prelude::*;
use sx_backends::js::{PrintOptions, print};
use sx_base::{Span, Symbol};
use sx_ir::{Binary, DeclareKind, Flags, Goal, Kind, Logical, NO_SYMBOL, NodeId, Tree, Unary};

const NONE: Flags = Flags::NONE;

/// Where a node stands, as far as it decides what may stand there.
#[derive(Clone, Copy)]
struct Scope {
    is_async: bool,
    is_generator: bool,
    /// In a class body: private names and `super` exist, and the code is strict.
    in_class: bool,
}

/// Makes a tree of a stream of numbers; where the stream ends the tree does.
struct Maker<'a> {
    reader: Reader,
    choices: std::slice::Iter<'a, u32>,
    labels: u32,
    width: u32,
    /// Whether the function around all is a generator.
    is_generator: bool,
}

impl Maker<'_> {
    fn pick(&mut self, count: u32) -> u32 {
        self.choices.next().map_or(0, |&choice| choice % count)
    }

    fn ends(&self) -> bool {
        self.choices.len() == 0
    }

    fn add(&mut self, kind: Kind, flags: Flags, payload: u32, kids: &[NodeId]) -> NodeId {
        self.reader.tree.add(kind, flags, payload, kids, Span::NONE, Span::NONE)
    }

    fn leaf(&mut self, kind: Kind) -> NodeId {
        self.add(kind, NONE, 0, &[])
    }

    fn text(&mut self, kind: Kind, text: &str) -> NodeId {
        self.add(kind, NONE, Symbol::intern(text).index(), &[])
    }

    fn symbol(&mut self) -> u32 {
        let at = self.pick(3) as usize;
        Symbol::intern(["p", "in", "constructorOf"][at]).index()
    }

    fn name(&mut self, scope: Scope, flags: Flags) -> NodeId {
        // In strict code `let` is reserved, and the oracle does not read `yield let()`.
        let names = if scope.in_class || self.is_generator {
            ["a", "b", "async", "of", "c"]
        } else {
            ["a", "b", "async", "of", "let"]
        };
        let at = self.pick(5) as usize;
        let binding = self.reader.binding(names[at]);
        self.add(Kind::Name, flags, binding, &[])
    }

    fn bind(&mut self) -> NodeId {
        self.labels += 1;
        let binding = self.reader.binding(&format!("v{}", self.labels));
        self.add(Kind::Bind, NONE, binding, &[])
    }

    fn simple(&mut self, scope: Scope) -> NodeId {
        match self.pick(9) {
            0..=3 => self.name(scope, NONE),
            4 => self.text(Kind::Number, "1"),
            5 => self.text(Kind::Number, "1.5"),
            6 => self.text(Kind::String, "s"),
            7 => self.text(Kind::Regex, "/r/g"),
            _ => self.leaf(Kind::This),
        }
    }

    fn value(&mut self, scope: Scope) -> NodeId {
        if self.ends() {
            return self.simple(scope);
        }
        match self.pick(26) {
            0..=2 => self.simple(scope),
            3 => {
                let payload = self.pick(4);
                let kid = self.value(scope);
                self.add(Kind::Unary, NONE, Unary::from_payload(payload).payload(), &[kid])
            }
            4 => {
                let kid = self.value(scope);
                self.add(Kind::Void, NONE, 0, &[kid])
            }
            5 => {
                let kind = if self.pick(2) == 0 { Kind::Typeof } else { Kind::Delete };
                let kid = self.place_or_value(scope);
                let is_name = matches!(self.reader.tree.kind(kid), Kind::Name | Kind::Private);
                let is_private_chain = self.reader.tree.kind(kid) == Kind::Chain;
                let kind = if (is_name || is_private_chain) && scope.in_class { Kind::Typeof } else { kind };
                self.add(kind, NONE, 0, &[kid])
            }
            6..=8 => {
                let payload = self.pick(22);
                let kids = [self.value(scope), self.value(scope)];
                self.add(Kind::Binary, NONE, Binary::from_payload(payload).payload(), &kids)
            }
            9 | 10 => {
                let payload = self.pick(3);
                let kids = [self.value(scope), self.value(scope)];
                self.add(Kind::Logical, NONE, Logical::from_payload(payload).payload(), &kids)
            }
            11 => {
                let kids = [self.value(scope), self.value(scope), self.value(scope)];
                self.add(Kind::Cond, NONE, 0, &kids)
            }
            12 => self.assign(scope),
            13 => {
                let flags = [
                    Flags::PREFIX,
                    Flags::POSTFIX,
                    Flags::PREFIX | Flags::DECREMENT,
                    Flags::POSTFIX | Flags::DECREMENT,
                ][self.pick(4) as usize];
                let place = self.place(scope);
                self.add(Kind::Update, flags, 0, &[place])
            }
            14 => {
                let kids = [self.value(scope), self.value(scope)];
                self.add(Kind::Sequence, NONE, 0, &kids)
            }
            15 => self.call(scope),
            16 => {
                let mut kids = vec![self.value(scope)];
                let flags = if self.pick(2) == 0 { Flags::BARE } else { NONE };
                if flags == NONE {
                    kids.extend(self.arguments(scope));
                }
                self.add(Kind::New, flags, 0, &kids)
            }
            17 => self.link(scope, NONE),
            18 => self.chain(scope),
            19 => self.template(scope),
            20 => {
                let kids = [self.place_or_value(scope), self.template(scope)];
                self.add(Kind::TaggedTemplate, NONE, 0, &kids)
            }
            21 => self.function(scope),
            22 => self.arrow(scope),
            23 => self.object(scope),
            24 => self.suspending(scope),
            _ => self.class(scope),
        }
    }

    fn assign(&mut self, scope: Scope) -> NodeId {
        match self.pick(3) {
            0 => {
                let target = self.target(scope);
                let value = self.value(scope);
                self.add(Kind::Assign, NONE, 0, &[target, value])
            }
            1 => {
                let op = [Binary::Add, Binary::Exp, Binary::Ushr][self.pick(3) as usize];
                let kids = [self.place(scope), self.value(scope)];
                self.add(Kind::Compound, NONE, op.payload(), &kids)
            }
            _ => {
                let payload = self.pick(3);
                let kids = [self.place(scope), self.value(scope)];
                self.add(Kind::LogicalAssign, NONE, payload, &kids)
            }
        }
    }

    /// `yield`, `await` or `#p in`, where they may stand.
    fn suspending(&mut self, scope: Scope) -> NodeId {
        match self.pick(4) {
            0 if scope.is_generator => {
                let kid = self.yielded(scope);
                self.add(Kind::YieldStar, NONE, 0, &[kid])
            }
            1 if scope.is_generator => {
                let kid = if self.pick(3) == 0 { self.leaf(Kind::None) } else { self.yielded(scope) };
                self.add(Kind::Yield, NONE, 0, &[kid])
            }
            2 if scope.in_class => {
                let kid = self.value(scope);
                self.add(Kind::PrivateIn, NONE, Symbol::intern("q").index(), &[kid])
            }
            _ if scope.is_async => {
                let kid = self.value(scope);
                self.add(Kind::Await, NONE, 0, &[kid])
            }
            _ => self.simple(scope),
        }
    }

    /// The oracle does not read `yield #p in a`.
    fn yielded(&mut self, scope: Scope) -> NodeId {
        let value = self.value(scope);
        let starts_private = self.reader.tree.kind(value) == Kind::PrivateIn;
        let is_operator =
            matches!(self.reader.tree.kind(value), Kind::Binary | Kind::Logical | Kind::Cond | Kind::Sequence);
        if starts_private || is_operator { self.name(scope, NONE) } else { value }
    }

    fn arguments(&mut self, scope: Scope) -> Vec<NodeId> {
        let count = self.pick(3);
        (0..count)
            .map(|_| {
                let value = self.value(scope);
                if self.pick(5) == 0 { self.add(Kind::Spread, NONE, 0, &[value]) } else { value }
            })
            .collect()
    }

    /// The oracle does not read `async(a + b,)`.
    fn call_arguments(&mut self, callee: NodeId, scope: Scope) -> Vec<NodeId> {
        if self.reader.tree.kind(callee) == Kind::Name && self.reader.tree.binding(callee).name.as_str() == "async" {
            return vec![];
        }
        self.arguments(scope)
    }

    fn call(&mut self, scope: Scope) -> NodeId {
        let mut kids = vec![self.place_or_value(scope)];
        kids.extend(self.call_arguments(kids[0], scope));
        self.add(Kind::Call, NONE, 0, &kids)
    }

    /// A member of a value.
    fn link(&mut self, scope: Scope, flags: Flags) -> NodeId {
        let object = self.value(scope);
        self.link_of(object, scope, flags)
    }

    fn link_of(&mut self, object: NodeId, scope: Scope, flags: Flags) -> NodeId {
        match self.pick(3) {
            0 => {
                let key = self.value(scope);
                self.add(Kind::Index, flags, 0, &[object, key])
            }
            1 if scope.in_class => self.add(Kind::Private, flags, Symbol::intern("q").index(), &[object]),
            _ => {
                let symbol = self.symbol();
                self.add(Kind::Member, flags, symbol, &[object])
            }
        }
    }

    fn chain(&mut self, scope: Scope) -> NodeId {
        let mut at = self.value(scope);
        let mut flags = Flags::OPTIONAL;
        for step in 0..=self.pick(3) {
            let is_link = matches!(
                self.reader.tree.kind(at),
                Kind::Member | Kind::Index | Kind::Private | Kind::SuperMember | Kind::SuperIndex | Kind::Name
            );
            at = if self.pick(3) == 0 {
                // The value of a link of this chain cannot be called: `(0, a?.b)` would end the chain.
                if is_link && (step > 0 || self.pick(4) > 0) {
                    self.reader.add_place(at);
                }
                let mut kids = vec![at];
                kids.extend(self.call_arguments(kids[0], scope));
                self.add(Kind::Call, flags, 0, &kids)
            } else {
                self.link_of(at, scope, flags)
            };
            flags = if self.pick(2) == 0 { Flags::OPTIONAL } else { NONE };
            if flags == Flags::OPTIONAL && self.pick(2) == 0 {
                flags = NONE;
            }
        }
        self.add(Kind::Chain, NONE, 0, &[at])
    }

    fn template(&mut self, scope: Scope) -> NodeId {
        let mut kids = vec![self.text(Kind::TemplateText, "t")];
        if self.pick(2) == 0 {
            kids.push(self.value(scope));
            kids.push(self.text(Kind::TemplateText, ""));
        }
        self.add(Kind::Template, NONE, 0, &kids)
    }

    fn place(&mut self, scope: Scope) -> NodeId {
        let id = match self.pick(4) {
            0 => self.link(scope, NONE),
            1 if scope.in_class => {
                let symbol = self.symbol();
                self.add(Kind::SuperMember, NONE, symbol, &[])
            }
            2 if scope.in_class => {
                let key = self.value(scope);
                self.add(Kind::SuperIndex, NONE, 0, &[key])
            }
            _ => self.name(scope, NONE),
        };
        self.reader.add_place(id)
    }

    fn place_or_value(&mut self, scope: Scope) -> NodeId {
        match self.pick(4) {
            0 | 1 => self.place(scope),
            2 => {
                let chain = self.chain(scope);
                let inner = self.reader.tree.kid(chain, 0);
                let is_place = matches!(self.reader.tree.kind(inner), Kind::Member | Kind::Index | Kind::Private);
                if is_place && self.pick(2) == 0 { self.reader.add_place(chain) } else { chain }
            }
            _ => self.value(scope),
        }
    }

    fn target(&mut self, scope: Scope) -> NodeId {
        if self.pick(3) > 0 || self.ends() {
            return self.place(scope);
        }
        self.pattern(scope, true)
    }

    fn pattern(&mut self, scope: Scope, places: bool) -> NodeId {
        let leaf = |maker: &mut Self| if places { maker.place(scope) } else { maker.bind() };
        let mut element = leaf(self);
        if self.pick(2) == 0 {
            let value = self.value(scope);
            element = self.add(Kind::Default, NONE, 0, &[element, value]);
        }
        let rest = leaf(self);
        let rest = self.add(Kind::Rest, NONE, 0, &[rest]);
        if self.pick(2) == 0 {
            let hole = self.leaf(Kind::Hole);
            let kids = [vec![hole, element], vec![element, rest], vec![element, hole]][self.pick(3) as usize].clone();
            return self.add(Kind::ArrayPattern, NONE, 0, &kids);
        }
        let key = self.key(scope);
        let property = self.add(Kind::PatternProperty, NONE, 0, &[key, element]);
        self.add(Kind::ObjectPattern, NONE, 0, &[property])
    }

    fn key(&mut self, scope: Scope) -> NodeId {
        match self.pick(4) {
            0 => {
                let value = self.value(scope);
                self.add(Kind::Computed, NONE, 0, &[value])
            }
            1 => self.text(Kind::String, "k y"),
            2 => self.text(Kind::Number, "7"),
            _ => self.text(Kind::KeyName, "get"),
        }
    }

    fn object(&mut self, scope: Scope) -> NodeId {
        let mut kids = Vec::new();
        for _ in 0..self.pick(3) {
            let member = match self.pick(3) {
                0 => {
                    let name = self.name(scope, NONE);
                    let key = self.reader.tree.binding(name).name.index();
                    self.add(Kind::Shorthand, NONE, key, &[name])
                }
                1 => {
                    let value = self.value(scope);
                    self.add(Kind::Spread, NONE, 0, &[value])
                }
                _ => {
                    let kids = [self.key(scope), self.value(scope)];
                    self.add(Kind::Property, NONE, 0, &kids)
                }
            };
            kids.push(member);
        }
        if self.pick(2) == 0 {
            self.add(Kind::Object, NONE, 0, &kids)
        } else {
            let kids = self.arguments(scope);
            self.add(Kind::Array, NONE, 0, &kids)
        }
    }

    fn body(&mut self, scope: Scope) -> NodeId {
        let mut kids = Vec::new();
        for _ in 0..self.pick(3) {
            kids.push(self.stmt(scope));
        }
        self.add(Kind::Body, NONE, 0, &kids)
    }

    fn function(&mut self, scope: Scope) -> NodeId {
        let flags = [NONE, Flags::ASYNC, Flags::GENERATOR, Flags::ASYNC | Flags::GENERATOR][self.pick(4) as usize];
        let inner = Scope {
            is_async: flags.has(Flags::ASYNC),
            is_generator: flags.has(Flags::GENERATOR),
            in_class: scope.in_class,
        };
        let bind = if self.pick(2) == 0 { self.leaf(Kind::None) } else { self.bind() };
        let params = self.params(Scope { is_async: false, is_generator: false, ..scope });
        let body = self.body_without_super(inner);
        self.add(Kind::Function, flags, 0, &[bind, params, body])
    }

    /// The body of a function that is no method: no `super`; a single plain value is enough.
    fn body_without_super(&mut self, scope: Scope) -> NodeId {
        let value = self.simple(scope);
        let kid = self.add(Kind::Return, NONE, 0, &[value]);
        self.add(Kind::Body, NONE, 0, &[kid])
    }

    fn params(&mut self, scope: Scope) -> NodeId {
        let mut kids = Vec::new();
        for _ in 0..self.pick(3) {
            // No `super` in the parameters of a function: only simple defaults.
            let bind = self.bind();
            kids.push(if self.pick(3) == 0 {
                let value = self.simple(scope);
                self.add(Kind::Default, NONE, 0, &[bind, value])
            } else {
                bind
            });
        }
        self.add(Kind::Params, NONE, 0, &kids)
    }

    fn arrow(&mut self, scope: Scope) -> NodeId {
        let is_async = self.pick(2) == 0;
        let inner = Scope { is_async, is_generator: false, ..scope };
        let bind = self.leaf(Kind::None);
        let params = self.params(Scope { is_async: false, is_generator: false, ..scope });
        let flags = Flags::ARROW | if is_async { Flags::ASYNC } else { NONE };
        if self.pick(3) == 0 {
            let body = self.body(inner);
            return self.add(Kind::Function, flags, 0, &[bind, params, body]);
        }
        let body = self.value(inner);
        self.add(Kind::Function, flags | Flags::EXPRESSION, 0, &[bind, params, body])
    }

    fn class(&mut self, scope: Scope) -> NodeId {
        let bind = if self.pick(2) == 0 { self.leaf(Kind::None) } else { self.bind() };
        // A class is strict code, its heritage too.
        let strict = Scope { in_class: scope.in_class, ..scope };
        let heritage = if scope.in_class && self.pick(2) == 0 { self.value(strict) } else { self.leaf(Kind::None) };
        self.add(Kind::Class, NONE, 0, &[bind, heritage])
    }

    fn expr_stmt(&mut self, scope: Scope) -> NodeId {
        let value = self.value(scope);
        self.add(Kind::Expr, NONE, 0, &[value])
    }

    fn block(&mut self, scope: Scope) -> NodeId {
        let kid = self.stmt(scope);
        self.add(Kind::Block, NONE, 0, &[kid])
    }

    fn stmt(&mut self, scope: Scope) -> NodeId {
        if self.ends() {
            return self.expr_stmt(scope);
        }
        match self.pick(14) {
            0 => {
                let (bind, value) = (self.bind(), self.value(scope));
                let declarator = self.add(Kind::Declarator, NONE, 0, &[bind, value]);
                self.add(Kind::Declare, NONE, DeclareKind::Var.payload(), &[declarator])
            }
            1 => {
                let value = self.value(scope);
                self.add(Kind::Return, NONE, 0, &[value])
            }
            2 => {
                let value = self.value(scope);
                self.add(Kind::Throw, NONE, 0, &[value])
            }
            3 => {
                let kids = [self.value(scope), self.block(scope), self.stmt(scope)];
                self.add(Kind::If, NONE, 0, &kids)
            }
            4 => {
                let (test, then, none) = (self.value(scope), self.stmt(scope), self.leaf(Kind::None));
                self.add(Kind::If, NONE, 0, &[test, then, none])
            }
            5 | 6 => {
                let kids = [self.for_init(scope), self.value(scope), self.value(scope), self.stmt(scope)];
                self.add(Kind::For, NONE, 0, &kids)
            }
            7 => {
                let kids = [self.for_head(scope), self.value(scope), self.stmt(scope)];
                self.add(Kind::ForIn, NONE, 0, &kids)
            }
            8 => {
                let flags = if scope.is_async && self.pick(2) == 0 { Flags::AWAIT } else { NONE };
                let kids = [self.for_head(scope), self.value(scope), self.stmt(scope)];
                self.add(Kind::ForOf, flags, 0, &kids)
            }
            9 => {
                let kids = [self.stmt(scope), self.value(scope)];
                self.add(Kind::DoWhile, NONE, 0, &kids)
            }
            10 => {
                self.labels += 1;
                let label = Symbol::intern(&format!("l{}", self.labels)).index();
                let kid = self.stmt(scope);
                self.add(Kind::Label, NONE, label, &[kid])
            }
            _ => self.expr_stmt(scope),
        }
    }

    fn for_init(&mut self, scope: Scope) -> NodeId {
        if self.pick(2) == 0 {
            return self.value(scope);
        }
        let (target, value) = (self.bind(), self.value(scope));
        let declarator = self.add(Kind::Declarator, NONE, 0, &[target, value]);
        let kind = [DeclareKind::Var, DeclareKind::Let][self.pick(2) as usize];
        self.add(Kind::Declare, NONE, kind.payload(), &[declarator])
    }

    fn for_head(&mut self, scope: Scope) -> NodeId {
        if self.pick(2) == 0 {
            return self.target(scope);
        }
        let target = if self.pick(2) == 0 { self.bind() } else { self.pattern(scope, false) };
        let none = self.leaf(Kind::None);
        let declarator = self.add(Kind::Declarator, NONE, 0, &[target, none]);
        self.add(Kind::Declare, NONE, DeclareKind::Const.payload(), &[declarator])
    }

    /// One statement in a method of a class, or in a sloppy function.
    fn program(mut self) -> (Tree, u32) {
        let in_class = self.pick(2) == 0;
        self.is_generator = self.pick(2) == 0;
        let flags = Flags::ASYNC | if self.is_generator { Flags::GENERATOR } else { NONE };
        let scope = Scope { is_async: true, is_generator: self.is_generator, in_class };
        self.width = [100, 40, 10][self.pick(3) as usize];
        let stmt = self.stmt(scope);
        let body = self.add(Kind::Body, NONE, 0, &[stmt]);
        let (bind, params) = (self.bind(), self.add(Kind::Params, NONE, 0, &[]));
        let item = if in_class {
            let none = self.leaf(Kind::None);
            let function = self.add(Kind::Function, flags | Flags::METHOD, 0, &[none, params, body]);
            let key = self.text(Kind::KeyName, "m");
            let method = self.add(Kind::Method, NONE, 0, &[key, function]);
            let private = self.text(Kind::PrivateName, "q");
            let none = self.leaf(Kind::None);
            let field = self.add(Kind::Field, NONE, 0, &[private, none]);
            let none = self.leaf(Kind::None);
            self.add(Kind::Class, Flags::DECLARATION, 0, &[bind, none, field, method])
        } else {
            self.add(Kind::Function, flags | Flags::DECLARATION, 0, &[bind, params, body])
        };
        let root = self.add(Kind::Program, NONE, 0, &[item]);
        self.reader.tree.root = Some(root);
        let _ = NO_SYMBOL;
        (self.reader.tree, self.width)
    }
}

fn make(choices: &[u32]) -> (Tree, u32) {
    let reader = Reader::new("", Goal::Script);
    Maker { reader, choices: choices.iter(), labels: 0, width: 100, is_generator: false }.program()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn trees_come_back(choices in proptest::collection::vec(0_u32..10_000, 0..120)) {
        let (tree, width) = make(&choices);
        let printed = print(&tree, &[], &PrintOptions { width, ..PrintOptions::default() }).text;
        let again = parse(&printed, Goal::Script);
        prop_assert!(again.is_ok(), "{} in\n{printed}", again.err().unwrap_or_default());
        let found = difference(&tree, &again.expect("just seen").tree);
        prop_assert!(found.is_none(), "{}\n{printed}", found.unwrap_or_default());
    }
}
