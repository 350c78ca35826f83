//! What the spelling of a symbol says, worked out once for each symbol: its JavaScript name, the special form it names,
//! its parts when it has dots.

use crate::dotted::{Dotted, split};
use crate::globals;
use std::rc::Rc;
use sx_base::Symbol;
use sx_base::names::{js_name, marked_stem};
use sx_reader::CoreForm;

/// Facts of one spelling.
#[derive(Clone)]
pub(crate) struct SymbolFacts {
    /// The JavaScript name.
    pub(crate) js: Option<Symbol>,
    /// The special form.
    pub(crate) core: Option<CoreForm>,
    /// The parts of a dotted name.
    pub(crate) dotted: Option<Rc<Dotted>>,
    /// What the first characters make of it at the head of a list.
    pub(crate) head: HeadSpelling,
    /// What it is where a name stands.
    pub(crate) base: BaseSpelling,
    /// A global of ECMAScript, Node.js or browsers; nothing as long as nobody asked.
    is_global: Option<bool>,
    /// The prelude has a macro of this name.
    pub(crate) in_prelude: bool,
}

/// The spelling of a symbol without dots, where a value stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum BaseSpelling {
    /// `this`
    This,
    /// `super`
    Super,
    /// `.`, `...`, `:`, `.m`
    Stray,
    /// `#p`
    Private,
    /// A name.
    Name,
}

/// The spelling of a head.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum HeadSpelling {
    /// `.`
    Dot,
    /// `.m`, `.-p`, `?.m`.
    DotName,
    /// Anything else.
    Name,
}

/// Facts by symbol number.
#[derive(Default)]
pub(crate) struct FactsTable {
    at: Vec<u32>,
    facts: Vec<SymbolFacts>,
}

impl FactsTable {
    /// The facts of `name`.
    pub(crate) fn get(&mut self, name: Symbol) -> &SymbolFacts {
        let index = name.index() as usize;
        match self.at.get(index) {
            Some(&at) if at != 0 => &self.facts[at as usize - 1],
            _ => self.learn(name),
        }
    }

    /// Whether `name`, whose JavaScript name is `js`, is a global of ECMAScript, Node.js or browsers.
    pub(crate) fn is_global(&mut self, name: Symbol, js: Symbol) -> bool {
        self.get(name);
        let facts = &mut self.facts[self.at[name.index() as usize] as usize - 1];
        *facts.is_global.get_or_insert_with(|| globals::knows(js, false))
    }

    #[cold]
    fn learn(&mut self, name: Symbol) -> &SymbolFacts {
        let index = name.index() as usize;
        if self.at.len() <= index {
            self.at.resize(index + 1, 0);
        }
        self.facts.push(work_out(name));
        self.at[index] = self.facts.len() as u32;
        &self.facts[self.facts.len() - 1]
    }
}

/// The name that a symbol without dots has among the bindings: its JavaScript name. `tmp#`, `tmp#2`, `tmp##2` are names
/// apart from `tmp`; see [`sx_base::names::Mark`].
pub(crate) fn binding_name(name: Symbol) -> Option<Symbol> {
    let text = name.as_str();
    match marked_stem(text) {
        Some((stem, _)) => {
            js_name(Symbol::intern(stem)).map(|js| Symbol::intern(&format!("{js}{}", &text[stem.len()..])))
        }
        None => js_name(name),
    }
}

fn work_out(name: Symbol) -> SymbolFacts {
    let text = name.as_str();
    let head = if text == "." {
        HeadSpelling::Dot
    } else if text != "..." && (text.starts_with('.') || text.starts_with("?.")) {
        HeadSpelling::DotName
    } else {
        HeadSpelling::Name
    };
    let base = match text {
        "this" => BaseSpelling::This,
        "super" => BaseSpelling::Super,
        "..." | "." | ":" => BaseSpelling::Stray,
        _ if text.starts_with('.') || text.starts_with("?.") => BaseSpelling::Stray,
        _ if text.starts_with('#') => BaseSpelling::Private,
        _ => BaseSpelling::Name,
    };
    let js = binding_name(name);
    let (core, dotted) = (CoreForm::from_name(text), split(name).map(Rc::new));
    SymbolFacts { js, core, dotted, head, base, is_global: None, in_prelude: crate::prelude::find(name).is_some() }
}
