//! Alternatives, groups, assertions and quantifiers of a pattern.

use super::RegexError;
use super::groups::Groups;
use super::units::Units;

/// A pattern that is being read.
pub(super) struct Pattern {
    pub(super) units: Units,
    /// `u` or `v` is set: Annex B does not apply.
    pub(super) is_unicode: bool,
    /// `v` is set: classes are sets.
    pub(super) has_sets: bool,
    /// A group has a name, so that `\k` refers to one.
    pub(super) has_names: bool,
    pub(super) groups: Groups,
    open: Vec<OpenGroup>,
}

/// A group that is not closed yet.
struct OpenGroup {
    /// Where its parenthesis stands.
    start: usize,
    kind: GroupKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum GroupKind {
    Plain,
    Lookahead,
    Lookbehind,
}

impl Pattern {
    pub(super) fn new(pattern: &str, is_unicode: bool, has_sets: bool) -> Self {
        Self {
            units: Units::new(pattern, is_unicode),
            is_unicode,
            has_sets,
            has_names: is_unicode || has_named_group(pattern),
            groups: Groups::default(),
            open: vec![],
        }
    }

    pub(super) fn check(mut self) -> Result<(), RegexError> {
        self.groups.open(0);
        while self.units.peek().is_some() {
            self.read_term()?;
        }
        if let Some(group) = self.open.last() {
            return self.units.error(group.start, "this group is never closed: `)` is missing");
        }
        self.groups.check_references(&self.units)
    }

    /// Reads one term, or one of the tokens between terms.
    fn read_term(&mut self) -> Result<(), RegexError> {
        let start = self.units.position();
        let Some(unit) = self.units.next() else { return Ok(()) };
        match u8::try_from(unit).unwrap_or(0) {
            b'|' => {
                self.groups.next_alternative(self.units.position());
                Ok(())
            }
            b'^' | b'$' => Ok(()),
            b'(' => self.open_group(start),
            b')' => self.close_group(start),
            b'\\' => {
                if self.read_atom_escape(start)? {
                    self.read_quantifier()?;
                }
                Ok(())
            }
            b'[' => {
                if self.has_sets {
                    self.read_set_class(start)?;
                } else {
                    self.read_class(start)?;
                }
                self.read_quantifier()
            }
            b'*' | b'+' | b'?' => self.units.error(start, "nothing stands before this quantifier that it could repeat"),
            b'{' => {
                self.units.go_to(start);
                if self.eat_braced_quantifier()? {
                    return self.units.error(start, "nothing stands before this quantifier that it could repeat");
                }
                self.units.next();
                self.read_bracket(start, '{')
            }
            b'}' => self.read_bracket(start, '}'),
            b']' => self.read_bracket(start, ']'),
            b'\n' | b'\r' => self.units.error(start, "a line ends within the regular expression"),
            _ if matches!(unit, 0x2028 | 0x2029) => {
                self.units.error(start, "a line ends within the regular expression")
            }
            _ => self.read_quantifier(),
        }
    }

    /// A bracket that stands for itself, which unicode patterns do not have.
    fn read_bracket(&mut self, start: usize, bracket: char) -> Result<(), RegexError> {
        if self.is_unicode {
            return self.units.error(start, format!("`{bracket}` stands alone; type `\\{bracket}` for the character"));
        }
        self.read_quantifier()
    }

    fn open_group(&mut self, start: usize) -> Result<(), RegexError> {
        let kind = if self.units.eat("?=") || self.units.eat("?!") {
            GroupKind::Lookahead
        } else if self.units.eat("?<=") || self.units.eat("?<!") {
            GroupKind::Lookbehind
        } else if self.units.eat("?<") {
            let name = self.read_group_name(start)?;
            self.groups.capture();
            self.groups.declare(name, start, &self.units)?;
            GroupKind::Plain
        } else if self.units.eat("?") {
            self.read_modifiers(start)?;
            GroupKind::Plain
        } else {
            self.groups.capture();
            GroupKind::Plain
        };
        self.groups.open(self.units.position());
        self.open.push(OpenGroup { start, kind });
        Ok(())
    }

    /// The rest of `(?:`, `(?i:` or `(?i-m:` (ECMA-262 2025, 22.2.1.1).
    fn read_modifiers(&mut self, start: usize) -> Result<(), RegexError> {
        let mut seen = vec![];
        let mut has_minus = false;
        loop {
            match self.units.next().and_then(|unit| u8::try_from(unit).ok()) {
                Some(b':') if has_minus && seen.is_empty() => {
                    return self.units.error(start, "neither side of `-` has a modifier");
                }
                Some(b':') => return Ok(()),
                Some(b'-') if !has_minus => has_minus = true,
                Some(flag @ (b'i' | b'm' | b's')) if !seen.contains(&flag) => seen.push(flag),
                _ => return self.units.error(start, "no group begins like this"),
            }
        }
    }

    fn close_group(&mut self, start: usize) -> Result<(), RegexError> {
        let Some(group) = self.open.pop() else {
            return self.units.error(start, "this `)` closes no group; type `\\)` for the character");
        };
        self.groups.close();
        match group.kind {
            GroupKind::Plain => self.read_quantifier(),
            GroupKind::Lookahead if !self.is_unicode => self.read_quantifier(),
            GroupKind::Lookahead | GroupKind::Lookbehind => Ok(()),
        }
    }

    /// Passes the quantifier of an atom, if there is one.
    fn read_quantifier(&mut self) -> Result<(), RegexError> {
        let start = self.units.position();
        let is_quantified = match self.units.peek_ascii() {
            b'*' | b'+' | b'?' => self.units.next().is_some(),
            b'{' => {
                let is_braced = self.eat_braced_quantifier()?;
                if !is_braced && self.is_unicode {
                    self.units.next();
                    return self.units.error(start, "`{` begins no quantifier; type `\\{` for the character");
                }
                is_braced
            }
            _ => false,
        };
        if is_quantified {
            self.units.eat("?");
        }
        Ok(())
    }

    /// Passes `{2}`, `{2,}` or `{2,3}`; stays where it is before anything else.
    fn eat_braced_quantifier(&mut self) -> Result<bool, RegexError> {
        let start = self.units.position();
        self.units.eat("{");
        let least = self.units.eat_digits();
        let has_comma = self.units.eat(",");
        let most = if has_comma { self.units.eat_digits() } else { String::new() };
        if least.is_empty() || !self.units.eat("}") {
            self.units.go_to(start);
            return Ok(false);
        }
        if !most.is_empty() && is_greater(&least, &most) {
            return self.units.error(start, "the numbers of this quantifier are out of order");
        }
        Ok(true)
    }
}

/// Whether the decimal number `a` is greater than `b`; both may be of any length.
fn is_greater(a: &str, b: &str) -> bool {
    let (a, b) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
    (a.len(), a) > (b.len(), b)
}

/// Whether a group of `pattern`, which has neither `u` nor `v`, has a name.
fn has_named_group(pattern: &str) -> bool {
    let bytes = pattern.as_bytes();
    let (mut at, mut in_class) = (0, false);
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'[' => in_class = true,
            b']' => in_class = false,
            b'(' if !in_class => {
                let rest = &bytes[at + 1..];
                if rest.starts_with(b"?<") && !matches!(rest.get(2), Some(b'=' | b'!')) {
                    return true;
                }
            }
            _ => {}
        }
        at += 1;
    }
    false
}
