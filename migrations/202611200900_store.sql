-- What the store needs for itself: settings of the file, the audit trail, change sets, idempotency, jobs.

-- Settings of the workspace as a whole (installation keys, landing port, schema marks of the sample).
CREATE TABLE workspace_settings (
  name  TEXT NOT NULL PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The tenant. Soft-deleted for 30 days, then purged.
CREATE TABLE organizations (
  key                INTEGER PRIMARY KEY AUTOINCREMENT,
  id                 BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
  name               TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  domain             TEXT,                          -- lower case ASCII; unique among the living
  subscription_level TEXT    NOT NULL DEFAULT 'local',
  reporting_zone     TEXT    NOT NULL,              -- IANA name; a day is a day of this zone
  currency           TEXT    NOT NULL CHECK (length(currency) = 3),
  postal_address     TEXT    NOT NULL DEFAULT '',   -- goes into the footer of every mail
  brand_color        TEXT    NOT NULL DEFAULT '#0B6E69' CHECK (brand_color GLOB '#[0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f]'),
  logo               BLOB,
  logo_media_type    TEXT,
  settings           TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(settings)),
  campaign_clock_ms  INTEGER NOT NULL,              -- campaign time of the organization; moved by runs and by hand
  created_at         INTEGER NOT NULL,
  updated_at         INTEGER NOT NULL,
  deleted_at         INTEGER
) STRICT;
CREATE UNIQUE INDEX organizations_domain ON organizations (domain) WHERE domain IS NOT NULL AND deleted_at IS NULL;

-- One keyed hash chain for each organization and one (organization_key 0) for the workspace. Rows are never
-- changed; what may be anonymised or erased stands in audit_values. 003 and 000 ask for
-- (organization_id, created_at DESC): the sequence grows with time, so the primary key serves it.
CREATE TABLE audit_log (
  organization_key INTEGER NOT NULL,
  sequence         INTEGER NOT NULL,
  at               INTEGER NOT NULL,               -- wall time
  actor            TEXT    NOT NULL CHECK (actor IN ('member', 'visitor', 'job', 'cli')),
  user_key         INTEGER,
  action           TEXT    NOT NULL,
  entity_type      TEXT    NOT NULL DEFAULT '',
  entity_id        BLOB,
  change_set_key   INTEGER,
  changes          TEXT    NOT NULL CHECK (json_valid(changes)),
  reason           TEXT    NOT NULL DEFAULT '',
  previous         BLOB    NOT NULL CHECK (length(previous) = 32),
  hash             BLOB    NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (organization_key, sequence)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log BEGIN SELECT RAISE(ABORT, 'append-only: audit_log'); END;
CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log BEGIN SELECT RAISE(ABORT, 'append-only: audit_log'); END;

-- Values of personal fields and addresses of visitors, behind the salted commitments of the chain. Erasable.
CREATE TABLE audit_values (
  organization_key INTEGER NOT NULL,
  sequence         INTEGER NOT NULL,
  item             INTEGER NOT NULL,
  name             TEXT    NOT NULL,
  salt             BLOB    NOT NULL CHECK (length(salt) = 16),
  value            TEXT,
  PRIMARY KEY (organization_key, sequence, item)
) STRICT, WITHOUT ROWID;

-- One undoable write: its before-images, kept 30 days.
CREATE TABLE change_sets (
  key              INTEGER PRIMARY KEY AUTOINCREMENT,
  id               BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
  organization_key INTEGER NOT NULL REFERENCES organizations (key),
  action           TEXT    NOT NULL,
  user_key         INTEGER,
  created_at       INTEGER NOT NULL,
  undone_at        INTEGER,
  undone_by        INTEGER,                        -- key of the change set that the undo made
  rows             INTEGER NOT NULL DEFAULT 0,
  UNIQUE (organization_key, key)
) STRICT;
CREATE INDEX change_sets_recent ON change_sets (organization_key, created_at);

CREATE TABLE change_set_rows (
  organization_key INTEGER NOT NULL,
  change_set_key   INTEGER NOT NULL,
  sequence         INTEGER NOT NULL,
  table_name       TEXT    NOT NULL,
  row_key          INTEGER NOT NULL,
  before           TEXT CHECK (before IS NULL OR json_valid(before)),   -- NULL: the row was made
  after_hash       BLOB,                                                -- NULL: the row was removed
  PRIMARY KEY (change_set_key, sequence)
) STRICT, WITHOUT ROWID;

-- A change set of pure inserts stores key ranges: a million rows in a line.
CREATE TABLE change_set_ranges (
  organization_key INTEGER NOT NULL,
  change_set_key   INTEGER NOT NULL,
  sequence         INTEGER NOT NULL,
  table_name       TEXT    NOT NULL,
  first_key        INTEGER NOT NULL,
  last_key         INTEGER NOT NULL,
  PRIMARY KEY (change_set_key, sequence)
) STRICT, WITHOUT ROWID;

-- A retried write finds its first answer here. Kept 30 days.
CREATE TABLE idempotency (
  organization_key INTEGER NOT NULL,
  idempotency_key  TEXT    NOT NULL,
  answer           TEXT    NOT NULL CHECK (json_valid(answer)),
  created_at       INTEGER NOT NULL,
  PRIMARY KEY (organization_key, idempotency_key)
) STRICT, WITHOUT ROWID;

-- The durable queue: kinds keep the queue names of the requirements where they fit.
CREATE TABLE jobs (
  key              INTEGER PRIMARY KEY AUTOINCREMENT,
  id               BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
  organization_key INTEGER NOT NULL REFERENCES organizations (key),
  kind             TEXT    NOT NULL,
  title            TEXT    NOT NULL,
  state            TEXT    NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  request          TEXT    NOT NULL CHECK (json_valid(request)),
  result           TEXT CHECK (result IS NULL OR json_valid(result)),
  error            TEXT CHECK (error IS NULL OR json_valid(error)),
  done             INTEGER NOT NULL DEFAULT 0,
  total            INTEGER,
  change_set_key   INTEGER,
  user_key         INTEGER,
  created_at       INTEGER NOT NULL,
  started_at       INTEGER,
  ended_at         INTEGER,
  UNIQUE (organization_key, key)
) STRICT;
CREATE INDEX jobs_recent ON jobs (organization_key, created_at);
CREATE INDEX jobs_open ON jobs (state) WHERE state IN ('queued', 'running');
