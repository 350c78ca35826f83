//! Reading inputs: bytes from a file or standard input, text from bytes.

use crate::bytes::read_bytes;
use crate::heap;
use crate::os_error;
use std::path::Path;
use std::sync::Arc;
use sx_driver::{Diagnostic, Source};

/// An input that was read.
pub(crate) struct ReadInput {
    pub(crate) source: Arc<Source>,
    /// The bytes are no text; the source shows where.
    pub(crate) problem: Option<Diagnostic>,
    /// The bytes began with a byte order mark, which is no part of the text.
    pub(crate) has_mark: bool,
}

/// Reads `path`, or standard input for `-`. The error is for people.
pub(crate) fn read_input(path: &Path) -> Result<ReadInput, String> {
    let (name, bytes) = read_bytes(path);
    let bytes = bytes.map_err(|error| format!("cannot read `{name}`: {}", os_error::describe(&error)))?;
    heap::expect_input(bytes.len());
    let (source, has_mark, problem) = sx_driver::decode(&name, bytes);
    Ok(ReadInput { source, problem, has_mark })
}
