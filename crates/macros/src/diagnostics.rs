//! Every message of the expander, one constructor each. A message says what was found and what was expected, the help
//! says what to type; `explanations` has the long form by code. Those of macros have a file.

mod macros;

pub(crate) use macros::*;
use sx_base::{Diagnostic, Span, Symbol};

fn count(least: usize, most: Option<usize>) -> String {
    match most {
        Some(most) if most == least => least.to_string(),
        Some(most) => format!("{least} to {most}"),
        None => format!("{least} or more"),
    }
}

/// `1 operand`, `2 operands`, `1 or more operands`.
fn counted(count: &str, noun: &str) -> String {
    if count == "1" { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

fn clause_help(name: &str) -> String {
    let form = match name {
        "case" | "default" => "(switch value (case 1 …) (default …))",
        "catch" | "finally" => "(try … (catch e …) (finally …))",
        "else" => "(cond (test …) (else …))",
        "syntax-rules" => "(define-syntax name (syntax-rules () …))",
        "directive" => "(directive \"use strict\"), first in a file or in the body of a function",
        "hole" => "[a (hole) b], an array or a pattern",
        "get" | "set" => "{(get name () …) (set name (value) …)} or a class",
        _ => "(class Name (method m () …))",
    };
    format!("it stands in {form}")
}

pub(crate) fn too_deep(span: Span, limit: u32) -> Diagnostic {
    Diagnostic::error("SX0100", span, format!("forms are nested more than {limit} deep"))
        .note("later stages walk the nesting; such input is almost always generated")
        .help("build the value in steps, or with a loop")
}

pub(crate) fn shape(span: Span, name: &str, shape: &str) -> Diagnostic {
    Diagnostic::error("SX0101", span, format!("`{name}` is malformed: expected {shape}")).help(format!("write {shape}"))
}

/// A string stands where the parameters do.
pub(crate) fn early_documentation(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("SX0101", span, format!("`{name}` has its documentation behind the parameters"))
        .help(format!("write ({name} name (param…) \"documentation\" body…)"))
}

pub(crate) fn jsx_name(span: Span, name: Symbol) -> Diagnostic {
    Diagnostic::error("SX0101", span, format!("`{name}` is no name of a tag or an attribute"))
        .note("names of JSX have letters, digits, `_`, `$`, `-` behind the first letter, and one `:` between two names")
}

/// JSX would take `sign` in a text for the beginning or end of something else.
pub(crate) fn jsx_text(span: Span, sign: char) -> Diagnostic {
    let reference = match sign {
        '<' => "&lt;",
        '>' => "&gt;",
        '{' => "&#123;",
        _ => "&#125;",
    };
    Diagnostic::error("SX0101", span, format!("a `{sign}` cannot stand in a text of `jsx`"))
        .note("a string child is text as JSX has it")
        .help(format!("write it as {reference}, or the text as a value: (comma \"…\")"))
}

pub(crate) fn if_arity(span: Span, whole: Span, name: &str, given: usize) -> Diagnostic {
    let branches = if name == "if" { "one or two branches" } else { "two branches" };
    let operands = counted(&given.to_string(), "operand");
    let message = format!("`{name}` takes a test and {branches}, found {operands}");
    let diagnostic = Diagnostic::error("SX0102", span, message).help(match (given > 3, name) {
        (true, _) => {
            format!("put several forms of a branch in (begin …), or use `cond`: ({name} test (begin a b) else)")
        }
        (false, "if") => "write (if test then) or (if test then else)".to_owned(),
        (false, _) => format!("write ({name} test then else)"),
    });
    if span == whole { diagnostic } else { diagnostic.label(whole, "in this form") }
}

pub(crate) fn operator_arity(span: Span, name: &str, wanted: &str, given: usize) -> Diagnostic {
    let operands = match wanted {
        "1" => "a",
        "2" => "a b",
        "1 or more" => "a…",
        _ => "a b…",
    };
    let wanted = counted(wanted, "operand");
    Diagnostic::error("SX0103", span, format!("the operator `{name}` takes {wanted}, found {given}"))
        .help(format!("write ({name} {operands})"))
}

pub(crate) fn empty_list(span: Span) -> Diagnostic {
    Diagnostic::error("SX0104", span, "`()` calls nothing: a list needs a head")
        .help("write `[]` for an empty array, `nil` for null, or `'()` for an empty list")
}

pub(crate) fn not_callable(span: Span, found: &str, whole: Span) -> Diagnostic {
    Diagnostic::error("SX0105", span, format!("{found} stands at the head of a list, but it cannot be called"))
        .label(whole, "the head of this list is what it calls")
        .help(match found {
            "a keyword" => "write (.-name object) to read a property, or `[…]` for an array of values",
            _ => "write `[…]` for an array of values, or quote the list: `'(…)`",
        })
}

pub(crate) fn unquote_outside(span: Span) -> Diagnostic {
    Diagnostic::error("SX0106", span, "`,` stands outside of a quasiquote")
        .help("put the whole template after a backquote: `(a ,b)")
}

pub(crate) fn splice_outside(span: Span) -> Diagnostic {
    Diagnostic::error("SX0107", span, "`,@` has no list to splice into")
        .help("`,@x` stands inside a list, `[…]` or `{…}` of the quasiquote")
}

/// `(unquote a b)` that is no element.
pub(crate) fn unquotes_outside(span: Span) -> Diagnostic {
    Diagnostic::error("SX0107", span, "an unquote of other than one form has no list to put them into")
        .help("outside of a list, `[…]` or `{…}` of the quasiquote it is `,x`")
}

pub(crate) fn spread_outside(span: Span) -> Diagnostic {
    Diagnostic::error("SX0108", span, "a spread stands outside of a call, an array or an object")
        .help("write (f ...xs), [...xs] or {...o}")
}

pub(crate) fn type_outside(span: Span) -> Diagnostic {
    Diagnostic::error("SX0109", span, "a type stands where a value is wanted")
        .help("`x : T` belongs to parameters and declarations")
}

pub(crate) fn form_as_value(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("SX0110", span, format!("the special form `{name}` is not a value"))
        .help(format!("write ({name} …); where a function is wanted, (fn (x) ({name} …))"))
}

pub(crate) fn macro_as_value(span: Span, name: Symbol) -> Diagnostic {
    Diagnostic::error("SX0111", span, format!("the macro `{name}` is not a value"))
        .help(format!("wrap it in a function: (fn (x) ({name} x …))"))
}

pub(crate) fn exports_macro(span: Span, name: Symbol) -> Diagnostic {
    Diagnostic::error("SX0111", span, format!("the macro `{name}` is no value that a module exports"))
        .help("remove it: (import-macros {name} \"./file.lisp\") finds every macro of a file")
}

pub(crate) fn imports_macro_as_value(span: Span, name: Symbol, specifier: &str) -> Diagnostic {
    Diagnostic::error("SX0111", span, format!("`{name}` is a macro of `{specifier}`, and no value that it exports"))
        .help(format!("import it with (import-macros {{{name}}} \"{specifier}\")"))
}

pub(crate) fn clause_outside(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("SX0112", span, format!("`{name}` is a clause and stands outside of its form"))
        .help(clause_help(name))
}

pub(crate) fn late_strictness(span: Span) -> Diagnostic {
    Diagnostic::error(
        "SX0112",
        span,
        "`use strict` stands in a function with patterns, defaults or a rest among its parameters",
    )
    .note("JavaScript has it only where all parameters are plain names")
    .help("leave it out: modules, classes and what is in them are strict; or take plain parameters")
}

pub(crate) fn declaration_here(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("SX0113", span, format!("the definition `{name}` stands where a single value is wanted"))
        .note("definitions stand in bodies: of files, functions, `let`, `begin`, `block`, loops")
        .help(format!("wrap it: (begin ({name} …) …), or bind with (let ((name value)) …)"))
}

/// `import-macros` in a `begin-for-syntax`.
pub(crate) fn import_macros_in_helpers(span: Span) -> Diagnostic {
    Diagnostic::error("SX0114", span, "`import-macros` stands in a `begin-for-syntax`; it belongs in the body around")
        .note("the forms of a begin-for-syntax see the macros that the bodies around it import")
        .help("move it before the (begin-for-syntax …)")
}

pub(crate) fn not_at_top(span: Span, name: &str) -> Diagnostic {
    let place = if name == "file" { "first in the file" } else { "at the top of the file" };
    Diagnostic::error("SX0114", span, format!("`{name}` stands in the wrong place; it belongs {place}"))
        .help(if name == "file" { "move it before every other form" } else { "move it out of the forms around it" })
}

pub(crate) fn no_body(span: Span, name: &str, shape: &str) -> Diagnostic {
    Diagnostic::error("SX0115", span, format!("`{name}` has no body")).help(format!("write {shape}"))
}

pub(crate) fn bad_let_binding(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "SX0116",
        span,
        format!("malformed binding in `{name}`: expected exactly two parts, a name and a value"),
    )
    .help("write (name value)")
}

pub(crate) fn bad_declarator(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("SX0117", span, format!("malformed declaration in `{name}`: expected a name and a value"))
        .help(format!("write ({name} name value), or several: ({name} (a 1) (b 2))"))
}

pub(crate) fn declares_one(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("SX0118", span, format!("`{name}` declares one name, found more after the value"))
        .help(format!("write each in parentheses: ({name} (a 1) (b 2))"))
}

pub(crate) fn declaration_without_value(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("SX0119", span, format!("missing initial value: `{name}` needs one"))
        .help(format!("write ({name} name value)"))
}

pub(crate) fn bad_clause(span: Span, name: &str, shape: &str) -> Diagnostic {
    Diagnostic::error("SX0120", span, format!("malformed clause in `{name}`: expected {shape}"))
        .help(format!("write {shape}"))
}

pub(crate) fn else_not_last(span: Span) -> Diagnostic {
    Diagnostic::error("SX0121", span, "`else` is not the last clause: the clauses after it are never reached")
        .help("move the `else` clause to the end")
}

pub(crate) fn try_without_catch(span: Span, shape: &str) -> Diagnostic {
    Diagnostic::error("SX0122", span, "`try` has neither `catch` nor `finally`").help(format!("write {shape}"))
}

pub(crate) fn vector_params(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "SX0123",
        span,
        format!("the parameters of `{name}` stand in brackets; they stand in parentheses"),
    )
    .note("`[a b]` as a parameter list would be one array pattern")
    .help(if name.starts_with("def") {
        format!("write ({name} name (a b) …)")
    } else {
        format!("write ({name} (a b) …)")
    })
}

