//! The formatter: `sx fmt`, and the text that `sx rev` writes. Entering: forms and the text they stand in; leaving: Lisp
//! in the style of a well-kept Scheme or Clojure code base.
//!
//! Four passes, each linear and without recursion: [`style`] gives each list its shape (parents first), [`notes`] ties
//! each comment to a form, [`measure`] computes widths (children first), [`write`] writes. What follows holds:
//! formatting the result again gives the same text, reading the result gives the same forms, and every comment is there
//! once, in order. For that, each decision depends only on widths and on line breaks that the result keeps.
//!
//! ```lisp
//! (defn fib (n)            ; a body stands on lines of its own, two further in
//!   (if (< n 2)
//!       n                  ; arguments stand under each other
//!       (+ (fib (- n 1)) (fib (- n 2)))))
//! ```

mod layout;
mod literal;
mod made;
mod measure;
mod notes;
mod out;
mod rows;
mod style;
mod write;

use crate::form::{FormFile, FormId, FormKind};
use crate::print::{LeafText, is_glued_step, leaf_text};
pub use made::MadeText;
use measure::{Sizes, Widths};
use notes::Notes;
use out::Out;
use std::borrow::Cow;
use std::cell::Cell;
use style::{Style, Styles};
use sx_base::lines::with_line_feeds;
use sx_base::{Source, Span};
use write::{Room, Writer};

/// Where the forms come from, which decides what their spans and comments mean.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Origin {
    /// The reader read them: spans are places in the Lisp text, atoms keep their spelling.
    Lisp,
    /// A front end made them: spans and comments refer to JavaScript text, which tells line breaks and blank lines only.
    JavaScript,
    /// The compiler made them, in macro expansion for example: spans mean nothing and comments are left out.
    Made,
}

/// How to format.
#[derive(Clone, Copy, Debug)]
pub struct FormatOptions {
    /// The column that lines should not pass, in characters.
    pub width: usize,
    /// Where the forms come from.
    pub origin: Origin,
}

impl FormatOptions {
    /// House style: 80 columns.
    pub fn new(origin: Origin) -> Self {
        Self { width: LINE_WIDTH, origin }
    }
}

/// The column that lines do not pass in house style, in characters.
pub const LINE_WIDTH: usize = sx_base::rows::LISP_WIDTH;

/// Indentation stops growing here, so that deep nesting cannot make a text quadratic.
const DEEPEST_INDENT: usize = 80;

/// Formats `file`, whose spans are places in `source`. Lines end with `\n`, the last one too unless there is none.
pub fn format(file: &FormFile, source: &Source, options: &FormatOptions) -> String {
    let lines = Lines::new(source, options.origin);
    let mut styles = Styles::new();
    let styles = styles.choose(&file.forms);
    let notes = Notes::attach(file, source, &lines, options.origin);
    let plan = Plan { file, source, options, lines, styles, notes };
    let mut sizes = Sizes::default();
    measure::measure(&plan, &mut Widths::default(), &mut sizes);
    let text = source.text.len();
    // What macros made may be much longer than the text that it was made of.
    let made = if options.origin == Origin::Made { 12 * file.forms.len() } else { 0 };
    let out = Out::with_capacity((text + text / 8).max(made));
    let text = Writer::new(&plan, &sizes, Room::new(out)).write_file();
    // Texts and comments of several lines are written as they are; what they say does not depend on what ends a line.
    match with_line_feeds(&text) {
        Cow::Owned(text) => text,
        Cow::Borrowed(_) => text,
    }
}

/// What the passes know.
struct Plan<'a> {
    file: &'a FormFile,
    source: &'a Source,
    options: &'a FormatOptions,
    lines: Lines<'a>,
    /// By form; meaningful for lists.
    styles: &'a [Style],
    notes: Notes<'a>,
}

