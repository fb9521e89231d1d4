//! Whether a text has a form: an address, an identifier, a number with a check digit. Every answer takes time linear in the text; characters
//! outside ASCII are told apart by their general category in Unicode.

pub mod base64;
pub mod color;
mod data;
pub mod email;
pub mod finance;
pub mod ip;
pub mod phone;
pub mod publication;
mod punycode;
pub mod url;
pub mod uuid;
