//! Tests of dates.

use super::{by_format, has_iso_form, iso_date, midnight};

#[test]
fn iso_dates_are_days_of_the_calendar() {
    for (text, expected) in [
        ("2024-02-29", Some((2024, 2, 29))),
        ("0001-01-01", Some((1, 1, 1))),
        ("9999-12-31", Some((9999, 12, 31))),
        ("2000-02-29", Some((2000, 2, 29))),
        ("2023-02-29", None),
        ("1900-02-29", None),
        ("0000-01-01", None),
        ("2024-00-10", None),
        ("2024-13-10", None),
        ("2024-01-00", None),
        ("2024-01-32", None),
        ("2024-04-31", None),
    ] {
        assert_eq!(iso_date(text.as_bytes()), expected, "input: {text}");
        assert!(has_iso_form(text.as_bytes()), "input: {text}");
    }
    for text in ["", "2024-1-1", "2024-01-01 ", "2024/01/01", "x024-01-01", "2024-01-0a", "-024-01-01", "20240-1-01"] {
        assert_eq!(iso_date(text.as_bytes()), None, "input: {text}");
        assert!(!has_iso_form(text.as_bytes()), "input: {text}");
    }
}

#[test]
fn days_are_counted_from_1970() {
    for (year, month, day, expected) in [
        (1970, 1, 1, 0),
        (1970, 1, 2, 86_400),
        (1969, 12, 31, -86_400),
        (2000, 3, 1, 951_868_800),
        (2024, 2, 29, 1_709_164_800),
        (1, 1, 1, -62_135_596_800),
        (9999, 12, 31, 253_402_214_400),
    ] {
        assert_eq!(midnight(year, month, day), expected, "{year}-{month}-{day}");
    }
}

#[test]
fn formats_of_numbers_are_read_and_others_left_to_php() {
    for (format, text, expected) in [
        ("Y-m-d", "2000-01-01", Some(Some((946_684_800, 0)))),
        ("Y-m-d", "0000-01-01", Some(Some((-62_167_219_200, 0)))),
        ("Y-m-d", "01/01/2001", Some(None)),
        ("Y-m-d", "2000-1-1", Some(None)),
        ("Y-m-d", "2001-02-29", Some(None)),
        ("Y-m-d", "2000-01-01 ", Some(None)),
        ("Y-m-d", "2000-01", Some(None)),
        ("Y-m-d", "2000-01-01\0", Some(None)),
        ("Y-m-d H:i:s.u", "2000-01-01 17:43:59.000012", Some(Some((946_748_639, 12)))),
        ("Y-m-d\\TH:i:s.v\\Z", "2000-01-01T17:43:59.120Z", Some(Some((946_748_639, 120_000)))),
        ("H:i", "17:43", Some(Some((63_780, 0)))),
        ("H:i", "24:00", Some(None)),
        ("H:i:s", "23:59:60", Some(None)),
        ("j.n.y", "1.2.69", Some(Some((3_126_902_400, 0)))),
        ("j.n.y", "1.2.70", Some(Some((2_678_400, 0)))),
        ("j.n.y", "01.2.70", Some(None)),
        ("G:i", "7:05", Some(Some((25_500, 0)))),
        ("Y\u{5e74}m", "2000\u{5e74}02", Some(Some((949_363_200, 0)))),
        ("Ymd", "20000101", Some(Some((946_684_800, 0)))),
        // As numbers these are equal, and PHP says that they fit.
        ("m", "1", None),
        ("Ymd", "20000230", None),
        ("Y-m-d e", "2000-01-01 UTC", None),
        ("D, d", "Sat, 01", None),
        ("Y-m-d|", "2000-01-01", None),
        ("Y-m-d!", "2000-01-01", None),
        ("Y Y", "2000 2000", None),
        ("Y y", "2000 00", None),
        ("u v", "000000 000", None),
        ("Y \u{a0}m", "2000 \u{a0}01", None),
        ("Y\\", "2000\\", None),
        ("Y  m", "2000  01", None),
        ("nu", "8000000", None),
        ("G0", "70", None),
        ("U", "0", None),
    ] {
        assert_eq!(by_format(format.as_bytes(), text.as_bytes()), expected, "{text} by {format}");
    }
}
