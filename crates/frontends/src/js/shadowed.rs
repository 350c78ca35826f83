//! The special forms whose names the program uses for something else.
//!
//! Entering: `(not a)` in a function with a variable `not`. Leaving: `(js/not a)`, in the whole of the function. Nothing
//! can bind a name that begins with `js/`.

use super::names::core_js_name;
use oxc_ast::ast::{ArrowFunctionExpression, Function, Program};
use oxc_ast_visit::{Visit, walk};
use oxc_semantic::Scoping;
use oxc_syntax::scope::{ScopeFlags, ScopeId};
use rustc_hash::{FxHashMap, FxHashSet};
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

/// The outermost functions of `program` in which a variable is called `name`, by place; the whole file if one is that
/// stands in no function.
pub(super) fn functions_that_bind(name: &str, program: &Program<'_>, scoping: &Scoping) -> Vec<Span> {
    let is_function = |&scope: &ScopeId| scoping.scope_flags(scope).is_function();
    let outermost = |scope| scoping.scope_ancestors(scope).filter(is_function).last();
    let bound = scoping.symbol_ids().filter(|&symbol| scoping.symbol_name(symbol) == name);
    let Some(scopes) = bound.map(|symbol| outermost(scoping.symbol_scope_id(symbol))).collect() else {
        return vec![WHOLE_FILE];
    };
    let mut finder = FunctionFinder { scopes, found: vec![] };
    if !finder.scopes.is_empty() {
        finder.visit_program(program);
    }
    finder.found
}

struct FunctionFinder {
    /// Those of the functions that are looked for.
    scopes: FxHashSet<ScopeId>,
    found: Vec<Span>,
}

impl FunctionFinder {
    /// Notes the function at `span` if it is looked for.
    fn finds(&mut self, scope: ScopeId, span: oxc_span::Span) -> bool {
        let is_found = self.scopes.contains(&scope);
        if is_found {
            self.found.push(Span::new(span.start, span.end));
        }
        is_found
    }
}

impl<'a> Visit<'a> for FunctionFinder {
    fn visit_function(&mut self, function: &Function<'a>, flags: ScopeFlags) {
        if !self.finds(function.scope_id(), function.span) {
            walk::walk_function(self, function, flags);
        }
    }

    fn visit_arrow_function_expression(&mut self, arrow: &ArrowFunctionExpression<'a>) {
        if !self.finds(arrow.scope_id(), arrow.span) {
            walk::walk_arrow_function_expression(self, arrow);
        }
    }
}
