//! Programs that engines run and a parser refuses, read through a mask.
//!
//! Entering: a text, and what a parser stumbled over. Leaving: a text of the same length that both parsers read as the
//! same program, each place in it being the place of the original. `f(a) = 1`, an error only when it runs, is read as
//! `f[a] = 1`; the variable `let` of `let => 1` as another name of three letters; `"use strict" + x`, which is taken for
//! a directive, as another string. What was put in occurs nowhere else in the file, so that the walk over the tree can
//! take it back: calls by where they end, names and strings by their text, operators by the original text.
//!
//! Where no known mask helps, the words before the error are tried as names, nearest first, and kept where the parser
//! comes further (`words` finds them).
//!
//! A mask is tried only where the parser failed, and proves nothing: the walk must [`allow`](Masks::allow) each one at
//! the kind of place that it was made for, in sloppy code. Otherwise the first errors stand.

use super::early::{Check, check, may_be_none};
use super::masked_call::{CallParts, call_parts};
use super::parse::Grammar;
use super::words::{
    FARTHEST_CAUSE, async_key_before, is_relation_at, is_word_at, is_word_char, let_before, names_before, skip_trivia,
    unicode_escape, word_at,
};
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use sx_base::{CommentKind, Diagnostic, Span};

/// What stands for the three dots before an argument of a call that is written as a member.
const SPREAD: &str = "!!!";

/// What the checker says of `yield` where it is a name.
const OUTSIDE_OF_GENERATOR: &str = "only allowed in a generator";

/// How many times one file may need a mask before it counts as wrong. Each costs a parse.
pub(super) const MOST_MASKS: usize = 100;

