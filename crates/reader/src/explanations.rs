//! The long texts behind the codes of the reader: what `sx explain SX0004` shows. Markdown.

/// Every code of the reader with its explanation, sorted by code.
pub const EXPLANATIONS: &[(&str, &str)] = &[
    (
        "SX0001",
        "Source files are UTF-8, with or without a byte order mark. The place is the first byte that is not.\n\n\
      Save the file again as UTF-8, or convert it: `iconv -f LATIN1 -t UTF-8 old.lisp > new.lisp`.",
    ),
    (
        "SX0002",
        "Places are 32 bits wide, so a source text has less than 4294967295 bytes. Split the file into modules.",
    ),
    (
        "SX0003",
        "Between forms only whitespace may stand, and whitespace is what JavaScript takes for it: space, tab, vertical tab, \
      form feed, no-break space, the Unicode space separators, U+FEFF, and the line ends. Other control characters are \
      usually the trace of a binary file or of a wrong encoding.\n\nInside of a string write an escape: `\"\\x00\"`.",
    ),
    (
        "SX0004",
        "A form was opened and the file ended before it was closed. The place is the opener. The label shows the line \
      before which indentation suggests that the closer belongs:\n\n```lisp\n(defn f (x)\n  (+ x 1)     ; one `)` is missing here\n\n\
      (defn g (y) y)\n```",
    ),
    (
        "SX0005",
        "Each opener is closed by its own closer: `(a b)`, `[a b]`, `{:k v}`, `#{a b}`, `${a}` in a template.\n\n\
      ```lisp\n(def xs [1 2)   ; found `)`, expected `]`\n```",
    ),
    (
        "SX0006",
        "A closer stands where no form is open. Either it is one too many, or its opener was lost.\n\n\
      ```lisp\n(def a 1))\n```",
    ),
    (
        "SX0007",
        "Strings may span lines, so a missing quote is noticed only at the end of the file. When an earlier string runs over \
      lines that look like code, it is shown as the probable culprit.\n\n```lisp\n(def a \"text)\n(def b 1)\n```",
    ),
    (
        "SX0008",
        "Strings have the escapes of JavaScript and no others: `\\n \\t \\r \\b \\f \\v \\0`, `\\xHH`, `\\uHHHH`, `\\u{…}`, `\\\"`, `\\'`, \
      `\\\\`, `\\/` and other punctuation, which stands for itself, a line end, and the legacy octal ones. A backslash itself is written `\\\\`:\n\n```lisp\n(def path \"C:\\\\temp\")\n```",
    ),
    (
        "SX0009",
        "A template begins with `` #` `` and ends with `` ` ``. Its text is raw: `` \\` `` and `\\${` do not end or open anything.\n\n\
      ```lisp\n(def greeting #`Hello ${name}!`)\n```",
    ),
    ("SX0010", "Between `${` and `}` of a template stands exactly one form.\n\n```lisp\n#`sum: ${(+ a b)}`\n```"),
    (
        "SX0011",
        "A regular expression `#/re/flags` ends on the line where it begins, as in JavaScript. A slash inside is `\\/` or `[/]`.\n\n\
      ```lisp\n(def word #/\\w+/g)\n```",
    ),
    (
        "SX0012",
        "`//` and `/*` begin comments in JavaScript, so no regular expression can begin with them. The empty pattern is `#/(?:)/`.",
    ),
    (
        "SX0013",
        "The flags are `d g i m s u v y`, each at most once, and not `u` together with `v`.\n\n```lisp\n#/a+/gi\n```",
    ),
    (
        "SX0014",
        "`#| … |#` comments nest: each `#|` needs a `|#`.\n\n```lisp\n#| outer #| inner |# still a comment |#\n```",
    ),
    (
        "SX0015",
        "After `#` stand `|` (block comment), `;` (comment on the next form), `{` (set), `/` (regular expression), `` ` `` (template) or \
      a private name. There are no user-defined dispatch characters.\n\n```lisp\n#{1 2 3}\n```",
    ),
    (
        "SX0016",
        "Numbers are spelled as in JavaScript, with an optional sign: `42`, `-1.5`, `.5`, `1e9`, `0xFF`, `0o17`, `0b11`, `1_000`, `10n`. \
      A name cannot begin with a digit.",
    ),
    (
        "SX0017",
        "`-x` could be a name or the negation of `x`; it is neither. Write `(- x)`. Names such as `->`, `--` and `a-b` are fine; so is \
      the number `-1`.",
    ),
    ("SX0018", "`1+` is a name in Common Lisp. Here write `(+ x 1)` or `(inc x)`."),
    ("SX0019", "JavaScript has no ratios. Write the division: `(/ 1 2)`."),
    (
        "SX0020",
        "`/` is the division operator and stands in no name. Members are reached with a dot: `fs.read-file`. Comments begin with `;`. \
      Names that begin with `js/` are the special forms under a name that nothing can bind.",
    ),
    (
        "SX0021",
        "Every special form `NAME` answers to `js/NAME`, and nothing else does.\n\n```lisp\n(js/if ready (go) (wait))\n```",
    ),
    (
        "SX0022",
        "A name is spelled with letters, digits and `$ _ - ? ! + * < > = % &` `|` `^ ~`; everything else has no JavaScript spelling. \
      Property keys may be any string: `(js/get obj \"a@b\")`.",
    ),
    (
        "SX0023",
        "A type stands after a `:` with spaces around it: `(defn f (x : number) x)`. A key in an object stands after a glued colon: `{:key 1}`.",
    ),
    (
        "SX0024",
        "In `a.b.c` a name stands on each side of each dot. `...` alone is the ellipsis, `...xs` a spread, `f?.` an optional call.",
    ),
    (
        "SX0025",
        "`(.m obj x)` calls one method and `(.-p obj)` reads one property. Longer ways are `(. obj a b (m x))`.",
    ),
    ("SX0026", "What follows a dot is a name. Elements are reached with brackets: `(. xs [0])`."),
    (
        "SX0027",
        "A private name alone stands in classes (`(field #p 0)`) and in `(in #p obj)`. To reach the member, name the object: `this.#p.x`.",
    ),
    (
        "SX0028",
        "`\\name` is exactly the JavaScript identifier `name`: never a special form, a macro or a literal, and never respelled. \
      What follows must be an identifier: `\\list`, `\\nil`. (`sx expand` writes `\\x##2` for a binding that it calls `x##2`.)",
    ),
    ("SX0029", "`'`, `` ` ``, `,`, `,@`, `...` and `#;` stand before a form: `'x`, `,@xs`, `#;(not now)`."),
    ("SX0030", "A file shows at most a hundred reader errors. Mend the first ones and run again."),
    (
        "SX0031",
        "A regular expression is written as in JavaScript, between `#/` and `/`, and obeys the same grammar: groups are closed \
      and their names differ, references have a group, the ends of a range are in order, a quantifier has something to \
      repeat. With `u` or `v` a character is escaped only where it has to be.\n\n\
      ```lisp\n(def day #/(?<year>\\d{4}-\\d\\d/)   ; the group is never closed\n```",
    ),
];
