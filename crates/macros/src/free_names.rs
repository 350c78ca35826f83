//! The names of a template that the template does not bind.
//!
//! Entering: what a template is made of, of `syntax-rules` or of a quasiquote in macro code. Leaving: the symbols that
//! refer to something outside of it, in their order. ``(let ((w (w 1))) w)`` has one, the second. Scopes are told from
//! forms in plain sight; what a macro call in the template binds counts as free.

use crate::expander::{Expander, Stx};
use crate::syntax_rules::Template;
use sx_base::Symbol;
use sx_reader::{CoreForm, FormKind};

/// A template, as far as names go.
enum Sketch {
    Name(Symbol, Stx),
    /// A list with its head, where that is the name of a special form.
    List(Option<CoreForm>, Vec<Sketch>),
    /// An array, an object, a quoted form.
    Row(Vec<Sketch>),
    /// What is put in, and what is no name.
    Other,
}

impl Sketch {
    /// The parts of a list.
    fn parts(&self) -> &[Sketch] {
        if let Sketch::List(_, parts) = self { parts } else { &[] }
    }
}

impl Expander<'_> {
    /// The free names of a template of `syntax-rules`.
    pub(crate) fn free_names_of_rule(&mut self, template: &Template) -> Vec<Stx> {
        let sketch = self.sketch_template(template);
        free_names(&sketch)
    }

    /// The free names of the quasiquoted `stx`.
    pub(crate) fn free_names_of_quote(&mut self, stx: Stx) -> Vec<Stx> {
        let sketch = self.sketch_quote(stx, 1);
        free_names(&sketch)
    }

    fn sketch_template(&mut self, template: &Template) -> Sketch {
        match template {
            Template::Form(stx) => self.sketch_leaf(*stx),
            Template::Var(_) | Template::Dotted(..) => Sketch::Other,
            Template::Compound { kind, items, tail, .. } => {
                let parts = items.iter().map(|item| &item.template).chain(tail.as_deref());
                let parts = parts.map(|part| self.sketch_template(part)).collect();
                self.sketch_compound(*kind, parts)
            }
        }
    }

    fn sketch_quote(&mut self, stx: Stx, level: u32) -> Sketch {
        let stx = self.spelled_quote(stx);
        let kind = self.kind(stx);
        let level = match kind {
            FormKind::Unquote | FormKind::UnquoteSplicing if level == 1 => return Sketch::Other,
            FormKind::Unquote | FormKind::UnquoteSplicing => level - 1,
            FormKind::Quasiquote => level + 1,
            _ => level,
        };
        if !kind.has_kids() {
            return self.sketch_leaf(stx);
        }
        let parts = self.kids(stx).into_iter().map(|kid| self.sketch_quote(kid, level)).collect();
        self.sketch_compound(kind, parts)
    }

    fn sketch_leaf(&mut self, stx: Stx) -> Sketch {
        match self.kind(stx) {
            FormKind::Symbol(name) => {
                let base = self.dotted(name).map_or(name, |dotted| dotted.base);
                Sketch::Name(base, stx)
            }
            FormKind::Verbatim(name) => Sketch::Name(name, stx),
            _ => Sketch::Other,
        }
    }

    fn sketch_compound(&mut self, kind: FormKind, parts: Vec<Sketch>) -> Sketch {
        if kind != FormKind::List {
            return Sketch::Row(parts);
        }
        let head = match parts.first() {
            Some(Sketch::Name(_, stx)) => self.core_or_clause(*stx),
            _ => None,
        };
        Sketch::List(head, parts)
    }

    /// The special form or clause that the symbol `stx` of a template names.
    fn core_or_clause(&mut self, stx: Stx) -> Option<CoreForm> {
        let name = self.forms.as_symbol(stx.id)?;
        let js = self.facts.get(name).js;
        let is_bound = js.is_some_and(|js| self.look_up_in_modules(js, stx.set).is_some());
        if is_bound { None } else { self.core_named(name) }
    }
}

fn free_names(sketch: &Sketch) -> Vec<Stx> {
    let mut walk = Walk { bound: vec![], free: vec![] };
    walk.visit(sketch);
    walk.free
}

struct Walk {
    /// The names that are bound here.
    bound: Vec<Symbol>,
    free: Vec<Stx>,
}

impl Walk {
    fn visit(&mut self, sketch: &Sketch) {
        match sketch {
            Sketch::Name(name, stx) => {
                if !self.bound.contains(name) {
                    self.free.push(*stx);
                }
            }
            Sketch::List(head, parts) => self.visit_list(*head, parts),
            Sketch::Row(parts) => self.visit_all(parts),
            Sketch::Other => {}
        }
    }

    fn visit_all(&mut self, parts: &[Sketch]) {
        for part in parts {
            self.visit(part);
        }
    }