/// What was put in, and what must be taken back.
#[derive(Default, Clone)]
pub(super) struct Masks {
    stand_ins: Vec<(String, &'static str)>,
    /// Where the calls end that are written as members.
    calls: FxHashSet<u32>,
    /// Where the masks stand that were not seen yet at a place where they may stand: ends of calls, starts of names and
    /// of operators. True for those that strict code may have as well.
    pending: FxHashMap<u32, bool>,
    /// What only the checker reads otherwise, and where.
    restored: Vec<(usize, String)>,
    /// Where the tree has `<=` for `in`.
    relations: FxHashSet<u32>,
    /// Where the three dots stood of arguments that are written `!!!a`.
    spreads: FxHashSet<u32>,
    /// Where the tree has another name for `let`, spelled without escapes.
    lets: FxHashSet<u32>,
    /// Where the tree has `const` at the head of a `for` for `using`, true for `await using`.
    using_heads: FxHashMap<u32, bool>,
    /// Strings and templates are to be read from the original text.
    pub(super) has_hidden_halves: bool,
    /// Where the tree has `;;` for the `in` at the head of a loop.
    for_ins: FxHashSet<u32>,
    /// Where the tree has a name for a private one.
    privates: FxHashSet<u32>,
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

    /// Whether the operator `<=` at byte `at` is `in`.
    pub(super) fn is_relation(&self, at: u32) -> bool {
        self.relations.contains(&at)
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
        let letters = || 'a'..='z';
        let mut candidates = letters().flat_map(|first| letters().map(move |second| [first, second]));
        let stand_in = candidates.find_map(|pair| {
            let candidate: String = pair.iter().cycle().take(length).collect();
            memchr::memmem::find(text.as_bytes(), candidate.as_bytes()).is_none().then_some(candidate)
        })?;
        self.stand_ins.push((stand_in.clone(), word));
        Some(stand_in)
    }

    /// Masks what made the checker say `error`. False where nothing is known to help.
    fn hide(&mut self, text: &mut String, error: &Diagnostic) -> bool {
        let says = |words: &str| error.message.contains(words);
        let end = error.span.end as usize;
        let at = if says("on an index signature") {
            // The error is at the modifier of a method, whose key it takes for a type: `async [async x => x]() {}`.
            skip_trivia(text, skip_trivia(text, skip_trivia(text, end) + "[".len()) + "async".len())
        } else {
            error.span.start as usize
        };
        let Some(place) = text.get(at..end.max(at)) else { return false };
        if says("lone surrogate") {
            return join_surrogates(text, error.span);
        }
        if says("annot assign to this expression") {
            self.hide_call(text, error.span)
        } else if says(OUTSIDE_OF_GENERATOR) || says("contain escape") {
            match word_at(text, at) {
                Some((end, word)) if word == "yield" && says(OUTSIDE_OF_GENERATOR) => {
                    self.hide_word(text, Span::new(at as u32, end as u32), "yield")
                }
                Some((end, word)) if word == "let" => self.hide_word(text, Span::new(at as u32, end as u32), "let"),
                _ => false,
            }
        } else if place == "let" && says("undefined label") {
            self.hide_word(text, error.span, "let")
        } else if says("mplicit semicolon") && is_relation_at(text, skip_trivia(text, at)) {
            // Within the braces of an arrow function at the head of a `for`, `in` is an operator again.
            self.hide_for_checker(text, skip_trivia(text, at), "in", "<=")
        } else if let Some(start) = async_key_before(text, at) {
            self.hide_async_key(text, start, at)
        } else if let Some(start) = let_before(text, at) {
            self.hide_word(text, Span::new(start as u32, start as u32 + 3), "let")
        } else {
            false
        }
    }

    /// Hides the escapes of first halves of characters that a code in braces follows, with which the parser of the tree
    /// takes them together.
    pub(super) fn hide_high_halves(&mut self, text: &str) -> Option<String> {
        let mut hidden = Cow::Borrowed(text);
        for (place, _) in text.match_indices("\\u") {
            let half = unicode_escape(&text[place..]).filter(|(code, _)| (0xD800..0xDC00).contains(code));
            if let Some((_, length)) = half.filter(|(_, length)| text[place + length..].starts_with("\\u{")) {
                hidden.to_mut().replace_range(place..place + length, &"_".repeat(length));
            }
        }
        let hidden = changed(hidden);
        self.has_hidden_halves |= hidden.is_some();
        hidden
    }

    /// Writes `[async(x)=> e]` for `[async x => e]`, whose `async` is at `start` and whose parameter at `name`. Where
    /// that has no room the checker sees no `async`.
    fn hide_async_key(&mut self, text: &mut String, start: usize, name: usize) -> bool {
        let end = name + text[name..].find(|c| !is_word_char(c)).unwrap_or(0);
        let has_room = text[end..].starts_with(' ') && text[..name].ends_with(' ');
        if !has_room {
            return self.hide_for_checker(text, start, "async", "     ");
        }
        text.replace_range(name - 1..name, "(");
        text.replace_range(end..=end, ")");
        true
    }

    /// Writes `hidden` for the `word` at `start`, which the parser of the tree understands.
    fn hide_for_checker(&mut self, text: &mut String, start: usize, word: &str, hidden: &str) -> bool {
        self.restored.push((start, word.to_owned()));
        text.replace_range(start..start + word.len(), hidden);
        true
    }

    /// Takes back what is hidden from the checker only.
    fn restore(&mut self, text: &mut String) {
        for (start, word) in self.restored.drain(..) {
            text.replace_range(start..start + word.len(), &word);
        }
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

    /// `f()` becomes `f. a`, `f(a, b)` becomes `f[a, b]`, and `f(...a)` becomes `f[!!!a]`.
    fn hide_call(&mut self, text: &mut String, span: Span) -> bool {
        let end = span.end as usize;
        let Some(CallParts { open, spreads }) = call_parts(text, span) else { return false };
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
        // A comma may end arguments, not an index.
        let before = text[..end - 1].trim_end().len();
        if text[..before].ends_with(',') {
            text.replace_range(before - 1..before, " ");
        }
        text.replace_range(open..=open, brackets.0);
        text.replace_range(end - 1..end, brackets.1);
        self.calls.insert(span.end);
        self.pending.insert(span.end, false);
        true
    }

    /// Where `in` may stand in the head of the last loop before byte `at`, where the parser of the tree stumbled, if the head
    /// is `for (var name = value in object)` and has no mask yet: Annex B has it, and that parser does not know it within
    /// functions.
    pub(super) fn for_in_heads(&self, text: &str, at: usize) -> Vec<usize> {
        let name_of = |start: usize| {
            let open = skip_trivia(text, start + 3);
            let var = text[open..].strip_prefix('(').map(|_| skip_trivia(text, open + 1))?;
            let is_head = is_word_at(text, start, "for") && text[var..].starts_with("var");
            is_head.then(|| skip_trivia(text, var + 3))
        };
        let last = (at + FARTHEST_CAUSE..=text.len()).chain([text.len()]).find(|&end| text.is_char_boundary(end));
        let first = at.saturating_sub(FARTHEST_CAUSE);
        let mut starts = text[..at].rmatch_indices("for").map(|(start, _)| start).take_while(|&start| start >= first);
        let Some((name, last)) = starts.find_map(name_of).zip(last) else { return vec![] };
        let equals = skip_trivia(text, name + text[name..].find(|c| !is_word_char(c)).unwrap_or(0));
        let is_masked = self.for_ins.iter().any(|&place| (equals..at).contains(&(place as usize)));
        if !text[equals..].starts_with('=') || equals > last || is_masked {
            return vec![];
        }
        let words = text[equals..last].match_indices("in").map(|(place, _)| equals + place);
        words.filter(|&place| is_relation_at(text, place)).collect()
    }

    /// Writes `for (var name = value;; object)` for the head of a loop whose `in` is at `place`.
    pub(super) fn hide_for_in(&mut self, text: &mut String, place: usize) {
        text.replace_range(place..place + "in".len(), ";;");
        self.for_ins.insert(place as u32);
        self.pending.insert(place as u32, false);
    }

    /// Whether the semicolons at byte `at` of the head of a loop are `in`.
    pub(super) fn is_for_in(&self, at: u32) -> bool {
        self.for_ins.contains(&at)
    }

    /// Writes `$q` for the `#q` at byte `at`, which the parser of the tree does not take for the operand of `yield`. The
    /// checker has read the name itself, so it needs no leave.
    pub(super) fn hide_private(&mut self, text: &str, at: usize) -> Option<String> {
        let name = text.get(at..)?.strip_prefix('#')?;
        let is_operand = name.starts_with(|c| is_word_char(c) || c == '\\') && text[..at].trim_end().ends_with("yield");
        is_operand.then(|| {
            self.privates.insert(at as u32);
            format!("{}${name}", &text[..at])
        })
    }

    /// Whether the name at byte `at` is a private one.
    pub(super) fn is_private(&self, at: u32) -> bool {
        self.privates.contains(&at)
    }

    /// Writes `<=` for the `in` of `import("m") in o` at the `places` where the parser of the tree wants another operand.
    pub(super) fn hide_relations(&mut self, text: &str, places: impl Iterator<Item = usize>) -> Option<String> {
        let mut hidden = Cow::Borrowed(text);
        for place in places.filter(|&place| text.get(place..).is_some() && is_relation_at(text, place)) {
            // Behind the variable `using` it is taken for the name that is declared.
            if text[..place].trim_end().ends_with("using") {
                continue;
            }
            hidden.to_mut().replace_range(place..place + "in".len(), "<=");
            self.relations.insert(place as u32);
        }
        changed(hidden)
    }

    /// Writes `const` for the last `using` or `await using` at the head of a `for` before byte `at`, which the parser of
    /// the tree knows before `of` only.
    pub(super) fn hide_using_head(&mut self, text: &str, at: usize) -> Option<String> {
        let at = (at..=text.len()).find(|&at| text.is_char_boundary(at))?;
        let is_word = |start: usize, word: &str| text[start..].starts_with(word) && is_word_at(text, start, word);
        let (start, _) = text[..at].rmatch_indices("for").find(|&(start, _)| is_word(start, "for"))?;
        let open = skip_trivia(text, start + "for".len());
        text[open..].strip_prefix('(')?;
        let head = skip_trivia(text, open + 1);
        let is_await = is_word(head, "await");
        let using = if is_await { skip_trivia(text, head + "await".len()) } else { head };
        let name = skip_trivia(text, using + "using".len());
        let is_using = is_word(using, "using") && !self.using_heads.contains_key(&(head as u32));
        let (end, _) = word_at(text, name).filter(|_| is_using)?;
        text[skip_trivia(text, end)..].strip_prefix('=')?;
        let mut hidden = text.to_owned();
        hidden.replace_range(using..using + 5, "     ");
        hidden.replace_range(head..head + 5, "const");
        self.using_heads.insert(head as u32, is_await);
        self.pending.insert(head as u32, true);
        Some(hidden)
    }

    /// Whether the `const` at byte `at` is `using`, true for `await using`.
    pub(super) fn using_head(&mut self, at: u32) -> Option<bool> {
        let is_await = self.using_heads.get(&at).copied()?;
        self.pending.remove(&at);
        Some(is_await)
    }

    /// Makes every string `"use strict"` in `text` one that is no directive. The checker knows which of them are.
    pub(super) fn hide_directives(&mut self, text: &str) -> Option<String> {
        const DIRECTIVE: &str = "use strict";
        let masked = ["_", "+", "-", ".", "*"].iter().map(|joint| DIRECTIVE.replace(' ', joint));
        let stand_in = masked.into_iter().find(|masked| !text.contains(masked.as_str()))?;
        let hidden = text.replace(DIRECTIVE, &stand_in);
        self.stand_ins.push((stand_in, DIRECTIVE));
        (hidden != text).then_some(hidden)
    }
}

/// `text`, or what it stands for.
pub(super) fn original<'t>(stand_ins: &[(String, &'static str)], text: &'t str) -> &'t str {
    stand_ins.iter().find(|(stand_in, _)| stand_in == text).map_or(text, |&(_, original)| original)
}

