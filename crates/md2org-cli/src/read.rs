//! Reading inputs: bytes from a file or standard input, Markdown from bytes.

use crate::bytes::read_bytes;
use crate::os_error;
use std::borrow::Cow;
use std::path::Path;
use std::sync::Arc;
use sx_base::{Diagnostic, Source, Span};
use sx_md2org::find_excessive_nesting;

/// Reads `path`, or standard input for `-`: the text, ready to be converted, and what is wrong with the bytes when they
/// are no text. The error is for people.
pub(crate) fn read_input(path: &Path) -> Result<(Arc<Source>, Option<Diagnostic>), String> {
    let (name, bytes) = read_bytes(path);
    let bytes = bytes.map_err(|error| format!("cannot read `{name}`: {}", os_error::describe(&error)))?;
    let (text, problem) = decode(bytes);
    Ok((Arc::new(Source::new(name, text)), problem))
}

/// Line breaks become line feeds, in place: a copy of a large file costs as much as reading it.
fn unify_line_breaks(bytes: &mut Vec<u8>) {
    let Some(first) = memchr::memchr(b'\r', bytes) else { return };
    let (mut from, mut to) = (first, first);
    while from < bytes.len() {
        let end = memchr::memchr(b'\r', &bytes[from..]).map_or(bytes.len(), |len| from + len);
        bytes.copy_within(from..end, to);
        to += end - from;
        from = end;
        if from < bytes.len() {
            from += 1 + usize::from(bytes.get(from + 1) == Some(&b'\n'));
            bytes[to] = b'\n';
            to += 1;
        }
    }
    bytes.truncate(to);
}

fn decode(mut bytes: Vec<u8>) -> (String, Option<Diagnostic>) {
    unify_line_breaks(&mut bytes);
    match String::from_utf8(bytes) {
        Ok(text) => {
            let normal = match sx_md2org::normalize(&text) {
                Cow::Borrowed(same) if same.len() == text.len() => None,
                Cow::Borrowed(shorter) => Some(shorter.to_owned()),
                Cow::Owned(changed) => Some(changed),
            };
            let text = normal.unwrap_or(text);
            let problem = find_excessive_nesting(&text).map(|place| {
                let span = Span::new(place.start as u32, place.end as u32);
                Diagnostic::error(
                    "MD0002",
                    span,
                    "found quotes or lists nested without sense and continued for many lines",
                )
                .note("reading them would take time that grows with the square of the length")
                .help("end the paragraph with an empty line")
            });
            (text, problem)
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes()[at];
            let diagnostic = Diagnostic::error(
                "MD0001",
                Span::new(at as u32, at as u32 + 1),
                format!("found byte {byte:#04x}, expected UTF-8"),
            )
            .help("convert the file to UTF-8, for example with `iconv -f latin1 -t utf-8`");
            (String::from_utf8_lossy(error.as_bytes()).into_owned(), Some(diagnostic))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_are_line_feeds() {
        for text in ["", "a", "\r", "\r\n", "a\r\nb\rc\n\r\r\n", "\ra", "a\r", "\n\r"] {
            let mut bytes = text.as_bytes().to_vec();
            unify_line_breaks(&mut bytes);
            assert_eq!(String::from_utf8(bytes).expect("is UTF-8"), sx_md2org::normalize(text), "{text:?}");
        }
    }
}
