//! `syntax-rules` of R7RS: patterns and templates are compiled where the macro is defined, and every misuse is reported
//! there. What a call does with them is in `apply_rules`.
//!
//! Lists, arrays, objects and sets match by their own kind. An ellipsis may stand anywhere once per level, followed by
//! more patterns and a dotted tail; `(... template)` quotes the ellipsis. A pattern `{:a x :b y rest ...}` matches the
//! entries of an object by their keys, in any order.

use crate::diagnostics as diag;
use crate::expander::{Expander, Kids, Stx};
use crate::fill_plan::{Step, steps_of};
use crate::scope::SetId;
use rustc_hash::FxHashMap;
use sx_base::Symbol;
use sx_reader::{FormId, FormKind, print_form};

/// A compiled `syntax-rules`.
pub(crate) struct Rules {
    pub(crate) clauses: Vec<Rule>,
    /// `:` is a literal, so typed nodes are matched as three forms.
    pub(crate) unfold: bool,
    /// The scopes of the definition.
    pub(crate) set: SetId,
    /// What to show when nothing matches.
    pub(crate) shown: Vec<String>,
}

pub(crate) struct Rule {
    pub(crate) pattern: Pattern,
    pub(crate) template: Template,
    /// What filling the template does.
    pub(crate) steps: Vec<Step>,
    /// The pattern variables.
    pub(crate) vars: Vec<Symbol>,
    /// For each slot after those of the variables: the variable it has the match of. A variable that stands under more
    /// ellipses than it was matched under is repeated by the inner ones only, and has a slot for that.
    pub(crate) aliases: Vec<usize>,
    /// The slots of which the match can stand in the filled template several times.
    pub(crate) repeated: Vec<usize>,
}

pub(crate) enum Pattern {
    Any,
    Var(usize),
    Literal(Stx),
    Datum(Stx),
    Sequence(Sequence),
    /// `{:a x rest ...}`
    Entries {
        entries: Vec<(Symbol, Pattern)>,
        rest: Option<Box<Pattern>>,
    },
}

/// The elements of a bracket.
pub(crate) struct Sequence {
    pub(crate) kind: FormKind,
    pub(crate) before: Vec<Pattern>,
    pub(crate) repeat: Option<Box<Pattern>>,
    pub(crate) after: Vec<Pattern>,
    pub(crate) tail: Option<Box<Pattern>>,
}

impl Sequence {
    /// Whether what is no list matches as the tail behind no forms: `(p ... . rest)` (R7RS 4.3.2).
    pub(crate) fn takes_a_tail_alone(&self) -> bool {
        self.kind == FormKind::List && self.takes(0, true)
    }

    /// Whether there is room for so many forms and, if there is one, a dotted tail.
    pub(crate) fn takes(&self, forms: usize, is_dotted: bool) -> bool {
        let fixed = self.before.len() + self.after.len();
        let is_exact = self.repeat.is_none() && self.tail.is_none();
        forms >= fixed && (!is_exact || forms == fixed) && (!is_dotted || self.tail.is_some())
    }
}

/// What follows a pattern variable in a symbol: `.y`, `?.y.z`, `.f?.`.
#[derive(Clone, Copy)]
pub(crate) struct Members {
    pub(crate) rest: Symbol,
    /// The scopes of the symbol.
    pub(crate) set: SetId,
}

#[derive(Clone)]
pub(crate) enum Template {
    /// What a slot has.
    Var(usize),
    /// A pattern variable followed by members: `x.y`.
    Dotted(usize, Members),
    Form(Stx),
    Compound {
        form: FormId,
        kind: FormKind,
        items: Vec<Item>,
        tail: Option<Box<Template>>,
    },
}

#[derive(Clone)]
pub(crate) struct Item {
    pub(crate) template: Template,
    /// For each ellipsis after it, the outermost first: the slots that it repeats.
    pub(crate) levels: Vec<Vec<usize>>,
}

/// State of compiling one rule.
struct RuleContext {
    ellipsis: Stx,
    literals: Vec<Stx>,
    unfold: bool,
    /// Number and depth of each pattern variable, by the identity of its name: `max-size` is `maxSize`.
    vars: FxHashMap<(Symbol, SetId), (usize, usize)>,
    /// The slots of variables with so many ellipses around those that repeat them.
    slots: FxHashMap<(usize, usize), usize>,
    aliases: Vec<usize>,
    /// Slot, first and last ellipsis that repeats it, counted from the outermost; for each place in the template.
    places: Vec<(usize, usize, usize)>,
}

