//! The expander's state and its walk: a form with its scopes goes in, a Core node comes out.
//!
//! `(when c (f))` with the scopes of its place becomes `IfForm[c, BeginForm[Call[f]]]`. Afterwards every name is
//! resolved, every shape is checked, no macro is left; what was wrong is a `Kind::Error` node and a diagnostic.
//!
//! The walk recurses on forms; [`MAX_WALK`] bounds it and gives a placed error, so callers need a stack of
//! [`crate::STACK_BYTES`].

use crate::compile_time::MAX_FILE_TIME;
use crate::diagnostics as diag;
use crate::exchange::Lazies;
use crate::export_origins::ExportOrigins;
use crate::macros::MacroDef;
use crate::scope::{Scope, ScopeSets, SetId};
use crate::symbol_facts::{FactsTable, HeadSpelling};
use crate::table::{Denotation, Entry, MacroId, Table};
use crate::{Loader, Options};
use rustc_hash::{FxHashMap, FxHashSet};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;
use sx_base::diagnostic::Label;
use sx_base::names::{Mark, js_name};
use sx_base::{Diagnostic, Expansion, Source, Span, Symbol};
use sx_ir::{Binding, BindingId, BindingKind, Flags, Goal, Kind, NO_SYMBOL, NodeId, Tree};
use sx_reader::{CoreForm, FormId, FormKind, Forms, MAX_DEPTH};

/// The deepest that the walk goes: what stands in for a form may be two forms deep, as of `when` and `label`.
const MAX_WALK: u32 = 2 * MAX_DEPTH + 100;

/// After this many problems, but for names whose `var` may not be known yet, the rest of a file is not looked at.
pub(crate) const MAX_PROBLEMS: usize = 1_000;
/// Names that are unbound get suggestions this many times: each looks at all names there are.
pub(crate) const MAX_SUGGESTIONS: usize = 50;

/// Operands and chain steps make a tree as deep as they are many; more than this are an error.
pub(crate) const MAX_WIDTH: usize = sx_base::MAX_TREE_DEPTH as usize;

/// A form and the scopes that everything under it has besides its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Stx {
    pub(crate) id: FormId,
    pub(crate) set: SetId,
}

/// The children of a form; most forms have no more than [`KIDS`].
pub(crate) type Kids = smallvec::SmallVec<[Stx; KIDS]>;
pub(crate) const KIDS: usize = 12;

/// The nodes of a body or of parameters; most are few.
pub(crate) type Nodes = smallvec::SmallVec<[NodeId; 8]>;

/// What stands at the head of a list.
#[derive(Clone, Copy)]
pub(crate) enum Head {
    Core(CoreForm),
    Macro(MacroId),
    /// `.m`, `.-p`, `?.m`, `?.-p`.
    DotName(Symbol),
    Value,
}

/// What stands at the head of a form, nothing for one that is no list or is empty; and how many changes of what names
/// mean there had been when it was looked at.
#[derive(Clone, Copy)]
pub(crate) struct Headed {
    pub(crate) head: Option<Head>,
    changes: u32,
}

impl Headed {
    /// Nobody looked.
    pub(crate) const UNKNOWN: Self = Self { head: None, changes: u32::MAX };
}

/// One level of macro expansion; levels are linked to the one around.
#[derive(Clone, Copy)]
pub(crate) struct Frame {
    pub(crate) outer: FrameId,
    pub(crate) macro_id: MacroId,
    pub(crate) call: Span,
    /// How many expansions made the call, each in the result of the one before, itself counted.
    pub(crate) depth: u32,
    /// How many expansions it stands in, itself counted.
    pub(crate) level: u32,
}

/// A frame; 0 is no expansion.
pub(crate) type FrameId = u32;

/// What the enclosing function allows.
#[derive(Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about one function")]
pub(crate) struct FnContext {
    /// `return` may stand here.
    pub(crate) returns: bool,
    pub(crate) is_async: bool,
    pub(crate) generator: bool,
    /// `await` makes this function async.
    pub(crate) may_become_async: bool,
    pub(crate) saw_await: bool,
    /// `new.target` may stand here.
    pub(crate) new_target: bool,
    /// `super.p` may stand here.
    pub(crate) super_property: bool,
    /// `(super …)` may stand here: in the constructor of a class that extends another.
    pub(crate) super_call: bool,
    /// The class whose members are expanded in this function extends another.
    pub(crate) class_is_derived: bool,
    /// Depth of loops, and of loops and switches: what `continue` and `break` need.
    pub(crate) loops: u32,
    pub(crate) breakables: u32,
    /// The scope of the body, which `var` declares in; 0 where none can stand.
    pub(crate) var_scope: crate::scope::Scope,
    /// The definition context that is the body.
    pub(crate) body_context: u32,
    /// The labels around, innermost last.
    pub(crate) labels: Vec<crate::loops::LabelAround>,
}

impl FnContext {
    /// What a field initialiser or static block of a class allows: it is a method of its own.
    pub(crate) fn of_class_part() -> Self {
        Self { new_target: true, super_property: true, ..Self::default() }
    }
}

