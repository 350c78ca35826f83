//! Core back to forms: what `sx expand` prints.
//!
//! Entering: a Core tree, macros gone, names resolved. Leaving: forms that read as a program again and compile to the
//! same IR. `(when c (f))` has become `IfForm[c, BeginForm[Call[f]]]` and leaves as `(if c (begin (f)))`. Holds
//! afterwards: a head that some binding of the module spells too is written `js/NAME`; a global whose name a form or
//! macro would take is written `\name`; a binding that another would capture has a name of its own. Forms carry the
//! spans of their nodes. Nothing recurses: nodes are raised children first.
//!
//! One thing text cannot say: that a binding was made by a macro. Lowering may fold such a temporary away; as a name in
//! text it is somebody's variable and stays.

mod access;
mod bindings;
mod class;
mod control;
mod data;
mod distinct;
mod function;
mod module;
mod names;
mod pattern;

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::{SmallVec, smallvec};
use sx_base::{Span, Symbol};
use sx_ir::{BindingKind, Flags, Goal, Kind, NodeId, Tree};
use sx_reader::{CoreForm, FormFile, FormId, FormKind, Forms};

/// Raises a Core tree to forms, whose depth is not measured.
pub fn raise(tree: &Tree) -> FormFile {
    let Some((mut raiser, parts)) = Raiser::new(tree) else { return FormFile::default() };
    let mut roots = raiser.file_form();
    raiser.raise_whole(&parts.of, &mut roots);
    FormFile { forms: raiser.forms, roots, ..FormFile::default() }
}

/// Raises a Core tree to forms, one top-level form after another: each file has what one gives, and is over after the
/// call of `take`.
pub fn raise_each(tree: &Tree, mut take: impl FnMut(&FormFile)) {
    let Some((mut raiser, parts)) = Raiser::new(tree) else { return };
    let mut file = FormFile { roots: raiser.file_form(), ..FormFile::default() };
    if !parts.are_in_order {
        raiser.raise_whole(&parts.of, &mut file.roots);
        file.forms = raiser.forms;
        return take(&file);
    }
    let mut at = 0;
    while let Some(&part) = parts.of.get(at as usize) {
        if part < PARTS_BEFORE {
            at += 1;
            continue;
        }
        let form = tree.kids(parts.root)[(part - PARTS_BEFORE) as usize];
        raiser.begin_part(NodeId(at), form);
        for (index, &other) in (at..).zip(&parts.of[at as usize..=form.0 as usize]) {
            if other == part {
                raiser.raise_node(NodeId(index));
            }
        }
        at = form.0 + 1;
        file.roots.extend_from_slice(raiser.pieces(form));
        raiser.give(&mut file, &mut take);
    }
    if !file.roots.is_empty() {
        // There is nothing behind the form of the file.
        raiser.give(&mut file, &mut take);
    }
}

/// What the root holds.
struct Plan {
    parts: Parts,
    mentions: Vec<Mention>,
}

/// Which child of the root holds each node.
struct Parts {
    root: NodeId,
    /// By node: [`NOT_HELD`], [`OF_ROOT`], or the place of the child behind these.
    of: Vec<u32>,
    /// What one child holds stands before what the next one holds.
    are_in_order: bool,
}

const NOT_HELD: u32 = 0;
const OF_ROOT: u32 = 1;
const PARTS_BEFORE: u32 = 2;

/// A `Name` or `Bind` that the root holds, and which of its children holds it, counted from 0.
#[derive(Clone, Copy)]
struct Mention {
    id: NodeId,
    form: u32,
    binding: u32,
    /// It is a `Bind`.
    binds: bool,
}

/// The forms of a node that was raised; most nodes are one form, a body or a property is several.
#[derive(Clone, Copy)]
enum Made {
    Nothing,
    One(FormId),
    /// They stand in [`Raiser::pool`] from here on, behind how many they are.
    Several(u32),
}

