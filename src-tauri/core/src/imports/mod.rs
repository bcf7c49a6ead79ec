//! Files of contacts: what kind of file it is, which column means what, and one row as a person.

pub mod fields;
pub mod format;
pub mod mapping;
