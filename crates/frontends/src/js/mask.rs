//! Programs that engines run and the parser refuses, read through a mask.
//!
//! Entering: a text, and what the parser stumbled over. Leaving: a text of the same length that it reads as the same
//! program, each place in it being the place of the original. `f(a) = 1`, an error only when it runs, is read as
//! `f[a] = 1`; the variable `let` of `let => 1` as another name of three letters. What was put in occurs nowhere else in
//! the file, so that the walk over the tree can take it back: calls by where they end, names by their text, operators by
//! where they stand.
//!
//! Where no known mask helps, the words before the error are tried as names, nearest first, and kept where the parser
//! comes further (`words` finds them).
//!
//! A mask is tried only where the parser failed, and proves nothing: the walk must [`allow`](Masks::allow) each one at
//! the kind of place that it was made for, in sloppy code. Otherwise the first errors stand.

use super::async_key::{AsyncKey, Parameter, async_key_at};
use super::early::{Check, check, may_be_none};
use super::masked_call::{CallParts, call_parts};
use super::parse::Grammar;
use super::words::{is_relation_at, let_before, names_before, skip_trivia, unicode_escape, without_escapes, word_at};
use rustc_hash::{FxHashMap, FxHashSet};
use sx_base::{Diagnostic, Span};

/// What stands for the three dots before an argument of a call that is written as a member. What is assigned is all that
/// can be spread.
const SPREAD: &str = "_$=";

/// What the parser says of `yield` where it is a name.
const OUTSIDE_OF_GENERATOR: &str = "only allowed in a generator";

/// What the parser says of a call where something is assigned.
const NO_TARGET: &str = "annot assign to this expression";

/// How much of one file may be parsed anew for masks before it counts as wrong, in bytes: each mask costs a parse as far
/// as the next place that needs one, and copies of the text, which are cheaper by this factor.
const MOST_PARSED: usize = 64 << 20;
const COPIES_IN_A_PARSE: usize = 16;

