//! What `\p{…}` may name (ECMA-262, tables 69 to 73): general categories, scripts, and properties that are or are not.
//!
//! The names of categories and scripts are those of the Unicode database, long or short, and count letter for letter.

use icu_properties::PropertyParser;
use icu_properties::props::{GeneralCategoryGroup, Script};

/// What has a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Property {
    OfCharacters,
    /// Emoji, some of which are several characters.
    OfStrings,
}

/// The property that `text`, what stands within the braces, names.
pub(super) fn property(text: &str) -> Option<Property> {
    let is_known = match text.split_once('=') {
        Some(("General_Category" | "gc", value)) => is_category(value),
        Some(("Script" | "sc" | "Script_Extensions" | "scx", value)) => is_script(value),
        Some(_) => false,
        None if OF_STRINGS.contains(&text) => return Some(Property::OfStrings),
        None => is_category(text) || BINARY.contains(&text),
    };
    is_known.then_some(Property::OfCharacters)
}

fn is_category(name: &str) -> bool {
    PropertyParser::<GeneralCategoryGroup>::new().get_strict(name).is_some()
}

fn is_script(name: &str) -> bool {
    // No character has this one; it is no name for patterns.
    !matches!(name, "Katakana_Or_Hiragana" | "Hrkt") && PropertyParser::<Script>::new().get_strict(name).is_some()
}

/// The properties of strings (ECMA-262, table 71).
const OF_STRINGS: [&str; 7] = [
    "Basic_Emoji",
    "Emoji_Keycap_Sequence",
    "RGI_Emoji",
    "RGI_Emoji_Flag_Sequence",
    "RGI_Emoji_Modifier_Sequence",
    "RGI_Emoji_Tag_Sequence",
    "RGI_Emoji_ZWJ_Sequence",
];

/// The properties that a character has or has not, with their aliases (ECMA-262, table 70).
#[rustfmt::skip]
const BINARY: [&str; 98] = [
    "ASCII", "ASCII_Hex_Digit", "AHex", "Alphabetic", "Alpha", "Any", "Assigned", "Bidi_Control", "Bidi_C",
    "Bidi_Mirrored", "Bidi_M", "Case_Ignorable", "CI", "Cased", "Changes_When_Casefolded", "CWCF",
    "Changes_When_Casemapped", "CWCM", "Changes_When_Lowercased", "CWL", "Changes_When_NFKC_Casefolded", "CWKCF",
    "Changes_When_Titlecased", "CWT", "Changes_When_Uppercased", "CWU", "Dash", "Default_Ignorable_Code_Point", "DI",
    "Deprecated", "Dep", "Diacritic", "Dia", "Emoji", "Emoji_Component", "EComp", "Emoji_Modifier", "EMod",
    "Emoji_Modifier_Base", "EBase", "Emoji_Presentation", "EPres", "Extended_Pictographic", "ExtPict", "Extender",
    "Ext", "Grapheme_Base", "Gr_Base", "Grapheme_Extend", "Gr_Ext", "Hex_Digit", "Hex", "IDS_Binary_Operator", "IDSB",
    "IDS_Trinary_Operator", "IDST", "ID_Continue", "IDC", "ID_Start", "IDS", "Ideographic", "Ideo", "Join_Control",
    "Join_C", "Logical_Order_Exception", "LOE", "Lowercase", "Lower", "Math", "Noncharacter_Code_Point", "NChar",
    "Pattern_Syntax", "Pat_Syn", "Pattern_White_Space", "Pat_WS", "Quotation_Mark", "QMark", "Radical",
    "Regional_Indicator", "RI", "Sentence_Terminal", "STerm", "Soft_Dotted", "SD", "Terminal_Punctuation", "Term",
    "Unified_Ideograph", "UIdeo", "Uppercase", "Upper", "Variation_Selector", "VS", "White_Space", "space",
    "XID_Continue", "XIDC", "XID_Start", "XIDS",
];
