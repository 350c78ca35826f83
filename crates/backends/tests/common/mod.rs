//! The oracle: an independent parser reads JavaScript into the IR, so that what the printer writes can be read back.
//!
//! Entering: JavaScript. Leaving: a [`Tree`] whose spans are those of the text, and its comments. Test code: it recurses
//! and panics on what it does not know.

#![allow(dead_code, reason = "each test binary uses its part")]

mod equal;
mod expr;
mod stmt;

#[allow(unused_imports, reason = "each test binary uses its part")]
pub(crate) use equal::{assert_same, difference, essence};

use rustc_hash::FxHashMap;
use std::sync::Arc;
use swc_common::comments::{CommentKind as SwcKind, SingleThreadedComments};
use swc_common::{BytePos, Span as SwcSpan};
use swc_ecma_ast::{EsVersion, Program};
use swc_ecma_parser::error::SyntaxError;
use swc_ecma_parser::{EsSyntax, Parser, StringInput, Syntax, lexer::Lexer};
use sx_base::{Comment, CommentKind, Source, Span, Symbol};
use sx_ir::{Binding, BindingKind, Flags, Goal, Kind, NodeId, Tree};

/// A parsed file.
pub(crate) struct Parsed {
    pub(crate) tree: Tree,
    pub(crate) comments: Vec<Comment>,
}

/// Parses `text`; `Err` holds what the parser said.
pub(crate) fn parse(text: &str, goal: Goal) -> Result<Parsed, String> {
    parse_as(text, goal, false)
}

/// Parses `text` with JSX.
pub(crate) fn parse_jsx(text: &str) -> Result<Parsed, String> {
    parse_as(text, Goal::Module, true)
}

/// The program as the oracle's own tree.
pub(crate) fn parse_program(
    text: &str,
    goal: Goal,
    jsx: bool,
    comments: Option<&SingleThreadedComments>,
) -> Result<Program, String> {
    let syntax = Syntax::Es(EsSyntax {
        jsx,
        decorators: true,
        import_attributes: true,
        allow_return_outside_function: true,
        auto_accessors: true,
        explicit_resource_management: true,
        ..EsSyntax::default()
    });
    let input = StringInput::new(text, BytePos(1), BytePos(1 + text.len() as u32));
    let comments = comments.map(|comments| comments as &dyn swc_common::comments::Comments);
    let lexer = Lexer::new(syntax, EsVersion::latest(), input, comments);
    let mut parser = Parser::new_from(lexer);
    let program = match goal {
        Goal::Module => parser.parse_module().map(Program::Module),
        Goal::Script => parser.parse_script().map(Program::Script),
    };
    let program = program.map_err(|error| format!("{:?}", error.kind()))?;
    // Functions as bodies of `if` (ECMA-262, B.3.3) are an error that it recovers from.
    let is_error = |error: &swc_ecma_parser::error::Error| !matches!(error.kind(), SyntaxError::DeclNotAllowed);
    match parser.take_errors().into_iter().find(is_error) {
        Some(error) => Err(format!("{:?}", error.kind())),
        None => Ok(program),
    }
}

/// `text` as the oracle prints it.
pub(crate) fn oracle_print(text: &str, goal: Goal) -> String {
    let program = parse_program(text, goal, false, None).expect("what has been parsed before");
    swc_ecma_codegen::to_code(&program)
}

fn parse_as(text: &str, goal: Goal, jsx: bool) -> Result<Parsed, String> {
    let store = SingleThreadedComments::default();
    let program = parse_program(text, goal, jsx, Some(&store))?;
    let mut reader = Reader::new(text, goal);
    reader.read_program(&program);
    let (leading, trailing) = store.take_all();
    let mut comments: Vec<Comment> = Vec::new();
    let groups = leading.borrow().values().chain(trailing.borrow().values()).cloned().collect::<Vec<_>>();
    for comment in groups.into_iter().flatten() {
        let kind = match comment.kind {
            SwcKind::Line => CommentKind::Line,
            SwcKind::Block => CommentKind::Block,
        };
        comments.push(Comment { span: span_of(comment.span), kind });
    }
    comments.sort_by_key(|comment| comment.span);
    comments.dedup();
    Ok(Parsed { tree: reader.tree, comments })
}

pub(crate) fn span_of(span: SwcSpan) -> Span {
    if span.lo.0 == 0 { Span::NONE } else { Span::new(span.lo.0 - 1, span.hi.0 - 1) }
}

/// Builds the tree.
pub(crate) struct Reader {
    pub(crate) tree: Tree,
    text: String,
    names: FxHashMap<Symbol, u32>,
}

impl Reader {
    pub(crate) fn new(text: &str, goal: Goal) -> Self {
        let source = Some(Arc::new(Source::new("test.js", text)));
        let mut tree = Tree::default();
        tree.goal = goal;
        tree.source = source;
        Self { tree, text: text.to_owned(), names: FxHashMap::default() }
    }

    pub(crate) fn binding(&mut self, name: &str) -> u32 {
        let symbol = Symbol::intern(name);
        if let Some(&id) = self.names.get(&symbol) {
            return id;
        }
        let id = self.tree.bind(Binding {
            name: symbol,
            written: symbol,
            kind: BindingKind::Global,
            assigned: false,
            fixed: false,
            fresh: false,
            span: Span::NONE,
        });
        self.names.insert(symbol, id.0);
        id.0
    }

    pub(crate) fn node(&mut self, kind: Kind, flags: Flags, payload: u32, kids: &[NodeId], span: SwcSpan) -> NodeId {
        self.tree.add(kind, flags, payload, kids, span_of(span), Span::NONE)
    }

    /// A node that is one token.
    pub(crate) fn leaf(&mut self, kind: Kind, flags: Flags, payload: u32, span: SwcSpan) -> NodeId {
        let span = span_of(span);
        self.tree.add(kind, flags, payload, &[], span, span)
    }

    pub(crate) fn none(&mut self) -> NodeId {
        self.tree.add(Kind::None, Flags::NONE, 0, &[], Span::NONE, Span::NONE)
    }

    pub(crate) fn add_place(&mut self, id: NodeId) -> NodeId {
        self.tree.node_mut(id).flags |= Flags::PLACE;
        id
    }

    /// Whether the source breaks the line after the first byte of `span`.
    pub(crate) fn is_multiline(&self, span: SwcSpan) -> Flags {
        let rest = self.text.get(span_of(span).start as usize + 1..).unwrap_or("");
        let gap = &rest[..rest.len() - rest.trim_start().len()];
        if gap.contains('\n') { Flags::MULTILINE } else { Flags::NONE }
    }
}
