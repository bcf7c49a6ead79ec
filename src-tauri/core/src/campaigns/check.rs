//! What a campaign still lacks, and the check before its launch. Pure: facts in, findings out.

use super::types::{
    Campaign, CampaignFinding, CampaignList, CampaignStatus, CampaignStep, CampaignSteps, FindingSeverity,
};
use crate::audience::types::Waterfall;
use crate::clock::CampaignTime;
use crate::forms::types::FormProblem;
use crate::templates::types::TemplateProblem;

/// What the check looks at besides the campaign itself.
pub struct Facts {
    pub waterfall: Waterfall,
    /// Of the pinned e-mail, judged with today's variables.
    pub email: Vec<TemplateProblem>,
    /// Of the pinned form.
    pub form: Vec<FormProblem>,
    /// The organization's postal address is known.
    pub has_address: bool,
    /// Now, on the campaign clock.
    pub now: CampaignTime,
    /// ISO date of `now` in the reporting zone.
    pub today: String,
}

/// What each step lacks; cheap enough for every look at the page.
pub fn missing(campaign: &Campaign) -> CampaignSteps {
    let mut steps = CampaignSteps::default();
    let living = |list: &&CampaignList| !list.deleted;
    if campaign.include_lists.iter().filter(living).count() == 0 {
        steps.audience.missing.push("Choose at least one contact list.".to_string());
    } else if campaign.include_lists.iter().filter(living).all(|list| list.total == 0) {
        steps.audience.missing.push("The chosen lists are empty.".to_string());
    }
    if campaign.template_version.is_none() {
        steps.email.missing.push("Choose an e-mail.".to_string());
    }
    if campaign.form_version.is_none() {
        steps.landing_page.missing.push("Choose a form.".to_string());
    }
    if campaign.scheduled_at.is_none() && campaign.status == CampaignStatus::Draft {
        steps.schedule.missing.push("Set a start time, or launch it by hand.".to_string());
    }
    if campaign.budget_minor.is_none() {
        steps.schedule.missing.push("Set a budget.".to_string());
    }
    steps
}

struct Findings(Vec<CampaignFinding>);

impl Findings {
    fn error(&mut self, step: CampaignStep, message: impl Into<String>) {
        self.0.push(CampaignFinding { severity: FindingSeverity::Error, step, message: message.into() });
    }

    fn warning(&mut self, step: CampaignStep, message: impl Into<String>) {
        self.0.push(CampaignFinding { severity: FindingSeverity::Warning, step, message: message.into() });
    }
}

/// The whole check, in the order of the steps. It passes when no finding is an error.
pub fn findings(campaign: &Campaign, facts: &Facts) -> Vec<CampaignFinding> {
    let mut found = Findings(Vec::new());
    let steps = missing(campaign);
    of_audience(campaign, facts, &steps, &mut found);
    of_email(facts, &steps, &mut found);
    of_landing_page(campaign, facts, &steps, &mut found);
    of_schedule(campaign, facts, &steps, &mut found);
    found.0
}

fn of_audience(campaign: &Campaign, facts: &Facts, steps: &CampaignSteps, found: &mut Findings) {
    let step = CampaignStep::Audience;
    for sentence in &steps.audience.missing {
        found.error(step, sentence.clone());
    }
    let counts = &facts.waterfall;
    if counts.on_lists > 0 && counts.mailable == 0 {
        found.error(step, "Nobody on the chosen lists can be mailed.");
    }
    for list in campaign.include_lists.iter().filter(|list| list.deleted) {
        found.warning(step, format!("The list “{}” was deleted and adds nobody.", list.name));
    }
    for list in campaign.exclude_lists.iter().filter(|list| list.deleted) {
        found.warning(step, format!("The list “{}” was deleted; its members are still left out.", list.name));
    }
    match counts.mailable_unchecked {
        0 => {}
        1 => found.warning(step, "One contact was never validated."),
        count => found.warning(step, format!("{count} contacts were never validated.")),
    }
}

fn of_email(facts: &Facts, steps: &CampaignSteps, found: &mut Findings) {
    let step = CampaignStep::Email;
    for sentence in &steps.email.missing {
        found.error(step, sentence.clone());
    }
    for problem in &facts.email {
        match problem.severity {
            FindingSeverity::Error => found.error(step, problem.message.clone()),
            FindingSeverity::Warning => found.warning(step, problem.message.clone()),
        }
    }
    if !facts.has_address {
        found.warning(step, "Your organization has no postal address yet; commercial e-mail must carry one.");
    }
}

fn of_landing_page(campaign: &Campaign, facts: &Facts, steps: &CampaignSteps, found: &mut Findings) {
    let step = CampaignStep::LandingPage;
    for sentence in &steps.landing_page.missing {
        found.error(step, sentence.clone());
    }
    for problem in &facts.form {
        match problem.severity {
            FindingSeverity::Error => found.error(step, problem.message.clone()),
            FindingSeverity::Warning => found.warning(step, problem.message.clone()),
        }
    }
    if campaign.landing_headline.is_empty() {
        found.warning(step, "The landing page has no headline; it shows the campaign's name.");
    }
}

fn of_schedule(campaign: &Campaign, facts: &Facts, steps: &CampaignSteps, found: &mut Findings) {
    let step = CampaignStep::Schedule;
    for sentence in &steps.schedule.missing {
        found.warning(step, sentence.clone());
    }
    if campaign.scheduled_at.is_some_and(|at| at < facts.now) {
        found.warning(step, "The start time has passed on the campaign clock.");
    }
    if campaign.end_date.as_ref().is_some_and(|end| *end < facts.today) {
        found.error(step, "The last day has passed on the campaign clock.");
    }
}
