//! Set-up, tests, benchmarks and bundles.
fn main() {}
