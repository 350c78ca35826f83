//! Blocks: what starts, what ends, what is around it.

use crate::assemble::{Heading, slug_of};
use crate::convert::{Converter, Frame, Gap};
use crate::lists::is_false_definition;
use crate::report::Approximation;
use crate::write::Setting;
use pulldown_cmark::{CowStr, HeadingLevel, Tag, TagEnd};
use std::ops::Range;

/// What a heading's braces say.
type Attributes<'a> = Vec<(CowStr<'a>, Option<CowStr<'a>>)>;

impl<'a> Converter<'a> {
    pub(crate) fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        match tag {
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. } => return self.start_span(tag, &range),
            Tag::DefinitionListTitle | Tag::DefinitionListDefinition if self.is_in_false_definitions() => {
                if matches!(tag, Tag::DefinitionListDefinition) {
                    self.inline.text(":");
                }
                return;
            }
            _ => {}
        }
        self.flush();
        self.block_start = range.start;
        match tag {
            Tag::Paragraph => self.start_paragraph(),
            tag @ Tag::Heading { .. } => {
                self.heading_text.clear();
                self.is_in_heading = true;
                if !self.is_top_level() {
                    self.open_bold();
                }
                self.pending = Some(tag);
            }
            Tag::BlockQuote(kind) => self.start_quote(kind, &range),
            tag @ (Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_)) => {
                self.verbatim.clear();
                self.is_verbatim = true;
                self.pending = Some(tag);
            }
            Tag::List(start) => self.start_list(start, &range),
            Tag::Item => self.start_item(),
            Tag::FootnoteDefinition(label) => self.start_footnote(&label),
            Tag::DefinitionList if is_false_definition(&self.source[range.clone()]) => {
                self.frames.push(Frame::FalseDefinitions);
            }
            Tag::DefinitionList => self.start_definitions(),
            Tag::DefinitionListDefinition => self.start_definition(&range),
            Tag::Table(alignments) => {
                self.table.start(alignments);
                self.inline.is_in_table = true;
            }
            Tag::TableHead => {
                self.table.start_row();
                self.table.head = 1;
            }
            Tag::TableRow => self.table.start_row(),
            _ => {}
        }
    }

    pub(crate) fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image => self.end_span(tag, &range),
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(level) => self.end_heading(level, &range),
            TagEnd::BlockQuote(_) => self.end_special(),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => self.end_html(&range),
            TagEnd::MetadataBlock(_) => self.end_metadata(&range),
            TagEnd::FootnoteDefinition => self.end_footnote(),
            TagEnd::DefinitionListTitle | TagEnd::DefinitionListDefinition if self.is_in_false_definitions() => {
                self.inline.end_line();
            }
            TagEnd::DefinitionList if self.is_in_false_definitions() => {
                self.inline.trim_line_end();
                self.flush();
                self.frames.pop();
                self.finish_block();
            }
            TagEnd::List(_) | TagEnd::DefinitionList => self.end_list(),
            TagEnd::DefinitionListTitle => self.end_term(&range),
            TagEnd::Item | TagEnd::DefinitionListDefinition => self.end_item(),
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead | TagEnd::TableRow => {}
            TagEnd::TableCell => self.end_cell(),
        }
    }

    pub(crate) fn start_paragraph(&mut self) {
        let at = self.frames.len().wrapping_sub(2);
        if matches!(self.frames.last(), Some(Frame::Item { .. } | Frame::Definition { .. }))
            && let Some(Frame::List { is_loose, .. } | Frame::Definitions { is_loose, .. }) = self.frames.get_mut(at)
        {
            *is_loose = true;
        }
    }

    pub(crate) fn end_paragraph(&mut self) {
        self.in_callout_title = false;
        self.flush();
    }

    pub(crate) fn end_heading(&mut self, level: HeadingLevel, range: &Range<usize>) {
        let Some(Tag::Heading { id, classes, attrs, .. }) = self.pending.take() else { return };
        self.is_in_heading = false;
        self.lone_image = None;
        if !self.is_top_level() {
            self.inline.close();
            self.note(Approximation::NestedHeading, range);
            return self.flush();
        }
        let shift = isize::try_from(self.options.shift_headings).unwrap_or(0);
        let level = (level as usize).saturating_add_signed(shift).max(1);
        self.last_level = level;
        self.deepest_level = self.deepest_level.max(level);
        self.begin(false);
        for _ in 0..level {
            self.out.push('*');
        }
        self.out.push(' ');
        self.write_inline_in(Setting::Heading);
        self.inline.clear();
        self.out.push('\n');
        let text = std::mem::take(&mut self.heading_text);
        let has_own_id = id.is_some();
        let slug = match id {
            Some(id) => id.into_string(),
            None => slug_of(&text),
        };
        self.heading_text = text;
        self.headings.push(Heading { at: self.out.len(), slug, has_own_id, properties: properties(&classes, &attrs) });
        self.gap = Gap::Blank;
    }
}

fn properties(classes: &[CowStr<'_>], attributes: &Attributes<'_>) -> String {
    let mut lines = String::new();
    if !classes.is_empty() {
        lines.push_str(":HTML_HEADLINE_CLASS:");
        for class in classes {
            lines.extend([" ", class]);
        }
        lines.push('\n');
    }
    for (name, value) in attributes {
        let name: String =
            name.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '_' }).collect();
        let value = value.as_deref().unwrap_or("t");
        lines.extend([":", &name, ": ", value, "\n"]);
    }
    lines
}
