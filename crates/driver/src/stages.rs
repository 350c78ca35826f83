//! Every function of the other crates that the driver calls, in the order of the stages.

use crate::CompileOptions;
use crate::reverse::{ReverseOptions, SourceGoal};
use std::sync::Arc;
use sx_backends::js::{PrintOptions, Printed};
use sx_base::{Comment, Diagnostic, Source, Symbol};
use sx_ir::Tree;
use sx_ir::hash::ChunkHash;
use sx_macros::NoSpecifier;
use sx_reader::{CoreForm, FormFile, FormKind, FormatOptions, MadeText, Origin};

/// Where the texts of imported modules come from.
pub trait ModuleHost {
    /// The module that `specifier` names in the module of the path `from`; an error says why there is none.
    fn load(&self, from: &str, specifier: &str) -> Result<Arc<Source>, String>;

    /// Whether the output of the module `from` stands in another folder than the module.
    fn moves(&self, from: &str) -> bool {
        let _ = from;
        false
    }

    /// What tells the module of a path from all others: two paths of one file give the same.
    fn identity(&self, path: &str) -> String {
        path.to_owned()
    }

    /// The specifier by which the output of the module `from` imports what the Lisp file `to` is compiled to, a file with
    /// `extension`; both are paths of sources. `reached`: the specifier of the package through which `to` was found,
    /// nothing where only relative ones led there. An error says why there is none.
    fn specifier(&self, from: &str, to: &str, extension: &str, reached: Option<&str>) -> Result<String, NoSpecifier> {
        let _ = reached;
        Ok(sx_macros::relative_specifier(from, to, extension))
    }

    /// The specifier by which the output of the module `from` imports what `specifier`, a path, names there: what the Lisp
    /// file of the path `to` is compiled to, a file with that extension, or without it a file that is not compiled. An
    /// error says why there is none.
    fn written(&self, from: &str, specifier: &str, to: Option<(&str, &str)>) -> Result<String, NoSpecifier> {
        let _ = from;
        Ok(to.map_or_else(|| specifier.to_owned(), |(_, extension)| sx_macros::output_specifier(specifier, extension)))
    }

    /// Called when a stage has ended and its tables are dropped: whoever keeps memory that it needed may return it now.
    fn stage_has_ended(&self) {}
}

struct Loader<'a>(&'a dyn ModuleHost);

impl sx_macros::Loader for Loader<'_> {
    fn load(&self, from: &str, specifier: &str) -> Result<Arc<Source>, String> {
        self.0.load(from, specifier)
    }

    fn written(&self, from: &str, specifier: &str, to: Option<&Source>) -> Result<String, NoSpecifier> {
        let extension = to.and_then(written_extension);
        let extension = extension.map_or("js", |extension| extension.as_str());
        self.0.written(from, specifier, to.map(|source| (&*source.path, extension)))
    }

    fn moves(&self, from: &str) -> bool {
        self.0.moves(from)
    }

    fn identity(&self, path: &str) -> String {
        self.0.identity(path)
    }

    fn specifier(&self, from: &str, to: &Source, reached: Option<&str>) -> Result<String, NoSpecifier> {
        let extension = written_extension(to);
        self.0.specifier(from, &to.path, extension.map_or("js", |extension| extension.as_str()), reached)
    }
}

/// The extension that a `(file :ext "mjs" …)` form in first place asks for. Nothing is read where there is none.
fn written_extension(source: &Source) -> Option<Symbol> {
    let is_file_form = |text: &str| text.starts_with("(file ") || text.starts_with("(js/file ");
    if !source.text.lines().any(|line| is_file_form(line.trim_start())) {
        return None;
    }
    let (file, _) = read(source);
    let forms = &file.forms;
    let kids = forms.as_list(*file.roots.first()?)?;
    let (&head, facts) = kids.split_first()?;
    if !forms.is_symbol(head, "file") && forms.kind(head) != FormKind::Core(CoreForm::File) {
        return None;
    }
    facts.chunks_exact(2).find_map(|pair| match (forms.kind(pair[0]), forms.kind(pair[1])) {
        (FormKind::Keyword(key), value) if key.as_str() == "ext" => value.string_value(),
        _ => None,
    })
}

/// Bytes to the source called `path`, and whether they began with a byte order mark. When they are no text: the source as
/// far as it can be shown, and why.
pub fn decode(path: &str, bytes: Vec<u8>) -> (Arc<Source>, bool, Option<Diagnostic>) {
    match sx_reader::decode(bytes) {
        Ok((text, has_mark)) => (Arc::new(Source::new(path, text)), has_mark, None),
        Err(error) => (Arc::new(Source::new(path, error.text)), false, Some(error.diagnostic)),
    }
}

