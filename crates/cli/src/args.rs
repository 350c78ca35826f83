//! The command line as data. What is accepted and not there yet is told apart in [`Cli::unavailable`].

use crate::console::Status;
use clap::error::ErrorKind;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Lisp to JavaScript and back.
#[derive(Parser, Debug)]
#[command(name = "sx", version, about, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) global: Global,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Flags that every command takes.
#[derive(Args, Clone, Debug)]
pub(crate) struct Global {
    /// How diagnostics are written.
    #[arg(long, global = true, value_enum, value_name = "FORMAT", default_value_t = DiagnosticsFormat::Text)]
    pub(crate) diagnostics: DiagnosticsFormat,
    /// Say nothing but errors and warnings.
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Say what is written.
    #[arg(short, long, global = true)]
    pub(crate) verbose: bool,
    /// Files worked on at the same time; all cores by default.
    #[arg(short, long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) jobs: Option<u16>,
    /// Show every level of macro expansion around an error.
    #[arg(long, global = true)]
    pub(crate) macro_backtrace: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum DiagnosticsFormat {
    Text,
    Json,
    Sarif,
}

#[derive(Subcommand, Debug)]
pub(crate) enum Command {
    /// Compile Lisp to JavaScript.
    Build(BuildArgs),
    /// Translate JavaScript to Lisp.
    Rev(RevArgs),
    /// Compile a program and run it in the embedded engine.
    Run(RunArgs),
    /// Evaluate forms interactively (not available yet).
    Repl,
    /// Print the fully expanded forms; they are valid input again.
    Expand(ExpandArgs),
    /// Print the intermediate representation, one chunk after another.
    Ir(IrArgs),
    /// Print `HASH  NAME` for each chunk; equal for the same meaning in any language.
    Hash(HashArgs),
    /// Print diagnostics only.
    Check(CheckArgs),
    /// Format Lisp sources in place.
    Fmt(FmtArgs),
    /// Say more about a diagnostic's code.
    Explain(ExplainArgs),
    /// Print the settings in force and where they come from.
    Config(ConfigArgs),
    /// Keep two trees in step (not available yet).
    Mirror(MirrorArgs),
}

#[derive(Args, Debug)]
pub(crate) struct BuildArgs {
    /// Files, directories, or `-` for standard input.
    #[arg(required = true, value_name = "IN")]
    pub(crate) inputs: Vec<PathBuf>,
    /// The file, or for directories and several files the directory, to write to; standard output by default.
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) language: LanguageArgs,
    /// The language to write.
    #[arg(long, value_enum, default_value_t = Target::Js)]
    pub(crate) target: Target,
    /// The module system of the output.
    #[arg(long, value_enum, default_value_t = ModuleFormat::Esm)]
    pub(crate) module: ModuleFormat,
    /// Where the source map goes; `file` by default when a file is written.
    #[arg(long, value_enum, value_name = "WHERE")]
    pub(crate) source_map: Option<SourceMapMode>,
    /// Write nothing; fail when an output would change.
    #[arg(long)]
    pub(crate) check: bool,
    /// Build again when an input changes (not available yet).
    #[arg(long)]
    pub(crate) watch: bool,
}

