//! Rows on their way into a table in one statement: INSERT … SELECT from a virtual table over memory. A statement of
//! its own for every fifty rows would copy each page it touches for its way back; this one copies each page once.
#![allow(unsafe_code)] // a virtual table's callbacks are C's

use std::borrow::Cow;
use std::ffi::{CStr, c_int};
use std::marker::PhantomData;
use std::rc::Rc;

use rusqlite::types::{Null, ToSqlOutput};
use rusqlite::vtab::{
    Context, Filters, IndexConstraintOp, IndexInfo, Module, VTab, VTabConnection, VTabCursor,
};
use rusqlite::{Connection, Result, ToSql, ffi};

/// Name of the table function; only the store writes statements that name it.
pub(super) const NAME: &str = "staged_rows";
const POINTER: &CStr = c"staged_rows";
/// Most columns of a row.
const WIDTH: usize = 40;
const WIDTH_INT: c_int = WIDTH as c_int;

#[derive(Clone, Copy)]
enum Cell {
    Null,
    Integer(i64),
    /// From, to in the rows' bytes.
    Text(usize, usize),
    Blob(usize, usize),
}

/// Rows of one width, cell by cell. Texts and blobs lie in one piece of memory.
pub struct StagedRows {
    width: usize,
    cells: Vec<Cell>,
    bytes: Vec<u8>,
}

impl StagedRows {
    /// Room for `rows` rows of `width` cells.
    pub fn new(width: usize, rows: usize) -> Self {
        debug_assert!(width <= WIDTH, "a staged row has at most {WIDTH} cells");
        StagedRows { width, cells: Vec::with_capacity(width * rows), bytes: Vec::with_capacity(rows * 192) }
    }

    /// Whole rows so far.
    pub fn len(&self) -> usize {
        self.cells.len() / self.width.max(1)
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    fn keep(&mut self, bytes: &[u8]) -> (usize, usize) {
        let from = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        (from, self.bytes.len())
    }

    pub fn integer(&mut self, value: i64) -> &mut Self {
        self.cells.push(Cell::Integer(value));
        self
    }

    pub fn maybe_integer(&mut self, value: Option<i64>) -> &mut Self {
        self.cells.push(value.map_or(Cell::Null, Cell::Integer));
        self
    }

    pub fn text(&mut self, value: &str) -> &mut Self {
        let (from, to) = self.keep(value.as_bytes());
        self.cells.push(Cell::Text(from, to));
        self
    }

    pub fn maybe_text(&mut self, value: Option<&str>) -> &mut Self {
        match value {
            Some(value) => self.text(value),
            None => {
                self.cells.push(Cell::Null);
                self
            }
        }
    }

    pub fn blob(&mut self, value: &[u8]) -> &mut Self {
        let (from, to) = self.keep(value);
        self.cells.push(Cell::Blob(from, to));
        self
    }

    /// `c0, c1, …`: the columns to select.
    pub(super) fn columns(&self) -> String {
        (0..self.width).map(|at| format!("c{at}")).collect::<Vec<_>>().join(", ")
    }

    /// As the one argument of the table function.
    pub(super) fn argument(self: Rc<Self>) -> ToSqlOutput<'static> {
        ToSqlOutput::from_rc(self, POINTER)
    }
}

/// Makes the table function known to a connection.
pub(super) fn load(conn: &Connection) -> Result<()> {
    const MODULE: Module<Table> = Module::eponymous_only_module();
    conn.create_module(POINTER, &MODULE, None::<()>)
}

#[repr(C)]
struct Table {
    /// SQLite's part; must be first.
    base: ffi::sqlite3_vtab,
}

// SAFETY: `Table` begins with `sqlite3_vtab` and is laid out as C does.
unsafe impl<'table> VTab<'table> for Table {
    type Aux = ();
    type Cursor = Cursor<'table>;

    fn connect(
        _: &mut VTabConnection,
        _: Option<&()>,
        _: &[u8],
        _: &[u8],
        _: &[u8],
        _: &[&[u8]],
    ) -> Result<(Cow<'static, CStr>, Self)> {
        let columns: String = (0..WIDTH).map(|at| format!("c{at}, ")).collect();
        let sql = std::ffi::CString::new(format!("CREATE TABLE x ({columns}pointer HIDDEN)"))?;
        Ok((Cow::Owned(sql), Table { base: ffi::sqlite3_vtab::default() }))
    }

    fn best_index(&self, info: &mut IndexInfo) -> Result<bool> {
        let mut given = false;
        for (constraint, mut usage) in info.constraints_and_usages() {
            let equal = constraint.operator() == IndexConstraintOp::SQLITE_INDEX_CONSTRAINT_EQ;
            if constraint.is_usable() && equal && constraint.column() == WIDTH_INT {
                usage.set_argv_index(1);
                usage.set_omit(true);
                given = true;
            }
        }
        info.set_estimated_cost(if given { 1.0 } else { f64::MAX });
        Ok(given)
    }

    fn open(&'table mut self) -> Result<Cursor<'table>> {
        Ok(Cursor { base: ffi::sqlite3_vtab_cursor::default(), rows: None, at: 0, table: PhantomData })
    }
}

#[repr(C)]
struct Cursor<'table> {
    /// SQLite's part; must be first.
    base: ffi::sqlite3_vtab_cursor,
    rows: Option<&'table StagedRows>,
    at: usize,
    table: PhantomData<&'table Table>,
}

// SAFETY: `Cursor` begins with `sqlite3_vtab_cursor` and is laid out as C does.
unsafe impl VTabCursor for Cursor<'_> {
    fn filter(&mut self, _: c_int, _: Option<&str>, arguments: &Filters<'_>) -> Result<()> {
        // SAFETY: only `StagedRows::argument` makes a pointer of this name, and the statement keeps it alive.
        self.rows = unsafe { arguments.get_pointer(0, POINTER) };
        self.at = 0;
        Ok(())
    }

    fn next(&mut self) -> Result<()> {
        self.at += 1;
        Ok(())
    }

    fn eof(&self) -> bool {
        self.rows.is_none_or(|rows| self.at >= rows.len())
    }

    fn column(&self, context: &mut Context, column: c_int) -> Result<()> {
        let Some(rows) = self.rows else { return Ok(()) };
        let column = usize::try_from(column).unwrap_or(WIDTH);
        if column >= rows.width {
            return Ok(());
        }
        match rows.cells[self.at * rows.width + column] {
            Cell::Null => context.set_result(&Null),
            Cell::Integer(value) => context.set_result(&value),
            Cell::Text(from, to) => {
                // SAFETY: the bytes came whole from a `&str` in `text`.
                context.set_result(&unsafe { std::str::from_utf8_unchecked(&rows.bytes[from..to]) })
            }
            Cell::Blob(from, to) => context.set_result(&&rows.bytes[from..to]),
        }
    }

    fn rowid(&self) -> Result<i64> {
        Ok(i64::try_from(self.at).unwrap_or(i64::MAX))
    }
}

/// One [`StagedRows`] as a parameter.
pub(super) struct Argument(pub Rc<StagedRows>);

impl ToSql for Argument {
    fn to_sql(&self) -> Result<ToSqlOutput<'_>> {
        Ok(Rc::clone(&self.0).argument())
    }
}
