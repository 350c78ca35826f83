//! Which list is laid out how: one table of names. Entering: forms; leaving: a [`Style`] for each list.

use crate::core_form::CoreForm;
use crate::form::{FormId, FormKind, Forms};
use rustc_hash::FxHashMap;
use sx_base::Symbol;

/// How the elements of a list that is broken over lines stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shape {
    /// All under the first: `((a 1)` and below it `(b 2))`.
    Data,
    /// Arguments under the first argument.
    Call,
    /// So many arguments on the line of the head, the others two further in than the list.
    Body(u8),
}

/// Which line breaks of the text stay although the list would fit on one line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Keep {
    /// None.
    Nothing,
    /// One between two arguments (elements, in [`Shape::Data`]).
    Items,
    /// One before a form of the body.
    Body,
    /// Any in the list.
    All,
}

/// The layout of one list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Style {
    pub(super) shape: Shape,
    pub(super) keep: Keep,
    /// A function: as last argument it may begin on the line of the head.
    pub(super) is_function: bool,
    /// A chain `(. base step…)`, in which steps may be glued.
    pub(super) is_chain: bool,
    /// There is no form where a body would stand.
    pub(super) is_bodiless: bool,
}

const DATA: Style =
    Style { shape: Shape::Data, keep: Keep::Nothing, is_function: false, is_chain: false, is_bodiless: false };
const DATA_KEPT: Style = Style { keep: Keep::Items, ..DATA };
const CALL: Style = Style { shape: Shape::Call, ..DATA };
const CALL_KEPT: Style = Style { shape: Shape::Call, ..DATA_KEPT };

/// What the parent of a form takes it for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Code.
    Code,
    /// Parameters, loop heads.
    Data,
    /// Under `'`: all the way down.
    Quoted,
    /// `((a 1) (b 2))`
    Bindings,
    /// `(a 1)` of these.
    Binding,
    /// `(test form…)`
    Clause,
    /// `(case v form…)` in `switch`.
    SwitchCase,
}

/// A row of the table: how a head lays out its list.
#[derive(Clone, Copy)]
enum Rule {
    /// A call whose line breaks stay.
    Kept,
    /// `cond`: a call whose arguments are clauses.
    Clauses,
    /// So many arguments, then a body.
    Body(u8),
    /// So many arguments of which the last ones are clauses.
    BodyOfClauses(u8),
    /// So many arguments, lists among them are data, then a body.
    DataBody(u8),
    /// The same, and it stands on one line only when it stood there.
    Definition(u8),
    /// A definition `(NAME? params body…)`; the name may be missing behind `export default`.
    FunctionDefinition,
    /// `(NAME? params body…)`
    Function,
    /// `fn`: `(params body…)`
    Arrow,
    /// `(key params body…)` of a class or an object.
    Method,
    /// `class`: name, type parameters, `extends`, `implements`.
    Class,
    /// `let`: with bindings and a body, named, or a declaration.
    Let,
    /// `define`: a function or a variable.
    Define,
    /// `(const p v)`
    Declaration,
    /// `(export default v)` and `(export (defn …))` as a body, anything else as a call.
    Export,
    /// `(async (defn …))`: a definition below.
    Wrapper,
    /// So many arguments, then operands.
    Operands(u8),
    Switch,
}

const RULES: &[(Rule, &[&str])] = &[
    (Rule::Kept, &["if", "?:", "->", "->>", "some->", "some->>", "as->", "cond->", "cond->>", "doto"]),
    (Rule::Clauses, &["cond"]),
    (Rule::Body(0), &["begin", "block", "do", "try", "finally", "default", "begin-for-syntax"]),
    (
        Rule::Body(1),
        &["when", "unless", "while", "do-while", "catch", "label", "with", "if-let", "when-let", "while-let"],
    ),
    (Rule::Body(1), &["@", "dotimes", "dolist", "if-some", "when-some"]),
    (Rule::Body(2), &["jsx"]),
    (Rule::BodyOfClauses(1), &["case", "syntax-rules"]),
    (Rule::Switch, &["switch"]),
    (Rule::DataBody(1), &["for", "for-of", "for-in", "for-await"]),
    (Rule::FunctionDefinition, &["defn", "defn!", "defn*", "defun", "defun*", "defmacro"]),
    (Rule::Definition(1), &["constructor", "define-syntax", "interface", "namespace", "enum"]),
    (Rule::Definition(0), &["static-block"]),
    (Rule::Function, &["function", "function!", "function*"]),
    (Rule::Arrow, &["fn", "fn!", "lambda"]),
    (Rule::Method, &["method", "method!", "method*", "get", "get!", "set"]),
    (Rule::Class, &["class"]),
    (Rule::Let, &["let", "let*", "letrec", "let-syntax", "letrec-syntax"]),
    (Rule::Define, &["define"]),
    (Rule::Declaration, &["const", "var", "using", "await-using", "def", "type"]),
    (Rule::Export, &["export"]),
    (Rule::Wrapper, &["async", "static"]),
    (Rule::Operands(1), &["new", "set!"]),
    (Rule::Operands(2), &["js/set!", "js/call"]),
];

