//! The Tauri-free program.
fn main() {}
