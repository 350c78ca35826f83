//! The special forms whose names the program uses for something else.
//!
//! Entering: `(not a)` in a program with a variable `not`. Leaving: `(js/not a)`, in the whole file. Nothing can bind
//! a name that begins with `js/`.

use super::names::core_js_name;
use rustc_hash::FxHashSet;
use sx_base::Symbol;
use sx_reader::{CoreForm, FormId, FormKind, Forms};

/// Spells the special forms that `taken`, the JavaScript names which the file binds or finds free and which a form or
/// macro answers to as well, would shadow.
pub(super) fn spell_shadowed(forms: &mut Forms, taken: &FxHashSet<Symbol>) {
    let is_shadowed =
        |form: CoreForm| !form.is_clause() && core_js_name(form).is_some_and(|name| taken.contains(&name));
    let shadowed: FxHashSet<CoreForm> = CoreForm::ALL.iter().copied().filter(|&form| is_shadowed(form)).collect();
    if shadowed.is_empty() {
        return;
    }
    for id in (0..forms.len() as u32).map(FormId) {
        if let FormKind::Core(form) = forms.kind(id)
            && shadowed.contains(&form)
        {
            forms.set_leaf(id, FormKind::Symbol(Symbol::intern(&format!("js/{}", form.name()))));
        }
    }
}
