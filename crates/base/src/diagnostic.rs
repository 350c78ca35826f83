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
    /// What was found and what was expected; one sentence, lower case, no full stop. In texts of a diagnostic words of
    /// more than a thousand characters and what is longer than a page are shortened.
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
            message: shortened(message.into()),
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
        self.labels.push(Label { source: None, span, message: shortened(message.into()) });
        self
    }

    /// Adds a reason.
    pub fn note(mut self, text: impl Into<String>) -> Self {
        self.notes.push(shortened(text.into()));
        self
    }

    /// Adds what to type.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help.push(shortened(text.into()));
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

/// Longer words of a message are shortened: the name of a megabyte that somebody wrote.
const MAX_WORD: usize = 1_000;
/// A message is not longer: what a macro throws may be of any length.
const MAX_TEXT: usize = 8_000;
/// What is left of a long word at its beginning and at its end.
const KEPT: usize = 60;

/// `text` as a message that can be read. Linear in its length.
fn shortened(text: String) -> String {
    if text.len() <= MAX_WORD {
        return text;
    }
    let mut out = String::new();
    for word in text.split_inclusive(char::is_whitespace) {
        if word.len() > MAX_WORD {
            let (front, back) = (word.floor_char_boundary(KEPT), word.ceil_char_boundary(word.len() - KEPT));
            out.extend([&word[..front], "…", &word[back..]]);
        } else {
            out.push_str(word);
        }
        if out.len() > MAX_TEXT {
            out.truncate(out.floor_char_boundary(MAX_TEXT));
            out.push('…');
            break;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn long_words_and_texts_are_shortened() {
        let plain = "`x` is not defined".to_owned();
        assert_eq!(shortened(plain.clone()), plain);
        let name = "é".repeat(100_000);
        let text = shortened(format!("unbound name: `{name}` is not defined"));
        assert!(text.starts_with("unbound name: `éé") && text.ends_with("éé` is not defined"), "{text}");
        assert!(text.contains('…') && text.len() < 200, "{text}");
        let text = shortened("so it is ".repeat(100_000));
        assert!(text.ends_with('…') && text.len() < 8_100, "{}", text.len());
    }
}
