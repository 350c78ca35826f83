//! Interned text. A [`Symbol`] is a `u32`; equal text gives equal symbols in the whole process.
//!
//! Numbers depend on the order of interning and never reach an output: sort by text, not by number.
//! String values of JavaScript may hold lone surrogates, so a symbol's bytes are WTF-8.

use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::fmt;
use std::sync::atomic::AtomicU32;
use std::sync::{LazyLock, Mutex, OnceLock};

/// Interned WTF-8 text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(u32);

struct Entry {
    /// The text; for ill-formed UTF-8 with U+FFFD in place of what is ill-formed.
    text: &'static str,
    /// The text is not what was interned; that is in [`ILL_FORMED`].
    is_ill_formed: bool,
    /// What [`crate::names::js_name`] made of the text; 0 as long as nobody asked.
    js: AtomicU32,
}

/// Entries of the first chunk; each further one has twice as many as the one before.
const FIRST_CHUNK: usize = 512;

/// As many chunks as symbols can fill.
const CHUNKS: usize = 24;

type Chunk = OnceLock<Box<[OnceLock<Entry>]>>;

/// All symbols by number, in chunks that never move, so that reading one takes no lock.
static ENTRIES: [Chunk; CHUNKS] = [const { OnceLock::new() }; CHUNKS];

/// The bytes of symbols that are no UTF-8.
static ILL_FORMED: LazyLock<Mutex<FxHashMap<u32, &'static [u8]>>> = LazyLock::new(Mutex::default);

/// All texts.
static TEXTS: LazyLock<Mutex<Texts>> = LazyLock::new(Mutex::default);

#[derive(Default)]
struct Texts {
    /// Numbers by text.
    ids: FxHashMap<&'static [u8], u32>,
    /// What is left of the block that texts are kept in.
    room: &'static mut [u8],
}

/// Texts are kept in blocks of so many bytes, which are never given back; those of more than a quarter alone.
const BLOCK: usize = 16 << 10;

impl Texts {
    /// Keeps `bytes` for the rest of the process.
    fn keep(&mut self, bytes: &[u8]) -> &'static [u8] {
        if bytes.len() > BLOCK / 4 {
            return Box::leak(bytes.into());
        }
        if bytes.len() > self.room.len() {
            self.room = Box::leak(vec![0; BLOCK].into_boxed_slice());
        }
        let (kept, room) = std::mem::take(&mut self.room).split_at_mut(bytes.len());
        self.room = room;
        kept.copy_from_slice(bytes);
        kept
    }

    /// Keeps `text` for the rest of the process.
    fn keep_text(&mut self, text: &str) -> &'static str {
        std::str::from_utf8(self.keep(text.as_bytes())).expect("invariant: it was text before")
    }
}

thread_local! {
    /// What this thread has interned that was there before, which it finds without taking the lock. Most texts of a file
    /// are met once.
    static KNOWN: RefCell<FxHashMap<&'static [u8], u32>> = RefCell::default();
}

/// The chunk of symbol `id` and its place in there.
const fn place(id: u32) -> (usize, usize) {
    let number = id as usize + FIRST_CHUNK;
    let chunk = (number / FIRST_CHUNK).ilog2() as usize;
    (chunk, number - (FIRST_CHUNK << chunk))
}

/// The slot of symbol `id`.
fn slot(id: u32) -> &'static OnceLock<Entry> {
    let (chunk, at) = place(id);
    &ENTRIES[chunk].get_or_init(|| (0..FIRST_CHUNK << chunk).map(|_| OnceLock::new()).collect())[at]
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
        KNOWN.with_borrow_mut(|known| {
            if let Some(&id) = known.get(bytes) {
                return Self(id);
            }
            let mut texts = TEXTS.lock().expect("invariant: no panic while the table is held");
            if let Some((&key, &id)) = texts.ids.get_key_value(bytes) {
                known.insert(key, id);
                return Self(id);
            }
            let text = match text {
                Some(text) => texts.keep_text(text),
                None => texts.keep_text(&String::from_utf8_lossy(bytes)),
            };
            let id = u32::try_from(texts.ids.len()).expect("invariant: less texts than bytes of memory");
            let is_ill_formed = text.as_bytes() != bytes;
            let mut key = text.as_bytes();
            if is_ill_formed {
                key = texts.keep(bytes);
                ILL_FORMED.lock().expect("invariant: no panic while the table is held").insert(id, key);
            }
            slot(id).get_or_init(|| Entry { text, is_ill_formed, js: AtomicU32::new(0) });
            texts.ids.insert(key, id);
            Self(id)
        })
    }

    fn entry(self) -> &'static Entry {
        let (chunk, at) = place(self.0);
        let entry = ENTRIES[chunk].get().and_then(|chunk| chunk[at].get());
        entry.expect("invariant: a symbol is filed before it is handed out")
    }

    /// Room for what [`crate::names::js_name`] makes of this symbol.
    pub(crate) fn js_slot(self) -> &'static AtomicU32 {
        &self.entry().js
    }

    /// The text. Ill-formed parts (lone surrogates) read as U+FFFD; see [`Symbol::as_wtf8`] for the exact bytes.
    pub fn as_str(self) -> &'static str {
        self.entry().text
    }

    /// The exact WTF-8 bytes.
    pub fn as_wtf8(self) -> &'static [u8] {
        let entry = self.entry();
        if entry.is_ill_formed {
            return ILL_FORMED.lock().expect("invariant: no panic while the table is held")[&self.0];
        }
        entry.text.as_bytes()
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
