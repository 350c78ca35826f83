//! Which definition a module exports under a name, through the modules that pass it on.
//!
//! Entering: a module and the name by which another one imports from it. Leaving: the module that defines what is meant
//! and its name there: `(export {pub} from "./lib.lisp")`, `(import {pub} …)` with `(export {pub})`, `(export * from …)`
//! and `(export default (defn go …))` are looked through. Texts are read, not expanded: what a macro exports is of the
//! module it stands in. Time is linear in the texts of the modules on the way, each of which is read once.

use crate::Loader;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use sx_base::{Source, Symbol, names::js_name};
use sx_reader::{FormFile, FormId, FormKind};

/// A name of another module.
type Origin = (Symbol, Symbol);

/// What the text of a module says of the names that it exports.
#[derive(Default)]
struct Exports {
    /// The names of its own scope, by those under which it exports them.
    own: FxHashMap<Symbol, Symbol>,
    /// What it passes on: the specifier, and the name there.
    passed_on: FxHashMap<Symbol, Origin>,
    /// The modules all of whose names it passes on.
    stars: Vec<Symbol>,
    /// What the names of its imports are: the specifier, and the name there.
    imports: FxHashMap<Symbol, Origin>,
    /// The macros that it defines.
    macros: FxHashSet<Symbol>,
}

/// The modules that were read, by identity.
#[derive(Default)]
pub(crate) struct ExportOrigins {
    known: RefCell<FxHashMap<String, Rc<Exports>>>,
}

impl ExportOrigins {
    /// The identity of the module that defines what `source` exports as `name`, and its name there; for JavaScript of
    /// packages and of the host the specifier.
    pub(crate) fn follow(&self, loader: &dyn Loader, source: Arc<Source>, name: Symbol) -> (String, Symbol) {
        let identity = loader.identity(&source.path);
        let found = self.find(loader, source, name);
        found.unwrap_or((identity, name))
    }

    /// The same; nothing where the text does not say that it exports such a name.
    fn find(&self, loader: &dyn Loader, source: Arc<Source>, name: Symbol) -> Option<(String, Symbol)> {
        let mut seen = FxHashSet::default();
        let mut left = vec![(source, name)];
        while let Some((source, name)) = left.pop() {
            let identity = loader.identity(&source.path);
            if !seen.insert((identity.clone(), name)) {
                continue;
            }
            let exports = self.exports_of(&identity, &source);
            let own = exports.own.get(&name).copied();
            let origin = exports.passed_on.get(&name).or_else(|| exports.imports.get(&own?));
            if let Some(&(specifier, original)) = origin {
                match load(loader, &source, specifier) {
                    Ok(module) => left.push((module, original)),
                    Err(elsewhere) => return elsewhere.map(|module| (module, original)),
                }
            } else if let Some(own) = own {
                return Some((identity, own));
            } else {
                let stars = exports.stars.iter().rev().filter_map(|&star| load(loader, &source, star).ok());
                left.extend(stars.map(|module| (module, name)));
            }
        }
        None
    }

    /// Whether `source` defines a macro `name`, and exports nothing under that name.
    pub(crate) fn is_macro(&self, loader: &dyn Loader, source: &Source, name: Symbol) -> bool {
        let exports = self.exports_of(&loader.identity(&source.path), source);
        let is_exported = exports.own.contains_key(&name) || exports.passed_on.contains_key(&name);
        exports.macros.contains(&name) && !is_exported
    }

    fn exports_of(&self, identity: &str, source: &Source) -> Rc<Exports> {
        let mut known = self.known.borrow_mut();
        let exports = known.entry(identity.to_owned()).or_insert_with(|| Rc::new(Exports::read(source)));
        Rc::clone(exports)
    }
}

/// The module that `specifier` names in `source`; the specifier where it is no Lisp file, but named alike everywhere.
fn load(loader: &dyn Loader, source: &Source, specifier: Symbol) -> Result<Arc<Source>, Option<String>> {
    let text = specifier.as_str();
    loader.load(&source.path, text).map_err(|_| (!text.starts_with('.')).then(|| text.to_owned()))
}

