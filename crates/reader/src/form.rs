//! Forms: what the reader gives and every front end makes. A flat arena; ids, interned symbols, 8-byte spans.
//!
//! `(f [1 2] :k)` is a `List` of a `Symbol`, an `Array` of two `Number`s and a `Keyword`. Children of a form have
//! smaller ids than the form, so that no walk needs the machine stack. The arena is append-only: an id stays valid.

use crate::core_form::CoreForm;
use crate::string::{spell_string, string_value};
use sx_base::arena::Each;
use sx_base::lines::with_line_feeds;
use sx_base::{Comment, Span, Symbol};

/// A form in its arena.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FormId(pub u32);

/// What a form is. Payloads are enough to print it; children are in [`Forms::kids`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FormKind {
    /// `name`, `a-b`, `obj.field`, `a?.b`, `.`, `:`, `...`: as spelled, dots included.
    Symbol(Symbol),
    /// `\name`: exactly this JavaScript identifier (without the backslash).
    Verbatim(Symbol),
    /// `:name` (without the colon).
    Keyword(Symbol),
    /// A numeric literal as spelled, sign included.
    Number(Symbol),
    /// A `BigInt` literal as spelled, sign and `n` included.
    BigInt(Symbol),
    /// A string that is spelled as it is: its value, which stands between the quotes.
    String(Symbol),
    /// A string with escapes: its spelling, quotes included. [`FormKind::string_value`] has the value.
    EscapedString(Symbol),
    /// `` #`…` ``; children alternate `TemplateText`, form, `TemplateText`, …: always odd in number.
    Template,
    /// The raw text of a template between two `${}`, verbatim but for line ends, which are `\n`.
    TemplateText(Symbol),
    /// `#/re/gi`: the text of the JavaScript literal, `/re/gi`.
    Regex(Symbol),
    /// `true`
    True,
    /// `false`
    False,
    /// `null` or `nil`
    Null,
    /// `(…)`; a dotted tail is the symbol `.` before the last child.
    List,
    /// `[…]`
    Array,
    /// `{…}`
    Object,
    /// `#{…}`
    Set,
    /// `'x`; one child.
    Quote,
    /// `` `x ``; one child.
    Quasiquote,
    /// `,x`; one child.
    Unquote,
    /// `,@x`; one child.
    UnquoteSplicing,
    /// `...x`; one child.
    Spread,
    /// `x : T` or `x ?: T`; two children: `x` and the type.
    Typed {
        /// Written with `?:`.
        optional: bool,
    },
    /// A special form that no binding can shadow: `js/if` in text, or the head that a front end made.
    Core(CoreForm),
    /// Expander only: one child, under which the scopes of this set are added to every symbol.
    Scoped(u32),
    /// What could not be read; a diagnostic has been given for it.
    Error,
}

impl FormKind {
    /// Whether this is the raw text of a template.
    pub(crate) fn is_template_text(self) -> bool {
        matches!(self, Self::TemplateText(_))
    }

    /// Whether this is a form of the kinds that have children in text: brackets, the quote family, spread, template,
    /// typed. `()` is one.
    pub fn has_kids(self) -> bool {
        match self {
            Self::List
            | Self::Array
            | Self::Object
            | Self::Set
            | Self::Quote
            | Self::Quasiquote
            | Self::Unquote
            | Self::UnquoteSplicing
            | Self::Spread
            | Self::Template
            | Self::Typed { .. } => true,
            Self::Symbol(_)
            | Self::Verbatim(_)
            | Self::Keyword(_)
            | Self::Number(_)
            | Self::BigInt(_)
            | Self::String(_)
            | Self::EscapedString(_)
            | Self::TemplateText(_)
            | Self::Regex(_)
            | Self::True
            | Self::False
            | Self::Null
            | Self::Core(_)
            | Self::Scoped(_)
            | Self::Error => false,
        }
    }

    /// The kind of a string of a value (WTF-8) that nobody has spelled.
    pub fn string(value: &[u8]) -> Self {
        Self::spelled_string(&spell_string(value))
    }

    /// The kind of the string spelled `raw`, quotes included, whose escapes exist. Lines in it end with `\n`.
    pub fn spelled_string(raw: &str) -> Self {
        let raw = &*with_line_feeds(raw);
        let inner = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        match inner.filter(|inner| !inner.contains('\\')) {
            Some(value) => Self::String(Symbol::intern(value)),
            None => Self::EscapedString(Symbol::intern(raw)),
        }
    }

