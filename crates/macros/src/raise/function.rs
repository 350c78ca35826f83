//! Functions in the raised text.

use super::{Pieces, Raiser};
use smallvec::smallvec;
use std::borrow::Cow;
use sx_base::Symbol;
use sx_ir::{Flags, Kind, NodeId};
use sx_reader::{CoreForm, FormId};

impl Raiser<'_> {
    /// A docstring, where a body form follows it.
    pub(super) fn doc_form(&mut self, id: NodeId, followed: bool) -> Option<FormId> {
        let doc = self.tree.docs.get(&id).copied().filter(|_| followed)?;
        Some(self.string(doc, sx_base::Span::NONE))
    }

    /// `(a b) body…`: parameters and body.
    fn function_rest(&mut self, id: NodeId, doc: Option<NodeId>) -> Pieces {
        let (params, body) = (self.tree.kid(id, 1), self.tree.kid(id, 2));
        let mut parts: Pieces = smallvec![self.one(params)];
        let is_empty = self.pieces(body).is_empty();
        parts.extend(doc.and_then(|doc| self.doc_form(doc, !is_empty)));
        parts.extend_from_slice(self.pieces(body));
        parts
    }

    pub(super) fn raise_function(&mut self, id: NodeId) -> FormId {
        let flags = self.tree.flags(id);
        let implicit = flags.has(Flags::IMPLICIT) || flags.has(Flags::EXPRESSION);
        let core = match (flags.has(Flags::ARROW), flags.has(Flags::DECLARATION), flags.has(Flags::GENERATOR)) {
            (true, ..) if implicit => CoreForm::Fn,
            (true, ..) => CoreForm::FnEffect,
            (_, true, true) => CoreForm::DefnStar,
            (_, true, _) if implicit => CoreForm::Defn,
            (_, true, _) => CoreForm::DefnEffect,
            (_, _, true) => CoreForm::FunctionStar,
            _ if implicit => CoreForm::Function,
            _ => CoreForm::FunctionEffect,
        };
        let name = self.tree.kid(id, 0);
        let mut parts = Pieces::from_slice(self.pieces(name));
        parts.extend(self.function_rest(id, Some(id)));
        let form = self.core_list(id, core, &parts);
        self.async_form(id, flags, form)
    }

    fn async_form(&mut self, id: NodeId, flags: Flags, form: FormId) -> FormId {
        if flags.has(Flags::ASYNC) { self.wrap(CoreForm::Async, form, self.tree.node(id).span) } else { form }
    }

    /// The parameters and body of a method; [`Raiser::raise_method`] puts them together.
    pub(super) fn raise_method_function(&mut self, id: NodeId) {
        let parts = self.function_rest(id, None);
        self.finish(id, &parts);
    }

    pub(super) fn raise_method(&mut self, id: NodeId) -> FormId {
        let (key, function) = (self.tree.kid(id, 0), self.tree.kid(id, 1));
        let (flags, inner) = (self.tree.flags(id), self.tree.flags(function));
        let implicit = inner.has(Flags::IMPLICIT);
        let core = if flags.has(Flags::CONSTRUCTOR) {
            CoreForm::Constructor
        } else if flags.has(Flags::GET) {
            if implicit { CoreForm::Get } else { CoreForm::from_name("get!").unwrap_or(CoreForm::Get) }
        } else if flags.has(Flags::SET) {
            CoreForm::Set
        } else if inner.has(Flags::GENERATOR) {
            CoreForm::MethodStar
        } else if implicit {
            CoreForm::Method
        } else {
            CoreForm::MethodEffect
        };
        let mut parts = vec![];
        if core != CoreForm::Constructor {
            parts.push(self.raise_member_name(key));
        }
        let rest = self.pieces(function).to_vec();
        let (params, body) = rest.split_at(rest.len().min(1));
        parts.extend_from_slice(params);
        parts.extend(self.doc_form(id, !body.is_empty()));
        parts.extend_from_slice(body);
        let mut form = self.core_list(id, core, &parts);
        form = self.async_form(id, inner, form);
        self.static_form(id, flags, form)
    }

    pub(super) fn static_form(&mut self, id: NodeId, flags: Flags, form: FormId) -> FormId {
        if flags.has(Flags::STATIC) { self.wrap(CoreForm::Static, form, self.tree.node(id).span) } else { form }
    }

    /// `(= a 1)`, `(+ a b)`, `(++ x)`.
    pub(super) fn raise_operator(&mut self, id: NodeId) -> FormId {
        use sx_ir::{Binary, Logical, Unary};
        let (kind, flags, payload) = (self.tree.kind(id), self.tree.flags(id), self.tree.payload(id));
        let name: Cow<'static, str> = match kind {
            Kind::Unary => {
                if let Some(number) = self.raise_signed(id) {
                    return number;
                }
                match Unary::from_payload(payload) {
                    Unary::Not => "not".into(),
                    op @ (Unary::Minus | Unary::Plus | Unary::BitNot) => op.text().into(),
                }
            }
            Kind::Logical => match Logical::from_payload(payload) {
                Logical::And => "and".into(),
                Logical::Or => "or".into(),
                Logical::Nullish => "??".into(),
            },
            Kind::LogicalAssign => format!("{}=", Logical::from_payload(payload).text()).into(),
            Kind::Compound => format!("{}=", Binary::from_payload(payload).text()).into(),
            Kind::Update => {
                let op = if flags.has(Flags::DECREMENT) { "--" } else { "++" };
                let order = match (flags.has(Flags::PREFIX), flags.has(Flags::POSTFIX)) {
                    (true, _) => "pre",
                    (_, true) => "post",
                    _ => "",
                };
                format!("{order}{op}").into()
            }
            _ => match Binary::from_payload(payload) {
                Binary::Eq => "=".into(),
                Binary::NotEq => "not=".into(),
                op => op.text().into(),
            },
        };
        let core = CoreForm::from_name(&name).expect("invariant: every operator is a form");
        self.core_of_kids(id, core)
    }

    pub(super) fn raise_private_in(&mut self, id: NodeId) -> FormId {
        let name = self.tree.symbol(id).map_or("", Symbol::as_str);
        let name = self.symbol(&format!("#{name}"), self.tree.node(id).tok);
        let object = self.one(self.tree.kid(id, 0));
        self.core_list(id, CoreForm::In, &[name, object])
    }
}
