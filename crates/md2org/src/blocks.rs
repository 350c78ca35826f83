//! Blocks: what starts, what ends, what is around it.

use crate::assemble::{Heading, slug_of};
use crate::convert::{Converter, DEEPEST_LIST, Frame, Gap, OpenImage};
use crate::html::{self, Block};
use crate::report::Approximation;
use crate::table::push_spaces;
use crate::write::{Anchor, Place, Setting, write_inline};
use crate::{callout, code, metadata};
use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, CowStr, HeadingLevel, Tag, TagEnd};
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
            Tag::DefinitionList if is_false_definition(&self.source[range.clone()]) => self.frames.push(Frame::FalseDefinitions),
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
            TagEnd::List(_) => self.end_list(),
            TagEnd::Item => self.end_item(),
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
            TagEnd::DefinitionList => self.end_list(),
            TagEnd::DefinitionListTitle => self.end_term(&range),
            TagEnd::DefinitionListDefinition => self.end_item(),
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead | TagEnd::TableRow => {}
            TagEnd::TableCell => self.end_cell(),
        }
    }

    fn start_paragraph(&mut self) {
        let at = self.frames.len().wrapping_sub(2);
        if matches!(self.frames.last(), Some(Frame::Item { .. } | Frame::Definition { .. }))
            && let Some(Frame::List { is_loose, .. } | Frame::Definitions { is_loose, .. }) = self.frames.get_mut(at)
        {
            *is_loose = true;
        }
    }

    fn end_paragraph(&mut self) {
        self.in_callout_title = false;
        self.flush();
    }

    // ---- headings

    fn end_heading(&mut self, level: HeadingLevel, range: &Range<usize>) {
        let Some(Tag::Heading { id, classes, attrs, .. }) = self.pending.take() else { return };
        self.is_in_heading = false;
        self.lone_image = None;
        if !self.is_top_level() {
            self.inline.close();
            self.note(Approximation::NestedHeading, range);
            return self.flush();
        }
        let level = (level as i32 + self.options.shift_headings).max(1) as usize;
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
            None => self.slugs.number(slug_of(&text)),
        };
        self.heading_text = text;
        self.headings.push(Heading { at: self.out.len(), slug, has_own_id, properties: properties(&classes, &attrs) });
        self.gap = Gap::Blank;
    }

    // ---- quotes and callouts

    fn start_quote(&mut self, kind: Option<BlockQuoteKind>, range: &Range<usize>) {
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

    fn callout_name(&mut self, range: &Range<usize>) -> Option<String> {
        if !self.options.is_full() {
            return None;
        }
        let callout = callout::read_callout(&self.source[range.clone()])?;
        self.skip_until = range.start + callout.len;
        self.in_callout_title = true;
        Some(callout::block_name(callout.kind))
    }

    fn end_special(&mut self) {
        self.flush();
        let Some(Frame::Special { name }) = self.frames.pop() else { return };
        let count = self.open_names.get_mut(&name).map_or(1, |count| std::mem::replace(count, *count - 1));
        push_spaces(self.indent, &mut self.out);
        self.out.extend(["#+end_", &special_name(&name, count), "\n"]);
        self.close_container();
    }

    /// What is inside of a container says nothing about what follows it.
    fn close_container(&mut self) {
        self.after_list = false;
        self.after_paragraph = false;
        self.in_callout_title = false;
        self.finish_block();
    }

    // ---- lists

    fn start_list(&mut self, start: Option<u64>, range: &Range<usize>) {
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

    fn start_item(&mut self) {
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
            self.out.push_str(&format!(" [@{number}]"));
        }
        self.frames.push(Frame::Item { indent: self.indent });
        if !is_joined {
            self.indent += width;
        }
        self.item_start = start;
        self.gap = Gap::Bullet;
        self.after_paragraph = false;
    }

    fn is_first_item(&mut self) -> bool {
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

    fn end_item(&mut self) {
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

    fn end_list(&mut self) {
        self.flush();
        self.frames.pop();
        self.list_depth = self.list_depth.saturating_sub(1);
        if self.gap == Gap::Bullet {
            self.out.push('\n');
        }
        self.close_container();
        self.after_list = true;
    }

    // ---- definition lists

    fn start_definitions(&mut self) {
        self.separate_lists();
        self.list_depth += 1;
        if self.gap == Gap::Bullet || self.gap == Gap::Headline {
            self.out.push('\n');
            self.gap = Gap::Line;
        }
        self.frames.push(Frame::Definitions { is_loose: false, has_definition: true });
        self.after_paragraph = false;
    }

    fn end_term(&mut self, range: &Range<usize>) {
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

    fn start_definition(&mut self, range: &Range<usize>) {
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

    fn is_in_false_definitions(&self) -> bool {
        matches!(self.frames.last(), Some(Frame::FalseDefinitions))
    }

    // ---- footnotes

    fn start_footnote(&mut self, label: &str) {
        let label = crate::spans::footnote_label(label);
        // Of definitions with one label the first counts. One inside of another is kept for later, without its links.
        let is_kept = self.labels.insert(label.clone());
        let is_inner = std::mem::replace(&mut self.in_footnote, true);
        let own = if is_inner || !is_kept { String::new() } else { std::mem::take(&mut self.footnotes) };
        let out = std::mem::replace(&mut self.out, own);
        let anchors = self.footnote_anchors.len();
        self.frames.push(Frame::Footnote { out, indent: self.indent, gap: self.gap, is_kept, anchors });
        self.indent = 0;
        if !self.out.is_empty() || is_inner {
            self.out.push('\n');
        }
        let mark = format!("[fn:{label}]");
        self.out.push_str(&mark);
        if is_kept && !is_inner {
            self.definitions.push((self.out.len() - mark.len(), mark));
        }
        self.gap = Gap::Bullet;
        self.after_list = false;
        self.after_paragraph = false;
    }

    fn end_footnote(&mut self) {
        self.flush();
        let Some(Frame::Footnote { out, indent, gap, is_kept, anchors }) = self.frames.pop() else { return };
        if self.gap == Gap::Bullet {
            self.out.push('\n');
        }
        let definition = std::mem::replace(&mut self.out, out);
        self.indent = indent;
        self.gap = gap;
        self.in_footnote = self.frames.iter().rev().any(|frame| matches!(frame, Frame::Footnote { .. }));
        if self.in_footnote || !is_kept {
            self.footnote_anchors.truncate(anchors);
        }
        if is_kept && self.in_footnote {
            self.inner_footnotes.push_str(&definition);
        } else if is_kept {
            self.footnotes = definition;
        }
        self.after_list = false;
        self.after_paragraph = false;
    }

    // ---- verbatim blocks

    fn end_code(&mut self) {
        self.is_verbatim = false;
        let info = match self.pending.take() {
            Some(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => code::read_info(&info),
            _ => None,
        };
        self.begin(false);
        let kind = if info.is_some() { "src" } else { "example" };
        self.out.extend(["#+begin_", kind]);
        if let Some(info) = &info {
            self.out.extend([" ", info]);
        }
        let keeps_indent = code::is_indented(&self.verbatim);
        if keeps_indent {
            self.insert_switch(kind, info.as_deref(), " -i");
        }
        if memchr::memmem::find(self.verbatim.as_bytes(), b"(ref:").is_some() {
            // Else Org would take `(ref:x)` for a mark of its own and leave it out.
            self.insert_switch(kind, info.as_deref(), " -l \"(((%s)))\"");
        }
        self.out.push('\n');
        if !self.verbatim.is_empty() {
            // With `-i` lines count from the margin, whatever is around.
            code::write_lines(&self.verbatim, if keeps_indent { 0 } else { self.indent }, &mut self.out);
        }
        let end = if info.is_some() { "#+end_src" } else { "#+end_example" };
        self.line(end);
        self.finish_block();
    }

    /// Switches stand behind the language, before the header arguments.
    fn insert_switch(&mut self, kind: &str, info: Option<&str>, switch: &str) {
        let Some(info) = info else { return self.out.push_str(switch) };
        let _ = kind;
        let arguments = info.find(" :").map_or(0, |at| info.len() - at);
        let at = self.out.len() - arguments;
        self.out.insert_str(at, switch);
    }

    fn end_html(&mut self, range: &Range<usize>) {
        self.is_verbatim = false;
        let text = std::mem::take(&mut self.verbatim);
        match html::read_block(&text) {
            Block::Comments(comments) => {
                self.begin(false);
                let mut is_first = true;
                for line in comments.iter().flat_map(|comment| comment.split('\n')) {
                    if !std::mem::replace(&mut is_first, false) {
                        push_spaces(self.indent, &mut self.out);
                    }
                    self.out.push('#');
                    if !line.trim().is_empty() {
                        self.out.extend([" ", line.trim_end()]);
                    }
                    self.out.push('\n');
                }
                if comments.iter().all(|comment| comment.is_empty()) && is_first {
                    self.out.push_str("#\n");
                }
            }
            Block::Image(image) if self.options.is_full() => self.write_html_image(image, range),
            Block::Image(_) | Block::Raw => {
                self.begin(false);
                self.out.push_str("#+begin_export html\n");
                code::write_lines(&text, self.indent, &mut self.out);
                self.line("#+end_export");
                self.note(Approximation::RawHtml, range);
            }
        }
        self.verbatim = text;
        self.finish_block();
    }

    fn write_html_image(&mut self, image: html::Image, range: &Range<usize>) {
        let target = crate::link::read_target(&image.source, self.options).org;
        let mut lines = String::new();
        for (name, value) in [("alt", &image.alt), ("title", &image.title), ("width", &image.width), ("height", &image.height)] {
            if !value.is_empty() {
                lines.extend([" :", name, " ", &one_line(value)]);
            }
        }
        let _ = range;
        self.begin(false);
        if !lines.is_empty() {
            self.out.extend(["#+attr_html:", &lines, "\n"]);
            push_spaces(self.indent, &mut self.out);
        }
        self.out.extend(["[[", &target, "]]\n"]);
        self.after_paragraph = true;
    }

    fn end_metadata(&mut self, range: &Range<usize>) {
        self.is_verbatim = false;
        let text = std::mem::take(&mut self.verbatim);
        let is_front = self.out.is_empty();
        self.begin(false);
        let odd = metadata::write_metadata(&text, &mut self.out);
        if !odd.is_empty() {
            self.note(Approximation::FrontMatter, range);
        }
        if is_front {
            self.front = self.out.len();
        }
        self.verbatim = text;
        self.gap = if self.out.is_empty() { Gap::Line } else { Gap::Blank };
    }

    // ---- tables

    fn end_cell(&mut self) {
        let place = Place { setting: Setting::Cell, indent: 0, wrap: self.options.wrap };
        if self.options.flavour != crate::Flavour::CommonMark {
            crate::autolink::split(&mut self.inline);
        }
        self.lone_image = None;
        let (source, anchors) = (self.block_start, &mut self.cell_anchors);
        let lost = write_inline(&self.inline, place, &mut self.table.text, &mut self.needs, |at, name| {
            anchors.push(Anchor { at, name: name.to_owned(), source });
        });
        self.note_inline(lost);
        self.inline.clear();
        self.table.end_cell();
    }

    fn end_table(&mut self) {
        self.inline.is_in_table = false;
        // The first row's indentation is part of the table's.
        let start = self.out.len();
        self.begin(false);
        self.out.truncate(self.out.trim_end_matches(' ').len().max(start));
        let mut places = vec![];
        let table = std::mem::take(&mut self.table);
        table.write(self.indent, &mut self.out, |cell, at| places.push((cell, at)));
        let anchors = if self.in_footnote { &mut self.footnote_anchors } else { &mut self.anchors };
        for anchor in self.cell_anchors.drain(..) {
            let cell = places.partition_point(|(cell, _)| *cell <= anchor.at).saturating_sub(1);
            if let Some((start, at)) = places.get(cell) {
                anchors.push(Anchor { at: anchor.at - start + at, ..anchor });
            }
        }
        self.table = table;
        // Rows that follow without an empty line would be part of the table.
        self.gap = Gap::Blank;
    }

    // ---- images that are paragraphs

    /// What stands above an image that is a paragraph of its own: caption and size.
    pub(crate) fn write_image_lines(&mut self, image: &OpenImage) {
        let (alt, size) = match (self.options.is_full(), image.is_wikilink) {
            (false, _) => (image.alt.as_str(), None),
            (true, false) => split_size(&image.alt),
            // `![[pic.png|200]]` has a size and no caption.
            (true, true) => ("", split_size(&format!("|{}", image.alt)).1.map(|_| split_number(&image.alt))),
        };
        let is_local = self.inline.flat.starts_with("[[file:");
        let mut lines = String::new();
        let alt = one_line(alt);
        if is_local && self.options.is_full() && reads_as_caption(&alt) {
            lines.extend(["#+caption: ", &self.protect(&alt), "\n"]);
        }
        let mut attributes = String::new();
        if !alt.is_empty() {
            attributes.extend([" :alt ", &alt]);
        }
        if !image.title.is_empty() {
            attributes.extend([" :title ", &one_line(&image.title)]);
        }
        if let Some((width, height)) = size {
            attributes.extend([" :width ", width]);
            if let Some(height) = height {
                attributes.extend([" :height ", height]);
            }
        }
        if !attributes.is_empty() {
            lines.extend(["#+attr_html:", &attributes, "\n"]);
        }
        if !lines.is_empty() {
            self.begin(false);
            self.out.push_str(&lines);
            self.gap = Gap::Line;
        }
    }

    /// A text on one line, protected.
    fn protect(&mut self, text: &str) -> String {
        let mut inline = crate::inline::Inline::default();
        inline.text(text);
        let mut out = String::new();
        let place = Place { setting: Setting::Line, indent: 0, wrap: self.options.wrap };
        write_inline(&inline, place, &mut out, &mut self.needs, |_, _| {});
        out
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

/// Whether the source of a definition list is a paragraph with lines such as `:sparkles: new` or `:END:`.
fn is_false_definition(source: &str) -> bool {
    let marker = source.lines().find_map(|line| line.trim_start_matches([' ', '\t', '>']).strip_prefix(':'));
    marker.is_some_and(|rest| !rest.is_empty() && !rest.starts_with([' ', '\t']))
}

/// Whether an alternative text reads as a caption: some words that start like a sentence. `logo`, `build status` do not.
fn reads_as_caption(alt: &str) -> bool {
    let starts = alt.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    starts && (alt.contains(' ') || !alt.is_ascii())
}

/// A value of a keyword: one line, and no colon that would start the next attribute.
fn one_line(text: &str) -> String {
    text.split_whitespace().map(|word| word.trim_start_matches(':')).collect::<Vec<_>>().join(" ")
}

/// `caption|200x100` to the caption and the size.
fn split_size(alt: &str) -> (&str, Option<(&str, Option<&str>)>) {
    let (caption, size) = alt.rsplit_once('|').unwrap_or(("", alt));
    let (width, height) = split_number(size);
    let is_number = |text: &str| !text.is_empty() && text.len() < 6 && text.bytes().all(|b| b.is_ascii_digit());
    let has_mark = alt.contains('|');
    if has_mark && is_number(width) && height.is_none_or(is_number) { (caption, Some((width, height))) } else { (alt, None) }
}

/// `200x100` to its numbers.
fn split_number(size: &str) -> (&str, Option<&str>) {
    size.split_once('x').map_or((size, None), |(width, height)| (width, Some(height)))
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
        let name: String = name.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '_' }).collect();
        let value = value.as_deref().unwrap_or("t");
        lines.extend([":", &name, ": ", value, "\n"]);
    }
    lines
}
