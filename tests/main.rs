//! Integration tests over real files: one binary, one module a domain.
#![cfg(test)]

mod access;
mod audience;
mod campaigns;
mod events;
mod forms;
mod rehearsals;
mod reports;
mod store_guard;
mod store_writer;
mod support;
mod templates;
mod tidy;
