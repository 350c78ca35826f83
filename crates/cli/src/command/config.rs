//! `sx config`: the settings in force and where they come from. So far there are flags and defaults.

use crate::args::{ConfigArgs, Dialect, Global};
use crate::console::Console;
use crate::write::write_stdout;
use std::fmt::Write;

/// Prints one setting a line: `key = value  # why`.
pub(crate) fn config(args: &ConfigArgs, global: &Global, console: &Console) {
    let default = "default";
    let dialect = match args.language.dialect {
        None => ("\"sx\"", default),
        Some(Dialect::Sx) => ("\"sx\"", "--dialect"),
        Some(Dialect::Cl) => ("\"cl\"", "--dialect"),
    };
    let externs = format!("{:?}", args.language.externs);
    let jobs = global.jobs.map_or_else(|| "0".to_owned(), |jobs| jobs.to_string());
    let settings = [
        ("dialect", dialect.0, dialect.1),
        ("extern", externs.as_str(), if args.language.externs.is_empty() { default } else { "--extern" }),
        ("target", "\"js\"", default),
        ("module", "\"esm\"", default),
        ("source-map", "\"file\"", default),
        ("jobs", jobs.as_str(), if global.jobs.is_some() { "--jobs" } else { "default: all cores" }),
    ];
    let mut text = String::new();
    for (key, value, why) in settings {
        writeln!(text, "{key} = {value}  # {why}").expect("invariant: writing to a string does not fail");
    }
    if let Err(fault) = write_stdout(text.as_bytes()) {
        console.fault(&fault);
    }
}
