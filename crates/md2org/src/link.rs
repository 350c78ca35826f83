//! Where links lead: Markdown's addresses to Org's targets.
//!
//! `https://e.org/a[0]` to `https://e.org/a%5B0%5D`, `notes/other.md#sec` to `file:notes/other.org::#sec`, `#sec` to `#sec`.
//! Nothing becomes a link that Emacs would execute (`elisp:`, `shell:`): only what is known to be harmless keeps its
//! scheme, all else is written as a file, which exports as it was.

use crate::options::Options;

/// A target, and what was lost.
pub(crate) struct Target {
    pub(crate) org: String,
    pub(crate) is_foreign_scheme: bool,
}

const SCHEMES: [&str; 6] = ["http", "https", "ftp", "mailto", "news", "file"];

/// The target for the address of a link or an image.
pub(crate) fn read_target(url: &str, options: &Options) -> Target {
    let plain = |org: String| Target { org, is_foreign_scheme: false };
    if let Some(anchor) = url.strip_prefix('#').filter(|anchor| !anchor.is_empty()) {
        return plain(format!("#{}", escape_url(&decode(anchor))));
    }
    match scheme_of(url) {
        Some(scheme) if SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known)) => {
            let mut org = escape_url(url);
            org[..scheme.len()].make_ascii_lowercase();
            plain(org)
        }
        Some(_) => Target { org: format!("file:{}", escape_url(url)), is_foreign_scheme: true },
        None => plain(file_target(url, options)),
    }
}

/// The scheme of an absolute address: at least two characters, so that `C:` is a drive.
fn scheme_of(url: &str) -> Option<&str> {
    let len = url.bytes().take(32).take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'.' | b'-')).count();
    (len >= 2 && url.as_bytes()[0].is_ascii_alphabetic() && url.as_bytes().get(len) == Some(&b':')).then(|| &url[..len])
}

fn file_target(url: &str, options: &Options) -> String {
    let (path, fragment) = url.split_once('#').map_or((url, None), |(path, fragment)| (path, Some(fragment)));
    let path = decode_path(path);
    let path = match note_stem(&path) {
        Some(stem) if !options.keep_md_links => format!("{stem}.org"),
        Some(_) | None => path.into_owned(),
    };
    let mut org = format!("file:{}", escape_brackets(&path));
    if let Some(fragment) = fragment {
        org.push_str(if path.is_empty() { "#" } else { "::#" });
        org.push_str(&escape_url(&decode(fragment)));
    }
    org
}

/// The path of a Markdown file without its extension.
fn note_stem(path: &str) -> Option<&str> {
    let (stem, extension) = path.rsplit_once('.')?;
    let is_note = extension.eq_ignore_ascii_case("md") || extension.eq_ignore_ascii_case("markdown");
    (is_note && !stem.is_empty() && !stem.ends_with('/')).then_some(stem)
}

/// The target of a wikilink `[[Page#Head]]`, and what is shown when it has no text of its own.
pub(crate) fn read_wikilink(name: &str, options: &Options) -> String {
    if scheme_of(name).is_some() && name.contains("://") {
        return read_target(name, options).org;
    }
    let hash = name.find('#').filter(|at| !name[..*at].ends_with('&'));
    let (page, heading) = hash.map_or((name, None), |at| (&name[..at], Some(&name[at + 1..])));
    let page = page.trim();
    let mut org = String::new();
    if !page.is_empty() {
        let resolved = options.names.as_ref().and_then(|names| names.resolve(page));
        let path = resolved.unwrap_or_else(|| page.to_owned());
        let path = match note_stem(&path) {
            Some(stem) if !options.keep_md_links => format!("{stem}.org"),
            Some(_) => path,
            None if has_extension(&path) => path,
            None => format!("{path}{}", if options.keep_md_links { ".md" } else { ".org" }),
        };
        org.push_str("file:");
        org.push_str(&escape_brackets(&path));
    }
    if let Some(heading) = heading.filter(|_| page.is_empty()) {
        // In the same file the heading has an id as soon as something points at it.
        return format!("#{}", crate::assemble::slug_of(heading.rsplit('#').next().unwrap_or(heading)));
    }
    if let Some(heading) = heading {
        // Obsidian writes `A#B` for heading B below heading A; Org looks for one headline.
        let last = heading.rsplit('#').next().unwrap_or(heading).trim();
        org.push_str("::*");
        org.push_str(&escape_brackets(last));
    }
    if org.is_empty() { "file:".to_owned() } else { org }
}

