//! `asl`: checks, draws and expands definitions in Amazon States Language, without a cargo build.

mod check;
mod expand;
mod explain;
mod graph;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use asl_compiler::source::SourceFile;
use clap::{Parser, Subcommand};

/// Checks, draws and expands state machine definitions in Amazon States Language.
#[derive(Debug, Parser)]
#[command(version, about, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Say what is wrong with definitions.
    ///
    /// Exits with 0 when no definition has an error, 1 when one has, 2 when one cannot be read.
    Check {
        /// The definitions.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// How findings are written.
        #[arg(long, value_enum, default_value_t)]
        format: check::Format,
        /// The code of a warning that is not given, such as ASL0101.
        #[arg(long, value_name = "CODE")]
        allow: Vec<String>,
        /// They are for Express workflows, which cannot wait for anything outside of them.
        #[arg(long)]
        express: bool,
    },
    /// Draw the states of a definition.
    Graph {
        /// The definition.
        file: PathBuf,
        /// What is drawn with.
        #[arg(long, value_enum, default_value_t)]
        format: graph::Format,
    },
    /// Explain a code, with a definition that breaks its rule and one that keeps it.
    Explain {
        /// Such as ASL0012.
        code: String,
    },
    /// Print the Rust that a definition becomes.
    Expand {
        /// The definition.
        file: PathBuf,
        /// The path by which the generated code reaches the runtime crate.
        #[arg(long, default_value = "::asl_runtime")]
        runtime: String,
    },
}

fn main() -> ExitCode {
    let status = match Arguments::parse().command {
        Command::Check {
            files,
            format,
            allow,
            express,
        } => {
            let checker = match express {
                true => asl_compiler::check_express,
                false => asl_compiler::check,
            };
            check::run(&files, checker, format, &allow)
        }
        Command::Graph { file, format } => graph::run(&file, format),
        Command::Explain { code } => explain::run(&code),
        Command::Expand { file, runtime } => expand::run(&file, &runtime),
    };
    status.into()
}

/// What a run came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    Fine,
    Errors,
    Unusable,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        ExitCode::from(match status {
            Status::Fine => 0,
            Status::Errors => 1,
            Status::Unusable => 2,
        })
    }
}

/// The definition in a file; `None` when it cannot be read, which is said.
fn read(path: &Path) -> Option<SourceFile> {
    match SourceFile::read(path, path.display().to_string()) {
        Ok(source) => Some(source),
        Err(error) => {
            anstream::eprintln!("{}: {error}", path.display());
            None
        }
    }
}
