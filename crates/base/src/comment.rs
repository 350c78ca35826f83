//! Comments: one position-sorted table per file, beside the tree. Printers walk it with a cursor.

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
    /// parentheses are part of it.
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

/// Whether the block comment `text` is one of `JSDoc` that gives a type to a value: it has the tag `@type` or `@satisfies`.
pub fn gives_type(text: &str) -> bool {
    let is_doc = text.starts_with("/**") || text.starts_with("#|*");
    let mut tags = memchr::memchr_iter(b'@', text.as_bytes()).filter(|_| is_doc);
    tags.any(|at| {
        let rest = &text[at + 1..];
        let rest = rest.strip_prefix("type").or_else(|| rest.strip_prefix("satisfies"));
        rest.is_some_and(|rest| rest.starts_with(['{', ' ', '\t', '\n', '\r']))
    })
}

/// What may not stand in a block comment as it is: a first and a last byte. Between the two any number of backslashes
/// means one less; so every text can be said.
type Pair = (u8, Option<u8>);

/// `|#` and `#|` would end or begin a comment of Lisp, and a `#` at its end would begin one with the closer.
const LISP_PAIRS: &[Pair] = &[(b'|', Some(b'#')), (b'#', Some(b'|')), (b'#', None)];

/// `*/` ends a comment of JavaScript.
const JS_PAIRS: &[Pair] = &[(b'*', Some(b'/'))];

/// The text of a comment as it stands between `#|` and `|#`: `|#` is written `|\#`, and `|\#` is written `|\\#`.
#[must_use]
pub fn to_lisp_comment(text: &str) -> Cow<'_, str> {
    respell(text, LISP_PAIRS, true)
}

/// What [`to_lisp_comment`] was given.
#[must_use]
pub fn from_lisp_comment(text: &str) -> Cow<'_, str> {
    respell(text, LISP_PAIRS, false)
}

/// The text of a comment as it stands between `/*` and `*/`: `*/` is written `*\/`.
#[must_use]
pub fn to_js_comment(text: &str) -> Cow<'_, str> {
    respell(text, JS_PAIRS, true)
}

/// What [`to_js_comment`] was given.
#[must_use]
pub fn from_js_comment(text: &str) -> Cow<'_, str> {
    respell(text, JS_PAIRS, false)
}

/// Writes one backslash more, or one less where there is one, between the two bytes of each of `pairs`.
fn respell<'t>(text: &'t str, pairs: &[Pair], adds: bool) -> Cow<'t, str> {
    let bytes = text.as_bytes();
    let (mut out, mut copied, mut at) = (String::new(), 0, 0);
    while at < bytes.len() {
        let first = bytes[at];
        at += 1;
        if !pairs.iter().any(|pair| pair.0 == first) {
            continue;
        }
        let slashes = bytes[at..].iter().take_while(|&&byte| byte == b'\\').count();
        let last = bytes.get(at + slashes).copied();
        if pairs.contains(&(first, last)) && (adds || slashes > 0) {
            let end = if adds { at + slashes } else { at + slashes - 1 };
            out.push_str(&text[copied..end]);
            if adds {
                out.push('\\');
            }
            copied = at + slashes;
        }
        at += slashes;
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
            ("|#", r"|\#"),
            (r"|\#", r"|\\#"),
            ("#|#|#", r"#\|\#\|\#\"),
            ("a#", r"a#\"),
            (r"a#\", r"a#\\"),
            ("# | #x", "# | #x"),
            ("é|#é", r"é|\#é"),
        ] {
            assert_eq!(to_lisp_comment(text), lisp, "{text}");
            assert_eq!(from_lisp_comment(lisp), text, "{lisp}");
        }
        for (text, js) in [("*/", r"*\/"), ("**//", r"**\//"), (r"*\/", r"*\\/"), ("* /", "* /"), ("*", "*")] {
            assert_eq!(to_js_comment(text), js, "{text}");
            assert_eq!(from_js_comment(js), text, "{js}");
        }
    }
}
