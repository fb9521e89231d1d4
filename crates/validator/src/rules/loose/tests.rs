//! Tests of comparisons.

use super::{Distinct, Scalar, equals, is_same};
use Scalar::{Bool, Float, Int, Null};

fn text(text: &str) -> Scalar<'_> {
    Scalar::String(text.as_bytes())
}

#[test]
fn values_equal_each_other_as_in_php() {
    for (this, other, expected) in [
        (Null, Null, true),
        (Null, Bool(false), true),
        (Null, Bool(true), false),
        (Null, Int(0), true),
        (Null, Int(1), false),
        (Null, Float(-0.0), true),
        (Null, Float(f64::NAN), false),
        (Null, text(""), true),
        (Null, text("0"), false),
        (Bool(true), Bool(true), true),
        (Bool(true), Int(-3), true),
        (Bool(true), Float(f64::NAN), true),
        (Bool(true), text("a"), true),
        (Bool(true), text("0.0"), true),
        (Bool(false), text("0"), true),
        (Bool(false), text(""), true),
        (Bool(false), text(" "), false),
        (Int(1), Int(1), true),
        (Int(1), Float(1.0), true),
        (Int(9_007_199_254_740_993), Float(9_007_199_254_740_992.0), true),
        (Int(1), text("1"), true),
        (Int(1), text(" 1\n"), true),
        (Int(10), text("1e1"), true),
        (Int(0), text(""), false),
        (Int(0), text("a"), false),
        (Int(1), text("1a"), false),
        (Int(i64::MAX), text("9223372036854775808"), true),
        (Float(f64::NAN), Float(f64::NAN), false),
        (Float(f64::INFINITY), Float(f64::INFINITY), true),
        (Float(f64::INFINITY), text("INF"), true),
        (Float(f64::NEG_INFINITY), text("-INF"), true),
        (Float(f64::INFINITY), text("1e1000"), true),
        (Float(f64::NAN), text("NAN"), false),
        (Float(0.1), text("0.10"), true),
        (text("a"), text("a"), true),
        (text("a"), text("A"), false),
        (text("1"), text("01"), true),
        (text("10"), text("1e1"), true),
        (text("1 "), text(" 1"), true),
        (text("abc"), text("0"), false),
        (text("1e1000"), text("1e1001"), false),
        (text("1e1000"), text("1e1000"), true),
        (text("9007199254740993"), text("9007199254740992"), false),
        (text("9007199254740993"), text("9007199254740992.0"), true),
        (text("9223372036854775807"), text("9223372036854775808"), false),
        (text("9223372036854775808"), text("9223372036854775809"), false),
        (text("9223372036854775808"), text("9223372036854775808.0"), true),
        (text("9223372036854775808"), text("09223372036854775808"), false),
        (text("10000000000000000000"), text("1e19"), true),
        (text("10000000000000000000"), text("10000000000000000000.0"), false),
        (text("1000000000000000000.0"), text("1000000000000000000.00"), true),
        (text("10000000000000000000e-19"), text("1"), false),
        (Int(1), text("10000000000000000000e-19"), true),
        (text("10000000000000000000e-400"), text("-10000000000000000000e-400"), true),
    ] {
        assert_eq!(equals(this, other), expected, "{this:?} == {other:?}");
        assert_eq!(equals(other, this), expected, "{other:?} == {this:?}");
    }
}

#[test]
fn sameness_is_of_type_and_value() {
    for (this, other, expected) in [
        (Null, Null, true),
        (Null, Bool(false), false),
        (Int(1), Int(1), true),
        (Int(1), Float(1.0), false),
        (Float(0.0), Float(-0.0), true),
        (Float(f64::NAN), Float(f64::NAN), false),
        (text("1"), Int(1), false),
        (text("1"), text("01"), false),
        (text("1"), text("1"), true),
    ] {
        assert_eq!(is_same(this, other), expected, "{this:?} === {other:?}");
        assert_eq!(is_same(other, this), expected, "{other:?} === {this:?}");
    }
}

#[test]
fn a_collection_finds_what_comparing_each_with_each_finds() {
    let pool = [
        Null,
        Bool(false),
        Bool(true),
        Int(0),
        Int(1),
        Int(10),
        Int(9_007_199_254_740_992),
        Int(9_007_199_254_740_993),
        Int(i64::MAX),
        Int(i64::MIN),
        Float(0.0),
        Float(-0.0),
        Float(1.0),
        Float(1.5),
        Float(9_007_199_254_740_992.0),
        Float(9_223_372_036_854_775_808.0),
        Float(f64::NAN),
        Float(f64::INFINITY),
        Float(f64::NEG_INFINITY),
        text(""),
        text("0"),
        text("00"),
        text("0.0"),
        text("1"),
        text(" 1"),
        text("1e1"),
        text("10"),
        text("1.5"),
        text("a"),
        text("A"),
        text("9007199254740992"),
        text("9007199254740993"),
        text("9007199254740992.0"),
        text("9223372036854775807"),
        text("9223372036854775808"),
        text("9223372036854775809"),
        text("9223372036854775808.0"),
        text("09223372036854775808"),
        text("-9223372036854775808"),
        text("-9223372036854775808 "),
        text("1e1000"),
        text("1e1001"),
        text("-1e1000"),
        text("INF"),
        text("-INF"),
        text("NAN"),
        text("null"),
        text("true"),
    ];
    let long = "9".repeat(400);
    let pool: Vec<_> = pool.into_iter().chain([text(&long), text("-"), text(" ")]).collect();
    let mut state = 17_u64;
    let mut next = |bound: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % bound
    };
    for _ in 0..20_000 {
        let items: Vec<_> = (0..=next(6)).map(|_| pool[next(pool.len())]).collect();
        for is_strict in [false, true] {
            let compare = if is_strict { is_same } else { equals };
            let mut distinct = Distinct::new(is_strict);
            items.iter().for_each(|&item| distinct.insert(item));
            for (at, &item) in items.iter().enumerate() {
                let others = items.iter().enumerate().filter(|&(other, _)| other != at);
                let expected = others.clone().any(|(_, &other)| compare(item, other));
                assert_eq!(distinct.is_repeated(item), expected, "{item:?} in {items:?}, strict: {is_strict}");
            }
            let probe = pool[next(pool.len())];
            let expected = items.iter().any(|&item| compare(probe, item));
            assert_eq!(distinct.contains(probe), expected, "{probe:?} in {items:?}, strict: {is_strict}");
        }
    }
}
