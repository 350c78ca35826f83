//! The expander: forms go in, Core comes out, with all names resolved, all shapes checked and no macro left.
//!
//! [`expand`] is the whole interface of ordinary use:
//!
//! ```
//! use std::sync::Arc;
//! let source = Arc::new(sx_base::Source::new("a.lisp", "(const x (when true 1))"));
//! let (file, diagnostics) = sx_reader::read(&source);
//! assert!(diagnostics.is_empty());
//! let expanded = sx_macros::expand(file, source, &sx_macros::Options::default(), &sx_macros::NoModules);
//! assert!(expanded.1.is_empty());
//! ```
//!
//! The order of the files is the order a form meets them: `expander` (the walk), `scope`, `stx` and `table` (what names mean),
//! `core` (one arm for each special form), `names`, `access`, `operators`, `data`, `quote`, `jsx`, `pattern`, `binding`,
//! `control`, `loops`, `function`, `class`, `private_names`, `module` (the forms by construct), `body` (definition contexts), `hoist`,
//! `var_facts` (the `var`s of functions), `macros`,
//! `syntax_rules`, `apply_rules`, `weight`, `native_macros`, `procedural`, `capture`, `lambda_list`, `operand_shape`, `compile_time`, `exchange`, `syntax_quote`,
//! `raised_at`, `module_macros`, `macro_exports`, `relative` (macros), `moved_paths`, `steps`, `prelude`, `globals`, `diagnostics`.
//!
//! The walk recurses on forms, which nest up to [`MAX_DEPTH`]; callers give the thread [`STACK_BYTES`] of stack.

mod access;
mod apply_rules;
mod binding;
mod body;
mod callees;
mod capture;
mod class;
mod compile_time;
mod control;
mod core;
mod data;
mod diagnostics;
mod dotted;
mod early;
mod exchange;
mod expander;
mod explanations;
mod export_origins;
mod failed_calls;
mod fill_plan;
mod free_names;
mod function;
mod globals;
mod hoist;
mod jsx;
mod keyword_tests;
mod lambda_list;
mod loops;
mod macro_exports;
mod macros;
mod made_forms;
mod module;
mod module_macros;
mod moved_paths;
mod names;
mod native_macros;
mod operand_shape;
mod operators;
mod origins;
mod pattern;
pub mod prelude;
mod private_names;
mod procedural;
mod prologue;
mod quote;
mod raise;
mod raised_at;
mod relative;
mod scope;
mod splice;
mod steps;
mod stx;
mod symbol_facts;
mod syntax_quote;
mod syntax_rules;
mod table;
mod template_places;
mod tree_depth;
mod var_facts;
mod watch;
mod weight;
mod with_value;

pub use explanations::EXPLANATIONS;
pub use raise::{raise, raise_each};
pub use relative::{output_specifier, relative_specifier};
pub use watch::watch_macros;

use crate::compile_time::{MAX_FILE_TIME, MAX_TIME_OF_ROUNDS};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;
use sx_base::{Diagnostic, Source, Span, Symbol};
use sx_ir::{Goal, Tree};
use sx_reader::{CoreForm, FormFile, FormKind, MAX_DEPTH};

/// Stack that a thread which expands, lowers or prints needs.
pub const STACK_BYTES: usize = 512 << 20;

/// What a module is expanded with.
#[derive(Clone, Debug)]
pub struct Options {
    /// Module or script, unless the file says otherwise with `(file :goal script)`.
    pub goal: Goal,
    /// Names of the host that the program may use: `--extern`.
    pub externs: Vec<String>,
    /// How long one macro call may run, in units of about ten thousand calls and backward jumps.
    pub macro_fuel: u64,
    /// Whether the tree is to tell which expansions made its nodes.
    pub notes_origins: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { goal: Goal::Module, externs: vec![], macro_fuel: 20_000, notes_origins: false }
    }
}

/// Why the output of one file cannot import that of another, and what to do.
#[derive(Clone, Debug)]
pub struct NoSpecifier {
    /// What is so.
    pub reason: String,
    /// What to do.
    pub help: String,
}

/// Access to other modules, by whoever has files.
pub trait Loader {
    /// The text of the module that `specifier` names in the file `from`, or why there is none.
    fn load(&self, from: &str, specifier: &str) -> Result<Arc<Source>, String>;

