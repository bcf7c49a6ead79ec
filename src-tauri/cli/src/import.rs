//! `reachly import`: a CSV file, looked at and then taken as it was shown.

use std::path::PathBuf;
use std::sync::Arc;

use reachly_core::app::{App, Caller};
use reachly_core::commands::Kind;
use reachly_core::{Error, Result};
use serde_json::{Value, json};

use crate::arguments::Import;
use crate::open::{open_existing, program_folder};
use crate::person::signed_in;
use crate::wait::answer;
use crate::words::say;

pub(crate) fn import(import: &Import, workspace: Option<PathBuf>, json: bool) -> Result<()> {
    let app = App::new(program_folder()?, "Reachly's command line");
    open_existing(&app, workspace.as_deref())?;
    let outcome = signed_in(&app, &import.person, |caller| take(&app, caller, import));
    app.replace(None);
    let outcome = outcome?;
    say(&if json { outcome.to_string() } else { sentence(&outcome) });
    Ok(())
}

fn take(app: &Arc<App>, caller: &Caller, import: &Import) -> Result<Value> {
    let path = std::path::absolute(&import.file)?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let name = name.ok_or_else(|| Error::invalid("file", "This is not the name of a file."))?;
    let staged = app.call(caller, "imports.stage", json!({ "path": path, "fileName": name }))?;
    let (id, format) = (&staged["import"]["id"], &staged["import"]["format"]);
    let columns = staged["columns"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mapping: Vec<&Value> = columns.iter().map(|column| &column["field"]).collect();
    let request = json!({ "import": id, "format": format, "mapping": mapping, "newList": import.list });
    answer(app, caller, "imports.preview", Kind::Job, request)?;
    if !import.preview {
        answer(app, caller, "imports.start", Kind::Job, json!({ "import": id }))?;
    }
    app.call(caller, "imports.get", json!({ "import": id }))
}

fn sentence(import: &Value) -> String {
    let counts = &import["counts"];
    let one = |name: &str| format!("{} {name}", counts[name]);
    let names = ["new", "updated", "unchanged", "duplicate", "rejected"];
    let counted = names.map(one).join(" · ");
    format!(
        "{}: {} rows: {counted} ({})",
        import["fileName"].as_str().unwrap_or_default(),
        counts["rows"],
        import["state"]
    )
}
