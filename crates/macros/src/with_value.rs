//! `with-value`: places that have other values while some forms run.
//!
//! `(with-value (((. (f) [(k)]) 1)) (g))` becomes
//! `(let* ((object (f)) (key (k))) (let ((before (. object [key]))) (set! (. object [key]) 1) (try (g) (finally (set! …)))))`.
//! A place is mentioned three times, so what it is made of is evaluated before, once, from left to right. Names that hold
//! one value fold away again, and globals stand as they are. A property that the object did not have of its own is
//! deleted again, so that it inherits the value as before; one that an inherited accessor took is set back:
//! `(if (or own (and (in key object) (not (Object.hasOwn object key)))) (set! …) (delete …))`.

use crate::expander::{Expander, Head, Stx};
use crate::scope::{ScopeKind, SetId};
use sx_base::{Span, Symbol};
use sx_reader::{CoreForm, FormId, FormKind};

/// A place that is a macro call is expanded so often, then it is left to `set!`.
const MAX_STEPS: usize = 100;

/// What the parts of places become: bindings that stand around, over names with `set`.
struct Parts {
    bindings: Vec<FormId>,
    set: SetId,
    head: Span,
}

/// A place that is evaluated as often as one likes.
struct Steady {
    place: FormId,
    /// The key and the object, where it is a property that may be absent.
    property: Option<(FormId, FormId)>,
}

