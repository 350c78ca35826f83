//! What a line must not start with.
//!
//! Entering: the rest of the flat text from where a line starts, and the place of the line. Leaving: whether Org would
//! take the start for something else than text, and what helps.

use crate::write::{Place, Setting};

/// What helps at the start of a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Start {
    /// Nothing is needed.
    Harmless,
    /// The first byte has an entity.
    Entity,
    /// A zero-width space before it.
    ZeroWidthSpace,
}

/// Looks at what starts a line; `is_text` tells text of the author from markup.
pub(crate) fn at_start(rest: &str, is_text: bool, place: Place) -> Start {
    let bytes = rest.as_bytes();
    let Some(&first) = bytes.first() else { return Start::Harmless };
    if !is_text {
        // A footnote's mark at the start of a line without indentation is its definition.
        let is_definition = rest.starts_with("[fn:") && place.indent == 0 && place.setting == Setting::Paragraph;
        return if is_definition { Start::ZeroWidthSpace } else { Start::Harmless };
    }
    match place.setting {
        Setting::Heading => heading(rest),
        Setting::Cell | Setting::Line => Start::Harmless,
        Setting::Item => item(rest),
        Setting::Paragraph => paragraph(first, rest, place.indent),
    }
}

fn line_of(rest: &str) -> &str {
    rest.lines().next().unwrap_or("")
}

fn ends_word(next: Option<&u8>) -> bool {
    next.is_none_or(|b| matches!(b, b' ' | b'\t' | b'\n'))
}

fn paragraph(first: u8, rest: &str, indent: usize) -> Start {
    let bytes = rest.as_bytes();
    let needs_space = match first {
        b'*' => {
            let stars = bytes.iter().take_while(|&&b| b == b'*').count();
            ends_word(bytes.get(stars)) && (indent == 0 || stars == 1)
        }
        b'-' => ends_word(bytes.get(1)) || is_rule(bytes),
        b'+' => {
            return if ends_word(bytes.get(1)) || rest.starts_with("+-") { Start::Entity } else { Start::Harmless };
        }
        b'0'..=b'9' => is_number(bytes),
        b'#' => ends_word(bytes.get(1)) || bytes[1] == b'+',
        b'|' => return Start::Entity,
        b':' => {
            return if ends_word(bytes.get(1)) || is_drawer(rest) { Start::Entity } else { Start::Harmless };
        }
        b'%' => rest.starts_with("%%("),
        b'C' => rest.starts_with("CLOCK:"),
        b'S' => rest.starts_with("SCHEDULED:"),
        b'D' => rest.starts_with("DEADLINE:"),
        _ => false,
    };
    if needs_space { Start::ZeroWidthSpace } else { Start::Harmless }
}

/// Five dashes or more, and nothing else on the line. Looks no further than the dashes.
fn is_rule(bytes: &[u8]) -> bool {
    let dashes = bytes.iter().take_while(|b| **b == b'-').count();
    dashes >= 5 && ends_word(bytes.get(dashes))
}

fn is_number(bytes: &[u8]) -> bool {
    let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    matches!(bytes.get(digits), Some(b'.' | b')')) && ends_word(bytes.get(digits + 1))
}

/// `:name:` alone, and `:name: value` as in a drawer of properties. Looks no further than the name.
fn is_drawer(rest: &str) -> bool {
    let name = rest[1..].find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'));
    name.is_some_and(|len| len > 0 && rest[1 + len..].starts_with(':'))
}

/// Behind a bullet, what looks like a box or a counter is one.
fn item(rest: &str) -> Start {
    let is_box = ["[ ]", "[X]", "[x]", "[-]", "[@"].iter().any(|start| rest.starts_with(start));
    if is_box { Start::ZeroWidthSpace } else { Start::Harmless }
}

/// Words that mean something to Org at the start of a headline.
fn heading(rest: &str) -> Start {
    let line = line_of(rest);
    let word = line.split([' ', '\t']).next().unwrap_or("");
    let is_word = matches!(word, "TODO" | "DONE" | "COMMENT");
    let is_special = line.starts_with("[#") || line.trim_end() == "Footnotes";
    if is_word || is_special { Start::ZeroWidthSpace } else { Start::Harmless }
}
