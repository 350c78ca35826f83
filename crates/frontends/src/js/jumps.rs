//! Labels and jumps, where the parser lets pass what has no target: `for (;;) { () => { break } }`, `a: b: continue a`.
//!
//! Entering: the statements of the walk. Leaving: an error for each `break` and `continue` whose target is none or stands
//! outside of the function (ECMA-262, `ContainsUndefinedBreakTarget` and `ContainsUndefinedContinueTarget`), and for each
//! label within a statement that has it already (`ContainsDuplicateLabels`).

use super::build::JsReader;
use super::diagnostics;
use oxc_ast::ast::{LabelIdentifier, LabeledStatement, Statement};
use oxc_span::GetSpan;
use rustc_hash::FxHashMap;
use sx_base::{Span, Symbol};

/// What jumps within one function can reach.
#[derive(Default)]
pub(super) struct Targets {
    loops: u32,
    switches: u32,
    labels: FxHashMap<Symbol, Label>,
    /// The innermost label.
    innermost: Option<Label>,
}

#[derive(Clone, Copy)]
struct Label {
    place: Span,
    /// Where the statement is that it names.
    body: Span,
    /// That is a loop, perhaps behind more labels.
    is_loop: bool,
}

impl JsReader<'_> {
    /// Begins the body of a function or static block; what could be reached outside comes back.
    pub(super) fn enter_body(&mut self) -> Targets {
        std::mem::take(&mut self.targets)
    }

    /// Begins a statement that jumps within can refer to.
    pub(super) fn enter_target(&mut self, stmt: &Statement<'_>) {
        match stmt {
            looped if looped.is_iteration_statement() => self.targets.loops += 1,
            Statement::SwitchStatement(_) => self.targets.switches += 1,
            Statement::LabeledStatement(labeled) => self.enter_label(labeled),
            _ => {}
        }
    }

    fn enter_label(&mut self, labeled: &LabeledStatement<'_>) {
        let (name, place) = (self.label_name(&labeled.label), self.span(labeled.label.span));
        let (whole, body) = (self.span(labeled.span), self.span(labeled.body.span()));
        let is_loop = match self.targets.innermost.filter(|outer| outer.body == whole) {
            Some(outer) => outer.is_loop,
            None => behind_labels(labeled).is_iteration_statement(),
        };
        let label = Label { place, body, is_loop };
        self.targets.innermost = Some(label);
        let outer = *self.targets.labels.entry(name).or_insert(label);
        if outer.place != place {
            let name = name.as_str();
            let error = diagnostics::syntax_error(outer.place, &format!("Label `{name}` has already been declared"))
                .label(outer.place, format!("`{name}` has already been declared here"))
                .label(place, "it can not be redeclared here");
            self.diagnostics.push(error);
        }
    }

    fn leave_label(&mut self, labeled: &LabeledStatement<'_>) {
        let (name, place) = (self.label_name(&labeled.label), self.span(labeled.label.span));
        if self.targets.labels.get(&name).is_some_and(|label| label.place == place) {
            self.targets.labels.remove(&name);
        }
    }

    /// Ends what [`JsReader::enter_target`] began.
    pub(super) fn leave_target(&mut self, stmt: &Statement<'_>) {
        match stmt {
            looped if looped.is_iteration_statement() => self.targets.loops -= 1,
            Statement::SwitchStatement(_) => self.targets.switches -= 1,
            Statement::LabeledStatement(labeled) => self.leave_label(labeled),
            _ => {}
        }
    }

    /// Checks the jump `keyword` at `span`.
    pub(super) fn check_jump(&mut self, keyword: &str, label: Option<&LabelIdentifier<'_>>, span: Span) {
        let is_break = keyword == "break";
        let (is_known, what) = match label {
            Some(label) => {
                let name = self.label_name(label);
                let target = self.targets.labels.get(&name);
                if target.is_some() {
                    self.scope.note_known_label(label.span.start);
                }
                match target {
                    Some(label) if !is_break && !label.is_loop => {
                        let message = format!("`continue` needs a loop, which `{}` is no label of", name.as_str());
                        let error = diagnostics::syntax_error(span, &message).label(label.place, "the label");
                        self.diagnostics.push(error);
                        return;
                    }
                    label => (label.is_some(), "label"),
                }
            }
            None if is_break => (self.targets.loops + self.targets.switches > 0, "loop or switch"),
            None => (self.targets.loops > 0, "loop"),
        };
        if !is_known {
            let message = format!("`{keyword}` cannot leave the function: there is no such {what} in it");
            self.diagnostics.push(diagnostics::syntax_error(span, &message));
        }
    }

    /// The name of a label, however it is spelled.
    fn label_name(&self, label: &LabelIdentifier<'_>) -> Symbol {
        Symbol::intern(self.masks.original(&label.name))
    }
}

/// What the labels from `labeled` on name.
fn behind_labels<'t, 'a>(labeled: &'t LabeledStatement<'a>) -> &'t Statement<'a> {
    let mut body = &labeled.body;
    while let Statement::LabeledStatement(inner) = body {
        body = &inner.body;
    }
    body
}
