//! Lisp to JavaScript.
//!
//! Entering: the source of one module. Leaving: its JavaScript, `(def a-b 1)` as `const aB = 1;`, with the map from
//! every token to the source. Holds afterwards: `text` is there exactly when no diagnostic is an error.

use crate::last;
use crate::stages::{self, ModuleHost};
use std::sync::Arc;
use sx_backends::SourceMap;
use sx_base::{Comment, Diagnostic, Source, Span};
use sx_ir::Goal;

/// How a module is compiled.
#[derive(Clone, Debug, Default)]
pub struct CompileOptions {
    /// Names that the surroundings define, besides the known globals.
    pub externs: Vec<String>,
    /// Make a source map.
    pub map: bool,
    /// Assign the value of the last form to `globalThis.__sxLast`.
    pub keep_last: bool,
}

/// A compiled module.
#[derive(Debug)]
pub struct Compiled {
    /// The JavaScript; `None` when there are errors.
    pub text: Option<String>,
    /// The map of `text`, when it was asked for.
    pub map: Option<SourceMap>,
    /// The extension of the output without the dot: `js`, or what a `(file :ext …)` form says.
    pub extension: String,
    /// Whether the output is a classic script.
    pub is_script: bool,
    /// What is wrong, in source order.
    pub diagnostics: Vec<Diagnostic>,
}

/// Compiles one module.
pub fn compile(source: &Arc<Source>, options: &CompileOptions, host: &dyn ModuleHost) -> Compiled {
    let (file, mut diagnostics) = stages::read(source);
    host.stage_has_ended();
    let mut compiled =
        Compiled { text: None, map: None, extension: "js".to_owned(), is_script: false, diagnostics: vec![] };
    // Errors of the reader come first and alone: what the expander says of damaged forms helps nobody.
    if !has_error(&diagnostics) {
        let mut comments = file.comments.clone();
        let (core, found) = stages::expand(file, source, options, host);
        // The forms are gone.
        host.stage_has_ended();
        diagnostics.extend(found);
        leave_erased(&mut comments, &core.erased);
        compiled.is_script = core.goal == Goal::Script;
        if let Some(extension) = core.ext {
            extension.as_str().clone_into(&mut compiled.extension);
        }
        if !has_error(&diagnostics) {
            let finish = |core| if options.keep_last { last::keep_last(core) } else { core };
            let again = || finish(stages::expand_with_origins(source, options, host));
            let (tree, found) = stages::lower(finish(core), again);
            diagnostics.extend(found);
            // Core is gone, and printing needs less than it did.
            host.stage_has_ended();
            if !has_error(&diagnostics) {
                let printed = stages::print_js(&tree, &comments, options.map);
                compiled.text = Some(printed.text);
                compiled.map = printed.map;
            }
        }
    }
    diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    compiled.diagnostics = diagnostics;
    compiled
}

/// Leaves out the comments inside of forms that leave nothing in the output.
fn leave_erased(comments: &mut Vec<Comment>, erased: &[Span]) {
    let mut spans = erased.to_vec();
    spans.sort_unstable();
    comments.retain(|comment| {
        let after = spans.partition_point(|span| span.start <= comment.span.start);
        spans[..after].last().is_none_or(|span| comment.span.end > span.end)
    });
}

/// Whether one of them stops the file.
pub(crate) fn has_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(Diagnostic::is_error)
}