pub(crate) fn bad_param(span: Span) -> Diagnostic {
    Diagnostic::error("SX0124", span, "malformed parameter: expected a name, a pattern, (= name default) or ...rest")
        .help("an optional parameter is (= name default); an array pattern is [a b]")
}

pub(crate) fn second_attribute(span: Span) -> Diagnostic {
    Diagnostic::error("SX0101", span, "an import has an attribute once").help("leave one of them out")
}

pub(crate) fn rest_not_last(span: Span) -> Diagnostic {
    Diagnostic::error("SX0125", span, "a rest element is not in last place").help("move `...rest` to the end")
}

pub(crate) fn bad_pattern(span: Span) -> Diagnostic {
    Diagnostic::error("SX0126", span, "malformed pattern: expected a name, [a b], {a :key b} or (= name default)")
        .help("write a name or a pattern")
}

pub(crate) fn key_without_value(span: Span) -> Diagnostic {
    Diagnostic::error("SX0127", span, "a key has no value after it")
        .help("write {:key value}; a name alone is shorthand for a member: {name} is {:name name}")
}

pub(crate) fn bad_key(span: Span) -> Diagnostic {
    Diagnostic::error("SX0128", span, "malformed key: expected a keyword, a string, a number or [expression]")
        .help("write {:key value} or {[expression] value}")
}

