-- What a campaign is made of: templates and forms with their immutable versions, the campaign itself, its audience
-- of lists, and what it costs.

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
CREATE TRIGGER template_versions_no_update BEFORE UPDATE ON template_versions
BEGIN SELECT RAISE(ABORT, 'refused: A published template version never changes.'); END;
-- Only the purge of a deleted template takes its versions along.
CREATE TRIGGER template_versions_no_delete BEFORE DELETE ON template_versions
WHEN EXISTS (SELECT 1 FROM templates WHERE key = OLD.template_key AND deleted_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'refused: A published template version stays as long as its template does.'); END;

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
CREATE TRIGGER form_versions_no_update BEFORE UPDATE ON form_versions
BEGIN SELECT RAISE(ABORT, 'refused: A published form version never changes.'); END;
CREATE TRIGGER form_versions_no_delete BEFORE DELETE ON form_versions
WHEN EXISTS (SELECT 1 FROM forms WHERE key = OLD.form_key AND deleted_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'refused: A published form version stays as long as its form does.'); END;

-- Projection of a version's definition, written with it: what filters over answers ask.
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
-- All versions' fields of one form (001); indexed foreign key.
CREATE INDEX form_fields_form ON form_fields (organization_key, form_key);
-- Which versions ask for a field, over all forms: the filters of leads.
CREATE INDEX form_fields_find ON form_fields (organization_key, field_key) WHERE is_indexed = 1;
CREATE TRIGGER form_fields_no_update BEFORE UPDATE ON form_fields
BEGIN SELECT RAISE(ABORT, 'refused: The fields of a published form version never change.'); END;
CREATE TRIGGER form_fields_no_delete BEFORE DELETE ON form_fields
WHEN EXISTS (SELECT 1 FROM forms WHERE key = OLD.form_key AND deleted_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'refused: The fields of a published form version stay as long as its form does.'); END;

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
-- (organization_id, status, created_at): the composite of 002, the campaign status queries of 003.
CREATE INDEX campaigns_status ON campaigns (organization_key, status, created_at);
-- The list without a status, newest change first.
CREATE INDEX campaigns_recent ON campaigns (organization_key, updated_at) WHERE deleted_at IS NULL;
-- Partial index of active campaigns (002).
CREATE INDEX campaigns_active ON campaigns (organization_key, started_at) WHERE status = 'active' AND deleted_at IS NULL;
-- Indexed foreign keys (002, 003).
CREATE INDEX campaigns_folder ON campaigns (organization_key, folder_key) WHERE folder_key IS NOT NULL;
CREATE INDEX campaigns_template ON campaigns (organization_key, template_version_key) WHERE template_version_key IS NOT NULL;
CREATE INDEX campaigns_form ON campaigns (organization_key, form_version_key) WHERE form_version_key IS NOT NULL;

CREATE TRIGGER campaigns_begin BEFORE INSERT ON campaigns WHEN NEW.status <> 'draft'
BEGIN SELECT RAISE(ABORT, 'refused: A campaign begins as a draft.'); END;
CREATE TRIGGER campaigns_machine BEFORE UPDATE OF status ON campaigns
WHEN NEW.status IS NOT OLD.status AND NOT (
  (OLD.status = 'draft'     AND NEW.status IN ('scheduled', 'active'))
  OR (OLD.status = 'scheduled' AND NEW.status IN ('draft', 'active', 'cancelled'))
  OR (OLD.status = 'active'    AND NEW.status IN ('paused', 'completed', 'cancelled'))
  OR (OLD.status = 'paused'    AND NEW.status IN ('active', 'cancelled')))
BEGIN SELECT RAISE(ABORT, 'refused: A campaign that is ' || OLD.status || ' cannot become ' || NEW.status || '.'); END;
-- What goes out is pinned as soon as the campaign leaves draft.
CREATE TRIGGER campaigns_pinned BEFORE UPDATE OF template_version_key, form_version_key, slug ON campaigns
WHEN OLD.status <> 'draft' AND (NEW.template_version_key IS NOT OLD.template_version_key
  OR NEW.form_version_key IS NOT OLD.form_version_key OR NEW.slug IS NOT OLD.slug)
BEGIN SELECT RAISE(ABORT, 'refused: A campaign that is ' || OLD.status || ' keeps its e-mail, its form and its address.'); END;

-- The audience: included lists minus excluded ones.
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

-- A ledger: what a campaign costs is the sum of its rows, never a stored total (003's figures are derived).
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

-- CampaignHistory (003) and every other history of one thing: its rows of the audit trail.
CREATE INDEX audit_log_entity ON audit_log (organization_key, entity_id, sequence) WHERE entity_id IS NOT NULL;
