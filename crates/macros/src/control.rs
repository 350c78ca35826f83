//! Control forms: `if`, `cond`, `begin`, `switch`, `return`, `try`, `with`.

use crate::diagnostics as diag;
use crate::expander::{Expander, Head, Nodes, Stx};
use crate::scope::SetId;
use sx_base::Span;
use sx_ir::{BindingKind, Flags, Kind, NO_SYMBOL, NodeId};
use sx_reader::{CoreForm, FormKind};

/// The head of a catch clause whose guard is there; nothing that can be written.
const GUARDED: &str = "(catch";

impl Expander<'_> {
    pub(crate) fn expand_if(&mut self, stx: Stx, kids: &[Stx], flags: Flags) -> NodeId {
        let name = if flags == Flags::EXPRESSION { "?:" } else { "if" };
        let wrong = kids.len() > 4 || kids.len() < 3 || (flags == Flags::EXPRESSION && kids.len() != 4);
        if wrong {
            let at = if kids.len() > 4 { self.span(kids[4]) } else { self.span(stx) };
            return self.error(diag::if_arity(at, self.span(stx), name, kids.len() - 1));
        }
        let mut parts: smallvec::SmallVec<[NodeId; 3]> = smallvec::smallvec![self.expand(kids[1])];
        for &branch in &kids[2..] {
            let node = self.expand_branch(branch);
            parts.push(node);
        }
        if parts.len() == 2 {
            parts.push(self.none());
        }
        let tok = self.span(kids[0]);
        self.node(Kind::IfForm, flags, NO_SYMBOL, &parts, stx, tok)
    }

    /// A branch without braces: `var` may stand there, and in a sloppy script a function (Annex B); or a macro that gives
    /// one.
    fn expand_branch(&mut self, branch: Stx) -> NodeId {
        self.expand_beyond_macros(branch, Self::expand_plain_branch)
    }

    fn expand_plain_branch(&mut self, branch: Stx, head: Option<Head>) -> NodeId {
        let sloppy = self.options.goal == sx_ir::Goal::Script;
        let declares = match head {
            Some(Head::Core(CoreForm::Var)) => true,
            Some(Head::Core(CoreForm::Defn | CoreForm::DefnEffect)) => sloppy,
            _ => false,
        };
        if declares && let [node] = self.expand_body(&[branch])[..] {
            return node;
        }
        self.expand_headed(branch, head)
    }

    pub(crate) fn expand_cond(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        if kids.len() < 2 {
            return self.error(diag::shape(self.span(stx), "cond", "(cond (test form…)… (else form…))"));
        }
        let mut clauses = vec![];
        let count = kids.len();
        for (n, &clause) in kids.iter().enumerate().skip(1) {
            if !self.is_list(clause) || self.forms.kids(clause.id).is_empty() {
                clauses.push(self.error(diag::bad_clause(self.span(clause), "cond", "(test form…)")));
                continue;
            }
            let parts = self.kids(clause);
            let is_else = self.is_else(parts[0]);
            if is_else && n + 1 != count {
                self.report(diag::else_not_last(self.span(parts[0])));
            }
            if is_else && parts.len() == 1 {
                self.report(diag::bad_clause(self.span(clause), "cond", "(else form…)"));
            }
            let mut nodes = vec![if is_else { self.none() } else { self.expand(parts[0]) }];
            let body = self.expand_body(&parts[1..]);
            let tok = self.span(parts[0]);
            // Only a clause that is written without forms has the value of its test.
            if body.is_empty() && parts.len() > 1 {
                nodes.push(self.plain(Kind::BeginForm, &[], clause, tok));
            }
            nodes.extend(body);
            clauses.push(self.plain(Kind::Clause, &nodes, clause, tok));
        }
        let tok = self.span(kids[0]);
        self.plain(Kind::CondForm, &clauses, stx, tok)
    }

    /// `else`, `:else` or `true` of a person who comes from Clojure.
    fn is_else(&mut self, stx: Stx) -> bool {
        self.is_core(stx, CoreForm::Else)
            || matches!(self.kind(stx), FormKind::Keyword(name) if name.as_str() == "else")
    }

    pub(crate) fn expand_begin(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        let body = self.expand_body(&kids[1..]);
        let tok = self.span(kids[0]);
        self.plain(Kind::BeginForm, &body, stx, tok)
    }

    pub(crate) fn expand_switch(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        if kids.len() < 2 {
            return self.error(diag::shape(
                self.span(stx),
                "switch",
                "(switch value (case value form…) (default form…))",
            ));
        }
        let mut parts = vec![self.expand(kids[1])];
        let scope = self.sets.binding_scope(self.span(stx));
        // One scope for all cases: declare everything first.
        let mut clauses = vec![];
        let mut all = vec![];
        let mut made = vec![];
        let mut default: Option<sx_base::Span> = None;
        self.for_each_spliced(&kids[2..], |_, clause| made.extend(clause));
        for clause in made {
            let core = self.clause_head(clause);
            let inner = if self.is_list(clause) { self.kids(clause) } else { crate::expander::Kids::new() };
            let (test, forms) = match (core, &inner[..]) {
                (Some(CoreForm::Case), [_, test, forms @ ..]) => (Some(*test), forms.to_vec()),
                (Some(CoreForm::Default), [head, forms @ ..]) => {
                    let span = self.span(*head);
                    if let Some(first) = default.replace(span) {
                        self.report(diag::second_default(span, first));
                    }
                    (None, forms.to_vec())
                }
                _ => {
                    self.report(diag::bad_clause(self.span(clause), "switch", "(case value form…) or (default form…)"));
                    continue;
                }
            };
            let forms: Vec<Stx> = forms.iter().map(|&form| self.with_scope(form, scope)).collect();
            clauses.push((clause, test, forms.len()));
            all.extend(forms);
        }
        self.function().breakables += 1;
        let groups = self.expand_grouped_body(&all, &clauses.iter().map(|c| c.2).collect::<Vec<_>>());
        for ((clause, test, _), nodes) in clauses.into_iter().zip(groups) {
            let mut case = vec![match test {
                Some(test) => {
                    let test = self.with_scope(test, scope);
                    self.expand(test)
                }
                None => self.none(),
            }];
            case.extend(nodes);
            let tok = self.head_span(clause);
            parts.push(self.plain(Kind::Case, &case, clause, tok));
        }
        self.function().breakables -= 1;
        let tok = self.span(kids[0]);
        self.plain(Kind::Switch, &parts, stx, tok)
    }

    /// The forms of several clauses share one scope; each clause gets its own nodes.
    fn expand_grouped_body(&mut self, all: &[Stx], sizes: &[usize]) -> Vec<Nodes> {
        for &form in all {
            let form = self.peel(form);
            self.declare_plain(form);
        }
        let mut left = all;
        self.expand_declared_clauses(sizes.iter().map(|&size| {
            let (clause, others) = left.split_at(size);
            left = others;
            clause
        }))
    }

    pub(crate) fn expand_return(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        if kids.len() > 2 {
            return self.error(diag::shape(self.span(stx), "return", "(return value) or (return)"));
        }
        // A script may be CommonJS, whose top level is a function body.
        if !self.function().returns && self.options.goal == sx_ir::Goal::Module {
            return self.error(diag::return_outside(self.span(stx)));
        }
        let value = match kids.get(1) {
            Some(&value) => self.expand(value),
            None => self.none(),
        };
        let tok = self.span(kids[0]);
        self.plain(Kind::Return, &[value], stx, tok)
    }

    pub(crate) fn expand_try(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        let shape = "(try form… (catch name form…) (finally form…))";
        let tok = self.span(kids[0]);
        let mut end = kids.len();
        let mut finally = None;
        if end > 1 && self.clause_head(kids[end - 1]) == Some(CoreForm::Finally) {
            finally = Some(kids[end - 1]);
            end -= 1;
        }
        let mut catch = None;
        if end > 1 && self.clause_head(kids[end - 1]) == Some(CoreForm::Catch) {
            catch = Some(kids[end - 1]);
            end -= 1;
        }
        if catch.is_none() && finally.is_none() {
            return self.error(diag::try_without_catch(self.span(stx), shape));
        }
        let body = self.expand_body(&kids[1..end]);
        let block = self.plain(Kind::Block, &body, stx, tok);
        let clause = catch.or(finally).map_or(Span::NONE, |clause| self.span(clause));
        let whole = self.span(stx);
        if stx.id.0 < self.first_made && (whole.start..whole.end).contains(&clause.start) {
            // The comments before the clause belong to the block.
            self.tree.node_mut(block).span = Span::new(whole.start, clause.start);
        }
        let catch = match catch {
            Some(clause) => self.expand_catch(clause, shape),
            None => self.none(),
        };
        let finally = match finally {
            Some(clause) => {
                let parts = self.kids(clause);
                let body = self.expand_body(&parts[1..]);
                let tok = self.span(parts[0]);
                self.plain(Kind::Block, &body, clause, tok)
            }
            None => self.none(),
        };
        self.plain(Kind::Try, &[block, catch, finally], stx, tok)
    }

    fn expand_catch(&mut self, clause: Stx, shape: &str) -> NodeId {
        let parts = self.kids(clause);
        let tok = self.span(parts[0]);
        let Some(&param) = parts.get(1) else {
            return self.error(diag::bad_clause(self.span(clause), "try", shape));
        };
        let absent = self.is_list(param) && self.forms.kids(param.id).is_empty();
        // `(catch (e) …)`, as other Lisps write it.
        let param = if self.is_list(param) && self.forms.kids(param.id).len() == 1 && !self.is_hole(param) {
            let inner = self.kid(param, 0);
            self.peel(inner)
        } else {
            param
        };
        if self.tree_number > 0 && !self.forms.is_symbol(parts[0].id, GUARDED) {
            let guarded = self.guarded_catch(&parts, param, absent);
            return self.expand_catch(guarded, shape);
        }
        let scope = self.sets.binding_scope(self.span(parts[0]));
        let param_node = if absent {
            self.none()
        } else {
            let param = self.with_scope(param, scope);
            // What a pattern binds is as of `let`: no `var` passes it (ECMA-262, B.3.4).
            let bare = self.untyped(param);
            let is_name = matches!(self.kind(bare), FormKind::Symbol(_) | FormKind::Verbatim(_));
            self.declare_pattern(param, if is_name { BindingKind::Catch } else { BindingKind::Let });
            self.expand_declared(param)
        };
        let forms: Vec<Stx> = parts[2..].iter().map(|&form| self.with_scope(form, scope)).collect();
        let body = self.expand_body(&forms);
        let block = self.plain(Kind::Block, &body, clause, tok);
        self.plain(Kind::Catch, &[param_node, block], clause, tok)
    }

    /// In macro code the end of the budget is not caught: `(catch e (__sx.caught e) form…)`, for a pattern
    /// `(catch error (__sx.caught error) (let PATTERN error) form…)`.
    fn guarded_catch(&mut self, parts: &[Stx], param: Stx, absent: bool) -> Stx {
        let span = self.span(parts[0]);
        let bare = self.untyped(param);
        let is_name = matches!(self.kind(bare), FormKind::Symbol(_) | FormKind::Verbatim(_));
        let name = if is_name {
            bare
        } else {
            let scope = self.sets.scope(crate::scope::ScopeKind::Introduced, span);
            Stx { id: self.forms.symbol("error", span), set: self.sets.add(SetId::EMPTY, scope) }
        };
        let name = self.scoped(name);
        let callee = self.forms.symbol("__sx.caught", span);
        self.runtime_names.insert(callee);
        let mut forms = vec![self.forms.symbol(GUARDED, span), name, self.forms.list(&[callee, name], span)];
        if !absent && !is_name {
            let declare = [self.forms.leaf(FormKind::Core(CoreForm::Let), span), self.scoped(param), name];
            forms.push(self.forms.list(&declare, span));
        }
        for &form in &parts[2..] {
            forms.push(self.scoped(form));
        }
        Stx { id: self.forms.list(&forms, span), set: SetId::EMPTY }
    }

    pub(crate) fn expand_with(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        if kids.len() < 2 {
            return self.error(diag::shape(self.span(stx), "with", "(with object body…)"));
        }
        if self.options.goal == sx_ir::Goal::Module {
            return self.error(diag::with_in_module(self.span(stx)));
        }
        let object = self.expand(kids[1]);
        let (forms, braces) = self.bare_form(&kids[2..]);
        let body = self.expand_body(&forms);
        let tok = self.span(kids[0]);
        let body = self.node(Kind::Body, braces, NO_SYMBOL, &body, stx, tok);
        self.plain(Kind::With, &[object, body], stx, tok)
    }
}
