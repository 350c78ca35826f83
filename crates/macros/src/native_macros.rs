//! Macros of the prelude whose expansion is one pass over their arguments: written by rules they would copy what is left
//! at each step, or they have to look into a form. `(-> x (f a) g)` becomes `(g (f x a))`. `with-value` has a file.
//!
//! They bring nothing but special forms, by id, and names that nothing else can have; so there is nothing to rename.

use crate::diagnostics as diag;
use crate::expander::{Expander, Stx};
use crate::scope::{ScopeKind, SetId};
use crate::table::MacroId;
use sx_base::Span;
use sx_reader::{CoreForm, FormId, FormKind};

/// Which one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Native {
    /// `->`
    ThreadFirst,
    /// `->>`
    ThreadLast,
    /// `case`
    Case,
    /// `with-value`
    WithValue,
    /// `time`
    Time,
    /// `map` over several lists
    MapMany,
}

impl Native {
    /// The macro that `(define-native name)` of the prelude means.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        match name {
            "->" => Some(Self::ThreadFirst),
            "->>" => Some(Self::ThreadLast),
            "case" => Some(Self::Case),
            "with-value" => Some(Self::WithValue),
            "time" => Some(Self::Time),
            "%map-many" => Some(Self::MapMany),
            _ => None,
        }
    }

    /// How it is called, for a call that does not fit.
    fn shape(self) -> &'static str {
        match self {
            Self::ThreadFirst => "(-> value step ...)",
            Self::ThreadLast => "(->> value step ...)",
            Self::Case => "(case value ((datum ...) form ...) ... (else form ...))",
            Self::WithValue => "(with-value ((place value) ...) form ...)",
            Self::Time => "(time form) or (time label form)",
            Self::MapMany => "(map function items ...)",
        }
    }
}

