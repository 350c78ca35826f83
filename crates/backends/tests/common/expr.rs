//! Expressions, patterns, functions, classes and JSX of the oracle, as IR.

use super::Reader;
use swc_common::Spanned;
use swc_ecma_ast::*;
use sx_base::Symbol;
use sx_ir::{Binary, Flags, Kind, Logical, NO_SYMBOL, NodeId, Unary};

const NONE: Flags = Flags::NONE;

pub(crate) fn sym(text: &str) -> u32 {
    Symbol::intern(text).index()
}

fn without_parens(mut expr: &Expr) -> &Expr {
    while let Expr::Paren(paren) = expr {
        expr = &paren.expr;
    }
    expr
}

/// `(0, place)`: the place as a value.
fn zero_comma(expr: &Expr) -> Option<&Expr> {
    let Expr::Seq(seq) = without_parens(expr) else { return None };
    let [zero, place] = seq.exprs.as_slice() else { return None };
    let is_zero = matches!(&**zero, Expr::Lit(Lit::Num(number)) if number.raw.as_deref() == Some("0"));
    let is_place = match without_parens(place) {
        Expr::Ident(_) | Expr::Member(_) | Expr::SuperProp(_) => true,
        Expr::OptChain(chain) => matches!(*chain.base, OptChainBase::Member(_)),
        _ => false,
    };
    (is_zero && is_place).then_some(place)
}

impl Reader {
    pub(crate) fn str_node(&mut self, lit: &Str) -> NodeId {
        let payload = Symbol::intern_wtf8(lit.value.as_bytes()).index();
        self.leaf(Kind::String, NONE, payload, lit.span)
    }

    pub(crate) fn key_name(&mut self, name: &IdentName) -> NodeId {
        self.leaf(Kind::KeyName, NONE, sym(&name.sym), name.span)
    }

    pub(crate) fn name(&mut self, ident: &Ident) -> NodeId {
        let binding = self.binding(&ident.sym);
        self.leaf(Kind::Name, NONE, binding, ident.span)
    }

    pub(crate) fn bind(&mut self, ident: &Ident) -> NodeId {
        let binding = self.binding(&ident.sym);
        self.leaf(Kind::Bind, NONE, binding, ident.span)
    }

    fn exprs(&mut self, exprs: &[Box<Expr>]) -> Vec<NodeId> {
        exprs.iter().map(|expr| self.expr(expr)).collect()
    }

    fn opt_expr(&mut self, expr: Option<&Expr>) -> NodeId {
        match expr {
            Some(expr) => self.expr(expr),
            None => self.none(),
        }
    }

