//! Data in and out of the engine without text between: how macro code gets its forms.
//!
//! Entering: a list of [`Datum`]s, each array before its elements: `[a [1]]` is `Open 2, Interned a, Open 1, Number 1`.
//! Leaving: the same for what the function gave. Holds afterwards: what the program made is read with a bound on its
//! size, by loops, and anything that is no data is named as [`Datum::Foreign`].
//!
//! Interned values are objects of the program that stand for a name outside (symbols, keywords). A holder object made by
//! a script keeps them: `table`, an array by number, and keys under which values carry what they are: `ID` (the number of
//! an interned value; negative for one that is not in the table), `ORIGIN` (which array of the input this is) and `KIND`
//! (what sort of brackets an array has).
//!
//! A [`Datum::Lazy`] is a proxy of an array, made by the holder's function `lazy` with its `handler`. It has its elements
//! once the program looks at them; until then its target has its number under the key `LAZY`.

use crate::engine::Engine;
use crate::error::VmError;
use crate::reentry::Slot;
use crate::wtf8;
use rquickjs::atom::PredefinedAtom;
use rquickjs::convert::Coerced;
use rquickjs::function::Args;
use rquickjs::{Array, Atom, Ctx, Error, Exception, Function, IntoAtom, Object, Persistent, Symbol, Type, Value};
use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::rc::Rc;

/// What a call gives may have this many parts.
const MAX_PARTS: usize = 2_000_000;

/// What a question costs.
const QUESTION_FUEL: u64 = 1;

/// And so many bytes of text in them.
const MAX_TEXT: usize = 16 << 20;

/// One part of data.
#[derive(Clone, Debug)]
pub enum Datum {
    /// `undefined`
    Undefined,
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// A number.
    Number(f64),
    /// A string.
    Text(Cow<'static, str>),
    /// A string with lone surrogates, in WTF-8: UTF-8 in which a surrogate may stand as three bytes.
    Wtf8(Vec<u8>),
    /// A `BigInt` in decimal digits.
    BigInt(Cow<'static, str>),
    /// The interned value of this number.
    Interned(u32),
    /// An interned value that is not in the table: its number and its name. Only from the program.
    Fresh(u32, String),
    /// The key of a plain object, before its value. Only from the program.
    Key(String),
    /// An array; its elements follow.
    Open {
        /// What the holder's `KIND` says; 0 where it says nothing.
        kind: u8,
        /// Number of elements.
        len: u32,
        /// The array of the input that this is, by its place there counted from 1; 0 for one that the program made.
        /// In the input its own place.
        origin: u32,
    },
    /// A part of the input that the program can only pass on.
    Handle {
        /// Its place there, counted from 1.
        origin: u32,
        /// What sort of part it is, for the holder's `KIND`.
        kind: u8,
    },
    /// An array that has `len` elements, which the program asks for when it looks at them: the number is the question.
    Lazy {
        /// What it is asked by.
        number: u32,
        /// What the holder's `KIND` says; 0 where it says nothing.
        kind: u8,
        /// Number of elements.
        len: u32,
    },
    /// Something that is no data, in a few words. Nothing follows it.
    Foreign(String),
}

/// Numbers are the same when their bits are: `-0` is not `0`, and `NaN` is `NaN`.
impl PartialEq for Datum {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Undefined, Self::Undefined) | (Self::Null, Self::Null) => true,
            (Self::Bool(one), Self::Bool(other)) => one == other,
            (Self::Number(one), Self::Number(other)) => one.to_bits() == other.to_bits(),
            (Self::Text(one), Self::Text(other)) | (Self::BigInt(one), Self::BigInt(other)) => one == other,
            (Self::Wtf8(one), Self::Wtf8(other)) => one == other,
            (Self::Interned(one), Self::Interned(other)) => one == other,
            (Self::Fresh(one, name), Self::Fresh(other, other_name)) => one == other && name == other_name,
            (Self::Key(one), Self::Key(other)) | (Self::Foreign(one), Self::Foreign(other)) => one == other,
            (
                Self::Open { kind, len, origin },
                Self::Open { kind: other_kind, len: other_len, origin: other_origin },
            ) => kind == other_kind && len == other_len && origin == other_origin,
            (Self::Handle { origin, kind }, Self::Handle { origin: other_origin, kind: other_kind }) => {
                origin == other_origin && kind == other_kind
            }
            (
                Self::Lazy { number, kind, len },
                Self::Lazy { number: other_number, kind: other_kind, len: other_len },
            ) => number == other_number && kind == other_kind && len == other_len,
            _ => false,
        }
    }
}

