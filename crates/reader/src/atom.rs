//! Atoms: names, keywords, numbers and literals. Entering: the text between two delimiters; leaving: the form's kind,
//! or what is wrong with it.
//!
//! `obj.field` gives `Symbol`, `:k` `Keyword`, `-1` `Number`, `js/if` `Core`. A symbol that leaves has only segments
//! that JavaScript can name, so that later stages meet no `a..b`, `a/b` or `1+`.

use crate::core_form::CoreForm;
use crate::form::FormKind;
use crate::number::{self, Literal};
use sx_base::Symbol;
use sx_base::names::{is_id_continue, is_id_start};

/// What is wrong with an atom. Offsets are bytes from its start.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Problem {
    /// Begins like a number and is none.
    Number,
    /// `-x`
    MinusGlued,
    /// `1+`, `1-`
    SignAfterNumber,
    /// `1/2`
    Ratio,
    /// `a/b`; where the slash is.
    Slash(usize),
    /// `js/foo`
    UnknownCore,
    /// `a@b`; the character and where it is.
    Character(char, usize),
    /// `a:b`; where the colon is.
    Colon(usize),
    /// `a..b`, `a.`; where the segment is missing.
    EmptySegment(usize),
    /// `.a.b`
    LongHead,
    /// `a.0`; where the digit is.
    DigitSegment(usize),
    /// `#p.x`: a private name without the object that has it.
    PrivateChain,
    /// `\a-b`
    Verbatim,
}

/// What the atom `text` is. `text` is not empty and holds no whitespace, bracket or quote.
pub(crate) fn classify(text: &str) -> Result<FormKind, Problem> {
    let bytes = text.as_bytes();
    match bytes[0] {
        b':' if bytes.len() > 1 => return Ok(FormKind::Keyword(Symbol::intern(&text[1..]))),
        b'\\' => return classify_verbatim(&text[1..]),
        b'0'..=b'9' | b'+' | b'-' | b'.' if number::begins_number(bytes) => return classify_number(text),
        _ => {}
    }
    match text {
        "true" => return Ok(FormKind::True),
        "false" => return Ok(FormKind::False),
        "null" | "nil" => return Ok(FormKind::Null),
        _ => {}
    }
    if let Some(core) = text.starts_with("js/").then(|| CoreForm::from_name(text)) {
        return core.map(FormKind::Core).ok_or(Problem::UnknownCore);
    }
    check_symbol(text)?;
    Ok(FormKind::Symbol(Symbol::intern(text)))
}

/// `\name`, and `\name#`, `\name##2`: a binding that `sx expand` tells from another of its name.
fn classify_verbatim(name: &str) -> Result<FormKind, Problem> {
    let without_mark = sx_base::names::marked_stem(name).map_or(name, |(stem, _)| stem);
    if sx_base::names::is_identifier(without_mark) {
        Ok(FormKind::Verbatim(Symbol::intern(name)))
    } else {
        Err(Problem::Verbatim)
    }
}

fn classify_number(text: &str) -> Result<FormKind, Problem> {
    match number::literal(text.as_bytes()) {
        Some(Literal::Number) => Ok(FormKind::Number(Symbol::intern(text))),
        Some(Literal::BigInt) => Ok(FormKind::BigInt(Symbol::intern(text))),
        None => Err(number_problem(text)),
    }
}

fn number_problem(text: &str) -> Problem {
    let is_number = |part: &str| number::literal(part.as_bytes()).is_some();
    if text.strip_suffix(['+', '-']).is_some_and(is_number) {
        Problem::SignAfterNumber
    } else if text.split_once('/').is_some_and(|(top, bottom)| is_number(top) && is_number(bottom)) {
        Problem::Ratio
    } else {
        Problem::Number
    }
}

/// Symbols that are whole as they stand and do not follow the rule of segments.
fn is_special(text: &str) -> bool {
    matches!(text, "." | "..." | "?." | "!." | ":" | "?:") || CoreForm::from_name(text).is_some()
}

