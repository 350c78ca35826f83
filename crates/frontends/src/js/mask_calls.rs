//! Calls that may stand where something is assigned: those before an operator that assigns, behind `++` and `--`, and at
//! the head of `for (f() of a)`.
//!
//! Entering: a text, and the byte behind which to look. Leaving: where the calls are, each from the last word or bracket
//! before its arguments on. What is found is tried, never believed.

use super::brackets::Brackets;
use super::mask::Mask;
use super::words::{is_word_char, skip_trivia, trim_trivia_end, word_at};
use sx_base::Span;
use sx_base::names::is_reserved;

/// The operators that assign, but `=`.
const ASSIGNMENTS: [&str; 12] = ["+=", "-=", "*=", "**=", "/=", "%=", "<<=", ">>=", ">>>=", "&=", "^=", "|="];

/// The calls in `text` behind byte `from`, in the order of their ends.
pub(super) fn calls_behind(text: &str, from: usize) -> impl Iterator<Item = Mask> {
    let brackets = Brackets::of(text);
    let mut ends: Vec<usize> = brackets
        .pairs
        .iter()
        .filter(|&&(open, close)| {
            close >= from && text.as_bytes()[open] == b'(' && is_assigned(text, close, brackets.around.get(&open))
        })
        .map(|&(_, close)| close)
        .collect();
    for operator in ["++", "--"] {
        let places = memchr::memmem::find_iter(text.as_bytes(), operator).filter(|&place| place >= from);
        ends.extend(places.filter_map(|place| last_arguments(text, place + operator.len(), &brackets)));
    }
    ends.sort_unstable();
    ends.dedup();
    ends.into_iter().filter_map(move |close| {
        let open = *brackets.opened.get(&close)?;
        let start = callee_start(text, open, &brackets)?;
        Some(Mask::Call(Span::new(start as u32, close as u32 + 1)))
    })
}

/// Whether what ends with the parenthesis at byte `close` is assigned; `around` is the bracket around it.
fn is_assigned(text: &str, close: usize, around: Option<&usize>) -> bool {
    let next = skip_trivia(text, close + 1);
    let rest = &text[next..];
    if rest.starts_with("++") || rest.starts_with("--") {
        return !text[close..next].contains(['\n', '\r', '\u{2028}', '\u{2029}']);
    }
    let is_plain = rest.starts_with('=') && !rest.starts_with("==") && !rest.starts_with("=>");
    let is_head = || {
        let Some(&around) = around.filter(|&&around| text.as_bytes()[around] == b'(') else { return false };
        let first = word_at(text, skip_trivia(text, around + 1)).map_or(String::new(), |(_, word)| word);
        let before = trim_trivia_end(&text[..around]);
        let before = before.strip_suffix("await").map_or(before, trim_trivia_end);
        before.ends_with("for") && !matches!(first.as_str(), "var" | "let" | "const")
    };
    is_plain
        || ASSIGNMENTS.iter().any(|operator| rest.starts_with(operator))
        || word_at(text, next).is_some_and(|(_, word)| matches!(word.as_str(), "of" | "in")) && is_head()
}

/// Where the last word or bracket before the arguments that begin at byte `open` stands.
fn callee_start(text: &str, open: usize, brackets: &Brackets) -> Option<usize> {
    let before = trim_trivia_end(&text[..open]);
    if let Some(&start) = brackets.opened.get(&before.len().checked_sub(1)?) {
        return Some(start);
    }
    let start = before.trim_end_matches(is_word_char).len();
    let word = &before[start..];
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        // `1.5()` and `1e-5()` are no calls of 5.
        return (!before[..start].ends_with(['.', '+', '-'])).then_some(start);
    }
    let is_value = matches!(word, "this" | "true" | "false" | "null");
    let is_name = !word.is_empty() && !is_reserved(word, false) && word != "let";
    (is_value || is_name).then_some(start)
}

/// Where the arguments close that end what stands at byte `from`, if they do: `a.b(c)`.
fn last_arguments(text: &str, from: usize, brackets: &Brackets) -> Option<usize> {
    let (mut at, mut last) = (skip_trivia(text, from), None);
    let first = at;
    loop {
        let end = match text[at..].chars().next() {
            Some('(' | '[') => {
                let close = *brackets.closed.get(&at)?;
                last = Some(close).filter(|_| at > first && text.as_bytes()[at] == b'(');
                close + 1
            }
            Some('.') => at + 1,
            Some(c) if is_word_char(c) => {
                last = None;
                word_at(text, at)?.0
            }
            _ => return last,
        };
        let next = skip_trivia(text, end);
        // Two words in a row are two statements.
        if next > end && text[next..].starts_with(is_word_char) {
            return last;
        }
        at = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_before_and_behind_what_assigns_are_found() {
        let found = |text: &str| -> Vec<String> {
            let calls = calls_behind(text, 0);
            calls
                .filter_map(|mask| if let Mask::Call(span) = mask { Some(span.slice(text).to_owned()) } else { None })
                .collect()
        };
        for (text, calls) in [
            ("f() = 1; a.b(c) += 2; d[0](`${e})`)++", &["f()", "b(c)", "[0](`${e})`)"] as &[&str]),
            ("++f(); -- a.b[c](d); ++(e); ++a\nf()", &["f()", "[c](d)"]),
            ("for (f() of a); for (f(1) in a); f(2) in a; for (var b = f(3) in a);", &["f()", "f(1)"]),
            ("1() = 1; 1.5() = 1; 1e-5() = 1", &["1()"]),
            ("if (a) ++b; while (a) --b; f()\n++b; (a) => b; f() == 1; return (a) = 1; (a) = 1", &[]),
            ("/[(]/; a /* f() = 1 */ = \"f() = 1\"; f(/[)]/) = 1", &["f(/[)]/)"]),
        ] {
            assert_eq!(found(text), calls, "{text}");
        }
    }
}