impl Expander<'_> {
    /// `(syntax-rules ellipsis? (literal…) (pattern template)…)`.
    pub(crate) fn parse_rules(&mut self, stx: Stx) -> Option<Rules> {
        let shape = "(syntax-rules (literal…) (pattern template)…)";
        let kids = self.kids(stx);
        let mut at = 1;
        let mut ellipsis = Stx { id: self.forms.symbol("...", self.span(stx)), set: SetId::EMPTY };
        if let Some(&first) = kids.get(1)
            && matches!(self.kind(first), FormKind::Symbol(_) | FormKind::Keyword(_))
        {
            ellipsis = first;
            at = 2;
        }
        let Some(&literals) = kids.get(at).filter(|&&list| self.is_list(list)) else {
            self.report(diag::shape(self.span(stx), "syntax-rules", shape));
            return None;
        };
        let literals = self.kids(literals);
        for &literal in &literals {
            if !matches!(
                self.kind(literal),
                FormKind::Symbol(_) | FormKind::Keyword(_) | FormKind::Verbatim(_) | FormKind::Core(_)
            ) {
                self.report(diag::bad_literal(self.span(literal)));
                return None;
            }
        }
        let unfold = literals.iter().any(|&literal| self.forms.is_symbol(literal.id, ":"));
        let (mut rules, mut shown, mut good) = (vec![], vec![], true);
        for &clause in &kids[at + 1..] {
            let parts = if self.is_list(clause) { self.kids(clause) } else { Kids::new() };
            let [pattern, template] = parts[..] else {
                self.report(diag::bad_clause(self.span(clause), "syntax-rules", "(pattern template)"));
                good = false;
                continue;
            };
            shown.push(print_form(&self.forms, pattern.id));
            let mut context = RuleContext {
                ellipsis,
                literals: literals.to_vec(),
                unfold,
                vars: FxHashMap::default(),
                slots: FxHashMap::default(),
                aliases: vec![],
                places: vec![],
            };
            match self.parse_rule(pattern, template, &mut context) {
                Some(rule) => rules.push(rule),
                None => good = false,
            }
        }
        good.then(|| Rules { clauses: rules, unfold, set: self.scopes_of_definition(stx), shown })
    }

    fn parse_rule(&mut self, pattern: Stx, template: Stx, context: &mut RuleContext) -> Option<Rule> {
        if !self.is_list(pattern) || self.forms.kids(pattern.id).is_empty() {
            self.report(diag::bad_clause(self.span(pattern), "syntax-rules", "((_ argument…) template)"));
            return None;
        }
        // The macro's own name in first place is not looked at.
        let kids = self.flat_kids(pattern, context.unfold);
        let pattern = self.parse_sequence(FormKind::List, &kids[1..], 0, context)?;
        let template = self.parse_template(template, 0, false, context)?;
        let aliases = std::mem::take(&mut context.aliases);
        let mut repeated = template.repeated_slots();
        // A variable with a slot of another one's match stands in the template once more.
        repeated.extend(&aliases);
        let steps = steps_of(&template, &self.forms);
        let mut vars: Vec<(usize, Symbol)> = context.vars.iter().map(|(&(name, _), &(at, _))| (at, name)).collect();
        vars.sort_unstable_by_key(|&(at, _)| at);
        let vars = vars.into_iter().map(|(_, name)| name).collect();
        Some(Rule { pattern, template, steps, vars, aliases, repeated })
    }

    /// The elements of a form, with `x : T` unfolded when `:` is a literal.
    pub(crate) fn flat_kids(&mut self, stx: Stx, unfold: bool) -> Kids {
        let kids = self.elements(stx);
        if !unfold {
            return kids;
        }
        let mut flat = Kids::new();
        for kid in kids {
            if let FormKind::Typed { optional } = self.kind(kid) {
                let inner = self.kids(kid);
                let colon = if optional { "?:" } else { ":" };
                let span = self.span(kid);
                let colon = Stx { id: self.forms.symbol(colon, span), set: kid.set };
                flat.extend([inner[0], colon, inner[1]]);
            } else {
                flat.push(kid);
            }
        }
        flat
    }

    fn is_ellipsis(&self, stx: Stx, context: &RuleContext) -> bool {
        if context.literals.iter().any(|&literal| self.same_symbol(literal, context.ellipsis)) {
            return false;
        }
        self.same_symbol(stx, context.ellipsis)
    }

    fn same_symbol(&self, a: Stx, b: Stx) -> bool {
        match (self.kind(a), self.kind(b)) {
            (FormKind::Symbol(x), FormKind::Symbol(y)) => x == y || identity(x) == identity(y),
            (FormKind::Keyword(x), FormKind::Keyword(y)) | (FormKind::Verbatim(x), FormKind::Verbatim(y)) => x == y,
            _ => false,
        }
    }

    fn parse_pattern(&mut self, stx: Stx, depth: usize, context: &mut RuleContext) -> Option<Pattern> {
        match self.kind(stx) {
            FormKind::Symbol(name) => {
                if self.is_ellipsis(stx, context) {
                    self.report(diag::stray_ellipsis(self.span(stx)));
                    return None;
                }
                if context.literals.iter().any(|&literal| literal.set == stx.set && self.same_symbol(literal, stx)) {
                    return Some(Pattern::Literal(stx));
                }
                if name.as_str() == "_" {
                    return Some(Pattern::Any);
                }
                if self.dotted(name).is_some() {
                    self.report(diag::dotted_pattern(self.span(stx), name));
                    return None;
                }
                self.pattern_variable(stx, name, identity(name), depth, context)
            }
            FormKind::Verbatim(name) => {
                if context.literals.iter().any(|&literal| literal.set == stx.set && self.same_symbol(literal, stx)) {
                    return Some(Pattern::Datum(stx));
                }
                self.pattern_variable(stx, name, name, depth, context)
            }
            FormKind::Core(_) => Some(Pattern::Literal(stx)),
            kind if kind.has_kids() => {
                let kids = self.flat_kids(stx, context.unfold);
                if kind == FormKind::Object
                    && let Some(keys) = self.entry_keys(&kids, context)
                {
                    return self.parse_entries(&keys, &kids, depth, context);
                }
                self.parse_sequence(kind, &kids, depth, context)
            }
            _ => Some(Pattern::Datum(stx)),
        }
    }

    /// A variable of a pattern, whose name is `js`.
    fn pattern_variable(
        &mut self,
        stx: Stx,
        name: Symbol,
        js: Symbol,
        depth: usize,
        context: &mut RuleContext,
    ) -> Option<Pattern> {
        let index = context.vars.len();
        if context.vars.insert((js, stx.set), (index, depth)).is_some() {
            self.report(diag::duplicate_pattern_variable(self.span(stx), name));
            return None;
        }
        Some(Pattern::Var(index))
    }

    fn parse_sequence(
        &mut self,
        kind: FormKind,
        kids: &[Stx],
        depth: usize,
        context: &mut RuleContext,
    ) -> Option<Pattern> {
        let (mut before, mut repeat, mut after, mut tail) = (vec![], None, vec![], None);
        let mut at = 0;
        while at < kids.len() {
            let kid = kids[at];
            if self.forms.is_symbol(kid.id, ".") && at + 2 == kids.len() {
                tail = Some(Box::new(self.parse_pattern(kids[at + 1], depth, context)?));
                break;
            }
            let repeated = kids.get(at + 1).is_some_and(|&next| self.is_ellipsis(next, context));
            if repeated {
                if repeat.is_some() {
                    self.report(diag::second_ellipsis(self.span(kids[at + 1])));
                    return None;
                }
                repeat = Some(Box::new(self.parse_pattern(kid, depth + 1, context)?));
                at += 2;
                continue;
            }
            let pattern = self.parse_pattern(kid, depth, context)?;
            if repeat.is_some() {
                after.push(pattern);
            } else {
                before.push(pattern);
            }
            at += 1;
        }
        Some(Pattern::Sequence(Sequence { kind, before, repeat, after, tail }))
    }

    /// The keys of a pattern `{:a x "b" y rest ...}`; `None` for another sequence of elements.
    fn entry_keys(&self, kids: &[Stx], context: &RuleContext) -> Option<Vec<Symbol>> {
        let repeats = kids.len() >= 2 && self.is_ellipsis(kids[kids.len() - 1], context);
        let fixed = if repeats { &kids[..kids.len() - 2] } else { kids };
        if fixed.is_empty() || fixed.len() % 2 != 0 || fixed.iter().any(|&kid| self.is_ellipsis(kid, context)) {
            return None;
        }
        fixed.chunks(2).map(|pair| self.entry_key(pair[0])).collect()
    }

    /// The key that a keyword, string or number is in an object.
    pub(crate) fn entry_key(&self, stx: Stx) -> Option<Symbol> {
        crate::operand_shape::property_key(self.kind(stx))
    }

    fn parse_entries(
        &mut self,
        keys: &[Symbol],
        kids: &[Stx],
        depth: usize,
        context: &mut RuleContext,
    ) -> Option<Pattern> {
        let mut entries: Vec<(Symbol, Pattern)> = vec![];
        for (&key, pair) in keys.iter().zip(kids.chunks(2)) {
            if entries.iter().any(|&(known, _)| known == key) {
                self.report(diag::duplicate_pattern_key(self.span(pair[0]), key));
                return None;
            }
            entries.push((key, self.parse_pattern(pair[1], depth, context)?));
        }
        let rest = match kids.get(keys.len() * 2) {
            Some(&rest) => Some(Box::new(self.parse_pattern(rest, depth + 1, context)?)),
            None => None,
        };
        Some(Pattern::Entries { entries, rest })
    }

    /// Compiles a template; `raw`: inside `(... template)`, where the ellipsis is a plain symbol.
    fn parse_template(&mut self, stx: Stx, depth: usize, raw: bool, context: &mut RuleContext) -> Option<Template> {
        match self.kind(stx) {
            FormKind::Symbol(name) => {
                if !raw && self.is_ellipsis(stx, context) {
                    self.report(diag::stray_ellipsis(self.span(stx)));
                    return None;
                }
                self.parse_template_symbol(stx, name, depth, context)
            }
            FormKind::Verbatim(name) => match context.vars.get(&(name, stx.set)) {
                Some(&var) => self.template_slot(stx, name, var, depth, context).map(Template::Var),
                None => Some(Template::Form(stx)),
            },
            kind if kind.has_kids() => {
                let kids = self.kids(stx);
                if let [first, inner] = kids[..]
                    && kind == FormKind::List
                    && !raw
                    && self.is_ellipsis(first, context)
                {
                    return self.parse_template(inner, depth, true, context);
                }
                self.parse_template_items(stx.id, kind, &kids, depth, raw, context)
            }
            _ => Some(Template::Form(stx)),
        }
    }

    fn parse_template_symbol(
        &mut self,
        stx: Stx,
        name: Symbol,
        depth: usize,
        context: &mut RuleContext,
    ) -> Option<Template> {
        if let Some(&(var, wanted)) = context.vars.get(&(identity(name), stx.set)) {
            return self.template_slot(stx, name, (var, wanted), depth, context).map(Template::Var);
        }
        if let Some(dotted) = self.dotted(name)
            && let Some(&(var, wanted)) = context.vars.get(&(identity(dotted.base), stx.set))
        {
            let rest = Symbol::intern(&name.as_str()[dotted.base_len as usize..]);
            let slot = self.template_slot(stx, dotted.base, (var, wanted), depth, context)?;
            return Some(Template::Dotted(slot, Members { rest, set: stx.set }));
        }
        Some(Template::Form(stx))
    }

    /// The slot of a variable that was matched under `wanted` ellipses and stands under `depth`.
    fn template_slot(
        &mut self,
        stx: Stx,
        name: Symbol,
        (var, wanted): (usize, usize),
        depth: usize,
        context: &mut RuleContext,
    ) -> Option<usize> {
        let Some(around) = depth.checked_sub(wanted) else {
            self.report(diag::missing_ellipsis(self.span(stx), name, wanted));
            return None;
        };
        // A variable that no ellipsis repeats needs no slot of its own.
        let around = if wanted == 0 { 0 } else { around };
        let slot = if around == 0 {
            var
        } else {
            let next = context.vars.len() + context.aliases.len();
            let slot = *context.slots.entry((var, around)).or_insert(next);
            if slot == next {
                context.aliases.push(var);
            }
            slot
        };
        if wanted > 0 {
            context.places.push((slot, around, depth));
        }
        Some(slot)
    }

    fn parse_template_items(
        &mut self,
        form: FormId,
        kind: FormKind,
        kids: &[Stx],
        depth: usize,
        raw: bool,
        context: &mut RuleContext,
    ) -> Option<Template> {
        let (mut items, mut tail, mut at) = (vec![], None, 0);
        while at < kids.len() {
            let kid = kids[at];
            if self.forms.is_symbol(kid.id, ".") && at > 0 && at + 2 == kids.len() && kind != FormKind::Object {
                tail = Some(Box::new(self.parse_template(kids[at + 1], depth, raw, context)?));
                break;
            }
            let mut dots = 0;
            while !raw && kids.get(at + 1 + dots).is_some_and(|&next| self.is_ellipsis(next, context)) {
                dots += 1;
            }
            let first = context.places.len();
            let template = self.parse_template(kid, depth + dots, raw, context)?;
            let mut levels = vec![];
            for level in depth..depth + dots {
                let mut slots: Vec<usize> = context.places[first..]
                    .iter()
                    .filter(|&&(_, from, to)| from <= level && level < to)
                    .map(|&(slot, _, _)| slot)
                    .collect();
                slots.sort_unstable();
                slots.dedup();
                if slots.is_empty() {
                    self.report(diag::ellipsis_repeats_nothing(self.span(kid)));
                    return None;
                }
                levels.push(slots);
            }
            items.push(Item { template, levels });
            at += 1 + dots;
        }
        Some(Template::Compound { form, kind, items, tail })
    }
}

/// What tells a name from others, however it is spelled.
pub(crate) fn identity(name: Symbol) -> Symbol {
    crate::symbol_facts::binding_name(name).unwrap_or(name)
}