    pub(crate) fn expr(&mut self, expr: &Expr) -> NodeId {
        let span = expr.span();
        match expr {
            Expr::Paren(paren) => self.expr(&paren.expr),
            Expr::This(_) => self.leaf(Kind::This, NONE, 0, span),
            Expr::Ident(ident) => self.name(ident),
            Expr::Lit(lit) => self.lit(lit),
            Expr::Array(array) => {
                let kids: Vec<_> = array.elems.iter().map(|elem| self.element(elem.as_ref())).collect();
                self.node(Kind::Array, NONE, 0, &kids, span)
            }
            Expr::Object(object) => {
                let kids: Vec<_> = object.props.iter().map(|prop| self.prop(prop)).collect();
                let flags = self.is_multiline(span);
                self.node(Kind::Object, flags, 0, &kids, span)
            }
            Expr::Fn(function) => self.function(function.ident.as_ref(), &function.function, NONE, span),
            Expr::Arrow(arrow) => self.arrow(arrow),
            Expr::Class(class) => self.class(class.ident.as_ref(), &class.class, NONE),
            Expr::Unary(unary) => self.unary(unary),
            Expr::Update(update) => {
                let place = self.place(&update.arg);
                let mut flags = if update.prefix { Flags::PREFIX } else { Flags::POSTFIX };
                if update.op == UpdateOp::MinusMinus {
                    flags |= Flags::DECREMENT;
                }
                self.node(Kind::Update, flags, 0, &[place], span)
            }
            Expr::Bin(bin) => self.bin(bin),
            Expr::Assign(assign) => self.assign(assign),
            Expr::Member(member) => self.member(member, NONE),
            Expr::SuperProp(member) => match &member.prop {
                SuperProp::Ident(name) => {
                    let id = self.node(Kind::SuperMember, NONE, sym(&name.sym), &[], span);
                    self.tree.node_mut(id).tok = super::span_of(name.span);
                    id
                }
                SuperProp::Computed(key) => {
                    let key = self.expr(&key.expr);
                    self.node(Kind::SuperIndex, NONE, 0, &[key], span)
                }
            },
            Expr::Cond(cond) => {
                let kids = [self.expr(&cond.test), self.expr(&cond.cons), self.expr(&cond.alt)];
                self.node(Kind::Cond, NONE, 0, &kids, span)
            }
            Expr::Call(call) => self.call(call),
            Expr::New(new) => {
                let mut kids = vec![self.expr(&new.callee)];
                kids.extend(new.args.iter().flatten().map(|arg| self.argument(arg)));
                let flags = if new.args.is_none() { Flags::BARE } else { NONE };
                self.node(Kind::New, flags, 0, &kids, span)
            }
            Expr::Seq(seq) => {
                let kids = self.exprs(&seq.exprs);
                self.node(Kind::Sequence, NONE, 0, &kids, span)
            }
            Expr::Tpl(tpl) => self.template(tpl),
            Expr::TaggedTpl(tagged) => {
                let kids = [self.callee(&tagged.tag), self.template(&tagged.tpl)];
                self.node(Kind::TaggedTemplate, NONE, 0, &kids, span)
            }
            Expr::Yield(yielded) => {
                let kind = if yielded.delegate { Kind::YieldStar } else { Kind::Yield };
                let kid = self.opt_expr(yielded.arg.as_deref());
                self.node(kind, NONE, 0, &[kid], span)
            }
            Expr::MetaProp(meta) => {
                let kind = match meta.kind {
                    MetaPropKind::NewTarget => Kind::NewTarget,
                    MetaPropKind::ImportMeta => Kind::ImportMeta,
                };
                self.leaf(kind, NONE, 0, span)
            }
            Expr::Await(awaited) => {
                let kid = self.expr(&awaited.arg);
                self.node(Kind::Await, NONE, 0, &[kid], span)
            }
            Expr::OptChain(chain) => {
                let kid = self.link(chain);
                self.node(Kind::Chain, NONE, 0, &[kid], span)
            }
            Expr::JSXElement(element) => self.jsx_element(element),
            Expr::JSXFragment(fragment) => {
                let tag = self.none();
                let attributes = self.none();
                self.tree.node_mut(attributes).kind = Kind::JsxAttributes;
                let mut kids = vec![tag, attributes];
                kids.extend(fragment.children.iter().map(|child| self.jsx_child(child)));
                self.node(Kind::JsxElement, NONE, 0, &kids, span)
            }
            other => panic!("expression {other:?}"),
        }
    }

    fn lit(&mut self, lit: &Lit) -> NodeId {
        let span = lit.span();
        match lit {
            Lit::Str(text) => self.str_node(text),
            Lit::Bool(value) => self.leaf(if value.value { Kind::True } else { Kind::False }, NONE, 0, span),
            Lit::Null(_) => self.leaf(Kind::Null, NONE, 0, span),
            Lit::Num(number) => {
                let text = number.raw.clone().expect("a spelling");
                self.leaf(Kind::Number, NONE, sym(&text), span)
            }
            Lit::BigInt(number) => {
                let text = number.raw.clone().expect("a spelling");
                self.leaf(Kind::BigInt, NONE, sym(&text), span)
            }
            Lit::Regex(regex) => {
                let text = format!("/{}/{}", regex.exp, regex.flags);
                self.leaf(Kind::Regex, NONE, sym(&text), span)
            }
            Lit::JSXText(_) => panic!("text in an expression"),
        }
    }

    fn element(&mut self, element: Option<&ExprOrSpread>) -> NodeId {
        if let Some(element) = element {
            return self.argument(element);
        }
        let id = self.none();
        self.tree.node_mut(id).kind = Kind::Hole;
        id
    }

    pub(crate) fn argument(&mut self, argument: &ExprOrSpread) -> NodeId {
        let value = self.expr(&argument.expr);
        match argument.spread {
            Some(dots) => {
                let id = self.node(Kind::Spread, NONE, 0, &[value], dots.to(argument.expr.span()));
                self.tree.node_mut(id).tok = super::span_of(dots);
                id
            }
            None => value,
        }
    }

