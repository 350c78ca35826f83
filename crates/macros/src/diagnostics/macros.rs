//! The messages of macros: their definitions and calls, what their code raises, the files they come from.

use super::{count, counted};
use std::sync::Arc;
use sx_base::{Diagnostic, Label, Source, Span, Symbol};
use sx_vm::{VmError, VmErrorKind};

pub(crate) fn endless_expansion(span: Span, name: Symbol, reason: &str) -> Diagnostic {
    Diagnostic::error("SX0200", span, format!("the expansion of `{name}` does not end: {reason}"))
        .help("a recursive macro needs a case that does not call it again")
}

pub(crate) fn too_many_questions(span: Span, name: Symbol, most: u32) -> Diagnostic {
    let message = format!("the expansion of `{name}` goes too deep: {most} calls of macroexpand wait for each other");
    Diagnostic::error("SX0200", span, message).help(
        "a macro that expands calls of itself needs a case that does not; give the call back instead of its expansion",
    )
}

/// `alike`: a name of the call that is spelled as a literal and means something else.
pub(crate) fn no_rule_matches(
    span: Span,
    name: Symbol,
    patterns: &[String],
    alike: Option<(Span, Symbol)>,
) -> Diagnostic {
    // `_` stands for the name; people write the name.
    let written = |pattern: &String| match pattern.strip_prefix("(_") {
        Some(rest) => format!("`({name}{rest}`"),
        None => format!("`{pattern}`"),
    };
    let patterns: Vec<String> = patterns.iter().map(written).collect();
    let diagnostic = Diagnostic::error("SX0201", span, format!("no pattern of `{name}` matches this call"));
    if patterns.is_empty() {
        return diagnostic.note("it has no patterns").help("give its `syntax-rules` a rule: (pattern template)");
    }
    let diagnostic = diagnostic.note(format!("it is written {}", patterns.join(" or ")));
    let Some((place, literal)) = alike else { return diagnostic.help("write the call in one of these shapes") };
    diagnostic
        .label(place, format!("`{literal}` means something else here than the macro does by it"))
        .note("a literal of a pattern is matched by what it means, not by how it is spelled")
        .help(format!("give the other `{literal}` another name"))
}

pub(crate) fn duplicate_pattern_key(span: Span, key: Symbol) -> Diagnostic {
    Diagnostic::error("SX0202", span, format!("the key `{key}` stands twice in one pattern"))
        .help("an object has each key once: remove one of them")
}

pub(crate) fn duplicate_pattern_variable(span: Span, name: Symbol) -> Diagnostic {
    Diagnostic::error("SX0202", span, format!("duplicate pattern variable `{name}`: it stands twice in one pattern"))
        .help("give one of them another name")
}

pub(crate) fn stray_ellipsis(span: Span) -> Diagnostic {
    Diagnostic::error("SX0203", span, "`...` follows nothing that it could repeat")
        .help("write it after a pattern or template; (... ...) is the symbol itself")
}

pub(crate) fn second_ellipsis(span: Span) -> Diagnostic {
    Diagnostic::error("SX0204", span, "a second `...` in one list pattern")
        .note("it could not be told where the first ends")
        .help("put one of them into a list of its own: ((a ...) b ...)")
}

pub(crate) fn missing_ellipsis(span: Span, name: Symbol, depth: usize) -> Diagnostic {
    Diagnostic::error(
        "SX0205",
        span,
        format!("the pattern variable `{name}` needs `...` after it: it matched at ellipsis depth {depth}"),
    )
    .help(format!("write {name}{}", " ...".repeat(depth)))
}

pub(crate) fn ellipsis_repeats_nothing(span: Span) -> Diagnostic {
    Diagnostic::error(
        "SX0206",
        span,
        "`...` repeats nothing: the form before it holds no pattern variable that an ellipsis matched",
    )
    .help("remove the `...`, or match the variable with `...` in the pattern")
}

/// Two pattern variables and how many forms they matched.
pub(crate) fn unequal_ellipsis(span: Span, one: (Symbol, usize), other: (Symbol, usize)) -> Diagnostic {
    let forms = if one.1 == 1 { "form" } else { "forms" };
    let found = format!("`{}` matched {} {forms} and `{}` {}", one.0, one.1, other.0, other.1);
    Diagnostic::error("SX0207", span, format!("{found}, but one `...` repeats both"))
        .help("give them the same number of forms")
}

/// `list`: the parameters of the macro.
pub(crate) fn macro_arity(
    span: Span,
    name: Symbol,
    least: usize,
    most: Option<usize>,
    given: usize,
    list: &str,
) -> Diagnostic {
    let wanted = counted(&count(least, most), "argument");
    Diagnostic::error("SX0208", span, format!("the macro `{name}` takes {wanted}, found {given}"))
        .help(format!("its parameters are {list}"))
}