/// Text to forms.
pub(crate) fn read(source: &Source) -> (FormFile, Vec<Diagnostic>) {
    sx_reader::read(source)
}

/// Forms to Core.
pub(crate) fn expand(
    file: FormFile,
    source: &Arc<Source>,
    options: &CompileOptions,
    host: &dyn ModuleHost,
) -> (Tree, Vec<Diagnostic>) {
    let options = sx_macros::Options { externs: options.externs.clone(), ..sx_macros::Options::default() };
    sx_macros::expand(file, Arc::clone(source), &options, &Loader(host))
}

/// A module that was expanded without an error to Core again, which tells the expansions that made its nodes.
pub(crate) fn expand_with_origins(source: &Arc<Source>, options: &CompileOptions, host: &dyn ModuleHost) -> Tree {
    let externs = options.externs.clone();
    let options = sx_macros::Options { externs, notes_origins: true, ..sx_macros::Options::default() };
    let (file, _) = read(source);
    sx_macros::expand(file, Arc::clone(source), &options, &Loader(host)).0
}

/// Forms to the expansions of their macros.
pub(crate) fn expand_steps(
    file: FormFile,
    source: &Arc<Source>,
    options: &CompileOptions,
    host: &dyn ModuleHost,
) -> (Vec<sx_macros::Step>, usize, Vec<Diagnostic>) {
    let options = sx_macros::Options { externs: options.externs.clone(), ..sx_macros::Options::default() };
    sx_macros::expand_steps(file, Arc::clone(source), &options, &Loader(host))
}

/// Calls `on_overdue`, from a thread of its own, when macro code works on something that takes too long and that the engine
/// cannot be stopped in. Whoever is called should end the process.
pub fn watch_macros(on_overdue: impl Fn(&Arc<Source>, Diagnostic) + Send + Sync + 'static) {
    sx_macros::watch_macros(on_overdue);
}

/// Core to Lisp text that is valid input again.
pub(crate) fn raised_text(core: &Tree, source: &Source) -> String {
    // A node becomes a dozen bytes at most, nearly always, with its blanks. Room that is not used costs nothing.
    let mut text = MadeText::with_room(source, 12 * core.len());
    sx_macros::raise_each(core, |file| text.push(file));
    text.finish()
}

/// Core to IR. Where that fails `again` gives Core that tells which expansions made its nodes: errors show them.
pub(crate) fn lower(core: Tree, again: impl FnOnce() -> Tree) -> (Tree, Vec<Diagnostic>) {
    let lowered = sx_ir::lower(core);
    if lowered.1.iter().any(Diagnostic::is_error) { sx_ir::lower(again()) } else { lowered }
}

/// IR to its textual form.
pub(crate) fn print_ir(tree: &Tree) -> String {
    sx_ir::text::print(tree)
}

/// IR to JSON.
pub(crate) fn print_ir_json(tree: &Tree) -> String {
    sx_ir::text::print_json(tree)
}

/// The hashes of the chunks of a module.
pub(crate) fn hash_chunks(tree: &Tree) -> Vec<ChunkHash> {
    sx_ir::hash::chunks(tree)
}

/// IR to JavaScript.
pub(crate) fn print_js(tree: &Tree, comments: &[Comment], map: bool) -> Printed {
    sx_backends::js::print(tree, comments, &PrintOptions { map, ..PrintOptions::default() })
}

/// Forms to Lisp text in house style.
pub(crate) fn format(file: &FormFile, source: &Source, origin: Origin) -> String {
    sx_reader::format(file, source, &FormatOptions::new(origin))
}

/// JavaScript text to forms.
pub(crate) fn read_js(source: &Source, options: &ReverseOptions) -> (FormFile, Vec<Diagnostic>) {
    let globals = options.globals.iter().map(|name| Symbol::intern(name)).collect();
    let goal = options.goal.map(|goal| match goal {
        SourceGoal::Module => sx_frontends::js::Goal::Module,
        SourceGoal::Script => sx_frontends::js::Goal::Script,
    });
    let options = sx_frontends::js::JsOptions {
        globals,
        goal,
        in_modules: options.in_modules,
        core_only: options.core_only,
        on_stage_end: options.on_stage_end,
    };
    sx_frontends::js::read(source, &options)
}