impl Eq for Datum {}

impl Hash for Datum {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Self::Undefined | Self::Null => {}
            Self::Bool(value) => value.hash(state),
            // Small integers differ in the upper half only, which a quick hash does not spread.
            Self::Number(value) => {
                let bits = value.to_bits();
                (bits ^ (bits >> 32)).hash(state);
            }
            Self::Text(text) | Self::BigInt(text) => text.hash(state),
            Self::Wtf8(bytes) => bytes.hash(state),
            Self::Interned(number) => number.hash(state),
            Self::Handle { origin, kind } => (origin, kind).hash(state),
            Self::Fresh(number, name) => (number, name).hash(state),
            Self::Key(text) | Self::Foreign(text) => text.hash(state),
            Self::Open { kind, len, origin } => (kind, len, origin).hash(state),
            Self::Lazy { number, kind, len } => (number, kind, len).hash(state),
        }
    }
}

/// Whoever answers what the program asks.
type Answer<'a> = dyn FnMut(&[Datum]) -> Result<Vec<Datum>, VmError> + 'a;

/// The holder of an engine, as handles of the binding.
pub(crate) struct Holder {
    object: Persistent<Object<'static>>,
    table: Persistent<Array<'static>>,
    id: Persistent<Atom<'static>>,
    origin: Persistent<Atom<'static>>,
    kind: Persistent<Atom<'static>>,
    plain: Persistent<Object<'static>>,
    lazy: Persistent<Function<'static>>,
    pending: Persistent<Atom<'static>>,
    handler: Persistent<Object<'static>>,
}

/// The holder in one use of the context.
struct Keys<'js> {
    table: Array<'js>,
    id: Atom<'js>,
    origin: Atom<'js>,
    kind: Atom<'js>,
    plain: Object<'js>,
    lazy: Function<'js>,
    pending: Atom<'js>,
    handler: Object<'js>,
}

impl Holder {
    fn keys<'js>(&self, ctx: &Ctx<'js>) -> Result<Keys<'js>, Error> {
        Ok(Keys {
            table: self.table.clone().restore(ctx)?,
            id: self.id.clone().restore(ctx)?,
            origin: self.origin.clone().restore(ctx)?,
            kind: self.kind.clone().restore(ctx)?,
            plain: self.plain.clone().restore(ctx)?,
            lazy: self.lazy.clone().restore(ctx)?,
            pending: self.pending.clone().restore(ctx)?,
            handler: self.handler.clone().restore(ctx)?,
        })
    }
}

