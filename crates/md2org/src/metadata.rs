//! Front matter: YAML or TOML to Org's keywords.
//!
//! `title: A` to `#+title: A`, `tags: [a, b]` to `#+filetags: :a:b:`, other keys to `#+property: key value`. Only what
//! front matter is made of is read (keys, scalars, lists of scalars); any other line is kept as a comment.

/// Writes the block between the fences to `out`; gives the lines (from 0) that were kept as comments. `protect` makes
/// Org that is read as a text.
pub(crate) fn write_metadata(text: &str, out: &mut String, mut protect: impl FnMut(&str) -> String) -> Vec<usize> {
    let mut odd = vec![];
    let lines: Vec<&str> = text.lines().collect();
    let mut at = 0;
    let mut section = String::new();
    while at < lines.len() {
        let line = lines[at];
        if line.trim().is_empty() || line.trim_start().starts_with('#') && line.trim() == "#" {
            at += 1;
            continue;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.trim_end().strip_suffix(']')) {
            section = format!("{name}.");
            at += 1;
            continue;
        }
        let Some((key, value)) = key_and_value(line) else {
            odd.push(at);
            comment(line, out);
            at += 1;
            continue;
        };
        let first = at;
        at += 1;
        let mut items = vec![];
        if value.is_empty() {
            while let Some(item) = lines.get(at).and_then(|line| line.trim_start().strip_prefix("- ")) {
                items.push(unquote(item.trim()).to_owned());
                at += 1;
            }
        }
        let is_block = matches!(value, "|" | ">" | "|-" | ">-" | "|+" | ">+");
        if is_block {
            while let Some(line) = lines.get(at).filter(|line| line.starts_with([' ', '\t']) || line.trim().is_empty())
            {
                if !line.trim().is_empty() {
                    items.push(line.trim().to_owned());
                }
                at += 1;
            }
            items = vec![items.join(" ")];
        }
        if let Some(inside) = value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            items = split_items(inside);
        } else if !value.is_empty() && !is_block {
            items = vec![scalar(value).to_owned()];
        }
        if items.is_empty() && value.is_empty() && lines.get(at).is_some_and(|line| line.starts_with([' ', '\t'])) {
            // A mapping below the key.
            odd.push(first);
            comment(line, out);
            while let Some(line) = lines.get(at).filter(|line| line.starts_with([' ', '\t'])) {
                comment(line, out);
                at += 1;
            }
            continue;
        }
        write_keyword(&format!("{section}{key}"), &items, out, &mut protect);
    }
    odd
}

fn comment(line: &str, out: &mut String) {
    out.push_str("# ");
    out.push_str(line.trim_end());
    out.push('\n');
}

/// `key: value` or `key = value`, without white space around.
fn key_and_value(line: &str) -> Option<(&str, &str)> {
    if line.starts_with([' ', '\t', '#']) {
        return None;
    }
    let at = line.find([':', '='])?;
    let key = unquote(line[..at].trim());
    let value = &line[at + 1..];
    // `#+property: header-args` would change what the file's code does; nothing of a text may.
    let is_key = !key.is_empty()
        && !key.to_lowercase().starts_with("header-args")
        && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | ' '));
    let is_separated = line.as_bytes()[at] == b'=' || value.is_empty() || value.starts_with([' ', '\t']);
    (is_key && is_separated).then(|| (key, value.trim()))
}

fn write_keyword(key: &str, items: &[String], out: &mut String, protect: &mut impl FnMut(&str) -> String) {
    let joined = items.join(", ");
    let name = key.to_lowercase();
    match name.as_str() {
        "title" | "subtitle" | "author" | "email" | "language" | "description" | "keywords" => {
            if name != "title" && joined.is_empty() {
                return;
            }
            // These are read as Org in exports; the others are not.
            let is_text = matches!(name.as_str(), "title" | "subtitle" | "author");
            let value = if is_text { protect(&joined) } else { joined };
            out.extend(["#+", &name, ": ", &value]);
        }
        "lang" if !joined.is_empty() => out.extend(["#+language: ", &joined]),
        "date" if !joined.is_empty() => out.extend(["#+date: ", &joined]),
        "tags" | "tag" | "filetags" => {
            let tags = tags(items);
            if tags.is_empty() {
                return;
            }
            out.push_str("#+filetags: :");
            for tag in tags {
                out.extend([&tag, ":"]);
            }
        }
        _ => {
            let key = key.split_whitespace().collect::<Vec<_>>().join("_");
            out.extend(["#+property: ", &key]);
            if !joined.is_empty() {
                out.extend([" ", &joined]);
            }
        }
    }
    out.push('\n');
}

/// Tags as Org can write them: letters, digits, `_@#%`.
fn tags(items: &[String]) -> Vec<String> {
    let separators: &[char] = if items.len() == 1 { &[',', ' '] } else { &[','] };
    items
        .iter()
        .flat_map(|item| item.split(separators))
        .map(|tag| {
            let tag = tag.trim().trim_start_matches('#');
            tag.chars()
                .map(|c| if c.is_alphanumeric() || matches!(c, '_' | '@' | '#' | '%') { c } else { '_' })
                .collect()
        })
        .filter(|tag: &String| !tag.is_empty())
        .collect()
}

fn split_items(inside: &str) -> Vec<String> {
    inside.split(',').map(|item| unquote(item.trim()).to_owned()).filter(|item| !item.is_empty()).collect()
}

/// A scalar without a comment behind it and without quotes.
fn scalar(value: &str) -> &str {
    if value.starts_with(['"', '\'']) {
        return unquote(value);
    }
    value.split(" #").next().unwrap_or(value).trim()
}

fn unquote(text: &str) -> &str {
    for quote in ['"', '\''] {
        if let Some(inside) = text.strip_prefix(quote) {
            return inside.split(quote).next().unwrap_or(inside);
        }
    }
    text
}
