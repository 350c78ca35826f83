//! Every message of the reader: one constructor each, so that the wording is reviewed in one place.
//!
//! Entering: places and spellings; leaving: a [`Diagnostic`] that says what was found, what was expected and what to
//! type. Each code has a longer text in [`crate::EXPLANATIONS`].

use sx_base::{Diagnostic, Span};

/// SX0001
pub(crate) fn invalid_utf8(span: Span, byte: u8, bad_runs: usize, is_utf16: bool) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        "SX0001",
        span,
        format!("invalid UTF-8: found the byte 0x{byte:02X}, expected text encoded in UTF-8"),
    );
    let diagnostic = if is_utf16 {
        diagnostic.help("the file looks like UTF-16: save it with the encoding UTF-8")
    } else if byte >= 0xA0 {
        let c = byte as char;
        diagnostic
            .note(format!("in Latin-1 this byte is `{c}`"))
            .help("save the file with the encoding UTF-8 (`iconv -f LATIN1 -t UTF-8`)")
    } else {
        diagnostic.help("save the file with the encoding UTF-8")
    };
    if bad_runs > 1 { diagnostic.note(format!("{} more places are not UTF-8", bad_runs - 1)) } else { diagnostic }
}

/// SX0002
pub(crate) fn file_too_large(len: usize) -> Diagnostic {
    Diagnostic::error("SX0002", Span::at(0), format!("found a file of {len} bytes, expected less than 4294967295"))
        .help("split the file into modules")
}

/// SX0003
pub(crate) fn control_character(span: Span, byte: u8) -> Diagnostic {
    let name = if byte == 0 { " (NUL)" } else { "" };
    let message = format!("found the control character U+{byte:04X}{name}, expected a form");
    let diagnostic = Diagnostic::error("SX0003", span, message);
    if byte == 0 {
        diagnostic.help("delete it; a text with many of them is a binary file or UTF-16")
    } else {
        diagnostic.help(format!("delete it, or write `\\x{byte:02X}` inside of a string"))
    }
}

/// A form that is still open where the file ends.
pub(crate) struct Unclosed {
    pub(crate) opener: Span,
    /// The text of the opener.
    pub(crate) open: &'static str,
    pub(crate) closer: &'static str,
}

/// SX0004. `open` are the forms that one mistake left open, outermost first; `suspect` is where indentation says that
/// a closer is missing, and the opener it would close.
pub(crate) fn unclosed(open: &[Unclosed], end: u32, suspect: Option<(Span, Span)>) -> Diagnostic {
    let closers: String = open.iter().rev().take(20).map(|form| form.closer).collect();
    let (first, rest) = open.split_first().expect("invariant: a form is open");
    let message =
        format!("this `{}` is never closed: found the end of the file, expected `{}`", first.open, first.closer);
    let mut diagnostic = Diagnostic::error("SX0004", first.opener, message);
    for form in rest.iter().take(4) {
        diagnostic = diagnostic.label(form.opener, format!("and this `{}` is open too", form.open));
    }
    match suspect {
        Some((place, culprit)) => {
            if culprit != first.opener {
                diagnostic = diagnostic.label(culprit, "indentation suggests that this is what is not closed");
            }
            diagnostic
                .label(place, format!("indentation suggests that `{closers}` is missing here"))
                .help(format!("type `{closers}` where the form should end; the next line is not indented under it"))
                .fix(format!("Insert `{closers}`"), Span::at(place.end), closers)
        }
        None => diagnostic.help(format!("type `{closers}` where the form should end")).fix(
            format!("Insert `{closers}` at the end"),
            Span::at(end),
            closers,
        ),
    }
}

/// SX0005
pub(crate) fn mismatched(closer: Span, found: char, opener: Span, open: &str, expected: &str) -> Diagnostic {
    let message = format!("mismatched closer: found `{found}`, expected `{expected}` to close `{open}`");
    Diagnostic::error("SX0005", closer, message)
        .label(opener, format!("`{open}` is opened here"))
        .help(format!("type `{expected}` to close what is open, or delete `{found}`"))
}

