//! Who asks, in which organization, with which clock: the first argument of every function that touches data.

use std::sync::Arc;

use uuid::Uuid;

use crate::app::Workspace;
use crate::clock::WallTime;
use crate::error::{Code, Error, Result};
use crate::store::{Action, Actor, Hand, Read, Scope, Store, Tx};

/// How far a permission reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Only what this user made; carries the user's key.
    Own(i64),
    All,
}

impl Reach {
    /// The key that `created_by` must equal, or `None` when it does not matter. Bound as
    /// `?n IS NULL OR created_by = ?n`.
    pub fn creator(self) -> Option<i64> {
        match self {
            Reach::Own(user) => Some(user),
            Reach::All => None,
        }
    }

    /// Whether it reaches something that `created_by` made.
    ///
    /// # Errors
    /// `forbidden`.
    pub fn allows(self, created_by: Option<i64>) -> Result<()> {
        match self {
            Reach::Own(user) if created_by != Some(user) => {
                Err(Error::new(Code::Forbidden, "Your role lets you change only what you made yourself.")
                    .kept("Nothing was changed.")
                    .todo("Ask whoever made it, or an Admin of the organization."))
            }
            _ => Ok(()),
        }
    }
}

/// The signed-in person.
#[derive(Clone, Debug)]
pub struct User {
    pub key: i64,
    pub id: Uuid,
    pub name: String,
    pub email: String,
    pub is_owner: bool,
    pub session: Uuid,
    /// The session waits behind its lock.
    pub locked: bool,
}

/// The organization of a call and what the caller may do in it.
#[derive(Clone, Debug)]
pub struct Place {
    pub key: i64,
    pub id: Uuid,
    pub membership_key: i64,
    /// (permission, reach) of the role and of extra grants.
    pub grants: Vec<(String, String)>,
}

/// Where a call came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    Window,
    Browser,
    Cli,
}

impl Door {
    pub fn word(self) -> &'static str {
        match self {
            Door::Window => "window",
            Door::Browser => "browser",
            Door::Cli => "cli",
        }
    }
}

/// The context of one call.
#[derive(Clone)]
pub struct Ctx {
    pub workspace: Arc<Workspace>,
    pub actor: Actor,
    pub door: Door,
    pub user: Option<User>,
    pub place: Option<Place>,
}

impl Ctx {
    /// A context of the workspace itself, before anyone signed in.
    pub fn stranger(workspace: Arc<Workspace>, door: Door) -> Self {
        Ctx { workspace, actor: Actor::Cli, door, user: None, place: None }
    }

    /// A context for a job or a visitor inside one organization.
    pub fn inside(workspace: Arc<Workspace>, actor: Actor, key: i64, id: Uuid) -> Self {
        let place = Place { key, id, membership_key: 0, grants: Vec::new() };
        Ctx { workspace, actor, door: Door::Window, user: None, place: Some(place) }
    }

    /// The same caller, for work that goes on in a job's thread.
    pub fn for_job(&self) -> Self {
        self.clone()
    }

    pub fn store(&self) -> &Arc<Store> {
        &self.workspace.store
    }

    pub fn now(&self) -> WallTime {
        self.workspace.store.clock().now()
    }

    /// # Errors
    /// `signed_out`.
    pub fn user(&self) -> Result<&User> {
        self.user.as_ref().ok_or_else(signed_out)
    }

    /// # Errors
    /// `invalid` when the call names no organization.
    pub fn place(&self) -> Result<&Place> {
        self.place
            .as_ref()
            .ok_or_else(|| Error::invalid("organization", "This command needs an organization."))
    }

    pub fn scope(&self) -> Scope {
        self.place.as_ref().map_or(Scope::Workspace, |place| Scope::Organization(place.key))
    }

    pub fn hand(&self) -> Hand {
        Hand { actor: self.actor, scope: self.scope() }
    }

    /// How far the caller's permission reaches.
    ///
    /// # Errors
    /// `forbidden`, `signed_out`, `invalid` without an organization.
    pub fn reach(&self, permission: &str) -> Result<Reach> {
        let user = self.user()?.key;
        let mut found = None;
        for (key, reach) in &self.place()?.grants {
            if key == permission {
                if reach == "all" {
                    return Ok(Reach::All);
                }
                found = Some(Reach::Own(user));
            }
        }
        found.ok_or_else(|| Error::forbidden(permission))
    }

    /// Reads in one snapshot of the caller's organization (or of the workspace when there is none).
    ///
    /// # Errors
    /// What the closure returns.
    pub fn read<T>(&self, work: impl FnOnce(&Read<'_>) -> Result<T>) -> Result<T> {
        self.store().read(self.scope(), work)
    }

    /// Writes; returns after the commit.
    ///
    /// # Errors
    /// What the closure returns; the store's codes.
    pub fn write<T: Send + 'static>(
        &self,
        action: Action,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        Ok(self.store().write(self.hand(), action, work)?.0)
    }

    /// Writes what comes by the dozen at the same moment: such writes share a savepoint, so this one may be run again.
    ///
    /// # Errors
    /// As [`Ctx::write`].
    pub fn write_gathered<T: Send + 'static>(
        &self,
        action: Action,
        work: impl Fn(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (sender, receiver) = std::sync::mpsc::sync_channel(1);
        self.store().gather(self.hand(), action, work, move |outcome| {
            let _ = sender.send(outcome);
        })?;
        receiver.recv().map_err(|_| Error::internal("the writer is gone"))?
    }

    /// Writes something that can be undone; also returns the id of its change set, if it changed anything.
    ///
    /// # Errors
    /// As [`Ctx::write`].
    pub fn write_undoable<T: Send + 'static>(
        &self,
        action: Action,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<(T, Option<Uuid>)> {
        self.store().write(self.hand(), action, work)
    }

    /// Writes to the workspace (users, sessions), whatever organization the call names.
    ///
    /// # Errors
    /// As [`Ctx::write`].
    pub fn write_workspace<T: Send + 'static>(
        &self,
        action: Action,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        Ok(self.store().write(Hand { actor: self.actor, scope: Scope::Workspace }, action, work)?.0)
    }

    /// Reads the workspace (users, sessions), whatever organization the call names.
    ///
    /// # Errors
    /// What the closure returns.
    pub fn read_workspace<T>(&self, work: impl FnOnce(&Read<'_>) -> Result<T>) -> Result<T> {
        self.store().read(Scope::Workspace, work)
    }
}

pub(crate) fn signed_out() -> Error {
    Error::new(Code::SignedOut, "You are signed out.").kept("What you saved is safe.").todo("Sign in again.")
}

pub(crate) fn locked() -> Error {
    Error::new(Code::Locked, "This window is locked.")
        .kept("What you saved is safe.")
        .todo("Give your password to go on, or sign out.")
}
