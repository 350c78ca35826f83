//! Bindings and control forms in the raised text.

use super::data::plain_name;
use super::{Pieces, Raiser};
use sx_base::{Span, Symbol};
use sx_ir::{DeclareKind, Flags, Kind, LetKind, NO_SYMBOL, NodeId};
use sx_reader::{CoreForm, FormId, FormKind};

impl Raiser<'_> {
    fn declare_head(kind: DeclareKind) -> CoreForm {
        match kind {
            DeclareKind::Const => CoreForm::Const,
            DeclareKind::Let => CoreForm::Let,
            DeclareKind::Var => CoreForm::Var,
            DeclareKind::Using => CoreForm::Using,
            DeclareKind::AwaitUsing => CoreForm::AwaitUsing,
        }
    }

    /// `(const p v)`, `(var (a) (b 1))`.
    pub(super) fn raise_declare(&mut self, id: NodeId) -> FormId {
        let core = Self::declare_head(DeclareKind::from_payload(self.tree.payload(id)));
        let kids = self.tree.kids(id);
        let parts = match kids {
            &[only] => {
                let list = self.one(only);
                Pieces::from_slice(self.forms.kids(list))
            }
            _ => self.pieces_of(kids),
        };
        self.core_list(id, core, &parts)
    }

    pub(super) fn raise_def(&mut self, id: NodeId) -> FormId {
        let (target, value) = (self.one(self.tree.kid(id, 0)), self.one(self.tree.kid(id, 1)));
        let mut parts = vec![target];
        parts.extend(self.doc_form(id, true));
        parts.push(value);
        self.core_list(id, CoreForm::Def, &parts)
    }

    /// `(let ((a 1)) body…)`, `(let loop ((i 0)) body…)`.
    pub(super) fn raise_let(&mut self, id: NodeId) -> FormId {
        let kids = self.tree.kids(id);
        let is_loop = self.tree.kind(id) == Kind::LetLoop;
        let (&body, pairs) = kids.split_last().expect("invariant: a let has a body");
        let (core, name, pairs) = if is_loop {
            (CoreForm::Let, pairs.first().copied(), pairs.get(1..).unwrap_or_default())
        } else {
            let core = match LetKind::from_payload(self.tree.payload(id)) {
                LetKind::Let => CoreForm::Let,
                LetKind::LetStar => CoreForm::LetStar,
                LetKind::Letrec => CoreForm::Letrec,
            };
            (core, None, pairs)
        };
        let mut parts: Pieces = name.map(|name| self.one(name)).into_iter().collect();
        let pairs = self.pieces_of(pairs);
        parts.push(self.forms.list(&pairs, Span::NONE));
        parts.extend_from_slice(self.pieces(body));
        if self.pieces(body).is_empty() {
            // A binding form has a body.
            let head = self.head(CoreForm::Begin, Span::NONE);
            parts.push(self.forms.list(&[head], Span::NONE));
        }
        self.core_list(id, core, &parts)
    }

    pub(super) fn raise_if(&mut self, id: NodeId) -> FormId {
        let ternary = self.tree.kind(id) == Kind::Cond || self.tree.flags(id).has(Flags::EXPRESSION);
        self.core_of_kids(id, if ternary { CoreForm::Ternary } else { CoreForm::If })
    }

    pub(super) fn raise_clause(&mut self, id: NodeId) -> FormId {
        let kids = self.tree.kids(id);
        let test = kids[0];
        let mut parts =
            vec![if self.is_absent(test) { self.head(CoreForm::Else, self.tree.node(id).tok) } else { self.one(test) }];
        parts.extend(self.pieces_of(&kids[1..]));
        self.forms.list(&parts, self.tree.node(id).span)
    }

    pub(super) fn raise_block(&mut self, id: NodeId) -> FormId {
        let items = self.pieces_of(self.tree.kids(id));
        self.core_list(id, CoreForm::Block, &items)
    }

    /// The forms of a loop body: braces are the loop's own, a body without them says so.
    fn loop_body(&mut self, body: NodeId) -> Pieces {
        match self.tree.kind(body) {
            Kind::Body if self.tree.flags(body).has(Flags::BRACES) => Pieces::from_slice(self.pieces(body)),
            Kind::Block => self.pieces_of(self.tree.kids(body)),
            _ => {
                let form = self.one(body);
                let bare = CoreForm::from_name("js/bare").map(|bare| self.wrap(bare, form, Span::NONE));
                smallvec::smallvec![bare.unwrap_or(form)]
            }
        }
    }

    pub(super) fn raise_while(&mut self, id: NodeId) -> FormId {
        let (test, body) = (self.tree.kid(id, 0), self.tree.kid(id, 1));
        let mut parts = vec![self.one(test)];
        parts.extend(self.loop_body(body));
        self.core_list(id, CoreForm::While, &parts)
    }

    pub(super) fn raise_do_while(&mut self, id: NodeId) -> FormId {
        let (body, test) = (self.tree.kid(id, 0), self.tree.kid(id, 1));
        let mut parts = vec![self.one(test)];
        parts.extend(self.loop_body(body));
        self.core_list(id, CoreForm::DoWhile, &parts)
    }

    pub(super) fn raise_for(&mut self, id: NodeId) -> FormId {
        let kids = self.tree.kids(id);
        let mut head = vec![];
        for &part in &kids[..3] {
            head.push(if self.is_absent(part) { self.forms.list(&[], Span::NONE) } else { self.one(part) });
        }
        let mut parts = vec![self.forms.list(&head, Span::NONE)];
        parts.extend(self.loop_body(kids[3]));
        self.core_list(id, CoreForm::For, &parts)
    }

    pub(super) fn raise_for_each(&mut self, id: NodeId) -> FormId {
        let core = match (self.tree.kind(id), self.tree.flags(id).has(Flags::AWAIT)) {
            (Kind::ForIn, _) => CoreForm::ForIn,
            (_, true) => CoreForm::ForAwait,
            (_, false) => CoreForm::ForOf,
        };
        let kids = self.tree.kids(id);
        let (head, object, body) = (kids[0], kids[1], kids[2]);
        let target = self.for_target(head);
        let object = self.one(object);
        let mut parts = vec![self.forms.list(&[target, object], Span::NONE)];
        parts.extend(self.loop_body(body));
        self.core_list(id, core, &parts)
    }

    /// `p`, `(let p)`, `(set! place)`.
    fn for_target(&mut self, head: NodeId) -> FormId {
        let form = self.one(head);
        if self.tree.kind(head) != Kind::Declare {
            return self.wrap(CoreForm::SetBang, form, self.tree.node(head).span);
        }
        let is_const = DeclareKind::from_payload(self.tree.payload(head)) == DeclareKind::Const;
        match self.forms.kids(form) {
            &[_, pattern] if is_const => pattern,
            _ => form,
        }
    }

    pub(super) fn raise_case(&mut self, id: NodeId) -> FormId {
        let kids = self.tree.kids(id);
        let (test, body) = (kids[0], self.pieces_of(&kids[1..]));
        let core = if self.is_absent(test) { CoreForm::Default } else { CoreForm::Case };
        let mut parts = self.pieces(test).to_vec();
        parts.extend(body);
        self.core_list(id, core, &parts)
    }

    pub(super) fn raise_jump(&mut self, id: NodeId) -> FormId {
        let core = if self.tree.kind(id) == Kind::Break { CoreForm::Break } else { CoreForm::Continue };
        let label = (self.tree.payload(id) != NO_SYMBOL).then(|| self.label_name(id));
        self.core_list(id, core, &label.into_iter().collect::<Vec<_>>())
    }

    fn label_name(&mut self, id: NodeId) -> FormId {
        let name = self.tree.symbol(id).unwrap_or(Symbol::intern("label"));
        self.forms.leaf(plain_name(name), self.tree.node(id).tok)
    }

    pub(super) fn raise_label(&mut self, id: NodeId) -> FormId {
        let parts = [self.label_name(id), self.one(self.tree.kid(id, 0))];
        self.core_list(id, CoreForm::Label, &parts)
    }

    pub(super) fn raise_try(&mut self, id: NodeId) -> FormId {
        let kids = self.tree.kids(id);
        let (block, catch, finally) = (kids[0], kids[1], kids[2]);
        let mut parts = self.pieces_of(self.tree.kids(block));
        parts.extend_from_slice(self.pieces(catch));
        if !self.is_absent(finally) {
            let body = self.pieces_of(self.tree.kids(finally));
            parts.push(self.core_list(finally, CoreForm::Finally, &body));
        }
        self.core_list(id, CoreForm::Try, &parts)
    }

    pub(super) fn raise_catch(&mut self, id: NodeId) -> FormId {
        let (param, block) = (self.tree.kid(id, 0), self.tree.kid(id, 1));
        let param = if self.is_absent(param) { self.forms.list(&[], Span::NONE) } else { self.one(param) };
        let mut parts = vec![param];
        parts.extend(self.pieces_of(self.tree.kids(block)));
        self.core_list(id, CoreForm::Catch, &parts)
    }

    pub(super) fn raise_with(&mut self, id: NodeId) -> FormId {
        let (object, body) = (self.tree.kid(id, 0), self.tree.kid(id, 1));
        let mut parts = vec![self.one(object)];
        parts.extend(self.loop_body(body));
        self.core_list(id, CoreForm::With, &parts)
    }

    pub(super) fn raise_directive(&mut self, id: NodeId) -> FormId {
        let text = self.tree.symbol(id).unwrap_or(Symbol::intern(""));
        let tok = self.tree.node(id).tok;
        let string = if sx_ir::has_bare_quote(text.as_str()) {
            let part = self.forms.leaf(FormKind::TemplateText(text), tok);
            self.forms.add(FormKind::Template, &[part], tok)
        } else {
            self.forms.leaf(FormKind::spelled_string(&format!("\"{text}\"")), tok)
        };
        self.core_list(id, CoreForm::Directive, &[string])
    }
}
