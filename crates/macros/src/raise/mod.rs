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
use sx_ir::{Flags, Goal, Kind, NodeId, Tree};
use sx_reader::{CoreForm, FormFile, FormId, FormKind, Forms};

/// Raises a Core tree to forms, whose depth is not measured.
pub fn raise(tree: &Tree) -> FormFile {
    let Some(root) = tree.root else { return FormFile::default() };
    let mut raiser = Raiser {
        tree,
        // Heads are forms too. Room that is not used costs nothing.
        forms: Forms::with_capacity(tree.len() / 2 * 3),
        made: vec![Made::Nothing; tree.len()],
        pool: vec![],
        roles: vec![Role::Own; tree.len()],
        names: vec![],
        hidden: FxHashSet::default(),
        plain: vec![],
        is_taken: vec![],
        heads: FxHashMap::default(),
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
    raiser.is_taken = names::taken_names(&raiser.names);
    for (index, part) in (0..).zip(plan.parts) {
        if part != NOT_HELD {
            raiser.raise_node(NodeId(index));
        }
    }
    let mut roots = raiser.file_form();
    roots.extend_from_slice(raiser.pieces(root));
    FormFile { forms: raiser.forms, roots, ..FormFile::default() }
}

/// What the root holds.
struct Plan {
    /// Which child of the root holds a node, by node: [`NOT_HELD`], [`OF_ROOT`], or the place of the child behind these.
    parts: Vec<u32>,
    mentions: Vec<Mention>,
}

const NOT_HELD: u32 = 0;
const OF_ROOT: u32 = 1;
const PARTS_BEFORE: u32 = 2;

/// A `Name` or `Bind` that the root holds, and which of its children holds it, counted from 0.
#[derive(Clone, Copy)]
struct Mention {
    id: NodeId,
    form: u32,
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
}

struct Raiser<'a> {
    tree: &'a Tree,
    forms: Forms,
    /// The forms of each node.
    made: Vec<Made>,
    pool: Vec<FormId>,
    roles: Vec<Role>,
    /// What each binding is called in the raised text: its JavaScript name.
    names: Vec<Symbol>,
    /// Globals that only `(js/global "name")` says, where a name of the module hides them.
    hidden: FxHashSet<u32>,
    /// The plain symbol for each binding; `None` where only `\name` says it.
    plain: Vec<Option<Symbol>>,
    /// Whether some binding has a name, by the number of the name.
    is_taken: Vec<bool>,
    /// What stands for the special forms used so far.
    heads: FxHashMap<CoreForm, Symbol>,
    /// `a.b` for the pairs of `a` and `b` used so far.
    members: FxHashMap<(Symbol, Symbol), Symbol>,
}

/// The forms of one list; most lists are short.
type Parts = SmallVec<[FormId; 8]>;

impl Raiser<'_> {
    /// Which child of the root holds each node, and the role of each. Parents have greater numbers than children.
    fn plan(&mut self, root: NodeId) -> Plan {
        let mut parts = vec![NOT_HELD; root.0 as usize + 1];
        let mut mentions = Vec::with_capacity(root.0 as usize);
        parts[root.0 as usize] = OF_ROOT;
        for (part, form) in (PARTS_BEFORE..).zip(self.tree.kids(root)) {
            parts[form.0 as usize] = part;
        }
        for index in (0..root.0).rev() {
            let (id, part) = (NodeId(index), parts[index as usize]);
            if part == NOT_HELD {
                continue;
            }
            match self.tree.kind(id) {
                Kind::Name | Kind::Bind => {
                    mentions.push(Mention { id, form: part - PARTS_BEFORE });
                    continue;
                }
                Kind::Member | Kind::Index | Kind::Private | Kind::Call | Kind::Chain => self.plan_links(id),
                _ => {}
            }
            for kid in self.tree.kids(id) {
                parts[kid.0 as usize] = part;
            }
        }
        mentions.reverse();
        Plan { parts, mentions }
    }

    /// The forms of a node that has been raised.
    fn pieces(&self, id: NodeId) -> &[FormId] {
        match &self.made[id.0 as usize] {
            Made::Nothing => &[],
            Made::One(form) => std::slice::from_ref(form),
            &Made::Several(at) => {
                let (len, start) = (self.pool[at as usize].0 as usize, at as usize + 1);
                &self.pool[start..start + len]
            }
        }
    }

    fn pieces_of(&self, ids: &[NodeId]) -> Parts {
        let mut all = Parts::new();
        for &id in ids {
            all.extend_from_slice(self.pieces(id));
        }
        all
    }

    /// The one form of a node; several become a `begin`.
    fn one(&mut self, id: NodeId) -> FormId {
        if let Made::One(form) = self.made[id.0 as usize] {
            return form;
        }
        let span = self.tree.node(id).span;
        let mut list: Parts = smallvec![self.head(CoreForm::Begin, span)];
        list.extend_from_slice(self.pieces(id));
        self.forms.list(&list, span)
    }

    fn finish(&mut self, id: NodeId, pieces: &[FormId]) {
        self.made[id.0 as usize] = match pieces {
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
        let mut list: Parts = smallvec![self.head(core, tok)];
        list.extend_from_slice(parts);
        self.forms.list(&list, span)
    }

    /// A list of the forms of all children after the head `core`.
    fn core_of_kids(&mut self, id: NodeId, core: CoreForm) -> FormId {
        let node = self.tree.node(id);
        let (span, tok) = (node.span, node.tok);
        let mut list: Parts = smallvec![self.head(core, tok)];
        self.push_present(id, &mut list);
        self.forms.list(&list, span)
    }

    /// Adds the form of each child that is there.
    fn push_present(&mut self, id: NodeId, list: &mut Parts) {
        for &kid in self.tree.kids(id) {
            if !self.is_absent(kid) {
                list.push(self.one(kid));
            }
        }
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

    #[expect(clippy::match_same_arms, reason = "the arms are in the order of the node table")]
    fn raise_node(&mut self, id: NodeId) {
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
            Kind::TaggedTemplate => self.core_of_kids(id, CoreForm::Tagged),
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
            Kind::Method => self.raise_method(id),
            Kind::Field => self.raise_field(id),
            Kind::StaticBlock => {
                let body = self.pieces_of(self.tree.kids(id));
                self.core_list(id, CoreForm::StaticBlock, &body)
            }
            Kind::Decorated => self.core_of_kids(id, CoreForm::Decorate),

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
        self.made[id.0 as usize] = Made::One(form);
    }

    /// `(a b)`: the forms of the children in parentheses.
    fn plain_list(&mut self, id: NodeId) -> FormId {
        let mut parts = Parts::new();
        self.push_present(id, &mut parts);
        self.forms.list(&parts, self.tree.node(id).span)
    }

    fn keyword_symbol(&mut self, id: NodeId, text: &str) -> FormId {
        let span = self.tree.node(id).span;
        self.symbol(text, span)
    }
}

#[cfg(test)]
mod tests;
