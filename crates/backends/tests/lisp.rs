//! What comes from Lisp text: maps with original names, comments, docstrings, hashbangs. The trees are made by hand.

use std::sync::Arc;
use sx_backends::js::{PrintOptions, Printed, print, print_node};
use sx_base::{Comment, CommentKind, Source, Span, Symbol};
use sx_ir::{Binding, BindingKind, Flags, Kind, NodeId, Tree};

const NONE: Flags = Flags::NONE;

/// A tree over a source; spans are found by their text.
struct Maker {
    tree: Tree,
    text: String,
    comments: Vec<Comment>,
}

impl Maker {
    fn new(text: &str) -> Self {
        let mut tree = Tree::default();
        tree.source = Some(Arc::new(Source::new("test.lisp", text)));
        Self { tree, text: text.to_owned(), comments: vec![] }
    }

    /// The first occurrence of `text`.
    fn at(&self, text: &str) -> Span {
        self.nth(text, 0)
    }

    fn nth(&self, text: &str, n: usize) -> Span {
        let (start, found) = self.text.match_indices(text).nth(n).unwrap_or_else(|| panic!("{text} in the source"));
        Span::new(start as u32, (start + found.len()) as u32)
    }

    fn comment(&mut self, text: &str, kind: CommentKind) {
        let span = self.at(text);
        self.comments.push(Comment { span, kind });
    }

    fn bind(&mut self, name: &str, written: &str) -> u32 {
        let (name, written) = (Symbol::intern(name), Symbol::intern(written));
        let kind = BindingKind::Const;
        let binding = Binding { name, written, kind, assigned: false, fixed: false, fresh: false, span: Span::NONE };
        self.tree.bind(binding).0
    }

    fn leaf(&mut self, kind: Kind, payload: u32, tok: Span) -> NodeId {
        self.tree.add(kind, NONE, payload, &[], tok, tok)
    }

    fn number(&mut self, text: &str, n: usize) -> NodeId {
        let tok = self.nth(text, n);
        self.leaf(Kind::Number, Symbol::intern(text).index(), tok)
    }

    fn node(&mut self, kind: Kind, flags: Flags, kids: &[NodeId], span: Span, tok: Span) -> NodeId {
        self.tree.add(kind, flags, 0, kids, span, tok)
    }

    fn none(&mut self) -> NodeId {
        self.tree.add(Kind::None, NONE, 0, &[], Span::NONE, Span::NONE)
    }

    fn expr(&mut self, value: NodeId) -> NodeId {
        let span = self.tree.node(value).span;
        self.node(Kind::Expr, NONE, &[value], span, Span::NONE)
    }

    /// `inner` as the first operand, argument or element of a node of kind `kind`.
    fn wrap(&mut self, kind: Kind, inner: NodeId, name: u32) -> NodeId {
        let (none, leaf) = (Span::NONE, self.leaf(Kind::Name, name, Span::NONE));
        match kind {
            Kind::Binary | Kind::Call | Kind::Index | Kind::Sequence => {
                self.node(kind, NONE, &[inner, leaf], none, none)
            }
            Kind::Assign => self.node(kind, NONE, &[leaf, inner], none, none),
            Kind::Cond => self.node(kind, NONE, &[leaf, leaf, inner], none, none),
            Kind::Member => self.tree.add(kind, NONE, Symbol::intern("p").index(), &[inner], none, none),
            Kind::Function => {
                let bind = self.none();
                let params = self.node(Kind::Params, NONE, &[], none, none);
                let value = self.node(Kind::Return, NONE, &[inner], none, none);
                let body = self.node(Kind::Body, NONE, &[value], none, none);
                self.node(kind, Flags::ARROW, &[bind, params, body], none, none)
            }
            Kind::Object => {
                let spread = self.node(Kind::Spread, NONE, &[inner], none, none);
                self.node(kind, NONE, &[spread], none, none)
            }
            Kind::TaggedTemplate => {
                let text = self.leaf(Kind::TemplateText, Symbol::intern("").index(), none);
                let template = self.node(Kind::Template, NONE, &[text], none, none);
                self.node(kind, NONE, &[inner, template], none, none)
            }
            _ => self.node(kind, NONE, &[inner], none, none),
        }
    }

    fn finish(&mut self, items: &[NodeId]) -> Printed {
        let span = Span::new(0, self.text.len() as u32);
        let root = self.node(Kind::Program, NONE, items, span, Span::NONE);
        self.tree.root = Some(root);
        print(&self.tree, &self.comments, &PrintOptions { map: true, ..PrintOptions::default() })
    }
}

