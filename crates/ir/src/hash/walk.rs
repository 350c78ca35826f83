//! The bytes that are hashed: a canonical, prefix-free serialisation of a chunk.
//!
//! Entering: the nodes of a chunk. Leaving: for each node its kind, its flags of meaning, its payload by value and its
//! children. [`Mode::Meaning`] writes one form for all spellings of one meaning; [`Mode::Spelling`] writes what stands
//! there. Work left to do is on a stack, so that depth costs no machine stack.

use super::literal::{big_int_text, number_text, number_value};
use crate::node::{DeclareKind, Flags, Kind};
use crate::shape::{self, PayloadKind};
use crate::tree::{NO_SYMBOL, NodeId, Tree};
use rustc_hash::FxHashMap;
use sx_base::Symbol;

/// Which hash the bytes are for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub(super) enum Mode {
    /// V.
    Meaning = 0,
    /// S.
    Spelling = 1,
}

/// A piece of a chunk.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    /// A whole item; `exported` by a modifier.
    Node { id: NodeId, exported: bool },
    /// One declarator of a declaration, at `place` in it.
    Declarator { declare: NodeId, declarator: NodeId, place: u32, exported: bool },
    /// A `Bind` that is exported under its name.
    ExportedName(NodeId),
    /// A `Bind` that is exported as `default`.
    DefaultName(NodeId),
}

/// Marks that are no kinds.
mod mark {
    pub(super) const NUMBERED: u8 = 0xF0;
    pub(super) const NAMED: u8 = 0xF1;
    pub(super) const FUNCTION_NAME: u8 = 0xF2;
    pub(super) const LAYOUT: u8 = 0xF3;
}

/// Work to be done.
#[derive(Clone, Copy)]
enum Work {
    Node(NodeId),
    /// The statement of a branch, loop or label, or an item: braces around one statement do not count.
    Statement(NodeId),
    /// One declarator of a declaration as a declaration of its own.
    Declarator(u32, NodeId),
    /// `{ return value }`.
    ReturnBody(NodeId),
}

