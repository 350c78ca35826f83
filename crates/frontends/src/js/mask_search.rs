//! Finds the masks that a text needs.
//!
//! Entering: a text, and what the parser says of it. Leaving: the masks through which it finds no error, if there are
//! such. A mask is tried only for a place where the parser failed, and kept where it comes further. Where no known mask
//! helps, the words before the error are tried as names, nearest first.
//!
//! A text that needs one mask may need thousands of its kind. So all errors of that kind are masked together, and of
//! errors that end the parse, so that it says one at a time, the like of the first are guessed (`mask_guess`). First all
//! of them are kept, in the hope that the next error is another matter. Where that leads nowhere the search begins anew
//! and keeps those that the parser went past. What a guess does not help is taken back in the end.

use super::early::{Check, check, parse_checked};
use super::mask::{Mask, Masks};
use super::mask_error::{ends_parse, first_blocking, is_further, mask_for, names_for};
use super::mask_guess::{Places, further_places};
use super::parse::Grammar;
use oxc_allocator::Allocator;
use sx_base::Diagnostic;

/// How much of one file may be parsed anew for masks before it counts as wrong, in bytes: each try costs a parse as far
/// as the next place that needs a mask, and copies of the text, which are cheaper by this factor.
const MOST_PARSED: usize = 64 << 20;
const COPIES_IN_A_PARSE: usize = 16;

/// A text through some masks.
#[derive(Clone)]
struct Masked {
    text: String,
    masks: Masks,
    /// Those that no error called for, and the one that each of these looks like: that may be a guess as well.
    guesses: Vec<Mask>,
}

struct Search<'t> {
    text: &'t str,
    grammar: Grammar,
    jsx: bool,
    /// Guesses are kept though the parser did not go past them.
    keeps_all: bool,
    has_guessed: bool,
    /// What was spent of [`MOST_PARSED`].
    parsed: usize,
    /// How many guesses are tried together.
    most_guesses: usize,
}

/// A mask of `text` in which the parser finds no error, but perhaps what
/// [`may_be_none`](super::early::may_be_none).
pub(super) fn masked(text: &str, errors: &[Diagnostic], grammar: Grammar, jsx: bool) -> Option<(String, Masks)> {
    let mut search =
        Search { text, grammar, jsx, keeps_all: true, has_guessed: false, parsed: 0, most_guesses: usize::MAX };
    let mut found = search.run(errors.to_vec());
    if found.is_none() && search.has_guessed {
        search = Search { keeps_all: false, parsed: 0, most_guesses: usize::MAX, ..search };
        found = search.run(errors.to_vec());
    }
    found.map(|found| (found.text, found.masks))
}

