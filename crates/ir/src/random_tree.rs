//! Random well-formed trees for property tests.
//!
//! Entering: bytes, each one choice. Leaving: a tree that [`crate::verify::verify`] accepts. When the bytes run out
//! every choice is 0, which is always a leaf, so that trees end and shrink with their bytes.

use crate::node::{Binary, DeclareKind, Flags, Kind, Logical, Unary};
use crate::tree::{Binding, BindingId, BindingKind, NO_SYMBOL, NodeId, Tree};
use sx_base::{Span, Symbol};

/// The tree of `choices`.
pub(crate) fn build_tree(choices: &[u8]) -> Tree {
    let mut builder = Builder { tree: Tree::default(), choices, loops: 0, in_function: false };
    for at in 0..4 {
        builder.declare_binding(&format!("global{at}"), BindingKind::Global);
    }
    let mut items = vec![];
    while !builder.choices.is_empty() {
        items.push(builder.item(0));
    }
    let root = builder.add(Kind::Program, Flags::NONE, 0, &items);
    builder.tree.root = Some(root);
    builder.tree
}

/// `depth` arrow functions within each other.
pub(crate) fn deep_tree(depth: usize) -> Tree {
    let mut builder = Builder { tree: Tree::default(), choices: &[], loops: 0, in_function: false };
    let mut inner = builder.leaf(Kind::Null);
    for _ in 0..depth {
        let name = builder.leaf(Kind::None);
        let params = builder.leaf(Kind::Params);
        inner = builder.add(Kind::Function, Flags::ARROW | Flags::EXPRESSION, 0, &[name, params, inner]);
    }
    let item = builder.add(Kind::Expr, Flags::NONE, 0, &[inner]);
    let root = builder.add(Kind::Program, Flags::NONE, 0, &[item]);
    builder.tree.root = Some(root);
    builder.tree
}

/// Deeper than this every choice is a leaf; the builder, unlike what it tests, recurses.
const DEEPEST: u32 = 24;

struct Builder<'a> {
    tree: Tree,
    choices: &'a [u8],
    /// Enclosing loops in this function.
    loops: u32,
    in_function: bool,
}

