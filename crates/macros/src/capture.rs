//! Captures by accident (SX0219). Entering: a `defmacro`, and its calls; leaving: a warning where a template binds a plain
//! symbol, an operand that comes to stand in the scope of that has a variable of this name, and so sees another one. It is
//! the same with labels, and the jumps in operands.
//!
//! What binds is told by the forms of a template as they are written: the special forms, and those macros of the prelude
//! that bind a name for their body. What a template has from elsewhere, by `,form`, is that of the parameters that `form`
//! mentions, or of any where it mentions what the macro's code has named.

use crate::diagnostics as diag;
use crate::expander::{Expander, Kids, Stx};
use crate::procedural::Procedural;
use crate::scope::SetId;
use crate::table::Denotation;
use rustc_hash::FxHashSet;
use std::ops::Range;
use sx_base::Symbol;
use sx_reader::{CoreForm, FormId, FormKind};

/// What makes data or text of a form.
const GIVE_TEXT: &[&str] = &["quote", "form-text", "form-kind", "symbol-name", "member-name", "keyword", "str"];

/// A plain symbol that a template binds.
pub(crate) struct TemplateBinder {
    name: Symbol,
    is_label: bool,
    /// The operands that come to stand where it is seen, by number.
    operands: Vec<Range<usize>>,
}

/// A form that binds: its patterns, and where their names are seen.
struct Binds {
    is_label: bool,
    patterns: Vec<FormId>,
    seen_in: Vec<FormId>,
}

