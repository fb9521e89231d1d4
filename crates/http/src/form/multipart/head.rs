//! The head of a part: fields of which three mean something (RFC 7578, 4).

use super::MultipartErrorKind::{
    self, Disposition, HeadField, MissingDisposition, NameTooLong, RepeatedField, TransferEncoding,
};
use super::{MultipartError, disposition};
use crate::syntax::{is_token, split_at_byte, trimmed};
use memchr::{memchr3, memmem};
use std::borrow::Cow;

/// The head of a part. Names are bytes: browsers send them in the form's charset, which is UTF-8 as a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartHead<'a> {
    name: Cow<'a, [u8]>,
    file_name: Option<Cow<'a, [u8]>>,
    content_type: Option<&'a [u8]>,
    raw: &'a [u8],
}

impl<'a> PartHead<'a> {
    /// The field's name.
    pub fn name(&self) -> &[u8] {
        &self.name
    }

    /// The file's name as the sender has it; it may have folders, and bytes that no file's name has. Empty where a form's file was left
    /// out.
    pub fn file_name(&self) -> Option<&[u8]> {
        self.file_name.as_deref()
    }

    /// The file's name without folders, whichever slash they have; `None` if that is no name of a file: empty, `.`, `..`, or with a
    /// control character.
    pub fn base_name(&self) -> Option<&[u8]> {
        let name = self.file_name()?;
        let begin = memchr::memrchr2(b'/', b'\\', name).map_or(0, |slash| slash + 1);
        let base = name.get(begin..)?;
        let is_name = !matches!(base, b"" | b"." | b"..") && !base.iter().any(u8::is_ascii_control);
        is_name.then_some(base)
    }

    /// Whether it has a file's name.
    pub const fn is_file(&self) -> bool {
        self.file_name.is_some()
    }

    /// The value of Content-Type. Text is meant where there is none (RFC 7578, 4.4).
    pub const fn content_type(&self) -> Option<&'a [u8]> {
        self.content_type
    }

    /// All fields, in their order: names as they are written, values without blanks around them.
    pub fn fields(&self) -> impl Iterator<Item = (&'a [u8], &'a [u8])> + Clone {
        lines(self.raw).filter_map(|(_, line)| field(line))
    }

    /// Reads a head with its blank line. `begin` is its place in the body.
    pub(super) fn parse(raw: &'a [u8], begin: u64, longest_name: usize) -> Result<Self, MultipartError> {
        let mut found: [Option<(usize, &[u8])>; 3] = [None; 3];
        let at = |kind: MultipartErrorKind, offset: usize| {
            MultipartError::new(kind, begin + u64::try_from(offset).unwrap_or_default())
        };
        for (offset, line) in lines(raw) {
            let (name, value) = field(line).ok_or(at(HeadField, offset))?;
            let known = [&b"content-disposition"[..], b"content-type", b"content-transfer-encoding"];
            let slot = known.iter().position(|known| name.eq_ignore_ascii_case(known));
            if let Some(slot) = slot.and_then(|slot| found.get_mut(slot))
                && slot.replace((offset, value)).is_some()
            {
                return Err(at(RepeatedField, offset));
            }
        }
        let [disposition, content_type, encoding] = found;
        if let Some((offset, encoding)) = encoding {
            let names = [&b"7bit"[..], b"8bit", b"binary"];
            if !names.iter().any(|name| encoding.eq_ignore_ascii_case(name)) {
                return Err(at(TransferEncoding, offset));
            }
        }
        let (offset, value) = disposition.ok_or(at(MissingDisposition, 0))?;
        let found = disposition::parse(value).ok_or(at(Disposition, offset))?;
        if found.name.len() > longest_name || found.file_name.as_ref().is_some_and(|name| name.len() > longest_name) {
            return Err(at(NameTooLong, offset));
        }
        let content_type = content_type.map(|(_, value)| value);
        Ok(Self { name: found.name, file_name: found.file_name, content_type, raw })
    }
}

/// The lines of a head before its blank one, each with its place.
fn lines(raw: &[u8]) -> impl Iterator<Item = (usize, &[u8])> + Clone {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = raw.get(at..)?;
        let length = memmem::find(rest, b"\r\n").filter(|&length| length > 0)?;
        let line = (at, rest.get(..length)?);
        at += length + 2;
        Some(line)
    })
}

/// A line's name and value; `None` if it is no field. A name that begins with a blank is the line before going on, which is no longer
/// sent (RFC 9112, 5.2).
fn field(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let (name, value) = split_at_byte(line, b':')?;
    let is_field = is_token(name) && memchr3(b'\r', b'\n', 0, value).is_none();
    is_field.then_some((name, trimmed(value)))
}
