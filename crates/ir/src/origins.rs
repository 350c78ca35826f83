//! Which macro expansions made the nodes of a tree, for the errors of stages behind the expander.
//!
//! Entering: ranges of ids of Core with the expansion that made them, as each expansion ends, and what the expansions are.
//! Leaving: for an id the expansions that made it, innermost first. Nothing is stored twice: an expansion names the one
//! around it.

use crate::NodeId;
use std::ops::Range;
use std::sync::Arc;
use sx_base::{Expansion, Source, Span, Symbol};

/// The expansions that made nodes; empty where nobody asked.
#[derive(Clone, Debug, Default)]
pub struct Origins {
    /// Ids, and the innermost expansion that made all of them; sorted by their ends, so that of two ranges that hold an id
    /// the first is that of the inner expansion.
    pub made: Vec<(Range<u32>, u32)>,
    /// The expansions. The first stands for none.
    pub frames: Vec<Frame>,
    /// The macros that [`Frame::definition`] counts.
    pub macros: Vec<Definition>,
}

/// One expansion.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// The expansion around it; 0 for none.
    pub outer: u32,
    /// The macro.
    pub definition: u32,
    /// The call, in the file that is compiled.
    pub call: Span,
}

/// One macro.
#[derive(Clone, Debug)]
pub struct Definition {
    /// Its name.
    pub name: Symbol,
    /// Where it is defined, in `source`.
    pub span: Span,
    /// The file that holds it; `None` for the file that is compiled.
    pub source: Option<Arc<Source>>,
    /// Whether every file has it.
    pub is_everywhere: bool,
}

impl Origins {
    /// The expansions that made the node `id`, innermost first. `is_written`: somebody wrote it and no macro made it; then
    /// the macros that every file has do not tell anything.
    pub fn of(&self, id: NodeId, is_written: bool) -> Vec<Expansion> {
        let from = self.made.partition_point(|(nodes, _)| nodes.end <= id.0);
        let made = self.made[from..].iter().find(|(nodes, _)| nodes.contains(&id.0));
        let mut frame = made.map_or(0, |&(_, frame)| frame);
        let mut chain = vec![];
        while let Some(level) = self.frames.get(frame as usize).filter(|_| frame != 0) {
            frame = level.outer;
            let Definition { name, span, source, is_everywhere } = &self.macros[level.definition as usize];
            if *is_everywhere && (is_written || is_inner(name.as_str())) {
                continue;
            }
            chain.push(Expansion {
                macro_name: name.as_str().to_owned(),
                call: level.call,
                source: source.clone(),
                definition: *span,
            });
        }
        chain
    }
}

/// Whether a macro that every file has is a step of another one: what is wrong is said of that.
pub fn is_inner(name: &str) -> bool {
    name.starts_with('%')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_innermost_expansion_comes_first() {
        let frame = |outer, definition| Frame { outer, definition, call: Span::at(0) };
        let named = |name| Definition {
            name: Symbol::intern(name),
            span: Span::at(0),
            source: None,
            is_everywhere: name == "inner",
        };
        let origins = Origins {
            made: vec![(2..4, 2), (6..6, 2), (1..8, 1)],
            frames: vec![frame(0, 0), frame(0, 0), frame(1, 1)],
            macros: vec![named("outer"), named("inner")],
        };
        let names = |chain: Vec<Expansion>| chain.into_iter().map(|level| level.macro_name).collect::<Vec<_>>();
        let of = |id| names(origins.of(NodeId(id), false));
        assert_eq!(of(3), ["inner", "outer"]);
        assert_eq!(of(6), ["outer"]);
        assert!(of(0).is_empty() && of(8).is_empty());
        assert_eq!(names(origins.of(NodeId(3), true)), ["outer"]);
    }
}
