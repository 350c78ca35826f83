//! JavaScript, ECMAScript 2025, as people format it.
//!
//! Entering: a lowered [`Tree`] and the comments of its source. Leaving: text, and a map when asked for. The IR of
//! `(defn add (a b) (+ a b))` leaves as
//!
//! ```js
//! function add(a, b) {
//!   return a + b;
//! }
//! ```
//!
//! The printer is a stack of `Task`s: printing a node writes its first tokens and pushes what comes after them, last
//! first, so that depth costs heap and never the machine stack. Text, map and comments are made in that one pass;
//! only the widths of nodes are measured before (`layout`), because whether a group of things fits into its line
//! must be known when it begins.
//!
//! Where things are: one file per construct (`expr`, `operator`, `call`, `function`, `class`, `pattern`, `stmt`,
//! `module`, `jsx`, `literal`); `list` prints whatever has items; `precedence` says where parentheses stand,
//! `layout` what fits, `comments` what becomes of comments, `writer` keeps the text.

mod call;
mod cast_places;
mod class;
mod comment_cursor;
mod comment_text;
mod comments;
mod expr;
mod function;
mod jsx;
mod jsx_children;
mod layout;
mod list;
mod literal;
mod module;
mod operator;
mod pattern;
mod precedence;
mod stmt;
mod token;
mod writer;

use crate::source_map::{MapBuilder, SourceMap};
use comment_cursor::Cursor;
use comments::Reach;
use jsx_children::JsxChildren;
use layout::Layout;
use list::{Item, List};
use precedence::Level;
use sx_base::{Comment, Span, Symbol};
use sx_ir::{Flags, Kind, NodeId, Tree};
use writer::Writer;

/// What to print and how.
#[derive(Clone, Debug)]
pub struct PrintOptions {
    /// Make a source map.
    pub map: bool,
    /// Columns a line should not exceed.
    pub width: u32,
    /// Levels of indentation of the first line; for nodes that will stand inside of others.
    pub indent: u32,
}

impl Default for PrintOptions {
    fn default() -> Self {
        Self { map: false, width: 100, indent: 0 }
    }
}

/// A printed tree.
#[derive(Clone, Debug)]
pub struct Printed {
    /// The text. That of a whole module ends with a line end.
    pub text: String,
    /// The map, when it was asked for and the tree has a source.
    pub map: Option<SourceMap>,
}

/// Prints the module `tree`. `comments` are those of `tree.source`, sorted by position; each comes to stand in the
/// text once. A tree without root gives an empty module.
pub fn print(tree: &Tree, comments: &[Comment], options: &PrintOptions) -> Printed {
    let Some(root) = tree.root else {
        return Printed { text: "\n".to_owned(), map: None };
    };
    let mut printer = Printer::new(tree, comments, options, root);
    printer.print_program(root);
    printer.run();
    let (mut text, map) = printer.out.finish();
    text.push('\n');
    Printed { text, map }
}

/// Prints one node: a statement, a module item, a class or object member, a pattern or an expression. `comments` are
/// those to be printed with it. The text has no line end at its end.
pub fn print_node(tree: &Tree, node: NodeId, comments: &[Comment], options: &PrintOptions) -> Printed {
    let mut printer = Printer::new(tree, comments, options, node);
    printer.flush_before_first(node);
    printer.stack.push(match list::item_of(tree, node) {
        Some(item) => Task::Item(item, node),
        None => Task::Expr(node, Ctx::level(Level::Comma)),
    });
    printer.run();
    printer.flush_after_last(Some(node), Some(u32::MAX));
    let (text, map) = printer.out.finish();
    Printed { text, map }
}

/// What an expression must know of its position.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ctx {
    level: Level,
    flags: u16,
}

impl Ctx {
    /// The `in` operator would end the head of a `for`.
    const NO_IN: u16 = 1;
    /// The object or callee of a link: an optional chain that ends here needs parentheses.
    const OBJECT: u16 = 1 << 1;
    /// A `.name` follows: an integer needs parentheses.
    const DOTTED: u16 = 1 << 2;
    /// A link below one whose layout is known.
    const LINK: u16 = 1 << 3;
    /// An operand on the left of an operator of the same chain, whose layout is known.
    const OPERAND: u16 = 1 << 4;
    /// That chain has one link or operand a line.
    const BROKEN: u16 = 1 << 5;
    /// What is called by the link above.
    const CALLEE: u16 = 1 << 7;
    /// The position is indented already.
    const INDENTED: u16 = 1 << 6;
    /// The position takes no parentheses, not even those of a cast.
    const BARE: u16 = 1 << 8;
    /// The position tells a name from one in parentheses.
    const UNWRAPPED: u16 = 1 << 9;
    /// What stands before an expression here, for tools, is about it alone and not about the link above.
    const ANNOTATED: u16 = 1 << 10;

