//! Comments: one position-sorted table per file, beside the tree. Printers walk it with a cursor. And how the text of a
//! comment is spelled in Lisp and in JavaScript, so that every text can be said in both.

use crate::Span;
use std::borrow::Cow;

/// What a comment is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CommentKind {
    /// `; …` to the end of the line, or `// …` of a JavaScript front end.
    Line,
    /// `#| … |#`, or `/* … */`.
    Block,
    /// A type cast of `JSDoc`: `#|* @type {T} |#x`, glued to the form that has the type, or `/** @type {T} */ (x)`, whose
    /// parentheses are part of it. A comment for tools that shorten programs, as `/*#__PURE__*/ (a + b)`, is one too where it
    /// is about what is in the parentheses and that is no call.
    Cast,
    /// `#;form`: a form that is read over; it does not travel to JavaScript.
    Datum,
    /// `#!…` in the first line.
    Hashbang,
}

/// A comment between tokens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Comment {
    /// Where, delimiters included, line end excluded.
    pub span: Span,
    /// What.
    pub kind: CommentKind,
}

impl Comment {
    /// Whether it ends where it says so, not with its line.
    pub fn is_block(self) -> bool {
        matches!(self.kind, CommentKind::Block | CommentKind::Cast)
    }
}

/// Whether the block comment `text` is a cast where it stands as one.
pub fn is_cast(text: &str) -> bool {
    gives_type(text) || is_annotation(text)
}

/// Whether the block comment `text` is one of `JSDoc` that gives a type to a value: it has the tag `@type` or `@satisfies`.
fn gives_type(text: &str) -> bool {
    let is_doc = text.starts_with("/**") || text.starts_with("#|*");
    let mut tags = memchr::memchr_iter(b'@', text.as_bytes()).filter(|_| is_doc);
    tags.any(|at| {
        let rest = &text[at + 1..];
        let rest = rest.strip_prefix("type").or_else(|| rest.strip_prefix("satisfies"));
        rest.is_some_and(|rest| rest.starts_with(['{', ' ', '\t', '\n', '\r']))
    })
}

/// Whether the block comment `text` is one by which tools that shorten programs know the call behind it: `@__PURE__` and
/// the like, with `@` or `#` before two underscores.
pub fn is_annotation(text: &str) -> bool {
    memchr::memmem::find_iter(text.as_bytes(), "__").any(|at| text[..at].ends_with(['@', '#']))
}

/// What may not stand in a block comment as it is: two bytes side by side. Between the two any number of backslashes
/// means one less; so every text can be said.
struct Pair {
    /// The second byte, and the rarer one.
    anchor: u8,
    /// The first byte.
    partner: u8,
    /// The two may not stand the other way round either, nor may the second one at the end.
    is_mutual: bool,
}

/// `|#` and `#|` would end or begin a comment of Lisp, and a `#` at its end would begin one with the closer.
const LISP_PAIR: Pair = Pair { anchor: b'#', partner: b'|', is_mutual: true };

/// `*/` ends a comment of JavaScript.
const JS_PAIR: Pair = Pair { anchor: b'/', partner: b'*', is_mutual: false };

/// The text of a comment as it stands between `#|` and `|#`: `|#` is written `|\#`, and `|\#` is written `|\\#`.
#[must_use]
pub fn to_lisp_comment(text: &str) -> Cow<'_, str> {
    respell(text, &LISP_PAIR, true)
}

/// What [`to_lisp_comment`] was given.
#[must_use]
pub fn from_lisp_comment(text: &str) -> Cow<'_, str> {
    respell(text, &LISP_PAIR, false)
}

/// The text of a line comment as it stands behind the semicolons of Lisp: semicolons that begin it have a backslash before
/// them, and backslashes before those one more.
#[must_use]
pub fn to_lisp_line(text: &str) -> Cow<'_, str> {
    if text.trim_start_matches('\\').starts_with(';') { Cow::Owned(format!("\\{text}")) } else { Cow::Borrowed(text) }
}

