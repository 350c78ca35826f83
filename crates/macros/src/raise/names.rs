//! Heads, names and keys in the raised text.

use super::Raiser;
use sx_base::names::{is_identifier, js_name};
use sx_base::{Span, Symbol};
use sx_ir::{Binding, BindingKind, Flags, Kind, NodeId, Tree};
use sx_reader::{CoreForm, FormId, FormKind};

impl Raiser<'_> {
    /// The head `core`: `if`, or `js/if` when a binding of the module could be meant by `if`.
    pub(super) fn head(&mut self, core: CoreForm, span: Span) -> FormId {
        let name = match self.heads[core as usize] {
            Some(name) => name,
            None => self.spell_head(core),
        };
        self.forms.leaf(FormKind::Symbol(name), span)
    }

    #[cold]
    fn spell_head(&mut self, core: CoreForm) -> Symbol {
        let plain = Symbol::intern(core.name());
        let bound = js_name(plain).is_some_and(|js| self.is_taken.get(js.index() as usize) == Some(&true));
        // Where a clause may stand, any other form may not, but for the tests of `cond`.
        let may_be_meant = !core.is_clause() || core == CoreForm::Else;
        let is_apart = bound && may_be_meant && !core.name().starts_with("js/");
        let name = if is_apart { Symbol::intern(&format!("js/{plain}")) } else { plain };
        self.heads[core as usize] = Some(name);
        name
    }

    /// The text of a `Name` or `Bind` as a plain symbol; `None` when only `\name` says it.
    pub(super) fn plain_name(&self, id: NodeId) -> Option<Symbol> {
        self.plain[self.tree.payload(id) as usize]
    }

    /// A `Name` or `Bind`.
    #[inline]
    pub(super) fn raise_name(&mut self, id: NodeId) -> FormId {
        match self.plain_name(id) {
            Some(name) => self.leaf(FormKind::Symbol(name), id),
            None => self.raise_odd_name(id),
        }
    }

    /// A `Name` or `Bind` that no plain symbol says.
    #[cold]
    fn raise_odd_name(&mut self, id: NodeId) -> FormId {
        let name = self.names[self.tree.payload(id) as usize];
        if self.hidden.contains(&self.tree.payload(id)) {
            let name = self.string(name, self.tree.node(id).tok);
            return self.core_list(id, CoreForm::Global, &[name]);
        }
        let is_place = self.tree.flags(id).has(Flags::PLACE);
        match self.assigned_constants.get(&self.tree.payload(id)) {
            Some(&plain) if !is_place => self.leaf(FormKind::Symbol(plain), id),
            _ => self.leaf(FormKind::Verbatim(name), id),
        }
    }

    /// A member's name where a symbol stands for it, as in `(method name () …)`.
    pub(super) fn raise_member_name(&mut self, id: NodeId) -> FormId {
        let Some(name) = self.tree.symbol(id) else { return self.one(id) };
        match self.tree.kind(id) {
            Kind::KeyName if reads_otherwise(name) => self.leaf(FormKind::Verbatim(name), id),
            Kind::KeyName => self.leaf(FormKind::Symbol(name), id),
            _ => self.one(id),
        }
    }

    /// A key where a keyword stands for it, as in `{:key value}`.
    pub(super) fn raise_key_name(&mut self, id: NodeId) -> FormId {
        match self.tree.symbol(id) {
            Some(name) => self.leaf(FormKind::Keyword(name), id),
            None => self.leaf(FormKind::Error, id),
        }
    }

    pub(super) fn raise_private_name(&mut self, id: NodeId) -> FormId {
        let text = self.tree.symbol(id).map_or(String::new(), |name| format!("#{name}"));
        let span = self.tree.node(id).span;
        self.symbol(&text, span)
    }
}

/// One more than the largest number of a name.
pub(super) fn names_end(names: &[Symbol]) -> usize {
    names.iter().map(|name| name.index() as usize + 1).max().unwrap_or(0)
}

/// Whether some binding has a name, by the number of the name.
pub(super) fn taken_names(names: &[Symbol]) -> Vec<bool> {
    let mut is_taken = vec![false; names_end(names)];
    for name in names {
        is_taken[name.index() as usize] = true;
    }
    is_taken
}

/// The plain symbol for each binding of `tree`, which is called what `names` says.
pub(super) fn plain_names(tree: &Tree, names: &[Symbol]) -> Vec<Option<Symbol>> {
    // Many bindings have the same name, and most of those are written the same way: by name, what was found last.
    let mut known: Vec<Option<(Symbol, Symbol, Option<Symbol>)>> = vec![None; names_end(names)];
    let plain = |(binding, &name): (&Binding, &Symbol)| {
        if binding.kind == BindingKind::Global {
            return plain_global(name);
        }
        let known = &mut known[name.index() as usize];
        match *known {
            Some((wanted, written, plain)) if wanted == binding.name && written == binding.written => plain,
            _ => {
                let plain = plain_symbol(name, binding.name, binding.written);
                *known = Some((binding.name, binding.written, plain));
                plain
            }
        }
    };
    tree.bindings.iter().zip(names).map(plain).collect()
}

/// The plain symbol for the global `name`.
fn plain_global(name: Symbol) -> Option<Symbol> {
    let taken =
        reads_otherwise(name) || CoreForm::from_name(name.as_str()).is_some() || crate::prelude::find(name).is_some();
    (!taken && crate::globals::knows(name, false)).then_some(name)
}

/// The plain symbol for a binding called `name`, which wants to be called `wanted` and is spelled `written`.
fn plain_symbol(name: Symbol, wanted: Symbol, written: Symbol) -> Option<Symbol> {
    let is_plain = |name: Symbol| !reads_otherwise(name);
    if !is_plain(name) {
        return None;
    }
    let same = name == wanted && js_name(written) == Some(name);
    let is_written = same && (written == name || (is_plain(written) && !written.as_str().contains(['.', '#'])));
    Some(if is_written { written } else { name })
}

/// Whether a symbol is no name: a literal, a keyword with a meaning of its own.
fn reads_otherwise(name: Symbol) -> bool {
    matches!(name.as_str(), "true" | "false" | "null" | "nil" | "this" | "super") || !is_identifier_like(name)
}

/// Whether the reader and the expander take `name` as one name.
fn is_identifier_like(name: Symbol) -> bool {
    match sx_base::names::marked_stem(name.as_str()) {
        Some((stem, _)) => is_identifier(stem) || js_name(Symbol::intern(stem)).is_some(),
        None => js_name(name).is_some(),
    }
}
