//! The doors of the audience.

use super::types::Waterfall;
use crate::campaigns::types::CampaignId;
use crate::context::Ctx;
use crate::error::Result;
use crate::suppressions::suppression_key;

pub(crate) fn waterfall(ctx: &Ctx, request: CampaignId) -> Result<Waterfall> {
    let hash_key = suppression_key(ctx)?;
    ctx.read(|read| {
        let campaign = read.key_of("campaigns", "campaign", request.campaign)?;
        super::waterfall(read, &hash_key, campaign)
    })
}
