//! Modules: the program, imports and exports.
//!
//! Entering: the root, or a module item. Leaving: `import d, { a as b } from "m" with { type: "json" };`. Original
//! names are on both sides of `as`; the module's name maps to its string, which has no node of its own.

use super::list::Item;
use super::precedence::Level;
use super::{Ctx, Printer, Start, Task};
use sx_base::{Span, Symbol};
use sx_ir::{Kind, NodeId};

impl Printer<'_> {
    /// Prints the root.
    pub(super) fn print_program(&mut self, id: NodeId) {
        self.write_hashbang(id);
        if let Some(&doc) = self.tree.docs.get(&id) {
            self.write_doc(doc);
            self.out.end_line();
            self.out.leave_blank_line();
        }
        let items = self.lines(id, 0, Item::Statement, u32::MAX);
        self.stack.push(items);
    }

    /// Prints an import or export.
    pub(super) fn print_module_item(&mut self, id: NodeId) {
        let kids = self.tree.kids(id);
        match self.tree.kind(id) {
            Kind::Import => self.print_import(id),
            Kind::ExportDeclaration => self.push_exported(id, &[], kids[0]),
            Kind::ExportList => {
                self.write_token("export", id);
                self.then(&[Task::Text(" "), Task::Group(id), Task::Text(";")]);
            }
            Kind::ExportFrom => {
                self.write_token("export", id);
                self.push_source(id);
                self.then(&[Task::Text(" "), Task::Group(id), Task::Text(" ")]);
            }
            Kind::ExportAll => {
                self.write_token("export", id);
                self.push_source(id);
                self.stack.push(Task::Text(" "));
                if let Some(key) = self.opt_kid(id, 0).filter(|&key| self.tree.kind(key) != Kind::Object) {
                    self.then(&[Task::Text(" "), Task::LinkingWord("as", id), Task::Text(" "), Task::Key(key)]);
                }
                self.then(&[Task::Text(" "), Task::Quiet("*", id)]);
            }
            _ => self.print_export_default(id),
        }
    }

    fn print_export_default(&mut self, id: NodeId) {
        let value = self.tree.kid(id, 0);
        if self.is_declaration(value) {
            return self.push_exported(id, &[Task::Text(" "), Task::Quiet("default", id)], value);
        }
        self.write_token("export", id);
        self.out.push_static(" ");
        self.write_quiet("default", id);
        self.out.push_static(" ");
        self.stack.push(Task::Text(";"));
        self.mark(Start::ExportDefault);
        self.push_expr(value, Ctx::level(Level::Assign));
    }

    /// Prints the declaration that `id` exports behind `export` and `words`. Decorators stand before these: all tools read
    /// them there.
    fn push_exported(&mut self, id: NodeId, words: &[Task], declaration: NodeId) {
        let (decorators, rest) = match self.tree.kids(declaration).split_last() {
            Some((&class, decorators)) if self.tree.kind(declaration) == Kind::Decorated => {
                self.flush_above(id);
                (decorators, Task::Expr(class, Ctx::level(Level::Comma)))
            }
            _ => (&[][..], Task::Stmt(declaration)),
        };
        self.then(&[Task::Text(" "), rest]);
        self.then(words);
        self.stack.push(Task::Token("export", id));
        if let Task::Expr(class, _) = rest {
            self.push_decorators(decorators, class, true);
        }
    }

    fn print_import(&mut self, id: NodeId) {
        let kids = self.tree.kids(id);
        self.write_token("import", id);
        let find = |kind| kids.iter().copied().find(|&kid| self.tree.kind(kid) == kind);
        let default = find(Kind::ImportDefault);
        let namespace = find(Kind::ImportNamespace);
        let named = find(Kind::ImportNamed);
        if default.is_none() && namespace.is_none() && named.is_none() {
            self.push_module_name(id);
            return self.stack.push(Task::Text(" "));
        }
        self.push_source(id);
        self.stack.push(Task::Text(" "));
        if named.is_some() {
            let specifiers: Vec<NodeId> =
                kids.iter().copied().filter(|&kid| self.tree.kind(kid) == Kind::ImportNamed).collect();
            let end = self.limit_of_specifiers(id, &specifiers) + 1;
            self.then(&[Task::Group(id), Task::GluedAt(end), Task::LineAt(end)]);
            self.stack.push(Task::Text(if default.is_some() || namespace.is_some() { ", " } else { " " }));
        }
        if let Some(namespace) = namespace {
            self.then(&[
                Task::Text(if default.is_some() { ", " } else { " " }),
                Task::Token("*", namespace),
                Task::GluedAt(self.origin(namespace).end),
                Task::Text(" "),
                Task::LinkingWord("as", namespace),
                Task::Text(" "),
                Task::Pattern(self.tree.kid(namespace, 0)),
                Task::BehindLine(self.tree.kid(namespace, 0)),
            ]);
        }
        if let Some(default) = default {
            let binding = self.tree.kid(default, 0);
            if named.is_none() && namespace.is_none() {
                self.stack.push(Task::BehindLine(binding));
            }
            self.then(&[Task::Text(" "), Task::Pattern(binding)]);
        }
    }

    /// Pushes `from "m" with {…};`.
    fn push_source(&mut self, id: NodeId) {
        self.push_module_name(id);
        self.then(&[Task::LinkingWord("from", id), Task::Text(" ")]);
    }

    fn push_module_name(&mut self, id: NodeId) {
        self.stack.push(Task::Text(";"));
        if let Some(attributes) = self.attributes_of(id) {
            self.then(&[
                Task::Text(" "),
                Task::Quiet("with", attributes),
                Task::Text(" "),
                Task::Expr(attributes, Ctx::level(Level::Assign).with(Ctx::BARE)),
            ]);
        }
        self.stack.push(Task::ModuleName(id));
    }

    fn attributes_of(&self, id: NodeId) -> Option<NodeId> {
        let &last = self.tree.kids(id).last()?;
        (self.tree.kind(last) == Kind::Object).then_some(last)
    }

    /// Writes `from` or `as`, which the source may have or not.
    pub(super) fn write_linking_word(&mut self, word: &'static str, id: NodeId) {
        let found = match word {
            "as" => self.origin_after(self.tree.node(id).tok, Symbol::intern(word)),
            _ => self.origin_before(self.origin_of_module_name(id), word),
        };
        let origin = if found.is_none() { self.origin(id) } else { found };
        self.begin_token(origin, None);
        self.out.push_static(word);
        self.end_token(found);
    }

    /// Writes the string that names the module of `id`.
    pub(super) fn write_module_name(&mut self, id: NodeId) {
        let origin = self.origin_of_module_name(id);
        self.begin_token(origin, None);
        self.write_string_of(id);
        self.end_token(origin);
    }

    fn origin_of_module_name(&self, id: NodeId) -> Span {
        let node = self.tree.node(id);
        let is_part = |kid: &&NodeId| !matches!(self.tree.kind(**kid), Kind::Object | Kind::None);
        let from = self.tree.kids(id).iter().rfind(is_part).map_or(Span::NONE, |&kid| self.tree.node(kid).span);
        let from = if from.is_none() { node.span.start } else { from.end };
        self.origin_of_string(node.span, from, Symbol::from_index(node.payload))
    }

    /// Where the braces around the `specifiers` of `id` end in the source, for the comments before them.
    pub(super) fn limit_of_specifiers(&self, id: NodeId, specifiers: &[NodeId]) -> u32 {
        let end = self.limit_of(id);
        let mut at = specifiers.last().map_or(self.tree.node(id).span.start, |&last| self.limit_of(last));
        while at < end {
            let comment = self.comments.from(at).first().map_or(end, |comment| comment.span.start).min(end);
            if let Some(brace) = Span::new(at, comment).slice(self.source).find('}') {
                return at + brace as u32;
            }
            at = self.comments.from(at).first().map_or(end, |comment| comment.span.end);
        }
        end
    }

    /// Prints one specifier between the braces of an import or export.
    pub(super) fn print_specifier(&mut self, id: NodeId) {
        let (first, second) = (self.tree.kid(id, 0), self.tree.kid(id, 1));
        // `{:a a}` is written with both names as well.
        let is_once = self.tree.node(first).span == self.tree.node(second).span;
        let is_same = is_once && self.specifier_name(first) == self.specifier_name(second);
        // The local name is a binding and carries its original name; it comes first in exports, last in imports.
        let is_import = self.tree.kind(id) == Kind::ImportNamed;
        if is_same {
            return self.stack.push(if is_import { Task::Pattern(second) } else { Task::Key(first) });
        }
        if !is_import && self.put_comments_of_key_aside(first, second) {
            return self.then(&[
                Task::Key(first),
                Task::Text(" "),
                Task::Quiet("as", id),
                Task::LateTest(true),
                Task::Within(u32::MAX),
                Task::LateTest(false),
                Task::Text(" "),
                Task::Key(second),
            ]);
        }
        let last = if is_import { Task::Pattern(second) } else { Task::Key(second) };
        self.then(&[Task::Key(first), Task::Infix("as", id), last]);
    }

    /// Leaves the comments between `key` and `name` for later, where the key comes first in the source: those stand behind
    /// `as`. Whether there are any.
    fn put_comments_of_key_aside(&mut self, name: NodeId, key: NodeId) -> bool {
        let (name, key) = (self.tree.node(name).span, self.tree.node(key).span);
        if name.is_none() || key.is_none() || name.start <= key.start {
            return false;
        }
        self.flush_before_token(key.start);
        self.comments.is_due(name.start) && self.comments.put_aside_before(name.start)
    }

    /// The name printed for one side of a specifier, with its kind of token: `"a"` and `a` differ.
    fn specifier_name(&self, id: NodeId) -> (bool, Symbol) {
        match self.tree.kind(id) {
            Kind::Name | Kind::Bind => (false, self.tree.binding(id).name),
            kind => (kind == Kind::String, Symbol::from_index(self.tree.payload(id))),
        }
    }
}
