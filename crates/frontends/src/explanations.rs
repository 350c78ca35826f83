//! The long texts behind the codes of the front ends: what `sx explain SX0501` shows. Markdown.

/// Every code of the front ends with its explanation, sorted by code.
pub const EXPLANATIONS: &[(&str, &str)] = &[
    (
        "SX0501",
        "The JavaScript text is not a program. The message is the parser's; the place is what it could not go on with.\n\n\
      A `.js` file is read as a script, and as a module where only that works; `.mjs` is always a module, `.cjs` always a \
      CommonJS module, in which `return` may stand at the top.",
    ),
    (
        "SX0502",
        "Brackets, prefix operators and right operands that nest this deep would exhaust the stack of the parser. The place \
      is where the limit was passed.\n\nSuch files are made by programs: let the generator write data as JSON, or a flat list.",
    ),
    (
        "SX0503",
        "The construct is JavaScript, but the Lisp has no spelling for it yet. Nothing is dropped silently, so the file is \
      not converted. The table of all spellings is docs/shapes.md.",
    ),
    (
        "SX0504",
        "Places are 32 bits wide, so a source text has less than 4294967295 bytes. Split the file into modules.",
    ),
];
