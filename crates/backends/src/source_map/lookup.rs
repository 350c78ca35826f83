//! Reading a map back: a generated position goes in, the original one comes out. For stack traces of our own engine.

use super::SourceMap;
use sx_base::Symbol;

/// An original position that a segment gives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Original {
    /// 0-based line.
    pub line: u32,
    /// 0-based column in UTF-16 units.
    pub column: u32,
    /// The original name, when the segment has one.
    pub name: Option<Symbol>,
}

impl SourceMap {
    /// The original position of the last segment at or before `column` (UTF-16 units) of the generated `line`, both
    /// 0-based. `None` when the line has no such segment or the segment has no origin. Linear in the map.
    pub fn lookup(&self, line: u32, column: u32) -> Option<Original> {
        let (mut source_line, mut source_column, mut name) = (0i64, 0i64, 0i64);
        for (at, row) in self.mappings().split(';').enumerate() {
            let mut generated = 0i64;
            let mut best = None;
            for segment in row.split(',').filter(|segment| !segment.is_empty()) {
                let fields = decode(segment)?;
                generated += fields[0]?;
                let mut original = None;
                if let (Some(dl), Some(dc)) = (fields[2], fields[3]) {
                    source_line += dl;
                    source_column += dc;
                    let line = u32::try_from(source_line).ok()?;
                    let mut found = Original { line, column: u32::try_from(source_column).ok()?, name: None };
                    if let Some(dn) = fields[4] {
                        name += dn;
                        found.name = self.names().get(usize::try_from(name).ok()?).copied();
                    }
                    original = Some(found);
                }
                if at as u32 == line && generated <= i64::from(column) {
                    best = Some(original);
                }
            }
            if at as u32 == line {
                return best.flatten();
            }
        }
        None
    }
}

/// The up to five numbers of one segment; `None` for what is not base64 VLQ.
fn decode(segment: &str) -> Option<[Option<i64>; 5]> {
    let mut fields = [None; 5];
    let (mut at, mut value, mut shift) = (0, 0i64, 0);
    for byte in segment.bytes() {
        let digit = i64::from(match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        });
        value |= (digit & 31) << shift;
        if digit & 32 != 0 {
            shift += 5;
            continue;
        }
        *fields.get_mut(at)? = Some(if value & 1 == 1 { -(value >> 1) } else { value >> 1 });
        at += 1;
        value = 0;
        shift = 0;
    }
    Some(fields)
}