/// `pattern`: the list among the parameters `list` of a macro that the operand is taken apart by.
pub(crate) fn operand_arity(
    span: Span,
    name: Symbol,
    pattern: &str,
    least: usize,
    most: Option<usize>,
    given: usize,
    list: &str,
) -> Diagnostic {
    let wanted = counted(&count(least, most), "element");
    Diagnostic::error("SX0208", span, format!("the macro `{name}` takes {pattern} here, {wanted}, found {given}"))
        .help(format!("its parameters are {list}"))
}

/// `wanted`: what the operand is not.
pub(crate) fn operand_is_none(span: Span, name: Symbol, pattern: &str, wanted: &str, list: &str) -> Diagnostic {
    Diagnostic::error("SX0208", span, format!("the macro `{name}` takes {pattern} here, and {wanted}"))
        .help(format!("its parameters are {list}"))
}

/// A word of Common Lisp's lambda lists that stands for no parameter. `is_second`: `&optional` was there before.
pub(crate) fn lambda_word(span: Span, word: &str, is_second: bool) -> Diagnostic {
    let (what, help) = match word {
        "&rest" | "&body" => ("no name stands behind it", "write (… &rest name), or (… . name)"),
        "&optional" if is_second => ("all parameters here are optional already", "remove it"),
        "&optional" => ("no parameter stands behind it", "write (… &optional name (name default))"),
        "&whole" => ("there is no such word here", "the whole call is `&form`"),
        "&environment" => ("there is no such word here", "where the call stands is `&env`"),
        "&form" => ("the whole call is there without one", "remove it"),
        "&env" => ("where the call stands is there without one", "remove it, and the name behind it: ask `&env`"),
        "&aux" => ("there is no such word here", "write a (let …) in the body"),
        _ => {
            ("there is no such word here", "take the rest of the operands, (… . rest), and look for the keywords in it")
        }
    };
    Diagnostic::error("SX0145", span, format!("`{word}` is no parameter: {what}")).help(help)
}

/// A dot in a lambda list that stands before no last parameter.
pub(crate) fn stray_dot(span: Span) -> Diagnostic {
    Diagnostic::error("SX0145", span, "`.` is no parameter: one name or list stands behind it, the last one")
        .help("write (a . rest), or remove the dot")
}

pub(crate) fn optional_param(span: Span) -> Diagnostic {
    Diagnostic::error("SX0126", span, "malformed optional parameter: expected a name or (name default)")
        .help("compare the parameter with `undefined` to tell whether it was given")
}

pub(crate) fn inline_arity(span: Span, name: Symbol, wanted: usize, rest: bool, given: usize) -> Diagnostic {
    let wanted = counted(&count(wanted, if rest { None } else { Some(wanted) }), "argument");
    Diagnostic::error("SX0209", span, format!("`{name}` takes {wanted}, found {given}"))
        .help(format!("write ({name} …) with {wanted}"))
}

/// The engine's words for limits of its own, so that they make sense to whoever does not know it.
fn in_plain_words(message: &str) -> &str {
    match message.split_once(": ").map_or(message, |(_, words)| words) {
        "string too long" | "invalid string length" => "it makes a text that is too long",
        "invalid array length" | "invalid array index" | "invalid array buffer length" | "array too large" => {
            "it makes an array or a buffer of a length that none can have"
        }
        "BigInt is too large" | "BigInt is too large to allocate" | "Maximum BigInt size exceeded" => {
            "it makes an integer that is too large"
        }
        _ => message,
    }
}

/// Macro code stopped. `threw_value`: it threw what is no error.
pub(crate) fn macro_failed(
    span: Span,
    name: Symbol,
    error: &VmError,
    threw_value: bool,
    is_helper: impl Fn(&str) -> bool,
) -> Diagnostic {
    let is_macro = !name.as_str().starts_with("begin-for-syntax");
    let what = if is_macro { format!("the macro `{name}`") } else { "`begin-for-syntax`".to_owned() };
    let failed = |said: &str| Diagnostic::error("SX0210", span, format!("{what} failed: {said}"));
    match error.kind {
        VmErrorKind::Stack => {
            return failed("its functions call each other too deeply")
                .help("a recursive function needs a case that does not call itself");
        }
        VmErrorKind::Memory => {
            return failed("it wants more memory than macros have")
                .help("keep less of what it makes, or make it when the program runs");
        }
        VmErrorKind::Fuel => {
            return failed("it runs too long")
                .help("a loop or recursion of it may have no end; long work is for when the program runs");
        }
        _ if threw_value => {
            return failed(&format!("it threw {}, which is no error", error.message))
                .help("throw (Error \"…\"), or say (error \"…\" form), which has the place of the form");
        }
        _ => {}
    }
    let help = if is_macro { "the macro's body raised it; look at its definition" } else { "its code raised it" };
    let diagnostic = failed(in_plain_words(&error.message)).help(help);
    let message = error.message.as_str();
    let read_only = message.strip_prefix("TypeError: '").and_then(|rest| rest.strip_suffix("' is read-only"));
    if read_only.is_some_and(&is_helper) {
        return diagnostic.note("begin-for-syntax defines it with const; what let or def defines can be assigned");
    }
    let early = message
        .strip_prefix("ReferenceError: ")
        .and_then(|rest| rest.strip_suffix(" is not defined").or_else(|| rest.strip_suffix(" is not initialized")));
    if early.is_some_and(is_helper) {
        return diagnostic.note("it is defined below: the forms of begin-for-syntax run from the first to the last");
    }
    if message.ends_with("is read-only") || message.ends_with("is not extensible") {
        return diagnostic.note("the functions and prototypes of the compile-time engine are frozen");
    }
    diagnostic
}