pub(crate) fn bad_shorthand(span: Span, name: Symbol) -> Diagnostic {
    Diagnostic::error("SX0129", span, format!("`{name}` is not a plain name, so it cannot be shorthand for a member"))
        .help(format!("write {{:key {name}}}"))
}

pub(crate) fn bad_object_member(span: Span) -> Diagnostic {
    Diagnostic::error("SX0130", span, "a list in an object is (get p () …), (set p (v) …), (method m (a) …) or a macro")
        .help("write {:key value} for a plain member")
}

pub(crate) fn member_not_async(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "SX0131",
        span,
        format!("`{name}` stands in `async`; of the members of a class methods alone are async"),
    )
    .help("write (async (method name (param…) body…)), and decorators around `async`")
}

pub(crate) fn bad_class_member(span: Span) -> Diagnostic {
    Diagnostic::error(
        "SX0131",
        span,
        "not a class member: expected constructor, method, get, set, field, static or static-block",
    )
    .help("write (method name (param…) body…) or (field name value)")
}

pub(crate) fn several_members(span: Span) -> Diagnostic {
    Diagnostic::error("SX0131", span, "several members stand where one is wanted")
        .note("`static`, `async` and `decorate` stand around one member; in the class itself `begin` gives several")
        .help("write (begin (static member) (static member))")
}

pub(crate) fn accessor_arity(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error(
        "SX0132",
        span,
        format!("a `{name}` accessor takes {} parameter", if name == "set" { "one" } else { "no" }),
    )
    .help(format!("write ({name} name ({}) …)", if name == "set" { "value" } else { "" }))
}

pub(crate) fn bad_import_name(span: Span) -> Diagnostic {
    Diagnostic::error("SX0133", span, "malformed name: expected `name`, `:original local` or `\"any string\" local`")
        .help("write {a :b c}: a under its own name, b of the module as c")
}

pub(crate) fn ill_formed_name(span: Span) -> Diagnostic {
    Diagnostic::error("SX0133", span, "half of a surrogate pair stands alone in the name of an import or export")
        .help("write the whole character")
}

pub(crate) fn module_form_in_script(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("SX0134", span, format!("`{name}` stands in a script; only modules have it"))
        .help("remove `:goal script` from the (file …) form")
}

/// An import that an expansion brings into a script.
pub(crate) fn import_in_script(span: Span, name: Symbol, file: &str) -> Diagnostic {
    let message = format!("the expansion needs `{name}` of `{file}`, and a script imports nothing");
    Diagnostic::error("SX0134", span, message)
        .note("a macro brings its module's run-time definitions along by an import, which only modules have")
        .help("remove `:goal script` from the (file …) form, or let the template hold what it needs")
}

