//! What single values are asked, as plain functions of bytes and numbers: no schema, no paths, no messages.

mod category;
pub mod date;
pub mod decimal;
pub mod format;
pub mod json;
pub mod loose;
pub mod number;
pub mod password;
pub mod pattern;
pub mod string;
