//! Cookies: what a Cookie field says, as browsers send it. What Set-Cookie may say is in `set`.

mod set;

pub use set::{CookieError, SameSite, SetCookie};

use crate::syntax::{split_at_byte, trimmed};

/// A cookie as it was sent: no quotes are taken off, nothing is decoded. What an application puts into a value, it has to undo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cookie<'a> {
    /// The name; empty for a value that came without one.
    pub name: &'a [u8],
    /// The value.
    pub value: &'a [u8],
}

/// The cookies of a Cookie field, in their order: of those with the same name the first has the longest path
/// (draft-ietf-httpbis-rfc6265bis, 5.8.3).
///
/// Pairs are separated by semicolons. A pair without `=` is the value of a cookie without a name, as browsers send it. Pairs with neither
/// name nor value are left out.
pub fn cookies(field: &[u8]) -> impl Iterator<Item = Cookie<'_>> + Clone {
    field.split(|&byte| byte == b';').filter_map(|pair| {
        let (name, value) = split_at_byte(pair, b'=').unwrap_or((b"", pair));
        let cookie = Cookie { name: trimmed(name), value: trimmed(value) };
        (!cookie.name.is_empty() || !cookie.value.is_empty()).then_some(cookie)
    })
}

/// The value of the first cookie of that name; case counts.
pub fn find<'a>(field: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    cookies(field).find(|cookie| cookie.name == name).map(|cookie| cookie.value)
}

#[cfg(test)]
mod tests;
