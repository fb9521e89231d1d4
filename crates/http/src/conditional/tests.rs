//! Conditions: what each says, which of them count beside which, and what is ignored.

use super::Outcome::{NotModified, PreconditionFailed, Proceed};
use super::*;

/// 1994-11-06 08:49:37, and as fields have it.
const MODIFIED: i64 = 784_111_777;
const SAME: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
const BEFORE: &str = "Sun, 06 Nov 1994 08:49:36 GMT";
const AFTER: &str = "Sun, 06 Nov 1994 08:49:38 GMT";
const NOW: i64 = MODIFIED + 1_000_000;

fn file() -> Representation<'static> {
    Representation { exists: true, etag: EntityTag::strong(b"xyzzy"), last_modified: Some(MODIFIED) }
}

fn pairs<'a>(fields: &'a [(&'a str, &'a str)]) -> Conditions<impl Iterator<Item = Field<'a>> + Clone> {
    Conditions::new(fields.iter().map(|(name, value)| Field { name: name.as_bytes(), value: value.as_bytes() }))
}

/// The outcome for GET and for PUT.
fn outcomes(fields: &[(&str, &str)], representation: &Representation<'_>) -> (Outcome, Outcome) {
    let conditions = pairs(fields);
    let get = conditions.evaluate(b"GET", representation, NOW);
    assert_eq!(conditions.evaluate(b"HEAD", representation, NOW), get, "HEAD is as GET: {fields:?}");
    (get, conditions.evaluate(b"PUT", representation, NOW))
}

