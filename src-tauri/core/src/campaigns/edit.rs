//! What may be changed when: the values of an update, read once, and which of them a status still allows.

use super::slug::Slug;
use super::types::{CampaignStatus, UpdateCampaign};
use crate::access::{parse_currency, parse_name};
use crate::error::{Error, Result};
use crate::forms::rules::parse_date;
use crate::templates::commands::parse_description;

const OBJECTIVE_MAX: usize = 500;
const HEADLINE_MAX: usize = 200;
const INTRO_MAX_BYTES: usize = 64 * 1024;
/// Lists on either side at the most.
const LISTS_MAX: usize = 100;
/// A budget stays far from what sums of many can hold.
const BUDGET_MAX: i64 = 1_000_000_000_000;

impl UpdateCampaign {
    /// The request with every value in the form it is stored in.
    ///
    /// # Errors
    /// `invalid` with the field.
    pub(crate) fn checked(mut self) -> Result<Self> {
        self.name = self.name.map(|name| parse_name("name", &name)).transpose()?;
        self.description = self.description.map(|text| parse_description(&text)).transpose()?;
        self.objective =
            self.objective.map(|text| parse_text("objective", &text, OBJECTIVE_MAX)).transpose()?;
        self.landing_headline = self
            .landing_headline
            .map(|text| parse_text("landingHeadline", &text, HEADLINE_MAX))
            .transpose()?;
        self.landing_intro = self.landing_intro.map(|html| parse_intro(&html)).transpose()?;
        self.currency = self.currency.map(|text| parse_currency("currency", &text)).transpose()?;
        if let Some(slug) = &self.slug {
            Slug::parse(slug)?;
        }
        if let Some(Some(budget)) = self.budget_minor
            && !(0..=BUDGET_MAX).contains(&budget)
        {
            return Err(Error::invalid("budgetMinor", "A budget is 0 or more, and not endless."));
        }
        for (field, date) in [("startDate", &self.start_date), ("endDate", &self.end_date)] {
            if let Some(Some(text)) = date
                && parse_date(text).is_none()
            {
                return Err(Error::invalid(field, "This is not a date such as 2026-11-30."));
            }
        }
        self.checked_lists()
    }

    fn checked_lists(mut self) -> Result<Self> {
        for (field, lists) in
            [("includeLists", &mut self.include_lists), ("excludeLists", &mut self.exclude_lists)]
        {
            let Some(lists) = lists else { continue };
            lists.sort_unstable();
            lists.dedup();
            if lists.len() > LISTS_MAX {
                return Err(Error::invalid(field, format!("A campaign takes at most {LISTS_MAX} lists.")));
            }
        }
        Ok(self)
    }

    /// # Errors
    /// `conflict` when a named field is closed in this status. What goes out to whom and when is open in a draft
    /// only; money and the last day until the end; words always.
    pub(crate) fn allowed_in(&self, status: CampaignStatus) -> Result<()> {
        let of_draft = [
            ("includeLists", self.include_lists.is_some()),
            ("excludeLists", self.exclude_lists.is_some()),
            ("templateVersion", self.template_version.is_some()),
            ("formVersion", self.form_version.is_some()),
            ("slug", self.slug.is_some()),
            ("landingHeadline", self.landing_headline.is_some()),
            ("landingIntro", self.landing_intro.is_some()),
            ("currency", self.currency.is_some()),
            ("scheduledAt", self.scheduled_at.is_some()),
            ("startDate", self.start_date.is_some()),
        ];
        let until_end = [("budgetMinor", self.budget_minor.is_some()), ("endDate", self.end_date.is_some())];
        let over = matches!(status, CampaignStatus::Completed | CampaignStatus::Cancelled);
        let closed = of_draft
            .iter()
            .filter(|_| status != CampaignStatus::Draft)
            .chain(until_end.iter().filter(|_| over))
            .find(|(_, named)| *named);
        let Some((field, _)) = closed else { return Ok(()) };
        let todo = if status == CampaignStatus::Scheduled {
            "Put it back to draft, then change it."
        } else {
            "Make a copy of it and change that."
        };
        Err(Error::conflict(format!("This can no longer be changed: the campaign is {}.", status.word()))
            .field(field)
            .kept("Nothing was changed.")
            .todo(todo))
    }
}

pub(crate) fn parse_text(field: &str, text: &str, most: usize) -> Result<String> {
    let text = text.trim();
    if text.chars().count() > most {
        return Err(Error::invalid(field, format!("This is longer than {most} characters.")));
    }
    if text.chars().any(|c| c.is_control() && c != '\n') {
        return Err(Error::invalid(field, "This contains control characters."));
    }
    Ok(text.to_string())
}

fn parse_intro(html: &str) -> Result<String> {
    if html.len() > INTRO_MAX_BYTES {
        return Err(Error::invalid("landingIntro", "The text is larger than 64 kB."));
    }
    Ok(reachly_mail::sanitize_page(html.trim()))
}
