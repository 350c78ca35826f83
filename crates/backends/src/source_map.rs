//! Source maps, revision 3 as written down in ECMA-426.
//!
//! Entering: segments in the order of the generated text, each a generated position, a byte offset of the source and
//! perhaps the original name. Leaving: JSON. `aB` at column 6 made from `a-b` at column 4 gives the segment `MAAIA`
//! and the name `a-b`.
//!
//! Holds afterwards: positions ascend, lines and columns are 0-based, columns count UTF-16 code units.

mod lookup;
mod vlq;

pub use lookup::Original;

use rustc_hash::FxHashMap;
use std::sync::Arc;
use sx_base::{Source, Symbol};

/// The map of one printed text to its one source.
#[derive(Clone, Debug)]
pub struct SourceMap {
    mappings: String,
    names: Vec<Symbol>,
    source: Arc<Source>,
}

impl SourceMap {
    /// The map as JSON. `file` is the generated file, `source_path` the source as seen from the map, with `/`;
    /// characters that mean something in a URL are percent-encoded.
    pub fn to_json(&self, file: &str, source_path: &str) -> String {
        let text = &self.source.text;
        let mut out = String::with_capacity(self.mappings.len() + text.len() + text.len() / 16 + 256);
        out.push_str("{\"version\":3,\"file\":");
        push_json(&mut out, file);
        out.push_str(",\"sources\":[");
        push_json(&mut out, &encode_path(source_path));
        out.push_str("],\"sourcesContent\":[");
        push_json(&mut out, text);
        out.push_str("],\"names\":[");
        for (at, name) in self.names.iter().enumerate() {
            if at > 0 {
                out.push(',');
            }
            push_json(&mut out, name.as_str());
        }
        out.push_str("],\"mappings\":\"");
        out.push_str(&self.mappings);
        out.push_str("\"}");
        out
    }

    /// The map as a comment that carries it whole, to be appended to the generated text on a line of its own.
    pub fn to_inline_comment(&self, file: &str, source_path: &str) -> String {
        let json = self.to_json(file, source_path);
        let mut out = String::with_capacity(json.len() * 4 / 3 + 80);
        out.push_str("//# sourceMappingURL=data:application/json;charset=utf-8;base64,");
        vlq::push_base64(&mut out, json.as_bytes());
        out
    }

    /// The `mappings` field.
    pub fn mappings(&self) -> &str {
        &self.mappings
    }

    /// The `names` field.
    pub fn names(&self) -> &[Symbol] {
        &self.names
    }
}

/// Where the encoder stands: every field of a segment is the difference to the last one.
#[derive(Default)]
struct Last {
    generated_line: u32,
    generated_column: u32,
    line: u32,
    column: u32,
    name: u32,
    /// Whether the generated line has a segment already.
    in_line: bool,
}

/// A position of the source whose column is known. Columns of lines with characters outside of ASCII are counted from
/// here, so that a file of one long line costs no more than its tokens.
#[derive(Default)]
struct Known {
    line: u32,
    offset: u32,
    column: u32,
}

/// Encodes segments as they come.
pub(crate) struct MapBuilder<'a> {
    source: &'a Arc<Source>,
    mappings: String,
    names: Vec<Symbol>,
    name_ids: FxHashMap<Symbol, u32>,
    last: Last,
    known: Known,
}

impl<'a> MapBuilder<'a> {
    /// A map without segments.
    pub(crate) fn new(source: &'a Arc<Source>) -> Self {
        Self {
            source,
            mappings: String::with_capacity(source.text.len() * 2),
            names: Vec::new(),
            name_ids: FxHashMap::default(),
            last: Last::default(),
            known: Known::default(),
        }
    }