pub(super) struct Walk<'a> {
    tree: &'a Tree,
    mode: Mode,
    /// Whether a binding is numbered rather than named.
    is_numbered: &'a dyn Fn(u32) -> bool,
    numbers: FxHashMap<u32, u32>,
    out: Vec<u8>,
    stack: Vec<Work>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(tree: &'a Tree, mode: Mode, is_numbered: &'a dyn Fn(u32) -> bool) -> Self {
        Self { tree, mode, is_numbered, numbers: FxHashMap::default(), out: vec![], stack: vec![] }
    }

    pub(super) fn finish(self) -> Vec<u8> {
        self.out
    }

    pub(super) fn write_bytes(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
    }

    pub(super) fn write_parts(&mut self, parts: &[Part]) {
        for &part in parts {
            self.write_part(part);
            while let Some(work) = self.stack.pop() {
                match work {
                    Work::Node(id) => self.write_node(id),
                    Work::Statement(id) => {
                        let id = self.unbrace(id);
                        self.write_node(id);
                    }
                    Work::Declarator(kind, id) => self.write_declarator(kind, id),
                    Work::ReturnBody(value) => {
                        self.write_head(Kind::Body, Flags::NONE, 1);
                        self.write_head(Kind::Return, Flags::NONE, 1);
                        self.stack.push(Work::Node(value));
                    }
                }
            }
        }
    }

    fn write_part(&mut self, part: Part) {
        match part {
            Part::Node { id, exported } => {
                self.write_layout(&[u8::from(exported)]);
                self.stack.push(Work::Statement(id));
            }
            Part::Declarator { declare, declarator, place, exported } => {
                let grouped = self.tree.kids(declare).len() > 1;
                self.write_layout(&[u8::from(exported), u8::from(grouped), place.min(255) as u8]);
                self.stack.push(Work::Declarator(self.tree.payload(declare), declarator));
            }
            Part::ExportedName(bind) => self.write_export(bind, self.tree.binding(bind).name),
            Part::DefaultName(bind) => self.write_export(bind, Symbol::intern("default")),
        }
    }

    /// As the `ExportSpecifier` that says the same.
    fn write_export(&mut self, bind: NodeId, exported: Symbol) {
        self.write_head(Kind::ExportSpecifier, Flags::NONE, 2);
        self.write_head(Kind::Name, Flags::NONE, 0);
        self.write_binding(self.tree.payload(bind));
        self.write_head(Kind::KeyName, Flags::NONE, 0);
        self.write_symbol(exported);
        self.write_layout(&[1]);
    }

    /// What only S sees.
    fn write_layout(&mut self, bytes: &[u8]) {
        if self.mode == Mode::Spelling {
            self.out.push(mark::LAYOUT);
            self.out.push(bytes.len() as u8);
            self.out.extend_from_slice(bytes);
        }
    }

    fn write_head(&mut self, kind: Kind, flags: Flags, kids: usize) {
        self.out.push(kind as u8);
        self.write_number(flags.bits());
        self.write_number(kids as u32);
    }

    fn write_number(&mut self, mut number: u32) {
        while number >= 0x80 {
            self.out.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.out.push(number as u8);
    }

    fn write_symbol(&mut self, symbol: Symbol) {
        self.write_text(symbol.as_wtf8());
    }

    fn write_text(&mut self, bytes: &[u8]) {
        self.write_number(bytes.len() as u32);
        self.out.extend_from_slice(bytes);
    }

    fn write_binding(&mut self, binding: u32) {
        if self.mode == Mode::Meaning && (self.is_numbered)(binding) {
            let next = self.numbers.len() as u32;
            let number = *self.numbers.entry(binding).or_insert(next);
            self.out.push(mark::NUMBERED);
            self.write_number(number);
        } else {
            self.out.push(mark::NAMED);
            self.write_symbol(self.tree.bindings[binding as usize].name);
        }
    }

    /// The flags that the mode sees.
    fn flags(&self, id: NodeId) -> Flags {
        let hidden = match self.mode {
            // After lowering braces are nodes, and an index has its brackets.
            Mode::Meaning => Flags::LAYOUT | Flags::BRACES | Flags::SHORTHAND | Flags::EXPRESSION,
            Mode::Spelling => Flags::LAYOUT | Flags::BRACES,
        };
        self.tree.flags(id).without(hidden)
    }

    fn write_node(&mut self, id: NodeId) {
        let tree = self.tree;
        if self.mode == Mode::Meaning && self.write_normal(id) {
            return;
        }
        self.write_head(tree.kind(id), self.flags(id), tree.kids(id).len());
        self.write_payload(id);
        self.write_position_name(id);
        let start = self.stack.len();
        let kind = tree.kind(id);
        self.stack.extend(
            tree.kids(id)
                .iter()
                .enumerate()
                .map(|(at, &kid)| if is_statement_slot(kind, at) { Work::Statement(kid) } else { Work::Node(kid) }),
        );
        self.stack[start..].reverse();
    }

    /// V only: nodes of which another spelling means the same. False when `id` is none of them.
    fn write_normal(&mut self, id: NodeId) -> bool {
        let tree = self.tree;
        let kids = tree.kids(id);
        match tree.kind(id) {
            Kind::Index if tree.kind(kids[1]) == Kind::String => {
                self.write_head(Kind::Member, self.flags(id), 1);
                self.write_payload(kids[1]);
                self.stack.push(Work::Node(kids[0]));
            }
            Kind::SuperIndex if tree.kind(kids[0]) == Kind::String => {
                self.write_head(Kind::SuperMember, self.flags(id), 0);
                self.write_payload(kids[0]);
            }
            // As a property; `{__proto__}` is a property of that name where `__proto__: v` sets the prototype.
            Kind::Shorthand if tree.symbol(id).is_some_and(|key| key.as_str() != "__proto__") => {
                self.write_head(Kind::Property, Flags::NONE, 2);
                self.write_head(Kind::KeyName, Flags::NONE, 0);
                self.write_payload(id);
                self.stack.push(Work::Node(kids[0]));
            }
            // `"1"`, `1` and `0x1` are one key, as are `"a"` and `a`.
            Kind::Property | Kind::Method | Kind::Field | Kind::PatternProperty
                if kids.first().is_some_and(|&key| matches!(tree.kind(key), Kind::String | Kind::Number)) =>
            {
                self.write_head(tree.kind(id), self.flags(id), kids.len());
                self.write_key(kids[0]);
                self.stack.extend(kids[1..].iter().rev().map(|&kid| Work::Node(kid)));
            }
            // `a, b, c` is `(a, b), c`.
            Kind::Sequence if tree.kind(kids[0]) == Kind::Sequence => {
                let items = flat_sequence(tree, id);
                self.write_head(Kind::Sequence, self.flags(id), items.len());
                self.stack.extend(items.into_iter().rev().map(Work::Node));
            }
            // `{}` and `{/* why */}` between tags are nothing.
            Kind::JsxElement if kids.iter().any(|&kid| is_empty_braces(tree, kid)) => {
                let parts: Vec<NodeId> = kids.iter().copied().filter(|&kid| !is_empty_braces(tree, kid)).collect();
                self.write_head(Kind::JsxElement, self.flags(id), parts.len());
                self.stack.extend(parts.into_iter().rev().map(Work::Node));
            }
            // A `;` between members is none.
            Kind::Class if kids.iter().any(|&kid| tree.kind(kid) == Kind::Empty) => {
                let parts: Vec<NodeId> = kids.iter().copied().filter(|&kid| tree.kind(kid) != Kind::Empty).collect();
                self.write_head(Kind::Class, self.flags(id), parts.len());
                self.write_position_name(id);
                self.stack.extend(parts.into_iter().rev().map(Work::Node));
            }
            Kind::Function if tree.flags(id).has(Flags::EXPRESSION) => {
                self.write_head(Kind::Function, self.flags(id), kids.len());
                self.stack.push(Work::ReturnBody(kids[2]));
                self.stack.extend([Work::Node(kids[1]), Work::Node(kids[0])]);
            }
            Kind::Function => {
                self.write_head(Kind::Function, self.flags(id), kids.len());
                self.write_position_name(id);
                self.stack.extend(kids.iter().rev().map(|&kid| Work::Node(kid)));
            }
            kind @ (Kind::Body | Kind::Block | Kind::Case) => {
                let head = usize::from(kind == Kind::Case);
                let items = self.normal_items(&kids[head..], kind == Kind::Body);
                self.write_head(kind, self.flags(id), items.len() + head);
                self.stack.extend(items.into_iter().rev());
                self.stack.extend(kids[..head].iter().map(|&test| Work::Node(test)));
            }
            _ => return false,
        }
        true
    }

    /// The property name that a literal key stands for (ECMA-262, `PropName`).
    fn write_key(&mut self, key: NodeId) {
        let Some(text) = self.tree.symbol(key) else { return };
        self.write_head(Kind::KeyName, Flags::NONE, 0);
        match (self.tree.kind(key), number_value(text.as_str())) {
            (Kind::Number, Some(value)) => self.write_text(number_text(value).as_bytes()),
            _ => self.write_symbol(text),
        }
    }

    /// Statements with declarations ungrouped and, in function bodies, without `return;` at the end.
    fn normal_items(&self, items: &[NodeId], is_body: bool) -> Vec<Work> {
        let tree = self.tree;
        let mut items = items;
        while let Some((&last, rest)) = items.split_last() {
            let bare =
                tree.kind(last) == Kind::Return && tree.kids(last).iter().all(|&kid| tree.kind(kid) == Kind::None);
            if !is_body || !bare {
                break;
            }
            items = rest;
        }
        let mut out = Vec::with_capacity(items.len());
        for &item in items {
            if tree.kind(item) == Kind::Declare {
                let kind = tree.payload(item);
                out.extend(tree.kids(item).iter().map(|&declarator| Work::Declarator(kind, declarator)));
            } else {
                out.push(Work::Statement(item));
            }
        }
        out
    }

    fn write_declarator(&mut self, kind: u32, declarator: NodeId) {
        self.write_head(Kind::Declare, Flags::NONE, 1);
        let text = shape::operator_text(PayloadKind::DeclareKind, kind).unwrap_or("");
        self.write_text(text.as_bytes());
        self.stack.push(Work::Node(declarator));
    }

    /// V only: `{ s }` is `s` unless `s` declares something in its block.
    fn unbrace(&self, mut id: NodeId) -> NodeId {
        let tree = self.tree;
        while self.mode == Mode::Meaning && tree.kind(id) == Kind::Block {
            let &[only] = tree.kids(id) else { return id };
            let declares = match tree.kind(only) {
                Kind::Declare => tree.payload(only) != DeclareKind::Var.payload(),
                // As to `Label`: `{ a: function f(){} }` declares `f` in the block.
                Kind::Function | Kind::Class | Kind::Decorated | Kind::Label => true,
                _ => false,
            };
            if declares {
                return id;
            }
            id = only;
        }
        id
    }

    fn write_payload(&mut self, id: NodeId) {
        let payload = self.tree.payload(id);
        match (self.tree.kind(id), shape::payload_kind(self.tree.kind(id))) {
            (_, PayloadKind::Nothing) => {}
            (_, PayloadKind::Binding) => self.write_binding(payload),
            (Kind::Number, _) => self.write_numeric(id),
            (Kind::BigInt, _) => {
                let text = self.tree.symbol(id).map(|text| big_int_text(text.as_str())).unwrap_or_default();
                self.write_text(text.as_bytes());
            }
            (_, PayloadKind::Symbol | PayloadKind::OptionalSymbol) if payload == NO_SYMBOL => self.out.push(0),
            (_, PayloadKind::OptionalSymbol) => {
                self.out.push(1);
                self.write_symbol(Symbol::from_index(payload));
            }
            (_, PayloadKind::Symbol) => self.write_symbol(Symbol::from_index(payload)),
            (_, kind) => {
                let text = shape::operator_text(kind, payload).unwrap_or("");
                self.write_text(text.as_bytes());
            }
        }
    }

    fn write_numeric(&mut self, id: NodeId) {
        let Some(text) = self.tree.symbol(id) else { return };
        if let Some(value) = number_value(text.as_str()) {
            self.out.push(1);
            self.out.extend_from_slice(&value.to_bits().to_le_bytes());
        } else {
            self.out.push(0);
            self.write_symbol(text);
        }
    }

    /// The name that a function or class has or takes from `id`, which `f.name` observes whatever the binding is
    /// numbered.
    fn write_position_name(&mut self, id: NodeId) {
        if self.mode == Mode::Spelling {
            return;
        }
        let tree = self.tree;
        let kids = tree.kids(id);
        let name = match tree.kind(id) {
            Kind::Function | Kind::Class => kids.first().copied(),
            Kind::Declarator | Kind::Assign | Kind::LogicalAssign | Kind::Default
                if kids.get(1).is_some_and(|&value| is_anonymous_function(tree, value)) =>
            {
                kids.first().copied()
            }
            _ => None,
        };
        if let Some(name) = name.filter(|&name| matches!(tree.kind(name), Kind::Bind | Kind::Name)) {
            self.out.push(mark::FUNCTION_NAME);
            self.write_symbol(tree.binding(name).name);
        }
    }
}

