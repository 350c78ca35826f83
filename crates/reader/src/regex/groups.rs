//! The groups of a pattern: how many capture, what their names are, and what refers to them.
//!
//! Two groups of one name must stand in different alternatives (ECMA-262 2025, `MightBothParticipate`). Of three that
//! follow each other, whatever holds both the first and the last holds the one between, so each is compared with the
//! one before it only.

use super::RegexError;
use super::pattern::Pattern;
use super::units::Units;
use rustc_hash::FxHashMap;
use sx_base::names::{is_id_continue, is_id_start};

/// What is known of the groups so far. Positions are those of [`Units`].
#[derive(Default)]
pub(super) struct Groups {
    captures: u64,
    /// The name of each named group, and where the last one of that name begins.
    names: FxHashMap<String, usize>,
    /// For each disjunction around, from the outermost on, where it begins and where its alternative of now does.
    around: Vec<(usize, usize)>,
    /// The numbers that escapes refer to, as digits, and the places of the escapes.
    numbers: Vec<(String, usize, usize)>,
    /// The same for names.
    references: Vec<(String, usize, usize)>,
}

impl Groups {
    /// Begins a disjunction.
    pub(super) fn open(&mut self, position: usize) {
        self.around.push((position, position));
    }

    /// Begins the next alternative.
    pub(super) fn next_alternative(&mut self, position: usize) {
        if let Some((_, alternative)) = self.around.last_mut() {
            *alternative = position;
        }
    }

    /// Ends a disjunction.
    pub(super) fn close(&mut self) {
        self.around.pop();
    }

    /// Counts a group that captures.
    pub(super) fn capture(&mut self) {
        self.captures += 1;
    }

    /// Names the group that begins at `start`.
    pub(super) fn declare(&mut self, name: String, start: usize, units: &Units) -> Result<(), RegexError> {
        let Some(before) = self.names.get_mut(&name) else {
            self.names.insert(name, start);
            return Ok(());
        };
        let innermost = self.around.partition_point(|&(begin, _)| begin <= *before) - 1;
        if self.around[innermost].1 <= *before {
            return units.error(start, format!("another group that can match together with this is called `{name}`"));
        }
        *before = start;
        Ok(())
    }

    /// Notes a reference to the group of a number, in decimal digits.
    pub(super) fn refer_to_number(&mut self, number: String, start: usize, end: usize) {
        self.numbers.push((number, start, end));
    }

    /// Notes a reference to a name.
    pub(super) fn refer_to_name(&mut self, name: String, start: usize, end: usize) {
        self.references.push((name, start, end));
    }

    /// Whether everything that is referred to is there; the whole pattern is read by now.
    pub(super) fn check_references(&self, units: &Units) -> Result<(), RegexError> {
        let count = self.captures;
        let is_there = |number: &str| number.parse().is_ok_and(|number: u64| number <= count);
        let numbers = self.numbers.iter().filter(|(number, ..)| !is_there(number));
        let wrong_number = numbers.map(|(number, start, end)| (*start, *end, format!("there is no group {number}")));
        let names = self.references.iter().filter(|(name, ..)| !self.names.contains_key(name));
        let wrong_name = names.map(|(name, start, end)| (*start, *end, format!("no group is called `{name}`")));
        match wrong_number.chain(wrong_name).min_by_key(|&(start, ..)| start) {
            Some((start, end, message)) => Err(RegexError { place: units.range(start, end), message }),
            None => Ok(()),
        }
    }
}

impl Pattern {
    /// Reads `name>`, the rest of a group name, in which characters may be escaped.
    pub(super) fn read_group_name(&mut self, start: usize) -> Result<String, RegexError> {
        let mut name = String::new();
        loop {
            let place = self.units.position();
            let c = match self.units.next() {
                Some(0x3E) if !name.is_empty() => return Ok(name),
                Some(0x5C) => self.read_name_escape(),
                Some(high @ 0xD800..0xDC00) => self.read_low_half(high),
                Some(unit) => char::from_u32(unit),
                None => return self.units.error(start, "the name of this group has no end: `>` is missing"),
            };
            match c {
                Some(c) if if name.is_empty() { is_id_start(c) } else { is_id_continue(c) } => name.push(c),
                _ => return self.units.error(place, "no name of a group is spelled like this"),
            }
        }
    }

    /// The character that an escape in a name stands for; the backslash is read.
    fn read_name_escape(&mut self) -> Option<char> {
        if !self.units.eat("u") {
            return None;
        }
        if self.units.is_next("{") {
            return self.read_braced_code().and_then(char::from_u32);
        }
        let unit = self.units.eat_hex(4)?;
        if !(0xD800..0xDC00).contains(&unit) {
            return char::from_u32(unit);
        }
        if !self.units.eat("\\u") {
            return None;
        }
        join_halves(unit, self.units.eat_hex(4)?)
    }

    fn read_low_half(&mut self, high: u32) -> Option<char> {
        let low = self.units.next()?;
        join_halves(high, low)
    }
}

fn join_halves(high: u32, low: u32) -> Option<char> {
    let is_low = (0xDC00..0xE000).contains(&low);
    is_low.then(|| char::from_u32(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)))?
}
