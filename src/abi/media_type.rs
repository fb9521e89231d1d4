//! Media types: which one a peer accepts, and which format one names.

use super::guard::{Output, guard, text};
use super::status::Status;
use super::text::OwnedText;
use highper_serializer::negotiate::{self, accepted};
use std::ffi::c_char;

/// A format that values are serialized in.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON.
    Json = 0,
    /// MessagePack.
    MessagePack = 1,
}

impl From<negotiate::Format> for Format {
    fn from(format: negotiate::Format) -> Self {
        match format {
            negotiate::Format::Json => Self::Json,
            negotiate::Format::MessagePack => Self::MessagePack,
        }
    }
}

impl Format {
    /// The format that a number of the caller stands for.
    pub(super) fn read(number: u32) -> Result<negotiate::Format, Status> {
        const JSON: u32 = Format::Json as u32;
        const MESSAGE_PACK: u32 = Format::MessagePack as u32;
        match number {
            JSON => Ok(negotiate::Format::Json),
            MESSAGE_PACK => Ok(negotiate::Format::MessagePack),
            _ => Err(Status::InvalidArgument),
        }
    }
}

/// Chooses what to answer with by an Accept header (RFC 9110, 12.5.1); HIGHPER_STATUS_NOT_FOUND if nothing fits.
///
/// `accept`: the header's value; empty if anything will do.
/// `format`: gets a highper_format.
/// `media_type`: gets its name as the header has it, in lower case and without parameters; to be given to highper_string_free().
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_negotiate(
    accept: *const c_char,
    accept_length: usize,
    format: *mut u32,
    media_type: *mut OwnedText,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (accept, format, media_type) =
            unsafe { (text(accept, accept_length)?, Output::new(format)?, Output::new(media_type)?) };
        let choice = accepted(accept).ok_or(Status::NotFound)?;
        format.write(Format::from(choice.format) as u32);
        media_type.write(OwnedText::give(choice.media_type.into_owned()));
        Ok(())
    })
}

/// The format that a Content-Type header declares; HIGHPER_STATUS_NOT_FOUND if it is neither of them, or its charset is not UTF-8.
///
/// `content_type`: the header's value.
/// `format`: gets a highper_format.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn highper_media_type_format(
    content_type: *const c_char,
    content_type_length: usize,
    format: *mut u32,
) -> Status {
    guard(|| {
        // SAFETY: the caller promises what `guard` asks for.
        let (content_type, format) = unsafe { (text(content_type, content_type_length)?, Output::new(format)?) };
        let declared = negotiate::Format::declared(content_type).map_err(|_| Status::NotFound)?;
        format.write(Format::from(declared) as u32);
        Ok(())
    })
}
