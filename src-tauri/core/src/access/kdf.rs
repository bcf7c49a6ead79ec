//! Every argon2 parameter of the house, and codes and tokens.

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::clock::Randomness;
use crate::error::{Error, Result};

/// Sign-in: 19 MiB, 2 passes, 1 lane (the floor OWASP names), so that several sign-ins at once stay affordable.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// Alphabet of recovery codes: no letters or digits that look alike.
const ALPHABET: &[u8; 32] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789W";

fn argon2() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)
        .map_err(|cause| Error::internal(format!("argon2: {cause}")))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// PHC string of a secret.
///
/// # Errors
/// `internal` when argon2 refuses.
pub fn hash(secret: &str, randomness: &Randomness) -> Result<String> {
    let salt = randomness.bytes::<16>();
    let hashed = argon2()?
        .hash_password_with_salt(secret.as_bytes(), &salt)
        .map_err(|cause| Error::internal(format!("argon2: {cause}")))?;
    Ok(hashed.to_string())
}

/// Whether a secret is the one behind a PHC string.
pub fn verify(secret: &str, hashed: &str) -> bool {
    argon2().is_ok_and(|argon2| argon2.verify_password(secret.as_bytes(), hashed).is_ok())
}

/// What an unknown user is verified against, so that the answer takes as long as for a known one.
pub const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$5SrXOUh4MjGDDKNSzyNzpGWEI3dVYjyJf2kKZvmbNxM";

/// A session token: 32 random bytes, URL-safe.
pub fn token(randomness: &Randomness) -> String {
    URL_SAFE_NO_PAD.encode(randomness.bytes::<32>())
}

/// What is kept of a token.
pub fn token_hash(token: &str) -> [u8; 32] {
    *blake3::hash(token.as_bytes()).as_bytes()
}

/// A recovery code: 25 characters in groups of five, 125 bits.
pub fn recovery_code(randomness: &Randomness) -> String {
    let bytes = randomness.bytes::<25>();
    let letters: Vec<char> = bytes.iter().map(|byte| ALPHABET[usize::from(byte % 31)] as char).collect();
    letters.chunks(5).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

/// A code as it is hashed: upper case, without hyphens and spaces.
pub fn normal_code(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase()
}
