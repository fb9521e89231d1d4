//! The state that both sides of a stream go through, and what a chunk is made of.

use super::{HEADER, OVERHEAD, Tag};
use crate::Error;
use crate::secret::{Secret, is_equal, wipe};
use crate::sys;
use crate::xchacha20::derive;

/// The longest chunk: as many blocks as the counter of 32 bits has left behind the first two.
const LONGEST: u64 = ((1 << 32) - 2) * 64;
/// The bit of a tag that replaces the key; the last chunk's tag has it, too.
const REKEY: u8 = 2;

pub struct State {
    key: Secret<32>,
    /// A counter of chunks in four bytes, then eight that each chunk's authenticator changes.
    nonce: [u8; 12],
}

/// The beginning of the cipher's stream for a chunk, made at once: eight blocks take less time than two. The first half block is the
/// authenticator's key, the second block is for the tag, the others are for the chunk.
struct Head([[u8; 32]; 16]);

/// The block at which [`Head`] ends.
const BEHIND_HEAD: u32 = 8;

impl Drop for Head {
    fn drop(&mut self) {
        wipe(self.0.as_flattened_mut());
    }
}

impl State {
    pub fn new(key: &[u8; 32], header: &[u8; HEADER]) -> Self {
        let (key, mut nonce) = derive(key, header);
        restart(&mut nonce);
        Self { key, nonce }
    }

    pub fn push(&mut self, chunk: &[u8], associated: &[u8], tag: u8, out: &mut [u8]) -> Result<(), Error> {
        if chunk.len().checked_add(OVERHEAD) != Some(out.len()) || !is_short_enough(chunk) {
            return Err(Error::Parameter);
        }
        let (first, rest) = out.split_first_mut().ok_or(Error::Parameter)?;
        let (ciphertext, authenticator) = rest.split_at_mut_checked(chunk.len()).ok_or(Error::Parameter)?;
        let mut head = self.head();
        let [key, _, [encrypted, low @ ..], high, stream @ ..] = &mut head.0;
        *encrypted ^= tag;
        *first = *encrypted;
        self.apply(stream.as_flattened(), chunk, ciphertext);
        let code = authenticate(key, associated, *first, low, high, ciphertext);
        authenticator.copy_from_slice(&code);
        self.advance(&code, tag);
        Ok(())
    }

    /// Changes nothing in a failure.
    pub fn pull(&mut self, chunk: &[u8], associated: &[u8], out: &mut [u8]) -> Result<Tag, Error> {
        let (authenticated, authenticator) = chunk.split_last_chunk::<16>().ok_or(Error::Authentication)?;
        let (first, ciphertext) = authenticated.split_first().ok_or(Error::Authentication)?;
        if ciphertext.len() != out.len() || !is_short_enough(ciphertext) {
            return Err(Error::Parameter);
        }
        let head = self.head();
        let [key, _, [encrypted, low @ ..], high, stream @ ..] = &head.0;
        let code = authenticate(key, associated, *first, low, high, ciphertext);
        if !is_equal(&code, authenticator) {
            return Err(Error::Authentication);
        }
        let tag = Tag::from_number(first ^ encrypted).ok_or(Error::Authentication)?;
        self.apply(stream.as_flattened(), ciphertext, out);
        self.advance(&code, tag.number());
        Ok(tag)
    }

    /// The beginning of the stream.
    fn head(&self) -> Head {
        let mut head = Head([[0; 32]; 16]);
        sys::chacha20(self.key.expose(), &self.nonce, 0, head.0.as_flattened_mut());
        head
    }

    /// Encrypts or decrypts a chunk by the end of [`Head`] and what follows it.
    fn apply(&self, stream: &[u8], input: &[u8], output: &mut [u8]) {
        for ((output, input), stream) in output.iter_mut().zip(input).zip(stream) {
            *output = input ^ stream;
        }
        if let (Some(input), Some(output)) = (input.get(stream.len()..), output.get_mut(stream.len()..)) {
            sys::chacha20_into(self.key.expose(), &self.nonce, BEHIND_HEAD, input, output);
        }
    }

    /// Goes on to the next chunk.
    fn advance(&mut self, code: &[u8; 16], tag: u8) {
        let (counter, rest) = self.nonce.split_at_mut(4);
        for (byte, code) in rest.iter_mut().zip(code) {
            *byte ^= code;
        }
        let mut carry = true;
        for byte in counter {
            (*byte, carry) = byte.overflowing_add(carry.into());
        }
        if carry || tag & REKEY != 0 {
            self.rekey();
        }
    }

    /// Encrypts key and nonce with themselves.
    fn rekey(&mut self) {
        let mut both = Secret::new([0; 40]);
        let (key, rest) = both.expose_mut().split_at_mut(32);
        key.copy_from_slice(self.key.expose());
        let (_, nonce) = self.nonce.split_at_mut(4);
        rest.copy_from_slice(nonce);
        sys::chacha20(self.key.expose(), &self.nonce, 0, both.expose_mut());
        let (key, rest) = both.expose_mut().split_at_mut(32);
        self.key.expose_mut().copy_from_slice(key);
        let (_, nonce) = self.nonce.split_at_mut(4);
        nonce.copy_from_slice(rest);
        restart(&mut self.nonce);
    }
}

/// Sets the counter to one.
fn restart(nonce: &mut [u8; 12]) {
    let (counter, _) = nonce.split_at_mut(4);
    counter.copy_from_slice(&1u32.to_le_bytes());
}

fn is_short_enough(chunk: &[u8]) -> bool {
    u64::try_from(chunk.len()).is_ok_and(|length| length <= LONGEST)
}

/// The code of a chunk: of the associated data, of a block that begins with the encrypted tag, and of the ciphertext.
fn authenticate(
    key: &[u8; 32],
    associated: &[u8],
    tag: u8,
    low: &[u8; 31],
    high: &[u8; 32],
    ciphertext: &[u8],
) -> [u8; 16] {
    let mut lengths = [0; 16];
    let (first, last) = lengths.split_at_mut(8);
    first.copy_from_slice(&length(associated, 0));
    last.copy_from_slice(&length(ciphertext, 64));
    let padding = zeros(associated.len().wrapping_neg() % 16);
    // Not up to a multiple of 16, but so many as stand behind the last one: libsodium does so, and the format stays with it.
    let quirk = zeros(ciphertext.len() % 16);
    sys::poly1305(key, &[associated, padding, &[tag], low, high, ciphertext, quirk, &lengths])
}

fn length(bytes: &[u8], more: u64) -> [u8; 8] {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX).wrapping_add(more).to_le_bytes()
}

fn zeros(count: usize) -> &'static [u8] {
    const ZEROS: [u8; 16] = [0; 16];
    ZEROS.get(..count).unwrap_or_default()
}

#[cfg(test)]
impl State {
    /// Goes to the last chunk before the counter begins anew.
    pub fn exhaust(&mut self) {
        let (counter, _) = self.nonce.split_at_mut(4);
        counter.fill(0xff);
    }
}
