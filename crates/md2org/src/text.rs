//! The author's text, character by character: what Org would misread and what helps.
//!
//! Entering: a stretch of the flat text. Leaving: the next byte that needs help. Bytes that can never matter are passed
//! over by a table.

use crate::inline::Marker;
use crate::org;
use crate::write::{Needs, Place, Setting};

/// What helps where Org would misread a byte.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Action {
    /// This instead of the byte.
    Replace(&'static str),
    /// A zero-width space behind it.
    SpaceAfter,
    /// A zero-width space before it.
    SpaceBefore,
    /// One on either side.
    SpaceAround,
}

/// Bytes that can matter.
const IS_SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = b"*/_+=~^-.[]<{@\\$:|";
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
};

/// Where in the paragraph the last mark of a kind stands that could close something; found when first asked for.
#[derive(Clone, Copy)]
enum Last {
    Unknown,
    Known(Option<usize>),
}

pub(crate) struct Text<'t> {
    pub(crate) flat: &'t str,
    place: Place,
    needs: &'t mut Needs,
    /// For `*/_+=~`.
    closers: [Last; 6],
    brackets: Last,
    dollars: Last,
    /// Whether this is the description of a link.
    pub(crate) in_description: bool,
    /// Where the latest description starts in the flat text.
    pub(crate) description_start: usize,
    /// A byte at the start of a line that must be an entity.
    pub(crate) forced: Option<usize>,
}

impl<'t> Text<'t> {
    pub(crate) fn new(flat: &'t str, place: Place, needs: &'t mut Needs) -> Self {
        Self {
            flat,
            place,
            needs,
            closers: [Last::Unknown; 6],
            brackets: Last::Unknown,
            dollars: Last::Unknown,
            in_description: false,
            description_start: 0,
            forced: None,
        }
    }

    /// The next byte in `from..end` that needs help. `copied` is where the text that is not written yet starts,
    /// `previous` what is written before it; `next_is_close` tells whether a mark that closes follows `end`.
    pub(crate) fn find_next(
        &mut self,
        copied: usize,
        from: usize,
        end: usize,
        previous: Option<char>,
        next_is_close: bool,
        open: [u8; 4],
    ) -> Option<(usize, Action)> {
        let bytes = self.flat.as_bytes();
        let mut at = from;
        while at < end {
            let byte = bytes[at];
            if !IS_SPECIAL[byte as usize] {
                at += 1;
                continue;
            }
            let before = if at == copied { previous } else { self.flat[copied..at].chars().next_back() };
            let ends_content = next_is_close && at + 1 == end;
            if let Some(action) = self.judge(byte, at, before, ends_content, open) {
                return Some((at, action));
            }
            at += 1;
        }
        None
    }

