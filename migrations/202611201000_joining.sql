-- How a membership ends, who waits for whom, and the rule that an organization never loses its last Admin.

-- A request that was rejected and a member who was removed must not come back by the whitelist; who was asked sees
-- what became of it. NULL: it stands, or its person left.
ALTER TABLE memberships ADD COLUMN ended TEXT CHECK (ended IN ('rejected', 'withdrawn', 'removed', 'answered'));

-- Invitations are found by the address they were made for and by the code that was handed over.
CREATE INDEX memberships_invited_email ON memberships (invited_email)
  WHERE status = 'invited' AND user_key IS NULL AND deleted_at IS NULL;
CREATE UNIQUE INDEX memberships_invite_hash ON memberships (invite_hash)
  WHERE status = 'invited' AND user_key IS NULL AND deleted_at IS NULL AND invite_hash IS NOT NULL;
-- A role is deleted only when nobody holds it.
CREATE INDEX memberships_role ON memberships (organization_key, role_key) WHERE deleted_at IS NULL;
-- When a person last signed in, ended sessions too.
CREATE INDEX sessions_begun ON sessions (user_key, created_at);

-- The last Admin of a living organization stays: whichever statement tries, whoever runs it. A deleted organization
-- may be emptied.
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

-- Shipped roles stay what they are: their permissions follow the program, their copies are free.
CREATE TRIGGER roles_shipped_update BEFORE UPDATE ON roles
WHEN OLD.shipped_from IS NOT NULL
  AND (NEW.shipped_from IS NOT OLD.shipped_from OR NEW.name <> OLD.name OR NEW.organization_key <> OLD.organization_key
       OR NEW.deleted_at IS NOT NULL)
  AND EXISTS (SELECT 1 FROM organizations o WHERE o.key = OLD.organization_key AND o.deleted_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'refused: The roles that come with Reachly stay as they are.'); END;
CREATE TRIGGER roles_shipped_delete BEFORE DELETE ON roles
WHEN OLD.shipped_from IS NOT NULL
  AND EXISTS (SELECT 1 FROM organizations o WHERE o.key = OLD.organization_key AND o.deleted_at IS NULL)
BEGIN SELECT RAISE(ABORT, 'refused: The roles that come with Reachly stay as they are.'); END;

-- Somebody owns the workspace: else nobody could back it up or restore it.
CREATE TRIGGER users_last_owner BEFORE UPDATE OF is_owner ON users
WHEN OLD.is_owner = 1 AND NEW.is_owner = 0 AND NOT EXISTS (SELECT 1 FROM users u WHERE u.is_owner = 1 AND u.key <> OLD.key)
BEGIN SELECT RAISE(ABORT, 'refused: The last owner of the workspace stays its owner.'); END;
