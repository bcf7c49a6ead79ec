-- What happened: runs of campaigns (rehearsed or launched), their assignments, the events, the visits behind events
-- of the landing page, and what dashboards read instead of events.

-- The email_send_simulations of 000 and 001, and launches beside them. Never deleted: a run that was taken back keeps
-- its seed, config and digest; cleared_at says that its rows are gone.
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
  cleared_at           INTEGER,
  UNIQUE (organization_key, key),
  FOREIGN KEY (organization_key, campaign_key) REFERENCES campaigns (organization_key, key),
  FOREIGN KEY (organization_key, template_version_key) REFERENCES template_versions (organization_key, key),
  FOREIGN KEY (organization_key, form_version_key) REFERENCES form_versions (organization_key, key)
) STRICT;
-- At most one run of a campaign stands: a launch resets the trial run first, a rehearsal the one before it.
CREATE UNIQUE INDEX runs_standing ON runs (organization_key, campaign_key) WHERE state IN ('running', 'done');
CREATE INDEX runs_campaign ON runs (organization_key, campaign_key, key);
-- What a crash or a cancel left to be cleared.
CREATE INDEX runs_open ON runs (organization_key, state) WHERE state <> 'done' AND cleared_at IS NULL;
CREATE TRIGGER runs_no_delete BEFORE DELETE ON runs
BEGIN SELECT RAISE(ABORT, 'refused: A run keeps its seed, its assumptions and its digest.'); END;
CREATE TRIGGER runs_fixed BEFORE UPDATE OF id, organization_key, campaign_key, kind, seed, config, started_at ON runs
BEGIN SELECT RAISE(ABORT, 'refused: What a run was started with never changes.'); END;
CREATE TRIGGER runs_machine BEFORE UPDATE OF state ON runs
WHEN NEW.state IS NOT OLD.state AND NOT (
  (OLD.state = 'running' AND NEW.state IN ('done', 'cancelled', 'failed'))
  OR (OLD.state = 'done' AND OLD.kind = 'rehearsal' AND NEW.state = 'reset'))
BEGIN SELECT RAISE(ABORT, 'refused: A run that has ended stays as it ended.'); END;

-- Bulk: one contact in one run. A projection of the run's events, written once a contact in contact order. Times are
-- campaign time. "Who is in this run" and "is this contact in it" are ranges of the primary key.
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

-- Dictionaries: an event holds a number instead of a link, a reason or a client.
CREATE TABLE event_details (
  key              INTEGER PRIMARY KEY AUTOINCREMENT,
  organization_key INTEGER NOT NULL REFERENCES organizations (key),
  kind             TEXT    NOT NULL CHECK (kind IN ('link', 'reason')),
  text             TEXT    NOT NULL,
  UNIQUE (organization_key, key),
  UNIQUE (organization_key, kind, text)
) STRICT;
CREATE TABLE event_clients (
  key              INTEGER PRIMARY KEY AUTOINCREMENT,
  organization_key INTEGER NOT NULL REFERENCES organizations (key),
  device           INTEGER NOT NULL CHECK (device BETWEEN 0 AND 3),   -- 0 unknown, 1 mobile, 2 desktop, 3 machine
  client           TEXT    NOT NULL,
  UNIQUE (organization_key, key),
  UNIQUE (organization_key, device, client)
) STRICT;

-- One real request to the landing server. What may be anonymised stands here, never in the event.
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
CREATE INDEX visits_campaign ON visits (organization_key, campaign_key, wall_time);
-- The anonymisation at 90 days walks the oldest first.
CREATE INDEX visits_age ON visits (organization_key, wall_time) WHERE ip_address IS NOT NULL;

-- Bulk, append-only. The table is its own index: 000 asks for (organization_id, campaign_id, event_type, timestamp),
-- 001 for the same with timestamp DESC, which the primary key gives read backwards. 000's index on timestamp alone
-- and 001's (organization_id, timestamp DESC) serve questions over all campaigns of an organization by time: those
-- read event_day_totals, or one key range for each campaign and type. No second index: it would double each event.
-- Types: 1 SENT, 2 DELIVERED, 3 OPEN, 4 CLICK, 5 BOUNCE, 6 UNSUBSCRIBE, 7 COMPLAINT, 8 FORM_VIEW, 9 FORM_SUBMIT.
-- Flags: 1 machine, 2 scanner, 4 final bounce, 8 repeat, 16 first by the person.
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

-- The one permitted removal of events: the reset of one whole rehearsal. The store writes this mark, and takes it
-- away again in the same transaction; it can be there only for a rehearsal that no longer stands, and never opens
-- the way to an event of the landing page.
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
             AND (kind = 'launch' OR state = 'done') AND state IN ('running', 'done'))
BEGIN SELECT RAISE(ABORT, 'refused: Only a rehearsal that was taken back can be cleared.'); END;
CREATE TRIGGER events_no_update BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'refused: Events are never changed.'); END;
CREATE TRIGGER events_no_delete BEFORE DELETE ON events
WHEN OLD.visit_key IS NOT NULL OR NOT EXISTS (SELECT 1 FROM event_resets
  WHERE organization_key = OLD.organization_key AND campaign_key = OLD.campaign_key)
BEGIN SELECT RAISE(ABORT, 'refused: Events are never removed, except with the reset of a whole rehearsal.'); END;

-- What dashboards read. Each event counts in exactly one row: part 0 of its type, except opens and clicks (1 by a
-- person, 2 by a machine) and bounces (1 final, 2 passing). The day is a calendar day of the organization's reporting
-- zone, counted from 1970-01-01. A final day does not change any more: what arrives later stands in the adjustments.
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
  updated_at          INTEGER NOT NULL,
  PRIMARY KEY (organization_key, campaign_key, event_type, part, day)
) STRICT, WITHOUT ROWID;

-- The same over all campaigns of the organization, adjustments included.
CREATE TABLE event_day_totals (
  organization_key    INTEGER NOT NULL,
  day                 INTEGER NOT NULL,
  event_type          INTEGER NOT NULL,
  part                INTEGER NOT NULL,
  count               INTEGER NOT NULL,
  first_time_contacts INTEGER NOT NULL,
  PRIMARY KEY (organization_key, day, event_type, part)
) STRICT, WITHOUT ROWID;

-- Bulk: who is behind each count, as a roaring bitmap of contact keys; unique people over any range are exact unions.
-- Day -1 is the union over all days.
CREATE TABLE event_day_contacts (
  organization_key INTEGER NOT NULL,
  campaign_key     INTEGER NOT NULL,
  event_type       INTEGER NOT NULL,
  part             INTEGER NOT NULL,
  day              INTEGER NOT NULL CHECK (day >= -1),
  contacts         BLOB    NOT NULL,
  PRIMARY KEY (organization_key, campaign_key, event_type, part, day)
) STRICT, WITHOUT ROWID;

-- Counts by device (1), link or bounce reason (2) and validation status (3). People by status come from the bitmaps
-- of the run, so those rows hold none of their own.
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

-- The audience of a run by validation status when it was frozen.
CREATE TABLE run_contacts (
  organization_key  INTEGER NOT NULL,
  run_key           INTEGER NOT NULL,
  validation_status INTEGER NOT NULL,
  contacts          BLOB    NOT NULL,
  PRIMARY KEY (organization_key, run_key, validation_status)
) STRICT, WITHOUT ROWID;