/// Whether the last part of a path ends in what looks like an extension: `pic.png`, not `v1.2 notes`.
fn has_extension(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').is_some_and(|(stem, end)| {
        !stem.is_empty()
            && (1..=5).contains(&end.len())
            && end.bytes().all(|b| b.is_ascii_alphanumeric())
            && end.bytes().any(|b| b.is_ascii_alphabetic())
    })
}

/// Brackets end a target, a backslash escapes, white space is not always kept, a pipe ends a table's cell.
pub(crate) fn escape_url(url: &str) -> String {
    escape(url, true)
}

fn escape_brackets(path: &str) -> String {
    escape(path, false)
}

fn escape(text: &str, escapes_space: bool) -> String {
    let is_special = |b: u8| matches!(b, b'[' | b']' | b'\\' | b'|' | b'"' | b'\n' | b'\r' | b'\t' | b'*');
    let is_plain = |b: u8| !is_special(b) && (b != b' ' || !escapes_space);
    if text.bytes().all(is_plain) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '[' => out.push_str("%5B"),
            ']' => out.push_str("%5D"),
            '\\' => out.push_str("%5C"),
            '|' => out.push_str("%7C"),
            '"' => out.push_str("%22"),
            '\n' | '\r' => out.push_str("%0A"),
            '\t' => out.push_str("%09"),
            // Emphasis around a link must not end inside of its target.
            '*' => out.push_str("%2A"),
            ' ' if escapes_space => out.push_str("%20"),
            _ => out.push(c),
        }
    }
    out
}

/// A path as the file system knows it. Left alone when decoding would make something else of it.
fn decode_path(path: &str) -> std::borrow::Cow<'_, str> {
    if !path.contains('%') {
        return path.into();
    }
    let decoded = decode(path);
    let is_odd = decoded.contains(['%', '[', ']', '\\', '|', '#', '?'])
        || decoded.contains(char::is_control)
        || decoded.contains("::");
    if is_odd || decoded.trim() != decoded { path.into() } else { decoded.into() }
}

/// Percent-decoding; what is no UTF-8 afterwards stays as it was.
pub(crate) fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |at: usize| bytes.get(at).and_then(|b| (*b as char).to_digit(16));
        if bytes[at] == b'%'
            && let (Some(high), Some(low)) = (hex(at + 1), hex(at + 2))
        {
            out.push((high * 16 + low) as u8);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets() {
        let options = Options::default();
        let cases = [
            ("https://e.org/a[0]", "https://e.org/a%5B0%5D"),
            ("notes/other.md#sec", "file:notes/other.org::#sec"),
            ("#a%20b", "#a%20b"),
            ("my%20doc.md", "file:my doc.org"),
            ("", "file:"),
            ("#", "file:#"),
            ("?q=1", "file:?q=1"),
            ("elisp:(delete-file)", "file:elisp:(delete-file)"),
            ("MAILTO:A@b.c", "mailto:A@b.c"),
            ("//e.org/x", "file://e.org/x"),
            ("100%", "file:100%"),
        ];
        for (url, org) in cases {
            assert_eq!(read_target(url, &options).org, org, "{url}");
        }
        assert_eq!(read_wikilink("Page#Head", &options), "file:Page.org::*Head");
        assert_eq!(read_wikilink("pic.png", &options), "file:pic.png");
        assert_eq!(read_wikilink("v1.2 notes", &options), "file:v1.2 notes.org");
        assert_eq!(read_wikilink("#Head two", &options), "#head-two");
    }
}