pub(crate) fn macro_never_ends(span: Span, name: Symbol) -> Diagnostic {
    macro_failed(span, name, &VmError::too_long(), false, |_| false)
        .note("a step of it cannot be interrupted, so everything ends here; what was not written yet stays as it was")
}

/// A macro of the prelude says that its call is wrong; its parameters are `list`.
pub(crate) fn refused_by_prelude(span: Span, name: Symbol, message: &str, list: &str) -> Diagnostic {
    let said = message.strip_prefix("Error: ").unwrap_or(message);
    Diagnostic::error("SX0210", span, format!("`{name}`: {said}")).help(format!("it is written ({name} {list}"))
}

pub(crate) fn macro_result(span: Span, what: &str) -> Diagnostic {
    if what.contains("more than") {
        return Diagnostic::error("SX0211", span, format!("the macro gave {what}, which is too much for one call"))
            .help("give less, or a call that makes it when the program runs");
    }
    Diagnostic::error("SX0211", span, format!("the macro gave {what}, which is not a form"))
        .help("give a list, symbol, string, number, boolean, or null")
}

/// What `(warn message form)` of macro code says.
pub(crate) fn macro_warns(span: Span, message: &str) -> Diagnostic {
    Diagnostic::warning("SX0223", span, message.to_owned())
}

/// `name`: of a keyword that macro code compares with what may be one of an operand.
pub(crate) fn keyword_is_string(span: Span, name: Symbol) -> Diagnostic {
    Diagnostic::warning(
        "SX0228",
        span,
        format!("`:{name}` is the string \"{name}\" here, which no keyword of an operand equals"),
    )
    .note("macro code gets the keywords of its operands as objects")
    .help(format!("a keyword of an operand is compared with ':{name}; where a string is meant write \"{name}\""))
}

pub(crate) fn macro_is_async(span: Span, name: Symbol) -> Diagnostic {
    Diagnostic::error("SX0212", span, format!("the macro `{name}` waits; macro code cannot")).help("remove `await`")
}

pub(crate) fn helpers_are_async(span: Span) -> Diagnostic {
    Diagnostic::error("SX0212", span, "`begin-for-syntax` waits; macro code cannot").help("remove `await`")
}

/// `arguments`, `new.target` where no function of macro code is around.
pub(crate) fn no_call_around(span: Span, what: &str) -> Diagnostic {
    Diagnostic::error("SX0221", span, format!("`{what}` is not there in macro code outside of its functions")).help(
        "the operands of a macro are its parameters, (defmacro name (...operands) …), and `&form` is the whole call",
    )
}

pub(crate) fn engine_failed(span: Span, error: &VmError) -> Diagnostic {
    Diagnostic::error("SX0213", span, format!("the compile-time engine did not start: {}", error.message))
        .help("there may be too little memory")
}

pub(crate) fn no_such_macro(span: Span, name: Symbol, file: &str) -> Diagnostic {
    Diagnostic::error("SX0215", span, format!("`{file}` defines no macro `{name}`"))
        .help("run-time functions are imported with (import …)")
}

pub(crate) fn macro_import_cycle(span: Span, chain: &[&str]) -> Diagnostic {
    Diagnostic::error("SX0216", span, format!("macro imports form a cycle: {}", chain.join(" -> ")))
        .help("move the macros that both need into a third file")
}

pub(crate) fn broken_macro_file(span: Span, file: &str, source: &Arc<Source>, first: &Diagnostic) -> Diagnostic {
    let mut diagnostic = Diagnostic::error("SX0217", span, format!("`{file}` does not read: {}", first.message))
        .help("mend that file first");
    diagnostic.labels.push(Label { source: Some(Arc::clone(source)), span: first.span, message: "here".into() });
    diagnostic
}

/// `name`: of a `var`.
pub(crate) fn var_depends_on_itself(span: Span, name: Symbol) -> Diagnostic {
    Diagnostic::error("SX0226", span, format!("whether a macro makes `(var {name})` depends on whether it does"))
        .note(format!(
            "a `var` is there in all of its function: where it is, `{name}` means the `var`, and no macro comes to make it"
        ))
        .help("give the `var` a name that is no macro there")
}

/// `span`: the name in the call; `definition`: where a macro was told it.
pub(crate) fn late_definition(span: Span, name: Symbol, definition: Span) -> Diagnostic {
    Diagnostic::error("SX0227", span, format!("this call of `{name}` stands above the definition of `{name}`"))
        .label(definition, "a macro defines it from this")
        .note("forms are expanded from top to bottom, and this one had what the name means around the body")
        .help(format!("move the definition above the call, or give what is defined a name other than `{name}`"))
}
