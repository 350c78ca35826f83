//! Base64 VLQ numbers and plain base64.
//!
//! Entering: signed 32-bit differences, or bytes. Leaving: base64 digits; `16` is `gB`, `-1` is `D`.

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Appends `value` as a VLQ: five bits a digit, lowest first, the sign in the lowest bit of all.
pub(super) fn push_vlq(out: &mut String, value: i32) {
    let mut rest = (u64::from(value.unsigned_abs()) << 1) | u64::from(value < 0);
    loop {
        let digit = (rest & 31) as usize;
        rest >>= 5;
        if rest == 0 {
            out.push(char::from(DIGITS[digit]));
            return;
        }
        out.push(char::from(DIGITS[digit | 32]));
    }
}

/// Appends `bytes` as base64 with padding.
pub(super) fn push_base64(out: &mut String, bytes: &[u8]) {
    for chunk in bytes.chunks(3) {
        let byte = |n: usize| usize::from(chunk.get(n).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            let is_data = digit <= chunk.len();
            out.push(if is_data { char::from(DIGITS[(bits >> (18 - 6 * digit)) & 63]) } else { '=' });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_encoded_as_the_specification_shows() {
        for (value, text) in
            [(0, "A"), (1, "C"), (-1, "D"), (15, "e"), (16, "gB"), (-16, "hB"), (511, "+f"), (1024, "ggC")]
        {
            let mut out = String::new();
            push_vlq(&mut out, value);
            assert_eq!(out, text, "{value}");
        }
    }

    #[test]
    fn base64_pads() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")] {
            let mut out = String::new();
            push_base64(&mut out, bytes.as_bytes());
            assert_eq!(out, text);
        }
    }
}
