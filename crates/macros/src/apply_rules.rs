//! A call of a `syntax-rules` macro: it is matched against the patterns, and the template of the first that fits is
//! filled, with one new scope on everything that the template brings.
//!
//! With `((_ (n v) ...) (f [n ...] v ...))` the call `(m (a 1) (b 2))` becomes `(f [a b] 1 2)`.

use crate::diagnostics as diag;
use crate::exchange::{bigint_digits, number_value, prefix_name};
use crate::expander::{Expander, Stx};
use crate::scope::{Scope, ScopeKind, SetId};
use crate::syntax_rules::{Members, Pattern, Rules, Sequence, Template};
use crate::table::MacroId;
use crate::weight::MAX_WEIGHT;
use std::rc::Rc;
use sx_base::{Span, Symbol};
use sx_reader::{CoreForm, FormId, FormKind};

/// What a pattern variable matched.
#[derive(Clone)]
pub(crate) enum Match {
    /// Nothing yet.
    None,
    One(Stx),
    /// What one ellipsis repeats, if each is one form: a range of [`Expander::runs`].
    Run {
        start: u32,
        len: u32,
    },
    Many(Rc<Vec<Match>>),
}

impl Match {
    /// How many there are.
    fn len(&self) -> usize {
        match self {
            Self::None | Self::One(_) => unreachable!("invariant: the depth of variables was checked"),
            Self::Run { len, .. } => *len as usize,
            Self::Many(all) => all.len(),
        }
    }

    /// The `n`th of what an ellipsis repeats.
    fn nth(&self, runs: &[Stx], n: usize) -> Match {
        match self {
            Self::Run { start, .. } => Self::One(runs[*start as usize + n]),
            Self::Many(all) => all[n].clone(),
            Self::None | Self::One(_) => Self::None,
        }
    }
}

/// What filling a template needs besides the matches.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    /// The scope of what the template brings.
    pub(crate) scope: Scope,
    /// The scope of what the call brings, where it needs one.
    use_site: Option<Scope>,
    pub(crate) call: Span,
    pub(crate) head: Span,
    /// Where what is made is written in the template is noted.
    is_noted: bool,
}

/// What the form `(. e m)` is that stands for `x.m` of a template.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum MadeMember {
    /// A member.
    Value,
    /// The head of a list: as a call the chain goes on to it.
    Called,
    /// The same of `x.m?.`.
    OptionallyCalled,
}

