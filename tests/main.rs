//! Integration tests over real files: one binary, one module a domain.
#![cfg(test)]

mod access;
mod account;
mod audience;
mod campaigns;
mod contacts;
mod csv_files;
mod doors;
mod doors_http;
mod events;
mod exports;
mod fields;
mod filters;
mod forms;
mod imports;
mod landing;
mod launch;
mod leads;
mod members;
mod migrations;
mod nightly;
mod organizations;
mod rehearsals;
mod reports;
mod roles;
mod sample;
mod store_group;
mod store_guard;
mod store_writer;
mod support;
mod templates;
mod tidy;
mod today;
mod workspace_files;