impl Expander<'_> {
    /// The call of a native macro.
    pub(crate) fn apply_native(&mut self, id: MacroId, native: Native, stx: Stx) -> Option<Stx> {
        let kids = self.kids(stx);
        let result = match (native, &kids[1..]) {
            (Native::ThreadFirst, [value, steps @ ..]) => Some(self.thread(stx, *value, steps, true)),
            (Native::ThreadLast, [value, steps @ ..]) => Some(self.thread(stx, *value, steps, false)),
            (Native::Case, [value, clauses @ ..]) if !clauses.is_empty() => {
                self.expand_case_call(stx, kids[0], *value, clauses)
            }
            (Native::WithValue, [pairs, forms @ ..]) => self.with_value(stx, kids[0], *pairs, forms),
            (Native::Time, [form]) => Some(self.time(stx, kids[0], None, *form)),
            (Native::Time, [label, form]) => Some(self.time(stx, kids[0], Some(*label), *form)),
            // One list is `%map-one`.
            (Native::MapMany, [f, lists @ ..]) if !lists.is_empty() => self.map_many(stx, kids[0], *f, lists),
            (Native::Time | Native::Case | Native::MapMany, _) | (_, []) => None,
        };
        let Some(id_of_result) = result else {
            let name = self.macros[id.0 as usize].name;
            self.report(diag::no_rule_matches(self.span(stx), name, &[native.shape().to_owned()], None));
            return None;
        };
        Some(Stx { id: id_of_result, set: SetId::EMPTY })
    }

    /// Each step is called with what was before as its first or last argument.
    fn thread(&mut self, stx: Stx, value: Stx, steps: &[Stx], first: bool) -> FormId {
        let call = self.span(stx);
        let mut done = self.scoped(value);
        for &step in steps {
            // `o.f` of a template is a step by itself, whatever `o` is.
            let bare = self.peel(step).id;
            let is_member = self.made_members.contains_key(&bare);
            let is_call = !is_member && self.is_list(step) && !self.forms.kids(step.id).is_empty();
            let mut parts: Vec<FormId> = if is_call {
                self.kids(step).iter().map(|&kid| self.scoped(kid)).collect()
            } else {
                vec![self.scoped(step)]
            };
            parts.insert(if first { 1 } else { parts.len() }, done);
            done = self.forms.list(&parts, call);
        }
        done
    }

    /// `(let ((it value)) (cond ((or (= it 'a) …) form…) … (else form…)))`.
    fn expand_case_call(&mut self, stx: Stx, head: Stx, value: Stx, clauses: &[Stx]) -> Option<FormId> {
        let (call, at) = (self.span(stx), self.span(head));
        let scope = self.sets.scope(ScopeKind::Introduced, call);
        let set = self.sets.add(SetId::EMPTY, scope);
        let it = Stx { id: self.forms.symbol("it", at), set };
        let mut cond = vec![self.forms.leaf(FormKind::Core(CoreForm::Cond), at)];
        for (n, &clause) in clauses.iter().enumerate() {
            let kids = if self.is_list(clause) { self.kids(clause) } else { return None };
            let (&data, forms) = kids.split_first()?;
            let is_else = self.is_core(data, CoreForm::Else);
            if is_else && n + 1 != clauses.len() {
                return None;
            }
            let test = match is_else {
                true => self.scoped(data),
                false if self.is_list(data) => {
                    let tests: Vec<FormId> =
                        self.kids(data).iter().map(|&datum| self.case_test(it, datum, at, call)).collect();
                    match tests[..] {
                        [] => self.forms.leaf(FormKind::False, at),
                        [one] => one,
                        _ => self.core_call(CoreForm::Or, &tests, at, call),
                    }
                }
                false => self.case_test(it, data, at, call),
            };
            let mut parts = vec![test];
            parts.extend(forms.iter().map(|&form| self.scoped(form)));
            cond.push(self.forms.list(&parts, call));
        }
        let cond = self.forms.list(&cond, call);
        let binding = [self.scoped(it), self.scoped(value)];
        let binding = self.forms.list(&binding, call);
        let bindings = self.forms.list(&[binding], call);
        Some(self.core_call(CoreForm::Let, &[bindings, cond], at, call))
    }

    /// `(= it 'datum)`.
    fn case_test(&mut self, it: Stx, datum: Stx, at: Span, call: Span) -> FormId {
        let datum = self.scoped(datum);
        let quoted = self.forms.add(FormKind::Quote, &[datum], call);
        let it = self.scoped(it);
        self.core_call(CoreForm::Eq, &[it, quoted], at, call)
    }

    /// ``(let* ((name label) (start (Date.now)) (value form)) (console.log `${name}: …`) value)``; a label that is a text
    /// stands in the template.
    fn time(&mut self, stx: Stx, head: Stx, label: Option<Stx>, form: Stx) -> FormId {
        let (call, at) = (self.span(stx), self.span(head));
        let scope = self.sets.scope(ScopeKind::Introduced, call);
        let set = self.sets.add(SetId::EMPTY, scope);
        let [name, start, value, now, log] = ["name", "start", "value", "Date.now", "console.log"].map(|name| {
            let id = self.forms.symbol(name, at);
            self.scoped(Stx { id, set })
        });
        let now = self.forms.list(&[now], call);
        let mut bindings = vec![];
        let shown = match label {
            None => self.text_form("time", at),
            Some(label) if self.kind(label).is_string() => self.scoped(label),
            Some(label) => {
                let label = self.scoped(label);
                bindings.push(self.forms.list(&[name, label], call));
                name
            }
        };
        // What reads a name that is not there yet throws, and must not be folded away.
        let is_name = matches!(self.kind(form), FormKind::Symbol(_) | FormKind::Verbatim(_));
        let form = self.scoped(form);
        bindings.push(self.forms.list(&[start, now], call));
        let mut declaration = None;
        if is_name {
            declaration = Some(self.core_call(CoreForm::Const, &[value, form], at, call));
        } else {
            bindings.push(self.forms.list(&[value, form], call));
        }
        let bindings = self.forms.list(&bindings, call);
        let took = self.core_call(CoreForm::Sub, &[now, start], at, call);
        let (colon, unit) = (self.text_form(": ", at), self.text_form(" ms", at));
        let text = self.core_call(CoreForm::TemplateOf, &[shown, colon, took, unit], at, call);
        let log = self.forms.list(&[log, text], call);
        let parts: Vec<FormId> = [Some(bindings), declaration, Some(log), Some(value)].into_iter().flatten().collect();
        self.core_call(CoreForm::LetStar, &parts, at, call)
    }

    pub(crate) fn text_form(&mut self, text: &str, at: Span) -> FormId {
        self.forms.leaf(FormKind::string(text.as_bytes()), at)
    }

    pub(crate) fn core_call(&mut self, core: CoreForm, arguments: &[FormId], at: Span, call: Span) -> FormId {
        let mut parts = vec![self.forms.leaf(FormKind::Core(core), at)];
        parts.extend(arguments);
        self.forms.list(&parts, call)
    }
}
