//! `Serializer::negotiate()`, and media types as the other methods take them.

use super::fault::{throw_not_acceptable, throw_unsupported};
use crate::zval::args::{Frame, Return, bytes, give, parse};
use crate::zval::array::new_string;
use crate::zval::guard::{cold, kept};
use crate::zval::value::Raw;
use highper_serializer::negotiate::{Format, accepted};
use std::ptr;

/// The format that a peer accepts and the name it has for it, an owned string; `None` if an exception was thrown.
pub fn choose(accept: &[u8]) -> Option<(Format, Raw)> {
    let Some(choice) = accepted(accept) else {
        throw_not_acceptable(accept);
        return None;
    };
    let format = choice.format;
    let name = kept(choice.media_type.into_owned());
    Some((format, new_string(&name)))
}

/// The format that a media type names; `None` if an exception was thrown.
pub fn format_of(media_type: &[u8]) -> Option<Format> {
    Format::declared(media_type).map_err(|unsupported| cold(|| throw_unsupported(unsupported))).ok()
}

/// `negotiate()`.
pub unsafe extern "C" fn negotiate(frame: Frame, result: Return) {
    cold(|| unsafe {
        // SAFETY: one place for one parameter.
        let mut accept = ptr::null_mut();
        if parse!(frame, c"S", &raw mut accept).is_none() {
            return;
        }
        if let Some((_, name)) = choose(bytes(accept)) {
            give(result, name);
        }
    });
}