/// SX0006
pub(crate) fn stray_closer(span: Span, found: char) -> Diagnostic {
    Diagnostic::error("SX0006", span, format!("unexpected `{found}`: nothing is open that it could close"))
        .help(format!("delete the `{found}`, or look for a missing opener or an extra closer before it"))
}

/// SX0007. `suspect` is an earlier string that probably swallowed code.
pub(crate) fn unterminated_string(opener: Span, suspect: Option<Span>) -> Diagnostic {
    let message = "this string is never closed: found the end of the file, expected `\"`";
    match suspect {
        Some(earlier) => {
            Diagnostic::error("SX0007", earlier, "a string is never closed: expected `\"`, probably on this line")
                .label(opener, "the last string of the file has no end")
                .help("type the closing `\"`: this string runs over lines that look like code")
        }
        None => Diagnostic::error("SX0007", opener, message).help("type the closing `\"`"),
    }
}

/// SX0008. `found` is the escape as spelled, from the backslash on.
pub(crate) fn bad_escape(span: Span, found: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        "SX0008",
        span,
        format!("invalid escape `{found}` in a string, expected a JavaScript escape"),
    );
    match found.as_bytes().get(1) {
        Some(b'u') => diagnostic
            .help("type four hexadecimal digits, `\\u0041`, or `\\u{1F600}`; for the backslash itself type `\\\\`"),
        Some(b'x') => diagnostic.help("type two hexadecimal digits, `\\x41`; for the backslash itself type `\\\\`"),
        _ => diagnostic
            .help(format!("for the backslash itself type `\\{found}`"))
            .note("the escapes are \\n \\t \\r \\b \\f \\v \\0 \\xHH \\uHHHH \\u{…}, punctuation as in \\\" and \\\\, and a line end"),
    }
}

/// SX0009
pub(crate) fn unterminated_template(opener: Span) -> Diagnostic {
    Diagnostic::error("SX0009", opener, "this template is never closed: found the end of the file, expected `` ` ``")
        .help("type the closing `` ` ``; inside of a template it is spelled `` \\` ``")
}

/// SX0010
pub(crate) fn template_hole(span: Span, found: usize) -> Diagnostic {
    let what = if found == 0 { "nothing".to_owned() } else { format!("{found} forms") };
    let diagnostic =
        Diagnostic::error("SX0010", span, format!("found {what} between `${{` and `}}`, expected exactly one form"));
    if found == 0 {
        diagnostic.help("type a form, `${name}`, or `\\${}` for the text itself")
    } else {
        diagnostic.help("put the call in parentheses: `${(f x)}`")
    }
}

/// SX0011
pub(crate) fn unterminated_regex(span: Span) -> Diagnostic {
    Diagnostic::error(
        "SX0011",
        span,
        "this regular expression is never closed: found the end of the line, expected `/`",
    )
    .help("type the closing `/`; a slash inside of it is spelled `\\/` or `[/]`")
}

/// SX0012
pub(crate) fn empty_regex(span: Span, found: &str) -> Diagnostic {
    Diagnostic::error(
        "SX0012",
        span,
        format!("found `{found}`, which begins a comment in JavaScript, expected a pattern"),
    )
    .help("the empty pattern is spelled `#/(?:)/`; comments are `;` and `#| |#`")
}

/// SX0013
pub(crate) fn bad_regex_flags(span: Span, found: &str) -> Diagnostic {
    let message =
        format!("found the regular expression flags `{found}`, expected each of `d g i m s u v y` at most once");
    Diagnostic::error("SX0013", span, message).help("`u` and `v` exclude each other; type for example `#/a+/gi`")
}

/// SX0014
pub(crate) fn unterminated_comment(opener: Span) -> Diagnostic {
    Diagnostic::error("SX0014", opener, "this comment is never closed: found the end of the file, expected `|#`")
        .help("type `|#`; block comments nest, so each `#|` needs its own")
}

