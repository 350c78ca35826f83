//! The lines of a source that a diagnostic is about, cut down to what fits on a screen.
//!
//! Entering: a source and the spans to mark. Leaving: a small text that holds the marked lines alone, with ranges in it,
//! real line numbers and real columns. A long line (minified code is one line of megabytes) is a window around its
//! first mark; control characters are shown as U+FFFD.

use super::position::{Positions, line_end};
use super::visible::{is_hidden, visible};
use codespan_reporting::files::{Error, Files};
use std::ops::Range;
use sx_driver::{Source, Span};

/// Bytes of a line that are shown at most.
const WINDOW: usize = 200;
/// Bytes of a long line that are shown before its first mark, at most.
const BEFORE: usize = 80;

/// The shown lines of one source.
pub(super) struct Excerpt {
    name: String,
    text: String,
    lines: Vec<Line>,
}

/// A shown line. Fillers stand between lines that are not neighbours, so that the gap is seen.
struct Line {
    /// Where it starts in the text of the excerpt.
    start: usize,
    /// 1-based.
    number: usize,
    /// Places of the excerpt and their 1-based columns, ascending.
    columns: Vec<(usize, usize)>,
}

/// The excerpts of the sources that one diagnostic is about.
#[derive(Default)]
pub(super) struct Excerpts(Vec<Excerpt>);

impl Excerpts {
    /// Adds the lines of `spans` in `source`. Gives the number of the file and the ranges of the spans in it.
    pub(super) fn add(&mut self, positions: &Positions, source: &Source, spans: &[Span]) -> (usize, Vec<Range<usize>>) {
        let mut excerpt = Excerpt { name: visible(&source.path).into_owned(), text: String::new(), lines: vec![] };
        let marks: Vec<Mark> = spans.iter().map(|span| Mark::new(source, *span)).collect();
        let mut ranges = vec![0..0; spans.len()];
        let mut order: Vec<usize> = (0..marks.len()).collect();
        order.sort_by_key(|&at| (marks[at].line, marks[at].start));
        let mut last_line = None;
        for group in order.chunk_by(|&a, &b| marks[a].line == marks[b].line) {
            let line = marks[group[0]].line;
            if last_line.is_some_and(|last| last + 1 < line) {
                excerpt.push_filler(line as usize - 1);
                excerpt.push_filler(line as usize);
            }
            last_line = Some(line);
            excerpt.push_line(source, line, group, &marks, &mut ranges);
            excerpt.set_columns(positions, source, group, &marks, &ranges);
        }
        self.0.push(excerpt);
        (self.0.len() - 1, ranges)
    }
}

/// A span cut down to its first line, in bytes of the source.
struct Mark {
    line: u32,
    start: usize,
    end: usize,
}

impl Mark {
    fn new(source: &Source, span: Span) -> Self {
        let span = if span.is_none() { Span::at(0) } else { span };
        let length = source.text.len();
        let start = floor_boundary(&source.text, (span.start as usize).min(length));
        let line = source.lines().line(start as u32);
        let line_range = line_range(source, line);
        let end = floor_boundary(&source.text, (span.end as usize).min(length)).clamp(start, line_range.end.max(start));
        Self { line, start, end }
    }
}

/// The bytes of a line without its end.
fn line_range(source: &Source, line: u32) -> Range<usize> {
    let start = source.lines().start(line) as usize;
    let text = &source.text[start..line_end(source, line)];
    start..start + text.trim_end_matches(['\n', '\r']).len()
}

fn floor_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl Excerpt {
    fn push_filler(&mut self, number: usize) {
        self.lines.push(Line { start: self.text.len(), number, columns: vec![] });
        self.text.push('\n');
    }

    fn push_line(&mut self, source: &Source, line: u32, group: &[usize], marks: &[Mark], ranges: &mut [Range<usize>]) {
        let whole = line_range(source, line);
        let first = marks[group[0]].start.min(whole.end);
        let window = if whole.len() <= WINDOW {
            whole.clone()
        } else {
            let start = floor_boundary(&source.text, first.saturating_sub(BEFORE).max(whole.start));
            start..floor_boundary(&source.text, (start + WINDOW).min(whole.end))
        };
        let start = self.text.len();
        if window.start > whole.start {
            self.text.push('…');
        }
        // Where each character of the source stands in the excerpt, and the end.
        let mut places = vec![];
        for (at, c) in source.text[window.clone()].char_indices() {
            places.push((window.start + at, self.text.len()));
            self.text.push(if is_hidden(c) { '\u{FFFD}' } else { c });
        }
        places.push((window.end, self.text.len()));
        if window.end < whole.end {
            self.text.push('…');
        }
        self.text.push('\n');
        let place_of = |offset: usize| {
            let at = places.partition_point(|(place, _)| *place < offset).min(places.len() - 1);
            places[at].1
        };
        for &at in group {
            ranges[at] = place_of(marks[at].start)..place_of(marks[at].end);
        }
        self.lines.push(Line { start, number: line as usize + 1, columns: vec![] });
    }

    /// Notes the columns of the marks of the last line.
    fn set_columns(
        &mut self,
        positions: &Positions,
        source: &Source,
        group: &[usize],
        marks: &[Mark],
        ranges: &[Range<usize>],
    ) {
        let column = |at: usize| positions.find(source, marks[at].start as u32).utf16 as usize + 1;
        let mut columns: Vec<_> = group.iter().map(|&at| (ranges[at].start, column(at))).collect();
        columns.sort_unstable();
        if let Some(line) = self.lines.last_mut() {
            line.columns = columns;
        }
    }
}

impl<'a> Files<'a> for Excerpts {
    type FileId = usize;
    type Name = &'a str;
    type Source = &'a str;

    fn name(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(&self.0.get(id).ok_or(Error::FileMissing)?.name)
    }

    fn source(&'a self, id: usize) -> Result<&'a str, Error> {
        Ok(&self.0.get(id).ok_or(Error::FileMissing)?.text)
    }

    fn line_index(&'a self, id: usize, byte: usize) -> Result<usize, Error> {
        let excerpt = self.0.get(id).ok_or(Error::FileMissing)?;
        Ok(excerpt.lines.partition_point(|line| line.start <= byte).saturating_sub(1))
    }

    fn line_number(&'a self, id: usize, line: usize) -> Result<usize, Error> {
        let excerpt = self.0.get(id).ok_or(Error::FileMissing)?;
        Ok(excerpt.lines.get(line).map_or(line + 1, |line| line.number))
    }

    fn column_number(&'a self, id: usize, line: usize, byte: usize) -> Result<usize, Error> {
        let excerpt = self.0.get(id).ok_or(Error::FileMissing)?;
        let columns = excerpt.lines.get(line).map_or(&[][..], |line| &line.columns);
        let known = columns.iter().rev().find(|(place, _)| *place <= byte);
        Ok(known.map_or(1, |(_, column)| *column))
    }

    fn line_range(&'a self, id: usize, line: usize) -> Result<Range<usize>, Error> {
        let excerpt = self.0.get(id).ok_or(Error::FileMissing)?;
        let start = excerpt.lines.get(line).map_or(excerpt.text.len(), |line| line.start);
        let end = excerpt.lines.get(line + 1).map_or(excerpt.text.len(), |next| next.start);
        Ok(start..end)
    }
}
