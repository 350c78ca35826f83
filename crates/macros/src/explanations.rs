//! The long form of every diagnostic of the expander, for `sx explain`: one Markdown file a code in `explanations/`.
//!
//! Each says what the code means; its first example gives the error, the next ones are mended. Tests compile them.

macro_rules! explanations {
    ($($code:literal)*) => { &[$(($code, include_str!(concat!("explanations/", $code, ".md")))),*] };
}

/// Code and explanation, sorted by code.
#[rustfmt::skip]
pub const EXPLANATIONS: &[(&str, &str)] = explanations! {
    "SX0100" "SX0101" "SX0102" "SX0103" "SX0104" "SX0105" "SX0106" "SX0107" "SX0108" "SX0109"
    "SX0110" "SX0111" "SX0112" "SX0113" "SX0114" "SX0115" "SX0116" "SX0117" "SX0118" "SX0119"
    "SX0120" "SX0121" "SX0122" "SX0123" "SX0124" "SX0125" "SX0126" "SX0127" "SX0128" "SX0129"
    "SX0130" "SX0131" "SX0132" "SX0133" "SX0134" "SX0135" "SX0136" "SX0137" "SX0138" "SX0139"
    "SX0140" "SX0141" "SX0142" "SX0143" "SX0144" "SX0145" "SX0146" "SX0147" "SX0148" "SX0149" "SX0150" "SX0151" "SX0152"
    "SX0153" "SX0154" "SX0155" "SX0156" "SX0157" "SX0158" "SX0159" "SX0160" "SX0161" "SX0162"
    "SX0163" "SX0164" "SX0165" "SX0166" "SX0167" "SX0168" "SX0169" "SX0170" "SX0171" "SX0199" "SX0200" "SX0201" "SX0202" "SX0203" "SX0204" "SX0205" "SX0206" "SX0207"
    "SX0208" "SX0209" "SX0210" "SX0211" "SX0212" "SX0213" "SX0215" "SX0216" "SX0217"
    "SX0218" "SX0219" "SX0220" "SX0221" "SX0222" "SX0223" "SX0224" "SX0225" "SX0226" "SX0227"
    "SX0228"
};
