//! What lowering can find wrong, one constructor each.

use sx_base::{Diagnostic, Span, Symbol};

/// What `sx explain` says of each code.
pub const EXPLANATIONS: &[(&str, &str)] = &[
    (
        "SX0301",
        "A statement form stands where JavaScript has room for an expression only.\n\n\
         Everything is an expression in sx: where a form such as `try` or `let` is an operand, the statements it needs \
         are written before. In some places no statement can stand before: the default of a parameter or pattern, the \
         initialiser of a field, a computed key of a class or pattern, `extends`, a decorator, the update of a `for`, \
         the test of a `case`.\n\n\
         Move the form into a function and call it there, or bind its value to a name before.\n\n\
             (defn f ((= a (try (g) (catch e 1)))) a)       ; error\n\
             (defn start () (try (g) (catch e 1)))\n\
             (defn f ((= a (start))) a)                     ; works",
    ),
    (
        "SX0302",
        "Two bindings would have the same JavaScript name, and neither may be renamed.\n\n\
         Names are kept as written and made different where they clash. Names that others can see are never changed: \
         globals, exports, the top level of a script, and everything in reach of a direct `eval` or a `with`.\n\n\
         Give one of the two another name.",
    ),
    (
        "SX0303",
        "A named let has to become a function, and its body jumps out of it, or declares a `var` for what is around it.\n\n\
         A named let whose name is only called in tail position becomes a loop. One that is called elsewhere becomes a \
         function; `return`, `break`, `continue`, `yield` and `await` in its body mean the function or loop around \
         it, which they cannot reach from there, and a `var` that is also used outside would be another variable.\n\n\
         Call the loop in tail position only, or write a `while` loop.",
    ),
    (
        "SX0304",
        "A call is assigned in strict code.\n\n\
         Scripts may say `(set! (f) 1)`, which JavaScript reads and fails at when it runs. Strict code may not: a module, \
         a class, a function with the directive \"use strict\".\n\n\
         Assign a name or a member: `(set! name value)`, `(set! object.member value)`, `(js/set! object key value)`.",
    ),
];

/// A form that needs statements stands where none can stand.
pub(crate) fn no_room(span: Span, head: &str) -> Diagnostic {
    Diagnostic::error("SX0301", span, format!("a statement form (`{head}`) cannot stand here"))
        .note("JavaScript has room for an expression only at this place")
        .help(format!("move the `{head}` into a function and call it here, or bind its value to a name before"))
}

/// A call is assigned in strict code.
pub(crate) fn assigns_call(span: Span) -> Diagnostic {
    Diagnostic::error("SX0304", span, "a call cannot be assigned in strict code")
        .help("write (set! name value), (set! object.member value) or (js/set! object key value)")
}

/// `name` clashes with a name that cannot be changed either.
pub(crate) fn cannot_rename(span: Span, name: Symbol, other: Span) -> Diagnostic {
    let found = Diagnostic::error("SX0302", span, format!("`{name}` stands for two bindings here"))
        .note("neither can be renamed: other code can see them by name")
        .help(format!("give one `{name}` another name"));
    if other.is_none() { found } else { found.label(other, "the other binding") }
}

/// The body of a named let that becomes a function holds a `var` that is also used outside of it.
pub(crate) fn var_out_of_loop(span: Span, var: Symbol, name: Symbol) -> Diagnostic {
    Diagnostic::error("SX0303", span, format!("`(var {var})` cannot leave the named let `{name}`"))
        .note(format!(
            "`{name}` is not only called in tail position, so that it becomes a function with `var`s of its own"
        ))
        .help(format!("write (set! {var} …) here and declare `{var}` outside, or call `{name}` in tail position only"))
}

/// The body of a named let that becomes a function holds a jump out of it.
pub(crate) fn jump_out_of_loop(span: Span, head: &str, name: Symbol) -> Diagnostic {
    Diagnostic::error("SX0303", span, format!("`{head}` cannot leave the named let `{name}`"))
        .note(format!("`{name}` is not only called in tail position, so that it becomes a function"))
        .help(format!("call `{name}` in tail position only, or write a `while` loop"))
}
