//! Programs that engines run and the parser refuses, read through a mask.
//!
//! Entering: a text, and the places where the parser is to read something else. Leaving: a text of the same length that
//! it reads as the same program, each place in it being the place of the original. `f(a) = 1`, an error only when it
//! runs, is read as `f[a] = 1`; the variable `let` of `let => 1` as another name of three letters. What was put in
//! occurs nowhere else in the file, so that the walk over the tree can take it back: calls by where they end, names by
//! their text, operators by where they stand.
//!
//! Which masks a text needs is found by `mask_search`. A mask proves nothing: the walk must [`allow`](Masks::allow) each
//! one at the kind of place that it was made for, in sloppy code. Otherwise the first errors stand.

use super::async_key::{AsyncKey, Parameter};
use super::masked_call::{CallParts, call_parts};
use super::words::{is_word_char, skip_trivia, trim_trivia_end, unicode_escape, without_escapes, word_at};
use rustc_hash::{FxHashMap, FxHashSet};
use sx_base::{Comment, Span};

/// What stands for the three dots before an argument of a call that is written as a member. What is assigned is all that
/// can be spread.
const SPREAD: &str = "_$=";

/// A place where the parser is to read something else.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mask {
    /// A call where something is assigned.
    Call(Span),
    /// A word that is a name, and how it is spelled without escapes.
    Word(Span, &'static str),
    /// The operator `in` at this byte.
    Relation(u32),
    /// The beginning of a key.
    AsyncKey(AsyncKey),
    /// A string with two halves of a character.
    Surrogates(Span),
}

impl Mask {
    /// The byte at which the walk over the tree meets what was masked.
    pub(super) fn place(&self) -> u32 {
        match self {
            Mask::Call(span) => span.end,
            Mask::Word(span, _) | Mask::Surrogates(span) => span.start,
            Mask::Relation(at) => *at,
            Mask::AsyncKey(key) => key.start,
        }
    }

    /// Whether `other` masks the same in another place.
    pub(super) fn is_like(&self, other: &Mask) -> bool {
        match (self, other) {
            (Mask::Word(_, word), Mask::Word(_, other)) => word == other,
            _ => std::mem::discriminant(self) == std::mem::discriminant(other),
        }
    }
}

/// What was put in, and what must be taken back.
#[derive(Default, Clone)]
pub(super) struct Masks {
    stand_ins: Vec<(String, &'static str)>,
    /// The calls that are written as members, by where they end.
    calls: FxHashMap<u32, CallParts>,
    /// Where the masks stand that were not seen yet at a place where they may stand: ends of calls, starts of names and
    /// of operators. True for those that strict code may have as well.
    pending: FxHashMap<u32, bool>,
    /// Where the tree has `<=` for `in`.
    relations: FxHashSet<u32>,
    /// Where the three dots stood of arguments that are written `_$=a`.
    spreads: FxHashSet<u32>,
    /// Where the tree has another name for `let`, spelled without escapes.
    lets: FxHashSet<u32>,
    /// Where the tree has names for numbers, and for words that are no names.
    literals: FxHashSet<u32>,
    /// The parameters of async arrow functions that the tree does not have, by where the functions begin.
    dropped: FxHashMap<u32, Span>,
    /// The comments that the parser does not see.
    comments: Vec<Comment>,
    /// Calls without arguments of which the tree has what is called: where they end, by where that does.
    bare_calls: FxHashMap<u32, u32>,
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
        self.calls.contains_key(&end)
    }

    /// The comments that the parser does not see.
    pub(super) fn comments(&self) -> &[Comment] {
        &self.comments
    }

    /// Where the call ends whose callee, which ends at byte `end`, is all that the tree has of it.
    pub(super) fn bare_call(&self, end: u32) -> Option<u32> {
        self.bare_calls.get(&end).copied()
    }

    /// Whether the argument at byte `at` is a spread.
    pub(super) fn is_spread(&self, at: u32) -> bool {
        self.spreads.contains(&at)
    }

    /// Whether the name at byte `at` is `let`.
    pub(super) fn is_let(&self, at: u32) -> bool {
        self.lets.contains(&at)
    }

    /// Whether the name at byte `at` is a number, or a word that is no name.
    pub(super) fn is_literal(&self, at: u32) -> bool {
        self.literals.contains(&at)
    }

    /// Whether the operator `<=` at byte `at` is `in`.
    pub(super) fn is_relation(&self, at: u32) -> bool {
        self.relations.contains(&at)
    }

    /// Whether some operator `<=` is `in`.
    pub(super) fn have_relations(&self) -> bool {
        !self.relations.is_empty()
    }

    /// The parameter of the async arrow function at byte `at` that the tree does not have.
    pub(super) fn dropped_parameter(&self, at: u32) -> Option<Span> {
        self.dropped.get(&at).copied()
    }

