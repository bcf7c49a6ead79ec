-- Who may do what: users of the workspace, their sessions, and in each organization roles, memberships, whitelist.

-- Global: a person can belong to several organizations. Soft-deleted accounts keep no values (erasure overwrites).
CREATE TABLE users (
  key             INTEGER PRIMARY KEY AUTOINCREMENT,
  id              BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
  email           TEXT    NOT NULL,               -- as typed
  address_key     TEXT    NOT NULL UNIQUE,        -- NFC, lower case, ASCII domain; deleted accounts count
  name            TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  password_hash   TEXT    NOT NULL,               -- argon2id, PHC string
  recovery_hash   TEXT    NOT NULL,               -- argon2id of the recovery code
  oauth_profile   TEXT CHECK (oauth_profile IS NULL OR json_valid(oauth_profile)),
  is_owner        INTEGER NOT NULL DEFAULT 0 CHECK (is_owner IN (0, 1)),  -- workspace owner
  failed_sign_ins INTEGER NOT NULL DEFAULT 0,
  locked_until    INTEGER,                        -- wall time; back-off survives restarts
  created_at      INTEGER NOT NULL,
  updated_at      INTEGER NOT NULL,
  deleted_at      INTEGER
) STRICT;

CREATE TABLE user_profiles (
  user_key  INTEGER PRIMARY KEY REFERENCES users (key),
  title     TEXT NOT NULL DEFAULT '',
  phone     TEXT NOT NULL DEFAULT '',
  language  TEXT NOT NULL DEFAULT 'en',
  time_zone TEXT NOT NULL DEFAULT ''
) STRICT;

-- One row for each signed-in window or tab. The token is kept as its hash only.
CREATE TABLE sessions (
  key        INTEGER PRIMARY KEY AUTOINCREMENT,
  id         BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
  user_key   INTEGER NOT NULL REFERENCES users (key),
  token_hash BLOB    NOT NULL UNIQUE CHECK (length(token_hash) = 32),
  door       TEXT    NOT NULL CHECK (door IN ('window', 'browser', 'cli')),
  created_at INTEGER NOT NULL,
  seen_at    INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  ended_at   INTEGER
) STRICT;
CREATE INDEX sessions_user ON sessions (user_key) WHERE ended_at IS NULL;

-- The catalogue, written from the program's list at every start.
CREATE TABLE permissions (
  permission_key TEXT PRIMARY KEY,
  description    TEXT NOT NULL,
  category       TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE roles (
  key              INTEGER PRIMARY KEY AUTOINCREMENT,
  id               BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
  organization_key INTEGER NOT NULL REFERENCES organizations (key),
  name             TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  description      TEXT    NOT NULL DEFAULT '',
  shipped_from     TEXT,                          -- Admin, Manager, Consultant, Analyst, Viewer; NULL: custom
  created_at       INTEGER NOT NULL,
  updated_at       INTEGER NOT NULL,
  deleted_at       INTEGER,
  UNIQUE (organization_key, key)
) STRICT;
CREATE UNIQUE INDEX roles_name ON roles (organization_key, name) WHERE deleted_at IS NULL;

CREATE TABLE role_permissions (
  organization_key INTEGER NOT NULL,
  role_key         INTEGER NOT NULL,
  permission_key   TEXT    NOT NULL REFERENCES permissions (permission_key),
  reach            TEXT    NOT NULL CHECK (reach IN ('own', 'all')),
  PRIMARY KEY (organization_key, role_key, permission_key),
  FOREIGN KEY (organization_key, role_key) REFERENCES roles (organization_key, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE memberships (
  key               INTEGER PRIMARY KEY AUTOINCREMENT,
  id                BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
  organization_key  INTEGER NOT NULL REFERENCES organizations (key),
  user_key          INTEGER REFERENCES users (key),     -- NULL while an invitation waits for its person
  role_key          INTEGER,
  status            TEXT    NOT NULL CHECK (status IN ('invited', 'requested', 'active', 'suspended', 'left')),
  extra_permissions TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(extra_permissions)),  -- [[key, own|all], …]
  invited_email     TEXT,                               -- address_key of the invited person
  invite_hash       BLOB,                               -- hash of the invitation's code
  invited_by        INTEGER,
  expires_at        INTEGER,                            -- wall time; only of invitations
  decided_at        INTEGER,
  decided_by        INTEGER,
  created_at        INTEGER NOT NULL,
  updated_at        INTEGER NOT NULL,
  deleted_at        INTEGER,
  UNIQUE (organization_key, key),
  FOREIGN KEY (organization_key, role_key) REFERENCES roles (organization_key, key)
) STRICT;
CREATE UNIQUE INDEX memberships_user ON memberships (organization_key, user_key) WHERE user_key IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX memberships_of_user ON memberships (user_key) WHERE deleted_at IS NULL;
-- 002 asks for a partial index of pending invitations.
CREATE INDEX memberships_pending ON memberships (organization_key, status) WHERE status IN ('invited', 'requested') AND deleted_at IS NULL;

-- Addresses and domains (with a leading @) that join at once with a default role.
CREATE TABLE whitelist (
  key              INTEGER PRIMARY KEY AUTOINCREMENT,
  id               BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
  organization_key INTEGER NOT NULL REFERENCES organizations (key),
  pattern          TEXT    NOT NULL,              -- an address_key, or @domain
  role_key         INTEGER NOT NULL,
  created_at       INTEGER NOT NULL,
  UNIQUE (organization_key, key),
  UNIQUE (organization_key, pattern),
  FOREIGN KEY (organization_key, role_key) REFERENCES roles (organization_key, key)
) STRICT;
CREATE INDEX whitelist_pattern ON whitelist (pattern);
