//! Everything the address crate promises, over the cases of others where they lie beside the project.

#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod suggestions;
#[cfg(test)]
mod syntax;
#[cfg(test)]
mod verdicts;
