//! The exchange of forms with the compile-time engine, as text: one value a line, children before their parent.
//!
//! | line | value |
//! |---|---|
//! | `y NAME` | symbol, with the scopes of the call |
//! | `Y SET NAME` | symbol with scopes of its own (to the engine: relative to the call; from it: absolute) |
//! | `P SET NAME` | symbol with scopes relative to the call (from the engine) |
//! | `g N NAME` | fresh symbol number N (from the engine) |
//! | `k NAME` | keyword |
//! | `s TEXT`, `n TEXT`, `b TEXT` | string, number, big integer |
//! | `t`, `f`, `0` | `true`, `false`, `null` |
//! | `o ID` | a form that macro code cannot take apart |
//! | `L ID COUNT`, `A …`, `O …`, `S …` | list, array, object, set of the last COUNT values; from the engine without ID |
//! | `Q KIND ID` | quote family and spread around the last value; from the engine without ID |
//! | `r ID` | the form ID of the call, untouched (from the engine) |
//!
//! In text `\` is `\\` and a line end is `\n` or `\r`.

use crate::diagnostics as diag;
use crate::expander::{Expander, Stx};
use crate::scope::SetId;
use rustc_hash::FxHashMap;
use std::fmt::Write as _;
use sx_base::{Span, Symbol};
use sx_reader::{FormId, FormKind};

/// Atoms of a call are looked for in this many forms, to give what a macro passes on its position back.
const ATOM_SEARCH: usize = 20_000;

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            _ => out.push(c),
        }
    }
    out.push('\n');
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        out.push(match chars.next() {
            Some('n') => '\n',
            Some('r') => '\r',
            Some(other) => other,
            None => '\\',
        });
    }
    out
}

/// The arguments of a call, relative to its scopes; with `whole` the call itself, head included.
pub(crate) fn encode_call(this: &mut Expander<'_>, stx: Stx, whole: bool) -> String {
    let mut out = String::new();
    let call = Stx { id: stx.id, set: SetId::EMPTY };
    if whole {
        encode(this, call, &mut out);
        return out;
    }
    let kids = this.kids(call);
    for &kid in &kids[1..] {
        encode(this, kid, &mut out);
    }
    out
}

enum Task {
    Open(Stx),
    Close(Stx, usize),
}

fn encode(this: &mut Expander<'_>, root: Stx, out: &mut String) {
    let mut tasks = vec![Task::Open(root)];
    while let Some(task) = tasks.pop() {
        match task {
            Task::Open(stx) => {
                let stx = this.peel(stx);
                match this.kind(stx) {
                    FormKind::List
                    | FormKind::Array
                    | FormKind::Object
                    | FormKind::Set
                    | FormKind::Quote
                    | FormKind::Quasiquote
                    | FormKind::Unquote
                    | FormKind::UnquoteSplicing
                    | FormKind::Spread
                    | FormKind::Typed { .. } => {
                        let kids = this.kids(stx);
                        tasks.push(Task::Close(stx, kids.len()));
                        tasks.extend(kids.into_iter().rev().map(Task::Open));
                    }
                    FormKind::Verbatim(_)
                    | FormKind::Template
                    | FormKind::TemplateText(_)
                    | FormKind::Regex(_)
                    | FormKind::Error => {
                        let wrapped = this.scoped(stx).0;
                        let _ = writeln!(out, "o {wrapped}");
                    }
                    kind => encode_atom(kind, stx, out),
                }
            }
            Task::Close(stx, count) => {
                let wrapped = this.scoped(stx).0;
                let _ = match this.kind(stx) {
                    FormKind::List => writeln!(out, "L {wrapped} {count}"),
                    FormKind::Array => writeln!(out, "A {wrapped} {count}"),
                    FormKind::Object => writeln!(out, "O {wrapped} {count}"),
                    FormKind::Set => writeln!(out, "S {wrapped} {count}"),
                    FormKind::Typed { .. } => writeln!(out, "T {wrapped} {count}"),
                    kind => writeln!(out, "Q {} {wrapped}", quote_name(kind)),
                };
            }
        }
    }
}

fn quote_name(kind: FormKind) -> &'static str {
    match kind {
        FormKind::Quote => "quote",
        FormKind::Quasiquote => "quasiquote",
        FormKind::Unquote => "unquote",
        FormKind::UnquoteSplicing => "unquote-splicing",
        _ => "spread",
    }
}

fn encode_atom(kind: FormKind, stx: Stx, out: &mut String) {
    match kind {
        FormKind::Symbol(name) if stx.set == SetId::EMPTY => {
            out.push_str("y ");
            escape(name.as_str(), out);
        }
        FormKind::Symbol(name) => {
            let _ = write!(out, "Y {} ", stx.set.0);
            escape(name.as_str(), out);
        }
        FormKind::Keyword(name) => {
            out.push_str("k ");
            escape(name.as_str(), out);
        }
        FormKind::String { value, .. } => {
            out.push_str("s ");
            escape(value.as_str(), out);
        }
        FormKind::Number(raw) => {
            out.push_str("n ");
            escape(raw.as_str(), out);
        }
        FormKind::BigInt(raw) => {
            out.push_str("b ");
            escape(raw.as_str(), out);
        }
        FormKind::True => out.push_str("t\n"),
        FormKind::False => out.push_str("f\n"),
        FormKind::Null => out.push_str("0\n"),
        FormKind::Core(core) => {
            out.push_str("y ");
            escape(core.name(), out);
        }
        _ => {
            let _ = writeln!(out, "o {}", stx.id.0);
        }
    }
}

