//! The keys that a local token is encrypted and authenticated with, derived from the shared key and the token's nonce by BLAKE2b.
//!
//! The first block of either hash is the key alone, the same for every token. It is compressed once and for all, which leaves one of two
//! compressions to do for each.

use highper_crypto::hash::blake2b::{self, State, wipe};
use highper_crypto::secret::Secret;
use highper_crypto::{Error, xchacha20};

/// Length of the encryption key together with the nonce of XChaCha20.
pub const CIPHER: usize = 56;
const MAC: usize = 32;

/// Both hashes as far as they do not depend on the nonce. As secret as the key.
pub struct Derivation {
    cipher: State,
    mac: State,
}

/// What belongs to one token.
pub struct Derived {
    cipher: Secret<CIPHER>,
    pub mac: Secret<MAC>,
}

impl Derivation {
    pub fn new(key: &[u8; 32]) -> Self {
        Self { cipher: begin(key, CIPHER, b"paseto-encryption-key"), mac: begin(key, MAC, b"paseto-auth-key-for-aead") }
    }

    pub fn derive(&self, nonce: &[u8; 32]) -> Result<Derived, Error> {
        let mut derived = Derived { cipher: Secret::new([0; CIPHER]), mac: Secret::new([0; MAC]) };
        finish(&self.cipher, nonce, derived.cipher.expose_mut())?;
        finish(&self.mac, nonce, derived.mac.expose_mut())?;
        Ok(derived)
    }
}

impl Derived {
    pub fn apply(&self, text: &mut [u8]) -> Result<(), Error> {
        apply(&self.cipher, text)
    }
}

/// Encrypts or decrypts with a key and a nonce that were derived together.
pub fn apply(derived: &Secret<CIPHER>, text: &mut [u8]) -> Result<(), Error> {
    let (key, rest) = derived.expose().split_first_chunk().ok_or(Error::Parameter)?;
    let nonce = rest.try_into().map_err(|_| Error::Parameter)?;
    xchacha20::apply(key, nonce, text);
    Ok(())
}

fn begin(key: &[u8; 32], length: usize, purpose: &[u8]) -> State {
    let mut state = blake2b::begin(key, length);
    // More than the block with the key, so that this is compressed now.
    state.update(purpose);
    state
}

fn finish(state: &State, nonce: &[u8; 32], out: &mut [u8]) -> Result<(), Error> {
    let mut state = state.clone();
    let hash = state.update(nonce).finalize();
    wipe(&mut state);
    if hash.as_bytes().len() != out.len() {
        return Err(Error::Parameter);
    }
    out.copy_from_slice(hash.as_bytes());
    Ok(())
}

impl Drop for Derivation {
    fn drop(&mut self) {
        wipe(&mut self.cipher);
        wipe(&mut self.mac);
    }
}
