//! The sample: a plausible brokerage made only through commands of the table, the same on every machine and day.

mod build;
pub mod people;

pub use build::{PASSWORD, SIGN_IN, build};