/// How a node is wanted by its parent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Role {
    /// As a form of its own.
    Own,
    /// As a list, since a symbol would join with what stands around it.
    Listed,
    /// Not at all: the chain around it is one form.
    Inner,
    /// As a value, where its word would declare a name, or a text would be documentation.
    Value,
}

struct Raiser<'a> {
    tree: &'a Tree,
    forms: Forms,
    /// The forms of each node from `first` on.
    made: Vec<Made>,
    first: u32,
    pool: Vec<FormId>,
    /// Room for the forms of the list that is made now.
    parts: Vec<FormId>,
    roles: Vec<Role>,
    /// What each binding is called in the raised text: its JavaScript name.
    names: Vec<Symbol>,
    /// Globals that only `(js/global "name")` says, where a name of the module hides them.
    hidden: FxHashSet<u32>,
    /// The plain symbol for each binding; `None` where only `\name` says it.
    plain: Vec<Option<Symbol>>,
    /// The plain symbols of constants that the program assigns to, which only `\name` says.
    assigned_constants: FxHashMap<u32, Symbol>,
    /// Whether some binding has a name, by the number of the name.
    is_taken: Vec<bool>,
    /// What stands for each special form, as far as it was used.
    heads: [Option<Symbol>; CoreForm::ALL.len()],
    /// `a.b` for the pairs of `a` and `b` used so far; nothing where that says something else.
    members: FxHashMap<(Symbol, Symbol), Option<Symbol>>,
}

/// The forms of one list; most lists are short.
type Pieces = SmallVec<[FormId; 8]>;

impl<'a> Raiser<'a> {
    /// What raises `tree`, with its names, and which child of the root holds each node.
    fn new(tree: &'a Tree) -> Option<(Self, Parts)> {
        let root = tree.root?;
        let mut raiser = Self {
            tree,
            forms: Forms::new(),
            made: vec![],
            first: 0,
            pool: vec![],
            parts: vec![],
            roles: vec![Role::Own; tree.len()],
            names: vec![],
            hidden: FxHashSet::default(),
            plain: vec![],
            assigned_constants: FxHashMap::default(),
            is_taken: vec![],
            heads: [None; CoreForm::ALL.len()],
            members: FxHashMap::default(),
        };
        let plan = raiser.plan(root);
        (raiser.names, raiser.hidden) = bindings::name_bindings(tree, root, &plan.mentions);
        raiser.plain = names::plain_names(tree, &raiser.names);
        for (binding, plain) in (0..).zip(&mut raiser.plain) {
            if raiser.hidden.contains(&binding) {
                *plain = None;
            }
        }
        for (number, binding) in (0..).zip(&tree.bindings) {
            if binding.assigned && matches!(binding.kind, BindingKind::Const | BindingKind::Import) {
                let plain = raiser.plain[number as usize].take();
                raiser.assigned_constants.extend(plain.map(|plain| (number, plain)));
            }
        }
        raiser.is_taken = names::taken_names(&raiser.names);
        Some((raiser, plan.parts))
    }

    /// Raises all that the root holds, and adds it to `roots`.
    fn raise_whole(&mut self, parts: &[u32], roots: &mut Vec<FormId>) {
        let root = NodeId(parts.len() as u32 - 1);
        self.begin_part(NodeId(0), root);
        for (index, &part) in (0..).zip(parts) {
            if part != NOT_HELD {
                self.raise_node(NodeId(index));
            }
        }
        roots.extend_from_slice(self.pieces(root));
    }

    /// Makes room for what is made of the nodes from `first` to `last`.
    fn begin_part(&mut self, first: NodeId, last: NodeId) {
        self.first = first.0;
        self.made.clear();
        self.made.resize((last.0 - first.0) as usize + 1, Made::Nothing);
        self.pool.clear();
    }

    /// Gives the forms that were made, with the roots of `file`, away and forgets them.
    fn give(&mut self, file: &mut FormFile, take: &mut impl FnMut(&FormFile)) {
        std::mem::swap(&mut file.forms, &mut self.forms);
        take(file);
        std::mem::swap(&mut file.forms, &mut self.forms);
        self.forms.truncate(0, 0);
        file.roots.clear();
    }