#[test]
fn entity_tags_are_read_and_written() {
    for (text, expected) in [
        // RFC 9110, 8.8.3.
        (r#""xyzzy""#, Some((false, "xyzzy"))),
        (r#"W/"xyzzy""#, Some((true, "xyzzy"))),
        (r#""""#, Some((false, ""))),
        (r#""a,b\c""#, Some((false, r"a,b\c"))),
        ("\"é\"", Some((false, "é"))),
        (r#"w/"xyzzy""#, None),
        (r#"W/ "xyzzy""#, None),
        ("xyzzy", None),
        (r#""xyzzy"#, None),
        (r#""xy zzy""#, None),
        (r#""xyzzy" "#, None),
        ("\"a\x7f\"", None),
        ("", None),
        ("*", None),
    ] {
        let tag = EntityTag::parse(text.as_bytes());
        let expected = expected.map(|(is_weak, opaque): (bool, &str)| (is_weak, opaque.as_bytes()));
        assert_eq!(tag.map(|tag| (tag.is_weak(), tag.opaque())), expected, "tag: {text}");
        if let Some(tag) = tag {
            let mut out = Vec::new();
            tag.write(&mut out);
            assert_eq!(out, text.as_bytes(), "tag: {text}");
        }
    }
    for opaque in ["a\"b", "a b", "a\nb", "\x7f"] {
        assert_eq!(EntityTag::strong(opaque.as_bytes()), None, "opaque: {opaque:?}");
        assert_eq!(EntityTag::weak(opaque.as_bytes()), None, "opaque: {opaque:?}");
    }
}

#[test]
fn entity_tags_are_compared_in_two_ways() {
    // RFC 9110, 8.8.3.2.
    for (left, right, strongly, weakly) in [
        (r#"W/"1""#, r#"W/"1""#, false, true),
        (r#"W/"1""#, r#"W/"2""#, false, false),
        (r#"W/"1""#, r#""1""#, false, true),
        (r#""1""#, r#""1""#, true, true),
    ] {
        let tag = |text: &'static str| EntityTag::parse(text.as_bytes()).unwrap();
        let found = (tag(left).matches_strongly(&tag(right)), tag(left).matches_weakly(&tag(right)));
        assert_eq!(found, (strongly, weakly), "{left} and {right}");
    }
}

#[test]
fn each_field_says_what_it_says() {
    for (name, value, get, put) in [
        ("If-Match", r#""xyzzy""#, Proceed, Proceed),
        ("if-match", r#""a", "xyzzy" , "b""#, Proceed, Proceed),
        ("If-Match", r#",, "a",,"xyzzy""#, Proceed, Proceed),
        ("If-Match", "*", Proceed, Proceed),
        ("If-Match", " * ", Proceed, Proceed),
        ("If-Match", r#""a""#, PreconditionFailed, PreconditionFailed),
        ("If-Match", r#"W/"xyzzy""#, PreconditionFailed, PreconditionFailed),
        ("If-Match", "", PreconditionFailed, PreconditionFailed),
        ("If-Match", "xyzzy", PreconditionFailed, PreconditionFailed),
        ("If-Match", r#"a, "xyzzy""#, PreconditionFailed, PreconditionFailed),
        ("If-Match", r#""xyzzy"x"#, PreconditionFailed, PreconditionFailed),
        ("If-Match", r#"*, "a""#, PreconditionFailed, PreconditionFailed),
        ("If-None-Match", r#""xyzzy""#, NotModified, PreconditionFailed),
        ("If-None-Match", r#"W/"xyzzy""#, NotModified, PreconditionFailed),
        ("If-None-Match", r#"W/"a", W/"xyzzy""#, NotModified, PreconditionFailed),
        ("If-None-Match", "*", NotModified, PreconditionFailed),
        ("If-None-Match", r#""a,xyzzy", "b""#, Proceed, Proceed),
        ("If-None-Match", "xyzzy", Proceed, Proceed),
        ("If-None-Match", "", Proceed, Proceed),
        ("If-Modified-Since", SAME, NotModified, Proceed),
        ("If-Modified-Since", AFTER, NotModified, Proceed),
        ("If-Modified-Since", BEFORE, Proceed, Proceed),
        ("If-Modified-Since", "Sun Nov  6 08:49:37 1994", NotModified, Proceed),
        ("If-Modified-Since", "Sunday, 06-Nov-94 08:49:37 GMT ", NotModified, Proceed),
        ("If-Modified-Since", "yesterday", Proceed, Proceed),
        ("If-Modified-Since", "784111777", Proceed, Proceed),
        // What old browsers added is no date any more.
        ("If-Modified-Since", "Sun, 06 Nov 1994 08:49:37 GMT; length=5", Proceed, Proceed),
        ("If-Unmodified-Since", SAME, Proceed, Proceed),
        ("If-Unmodified-Since", AFTER, Proceed, Proceed),
        ("If-Unmodified-Since", BEFORE, PreconditionFailed, PreconditionFailed),
        ("If-Unmodified-Since", "never", Proceed, Proceed),
    ] {
        assert_eq!(outcomes(&[(name, value)], &file()), (get, put), "{name}: {value}");
    }
}

#[test]
fn fields_count_in_their_order() {
    let (ours, other) = (r#""xyzzy""#, r#""a""#);
    for (fields, get, put) in [
        (&[][..], Proceed, Proceed),
        // The tag overrides the date that says the contrary.
        (&[("If-Match", ours), ("If-Unmodified-Since", BEFORE)], Proceed, Proceed),
        (&[("If-None-Match", other), ("If-Modified-Since", SAME)], Proceed, Proceed),
        (&[("If-None-Match", ours), ("If-Modified-Since", BEFORE)], NotModified, PreconditionFailed),
        // What fails first is answered.
        (&[("If-None-Match", ours), ("If-Match", other)], PreconditionFailed, PreconditionFailed),
        (&[("If-Modified-Since", SAME), ("If-Unmodified-Since", BEFORE)], PreconditionFailed, PreconditionFailed),
        (&[("If-Match", ours), ("If-None-Match", ours)], NotModified, PreconditionFailed),
        (&[("If-Match", ours), ("If-Modified-Since", SAME)], NotModified, Proceed),
        // Lists go on over lines; dates do not.
        (&[("If-None-Match", other), ("If-None-Match", ours)], NotModified, PreconditionFailed),
        (&[("If-Match", other), ("Host", "a"), ("IF-MATCH", ours)], Proceed, Proceed),
        (&[("If-Modified-Since", SAME), ("If-Modified-Since", SAME)], Proceed, Proceed),
        (&[("If-Unmodified-Since", BEFORE), ("If-Unmodified-Since", BEFORE)], Proceed, Proceed),
    ] {
        assert_eq!(outcomes(fields, &file()), (get, put), "fields: {fields:?}");
    }
}

#[test]
fn what_is_not_there_fails_any_match() {
    let nothing = Representation::default();
    for (fields, get, put) in [
        (("If-Match", "*"), PreconditionFailed, PreconditionFailed),
        (("If-Match", r#""xyzzy""#), PreconditionFailed, PreconditionFailed),
        (("If-None-Match", "*"), Proceed, Proceed),
        (("If-None-Match", r#""xyzzy""#), Proceed, Proceed),
        (("If-Modified-Since", SAME), Proceed, Proceed),
        (("If-Unmodified-Since", BEFORE), Proceed, Proceed),
    ] {
        assert_eq!(outcomes(&[fields], &nothing), (get, put), "{fields:?}");
    }
}

#[test]
fn methods_that_select_nothing_ignore_conditions() {
    for method in ["OPTIONS", "TRACE", "CONNECT"] {
        let outcome = pairs(&[("If-Match", r#""a""#)]).evaluate(method.as_bytes(), &file(), NOW);
        assert_eq!(outcome, Proceed, "method: {method}");
    }
    // Methods are in capitals: this is another one.
    assert_eq!(pairs(&[("If-Match", r#""a""#)]).evaluate(b"options", &file(), NOW), PreconditionFailed);
}

#[test]
fn a_range_counts_if_the_peer_has_the_same() {
    let weak = Representation { etag: EntityTag::weak(b"xyzzy"), ..file() };
    let of_now = Representation { last_modified: Some(MODIFIED), ..file() };
    for (representation, now, fields, expected) in [
        (file(), NOW, &[][..], true),
        (file(), NOW, &[("If-Range", r#""xyzzy""#)], true),
        (file(), NOW, &[("if-range", r#" "xyzzy" "#)], true),
        (file(), NOW, &[("If-Range", r#""a""#)], false),
        (file(), NOW, &[("If-Range", r#"W/"xyzzy""#)], false),
        (weak, NOW, &[("If-Range", r#"W/"xyzzy""#)], false),
        (weak, NOW, &[("If-Range", r#""xyzzy""#)], false),
        (file(), NOW, &[("If-Range", r#""a", "xyzzy""#)], false),
        (file(), NOW, &[("If-Range", "*")], false),
        (file(), NOW, &[("If-Range", SAME)], true),
        (file(), NOW, &[("If-Range", AFTER)], false),
        (file(), NOW, &[("If-Range", BEFORE)], false),
        (of_now, MODIFIED, &[("If-Range", SAME)], false),
        (file(), NOW, &[("If-Range", SAME), ("If-Range", SAME)], false),
        (Representation::default(), NOW, &[("If-Range", SAME)], false),
    ] {
        assert_eq!(pairs(fields).range_applies(&representation, now), expected, "fields: {fields:?}");
    }
}
