//! Forms as data of the compile-time engine, and back.
//!
//! Entering: a call such as `(m a [1])`, as [`Datum`]s in the order of the text. Leaving: the macro's result as a form.
//! What the macro passes on untouched is the very form of the call, position and scopes included; everything else stands
//! at the call.
//!
//! What stands deep in a form goes in as a number, and as data once macro code looks at it ([`Lazy`]): else calls that are
//! written in each other, of macros that pass their operands on, would each carry all those inside.
//!
//! A symbol or keyword is an interned value with a name and a number for its scopes: 0 is the call's, `-n` the set `n`
//! beside those of the call (what the call has from other expansions), `n` exactly the set `n` (in an answer of the
//! expander), `TEMPLATE + n` the set `n` and the scope of the expansion (what the template of a `defmacro` has from its
//! definition), `LANGUAGE` no scopes at all (in a template of the prelude).

use crate::diagnostics as diag;
use crate::expander::{Expander, Stx};
use crate::scope::{Scope, ScopeKind, SetId};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;
use sx_base::{Span, Symbol};
use sx_reader::{FormId, FormKind};
use sx_vm::{Datum, Engine, VmError};

/// The scope number of a keyword.
const KEYWORD: i32 = i32::MIN;

/// The scope number of a symbol without any scopes: what templates of the prelude have.
const LANGUAGE: i32 = i32::MAX;

/// What the scope number of a symbol that a template has from its definition is greater by than its set.
const TEMPLATE: i32 = 1 << 30;

/// The scope number of a template's symbol that is bound with the scopes `set` where the macro is defined.
pub(crate) fn template_number(set: SetId) -> i32 {
    if set == SetId::EMPTY { LANGUAGE } else { TEMPLATE + set.0.cast_signed() }
}

/// Forms in each other so deep go in as they are; what is deeper is asked for.
const LEVELS: u32 = 16;

/// Kinds of arrays, as in `runtime.js`.
mod kind {
    pub(super) const ARRAY: u8 = 1;
    pub(super) const OBJECT: u8 = sx_vm::OBJECT;
    pub(super) const SET: u8 = 3;
    pub(super) const TYPED: u8 = 4;
    pub(super) const OPTIONAL: u8 = 5;
    pub(super) const QUOTE: u8 = 6;
    pub(super) const QUASIQUOTE: u8 = 7;
    pub(super) const UNQUOTE: u8 = 8;
    pub(super) const UNQUOTE_SPLICING: u8 = 9;
    pub(super) const SPREAD: u8 = 10;
    /// Texts and forms in turn. In a call a template literal is a handle, and so are the two below.
    pub(super) const TEMPLATE: u8 = 11;
    /// One text, `/re/g`.
    pub(super) const REGEX: u8 = 12;
    /// One text, `\name`.
    pub(super) const VERBATIM: u8 = 13;
}

/// The kind of a form with children; 0 for a list.
pub(crate) fn kind_number(kind: FormKind) -> u8 {
    match kind {
        FormKind::Array => kind::ARRAY,
        FormKind::Object => kind::OBJECT,
        FormKind::Set => kind::SET,
        FormKind::Typed { optional: false } => kind::TYPED,
        FormKind::Typed { optional: true } => kind::OPTIONAL,
        FormKind::Quote => kind::QUOTE,
        FormKind::Quasiquote => kind::QUASIQUOTE,
        FormKind::Unquote => kind::UNQUOTE,
        FormKind::UnquoteSplicing => kind::UNQUOTE_SPLICING,
        FormKind::Spread => kind::SPREAD,
        FormKind::Template => kind::TEMPLATE,
        FormKind::Regex(_) => kind::REGEX,
        FormKind::Verbatim(_) => kind::VERBATIM,
        _ => 0,
    }
}

fn kind_of(number: u8) -> FormKind {
    match number {
        kind::ARRAY => FormKind::Array,
        kind::OBJECT => FormKind::Object,
        kind::SET => FormKind::Set,
        kind::TYPED => FormKind::Typed { optional: false },
        kind::OPTIONAL => FormKind::Typed { optional: true },
        kind::QUOTE => FormKind::Quote,
        kind::QUASIQUOTE => FormKind::Quasiquote,
        kind::UNQUOTE => FormKind::Unquote,
        kind::UNQUOTE_SPLICING => FormKind::UnquoteSplicing,
        kind::SPREAD => FormKind::Spread,
        kind::TEMPLATE => FormKind::Template,
        _ => FormKind::List,
    }
}

