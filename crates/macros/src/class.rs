//! Classes: `(class Name (extends Base) (constructor …) (method m …) (static (field x 0)) …)`.

use crate::diagnostics as diag;
use crate::expander::{Expander, FnContext, Head, Kids, Stx};
use sx_base::{Span, Symbol};
use sx_ir::{BindingKind, Flags, Kind, NO_SYMBOL, NodeId};
use sx_reader::{CoreForm, FormKind};

/// Where a decorated class stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum ClassPlace {
    Value,
    /// With a name it is a declaration.
    Statement,
    /// Behind `export default`, where it is a declaration without a name too.
    Default,
}

impl Expander<'_> {
    /// Whether a class form has a name: then it is a declaration where statements stand.
    pub(crate) fn is_class_declaration(&mut self, kids: &[Stx]) -> bool {
        kids.get(1).is_some_and(|&name| matches!(self.kind(name), FormKind::Symbol(_) | FormKind::Verbatim(_)))
    }

    /// A class; with `declaration` its name is declared in the scope around.
    pub(crate) fn expand_class(&mut self, stx: Stx, kids: &[Stx], declaration: bool) -> NodeId {
        let named = self.is_class_declaration(kids);
        let tok = self.span(kids[0]);
        let mut members = kids[if named { 2 } else { 1 }..].to_vec();
        let name_node = if !named {
            self.none()
        } else if declaration {
            if self.binder_name(kids[1]).is_none() {
                return self.none_error();
            }
            self.expand_binder(kids[1])
        } else {
            let scope = self.sets.binding_scope(self.span(stx));
            let name_stx = self.with_scope(kids[1], scope);
            let Some(name) = self.binder_name(name_stx) else { return self.none_error() };
            self.declare(name, BindingKind::OwnName, name_stx);
            members = members.iter().map(|&member| self.with_scope(member, scope)).collect();
            self.expand_binder(name_stx)
        };
        let (mut doc, members) = self.split_doc(&members);
        let mut parts = vec![name_node];
        let mut rest = members;
        if let Some(&first) = members.first()
            && self.clause_head(first) == Some(CoreForm::Extends)
        {
            rest = &members[1..];
            parts.push(match self.kids(first)[..] {
                [_, base] => self.expand(base),
                _ => self.error(diag::shape(self.span(first), "extends", "(extends Base)")),
            });
            if doc.is_none() {
                (doc, rest) = self.split_doc(rest);
            }
        } else {
            parts.push(self.none());
        }
        let is_derived = self.tree.kind(parts[1]) != Kind::None;
        let outer = std::mem::replace(&mut self.function().class_is_derived, is_derived);
        let scope = self.sets.binding_scope(self.span(stx));
        let members: Vec<Stx> = rest.iter().map(|&member| self.with_scope(member, scope)).collect();
        self.classes += 1;
        let first_use = self.open_privates(scope);
        self.expand_members(&members, &mut parts);
        self.classes -= 1;
        self.check_constructors(&parts[2..]);
        self.check_private_names(&parts[2..], first_use);
        self.function().class_is_derived = outer;
        let flags = if declaration { Flags::DECLARATION } else { Flags::NONE };
        let node = self.node(Kind::Class, flags, NO_SYMBOL, &parts, stx, tok);
        if let Some(doc) = doc {
            self.tree.docs.insert(node, doc);
        }
        node
    }

    /// A class has one constructor; macros may give members beside those that are written.
    fn check_constructors(&mut self, members: &[NodeId]) {
        let is_constructor =
            |this: &Self, id: NodeId| this.tree.kind(id) == Kind::Method && this.tree.flags(id).has(Flags::CONSTRUCTOR);
        let mut constructors = members.iter().copied().filter(|&id| is_constructor(self, id));
        let Some(first) = constructors.next() else { return };
        let others: Vec<NodeId> = constructors.collect();
        let first = self.tree.node(first).tok;
        for other in others {
            let span = self.tree.node(other).tok;
            self.report(diag::constructor_twice(span, first));
        }
    }

    /// The members of a class; `begin` stands for those in it, and macros may give them.
    fn expand_members(&mut self, members: &[Stx], nodes: &mut Vec<NodeId>) {
        self.for_each_spliced(members, |this, member| {
            nodes.push(match member {
                Some(member) => this.expand_member(member, Flags::NONE),
                None => this.none_error(),
            });
        });
    }

    /// One member; macros may give it.
    fn expand_member(&mut self, stx: Stx, flags: Flags) -> NodeId {
        let stx = self.peel(stx);
        let Some(core) = self.clause_head(stx) else {
            if self.is_list(stx) && !self.forms.kids(stx.id).is_empty() {
                let head = self.first_kid(stx);
                if let Head::Macro(id) = self.head(head) {
                    return match self.expand_macro(id, stx) {
                        Some((result, frame)) => self.in_frame(frame, |this| this.expand_member(result, flags)),
                        None => self.none_error(),
                    };
                }
            }
            return self.error(diag::bad_class_member(self.span(stx)));
        };
        let kids = self.kids(stx);
        let may_be_async = matches!(
            core,
            CoreForm::Static | CoreForm::Async | CoreForm::Method | CoreForm::MethodEffect | CoreForm::MethodStar
        );
        if flags.has(Flags::ASYNC) && !may_be_async {
            return self.error(diag::member_not_async(self.span(stx), core.name()));
        }
        match core {
            CoreForm::Static | CoreForm::Async => {
                let [_, inner] = kids[..] else {
                    let name = core.name();
                    return self.error(diag::shape(self.span(stx), name, &format!("({name} member)")));
                };
                let added = if core == CoreForm::Static { Flags::STATIC } else { Flags::ASYNC };
                let node = self.expand_member(inner, flags | added);
                self.widen(node, stx);
                node
            }
            CoreForm::Decorate => self.expand_decorated_member(stx, &kids, flags),
            CoreForm::Constructor => self.expand_constructor(stx, &kids),
            CoreForm::Method | CoreForm::MethodEffect
                if flags == Flags::NONE && kids.get(1).is_some_and(|&name| self.is_constructor_name(name)) =>
            {
                self.error(diag::method_constructor(self.span(kids[1])))
            }
            CoreForm::Method
            | CoreForm::MethodEffect
            | CoreForm::MethodStar
            | CoreForm::Get
            | CoreForm::GetEffect
            | CoreForm::Set => self.expand_method(core, stx, &kids, flags),
            CoreForm::Field | CoreForm::Accessor => self.expand_field(core, stx, &kids, flags),
            CoreForm::StaticBlock => {
                self.functions.push(FnContext::of_class_part());
                let scope = self.sets.binding_scope(self.span(stx));
                let forms: Kids = kids[1..].iter().map(|&form| self.with_scope(form, scope)).collect();
                self.function().var_scope = scope;
                self.hoist_vars(&forms);
                let nodes = self.expand_function_body(&forms);
                self.functions.pop();
                let tok = self.span(kids[0]);
                let body = self.plain(Kind::Body, &nodes, stx, tok);
                self.plain(Kind::StaticBlock, &[body], stx, tok)
            }
            CoreForm::Empty => self.leaf(Kind::Empty, NO_SYMBOL, stx),
            CoreForm::Begin | CoreForm::Do => self.error(diag::several_members(self.span(stx))),
            _ => self.error(diag::bad_class_member(self.span(stx))),
        }
    }

    /// Whether `stx` is the name of the constructor, which a computed key is not.
    fn is_constructor_name(&mut self, stx: Stx) -> bool {
        let name = self.untyped(stx);
        let text = match self.kind(name) {
            FormKind::Symbol(name) | FormKind::Verbatim(name) => Some(name),
            kind => kind.key_text(),
        };
        text.is_some_and(|text| text.as_str() == "constructor")
    }

    fn expand_constructor(&mut self, stx: Stx, kids: &[Stx]) -> NodeId {
        let Some(params) = kids.get(1).map(|&params| self.untyped(params)).filter(|&params| self.is_list(params))
        else {
            return self.error(diag::shape(self.span(stx), "constructor", "(constructor (param…) body…)"));
        };
        let params = self.kids(params);
        let tok = self.span(kids[0]);
        let key = self.node(Kind::KeyName, Flags::NONE, Symbol::intern("constructor").index(), &[], kids[0], tok);
        let parts = self.expand_function_parts(&params, &kids[2..], Flags::METHOD | Flags::CONSTRUCTOR, stx, kids[0]);
        self.method_node(&parts, key, Flags::CONSTRUCTOR, stx, tok)
    }

    fn method_node(
        &mut self,
        parts: &crate::function::FunctionParts,
        key: NodeId,
        flags: Flags,
        stx: Stx,
        tok: Span,
    ) -> NodeId {
        let none = self.none();
        let inner = parts.flags.without(Flags::CONSTRUCTOR | Flags::GET | Flags::SET | Flags::STATIC);
        let function = self.node(Kind::Function, inner, NO_SYMBOL, &[none, parts.params, parts.body], stx, tok);
        let node = self.node(Kind::Method, flags, NO_SYMBOL, &[key, function], stx, tok);
        if let Some(doc) = parts.doc {
            self.tree.docs.insert(node, doc);
        }
        node
    }

    /// `(method m (a) …)`, `(get p () …)`, `(set p (v) …)` of classes and objects.
    pub(crate) fn expand_method(&mut self, core: CoreForm, stx: Stx, kids: &[Stx], flags: Flags) -> NodeId {
        let name = core.name();
        let shape = format!("({name} name (param…) body…)");
        let params_form = kids.get(2).map(|&params| self.untyped(params));
        let Some(params_form) = params_form.filter(|&params| self.is_list(params)) else {
            return self.error(diag::shape(self.span(stx), name, &shape));
        };
        let params = self.kids(params_form);
        let arity_wrong = (matches!(core, CoreForm::Get | CoreForm::GetEffect) && !params.is_empty())
            || (core == CoreForm::Set && (params.len() != 1 || self.kind(params[0]) == FormKind::Spread));
        if arity_wrong {
            return self.error(diag::accessor_arity(self.span(kids[2]), name));
        }
        let key = self.expand_member_key(kids[1]);
        let accessor = match core {
            CoreForm::Get | CoreForm::GetEffect => Flags::GET,
            CoreForm::Set => Flags::SET,
            _ => Flags::NONE,
        };
        let function_flags = Flags::METHOD
            | accessor
            | if flags.has(Flags::ASYNC) { Flags::ASYNC } else { Flags::NONE }
            | match core {
                CoreForm::MethodStar => Flags::GENERATOR,
                CoreForm::MethodEffect | CoreForm::GetEffect | CoreForm::Set => Flags::NONE,
                _ => Flags::IMPLICIT,
            };
        let parts = self.expand_function_parts(&params, &kids[3..], function_flags, stx, kids[0]);
        let tok = self.span(kids[0]);
        self.method_node(&parts, key, flags.without(Flags::ASYNC) | accessor, stx, tok)
    }

    fn expand_field(&mut self, core: CoreForm, stx: Stx, kids: &[Stx], flags: Flags) -> NodeId {
        let name = core.name();
        let (key, value) = match kids[..] {
            [_, key] => (key, None),
            [_, key, value] => (key, Some(value)),
            _ => return self.error(diag::shape(self.span(stx), name, &format!("({name} name value)"))),
        };
        let key = self.untyped(key);
        let key = self.expand_member_key(key);
        let value = match value {
            Some(value) => {
                // A field initialiser is a method of its own: no await, no return, its own `arguments`.
                self.functions.push(FnContext::of_class_part());
                let value = self.expand(value);
                self.functions.pop();
                value
            }
            None => self.none(),
        };
        let flags = flags | if core == CoreForm::Accessor { Flags::ACCESSOR } else { Flags::NONE };
        let tok = self.span(kids[0]);
        self.node(Kind::Field, flags, NO_SYMBOL, &[key, value], stx, tok)
    }

    /// The name of a member: a symbol, `#p`, a string, a number or `[e]`.
    pub(crate) fn expand_member_key(&mut self, stx: Stx) -> NodeId {
        let stx = self.untyped(stx);
        match self.kind(stx) {
            FormKind::Symbol(name) => {
                let tok = self.span(stx);
                if let Some(private) = name.as_str().strip_prefix('#') {
                    return match sx_base::names::js_name(Symbol::intern(private)) {
                        Some(js) => self.declare_private(js, stx),
                        None => self.error(diag::bad_member(tok, name)),
                    };
                }
                match sx_base::names::js_name(name) {
                    Some(js) if self.dotted(name).is_none() => self.leaf(Kind::KeyName, js.index(), stx),
                    _ => self.error(diag::bad_member(tok, name)),
                }
            }
            FormKind::Verbatim(name) => match sx_base::names::js_name(name) {
                Some(js) => self.leaf(Kind::KeyName, js.index(), stx),
                None => self.error(diag::bad_member(self.span(stx), name)),
            },
            FormKind::True => self.leaf(Kind::KeyName, Symbol::intern("true").index(), stx),
            FormKind::False => self.leaf(Kind::KeyName, Symbol::intern("false").index(), stx),
            FormKind::Null => {
                let span = self.span(stx);
                let text = span.slice(&self.source.text);
                let name = if text == "nil" { "nil" } else { "null" };
                self.leaf(Kind::KeyName, Symbol::intern(name).index(), stx)
            }
            FormKind::Core(core) if sx_base::names::is_identifier(core.name()) => {
                self.leaf(Kind::KeyName, Symbol::intern(core.name()).index(), stx)
            }
            FormKind::Core(core) => self.error(diag::bad_member(self.span(stx), Symbol::intern(core.name()))),
            _ => self.expand_key(stx),
        }
    }

    /// `(@ dec member)`: decorators before a class member.
    fn expand_decorated_member(&mut self, stx: Stx, kids: &[Stx], flags: Flags) -> NodeId {
        if kids.len() < 3 {
            return self.error(diag::shape(self.span(stx), "@", "(@ decorator member)"));
        }
        let parts = self.expand_all(&kids[1..kids.len() - 1]);
        let member = self.expand_member(kids[kids.len() - 1], flags);
        self.decorated(parts, member, stx, kids[0])
    }

    /// `parts`, which decorate `target`; `(@ a (@ b x))` is `(@ a b x)`.
    fn decorated(&mut self, mut parts: Vec<NodeId>, target: NodeId, stx: Stx, head: Stx) -> NodeId {
        if self.tree.kind(target) == Kind::Decorated {
            parts.extend_from_slice(self.tree.kids(target));
        } else {
            parts.push(target);
        }
        let tok = self.span(head);
        self.plain(Kind::Decorated, &parts, stx, tok)
    }

    /// `(@ dec (class …))`.
    pub(crate) fn expand_decorated(&mut self, stx: Stx, kids: &[Stx], place: ClassPlace) -> NodeId {
        if kids.len() < 3 {
            return self.error(diag::shape(self.span(stx), "@", "(@ decorator (class …))"));
        }
        let parts = self.expand_all(&kids[1..kids.len() - 1]);
        let node = self.expand_beyond_macros(kids[kids.len() - 1], |this, class, head| match head {
            Some(Head::Core(CoreForm::Class)) => {
                let class_kids = this.kids(class);
                let declares = match place {
                    ClassPlace::Value => false,
                    ClassPlace::Statement => this.is_class_declaration(&class_kids),
                    ClassPlace::Default => true,
                };
                this.expand_class(class, &class_kids, declares)
            }
            Some(Head::Core(CoreForm::Decorate)) => {
                let inner = this.kids(class);
                this.expand_decorated(class, &inner, place)
            }
            _ => this.error(diag::shape(this.span(stx), "@", "(@ decorator (class …))")),
        });
        self.decorated(parts, node, stx, kids[0])
    }
}
