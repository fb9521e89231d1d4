//! Encryption to somebody's public key: libsodium's crypto_box (X25519, XSalsa20-Poly1305) behind a random nonce, and its sealed boxes.

mod salsa20;

use crate::exchange::{PublicKey, SecretKey};
use crate::hash::blake2b;
use crate::secret::{Secret, is_equal};
use crate::{Error, random, sys};
use salsa20::XSalsa20;

/// What an encrypted message is longer than the message: the nonce and the tag.
pub const ENCRYPTED: usize = NONCE + TAG;
/// What a sealed message is longer: the key that was made for it, and the tag.
pub const SEALED: usize = KEY + TAG;

const NONCE: usize = 24;
const TAG: usize = 16;
const KEY: usize = 32;

/// Encrypts so that the recipient can tell who wrote it: a random nonce, then what `crypto_box_easy` gives with it. The output is longer by
/// [`ENCRYPTED`].
///
/// # Errors
/// [`Error::Parameter`] if the output has another length; [`Error::Unavailable`] if there are no random bytes.
pub fn encrypt(sender: &SecretKey, recipient: &PublicKey, message: &[u8], out: &mut [u8]) -> Result<(), Error> {
    if message.len().checked_add(ENCRYPTED) != Some(out.len()) {
        return Err(Error::Parameter);
    }
    let (nonce, out) = out.split_first_chunk_mut::<NONCE>().ok_or(Error::Parameter)?;
    random::fill(nonce)?;
    close(&shared(sender, recipient)?, nonce, message, out)
}

/// Decrypts what [`encrypt`] made. The output is shorter by [`ENCRYPTED`], and zero after a failure.
///
/// # Errors
/// [`Error::Authentication`] if it was not made by this sender for this recipient, or was changed; [`Error::Parameter`] if the output has another
/// length.
pub fn decrypt(recipient: &SecretKey, sender: &PublicKey, encrypted: &[u8], out: &mut [u8]) -> Result<(), Error> {
    let opened = encrypted.split_first_chunk::<NONCE>().ok_or(Error::Authentication).and_then(|(nonce, boxed)| {
        let key = shared(recipient, sender).map_err(|_| Error::Authentication)?;
        open_box(&key, nonce, boxed, out)
    });
    opened.inspect_err(|_| out.fill(0))
}

/// Encrypts without saying who wrote it, as `crypto_box_seal`. The output is longer by [`SEALED`].
///
/// # Errors
/// As [`encrypt`].
pub fn seal(recipient: &PublicKey, message: &[u8], out: &mut [u8]) -> Result<(), Error> {
    if message.len().checked_add(SEALED) != Some(out.len()) {
        return Err(Error::Parameter);
    }
    let (public, out) = out.split_first_chunk_mut::<KEY>().ok_or(Error::Parameter)?;
    let sender = SecretKey::generate()?;
    public.copy_from_slice(sender.public_key().as_bytes());
    close(&shared(&sender, recipient)?, &nonce(public, recipient)?, message, out)
}

/// Decrypts what [`seal`] made. The output is shorter by [`SEALED`], and zero after a failure.
///
/// # Errors
/// [`Error::Authentication`] if it was not made for this recipient, or was changed; [`Error::Parameter`] if the output has another length.
pub fn open(recipient: &SecretKey, sealed: &[u8], out: &mut [u8]) -> Result<(), Error> {
    let opened = sealed.split_first_chunk::<KEY>().ok_or(Error::Authentication).and_then(|(public, boxed)| {
        let sender = PublicKey::from_bytes(public).map_err(|_| Error::Authentication)?;
        let key = shared(recipient, &sender).map_err(|_| Error::Authentication)?;
        open_box(&key, &nonce(public, &recipient.public_key())?, boxed, out)
    });
    opened.inspect_err(|_| out.fill(0))
}

/// The key of two pairs, `crypto_box_beforenm`.
fn shared(ours: &SecretKey, theirs: &PublicKey) -> Result<Secret<32>, Error> {
    Ok(salsa20::subkey(ours.agree(theirs)?.expose(), &[0; 16]))
}

/// A sealed box's nonce.
fn nonce(sender: &[u8; KEY], recipient: &PublicKey) -> Result<[u8; NONCE], Error> {
    let mut nonce = [0; NONCE];
    blake2b(&[], &[sender, recipient.as_bytes()], &mut nonce)?;
    Ok(nonce)
}

/// Encrypts into a tag and the ciphertext, `crypto_box_easy_afternm`.
fn close(key: &Secret<32>, nonce: &[u8; NONCE], message: &[u8], out: &mut [u8]) -> Result<(), Error> {
    let (tag, ciphertext) = out.split_first_chunk_mut::<TAG>().ok_or(Error::Parameter)?;
    let cipher = XSalsa20::new(key.expose(), nonce);
    let head = cipher.begin();
    let [code, stream @ ..] = &*head;
    apply(&cipher, stream.as_flattened(), message, ciphertext);
    *tag = sys::poly1305(code, &[ciphertext]);
    Ok(())
}

/// Decrypts a tag and a ciphertext, `crypto_box_open_easy_afternm`.
fn open_box(key: &Secret<32>, nonce: &[u8; NONCE], boxed: &[u8], out: &mut [u8]) -> Result<(), Error> {
    let (tag, ciphertext) = boxed.split_first_chunk::<TAG>().ok_or(Error::Authentication)?;
    if ciphertext.len() != out.len() {
        return Err(Error::Parameter);
    }
    let cipher = XSalsa20::new(key.expose(), nonce);
    let head = cipher.begin();
    let [code, stream @ ..] = &*head;
    if !is_equal(&sys::poly1305(code, &[ciphertext]), tag) {
        return Err(Error::Authentication);
    }
    apply(&cipher, stream.as_flattened(), ciphertext, out);
    Ok(())
}

/// Encrypts or decrypts with what the first blocks have left, then with those that follow.
fn apply(cipher: &XSalsa20, stream: &[u8], input: &[u8], output: &mut [u8]) {
    for ((output, input), stream) in output.iter_mut().zip(input).zip(stream) {
        *output = input ^ stream;
    }
    if let (Some(input), Some(output)) = (input.get(stream.len()..), output.get_mut(stream.len()..)) {
        cipher.go_on(input, output);
    }
}

#[cfg(test)]
mod tests;