/// The name before the one form of a prefix, as macro code sees it: `'x` is `(quote x)`.
pub(crate) fn prefix_name(kind: FormKind) -> Option<&'static str> {
    match kind {
        FormKind::Quote => Some("quote"),
        FormKind::Quasiquote => Some("quasiquote"),
        FormKind::Unquote => Some("unquote"),
        FormKind::UnquoteSplicing => Some("unquote-splicing"),
        FormKind::Spread => Some("..."),
        _ => None,
    }
}

/// The value of a numeric literal of JavaScript, sign included.
pub(crate) fn number_value(raw: &str) -> f64 {
    let (sign, digits) = match raw.as_bytes().first() {
        Some(b'-') => (-1.0, &raw[1..]),
        Some(b'+') => (1.0, &raw[1..]),
        _ => (1.0, raw),
    };
    let plain: Cow<'_, str> =
        if digits.contains('_') { Cow::Owned(digits.replace('_', "")) } else { Cow::Borrowed(digits) };
    let radix = match plain.as_bytes() {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => return sign * plain.parse().unwrap_or(f64::NAN),
    };
    let digit = |value: f64, c: char| value * f64::from(radix) + f64::from(c.to_digit(radix).unwrap_or(0));
    sign * plain[2..].chars().fold(0.0, digit)
}

/// The sign and the value of the `BigInt` spelled `raw`, in digits of 32 bits, the lowest first; zero has none.
pub(crate) fn bigint_digits(raw: &str) -> (bool, Vec<u32>) {
    let unsigned = raw.trim_start_matches(['-', '+']).trim_end_matches('n');
    let (radix, digits) = match unsigned.as_bytes() {
        [b'0', b'x' | b'X', ..] => (16, &unsigned[2..]),
        [b'0', b'o' | b'O', ..] => (8, &unsigned[2..]),
        [b'0', b'b' | b'B', ..] => (2, &unsigned[2..]),
        _ => (10, unsigned),
    };
    let mut value: Vec<u32> = vec![];
    for digit in digits.chars().filter_map(|c| c.to_digit(radix)) {
        let mut carry = u64::from(digit);
        for part in &mut value {
            carry += u64::from(*part) * u64::from(radix);
            *part = carry as u32;
            carry >>= 32;
        }
        value.extend((carry > 0).then_some(carry as u32));
    }
    (raw.starts_with('-') && !value.is_empty(), value)
}

/// A finite number as a literal: shortest, with an exponent where JavaScript writes one.
fn number_text(value: f64) -> String {
    let size = value.abs();
    if size == 0.0 || (1e-6..1e21).contains(&size) { value.to_string() } else { format!("{value:e}") }
}

/// The interned values that both sides know.
#[derive(Default)]
pub(crate) struct Interned {
    numbers: FxHashMap<(Symbol, i32), u32>,
    values: Vec<Option<(Symbol, i32)>>,
}

impl Interned {
    /// The number of a symbol.
    pub(crate) fn symbol(&mut self, engine: &Engine, name: Symbol, scopes: i32) -> Result<u32, VmError> {
        if let Some(&known) = self.numbers.get(&(name, scopes)) {
            return Ok(known);
        }
        let function = if scopes == KEYWORD { "keyword" } else { "intern" };
        let number = engine.intern(function, name.as_str(), if scopes == KEYWORD { 0 } else { scopes })?;
        self.remember(number, name, scopes);
        Ok(number)
    }

    /// The number of a keyword.
    pub(crate) fn keyword(&mut self, engine: &Engine, name: Symbol) -> Result<u32, VmError> {
        self.symbol(engine, name, KEYWORD)
    }

    fn remember(&mut self, number: u32, name: Symbol, scopes: i32) {
        let at = number as usize;
        if self.values.len() <= at {
            self.values.resize(at + 1, None);
        }
        self.values[at] = Some((name, scopes));
        self.numbers.insert((name, scopes), number);
    }

