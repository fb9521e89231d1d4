//! The outer form of tokens, and the encoding (PAE) by which the parts of one are authenticated.

use crate::Invalid;
use crate::footer::MAX_FOOTER;
use highper_crypto::{Error, encoding};

/// What a token is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Encrypted with a shared key.
    Local,
    /// Signed.
    Public,
}

impl Purpose {
    /// What a token of version 4 begins with.
    pub const fn header(self) -> &'static [u8] {
        match self {
            Self::Local => b"v4.local.",
            Self::Public => b"v4.public.",
        }
    }
}

/// The encoded parts of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts<'t> {
    pub body: &'t [u8],
    /// Empty if there is none.
    pub footer: &'t [u8],
}

impl Parts<'_> {
    /// The length of the footer when it is decoded; it is within the limit.
    pub fn footer_length(&self) -> Result<usize, Invalid> {
        decoded_length(self.footer).filter(|length| *length <= MAX_FOOTER).ok_or(Invalid)
    }

    pub fn body_length(&self) -> Result<usize, Invalid> {
        decoded_length(self.body).ok_or(Invalid)
    }
}

fn decoded_length(text: &[u8]) -> Option<usize> {
    encoding::base64url_decoded_length(text.len())
}

/// Takes a token apart; nothing is decoded. A token without a footer has no period behind the body.
///
/// # Errors
/// If it is of another version or purpose, or its footer is too long.
pub fn split(token: &[u8], purpose: Purpose) -> Result<Parts<'_>, Invalid> {
    let rest = token.strip_prefix(purpose.header()).ok_or(Invalid)?;
    let parts = match period(rest) {
        None => Parts { body: rest, footer: b"" },
        Some(at) => {
            let (body, footer) = rest.split_at_checked(at).ok_or(Invalid)?;
            let footer = footer.strip_prefix(b".").filter(|footer| !footer.is_empty()).ok_or(Invalid)?;
            Parts { body, footer }
        }
    };
    parts.footer_length()?;
    Ok(parts)
}

/// The place of the first period. Blocks are tested whole, which the compiler turns into vector instructions.
fn period(text: &[u8]) -> Option<usize> {
    let (blocks, _) = text.as_chunks::<32>();
    let without =
        blocks.iter().take_while(|block| !block.iter().fold(false, |any, byte| any | (*byte == b'.'))).count();
    let start = without * 32;
    text.get(start..)?.iter().position(|byte| *byte == b'.').map(|at| start + at)
}

/// How long a token is.
pub const fn length(purpose: Purpose, body: usize, footer: usize) -> usize {
    let length = purpose.header().len().saturating_add(encoding::base64url_length(body));
    if footer == 0 { length } else { length.saturating_add(1).saturating_add(encoding::base64url_length(footer)) }
}

/// A length as PAE writes it. Lengths of slices leave the highest bit clear.
pub fn le64(length: usize) -> [u8; 8] {
    u64::try_from(length).unwrap_or(u64::MAX).to_le_bytes()
}

/// The parts of an output: header, body, and the footer with its period, which is written here.
///
/// # Errors
/// [`Error::Parameter`] if it has not the length of such a token, or the footer is too long.
pub fn lay_out<'o>(purpose: Purpose, body: usize, footer: &[u8], out: &'o mut [u8]) -> Result<&'o mut [u8], Error> {
    let header = purpose.header();
    if footer.len() > MAX_FOOTER || out.len() != length(purpose, body, footer.len()) {
        return Err(Error::Parameter);
    }
    let (head, rest) = out.split_at_mut_checked(header.len()).ok_or(Error::Parameter)?;
    head.copy_from_slice(header);
    let (body, tail) = rest.split_at_mut_checked(encoding::base64url_length(body)).ok_or(Error::Parameter)?;
    if let Some((period, tail)) = tail.split_first_mut() {
        *period = b'.';
        encoding::base64url(footer, tail)?;
    }
    Ok(body)
}

/// The bytes that the room for a body is filled with before it is encoded in place: its last ones.
pub fn raw_part(room: &mut [u8], length: usize) -> Result<&mut [u8], Error> {
    let start = room.len().checked_sub(length).ok_or(Error::Parameter)?;
    room.get_mut(start..).ok_or(Error::Parameter)
}

/// Bytes that are encoded at once: a multiple of three.
const STEP: usize = 768;

/// Encodes what stands at the end of the room, so that it fills the room. What has been read is always ahead of what is written.
pub fn encode_in_place(room: &mut [u8], length: usize) -> Result<(), Error> {
    let mut buffer = [0; STEP];
    let mut from = room.len().checked_sub(length).ok_or(Error::Parameter)?;
    let mut to = 0;
    while from < room.len() {
        let end = room.len().min(from + STEP);
        let raw = room.get(from..end).ok_or(Error::Parameter)?;
        let copy = buffer.get_mut(..raw.len()).ok_or(Error::Parameter)?;
        copy.copy_from_slice(raw);
        let text = encoding::base64url_length(copy.len());
        encoding::base64url(copy, room.get_mut(to..to + text).ok_or(Error::Parameter)?)?;
        (from, to) = (end, to + text);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