pub(crate) fn bad_file_form(span: Span) -> Diagnostic {
    Diagnostic::error(
        "SX0135",
        span,
        "unknown fact in (file …): expected :ext, :goal, :jsx, :lang or :edition with a value",
    )
    .help("write (file :goal script)")
}

pub(crate) fn bad_step(span: Span) -> Diagnostic {
    Diagnostic::error(
        "SX0136",
        span,
        "malformed step of a chain: expected a name, (method argument…), [key] or (() argument…)",
    )
    .help("write (. base name (method x) [key])")
}

pub(crate) fn dot_name_shape(span: Span, text: &str, field: bool) -> Diagnostic {
    Diagnostic::error(
        "SX0137",
        span,
        format!(
            "`{text}` is malformed: expected {}",
            if field { "(.-property object)" } else { "(.method object argument…)" }
        ),
    )
    .help("write (.method object argument…) or (.-property object)")
}

pub(crate) fn macro_as_place(span: Span, what: &str, name: Symbol) -> Diagnostic {
    Diagnostic::error("SX0138", span, format!("the {what} `{name}` cannot be assigned or deleted"))
        .help(format!("a variable of that name is declared first: (let {name} …)"))
}

pub(crate) fn not_a_place(span: Span) -> Diagnostic {
    Diagnostic::error("SX0138", span, "this cannot be assigned or deleted: expected a name, a member or a pattern")
        .help("write (set! name value), (set! object.member value) or (js/set! object key value)")
}

pub(crate) fn optional_target(span: Span) -> Diagnostic {
    Diagnostic::error("SX0138", span, "an optional chain cannot be assigned: what it names may not be there")
        .help("write (if object (set! object.member value))")
}

pub(crate) fn dangling_optional_call(span: Span, name: Symbol) -> Diagnostic {
    Diagnostic::error("SX0139", span, format!("`{name}` ends in `?.` and stands outside of the head of a call"))
        .help(format!("write ({name} argument…)"))
}

pub(crate) fn bare_super(span: Span) -> Diagnostic {
    Diagnostic::error("SX0140", span, "`super` stands alone")
        .help("write super.name, (super.method x), or (super x) in a constructor")
}

pub(crate) fn bare_private(span: Span, name: Symbol) -> Diagnostic {
    Diagnostic::error("SX0141", span, format!("the private name `{name}` stands without an object"))
        .help(format!("write this.{name}, or (in {name} object)"))
}

pub(crate) fn private_outside(span: Span, name: Symbol) -> Diagnostic {
    Diagnostic::error("SX0141", span, format!("the private name `#{name}` stands outside of a class"))
        .help("a private name is seen in the body of the class that has it")
}

/// `is_hidden`: an expansion that is no matter of the use declares the name.
pub(crate) fn private_undeclared(span: Span, name: Symbol, is_hidden: bool) -> Diagnostic {
    let diagnostic = Diagnostic::error("SX0141", span, format!("no class around has the private name `#{name}`"));
    if is_hidden {
        return diagnostic
            .note(format!(
                "a macro declares `#{name}` there for itself: what a template declares only the template sees"
            ))
            .help(format!("give the macro the name: it is seen where `#{name}` is written in the call"));
    }
    diagnostic.help(format!("declare it in the class: (field #{name} value) or (method #{name} () …)"))
}

pub(crate) fn private_twice(span: Span, name: Symbol) -> Diagnostic {
    Diagnostic::error("SX0141", span, format!("the class has the private name `#{name}` twice"))
        .help("a private name is one field, one method, or a getter and a setter, both static or both not")
}

pub(crate) fn stray_symbol(span: Span, name: Symbol) -> Diagnostic {
    let text = name.as_str();
    let help = match text {
        "..." => "glue it to what it spreads: ...items".to_owned(),
        ":" => "a type stands after a name that is bound: (const x : T value)".to_owned(),
        "." => "write (. object step…), or glue it between names: object.name".to_owned(),
        _ => format!("write ({text} object)"),
    };
    Diagnostic::error("SX0142", span, format!("`{name}` is not a value")).help(help)
}

/// `tail`: what stands behind the dot of an array that is quoted.
pub(crate) fn tail_of_array(span: Span, tail: Span) -> Diagnostic {
    Diagnostic::error(
        "SX0142",
        span,
        "`.` is not a value: what stands behind it is no list or array of further elements",
    )
    .label(tail, "this has no elements")
    .help("write [a . (b c)], which is [a b c], or leave the dot out; the text is \".\"")
}

pub(crate) fn bad_name(span: Span, name: Symbol) -> Diagnostic {
    Diagnostic::error("SX0143", span, format!("`{name}` spells no JavaScript name"))
        .help("use letters, digits, `-`, `?`, `!`, `_` and `$`")
}

