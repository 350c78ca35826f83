//! Rules of Org's syntax that more than one place needs. Source: Org's syntax document and `org-element.el`.

/// Zero-width space: Org takes it for white space, people do not see it.
pub(crate) const ZERO_WIDTH_SPACE: &str = "\u{200b}";

/// Whether an opening mark may follow `c` (`org-emphasis-regexp-components`).
pub(crate) fn may_precede(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '-' | '(' | '{' | '\'' | '"' | '\u{200b}')
}

/// Whether Org may think so: what other kinds of white space are depends on the reader.
pub(crate) fn could_precede(c: char) -> bool {
    may_precede(c) || c.is_whitespace()
}

/// Whether Org may think that `c` can follow a closing mark.
pub(crate) fn could_follow(c: char) -> bool {
    may_follow(c) || c.is_whitespace()
}

/// Whether `c` may follow a closing mark.
pub(crate) fn may_follow(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\n' | '-' | '.' | ',' | ';' | ':' | '!' | '?' | '\'' | '"' | ')' | '}' | '\\' | '[' | '\u{200b}'
    )
}

/// White space that may not stand just inside of marks.
pub(crate) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\u{200b}')
}

/// Whether something in `org` would end emphasis with `mark` around it. Linear.
pub(crate) fn holds_closer(org: &str, mark: u8) -> bool {
    let bytes = org.as_bytes();
    memchr::memchr_iter(mark, bytes).any(|at| {
        at > 0
            && !bytes[at - 1].is_ascii_whitespace()
            && bytes.get(at + 1).is_none_or(|&next| next.is_ascii() && may_follow(next as char))
            && at + 1 < bytes.len()
    })
}

/// The mark for a code span that holds `code`, which has no white space at its ends.
pub(crate) fn code_mark(code: &str) -> Option<char> {
    ['~', '='].into_iter().find(|&mark| !code.contains(mark)).or_else(|| {
        let is_fit =
            |mark: &char| !holds_closer(code, *mark as u8) && !code.starts_with(*mark) && !code.ends_with(*mark);
        ['~', '='].into_iter().find(is_fit)
    })
}

/// Link types that Org knows without further packages, and that its plain links are found by. Sorted.
const LINK_TYPES: [&str; 24] = [
    "attachment",
    "bbdb",
    "bibtex",
    "docview",
    "doi",
    "elisp",
    "eww",
    "file",
    "file+emacs",
    "file+sys",
    "ftp",
    "gnus",
    "help",
    "http",
    "https",
    "id",
    "info",
    "irc",
    "mailto",
    "mhe",
    "news",
    "rmail",
    "shell",
    "w3m",
];

/// Whether `name` is a link type of Org.
pub(crate) fn is_link_type(name: &str) -> bool {
    LINK_TYPES.binary_search(&name).is_ok()
}

/// Whether Org shows an address that has no description just as it is written: neither encoded nor as an image.
pub(crate) fn is_shown_as_written(url: &str) -> bool {
    let is_plain = |b: u8| {
        b.is_ascii_graphic()
            && !matches!(b, b'"' | b'<' | b'>' | b'[' | b']' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}')
    };
    url.bytes().all(is_plain) && url.contains("://") && !is_image(url)
}

/// Whether Org shows a link to `target` as an image. `org-html-inline-image-rules` looks for the extension anywhere.
pub(crate) fn is_image(target: &str) -> bool {
    const EXTENSIONS: [&str; 6] = ["gif", "jpeg", "jpg", "png", "svg", "webp"];
    let has_known_start = ["file:", "http:", "https:"].iter().any(|start| target.starts_with(start));
    has_known_start
        && memchr::memchr_iter(b'.', target.as_bytes()).any(|at| {
            let rest = &target.as_bytes()[at + 1..];
            EXTENSIONS
                .iter()
                .any(|known| rest.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known.as_bytes())))
        })
}
