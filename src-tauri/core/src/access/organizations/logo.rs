//! The logo: known by its bytes and not by its name, small, kept once by its hash.

use std::fs;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use imagesize::ImageType;

use super::queries;
use super::types::{Logo, SetLogo};
use crate::access::queries as access;
use crate::access::types::Organization;
use crate::app::staging;
use crate::context::Ctx;
use crate::error::{Code, Error, Result};
use crate::store::Action;

/// Bytes of a logo.
pub const LARGEST: u64 = 512_000;
/// Pixels of a side.
pub const SIDES: std::ops::RangeInclusive<usize> = 16..=4_096;

pub(super) fn set(ctx: &Ctx, request: &SetLogo) -> Result<Organization> {
    let upload = staging::upload(ctx, request.upload)?;
    let checked = if upload.size > LARGEST {
        Err(refused("The picture has more than 512 kB.").todo("Choose a smaller one."))
    } else {
        let bytes = fs::read(&upload.path)?;
        media_type(&bytes).map(|media_type| (bytes, media_type))
    };
    // Taken or refused, the upload was only its way here.
    staging::forget(ctx, request.upload)?;
    let (bytes, media_type) = checked?;
    ctx.write(Action::plain("organization.logo"), move |tx| {
        let hash = *blake3::hash(&bytes).as_bytes();
        queries::keep_content(tx, hash, media_type, &bytes)?;
        queries::set_logo(tx, Some((hash, media_type)))?;
        access::organization(tx)
    })
}

pub(super) fn remove(ctx: &Ctx) -> Result<Organization> {
    ctx.write(Action::plain("organization.removeLogo"), |tx| {
        queries::set_logo(tx, None)?;
        access::organization(tx)
    })
}

pub(super) fn read(ctx: &Ctx) -> Result<Option<Logo>> {
    let found = ctx.read(queries::logo)?;
    Ok(found.map(|(media_type, bytes)| Logo { media_type, base64: STANDARD.encode(bytes) }))
}

fn refused(sentence: &str) -> Error {
    Error::new(Code::Invalid, sentence).field("upload").kept("The logo is as it was.")
}

/// What the bytes say they are.
fn media_type(bytes: &[u8]) -> Result<&'static str> {
    let media_type = match imagesize::image_type(bytes) {
        Ok(ImageType::Png) => "image/png",
        Ok(ImageType::Jpeg) => "image/jpeg",
        Ok(ImageType::Webp) => "image/webp",
        _ if looks_like_svg(bytes) => {
            return Err(refused("SVG pictures can carry programs, so they are not taken.")
                .todo("Save it as PNG, then choose that."));
        }
        _ => return Err(refused("This is not a PNG, JPEG or WebP picture.").todo("Choose another file.")),
    };
    let size = imagesize::blob_size(bytes)
        .map_err(|cause| refused("The picture is damaged.").todo("Choose another file.").because(cause))?;
    if SIDES.contains(&size.width) && SIDES.contains(&size.height) {
        return Ok(media_type);
    }
    let told = format!("The picture is {} × {} pixels; a side has 16 to 4,096.", size.width, size.height);
    Err(refused(&told).todo("Choose another size."))
}

fn looks_like_svg(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4_096)]).to_ascii_lowercase();
    head.contains("<svg") || head.contains("<!doctype svg")
}

#[cfg(test)]
mod tests {
    use super::media_type;

    /// The head of a PNG, up to where its size stands.
    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        bytes.extend(width.to_be_bytes());
        bytes.extend(height.to_be_bytes());
        bytes.extend([8, 6, 0, 0, 0]);
        bytes
    }

    #[test]
    fn a_picture_is_known_by_its_bytes_and_has_a_sane_size() {
        assert_eq!(media_type(&png(64, 64)).unwrap(), "image/png");
        for (width, height) in [(15, 64), (64, 4_097), (0, 0), (u32::MAX, 1)] {
            let error = media_type(&png(width, height)).unwrap_err();
            assert!(error.message.contains("pixels"), "{width} × {height}: {}", error.message);
        }
        assert!(media_type(&png(64, 64)[..14]).is_err(), "half a head is no picture");
        assert!(media_type(b"GIF89a\x40\0\x40\0").unwrap_err().message.contains("not a PNG"));
        assert!(
            media_type(b"<?xml version='1.0'?>\n<SVG onload='x()'>").unwrap_err().message.contains("SVG")
        );
        assert!(media_type(b"").is_err(), "nothing is no picture");
    }
}
