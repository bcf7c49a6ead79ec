//! Links that tell who followed them: a token of 16 bytes and their HMAC-SHA256, cut to 16 bytes, under the
//! workspace's own key. No address stands in it, and one that was tampered with is nobody's.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit as _, Mac as _};
use reachly_mail as mail;
use serde_json::Value;
use sha2::Sha256;
use subtle::ConstantTimeEq as _;

use super::queries;
use super::types::{CampaignPreview, PreviewCampaign};
use crate::context::Ctx;
use crate::error::{Error, Result};
use crate::store::Action;
use crate::templates;

/// Number of the key that signs now.
const KEY_ID: u8 = 1;
const PAYLOAD: usize = 16;
const SEAL: usize = 16;

/// What the link is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    Click,
    Open,
    Unsubscribe,
}

/// What a token says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    pub kind: TokenKind,
    pub organization_key: i64,
    pub campaign_key: i64,
    pub contact_key: i64,
    /// Number of the link in the template version; 0: the landing page itself.
    pub link: u16,
}

/// Key of tokens and of stamps on forms: one for the workspace, random, made when it is first needed.
#[derive(Clone)]
pub struct LinkKey([u8; 32]);

impl std::fmt::Debug for LinkKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LinkKey")
    }
}

impl LinkKey {
    /// The workspace's key.
    ///
    /// # Errors
    /// The store's codes.
    pub fn of(ctx: &Ctx) -> Result<Self> {
        if let Some(found) = ctx.read_workspace(queries::link_key)? {
            return Ok(LinkKey(found));
        }
        // Of two that come first at the same moment, one makes the key and both read it.
        ctx.write_workspace(Action::plain("links.makeKey"), |tx| {
            queries::make_link_key(tx)?;
            queries::link_key(tx)?.map(LinkKey).ok_or_else(|| Error::internal("the link key is gone"))
        })
    }

    /// HMAC-SHA256 of `bytes`, cut to 16 bytes; `purpose` keeps seals of one use from serving another.
    pub fn seal(&self, purpose: &str, bytes: &[u8]) -> [u8; SEAL] {
        let mut out = [0; SEAL];
        // A key of any length is one for HMAC.
        if let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) {
            mac.update(&[u8::try_from(purpose.len()).unwrap_or(u8::MAX)]);
            mac.update(purpose.as_bytes());
            mac.update(bytes);
            out.copy_from_slice(&mac.finalize().into_bytes()[..SEAL]);
        }
        out
    }

    /// Bytes and their seal as text for addresses and hidden fields.
    pub fn sealed(&self, purpose: &str, bytes: &[u8]) -> String {
        let mut all = bytes.to_vec();
        all.extend_from_slice(&self.seal(purpose, bytes));
        URL_SAFE_NO_PAD.encode(all)
    }

    /// The bytes of [`LinkKey::sealed`], or `None` when the seal is not ours.
    pub fn unsealed(&self, purpose: &str, text: &str) -> Option<Vec<u8>> {
        let mut all = URL_SAFE_NO_PAD.decode(text).ok()?;
        let seal = all.split_off(all.len().checked_sub(SEAL)?);
        bool::from(self.seal(purpose, &all).ct_eq(&seal)).then_some(all)
    }
}

fn narrow(key: i64) -> Result<[u8; 4]> {
    let key = u32::try_from(key).map_err(|_| Error::internal("a key is too large for a link"))?;
    Ok(key.to_be_bytes())
}

/// The token as it stands in an address.
///
/// # Errors
/// `internal` for keys beyond 4 billion.
pub fn token(key: &LinkKey, token: &Token) -> Result<String> {
    let kind = match token.kind {
        TokenKind::Click => 1,
        TokenKind::Open => 2,
        TokenKind::Unsubscribe => 3,
    };
    let mut bytes = Vec::with_capacity(PAYLOAD);
    bytes.extend([KEY_ID, kind]);
    bytes.extend(token.link.to_be_bytes());
    for part in [token.organization_key, token.campaign_key, token.contact_key] {
        bytes.extend(narrow(part)?);
    }
    Ok(key.sealed("link", &bytes))
}

/// What a token says, or `None` when it is not one of ours.
pub fn read(key: &LinkKey, text: &str) -> Option<Token> {
    let bytes = key.unsealed("link", text)?;
    let bytes: [u8; PAYLOAD] = bytes.try_into().ok()?;
    let number = |at: usize| bytes[at..at + 4].iter().fold(0_i64, |all, byte| all << 8 | i64::from(*byte));
    let kind = match (bytes[0], bytes[1]) {
        (KEY_ID, 1) => TokenKind::Click,
        (KEY_ID, 2) => TokenKind::Open,
        (KEY_ID, 3) => TokenKind::Unsubscribe,
        _ => return None,
    };
    Some(Token {
        kind,
        link: u16::from_be_bytes([bytes[2], bytes[3]]),
        organization_key: number(4),
        campaign_key: number(8),
        contact_key: number(12),
    })
}

/// The port the landing server had when this workspace first met it: links that went out keep working.
///
/// # Errors
/// The store's codes.
pub fn remembered_port(ctx: &Ctx) -> Result<Option<u16>> {
    ctx.read_workspace(queries::landing_port)
}

/// Remembers the port, unless one is remembered already.
///
/// # Errors
/// The store's codes.
pub fn remember_port(ctx: &Ctx, port: u16) -> Result<()> {
    ctx.write_workspace(Action::plain("landing.rememberPort"), move |tx| queries::keep_landing_port(tx, port))
}

/// Makes the addresses of one contact in one campaign.
#[derive(Clone, Debug)]
pub struct Tracked {
    key: LinkKey,
    /// Such as `http://127.0.0.1:43121`.
    base: String,
    to: Token,
}

