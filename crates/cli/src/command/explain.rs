//! `sx explain CODE`: the long text behind a code.

use crate::args::ExplainArgs;
use crate::console::Console;
use crate::write::write_stdout;

/// The codes of the command itself.
const OWN: &[(&str, &str)] = &[
    (
        "SX0951",
        "The extension `.cl` means Common Lisp, and there is no reader for Common Lisp yet. A file in the sx dialect has \
         the extension `.lisp` or `.sx`.",
    ),
    ("SX0952", "There is no reader for TypeScript yet; `sx rev` reads JavaScript (`.js`, `.mjs`, `.cjs`, `.jsx`)."),
    (
        "SX0953",
        "`sx build`, `sx fmt` and `sx expand` read Lisp. `sx rev` translates JavaScript to Lisp; `sx hash`, `sx ir` and \
         `sx check` read both.",
    ),
    (
        "SX0954",
        "`sx rev` reads JavaScript: `.js`, `.mjs`, `.cjs`, `.jsx`, and files without an extension. `sx build` translates \
         Lisp to JavaScript. With `--from js` a file is JavaScript whatever it is called.",
    ),
];

/// Prints the explanation of a code.
pub(crate) fn explain(args: &ExplainArgs, console: &Console) {
    let code = args.code.trim();
    let own = OWN.iter().find(|(known, _)| known.eq_ignore_ascii_case(code)).map(|(_, text)| *text);
    let Some(text) = own.or_else(|| sx_driver::explanation(code)) else {
        let mut codes = sx_driver::explanation_codes();
        codes.extend(OWN.iter().map(|(code, _)| *code));
        return console.fault(&format!("there is no code `{code}`; there are: {}", codes.join(" ")));
    };
    let text = format!("{}\n\n{}\n", code.to_uppercase(), text.trim_end());
    if let Err(fault) = write_stdout(text.as_bytes()) {
        console.fault(&fault);
    }
}
