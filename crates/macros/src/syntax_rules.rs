//! `syntax-rules` of R7RS: patterns are compiled where the macro is defined, with every misuse reported there; a call
//! is matched and its template filled with one new scope on everything that the template brings.
//!
//! Lists, arrays, objects and sets match by their own kind. An ellipsis may stand anywhere once per level, followed by
//! more patterns and a dotted tail; `(... template)` quotes the ellipsis.

use crate::diagnostics as diag;
use crate::expander::{Expander, Stx};
use crate::scope::SetId;
use crate::table::MacroId;
use rustc_hash::FxHashMap;
use std::rc::Rc;
use sx_base::{Span, Symbol};
use sx_reader::{CoreForm, FormId, FormKind};

/// A compiled `syntax-rules`.
pub(crate) struct Rules {
    clauses: Vec<Rule>,
    /// `:` is a literal, so typed nodes are matched as three forms.
    unfold: bool,
    /// What to show when nothing matches.
    shown: Vec<String>,
}

struct Rule {
    pattern: Pattern,
    template: Template,
    vars: usize,
}

enum Pattern {
    Any,
    Var(usize),
    Literal(Stx),
    Datum(Stx),
    Compound {
        kind: FormKind,
        before: Vec<Pattern>,
        repeat: Option<Box<Pattern>>,
        after: Vec<Pattern>,
        tail: Option<Box<Pattern>>,
    },
}

enum Template {
    Var(usize),
    /// A pattern variable followed by members: `x.y`.
    Dotted(usize, Symbol),
    Form(Stx),
    Compound {
        kind: FormKind,
        items: Vec<Item>,
        tail: Option<Box<Template>>,
    },
}

struct Item {
    template: Template,
    /// Number of ellipses after it.
    depth: usize,
    /// The variables under it that an ellipsis repeats.
    drivers: Vec<usize>,
}

/// What a pattern variable matched.
#[derive(Clone)]
enum Match {
    One(Stx),
    Many(Rc<Vec<Match>>),
}

