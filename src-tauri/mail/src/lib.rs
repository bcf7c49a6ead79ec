//! E-mail bodies: hand-written HTML with Liquid variables and fallbacks, subject, preheader and plain text.
//! Pure: no clock, no files, no network. `compile` checks a `Source` once; `Template::render` makes one
//! person's `Mail`. Trust comes in two grades: values of contacts are never trusted (escaped in HTML), while
//! the author's own HTML is kept as written and only made harmless for previews (`safe_preview`).

mod css;
mod engine;
mod expression;
mod filters;
mod inspect;
mod lint;
mod mask;
mod page;
mod preview;
mod problem;
mod rewrite;
mod scan;
mod starters;
mod template;
mod urls;
mod variables;

pub use inspect::Link;
pub use page::sanitize_page;
pub use preview::safe_preview;
pub use problem::{Part, Problem, Severity};
pub use rewrite::{Additions, rewrite_links};
pub use starters::{Starter, starter_templates};
pub use template::{Mail, Source, Template, compile};
pub use variables::{Kind, SUPPLIED, Variable, Variables};

/// Longest source of one part, in bytes. Checked before anything is parsed.
pub const MAX_SOURCE_BYTES: usize = 256 * 1024;
/// Most Liquid tags (`{{ }}` and `{% %}` together) in one part.
pub const MAX_TAGS: usize = 500;
/// Deepest nesting of `if`, `unless` and `case`.
pub const MAX_NESTING: usize = 20;
/// Most filters on one value, and most terms in one condition or `when`.
pub const MAX_CHAIN: usize = 20;
/// Most `elsif` branches of one `if`: the engine recurses once for each.
pub const MAX_ELSIF: usize = 20;
/// Longest rendered part, and longest result of one filter, in bytes.
pub const MAX_OUTPUT_BYTES: usize = 512 * 1024;
/// Deepest nesting of HTML elements; real mails stay below 60.
pub const MAX_HTML_DEPTH: usize = 200;
/// From this size on, in bytes, HTML comes close to the size at which Gmail cuts a mail off.
pub const HTML_WARN_BYTES: usize = 80_000;
/// Gmail shows only the first 102 kB of a mail's HTML.
pub const HTML_MAX_BYTES: usize = 102_000;
/// Longest subject, in characters, that most inboxes show in one header line (RFC 5322, 2.1.1).
pub const SUBJECT_WARN_CHARS: usize = 78;
