//! Which PASERKs may stand in a footer. They are told by their form: nothing is decrypted, and no key is at hand.

use crate::json::Text;

/// What must not stand anywhere in a footer.
const KEYS: [&[u8]; 5] = [b"k4.local.", b"k4.secret.", b"k4.public.", b"k4.local-pw.", b"k4.secret-pw."];

/// The characters of 33 and of 96 bytes, which leave no bits over.
const ID: usize = 44;
const SEALED: usize = 128;

/// Whether a text begins as a key does that is not wrapped, or only by a password.
#[inline(always)]
pub fn begins_as_key(text: Text<'_>) -> bool {
    text.starts_with(b"k4.") && KEYS.iter().any(|key| text.starts_with(key))
}

/// As [`begins_as_key`], of a footer that is no JSON.
pub fn is_key(footer: &[u8]) -> bool {
    KEYS.iter().any(|key| footer.starts_with(key))
}

/// Whether this names a key: `k4.lid`, `k4.pid` or `k4.sid`.
pub fn is_id(text: &[u8]) -> bool {
    let digest = [b"k4.lid.", b"k4.pid.", b"k4.sid."].into_iter().find_map(|header| text.strip_prefix(header));
    digest.is_some_and(|digest| digest.len() == ID && is_word(digest))
}

/// Whether this is a key that was wrapped by another: `k4.local-wrap`, `k4.secret-wrap` (by any protocol) or `k4.seal`.
pub fn is_wrapped(text: &[u8]) -> bool {
    if let Some(sealed) = text.strip_prefix(b"k4.seal.") {
        return sealed.len() == SEALED && is_word(sealed);
    }
    let wrapped = text.strip_prefix(b"k4.local-wrap.").or_else(|| text.strip_prefix(b"k4.secret-wrap."));
    let Some(wrapped) = wrapped else { return false };
    let mut parts = wrapped.split(|byte| *byte == b'.');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(protocol), Some(data), None) => [protocol, data].into_iter().all(is_word),
        _ => false,
    }
}

/// Characters of base64url, and at least one.
fn is_word(text: &[u8]) -> bool {
    !text.is_empty() && text.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}