/// A protected name that nothing binds.
pub(crate) fn reserved_word(span: Span, name: Symbol) -> Diagnostic {
    Diagnostic::error("SX0143", span, format!("`{name}` is a word of JavaScript here, which no name can be"))
        .note("a name that is bound in the file is spelled another way in the output; a global cannot be")
        .help(format!("write (. global-this {name}) for a property of the global object"))
}

pub(crate) fn syntax_of_list(span: Span) -> Diagnostic {
    Diagnostic::error("SX0101", span, "`define-syntax` is malformed: a list stands in the place of the name")
        .help("write (define-syntax name (syntax-rules () ((_ operand …) template)))")
        .help("for a macro with a body that runs write (defmacro name (operand …) body…)")
}

pub(crate) fn reserved_label(span: Span, name: Symbol) -> Diagnostic {
    Diagnostic::error("SX0143", span, format!("`{name}` is a word of JavaScript here, which no label can be"))
        .help("give the label another name")
}

pub(crate) fn bad_member(span: Span, name: Symbol) -> Diagnostic {
    if name.as_str().is_empty() {
        return Diagnostic::error("SX0144", span, "a name is missing behind a dot")
            .help("add the name, or leave the dot out of the symbol");
    }
    Diagnostic::error("SX0144", span, format!("`{name}` spells no member name"))
        .help("write (js/get object \"any text\")")
}

pub(crate) fn bad_binder(span: Span, name: Symbol) -> Diagnostic {
    Diagnostic::error("SX0145", span, format!("`{name}` cannot be bound: expected a plain name"))
        .help("a name has no dots and is not `this` or `super`")
}

pub(crate) fn not_a_binder(span: Span) -> Diagnostic {
    Diagnostic::error("SX0146", span, "expected a name to bind").help("write a name")
}

pub(crate) fn duplicate_parameter(span: Span, name: Symbol, first: Span) -> Diagnostic {
    Diagnostic::error("SX0150", span, format!("duplicate parameter: `{name}` is bound twice"))
        .label(first, "first bound here")
        .help("give one of them another name")
}

pub(crate) fn redeclared(span: Span, name: Symbol, first: Span) -> Diagnostic {
    Diagnostic::error("SX0151", span, format!("`{name}` is already declared in this scope"))
        .label(first, "first declared here")
        .help("give one of them another name, or assign with (set! name value)")
}

pub(crate) fn constructor_twice(span: Span, first: Span) -> Diagnostic {
    Diagnostic::error("SX0151", span, "a class has one constructor, and this is the second")
        .label(first, "first declared here")
        .help("put both into one constructor; `defrecord` makes one itself, so write (class Name …) instead")
}

pub(crate) fn exported_twice(span: Span, name: Symbol, first: Span) -> Diagnostic {
    Diagnostic::error("SX0164", span, format!("`{name}` is exported twice"))
        .label(first, "first exported here")
        .help("export it once, or one of the two under another name: (export {:other name})")
        .help("of what a macro defines, export the names that others are to see: (macro name) and (export {name})")
}

pub(crate) fn bad_template_escape(span: Span, found: &str) -> Diagnostic {
    Diagnostic::error("SX0170", span, format!("`{found}` is no escape of a template")).help(
        "write `\\x07` or `\\u{7}`; for a backslash write `\\\\`. A tag, as in (tagged f #`…`), gets the text as it is",
    )
}

pub(crate) fn second_default(span: Span, first: Span) -> Diagnostic {
    Diagnostic::error("SX0120", span, "a `switch` has one (default form…), and this is the second")
        .label(first, "the first")
        .help("remove one, or write (case value form…)")
}

/// A method called `constructor`, which would be the constructor.
pub(crate) fn method_constructor(span: Span) -> Diagnostic {
    Diagnostic::error("SX0166", span, "a method called `constructor` is the constructor of the class")
        .help("write (constructor (param…) body…); a method of that name is (method [\"constructor\"] (param…) body…)")
}

pub(crate) fn private_in_object(span: Span) -> Diagnostic {
    Diagnostic::error("SX0128", span, "an object has no private members: they are of classes")
        .help("write a name without `#`, or a class")
}

pub(crate) fn deletes_private(span: Span) -> Diagnostic {
    Diagnostic::error("SX0169", span, "a private member cannot be deleted")
        .help("assign to it, as in (set! this.#x undefined)")
}

pub(crate) fn deletes_variable(span: Span) -> Diagnostic {
    Diagnostic::error("SX0169", span, "strict code cannot delete a variable")
        .note("modules, classes and what is below (directive \"use strict\") are strict code")
        .help("delete a member, or assign undefined to the variable")
}

/// `word`: `arguments`, `await` or `yield`.
pub(crate) fn word_of_function(span: Span, word: &str, place: &str) -> Diagnostic {
    Diagnostic::error("SX0165", span, format!("`{word}` stands in {place}, where there is none"))
        .note("it would be that of a function, and none of the functions around runs there")
        .help("take its value before: bind it to a name, or move it into the body of a function")
}

