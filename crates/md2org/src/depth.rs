//! Input on which pulldown-cmark would not be linear, found before it is read.
//!
//! A paragraph inside of many quotes or lists can go on in lines without their marks. For each of those lines the parser
//! looks at every container that is open: with 20,000 of them and 200,000 lines that is seconds for half a megabyte.
//! Nobody writes that; it is refused with its place.

use std::ops::Range;

/// Fewer marks at the start of a line are nothing to count.
const DEEP: usize = 500;

/// Looks at containers that are always granted, and for each byte of input: well below a second.
const GRANTED: usize = 100_000_000;
const GRANTED_PER_BYTE: usize = 100;

/// The line of quote and list marks that lines after it continue so often that reading them would take quadratic time.
///
/// `None` for anything a person wrote. When it is `Some`, [`convert`](crate::convert()) still works, but not in linear
/// time. `O(length)`.
pub fn find_excessive_nesting(markdown: &str) -> Option<Range<usize>> {
    let bytes = markdown.as_bytes();
    let granted = GRANTED + GRANTED_PER_BYTE * bytes.len();
    let (mut start, mut depth, mut cost, mut place) = (0, 0, 0, 0..0);
    for end in memchr::memchr_iter(b'\n', bytes).chain(std::iter::once(bytes.len())) {
        let line = &bytes[start..end];
        let marks = if line.len() < DEEP { 0 } else { count_marks(line) };
        if marks >= DEEP {
            // Marks that repeat what is open are looked at as well, and are part of the input.
            (depth, place) = (marks, start..end);
        } else if depth > 0 {
            if line.iter().all(u8::is_ascii_whitespace) {
                depth = 0;
            }
            cost += depth;
            if cost > granted {
                return Some(place);
            }
        }
        start = end + 1;
    }
    None
}

/// How many containers the marks at the start of a line can open.
fn count_marks(line: &[u8]) -> usize {
    line.iter()
        .take_while(|b| matches!(b, b'>' | b'-' | b'*' | b'+' | b'.' | b')' | b' ' | b'\t' | b'0'..=b'9'))
        .filter(|b| matches!(b, b'>' | b'-' | b'*' | b'+' | b'.' | b')'))
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_continued_without_end_is_found() {
        let deep = format!("text\n\n{}a\n", "> ".repeat(20_000));
        let continued = format!("{deep}{}", "a\n".repeat(20_000));
        assert_eq!(find_excessive_nesting(&continued), Some(6..40_007));
        assert_eq!(find_excessive_nesting(&deep), None);
        assert_eq!(find_excessive_nesting(&format!("{deep}\n{}", "a\n".repeat(20_000))), None, "a new paragraph");
        assert_eq!(find_excessive_nesting(&format!("{}\n", ">".repeat(1_000_000))), None);
        assert_eq!(find_excessive_nesting(&"> a\n".repeat(100_000)), None);
    }
}
