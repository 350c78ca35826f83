//! Which expansions made the nodes of the program, noted where that is asked for: the errors of early checks and of lowering
//! show them. A file is expanded a second time for that, when something is wrong.

use crate::expander::Expander;
use sx_ir::origins::{Definition, Frame, Origins};

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

    /// Gives the tree what was noted.
    pub(crate) fn hand_over_origins(&mut self) {
        let Some(made) = self.origins.take() else { return };
        let frames = self.frames.iter();
        let frames = frames.map(|frame| Frame { outer: frame.outer, definition: frame.macro_id.0, call: frame.call });
        let macros = self.macros.iter();
        let macros = macros.map(|def| Definition { name: def.name, span: def.span, source: def.source.clone() });
        self.tree.origins = Origins { made, frames: frames.collect(), macros: macros.collect() };
    }
}
