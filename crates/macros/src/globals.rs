//! The names that are there without a definition: globals of ECMAScript, Node.js and browsers (`globals.txt`), and
//! those of the compile-time world.

use std::sync::LazyLock;
use sx_base::Symbol;

static NAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut names: Vec<&str> = include_str!("globals.txt")
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    names.sort_unstable();
    names
});

/// Names of the compile-time engine, beside ECMAScript's own.
const COMPILE_TIME: &[&str] = &[
    "__at",
    RUNTIME,
    "eq_q",
    "equal_q",
    "error",
    "formKind",
    "formText",
    "gensym",
    "keyword",
    "keyword_q",
    "memberName",
    "macroexpand",
    "macroexpand_1",
    "symbol",
    "symbolName",
    "symbol_q",
    "warn",
];

/// Globals of ECMAScript that the compile-time engine has, beside those of [`STATELESS`]. What is not here or there is of
/// the host, of the clock, of other threads, or is all of it at once, as `globalThis`.
const COMPILE_TIME_ECMASCRIPT: &[&str] = &[
    "AggregateError",
    "ArrayBuffer",
    "BigInt64Array",
    "BigUint64Array",
    "DataView",
    "Date",
    "EvalError",
    "Float16Array",
    "Float32Array",
    "Float64Array",
    "Int16Array",
    "Int32Array",
    "Int8Array",
    "Iterator",
    "Promise",
    "Proxy",
    "ReferenceError",
    "Reflect",
    "URIError",
    "Uint16Array",
    "Uint32Array",
    "Uint8Array",
    "Uint8ClampedArray",
    "WeakMap",
    "WeakSet",
    "arguments",
    "decodeURI",
    "decodeURIComponent",
    "encodeURI",
    "encodeURIComponent",
    "escape",
    "unescape",
];

/// The global that holds what macro code runs on.
pub(crate) const RUNTIME: &str = "__sx";

/// Whether macro code may name the global `js`.
pub(crate) fn is_compile_time(js: Symbol) -> bool {
    holds_no_state(js) || COMPILE_TIME_ECMASCRIPT.contains(&js.as_str())
}

/// Whether `js` is a function of macro code that programs do not have.
pub(crate) fn is_macro_function(js: Symbol) -> bool {
    COMPILE_TIME.contains(&js.as_str()) && !is_of_expander(js)
}

/// Whether only the expander may name the global: what macro code runs on.
pub(crate) fn is_of_expander(js: Symbol) -> bool {
    matches!(js.as_str(), RUNTIME | "__at")
}

/// Whether macro code that names the global `js` may ask the expander something: by a function, or by a method of
/// `&env`, which is no global.
pub(crate) fn asks_expander(js: Symbol) -> bool {
    matches!(js.as_str(), "macroexpand" | "macroexpand_1" | "memberName" | "warn")
}

/// Globals of ECMAScript that macro code uses most; frozen in the engine, so that no call leaves a trace in them.
const STATELESS: &[&str] = &[
    "Array",
    "BigInt",
    "Boolean",
    "Error",
    "Infinity",
    "JSON",
    "Map",
    "Math",
    "NaN",
    "Number",
    "Object",
    "RangeError",
    "RegExp",
    "Set",
    "String",
    "Symbol",
    "SyntaxError",
    "TypeError",
    "isFinite",
    "isNaN",
    "parseFloat",
    "parseInt",
    "undefined",
];

/// Whether nothing can be kept in the global `js` from one macro call to the next. What `begin-for-syntax` defines is a
/// global too, so every name that is not listed may hold state.
pub(crate) fn holds_no_state(js: Symbol) -> bool {
    STATELESS.contains(&js.as_str()) || COMPILE_TIME.contains(&js.as_str())
}

/// Whether the free name `js` is known in run-time code, or in macro code.
pub(crate) fn knows(js: Symbol, compile_time: bool) -> bool {
    let name = js.as_str();
    (compile_time && COMPILE_TIME.contains(&name))
        || name == "arguments"
        || name == "eval"
        || NAMES.binary_search(&name).is_ok()
}

/// The known names, sorted.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().copied()
}
