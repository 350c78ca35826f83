//! Which mask an error of the parser calls for.
//!
//! Entering: what the parser says of a text, where it says it. Leaving: the place that stands for something else than it
//! read, if one is known, and whether the parser comes further once that is masked.

use super::async_key::async_key_at;
use super::early::may_be_none;
use super::mask::Mask;
use super::mask_calls::calls_behind;
use super::words::{is_relation_at, let_before, names_before, skip_trivia, word_at};
use sx_base::{Diagnostic, Span};

/// What the parser says of `yield` where it is a name.
const OUTSIDE_OF_GENERATOR: &str = "only allowed in a generator";

/// What the parser says of a call where something is assigned.
const NO_TARGET: &str = "annot assign to this expression";

/// What the parser says, and nothing else, where a call is assigned in the hole of a template: it gives up there, and takes
/// what comes next for a string.
const ENDLESS_STRING: &str = "nterminated string";

/// The first of `errors` that a mask may help against.
pub(super) fn first_blocking(errors: &[Diagnostic]) -> Option<&Diagnostic> {
    // In the hole of a template the parser says what comes after `f()++` before it says what is wrong there.
    let is_target = |error: &&Diagnostic| error.message.contains(NO_TARGET);
    let first = errors.iter().find(is_target).or_else(|| errors.iter().find(|error| !may_be_none(error)))?;
    // Of a keyword with escapes it says so first, and then what it has against the keyword.
    let mut same = errors.iter().filter(|error| error.span.start == first.span.start);
    Some(same.find(|error| error.message.contains(OUTSIDE_OF_GENERATOR)).unwrap_or(first))
}

/// Whether `error` ends the parse, so that what is said behind it may come of that.
pub(super) fn ends_parse(error: &Diagnostic) -> bool {
    error.message.contains(NO_TARGET)
}

/// Whether the parser, which says `next` of the masked `text`, came further than to `error`.
pub(super) fn is_further(text: &str, error: &Diagnostic, next: Option<&Diagnostic>) -> bool {
    let reached = error.span.start;
    next.is_none_or(|next| {
        if error.message.contains(ENDLESS_STRING) {
            return !next.message.contains(ENDLESS_STRING);
        }
        let (was_target, is_target) = (error.message.contains(NO_TARGET), next.message.contains(NO_TARGET));
        if was_target && is_target {
            // The parser says so when it has read them: `"s"(f() = 1) = 1`.
            // Of a callee it says so once its call is hidden: `for (f(1)()of a)`.
            let behind = skip_trivia(text, next.span.end as usize) as u32;
            return next.span.end > error.span.end || next.span.end < error.span.end && behind >= error.span.end;
        }
        if was_target && !is_target {
            // Targets come first, wherever they are.
            return true;
        }
        // Of `async(...a) = 1` the parser says what is wrong before `=` without the keyword.
        let is_target = is_target && !was_target;
        let place = if is_target { skip_trivia(text, next.span.end as usize) as u32 } else { next.span.start };
        place > reached || is_target && place == reached
    })
}

/// The mask that `error` calls for in `text`.
pub(super) fn mask_for(text: &str, error: &Diagnostic) -> Option<Mask> {
    let says = |words: &str| error.message.contains(words);
    let end = error.span.end as usize;
    let at = if says("on an index signature") || says("decorators are not valid here") {
        // The error is at a modifier or decorator before the key: `async [async x => x]() {}`.
        let bracket = text.get(end..)?.find('[').map_or(text.len(), |open| end + open);
        skip_trivia(text, skip_trivia(text, bracket + "[".len()) + "async".len())
    } else {
        error.span.start as usize
    };
    text.get(at..end.max(at))?;
    if says("lone surrogate") {
        return Some(Mask::Surrogates(error.span));
    }
    if says(NO_TARGET) {
        return Some(Mask::Call(error.span));
    }
    if says(ENDLESS_STRING) {
        return calls_behind(text, 0).next();
    }
    if says(OUTSIDE_OF_GENERATOR) || says("contain escape") {
        let (end, word) = word_at(text, at)?;
        let place = Span::new(at as u32, end as u32);
        return match word.as_str() {
            "yield" if says(OUTSIDE_OF_GENERATOR) => Some(Mask::Word(place, "yield")),
            "let" => Some(Mask::Word(place, "let")),
            // `\u0061sync(...a)`, a call.
            "async" => Some(Mask::Word(place, "async")),
            // A field on a line of its own, which the parser takes for the modifier of the next.
            "static" => Some(Mask::Word(place, "static")),
            _ => None,
        };
    }
    // Within the braces of an arrow function at the head of a `for`, `in` is an operator again.
    let relation = [at, skip_trivia(text, at)].into_iter().find(|&place| is_relation_at(text, place));
    let relation = relation.map(|place| Mask::Relation(place as u32));
    let key = || async_key_at(text, at).map(Mask::AsyncKey);
    let variable = || {
        let start = let_before(text, at)? as u32;
        Some(Mask::Word(Span::new(start, start + "let".len() as u32), "let"))
    };
    relation.or_else(key).or_else(variable)
}

/// The words before `error`, or right there, that may be names where the parser sees keywords, nearest first.
pub(super) fn names_for(text: &str, error: &Diagnostic) -> Vec<Mask> {
    let names = names_before(text, error.span.start as usize);
    names.into_iter().map(|(place, word)| Mask::Word(place, word)).collect()
}
