//! `nest(linearise(T)) = T`: a tree cut into one fresh `let` per operation folds back to the tree it was.

use proptest::prelude::*;
use sx_base::{Span, Symbol};
use sx_ir::{
    Binary, Binding, BindingId, BindingKind, DeclareKind, Flags, Kind, LetKind, Logical, NO_SYMBOL, NodeId, Tree,
};

/// An expression whose operations all have effects, so that nothing may change places.
#[derive(Clone, Debug)]
enum Expr {
    Number(u32),
    /// A variable that is assigned elsewhere.
    Variable,
    /// One that never is.
    Constant,
    Call(Vec<Expr>),
    Add(Box<Expr>, Box<Expr>),
    Array(Vec<Expr>),
    Member(Box<Expr>),
    And(Box<Expr>, Box<Expr>),
    Choice(Box<Expr>, Box<Expr>, Box<Expr>),
}

fn exprs() -> impl Strategy<Value = Expr> {
    let leaf = prop_oneof![(0..9u32).prop_map(Expr::Number), Just(Expr::Variable), Just(Expr::Constant)];
    leaf.prop_recursive(6, 48, 4, |inner| {
        let boxed = inner.clone().prop_map(Box::new);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Expr::Call),
            (boxed.clone(), boxed.clone()).prop_map(|(a, b)| Expr::Add(a, b)),
            prop::collection::vec(inner, 0..4).prop_map(Expr::Array),
            boxed.clone().prop_map(Expr::Member),
            (boxed.clone(), boxed.clone()).prop_map(|(a, b)| Expr::And(a, b)),
            (boxed.clone(), boxed.clone(), boxed).prop_map(|(a, b, c)| Expr::Choice(a, b, c)),
        ]
    })
}

/// Builds Core: a whole tree, or its operations one by one.
struct Builder {
    tree: Tree,
    cut: bool,
    /// Declarators of the region that is being cut.
    pending: Vec<NodeId>,
}

const FUNCTION: u32 = 0;
const VARIABLE: u32 = 1;
const CONSTANT: u32 = 2;

impl Builder {
    fn new(cut: bool) -> Self {
        let mut builder = Builder { tree: Tree::default(), cut, pending: vec![] };
        builder.bind("f", BindingKind::Global, false, false);
        builder.bind("v", BindingKind::Let, true, false);
        builder.bind("c", BindingKind::Const, false, false);
        builder
    }

    fn bind(&mut self, name: &str, kind: BindingKind, assigned: bool, fresh: bool) -> BindingId {
        let name = Symbol::intern(name);
        self.tree.bind(Binding { name, written: name, kind, assigned, fixed: false, fresh, span: Span::NONE })
    }

    fn add(&mut self, kind: Kind, payload: u32, kids: &[NodeId]) -> NodeId {
        self.tree.add(kind, Flags::NONE, payload, kids, Span::NONE, Span::NONE)
    }

    /// `id` itself, or a fresh name for it.
    fn value(&mut self, id: NodeId) -> NodeId {
        if !self.cut {
            return id;
        }
        let fresh = self.bind("t", BindingKind::Let, false, true);
        let bind = self.add(Kind::Bind, fresh.0, &[]);
        let declarator = self.add(Kind::Declarator, NO_SYMBOL, &[bind, id]);
        self.pending.push(declarator);
        self.add(Kind::Name, fresh.0, &[])
    }

    fn operands(&mut self, exprs: &[Expr]) -> Vec<NodeId> {
        exprs.iter().map(|expr| self.expr(expr)).collect()
    }

    fn expr(&mut self, expr: &Expr) -> NodeId {
        let id = match expr {
            Expr::Number(number) => self.add(Kind::Number, Symbol::intern(&number.to_string()).index(), &[]),
            Expr::Variable => self.add(Kind::Name, VARIABLE, &[]),
            Expr::Constant => self.add(Kind::Name, CONSTANT, &[]),
            Expr::Call(arguments) => {
                let mut kids = self.operands(arguments);
                let callee = self.tree.add(Kind::Name, Flags::PLACE, FUNCTION, &[], Span::NONE, Span::NONE);
                kids.insert(0, callee);
                self.add(Kind::Call, NO_SYMBOL, &kids)
            }
            Expr::Add(left, right) => {
                let kids = [self.expr(left), self.expr(right)];
                self.add(Kind::Binary, Binary::Add.payload(), &kids)
            }
            Expr::Array(elements) => {
                let kids = self.operands(elements);
                self.add(Kind::Array, NO_SYMBOL, &kids)
            }
            Expr::Member(object) => {
                let object = self.expr(object);
                self.add(Kind::Member, Symbol::intern("p").index(), &[object])
            }
            Expr::And(left, right) => {
                let kids = [self.expr(left), self.region(right)];
                self.add(Kind::Logical, Logical::And.payload(), &kids)
            }
            Expr::Choice(test, then, other) => {
                let kids = [self.expr(test), self.region(then), self.region(other)];
                self.tree.add(Kind::IfForm, Flags::EXPRESSION, NO_SYMBOL, &kids, Span::NONE, Span::NONE)
            }
        };
        self.value(id)
    }

    /// What is evaluated conditionally is cut on its own.
    fn region(&mut self, expr: &Expr) -> NodeId {
        let outside = std::mem::take(&mut self.pending);
        let value = self.expr(expr);
        let declarators = std::mem::replace(&mut self.pending, outside);
        if declarators.is_empty() {
            return value;
        }
        let mut kids = declarators;
        let body = self.add(Kind::Body, NO_SYMBOL, &[value]);
        kids.push(body);
        self.add(Kind::LetForm, LetKind::LetStar.payload(), &kids)
    }

    fn declare(&mut self, binding: u32, kind: DeclareKind) -> NodeId {
        let bind = self.add(Kind::Bind, binding, &[]);
        let zero = self.add(Kind::Number, Symbol::intern("0").index(), &[]);
        let declarator = self.add(Kind::Declarator, NO_SYMBOL, &[bind, zero]);
        self.add(Kind::Declare, kind.payload(), &[declarator])
    }

    fn finish(mut self, expr: &Expr) -> String {
        let declarations = [self.declare(VARIABLE, DeclareKind::Let), self.declare(CONSTANT, DeclareKind::Const)];
        let value = self.region(expr);
        let [first, second] = declarations;
        self.tree.root = Some(self.add(Kind::Program, NO_SYMBOL, &[first, second, value]));
        let (tree, diagnostics) = sx_ir::lower(self.tree);
        assert!(diagnostics.is_empty());
        sx_backends::js::print(&tree, &[], &sx_backends::js::PrintOptions::default()).text
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2000) })]

    #[test]
    fn what_was_cut_nests_again(expr in exprs()) {
        let expr = Expr::Call(vec![expr]);
        let whole = Builder::new(false).finish(&expr);
        let nested = Builder::new(true).finish(&expr);
        prop_assert_eq!(whole, nested);
    }
}