    fn judge(
        &mut self,
        byte: u8,
        at: usize,
        before: Option<char>,
        ends_content: bool,
        open: [u8; 4],
    ) -> Option<Action> {
        let bytes = self.flat.as_bytes();
        let next = bytes.get(at + 1).copied();
        match byte {
            b'/' | b'*' | b'+' | b'=' | b'~' => self.mark(byte, at, before, ends_content, open),
            b'_' => self.underscore(at, before, ends_content, open),
            b'^' => self.script(at, before),
            b'-' => {
                self.needs.no_special_strings |= next == Some(b'-');
                None
            }
            b'.' => {
                self.needs.no_special_strings |= next == Some(b'.') && bytes.get(at + 2) == Some(&b'.');
                None
            }
            b'[' => self.bracket(at, before),
            b']' => {
                let is_last = next == Some(b']');
                (self.in_description && is_last).then_some(Action::SpaceAfter)
            }
            b'<' => self.angle(at),
            b'{' => {
                let starts_macro =
                    bytes[at..].starts_with(b"{{{") && bytes.get(at + 3).is_some_and(u8::is_ascii_alphabetic);
                starts_macro.then_some(Action::SpaceAfter)
            }
            b'@' => {
                let name = bytes[at + 1..].strip_prefix(b"@")?;
                let len = name.iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'-').count();
                (len > 0 && name.get(len) == Some(&b':')).then_some(Action::SpaceAfter)
            }
            b'\\' => self.backslash(at, before),
            b'$' => self.dollar(at, before),
            b':' => self.colon(at, before),
            b'|' => self.pipe(at),
            _ => None,
        }
    }

    /// One of `*/+=~_` where Org could see emphasis.
    fn mark(&mut self, byte: u8, at: usize, before: Option<char>, ends_content: bool, open: [u8; 4]) -> Option<Action> {
        if self.forced == Some(at) {
            self.forced = None;
            return Some(Action::Replace("\\plus{}"));
        }
        let next = self.flat[at + 1..].chars().next();
        // What follows may be protected by a space before it, which is one more thing that may follow.
        let is_followed = ends_content || next.is_none_or(|c| may_follow_once_written(c) || matches!(c, '*' | '_'));
        let closes = before.is_some_and(|c| !org::is_space(c)) && is_followed;
        let is_open = Marker::ALL.iter().any(|marker| marker.byte() == byte && open[*marker as usize] > 0);
        let opens = before.is_none_or(org::could_precede)
            && !ends_content
            && next.is_some_and(|c| !org::is_space(c))
            && self.last_closer(byte).is_some_and(|last| last > at + 1);
        if !(is_open && closes || opens) {
            return None;
        }
        Some(match byte {
            b'/' => Action::Replace("\\slash{}"),
            b'+' => Action::Replace("\\plus{}"),
            // A space behind a mark lets it close what is open, one before it lets it open something.
            _ if is_open && before.is_some() && next.is_some_and(|c| !org::is_space(c)) => Action::SpaceAround,
            _ if is_open && closes => Action::SpaceBefore,
            _ => Action::SpaceAfter,
        })
    }

    /// Where the last byte stands that could end emphasis with `mark`. Asked for often, searched for once.
    fn last_closer(&mut self, mark: u8) -> Option<usize> {
        let slot = memchr::memchr(mark, b"*/_+=~").expect("invariant: only marks of emphasis are asked for");
        if let Last::Known(last) = self.closers[slot] {
            return last;
        }
        let bytes = self.flat.as_bytes();
        let last = memchr::memrchr_iter(mark, bytes).find(|&at| {
            at > 0
                && !bytes[at - 1].is_ascii_whitespace()
                && self.flat[at + 1..].chars().next().is_none_or(|c| {
                    may_follow_once_written(c) || matches!(c, '*' | '_' | '~' | '=' | ']') || mark == b'_' && c == '{'
                })
        });
        self.closers[slot] = Last::Known(last);
        last
    }

    fn underscore(&mut self, at: usize, before: Option<char>, ends_content: bool, open: [u8; 4]) -> Option<Action> {
        if self.starts_call(at) {
            return Some(Action::SpaceAround);
        }
        self.mark(b'_', at, before, ends_content, open).or_else(|| self.script(at, before))
    }

    /// `a_b` and `a^b`: with `^:{}` only braces make a script of it.
    fn script(&mut self, at: usize, before: Option<char>) -> Option<Action> {
        let next = self.flat[at + 1..].chars().next()?;
        if before.is_none_or(char::is_whitespace) {
            return None;
        }
        if next == '{' {
            return Some(Action::SpaceAfter);
        }
        if self.flat.as_bytes()[at] == b'^' && matches!(before, Some('_' | '^')) && next.is_alphanumeric() {
            // Emacs reads `_^1` as a superscript and writes it as `__1`.
            return Some(Action::SpaceBefore);
        }
        self.needs.no_scripts |= next.is_alphanumeric() || matches!(next, '-' | '(' | '*' | '+' | '.' | ',' | '\\');
        None
    }

    /// `src_lang{…}`, `src_lang[…]`, `call_name(…)`.
    fn starts_call(&self, at: usize) -> bool {
        const LONGEST: usize = 64;
        let before = &self.flat[..at];
        let openers: &[u8] = if before.ends_with("src") {
            b"{["
        } else if before.ends_with("call") {
            b"(["
        } else {
            return false;
        };
        let rest = &self.flat.as_bytes()[at + 1..];
        let len = rest.iter().take(LONGEST).take_while(|b| !b.is_ascii_whitespace() && !openers.contains(b)).count();
        len > 0 && (len == LONGEST || rest.get(len).is_some_and(|b| openers.contains(b)))
    }

    fn bracket(&mut self, at: usize, before: Option<char>) -> Option<Action> {
        let rest = &self.flat.as_bytes()[at + 1..];
        let first = *rest.first()?;
        let is_object = match first {
            b'[' => self.has_double_bracket_after(at),
            b'f' => rest.starts_with(b"fn:"),
            b'c' => rest.starts_with(b"cite:") || rest.starts_with(b"cite/"),
            b'0'..=b'9' | b'%' | b'/' => is_cookie(rest) || is_date(rest),
            b'@' => before.is_none() && self.place.setting == Setting::Item,
            _ => false,
        };
        is_object.then_some(Action::SpaceAfter)
    }

    fn has_double_bracket_after(&mut self, at: usize) -> bool {
        let last = match self.brackets {
            Last::Known(last) => last,
            Last::Unknown => memchr::memmem::rfind(self.flat.as_bytes(), b"]]"),
        };
        self.brackets = Last::Known(last);
        last.is_some_and(|last| last > at)
    }

    fn angle(&self, at: usize) -> Option<Action> {
        let rest = &self.flat.as_bytes()[at + 1..];
        let first = *rest.first()?;
        let is_object = match first {
            b'<' => rest.get(1).is_some_and(|b| !b.is_ascii_whitespace()),
            b'0'..=b'9' => is_date(rest) || (self.place.setting == Setting::Cell && at == 0),
            b'%' => rest.starts_with(b"%%("),
            b'l' | b'r' | b'c' if self.place.setting == Setting::Cell && at == 0 => true,
            b'a'..=b'z' => {
                let len = rest
                    .iter()
                    .take(16)
                    .take_while(|b| b.is_ascii_lowercase() || matches!(b, b'+' | b'0'..=b'9'))
                    .count();
                rest.get(len) == Some(&b':') && org::is_link_type(&self.flat[at + 1..=at + len])
            }
            _ => false,
        };
        is_object.then_some(Action::Replace("\\lt{}"))
    }

    fn backslash(&mut self, at: usize, before: Option<char>) -> Option<Action> {
        let bytes = self.flat.as_bytes();
        match bytes.get(at + 1).copied() {
            // Pandoc reads more letters than Emacs.
            Some(b'a'..=b'z' | b'A'..=b'Z' | b'(' | b'[' | 128..) => Some(Action::SpaceAfter),
            Some(b'_') if bytes.get(at + 2) == Some(&b' ') => Some(Action::SpaceAfter),
            Some(b'-') => {
                self.needs.no_special_strings = true;
                None
            }
            // The second of two at the end of a line.
            None | Some(b'\n') if before == Some('\\') => Some(Action::SpaceAfter),
            Some(_) | None => None,
        }
    }

    /// `$x$` and `$$x$$`, by the rules of `org-element-latex-fragment-parser`.
    fn dollar(&mut self, at: usize, before: Option<char>) -> Option<Action> {
        let next = *self.flat.as_bytes().get(at + 1)?;
        let opens = next == b'$' || before != Some('$') && !matches!(next, b' ' | b'\t' | b'\n' | b',' | b'.' | b';');
        (opens && self.last_dollar().is_some_and(|last| last > at + 1)).then_some(Action::Replace("\\dollar{}"))
    }

    /// Where the last dollar sign stands that could end a formula.
    fn last_dollar(&mut self) -> Option<usize> {
        if let Last::Known(last) = self.dollars {
            return last;
        }
        let bytes = self.flat.as_bytes();
        let last = memchr::memrchr_iter(b'$', bytes).find(|&at| {
            at > 0
                && (bytes[at - 1] == b'$' || !matches!(bytes[at - 1], b' ' | b'\t' | b'\n' | b',' | b'.'))
                && bytes.get(at + 1).is_none_or(|b| !b.is_ascii_alphanumeric())
        });
        self.dollars = Last::Known(last);
        last
    }

    fn colon(&mut self, at: usize, before: Option<char>) -> Option<Action> {
        const COLON: Option<Action> = Some(Action::Replace("\\colon{}"));
        if self.forced == Some(at) {
            self.forced = None;
            return COLON;
        }
        let bytes = self.flat.as_bytes();
        if self.place.setting == Setting::Heading && before.is_none_or(char::is_whitespace) && is_tags(&self.flat[at..])
        {
            return COLON;
        }
        let next = *bytes.get(at + 1)?;
        if !before.is_some_and(|c| c.is_ascii_alphanumeric()) || matches!(next, b' ' | b'\t' | b'\n' | b')' | b'>') {
            return None;
        }
        let start =
            at - bytes[..at].iter().rev().take(12).take_while(|b| b.is_ascii_alphanumeric() || **b == b'+').count();
        // `+file:` is `file:` behind a plus sign, unless it is `file+sys:`.
        let after_plus = start + memchr::memrchr(b'+', &bytes[start..at]).map_or(0, |plus| plus + 1);
        let is_link = org::is_link_type(&self.flat[start..at]) || org::is_link_type(&self.flat[after_plus..at]);
        if self.in_description {
            // Org makes an image of a description that is the address of one.
            let is_whole =
                is_link && start == self.description_start && org::is_image(&self.flat[start..self.word_end(at)]);
            return if is_whole { COLON } else { None };
        }
        if is_link { COLON } else { None }
    }

    fn word_end(&self, at: usize) -> usize {
        self.flat[at..].find([' ', '\t', '\n', ']']).map_or(self.flat.len(), |len| at + len)
    }

    fn pipe(&mut self, at: usize) -> Option<Action> {
        let is_forced = self.forced == Some(at);
        if is_forced {
            self.forced = None;
        }
        (is_forced || self.place.setting == Setting::Cell).then_some(Action::Replace("\\vert{}"))
    }
}

