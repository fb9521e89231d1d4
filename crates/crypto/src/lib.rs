//! Keys, authenticated encryption, signatures, hashes, passwords and random values, each by the crate that was measured to be the fastest
//! among the maintained ones. Knows no PHP. Unsafe code is in `memory` and `sys` alone.
#![deny(unsafe_code)]

pub mod aead;
pub mod boxes;
pub mod encoding;
mod error;
pub mod exchange;
pub mod hash;
pub mod hmac;
pub mod kdf;
mod key_id;
pub mod memory;
pub mod password;
pub mod pem;
pub mod random;
pub mod secret;
pub mod sign;
pub mod stream;
mod sys;
#[cfg(test)]
mod testing;
pub mod xchacha20;

pub use error::Error;
pub use key_id::key_id;
