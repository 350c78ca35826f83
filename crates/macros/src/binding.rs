//! Binding forms: `(const p v)`, `(def x v)`, `(let ((a 1)) …)`, named let.

use crate::diagnostics as diag;
use crate::expander::{Expander, Kids, Nodes, Stx};
use crate::scope::{Scope, SetId};
use smallvec::SmallVec;
use sx_ir::{BindingKind, DeclareKind, Flags, Kind, LetKind, NO_SYMBOL, NodeId};
use sx_reader::{CoreForm, FormKind};

/// The bindings of a `let`: the whole, the pattern, the value.
type Pairs = SmallVec<[(Stx, Stx, Stx); 4]>;

/// The scopes of the bindings of a `let`.
type Scopes = SmallVec<[Scope; 4]>;

impl Expander<'_> {
    /// `(const p v)` and its kin; the names are declared.
    pub(crate) fn expand_declaration(&mut self, core: CoreForm, stx: Stx, kids: &[Stx]) -> NodeId {
        let kind = match core {
            CoreForm::Const => DeclareKind::Const,
            CoreForm::Var => DeclareKind::Var,
            CoreForm::Using => DeclareKind::Using,
            CoreForm::AwaitUsing => DeclareKind::AwaitUsing,
            _ => DeclareKind::Let,
        };
        if kids.len() < 2 {
            let name = kind.text();
            return self.error(diag::shape(self.span(stx), name, &format!("({name} name value)")));
        }
        if core == CoreForm::AwaitUsing {
            self.check_await(self.span(stx));
        }
        let mut nodes = vec![];
        for (pattern, value, whole) in self.declarators(kids) {
            let target = self.expand_declared(pattern);
            let bare = self.untyped(pattern);
            let is_pattern = !matches!(self.kind(bare), FormKind::Symbol(_) | FormKind::Verbatim(_));
            if is_pattern && matches!(core, CoreForm::Using | CoreForm::AwaitUsing) {
                self.report(diag::resource_pattern(self.span(bare), kind.text()));
            }
            let value = match value {
                Some(value) => self.expand(value),
                None if kind == DeclareKind::Const || is_pattern || core == CoreForm::Using => {
                    self.error(diag::declaration_without_value(self.span(whole), kind.text()))
                }
                None => self.none(),
            };
            let tok = self.span(kids[0]);
            nodes.push(self.plain(Kind::Declarator, &[target, value], whole, tok));
        }
        let tok = self.span(kids[0]);
        self.node(Kind::Declare, Flags::NONE, kind.payload(), &nodes, stx, tok)
    }

    /// `(def x v)`, `(def x "doc" v)`.
    pub(crate) fn expand_def(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        let (target, doc, value) = match kids[..] {
            [_, target, value] => (target, None, value),
            [_, target, doc, value] if self.kind(doc).is_string() => (target, Some(doc), value),
            _ => {
                let name = self.form_name(kids[0]);
                return self.error(diag::shape(self.span(stx), name, &format!("({name} name value)")));
            }
        };
        let target = self.expand_declared(target);
        let value = self.expand(value);
        let tok = self.span(kids[0]);
        let node = self.plain(Kind::Def, &[target, value], stx, tok);
        if let Some(doc) = doc
            && let Some(value) = self.kind(doc).string_value()
        {
            self.tree.docs.insert(node, value);
        }
        node
    }

    /// `(define x v)` or `(define (f a) body…)`.
    pub(crate) fn expand_define(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        let Some(&target) = kids.get(1) else {
            return self.error(diag::shape(
                self.span(stx),
                "define",
                "(define name value) or (define (name param…) body…)",
            ));
        };
        if !self.is_list(target) {
            return self.expand_def(stx, kids);
        }
        let parts = self.kids(target);
        let Some((&name, params)) = parts.split_first() else {
            return self.error(diag::shape(self.span(target), "define", "(define (name param…) body…)"));
        };
        self.expand_named_function(stx, kids[0], name, params, &kids[2..], Flags::IMPLICIT)
    }

    /// `(let ((a 1) (b 2)) body…)`, `let*`, `letrec`, `(let loop ((i 0)) body…)`.
    pub(crate) fn expand_let(&mut self, kind: LetKind, stx: Stx, kids: &[Stx]) -> NodeId {
        let name = kind.text();
        if kind == LetKind::Let
            && kids.len() >= 4
            && matches!(self.kind(kids[1]), FormKind::Symbol(_) | FormKind::Verbatim(_))
            && self.is_list(kids[2])
        {
            return self.expand_named_let(stx, kids);
        }
        if kids.len() < 2 || !matches!(self.kind(kids[1]), FormKind::List) {
            if kids.len() > 3 && kind == LetKind::Let {
                return self.error(diag::declares_one(self.span(kids[3]), name));
            }
            if kids.len() >= 2 && kind == LetKind::Let {
                return self.error(diag::declaration_here(self.span(stx), name));
            }
            return self.error(diag::shape(self.span(stx), name, &format!("({name} ((name value)…) body…)")));
        }
        if kids.len() == 2 {
            return self.error(diag::no_body(self.span(stx), name, &format!("({name} ((name value)…) body…)")));
        }
        let bindings = self.kids(kids[1]);
        let mut pairs = Pairs::with_capacity(bindings.len());
        for &binding in &bindings {
            match self.let_binding(binding) {
                Some(pair) => pairs.push((binding, pair.0, pair.1)),
                None => self.report(diag::bad_let_binding(self.span(binding), name)),
            }
        }
        if pairs.len() != bindings.len() {
            return self.none_error();
        }
        let tok = self.span(kids[0]);
        let (declarators, scopes) = self.expand_let_bindings(kind, &pairs, tok);
        let mut body = Kids::from_slice(&kids[2..]);
        for scope in scopes {
            for form in &mut body {
                *form = self.with_scope(*form, scope);
            }
        }
        let forms = self.expand_body(&body);
        let body = self.plain(Kind::Body, &forms, stx, tok);
        let mut parts = declarators;
        parts.push(body);
        self.node(Kind::LetForm, Flags::NONE, kind.payload(), &parts, stx, tok)
    }

    /// `(name value)`.
    fn let_binding(&mut self, stx: Stx) -> Option<(Stx, Stx)> {
        if !self.is_list(stx) {
            return None;
        }
        match self.kids(stx)[..] {
            [pattern, value] => Some((pattern, value)),
            _ => None,
        }
    }

    fn expand_let_bindings(&mut self, kind: LetKind, pairs: &[(Stx, Stx, Stx)], tok: sx_base::Span) -> (Nodes, Scopes) {
        let (mut nodes, mut scopes) = (Nodes::new(), Scopes::new());
        match kind {
            LetKind::Let | LetKind::Letrec => {
                let scope = self.sets.binding_scope(tok);
                let mut values = Nodes::new();
                if kind == LetKind::Let {
                    for &(_, _, value) in pairs {
                        values.push(self.expand(value));
                    }
                }
                for &(_, pattern, _) in pairs {
                    let pattern = self.with_scope(pattern, scope);
                    self.declare_pattern(pattern, BindingKind::Let);
                }
                for (n, &(whole, pattern, value)) in pairs.iter().enumerate() {
                    let value = if kind == LetKind::Let {
                        values[n]
                    } else {
                        let value = self.with_scope(value, scope);
                        self.expand(value)
                    };
                    nodes.push(self.let_declarator(whole, pattern, value, scope, tok));
                }
                scopes.push(scope);
            }
            LetKind::LetStar => {
                // The scopes so far, on top of the set that nearly all forms of one source have.
                let base = pairs.first().map_or(SetId::EMPTY, |pair| pair.1.set);
                let mut sum = base;
                for &(whole, pattern, value) in pairs {
                    if self.stopped {
                        break;
                    }
                    let value = self.with_scopes(value, &scopes, base, sum);
                    let value = self.expand(value);
                    let scope = self.sets.binding_scope(self.span(whole));
                    let inner = self.with_scopes(pattern, &scopes, base, sum);
                    sum = self.sets.add(sum, scope);
                    let scoped = self.with_scope(inner, scope);
                    self.declare_pattern(scoped, BindingKind::Let);
                    nodes.push(self.let_declarator(whole, inner, value, scope, tok));
                    scopes.push(scope);
                }
            }
        }
        (nodes, scopes)
    }

    /// `stx` with all of `scopes`; `sum` is `base` with all of them.
    fn with_scopes(&mut self, stx: Stx, scopes: &[Scope], base: SetId, sum: SetId) -> Stx {
        if stx.set == base {
            return Stx { id: stx.id, set: sum };
        }
        scopes.iter().fold(stx, |stx, &scope| self.with_scope(stx, scope))
    }

    fn let_declarator(&mut self, whole: Stx, pattern: Stx, value: NodeId, scope: u32, tok: sx_base::Span) -> NodeId {
        let pattern = self.with_scope(pattern, scope);
        let target = self.expand_declared(pattern);
        self.plain(Kind::Declarator, &[target, value], whole, tok)
    }

    fn expand_named_let(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        let tok = self.span(kids[0]);
        let bindings = self.kids(kids[2]);
        let (name_scope, scope) = (self.sets.binding_scope(tok), self.sets.binding_scope(tok));
        let mut values = vec![];
        let mut pairs = Vec::with_capacity(bindings.len());
        for &binding in &bindings {
            match self.let_binding(binding) {
                Some((pattern, value)) => {
                    values.push(self.expand(value));
                    pairs.push((binding, pattern));
                }
                None => self.report(diag::bad_let_binding(self.span(binding), "let")),
            }
        }
        let name_stx = self.with_scope(kids[1], name_scope);
        let Some(name) = self.binder_name(name_stx) else { return self.none_error() };
        self.declare(name, BindingKind::Const, name_stx);
        let mut parts = vec![self.expand_binder(name_stx)];
        let scoped: Vec<Stx> = pairs
            .iter()
            .map(|&(_, pattern)| {
                let pattern = self.with_scope(pattern, name_scope);
                self.with_scope(pattern, scope)
            })
            .collect();
        for &pattern in &scoped {
            self.declare_pattern(pattern, BindingKind::Let);
        }
        for ((&pattern, &(whole, _)), value) in scoped.iter().zip(&pairs).zip(values) {
            let target = self.expand_declared(pattern);
            parts.push(self.plain(Kind::Declarator, &[target, value], whole, tok));
        }
        let body: Vec<Stx> = kids[3..]
            .iter()
            .map(|&form| {
                let form = self.with_scope(form, name_scope);
                self.with_scope(form, scope)
            })
            .collect();
        let forms = self.expand_body(&body);
        parts.push(self.plain(Kind::Body, &forms, stx, tok));
        self.node(Kind::LetLoop, Flags::NONE, NO_SYMBOL, &parts, stx, tok)
    }
}