/// What may follow a closing mark, or becomes an entity, which starts with a backslash.
fn may_follow_once_written(c: char) -> bool {
    org::could_follow(c) || matches!(c, '/' | '+' | '<' | '$' | '|')
}

/// `1/3]`, `50%]`, `/]`, `%]`.
fn is_cookie(rest: &[u8]) -> bool {
    let digits = |rest: &[u8]| rest.iter().take_while(|b| b.is_ascii_digit()).count();
    let first = digits(rest);
    match rest.get(first) {
        Some(b'%') => rest.get(first + 1) == Some(&b']'),
        Some(b'/') => {
            let second = digits(&rest[first + 1..]);
            rest.get(first + 1 + second) == Some(&b']')
        }
        Some(_) | None => false,
    }
}

/// `2020-01-01`.
fn is_date(rest: &[u8]) -> bool {
    rest.len() >= 10
        && rest[..10].iter().enumerate().all(|(at, b)| if at == 4 || at == 7 { *b == b'-' } else { b.is_ascii_digit() })
}

/// `:tag:other:` to the end of a headline.
fn is_tags(rest: &str) -> bool {
    let rest = rest.trim_end();
    rest.len() > 2
        && rest.ends_with(':')
        && rest.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '@' | '#' | '%' | ':'))
}
