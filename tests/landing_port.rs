//! The address of the landing server: it stays the same for a workspace, whenever that is opened, because links that
//! went out carry it.

use std::sync::Arc;

use reachly_core::app::App;
use reachly_core::campaigns::links::remembered_port;
use reachly_landing::pages::{self, Options};
use serde_json::json;

use crate::support::TestApp;

#[test]
fn the_landing_server_keeps_its_port_and_says_where_it_is() {
    let test = TestApp::new();
    let status = || test.ok("landing.status", json!({}));
    assert_eq!(status()["running"], false, "nothing runs yet");
    let first = pages::serve(&test.app, Options::default()).unwrap();
    let address = first.address();
    assert_eq!(status(), json!({ "running": true, "address": format!("http://{address}") }));
    assert!(address.ip().is_loopback(), "on this computer only");
    drop(first);
    assert_eq!(status()["running"], false, "closed, it says so");
    let second = pages::serve(&test.app, Options::default()).unwrap();
    assert_eq!(second.address(), address, "links that went out keep working");
}

#[test]
fn a_workspace_opened_later_has_its_port_remembered_and_followed() {
    let test = TestApp::new();
    let path = test.app.workspace().unwrap().store.path().to_path_buf();
    let open = |app: &App| {
        let caller = reachly_core::app::Caller {
            door: reachly_core::context::Door::Window,
            session: None,
            organization: None,
        };
        app.call(&caller, "workspace.open", json!({ "path": path })).unwrap();
    };
    let known = |app: &Arc<App>| {
        let ctx =
            reachly_core::context::Ctx::stranger(app.workspace().unwrap(), reachly_core::context::Door::Cli);
        remembered_port(&ctx).unwrap()
    };
    test.app.replace(None);
    let home = test.folder.path().to_path_buf();
    let app = App::new(home.clone(), "a test");
    let first = pages::serve(&app, Options::default()).unwrap();
    open(&app);
    let port = first.address().port();
    assert_eq!(known(&app), Some(port), "the workspace that had none remembers the server's");
    drop(first);
    app.replace(None);

    let app = App::new(home, "a test");
    let blocker = pages::serve(&app, Options::default()).unwrap();
    assert_ne!(blocker.address().port(), port, "without a workspace nobody knows of that port");
    open(&app);
    assert_eq!(blocker.address().port(), port, "opened, its server moves to where its links lead");
    assert_eq!(app.landing().get(), Some(blocker.address()), "and everybody is told");
    let page = ureq::get(&format!("http://127.0.0.1:{port}/style.css")).call().unwrap();
    assert_eq!(page.status(), 200, "there it answers");
    app.replace(None);
}
