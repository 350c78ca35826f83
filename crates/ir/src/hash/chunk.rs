//! A module cut into chunks, each with a key that stays when others change.
//!
//! Functions and classes are chunks by name; every declarator of `const`, `let` and `var` is one by the names it
//! declares. Imports are one set, exports are one set, all other statements are one sequence whose order is meaning.
//! `export const a = 1, b = 2` gives the chunks `a`, `b` and an entry for each in `(exports)`.

use super::walk::{Mode, Part, Walk};
use crate::node::{Flags, Kind};
use crate::shape;
use crate::tree::{NodeId, Tree};
use rustc_hash::{FxHashMap, FxHashSet};

/// The hashes of one chunk.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChunkHash {
    /// The key: the declared name, or `(imports)`, `(exports)`, `(statements)`, `default`. A second chunk of the same
    /// key has `#2` after it.
    pub name: String,
    /// The meaning.
    pub v: [u8; 32],
    /// The spelling that all languages share.
    pub s: [u8; 32],
}

/// A chunk before it is hashed.
struct Chunk {
    name: String,
    parts: Vec<Part>,
    /// Whether the order of the parts is no meaning.
    is_set: bool,
}

/// The hashes of every chunk of `tree`, which is IR. Named chunks come first, in source order.
pub fn chunks(tree: &Tree) -> Vec<ChunkHash> {
    let Some(root) = tree.root else { return vec![] };
    let chunks = split_module(tree, root);
    let locals = Locals::new(tree, &chunks);
    let strict = is_strict(tree, root);
    let mut seen: FxHashMap<String, u32> = FxHashMap::default();
    chunks
        .iter()
        .enumerate()
        .map(|(number, chunk)| {
            let hash = |mode| hash_chunk(tree, chunk, mode, strict, &locals, number as u32);
            let count = seen.entry(chunk.name.clone()).or_default();
            *count += 1;
            let name = if *count > 1 { format!("{}#{count}", chunk.name) } else { chunk.name.clone() };
            ChunkHash { name, v: hash(Mode::Meaning), s: hash(Mode::Spelling) }
        })
        .collect()
}

fn hash_chunk(tree: &Tree, chunk: &Chunk, mode: Mode, strict: bool, locals: &Locals, number: u32) -> [u8; 32] {
    let numbered = |binding: u32| locals.is_numbered(tree, binding, number);
    let header = [super::VERSION, mode as u8, u8::from(strict), tree.goal as u8];
    if !chunk.is_set {
        let mut walk = Walk::new(tree, mode, &numbered);
        walk.write_bytes(&header);
        walk.write_parts(&chunk.parts);
        return *blake3::hash(&walk.finish()).as_bytes();
    }
    let mut entries: Vec<Vec<u8>> = chunk
        .parts
        .iter()
        .map(|part| {
            let mut walk = Walk::new(tree, mode, &numbered);
            walk.write_parts(std::slice::from_ref(part));
            walk.finish()
        })
        .collect();
    entries.sort_unstable();
    let mut hasher = blake3::Hasher::new();
    hasher.update(&header);
    for entry in entries {
        hasher.update(&(entry.len() as u64).to_le_bytes());
        hasher.update(&entry);
    }
    *hasher.finalize().as_bytes()
}

/// Module code is strict; a script is when its prologue says so.
fn is_strict(tree: &Tree, root: NodeId) -> bool {
    tree.goal == crate::tree::Goal::Module
        || tree
            .kids(root)
            .iter()
            .take_while(|&&item| tree.kind(item) == Kind::Directive)
            .any(|&item| tree.symbol(item).is_some_and(|text| text.as_str() == "use strict"))
}

struct Splitter<'a> {
    tree: &'a Tree,
    named: Vec<Chunk>,
    imports: Vec<Part>,
    exports: Vec<Part>,
    statements: Vec<Part>,
}

fn split_module(tree: &Tree, root: NodeId) -> Vec<Chunk> {
    let mut splitter = Splitter { tree, named: vec![], imports: vec![], exports: vec![], statements: vec![] };
    for &item in tree.kids(root) {
        splitter.split_item(item, false);
    }
    let Splitter { mut named, imports, exports, statements, .. } = splitter;
    for (name, parts, is_set) in
        [("(imports)", imports, true), ("(exports)", exports, true), ("(statements)", statements, false)]
    {
        if !parts.is_empty() {
            named.push(Chunk { name: name.to_owned(), parts, is_set });
        }
    }
    named
}

