//! Tests of decimals.

use std::cmp::Ordering::{self, Equal, Greater, Less};

use super::{Decimal, is_multiple_of, places};

fn parse(text: &str) -> Decimal<'_> {
    Decimal::parse(text.as_bytes()).unwrap_or_else(|| panic!("{text:?} is numeric"))
}

fn assert_order(this: &Decimal<'_>, other: &Decimal<'_>, expected: Ordering, what: &str) {
    assert_eq!(this.cmp(other), expected, "{what}");
    assert_eq!(other.cmp(this), expected.reverse(), "{what}, the other way round");
}

#[test]
fn decimals_are_compared_exactly() {
    for (this, other, expected) in [
        ("1", "1", Equal),
        ("1", "1.000", Equal),
        ("001", "1", Equal),
        ("1e3", "1000", Equal),
        ("1000e-3", "1", Equal),
        ("0.00012e5", "12", Equal),
        ("0", "-0", Equal),
        ("0e99999999999999999999", "0.000", Equal),
        ("-0.0", "0e5", Equal),
        (" 1 ", "\t1.0\n", Equal),
        ("2", "10", Less),
        ("-2", "-10", Greater),
        ("-2", "1", Less),
        ("0", "1e-1000000", Less),
        ("0", "-1e-1000000", Greater),
        ("9.99", "10", Less),
        ("1.88888888888888888888", "1.88888888888888888889", Less),
        ("99999999999999999999999999", "1e26", Less),
        ("100000000000000000000000000", "1e26", Equal),
        ("1e1000000", "1e999999", Greater),
        ("1e1000000", "-1e1000000", Greater),
        ("-1e1000001", "-1e1000000", Less),
        ("1e99999999999999999999", "1e999999999999999999999", Equal),
        ("1e-99999999999999999999", "0", Greater),
        ("12", "123", Less),
        ("0.12", "0.123", Less),
        ("9223372036854775807", "9223372036854775808", Less),
        ("9223372036854775808", "18446744073709551615", Less),
    ] {
        assert_order(&parse(this), &parse(other), expected, &format!("{this} and {other}"));
    }
}

#[test]
fn integers_and_floats_are_decimals() {
    for (this, other, expected) in [
        (Decimal::from_i64(i64::MIN), parse("-9223372036854775808"), Equal),
        (Decimal::from_i64(i64::MAX), parse("9223372036854775807.0"), Equal),
        (Decimal::from_i64(0), parse("0.0"), Equal),
        (Decimal::from_i64(100), parse("1e2"), Equal),
        (Decimal::from_i64(5), parse("5.5"), Less),
        (Decimal::from_i64(-5), parse("-5.5"), Greater),
        (Decimal::from_usize(3), parse("3"), Equal),
        (Decimal::from_usize(usize::MAX), parse(&usize::MAX.to_string()), Equal),
    ] {
        assert_order(&this, &other, expected, &format!("{this:?} and {other:?}"));
    }
    for (value, text, expected) in [
        (0.0, "0", Equal),
        (-0.0, "0", Equal),
        (0.1, "0.1", Equal),
        (0.1 + 0.2, "0.3", Greater),
        (0.1 + 0.2, "0.30000000000000004", Equal),
        (-2.5, "-2.50", Equal),
        (1e300, "1e300", Equal),
        (1e15, "1000000000000000", Equal),
        (5e-324, "5e-324", Equal),
        (100.0, "99", Greater),
    ] {
        assert_order(&Decimal::from_f64(value).unwrap(), &parse(text), expected, &format!("{value} and {text}"));
    }
    for (value, integer, expected) in [
        (5.0, 5, Equal),
        (-0.0, 0, Equal),
        (0.5, 0, Greater),
        (-0.5, 0, Less),
        (5e-324, 0, Greater),
        (1e300, i64::MAX, Greater),
        (9_223_372_036_854_775_808.0, i64::MAX, Greater),
        (9_007_199_254_740_992.0, 9_007_199_254_740_993, Less),
    ] {
        let (this, other) = (Decimal::from_f64(value).unwrap(), Decimal::from_i64(integer));
        assert_order(&this, &other, expected, &format!("{value} and {integer}"));
    }
    assert_order(&Decimal::from_f64(0.1).unwrap(), &Decimal::from_f64(0.2).unwrap(), Less, "0.1 and 0.2");
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert!(Decimal::from_f64(value).is_none(), "{value}");
    }
}

#[test]
fn multiples_are_exact() {
    for (value, divisor, expected) in [
        ("10", "5", true),
        ("10", "4", false),
        ("-20", "10", true),
        ("10", "-4", false),
        ("0", "7", true),
        ("0.000", "1e1000000", true),
        ("10", "0", false),
        ("0", "0.0", false),
        ("10.5", "0.3", true),
        ("31.6", "10.5", false),
        ("0.75", "0.05", true),
        ("2", "0.1", true),
        ("1", "3", false),
        ("1e1000000", "3", false),
        ("3e1000000", "3", true),
        ("1e1000000", "1024", true),
        ("1e2", "1024", false),
        ("1e9", "1024", false),
        ("1e10", "1024", true),
        ("1e-1000000", "1", false),
        ("1e99999999999999999999", "1e-99999999999999999999", true),
        ("1e-5", "1e-6", true),
        ("1e-6", "1e-5", false),
        ("-9223372036854775808", "-1", true),
        ("111111111111111111111111111111", "111111111111111", true),
        ("111111111111111111111111111111", "111111111111112", false),
        ("121932631356500531591068431581771069347203169112635269", "123456789123456789123456789", true),
        ("121932631356500531591068431581771069347203169112635270", "123456789123456789123456789", false),
        ("1e400", "1237940039285380274899124224", true),
        ("1e89", "1237940039285380274899124224", false),
        ("1e90", "1237940039285380274899124224", true),
    ] {
        assert_eq!(is_multiple_of(&parse(value), &parse(divisor)), expected, "{value} of {divisor}");
    }
    assert!(is_multiple_of(&Decimal::from_i64(i64::MIN), &Decimal::from_i64(-1)));
    assert!(is_multiple_of(&Decimal::from_f64(0.9).unwrap(), &parse("0.3")));
    assert!(is_multiple_of(&Decimal::from_f64(-20.0).unwrap(), &parse("10")));
}

#[test]
fn places_are_counted_where_there_is_no_exponent() {
    for (text, expected) in [
        ("123", Some(0)),
        ("+123", Some(0)),
        ("-123.", Some(0)),
        ("123.34", Some(2)),
        (".500", Some(3)),
        ("1.88888888888888888888", Some(20)),
        ("5.55e-1", None),
        ("5E1", None),
        ("", None),
        ("+", None),
        (".", None),
        (" 1", None),
        ("1 ", None),
        ("1.0\n", None),
        ("1.2.3", None),
        ("x", None),
    ] {
        assert_eq!(places(text.as_bytes()), expected, "input: {text:?}");
    }
}

#[test]
fn long_texts() {
    let long = "7".repeat(1_000_000);
    let (value, divisor) = (parse(&long), parse("123456789123456789123456789"));
    assert!(value > Decimal::from_i64(1));
    assert_eq!(value.cmp(&parse(&long)), Equal);
    assert!(is_multiple_of(&value, &Decimal::from_i64(7)));
    assert!(!is_multiple_of(&value, &divisor));
}
