//! Jumps out of arrow functions, which the parser lets pass: `for (;;) { () => { break } }`.
//!
//! Entering: the statements of the walk. Leaving: an error for each `break` and `continue` in an arrow function whose
//! target stands outside of it (ECMA-262, `ContainsUndefinedBreakTarget` and its kin). Those in other functions the
//! parser knows.

use super::build::JsReader;
use super::diagnostics;
use oxc_ast::ast::{LabelIdentifier, Statement};
use sx_base::{Span, Symbol};

/// What the jumps of an arrow function can reach.
#[derive(Default)]
pub(super) struct Targets {
    loops: u32,
    switches: u32,
    labels: Vec<Symbol>,
}

impl JsReader<'_> {
    /// Begins the body of an arrow function; what could be reached outside comes back.
    pub(super) fn enter_arrow(&mut self) -> Option<Targets> {
        self.targets.replace(Targets::default())
    }

    /// Begins a statement that jumps within can refer to.
    pub(super) fn enter_target(&mut self, stmt: &Statement<'_>) {
        let Some(targets) = &mut self.targets else { return };
        match stmt {
            looped if looped.is_iteration_statement() => targets.loops += 1,
            Statement::SwitchStatement(_) => targets.switches += 1,
            Statement::LabeledStatement(labeled) => targets.labels.push(Symbol::intern(&labeled.label.name)),
            _ => {}
        }
    }

    /// Ends what [`JsReader::enter_target`] began.
    pub(super) fn leave_target(&mut self, stmt: &Statement<'_>) {
        let Some(targets) = &mut self.targets else { return };
        match stmt {
            looped if looped.is_iteration_statement() => targets.loops -= 1,
            Statement::SwitchStatement(_) => targets.switches -= 1,
            Statement::LabeledStatement(_) => drop(targets.labels.pop()),
            _ => {}
        }
    }

    /// Checks the jump `keyword` at `span`.
    pub(super) fn check_jump(&mut self, keyword: &str, label: Option<&LabelIdentifier<'_>>, span: Span) {
        let Some(targets) = &self.targets else { return };
        let (is_known, what) = match label {
            Some(label) => (targets.labels.contains(&Symbol::intern(&label.name)), "label"),
            None if keyword == "break" => (targets.loops + targets.switches > 0, "loop or switch"),
            None => (targets.loops > 0, "loop"),
        };
        if !is_known {
            let message = format!("`{keyword}` cannot leave the arrow function: there is no such {what} in it");
            self.diagnostics.push(diagnostics::syntax_error(span, &message));
        }
    }
}