    /// Name and scopes of an interned value.
    fn value(&mut self, engine: &Engine, number: u32) -> Result<(Symbol, i32), VmError> {
        if let Some(Some(known)) = self.values.get(number as usize) {
            return Ok(*known);
        }
        let (text, scopes) = engine.describe(number)?;
        let name = Symbol::intern(&text);
        self.remember(number, name, scopes);
        Ok((name, scopes))
    }
}

/// A form that macro code can ask for.
#[derive(Clone, Copy)]
pub(crate) struct Lazy {
    /// With its own scopes beside those of the arguments of `call`.
    form: Stx,
    /// The call that it stands in; nothing for part of an answer, which has all its scopes.
    call: Option<u32>,
}

/// The forms that can be asked for, by number, for as long as the file is expanded: macro code may keep them.
#[derive(Default)]
pub(crate) struct Lazies {
    forms: Vec<Lazy>,
    /// The scopes of the arguments of each call that has some.
    calls: Vec<SetId>,
}

impl Lazies {
    /// How many forms can be asked for.
    pub(crate) fn len(&self) -> usize {
        self.forms.len()
    }

    fn add(&mut self, form: Stx, call: Option<u32>) -> u32 {
        self.forms.push(Lazy { form, call });
        self.forms.len() as u32 - 1
    }

    /// A new call; its arguments get their scopes later.
    fn add_call(&mut self) -> u32 {
        self.calls.push(SetId::EMPTY);
        self.calls.len() as u32 - 1
    }

    /// Says which scopes the arguments of a call have.
    pub(crate) fn place(&mut self, input: &Input, arguments: SetId) {
        if let Some(call) = input.call {
            self.calls[call as usize] = arguments;
        }
    }
}

/// A call as data, and the form of each part. What the expander answers while the macro runs is added to it.
pub(crate) struct Input {
    /// Shared with whoever reads the call, so that it is copied only when something is added meanwhile.
    pub(crate) data: Rc<Vec<Datum>>,
    /// The parts of the call, with scopes beside those of the call; the others have their own.
    of_call: Vec<Range<usize>>,
    /// Among [`Lazies`], where some part is one.
    call: Option<u32>,
    /// The forms, with their own scopes around them.
    forms: Vec<FormId>,
    /// For each part, the place after the last part in it.
    ends: Vec<u32>,
    atoms: RefCell<Atoms>,
}

/// Where each atom among the parts that were looked at stands first.
#[derive(Default)]
struct Atoms {
    first: FxHashMap<Datum, usize>,
    looked_at: usize,
}

/// The arguments of a call, relative to its scopes; with `whole` the call itself, head included.
pub(crate) fn encode_call(this: &mut Expander<'_>, stx: Stx, whole: bool) -> Result<Input, VmError> {
    let call = Stx { id: stx.id, set: SetId::EMPTY };
    let mut input = Input::with_room(16);
    if whole {
        encode(this, &mut input, &[call], None)?;
    } else {
        let kids = this.kids(call);
        encode(this, &mut input, &kids[1..], None)?;
    }
    input.of_call.push(0..input.data.len());
    Ok(input)
}

/// What the expander answers, as more parts of the input: where it stands and which scopes it has is kept. `arguments`: the
/// scopes of the call's parts.
pub(crate) fn encode_answer(
    this: &mut Expander<'_>,
    input: &mut Input,
    form: Stx,
    arguments: SetId,
) -> Result<Vec<Datum>, VmError> {
    let start = input.data.len();
    encode(this, input, &[form], Some(arguments))?;
    Ok(input.data[start..].to_vec())
}

/// What a number stands for that macro code asks for: the form itself, and elements to [`LEVELS`] deep.
pub(crate) fn encode_lazy(
    this: &mut Expander<'_>,
    input: &mut Input,
    number: f64,
    arguments: SetId,
) -> Result<Vec<Datum>, VmError> {
    let lazy = usize::try_from(number as i64).ok().and_then(|number| this.lazies.forms.get(number));
    let Some(&lazy) = lazy else { return Ok(vec![]) };
    let start = input.data.len();
    if lazy.call.is_some() && lazy.call == input.call {
        encode(this, input, &[lazy.form], None)?;
        input.of_call.push(start..input.data.len());
    } else {
        let form = whole(this, lazy);
        encode(this, input, &[form], Some(arguments))?;
    }
    Ok(input.data[start..].to_vec())
}

