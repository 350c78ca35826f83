//! Names that a macro call whose expansion failed, or a wrong import or definition of macros, might have defined.
//!
//! Entering: such a form of a body. Holds afterwards: a name of the program that stands in it is not reported as unbound
//! elsewhere; whether it is, only the form could say, and what is wrong with that was said.

use crate::expander::{Expander, Stx};
use sx_reader::FormKind;

impl Expander<'_> {
    /// Remembers the names in `call`, a form of a body with an error. Linear in its forms.
    pub(crate) fn note_failed_call(&mut self, call: Stx) {
        let mut stack = vec![call.id];
        while let Some(id) = stack.pop() {
            match self.forms.kind(id) {
                FormKind::Symbol(name) | FormKind::Verbatim(name) => self.maybe_defined.extend(self.facts.get(name).js),
                _ => stack.extend(self.forms.kids(id)),
            }
        }
    }
}
