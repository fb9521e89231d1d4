//! The text of a PASERK: a header and base64url.

use crate::wipe::{Wiped, wipe};
use highper_crypto::encoding;
use highper_crypto::secret::Secret;
use zeroize::Zeroizing;

/// A header, and parts in a row.
pub fn write(header: &str, parts: &[&[u8]]) -> Zeroizing<String> {
    let bytes = Wiped::join(parts);
    let mut text = vec![0; header.len() + encoding::base64url_length(bytes.len())];
    if let Some((head, tail)) = text.split_at_mut_checked(header.len()) {
        head.copy_from_slice(header.as_bytes());
        // The room has the length that the encoding asks for.
        let _ = encoding::base64url(&bytes, tail);
    }
    // The characters are ASCII; a check of UTF-8 would branch on each, and they may be a secret's.
    let mut whole = Zeroizing::new(String::with_capacity(text.len()));
    whole.extend(text.iter().map(|byte| char::from(byte & 0x7f)));
    wipe(&mut text);
    whole
}

/// The bytes behind a header, exactly so many.
pub fn read<const LENGTH: usize>(header: &str, paserk: &[u8]) -> Option<Secret<LENGTH>> {
    let text = paserk.strip_prefix(header.as_bytes())?;
    if encoding::base64url_decoded_length(text.len()) != Some(LENGTH) {
        return None;
    }
    let mut bytes = [0; LENGTH];
    let read = encoding::from_base64url(text, &mut bytes);
    let secret = Secret::new(bytes);
    wipe(&mut bytes);
    read.ok().map(|()| secret)
}
