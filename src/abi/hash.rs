//! Digests, in one go and of what comes in pieces, and codes.

use super::error::{Error, failed};
use super::guard::{Output, Room, bytes, exclusive, guard, hand_out, release};
use super::status::Status;
use highper_crypto::{hash, hmac};
use std::ffi::c_void;

/// What computes a digest.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HashAlgorithm {
    /// BLAKE2b (RFC 7693): 16 to 64 bytes; takes a key of 16 to 64 bytes.
    Blake2b = 0,
    /// BLAKE3: 1 to 1024 bytes; takes a key of 32 bytes.
    Blake3 = 1,
    /// SHA-256 (FIPS 180-4): 32 bytes.
    Sha256 = 2,
    /// SHA-384 (FIPS 180-4): 48 bytes.
    Sha384 = 3,
    /// SHA-512 (FIPS 180-4): 64 bytes.
    Sha512 = 4,
    /// XXH3: 8 bytes, the highest first. Keeps nobody from finding collisions.
    Xxh3 = 5,
    /// CRC-32C (RFC 3720): 4 bytes, the highest first. Keeps nobody from anything.
    Crc32c = 6,
}

impl HashAlgorithm {
    /// The algorithm that a number of the caller stands for.
    pub(super) fn read(number: u32) -> Result<hash::Algorithm, Status> {
        const BLAKE2B: u32 = HashAlgorithm::Blake2b as u32;
        const BLAKE3: u32 = HashAlgorithm::Blake3 as u32;
        const SHA256: u32 = HashAlgorithm::Sha256 as u32;
        const SHA384: u32 = HashAlgorithm::Sha384 as u32;
        const SHA512: u32 = HashAlgorithm::Sha512 as u32;
        const XXH3: u32 = HashAlgorithm::Xxh3 as u32;
        const CRC32C: u32 = HashAlgorithm::Crc32c as u32;
        match number {
            BLAKE2B => Ok(hash::Algorithm::Blake2b),
            BLAKE3 => Ok(hash::Algorithm::Blake3),
            SHA256 => Ok(hash::Algorithm::Sha256),
            SHA384 => Ok(hash::Algorithm::Sha384),
            SHA512 => Ok(hash::Algorithm::Sha512),
            XXH3 => Ok(hash::Algorithm::Xxh3),
            CRC32C => Ok(hash::Algorithm::Crc32c),
            _ => Err(Status::InvalidArgument),
        }
    }
}

/// A digest of what comes in pieces.
pub struct Hasher(hash::Hasher);

/// A key that may be none: NULL. One of no bytes is a key of a wrong length.
unsafe fn optional_key<'a>(key: *const c_void, length: usize) -> Result<Option<&'a [u8]>, Status> {
    // SAFETY: passed on as it came.
    let bytes = unsafe { bytes(key, length)? };
    Ok(if key.is_null() { None } else { Some(bytes) })
}

/// The digest of data.
///
/// `algorithm`: a highper_hash.
/// `key`: NULL, but for an algorithm that takes one and shall.
/// `output`: room for the digest, whose length is that of the room.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_digest(
    algorithm: u32,
    key: *const c_void,
    key_length: usize,
    data: *const c_void,
    data_length: usize,
    output: *mut c_void,
    output_length: usize,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (key, data) = unsafe { (optional_key(key, key_length)?, bytes(data, data_length)?) };
        // SAFETY: as above.
        let output = unsafe { Room::new(output, output_length)? };
        let algorithm = HashAlgorithm::read(algorithm)?;
        output.fill(&[key.unwrap_or_default(), data], |out| {
            hash::digest(algorithm, key, data, out).map_err(|reason| failed(reason, None))
        })
    })
}

/// Begins a digest of what comes in pieces.
///
/// `algorithm`, `key`: as for highper_digest().
/// `digest_length`: how many bytes it shall give.
/// `hasher`: gets the handle, to be given to highper_hasher_free().
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_hasher_new(
    algorithm: u32,
    key: *const c_void,
    key_length: usize,
    digest_length: usize,
    hasher: *mut *mut Hasher,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (key, hasher) = unsafe { (optional_key(key, key_length)?, Output::new(hasher)?) };
        let made = hash::Hasher::new(HashAlgorithm::read(algorithm)?, key, digest_length);
        hasher.write(hand_out(Hasher(made.map_err(|reason| failed(reason, None))?)));
        Ok(())
    })
}

/// Adds the next piece.
///
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED: the digest is finished.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_hasher_update(
    hasher: *mut Hasher,
    data: *const c_void,
    data_length: usize,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (hasher, data) = unsafe { (exclusive(hasher)?, bytes(data, data_length)?) };
        // SAFETY: as above.
        let error = unsafe { Output::optional(error)? };
        hasher.0.update(data).map_err(|reason| failed(reason, error))
    })
}

/// Ends the digest.
///
/// `output`: room for exactly the digest.
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED: the digest is finished.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_hasher_finish(
    hasher: *mut Hasher,
    output: *mut c_void,
    output_length: usize,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (hasher, output) = unsafe { (exclusive(hasher)?, Room::new(output, output_length)?) };
        // SAFETY: as above.
        let error = unsafe { Output::optional(error)? };
        output.fill(&[], |out| hasher.0.finish(out).map_err(|reason| failed(reason, error)))
    })
}

/// Overwrites and frees a digest. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_hasher_free(hasher: *mut Hasher) {
    // SAFETY: the caller promises what `release` asks for.
    unsafe { release(hasher) };
}

/// The code of a message by HMAC (RFC 2104). Compare codes with highper_equal().
///
/// `algorithm`: a highper_hash of SHA-2.
/// `output`: room for exactly a digest of the algorithm.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_hmac(
    algorithm: u32,
    key: *const c_void,
    key_length: usize,
    message: *const c_void,
    message_length: usize,
    output: *mut c_void,
    output_length: usize,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (key, message) = unsafe { (bytes(key, key_length)?, bytes(message, message_length)?) };
        // SAFETY: as above.
        let output = unsafe { Room::new(output, output_length)? };
        let algorithm = HashAlgorithm::read(algorithm)?;
        output.fill(&[key, message], |out| {
            hmac::sign(algorithm, key, message, out).map_err(|reason| failed(reason, None))
        })
    })
}