impl Expander<'_> {
    /// The call of `with-value`; nothing for a wrong shape.
    pub(crate) fn with_value(&mut self, stx: Stx, head: Stx, pairs: Stx, forms: &[Stx]) -> Option<FormId> {
        let (call, head) = (self.span(stx), self.span(head));
        if !self.is_list(pairs) {
            return None;
        }
        let forms: Vec<FormId> = forms.iter().map(|&form| self.scoped(form)).collect();
        let mut result = self.core_call(CoreForm::Begin, &forms, head, call);
        for pair in self.kids(pairs).into_iter().rev() {
            let kids = if self.is_list(pair) { self.kids(pair) } else { return None };
            let [place, value] = kids[..] else { return None };
            let scope = self.sets.scope(ScopeKind::Introduced, call);
            let set = self.sets.add(SetId::EMPTY, scope);
            let mut parts = Parts { bindings: vec![], set, head };
            let Steady { place, property } = self.steady_place(place, &mut parts);
            let before = self.part_name("before", &parts);
            let mut bindings = vec![self.forms.list(&[before, place], call)];
            let value = self.scoped(value);
            let change = self.core_call(CoreForm::SetBang, &[place, value], head, call);
            let mut restore = self.core_call(CoreForm::SetBang, &[place, before], head, call);
            if let Some((key, object)) = property {
                let own = self.part_name("own", &parts);
                let test = self.has_own(object, key, head, call);
                bindings.push(self.forms.list(&[own, test], call));
                let is_inherited = self.core_call(CoreForm::In, &[key, object], head, call);
                let has_own = self.has_own(object, key, head, call);
                let has_none = self.core_call(CoreForm::Not, &[has_own], head, call);
                let by_accessor = self.core_call(CoreForm::And, &[is_inherited, has_none], head, call);
                let test = self.core_call(CoreForm::Or, &[own, by_accessor], head, call);
                let delete = self.core_call(CoreForm::Delete, &[place], head, call);
                restore = self.core_call(CoreForm::If, &[test, restore, delete], head, call);
            }
            let restore = self.core_call(CoreForm::Finally, &[restore], head, call);
            let run = self.core_call(CoreForm::Try, &[result, restore], head, call);
            let bindings = self.forms.list(&bindings, call);
            result = self.core_call(CoreForm::Let, &[bindings, change, run], head, call);
            if !parts.bindings.is_empty() {
                let bindings = self.forms.list(&parts.bindings, call);
                result = self.core_call(CoreForm::LetStar, &[bindings, result], head, call);
            }
        }
        Some(result)
    }

    /// `(Object.hasOwn object key)`, whatever the file calls `Object`.
    fn has_own(&mut self, object: FormId, key: FormId, head: Span, call: Span) -> FormId {
        let callee = self.forms.symbol("Object.hasOwn", head);
        let callee = self.scoped(Stx { id: callee, set: SetId::EMPTY });
        self.forms.list(&[callee, object, key], call)
    }

    /// The place with names for its parts.
    fn steady_place(&mut self, place: Stx, parts: &mut Parts) -> Steady {
        let mut place = self.peel(place);
        for _ in 0..MAX_STEPS {
            let Some(Head::Macro(id)) = self.list_head(place) else { break };
            let Some((result, _)) = self.expand_macro(id, place) else { break };
            place = self.peel(result);
        }
        if let FormKind::Symbol(name) = self.kind(place) {
            return self.steady_path(place, name, parts);
        }
        let as_it_stands = |this: &mut Self| Steady { place: this.scoped(place), property: None };
        let kids = if self.is_list(place) { self.kids(place) } else { return as_it_stands(self) };
        let (Some(head), [first, operands @ ..]) = (self.list_head(place), &kids[..]) else {
            return as_it_stands(self);
        };
        let mut made = vec![self.scoped(*first)];
        let property = match (head, operands) {
            (Head::DotName(name), [object]) => {
                let object = self.part("object", *object, parts);
                made.push(object);
                let member = name.as_str().trim_start_matches('.').trim_start_matches('-');
                self.member_key(member, parts).map(|key| (key, object))
            }
            (Head::Core(CoreForm::GetMember), [object, key]) => {
                let object = self.part("object", *object, parts);
                let key = self.part("key", *key, parts);
                made.extend([object, key]);
                Some((key, object))
            }
            (Head::Core(CoreForm::Dot), [_, .., last]) if !kids.iter().any(|&step| self.is_optional(step)) => {
                let last = self.peel(*last);
                let (mut chain, mut step) = (kids[1..kids.len() - 1].to_vec(), last);
                if let FormKind::Symbol(name) = self.kind(last)
                    && let Some((front, member)) = self.last_member(name)
                {
                    // `(. o p.q)` is two links.
                    let span = self.span(last);
                    chain.push(Stx { id: self.forms.symbol(front, span), set: last.set });
                    step = Stx { id: self.forms.symbol(member, span), set: last.set };
                }
                let object = self.object_of(*first, &chain);
                let object = self.part("object", object, parts);
                made.push(object);
                let (step, key) = self.steady_step(step, parts);
                made.push(step);
                key.map(|key| (key, object))
            }
            _ => return as_it_stands(self),
        };
        let span = self.span(place);
        Steady { place: self.forms.list(&made, span), property }
    }

    /// The last link of a place, and its key.
    fn steady_step(&mut self, step: Stx, parts: &mut Parts) -> (FormId, Option<FormId>) {
        match (self.kind(step), &self.kids(step)[..]) {
            (FormKind::Array, [key]) => {
                let key = self.part("key", *key, parts);
                let span = self.span(step);
                (self.forms.add(FormKind::Array, &[key], span), Some(key))
            }
            (FormKind::Symbol(name), _) => (self.scoped(step), self.member_key(name.as_str(), parts)),
            _ => (self.scoped(step), None),
        }
    }

    /// The member `name` as a key; nothing for a private name, which is always there.
    fn member_key(&mut self, name: &str, parts: &Parts) -> Option<FormId> {
        let key = sx_base::names::js_name(Symbol::intern(name)).filter(|_| !name.starts_with('#'))?;
        Some(self.text_form(key.as_str(), parts.head))
    }

    /// What the links before the last one give: the base alone, or `(. base step…)`.
    fn object_of(&mut self, dot: Stx, chain: &[Stx]) -> Stx {
        if let [base] = chain {
            return *base;
        }
        let parts: Vec<FormId> = std::iter::once(&dot).chain(chain).map(|&part| self.scoped(part)).collect();
        let span = self.span(dot);
        Stx { id: self.forms.list(&parts, span), set: SetId::EMPTY }
    }

    /// Whether a link is `?.p` or `(?.m x)`; what has one is no place.
    fn is_optional(&mut self, step: Stx) -> bool {
        let named = if self.is_list(step) { self.kids(step).first().copied() } else { Some(step) };
        named.is_some_and(|name| match self.kind(name) {
            FormKind::Symbol(name) => name.as_str().contains("?."),
            _ => false,
        })
    }

    /// `a.b.c` cut before `c`; nothing for what is no path or has an optional link.
    fn last_member(&mut self, name: Symbol) -> Option<(&'static str, &'static str)> {
        let dotted = self.dotted(name)?;
        let last = dotted.segments.last()?;
        if dotted.optional_call || dotted.segments.iter().any(|segment| segment.optional) {
            return None;
        }
        // A link is `.c` or `!.c`.
        let (front, member) = name.as_str().split_at(last.offset as usize);
        Some((front.trim_end_matches('.').trim_end_matches('!'), member))
    }

    /// `a.b.c`, a member of what `a.b` is; what is no path, or a path that stands, as it is.
    fn steady_path(&mut self, place: Stx, name: Symbol, parts: &mut Parts) -> Steady {
        let (Some((front, member)), Some(dotted)) = (self.last_member(name), self.dotted(name)) else {
            return Steady { place: self.scoped(place), property: None };
        };
        let span = self.span(place);
        let object = Stx { id: self.forms.symbol(front, span), set: place.set };
        let is_short = dotted.segments.len() == 1;
        let is_meta = matches!(dotted.base.as_str(), "import" | "new") && dotted.segments.len() <= 2;
        // `super` alone is no value.
        let has_value = front != "super" && !(is_meta && is_short);
        let key = if has_value { self.member_key(member, parts) } else { None };
        if is_meta || (is_short && self.is_steady_name(dotted.base, place.set)) {
            let object = self.scoped(object);
            return Steady { place: self.scoped(place), property: key.map(|key| (key, object)) };
        }
        let object = self.part("object", object, parts);
        let dot = self.forms.leaf(FormKind::Core(CoreForm::Dot), parts.head);
        let member = self.forms.symbol(member, span);
        Steady { place: self.forms.list(&[dot, object, member], span), property: key.map(|key| (key, object)) }
    }

    /// Whether nothing that the file says changes what `name` is: `this`, `super`, a global.
    fn is_steady_name(&mut self, name: Symbol, set: SetId) -> bool {
        matches!(name.as_str(), "this" | "super") || self.resolve(name, set).is_none()
    }

    /// A part of a place as it stands, when it is no more than a name or a literal, or its name.
    fn part(&mut self, name: &str, stx: Stx, parts: &mut Parts) -> FormId {
        let stx = self.peel(stx);
        let stands = match self.kind(stx) {
            FormKind::Symbol(symbol) => self.dotted(symbol).is_none() && self.is_steady_name(symbol, stx.set),
            kind => !kind.has_kids(),
        };
        let value = self.scoped(stx);
        if stands {
            return value;
        }
        let name = self.part_name(name, parts);
        let span = self.forms.span(value);
        parts.bindings.push(self.forms.list(&[name, value], span));
        name
    }

    fn part_name(&mut self, name: &str, parts: &Parts) -> FormId {
        let id = self.forms.symbol(name, parts.head);
        self.scoped(Stx { id, set: parts.set })
    }
}