impl Plan<'_> {
    #[inline]
    fn kids(&self, id: FormId) -> &[FormId] {
        self.file.forms.kids(id)
    }

    #[inline]
    fn kind(&self, id: FormId) -> FormKind {
        self.file.forms.kind(id)
    }

    #[inline]
    fn style(&self, id: FormId) -> Style {
        self.styles[id.0 as usize]
    }

    /// The text of a form without children.
    fn leaf(&self, id: FormId) -> LeafText<'_> {
        let kind = self.kind(id);
        match (self.options.origin, kind) {
            (Origin::JavaScript | Origin::Made, FormKind::Symbol(name)) => LeafText::whole(name.as_str()),
            (Origin::Lisp, _) => LeafText::whole(self.file.forms.span(id).slice(&self.source.text)),
            (Origin::JavaScript, FormKind::Core(core)) => LeafText::whole(core.name()),
            (Origin::JavaScript | Origin::Made, _) => leaf_text(kind),
        }
    }

    /// Whether steps of `id` may be glued.
    fn is_chain(&self, id: FormId) -> bool {
        self.style(id).is_chain
    }

    /// Whether child `at` of the chain `id` is glued to the one before.
    fn is_glued(&self, id: FormId, at: usize) -> bool {
        let kids = self.kids(id);
        is_glued_step(&self.file.forms, id, at) && self.notes.is_bare(kids[at - 1]) && self.notes.is_bare(kids[at])
    }

    /// Whether a line break stands between the siblings `a` and `b` in the text they come from.
    fn has_break_between(&self, a: FormId, b: FormId) -> bool {
        let (a, b) = (self.file.forms.span(a), self.file.forms.span(b));
        self.lines.has_break(a, b)
    }
}

/// Lines of the text that the forms come from.
struct Lines<'a> {
    source: &'a Source,
    /// Which lines hold nothing but whitespace; none when spans mean nothing.
    blank: Vec<bool>,
    /// The line that was asked for last: the next question is about one close by.
    last: Cell<u32>,
    has_places: bool,
}

impl<'a> Lines<'a> {
    fn new(source: &'a Source, origin: Origin) -> Self {
        let has_places = origin != Origin::Made;
        let blank = if has_places { blank_lines(source) } else { vec![] };
        Self { source, blank, last: Cell::new(0), has_places }
    }

    fn of(&self, offset: u32) -> u32 {
        let lines = self.source.lines();
        let line = lines.line_near(offset.min(self.source.text.len() as u32), self.last.get());
        self.last.set(line);
        line
    }

    /// Whether a line break stands between the end of `a` and the start of `b`.
    fn has_break(&self, a: Span, b: Span) -> bool {
        self.has_places && !a.is_none() && !b.is_none() && self.of(a.end) < self.of(b.start)
    }

    /// Whether `span` begins and ends on different lines.
    fn has_break_in(&self, span: Span) -> bool {
        self.has_places && !span.is_none() && self.of(span.start) < self.of(span.end)
    }

    /// Whether the line before the one where `offset` stands is blank, and comes after `end`.
    fn has_blank(&self, end: u32, offset: u32) -> bool {
        if !self.has_places || offset == u32::MAX || end == u32::MAX {
            return false;
        }
        let (from, to) = (self.of(end), self.of(offset));
        // Behind the one or before the other: between them may be a `return (` that Lisp does not need.
        from + 1 < to && (self.blank[to as usize - 1] || self.blank[from as usize + 1])
    }
}

fn blank_lines(source: &Source) -> Vec<bool> {
    let lines = source.lines();
    let end = source.text.len() as u32;
    (0..lines.len() as u32)
        .map(|line| {
            let next = if (line as usize) + 1 < lines.len() { lines.start(line + 1) } else { end };
            let text = Span::new(lines.start(line), next).slice(&source.text).trim_ascii_start();
            text.is_empty() || (!text.is_ascii() && text.trim().is_empty())
        })
        .collect()
}
