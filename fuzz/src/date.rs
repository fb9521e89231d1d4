//! Dates: what is read is written and read again as the same second; and a date of two digits is less than fifty years away.

use crate::random::Random;
use highper_http::date::{imf_fixdate, parse};

/// 400 years of days, in seconds: after so long the calendar repeats itself.
const ERA: i64 = 146_097 * 86_400;
/// Somewhat more than fifty years.
const FIFTY_YEARS: i64 = 51 * 366 * 86_400;

pub fn check(input: &[u8], random: &mut Random) -> Result<bool, String> {
    // Some time in the next four hundred years.
    let now = 1_795_305_600 + i64::try_from(random.number() % ERA.cast_unsigned()).unwrap_or(0);
    let seconds = parse(input, now);
    written(i64::from_le_bytes(random.number().to_le_bytes()) >> random.below(64), now)?;
    for other in [[b" ", input].concat(), [input, b" "].concat(), [input, b"\0"].concat()] {
        if parse(&other, now).is_some() {
            return Err(format!("{} is a date", other.escape_ascii()));
        }
    }
    let Some(seconds) = seconds else { return Ok(false) };
    written(seconds, now)?;
    // But for the day's name, which nobody checks, and a leap second, a date is written as it was read.
    let (is_imf, has_leap) = (input.get(3) == Some(&b','), input.windows(3).any(|window| window == b":60"));
    if is_imf && !has_leap && imf_fixdate(seconds).get(3..) != input.get(3..) {
        return Err(format!("it is written {}", imf_fixdate(seconds).escape_ascii()));
    }
    let is_short_year = input.contains(&b'-');
    if is_short_year && (seconds > now + FIFTY_YEARS || seconds < now - FIFTY_YEARS) {
        return Err(format!("{seconds} is far from {now}"));
    }
    if !is_short_year && parse(input, i64::MIN) != Some(seconds) {
        return Err("a year of four digits depends on the time".to_owned());
    }
    Ok(true)
}

fn written(seconds: i64, now: i64) -> Result<(), String> {
    let text = imf_fixdate(seconds);
    let again = parse(&text, now);
    // What has no year of four digits is written as the nearest that has.
    let is_within = (-62_167_219_200..=253_402_300_799).contains(&seconds);
    let is_same = if is_within { again == Some(seconds) } else { again.is_some() };
    if is_same { Ok(()) } else { Err(format!("{seconds} is written {}, and read {again:?}", text.escape_ascii())) }
}

const SEEDS: &[&str] = &[
    "Sun, 06 Nov 1994 08:49:37 GMT",
    "Sunday, 06-Nov-94 08:49:37 GMT",
    "Sun Nov  6 08:49:37 1994",
    "Sun Nov 16 08:49:37 1994",
    "Thu, 29 Feb 2024 23:59:60 GMT",
    "Friday, 31-Dec-99 23:59:60 GMT",
    "Fri, 31 Dec 9999 23:59:60 GMT",
    "Saturday, 29-Feb-00 00:00:00 GMT",
];

/// What mutations begin with.
pub fn seeds() -> Vec<Vec<u8>> {
    SEEDS.iter().map(|seed| seed.as_bytes().to_vec()).collect()
}
