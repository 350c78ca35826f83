//! What is wrong with the user's program, as data. Rendering is the command's business.

use crate::{Source, Span};
use std::sync::Arc;

/// How bad it is. Only [`Severity::Error`] stops a file from being written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Severity {
    /// The file is not compiled.
    Error,
    /// The file is compiled; the user should look.
    Warning,
}

/// A second place that explains the first.
#[derive(Clone, Debug)]
pub struct Label {
    /// The other file, or `None` for the file of the diagnostic.
    pub source: Option<Arc<Source>>,
    /// Where.
    pub span: Span,
    /// What stands there, in a few words, lower case, no full stop.
    pub message: String,
}

/// A change that mends the problem: replace `span` by `text`.
#[derive(Clone, Debug)]
pub struct Fix {
    /// What the change does, for a menu.
    pub title: String,
    /// The span that goes.
    pub span: Span,
    /// The text that comes.
    pub text: String,
}

/// One level of macro expansion around the problem, innermost first.
#[derive(Clone, Debug)]
pub struct Expansion {
    /// The macro's name as written at the call.
    pub macro_name: String,
    /// The call, in the file of the diagnostic.
    pub call: Span,
    /// The file that holds the definition; `None` for the file of the diagnostic.
    pub source: Option<Arc<Source>>,
    /// The definition.
    pub definition: Span,
}

/// A problem: what was found and expected, where, why, and what to type.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Stable code such as `SX0104`; `sx explain CODE` says more.
    pub code: &'static str,
    /// Error or warning.
    pub severity: Severity,
    /// What was found and what was expected; one sentence, lower case, no full stop.
    pub message: String,
    /// The place, in the file that was compiled.
    pub span: Span,
    /// Other places.
    pub labels: Vec<Label>,
    /// Why it is so.
    pub notes: Vec<String>,
    /// What to type.
    pub help: Vec<String>,
    /// Changes a tool can apply.
    pub fixes: Vec<Fix>,
    /// The macro calls that led here, innermost first.
    pub expansion: Vec<Expansion>,
    /// What several files have in common that is wrong with each of them, such as a cycle; it is shown once.
    pub shared: Option<String>,
}

impl Diagnostic {
    /// An error at `span`.
    pub fn error(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            span,
            labels: vec![],
            notes: vec![],
            help: vec![],
            fixes: vec![],
            expansion: vec![],
            shared: None,
        }
    }

    /// A warning at `span`.
    pub fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, span, message) }
    }

    /// Adds a place in the same file.
    pub fn label(mut self, span: Span, message: impl Into<String>) -> Self {
        self.labels.push(Label { source: None, span, message: message.into() });
        self
    }

    /// Adds a reason.
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(text.into());
        self
    }

    /// Adds what to type.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(text.into());
        self
    }

    /// Adds a change that mends it.
    pub fn fix(mut self, title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        self.fixes.push(Fix { title: title.into(), span, text: text.into() });
        self
    }

    /// Whether this stops the file.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}
