//! Which expansions made the nodes of the program, noted where that is asked for: the errors of early checks and of lowering
//! show them. A file is expanded a second time for that, when something is wrong.

use crate::expander::Expander;
use sx_base::{Expansion, Span};
use sx_ir::origins::{Definition, Frame, Origins, is_inner};

impl Expander<'_> {
    /// Notes that the expansion under way made the nodes of the program from `first` on.
    pub(crate) fn note_origin(&mut self, first: usize) {
        if let Some(origins) = &mut self.origins
            && self.frame != 0
            && self.tree_number == 0
        {
            origins.push((first as u32..self.tree.len() as u32, self.frame));
        }
    }

    /// The expansions under way that tell something of a problem at `at`, innermost first: those of the prelude only of
    /// what they made.
    pub(crate) fn expansions_that_made(&self, at: Span) -> Vec<Expansion> {
        let shown = self.expansions_under_way().filter(|level| {
            let is_of_prelude = level.source.as_ref().is_some_and(crate::prelude::is_source);
            !is_of_prelude || !(is_inner(level.name.as_str()) || self.is_written_in(level.call, at))
        });
        shown.map(Expansion::from).collect()
    }

    /// Whether `at` is what somebody wrote in a call: what a macro makes stands at the call or at its head.
    pub(crate) fn is_written_in(&self, call: Span, at: Span) -> bool {
        if at.is_none() || at == call || at.start < call.start || at.end > call.end {
            return false;
        }
        let before = self.source.text.get(call.start as usize..at.start as usize).unwrap_or_default();
        before.contains(|c: char| c != '(' && !c.is_whitespace())
    }

    /// Gives the tree what was noted.
    pub(crate) fn hand_over_origins(&mut self) {
        let Some(made) = self.origins.take() else { return };
        let frames = self.frames.iter();
        let frames = frames.map(|frame| Frame { outer: frame.outer, definition: frame.macro_id.0, call: frame.call });
        let macros = self.macros.iter();
        let macros = macros.map(|def| {
            let is_everywhere = def.source.as_ref().is_some_and(crate::prelude::is_source);
            Definition { name: def.name, span: def.span, source: def.source.clone(), is_everywhere }
        });
        self.tree.origins = Origins { made, frames: frames.collect(), macros: macros.collect() };
    }
}