impl Search<'_> {
    /// Masks what the parser says, `errors` first, until there is no more of it.
    fn run(&mut self, mut errors: Vec<Diagnostic>) -> Option<Masked> {
        let mut state = Masked { text: self.text.to_owned(), masks: Masks::default(), guesses: vec![] };
        loop {
            while let Some(error) = first_blocking(&errors) {
                let check;
                (state, check) = self.step(&state, &errors, error)?;
                errors = check.errors;
            }
            if state.guesses.is_empty() || !self.take_back(&mut state)? {
                return Some(state);
            }
            // No mask was needed there. If that makes an error all the same it is looked at by itself.
            self.most_guesses = 0;
            errors = self.check(&state.text)?.errors;
        }
    }

    /// What the parser says of `text`. `None` where too much was parsed.
    fn check(&mut self, text: &str) -> Option<Check> {
        if self.parsed >= MOST_PARSED {
            return None;
        }
        let check = check(text, self.grammar, self.jsx)?;
        let reached = first_blocking(&check.errors).map_or(text.len(), |error| error.span.start as usize);
        self.parsed += reached + text.len() / COPIES_IN_A_PARSE;
        Some(check)
    }

    /// `state` with masks that take the parser further than to `error`, the first of `errors` that masks may help against.
    fn step(&mut self, state: &Masked, errors: &[Diagnostic], error: &Diagnostic) -> Option<(Masked, Check)> {
        let known = mask_for(&state.text, error);
        if let Some(mask) = known
            && let Some(next) = self.step_with(state, errors, error, mask)
        {
            return Some(next);
        }
        let names = names_for(&state.text, error);
        names.into_iter().find_map(|mask| self.step_with(state, errors, error, mask))
    }

    /// The same with `mask` and its like.
    fn step_with(
        &mut self,
        state: &Masked,
        errors: &[Diagnostic],
        error: &Diagnostic,
        mask: Mask,
    ) -> Option<(Masked, Check)> {
        let mut alone = state.clone();
        if !alone.masks.hide(&mut alone.text, &mask) {
            return None;
        }
        let mut reported = alone.clone();
        let (mut has_more, mut called_for) = (false, vec![mask]);
        for other in errors.iter().filter(|other| other.span != error.span && !ends_parse(other)) {
            if let Some(like) = mask_for(&reported.text, other).filter(|like| like.is_like(&mask))
                && reported.masks.hide(&mut reported.text, &like)
            {
                has_more = true;
                called_for.push(like);
            }
        }
        let guesses = further_places(self.text, &reported.text, &mask, self.most_guesses);
        self.parsed += self.text.len();
        self.has_guessed |= !guesses.is_empty();
        if !guesses.is_empty()
            && let Some(next) = self.with_guesses(&reported, error, &called_for, &guesses)
        {
            return Some(next);
        }
        if has_more {
            reported.guesses.extend(called_for);
            if let Some(next) = self.if_further(reported, error) {
                return Some(next);
            }
        }
        self.if_further(alone, error)
    }

    fn if_further(&mut self, state: Masked, error: &Diagnostic) -> Option<(Masked, Check)> {
        let check = self.check(&state.text)?;
        is_further(&state.text, error, first_blocking(&check.errors)).then_some((state, check))
    }

    /// `state`, which has the masks that were `called_for`, with as many of `guesses` as take the parser further.
    fn with_guesses(
        &mut self,
        state: &Masked,
        error: &Diagnostic,
        called_for: &[Mask],
        guesses: &[Mask],
    ) -> Option<(Masked, Check)> {
        let guess = |guesses: &[Mask]| {
            let mut next = state.clone();
            next.guesses.extend(called_for);
            for mask in guesses {
                if next.masks.hide(&mut next.text, mask) {
                    next.guesses.push(*mask);
                }
            }
            next
        };
        let (next, check) = self.if_further(guess(guesses), error)?;
        let Some(stopped) = first_blocking(&check.errors).filter(|_| !self.keeps_all) else {
            return Some((next, check));
        };
        // The last guess before an error may have made it; what is behind it the parser has not seen.
        let seen = guesses.iter().take_while(|mask| mask.place() < stopped.span.start).count();
        let kept = seen.saturating_sub(1);
        self.most_guesses = (2 * kept).max(1);
        if kept == 0 {
            return None;
        }
        self.if_further(guess(&guesses[..kept]), error)
    }

    /// Takes back the guesses that the tree has no place for: words in strings, names of properties. False if there were
    /// none.
    fn take_back(&mut self, state: &mut Masked) -> Option<bool> {
        self.parsed += state.text.len();
        let allocator = Allocator::new();
        let text = state.text.clone();
        let (Some(program), _) = parse_checked(&allocator, &text, self.grammar, self.jsx)? else { return None };
        let places = Places::of(&program, &text);
        let guesses = std::mem::take(&mut state.guesses);
        let mut is_changed = false;
        for mask in guesses.iter().filter(|mask| !places.have(mask)) {
            state.masks.restore(&mut state.text, self.text, mask);
            is_changed = true;
        }
        Some(is_changed)
    }
}
