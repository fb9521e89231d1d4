//! What the tests of several modules need.

use crate::encoding;
use aws_lc_rs::digest;

/// Bytes from hex digits.
pub fn unhex<const LENGTH: usize>(digits: &str) -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    encoding::from_hex(digits.as_bytes(), &mut bytes).unwrap();
    bytes
}

/// Bytes from as many hex digits as there are.
pub fn bytes(digits: &str) -> Vec<u8> {
    let mut bytes = vec![0; digits.len() / 2];
    encoding::from_hex(digits.as_bytes(), &mut bytes).unwrap();
    bytes
}

/// Each byte of a text that is not random, but does not repeat itself soon either.
pub fn pattern(length: usize) -> Vec<u8> {
    (0..length).map(|position| u8::try_from((position * 7 + position / 251) % 256).unwrap()).collect()
}

/// Hex digits of bytes, or of their SHA-256 if they are many.
pub fn shown(bytes: &[u8]) -> String {
    let hash = digest::digest(&digest::SHA256, bytes);
    let (text, bytes) = if bytes.len() > 64 { ("sha256 ", hash.as_ref()) } else { ("", bytes) };
    bytes.iter().fold(text.to_owned(), |text, byte| format!("{text}{byte:02x}"))
}
