//! Entity tags (RFC 9110, 8.8.3): reading, writing and the two ways of comparing them; lists of them.

use crate::syntax::skip_blanks;

/// An entity tag: a text that stands for one version of a representation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EntityTag<'a> {
    opaque: &'a [u8],
    is_weak: bool,
}

impl<'a> EntityTag<'a> {
    /// A tag that changes with every byte. `None` if the text cannot stand in quotes.
    pub fn strong(opaque: &'a [u8]) -> Option<Self> {
        opaque.iter().all(|&byte| is_etag_byte(byte)).then_some(Self { opaque, is_weak: false })
    }

    /// A tag that changes with the meaning. `None` if the text cannot stand in quotes.
    pub fn weak(opaque: &'a [u8]) -> Option<Self> {
        Self::strong(opaque).map(|tag| Self { is_weak: true, ..tag })
    }

    /// Reads a tag that takes up the whole text, as an ETag field has it.
    pub fn parse(text: &'a [u8]) -> Option<Self> {
        take(text).filter(|(_, rest)| rest.is_empty()).map(|(tag, _)| tag)
    }

    /// The text without quotes.
    pub const fn opaque(&self) -> &'a [u8] {
        self.opaque
    }

    /// Whether it begins with `W/`.
    pub const fn is_weak(&self) -> bool {
        self.is_weak
    }

    /// The strong comparison: same text, and neither is weak.
    pub fn matches_strongly(&self, other: &EntityTag<'_>) -> bool {
        !self.is_weak && !other.is_weak && self.opaque == other.opaque
    }

    /// The weak comparison: same text.
    pub fn matches_weakly(&self, other: &EntityTag<'_>) -> bool {
        self.opaque == other.opaque
    }

    /// Appends the tag as a field has it.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(if self.is_weak { b"W/\"" } else { b"\"" });
        out.extend_from_slice(self.opaque);
        out.push(b'"');
    }
}

/// `etagc`: no quote, no blank, no control character. There are no escapes.
const fn is_etag_byte(byte: u8) -> bool {
    byte == b'!' || (byte >= b'#' && byte != 0x7f)
}

/// Reads a tag off the beginning of a text. `W/` is in capitals.
fn take(text: &[u8]) -> Option<(EntityTag<'_>, &[u8])> {
    let (is_weak, text) = text.strip_prefix(b"W/").map_or((false, text), |text| (true, text));
    let text = text.strip_prefix(b"\"")?;
    let length = text.iter().position(|&byte| !is_etag_byte(byte))?;
    let (opaque, rest) = text.split_at_checked(length)?;
    Some((EntityTag { opaque, is_weak }, rest.strip_prefix(b"\"")?))
}

/// The value of If-Match or If-None-Match.
pub(super) enum Members<'a, I: Iterator<Item = EntityTag<'a>>> {
    /// `*`.
    Any,
    /// The tags before the end, or before what is none.
    Tags(I),
}

/// The members of a list. An entity tag may have a comma in it.
pub(super) fn members(value: &[u8]) -> Members<'_, impl Iterator<Item = EntityTag<'_>>> {
    let mut rest = skip_blanks(value);
    if rest.strip_prefix(b"*").is_some_and(|rest| skip_blanks(rest).is_empty()) {
        return Members::Any;
    }
    Members::Tags(std::iter::from_fn(move || {
        // RFC 9110, 5.6.1.2: empty members are to be borne.
        while let Some(behind) = rest.strip_prefix(b",") {
            rest = skip_blanks(behind);
        }
        let (tag, behind) = take(rest)?;
        rest = skip_blanks(behind);
        // What follows a tag is a comma or the end; otherwise this was none.
        (rest.is_empty() || rest.first() == Some(&b',')).then_some(tag)
    }))
}
