//! Tokens: comments before them, their segment in the map, their text.
//!
//! Entering: a text and the node whose token it is. Leaving: the text, mapped to the naming token of the node. `a-b`
//! at column 1 printed as `aB` gives a segment with the name `a-b`.
//!
//! A token comes from [`sx_ir::Node::tok`]; where that is absent, from the start of the form; where that is absent too,
//! as for the `return` that a tail gives, from the start of its first child.

use super::Printer;
use sx_base::{Span, Symbol, names};
use sx_ir::{Kind, NodeId};

impl Printer<'_> {
    /// Where the tokens of `id` come from.
    pub(super) fn origin(&self, id: NodeId) -> Span {
        let node = self.tree.node(id);
        if !node.tok.is_none() {
            return node.tok;
        }
        if !node.span.is_none() {
            return Span::at(node.span.start);
        }
        match self.tree.kids(id).first() {
            Some(&kid) if !self.tree.node(kid).span.is_none() => Span::at(self.tree.node(kid).span.start),
            _ => Span::NONE,
        }
    }

    /// Writes a token of `id`.
    pub(super) fn write_token(&mut self, text: &'static str, id: NodeId) {
        self.write_last_token(text, id);
        self.end_token(self.origin(id));
    }

    /// Writes the last token of the statement `id`: comments stand behind its semicolon.
    pub(super) fn write_last_token(&mut self, text: &'static str, id: NodeId) {
        let origin = self.origin(id);
        self.begin_token(origin, None);
        self.out.push_static(text);
    }

    /// Writes a token of `id` before which no comment may stand.
    pub(super) fn write_quiet(&mut self, text: &'static str, id: NodeId) {
        let origin = self.origin(id);
        self.map_token(origin, None);
        self.out.push_static(text);
    }

    /// Writes an operator of `id` between blanks.
    pub(super) fn write_infix(&mut self, op: &'static str, id: NodeId) {
        self.out.push_static(" ");
        self.write_quiet(op, id);
        self.out.push_static(" ");
    }

    /// Writes an operator of `id` after a blank.
    pub(super) fn write_assigner(&mut self, op: &'static str, id: NodeId) {
        self.out.push_static(" ");
        self.write_quiet(op, id);
    }

    /// Writes the literal `id`, which is the text of `symbol`.
    pub(super) fn write_literal(&mut self, symbol: Symbol, id: NodeId) {
        let origin = self.origin_of_number(id);
        self.begin_token(origin, None);
        self.out.push_str(symbol.as_str());
        self.end_token(origin);
    }

    /// Writes the property name `symbol` of `id`, by its spelling in the source when that differs.
    pub(super) fn write_property_name(&mut self, symbol: Symbol, id: NodeId) {
        let name = self.respelled(self.tree.node(id).tok, symbol);
        let origin = self.origin(id);
        self.begin_token(origin, name);
        self.out.push_str(symbol.as_str());
        self.end_token(origin);
    }

    /// Writes the first token of a function or class: Node reads the name of a frame from its segment, so that every
    /// function has one of its own, with its name or with none.
    pub(super) fn write_function_start(&mut self, text: &'static str, id: NodeId, name: Option<Symbol>) {
        let origin = self.origin(id);
        self.begin_token(origin, name);
        if origin.is_none() {
            self.out.map_to_nothing();
        }
        self.out.push_static(text);
        self.end_token(origin);
    }

    /// Writes a name: a binding, or a reference to one. Its original name is the spelling at this place, which may
    /// differ from that of its declaration, `set-timeout` and `setTimeout` being one; where another name stands, as in
    /// what a macro made, it is that of the declaration.
    pub(super) fn write_name(&mut self, id: NodeId) {
        let binding = self.tree.binding(id);
        let tok = self.tree.node(id).tok;
        let name = if !self.out.has_map() || tok.slice(self.source) == binding.name.as_str() {
            None
        } else {
            self.respelled(tok, binding.name).or((binding.written != binding.name).then_some(binding.written))
        };
        let origin = self.origin(id);
        self.begin_token(origin, name);
        self.out.push_str(binding.name.as_str());
        self.end_token(origin);
    }

    /// Writes `word`, one of the words that wrap the form `id` in the source: `(static (async (method …)))`. Where it
    /// is not found the word comes from the form itself.
    pub(super) fn write_modifier(&mut self, word: &'static str, id: NodeId, name: Option<Symbol>) {
        match self.origin_of_wrapper(self.tree.node(id).tok, word) {
            Span::NONE => self.write_function_start(word, id, name),
            origin => {
                self.begin_token(origin, name);
                self.out.push_static(word);
                self.end_token(origin);
            }
        }
        self.out.push_static(" ");
    }

    /// Where `word` stands as the head of a form that has the form of `tok` for its last part.
    fn origin_of_wrapper(&self, tok: Span, word: &str) -> Span {
        let matters = self.out.has_map() || self.comments.due <= tok.end;
        if !matters || tok.is_none() {
            return Span::NONE;
        }
        let mut before = self.source.get(..tok.start as usize).unwrap_or("");
        loop {
            let mut inner = before.trim_end_matches([' ', '\t', '\r', '\n', '(']);
            while let Some(comment) = self.comments.ending_at(inner.len() as u32) {
                inner = inner[..comment.start as usize].trim_end_matches([' ', '\t', '\r', '\n', '(']);
            }
            let start = inner.rfind(|c: char| !c.is_ascii_alphabetic()).map_or(0, |at| at + 1);
            let head = &inner[start..];
            if !inner[..start].ends_with('(') || inner.len() == before.len() {
                return Span::NONE;
            }
            match head {
                _ if head == word => return Span::new(start as u32, inner.len() as u32),
                "async" | "static" | "export" | "default" => before = &inner[..start],
                _ => return Span::NONE,
            }
        }
    }

    /// Where the key `id` comes from: in `:name` behind the colon.
    pub(super) fn origin_of_key(&self, id: NodeId) -> Span {
        let origin = self.origin(id);
        if self.starts_with(origin, b':') { Span { start: origin.start + 1, ..origin } } else { origin }
    }

    /// Where the number `id` comes from: in `-1` the sign, which has no token of its own.
    pub(super) fn origin_of_number(&self, id: NodeId) -> Span {
        let origin = self.origin(id);
        let sign = Span { start: origin.start.saturating_sub(1), end: origin.end };
        if origin.start > 0 && self.starts_with(sign, b'-') { sign } else { origin }
    }

    fn starts_with(&self, span: Span, byte: u8) -> bool {
        !span.is_none() && self.source.as_bytes().get(span.start as usize) == Some(&byte)
    }

    /// Writes the comments before `origin` and maps what comes next to it.
    pub(super) fn begin_token(&mut self, origin: Span, name: Option<Symbol>) {
        if origin.is_none() {
            return;
        }
        // What a macro brought stands at the start of its call: comments before the call go by it too.
        if self.comments.is_due(origin.start) {
            self.flush_before_token(origin.start);
        }
        self.map_token(origin, name);
    }

    /// Writes the comments that are glued to the word or literal of `origin`, which has been written: `(if#| c |# a b)`.
    /// Those behind punctuation go by what follows it.
    pub(super) fn end_token(&mut self, origin: Span) {
        let is_word = |byte: u8| {
            byte.is_ascii_alphanumeric() || byte >= 0x80 || matches!(byte, b'_' | b'$' | b'"' | b'\'' | b'/')
        };
        if self.comments.due == origin.end && is_word(self.out.last_byte()) {
            self.flush_glued(origin.end);
        }
    }

    /// Maps what comes next to `origin`.
    pub(super) fn map_token(&mut self, origin: Span, name: Option<Symbol>) {
        if self.out.has_map() && !origin.is_none() {
            self.out.map_to(origin.start, name);
        }
    }

    /// Maps the blank before the statement `id` to its form. A debugger sets the breakpoint of a line at the first
    /// position in it, which for `(set! x v)` is the `=` in the middle of `x = v`: too late to stop there.
    pub(super) fn map_blank_before(&mut self, id: NodeId) {
        let node = self.tree.node(id);
        let begins_inside = matches!(
            node.kind,
            Kind::Assign | Kind::Compound | Kind::LogicalAssign | Kind::Update | Kind::Logical | Kind::Cond
        );
        if begins_inside && !node.span.is_none() {
            self.out.map_blank_to(node.span.start);
        }
    }

    /// How the source spells `printed` at `tok`, when it does so in another way.
    pub(super) fn respelled(&self, tok: Span, printed: Symbol) -> Option<Symbol> {
        if !self.out.has_map() || tok.is_none() {
            return None;
        }
        let written = tok.slice(self.source);
        if written == printed.as_str() {
            return None;
        }
        let bare = written.trim_start_matches([':', '.', '\\']);
        if bare.is_empty() || bare == printed.as_str() {
            return None;
        }
        [bare, bare.trim_start_matches(['-', '#'])]
            .into_iter()
            .map(Symbol::intern)
            .find(|&spelling| names::js_name(spelling) == Some(printed))
            .map(|spelling| if bare.starts_with('#') { Symbol::intern(bare) } else { spelling })
    }

    /// Where `symbol`, a name without a node of its own, stands after `tok`: the label of `(break outer)`,
    /// the private name of `(in #p o)`.
    pub(super) fn origin_after(&self, tok: Span, symbol: Symbol) -> Span {
        if tok.is_none() || !self.out.has_map() && self.comments.due == u32::MAX {
            return Span::NONE;
        }
        if names::js_name(Symbol::intern(tok.slice(self.source))) == Some(symbol) {
            return tok;
        }
        let Some(rest) = self.source.get(tok.end as usize..) else { return Span::NONE };
        let start = rest.len() - rest.trim_start().len();
        let word = &rest[start..];
        let end = word.find(|c: char| c.is_whitespace() || "()[]{}\"';`,".contains(c)).unwrap_or(word.len());
        // A comment may be glued to it.
        let end = word[..end].find("#|").unwrap_or(end);
        let bare = word[..end].trim_start_matches('#');
        if end > 0 && names::js_name(Symbol::intern(bare)) == Some(symbol) {
            let start = tok.end + start as u32;
            return Span::new(start, start + end as u32);
        }
        Span::NONE
    }

    /// Where `word` stands right before `span`, comments between them aside.
    pub(super) fn origin_before(&self, span: Span, word: &str) -> Span {
        let mut before = self.source.get(..span.start as usize).unwrap_or("").trim_end();
        while let Some(comment) = self.comments.ending_at(before.len() as u32) {
            before = before[..comment.start as usize].trim_end();
        }
        if span.is_none() || !before.ends_with(word) {
            return Span::NONE;
        }
        Span::new((before.len() - word.len()) as u32, before.len() as u32)
    }

    /// Where `text` stands as a string in `span` after its byte `from`: the specifier of an import.
    pub(super) fn origin_of_string(&self, span: Span, from: u32, text: Symbol) -> Span {
        let matters = self.out.has_map() || self.comments.due <= span.end;
        if !matters || span.is_none() || text.as_str().is_empty() {
            return Span::NONE;
        }
        let from = from.clamp(span.start, span.end);
        let haystack = Span::new(from, span.end).slice(self.source);
        // `"./a.lisp"` is printed as `"./a.js"`.
        let stem = text.as_str().rsplit_once('.').map_or("", |(stem, _)| stem);
        for wanted in [text.as_str(), stem].into_iter().filter(|wanted| !wanted.is_empty()) {
            for (at, found) in haystack.match_indices(wanted) {
                if at > 0 && haystack.as_bytes()[at - 1] == b'"' {
                    let start = from + at as u32 - 1;
                    return Span::new(start, start + found.len() as u32 + 2);
                }
            }
        }
        Span::NONE
    }

    /// The name that a function or class gets from `target`, for the frames of stack traces.
    pub(super) fn name_by_position(&mut self, target: NodeId, value: NodeId) {
        if !self.out.has_map() || !matches!(self.tree.kind(value), Kind::Function | Kind::Class) {
            return;
        }
        let node = self.tree.node(target);
        let name = match node.kind {
            Kind::Name | Kind::Bind => Some(self.tree.binding(target).written),
            Kind::KeyName | Kind::Member | Kind::Private | Kind::PrivateName | Kind::SuperMember => {
                let symbol = Symbol::from_index(node.payload);
                Some(self.respelled(node.tok, symbol).unwrap_or(symbol))
            }
            Kind::String => Some(Symbol::from_index(node.payload)),
            _ => None,
        };
        self.named = name.map(|name| (value, name));
    }
}
