//! From one format to the other.

use super::error::{Error, refuse};
use super::guard::{Output, guard, text};
use super::media_type::Format;
use super::status::Status;
use super::text::OwnedText;
use highper_serializer::transcode::{Transcoded, Transcoder};
use std::ffi::c_char;

/// Makes MessagePack of JSON or JSON of MessagePack. Bytes that are of the wanted format already are checked and copied.
///
/// Integers of 64 bits, signed or not, keep every digit, and a float stays one. Keys of JSON are strings; integers that are keys in
/// MessagePack become such. Bytes become a string if they are UTF-8, timestamps texts of RFC 3339.
///
/// `from`, `to`: a highper_format each.
/// `depth`: how deep values may be nested, counted as Serializer does; from 1 on.
/// `output`: gets the bytes, to be given to highper_string_free().
/// `error`: gets the reason on HIGHPER_STATUS_REFUSED: the bytes are invalid, or hold what the other format cannot.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_transcode(
    bytes: *const c_char,
    length: usize,
    from: u32,
    to: u32,
    depth: usize,
    output: *mut OwnedText,
    error: *mut *mut Error,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (bytes, output, error) = unsafe { (text(bytes, length)?, Output::new(output)?, Output::optional(error)?) };
        let (from, to) = (Format::read(from)?, Format::read(to)?);
        if depth == 0 {
            return Err(Status::InvalidArgument);
        }
        match Transcoder::default().transcode(bytes, from, to, depth) {
            Ok(made) => {
                let made = match made {
                    Transcoded::AsTheyAre => bytes.to_vec(),
                    Transcoded::MessagePack(packed) => packed.to_vec(),
                    Transcoded::Json(text) => text.to_vec(),
                };
                output.write(OwnedText::give(made));
                Ok(())
            }
            Err(reason) => Err(refuse(reason, error)),
        }
    })
}
