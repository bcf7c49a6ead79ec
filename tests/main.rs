//! Integration tests over real files: one binary, one module a domain.
#![cfg(test)]

mod access;
mod audience;
mod campaigns;
mod contacts;
mod csv_files;
mod doors;
mod doors_http;
mod forms;
mod imports;
mod migrations;
mod rehearsals;
mod sample;
mod store_guard;
mod store_writer;
mod support;
mod templates;
mod tidy;
mod workspace_files;
