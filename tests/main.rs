//! Integration tests over real files: one binary, one module a domain.
#![cfg(test)]

mod access;
mod csv_files;
mod store_guard;
mod store_writer;
mod support;
mod tidy;