/// The form of a number with all its scopes.
fn whole(this: &mut Expander<'_>, Lazy { form, call }: Lazy) -> Stx {
    let around = call.map_or(SetId::EMPTY, |call| this.lazies.calls[call as usize]);
    Stx { id: form.id, set: this.sets.union(form.set, around) }
}

enum Task {
    Open(Stx, u32),
    Close(usize),
}

/// The forms as data at the end of `input`. `arguments`: see [`scope_number`].
fn encode(this: &mut Expander<'_>, input: &mut Input, roots: &[Stx], arguments: Option<SetId>) -> Result<(), VmError> {
    let mut tasks: Vec<Task> = roots.iter().rev().map(|&root| Task::Open(root, 1)).collect();
    while let Some(task) = tasks.pop() {
        match task {
            Task::Close(at) => input.ends[at] = input.data.len() as u32,
            Task::Open(stx, level) => {
                let stx = this.peel(stx);
                let at = input.data.len();
                let kind = this.kind(stx);
                let is_array = kind.has_kids() && kind != FormKind::Template;
                let is_lazy = is_array && level > LEVELS && !this.forms.kids(stx.id).is_empty();
                let datum = if is_lazy {
                    encode_lazily(this, input, stx, arguments.is_none())
                } else if is_array {
                    let kids = this.kids(stx);
                    tasks.push(Task::Close(at));
                    tasks.extend(kids.iter().rev().map(|&kid| Task::Open(kid, level + 1)));
                    Datum::Open { kind: kind_number(kind), len: array_length(kind, kids.len()), origin: at as u32 + 1 }
                } else {
                    encode_atom(this, kind, stx, at, arguments)?
                };
                let form = this.scoped(stx);
                input.push(datum, form);
                if let Some(name) = prefix_name(kind).filter(|_| !is_lazy) {
                    let head = prefix_symbol(this, stx, name);
                    let name = intern_symbol(this, Symbol::intern(name), 0)?;
                    input.push(Datum::Interned(name), head);
                }
            }
        }
    }
    Ok(())
}

/// The symbol `name` that the prefix of `stx` stands for, where the prefix is. Macro code may put it anywhere: `'x` is a list
/// of two to it.
fn prefix_symbol(this: &mut Expander<'_>, stx: Stx, name: &str) -> FormId {
    let width = match this.kind(stx) {
        FormKind::Spread => "...".len(),
        FormKind::UnquoteSplicing => ",@".len(),
        _ => "'".len(),
    };
    let whole = this.span(stx);
    let place = if whole.is_none() { whole } else { Span::new(whole.start, whole.end.min(whole.start + width as u32)) };
    let id = this.forms.symbol(name, place);
    this.scoped(Stx { id, set: stx.set })
}

/// The length of the array that a form of so many children is.
fn array_length(kind: FormKind, kids: usize) -> u32 {
    kids as u32 + u32::from(prefix_name(kind).is_some())
}

/// A form that is asked for when macro code looks at it.
fn encode_lazily(this: &mut Expander<'_>, input: &mut Input, stx: Stx, of_call: bool) -> Datum {
    let call = of_call.then(|| *input.call.get_or_insert_with(|| this.lazies.add_call()));
    let number = this.lazies.add(stx, call);
    let kind = this.kind(stx);
    Datum::Lazy { number, kind: kind_number(kind), len: array_length(kind, this.forms.kids(stx.id).len()) }
}

impl Input {
    /// Nothing yet, with room for so many parts.
    pub(crate) fn with_room(parts: usize) -> Self {
        let data = Rc::new(Vec::with_capacity(parts));
        Self {
            data,
            of_call: vec![],
            call: None,
            forms: Vec::with_capacity(parts),
            ends: Vec::with_capacity(parts),
            atoms: RefCell::default(),
        }
    }

    /// Whether macro code may ask for parts of it.
    pub(crate) fn has_lazy_parts(&self) -> bool {
        self.call.is_some()
    }

    /// Whether the part is one of the call.
    fn is_of_call(&self, at: usize) -> bool {
        let behind = self.of_call.partition_point(|parts| parts.start <= at);
        self.of_call[..behind].last().is_some_and(|parts| parts.contains(&at))
    }

    fn push(&mut self, datum: Datum, form: FormId) {
        Rc::make_mut(&mut self.data).push(datum);
        self.forms.push(form);
        self.ends.push(self.data.len() as u32);
    }
}

