//! Places of words and trivia in a text that no parser has read yet, or one has read wrongly.
//!
//! Entering: a text and a byte offset, mostly of an error. Leaving: where the word stands that may have caused it. Nothing
//! here knows strings or comments but [`skip_trivia`]: what is found is tried, never believed.

use std::borrow::Cow;
use sx_base::Span;
use sx_base::names::is_reserved;

/// How far before an error the name is looked for that caused it, in bytes.
const FARTHEST_CAUSE: usize = 1_000;

/// How many words before an error are tried as names, and how far before it they may stand, in bytes.
const MOST_NAMES: usize = 8;
const FARTHEST_NAME: usize = 200;

/// The words that may be names before byte `at` or right there, the nearest first: `let` where it declares nothing, and
/// `using`. They may be spelled with escapes. Then `async` before a parenthesis, however far: what a call spreads looks
/// like the rest parameter of an arrow function, and is an error where `=>` should follow.
pub(super) fn names_before(text: &str, at: usize) -> Vec<(Span, &'static str)> {
    let boundary = |at: usize| (at..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    let (mut place, last) = (boundary(at.saturating_sub(FARTHEST_NAME)), boundary(at));
    let mut names = vec![];
    while place <= last && place < text.len() {
        let Some((end, word)) = word_at(text, place) else {
            place += text[place..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let is_name = is_word_at(text, place, &text[place..end]);
        match word.as_str() {
            "let" if is_name && !begins_declaration(text, end) => {
                names.push((Span::new(place as u32, end as u32), "let"));
            }
            "using" if is_name => names.push((Span::new(place as u32, end as u32), "using")),
            _ => {}
        }
        place = end;
    }
    names.reverse();
    names.truncate(MOST_NAMES);
    let calls = async_calls_before(text, last).take(MOST_NAMES);
    names.extend(calls.map(|start| (Span::new(start as u32, start as u32 + 5), "async")));
    names
}

/// The word that begins at byte `at`, where it ends and without its escapes.
pub(super) fn word_at(text: &str, at: usize) -> Option<(usize, String)> {
    let (mut end, mut word) = (at, String::new());
    while let Some(c) = text.get(end..)?.chars().next() {
        let (c, length) = match unicode_escape(&text[end..]) {
            Some((code, length)) => (char::from_u32(code)?, length),
            None => (c, c.len_utf8()),
        };
        if !is_word_char(c) {
            break;
        }
        word.push(c);
        end += length;
    }
    (end > at).then_some((end, word))
}

/// Where the variable `let` stands that the parser took for the keyword, so that it stumbled at byte `at`: right
/// before, or at the head of the division `let /a/ b`, which it reads as far as its comma. Before what can be declared
/// it is the keyword.
pub(super) fn let_before(text: &str, at: usize) -> Option<usize> {
    let before = trim_trivia_end(text.get(..at)?);
    if before.ends_with("let") && is_word_at(text, before.len() - 3, "let") && !begins_declaration(text, at) {
        return Some(before.len() - 3);
    }
    let start = (at.saturating_sub(FARTHEST_CAUSE)..=at).find(|&start| text.is_char_boundary(start))?;
    let mut places = text.get(start..at)?.rmatch_indices("let").map(|(place, _)| start + place);
    places.find(|&place| {
        is_word_at(text, place, "let") && text.as_bytes().get(skip_trivia(text, place + 3)) == Some(&b'/')
    })
}

/// Whether the operator `in` stands at byte `place`.
pub(super) fn is_relation_at(text: &str, place: usize) -> bool {
    text[place..].starts_with("in") && is_word_at(text, place, "in")
}

/// Where functions called `async` may be called before byte `at`, the nearest first.
fn async_calls_before(text: &str, at: usize) -> impl Iterator<Item = usize> {
    let places = memchr::memmem::rfind_iter(&text.as_bytes()[..at], "async");
    places.filter(|&place| is_word_at(text, place, "async") && text[skip_trivia(text, place + 5)..].starts_with('('))
}

/// Whether the token at or after byte `at` is one that a `let` before it declares.
pub(super) fn begins_declaration(text: &str, at: usize) -> bool {
    let at = skip_trivia(text, at);
    match text[at..].chars().next() {
        Some('[' | '{' | '\\') => true,
        Some(c) if c.is_ascii_digit() => false,
        Some(_) => word_at(text, at).is_some_and(|(_, word)| !is_reserved(&word, false)),
        None => false,
    }
}

/// The code that `\u0041` or `\u{41}` at the start of `text` names, and its length.
pub(super) fn unicode_escape(text: &str) -> Option<(u32, usize)> {
    let rest = text.strip_prefix("\\u")?;
    let (digits, length) = match rest.strip_prefix('{') {
        Some(inner) => inner.find('}').map(|end| (&inner[..end], end + "\\u{}".len()))?,
        None => (rest.get(..4)?, "\\u0000".len()),
    };
    Some((u32::from_str_radix(digits, 16).ok()?, length))
}

/// `text` with the characters that its escapes stand for.
pub(super) fn without_escapes(text: &str) -> Cow<'_, str> {
    let mut spelled = Cow::Borrowed("");
    let mut rest = text;
    while let Some(at) = rest.find("\\u") {
        let escape = unicode_escape(&rest[at..]).and_then(|(code, length)| Some((char::from_u32(code)?, length)));
        let (text, next) = match escape {
            Some((c, length)) => {
                spelled.to_mut().push_str(&rest[..at]);
                (c.to_string(), at + length)
            }
            None => (rest[..at + 2].to_owned(), at + 2),
        };
        spelled.to_mut().push_str(&text);
        rest = &rest[next..];
    }
    if spelled.is_empty() && rest.len() == text.len() {
        return Cow::Borrowed(text);
    }
    spelled.to_mut().push_str(rest);
    spelled
}

pub(super) fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}

/// Whether what stands at byte `start` is the name `word` and neither a part of a longer one nor a property.
pub(super) fn is_word_at(text: &str, start: usize, word: &str) -> bool {
    if !text[start..].starts_with(word) {
        return false;
    }
    let (before, after) = (&text[..start], &text[start + word.len()..]);
    let is_part = before.ends_with(|c: char| is_word_char(c) || matches!(c, '.' | '#' | '\\'));
    // What is spread is no property.
    (!is_part || before.ends_with("...")) && !after.starts_with(is_word_char)
}

/// The first byte at or after `at` that is neither white space nor comment.
pub(super) fn skip_trivia(text: &str, at: usize) -> usize {
    let mut rest = text.get(at..).unwrap_or_default();
    loop {
        rest = rest.trim_start();
        rest = match rest.get(..2) {
            Some("//") => &rest[super::comments::line_end(rest, 0) as usize..],
            Some("/*") => rest.find("*/").map_or("", |end| &rest[end + 2..]),
            _ => return text.len() - rest.len(),
        };
    }
}

/// `text` without the white space and block comments at its end.
pub(super) fn trim_trivia_end(text: &str) -> &str {
    let mut before = text.trim_end();
    while before.ends_with("*/")
        && let Some(start) = before.rfind("/*")
    {
        before = before[..start].trim_end();
    }
    before
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_what_they_stand_for() {
        for (text, spelled) in [("aa", "aa"), (r"\u0061a \u{62}", "aa b"), (r"\u \uZ \u{D800}c", r"\u \uZ \u{D800}c")] {
            assert_eq!(without_escapes(text), spelled);
        }
    }

    #[test]
    fn only_the_variable_let_is_found() {
        assert_eq!(let_before("let => 1", 4), Some(0));
        assert_eq!(let_before("x; let /* a */ ++", 15), Some(3));
        assert_eq!(let_before("let /a/ b, c", 9), Some(0));
        for (text, at) in [("let\nlet", 4), ("let\n{a}", 4), ("outlet => 1", 7), ("a.let => 1", 6)] {
            assert_eq!(let_before(text, at), None, "{text}");
        }
    }
}
