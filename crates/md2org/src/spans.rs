//! Inline events: text, emphasis, links, images, formulas, raw HTML.

use crate::convert::{Converter, OpenImage};
use crate::html;
use crate::inline::{Kind, Marker};
use crate::link::{read_target, read_wikilink};
use crate::org;
use crate::report::Approximation;
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
use std::ops::Range;

/// Inline HTML for HTML export: on one line, without what would end it or a cell.
fn export_snippet(html: &str, is_in_table: bool) -> String {
    let mut export = String::with_capacity(html.len() + 9);
    export.extend(["@@html:", html, "@@"]);
    if html.contains('\n') {
        export = export.replace('\n', " ");
    }
    if html.contains("@@") {
        export = format!("@@html:{}@@", html.replace('\n', " ").replace("@@", "&#64;&#64;"));
    }
    if is_in_table && html.contains('|') {
        export = export.replace('|', "&#124;");
    }
    export
}

/// A footnote's label as Org can write it: word characters, dashes, underscores.
pub(crate) fn footnote_label(label: &str) -> String {
    let mut out: String =
        label.chars().map(|c| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '-' }).collect();
    if out.is_empty() {
        out.push('-');
    }
    out
}

impl<'a> Converter<'a> {
    pub(crate) fn text(&mut self, text: &str, range: Range<usize>) {
        if self.is_verbatim {
            return self.verbatim.push_str(text);
        }
        let mut text = text;
        if range.start < self.skip_until {
            // The marker of a callout, or a text that begins with the end of it.
            text = self.source.get(self.skip_until..range.end).unwrap_or("");
            if text.is_empty() {
                return;
            }
        }
        if matches!(text, "\n" | "\r") {
            // A character reference; a line break of the source is an event of its own.
            text = " ";
        }
        if self.is_in_heading {
            self.heading_text.push_str(text);
        }
        match &mut self.image {
            Some(image) => image.alt.push_str(text),
            None => self.inline.text(text),
        }
    }

