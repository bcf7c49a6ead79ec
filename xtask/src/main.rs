//! `cargo xtask …`: set-up, the application, every check, benchmarks and bundles, each in one command.
//! Runs from any directory inside the checkout and prepares by itself whatever the command needs.

// A tool of the command line: its output is what it is for.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod advisories;
mod bundle;
mod counts;
mod generated;
mod run;
mod setup;
mod soak;
mod steps;
mod test;
mod tools;
mod ui;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask <command> [arguments]

  run [--release] [arguments]  build the application and open it on the sample workspace;
                               without a display it serves the same interface on loopback
  test                         everything that must pass; the last line counts it
  gen                          write the TypeScript types again from the Rust ones
  bench [arguments]            measure the product's figures (release build)
  soak kill [--times 100]      kill the real program in the middle of its work, and look what came of it
  bundle [arguments]           build the installable package";

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    let rest: Vec<String> = arguments.collect();
    let outcome = match command.as_str() {
        "run" => run::run(rest),
        "test" => test::test(),
        "gen" => generated::write().map(|()| 0),
        "bench" => bundle::bench(rest),
        "soak" => soak::soak(&rest),
        "bundle" => bundle::bundle(rest),
        "" | "help" | "-h" | "--help" => {
            println!("{HELP}");
            Ok(0)
        }
        other => Err(format!("There is no command \"{other}\".\n\n{HELP}")),
    };
    match outcome {
        Ok(code) => ExitCode::from(code),
        Err(sentence) => {
            eprintln!("xtask: {sentence}");
            ExitCode::FAILURE
        }
    }
}
