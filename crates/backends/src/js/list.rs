//! Whatever has items: statements, members, arguments, elements, patterns, specifiers.
//!
//! Entering: a node and which of its children are the items. Leaving: `(a, b)` on one line, or one item a line with a
//! comma after the last; statements and members always so, without commas. An argument that is a function, an array
//! or an object may begin on the line of the call and end on another, when nothing follows that would be hard to find:
//!
//! ```js
//! on("click", (event) => {
//!   stop(event);
//! });
//! ```

use super::comments::Reach;
use super::layout::callee_end;
use super::{Ctx, Level, Printer, Task};
use sx_base::rows::{LISP_WIDTH, are_filled};
use sx_base::{Span, Symbol};
use sx_ir::{Flags, Kind, NodeId, Tree};

/// What the items of a list are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Item {
    Statement,
    ClassMember,
    Case,
    /// Arguments and elements of arrays: values, spreads, holes.
    Argument,
    ObjectMember,
    Pattern,
    PatternProperty,
    Specifier,
    JsxAttribute,
}

/// How the items stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Shape {
    /// One after the other; commas and blanks between.
    Flat,
    /// One a line; a comma after each.
    Broken,
    /// As many as fit a line; a comma after each.
    Filled,
    /// As many a line as in the source; a comma after each.
    Rows,
    /// One a line, without commas.
    Lines,
}

/// Items left to be printed.
#[derive(Clone, Copy, Debug)]
pub(super) struct List {
    id: NodeId,
    start: u32,
    next: u32,
    end: u32,
    /// Comments before this byte belong before the closer; 0 when it is not known.
    limit: u32,
    item: Item,
    shape: Shape,
    /// A string statement here would be taken for a directive.
    in_prologue: bool,
}

/// The items of a group, and what is around them.
struct Group {
    item: Item,
    start: usize,
    end: usize,
    open: &'static str,
    close: &'static str,
    is_padded: bool,
}

impl Group {
    /// The group that `id` is or ends with: the arguments of a call, the elements of an array.
    fn of(tree: &Tree, id: NodeId) -> Group {
        let count = tree.kids(id).len();
        let group = |item, start, end, open, close| Group { item, start, end, open, close, is_padded: open == "{" };
        match tree.kind(id) {
            Kind::Array => group(Item::Argument, 0, count, "[", "]"),
            Kind::Object => group(Item::ObjectMember, 0, count, "{", "}"),
            Kind::Params => group(Item::Pattern, 0, count, "(", ")"),
            Kind::ArrayPattern => group(Item::Pattern, 0, count, "[", "]"),
            Kind::ObjectPattern => group(Item::PatternProperty, 0, count, "{", "}"),
            Kind::Import | Kind::ExportList | Kind::ExportFrom => {
                let is_specifier = |&id: &NodeId| matches!(tree.kind(id), Kind::ImportNamed | Kind::ExportSpecifier);
                let start = tree.kids(id).iter().position(is_specifier).unwrap_or(count);
                let end = tree.kids(id).iter().rposition(is_specifier).map_or(start, |last| last + 1);
                group(Item::Specifier, start, end, "{", "}")
            }
            // A call or `new`: the callee comes first.
            _ => group(Item::Argument, 1, count, "(", ")"),
        }
    }
}

/// What `id` is an item of, when it stands in lists only.
pub(super) fn item_of(tree: &Tree, id: NodeId) -> Option<Item> {
    let node = tree.node(id);
    match node.kind {
        Kind::Function | Kind::Class => node.flags.has(Flags::DECLARATION).then_some(Item::Statement),
        Kind::Decorated => tree.kids(id).last().and_then(|&last| item_of(tree, last)),
        Kind::Method | Kind::Field | Kind::StaticBlock => Some(Item::ClassMember),
        Kind::Case => Some(Item::Case),
        Kind::Spread | Kind::Hole => Some(Item::Argument),
        Kind::Property | Kind::Shorthand => Some(Item::ObjectMember),
        Kind::Bind | Kind::ArrayPattern | Kind::ObjectPattern | Kind::Default | Kind::Rest => Some(Item::Pattern),
        Kind::PatternProperty => Some(Item::PatternProperty),
        Kind::ImportNamed | Kind::ExportSpecifier => Some(Item::Specifier),
        kind if is_statement(kind) => Some(Item::Statement),
        _ => None,
    }
}