    pub(crate) fn prop_key(&mut self, key: &PropName) -> NodeId {
        match key {
            PropName::Ident(name) => self.key_name(name),
            PropName::Str(text) => self.str_node(text),
            PropName::Num(number) => self.lit(&Lit::Num(number.clone())),
            PropName::BigInt(number) => self.lit(&Lit::BigInt(number.clone())),
            PropName::Computed(key) => {
                let kid = self.expr(&key.expr);
                self.node(Kind::Computed, NONE, 0, &[kid], key.span)
            }
        }
    }

    fn prop(&mut self, prop: &PropOrSpread) -> NodeId {
        let prop = match prop {
            PropOrSpread::Spread(spread) => {
                let kid = self.expr(&spread.expr);
                return self.node(Kind::Spread, NONE, 0, &[kid], spread.dot3_token.to(spread.expr.span()));
            }
            PropOrSpread::Prop(prop) => prop,
        };
        let span = prop.span();
        match &**prop {
            Prop::Shorthand(ident) => {
                let name = self.name(ident);
                self.node(Kind::Shorthand, NONE, sym(&ident.sym), &[name], span)
            }
            Prop::KeyValue(pair) => {
                let kids = [self.prop_key(&pair.key), self.expr(&pair.value)];
                self.node(Kind::Property, NONE, 0, &kids, span)
            }
            Prop::Getter(get) => self.method(&get.key, &get.function, Flags::GET, span),
            Prop::Setter(set) => self.method(&set.key, &set.function, Flags::SET, span),
            Prop::Method(method) => self.method(&method.key, &method.function, NONE, span),
            Prop::Assign(_) => panic!("a default in an object"),
        }
    }

    fn method(&mut self, key: &PropName, function: &Function, flags: Flags, span: swc_common::Span) -> NodeId {
        let kids = [self.prop_key(key), self.function(None, function, Flags::METHOD, span)];
        self.node(Kind::Method, flags, 0, &kids, span)
    }

    pub(crate) fn function(
        &mut self,
        ident: Option<&Ident>,
        function: &Function,
        mut flags: Flags,
        span: swc_common::Span,
    ) -> NodeId {
        if function.is_async {
            flags |= Flags::ASYNC;
        }
        if function.is_generator {
            flags |= Flags::GENERATOR;
        }
        let bind = match ident {
            Some(ident) => self.bind(ident),
            None => self.none(),
        };
        let pats: Vec<_> = function.params.iter().map(|param| self.pat(&param.pat, Leaf::Bind)).collect();
        let params = self.params(&pats);
        let body = self.body(&function.body.as_ref().expect("a body").stmts);
        self.node(Kind::Function, flags, 0, &[bind, params, body], span)
    }

    fn params(&mut self, pats: &[NodeId]) -> NodeId {
        let span = pats.iter().fold(sx_base::Span::NONE, |span, &pat| span.to(self.tree.node(pat).span));
        self.tree.add(Kind::Params, NONE, 0, pats, span, sx_base::Span::NONE)
    }

    fn arrow(&mut self, arrow: &ArrowExpr) -> NodeId {
        let mut flags = Flags::ARROW;
        if arrow.is_async {
            flags |= Flags::ASYNC;
        }
        let bind = self.none();
        let pats: Vec<_> = arrow.params.iter().map(|param| self.pat(param, Leaf::Bind)).collect();
        let params = self.params(&pats);
        let body = match &*arrow.body {
            ArrowFunctionBody::FunctionBody(body) => self.body(&body.stmts),
            ArrowFunctionBody::Expr(value) => {
                flags |= Flags::EXPRESSION;
                self.expr(value)
            }
        };
        self.node(Kind::Function, flags, 0, &[bind, params, body], arrow.span)
    }

    fn unary(&mut self, unary: &UnaryExpr) -> NodeId {
        let (kind, payload) = match unary.op {
            UnaryOp::Minus => (Kind::Unary, Unary::Minus.payload()),
            UnaryOp::Plus => (Kind::Unary, Unary::Plus.payload()),
            UnaryOp::Bang => (Kind::Unary, Unary::Not.payload()),
            UnaryOp::Tilde => (Kind::Unary, Unary::BitNot.payload()),
            UnaryOp::TypeOf => (Kind::Typeof, 0),
            UnaryOp::Void => (Kind::Void, 0),
            UnaryOp::Delete => (Kind::Delete, 0),
        };
        let kid = match kind {
            Kind::Typeof | Kind::Delete => self.callee(&unary.arg),
            _ => self.expr(&unary.arg),
        };
        self.node(kind, NONE, payload, &[kid], unary.span)
    }

