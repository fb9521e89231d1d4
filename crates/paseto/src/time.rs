//! Moments as claims write them: RFC 3339 (5.6), with `T` and `Z` in upper-case, as PASETO narrows it.

/// A moment: seconds since 1970 in UTC, and what is beyond them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// Whole seconds, rounded down.
    pub seconds: i64,
    /// 0 to 999,999,999.
    pub nanoseconds: u32,
}

impl Moment {
    /// So many seconds later.
    #[must_use]
    pub fn after(self, seconds: u32) -> Self {
        Self { seconds: self.seconds.saturating_add(i64::from(seconds)), nanoseconds: self.nanoseconds }
    }
}

const DAY: i64 = 86_400;

/// What `2026-01-31T12:00:00.5+01:00` says; none if it is no such text or no such day. A second 60 is the next minute's first. Digits
/// beyond nanoseconds are cut off.
pub fn read(text: &[u8]) -> Option<Moment> {
    let (&[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', i1, i2, b':', s1, s2], rest) =
        text.split_first_chunk()?
    else {
        return None;
    };
    let year = i64::from(two(y1, y2)?) * 100 + i64::from(two(y3, y4)?);
    let (month, day) = (two(m1, m2)?, two(d1, d2)?);
    let (hour, minute, second) = (two(h1, h2)?, two(i1, i2)?, two(s1, s2)?);
    if day == 0 || day > days_of(year, month)? || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let (nanoseconds, zone) = match rest.split_first() {
        Some((b'.', digits)) => fraction(digits)?,
        _ => (0, rest),
    };
    let local = days(year, month, day) * DAY + i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second);
    Some(Moment { seconds: local - offset(zone)?, nanoseconds })
}

/// A time in UTC, to the second; none outside the years 0000 to 9999.
pub fn write(seconds: i64) -> Option<[u8; 20]> {
    let (year, month, day) = date(seconds.div_euclid(DAY));
    let second = u32::try_from(seconds.rem_euclid(DAY)).ok()?;
    let year = u32::try_from(year).ok().filter(|year| *year <= 9999)?;
    let ([y1, y2], [y3, y4]) = (digits(year / 100), digits(year % 100));
    let ([m1, m2], [d1, d2]) = (digits(month), digits(day));
    let ([h1, h2], [i1, i2], [s1, s2]) = (digits(second / 3600), digits(second / 60 % 60), digits(second % 60));
    Some([y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', h1, h2, b':', i1, i2, b':', s1, s2, b'Z'])
}

fn two(high: u8, low: u8) -> Option<u32> {
    let (high, low) = (high.wrapping_sub(b'0'), low.wrapping_sub(b'0'));
    (high < 10 && low < 10).then(|| u32::from(high) * 10 + u32::from(low))
}

/// Of a number below 100.
fn digits(number: u32) -> [u8; 2] {
    let digit = |value: u32| u8::try_from(value % 10).unwrap_or_default() + b'0';
    [digit(number / 10), digit(number)]
}

/// The nanoseconds of the digits behind the point, and what follows them.
fn fraction(text: &[u8]) -> Option<(u32, &[u8])> {
    let count = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = text.split_at_checked(count)?;
    if digits.is_empty() {
        return None;
    }
    let nanoseconds = digits
        .iter()
        .map(|digit| u32::from(digit - b'0'))
        .chain(std::iter::repeat(0))
        .take(9)
        .fold(0, |value, digit| value * 10 + digit);
    Some((nanoseconds, rest))
}

/// The seconds by which a zone's clocks are ahead of UTC.
fn offset(zone: &[u8]) -> Option<i64> {
    match *zone {
        [b'Z'] => Some(0),
        [sign @ (b'+' | b'-'), h1, h2, b':', i1, i2] => {
            let (hour, minute) = (two(h1, h2)?, two(i1, i2)?);
            let ahead = i64::from(hour) * 3600 + i64::from(minute) * 60;
            (hour < 24 && minute < 60).then_some(if sign == b'-' { -ahead } else { ahead })
        }
        _ => None,
    }
}

fn days_of(year: i64, month: u32) -> Option<u32> {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => Some(29),
        2 => Some(28),
        _ => None,
    }
}

/// 400 years always have as many days.
const ERA: i64 = 146_097;

/// The days from 1970 to the beginning of the era that begins in March of the year 0.
const EPOCH: i64 = 719_468;

/// The days of a date since 1970. Years are counted from March, so that the leap day comes last.
fn days(year: i64, month: u32, day: u32) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let of_era = year.rem_euclid(400);
    let of_year = i64::from((153 * month + 2) / 5 + day - 1);
    year.div_euclid(400) * ERA + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH
}

/// The reverse.
fn date(days: i64) -> (i64, u32, u32) {
    let days = days.saturating_add(EPOCH);
    let (era, of_era) = (days.div_euclid(ERA), days.rem_euclid(ERA));
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / (ERA - 1)) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let (year, month) = if month < 10 { (year, month + 3) } else { (year + 1, month - 9) };
    let narrow = |value: i64| u32::try_from(value).unwrap_or_default();
    (era * 400 + year, narrow(month), narrow(day))
}

#[cfg(test)]
mod tests;
