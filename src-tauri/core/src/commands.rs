//! THE table: every command once, with its request, its response, who may call it and what kind it is. The window,
//! the loopback door, the command line and the TypeScript types all come from here.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use ts_rs::TS;

use crate::app::App;
use crate::context::{Ctx, Door};
use crate::error::{Error, Result};

/// Who may call a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Needs no open workspace: opening and making one.
    Front,
    /// Anyone at this laptop, with an open workspace.
    Public,
    /// Any signed-in user.
    SignedIn,
    /// Any signed-in user, also while the window is locked: going on, or leaving.
    EvenLocked,
    /// An active member whose role has the permission (own or all; the domain applies the reach).
    Needs(&'static str),
    /// The workspace owner.
    WorkspaceOwner,
}

/// What a command does to the workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Read,
    Write,
    /// Starts long work and returns its id at once.
    Job,
}

impl Command {
    /// Whether its answer is a staged file, to be fetched through a door's download.
    pub fn gives_file(&self) -> bool {
        let config = ts_rs::Config::new();
        (self.response)(&config) == <crate::app::types::Download as TS>::name(&config)
    }
}

/// What a handler may look at.
pub(crate) enum Call<'a> {
    Front(&'a App, Door),
    Inside(&'a Ctx),
}

/// One row of the table.
pub struct Command {
    pub name: &'static str,
    pub access: Access,
    pub kind: Kind,
    pub request: fn(&ts_rs::Config) -> String,
    pub response: fn(&ts_rs::Config) -> String,
    pub(crate) collect: fn(&mut crate::typescript::Collector),
    pub(crate) run: fn(Call<'_>, Value) -> Result<Value>,
}

pub(crate) fn parse<T: DeserializeOwned>(request: Value) -> Result<T> {
    let request = if request.is_null() { Value::Object(serde_json::Map::new()) } else { request };
    serde_json::from_value(request).map_err(|cause| {
        let text = cause.to_string();
        let field = text.split('`').nth(1).unwrap_or("request").to_string();
        Error::invalid(&field, "The request does not have the expected form.")
            .kept("Nothing was changed.")
            .todo("Compare it with the command table: reachly commands.")
            .because(text)
    })
}

pub(crate) fn inside<Q: DeserializeOwned, A: Serialize>(
    call: Call<'_>,
    request: Value,
    handler: fn(&Ctx, Q) -> Result<A>,
) -> Result<Value> {
    match call {
        Call::Inside(ctx) => Ok(serde_json::to_value(handler(ctx, parse(request)?)?)?),
        Call::Front(..) => Err(Error::internal("a workspace command was called at the front")),
    }
}

pub(crate) fn front<Q: DeserializeOwned, A: Serialize>(
    call: Call<'_>,
    request: Value,
    handler: fn(&App, Door, Q) -> Result<A>,
) -> Result<Value> {
    match call {
        Call::Front(app, door) => Ok(serde_json::to_value(handler(app, door, parse(request)?)?)?),
        Call::Inside(_) => Err(Error::internal("a front command was called inside")),
    }
}

macro_rules! commands {
    ($( $name:literal : $request:ty => $response:ty, $way:ident $handler:path, $access:expr, $kind:ident; )*) => {
        /// Every command, sorted by name within its room.
        pub static COMMANDS: &[Command] = &[$(
            Command {
                name: $name,
                access: $access,
                kind: Kind::$kind,
                request: <$request as TS>::name,
                response: <$response as TS>::name,
                collect: |collector| { collector.add::<$request>(); collector.add::<$response>(); },
                run: |call, request| $way::<$request, $response>(call, request, $handler),
            },
        )*];
    };
}

mod table;
pub use table::COMMANDS;

/// The command of this name.
///
/// # Errors
/// `not_found`.
pub fn find(name: &str) -> Result<&'static Command> {
    COMMANDS.iter().find(|command| command.name == name).ok_or_else(|| Error::not_found("command"))
}
