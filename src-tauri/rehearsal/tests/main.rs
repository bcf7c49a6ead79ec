//! The engine against its own promises: rates, delays, sameness, refusals.
#![allow(clippy::unwrap_used, clippy::print_stdout)] // helpers of tests are tests

mod config;
mod delays;
mod properties;
mod rates;
mod sameness;
mod support;
