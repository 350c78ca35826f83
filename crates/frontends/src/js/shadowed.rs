//! The special forms whose names the program uses for something else.
//!
//! Entering: `(not a)` in a function with a variable `not`. Leaving: `(js/not a)`, in the whole of the function. Nothing
//! can bind a name that begins with `js/`.

use super::names::core_js_name;
use rustc_hash::FxHashMap;
use sx_base::{Span, Symbol};
use sx_reader::{CoreForm, FormId, FormKind, Forms};

/// Where what is bound outside of functions is visible, and what is free.
pub(super) const WHOLE_FILE: Span = Span { start: 0, end: u32::MAX };

/// The JavaScript names which the file binds or finds free and which a form or macro answers to as well, and in which
/// functions.
#[derive(Default)]
pub(super) struct TakenNames {
    functions: FxHashMap<Symbol, Vec<Span>>,
}

impl TakenNames {
    /// Notes that `name` has a binding in the function at `around`.
    pub(super) fn add(&mut self, name: Symbol, around: Span) {
        let functions = self.functions.entry(name).or_default();
        if functions.last() != Some(&around) {
            functions.push(around);
        }
    }

    /// The functions in which a binding shadows `form`, the outermost ones, by place.
    fn shadows(&self, form: CoreForm) -> Option<Vec<Span>> {
        let mut functions = self.functions.get(&core_js_name(form)?)?.clone();
        functions.sort_unstable_by_key(|function| (function.start, u32::MAX - function.end));
        let mut end = 0;
        functions.retain(|function| {
            let is_outermost = function.end > end;
            end = end.max(function.end);
            is_outermost
        });
        Some(functions)
    }
}

/// Spells the special forms that `taken` would shadow. What begins where a function does, as its own head, is outside of
/// it. Time is `n log m` for `n` forms and `m` functions.
pub(super) fn spell_shadowed(forms: &mut Forms, taken: &TakenNames) {
    let named = CoreForm::ALL.iter().filter(|form| !form.is_clause());
    let shadows: FxHashMap<CoreForm, Vec<Span>> =
        named.filter_map(|&form| Some((form, taken.shadows(form)?))).collect();
    if shadows.is_empty() {
        return;
    }
    for id in (0..forms.len() as u32).map(FormId) {
        let FormKind::Core(form) = forms.kind(id) else { continue };
        let Some(functions) = shadows.get(&form) else { continue };
        let at = forms.span(id).start;
        let next = functions.partition_point(|function| function.start < at);
        let is_within = |function: &Span| at < function.end;
        if functions[0] == WHOLE_FILE || functions[..next].last().is_some_and(is_within) {
            forms.set_leaf(id, FormKind::Symbol(Symbol::intern(&format!("js/{}", form.name()))));
        }
    }
}
