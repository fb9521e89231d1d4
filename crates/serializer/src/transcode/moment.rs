//! Timestamps as JSON has them: texts of RFC 3339, in UTC.

use crate::msgpack::Timestamp;

const SECONDS_A_DAY: i64 = 86_400;
/// Of the proleptic Gregorian calendar, in which 400 years repeat.
const DAYS_IN_400_YEARS: i64 = 146_097;
/// From 0000-03-01 to 1970-01-01.
const DAYS_TO_EPOCH: i64 = 719_468;

/// The text of a moment, with as many digits of the second's fraction as it needs in threes; `None` if its year does not have four digits
/// (RFC 3339, 5.6).
pub fn text(moment: Timestamp) -> Option<String> {
    let Timestamp { seconds, nanoseconds } = moment;
    let (year, month, day) = date(seconds.div_euclid(SECONDS_A_DAY))?;
    let second = seconds.rem_euclid(SECONDS_A_DAY);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let fraction = match nanoseconds {
        0 => String::new(),
        _ if nanoseconds % 1_000_000 == 0 => format!(".{:03}", nanoseconds / 1_000_000),
        _ if nanoseconds % 1000 == 0 => format!(".{:06}", nanoseconds / 1000),
        _ => format!(".{nanoseconds:09}"),
    };
    Some(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z"))
}

/// The date of a day since 1970-01-01, if its year is 0 to 9999.
fn date(day: i64) -> Option<(i64, i64, i64)> {
    // Years that begin in March have their leap day at the end.
    let day = day.checked_add(DAYS_TO_EPOCH)?;
    let (era, day) = (day.div_euclid(DAYS_IN_400_YEARS), day.rem_euclid(DAYS_IN_400_YEARS));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    // Five months from March on, and again from August on, have 153 days.
    let month = (5 * day + 2) / 153;
    let day_of_month = day - (153 * month + 2) / 5 + 1;
    let (month, is_next_year) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    let year = era * 400 + year + is_next_year;
    (0..=9999).contains(&year).then_some((year, month, day_of_month))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_written_in_utc() {
        for (seconds, nanoseconds, expected) in [
            (0, 0, Some("1970-01-01T00:00:00Z")),
            (-1, 999_999_999, Some("1969-12-31T23:59:59.999999999Z")),
            (951_782_400, 120_000_000, Some("2000-02-29T00:00:00.120Z")),
            (951_868_799, 120_000, Some("2000-02-29T23:59:59.000120Z")),
            (951_868_800, 1, Some("2000-03-01T00:00:00.000000001Z")),
            (4_107_542_400, 0, Some("2100-03-01T00:00:00Z")),
            (253_402_300_799, 0, Some("9999-12-31T23:59:59Z")),
            (253_402_300_800, 0, None),
            (-62_167_219_200, 0, Some("0000-01-01T00:00:00Z")),
            (-62_167_219_201, 0, None),
            (i64::MAX, 0, None),
            (i64::MIN, 0, None),
        ] {
            assert_eq!(text(Timestamp { seconds, nanoseconds }).as_deref(), expected, "{seconds} s, {nanoseconds} ns");
        }
    }

    #[test]
    fn every_day_follows_the_one_before() {
        let (mut before, first) = ((0, 2, 29), -719_468);
        for day in first..first + 2 * DAYS_IN_400_YEARS {
            let now = date(day).unwrap();
            let is_next_day = (now.0, now.1) == (before.0, before.1) && now.2 == before.2 + 1;
            let is_next_month = now.2 == 1 && now.1 == before.1 % 12 + 1 && before.2 >= 28;
            assert!(is_next_day || is_next_month, "{before:?}, then {now:?}");
            before = now;
        }
    }
}