    fn bin(&mut self, bin: &BinExpr) -> NodeId {
        if let Expr::PrivateName(name) = &*bin.left {
            let kid = self.expr(&bin.right);
            return self.node(Kind::PrivateIn, NONE, sym(&name.name), &[kid], bin.span);
        }
        let kids = [self.expr(&bin.left), self.expr(&bin.right)];
        let text = bin.op.as_str();
        if let Some(op) = Logical::from_text(text) {
            return self.node(Kind::Logical, NONE, op.payload(), &kids, bin.span);
        }
        let op = Binary::from_text(text).expect("an operator");
        self.node(Kind::Binary, NONE, op.payload(), &kids, bin.span)
    }

    fn assign(&mut self, assign: &AssignExpr) -> NodeId {
        let target = self.target(&assign.left);
        let value = self.expr(&assign.right);
        let text = assign.op.as_str();
        let text = &text[..text.len() - 1];
        if text.is_empty() {
            return self.node(Kind::Assign, NONE, 0, &[target, value], assign.span);
        }
        if let Some(op) = Logical::from_text(text) {
            return self.node(Kind::LogicalAssign, NONE, op.payload(), &[target, value], assign.span);
        }
        let op = Binary::from_text(text).expect("an operator");
        self.node(Kind::Compound, NONE, op.payload(), &[target, value], assign.span)
    }

    fn target(&mut self, target: &AssignTarget) -> NodeId {
        match target {
            AssignTarget::Simple(simple) => {
                let id = match simple {
                    SimpleAssignTarget::Ident(ident) => self.name(&ident.id),
                    SimpleAssignTarget::Member(member) => self.member(member, NONE),
                    SimpleAssignTarget::SuperProp(member) => self.expr(&Expr::SuperProp(member.clone())),
                    SimpleAssignTarget::Paren(paren) => self.expr(&paren.expr),
                    other => panic!("target {other:?}"),
                };
                self.add_place(id)
            }
            AssignTarget::Pat(AssignTargetPat::Array(array)) => self.pat(&Pat::Array(array.clone()), Leaf::Place),
            AssignTarget::Pat(AssignTargetPat::Object(object)) => self.pat(&Pat::Object(object.clone()), Leaf::Place),
            AssignTarget::Pat(AssignTargetPat::Invalid(_)) => panic!("an invalid target"),
        }
    }

    pub(crate) fn place(&mut self, expr: &Expr) -> NodeId {
        let id = self.expr(expr);
        self.add_place(id)
    }

    fn member(&mut self, member: &MemberExpr, flags: Flags) -> NodeId {
        let object = self.chained(&member.obj);
        match &member.prop {
            MemberProp::Ident(name) => {
                let id = self.node(Kind::Member, flags, sym(&name.sym), &[object], member.span);
                self.tree.node_mut(id).tok = super::span_of(name.span);
                id
            }
            MemberProp::PrivateName(name) => {
                let id = self.node(Kind::Private, flags, sym(&name.name), &[object], member.span);
                self.tree.node_mut(id).tok = super::span_of(name.span);
                id
            }
            MemberProp::Computed(key) => {
                let key = self.expr(&key.expr);
                self.node(Kind::Index, flags, 0, &[object, key], member.span)
            }
        }
    }

    /// The object of a link: of the same chain, unless parentheses end that.
    fn chained(&mut self, object: &Expr) -> NodeId {
        match object {
            Expr::OptChain(chain) => self.link(chain),
            other => self.expr(other),
        }
    }

    fn link(&mut self, chain: &OptChainExpr) -> NodeId {
        let flags = if chain.optional { Flags::OPTIONAL } else { NONE };
        match &*chain.base {
            OptChainBase::Member(member) => self.member(member, flags),
            OptChainBase::Call(call) => {
                let callee = match &*call.callee {
                    Expr::OptChain(inner) => {
                        let is_place = matches!(*inner.base, OptChainBase::Member(_));
                        let id = self.link(inner);
                        if is_place { self.add_place(id) } else { id }
                    }
                    other => self.callee(other),
                };
                let mut kids = vec![callee];
                kids.extend(call.args.iter().map(|arg| self.argument(arg)));
                self.node(Kind::Call, flags, 0, &kids, chain.span)
            }
        }
    }

