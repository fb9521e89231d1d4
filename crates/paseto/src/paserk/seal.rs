//! `k4.seal`: a local key encrypted to a public one. Written as code, ephemeral public key, encrypted key.

use super::{PaserkError, text};
use crate::key::{LocalKey, PublicKey, SecretKey};
use highper_crypto::exchange::{self, SecretKey as Ephemeral};
use highper_crypto::secret::{self, Secret};
use highper_crypto::{hash, xchacha20};
use zeroize::Zeroizing;

const HEADER: &str = "k4.seal.";

/// Seals a local key.
///
/// # Errors
/// [`PaserkError::Conversion`] if the public key has no counterpart in X25519; if there are no random bytes.
pub fn seal(key: &LocalKey, recipient: &PublicKey) -> Result<String, PaserkError> {
    seal_with(key, recipient, &Ephemeral::generate()?)
}

pub(super) fn seal_with(key: &LocalKey, recipient: &PublicKey, ephemeral: &Ephemeral) -> Result<String, PaserkError> {
    let point = recipient.point.as_ref().ok_or(PaserkError::Conversion)?;
    let recipient = point.to_exchange().map_err(|_| PaserkError::Conversion)?;
    let sender = ephemeral.public_key();
    let shared = ephemeral.agree(&recipient).map_err(|_| PaserkError::Conversion)?;
    let keys = Keys::new(&shared, &sender, &recipient)?;
    let mut encrypted = Secret::new(*key.expose());
    xchacha20::apply(keys.cipher.expose(), &keys.nonce, encrypted.expose_mut());
    let code = keys.authenticate(sender.as_bytes(), encrypted.expose())?;
    Ok(super::take(text::write(HEADER, &[&*code, sender.as_bytes(), encrypted.expose()])))
}

/// Takes a local key out.
///
/// # Errors
/// [`PaserkError::Authentication`], whatever is wrong.
pub fn unseal(paserk: &[u8], recipient: &SecretKey) -> Result<LocalKey, PaserkError> {
    let bytes = text::read::<96>(HEADER, paserk).ok_or(PaserkError::Authentication)?;
    let (code, rest) = bytes.expose().split_first_chunk::<32>().ok_or(PaserkError::Authentication)?;
    let (sender, encrypted) = rest.split_first_chunk::<32>().ok_or(PaserkError::Authentication)?;
    let own = recipient.0.to_exchange();
    let sender = exchange::PublicKey::from_bytes(sender)?;
    let keys = Keys::new(&own.agree(&sender)?, &sender, &own.public_key())?;
    if !secret::is_equal(&*keys.authenticate(sender.as_bytes(), encrypted)?, code) {
        return Err(PaserkError::Authentication);
    }
    let mut key = Secret::from_slice(encrypted)?;
    xchacha20::apply(keys.cipher.expose(), &keys.nonce, key.expose_mut());
    Ok(LocalKey::new(key))
}

/// What is derived from the shared secret and both public keys.
struct Keys {
    cipher: Secret<32>,
    mac: Secret<32>,
    nonce: [u8; 24],
}

impl Keys {
    fn new(
        shared: &Secret<32>,
        sender: &exchange::PublicKey,
        recipient: &exchange::PublicKey,
    ) -> Result<Self, PaserkError> {
        let mut keys = Self { cipher: Secret::new([0; 32]), mac: Secret::new([0; 32]), nonce: [0; 24] };
        let (sender, recipient) = (sender.as_bytes(), recipient.as_bytes());
        let header = HEADER.as_bytes();
        hash::blake2b(b"", &[b"\x01", header, shared.expose(), sender, recipient], keys.cipher.expose_mut())?;
        hash::blake2b(b"", &[b"\x02", header, shared.expose(), sender, recipient], keys.mac.expose_mut())?;
        hash::blake2b(b"", &[sender, recipient], &mut keys.nonce)?;
        Ok(keys)
    }

    fn authenticate(&self, sender: &[u8; 32], encrypted: &[u8]) -> Result<Zeroizing<[u8; 32]>, PaserkError> {
        let mut code = Zeroizing::new([0; 32]);
        hash::blake2b(self.mac.expose(), &[HEADER.as_bytes(), sender, encrypted], &mut *code)?;
        Ok(code)
    }
}