/// A text as the checker reads it by one grammar.
pub(super) struct Reading<'t> {
    /// The text, or its mask.
    pub(super) text: Cow<'t, str>,
    /// What `text` hides.
    pub(super) masks: Masks,
    /// What the checker says of `text`; `None` where the check itself failed.
    pub(super) check: Option<Check>,
    /// What it says of the text without the mask.
    pub(super) errors: Vec<Diagnostic>,
}

impl<'t> Reading<'t> {
    /// Reads `text`, through a mask where that helps.
    pub(super) fn new(text: &'t str, grammar: Grammar, jsx: bool) -> Self {
        let check = check(text, grammar, jsx);
        let errors = check.as_ref().map(|check| check.errors.clone()).unwrap_or_default();
        let mut reading = Self { text: Cow::Borrowed(text), masks: Masks::default(), check, errors };
        if !reading.errors.is_empty()
            && let Some((masked, masks, check)) = masked(text, &reading.errors, grammar, jsx)
        {
            (reading.text, reading.masks, reading.check) = (Cow::Owned(masked), masks, Some(check));
        }
        let parameters = reading.check.as_mut().map(|check| std::mem::take(&mut check.let_parameters));
        for parameter in parameters.unwrap_or_default() {
            reading.masks.hide_word(reading.text.to_mut(), parameter, "let");
        }
        reading
    }
}