/// SX0015. `found` is the dispatch as spelled, from the `#` on.
pub(crate) fn unknown_dispatch(span: Span, found: &str) -> Diagnostic {
    let message = format!(
        "unknown reader dispatch `{found}`: expected `#|`, `#;`, `#{{`, `#/`, a template or a private name after `#`"
    );
    let diagnostic = Diagnostic::error("SX0015", span, message);
    match found.as_bytes().get(1) {
        Some(b'(' | b'[') => diagnostic.help("an array is `[a b]`, a function `(fn (x) (f x))`"),
        Some(b'"') => diagnostic.help("a regular expression is `#/re/gi`"),
        Some(b'\\') => diagnostic.help("a character is a string of length one: `\"a\"`"),
        Some(b'\'') => diagnostic.help("functions need no mark: `f`"),
        Some(b'!') => diagnostic.help("a hashbang stands in the first line only"),
        _ => diagnostic.help("delete the `#`, or write the data as an ordinary form"),
    }
}

/// SX0016
pub(crate) fn bad_number(span: Span, found: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error("SX0016", span, format!("found `{found}`, expected a number as in JavaScript"));
    if found.contains('_') {
        diagnostic.help("`_` stands alone between two digits: `1_000`")
    } else if found.ends_with('n') {
        diagnostic.help("a BigInt is whole and has no leading zero: `10n`")
    } else {
        diagnostic.help("type for example `42`, `0.5`, `1e9`, `0xFF` or `10n`; a name cannot begin with a digit")
    }
}

/// SX0017
pub(crate) fn minus_glued(span: Span, found: &str) -> Diagnostic {
    let name = &found[1..];
    Diagnostic::error(
        "SX0017",
        span,
        format!("found `{found}`: a minus glued to a name, expected `(- {name})` or a name"),
    )
    .help(format!("type `(- {name})`"))
    .fix("Negate the value", span, format!("(- {name})"))
}

/// SX0018
pub(crate) fn sign_after_number(span: Span, found: &str) -> Diagnostic {
    let (number, sign) = found.split_at(found.len() - 1);
    Diagnostic::error("SX0018", span, format!("found `{found}`, which is neither a number nor a name"))
        .help(format!("type `({sign} x {number})`, or `({} x)`", if sign == "+" { "inc" } else { "dec" }))
}

/// SX0019
pub(crate) fn ratio(span: Span, found: &str) -> Diagnostic {
    let (top, bottom) = found.split_once('/').unwrap_or((found, "1"));
    Diagnostic::error("SX0019", span, format!("found the ratio `{found}`; JavaScript has no ratios, expected a number"))
        .help(format!("type `(/ {top} {bottom})`"))
        .fix("Divide", span, format!("(/ {top} {bottom})"))
}

/// SX0020. `span` is the slash.
pub(crate) fn slash_in_name(span: Span, found: &str) -> Diagnostic {
    let diagnostic =
        Diagnostic::error("SX0020", span, format!("found `/` inside of the name `{found}`, expected `.` or spaces"));
    if found.starts_with("//") || found.starts_with("/*") {
        return diagnostic.help("a comment begins with `;`, a block comment is `#| … |#`");
    }
    if found.starts_with('/') {
        return diagnostic.help("a regular expression is `#/re/flags`; division is `(/ a b)`");
    }
    let dotted = found.replace('/', ".");
    diagnostic.help(format!("type `{dotted}` for a member, `(/ {})` for a division", found.replace('/', " ")))
}

/// SX0021
pub(crate) fn unknown_core(span: Span, found: &str, suggestion: Option<&str>) -> Diagnostic {
    let diagnostic =
        Diagnostic::error("SX0021", span, format!("unknown core name `{found}`, expected `js/` and a special form"));
    match suggestion {
        Some(name) => diagnostic.help(format!("did you mean `{name}`?")).fix("Use the form that exists", span, name),
        None => {
            diagnostic.help("type `js/if`, `js/get`, …; a member of a global is `(js/get (js/global \"x\") \"y\")`")
        }
    }
}

