//! Every kind of job, with the queue of the platform whose work it does. 003's broker (RabbitMQ) is the `jobs` table
//! here; its queue names stay.

/// A kind of job.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JobKind {
    /// As the table has it.
    pub kind: &'static str,
    /// The queue in 003, section "RabbitMQ Message Broker Configuration", with its binding.
    pub queue: &'static str,
    pub binding: &'static str,
}

const fn kind(kind: &'static str, queue: &'static str, binding: &'static str) -> JobKind {
    JobKind { kind, queue, binding }
}

/// The kinds there are. 003 also binds order-queue, order-update-queue, order-delete-queue and order-metrics-queue,
/// which belong to customers, and campaign-creation-queue: a campaign is created in one write and needs no job.
pub const KINDS: &[JobKind] = &[
    kind("customer-queue", "customer-queue", "data-ingestion (customer)"),
    kind("data-ingestion", "customer-queue", "data-ingestion (customer)"),
    kind("customer-delete-queue", "customer-delete-queue", "data-ingestion (customer.delete)"),
    kind("customer-metrics-queue", "customer-metrics-queue", "metrics-exchange (customer.metrics)"),
    kind("customer-update-queue", "customer-update-queue", "data-ingestion (customer.update)"),
    kind("undo", "customer-update-queue", "data-ingestion (customer.update)"),
    kind("rehearsal", "message-queue", "message-exchange (message.send)"),
    kind("message-queue", "message-queue", "message-exchange (message.send)"),
    kind("campaign-stats-queue", "campaign-stats-queue", "campaign-exchange (campaign.stats)"),
    kind("reporting-zone", "campaign-stats-queue", "campaign-exchange (campaign.stats)"),
    kind("campaign-finality", "campaign-stats-queue", "campaign-exchange (campaign.stats)"),
];

/// The queue of a kind; the kind itself when it is not listed.
pub fn queue_of(kind: &str) -> &str {
    KINDS.iter().find(|known| known.kind == kind).map_or(kind, |known| known.queue)
}