/// What stands below a wrapper.
const DEFINITIONS: &[&str] =
    &["defn", "defn!", "defn*", "method", "method!", "method*", "get", "get!", "set", "field", "accessor", "async"];

/// What lists are laid out by: what names say, and room for the styles of the forms of one arena.
pub(super) struct Styles {
    heads: Heads,
    roles: Vec<Role>,
    chosen: Vec<Style>,
}

impl Styles {
    pub(super) fn new() -> Self {
        Self { heads: Heads::new(), roles: vec![], chosen: vec![] }
    }

    /// The style of every form of the arena; forms that are no lists have one that nobody asks for.
    pub(super) fn choose(&mut self, forms: &Forms) -> &[Style] {
        self.roles.clear();
        self.roles.resize(forms.len(), Role::Code);
        self.chosen.clear();
        self.chosen.resize(forms.len(), DATA);
        choose_styles(forms, &mut self.heads, &mut self.roles, &mut self.chosen);
        &self.chosen
    }
}

/// The same, for `roles` that are code and `styles` of data.
fn choose_styles(forms: &Forms, heads: &mut Heads, roles: &mut [Role], styles: &mut [Style]) {
    // Parents have greater ids than their children.
    for (id, kind, kids) in forms.each().rev() {
        if kids.is_empty() && kind != FormKind::List {
            continue;
        }
        let role = roles[id.0 as usize];
        match kind {
            FormKind::List => {
                let head = heads.of(forms, kids);
                let chosen = choose(forms, head, kids, role);
                styles[id.0 as usize] = Style { is_chain: matches!(head, Head::Dot), ..chosen.style };
                match role {
                    Role::Quoted => set_roles(kids, role, roles),
                    Role::Bindings => set_roles(kids, Role::Binding, roles),
                    Role::Code | Role::Data | Role::Binding | Role::Clause | Role::SwitchCase => {
                        // The others are code, as all are at first.
                        let to = chosen.to.min(kids.len());
                        set_roles(&kids[chosen.from.min(to)..to], chosen.role, roles);
                    }
                }
            }
            FormKind::Quote => set_roles(kids, Role::Quoted, roles),
            FormKind::Typed { .. } => set_roles(kids, role, roles),
            FormKind::Array | FormKind::Object | FormKind::Set if role == Role::Quoted => {
                set_roles(kids, role, roles);
            }
            _ => {}
        }
    }
}

fn set_roles(kids: &[FormId], role: Role, roles: &mut [Role]) {
    for kid in kids {
        roles[kid.0 as usize] = role;
    }
}

/// A style and the roles it gives to the children.
struct Choice {
    style: Style,
    /// The role of the children in `from..`; the others are code.
    role: Role,
    from: usize,
    to: usize,
}

impl Choice {
    fn plain(style: Style) -> Self {
        Self { style, role: Role::Code, from: 0, to: 0 }
    }
}

/// What the head of a list says of its layout.
#[derive(Clone, Copy)]
enum Head {
    /// There is none, or it is a bracket.
    Bracket,
    /// `.`
    Dot,
    /// A name of the table.
    Rule(Rule),
    /// A macro of the user whose name promises a body: `(def-thing name …)`, `(with-thing x …)`.
    Body,
    /// Anything else.
    Call,
}

/// What names say as heads, worked out once for each.
struct Heads {
    rules: FxHashMap<Symbol, Rule>,
    /// By symbol.
    known: Vec<Option<Head>>,
}

impl Heads {
    fn new() -> Self {
        let rows = RULES.iter().flat_map(|(rule, names)| names.iter().map(|name| (Symbol::intern(name), *rule)));
        Self { rules: rows.collect(), known: vec![] }
    }

