//! From a slug to its page: looked up once and kept until the campaign, its form or its organization changes.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, Weak};

use reachly_core::app::{App, Workspace};
use reachly_core::campaigns::links::LinkKey;
use reachly_core::context::{Ctx, Door};
use reachly_core::leads::{self, Page};
use reachly_core::store::Actor;
use reachly_core::{Code, Result};
use uuid::Uuid;

/// What makes a kept page stale.
const TOPICS: &[&str] = &["campaigns", "organizations", "forms", "form_versions", "validation_rules"];
/// Pages, and sights of them, that are kept.
const PAGES: usize = 256;
const SIGHTS: usize = 50_000;

/// A page, and as whom its visitors write.
#[derive(Clone)]
pub(super) struct Home {
    pub ctx: Ctx,
    pub page: Arc<Page>,
    pub key: LinkKey,
}

struct Kept {
    organization_key: i64,
    organization: Uuid,
    generation: u64,
    page: Arc<Page>,
}

/// Of one workspace: another one opened means another of these.
#[derive(Default)]
struct Memory {
    workspace: Weak<Workspace>,
    key: Option<LinkKey>,
    pages: HashMap<String, Kept>,
    /// Visits that showed a page, by session and campaign: a page seen again is not a second sight.
    sights: HashMap<(String, Uuid), i64>,
}

pub(super) struct Homes {
    app: Arc<App>,
    memory: Mutex<Memory>,
}

impl Homes {
    pub(super) fn new(app: Arc<App>) -> Self {
        Homes { app, memory: Mutex::default() }
    }

    fn memory(&self, workspace: &Arc<Workspace>) -> MutexGuard<'_, Memory> {
        let mut memory = self.memory.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if !std::ptr::eq(memory.workspace.as_ptr(), Arc::as_ptr(workspace)) {
            *memory = Memory { workspace: Arc::downgrade(workspace), ..Memory::default() };
        }
        memory
    }

    /// A context of the open workspace, and its key.
    ///
    /// # Errors
    /// `no_workspace`; the store's codes.
    pub(super) fn workspace(&self) -> Result<(Ctx, LinkKey)> {
        let workspace = self.app.workspace()?;
        let ctx = Ctx::stranger(Arc::clone(&workspace), Door::Browser);
        if let Some(key) = &self.memory(&workspace).key {
            return Ok((ctx, key.clone()));
        }
        let key = LinkKey::of(&ctx)?;
        self.memory(&workspace).key = Some(key.clone());
        Ok((ctx, key))
    }

    /// The page of a slug if it is kept and fresh; nothing is waited for.
    pub(super) fn kept(&self, slug: &str) -> Option<Home> {
        let workspace = self.app.workspace().ok()?;
        let memory = self.memory(&workspace);
        let (kept, key) = (memory.pages.get(slug)?, memory.key.clone()?);
        if kept.generation != workspace.store.changes().generation(kept.organization, TOPICS) {
            return None;
        }
        let (organization, page) = (kept.organization, Arc::clone(&kept.page));
        let ctx = Ctx::inside(Arc::clone(&workspace), Actor::Visitor, kept.organization_key, organization);
        Some(Home { ctx, page, key })
    }

    /// The page of a slug; `None` when there is no such page.
    ///
    /// # Errors
    /// `no_workspace`; the store's codes.
    pub(super) fn of(&self, slug: &str) -> Result<Option<Home>> {
        if let Some(home) = self.kept(slug) {
            return Ok(Some(home));
        }
        let (ctx, key) = self.workspace()?;
        let changes = Arc::clone(ctx.store().changes());
        let Some((organization_key, campaign_key)) = ctx.store().slug_home(slug)? else { return Ok(None) };
        let inside = leads::visitor(&ctx, organization_key)?;
        let organization = inside.place()?.id;
        let generation = changes.generation(organization, TOPICS);
        let page = match leads::page(&inside, campaign_key) {
            Ok(page) => Arc::new(page),
            Err(error) if error.code == Code::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut memory = self.memory(&ctx.workspace);
        if memory.pages.len() >= PAGES {
            memory.pages.clear();
        }
        let kept = Kept { organization_key, organization, generation, page: Arc::clone(&page) };
        memory.pages.insert(slug.to_string(), kept);
        Ok(Some(Home { ctx: inside, page, key }))
    }

    /// The visit on which this session saw the page, noted by `note` the first time.
    ///
    /// # Errors
    /// What `note` returns.
    pub(super) fn sight(
        &self,
        home: &Home,
        session: &str,
        note: impl FnOnce() -> Result<i64>,
    ) -> Result<i64> {
        let sight = (session.to_string(), home.page.campaign);
        if let Some(visit) = self.memory(&home.ctx.workspace).sights.get(&sight) {
            return Ok(*visit);
        }
        let visit = note()?;
        let mut memory = self.memory(&home.ctx.workspace);
        if memory.sights.len() >= SIGHTS {
            memory.sights.clear();
        }
        memory.sights.insert(sight, visit);
        Ok(visit)
    }
}