/// The segments of the map, as `generated text -> source text (name)`.
fn segments(printed: &Printed, source: &str) -> Vec<String> {
    let json = printed.map.as_ref().expect("a map").to_json("test.js", "test.lisp");
    let map = sourcemap::SourceMap::from_slice(json.as_bytes()).expect("a valid map");
    let word = |text: &str, line: u32, column: u32| {
        let line = text.lines().nth(line as usize).unwrap_or("");
        let rest: String = line.chars().skip(column as usize).collect();
        let end = rest.find(|c: char| " ()[]{};,.".contains(c)).filter(|&end| end > 0).unwrap_or(rest.len().min(1));
        rest[..end].to_owned()
    };
    map.tokens()
        .map(|token| {
            let generated = word(&printed.text, token.get_dst_line(), token.get_dst_col());
            let name = token.get_name().map(|name| format!(" ({name})")).unwrap_or_default();
            if !token.has_source() {
                return format!("{generated} -> nothing{name}");
            }
            format!("{generated} -> {}{name}", word(source, token.get_src_line(), token.get_src_col()))
        })
        .collect()
}

#[test]
fn every_token_maps_to_its_own_with_its_original_name() {
    let source = "(const load-all (fn (xs) (xs.for-each print-it {:max-size -1})))";
    let mut m = Maker::new(source);
    let (load, xs, print_it) = (m.bind("loadAll", "load-all"), m.bind("xs", "xs"), m.bind("printIt", "print-it"));
    let bind = {
        let tok = m.at("load-all");
        m.leaf(Kind::Bind, load, tok)
    };
    let param = {
        let tok = m.at("xs");
        m.leaf(Kind::Bind, xs, tok)
    };
    let params = {
        let span = m.at("(xs)");
        m.node(Kind::Params, NONE, &[param], span, Span::NONE)
    };
    let object = {
        let tok = m.nth("xs", 1);
        m.leaf(Kind::Name, xs, tok)
    };
    let call_span = m.at("(xs.for-each print-it {:max-size -1})");
    let tok = m.at("for-each");
    let member = m.tree.add(Kind::Member, Flags::PLACE, Symbol::intern("forEach").index(), &[object], call_span, tok);
    let arg = {
        let tok = m.at("print-it");
        m.leaf(Kind::Name, print_it, tok)
    };
    let key = {
        let tok = m.at(":max-size");
        m.leaf(Kind::KeyName, Symbol::intern("max-size").index(), tok)
    };
    m.tree.node_mut(key).payload = Symbol::intern("maxSize").index();
    let one = m.number("1", 0);
    let minus = {
        let (span, tok) = (m.at("-1"), m.at("-1"));
        m.node(Kind::Unary, NONE, &[one], span, tok)
    };
    let property = m.node(Kind::Property, NONE, &[key, minus], Span::NONE, Span::NONE);
    let options = {
        let span = m.at("{:max-size -1}");
        m.node(Kind::Object, NONE, &[property], span, Span::NONE)
    };
    let call = m.node(Kind::Call, NONE, &[member, arg, options], call_span, Span::NONE);
    let none = m.none();
    let (span, tok) = (m.at("(fn (xs) (xs.for-each print-it {:max-size -1}))"), m.at("fn"));
    let function = m.node(Kind::Function, Flags::ARROW | Flags::EXPRESSION, &[none, params, call], span, tok);
    let (span, tok) = (Span::new(0, source.len() as u32), m.at("const"));
    let declarator = m.node(Kind::Declarator, NONE, &[bind, function], span, tok);
    let declare = m.node(Kind::Declare, NONE, &[declarator], span, tok);
    let printed = m.finish(&[declare]);
    assert_eq!(printed.text, "const loadAll = (xs) => xs.forEach(printIt, { maxSize: -1 });\n");
    assert_eq!(
        segments(&printed, source),
        [
            "const -> const",
            "loadAll -> load-all (load-all)",
            "= -> const",
            "( -> fn (load-all)",
            "xs -> xs",
            "=> -> fn",
            "xs -> xs",
            "forEach -> for-each (for-each)",
            "printIt -> print-it (print-it)",
            "{ -> {",
            "maxSize: -> max-size (max-size)",
            "-1 -> -1",
            "1 -> -1",
        ]
    );
}

#[test]
fn tokens_without_origin_have_no_segment_but_functions_have_a_gap() {
    let source = "(f)";
    let mut m = Maker::new(source);
    let name = {
        let (id, tok) = (m.bind("f", "f"), m.at("f"));
        m.tree.add(Kind::Name, Flags::PLACE, id, &[], tok, tok)
    };
    let none = m.none();
    let params = m.node(Kind::Params, NONE, &[], Span::NONE, Span::NONE);
    let body = m.node(Kind::Body, NONE, &[], Span::NONE, Span::NONE);
    let function = m.node(Kind::Function, Flags::ARROW, &[none, params, body], Span::NONE, Span::NONE);
    let call = {
        let span = m.at("(f)");
        m.node(Kind::Call, NONE, &[name, function], span, Span::NONE)
    };
    let statement = m.expr(call);
    let printed = m.finish(&[statement]);
    assert_eq!(printed.text, "f(() => {});\n");
    assert_eq!(segments(&printed, source), ["f -> f", "( -> nothing"]);
}