impl Splitter<'_> {
    fn split_item(&mut self, item: NodeId, exported: bool) {
        let tree = self.tree;
        match tree.kind(item) {
            Kind::Function | Kind::Class | Kind::Decorated => {
                let name = crate::text::item_name(tree, item);
                let name = name.map_or_else(|| "default".to_owned(), |name| name.as_str().to_owned());
                self.push_named(name, Part::Node { id: item, exported });
            }
            Kind::Declare => self.split_declare(item, exported),
            Kind::ExportDeclaration => {
                let Some(&declaration) = tree.kids(item).first() else { return };
                self.split_item(declaration, true);
                self.exports.extend(declared_names(tree, declaration).into_iter().map(Part::ExportedName));
            }
            Kind::ExportDefault => {
                let Some(&value) = tree.kids(item).first() else { return };
                if tree.flags(value).has(Flags::DECLARATION) && crate::text::item_name(tree, value).is_some() {
                    self.split_item(value, false);
                    self.exports.extend(declared_names(tree, value).into_iter().map(Part::DefaultName));
                } else {
                    self.push_named("default".to_owned(), Part::Node { id: item, exported: false });
                }
            }
            Kind::Import => self.imports.push(Part::Node { id: item, exported: false }),
            Kind::ExportList => {
                self.exports.extend(tree.kids(item).iter().map(|&id| Part::Node { id, exported: false }));
            }
            Kind::ExportFrom | Kind::ExportAll => {
                self.exports.push(Part::Node { id: item, exported: false });
            }
            _ => self.statements.push(Part::Node { id: item, exported: false }),
        }
    }

    fn split_declare(&mut self, declare: NodeId, exported: bool) {
        let tree = self.tree;
        for (place, &declarator) in tree.kids(declare).iter().enumerate() {
            let names = declared_names(tree, declarator);
            let texts: Vec<&str> = names.iter().map(|&bind| tree.binding(bind).name.as_str()).collect();
            let part = Part::Declarator { declare, declarator, place: place as u32, exported };
            self.push_named(texts.join(","), part);
        }
    }

    fn push_named(&mut self, name: String, part: Part) {
        self.named.push(Chunk { name, parts: vec![part], is_set: false });
    }
}

/// The `Bind` nodes that a declaration or declarator itself declares, in order.
fn declared_names(tree: &Tree, id: NodeId) -> Vec<NodeId> {
    let mut names = vec![];
    let mut stack = vec![id];
    while let Some(id) = stack.pop() {
        let kids = tree.kids(id);
        match tree.kind(id) {
            Kind::Bind => names.push(id),
            Kind::Function | Kind::Class | Kind::Declarator | Kind::Default | Kind::Rest => {
                stack.extend(kids.first());
            }
            Kind::Decorated => stack.extend(kids.last()),
            Kind::PatternProperty => stack.extend(kids.get(1)),
            Kind::Declare | Kind::ArrayPattern | Kind::ObjectPattern => stack.extend(kids.iter().rev()),
            _ => {}
        }
    }
    names
}

/// Which bindings are numbered: those of one chunk, and named by nothing outside of it.
struct Locals {
    /// By binding: the one chunk whose nodes mention it, or [`Locals::MANY`].
    owner: Vec<u32>,
    /// Bindings that chunks go by.
    top: FxHashSet<u32>,
    /// Chunks in which direct `eval` or `with` can ask for any name.
    poisoned: FxHashSet<u32>,
}

impl Locals {
    const NOBODY: u32 = u32::MAX;
    const MANY: u32 = u32::MAX - 1;

    fn new(tree: &Tree, chunks: &[Chunk]) -> Self {
        let mut locals = Self {
            owner: vec![Self::NOBODY; tree.bindings.len()],
            top: FxHashSet::default(),
            poisoned: FxHashSet::default(),
        };
        for (number, chunk) in chunks.iter().enumerate() {
            for part in &chunk.parts {
                let id = part.node();
                if !chunk.name.starts_with('(') {
                    locals.top.extend(declared_names(tree, id).iter().map(|&bind| tree.payload(bind)));
                }
                locals.visit(tree, id, number as u32);
            }
        }
        locals
    }

    fn visit(&mut self, tree: &Tree, id: NodeId, chunk: u32) {
        let mut stack = vec![id];
        while let Some(id) = stack.pop() {
            match tree.kind(id) {
                Kind::Name | Kind::Bind => {
                    let owner = &mut self.owner[tree.payload(id) as usize];
                    *owner = if *owner == Self::NOBODY || *owner == chunk { chunk } else { Self::MANY };
                }
                Kind::With => {
                    self.poisoned.insert(chunk);
                }
                Kind::Call if tree.flags(id).has(Flags::EVAL) => {
                    self.poisoned.insert(chunk);
                }
                _ => {}
            }
            stack.extend(tree.kids(id));
        }
    }

    fn is_numbered(&self, tree: &Tree, binding: u32, chunk: u32) -> bool {
        use crate::tree::BindingKind;
        let facts = &tree.bindings[binding as usize];
        let local = match facts.kind {
            BindingKind::Global | BindingKind::Import | BindingKind::Arguments => false,
            BindingKind::Const
            | BindingKind::Let
            | BindingKind::Var
            | BindingKind::Function
            | BindingKind::Class
            | BindingKind::Param
            | BindingKind::Catch
            | BindingKind::OwnName => true,
        };
        local
            && !facts.fixed
            && self.owner[binding as usize] == chunk
            && !self.top.contains(&binding)
            && !self.poisoned.contains(&chunk)
    }
}

impl Part {
    /// The node that holds everything of the part.
    pub(super) fn node(&self) -> NodeId {
        match *self {
            Part::Node { id, .. } | Part::ExportedName(id) | Part::DefaultName(id) => id,
            Part::Declarator { declarator, .. } => declarator,
        }
    }
}

#[cfg(test)]
mod tests;

/// Kept beside the splitter: a kind with a payload but no entry in the shape table would hash its payload as nothing.
const _: () = assert!(shape::KINDS.len() < 256, "a kind is one byte");
