//! Trees to textual IR. One pass over the A-normal form with a stack of open regions.

use super::{VERSION, binding_kind_name, quote};
use crate::anf::{Anf, Arg, Instr, RegionId, linearise};
use crate::node::{Flags, Kind};
use crate::shape::{self, PayloadKind};
use crate::tree::{Goal, NO_SYMBOL, NodeId, Tree};
use std::fmt::Write as _;
use sx_base::{Symbol, names};

/// Regions nest deeper than people read; past this many levels the indentation stops growing.
const DEEPEST_INDENT: usize = 40;

/// `tree` as text.
pub fn print(tree: &Tree) -> String {
    let anf = linearise(tree);
    let mut out = String::new();
    print_header(&anf, &mut out);
    let names = tree.root.map(|root| tree.kids(root)).unwrap_or_default();
    for (&item, &node) in anf.items.iter().zip(names) {
        out.push_str("\nitem ");
        if let Some(name) = item_name(tree, node) {
            out.push_str(&atom(name));
            out.push(' ');
        }
        out.push_str("{\n");
        print_item(&anf, item, &mut out);
        out.push_str("}\n");
    }
    out
}

/// The name under which people know the top-level item `node`: that of its first declared name.
pub fn item_name(tree: &Tree, node: NodeId) -> Option<Symbol> {
    let mut id = node;
    loop {
        id = match tree.kind(id) {
            Kind::Bind => return Some(tree.binding(id).name),
            Kind::ExportDeclaration | Kind::ExportDefault | Kind::Function | Kind::Class | Kind::Declare => {
                *tree.kids(id).first()?
            }
            Kind::Declarator | Kind::Def => *tree.kids(id).first()?,
            Kind::Decorated => *tree.kids(id).last()?,
            _ => return None,
        };
    }
}

fn print_header(anf: &Anf, out: &mut String) {
    let goal = match anf.goal {
        Goal::Module => "module",
        Goal::Script => "script",
    };
    put(out, format_args!("sx-ir {VERSION} {goal}"));
    if let Some(ext) = anf.ext {
        put(out, format_args!(" @ext {}", quote(ext.as_wtf8())));
    }
    if let Some(doc) = anf.program.as_ref().and_then(|program| program.doc) {
        put(out, format_args!(" @doc {}", quote(doc.as_wtf8())));
    }
    out.push('\n');
    for (at, binding) in anf.bindings.iter().enumerate() {
        put(out, format_args!("binding {at} {} {}", binding_kind_name(binding.kind), atom(binding.name)));
        if binding.written != binding.name {
            put(out, format_args!(" @written {}", quote(binding.written.as_wtf8())));
        }
        for (is, word) in [(binding.assigned, "assigned"), (binding.fixed, "fixed"), (binding.fresh, "fresh")] {
            if is {
                put(out, format_args!(" {word}"));
            }
        }
        out.push('\n');
    }
}

fn put(out: &mut String, args: std::fmt::Arguments<'_>) {
    out.write_fmt(args).expect("invariant: a string takes all text");
}

/// A position in an open region.
struct Frame {
    region: RegionId,
    at: usize,
    arg: usize,
    /// The line of the instruction has been begun.
    begun: bool,
}

fn print_item(anf: &Anf, item: RegionId, out: &mut String) {
    let mut frames = vec![Frame { region: item, at: 0, arg: 0, begun: false }];
    while let Some(depth) = frames.len().checked_sub(1) {
        let frame = &mut frames[depth];
        let Some(instr) = anf.region(frame.region).get(frame.at) else {
            frames.pop();
            if depth > 0 {
                indent(depth, out);
                out.push('}');
            }
            continue;
        };
        if !frame.begun {
            frame.begun = true;
            indent(depth + 1, out);
            print_head(anf, instr, out);
        }
        let Some(&arg) = instr.args.get(frame.arg) else {
            out.push('\n');
            (frame.at, frame.arg, frame.begun) = (frame.at + 1, 0, false);
            continue;
        };
        frame.arg += 1;
        match arg {
            Arg::Absent => out.push_str(" -"),
            Arg::Value(name) => put(out, format_args!(" %{name}")),
            Arg::Region(region) => {
                out.push_str(" {\n");
                frames.push(Frame { region, at: 0, arg: 0, begun: false });
            }
        }
    }
}

fn indent(depth: usize, out: &mut String) {
    for _ in 0..depth.min(DEEPEST_INDENT) {
        out.push_str("  ");
    }
}

/// `%3 = binary "+"`: everything before the arguments.
fn print_head(anf: &Anf, instr: &Instr, out: &mut String) {
    put(out, format_args!("%{} = {}", instr.name, shape::kind_name(instr.kind)));
    print_flags(instr.flags, out);
    match shape::payload_kind(instr.kind) {
        PayloadKind::Nothing => {}
        PayloadKind::Symbol | PayloadKind::OptionalSymbol => {
            if instr.payload != NO_SYMBOL {
                let symbol = Symbol::from_index(instr.payload);
                let text = if instr.kind == Kind::String { quote(symbol.as_wtf8()) } else { atom(symbol) };
                put(out, format_args!(" {text}"));
            }
        }
        PayloadKind::Binding => {
            let name = anf.bindings.get(instr.payload as usize).map_or("", |binding| binding.name.as_str());
            let name = if names::is_identifier(name) { name } else { "_" };
            put(out, format_args!(" {name}.{}", instr.payload));
        }
        kind @ (PayloadKind::Unary
        | PayloadKind::Binary
        | PayloadKind::Logical
        | PayloadKind::DeclareKind
        | PayloadKind::LetKind) => {
            let text = shape::operator_text(kind, instr.payload).unwrap_or("?");
            put(out, format_args!(" {}", atom(Symbol::intern(text))));
        }
    }
    for (attribute, value) in [("doc", instr.doc), ("raw", instr.raw)] {
        if let Some(value) = value {
            put(out, format_args!(" @{attribute} {}", quote(value.as_wtf8())));
        }
    }
}

fn print_flags(flags: Flags, out: &mut String) {
    let mut open = '[';
    for &(flag, name) in Flags::ALL.iter().filter(|&&(flag, _)| flags.has(flag)) {
        debug_assert!(flags.has(flag), "only flags that are set");
        put(out, format_args!("{open}{}", name.to_ascii_lowercase()));
        open = ',';
    }
    if open == ',' {
        out.push(']');
    }
}

/// A word when `symbol` is one, quoted otherwise.
pub(super) fn atom(symbol: Symbol) -> String {
    let text = symbol.as_str();
    let word = names::is_identifier(text) || text.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty();
    if word { text.to_owned() } else { quote(symbol.as_wtf8()) }
}
