//! The running program: at most one open workspace, and the one way every command goes, whichever door it came in.

pub mod backups;
pub mod commands;
pub mod staging;
pub mod types;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, RwLock};

use serde_json::Value;
use uuid::Uuid;

use crate::access;
use crate::commands::{Access, Call, find};
use crate::context::{Ctx, Door, Place, locked, signed_out};
use crate::error::{Code, Error, Result};
use crate::jobs::Jobs;
use crate::store::{Actor, Options, Store};

/// Where the landing server listens, if it does.
#[derive(Debug, Default)]
pub struct LandingCell(Mutex<Option<SocketAddr>>);

impl LandingCell {
    pub fn get(&self) -> Option<SocketAddr> {
        *self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    pub fn set(&self, address: Option<SocketAddr>) {
        *self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = address;
    }
}

/// An open workspace and what runs over it.
pub struct Workspace {
    pub store: Arc<Store>,
    pub jobs: Arc<Jobs>,
    /// Sorted keys of the contact views people look at.
    pub views: crate::contacts::view::Views,
    /// Where its landing pages are, as the program says.
    pub landing: LandingCell,
    /// Who writes launched events right now.
    pub turns: crate::launches::Turns,
    /// Imports that are looked at or run right now.
    pub busy_imports: crate::imports::Busy,
}

impl Workspace {
    /// Opens or makes a workspace and readies what stands on it.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn open(path: &Path, options: Options) -> Result<Arc<Self>> {
        let store = Store::open(path, options)?;
        let jobs = Arc::new(Jobs::new(Arc::clone(&store)));
        let (views, landing) = (crate::contacts::view::Views::default(), LandingCell::default());
        let (turns, busy_imports) = (crate::launches::Turns::default(), crate::imports::Busy::default());
        let workspace = Arc::new(Workspace { store, jobs, views, landing, turns, busy_imports });
        workspace.ready()?;
        Ok(workspace)
    }

    fn ready(self: &Arc<Self>) -> Result<()> {
        let ctx = Ctx { actor: Actor::Job, ..Ctx::stranger(Arc::clone(self), Door::Cli) };
        access::commands::follow_catalogue(&ctx)?;
        crate::jobs::close_interrupted(self)?;
        crate::rehearsals::recover(self)?;
        crate::launches::catch_up(self)?;
        crate::imports::resume_all(self)?;
        access::organizations::closing::purge_in_background(self)?;
        crate::jobs::schedule::watch(self)
    }
}

/// What is done each time a workspace was opened.
type Opened = Box<dyn Fn() + Send + Sync>;

/// The program.
pub struct App {
    workspace: RwLock<Option<Arc<Workspace>>>,
    /// Folder for new workspaces.
    home: PathBuf,
    /// Name of the program for the lock.
    program: &'static str,
    landing: LandingCell,
    opened: Mutex<Option<Opened>>,
}

/// Who calls, before anything is known of them.
#[derive(Clone, Debug)]
pub struct Caller {
    pub door: Door,
    pub session: Option<String>,
    pub organization: Option<Uuid>,
}

impl Caller {
    /// As doors hear of them: the session's token, the organization's id as text.
    ///
    /// # Errors
    /// `not_found` when that is no id: nobody's organization has such a one.
    pub fn of(door: Door, session: Option<String>, organization: Option<&str>) -> Result<Self> {
        let organization = organization.map(str::parse).transpose();
        let organization = organization.map_err(|_| Error::not_found("organization"))?;
        Ok(Caller { door, session, organization })
    }
}

impl App {
    pub fn new(home: PathBuf, program: &'static str) -> Arc<Self> {
        App::made(None, home, program)
    }

    /// An app with an open workspace.
    pub fn with(workspace: Arc<Workspace>, home: PathBuf, program: &'static str) -> Arc<Self> {
        App::made(Some(workspace), home, program)
    }

    fn made(workspace: Option<Arc<Workspace>>, home: PathBuf, program: &'static str) -> Arc<Self> {
        let workspace = RwLock::new(workspace);
        Arc::new(App { workspace, home, program, landing: LandingCell::default(), opened: Mutex::default() })
    }

    /// What to do from now on each time a workspace was opened; `None`: nothing any more.
    pub fn when_opened(&self, work: Option<Opened>) {
        *self.opened.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = work;
    }

    pub fn landing(&self) -> &LandingCell {
        &self.landing
    }

    /// Says where the landing server listens from now on.
    pub fn set_landing(&self, address: Option<SocketAddr>) {
        self.landing.set(address);
        if let Ok(workspace) = self.workspace() {
            workspace.landing.set(address);
        }
    }

    pub fn home(&self) -> &Path {
        &self.home
    }

