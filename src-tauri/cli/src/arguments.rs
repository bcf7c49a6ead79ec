//! The arguments, and the help that teaches them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::Place;
use crate::person::Person;

const EXAMPLES: &str = "\
Examples:
  reachly                                  the window, on its first page
  reachly office.reachly                   the window, on a workspace
  reachly serve office.reachly             the same interface in your browser
  reachly commands                         what `call` can do, and who may
  reachly --workspace office.reachly call organizations.get \\
      --as ada@example.com --password-env PASSWORD --organization \"Harbor Benefits\"

Environment:
  REACHLY_HOME   folder for new workspaces, instead of the system's place for data
  REACHLY_LOG    what is logged to the standard error: error, warn (as it is), info, debug";

/// Plans e-mail campaigns, rehearses them without sending anything, and reads the numbers. Everything stays in one
/// file on this computer.
#[derive(Debug, Parser)]
#[command(name = "reachly", version, after_long_help = EXAMPLES, disable_help_subcommand = true)]
pub(crate) struct Arguments {
    #[command(flatten)]
    pub which: Which,
    /// The workspace file, for commands that work on one
    #[arg(long, global = true, value_name = "FILE")]
    pub workspace: Option<PathBuf>,
    /// Answers and errors as JSON, for programs
    #[arg(long, global = true)]
    pub json: bool,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Which workspace to begin with.
#[derive(Clone, Debug, Args)]
pub(crate) struct Which {
    /// A workspace, a file whose name ends in .reachly; made when it is not there
    #[arg(value_name = "FILE", value_parser = workspace_file)]
    pub file: Option<PathBuf>,
    /// Begin with the sample workspace in the program's own folder
    #[arg(long, conflicts_with = "file")]
    pub sample: bool,
}

impl Which {
    pub(crate) fn place(self, workspace: Option<PathBuf>) -> Place {
        Place { file: self.file.or(workspace), sample: self.sample }
    }
}

/// A mistyped command must not become a new workspace.
fn workspace_file(text: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(text);
    match path.extension() {
        Some(end) if end == "reachly" => Ok(path),
        _ => Err("this is neither a command nor a file whose name ends in .reachly".into()),
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serve the interface on this computer only, for a browser or a machine without a display
    ///
    /// Prints one address with a one-time token in it: open it in a browser. Each address lets in one tab; press
    /// Enter for another. Ctrl-C ends, after everything under way is saved.
    Serve(Serve),
    /// Call one command and print its answer as JSON
    ///
    /// `reachly commands` lists them. Long work is waited for, with its progress on the standard error. The exit
    /// status says what went wrong: 65 the request, 66 not found, 69 a conflict, 75 busy, 77 not allowed, 130
    /// stopped, 70 a fault of ours.
    Call(Call),
    /// Import people from a CSV file: look first, then exactly that
    ///
    /// The columns are guessed from their names and contents, as in the window. Prints the counts: new, updated,
    /// unchanged, duplicate, rejected.
    Import(Import),
    /// Check the addresses of contacts again, offline
    Validate(Validate),
    /// Rehearse a campaign: a seeded simulated send, whose events are stored as real
    ///
    /// The same seed, assumptions and audience give the same digest, on every machine.
    Rehearse(Rehearse),
    /// Read a campaign's results
    Report(Report),
    /// Show the main job on the sample, and where its workspace lies
    ///
    /// Makes a fresh workspace: imports three files, judges the addresses, composes four campaigns, rehearses one,
    /// and prints the numbers. `--workspace FILE` says where; there must be no file of that name.
    Demo,
    /// List every command: its name, who may call it, and whether it reads, writes or starts long work
    Commands,
    /// Measure this build against bare SQLite on this machine
    ///
    /// Prints one line a figure with its bar. Needs a release build and a quiet machine.
    Bench {
        /// Only figures whose room contains this: raw, validation, contacts, rehearsal
        only: Option<String>,
        /// At full size: a million contacts
        #[arg(long)]
        full: bool,
    },
    /// Write the commands and their types as TypeScript into a folder
    Types {
        #[arg(value_name = "FOLDER")]
        folder: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub which: Which,
    /// The port to listen on; 0 takes any free one
    #[arg(long, default_value_t = 0)]
    pub port: u16,
    /// Serve the interface from this folder instead of the one inside the program
    #[arg(long, value_name = "FOLDER")]
    pub ui: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Call {
    /// The command, such as organizations.get
    pub name: String,
    /// Its request as JSON; `-` reads it from the standard input
    #[arg(value_name = "JSON", default_value = "{}")]
    pub request: String,
    #[command(flatten)]
    pub person: Person,
    /// Where to put the file that the command gives
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Import {
    /// The CSV file
    #[arg(value_name = "CSV")]
    pub file: PathBuf,
    /// The list the people join; made when it is not there
    #[arg(long, value_name = "NAME")]
    pub list: Option<String>,
    /// Only look: print what would happen
    #[arg(long)]
    pub preview: bool,
    #[command(flatten)]
    pub person: Person,
}

#[derive(Debug, Args)]
pub(crate) struct Validate {
    /// Only the members of this list; otherwise everyone
    #[arg(long, value_name = "NAME")]
    pub list: Option<String>,
    #[command(flatten)]
    pub person: Person,
}

#[derive(Debug, Args)]
pub(crate) struct Rehearse {
    /// The campaign, by name or id
    #[arg(value_name = "CAMPAIGN")]
    pub campaign: String,
    /// The seed; the same seed gives the same events
    #[arg(long, default_value_t = 42)]
    pub seed: u64,
    /// Move the campaign clock to the end of the run, so that all of it has happened
    #[arg(long)]
    pub advance_clock: bool,
    #[command(flatten)]
    pub person: Person,
}

#[derive(Debug, Args)]
pub(crate) struct Report {
    /// The campaign, by name or id
    #[arg(value_name = "CAMPAIGN")]
    pub campaign: String,
    #[command(flatten)]
    pub person: Person,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    fn parsed(words: &str) -> Result<Arguments, clap::Error> {
        Arguments::try_parse_from(words.split(' '))
    }

    #[test]
    fn the_arguments_fit_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_workspace_may_be_named_in_each_place() {
        let place = |words: &str| {
            let arguments = parsed(words).unwrap();
            let which = match arguments.command {
                Some(Command::Serve(serve)) => serve.which,
                _ => arguments.which,
            };
            which.place(arguments.workspace)
        };
        let named = Place { file: Some("a.reachly".into()), sample: false };
        for words in ["reachly a.reachly", "reachly serve a.reachly", "reachly --workspace a.reachly"] {
            assert_eq!(place(words), named, "{words}");
        }
        assert_eq!(place("reachly serve --workspace a.reachly --port 4000"), named);
        assert_eq!(place("reachly serve --port 4000 --sample"), Place { file: None, sample: true });
        assert!(parsed("reachly a.reachly --sample").is_err(), "one workspace at a time");
    }

    #[test]
    fn a_mistyped_command_is_not_a_workspace() {
        let error = parsed("reachly comands").unwrap_err().to_string();
        assert!(error.contains("neither a command nor a file"), "{error}");
    }

    #[test]
    fn a_person_needs_one_source_of_the_password() {
        assert!(parsed("reachly call access.me --as a@b.c").is_err(), "none");
        assert!(
            parsed("reachly call access.me --as a@b.c --password-env A --password-stdin").is_err(),
            "two"
        );
        assert!(parsed("reachly call access.me --as a@b.c --password-env A").is_ok(), "one");
        assert!(parsed("reachly call workspace.status").is_ok(), "nobody needs none");
    }
}
