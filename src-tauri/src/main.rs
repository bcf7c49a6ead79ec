//! Reachly: the window, and the command line for whoever gives it a command.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod calls;
mod window;

use std::process::ExitCode;

use reachly_cli::Start;

fn main() -> ExitCode {
    match reachly_cli::start(std::env::args_os()) {
        Start::Done(status) => ExitCode::from(status),
        Start::Window(place) => ExitCode::from(window::open(&place)),
    }
}
