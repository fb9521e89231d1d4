//! The C ABI of highper: opaque handles, status codes, and no exceptions, globals or callbacks.
//!
//! What the functions mean (patterns, precedence, paths, errors) is written in docs/router.md, docs/serializer.md, docs/crypto.md,
//! docs/paseto.md, docs/validator.md and docs/json-schema.md; here is how they are called.
//!
//! Calls. Every function that can fail returns a highper_status. Outputs are written on success only; on any other
//! status they hold what they held before. The one exception is the output for a highper_error, which is written with
//! HIGHPER_STATUS_REFUSED alone and may be NULL if the reason is of no interest.
//!
//! Texts. A text is a pointer and a length in bytes, of any encoding, without a NUL at its end unless said otherwise. A
//! text that goes in is read during the call only. Its pointer may be NULL only where the function says so, and then
//! its length is 0. A length above PTRDIFF_MAX, a NULL or a misaligned pointer gives HIGHPER_STATUS_INVALID_ARGUMENT.
//!
//! Bytes. Keys, messages and other raw bytes are a pointer of no type and a length; if that is 0 the pointer may be NULL. What
//! comes out goes into room that the caller owns, and whose length is given with it: exactly as long as the function says, or
//! HIGHPER_STATUS_INVALID_ARGUMENT is the answer, as it is for room that overlaps what goes in. After a failure the room holds
//! zeros, or what it held before.
//!
//! Secrets. What goes in is copied for the length of the call at most, and the copy overwritten; the caller's own memory is the
//! caller's to overwrite. So is the room that a secret comes out in. A highper_string is overwritten when it is freed, and so is
//! what a handle knows. What does not authenticate is refused with one and the same reason, whatever is wrong with it.
//!
//! Ownership. A handle (highper_router, highper_match, highper_error, ...) belongs to the caller, who frees it once with the
//! function of its name; so does the memory of a highper_string. A highper_text that comes out belongs to the handle
//! it was asked of, and is valid as long as the function that gave it says.
//!
//! Threads. Nothing is tied to the thread that made it. A router may be used by any number of threads at once through
//! the functions that take it as const, while no thread calls one that does not; a validator and a JSON Schema by any number at
//! once. A highper_match, a stream and a hasher serve one thread at a time. An error and a string are plain values.
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

pub mod bytes;

pub mod aead;

pub mod stream;

pub mod sign;

pub mod boxes;

pub mod hash;

pub mod kdf;

pub mod password;

pub mod token;

pub mod claims;

pub mod paserk;

pub mod validator;

pub mod json_schema;

mod findings;
mod guard;
mod json;
mod sized;

/// The version of the interface that this header describes.
pub const HIGHPER_ABI_VERSION: u32 = 3;

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
