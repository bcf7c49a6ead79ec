//! Reachly without a window.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(reachly_cli::run(std::env::args_os()))
}