/// A mask of `text` in which the checker finds no error, but perhaps what [`may_be_none`].
fn masked(text: &str, errors: &[Diagnostic], grammar: Grammar, jsx: bool) -> Option<(String, Masks, Check)> {
    let (mut masked, mut masks) = (text.to_owned(), Masks::default());
    let blocking = |errors: &[Diagnostic]| {
        let first = errors.iter().find(|error| !may_be_none(error))?;
        // Of a keyword with escapes the checker says so first, and then what it has against the keyword.
        let mut same = errors.iter().filter(|error| error.span.start == first.span.start);
        Some(same.find(|error| error.message.contains(OUTSIDE_OF_GENERATOR)).unwrap_or(first).clone())
    };
    let mut error = blocking(errors)?;
    for _ in 0..MOST_MASKS {
        let reached = error.span.start;
        let is_further = |check: &Check| blocking(&check.errors).is_none_or(|next| next.span.start > reached);
        // Each way gives a text, its masks and what the checker says of it.
        let (mut next, mut tried) = (masked.clone(), masks.clone());
        let known = if tried.hide(&mut next, &error) {
            let check = check(&next, grammar, jsx)?;
            Some((next, tried, check))
        } else {
            None
        };
        let known_is_further = known.as_ref().is_some_and(|(_, _, check)| is_further(check));
        // One of the words before may be a name where the checker sees a keyword.
        let names = if known_is_further { vec![] } else { names_before(&masked, reached as usize) };
        let renamed = names.into_iter().find_map(|(span, word)| {
            let (mut next, mut tried) = (masked.clone(), masks.clone());
            tried.hide_word(&mut next, span, word);
            let check = check(&next, grammar, jsx)?;
            is_further(&check).then_some((next, tried, check))
        });
        let check;
        (masked, masks, check) = renamed.or(known)?;
        let Some(next) = blocking(&check.errors) else {
            masks.restore(&mut masked);
            return Some((masked, masks, check));
        };
        error = next;
    }
    None
}

