//! Reading the three forms of HTTP-date (RFC 9110, 5.6.7). Strict, as a date that is not valid is to be ignored: one space, two digits,
//! GMT. That the day's name is the right one is not asked, since senders err in it and nothing depends on it.

use super::calendar::{Civil, DAY, days_from_civil, days_in_month, is_day_name, month_of};
use super::{FIRST, LAST};

/// The seconds since 1970 of an IMF-fixdate, an RFC 850 date or an asctime date; `None` if it is none of them.
///
/// `now` tells which century the two digits of RFC 850 are of: a date that would be more than fifty years ahead is of the last one.
pub fn parse(text: &[u8], now: i64) -> Option<i64> {
    match text.get(3)? {
        b',' => imf_fixdate(text),
        b' ' => asctime(text),
        _ => rfc850(text, now),
    }
}

/// `Sun, 06 Nov 1994 08:49:37 GMT`
fn imf_fixdate(text: &[u8]) -> Option<i64> {
    let text = take_day_name(text)?.strip_prefix(b", ")?;
    let (day, text) = take_number(text, 2)?;
    let (month, text) = take_month(text.strip_prefix(b" ")?)?;
    let (year, text) = take_number(text.strip_prefix(b" ")?, 4)?;
    let (time, text) = take_time(text.strip_prefix(b" ")?)?;
    if text == b" GMT" { seconds(year, month, day, time) } else { None }
}

/// `Sunday, 06-Nov-94 08:49:37 GMT`
fn rfc850(text: &[u8], now: i64) -> Option<i64> {
    const DAYS: [&[u8]; 7] =
        [b"Sunday, ", b"Monday, ", b"Tuesday, ", b"Wednesday, ", b"Thursday, ", b"Friday, ", b"Saturday, "];
    let text = DAYS.iter().find_map(|day| text.strip_prefix(*day))?;
    let (day, text) = take_number(text, 2)?;
    let (month, text) = take_month(text.strip_prefix(b"-")?)?;
    let (short, text) = take_number(text.strip_prefix(b"-")?, 2)?;
    let (time, text) = take_time(text.strip_prefix(b" ")?)?;
    if text != b" GMT" {
        return None;
    }
    let now = now.clamp(FIRST, LAST);
    let today = Civil::from_seconds(now);
    let year = today.year - today.year.rem_euclid(100) + short;
    // Of the years with these digits, the latest that is not too far ahead. One that has no such day is not looked for further back.
    let limit = days_from_civil(today.year + 50, today.month, today.day) * DAY + now.rem_euclid(DAY);
    let year = [year + 100, year]
        .into_iter()
        .find(|&year| days_from_civil(year, month, day).saturating_mul(DAY).saturating_add(time) <= limit)
        .unwrap_or(year - 100);
    seconds(year, month, day, time)
}

/// `Sun Nov  6 08:49:37 1994`
fn asctime(text: &[u8]) -> Option<i64> {
    let (month, text) = take_month(take_day_name(text)?.strip_prefix(b" ")?)?;
    let text = text.strip_prefix(b" ")?;
    let (day, text) = match text.strip_prefix(b" ") {
        Some(text) => take_number(text, 1)?,
        None => take_number(text, 2)?,
    };
    let (time, text) = take_time(text.strip_prefix(b" ")?)?;
    let (year, text) = take_number(text.strip_prefix(b" ")?, 4)?;
    if text.is_empty() { seconds(year, month, day, time) } else { None }
}

fn seconds(year: i64, month: i64, day: i64, time: i64) -> Option<i64> {
    if day < 1 || day > days_in_month(year, month) {
        return None;
    }
    // The leap second of the last day is no year of four digits any more.
    Some((days_from_civil(year, month, day) * DAY + time).min(LAST))
}

fn take_day_name(text: &[u8]) -> Option<&[u8]> {
    let (name, rest) = text.split_at_checked(3)?;
    is_day_name(name).then_some(rest)
}

fn take_month(text: &[u8]) -> Option<(i64, &[u8])> {
    let (name, rest) = text.split_at_checked(3)?;
    Some((month_of(name)?, rest))
}

/// A number of so many digits.
fn take_number(text: &[u8], digits: usize) -> Option<(i64, &[u8])> {
    let (number, rest) = text.split_at_checked(digits)?;
    if !number.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some((number.iter().fold(0, |number, &digit| number * 10 + i64::from(digit - b'0')), rest))
}

/// `08:49:37`, in seconds. A leap second is the first second of the next minute.
fn take_time(text: &[u8]) -> Option<(i64, &[u8])> {
    let (hour, text) = take_number(text, 2)?;
    let (minute, text) = take_number(text.strip_prefix(b":")?, 2)?;
    let (second, text) = take_number(text.strip_prefix(b":")?, 2)?;
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    Some((hour * 3600 + minute * 60 + second, text))
}
