-- People, the lists they are on, what was imported, and what validation said of each address.

CREATE TABLE contacts (
  key                   INTEGER PRIMARY KEY AUTOINCREMENT,
  id                    BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
  organization_key      INTEGER NOT NULL REFERENCES organizations (key),
  email                 TEXT,               -- as it came; NULL: a person without an address
  address_key           TEXT,               -- NFC, lower case, ASCII domain; what is unique
  first_name            TEXT    NOT NULL DEFAULT '',
  last_name             TEXT    NOT NULL DEFAULT '',
  sort_name             TEXT    NOT NULL DEFAULT '',   -- lower case "last first", else the address: what lists sort by
  phone                 TEXT    NOT NULL DEFAULT '',
  company               TEXT    NOT NULL DEFAULT '',
  street                TEXT    NOT NULL DEFAULT '',
  city                  TEXT    NOT NULL DEFAULT '',
  region                TEXT    NOT NULL DEFAULT '',
  postal_code           TEXT    NOT NULL DEFAULT '',
  country               TEXT    NOT NULL DEFAULT '',
  birth_date            TEXT,               -- ISO date
  reached_through       INTEGER,            -- key of the contact whose address also reaches this person
  source                TEXT    NOT NULL DEFAULT 'manual' CHECK (source IN ('manual', 'import', 'form', 'api')),
  validation_status     INTEGER NOT NULL DEFAULT 0 CHECK (validation_status BETWEEN 0 AND 4),  -- 0 unchecked, 1 valid, 2 risky, 3 invalid, 4 nonexistent
  validation_score      INTEGER NOT NULL DEFAULT 0 CHECK (validation_score BETWEEN 0 AND 100),
  validation_reasons    INTEGER NOT NULL DEFAULT 0,     -- one bit a reason, as the address crate numbers them
  validation_suggestion TEXT,
  last_validated_at     INTEGER,
  version               INTEGER NOT NULL DEFAULT 1,     -- grows with every change: what an import compares
  created_by            INTEGER,
  created_at            INTEGER NOT NULL,
  updated_at            INTEGER NOT NULL DEFAULT 0,   -- 0: never changed since it was made
  deleted_at            INTEGER,
  UNIQUE (organization_key, key)
) STRICT;
-- Unique counts deleted rows: adding a deleted address revives that row. Also serves (organization_id, email).
CREATE UNIQUE INDEX contacts_address ON contacts (organization_key, address_key) WHERE address_key IS NOT NULL;
-- (organization_id, validation_status) of 000 and 001; partial, so that it covers the list without looking at rows.
CREATE INDEX contacts_status ON contacts (organization_key, validation_status) WHERE deleted_at IS NULL;
CREATE INDEX contacts_name ON contacts (organization_key, sort_name) WHERE deleted_at IS NULL;
-- (organization_id, created_at) of 002 is the primary key: keys are given in order of making.

-- Trigrams of name, e-mail, phone and company; contentless: the words themselves stand only in contacts.
CREATE VIRTUAL TABLE contact_search USING fts5 (
  content, content='', contentless_delete=1, tokenize='trigram', detail=none
);

CREATE TABLE contact_lists (
  key               INTEGER PRIMARY KEY AUTOINCREMENT,
  id                BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
  organization_key  INTEGER NOT NULL REFERENCES organizations (key),
  name              TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  description       TEXT    NOT NULL DEFAULT '',
  source            TEXT    NOT NULL DEFAULT 'manual' CHECK (source IN ('manual', 'upload', 'import', 'api')),
  status            TEXT    NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'validating', 'validated', 'failed')),
  -- Counts by status, exact: written with the members they count.
  total_count       INTEGER NOT NULL DEFAULT 0 CHECK (total_count >= 0),
  valid_count       INTEGER NOT NULL DEFAULT 0 CHECK (valid_count >= 0),
  risky_count       INTEGER NOT NULL DEFAULT 0 CHECK (risky_count >= 0),
  invalid_count     INTEGER NOT NULL DEFAULT 0 CHECK (invalid_count >= 0),
  nonexistent_count INTEGER NOT NULL DEFAULT 0 CHECK (nonexistent_count >= 0),
  created_by        INTEGER,
  created_at        INTEGER NOT NULL,
  updated_at        INTEGER NOT NULL,
  deleted_at        INTEGER,
  UNIQUE (organization_key, key)
) STRICT;
CREATE UNIQUE INDEX contact_lists_name ON contact_lists (organization_key, name) WHERE deleted_at IS NULL;