impl Builder<'_> {
    fn choose(&mut self, depth: u32, of: u8) -> u8 {
        let Some((&first, rest)) = self.choices.split_first() else { return 0 };
        self.choices = rest;
        if depth > DEEPEST { 0 } else { first % of }
    }

    fn add(&mut self, kind: Kind, flags: Flags, payload: u32, kids: &[NodeId]) -> NodeId {
        self.tree.add(kind, flags, payload, kids, Span::NONE, Span::NONE)
    }

    fn leaf(&mut self, kind: Kind) -> NodeId {
        self.add(kind, Flags::NONE, 0, &[])
    }

    fn node(&mut self, kind: Kind, kids: &[NodeId]) -> NodeId {
        self.add(kind, Flags::NONE, 0, kids)
    }

    fn text(&mut self, kind: Kind, text: &str) -> NodeId {
        self.add(kind, Flags::NONE, Symbol::intern(text).index(), &[])
    }

    fn declare_binding(&mut self, name: &str, kind: BindingKind) -> BindingId {
        let name = Symbol::intern(name);
        self.tree.bind(Binding {
            name,
            written: name,
            kind,
            assigned: false,
            fixed: false,
            fresh: self.choices.len().is_multiple_of(3),
            span: Span::NONE,
        })
    }

    fn bind(&mut self, kind: BindingKind) -> NodeId {
        let name = format!("x{}", self.tree.bindings.len());
        let binding = self.declare_binding(&name, kind);
        self.add(Kind::Bind, Flags::NONE, binding.0, &[])
    }

    fn many(&mut self, depth: u32, mut make: impl FnMut(&mut Self, u32) -> NodeId) -> Vec<NodeId> {
        (0..self.choose(depth, 4)).map(|_| make(self, depth + 1)).collect()
    }

    fn maybe(&mut self, depth: u32, make: impl FnOnce(&mut Self, u32) -> NodeId) -> NodeId {
        if self.choose(depth, 2) == 0 { self.leaf(Kind::None) } else { make(self, depth + 1) }
    }

    fn name(&mut self, flags: Flags) -> NodeId {
        let count = self.tree.bindings.len() as u32;
        if count == 0 {
            self.declare_binding("global", BindingKind::Global);
        }
        let binding = u32::from(self.choose(0, 255)) % count.max(1);
        self.add(Kind::Name, flags, binding, &[])
    }

    fn place(&mut self, depth: u32) -> NodeId {
        let symbol = Symbol::intern("key").index();
        match self.choose(depth, 4) {
            0 => self.name(Flags::PLACE),
            1 => {
                let object = self.value(depth + 1);
                self.add(Kind::Member, Flags::PLACE, symbol, &[object])
            }
            2 => {
                let (object, key) = (self.value(depth + 1), self.value(depth + 1));
                self.add(Kind::Index, Flags::PLACE, 0, &[object, key])
            }
            _ => {
                let object = self.value(depth + 1);
                self.add(Kind::Private, Flags::PLACE, symbol, &[object])
            }
        }
    }

    fn value(&mut self, depth: u32) -> NodeId {
        let depth = depth + 1;
        match self.choose(depth, 40) {
            0 => self.leaf(Kind::Null),
            1..=4 => self.name(Flags::NONE),
            5 => self.text(Kind::Number, "0x1F"),
            6 => self.text(Kind::String, "a \"b\"\n;%{"),
            7 => self.text(Kind::Regex, "/a{2}/gu"),
            8 => self.template(depth),
            9 => {
                let (callee, template) = (self.place(depth), self.template(depth));
                self.node(Kind::TaggedTemplate, &[callee, template])
            }
            10 => {
                let elements = self.many(depth, Self::element);
                self.node(Kind::Array, &elements)
            }
            11 | 12 => self.object(depth),
            13..=16 => self.function(depth, Flags::NONE),
            17 => self.class(depth, false),
            18 => {
                let operand = self.value(depth);
                self.add(Kind::Unary, Flags::NONE, Unary::Minus.payload(), &[operand])
            }
            19 => {
                let operand = self.place(depth);
                self.node(if self.choices.len().is_multiple_of(2) { Kind::Typeof } else { Kind::Delete }, &[operand])
            }
            20..=22 => {
                let operands = [self.value(depth), self.value(depth)];
                self.add(Kind::Binary, Flags::NONE, Binary::Instanceof.payload(), &operands)
            }
            23 | 24 => {
                let operands = [self.value(depth), self.value(depth)];
                self.add(Kind::Logical, Flags::NONE, Logical::Nullish.payload(), &operands)
            }
            25 | 26 => {
                let operands = [self.value(depth), self.value(depth), self.value(depth)];
                self.node(Kind::Cond, &operands)
            }
            27 => {
                let (target, value) = (self.assign_target(depth), self.value(depth));
                self.node(Kind::Assign, &[target, value])
            }
            28 => {
                let (place, value) = (self.place(depth), self.value(depth));
                self.add(Kind::LogicalAssign, Flags::NONE, Logical::Or.payload(), &[place, value])
            }
            29 => {
                let place = self.place(depth);
                self.add(Kind::Update, Flags::POSTFIX | Flags::DECREMENT, 0, &[place])
            }
            30 => {
                let operands = [self.value(depth), self.value(depth)];
                self.node(Kind::Sequence, &operands)
            }
            31..=34 => self.call(depth),
            35 => self.chain(depth),
            36 => {
                let specifier = self.value(depth);
                let options = self.maybe(depth, Self::value);
                self.add(Kind::ImportCall, Flags::NONE, NO_SYMBOL, &[specifier, options])
            }
            37 => self.jsx(depth),
            38 => self.leaf(Kind::This),
            _ => {
                let callee = self.value(depth);
                self.add(Kind::New, Flags::BARE, 0, &[callee])
            }
        }
    }

    fn element(&mut self, depth: u32) -> NodeId {
        match self.choose(depth, 4) {
            2 => self.leaf(Kind::Hole),
            3 => {
                let value = self.value(depth);
                self.node(Kind::Spread, &[value])
            }
            _ => self.value(depth),
        }
    }

    fn template(&mut self, depth: u32) -> NodeId {
        let mut parts = vec![self.text(Kind::TemplateText, "a\\n ")];
        for value in self.many(depth, Self::value) {
            parts.push(value);
            parts.push(self.text(Kind::TemplateText, ""));
        }
        self.node(Kind::Template, &parts)
    }

    fn key(&mut self, depth: u32) -> NodeId {
        match self.choose(depth, 3) {
            0 => self.text(Kind::KeyName, "key"),
            1 => self.text(Kind::String, "x-y"),
            _ => {
                let value = self.value(depth);
                self.node(Kind::Computed, &[value])
            }
        }
    }

    fn object(&mut self, depth: u32) -> NodeId {
        let members = self.many(depth, |this, depth| match this.choose(depth, 3) {
            0 => {
                let name = this.name(Flags::NONE);
                this.add(Kind::Shorthand, Flags::NONE, Symbol::intern("key").index(), &[name])
            }
            1 => this.method(depth, Flags::GET),
            _ => {
                let (key, value) = (this.key(depth), this.value(depth));
                this.node(Kind::Property, &[key, value])
            }
        });
        self.node(Kind::Object, &members)
    }

    fn method(&mut self, depth: u32, flags: Flags) -> NodeId {
        let (key, function) = (self.key(depth), self.function(depth, Flags::METHOD));
        self.add(Kind::Method, flags, 0, &[key, function])
    }

    fn function(&mut self, depth: u32, flags: Flags) -> NodeId {
        let outer = (std::mem::take(&mut self.loops), std::mem::replace(&mut self.in_function, true));
        let arrow = flags == Flags::NONE && self.choose(depth, 2) == 0;
        let name = if flags.has(Flags::DECLARATION) { self.bind(BindingKind::Function) } else { self.leaf(Kind::None) };
        let params = self.many(depth, |this, depth| this.pattern(depth, true));
        let params = self.node(Kind::Params, &params);
        let function = if arrow && self.choose(depth, 2) == 0 {
            let body = self.value(depth);
            self.add(Kind::Function, Flags::ARROW | Flags::EXPRESSION | Flags::ASYNC, 0, &[name, params, body])
        } else {
            let flags = if arrow { Flags::ARROW } else { flags };
            let items = self.many(depth, Self::item);
            let body = self.node(Kind::Body, &items);
            self.add(Kind::Function, flags, 0, &[name, params, body])
        };
        (self.loops, self.in_function) = outer;
        function
    }

    fn class(&mut self, depth: u32, declaration: bool) -> NodeId {
        let name = if declaration { self.bind(BindingKind::Class) } else { self.leaf(Kind::None) };
        let mut parts = vec![name, self.maybe(depth, Self::value)];
        parts.extend(self.many(depth, |this, depth| match this.choose(depth, 3) {
            0 => {
                let (key, value) = (this.key(depth), this.maybe(depth, Self::value));
                this.add(Kind::Field, Flags::STATIC, 0, &[key, value])
            }
            1 => this.leaf(Kind::Empty),
            _ => this.method(depth, Flags::STATIC),
        }));
        self.add(Kind::Class, if declaration { Flags::DECLARATION } else { Flags::NONE }, 0, &parts)
    }

    fn call(&mut self, depth: u32) -> NodeId {
        let mut parts = vec![if self.choose(depth, 2) == 0 { self.place(depth) } else { self.value(depth) }];
        parts.extend(self.many(depth, Self::value));
        self.node(Kind::Call, &parts)
    }

    fn chain(&mut self, depth: u32) -> NodeId {
        let base = self.value(depth);
        let symbol = Symbol::intern("link").index();
        let first = self.add(Kind::Member, Flags::OPTIONAL, symbol, &[base]);
        let second = self.add(Kind::Member, Flags::PLACE, symbol, &[first]);
        let call = self.add(Kind::Call, Flags::OPTIONAL, 0, &[second]);
        self.node(Kind::Chain, &[call])
    }

    fn jsx(&mut self, depth: u32) -> NodeId {
        let tag = self.maybe(depth, |this, _| this.text(Kind::KeyName, "my-tag"));
        let value = self.maybe(depth, |this, _| this.text(Kind::String, "v"));
        let attribute = self.add(Kind::JsxAttribute, Flags::NONE, Symbol::intern("data-x").index(), &[value]);
        let attributes = self.node(Kind::JsxAttributes, &[attribute]);
        let text = self.text(Kind::JsxText, " text ");
        let child = self.maybe(depth, Self::value);
        let child = self.node(Kind::JsxExpression, &[child]);
        self.node(Kind::JsxElement, &[tag, attributes, text, child])
    }

    /// A binding or assignment pattern, perhaps with a default.
    fn pattern(&mut self, depth: u32, declares: bool) -> NodeId {
        let target = self.target(depth, declares);
        if self.choose(depth, 4) != 1 {
            return target;
        }
        let value = self.value(depth);
        self.node(Kind::Default, &[target, value])
    }

    fn assign_target(&mut self, depth: u32) -> NodeId {
        self.target(depth, false)
    }

    fn target(&mut self, depth: u32, declares: bool) -> NodeId {
        let depth = depth + 1;
        match self.choose(depth, 4) {
            1 => {
                let mut elements = self.many(depth, |this, depth| this.pattern(depth, declares));
                let rest = self.target(depth, declares);
                elements.push(self.node(Kind::Rest, &[rest]));
                self.node(Kind::ArrayPattern, &elements)
            }
            2 => {
                let members = self.many(depth, |this, depth| {
                    let (key, target) = (this.key(depth), this.pattern(depth, declares));
                    this.node(Kind::PatternProperty, &[key, target])
                });
                self.node(Kind::ObjectPattern, &members)
            }
            _ if declares => self.bind(BindingKind::Let),
            _ => self.place(depth),
        }
    }

    fn declare(&mut self, depth: u32, kind: DeclareKind) -> NodeId {
        let (target, value) = (self.target(depth, true), self.value(depth));
        let declarator = self.node(Kind::Declarator, &[target, value]);
        self.add(Kind::Declare, Flags::NONE, kind.payload(), &[declarator])
    }

    fn item(&mut self, depth: u32) -> NodeId {
        let depth = depth + 1;
        match self.choose(depth, 8) {
            1 => self.declare(depth, DeclareKind::Const),
            2 => self.function(depth, Flags::DECLARATION),
            3 => self.class(depth, true),
            _ => self.statement(depth),
        }
    }

    fn block(&mut self, depth: u32) -> NodeId {
        let items = self.many(depth, Self::item);
        self.node(Kind::Block, &items)
    }

    fn loop_body(&mut self, depth: u32) -> NodeId {
        self.loops += 1;
        let body = self.statement(depth);
        self.loops -= 1;
        body
    }

    fn statement(&mut self, depth: u32) -> NodeId {
        let depth = depth + 1;
        match self.choose(depth, 20) {
            0 => self.leaf(Kind::Empty),
            1 => {
                let parts = [self.value(depth), self.statement(depth), self.maybe(depth, Self::statement)];
                self.node(Kind::If, &parts)
            }
            2 => self.block(depth),
            3 => {
                let init = self.maybe(depth, |this, depth| this.declare(depth, DeclareKind::Let));
                let (test, update) = (self.maybe(depth, Self::value), self.maybe(depth, Self::value));
                let body = self.loop_body(depth);
                self.node(Kind::For, &[init, test, update, body])
            }
            4 => {
                let target = self.target(depth, true);
                let none = self.leaf(Kind::None);
                let declarator = self.node(Kind::Declarator, &[target, none]);
                let head = self.add(Kind::Declare, Flags::NONE, DeclareKind::Const.payload(), &[declarator]);
                let (object, body) = (self.value(depth), self.loop_body(depth));
                self.node(Kind::ForOf, &[head, object, body])
            }
            5 => {
                let (head, object) = (self.assign_target(depth), self.value(depth));
                let body = self.loop_body(depth);
                self.node(Kind::ForIn, &[head, object, body])
            }
            6 => {
                let (test, body) = (self.value(depth), self.loop_body(depth));
                self.node(Kind::While, &[test, body])
            }
            7 => {
                let (body, test) = (self.loop_body(depth), self.value(depth));
                self.node(Kind::DoWhile, &[body, test])
            }
            8 => {
                let mut parts = vec![self.value(depth)];
                parts.extend(self.many(depth, |this, depth| {
                    let mut parts = vec![this.maybe(depth, Self::value)];
                    parts.extend(this.many(depth, Self::statement));
                    this.node(Kind::Case, &parts)
                }));
                self.node(Kind::Switch, &parts)
            }
            9 if self.loops > 0 => self.add(Kind::Continue, Flags::NONE, NO_SYMBOL, &[]),
            10 => {
                let symbol = Symbol::intern("outer").index();
                let body = self.add(Kind::Break, Flags::NONE, symbol, &[]);
                self.add(Kind::Label, Flags::NONE, symbol, &[body])
            }
            11 => {
                let body = self.block(depth);
                let parameter = self.maybe(depth, |this, depth| this.target(depth, true));
                let handler = self.block(depth);
                let handler = self.node(Kind::Catch, &[parameter, handler]);
                let finally = self.maybe(depth, Self::block);
                self.node(Kind::Try, &[body, handler, finally])
            }
            12 if self.in_function => {
                let value = self.maybe(depth, Self::value);
                self.node(Kind::Return, &[value])
            }
            13 => {
                let value = self.value(depth);
                self.node(Kind::Throw, &[value])
            }
            _ => {
                let value = self.value(depth);
                self.node(Kind::Expr, &[value])
            }
        }
    }
}