    /// What the head of a list says.
    fn of(&mut self, forms: &Forms, kids: &[FormId]) -> Head {
        let Some(head) = kids.first() else { return Head::Bracket };
        match forms.kind(*head) {
            FormKind::Symbol(name) => self.of_name(name),
            FormKind::Core(core) => self.of_name(core_symbol(core)),
            FormKind::List | FormKind::Array | FormKind::Object | FormKind::Set => Head::Bracket,
            _ => Head::Call,
        }
    }

    fn of_name(&mut self, name: Symbol) -> Head {
        let index = name.index() as usize;
        if let Some(&Some(known)) = self.known.get(index) {
            return known;
        }
        let head = self.learn(name);
        if self.known.len() <= index {
            self.known.resize(index + 1, None);
        }
        self.known[index] = Some(head);
        head
    }

    fn learn(&self, name: Symbol) -> Head {
        // `js/fn` is laid out as `fn`.
        let spelled = js_form(name).map_or(name, core_symbol);
        if let Some(&rule) = self.rules.get(&spelled) {
            return Head::Rule(rule);
        }
        match spelled.as_str() {
            _ if name.as_str() == "." => Head::Dot,
            text if text.starts_with("def") || text.starts_with("with-") => Head::Body,
            _ => Head::Call,
        }
    }
}

fn choose(forms: &Forms, head: Head, kids: &[FormId], role: Role) -> Choice {
    match role {
        Role::Data | Role::Quoted => return Choice::plain(DATA),
        Role::Bindings | Role::Clause => return Choice::plain(DATA_KEPT),
        Role::Binding => return Choice::plain(CALL),
        Role::Code | Role::SwitchCase => {}
    }
    match head {
        Head::Bracket => Choice::plain(DATA),
        Head::Rule(rule) => apply(forms, kids, rule, role),
        Head::Body => Choice::plain(body(kids, 1, Keep::Body)),
        Head::Dot | Head::Call => Choice::plain(CALL),
    }
}

/// The special form that a name beginning with `js/` stands for.
fn js_form(name: Symbol) -> Option<CoreForm> {
    let text = name.as_str();
    text.starts_with("js/").then(|| CoreForm::from_name(text)).flatten()
}

fn core_symbol(core: CoreForm) -> Symbol {
    Symbol::intern(core.name())
}

fn body(kids: &[FormId], special: usize, keep: Keep) -> Style {
    // Without a body there is nothing to indent.
    if kids.len() <= special + 1 {
        return Style { is_bodiless: true, ..CALL };
    }
    Style { shape: Shape::Body(special as u8), keep, ..DATA }
}

// Out of line, as below: the loop over the forms keeps what it needs in registers.
#[inline(never)]
fn apply(forms: &Forms, kids: &[FormId], rule: Rule, role: Role) -> Choice {
    let is_list = |at: usize| kids.get(at).is_some_and(|kid| is_list_like(forms, *kid));
    // Type parameters stand after the name.
    let typed = |at: usize| usize::from(kids.get(at).is_some_and(|kid| is_type_parameters(forms, *kid)));
    match rule {
        Rule::Kept => Choice::plain(CALL_KEPT),
        Rule::Clauses => Choice { style: CALL_KEPT, role: Role::Clause, from: 1, to: kids.len() },
        Rule::Body(special) => Choice::plain(body(kids, special.into(), Keep::Body)),
        Rule::BodyOfClauses(special) => {
            let style = body(kids, special.into(), Keep::Body);
            let role = if role == Role::SwitchCase { Role::Code } else { Role::Clause };
            Choice { style, role, from: 2, to: kids.len() }
        }
        Rule::DataBody(special) => {
            let style = body(kids, special.into(), Keep::Body);
            Choice { style, role: Role::Data, from: 1, to: 2 }
        }
        Rule::Definition(special) => {
            let special = usize::from(special);
            Choice { style: body(kids, special, Keep::All), role: Role::Data, from: 1, to: special + 1 }
        }
        Rule::FunctionDefinition | Rule::Function | Rule::Arrow => {
            let named = usize::from(!matches!(rule, Rule::Arrow) && kids.len() > 1 && !is_list(1));
            let special = 1 + named + typed(1 + named);
            let style = match rule {
                Rule::FunctionDefinition => body(kids, special, Keep::All),
                _ => Style { is_function: true, ..body(kids, special, Keep::Body) },
            };
            Choice { style, role: Role::Data, from: 1, to: special + 1 }
        }
        Rule::Method => {
            let special = 2 + typed(2);
            // `(get m (key))` is a call.
            if !is_list(special) || kids.len() <= special + 1 {
                return Choice::plain(CALL);
            }
            Choice { style: body(kids, special, Keep::All), role: Role::Data, from: 2, to: special + 1 }
        }
        Rule::Class => Choice::plain(body(kids, class_header(forms, kids), Keep::All)),
        Rule::Let => choose_let(forms, kids),
        Rule::Define if is_list(1) => Choice { style: body(kids, 1, Keep::All), role: Role::Data, from: 1, to: 2 },
        // `(var (a) (b 1))` declares several.
        Rule::Declaration if is_list(1) => Choice { style: CALL, role: Role::Binding, from: 1, to: kids.len() },
        Rule::Export if kids.get(1).is_some_and(|kid| forms.is_symbol(*kid, "default")) => {
            Choice::plain(body(kids, 1, Keep::Nothing))
        }
        Rule::Export if kids.len() == 2 && is_list(1) => Choice::plain(body(kids, 0, Keep::Nothing)),
        Rule::Wrapper if kids.len() == 2 && is_definition(forms, kids[1]) => {
            Choice::plain(body(kids, 0, Keep::Nothing))
        }
        Rule::Export | Rule::Wrapper => Choice::plain(CALL),
        Rule::Operands(special) => Choice::plain(body(kids, special.into(), Keep::Nothing)),
        Rule::Define | Rule::Declaration => Choice::plain(body(kids, 1, Keep::Nothing)),
        Rule::Switch => {
            let style = body(kids, 1, Keep::Body);
            Choice { style, role: Role::SwitchCase, from: 2, to: kids.len() }
        }
    }
}

