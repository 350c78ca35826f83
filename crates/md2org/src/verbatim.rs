//! Blocks whose lines are not read: code, raw HTML, front matter.

use crate::convert::{Converter, Gap};
use crate::html::{self, Block};
use crate::report::Approximation;
use crate::table::push_spaces;
use crate::{code, metadata};
use pulldown_cmark::{CodeBlockKind, Tag};
use std::ops::Range;

impl Converter<'_> {
    pub(crate) fn end_code(&mut self) {
        self.is_verbatim = false;
        let info = match self.pending.take() {
            Some(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => code::read_info(&info),
            _ => None,
        };
        self.begin(false);
        let kind = if info.is_some() { "src" } else { "example" };
        self.out.extend(["#+begin_", kind]);
        if let Some(info) = &info {
            self.out.extend([" ", info]);
        }
        let keeps_indent = code::is_indented(&self.verbatim);
        if keeps_indent {
            self.insert_switch(kind, info.as_deref(), " -i");
        }
        if memchr::memchr_iter(b'(', self.verbatim.as_bytes()).any(|at| self.verbatim[at..].starts_with("(ref:")) {
            // Else Org would take `(ref:x)` for a mark of its own and leave it out.
            self.insert_switch(kind, info.as_deref(), " -l \"(((%s)))\"");
        }
        self.out.push('\n');
        if !self.verbatim.is_empty() {
            // With `-i` lines count from the margin, whatever is around.
            code::write_lines(&self.verbatim, if keeps_indent { 0 } else { self.indent }, &mut self.out);
        }
        let end = if info.is_some() { "#+end_src" } else { "#+end_example" };
        self.line(end);
        self.finish_block();
    }

    /// Switches stand behind the language, before the header arguments.
    pub(crate) fn insert_switch(&mut self, kind: &str, info: Option<&str>, switch: &str) {
        let Some(info) = info else { return self.out.push_str(switch) };
        let _ = kind;
        let arguments = info.find(" :").map_or(0, |at| info.len() - at);
        let at = self.out.len() - arguments;
        self.out.insert_str(at, switch);
    }

    pub(crate) fn end_html(&mut self, range: &Range<usize>) {
        self.is_verbatim = false;
        let text = std::mem::take(&mut self.verbatim);
        match html::read_block(&text) {
            Block::Comments(comments) => {
                self.begin(false);
                let mut is_first = true;
                for line in comments.iter().flat_map(|comment| comment.split('\n')) {
                    if !std::mem::replace(&mut is_first, false) {
                        push_spaces(self.indent, &mut self.out);
                    }
                    self.out.push('#');
                    if !line.trim().is_empty() {
                        self.out.extend([" ", line.trim_end()]);
                    }
                    self.out.push('\n');
                }
                if comments.iter().all(|comment| comment.is_empty()) && is_first {
                    self.out.push_str("#\n");
                }
            }
            Block::Image(image) if self.options.is_full() => self.write_html_image(&image),
            Block::Image(_) | Block::Raw => {
                self.begin(false);
                self.out.push_str("#+begin_export html\n");
                code::write_lines(&text, self.indent, &mut self.out);
                self.line("#+end_export");
                self.note(Approximation::RawHtml, range);
            }
        }
        self.verbatim = text;
        self.finish_block();
    }

    pub(crate) fn end_metadata(&mut self, range: &Range<usize>) {
        self.is_verbatim = false;
        let text = std::mem::take(&mut self.verbatim);
        let is_front = self.out.is_empty();
        self.begin(false);
        let mut out = String::new();
        let odd = metadata::write_metadata(&text, &mut out, |text| self.protect(text));
        self.out.push_str(&out);
        if !odd.is_empty() {
            self.note(Approximation::FrontMatter, range);
        }
        if is_front {
            self.front = self.out.len();
        }
        self.verbatim = text;
        self.gap = if self.out.is_empty() { Gap::Line } else { Gap::Blank };
    }
}
