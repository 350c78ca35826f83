//! Forms with scopes: their children, and the forms that templates are filled to.
//!
//! A form of a file is a node of [`Forms`](sx_reader::Forms), and scopes are said for whole forms from outside. What an
//! expansion makes mixes names of a template with names of the call; there each child has scopes of its own beside the
//! form (`kid_sets`), or a [`FormKind::Scoped`] wrapper around it where the form was not made by a template.

use crate::expander::{Expander, KIDS, Kids, Stx};
use crate::scope::{Scope, SetId};
use sx_base::Span;
use sx_reader::{FormId, FormKind};

/// How many forms in each other are looked through for their names at once.
const LEVELS: u32 = 16;

/// What [`Expander::oldest_names`] has for forms that nobody looked into.
const UNKNOWN: Scope = Scope::MAX - 1;

/// What [`Expander::kid_sets`] has for the children of forms that no template made; they may have wrappers.
const NO_SET: SetId = SetId(u32::MAX);

/// What a place for a child has before the child is there.
const NOTHING: Stx = Stx { id: FormId(0), set: SetId::EMPTY };

impl Expander<'_> {
    /// Removes the scope wrappers that expansion put around a form.
    pub(crate) fn peel(&mut self, mut stx: Stx) -> Stx {
        while let FormKind::Scoped(set) = self.forms.kind(stx.id) {
            stx = Stx { id: self.forms.kid(stx.id, 0), set: self.sets.union(stx.set, SetId(set)) };
        }
        stx
    }

    /// A form without its scope wrappers.
    pub(crate) fn bare(&self, mut id: FormId) -> FormId {
        while let FormKind::Scoped(_) = self.forms.kind(id) {
            id = self.forms.kid(id, 0);
        }
        id
    }

    /// What a form is behind its scope wrappers.
    pub(crate) fn bare_kind(&self, id: FormId) -> FormKind {
        self.forms.kind(self.bare(id))
    }

    /// The peeled children of a form.
    pub(crate) fn kids(&mut self, stx: Stx) -> Kids {
        let (first, ids) = self.forms.kids_from(stx.id);
        let mut kids = Kids::from_buf_and_len([NOTHING; KIDS], ids.len().min(KIDS));
        if ids.len() > KIDS {
            kids.resize(ids.len(), NOTHING);
        }
        let slots = &mut kids[..];
        let Some(first) = first.checked_sub(self.first_kid_set) else {
            // What was read has no wrappers.
            for (kid, &id) in slots.iter_mut().zip(ids) {
                *kid = Stx { id, set: stx.set };
            }
            return kids;
        };
        // The scopes are there for all children of a form or for none.
        let beside = self.kid_sets.get(first..first + ids.len()).filter(|sets| sets.first() != Some(&NO_SET));
        if let Some(beside) = beside {
            let pairs = ids.iter().zip(beside);
            if stx.set == SetId::EMPTY {
                for (kid, (&id, &set)) in slots.iter_mut().zip(pairs) {
                    *kid = Stx { id, set };
                }
                return kids;
            }
            for (kid, (&id, &set)) in slots.iter_mut().zip(pairs) {
                *kid = Stx { id, set: self.sets.union(stx.set, set) };
            }
            return kids;
        }
        for (kid, &id) in slots.iter_mut().zip(ids) {
            *kid = Stx { id, set: stx.set };
        }
        for kid in slots {
            *kid = self.peel(*kid);
        }
        kids
    }

    /// The peeled elements of a form: the list `(a . (b c))` is `(a b c)` (R7RS, 6.4), and `[a . [b c]]` is `[a b c]`.
    pub(crate) fn elements(&mut self, stx: Stx) -> Kids {
        let kind = self.kind(stx);
        self.elements_as(stx, kind)
    }

    /// The same of data, where the tail of a list may be an array too: `'(a . [b])` is `(a b)`.
    pub(crate) fn elements_of_data(&mut self, stx: Stx) -> Kids {
        let kind = if self.is_list(stx) { FormKind::Array } else { self.kind(stx) };
        self.elements_as(stx, kind)
    }

    /// The elements of a form whose tail is continued as that of a form of the kind `kind`.
    fn elements_as(&mut self, stx: Stx, kind: FormKind) -> Kids {
        let mut kids = self.kids(stx);
        while let [_, .., dot, last] = kids[..]
            && self.is_dot(dot)
            && self.continues(kind, last)
        {
            kids.truncate(kids.len() - 2);
            kids.extend(self.kids(last));
        }
        kids
    }

    /// Whether the elements of `tail`, peeled, which stands behind a dot in a form of the kind `kind`, are elements of that.
    pub(crate) fn continues(&self, kind: FormKind, tail: Stx) -> bool {
        match kind {
            FormKind::List => self.is_list(tail),
            FormKind::Array => matches!(self.kind(tail), FormKind::List | FormKind::Array),
            _ => false,
        }
    }

    /// The `n`th child of a form, which it has, not peeled.
    pub(crate) fn kid(&mut self, stx: Stx, n: usize) -> Stx {
        let (first, ids) = self.forms.kids_from(stx.id);
        let set = self.kid_set(first + n);
        Stx { id: ids[n], set: self.sets.union(stx.set, set) }
    }

    /// The first child of a form, which has one, peeled.
    pub(crate) fn first_kid(&mut self, stx: Stx) -> Stx {
        self.opt_first_kid(stx).expect("invariant: the form has a child")
    }

    /// The first child of a form if it has one, peeled.
    pub(crate) fn opt_first_kid(&mut self, stx: Stx) -> Option<Stx> {
        let (first, ids) = self.forms.kids_from(stx.id);
        let &id = ids.first()?;
        // What was read has no wrappers, and what a template made has none around its children.
        let Some(place) = first.checked_sub(self.first_kid_set) else { return Some(Stx { id, set: stx.set }) };
        match self.kid_sets.get(place) {
            Some(&set) if set != NO_SET => Some(Stx { id, set: self.sets.union(stx.set, set) }),
            _ => Some(self.peel(Stx { id, set: stx.set })),
        }
    }

    /// The scopes besides its own of what stands in a place of the table of children.
    fn kid_set(&self, place: usize) -> SetId {
        let place = place.checked_sub(self.first_kid_set);
        let set = place.and_then(|place| self.kid_sets.get(place)).copied();
        set.filter(|&set| set != NO_SET).unwrap_or(SetId::EMPTY)
    }

    /// Adds a form whose children are what is filled from `start` on, and takes them away.
    pub(crate) fn close_filled(&mut self, kind: FormKind, start: usize, span: Span) -> FormId {
        // The children of forms that were made in another way since.
        let others = self.forms.kids_len() - self.first_kid_set;
        if self.kid_sets.len() < others {
            self.kid_sets.resize(others, NO_SET);
        }
        let kids = &self.filled[start..];
        self.kid_sets.extend(kids.iter().map(|kid| kid.set));
        let form = self.forms.add_each(kind, kids.iter().map(|kid| kid.id), span);
        self.filled.truncate(start);
        form
    }

    /// A scope such that every name in `stx` has it or a newer one; [`Scope::MAX`] where no name is. What a template
    /// made is looked through once; more than `levels` of such forms in each other count as if they held any name.
    fn oldest_name(&mut self, stx: Stx, levels: u32) -> Scope {
        let (mut id, mut newest) = (stx.id, self.sets.newest(stx.set));
        while let FormKind::Scoped(set) = self.forms.kind(id) {
            newest = newest.max(self.sets.newest(SetId(set)));
            id = self.forms.kid(id, 0);
        }
        match self.forms.kind(id) {
            FormKind::Symbol(_) | FormKind::Verbatim(_) => newest,
            kind if !kind.has_kids() => Scope::MAX,
            _ if id.0 < self.first_made || levels == 0 => newest,
            _ => newest.max(self.oldest_name_inside(id, levels)),
        }
    }

    /// [`Expander::oldest_name`] of the children of a form that expansion made.
    fn oldest_name_inside(&mut self, id: FormId, levels: u32) -> Scope {
        let at = (id.0 - self.first_made) as usize;
        if let Some(&known) = self.oldest_names.get(at).filter(|&&known| known != UNKNOWN) {
            return known;
        }
        let mut oldest = Scope::MAX;
        let (first, ids) = self.forms.kids_from(id);
        // Names, which most children are, need no look into.
        let mut others = smallvec::SmallVec::<[Stx; KIDS]>::new();
        for (&kid, place) in ids.iter().zip(first..) {
            let (set, kind) = (self.kid_set(place), self.forms.kind(kid));
            if matches!(kind, FormKind::Symbol(_)) {
                oldest = oldest.min(self.sets.newest(set));
            } else if kind.has_kids() || matches!(kind, FormKind::Verbatim(_) | FormKind::Scoped(_)) {
                others.push(Stx { id: kid, set });
            }
        }
        for kid in others {
            oldest = oldest.min(self.oldest_name(kid, levels - 1));
        }
        if self.oldest_names.len() <= at {
            self.oldest_names.resize(self.forms.len() - self.first_made as usize, UNKNOWN);
        }
        self.oldest_names[at] = oldest;
        oldest
    }

    /// Adds to what is filled; without wrapper.
    pub(crate) fn push_filled(&mut self, stx: Stx) {
        debug_assert!(!matches!(self.kind(stx), FormKind::Scoped(_)));
        self.filled.push(stx);
    }

    /// The scopes that some name of a macro's definition has: of what was read, those of the form; a template gives each
    /// name its own. Linear in the size of what a template made.
    pub(crate) fn scopes_of_definition(&mut self, stx: Stx) -> SetId {
        if stx.id.0 < self.first_made {
            return stx.set;
        }
        let (mut scopes, mut last) = (SetId::EMPTY, SetId::EMPTY);
        let mut work = vec![stx];
        while let Some(form) = work.pop() {
            let form = self.peel(form);
            match self.kind(form) {
                FormKind::Symbol(_) | FormKind::Verbatim(_) if form.set != last => {
                    last = form.set;
                    scopes = self.sets.union(scopes, last);
                }
                _ => work.extend(self.kids(form)),
            }
        }
        scopes
    }

    /// The scope for the arguments of the expansion of a macro whose definition stands in the scopes `definition`. There
    /// is one where some argument is of the same definition context or of one around, so that a binder among the
    /// arguments cannot capture what the template brings.
    pub(crate) fn use_site(&mut self, arguments: &[Stx], definition: SetId) -> Option<Scope> {
        if definition == SetId::EMPTY {
            return None;
        }
        let newest = self.sets.newest(definition);
        let mut reaches = false;
        // Scopes that are not all around the definition. Most arguments of a call have the same.
        let mut apart = None;
        for argument in arguments {
            if apart == Some(argument.set) {
                continue;
            }
            // Looking at the scopes of the whole is cheaper than looking into it.
            if !self.sets.is_subset(argument.set, definition) {
                apart = Some(argument.set);
                continue;
            }
            reaches = self.oldest_name(*argument, LEVELS) <= newest;
            if reaches {
                break;
            }
        }
        if !reaches {
            return None;
        }
        let context = if self.at_body_head { self.context } else { 0 };
        Some(self.sets.scope(crate::scope::ScopeKind::UseSite(context), self.place_of(arguments)))
    }

    /// The place of a scope that these forms get.
    pub(crate) fn place_of(&self, forms: &[Stx]) -> Span {
        forms.first().map_or(Span::NONE, |&form| self.span(form))
    }
}