    /// The specifier by which the output of the file `from` imports what `specifier`, a path, names there: what the Lisp
    /// file `to` is compiled to, or without it a file that is not compiled. Or why there is none.
    fn written(&self, from: &str, specifier: &str, to: Option<&Source>) -> Result<String, NoSpecifier> {
        let _ = from;
        Ok(to.map_or_else(|| specifier.to_owned(), |_| output_specifier(specifier, "js")))
    }

    /// Whether the output of the file `from` stands in another folder than the file.
    fn moves(&self, from: &str) -> bool {
        let _ = from;
        false
    }

    /// What tells the module of a path from all others: two paths of one file give the same.
    fn identity(&self, path: &str) -> String {
        path.to_owned()
    }

    /// The specifier by which the output of the file `from` imports what the Lisp file `to` is compiled to, or why there
    /// is none. `reached`: the specifier of the package through which `to` was found, nothing where only relative ones
    /// led there.
    fn specifier(&self, from: &str, to: &Source, reached: Option<&str>) -> Result<String, NoSpecifier> {
        let _ = reached;
        Ok(relative_specifier(from, &to.path, "js"))
    }
}

/// A world without other modules.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoModules;

impl Loader for NoModules {
    fn load(&self, _from: &str, specifier: &str) -> Result<Arc<Source>, String> {
        Err(format!("there are no other modules here, so `{specifier}` cannot be found"))
    }
}

/// A file is expanded no more often than this to find the `var`s of its macros.
const MAX_ROUNDS: u32 = 4;

/// Expands one file to Core. Where a diagnostic is an error the tree holds [`sx_ir::Kind::Error`] and is not lowered.
pub fn expand(file: FormFile, source: Arc<Source>, options: &Options, loader: &dyn Loader) -> (Tree, Vec<Diagnostic>) {
    expand_noting(file, source, options, loader, false, &mut None)
}

/// The same. `is_inside`: the expansion of another file waits for it.
fn expand_noting(
    file: FormFile,
    source: Arc<Source>,
    options: &Options,
    loader: &dyn Loader,
    is_inside: bool,
    steps: &mut Option<steps::Steps>,
) -> (Tree, Vec<Diagnostic>) {
    let mut options = options.clone();
    let mut ext = None;
    let mut problems = vec![];
    read_file_form(&file, &mut options, &mut ext, &mut problems);
    if file.depth > MAX_DEPTH {
        let at = file.deepest.map_or(sx_base::Span::at(0), |id| file.forms.span(id));
        problems.push(diagnostics::too_deep(at, MAX_DEPTH));
        return (Tree::default(), problems);
    }
    let (mut forms, mut known, shows_steps) = (file.forms, vec![], steps.is_some());
    let (mut round, mut hidden_vars, clock) = (1, FxHashMap::default(), sx_vm::ThreadClock::of_this_thread());
    let (began, mut notes_places) = (clock.now(), false);
    // What is wrong, unless it comes of `var`s that were assumed and are none.
    let mut wrong: Option<(Tree, Vec<Diagnostic>, Option<steps::Steps>)> = None;
    loop {
        let mut expander = expander::Expander::new(forms, Arc::clone(&source), &options, loader);
        expander.is_inside = is_inside;
        expander.hidden_vars = hidden_vars;
        expander.macro_time = MAX_FILE_TIME.min(MAX_TIME_OF_ROUNDS.saturating_sub(clock.now().saturating_sub(began)));
        expander.diagnostics.clone_from(&problems);
        expander.steps = shows_steps.then(steps::Steps::default);
        expander.template_places = notes_places.then(template_places::TemplatePlaces::default);
        let was_known = known.clone();
        expander.vars = var_facts::Vars::known(known);
        expander.expand_program_roots(&file.roots);
        match expander.found_vars() {
            Some((found, _)) if round < MAX_ROUNDS => {
                hidden_vars = std::mem::take(&mut expander.hidden_vars);
                (forms, known, round) = (expander.into_read_forms(), found, round + 1);
                continue;
            }
            Some((_, other)) => {
                let mut problem = diagnostics::var_depends_on_itself(other.span, other.written);
                problem.expansion = other.expansions;
                expander.report(problem);
            }
            None => {}
        }
        expander.hand_over_origins();
        let (mut tree, noted) = (std::mem::take(&mut expander.tree), expander.steps.take());
        let is_wrong = expander.errors() > 0;
        let early = if is_wrong { vec![] } else { early::early_errors(&mut tree) };
        if !early.is_empty() && !options.notes_origins {
            // Once more, to tell which expansions made what is wrong.
            hidden_vars = std::mem::take(&mut expander.hidden_vars);
            (forms, known) = (expander.into_read_forms(), was_known);
            options.notes_origins = true;
            continue;
        }
        if expander.wants_places {
            // Once more, to tell where templates have the macro code that is wrong.
            hidden_vars = std::mem::take(&mut expander.hidden_vars);
            (forms, known, notes_places) = (expander.into_read_forms(), was_known, true);
            continue;
        }
        let doubted = if is_wrong && wrong.is_none() { expander.doubted_vars() } else { None };
        let found = (tree, without_repeats(expander.take_diagnostics()), noted);
        if let Some(doubted) = doubted {
            hidden_vars = std::mem::take(&mut expander.hidden_vars);
            (forms, known, round) = (expander.into_read_forms(), doubted, 1);
            wrong = Some(found);
            continue;
        }
        let (mut tree, mut diagnostics, noted) = wrong.filter(|_| is_wrong).unwrap_or(found);
        diagnostics.extend(tree_depth::check_depth(&tree));
        diagnostics.extend(early);
        tree.ext = ext;
        tree.source = Some(source);
        *steps = noted;
        return (tree, diagnostics);
    }
}

