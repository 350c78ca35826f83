//! The `var`s of a function, before its body is expanded.
//!
//! Entering: the forms of a body. Leaving: the names of the `var` forms in it are declared for the whole function, however
//! deep they stand in blocks and values, also as operands of macros, which are forms of the program nearly always; those of
//! functions and classes within are not. The `var`s that macros bring are declared when they come out (`loops`).
//!
//! The stack of forms is on the heap; a form without a `var` in it is passed over as a whole.

use crate::expander::{Expander, Head, Kids, Stx};
use sx_ir::BindingKind;
use sx_reader::{CoreForm, FormKind};

impl Expander<'_> {
    /// Declares what the `var` forms in the body `forms` of a function bind.
    pub(crate) fn hoist_vars(&mut self, forms: &[Stx]) {
        let mut stack: Kids = forms.iter().rev().copied().collect();
        while let Some(stx) = stack.pop() {
            // What expansion made is looked into; it has no facts.
            if stx.id.0 < self.first_made && self.has_var.get(stx.id.0 as usize) != Some(&true) {
                continue;
            }
            let stx = self.peel(stx);
            match self.kind(stx) {
                FormKind::List | FormKind::Array | FormKind::Object | FormKind::Template | FormKind::Spread => {}
                _ => continue,
            }
            let kids = self.kids(stx);
            if self.is_list(stx)
                && let Some(&head) = kids.first()
            {
                match self.head(head) {
                    Head::Core(CoreForm::Var) => {
                        self.declare_declarators(&kids, BindingKind::Var);
                    }
                    Head::Core(
                        CoreForm::Fn
                        | CoreForm::FnEffect
                        | CoreForm::Function
                        | CoreForm::FunctionEffect
                        | CoreForm::FunctionStar
                        | CoreForm::Defn
                        | CoreForm::DefnEffect
                        | CoreForm::DefnStar
                        | CoreForm::Defun
                        | CoreForm::DefunStar
                        | CoreForm::Lambda
                        | CoreForm::Define
                        | CoreForm::Class
                        | CoreForm::Method
                        | CoreForm::MethodEffect
                        | CoreForm::MethodStar
                        | CoreForm::Quote
                        | CoreForm::Quasiquote
                        | CoreForm::Defmacro
                        | CoreForm::DefineSyntax
                        | CoreForm::BeginForSyntax,
                    ) => continue,
                    Head::Core(core) => {
                        stack.extend(self.evaluated(core, &kids).into_iter().rev());
                        continue;
                    }
                    Head::Macro(_) => {
                        stack.extend(self.operands(&kids).into_iter().rev());
                        continue;
                    }
                    Head::DotName(_) | Head::Value => {}
                }
            }
            if self.kind(stx) == FormKind::Object {
                // Accessors are functions; methods have a head of their own.
                let accessor = [CoreForm::Get, CoreForm::GetEffect, CoreForm::Set];
                let is_outside =
                    |this: &mut Self, kid: Stx| this.clause_head(kid).is_none_or(|core| !accessor.contains(&core));
                stack.extend(kids.into_iter().rev().filter(|&kid| is_outside(self, kid)));
                continue;
            }
            stack.extend(kids.into_iter().rev());
        }
    }

    /// The operands of a macro that may be forms: of a clause as `((var a) …)` what stands behind its first list, which is
    /// a test or data.
    fn operands(&mut self, kids: &[Stx]) -> Kids {
        let mut parts = Kids::new();
        for &operand in kids.iter().skip(1) {
            let inner = if self.is_list(operand) { self.kids(operand) } else { Kids::new() };
            match inner.first() {
                Some(&first) if self.is_list(first) => parts.extend(inner.into_iter().skip(1)),
                _ => parts.push(operand),
            }
        }
        parts
    }

    /// The parts of a special form that may be forms themselves: not the lists whose heads are names of methods, as in
    /// `(. o (var x))`, or of bindings, as in `(let ((var x)) …)`.
    fn evaluated(&mut self, core: CoreForm, kids: &[Stx]) -> Kids {
        let behind_heads = |this: &mut Self, lists: &[Stx]| {
            let mut parts = Kids::new();
            for &list in lists {
                if this.is_list(list) {
                    parts.extend(this.kids(list).into_iter().skip(1));
                } else {
                    parts.push(list);
                }
            }
            parts
        };
        let binds = match core {
            CoreForm::Dot => {
                let mut parts: Kids = kids.iter().copied().take(2).collect();
                parts.extend(behind_heads(self, kids.get(2..).unwrap_or_default()));
                return parts;
            }
            CoreForm::Const | CoreForm::Using | CoreForm::Var => false,
            CoreForm::Let => kids.len() > 2,
            CoreForm::LetStar | CoreForm::Letrec => true,
            _ => return kids.iter().copied().collect(),
        };
        let Some(&first) = kids.get(1) else { return Kids::new() };
        let is_named = binds && kids.len() > 3 && !self.is_list(first);
        let list = if is_named { kids[2] } else { first };
        if binds && self.is_binding_list(list) {
            let bindings = self.kids(list);
            let mut parts = behind_heads(self, &bindings);
            parts.extend(kids.iter().copied().skip(if is_named { 3 } else { 2 }));
            return parts;
        }
        // Declarators, or a pattern and its value.
        if self.is_list(first) { behind_heads(self, &kids[1..]) } else { kids[1..].iter().copied().collect() }
    }
}
