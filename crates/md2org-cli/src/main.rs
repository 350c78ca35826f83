//! The `md2org` command: arguments, files, jobs, reports. It knows nothing of Markdown; that is the library's.
//!
//! Exit status: 0 success; 1 the input is at fault; 2 wrong usage or a fault of the surroundings. How files are found,
//! written and talked about is the same as in `sx`, and is the same code: those modules live with `sx`, which pulls in
//! the whole compiler and so cannot be what this command depends on.

// What the shared modules know as the driver's diagnostics are those of the base.
extern crate sx_base as sx_driver;

mod args;
mod convert;
mod heap;
mod names;
mod read;
mod report;

#[path = "../../cli/src"]
#[expect(dead_code, reason = "`sx` also runs programs, writes source maps and knows other extensions")]
mod shared {
    pub(crate) mod bytes;
    pub(crate) mod console;
    pub(crate) mod jobs;
    pub(crate) mod os_error;
    pub(crate) mod output;
    pub(crate) mod panics;
    pub(crate) mod path;
    pub(crate) mod progress;
    pub(crate) mod render;
    pub(crate) mod walk;
    pub(crate) mod write;
}

use shared::{bytes, console, jobs, os_error, output, panics, path, progress, render, walk, write};

use crate::args::Cli;
use crate::console::{Console, Status};
use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    panics::install();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return args::exit_with_usage(&error),
    };
    let console = Console::new(&cli.global);
    match panics::catch(|| convert::run(&cli, &console)) {
        Ok(()) => console.finish().into(),
        Err(message) => {
            console.internal_error("md2org", &message);
            Status::Input.into()
        }
    }
}