impl Input {
    /// The form of a part that came back. An atom does not say where it stood: it is the only one of its kind, among the
    /// elements of `list` if that is a part too. Where there are more the list is meant, and nothing without one.
    pub(crate) fn part(&self, datum: &Datum, list: Option<&Datum>) -> Option<FormId> {
        let place = |datum: &Datum| match datum {
            Datum::Open { origin, .. } | Datum::Handle { origin, .. } => (*origin as usize).checked_sub(1),
            _ => None,
        };
        if matches!(datum, Datum::Open { .. } | Datum::Handle { .. }) {
            return self.forms.get(place(datum)?).copied();
        }
        let list = list.and_then(place).filter(|&at| at < self.ends.len());
        let only = match list {
            Some(at) => {
                let next = |&element: &usize| self.ends.get(element).map(|&end| end as usize);
                let elements = std::iter::successors(Some(at + 1), next).take_while(|&at| at < self.data.len());
                let end = self.ends[at] as usize;
                only_one(elements.take_while(|&element| element < end).filter(|&at| self.data[at] == *datum))
            }
            None => only_one((0..self.data.len()).filter(|&at| self.data[at] == *datum)),
        };
        only.or(list).map(|at| self.forms[at])
    }
}

fn only_one(mut found: impl Iterator<Item = usize>) -> Option<usize> {
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

fn intern_symbol(this: &mut Expander<'_>, name: Symbol, scopes: i32) -> Result<u32, VmError> {
    let world = this.compile_time.as_mut().expect("invariant: the engine runs when forms are exchanged");
    world.interned.symbol(&world.engine, name, scopes)
}

/// The number that stands for the scopes of a symbol: those beside the call's; or, in an answer, all of them, where those
/// of the call's parts, `arguments`, are 0 too.
fn scope_number(set: SetId, arguments: Option<SetId>) -> i32 {
    match arguments {
        None => -set.0.cast_signed(),
        Some(arguments) if set == arguments => 0,
        Some(_) if set == SetId::EMPTY => LANGUAGE,
        Some(_) => set.0.cast_signed(),
    }
}

fn encode_atom(
    this: &mut Expander<'_>,
    kind: FormKind,
    stx: Stx,
    at: usize,
    arguments: Option<SetId>,
) -> Result<Datum, VmError> {
    Ok(match kind {
        FormKind::Symbol(name) => Datum::Interned(intern_symbol(this, name, scope_number(stx.set, arguments))?),
        FormKind::Core(core) => Datum::Interned(intern_symbol(this, core.exact_name(), 0)?),
        FormKind::Keyword(name) => {
            let world = this.compile_time.as_mut().expect("invariant: the engine runs when forms are exchanged");
            Datum::Interned(world.interned.keyword(&world.engine, name)?)
        }
        FormKind::String(value) => Datum::Text(Cow::Borrowed(value.as_str())),
        FormKind::EscapedString(raw) => {
            let value = sx_reader::string_value(raw.as_str()).map_or(&[][..], Symbol::as_wtf8);
            match std::str::from_utf8(value) {
                Ok(text) => Datum::Text(Cow::Borrowed(text)),
                Err(_) => Datum::Wtf8(value.to_vec()),
            }
        }
        FormKind::Number(raw) => Datum::Number(number_value(raw.as_str())),
        FormKind::BigInt(raw) => Datum::BigInt(Cow::Owned(raw.as_str().trim_end_matches('n').replace('_', ""))),
        FormKind::True => Datum::Bool(true),
        FormKind::False => Datum::Bool(false),
        FormKind::Null => Datum::Null,
        other => Datum::Handle { origin: at as u32 + 1, kind: kind_number(other) },
    })
}

/// The result of a macro as a form. Everything made by the macro stands at the call.
pub(crate) fn decode_result(
    this: &mut Expander<'_>,
    output: &[Datum],
    input: &Input,
    call: Stx,
    place: Place,
) -> Option<Stx> {
    let kids = this.kids(call);
    let (span, head) = (this.span(call), this.span(kids[0]));
    let mut decoder = Decoder { input, span, head, place, renewed: FxHashMap::default(), done: vec![], open: vec![] };
    let (mut at, mut difference) = (0, Difference::default());
    while let Some(datum) = output.get(at) {
        if let Some(part) = decoder.untouched(output, at, &mut difference) {
            decoder.pass_on(this, part);
            at += input.ends[part] as usize - part;
        } else {
            decoder.step(this, datum)?;
            at += 1;
        }
    }
    let root = decoder.done.pop()?;
    Some(Stx { id: root, set: SetId::EMPTY })
}

/// The scopes of what a macro gives.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    /// Of the parts of the call.
    pub(crate) arguments: SetId,
    /// Of the symbols that the macro makes: those of the call's head.
    pub(crate) made: SetId,
    /// The scope of what the template has from the definition of the macro.
    pub(crate) expansion: Scope,
    /// Fresh symbols get scopes of their own, though their numbers were used before: the result is one that is kept.
    pub(crate) renews: bool,
}