-- Bulk. (contact_list_id, validation_status) of 000 and 001: the status stands in the row, so the primary key's range
-- of one list answers it without a second index, and the counts above answer it at once.
CREATE TABLE list_members (
  organization_key  INTEGER NOT NULL,
  list_key          INTEGER NOT NULL,
  contact_key       INTEGER NOT NULL,
  validation_status INTEGER NOT NULL DEFAULT 0,
  import_key        INTEGER,
  line              INTEGER,                -- line of the import's file
  added_at          INTEGER NOT NULL,
  PRIMARY KEY (organization_key, list_key, contact_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE contact_fields (
  key              INTEGER PRIMARY KEY AUTOINCREMENT,
  id               BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
  organization_key INTEGER NOT NULL REFERENCES organizations (key),
  field_key        TEXT    NOT NULL CHECK (field_key GLOB '[a-z]*'),
  label            TEXT    NOT NULL,
  field_type       TEXT    NOT NULL CHECK (field_type IN ('text', 'number', 'date', 'boolean', 'choice')),
  choices          TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(choices)),
  sensitive        INTEGER NOT NULL DEFAULT 0 CHECK (sensitive IN (0, 1)),
  position         INTEGER NOT NULL DEFAULT 0,
  created_at       INTEGER NOT NULL,
  updated_at       INTEGER NOT NULL,
  deleted_at       INTEGER,
  UNIQUE (organization_key, key),
  UNIQUE (organization_key, field_key)
) STRICT;

CREATE TABLE contact_field_values (
  key               INTEGER PRIMARY KEY AUTOINCREMENT,
  organization_key  INTEGER NOT NULL,
  field_key         INTEGER NOT NULL,
  contact_key       INTEGER NOT NULL,
  value             TEXT    NOT NULL,
  FOREIGN KEY (organization_key, field_key) REFERENCES contact_fields (organization_key, key),
  FOREIGN KEY (organization_key, contact_key) REFERENCES contacts (organization_key, key)
) STRICT;
CREATE UNIQUE INDEX contact_field_values_one ON contact_field_values (organization_key, contact_key, field_key);
CREATE INDEX contact_field_values_find ON contact_field_values (organization_key, field_key, value);

CREATE TABLE suppressions (
  key              INTEGER PRIMARY KEY AUTOINCREMENT,
  id               BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
  organization_key INTEGER NOT NULL REFERENCES organizations (key),
  address_hash     BLOB    NOT NULL CHECK (length(address_hash) = 32),  -- keyed hash of the address_key
  address          TEXT,                                                -- NULL once erased
  reason           TEXT    NOT NULL CHECK (reason IN ('unsubscribed', 'hard_bounce', 'complaint', 'manual', 'do_not_contact', 'erased')),
  source           TEXT    NOT NULL CHECK (source IN ('event', 'import', 'member')),
  note             TEXT    NOT NULL DEFAULT '',
  created_by       INTEGER,
  created_at       INTEGER NOT NULL,
  UNIQUE (organization_key, key),
  UNIQUE (organization_key, address_hash)
) STRICT;

-- Rules of validation are rows with versions: a new version is a new row, results name the version they used.
CREATE TABLE validation_rules (
  key              INTEGER PRIMARY KEY AUTOINCREMENT,
  id               BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
  organization_key INTEGER NOT NULL REFERENCES organizations (key),
  version          INTEGER NOT NULL,
  reason           TEXT    NOT NULL,                -- code of the address crate
  rule_type        TEXT    NOT NULL CHECK (rule_type IN ('syntax', 'domain', 'classification')),
  rule_config      TEXT    NOT NULL CHECK (json_valid(rule_config)),
  enabled          INTEGER NOT NULL CHECK (enabled IN (0, 1)),
  created_at       INTEGER NOT NULL,
  UNIQUE (organization_key, key),
  UNIQUE (organization_key, version, reason)
) STRICT;

CREATE TABLE validation_runs (
  key              INTEGER PRIMARY KEY AUTOINCREMENT,
  id               BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
  organization_key INTEGER NOT NULL REFERENCES organizations (key),
  rules_version    INTEGER NOT NULL,
  list_versions    TEXT    NOT NULL CHECK (json_valid(list_versions)),
  trigger_kind     TEXT    NOT NULL CHECK (trigger_kind IN ('import', 'member', 'edit')),
  validated_by     INTEGER,                         -- user; NULL: the system
  started_at       INTEGER NOT NULL,
  UNIQUE (organization_key, key)
) STRICT;

-- Bulk: one row a contact and run; a reader expands it to rule × pass or fail. Newest run first by key.
CREATE TABLE validation_results (
  organization_key INTEGER NOT NULL,
  contact_key      INTEGER NOT NULL,
  run_key          INTEGER NOT NULL,
  status           INTEGER NOT NULL,
  score            INTEGER NOT NULL,
  reasons          INTEGER NOT NULL,
  validated_at     INTEGER NOT NULL,
  PRIMARY KEY (organization_key, contact_key, run_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE imports (
  key              INTEGER PRIMARY KEY AUTOINCREMENT,
  id               BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
  organization_key INTEGER NOT NULL REFERENCES organizations (key),
  file_name        TEXT    NOT NULL,
  file_bytes       INTEGER NOT NULL,
  file_hash        BLOB    NOT NULL CHECK (length(file_hash) = 32),   -- blake3 of the staged copy
  format           TEXT    NOT NULL CHECK (json_valid(format)),       -- encoding, delimiter, header
  mapping          TEXT CHECK (mapping IS NULL OR json_valid(mapping)),
  list_key         INTEGER,
  state            TEXT    NOT NULL CHECK (state IN ('staged', 'previewed', 'running', 'done', 'cancelled', 'undone', 'failed')),
  plan_hash        BLOB,                                              -- blake3 of the decisions file
  counts           TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(counts)),
  total_version    INTEGER,                                           -- contacts' state the preview met
  done_rows        INTEGER NOT NULL DEFAULT 0,                        -- progress: staged rows landed
  first_contact    INTEGER,                                           -- key of the first contact it made: older ones were there before
  validation_run_key INTEGER,
  change_set_key   INTEGER,
  created_by       INTEGER,
  created_at       INTEGER NOT NULL,
  updated_at       INTEGER NOT NULL,
  UNIQUE (organization_key, key),
  FOREIGN KEY (organization_key, list_key) REFERENCES contact_lists (organization_key, key)
) STRICT;
CREATE INDEX imports_recent ON imports (organization_key, created_at);