pub(crate) fn resource_pattern(span: Span, word: &str) -> Diagnostic {
    Diagnostic::error("SX0126", span, format!("`{word}` declares a name, not what a pattern takes apart"))
        .note("what is disposed of is the value itself")
        .help("give the value a name, and take it apart with `const`")
}

pub(crate) fn resource_of(span: Span) -> Diagnostic {
    Diagnostic::error("SX0126", span, "the resource of a loop cannot be called `of`").help("give it another name")
}

pub(crate) fn misplaced_resource(span: Span, place: &str) -> Diagnostic {
    Diagnostic::error("SX0171", span, format!("a resource is declared in {place}"))
        .note("`using` and `await-using` dispose of what they declare at the end of the body that they stand in")
        .help("declare it in a body: a function, (block …), or the head of a `for` or `for-of`")
}

pub(crate) fn name_of_member(span: Span, name: Symbol, is_private: bool, is_static: bool) -> Diagnostic {
    let mark = if is_private { "#" } else { "" };
    let why = match name.as_str() {
        "constructor" if is_private => "`#constructor` is no private name",
        "constructor" => "`constructor` is a method, no field, accessor, generator or async method",
        _ if is_static => "the `prototype` of a class is there already",
        _ => "no member can have it",
    };
    Diagnostic::error("SX0166", span, format!("a member of a class cannot have the name `{mark}{name}` here"))
        .note(why)
        .help(format!("give the member another name, or compute the key: [\"{name}\"]"))
}

pub(crate) fn assigns_restricted(span: Span, name: Symbol) -> Diagnostic {
    Diagnostic::error("SX0167", span, format!("cannot assign to `{name}`: strict code has it as it is"))
        .note("modules, classes and what is below (directive \"use strict\") are strict code")
        .help("assign to a name of your own")
}

pub(crate) fn second_prototype(span: Span, first: Span) -> Diagnostic {
    Diagnostic::error("SX0168", span, "an object has one `__proto__: value`, and this is the second")
        .label(first, "the first")
        .help("remove one; a property of that name is [\"__proto__\"]")
}

/// The value of a variable that a loop gives its values.
pub(crate) fn value_of_loop_variable(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("SX0117", span, format!("the variable of `{name}` gets its values from the loop"))
        .help(format!("write ({name} ((let name) value) body…)"))
}

pub(crate) fn assigns_constant(span: Span, name: Symbol, what: &str, declared: Span) -> Diagnostic {
    Diagnostic::error("SX0152", span, format!("cannot assign to `{name}`: it is {what}"))
        .label(declared, "declared here")
        .help(if what == "an import" {
            format!("assign in the module that exports it, or keep a copy: (let copy {name})")
        } else {
            format!("declare it with (let {name} …) or (def {name} …)")
        })
}

pub(crate) fn return_outside(span: Span) -> Diagnostic {
    Diagnostic::error("SX0153", span, "`return` stands outside of a function")
        .help("remove it: the top level of a file has no value to give back")
}

pub(crate) fn jump_outside(span: Span, name: &str) -> Diagnostic {
    let around = if name == "break" { "a loop or switch" } else { "a loop" };
    Diagnostic::error("SX0154", span, format!("`{name}` stands outside of {around}"))
        .help("a jump leaves a loop of the same function; use (return) to leave the function")
}

pub(crate) fn unknown_label(span: Span, name: Symbol) -> Diagnostic {
    Diagnostic::error("SX0155", span, format!("there is no label `{name}` around this jump"))
        .help(format!("write (label {name} (while …)) around it"))
}

pub(crate) fn continue_of_block(span: Span, name: Symbol) -> Diagnostic {
    Diagnostic::error("SX0156", span, format!("`continue` names the label `{name}`, which is not on a loop"))
        .help("only `break` leaves a labelled form that is not a loop")
}

pub(crate) fn with_in_module(span: Span) -> Diagnostic {
    Diagnostic::error("SX0157", span, "`with` stands in a module; modules are strict")
        .help("write (file :goal script) first in the file")
}

pub(crate) fn with_in_strict_code(span: Span) -> Diagnostic {
    Diagnostic::error("SX0157", span, "`with` stands in strict code")
        .note("classes and what is below (directive \"use strict\") are strict code")
        .help("name the members: object.member")
}

pub(crate) fn await_outside(span: Span, generator: bool) -> Diagnostic {
    Diagnostic::error("SX0158", span, "`await` stands in a function that is not async")
        .note(if generator {
            "a generator becomes async only when it is written so"
        } else {
            "only async functions and the top level of a module can wait"
        })
        .help(if generator {
            "write (async (defn* …))"
        } else {
            "write (async (defn …)) or (async (fn …)) around it"
        })
}

pub(crate) fn yield_outside(span: Span, name: &str) -> Diagnostic {
    Diagnostic::error("SX0159", span, format!("`{name}` stands outside of a generator"))
        .help("write (defn* name (param…) …), (function* (param…) …) or (method* name () …)")
}

