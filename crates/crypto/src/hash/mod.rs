//! Digests, in one go and of what comes in pieces. BLAKE2b by `blake2b_simd`, BLAKE3 by its authors' crate, SHA-2 by AWS-LC.

pub mod blake2b;

use crate::Error;
use crate::secret::overwrite;
use aws_lc_rs::digest as sha;
use std::fmt;
use std::hash::Hasher as _;
use std::ops::RangeInclusive;
use zeroize::Zeroize;

pub use blake2b::blake2b;

/// What computes a digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// BLAKE2b (RFC 7693).
    Blake2b,
    /// BLAKE3.
    Blake3,
    /// SHA-256 (FIPS 180-4).
    Sha256,
    /// SHA-384 (FIPS 180-4).
    Sha384,
    /// SHA-512 (FIPS 180-4).
    Sha512,
    /// XXH3 with 64 bits, highest byte first. Keeps nobody from finding collisions.
    Xxh3,
    /// CRC-32C (RFC 3720), highest byte first. Keeps nobody from anything.
    Crc32c,
}

impl Algorithm {
    /// All of them, in the order in which PHP's message names them.
    pub const ALL: [Self; 7] =
        [Self::Blake2b, Self::Blake3, Self::Sha256, Self::Sha384, Self::Sha512, Self::Xxh3, Self::Crc32c];

    /// Its name in PHP.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Blake2b => "blake2b",
            Self::Blake3 => "blake3",
            Self::Sha256 => "sha256",
            Self::Sha384 => "sha384",
            Self::Sha512 => "sha512",
            Self::Xxh3 => "xxh3",
            Self::Crc32c => "crc32c",
        }
    }

    /// The one of that name.
    pub fn from_name(name: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.name().as_bytes() == name)
    }

    /// How many bytes it gives unless asked otherwise.
    pub const fn length(self) -> usize {
        match self {
            Self::Blake2b | Self::Blake3 | Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
            Self::Xxh3 => 8,
            Self::Crc32c => 4,
        }
    }

    /// How many bytes it may be asked for.
    pub const fn lengths(self) -> RangeInclusive<usize> {
        match self {
            Self::Blake2b => 16..=64,
            Self::Blake3 => 1..=1024,
            _ => self.length()..=self.length(),
        }
    }

    /// How long a key may be, if it takes one.
    pub const fn key_lengths(self) -> Option<RangeInclusive<usize>> {
        match self {
            Self::Blake2b => Some(16..=64),
            Self::Blake3 => Some(32..=32),
            _ => None,
        }
    }

    pub(crate) const fn sha(self) -> Option<&'static sha::Algorithm> {
        match self {
            Self::Sha256 => Some(&sha::SHA256),
            Self::Sha384 => Some(&sha::SHA384),
            Self::Sha512 => Some(&sha::SHA512),
            _ => None,
        }
    }

    fn check(self, key: Option<&[u8]>, length: usize) -> Result<(), Error> {
        if let Some(key) = key {
            let lengths = self.key_lengths().ok_or(Error::Parameter)?;
            if !lengths.contains(&key.len()) {
                return Err(Error::KeyLength);
            }
        }
        if self.lengths().contains(&length) { Ok(()) } else { Err(Error::Parameter) }
    }
}

/// The digest of one piece, as long as the output.
///
/// # Errors
/// As [`Hasher::new`].
pub fn digest(algorithm: Algorithm, key: Option<&[u8]>, data: &[u8], out: &mut [u8]) -> Result<(), Error> {
    algorithm.check(key, out.len())?;
    match algorithm {
        Algorithm::Blake2b => blake2b(key.unwrap_or_default(), &[data], out)?,
        Algorithm::Blake3 if out.len() == blake3::OUT_LEN => {
            let hash = match key {
                Some(key) => blake3::keyed_hash(key.try_into().map_err(|_| Error::KeyLength)?, data),
                None => blake3::hash(data),
            };
            put(hash.as_bytes(), out);
        }
        Algorithm::Xxh3 => put(&twox_hash::XxHash3_64::oneshot(data).to_be_bytes(), out),
        Algorithm::Crc32c => put(&crc32c::crc32c(data).to_be_bytes(), out),
        _ => match algorithm.sha() {
            Some(sha) => put(sha::digest(sha, data).as_ref(), out),
            None => {
                let mut hasher = Hasher::new(algorithm, key, out.len())?;
                hasher.update(data)?;
                hasher.finish(out)?;
            }
        },
    }
    Ok(())
}

