//! What short atoms were found to be. A text says the same few words again and again; each is looked at and interned
//! once, and afterwards is one comparison away.

use crate::form::FormKind;

/// Atoms by their text: each text has one slot, and a newer text takes the slot of an older one.
pub(super) struct AtomCache<'s> {
    slots: Vec<(&'s str, FormKind)>,
    shift: u32,
}

impl<'s> AtomCache<'s> {
    /// A cache for a text of `bytes` bytes.
    pub(super) fn new(bytes: usize) -> Self {
        let bits = if bytes < 4096 { 6 } else { 12 };
        Self { slots: vec![("", FormKind::Error); 1 << bits], shift: 64 - bits }
    }

    /// The slot of `text`.
    pub(super) fn slot(&self, text: &str) -> usize {
        (mix(text.as_bytes()) >> self.shift) as usize
    }

    /// What `text`, whose slot is `slot`, is known to be.
    pub(super) fn get(&self, slot: usize, text: &str) -> Option<FormKind> {
        let (known, kind) = self.slots[slot];
        (known == text).then_some(kind)
    }

    /// Remembers that `text` is `kind`.
    pub(super) fn put(&mut self, slot: usize, text: &'s str, kind: FormKind) {
        self.slots[slot] = (text, kind);
    }
}

/// Mixes the first and last eight bytes and the length; the high bits are the good ones.
fn mix(bytes: &[u8]) -> u64 {
    let len = bytes.len();
    let (head, tail) = if let (Some(head), Some(tail)) = (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        (u64::from_le_bytes(*head), u64::from_le_bytes(*tail))
    } else if let (Some(head), Some(tail)) = (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (u64::from(u32::from_le_bytes(*head)), u64::from(u32::from_le_bytes(*tail)))
    } else {
        (u64::from(bytes[0]) | u64::from(bytes[len / 2]) << 8, u64::from(bytes[len - 1]))
    };
    (head ^ tail.rotate_left(27) ^ (len as u64) << 56).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}