impl Engine {
    /// Names the global object that holds the interned values; once, after the script that makes it.
    pub fn hold_data(&mut self, name: &str) -> Result<(), VmError> {
        let holder = self.with(|ctx| {
            let object: Object<'_> = ctx.globals().get(name)?;
            let key = |name: &str| object.get::<_, Symbol<'_>>(name)?.into_atom(ctx);
            object.set("host", host_function(ctx, Rc::clone(&self.answers))?)?;
            Ok(Holder {
                table: Persistent::save(ctx, object.get::<_, Array<'_>>("table")?),
                id: Persistent::save(ctx, key("ID")?),
                origin: Persistent::save(ctx, key("ORIGIN")?),
                kind: Persistent::save(ctx, key("KIND")?),
                plain: Persistent::save(ctx, object.get::<_, Object<'_>>("plain")?),
                lazy: Persistent::save(ctx, object.get::<_, Function<'_>>("lazy")?),
                pending: Persistent::save(ctx, key("LAZY")?),
                handler: Persistent::save(ctx, object.get::<_, Object<'_>>("handler")?),
                object: Persistent::save(ctx, object),
            })
        })?;
        self.holder = Some(holder);
        Ok(())
    }

    /// Makes the table of interned values a global. After [`Engine::harden`], which would freeze it.
    pub fn expose_table(&mut self, name: &str) -> Result<(), VmError> {
        let holder = self.holder();
        self.with(|ctx| ctx.globals().set(name, holder.table.clone().restore(ctx)?))
    }

    fn holder(&self) -> &Holder {
        self.holder.as_ref().expect("invariant: data is exchanged after `hold_data`")
    }

    /// The number of an interned value: what the holder's function `function` gives for the arguments.
    pub fn intern(&self, function: &str, name: &str, scope: i32) -> Result<u32, VmError> {
        let holder = self.holder();
        self.with(|ctx| {
            let object = holder.object.clone().restore(ctx)?;
            let intern: Function<'_> = object.get(function)?;
            let value: Object<'_> = intern.call((name, scope))?;
            value.get(holder.keys(ctx)?.id)
        })
    }

    /// What the holder's function `describe` says of an interned value: a text and a number.
    pub fn describe(&self, number: u32) -> Result<(String, i32), VmError> {
        let holder = self.holder();
        self.with(|ctx| {
            let object = holder.object.clone().restore(ctx)?;
            let describe: Function<'_> = object.get("describe")?;
            let pair: Array<'_> = describe.call((number,))?;
            Ok((pair.get(0)?, pair.get(1)?))
        })
    }

    /// Calls the holder's method `method` with data and gives its result.
    pub fn call_method(&self, method: &str, input: &[Datum]) -> Result<Vec<Datum>, VmError> {
        let holder = self.holder();
        self.with(|ctx| {
            let keys = holder.keys(ctx)?;
            let object = holder.object.clone().restore(ctx)?;
            let function: Function<'_> = object.get(method)?;
            let mut call = Args::new_unsized(ctx.clone());
            call.this(object)?;
            call.push_args(build(ctx, &keys, input)?)?;
            read(&keys, call.apply::<Value<'_>>(&function)?)
        })
    }

    /// Calls the global function `function` with `undefined`, what the holder's `env` makes of the number `env`, and the
    /// values of `input`; without a number `undefined` is in its place. With `is_whole` the input is one array: it stands in the place of `undefined`, and its elements from the second on are
    /// the others.
    ///
    /// What the program asks with the holder's function `host`, `answer` answers, for which it may use the engine. Where
    /// there is no answer the call ends with that error, whatever the program does.
    pub fn call_data(
        &self,
        function: &str,
        is_whole: bool,
        env: Option<u32>,
        input: &[Datum],
        answer: impl FnMut(&[Datum]) -> Result<Vec<Datum>, VmError>,
    ) -> Result<Vec<Datum>, VmError> {
        self.asking(answer, || self.call_with(self.holder(), function, is_whole, env, input))
    }

    /// Does `work`, whose questions `answer` answers. Where there is no answer it ends with that error.
    pub fn asking<T>(
        &self,
        mut answer: impl FnMut(&[Datum]) -> Result<Vec<Datum>, VmError>,
        work: impl FnOnce() -> Result<T, VmError>,
    ) -> Result<T, VmError> {
        let mut failed = None;
        let mut answerer = any_lifetime(|ctx, question| self.answer(ctx, question, &mut answer, &mut failed));
        let result = self.answers.answering(&mut answerer, work);
        failed.map_or(result, Err)
    }

    /// The answer to a question as a value of the program; `undefined` where there is none.
    fn answer<'js>(
        &self,
        ctx: &Ctx<'js>,
        question: Value<'js>,
        answer: &mut Answer<'_>,
        failed: &mut Option<VmError>,
    ) -> Result<Value<'js>, Error> {
        let keys = self.holder().keys(ctx)?;
        let question = read(&keys, question)?;
        if let [Datum::Foreign(what)] = &question[..] {
            return Err(Exception::throw_type(
                ctx,
                &format!("the expander is asked about {what}, which is not a form"),
            ));
        }
        // Looking at a lazy array is no question of the program's.
        let is_look = matches!(question[..], [Datum::Number(_)]);
        let answer = if is_look || self.charge(QUESTION_FUEL) {
            self.waiting.during(ctx, || answer(&question))
        } else {
            Err(VmError::too_long())
        };
        match answer {
            Ok(answer) => {
                let values = build(ctx, &keys, &answer)?;
                Ok(values.into_iter().next().unwrap_or_else(|| Value::new_undefined(ctx.clone())))
            }
            Err(error) => {
                failed.get_or_insert(error);
                Ok(Value::new_undefined(ctx.clone()))
            }
        }
    }

    fn call_with(
        &self,
        holder: &Holder,
        function: &str,
        is_whole: bool,
        env: Option<u32>,
        input: &[Datum],
    ) -> Result<Vec<Datum>, VmError> {
        self.with(|ctx| {
            let keys = holder.keys(ctx)?;
            let object = holder.object.clone().restore(ctx)?;
            let callee: Function<'_> = ctx.globals().get(function)?;
            let values = build(ctx, &keys, input)?;
            let mut call = Args::new_unsized(ctx.clone());
            call.this(Value::new_undefined(ctx.clone()))?;
            let env = match env {
                Some(number) => object.get::<_, Function<'_>>("env")?.call((number,))?,
                None => Value::new_undefined(ctx.clone()),
            };
            if let Some(whole) = values.first().and_then(Value::as_array).filter(|_| is_whole) {
                call.push_arg(whole.clone())?;
                call.push_arg(env)?;
                for at in 1..whole.len() {
                    call.push_arg(whole.get::<Value<'_>>(at)?)?;
                }
            } else {
                call.push_arg(Value::new_undefined(ctx.clone()))?;
                call.push_arg(env)?;
                call.push_args(values)?;
            }
            read(&keys, call.apply::<Value<'_>>(&callee)?)
        })
    }
}

/// What the program calls to ask whoever answers.
fn host_function<'js>(ctx: &Ctx<'js>, answers: Rc<Slot>) -> Result<Function<'js>, Error> {
    Function::new(ctx.clone(), move |ctx: Ctx<'js>, question: Value<'js>| answers.ask(&ctx, question))
}

/// `answerer` itself, which the compiler takes for one of any lifetime here only.
fn any_lifetime<F>(answerer: F) -> F
where
    F: for<'js> FnMut(&Ctx<'js>, Value<'js>) -> Result<Value<'js>, Error>,
{
    answerer
}

/// The values that `input` describes.
fn build<'js>(ctx: &Ctx<'js>, keys: &Keys<'js>, input: &[Datum]) -> Result<Vec<Value<'js>>, Error> {
    let mut roots = vec![];
    let mut open: Vec<(Array<'js>, u32, u32)> = vec![];
    for datum in input {
        let value = match datum {
            Datum::Undefined | Datum::Foreign(_) | Datum::Fresh(..) => Value::new_undefined(ctx.clone()),
            Datum::Null => Value::new_null(ctx.clone()),
            Datum::Bool(value) => Value::new_bool(ctx.clone(), *value),
            // The engine's integers have one zero.
            Datum::Number(value) if *value == 0.0 => Value::new_float(ctx.clone(), *value),
            Datum::Number(value) => Value::new_number(ctx.clone(), *value),
            Datum::Text(text) => rquickjs::String::from_str(ctx.clone(), text)?.into_value(),
            Datum::Wtf8(bytes) => wtf8::string(ctx, bytes)?,
            Datum::Key(text) => rquickjs::String::from_str(ctx.clone(), text)?.into_value(),
            Datum::BigInt(digits) => {
                let make: Function<'_> = ctx.globals().get("BigInt")?;
                make.call((digits.as_ref(),))?
            }
            Datum::Interned(number) => keys.table.get(*number as usize)?,
            Datum::Handle { origin, kind } => {
                let object = Object::new(ctx.clone())?;
                object.set(keys.origin.clone(), *origin)?;
                object.set(keys.kind.clone(), *kind)?;
                object.into_value()
            }
            Datum::Lazy { number, kind, len } => keys.lazy.call((*number, *kind, *len))?,
            Datum::Open { kind, len, origin } => {
                let array = Array::new(ctx.clone())?;
                array.as_object().set(keys.origin.clone(), *origin)?;
                if *kind != 0 {
                    array.as_object().set(keys.kind.clone(), *kind)?;
                }
                if *len > 0 {
                    open.push((array, 0, *len));
                    continue;
                }
                array.into_value()
            }
        };
        let mut done = value;
        loop {
            let Some((array, at, len)) = open.last_mut() else {
                roots.push(done);
                break;
            };
            array.set(*at as usize, done)?;
            *at += 1;
            if at < len {
                break;
            }
            let Some((array, _, _)) = open.pop() else { break };
            done = array.into_value();
        }
    }
    Ok(roots)
}

/// A value that is being read: its elements, or the keys of an object with their values.
enum Walk<'js> {
    Elements { array: Array<'js>, at: u32, len: u32 },
    Properties { object: Object<'js>, keys: std::vec::IntoIter<rquickjs::String<'js>> },
}

/// The data of a value that the program made.
fn read<'js>(keys: &Keys<'js>, root: Value<'js>) -> Result<Vec<Datum>, Error> {
    let mut out = Vec::with_capacity(32);
    let mut open: Vec<Walk<'js>> = Vec::with_capacity(8);
    let mut next = Some(root);
    let mut text = 0;
    loop {
        let value = match next.take() {
            Some(value) => value,
            None => match open.last_mut() {
                None => return Ok(out),
                Some(Walk::Elements { array, at, len }) if *at < *len => {
                    *at += 1;
                    array.get(*at as usize - 1)?
                }
                Some(Walk::Properties { object, keys: names }) => {
                    let Some(name) = names.next() else {
                        open.pop();
                        continue;
                    };
                    match name.to_string() {
                        Ok(key) => {
                            text += key.len();
                            out.push(Datum::Key(key));
                        }
                        Err(Error::Utf8(_)) => {
                            return Ok(vec![Datum::Foreign(
                                "an object whose key holds half of a character".to_owned(),
                            )]);
                        }
                        Err(error) => return Err(error),
                    }
                    object.get(name.into_value())?
                }
                Some(Walk::Elements { .. }) => {
                    open.pop();
                    continue;
                }
            },
        };
        if out.len() >= MAX_PARTS {
            let what = if contains_itself(&open) {
                "data that contains itself".to_owned()
            } else {
                format!("data of more than {MAX_PARTS} parts")
            };
            return Ok(vec![Datum::Foreign(what)]);
        }
        let datum = read_one(keys, &value, &mut open)?;
        match &datum {
            Datum::Foreign(_) => return Ok(vec![datum]),
            Datum::Text(made) | Datum::BigInt(made) => text += made.len(),
            Datum::Wtf8(made) => text += made.len(),
            Datum::Fresh(_, name) => text += name.len(),
            _ => {}
        }
        if text > MAX_TEXT {
            return Ok(vec![Datum::Foreign(format!("more than {} MB of text", MAX_TEXT >> 20))]);
        }
        out.push(datum);
    }
}

/// Whether one of the values that are being read, each in the one before, is there twice.
fn contains_itself(open: &[Walk<'_>]) -> bool {
    let mut seen = std::collections::HashSet::with_capacity(open.len());
    !open.iter().all(|walk| match walk {
        Walk::Elements { array, .. } => seen.insert(array.as_value()),
        Walk::Properties { object, .. } => seen.insert(object.as_value()),
    })
}

/// One value; an array or object that has parts is opened.
fn read_one<'js>(keys: &Keys<'js>, value: &Value<'js>, open: &mut Vec<Walk<'js>>) -> Result<Datum, Error> {
    Ok(match value.type_of() {
        Type::Undefined | Type::Uninitialized => Datum::Undefined,
        Type::Null => Datum::Null,
        Type::Bool => Datum::Bool(value.as_bool().unwrap_or_default()),
        Type::Int | Type::Float => Datum::Number(value.as_number().unwrap_or_default()),
        Type::String => match value.as_string() {
            Some(text) => match text.to_string() {
                Ok(text) => Datum::Text(Cow::Owned(text)),
                Err(Error::Utf8(_)) => Datum::Wtf8(wtf8::bytes(text)?),
                Err(error) => return Err(error),
            },
            None => Datum::Undefined,
        },
        Type::BigInt => Datum::BigInt(Cow::Owned(value.get::<Coerced<String>>()?.0)),
        _ if value.is_proxy() => return read_proxy(keys, value, open),
        Type::Array => return read_array(keys, value, open),
        Type::Function | Type::Constructor => Datum::Foreign("a function".to_owned()),
        Type::Symbol => Datum::Foreign("a Symbol of JavaScript".to_owned()),
        Type::Promise => Datum::Foreign("a promise".to_owned()),
        _ => match value.as_object() {
            Some(object) => return read_object(keys, object, open),
            None => Datum::Foreign(format!("a value of type {}", value.type_name())),
        },
    })
}

/// A lazy array, or what macro code made a proxy of.
fn read_proxy<'js>(keys: &Keys<'js>, value: &Value<'js>, open: &mut Vec<Walk<'js>>) -> Result<Datum, Error> {
    let Some(proxy) = value.as_proxy().filter(|proxy| proxy.handler().is_ok_and(|handler| handler == keys.handler))
    else {
        return Ok(Datum::Foreign("a Proxy".to_owned()));
    };
    let target = proxy.target()?;
    let number = |key: &Atom<'js>| -> Result<Option<u32>, Error> {
        Ok(target.get::<_, Value<'js>>(key.clone())?.as_int().map(i32::cast_unsigned))
    };
    match number(&keys.pending)? {
        Some(question) => {
            let kind = number(&keys.kind)?.unwrap_or_default() as u8;
            let len = target.get::<_, u32>(PredefinedAtom::Length)?;
            Ok(Datum::Lazy { number: question, kind, len })
        }
        None => read_array(keys, &target.into_value(), open),
    }
}

fn read_array<'js>(keys: &Keys<'js>, value: &Value<'js>, open: &mut Vec<Walk<'js>>) -> Result<Datum, Error> {
    let Some(array) = value.as_array() else { return Ok(Datum::Foreign("a strange array".to_owned())) };
    let object = array.as_object();
    // The length of an array with holes may be larger than what the binding's own `len` takes.
    let length = object.get::<_, Value<'js>>(PredefinedAtom::Length)?;
    let len = length.as_int().and_then(|len| u32::try_from(len).ok()).filter(|len| (*len as usize) < MAX_PARTS);
    let Some(len) = len else {
        return Ok(Datum::Foreign(format!("data of more than {MAX_PARTS} parts")));
    };
    let number = |key: &Atom<'js>| -> Result<u32, Error> {
        Ok(object.get::<_, Value<'js>>(key.clone())?.as_int().map_or(0, i32::cast_unsigned))
    };
    let (origin, kind) = (number(&keys.origin)?, number(&keys.kind)?);
    if len > 0 {
        open.push(Walk::Elements { array: array.clone(), at: 0, len });
    }
    Ok(Datum::Open { kind: kind as u8, len, origin })
}

fn read_object<'js>(keys: &Keys<'js>, object: &Object<'js>, open: &mut Vec<Walk<'js>>) -> Result<Datum, Error> {
    if let Some(id) = object.get::<_, Value<'js>>(keys.id.clone())?.as_int() {
        return Ok(match u32::try_from(id) {
            Ok(number) => Datum::Interned(number),
            Err(_) => Datum::Fresh(id.unsigned_abs(), object.get("name")?),
        });
    }
    if let Some(origin) = object.get::<_, Value<'js>>(keys.origin.clone())?.as_int() {
        let kind = object.get::<_, Value<'js>>(keys.kind.clone())?.as_int().unwrap_or_default();
        return Ok(Datum::Handle { origin: origin.cast_unsigned(), kind: u8::try_from(kind).unwrap_or_default() });
    }
    if object.get_prototype().is_some_and(|prototype| prototype != keys.plain) {
        let class: Value<'js> = object.get(PredefinedAtom::Constructor)?;
        let class = match class.as_object() {
            Some(class) => class.get::<_, Coerced<String>>(PredefinedAtom::Name)?.0,
            None => "its own".to_owned(),
        };
        // What makes generators has no name; they have a tag.
        let tag = object.get::<_, Coerced<String>>(PredefinedAtom::SymbolToStringTag)?.0;
        let name = if class.is_empty() { tag } else { class };
        return Ok(Datum::Foreign(format!("an object of class {name}")));
    }
    // Not as texts of Rust: the binding takes for granted that they are UTF-8 without `\0`.
    let names: Vec<rquickjs::String<'js>> = object.keys().collect::<Result<_, _>>()?;
    if names.len() * 2 >= MAX_PARTS {
        return Ok(Datum::Foreign(format!("data of more than {MAX_PARTS} parts")));
    }
    let len = names.len() as u32 * 2;
    if len > 0 {
        open.push(Walk::Properties { object: object.clone(), keys: names.into_iter() });
    }
    Ok(Datum::Open { kind: OBJECT, len, origin: 0 })
}

