//! Strings of the program that are not UTF-8: those with lone surrogates.
//!
//! Entering and leaving: WTF-8, which is UTF-8 in which a surrogate may stand as three bytes; `"\uD800"` is
//! `ED A0 80`. The binding takes only UTF-8, so the units go through the program's own `charCodeAt` and `fromCharCode`.

use rquickjs::function::{Args, This};
use rquickjs::{Ctx, Error, Function, Object, String, Value};

/// So many units are passed at once.
const CHUNK: usize = 1000;

/// The bytes of a string of the program.
pub(crate) fn bytes(text: &String<'_>) -> Result<Vec<u8>, Error> {
    let class: Object<'_> = text.ctx().globals().get("String")?;
    let unit_at: Function<'_> = class.get::<_, Object<'_>>("prototype")?.get("charCodeAt")?;
    let mut units = vec![];
    loop {
        // Behind the last unit it gives NaN.
        let unit: Value<'_> = unit_at.call((This(text.clone()), units.len() as u32))?;
        match unit.as_int().and_then(|unit| u16::try_from(unit).ok()) {
            Some(unit) => units.push(unit),
            None => return Ok(encode(&units)),
        }
    }
}

/// The string of the program that has these bytes.
pub(crate) fn string<'js>(ctx: &Ctx<'js>, bytes: &[u8]) -> Result<Value<'js>, Error> {
    let class: Object<'_> = ctx.globals().get("String")?;
    let from_units: Function<'_> = class.get("fromCharCode")?;
    let concat: Function<'_> = class.get::<_, Object<'_>>("prototype")?.get("concat")?;
    let mut whole = String::from_str(ctx.clone(), "")?.into_value();
    for chunk in decode(bytes).chunks(CHUNK) {
        let mut call = Args::new_unsized(ctx.clone());
        call.push_args(chunk.iter().copied())?;
        let part: Value<'js> = call.apply(&from_units)?;
        whole = concat.call((This(whole), part))?;
    }
    Ok(whole)
}

fn encode(units: &[u16]) -> Vec<u8> {
    let mut bytes = vec![];
    for unit in char::decode_utf16(units.iter().copied()) {
        match unit {
            Ok(c) => bytes.extend(c.encode_utf8(&mut [0; 4]).as_bytes()),
            Err(lone) => {
                let unit = lone.unpaired_surrogate();
                bytes.extend([0xED, 0x80 | (unit >> 6 & 0x3F) as u8, 0x80 | (unit & 0x3F) as u8]);
            }
        }
    }
    bytes
}

fn decode(bytes: &[u8]) -> Vec<u16> {
    let (mut units, mut rest) = (vec![], bytes);
    while let Some(at) = rest.windows(3).position(|three| three[0] == 0xED && three[1] >= 0xA0) {
        units.extend(std::string::String::from_utf8_lossy(&rest[..at]).encode_utf16());
        units.push(0xD000 | u16::from(rest[at + 1] & 0x3F) << 6 | u16::from(rest[at + 2] & 0x3F));
        rest = &rest[at + 3..];
    }
    units.extend(std::string::String::from_utf8_lossy(rest).encode_utf16());
    units
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_kept() {
        for units in [&[0xD800_u16, 0x61][..], &[0x61, 0xDC00], &[0xD83D, 0xDE00, 0xD83D], &[0xD7FF, 0xDFFF, 0xE000]] {
            assert_eq!(decode(&encode(units)), units);
        }
        assert_eq!(encode(&[0xD800]), [0xED, 0xA0, 0x80]);
    }
}
