//! The Gregorian calendar, extended to years before it: days and seconds to dates and back. Days are counted in eras of 400 years
//! that begin in March, so that the leap day is the last of its year.

/// The seconds of a day.
pub const DAY: i64 = 86_400;
/// The days of 400 years.
const ERA: i64 = 146_097;
/// From the beginning of the era of the year 0, in March, to 1970.
const EPOCH: i64 = 719_468;

const DAY_NAMES: [[u8; 3]; 7] = [*b"Sun", *b"Mon", *b"Tue", *b"Wed", *b"Thu", *b"Fri", *b"Sat"];
const MONTH_NAMES: [[u8; 3]; 12] =
    [*b"Jan", *b"Feb", *b"Mar", *b"Apr", *b"May", *b"Jun", *b"Jul", *b"Aug", *b"Sep", *b"Oct", *b"Nov", *b"Dec"];

/// A date and a time of day in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Civil {
    pub year: i64,
    /// From 1.
    pub month: i64,
    /// From 1.
    pub day: i64,
    pub hour: i64,
    pub minute: i64,
    pub second: i64,
    /// Days since 1970.
    days: i64,
}

impl Civil {
    /// The date of a number of seconds since 1970.
    pub const fn from_seconds(seconds: i64) -> Self {
        let days = seconds.div_euclid(DAY);
        let time = seconds.rem_euclid(DAY);
        let (year, month, day) = civil_from_days(days);
        Self { year, month, day, hour: time / 3600, minute: time / 60 % 60, second: time % 60, days }
    }

    pub fn day_name(&self) -> [u8; 3] {
        // 1970 began on a Thursday.
        name(&DAY_NAMES, (self.days + 4).rem_euclid(7))
    }

    pub fn month_name(&self) -> [u8; 3] {
        name(&MONTH_NAMES, self.month - 1)
    }
}

fn name(names: &[[u8; 3]], index: i64) -> [u8; 3] {
    usize::try_from(index).ok().and_then(|index| names.get(index)).copied().unwrap_or(*b"???")
}

/// The month of that name, from 1. Case counts (RFC 9110, 5.6.7).
pub fn month_of(name: &[u8]) -> Option<i64> {
    let index = MONTH_NAMES.iter().position(|month| month == name)?;
    i64::try_from(index + 1).ok()
}

/// Whether this is a day's name of three letters.
pub fn is_day_name(name: &[u8]) -> bool {
    DAY_NAMES.iter().any(|day| day == name)
}

/// How many days a month has.
pub const fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Days since 1970.
pub const fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    // January and February belong to the year before.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, year) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    era * ERA + year * 365 + year / 4 - year / 100 + day_of_year - EPOCH
}

const fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let days = days + EPOCH;
    let (era, day) = (days.div_euclid(ERA), days.rem_euclid(ERA));
    // The leap days before that day are taken out, those of 4, of 100 and of 400 years.
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day_of_month = day_of_year - (153 * month + 2) / 5 + 1;
    let year = year + era * 400;
    if month < 10 { (year, month + 3, day_of_month) } else { (year + 1, month - 9, day_of_month) }
}
