//! Imports and exports in the raised text.

use super::Raiser;
use sx_base::specifier::names_lisp;
use sx_base::{Span, Symbol};
use sx_ir::{Kind, NodeId};
use sx_reader::{CoreForm, FormId, FormKind};

impl Raiser<'_> {
    /// The specifier of an import or export.
    fn specifier(&mut self, id: NodeId) -> FormId {
        let text = self.tree.symbol(id).unwrap_or(Symbol::intern(""));
        let tok = self.tree.node(id).tok;
        let kind = self.string_kind(id, text);
        let string = self.forms.leaf(kind, tok);
        self.standing(text, string, tok)
    }

    /// The specifier `string` of the value `text`: what names a Lisp file here names it in JavaScript.
    fn standing(&mut self, text: Symbol, string: FormId, span: Span) -> FormId {
        if names_lisp(text.as_str()) { self.wrap(CoreForm::Comma, string, span) } else { string }
    }

    /// `(js/import "m" options)`.
    pub(super) fn raise_import_call(&mut self, id: NodeId) -> FormId {
        let kids = self.tree.kids(id);
        let mut parts = self.pieces_of(kids);
        if let (Kind::String, Some(text), Some(&string)) =
            (self.tree.kind(kids[0]), self.tree.symbol(kids[0]), parts.first())
        {
            parts[0] = self.standing(text, string, self.tree.node(kids[0]).span);
        }
        self.core_list(id, CoreForm::ImportCall, &parts)
    }

    /// `(import d (* as ns) {a :b c} "m" {attributes})`.
    pub(super) fn raise_import(&mut self, id: NodeId) -> FormId {
        let kids = self.tree.kids(id);
        let (&attributes, specifiers) = kids.split_last().expect("invariant: an import has a slot for attributes");
        let mut parts = vec![];
        let mut named = vec![];
        for &specifier in specifiers {
            let pieces = self.pieces(specifier).to_vec();
            if self.tree.kind(specifier) == Kind::ImportNamed { named.extend(pieces) } else { parts.extend(pieces) }
        }
        if !named.is_empty() {
            parts.push(self.forms.add(FormKind::Object, &named, Span::NONE));
        }
        parts.push(self.specifier(id));
        parts.extend_from_slice(self.pieces(attributes));
        self.core_list(id, CoreForm::Import, &parts)
    }

    /// `(* as ns)`.
    pub(super) fn raise_namespace_import(&mut self, id: NodeId) -> FormId {
        let name = self.one(self.tree.kid(id, 0));
        self.star_as(id, name)
    }

    fn star_as(&mut self, id: NodeId, name: FormId) -> FormId {
        let span = self.tree.node(id).span;
        let list = [self.symbol("*", span), self.symbol("as", span), name];
        self.forms.list(&list, span)
    }

    /// `name`, or `:theirs ours`; in exports `:theirs ours` as well: the keyword is the module's side.
    pub(super) fn raise_module_name(&mut self, id: NodeId) {
        let kids = self.tree.kids(id);
        let (ours, theirs) = match self.tree.kind(id) {
            Kind::ImportNamed => (kids[1], kids[0]),
            _ => (kids[0], kids[1]),
        };
        // In `(export {:b c} from "m")` both sides are names of modules; ours is what this module says.
        let (name, form) = match self.tree.kind(ours) {
            Kind::KeyName | Kind::String => {
                let form =
                    if self.tree.kind(ours) == Kind::String { self.one(ours) } else { self.raise_member_name(ours) };
                (self.tree.symbol(ours), form)
            }
            _ => (Some(self.names[self.tree.payload(ours) as usize]), self.one(ours)),
        };
        let same_kind = self.tree.kind(ours) != Kind::String && self.tree.kind(theirs) == Kind::KeyName;
        if same_kind && name == self.tree.symbol(theirs) {
            return self.finish(id, &[form]);
        }
        let key = self.one(theirs);
        self.finish(id, &[key, form]);
    }

    pub(super) fn raise_export_default(&mut self, id: NodeId) -> FormId {
        let value = self.one(self.tree.kid(id, 0));
        let default = self.symbol("default", self.tree.node(id).tok);
        self.core_list(id, CoreForm::Export, &[default, value])
    }

    /// `(export {:b c})`, `(export {:b c} from "m")`.
    pub(super) fn raise_export_list(&mut self, id: NodeId) -> FormId {
        let kids = self.tree.kids(id);
        let from = self.tree.kind(id) == Kind::ExportFrom;
        let specifiers = if from { &kids[..kids.len().saturating_sub(1)] } else { kids };
        let names = self.pieces_of(specifiers);
        let mut parts = vec![self.forms.add(FormKind::Object, &names, self.tree.node(id).span)];
        if from {
            parts.extend([self.symbol("from", Span::NONE), self.specifier(id)]);
            parts.extend(kids.last().map_or(vec![], |&attributes| self.pieces(attributes).to_vec()));
        }
        self.core_list(id, CoreForm::Export, &parts)
    }

    /// `(export * from "m")`, `(export (* as ns) from "m")`.
    pub(super) fn raise_export_all(&mut self, id: NodeId) -> FormId {
        let (key, attributes) = (self.tree.kid(id, 0), self.tree.kid(id, 1));
        let star = if self.is_absent(key) {
            self.symbol("*", Span::NONE)
        } else {
            let name = self.raise_member_name(key);
            self.star_as(id, name)
        };
        let mut parts = vec![star, self.symbol("from", Span::NONE), self.specifier(id)];
        parts.extend_from_slice(self.pieces(attributes));
        self.core_list(id, CoreForm::Export, &parts)
    }
}