    /// Says that the text at the generated position comes from byte `offset` of the source, where it is called
    /// `name` when that differs.
    pub(crate) fn add_segment(&mut self, line: u32, column: u32, offset: u32, name: Option<Symbol>) {
        if !self.begin_segment(line, column) {
            return;
        }
        let (source_line, source_column) = self.locate(offset);
        self.mappings.push('A');
        vlq::push_vlq(&mut self.mappings, source_line.wrapping_sub(self.last.line).cast_signed());
        vlq::push_vlq(&mut self.mappings, source_column.wrapping_sub(self.last.column).cast_signed());
        self.last.line = source_line;
        self.last.column = source_column;
        if let Some(name) = name {
            let next = self.names.len() as u32;
            let id = *self.name_ids.entry(name).or_insert(next);
            if id == next {
                self.names.push(name);
            }
            vlq::push_vlq(&mut self.mappings, id.wrapping_sub(self.last.name).cast_signed());
            self.last.name = id;
        }
    }

    /// Says that the text at the generated position comes from nowhere.
    pub(crate) fn add_gap(&mut self, line: u32, column: u32) {
        self.begin_segment(line, column);
    }

    /// Writes separators and the generated column; false when the position has a segment already.
    fn begin_segment(&mut self, line: u32, column: u32) -> bool {
        if line != self.last.generated_line {
            for _ in self.last.generated_line..line {
                self.mappings.push(';');
            }
            self.last.generated_line = line;
            self.last.generated_column = 0;
        } else if self.last.in_line {
            if column == self.last.generated_column {
                return false;
            }
            self.mappings.push(',');
        }
        vlq::push_vlq(&mut self.mappings, column.wrapping_sub(self.last.generated_column).cast_signed());
        self.last.generated_column = column;
        self.last.in_line = true;
        true
    }

    /// Line and UTF-16 column of byte `offset`.
    fn locate(&mut self, offset: u32) -> (u32, u32) {
        let lines = self.source.lines();
        let text = self.source.text.as_bytes();
        let offset = offset.min(text.len() as u32);
        let count = lines.len() as u32;
        let ends_after = |line: u32| line + 1 >= count || offset < lines.start(line + 1);
        let line = match self.known.line {
            line if offset >= lines.start(line) && ends_after(line) => line,
            line if line + 1 < count && offset >= lines.start(line + 1) && ends_after(line + 1) => line + 1,
            _ => lines.line(offset),
        };
        let start = lines.start(line);
        if lines.is_ascii(line) {
            self.known = Known { line, offset: start, column: 0 };
            return (line, offset - start);
        }
        if line != self.known.line {
            self.known = Known { line, offset: start, column: 0 };
        }
        let known = self.known.offset;
        let column = if offset >= known {
            self.known.column + utf16_units(&text[known as usize..offset as usize])
        } else {
            self.known.column - utf16_units(&text[offset as usize..known as usize])
        };
        self.known = Known { line, offset, column };
        (line, column)
    }

    /// The finished map.
    pub(crate) fn finish(self) -> SourceMap {
        SourceMap { mappings: self.mappings, names: self.names, source: Arc::clone(self.source) }
    }
}

/// UTF-16 code units of UTF-8 `bytes`.
pub(crate) fn utf16_units(bytes: &[u8]) -> u32 {
    bytes.iter().map(|&byte| u32::from(byte & 0xC0 != 0x80) + u32::from(byte >= 0xF0)).sum()
}

/// `path` as a relative URL.
fn encode_path(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            ' ' => out.push_str("%20"),
            '%' => out.push_str("%25"),
            '#' => out.push_str("%23"),
            '?' => out.push_str("%3F"),
            '\\' => out.push('/'),
            c => out.push(c),
        }
    }
    out
}

/// `text` as a JSON string. Runs that need no escape are copied whole.
fn push_json(out: &mut String, text: &str) {
    let bytes = text.as_bytes();
    out.push('"');
    let mut done = 0;
    loop {
        // Nearly all that needs an escape is one of these three.
        let end = memchr::memchr3(b'\n', b'"', b'\\', &bytes[done..]).map_or(bytes.len(), |len| done + len);
        let has_controls = bytes[done..end].iter().fold(u8::MAX, |least, &byte| least.min(byte)) < 0x20;
        if has_controls {
            while let Some(len) = bytes[done..end].iter().position(|&byte| byte < 0x20) {
                out.push_str(&text[done..done + len]);
                push_escape(out, bytes[done + len]);
                done += len + 1;
            }
        }
        out.push_str(&text[done..end]);
        if end == bytes.len() {
            break;
        }
        push_escape(out, bytes[end]);
        done = end + 1;
    }
    out.push('"');
}

