//! The static tables events point into. Rows are only ever added at the end: stored events and
//! digests keep the indexes.

use serde::Serialize;

/// The kind of machine a mail was read on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Device {
    None,
    Mobile,
    Desktop,
    Machine,
}

/// A mail client on a device.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Client {
    pub device: Device,
    pub name: &'static str,
    /// Share of the opens by people, percent of all; the two devices are rescaled to the configured
    /// mobile share.
    pub share: f64,
    /// Whether its owner may have the mail-privacy prefetch switched on.
    pub prefetches: bool,
}

const fn client(device: Device, name: &'static str, share: f64, prefetches: bool) -> Client {
    Client { device, name, share, prefetches }
}

/// Index of the prefetching proxy in [`CLIENTS`].
pub(crate) const PREFETCH_CLIENT: u16 = 1;
/// Index of the link scanner in [`CLIENTS`].
pub(crate) const SCANNER_CLIENT: u16 = 2;

/// Clients by share of opens: Apple 57, Gmail 30, Outlook 4, Yahoo 2.5, Android 2, Outlook.com 1,
/// other 3.5 % (Litmus, December 2021). How Apple, Gmail and other split between phone and desk is an
/// assumption that meets 48 % mobile.
pub static CLIENTS: &[Client] = &[
    client(Device::None, "none", 0.0, false),
    client(Device::Machine, "Apple Mail privacy proxy", 0.0, false),
    client(Device::Machine, "Security scanner", 0.0, false),
    client(Device::Mobile, "Apple Mail on iPhone", 29.0, true),
    client(Device::Mobile, "Apple Mail on iPad", 3.0, true),
    client(Device::Desktop, "Apple Mail on Mac", 25.0, true),
    client(Device::Mobile, "Gmail app", 12.5, false),
    client(Device::Desktop, "Gmail in the browser", 17.5, false),
    client(Device::Desktop, "Outlook", 4.0, false),
    client(Device::Desktop, "Yahoo Mail", 2.5, false),
    client(Device::Mobile, "Android mail", 2.0, false),
    client(Device::Desktop, "Outlook.com", 1.0, false),
    client(Device::Mobile, "Other phone", 1.5, false),
    client(Device::Desktop, "Other desktop", 2.0, false),
];

/// Why a mail came back.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BounceReason {
    /// Enhanced status code, RFC 3463.
    pub code: &'static str,
    pub text: &'static str,
    pub hard: bool,
    /// Share among the bounces of its sort, percent (assumption).
    pub share: f64,
}

const fn reason(code: &'static str, text: &'static str, hard: bool, share: f64) -> BounceReason {
    BounceReason { code, text, hard, share }
}

/// Index of the reason for addresses that are not addresses.
pub(crate) const REASON_BAD_SYNTAX: u16 = 1;
/// Index of the reason for domains that take no mail.
pub(crate) const REASON_NO_DOMAIN: u16 = 2;

/// Reasons of bounces; the first with `hard`, then the soft ones.
pub static BOUNCE_REASONS: &[BounceReason] = &[
    reason("5.1.1", "No such mailbox", true, 78.0),
    reason("5.1.3", "Not a valid address", true, 2.0),
    reason("5.1.2", "The domain takes no mail", true, 10.0),
    reason("5.2.1", "Mailbox disabled", true, 10.0),
    reason("4.2.2", "Mailbox full", false, 45.0),
    reason("4.4.1", "The server did not answer", false, 25.0),
    reason("4.7.1", "Refused for now by policy", false, 25.0),
    reason("4.3.4", "Mail too large", false, 5.0),
];