/// The tracked addresses of a contact.
pub fn tracked(
    key: LinkKey,
    base: String,
    organization_key: i64,
    campaign_key: i64,
    contact_key: i64,
) -> Tracked {
    let to = Token { kind: TokenKind::Click, organization_key, campaign_key, contact_key, link: 0 };
    Tracked { key, base, to }
}

impl Tracked {
    fn url(&self, path: &str, kind: TokenKind, link: u16) -> Result<String> {
        Ok(format!("{}/{path}/{}", self.base, token(&self.key, &Token { kind, link, ..self.to })?))
    }

    /// Counts a click on link `number` and goes on to it.
    ///
    /// # Errors
    /// `internal` for keys beyond 4 billion.
    pub fn link(&self, number: u32) -> Result<String> {
        self.url("t", TokenKind::Click, u16::try_from(number).unwrap_or(0))
    }

    /// # Errors
    /// As [`Tracked::link`].
    pub fn landing(&self) -> Result<String> {
        self.url("t", TokenKind::Click, 0)
    }

    /// # Errors
    /// As [`Tracked::link`].
    pub fn unsubscribe(&self) -> Result<String> {
        self.url("u", TokenKind::Unsubscribe, 0)
    }

    /// The picture that counts opens.
    ///
    /// # Errors
    /// As [`Tracked::link`].
    pub fn pixel(&self) -> Result<String> {
        self.url("o", TokenKind::Open, 0)
    }
}

/// The campaign's e-mail as one contact would get it, or with samples.
///
/// # Errors
/// `not_found`; `conflict` when the campaign has no e-mail yet; `invalid` when it does not render.
pub(super) fn preview(ctx: &Ctx, request: PreviewCampaign) -> Result<CampaignPreview> {
    let base = ctx.workspace.landing.get().map(|address| format!("http://{address}"));
    let key = LinkKey::of(ctx)?;
    let sees = crate::fields::sees_sensitive(ctx);
    let place = ctx.place()?.key;
    ctx.read(|read| {
        let state = queries::campaign(read, request.campaign)?;
        let pinned = state.campaign.template_version.as_ref().ok_or_else(|| {
            Error::conflict("The campaign has no e-mail yet.").todo("Choose a template first.")
        })?;
        let source = templates::queries::version_source(read, pinned.version)?;
        let variables = templates::commands::known_variables(read)?;
        let contact =
            request.contact.map(|id| templates::queries::contact_values(read, id, sees)).transpose()?;
        let mut values = templates::content::values(&variables, contact);
        let to = match (&base, request.contact) {
            (Some(base), Some(contact)) => {
                let contact = read.key_of("contacts", "contact", contact)?;
                Some(tracked(key, base.clone(), place, state.key, contact))
            }
            _ => None,
        };
        let plain = base.map(|base| format!("{base}/l/{}", state.campaign.slug));
        let landing_url = to.as_ref().map(Tracked::landing).transpose()?.or(plain);
        let unsubscribe_url = to.as_ref().map(Tracked::unsubscribe).transpose()?;
        for (name, url) in [("landing_url", &landing_url), ("unsubscribe_url", &unsubscribe_url)] {
            if let Some(url) = url {
                values.insert(name.to_string(), Value::String(url.clone()));
            }
        }
        let template = templates::content::compiled(&source, &variables)?;
        let rendered =
            template.render(&values).map_err(|problem| Error::invalid("template", problem.message))?;
        let html = match &to {
            Some(to) => counted(&rendered, to, unsubscribe_url.as_deref())?,
            None => rendered.html,
        };
        Ok(CampaignPreview {
            subject: rendered.subject,
            preheader: rendered.preheader,
            html: mail::safe_preview(&html),
            text: rendered.text,
            landing_url,
            unsubscribe_url,
        })
    })
}

/// The mail with counted links; unsubscribing stays a direct way.
fn counted(rendered: &mail::Mail, to: &Tracked, unsubscribe: Option<&str>) -> Result<String> {
    let additions = mail::Additions::default();
    mail::rewrite_links(&rendered.html, &additions, |number, href| {
        if Some(href) == unsubscribe {
            return href.to_string();
        }
        to.link(number).unwrap_or_else(|_| href.to_string())
    })
    .map_err(|problem| Error::invalid("template", problem.message))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TO: Token =
        Token { kind: TokenKind::Click, organization_key: 1, campaign_key: 2, contact_key: 70_000, link: 3 };

    #[test]
    fn a_token_comes_back_and_a_changed_one_does_not() {
        let key = LinkKey([7; 32]);
        let text = token(&key, &TO).unwrap();
        assert_eq!(read(&key, &text), Some(TO), "what was said is read");
        assert_eq!(text.len(), 43, "32 bytes as text: {text}");
        for at in 0..text.len() {
            let mut changed = text.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            // The last letter carries two bits that are not part of the bytes; changed, it is no canonical text.
            assert_eq!(read(&key, &changed), None, "letter {at} changed: {changed}");
        }
        assert_eq!(read(&LinkKey([8; 32]), &text), None, "another workspace's token is nobody's");
        for bad in ["", "x", &text[1..], &format!("{text}AAAA"), "€"] {
            assert_eq!(read(&key, bad), None, "{bad:?} is no token");
        }
    }

    #[test]
    fn a_seal_serves_one_purpose() {
        let key = LinkKey([7; 32]);
        let stamp = key.sealed("stamp", &[1; PAYLOAD]);
        assert_eq!(read(&key, &stamp), None, "a stamp is no link");
        assert_eq!(key.unsealed("stamp", &stamp), Some(vec![1; PAYLOAD]));
    }
}
