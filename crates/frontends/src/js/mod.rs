//! JavaScript text to forms.
//!
//! Entering: `const twice = x => 2 * x;`. Leaving: `(const twice (fn (x) (* 2 x)))`.
//!
//! The table JavaScript shape <-> Lisp spelling is total and injective: what is written for two different shapes
//! differs, and each prints back to its shape (docs/shapes.md has it). What has no form yet is refused with a place,
//! never dropped. Heads are [`FormKind::Core`], which print as their plain names; `shadowed` has `js/NAME` written where
//! the program uses such a name for something else. Spans are byte offsets in the JavaScript text.
//!
//! The tree is oxc's, and so are most of the early errors. It is walked recursively. `nesting` bounds its depth before
//! anything is parsed, and callers run [`read`] on a thread with a large stack ([`STACK_SIZE`]).

mod async_key;
mod brackets;
mod build;
mod casts;
mod chain;
mod class;
mod comments;
mod declarations;
mod diagnostics;
mod early;
mod expr;
mod function;
mod head_relations;
mod jsx;
mod jumps;
mod literal;
mod mask;
mod mask_calls;
mod mask_error;
mod mask_guess;
mod mask_search;
mod masked_call;
mod module;
mod names;
mod nesting;
mod nesting_jsx;
mod nesting_literals;
mod operator;
mod parse;
mod pattern;
mod scope;
mod shadowed;
mod stmt;
mod tails;
mod tree_depth;
mod words;

use build::JsReader;
use oxc_ast::ast::Program;
use shadowed::spell_shadowed;
use sx_base::{Diagnostic, MAX_TREE_DEPTH, Source, Span, Symbol};
use sx_reader::{CoreForm, FormFile, FormId, FormKind, MAX_DEPTH, measure_depth};

pub use names::{is_known_global, known_globals};

/// The stack a thread needs to run [`read`] on any input, in bytes. It is committed only as far as it is used.
pub const STACK_SIZE: usize = 1 << 30;

/// The grammar goal of a JavaScript file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Goal {
    /// ES module.
    Module,
    /// Classic script or `CommonJS` module.
    Script,
}

/// How to read a file. The default goes by the path and writes the spellings that people read.
#[derive(Clone, Debug, Default)]
pub struct JsOptions {
    /// The goal; by default `.mjs` is a module, `.cjs` a script, any other a script unless it has module syntax.
    pub goal: Option<Goal>,
    /// The file is of a package whose `.js` files are modules: without a goal, such a file is one if it can be.
    pub in_modules: bool,
    /// Names that need no `declare-global`, besides the known globals.
    pub globals: Vec<Symbol>,
    /// Use special forms only and no macro: `(if c (begin a))` for `(when c a)`.
    pub core_only: bool,
    /// Called when the text is parsed: whoever keeps memory that the parser needed may return it.
    pub on_stage_end: Option<fn()>,
}

/// Reads JavaScript. With errors the forms are not to be used.
pub fn read(source: &Source, options: &JsOptions) -> (FormFile, Vec<Diagnostic>) {
    let extension = extension(&source.path);
    let grammars = parse::grammars(extension, options.goal, options.in_modules);
    let settle = |parsed: &parse::Parsed<'_>, errors: Vec<Diagnostic>| {
        let mut reader = JsReader::new(&source.text, parsed.goal, &options.globals);
        reader.set_masks(parsed.masks.clone());
        reader.read_program(&parsed.program, extension);
        let mut errors = early::errors_of(errors, &reader.scope);
        let has_parser_errors = !errors.is_empty();
        errors.extend(reader.diagnostics.into_iter().filter(Diagnostic::is_error));
        sort_once(&mut errors);
        parse::Settled { has_parser_errors, errors }
    };
    let read = |parsed: parse::Parsed<'_>| read_parsed(parsed, source, extension, options);
    let refuses = |(_, errors): &(FormFile, Vec<Diagnostic>)| errors.iter().any(Diagnostic::is_error);
    let (mut file, mut diagnostics) = match parse::parse(&source.text, extension, grammars, settle, read, refuses) {
        Ok(found) => found,
        Err(diagnostics) => return (FormFile::default(), diagnostics),
    };
    (file.depth, file.deepest) = measure_depth(&file);
    // Where a construct is several forms deep the Lisp may nest deeper than anything is built from.
    if file.depth > MAX_DEPTH {
        let place = file.deepest.map_or(Span::at(0), |form| file.forms.span(form));
        diagnostics.push(diagnostics::forms_nested_too_deeply(Span::at(place.start), MAX_DEPTH));
    } else if source.text.len() > MAX_TREE_DEPTH as usize / 2 {
        diagnostics.extend(tree_depth::check_depth(&file));
    }
    (file, diagnostics)
}