/// The expander of one module.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about where the walk is")]
pub(crate) struct Expander<'a> {
    pub(crate) forms: Forms,
    /// Forms from this id on were made by expansion.
    pub(crate) first_made: u32,
    pub(crate) tree: Tree,
    /// Number of `tree`: 0 is the program, each macro body has its own.
    pub(crate) tree_number: u32,
    pub(crate) trees: u32,
    pub(crate) sets: ScopeSets,
    pub(crate) table: Table,
    /// What `begin-for-syntax` defines. Macro code sees it; the program may have the same names for others.
    pub(crate) helper_table: Table,
    pub(crate) macros: Vec<MacroDef>,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// How many of them may go when the `var`s are known, and how many such are left out. They stop nothing: there may be
    /// another expansion.
    name_problems: usize,
    left_out: usize,
    /// How many of them are warnings, and how many such are left out.
    warnings: usize,
    left_out_warnings: usize,
    pub(crate) source: Arc<Source>,
    pub(crate) options: &'a Options,
    pub(crate) loader: &'a dyn Loader,
    /// Global bindings of `tree` by JavaScript name.
    pub(crate) global_bindings: FxHashMap<Symbol, BindingId>,
    pub(crate) declared: FxHashMap<Symbol, Span>,
    pub(crate) prelude_macros: FxHashMap<Symbol, MacroId>,
    pub(crate) facts: FactsTable,
    /// The symbol `.`.
    dot: Symbol,
    /// The symbol `apply`.
    pub(crate) apply: Symbol,
    pub(crate) frames: Vec<Frame>,
    pub(crate) frame: FrameId,
    pub(crate) functions: Vec<FnContext>,
    pub(crate) depth: u32,
    pub(crate) expansions: u32,
    pub(crate) stopped: bool,
    pub(crate) compile_time: Option<crate::compile_time::CompileTime>,
    /// While a `begin-for-syntax` is expanded: what it defines.
    pub(crate) helpers: Option<crate::compile_time::Helpers>,
    /// What a `begin-for-syntax` below defines, by name and scopes: its name in the engine.
    pub(crate) announced: FxHashMap<(Symbol, SetId), Symbol>,
    /// Macro code that is compiled now names a helper that failed.
    pub(crate) names_broken: bool,
    /// The expansion of another file waits for this one.
    pub(crate) is_inside: bool,
    /// How long macro code may still run.
    pub(crate) macro_time: Duration,
    /// By the path of a module of macros: the `var`s in blocks and values of its top, and the names they are exported by.
    pub(crate) hidden_vars: FxHashMap<String, FxHashMap<Symbol, Symbol>>,
    /// Whether `var` stands anywhere in the modules that macros were imported from.
    pub(crate) modules_have_var: bool,
    pub(crate) imported_modules: Vec<crate::module_macros::ImportedModule>,
    /// The names in macro calls of bodies whose expansion failed.
    pub(crate) maybe_defined: FxHashSet<Symbol>,
    /// The unbound names that were reported, with their places and trees.
    pub(crate) unbound_seen: FxHashSet<(Symbol, u32, u32)>,
    /// The `var`s, and what is known of them from the expansion before.
    pub(crate) vars: crate::var_facts::Vars,
    /// Functions that are declared in a block or at the top of a module, by tree and binding: no `var` is one with them.
    pub(crate) lexical_functions: FxHashSet<(u32, u32)>,
    /// The `var`s that keep their names past a `catch`, by function and name.
    pub(crate) kept_names: FxHashMap<(Scope, Symbol), BindingId>,
    /// The strings of macro code that is compiled now which were written as keywords.
    pub(crate) keyword_leaves: FxHashSet<NodeId>,
    /// The keywords that a warning said to be strings.
    pub(crate) keywords_warned: FxHashSet<Span>,
    /// Scopes that are newer stand in the macro code that is compiled now.
    pub(crate) macro_code_from: Scope,
    /// Whether macro code that is compiled now names something that may hold state between calls.
    pub(crate) names_state: bool,
    /// So many questions of macro code are answered now, each in the answer to the one before.
    pub(crate) asking: u32,
    /// The forms that macro code can ask for.
    pub(crate) lazies: Lazies,
    /// Symbols that name what macro code runs on.
    pub(crate) runtime_names: FxHashSet<FormId>,
    /// Top-level bindings that templates of macros name, and those that are exported.
    pub(crate) template_names: FxHashSet<BindingId>,
    pub(crate) exported: FxHashSet<BindingId>,
    /// What the top of the program does, and the numbers of what macros define there under names of their own.
    pub(crate) top: crate::macro_exports::ModuleTop,
    pub(crate) made_names: FxHashMap<BindingId, u32>,
    /// Directives whose place is not looked at yet.
    pub(crate) directives: crate::prologue::Directives,
    /// What the modules that others import from export.
    pub(crate) export_origins: ExportOrigins,
    /// What names are of other modules: the specifier, and the name there.
    pub(crate) import_origins: FxHashMap<Denotation, (Symbol, Symbol)>,
    /// Calls that templates of `defmacro` made, with the scopes of the names that the macro made around them.
    pub(crate) made_calls: FxHashMap<FormId, SetId>,
    /// Bytes of text in strings and names that macro code made.
    pub(crate) made_text: usize,
    /// Where each expansion is noted, when they are to be shown.
    pub(crate) steps: Option<crate::steps::Steps>,
    /// The nodes of the program that an expansion made, where that is asked for.
    pub(crate) origins: Option<Vec<(std::ops::Range<u32>, FrameId)>>,
    /// Where templates have what they made, when that is to be shown; and whether it should be.
    pub(crate) template_places: Option<crate::template_places::TemplatePlaces>,
    pub(crate) wants_places: bool,
    /// The depths of the expansions that made forms, by number from `first_made` on; 0 where none did.
    pub(crate) makers: Vec<u16>,
    /// Calls that an expansion gave back as they were, with its depth.
    pub(crate) unchanged: FxHashMap<FormId, u32>,
    /// Macros, names and places for which a capture was reported, and whether the names are labels.
    pub(crate) captures_seen: FxHashSet<(Symbol, Symbol, bool, Span)>,
    /// Scopes of the fresh symbols of macro code, by their number.
    pub(crate) fresh_scopes: FxHashMap<u32, u32>,
    /// Bindings made by `def`, by tree.
    pub(crate) defs: FxHashSet<(u32, u32)>,
    /// How many definition contexts are open; 1 is the top of the file.
    pub(crate) bodies: u32,
    /// How many class bodies are open.
    pub(crate) classes: u32,
    /// The private names in them.
    pub(crate) private_names: crate::private_names::PrivateNames,
    /// The innermost definition context, by number from 1.
    pub(crate) context: u32,
    /// How many contexts there were.
    pub(crate) contexts: u32,
    /// Macros are expanded at the head of the forms of `context` now, not inside of an expression.
    pub(crate) at_body_head: bool,
    /// Names are declared by definitions of `context` now.
    pub(crate) declares_in_body: bool,
    /// The parameters that are declared now may repeat a name.
    pub(crate) params_may_repeat: bool,
    /// The first form of the file.
    pub(crate) first_root: Option<FormId>,
    /// Room for what pattern variables match, used again by each call.
    pub(crate) matches: Vec<crate::apply_rules::Match>,
    /// The forms that stand for `x.m` of templates.
    pub(crate) made_members: FxHashMap<sx_reader::FormId, crate::apply_rules::MadeMember>,
    /// Two slots that one ellipsis repeats, and how many forms they have, where that is not the same.
    pub(crate) uneven: Option<[(usize, usize); 2]>,
    /// What pattern variables under one ellipsis match, for the call that is expanded now.
    pub(crate) runs: Vec<Stx>,
    /// The call that is matched against rules.
    pub(crate) matched: Span,
    /// Where a call that no rule fits is looked at again: names that are spelled as a literal and mean something else.
    pub(crate) other_names: Option<Vec<Stx>>,
    /// The children of the forms that a template is filled to now, innermost last.
    pub(crate) filled: Vec<Stx>,
    /// The scopes that children have besides their own, as they stand in the forms after the first `first_kid_set`.
    pub(crate) kid_sets: Vec<SetId>,
    pub(crate) first_kid_set: usize,
    /// For forms that expansion made and somebody looked into, by number from `first_made` on: no name in there has
    /// only older scopes than this one.
    pub(crate) oldest_names: Vec<Scope>,
    /// How large the trees of forms are that expansion made, as far as somebody asked, by number from `first_made` on.
    pub(crate) weights: Vec<u32>,
    /// How many forms and places in forms were made and are forgotten.
    pub(crate) forgotten: usize,
    /// For each form of the file, whether `var` stands anywhere in it; nothing for a file without `var`.
    pub(crate) has_var: Vec<bool>,
    /// While definitions of another file are taken over: that file and the definition in it.
    pub(crate) defining: Option<(Arc<Source>, Span)>,
    /// While forms of another file are looked at: that file, and where it is imported.
    pub(crate) foreign: Option<(Arc<Source>, Span)>,
    /// Procedural macros that nothing has called yet; they are compiled in the end, for their errors.
    pub(crate) uncompiled: Vec<Rc<crate::procedural::Procedural>>,
}

