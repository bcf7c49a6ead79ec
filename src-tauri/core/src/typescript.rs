//! TypeScript from the table: all types in one file, all commands in another.

use std::any::TypeId;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use ts_rs::{Config, TS, TypeVisitor};

use crate::commands::{COMMANDS, Kind};
use crate::error::Result;

/// Gathers the declarations of types and of everything they are made of.
pub struct Collector {
    config: Config,
    declarations: BTreeMap<String, String>,
    /// Types looked at: some, like JSON's own, are made of themselves.
    seen: BTreeSet<TypeId>,
}

impl Collector {
    fn new() -> Self {
        Collector {
            config: Config::new().with_large_int("number"),
            declarations: BTreeMap::new(),
            seen: BTreeSet::new(),
        }
    }

    pub(crate) fn add<T: TS + 'static + ?Sized>(&mut self) {
        self.visit::<T>();
    }
}

impl TypeVisitor for Collector {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        // Only types with a file of their own are declared; strings, lists and options are written out where used.
        if <T as TS>::output_path().is_some() {
            let name = <T as TS>::ident(&self.config);
            let docs = <T as TS>::docs().unwrap_or_default();
            self.declarations.insert(name, format!("{docs}export {}\n", <T as TS>::decl(&self.config)));
        }
        <T as TS>::visit_dependencies(self);
        <T as TS>::visit_generics(self);
    }
}

const HEAD: &str = "// Written from the command table; `cargo xtask gen` renews it.\n";

/// `types.ts` and `commands.ts` as text.
pub fn files() -> [(&'static str, String); 2] {
    let mut collector = Collector::new();
    collector.add::<crate::Error>();
    collector.add::<crate::store::Change>();
    for command in COMMANDS {
        (command.collect)(&mut collector);
    }
    let types = collector.declarations.values().fold(HEAD.to_string(), |out, one| out + "\n" + one);
    let mut commands =
        format!("{HEAD}import type * as t from \"./types\";\n\nexport interface Commands {{\n");
    let mut kinds = String::new();
    for command in COMMANDS {
        let (request, response) =
            ((command.request)(&collector.config), (command.response)(&collector.config));
        let (request, response) = (qualified(&request, &collector), qualified(&response, &collector));
        let kind = match command.kind {
            Kind::Read => "read",
            Kind::Write => "write",
            Kind::Job => "job",
        };
        commands.push_str(&format!(
            "  \"{}\": {{ request: {request}; response: {response}; kind: \"{kind}\" }};\n",
            command.name
        ));
        kinds.push_str(&format!("  \"{}\": \"{kind}\",\n", command.name));
    }
    commands
        .push_str("}\n\nexport const COMMAND_KINDS: { [K in keyof Commands]: Commands[K][\"kind\"] } = {\n");
    commands.push_str(&kinds);
    commands.push_str("};\n");
    [("types.ts", types), ("commands.ts", commands)]
}

/// Puts `t.` in front of every declared name.
fn qualified(name: &str, collector: &Collector) -> String {
    let mut out = String::new();
    let mut word = String::new();
    for character in name.chars().chain([' ']) {
        if character.is_alphanumeric() || character == '_' {
            word.push(character);
            continue;
        }
        if collector.declarations.contains_key(&word) {
            out.push_str("t.");
        }
        out.push_str(&word);
        word.clear();
        out.push(character);
    }
    out.trim_end().to_string()
}

/// Writes both files into a folder; files that are the same already are not touched.
///
/// # Errors
/// What the file system says.
pub fn write(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder)?;
    for (name, text) in files() {
        let path = folder.join(name);
        if std::fs::read_to_string(&path).ok().as_deref() != Some(text.as_str()) {
            std::fs::write(path, text)?;
        }
    }
    Ok(())
}