/// SX0022. `span` is the character.
pub(crate) fn bad_character(span: Span, found: &str, c: char) -> Diagnostic {
    let shown = if c.is_control() { format!("U+{:04X}", c as u32) } else { format!("{c}") };
    let message =
        format!("found `{shown}` in the name `{found}`; expected letters, digits, `$ _ - ? ! + * < > = % & | ^ ~`");
    let diagnostic = Diagnostic::error("SX0022", span, message);
    match (c, found.strip_prefix('@')) {
        ('@', Some(name)) => diagnostic.help(format!("a decorator is `(@ {name} member)`")),
        ('#', _) => diagnostic.help("`#` stands before a private name, `obj.#p`, or after a fresh one, `tmp#`"),
        ('\\', _) => diagnostic.help("a backslash stands before a verbatim name: `\\interface`"),
        _ => diagnostic.help("take it out of the name; as a property key write a string: `(js/get obj \"a@b\")`"),
    }
}

/// SX0023. `span` is the colon.
pub(crate) fn colon_in_name(span: Span, found: &str) -> Diagnostic {
    let (name, rest) = found.split_once(':').unwrap_or((found, ""));
    Diagnostic::error("SX0023", span, format!("found `:` inside of the name `{found}`, expected spaces around it"))
        .help(format!("type `{name} : {rest}` for a type, `:{name} {rest}` for a key and its value"))
}

/// SX0024. `span` is where the member name is missing.
pub(crate) fn empty_segment(span: Span, found: &str) -> Diagnostic {
    let diagnostic = Diagnostic::error(
        "SX0024",
        span,
        format!("a member name is missing in `{found}`, expected a name after each dot"),
    );
    if found.chars().all(|c| c == '.') {
        diagnostic.help("a spread is `...xs`, the ellipsis `...`, member access `(. obj member)`")
    } else {
        diagnostic.help("type the name, or delete the dot")
    }
}

/// SX0025
pub(crate) fn long_head(span: Span, found: &str) -> Diagnostic {
    let path = found.trim_start_matches(['.', '?', '!', '-']).replace('.', " ");
    Diagnostic::error("SX0025", span, format!("found `{found}`, expected one member name after a leading dot"))
        .help(format!("type `(. obj {path})`"))
}

/// SX0026. `span` is the segment.
pub(crate) fn digit_segment(span: Span, found: &str) -> Diagnostic {
    Diagnostic::error("SX0026", span, format!("found a number as member name in `{found}`, expected a name"))
        .help("type `(. obj [0])`")
}

/// SX0027
pub(crate) fn private_chain(span: Span, found: &str) -> Diagnostic {
    Diagnostic::error("SX0027", span, format!("found `{found}`: a private name needs the object that has it"))
        .help(format!("type `this.{found}`"))
}

/// SX0028
pub(crate) fn bad_verbatim(span: Span, found: &str) -> Diagnostic {
    let message = format!("found `{found}`, expected a JavaScript identifier after `\\`");
    let diagnostic = Diagnostic::error("SX0028", span, message);
    match found[1..].split_once('.') {
        Some((name, members)) if !name.is_empty() && !members.is_empty() => {
            diagnostic.help(format!("type `(. \\{name} {})`", members.replace('.', " ")))
        }
        _ => diagnostic.help("type for example `\\interface`; a verbatim name is spelled as JavaScript spells it"),
    }
}

/// SX0029
pub(crate) fn prefix_without_form(span: Span, found: &str, before: Option<char>) -> Diagnostic {
    let before = before.map_or("the end of the file".to_owned(), |c| format!("`{c}`"));
    Diagnostic::error("SX0029", span, format!("found {before} after `{found}`, expected a form"))
        .help(format!("type the form that `{found}` stands for, or delete the `{found}`"))
}

/// SX0030
pub(crate) fn too_many(span: Span, more: usize) -> Diagnostic {
    Diagnostic::error("SX0030", span, format!("too many errors: {more} more from here on are not shown"))
        .help("mend the first ones; is this really a Lisp file?")
}

/// SX0031. `span` is within the pattern.
pub(crate) fn bad_pattern(span: Span, message: &str) -> Diagnostic {
    Diagnostic::error("SX0031", span, message)
        .help("patterns are those of JavaScript, where a mistake in one keeps the whole file from running")
}