#[test]
fn comments_keep_their_lines() {
    let source = "#!/usr/bin/env sx
;; first
;; paragraph

#| block |# 1 ; behind
#;(dropped)
;;; apart

2

#| a
   b */ c |#
3 ; last
; end";
    let mut m = Maker::new(source);
    m.comment("#!/usr/bin/env sx", CommentKind::Hashbang);
    for (text, kind) in [
        (";; first", CommentKind::Line),
        (";; paragraph", CommentKind::Line),
        ("#| block |#", CommentKind::Block),
        ("; behind", CommentKind::Line),
        ("#;(dropped)", CommentKind::Datum),
        (";;; apart", CommentKind::Line),
        ("#| a\n   b */ c |#", CommentKind::Block),
        ("; last", CommentKind::Line),
        ("; end", CommentKind::Line),
    ] {
        m.comment(text, kind);
    }
    let items: Vec<_> = ["1", "2", "3"]
        .iter()
        .map(|text| {
            let id = m.number(text, 0);
            m.expr(id)
        })
        .collect();
    let printed = m.finish(&items);
    assert_eq!(
        printed.text,
        "#!/usr/bin/env sx
// first
// paragraph

/* block */ 1; // behind
// apart

2;

/* a
   b *\\/ c */
3; // last
// end
"
    );
}

#[test]
fn comments_among_arguments_break_the_call() {
    let source = "(f 1 ; one\n  #| two |# 2)";
    let mut m = Maker::new(source);
    m.comment("; one", CommentKind::Line);
    m.comment("#| two |#", CommentKind::Block);
    let name = {
        let (id, tok) = (m.bind("f", "f"), m.at("f"));
        m.tree.add(Kind::Name, Flags::PLACE, id, &[], tok, tok)
    };
    let (one, two) = (m.number("1", 0), m.number("2", 0));
    let span = Span::new(0, source.len() as u32);
    let call = m.node(Kind::Call, NONE, &[name, one, two], span, Span::NONE);
    let statement = m.expr(call);
    assert_eq!(m.finish(&[statement]).text, "f(\n  1, // one\n  /* two */ 2,\n);\n");
}

#[test]
fn docstrings_become_jsdoc() {
    let mut m = Maker::new("");
    let params = m.node(Kind::Params, NONE, &[], Span::NONE, Span::NONE);
    let body = m.node(Kind::Body, NONE, &[], Span::NONE, Span::NONE);
    let name = m.bind("f", "f");
    let bind = m.leaf(Kind::Bind, name, Span::NONE);
    let function = m.node(Kind::Function, Flags::DECLARATION, &[bind, params, body], Span::NONE, Span::NONE);
    let export = m.node(Kind::ExportDeclaration, NONE, &[function], Span::NONE, Span::NONE);
    m.tree.docs.insert(function, Symbol::intern("Says */ hi.\n\n   @returns nothing\n     indented\n  "));
    let text = m.finish(&[export]).text;
    assert_eq!(text, "/**\n * Says *\\/ hi.\n *\n * @returns nothing\n *   indented\n */\nexport function f() {}\n");
    let root = m.tree.root.expect("a root");
    m.tree.docs.insert(root, Symbol::intern("A module."));
    m.tree.docs.insert(function, Symbol::intern("One line."));
    let text = print(&m.tree, &[], &PrintOptions::default()).text;
    assert_eq!(text, "/** A module. */\n\n/** One line. */\nexport function f() {}\n");
}

#[test]
fn single_nodes_print_alone() {
    let source = "; note\n(f 1)";
    let mut m = Maker::new(source);
    m.comment("; note", CommentKind::Line);
    let one = m.number("1", 0);
    let statement = m.expr(one);
    let options = PrintOptions { indent: 1, ..PrintOptions::default() };
    assert_eq!(print_node(&m.tree, statement, &m.comments, &options).text, "  // note\n  1;");
    assert_eq!(print_node(&m.tree, one, &[], &PrintOptions::default()).text, "1");
}

#[test]
fn depth_and_width_cost_no_stack() {
    let mut m = Maker::new("");
    let name = m.bind("a", "a");
    let mut deep = m.leaf(Kind::Name, name, Span::NONE);
    let kinds = [
        Kind::Array,
        Kind::Unary,
        Kind::Binary,
        Kind::Member,
        Kind::Call,
        Kind::Cond,
        Kind::Function,
        Kind::Object,
        Kind::New,
        Kind::Await,
        Kind::Yield,
        Kind::Chain,
        Kind::Index,
        Kind::Assign,
        Kind::TaggedTemplate,
        Kind::Sequence,
    ];
    for at in 0..400_000 {
        // Long runs of one kind, then runs of one node of each.
        let kind = if at < 320_000 { kinds[at / 20_000] } else { kinds[at % kinds.len()] };
        deep = m.wrap(kind, deep, name);
    }
    let statement = m.expr(deep);
    let length = std::thread::Builder::new()
        .stack_size(256 * 1024)
        .spawn(move || m.finish(&[statement]).text.len())
        .expect("a thread")
        .join()
        .expect("no overflow");
    assert!(length < 100_000_000, "the text is linear in the tree: {length}");
}
