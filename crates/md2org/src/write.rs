//! Inline content to Org text: where Org would misread the author's text, it is protected; nowhere else.
//!
//! Entering: the flat text and its parts, see [`inline`](crate::inline), and the place it stands in. Leaving: lines in
//! the output, each with its indentation. One pass; what a rule needs to know of the rest of the paragraph (is there a
//! mark that would close what opens here?) is found once for each mark.
//!
//! The means, least intrusive first: an entity that both Emacs and pandoc know (`\slash{}`, `\plus{}`, `\vert{}`,
//! `\colon{}`, `\dollar{}`, `\lt{}`), no line break where the next line would start something, and a zero-width space.

use crate::hazard::{self, Start};
use crate::inline::{Inline, Kind, Marker, Part};
use crate::options::Wrap;
use crate::org::{self, ZERO_WIDTH_SPACE};
use crate::text::{Action, Text};

/// Where inline content stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Setting {
    /// Lines of their own.
    Paragraph,
    /// The line of a list item's bullet, and the lines below it.
    Item,
    /// A headline behind its stars.
    Heading,
    /// A table cell.
    Cell,
    /// One line of something else: a keyword's value, a term.
    Line,
}

impl Setting {
    /// Whether lines can break here.
    pub(crate) fn has_lines(self) -> bool {
        matches!(self, Self::Paragraph | Self::Item)
    }
}

/// Where inline content stands, with its indentation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) setting: Setting,
    pub(crate) indent: usize,
    pub(crate) wrap: Wrap,
}

/// What the whole file has to say for its text to be read as text.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Needs {
    /// `^:{}`: `a_b` is no subscript.
    pub(crate) no_scripts: bool,
    /// `-:nil`: `--` is no dash.
    pub(crate) no_special_strings: bool,
}

/// A link to an anchor (`sec`) or a reference to a footnote (`[fn:1]`) in the output: where the target starts.
#[derive(Clone, Debug)]
pub(crate) struct Anchor {
    pub(crate) at: usize,
    pub(crate) name: String,
    pub(crate) source: usize,
}

/// Writes `inline` to the end of `out`, without a line break at the end.
pub(crate) fn write_inline(
    inline: &Inline,
    place: Place,
    out: &mut String,
    needs: &mut Needs,
    mut on_anchor: impl FnMut(usize, &str),
) -> bool {
    let mut writer = Writer {
        text: Text::new(&inline.flat, place, needs),
        place,
        parts: &inline.parts,
        open: [0; 4],
        breaks: 0,
        starts_line: true,
        content_start: out.len(),
        lost_break: false,
        out,
    };
    let mut start = 0;
    for (at, part) in inline.parts.iter().enumerate() {
        if part.kind == Kind::AnchorStart {
            on_anchor(writer.out.len() + 2, anchor_name(&inline.flat[start..part.end]));
        }
        writer.write_part(at, start, *part);
        if part.kind == Kind::Note {
            on_anchor(writer.out.len() - (part.end - start), &inline.flat[start..part.end]);
        }
        start = part.end;
    }
    writer.lost_break
}

fn anchor_name(link: &str) -> &str {
    link.trim_start_matches("[[#").trim_end_matches(['[', ']'])
}

struct Writer<'t> {
    text: Text<'t>,
    place: Place,
    parts: &'t [Part],
    out: &'t mut String,
    /// Which marks are open.
    open: [u8; 4],
    /// Line breaks since the outermost open mark: Org's emphasis holds one.
    breaks: usize,
    /// Whether nothing is written on the line yet.
    starts_line: bool,
    /// Where the object began that Org reads on its own: nothing precedes its first byte.
    content_start: usize,
    lost_break: bool,
}

/// Whether `out` ends in what could be a subscript or superscript that goes on: `a_`, `a^b.1` (`org-match-substring-regexp`).
/// An entity ends in a brace, so no byte is looked at often.
fn ends_in_script(out: &str) -> bool {
    let run = out.trim_end_matches(|c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | '\\' | '+' | '-'));
    run.ends_with(['_', '^']) && run[..run.len() - 1].chars().next_back().is_some_and(|c| !c.is_whitespace())
}

