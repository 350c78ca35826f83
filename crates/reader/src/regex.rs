//! The early errors of a regular expression: whether its pattern and flags are those of ECMAScript.
//!
//! Entering: the pattern and the flags of a literal. Leaving: the first error, placed in bytes of the pattern, or nothing
//! if every conforming engine compiles it (ECMA-262 2025, `Pattern` in 22.2.1 and its early errors, with Annex B.1.2
//! where neither `u` nor `v` is set). The grammar is read from left to right without recursion, in linear time but for
//! the look-ups of names that occur twice, which take the logarithm of the depth.
//!
//! `pattern` reads alternatives, groups and quantifiers, `escape` what a backslash begins, `class` and `set_class` what
//! brackets hold, without and with `v`, `groups` the names, `property` what `\p{…}` may name.

mod class;
mod escape;
mod groups;
mod pattern;
mod property;
mod set_class;
#[cfg(test)]
mod tests;
mod units;

use std::ops::Range;

/// What is wrong with a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegexError {
    /// Where, in bytes of the pattern.
    pub place: Range<usize>,
    /// What stands there, and what may.
    pub message: String,
}

/// The first error of the regular expression `/pattern/flags`.
///
/// # Errors
///
/// The flags are fine only where each of `d g i m s u v y` occurs at most once and `u` and `v` do not meet; their error is
/// placed behind the pattern.
pub fn check_regex(pattern: &str, flags: &str) -> Result<(), RegexError> {
    if !are_flags(flags) {
        let place = pattern.len()..pattern.len();
        return Err(RegexError { place, message: format!("`{flags}` are no flags of a regular expression") });
    }
    let is_unicode = flags.contains(['u', 'v']);
    pattern::Pattern::new(pattern, is_unicode, flags.contains('v')).check()
}

/// Whether `flags` are those of one regular expression.
pub(crate) fn are_flags(flags: &str) -> bool {
    let is_once = |(at, flag): (usize, char)| "dgimsuvy".contains(flag) && !flags[at + 1..].contains(flag);
    flags.is_ascii() && flags.char_indices().all(is_once) && !(flags.contains('u') && flags.contains('v'))
}
