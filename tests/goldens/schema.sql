CREATE TABLE assignments (
  organization_key      INTEGER NOT NULL,
  run_key               INTEGER NOT NULL,
  contact_key           INTEGER NOT NULL,
  campaign_key          INTEGER NOT NULL,
  status                INTEGER NOT NULL,   -- 0 pending, 1 sent, 2 delivered, 3 bounced softly, 4 bounced for good
  validation_status     INTEGER NOT NULL,   -- of the contact when the audience was frozen; 0 unchecked
  event_bits            INTEGER NOT NULL,   -- bit n: an event of type n happened
  scheduled_at          INTEGER,
  sent_at               INTEGER,
  delivered_at          INTEGER,
  first_open_at         INTEGER,            -- by a person
  first_machine_open_at INTEGER,
  first_click_at        INTEGER,            -- by a person
  bounced_at            INTEGER,
  unsubscribed_at       INTEGER,
  complained_at         INTEGER,
  first_view_at         INTEGER,
  first_submit_at       INTEGER,
  PRIMARY KEY (organization_key, run_key, contact_key)
) STRICT, WITHOUT ROWID;

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

CREATE INDEX audit_log_entity ON audit_log (organization_key, entity_id, sequence) WHERE entity_id IS NOT NULL;

CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log
WHEN NOT EXISTS (SELECT 1 FROM organization_purges WHERE organization_key = OLD.organization_key)
BEGIN SELECT RAISE(ABORT, 'append-only: audit_log'); END;

CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log BEGIN SELECT RAISE(ABORT, 'append-only: audit_log'); END;

CREATE TABLE audit_values (
  organization_key INTEGER NOT NULL,
  sequence         INTEGER NOT NULL,
  item             INTEGER NOT NULL,
  name             TEXT    NOT NULL,
  salt             BLOB    NOT NULL CHECK (length(salt) = 16),
  value            TEXT,
  PRIMARY KEY (organization_key, sequence, item)
) STRICT, WITHOUT ROWID;

CREATE TABLE campaign_costs (
  key              INTEGER PRIMARY KEY AUTOINCREMENT,
  id               BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
  organization_key INTEGER NOT NULL,
  campaign_key     INTEGER NOT NULL,
  kind             TEXT    NOT NULL CHECK (kind IN ('fixed', 'per_send', 'per_lead')),
  amount_minor     INTEGER NOT NULL,               -- of the campaign's currency: once, for each sent mail, for each lead
  at               INTEGER NOT NULL,               -- campaign time
  note             TEXT    NOT NULL DEFAULT '',
  created_by       INTEGER,
  created_at       INTEGER NOT NULL,
  UNIQUE (organization_key, key),
  FOREIGN KEY (organization_key, campaign_key) REFERENCES campaigns (organization_key, key)
) STRICT;

CREATE INDEX campaign_costs_campaign ON campaign_costs (organization_key, campaign_key, at);

CREATE TABLE campaign_folders (
  key              INTEGER PRIMARY KEY AUTOINCREMENT,
  id               BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
  organization_key INTEGER NOT NULL REFERENCES organizations (key),
  name             TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  created_by       INTEGER,
  created_at       INTEGER NOT NULL,
  updated_at       INTEGER NOT NULL,
  deleted_at       INTEGER,
  UNIQUE (organization_key, key)
) STRICT;

CREATE UNIQUE INDEX campaign_folders_name ON campaign_folders (organization_key, name) WHERE deleted_at IS NULL;

CREATE TABLE campaign_lists (
  key              INTEGER PRIMARY KEY AUTOINCREMENT,
  organization_key INTEGER NOT NULL,
  campaign_key     INTEGER NOT NULL,
  list_key         INTEGER NOT NULL,
  role             TEXT    NOT NULL CHECK (role IN ('include', 'exclude')),
  UNIQUE (organization_key, key),
  UNIQUE (organization_key, campaign_key, list_key),
  FOREIGN KEY (organization_key, campaign_key) REFERENCES campaigns (organization_key, key),
  FOREIGN KEY (organization_key, list_key) REFERENCES contact_lists (organization_key, key)
) STRICT;

CREATE INDEX campaign_lists_list ON campaign_lists (organization_key, list_key);

