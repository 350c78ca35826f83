//! Reading a source map's `mappings`, to find the Lisp place of a JavaScript place.
//!
//! Entering: the `mappings` and `names` of a map of one source (ECMA-426). Leaving: segments by generated line.

use sx_driver::SourceMap;

/// A segment that has a source: where it is generated, where it comes from. All 0-based, columns in UTF-16 units.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Segment {
    column: u32,
    source_line: u32,
    source_column: u32,
    name: Option<u32>,
}

/// A map that places can be looked up in.
#[derive(Debug, Default)]
pub(crate) struct DecodedMap {
    lines: Vec<Vec<Segment>>,
    names: Vec<&'static str>,
}

/// A place of the source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Original {
    pub(crate) line: u32,
    pub(crate) column: u32,
}

impl DecodedMap {
    /// Decodes a map that was made here.
    pub(crate) fn new(map: &SourceMap) -> Self {
        Self::decode(map.mappings(), map.names().iter().map(|name| name.as_str()).collect())
    }

    fn decode(mappings: &str, names: Vec<&'static str>) -> Self {
        let mut lines = vec![];
        let (mut source_line, mut source_column, mut name) = (0, 0, 0);
        for line in mappings.split(';') {
            let mut segments = vec![];
            let mut column = 0;
            for segment in line.split(',') {
                let mut fields = [0; 5];
                let count = decode_fields(segment, &mut fields);
                column += fields[0];
                if count < 4 {
                    continue;
                }
                source_line += fields[2];
                source_column += fields[3];
                if count == 5 {
                    name += fields[4];
                }
                segments.push(Segment {
                    column: to_u32(column),
                    source_line: to_u32(source_line),
                    source_column: to_u32(source_column),
                    name: (count == 5).then(|| to_u32(name)),
                });
            }
            lines.push(segments);
        }
        Self { lines, names }
    }

    /// The place that 0-based `line` and `column` come from: that of the last segment of the line that does not start
    /// after it.
    pub(crate) fn find(&self, line: u32, column: u32) -> Option<Original> {
        let segments = self.lines.get(line as usize)?;
        let at = segments.partition_point(|segment| segment.column <= column).checked_sub(1)?;
        let segment = segments[at];
        Some(Original { line: segment.source_line, column: segment.source_column })
    }

    /// The original spelling of a generated name: `aB` is `a-b`. `text` is the generated text.
    pub(crate) fn original_name(&self, text: &str, generated: &str) -> Option<&'static str> {
        for (line, segments) in text.split('\n').zip(&self.lines) {
            for segment in segments {
                let Some(name) = segment.name.and_then(|name| self.names.get(name as usize)) else { continue };
                let start = byte_of(line, segment.column);
                let rest = line.get(start..).unwrap_or("");
                let Some(after) = rest.strip_prefix(generated) else { continue };
                if !after.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '$') {
                    return Some(name);
                }
            }
        }
        None
    }
}

fn to_u32(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(0)
}

/// The byte offset of a column in UTF-16 units.
fn byte_of(line: &str, column: u32) -> usize {
    if line.is_ascii() {
        return column as usize;
    }
    let mut units = 0;
    for (at, c) in line.char_indices() {
        if units >= column {
            return at;
        }
        units += c.len_utf16() as u32;
    }
    line.len()
}

/// Decodes the fields of a segment; gives how many there are.
fn decode_fields(segment: &str, fields: &mut [i64; 5]) -> usize {
    let (mut count, mut value, mut shift) = (0, 0_i64, 0);
    for byte in segment.bytes() {
        let Some(digit) = digit_of(byte) else { return 0 };
        value |= i64::from(digit & 31) << shift;
        shift += 5;
        if digit & 32 == 0 {
            if count < fields.len() {
                fields[count] = if value & 1 == 1 { -(value >> 1) } else { value >> 1 };
            }
            count += 1;
            (value, shift) = (0, 0);
        } else if shift > 40 {
            return 0;
        }
    }
    count
}

fn digit_of(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' => Some(62),
        b'/' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found() {
        // Line 0: nothing. Line 1: column 0 from 0:5; column 6 from 2:3, named.
        let map = DecodedMap::decode(";AAAK,MAEFA", vec!["a-b"]);
        assert_eq!(map.find(0, 0), None);
        assert_eq!(map.find(1, 3), Some(Original { line: 0, column: 5 }));
        assert_eq!(map.find(1, 60), Some(Original { line: 2, column: 3 }));
        assert_eq!(map.find(9, 0), None);
        assert_eq!(map.original_name("\nconst aB = 1", "aB"), Some("a-b"));
        assert_eq!(map.original_name("\nconst aBc = 1", "aB"), None);
    }

    #[test]
    fn large_and_negative_fields_are_read() {
        let mut fields = [0; 5];
        assert_eq!(decode_fields("gh7DD", &mut fields), 2);
        assert_eq!(&fields[..2], [62992, -1]);
        assert_eq!(decode_fields("!", &mut fields), 0);
    }
}
