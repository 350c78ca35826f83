//! Tables: cells are gathered, columns are lined up, alignment becomes a row of cookies.
//!
//! `| a | b |` / `|:--|--:|` to rows between pipes with `| <l> | <r> |` below the head. Columns wider than [`WIDEST`] are
//! not lined up: with one long cell in a column of many short ones the output would be quadratic. An empty cell holds a
//! zero-width space: into one that is really empty Emacs exports a no-break space, which nobody wrote.

use crate::org::ZERO_WIDTH_SPACE;
use pulldown_cmark::Alignment;
use unicode_width::UnicodeWidthStr;

/// The widest column that is lined up.
const WIDEST: usize = 100;

#[derive(Default)]
pub(crate) struct Table {
    pub(crate) alignments: Vec<Alignment>,
    /// All cells' text, one after another.
    pub(crate) text: String,
    /// The ends of all cells in `text`.
    ends: Vec<usize>,
    /// For each row, the number of the first of its cells.
    rows: Vec<usize>,
    /// The number of rows of the head: 0 or 1.
    pub(crate) head: usize,
}

impl Table {
    pub(crate) fn start(&mut self, alignments: Vec<Alignment>) {
        self.alignments = alignments;
        self.text.clear();
        self.ends.clear();
        self.rows.clear();
        self.head = 0;
    }

    pub(crate) fn start_row(&mut self) {
        self.rows.push(self.ends.len());
    }

    pub(crate) fn end_cell(&mut self) {
        self.ends.push(self.text.len());
    }

    /// The rows, each as the ends of its cells.
    fn rows(&self) -> impl Iterator<Item = &[usize]> {
        let ends = self.rows.iter().skip(1).copied().chain(std::iter::once(self.ends.len()));
        self.rows.iter().zip(ends).map(|(start, end)| &self.ends[*start..end])
    }

    /// Writes the table to `out`. `on_cell` is told where in `out` the cell that started at an offset of the text is.
    pub(crate) fn write(&self, indent: usize, out: &mut String, mut on_cell: impl FnMut(usize, usize)) {
        let columns = self.alignments.len();
        let widths = self.widths(columns);
        let has_special_column = self.has_special_column();
        let mut start = 0;
        for (at, row) in self.rows().enumerate() {
            push_spaces(indent, out);
            let mut column = 0;
            for &end in row {
                let cell = &self.text[start..end];
                out.push_str("| ");
                on_cell(start, out.len());
                let width = width_of(cell).min(widths[column]);
                if cell.is_empty() || column == 0 && has_special_column && is_special(cell) {
                    out.push_str(ZERO_WIDTH_SPACE);
                }
                out.push_str(cell);
                push_spaces(widths[column] - width + 1, out);
                start = end;
                column += 1;
            }
            for width in &widths[column..] {
                out.extend(["| ", ZERO_WIDTH_SPACE]);
                push_spaces(width + 1, out);
            }
            out.push_str("|\n");
            if at + 1 == self.head {
                write_rule(&widths, indent, out);
                self.write_alignment(&widths, indent, out);
            }
        }
    }

    fn widths(&self, columns: usize) -> Vec<usize> {
        let mut widths = vec![1; columns];
        if self.alignments.iter().any(|alignment| *alignment != Alignment::None) {
            for (width, alignment) in widths.iter_mut().zip(&self.alignments) {
                *width = if *alignment == Alignment::None { 1 } else { 3 };
            }
        }
        let mut start = 0;
        for row in self.rows() {
            for (width, &end) in widths.iter_mut().zip(row) {
                let cell = &self.text[start..end];
                *width = (*width).max(width_of(cell).min(WIDEST));
                start = end;
            }
        }
        widths
    }

    fn write_alignment(&self, widths: &[usize], indent: usize, out: &mut String) {
        if self.alignments.iter().all(|alignment| *alignment == Alignment::None) {
            return;
        }
        push_spaces(indent, out);
        for (alignment, width) in self.alignments.iter().zip(widths) {
            let cookie = match alignment {
                Alignment::None => "",
                Alignment::Left => "<l>",
                Alignment::Center => "<c>",
                Alignment::Right => "<r>",
            };
            out.push_str("| ");
            out.push_str(cookie);
            push_spaces(width - cookie.len() + 1, out);
        }
        out.push_str("|\n");
    }

    /// Whether Org takes the first column for marks of its own (`org-export-table-has-special-column-p`).
    fn has_special_column(&self) -> bool {
        let mut start = 0;
        let mut has_mark = false;
        for row in self.rows() {
            let Some(&first) = row.first() else { continue };
            let cell = &self.text[start..first];
            if is_special(cell) {
                has_mark = true;
            } else if !cell.is_empty() && cell != "/" {
                return false;
            }
            start = *row.last().unwrap_or(&start);
        }
        has_mark
    }
}

/// The line below the head.
fn write_rule(widths: &[usize], indent: usize, out: &mut String) {
    push_spaces(indent, out);
    for (at, width) in widths.iter().enumerate() {
        out.push(if at == 0 { '|' } else { '+' });
        for _ in 0..width + 2 {
            out.push('-');
        }
    }
    out.push_str("|\n");
}

/// Columns that a cell takes.
fn width_of(cell: &str) -> usize {
    if cell.is_ascii() { cell.len() } else { cell.width() }
}

fn is_special(cell: &str) -> bool {
    matches!(cell, "/" | "#" | "!" | "$" | "*" | "_" | "^")
}

pub(crate) fn push_spaces(count: usize, out: &mut String) {
    const SPACES: &str = "                                                                ";
    let mut left = count;
    while left > 0 {
        let now = left.min(SPACES.len());
        out.push_str(&SPACES[..now]);
        left -= now;
    }
}
