//! The date of responses, written once a second.

const DAYS: [&[u8; 3]; 7] = [b"Thu", b"Fri", b"Sat", b"Sun", b"Mon", b"Tue", b"Wed"];
const MONTHS: [&[u8; 3]; 12] =
    [b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec"];

/// The last second of the year 9999: the form has four digits for a year.
const LAST: u64 = 253_402_300_799;

/// A second as an IMF-fixdate (RFC 9110 section 5.6.7).
#[derive(Clone, Debug)]
pub struct Date {
    second: u64,
    text: [u8; 29],
}

impl Date {
    /// That second since the beginning of 1970.
    pub fn new(second: u64) -> Self {
        Self { second, text: imf_fixdate(second) }
    }

    /// Goes on to that second.
    #[inline]
    pub fn set(&mut self, second: u64) {
        if second != self.second {
            *self = Self::new(second);
        }
    }

    /// The text.
    #[inline]
    pub const fn text(&self) -> &[u8; 29] {
        &self.text
    }
}

/// Days are counted in eras of 400 years that begin on the first of March, so that a leap day is the last of its year.
fn imf_fixdate(second: u64) -> [u8; 29] {
    let second = second.min(LAST);
    let (days, time) = (second / 86_400, second % 86_400);
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12;
    let year = era * 400 + year_of_era + u64::from(month < 2);

    let mut text = *b"Thu, 01 Jan 1970 00:00:00 GMT";
    let [w1, w2, w3, _, _, d1, d2, _, m1, m2, m3, _, y1, y2, y3, y4, _, h1, h2, _, i1, i2, _, s1, s2, ..] = &mut text;
    [*w1, *w2, *w3] = name(&DAYS, days % 7);
    [*m1, *m2, *m3] = name(&MONTHS, month);
    for ([high, low], value) in [
        ([d1, d2], day),
        ([y1, y2], year / 100),
        ([y3, y4], year % 100),
        ([h1, h2], time / 3600),
        ([i1, i2], time / 60 % 60),
        ([s1, s2], time % 60),
    ] {
        (*high, *low) = (digit(value / 10), digit(value));
    }
    text
}

fn name(names: &[&[u8; 3]], number: u64) -> [u8; 3] {
    usize::try_from(number).ok().and_then(|number| names.get(number)).map_or(*b"???", |name| **name)
}

fn digit(value: u64) -> u8 {
    u8::try_from(value % 10).map_or(b'0', |digit| b'0' + digit)
}

#[cfg(test)]
mod tests {
    use super::{Date, imf_fixdate};

    #[test]
    fn seconds_are_written_as_dates() {
        for (second, text) in [
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
            (951_782_399, "Mon, 28 Feb 2000 23:59:59 GMT"),
            (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
            (951_868_800, "Wed, 01 Mar 2000 00:00:00 GMT"),
            (1_709_164_800, "Thu, 29 Feb 2024 00:00:00 GMT"),
            (1_735_689_599, "Tue, 31 Dec 2024 23:59:59 GMT"),
            (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
            (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"),
            (u64::MAX, "Fri, 31 Dec 9999 23:59:59 GMT"),
        ] {
            assert_eq!(std::str::from_utf8(&imf_fixdate(second)), Ok(text), "second: {second}");
        }
        let mut date = Date::new(0);
        date.set(784_111_777);
        assert_eq!(date.text(), b"Sun, 06 Nov 1994 08:49:37 GMT");
    }
}
