//! Chains in the raised text: `a.b.c`, `(a.b x)`, `(.m e x)`, `(. e [k] (m x))`.
//!
//! A run of links is one form, the shortest that says it. Links below a `Chain` belong to one optional chain; where the
//! base of a link is itself a `Chain`, it is written as a list, since a symbol would join the two.

use super::data::plain_name;
use super::{Pieces, Raiser, Role};
use smallvec::smallvec;
use sx_base::{Span, Symbol};
use sx_ir::shape::is_place;
use sx_ir::{Flags, Kind, NodeId};
use sx_reader::{CoreForm, FormId, FormKind};

/// One step of a chain, outermost last.
#[derive(Clone, Copy)]
struct Step {
    /// The link node: `Member`, `Index`, `Private`, `Call`, `SuperMember` or `SuperIndex`.
    node: NodeId,
    /// For a call of a link: the call that joins it.
    call: Option<NodeId>,
}

impl Raiser<'_> {
    /// What a link or call hangs on, if that is part of the same form.
    fn link_below(&self, id: NodeId) -> Option<NodeId> {
        let tree = self.tree;
        let below = *tree.kids(id).first()?;
        match tree.kind(id) {
            Kind::Chain => Some(below),
            Kind::Member | Kind::Index | Kind::Private => self.is_link(below).then_some(below),
            Kind::Call => {
                let place = tree.flags(below).has(Flags::PLACE) && self.is_link(below);
                let optional = tree.flags(id).has(Flags::OPTIONAL) && self.is_link(below);
                // `a?.b()()` is over where `a` is null.
                let is_within = || tree.kind(below) == Kind::Call && self.has_optional_link(below);
                (place || optional || is_within()).then_some(below)
            }
            _ => None,
        }
    }

    /// Whether some link of the chain that ends at `id` is optional.
    fn has_optional_link(&self, mut id: NodeId) -> bool {
        while matches!(self.tree.kind(id), Kind::Member | Kind::Index | Kind::Private | Kind::Call) {
            if self.tree.flags(id).has(Flags::OPTIONAL) {
                return true;
            }
            id = self.tree.kid(id, 0);
        }
        false
    }

    /// Whether the node can be a step of the chain above it.
    fn is_link(&self, id: NodeId) -> bool {
        match self.tree.kind(id) {
            Kind::Member | Kind::Index | Kind::Private | Kind::SuperMember | Kind::SuperIndex => true,
            // A call of a plain value is a base, unless the call itself is optional. `(a?.b)()` keeps its `this`, which
            // only a step says.
            Kind::Call => {
                let callee = self.tree.kid(id, 0);
                let place_chain = self.tree.kind(callee) == Kind::Chain && self.tree.flags(callee).has(Flags::PLACE);
                self.tree.flags(id).has(Flags::OPTIONAL) || place_chain || self.link_below(id).is_some()
            }
            _ => false,
        }
    }

    /// Notes what the links below `id`, which is a link, call or chain itself, are to it.
    pub(super) fn plan_links(&mut self, id: NodeId) {
        let kind = self.tree.kind(id);
        let Some(&below) = self.tree.kids(id).first() else { return };
        // Names are no links, and most calls are of names.
        if self.tree.kind(below) == Kind::Name {
            return;
        }
        let role = if self.link_below(id) == Some(below) && self.is_link(below) {
            Role::Inner
        } else if kind != Kind::Chain
            && (self.tree.kind(below) == Kind::Chain || self.is_link(below))
            && !self.is_called_value(id)
        {
            Role::Listed
        } else {
            return;
        };
        self.roles[below.0 as usize] = role;
    }

    /// Any link, call or chain.
    pub(super) fn raise_chain(&mut self, id: NodeId) -> FormId {
        if self.is_call_of_name(id) {
            return self.raise_call(id);
        }
        if let Some(form) = self.raise_plain_link(id) {
            return form;
        }
        let top = if self.tree.kind(id) == Kind::Chain { self.tree.kid(id, 0) } else { id };
        if !self.is_link(top) {
            return if self.tree.kind(top) == Kind::Call { self.raise_call(top) } else { self.one(top) };
        }
        let (base, steps) = self.cut_chain(top);
        let listed = self.roles[id.0 as usize] == Role::Listed;
        let span = self.tree.node(id).span;
        let text = base.map_or_else(|| Some("super".to_owned()), |base| self.base_text(base));
        let (last, front) = steps.split_last().expect("invariant: a link is a step");
        if let Some(text) = &text {
            if let Some(dotted) = self.dotted(text, &steps).filter(|_| !listed) {
                return self.symbol(&dotted, span);
            }
            if let Some(form) = self.raise_dotted_call(text, front, *last, span) {
                return form;
            }
        }
        if let (Some(base), [only]) = (base, &steps[..])
            && text.is_none()
            && let Some(form) = self.raise_dot_name(base, *only, span)
        {
            return form;
        }
        self.raise_steps(base, text, &steps, span)
    }

    fn is_call_of_name(&self, id: NodeId) -> bool {
        let node = self.tree.node(id);
        let callee = || self.tree.kids(id).first().is_some_and(|&callee| self.tree.kind(callee) == Kind::Name);
        node.kind == Kind::Call && !node.flags.has(Flags::OPTIONAL) && callee()
    }

    /// `a.b` and `(a.b x)`, which most links are.
    fn raise_plain_link(&mut self, id: NodeId) -> Option<FormId> {
        let tree = self.tree;
        let node = *tree.node(id);
        let member = match node.kind {
            Kind::Member if self.roles[id.0 as usize] != Role::Listed => id,
            Kind::Call if !node.flags.has(Flags::OPTIONAL) => {
                *tree.kids(id).first().filter(|&&callee| tree.flags(callee).has(Flags::PLACE))?
            }
            _ => return None,
        };
        if tree.kind(member) != Kind::Member || tree.flags(member).has(Flags::OPTIONAL) {
            return None;
        }
        let base = tree.kid(member, 0);
        if tree.kind(base) != Kind::Name {
            return None;
        }
        let (name, key) = (self.plain_name(base)?, tree.symbol(member)?);
        let join = || (!name.as_str().ends_with(['?', '!'])).then(|| Symbol::intern(&format!("{name}.{key}")));
        let joined = (*self.members.entry((name, key)).or_insert_with(join))?;
        if member == id {
            return Some(self.forms.leaf(FormKind::Symbol(joined), node.span));
        }
        let head = self.forms.leaf(FormKind::Symbol(joined), node.tok);
        Some(self.call_of(head, id))
    }

    /// The base below all steps (`None`: `super`) and the steps, innermost first.
    fn cut_chain(&self, top: NodeId) -> (Option<NodeId>, Vec<Step>) {
        let tree = self.tree;
        let mut steps = vec![];
        let mut at = top;
        loop {
            let is_call = tree.kind(at) == Kind::Call;
            let below = tree.kids(at).first().copied();
            let joins = is_call
                && !tree.flags(at).has(Flags::OPTIONAL)
                && below.is_some_and(|below| {
                    matches!(
                        tree.kind(below),
                        Kind::Member | Kind::Index | Kind::Private | Kind::SuperMember | Kind::SuperIndex
                    )
                });
            let link = if joins { below.unwrap_or(at) } else { at };
            steps.push(Step { node: link, call: is_call.then_some(at) });
            if matches!(tree.kind(link), Kind::SuperMember | Kind::SuperIndex) {
                steps.reverse();
                return (None, steps);
            }
            let Some(next) = self.link_below(link) else {
                steps.reverse();
                return (Some(tree.kid(link, 0)), steps);
            };
            at = next;
        }
    }

    /// A base that a symbol can begin with.
    fn base_text(&self, base: NodeId) -> Option<String> {
        match self.tree.kind(base) {
            Kind::Name => {
                let name = self.plain_name(base)?;
                // `empty?.b` would be an optional link.
                let ends = name.as_str().ends_with(['?', '!']);
                let name = if ends { self.names[self.tree.payload(base) as usize] } else { name };
                Some(name.as_str().to_owned())
            }
            Kind::This => Some("this".to_owned()),
            Kind::ImportMeta => Some("import.meta".to_owned()),
            Kind::NewTarget => Some("new.target".to_owned()),
            _ => None,
        }
    }

    /// `.p`, `?.p`, `.#p` when the step is a member by name that is not called.
    fn segment(&self, step: Step) -> Option<String> {
        let dot = if self.tree.flags(step.node).has(Flags::OPTIONAL) { "?." } else { "." };
        let name = self.tree.symbol(step.node)?;
        match self.tree.kind(step.node) {
            Kind::Member | Kind::SuperMember => Some(format!("{dot}{name}")),
            Kind::Private => Some(format!("{dot}#{name}")),
            _ => None,
        }
    }

    /// All steps as one dotted symbol.
    fn dotted(&self, base: &str, steps: &[Step]) -> Option<String> {
        let mut text = base.to_owned();
        for &step in steps {
            if step.call.is_some() {
                return None;
            }
            text += &self.segment(step)?;
        }
        Some(text)
    }

    /// `(a.b.m x)` or `(a.b?. x)`.
    fn raise_dotted_call(&mut self, base: &str, front: &[Step], last: Step, span: Span) -> Option<FormId> {
        let call = last.call?;
        let mut text = self.dotted(base, front)?;
        if last.node == call {
            if !self.tree.flags(call).has(Flags::OPTIONAL) {
                return None;
            }
            text += "?.";
        } else {
            text += &self.segment(last)?;
        }
        let tok = self.tree.node(call).tok;
        let mut list = vec![self.symbol(&text, tok)];
        list.extend(self.arguments(call));
        Some(self.forms.list(&list, span))
    }

    /// `(.m e x)`, `(.-p e)`.
    fn raise_dot_name(&mut self, base: NodeId, step: Step, span: Span) -> Option<FormId> {
        if step.call == Some(step.node) {
            return None;
        }
        let segment = self.segment(step)?;
        let tok = self.tree.node(step.node).tok;
        let text = match (step.call, segment.strip_prefix("?.")) {
            (Some(_), _) => segment,
            (None, Some(name)) => format!("?.-{name}"),
            (None, None) => format!(".-{}", &segment[1..]),
        };
        // Alone in its place, a chain may be a symbol.
        self.roles[base.0 as usize] = Role::Own;
        let base = if self.tree.kind(base) == Kind::Chain { self.raise_chain(base) } else { self.one(base) };
        let mut list = vec![self.symbol(&text, tok), base];
        if let Some(call) = step.call {
            list.extend(self.arguments(call));
        }
        Some(self.forms.list(&list, span))
    }

    /// `(. base step…)`.
    fn raise_steps(&mut self, base: Option<NodeId>, text: Option<String>, steps: &[Step], span: Span) -> FormId {
        let mut list = vec![self.symbol(".", Span::NONE)];
        let mut steps = steps;
        match (base, text) {
            (_, Some(mut text)) => {
                // Names in front join the base, down to one step; a value that is called stays a step.
                while let [first, next, ..] = steps
                    && next.call != Some(next.node)
                    && let Some(segment) = self.segment(*first).filter(|_| first.call.is_none())
                {
                    text += &segment;
                    steps = &steps[1..];
                }
                list.push(self.symbol(&text, Span::NONE));
            }
            (Some(base), None) => list.push(self.one(base)),
            (None, None) => {}
        }
        for &step in steps {
            self.raise_step(step, &mut list);
        }
        self.forms.list(&list, span)
    }

    fn raise_step(&mut self, step: Step, list: &mut Vec<FormId>) {
        let node = *self.tree.node(step.node);
        let optional = node.flags.has(Flags::OPTIONAL);
        let by_name = !matches!(node.kind, Kind::Index | Kind::SuperIndex | Kind::Call) && step.call.is_none();
        if optional && !by_name {
            list.push(self.symbol("?.", Span::NONE));
        }
        let link = match node.kind {
            Kind::Index | Kind::SuperIndex => {
                let key = self.tree.kids(step.node).last().map(|&key| self.one(key));
                self.forms.add(FormKind::Array, &key.into_iter().collect::<Vec<_>>(), node.tok)
            }
            Kind::Call => self.forms.list(&[], node.tok),
            _ => {
                let name = self.tree.symbol(step.node).unwrap_or(Symbol::intern(""));
                let dot = if optional && by_name { "?." } else { "" };
                let sign = if node.kind == Kind::Private { "#" } else { "" };
                let kind = match (dot, sign) {
                    ("", "") => plain_name(name),
                    _ => FormKind::Symbol(Symbol::intern(&format!("{dot}{sign}{name}"))),
                };
                self.forms.leaf(kind, node.tok)
            }
        };
        let Some(call) = step.call else {
            list.push(link);
            return;
        };
        let mut parts = vec![link];
        parts.extend(self.arguments(call));
        let form = self.forms.list(&parts, self.tree.node(call).span);
        list.push(form);
    }

    fn arguments(&mut self, call: NodeId) -> Pieces {
        let mut list = Pieces::new();
        self.push_arguments(call, &mut list);
        list
    }

    /// Whether a call or tagged template calls the value of what would be a place: `((do a.b) x)` is `(0, a.b)(x)`, and
    /// so is `((js/global "String") 1)`.
    fn is_called_value(&self, id: NodeId) -> bool {
        let Some(&callee) = self.tree.kids(id).first() else { return false };
        let is_call = matches!(self.tree.kind(id), Kind::Call | Kind::TaggedTemplate);
        let kind = self.tree.kind(callee);
        is_call && !self.tree.flags(callee).has(Flags::PLACE) && (is_place(kind) || kind == Kind::Chain)
    }

    /// `` (tagged f #`…`) ``
    pub(super) fn raise_tagged(&mut self, id: NodeId) -> FormId {
        let node = *self.tree.node(id);
        let mut parts: Pieces = smallvec![self.head(CoreForm::Tagged, node.tok)];
        parts.extend(self.tree.kids(id).iter().map(|&kid| self.one(kid)));
        if self.is_called_value(id) {
            parts[1] = self.wrap(CoreForm::Begin, parts[1], node.span);
        }
        self.forms.list(&parts, node.span)
    }

    fn push_arguments(&mut self, call: NodeId, list: &mut Pieces) {
        for &argument in &self.tree.kids(call)[1..] {
            list.push(self.one(argument));
        }
    }

    /// A call of a value.
    fn raise_call(&mut self, id: NodeId) -> FormId {
        let callee = self.tree.kid(id, 0);
        let mut head = self.one(callee);
        let is_name = self.tree.kind(callee) == Kind::Name;
        let is_eval = is_name && self.names[self.tree.payload(callee) as usize].as_str() == "eval";
        if self.is_called_value(id) || is_eval && !self.tree.flags(id).has(Flags::EVAL) {
            let span = self.tree.node(callee).span;
            head = self.wrap(CoreForm::Begin, head, span);
        }
        // `("t" 1)` is refused, for it cannot succeed; as a step of a chain it can be said.
        let is_literal = matches!(
            self.tree.kind(callee),
            Kind::String | Kind::Number | Kind::BigInt | Kind::True | Kind::False | Kind::Null | Kind::Regex
        ) || matches!(self.forms.kind(head), FormKind::Number(_) | FormKind::BigInt(_));
        let span = self.tree.node(id).span;
        if is_literal {
            let dot = self.forms.leaf(FormKind::Core(CoreForm::Dot), span);
            let mut call: Pieces = smallvec![self.forms.list(&[], span)];
            self.push_arguments(id, &mut call);
            let call = self.forms.list(&call, span);
            return self.forms.list(&[dot, head, call], span);
        }
        self.call_of(head, id)
    }

    /// The form of the call `id` of what `head` says.
    fn call_of(&mut self, head: FormId, id: NodeId) -> FormId {
        let arguments = self.tree.kids(id).get(1..).unwrap_or_default();
        self.list_of(Some(head), id, arguments)
    }
}
