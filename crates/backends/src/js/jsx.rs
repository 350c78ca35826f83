//! JSX, kept as it was written.
//!
//! Entering: a `JsxElement` whose texts hold the white space of the source. Leaving: `<A b="c" {...d}>text {e}</A>`.
//! Comments are not printed between tags, where they would be text.
//!
//! An element that is too wide for its line, or holds several elements, has its children on lines of their own
//! (`jsx_children`), and parentheses around it where it is a value; a tag that is too wide has an attribute a line.

use super::jsx_children::JsxChildren;
use super::list::Item;
use super::precedence::Level;
use super::{Ctx, Printer, Task};
use sx_base::Symbol;
use sx_ir::{Kind, NodeId};

impl Printer<'_> {
    pub(super) fn print_jsx_element(&mut self, id: NodeId) {
        let Some((&[tag, attributes], children)) = self.tree.kids(id).split_first_chunk::<2>() else { return };
        let is_broken = self.is_broken_jsx(id) || self.has_jsx_comments(id);
        let is_closed = children.is_empty() && self.tree.kind(tag) != Kind::None;
        let breaks_tag = is_broken && !self.jsx_tag_fits(tag, attributes, is_closed);
        self.write_token("<", id);
        self.stack.push(Task::Comments(self.comments.is_enabled()));
        if is_closed {
            self.stack.push(Task::Text(if breaks_tag { "/>" } else { " />" }));
        } else {
            self.stack.push(Task::Text(">"));
            self.push_tag(tag);
            self.stack.push(Task::Text("</"));
            if is_broken {
                if self.jsx_may_end_line(id) {
                    self.stack.push(Task::Line);
                }
                self.then(&[Task::Indent, Task::JsxChildren(JsxChildren::of(id)), Task::Dedent]);
            } else {
                self.stack.extend(children.iter().rev().map(|&child| Task::JsxChild(child)));
            }
            self.then(&[Task::Comments(false), Task::Text(">")]);
        }
        self.push_jsx_attributes(attributes, breaks_tag);
        self.push_tag(tag);
    }

    /// Whether `<tag attributes>` fits on this line.
    fn jsx_tag_fits(&self, tag: NodeId, attributes: NodeId, is_closed: bool) -> bool {
        let widths = self.flat(tag).and_then(|tag| Some(tag + self.flat(attributes)?));
        widths.is_some_and(|width| 1 + width + if is_closed { 3 } else { 1 } <= self.room())
    }

    /// Comments may stand before and behind attributes.
    fn push_jsx_attributes(&mut self, id: NodeId, on_lines: bool) {
        let attributes = self.tree.kids(id);
        let limit = self.limit_of(id);
        if on_lines {
            let attributes = self.lines(id, 0, Item::JsxAttribute, limit);
            return self.then(&[Task::Comments(true), Task::Indent, attributes, Task::Dedent, Task::Line]);
        }
        self.stack.push(Task::Within(limit));
        for &attribute in attributes.iter().rev() {
            self.then(&[Task::Text(" "), Task::JsxChild(attribute)]);
        }
        self.stack.push(Task::Comments(true));
    }

    fn push_tag(&mut self, tag: NodeId) {
        match self.tree.kind(tag) {
            Kind::None => {}
            Kind::KeyName => self.stack.push(Task::Key(tag)),
            _ => self.stack.push(Task::Expr(tag, Ctx::level(Level::Call).with(Ctx::LINK | Ctx::BARE))),
        }
    }

    /// Prints a child or attribute of an element.
    pub(super) fn print_jsx_child(&mut self, id: NodeId) {
        let any = Ctx::level(Level::Assign);
        match self.tree.kind(id) {
            Kind::JsxText => {
                let origin = self.origin(id);
                self.map_token(origin, None);
                self.out.push_lines(Symbol::from_index(self.tree.payload(id)).as_str());
            }
            Kind::JsxElement => self.print_jsx_element(id),
            Kind::JsxAttribute => self.print_jsx_attribute(id),
            // What is not glued to it stands behind the braces, where attributes have comments and children have not.
            Kind::Spread if self.comments.is_enabled() => {
                self.push_braced(Task::Item(Item::Argument, id), Task::GluedBehind(id));
            }
            Kind::Spread => self.push_braced(Task::Item(Item::Argument, id), Task::Behind(id, true)),
            Kind::JsxExpression => match self.opt_kid(id, 0) {
                Some(value)
                    if self.tree.kind(value) == Kind::JsxElement && !self.fits(value, 2)
                        || self.begins_below_comment(value)
                        || self.has_line_comment_behind(value) =>
                {
                    self.push_braced_lines(value);
                }
                Some(value) => self.push_braced(Task::Expr(value, any), Task::Behind(value, true)),
                None => self.print_jsx_empty(id),
            },
            _ => self.push_braced(Task::Expr(id, any), Task::Behind(id, true)),
        }
    }

    /// Whether a comment that ends its line stands before the value `id`, as it may between braces.
    fn begins_below_comment(&mut self, id: NodeId) -> bool {
        self.with_comments(|printer| printer.has_line_comment_before(id))
    }

    /// Prints `{}` with the comments in it: `{/* why */}` is how elements hold comments.
    fn print_jsx_empty(&mut self, id: NodeId) {
        self.out.push_static("{");
        let limit = self.start_of(id).unwrap_or(0).max(self.limit_of(id));
        self.with_comments(|printer| {
            if printer.has_line_end_behind_comment(limit) {
                printer.out.indent();
                printer.out.end_line();
                printer.flush_after_last(None, Some(limit));
                printer.out.dedent();
                printer.out.end_line();
            } else {
                printer.flush_before_closer(limit);
            }
        });
        self.out.push_static("}");
    }

    /// Prints `content` between braces, with the comments before it and those `behind` it.
    fn push_braced(&mut self, content: Task, behind: Task) {
        self.out.push_static("{");
        self.then(&[
            Task::Comments(true),
            content,
            behind,
            Task::Comments(self.comments.is_enabled()),
            Task::Text("}"),
        ]);
    }

    /// Prints a value and its comments on lines of their own between the braces.
    fn push_braced_lines(&mut self, id: NodeId) {
        self.out.push_static("{");
        self.then(&[Task::Comments(self.comments.is_enabled()), Task::Text("}")]);
        self.comments.set_enabled(true);
        if self.has_line_comment_before(id) {
            // Not beside the brace, where the element ends its line.
            self.out.indent();
            let start = self.start_of(id).unwrap_or(0);
            self.flush_own_lines(start, false, true);
            self.out.end_line();
            let ctx = Ctx::level(Level::Assign).with(Ctx::INDENTED);
            return self.then(&[Task::Expr(id, ctx), Task::BehindLine(id), Task::Dedent, Task::Line]);
        }
        self.print_on_lines(id, Level::Assign);
    }

    fn print_jsx_attribute(&mut self, id: NodeId) {
        self.flush_before_node(id);
        let name = Symbol::from_index(self.tree.payload(id));
        let respelled = self.respelled(self.tree.node(id).tok, name);
        let origin = self.origin(id);
        self.map_token(origin, respelled);
        self.out.push_str(name.as_str());
        let Some(value) = self.opt_kid(id, 0) else { return };
        self.end_token(origin);
        self.out.push_static("=");
        if self.tree.kind(value) == Kind::String {
            let text = Symbol::from_index(self.tree.payload(value));
            // What is spelled without escapes needs none here.
            let is_bare = self.tree.raw.get(&value).is_some_and(|raw| !raw.as_str().contains('\\'));
            if is_bare || is_attribute_text(text.as_wtf8()) {
                let origin = self.origin(value);
                self.map_token(origin, None);
                self.out.push_static("\"");
                for part in text.as_str().split_inclusive(['&', '"']) {
                    let plain = part.trim_end_matches(['&', '"']);
                    self.out.push_lines(plain);
                    match &part[plain.len()..] {
                        "&" => self.out.push_static("&amp;"),
                        "" => {}
                        _ => self.out.push_static("&quot;"),
                    }
                }
                return self.out.push_static("\"");
            }
        }
        if self.begins_below_comment(value) {
            return self.push_braced_lines(value);
        }
        let goes_down = matches!(self.tree.kind(value), Kind::JsxElement | Kind::Cond | Kind::Binary | Kind::Logical);
        if goes_down && !self.fits(value, 2) {
            return self.push_braced_lines(value);
        }
        match self.tree.kind(value) {
            Kind::JsxExpression => self.print_jsx_child(value),
            _ => self.push_braced(Task::Expr(value, Ctx::level(Level::Assign)), Task::GluedBehind(value)),
        }
    }
}

/// Whether `value` may stand between double quotes, where JSX knows references and no escapes.
fn is_attribute_text(value: &[u8]) -> bool {
    std::str::from_utf8(value).is_ok_and(|text| !text.contains(char::is_control))
}
