//! The inline content of one block, between reading and writing.
//!
//! Entering: pulldown-cmark's inline events. Leaving: one flat text, which is Org as it would be if nothing in it were
//! ever misread, and parts that say which bytes of it are the author's text and which are markup. What has to be
//! protected is decided afterwards, in [`write`](crate::write), where the whole paragraph is known.

/// One of Org's paired marks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Marker {
    Bold,
    Italic,
    Underline,
    Strike,
}

impl Marker {
    pub(crate) const ALL: [Self; 4] = [Self::Bold, Self::Italic, Self::Underline, Self::Strike];

    /// The mark itself.
    pub(crate) fn byte(self) -> u8 {
        match self {
            Self::Bold => b'*',
            Self::Italic => b'/',
            Self::Underline => b'_',
            Self::Strike => b'+',
        }
    }
}

/// What the bytes of a part are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    /// The author's text, to be read as text.
    Text,
    /// A mark that opens; one byte.
    Open(Marker),
    /// A mark that closes; one byte.
    Close(Marker),
    /// A code span with its marks.
    Code,
    /// Org that is read as it stands.
    Opaque,
    /// `[[target][`.
    LinkStart,
    /// The same, for a target `#anchor` of this document.
    AnchorStart,
    /// `]]`.
    LinkEnd,
    /// `[fn:label]`.
    Note,
    /// A line break that is a space.
    SoftBreak,
    /// `\\` and a line break.
    HardBreak,
    /// A bare address that Org finds by itself.
    Url,
    /// A bare address without scheme.
    Www,
    /// A bare mail address.
    Mail,
    /// Bytes that are not written.
    Skip,
}

/// A stretch of the flat text: from the end of the part before to `end`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Part {
    pub(crate) end: usize,
    pub(crate) kind: Kind,
}

struct OpenMark {
    marker: Marker,
    /// `None` when the same mark was open already: it cannot be nested, and need not.
    part: Option<usize>,
    /// Set when what it holds would end it.
    is_dropped: bool,
    /// Whether the same mark is open around the link this one is in.
    is_doubled: bool,
}

struct OpenLink {
    part: usize,
    /// Where its description starts in the flat text.
    description: usize,
    /// Whether a description that repeats the target says nothing.
    is_plain: bool,
    /// How many marks are open around it.
    depth: usize,
    /// Marks in the description that are open around the link too: the parts that open and close.
    doubled: Vec<(usize, usize)>,
}

/// An inline HTML tag whose end may come.
struct OpenTag {
    name: &'static str,
    part: usize,
    depth: usize,
    links: usize,
}

/// Bytes of an HTML element that becomes emphasis.
const LONGEST_ELEMENT: usize = 1000;

/// The inline content of one block.
pub(crate) struct Inline {
    pub(crate) flat: String,
    pub(crate) parts: Vec<Part>,
    /// Space for parts that are split.
    pub(crate) spare: Vec<Part>,
    /// Finds `www.`; made once.
    pub(crate) www: memchr::memmem::Finder<'static>,
    marks: Vec<OpenMark>,
    links: Vec<OpenLink>,
    tags: Vec<OpenTag>,
    /// Set when something here was approximated.
    pub(crate) has_dropped_emphasis: bool,
    pub(crate) has_html_code: bool,
    /// Whether a pipe would end a cell.
    pub(crate) is_in_table: bool,
}

impl Default for Inline {
    fn default() -> Self {
        Self {
            flat: String::new(),
            parts: vec![],
            spare: vec![],
            www: memchr::memmem::Finder::new("www."),
            marks: vec![],
            links: vec![],
            tags: vec![],
            has_dropped_emphasis: false,
            has_html_code: false,
            is_in_table: false,
        }
    }
}

impl Inline {
    pub(crate) fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// Whether anything is written for it.
    pub(crate) fn has_content(&self) -> bool {
        self.parts.iter().any(|part| part.kind != Kind::Skip)
    }

    pub(crate) fn clear(&mut self) {
        self.flat.clear();
        self.parts.clear();
        self.marks.clear();
        self.links.clear();
        self.tags.clear();
    }

    /// Whether a mark or a link is open.
    pub(crate) fn has_open(&self) -> bool {
        !self.marks.is_empty() || !self.links.is_empty()
    }

    pub(crate) fn is_in_link(&self) -> bool {
        !self.links.is_empty()
    }

    /// Where part `at` starts.
    pub(crate) fn start_of(&self, at: usize) -> usize {
        if at == 0 { 0 } else { self.parts[at - 1].end }
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.flat.push_str(text);
        match self.parts.last_mut() {
            Some(Part { end, kind: Kind::Text }) => *end = self.flat.len(),
            Some(_) | None => self.end_part(Kind::Text),
        }
    }

    fn end_part(&mut self, kind: Kind) {
        self.parts.push(Part { end: self.flat.len(), kind });
    }

