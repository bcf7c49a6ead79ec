//! The command line of Reachly, shared by the window's program and the one without a window: serving the interface
//! on loopback, calling single commands, listing them, writing their TypeScript types.

mod arguments;
mod bench;
mod call;
mod campaigns;
mod demo;
mod import;
mod open;
mod person;
mod serve;
mod table;
mod validate;
mod visitor;
mod wait;
mod words;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{CommandFactory as _, Parser as _};
use reachly_core::Result;

use arguments::{Arguments, Command};
pub use open::{open, program_folder};

/// What a program that also has a window is to do.
#[derive(Debug)]
pub enum Start {
    /// It is done; this is the exit status.
    Done(u8),
    Window(Place),
}

/// The workspace to begin with; none shows the first page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub file: Option<PathBuf>,
    pub sample: bool,
}

/// Does what the arguments say. Answers the exit status: 0, 2 for arguments nobody understands, else by the error's
/// code.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    match start(arguments) {
        Start::Done(status) => status,
        Start::Window(_) => {
            words::complain(&Arguments::command().render_long_help().to_string());
            2
        }
    }
}

/// As [`run`], for a program that can open a window when no command is given.
pub fn start(arguments: impl IntoIterator<Item = OsString>) -> Start {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version come this way too, and go to the standard output.
            let _ = error.print();
            return Start::Done(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    keep_log();
    let Some(command) = arguments.command else {
        return Start::Window(arguments.which.place(arguments.workspace));
    };
    match perform(command, arguments.workspace, arguments.json) {
        Ok(()) => Start::Done(0),
        Err(error) => {
            words::report(&error, arguments.json);
            Start::Done(error.code.exit_status())
        }
    }
}

fn perform(command: Command, workspace: Option<PathBuf>, json: bool) -> Result<()> {
    match command {
        Command::Serve(serve) => serve::serve(serve, workspace, json),
        Command::Call(call) => call::call(call, workspace),
        Command::Import(import) => import::import(&import, workspace, json),
        Command::Validate(validate) => validate::validate(&validate, workspace, json),
        Command::Rehearse(rehearse) => campaigns::rehearse(&rehearse, workspace, json),
        Command::Report(report) => campaigns::report(&report, workspace, json),
        Command::Demo => demo::demo(workspace),
        Command::Commands => table::commands(json),
        Command::Bench { only, full } => bench::run(&bench::Wish { only, full }),
        Command::Types { folder } => reachly_core::typescript::write(&folder),
    }
}

/// Warnings and worse to the standard error; REACHLY_LOG says otherwise, as in `REACHLY_LOG=reachly_core=debug`.
fn keep_log() {
    let filter = tracing_subscriber::EnvFilter::builder()
        .with_default_directive(tracing::Level::WARN.into())
        .with_env_var("REACHLY_LOG")
        .from_env_lossy();
    // A second call in one process keeps the first log.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}
