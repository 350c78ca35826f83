//! Reading inputs: bytes from a file or standard input, text from bytes.

use crate::heap;
use crate::os_error;
use crate::path::{STDIO, shown};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;
use sx_driver::{Diagnostic, Source};

/// What standard input is called in diagnostics.
pub(crate) const STDIN_NAME: &str = "<stdin>";

/// An input that was read.
pub(crate) struct ReadInput {
    pub(crate) source: Arc<Source>,
    /// The bytes are no text; the source shows where.
    pub(crate) problem: Option<Diagnostic>,
    pub(crate) bytes: Vec<u8>,
}

/// Reads `path`, or standard input for `-`. The error is for people.
pub(crate) fn read_input(path: &Path) -> Result<ReadInput, String> {
    let (name, bytes) = if path == Path::new(STDIO) {
        let mut bytes = vec![];
        let result = io::stdin().lock().read_to_end(&mut bytes);
        (STDIN_NAME.to_owned(), result.map(|_| bytes))
    } else {
        (shown(path), std::fs::read(path))
    };
    let bytes = bytes.map_err(|error| format!("cannot read `{name}`: {}", os_error::describe(&error)))?;
    heap::expect_input(bytes.len());
    let (source, problem) = sx_driver::decode(&name, &bytes);
    Ok(ReadInput { source, problem, bytes })
}
