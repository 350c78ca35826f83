//! Equality of trees: kinds, meaningful flags, payloads by what they mean.

use sx_ir::{Flags, Kind, NodeId, Tree};

/// Panics with both texts when the trees differ.
pub(crate) fn assert_same(a: &Tree, b: &Tree, context: &str) {
    if let Some(difference) = difference(a, b) {
        panic!("{difference}\n{context}");
    }
}

/// The first difference between two trees.
pub(crate) fn difference(a: &Tree, b: &Tree) -> Option<String> {
    let mut stack = vec![(a.root.expect("a root"), b.root.expect("a root"))];
    while let Some((x, y)) = stack.pop() {
        if let Some(why) = node_difference(a, x, b, y) {
            return Some(format!("{why}: {} and {}", show(a, x, 3), show(b, y, 3)));
        }
        stack.extend(a.kids(x).iter().copied().zip(b.kids(y).iter().copied()).rev());
    }
    None
}

fn node_difference(a: &Tree, x: NodeId, b: &Tree, y: NodeId) -> Option<&'static str> {
    let (left, right) = (a.node(x), b.node(y));
    if left.kind != right.kind {
        return Some("kind");
    }
    if left.flags.without(Flags::LAYOUT) != right.flags.without(Flags::LAYOUT) {
        return Some("flags");
    }
    if a.kids(x).len() != b.kids(y).len() {
        return Some("number of children");
    }
    let is_same = match left.kind {
        Kind::Name | Kind::Bind => a.binding(x).name == b.binding(y).name,
        _ => left.payload == right.payload,
    };
    (!is_same).then_some("payload")
}

/// A node and what is below it, for messages.
pub(crate) fn show(tree: &Tree, id: NodeId, depth: usize) -> String {
    let node = tree.node(id);
    let flags = if node.flags == Flags::NONE { String::new() } else { format!(" {:?}", node.flags) };
    let payload = match node.kind {
        Kind::Name | Kind::Bind => format!(" {}", tree.binding(id).name),
        Kind::KeyName | Kind::Number | Kind::String | Kind::Member => {
            format!(" {}", sx_base::Symbol::from_index(node.payload))
        }
        Kind::Binary | Kind::Logical | Kind::Unary => format!(" op{}", node.payload),
        _ => String::new(),
    };
    let kids: Vec<_> = tree
        .kids(id)
        .iter()
        .map(|&kid| if depth == 0 { " …".to_owned() } else { format!(" {}", show(tree, kid, depth - 1)) })
        .collect();
    format!("({:?}{flags}{payload}{})", node.kind, kids.concat())
}

/// What is left of a text without what printers are free in: white space, parentheses, commas, semicolons, quotes.
pub(crate) fn essence(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !"(),;'\"".contains(*c)).collect()
}