/// A digest of what comes in pieces. Its state is overwritten when it is dropped.
pub struct Hasher {
    state: State,
    length: usize,
}

enum State {
    Blake2b(blake2b_simd::State),
    Blake3(Box<blake3::Hasher>),
    Sha(sha::Context),
    Xxh3(twox_hash::XxHash3_64),
    Crc32c(u32),
    Finished,
}

impl Hasher {
    /// Begins a digest of so many bytes.
    ///
    /// # Errors
    /// [`Error::Parameter`] for a key where there is none; [`Error::KeyLength`]; [`Error::Parameter`] for a length that it does not give.
    pub fn new(algorithm: Algorithm, key: Option<&[u8]>, length: usize) -> Result<Self, Error> {
        algorithm.check(key, length)?;
        let state = match algorithm {
            Algorithm::Blake2b => State::Blake2b(blake2b::begin(key.unwrap_or_default(), length)),
            Algorithm::Blake3 => State::Blake3(Box::new(match key {
                Some(key) => blake3::Hasher::new_keyed(key.try_into().map_err(|_| Error::KeyLength)?),
                None => blake3::Hasher::new(),
            })),
            Algorithm::Xxh3 => State::Xxh3(twox_hash::XxHash3_64::new()),
            Algorithm::Crc32c => State::Crc32c(0),
            Algorithm::Sha256 | Algorithm::Sha384 | Algorithm::Sha512 => {
                State::Sha(sha::Context::new(algorithm.sha().ok_or(Error::Parameter)?))
            }
        };
        Ok(Self { state, length })
    }

    /// How many bytes it gives.
    pub const fn length(&self) -> usize {
        self.length
    }

    /// Adds the next piece.
    ///
    /// # Errors
    /// [`Error::Finished`] after [`Hasher::finish`].
    pub fn update(&mut self, data: &[u8]) -> Result<(), Error> {
        match &mut self.state {
            State::Blake2b(state) => {
                state.update(data);
            }
            State::Blake3(state) => {
                state.update(data);
            }
            State::Sha(state) => state.update(data),
            State::Xxh3(state) => state.write(data),
            State::Crc32c(state) => *state = crc32c::crc32c_append(*state, data),
            State::Finished => return Err(Error::Finished),
        }
        Ok(())
    }

    /// Ends the digest.
    ///
    /// # Errors
    /// [`Error::Parameter`] unless the output has exactly the length; [`Error::Finished`] if it has ended before.
    pub fn finish(&mut self, out: &mut [u8]) -> Result<(), Error> {
        if out.len() != self.length {
            return Err(Error::Parameter);
        }
        match &mut self.state {
            State::Blake2b(state) => put(state.finalize().as_bytes(), out),
            State::Blake3(state) => state.finalize_xof().fill(out),
            State::Sha(_) => {
                // The context ends by being given away; what it holds is on AWS-LC's heap.
                if let State::Sha(state) = std::mem::replace(&mut self.state, State::Finished) {
                    put(state.finish().as_ref(), out);
                }
            }
            State::Xxh3(state) => put(&state.finish().to_be_bytes(), out),
            State::Crc32c(state) => put(&state.to_be_bytes(), out),
            State::Finished => return Err(Error::Finished),
        }
        self.wipe();
        Ok(())
    }

    fn wipe(&mut self) {
        match &mut self.state {
            State::Blake2b(state) => blake2b::wipe(state),
            State::Blake3(state) => state.zeroize(),
            // AWS-LC overwrites what it frees; the others are not for secrets.
            State::Sha(_) | State::Xxh3(_) | State::Crc32c(_) | State::Finished => {}
        }
        overwrite(&mut self.state, State::Finished);
    }
}

impl Drop for Hasher {
    fn drop(&mut self) {
        self.wipe();
    }
}

impl fmt::Debug for Hasher {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Hasher")
    }
}

/// Writes as much of a digest as there is room for.
pub(crate) fn put(digest: &[u8], out: &mut [u8]) {
    for (to, from) in out.iter_mut().zip(digest) {
        *to = *from;
    }
}

#[cfg(test)]
mod tests;
