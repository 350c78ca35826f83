//! The text of a directive: what its quotes enclose, as it is spelled. `say "hi"` has to stand in single quotes,
//! `say \"hi\"` stands in double ones.

/// Whether `text` holds a double quote that no backslash escapes.
pub fn has_bare_quote(text: &str) -> bool {
    let mut is_escaped = false;
    text.bytes().any(|byte| {
        let is_bare = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_bare
    })
}