    /// Whether a parameter that the tree does not have is called `name` in the text of the program.
    pub(super) fn drops_parameter(&self, text: &str, name: &str) -> bool {
        let is_called = |place: &Span| word_at(text, place.start as usize).is_some_and(|(_, word)| word == name);
        self.dropped.values().any(is_called)
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

    /// Writes `mask` into `text`. False where there is no room for it.
    pub(super) fn hide(&mut self, text: &mut String, mask: &Mask) -> bool {
        match *mask {
            Mask::Call(span) => self.hide_call(text, span),
            Mask::Word(place, word) => self.hide_word(text, place, word),
            Mask::Relation(at) => self.hide_relation(text, at),
            Mask::AsyncKey(key) => self.hide_async_key(text, &key),
            Mask::Surrogates(span) => join_surrogates(text, span),
        }
    }

    /// Writes into `text` what `original` has in the place of `mask`.
    pub(super) fn restore(&mut self, text: &mut String, original: &str, mask: &Mask) {
        let place = mask.place();
        let spans = match *mask {
            Mask::Word(span, _) | Mask::Surrogates(span) => vec![span],
            Mask::Relation(at) => vec![Span::new(at, at + "in".len() as u32)],
            Mask::AsyncKey(key) => {
                // What stands before and behind the parameter was masked as well.
                let whole = Span::new(key.start, skip_trivia(original, key.name.end as usize) as u32);
                self.comments.retain(|comment| comment.span.start < whole.start || comment.span.start >= whole.end);
                vec![whole]
            }
            Mask::Call(span) => {
                let Some(parts) = self.calls.remove(&span.end) else { return };
                let (open, end) = (parts.open as u32, span.end);
                let spreads = parts.spreads.iter().map(|&at| Span::new(at as u32, (at + SPREAD.len()) as u32));
                let comma = parts.comma.map(|at| Span::new(at as u32, at as u32 + 1));
                let brackets = [Span::new(open, open + 1), Span::new(end - 1, end)];
                let callee = trim_trivia_end(&original[..open as usize]).len() as u32;
                if self.bare_calls.remove(&callee).is_some() {
                    self.pending.remove(&callee);
                }
                spreads.chain(comma).chain(parts.word).chain(brackets).collect()
            }
        };
        for span in spans {
            let range = span.start as usize..span.end as usize;
            text.replace_range(range.clone(), &original[range]);
            self.spreads.remove(&span.start);
            self.literals.remove(&span.start);
            self.pending.remove(&span.start);
        }
        self.pending.remove(&place);
        self.relations.remove(&place);
        self.lets.remove(&place);
        self.dropped.remove(&place);
    }

    /// Puts the parameter of `key` in parentheses.
    fn hide_async_key(&mut self, text: &mut String, key: &AsyncKey) -> bool {
        let (written, comments) = key.write_parentheses(text);
        if let Parameter::Dropped = written {
            self.dropped.insert(key.start, key.name);
        }
        self.comments.extend(comments);
        true
    }

    /// Writes `<=` for the `in` at byte `at`.
    fn hide_relation(&mut self, text: &mut String, at: u32) -> bool {
        let place = at as usize;
        text.replace_range(place..place + "in".len(), "<=");
        self.relations.insert(at);
        self.pending.insert(at, true);
        true
    }

    /// Puts another name for `word` at `place`, where it may be spelled with escapes.
    fn hide_word(&mut self, text: &mut String, place: Span, word: &'static str) -> bool {
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

    /// Writes a name for the number or word at `place`.
    fn hide_literal(&mut self, text: &mut String, place: Option<Span>) {
        if let Some(Span { start, end }) = place {
            text.replace_range(start as usize..end as usize, &"_".repeat((end - start) as usize));
            self.literals.insert(start);
        }
    }

    /// `f()` becomes `f.a`, `f(a, b)` becomes `f[a, b]`, `f(...a)` becomes `f[_$=a]`, and `1()` becomes `_.a`. Before a
    /// word, as in `for (f()of a)`, `f()` becomes `f`, and `this()` becomes `____`.
    fn hide_call(&mut self, text: &mut String, span: Span) -> bool {
        let end = span.end as usize;
        let Some(parts) = call_parts(text, span) else { return false };
        let CallParts { open, ref spreads, comma, digits, word } = parts;
        let start = span.start as usize;
        if let Some((end, word)) = word_at(text, start)
            && word == "let"
            && skip_trivia(text, end) == open
        {
            // `let (a) = 1`: before a bracket the word begins a declaration.
            self.hide_word(text, Span::new(span.start, end as u32), "let");
        }
        for &spread in spreads {
            text.replace_range(spread..spread + "...".len(), SPREAD);
            self.spreads.insert(spread as u32);
            self.pending.insert(spread as u32, false);
        }
        let has_arguments = skip_trivia(text, open + 1) + 1 < end;
        if !has_arguments && text[end..].starts_with(is_word_char) {
            let callee = trim_trivia_end(&text[..open]).len() as u32;
            text.replace_range(open..=open, " ");
            text.replace_range(end - 1..end, " ");
            self.hide_literal(text, word);
            self.bare_calls.insert(callee, span.end);
            self.calls.insert(span.end, parts);
            self.pending.insert(callee, false);
            return true;
        }
        let brackets = if has_arguments { ("[", "]") } else { (".", "a") };
        if let Some(digits) = digits.filter(|digits| !has_arguments && digits.end as usize == open) {
            // `1.a` is no member of `1`; one of `_` is.
            self.hide_literal(text, Some(digits));
        }
        // A comma may end arguments, not an index.
        if let Some(comma) = comma {
            text.replace_range(comma..=comma, " ");
        }
        text.replace_range(open..=open, brackets.0);
        text.replace_range(end - 1..end, brackets.1);
        self.calls.insert(span.end, parts);
        self.pending.insert(span.end, false);
        true
    }
}

/// `text`, or what it stands for.
pub(super) fn original<'t>(stand_ins: &[(String, &'static str)], text: &'t str) -> &'t str {
    stand_ins.iter().find(|(stand_in, _)| stand_in == text).map_or(text, |&(_, original)| original)
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