    /// Which child of the root holds each node, and the role of each. Parents have greater numbers than children.
    fn plan(&mut self, root: NodeId) -> Plan {
        let mut parts = vec![NOT_HELD; root.0 as usize + 1];
        let (mut are_in_order, mut before) = (true, u32::MAX);
        // Every second node is one, or nearly so.
        let mut mentions = Vec::with_capacity(root.0 as usize / 16 * 9);
        parts[root.0 as usize] = OF_ROOT;
        for (part, form) in (PARTS_BEFORE..).zip(self.tree.kids(root)) {
            parts[form.0 as usize] = part;
        }
        self.plan_forms(self.tree.kids(root), true);
        let mut nodes = self.tree.each().rev();
        // The root, and what nothing holds behind it.
        for _ in root.0 as usize..self.tree.len() {
            nodes.next();
        }
        for (id, node, kids) in nodes {
            let part = parts[id.0 as usize];
            if part == NOT_HELD {
                continue;
            }
            are_in_order &= part <= before;
            before = part;
            match node.kind {
                Kind::Name | Kind::Bind => {
                    let (form, binding, binds) = (part - PARTS_BEFORE, node.payload, node.kind == Kind::Bind);
                    mentions.push(Mention { id, form, binding, binds });
                    continue;
                }
                Kind::Member | Kind::Index | Kind::Private | Kind::Call | Kind::Chain => self.plan_links(id),
                Kind::ExportDefault => self.plan_forms(kids, false),
                kind if holds_forms(kind) => self.plan_forms(kids, true),
                _ => {}
            }
            for kid in kids {
                parts[kid.0 as usize] = part;
            }
        }
        mentions.reverse();
        Plan { parts: Parts { root, of: parts, are_in_order }, mentions }
    }

    /// Values among the forms of a body whose words would say more: `(comma (class A))` declares nothing. `need_names`:
    /// classes without a name could not declare one.
    fn plan_forms(&mut self, forms: &[NodeId], need_names: bool) {
        // The first of several would be documentation, or a directive.
        if let &[first, _, ..] = forms
            && self.tree.kind(first) == Kind::String
        {
            self.roles[first.0 as usize] = Role::Value;
        }
        for &form in forms {
            let mut class = form;
            while self.tree.kind(class) == Kind::Decorated
                && let Some(&inner) = self.tree.kids(class).last()
            {
                class = inner;
            }
            if self.tree.kind(class) == Kind::Class
                && !self.tree.flags(class).has(Flags::DECLARATION)
                && !(need_names && self.is_absent(self.tree.kid(class, 0)))
            {
                self.roles[form.0 as usize] = Role::Value;
            }
        }
    }

    /// The forms of a node that has been raised.
    fn pieces(&self, id: NodeId) -> &[FormId] {
        match &self.made[(id.0 - self.first) as usize] {
            Made::Nothing => &[],
            Made::One(form) => std::slice::from_ref(form),
            &Made::Several(at) => {
                let (len, start) = (self.pool[at as usize].0 as usize, at as usize + 1);
                &self.pool[start..start + len]
            }
        }
    }

    fn pieces_of(&self, ids: &[NodeId]) -> Pieces {
        let mut all = Pieces::new();
        for &id in ids {
            all.extend_from_slice(self.pieces(id));
        }
        all
    }

    /// The one form of a node; several become a `begin`.
    #[inline]
    fn one(&mut self, id: NodeId) -> FormId {
        match self.made[(id.0 - self.first) as usize] {
            Made::One(form) => form,
            Made::Nothing | Made::Several(_) => self.begin_of(id),
        }
    }

    /// `(begin …)` around the forms of a node.
    #[cold]
    fn begin_of(&mut self, id: NodeId) -> FormId {
        let span = self.tree.node(id).span;
        let mut list: Pieces = smallvec![self.head(CoreForm::Begin, span)];
        list.extend_from_slice(self.pieces(id));
        self.forms.list(&list, span)
    }