/// The `<!--` and `-->` that begin comments of scripts written as `//`: the parser takes such a comment for a part of
/// the token behind it.
pub(super) fn hide_html_comments<'t>(text: &'t str, check: Option<&Check>) -> Cow<'t, str> {
    let comments = check.map(|check| &check.comments[..]).unwrap_or_default();
    let is_html = |at: usize| text.get(at..).is_some_and(|rest| rest.starts_with("<!--") || rest.starts_with("-->"));
    let lines = comments.iter().filter(|comment| comment.kind == CommentKind::Line);
    let marks = lines.map(|comment| comment.span.start as usize).filter(|&start| is_html(start));
    let mut hidden = Cow::Borrowed(text);
    for mark in marks {
        hidden.to_mut().replace_range(mark..mark + 2, "//");
    }
    hidden
}

/// Writes what the parser of the tree understands at the `places` where it read a module wrongly: `++` for the `--` of
/// `<!--`, which is no comment there (`a<!--b` is `a < !(--b)`), and spaces between an `await` and its operand, which
/// may stand on the next line.
pub(super) fn hide_from_modules(text: &str, places: impl Iterator<Item = usize>) -> Option<String> {
    let mut hidden = Cow::Borrowed(text);
    for place in places {
        let rest = text.get(place..).unwrap_or_default();
        if rest.starts_with("<!--") {
            hidden.to_mut().replace_range(place + 2..place + 4, "++");
        } else if rest.starts_with("await") {
            let (start, end) = (place + "await".len(), skip_trivia(text, place + "await".len()));
            if text[start..end].contains(|c: char| c != ' ') {
                hidden.to_mut().replace_range(start..end, &" ".repeat(end - start));
            }
        }
    }
    changed(hidden)
}

fn changed(text: Cow<'_, str>) -> Option<String> {
    match text {
        Cow::Borrowed(_) => None,
        Cow::Owned(text) => Some(text),
    }
}

/// Writes one escape for the two halves of a character in the string at `span`, at least one of them in braces: what is
/// `"\u{d83d}\u{de00}"` for the language holds lone surrogates for the checker. False where there is none.
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
