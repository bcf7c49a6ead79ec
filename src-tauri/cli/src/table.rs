//! `reachly commands`: the command table, to read or to work with.

use reachly_core::Result;
use reachly_core::commands::{Access, COMMANDS, Command, Kind};
use serde_json::{Value, json};

use crate::words::say;

pub(crate) fn commands(json: bool) -> Result<()> {
    if json {
        let rows: Vec<Value> = COMMANDS.iter().map(row).collect();
        say(&serde_json::to_string_pretty(&rows)?);
        return Ok(());
    }
    let width = COMMANDS.iter().map(|command| command.name.len()).max().unwrap_or(0);
    for command in COMMANDS {
        say(&format!("{:width$}  {:5}  {}", command.name, kind(command.kind), who(command.access)));
    }
    Ok(())
}

fn row(command: &Command) -> Value {
    json!({
        "name": command.name,
        "kind": kind(command.kind),
        "access": who(command.access),
        "givesFile": command.gives_file(),
    })
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Read => "read",
        Kind::Write => "write",
        Kind::Job => "job",
    }
}

fn who(access: Access) -> String {
    match access {
        Access::Front => "anyone, also without a workspace".into(),
        Access::Public => "anyone".into(),
        Access::EvenLocked => "who is signed in, also while locked".into(),
        Access::SignedIn => "who is signed in".into(),
        Access::Needs(permission) => format!("permission {permission}"),
        Access::WorkspaceOwner => "the workspace owner".into(),
    }
}
