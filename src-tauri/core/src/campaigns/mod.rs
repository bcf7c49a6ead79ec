//! Campaigns: what is planned, for whom, when and at what price; the status machine; the launch check; the history.

mod activity;
pub mod check;
pub mod commands;
pub mod edit;
pub mod history;
pub mod links;
pub(crate) mod queries;
pub mod slug;
pub(crate) mod status;
pub mod types;

use serde::Serialize;
use serde_json::Value;

use crate::error::{Error, Result};
use types::CampaignStatus;
use types::CampaignStatus::{Active, Cancelled, Completed, Draft, Paused, Scheduled};

impl CampaignStatus {
    pub const ALL: [CampaignStatus; 6] = [Draft, Scheduled, Active, Paused, Completed, Cancelled];

    /// Where a campaign can go from here. The database holds the same machine.
    pub fn next(self) -> &'static [CampaignStatus] {
        match self {
            Draft => &[Scheduled, Active],
            Scheduled => &[Draft, Active, Cancelled],
            Active => &[Paused, Completed, Cancelled],
            Paused => &[Active, Cancelled],
            Completed | Cancelled => &[],
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Draft => "draft",
            Scheduled => "scheduled",
            Active => "active",
            Paused => "paused",
            Completed => "completed",
            Cancelled => "cancelled",
        }
    }

    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }

    /// # Errors
    /// `conflict` for a change the machine does not know.
    pub fn change_to(self, to: CampaignStatus) -> Result<()> {
        if self.next().contains(&to) {
            return Ok(());
        }
        let sentence = format!("A campaign that is {} cannot become {}.", self.word(), to.word());
        let ways: Vec<&str> = self.next().iter().map(|next| next.word()).collect();
        let todo = if ways.is_empty() {
            "It is over; make a copy of it to go on.".to_string()
        } else {
            format!("From here it can become {}.", ways.join(" or "))
        };
        Err(Error::conflict(sentence).field("status").kept("Nothing was changed.").todo(todo))
    }

    /// The change starts the campaign, now or at its time: the launch check comes first.
    pub fn launches(self, to: CampaignStatus) -> bool {
        matches!((self, to), (Draft | Scheduled, Active) | (Draft, Scheduled))
    }
}

/// The word of an enum as its JSON has it.
pub(crate) fn word_of(value: impl Serialize) -> Result<String> {
    match serde_json::to_value(value)? {
        Value::String(text) => Ok(text),
        other => Err(Error::internal(format!("not a word: {other}"))),
    }
}

pub use queries::campaign_key;

#[cfg(test)]
mod tests {
    use super::CampaignStatus;

    #[test]
    fn the_machine_knows_ten_changes() {
        let ways: usize = CampaignStatus::ALL.iter().map(|status| status.next().len()).sum();
        assert_eq!(ways, 10, "two from draft, three from scheduled and active each, two from paused");
        for status in CampaignStatus::ALL {
            assert!(status.change_to(status).is_err(), "{} does not lead to itself", status.word());
            assert_eq!(CampaignStatus::from_word(status.word()), Some(status), "words come back");
        }
    }
}
