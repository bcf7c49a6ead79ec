//! The address of a campaign's landing page, `/l/{slug}`: unique in the whole workspace, deleted campaigns included.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::context::Ctx;
use crate::error::{Code, Error, Result};

const SHORTEST: usize = 3;
const LONGEST: usize = 64;
/// Numbers tried behind a taken slug before chance takes over.
const NUMBERS: u32 = 50;

/// 3 to 64 lower-case letters, digits and hyphens, a letter or digit at both ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slug(String);

impl Slug {
    /// # Errors
    /// `invalid`.
    pub fn parse(text: &str) -> Result<Self> {
        let ends = |edge: Option<char>| edge.is_some_and(|c| c != '-');
        let good = (SHORTEST..=LONGEST).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
            && ends(text.chars().next())
            && ends(text.chars().next_back());
        if good {
            return Ok(Slug(text.to_string()));
        }
        Err(Error::invalid(
            "slug",
            "An address has 3 to 64 lower-case letters, digits and hyphens, with a letter or digit at both ends.",
        ))
    }

    /// The slug a name suggests; `campaign` when nothing of it can be used.
    pub fn from_name(name: &str) -> Self {
        let mut out = String::new();
        for c in name.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
            if c.is_ascii_alphanumeric() {
                out.push(c);
            } else if !out.is_empty() && !out.ends_with('-') {
                out.push('-');
            }
        }
        out.truncate(LONGEST);
        let out = out.trim_end_matches('-');
        if out.len() < SHORTEST { Slug("campaign".to_string()) } else { Slug(out.to_string()) }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// This slug with an ending, cut so that both fit.
    fn with(&self, ending: &str) -> Slug {
        let room = LONGEST - ending.len() - 1;
        let start = self.0.get(..room.min(self.0.len())).unwrap_or(&self.0).trim_end_matches('-');
        Slug(format!("{start}-{ending}"))
    }
}

/// This slug, or the nearest free one.
///
/// # Errors
/// The store's codes.
pub fn free(ctx: &Ctx, wanted: &Slug) -> Result<Slug> {
    if !ctx.store().slug_taken(wanted.as_str())? {
        return Ok(wanted.clone());
    }
    for number in 2..=NUMBERS {
        let next = wanted.with(&number.to_string());
        if !ctx.store().slug_taken(next.as_str())? {
            return Ok(next);
        }
    }
    let chance = u32::from_le_bytes(ctx.store().randomness().bytes::<4>());
    Ok(wanted.with(&format!("{chance:08x}")))
}

/// A taken slug is answered with a free one, never with its owner.
pub(crate) fn taken(ctx: &Ctx, wanted: &Slug) -> Error {
    let todo = match free(ctx, wanted) {
        Ok(other) => format!("“{}” is free.", other.as_str()),
        Err(_) => "Choose another one.".to_string(),
    };
    Error::new(Code::Taken, "This address is taken.").field("slug").kept("Nothing was changed.").todo(todo)
}

#[cfg(test)]
mod tests {
    use super::Slug;

    #[test]
    fn slugs_are_parsed_once() {
        for good in ["abc", "open-enrolment-2027", &"a".repeat(64)] {
            assert!(Slug::parse(good).is_ok(), "taken: {good}");
        }
        for bad in ["", "ab", "-abc", "abc-", "Abc", "a b", "ä-b-c", "a_b", "a/b", "../x", &"a".repeat(65)] {
            assert!(Slug::parse(bad).is_err(), "refused: {bad}");
        }
    }

    #[test]
    fn names_suggest_slugs() {
        for (name, slug) in [
            ("Open enrolment 2027", "open-enrolment-2027"),
            ("  Älter – werden & mehr! ", "alter-werden-mehr"),
            ("保険", "campaign"),
            ("A", "campaign"),
        ] {
            assert_eq!(Slug::from_name(name).as_str(), slug, "of {name:?}");
        }
        let long = Slug::from_name(&"word ".repeat(40));
        assert!(Slug::parse(long.as_str()).is_ok(), "a long name is cut into a good slug: {long:?}");
        assert!(Slug::parse(long.with("12345678").as_str()).is_ok(), "an ending still fits");
    }
}