/// The operands of a sequence whose first operand is one, and so on.
fn flat_sequence(tree: &Tree, id: NodeId) -> Vec<NodeId> {
    let mut spine = vec![id];
    let mut first = tree.kids(id)[0];
    while tree.kind(first) == Kind::Sequence {
        spine.push(first);
        first = tree.kids(first)[0];
    }
    let mut operands = vec![first];
    for sequence in spine.into_iter().rev() {
        operands.extend_from_slice(&tree.kids(sequence)[1..]);
    }
    operands
}

/// Whether `id` is what ECMA-262 calls an anonymous function definition (`IsAnonymousFunctionDefinition`).
fn is_anonymous_function(tree: &Tree, mut id: NodeId) -> bool {
    while tree.kind(id) == Kind::Decorated {
        let Some(&inner) = tree.kids(id).last() else { return false };
        id = inner;
    }
    matches!(tree.kind(id), Kind::Function | Kind::Class)
        && tree.kids(id).first().is_none_or(|&name| tree.kind(name) == Kind::None)
}

/// Whether child `at` of a node of `kind` is a single statement or an item.
const fn is_statement_slot(kind: Kind, at: usize) -> bool {
    match kind {
        Kind::If => at >= 1,
        Kind::While | Kind::With => at == 1,
        Kind::DoWhile | Kind::Label => at == 0,
        Kind::For => at == 3,
        Kind::ForIn | Kind::ForOf => at == 2,
        _ => false,
    }
}

/// Whether `id` is a child of an element that holds no value.
fn is_empty_braces(tree: &Tree, id: NodeId) -> bool {
    tree.kind(id) == Kind::JsxExpression && tree.kids(id).iter().all(|&value| tree.kind(value) == Kind::None)
}
