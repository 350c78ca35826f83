//! Lisp spellings of JavaScript names. Entering: `empty-list?`; leaving: `emptyList_q`.
//!
//! One function in one direction: the JavaScript name is the identity of a name, so `to-string` and `toString` are one.

use crate::Symbol;
use std::sync::atomic::Ordering::Relaxed;

/// The JavaScript identifier that `name` spells, or `None` when no rule gives one (`a@b`, `1+`). Keywords are not
/// looked at: `class` gives `class`. Worked out once for each symbol.
pub fn js_name(name: Symbol) -> Option<Symbol> {
    // 0: not worked out yet, 1: there is none, else two more than the number of the symbol.
    let slot = name.js_slot();
    match slot.load(Relaxed) {
        0 => {
            let text = name.as_str();
            let made = if is_identifier(text) { Some(name) } else { spell(text).map(|text| Symbol::intern(&text)) };
            slot.store(made.map_or(1, |made| made.index() + 2), Relaxed);
            made
        }
        1 => None,
        known => Some(Symbol::from_index(known - 2)),
    }
}

/// What a name with `#` says of its binding, which is called in the output what stands before the mark, or what is free.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mark {
    /// `tmp#`, `tmp#2`: a macro made it, and nobody needs to see it.
    Fresh,
    /// `x##2`: a person wrote it; expansion reaches past it to another `x`. `sx expand` writes such names.
    Apart,
}

/// What stands before the mark of `tmp#`, `tmp#2` or `tmp##2`, and the mark.
pub fn marked_stem(text: &str) -> Option<(&str, Mark)> {
    let digits = text.bytes().rev().take_while(u8::is_ascii_digit).count();
    let stem = text[..text.len() - digits].strip_suffix('#')?;
    let (stem, mark) = stem.strip_suffix('#').map_or((stem, Mark::Fresh), |stem| (stem, Mark::Apart));
    (!stem.is_empty() && !stem.contains('#')).then_some((stem, mark))
}

/// Whether `c` may begin a JavaScript identifier (ECMA-262, `IdentifierStart`).
pub fn is_id_start(c: char) -> bool {
    c.is_ascii_alphabetic()
        || c == '$'
        || c == '_'
        || (!c.is_ascii() && (unicode_ident::is_xid_start(c) || is_id_only(c)))
}

/// Whether `c` may continue a JavaScript identifier (ECMA-262, `IdentifierPart`).
pub fn is_id_continue(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || c == '$'
        || c == '_'
        || (!c.is_ascii()
            && (unicode_ident::is_xid_continue(c) || matches!(c, '\u{200C}' | '\u{200D}') || is_id_only(c)))
}

/// The characters of `ID_Start` that are not in `XID_Start`: JavaScript goes by the former.
const fn is_id_only(c: char) -> bool {
    matches!(
        c,
        '\u{37A}' | '\u{E33}' | '\u{EB3}' | '\u{309B}' | '\u{309C}' | '\u{FC5E}'
            ..='\u{FC63}'
                | '\u{FDFA}'
                | '\u{FDFB}'
                | '\u{FE70}'
                | '\u{FE72}'
                | '\u{FE74}'
                | '\u{FE76}'
                | '\u{FE78}'
                | '\u{FE7A}'
                | '\u{FE7C}'
                | '\u{FE7E}'
                | '\u{FF9E}'
                | '\u{FF9F}'
    )
}

/// Whether `text` is a JavaScript `IdentifierName`.
pub fn is_identifier(text: &str) -> bool {
    if let Some((first, _)) = text.as_bytes().split_first()
        && plain_len(text) == text.len()
    {
        return !first.is_ascii_digit();
    }
    let mut chars = text.chars();
    chars.next().is_some_and(is_id_start) && chars.all(is_id_continue)
}

/// Whether a byte may continue an identifier in ASCII.
const IS_PLAIN: [bool; 256] = {
    let mut is_plain = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        is_plain[byte] = (byte as u8).is_ascii_alphanumeric() || matches!(byte as u8, b'$' | b'_');
        byte += 1;
    }
    is_plain
};

