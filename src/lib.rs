//! highper: native hot paths for PHP. This crate is the thin outside: the C ABI, always, and the PHP extension, under the feature `extension`. What
//! they do is done in crates/.

pub mod abi;
#[cfg(feature = "extension")]
mod ext;
#[cfg(feature = "extension")]
mod zval;