    /// Whether this is a string.
    pub fn is_string(self) -> bool {
        matches!(self, Self::String(_) | Self::EscapedString(_))
    }

    /// The value of a string (WTF-8). Linear in its length where it has escapes.
    #[inline]
    pub fn string_value(self) -> Option<Symbol> {
        match self {
            Self::String(value) => Some(value),
            Self::EscapedString(raw) => string_value(raw.as_str()),
            _ => None,
        }
    }

    /// Whether such a form is the key of a property, which a value or target follows.
    pub fn is_key(self) -> bool {
        self.is_string() || matches!(self, Self::Keyword(_) | Self::Number(_) | Self::BigInt(_) | Self::Array)
    }

    /// The text of a keyword or string: what such a form is called as a key.
    pub fn key_text(self) -> Option<Symbol> {
        if let Self::Keyword(name) = self { Some(name) } else { self.string_value() }
    }

    /// Whether children stand between an opener and a closer.
    pub(crate) fn has_brackets(self) -> bool {
        matches!(self, Self::List | Self::Array | Self::Object | Self::Set)
    }
}

#[derive(Clone, Copy, Debug)]
struct Node {
    kind: FormKind,
    /// Where the children begin; those of the next form begin where they end.
    first: u32,
    span: Span,
}

/// An arena of forms.
#[derive(Clone, Debug, Default)]
pub struct Forms {
    nodes: Vec<Node>,
    kids: Vec<FormId>,
}

impl Forms {
    /// An empty arena.
    pub fn new() -> Self {
        Self::default()
    }

    /// An empty arena with room for `forms` forms, each but the roots the child of one.
    pub fn with_capacity(forms: usize) -> Self {
        Self { nodes: Vec::with_capacity(forms), kids: Vec::with_capacity(forms) }
    }

    #[inline]
    fn push(&mut self, kind: FormKind, first: u32, span: Span) -> FormId {
        self.nodes.push(Node { kind, first, span });
        FormId(self.nodes.len() as u32 - 1)
    }

    /// Adds a form with children that are already in the arena.
    #[inline]
    pub fn add(&mut self, kind: FormKind, kids: &[FormId], span: Span) -> FormId {
        let first = self.kids.len() as u32;
        self.kids.extend_from_slice(kids);
        self.push(kind, first, span)
    }

    /// Adds a form without children.
    #[inline]
    pub fn leaf(&mut self, kind: FormKind, span: Span) -> FormId {
        self.push(kind, self.kids.len() as u32, span)
    }

    /// Adds a form whose children are `head`, which is in the arena as they are, and `others`.
    pub fn add_headed(&mut self, kind: FormKind, head: FormId, others: &[FormId], span: Span) -> FormId {
        let first = self.kids.len() as u32;
        self.kids.push(head);
        self.kids.extend_from_slice(others);
        self.push(kind, first, span)
    }

    /// Adds a form with children that are already in the arena, one after the other.
    pub fn add_each(&mut self, kind: FormKind, kids: impl IntoIterator<Item = FormId>, span: Span) -> FormId {
        let first = self.kids.len() as u32;
        self.kids.extend(kids);
        self.push(kind, first, span)
    }

    /// Adds a list.
    pub fn list(&mut self, kids: &[FormId], span: Span) -> FormId {
        self.add(FormKind::List, kids, span)
    }

    /// Adds a symbol.
    pub fn symbol(&mut self, name: &str, span: Span) -> FormId {
        self.leaf(FormKind::Symbol(Symbol::intern(name)), span)
    }

    /// What `id` is.
    #[inline]
    pub fn kind(&self, id: FormId) -> FormKind {
        self.nodes[id.0 as usize].kind
    }

    /// Where `id` stands, delimiters included. For forms of a front end: in that language's text.
    #[inline]
    pub fn span(&self, id: FormId) -> Span {
        self.nodes[id.0 as usize].span
    }

    /// The children of `id` in source order.
    #[inline]
    pub fn kids(&self, id: FormId) -> &[FormId] {
        let (at, nodes) = (id.0 as usize, &self.nodes);
        let end = nodes.get(at + 1).map_or(self.kids.len(), |next| next.first as usize);
        &self.kids[nodes[at].first as usize..end]
    }

    /// The children of `id`, and the place of the first in the table of all children; places only grow.
    #[inline]
    pub fn kids_from(&self, id: FormId) -> (usize, &[FormId]) {
        let first = self.nodes[id.0 as usize].first as usize;
        (first, self.kids(id))
    }