impl Expander<'_> {
    /// The plain symbols that templates in the body of a macro bind.
    pub(crate) fn template_binders(&mut self, params: &[Stx], body: &[Stx]) -> Vec<TemplateBinder> {
        let (mut found, mut of_code) = (vec![], FxHashSet::default());
        // A form, whether it is part of a template, and the form around it.
        let mut stack: Vec<(FormId, bool, Option<FormId>)> = body.iter().map(|form| (form.id, false, None)).collect();
        while let Some((id, quoted, around)) = stack.pop() {
            let quoted = match self.forms.kind(id) {
                FormKind::Quasiquote => true,
                FormKind::Unquote | FormKind::UnquoteSplicing => false,
                _ => quoted,
            };
            for binds in self.bound_by(id, around) {
                let names: Vec<Symbol> =
                    binds.patterns.iter().flat_map(|&pattern| self.pattern_names(pattern)).collect();
                if quoted {
                    found.push((names, binds.is_label, binds.seen_in));
                } else if !binds.is_label {
                    of_code.extend(names);
                }
            }
            stack.extend(self.forms.kids(id).iter().map(|&kid| (kid, quoted, Some(id))));
        }
        let mut binders = vec![];
        for (names, is_label, seen_in) in found {
            let names: Vec<Symbol> = names.into_iter().filter(|name| !name.as_str().ends_with('#')).collect();
            if names.is_empty() {
                continue;
            }
            let operands = self.operands_in(&seen_in, params, &of_code);
            if !operands.is_empty() {
                binders.extend(names.into_iter().map(|name| TemplateBinder {
                    name,
                    is_label,
                    operands: operands.clone(),
                }));
            }
        }
        binders
    }

    /// What the form `id` binds, which stands in `around`.
    fn bound_by(&mut self, id: FormId, around: Option<FormId>) -> Vec<Binds> {
        let FormKind::List = self.forms.kind(id) else { return vec![] };
        let stx = Stx { id, set: SetId::EMPTY };
        let kids = self.forms.kids(id).to_vec();
        let [head, first, rest @ ..] = &kids[..] else { return vec![] };
        let (first, around) = (*first, around.map_or_else(|| vec![id], |around| vec![around]));
        let is_list = |this: &Self, id: FormId| this.forms.kind(id) == FormKind::List;
        let one = |pattern: FormId, seen_in: Vec<FormId>| Binds { is_label: false, patterns: vec![pattern], seen_in };
        let named = |this: &Self, id: FormId| matches!(this.forms.kind(id), FormKind::Symbol(_));
        match self.clause_head(stx) {
            Some(CoreForm::Let) if is_list(self, first) => vec![self.pairs(first, rest.to_vec())],
            // A loop by name.
            Some(CoreForm::Let) if named(self, first) && rest.len() > 1 && is_list(self, rest[0]) => {
                let seen_in = rest[1..].to_vec();
                vec![one(first, seen_in.clone()), self.pairs(rest[0], seen_in)]
            }
            Some(CoreForm::Letrec) if is_list(self, first) => vec![self.pairs(first, kids[1..].to_vec())],
            Some(CoreForm::LetStar) if is_list(self, first) => {
                let pairs = self.forms.kids(first).to_vec();
                let seen_in = |at: usize| pairs[at + 1..].iter().chain(rest).copied().collect();
                let names = pairs.iter().map(|&pair| self.forms.kids(pair).first().copied().unwrap_or(pair));
                names.enumerate().map(|(at, name)| one(name, seen_in(at))).collect()
            }
            Some(CoreForm::Lambda) if named(self, first) => vec![one(first, rest.to_vec())],
            Some(CoreForm::Fn | CoreForm::FnEffect | CoreForm::Lambda) if is_list(self, first) => {
                vec![Binds { is_label: false, patterns: self.forms.kids(first).to_vec(), seen_in: rest.to_vec() }]
            }
            Some(CoreForm::Function | CoreForm::FunctionEffect | CoreForm::FunctionStar) => match rest {
                _ if is_list(self, first) => {
                    vec![Binds { is_label: false, patterns: self.forms.kids(first).to_vec(), seen_in: rest.to_vec() }]
                }
                [params, body @ ..] if is_list(self, *params) => {
                    let patterns = self.forms.kids(*params).to_vec();
                    vec![one(first, body.to_vec()), Binds { is_label: false, patterns, seen_in: body.to_vec() }]
                }
                _ => vec![],
            },
            Some(
                CoreForm::Defn | CoreForm::DefnEffect | CoreForm::DefnStar | CoreForm::Defun | CoreForm::DefunStar,
            ) => match rest {
                [params, body @ ..] if is_list(self, *params) => {
                    let patterns = self.forms.kids(*params).to_vec();
                    vec![one(first, around), Binds { is_label: false, patterns, seen_in: body.to_vec() }]
                }
                _ => vec![],
            },
            Some(
                CoreForm::Let
                | CoreForm::Const
                | CoreForm::Var
                | CoreForm::Using
                | CoreForm::AwaitUsing
                | CoreForm::Def
                | CoreForm::Define,
            ) => {
                // `(const x 1)`, or `(const (x 1) (y 2))`.
                let pairs = kids[1..].iter().filter(|&&pair| is_list(self, pair));
                let several: Vec<FormId> = pairs.filter_map(|&pair| self.forms.kids(pair).first().copied()).collect();
                let patterns = if is_list(self, first) { several } else { vec![first] };
                vec![Binds { is_label: false, patterns, seen_in: around }]
            }
            // In an array or object it is a value.
            Some(CoreForm::Class) if named(self, first) && is_list(self, around[0]) => vec![one(first, around)],
            Some(
                CoreForm::Method
                | CoreForm::MethodEffect
                | CoreForm::MethodStar
                | CoreForm::Set
                | CoreForm::Constructor,
            ) => {
                // The constructor has no name.
                let params = [first].into_iter().chain(rest.first().copied()).find(|&params| is_list(self, params));
                let patterns = params.map_or_else(Vec::new, |params| self.forms.kids(params).to_vec());
                vec![Binds { is_label: false, patterns, seen_in: rest.to_vec() }]
            }
            Some(CoreForm::ForOf | CoreForm::ForIn | CoreForm::ForAwait) if is_list(self, first) => {
                // The list is within the scope of the name (ECMA-262, ForIn/OfHeadEvaluation).
                self.forms.kids(first).first().map(|&name| one(name, kids[1..].to_vec())).into_iter().collect()
            }
            Some(CoreForm::For) if is_list(self, first) => match self.forms.kids(first).first() {
                Some(&init) => {
                    let mut binds = self.bound_by_declaration(init);
                    binds.seen_in = kids[1..].to_vec();
                    vec![binds]
                }
                None => vec![],
            },
            Some(CoreForm::Label) if named(self, first) => {
                vec![Binds { is_label: true, patterns: vec![first], seen_in: rest.to_vec() }]
            }
            Some(CoreForm::Catch) => vec![one(first, rest.to_vec())],
            Some(_) => vec![],
            None => match self.forms.as_symbol(*head).map_or("", |name| name.as_str()) {
                // The list is within the scope of the name, as in `for-of`.
                "dolist" if is_list(self, first) => {
                    self.forms.kids(first).first().map(|&name| one(name, kids[1..].to_vec())).into_iter().collect()
                }
                "list-for" | "object-for" if is_list(self, first) => vec![self.pairs(first, kids[1..].to_vec())],
                // Within `->` its value is not written: a name stands before a step that no name binds.
                "as->" if named(self, first) && rest.first().is_some_and(|&step| !named(self, step)) => {
                    vec![one(first, rest.to_vec())]
                }
                "as->" if !rest.is_empty() => vec![one(rest[0], rest[1..].to_vec())],
                "dotimes" | "if-let" | "when-let" | "while-let" | "with-open" if is_list(self, first) => {
                    self.forms.kids(first).first().map(|&name| one(name, rest.to_vec())).into_iter().collect()
                }
                "match" => {
                    let clauses = rest.iter().filter(|&&clause| is_list(self, clause));
                    let parts = clauses.filter_map(|&clause| self.forms.kids(clause).split_first());
                    parts.map(|(&pattern, forms)| one(pattern, forms.to_vec())).collect()
                }
                _ => vec![],
            },
        }
    }

    /// What `((pattern value) …)` binds.
    fn pairs(&self, list: FormId, seen_in: Vec<FormId>) -> Binds {
        let pairs = self.forms.kids(list).iter();
        let patterns = pairs.map(|&pair| self.forms.kids(pair).first().copied().unwrap_or(pair)).collect();
        Binds { is_label: false, patterns, seen_in }
    }

    /// What the declaration of a `for` binds.
    fn bound_by_declaration(&self, id: FormId) -> Binds {
        let kids = self.forms.kids(id).get(1..).unwrap_or_default();
        let patterns = match kids {
            [pattern, ..] if self.forms.kind(*pattern) != FormKind::List => vec![*pattern],
            pairs => pairs.iter().filter_map(|&pair| self.forms.kids(pair).first().copied()).collect(),
        };
        Binds { is_label: false, patterns, seen_in: vec![] }
    }

    /// The plain symbols that a pattern binds. What is filled in from elsewhere is not its own.
    fn pattern_names(&self, pattern: FormId) -> Vec<Symbol> {
        let (mut names, mut stack) = (vec![], vec![pattern]);
        while let Some(id) = stack.pop() {
            match self.forms.kind(id) {
                FormKind::Symbol(name) if !matches!(name.as_str(), "_" | "." | "=" | "...") => names.push(name),
                FormKind::Verbatim(name) => names.push(name),
                FormKind::Unquote | FormKind::UnquoteSplicing | FormKind::Quote => {}
                FormKind::List => match self.forms.kids(id) {
                    // A default, or a test and a call of `match`.
                    [head, name, ..] if self.forms.is_symbol(*head, "=") => stack.push(*name),
                    [_, names @ ..] => stack.extend(names),
                    [] => {}
                },
                FormKind::Typed { .. } => stack.extend(self.forms.kids(id).first()),
                _ => stack.extend(self.forms.kids(id)),
            }
        }
        names
    }

    /// The operands that stand in `forms` of a template, by the parameters that are filled in.
    fn operands_in(&self, forms: &[FormId], params: &[Stx], of_code: &FxHashSet<Symbol>) -> Vec<Range<usize>> {
        let any = 0..usize::MAX;
        let mut operands = vec![];
        let mut stack: Vec<(FormId, bool)> = forms.iter().map(|&form| (form, false)).collect();
        while let Some((id, filled)) = stack.pop() {
            if self.is_shown_only(id) {
                continue;
            }
            let filled = filled || matches!(self.forms.kind(id), FormKind::Unquote | FormKind::UnquoteSplicing);
            if filled && let FormKind::Symbol(name) = self.forms.kind(id) {
                let base = crate::dotted::split(name).map_or(name, |dotted| dotted.base);
                let param = params.iter().position(|param| self.pattern_names(self.bare(param.id)).contains(&base));
                match param {
                    Some(at) if self.forms.kind(self.bare(params[at].id)) == FormKind::Spread => {
                        operands.push(at..usize::MAX);
                    }
                    Some(at) => operands.push(at..at + 1),
                    None if of_code.contains(&base) || matches!(base.as_str(), "&form") => return vec![any],
                    None => {}
                }
            }
            stack.extend(self.forms.kids(id).iter().map(|&kid| (kid, filled)));
        }
        operands
    }

    /// Whether what stands in the form `id` of a template, or of the code in it, is data or text and never evaluated.
    fn is_shown_only(&self, id: FormId) -> bool {
        match self.forms.kind(id) {
            FormKind::Quote => true,
            FormKind::List => {
                self.forms.kids(id).first().is_some_and(|&head| {
                    self.forms.as_symbol(head).is_some_and(|name| GIVE_TEXT.contains(&name.as_str()))
                })
            }
            _ => false,
        }
    }

    /// The one of `names` that is `name` in JavaScript.
    fn same_name(&mut self, names: &[Symbol], name: Symbol) -> Option<Symbol> {
        let js = self.facts.get(name).js;
        let is_same = |&other: &Symbol| other == name || js.is_some() && self.facts.get(other).js == js;
        names.iter().copied().find(is_same)
    }

    /// Warns where a template binds a plain symbol that the operands have as a name of their own.
    /// `made`: the scopes of what the template makes.
    pub(crate) fn warn_of_capture(&mut self, procedural: &Procedural, operands: &[Stx], made: SetId) {
        if procedural.binders.is_empty() || self.is_nested_call() {
            return;
        }
        for (at, &operand) in operands.iter().enumerate() {
            let binders = procedural.binders.iter().filter(|binder| binder.operands.iter().any(|of| of.contains(&at)));
            let (labels, variables): (Vec<&TemplateBinder>, Vec<_>) = binders.partition(|binder| binder.is_label);
            let names =
                |binders: Vec<&TemplateBinder>| binders.iter().map(|binder| binder.name).collect::<Vec<Symbol>>();
            if !variables.is_empty() {
                self.warn_of_capture_in(procedural, operand, &names(variables), made);
            }
            if !labels.is_empty() {
                self.warn_of_captured_jumps(procedural, operand, &names(labels), made);
            }
        }
    }

    /// Warns of jumps in an operand to a label around the call which is one of `names`.
    fn warn_of_captured_jumps(&mut self, procedural: &Procedural, operand: Stx, names: &[Symbol], made: SetId) {
        // What is to be looked at, or the end of what stands in the innermost of the operand's own labels.
        let (mut stack, mut own): (Vec<Option<Stx>>, Vec<Symbol>) = (vec![Some(operand)], vec![]);
        while let Some(next) = stack.pop() {
            let Some(stx) = next else {
                own.pop();
                continue;
            };
            let stx = self.peel(stx);
            if !self.kind(stx).has_kids() {
                continue;
            }
            let (head, kids) = (self.clause_head(stx), self.kids(stx));
            let named = kids.get(1).filter(|name| kids.len() > 1 && matches!(self.kind(**name), FormKind::Symbol(_)));
            let named = named.and_then(|&stx| Some((stx, self.forms.as_symbol(stx.id)?)));
            match (head, named) {
                (Some(CoreForm::Label), Some((_, name))) => {
                    own.push(name);
                    stack.push(None);
                }
                (Some(CoreForm::Break | CoreForm::Continue), Some((place, name))) => {
                    // A name of another scope is not the one of the template.
                    if let Some(label) = self.same_name(names, name)
                        && self.same_name(&own, name).is_none()
                        && self.sets.is_subset(made, place.set)
                        && !self.is_bound_at(procedural, name)
                        && self.label_around(name, place.set).is_some()
                    {
                        self.report_capture(procedural, place, name, label, true);
                    }
                    continue;
                }
                _ => {}
            }
            stack.extend(kids.into_iter().map(Some));
        }
    }

    /// `name` stands at `stx`, and as `binder` in the template.
    fn report_capture(&mut self, procedural: &Procedural, stx: Stx, name: Symbol, binder: Symbol, is_label: bool) {
        let at = self.span(stx);
        if !self.captures_seen.insert((procedural.name, name, is_label, at)) {
            return;
        }
        let definition = self.span(procedural.stx);
        let definition = procedural.foreign.is_none().then_some(definition);
        self.report(diag::captured(at, name, binder, procedural.name, is_label, definition));
    }

    fn warn_of_capture_in(&mut self, procedural: &Procedural, operand: Stx, names: &[Symbol], made: SetId) {
        let mut stack = Kids::from_slice(&[operand]);
        while let Some(stx) = stack.pop() {
            if self.is_data(stx) {
                continue;
            }
            if self.kind(stx).has_kids() {
                let kids = self.kids(stx);
                let is_access = self.clause_head(stx) == Some(CoreForm::Dot);
                for (at, &kid) in kids.iter().enumerate() {
                    // A step of an access is a property, or one and the operands of its call.
                    match self.kind(kid) {
                        FormKind::Symbol(_) if is_access && at > 1 => {}
                        FormKind::List if is_access && at > 1 => stack.extend(self.kids(kid).into_iter().skip(1)),
                        _ => stack.push(kid),
                    }
                }
                continue;
            }
            let FormKind::Symbol(name) = self.kind(stx) else { continue };
            let base = self.dotted(name).map_or(name, |dotted| dotted.base);
            // A name of another scope is not the one that the template binds.
            let Some(binder) = self.same_name(names, base).filter(|_| self.sets.is_subset(made, stx.set)) else {
                continue;
            };
            let Some(Denotation::Value { tree, binding }) = self.resolve(base, stx.set).map(|entry| entry.means) else {
                continue;
            };
            if self.is_bound_at(procedural, base) || self.is_made_var(tree, binding) || self.binds_itself(operand, base)
            {
                continue;
            }
            // What a macro binds is meant by what a macro made, too.
            let is_made = self.peel(stx).id.0 >= self.first_made;
            if tree == self.tree_number && (is_made || !self.tree.bindings[binding.0 as usize].fresh) {
                self.report_capture(procedural, stx, base, binder, false);
            }
        }
    }

    /// Whether what stands in `stx` is quoted.
    fn is_data(&mut self, stx: Stx) -> bool {
        self.kind(stx) == FormKind::Quote || self.clause_head(stx) == Some(CoreForm::Quote)
    }

    /// Whether some form in an operand binds `name` itself.
    fn binds_itself(&mut self, operand: Stx, name: Symbol) -> bool {
        let mut stack = vec![(self.bare(operand.id), None)];
        while let Some((id, around)) = stack.pop() {
            let bound = self.bound_by(id, around);
            let mut patterns = bound.iter().filter(|binds| !binds.is_label).flat_map(|binds| &binds.patterns);
            if patterns.any(|&pattern| self.pattern_names(pattern).contains(&name)) {
                return true;
            }
            stack.extend(self.forms.kids(id).iter().map(|&kid| (self.bare(kid), Some(id))));
        }
        false
    }

    /// Whether `name` is bound where the macro is defined: then what its template binds under this name has the scopes of
    /// the template, which no argument has.
    fn is_bound_at(&mut self, procedural: &Procedural, name: Symbol) -> bool {
        let js = self.facts.get(name).js;
        js.is_some_and(|js| self.look_up_in_modules(js, procedural.set).is_some())
            || self.core_named(name).is_some()
            || self.prelude_macro(name).is_some()
    }

    /// Whether this expansion stands in another one of the same macro: then a name that it binds may be meant.
    fn is_nested_call(&self) -> bool {
        let this = self.frames[self.frame as usize];
        let mut frame = this.outer;
        while frame != 0 {
            let outer = self.frames[frame as usize];
            if outer.macro_id == this.macro_id {
                return true;
            }
            frame = outer.outer;
        }
        false
    }
}
