//! `reachly validate`: addresses judged again by the organization's rules.

use std::path::PathBuf;

use reachly_core::app::App;
use reachly_core::commands::Kind;
use reachly_core::{Error, Result};
use serde_json::json;

use crate::arguments::Validate;
use crate::open::{open_existing, program_folder};
use crate::person::signed_in;
use crate::wait::answer;
use crate::words::say;

pub(crate) fn validate(validate: &Validate, workspace: Option<PathBuf>, as_json: bool) -> Result<()> {
    let app = App::new(program_folder()?, "Reachly's command line");
    open_existing(&app, workspace.as_deref())?;
    let outcome = signed_in(&app, &validate.person, |caller| {
        let lists = app.call(caller, "lists.all", json!({}))?;
        let lists = lists.as_array().map(Vec::as_slice).unwrap_or_default();
        let list = match &validate.list {
            None => None,
            Some(name) => Some(
                lists
                    .iter()
                    .find(|list| list["name"] == name.as_str())
                    .ok_or_else(|| Error::not_found("list"))?["id"]
                    .clone(),
            ),
        };
        let ended = answer(&app, caller, "validation.run", Kind::Job, json!({ "list": list }))?;
        Ok(ended["job"]["result"].clone())
    });
    app.replace(None);
    let result = outcome?;
    say(&if as_json {
        result.to_string()
    } else {
        format!("{} addresses checked, {} judged anew", result["checked"], result["changed"])
    });
    Ok(())
}
