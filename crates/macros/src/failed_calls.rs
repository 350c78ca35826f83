//! Names that a macro call whose expansion failed might have defined.
//!
//! Entering: a call in a body. Holds afterwards: a name of the program that stands in such a call is not reported as
//! unbound elsewhere; whether it is, only the call could say, and what is wrong with that was said.

use crate::expander::{Expander, Stx};
use sx_reader::FormKind;

impl Expander<'_> {
    /// Remembers the names in `call`, of a body, whose expansion failed. Linear in its forms.
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
