//! The flags of json_encode() that concern its parts, with PHP's own numbers (ext/json/php_json.h).

/// `<` and `>` as `\u003C` and `\u003E`.
pub const HEX_TAG: u32 = 1 << 0;
/// `&` as `\u0026`.
pub const HEX_AMP: u32 = 1 << 1;
/// `'` as `\u0027`.
pub const HEX_APOS: u32 = 1 << 2;
/// `"` as `\u0022`.
pub const HEX_QUOT: u32 = 1 << 3;
/// `/` as it is.
pub const UNESCAPED_SLASHES: u32 = 1 << 6;
/// Characters beyond ASCII as they are.
pub const UNESCAPED_UNICODE: u32 = 1 << 8;
/// A float without a fraction ends in `.0`.
pub const PRESERVE_ZERO_FRACTION: u32 = 1 << 10;
/// U+2028 and U+2029 as they are, together with [`UNESCAPED_UNICODE`].
pub const UNESCAPED_LINE_TERMINATORS: u32 = 1 << 11;
/// Bytes that are no UTF-8 are left out.
pub const INVALID_UTF8_IGNORE: u32 = 1 << 20;
/// Bytes that are no UTF-8 become U+FFFD.
pub const INVALID_UTF8_SUBSTITUTE: u32 = 1 << 21;