    /// A callee, tag or operand of `typeof` and `delete`: places keep being places.
    fn callee(&mut self, expr: &Expr) -> NodeId {
        if let Some(place) = zero_comma(expr) {
            return self.expr(place);
        }
        let id = self.expr(expr);
        match without_parens(expr) {
            Expr::Ident(_) | Expr::Member(_) | Expr::SuperProp(_) => self.add_place(id),
            Expr::OptChain(chain) if matches!(*chain.base, OptChainBase::Member(_)) => self.add_place(id),
            _ => id,
        }
    }

    fn call(&mut self, call: &CallExpr) -> NodeId {
        let callee = match &call.callee {
            Callee::Super(word) => self.leaf(Kind::Super, NONE, 0, word.span),
            Callee::Import(word) => {
                let phase = match word.phase {
                    ImportPhase::Evaluation => NO_SYMBOL,
                    ImportPhase::Source => sym("source"),
                    ImportPhase::Defer => sym("defer"),
                };
                let first = self.expr(&call.args[0].expr);
                let second = self.opt_expr(call.args.get(1).map(|arg| &*arg.expr));
                return self.node(Kind::ImportCall, NONE, phase, &[first, second], call.span);
            }
            Callee::Expr(callee) => self.callee(callee),
        };
        let mut kids = vec![callee];
        kids.extend(call.args.iter().map(|arg| self.argument(arg)));
        self.node(Kind::Call, NONE, 0, &kids, call.span)
    }

    fn template(&mut self, tpl: &Tpl) -> NodeId {
        let mut kids = Vec::new();
        for (at, quasi) in tpl.quasis.iter().enumerate() {
            kids.push(self.leaf(Kind::TemplateText, NONE, sym(&quasi.raw), quasi.span));
            if let Some(value) = tpl.exprs.get(at) {
                kids.push(self.expr(value));
            }
        }
        self.node(Kind::Template, NONE, 0, &kids, tpl.span)
    }

    pub(crate) fn class(&mut self, ident: Option<&Ident>, class: &Class, flags: Flags) -> NodeId {
        let decorators: Vec<_> = class.decorators.iter().map(|decorator| self.expr(&decorator.expr)).collect();
        let bind = match ident {
            Some(ident) => self.bind(ident),
            None => self.none(),
        };
        let mut kids = vec![bind, self.opt_expr(class.super_class.as_deref())];
        kids.extend(class.body.iter().map(|member| self.class_member(member)));
        let id = self.node(Kind::Class, flags, 0, &kids, class.span);
        self.decorated(decorators, id, class.span)
    }

    fn decorated(&mut self, mut decorators: Vec<NodeId>, target: NodeId, span: swc_common::Span) -> NodeId {
        if decorators.is_empty() {
            return target;
        }
        decorators.push(target);
        self.node(Kind::Decorated, NONE, 0, &decorators, span)
    }

    fn decorators(&mut self, decorators: &[Decorator]) -> Vec<NodeId> {
        decorators.iter().map(|decorator| self.expr(&decorator.expr)).collect()
    }