impl<'a> Expander<'a> {
    /// An expander for forms read from `source`.
    pub(crate) fn new(forms: Forms, source: Arc<Source>, options: &'a Options, loader: &'a dyn Loader) -> Self {
        let (first_made, first_kid_set) = (forms.len() as u32, forms.kids_len());
        let has_var = forms_with_var(&forms);
        let declared = options.externs.iter().map(|name| js_name(Symbol::intern(name)).unwrap_or(Symbol::intern(name)));
        let declared = declared.map(|js| (js, Span::NONE)).collect();
        let room = source.text.len();
        // Room that is not used costs nothing; copying tables that grow costs new pages each time.
        let mut frames = Vec::with_capacity(room / 8);
        frames.push(Frame { outer: 0, macro_id: MacroId(0), call: Span::NONE, depth: 0, level: 0 });
        Self {
            forms,
            first_made,
            tree: Tree::with_room(room / 2),
            tree_number: 0,
            trees: 0,
            sets: ScopeSets::new(room / 6),
            table: Table::with_room(room / 16),
            helper_table: Table::default(),
            macros: vec![],
            diagnostics: vec![],
            name_problems: 0,
            warnings: 0,
            left_out: 0,
            left_out_warnings: 0,
            source,
            options,
            loader,
            global_bindings: FxHashMap::default(),
            declared,
            prelude_macros: FxHashMap::default(),
            facts: FactsTable::default(),
            dot: Symbol::intern("."),
            apply: Symbol::intern("apply"),
            frames,
            frame: 0,
            functions: vec![FnContext { is_async: false, ..FnContext::default() }],
            depth: 0,
            expansions: 0,
            stopped: false,
            compile_time: None,
            helpers: None,
            announced: FxHashMap::default(),
            names_broken: false,
            is_inside: false,
            macro_time: MAX_FILE_TIME,
            hidden_vars: FxHashMap::default(),
            modules_have_var: false,
            imported_modules: vec![],
            maybe_defined: FxHashSet::default(),
            unbound_seen: FxHashSet::default(),
            vars: crate::var_facts::Vars::default(),
            keyword_leaves: FxHashSet::default(),
            keywords_warned: FxHashSet::default(),
            macro_code_from: 0,
            lexical_functions: FxHashSet::default(),
            kept_names: FxHashMap::default(),
            names_state: false,
            asking: 0,
            lazies: Lazies::default(),
            runtime_names: FxHashSet::default(),
            template_names: FxHashSet::default(),
            exported: FxHashSet::default(),
            top: crate::macro_exports::ModuleTop::default(),
            made_names: FxHashMap::default(),
            directives: FxHashSet::default(),
            export_origins: ExportOrigins::default(),
            import_origins: FxHashMap::default(),
            made_calls: FxHashMap::default(),
            made_text: 0,
            steps: None,
            origins: options.notes_origins.then(Vec::new),
            template_places: None,
            wants_places: false,
            makers: vec![],
            unchanged: FxHashMap::default(),
            captures_seen: FxHashSet::default(),
            fresh_scopes: FxHashMap::default(),
            defs: FxHashSet::default(),
            bodies: 0,
            classes: 0,
            private_names: crate::private_names::PrivateNames::default(),
            context: 0,
            contexts: 0,
            at_body_head: false,
            declares_in_body: false,
            params_may_repeat: false,
            first_root: None,
            matches: vec![],
            made_members: FxHashMap::default(),
            uneven: None,
            runs: vec![],
            matched: Span::NONE,
            other_names: None,
            filled: vec![],
            kid_sets: vec![],
            first_kid_set,
            oldest_names: vec![],
            weights: vec![],
            forgotten: 0,
            has_var,
            defining: None,
            foreign: None,
            uncompiled: vec![],
        }
    }

