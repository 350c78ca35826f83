//! The embedded JavaScript engine behind a small interface.