    pub(crate) fn push(&mut self, kind: Kind, text: &str) {
        self.flat.push_str(text);
        self.end_part(kind);
    }

    /// Org that is read as it stands; emphasis around it that it would end is given up.
    pub(crate) fn opaque(&mut self, org: &str) {
        self.drop_marks_ended_by(org);
        self.push(Kind::Opaque, org);
    }

    /// Ends a line of a paragraph; a backslash at its end makes the break a hard one.
    pub(crate) fn end_line(&mut self) {
        let is_hard = self.flat.ends_with('\\') && self.parts.last().is_some_and(|part| part.kind == Kind::Text);
        if is_hard && let Some(part) = self.parts.last_mut() {
            self.flat.pop();
            part.end -= 1;
        }
        self.push(if is_hard { Kind::HardBreak } else { Kind::SoftBreak }, "\n");
    }

    /// Takes the last line break away.
    pub(crate) fn trim_line_end(&mut self) {
        if self.parts.last().is_some_and(|part| matches!(part.kind, Kind::SoftBreak | Kind::HardBreak)) {
            self.parts.pop();
            self.flat.pop();
        }
    }

    pub(crate) fn open(&mut self, marker: Marker) {
        let is_open = |mark: &OpenMark| mark.marker == marker && mark.part.is_some() && !mark.is_dropped;
        let (around, inside) = self.marks.split_at(self.links.last().map_or(0, |link| link.depth));
        let is_nested = inside.iter().any(is_open);
        let is_doubled = !is_nested && around.iter().any(is_open);
        let part = if is_nested {
            None
        } else {
            self.flat.push(marker.byte() as char);
            self.end_part(Kind::Open(marker));
            Some(self.parts.len() - 1)
        };
        self.marks.push(OpenMark { marker, part, is_dropped: false, is_doubled });
    }

    pub(crate) fn close(&mut self) {
        let Some(mark) = self.marks.pop() else { return };
        let Some(part) = mark.part.filter(|_| !mark.is_dropped) else { return };
        if part + 1 == self.parts.len() {
            // Nothing to emphasise: the marks alone would be text.
            self.parts[part].kind = Kind::Skip;
            return;
        }
        self.flat.push(mark.marker.byte() as char);
        self.end_part(Kind::Close(mark.marker));
        if mark.is_doubled
            && let Some(link) = self.links.last_mut()
        {
            link.doubled.push((part, self.parts.len() - 1));
        }
    }

    /// Org ends emphasis at the first mark that may end it, wherever it stands; what cannot be protected inside of
    /// code, targets and raw text has to make the emphasis go.
    fn drop_marks_ended_by(&mut self, org: &str) {
        for mark in &mut self.marks {
            if let Some(part) = mark.part
                && !mark.is_dropped
                && crate::org::holds_closer(org, mark.marker.byte())
            {
                mark.is_dropped = true;
                self.parts[part].kind = Kind::Skip;
                self.has_dropped_emphasis = true;
            }
        }
    }

    pub(crate) fn code(&mut self, code: &str) {
        let trimmed = code.trim_matches(|c: char| c.is_ascii_whitespace());
        if trimmed.chars().all(char::is_whitespace) {
            // A word joiner is what Org accepts as the only content.
            self.push(Kind::Code, "~\u{2060}~");
            return;
        }
        let is_fit = trimmed.trim().len() == trimmed.len()
            && !(self.is_in_table && trimmed.contains('|'))
            && !(self.is_in_link() && (trimmed.contains("]]") || trimmed.ends_with(']')))
            && !trimmed.contains('\n');
        let mark = crate::org::code_mark(trimmed).filter(|_| is_fit);
        let Some(mark) = mark else {
            self.has_html_code = true;
            self.opaque("@@html:<code>@@");
            self.text(trimmed);
            self.opaque("@@html:</code>@@");
            return;
        };
        self.drop_marks_ended_by(trimmed);
        self.flat.push(mark);
        self.flat.push_str(trimmed);
        self.flat.push(mark);
        self.end_part(Kind::Code);
    }

    /// Starts a link. `is_plain` tells that Org shows the target as it is written when there is no description.
    pub(crate) fn open_link(&mut self, target: &str, is_plain: bool) {
        self.drop_marks_ended_by(target);
        self.flat.push_str("[[");
        self.flat.push_str(target);
        self.flat.push_str("][");
        let kind = if target.starts_with('#') { Kind::AnchorStart } else { Kind::LinkStart };
        self.end_part(kind);
        self.links.push(OpenLink {
            part: self.parts.len() - 1,
            description: self.flat.len(),
            is_plain,
            depth: self.marks.len(),
            doubled: vec![],
        });
    }

    /// Whether the innermost link has no description yet.
    pub(crate) fn is_description_empty(&self) -> bool {
        self.links.last().is_some_and(|link| link.description == self.flat.len())
    }