fn choose_let(forms: &Forms, kids: &[FormId]) -> Choice {
    let is_list = |at: usize| kids.get(at).is_some_and(|kid| forms.kind(*kid) == FormKind::List);
    let bindings = |at: usize| Choice { style: body(kids, at, Keep::Body), role: Role::Bindings, from: at, to: at + 1 };
    let are_declarators = kids.len() > 2 && kids[1..].iter().all(|kid| is_declarator(forms, *kid));
    if are_declarators {
        Choice { style: CALL, role: Role::Binding, from: 1, to: kids.len() }
    } else if kids.len() >= 3 && is_list(1) {
        bindings(1)
    } else if kids.len() >= 4 && is_list(2) && forms.as_symbol(kids[1]).is_some() {
        bindings(2)
    } else {
        Choice::plain(body(kids, 1, Keep::Nothing))
    }
}

/// `(a)`, `(a 1)` or `([x y] xs)` in a `let` that declares several; bindings are lists of lists.
fn is_declarator(forms: &Forms, id: FormId) -> bool {
    let first = forms.as_list(id).and_then(|list| list.first());
    first.is_some_and(|first| !is_list_like(forms, *first)) && forms.kids(id).len() <= 2
}

/// Number of arguments of `class` before its members.
fn class_header(forms: &Forms, kids: &[FormId]) -> usize {
    let is_clause = |kid: &FormId| {
        let head = forms.as_list(*kid).and_then(|list| list.first());
        head.is_some_and(|head| match forms.kind(*head) {
            FormKind::Symbol(name) => {
                matches!(name.as_str(), "extends" | "implements" | "<>") || js_form(name) == Some(CoreForm::Extends)
            }
            FormKind::Core(core) => core == CoreForm::Extends,
            _ => false,
        })
    };
    let named = usize::from(kids.get(1).is_some_and(|kid| !is_list_like(forms, *kid)));
    named + kids.iter().skip(1 + named).take_while(|kid| is_clause(kid)).count()
}

/// Whether the form behind `async` or `static` defines something.
fn is_definition(forms: &Forms, id: FormId) -> bool {
    let head = forms.as_list(id).and_then(|list| list.first());
    head.is_some_and(|head| match forms.kind(*head) {
        FormKind::Symbol(name) => DEFINITIONS.contains(&js_form(name).map_or(name.as_str(), CoreForm::name)),
        FormKind::Core(core) => DEFINITIONS.contains(&core.name()),
        _ => false,
    })
}

fn is_type_parameters(forms: &Forms, id: FormId) -> bool {
    forms.as_list(id).and_then(|list| list.first()).is_some_and(|head| forms.is_symbol(*head, "<>"))
}

/// A list, or one with a type: `(a b) : number`.
fn is_list_like(forms: &Forms, id: FormId) -> bool {
    match forms.kind(id) {
        FormKind::List => true,
        FormKind::Typed { .. } => forms.kind(forms.kid(id, 0)) == FormKind::List,
        _ => false,
    }
}