CREATE TABLE campaigns (
  key                  INTEGER PRIMARY KEY AUTOINCREMENT,
  id                   BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
  organization_key     INTEGER NOT NULL REFERENCES organizations (key),
  name                 TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  description          TEXT    NOT NULL DEFAULT '',
  objective            TEXT    NOT NULL DEFAULT '',
  folder_key           INTEGER,
  status               TEXT    NOT NULL DEFAULT 'draft' CHECK (status IN ('draft', 'scheduled', 'active', 'paused', 'completed', 'cancelled')),
  template_version_key INTEGER,
  form_version_key     INTEGER,
  -- Unique in the whole workspace, deleted campaigns included (000, 001: unique and indexed landing page address).
  slug                 TEXT    NOT NULL UNIQUE CHECK (length(slug) BETWEEN 3 AND 64 AND slug NOT GLOB '*[^a-z0-9-]*'),
  landing_headline     TEXT    NOT NULL DEFAULT '',
  landing_intro        TEXT    NOT NULL DEFAULT '',      -- sanitized HTML
  budget_minor         INTEGER CHECK (budget_minor IS NULL OR budget_minor >= 0),
  currency             TEXT    NOT NULL CHECK (length(currency) = 3),
  scheduled_at         INTEGER,                          -- campaign time, as the two below
  started_at           INTEGER,
  ended_at             INTEGER,
  start_date           TEXT CHECK (start_date IS NULL OR start_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  end_date             TEXT CHECK (end_date IS NULL OR end_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  created_by           INTEGER,
  updated_by           INTEGER,
  created_at           INTEGER NOT NULL,
  updated_at           INTEGER NOT NULL,
  deleted_at           INTEGER,
  version              INTEGER NOT NULL DEFAULT 1,       -- grows with every change: what an editor compares
  UNIQUE (organization_key, key),
  FOREIGN KEY (organization_key, folder_key) REFERENCES campaign_folders (organization_key, key),
  FOREIGN KEY (organization_key, template_version_key) REFERENCES template_versions (organization_key, key),
  FOREIGN KEY (organization_key, form_version_key) REFERENCES form_versions (organization_key, key)
) STRICT;

CREATE INDEX campaigns_active ON campaigns (organization_key, started_at) WHERE status = 'active' AND deleted_at IS NULL;

CREATE INDEX campaigns_folder ON campaigns (organization_key, folder_key) WHERE folder_key IS NOT NULL;

CREATE INDEX campaigns_form ON campaigns (organization_key, form_version_key) WHERE form_version_key IS NOT NULL;

CREATE INDEX campaigns_recent ON campaigns (organization_key, updated_at) WHERE deleted_at IS NULL;

CREATE INDEX campaigns_status ON campaigns (organization_key, status, created_at);

CREATE INDEX campaigns_template ON campaigns (organization_key, template_version_key) WHERE template_version_key IS NOT NULL;

CREATE TRIGGER campaigns_begin BEFORE INSERT ON campaigns WHEN NEW.status <> 'draft'
BEGIN SELECT RAISE(ABORT, 'refused: A campaign begins as a draft.'); END;

CREATE TRIGGER campaigns_machine BEFORE UPDATE OF status ON campaigns
WHEN NEW.status IS NOT OLD.status AND NOT (
  (OLD.status = 'draft'     AND NEW.status IN ('scheduled', 'active'))
  OR (OLD.status = 'scheduled' AND NEW.status IN ('draft', 'active', 'cancelled'))
  OR (OLD.status = 'active'    AND NEW.status IN ('paused', 'completed', 'cancelled'))
  OR (OLD.status = 'paused'    AND NEW.status IN ('active', 'cancelled')))
BEGIN SELECT RAISE(ABORT, 'refused: A campaign that is ' || OLD.status || ' cannot become ' || NEW.status || '.'); END;

CREATE TRIGGER campaigns_pinned BEFORE UPDATE OF template_version_key, form_version_key, slug ON campaigns
WHEN OLD.status <> 'draft' AND (NEW.template_version_key IS NOT OLD.template_version_key
  OR NEW.form_version_key IS NOT OLD.form_version_key OR NEW.slug IS NOT OLD.slug)
BEGIN SELECT RAISE(ABORT, 'refused: A campaign that is ' || OLD.status || ' keeps its e-mail, its form and its address.'); END;

CREATE TABLE change_set_ranges (
  organization_key INTEGER NOT NULL,
  change_set_key   INTEGER NOT NULL,
  sequence         INTEGER NOT NULL,
  table_name       TEXT    NOT NULL,
  first_key        INTEGER NOT NULL,
  last_key         INTEGER NOT NULL,
  PRIMARY KEY (change_set_key, sequence)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE "contact_field_values" (
  key               INTEGER PRIMARY KEY AUTOINCREMENT,
  organization_key  INTEGER NOT NULL,
  field_key         INTEGER NOT NULL,
  contact_key       INTEGER NOT NULL,
  value             TEXT    NOT NULL CHECK (value <> ''),   -- in the one form its type has; without a value, no row
  FOREIGN KEY (organization_key, field_key) REFERENCES "contact_fields" (organization_key, key),
  FOREIGN KEY (organization_key, contact_key) REFERENCES contacts (organization_key, key)
) STRICT;

CREATE INDEX contact_field_values_find ON contact_field_values (organization_key, field_key, value, contact_key);

CREATE UNIQUE INDEX contact_field_values_one ON contact_field_values (organization_key, contact_key, field_key);

CREATE TRIGGER contact_field_values_unique BEFORE INSERT ON contact_field_values
WHEN (SELECT is_unique FROM contact_fields WHERE key = NEW.field_key) = 1 AND EXISTS (
  SELECT 1 FROM contact_field_values v WHERE v.organization_key = NEW.organization_key AND v.field_key = NEW.field_key
    AND v.value = NEW.value AND v.contact_key <> NEW.contact_key)
BEGIN SELECT RAISE(ABORT, 'refused: Another contact has this value already, and the field is unique.'); END;

CREATE TRIGGER contact_field_values_unique_change BEFORE UPDATE OF value ON contact_field_values
WHEN (SELECT is_unique FROM contact_fields WHERE key = NEW.field_key) = 1 AND EXISTS (
  SELECT 1 FROM contact_field_values v WHERE v.organization_key = NEW.organization_key AND v.field_key = NEW.field_key
    AND v.value = NEW.value AND v.contact_key <> NEW.contact_key)
BEGIN SELECT RAISE(ABORT, 'refused: Another contact has this value already, and the field is unique.'); END;

CREATE TABLE "contact_fields" (
  key              INTEGER PRIMARY KEY AUTOINCREMENT,
  id               BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
  organization_key INTEGER NOT NULL REFERENCES organizations (key),
  field_key        TEXT    NOT NULL CHECK (field_key GLOB '[a-z]*'),   -- name in templates; given once, never changed
  label            TEXT    NOT NULL CHECK (length(label) BETWEEN 1 AND 80),
  description      TEXT    NOT NULL DEFAULT '',
  field_type       TEXT    NOT NULL CHECK (field_type IN
                     ('text', 'number', 'date', 'boolean', 'choice', 'email', 'phone', 'url')),
  choices          TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(choices)),
  required         INTEGER NOT NULL DEFAULT 0 CHECK (required IN (0, 1)),
  is_unique        INTEGER NOT NULL DEFAULT 0 CHECK (is_unique IN (0, 1)),
  default_value    TEXT    NOT NULL DEFAULT '',                        -- '': none
  sensitive        INTEGER NOT NULL DEFAULT 0 CHECK (sensitive IN (0, 1)),
  position         INTEGER NOT NULL DEFAULT 0,
  created_by       INTEGER,
  created_at       INTEGER NOT NULL,
  updated_at       INTEGER NOT NULL,
  deleted_at       INTEGER,
  UNIQUE (organization_key, key),
  UNIQUE (organization_key, field_key)   -- counts deleted ones: a template's variable never changes its meaning
) STRICT;

CREATE UNIQUE INDEX contact_fields_label ON contact_fields (organization_key, label) WHERE deleted_at IS NULL;

CREATE TABLE contact_imports (
  key              INTEGER PRIMARY KEY AUTOINCREMENT,
  organization_key INTEGER NOT NULL REFERENCES organizations (key),
  import_key       INTEGER NOT NULL,
  first_key        INTEGER NOT NULL,
  last_key         INTEGER NOT NULL CHECK (last_key >= first_key),
  FOREIGN KEY (organization_key, import_key) REFERENCES imports (organization_key, key)
) STRICT;

CREATE INDEX contact_imports_of ON contact_imports (organization_key, import_key);

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

CREATE VIRTUAL TABLE contact_search USING fts5 (
  content, content='', contentless_delete=1, tokenize='trigram', detail=none
);

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
  deleted_at            INTEGER, mailbox_key TEXT GENERATED ALWAYS AS (
  CASE substr(address_key, instr(address_key, '@') + 1)
    WHEN 'gmail.com' THEN
      coalesce(nullif(replace(substr(address_key, 1, CASE WHEN instr(address_key, '+') > 1 THEN instr(address_key, '+') ELSE instr(address_key, '@') END - 1), '.', ''), '')
        || '@gmail.com', address_key)
    WHEN 'googlemail.com' THEN
      coalesce(nullif(replace(substr(address_key, 1, CASE WHEN instr(address_key, '+') > 1 THEN instr(address_key, '+') ELSE instr(address_key, '@') END - 1), '.', ''), '')
        || '@gmail.com', address_key)
    WHEN 'proton.me' THEN
      coalesce(nullif(replace(replace(replace(substr(address_key, 1, CASE WHEN instr(address_key, '+') > 1 THEN instr(address_key, '+') ELSE instr(address_key, '@') END - 1), '.', ''), '-', ''), '_', ''), '')
        || '@proton.me', address_key)
    WHEN 'protonmail.com' THEN
      coalesce(nullif(replace(replace(replace(substr(address_key, 1, CASE WHEN instr(address_key, '+') > 1 THEN instr(address_key, '+') ELSE instr(address_key, '@') END - 1), '.', ''), '-', ''), '_', ''), '')
        || '@proton.me', address_key)
    WHEN 'pm.me' THEN
      coalesce(nullif(replace(replace(replace(substr(address_key, 1, CASE WHEN instr(address_key, '+') > 1 THEN instr(address_key, '+') ELSE instr(address_key, '@') END - 1), '.', ''), '-', ''), '_', ''), '')
        || '@proton.me', address_key)
    ELSE
      CASE WHEN instr(address_key, '+') > 1 AND substr(address_key, instr(address_key, '@') + 1) IN
        ('outlook.com', 'hotmail.com', 'live.com', 'msn.com', 'icloud.com', 'me.com', 'mac.com', 'fastmail.com', 'fastmail.fm')
      THEN substr(address_key, 1, instr(address_key, '+') - 1) || substr(address_key, instr(address_key, '@'))
      ELSE address_key END
  END) VIRTUAL,
  UNIQUE (organization_key, key)
) STRICT;

CREATE UNIQUE INDEX contacts_address ON contacts (organization_key, address_key) WHERE address_key IS NOT NULL;

CREATE INDEX contacts_mailbox ON contacts (organization_key, mailbox_key) WHERE mailbox_key <> address_key;

CREATE INDEX contacts_name ON contacts (organization_key, sort_name) WHERE deleted_at IS NULL;

CREATE INDEX contacts_reached ON contacts (organization_key, reached_through) WHERE reached_through IS NOT NULL;

CREATE INDEX contacts_status ON contacts (organization_key, validation_status) WHERE deleted_at IS NULL;

CREATE TABLE event_aggregations (
  organization_key    INTEGER NOT NULL,
  campaign_key        INTEGER NOT NULL,
  event_type          INTEGER NOT NULL,
  part                INTEGER NOT NULL,
  day                 INTEGER NOT NULL,
  count               INTEGER NOT NULL,
  unique_contacts     INTEGER NOT NULL,
  first_time_contacts INTEGER NOT NULL,   -- whose first of this type and part in the campaign was on this day
  is_final            INTEGER NOT NULL DEFAULT 0 CHECK (is_final IN (0, 1)),
  adjustments         INTEGER NOT NULL DEFAULT 0,   -- events that came after the day was final
  adjusted_contacts   INTEGER NOT NULL DEFAULT 0,
  adjusted_first_time INTEGER NOT NULL DEFAULT 0,
  updated_at          INTEGER NOT NULL, created_at INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (organization_key, campaign_key, event_type, part, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_clients (
  key              INTEGER PRIMARY KEY AUTOINCREMENT,
  organization_key INTEGER NOT NULL REFERENCES organizations (key),
  device           INTEGER NOT NULL CHECK (device BETWEEN 0 AND 3),   -- 0 unknown, 1 mobile, 2 desktop, 3 machine
  client           TEXT    NOT NULL,
  UNIQUE (organization_key, key),
  UNIQUE (organization_key, device, client)
) STRICT;

CREATE TABLE event_day_contacts (
  organization_key INTEGER NOT NULL,
  campaign_key     INTEGER NOT NULL,
  event_type       INTEGER NOT NULL,
  part             INTEGER NOT NULL,
  day              INTEGER NOT NULL CHECK (day >= -1),
  contacts         BLOB    NOT NULL,
  PRIMARY KEY (organization_key, campaign_key, event_type, part, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_day_totals (
  organization_key    INTEGER NOT NULL,
  day                 INTEGER NOT NULL,
  event_type          INTEGER NOT NULL,
  part                INTEGER NOT NULL,
  count               INTEGER NOT NULL,
  first_time_contacts INTEGER NOT NULL,
  PRIMARY KEY (organization_key, day, event_type, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_details (
  key              INTEGER PRIMARY KEY AUTOINCREMENT,
  organization_key INTEGER NOT NULL REFERENCES organizations (key),
  kind             TEXT    NOT NULL CHECK (kind IN ('link', 'reason')),
  text             TEXT    NOT NULL,
  UNIQUE (organization_key, key),
  UNIQUE (organization_key, kind, text)
) STRICT;

CREATE TABLE event_resets (
  organization_key INTEGER NOT NULL,
  campaign_key     INTEGER NOT NULL,
  run_key          INTEGER NOT NULL,
  PRIMARY KEY (organization_key, campaign_key)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER event_resets_only BEFORE INSERT ON event_resets
WHEN NOT EXISTS (SELECT 1 FROM runs WHERE organization_key = NEW.organization_key AND key = NEW.run_key
                 AND campaign_key = NEW.campaign_key AND kind = 'rehearsal'
                 AND state IN ('cancelled', 'failed', 'reset') AND cleared_at IS NULL)
  OR EXISTS (SELECT 1 FROM runs WHERE organization_key = NEW.organization_key AND campaign_key = NEW.campaign_key
             AND state IN ('running', 'done')
             AND (state = 'done' OR (kind = 'launch' AND (played_to IS NOT NULL OR events > 0))))
BEGIN SELECT RAISE(ABORT, 'refused: Only a rehearsal that was taken back can be cleared.'); END;

CREATE TABLE event_rollups (
  organization_key INTEGER NOT NULL,
  campaign_key     INTEGER NOT NULL,
  dimension        INTEGER NOT NULL CHECK (dimension IN (1, 2, 3)),
  event_type       INTEGER NOT NULL,
  part             INTEGER NOT NULL,
  value_key        INTEGER NOT NULL,
  day              INTEGER NOT NULL,
  count            INTEGER NOT NULL,
  contacts         BLOB,
  PRIMARY KEY (organization_key, campaign_key, dimension, event_type, part, value_key, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
  organization_key INTEGER NOT NULL,
  campaign_key     INTEGER NOT NULL,
  event_type       INTEGER NOT NULL,
  occurred_at      INTEGER NOT NULL,   -- campaign time
  sequence         INTEGER NOT NULL,   -- the writer's; tells equal times apart; from 2^40 on for the landing page
  contact_key      INTEGER NOT NULL,   -- 0: nobody known
  detail_key       INTEGER NOT NULL,   -- 0: none
  client_key       INTEGER NOT NULL,   -- 0: none
  flags            INTEGER NOT NULL,
  visit_key        INTEGER,            -- the real visit that made it; the record time stands there or in the run
  PRIMARY KEY (organization_key, campaign_key, event_type, occurred_at, sequence)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER events_no_delete BEFORE DELETE ON events
WHEN (OLD.visit_key IS NOT NULL OR NOT EXISTS (SELECT 1 FROM event_resets
  WHERE organization_key = OLD.organization_key AND campaign_key = OLD.campaign_key))
  AND NOT EXISTS (SELECT 1 FROM organization_purges WHERE organization_key = OLD.organization_key)
BEGIN SELECT RAISE(ABORT, 'refused: Events are never removed, except with the reset of a whole rehearsal.'); END;

CREATE TRIGGER events_no_update BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'refused: Events are never changed.'); END;

CREATE TABLE file_contents (
  organization_key INTEGER NOT NULL REFERENCES organizations (key),
  hash             BLOB    NOT NULL CHECK (length(hash) = 32),   -- blake3
  media_type       TEXT    NOT NULL,
  bytes            BLOB    NOT NULL,
  created_at       INTEGER NOT NULL,
  PRIMARY KEY (organization_key, hash)
) STRICT;

CREATE TABLE form_fields (
  key              INTEGER PRIMARY KEY AUTOINCREMENT,
  organization_key INTEGER NOT NULL,
  form_key         INTEGER NOT NULL,
  form_version_key INTEGER NOT NULL,
  field_key        TEXT    NOT NULL CHECK (field_key GLOB '[a-z]*'),
  label            TEXT    NOT NULL,
  field_type       TEXT    NOT NULL CHECK (field_type IN ('text', 'email', 'tel', 'date', 'number', 'select', 'radio', 'checkbox', 'textarea', 'consent')),
  is_indexed       INTEGER NOT NULL CHECK (is_indexed IN (0, 1)),
  position         INTEGER NOT NULL,
  required         INTEGER NOT NULL CHECK (required IN (0, 1)),
  validation_rules TEXT    NOT NULL CHECK (json_valid(validation_rules)),
  UNIQUE (organization_key, key),
  -- Fields of one version by name; serves 001's "form field queries should be fast".
  UNIQUE (organization_key, form_version_key, field_key),
  FOREIGN KEY (organization_key, form_key) REFERENCES forms (organization_key, key),
  FOREIGN KEY (organization_key, form_version_key) REFERENCES form_versions (organization_key, key)
) STRICT;

CREATE INDEX form_fields_find ON form_fields (organization_key, field_key) WHERE is_indexed = 1;

CREATE INDEX form_fields_form ON form_fields (organization_key, form_key);

CREATE TRIGGER form_fields_no_delete BEFORE DELETE ON form_fields
WHEN EXISTS (SELECT 1 FROM forms WHERE key = OLD.form_key AND deleted_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'refused: The fields of a published form version stay as long as its form does.'); END;

CREATE TRIGGER form_fields_no_update BEFORE UPDATE ON form_fields
BEGIN SELECT RAISE(ABORT, 'refused: The fields of a published form version never change.'); END;

CREATE TABLE form_response_values (
  organization_key INTEGER NOT NULL,
  form_key         INTEGER NOT NULL,
  field_key        TEXT    NOT NULL,
  value            TEXT    NOT NULL,
  lead_key         INTEGER NOT NULL,
  PRIMARY KEY (organization_key, form_key, field_key, value, lead_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE form_responses (
  key              INTEGER PRIMARY KEY AUTOINCREMENT,
  id               BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
  organization_key INTEGER NOT NULL,
  campaign_key     INTEGER NOT NULL,
  form_version_key INTEGER NOT NULL,
  response_data    TEXT    NOT NULL CHECK (json_valid(response_data)),   -- {field key: answer}, in the form's order
  utm              TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(utm)),
  submitted_at     INTEGER NOT NULL,               -- wall time
  campaign_time    INTEGER NOT NULL,
  -- Session, user agent and address stand in the visit; NULL: a rehearsed submission.
  visit_key        INTEGER,
  UNIQUE (organization_key, key),
  FOREIGN KEY (organization_key, campaign_key) REFERENCES campaigns (organization_key, key),
  FOREIGN KEY (organization_key, form_version_key) REFERENCES form_versions (organization_key, key),
  FOREIGN KEY (organization_key, visit_key) REFERENCES visits (organization_key, key)
) STRICT;

CREATE INDEX form_responses_campaign ON form_responses (organization_key, campaign_key, submitted_at);

CREATE INDEX form_responses_version ON form_responses (organization_key, form_version_key);

CREATE INDEX form_responses_visit ON form_responses (organization_key, visit_key) WHERE visit_key IS NOT NULL;

CREATE TRIGGER form_responses_fixed BEFORE UPDATE OF id, organization_key, campaign_key, form_version_key, submitted_at ON form_responses
BEGIN SELECT RAISE(ABORT, 'refused: When and to which form an answer was given never changes.'); END;

CREATE TABLE form_versions (
  key               INTEGER PRIMARY KEY AUTOINCREMENT,
  id                BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
  organization_key  INTEGER NOT NULL,
  form_key          INTEGER NOT NULL,
  number            INTEGER NOT NULL CHECK (number >= 1),
  definition        TEXT    NOT NULL CHECK (json_valid(definition)),   -- the truth; form_fields is made from it
  thank_you_message TEXT    NOT NULL,
  redirect_url      TEXT,
  created_by        INTEGER,
  created_at        INTEGER NOT NULL,
  UNIQUE (organization_key, key),
  UNIQUE (organization_key, form_key, number),
  FOREIGN KEY (organization_key, form_key) REFERENCES forms (organization_key, key)
) STRICT;

CREATE TRIGGER form_versions_no_delete BEFORE DELETE ON form_versions
WHEN EXISTS (SELECT 1 FROM forms WHERE key = OLD.form_key AND deleted_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'refused: A published form version stays as long as its form does.'); END;

CREATE TRIGGER form_versions_no_update BEFORE UPDATE ON form_versions
BEGIN SELECT RAISE(ABORT, 'refused: A published form version never changes.'); END;

CREATE TABLE forms (
  key               INTEGER PRIMARY KEY AUTOINCREMENT,
  id                BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
  organization_key  INTEGER NOT NULL REFERENCES organizations (key),
  name              TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  description       TEXT    NOT NULL DEFAULT '',
  is_active         INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
  draft             TEXT    NOT NULL CHECK (json_valid(draft)),   -- the definition being edited
  thank_you_message TEXT    NOT NULL DEFAULT '',                  -- of the draft, as redirect_url
  redirect_url      TEXT,                                         -- a path of the page's own host, or an https address
  draft_updated_at  INTEGER NOT NULL,
  draft_updated_by  INTEGER,
  latest_number     INTEGER NOT NULL DEFAULT 0 CHECK (latest_number >= 0),
  created_by        INTEGER,
  created_at        INTEGER NOT NULL,
  updated_at        INTEGER NOT NULL,
  deleted_at        INTEGER,
  UNIQUE (organization_key, key)
) STRICT;

CREATE INDEX forms_recent ON forms (organization_key, updated_at) WHERE deleted_at IS NULL;

CREATE TABLE idempotency (
  organization_key INTEGER NOT NULL,
  idempotency_key  TEXT    NOT NULL,
  answer           TEXT    NOT NULL CHECK (json_valid(answer)),
  created_at       INTEGER NOT NULL,
  PRIMARY KEY (organization_key, idempotency_key)
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

CREATE INDEX imports_list ON imports (organization_key, list_key) WHERE list_key IS NOT NULL;

CREATE INDEX imports_recent ON imports (organization_key, created_at);

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
  ended_at         INTEGER, scheduled_for INTEGER,
  UNIQUE (organization_key, key)
) STRICT;

CREATE INDEX jobs_kind ON jobs (organization_key, kind, key);

CREATE INDEX jobs_open ON jobs (state) WHERE state IN ('queued', 'running');

CREATE INDEX jobs_recent ON jobs (organization_key, created_at);

CREATE UNIQUE INDEX jobs_slot ON jobs (organization_key, kind, scheduled_for)
  WHERE scheduled_for IS NOT NULL AND state IN ('queued', 'running', 'done', 'cancelled');

CREATE TABLE lead_history (
  key              INTEGER PRIMARY KEY AUTOINCREMENT,
  organization_key INTEGER NOT NULL,
  lead_key         INTEGER NOT NULL,
  from_status      TEXT    NOT NULL CHECK (from_status IN ('new', 'contacted', 'qualified', 'converted', 'disqualified')),
  to_status        TEXT    NOT NULL CHECK (to_status IN ('new', 'contacted', 'qualified', 'converted', 'disqualified')),
  note             TEXT    NOT NULL DEFAULT '',
  user_key         INTEGER,
  at               INTEGER NOT NULL,               -- wall time
  UNIQUE (organization_key, key),
  FOREIGN KEY (organization_key, lead_key) REFERENCES leads (organization_key, key)
) STRICT;

CREATE INDEX lead_history_lead ON lead_history (organization_key, lead_key);

CREATE TABLE leads (
  key               INTEGER PRIMARY KEY AUTOINCREMENT,
  id                BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
  organization_key  INTEGER NOT NULL REFERENCES organizations (key),
  campaign_key      INTEGER,
  contact_key       INTEGER,
  form_response_key INTEGER,
  run_key           INTEGER,                       -- the rehearsal that made it; goes with it unless someone worked on it
  title             TEXT    NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
  status            TEXT    NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'contacted', 'qualified', 'converted', 'disqualified')),
  source            TEXT    NOT NULL CHECK (source IN ('email_campaign', 'direct_form', 'api', 'manual')),
  rehearsed         INTEGER NOT NULL DEFAULT 0 CHECK (rehearsed IN (0, 1)),
  owner_key         INTEGER,                       -- user
  value_minor       INTEGER CHECK (value_minor IS NULL OR value_minor >= 0),
  note              TEXT    NOT NULL DEFAULT '',
  created_by        INTEGER,                       -- user; NULL: a visitor
  created_at        INTEGER NOT NULL,              -- campaign time
  recorded_at       INTEGER NOT NULL,
  updated_at        INTEGER NOT NULL,
  version           INTEGER NOT NULL DEFAULT 1,
  deleted_at        INTEGER,
  UNIQUE (organization_key, key),
  -- Only a lead that a member or a program made belongs to no campaign.
  CHECK (campaign_key IS NOT NULL OR source IN ('manual', 'api')),
  FOREIGN KEY (organization_key, campaign_key) REFERENCES campaigns (organization_key, key),
  FOREIGN KEY (organization_key, contact_key) REFERENCES contacts (organization_key, key),
  FOREIGN KEY (organization_key, form_response_key) REFERENCES form_responses (organization_key, key),
  FOREIGN KEY (organization_key, run_key) REFERENCES runs (organization_key, key)
) STRICT;

CREATE INDEX leads_campaign ON leads (organization_key, campaign_key, status);

CREATE INDEX leads_contact ON leads (organization_key, contact_key) WHERE contact_key IS NOT NULL;

CREATE INDEX leads_owner ON leads (organization_key, owner_key, created_at) WHERE owner_key IS NOT NULL;

CREATE INDEX leads_response ON leads (organization_key, form_response_key) WHERE form_response_key IS NOT NULL;

CREATE INDEX leads_run ON leads (organization_key, run_key) WHERE run_key IS NOT NULL;

CREATE INDEX leads_status ON leads (organization_key, status, created_at);

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

CREATE TABLE list_moves (
  key              INTEGER PRIMARY KEY AUTOINCREMENT,
  organization_key INTEGER NOT NULL REFERENCES organizations (key),
  list_key         INTEGER NOT NULL,
  contact_key      INTEGER NOT NULL,
  joined           INTEGER NOT NULL CHECK (joined IN (0, 1)),
  import_key       INTEGER,               -- of the membership that was left
  line             INTEGER,
  added_at         INTEGER NOT NULL,
  UNIQUE (organization_key, key)
) STRICT;

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
  deleted_at        INTEGER, ended TEXT CHECK (ended IN ('rejected', 'withdrawn', 'removed', 'answered')),
  UNIQUE (organization_key, key),
  FOREIGN KEY (organization_key, role_key) REFERENCES roles (organization_key, key)
) STRICT;

CREATE UNIQUE INDEX memberships_invite_hash ON memberships (invite_hash)
  WHERE status = 'invited' AND user_key IS NULL AND deleted_at IS NULL AND invite_hash IS NOT NULL;

CREATE INDEX memberships_invited_email ON memberships (invited_email)
  WHERE status = 'invited' AND user_key IS NULL AND deleted_at IS NULL;

CREATE INDEX memberships_of_user ON memberships (user_key) WHERE deleted_at IS NULL;

CREATE INDEX memberships_pending ON memberships (organization_key, status) WHERE status IN ('invited', 'requested') AND deleted_at IS NULL;

CREATE INDEX memberships_role ON memberships (organization_key, role_key) WHERE deleted_at IS NULL;

CREATE INDEX memberships_role_ever ON memberships (organization_key, role_key) WHERE role_key IS NOT NULL;

CREATE UNIQUE INDEX memberships_user ON memberships (organization_key, user_key) WHERE user_key IS NOT NULL AND deleted_at IS NULL;

CREATE INDEX memberships_user_ever ON memberships (user_key) WHERE user_key IS NOT NULL;

CREATE TRIGGER memberships_last_admin_delete BEFORE DELETE ON memberships
WHEN OLD.status = 'active' AND OLD.deleted_at IS NULL AND OLD.user_key IS NOT NULL
  AND EXISTS (SELECT 1 FROM roles r WHERE r.organization_key = OLD.organization_key AND r.key = OLD.role_key
              AND r.shipped_from = 'Admin')
  AND EXISTS (SELECT 1 FROM organizations o WHERE o.key = OLD.organization_key AND o.deleted_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM memberships m
                  JOIN roles r ON r.organization_key = m.organization_key AND r.key = m.role_key
                  WHERE m.organization_key = OLD.organization_key AND m.key <> OLD.key AND m.status = 'active'
                    AND m.deleted_at IS NULL AND m.user_key IS NOT NULL AND r.shipped_from = 'Admin')
BEGIN SELECT RAISE(ABORT, 'refused: The last Admin of an organization stays its Admin.'); END;

CREATE TRIGGER memberships_last_admin_update BEFORE UPDATE ON memberships
WHEN OLD.status = 'active' AND OLD.deleted_at IS NULL AND OLD.user_key IS NOT NULL
  AND (NEW.status <> 'active' OR NEW.deleted_at IS NOT NULL OR NEW.role_key IS NOT OLD.role_key
       OR NEW.user_key IS NOT OLD.user_key OR NEW.organization_key <> OLD.organization_key)
  AND EXISTS (SELECT 1 FROM roles r WHERE r.organization_key = OLD.organization_key AND r.key = OLD.role_key
              AND r.shipped_from = 'Admin')
  AND EXISTS (SELECT 1 FROM organizations o WHERE o.key = OLD.organization_key AND o.deleted_at IS NULL)
  AND NOT EXISTS (SELECT 1 FROM memberships m
                  JOIN roles r ON r.organization_key = m.organization_key AND r.key = m.role_key
                  WHERE m.organization_key = OLD.organization_key AND m.key <> OLD.key AND m.status = 'active'
                    AND m.deleted_at IS NULL AND m.user_key IS NOT NULL AND r.shipped_from = 'Admin')
BEGIN SELECT RAISE(ABORT, 'refused: The last Admin of an organization stays its Admin.'); END;

CREATE TABLE migrations (
  version    INTEGER PRIMARY KEY,        -- yyyymmddhhmm of the file name
  name       TEXT    NOT NULL,
  hash       BLOB    NOT NULL,
  applied_at INTEGER NOT NULL
) STRICT;

CREATE TABLE organization_purges (
  organization_key INTEGER PRIMARY KEY,
  at               INTEGER NOT NULL
) STRICT;

CREATE TRIGGER organization_purges_only BEFORE INSERT ON organization_purges
WHEN NOT EXISTS (SELECT 1 FROM organizations WHERE key = NEW.organization_key AND deleted_at IS NOT NULL
                 AND NEW.at - deleted_at >= 2592000000)
BEGIN SELECT RAISE(ABORT, 'refused: Only an organization that was deleted 30 days ago is removed.'); END;

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
, billing_entity TEXT NOT NULL DEFAULT '' CHECK (length(billing_entity) <= 200)) STRICT;

CREATE UNIQUE INDEX organizations_domain ON organizations (domain) WHERE domain IS NOT NULL AND deleted_at IS NULL;

CREATE TABLE permissions (
  permission_key TEXT PRIMARY KEY,
  description    TEXT NOT NULL,
  category       TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE role_permissions (
  organization_key INTEGER NOT NULL,
  role_key         INTEGER NOT NULL,
  permission_key   TEXT    NOT NULL REFERENCES permissions (permission_key),
  reach            TEXT    NOT NULL CHECK (reach IN ('own', 'all')),
  PRIMARY KEY (organization_key, role_key, permission_key),
  FOREIGN KEY (organization_key, role_key) REFERENCES roles (organization_key, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX role_permissions_permission ON role_permissions (permission_key);

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

CREATE TRIGGER roles_shipped_delete BEFORE DELETE ON roles
WHEN OLD.shipped_from IS NOT NULL
  AND EXISTS (SELECT 1 FROM organizations o WHERE o.key = OLD.organization_key AND o.deleted_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'refused: The roles that come with Reachly stay as they are.'); END;

CREATE TRIGGER roles_shipped_update BEFORE UPDATE ON roles
WHEN OLD.shipped_from IS NOT NULL
  AND (NEW.shipped_from IS NOT OLD.shipped_from OR NEW.name <> OLD.name OR NEW.organization_key <> OLD.organization_key
       OR NEW.deleted_at IS NOT NULL)
  AND EXISTS (SELECT 1 FROM organizations o WHERE o.key = OLD.organization_key AND o.deleted_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'refused: The roles that come with Reachly stay as they are.'); END;

CREATE TABLE run_contacts (
  organization_key  INTEGER NOT NULL,
  run_key           INTEGER NOT NULL,
  validation_status INTEGER NOT NULL,
  contacts          BLOB    NOT NULL,
  PRIMARY KEY (organization_key, run_key, validation_status)
) STRICT, WITHOUT ROWID;

CREATE TABLE run_engagement (
  organization_key INTEGER NOT NULL,
  run_key          INTEGER NOT NULL,
  factor           INTEGER NOT NULL CHECK (factor BETWEEN 1 AND 1000),
  contacts         BLOB    NOT NULL,
  PRIMARY KEY (organization_key, run_key, factor)
) STRICT, WITHOUT ROWID;

CREATE TABLE runs (
  key                  INTEGER PRIMARY KEY AUTOINCREMENT,
  id                   BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
  organization_key     INTEGER NOT NULL,
  campaign_key         INTEGER NOT NULL,
  kind                 TEXT    NOT NULL CHECK (kind IN ('rehearsal', 'launch')),
  state                TEXT    NOT NULL CHECK (state IN ('running', 'done', 'cancelled', 'failed', 'reset')),
  seed                 INTEGER NOT NULL,               -- the bits of an unsigned 64-bit number
  config               TEXT    NOT NULL CHECK (json_valid(config)),
  template_version_key INTEGER,
  form_version_key     INTEGER,
  audience_mix         TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(audience_mix)),
  recipients           INTEGER NOT NULL DEFAULT 0 CHECK (recipients >= 0),
  events               INTEGER NOT NULL DEFAULT 0 CHECK (events >= 0),   -- written so far, with their step
  digest               BLOB CHECK (digest IS NULL OR length(digest) = 32),
  started_at           INTEGER NOT NULL,               -- campaign time, as the one below
  ends_at              INTEGER NOT NULL,               -- first millisecond after the last possible event
  job_id               BLOB CHECK (job_id IS NULL OR length(job_id) = 16),
  created_by           INTEGER,
  created_at           INTEGER NOT NULL,               -- wall time, as the two below
  updated_at           INTEGER NOT NULL,
  cleared_at           INTEGER, played_to INTEGER, playing_to INTEGER, played_rows INTEGER NOT NULL DEFAULT 0, held_ms INTEGER NOT NULL DEFAULT 0,
  UNIQUE (organization_key, key),
  FOREIGN KEY (organization_key, campaign_key) REFERENCES campaigns (organization_key, key),
  FOREIGN KEY (organization_key, template_version_key) REFERENCES template_versions (organization_key, key),
  FOREIGN KEY (organization_key, form_version_key) REFERENCES form_versions (organization_key, key)
) STRICT;

CREATE INDEX runs_campaign ON runs (organization_key, campaign_key, key);

CREATE INDEX runs_form ON runs (organization_key, form_version_key) WHERE form_version_key IS NOT NULL;

CREATE INDEX runs_launched ON runs (organization_key, state) WHERE kind = 'launch';

CREATE INDEX runs_open ON runs (organization_key, state) WHERE state <> 'done' AND cleared_at IS NULL;

CREATE UNIQUE INDEX runs_standing ON runs (organization_key, campaign_key) WHERE state IN ('running', 'done');

CREATE INDEX runs_template ON runs (organization_key, template_version_key) WHERE template_version_key IS NOT NULL;

CREATE TRIGGER runs_fixed BEFORE UPDATE OF id, organization_key, campaign_key, kind, seed, config, started_at ON runs
BEGIN SELECT RAISE(ABORT, 'refused: What a run was started with never changes.'); END;

CREATE TRIGGER runs_machine BEFORE UPDATE OF state ON runs
WHEN NEW.state IS NOT OLD.state AND NOT (
  (OLD.state = 'running' AND NEW.state IN ('done', 'cancelled', 'failed'))
  OR (OLD.state = 'done' AND OLD.kind = 'rehearsal' AND NEW.state = 'reset'))
BEGIN SELECT RAISE(ABORT, 'refused: A run that has ended stays as it ended.'); END;

CREATE TRIGGER runs_no_delete BEFORE DELETE ON runs
WHEN NOT EXISTS (SELECT 1 FROM organization_purges WHERE organization_key = OLD.organization_key)
BEGIN SELECT RAISE(ABORT, 'refused: A run keeps its seed, its assumptions and its digest.'); END;

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
, locked_at INTEGER, hand_over_until INTEGER) STRICT;

CREATE INDEX sessions_begun ON sessions (user_key, created_at);

CREATE INDEX sessions_user ON sessions (user_key) WHERE ended_at IS NULL;

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

CREATE TABLE template_versions (
  key              INTEGER PRIMARY KEY AUTOINCREMENT,
  id               BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
  organization_key INTEGER NOT NULL,
  template_key     INTEGER NOT NULL,
  number           INTEGER NOT NULL CHECK (number >= 1),
  html             TEXT    NOT NULL,
  subject          TEXT    NOT NULL,
  preheader        TEXT    NOT NULL,
  text             TEXT,                                        -- NULL: made from the HTML
  variables        TEXT    NOT NULL CHECK (json_valid(variables)),  -- names it uses, in order
  links            TEXT    NOT NULL CHECK (json_valid(links)),      -- [{number, href, text}]
  created_by       INTEGER,
  created_at       INTEGER NOT NULL,
  UNIQUE (organization_key, key),
  -- Indexed foreign key (003); versions of a template in order.
  UNIQUE (organization_key, template_key, number),
  FOREIGN KEY (organization_key, template_key) REFERENCES templates (organization_key, key)
) STRICT;

CREATE TRIGGER template_versions_no_delete BEFORE DELETE ON template_versions
WHEN EXISTS (SELECT 1 FROM templates WHERE key = OLD.template_key AND deleted_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'refused: A published template version stays as long as its template does.'); END;

CREATE TRIGGER template_versions_no_update BEFORE UPDATE ON template_versions
BEGIN SELECT RAISE(ABORT, 'refused: A published template version never changes.'); END;

CREATE TABLE templates (
  key              INTEGER PRIMARY KEY AUTOINCREMENT,
  id               BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
  organization_key INTEGER NOT NULL REFERENCES organizations (key),
  name             TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  description      TEXT    NOT NULL DEFAULT '',
  is_active        INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),   -- offered to new campaigns
  draft            TEXT    NOT NULL CHECK (json_valid(draft)),               -- {html, subject, preheader, text}
  draft_updated_at INTEGER NOT NULL,               -- grows with every save, also within one millisecond
  draft_updated_by INTEGER,
  latest_number    INTEGER NOT NULL DEFAULT 0 CHECK (latest_number >= 0),    -- 0: never published
  created_by       INTEGER,
  created_at       INTEGER NOT NULL,
  updated_at       INTEGER NOT NULL,
  deleted_at       INTEGER,
  UNIQUE (organization_key, key)
) STRICT;

CREATE INDEX templates_recent ON templates (organization_key, updated_at) WHERE deleted_at IS NULL;

CREATE TABLE user_profiles (
  user_key  INTEGER PRIMARY KEY REFERENCES users (key),
  title     TEXT NOT NULL DEFAULT '',
  phone     TEXT NOT NULL DEFAULT '',
  language  TEXT NOT NULL DEFAULT 'en',
  time_zone TEXT NOT NULL DEFAULT ''
, idle_minutes INTEGER NOT NULL DEFAULT 15
  CHECK (idle_minutes IN (0, 5, 15, 30, 60))) STRICT;

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
, google_id TEXT GENERATED ALWAYS AS (oauth_profile ->> '$.sub') VIRTUAL) STRICT;

CREATE UNIQUE INDEX users_google ON users (google_id) WHERE google_id IS NOT NULL;

CREATE TRIGGER users_last_owner BEFORE UPDATE OF is_owner ON users
WHEN OLD.is_owner = 1 AND NEW.is_owner = 0 AND NOT EXISTS (SELECT 1 FROM users u WHERE u.is_owner = 1 AND u.key <> OLD.key)
BEGIN SELECT RAISE(ABORT, 'refused: The last owner of the workspace stays its owner.'); END;

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

CREATE TABLE visits (
  key              INTEGER PRIMARY KEY AUTOINCREMENT,
  organization_key INTEGER NOT NULL,
  campaign_key     INTEGER NOT NULL,
  wall_time        INTEGER NOT NULL,
  campaign_time    INTEGER NOT NULL,
  ip_address       TEXT,
  user_agent       TEXT,
  session          TEXT    NOT NULL,
  UNIQUE (organization_key, key),
  FOREIGN KEY (organization_key, campaign_key) REFERENCES campaigns (organization_key, key)
) STRICT;

CREATE INDEX visits_age ON visits (organization_key, wall_time) WHERE ip_address IS NOT NULL;

CREATE INDEX visits_campaign ON visits (organization_key, campaign_key, wall_time);

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

CREATE INDEX whitelist_role ON whitelist (organization_key, role_key);

CREATE TABLE workspace_settings (
  name  TEXT NOT NULL PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
