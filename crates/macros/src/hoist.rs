//! The `var`s of a function, before its body is expanded.
//!
//! Entering: the forms of a body. Leaving: the names of the `var` forms in it are declared for the whole function, however
//! deep they stand in blocks and values, also as operands of macros, which are forms of the program nearly always; those of
//! functions and classes within are not. Then the `var`s are declared that macros are known to make, and those that they
//! are known to drop are not (`var_facts`).
//!
//! The stack of forms is on the heap; a form without a `var` in it is passed over as a whole.

use crate::expander::{Expander, Head, Kids, Stx};
use sx_reader::{CoreForm, FormKind};

impl Expander<'_> {
    /// Declares what the `var` forms in the body `forms` of a function bind.
    pub(crate) fn hoist_vars(&mut self, forms: &[Stx]) {
        let late = self.recall_function();
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
                        self.declare_spelled(&kids);
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
                    Head::Core(_) | Head::Macro(_) | Head::DotName(_) | Head::Value => {}
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
        self.declare_known_vars(late);
    }

    /// Declares the names of a `var` form. What is wrong with them is said when it comes out.
    fn declare_spelled(&mut self, kids: &[Stx]) {
        let before = self.diagnostics.len();
        for (pattern, _, _) in self.declarators(kids) {
            for leaf in self.pattern_leaves(pattern) {
                if let Some(name) = self.binder_name(leaf) {
                    self.declare_spelled_var(name, leaf);
                }
            }
        }
        self.diagnostics.truncate(before);
    }
}
