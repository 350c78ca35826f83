//! What goes wrong inside the engine, as data, and the reading of the engine's stack text.
//!
//! Entering: the engine's pending exception. Leaving: a [`VmError`] whose frames are read from the stack text,
//! ``    at name (file:line:column)``. Holds afterwards: no exception is pending.
//!
//! A hardened engine gives its program no stack text; a [`StackReader`] made before reads it still.

use rquickjs::convert::Coerced;
use rquickjs::function::This;
use rquickjs::{Ctx, Error, Function, Object, Persistent, Value};
use std::fmt;

/// Why a call into the engine failed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum VmErrorKind {
    /// The program threw, or did not parse.
    Exception,
    /// The memory budget is used up.
    Memory,
    /// The fuel is used up: the program runs too long.
    Fuel,
    /// The calls nest too deeply.
    Stack,
    /// The engine was used wrongly or failed by itself.
    Internal,
}

/// One level of calls, innermost first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Frame {
    /// The function's name, `""` for code outside of functions and functions without a name.
    pub function: String,
    /// The name the code was given when it was loaded; `""` for functions of the engine.
    pub file: String,
    /// 1-based line; 0 where there is no place.
    pub line: u32,
    /// 1-based column. In UTF-8 bytes as the engine counts, in UTF-16 units in what [`crate::run`] gives.
    pub column: u32,
}

/// A failed call into the engine.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct VmError {
    /// Why.
    pub kind: VmErrorKind,
    /// `TypeError: x is not a function`: name and message of the error thrown, or the value thrown as a string.
    pub message: String,
    /// Where, innermost first; may be empty.
    pub frames: Vec<Frame>,
}

impl VmError {
    /// An error that stands nowhere.
    pub(crate) fn new(kind: VmErrorKind, message: impl Into<String>) -> Self {
        Self { kind, message: message.into(), frames: vec![] }
    }
}

/// What is said of a thrown `null`.
pub const THREW_NULL: &str = "it threw null, or there is no memory left";

impl VmError {
    /// The program runs too long.
    pub fn too_long() -> Self {
        Self::new(VmErrorKind::Fuel, "it runs too long")
    }

    /// There is no memory left.
    pub fn no_memory() -> Self {
        Self::new(VmErrorKind::Memory, "out of memory")
    }
}

impl fmt::Display for VmError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        for frame in &self.frames {
            write!(f, "\n    at {frame}")?;
        }
        Ok(())
    }
}

impl std::error::Error for VmError {}

impl fmt::Display for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.file.is_empty() {
            "<anonymous>".to_owned()
        } else {
            format!("{}:{}:{}", self.file, self.line, self.column)
        };
        if self.function.is_empty() { f.write_str(&place) } else { write!(f, "{} ({place})", self.function) }
    }
}

/// Reads the stack text of an error, whatever the program sees of it.
pub(crate) struct StackReader(Persistent<Function<'static>>);

impl StackReader {
    /// The engine's own reader, as long as nobody took it away.
    pub(crate) fn new(ctx: &Ctx<'_>) -> Result<Self, Error> {
        let globals = ctx.globals();
        let (object, error): (Object<'_>, Object<'_>) = (globals.get("Object")?, globals.get("Error")?);
        let describe: Function<'_> = object.get("getOwnPropertyDescriptor")?;
        let accessor: Object<'_> = describe.call((error.get::<_, Object<'_>>("prototype")?, "stack"))?;
        Ok(Self(Persistent::save(ctx, accessor.get::<_, Function<'_>>("get")?)))
    }

    fn read<'js>(&self, ctx: &Ctx<'js>, error: &Object<'js>) -> Result<String, Error> {
        let get = self.0.clone().restore(ctx)?;
        get.call::<_, Coerced<String>>((This(error.clone()),)).map(|text| text.0)
    }
}

impl fmt::Debug for StackReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("StackReader")
    }
}

/// The pending exception as data; nothing is pending afterwards.
pub(crate) fn take_exception(ctx: &Ctx<'_>, error: &Error, reader: Option<&StackReader>) -> VmError {
    match error {
        Error::Exception => {
            let thrown = ctx.catch();
            let mut described = describe_thrown(ctx, &thrown);
            if let (Some(reader), Some(error)) = (reader, thrown.as_object().filter(|_| thrown.is_error())) {
                match reader.read(ctx, error) {
                    Ok(stack) => described.frames = read_frames(&stack),
                    Err(_) => drop(ctx.catch()),
                }
            }
            described
        }
        // The engine gives nothing, and throws nothing, where it has no memory for a text.
        Error::Allocation | Error::Unknown => VmError::new(VmErrorKind::Memory, "out of memory"),
        other => VmError::new(VmErrorKind::Internal, other.to_string()),
    }
}

