//! Footers: reading one that nobody has authenticated yet, and what may stand in one that is JSON.

mod fault;
mod paserk;

pub use fault::FooterFault;

use crate::Invalid;
use crate::json::{self, Fault, Limits, Outline, Text, Visitor};
use crate::token::{self, Purpose};
use highper_crypto::encoding;

/// The longest footer, in bytes.
pub const MAX_FOOTER: usize = 8192;

/// An object, and one level of values in it.
const LIMITS: Limits = Limits { levels: 2, names: 512 };

/// The footer of a token of any purpose, which anyone may have written. What the output held is lost.
///
/// # Errors
/// If this is no v4 token, or its footer is too long. The output is empty then.
pub fn untrusted(token: &[u8], out: &mut Vec<u8>) -> Result<(), Invalid> {
    out.clear();
    let parts = token::split(token, Purpose::Local).or_else(|_| token::split(token, Purpose::Public))?;
    if parts.body.contains(&b'.') {
        return Err(Invalid);
    }
    out.resize(parts.footer_length()?, 0);
    encoding::from_base64url(parts.footer, out).map_err(|_| {
        out.clear();
        Invalid
    })
}

/// The `kid` of a footer that is a JSON object within the limits.
pub fn key_id(footer: &[u8]) -> Option<String> {
    let (found, _) = Found::read(without_space(footer)).ok()?;
    String::from_utf8(found.kid??.decoded().to_vec()).ok()
}

/// Checks what a footer holds, if it is JSON; any other is checked for its length alone.
///
/// # Errors
/// The first fault: length, shape, then what stands in it.
pub fn check(footer: &[u8]) -> Result<(), FooterFault> {
    check_length(footer)?;
    // Space hides nothing.
    let text = without_space(footer);
    if text.first() != Some(&b'{') {
        return if paserk::is_key(text) { Err(FooterFault::Key) } else { Ok(()) };
    }
    let (found, _) = Found::read(text).map_err(|_| FooterFault::Shape)?;
    let is_kid = found.kid.is_none_or(|kid| kid.is_some_and(|text| paserk::is_id(&text.decoded())));
    let is_wpk = found.wpk.is_none_or(|wpk| wpk.is_some_and(|text| paserk::is_wrapped(&text.decoded())));
    if is_kid && is_wpk && !found.has_key { Ok(()) } else { Err(FooterFault::Key) }
}

/// Checks footers, and knows the last one that it has checked: an application's tokens mostly have the same.
#[derive(Debug, Default)]
pub struct Checker(Vec<u8>);

impl Checker {
    /// As [`check`].
    ///
    /// # Errors
    /// As [`check`].
    #[inline]
    pub fn check(&mut self, footer: &[u8]) -> Result<(), FooterFault> {
        if footer != self.0 {
            check(footer)?;
            self.0.clear();
            self.0.extend_from_slice(footer);
        }
        Ok(())
    }
}

/// Checks a footer's length.
///
/// # Errors
/// If it is too long.
pub const fn check_length(footer: &[u8]) -> Result<(), FooterFault> {
    if footer.len() > MAX_FOOTER { Err(FooterFault::Length(footer.len())) } else { Ok(()) }
}

/// A footer that names a key: as it is if it does already, else with `kid` added. An empty one becomes an object. What the output held is
/// lost.
///
/// # Errors
/// [`FooterFault::NotJson`] for any other that is no JSON object, [`FooterFault::Shape`] for one beyond the limits, [`FooterFault::OtherKey`]
/// for one that names another key, [`FooterFault::Length`] if it is or becomes too long. The output is empty then.
pub fn with_key_id(footer: &[u8], id: &str, out: &mut Vec<u8>) -> Result<(), FooterFault> {
    out.clear();
    check_length(footer)?;
    let object = if footer.is_empty() { b"{}" } else { footer };
    let text = without_space(object);
    if paserk::is_key(text) {
        return Err(FooterFault::Key);
    }
    let (found, outline) = Found::read(text).map_err(|fault| match fault {
        Fault::Syntax => FooterFault::NotJson,
        Fault::Limit => FooterFault::Shape,
    })?;
    match found.kid {
        Some(Some(kid)) if kid.is(id.as_bytes()) => out.extend_from_slice(object),
        Some(_) => return Err(FooterFault::OtherKey),
        None if found.count == LIMITS.names => return Err(FooterFault::Shape),
        None => {
            let closing = object.len() - text.len() + outline.closing;
            let (before, after) = object.split_at_checked(closing).unwrap_or((object, b""));
            out.extend_from_slice(before);
            out.extend_from_slice(if outline.is_empty { b"\"kid\":" } else { b",\"kid\":" });
            json::write_string(id.as_bytes(), out);
            out.extend_from_slice(after);
        }
    }
    check_length(out).inspect_err(|_| out.clear())
}

/// A footer without the space, as JSON knows it, in front.
fn without_space(footer: &[u8]) -> &[u8] {
    let space = footer.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n')).count();
    footer.get(space..).unwrap_or_default()
}

/// What is looked for in a footer.
#[derive(Default)]
struct Found<'j> {
    kid: Option<Option<Text<'j>>>,
    wpk: Option<Option<Text<'j>>>,
    has_key: bool,
    /// Names in all objects.
    count: usize,
}

impl<'j> Found<'j> {
    fn read(footer: &'j [u8]) -> Result<(Self, Outline), Fault> {
        // A footer that begins with anything else is no JSON to anybody; a longer one is not even looked at.
        if footer.first() != Some(&b'{') || footer.len() > MAX_FOOTER {
            return Err(Fault::Syntax);
        }
        let mut found = Self::default();
        let outline = json::scan(footer, LIMITS, &mut found)?;
        Ok((found, outline))
    }
}

impl<'j> Visitor<'j> for Found<'j> {
    #[inline(always)]
    fn name(&mut self, text: Text<'j>) {
        self.count += 1;
        self.string(text);
    }

    #[inline(always)]
    fn string(&mut self, text: Text<'j>) {
        self.has_key |= paserk::begins_as_key(text);
    }

    #[inline(always)]
    fn member(&mut self, name: Text<'j>, value: Option<Text<'j>>) {
        if name.is(b"kid") {
            self.kid = Some(value);
        } else if name.is(b"wpk") {
            self.wpk = Some(value);
        }
    }
}

#[cfg(test)]
mod tests;
