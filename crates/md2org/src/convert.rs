//! The state of a conversion: where the output stands, what is open around it, and how blocks are set apart.
//!
//! Invariant between blocks: the output ends with a line break or behind a bullet ([`Gap::Bullet`]), and `gap` says what
//! has to come before the next block.

use crate::assemble::{Heading, drawers, insert_all, number_slugs};
use crate::inline::{Inline, Marker};
use crate::options::{HeadingIds, Options, Wrap};
use crate::report::{Approximation, Note};
use crate::table::{Table, push_spaces};
use crate::write::{Anchor, Needs, Place, Setting, write_inline};
use pulldown_cmark::{Event, Parser, Tag};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

/// What comes before the next block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Gap {
    /// Nothing: the line is fresh.
    Line,
    /// An empty line.
    Blank,
    /// The output ends with a bullet; a paragraph follows on the same line, any other block on the next.
    Bullet,
    /// The output ends with the stars and the keyword of a headline.
    Headline,
}

/// A block that is open around the current place.
pub(crate) enum Frame {
    /// `#+begin_NAME`; the name is on the stack of names.
    Special {
        name: String,
    },
    List {
        next: Option<u64>,
        is_loose: bool,
        is_joined: bool,
    },
    Item {
        indent: usize,
    },
    Definitions {
        is_loose: bool,
        has_definition: bool,
    },
    Definition {
        indent: usize,
    },
    /// What pulldown-cmark takes for a definition list and is text: `:word:` at the start of a line.
    FalseDefinitions,
    Footnote {
        out: String,
        indent: usize,
        gap: Gap,
        is_kept: bool,
        anchors: usize,
    },
}

/// What is known of the image that is being read.
pub(crate) struct OpenImage {
    pub(crate) url: String,
    pub(crate) title: String,
    pub(crate) alt: String,
    pub(crate) is_wikilink: bool,
    pub(crate) depth: usize,
}

/// Deepest list that is indented further than the one around it. With unlimited depth the output would be quadratic.
pub(crate) const DEEPEST_LIST: usize = 50;

/// Headings below this level are list items in exports unless the file asks for more (`org-export-headline-levels`).
const EXPORTED_LEVELS: usize = 3;

#[expect(clippy::struct_excessive_bools, reason = "each says one thing about where the conversion stands")]
pub(crate) struct Converter<'a> {
    pub(crate) source: &'a str,
    pub(crate) options: &'a Options,
    pub(crate) out: String,
    pub(crate) notes: Vec<Note>,
    pub(crate) inline: Inline,
    pub(crate) needs: Needs,
    pub(crate) indent: usize,
    pub(crate) gap: Gap,
    pub(crate) frames: Vec<Frame>,
    /// Whether the block before, in the same container, was a list or a paragraph.
    pub(crate) after_list: bool,
    pub(crate) after_paragraph: bool,
    pub(crate) list_depth: usize,
    /// How many blocks of each name are open.
    pub(crate) open_names: HashMap<String, usize>,
    pub(crate) footnotes: String,
    /// Where in the footnotes each definition starts, with its mark `[fn:label]`.
    pub(crate) definitions: Vec<(usize, String)>,
    /// Definitions that stand inside of others.
    pub(crate) inner_footnotes: String,
    pub(crate) labels: HashSet<String>,
    pub(crate) in_footnote: bool,
    pub(crate) headings: Vec<Heading>,
    /// The plain text of the heading that is being read.
    pub(crate) heading_text: String,
    pub(crate) is_in_heading: bool,
    pub(crate) last_level: usize,
    pub(crate) deepest_level: usize,
    pub(crate) anchors: Vec<Anchor>,
    /// Anchors in footnotes; their places are counted from the start of the footnotes.
    pub(crate) footnote_anchors: Vec<Anchor>,
    pub(crate) table: Table,
    pub(crate) cell_anchors: Vec<Anchor>,
    /// Text of the verbatim block that is being read.
    pub(crate) verbatim: String,
    pub(crate) is_verbatim: bool,
    pub(crate) image: Option<OpenImage>,
    /// The image that is the only thing in the paragraph so far.
    pub(crate) lone_image: Option<OpenImage>,
    /// The name of a wikilink whose text may turn out to be empty.
    pub(crate) unnamed_wikilink: Option<String>,
    /// The target of an image that may be the whole description of a link.
    pub(crate) bare_image: Option<String>,
    /// The start of the block that needs it again at its end.
    pub(crate) pending: Option<Tag<'a>>,
    /// Where the bullet of the latest item starts.
    pub(crate) item_start: usize,
    /// Whether the latest list has no item yet.
    pub(crate) is_list_fresh: bool,
    /// Text before this offset is a callout's marker.
    pub(crate) skip_until: usize,
    pub(crate) in_callout_title: bool,
    /// Where the block that is being read starts in the source.
    pub(crate) block_start: usize,
    /// Where keywords of the whole file go.
    pub(crate) front: usize,
}

