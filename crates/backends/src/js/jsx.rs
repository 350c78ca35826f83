//! JSX, kept as it was written.
//!
//! Entering: a `JsxElement` whose texts hold the white space of the source. Leaving: `<A b="c" {...d}>text {e}</A>`.
//! Comments are not printed between tags, where they would be text.

use super::precedence::Level;
use super::{Ctx, Printer, Task};
use sx_base::Symbol;
use sx_ir::{Kind, NodeId};

impl Printer<'_> {
    pub(super) fn print_jsx_element(&mut self, id: NodeId) {
        let Some((&[tag, attributes], children)) = self.tree.kids(id).split_first_chunk::<2>() else { return };
        self.write_token("<", id);
        self.stack.push(Task::Comments(self.comments.is_enabled()));
        if children.is_empty() && self.tree.kind(tag) != Kind::None {
            self.stack.push(Task::Text(" />"));
        } else {
            self.stack.push(Task::Text(">"));
            self.push_tag(tag);
            self.stack.push(Task::Text("</"));
            self.stack.extend(children.iter().rev().map(|&child| Task::JsxChild(child)));
            self.stack.push(Task::Text(">"));
        }
        self.stack.push(Task::Comments(false));
        for &attribute in self.tree.kids(attributes).iter().rev() {
            self.then(&[Task::Text(" "), Task::JsxChild(attribute)]);
        }
        self.push_tag(tag);
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
            Kind::Spread => self.push_braced(Task::Item(super::list::Item::Argument, id), id),
            Kind::JsxExpression => match self.opt_kid(id, 0) {
                Some(value) => self.push_braced(Task::Expr(value, any), value),
                None => self.print_jsx_empty(id),
            },
            _ => self.push_braced(Task::Expr(id, any), id),
        }
    }

    /// Prints `{}` with the comments in it: `{/* why */}` is how elements hold comments.
    fn print_jsx_empty(&mut self, id: NodeId) {
        self.out.push_static("{");
        let is_enabled = self.comments.is_enabled();
        self.comments.set_enabled(true);
        self.flush_before_closer(self.start_of(id).unwrap_or(0).max(self.limit_of(id)));
        self.comments.set_enabled(is_enabled);
        self.out.push_static("}");
    }

    /// Prints `content`, which is the node `id`, between braces, with the comments before and behind it.
    fn push_braced(&mut self, content: Task, id: NodeId) {
        self.out.push_static("{");
        self.then(&[
            Task::Comments(true),
            content,
            Task::Behind(id, true),
            Task::Comments(self.comments.is_enabled()),
            Task::Text("}"),
        ]);
    }

    fn print_jsx_attribute(&mut self, id: NodeId) {
        let name = Symbol::from_index(self.tree.payload(id));
        let respelled = self.respelled(self.tree.node(id).tok, name);
        let origin = self.origin(id);
        self.map_token(origin, respelled);
        self.out.push_str(name.as_str());
        let Some(value) = self.opt_kid(id, 0) else { return };
        self.out.push_static("=");
        if self.tree.kind(value) == Kind::String {
            let text = Symbol::from_index(self.tree.payload(value));
            if is_attribute_text(text.as_wtf8()) {
                let origin = self.origin(value);
                self.map_token(origin, None);
                self.out.push_static("\"");
                for part in text.as_str().split_inclusive(['&', '"']) {
                    let plain = part.trim_end_matches(['&', '"']);
                    self.out.push_str(plain);
                    match &part[plain.len()..] {
                        "&" => self.out.push_static("&amp;"),
                        "" => {}
                        _ => self.out.push_static("&quot;"),
                    }
                }
                return self.out.push_static("\"");
            }
        }
        if self.tree.kind(value) == Kind::JsxElement {
            return self.push_braced(Task::Expr(value, Ctx::level(Level::Assign)), value);
        }
        self.print_jsx_child(value);
    }
}

/// Whether `value` may stand between double quotes, where JSX knows references and no escapes.
fn is_attribute_text(value: &[u8]) -> bool {
    std::str::from_utf8(value).is_ok_and(|text| !text.contains(char::is_control))
}
