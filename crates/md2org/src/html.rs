//! Raw HTML: what Org has is written as Org, what it has not is kept for HTML export.

/// What a block of HTML is.
pub(crate) enum Block<'t> {
    /// Nothing but comments: their texts.
    Comments(Vec<&'t str>),
    /// Nothing but one image.
    Image(Image),
    /// Anything else.
    Raw,
}

/// `<img src=… alt=… width=…>`.
#[derive(Default, Debug, PartialEq, Eq)]
pub(crate) struct Image {
    pub(crate) source: String,
    pub(crate) alt: String,
    pub(crate) title: String,
    pub(crate) width: String,
    pub(crate) height: String,
}

/// Looks at a block of HTML.
pub(crate) fn read_block(html: &str) -> Block<'_> {
    let text = html.trim();
    if let Some(image) = read_image(text) {
        return Block::Image(image);
    }
    match comments(text) {
        Some(comments) => Block::Comments(comments),
        None => Block::Raw,
    }
}

/// The texts of the comments, when there is nothing else.
fn comments(text: &str) -> Option<Vec<&str>> {
    let mut rest = text;
    let mut comments = vec![];
    while !rest.is_empty() {
        let (comment, after) = rest.strip_prefix("<!--")?.split_once("-->")?;
        comments.push(comment.trim());
        rest = after.trim_start();
    }
    (!comments.is_empty()).then_some(comments)
}

/// The text of one comment.
pub(crate) fn comment(html: &str) -> Option<&str> {
    html.strip_prefix("<!--")?.strip_suffix("-->")
}

/// One `<img>` and nothing else; `None` as well when it says more than Org's images can.
pub(crate) fn read_image(html: &str) -> Option<Image> {
    let rest = html.strip_prefix("<img").or_else(|| html.strip_prefix("<IMG"))?;
    let rest = rest.strip_suffix('>')?;
    let mut rest = rest.strip_suffix('/').unwrap_or(rest).trim();
    if rest.contains('>') || rest.contains('<') {
        return None;
    }
    let mut image = Image::default();
    while !rest.is_empty() {
        let (name, value, after) = attribute(rest)?;
        let value = value.replace("&amp;", "&").replace("&quot;", "\"");
        match name.to_ascii_lowercase().as_str() {
            "src" => image.source = value,
            "alt" => image.alt = value,
            "title" => image.title = value,
            "width" => image.width = value,
            "height" => image.height = value,
            _ => return None,
        }
        rest = after.trim_start();
    }
    (!image.source.is_empty()).then_some(image)
}

/// The first `name="value"`, and what is behind it.
fn attribute(text: &str) -> Option<(&str, &str, &str)> {
    let (name, rest) = text.split_once('=')?;
    let name = name.trim();
    if name.is_empty() || name.contains(char::is_whitespace) {
        return None;
    }
    let rest = rest.trim_start();
    if let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        let (value, after) = rest[1..].split_once(quote)?;
        return Some((name, value, after));
    }
    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
    Some((name, &rest[..end], &rest[end..]))
}

/// Elements Org has something for, when they have no attributes: the name, and whether this is the end.
pub(crate) fn read_tag(html: &str) -> Option<(&'static str, bool)> {
    const NAMES: [&str; 11] = ["b", "strong", "i", "em", "u", "ins", "s", "del", "strike", "sub", "sup"];
    let inside = html.strip_prefix('<')?.strip_suffix('>')?;
    let (name, is_end) = inside.strip_prefix('/').map_or((inside, false), |name| (name, true));
    let name = NAMES.into_iter().find(|known| name.eq_ignore_ascii_case(known))?;
    Some((name, is_end))
}

/// `<br>`, `<br/>`, `<br />`.
pub(crate) fn is_break(html: &str) -> bool {
    let inside = html.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    inside.is_some_and(|inside| inside.trim_end_matches('/').trim_end().eq_ignore_ascii_case("br"))
}

/// `text` as the value of an attribute in double quotes.
pub(crate) fn escape_attribute(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '@' => out.push_str("&#64;"),
            '|' => out.push_str("&#124;"),
            '\n' => out.push(' '),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images() {
        let image = read_image("<img src=\"a.png\" width='200' alt=x />").expect("an image");
        assert_eq!((image.source.as_str(), image.width.as_str(), image.alt.as_str()), ("a.png", "200", "x"));
        for html in ["<img>", "<img src=a><b>", "<imgx src=a>", "<img src=\"a\" onload=\"x\">", "<img src='a"] {
            assert_eq!(read_image(html), None, "{html}");
        }
    }
}
