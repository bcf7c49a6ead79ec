//! Integration tests over real files: one binary, one module a domain.
#![cfg(test)]

mod access;
mod contacts;
mod csv_files;
mod doors;
mod doors_http;
mod imports;
mod migrations;
mod rehearsals;
mod sample;
mod store_guard;
mod store_writer;
mod support;
mod tidy;
mod workspace_files;
