//! The real program over real files, killed in the middle of its work.
#![cfg(test)]

mod kill;
mod kill_runs;