/// An array whose elements are read.
struct Open {
    kind: u8,
    left: u32,
    /// Where the elements begin in the decoder's `done`.
    start: usize,
    /// The array of the input that it is; its place.
    origin: Option<usize>,
    /// The place of the next element there, while the elements are those of the input.
    expected: Option<usize>,
    /// Its first element is a name that is bound where the macro is defined.
    has_bound_head: bool,
}

struct Decoder<'a> {
    input: &'a Input,
    span: Span,
    head: Span,
    place: Place,
    /// Scopes of fresh symbols in a result that is kept.
    renewed: FxHashMap<u32, u32>,
    done: Vec<FormId>,
    open: Vec<Open>,
}

/// Where output and input, laid over each other, were found to differ last: the place in the output, and which place of
/// the input lay at its start. An array around that place needs no second look.
#[derive(Default)]
struct Difference {
    at: Option<(usize, usize)>,
}

impl Decoder<'_> {
    /// The array of the input that the output has at `at`, when nothing in it was changed.
    fn untouched(&self, output: &[Datum], at: usize, difference: &mut Difference) -> Option<usize> {
        let Datum::Open { origin, .. } = output[at] else { return None };
        let part = (origin as usize).checked_sub(1)?;
        let end = *self.input.ends.get(part)? as usize;
        let offset = part.wrapping_sub(at);
        if difference.at.is_some_and(|(place, known)| known == offset && (at..at + end - part).contains(&place)) {
            return None;
        }
        let pairs = self.input.data[part..end].iter().zip(output.get(at..at + end - part)?);
        let same = pairs.take_while(|(known, datum)| known == datum).count();
        if same == end - part {
            return Some(part);
        }
        difference.at = Some((at + same, offset));
        None
    }

    /// A part of the input as it is.
    fn pass_on(&mut self, this: &mut Expander<'_>, part: usize) {
        let form = self.of_input(this, part);
        self.done.push(form);
        self.count(Some(part));
        self.close_done(this);
    }

    fn step(&mut self, this: &mut Expander<'_>, datum: &Datum) -> Option<()> {
        if let Datum::Open { kind, len, origin } = *datum {
            let origin = (origin as usize).checked_sub(1).filter(|&at| at < self.input.data.len());
            let start = self.done.len();
            let expected = origin.map(|at| at + 1);
            self.open.push(Open { kind, left: len, start, origin, expected, has_bound_head: false });
            self.close_done(this);
            return Some(());
        }
        let expected = self.open.last().and_then(|open| open.expected);
        let same = expected.filter(|&at| self.input.data.get(at) == Some(datum));
        let form = match same {
            Some(at) => self.of_input(this, at),
            None => self.made(this, datum)?,
        };
        self.done.push(form);
        self.count(same);
        self.close_done(this);
        Some(())
    }

    /// One more element of the innermost array is there, the part `same` of the input.
    fn count(&mut self, same: Option<usize>) {
        if let Some(open) = self.open.last_mut() {
            open.left -= 1;
            open.expected = match (open.expected, same) {
                (Some(expected), Some(at)) if expected == at => Some(self.input.ends[at] as usize),
                _ => None,
            };
        }
    }

    /// Makes the forms of the arrays that have all their elements.
    fn close_done(&mut self, this: &mut Expander<'_>) {
        while self.open.last().is_some_and(|open| open.left == 0) {
            let Some(open) = self.open.pop() else { break };
            let whole = open.origin.filter(|&at| open.expected == Some(self.input.ends[at] as usize));
            let form = if let Some(at) = whole {
                self.of_input(this, at)
            } else {
                let kind = kind_of(open.kind);
                if matches!(open.kind, kind::TEMPLATE | kind::REGEX | kind::VERBATIM) {
                    self.close_text(this, open.kind, open.start)
                } else if prefix_name(kind).is_some() || matches!(kind, FormKind::Typed { .. }) {
                    self.close_pair(this, kind, open.start)
                } else {
                    let form = this.forms.add(kind, &self.done[open.start..], self.span);
                    if kind == FormKind::List && open.has_bound_head {
                        this.made_calls.insert(form, self.place.made);
                    }
                    form
                }
            };
            self.done.truncate(open.start);
            self.done.push(form);
            self.count(whole);
        }
    }

    /// A prefix and its form, or a form and its type; macro code may have made something else of it.
    fn close_pair(&mut self, this: &mut Expander<'_>, kind: FormKind, start: usize) -> FormId {
        match (&self.done[start..], prefix_name(kind)) {
            ([_, form], Some(_)) => this.forms.add(kind, &[*form], self.span),
            ([form, of], None) => this.forms.add(kind, &[*form, *of], self.span),
            (others, _) => this.forms.add(FormKind::List, others, self.span),
        }
    }

    /// A template literal or a regular expression of macro code.
    fn close_text(&mut self, this: &mut Expander<'_>, kind: u8, start: usize) -> FormId {
        let mut parts = self.done[start..].to_vec();
        if let (kind::VERBATIM, &[name, symbol]) = (kind, &parts[..]) {
            let text = this.peel(Stx { id: name, set: SetId::EMPTY });
            let set = this.peel(Stx { id: symbol, set: SetId::EMPTY }).set;
            if let Some(value) = this.kind(text).string_value() {
                let id = this.forms.leaf(FormKind::Verbatim(value), self.head);
                return this.scoped(Stx { id, set });
            }
        }
        let mut is_text = true;
        for part in &mut parts {
            let inner = this.peel(Stx { id: *part, set: SetId::EMPTY });
            let text = this.kind(inner).string_value();
            match (is_text, text) {
                (true, Some(text)) if kind == kind::REGEX => {
                    return this.forms.leaf(FormKind::Regex(text), self.head);
                }
                (true, Some(text)) if kind == kind::VERBATIM => {
                    let id = this.forms.leaf(FormKind::Verbatim(text), self.head);
                    return this.scoped(Stx { id, set: self.place.made });
                }
                (true, Some(text)) => *part = this.forms.leaf(FormKind::TemplateText(text), self.head),
                (true, None) => return this.forms.add(FormKind::List, &self.done[start..], self.span),
                (false, _) => {}
            }
            is_text = !is_text;
        }
        let whole = kind == kind::TEMPLATE && !is_text;
        this.forms.add(if whole { FormKind::Template } else { FormKind::List }, &parts, self.span)
    }

    fn of_input(&self, this: &mut Expander<'_>, at: usize) -> FormId {
        let set = if self.input.is_of_call(at) { self.place.arguments } else { SetId::EMPTY };
        this.scoped(Stx { id: self.input.forms[at], set })
    }

    /// A part that is not where it was in the call.
    fn made(&mut self, this: &mut Expander<'_>, datum: &Datum) -> Option<FormId> {
        Some(match datum {
            Datum::Handle { origin, .. } => {
                let at = (*origin as usize).checked_sub(1).filter(|&at| at < self.input.forms.len())?;
                self.of_input(this, at)
            }
            Datum::Lazy { number, .. } => {
                let lazy = *this.lazies.forms.get(*number as usize)?;
                let form = whole(this, lazy);
                this.scoped(form)
            }
            Datum::Interned(number) => {
                let world = this.compile_time.as_mut()?;
                let (name, scopes) = match world.interned.value(&world.engine, *number) {
                    Ok(known) => known,
                    Err(error) => {
                        this.report(diag::engine_failed(self.span, &error));
                        return None;
                    }
                };
                this.made_text += name.as_str().len();
                if scopes == KEYWORD {
                    return Some(this.forms.leaf(FormKind::Keyword(name), self.head));
                }
                if let Some(at) = self.find(datum) {
                    return Some(self.of_input(this, at));
                }
                if let Some(open) = self.open.last_mut() {
                    open.has_bound_head |= self.done.len() == open.start && scopes > 0;
                }
                let set = match scopes {
                    0 => self.place.made,
                    LANGUAGE => SetId::EMPTY,
                    // What one expansion binds under such a name is nothing that another one means.
                    template if template > TEMPLATE => {
                        this.sets.add(SetId((template - TEMPLATE).cast_unsigned()), self.place.expansion)
                    }
                    absolute if absolute > 0 => SetId(absolute.cast_unsigned()),
                    relative => this.sets.union(self.place.arguments, SetId(relative.unsigned_abs())),
                };
                let id = this.forms.leaf(FormKind::Symbol(name), self.head);
                this.scoped(Stx { id, set })
            }
            Datum::Fresh(number, name) => {
                this.made_text += name.len();
                self.fresh(this, *number, name)
            }
            Datum::Key(name) => {
                this.made_text += name.len();
                this.forms.leaf(FormKind::Keyword(Symbol::intern(name)), self.head)
            }
            Datum::Text(_) | Datum::Wtf8(_) | Datum::BigInt(_) | Datum::Number(_) => match self.find(datum) {
                Some(at) => self.of_input(this, at),
                None => self.literal(this, datum),
            },
            Datum::Bool(true) => this.forms.leaf(FormKind::True, self.head),
            Datum::Bool(false) => this.forms.leaf(FormKind::False, self.head),
            Datum::Null => this.forms.leaf(FormKind::Null, self.head),
            Datum::Undefined => this.forms.symbol("undefined", self.head),
            Datum::Foreign(what) => {
                this.report(diag::macro_result(self.span, what));
                return None;
            }
            Datum::Open { .. } => return None,
        })
    }

    fn literal(&self, this: &mut Expander<'_>, datum: &Datum) -> FormId {
        match datum {
            Datum::Text(text) => self.string(this, text.as_bytes()),
            Datum::Wtf8(bytes) => self.string(this, bytes),
            Datum::BigInt(digits) => {
                this.made_text += digits.len();
                this.forms.leaf(FormKind::BigInt(Symbol::intern(&format!("{digits}n"))), self.head)
            }
            Datum::Number(value) if value.is_finite() => {
                let raw = Symbol::intern(&number_text(*value));
                this.forms.leaf(FormKind::Number(raw), self.head)
            }
            Datum::Number(value) if value.is_nan() => this.forms.symbol("NaN", self.head),
            Datum::Number(value) => {
                let infinity = this.forms.symbol("Infinity", self.head);
                if *value > 0.0 {
                    return infinity;
                }
                let minus = this.forms.symbol("-", self.head);
                this.forms.list(&[minus, infinity], self.head)
            }
            _ => this.forms.leaf(FormKind::Null, self.head),
        }
    }

    fn string(&self, this: &mut Expander<'_>, wtf8: &[u8]) -> FormId {
        this.made_text += wtf8.len();
        this.forms.leaf(FormKind::string(wtf8), self.head)
    }

    fn fresh(&mut self, this: &mut Expander<'_>, number: u32, name: &str) -> FormId {
        // A fresh symbol may live in several results: its scope belongs to its number.
        let scopes = if self.place.renews { &mut self.renewed } else { &mut this.fresh_scopes };
        let scope = *scopes.entry(number).or_insert_with(|| this.sets.scope(ScopeKind::Fresh, self.head));
        let set = this.sets.add(self.place.made, scope);
        let id = this.forms.symbol(name, self.head);
        this.scoped(Stx { id, set })
    }

    /// The first part of the call that is this atom, so that it keeps its position.
    fn find(&self, datum: &Datum) -> Option<usize> {
        const FEW: usize = 24;
        let data = &self.input.data;
        if data.len() <= FEW {
            return data.iter().position(|known| known == datum);
        }
        let mut atoms = self.input.atoms.borrow_mut();
        let Atoms { first, looked_at } = &mut *atoms;
        for (at, known) in data.iter().enumerate().skip(*looked_at) {
            if !matches!(known, Datum::Open { .. }) && !first.contains_key(known) {
                first.insert(known.clone(), at);
            }
        }
        *looked_at = data.len();
        first.get(datum).copied()
    }
}