    /// The `n`th child, 0-based.
    pub fn kid(&self, id: FormId, n: usize) -> FormId {
        self.kids(id)[n]
    }

    /// The children of `id` when it is a list.
    pub fn as_list(&self, id: FormId) -> Option<&[FormId]> {
        (self.kind(id) == FormKind::List).then(|| self.kids(id))
    }

    /// Every form with its kind and its children, children before their parents.
    pub(crate) fn each(&self) -> impl DoubleEndedIterator<Item = (FormId, FormKind, &[FormId])> {
        Each::new(&self.nodes, &self.kids).map(|(number, node, kids)| (FormId(number), node.kind, kids))
    }

    /// The symbol's text when `id` is a symbol.
    pub fn as_symbol(&self, id: FormId) -> Option<Symbol> {
        match self.kind(id) {
            FormKind::Symbol(name) => Some(name),
            _ => None,
        }
    }

    /// Whether `id` is the symbol `name`.
    pub fn is_symbol(&self, id: FormId, name: &str) -> bool {
        self.as_symbol(id).is_some_and(|symbol| symbol.as_str() == name)
    }

    /// Forgets every form from the `len`th on, and every place in forms from the `kids`th on. Only for those who gave the
    /// ids to nobody, or have them back.
    pub fn truncate(&mut self, len: usize, kids: usize) {
        self.nodes.truncate(len);
        self.kids.truncate(kids);
    }

    /// How many places in other forms the forms have.
    pub fn kids_len(&self) -> usize {
        self.kids.len()
    }

    /// An arena with room for as many forms as `bytes` bytes of text hold at most, nearly always, and some that macros make
    /// of one of them. Room that is not used costs no more than a page; copying an arena that grows costs new ones.
    pub(crate) fn for_text(bytes: usize) -> Self {
        Self { nodes: Vec::with_capacity(bytes / 5 * 2), kids: Vec::with_capacity(bytes / 5 * 2) }
    }

    /// Makes the form `id`, which has no children, one of `kind`, which has none either.
    pub fn set_leaf(&mut self, id: FormId, kind: FormKind) {
        debug_assert!(!kind.has_kids() && self.kids(id).is_empty());
        self.nodes[id.0 as usize].kind = kind;
    }

    /// Number of forms in the arena.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether the arena holds no form.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }
}

impl sx_base::arena::Node for Node {
    fn first_kid(&self) -> u32 {
        self.first
    }
}

/// A file of forms: what [`crate::read`] and the front ends give.
#[derive(Clone, Debug, Default)]
pub struct FormFile {
    /// The arena.
    pub forms: Forms,
    /// The top-level forms in order.
    pub roots: Vec<FormId>,
    /// The comments, sorted by position.
    pub comments: Vec<Comment>,
    /// How deep the forms nest: 0 for atoms only, 1 for `(a)`, 2 for `((a))`. The reader fills it in; for the files of
    /// a front end [`max_depth`] computes it.
    pub depth: u32,
    /// A form at which [`FormFile::depth`] is reached; `None` when no form has children.
    pub deepest: Option<FormId>,
}

/// The deepest [`FormFile::depth`] that anything is built from: later stages recurse on the forms.
pub const MAX_DEPTH: u32 = 5_000;

/// How deep the forms of `file` nest, and a form at which that depth is reached. One pass, no recursion.
pub fn measure_depth(file: &FormFile) -> (u32, Option<FormId>) {
    let forms = &file.forms;
    let mut height = vec![0u32; forms.len()];
    for index in 0..forms.len() {
        let kids = forms.kids(FormId(index as u32));
        if let Some(highest) = kids.iter().map(|kid| height[kid.0 as usize]).max() {
            height[index] = highest + 1;
        }
    }
    let depth = file.roots.iter().map(|root| height[root.0 as usize]).max().unwrap_or(0);
    // The deepest form is at the end of a path on which the height falls by one at each step.
    let mut at = file.roots.iter().copied().find(|root| depth > 0 && height[root.0 as usize] == depth);
    while let Some(form) = at {
        let wanted = height[form.0 as usize] - 1;
        if wanted == 0 {
            break;
        }
        at = forms.kids(form).iter().copied().find(|kid| height[kid.0 as usize] == wanted);
    }
    (depth, at)
}

/// How deep the forms of `file` nest: 0 for atoms only.
pub fn max_depth(file: &FormFile) -> u32 {
    measure_depth(file).0
}