    fn finish(&mut self, id: NodeId, pieces: &[FormId]) {
        self.made[(id.0 - self.first) as usize] = match pieces {
            [] => Made::Nothing,
            &[form] => Made::One(form),
            _ => {
                let at = self.pool.len() as u32;
                self.pool.push(FormId(pieces.len() as u32));
                self.pool.extend_from_slice(pieces);
                Made::Several(at)
            }
        };
    }

    fn is_absent(&self, id: NodeId) -> bool {
        self.tree.kind(id) == Kind::None
    }

    #[inline]
    fn leaf(&mut self, kind: FormKind, id: NodeId) -> FormId {
        self.forms.leaf(kind, self.tree.node(id).span)
    }

    fn symbol(&mut self, text: &str, span: Span) -> FormId {
        self.forms.symbol(text, span)
    }

    /// A list `(head parts…)` for node `id`.
    fn core_list(&mut self, id: NodeId, core: CoreForm, parts: &[FormId]) -> FormId {
        let node = self.tree.node(id);
        let (span, tok) = (node.span, node.tok);
        let head = self.head(core, tok);
        self.forms.add_headed(FormKind::List, head, parts, span)
    }

    /// A list of the forms of all children after the head `core`.
    fn core_of_kids(&mut self, id: NodeId, core: CoreForm) -> FormId {
        let head = self.head(core, self.tree.node(id).tok);
        self.list_of(Some(head), id, self.tree.kids(id))
    }

    /// A list for node `id`: `head`, and the form of each of `kids` that is there.
    fn list_of(&mut self, head: Option<FormId>, id: NodeId, kids: &[NodeId]) -> FormId {
        let mut parts = std::mem::take(&mut self.parts);
        parts.clear();
        parts.extend(head);
        for &kid in kids {
            match self.made[(kid.0 - self.first) as usize] {
                Made::One(form) => parts.push(form),
                Made::Nothing if self.is_absent(kid) => {}
                Made::Nothing | Made::Several(_) => parts.push(self.begin_of(kid)),
            }
        }
        let list = self.forms.list(&parts, self.tree.node(id).span);
        self.parts = parts;
        list
    }

    fn present_kids(&self, id: NodeId) -> Vec<NodeId> {
        self.tree.kids(id).iter().copied().filter(|&kid| !self.is_absent(kid)).collect()
    }

    /// `(js/NAME …)` around a form.
    fn wrap(&mut self, core: CoreForm, form: FormId, span: Span) -> FormId {
        let head = self.head(core, span);
        self.forms.list(&[head, form], span)
    }

    /// `(file :ext "mjs" :goal script)` when the module is not what a file of its name would be.
    fn file_form(&mut self) -> Vec<FormId> {
        let mut facts = vec![];
        if let Some(ext) = self.tree.ext {
            facts.push(self.forms.leaf(FormKind::Keyword(Symbol::intern("ext")), Span::NONE));
            facts.push(self.string(ext, Span::NONE));
        }
        if self.tree.goal == Goal::Script {
            facts.push(self.forms.leaf(FormKind::Keyword(Symbol::intern("goal")), Span::NONE));
            facts.push(self.symbol("script", Span::NONE));
        }
        if facts.is_empty() {
            return facts;
        }
        let head = self.head(CoreForm::File, Span::NONE);
        facts.insert(0, head);
        vec![self.forms.list(&facts, Span::NONE)]
    }

    #[inline]
    fn raise_node(&mut self, id: NodeId) {
        // Every second node is one, and none is part of a chain.
        if matches!(self.tree.kind(id), Kind::Name | Kind::Bind) {
            let form = self.raise_name(id);
            self.made[(id.0 - self.first) as usize] = Made::One(form);
        } else {
            self.raise_other(id);
        }
    }

