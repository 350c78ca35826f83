//! IR to text with source maps.