/// The kind of a plain object of the program, whose elements are keys and values in turn.
pub const OBJECT: u8 = 2;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Limits, VmErrorKind};

    const HOLDER: &str = "
        globalThis.holder = (() => {
            const ID = Symbol('id');
            const table = [];
            const intern = (name, scope) => {
                const value = { name, scope };
                Object.defineProperty(value, ID, { value: table.push(value) - 1 });
                return value;
            };
            const describe = (n) => [table[n].name, table[n].scope];
            const fresh = (name) => Object.defineProperty({ name }, ID, { value: -7 });
            const [LAZY, KIND] = [Symbol('lazy'), Symbol('kind')];
            const look = (target) => {
                if (target[LAZY] !== undefined) target.push(...holder.host(target[LAZY]));
                delete target[LAZY];
                return target;
            };
            const handler = { get: (target, key) => typeof key === 'symbol' ? target[key] : look(target)[key] };
            const lazy = (number, kind) => new Proxy(Object.assign([], { [LAZY]: number, [KIND]: kind }), handler);
            const holder = { ID, table, intern, describe, fresh, plain: Object.prototype, env: (n) => 'env' + n, lazy, LAZY,
                             handler, ORIGIN: Symbol('origin'), KIND, second: (a, b) => b };
            return holder;
        })();";

    fn engine(function: &str) -> Engine {
        let mut engine = Engine::new(&Limits::default()).expect("starts");
        engine.eval_script("h.js", HOLDER).expect("runs");
        engine.hold_data("holder").expect("is there");
        engine.eval_script("f.js", &format!("globalThis.f = {function}")).expect("runs");
        engine
    }

    fn silent(_: &[Datum]) -> Result<Vec<Datum>, crate::VmError> {
        Err(crate::VmError::too_long())
    }

    fn open(len: u32, origin: u32) -> Datum {
        Datum::Open { kind: 0, len, origin }
    }

    #[test]
    fn data_goes_in_and_out() {
        let engine = engine("(form, env, a, b) => [b, a, form === undefined, env]");
        let sym = engine.intern("intern", "x", 3).expect("interns");
        assert_eq!(engine.describe(sym).expect("is known"), ("x".to_owned(), 3));
        let list = [
            open(4, 1),
            Datum::Interned(sym),
            open(0, 3),
            Datum::BigInt("12".into()),
            Datum::Handle { origin: 5, kind: 12 },
            Datum::Text("é".into()),
        ];
        let out = engine.call_data("f", false, Some(3), &list, silent).expect("runs");
        let wanted = [
            open(4, 0),
            Datum::Text("é".into()),
            open(4, 1),
            Datum::Interned(sym),
            open(0, 3),
            Datum::BigInt("12".into()),
            Datum::Handle { origin: 5, kind: 12 },
            Datum::Bool(true),
            Datum::Text("env3".into()),
        ];
        assert_eq!(out, wanted);
        assert_eq!(
            engine.call_method("second", &[Datum::Null, Datum::Number(1.5)]).expect("runs"),
            [Datum::Number(1.5)]
        );
    }

    #[test]
    fn lone_surrogates_go_in_and_out() {
        let engine = engine("(form, env, a) => [a.length, a, a + '!', { 'x\\0y': '\\uDC00' }]");
        let lone = Datum::Wtf8(b"a\xED\xA0\x80\xC3\xA9".to_vec());
        let out = engine.call_data("f", false, None, std::slice::from_ref(&lone), silent).expect("runs");
        let wanted = [
            open(4, 0),
            Datum::Number(3.0),
            lone,
            Datum::Wtf8(b"a\xED\xA0\x80\xC3\xA9!".to_vec()),
            Datum::Open { kind: OBJECT, len: 2, origin: 0 },
            Datum::Key("x\0y".to_owned()),
            Datum::Wtf8(b"\xED\xB0\x80".to_vec()),
        ];
        assert_eq!(out, wanted);
    }

    #[test]
    fn a_whole_form_is_taken_apart() {
        let engine = engine("(form, env, a, b) => [form, a, b]");
        let form = [open(3, 1), Datum::Null, Datum::Number(1.0), Datum::Number(2.0)];
        let out = engine.call_data("f", true, None, &form, silent).expect("runs");
        assert_eq!(out[1..5], form);
        assert_eq!(out[5..], form[2..]);
    }

    #[test]
    fn a_lazy_array_is_asked_for_when_it_is_looked_at() {
        let engine = engine("(form, env, a, b) => [a, b[0], b]");
        let lazy = |number, len| Datum::Lazy { number, kind: 1, len };
        let mut asked = vec![];
        let result = engine.call_data("f", false, None, &[lazy(4, 0), lazy(5, 0)], |question| {
            asked.extend_from_slice(question);
            Ok(vec![open(1, 7), lazy(6, 0)])
        });
        let wanted = [open(3, 0), lazy(4, 0), lazy(6, 0), Datum::Open { kind: 1, len: 1, origin: 0 }, lazy(6, 0)];
        assert_eq!(result.expect("runs"), wanted);
        assert_eq!(asked, [Datum::Number(5.0)]);
    }

    #[test]
    fn what_is_no_data_is_named() {
        for (function, what) in [
            ("() => () => 1", "a function"),
            ("() => [Symbol('a')]", "a Symbol of JavaScript"),
            ("() => new Map()", "an object of class Map"),
            ("() => [/a/]", "an object of class RegExp"),
            ("() => (function* () {})()", "an object of class Generator"),
            ("() => new Proxy([], {})", "a Proxy"),
            ("() => { const a = [1]; a.push(a); return a }", "data that contains itself"),
            ("() => { const a = { b: [1] }; a.b.push([a, 2]); return [a] }", "data that contains itself"),
            (
                "() => { let a = [1]; for (let n = 0; n < 22; n += 1) a = [a, a]; return a }",
                "data of more than 2000000 parts",
            ),
            ("() => { const a = []; a.length = 4294967295; return a }", "data of more than 2000000 parts"),
            ("async () => 1", "a promise"),
            ("() => ({ '\\uD800': 1 })", "an object whose key holds half of a character"),
        ] {
            let out =
                engine(function).call_data("f", false, None, &[], silent).unwrap_or_else(|e| panic!("{function}: {e}"));
            assert_eq!(out, [Datum::Foreign(what.to_owned())], "{function}");
        }
        let out =
            engine("() => [{ a: 1, b: holder.fresh('g') }]").call_data("f", false, None, &[], silent).expect("runs");
        let wanted = [
            open(1, 0),
            Datum::Open { kind: OBJECT, len: 4, origin: 0 },
            Datum::Key("a".to_owned()),
            Datum::Number(1.0),
            Datum::Key("b".to_owned()),
            Datum::Fresh(7, "g".to_owned()),
        ];
        assert_eq!(out, wanted);
    }

    #[test]
    fn an_exception_while_data_is_read_is_an_error() {
        let engine = engine("() => [{ get a() { throw new Error('no') } }]");
        let error = engine.call_data("f", false, None, &[], silent).expect_err("throws");
        assert_eq!((error.kind, error.message.as_str()), (VmErrorKind::Exception, "Error: no"));
    }
}