    #[expect(clippy::match_same_arms, reason = "the arms are in the order of the node table")]
    #[inline(never)]
    fn raise_other(&mut self, id: NodeId) {
        if self.roles[id.0 as usize] == Role::Inner {
            return;
        }
        let form = match self.tree.kind(id) {
            // These are no form or several.
            Kind::None => return,
            Kind::Body | Kind::Program => {
                let pieces = self.pieces_of(self.tree.kids(id));
                return self.finish(id, &pieces);
            }
            Kind::Property | Kind::PatternProperty => return self.raise_property(id),
            Kind::Shorthand => return self.raise_shorthand(id),
            Kind::JsxAttribute => return self.raise_jsx_attribute(id),
            Kind::ImportNamed | Kind::ExportSpecifier => return self.raise_module_name(id),
            Kind::Function if self.tree.flags(id).has(Flags::METHOD) => return self.raise_method_function(id),

            Kind::Null => self.leaf(FormKind::Null, id),
            Kind::True => self.leaf(FormKind::True, id),
            Kind::False => self.leaf(FormKind::False, id),
            Kind::Number | Kind::BigInt | Kind::String | Kind::Regex | Kind::TemplateText | Kind::JsxText => {
                self.raise_literal(id)
            }
            Kind::Template | Kind::Array | Kind::ArrayPattern | Kind::Object | Kind::ObjectPattern => {
                self.raise_collection(id)
            }
            Kind::JsxAttributes => self.raise_collection(id),
            Kind::TaggedTemplate => self.raise_tagged(id),
            Kind::This => self.keyword_symbol(id, "this"),
            Kind::NewTarget => self.keyword_symbol(id, "new.target"),
            Kind::ImportMeta => self.keyword_symbol(id, "import.meta"),
            Kind::Super => self.keyword_symbol(id, "super"),
            Kind::KeyName => self.raise_key_name(id),
            Kind::Computed => {
                let inner = self.one(self.tree.kid(id, 0));
                self.forms.add(FormKind::Array, &[inner], self.tree.node(id).span)
            }
            Kind::PrivateName => self.raise_private_name(id),
            Kind::Spread | Kind::Rest => {
                let inner = self.one(self.tree.kid(id, 0));
                self.forms.add(FormKind::Spread, &[inner], self.tree.node(id).span)
            }
            Kind::Hole => self.core_list(id, CoreForm::Hole, &[]),
            Kind::Name | Kind::Bind => self.raise_name(id),
            Kind::Default => self.core_of_kids(id, CoreForm::Eq),

            Kind::Unary
            | Kind::Binary
            | Kind::Logical
            | Kind::Compound
            | Kind::LogicalAssign
            | Kind::Compare
            | Kind::Update => self.raise_operator(id),
            Kind::Typeof => self.core_of_kids(id, CoreForm::Typeof),
            Kind::Void => self.core_of_kids(id, CoreForm::Void),
            Kind::Delete => self.core_of_kids(id, CoreForm::Delete),
            Kind::Assign => self.core_of_kids(id, CoreForm::SetBang),
            Kind::Sequence => self.core_of_kids(id, CoreForm::Comma),
            Kind::Yield => self.core_of_kids(id, CoreForm::Yield),
            Kind::YieldStar => self.core_of_kids(id, CoreForm::YieldStar),
            Kind::Await => self.core_of_kids(id, CoreForm::Await),
            Kind::PrivateIn => self.raise_private_in(id),

            Kind::Call
            | Kind::Member
            | Kind::Index
            | Kind::Private
            | Kind::SuperMember
            | Kind::SuperIndex
            | Kind::Chain => self.raise_chain(id),
            Kind::New => self.core_of_kids(id, CoreForm::New),
            Kind::ImportCall => self.raise_import_call(id),

            Kind::Function => self.raise_function(id),
            Kind::Params => self.plain_list(id),
            Kind::Class => self.raise_class(id),
            Kind::Decorated => self.core_of_kids(id, CoreForm::Decorate),
            Kind::Method => self.raise_method(id),
            Kind::Field => self.raise_field(id),
            Kind::StaticBlock => {
                let body = self.pieces_of(self.tree.kids(id));
                self.core_list(id, CoreForm::StaticBlock, &body)
            }

            Kind::JsxElement => self.raise_jsx(id),
            Kind::JsxExpression => match self.present_kids(id)[..] {
                [value] => self.one(value),
                _ => self.core_list(id, CoreForm::Empty, &[]),
            },

            Kind::Expr => self.one(self.tree.kid(id, 0)),
            Kind::Declare => self.raise_declare(id),
            Kind::Declarator => self.plain_list(id),
            Kind::Def => self.raise_def(id),
            Kind::Return => self.core_of_kids(id, CoreForm::Return),
            Kind::Throw => self.core_of_kids(id, CoreForm::Throw),
            Kind::If | Kind::IfForm | Kind::Cond => self.raise_if(id),
            Kind::Block => self.raise_block(id),
            Kind::BeginForm => {
                let items = self.pieces_of(self.tree.kids(id));
                self.core_list(id, CoreForm::Begin, &items)
            }
            Kind::For => self.raise_for(id),
            Kind::ForIn | Kind::ForOf => self.raise_for_each(id),
            Kind::While => self.raise_while(id),
            Kind::DoWhile => self.raise_do_while(id),
            Kind::Switch => self.core_of_kids(id, CoreForm::Switch),
            Kind::Case => self.raise_case(id),
            Kind::Break | Kind::Continue => self.raise_jump(id),
            Kind::Label => self.raise_label(id),
            Kind::Try => self.raise_try(id),
            Kind::Catch => self.raise_catch(id),
            Kind::Debugger => self.core_list(id, CoreForm::Debugger, &[]),
            Kind::Empty => self.core_list(id, CoreForm::Empty, &[]),
            Kind::With => self.raise_with(id),
            Kind::Directive => self.raise_directive(id),

            Kind::Import => self.raise_import(id),
            Kind::ImportDefault => self.one(self.tree.kid(id, 0)),
            Kind::ImportNamespace => self.raise_namespace_import(id),
            Kind::ExportDeclaration => self.core_of_kids(id, CoreForm::Export),
            Kind::ExportDefault => self.raise_export_default(id),
            Kind::ExportList | Kind::ExportFrom => self.raise_export_list(id),
            Kind::ExportAll => self.raise_export_all(id),

            Kind::LetForm | Kind::LetLoop => self.raise_let(id),
            Kind::CondForm => self.core_of_kids(id, CoreForm::Cond),
            Kind::Clause => self.raise_clause(id),
            Kind::Error => self.leaf(FormKind::Error, id),
        };
        let form = if self.roles[id.0 as usize] == Role::Value {
            self.wrap(CoreForm::Comma, form, self.tree.node(id).span)
        } else {
            form
        };
        self.made[(id.0 - self.first) as usize] = Made::One(form);
    }

    /// `(a b)`: the forms of the children in parentheses.
    fn plain_list(&mut self, id: NodeId) -> FormId {
        self.list_of(None, id, self.tree.kids(id))
    }

    fn keyword_symbol(&mut self, id: NodeId, text: &str) -> FormId {
        let span = self.tree.node(id).span;
        self.symbol(text, span)
    }
}

/// Whether definitions can stand below a node of this kind, beside what else it has.
fn holds_forms(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Program
            | Kind::Body
            | Kind::Block
            | Kind::BeginForm
            | Kind::StaticBlock
            | Kind::Expr
            | Kind::LetForm
            | Kind::LetLoop
            | Kind::While
            | Kind::DoWhile
            | Kind::For
            | Kind::ForIn
            | Kind::ForOf
            | Kind::Case
            | Kind::Clause
            | Kind::Try
            | Kind::Catch
            | Kind::Label
            | Kind::With
    )
}

#[cfg(test)]
mod tests;
