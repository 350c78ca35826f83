//! JavaScript to Lisp: `const x = f(1);` as `(const x (f 1))`.

use crate::View;
use crate::compile::has_error;
use crate::stages;
use sx_base::Source;
use sx_reader::Origin;

/// The grammar that a JavaScript file is read by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SourceGoal {
    /// ES module.
    Module,
    /// Classic script.
    Script,
}

/// How JavaScript becomes Lisp. The default is what a person wants to read.
#[derive(Clone, Debug, Default)]
pub struct ReverseOptions {
    /// Names that the surroundings define, which need no `declare-global`.
    pub globals: Vec<String>,
    /// The grammar; by default the extension decides, and for `.js` the first of script, module and `CommonJS` that
    /// accepts the file.
    pub goal: Option<SourceGoal>,
    /// The package of the file says that `.js` files are modules, which are tried first then.
    pub in_modules: bool,
    /// Special forms only: no macro is used.
    pub core_only: bool,
    /// Called when a stage has ended: whoever keeps memory that it needed may return it.
    pub on_stage_end: Option<fn()>,
}

/// The forms of a JavaScript file as text in house style. With errors there is no text.
pub fn reverse(source: &Source, options: &ReverseOptions) -> View {
    let (file, diagnostics) = stages::read_js(source, options);
    let text = (!has_error(&diagnostics)).then(|| stages::format(&file, source, Origin::JavaScript));
    View { text, diagnostics }
}
