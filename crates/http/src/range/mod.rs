//! Range requests (RFC 9110, 14): which bytes are asked for, and the fields that say which are sent. Bodies of several ranges are in
//! `multipart`.

mod multipart;

pub use multipart::Multipart;

use crate::syntax::{saturating_decimal, skip_blanks, split_at_byte, trimmed};

/// A range of bytes that are there: from the first to the last, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ByteRange {
    first: u64,
    last: u64,
}

impl ByteRange {
    /// From the first to the last byte; `None` if the last comes before the first, or is no place in a file.
    pub const fn new(first: u64, last: u64) -> Option<Self> {
        if first <= last && last < u64::MAX { Some(Self { first, last }) } else { None }
    }

    /// The place of the first byte.
    pub const fn first(&self) -> u64 {
        self.first
    }

    /// The place of the last byte.
    pub const fn last(&self) -> u64 {
        self.last
    }

    /// How many bytes it has: never none.
    #[allow(clippy::len_without_is_empty, reason = "a range has one byte at least")]
    pub const fn len(&self) -> u64 {
        self.last - self.first + 1
    }

    /// Whether no byte lies between the two, or they have some in common.
    const fn touches(&self, other: &Self) -> bool {
        self.first <= other.last + 1 && other.first <= self.last + 1
    }

    /// Both, and what lies between them.
    fn joined(&self, other: &Self) -> Self {
        Self { first: self.first.min(other.first), last: self.last.max(other.last) }
    }

    /// Appends the value of Content-Range for this range of so many bytes in all (RFC 9110, 14.4).
    pub fn write_content_range(&self, complete_length: u64, out: &mut Vec<u8>) {
        out.extend_from_slice(b"bytes ");
        push_decimal(self.first, out);
        out.push(b'-');
        push_decimal(self.last, out);
        out.push(b'/');
        push_decimal(complete_length, out);
    }
}

/// Appends the value of Content-Range for a 416 answer (RFC 9110, 15.5.17).
pub fn write_unsatisfied_range(complete_length: u64, out: &mut Vec<u8>) {
    out.extend_from_slice(b"bytes */");
    push_decimal(complete_length, out);
}

/// How many ranges are answered as such, unless told otherwise. A part has a head of some hundred bytes, whatever its length.
pub const MOST_RANGES: usize = 32;

/// What to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Selection {
    /// 200 with everything: the field is not understood, not well-formed, or asks for too much at a time.
    Whole,
    /// 206 with that range.
    One(ByteRange),
    /// 206 with a multipart/byteranges body of the ranges in the list.
    Many,
    /// 416: nothing of what is asked for is there.
    Unsatisfiable,
}

/// Reads the value of a Range field for a representation of so many bytes. `ranges` is overwritten with what is asked for.
///
/// Ranges that overlap or adjoin become one, in the place of the first: no byte is sent twice, and an answer is never longer than the
/// representation but for the heads of at most `most` parts. A field with more ranges than that is ignored, as RFC 9110, 14.2 allows. A
/// representation of no bytes has no ranges: it is sent whole.
pub fn select(field: &[u8], complete_length: u64, most: usize, ranges: &mut Vec<ByteRange>) -> Selection {
    ranges.clear();
    let Some(last_byte) = complete_length.checked_sub(1) else { return Selection::Whole };
    let Some(mut rest) = specifier(field) else { return Selection::Whole };
    let mut members = 0;
    loop {
        let (member, behind) = split_at_byte(rest, b',').map_or((rest, None), |(member, rest)| (member, Some(rest)));
        let member = trimmed(member);
        if !member.is_empty() {
            members += 1;
            if members > most {
                return Selection::Whole;
            }
            match resolve(member, last_byte) {
                None => return Selection::Whole,
                Some(None) => {}
                Some(Some(range)) => add(range, ranges),
            }
        }
        match behind {
            Some(behind) => rest = behind,
            None => break,
        }
    }
    match **ranges {
        [] if members == 0 => Selection::Whole,
        [] => Selection::Unsatisfiable,
        [range] => Selection::One(range),
        _ => Selection::Many,
    }
}

/// What stands behind `bytes=`. The unit's name is in any case (RFC 9110, 14.1).
fn specifier(field: &[u8]) -> Option<&[u8]> {
    let (unit, set) = split_at_byte(skip_blanks(field), b'=')?;
    unit.eq_ignore_ascii_case(b"bytes").then_some(set)
}

/// Reads `first-last`, `first-` or `-suffix`: nothing if it is none of them, and no range if it is not there.
fn resolve(member: &[u8], last_byte: u64) -> Option<Option<ByteRange>> {
    let (first, last) = split_at_byte(member, b'-')?;
    if first.is_empty() {
        let suffix = saturating_decimal(last)?;
        let Some(before) = suffix.checked_sub(1) else { return Some(None) };
        return Some(ByteRange::new(last_byte.saturating_sub(before), last_byte));
    }
    let first = saturating_decimal(first)?;
    let last = if last.is_empty() { u64::MAX } else { saturating_decimal(last)? };
    if last < first { None } else { Some(ByteRange::new(first, last.min(last_byte))) }
}

/// Adds a range to some that do not touch each other, so that they still do not.
fn add(range: ByteRange, ranges: &mut Vec<ByteRange>) {
    let Some(at) = ranges.iter().position(|other| other.touches(&range)) else {
        ranges.push(range);
        return;
    };
    // What it joins may be several, and grows by each: what touches the whole touches the range or is one of them.
    let joined = ranges.iter().filter(|other| other.touches(&range)).fold(range, |joined, other| joined.joined(other));
    let mut index = 0;
    ranges.retain_mut(|other| {
        let is_first = index == at;
        index += 1;
        if is_first {
            *other = joined;
        }
        is_first || !other.touches(&joined)
    });
}

/// Appends a number in decimal.
fn push_decimal(number: u64, out: &mut Vec<u8>) {
    let mut digits = [0; 20];
    let mut rest = number;
    let mut length = 0;
    for digit in digits.iter_mut().rev() {
        *digit = u8::try_from(rest % 10).map_or(b'0', |value| b'0' + value);
        rest /= 10;
        length += 1;
        if rest == 0 {
            break;
        }
    }
    out.extend_from_slice(digits.get(digits.len() - length..).unwrap_or_default());
}

/// How many digits a number has in decimal.
const fn decimal_length(number: u64) -> u64 {
    match number.checked_ilog10() {
        Some(power) => power as u64 + 1,
        None => 1,
    }
}

#[cfg(test)]
mod tests;