    /// Every event that is no text, no start and no end.
    pub(crate) fn span(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Html(html) => self.verbatim.push_str(&html),
            Event::Rule => {
                self.flush();
                self.begin(false);
                self.out.push_str("-----\n");
                self.finish_block();
            }
            Event::TaskListMarker(is_done) => self.task(is_done),
            event if self.image.is_some() => self.alt(event),
            Event::Code(code) => {
                if self.is_in_heading {
                    self.heading_text.push_str(&code);
                }
                self.inline.code(&code);
            }
            Event::InlineMath(math) if self.is_price(&range) => {
                self.inline.text("$");
                self.inline.text(&math);
                self.inline.text("$");
            }
            Event::InlineMath(math) => self.math(&math, "\\(", "\\)"),
            Event::DisplayMath(math) => self.math(&math, "\\[", "\\]"),
            Event::InlineHtml(html) => self.inline_html(&html, &range),
            Event::FootnoteReference(label) => {
                let org = format!("[fn:{}]", footnote_label(&label));
                self.inline.push(Kind::Note, &org);
            }
            Event::SoftBreak => self.soft_break(),
            Event::HardBreak => {
                self.inline.push(Kind::HardBreak, "\n");
                if self.is_in_heading {
                    self.heading_text.push(' ');
                }
            }
            Event::Start(_) | Event::End(_) | Event::Text(_) => {}
        }
    }

    /// `$5 and 6$7`, `${a} ${b}`: a dollar sign that belongs to what follows ends no formula.
    fn is_price(&self, range: &Range<usize>) -> bool {
        let next = self.source.as_bytes().get(range.end);
        next.is_some_and(|b| b.is_ascii_digit() || *b == b'{')
    }

    fn soft_break(&mut self) {
        if self.is_in_heading {
            self.heading_text.push(' ');
        }
        if std::mem::replace(&mut self.in_callout_title, false) && !self.inline.has_open() {
            return self.flush();
        }
        self.inline.push(Kind::SoftBreak, "\n");
    }

    /// What is inside of an image's alternative text, as plain text.
    fn alt(&mut self, event: Event<'a>) {
        let Some(image) = &mut self.image else { return };
        match event {
            Event::Code(text) | Event::InlineMath(text) | Event::DisplayMath(text) => image.alt.push_str(&text),
            Event::SoftBreak | Event::HardBreak => image.alt.push(' '),
            _ => {}
        }
    }

    fn math(&mut self, math: &str, open: &str, close: &str) {
        let joined = math.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>();
        let mut text = joined.join(" ");
        if self.inline.is_in_table {
            text = text.replace('|', "\\vert ");
        }
        if text.contains(close) {
            // The formula would end there; the other notation has another end.
            let mark = if open == "\\(" { "$" } else { "$$" };
            return self.inline.opaque(&format!("{mark}{text}{mark}"));
        }
        let is_alone = open == "\\[" && joined.len() > 1 && self.inline.is_empty();
        let space = if is_alone && !self.inline.is_in_table { " " } else { "" };
        self.inline.opaque(&format!("{open}{space}{text}{space}{close}"));
    }

    fn inline_html(&mut self, html: &str, range: &Range<usize>) {
        let is_in_angles = self.source[..range.start].ends_with('<') && self.source[range.end..].starts_with('>');
        if is_in_angles && !html.contains(char::is_whitespace) {
            // `<<name>>` means its angles.
            return self.inline.text(html);
        }
        if html::is_break(html) && self.options.is_full() {
            let (kind, org) =
                if self.inline.is_in_table { (Kind::Opaque, "@@html:<br>@@") } else { (Kind::HardBreak, "\n") };
            return self.inline.push(kind, org);
        }
        if let Some(comment) = html::comment(html) {
            if !comment.contains("@@") {
                let comment = comment.split_whitespace().collect::<Vec<_>>().join(" ");
                self.inline.opaque(&format!("@@comment:{}@@", comment.replace('|', "/")));
            }
            return;
        }
        let export = export_snippet(html, self.inline.is_in_table);
        if self.options.is_full() {
            if let Some((name, is_end)) = html::read_tag(html) {
                if !is_end {
                    return self.inline.open_tag(name, &export);
                }
                if self.inline.close_tag(name) {
                    return;
                }
            } else if let Some(image) = html::read_image(html)
                && image.width.is_empty()
                && image.height.is_empty()
            {
                let target = read_target(&image.source, self.options).org;
                if org::is_image(&target) && !self.inline.is_in_link() {
                    return self.inline.opaque(&format!("[[{target}]]"));
                }
            }
        }
        self.note(Approximation::RawHtml, range);
        self.inline.opaque(&export);
    }

    pub(crate) fn start_span(&mut self, tag: Tag<'a>, range: &Range<usize>) {
        if let Some(image) = &mut self.image {
            if matches!(tag, Tag::Image { .. }) {
                image.depth += 1;
            }
            return;
        }
        match tag {
            Tag::Emphasis => self.inline.open(Marker::Italic),
            Tag::Strong => self.inline.open(Marker::Bold),
            Tag::Strikethrough => self.inline.open(Marker::Strike),
            Tag::Superscript => self.inline.opaque("^{"),
            Tag::Subscript => self.inline.opaque("_{"),
            Tag::Link { link_type, dest_url, title, .. } => self.start_link(link_type, &dest_url, &title, range),
            Tag::Image { link_type, dest_url, title, .. } => {
                self.image = Some(OpenImage {
                    url: dest_url.into_string(),
                    title: title.into_string(),
                    alt: String::new(),
                    is_wikilink: matches!(link_type, LinkType::WikiLink { .. }),
                    depth: 0,
                });
            }
            _ => {}
        }
    }

    fn start_link(&mut self, kind: LinkType, url: &str, title: &str, range: &Range<usize>) {
        if !title.is_empty() {
            self.note(Approximation::LinkTitle, range);
        }
        let (target, is_plain) = match kind {
            LinkType::WikiLink { has_pothole } => {
                // In a table the pipe of `[[name\|text]]` is escaped.
                let url = if self.inline.is_in_table { url.trim_end_matches('\\') } else { url };
                self.unnamed_wikilink = has_pothole.then(|| url.to_owned());
                (read_wikilink(url, self.options), false)
            }
            LinkType::Email => (read_target(&format!("mailto:{url}"), self.options).org, false),
            LinkType::Inline
            | LinkType::Reference
            | LinkType::ReferenceUnknown
            | LinkType::Collapsed
            | LinkType::CollapsedUnknown
            | LinkType::Shortcut
            | LinkType::ShortcutUnknown
            | LinkType::Autolink => {
                let target = read_target(url, self.options);
                if target.is_foreign_scheme {
                    self.note(Approximation::LinkScheme, range);
                }
                // The address alone says all, when Org shows it as it is written.
                let is_plain = target.org == url && org::is_shown_as_written(url);
                (target.org, is_plain)
            }
        };
        self.inline.open_link(&target, is_plain);
    }

    pub(crate) fn end_span(&mut self, tag: TagEnd, range: &Range<usize>) {
        if let Some(image) = &mut self.image {
            if tag == TagEnd::Image {
                if image.depth > 0 {
                    image.depth -= 1;
                } else if let Some(image) = self.image.take() {
                    self.end_image(image, range);
                }
            }
            return;
        }
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => self.inline.close(),
            TagEnd::Superscript | TagEnd::Subscript => self.inline.opaque("}"),
            TagEnd::Link => {
                let bare = self.bare_image.take();
                if let Some(name) = self.unnamed_wikilink.take().filter(|_| self.inline.is_description_empty()) {
                    self.inline.text(&name);
                }
                self.inline.close_link(bare.as_deref());
            }
            _ => {}
        }
    }

    fn end_image(&mut self, image: OpenImage, range: &Range<usize>) {
        let target = if image.is_wikilink {
            read_wikilink(&image.url, self.options)
        } else {
            read_target(&image.url, self.options).org
        };
        let is_shown = org::is_image(&target);
        if self.inline.is_in_link() {
            // Inside of a link Org shows an image only when it is the whole description.
            let alt = html::escape_attribute(&image.alt);
            let source = html::escape_attribute(&image.url);
            self.inline.opaque(&format!("@@html:<img src=\"{source}\" alt=\"{alt}\">@@"));
            self.bare_image = is_shown.then_some(target);
            return;
        }
        if is_shown || image.is_wikilink && image.alt.is_empty() {
            let is_alone = self.inline.is_empty();
            self.inline.opaque(&format!("[[{target}]]"));
            if is_alone {
                self.lone_image = Some(image);
            } else if !image.alt.is_empty() && !image.is_wikilink {
                self.note(Approximation::ImageAlt, range);
            }
            return;
        }
        // Org shows images by their extension; this one is a link to it.
        self.inline.open_link(&target, false);
        self.inline.text(&image.alt);
        self.inline.close_link(None);
    }
}
