//! The text of an Argon2 hash: `$argon2id$v=19$m=65536,t=4,p=1$salt$hash`, numbers without leading zeros, base64 without padding. As strict
//! as the reference decoder, which PHP uses; a text without a version is one of version 16.

use crate::encoding::{base64url, base64url_decoded_length, base64url_length, from_base64url};
use crate::kdf::{Cost, Variant, Version};

/// What Argon2 takes and gives at least (RFC 9106, 3.1, and the reference implementation).
const MIN_SALT: usize = 8;
const MIN_HASH: usize = 4;

/// What a text says.
pub struct Phc {
    pub variant: Variant,
    pub version: Version,
    pub cost: Cost,
    pub salt: Vec<u8>,
    pub hash: Vec<u8>,
}

/// What the text claims to be, if it is one of Argon2 that PHP knows.
pub fn variant(text: &[u8]) -> Option<Variant> {
    [("$argon2id$", Variant::Argon2id), ("$argon2i$", Variant::Argon2i)]
        .into_iter()
        .find_map(|(prefix, variant)| text.starts_with(prefix.as_bytes()).then_some(variant))
}

impl Phc {
    /// Reads a text that begins as [`variant`] says.
    pub fn read(variant: Variant, text: &[u8]) -> Option<Self> {
        let mut parts = text.split(|byte| *byte == b'$').skip(2).peekable();
        let version = match parts.next_if(|part| part.starts_with(b"v=")) {
            None | Some(b"v=16") => Version::V0x10,
            Some(b"v=19") => Version::V0x13,
            Some(_) => return None,
        };
        let mut costs = parts.next()?.split(|byte| *byte == b',');
        let cost = Cost {
            memory_kib: number(costs.next()?, b"m=")?,
            passes: number(costs.next()?, b"t=")?,
            lanes: number(costs.next()?, b"p=")?,
        };
        let salt = decode(parts.next()?)?;
        let hash = decode(parts.next()?)?;
        let is_short = salt.len() < MIN_SALT || hash.len() < MIN_HASH;
        if is_short || costs.next().is_some() || parts.next().is_some() {
            return None;
        }
        Some(Self { variant, version, cost, salt, hash })
    }
}

/// Writes the text of an Argon2id hash of version 19.
pub fn write(cost: Cost, salt: &[u8], hash: &[u8]) -> String {
    let Cost { memory_kib, passes, lanes } = cost;
    format!("$argon2id$v=19$m={memory_kib},t={passes},p={lanes}${}${}", encode(salt), encode(hash))
}

fn number(text: &[u8], name: &[u8]) -> Option<u32> {
    let digits = text.strip_prefix(name)?;
    if !digits.iter().all(u8::is_ascii_digit) || (digits.len() > 1 && digits.starts_with(b"0")) {
        return None;
    }
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// base64 differs from base64url in two characters.
fn encode(bytes: &[u8]) -> String {
    let mut text = vec![0; base64url_length(bytes.len())];
    // The length is right, so that it cannot fail.
    let _ = base64url(bytes, &mut text);
    let swap = |byte| match byte {
        b'-' => '+',
        b'_' => '/',
        other => char::from(other),
    };
    text.into_iter().map(swap).collect()
}

fn decode(text: &[u8]) -> Option<Vec<u8>> {
    let swap = |byte: &u8| match byte {
        b'+' => b'-',
        b'/' => b'_',
        b'-' | b'_' => b'$',
        other => *other,
    };
    let text: Vec<u8> = text.iter().map(swap).collect();
    let mut bytes = vec![0; base64url_decoded_length(text.len())?];
    from_base64url(&text, &mut bytes).ok()?;
    Some(bytes)
}
