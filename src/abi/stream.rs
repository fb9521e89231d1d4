//! Encryption of a sequence of chunks.

use super::error::{Error, failed};
use super::guard::{Output, Room, bytes, exclusive, guard, hand_out, release};
use super::status::Status;
use highper_crypto::stream::{self, Tag};
use std::ffi::c_void;

/// What a chunk is to its stream.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChunkTag {
    /// An ordinary chunk.
    Message = 0,
    /// The end of a set of chunks.
    Push = 1,
    /// The key is replaced behind it.
    Rekey = 2,
    /// The last chunk. A stream that ends without it was cut off.
    Final = 3,
}

/// The side of a stream that encrypts: libsodium's crypto_secretstream_xchacha20poly1305, byte for byte.
pub struct SealStream(stream::Seal);

/// The side of a stream that decrypts.
pub struct OpenStream(stream::Open);

/// Begins a stream.
///
/// `key`: 32 bytes.
/// `header`: room for 24 bytes, which the other side needs first. They are no secret.
/// `stream`: gets the handle, to be given to highper_seal_stream_free().
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_seal_stream_new(
    key: *const c_void,
    key_length: usize,
    header: *mut c_void,
    header_length: usize,
    stream: *mut *mut SealStream,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (key, header) = unsafe { (bytes(key, key_length)?, Room::new(header, header_length)?) };
        // SAFETY: as above.
        let stream = unsafe { Output::new(stream)? };
        let seal = header.fill(&[key], |out| {
            let (key, out) = (key.try_into(), out.try_into());
            let (Ok(key), Ok(out)) = (key, out) else { return Err(Status::InvalidArgument) };
            let seal = stream::Seal::new(key).map_err(|reason| failed(reason, None))?;
            let out: &mut [u8; stream::HEADER] = out;
            *out = *seal.header();
            Ok(seal)
        })?;
        stream.write(hand_out(SealStream(seal)));
        Ok(())
    })
}

/// Encrypts the next chunk.
///
/// `tag`: a highper_chunk_tag.
/// `associated`: what is authenticated beside the chunk; may be empty.
/// `output`: room for 17 bytes more than the chunk has.
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED: the stream is finished.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_seal_stream_push(
    stream: *mut SealStream,
    tag: u32,
    chunk: *const c_void,
    chunk_length: usize,
    associated: *const c_void,
    associated_length: usize,
    output: *mut c_void,
    output_length: usize,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (stream, chunk) = unsafe { (exclusive(stream)?, bytes(chunk, chunk_length)?) };
        // SAFETY: as above.
        let (associated, output) =
            unsafe { (bytes(associated, associated_length)?, Room::new(output, output_length)?) };
        // SAFETY: as above.
        let error = unsafe { Output::optional(error)? };
        let tag = u8::try_from(tag).ok().and_then(Tag::from_number).ok_or(Status::InvalidArgument)?;
        output.fill(&[chunk, associated], |out| {
            stream.0.push(chunk, associated, tag, out).map_err(|reason| failed(reason, error))
        })
    })
}

/// Overwrites and frees a stream. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_seal_stream_free(stream: *mut SealStream) {
    // SAFETY: the caller promises what `release` asks for.
    unsafe { release(stream) };
}

/// Begins to read a stream.
///
/// `key`: 32 bytes.
/// `header`: the 24 bytes that the other side gave.
/// `stream`: gets the handle, to be given to highper_open_stream_free().
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_open_stream_new(
    key: *const c_void,
    key_length: usize,
    header: *const c_void,
    header_length: usize,
    stream: *mut *mut OpenStream,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (key, header) = unsafe { (bytes(key, key_length)?, bytes(header, header_length)?) };
        // SAFETY: as above.
        let stream = unsafe { Output::new(stream)? };
        let (Ok(key), Ok(header)) = (key.try_into(), header.try_into()) else { return Err(Status::InvalidArgument) };
        stream.write(hand_out(OpenStream(stream::Open::new(key, header))));
        Ok(())
    })
}

/// Decrypts the next chunk. If it is refused the stream is where it was.
///
/// `associated`: the same as for sealing.
/// `output`: room for 17 bytes less than the chunk has.
/// `tag`: gets a highper_chunk_tag; HIGHPER_CHUNK_TAG_FINAL has to be the last one.
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED: the chunk does not authenticate, or the stream is finished.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_open_stream_pull(
    stream: *mut OpenStream,
    chunk: *const c_void,
    chunk_length: usize,
    associated: *const c_void,
    associated_length: usize,
    output: *mut c_void,
    output_length: usize,
    tag: *mut u32,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (stream, chunk) = unsafe { (exclusive(stream)?, bytes(chunk, chunk_length)?) };
        // SAFETY: as above.
        let (associated, output) =
            unsafe { (bytes(associated, associated_length)?, Room::new(output, output_length)?) };
        // SAFETY: as above.
        let (tag, error) = unsafe { (Output::new(tag)?, Output::optional(error)?) };
        let pulled = output.fill(&[chunk, associated], |out| {
            stream.0.pull(chunk, associated, out).map_err(|reason| failed(reason, error))
        })?;
        tag.write(pulled.number().into());
        Ok(())
    })
}

/// Overwrites and frees a stream. NULL is allowed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_open_stream_free(stream: *mut OpenStream) {
    // SAFETY: the caller promises what `release` asks for.
    unsafe { release(stream) };
}
