//! Blocks of verbatim lines: code, examples, and what is exported as it stands.
//!
//! Inside of a block Org still looks for headlines and for the end of the block; a comma at the start of the line hides
//! both, and a comma that was there already needs one more.

/// Appends `text` line by line. Each line gets `indent` spaces; a line Org would misread gets a comma.
pub(crate) fn write_lines(text: &str, indent: usize, out: &mut String) {
    let text = text.strip_suffix('\n').unwrap_or(text);
    // Lines that need nothing are copied together.
    let (mut copied, mut start) = (0, 0);
    while start <= text.len() {
        let end = memchr::memchr(b'\n', &text.as_bytes()[start..]).map_or(text.len(), |len| start + len);
        let line = &text.as_bytes()[start..end];
        let blanks = line.iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
        let is_empty = blanks == line.len();
        if indent > 0 && !is_empty {
            out.push_str(&text[copied..start]);
            crate::table::push_spaces(indent, out);
            copied = start;
        }
        if !is_empty && needs_comma(&line[blanks..], indent + blanks) {
            out.push_str(&text[copied..start + blanks]);
            out.push(',');
            copied = start + blanks;
        }
        start = end + 1;
    }
    out.push_str(&text[copied..]);
    out.push('\n');
}

/// Whether a line that starts with `content` behind `indent` columns needs a comma (`org-escape-code-in-region`; a star
/// that is indented is no headline, and is left alone).
fn needs_comma(content: &[u8], indent: usize) -> bool {
    match content[0] {
        b'*' => indent == 0,
        b'#' => content.get(1) == Some(&b'+'),
        b',' => {
            let rest = &content[content.iter().take_while(|b| **b == b',').count()..];
            rest.starts_with(b"*") || rest.starts_with(b"#+")
        }
        _ => false,
    }
}

/// Whether all lines of `text` that hold something start with white space: Org would take it away.
pub(crate) fn is_indented(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).peekable();
    lines.peek().is_some() && lines.all(|line| line.starts_with([' ', '\t']))
}

/// The head of a block for code with this info string: the language and what Org takes for header arguments.
///
/// `python title="a.py" linenos` to `python :title a.py :linenos yes`.
pub(crate) fn read_info(info: &str) -> Option<String> {
    let info = info.trim();
    let info = match info.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        Some(inside) => inside.trim().trim_start_matches('.'),
        None => info,
    };
    let end = info.find(|c: char| c.is_whitespace() || matches!(c, ',' | '{')).unwrap_or(info.len());
    let (language, rest) = info.split_at(end);
    if language.is_empty() {
        return None;
    }
    let mut head = language.to_owned();
    let rest = rest.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '{' | '}'));
    for (key, value) in Attributes(rest) {
        let key: String = key
            .trim_start_matches(['.', '#', ':'])
            .chars()
            .filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
            .collect();
        if key.is_empty() || is_reserved(&key) {
            continue;
        }
        head.extend([" :", &key, " "]);
        match value {
            Some(value) if !value.trim().is_empty() => head.push_str(value.trim()),
            Some(_) | None => head.push_str("yes"),
        }
    }
    Some(head)
}

/// Header arguments that make Org run, hide or write something; an info string must not.
fn is_reserved(key: &str) -> bool {
    const RESERVED: [&str; 13] = [
        "cache", "dir", "epilogue", "eval", "exports", "file", "noweb", "post", "prologue", "results", "session",
        "tangle", "var",
    ];
    RESERVED.binary_search(&key.to_ascii_lowercase().as_str()).is_ok()
}

/// `key=value`, `key="some value"` and lone words of an info string.
struct Attributes<'t>(&'t str);

impl<'t> Iterator for Attributes<'t> {
    type Item = (&'t str, Option<&'t str>);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.0.trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        if rest.is_empty() {
            return None;
        }
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | ',')).unwrap_or(rest.len());
        let key = &rest[..end];
        let Some(value) = rest[end..].strip_prefix('=') else {
            self.0 = &rest[end..];
            return Some((key, None));
        };
        let (value, after) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
            Some(_) | None => {
                value.split_at(value.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(value.len()))
            }
        };
        self.0 = after;
        Some((key, Some(value)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn info_strings() {
        let cases = [
            ("", None),
            ("rust", Some("rust")),
            ("rust,ignore", Some("rust :ignore yes")),
            ("python title=\"a b.py\" linenos", Some("python :title a b.py :linenos yes")),
            ("{.python .numberLines}", Some("python :numberLines yes")),
            ("{r eval=FALSE}", Some("r")),
            ("sh tangle=/etc/passwd", Some("sh")),
            (";", Some(";")),
        ];
        for (info, head) in cases {
            assert_eq!(read_info(info).as_deref(), head, "{info}");
        }
    }

    #[test]
    fn commas() {
        let mut out = String::new();
        write_lines("#+end_src\n* foo\n,* bar\n  * x\n\n,x\n", 0, &mut out);
        assert_eq!(out, ",#+end_src\n,* foo\n,,* bar\n  * x\n\n,x\n");
    }
}