/// What [`to_lisp_line`] was given.
#[must_use]
pub fn from_lisp_line(text: &str) -> &str {
    match text.strip_prefix('\\') {
        Some(rest) if rest.trim_start_matches('\\').starts_with(';') => rest,
        _ => text,
    }
}

/// The text of a comment as it stands between `/*` and `*/`: `*/` is written `*\/`.
#[must_use]
pub fn to_js_comment(text: &str) -> Cow<'_, str> {
    respell(text, &JS_PAIR, true)
}

/// What [`to_js_comment`] was given.
#[must_use]
pub fn from_js_comment(text: &str) -> Cow<'_, str> {
    respell(text, &JS_PAIR, false)
}

/// Writes one backslash more, or one less where there is one, between the two bytes of `pair`. Linear time.
fn respell<'t>(text: &'t str, pair: &Pair, adds: bool) -> Cow<'t, str> {
    let bytes = text.as_bytes();
    let (mut out, mut copied) = (String::new(), 0);
    // The gap that ends, or begins, at a byte: its backslashes, and what stands beyond them.
    let before = |at: usize| {
        let slashes = bytes[..at].iter().rev().take_while(|&&byte| byte == b'\\').count();
        (at - slashes..at, (at > slashes).then(|| bytes[at - slashes - 1]))
    };
    let after = |at: usize| {
        let slashes = bytes[at..].iter().take_while(|&&byte| byte == b'\\').count();
        (at..at + slashes, bytes.get(at + slashes).copied())
    };
    for anchor in memchr::memchr_iter(pair.anchor, bytes) {
        let (left, partner) = before(anchor);
        let left = (partner == Some(pair.partner)).then_some(left);
        let right = pair.is_mutual.then(|| after(anchor + 1));
        let right = right.filter(|&(_, partner)| partner.is_none_or(|partner| partner == pair.partner));
        for gap in left.into_iter().chain(right.map(|(gap, _)| gap)) {
            if adds {
                out.push_str(&text[copied..gap.end]);
                out.push('\\');
            } else if !gap.is_empty() {
                out.push_str(&text[copied..gap.end - 1]);
            } else {
                continue;
            }
            copied = gap.end;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_is_told_from_other_tags() {
        for text in ["/** @type {string} */", "/**\n * Why.\n * @satisfies {A} */", "#|* @type{any} |#"] {
            assert!(gives_type(text), "{text}");
        }
        for text in ["/* @type {string} */", "/** @typedef {string} A */", "/** type */", "#| @type {a} |#", "/** @ */"]
        {
            assert!(!gives_type(text), "{text}");
        }
    }

    #[test]
    fn every_text_can_stand_in_a_comment() {
        for (text, lisp) in [
            (" a ", " a "),
            ("|#", r"|\#\"),
            (r"|\#", r"|\\#\"),
            ("#|#|#", r"#\|\#\|\#\"),
            ("a#", r"a#\"),
            (r"a#\", r"a#\\"),
            ("# | #x", "# | #x"),
            ("é|#é", r"é|\#é"),
        ] {
            assert_eq!(to_lisp_comment(text), lisp, "{text}");
            assert_eq!(from_lisp_comment(lisp), text, "{lisp}");
        }
        for (text, line) in [(" a", " a"), (";a", r"\;a"), (r"\;", r"\\;"), (r"\a", r"\a"), ("", "")] {
            assert_eq!(to_lisp_line(text), line, "{text}");
            assert_eq!(from_lisp_line(line), text, "{line}");
        }
        for (text, js) in [("*/", r"*\/"), ("**//", r"**\//"), (r"*\/", r"*\\/"), ("* /", "* /"), ("*", "*")] {
            assert_eq!(to_js_comment(text), js, "{text}");
            assert_eq!(from_js_comment(js), text, "{js}");
        }
    }
}