    const fn level(level: Level) -> Self {
        Self { level, flags: 0 }
    }

    const fn has(self, flag: u16) -> bool {
        self.flags & flag != 0
    }

    const fn with(self, flag: u16) -> Self {
        Self { level: self.level, flags: self.flags | flag }
    }

    /// A position of level `level` that goes on forbidding `in` if this one does.
    const fn inner(self, level: Level) -> Self {
        Self { level, flags: self.flags & Ctx::NO_IN }
    }
}

/// A position at which a token would be taken for the start of something else.
#[derive(Clone, Copy, Debug)]
enum Start {
    /// Of an expression statement: not `{`, `function`, `class`, `let [`.
    Statement,
    /// Of the body of an arrow: not `{`.
    ArrowBody,
    /// After `export default`: not `function`, `class`.
    ExportDefault,
    /// Of the head of a `for`: not `let`.
    ForHead,
}

/// Something left to be printed.
#[derive(Clone, Copy, Debug)]
enum Task {
    /// Punctuation without origin.
    Text(&'static str),
    /// A token that comes from the naming token of the node. Comments before that are printed first.
    Token(&'static str, NodeId),
    /// The same, where no comment may stand before it.
    Quiet(&'static str, NodeId),
    /// An operator between blanks.
    Infix(&'static str, NodeId),
    /// An operator after a blank.
    Assigner(&'static str, NodeId),
    /// The operator of a chain of operators; the line ends after it if true.
    Operator(NodeId, bool),
    Expr(NodeId, Ctx),
    /// What is assigned, after its `=`.
    Value(NodeId, Ctx),
    /// The operand of `return` and `throw`.
    Returned(NodeId),
    /// An expression on lines of its own, and parentheses around them.
    InParens(NodeId),
    /// The test of `if` and loops, between its parentheses.
    Test(NodeId),
    /// The blank before the keyword of a part, or the comments before the part and a line end.
    Joint(NodeId),
    /// The comments in the place of the absent part of a `for` head.
    Slot(NodeId),
    /// Block comments that are glued to the byte offset.
    GluedAt(u32),
    /// The line comment behind a byte.
    LineAt(u32),
    /// The blank before a choice of a conditional, and the comments that take lines before it.
    BeforeChoice(NodeId),
    /// The blank before the keyword of the node, or the comments that stand behind it in Lisp and a line end.
    LateJoint(NodeId),
    /// The comments before the node, whose first token has no origin of its own.
    Before(NodeId),
    /// The comments of the test that comes next, or has come, stood before what has been printed.
    LateTest(bool),
    /// Block comments behind the last token of the expression: within it, or, if true, before the closer that follows.
    Behind(NodeId, bool),
    /// Those of the same that are glued to it: what ends its line stands behind the brace or parenthesis that follows.
    GluedBehind(NodeId),
    /// Block comments that are left over from within the node.
    Rest(NodeId),
    /// Block comments that are glued to the end of the node.
    Glued(NodeId),
    /// The comma before this operand of a comma operator.
    Comma(NodeId),
    /// The same as [`Task::Behind`], and a line comment behind it on its line: the line ends there.
    BehindLine(NodeId),
    /// The comments behind the key in its brackets.
    BehindKey(NodeId),
    /// The same, where a call follows: what stands behind the key in no brackets is of the arguments.
    BehindCalledKey(NodeId),
    /// All comments behind the first node and before the end of the second, which it is the last part of.
    AfterLast(NodeId, NodeId),
    /// All comments behind the first node and before the second: the line ends there.
    Between(NodeId, NodeId),
    Pattern(NodeId),
    Key(NodeId),
    /// `.name` of a member; on a new line if true.
    Dot(NodeId, bool),
    /// The body of an arrow after its `=>`.
    ArrowBody(NodeId, Ctx),
    Stmt(NodeId),
    /// The statement that belongs to the statement `1`, after its head.
    Clause(NodeId, NodeId),
    /// The `else` of an `If`.
    Else(NodeId),
    /// A block; comments up to the byte offset belong into it.
    Block(NodeId, u32),
    /// The braces of the class with what is in them.
    ClassBody(NodeId),
    List(List),
    /// The line end between two items, and what stands there.
    Separate(NodeId, NodeId),
    /// The comments before the byte offset, all that stands between two braces.
    Within(u32),
    /// One item, whatever list it would stand in.
    Item(Item, NodeId),
    /// The items of the node between their delimiters.
    Group(NodeId),
    Declarator(NodeId, Ctx),
    /// The specifier of a module item, a string.
    ModuleName(NodeId),
    /// `from` or `as` of the module item.
    LinkingWord(&'static str, NodeId),
    /// Raw text of a template.
    TemplateText(NodeId),
    JsxChild(NodeId),
    JsxChildren(JsxChildren),
    Line,
    Indent,
    Dedent,
    /// New lines are so many levels deep.
    IndentTo(u32),
    Mark(Start),
    /// Comments may be printed from here on, or not.
    Comments(bool),
    /// Lines have a width from here on, or none.
    Bounded(bool),
}

const _: () = assert!(size_of::<Task>() <= 32);

struct Printer<'a> {
    tree: &'a Tree,
    /// The text that spans refer to; empty when the tree has no source.
    source: &'a str,
    out: Writer<'a>,
    comments: Cursor<'a>,
    layout: Layout,
    width: u32,
    /// Whether lines have a width here: within a template they have none.
    is_bounded: bool,
    /// The pattern that is broken over lines for what stands behind it.
    stretched: Option<NodeId>,
    stack: Vec<Task>,
    statement_start: usize,
    /// See [`Printer::annotated_object`]; of the chain that is being printed.
    annotated: Option<NodeId>,
    arrow_start: usize,
    export_start: usize,
    for_start: usize,
    /// The function or class that the value being printed is, and the name that its position gives it.
    named: Option<(NodeId, Symbol)>,
    /// The constructors of the classes being printed, with the names of these.
    constructors: Vec<(NodeId, Symbol)>,
}

impl<'a> Printer<'a> {
    fn new(tree: &'a Tree, comments: &'a [Comment], options: &PrintOptions, root: NodeId) -> Self {
        let source = tree.source.as_deref().map_or("", |source| source.text.as_str());
        let map = tree.source.as_ref().filter(|_| options.map).map(MapBuilder::new);
        let comments = if tree.source.is_some() { comments } else { &[] };
        let cursor = Cursor::new(comments, source);
        let layout = Layout::measure(tree, root, &cursor);
        let mut out = Writer::new(options.indent, map);
        if tree.root == Some(root) {
            out.reserve(source.len() + source.len() / 2);
        }
        Self {
            tree,
            source,
            out,
            comments: cursor,
            layout,
            width: options.width,
            is_bounded: true,
            stretched: None,
            stack: Vec::with_capacity(256),
            statement_start: usize::MAX,
            annotated: None,
            arrow_start: usize::MAX,
            export_start: usize::MAX,
            for_start: usize::MAX,
            named: None,
            constructors: Vec::new(),
        }
    }

    fn run(&mut self) {
        while let Some(task) = self.stack.pop() {
            self.perform(task);
        }
    }

    fn perform(&mut self, task: Task) {
        match task {
            Task::Text(text) => self.out.push_static(text),
            Task::Token(text, node) => self.write_token(text, node),
            Task::Quiet(text, node) => self.write_quiet(text, node),
            Task::Infix(op, node) => self.write_infix(op, node),
            Task::Assigner(op, node) => self.write_assigner(op, node),
            Task::Operator(node, ends_line) => self.write_operator(node, ends_line),
            Task::Expr(node, ctx) => self.print_expr(node, ctx),
            Task::Value(node, ctx) => self.print_value(node, ctx),
            Task::Returned(node) => self.print_returned(node),
            Task::InParens(node) => self.print_in_parens(node),
            Task::Test(node) => self.print_test(node),
            Task::Joint(part) => {
                if !self.flush_lines_before(part) {
                    self.out.push_static(" ");
                }
            }
            Task::Slot(slot) => self.flush_before_closer(self.limit_of(slot)),
            Task::GluedAt(end) => self.flush_glued(end),
            Task::LineAt(end) => self.flush_line_at(end),
            Task::BeforeChoice(choice) => self.flush_before_choice(choice),
            Task::LateJoint(part) => self.flush_run_of_keyword(part),
            Task::Before(node) => self.flush_before_node(node),
            Task::LateTest(true) => self.begin_late_test(),
            Task::LateTest(false) => self.end_late_test(),
            Task::Behind(node, false) => self.flush_blocks_behind(node, Reach::Line),
            Task::Behind(node, true) => self.flush_blocks_behind(node, Reach::Closer),
            Task::GluedBehind(node) => self.flush_blocks_behind(node, Reach::Glued),
            Task::Rest(node) => self.flush_rest(node),
            Task::Glued(node) => self.flush_glued(self.limit_of(node)),
            Task::Comma(node) => self.print_comma(node),
            Task::BehindLine(node) => self.flush_line_behind(node),
            Task::BehindKey(node) => self.flush_behind_key(node),
            Task::BehindCalledKey(node) => self.flush_behind_called_key(node),
            Task::AfterLast(node, list) => self.flush_after_last(Some(node), Some(self.limit_of(list))),
            Task::Between(node, next) => self.flush_after_last(Some(node), self.start_of(next)),
            Task::Pattern(node) => self.print_pattern(node),
            Task::Key(node) => self.print_key(node, None),
            Task::Dot(node, breaks) => self.print_dot(node, breaks),
            Task::ArrowBody(node, ctx) => self.print_arrow_body(node, ctx),
            Task::Stmt(node) => self.print_stmt(node),
            Task::Clause(node, owner) => self.print_clause(node, owner),
            Task::Else(node) => self.print_else(node),
            Task::Block(node, limit) => self.print_block(node, limit),
            Task::ClassBody(class) => self.print_class_body(class),
            Task::List(list) => self.step_list(list),
            Task::Within(limit) => self.flush_within(limit),
            Task::Separate(prev, next) => self.separate(Some(prev), next),
            Task::Item(item, node) => self.print_item(item, node),
            Task::Group(node) => self.print_group(node),
            Task::Declarator(node, ctx) => self.print_declarator(node, ctx),
            Task::LinkingWord(word, node) => self.write_linking_word(word, node),
            Task::ModuleName(node) => self.write_module_name(node),
            Task::TemplateText(node) => self.write_template_text(node),
            Task::JsxChild(node) => self.print_jsx_child(node),
            Task::JsxChildren(list) => self.step_jsx_children(list),
            Task::Line => self.out.end_line(),
            Task::Indent => self.out.indent(),
            Task::IndentTo(level) => self.out.set_level(level),
            Task::Dedent => self.out.dedent(),
            Task::Mark(start) => self.mark(start),
            Task::Comments(on) => self.comments.set_enabled(on),
            Task::Bounded(on) => self.is_bounded = on,
        }
    }

    /// Pushes `tasks`, to be performed in the order in which they are written here.
    fn then(&mut self, tasks: &[Task]) {
        self.stack.extend(tasks.iter().rev());
    }

    fn mark(&mut self, start: Start) {
        self.out.settle();
        let here = self.out.len();
        match start {
            Start::Statement => self.statement_start = here,
            Start::ArrowBody => self.arrow_start = here,
            Start::ExportDefault => self.export_start = here,
            Start::ForHead => self.for_start = here,
        }
    }

    /// The `n`th child of `id`, or `None` when it is absent.
    fn opt_kid(&self, id: NodeId, n: usize) -> Option<NodeId> {
        let kid = *self.tree.kids(id).get(n)?;
        (self.tree.kind(kid) != Kind::None).then_some(kid)
    }

    /// Columns left in the line.
    fn room(&self) -> u32 {
        if self.is_bounded { self.width.saturating_sub(self.out.column()) } else { u32::MAX }
    }

    /// Whether `id` may be written on this line as a whole, with `more` columns after it.
    fn fits(&self, id: NodeId, more: u32) -> bool {
        self.flat(id).is_some_and(|width| width + more <= self.room())
    }

    /// The columns of `id` and the comments in it on one line, if it has a place there.
    fn flat(&self, id: NodeId) -> Option<u32> {
        let node = self.tree.node(id);
        let flat = self.layout.flat(id)?;
        if node.span.is_none() || node.flags.has(Flags::TEMPLATE) || !self.comments.have_columns() {
            return Some(flat);
        }
        let code = Span::new(node.span.start, self.code_end(id).clamp(node.span.start, node.span.end));
        Some(flat + self.comments.columns_in(code))
    }

    /// Where the last token of `id` ends in the source: in Lisp a comment behind a statement may stand within its form.
    fn code_end(&self, id: NodeId) -> u32 {
        let mut last = id;
        while let Kind::Expr
        | Kind::Return
        | Kind::Throw
        | Kind::Declare
        | Kind::Declarator
        | Kind::Assign
        | Kind::Compound
        | Kind::LogicalAssign
        | Kind::Binary
        | Kind::Logical
        | Kind::Cond
        | Kind::Unary = self.tree.kind(last)
            && let Some(&kid) = self.tree.kids(last).last()
            && self.tree.kind(kid) != Kind::None
            && !self.tree.node(kid).span.is_none()
        {
            last = kid;
        }
        self.tree.node(last).span.end
    }
}
