//! Integration tests over real files: one binary, one module a domain.
#![cfg(test)]

mod access;
mod events;
mod rehearsals;
mod reports;
mod store_guard;
mod store_writer;
mod support;
mod tidy;