/// The result of a macro as a form. Everything made by the macro stands at the call.
pub(crate) fn decode_result(this: &mut Expander<'_>, text: &str, call: Stx) -> Option<Stx> {
    let kids = this.kids(call);
    let (span, head) = (this.span(call), this.span(kids[0]));
    let mut decoder = Decoder { call, span, head, atoms: None, done: vec![], first: this.first_made };
    for line in text.lines() {
        decoder.line(this, line)?;
    }
    let root = decoder.done.pop()?;
    Some(Stx { id: root, set: SetId::EMPTY })
}

struct Decoder {
    call: Stx,
    span: Span,
    head: Span,
    /// Atoms of the call by kind and text.
    atoms: Option<FxHashMap<(u8, Symbol), FormId>>,
    done: Vec<FormId>,
    first: u32,
}

impl Decoder {
    fn line(&mut self, this: &mut Expander<'_>, line: &str) -> Option<()> {
        let (tag, rest) = line.split_at_checked(1)?;
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        let form = match tag {
            "y" => self.symbol(this, rest),
            "Y" => {
                let (set, name) = rest.split_once(' ')?;
                let id = this.forms.symbol(&unescape(name), self.head);
                this.scoped(Stx { id, set: SetId(set.parse().ok()?) })
            }
            "P" => {
                let (set, name) = rest.split_once(' ')?;
                let id = this.forms.symbol(&unescape(name), self.head);
                let set = this.sets.union(self.call.set, SetId(set.parse().ok()?));
                this.scoped(Stx { id, set })
            }
            "g" => self.fresh(this, rest)?,
            "k" => this.forms.leaf(FormKind::Keyword(Symbol::intern(&unescape(rest))), self.head),
            "s" => {
                let value = Symbol::intern(&unescape(rest));
                let raw = Symbol::intern(&sx_reader::spell_string(value.as_wtf8()));
                self.atom(this, b's', value, FormKind::String { value, raw })
            }
            "n" => {
                let raw = Symbol::intern(rest);
                self.atom(this, b'n', raw, FormKind::Number(raw))
            }
            "b" => {
                let raw = Symbol::intern(rest);
                self.atom(this, b'b', raw, FormKind::BigInt(raw))
            }
            "t" => this.forms.leaf(FormKind::True, self.head),
            "f" => this.forms.leaf(FormKind::False, self.head),
            "0" => this.forms.leaf(FormKind::Null, self.head),
            "o" | "r" => {
                let id = FormId(rest.parse().ok()?);
                this.scoped(Stx { id, set: self.call.set })
            }
            "L" | "A" | "O" | "S" | "T" => {
                let count: usize = rest.parse().ok()?;
                let kind = match tag {
                    "L" => FormKind::List,
                    "A" => FormKind::Array,
                    "O" => FormKind::Object,
                    "S" => FormKind::Set,
                    _ => FormKind::Typed { optional: false },
                };
                let start = self.done.len().checked_sub(count)?;
                let form = this.forms.add(kind, &self.done[start..], self.span);
                self.done.truncate(start);
                form
            }
            "Q" => {
                let inner = self.done.pop()?;
                let kind = match rest {
                    "quote" => FormKind::Quote,
                    "quasiquote" => FormKind::Quasiquote,
                    "unquote" => FormKind::Unquote,
                    "unquote-splicing" => FormKind::UnquoteSplicing,
                    _ => FormKind::Spread,
                };
                this.forms.add(kind, &[inner], self.span)
            }
            "!" => {
                this.report(diag::macro_result(self.span, &unescape(rest)));
                return None;
            }
            _ => return None,
        };
        self.done.push(form);
        Some(())
    }

    fn symbol(&mut self, this: &mut Expander<'_>, text: &str) -> FormId {
        let name = Symbol::intern(&unescape(text));
        let id = match self.find(this, b'y', name) {
            Some(found) => found,
            None => this.forms.leaf(FormKind::Symbol(name), self.head),
        };
        this.scoped(Stx { id, set: self.call.set })
    }

    fn fresh(&mut self, this: &mut Expander<'_>, rest: &str) -> Option<FormId> {
        let (number, name) = rest.split_once(' ')?;
        let number: u32 = number.parse().ok()?;
        // A fresh symbol may live in several results: its scope belongs to its number.
        let scope = *this.fresh_scopes.entry(number).or_insert_with(|| this.sets.scope(true));
        let set = this.sets.add(self.call.set, scope);
        let id = this.forms.symbol(&unescape(name), self.head);
        Some(this.scoped(Stx { id, set }))
    }

    fn atom(&mut self, this: &mut Expander<'_>, tag: u8, text: Symbol, kind: FormKind) -> FormId {
        match self.find(this, tag, text) {
            Some(found) => found,
            None => this.forms.leaf(kind, self.head),
        }
    }

    /// The first atom of the call with this text, so that it keeps its position.
    fn find(&mut self, this: &Expander<'_>, tag: u8, text: Symbol) -> Option<FormId> {
        let atoms = self.atoms.get_or_insert_with(|| {
            let mut atoms = FxHashMap::default();
            let mut stack: Vec<FormId> = this.forms.kids(self.call.id).iter().skip(1).rev().copied().collect();
            let mut seen = 0;
            while let Some(id) = stack.pop() {
                seen += 1;
                if seen > ATOM_SEARCH {
                    break;
                }
                let key = match this.forms.kind(id) {
                    FormKind::Symbol(name) => Some((b'y', name)),
                    FormKind::String { value, .. } => Some((b's', value)),
                    FormKind::Number(raw) => Some((b'n', raw)),
                    FormKind::BigInt(raw) => Some((b'b', raw)),
                    _ => None,
                };
                if let Some(key) = key.filter(|_| id.0 < self.first) {
                    atoms.entry(key).or_insert(id);
                }
                stack.extend(this.forms.kids(id).iter().rev());
            }
            atoms
        });
        atoms.get(&(tag, text)).copied()
    }
}
