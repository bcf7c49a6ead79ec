-- Launched runs that play on with the campaign clock, who is keener than others, and jobs of the night.

-- A launch is written piece by piece: its plan follows from seed, config and frozen audience, so only how far it was
-- written has to be kept. Campaign times; of rehearsals all four stay empty.
ALTER TABLE runs ADD COLUMN played_to INTEGER;                        -- every event up to here is written; NULL: audience not frozen yet
ALTER TABLE runs ADD COLUMN playing_to INTEGER;                       -- end of the stretch that is being written
ALTER TABLE runs ADD COLUMN played_rows INTEGER NOT NULL DEFAULT 0;   -- events of that stretch written so far, with their step
ALTER TABLE runs ADD COLUMN held_ms INTEGER NOT NULL DEFAULT 0;       -- how long pauses held it: what is left happens so much later

-- Contacts of a run that are not of average engagement, by hundredths of the average. Frozen with the audience.
CREATE TABLE run_engagement (
  organization_key INTEGER NOT NULL,
  run_key          INTEGER NOT NULL,
  factor           INTEGER NOT NULL CHECK (factor BETWEEN 1 AND 1000),
  contacts         BLOB    NOT NULL,
  PRIMARY KEY (organization_key, run_key, factor)
) STRICT, WITHOUT ROWID;

-- A launch resets the trial run before it: as long as its audience is not frozen it has no event that could go along.
DROP TRIGGER event_resets_only;
CREATE TRIGGER event_resets_only BEFORE INSERT ON event_resets
WHEN NOT EXISTS (SELECT 1 FROM runs WHERE organization_key = NEW.organization_key AND key = NEW.run_key
                 AND campaign_key = NEW.campaign_key AND kind = 'rehearsal'
                 AND state IN ('cancelled', 'failed', 'reset') AND cleared_at IS NULL)
  OR EXISTS (SELECT 1 FROM runs WHERE organization_key = NEW.organization_key AND campaign_key = NEW.campaign_key
             AND state IN ('running', 'done')
             AND (state = 'done' OR (kind = 'launch' AND (played_to IS NOT NULL OR events > 0))))
BEGIN SELECT RAISE(ABORT, 'refused: Only a rehearsal that was taken back can be cleared.'); END;

-- Launches that play on.
CREATE INDEX runs_launched ON runs (organization_key, state) WHERE kind = 'launch';

-- A job of the schedule belongs to one moment of it (wall time) and runs once for it; one that failed or was cut short
-- leaves the place to the next try.
ALTER TABLE jobs ADD COLUMN scheduled_for INTEGER;
CREATE UNIQUE INDEX jobs_slot ON jobs (organization_key, kind, scheduled_for)
  WHERE scheduled_for IS NOT NULL AND state IN ('queued', 'running', 'done', 'cancelled');
CREATE INDEX jobs_kind ON jobs (organization_key, kind, key);
