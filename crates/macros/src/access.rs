//! Access and calls: `(. o (m x) p)`, `(.m o x)`, `(js/get o k)`, `(f x)`, `(new C x)`.

use crate::apply_rules::MadeMember;
use crate::diagnostics as diag;
use crate::expander::{Expander, Head, Stx};
use sx_base::{Span, Symbol};
use sx_ir::{Flags, Kind, NO_SYMBOL, NodeId};
use sx_reader::{CoreForm, FormKind};

impl Expander<'_> {
    /// Arguments of a call: values and spreads.
    pub(crate) fn expand_arguments(&mut self, forms: &[Stx]) -> Vec<NodeId> {
        forms.iter().map(|&form| self.expand_element(form)).collect()
    }

    /// A value or `...value`.
    pub(crate) fn expand_element(&mut self, stx: Stx) -> NodeId {
        let stx = self.peel(stx);
        if self.kind(stx) != FormKind::Spread {
            return self.expand(stx);
        }
        let inner = self.kid(stx, 0);
        let value = self.expand(inner);
        let tok = self.spread_token(stx);
        self.plain(Kind::Spread, &[value], stx, tok)
    }

    /// The `...` of a spread.
    pub(crate) fn spread_token(&self, stx: Stx) -> Span {
        let span = self.span(stx);
        if stx.id.0 >= self.first_made { span } else { Span::new(span.start, (span.start + 3).min(span.end)) }
    }

    /// A list whose head is a value: a call.
    pub(crate) fn expand_call(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        let head = kids[0];
        if let FormKind::Symbol(name) = self.kind(head) {
            if let Some(dotted) = self.dotted(name) {
                let (callee, mut optional) = self.expand_dotted(head, &dotted, Flags::PLACE);
                optional |= dotted.optional_call;
                let call = self.call(callee, dotted.optional_call, &kids[1..], stx, head);
                return if optional { self.end_chain(call, stx, Flags::NONE) } else { call };
            }
            let callee = self.expand_symbol(head, name, Flags::PLACE);
            let call = self.call(callee, false, &kids[1..], stx, head);
            if name.as_str() == "eval" && self.tree.kind(callee) == Kind::Name {
                self.tree.node_mut(call).flags |= Flags::EVAL;
            }
            return call;
        }
        if let FormKind::Verbatim(name) = self.kind(head) {
            let callee = self.expand_verbatim(head, name, Flags::PLACE);
            let call = self.call(callee, false, &kids[1..], stx, head);
            if name.as_str() == "eval" && self.tree.kind(callee) == Kind::Name {
                self.tree.node_mut(call).flags |= Flags::EVAL;
            }
            return call;
        }
        if let Some(chain) = self.chain_of_template(head, kids) {
            return self.expand(chain);
        }
        if let Some(diagnostic) = self.check_callable(head, stx) {
            return self.error(diagnostic);
        }
        if let Some(result) = self.expand_macro_head(stx, kids) {
            return result;
        }
        let callee = self.expand_callee(head);
        // `('t 1)`: what is quoted may be no function either.
        if let Some(found) = self.uncallable(callee) {
            return self.error(diag::not_callable(self.span(head), found, self.span(stx)));
        }
        self.call(callee, false, &kids[1..], stx, head)
    }

    fn check_callable(&self, head: Stx, stx: Stx) -> Option<sx_base::Diagnostic> {
        let found = match self.kind(head) {
            FormKind::Number(_) | FormKind::BigInt(_) => "a number",
            FormKind::String(_) | FormKind::EscapedString(_) => "a string",
            FormKind::Keyword(_) => "a keyword",
            FormKind::True | FormKind::False => "a boolean",
            FormKind::Null => "`nil`",
            FormKind::Regex(_) => "a regular expression",
            _ => return None,
        };
        Some(diag::not_callable(self.span(head), found, self.span(stx)))
    }

    /// What a node is that can be called by no means, in words.
    fn uncallable(&self, callee: NodeId) -> Option<&'static str> {
        match self.tree.kind(callee) {
            Kind::Number | Kind::BigInt => Some("a number"),
            Kind::String => Some("a string"),
            Kind::True | Kind::False => Some("a boolean"),
            Kind::Null => Some("`nil`"),
            _ => None,
        }
    }

    /// A list whose head is a macro call: the expansion becomes the head, so that `((op-of plus) 1 2)` works when the
    /// macro gives an operator.
    fn expand_macro_head(&mut self, stx: Stx, kids: &[Stx]) -> Option<NodeId> {
        let head = kids[0];
        if !self.is_list(head) || self.forms.kids(head.id).is_empty() {
            return None;
        }
        let first = self.first_kid(head);
        let Head::Macro(id) = self.head(first) else { return None };
        let Some((result, frame)) = self.expand_macro(id, head) else {
            return Some(self.none_error());
        };
        let result = self.peel(result);
        let mut list = vec![self.scoped(result)];
        for &kid in &kids[1..] {
            list.push(self.scoped(kid));
        }
        let span = self.span(stx);
        let again = self.forms.list(&list, span);
        Some(self.in_frame(frame, |this| this.expand(Stx { id: again, set: crate::scope::SetId::EMPTY })))
    }

    fn call(&mut self, callee: NodeId, optional: bool, arguments: &[Stx], stx: Stx, head: Stx) -> NodeId {
        let mut kids: smallvec::SmallVec<[NodeId; 8]> = smallvec::smallvec![callee];
        for &argument in arguments {
            kids.push(self.expand_element(argument));
        }
        let flags = if optional { Flags::OPTIONAL } else { Flags::NONE };
        let tok = self.span(head);
        self.node(Kind::Call, flags, NO_SYMBOL, &kids, stx, tok)
    }

    /// Whether a line of the source ends between `before` and `after`.
    pub(crate) fn is_below(&self, before: Stx, after: Stx) -> bool {
        let gap = self.span(before).end as usize..self.span(after).start as usize;
        let is_written = before.id.0 < self.first_made && after.id.0 < self.first_made;
        is_written && self.source.text.as_bytes().get(gap).is_some_and(|gap| gap.contains(&b'\n'))
    }

    /// [`Flags::MULTILINE`] when the first of `items` begins on a later line than the form; in brackets also when a
    /// line ends after the first item: so are those laid out that are meant to be broken.
    pub(crate) fn multiline(&self, stx: Stx, items: &[Stx]) -> Flags {
        let Some(&first) = items.first() else { return Flags::NONE };
        if stx.id.0 >= self.first_made || first.id.0 >= self.first_made {
            return Flags::NONE;
        }
        let text = self.source.text.as_bytes();
        let ends_line =
            |from: u32, to: u32| text.get(from as usize..to as usize).is_some_and(|gap| gap.contains(&b'\n'));
        let gap = |at: usize| {
            items.get(at + 1).is_some_and(|&next| ends_line(self.span(items[at]).end, self.span(next).start))
        };
        let below = match self.kind(stx) {
            // The first item may be a key and its value.
            FormKind::Object if self.is_key(first) => gap(1),
            FormKind::Object | FormKind::Array => gap(0),
            _ => false,
        };
        if below || ends_line(self.span(stx).start, self.span(first).start) { Flags::MULTILINE } else { Flags::NONE }
    }

    /// `(super a…)` in a constructor.
    pub(crate) fn expand_super_call(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        if !self.function().super_call {
            let place = "the constructor of a class that extends another";
            return self.error(diag::super_outside(self.span(stx), "(super …)", place));
        }
        let head = self.span(kids[0]);
        let callee = self.node(Kind::Super, Flags::NONE, NO_SYMBOL, &[], kids[0], head);
        self.call(callee, false, &kids[1..], stx, kids[0])
    }

    /// `(.m o x…)`, `(.-p o)`, with `?.` for optional links.
    pub(crate) fn expand_dot_name(&mut self, stx: Stx, kids: &[Stx], name: Symbol) -> NodeId {
        let text = name.as_str();
        let optional = text.starts_with("?.");
        let rest = &text[if optional { 2 } else { 1 }..];
        let (field, rest) = rest.strip_prefix('-').map_or((false, rest), |field| (true, field));
        let private = rest.starts_with('#');
        let member = Symbol::intern(rest.trim_start_matches('#'));
        if kids.len() < 2 || (field && kids.len() > 2) {
            return self.error(diag::dot_name_shape(self.span(stx), text, field));
        }
        let object = self.expand(kids[1]);
        let head = self.span(kids[0]);
        let made = kids[0].id.0 >= self.first_made;
        let tok = if made { head } else { Span::new(head.end - rest.len() as u32, head.end) };
        let place = if field { Flags::NONE } else { Flags::PLACE };
        let node = self.member(object, member, private.then_some(kids[0].set), optional, place, stx, tok);
        let node = if field {
            node
        } else {
            let mut parts = vec![node];
            parts.extend(self.expand_arguments(&kids[2..]));
            self.node(Kind::Call, Flags::NONE, NO_SYMBOL, &parts, stx, tok)
        };
        if optional { self.end_chain(node, stx, Flags::NONE) } else { node }
    }

    /// `(. base step…)` as value, or as place with [`Flags::PLACE`].
    pub(crate) fn expand_dot(&mut self, stx: Stx, kids: &[Stx], place: Flags) -> NodeId {
        if kids.len() < 2 {
            return self.error(diag::shape(self.span(stx), ".", "(. base step…)"));
        }
        if kids.len() > crate::expander::MAX_WIDTH {
            return self.error(diag::too_deep(self.span(stx), crate::expander::MAX_WIDTH as u32));
        }
        let base = kids[1];
        let mut optional = false;
        let steps = &kids[2..];
        // `(. a.b (() x))` calls `a.b` with `this` = `a`: the base of a call step is a place.
        let called = self.begins_with_call(steps);
        let flags = if called || steps.is_empty() { Flags::PLACE } else { Flags::NONE };
        let mut node = match self.kind(base) {
            FormKind::Symbol(name) if name.as_str() == "super" => {
                return self.expand_super_chain(stx, steps, place);
            }
            FormKind::Symbol(name) => match self.dotted(name) {
                Some(dotted) if !dotted.optional_call => {
                    let (node, has) = self.expand_dotted(base, &dotted, flags);
                    optional |= has;
                    node
                }
                _ => self.expand_symbol(base, name, if called { flags } else { Flags::NONE }),
            },
            FormKind::Verbatim(name) if called => self.expand_verbatim(base, name, flags),
            _ if called => self.expand_callee(base),
            _ => self.expand(base),
        };
        let (last, has) = self.expand_steps(node, steps, place, stx);
        node = last;
        optional |= has;
        if !steps.is_empty() {
            self.end_link(node, stx, self.span(stx));
        }
        if optional { self.end_chain(node, stx, place) } else { node }
    }

    /// The `steps` of the chain `stx` on `node`, the last of them with the flags `place`, and whether one is optional.
    fn expand_steps(&mut self, mut node: NodeId, steps: &[Stx], place: Flags, stx: Stx) -> (NodeId, bool) {
        let mut optional = false;
        let mut at = 0;
        while at < steps.len() {
            let mut link_optional = false;
            if self.forms.is_symbol(steps[at].id, "?.") {
                link_optional = true;
                at += 1;
                if at == steps.len() {
                    return (self.error(diag::shape(self.span(stx), ".", "(. base ?. step…)")), false);
                }
            }
            let next_calls = self.begins_with_call(&steps[at + 1..]);
            let last = at + 1 == steps.len();
            let link = if next_calls || (last && place == Flags::PLACE) { Flags::PLACE } else { Flags::NONE };
            let (next, was_optional) = self.expand_step(node, steps[at], link_optional, link, stx);
            node = next;
            optional |= was_optional;
            at += 1;
        }
        (node, optional)
    }

    /// Whether the first of `steps`, perhaps behind a `?.`, calls the value.
    fn begins_with_call(&mut self, steps: &[Stx]) -> bool {
        let is_mark = steps.first().is_some_and(|&step| self.forms.is_symbol(step.id, "?."));
        steps.get(usize::from(is_mark)).is_some_and(|&step| self.is_value_call_step(step))
    }

    /// `(x?.m a)` of a template, where `(. e ?.m)` stands for the head: `(. e ?.m (() a))`.
    fn chain_of_template(&mut self, head: Stx, kids: &[Stx]) -> Option<Stx> {
        let head = self.peel(head);
        let made = *self.made_members.get(&head.id)?;
        if made == MadeMember::Value {
            return None;
        }
        let span = self.span(head);
        let mut parts: Vec<_> = self.kids(head).iter().map(|&kid| self.scoped(kid)).collect();
        if made == MadeMember::OptionallyCalled {
            parts.push(self.forms.symbol("?.", span));
        }
        let mut call = vec![self.forms.list(&[], span)];
        call.extend(kids[1..].iter().map(|&kid| self.scoped(kid)));
        parts.push(self.forms.list(&call, span));
        Some(Stx { id: self.forms.list(&parts, span), set: crate::scope::SetId::EMPTY })
    }

    /// A list that is called: a place, as `(. a b)` and `(js/get a b)`, where `this` is kept, or any value. A chain ends
    /// there: `((. a ?.b) x)` is `(a?.b)(x)`.
    fn expand_callee(&mut self, stx: Stx) -> NodeId {
        if self.core_head(stx) == Some(CoreForm::Dot) {
            let kids = self.kids(stx);
            return self.expand_dot(stx, &kids, Flags::PLACE);
        }
        if self.looks_like_place(stx) { self.expand_place(stx) } else { self.expand(stx) }
    }

    fn is_value_call_step(&mut self, step: Stx) -> bool {
        if !self.is_list(step) {
            return false;
        }
        if self.forms.kids(step.id).is_empty() {
            return false;
        }
        let first = self.kid(step, 0);
        let first = self.peel(first);
        self.is_list(first) && self.forms.kids(first.id).is_empty()
    }

    fn expand_step(&mut self, object: NodeId, step: Stx, optional: bool, place: Flags, stx: Stx) -> (NodeId, bool) {
        match self.kind(step) {
            FormKind::Symbol(name) => self.expand_name_step(object, step, name, optional, place, stx),
            FormKind::Verbatim(name) => {
                let tok = self.span(step);
                let node = self.member(object, name, None, optional, place, stx, tok);
                self.end_link(node, stx, tok);
                (node, optional)
            }
            FormKind::Array => {
                let kids = self.kids(step);
                let [key] = kids[..] else {
                    return (self.error(diag::shape(self.span(step), ".", "(. base [key])")), false);
                };
                let key = self.expand(key);
                let flags = place | Flags::BRACES | if optional { Flags::OPTIONAL } else { Flags::NONE };
                let tok = self.span(step);
                let node = self.node(Kind::Index, flags, NO_SYMBOL, &[object, key], stx, tok);
                self.end_link(node, stx, tok);
                (node, optional)
            }
            FormKind::List => {
                let kids = self.kids(step);
                if kids.is_empty() {
                    return (self.error(diag::shape(self.span(step), ".", "(. base (method argument…))")), false);
                }
                let mut any = optional;
                let (callee, call_optional) = if self.is_value_call_step(step) {
                    (object, optional)
                } else if let FormKind::Symbol(name) = self.kind(kids[0]) {
                    let (trimmed, call_optional) = match name.as_str().strip_suffix("?.") {
                        Some(trimmed) if !trimmed.is_empty() => (Symbol::intern(trimmed), true),
                        _ => (name, false),
                    };
                    let (callee, was) = self.expand_name_step(object, kids[0], trimmed, optional, Flags::PLACE, stx);
                    any |= was || call_optional;
                    (callee, call_optional)
                } else {
                    let (callee, was) = self.expand_step(object, kids[0], optional, Flags::PLACE, stx);
                    any |= was;
                    (callee, false)
                };
                let call = self.call(callee, call_optional, &kids[1..], step, kids[0]);
                self.end_link(call, stx, self.span(step));
                (call, any)
            }
            _ => (self.error(diag::bad_step(self.span(step))), false),
        }
    }

    /// Gives a link of the chain `stx` its span: from the start of the chain to the end of its step, so that a comment
    /// between two steps lies between two links.
    fn end_link(&mut self, link: NodeId, stx: Stx, step: Span) {
        let whole = self.span(stx);
        let is_written = stx.id.0 < self.first_made && !self.tree.node(link).span.is_none();
        if is_written && !step.is_none() && (whole.start..=whole.end).contains(&step.end) {
            self.tree.node_mut(link).span = Span::new(whole.start, step.end);
        }
    }

    fn expand_name_step(
        &mut self,
        object: NodeId,
        step: Stx,
        name: Symbol,
        optional: bool,
        place: Flags,
        stx: Stx,
    ) -> (NodeId, bool) {
        let text = name.as_str();
        let (text, optional) = match text.strip_prefix("?.") {
            Some(rest) if !rest.is_empty() => (rest, true),
            _ => (text, optional),
        };
        let span = self.span(step);
        let tok = if step.id.0 >= self.first_made { span } else { Span::new(span.end - text.len() as u32, span.end) };
        // `(. o p.q)` is two links.
        if let Some(dotted) = self.dotted(Symbol::intern(text)) {
            let flags = if dotted.segments.is_empty() { place } else { Flags::NONE };
            let private = dotted.base.as_str().starts_with('#');
            let base = Symbol::intern(dotted.base.as_str().trim_start_matches('#'));
            let base_tok = Span::new(tok.start, tok.start + dotted.base_len);
            let mut node = self.member(object, base, private.then_some(step.set), optional, flags, stx, base_tok);
            let mut any = optional;
            for (n, segment) in dotted.segments.iter().enumerate() {
                let flags = if n + 1 == dotted.segments.len() { place } else { Flags::NONE };
                let from = tok.start + segment.offset;
                let part = Span::new(from, from + segment.name.as_str().len() as u32);
                let private = segment.private.then_some(step.set);
                node = self.member(node, segment.name, private, segment.optional, flags, stx, part);
                self.end_link(node, stx, part);
                any |= segment.optional;
            }
            return (node, any);
        }
        let private = text.starts_with('#');
        let member = Symbol::intern(text.trim_start_matches('#'));
        let node = self.member(object, member, private.then_some(step.set), optional, place, stx, tok);
        self.end_link(node, stx, tok);
        (node, optional)
    }

    fn expand_super_chain(&mut self, stx: Stx, steps: &[Stx], place: Flags) -> NodeId {
        let Some((&first, rest)) = steps.split_first() else {
            return self.error(diag::bare_super(self.span(stx)));
        };
        let called = self.is_list(first);
        self.check_super(self.span(stx));
        let (property, arguments) = if called {
            let kids = self.kids(first);
            match kids.split_first() {
                Some((&property, arguments)) => (property, arguments.to_vec()),
                None => return self.error(diag::bad_step(self.span(first))),
            }
        } else {
            (first, vec![])
        };
        let keeps_this = called || self.begins_with_call(rest) || (rest.is_empty() && place == Flags::PLACE);
        let flags = if keeps_this { Flags::PLACE } else { Flags::NONE };
        let tok = self.span(property);
        let mut node = match self.kind(property) {
            FormKind::Array => {
                let kids = self.kids(property);
                let [key] = kids[..] else { return self.error(diag::bad_step(tok)) };
                let key = self.expand(key);
                self.node(Kind::SuperIndex, flags, NO_SYMBOL, &[key], stx, tok)
            }
            FormKind::Symbol(name) | FormKind::Verbatim(name) => match sx_base::names::js_name(name) {
                Some(js) => self.node(Kind::SuperMember, flags, js.index(), &[], stx, tok),
                None => return self.error(diag::bad_member(tok, name)),
            },
            _ => return self.error(diag::bad_step(tok)),
        };
        if called {
            node = self.call(node, false, &arguments, first, property);
        }
        let (node, optional) = self.expand_steps(node, rest, place, stx);
        if optional { self.end_chain(node, stx, place) } else { node }
    }

    /// `(js/get o k)`: a string or keyword that is an identifier prints with a dot.
    pub(crate) fn expand_get(&mut self, stx: Stx, kids: &[Stx], optional: bool, place: Flags) -> NodeId {
        let name = if optional { "js/get?" } else { "js/get" };
        let [_, object, key] = kids[..] else {
            return self.error(diag::shape(self.span(stx), name, &format!("({name} object key)")));
        };
        let node = self.keyed(stx, object, key, optional, place);
        if optional { self.end_chain(node, stx, place) } else { node }
    }

    /// `object[key]`, or `object.key` for a literal name.
    fn keyed(&mut self, stx: Stx, object: Stx, key: Stx, optional: bool, place: Flags) -> NodeId {
        if let FormKind::Symbol(name) = self.kind(object)
            && name.as_str() == "super"
        {
            let tok = self.span(key);
            self.check_super(self.span(stx));
            if let Some(literal) = self.literal_name(key) {
                return self.node(Kind::SuperMember, place, literal.index(), &[], stx, tok);
            }
            let key = self.expand(key);
            return self.node(Kind::SuperIndex, place, NO_SYMBOL, &[key], stx, tok);
        }
        let base = self.expand(object);
        let key = self.peel(key);
        let flags = place | if optional { Flags::OPTIONAL } else { Flags::NONE };
        let tok = self.span(key);
        if let Some(literal) = self.literal_name(key) {
            let tok = self.inner_token(key);
            return self.node(Kind::Member, flags, literal.index(), &[base], stx, tok);
        }
        let key = self.expand(key);
        self.node(Kind::Index, flags, NO_SYMBOL, &[base, key], stx, tok)
    }

    /// The span of a string or keyword: the literal itself.
    fn inner_token(&self, stx: Stx) -> Span {
        self.span(stx)
    }

    /// The text of a string or keyword, or of a quoted symbol where programs run, that is an identifier name.
    fn literal_name(&mut self, stx: Stx) -> Option<Symbol> {
        let is_name =
            |text: &Symbol| sx_base::names::is_identifier(text.as_str()) && text.as_wtf8() == text.as_str().as_bytes();
        let text = match self.kind(stx) {
            FormKind::Quote if self.tree_number == 0 => {
                let datum = self.kid(stx, 0);
                let datum = self.peel(datum);
                match self.kind(datum) {
                    FormKind::Symbol(name) | FormKind::Verbatim(name) | FormKind::Keyword(name) => Some(name),
                    _ => None,
                }
            }
            kind => kind.key_text(),
        };
        text.filter(is_name)
    }

    /// `(js/set! o k v)`; with two operands the same as `(set! place v)`.
    pub(crate) fn expand_set_member(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        match kids[..] {
            [head, object, key, value] => {
                let target = self.keyed(stx, object, key, false, Flags::PLACE);
                let value = self.expand(value);
                let tok = self.span(head);
                self.plain(Kind::Assign, &[target, value], stx, tok)
            }
            [_, _, _] => self.expand_set_bang(stx, kids),
            _ => self.error(diag::shape(self.span(stx), "js/set!", "(js/set! object key value)")),
        }
    }

    /// `(js/call o k a…)`: a method call with a computed name.
    pub(crate) fn expand_js_call(&mut self, stx: Stx, kids: &[Stx], optional: bool) -> NodeId {
        if kids.len() < 3 {
            return self.error(diag::shape(self.span(stx), "js/call", "(js/call object method argument…)"));
        }
        let callee = self.keyed(stx, kids[1], kids[2], optional, Flags::PLACE);
        let mut parts = vec![callee];
        parts.extend(self.expand_arguments(&kids[3..]));
        let tok = self.span(kids[2]);
        let call = self.node(Kind::Call, Flags::NONE, NO_SYMBOL, &parts, stx, tok);
        if optional { self.end_chain(call, stx, Flags::NONE) } else { call }
    }

    /// `(new C a…)`.
    pub(crate) fn expand_new(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        if kids.len() < 2 {
            return self.error(diag::shape(self.span(stx), "new", "(new Class argument…)"));
        }
        let mut parts = vec![self.expand(kids[1])];
        parts.extend(self.expand_arguments(&kids[2..]));
        let tok = self.span(kids[0]);
        let flags = self.multiline(stx, &kids[2..]);
        self.node(Kind::New, flags, NO_SYMBOL, &parts, stx, tok)
    }

    /// `(js/global "x")`: the global, whatever is bound.
    pub(crate) fn expand_global(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        let name = match kids[..] {
            [_, name] => match self.kind(name) {
                FormKind::Symbol(name) | FormKind::Verbatim(name) => name,
                kind => match kind.key_text() {
                    Some(name) => name,
                    None => return self.error(diag::shape(self.span(stx), "js/global", "(js/global \"name\")")),
                },
            },
            _ => return self.error(diag::shape(self.span(stx), "js/global", "(js/global \"name\")")),
        };
        let tok = self.span(kids[1]);
        let module = self.options.goal == sx_ir::Goal::Module;
        let text = name.as_str();
        let callable = matches!(text, "eval" | "arguments");
        if !sx_base::names::is_identifier(text) || (sx_base::names::is_reserved(text, module) && !callable) {
            return self.error(diag::shape(tok, "js/global", "(js/global \"name\") with an identifier"));
        }
        if self.tree_number > 0 && (crate::globals::is_of_expander(name) || !crate::globals::is_compile_time(name)) {
            return self.error(diag::not_at_compile_time(tok, text));
        }
        let binding = self.global(name);
        self.name_node(binding, stx, tok, Flags::NONE)
    }

    /// A place: what can be assigned, called with its `this`, deleted.
    pub(crate) fn expand_place(&mut self, stx: Stx) -> NodeId {
        let stx = self.peel(stx);
        match self.kind(stx) {
            FormKind::Symbol(name) => {
                match self.head(stx) {
                    Head::Macro(_) => return self.error(diag::macro_as_place(self.span(stx), "macro", name)),
                    Head::Core(_) => return self.error(diag::macro_as_place(self.span(stx), "special form", name)),
                    Head::DotName(_) | Head::Value => {}
                }
                let node = self.expand_symbol(stx, name, Flags::PLACE);
                // An operator is a function as a value, and `this` is no place.
                if self.tree.flags(node).has(Flags::PLACE) || self.tree.kind(node) == Kind::Error {
                    return node;
                }
                self.error(diag::not_a_place(self.span(stx)))
            }
            FormKind::Verbatim(name) => self.expand_verbatim(stx, name, Flags::PLACE),
            FormKind::List => {
                let kids = self.kids(stx);
                let Some(&head) = kids.first() else {
                    return self.error(diag::not_a_place(self.span(stx)));
                };
                match self.head(head) {
                    Head::Core(CoreForm::Dot) if kids.len() == 2 => self.expand_place(kids[1]),
                    Head::Core(CoreForm::Dot) => {
                        let node = self.expand_dot(stx, &kids, Flags::PLACE);
                        let is_call = self.tree.kind(node) == Kind::Call;
                        if is_call { self.error(diag::not_a_place(self.span(stx))) } else { node }
                    }
                    Head::Core(CoreForm::GetMember) => self.expand_get(stx, &kids, false, Flags::PLACE),
                    Head::Core(CoreForm::GetOptional) => self.expand_get(stx, &kids, true, Flags::PLACE),
                    Head::Core(CoreForm::Global) => {
                        let node = self.expand_global(stx, &kids);
                        self.tree.node_mut(node).flags |= Flags::PLACE;
                        node
                    }
                    Head::DotName(name) => {
                        let node = self.expand_dot_name(stx, &kids, name);
                        if !matches!(self.tree.kind(node), Kind::Member | Kind::Private | Kind::Chain | Kind::Error) {
                            return self.error(diag::not_a_place(self.span(stx)));
                        }
                        self.as_place(node)
                    }
                    Head::Macro(id) => match self.expand_macro(id, stx) {
                        Some((result, frame)) => self.in_frame(frame, |this| this.expand_place(result)),
                        None => self.none_error(),
                    },
                    Head::Core(_) | Head::Value => self.error(diag::not_a_place(self.span(stx))),
                }
            }
            _ => self.error(diag::not_a_place(self.span(stx))),
        }
    }

    /// A place, or in a script a call: `f() = 1` is an error only when sloppy code runs it (ECMA-262, web-compat
    /// `AssignmentTargetType`). Lowering refuses it in strict code.
    pub(crate) fn expand_place_or_call(&mut self, stx: Stx) -> NodeId {
        let stx = self.peel(stx);
        let may_be_call = self.options.goal == sx_ir::Goal::Script && self.is_list(stx) && !self.looks_like_place(stx);
        let is_call = may_be_call
            && self.kids(stx).first().is_some_and(|&head| match self.head(head) {
                Head::Value | Head::DotName(_) | Head::Core(CoreForm::Dot | CoreForm::Call) => true,
                Head::Core(_) | Head::Macro(_) => false,
            });
        if !is_call {
            return self.expand_place(stx);
        }
        let node = self.expand(stx);
        match self.tree.kind(node) {
            Kind::Call if !self.tree.flags(node).has(Flags::OPTIONAL) => node,
            Kind::Error => node,
            _ => self.error(diag::not_a_place(self.span(stx))),
        }
    }
}
