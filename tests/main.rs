//! Integration tests over real files: one binary, one module a domain.
#![cfg(test)]

mod access;
mod audience;
mod campaigns;
mod forms;
mod store_guard;
mod store_writer;
mod support;
mod templates;
mod tidy;
