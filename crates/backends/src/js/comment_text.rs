//! The text of one comment or docstring in JavaScript.
//!
//! Entering: a comment as its source spells it, in Lisp or in JavaScript. Leaving: `// …` or `/* … */`, every text to the
//! letter, so that nothing in it ends the comment.

use super::writer::Writer;
use std::borrow::Cow;
use sx_base::comment::{from_js_comment, from_lisp_comment, from_lisp_line, to_js_comment};
use sx_base::lines::{trim, with_line_feeds};

/// The text of a line comment.
pub(super) fn line_body(text: &str) -> &str {
    let text = text.trim_end_matches([' ', '\t', '\r']);
    text.strip_prefix("//").unwrap_or_else(|| from_lisp_line(text.trim_start_matches(';')))
}

/// Writes `; text` as `// text`. The line ends before whatever is written next.
pub(super) fn write_line_comment(out: &mut Writer, text: &str) {
    out.push_static("//");
    let body = line_body(text);
    // These end a line in JavaScript and not in Lisp.
    for (at, part) in body.split(['\r', '\u{2028}', '\u{2029}']).enumerate() {
        if at > 0 {
            out.push_static(" ");
        }
        out.push_str(part);
    }
    out.expect_line_end();
}

/// The text of a block comment.
pub(super) fn block_body(text: &str) -> Cow<'_, str> {
    let between = |open: &str, close: &str| text.strip_prefix(open)?.strip_suffix(close);
    match (between("#|", "|#"), between("/*", "*/")) {
        (Some(lisp), _) => from_lisp_comment(lisp),
        (None, Some(js)) => from_js_comment(js),
        (None, None) => Cow::Borrowed(text),
    }
}

/// Writes `#| text |#` as `/* text */`. Where all lines begin with a star or are empty, they are
/// aligned anew.
pub(super) fn write_block_comment(out: &mut Writer, text: &str) {
    let body = block_body(text);
    let body = &*with_line_feeds(&body);
    out.push_static("/*");
    let (first, others) = body.split_once('\n').unwrap_or((body, ""));
    let is_starred = |line: &str| line.is_empty() || line.starts_with('*');
    if first.len() == body.len() || !others.split('\n').map(trim).all(is_starred) {
        write_guarded(out, body);
        return out.push_static("*/");
    }
    write_guarded(out, first.trim_end());
    let mut rest = Some(others);
    while let Some(text) = rest {
        let (line, after) = text.split_once('\n').map_or((text, None), |(line, after)| (line, Some(after)));
        // What stands before the closer is to the letter.
        let line = if after.is_none() { line.trim_start() } else { trim(line) };
        out.push_line_end();
        if after.is_none() || !line.is_empty() {
            out.push_static(" ");
            write_guarded(out, line);
        }
        rest = after;
    }
    out.push_static("*/");
}

/// Whether `text` holds no line end of JavaScript.
pub(super) fn is_on_one_line(text: &str) -> bool {
    !text.contains(['\n', '\r', '\u{2028}', '\u{2029}'])
}

/// Writes a block comment that holds no line end, and a blank.
pub(super) fn write_restricted_comment(out: &mut Writer, body: &str) {
    out.push_static("/*");
    write_one_line(out, body);
}

/// Writes the rest of a comment, after its opener, on one line, and a blank. A documentation comment stays one.
pub(super) fn write_one_line(out: &mut Writer, body: &str) {
    if !body.starts_with('*') {
        out.push_static(" ");
    }
    for (at, line) in body.split(['\n', '\r', '\u{2028}', '\u{2029}']).enumerate() {
        let line = line.trim();
        if at > 0 && !line.is_empty() {
            out.push_static(" ");
        }
        write_guarded(out, line);
    }
    out.push_static(" */ ");
}

/// Writes `text` so that it does not end the comment it stands in.
pub(super) fn write_guarded(out: &mut Writer, text: &str) {
    out.push_lines(&to_js_comment(text));
}