impl<'a> Converter<'a> {
    pub(crate) fn new(source: &'a str, options: &'a Options) -> Self {
        Self {
            source,
            options,
            out: String::with_capacity(source.len() + source.len() / 16),
            notes: vec![],
            inline: Inline::default(),
            needs: Needs::default(),
            indent: 0,
            gap: Gap::Line,
            frames: vec![],
            after_list: false,
            after_paragraph: false,
            list_depth: 0,
            open_names: HashMap::new(),
            footnotes: String::new(),
            definitions: vec![],
            inner_footnotes: String::new(),
            labels: HashSet::new(),
            in_footnote: false,
            headings: vec![],
            heading_text: String::new(),
            is_in_heading: false,
            last_level: 0,
            deepest_level: 0,
            anchors: vec![],
            footnote_anchors: vec![],
            table: Table::default(),
            cell_anchors: vec![],
            verbatim: String::new(),
            is_verbatim: false,
            image: None,
            lone_image: None,
            unnamed_wikilink: None,
            bare_image: None,
            pending: None,
            item_start: 0,
            is_list_fresh: false,
            skip_until: 0,
            in_callout_title: false,
            block_start: 0,
            front: 0,
        }
    }

    pub(crate) fn run(mut self) -> crate::Conversion {
        for (event, range) in Parser::new_ext(self.source, self.options.parser()).into_offset_iter() {
            match event {
                Event::Start(tag) => self.start(tag, range),
                Event::End(tag) => self.end(tag, range),
                Event::Text(text) => self.text(&text, range),
                event => self.span(event, range),
            }
        }
        self.flush();
        self.finish()
    }

    fn finish(mut self) -> crate::Conversion {
        let body = self.out.len();
        let mut insertions = vec![];
        if !self.footnotes.is_empty() || !self.inner_footnotes.is_empty() {
            self.footnotes.push_str(&self.inner_footnotes);
            if !self.out.is_empty() {
                self.out.push('\n');
            }
            let shift = self.out.len();
            self.out.push_str(&self.footnotes);
            for at in crate::assemble::endless_references(&self.definitions, &self.footnote_anchors) {
                // Emacs does not come back from a footnote that leads to itself: the reference is text.
                insertions.push((at + shift + 1, crate::org::ZERO_WIDTH_SPACE.to_owned()));
            }
            self.anchors.extend(
                std::mem::take(&mut self.footnote_anchors)
                    .into_iter()
                    .map(|anchor| Anchor { at: anchor.at + shift, ..anchor }),
            );
        }
        self.anchors.retain(|anchor| !anchor.name.starts_with('['));
        let is_anyone_asking = !self.anchors.is_empty() || !self.options.wanted_ids.is_empty();
        if is_anyone_asking || self.options.heading_ids == HeadingIds::Always {
            number_slugs(&mut self.headings);
        }
        let headings = if self.anchors.is_empty() { &[][..] } else { &self.headings[..] };
        let known: HashSet<&str> = headings.iter().map(|heading| heading.slug.as_str()).collect();
        let linked: BTreeSet<&str> = self.anchors.iter().map(|anchor| anchor.name.as_str()).collect();
        insertions.extend(drawers(&self.headings, &linked, self.options));
        for anchor in self.anchors.iter().filter(|anchor| !known.contains(anchor.name.as_str())) {
            // A link to a `CUSTOM_ID` that is not there stops Org's export; one to a file does not.
            insertions.push((anchor.at, "file:".to_owned()));
            self.notes.push(Note { kind: Approximation::MissingAnchor, start: anchor.source, end: anchor.source });
        }
        let front = self.front_matter(body);
        insertions.push((self.front, front));
        insertions.sort_by_key(|(at, _)| *at);
        self.notes.sort_by_key(|note| (note.start, note.end, note.kind));
        self.notes.dedup();
        let org = insert_all(self.out, &insertions);
        crate::Conversion { org, notes: self.notes }
    }

    /// The keywords the whole file needs.
    fn front_matter(&self, body: usize) -> String {
        let mut front = String::new();
        let Needs { no_scripts, no_special_strings } = self.needs;
        let mut words = vec![];
        if no_scripts {
            words.push("^:{}".to_owned());
        }
        if no_special_strings {
            words.push("-:nil".to_owned());
        }
        if self.deepest_level > EXPORTED_LEVELS {
            words.push(format!("H:{}", self.deepest_level));
        }
        if !words.is_empty() {
            front.extend(["#+OPTIONS: ", &words.join(" "), "\n"]);
        }
        if self.options.toc {
            front.push_str("#+TOC: headlines\n");
        }
        let is_followed = self.front < body && !self.out[self.front..].starts_with('\n')
            || self.front == body && self.out.len() > body;
        if !front.is_empty() && is_followed {
            front.push('\n');
        }
        front
    }

    pub(crate) fn note(&mut self, kind: Approximation, range: &Range<usize>) {
        self.notes.push(Note { kind, start: range.start, end: range.end });
    }

