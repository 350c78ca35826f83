//! Lists, tasks and definition lists.
//!
//! `- - a` to `-` and, below it, `  - a`: Org's bullets stand on lines of their own. Lists that follow each other are kept
//! apart by a comment.

use crate::convert::{Converter, DEEPEST_LIST, Frame, Gap};
use crate::report::Approximation;
use crate::write::Setting;
use std::fmt::Write as _;
use std::ops::Range;

impl Converter<'_> {
    pub(crate) fn start_list(&mut self, start: Option<u64>, range: &Range<usize>) {
        self.separate_lists();
        self.list_depth += 1;
        let is_joined = self.list_depth > DEEPEST_LIST;
        if is_joined {
            self.note(Approximation::DeepNesting, range);
        }
        // A list as the first thing in an item starts on a line of its own.
        if self.gap == Gap::Bullet || self.gap == Gap::Headline {
            self.out.push('\n');
            self.gap = Gap::Line;
        }
        self.frames.push(Frame::List { next: start, is_loose: false, is_joined });
        self.is_list_fresh = true;
        self.after_paragraph = false;
    }

    /// Org joins lists that follow each other; a comment between them keeps them apart.
    pub(crate) fn separate_lists(&mut self) {
        if self.after_list {
            self.gap = Gap::Blank;
            self.begin(false);
            self.out.push_str("#\n");
            self.gap = Gap::Blank;
        }
    }

    pub(crate) fn start_item(&mut self) {
        let number = match self.frames.last_mut() {
            Some(Frame::List { next: Some(next), .. }) => {
                *next += 1;
                Some(*next - 1)
            }
            _ => None,
        };
        let is_first = self.is_first_item();
        let is_joined = matches!(self.frames.last(), Some(Frame::List { is_joined: true, .. }));
        self.begin(false);
        let start = self.out.len();
        match number {
            None => self.out.push('-'),
            Some(number) => {
                self.out.push_str(&number.to_string());
                self.out.push('.');
            }
        }
        let width = self.out.len() - start + 1;
        if let Some(number) = number.filter(|number| is_first && *number != 1) {
            write!(self.out, " [@{number}]").expect("invariant: writing to a string does not fail");
        }
        self.frames.push(Frame::Item { indent: self.indent });
        if !is_joined {
            self.indent += width;
        }
        self.item_start = start;
        self.gap = Gap::Bullet;
        self.after_paragraph = false;
    }

    pub(crate) fn is_first_item(&mut self) -> bool {
        std::mem::replace(&mut self.is_list_fresh, false)
    }

    pub(crate) fn task(&mut self, is_done: bool) {
        if self.gap != Gap::Bullet {
            return;
        }
        if self.options.todo && self.frames.len() == 2 && self.list_depth == 1 {
            self.out.truncate(self.item_start);
            for _ in 0..=self.last_level {
                self.out.push('*');
            }
            self.out.push_str(if is_done { " DONE" } else { " TODO" });
            self.indent = 0;
            self.gap = Gap::Headline;
            return;
        }
        self.out.push_str(if is_done { " [X]" } else { " [ ]" });
    }

    pub(crate) fn end_item(&mut self) {
        self.flush();
        let Some(Frame::Item { indent } | Frame::Definition { indent }) = self.frames.pop() else { return };
        if matches!(self.gap, Gap::Bullet | Gap::Headline) {
            self.out.push('\n');
        }
        self.indent = indent;
        let is_loose = match self.frames.last() {
            Some(Frame::List { is_loose, .. } | Frame::Definitions { is_loose, .. }) => *is_loose,
            _ => false,
        };
        self.after_list = false;
        self.after_paragraph = false;
        self.gap = if is_loose { Gap::Blank } else { Gap::Line };
    }

    pub(crate) fn end_list(&mut self) {
        self.flush();
        self.frames.pop();
        self.list_depth = self.list_depth.saturating_sub(1);
        if self.gap == Gap::Bullet {
            self.out.push('\n');
        }
        self.close_container();
        self.after_list = true;
    }

    pub(crate) fn start_definitions(&mut self) {
        self.separate_lists();
        self.list_depth += 1;
        if self.gap == Gap::Bullet || self.gap == Gap::Headline {
            self.out.push('\n');
            self.gap = Gap::Line;
        }
        self.frames.push(Frame::Definitions { is_loose: false, has_definition: true });
        self.after_paragraph = false;
    }

    pub(crate) fn end_term(&mut self, range: &Range<usize>) {
        let had_definition = match self.frames.last_mut() {
            Some(Frame::Definitions { has_definition, .. }) => std::mem::replace(has_definition, false),
            _ => true,
        };
        if self.gap == Gap::Bullet {
            self.out.push('\n');
            self.gap = Gap::Line;
        }
        if !had_definition {
            self.note(Approximation::DefinitionList, range);
        }
        self.begin(false);
        self.out.push_str("- ");
        self.write_inline_in(Setting::Line);
        self.inline.clear();
        self.out.push_str(" ::");
        self.gap = Gap::Bullet;
        self.after_paragraph = false;
    }

    pub(crate) fn start_definition(&mut self, range: &Range<usize>) {
        if let Some(Frame::Definitions { has_definition, .. }) = self.frames.last_mut()
            && std::mem::replace(has_definition, true)
        {
            self.note(Approximation::DefinitionList, range);
            self.gap = Gap::Blank;
        }
        let marker = &self.source[range.clone()];
        if marker.strip_prefix(':').is_some_and(|rest| !rest.starts_with([' ', '\t', '\n'])) {
            // `:word:` among real definitions; its colon is text.
            self.inline.text(":");
        }
        self.frames.push(Frame::Definition { indent: self.indent });
        if self.list_depth <= DEEPEST_LIST {
            self.indent += 2;
        }
        self.after_paragraph = false;
    }

    pub(crate) fn is_in_false_definitions(&self) -> bool {
        matches!(self.frames.last(), Some(Frame::FalseDefinitions))
    }
}

/// Whether the source of a definition list is a paragraph with lines such as `:sparkles: new` or `:END:`.
pub(crate) fn is_false_definition(source: &str) -> bool {
    let marker = source.lines().find_map(|line| line.trim_start_matches([' ', '\t', '>']).strip_prefix(':'));
    marker.is_some_and(|rest| !rest.is_empty() && !rest.starts_with([' ', '\t']))
}
