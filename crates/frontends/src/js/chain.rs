//! Member access and calls: one chain of steps, in the shortest spelling that says it.
//!
//! `a.b.c` is a symbol, `a.b(x)` is `(a.b x)`, `e().p` is `(.-p (e))`, `e().m(x)` is `(.m (e) x)`, `a[k]` is
//! `(js/get a k)`, `a[k](x)` is `(js/call a k x)`, and what is longer is `(. base step…)`. One `.` form is one optional
//! chain: everything after the first `?.` is within it, and parentheses in JavaScript end it. Where a comment stands
//! before a property it is a step as well.

use super::build::JsReader;
use super::diagnostics;
use super::operator::unwrap_parens;
use oxc_ast::ast::{
    Argument, CallExpression, ChainElement, ChainExpression, ComputedMemberExpression, Expression, MemberExpression,
    PrivateFieldExpression, StaticMemberExpression, Super,
};
use oxc_span::GetSpan;
use sx_base::{Span, Symbol, names::is_identifier};
use sx_reader::{CoreForm, FormId, FormKind};

/// A node that is a step on something.
#[derive(Clone, Copy)]
enum Link<'t> {
    Static(&'t StaticMemberExpression<'t>),
    Computed(&'t ComputedMemberExpression<'t>),
    Private(&'t PrivateFieldExpression<'t>),
    Call(&'t CallExpression<'t>),
}

/// What a chain begins with.
#[derive(Clone, Copy)]
enum Base<'t> {
    Expr(&'t Expression<'t>),
    /// `super` of `super.m`.
    Super(&'t Super),
    /// `super(…)`.
    Call(&'t CallExpression<'t>),
}

#[derive(Clone, Copy)]
enum StepKind<'t> {
    Property { name: &'t str, private: bool },
    Index(&'t Expression<'t>),
    Call(Arguments<'t>),
}

/// The arguments of a call.
#[derive(Clone, Copy)]
enum Arguments<'t> {
    Listed(&'t [Argument<'t>]),
    /// As the index of a member, the mask of the call (see `mask`).
    Masked(Option<&'t Expression<'t>>),
}

impl Arguments<'_> {
    /// Where the first one stands.
    fn first_span(&self) -> Option<oxc_span::Span> {
        match self {
            Arguments::Listed(arguments) => arguments.first().map(GetSpan::span),
            Arguments::Masked(argument) => argument.map(GetSpan::span),
        }
    }
}

#[derive(Clone, Copy)]
struct Step<'t> {
    kind: StepKind<'t>,
    /// Written with `?.`.
    optional: bool,
    /// The property, the brackets, or for a call everything up to its end.
    span: Span,
}

impl Step<'_> {
    fn is_property(&self) -> bool {
        matches!(self.kind, StepKind::Property { .. })
    }

    fn is_call(&self) -> bool {
        matches!(self.kind, StepKind::Call(_))
    }

    /// A call that only continues: a method call of the step before, or a call of what came before.
    fn is_plain_call(&self) -> bool {
        self.is_call() && !self.optional
    }
}

impl<'t> Link<'t> {
    /// The outermost step of `expr`, whose optional chain may end there.
    fn of(expr: &'t Expression<'t>) -> Option<Link<'t>> {
        match expr {
            Expression::CallExpression(call) => Some(Link::Call(call)),
            Expression::ChainExpression(chain) => Link::of_chain(chain),
            other => other.as_member_expression().map(Link::of_member),
        }
    }

    fn of_member(member: &'t MemberExpression<'t>) -> Link<'t> {
        match member {
            MemberExpression::StaticMemberExpression(member) => Link::Static(member),
            MemberExpression::ComputedMemberExpression(member) => Link::Computed(member),
            MemberExpression::PrivateFieldExpression(member) => Link::Private(member),
        }
    }

    fn of_chain(chain: &'t ChainExpression<'t>) -> Option<Link<'t>> {
        match &chain.expression {
            ChainElement::CallExpression(call) => Some(Link::Call(call)),
            other => other.as_member_expression().map(Link::of_member),
        }
    }
}

