//! Dates of fields (RFC 9110, 5.6.7): IMF-fixdate is written, the three forms are read. Reading is in `parse`. Nothing here
//! knows what time it is.

mod calendar;
mod parse;

pub use parse::parse;

use calendar::{Civil, DAY, days_from_civil};

/// The length of an IMF-fixdate.
pub const LENGTH: usize = 29;

/// The first second of the year 0.
const FIRST: i64 = days_from_civil(0, 1, 1) * DAY;
/// The last second of the year 9999.
const LAST: i64 = days_from_civil(10_000, 1, 1) * DAY - 1;

/// Writes as IMF-fixdate a number of seconds since 1970. What is before the year 0 or after 9999 is written as the first or the
/// last second in between: the form has four digits for a year.
pub fn imf_fixdate(seconds: i64) -> [u8; LENGTH] {
    let date = Civil::from_seconds(seconds.clamp(FIRST, LAST));
    let mut text = *b"Thu, 01 Jan 1970 00:00:00 GMT";
    let [d1, d2, d3, _, _, day1, day2, _, m1, m2, m3, _, y1, y2, y3, y4, _, h1, h2, _, min1, min2, _, s1, s2, ..] =
        &mut text;
    [*d1, *d2, *d3] = date.day_name();
    [*day1, *day2] = two_digits(date.day);
    [*m1, *m2, *m3] = date.month_name();
    [*y1, *y2] = two_digits(date.year / 100);
    [*y3, *y4] = two_digits(date.year % 100);
    [*h1, *h2] = two_digits(date.hour);
    [*min1, *min2] = two_digits(date.minute);
    [*s1, *s2] = two_digits(date.second);
    text
}

/// The two digits of a number below 100.
fn two_digits(number: i64) -> [u8; 2] {
    let digit = |value: i64| u8::try_from(value % 10).map_or(b'0', |digit| b'0' + digit);
    [digit(number / 10), digit(number)]
}

/// The text of the current second, written once a second and not once a response.
#[derive(Clone, Debug)]
pub struct DateCache {
    second: i64,
    text: [u8; LENGTH],
}

impl DateCache {
    /// A cache that holds that second.
    pub fn new(seconds: i64) -> Self {
        Self { second: seconds, text: imf_fixdate(seconds) }
    }

    /// The text of that second.
    #[inline]
    pub fn at(&mut self, seconds: i64) -> &[u8; LENGTH] {
        if seconds != self.second {
            *self = Self::new(seconds);
        }
        &self.text
    }
}

#[cfg(test)]
mod tests;