/// What was thrown, as data. Reading the error's properties may run code of the program; what that throws is dropped.
pub(crate) fn describe_thrown<'js>(ctx: &Ctx<'js>, thrown: &Value<'js>) -> VmError {
    let Some(error) = thrown.as_object().filter(|_| thrown.is_error()) else {
        // Without memory for the error itself the engine throws nothing at all.
        if thrown.type_of() == rquickjs::Type::Uninitialized {
            return VmError::new(VmErrorKind::Memory, "out of memory");
        }
        if thrown.is_null() {
            // Nobody throws that on purpose; the engine does without memory for an error.
            return VmError::new(VmErrorKind::Exception, THREW_NULL);
        }
        return VmError::new(VmErrorKind::Exception, text_of(ctx, thrown));
    };
    let name = property(ctx, error, "name");
    let message = property(ctx, error, "message");
    let kind = match (name.as_str(), message.as_str()) {
        ("InternalError", "out of memory") => VmErrorKind::Memory,
        ("InternalError", "interrupted") => VmErrorKind::Fuel,
        ("RangeError" | "InternalError", text) if is_stack_overflow(text) => VmErrorKind::Stack,
        _ => VmErrorKind::Exception,
    };
    let full = match (name.is_empty(), message.is_empty()) {
        (true, _) => message,
        (false, true) => name,
        (false, false) => format!("{name}: {message}"),
    };
    VmError { kind, message: full, frames: read_frames(&property(ctx, error, "stack")) }
}

fn is_stack_overflow(message: &str) -> bool {
    message == "Maximum call stack size exceeded" || message == "stack overflow"
}

fn property<'js>(ctx: &Ctx<'js>, object: &Object<'js>, key: &str) -> String {
    match object.get::<_, Value<'js>>(key) {
        Ok(value) if value.is_undefined() || value.is_null() => String::new(),
        Ok(value) => text_of(ctx, &value),
        Err(_) => {
            let _ = ctx.catch();
            String::new()
        }
    }
}

fn text_of<'js>(ctx: &Ctx<'js>, value: &Value<'js>) -> String {
    if let Ok(Coerced(text)) = value.get::<Coerced<String>>() {
        return text;
    }
    let _ = ctx.catch();
    format!("a value of type {}", value.type_name())
}

/// Reads the engine's stack text, innermost frame first. Lines that are no frames are left out.
pub fn read_frames(stack: &str) -> Vec<Frame> {
    stack.lines().filter_map(read_frame).collect()
}

/// Reads one line: `    at name (file:1:2)`, `    at file:1:2`, `    at name (native)`.
pub(crate) fn read_frame(line: &str) -> Option<Frame> {
    let rest = line.trim_start().strip_prefix("at ")?;
    let (function, place) = match rest.strip_suffix(')').and_then(|rest| rest.rsplit_once(" (")) {
        Some((function, place)) => (function, place),
        None => ("", rest),
    };
    let function = if function == "<anonymous>" || function == "<eval>" { "" } else { function };
    if matches!(place, "native" | "missing" | "<anonymous>") {
        return Some(Frame { function: function.to_owned(), ..Frame::default() });
    }
    let (file_line, column) = place.rsplit_once(':')?;
    let (file, line) = file_line.rsplit_once(':')?;
    Some(Frame {
        function: function.to_owned(),
        file: file.to_owned(),
        line: line.parse().ok()?,
        column: column.parse().ok()?,
    })
}

/// Turns the engine's column (1-based, UTF-8 bytes) into a 1-based column in UTF-16 units of the same `line` of `text`.
pub(crate) fn columns_to_utf16(text: &str, line: u32, column: u32) -> u32 {
    let Some(line_text) = text.split('\n').nth(line.saturating_sub(1) as usize) else { return column };
    let bytes = column.saturating_sub(1) as usize;
    let units = line_text.char_indices().take_while(|(at, _)| *at < bytes).map(|(_, c)| c.len_utf16() as u32);
    1 + units.sum::<u32>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_are_read_from_stack_text() {
        let frames = read_frames(
            "    at f (a (b).js:3:14)\n    at <anonymous> (m.js:1:1)\n    at map (native)\nnonsense\n    at m.js:2:5\n",
        );
        let shown: Vec<String> = frames.iter().map(Frame::to_string).collect();
        assert_eq!(shown, ["f (a (b).js:3:14)", "m.js:1:1", "map (<anonymous>)", "m.js:2:5"]);
    }

    #[test]
    fn byte_columns_become_utf16_columns() {
        let text = "x\nlet é = '😀'; boom";
        let byte = text.lines().nth(1).and_then(|line| line.find("boom")).expect("in text") as u32;
        assert_eq!(columns_to_utf16(text, 2, byte + 1), 15);
        assert_eq!(columns_to_utf16(text, 9, 4), 4);
    }
}
