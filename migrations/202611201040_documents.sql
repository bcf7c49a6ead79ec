-- What the documents name and the rooms before did not yet have: columns first, then indexes. Each says who asks.

-- 002: the organization is the billing entity. Whom a bill is made out to, where that is not the name it goes by.
ALTER TABLE organizations ADD COLUMN billing_entity TEXT NOT NULL DEFAULT '' CHECK (length(billing_entity) <= 200);

-- 003: googleId, unique. It is the subject of the profile that Google gave: read from there, it cannot disagree with it.
ALTER TABLE users ADD COLUMN google_id TEXT GENERATED ALWAYS AS (oauth_profile ->> '$.sub') VIRTUAL;
CREATE UNIQUE INDEX users_google ON users (google_id) WHERE google_id IS NOT NULL;

-- The mailbox in which an address ends: provider dots and plus tags removed where the provider says so. For the review
-- of duplicates only, never to address mail. Made from address_key, so an import, an undo and an erasure need not know
-- of it; a test holds it to the crate that documents each provider.
ALTER TABLE contacts ADD COLUMN mailbox_key TEXT GENERATED ALWAYS AS (
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
  END) VIRTUAL;
-- Only where it differs: the others are found by their address, and the millions cost nothing.
CREATE INDEX contacts_mailbox ON contacts (organization_key, mailbox_key) WHERE mailbox_key <> address_key;
-- Who is reached through this person.
CREATE INDEX contacts_reached ON contacts (organization_key, reached_through) WHERE reached_through IS NOT NULL;

-- 000: an aggregate says when it was first counted, beside when it was last; 0: before this column.
ALTER TABLE event_aggregations ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0;

-- 002 and 003: "foreign keys, indexed for all relationships". Without them the purge of a parent looks at every child.
-- (The indexes of living memberships leave ended ones out, which still refer to their person and their role.)
CREATE INDEX memberships_user_ever ON memberships (user_key) WHERE user_key IS NOT NULL;
CREATE INDEX memberships_role_ever ON memberships (organization_key, role_key) WHERE role_key IS NOT NULL;
CREATE INDEX whitelist_role ON whitelist (organization_key, role_key);
CREATE INDEX role_permissions_permission ON role_permissions (permission_key);
CREATE INDEX imports_list ON imports (organization_key, list_key) WHERE list_key IS NOT NULL;
CREATE INDEX runs_template ON runs (organization_key, template_version_key) WHERE template_version_key IS NOT NULL;
CREATE INDEX runs_form ON runs (organization_key, form_version_key) WHERE form_version_key IS NOT NULL;
CREATE INDEX form_responses_campaign ON form_responses (organization_key, campaign_key, submitted_at);
CREATE INDEX form_responses_version ON form_responses (organization_key, form_version_key);
-- 000 asks for form_responses (lead_id, form_id): "link to lead". Here the lead points at its answers, so this way back
-- is the index, and the form is reached through the version that was answered.
CREATE INDEX leads_response ON leads (organization_key, form_response_key) WHERE form_response_key IS NOT NULL;
-- The "own" of a Consultant: leads of one owner, newest first.
CREATE INDEX leads_owner ON leads (organization_key, owner_key, created_at) WHERE owner_key IS NOT NULL;

-- What the documents name and stands elsewhere, so that nobody adds it again:
-- * contacts.validation_details and classification (000): score and reason bits stand in the row, their sentences and
--   classes in the address crate; validation_logs is validation_results, one row a contact and run, expanded by readers.
-- * assignments.assigned_at (000): the whole audience of a run is frozen at once, at runs.started_at.
-- * events.created_at, user_agent, ip_address, session_id (000): in the visit, or in the run that made the event.
-- * form_responses.lead_id, user_agent, ip_address, session_id (000): leads.form_response_key, and the visit.
-- * audit_log.ip_address (000): every member sits at this computer; a visitor's address stands in the visit, where it can
--   be anonymised without touching the chain. audit_log.created_at is `at`.
-- * email_send_simulations.deleted_at (001): runs.cleared_at; the run itself keeps seed, config and digest.
-- * campaigns.messageTemplate (003): the pinned template version. campaigns.contact_list_id (000): campaign_lists.
-- * forms.campaign_id (000: "could be reusable"): campaigns.form_version_key.
-- * (organization_id, created_at) of 002: keys are given in order of making, so the primary key is that index.
-- * (campaign_id, contact_id) unique of 001: the primary key of assignments, one for each run of the campaign.
-- * (organization_id, created_at DESC) of audit_logs (000): its primary key, read backwards.