fn push_escape(out: &mut String, byte: u8) {
    match byte {
        b'"' => out.push_str("\\\""),
        b'\\' => out.push_str("\\\\"),
        b'\n' => out.push_str("\\n"),
        b'\r' => out.push_str("\\r"),
        b'\t' => out.push_str("\\t"),
        byte => {
            out.push_str("\\u00");
            out.push(char::from(b'0' + (byte >> 4)));
            out.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(map: &SourceMap) -> sourcemap::SourceMap {
        sourcemap::SourceMap::from_slice(map.to_json("out.js", "dir/a b.lisp").as_bytes()).expect("valid map")
    }

    #[test]
    fn every_character_is_escaped_as_json_wants_it() {
        let all: String = (0..0x80).map(char::from).chain("é\r\r\"\\\u{1}x😀\t\t\u{1f}".chars()).collect();
        for from in all.char_indices().map(|(at, _)| at) {
            let mut json = String::new();
            push_json(&mut json, &all[from..]);
            let back: String = serde_json::from_str(&json).expect("JSON");
            assert_eq!(back, all[from..]);
        }
    }

    #[test]
    fn segments_round_trip_through_an_independent_decoder() {
        let source = Arc::new(Source::new("a.lisp", "(a-b \"é😀\" c)\r\n(d)"));
        let mut builder = MapBuilder::new(&source);
        let c = source.text.find("c)").expect("in text") as u32;
        let d = source.text.find("d)").expect("in text") as u32;
        builder.add_segment(0, 2, 1, Some(Symbol::intern("a-b")));
        builder.add_segment(0, 2, 7, None);
        builder.add_segment(0, 9, d, None);
        builder.add_segment(3, 1, c, None);
        builder.add_gap(3, 4);
        builder.add_segment(3, 70_000, 1, Some(Symbol::intern("a-b")));
        let map = decode(&builder.finish());
        let tokens: Vec<_> = map
            .tokens()
            .map(|t| {
                let origin = t.has_source().then(|| (t.get_src_line(), t.get_src_col()));
                (t.get_dst_line(), t.get_dst_col(), origin, t.get_name().map(str::to_owned))
            })
            .collect();
        let name = Some("a-b".to_owned());
        assert_eq!(
            tokens,
            [
                (0, 2, Some((0, 1)), name.clone()),
                (0, 9, Some((1, 1)), None),
                (3, 1, Some((0, 11)), None),
                (3, 4, None, None),
                (3, 70_000, Some((0, 1)), name),
            ]
        );
        assert_eq!(map.get_source(0), Some("dir/a%20b.lisp"));
        assert_eq!(map.get_source_contents(0), Some(source.text.as_str()));
    }

    #[test]
    fn columns_are_found_in_any_order() {
        let source = Arc::new(Source::new("a.lisp", "é😀x é y\nz"));
        let mut builder = MapBuilder::new(&source);
        let at = |c: char| source.text.find(c).expect("in text") as u32;
        for (offset, wanted) in
            [(at('y'), (0, 7)), (at('x'), (0, 3)), (at('z'), (1, 0)), (at('y'), (0, 7)), (0, (0, 0))]
        {
            assert_eq!(builder.locate(offset), wanted, "offset {offset}");
        }
        assert_eq!(builder.locate(u32::MAX), (1, 1), "past the end");
    }

    #[test]
    fn json_escapes_what_json_must() {
        let mut out = String::new();
        push_json(&mut out, "a\"\\\n\u{1}\u{1F}é");
        assert_eq!(out, "\"a\\\"\\\\\\n\\u0001\\u001fé\"");
    }
}
