//! Dates: what is written, what is read and what is not, and that either undoes the other.

use super::calendar::DAY;
use super::*;

/// 2026-11-22 00:00:00.
const NOW: i64 = 1_795_305_600;

#[test]
fn a_second_is_written_as_imf_fixdate() {
    for (seconds, expected) in [
        (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
        (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
        (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
        (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"),
        (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
        (NOW, "Sun, 22 Nov 2026 00:00:00 GMT"),
        (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
        (-62_135_596_800, "Mon, 01 Jan 0001 00:00:00 GMT"),
        (-62_167_219_200, "Sat, 01 Jan 0000 00:00:00 GMT"),
        (i64::MIN, "Sat, 01 Jan 0000 00:00:00 GMT"),
        (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 GMT"),
        (i64::MAX, "Fri, 31 Dec 9999 23:59:59 GMT"),
    ] {
        assert_eq!(str::from_utf8(&imf_fixdate(seconds)), Ok(expected), "seconds: {seconds}");
    }
}

#[test]
fn the_three_forms_are_read() {
    for (text, expected) in [
        // RFC 9110, 5.6.7.
        ("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_777),
        ("Sunday, 06-Nov-94 08:49:37 GMT", 784_111_777),
        ("Sun Nov  6 08:49:37 1994", 784_111_777),
        ("Sun Nov 16 08:49:37 1994", 784_975_777),
        // Nobody looks at the name of the day.
        ("Mon, 06 Nov 1994 08:49:37 GMT", 784_111_777),
        ("Sat, 29 Feb 2020 00:00:00 GMT", 1_582_934_400),
        ("Sat, 31 Dec 2016 23:59:60 GMT", 1_483_228_800),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799),
        // At most fifty years ahead.
        ("Sunday, 22-Nov-76 00:00:00 GMT", 3_373_228_800),
        ("Monday, 22-Nov-76 00:00:01 GMT", 217_468_801),
        ("Friday, 31-Dec-99 23:59:59 GMT", 946_684_799),
        ("Saturday, 01-Jan-00 00:00:00 GMT", 946_684_800),
    ] {
        assert_eq!(parse(text.as_bytes(), NOW), Some(expected), "date: {text}");
    }
}

#[test]
fn two_digits_are_of_the_next_century_where_that_is_near() {
    let late = 4_070_908_800; // 2099-01-01
    assert_eq!(parse(b"Monday, 01-Jan-10 00:00:00 GMT", late), Some(4_417_977_600), "2110");
    assert_eq!(parse(b"Monday, 01-Jan-49 00:00:00 GMT", late), Some(5_648_745_600), "2149");
    assert_eq!(parse(b"Monday, 01-Jan-50 00:00:00 GMT", late), Some(2_524_608_000), "2050");
}

#[test]
fn what_is_no_date_is_not_read() {
    for text in [
        "",
        "Sun",
        "0",
        "784111777",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 Nov 1994 08:49:37 gmt",
        "sun, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 nov 1994 08:49:37 GMT",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun,  6 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT ",
        " Sun, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37",
        "Sun, 06 Nov 1994 08:49:37 +0000",
        "Sun, 06 Nov 94 08:49:37 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 31 Nov 1994 08:49:37 GMT",
        "Wed, 29 Feb 1900 00:00:00 GMT",
        "Sun, 06 Nov 1994 24:00:00 GMT",
        "Sun, 06 Nov 1994 08:60:00 GMT",
        "Sun, 06 Nov 1994 08:49:61 GMT",
        "Sun, 06 Nov 1994 8:49:37 GMT",
        "Sun, +6 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-1994 08:49:37 GMT",
        "Sunday, 29-Feb-23 08:49:37 GMT",
        "Sun, 06-Nov-94 08:49:37 GMT",
        "Someday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov 6 08:49:37 1994",
        "Sun Nov 06 08:49:37 94",
        "Sun Nov  6 08:49:37 1994 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT",
    ] {
        assert_eq!(parse(text.as_bytes(), NOW), None, "date: {text}");
    }
}

#[test]
fn a_day_is_read_as_it_was_written() {
    // Days of all four-digit years, each at another time of the day. Every day of the month and of the week comes up.
    let first = -719_528;
    for (number, day) in (first..=2_932_896i64).step_by(11).chain(-30_000..60_000).enumerate() {
        let seconds = day * DAY + i64::try_from(number).unwrap() * 7919 % DAY;
        let text = imf_fixdate(seconds);
        assert_eq!(parse(&text, NOW), Some(seconds), "date: {}", text.escape_ascii());
    }
}

#[test]
fn the_cache_follows_the_clock_either_way() {
    let mut cache = DateCache::new(0);
    for seconds in [0, 0, 1, 784_111_777, 784_111_777, 5, i64::MAX] {
        assert_eq!(*cache.at(seconds), imf_fixdate(seconds), "seconds: {seconds}");
    }
}