    fn class_member(&mut self, member: &ClassMember) -> NodeId {
        let span = member.span();
        let is_static = |yes: bool| if yes { Flags::STATIC } else { NONE };
        match member {
            ClassMember::Constructor(constructor) => {
                let key = self.prop_key(&constructor.key);
                let pats: Vec<_> = constructor
                    .params
                    .iter()
                    .map(|param| match param {
                        ParamOrTsParamProp::Param(param) => self.pat(&param.pat, Leaf::Bind),
                        ParamOrTsParamProp::TsParamProp(_) => panic!("a parameter property"),
                    })
                    .collect();
                let (bind, params) = (self.none(), self.params(&pats));
                let body = self.body(&constructor.body.as_ref().expect("a body").stmts);
                let function = self.node(Kind::Function, Flags::METHOD, 0, &[bind, params, body], span);
                self.node(Kind::Method, Flags::CONSTRUCTOR, 0, &[key, function], span)
            }
            ClassMember::Method(method) => {
                let decorators = self.decorators(&method.function.decorators);
                let id = self.method(
                    &method.key,
                    &method.function,
                    is_static(method.is_static) | accessor_kind(method.kind),
                    span,
                );
                self.decorated(decorators, id, span)
            }
            ClassMember::PrivateMethod(method) => {
                let decorators = self.decorators(&method.function.decorators);
                let key = self.leaf(Kind::PrivateName, NONE, sym(&method.key.name), method.key.span);
                let function = self.function(None, &method.function, Flags::METHOD, span);
                let flags = is_static(method.is_static) | accessor_kind(method.kind);
                let id = self.node(Kind::Method, flags, 0, &[key, function], span);
                self.decorated(decorators, id, span)
            }
            ClassMember::ClassProp(field) => {
                let decorators = self.decorators(&field.decorators);
                let kids = [self.prop_key(&field.key), self.opt_expr(field.value.as_deref())];
                let id = self.node(Kind::Field, is_static(field.is_static), 0, &kids, span);
                self.decorated(decorators, id, span)
            }
            ClassMember::PrivateProp(field) => {
                let decorators = self.decorators(&field.decorators);
                let key = self.leaf(Kind::PrivateName, NONE, sym(&field.key.name), field.key.span);
                let kids = [key, self.opt_expr(field.value.as_deref())];
                let id = self.node(Kind::Field, is_static(field.is_static), 0, &kids, span);
                self.decorated(decorators, id, span)
            }
            ClassMember::AutoAccessor(field) => {
                let decorators = self.decorators(&field.decorators);
                let key = match &field.key {
                    Key::Private(name) => self.leaf(Kind::PrivateName, NONE, sym(&name.name), name.span),
                    Key::Public(name) => self.prop_key(name),
                };
                let kids = [key, self.opt_expr(field.value.as_deref())];
                let id = self.node(Kind::Field, is_static(field.is_static) | Flags::ACCESSOR, 0, &kids, span);
                self.decorated(decorators, id, span)
            }
            ClassMember::Empty(_) => self.leaf(Kind::Empty, NONE, 0, span),
            ClassMember::StaticBlock(block) => {
                let body = self.body(&block.body.stmts);
                self.node(Kind::StaticBlock, NONE, 0, &[body], span)
            }
            ClassMember::TsIndexSignature(_) => panic!("an index signature"),
        }
    }

    pub(crate) fn pat(&mut self, pat: &Pat, leaf: Leaf) -> NodeId {
        let span = pat.span();
        match pat {
            Pat::Ident(ident) => match leaf {
                Leaf::Bind => self.bind(&ident.id),
                Leaf::Place => {
                    let id = self.name(&ident.id);
                    self.add_place(id)
                }
            },
            Pat::Array(array) => {
                let kids: Vec<_> = array
                    .elems
                    .iter()
                    .map(|elem| match elem {
                        Some(elem) => self.pat(elem, leaf),
                        None => self.element(None),
                    })
                    .collect();
                self.node(Kind::ArrayPattern, NONE, 0, &kids, span)
            }
            Pat::Object(object) => {
                let kids: Vec<_> = object.props.iter().map(|prop| self.pat_prop(prop, leaf)).collect();
                let flags = self.is_multiline(span);
                self.node(Kind::ObjectPattern, flags, 0, &kids, span)
            }
            Pat::Rest(rest) => {
                let kid = self.pat(&rest.arg, leaf);
                self.node(Kind::Rest, NONE, 0, &[kid], span)
            }
            Pat::Assign(assign) => {
                let kids = [self.pat(&assign.left, leaf), self.expr(&assign.right)];
                self.node(Kind::Default, NONE, 0, &kids, span)
            }
            Pat::Expr(expr) => self.place(expr),
            Pat::Invalid(_) => panic!("an invalid pattern"),
        }
    }

    fn pat_prop(&mut self, prop: &ObjectPatProp, leaf: Leaf) -> NodeId {
        let span = prop.span();
        match prop {
            ObjectPatProp::KeyValue(pair) => {
                let kids = [self.prop_key(&pair.key), self.pat(&pair.value, leaf)];
                self.node(Kind::PatternProperty, NONE, 0, &kids, span)
            }
            ObjectPatProp::Assign(assign) => {
                let key = self.leaf(Kind::KeyName, NONE, sym(&assign.key.sym), assign.key.span());
                let mut target = self.pat(&Pat::Ident(assign.key.clone()), leaf);
                if let Some(value) = &assign.value {
                    let value = self.expr(value);
                    target = self.node(Kind::Default, NONE, 0, &[target, value], span);
                }
                self.node(Kind::PatternProperty, Flags::SHORTHAND, 0, &[key, target], span)
            }
            ObjectPatProp::Rest(rest) => self.pat(&Pat::Rest(rest.clone()), leaf),
        }
    }