impl Writer<'_> {
    fn write_part(&mut self, at: usize, start: usize, part: Part) {
        match part.kind {
            Kind::Skip => {}
            Kind::Text => self.write_text(at, start, part.end),
            Kind::Open(marker) => self.write_open(at, start, marker),
            Kind::Close(marker) => self.write_close(at, marker),
            Kind::Code => {
                self.start_line(at, start);
                self.separate_before();
                self.out.push_str(&self.text.flat[start..part.end]);
                self.separate_after(at);
            }
            Kind::Opaque | Kind::LinkEnd | Kind::Note | Kind::Www | Kind::Mail | Kind::Url => {
                self.start_line(at, start);
                self.write_opaque(at, start, part);
                self.text.in_description &= part.kind != Kind::LinkEnd;
            }
            Kind::LinkStart | Kind::AnchorStart => {
                self.start_line(at, start);
                self.out.push_str(&self.text.flat[start..part.end]);
                if self.text.flat[start..part.end].ends_with('[') {
                    self.content_start = self.out.len();
                    self.text.in_description = true;
                    self.text.description_start = part.end;
                }
            }
            Kind::SoftBreak => self.write_soft_break(at, part.end),
            Kind::HardBreak => self.write_hard_break(),
        }
    }

    fn write_text(&mut self, at: usize, start: usize, end: usize) {
        let mut start = start;
        if self.starts_line {
            // White space at the start of a line is lost in any case, and can make an item of what follows.
            let line = &self.text.flat[start..end];
            start += line.len() - line.trim_start_matches([' ', '\t']).len();
            if start == end {
                return;
            }
            self.start_line(at, start);
        }
        let next_is_close = matches!(self.next_kind(at), Some(Kind::Close(_) | Kind::LinkEnd));
        let mut copied = start;
        let mut from = start;
        while let Some((at, action)) = {
            let is_first = self.out.len() == self.content_start && copied == start;
            let previous = if is_first { None } else { self.out.chars().next_back() };
            self.text.find_next(copied, from, end, previous, next_is_close, self.open)
        } {
            self.out.push_str(&self.text.flat[copied..at]);
            let byte_end = at + 1;
            match action {
                Action::Replace(entity) => {
                    if ends_in_script(self.out) {
                        // Org would read the name of the entity as a part of the script, and leave its braces.
                        self.out.push_str(ZERO_WIDTH_SPACE);
                    }
                    self.out.push_str(entity);
                }
                Action::SpaceAfter => {
                    self.out.push_str(&self.text.flat[at..byte_end]);
                    self.out.push_str(ZERO_WIDTH_SPACE);
                }
                Action::SpaceAround => {
                    self.out.extend([ZERO_WIDTH_SPACE, &self.text.flat[at..byte_end], ZERO_WIDTH_SPACE]);
                }
                Action::SpaceBefore => {
                    self.out.push_str(ZERO_WIDTH_SPACE);
                    self.out.push_str(&self.text.flat[at..byte_end]);
                }
            }
            copied = byte_end;
            from = byte_end;
        }
        self.out.push_str(&self.text.flat[copied..end]);
    }

    fn write_open(&mut self, at: usize, start: usize, marker: Marker) {
        self.start_line(at, start);
        // The mark stands before what it marks; white space between the two would make it text.
        self.separate_before();
        if self.open == [0; 4] {
            self.breaks = 0;
        }
        self.open[marker as usize] += 1;
        self.out.push(marker.byte() as char);
        self.content_start = self.out.len();
    }

    fn write_close(&mut self, at: usize, marker: Marker) {
        let content = self.out.trim_end().len().max(self.content_start.min(self.out.len()));
        let blanks = self.out.len() - content;
        self.out.truncate(content);
        self.open[marker as usize] -= 1;
        self.out.push(marker.byte() as char);
        if blanks > 0 {
            self.out.push(' ');
        } else {
            self.separate_after(at);
        }
    }

    /// Before a mark stands white space, or one of a few characters.
    fn separate_before(&mut self) {
        if self.out.len() > self.content_start && !self.out.chars().next_back().is_none_or(org::may_precede) {
            self.out.push_str(ZERO_WIDTH_SPACE);
        }
    }

    /// After a mark follows white space, or one of a few characters.
    fn separate_after(&mut self, at: usize) {
        let end = self.parts[at].end;
        let mut next = at + 1;
        while self.parts.get(next).is_some_and(|part| part.kind == Kind::Skip) {
            next += 1;
        }
        let Some(part) = self.parts.get(next) else { return };
        let is_safe = match part.kind {
            Kind::Close(_) | Kind::LinkEnd | Kind::SoftBreak | Kind::HardBreak => true,
            Kind::Text
            | Kind::Open(_)
            | Kind::Code
            | Kind::Opaque
            | Kind::Note
            | Kind::LinkStart
            | Kind::AnchorStart
            | Kind::Url
            | Kind::Www
            | Kind::Mail
            | Kind::Skip => {
                let from = if next == at + 1 { end } else { self.parts[next - 1].end };
                self.text.flat[from..].chars().next().is_none_or(org::may_follow)
            }
        };
        if !is_safe {
            self.out.push_str(ZERO_WIDTH_SPACE);
        }
    }

    fn next_kind(&self, at: usize) -> Option<Kind> {
        self.parts[at + 1..].iter().map(|part| part.kind).find(|kind| *kind != Kind::Skip)
    }

    fn write_opaque(&mut self, at: usize, start: usize, part: Part) {
        let text = &self.text.flat[start..part.end];
        match part.kind {
            Kind::Url => {
                let next = self.text.flat[part.end..].chars().next();
                if self.is_url_safe(text, next) && !matches!(self.next_kind(at), Some(Kind::Close(_))) {
                    self.out.push_str(text);
                } else if org::is_shown_as_written(text) {
                    self.out.extend(["[[", text, "]]"]);
                } else {
                    let (scheme, rest) = text.split_once(':').unwrap_or((text, ""));
                    let colon = if org::is_image(text) { "\\colon{}" } else { ":" };
                    self.out.extend(["[[", &crate::link::escape_url(text), "][", scheme, colon, rest, "]]"]);
                }
            }
            Kind::Www => self.out.extend(["[[http://", &crate::link::escape_url(text), "][", text, "]]"]),
            Kind::Mail => self.out.extend(["[[mailto:", text, "][", text, "]]"]),
            _ => self.out.push_str(text),
        }
    }

    /// Whether Org's readers all find exactly this address in the text.
    fn is_url_safe(&self, url: &str, next: Option<char>) -> bool {
        let is_simple = |b: u8| {
            b.is_ascii_alphanumeric()
                || matches!(b, b'/' | b':' | b'.' | b'-' | b'%' | b'?' | b'=' | b'&' | b'#' | b'@')
        };
        let is_end = |b: u8| b.is_ascii_alphanumeric() || b == b'/';
        let is_first = self.out.chars().next_back().is_none_or(|c| c.is_whitespace() || c == '(');
        is_first
            && next.is_none_or(|c| matches!(c, ' ' | '\n' | ')' | ',' | '.' | ';'))
            && url.bytes().all(is_simple)
            && url.bytes().next_back().is_some_and(is_end)
            && !org::is_image(url)
            && !(self.open[Marker::Italic as usize] > 0 && (url.ends_with('/') || org::holds_closer(url, b'/')))
    }

    /// What has to be done before the first thing on a line.
    fn start_line(&mut self, at: usize, start: usize) {
        if !self.starts_line {
            return;
        }
        self.starts_line = false;
        let is_text = self.parts[at].kind == Kind::Text;
        match hazard::at_start(&self.text.flat[start..], is_text, self.place) {
            Start::Harmless => {}
            Start::Entity => self.text.forced = Some(start),
            Start::ZeroWidthSpace => self.out.push_str(ZERO_WIDTH_SPACE),
        }
    }

    fn write_soft_break(&mut self, at: usize, end: usize) {
        if self.starts_line {
            return;
        }
        let is_emphasised = self.open != [0; 4];
        let next_is_text = self.parts.get(at + 1).is_some_and(|part| part.kind == Kind::Text);
        let keeps = self.place.setting.has_lines()
            && self.place.wrap == Wrap::Preserve
            && !self.text.in_description
            && !(is_emphasised && self.breaks > 0)
            && !self.out.ends_with([' ', '\t'])
            && hazard::at_start(
                &self.text.flat[end..],
                next_is_text,
                Place { setting: Setting::Paragraph, ..self.place },
            ) == Start::Harmless;
        if keeps {
            self.breaks += 1;
            self.newline();
            self.starts_line = false;
        } else {
            self.out.push(' ');
        }
    }

    fn write_hard_break(&mut self) {
        let ends_emphasis = self.open != [0; 4] && self.breaks > 0;
        if !self.place.setting.has_lines() || self.text.in_description || ends_emphasis || self.starts_line {
            self.lost_break = true;
            self.out.push(' ');
            return;
        }
        if self.out.ends_with('\\') {
            self.out.push(' ');
        }
        self.out.push_str("\\\\");
        self.breaks += 1;
        self.newline();
        self.starts_line = true;
        self.place.setting = Setting::Paragraph;
    }

    fn newline(&mut self) {
        self.out.push('\n');
        for _ in 0..self.place.indent {
            self.out.push(' ');
        }
        if self.open == [0; 4] {
            self.content_start = self.out.len();
        }
    }
}