/// What was put in, and what must be taken back.
#[derive(Default, Clone)]
pub(super) struct Masks {
    stand_ins: Vec<(String, &'static str)>,
    /// Where the calls end that are written as members.
    calls: FxHashSet<u32>,
    /// Where the masks stand that were not seen yet at a place where they may stand: ends of calls, starts of names and
    /// of operators. True for those that strict code may have as well.
    pending: FxHashMap<u32, bool>,
    /// Where the tree has `<=` for `in`.
    relations: FxHashSet<u32>,
    /// Where the three dots stood of arguments that are written `_$=a`.
    spreads: FxHashSet<u32>,
    /// Where the tree has another name for `let`, spelled without escapes.
    lets: FxHashSet<u32>,
    /// Where the tree has names for numbers.
    numbers: FxHashSet<u32>,
    /// The parameters of async arrow functions that the tree does not have, by where the functions begin.
    dropped: FxHashMap<u32, Span>,
}

impl Masks {
    /// `text` of the tree, or what the program has in its place.
    pub(super) fn original<'t>(&self, text: &'t str) -> &'t str {
        original(&self.stand_ins, text)
    }

    /// What was put in, and what for.
    pub(super) fn stand_ins(&self) -> &[(String, &'static str)] {
        &self.stand_ins
    }

    /// Whether the member that ends at byte `end` is a call.
    pub(super) fn is_call(&self, end: u32) -> bool {
        self.calls.contains(&end)
    }

    /// Whether the argument at byte `at` is a spread.
    pub(super) fn is_spread(&self, at: u32) -> bool {
        self.spreads.contains(&at)
    }

    /// Whether the name at byte `at` is `let`.
    pub(super) fn is_let(&self, at: u32) -> bool {
        self.lets.contains(&at)
    }

    /// Whether the name at byte `at` is a number.
    pub(super) fn is_number(&self, at: u32) -> bool {
        self.numbers.contains(&at)
    }

    /// Whether the operator `<=` at byte `at` is `in`.
    pub(super) fn is_relation(&self, at: u32) -> bool {
        self.relations.contains(&at)
    }

    /// The parameter of the async arrow function at byte `at` that the tree does not have.
    pub(super) fn dropped_parameter(&self, at: u32) -> Option<Span> {
        self.dropped.get(&at).copied()
    }

    /// Says that the mask at `at`, if there is one, stands where it may, unless the code is strict and that forbids it.
    pub(super) fn allow(&mut self, at: u32, strict: bool) {
        if !strict || self.pending.get(&at).is_some_and(|&in_strict| in_strict) {
            self.pending.remove(&at);
        }
    }

    /// Whether every mask was seen where it may stand.
    pub(super) fn are_allowed(&self) -> bool {
        self.pending.is_empty()
    }

    /// A name of `length` bytes that does not occur in `text`, to stand for `word`.
    fn stand_in(&mut self, text: &str, word: &'static str, length: usize) -> Option<String> {
        let fits = |(stand_in, original): &&(String, &'static str)| *original == word && stand_in.len() == length;
        if let Some((stand_in, _)) = self.stand_ins.iter().find(fits) {
            return Some(stand_in.clone());
        }
        // `\u0061a` is the name `aa`.
        let spelled = without_escapes(text);
        let is_free = |candidate: &str| [text, &spelled].iter().all(|text| !text.contains(candidate));
        let letters = || 'a'..='z';
        let mut candidates = letters().flat_map(|first| letters().map(move |second| [first, second]));
        let stand_in = candidates.find_map(|pair| {
            let candidate: String = pair.iter().cycle().take(length).collect();
            is_free(&candidate).then_some(candidate)
        })?;
        self.stand_ins.push((stand_in.clone(), word));
        Some(stand_in)
    }

    /// Masks what made the parser say `error`. False where nothing is known to help.
    fn hide(&mut self, text: &mut String, error: &Diagnostic) -> bool {
        let says = |words: &str| error.message.contains(words);
        let end = error.span.end as usize;
        let at = if says("on an index signature") || says("decorators are not valid here") {
            // The error is at a modifier or decorator before the key: `async [async x => x]() {}`.
            let bracket = text[end..].find('[').map_or(text.len(), |open| end + open);
            skip_trivia(text, skip_trivia(text, bracket + "[".len()) + "async".len())
        } else {
            error.span.start as usize
        };
        if text.get(at..end.max(at)).is_none() {
            return false;
        }
        if says("lone surrogate") {
            return join_surrogates(text, error.span);
        }
        if says(NO_TARGET) {
            self.hide_call(text, error.span)
        } else if says(OUTSIDE_OF_GENERATOR) || says("contain escape") {
            match word_at(text, at) {
                Some((end, word)) if word == "yield" && says(OUTSIDE_OF_GENERATOR) => {
                    self.hide_word(text, Span::new(at as u32, end as u32), "yield")
                }
                Some((end, word)) if word == "let" => self.hide_word(text, Span::new(at as u32, end as u32), "let"),
                // `\u0061sync(...a)`, a call.
                Some((end, word)) if word == "async" => self.hide_word(text, Span::new(at as u32, end as u32), "async"),
                // A field on a line of its own, which the parser takes for the modifier of the next.
                Some((end, word)) if word == "static" => {
                    self.hide_word(text, Span::new(at as u32, end as u32), "static")
                }
                _ => false,
            }
        } else if let Some(place) = [at, skip_trivia(text, at)].into_iter().find(|&place| is_relation_at(text, place)) {
            // Within the braces of an arrow function at the head of a `for`, `in` is an operator again.
            self.hide_relation(text, place)
        } else if let Some(key) = async_key_at(text, at) {
            self.hide_async_key(text, &key)
        } else if let Some(start) = let_before(text, at) {
            self.hide_word(text, Span::new(start as u32, start as u32 + 3), "let")
        } else {
            false
        }
    }

    /// Puts the parameter of `key` in parentheses.
    fn hide_async_key(&mut self, text: &mut String, key: &AsyncKey) -> bool {
        let written = key.write_parentheses(text);
        if let Some(Parameter::Dropped) = written {
            self.dropped.insert(key.start as u32, key.name);
        }
        written.is_some()
    }

    /// Writes `<=` for the `in` at byte `place`.
    fn hide_relation(&mut self, text: &mut String, place: usize) -> bool {
        text.replace_range(place..place + "in".len(), "<=");
        self.relations.insert(place as u32);
        self.pending.insert(place as u32, true);
        true
    }

    /// Puts another name for `word` at `place`, where it may be spelled with escapes.
    pub(super) fn hide_word(&mut self, text: &mut String, place: Span, word: &'static str) -> bool {
        let (start, end) = (place.start as usize, place.end as usize);
        let Some(stand_in) = self.stand_in(text, word, end - start) else { return false };
        text.replace_range(start..end, &stand_in);
        self.pending.insert(place.start, word != "let" && word != "yield");
        // Spelled with escapes it is no keyword anywhere.
        if word == "let" && end - start == word.len() {
            self.lets.insert(place.start);
        }
        true
    }

    /// `f()` becomes `f.a`, `f(a, b)` becomes `f[a, b]`, `f(...a)` becomes `f[_$=a]`, and `1()` becomes `_.a`.
    fn hide_call(&mut self, text: &mut String, span: Span) -> bool {
        let end = span.end as usize;
        let Some(CallParts { open, spreads, comma, digits }) = call_parts(text, span) else { return false };
        let start = span.start as usize;
        if let Some((end, word)) = word_at(text, start)
            && word == "let"
            && skip_trivia(text, end) == open
        {
            // `let (a) = 1`: before a bracket the word begins a declaration.
            self.hide_word(text, Span::new(span.start, end as u32), "let");
        }
        for spread in spreads {
            text.replace_range(spread..spread + "...".len(), SPREAD);
            self.spreads.insert(spread as u32);
            self.pending.insert(spread as u32, false);
        }
        let has_arguments = skip_trivia(text, open + 1) + 1 < end;
        let brackets = if has_arguments { ("[", "]") } else { (".", "a") };
        if let Some(digits) = digits.filter(|digits| !has_arguments && digits.end as usize == open) {
            // `1.a` is no member of `1`; one of `_` is.
            let (start, end) = (digits.start as usize, digits.end as usize);
            text.replace_range(start..end, &"_".repeat(end - start));
            self.numbers.insert(digits.start);
        }
        // A comma may end arguments, not an index.
        if let Some(comma) = comma {
            text.replace_range(comma..=comma, " ");
        }
        text.replace_range(open..=open, brackets.0);
        text.replace_range(end - 1..end, brackets.1);
        self.calls.insert(span.end);
        self.pending.insert(span.end, false);
        true
    }
}

/// `text`, or what it stands for.
pub(super) fn original<'t>(stand_ins: &[(String, &'static str)], text: &'t str) -> &'t str {
    stand_ins.iter().find(|(stand_in, _)| stand_in == text).map_or(text, |&(_, original)| original)
}