    /// Ends a link. `bare_image` is the target of the image in the description, which is written bare when there is
    /// nothing else.
    pub(crate) fn close_link(&mut self, bare_image: Option<&str>) {
        let Some(link) = self.links.pop() else { return };
        let description = &self.flat[link.description..];
        let target = &self.flat[self.start_of(link.part) + 2..link.description - 2];
        if description.is_empty() || link.is_plain && description == target {
            self.flat.truncate(link.description - 1);
            self.flat.push(']');
            let is_anchor = self.parts[link.part].kind == Kind::AnchorStart;
            self.parts.truncate(link.part + 1);
            self.parts[link.part] =
                Part { end: self.flat.len(), kind: if is_anchor { Kind::AnchorStart } else { Kind::Opaque } };
            // Marks that were opened inside of the description were closed inside of it.
            return;
        }
        if let Some(bare) = bare_image
            && self.parts.len() == link.part + 2
        {
            self.flat.truncate(link.description);
            self.flat.push_str(bare);
            self.parts[link.part + 1] = Part { end: self.flat.len(), kind: Kind::Opaque };
        }
        for (open, close) in link.doubled {
            // Only before the bracket, which follows no mark, the mark does not end what is around the link.
            if close + 1 != self.parts.len() {
                self.parts[open].kind = Kind::Skip;
                self.parts[close].kind = Kind::Skip;
            }
        }
        self.push(Kind::LinkEnd, "]]");
    }

    /// The start of an inline HTML element Org has something for; it is written as HTML unless its end comes.
    pub(crate) fn open_tag(&mut self, name: &'static str, html: &str) {
        self.opaque(html);
        let (depth, links) = (self.marks.len(), self.links.len());
        self.tags.push(OpenTag { name, part: self.parts.len() - 1, depth, links });
    }

    /// The end of an inline HTML element; `true` when it and its start became Org.
    pub(crate) fn close_tag(&mut self, name: &str) -> bool {
        let Some(at) = self.tags.iter().rposition(|tag| tag.name == name) else { return false };
        let tag = self.tags.swap_remove(at);
        self.tags.truncate(at);
        if tag.depth != self.marks.len() || tag.links != self.links.len() || tag.part + 1 >= self.parts.len() {
            return false;
        }
        match name {
            "sub" | "sup" => self.close_script(&tag),
            "u" | "ins" => self.close_marker_tag(&tag, Marker::Underline),
            "b" | "strong" => self.close_marker_tag(&tag, Marker::Bold),
            "i" | "em" => self.close_marker_tag(&tag, Marker::Italic),
            "s" | "del" | "strike" => self.close_marker_tag(&tag, Marker::Strike),
            _ => false,
        }
    }

    /// `<sub>2</sub>` to `_{2}`: only around plain text, and only after something it belongs to.
    fn close_script(&mut self, tag: &OpenTag) -> bool {
        let start = self.start_of(tag.part);
        let content = self.parts[tag.part].end;
        let is_plain = self.parts.len() == tag.part + 2
            && self.parts[tag.part + 1].kind == Kind::Text
            && !self.flat[content..].contains(['{', '}', '\\', '*', '/', '_', '+', '=', '~', '^', '[', '<', '$'])
            && tag.part > 0
            && self.parts[tag.part - 1].kind == Kind::Text
            && !self.flat[..start].ends_with(char::is_whitespace);
        if !is_plain {
            return false;
        }
        let script = format!("{}{{{}}}", if tag.name == "sub" { '_' } else { '^' }, &self.flat[content..]);
        self.flat.truncate(start);
        self.parts.truncate(tag.part);
        self.push(Kind::Opaque, &script);
        true
    }

    fn close_marker_tag(&mut self, tag: &OpenTag, marker: Marker) -> bool {
        let start = self.start_of(tag.part);
        let content = self.parts[tag.part].end;
        let is_used = self.marks.iter().any(|mark| mark.marker == marker && mark.part.is_some())
            || self.parts.len() - tag.part > LONGEST_ELEMENT
            || self.parts[tag.part + 1..].iter().any(|part| part.kind == Kind::Open(marker));
        let inside = &self.flat[content..];
        // Elements inside of each other would make this quadratic.
        if inside.len() > LONGEST_ELEMENT
            || is_used
            || inside.trim() != inside
            || crate::org::holds_closer(inside, marker.byte())
        {
            return false;
        }
        let shift = content - start - 1;
        self.flat.replace_range(start..content, marker.byte_str());
        self.parts[tag.part].kind = Kind::Open(marker);
        for part in &mut self.parts[tag.part..] {
            part.end -= shift;
        }
        self.flat.push(marker.byte() as char);
        self.end_part(Kind::Close(marker));
        true
    }
}

impl Marker {
    fn byte_str(self) -> &'static str {
        match self {
            Self::Bold => "*",
            Self::Italic => "/",
            Self::Underline => "_",
            Self::Strike => "+",
        }
    }
}