/// Whether `kind` is a statement or module item whatever its flags.
pub(super) fn is_statement(kind: Kind) -> bool {
    kind >= Kind::Expr
        && kind <= Kind::ExportDefault
        && !matches!(
            kind,
            Kind::Declarator
                | Kind::Case
                | Kind::Catch
                | Kind::ImportDefault
                | Kind::ImportNamespace
                | Kind::ImportNamed
                | Kind::ExportSpecifier
        )
}

impl Printer<'_> {
    /// Prints the group of `id` with its delimiters.
    pub(super) fn print_group(&mut self, id: NodeId) {
        let group = Group::of(self.tree, id);
        let limit = match group.item {
            Item::Specifier => self.limit_of_specifiers(id, &self.tree.kids(id)[group.start..group.end]),
            _ => self.limit_of(id),
        };
        let count = group.end - group.start;
        let shape = match count {
            _ if self.ends_line_before_params(id) => Shape::Broken,
            0 if !self.layout.is_forced(id) => Shape::Flat,
            _ => self.choose_shape(id, &group),
        };
        let list = List {
            id,
            start: group.start as u32,
            next: group.start as u32,
            end: group.end as u32,
            limit,
            item: group.item,
            shape,
            in_prologue: false,
        };
        // The opener of a form of its own is a token of it; that of a call is not, for the callee is.
        match self.tree.kind(id) {
            Kind::Array | Kind::Object | Kind::ArrayPattern | Kind::ObjectPattern => self.write_token(group.open, id),
            _ => self.out.push_static(group.open),
        }
        match shape {
            Shape::Flat if group.is_padded && count > 0 => {
                self.then(&[Task::Text(" "), Task::List(list), Task::Text(" "), Task::Text(group.close)]);
            }
            Shape::Flat => self.then(&[Task::List(list), Task::Text(group.close)]),
            Shape::Broken | Shape::Filled | Shape::Rows | Shape::Lines => {
                self.out.indent();
                if self.tree.kind(id) == Kind::Params {
                    // Lisp writes no line end behind the parenthesis that opens a list.
                    let first = self.tree.kids(id).first().and_then(|&first| self.start_of(first));
                    self.flush_own_lines(first.unwrap_or(limit), false, first.is_some());
                }
                self.then(&[Task::List(list), Task::Dedent, Task::Line, Task::Text(group.close)]);
            }
        }
    }

    /// Whether `id` are parameters and a comment that ends its line stands before them, behind the name of the function:
    /// it comes to stand behind their parenthesis.
    fn ends_line_before_params(&self, id: NodeId) -> bool {
        self.tree.kind(id) == Kind::Params
            && self.start_of(id).is_some_and(|start| self.comments.is_due(start) && self.has_hard_line_end(start))
    }

    fn choose_shape(&self, id: NodeId, group: &Group) -> Shape {
        let items = &self.tree.kids(id)[group.start..group.end];
        let is_number = |&item: &NodeId| match self.tree.kind(item) {
            // A sign belongs to the number.
            Kind::Unary => self.tree.kind(self.tree.kid(item, 0)) == Kind::Number,
            kind => kind == Kind::Number,
        };
        let are_numbers = items.len() > 1 && items.iter().all(is_number);
        let is_forced = self.layout.is_forced(id);
        // Where names of imports and exports begin says nothing but for rows.
        let in_rows = (is_forced || group.item == Item::Specifier) && self.are_in_rows(id, group, items);
        if is_forced || in_rows {
            return match in_rows {
                true if self.rows_fit(items) => Shape::Rows,
                true if items.iter().all(|&item| self.layout.flat(item).is_some()) => Shape::Filled,
                _ => Shape::Broken,
            };
        }
        if self.stretched == Some(id) && !items.is_empty() {
            return Shape::Broken;
        }
        // A comment on a line of its own would stand between the end of the last item and the parenthesis.
        if matches!(self.tree.kind(id), Kind::Call | Kind::New)
            && items.last().is_some_and(|&last| self.has_line_ender_behind(last, id))
        {
            return Shape::Broken;
        }
        let delimiters = if group.is_padded { 4 } else { 2 };
        let commas = 2 * (items.len() as u32).saturating_sub(1);
        let empty = delimiters + commas + self.comments_among(id, items);
        let flat = items.iter().try_fold(empty, |sum, &item| Some(sum + self.layout.flat(item)?));
        let room = self.room();
        if flat.is_some_and(|flat| flat <= room) || self.hugs(id, items, room) {
            return Shape::Flat;
        }
        if are_numbers { Shape::Filled } else { Shape::Broken }
    }

    /// The columns of the comments in and between the `items` of `id`.
    fn comments_among(&self, id: NodeId, items: &[NodeId]) -> u32 {
        let (node, &[first, ..]) = (self.tree.node(id), items) else { return 0 };
        if node.flags.has(Flags::TEMPLATE) {
            return 0;
        }
        let start = match node.kind {
            Kind::Call | Kind::New => callee_end(self.tree, id),
            _ => node.span.start.min(self.tree.node(first).span.start),
        };
        if start > node.span.end { 0 } else { self.comments.columns_in(Span::new(start, node.span.end)) }
    }

    /// The columns of the comments before the argument `last` of the call `id`, those within `others` aside.
    fn comments_between(&self, id: NodeId, others: &[NodeId], last: NodeId) -> u32 {
        let (start, end) = (callee_end(self.tree, id), self.tree.node(last).span.start);
        if !self.comments.have_columns() || self.tree.flags(id).has(Flags::TEMPLATE) || start > end {
            return 0;
        }
        let within: u32 = others.iter().map(|&other| self.comments.columns_in(self.tree.node(other).span)).sum();
        self.comments.columns_in(Span::new(start, end)).saturating_sub(within)
    }

    /// Whether the items `a` and `b` of the source stand on one line.
    fn share_line(&self, a: NodeId, b: NodeId) -> bool {
        let (a, b) = (self.tree.node(a).span, self.tree.node(b).span);
        !a.is_none() && a.end <= b.start && !Span::new(a.end, b.start).slice(self.source).contains('\n')
    }

    /// Whether the `items` of the literal `id` begin below its opener in the source, and two of them share a line there.
    fn are_in_rows(&self, id: NodeId, group: &Group, items: &[NodeId]) -> bool {
        let &[first, _, ..] = items else { return false };
        let (start, first) = (self.tree.node(id).span.start, self.tree.node(first).span);
        let opener = match self.tree.kind(id) {
            Kind::Array | Kind::Object | Kind::ArrayPattern | Kind::ObjectPattern => 0,
            // The braces of these are not all of the form.
            _ if group.item == Item::Specifier && !first.is_none() && start <= first.start => {
                Span::new(start, first.start).slice(self.source).rfind('{').unwrap_or(0)
            }
            _ => return false,
        };
        let has_place = |&item: &NodeId| !self.tree.node(item).span.is_none();
        !Span::at(start).is_none()
            && items.iter().all(has_place)
            && start + opener as u32 <= first.start
            && Span::new(start + opener as u32, first.start).slice(self.source).contains('\n')
            && items.windows(2).any(|pair| self.share_line(pair[0], pair[1]))
    }

    /// Whether the `items` stand in rows in the source, and each fits into a line of the list that begins here.
    fn rows_fit(&self, items: &[NodeId]) -> bool {
        let places = items.iter().map(|&item| self.tree.node(item).span);
        let (first, last) = (self.tree.node(items[0]).span, self.tree.node(items[items.len() - 1]).span);
        // Those take room in the line, that of Lisp or that of JavaScript.
        let within = self.comments.from(first.start).iter().take_while(|comment| comment.span.start <= last.end);
        if within.into_iter().any(|comment| comment.is_block()) || are_filled(self.source, places, LISP_WIDTH, 0) {
            return false;
        }
        let indent = self.out.indent_columns() + 2;
        let mut column = indent;
        items.iter().enumerate().all(|(at, &item)| {
            let begins_row = at == 0 || !self.share_line(items[at - 1], item);
            let Some(width) = self.layout.flat(item) else { return false };
            column = if begins_row { indent } else { column + 1 } + width + 1;
            !self.is_bounded || column <= self.width
        })
    }

    /// Whether the items `a` and `b` of the source have a blank line between them.
    pub(super) fn has_blank_between(&self, a: NodeId, b: NodeId) -> bool {
        let (a, b) = (self.tree.node(a).span, self.tree.node(b).span);
        !a.is_none() && self.comments.has_blank_line(a.end, b.start)
    }

    /// Whether one item may go over several lines while the others stand beside it.
    fn hugs(&self, id: NodeId, items: &[NodeId], room: u32) -> bool {
        let Some((&last, others)) = items.split_last() else { return false };
        match self.tree.kind(id) {
            Kind::Params => others.is_empty() && self.tree.kind(last) == Kind::ObjectPattern,
            Kind::Call | Kind::New if others.is_empty() && self.is_template_of_lines(last) => true,
            Kind::Call | Kind::New => {
                let width_of =
                    |others: &[NodeId]| others.iter().try_fold(1, |sum, &other| Some(sum + self.flat(other)? + 2));
                let &[first, ..] = items else { return false };
                let begins_with_effect = items.len() == 2 && self.is_effect(first) && self.are_names(last);
                if self.can_hug(last) && !begins_with_effect {
                    let opening = self.layout.opening(self.tree, last) + self.comments_between(id, others, last);
                    return width_of(others).is_some_and(|width| width + opening <= room)
                        && !self.prefers_own_line(last);
                }
                items.len() == 2
                    && self.has_body(first)
                    && self.has_flat_params(first)
                    && width_of(&items[1..]).is_some_and(|width| width + self.layout.opening(self.tree, first) <= room)
            }
            _ => false,
        }
    }

    /// Whether `item` is a template whose text has several lines, tagged or not.
    fn is_template_of_lines(&self, item: NodeId) -> bool {
        let kids = self.tree.kids(item);
        match self.tree.kind(item) {
            Kind::TaggedTemplate => kids.last().is_some_and(|&template| self.is_template_of_lines(template)),
            Kind::Template => kids.iter().any(|&part| {
                let text = Symbol::from_index(self.tree.payload(part));
                self.tree.kind(part) == Kind::TemplateText && text.as_str().contains('\n')
            }),
            _ => false,
        }
    }

    /// Whether `item` is a function without parameters and with a body, as the first argument of `useEffect`.
    fn is_effect(&self, item: NodeId) -> bool {
        self.has_body(item) && self.tree.kids(self.tree.kid(item, 1)).is_empty()
    }

    /// Whether `item` is an array of names and their members.
    fn are_names(&self, item: NodeId) -> bool {
        self.tree.kind(item) == Kind::Array
            && self.tree.kids(item).iter().all(|&kid| matches!(self.tree.kind(kid), Kind::Name | Kind::Member))
    }

    /// Whether `item` is an arrow that stands on one line if it has one of its own, and has no better place to break.
    fn prefers_own_line(&self, item: NodeId) -> bool {
        let is_arrow = self.tree.kind(item) == Kind::Function && self.tree.flags(item).has(Flags::EXPRESSION);
        let ends_open = |body: &NodeId| matches!(self.tree.kind(*body), Kind::Object | Kind::Array | Kind::JsxElement);
        let indent = self.out.indent_columns() + 2;
        is_arrow
            && !self.tree.kids(item).last().is_some_and(ends_open)
            && self.flat(item).is_some_and(|width| self.is_bounded && indent + width < self.width)
    }

    fn can_hug(&self, item: NodeId) -> bool {
        match self.tree.kind(item) {
            Kind::Object | Kind::Array => !self.tree.kids(item).is_empty(),
            Kind::Function => self.has_flat_params(item),
            _ => false,
        }
    }

    /// Whether the parameters of the function `item` can stand on one line. Those that cannot, whatever their width, look as
    /// those that are too wide.
    fn has_flat_params(&self, item: NodeId) -> bool {
        let params = self.tree.kid(item, 1);
        // A comment before them that ends its line comes to stand in them.
        let before = match (self.start_of(item), self.start_of(params)) {
            (Some(start), Some(end)) if start < end => Span::new(start, end),
            _ => Span::NONE,
        };
        self.flat(params).is_some() && self.comments.line_enders_in(before) == 0
    }

    fn has_body(&self, item: NodeId) -> bool {
        self.tree.kind(item) == Kind::Function && !self.tree.flags(item).has(Flags::EXPRESSION)
    }

    /// The children of `id` from the `start`th on, one a line; comments before `limit` belong to them.
    pub(super) fn lines(&self, id: NodeId, start: usize, item: Item, limit: u32) -> Task {
        let in_prologue = matches!(self.tree.kind(id), Kind::Body | Kind::Program);
        let (start, end) = (start as u32, self.tree.kids(id).len() as u32);
        Task::List(List { id, start, next: start, end, limit, item, shape: Shape::Lines, in_prologue })
    }

    /// Prints the next item of `list`, or what comes after the last.
    pub(super) fn step_list(&mut self, list: List) {
        let kids = self.tree.kids(list.id);
        let prev = (list.next > list.start).then(|| kids[list.next as usize - 1]);
        if let Some(prev) = prev.filter(|_| list.shape != Shape::Lines) {
            let is_property = matches!(self.tree.kind(prev), Kind::Property | Kind::PatternProperty);
            let last = self.tree.kids(prev).last().filter(|_| is_property);
            let reach = match list.shape {
                Shape::Broken | Shape::Filled | Shape::Rows => Reach::Glued,
                Shape::Flat | Shape::Lines if list.next == list.end => Reach::Closer,
                Shape::Flat | Shape::Lines => Reach::Line,
            };
            self.flush_blocks_behind(last.copied().unwrap_or(prev), reach);
        }
        if list.next == list.end {
            return self.finish_list(list, prev);
        }
        let item = kids[list.next as usize];
        match list.shape {
            Shape::Flat if prev.is_some() => self.out.push_static(", "),
            Shape::Flat => {}
            Shape::Filled | Shape::Rows => match prev {
                Some(prev)
                    if self.has_blank_between(prev, item)
                        || self.has_own_lines_before(item)
                        || list.shape == Shape::Rows && !self.share_line(prev, item) =>
                {
                    self.out.push_static(",");
                    self.separate(Some(prev), item);
                }
                Some(_) => {
                    self.out.push_static(",");
                    if !self.flush_behind(item) && self.fits(item, 2) {
                        self.out.push_static(" ");
                    } else {
                        self.out.end_line();
                    }
                }
                None => self.separate(None, item),
            },
            Shape::Lines if prev.is_some_and(|prev| self.is_glued(prev, item)) => {}
            Shape::Broken | Shape::Lines => {
                if list.shape == Shape::Broken && prev.is_some() {
                    self.out.push_static(",");
                }
                self.separate(prev, item);
                self.write_docs_of_item(item);
            }
        }
        let is_string = list.in_prologue && self.is_string_statement(item);
        let in_prologue = list.in_prologue && self.tree.kind(item) == Kind::Directive;
        self.stack.push(Task::List(List { next: list.next + 1, in_prologue, ..list }));
        if is_string {
            self.then(&[
                Task::Text("("),
                Task::Expr(self.tree.kid(item, 0), Ctx::level(Level::Comma)),
                Task::Text(");"),
            ]);
        } else {
            self.print_item(list.item, item);
        }
    }

    /// Whether `item`, a semicolon, stands right behind the brace that ends `prev`: `function f() {};`.
    fn is_glued(&self, prev: NodeId, item: NodeId) -> bool {
        self.tree.kind(item) == Kind::Empty
            && self.out.last_byte() == b'}'
            && !self.has_blank_between(prev, item)
            && self.start_of(item).is_none_or(|start| !self.has_comments_before(start))
    }

    fn is_string_statement(&self, id: NodeId) -> bool {
        self.tree.kind(id) == Kind::Expr && self.tree.kind(self.tree.kid(id, 0)) == Kind::String
    }

    fn finish_list(&mut self, list: List, last: Option<NodeId>) {
        let ends_in = |kind| last.is_some_and(|last| self.tree.kind(last) == kind);
        match list.shape {
            Shape::Flat => {
                if ends_in(Kind::Hole) {
                    self.out.push_static(",");
                }
                self.flush_before_closer(list.limit);
                return;
            }
            // Nothing may follow a rest element.
            Shape::Broken | Shape::Filled | Shape::Rows if last.is_some() && !ends_in(Kind::Rest) => {
                self.out.push_static(",");
            }
            Shape::Broken | Shape::Filled | Shape::Rows | Shape::Lines => {}
        }
        self.flush_after_last(last, (list.limit > 0).then_some(list.limit));
    }

    /// Prints `id`, which is an item of a list.
    pub(super) fn print_item(&mut self, item: Item, id: NodeId) {
        match item {
            Item::Statement => self.print_stmt(id),
            Item::ClassMember => self.print_class_member(id),
            Item::Case => self.print_case(id),
            Item::Argument => self.print_argument(id),
            Item::ObjectMember => self.print_object_member(id),
            Item::Pattern | Item::PatternProperty => self.print_pattern(id),
            Item::Specifier => self.print_specifier(id),
            Item::JsxAttribute => self.print_jsx_child(id),
        }
    }
}
