//! Links: calls, members, `new`, `super`, `import()`.
//!
//! Entering: a link, which holds the links below it as its first child. Leaving: `a.b(c)?.d[e]`. A chain of three
//! calls or more that is too wide has a line for each:
//!
//! ```js
//! fetch(url)
//!   .then((response) => response.json())
//!   .catch(report);
//! ```
//!
//! Whether a chain is broken is found out at its outermost link, by one walk down its links; the links below are told.

use super::precedence::{Level, has_call_in_links, level_of};
use super::{Ctx, Printer, Task};
use sx_base::{Span, Symbol};
use sx_ir::{Flags, Kind, NodeId};

impl Printer<'_> {
    /// Prints a call, member or tagged template.
    pub(super) fn print_link(&mut self, id: NodeId, ctx: Ctx) {
        let node = self.tree.node(id);
        let is_outermost = !ctx.has(Ctx::LINK);
        let is_broken = if is_outermost { self.breaks_links(id) } else { ctx.has(Ctx::BROKEN) };
        if is_outermost && is_broken {
            self.out.settle();
            self.out.indent();
            self.stack.push(Task::Dedent);
        }
        let below = Ctx::level(Level::Call).with(Ctx::OBJECT | Ctx::LINK | if is_broken { Ctx::BROKEN } else { 0 });
        let object = self.tree.kid(id, 0);
        if is_outermost {
            self.annotated = self.annotated_object(id);
        }
        let below = if self.annotated == Some(object) { below.with(Ctx::ANNOTATED) } else { below };
        match node.kind {
            Kind::Call => {
                self.stack.push(Task::Group(id));
                if node.flags.has(Flags::OPTIONAL) {
                    self.then(&[Task::Glued(object), Task::Text("?.")]);
                }
                self.print_callee(object, below.with(Ctx::CALLEE));
            }
            Kind::Index => {
                let open = if node.flags.has(Flags::OPTIONAL) { "?.[" } else { "[" };
                let key = Task::Expr(self.tree.kid(id, 1), Ctx::level(Level::Comma));
                // Behind the brackets of a step.
                let behind = if node.tok.is_none() { 0 } else { node.tok.end };
                let behind_key = behind_key(self.tree.kid(id, 1), ctx);
                self.then(&[Task::Text(open), key, behind_key, Task::Text("]"), Task::GluedAt(behind)]);
                self.stack.push(Task::Expr(object, below));
            }
            Kind::TaggedTemplate => {
                self.stack.push(Task::Expr(self.tree.kid(id, 1), Ctx::level(Level::Comma).with(Ctx::BARE)));
                self.print_callee(object, below);
            }
            _ => {
                let stands_apart = self.has_comment_before_dot(id) || self.has_blank_before_dot(id);
                let starts_line = is_broken && (stands_apart || self.starts_line(object, ctx));
                self.stack.push(Task::Dot(id, starts_line));
                self.stack.push(Task::Expr(object, below.with(Ctx::DOTTED)));
            }
        }
    }

    /// Prints what is called: a function or class in parentheses, as people write it.
    fn print_callee(&mut self, callee: NodeId, ctx: Ctx) {
        let node = self.tree.node(callee);
        let is_definition = node.kind == Kind::Class || node.kind == Kind::Function && !node.flags.has(Flags::ARROW);
        let has_parens = is_definition || level_of(self.tree, callee) < ctx.level;
        if has_parens && self.has_line_comment_before(callee) {
            self.print_callee_in_parens(callee);
        } else if is_definition {
            if !ctx.has(Ctx::ANNOTATED) {
                self.flush_before_node(callee);
            }
            self.out.push_static("(");
            self.stack.push(Task::Text(")"));
            self.push_expr(callee, Ctx::level(Level::Comma));
        } else {
            self.print_place_or_value(callee, ctx);
        }
    }

    /// Writes `.name`, `?.name` or `.#name`.
    pub(super) fn print_dot(&mut self, id: NodeId, starts_line: bool) {
        let node = self.tree.node(id);
        self.flush_before_dot(id, starts_line);
        self.out.push_static(if node.flags.has(Flags::OPTIONAL) { "?." } else { "." });
        let symbol = Symbol::from_index(node.payload);
        if node.kind == Kind::Private {
            let name = self.respelled(node.tok, symbol);
            let origin = self.origin(id);
            self.begin_token(origin, name);
            self.out.push_static("#");
            self.out.push_str(symbol.as_str());
            self.end_token(origin);
        } else {
            self.write_property_name(symbol, id);
        }
    }

    /// Whether the chain of links that ends with `id` has a line for each call.
    fn breaks_links(&self, id: NodeId) -> bool {
        if self.has_comments_between_links(id) || self.has_blanks_between_links(id) {
            return true;
        }
        let room = self.room();
        let flat = self.flat(id);
        if flat.is_some_and(|width| width <= room) {
            return false;
        }
        let (mut calls, mut is_last, mut has_lines) = (0, true, false);
        let mut at = id;
        loop {
            let kids = self.tree.kids(at);
            match self.tree.kind(at) {
                Kind::Call => {
                    // A literal that is broken here is broken when the text is read again.
                    let is_wide = || self.flat(at).is_some_and(|width| width > room);
                    let has_literal =
                        || kids[1..].iter().any(|&kid| matches!(self.tree.kind(kid), Kind::Array | Kind::Object));
                    let has_broken = || kids[1..].iter().any(|&kid| self.flat(kid).is_none());
                    has_lines |= !is_last && (has_broken() || has_literal() && is_wide());
                    is_last = false;
                    calls += u32::from(matches!(self.tree.kind(kids[0]), Kind::Member | Kind::Private));
                }
                Kind::Member | Kind::Index | Kind::Private | Kind::TaggedTemplate | Kind::Chain => {}
                _ => break,
            }
            at = kids[0];
        }
        let is_wide = flat.is_some() || self.layout.first(id) > room;
        (calls >= 2 && has_lines) || (calls >= 3 && is_wide)
    }

    /// Whether a comment that ends its line stands between two links of the chain that ends with `id`.
    fn has_comments_between_links(&self, id: NodeId) -> bool {
        self.comments.line_enders_in(self.tree.node(id).span) > 0 && self.any_dot(id, Self::has_comment_before_dot)
    }

    /// Whether a blank line stands between two links of the chain that ends with `id`.
    fn has_blanks_between_links(&self, id: NodeId) -> bool {
        self.any_dot(id, Self::has_blank_before_dot)
    }

    /// Whether `test` holds for a member of the chain that ends with `id`.
    fn any_dot(&self, id: NodeId, test: fn(&Self, NodeId) -> bool) -> bool {
        let mut at = id;
        loop {
            match self.tree.kind(at) {
                Kind::Member | Kind::Private if test(self, at) => return true,
                Kind::Call | Kind::Member | Kind::Index | Kind::Private | Kind::TaggedTemplate | Kind::Chain => {
                    at = self.tree.kid(at, 0);
                }
                _ => return false,
            }
        }
    }

    /// Whether a comment that ends its line stands between the object of the member `id` and its name.
    fn has_comment_before_dot(&self, id: NodeId) -> bool {
        self.gap_before_dot(id).is_some_and(|gap| self.comments.line_enders_in(gap) > 0)
    }

    /// Whether a blank line stands behind the object of the member `id`, before its name and the comments before that.
    fn has_blank_before_dot(&self, id: NodeId) -> bool {
        self.gap_before_dot(id).is_some_and(|gap| {
            let comment = self.comments.from(gap.start).first().map_or(gap.end, |comment| comment.span.start);
            self.comments.has_blank_line(gap.start, comment.min(gap.end))
        })
    }

    /// What stands between the object of the member `id` and its name, where the object comes first in the source.
    fn gap_before_dot(&self, id: NodeId) -> Option<Span> {
        let (object, name) = (self.tree.node(self.tree.kid(id, 0)).span, self.origin(id));
        let is_written = !object.is_none() && !name.is_none() && !self.tree.flags(id).has(Flags::TEMPLATE);
        (is_written && object.end < name.start).then(|| Span::new(object.end, name.start))
    }

    /// Writes the comments before the name of the member `id`, ahead of its dot.
    fn flush_before_dot(&mut self, id: NodeId, starts_line: bool) {
        let name = self.origin(id);
        let mut has_begun = false;
        if starts_line && self.has_blank_before_dot(id) {
            self.out.end_line();
            self.out.leave_blank_line();
        }
        if !name.is_none() && !self.tree.flags(id).has(Flags::TEMPLATE) && self.comments.is_due(name.start) {
            if starts_line {
                has_begun = self.flush_on_lines(name.start);
                if !has_begun && self.comments.has_blank_line(self.comments.last_end, name.start) {
                    self.out.end_line();
                    self.out.leave_blank_line();
                }
            } else {
                // What is not glued to the object stands behind the dot.
                let mut last = None;
                while self.comments.due < name.start
                    && last != Some(self.comments.due)
                    && self.comments.is_glued(self.comments.due)
                {
                    last = Some(self.comments.due);
                    self.flush_before_closer(self.comments.due + 1);
                }
            }
        }
        if starts_line && !has_begun {
            self.out.end_line();
        }
    }

    /// Whether a member of a broken chain begins a line: behind a call, and where the first call begins unless little
    /// stands before it.
    fn starts_line(&self, object: NodeId, ctx: Ctx) -> bool {
        match self.tree.kind(object) {
            Kind::Call => true,
            Kind::Index => self.tree.kind(self.tree.kid(object, 0)) == Kind::Call,
            Kind::This => false,
            Kind::Name => {
                let name = self.tree.binding(object).name.as_str();
                ctx.has(Ctx::CALLEE) && name.len() > 2 && !name.starts_with(|c: char| c.is_ascii_uppercase())
            }
            _ => ctx.has(Ctx::CALLEE),
        }
    }

    pub(super) fn print_new(&mut self, id: NodeId) {
        let callee = self.tree.kid(id, 0);
        self.write_token("new", id);
        self.out.push_static(" ");
        if self.tree.kids(id).len() > 1 || !self.tree.flags(id).has(Flags::BARE) {
            self.stack.push(Task::Group(id));
        }
        let is_definition = matches!(self.tree.kind(callee), Kind::Class | Kind::Function);
        if is_definition || has_call_in_links(self.tree, callee) {
            self.out.push_static("(");
            self.stack.push(Task::Text(")"));
            self.push_expr(callee, Ctx::level(Level::Comma));
        } else {
            self.push_expr(callee, Ctx::level(Level::Call).with(Ctx::OBJECT | Ctx::LINK));
        }
    }

    /// Prints `super.p` or `super[k]`.
    pub(super) fn print_super_place(&mut self, id: NodeId, ctx: Ctx) {
        let node = self.tree.node(id);
        let start = if node.span.is_none() { node.tok } else { node.span };
        self.begin_token(start, None);
        self.out.push_static("super");
        self.flush_behind_super(id);
        if node.kind == Kind::SuperMember {
            self.out.push_static(".");
            self.write_property_name(Symbol::from_index(node.payload), id);
        } else {
            let key = self.tree.kid(id, 0);
            self.out.push_static("[");
            self.then(&[Task::Expr(key, Ctx::level(Level::Comma)), behind_key(key, ctx), Task::Text("]")]);
        }
    }

    /// Writes the block comments that are glued to the `super` of the place `id`.
    fn flush_behind_super(&mut self, id: NodeId) {
        let span = self.tree.node(id).span;
        if !span.is_none()
            && self.comments.is_due(span.end)
            && let Some(word) = span.slice(self.source).find("super")
        {
            self.flush_glued(span.start + word as u32 + "super".len() as u32);
        }
    }

    pub(super) fn print_import_call(&mut self, id: NodeId) {
        self.write_token("import", id);
        if let Some(phase) = self.tree.symbol(id) {
            self.out.push_static(".");
            self.out.push_str(phase.as_str());
        }
        self.out.push_static("(");
        let (name, options) = (self.tree.kid(id, 0), self.opt_kid(id, 1));
        let has_lines = self.has_line_comment_before(name) || self.has_line_comment_behind(name);
        if options.is_none() && has_lines {
            self.stack.push(Task::Text(")"));
            return self.print_on_lines(name, Level::Assign);
        }
        self.then(&[Task::Behind(options.unwrap_or(name), true), Task::Text(")")]);
        if let Some(options) = options {
            self.then(&[Task::Text(", "), Task::Expr(options, self.argument_ctx(options))]);
        }
        self.push_expr(name, Ctx::level(Level::Assign));
    }
}

/// The comments behind the `key` of a link.
fn behind_key(key: NodeId, ctx: Ctx) -> Task {
    if ctx.has(Ctx::CALLEE) { Task::BehindCalledKey(key) } else { Task::BehindKey(key) }
}