    /// What comes between blocks of the container that is open.
    pub(crate) fn usual_gap(&self) -> Gap {
        let list = match self.frames.last() {
            Some(Frame::Item { .. } | Frame::Definition { .. }) => {
                self.frames.len().checked_sub(2).map(|at| &self.frames[at])
            }
            other => other,
        };
        match list {
            Some(Frame::List { is_loose, .. } | Frame::Definitions { is_loose, .. }) if !is_loose => Gap::Line,
            _ => Gap::Blank,
        }
    }

    /// Starts a block: sets it apart from what is before it. A paragraph may stay on the line of a bullet.
    pub(crate) fn begin(&mut self, is_paragraph: bool) -> Setting {
        let was_paragraph = std::mem::replace(&mut self.after_paragraph, is_paragraph);
        self.after_list = false;
        match self.gap {
            Gap::Line if is_paragraph && was_paragraph => self.out.push('\n'),
            Gap::Line => {}
            Gap::Bullet if is_paragraph => {
                self.out.push(' ');
                return Setting::Item;
            }
            Gap::Headline if is_paragraph => {
                self.out.push(' ');
                return Setting::Heading;
            }
            Gap::Blank | Gap::Bullet | Gap::Headline => self.out.push('\n'),
        }
        push_spaces(self.indent, &mut self.out);
        Setting::Paragraph
    }

    /// Ends a block whose last line is written.
    pub(crate) fn finish_block(&mut self) {
        self.gap = self.usual_gap();
    }

    /// Writes a line of its own, indented.
    pub(crate) fn line(&mut self, text: &str) {
        push_spaces(self.indent, &mut self.out);
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// Whether headings can stand here.
    pub(crate) fn is_top_level(&self) -> bool {
        self.frames.is_empty()
    }

    /// Ends the text that stands in an item without being a paragraph, when there is any.
    pub(crate) fn flush(&mut self) {
        if self.inline.has_content() {
            self.write_paragraph();
        } else {
            self.inline.clear();
        }
    }

    pub(crate) fn write_paragraph(&mut self) {
        if let Some(image) = self.lone_image.take()
            && self.inline.parts.len() == 1
            && self.is_top_level()
        {
            self.write_image_lines(&image);
        }
        if self.gap == Gap::Bullet && self.holds_term_mark() {
            // On the line of the bullet ` :: ` would make a term of what is before it.
            self.gap = Gap::Line;
            self.out.push('\n');
        }
        let setting = self.begin(true);
        self.write_inline_in(setting);
        self.out.push('\n');
        self.inline.clear();
        self.after_paragraph = true;
        self.finish_block();
    }

    /// Whether ` ::` stands in the paragraph. On whichever line: lines may be joined.
    fn holds_term_mark(&self) -> bool {
        let bytes = self.inline.flat.as_bytes();
        memchr::memchr_iter(b':', bytes).any(|at| {
            at > 0
                && matches!(bytes[at - 1], b' ' | b'\t' | b'\n')
                && bytes.get(at + 1) == Some(&b':')
                && bytes.get(at + 2).is_none_or(|b| matches!(b, b' ' | b'\t' | b'\n'))
        })
    }

    /// Writes the inline content to the output; it stays in `inline`.
    pub(crate) fn write_inline_in(&mut self, setting: Setting) {
        if self.options.flavour != crate::Flavour::CommonMark {
            crate::autolink::split(&mut self.inline);
        }
        let place = Place { setting, indent: self.indent, wrap: self.options.wrap };
        let start = self.out.len();
        let source = self.block_start;
        let anchors = if self.in_footnote { &mut self.footnote_anchors } else { &mut self.anchors };
        let first_anchor = anchors.len();
        let lost_break = write_inline(&self.inline, place, &mut self.out, &mut self.needs, |at, name| {
            anchors.push(Anchor { at, name: name.to_owned(), source });
        });
        if let (Wrap::Columns(columns), true) = (self.options.wrap, setting.has_lines()) {
            let moved = crate::fill::fill(&mut self.out, start, columns, self.indent);
            for anchor in &mut anchors[first_anchor..] {
                anchor.at += moved.iter().filter(|at| **at < anchor.at).count() * self.indent;
            }
        }
        self.note_inline(lost_break);
    }

    pub(crate) fn note_inline(&mut self, lost_break: bool) {
        let range = self.block_start..self.block_start;
        if lost_break {
            self.note(Approximation::HardBreak, &range);
        }
        if std::mem::take(&mut self.inline.has_dropped_emphasis) {
            self.note(Approximation::Emphasis, &range);
        }
        if std::mem::take(&mut self.inline.has_html_code) {
            self.note(Approximation::Code, &range);
        }
    }

    /// Text that is shown in bold because it cannot be a heading.
    pub(crate) fn open_bold(&mut self) {
        self.inline.open(Marker::Bold);
    }
}
