//! Integration tests over real files: one binary, one module a domain.
#![cfg(test)]

mod access;
mod contacts;
mod doors_http;
mod imports;
mod landing;
mod leads;
mod sample;
mod store_guard;
mod store_writer;
mod support;
mod tidy;