/// State of compiling one rule.
struct RuleContext {
    ellipsis: Stx,
    literals: Vec<Stx>,
    unfold: bool,
    vars: FxHashMap<(Symbol, SetId), (usize, usize)>,
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
        let unfold = literals.iter().any(|&literal| self.forms.is_symbol(literal.id, ":"));
        let (mut rules, mut shown, mut good) = (vec![], vec![], true);
        for &clause in &kids[at + 1..] {
            let parts = if self.is_list(clause) { self.kids(clause) } else { crate::expander::Kids::new() };
            let [pattern, template] = parts[..] else {
                self.report(diag::bad_clause(self.span(clause), "syntax-rules", "(pattern template)"));
                good = false;
                continue;
            };
            shown.push(sx_reader::print_form(&self.forms, pattern.id));
            let mut context = RuleContext { ellipsis, literals: literals.to_vec(), unfold, vars: FxHashMap::default() };
            match self.parse_rule(pattern, template, &mut context) {
                Some(rule) => rules.push(rule),
                None => good = false,
            }
        }
        good.then_some(Rules { clauses: rules, unfold, shown })
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
        Some(Rule { pattern, template, vars: context.vars.len() })
    }

    /// The children of a form, with `x : T` unfolded when `:` is a literal.
    fn flat_kids(&mut self, stx: Stx, unfold: bool) -> Vec<Stx> {
        let kids = self.kids(stx);
        if !unfold {
            return kids.into_vec();
        }
        let mut flat = vec![];
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
            (FormKind::Symbol(x), FormKind::Symbol(y)) | (FormKind::Keyword(x), FormKind::Keyword(y)) => x == y,
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
                let index = context.vars.len();
                if context.vars.insert((name, stx.set), (index, depth)).is_some() {
                    self.report(diag::duplicate_pattern_variable(self.span(stx), name));
                    return None;
                }
                Some(Pattern::Var(index))
            }
            kind @ (FormKind::List
            | FormKind::Array
            | FormKind::Object
            | FormKind::Set
            | FormKind::Quote
            | FormKind::Quasiquote
            | FormKind::Unquote
            | FormKind::UnquoteSplicing
            | FormKind::Spread
            | FormKind::Template
            | FormKind::Typed { .. }) => {
                let kids = self.flat_kids(stx, context.unfold);
                self.parse_sequence(kind, &kids, depth, context)
            }
            _ => Some(Pattern::Datum(stx)),
        }
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
        Some(Pattern::Compound { kind, before, repeat, after, tail })
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
            kind @ (FormKind::List
            | FormKind::Array
            | FormKind::Object
            | FormKind::Set
            | FormKind::Quote
            | FormKind::Quasiquote
            | FormKind::Unquote
            | FormKind::UnquoteSplicing
            | FormKind::Spread
            | FormKind::Template
            | FormKind::Typed { .. }) => {
                let kids = self.kids(stx);
                if let [first, inner] = kids[..]
                    && kind == FormKind::List
                    && !raw
                    && self.is_ellipsis(first, context)
                {
                    return self.parse_template(inner, depth, true, context);
                }
                self.parse_template_items(kind, &kids, depth, raw, context)
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
        if let Some(&(index, wanted)) = context.vars.get(&(name, stx.set)) {
            if depth < wanted {
                self.report(diag::missing_ellipsis(self.span(stx), name, wanted));
                return None;
            }
            return Some(Template::Var(index));
        }
        if let Some(dotted) = self.dotted(name)
            && let Some(&(index, wanted)) = context.vars.get(&(dotted.base, stx.set))
        {
            if depth < wanted {
                self.report(diag::missing_ellipsis(self.span(stx), dotted.base, wanted));
                return None;
            }
            let rest = Symbol::intern(&name.as_str()[dotted.base_len as usize..]);
            return Some(Template::Dotted(index, rest));
        }
        Some(Template::Form(stx))
    }

    fn parse_template_items(
        &mut self,
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
            let template = self.parse_template(kid, depth + dots, raw, context)?;
            let mut drivers = vec![];
            if dots > 0 {
                collect_vars(&template, &mut drivers);
                drivers.retain(|&var| context.vars.values().any(|&(index, depth)| index == var && depth > 0));
                if drivers.is_empty() {
                    self.report(diag::ellipsis_repeats_nothing(self.span(kid)));
                    return None;
                }
            }
            items.push(Item { template, depth: dots, drivers });
            at += 1 + dots;
        }
        Some(Template::Compound { kind, items, tail })
    }

    /// Matches a call against the rules and fills the template of the first that fits.
    pub(crate) fn apply_rules(&mut self, id: MacroId, rules: &Rules, stx: Stx) -> Option<Stx> {
        let kids = self.flat_kids(stx, rules.unfold);
        for rule in &rules.clauses {
            let mut matches = vec![Match::Many(Rc::default()); rule.vars];
            if let Pattern::Compound { before, repeat, after, tail, .. } = &rule.pattern
                && self.match_sequence(
                    before,
                    repeat.as_deref(),
                    after,
                    tail.as_deref(),
                    &kids[1..],
                    rules.unfold,
                    &mut matches,
                )
            {
                let (call, head) = (self.span(stx), self.span(kids[0]));
                let scope = self.sets.scope(true);
                let result = self.fill(&rule.template, &matches, scope, call, head)?;
                return Some(Stx { id: result, set: SetId::EMPTY });
            }
        }
        self.report_no_match(id, rules, stx);
        None
    }

    /// A call that fits no rule. For the inner steps of a macro of the prelude the macro that was written is named.
    fn report_no_match(&mut self, id: MacroId, rules: &Rules, stx: Stx) {
        let (mut id, mut call, mut frame) = (id, self.span(stx), self.frame);
        while self.macros[id.0 as usize].name.as_str().starts_with('%') && frame != 0 {
            (id, call) = (self.frames[frame as usize].macro_id, self.frames[frame as usize].call);
            frame = self.frames[frame as usize].outer;
        }
        let def = &self.macros[id.0 as usize];
        let name = def.name;
        let shown = match &def.kind {
            crate::macros::MacroKind::Rules(written) => written.shown.clone(),
            _ => rules.shown.clone(),
        };
        self.report(diag::no_rule_matches(call, name, &shown));
    }

    fn match_pattern(&mut self, pattern: &Pattern, stx: Stx, unfold: bool, matches: &mut [Match]) -> bool {
        match pattern {
            Pattern::Any => true,
            Pattern::Var(index) => {
                matches[*index] = Match::One(stx);
                true
            }
            Pattern::Literal(literal) => self.same_identifier(*literal, stx),
            Pattern::Datum(datum) => self.same_datum(*datum, stx),
            Pattern::Compound { kind, before, repeat, after, tail } => {
                if std::mem::discriminant(kind) != std::mem::discriminant(&self.kind(stx)) {
                    return false;
                }
                let kids = self.flat_kids(stx, unfold);
                self.match_sequence(before, repeat.as_deref(), after, tail.as_deref(), &kids, unfold, matches)
            }
        }
    }

    fn same_datum(&self, a: Stx, b: Stx) -> bool {
        match (self.kind(a), self.kind(b)) {
            (FormKind::String { value: x, .. }, FormKind::String { value: y, .. }) => x == y,
            (FormKind::Number(x), FormKind::Number(y)) => {
                x == y || x.as_str().parse::<f64>().is_ok_and(|v| y.as_str().parse::<f64>() == Ok(v))
            }
            (x, y) => x == y,
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one sequence pattern")]
    fn match_sequence(
        &mut self,
        before: &[Pattern],
        repeat: Option<&Pattern>,
        after: &[Pattern],
        tail: Option<&Pattern>,
        kids: &[Stx],
        unfold: bool,
        matches: &mut [Match],
    ) -> bool {
        let fixed = before.len() + after.len();
        let exact = repeat.is_none() && tail.is_none();
        if kids.len() < fixed || (exact && kids.len() != fixed) {
            return false;
        }
        for (pattern, &kid) in before.iter().zip(kids) {
            if !self.match_pattern(pattern, kid, unfold, matches) {
                return false;
            }
        }
        let mut at = before.len();
        if let Some(repeat) = repeat {
            // A dotted input tail belongs to the tail pattern; in code there is none.
            let end = kids.len() - after.len();
            let mut vars = vec![];
            pattern_vars(repeat, &mut vars);
            let mut runs: Vec<Vec<Match>> = vec![vec![]; vars.len()];
            while at < end {
                if !self.match_pattern(repeat, kids[at], unfold, matches) {
                    return false;
                }
                for (run, &var) in runs.iter_mut().zip(&vars) {
                    run.push(std::mem::replace(&mut matches[var], Match::Many(Rc::default())));
                }
                at += 1;
            }
            for (run, var) in runs.into_iter().zip(vars) {
                matches[var] = Match::Many(Rc::new(run));
            }
        }
        for pattern in after {
            if !self.match_pattern(pattern, kids[at], unfold, matches) {
                return false;
            }
            at += 1;
        }
        match tail {
            None => at == kids.len(),
            Some(pattern) => {
                // Written `(m a . rest)` in the call too: the rest itself.
                if let [dot, last] = kids[at..]
                    && self.forms.is_symbol(dot.id, ".")
                {
                    return self.match_pattern(pattern, last, unfold, matches);
                }
                let items: Vec<FormId> = kids[at..].iter().map(|&kid| self.scoped(kid)).collect();
                let span = kids[at..].iter().fold(Span::NONE, |span, &kid| span.to(self.span(kid)));
                let rest = self.forms.list(&items, span);
                self.match_pattern(pattern, Stx { id: rest, set: SetId::EMPTY }, unfold, matches)
            }
        }
    }

    /// Fills a template: a form whose own symbols carry `scope`, standing at the call.
    fn fill(&mut self, template: &Template, matches: &[Match], scope: u32, call: Span, head: Span) -> Option<FormId> {
        if self.is_overgrown() {
            if !self.stopped {
                self.stopped = true;
                let name = self.macros[self.frames[self.frame as usize].macro_id.0 as usize].name;
                self.report(diag::endless_expansion(call, name, "it produces too much"));
            }
            return None;
        }
        match template {
            Template::Var(index) => match &matches[*index] {
                Match::One(stx) => {
                    let stx = *stx;
                    Some(self.scoped(stx))
                }
                Match::Many(_) => {
                    self.report(diag::unequal_ellipsis(call));
                    None
                }
            },
            Template::Dotted(index, rest) => {
                let Match::One(stx) = matches[*index] else {
                    self.report(diag::unequal_ellipsis(call));
                    return None;
                };
                Some(self.dotted_argument(stx, *rest, head))
            }
            Template::Form(stx) => Some(self.template_leaf(*stx, scope, head)),
            Template::Compound { kind, items, tail } => {
                let mut kids = vec![];
                for (n, item) in items.iter().enumerate() {
                    if n == 0
                        && *kind == FormKind::List
                        && let Template::Dotted(index, rest) = &item.template
                        && let Match::One(stx) = matches[*index]
                        && !matches!(self.kind(stx), FormKind::Symbol(_) | FormKind::Verbatim(_))
                    {
                        return self.fill_method_call(stx, *rest, &items[1..], matches, scope, call, head);
                    }
                    self.fill_item(item, item.depth, matches, scope, call, head, &mut kids)?;
                }
                if let Some(tail) = tail {
                    let form = self.fill(tail, matches, scope, call, head)?;
                    let peeled = self.peel(Stx { id: form, set: SetId::EMPTY });
                    if self.is_list(peeled) {
                        let rest = self.kids(peeled);
                        for kid in rest {
                            kids.push(self.scoped(kid));
                        }
                    } else {
                        kids.push(self.forms.symbol(".", head));
                        kids.push(form);
                    }
                }
                Some(self.forms.add(*kind, &kids, call))
            }
        }
    }

    /// `(x.push v)` where `x` matched an expression: `(. e (push v))`, so that `this` is kept.
    #[expect(clippy::too_many_arguments, reason = "the parts of one template")]
    fn fill_method_call(
        &mut self,
        base: Stx,
        rest: Symbol,
        items: &[Item],
        matches: &[Match],
        scope: u32,
        call: Span,
        head: Span,
    ) -> Option<FormId> {
        let text = rest.as_str();
        let cut = text.rfind('.').unwrap_or(0);
        let cut = if cut > 0 && matches!(text.as_bytes()[cut - 1], b'?' | b'!') { cut - 1 } else { cut };
        let (front, last) = text.split_at(cut);
        let mut parts = vec![self.forms.leaf(FormKind::Core(CoreForm::Dot), head), self.scoped(base)];
        if !front.is_empty() {
            parts.push(self.forms.symbol(front.strip_prefix('.').unwrap_or(front), head));
        }
        let method = last.strip_prefix('.').or_else(|| last.strip_prefix("!.")).unwrap_or(last);
        let mut step = vec![self.forms.symbol(method, head)];
        for item in items {
            self.fill_item(item, item.depth, matches, scope, call, head, &mut step)?;
        }
        parts.push(self.forms.list(&step, call));
        Some(self.forms.list(&parts, call))
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one repetition")]
    fn fill_item(
        &mut self,
        item: &Item,
        depth: usize,
        matches: &[Match],
        scope: u32,
        call: Span,
        head: Span,
        out: &mut Vec<FormId>,
    ) -> Option<()> {
        if depth == 0 {
            out.push(self.fill(&item.template, matches, scope, call, head)?);
            return Some(());
        }
        let mut length = None;
        for &var in &item.drivers {
            if let Match::Many(run) = &matches[var] {
                if length.is_some_and(|length| length != run.len()) {
                    self.report(diag::unequal_ellipsis(call));
                    return None;
                }
                length = Some(run.len());
            }
        }
        let mut inner = matches.to_vec();
        for n in 0..length.unwrap_or(0) {
            for &var in &item.drivers {
                if let Match::Many(run) = &matches[var] {
                    inner[var] = run[n].clone();
                }
            }
            self.fill_item(item, depth - 1, &inner, scope, call, head, out)?;
        }
        Some(())
    }

    /// `x.y` where `x` matched a form.
    fn dotted_argument(&mut self, stx: Stx, rest: Symbol, head: Span) -> FormId {
        if let FormKind::Symbol(name) = self.kind(stx) {
            let joined = Symbol::intern(&format!("{}{}", name.as_str(), rest.as_str()));
            let span = self.span(stx);
            let id = self.forms.leaf(FormKind::Symbol(joined), span);
            return self.scoped(Stx { id, set: stx.set });
        }
        let dot = self.forms.leaf(FormKind::Core(CoreForm::Dot), head);
        let base = self.scoped(stx);
        let rest = rest.as_str();
        let members = self.forms.symbol(rest.strip_prefix('.').unwrap_or(rest), head);
        self.forms.list(&[dot, base, members], head)
    }

    fn template_leaf(&mut self, stx: Stx, scope: u32, head: Span) -> FormId {
        let kind = self.kind(stx);
        let id = self.forms.leaf(kind, head);
        if matches!(kind, FormKind::Symbol(_) | FormKind::Verbatim(_)) {
            let set = self.sets.add(stx.set, scope);
            return self.scoped(Stx { id, set });
        }
        id
    }
}

fn collect_vars(template: &Template, vars: &mut Vec<usize>) {
    match template {
        Template::Var(index) | Template::Dotted(index, _) => vars.push(*index),
        Template::Form(_) => {}
        Template::Compound { items, tail, .. } => {
            for item in items {
                collect_vars(&item.template, vars);
            }
            if let Some(tail) = tail {
                collect_vars(tail, vars);
            }
        }
    }
}

fn pattern_vars(pattern: &Pattern, vars: &mut Vec<usize>) {
    match pattern {
        Pattern::Var(index) => vars.push(*index),
        Pattern::Any | Pattern::Literal(_) | Pattern::Datum(_) => {}
        Pattern::Compound { before, repeat, after, tail, .. } => {
            before.iter().chain(after).for_each(|inner| pattern_vars(inner, vars));
            if let Some(repeat) = repeat {
                pattern_vars(repeat, vars);
            }
            if let Some(tail) = tail {
                pattern_vars(tail, vars);
            }
        }
    }
}
