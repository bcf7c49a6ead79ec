//! Mails to start from, written by hand: tables for old mail programs, one column on phones.

use crate::Source;
use std::sync::LazyLock;

/// A mail somebody can take as a beginning.
#[derive(Clone, Debug)]
pub struct Starter {
    /// Stable, for programs.
    pub key: &'static str,
    pub name: &'static str,
    pub source: Source,
}

static STARTERS: LazyLock<[Starter; 3]> = LazyLock::new(|| {
    [
        starter(
            "open-enrolment",
            "Open enrolment",
            "{{ first_name | default: 'Hello' }}, open enrolment has begun",
            "Compare your options in ten minutes, or let us do it with you.",
            include_str!("starters/open-enrolment.html"),
        ),
        starter(
            "renewal-reminder",
            "Renewal reminder",
            "Your health plan is up for renewal",
            "Three things to check before it renews by itself.",
            include_str!("starters/renewal-reminder.html"),
        ),
        starter(
            "plain-letter",
            "Plain letter",
            "A short note about your coverage",
            "No forms to print, no obligation.",
            include_str!("starters/plain-letter.html"),
        ),
    ]
});

fn starter(
    key: &'static str,
    name: &'static str,
    subject: &str,
    preheader: &str,
    html: &'static str,
) -> Starter {
    let source = Source {
        html: html.to_owned(),
        subject: subject.to_owned(),
        preheader: preheader.to_owned(),
        text: None,
    };
    Starter { key, name, source }
}

/// They use `first_name` and what every campaign supplies, nothing else.
pub fn starter_templates() -> &'static [Starter] {
    &*STARTERS
}