/// What a macro gives several times is wrong several times at one place; that is said once.
fn without_repeats(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut seen = FxHashSet::default();
    diagnostics.retain(|diagnostic| {
        let calls: Vec<Span> = diagnostic.expansion.iter().map(|expansion| expansion.call).collect();
        seen.insert((diagnostic.code, diagnostic.span, diagnostic.message.clone(), calls))
    });
    diagnostics
}

/// One expansion.
#[derive(Clone, Debug)]
pub struct Step {
    /// The macro's name.
    pub macro_name: Symbol,
    /// The call that was written.
    pub call: sx_base::Span,
    /// The file that it stands in, where that is another one than is expanded.
    pub source: Option<Arc<Source>>,
    /// How many expansions it stands in, itself counted.
    pub depth: u32,
    /// The call, as it was when it was expanded.
    pub before: FormFile,
    /// What it became.
    pub after: FormFile,
}

/// The expansions of one file in the order in which they happen, up to 4,000,000 forms in them, how many more there are,
/// and what is wrong with the file.
pub fn expand_steps(
    file: FormFile,
    source: Arc<Source>,
    options: &Options,
    loader: &dyn Loader,
) -> (Vec<Step>, usize, Vec<Diagnostic>) {
    let mut steps = Some(steps::Steps::default());
    let (_, diagnostics) = expand_noting(file, source, options, loader, false, &mut steps);
    let steps = steps.unwrap_or_default();
    (steps.noted, steps.left_out, diagnostics)
}

/// Whether a file says that it is a script.
fn goal_of(file: &FormFile) -> Goal {
    let mut options = Options::default();
    read_file_form(file, &mut options, &mut None, &mut vec![]);
    options.goal
}

/// `(file :ext "mjs" :goal script …)` in first place.
fn read_file_form(file: &FormFile, options: &mut Options, ext: &mut Option<Symbol>, problems: &mut Vec<Diagnostic>) {
    let forms = &file.forms;
    let Some(&root) = file.roots.first() else { return };
    let Some(kids) = forms.as_list(root) else { return };
    let is_file = kids.first().is_some_and(|&head| match forms.kind(head) {
        FormKind::Symbol(name) => name.as_str() == "file",
        FormKind::Core(core) => core == CoreForm::File,
        _ => false,
    });
    if !is_file {
        return;
    }
    for pair in kids[1..].chunks(2) {
        let FormKind::Keyword(key) = forms.kind(pair[0]) else {
            problems.push(diagnostics::bad_file_form(forms.span(pair[0])));
            continue;
        };
        let value = pair.get(1).map(|&value| match forms.kind(value) {
            FormKind::Symbol(text) => text.as_str(),
            kind => kind.key_text().map_or("", Symbol::as_str),
        });
        match (key.as_str(), value) {
            ("goal", Some("script")) => options.goal = Goal::Script,
            ("goal", Some("module")) => options.goal = Goal::Module,
            ("ext", Some(text)) if !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric()) => {
                *ext = Some(Symbol::intern(text));
            }
            ("jsx" | "lang" | "edition", Some(_)) => {}
            _ => problems.push(diagnostics::bad_file_form(forms.span(pair[0]))),
        }
    }
}