    /// The forms that were read, as they were.
    pub(crate) fn into_read_forms(mut self) -> Forms {
        self.forms.truncate(self.first_made as usize, self.first_kid_set);
        self.forms
    }

    /// Expands the top-level forms of the file.
    pub(crate) fn expand_program_roots(&mut self, roots: &[FormId]) {
        let roots: Vec<Stx> = roots.iter().map(|&id| Stx { id, set: SetId::EMPTY }).collect();
        self.expand_program(&roots);
    }
}

/// For each form, whether `var` stands anywhere in it; nothing where it stands in none.
pub(crate) fn forms_with_var(forms: &Forms) -> Vec<bool> {
    let var = Symbol::intern("var");
    let all = || (0..forms.len() as u32).map(FormId);
    let is_var = |id: FormId| match forms.kind(id) {
        FormKind::Symbol(name) => name == var,
        FormKind::Core(core) => core == CoreForm::Var,
        _ => false,
    };
    if !all().any(is_var) {
        return vec![];
    }
    let mut has_var: Vec<bool> = Vec::with_capacity(forms.len());
    for id in all() {
        has_var.push(is_var(id) || forms.kids(id).iter().any(|kid| has_var[kid.0 as usize]));
    }
    has_var
}

impl Expander<'_> {
    pub(crate) fn kind(&self, stx: Stx) -> FormKind {
        self.forms.kind(stx.id)
    }

    /// Where a form is written; in macro code in the template that made it, where that is noted.
    pub(crate) fn span(&self, stx: Stx) -> Span {
        if self.tree_number != 0 && self.template_places.is_some() {
            return self.written_at(stx.id);
        }
        self.forms.span(stx.id)
    }

    pub(crate) fn is_list(&self, stx: Stx) -> bool {
        self.kind(stx) == FormKind::List
    }

    /// Whether `stx` is the symbol `.`.
    pub(crate) fn is_dot(&self, stx: Stx) -> bool {
        self.kind(stx) == FormKind::Symbol(self.dot)
    }

    /// `stx` with `scope` added.
    pub(crate) fn with_scope(&mut self, stx: Stx, scope: u32) -> Stx {
        Stx { id: stx.id, set: self.sets.add(stx.set, scope) }
    }

    /// Layout flags that a form gives to its node.
    pub(crate) fn layout(&self, id: FormId) -> Flags {
        if id.0 >= self.first_made { Flags::TEMPLATE } else { Flags::NONE }
    }

    /// Adds a node for `stx` whose naming token is `tok`.
    pub(crate) fn node(
        &mut self,
        kind: Kind,
        flags: Flags,
        payload: u32,
        kids: &[NodeId],
        stx: Stx,
        tok: Span,
    ) -> NodeId {
        let layout = self.layout(stx.id);
        self.tree.add(kind, flags | layout, payload, kids, self.span(stx), tok)
    }

    /// Adds a node without flags and payload, named by the head `tok`.
    pub(crate) fn plain(&mut self, kind: Kind, kids: &[NodeId], stx: Stx, tok: Span) -> NodeId {
        self.node(kind, Flags::NONE, NO_SYMBOL, kids, stx, tok)
    }

    /// Adds a leaf at `stx`.
    pub(crate) fn leaf(&mut self, kind: Kind, payload: u32, stx: Stx) -> NodeId {
        let span = self.span(stx);
        self.node(kind, Flags::NONE, payload, &[], stx, span)
    }

    /// The absent child.
    pub(crate) fn none(&mut self) -> NodeId {
        self.tree.add(Kind::None, Flags::NONE, NO_SYMBOL, &[], Span::NONE, Span::NONE)
    }

    /// Reports `diagnostic` with the chain of expansions and gives the error node.
    pub(crate) fn error(&mut self, diagnostic: Diagnostic) -> NodeId {
        self.report(diagnostic);
        self.note_failure();
        self.tree.add(Kind::Error, Flags::NONE, NO_SYMBOL, &[], Span::NONE, Span::NONE)
    }

    /// Reports `diagnostic` with the chain of expansions.
    pub(crate) fn report(&mut self, mut diagnostic: Diagnostic) {
        if self.tree_number != 0 && self.frame != 0 && diagnostic.is_error() {
            self.want_template_places();
            self.show_at_call(&mut diagnostic);
        }
        // What a template made stands at one place.
        diagnostic.labels.retain(|label| label.source.is_some() || label.span != diagnostic.span);
        if let Some((source, import)) = &self.foreign {
            for label in &mut diagnostic.labels {
                label.source.get_or_insert_with(|| Arc::clone(source));
            }
            let (source, span) = (Some(Arc::clone(source)), diagnostic.span);
            diagnostic.labels.insert(0, Label { source, span, message: "here".to_owned() });
            diagnostic.span = *import;
        }
        let under_way = self.expansions_that_made(diagnostic.span);
        // The expansions that are said already made the code that failed in these.
        let of_code = std::mem::replace(&mut diagnostic.expansion, under_way);
        for level in of_code {
            let is_same = |known: &Expansion| known.call == level.call && known.macro_name == level.macro_name;
            if !diagnostic.expansion.iter().any(is_same) {
                diagnostic.expansion.push(level);
            }
        }
        if !diagnostic.is_error() {
            // Warnings stop nothing.
            if self.warnings < MAX_PROBLEMS {
                self.warnings += 1;
                self.diagnostics.push(diagnostic);
            } else {
                self.left_out_warnings += 1;
            }
        } else if !diag::may_be_of_a_var(&diagnostic) {
            self.diagnostics.push(diagnostic);
            let of_names = self.name_problems + self.warnings;
            self.stopped |= self.diagnostics.len().saturating_sub(of_names) >= MAX_PROBLEMS;
        } else if self.name_problems < MAX_PROBLEMS {
            self.name_problems += 1;
            self.diagnostics.push(diagnostic);
        } else {
            self.left_out += 1;
        }
    }

    /// How many problems were found.
    pub(crate) fn problems(&self) -> usize {
        self.diagnostics.len() + self.left_out + self.left_out_warnings
    }

    /// What is wrong with the file: as much as is shown.
    pub(crate) fn take_diagnostics(&mut self) -> Vec<Diagnostic> {
        if self.stopped && self.vars.have_surprised() {
            // What stopped the expansion is wrong; of names nobody can tell before it goes to its end.
            self.diagnostics.retain(|diagnostic| !diag::may_be_of_a_var(diagnostic));
            self.left_out = 0;
        }
        let mut diagnostics = std::mem::take(&mut self.diagnostics);
        let mut errors = 0;
        diagnostics.retain(|diagnostic| {
            errors += usize::from(diagnostic.is_error());
            !diagnostic.is_error() || errors <= MAX_PROBLEMS
        });
        let last_of = |is_error: bool| diagnostics.iter().rfind(|diagnostic| diagnostic.is_error() == is_error);
        let mut cut = vec![];
        if errors + self.left_out >= MAX_PROBLEMS {
            cut.extend(last_of(true).map(|last| diag::too_many(last.span, MAX_PROBLEMS)));
        }
        if self.left_out_warnings > 0 {
            cut.extend(last_of(false).map(|last| diag::more_warnings(last.span, self.left_out_warnings)));
        }
        diagnostics.extend(cut);
        diagnostics
    }

    /// The special form that `text` names.
    pub(crate) fn core_named(&mut self, name: Symbol) -> Option<CoreForm> {
        self.facts.get(name).core
    }

    /// What a symbol without dots refers to among the bindings.
    pub(crate) fn resolve(&mut self, name: Symbol, set: SetId) -> Option<Entry> {
        let js = self.facts.get(name).js?;
        self.look_up(js, set)
    }

    /// What the JavaScript name `js` refers to among the bindings of this module and those that macros come from.
    pub(crate) fn look_up_in_modules(&mut self, js: Symbol, set: SetId) -> Option<Entry> {
        let found = self.table.resolve(&self.sets, js, set);
        if found.is_none() && self.modules_have_var { self.hidden_var(js, set) } else { found }
    }

    /// The same, in macro code those of `begin-for-syntax` included.
    pub(crate) fn look_up(&mut self, js: Symbol, set: SetId) -> Option<Entry> {
        let found = self.look_up_in_modules(js, set);
        if self.tree_number == 0 {
            return found;
        }
        let Some(helper) = self.helper_table.resolve(&self.sets, js, set) else { return found };
        // What exists at run time only does not come between.
        let is_nearer = |entry: &Entry| match entry.means {
            Denotation::Value { tree, .. } if tree != self.tree_number => false,
            Denotation::Foreign { .. } => false,
            _ => self.sets.size(entry.set) > self.sets.size(helper.set),
        };
        found.filter(is_nearer).or(Some(helper))
    }

    /// What a head stands for.
    pub(crate) fn head(&mut self, head: Stx) -> Head {
        match self.kind(head) {
            FormKind::Core(core) => Head::Core(core),
            FormKind::Symbol(name) => self.head_symbol(name, head.set),
            _ => Head::Value,
        }
    }

    fn head_symbol(&mut self, name: Symbol, set: SetId) -> Head {
        let facts = self.facts.get(name);
        let (js, core, in_prelude) = (facts.js, facts.core, facts.in_prelude);
        match facts.head {
            HeadSpelling::Dot => return Head::Core(CoreForm::Dot),
            HeadSpelling::DotName => return Head::DotName(name),
            HeadSpelling::Name => {}
        }
        let found = js.and_then(|js| self.look_up(js, set));
        match found.map(|entry| entry.means) {
            Some(Denotation::Macro(id)) => Head::Macro(id),
            Some(_) => Head::Value,
            None if self.sets.is_fresh(set) => Head::Value,
            None => {
                // A declared name wins over forms and macros like any other binding.
                if !self.declared.is_empty() && js_name(name).is_some_and(|js| self.declared.contains_key(&js)) {
                    return Head::Value;
                }
                // `case` is a clause of `switch` and a macro of its own.
                if let Some(core) = core.filter(|&core| core != CoreForm::Case) {
                    return Head::Core(core);
                }
                if !in_prelude {
                    return Head::Value;
                }
                self.prelude_macro(name).map_or(Head::Value, Head::Macro)
            }
        }
    }

    /// What stands at the head of a form; nothing for one that is no list or is empty.
    pub(crate) fn list_head(&mut self, stx: Stx) -> Option<Head> {
        if !self.is_list(stx) {
            return None;
        }
        let head = self.opt_first_kid(stx)?;
        Some(self.head(head))
    }

    /// The same, looked up only when names may mean something else since it was `seen`.
    pub(crate) fn headed(&mut self, stx: Stx, seen: Headed) -> Headed {
        let changes = self.table.changes() + self.helper_table.changes() + self.declared.len() as u32;
        if seen.changes == changes {
            return seen;
        }
        Headed { head: self.list_head(stx), changes }
    }

    /// The special form at the head of a list, if there is one.
    pub(crate) fn core_head(&mut self, stx: Stx) -> Option<CoreForm> {
        match self.list_head(stx) {
            Some(Head::Core(core)) => Some(core),
            Some(Head::Macro(_) | Head::DotName(_) | Head::Value) | None => None,
        }
    }

    /// Whether `stx` is the symbol or core form `core`, unbound.
    pub(crate) fn is_core(&mut self, stx: Stx, core: CoreForm) -> bool {
        match self.kind(stx) {
            FormKind::Core(found) => found == core,
            FormKind::Symbol(name) => self.core_named(name) == Some(core) && self.resolve(name, stx.set).is_none(),
            _ => false,
        }
    }

    /// Whether `stx` is a clause called `core`, such as `else` or `catch`: by spelling, whatever is bound.
    pub(crate) fn is_clause(&mut self, stx: Stx, core: CoreForm) -> bool {
        match self.kind(stx) {
            FormKind::Core(found) => found == core,
            FormKind::Symbol(name) => self.core_named(name) == Some(core),
            _ => false,
        }
    }

    /// The clause name at the head of a list.
    pub(crate) fn clause_head(&mut self, stx: Stx) -> Option<CoreForm> {
        if !self.is_list(stx) || self.forms.kids(stx.id).is_empty() {
            return None;
        }
        let head = self.first_kid(stx);
        match self.kind(head) {
            FormKind::Core(core) => Some(core),
            FormKind::Symbol(name) => self.core_named(name),
            _ => None,
        }
    }

    /// Expands a form in a place that takes a value or a statement.
    pub(crate) fn expand(&mut self, stx: Stx) -> NodeId {
        let stx = self.peel(stx);
        let head = if self.stopped { None } else { self.list_head(stx) };
        self.expand_headed(stx, head)
    }

    /// The same for a form, peeled, at whose head `head` was found. Macros are expanded until none is left at the head.
    pub(crate) fn expand_headed(&mut self, stx: Stx, head: Option<Head>) -> NodeId {
        let (outer, first) = (self.frame, self.tree.len());
        let node = match self.expand_macros(stx, head) {
            Some((stx, head)) => self.expand_plain(stx, head),
            None => self.none_error(),
        };
        self.note_origin(first);
        self.frame = outer;
        node
    }

    /// Expands macros until none is left at the head; what is there then, and its head. The frame is that of the last
    /// expansion afterwards.
    pub(crate) fn expand_macros_at_head(&mut self, stx: Stx) -> Option<(Stx, Option<Head>)> {
        let stx = self.peel(stx);
        let head = if self.stopped { None } else { self.list_head(stx) };
        self.expand_macros(stx, head)
    }

    fn expand_macros(&mut self, mut stx: Stx, mut head: Option<Head>) -> Option<(Stx, Option<Head>)> {
        loop {
            if self.stopped {
                return None;
            }
            if self.sets.are_overgrown() {
                self.stop_growth(self.span(stx));
                return None;
            }
            let Some(Head::Macro(id)) = head else { return Some((stx, head)) };
            let (result, frame) = self.expand_macro(id, stx)?;
            (self.frame, stx) = (frame, self.peel(result));
            head = self.list_head(stx);
        }
    }

    /// Expands macros at the head of `stx` until none stands there, and `expand`s the result as a part of the expansion.
    pub(crate) fn expand_beyond_macros(
        &mut self,
        stx: Stx,
        expand: impl FnOnce(&mut Self, Stx, Option<Head>) -> NodeId,
    ) -> NodeId {
        let outer = self.frame;
        let node = match self.expand_macros_at_head(stx) {
            Some((stx, head)) => expand(self, stx, head),
            None => self.none_error(),
        };
        self.frame = outer;
        node
    }

    /// A form at whose head no macro stands.
    fn expand_plain(&mut self, stx: Stx, head: Option<Head>) -> NodeId {
        let node = self.one_deeper(|this| this.expand_kind(stx, head));
        node.unwrap_or_else(|| self.error(diag::too_deep(self.span(stx), MAX_DEPTH)))
    }

    /// Calls `expand` for what stands within another form; nothing, and expansion ends, where that is nested too deeply.
    #[inline]
    pub(crate) fn one_deeper<T>(&mut self, expand: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth >= MAX_WALK {
            self.stopped = true;
            return None;
        }
        self.depth += 1;
        let expanded = expand(self);
        self.depth -= 1;
        Some(expanded)
    }

    /// An error node for which a diagnostic was given before.
    pub(crate) fn none_error(&mut self) -> NodeId {
        self.tree.add(Kind::Error, Flags::NONE, NO_SYMBOL, &[], Span::NONE, Span::NONE)
    }

    fn expand_kind(&mut self, stx: Stx, head: Option<Head>) -> NodeId {
        match self.kind(stx) {
            FormKind::Symbol(name) => self.expand_symbol(stx, name, Flags::NONE),
            FormKind::Verbatim(name) => self.expand_verbatim(stx, name, Flags::NONE),
            FormKind::Keyword(name) => {
                let leaf = self.leaf(Kind::String, name.index(), stx);
                if self.tree_number > 0 {
                    self.keyword_leaves.insert(leaf);
                }
                leaf
            }
            FormKind::Number(raw) => self.expand_number(stx, raw, Kind::Number),
            FormKind::BigInt(raw) => self.expand_number(stx, raw, Kind::BigInt),
            FormKind::String(value) => self.expand_plain_string(stx, value),
            FormKind::EscapedString(raw) => self.expand_escaped_string(stx, raw),
            FormKind::Template => {
                self.check_template(stx);
                self.expand_template(stx)
            }
            FormKind::TemplateText(_) | FormKind::Error | FormKind::Scoped(_) => self.none_error(),
            FormKind::Regex(raw) => self.leaf(Kind::Regex, raw.index(), stx),
            FormKind::True => self.leaf(Kind::True, NO_SYMBOL, stx),
            FormKind::False => self.leaf(Kind::False, NO_SYMBOL, stx),
            FormKind::Null => self.leaf(Kind::Null, NO_SYMBOL, stx),
            FormKind::List => self.expand_list(stx, head),
            FormKind::Array => self.expand_array(stx),
            FormKind::Object => self.expand_object(stx),
            FormKind::Set => self.expand_set(stx),
            FormKind::Quote => {
                let datum = self.first_kid(stx);
                self.expand_quote(datum)
            }
            FormKind::Quasiquote => {
                let datum = self.first_kid(stx);
                self.expand_quasiquote(datum)
            }
            FormKind::Unquote | FormKind::UnquoteSplicing => self.error(diag::unquote_outside(self.span(stx))),
            FormKind::Spread => self.error(diag::spread_outside(self.span(stx))),
            // An operand with a type, which a macro uses as a value too.
            FormKind::Typed { .. } if self.frame != 0 => {
                let inner = self.untyped(stx);
                self.expand(inner)
            }
            FormKind::Typed { .. } => self.error(diag::type_outside(self.span(stx))),
            FormKind::Core(core) => self.expand_core_value(stx, core),
        }
    }

    fn expand_list(&mut self, stx: Stx, head: Option<Head>) -> NodeId {
        let Some(head) = head else { return self.error(diag::empty_list(self.span(stx))) };
        match head {
            // They are expanded before.
            Head::Macro(_) => self.none_error(),
            Head::Core(core) => {
                let kids = self.kids(stx);
                self.expand_core(core, stx, &kids)
            }
            Head::DotName(name) => {
                let kids = self.kids(stx);
                self.expand_dot_name(stx, &kids, name)
            }
            Head::Value => {
                let kids = self.kids(stx);
                self.expand_call(stx, &kids)
            }
        }
    }

    /// Runs `work` with `frame` as the innermost expansion.
    pub(crate) fn in_frame<T>(&mut self, frame: FrameId, work: impl FnOnce(&mut Self) -> T) -> T {
        let (outer, first) = (std::mem::replace(&mut self.frame, frame), self.tree.len());
        let result = work(self);
        self.note_origin(first);
        self.frame = outer;
        result
    }

    /// Expands each form.
    pub(crate) fn expand_all(&mut self, forms: &[Stx]) -> Vec<NodeId> {
        forms.iter().map(|&form| self.expand(form)).collect()
    }

    /// The innermost function.
    pub(crate) fn function(&mut self) -> &mut FnContext {
        self.functions.last_mut().expect("invariant: the module's own context is never popped")
    }

    /// The scopes that a binder binds: without those of the use that made it, in a definition.
    pub(crate) fn binder_set(&mut self, set: SetId) -> SetId {
        if self.declares_in_body { self.sets.without_use_sites(set, self.context) } else { set }
    }

    /// Adds a binding to the tree and files it under `name` with the scopes `set`.
    pub(crate) fn declare(&mut self, name: Symbol, kind: BindingKind, stx: Stx) -> BindingId {
        let (written, set, span) = (self.written(stx, name), self.binder_set(stx.set), self.span(stx));
        self.declare_with(name, kind, written, set, span)
    }

    /// Declares a `var` that has no form here, unless the same scope has its name.
    pub(crate) fn declare_var(&mut self, name: Symbol, written: Symbol, set: SetId, span: Span) -> Option<BindingId> {
        let table = if self.declares_helper(BindingKind::Var) { &self.helper_table } else { &self.table };
        let is_new = table.exact(&self.sets, name, set).is_none();
        is_new.then(|| self.declare_with(name, BindingKind::Var, written, set, span))
    }

    fn declare_with(&mut self, name: Symbol, kind: BindingKind, written: Symbol, set: SetId, span: Span) -> BindingId {
        let marked = sx_base::names::marked_stem(name.as_str());
        let is_fresh = marked.is_some_and(|(_, mark)| mark == Mark::Fresh);
        let fresh = is_fresh || (set != SetId::EMPTY && self.sets.is_introduced(set));
        let fixed = self.options.goal == Goal::Script && self.functions.len() == 1 && self.at_top(set);
        let (filed, name) = (name, marked.map_or(name, |(stem, _)| Symbol::intern(stem)));
        let binding =
            self.tree.bind(Binding { name, written, kind, assigned: false, fixed, fresh: fresh && !fixed, span });
        let means = Denotation::Value { tree: self.tree_number, binding };
        if self.declares_helper(kind) {
            if self.announced.contains_key(&(filed, set)) {
                self.helper_table.replace(&self.sets, filed, set, means);
            } else {
                self.helper_table.insert(&self.sets, filed, Entry { set, means, span });
            }
            self.note_helper(filed, set, binding);
        } else {
            self.table.insert(&self.sets, filed, Entry { set, means, span });
            self.number_made_name(binding, set);
        }
        binding
    }

    /// Counts a definition that a macro made at the top of the program under a name of its own.
    pub(crate) fn number_made_name(&mut self, binding: BindingId, set: SetId) {
        if self.declares_in_body && self.is_at_program_top() && !self.is_at_top(set) {
            let name = self.tree.bindings[binding.0 as usize].name;
            let number = self.top.number(name);
            self.made_names.insert(binding, number);
        }
    }

    /// Whether the definition context that is open is the top of the program.
    pub(crate) fn is_at_program_top(&self) -> bool {
        let is_of_program = self.functions.first().is_some_and(|program| program.body_context == self.context);
        self.tree_number == 0 && self.bodies == 1 && is_of_program
    }

    /// Whether `set` is that of a name that is written at the top of a module: no macro made it its own.
    pub(crate) fn is_at_top(&self, set: SetId) -> bool {
        self.sets.size(set) == 1 && !self.sets.is_introduced(set)
    }

    /// Whether a set is that of the module's own body, apart from scopes of expansions.
    fn at_top(&self, set: SetId) -> bool {
        self.sets.size(set) <= 1
    }
}
