//! Labels and jumps, where the parser lets pass what has no target: `for (;;) { () => { break } }`, `a: b: continue a`.
//!
//! Entering: the statements of the walk. Leaving: an error for each `break` and `continue` whose target is none or stands
//! outside of the function (ECMA-262, `ContainsUndefinedBreakTarget` and `ContainsUndefinedContinueTarget`), and for each
//! label within a statement that has it already (`ContainsDuplicateLabels`).

use super::build::JsReader;
use super::diagnostics;
use oxc_ast::ast::{LabelIdentifier, LabeledStatement, Statement};
use sx_base::{Span, Symbol};

/// What jumps within one function can reach.
#[derive(Default)]
pub(super) struct Targets {
    loops: u32,
    switches: u32,
    labels: Vec<Label>,
}

struct Label {
    name: Symbol,
    place: Span,
    /// The statement is a loop, perhaps behind more labels.
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
        if let Some(outer) = self.targets.labels.iter().find(|label| label.name == name) {
            let name = name.as_str();
            let error = diagnostics::syntax_error(outer.place, &format!("Label `{name}` has already been declared"))
                .label(outer.place, format!("`{name}` has already been declared here"))
                .label(place, "it can not be redeclared here");
            self.diagnostics.push(error);
        }
        let mut body = &labeled.body;
        while let Statement::LabeledStatement(inner) = body {
            body = &inner.body;
        }
        self.targets.labels.push(Label { name, place, is_loop: body.is_iteration_statement() });
    }

    /// Ends what [`JsReader::enter_target`] began.
    pub(super) fn leave_target(&mut self, stmt: &Statement<'_>) {
        match stmt {
            looped if looped.is_iteration_statement() => self.targets.loops -= 1,
            Statement::SwitchStatement(_) => self.targets.switches -= 1,
            Statement::LabeledStatement(_) => drop(self.targets.labels.pop()),
            _ => {}
        }
    }

    /// Checks the jump `keyword` at `span`.
    pub(super) fn check_jump(&mut self, keyword: &str, label: Option<&LabelIdentifier<'_>>, span: Span) {
        let targets = &self.targets;
        let is_break = keyword == "break";
        let (is_known, what) = match label {
            Some(label) => {
                let name = self.label_name(label);
                match targets.labels.iter().find(|label| label.name == name) {
                    Some(label) if !is_break && !label.is_loop => {
                        let message = format!("`continue` needs a loop, which `{}` is no label of", name.as_str());
                        let error = diagnostics::syntax_error(span, &message).label(label.place, "the label");
                        self.diagnostics.push(error);
                        return;
                    }
                    label => (label.is_some(), "label"),
                }
            }
            None if is_break => (targets.loops + targets.switches > 0, "loop or switch"),
            None => (targets.loops > 0, "loop"),
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
