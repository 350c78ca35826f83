//! JavaScript to Lisp: `const x = f(1);` as `(const x (f 1))`.

use crate::View;
use crate::compile::has_error;
use crate::stages;
use sx_base::Source;
use sx_reader::Origin;

/// The forms of a JavaScript file as text in house style. `externs`: names that need no declaration.
pub fn reverse(source: &Source, externs: &[String]) -> View {
    let (file, diagnostics) = stages::read_js(source, externs);
    let text = (!has_error(&diagnostics)).then(|| stages::format(&file, source, Origin::JavaScript));
    View { text, diagnostics }
}
