-- Fields of an organization's own, which contacts an import made, and who joined or left a list when.

-- More types, and what a definition says beside its name. SQLite cannot change a CHECK: both tables are made anew.
CREATE TABLE new_contact_fields (
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
INSERT INTO new_contact_fields (key, id, organization_key, field_key, label, field_type, choices, sensitive, position,
  created_at, updated_at, deleted_at)
SELECT key, id, organization_key, field_key, label, field_type, choices, sensitive, position, created_at, updated_at,
  deleted_at FROM contact_fields;

CREATE TABLE new_contact_field_values (
  key               INTEGER PRIMARY KEY AUTOINCREMENT,
  organization_key  INTEGER NOT NULL,
  field_key         INTEGER NOT NULL,
  contact_key       INTEGER NOT NULL,
  value             TEXT    NOT NULL CHECK (value <> ''),   -- in the one form its type has; without a value, no row
  FOREIGN KEY (organization_key, field_key) REFERENCES new_contact_fields (organization_key, key),
  FOREIGN KEY (organization_key, contact_key) REFERENCES contacts (organization_key, key)
) STRICT;
INSERT INTO new_contact_field_values SELECT * FROM contact_field_values WHERE value <> '';
DROP TABLE contact_field_values;
DROP TABLE contact_fields;
ALTER TABLE new_contact_fields RENAME TO contact_fields;
ALTER TABLE new_contact_field_values RENAME TO contact_field_values;
CREATE UNIQUE INDEX contact_fields_label ON contact_fields (organization_key, label) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX contact_field_values_one ON contact_field_values (organization_key, contact_key, field_key);
-- Covers what a filter asks: which contacts have this value.
CREATE INDEX contact_field_values_find ON contact_field_values (organization_key, field_key, value, contact_key);

-- Deleted contacts keep their values and count, as their addresses do.
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

-- Contacts an import made, as ranges of keys: one for a whole import when nobody else adds contacts meanwhile. Change
-- sets know the same, but only for 30 days.
CREATE TABLE contact_imports (
  key              INTEGER PRIMARY KEY AUTOINCREMENT,
  organization_key INTEGER NOT NULL REFERENCES organizations (key),
  import_key       INTEGER NOT NULL,
  first_key        INTEGER NOT NULL,
  last_key         INTEGER NOT NULL CHECK (last_key >= first_key),
  FOREIGN KEY (organization_key, import_key) REFERENCES imports (organization_key, key)
) STRICT;
CREATE INDEX contact_imports_of ON contact_imports (organization_key, import_key);
INSERT INTO contact_imports (organization_key, import_key, first_key, last_key)
SELECT i.organization_key, i.key, r.first_key, r.last_key FROM imports i
JOIN change_set_ranges r ON r.change_set_key = i.change_set_key AND r.table_name = 'contacts';

-- The way back of joining and leaving a list by hand: members are bulk rows without before-images, so each step of
-- such a change writes what it did here, and the change set names the range of keys.
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

-- Roles that were copied before these permissions existed. Texts and categories follow the program's list at the start.
INSERT INTO permissions (permission_key, description, category) VALUES
  ('contact.fields', 'Make and change contact fields', 'contacts'),
  ('contact.sensitive', 'See contact fields marked sensitive', 'contacts')
ON CONFLICT (permission_key) DO NOTHING;
INSERT INTO role_permissions (organization_key, role_key, permission_key, reach)
SELECT r.organization_key, r.key, p.permission_key, 'all' FROM roles r JOIN permissions p
WHERE (p.permission_key = 'contact.fields' AND r.shipped_from IN ('Admin', 'Manager'))
   OR (p.permission_key = 'contact.sensitive' AND r.shipped_from IN ('Admin', 'Manager', 'Consultant', 'Analyst'))
ON CONFLICT DO NOTHING;