impl Exports {
    fn read(source: &Source) -> Self {
        let (file, _) = sx_reader::read(source);
        let mut exports = Self::default();
        for &root in &file.roots {
            match file.forms.as_list(root) {
                Some([head, parts @ ..]) if file.forms.is_symbol(*head, "import") => exports.note_import(&file, parts),
                Some([head, parts @ ..]) if file.forms.is_symbol(*head, "export") => exports.note_export(&file, parts),
                Some([head, name, ..])
                    if ["define-syntax", "defmacro"].iter().any(|it| file.forms.is_symbol(*head, it)) =>
                {
                    exports.macros.extend(name_of(&file, *name));
                }
                _ => {}
            }
        }
        exports
    }

    fn note_import(&mut self, file: &FormFile, parts: &[FormId]) {
        let Some(specifier) = parts.iter().find_map(|&part| file.forms.kind(part).string_value()) else { return };
        for &part in parts {
            if let Some(local) = name_of(file, part) {
                self.imports.insert(local, (specifier, Symbol::intern("default")));
            }
            for (module, local) in entries(file, part) {
                self.imports.insert(local, (specifier, module));
            }
        }
    }

    fn note_export(&mut self, file: &FormFile, parts: &[FormId]) {
        let forms = &file.forms;
        match *parts {
            [what, from, specifier, ..] if forms.is_symbol(from, "from") => {
                let Some(specifier) = forms.kind(specifier).string_value() else { return };
                if forms.is_symbol(what, "*") {
                    self.stars.push(specifier);
                }
                let named = entries(file, what).into_iter();
                self.passed_on.extend(named.map(|(exported, original)| (exported, (specifier, original))));
            }
            [default, what] if forms.is_symbol(default, "default") => {
                let own = name_of(file, what).or_else(|| defined_name(file, what));
                self.own.extend(own.map(|own| (Symbol::intern("default"), own)));
            }
            [what] => {
                self.own.extend(entries(file, what));
                self.own.extend(defined_name(file, what).map(|name| (name, name)));
            }
            _ => {}
        }
    }
}

/// The entries of `{a :b c}`: the name that stands as key, which an import has from the other module and an export gives,
/// and the other name.
fn entries(file: &FormFile, id: FormId) -> Vec<(Symbol, Symbol)> {
    let forms = &file.forms;
    if forms.kind(id) != FormKind::Object {
        return vec![];
    }
    let mut found = vec![];
    let mut parts = forms.kids(id).iter();
    while let Some(&part) = parts.next() {
        if let Some(name) = name_of(file, part) {
            found.push((name, name));
            continue;
        }
        let module = match forms.kind(part) {
            FormKind::Keyword(name) => js_name(name),
            kind => kind.string_value(),
        };
        if let Some(module) = module
            && let Some(local) = parts.next().and_then(|&local| name_of(file, local))
        {
            found.push((module, local));
        }
    }
    found
}

/// The name that a definition gives, `(async (defn f …))` too.
fn defined_name(file: &FormFile, mut id: FormId) -> Option<Symbol> {
    loop {
        let &[head, next, ..] = file.forms.as_list(id)? else { return None };
        let FormKind::Symbol(head) = file.forms.kind(head) else { return None };
        match head.as_str() {
            "async" => id = next,
            "defn" | "defn!" | "defn*" | "defun" | "class" | "const" | "let" | "var" | "def" => {
                return name_of(file, next);
            }
            "define" => {
                return name_of(file, file.forms.as_list(next).and_then(|list| list.first().copied()).unwrap_or(next));
            }
            _ => return None,
        }
    }
}

/// The JavaScript name that a symbol is.
fn name_of(file: &FormFile, id: FormId) -> Option<Symbol> {
    match file.forms.kind(id) {
        FormKind::Symbol(name) => js_name(name),
        FormKind::Verbatim(name) => Some(name),
        _ => None,
    }
}
