//! Interned text. A [`Symbol`] is a `u32`; equal text gives equal symbols in the whole process.
//!
//! Numbers depend on the order of interning and never reach an output: sort by text, not by number.
//! String values of JavaScript may hold lone surrogates, so a symbol's bytes are WTF-8.

use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::fmt;
use std::sync::{LazyLock, RwLock};

/// Interned WTF-8 text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(u32);

#[derive(Clone, Copy)]
struct Entry {
    bytes: &'static [u8],
    /// The text; for ill-formed UTF-8 with U+FFFD in place of what is ill-formed.
    text: &'static str,
}

#[derive(Default)]
struct Table {
    ids: FxHashMap<&'static [u8], u32>,
    entries: Vec<Entry>,
}

static TABLE: LazyLock<RwLock<Table>> = LazyLock::new(RwLock::default);

/// Each thread sees what it already knows without taking the lock.
#[derive(Default)]
struct Local {
    ids: FxHashMap<&'static [u8], u32>,
    entries: Vec<Entry>,
}

thread_local! {
    static LOCAL: RefCell<Local> = RefCell::default();
}

impl Symbol {
    /// Interns `text`.
    pub fn intern(text: &str) -> Self {
        Self::intern_bytes(text.as_bytes(), Some(text))
    }

    /// Interns WTF-8 bytes (UTF-8 that may hold encoded lone surrogates).
    pub fn intern_wtf8(bytes: &[u8]) -> Self {
        Self::intern_bytes(bytes, std::str::from_utf8(bytes).ok())
    }

    fn intern_bytes(bytes: &[u8], text: Option<&str>) -> Self {
        LOCAL.with_borrow_mut(|local| {
            if let Some(&id) = local.ids.get(bytes) {
                return Self(id);
            }
            let mut table = TABLE.write().expect("invariant: no panic while the table is held");
            let (id, key) = if let Some((&key, &id)) = table.ids.get_key_value(bytes) {
                (id, key)
            } else {
                let entry = if let Some(text) = text {
                    let text: &'static str = Box::leak(text.into());
                    Entry { bytes: text.as_bytes(), text }
                } else {
                    let text: &'static str = Box::leak(String::from_utf8_lossy(bytes).into_owned().into_boxed_str());
                    Entry { bytes: Box::leak(bytes.into()), text }
                };
                let id = table.entries.len() as u32;
                table.entries.push(entry);
                table.ids.insert(entry.bytes, id);
                (id, entry.bytes)
            };
            local.ids.insert(key, id);
            Self(id)
        })
    }

    fn entry(self) -> Entry {
        LOCAL.with_borrow_mut(|local| {
            if let Some(entry) = local.entries.get(self.0 as usize) {
                return *entry;
            }
            let table = TABLE.read().expect("invariant: no panic while the table is held");
            let known = local.entries.len();
            local.entries.extend_from_slice(&table.entries[known..]);
            local.entries[self.0 as usize]
        })
    }

    /// The text. Ill-formed parts (lone surrogates) read as U+FFFD; see [`Symbol::as_wtf8`] for the exact bytes.
    pub fn as_str(self) -> &'static str {
        self.entry().text
    }

    /// The exact WTF-8 bytes.
    pub fn as_wtf8(self) -> &'static [u8] {
        self.entry().bytes
    }

    /// The number, to be stored in a `u32` payload. It means nothing outside of this process.
    pub const fn index(self) -> u32 {
        self.0
    }

    /// The symbol whose [`Symbol::index`] is `index`.
    pub const fn from_index(index: u32) -> Self {
        Self(index)
    }
}

impl From<&str> for Symbol {
    fn from(text: &str) -> Self {
        Self::intern(text)
    }
}

impl fmt::Debug for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.as_str())
    }
}

impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_text_is_one_symbol() {
        assert_eq!(Symbol::intern("a"), Symbol::intern("a"));
        assert_ne!(Symbol::intern("a"), Symbol::intern("b"));
        assert_eq!(Symbol::intern("a").as_str(), "a");
    }

    #[test]
    fn lone_surrogates_are_kept_as_bytes() {
        let lone = [0xED, 0xA0, 0x80];
        let symbol = Symbol::intern_wtf8(&lone);
        assert_eq!(symbol.as_wtf8(), lone);
        assert!(symbol.as_str().contains('\u{FFFD}'));
    }

    #[test]
    fn threads_share_symbols() {
        let here = Symbol::intern("shared-by-threads");
        let there = std::thread::spawn(|| Symbol::intern("shared-by-threads")).join().expect("thread ends");
        assert_eq!(here, there);
    }
}
