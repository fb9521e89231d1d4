//! Secrets: bytes that are overwritten when they are dropped, compared in constant time, and shown nowhere.

use crate::{Error, random};
use std::fmt;
use std::hint::black_box;
use subtle::ConstantTimeEq;
use zeroize::{Zeroize, optimization_barrier};

/// A secret of a fixed length, kept in place.
pub struct Secret<const LENGTH: usize>([u8; LENGTH]);

impl<const LENGTH: usize> Secret<LENGTH> {
    /// Takes bytes over; the caller's copy is the caller's to overwrite.
    pub const fn new(bytes: [u8; LENGTH]) -> Self {
        Self(bytes)
    }

    /// A copy of bytes.
    ///
    /// # Errors
    /// [`Error::KeyLength`] unless there are exactly as many.
    pub fn from_slice(bytes: &[u8]) -> Result<Self, Error> {
        bytes.try_into().map(Self).map_err(|_| Error::KeyLength)
    }

    /// Random bytes.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if there are none.
    pub fn generate() -> Result<Self, Error> {
        let mut secret = Self([0; LENGTH]);
        random::fill(&mut secret.0)?;
        Ok(secret)
    }

    /// The bytes.
    pub const fn expose(&self) -> &[u8; LENGTH] {
        &self.0
    }

    /// The bytes, to be filled in.
    pub const fn expose_mut(&mut self) -> &mut [u8; LENGTH] {
        &mut self.0
    }
}

impl<const LENGTH: usize> Drop for Secret<LENGTH> {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl<const LENGTH: usize> Clone for Secret<LENGTH> {
    fn clone(&self) -> Self {
        Self(self.0)
    }
}

impl<const LENGTH: usize> PartialEq for Secret<LENGTH> {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&other.0).into()
    }
}

impl<const LENGTH: usize> Eq for Secret<LENGTH> {}

impl<const LENGTH: usize> fmt::Debug for Secret<LENGTH> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Secret<{LENGTH}>")
    }
}

/// A secret of any length, on the heap.
#[derive(Clone)]
pub struct SecretBytes(Box<[u8]>);

impl SecretBytes {
    /// A copy of bytes.
    pub fn from_slice(bytes: &[u8]) -> Self {
        Self(bytes.into())
    }

    /// The bytes.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

impl Drop for SecretBytes {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl PartialEq for SecretBytes {
    fn eq(&self, other: &Self) -> bool {
        is_equal(&self.0, &other.0)
    }
}

impl Eq for SecretBytes {}

impl fmt::Debug for SecretBytes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "SecretBytes({})", self.0.len())
    }
}

/// Overwrites bytes with zeros, by whole vectors where `zeroize` goes byte by byte; the compiler cannot leave it out.
#[inline(always)]
pub fn wipe(bytes: &mut [u8]) {
    bytes.fill(0);
    optimization_barrier(bytes);
}

/// Puts something else in the place of a secret that is more than bytes; the compiler cannot leave it out.
#[inline(always)]
pub fn overwrite<T>(secret: &mut T, with: T) {
    *secret = with;
    optimization_barrier(secret);
}

/// Whether two texts are equal, in a time that depends on their lengths alone.
pub fn is_equal(known: &[u8], given: &[u8]) -> bool {
    if known.len() != given.len() {
        return false;
    }
    let (blocks, rest) = known.as_chunks::<64>();
    let (other_blocks, other_rest) = given.as_chunks::<64>();
    let mut difference = 0;
    for (block, other) in blocks.iter().zip(other_blocks) {
        // Whole vectors at a time; what comes of a block is hidden from the compiler, lest it leave the loop early.
        difference |= black_box(block.iter().zip(other).fold(0, |all, (one, other)| all | (one ^ other)));
    }
    difference |= black_box(rest.iter().zip(other_rest).fold(0, |all, (one, other)| all | (one ^ other)));
    black_box(difference) == 0
}
