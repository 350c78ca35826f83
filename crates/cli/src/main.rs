//! The `sx` command: arguments, files, jobs, rendering. It knows nothing of the languages; that is the driver's.
//!
//! Exit status: 0 success; 1 the input is at fault; 2 wrong usage or a fault of the surroundings. A panic is our bug and
//! is reported as one, with status 1; the process never ends by a signal of its own making.
//!
//! To add a command: a variant in `args.rs`, a file in `command/`, an arm in [`dispatch`].

mod args;
mod bytes;
mod command;
mod console;
mod counterpart;
mod exports;
mod heap;
mod jobs;
mod layout;
mod loader;
mod os_error;
mod output;
mod package;
mod panics;
mod path;
mod progress;
mod read;
mod render;
mod source_map;
mod walk;
mod write;

use crate::args::{Cli, Command, Global};
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
    if let Some(message) = cli.unavailable() {
        console.fault(&message);
        return Status::Fault.into();
    }
    end_when_macros_do_not(&cli.global);
    match panics::catch(|| dispatch(&cli, &console)) {
        Ok(()) => console.finish().into(),
        Err(message) => {
            console.internal_error("sx", &message);
            Status::Input.into()
        }
    }
}

/// Macro code in a step that the engine cannot be stopped in is reported, and the process ends.
fn end_when_macros_do_not(global: &Global) {
    let global = global.clone();
    sx_driver::watch_macros(move |source, diagnostic| {
        let console = Console::new(&global);
        console.report(source, &[diagnostic]);
        std::process::exit(1);
    });
}

/// Each command tells the console what it finds; the console knows the status in the end.
fn dispatch(cli: &Cli, console: &Console) {
    match &cli.command {
        Command::Build(args) => command::build::build(args, &cli.global, console),
        Command::Run(args) => command::run::run(args, console),
        Command::Expand(args) => command::show::expand(args, &cli.global, console),
        Command::Ir(args) => command::show::ir(args, &cli.global, console),
        Command::Hash(args) => command::show::hash(args, &cli.global, console),
        Command::Check(args) => command::check::check(args, &cli.global, console),
        Command::Fmt(args) => command::fmt::fmt(args, &cli.global, console),
        Command::Rev(args) => command::rev::rev(args, &cli.global, console),
        Command::Explain(args) => command::explain::explain(args, console),
        Command::Config(args) => command::config::config(args, &cli.global, console),
        Command::Repl | Command::Mirror(_) => console.fault("this command is not available yet"),
    }
}
