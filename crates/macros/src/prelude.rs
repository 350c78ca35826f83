//! The prelude: macros written in the language, compiled into the binary, defined in a module on first use.

use rustc_hash::FxHashMap;
use std::sync::{Arc, LazyLock};
use sx_base::{Source, Symbol};
use sx_reader::{FormFile, FormId};

const CORE: &str = include_str!("../../../prelude/core.lisp");

/// A definition of the prelude.
pub(crate) struct Entry {
    pub(crate) source: Arc<Source>,
    pub(crate) file: Arc<FormFile>,
    pub(crate) form: FormId,
}

struct Prelude {
    source: Arc<Source>,
    file: Arc<FormFile>,
    index: FxHashMap<Symbol, FormId>,
    values: FxHashMap<Symbol, FormId>,
}

static PRELUDE: LazyLock<Prelude> = LazyLock::new(|| {
    let source = Arc::new(Source::new("sx:prelude/core.lisp", CORE));
    let (file, diagnostics) = sx_reader::read(&source);
    debug_assert!(diagnostics.is_empty(), "invariant: the prelude reads: {diagnostics:?}");
    let (mut index, mut values) = (FxHashMap::default(), FxHashMap::default());
    for &root in &file.roots {
        let Some(&name) = file.forms.as_list(root).and_then(|kids| kids.get(1)) else { continue };
        // `(define-syntax name …)` or `(define-inline (name …) …)`.
        let name = file.forms.as_list(name).and_then(|kids| kids.first().copied()).unwrap_or(name);
        let Some(name) = file.forms.as_symbol(name) else { continue };
        if file.forms.is_symbol(file.forms.kid(root, 0), "define-value") {
            values.insert(name, file.forms.kid(root, 2));
        } else {
            index.insert(name, root);
        }
    }
    Prelude { source, file: Arc::new(file), index, values }
});

/// The definition of `name`.
pub(crate) fn find(name: Symbol) -> Option<Entry> {
    let prelude = &*PRELUDE;
    let &form = prelude.index.get(&name)?;
    Some(Entry { source: Arc::clone(&prelude.source), file: Arc::clone(&prelude.file), form })
}

/// The function that `name` is as a value, where `define-value` gives one.
pub(crate) fn find_value(name: Symbol) -> Option<Entry> {
    let prelude = &*PRELUDE;
    let &form = prelude.values.get(&name)?;
    Some(Entry { source: Arc::clone(&prelude.source), file: Arc::clone(&prelude.file), form })
}

/// Whether `source` is the text of the prelude.
pub(crate) fn is_source(source: &Arc<Source>) -> bool {
    Arc::ptr_eq(source, &PRELUDE.source)
}

/// The names the prelude defines, sorted.
pub fn names() -> Vec<Symbol> {
    let mut names: Vec<Symbol> = PRELUDE.index.keys().copied().filter(|name| !name.as_str().starts_with('%')).collect();
    names.sort_unstable_by_key(|name| name.as_str());
    names
}