impl JsReader<'_> {
    /// A member access or call.
    pub(super) fn read_chain(&mut self, expr: &Expression<'_>) -> FormId {
        match Link::of(expr) {
            Some(link) => self.read_link(link, self.span(expr.span()).start),
            None => self.refuse(self.span(expr.span()), "this expression"),
        }
    }

    /// `o.p`, `o[k]` or `o.#p`.
    pub(super) fn read_member(&mut self, member: &MemberExpression<'_>) -> FormId {
        self.read_link(Link::of_member(member), self.span(member.span()).start)
    }

    fn read_link(&mut self, link: Link<'_>, start: u32) -> FormId {
        let (base, steps) = self.flatten(link);
        let (form, taken) = self.read_base(base, &steps, start);
        self.read_steps(form, &steps[taken..], start)
    }

    /// The base and the steps of a chain, outermost last. Parentheses around a chain without `?.` mean nothing.
    fn flatten<'t>(&mut self, link: Link<'t>) -> (Base<'t>, Vec<Step<'t>>) {
        let mut steps = vec![];
        let mut link = link;
        let base = loop {
            let (step, object) = match link {
                Link::Call(call) if matches!(call.callee, Expression::Super(_)) => break Base::Call(call),
                Link::Call(call) => {
                    let (kind, span) = (StepKind::Call(Arguments::Listed(&call.arguments)), self.span(call.span));
                    (Step { kind, optional: call.optional, span }, &call.callee)
                }
                Link::Static(member) => {
                    let kind = StepKind::Property { name: &member.property.name, private: false };
                    let step = Step { kind, optional: member.optional, span: self.span(member.property.span) };
                    (self.unmask_call(step, None, member.span), &member.object)
                }
                Link::Private(member) => {
                    let kind = StepKind::Property { name: &member.field.name, private: true };
                    (Step { kind, optional: member.optional, span: self.span(member.field.span) }, &member.object)
                }
                Link::Computed(member) => {
                    let end = self.span(member.span).end;
                    let bracket = if self.masks.is_call(end) { "(" } else { "[" };
                    let open = self.find(self.span(member.object.span()).end, bracket);
                    let kind = StepKind::Index(&member.expression);
                    let step = Step { kind, optional: member.optional, span: Span::new(open.min(end), end) };
                    (self.unmask_call(step, Some(&member.expression), member.span), &member.object)
                }
            };
            steps.push(step);
            if let Expression::Super(object) = object {
                if step.is_call() {
                    let place = self.span(object.span);
                    self.diagnostics.push(diagnostics::syntax_error(place, "Cannot assign to this expression"));
                }
                break Base::Super(object);
            }
            let within = unwrap_parens(object);
            let is_in_parens = matches!(object, Expression::ParenthesizedExpression(_));
            let ends_chain = is_in_parens && matches!(within, Expression::ChainExpression(_));
            let inner = if ends_chain { within } else { self.unwrap_uncast(object) };
            match Link::of(inner) {
                Some(next) if !ends_chain => link = next,
                _ => break Base::Expr(inner),
            }
        };
        steps.reverse();
        (base, steps)
    }

    /// The call whose mask the member at `whole` is, or its `step`.
    fn unmask_call<'t>(&self, step: Step<'t>, argument: Option<&'t Expression<'t>>, whole: oxc_span::Span) -> Step<'t> {
        let whole = self.span(whole);
        if self.masks.is_call(whole.end) {
            Step { kind: StepKind::Call(Arguments::Masked(argument)), span: whole, ..step }
        } else {
            step
        }
    }

    /// Reads the base with the steps that its short spelling takes in; answers how many.
    fn read_base(&mut self, base: Base<'_>, steps: &[Step<'_>], start: u32) -> (FormId, usize) {
        let (text, span) = match base {
            Base::Super(object) => ("super", self.span(object.span)),
            Base::Call(call) => return (self.read_super_call(call), 0),
            Base::Expr(Expression::ThisExpression(this)) => ("this", self.span(this.span)),
            Base::Expr(Expression::ImportMeta(meta)) => ("import.meta", self.span(meta.span)),
            Base::Expr(Expression::NewTarget(meta)) => ("new.target", self.span(meta.span)),
            Base::Expr(Expression::Identifier(name)) => {
                let form = self.read_name(name);
                match self.forms.kind(form) {
                    FormKind::Symbol(symbol) => (symbol.as_str(), self.span(name.span)),
                    _ => return (form, 0),
                }
            }
            Base::Expr(expr @ Expression::ChainExpression(chain)) => {
                let form = self.read_expr(expr);
                let end = self.forms.span(form).end;
                let is_apart = match steps {
                    [] => true,
                    [first, after @ ..] => {
                        let calls_it = matches!(after, [call] if call.is_plain_call());
                        let is_short = match first.kind {
                            StepKind::Property { private, .. } => !private,
                            StepKind::Index(key) => !is_name_literal(key),
                            StepKind::Call(_) => false,
                        };
                        is_short
                            && !first.optional
                            && (after.is_empty() || calls_it)
                            && !self.has_comment_in_group(end, steps)
                    }
                };
                if self.forms.as_symbol(form).is_some() && !is_apart {
                    // As the head of a list or as the base of `.` the symbol would take the next step into its chain.
                    return (self.read_ended_chain(chain), 0);
                }
                return (form, 0);
            }
            Base::Expr(expr) => return (self.read_expr(expr), 0),
        };
        self.read_path(text, span, steps, start)
    }

    /// `a.b?.c`, or `(a.b x)` where a call follows.
    fn read_path(&mut self, text: &str, span: Span, steps: &[Step<'_>], start: u32) -> (FormId, usize) {
        // A comment cannot stand in a symbol.
        let mut end = span.end;
        let properties = steps.iter().take_while(|step| {
            let fits = step.is_property() && !self.has_comment(end, step.span.start);
            if fits {
                end = step.span.end;
            }
            fits
        });
        let properties = properties.count();
        let rest = &steps[properties..];
        // A path may hold `?.` only where it is the whole chain.
        let is_whole = match rest {
            [] => true,
            [call] if call.is_call() => !(call.optional && self.has_comment(end, self.find(end, "?."))),
            _ => false,
        };
        let mut taken =
            if is_whole { properties } else { steps[..properties].iter().take_while(|step| !step.optional).count() };
        if taken > 0 && begins_pipeline(&steps[taken - 1..]) {
            // All calls stand in one chain, in their order.
            taken -= 1;
        }
        let mut path = text.to_owned();
        let mut end = span.end;
        for step in &steps[..taken] {
            if let StepKind::Property { name, private } = step.kind {
                path.push_str(if step.optional { "?." } else { "." });
                path.push_str(if private { "#" } else { "" });
                path.push_str(name);
            }
            end = step.span.end;
        }
        let span = Span::new(span.start, end);
        match steps.get(taken) {
            Some(call @ Step { kind: StepKind::Call(arguments), .. }) if is_whole || !call.optional => {
                if call.optional {
                    path.push_str("?.");
                }
                let head = self.forms.symbol(&path, span);
                (self.read_call_of(head, *arguments, Span::new(start, call.span.end)), taken + 1)
            }
            _ => (self.forms.symbol(&path, span), taken),
        }
    }

    /// `(head argument…)`.
    fn read_call_of(&mut self, head: FormId, arguments: Arguments<'_>, span: Span) -> FormId {
        if is_literal(self.forms.kind(head)) {
            let (kind, optional) = (StepKind::Call(arguments), false);
            return self.read_dot(head, &[Step { kind, optional, span }], span);
        }
        let mark = self.mark();
        self.push(head);
        self.push_step_arguments(arguments);
        self.close(mark, span)
    }

    fn push_step_arguments(&mut self, arguments: Arguments<'_>) {
        match arguments {
            Arguments::Listed(arguments) => self.push_arguments(arguments),
            Arguments::Masked(Some(Expression::SequenceExpression(sequence))) => {
                for argument in &sequence.expressions {
                    self.push_masked_argument(argument);
                }
            }
            Arguments::Masked(Some(argument)) => self.push_masked_argument(argument),
            Arguments::Masked(None) => {}
        }
    }

    /// An argument of a call that the tree has as a member: an assignment may stand for `...a`.
    fn push_masked_argument(&mut self, argument: &Expression<'_>) {
        let span = self.span(argument.span());
        match argument {
            Expression::AssignmentExpression(assignment) if self.masks.is_spread(span.start) => {
                self.allow_mask(span.start);
                let dots = Span::new(span.start, span.start + "...".len() as u32);
                let form = self.read_spread(&assignment.right, dots);
                self.push(form);
            }
            argument => self.push_expr(argument),
        }
    }

    /// `(super x)`.
    fn read_super_call(&mut self, call: &CallExpression<'_>) -> FormId {
        let span = self.span(call.span);
        let mark = self.open_keyword(CoreForm::Super, "super", span);
        self.push_arguments(&call.arguments);
        self.close(mark, span)
    }

    /// An optional chain in its long spelling, as the head of a call: `((. a ?.b) x)` is `(a?.b)(x)`.
    fn read_ended_chain(&mut self, chain: &ChainExpression<'_>) -> FormId {
        let span = self.span(chain.span);
        let Some(link) = Link::of_chain(chain) else { return self.refuse(span, "TypeScript") };
        let (base, steps) = self.flatten(link);
        let plain = steps.iter().take_while(|step| !step.optional).count();
        let (base, taken) = self.read_base(base, &steps[..plain], span.start);
        self.read_dot(base, &steps[taken..], span)
    }

    fn read_steps(&mut self, base: FormId, steps: &[Step<'_>], start: u32) -> FormId {
        let (mut form, mut rest) = (base, steps);
        while let [first, after @ ..] = rest {
            if let StepKind::Call(arguments) = first.kind
                && !first.optional
            {
                form = self.read_call_of(form, arguments, Span::new(start, first.span.end));
                rest = after;
            } else if rest.iter().any(|step| step.optional) {
                return self.read_dot(form, rest, Span::new(start, rest[rest.len() - 1].span.end));
            } else {
                let length = group_length(rest);
                form = self.read_group(form, &rest[..length], start);
                rest = &rest[length..];
            }
        }
        form
    }

    /// The steps up to a call of the value, in the shortest spelling. None is optional.
    fn read_group(&mut self, base: FormId, group: &[Step<'_>], start: u32) -> FormId {
        let span = Span::new(start, group[group.len() - 1].span.end);
        let (head, arguments) = match group {
            group if self.has_comment_in_group(self.forms.span(base).end, group) => {
                return self.read_dot(base, group, span);
            }
            [Step { kind: StepKind::Property { name, private: false }, span, .. }] => {
                (self.forms.symbol(&format!(".-{name}"), *span), Arguments::Masked(None))
            }
            [
                Step { kind: StepKind::Property { name, private: false }, span, .. },
                Step { kind: StepKind::Call(arguments), .. },
            ] => (self.forms.symbol(&format!(".{name}"), *span), *arguments),
            [Step { kind: StepKind::Index(key), span: at, .. }] if !is_name_literal(key) => {
                let mark = self.open(CoreForm::GetMember, Span::at(at.start));
                self.push(base);
                self.push_expr(key);
                return self.close(mark, span);
            }
            [Step { kind: StepKind::Index(key), span: at, .. }, Step { kind: StepKind::Call(arguments), .. }]
                if !is_name_literal(key) =>
            {
                let mark = self.open(CoreForm::Call, Span::at(at.start));
                self.push(base);
                self.push_expr(key);
                self.push_step_arguments(*arguments);
                return self.close(mark, span);
            }
            _ => return self.read_dot(base, group, span),
        };
        let mark = self.mark();
        self.push(head);
        self.push(base);
        self.push_step_arguments(arguments);
        self.close(mark, span)
    }

    /// `(. base step…)`.
    fn read_dot(&mut self, base: FormId, steps: &[Step<'_>], span: Span) -> FormId {
        let mark = self.open(CoreForm::Dot, Span::at(span.start));
        self.push(base);
        let (mut rest, mut end) = (steps, self.forms.span(base).end);
        while let [step, after @ ..] = rest {
            let before = std::mem::replace(&mut end, step.span.end);
            let calls = matches!(after, [next, ..] if next.is_plain_call());
            rest = match (step.kind, after) {
                (
                    StepKind::Property { name, private },
                    [Step { kind: StepKind::Call(arguments), span: call, .. }, ..],
                ) if calls => {
                    self.push_question(step);
                    let inner = self.mark();
                    self.push_property_name(name, private, step.span);
                    self.push_step_arguments(*arguments);
                    let method = self.close(inner, Span::new(step.span.start, call.end));
                    self.push(method);
                    end = call.end;
                    &after[1..]
                }
                (StepKind::Property { name, private }, _) => {
                    self.push_property_step(name, private, step);
                    after
                }
                (StepKind::Index(key), _) => {
                    self.push_question(step);
                    let key = self.read_expr(key);
                    let brackets = self.forms.add(FormKind::Array, &[key], step.span);
                    self.push(brackets);
                    after
                }
                (StepKind::Call(arguments), _) => {
                    self.push_question(step);
                    let first = arguments.first_span().map_or(step.span.end, |first| self.span(first).start);
                    let at = Span::at(self.argument_opener(before, step.span.end).unwrap_or(first));
                    let inner = self.mark();
                    let value = self.forms.list(&[], at);
                    self.push(value);
                    self.push_step_arguments(arguments);
                    let call = self.close(inner, Span::new(at.start, step.span.end));
                    self.push(call);
                    after
                }
            };
        }
        self.close(mark, span)
    }

    /// Whether comments stand in `group`, on a base that ends at byte `end`, where only `.` has a place for them: before
    /// the property, or before the arguments of its call.
    fn has_comment_in_group(&self, end: u32, group: &[Step<'_>]) -> bool {
        let is_before_property =
            group.first().is_some_and(|step| step.is_property() && self.has_comment(end, step.span.start));
        is_before_property
            || matches!(group, [step, call] if self.has_comment_before_arguments(step.span.end, call.span.end))
    }

    /// Whether a comment stands between byte `end`, where a callee ends, and the parenthesis before the arguments of the
    /// call that ends at byte `limit`.
    fn has_comment_before_arguments(&self, end: u32, limit: u32) -> bool {
        self.argument_opener(end, limit).is_some_and(|open| self.has_comment(end, open))
    }

    /// Where the parenthesis stands before the arguments of the call that ends at byte `limit`, if comments stand in the
    /// call behind byte `end`, where its callee ends.
    fn argument_opener(&self, end: u32, limit: u32) -> Option<u32> {
        if !self.has_comment(end, limit) {
            return None;
        }
        self.find_before(limit, end, "(")
    }

    /// The `?.` of a step that is not a property.
    fn push_question(&mut self, step: &Step<'_>) {
        if step.optional {
            self.push_symbol("?.", Span::at(step.span.start));
        }
    }

    fn push_property_step(&mut self, name: &str, private: bool, step: &Step<'_>) {
        if step.optional {
            let hash = if private { "#" } else { "" };
            self.push_symbol(&format!("?.{hash}{name}"), step.span);
        } else {
            self.push_property_name(name, private, step.span);
        }
    }

    fn push_property_name(&mut self, name: &str, private: bool, span: Span) {
        if private {
            self.push_symbol(&format!("#{name}"), span);
        } else {
            self.push_leaf(super::names::name_kind(Symbol::intern(name), false), span);
        }
    }
}

/// Whether a list with such a head is no call in Lisp but a mistake: `1(x)` is `(. 1 (() x))`.
fn is_literal(kind: FormKind) -> bool {
    matches!(
        kind,
        FormKind::Number(_)
            | FormKind::BigInt(_)
            | FormKind::String(_)
            | FormKind::EscapedString(_)
            | FormKind::Regex(_)
            | FormKind::True
            | FormKind::False
            | FormKind::Null
    )
}

/// How many steps, none of them optional, come before a call of the value. A call right after a property or an index
/// is a method call. At least 1.
fn group_length(steps: &[Step<'_>]) -> usize {
    let mut length = 0;
    while length < steps.len() && !steps[length].is_call() {
        length += if steps.get(length + 1).is_some_and(Step::is_call) { 2 } else { 1 };
    }
    length.max(1)
}

/// Whether the first two of `steps` call a method with a function, and the others begin with a call of a method of what that
/// gives: `a.then((b) => c).catch(d)`.
fn begins_pipeline(steps: &[Step<'_>]) -> bool {
    let takes_function = |step: &Step<'_>| match step.kind {
        StepKind::Call(Arguments::Listed(arguments)) => arguments
            .iter()
            .any(|argument| matches!(argument, Argument::ArrowFunctionExpression(_) | Argument::FunctionExpression(_))),
        _ => false,
    };
    matches!(steps, [first, call, second, next, ..] if !first.optional
        && takes_function(call)
        && second.is_property()
        && next.is_call())
        && !steps.iter().any(|step| step.optional)
}

/// Whether `key` is a string that would be printed after a dot.
fn is_name_literal(key: &Expression<'_>) -> bool {
    match unwrap_parens(key) {
        Expression::StringLiteral(string) => !string.lone_surrogates && is_identifier(&string.value),
        _ => false,
    }
}
