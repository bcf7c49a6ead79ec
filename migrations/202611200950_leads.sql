-- What visitors sent, and the sales opportunities made from it.

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
-- An indexed foreign key (002): the anonymisation of a visit looks whose it was.
CREATE INDEX form_responses_visit ON form_responses (organization_key, visit_key) WHERE visit_key IS NOT NULL;
CREATE TRIGGER form_responses_fixed BEFORE UPDATE OF id, organization_key, campaign_key, form_version_key, submitted_at ON form_responses
BEGIN SELECT RAISE(ABORT, 'refused: When and to which form an answer was given never changes.'); END;

-- A sales opportunity. Times of the pipeline are campaign time, what the laptop wrote when is wall time.
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
-- (organization_id, campaign_id, status) of 000, 001 and 002.
CREATE INDEX leads_campaign ON leads (organization_key, campaign_key, status);
-- (organization_id, status, created_at): the columns of the board, the newest first.
CREATE INDEX leads_status ON leads (organization_key, status, created_at);
-- Indexed foreign keys (002, 003).
CREATE INDEX leads_contact ON leads (organization_key, contact_key) WHERE contact_key IS NOT NULL;
CREATE INDEX leads_run ON leads (organization_key, run_key) WHERE run_key IS NOT NULL;

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

-- Answers to indexed fields, one row a value: what filters and facets read instead of the JSON (000: "clients can
-- filter leads by form fields"; stands in for 001's GIN index). The table is its own index; erasure finds a lead's
-- rows through its answers, which have the same values.
CREATE TABLE form_response_values (
  organization_key INTEGER NOT NULL,
  form_key         INTEGER NOT NULL,
  field_key        TEXT    NOT NULL,
  value            TEXT    NOT NULL,
  lead_key         INTEGER NOT NULL,
  PRIMARY KEY (organization_key, form_key, field_key, value, lead_key)
) STRICT, WITHOUT ROWID;
