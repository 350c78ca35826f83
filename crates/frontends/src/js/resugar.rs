//! Core forms to the spellings that people read.
//!
//! `(if c (begin a b))` becomes `(when c a b)`, and a special form whose name the program uses for something else is
//! written `js/NAME`. Only names that the file leaves free are used, so that no sugar can be captured.

use super::names::core_js_name;
use rustc_hash::FxHashSet;
use sx_base::Symbol;
use sx_reader::{CoreForm, FormFile, FormId, FormKind, Forms};

/// The same program in nicer spellings. `taken`: the JavaScript names that the file binds or finds free and that a
/// form or macro answers to as well. With `core_only`, macros are not used.
pub(super) fn resugar(file: &FormFile, taken: &FxHashSet<Symbol>, core_only: bool) -> FormFile {
    let has_when = !core_only && !taken.contains(&Symbol::intern("when"));
    let shadowed: FxHashSet<CoreForm> = CoreForm::ALL
        .iter()
        .copied()
        .filter(|&form| !is_clause(form) && core_js_name(form).is_some_and(|name| taken.contains(&name)))
        .collect();
    let mut sugar = Sugar { from: &file.forms, to: Forms::new(), shadowed, ids: Vec::with_capacity(file.forms.len()) };
    for index in 0..file.forms.len() as u32 {
        let id = FormId(index);
        let form = if has_when { sugar.try_when(id) } else { None };
        let form = form.unwrap_or_else(|| sugar.copy(id));
        sugar.ids.push(form);
    }
    let roots = file.roots.iter().map(|root| sugar.ids[root.0 as usize]).collect();
    FormFile { forms: sugar.to, roots, comments: file.comments.clone(), ..FormFile::default() }
}

/// Whether `form` only stands where nothing but clauses or members can, so that no binding comes in its way.
fn is_clause(form: CoreForm) -> bool {
    matches!(
        form,
        CoreForm::Method
            | CoreForm::MethodEffect
            | CoreForm::MethodStar
            | CoreForm::Get
            | CoreForm::GetEffect
            | CoreForm::Set
            | CoreForm::Field
            | CoreForm::Accessor
            | CoreForm::Static
            | CoreForm::StaticBlock
            | CoreForm::Constructor
            | CoreForm::Extends
            | CoreForm::Case
            | CoreForm::Default
            | CoreForm::Catch
            | CoreForm::Finally
            | CoreForm::Else
    )
}

struct Sugar<'a> {
    from: &'a Forms,
    to: Forms,
    /// The special forms whose plain names are taken.
    shadowed: FxHashSet<CoreForm>,
    /// The new form of each old one.
    ids: Vec<FormId>,
}

impl Sugar<'_> {
    fn new_id(&self, old: FormId) -> FormId {
        self.ids[old.0 as usize]
    }

    fn copy(&mut self, id: FormId) -> FormId {
        let span = self.from.span(id);
        if let FormKind::Core(form) = self.from.kind(id)
            && self.shadowed.contains(&form)
        {
            return self.to.symbol(&format!("js/{}", form.name()), span);
        }
        let kids: Vec<FormId> = self.from.kids(id).iter().map(|&kid| self.new_id(kid)).collect();
        self.to.add(self.from.kind(id), &kids, span)
    }

    /// `(when c a b)` for `(if c (begin a b))`.
    fn try_when(&mut self, id: FormId) -> Option<FormId> {
        let &[head, test, branch] = self.from.as_list(id)? else { return None };
        if self.from.kind(head) != FormKind::Core(CoreForm::If) {
            return None;
        }
        let (&begin, body) = self.from.as_list(branch)?.split_first()?;
        if self.from.kind(begin) != FormKind::Core(CoreForm::Begin) || body.is_empty() {
            return None;
        }
        let mut kids = vec![self.to.symbol("when", self.from.span(head)), self.new_id(test)];
        kids.extend(body.iter().map(|&form| self.new_id(form)));
        Some(self.to.list(&kids, self.from.span(id)))
    }
}