/// A mask of `text` in which the parser finds no error, but perhaps what [`may_be_none`].
pub(super) fn masked(text: &str, errors: &[Diagnostic], grammar: Grammar, jsx: bool) -> Option<(String, Masks)> {
    let (mut masked, mut masks) = (text.to_owned(), Masks::default());
    let blocking = |errors: &[Diagnostic]| {
        // In the hole of a template it says what comes after `f()++` before it says what is wrong there.
        let is_target = |error: &&Diagnostic| error.message.contains(NO_TARGET);
        let first = errors.iter().find(is_target).or_else(|| errors.iter().find(|error| !may_be_none(error)))?;
        // Of a keyword with escapes the parser says so first, and then what it has against the keyword.
        let mut same = errors.iter().filter(|error| error.span.start == first.span.start);
        Some(same.find(|error| error.message.contains(OUTSIDE_OF_GENERATOR)).unwrap_or(first).clone())
    };
    let (mut error, mut parsed) = (blocking(errors)?, 0);
    while parsed < MOST_PARSED {
        parsed += error.span.start as usize + text.len() / COPIES_IN_A_PARSE;
        let reached = error.span.start;
        let is_further = |text: &str, check: &Check| {
            blocking(&check.errors).is_none_or(|next| {
                // Of `async(...a) = 1` the parser says what is wrong before `=` without the keyword.
                let is_target = next.message.contains(NO_TARGET) && !error.message.contains(NO_TARGET);
                let place = if is_target { skip_trivia(text, next.span.end as usize) as u32 } else { next.span.start };
                place > reached || is_target && place == reached
            })
        };
        // Each way gives a text, its masks and what the parser says of it.
        let (mut next, mut tried) = (masked.clone(), masks.clone());
        let known = if tried.hide(&mut next, &error) {
            let check = check(&next, grammar, jsx)?;
            Some((next, tried, check))
        } else {
            None
        };
        let known_is_further = known.as_ref().is_some_and(|(next, _, check)| is_further(next, check));
        // One of the words before may be a name where the parser sees a keyword.
        let names = if known_is_further { vec![] } else { names_before(&masked, reached as usize) };
        let renamed = names.into_iter().find_map(|(span, word)| {
            let (mut next, mut tried) = (masked.clone(), masks.clone());
            tried.hide_word(&mut next, span, word);
            let check = check(&next, grammar, jsx)?;
            is_further(&next, &check).then_some((next, tried, check))
        });
        let check;
        (masked, masks, check) = renamed.or(known)?;
        let Some(next) = blocking(&check.errors) else { return Some((masked, masks)) };
        error = next;
    }
    None
}

/// Writes one escape for the two halves of a character in the string at `span`, at least one of them in braces: what is
/// `"\u{d83d}\u{de00}"` for the language holds lone surrogates for the parser. False where there is none.
fn join_surrogates(text: &mut String, span: Span) -> bool {
    let (mut at, mut is_changed) = (span.start as usize, false);
    while let Some(next) = text.get(at..span.end as usize).and_then(|rest| rest.find('\\')) {
        at += next;
        let Some((high, first)) = unicode_escape(&text[at..]) else {
            at += text[at + 1..].chars().next().map_or(1, |c| 1 + c.len_utf8());
            continue;
        };
        let second = unicode_escape(&text[at + first..]).filter(|(low, _)| (0xDC00..0xE000).contains(low));
        if let (0xD800..0xDC00, Some((low, second))) = (high, second) {
            let (code, end) = (0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00), at + first + second);
            let digits = first + second - "\\u{}".len();
            is_changed |= text[at..end].contains('{');
            text.replace_range(at..end, &format!("\\u{{{code:0digits$x}}}"));
            at = end;
        } else {
            at += first;
        }
    }
    is_changed
}
