//! Reading a text by a format of `DateTime::createFromFormat()`, if it is made of numbers and separators alone, and writes the same text again.

use super::{is_day, iso_date, midnight};
use crate::rules::number::is_numeric;

/// The year that two digits begin to mean the last century with.
const CENTURY: u32 = 70;

/// A part of a moment, of which a format may hold each but once.
#[derive(Clone, Copy)]
enum Part {
    Year,
    Month,
    Day,
    Hour,
    Minute,
    Second,
    Fraction,
}

/// What stands at a place of a format.
enum Piece {
    /// Between so many digits and so many; fewer than the most are there only without leading zeros.
    Number(Part, usize, usize),
    Literal(u8),
}

/// Pieces of a format; `None` among them where it has something else.
struct Pieces<'a> {
    rest: &'a [u8],
}

impl Iterator for Pieces<'_> {
    type Item = Option<Piece>;

    fn next(&mut self) -> Option<Option<Piece>> {
        let (&first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(Some(match first {
            b'Y' => Piece::Number(Part::Year, 4, 4),
            b'y' => Piece::Number(Part::Year, 2, 2),
            b'm' => Piece::Number(Part::Month, 2, 2),
            b'n' => Piece::Number(Part::Month, 1, 2),
            b'd' => Piece::Number(Part::Day, 2, 2),
            b'j' => Piece::Number(Part::Day, 1, 2),
            b'H' => Piece::Number(Part::Hour, 2, 2),
            b'G' => Piece::Number(Part::Hour, 1, 2),
            b'i' => Piece::Number(Part::Minute, 2, 2),
            b's' => Piece::Number(Part::Second, 2, 2),
            b'v' => Piece::Number(Part::Fraction, 3, 3),
            b'u' => Piece::Number(Part::Fraction, 6, 6),
            b'\\' => match rest.split_first() {
                Some((&escaped, rest)) if escaped != 0 => {
                    self.rest = rest;
                    Piece::Literal(escaped)
                }
                _ => return Some(None),
            },
            // PHP takes any blanks for a blank, also those that the format goes on to name.
            b' ' if !matches!(rest, [] | [b'!'..=b'[' | b']'..=b'~', ..]) => return Some(None),
            0 | b'?' | b'*' | b'#' | b'+' | b'!' | b'|' => return Some(None),
            other if other.is_ascii_alphabetic() => return Some(None),
            other => Piece::Literal(other),
        }))
    }
}

/// The moment that a text means by a format, in seconds since 1970 in UTC and microseconds: what the format does not name is that of
/// 1970-01-01 00:00:00. `None` if that cannot be told here, `Some(None)` if the text does not fit: the moment, written by the format, is to
/// equal it by PHP's `==`.
#[must_use]
pub fn by_format(format: &[u8], text: &[u8]) -> Option<Option<(i64, u32)>> {
    // The one that nearly all ask for.
    if format == b"Y-m-d"
        && let Some((year, month, day)) = iso_date(text)
    {
        return Some(Some((midnight(year, month, day), 0)));
    }
    if !is_known(format) {
        return None;
    }
    match read(format, text) {
        // Numbers may be equal although their texts differ.
        None if is_numeric(text) => None,
        moment => Some(moment),
    }
}

fn is_known(format: &[u8]) -> bool {
    let mut seen = 0_u8;
    // Where a number may end early or take a digit more from what follows, PHP can come to the same text by another moment.
    let mut is_open = false;
    Pieces { rest: format }.all(|piece| match piece {
        Some(Piece::Number(part, least, most)) => {
            let bit = 1 << part as u8;
            let is_new = seen & bit == 0 && !is_open;
            seen |= bit;
            is_open = least < most;
            is_new
        }
        Some(Piece::Literal(byte)) => !(std::mem::take(&mut is_open) && byte.is_ascii_digit()),
        None => false,
    })
}

fn read(format: &[u8], mut text: &[u8]) -> Option<(i64, u32)> {
    let (mut year, mut month, mut day) = (1970, 1, 1);
    let (mut hour, mut minute, mut second, mut micros) = (0, 0, 0, 0);
    for piece in (Pieces { rest: format }) {
        match piece? {
            Piece::Literal(byte) => text = text.strip_prefix(&[byte])?,
            Piece::Number(part, least, most) => {
                let length = text.iter().take(most).take_while(|byte| byte.is_ascii_digit()).count();
                let (digits, rest) = text.split_at_checked(length)?;
                if length < least || (least < most && length > 1 && digits.first() == Some(&b'0')) {
                    return None;
                }
                text = rest;
                let value = super::number(digits)?;
                match part {
                    Part::Year if most == 4 => year = i64::from(value),
                    Part::Year => year = i64::from(if value < CENTURY { 2000 + value } else { 1900 + value }),
                    Part::Month => month = value,
                    Part::Day => day = value,
                    Part::Hour => hour = value,
                    Part::Minute => minute = value,
                    Part::Second => second = value,
                    Part::Fraction => micros = if most == 3 { 1000 * value } else { value },
                }
            }
        }
    }
    if !text.is_empty() || !is_day(year, month, day) || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    Some((midnight(year, month, day) + i64::from(3600 * hour + 60 * minute + second), micros))
}
