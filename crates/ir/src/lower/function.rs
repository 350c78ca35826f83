//! Functions, classes and patterns.
//!
//! Entering: `(fn (a) (if a 1 2))`, a function of forms. Leaving: `(a) => a ? 1 : 2`, or a body of statements that ends with
//! `return`. Parameters, class heads and initialisers are places where no statement can stand.

use super::{Dest, Lower, facts};
use crate::{Flags, Kind, NodeId};

impl Lower<'_> {
    pub(super) fn lower_function(&mut self, id: NodeId) -> NodeId {
        let core = self.core;
        let kids = core.kids(id);
        let flags = core.flags(id);
        let name = if core.kind(kids[0]) == Kind::None { self.none() } else { self.copy(kids[0], &[]) };
        let params = self.lower_confined(kids[1]);
        let may_be_value = flags.has(Flags::ARROW);
        let (body, flag) = self.lower_function_body(kids[2], flags.has(Flags::IMPLICIT), may_be_value);
        let function = self.copy(id, &[name, params, body]);
        self.out.node_mut(function).flags |= flag;
        function
    }

    /// A function body; with flag EXPRESSION it is a value.
    pub(super) fn lower_function_body(&mut self, body: NodeId, implicit: bool, may_be_value: bool) -> (NodeId, Flags) {
        let core = self.core;
        let forms = core.kids(body);
        let outside = std::mem::replace(&mut self.confined, false);
        let jumps = std::mem::take(&mut self.jumps);
        let strict = self.strict;
        self.strict |= core.says_strict(body);
        let result = match forms {
            &[form] if implicit && may_be_value && self.is_tail_plain(form) && !self.is_statement_form(form) => {
                (self.lower_value(form), Flags::EXPRESSION)
            }
            _ => {
                let mark = self.open();
                let dest = if implicit { Dest::Return } else { Dest::Effect };
                if !forms.is_empty() {
                    self.lower_list(forms, dest, true);
                }
                let items = self.close(mark);
                (self.copy(body, &items), Flags::NONE)
            }
        };
        self.confined = outside;
        self.strict = strict;
        self.jumps = jumps;
        result
    }

    fn is_statement_form(&self, id: NodeId) -> bool {
        facts::is_statement(self.core.kind(id)) || facts::is_declaration(self.core, id)
    }

    /// A class, or a class behind decorators.
    pub(super) fn lower_class(&mut self, id: NodeId) -> NodeId {
        let core = self.core;
        let kids = core.kids(id);
        let outside = std::mem::replace(&mut self.confined, true);
        let strict = std::mem::replace(&mut self.strict, true);
        let mark = self.values.len();
        for &kid in kids {
            let kid = self.lower_member(kid);
            self.values.push(kid);
        }
        self.confined = outside;
        self.strict = strict;
        self.copy_values(id, mark)
    }

    fn lower_member(&mut self, id: NodeId) -> NodeId {
        let core = self.core;
        match core.kind(id) {
            Kind::None => self.none(),
            Kind::StaticBlock => {
                let (body, _) = self.lower_function_body(core.kid(id, 0), false, false);
                self.copy(id, &[body])
            }
            Kind::Empty => self.copy(id, &[]),
            Kind::Class | Kind::Decorated => self.lower_class(id),
            // Heritage, decorators, and members, whose functions begin afresh.
            _ => self.lower_value(id),
        }
    }

    /// A pattern: its defaults and keys are evaluated where no statement can stand.
    pub(super) fn lower_pattern(&mut self, id: NodeId) -> NodeId {
        let outside = std::mem::replace(&mut self.confined, true);
        let pattern = self.lower_generic(id);
        self.confined = outside;
        pattern
    }
}
