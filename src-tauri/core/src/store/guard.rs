//! The tenant guard of one connection: temporary views that show only the scope's rows, triggers that refuse
//! foreign ones, and an authorizer that lets nothing reach a base table except through them.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};

use super::catalog::{Catalog, Kind, Table};
use super::read_log::{BaseRead, ReadLog};
use super::recorder::Recorder;
use super::scope::{Cells, Mode, NO_TARGET, Scope};
use super::search;
use crate::error::Result;

/// Virtual tables that hold no rows of anybody.
const TABLE_FUNCTIONS: &[&str] = &["json_each", "json_tree", "rarray"];

/// Which base tables a view may read.
pub(super) type Allowed = HashMap<String, Vec<String>>;

/// Makes functions, views and, for a writing connection, triggers; then closes the door behind itself.
pub(super) fn install(
    conn: &Connection,
    cells: &Arc<Cells>,
    catalog: &Arc<Catalog>,
    recorder: Option<&Arc<Recorder>>,
    read_log: Option<&Arc<ReadLog>>,
) -> Result<()> {
    rusqlite::vtab::array::load_module(conn)?;
    super::staged::load(conn)?;
    functions(conn, cells)?;
    let mut sql = String::new();
    let mut allowed = Allowed::new();
    for table in &catalog.tables {
        views(table, &mut sql, &mut allowed);
    }
    special_views(catalog, &mut sql, &mut allowed);
    if let Some(recorder) = recorder {
        super::recorder::function(conn, recorder)?;
        for (position, table) in catalog.tables.iter().enumerate() {
            triggers(position, table, &mut sql);
        }
    }
    conn.execute_batch(&sql)?;
    search::warm(conn)?;
    let guard = Guard {
        cells: Arc::clone(cells),
        catalog: Arc::clone(catalog),
        allowed,
        read_log: read_log.map(Arc::clone),
    };
    conn.authorizer(Some(move |context: AuthContext<'_>| guard.decide(&context)))?;
    Ok(())
}

fn functions(conn: &Connection, cells: &Arc<Cells>) -> Result<()> {
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_DIRECTONLY;
    let here = Arc::clone(cells);
    conn.create_scalar_function("current_org", 0, flags, move |_| match here.scope() {
        Scope::Organization(key) => Ok(key),
        _ => Err(rusqlite::Error::UserFunctionError("guard: no organization is bound".into())),
    })?;
    let here = Arc::clone(cells);
    conn.create_scalar_function("workspace_scope", 0, flags, move |_| match here.scope() {
        Scope::Workspace => Ok(true),
        _ => Err(rusqlite::Error::UserFunctionError("guard: the workspace is not bound".into())),
    })?;
    // Lower case as search folds it: SQLite's own lower() knows only ASCII.
    conn.create_scalar_function(
        "folded",
        1,
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC,
        |context| Ok(context.get_raw(0).as_str_or_null()?.map(str::to_lowercase)),
    )?;
    // For triggers on organizations, which are made from the workspace and changed from within.
    let here = Arc::clone(cells);
    conn.create_scalar_function("may_touch_org", 1, flags, move |context| {
        let key: Option<i64> = context.get(0)?;
        Ok(match here.scope() {
            Scope::Organization(own) => key == Some(own),
            Scope::Workspace => true,
            Scope::Nothing => false,
        })
    })?;
    Ok(())
}

fn view(name: &str, table: &str, filter: &str, sql: &mut String, allowed: &mut Allowed) {
    sql.push_str(&format!("CREATE TEMP VIEW \"{name}\" AS SELECT * FROM main.\"{table}\" WHERE {filter};\n"));
    allowed.entry(name.to_string()).or_default().push(table.to_string());
}

fn views(table: &Table, sql: &mut String, allowed: &mut Allowed) {
    let name = &table.name;
    let filter = match table.kind {
        Kind::Tenant | Kind::Bulk => "organization_key = current_org()",
        Kind::Organizations => "key = current_org()",
        Kind::Workspace => "workspace_scope()",
        Kind::Store if table.columns.iter().any(|column| column == "organization_key") => {
            "organization_key = current_org()"
        }
        Kind::Store => return,
    };
    if table.soft_delete {
        view(name, name, &format!("{filter} AND deleted_at IS NULL"), sql, allowed);
        view(&format!("{name}_with_deleted"), name, filter, sql, allowed);
    } else {
        view(name, name, filter, sql, allowed);
    }
}

/// Views over more than one table, each named and reasoned here.
fn special_views(catalog: &Catalog, sql: &mut String, allowed: &mut Allowed) {
    view("workspace_audit_log", "audit_log", "organization_key = 0 AND workspace_scope()", sql, allowed);
    if catalog.table("memberships").is_some() {
        // People of the organization, and no one else: name and address of a colleague.
        sql.push_str(
            "CREATE TEMP VIEW member_users AS SELECT key, id, email, address_key, name FROM main.users u WHERE EXISTS
             (SELECT 1 FROM main.memberships m WHERE m.organization_key = current_org() AND m.user_key = u.key);\n",
        );
        allowed.insert("member_users".into(), vec!["users".into(), "memberships".into()]);
    }
}

fn triggers(position: usize, table: &Table, sql: &mut String) {
    let name = &table.name;
    let (new, old) = match table.kind {
        Kind::Tenant | Kind::Bulk => {
            ("NEW.organization_key IS NOT current_org()", "OLD.organization_key IS NOT current_org()")
        }
        Kind::Organizations => ("NOT may_touch_org(NEW.key)", "NOT may_touch_org(OLD.key)"),
        Kind::Workspace => ("NOT workspace_scope()", "NOT workspace_scope()"),
        Kind::Store => return,
    };
    let refuse = format!("BEGIN SELECT RAISE(ABORT, 'guard: a row of {name} belongs elsewhere'); END;\n");
    // A new organization has no key before it is inserted; bulk tables take rows only from the store's append.
    if !matches!(table.kind, Kind::Bulk | Kind::Organizations) {
        sql.push_str(&format!(
            "CREATE TEMP TRIGGER guard_{name}_insert BEFORE INSERT ON main.\"{name}\" WHEN {new} {refuse}"
        ));
    }
    sql.push_str(&format!(
        "CREATE TEMP TRIGGER guard_{name}_update BEFORE UPDATE ON main.\"{name}\" WHEN {old} OR {new} {refuse}"
    ));
    sql.push_str(&format!(
        "CREATE TEMP TRIGGER guard_{name}_delete BEFORE DELETE ON main.\"{name}\" WHEN {old} {refuse}"
    ));
    if table.keyed && table.kind != Kind::Bulk {
        super::recorder::triggers(position, table, sql);
    }
}

struct Guard {
    cells: Arc<Cells>,
    catalog: Arc<Catalog>,
    allowed: Allowed,
    read_log: Option<Arc<ReadLog>>,
}

impl Guard {
    fn decide(&self, context: &AuthContext<'_>) -> Authorization {
        let fine = match self.cells.mode() {
            Mode::Store => true,
            Mode::Query => self.may_query(context),
            Mode::Execute => self.may_execute(context),
            Mode::Running => matches!(
                context.action,
                AuthAction::Select
                    | AuthAction::Read { .. }
                    | AuthAction::Function { .. }
                    | AuthAction::Recursive
                    | AuthAction::Insert { .. }
                    | AuthAction::Update { .. }
                    | AuthAction::Delete { .. }
                    // FTS5 asks this before it trusts its caches.
                    | AuthAction::Pragma { pragma_name: "data_version", .. }
            ),
        };
        self.note(context, fine);
        if fine { Authorization::Allow } else { Authorization::Deny }
    }

    fn note(&self, context: &AuthContext<'_>, allowed: bool) {
        let (Some(log), AuthAction::Read { table_name, .. }) = (&self.read_log, context.action) else {
            return;
        };
        let preparing = matches!(self.cells.mode(), Mode::Query | Mode::Execute);
        if preparing && context.database_name == Some("main") && self.catalog.position(table_name).is_some() {
            let target = self.cells.target();
            log.note(BaseRead {
                table: table_name.to_string(),
                through: context.accessor.map(str::to_string),
                written: (target != NO_TARGET).then(|| self.catalog.tables[target].name.clone()),
                allowed,
            });
        }
    }

    fn may_query(&self, context: &AuthContext<'_>) -> bool {
        match context.action {
            AuthAction::Select | AuthAction::Recursive | AuthAction::Function { .. } => true,
            AuthAction::Read { table_name, .. } => self.may_read(context, table_name, None),
            _ => false,
        }
    }

    fn may_execute(&self, context: &AuthContext<'_>) -> bool {
        let target = self.cells.target();
        let Some(table) = (target != NO_TARGET).then(|| &self.catalog.tables[target]) else {
            return false;
        };
        match context.action {
            AuthAction::Select | AuthAction::Recursive | AuthAction::Function { .. } => true,
            AuthAction::Read { table_name, .. } => self.may_read(context, table_name, Some(table)),
            AuthAction::Insert { table_name }
            | AuthAction::Delete { table_name }
            | AuthAction::Update { table_name, .. } => {
                context.database_name == Some("main") && table_name == table.name
            }
            _ => false,
        }
    }

    /// A column of a temporary view, a table function, the search table, or a base table through its own view;
    /// while one write is prepared also its target and what its foreign keys and triggers compare.
    fn may_read(&self, context: &AuthContext<'_>, table_name: &str, target: Option<&Table>) -> bool {
        if table_name.starts_with("sqlite_") {
            return false;
        }
        if context.database_name == Some("temp") {
            return true;
        }
        if TABLE_FUNCTIONS.contains(&table_name) || table_name == search::TABLE {
            return true;
        }
        if let Some(view) = context.accessor
            && self.allowed.get(view).is_some_and(|tables| tables.iter().any(|table| table == table_name))
        {
            return true;
        }
        target.is_some_and(|target| {
            target.name == table_name || target.related.iter().any(|other| other == table_name)
        })
    }
}
