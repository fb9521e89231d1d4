//! Bodies of several ranges: multipart/byteranges (RFC 9110, 14.6; RFC 2046, 5.1). Writes what stands between the ranges; the bytes of
//! the ranges themselves are the caller's.

use super::{ByteRange, decimal_length, push_decimal};

/// The length of a boundary.
const BOUNDARY: usize = 32;

/// A body of several ranges of one representation.
#[derive(Clone, Debug)]
pub struct Multipart<'a> {
    boundary: [u8; BOUNDARY],
    media_type: Option<&'a [u8]>,
    complete_length: u64,
}

impl<'a> Multipart<'a> {
    /// For a representation of that media type and so many bytes. The boundary is made of 16 random bytes: nobody who can choose what
    /// the representation contains may know them beforehand. `None` if the media type has a control character, which
    /// would let it write fields of its own.
    pub fn new(random: [u8; 16], media_type: Option<&'a [u8]>, complete_length: u64) -> Option<Self> {
        if media_type.is_some_and(|media_type| media_type.iter().any(u8::is_ascii_control)) {
            return None;
        }
        let mut boundary = [0; BOUNDARY];
        for (digits, byte) in boundary.chunks_exact_mut(2).zip(random) {
            if let [high, low] = digits {
                (*high, *low) = (hex(byte >> 4), hex(byte & 15));
            }
        }
        Some(Self { boundary, media_type, complete_length })
    }

    /// Appends the value of the answer's own Content-Type. It has no Content-Range (RFC 9110, 15.3.7.2).
    pub fn write_content_type(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"multipart/byteranges; boundary=");
        out.extend_from_slice(&self.boundary);
    }

    /// Appends what stands before the bytes of a range.
    pub fn write_head(&self, range: &ByteRange, out: &mut Vec<u8>) {
        out.extend_from_slice(b"\r\n--");
        out.extend_from_slice(&self.boundary);
        if let Some(media_type) = self.media_type {
            out.extend_from_slice(CONTENT_TYPE);
            out.extend_from_slice(media_type);
        }
        out.extend_from_slice(CONTENT_RANGE);
        push_decimal(range.first(), out);
        out.push(b'-');
        push_decimal(range.last(), out);
        out.push(b'/');
        push_decimal(self.complete_length, out);
        out.extend_from_slice(b"\r\n\r\n");
    }

    /// Appends what stands behind the bytes of the last range.
    pub fn write_end(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"\r\n--");
        out.extend_from_slice(&self.boundary);
        out.extend_from_slice(b"--\r\n");
    }

    /// The length of the body: the value of Content-Length. `None` if that is no number of 64 bits.
    pub fn content_length(&self, ranges: &[ByteRange]) -> Option<u64> {
        const DELIMITER: usize = 4 + BOUNDARY;
        let media_type = self.media_type.map_or(0, |media_type| CONTENT_TYPE.len() + media_type.len());
        // The blank line, the hyphen and the slash of Content-Range.
        let fixed = u64::try_from(DELIMITER + media_type + CONTENT_RANGE.len() + 4 + 2).ok()?;
        let end = u64::try_from(DELIMITER + 4).ok()?;
        ranges.iter().try_fold(end, |total: u64, range| {
            let numbers =
                decimal_length(range.first()) + decimal_length(range.last()) + decimal_length(self.complete_length);
            total.checked_add(fixed)?.checked_add(numbers)?.checked_add(range.len())
        })
    }
}

const CONTENT_TYPE: &[u8] = b"\r\nContent-Type: ";
const CONTENT_RANGE: &[u8] = b"\r\nContent-Range: bytes ";

/// A hexadecimal digit.
const fn hex(value: u8) -> u8 {
    if value < 10 { b'0' + value } else { b'a' + value - 10 }
}
