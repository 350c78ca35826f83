//! Rows of a literal, several entries each, as a text has them.
//!
//! Entering: a text and where the entries stand in it. Leaving: whether its lines were filled. A row that somebody wrote
//! stays a row in the other language; what was filled is filled anew, since a line there holds more or less.

use crate::Span;

/// The columns of a line of Lisp.
pub const LISP_WIDTH: usize = 80;
/// The columns of a line of JavaScript.
pub const JS_WIDTH: usize = 100;

/// Whether the lines of `text` end between `items` only where the next one had no room in a line of `width` columns, and
/// some do. Behind an item stand `comma` more bytes. Linear time.
pub fn are_filled(text: &str, items: impl Iterator<Item = Span>, width: usize, comma: usize) -> bool {
    let (mut previous, mut line_start, mut has_rows) = (None::<Span>, 0, false);
    for item in items {
        let (start, end) = (item.start as usize, item.end as usize);
        let from = previous.map_or(0, |previous| previous.end as usize);
        let line_end = text.get(from..start).and_then(|gap| gap.rfind('\n')).map(|at| from + at + 1);
        if previous.is_some() && line_end.is_some() {
            let rest = text.get(end..).unwrap_or_default();
            let closers = rest.bytes().take_while(|byte| matches!(byte, b')' | b']' | b'}')).count();
            let column = from.saturating_sub(line_start);
            if column + 1 + end.saturating_sub(start) + 2 * comma + closers <= width {
                return false;
            }
            has_rows = true;
        }
        (previous, line_start) = (Some(item), line_end.unwrap_or(line_start));
    }
    has_rows
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_lines_are_told_from_rows() {
        for (text, width, comma, is_filled) in [
            ("[\n 1 2\n 3 4]", 5, 0, true),
            ("[\n 1 2\n 3 4]", 6, 0, false),
            ("[\n 1 2\n 3]", 5, 0, true),
            ("[\n 1, 2,\n 3,\n]", 8, 1, true),
            ("[\n 1, 2,\n 3,\n]", 9, 1, false),
            ("[1 2 3]", 5, 0, false),
        ] {
            let digits = text.match_indices(|c: char| c.is_ascii_digit());
            let items = digits.map(|(at, _)| Span::new(at as u32, at as u32 + 1));
            assert_eq!(are_filled(text, items, width, comma), is_filled, "{text} {width}");
        }
    }
}
