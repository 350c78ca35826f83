//! The heap of this command needs no settings: a conversion is one stage, and what it frees serves no other.

/// What the shared code asks for before it works on several files.
pub(crate) fn keep_freed_memory(_inputs: usize, _one_thread: bool) {}