    fn visit_list(&mut self, head: Option<CoreForm>, parts: &[Sketch]) {
        let mark = self.bound.len();
        match (head, parts) {
            (
                Some(core @ (CoreForm::Let | CoreForm::LetStar | CoreForm::Letrec)),
                [_, Sketch::List(_, pairs), body @ ..],
            ) if are_pairs(pairs) => {
                self.visit_pairs(core, pairs);
                self.visit_body(body);
            }
            (Some(CoreForm::Let), [_, name @ Sketch::Name(..), Sketch::List(_, pairs), body @ ..])
                if are_pairs(pairs) && !body.is_empty() =>
            {
                self.visit_pairs(CoreForm::Let, pairs);
                self.bind(name);
                self.visit_body(body);
            }
            (Some(core), [_, Sketch::List(_, params), body @ ..]) if is_function(core) => {
                self.visit_function(params, body);
            }
            (Some(core), [_, name, Sketch::List(_, params), body @ ..]) if is_function(core) => {
                if is_method(core) {
                    self.visit(name);
                } else {
                    self.bind(name);
                }
                self.visit_function(params, body);
            }
            (Some(CoreForm::Define), [_, Sketch::List(_, head), body @ ..]) => self.visit_function(head, body),
            (Some(CoreForm::Catch), [_, target, body @ ..]) => {
                self.bind(target);
                self.visit_body(body);
            }
            (Some(core), [_, Sketch::List(_, pair), body @ ..]) if is_for_each(core) => {
                self.visit_all(pair.get(1..).unwrap_or_default());
                self.bind_first(pair);
                self.visit_body(body);
            }
            (Some(CoreForm::For), [_, Sketch::List(_, head), body @ ..]) => {
                self.bind_declarations(head);
                self.visit_all(head);
                self.visit_body(body);
            }
            _ => self.visit_body(parts),
        }
        self.bound.truncate(mark);
    }

    /// The values of `((a v) (b w))` see what is around them, those of `let*` the names before, those of `letrec` all.
    fn visit_pairs(&mut self, core: CoreForm, pairs: &[Sketch]) {
        if core == CoreForm::Letrec {
            for pair in pairs {
                self.bind_first(pair.parts());
            }
        }
        for pair in pairs {
            self.visit_all(pair.parts().get(1..).unwrap_or_default());
            if core == CoreForm::LetStar {
                self.bind_first(pair.parts());
            }
        }
        if core == CoreForm::Let {
            for pair in pairs {
                self.bind_first(pair.parts());
            }
        }
    }

    fn visit_function(&mut self, params: &[Sketch], body: &[Sketch]) {
        for param in params {
            self.bind(param);
        }
        self.visit_body(body);
    }

    /// Visits forms of which each sees what the others declare.
    fn visit_body(&mut self, forms: &[Sketch]) {
        let mark = self.bound.len();
        self.bind_declarations(forms);
        self.visit_all(forms);
        self.bound.truncate(mark);
    }

    /// Binds what the definitions among `forms` declare; they are visited afterwards.
    fn bind_declarations(&mut self, forms: &[Sketch]) {
        let mut left: Vec<&Sketch> = forms.iter().collect();
        while let Some(form) = left.pop() {
            let Sketch::List(Some(core), parts) = form else { continue };
            match (*core, &parts[1..]) {
                (CoreForm::Begin | CoreForm::Do, inner) => left.extend(inner),
                (CoreForm::Let, [Sketch::List(_, pairs), ..]) if are_pairs(pairs) => {}
                (CoreForm::Let, [_, Sketch::List(..), _, ..]) => {}
                (core, declared @ [Sketch::List(..), ..]) if is_declaration(core) => {
                    let targets = declared.iter().filter_map(|pair| pair.parts().first());
                    targets.for_each(|target| self.bind_names(target));
                }
                (CoreForm::Define, [Sketch::List(_, head), ..]) => {
                    head.first().into_iter().for_each(|name| self.bind_names(name));
                }
                (core, [target, ..]) if is_declaration(core) || is_definition(core) => self.bind_names(target),
                _ => {}
            }
        }
    }

    fn bind_first(&mut self, pair: &[Sketch]) {
        pair.first().into_iter().for_each(|target| self.bind(target));
    }

    /// Binds the names of a pattern, whose defaults see them.
    fn bind(&mut self, target: &Sketch) {
        self.bind_names(target);
        self.visit(target);
    }

    /// Binds the names of a pattern that is visited afterwards.
    fn bind_names(&mut self, target: &Sketch) {
        match target {
            Sketch::Name(name, _) => self.bound.push(*name),
            Sketch::Row(parts) => {
                for part in parts {
                    self.bind_names(part);
                }
            }
            Sketch::List(Some(CoreForm::Eq), parts) => {
                parts.get(1).into_iter().for_each(|target| self.bind_names(target));
            }
            // `(for-in ((var x) o) …)`.
            Sketch::List(..) => self.bind_declarations(std::slice::from_ref(target)),
            Sketch::Other => {}
        }
    }
}

/// Whether these are the bindings of a `let` that has a body.
fn are_pairs(forms: &[Sketch]) -> bool {
    forms.iter().all(|form| matches!(form, Sketch::List(..)))
}

fn is_declaration(core: CoreForm) -> bool {
    matches!(core, CoreForm::Const | CoreForm::Let | CoreForm::Var | CoreForm::Def | CoreForm::Define)
}

fn is_definition(core: CoreForm) -> bool {
    matches!(
        core,
        CoreForm::Class
            | CoreForm::Defn
            | CoreForm::DefnEffect
            | CoreForm::DefnStar
            | CoreForm::Defun
            | CoreForm::DefunStar
    )
}

fn is_for_each(core: CoreForm) -> bool {
    matches!(core, CoreForm::ForOf | CoreForm::ForIn | CoreForm::ForAwait)
}

fn is_method(core: CoreForm) -> bool {
    matches!(core, CoreForm::Method | CoreForm::MethodEffect | CoreForm::MethodStar)
}

fn is_function(core: CoreForm) -> bool {
    is_method(core)
        || (core != CoreForm::Class && is_definition(core))
        || matches!(
            core,
            CoreForm::Fn
                | CoreForm::FnEffect
                | CoreForm::Lambda
                | CoreForm::Function
                | CoreForm::FunctionEffect
                | CoreForm::FunctionStar
        )
}
