//! Classes in the raised text.

use super::Raiser;
use sx_ir::{Flags, NodeId};
use sx_reader::{CoreForm, FormId};

impl Raiser<'_> {
    /// `(class Name "doc" (extends Base) member…)`.
    pub(super) fn raise_class(&mut self, id: NodeId) -> FormId {
        let kids = self.tree.kids(id);
        let (name, heritage, members) = (kids[0], kids[1], &kids[2..]);
        let mut parts = self.pieces(name).to_vec();
        let followed = !members.is_empty() || !self.is_absent(heritage);
        parts.extend(self.doc_form(id, followed));
        if !self.is_absent(heritage) {
            let base = self.one(heritage);
            parts.push(self.wrap(CoreForm::Extends, base, self.tree.node(heritage).span));
        }
        parts.extend(self.pieces_of(members));
        self.core_list(id, CoreForm::Class, &parts)
    }

    /// `(field x 0)`, `(accessor x)`.
    pub(super) fn raise_field(&mut self, id: NodeId) -> FormId {
        let flags = self.tree.flags(id);
        let (key, value) = (self.tree.kid(id, 0), self.tree.kid(id, 1));
        let mut parts = vec![self.raise_member_name(key)];
        parts.extend_from_slice(self.pieces(value));
        let core = if flags.has(Flags::ACCESSOR) { CoreForm::Accessor } else { CoreForm::Field };
        let form = self.core_list(id, core, &parts);
        self.static_form(id, flags, form)
    }
}
