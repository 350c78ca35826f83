//! Dotted names: `a.b?.c` is access to members of `a`. Only the first segment is an identifier.

use sx_base::Symbol;

/// One `.name` after the base.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Segment {
    /// The member as spelled, without `#`.
    pub(crate) name: Symbol,
    /// `?.` rather than `.`.
    pub(crate) optional: bool,
    /// `#name`.
    pub(crate) private: bool,
    /// Byte offset of the name in the symbol, `#` included.
    pub(crate) offset: u32,
}

/// A symbol cut at its dots.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Dotted {
    /// The identifier before the first dot.
    pub(crate) base: Symbol,
    /// Length of the base in bytes.
    pub(crate) base_len: u32,
    /// The members.
    pub(crate) segments: Vec<Segment>,
    /// The symbol ends in `?.`: a call with it is optional.
    pub(crate) optional_call: bool,
}

/// Cuts `name`; `None` when it has no dot after its first character or is `...`.
pub(crate) fn split(name: Symbol) -> Option<Dotted> {
    let text = name.as_str();
    let first = text.bytes().skip(1).position(|byte| byte == b'.')? + 1;
    if text == "..." || text.starts_with('.') || text.starts_with("?.") {
        return None;
    }
    let operator = |at: usize| if matches!(text.as_bytes()[at - 1], b'?' | b'!') && at > 1 { at - 1 } else { at };
    let base_len = operator(first);
    let base = Symbol::intern(&text[..base_len]);
    let (mut segments, mut at) = (vec![], base_len);
    while at < text.len() {
        let optional = text.as_bytes()[at] == b'?';
        at += if text.as_bytes()[at] == b'.' { 1 } else { 2 };
        if at >= text.len() && optional {
            return Some(Dotted { base, base_len: base_len as u32, segments, optional_call: true });
        }
        let end = text[at..].find('.').map_or(text.len(), |dot| operator(at + dot));
        let end = end.max(at);
        let private = text[at..end].starts_with('#');
        let spelled = &text[at + usize::from(private)..end];
        segments.push(Segment { name: Symbol::intern(spelled), optional, private, offset: at as u32 });
        at = end;
    }
    Some(Dotted { base, base_len: base_len as u32, segments, optional_call: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(text: &str) -> Option<String> {
        split(Symbol::intern(text)).map(|dotted| {
            let mut out = dotted.base.as_str().to_owned();
            for segment in dotted.segments {
                out += if segment.optional { " ?" } else { " " };
                out += if segment.private { "#" } else { "" };
                out += segment.name.as_str();
            }
            out + if dotted.optional_call { " call?" } else { "" }
        })
    }

    #[test]
    fn symbols_are_cut_at_dots() {
        assert_eq!(show("a.b.c").as_deref(), Some("a b c"));
        assert_eq!(show("a?.b.#c").as_deref(), Some("a ?b #c"));
        assert_eq!(show("a!.b").as_deref(), Some("a b"));
        assert_eq!(show("empty?.b").as_deref(), Some("empty ?b"));
        assert_eq!(show("f?.").as_deref(), Some("f call?"));
        // A name that is missing is one that nothing is called.
        assert_eq!(show("a.").as_deref(), Some("a "));
        assert_eq!(show("a.b?.").as_deref(), Some("a b call?"));
        assert_eq!(show("λ.über").as_deref(), Some("λ über"));
        assert_eq!(show("tmp#.x").as_deref(), Some("tmp# x"));
        for whole in ["a", ".", "...", ".m", ".-p", "?.m", "+"] {
            assert_eq!(show(whole), None, "{whole}");
        }
    }
}
