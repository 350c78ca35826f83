//! The expander: forms to Core, macros, names.
