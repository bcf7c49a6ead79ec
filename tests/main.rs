//! Integration tests over real files: one binary, one module a domain.
#![cfg(test)]

mod access;
mod audience;
mod bad_input;
mod campaigns;
mod contacts;
mod csv_files;
mod doors;
mod doors_http;
mod events;
mod forms;
mod imports;
mod landing;
mod landing_port;
mod leads;
mod members;
mod migrations;
mod read_log;
mod rehearsals;
mod reports;
mod roles;
mod sample;
mod schema;
mod store_guard;
mod store_writer;
mod support;
mod templates;
mod tidy;
mod today;
mod workspace_files;
