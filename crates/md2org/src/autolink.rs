//! Bare addresses in text, as GitHub finds them: `www.e.org`, `https://e.org/x`, `a@e.org`.
//!
//! Entering: the parts of a paragraph. Leaving: the same, with the addresses as parts of their own. Rules: GFM spec 6.9.

use crate::inline::{Inline, Kind, Part};
use std::ops::Range;

/// Splits the text parts of `inline` at bare addresses. Linear.
pub(crate) fn split(inline: &mut Inline) {
    let bytes = inline.flat.as_bytes();
    if memchr::memchr2(b':', b'@', bytes).is_none() && inline.www.find(bytes).is_none() {
        return;
    }
    let mut parts = std::mem::take(&mut inline.spare);
    parts.clear();
    let mut is_split = false;
    let mut start = 0;
    let mut is_in_link = false;
    for part in &inline.parts {
        match part.kind {
            Kind::LinkStart | Kind::AnchorStart => is_in_link = inline.flat[..part.end].ends_with('['),
            Kind::LinkEnd => is_in_link = false,
            Kind::Text if !is_in_link => {
                let mut from = start;
                while let Some((range, kind)) = find(&inline.flat, from..part.end, start) {
                    is_split = true;
                    if range.start > start {
                        parts.push(Part { end: range.start, kind: Kind::Text });
                    }
                    parts.push(Part { end: range.end, kind });
                    from = range.end;
                    start = range.end;
                }
                if start == part.end {
                    continue;
                }
            }
            _ => {}
        }
        parts.push(*part);
        start = part.end;
    }
    if is_split {
        std::mem::swap(&mut inline.parts, &mut parts);
    }
    // Both keep their space for the next paragraph.
    inline.spare = parts;
}

/// The first address in `range`; text before `least` is taken by another one.
fn find(flat: &str, range: Range<usize>, least: usize) -> Option<(Range<usize>, Kind)> {
    let bytes = &flat.as_bytes()[..range.end];
    let mut at = range.start;
    // Every address holds a dot or a colon, and these are rarer than what it starts with.
    while at < range.end {
        at += memchr::memchr3(b':', b'@', b'.', &bytes[at..])?;
        let found = match bytes[at] {
            b':' => find_url(flat, at, range.end, least).map(|range| (range, Kind::Url)),
            b'@' => find_mail(bytes, at, least).map(|range| (range, Kind::Mail)),
            _ => find_www(flat, at, range.end, least).map(|range| (range, Kind::Www)),
        };
        if found.is_some() {
            return found;
        }
        at += 1;
    }
    None
}

/// What may stand before a bare address: the start of a line, white space, or one of `*_~(`.
fn may_start(flat: &str, start: usize, least: usize) -> bool {
    start == least && (start == 0 || flat[..start].chars().next_back().is_none_or(|c| !c.is_alphanumeric()))
        || start > least
            && flat[..start]
                .chars()
                .next_back()
                .is_some_and(|c| c.is_whitespace() || matches!(c, '*' | '_' | '~' | '('))
}

fn find_www(flat: &str, dot: usize, end: usize, least: usize) -> Option<Range<usize>> {
    let at = dot.checked_sub(3).filter(|at| *at >= least)?;
    if &flat.as_bytes()[at..dot] != b"www" || !may_start(flat, at, least) {
        return None;
    }
    address_end(flat, at, at, end, true).map(|end| at..end)
}

fn find_url(flat: &str, colon: usize, end: usize, least: usize) -> Option<Range<usize>> {
    let rest = flat[colon..end].strip_prefix("://")?;
    let scheme = ["https", "http", "ftp"].into_iter().find(|scheme| {
        let from = colon.checked_sub(scheme.len()).filter(|from| *from >= least);
        from.and_then(|from| flat.get(from..colon)).is_some_and(|text| text.eq_ignore_ascii_case(scheme))
    })?;
    let start = colon - scheme.len();
    let before = flat[..start].chars().next_back().filter(|_| start > least);
    if before.is_some_and(char::is_alphanumeric) || rest.is_empty() {
        return None;
    }
    address_end(flat, start, colon + 3, end, false).map(|end| start..end)
}

/// The end of an address whose domain starts at `domain`, or `None` when that is no domain. Without a scheme it needs a dot.
fn address_end(flat: &str, start: usize, domain: usize, end: usize, needs_dot: bool) -> Option<usize> {
    let text = &flat[domain..end];
    let is_host = |c: char| !(c.is_whitespace() || c.is_ascii_punctuation()) || matches!(c, '-' | '_' | '.');
    let domain_len = text.find(|c: char| !is_host(c)).unwrap_or(text.len());
    let name = &text[..domain_len];
    let mut labels = name.trim_end_matches('.').rsplit('.');
    let has_dot = name.trim_end_matches('.').contains('.');
    if name.trim_matches('.').is_empty()
        || needs_dot && !has_dot
        || labels.by_ref().take(2).any(|label| label.contains('_'))
    {
        return None;
    }
    let len = text.find(|c: char| c.is_whitespace() || c == '<').unwrap_or(text.len());
    Some(start + trim_end(&flat[start..domain + len]))
}

/// Without the punctuation that belongs to the sentence: the length that is left.
fn trim_end(address: &str) -> usize {
    let mut len = address.len();
    let mut open = memchr::memchr_iter(b'(', address.as_bytes()).count();
    let mut close = memchr::memchr_iter(b')', address.as_bytes()).count();
    loop {
        let text = &address[..len];
        match text.as_bytes().last() {
            Some(b'?' | b'!' | b'.' | b',' | b':' | b'*' | b'_' | b'~' | b'\'' | b'"') => len -= 1,
            Some(b')') if close > open => {
                len -= 1;
                close -= 1;
            }
            Some(b'(') => {
                len -= 1;
                open -= 1;
            }
            Some(b';') => match entity_start(text) {
                Some(start) => len = start,
                None => return len,
            },
            Some(_) | None => return len,
        }
    }
}

/// `&amp;` at the end of an address is not part of it.
fn entity_start(text: &str) -> Option<usize> {
    let name = &text[..text.len() - 1];
    let len = name.bytes().rev().take(32).take_while(u8::is_ascii_alphanumeric).count();
    (len > 0 && name[..name.len() - len].ends_with('&')).then(|| name.len() - len - 1)
}

fn find_mail(bytes: &[u8], at: usize, least: usize) -> Option<Range<usize>> {
    let is_local = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'+');
    let local = bytes[least..at].iter().rev().take_while(|b| is_local(**b)).count();
    let start = at - local;
    let domain = &bytes[at + 1..];
    let mut len = domain.iter().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_')).count();
    if len > 0 && matches!(domain[len - 1], b'-' | b'_') {
        return None;
    }
    while len > 0 && domain[len - 1] == b'.' {
        len -= 1;
    }
    let has_dot = memchr::memchr(b'.', &domain[..len]).is_some();
    (local > 0 && has_dot && bytes.get(start) != Some(&b'/')).then_some(start..at + 1 + len)
}