impl Expander<'_> {
    /// Matches a call against the rules and fills the template of the first that fits.
    #[inline(never)]
    pub(crate) fn apply_rules(&mut self, id: MacroId, rules: &Rules, stx: Stx) -> Option<Stx> {
        let kids = self.flat_kids(stx, rules.unfold);
        let (proper, dotted) = self.cut_tail(&kids[1..]);
        let mut matches = std::mem::take(&mut self.matches);
        self.matched = self.span(stx);
        let mut fitting = None;
        for rule in &rules.clauses {
            let Pattern::Sequence(sequence) = &rule.pattern else { continue };
            if !sequence.takes(proper.len(), dotted.is_some()) {
                continue;
            }
            matches.clear();
            self.runs.clear();
            matches.extend(std::iter::repeat_n(Match::None, rule.vars.len()));
            if self.match_parts(sequence, proper, dotted, rules.unfold, &mut matches) {
                fitting = Some(rule);
                break;
            }
        }
        let Some(rule) = fitting else {
            self.report_no_match(id, rules, stx);
            return None;
        };
        for &var in &rule.aliases {
            matches.push(matches[var].clone());
        }
        let (call, head) = (self.span(stx), self.span(kids[0]));
        let use_site = self.use_site(&kids[1..], rules.set);
        let (scope, is_noted) = (self.sets.scope(ScopeKind::Introduced, call), self.notes_template_of(id));
        let place = Place { scope, use_site, call, head, is_noted };
        let may_grow = rule.repeated.iter().any(|&slot| self.has_parts(&matches[slot]));
        let mut result = if is_noted {
            self.fill(&rule.template, &mut matches, place)
        } else {
            self.fill_steps(&rule.steps, &mut matches, place)
        };
        if let Some(lengths) = self.uneven.take() {
            let var_of = |slot: usize| slot.checked_sub(rule.vars.len()).map_or(slot, |alias| rule.aliases[alias]);
            let [one, other] = lengths.map(|(slot, len)| (rule.vars[var_of(slot)], len));
            self.report(diag::unequal_ellipsis(call, one, other));
        }
        if may_grow && result.is_some_and(|result| self.weigh(result) > MAX_WEIGHT) {
            self.stop_growth(call);
            result = None;
        }
        self.filled.clear();
        matches.clear();
        self.matches = matches;
        result
    }

    /// Whether a match holds a form that has parts.
    fn has_parts(&self, found: &Match) -> bool {
        match found {
            Match::None => false,
            Match::One(stx) => self.kind(*stx).has_kids(),
            Match::Run { .. } | Match::Many(_) => true,
        }
    }

    /// Ends the expansion of the file in a macro that made too much.
    pub(crate) fn stop_growth(&mut self, call: Span) {
        if !self.stopped {
            self.stopped = true;
            let name = self.macros[self.frames[self.frame as usize].macro_id.0 as usize].name;
            self.report(diag::endless_expansion(call, name, "it produces too much"));
        }
    }

    /// A call that fits no rule. For the inner steps of a macro of the prelude the macro that was written is named.
    fn report_no_match(&mut self, id: MacroId, rules: &Rules, stx: Stx) {
        let (mut id, mut call, mut frame) = (id, self.span(stx), self.frame);
        while self.macros[id.0 as usize].name.as_str().starts_with('%') && frame != 0 {
            (id, call) = (self.frames[frame as usize].macro_id, self.frames[frame as usize].call);
            frame = self.frames[frame as usize].outer;
        }
        let alike = self.misread_literal(rules, stx);
        let def = &self.macros[id.0 as usize];
        let name = def.name;
        let shown = match &def.kind {
            crate::macros::MacroKind::Rules(written) => written.shown.clone(),
            _ => rules.shown.clone(),
        };
        self.report(diag::no_rule_matches(call, name, &shown, alike));
    }

    /// The name that keeps the call `stx` from fitting a rule, since it means something else than the literal that is
    /// spelled so.
    fn misread_literal(&mut self, rules: &Rules, stx: Stx) -> Option<(Span, Symbol)> {
        let kids = self.flat_kids(stx, rules.unfold);
        let (proper, dotted) = self.cut_tail(&kids[1..]);
        let mut found = None;
        for rule in &rules.clauses {
            let Pattern::Sequence(sequence) = &rule.pattern else { continue };
            if found.is_some() || !sequence.takes(proper.len(), dotted.is_some()) {
                continue;
            }
            self.runs.clear();
            self.other_names = Some(vec![]);
            let mut matches = vec![Match::None; rule.vars.len()];
            let fits = self.match_parts(sequence, proper, dotted, rules.unfold, &mut matches);
            let other = self.other_names.take().into_iter().flatten().next();
            found = other.filter(|_| fits);
        }
        found.and_then(|other| Some((self.span(other), self.forms.as_symbol(other.id)?)))
    }

    /// Whether `stx` is spelled as the literal is, where that is asked for.
    fn is_spelled_alike(&mut self, literal: Stx, stx: Stx) -> bool {
        let (Some(first), Some(second)) = (self.forms.as_symbol(literal.id), self.forms.as_symbol(stx.id)) else {
            return false;
        };
        let Some(others) = &mut self.other_names else { return false };
        if first == second {
            others.push(stx);
        }
        first == second
    }

    fn match_pattern(&mut self, pattern: &Pattern, stx: Stx, unfold: bool, matches: &mut [Match]) -> bool {
        match pattern {
            Pattern::Any => true,
            Pattern::Var(index) => {
                matches[*index] = Match::One(stx);
                true
            }
            Pattern::Literal(literal) => {
                let stx = self.untyped(stx);
                self.same_identifier(*literal, stx) || self.is_spelled_alike(*literal, stx)
            }
            Pattern::Datum(datum) => {
                let stx = self.untyped(stx);
                self.same_datum(*datum, stx)
            }
            Pattern::Sequence(sequence) => {
                // What has a type is seen without it, but by a pattern with one.
                let is_typed = matches!(sequence.kind, FormKind::Typed { .. });
                let stx = if is_typed { stx } else { self.untyped(stx) };
                let kids = self.flat_kids(stx, unfold);
                if std::mem::discriminant(&sequence.kind) == std::mem::discriminant(&self.kind(stx)) {
                    return self.match_sequence(sequence, &kids, unfold, matches);
                }
                self.match_prefix(sequence, stx, &kids, unfold, matches)
                    || (sequence.takes_a_tail_alone() && self.match_parts(sequence, &[], Some(stx), unfold, matches))
            }
            Pattern::Entries { entries, rest } => {
                let stx = self.untyped(stx);
                self.kind(stx) == FormKind::Object && self.match_entries(entries, rest.as_deref(), stx, unfold, matches)
            }
        }
    }

    /// `'x` is `(quote x)`, in the pattern as in the call.
    fn match_prefix(
        &mut self,
        sequence: &Sequence,
        stx: Stx,
        kids: &[Stx],
        unfold: bool,
        matches: &mut [Match],
    ) -> bool {
        if let (FormKind::List, Some(name), [inner]) = (sequence.kind, prefix_name(self.kind(stx)), kids) {
            let span = self.span(stx);
            let head = Stx { id: self.forms.symbol(name, span), set: SetId::EMPTY };
            return self.match_sequence(sequence, &[head, *inner], unfold, matches);
        }
        match (prefix_name(sequence.kind), kids) {
            (Some(name), [head, inner]) if self.is_list(stx) && self.forms.is_symbol(head.id, name) => {
                self.match_sequence(sequence, &[*inner], unfold, matches)
            }
            _ => false,
        }
    }

    fn same_datum(&self, a: Stx, b: Stx) -> bool {
        match (self.kind(a), self.kind(b)) {
            (FormKind::Number(x), FormKind::Number(y)) => {
                x == y || number_value(x.as_str()).to_bits() == number_value(y.as_str()).to_bits()
            }
            (FormKind::BigInt(x), FormKind::BigInt(y)) => {
                x == y || bigint_digits(x.as_str()) == bigint_digits(y.as_str())
            }
            (x, y) => x == y || (x.is_string() && x.string_value() == y.string_value()),
        }
    }

    fn match_sequence(&mut self, sequence: &Sequence, kids: &[Stx], unfold: bool, matches: &mut [Match]) -> bool {
        let (proper, dotted) = self.cut_tail(kids);
        sequence.takes(proper.len(), dotted.is_some()) && self.match_parts(sequence, proper, dotted, unfold, matches)
    }

    /// The forms before a dotted tail, and the tail: a call may be written `(m a . rest)` too.
    fn cut_tail<'k>(&self, kids: &'k [Stx]) -> (&'k [Stx], Option<Stx>) {
        match kids {
            [proper @ .., dot, last] if self.is_dot(*dot) => (proper, Some(*last)),
            _ => (kids, None),
        }
    }

    /// The same for forms and a dotted tail whose number [`Sequence::takes`].
    fn match_parts(
        &mut self,
        sequence: &Sequence,
        kids: &[Stx],
        dotted: Option<Stx>,
        unfold: bool,
        matches: &mut [Match],
    ) -> bool {
        let Sequence { before, repeat, after, tail, .. } = sequence;
        for (pattern, &kid) in before.iter().zip(kids) {
            if !self.match_pattern(pattern, kid, unfold, matches) {
                return false;
            }
        }
        let mut at = before.len();
        if let Some(repeat) = repeat {
            let end = kids.len() - after.len();
            if !self.match_repeated(repeat, &kids[at..end], unfold, matches) {
                return false;
            }
            at = end;
        }
        for pattern in after {
            if !self.match_pattern(pattern, kids[at], unfold, matches) {
                return false;
            }
            at += 1;
        }
        match (tail, dotted) {
            (None, _) => at == kids.len(),
            (Some(pattern), Some(last)) if at == kids.len() => self.match_pattern(pattern, last, unfold, matches),
            (Some(pattern), _) => {
                let mut items: Vec<FormId> = kids[at..].iter().map(|&kid| self.scoped(kid)).collect();
                let span = kids[at..].iter().fold(Span::NONE, |span, &kid| span.to(self.span(kid)));
                // An empty rest stands nowhere.
                let span = if span.is_none() { self.matched } else { span };
                if let Some(last) = dotted {
                    items.push(self.forms.symbol(".", span));
                    items.push(self.scoped(last));
                }
                let rest = self.forms.list(&items, span);
                self.match_pattern(pattern, Stx { id: rest, set: SetId::EMPTY }, unfold, matches)
            }
        }
    }

    fn match_repeated(&mut self, repeat: &Pattern, kids: &[Stx], unfold: bool, matches: &mut [Match]) -> bool {
        if let Pattern::Var(index) = repeat {
            matches[*index] = Match::Run { start: self.runs.len() as u32, len: kids.len() as u32 };
            self.runs.extend_from_slice(kids);
            return true;
        }
        let mut vars = vec![];
        pattern_vars(repeat, &mut vars);
        let mut runs: Vec<Vec<Match>> = vec![Vec::with_capacity(kids.len()); vars.len()];
        for &kid in kids {
            if !self.match_pattern(repeat, kid, unfold, matches) {
                return false;
            }
            for (run, &var) in runs.iter_mut().zip(&vars) {
                run.push(std::mem::replace(&mut matches[var], Match::None));
            }
        }
        for (run, var) in runs.into_iter().zip(vars) {
            matches[var] = Match::Many(Rc::new(run));
        }
        true
    }

    /// Matches the entries of an object by key; what has no pattern is left to `rest`.
    fn match_entries(
        &mut self,
        entries: &[(Symbol, Pattern)],
        rest: Option<&Pattern>,
        stx: Stx,
        unfold: bool,
        matches: &mut [Match],
    ) -> bool {
        let kids = self.kids(stx);
        let (mut others, mut found, mut at) = (vec![], vec![], 0);
        while at < kids.len() {
            let kid = kids[at];
            let (key, value, len) = match self.kind(kid) {
                FormKind::Symbol(name) => (Some(name), kid, 1),
                FormKind::Keyword(_) | FormKind::String(_) | FormKind::EscapedString(_) | FormKind::Number(_)
                    if at + 1 < kids.len() =>
                {
                    (self.entry_key(kid), kids[at + 1], 2)
                }
                FormKind::List | FormKind::Spread => (None, kid, 1),
                _ => (None, kid, 2.min(kids.len() - at)),
            };
            match entries.iter().find(|(wanted, _)| Some(*wanted) == key) {
                // A key that comes twice stands for no one value.
                Some((wanted, pattern)) => {
                    if found.contains(wanted) || !self.match_pattern(pattern, value, unfold, matches) {
                        return false;
                    }
                    found.push(*wanted);
                }
                None => others.extend(&kids[at..at + len]),
            }
            at += len;
        }
        match rest {
            _ if found.len() != entries.len() => false,
            Some(rest) => self.match_repeated(rest, &others, unfold, matches),
            None => others.is_empty(),
        }
    }

    /// Fills a template: a form whose own symbols carry the new scope, standing at the call.
    fn fill(&mut self, template: &Template, matches: &mut Vec<Match>, place: Place) -> Option<Stx> {
        self.refuse_growth(place)?;
        match template {
            Template::Var(slot) => Some(self.matched(matches, *slot, place)),
            Template::Dotted(slot, members) => {
                let stx = self.matched(matches, *slot, place);
                Some(self.dotted_argument(stx, *members, place))
            }
            Template::Form(stx) => Some(self.template_leaf(*stx, place)),
            Template::Compound { form, kind, items, tail } => {
                let start = self.filled.len();
                for (n, item) in items.iter().enumerate() {
                    if n == 0
                        && *kind == FormKind::List
                        && let Template::Dotted(slot, members) = &item.template
                        && let Match::One(stx) = matches[*slot]
                        && self.joined(stx, *members).is_none()
                    {
                        let stx = self.matched(matches, *slot, place);
                        let head = self.dotted_head(stx, *members, place);
                        self.push_filled(head);
                        continue;
                    }
                    match &item.template {
                        Template::Form(stx) if item.levels.is_empty() => {
                            let leaf = self.template_leaf(*stx, place);
                            self.push_filled(leaf);
                        }
                        Template::Var(slot) if item.levels.is_empty() => {
                            let form = self.matched(matches, *slot, place);
                            self.push_filled(form);
                        }
                        template => self.fill_item(template, &item.levels, matches, place)?,
                    }
                }
                if let Some(tail) = tail {
                    let form = self.fill(tail, matches, place)?;
                    let peeled = self.peel(form);
                    if self.is_list(peeled) || self.continues(*kind, peeled) {
                        for kid in self.kids(peeled) {
                            self.push_filled(kid);
                        }
                    } else {
                        let dot = self.forms.symbol(".", place.head);
                        self.push_filled(Stx { id: dot, set: SetId::EMPTY });
                        self.push_filled(form);
                    }
                }
                let id = self.close_filled(*kind, start, place.call);
                if place.is_noted {
                    self.note_template_place(id, *form);
                }
                Some(Stx { id, set: SetId::EMPTY })
            }
        }
    }

    /// Ends the expansion where it has made too much; nothing then.
    #[inline]
    pub(crate) fn refuse_growth(&mut self, place: Place) -> Option<()> {
        if self.is_overgrown() {
            self.stop_growth(place.call);
            return None;
        }
        Some(())
    }

    /// What a slot has, with the scope of the use.
    pub(crate) fn matched(&mut self, matches: &[Match], slot: usize, place: Place) -> Stx {
        let Match::One(stx) = matches[slot] else { unreachable!("invariant: the depth of variables was checked") };
        match place.use_site {
            Some(scope) => self.with_scope(stx, scope),
            None => stx,
        }
    }

    /// The head of a list `(x.m a …)` where `x` matched what cannot stand before `.m`: `(. e m)`, which keeps `this`. A call
    /// goes on with an optional chain, which is noted.
    fn dotted_head(&mut self, base: Stx, members: Members, place: Place) -> Stx {
        let text = members.rest.as_str();
        if !text.contains("?.") {
            return self.dotted_argument(base, members, place);
        }
        let head = place.head;
        let before_call = text.strip_suffix("?.");
        let mut parts = vec![self.forms.leaf(FormKind::Core(CoreForm::Dot), head), self.as_base(base, head)];
        if before_call != Some("") {
            let rest = Symbol::intern(before_call.unwrap_or(text));
            parts.push(self.members(Members { rest, ..members }, place));
        }
        let id = self.forms.list(&parts, head);
        let made = if before_call.is_some() { MadeMember::OptionallyCalled } else { MadeMember::Called };
        self.made_members.insert(id, made);
        Stx { id, set: SetId::EMPTY }
    }

    /// What stands behind the base in a `.` form. Private names are those of the template.
    fn members(&mut self, members: Members, place: Place) -> FormId {
        let text = members.rest.as_str();
        let text = text.strip_prefix('.').or_else(|| text.strip_prefix("!.")).unwrap_or(text);
        let id = self.forms.symbol(text, place.head);
        if !text.contains('#') {
            return id;
        }
        let set = self.sets.add(members.set, place.scope);
        self.scoped(Stx { id, set })
    }

    /// An item as often as its ellipses say, on top of [`Expander::filled`].
    pub(crate) fn fill_item(
        &mut self,
        template: &Template,
        levels: &[Vec<usize>],
        matches: &mut Vec<Match>,
        place: Place,
    ) -> Option<()> {
        let Some((slots, inner)) = levels.split_first() else {
            let form = self.fill(template, matches, place)?;
            self.push_filled(form);
            return Some(());
        };
        let first = slots.first().map_or(0, |&slot| matches[slot].len());
        if let Some(&slot) = slots.iter().find(|&&slot| matches[slot].len() != first) {
            self.uneven = Some([(slots[0], first), (slot, matches[slot].len())]);
            return None;
        }
        if let ([slot], Template::Var(var)) = (&slots[..], template)
            && slot == var
            && inner.is_empty()
            && let Match::Run { start, len } = matches[*slot]
        {
            self.fill_run(start as usize..(start + len) as usize, place);
            return Some(());
        }
        let whole: smallvec::SmallVec<[Match; 4]> =
            slots.iter().map(|&slot| std::mem::replace(&mut matches[slot], Match::None)).collect();
        for n in 0..first {
            for (run, &slot) in whole.iter().zip(slots) {
                matches[slot] = run.nth(&self.runs, n);
            }
            self.fill_item(template, inner, matches, place)?;
        }
        for (run, &slot) in whole.into_iter().zip(slots) {
            matches[slot] = run;
        }
        Some(())
    }

    /// `x ...`: the forms of a run as they are.
    pub(crate) fn fill_run(&mut self, run: std::ops::Range<usize>, place: Place) {
        let Some(scope) = place.use_site else {
            self.filled.extend_from_slice(&self.runs[run]);
            return;
        };
        for at in run {
            let stx = self.with_scope(self.runs[at], scope);
            self.push_filled(stx);
        }
    }

    /// `x.y` where `x` matched a form.
    fn dotted_argument(&mut self, stx: Stx, members: Members, place: Place) -> Stx {
        if let Some(joined) = self.joined(stx, members) {
            let span = self.span(stx);
            return Stx { id: self.forms.leaf(FormKind::Symbol(joined), span), set: stx.set };
        }
        let head = place.head;
        let parts = [
            self.forms.leaf(FormKind::Core(CoreForm::Dot), head),
            self.as_base(stx, head),
            self.members(members, place),
        ];
        let id = self.forms.list(&parts, head);
        self.made_members.insert(id, MadeMember::Value);
        Stx { id, set: SetId::EMPTY }
    }

    /// The symbol `x.y`, where `x` matched one that can stand before `.y` and be what it was: neither `a?.b`, whose chain
    /// has ended, nor `empty?`; and `y` is no private name, which has other scopes.
    fn joined(&self, stx: Stx, members: Members) -> Option<Symbol> {
        let FormKind::Symbol(name) = self.kind(stx) else { return None };
        let (name, rest) = (name.as_str(), members.rest.as_str());
        let stays = !name.contains("?.") && !name.ends_with(['?', '!']) && !rest.contains('#');
        stays.then(|| Symbol::intern(&format!("{name}{rest}")))
    }

    /// What an operand is as the base of a `.` form: `a?.b` is a chain of its own.
    fn as_base(&mut self, stx: Stx, head: Span) -> FormId {
        if let FormKind::Symbol(name) = self.kind(stx)
            && let Some(dotted) = self.dotted(name)
            && !dotted.segments.is_empty()
        {
            let span = self.span(stx);
            let dot = self.forms.leaf(FormKind::Core(CoreForm::Dot), head);
            let base = Stx { id: self.forms.symbol(dotted.base.as_str(), span), set: stx.set };
            let base = self.scoped(base);
            let rest = &name.as_str()[dotted.base_len as usize..];
            let members = self.forms.symbol(rest.strip_prefix('.').unwrap_or(rest), span);
            return self.forms.list(&[dot, base, members], span);
        }
        self.scoped(stx)
    }

    fn template_leaf(&mut self, stx: Stx, place: Place) -> Stx {
        let kind = self.kind(stx);
        let is_name = matches!(kind, FormKind::Symbol(_) | FormKind::Verbatim(_));
        let set = if is_name { self.sets.add(stx.set, place.scope) } else { SetId::EMPTY };
        let id = self.forms.leaf(kind, place.head);
        if place.is_noted {
            self.note_template_place(id, stx.id);
        }
        Stx { id, set }
    }
}

fn pattern_vars(pattern: &Pattern, vars: &mut Vec<usize>) {
    match pattern {
        Pattern::Var(index) => vars.push(*index),
        Pattern::Any | Pattern::Literal(_) | Pattern::Datum(_) => {}
        Pattern::Sequence(Sequence { before, repeat, after, tail, .. }) => {
            for inner in before.iter().chain(after) {
                pattern_vars(inner, vars);
            }
            for inner in [repeat, tail].into_iter().flatten() {
                pattern_vars(inner, vars);
            }
        }
        Pattern::Entries { entries, rest } => {
            for (_, inner) in entries {
                pattern_vars(inner, vars);
            }
            if let Some(rest) = rest {
                pattern_vars(rest, vars);
            }
        }
    }
}
