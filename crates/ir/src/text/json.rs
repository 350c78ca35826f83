//! The IR as JSON, for tools: `sx ir --json`.
//!
//! Entering: a tree. Leaving: one object. Nodes are a flat list per item, children before parents, so that deep programs
//! make no deep JSON: `{"version":1,"goal":"module","bindings":[…],"items":[{"name":"f","nodes":[{"id":0,"kind":"bind",
//! "binding":0,"span":[9,10]},…]}]}`. `kids` holds ids of the same item, `null` where a child is absent. Strings of the
//! program may hold lone surrogates; JSON writes them as `\uD800`.

use super::{VERSION, binding_kind_name, item_name};
use crate::node::{Flags, Kind};
use crate::shape::{self, PayloadKind};
use crate::tree::{Goal, NO_SYMBOL, NodeId, Tree};
use std::fmt::Write as _;
use sx_base::{Span, Symbol};

/// `tree` as one JSON object, on one line.
pub fn print_json(tree: &Tree) -> String {
    let mut out = String::new();
    let goal = match tree.goal {
        Goal::Module => "module",
        Goal::Script => "script",
    };
    put(&mut out, format_args!("{{\"version\":{VERSION},\"goal\":\"{goal}\""));
    if let Some(ext) = tree.ext {
        put(&mut out, format_args!(",\"ext\":{}", json_text(ext)));
    }
    out.push_str(",\"bindings\":[");
    for (at, binding) in tree.bindings.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        let (name, written) = (json_text(binding.name), json_text(binding.written));
        let kind = binding_kind_name(binding.kind);
        put(&mut out, format_args!("{comma}{{\"name\":{name},\"written\":{written},\"kind\":\"{kind}\""));
        let (assigned, fixed, fresh) = (binding.assigned, binding.fixed, binding.fresh);
        put(&mut out, format_args!(",\"assigned\":{assigned},\"fixed\":{fixed},\"fresh\":{fresh}}}"));
    }
    out.push_str("],\"items\":[");
    let mut ids = vec![None; tree.len()];
    let items = tree.root.map(|root| tree.kids(root)).unwrap_or_default();
    for (at, &item) in items.iter().enumerate() {
        out.push_str(if at == 0 { "{" } else { ",{" });
        if let Some(name) = item_name(tree, item) {
            put(&mut out, format_args!("\"name\":{},", json_text(name)));
        }
        out.push_str("\"nodes\":[");
        print_nodes(tree, item, &mut ids, &mut out);
        out.push_str("]}");
    }
    out.push_str("]}\n");
    out
}

fn put(out: &mut String, args: std::fmt::Arguments<'_>) {
    out.write_fmt(args).expect("invariant: a string takes all text");
}

/// The nodes of one item in post-order.
fn print_nodes(tree: &Tree, item: NodeId, ids: &mut [Option<u32>], out: &mut String) {
    let mut next = 0;
    let mut stack = vec![(item, false)];
    while let Some((id, complete)) = stack.pop() {
        if tree.kind(id) == Kind::None {
            continue;
        }
        if !complete {
            stack.push((id, true));
            stack.extend(tree.kids(id).iter().rev().map(|&kid| (kid, false)));
            continue;
        }
        if next > 0 {
            out.push(',');
        }
        print_node(tree, id, next, ids, out);
        ids[id.0 as usize] = Some(next);
        next += 1;
    }
}

fn print_node(tree: &Tree, id: NodeId, number: u32, ids: &[Option<u32>], out: &mut String) {
    let node = tree.node(id);
    put(out, format_args!("{{\"id\":{number},\"kind\":\"{}\"", shape::kind_name(node.kind)));
    print_flags(node.flags, out);
    match shape::payload_kind(node.kind) {
        PayloadKind::Nothing => {}
        PayloadKind::Symbol | PayloadKind::OptionalSymbol => {
            if node.payload != NO_SYMBOL {
                put(out, format_args!(",\"text\":{}", json_text(Symbol::from_index(node.payload))));
            }
        }
        PayloadKind::Binding => put(out, format_args!(",\"binding\":{}", node.payload)),
        kind @ (PayloadKind::Unary
        | PayloadKind::Binary
        | PayloadKind::Logical
        | PayloadKind::DeclareKind
        | PayloadKind::LetKind) => {
            put(out, format_args!(",\"operator\":\"{}\"", shape::operator_text(kind, node.payload).unwrap_or("?")));
        }
    }
    if let Some(&doc) = tree.docs.get(&id) {
        put(out, format_args!(",\"doc\":{}", json_text(doc)));
    }
    for (field, span) in [("span", node.span), ("token", node.tok)] {
        print_span(field, span, out);
    }
    if !tree.kids(id).is_empty() {
        out.push_str(",\"kids\":[");
        for (at, kid) in tree.kids(id).iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            match ids[kid.0 as usize] {
                Some(number) => put(out, format_args!("{comma}{number}")),
                None => put(out, format_args!("{comma}null")),
            }
        }
        out.push(']');
    }
    out.push('}');
}

fn print_flags(flags: Flags, out: &mut String) {
    let names: Vec<String> = Flags::ALL
        .iter()
        .filter(|entry| flags.has(entry.0))
        .map(|entry| format!("\"{}\"", entry.1.to_ascii_lowercase()))
        .collect();
    if !names.is_empty() {
        put(out, format_args!(",\"flags\":[{}]", names.join(",")));
    }
}

fn print_span(field: &str, span: Span, out: &mut String) {
    if !span.is_none() {
        put(out, format_args!(",\"{field}\":[{},{}]", span.start, span.end));
    }
}

/// `symbol` as a JSON string.
fn json_text(symbol: Symbol) -> String {
    let quoted = super::quote(symbol.as_wtf8());
    let mut out = String::with_capacity(quoted.len());
    let mut rest = quoted.as_str();
    // The escapes `\\ \" \n \r \t` are those of JSON; only `\u{X}` is spelled otherwise.
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let code = rest.strip_prefix("\\u{").and_then(|tail| tail.split_once('}'));
        if let Some((digits, tail)) = code {
            put(&mut out, format_args!("\\u{digits:0>4}"));
            rest = tail;
        } else {
            out.push_str(&rest[..2]);
            rest = &rest[2..];
        }
    }
    out.push_str(rest);
    out
}
