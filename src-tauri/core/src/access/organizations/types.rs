//! What the doors of organizations take and give.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::clock::WallTime;

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetLogo {
    /// An upload: PNG, JPEG or WebP, at most 512 kB, 16 to 4,096 pixels on each side.
    pub upload: Uuid,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SetZone {
    /// IANA name. Days are counted by it from then on, those of before too.
    pub zone: String,
}

/// The picture itself.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Logo {
    /// image/png, image/jpeg or image/webp.
    pub media_type: String,
    pub base64: String,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DeleteOrganization {
    /// The organization's name, as the person typed it.
    pub name: String,
}

/// An organization that can still be brought back by the person who asks.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct DeletedOrganization {
    pub id: Uuid,
    pub name: String,
    pub deleted_at: WallTime,
    /// From then on it is gone for good.
    pub restore_until: WallTime,
}

#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RestoreOrganization {
    pub id: Uuid,
}

/// The organization is back.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct OrganizationRestored {
    pub id: Uuid,
    pub name: String,
    /// Its web domain is another organization's by now; it came back without.
    pub domain_taken: bool,
}
