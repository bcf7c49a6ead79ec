//! What is written down in two places and must be the same in both.

use super::scan::code;
use super::{checkout, rust};

fn text_of(path: &str) -> String {
    let sources = checkout();
    let found = sources.into_iter().find(|source| source.path == path);
    found.unwrap_or_else(|| panic!("{path} is in the checkout")).text
}

fn json_of(path: &str) -> serde_json::Value {
    serde_json::from_str(&text_of(path)).unwrap_or_else(|error| panic!("{path} is JSON: {error}"))
}

/// The value of `const NAME: &str = "…"`, its pieces joined and its continued lines closed up.
fn constant(text: &str, name: &str) -> Option<String> {
    let (_, rest) = text.split_once(&format!("const {name}: &str ="))?;
    let end = code(rest).find(';')?;
    let mut pieces = rest[..end].split('"').skip(1).step_by(2);
    let first = pieces.next()?.to_owned();
    let whole = pieces.fold(first, |whole, piece| whole + piece);
    let mut lines = whole.split("\\\n");
    let opening = lines.next()?.to_owned();
    Some(lines.fold(opening, |whole, line| whole + line.trim_start()))
}

#[test]
fn window_and_browser_obey_the_same_policy() {
    let source = "pub const CSP: &str = \"default-src 'self'; \\\n    object-src 'none'\";\nconst B: u8 = 1;";
    assert_eq!(constant(source, "CSP").as_deref(), Some("default-src 'self'; object-src 'none'"));
    assert_eq!(constant("const CSP: &str = concat!(\"a; \", \"b\");", "CSP").as_deref(), Some("a; b"));
    let window = json_of("tauri.conf.json")["app"]["security"]["csp"].as_str().map(str::to_owned);
    assert!(
        window.as_deref().is_some_and(|policy| policy.contains("script-src 'self';")),
        "no foreign script runs"
    );
    let sources = checkout();
    let served = rust(&sources)
        .filter(|source| source.path.starts_with("src-tauri/landing/src/"))
        .find(|source| source.text.contains("const CSP"));
    // Until the server states its policy there is nothing to compare.
    if let Some(source) = served {
        assert_eq!(constant(&source.text, "CSP"), window, "the policy served over HTTP is the window's");
    }
}

#[test]
fn the_window_has_its_five_commands_and_no_others() {
    let build = text_of("src-tauri/build.rs");
    let (_, list) = build.split_once("COMMANDS: &[&str] = &[").expect("build.rs lists the commands");
    let list = list.split(']').next().unwrap_or_default();
    let mut declared: Vec<String> =
        list.split('"').skip(1).step_by(2).map(|name| format!("allow-{}", name.replace('_', "-"))).collect();
    let capability = json_of("src-tauri/capabilities/main.json");
    let permissions = capability["permissions"].as_array().cloned().unwrap_or_default();
    let own = |value: &serde_json::Value| {
        value.as_str().filter(|name| name.starts_with("allow-")).map(str::to_owned)
    };
    let mut granted: Vec<String> = permissions.iter().filter_map(own).collect();
    declared.sort();
    granted.sort();
    assert_eq!(declared, granted, "what is declared is granted, and nothing else");
    assert_eq!(declared.len(), 5, "rpc, upload, download, subscribe, open-window: the rest goes through rpc");
}

#[test]
fn every_accepted_fault_has_a_reason_and_a_date() {
    let bare = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| line.contains("RUSTSEC-") && line.contains("id ="));
        lines
            .filter(|line| !line.contains("reason = ") || !line.contains("Look again by 20"))
            .map(str::to_owned)
            .collect()
    };
    assert!(
        !bare("  { id = \"RUSTSEC-2024-0001\", reason = \"old\" },").is_empty(),
        "a reason without a date"
    );
    assert_eq!(bare(&text_of("deny.toml")), Vec::<String>::new());
}

/// Lints of the house that a manifest lacks.
fn lacking_lints(manifest: &str) -> Vec<&'static str> {
    let wanted =
        ["unwrap_used", "expect_used", "dbg_macro", "todo", "print_stdout", "print_stderr", "unsafe_code"];
    let denied = |lint: &&str| manifest.lines().any(|line| line.trim() == format!("{lint} = \"deny\""));
    wanted.into_iter().filter(|lint| !denied(lint)).collect()
}

#[test]
fn what_the_compiler_can_refuse_it_refuses() {
    assert!(
        lacking_lints("[workspace.lints.clippy]\nunwrap_used = \"warn\"").contains(&"unwrap_used"),
        "a warning is not enough"
    );
    assert_eq!(lacking_lints(&text_of("Cargo.toml")), Vec::<&str>::new());
    let sources = checkout();
    let manifests = sources
        .iter()
        .filter(|source| source.path.ends_with("Cargo.toml") && source.text.contains("[package]"));
    let free: Vec<&str> = manifests
        .filter(|source| !source.text.contains("[lints]\nworkspace = true"))
        .map(|source| source.path.as_str())
        .collect();
    assert_eq!(free, Vec::<&str>::new(), "every crate keeps the house's lints");
    let order = text_of("src-tauri/rehearsal/src/lib.rs");
    assert!(
        order.contains("#![deny(clippy::iter_over_hash_type)]"),
        "a rehearsal never depends on a hash's order"
    );
}

/// "2.12.5" → "2.12"
fn minor(version: &str) -> String {
    version.trim_start_matches(['^', '~', '=']).split('.').take(2).collect::<Vec<_>>().join(".")
}

/// Packages of the interface whose crate is locked at another minor version, which the bundler refuses.
fn shell_mismatches(lock: &str, packages: &[(&str, &str)]) -> Vec<String> {
    let mut mismatches = Vec::new();
    for (package, version) in packages {
        let crate_name = match package.trim_start_matches("@tauri-apps/") {
            "api" => "tauri".to_owned(),
            plugin => format!("tauri-{plugin}"),
        };
        let locked = lock.split_once(&format!("name = \"{crate_name}\"\nversion = \"")).map(|(_, rest)| rest);
        let locked = locked.and_then(|rest| rest.split('"').next()).unwrap_or("missing");
        if minor(locked) != minor(version) {
            mismatches.push(format!("{package} is {version}, {crate_name} is {locked}"));
        }
    }
    mismatches
}

#[test]
fn both_halves_of_the_shell_have_one_version() {
    let lock =
        "name = \"tauri\"\nversion = \"2.12.5\"\n\nname = \"tauri-plugin-dialog\"\nversion = \"2.8.4\"\n";
    let pair = [("@tauri-apps/api", "2.12.1"), ("@tauri-apps/plugin-dialog", "^2.8.0")];
    assert!(shell_mismatches(lock, &pair).is_empty(), "another patch is no mismatch");
    assert!(
        !shell_mismatches(lock, &[("@tauri-apps/plugin-dialog", "2.7.4")]).is_empty(),
        "another minor is"
    );
    let manifest = json_of("ui/package.json");
    let packages = manifest["dependencies"].as_object().into_iter().flatten();
    let shell: Vec<(&str, &str)> = packages
        .filter(|(name, _)| name.starts_with("@tauri-apps/"))
        .filter_map(|(name, version)| Some((name.as_str(), version.as_str()?)))
        .collect();
    assert_eq!(shell_mismatches(&text_of("Cargo.lock"), &shell), Vec::<String>::new());
}
