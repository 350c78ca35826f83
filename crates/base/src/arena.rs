//! A walk over the nodes of an arena whose tables are the nodes, each with the place of its first child, and the children
//! of all of them one after the other.

/// A node of such an arena.
pub trait Node {
    /// The place of its first child in the table of all children; places only grow.
    fn first_kid(&self) -> u32;
}

/// Every node with its number and its children, in order. Nothing is looked up: this is what is left of the tables.
#[derive(Clone, Debug)]
pub struct Each<'a, N, K> {
    nodes: &'a [N],
    /// The children of the nodes that are left.
    kids: &'a [K],
    /// The number of the first node that is left.
    first: u32,
}

impl<'a, N, K> Each<'a, N, K> {
    /// All nodes of the arena with these tables.
    pub fn new(nodes: &'a [N], kids: &'a [K]) -> Self {
        Self { nodes, kids, first: 0 }
    }
}

impl<'a, N: Node, K> Iterator for Each<'a, N, K> {
    type Item = (u32, &'a N, &'a [K]);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let (node, nodes) = self.nodes.split_first()?;
        let len = nodes.first().map_or(self.kids.len(), |next| (next.first_kid() - node.first_kid()) as usize);
        let (own, kids) = self.kids.split_at(len);
        let number = self.first;
        *self = Self { nodes, kids, first: number + 1 };
        Some((number, node, own))
    }
}

impl<N: Node, K> DoubleEndedIterator for Each<'_, N, K> {
    #[inline]
    fn next_back(&mut self) -> Option<Self::Item> {
        let (node, nodes) = self.nodes.split_last()?;
        let before = nodes.first().map_or(node.first_kid(), Node::first_kid);
        let (kids, own) = self.kids.split_at((node.first_kid() - before) as usize);
        let number = self.first + nodes.len() as u32;
        *self = Self { nodes, kids, first: self.first };
        Some((number, node, own))
    }
}
