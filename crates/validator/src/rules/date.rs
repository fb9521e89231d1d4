//! Dates that can be read without PHP's help: `YYYY-MM-DD`, and formats of numbers and separators (`date/format.rs`). All of it in UTC.

mod format;
#[cfg(test)]
mod tests;

pub use format::by_format;

/// From the first of March of the year 0 to 1970.
const EPOCH: i64 = 719_468;
/// Days from the first of March to the first of a month, from January on; a year that begins in March has its leap day at the end.
const DAYS_BEFORE: [i64; 12] = [306, 337, 0, 31, 61, 92, 122, 153, 184, 214, 245, 275];

/// Reads a date of exactly the form `YYYY-MM-DD`, if it is a day of the calendar from the year 1 on.
#[must_use]
pub fn iso_date(text: &[u8]) -> Option<(i64, u32, u32)> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text else { return None };
    let (year, month, day) = (i64::from(number(&[y1, y2, y3, y4])?), number(&[m1, m2])?, number(&[d1, d2])?);
    (year > 0 && is_day(year, month, day)).then_some((year, month, day))
}

/// Whether there is such a day, as `checkdate()` knows them.
#[must_use]
pub fn is_calendar_day(year: i64, month: u32, day: u32) -> bool {
    (1..=32_767).contains(&year) && is_day(year, month, day)
}

/// Whether a text has the form that [`iso_date`] reads, though it may be no day of the calendar: then PHP knows no date in it either.
#[must_use]
pub fn has_iso_form(text: &[u8]) -> bool {
    matches!(text, [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2]
        if [y1, y2, y3, y4, m1, m2, d1, d2].into_iter().all(u8::is_ascii_digit))
}

/// The seconds from 1970 to the begin of a day that [`iso_date`] has read.
#[must_use]
pub fn midnight(year: i64, month: u32, day: u32) -> i64 {
    86_400 * days(year, month, day)
}

/// As few digits as a `u32` holds in any case.
fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |sum, byte| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0')))
}

fn is_day(year: i64, month: u32, day: u32) -> bool {
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap_year(year) => 29,
        2 => 28,
        _ => return false,
    };
    (1..=days).contains(&day)
}

const fn is_leap_year(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Days since 1970, of a year that is not negative.
fn days(year: i64, month: u32, day: u32) -> i64 {
    // 400 years are added, so that nothing is negative.
    let year = if month < 3 { year + 399 } else { year + 400 };
    let before = usize::try_from(month).ok().and_then(|month| DAYS_BEFORE.get(month.checked_sub(1)?));
    let in_year = before.copied().unwrap_or(0) + i64::from(day) - 1;
    365 * year + year / 4 - year / 100 + year / 400 + in_year - EPOCH - 146_097
}
