//! Bytes that are overwritten.

pub use highper_crypto::secret::wipe;
use std::ops::Deref;

/// Bytes that are overwritten when they are dropped. They never grow, since that would leave a copy behind.
pub struct Wiped(Vec<u8>);

impl Wiped {
    /// Parts in a row.
    pub fn join(parts: &[&[u8]]) -> Self {
        let mut bytes = Vec::with_capacity(parts.iter().map(|part| part.len()).sum());
        for part in parts {
            bytes.extend_from_slice(part);
        }
        Self(bytes)
    }
}

impl Deref for Wiped {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for Wiped {
    fn drop(&mut self) {
        wipe(&mut self.0);
    }
}