pub(crate) fn unbound(span: Span, name: Symbol, suggestion: Option<String>) -> Diagnostic {
    let diagnostic = Diagnostic::error("SX0160", span, format!("unbound name: `{name}` is not defined"));
    if name.as_str().ends_with('#') {
        return diagnostic
            .note("such a name is fresh in a template, in what is unquoted there it is a name like others")
            .help("bind a variable to (gensym) in the macro, and write that unquoted in both places");
    }
    if sx_base::names::js_name(name).is_some_and(crate::globals::is_macro_function) {
        return diagnostic
            .note(format!("`{name}` is a function of macro code, which runs while the file is compiled"))
            .help(match name.as_str() {
                "error" => "to throw when the program runs write (throw (new Error \"…\"))",
                _ => "call it in a (defmacro …) or in (begin-for-syntax …)",
            });
    }
    diagnostic.help(match suggestion {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!(
            "define it, import it, or declare a name of the host with (declare-global {name}) or --extern {name}"
        ),
    })
}

/// A symbol of `name#` or `(gensym)` that nothing binds.
pub(crate) fn unbound_fresh(span: Span, name: Symbol) -> Diagnostic {
    Diagnostic::error("SX0160", span, format!("unbound name: nothing binds the fresh symbol `{name}#`"))
        .note(
            "each evaluation of a template, and each call of `gensym`, gives a symbol that is no other `{name}`"
                .replace("{name}", name.as_str()),
        )
        .help(format!(
            "bind it in the same template, as in (let (({name}# value)) …), or write `{name}` for the name around"
        ))
}

/// A name in macro code that is none.
pub(crate) fn unbound_in_macro_code(span: Span, name: Symbol, suggestion: Option<String>) -> Diagnostic {
    let diagnostic = Diagnostic::error("SX0160", span, format!("unbound name: `{name}` is not defined for macro code"));
    match suggestion {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic
            .note("macro code sees what (begin-for-syntax …) defines in the bodies around; what a macro call there gives is seen below it only")
            .help(format!("write (begin-for-syntax (defn {name} …)), above this form if a macro defines it")),
    }
}

pub(crate) fn run_time_name(span: Span, name: Symbol) -> Diagnostic {
    Diagnostic::error("SX0161", span, format!("`{name}` exists at run time only; macro code runs before"))
        .help("move it into (begin-for-syntax …), or put it into the template")
}

pub(crate) fn compile_time_name(span: Span, name: Symbol) -> Diagnostic {
    Diagnostic::error(
        "SX0162",
        span,
        format!("`{name}` exists at compile time only: it is defined in begin-for-syntax"),
    )
    .help("define it outside of begin-for-syntax too")
}

pub(crate) fn exports_global(span: Span, name: Symbol) -> Diagnostic {
    Diagnostic::error("SX0160", span, format!("`{name}` is exported, but the file does not define it"))
        .help(format!("export a definition: (const name {name}) and (export {{:{name} name}})"))
}

pub(crate) fn missing_module(span: Span, specifier: &str, reason: &str) -> Diagnostic {
    Diagnostic::error("SX0163", span, format!("cannot find `{specifier}`: {reason}"))
        .help("a relative path starts at the file it stands in")
}

/// Whether a problem may be gone when it is known which `var`s macros make and drop.
pub(crate) fn may_be_of_a_var(problem: &Diagnostic) -> bool {
    // A name is declared twice, is no value, is a constant, means nothing or something of the other world.
    matches!(problem.code, "SX0110" | "SX0111" | "SX0151" | "SX0152" | "SX0160" | "SX0161" | "SX0162" | "SX0227")
}

pub(crate) fn too_many(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::error(
        "SX0199",
        span,
        format!("{limit} problems were found up to here; the rest of the file was not looked at"),
    )
    .help("mend the first ones: many of the others may follow from them")
}

pub(crate) fn more_warnings(span: Span, count: usize) -> Diagnostic {
    let (warnings, are) = if count == 1 { ("warning", "is") } else { ("warnings", "are") };
    Diagnostic::warning("SX0199", span, format!("{count} more {warnings} behind this one {are} not shown"))
}

pub(crate) fn legacy_octal(span: Span, raw: Symbol) -> Diagnostic {
    let digits = raw.as_str().trim_start_matches(['+', '-']).trim_start_matches('0');
    let octal = !digits.is_empty() && digits.bytes().all(|digit| matches!(digit, b'0'..=b'7'));
    let written = if octal {
        format!("0o{digits}")
    } else if digits.is_empty() {
        "0".to_owned()
    } else {
        digits.to_owned()
    };
    Diagnostic::error(
        "SX0147",
        span,
        format!("`{raw}` begins with a zero; strict code, which modules are, has no such numbers"),
    )
    .help(format!("write {written}"))
}

