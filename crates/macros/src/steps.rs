//! Expansions one by one, for `sx expand --steps`: each call and what it became, as files of their own.
//!
//! Entering: a call and its result with their scopes. Leaving: forms without scopes, in which names that a macro brought are
//! told from names of the same spelling: `tmp` is the caller's, `tmp#` a macro's, `tmp##2` that of another expansion. A
//! name keeps its mark in all steps; it has none in a step where nothing else is spelled so.

use crate::expander::{Expander, Stx};
use crate::scope::{Scope, SetId};
use crate::table::{Denotation, MacroId};
use rustc_hash::{FxHashMap, FxHashSet};
use sx_base::Symbol;
use sx_reader::{FormFile, FormId, FormKind, Forms};

/// The calls and results that are shown have no more forms together; a form takes some 30 bytes.
const MAX_FORMS: usize = 4_000_000;

/// The expansions that were noted.
#[derive(Default)]
pub(crate) struct Steps {
    pub(crate) noted: Vec<crate::Step>,
    /// How many forms they have.
    forms: usize,
    /// How many came behind the last one that is shown.
    pub(crate) left_out: usize,
    /// The expansions that brought what has these scopes, by number; 0 for the caller.
    brought: FxHashMap<SetId, u32>,
    numbers: FxHashMap<Vec<Scope>, u32>,
    /// The marks of names by what brought them, and how many marks a name has.
    marks: FxHashMap<(Symbol, u32), u32>,
    marked: FxHashMap<Symbol, u32>,
}

impl Expander<'_> {
    /// Notes an expansion that is to be shown. `level`: how many expansions it stands in, itself counted.
    pub(crate) fn note_step(&mut self, id: MacroId, call: Stx, result: Stx, level: u32) {
        let Some(mut steps) = self.steps.take() else { return };
        if steps.forms > MAX_FORMS {
            steps.left_out += usize::from(self.tree_number == 0);
        } else if self.tree_number == 0 {
            let ambiguous = self.ambiguous_names(&mut steps, &[call, result]);
            let macro_name = self.macros[id.0 as usize].name;
            let before = self.marked_file(&mut steps, &ambiguous, call);
            let after = self.marked_file(&mut steps, &ambiguous, result);
            steps.forms += before.forms.len() + after.forms.len();
            let source = self.foreign.as_ref().map(|(source, _)| std::sync::Arc::clone(source));
            steps.noted.push(crate::Step { macro_name, call: self.span(call), source, depth: level, before, after });
        }
        self.steps = Some(steps);
    }

    /// The names that stand in `forms` for several things, as far as what brought them tells.
    fn ambiguous_names(&mut self, steps: &mut Steps, forms: &[Stx]) -> FxHashSet<Symbol> {
        let (mut seen, mut ambiguous) = (FxHashMap::default(), FxHashSet::default());
        let mut stack = forms.to_vec();
        while let Some(stx) = stack.pop() {
            let stx = self.peel(stx);
            if let Some((base, _)) = self.name_parts(stx)
                && !self.is_macro(base, stx.set)
            {
                let number = self.brought_by(steps, stx.set);
                if *seen.entry(base).or_insert(number) != number {
                    ambiguous.insert(base);
                }
            }
            stack.extend(self.kids(stx));
        }
        ambiguous.retain(|&name| !self.is_of_language(name));
        ambiguous
    }

    /// The name that a symbol refers to by its scopes, and the members behind it.
    fn name_parts(&mut self, stx: Stx) -> Option<(Symbol, usize)> {
        let (FormKind::Symbol(name) | FormKind::Verbatim(name)) = self.kind(stx) else { return None };
        let base = self.dotted(name).map_or(name, |dotted| dotted.base);
        name.as_str().starts_with(base.as_str()).then_some((base, base.as_str().len()))
    }

    fn is_macro(&mut self, name: Symbol, set: SetId) -> bool {
        matches!(self.resolve(name, set).map(|entry| entry.means), Some(Denotation::Macro(_)))
    }

    /// Whether a name is one of the language, the prelude or the host, which is seldom bound.
    fn is_of_language(&mut self, name: Symbol) -> bool {
        let js = self.facts.get(name).js;
        let is_global = js.is_none_or(|js| self.facts.is_global(name, js));
        is_global || self.core_named(name).is_some() || self.prelude_macro(name).is_some()
    }

    fn brought_by(&self, steps: &mut Steps, set: SetId) -> u32 {
        if !self.sets.is_introduced(set) {
            return 0;
        }
        let (brought, numbers) = (&mut steps.brought, &mut steps.numbers);
        *brought.entry(set).or_insert_with(|| {
            let next = numbers.len() as u32 + 1;
            *numbers.entry(self.sets.introduced(set).collect()).or_insert(next)
        })
    }

    /// A form as a file of its own, without scopes.
    fn marked_file(&mut self, steps: &mut Steps, ambiguous: &FxHashSet<Symbol>, stx: Stx) -> FormFile {
        enum Task {
            Open(Stx),
            Close(FormId, usize),
        }
        let mut forms = Forms::new();
        let (mut tasks, mut done) = (vec![Task::Open(stx)], vec![]);
        while let Some(task) = tasks.pop() {
            match task {
                Task::Open(stx) => {
                    let stx = self.peel(stx);
                    let kids = self.kids(stx);
                    if kids.is_empty() {
                        let kind = self.marked_kind(steps, ambiguous, stx);
                        done.push(forms.add(kind, &[], self.span(stx)));
                        continue;
                    }
                    tasks.push(Task::Close(stx.id, kids.len()));
                    tasks.extend(kids.into_iter().rev().map(Task::Open));
                }
                Task::Close(id, len) => {
                    let start = done.len() - len;
                    let copy = forms.add(self.forms.kind(id), &done[start..], self.forms.span(id));
                    done.truncate(start);
                    done.push(copy);
                }
            }
        }
        let mut file = FormFile { forms, roots: done, ..FormFile::default() };
        (file.depth, file.deepest) = sx_reader::measure_depth(&file);
        file
    }

    /// The kind of a leaf, a name with its mark.
    fn marked_kind(&mut self, steps: &mut Steps, ambiguous: &FxHashSet<Symbol>, stx: Stx) -> FormKind {
        let kind = self.kind(stx);
        let Some((base, cut)) = self.name_parts(stx) else { return kind };
        let number = self.brought_by(steps, stx.set);
        if number == 0 || !ambiguous.contains(&base) || self.is_macro(base, stx.set) {
            return kind;
        }
        let marked = &mut steps.marked;
        let mark = *steps.marks.entry((base, number)).or_insert_with(|| {
            let marks = marked.entry(base).or_insert(0);
            *marks += 1;
            *marks
        });
        let (name, members) = match kind {
            FormKind::Symbol(name) | FormKind::Verbatim(name) => name.as_str().split_at(cut),
            _ => return kind,
        };
        let mark = if mark == 1 { "#".to_owned() } else { format!("##{mark}") };
        let name = Symbol::intern(&format!("{name}{mark}{members}"));
        if let FormKind::Verbatim(_) = kind { FormKind::Verbatim(name) } else { FormKind::Symbol(name) }
    }
}