fn check_symbol(text: &str) -> Result<(), Problem> {
    if is_special(text) {
        return Ok(());
    }
    let bytes = text.as_bytes();
    let is_glued = |c: char| is_id_start(c);
    if bytes[0] == b'-' && text[1..].chars().next().is_some_and(is_glued) {
        return Err(Problem::MinusGlued);
    }
    // A head such as `.m`, `?.m`, `!.m` names one member.
    if let Some(member) = head_member(text) {
        let name = member.strip_prefix('-').unwrap_or(member);
        let start = text.len() - name.len();
        return match name.find('.') {
            Some(_) if name.starts_with('.') => Err(Problem::EmptySegment(start)),
            Some(_) => Err(Problem::LongHead),
            None if name.is_empty() => Err(Problem::EmptySegment(start)),
            None => check_segment(name, start, Place::Member),
        };
    }
    check_chain(text)
}

fn head_member(text: &str) -> Option<&str> {
    [".", "?.", "!."].iter().find_map(|prefix| text.strip_prefix(prefix)).filter(|member| !member.is_empty())
}

/// Where a segment stands, which decides what a `#` in it means.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// `a` of `a`: `#p` is a private name, `tmp#` a fresh one.
    Only,
    /// `a` of `a.b`: `tmp#` is a fresh name.
    First,
    /// `b` of `a.b`: `#p` is a private member.
    Member,
}

fn check_chain(text: &str) -> Result<(), Problem> {
    // `w:` is a word that macros use; `a:b` is a type that wants spaces.
    let body = match text.strip_suffix(':') {
        Some(body) if !body.is_empty() => body,
        _ => text,
    };
    let mut start = 0;
    let mut segments = body.split('.').peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        let place = match (start, is_last) {
            (0, true) => Place::Only,
            (0, false) => Place::First,
            _ => Place::Member,
        };
        // The operators `?.` and `!.` leave their sign at the end of the segment before.
        let is_call_mark = is_last && start > 1 && segment.is_empty() && body[..start - 1].ends_with('?');
        if is_call_mark && !ends_in_bare_mark(&body[..start - 1]) {
            return Ok(());
        }
        let is_bare_mark = !is_last && matches!(segment, "?" | "!");
        if segment.is_empty() || is_bare_mark {
            return Err(Problem::EmptySegment(start));
        }
        check_segment(segment, start, place)?;
        start += segment.len() + 1;
    }
    Ok(())
}

/// Whether nothing but the mark stands in the last segment, as in `a.?`.
fn ends_in_bare_mark(text: &str) -> bool {
    text == "?" || text.ends_with(".?")
}

/// What stands before the mark of a fresh name, `tmp#` or `tmp#2`, or of a name that is apart from its like, `x##2`.
fn fresh_stem(segment: &str) -> Option<&str> {
    let stem = segment.trim_end_matches(is_digit).strip_suffix('#')?;
    Some(stem.strip_suffix('#').unwrap_or(stem)).filter(|stem| !stem.is_empty())
}