/// How sources are understood.
#[derive(Args, Debug, Default)]
pub(crate) struct LanguageArgs {
    /// The dialect of the sources.
    #[arg(long, value_enum)]
    pub(crate) dialect: Option<Dialect>,
    /// A name that the surroundings define; may be repeated, and hold several with commas.
    #[arg(long = "extern", value_name = "NAME", value_delimiter = ',')]
    pub(crate) externs: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Dialect {
    Sx,
    Cl,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Target {
    Js,
    Ts,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum ModuleFormat {
    Esm,
    Cjs,
    Script,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum SourceMapMode {
    /// `OUT.map` beside the output.
    File,
    /// In a comment at the end of the output.
    Inline,
    /// Nowhere.
    None,
}

#[derive(Args, Debug)]
pub(crate) struct RevArgs {
    /// Files, directories, or `-` for standard input. Of a directory hidden files, links to folders, `node_modules`, and
    /// what .gitignore names are left out, names with another extension than .js .mjs .cjs .jsx in small letters, and
    /// `.d.ts`; other TypeScript is an error (SX0952).
    #[arg(required = true, value_name = "IN")]
    pub(crate) inputs: Vec<PathBuf>,
    /// The file, or for directories and several files the directory, to write to; standard output by default.
    #[arg(short, long, value_name = "OUT")]
    pub(crate) output: Option<PathBuf>,
    /// The language of the sources; by the extension when not given.
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    pub(crate) from: Option<From>,
    /// A name that the surroundings define; may be repeated, and hold several with commas.
    #[arg(long = "globals", visible_alias = "extern", value_name = "NAME", value_delimiter = ',', value_parser = read_name)]
    pub(crate) globals: Vec<String>,
    /// The grammar of the sources; by default `.mjs` is a module, `.cjs` a script in a function, `.js` what the package.json
    /// around says if it can be that, and else a script unless only a module can have what it has.
    #[arg(long, value_enum, value_name = "GOAL")]
    pub(crate) goal: Option<Goal>,
    /// Use special forms only: no `when`, no other macro.
    #[arg(long)]
    pub(crate) no_sugar: bool,
}

/// A name of JavaScript.
fn read_name(text: &str) -> Result<String, String> {
    let name = text.trim();
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '$') || !c.is_ascii();
    match name.chars().next() {
        Some(first) if !first.is_ascii_digit() && name.chars().all(is_part) => Ok(name.to_owned()),
        _ => Err("that is no name in JavaScript".to_owned()),
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum Goal {
    Module,
    Script,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(crate) enum From {
    Js,
    Jsx,
    Ts,
    Tsx,
}

#[derive(Args, Debug)]
pub(crate) struct RunArgs {
    #[command(flatten)]
    pub(crate) language: LanguageArgs,
    /// Print the value of the last form as JSON.
    #[arg(long)]
    pub(crate) print: bool,
    /// The program, a Lisp or JavaScript file or `-` for standard input; what follows it is the program's.
    #[arg(value_names = ["FILE", "ARGS"], required = true, num_args = 1.., trailing_var_arg = true)]
    pub(crate) program: Vec<OsString>,
}

impl RunArgs {
    /// The file to run, and what it sees in `process.argv`.
    pub(crate) fn split(&self) -> (&Path, Vec<String>) {
        let (file, args) = self.program.split_first().expect("invariant: the argument is required");
        (Path::new(file), args.iter().map(|argument| argument.to_string_lossy().into_owned()).collect())
    }
}

#[derive(Args, Debug)]
pub(crate) struct ViewArgs {
    /// A file, or `-` for standard input.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) language: LanguageArgs,
}

#[derive(Args, Debug)]
pub(crate) struct ExpandArgs {
    #[command(flatten)]
    pub(crate) view: ViewArgs,
    /// Show each expansion, the call and what it becomes, in the order in which they happen.
    #[arg(long)]
    pub(crate) steps: bool,
}

#[derive(Args, Debug)]
pub(crate) struct IrArgs {
    #[command(flatten)]
    pub(crate) view: ViewArgs,
    /// As JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Args, Debug)]
pub(crate) struct HashArgs {
    /// Files, directories, or `-` for standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) language: LanguageArgs,
}

#[derive(Args, Debug)]
pub(crate) struct CheckArgs {
    /// Files, directories, or `-` for standard input.
    #[arg(required = true, value_name = "IN")]
    pub(crate) inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) language: LanguageArgs,
}

#[derive(Args, Debug)]
pub(crate) struct FmtArgs {
    /// Files, directories, or `-` for standard input to standard output.
    #[arg(required = true, value_name = "IN")]
    pub(crate) inputs: Vec<PathBuf>,
    /// Write nothing; fail when a file would change.
    #[arg(long)]
    pub(crate) check: bool,
}

#[derive(Args, Debug)]
pub(crate) struct ExplainArgs {
    /// The code, such as SX0004.
    #[arg(value_name = "CODE")]
    pub(crate) code: String,
}

#[derive(Args, Debug)]
pub(crate) struct ConfigArgs {
    #[command(flatten)]
    pub(crate) language: LanguageArgs,
}

#[derive(Args, Debug)]
pub(crate) struct MirrorArgs {
    #[arg(value_name = "ARGS", trailing_var_arg = true, allow_hyphen_values = true)]
    pub(crate) args: Vec<String>,
}

impl Cli {
    /// What was asked for, is part of the command line, and does not exist yet.
    pub(crate) fn unavailable(&self) -> Option<String> {
        let missing = |what: &str| Some(format!("{what} is not available yet"));
        if self.global.diagnostics == DiagnosticsFormat::Sarif {
            return missing("`--diagnostics sarif`");
        }
        let dialect = match &self.command {
            Command::Build(args) => args.language.dialect,
            Command::Run(args) => args.language.dialect,
            Command::Expand(args) => args.view.language.dialect,
            Command::Ir(args) => args.view.language.dialect,
            Command::Hash(args) => args.language.dialect,
            Command::Check(args) => args.language.dialect,
            Command::Config(args) => args.language.dialect,
            Command::Rev(_) | Command::Repl | Command::Fmt(_) | Command::Explain(_) | Command::Mirror(_) => None,
        };
        if dialect == Some(Dialect::Cl) {
            return missing("the dialect `cl`");
        }
        match &self.command {
            Command::Build(args) => args.unavailable(),
            Command::Rev(RevArgs { from: Some(From::Ts | From::Tsx), .. }) => missing("reading TypeScript"),
            Command::Repl => missing("`sx repl`"),
            Command::Mirror(_) => missing("`sx mirror`"),
            Command::Rev(_)
            | Command::Run(_)
            | Command::Expand(_)
            | Command::Ir(_)
            | Command::Hash(_)
            | Command::Check(_)
            | Command::Fmt(_)
            | Command::Explain(_)
            | Command::Config(_) => None,
        }
    }
}

impl BuildArgs {
    fn unavailable(&self) -> Option<String> {
        if self.watch {
            return Some("`--watch` is not available yet".to_owned());
        }
        if self.target == Target::Ts {
            return Some("`--target ts` is not available yet".to_owned());
        }
        match self.module {
            ModuleFormat::Esm => None,
            ModuleFormat::Cjs => Some("`--module cjs` is not available yet; the output is an ES module".to_owned()),
            ModuleFormat::Script => Some(
                "`--module script` is not available yet; `(file :goal script)` as the first form makes a script"
                    .to_owned(),
            ),
        }
    }
}

/// Prints what clap has to say: help and version to standard output, everything else to standard error.
pub(crate) fn exit_with_usage(error: &clap::Error) -> ExitCode {
    // Nothing is left to do when the terminal is gone.
    let _ = error.print();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => Status::Success.into(),
        _ => Status::Fault.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn arguments_of_a_program_are_its_own() {
        let cli = Cli::try_parse_from(["sx", "run", "--print", "a.lisp", "--print", "-q", "x"]).expect("parses");
        let Command::Run(args) = cli.command else { panic!("another command") };
        assert!(args.print && !cli.global.quiet);
        assert_eq!(args.split(), (Path::new("a.lisp"), ["--print", "-q", "x"].map(str::to_owned).to_vec()));
    }

    #[test]
    fn extern_names_are_repeated_or_listed() {
        let cli = Cli::try_parse_from(["sx", "build", "--extern", "a,b", "--extern=c", "x.lisp"]).expect("parses");
        let Command::Build(args) = cli.command else { panic!("another command") };
        assert_eq!(args.language.externs, ["a", "b", "c"]);
    }

    #[test]
    fn what_is_not_there_yet_says_so() {
        for line in [
            "build --watch x",
            "build --target ts x",
            "build --module cjs x",
            "check --dialect cl x",
            "repl",
            "mirror init",
            "check --diagnostics sarif x",
            "rev --from ts x",
        ] {
            let cli = Cli::try_parse_from(std::iter::once("sx").chain(line.split(' '))).expect("parses");
            assert!(cli.unavailable().is_some_and(|message| message.contains("not available yet")), "{line}");
        }
    }
}
