//! The end of a conversion: what is known only when the whole document was read.
//!
//! Property drawers of headings that something points at, links to headings that are not there, footnotes, and the
//! keywords the file needs. All are insertions into the output; they are made in one pass, in place.

use crate::options::{HeadingIds, Options};
use crate::write::Anchor;
use std::collections::{BTreeSet, HashMap};

/// A heading in the output.
pub(crate) struct Heading {
    /// Where its drawer would stand.
    pub(crate) at: usize,
    /// What links call it.
    pub(crate) slug: String,
    pub(crate) has_own_id: bool,
    /// Lines of the drawer besides the id.
    pub(crate) properties: String,
}

/// GitHub's name for a heading: lower case, without punctuation, dashes for spaces.
pub fn slug_of(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            ' ' => slug.push('-'),
            '-' | '_' => slug.push(c),
            'A'..='Z' => slug.push(c.to_ascii_lowercase()),
            _ if c.is_alphanumeric() => slug.extend(c.to_lowercase()),
            _ => {}
        }
    }
    slug
}

/// Numbers the slugs that occur more than once, as GitHub does. Ids of an author's own are left alone.
pub(crate) fn number_slugs(headings: &mut [Heading]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for heading in headings.iter_mut().filter(|heading| !heading.has_own_id) {
        match seen.get_mut(&heading.slug) {
            Some(count) => {
                heading.slug = format!("{}-{count}", heading.slug);
                *count += 1;
            }
            None => {
                seen.insert(heading.slug.clone(), 1);
            }
        }
    }
}

/// The drawers that are written, in order.
pub(crate) fn drawers(headings: &[Heading], linked: &BTreeSet<&str>, options: &Options) -> Vec<(usize, String)> {
    let mut insertions = vec![];
    for heading in headings {
        let has_id = match options.heading_ids {
            HeadingIds::Never => false,
            HeadingIds::Always => !heading.slug.is_empty(),
            HeadingIds::Auto => {
                heading.has_own_id
                    || linked.contains(heading.slug.as_str())
                    || options.wanted_ids.contains(&heading.slug)
            }
        };
        if !has_id && heading.properties.is_empty() {
            continue;
        }
        let id = if has_id { format!(":CUSTOM_ID: {}\n", heading.slug) } else { String::new() };
        insertions.push((heading.at, format!(":PROPERTIES:\n{id}{}:END:\n", heading.properties)));
    }
    insertions
}

/// References in footnotes that lead back to the footnote they stand in: their places in the footnotes. `references` are
/// sorted by place. Linear.
pub(crate) fn endless_references(definitions: &[(usize, String)], references: &[Anchor]) -> Vec<usize> {
    if references.iter().all(|reference| !reference.name.starts_with('[')) {
        return vec![];
    }
    let numbers: HashMap<&str, usize> =
        definitions.iter().enumerate().map(|(number, (_, mark))| (mark.as_str(), number)).collect();
    let mut edges: Vec<Vec<(usize, usize)>> = vec![vec![]; definitions.len()];
    for reference in references {
        let from = definitions.partition_point(|(start, _)| *start <= reference.at);
        if let (Some(from), Some(to)) = (from.checked_sub(1), numbers.get(reference.name.as_str())) {
            edges[from].push((*to, reference.at));
        }
    }
    let (mut found, mut is_open, mut is_done) = (vec![], vec![false; edges.len()], vec![false; edges.len()]);
    for root in 0..edges.len() {
        let mut path = vec![(root, 0)];
        while let Some((node, next)) = path.pop() {
            if next == 0 && is_done[node] {
                continue;
            }
            is_open[node] = true;
            is_done[node] = true;
            match edges[node].get(next) {
                Some(&(to, at)) => {
                    path.push((node, next + 1));
                    if is_open[to] {
                        found.push(at);
                    } else if !is_done[to] {
                        path.push((to, 0));
                    }
                }
                None => is_open[node] = false,
            }
        }
    }
    found
}

/// Makes `insertions`, which are sorted by place, in place. `O(length)`.
pub(crate) fn insert_all(mut out: String, insertions: &[(usize, String)]) -> String {
    let mut filled = insertions.iter().filter(|(_, text)| !text.is_empty());
    match (filled.next(), filled.next()) {
        (None, _) => return out,
        (Some((at, text)), None) => {
            out.insert_str(*at, text);
            return out;
        }
        (Some(_), Some(_)) => {}
    }
    let added: usize = insertions.iter().map(|(_, text)| text.len()).sum();
    let mut bytes = out.into_bytes();
    let mut end = bytes.len();
    bytes.resize(end + added, 0);
    let mut target = bytes.len();
    for (at, text) in insertions.iter().rev() {
        let len = end - at;
        bytes.copy_within(*at..end, target - len);
        target -= len + text.len();
        bytes[target..target + text.len()].copy_from_slice(text.as_bytes());
        end = *at;
    }
    String::from_utf8(bytes).expect("invariant: text is inserted into text, between characters")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn insertions() {
        let insertions = [(0, "<".to_owned()), (2, "-".to_owned()), (2, "+".to_owned()), (4, ">".to_owned())];
        assert_eq!(insert_all("abcd".to_owned(), &insertions), "<ab-+cd>");
    }

    #[test]
    fn footnotes_that_lead_to_themselves() {
        let definitions = [(0, "[fn:a]".to_owned()), (10, "[fn:b]".to_owned()), (20, "[fn:c]".to_owned())];
        let reference = |at, name: &str| Anchor { at, name: name.to_owned(), source: 0 };
        let references =
            [reference(5, "[fn:b]"), reference(15, "[fn:c]"), reference(25, "[fn:b]"), reference(26, "[fn:c]")];
        assert_eq!(endless_references(&definitions, &references), [25, 26]);
        assert!(endless_references(&definitions, &references[..2]).is_empty());
    }

    #[test]
    fn slugs() {
        assert_eq!(slug_of("Hello, `World`! A_b - C"), "hello-world-a_b---c");
        let heading =
            |slug: &str, has_own_id| Heading { at: 0, slug: slug.to_owned(), has_own_id, properties: String::new() };
        let mut headings = [heading("a", false), heading("a", true), heading("a", false), heading("a", false)];
        number_slugs(&mut headings);
        assert_eq!(headings.map(|heading| heading.slug), ["a", "a", "a-1", "a-2"]);
    }
}