/// What follows the first `#` of a fresh name in `x#?.y`, `x#2!.y`, `x##2?.y`.
fn is_mark_end(rest: &str) -> bool {
    matches!(rest.strip_prefix('#').unwrap_or(rest).trim_start_matches(is_digit), "?" | "!")
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

fn check_segment(segment: &str, start: usize, place: Place) -> Result<(), Problem> {
    let mut name = segment;
    let mut at = start;
    if let Some(private) = segment.strip_prefix('#').filter(|rest| !rest.is_empty()) {
        match place {
            Place::Only | Place::Member => (name, at) = (private, start + 1),
            Place::First => return Err(Problem::PrivateChain),
        }
    } else if let Some(fresh) = fresh_stem(segment).filter(|_| place != Place::Member) {
        name = fresh;
    }
    for (offset, c) in name.char_indices() {
        let is_first = offset == 0;
        match c {
            '-' | '?' | '!' | '+' | '*' | '<' | '>' | '=' | '%' | '&' | '|' | '^' | '~' => {}
            '/' => return Err(Problem::Slash(at + offset)),
            ':' => return Err(Problem::Colon(at + offset)),
            // The object of an optional or non-null chain may be a fresh name: `x#?.y`.
            '#' if place == Place::First && is_mark_end(&name[offset + 1..]) => {}
            _ if is_first && c.is_ascii_digit() => return Err(Problem::DigitSegment(at)),
            _ if is_id_start(c) || (!is_first && is_id_continue(c)) => {}
            _ => return Err(Problem::Character(c, at + offset)),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn symbol(text: &str) -> FormKind {
        FormKind::Symbol(Symbol::intern(text))
    }

    #[test]
    fn names_operators_and_chains_are_symbols() {
        for text in [
            "a",
            "a-b",
            "$",
            "_x",
            "λ",
            "été",
            "empty?",
            "set!",
            "a->b",
            "->",
            "->>",
            "--",
            "-=",
            "-",
            "+",
            "--x",
            "*state*",
            "<=",
            "**",
            ">>>=",
            "&&=",
            "??",
            "??=",
            "?:",
            ":",
            ".",
            "...",
            "?.",
            "!.",
            "@",
            "/",
            "/=",
            "|",
            "||",
            "||=",
            "^",
            "~",
            "&rest",
            "%",
            "a.b",
            "a.b.c",
            "a?.b",
            "a!.b",
            "a?.b!.c",
            "f?.",
            "a.b?.",
            "this.#p",
            "obj.#p?.q",
            "tmp#",
            "tmp#.x",
            "tmp#?.x",
            "#p",
            "#my-p?",
            ".m",
            ".-p",
            ".-#p",
            ".#p",
            "?.m",
            "?.#p",
            "!.m",
            "w:",
            "import.meta",
            "a.if",
            "a.to-string",
            "some->",
            "x1",
            "not=",
        ] {
            assert_eq!(classify(text), Ok(symbol(text)), "{text}");
        }
    }

    #[test]
    fn other_atoms() {
        for (text, kind) in [
            (":k", FormKind::Keyword(Symbol::intern("k"))),
            (":data-x", FormKind::Keyword(Symbol::intern("data-x"))),
            ("\\list", FormKind::Verbatim(Symbol::intern("list"))),
            ("\\interface", FormKind::Verbatim(Symbol::intern("interface"))),
            ("\\x##2", FormKind::Verbatim(Symbol::intern("x##2"))),
            ("\\x#", FormKind::Verbatim(Symbol::intern("x#"))),
            ("-1", FormKind::Number(Symbol::intern("-1"))),
            (".5", FormKind::Number(Symbol::intern(".5"))),
            ("10n", FormKind::BigInt(Symbol::intern("10n"))),
            ("nil", FormKind::Null),
            ("null", FormKind::Null),
            ("true", FormKind::True),
            ("js/if", FormKind::Core(CoreForm::If)),
            ("js/get", FormKind::Core(CoreForm::GetMember)),
            ("js//", FormKind::Core(CoreForm::Div)),
            ("js//=", FormKind::Core(CoreForm::DivAssign)),
            ("js/.", FormKind::Core(CoreForm::Dot)),
        ] {
            assert_eq!(classify(text), Ok(kind), "{text}");
        }
    }

    #[test]
    fn what_is_no_atom_says_why() {
        for (text, problem) in [
            ("-x", Problem::MinusGlued),
            ("-Infinity", Problem::MinusGlued),
            ("1+", Problem::SignAfterNumber),
            ("1-", Problem::SignAfterNumber),
            ("1/2", Problem::Ratio),
            ("1px", Problem::Number),
            ("1.2.3", Problem::Number),
            ("a/b", Problem::Slash(1)),
            ("//", Problem::Slash(0)),
            ("js/foo", Problem::UnknownCore),
            ("js/js/if", Problem::UnknownCore),
            ("a@b", Problem::Character('@', 1)),
            ("a\\b", Problem::Character('\\', 1)),
            ("x.😀", Problem::Character('😀', 2)),
            ("a#b", Problem::Character('#', 1)),
            ("a:b", Problem::Colon(1)),
            ("a..b", Problem::EmptySegment(2)),
            ("a.", Problem::EmptySegment(2)),
            ("..", Problem::EmptySegment(1)),
            ("a.?.b", Problem::EmptySegment(2)),
            ("a!.", Problem::EmptySegment(3)),
            (".a.b", Problem::LongHead),
            ("a.0", Problem::DigitSegment(2)),
            ("#p.x", Problem::PrivateChain),
            ("\\a-b", Problem::Verbatim),
            ("\\", Problem::Verbatim),
            ("\\a.b", Problem::Verbatim),
            ("\\#2", Problem::Verbatim),
            ("\\a-b#", Problem::Verbatim),
            ("@dec", Problem::Character('@', 0)),
            (".-a@b", Problem::Character('@', 3)),
            (".-", Problem::EmptySegment(2)),
        ] {
            assert_eq!(classify(text), Err(problem), "{text}");
        }
    }
}
