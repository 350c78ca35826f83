//! The long texts behind the codes of the front ends: what `sx explain SX0501` shows. Markdown.

/// Every code of the front ends with its explanation, sorted by code.
pub const EXPLANATIONS: &[(&str, &str)] = &[
    (
        "SX0501",
        "The JavaScript text is not a program: its grammar, or one of the early errors of the language, says so. A name \
      declared twice, `break` to a label that is not there, a private name of no class, a target that cannot be assigned, \
      what strict mode takes away, a pattern of a regular expression. The place is where the rule is broken.\n\n\
      A `.js` file is read as a script, and as a module where only that works; `.mjs` is always a module, `.cjs` always a \
      CommonJS module, in which `return` may stand at the top. `--goal` says it for all files.",
    ),
    (
        "SX0502",
        "Brackets, prefix operators and right operands that nest this deep would exhaust the stack of the parser, or of what \
      builds the Lisp, in which some constructs are several forms deep. The place is where the limit was passed.\n\nSuch files are made by programs: let the generator write data as JSON, or a flat list.",
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
    (
        "SX0505",
        "The attributes of an import, `import data from \"./data.json\" with { type: \"json\" }`, had the word `assert` in an \
      older proposal, which a few engines had and dropped. In Lisp both are `(import data \"./data.json\" {:type \"json\"})`, and \
      what is built says `with`. Write `with` in the JavaScript if the program still runs where `assert` is not known; keep \
      the file out of the conversion if it must run where only `assert` is.",
    ),
];
