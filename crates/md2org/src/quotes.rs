//! Quotes, alerts and callouts: blocks between `#+begin_NAME` and `#+end_NAME`.
//!
//! Each level inside of others of its kind has a name of its own, since the first end ends the outermost.

use crate::callout;
use crate::convert::{Converter, Frame, Gap};
use crate::table::push_spaces;
use pulldown_cmark::BlockQuoteKind;
use std::ops::Range;

impl Converter<'_> {
    pub(crate) fn start_quote(&mut self, kind: Option<BlockQuoteKind>, range: &Range<usize>) {
        let name = match kind {
            Some(BlockQuoteKind::Note) => "note".to_owned(),
            Some(BlockQuoteKind::Tip) => "tip".to_owned(),
            Some(BlockQuoteKind::Important) => "important".to_owned(),
            Some(BlockQuoteKind::Warning) => "warning".to_owned(),
            Some(BlockQuoteKind::Caution) => "caution".to_owned(),
            None => self.callout_name(range).unwrap_or_else(|| "quote".to_owned()),
        };
        let count = self.open_names.entry(name.clone()).or_insert(0);
        *count += 1;
        let shown = special_name(&name, *count);
        self.begin(false);
        self.out.extend(["#+begin_", &shown, "\n"]);
        self.frames.push(Frame::Special { name });
        self.gap = Gap::Line;
        self.after_paragraph = false;
    }

    pub(crate) fn callout_name(&mut self, range: &Range<usize>) -> Option<String> {
        if !self.options.is_full() {
            return None;
        }
        let callout = callout::read_callout(&self.source[range.clone()])?;
        self.skip_until = range.start + callout.len;
        self.in_callout_title = true;
        Some(callout::block_name(callout.kind))
    }

    pub(crate) fn end_special(&mut self) {
        self.flush();
        let Some(Frame::Special { name }) = self.frames.pop() else { return };
        let count = self.open_names.get_mut(&name).map_or(1, |count| std::mem::replace(count, *count - 1));
        push_spaces(self.indent, &mut self.out);
        self.out.extend(["#+end_", &special_name(&name, count), "\n"]);
        self.close_container();
    }

    /// What is inside of a container says nothing about what follows it.
    pub(crate) fn close_container(&mut self) {
        self.after_list = false;
        self.after_paragraph = false;
        self.in_callout_title = false;
        self.finish_block();
    }
}

/// The name of a block inside of `count - 1` others of its kind. The first `#+end_quote` ends the outermost block of that
/// name, and for pandoc also one whose name starts so: each level needs a name of its own, and none starts another.
fn special_name(name: &str, count: usize) -> String {
    match (count, name) {
        (1, _) => name.to_owned(),
        (2, "quote") => "blockquote".to_owned(),
        (count, _) => format!("level{count}-{name}"),
    }
}
