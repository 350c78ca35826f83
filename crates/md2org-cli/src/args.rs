//! The command line as data.

use crate::console::Status;
use clap::error::ErrorKind;
use clap::{Args, Parser, ValueEnum};
use std::path::PathBuf;
use std::process::ExitCode;
use std::str::FromStr;
use sx_md2org::{Flavour, HeadingIds, Options, Wrap};

/// Markdown to Org.
#[derive(Parser, Debug)]
#[command(name = "md2org", version, about, max_term_width = 100)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    /// Markdown files, directories, or `-` for standard input, which is the default.
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Where to write: a file, or a directory for several; standard output by default.
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
    /// Write NAME.org beside each NAME.md.
    #[arg(short, long, conflicts_with = "output")]
    pub(crate) write: bool,
    /// Which Markdown is read.
    #[arg(long, value_enum, value_name = "FLAVOUR", default_value_t = FromArg::Full)]
    pub(crate) from: FromArg,
    /// Line breaks in paragraphs: none, preserve, or a number of columns to fill to.
    #[arg(long, value_name = "none|preserve|N", default_value = "preserve")]
    pub(crate) wrap: WrapArg,
    /// Which headings get an id of their own (`CUSTOM_ID`): those that something points at, all, or none.
    #[arg(long, value_enum, value_name = "WHICH", default_value_t = IdsArg::Auto)]
    pub(crate) heading_ids: IdsArg,
    /// Make TODO and DONE headings of task items.
    #[arg(long)]
    pub(crate) todo: bool,
    /// Add N to the level of each heading.
    #[arg(long, value_name = "N", default_value_t = 0, allow_negative_numbers = true)]
    pub(crate) shift_headings: i32,
    /// Ask for a table of contents.
    #[arg(long)]
    pub(crate) toc: bool,
    /// Leave links to Markdown files as they are.
    #[arg(long)]
    pub(crate) keep_md_links: bool,
    /// Fail where something has to be approximated.
    #[arg(long)]
    pub(crate) strict: bool,
    /// List what was approximated.
    #[arg(long)]
    pub(crate) report: bool,
}

/// Flags that are the same as in `sx`.
#[derive(Args, Debug)]
pub(crate) struct Global {
    /// How reports are written.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = DiagnosticsFormat::Text)]
    pub(crate) diagnostics: DiagnosticsFormat,
    /// Say nothing but errors.
    #[arg(short, long, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Say what is written.
    #[arg(short, long)]
    pub(crate) verbose: bool,
    /// Files worked on at the same time; all cores by default.
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) jobs: Option<u16>,
    /// There are no macros here.
    #[arg(skip)]
    pub(crate) macro_backtrace: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum DiagnosticsFormat {
    Text,
    Json,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum FromArg {
    Commonmark,
    Gfm,
    Full,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum IdsArg {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct WrapArg(Wrap);

impl FromStr for WrapArg {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "none" => Ok(Self(Wrap::None)),
            "preserve" => Ok(Self(Wrap::Preserve)),
            _ => match text.parse() {
                Ok(columns) if columns > 0 => Ok(Self(Wrap::Columns(columns))),
                Ok(_) | Err(_) => Err("expected `none`, `preserve` or a number of columns".to_owned()),
            },
        }
    }
}

impl Cli {
    /// What the library is to do.
    pub(crate) fn options(&self) -> Options {
        Options {
            flavour: match self.from {
                FromArg::Commonmark => Flavour::CommonMark,
                FromArg::Gfm => Flavour::Gfm,
                FromArg::Full => Flavour::Full,
            },
            wrap: self.wrap.0,
            heading_ids: match self.heading_ids {
                IdsArg::Auto => HeadingIds::Auto,
                IdsArg::Always => HeadingIds::Always,
                IdsArg::Never => HeadingIds::Never,
            },
            todo: self.todo,
            shift_headings: self.shift_headings,
            toc: self.toc,
            keep_md_links: self.keep_md_links,
            ..Options::default()
        }
    }
}

/// Help and version are no errors; anything else is wrong usage.
pub(crate) fn exit_with_usage(error: &clap::Error) -> ExitCode {
    let _ = error.print();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Status::Success.into(),
        _ => Status::Fault.into(),
    }
}