pub(crate) fn octal_directive(span: Span) -> Diagnostic {
    Diagnostic::error("SX0147", span, "a directive has an octal escape; strict code has none")
        .help("write it in hexadecimal, or leave the directive out")
}

pub(crate) fn super_outside(span: Span, what: &str, place: &str) -> Diagnostic {
    Diagnostic::error("SX0148", span, format!("`{what}` stands outside of {place}"))
        .note("arrow functions take `super` from the method around them; other functions have none")
        .help(format!("move it into {place}"))
}

pub(crate) fn new_target_outside(span: Span) -> Diagnostic {
    Diagnostic::error("SX0149", span, "`new.target` stands outside of a function".to_owned())
        .note("arrow functions take it from the function around them")
        .help("write it in a (function …), (defn …), method or constructor")
}

/// `is_made`: a macro of `file` gave it a name of its own, which nobody can write.
pub(crate) fn not_exported(span: Span, name: Symbol, is_made: bool, file: &str) -> Diagnostic {
    let help = if is_made {
        "move the macros with what they define into a file of their own, or export something there".to_owned()
    } else {
        format!("in that file write (export {{{name}}}) or (export (defn {name} …))")
    };
    Diagnostic::error("SX0218", span, format!("the expansion needs `{name}` of `{file}`, which does not export it"))
        .note("it does something at its top and exports nothing, so it is a program, which exports nothing by itself")
        .help(help)
}

pub(crate) fn not_exported_by_script(span: Span, name: Symbol, file: &str) -> Diagnostic {
    Diagnostic::error("SX0218", span, format!("the expansion needs `{name}` of `{file}`, which does not export it"))
        .note("it is a script, and a script exports nothing")
        .help("remove `:goal script` there, or move the macros with what they need into a file that is a module")
}

/// A relative path that is read when the program runs. `is_whole`: all of it is written.
pub(crate) fn moved_path(span: Span, is_whole: bool) -> Diagnostic {
    let help = if is_whole {
        "write the whole specifier as a string of js/import, or the path as it is from the output"
    } else {
        "write the whole specifier as a string; a path from the output is (new URL \"parts/…\" import.meta.url), without `./`"
    };
    Diagnostic::warning("SX0225", span, "this path stays as it is written, and the output stands in another folder")
        .note("only what import, export and (js/import \"…\") name is led to where it is from there")
        .help(format!("{help}; where it is right as it is, give it to a function that takes the path"))
}

/// The file of an import that was written.
pub(crate) fn no_specifier(span: Span, specifier: &str, why: crate::NoSpecifier) -> Diagnostic {
    Diagnostic::error("SX0222", span, format!("the output of this file cannot import `{specifier}`"))
        .note(why.reason)
        .help(why.help)
}

pub(crate) fn cannot_import(span: Span, name: Symbol, file: &str, why: crate::NoSpecifier) -> Diagnostic {
    let message = format!("the expansion needs `{name}` of `{file}`, which the output of this file cannot import");
    Diagnostic::error("SX0222", span, message).note(why.reason).help(why.help)
}

/// `name` is captured by what the template calls `binder`. `definition`: the macro's, when it stands in the same file.
pub(crate) fn captured(
    span: Span,
    name: Symbol,
    binder: Symbol,
    macro_name: Symbol,
    is_label: bool,
    definition: Option<Span>,
) -> Diagnostic {
    let note = if is_label {
        format!(
            "its template has a label `{binder}` as a plain symbol, so that the jump is no longer one to that around"
        )
    } else {
        format!("its template binds `{binder}` as a plain symbol, so that this is no longer the `{name}` around")
    };
    let message = format!("`{name}` here is captured by the macro `{macro_name}`");
    let diagnostic = Diagnostic::warning("SX0219", span, message)
        .note(note)
        .help(format!("write `{binder}#` in the template for a name of its own"));
    match definition {
        Some(definition) => diagnostic.label(definition, "defined here"),
        None => diagnostic,
    }
}

pub(crate) fn dotted_pattern(span: Span, name: Symbol) -> Diagnostic {
    Diagnostic::error("SX0224", span, format!("`{name}` in a pattern is no name that a form could be given to"))
        .note("in a template `x.y` is the member `y` of what `x` matched")
        .help("write a name; what is to be matched as it stands goes into the list of literals")
}

pub(crate) fn bad_literal(span: Span) -> Diagnostic {
    Diagnostic::error("SX0220", span, "a literal of `syntax-rules` is a symbol")
        .note("the list before the clauses names the symbols that patterns match as they stand")
}

pub(crate) fn not_at_compile_time(span: Span, what: &str) -> Diagnostic {
    Diagnostic::error("SX0221", span, format!("`{what}` cannot be used at compile time"))
        .note("the result of a macro depends on nothing but the source: there is no clock, no chance, no environment, no file, no network, no timer, no locale and no code from strings")
        .help("put it into the expansion, where it is used at run time")
}
