//! Obsidian's callouts: `> [!type] title`, and `-` or `+` behind the bracket for folded ones.

/// The head of a callout in the source of a quote.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Callout<'t> {
    /// The type as it was written.
    pub(crate) kind: &'t str,
    /// Length of what stands before the title, from the start of the quote.
    pub(crate) len: usize,
}

/// Reads the head of a callout from the source of a quote, which starts with `>`.
pub(crate) fn read_callout(quote: &str) -> Option<Callout<'_>> {
    let after = quote.strip_prefix('>')?;
    let inside = after.trim_start_matches([' ', '\t']).strip_prefix("[!")?;
    let end = inside.find([']', '\n'])?;
    let (kind, rest) = inside.split_at(end);
    let rest = rest.strip_prefix(']')?;
    let is_name = kind.starts_with(char::is_alphanumeric)
        && kind.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '|'));
    if !is_name {
        return None;
    }
    let rest = rest.strip_prefix(['-', '+']).unwrap_or(rest);
    let rest = rest.trim_start_matches([' ', '\t']);
    Some(Callout { kind, len: quote.len() - rest.len() })
}

/// The name of the block for a type: lower case, without what a name cannot hold, and none that Org reads otherwise.
pub(crate) fn block_name(kind: &str) -> String {
    let kind = kind.split('|').next().unwrap_or(kind).trim();
    let name: String = kind
        .chars()
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_alphanumeric() || c == '-' || c == '_' { c } else { '-' })
        .collect();
    match name.as_str() {
        "src" | "example" | "export" | "comment" | "verse" | "center" => format!("{name}-callout"),
        "" => "callout".to_owned(),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads() {
        assert_eq!(read_callout(">[!tip]- A b\n> x"), Some(Callout { kind: "tip", len: 9 }));
        assert_eq!(read_callout("> [!a_b]\n> x"), Some(Callout { kind: "a_b", len: 8 }));
        for quote in ["> [x]", "> [!]", "> [!a", "> a [!b]", "> [!a`b]", "> [!a b]", "> [!_a]"] {
            assert_eq!(read_callout(quote), None, "{quote}");
        }
        assert_eq!(block_name("Example"), "example-callout");
    }
}