    pub fn program(&self) -> &'static str {
        self.program
    }

    /// The open workspace.
    ///
    /// # Errors
    /// `no_workspace`.
    pub fn workspace(&self) -> Result<Arc<Workspace>> {
        let held = self.workspace.read().unwrap_or_else(|poisoned| poisoned.into_inner());
        held.clone().ok_or_else(|| {
            Error::new(Code::NoWorkspace, "No workspace is open.")
                .todo("Explore the sample, create a workspace, or open a workspace file.")
        })
    }

    /// Puts another workspace in place of the open one, which is closed.
    pub fn replace(&self, next: Option<Arc<Workspace>>) {
        let opens = next.is_some();
        if let Some(next) = &next {
            next.landing.set(self.landing.get());
        }
        let before = std::mem::replace(
            &mut *self.workspace.write().unwrap_or_else(|poisoned| poisoned.into_inner()),
            next,
        );
        if let Some(before) = before {
            before.jobs.close();
            before.store.close();
        }
        if opens && let Some(work) = &*self.opened.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) {
            work();
        }
    }

    /// Runs one command of the table: who is it, may they, then the handler.
    ///
    /// # Errors
    /// `not_found` for an unknown command or another organization's id, `signed_out`, `forbidden`, and the handler's.
    pub fn call(&self, caller: &Caller, name: &str, request: Value) -> Result<Value> {
        let outcome = self.call_inside(caller, name, request);
        if let Err(error) = &outcome
            && error.code == Code::Internal
        {
            tracing::error!(command = name, chain = ?error.chain, "a command failed");
        }
        outcome.map_err(Error::complete)
    }

    fn call_inside(&self, caller: &Caller, name: &str, request: Value) -> Result<Value> {
        let command = find(name)?;
        if command.access == Access::Front {
            self.not_locked(caller)?;
            return (command.run)(Call::Front(self, caller.door), request);
        }
        let even_locked = command.access == Access::EvenLocked;
        let ctx = if even_locked { self.context_behind_lock(caller)? } else { self.context(caller)? };
        match command.access {
            Access::Front | Access::Public => {}
            Access::SignedIn | Access::EvenLocked => {
                ctx.user()?;
            }
            Access::WorkspaceOwner => {
                if !ctx.user()?.is_owner {
                    return Err(Error::forbidden("workspace owner"));
                }
            }
            Access::Needs(permission) => {
                ctx.user()?;
                ctx.reach(permission)?;
            }
        }
        (command.run)(Call::Inside(&ctx), request)
    }

    /// Runs a command whose answer is a file, and opens that file.
    ///
    /// # Errors
    /// `invalid` when the command gives no file (it is not run then); else as [`App::call`].
    pub fn download(&self, caller: &Caller, name: &str, request: Value) -> Result<staging::Outgoing> {
        if !find(name)?.gives_file() {
            return Err(Error::invalid("name", "This command gives no file."));
        }
        let workspace = self.workspace()?;
        staging::Outgoing::open(&workspace, self.call(caller, name, request)?)
    }

    /// A locked window does not open, close or replace the workspace either; one whose session is over is a stranger.
    fn not_locked(&self, caller: &Caller) -> Result<()> {
        let (Some(token), Ok(workspace)) = (&caller.session, self.workspace()) else { return Ok(()) };
        let ctx = Ctx::stranger(workspace, caller.door);
        match access::sign_in::user_of(&ctx, token) {
            Ok(Some(user)) if user.locked => Err(locked()),
            _ => Ok(()),
        }
    }

    /// The context of a caller: session, then membership in the named organization. Another organization's id, and one
    /// in which the person is not active, is *not found*.
    ///
    /// # Errors
    /// `no_workspace`, `signed_out`, `locked`, `not_found`.
    pub fn context(&self, caller: &Caller) -> Result<Ctx> {
        let ctx = self.context_behind_lock(caller)?;
        match &ctx.user {
            Some(user) if user.locked => Err(locked()),
            _ => Ok(ctx),
        }
    }

    fn context_behind_lock(&self, caller: &Caller) -> Result<Ctx> {
        let mut ctx = Ctx::stranger(self.workspace()?, caller.door);
        if let Some(token) = &caller.session {
            let user = access::sign_in::user_of(&ctx, token)?.ok_or_else(signed_out)?;
            ctx.actor = Actor::Member(user.key);
            ctx.user = Some(user);
        }
        if let Some(organization) = caller.organization {
            let user = ctx.user()?.key;
            let found = ctx.store().memberships_of(user)?;
            let membership = found
                .into_iter()
                .find(|one| one.organization_id == organization && one.status == "active")
                .ok_or_else(|| Error::not_found("organization"))?;
            ctx.place = Some(Place {
                key: membership.organization_key,
                id: organization,
                membership_key: membership.membership_key,
                grants: membership.grants,
            });
        }
        Ok(ctx)
    }
}
