//! The long form of every diagnostic of the expander, for `sx explain`.

/// Code and explanation, sorted by code.
pub const EXPLANATIONS: &[(&str, &str)] = &[];
