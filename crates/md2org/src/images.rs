//! Images that are paragraphs: caption, alternative text and size stand on lines above them.
//!
//! `![My caption|200](a.png)` to `#+caption: My caption`, `#+attr_html: … :width 200` and `[[file:a.png]]`.

use crate::convert::{Converter, Gap, OpenImage};
use crate::html;
use crate::table::push_spaces;
use crate::write::{Place, Setting, write_inline};

impl Converter<'_> {
    /// What stands above an image that is a paragraph of its own: caption and size.
    pub(crate) fn write_image_lines(&mut self, image: &OpenImage) {
        let (alt, size) = match (self.options.is_full(), image.is_wikilink) {
            (false, _) => (image.alt.as_str(), None),
            (true, false) => split_size(&image.alt),
            // `![[pic.png|200]]` has a size and no caption.
            (true, true) => ("", split_size(&format!("|{}", image.alt)).1.map(|_| split_number(&image.alt))),
        };
        let is_local = self.inline.flat.starts_with("[[file:");
        let mut lines = String::new();
        let alt = one_line(alt);
        if is_local && self.options.is_full() && reads_as_caption(&alt) {
            lines.extend(["#+caption: ", &self.protect(&alt), "\n"]);
        }
        let mut attributes = String::new();
        if !alt.is_empty() {
            attributes.extend([" :alt ", &alt]);
        }
        if !image.title.is_empty() {
            attributes.extend([" :title ", &one_line(&image.title)]);
        }
        if let Some((width, height)) = size {
            attributes.extend([" :width ", width]);
            if let Some(height) = height {
                attributes.extend([" :height ", height]);
            }
        }
        if !attributes.is_empty() {
            lines.extend(["#+attr_html:", &attributes, "\n"]);
        }
        if !lines.is_empty() {
            self.begin(false);
            self.out.push_str(&lines);
            self.gap = Gap::Line;
        }
    }

    /// An `<img>` that is a block.
    pub(crate) fn write_html_image(&mut self, image: &html::Image) {
        let target = crate::link::read_target(&image.source, self.options).org;
        let mut lines = String::new();
        for (name, value) in
            [("alt", &image.alt), ("title", &image.title), ("width", &image.width), ("height", &image.height)]
        {
            if !value.is_empty() {
                lines.extend([" :", name, " ", &one_line(value)]);
            }
        }
        self.begin(false);
        if !lines.is_empty() {
            self.out.extend(["#+attr_html:", &lines, "\n"]);
            push_spaces(self.indent, &mut self.out);
        }
        self.out.extend(["[[", &target, "]]\n"]);
        self.after_paragraph = true;
    }

    /// A text on one line, protected.
    pub(crate) fn protect(&mut self, text: &str) -> String {
        let mut inline = crate::inline::Inline::default();
        inline.text(text);
        let mut out = String::new();
        let place = Place { setting: Setting::Line, indent: 0, wrap: self.options.wrap };
        write_inline(&inline, place, &mut out, &mut self.needs, |_, _| {});
        out
    }
}

/// Whether an alternative text reads as a caption: some words that start like a sentence. `logo`, `build status` do not.
fn reads_as_caption(alt: &str) -> bool {
    let starts = alt.chars().next().is_some_and(|c| c.is_alphabetic() && !c.is_lowercase());
    starts && (alt.contains(' ') || !alt.is_ascii())
}

/// A value of a keyword: one line, and no colon that would start the next attribute.
fn one_line(text: &str) -> String {
    text.split_whitespace().map(|word| word.trim_start_matches(':')).collect::<Vec<_>>().join(" ")
}

/// `caption|200x100` to the caption and the size.
fn split_size(alt: &str) -> (&str, Option<(&str, Option<&str>)>) {
    let (caption, size) = alt.rsplit_once('|').unwrap_or(("", alt));
    let (width, height) = split_number(size);
    let is_number = |text: &str| !text.is_empty() && text.len() < 6 && text.bytes().all(|b| b.is_ascii_digit());
    let has_mark = alt.contains('|');
    if has_mark && is_number(width) && height.is_none_or(is_number) {
        (caption, Some((width, height)))
    } else {
        (alt, None)
    }
}

/// `200x100` to its numbers.
fn split_number(size: &str) -> (&str, Option<&str>) {
    size.split_once('x').map_or((size, None), |(width, height)| (width, Some(height)))
}
