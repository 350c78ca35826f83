//! Expressions: the table of kinds, and where a position wants parentheses beyond levels.
//!
//! Entering: an expression and the [`Ctx`] of its position. Leaving: its first tokens are written, its rest is on the
//! stack. `({}).a` as a statement: the object would be taken for a block, so it alone stands in parentheses.
//!
//! Whether an expression starts a statement is asked of the text: [`Printer::mark`] keeps where the statement starts,
//! and a token that would be written right there is the first of it, however deep its node is.

use super::precedence::{Level, is_value_of_place, level_of};
use super::{Ctx, Printer, Task, literal};
use sx_base::Symbol;
use sx_base::lines::last_indent;
use sx_ir::{Binary, Flags, Kind, NodeId};

impl Printer<'_> {
    /// Prints the expression `id`.
    pub(super) fn print_expr(&mut self, id: NodeId, ctx: Ctx) {
        let mut ctx = ctx;
        if ctx.has(Ctx::BARE) {
            self.flush_before_node(id);
        }
        if self.ends_in_comment(id) {
            self.stack.push(Task::Glued(id));
        }
        let casts = self.flush_casts(id);
        let node_is_element = self.tree.kind(id) == Kind::JsxElement;
        for _ in 0..casts {
            self.stack.push(Task::Text(")"));
            ctx = Ctx::level(Level::Comma);
        }
        let has_lines = node_is_element && (self.is_broken_jsx(id) || self.has_line_comment_before(id));
        if has_lines && casts == 0 && !ctx.has(Ctx::INDENTED) {
            return self.print_in_parens(id);
        }
        if casts > 0 && (has_lines || self.has_line_comment_before(id)) {
            self.begin_cast_on_lines(id, node_is_element);
            ctx = ctx.with(Ctx::INDENTED);
        }
        if self.needs_parens(id, ctx) {
            if !ctx.has(Ctx::ANNOTATED) {
                self.flush_before_node(id);
            }
            if let Some(first) = self.operand_below_comment(id) {
                return self.print_operator_in_parens(id, first);
            }
            self.out.push_static("(");
            self.stack.push(Task::Text(")"));
            ctx = Ctx::level(Level::Comma);
        }
        if self.ends_in_comment(id) {
            self.stack.push(Task::Rest(id));
        }
        let node = self.tree.node(id);
        match node.kind {
            Kind::Name | Kind::Bind => self.write_name(id),
            Kind::Null => self.write_token("null", id),
            Kind::True => self.write_token("true", id),
            Kind::False => self.write_token("false", id),
            Kind::This => self.write_token("this", id),
            Kind::Super => self.write_token("super", id),
            Kind::NewTarget => self.write_token("new.target", id),
            Kind::ImportMeta => self.write_token("import.meta", id),
            Kind::Number | Kind::BigInt | Kind::Regex => self.write_literal(Symbol::from_index(node.payload), id),
            Kind::String => self.print_string(id),
            Kind::Template => self.print_template(id),
            Kind::Array | Kind::Object | Kind::Params => self.print_group(id),
            Kind::Function => self.print_function(id, ctx),
            Kind::Class => self.print_class(id),
            Kind::Decorated => self.print_decorated(id),
            Kind::Unary => self.print_unary(id),
            Kind::Typeof => self.print_word_operator("typeof", id),
            Kind::Void => self.print_word_operator("void", id),
            Kind::Delete => self.print_word_operator("delete", id),
            Kind::Await => self.print_word_operator("await", id),
            Kind::Update => self.print_update(id),
            Kind::Binary | Kind::Logical => self.print_binary(id, ctx),
            Kind::PrivateIn => self.print_private_in(id),
            Kind::Cond => self.print_cond(id, ctx),
            Kind::Assign | Kind::Compound | Kind::LogicalAssign => self.print_assign(id, ctx),
            Kind::Sequence => self.print_sequence(id, ctx),
            Kind::Yield | Kind::YieldStar => self.print_yield(id, ctx),
            Kind::Spread => self.print_argument(id),
            Kind::Call | Kind::Member | Kind::Index | Kind::Private | Kind::TaggedTemplate => self.print_link(id, ctx),
            Kind::Chain => self.push_expr(self.tree.kid(id, 0), ctx),
            Kind::New => self.print_new(id),
            Kind::ImportCall => self.print_import_call(id),
            Kind::SuperMember | Kind::SuperIndex => self.print_super_place(id, ctx),
            Kind::JsxElement => self.print_jsx_element(id),
            Kind::JsxExpression | Kind::JsxText => self.print_jsx_child(id),
            Kind::ArrayPattern | Kind::ObjectPattern | Kind::Default | Kind::Rest | Kind::PatternProperty => {
                self.print_pattern(id);
            }
            Kind::KeyName | Kind::Computed | Kind::PrivateName => self.print_key(id, None),
            Kind::None | Kind::Hole | Kind::TemplateText | Kind::JsxAttributes | Kind::JsxAttribute => {}
            Kind::Property | Kind::Shorthand | Kind::Method | Kind::Field | Kind::StaticBlock => {
                self.print_class_member(id);
            }
            Kind::Body | Kind::Block => self.print_block(id, 0),
            Kind::Expr
            | Kind::Declare
            | Kind::Declarator
            | Kind::Return
            | Kind::If
            | Kind::For
            | Kind::ForIn
            | Kind::ForOf
            | Kind::While
            | Kind::DoWhile
            | Kind::Switch
            | Kind::Case
            | Kind::Break
            | Kind::Continue
            | Kind::Label
            | Kind::Throw
            | Kind::Try
            | Kind::Catch
            | Kind::Debugger
            | Kind::With
            | Kind::Empty
            | Kind::Directive
            | Kind::Import
            | Kind::ImportDefault
            | Kind::ImportNamespace
            | Kind::ImportNamed
            | Kind::ExportDeclaration
            | Kind::ExportList
            | Kind::ExportSpecifier
            | Kind::ExportFrom
            | Kind::ExportAll
            | Kind::ExportDefault
            | Kind::Program => self.print_misplaced(id),
            Kind::LetForm
            | Kind::LetLoop
            | Kind::BeginForm
            | Kind::IfForm
            | Kind::CondForm
            | Kind::Clause
            | Kind::Def
            | Kind::Compare
            | Kind::Error => self.out.push_static("/* not lowered */"),
        }
    }

    /// Begins the expression `id` on a line of its own in the parentheses of its cast, below the comments that stand there.
    fn begin_cast_on_lines(&mut self, id: NodeId, is_element: bool) {
        self.stack.extend([Task::Line, Task::Dedent]);
        if is_element {
            self.stack.push(Task::BehindLine(id));
        }
        self.out.indent();
        if self.has_line_comment_before(id) {
            self.flush_above(id);
        } else {
            self.out.end_line();
        }
    }

    /// Prints `id` next. Printing it at once would take the machine stack for `!!!!a`.
    pub(super) fn push_expr(&mut self, id: NodeId, ctx: Ctx) {
        self.stack.push(Task::Expr(id, ctx));
    }

    /// A statement where a value is wanted: no tree that lowering makes has one. The text shows it.
    fn print_misplaced(&mut self, _id: NodeId) {
        self.out.push_static("/* statement */");
    }

    fn needs_parens(&self, id: NodeId, ctx: Ctx) -> bool {
        if level_of(self.tree, id) < ctx.level {
            return true;
        }
        let node = self.tree.node(id);
        let here = self.out.len();
        let starts_statement = here == self.statement_start;
        match node.kind {
            Kind::Function if !node.flags.has(Flags::ARROW) && !node.flags.has(Flags::DECLARATION) => {
                starts_statement || here == self.export_start
            }
            Kind::Class | Kind::Decorated if !self.is_declaration(id) => starts_statement || here == self.export_start,
            Kind::Object => starts_statement || here == self.arrow_start,
            Kind::Assign => {
                self.tree.kind(self.tree.kid(id, 0)) == Kind::ObjectPattern
                    && (starts_statement || here == self.arrow_start)
            }
            Kind::Name => {
                let begins = starts_statement || here == self.for_start;
                begins && !ctx.has(Ctx::UNWRAPPED) && self.is_named(id, "let")
            }
            Kind::Binary => ctx.has(Ctx::NO_IN) && Binary::from_payload(node.payload) == Binary::In,
            Kind::PrivateIn => ctx.has(Ctx::NO_IN),
            Kind::Chain => ctx.has(Ctx::OBJECT),
            Kind::Call | Kind::New | Kind::ImportCall => ctx.has(Ctx::ANNOTATED),
            // Parsers disagree about what may follow an element.
            Kind::JsxElement => ctx.level >= Level::Relational && ctx.level < Level::Primary,
            Kind::Number => ctx.has(Ctx::DOTTED) && is_integer(Symbol::from_index(node.payload).as_str()),
            _ => false,
        }
    }

    /// Whether the name `id` is spelled `text`.
    pub(super) fn is_named(&self, id: NodeId, text: &str) -> bool {
        self.tree.binding(id).name.as_str() == text
    }

    /// Whether `id` is a declaration, perhaps a decorated one.
    pub(super) fn is_declaration(&self, id: NodeId) -> bool {
        let target = match self.tree.kind(id) {
            Kind::Decorated => self.tree.kids(id).last().copied().unwrap_or(id),
            _ => id,
        };
        self.tree.flags(target).has(Flags::DECLARATION)
    }

    /// Prints the string literal `id`, as spelled in the source if it may be.
    pub(super) fn print_string(&mut self, id: NodeId) {
        let origin = self.origin(id);
        self.begin_token(origin, None);
        self.write_string_of(id);
    }

    /// Writes the string that `id` has for its payload, as spelled in the source if it may be.
    pub(super) fn write_string_of(&mut self, id: NodeId) {
        match self.tree.raw.get(&id) {
            Some(raw) if literal::escapes_lines(raw.as_str()) => self.out.push_lines(raw.as_str()),
            _ => literal::write_string(&mut self.out, Symbol::from_index(self.tree.payload(id)).as_wtf8()),
        }
    }

    /// Prints a template. Lines within its `${}` have no width, for a line end there would read badly; but where the
    /// source has one, the value stands on lines of its own.
    fn print_template(&mut self, id: NodeId) {
        self.write_token("`", id);
        let (here, parts) = (self.out.level(), self.tree.kids(id));
        let (mut tasks, mut level, mut is_below) = (vec![], here, false);
        for (at, &part) in parts.iter().enumerate() {
            let expr = Task::Expr(part, Ctx::level(Level::Comma));
            if self.tree.kind(part) == Kind::TemplateText {
                let text = Symbol::from_index(self.tree.payload(part)).as_str();
                level = last_indent(text).map_or(level, |columns| columns as u32 / 2);
                is_below = self.tree.flags(part).has(Flags::MULTILINE);
                tasks.push(Task::TemplateText(part));
            } else if is_below {
                tasks.extend([Task::Text("${"), Task::Bounded(self.is_bounded), Task::IndentTo(level + 1), Task::Line]);
                tasks.push(expr);
                tasks.extend(parts.get(at + 1).map(|&text| Task::Between(part, text)));
                tasks.extend([Task::IndentTo(level), Task::Line]);
                tasks.extend([Task::Bounded(false), Task::Text("}"), Task::IndentTo(here)]);
            } else {
                tasks.extend([Task::Text("${"), expr, Task::Behind(part, true), Task::Text("}")]);
            }
        }
        tasks.extend([Task::Bounded(self.is_bounded), Task::Text("`")]);
        self.then(&tasks);
        self.is_bounded = false;
    }

    /// Writes the raw text of a template: no comment may come before it.
    pub(super) fn write_template_text(&mut self, id: NodeId) {
        let text = Symbol::from_index(self.tree.payload(id)).as_str();
        let origin = self.origin(id);
        if !text.is_empty() {
            self.map_token(origin, None);
        }
        self.out.push_lines(text);
    }

    /// Prints an argument or element: a value, a spread or a hole.
    pub(super) fn print_argument(&mut self, id: NodeId) {
        match self.tree.kind(id) {
            Kind::Hole => {}
            Kind::Spread => {
                self.write_token("...", id);
                let value = self.tree.kid(id, 0);
                self.push_expr(value, self.argument_ctx(value));
            }
            _ => self.push_expr(id, self.argument_ctx(id)),
        }
    }

    /// The context of an argument. One that assigns to a pattern stands in parentheses: V8 takes `f([1], [a] = b)` for
    /// a parameter list that went wrong.
    pub(super) fn argument_ctx(&self, id: NodeId) -> Ctx {
        let assigns_pattern = self.tree.kind(id) == Kind::Assign
            && matches!(self.tree.kind(self.tree.kid(id, 0)), Kind::ArrayPattern | Kind::ObjectPattern);
        let ctx = Ctx::level(if assigns_pattern { Level::Cond } else { Level::Assign });
        // What stands in a list of its own lines needs no parentheses to go over several.
        if self.tree.kind(id) == Kind::JsxElement { ctx.with(Ctx::INDENTED) } else { ctx }
    }

    /// Prints a member of an object.
    pub(super) fn print_object_member(&mut self, id: NodeId) {
        let kids = self.tree.kids(id);
        match self.tree.kind(id) {
            Kind::Property => {
                self.name_by_position(kids[0], kids[1]);
                self.then(&[Task::Key(kids[0]), Task::Text(":"), Task::Value(kids[1], Ctx::level(Level::Assign))]);
            }
            Kind::Shorthand => self.print_shorthand(id),
            Kind::Method => self.print_method(id),
            _ => self.print_argument(id),
        }
    }

    /// Prints `{a}`, or `{a: b}` when the binding has got another name.
    fn print_shorthand(&mut self, id: NodeId) {
        let name = self.tree.kid(id, 0);
        let key = Symbol::from_index(self.tree.payload(id));
        if self.tree.kind(name) == Kind::Name && self.tree.binding(name).name == key {
            return self.write_name(name);
        }
        self.write_property_name(key, id);
        self.out.push_static(": ");
        self.push_expr(name, Ctx::level(Level::Assign));
    }

    /// Prints a key. As the start of a function it carries `name`.
    pub(super) fn print_key(&mut self, id: NodeId, name: Option<Symbol>) {
        let node = self.tree.node(id);
        let symbol = Symbol::from_index(node.payload);
        if self.ends_in_comment(id) {
            self.stack.push(Task::Glued(id));
        }
        match node.kind {
            Kind::KeyName => {
                let name = name.or_else(|| self.respelled(node.tok, symbol));
                let origin = self.origin_of_key(id);
                self.begin_token(origin, name);
                self.out.push_str(symbol.as_str());
                self.end_token(origin);
            }
            Kind::PrivateName => {
                let name = name.or_else(|| self.respelled(node.tok, symbol));
                let origin = self.origin(id);
                self.begin_token(origin, name);
                self.out.push_static("#");
                self.out.push_str(symbol.as_str());
                self.end_token(origin);
            }
            Kind::Computed => {
                let origin = self.origin(id);
                self.begin_token(origin, name);
                let key = self.tree.kid(id, 0);
                self.out.push_static("[");
                let key_task = Task::Expr(key, Ctx::level(Level::Assign));
                if self.has_line_ender_behind(key, id) {
                    self.out.indent();
                    self.then(&[key_task, Task::AfterLast(key, id), Task::Dedent, Task::Line, Task::Text("]")]);
                } else {
                    self.then(&[key_task, Task::BehindKey(key), Task::Text("]")]);
                }
            }
            Kind::String => {
                if name.is_some() {
                    let origin = self.origin(id);
                    self.begin_token(origin, name);
                }
                self.print_string(id);
            }
            _ => self.push_expr(id, Ctx::level(Level::Assign).with(Ctx::BARE)),
        }
    }

    /// Prints `id` where a place would be taken as such: `(0, a.b)` unless it is meant as a place.
    pub(super) fn print_place_or_value(&mut self, id: NodeId, ctx: Ctx) {
        if is_value_of_place(self.tree, id) {
            self.then(&[
                Task::Text("("),
                Task::Quiet("0", id),
                Task::Text(", "),
                Task::Expr(id, Ctx::level(Level::Assign)),
                Task::Text(")"),
            ]);
        } else {
            self.push_expr(id, ctx);
        }
    }
}

/// Whether a dot after the literal `text` would be its decimal point.
fn is_integer(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'_')
}
