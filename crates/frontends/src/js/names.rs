//! Which names mean something else in Lisp, and how a JavaScript name is then written.
//!
//! Entering: `list`. Leaving: the symbol `list` where a binding is certain to win, `\list` elsewhere. A name's
//! identity is its JavaScript name, so the binding `forEach` stands in the way of the macro `for-each`.

use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;
use sx_base::{Symbol, names::js_name};
use sx_reader::{CoreForm, FormKind};

/// The names that ECMAScript, Node.js and browsers define, one a line.
const GLOBALS: &str = include_str!("../../../macros/src/globals.txt");

/// The macros that every file has without importing them.
const PRELUDE: &str = include_str!("../../../../prelude/core.lisp");

/// The heads of the forms in the prelude that define a name.
const DEFINERS: &[&str] = &["(define-syntax ", "(define-inline ", "(defmacro "];

/// The same, to be searched.
static KNOWN: LazyLock<Vec<&str>> = LazyLock::new(|| GLOBALS.lines().collect());

/// The JavaScript names of special forms and prelude macros.
static TAKEN: LazyLock<FxHashSet<Symbol>> = LazyLock::new(|| {
    let core = CoreForm::ALL.iter().map(|form| form.name());
    core.chain(prelude_names()).filter_map(|name| js_name(Symbol::intern(name))).collect()
});

/// The JavaScript name of each special form that has one.
static CORE_NAMES: LazyLock<FxHashMap<CoreForm, Symbol>> = LazyLock::new(|| {
    let named = CoreForm::ALL.iter().filter(|form| !form.name().starts_with("js/"));
    named.filter_map(|&form| Some((form, js_name(Symbol::intern(form.name()))?))).collect()
});

/// The names that the prelude defines. Its definitions begin their lines.
fn prelude_names() -> impl Iterator<Item = &'static str> {
    let defined = PRELUDE.lines().filter_map(|line| DEFINERS.iter().find_map(|head| line.strip_prefix(head)));
    defined.filter_map(|rest| rest.trim_start_matches('(').split([' ', ')']).next()).filter(|name| !name.is_empty())
}

/// The names that are known to be global everywhere, sorted.
pub fn known_globals() -> impl Iterator<Item = &'static str> {
    GLOBALS.lines()
}

/// Whether `name` is a known global.
pub fn is_known_global(name: Symbol) -> bool {
    KNOWN.binary_search(&name.as_str()).is_ok()
}

/// Whether a special form or prelude macro answers to the JavaScript name `name`.
pub(super) fn is_taken(name: Symbol) -> bool {
    TAKEN.contains(&name)
}

/// The JavaScript name that would shadow `form`; forms that exist only as `js/NAME` have none.
pub(super) fn core_js_name(form: CoreForm) -> Option<Symbol> {
    CORE_NAMES.get(&form).copied()
}

/// Whether the reader takes `name` for a literal.
pub(super) fn reads_as_literal(name: &str) -> bool {
    matches!(name, "true" | "false" | "null" | "nil")
}

/// The form of the identifier `name`. `verbatim`: a form or macro might take the plain spelling.
pub(super) fn name_kind(name: Symbol, verbatim: bool) -> FormKind {
    if verbatim || reads_as_literal(name.as_str()) { FormKind::Verbatim(name) } else { FormKind::Symbol(name) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_and_macros_take_their_javascript_names() {
        for name in ["list", "forEach", "doWhile", "when", "get", "_plus", "null_q"] {
            assert!(is_taken(Symbol::intern(name)), "{name}");
        }
        for name in ["lists", "foreach", "x"] {
            assert!(!is_taken(Symbol::intern(name)), "{name}");
        }
    }

    #[test]
    fn globals_are_sorted_and_known() {
        let names: Vec<&str> = known_globals().collect();
        assert!(names.is_sorted());
        for name in ["undefined", "Array", "require", "exports", "document", "__dirname", "globalThis"] {
            assert!(is_known_global(Symbol::intern(name)), "{name}");
        }
    }
}
