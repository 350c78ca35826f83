//! Where in templates the forms of macro code are written that macros make: `(define-syntax m (syntax-rules () ((_ n)
//! (defmacro n (x) (throw …)))))` makes macro code, and what is wrong in it is shown where it is written.
//!
//! Forms that a template made stand at the call, and few are ever asked for another place. So places are noted only when a
//! file is expanded once more since macro code that a macro made is wrong, or a name that a template has is unbound. Only
//! templates of the file that the code is of have places; what others make, and what a `defmacro` makes, stands at the call.

use crate::expander::{Expander, Stx};
use crate::table::MacroId;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;
use sx_base::diagnostic::Label;
use sx_base::{Diagnostic, Span};
use sx_reader::FormId;

/// What was noted.
#[derive(Default)]
pub(crate) struct TemplatePlaces {
    of_forms: FxHashMap<FormId, Span>,
    /// All of these places.
    known: FxHashSet<Span>,
}

impl Expander<'_> {
    /// Asks for another expansion, which notes places, where an expansion made macro code that is wrong.
    pub(crate) fn want_template_places(&mut self) {
        self.wants_places |= self.template_places.is_none();
    }

    /// Whether the template of a macro is written in the file of the forms that are looked at.
    pub(crate) fn notes_template_of(&self, id: MacroId) -> bool {
        let foreign = self.foreign.as_ref().map(|(source, _)| Arc::as_ptr(source));
        self.template_places.is_some() && self.macros[id.0 as usize].source.as_ref().map(Arc::as_ptr) == foreign
    }

    /// Notes that `made` is what is written in a template as `written`.
    pub(crate) fn note_template_place(&mut self, made: FormId, written: FormId) {
        let span = self.written_at(written);
        if let Some(places) = &mut self.template_places {
            places.of_forms.insert(made, span);
            places.known.insert(span);
        }
    }

    /// Notes that what an expansion made from `first` on is of the call, where a template has that.
    pub(crate) fn note_places_of_expansion(&mut self, call: Stx, first: u32) {
        let Some(places) = &mut self.template_places else { return };
        let Some(&span) = places.of_forms.get(&call.id) else { return };
        for id in first..self.forms.len() as u32 {
            places.of_forms.entry(FormId(id)).or_insert(span);
        }
    }

    /// Where a form is written, in a template if one made it.
    #[cold]
    pub(crate) fn written_at(&self, id: FormId) -> Span {
        let place = self.template_places.as_ref().and_then(|places| places.of_forms.get(&id));
        place.copied().unwrap_or_else(|| self.forms.span(id))
    }

    /// Shows a problem of macro code that a template made at the call that made it; the place in the template is a label.
    pub(crate) fn show_at_call(&self, diagnostic: &mut Diagnostic) {
        let is_known = |places: &TemplatePlaces| places.known.contains(&diagnostic.span);
        if self.foreign.is_some() || !self.template_places.as_ref().is_some_and(is_known) {
            return;
        }
        // The outermost expansion is of what was written.
        if let Some(outermost) = self.expansions_of(self.frame).last() {
            let written = std::mem::replace(&mut diagnostic.span, outermost.call);
            diagnostic.labels.insert(0, Label { source: None, span: written, message: "here".to_owned() });
        }
    }
}
