//! Diagnostics as text for people or as JSON for programs. The only place that renders.
//!
//! Entering: diagnostics (data) and the source they are about. Leaving: bytes for standard error. Text always has
//! `PATH:LINE:COL`, 1-based, columns in UTF-16 units, an excerpt with a caret, then notes, help and the macro calls that
//! led there. Holds afterwards: no line is longer than a window, whatever the source, and no control character of the
//! source, of a name or of a message reaches the terminal.

mod excerpt;
mod json;
mod position;
mod text;
mod visible;

use codespan_reporting::term::termcolor::Buffer;
use position::Positions;
use std::sync::Arc;
use sx_driver::{Diagnostic, Source};

/// How diagnostics look.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Style {
    /// Text.
    Plain,
    /// Text in colours.
    Coloured,
    /// One JSON object a line.
    Json,
}

/// Renders diagnostics in one style.
pub(crate) struct Renderer {
    style: Style,
    /// Show all levels of expansion.
    full_backtrace: bool,
}

impl Renderer {
    pub(crate) fn new(style: Style, full_backtrace: bool) -> Self {
        Self { style, full_backtrace }
    }

    /// The diagnostics of one file.
    pub(crate) fn render(&self, source: &Arc<Source>, diagnostics: &[Diagnostic]) -> Vec<u8> {
        let positions = Positions::default();
        if self.style == Style::Json {
            let lines = diagnostics.iter().map(|diagnostic| json::to_line(&positions, source, diagnostic));
            return lines.collect::<String>().into_bytes();
        }
        let mut buffer = self.buffer();
        for diagnostic in diagnostics {
            text::render(&mut buffer, &positions, source, diagnostic, self.full_backtrace);
        }
        buffer.into_inner()
    }

    /// A message without a place.
    pub(crate) fn render_plain(&self, severity: &str, message: &str) -> Vec<u8> {
        if self.style == Style::Json {
            return json::plain_line(severity, message).into_bytes();
        }
        let mut buffer = self.buffer();
        text::render_plain(&mut buffer, severity, message);
        buffer.into_inner()
    }

    fn buffer(&self) -> Buffer {
        if self.style == Style::Coloured { Buffer::ansi() } else { Buffer::no_color() }
    }
}

#[cfg(test)]
mod tests;
