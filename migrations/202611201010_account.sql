-- Oneself and one's organizations: the idle lock, windows opened from windows, logos, and the end of an organization.

-- Minutes without input after which a window of this person locks; 0: never.
ALTER TABLE user_profiles ADD COLUMN idle_minutes INTEGER NOT NULL DEFAULT 15
  CHECK (idle_minutes IN (0, 5, 15, 30, 60));

-- Locked by hand; a session whose seen_at is older than its person's idle minutes is locked without a mark.
ALTER TABLE sessions ADD COLUMN locked_at INTEGER;
-- Until then, and once, the token of this row buys another: how one window hands a session of its own to the next.
-- A row that has it is no living session.
ALTER TABLE sessions ADD COLUMN hand_over_until INTEGER;

-- Contents of files, once each for an organization, by their hash. organizations.logo holds such a hash. No `key`: the
-- trail and the change sets keep the hash of a file, never its bytes.
CREATE TABLE file_contents (
  organization_key INTEGER NOT NULL REFERENCES organizations (key),
  hash             BLOB    NOT NULL CHECK (length(hash) = 32),   -- blake3
  media_type       TEXT    NOT NULL,
  bytes            BLOB    NOT NULL,
  created_at       INTEGER NOT NULL,
  PRIMARY KEY (organization_key, hash)
) STRICT;

-- The one end of a whole organization: 30 days after its deletion the store writes this mark, removes rows, and takes
-- the mark away, all in one transaction. Without it runs, events and the trail stay, as ever; the workspace's own trail
-- keeps the head of the chain that went.
CREATE TABLE organization_purges (
  organization_key INTEGER PRIMARY KEY,
  at               INTEGER NOT NULL
) STRICT;
CREATE TRIGGER organization_purges_only BEFORE INSERT ON organization_purges
WHEN NOT EXISTS (SELECT 1 FROM organizations WHERE key = NEW.organization_key AND deleted_at IS NOT NULL
                 AND NEW.at - deleted_at >= 2592000000)
BEGIN SELECT RAISE(ABORT, 'refused: Only an organization that was deleted 30 days ago is removed.'); END;

DROP TRIGGER audit_log_no_delete;
CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log
WHEN NOT EXISTS (SELECT 1 FROM organization_purges WHERE organization_key = OLD.organization_key)
BEGIN SELECT RAISE(ABORT, 'append-only: audit_log'); END;
DROP TRIGGER runs_no_delete;
CREATE TRIGGER runs_no_delete BEFORE DELETE ON runs
WHEN NOT EXISTS (SELECT 1 FROM organization_purges WHERE organization_key = OLD.organization_key)
BEGIN SELECT RAISE(ABORT, 'refused: A run keeps its seed, its assumptions and its digest.'); END;
DROP TRIGGER events_no_delete;
CREATE TRIGGER events_no_delete BEFORE DELETE ON events
WHEN (OLD.visit_key IS NOT NULL OR NOT EXISTS (SELECT 1 FROM event_resets
  WHERE organization_key = OLD.organization_key AND campaign_key = OLD.campaign_key))
  AND NOT EXISTS (SELECT 1 FROM organization_purges WHERE organization_key = OLD.organization_key)
BEGIN SELECT RAISE(ABORT, 'refused: Events are never removed, except with the reset of a whole rehearsal.'); END;