/// Sorts errors by place. What both the parser and the reader find is told once.
fn sort_once(errors: &mut Vec<Diagnostic>) {
    errors.sort_by_key(|error| error.span);
    errors.dedup_by(|next, kept| next.span == kept.span && next.message == kept.message);
}

/// The forms of a parsed file, whose depth is not measured.
fn read_parsed(
    parsed: parse::Parsed<'_>,
    source: &Source,
    extension: &str,
    options: &JsOptions,
) -> (FormFile, Vec<Diagnostic>) {
    if let Some(on_stage_end) = options.on_stage_end {
        on_stage_end();
    }
    let comments = comments::collect(parsed.comments, &source.text);
    let mut reader = JsReader::new(&source.text, parsed.goal, &options.globals);
    reader.when_taken = if options.core_only { vec![shadowed::WHOLE_FILE] } else { parsed.when_taken };
    reader.comments = comments.iter().map(|comment| comment.span.start).collect();
    reader.casts = casts::casts(&comments, &source.text);
    reader.set_masks(parsed.masks);
    let roots = reader.read_program(&parsed.program, extension);
    let unmasked = if reader.masks.are_allowed() { vec![] } else { parsed.unmasked_errors };
    let mut diagnostics = early::errors_of(unmasked, &reader.scope);
    diagnostics.append(&mut reader.diagnostics);
    sort_once(&mut diagnostics);
    let mut file = FormFile { forms: reader.forms, roots, comments, ..FormFile::default() };
    spell_shadowed(&mut file.forms, &reader.scope.into_taken_names());
    (file, diagnostics)
}

/// The extension of `path` without the dot; `js` where there is none.
fn extension(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or("js", |(_, extension)| extension)
}

impl JsReader<'_> {
    /// The top-level forms: facts of the file, names it expects to find, then its statements.
    fn read_program(&mut self, program: &Program<'_>, extension: &str) -> Vec<FormId> {
        let start = self.hashbang_end();
        let mark = self.mark();
        match self.goal {
            Goal::Module => self.scope.declare_module(&program.body),
            Goal::Script => {
                self.strict |= self.says_strict(&program.directives);
                self.scope.declare_hoisted(&program.body);
            }
        }
        self.push_body(&program.directives, &program.body);
        let statements = self.stack.split_off(mark);
        let at = Span::at(start);
        let mut roots = vec![];
        roots.extend(self.file_facts(extension, at));
        roots.extend(self.free_names(at));
        roots.extend(statements);
        roots
    }

    /// Where the text after a `#!` line begins.
    fn hashbang_end(&self) -> u32 {
        if self.text.starts_with("#!") { comments::line_end(self.text, 0) } else { 0 }
    }

    /// `(file :ext "mjs" :goal script)` with the facts that are not the default.
    fn file_facts(&mut self, extension: &str, at: Span) -> Option<FormId> {
        if extension == "js" && self.goal == Goal::Module {
            return None;
        }
        let mark = self.open(CoreForm::File, at);
        if extension != "js" {
            self.push_leaf(FormKind::Keyword(Symbol::intern("ext")), at);
            let value = self.string(extension, at);
            self.push(value);
        }
        if self.goal == Goal::Script {
            self.push_leaf(FormKind::Keyword(Symbol::intern("goal")), at);
            self.push_leaf(FormKind::Symbol(Symbol::intern("script")), at);
        }
        Some(self.close(mark, at))
    }

    /// `(declare-global a b)`: the free names that Lisp does not know, or would take for a form.
    fn free_names(&mut self, at: Span) -> Option<FormId> {
        let mut names = self.scope.free_names().to_vec();
        if names.is_empty() {
            return None;
        }
        names.sort_by_key(|name| name.as_wtf8());
        let mark = self.open(CoreForm::DeclareGlobal, at);
        for name in names {
            let kind = names::name_kind(name, false);
            self.push_leaf(kind, at);
        }
        Some(self.close(mark, at))
    }
}