    fn jsx_element(&mut self, element: &JSXElement) -> NodeId {
        let tag = match &element.opening.name {
            JSXElementName::Ident(ident) if ident.sym.starts_with(|c: char| c.is_ascii_uppercase()) => self.name(ident),
            JSXElementName::Ident(ident) => self.leaf(Kind::KeyName, NONE, sym(&ident.sym), ident.span),
            JSXElementName::JSXMemberExpr(member) => self.jsx_member(member),
            JSXElementName::JSXNamespacedName(name) => {
                let text = format!("{}:{}", name.ns.sym, name.name.sym);
                self.leaf(Kind::KeyName, NONE, sym(&text), name.span)
            }
        };
        let attributes: Vec<_> = element.opening.attrs.iter().map(|attr| self.jsx_attribute(attr)).collect();
        let attributes = self.node(Kind::JsxAttributes, NONE, 0, &attributes, element.opening.span);
        let mut kids = vec![tag, attributes];
        kids.extend(element.children.iter().map(|child| self.jsx_child(child)));
        self.node(Kind::JsxElement, NONE, 0, &kids, element.span)
    }

    fn jsx_member(&mut self, member: &JSXMemberExpr) -> NodeId {
        let object = match &member.obj {
            JSXObject::Ident(ident) => self.name(ident),
            JSXObject::JSXMemberExpr(member) => self.jsx_member(member),
        };
        self.node(Kind::Member, NONE, sym(&member.prop.sym), &[object], member.span)
    }

    fn jsx_attribute(&mut self, attribute: &JSXAttrOrSpread) -> NodeId {
        let attribute = match attribute {
            JSXAttrOrSpread::JSXAttr(attribute) => attribute,
            JSXAttrOrSpread::SpreadElement(spread) => {
                let kid = self.expr(&spread.expr);
                return self.node(Kind::Spread, NONE, 0, &[kid], spread.span());
            }
        };
        let name = match &attribute.name {
            JSXAttrName::Ident(name) => name.sym.to_string(),
            JSXAttrName::JSXNamespacedName(name) => format!("{}:{}", name.ns.sym, name.name.sym),
        };
        let value = match &attribute.value {
            None => self.none(),
            Some(JSXAttrValue::Str(text)) => self.str_node(text),
            Some(JSXAttrValue::JSXExprContainer(container)) => self.jsx_container(container),
            Some(JSXAttrValue::JSXElement(element)) => self.jsx_element(element),
            Some(JSXAttrValue::JSXFragment(fragment)) => self.expr(&Expr::JSXFragment(fragment.clone())),
        };
        self.node(Kind::JsxAttribute, NONE, sym(&name), &[value], attribute.span)
    }

    fn jsx_container(&mut self, container: &JSXExprContainer) -> NodeId {
        let kid = match &container.expr {
            JSXExpr::JSXEmptyExpr(_) => self.none(),
            JSXExpr::Expr(expr) => self.expr(expr),
        };
        self.node(Kind::JsxExpression, NONE, 0, &[kid], container.span)
    }

    fn jsx_child(&mut self, child: &JSXElementChild) -> NodeId {
        match child {
            JSXElementChild::JSXText(text) => self.leaf(Kind::JsxText, NONE, sym(&text.raw), text.span),
            JSXElementChild::JSXExprContainer(container) => self.jsx_container(container),
            JSXElementChild::JSXSpreadChild(spread) => {
                let kid = self.expr(&spread.expr);
                self.node(Kind::Spread, NONE, 0, &[kid], spread.span)
            }
            JSXElementChild::JSXElement(element) => self.jsx_element(element),
            JSXElementChild::JSXFragment(fragment) => self.expr(&Expr::JSXFragment(fragment.clone())),
        }
    }
}

/// What the names in a pattern are.
#[derive(Clone, Copy)]
pub(crate) enum Leaf {
    Bind,
    Place,
}

fn accessor_kind(kind: MethodKind) -> Flags {
    match kind {
        MethodKind::Method => NONE,
        MethodKind::Getter => Flags::GET,
        MethodKind::Setter => Flags::SET,
    }
}