/// How many bytes at the beginning of `text` may continue an identifier in ASCII.
fn plain_len(text: &str) -> usize {
    text.bytes().take_while(|&byte| IS_PLAIN[usize::from(byte)]).count()
}

/// The spelling of a name that is no identifier as it stands.
fn spell(text: &str) -> Option<String> {
    // `_` is a name of its own, for what nobody wants and for libraries: it must not stand in the way of the operator.
    if text == "-" {
        return Some("_minus".to_owned());
    }
    let mut out = String::with_capacity(text.len() + 4);
    // The next letter starts a word.
    let mut capital = false;
    let mut chars = text.chars();
    let mut before = None;
    while let Some(c) = chars.next() {
        let previous = before.replace(c);
        let next = chars.clone().next();
        let word = match c {
            '-' if next == Some('>') => {
                before = chars.next();
                Some(if out.is_empty() { "_to" } else { "To" })
            }
            '-' => {
                let between_words = !out.is_empty()
                    && previous.is_some_and(|c| c != '-')
                    && next.is_some_and(|n| n != '-' && !n.is_ascii_digit());
                if between_words {
                    capital = true;
                } else {
                    out.push('_');
                }
                continue;
            }
            '?' => Some("_q"),
            '!' => Some("_x"),
            '+' => Some("_plus"),
            '*' => Some("_star"),
            '/' => Some("_slash"),
            '<' => Some("_lt"),
            '>' => Some("_gt"),
            '=' => Some("_eq"),
            '%' => Some("_pct"),
            '&' => Some("_amp"),
            '|' => Some("_or"),
            '^' => Some("_xor"),
            '~' => Some("_tilde"),
            _ => None,
        };
        if let Some(word) = word {
            out.push_str(word);
            capital = !matches!(word, "_q" | "_x");
            continue;
        }
        if out.is_empty() && !is_id_start(c) || !is_id_continue(c) {
            return None;
        }
        if capital && c.is_lowercase() {
            out.extend(c.to_uppercase());
        } else {
            out.push(c);
        }
        capital = false;
        // Most of a name is letters and digits.
        let rest = chars.as_str();
        let (plain, rest) = rest.split_at(plain_len(rest));
        out.push_str(plain);
        before = plain.chars().next_back().or(before);
        chars = rest.chars();
    }
    is_identifier(&out).then_some(out)
}

/// Whether `name` is reserved as an identifier. `module`: in module code (strict, `await` reserved).
pub fn is_reserved(name: &str, module: bool) -> bool {
    match name {
        "break" | "case" | "catch" | "class" | "const" | "continue" | "debugger" | "default" | "delete" | "do"
        | "else" | "enum" | "export" | "extends" | "false" | "finally" | "for" | "function" | "if" | "import"
        | "in" | "instanceof" | "new" | "null" | "return" | "super" | "switch" | "this" | "throw" | "true" | "try"
        | "typeof" | "var" | "void" | "while" | "with" => true,
        "await" | "yield" | "let" | "static" | "implements" | "interface" | "package" | "private" | "protected"
        | "public" | "eval" | "arguments" => module,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kebab_names_become_camel_case() {
        for (lisp, js) in [
            ("to-string", "toString"),
            ("toString", "toString"),
            ("empty?", "empty_q"),
            ("set!", "set_x"),
            ("a->b", "aToB"),
            ("-private", "_private"),
            ("a--b", "a__b"),
            ("trailing-", "trailing_"),
            ("+", "_plus"),
            ("-", "_minus"),
            ("step-2", "step_2"),
            ("*state*", "_starState_star"),
            ("λ", "λ"),
            ("class", "class"),
        ] {
            assert_eq!(js_name(Symbol::intern(lisp)).map(Symbol::as_str), Some(js), "{lisp}");
        }
        for bad in ["1+", "a@b", "a#b", ""] {
            assert_eq!(js_name(Symbol::intern(bad)), None, "{bad}");
        }
    }
}
