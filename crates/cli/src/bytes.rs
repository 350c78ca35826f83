//! The bytes of a file or of standard input.
//!
//! Places in a text are numbers of 32 bits, so that longer files are refused before they are read. What has no length,
//! a pipe or a device, is read up to [`LONGEST_STREAM`]: some devices have no end.

use crate::path::{STDIO, shown};
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// What standard input is called in diagnostics.
pub(crate) const STDIN_NAME: &str = "<stdin>";

/// The longest file, in bytes.
const LONGEST_FILE: u64 = u32::MAX as u64 - 2;

/// How many bytes are read of what has no length.
const LONGEST_STREAM: u64 = 1 << 30;

/// Reads `path`, or standard input for `-`. Gives how the input is called, and its bytes.
pub(crate) fn read_bytes(path: &Path) -> (String, io::Result<Vec<u8>>) {
    if path == Path::new(STDIO) {
        (STDIN_NAME.to_owned(), read_stream(io::stdin().lock(), LONGEST_STREAM))
    } else {
        (shown(path), read_file(path))
    }
}

fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let metadata = std::fs::metadata(path)?;
    if !metadata.is_file() {
        return read_stream(File::open(path)?, LONGEST_STREAM);
    }
    if metadata.len() > LONGEST_FILE {
        return Err(too_long("it is larger than 4 GiB"));
    }
    std::fs::read(path)
}

fn read_stream(stream: impl Read, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = vec![];
    stream.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(too_long("it does not end within 1 GiB")) } else { Ok(bytes) }
}

fn too_long(message: &str) -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_end_is_refused() {
        assert_eq!(read_stream(&b"abc"[..], 3).expect("is short"), b"abc");
        let error = read_stream(io::repeat(0), 1000).expect_err("has no end");
        assert_eq!(error.kind(), io::ErrorKind::FileTooLarge);
    }
}
