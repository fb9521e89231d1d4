//! The C ABI of highper: opaque handles, status codes, and no exceptions, globals or callbacks.
//!
//! What the functions mean (patterns, precedence, paths, errors) is written in docs/router.md and docs/serializer.md; here is how they
//! are called.
//!
//! Calls. Every function that can fail returns a highper_status. Outputs are written on success only; on any other
//! status they hold what they held before. The one exception is the output for a highper_error, which is written with
//! HIGHPER_STATUS_REFUSED alone and may be NULL if the reason is of no interest.
//!
//! Texts. A text is a pointer and a length in bytes, of any encoding, without a NUL at its end unless said otherwise. A
//! text that goes in is read during the call only. Its pointer may be NULL only where the function says so, and then
//! its length is 0. A length above PTRDIFF_MAX, a NULL or a misaligned pointer gives HIGHPER_STATUS_INVALID_ARGUMENT.
//!
//! Ownership. A handle (highper_router, highper_match, highper_error) belongs to the caller, who frees it once with the
//! function of its name; so does the memory of a highper_string. A highper_text that comes out belongs to the handle
//! it was asked of, and is valid as long as the function that gave it says.
//!
//! Threads. Nothing is tied to the thread that made it. A router may be used by any number of threads at once through
//! the functions that take it as const, while no thread calls one that does not. A highper_match serves one thread at a
//! time. An error and a string are plain values.
//!
//! HIGHPER_STATUS_INTERNAL is a bug of the library. The handles that the call could change are then to be freed and
//! used no more.
//!
//! Versions. Compare highper_abi_version() with HIGHPER_ABI_VERSION before any other call. Functions may be added under
//! the same version; a change that an existing caller would notice raises it. In C++, include this file within extern "C".

#![allow(
    clippy::missing_safety_doc,
    clippy::too_many_arguments,
    reason = "the contract is the same for every function and stands above; C passes a text as two arguments"
)]

use std::ffi::c_char;

pub mod status;

pub mod text;

pub mod error;

pub mod options;

pub mod router;

pub mod route;

pub mod lookup;

pub mod report;

pub mod media_type;

pub mod document;

pub mod transcode;

mod guard;
mod json;

/// The version of the interface that this header describes.
pub const HIGHPER_ABI_VERSION: u32 = 1;

/// The version of the interface that the library has: equal to HIGHPER_ABI_VERSION, or the header is of another release.
#[unsafe(no_mangle)]
pub extern "C" fn highper_abi_version() -> u32 {
    HIGHPER_ABI_VERSION
}

/// The version of the library, such as "1.2.3". Ends with a NUL and lives as long as the library is loaded.
#[unsafe(no_mangle)]
pub extern "C" fn highper_version() -> *const c_char {
    concat!(env!("CARGO_PKG_VERSION"), "\0").as_ptr().cast()
}
