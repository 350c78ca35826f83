//! What is open at the end of the text: reported at its opener, with the place where indentation contradicts the
//! brackets.

use super::Reader;
use super::nest::{Frame, FrameKind};
use crate::diagnostics::{self, Unclosed};
use sx_base::Span;

impl Reader<'_> {
    /// Reports what is open at the end of the text: one error for each group of openers. A group ends where a line
    /// begins that is not indented under the group.
    pub(super) fn report_unclosed(&mut self) {
        let has_brackets = self.nest.frames.iter().any(|frame| !frame.kind.is_prefix());
        if !has_brackets {
            return self.drop_prefixes(None);
        }
        let frames = std::mem::take(&mut self.nest.frames);
        let open: Vec<&Frame> =
            frames.iter().filter(|frame| !frame.kind.is_prefix() && frame.kind != FrameKind::Template).collect();
        let mut rest = &open[..];
        while let Some(first) = rest.first() {
            let is_next_group = |frame: &&Frame| frame.begins_line && frame.column <= first.column;
            let len = 1 + rest[1..].iter().position(is_next_group).unwrap_or(rest.len() - 1);
            let (group, others) = rest.split_at(len);
            self.report_group(group);
            rest = others;
        }
        self.nest.frames = frames;
    }

    fn report_group(&mut self, group: &[&Frame]) {
        let forms: Vec<Unclosed> = group
            .iter()
            .map(|frame| Unclosed {
                opener: frame.opener(),
                open: frame.kind.open_text(),
                closer: frame.kind.close_text(),
            })
            .collect();
        let suspect = group.iter().filter_map(|frame| frame.suspect).min_by_key(|suspect| suspect.after);
        let hint = suspect.map(|suspect| (Span::at(suspect.after), suspect.opener));
        let end = self.text.trim_end().len().max(self.last_end as usize) as u32;
        self.report(diagnostics::unclosed(&forms, end, hint));
    }
}
