//! Tables for the constraint language: what is read, what it is written as, what it accepts, and what is refused where.

use super::parse::ConstraintErrorKind::{Malformed, Unsupported, UnsupportedEscape};
use super::{Constraint, Language, Refusal};

fn constraint(text: &str) -> Constraint {
    Constraint::new(text.as_bytes()).unwrap_or_else(|refusal| panic!("{text}: {refusal:?}"))
}

#[test]
fn normal_form() {
    for (text, normal) in [
        ("int", "[0-9]+"),
        (r"\d+", "[0-9]+"),
        (r"[[:digit:]]{1,}?", "[0-9]+"),
        (r"(\d)+", "[0-9]+"),
        (r"(?<year>\d{4})-(?P<month>\d\d)", r"[0-9]{4}\x2d[0-9][0-9]"),
        ("(?:en|de)", "en|de"),
        ("x(?:en|(de|fr))", "x(?:en|de|fr)"),
        ("(ab){2}(?:c){1}", "(?:ab){2}c"),
        ("(?i)ab", "[Aa][Bb]"),
        ("a(?i:b)c", "a[Bb]c"),
        ("(?i)[^a]", r"[\x00-\x40B-\x60b-\xff]"),
        (".", r"[\x00-\x09\x0b-\xff]"),
        (r"[^\s\S]", r"[^\x00-\xff]"),
        (r"[]a]", r"[\x5da]"),
        (r"[a\-z]", r"[\x2daz]"),
        (r"[[.]", r"[\x2e\x5b]"),
        ("^a$", r"\Aa\z"),
        (r"\x41\x{7a}", "Az"),
        ("é", r"\xc3\xa9"),
        ("(?u)é", r"(?u)\x{e9}"),
        (r"(?u)[\p{L}0-9_]+", r"(?u)[\p{L}0-9\x5f]+"),
        (r"(?u)\w\D.", r"(?u)[0-9A-Z\x5fa-z][^0-9][^\x0a]"),
        (r"(?iu)a", "(?ui)a"),
        ("a{0,1}b{0,}c{2,2}d{2,}", "a?b*c{2}d{2,}"),
        ("date", "date"),
    ] {
        assert_eq!(constraint(text).normal(), normal, "constraint: {text}");
    }
}

#[test]
fn accepts() {
    for (text, yes, no) in [
        ("int", &["0", "007"][..], &["", "-1", "1a", "\u{661}"][..]),
        ("alpha", &["aZ"], &["", "a1", "é"]),
        ("slug", &["a", "a-b", "A1-b2"], &["-a", "a-", "a--b", ""]),
        ("uuid", &["0189d4a2-7B1c-7def-8abc-0123456789ab"], &["0189d4a27b1c7def8abc0123456789ab", "x"]),
        (
            "ulid",
            &["01ARZ3NDEKTSV4RRFFQ69G5FAV", "01arz3ndektsv4rrffq69g5fav"],
            &["81ARZ3NDEKTSV4RRFFQ69G5FAV", "01ARZ3NDEKTSV4RRFFQ69G5FAU", "01ARZ3NDEKTSV4RRFFQ69G5FAI"],
        ),
        (
            "date",
            &["2024-02-29", "2000-02-29", "0001-01-01"],
            &["2023-02-29", "1900-02-29", "2024-13-01", "2024-00-01", "0000-01-01", "2024-1-01"],
        ),
        (r"\d{2,4}", &["12", "1234"], &["1", "12345", "12\n"]),
        ("a|bc", &["a", "bc"], &["ab", "abc", "b"]),
        ("(a+)+b", &["aab"], &["aa"]),
        (".+", &["a/b"], &["a\n"]),
        (r"(?u)\p{Lu}.", &["Éa", "A€"], &["éa", "É"]),
        (r"(?u)\d+", &["12"], &["\u{661}"]),
        (r"\bfoo\b", &["foo"], &["foo "]),
        ("(?ui)straße", &["STRAßE"], &["strasse"]),
    ] {
        let constraint = constraint(text);
        for value in yes {
            assert!(constraint.accepts(value.as_bytes()), "{text} accepts {value}");
        }
        for value in no {
            assert!(!constraint.accepts(value.as_bytes()), "{text} refuses {value:?}");
        }
    }
    assert!(!constraint("(?u).").accepts(b"\xff"), "a value that is not UTF-8");
    assert!(constraint(".").accepts(b"\xff"), "bytes are bytes");
}

#[test]
fn refusals() {
    for (text, kind, offset) in [
        ("(?=a)", Unsupported("look-ahead"), 0),
        ("a(?!b)", Unsupported("look-ahead"), 1),
        ("(?<=a)", Unsupported("look-behind"), 0),
        ("(?<!a)", Unsupported("look-behind"), 0),
        ("(?>a)", Unsupported("an atomic group"), 0),
        ("a++", Unsupported("a possessive quantifier"), 1),
        (r"(a)\1", Unsupported("a back-reference"), 3),
        (r"(?P<n>a)(?P=n)", Unsupported("a back-reference"), 8),
        (r"\k<n>", Unsupported("a back-reference"), 0),
        ("(?R)", Unsupported("recursion"), 0),
        ("(?1)", Unsupported("recursion"), 0),
        ("(?(1)a)", Unsupported("a conditional"), 0),
        ("(?#c)", Unsupported("a comment"), 0),
        ("(?C1)", Unsupported("a callout"), 0),
        ("(*ACCEPT)", Unsupported("a verb"), 0),
        ("a(?i)b", Unsupported("an inline flag"), 1),
        ("(?s).", Unsupported("an inline flag"), 0),
        ("(?|a)", Unsupported("a branch reset"), 0),
        (r"\K", UnsupportedEscape(b'K'), 0),
        (r"\h+", UnsupportedEscape(b'h'), 0),
        (r"[\b]", UnsupportedEscape(b'b'), 1),
        (r"\p{L}", Unsupported("a property outside (?u)"), 0),
        (r"(?u)\p{Klingon}", Unsupported("an unknown property"), 4),
        ("[[:foo:]]", Unsupported("a POSIX class"), 1),
        ("[[.a.]]", Unsupported("a POSIX class"), 1),
        (r"(?u)[\D]", UnsupportedEscape(b'D'), 5),
        ("(a", Malformed("close the group with ')'"), 0),
        ("a)", Malformed("a ')' has no '('"), 1),
        ("[a", Malformed("close the class with ']'"), 0),
        ("*a", Malformed("there is nothing to repeat here"), 0),
        ("a**", Malformed("there is nothing to repeat here"), 2),
        ("^*", Malformed("there is nothing to repeat here"), 1),
        ("[z-a]", Malformed("a range runs backwards"), 1),
        (r"[a-\d]", Malformed("a range ends in a class"), 1),
        (r"\xZZ", Malformed("write a code from 00 to FF"), 0),
        (r"\x{100}", Malformed("write a code from 00 to FF"), 0),
        (r"(?u)\x{d800}", Malformed("write a valid code point"), 4),
        ("a{3,2}", Malformed("the repetition runs backwards"), 1),
        ("a{1001}", Malformed("a repetition is at most 1000"), 1),
        ("a{x}", Malformed("write \\{ for a literal brace"), 1),
        ("a\\", Malformed("it ends in a backslash"), 1),
        ("(a{1000}){1000}", Malformed("it expands to more than 1000 elements"), 0),
    ] {
        let refusal = Constraint::new(text.as_bytes()).err();
        match refusal {
            Some(Refusal::Invalid(error)) => {
                assert_eq!((error.kind, error.offset), (kind, offset), "constraint: {text}")
            }
            other => panic!("{text}: {other:?}"),
        }
    }
    assert!(matches!(Constraint::new(b"integer"), Err(Refusal::UnknownName)));
    assert!(matches!(Constraint::new(b"(?u)\xff"), Err(Refusal::Invalid(error)) if error.offset == 4));
    let nested = "(".repeat(33) + &")".repeat(33);
    assert!(Constraint::new(nested.as_bytes()).is_err(), "too deep");
    let nested = "(".repeat(32) + "a" + &")".repeat(32);
    assert!(Constraint::new(nested.as_bytes()).is_ok(), "just deep enough");
}

#[test]
fn narrower_goes_first() {
    for (narrower, wider) in [
        ("date", "uuid"),
        ("ulid", "uuid"),
        ("int", "hex"),
        ("alpha", "alnum"),
        (r"\d{2,4}", "int"),
        ("en|de", "alpha"),
        ("[0-9]+", ".+"),
        ("a{2}", "a{1,2}"),
        ("alnum", r"(?u)\p{L}+"),
    ] {
        assert!(constraint(narrower).compare(&constraint(wider)).is_lt(), "{narrower} before {wider}");
    }
}

#[test]
fn inclusion() {
    let language = |text: &str| {
        let mut language = Language::new();
        constraint(text).append_to(&mut language).map(|()| language)
    };
    for (narrower, wider, within) in [
        ("int", "hex", true),
        ("hex", "int", false),
        ("en|de", "de|en", true),
        ("en|de", "[a-z]{2}", true),
        ("(?:a)?", "(?:a)", true),
        ("(?:ab)*", "(?:a|b)+", true),
        ("(?:a|b)+", "(?:ab)*", false),
        (r"[^\x00]+", r"[\s\S]+", true),
        (r"[\s\S]+", r"[^\x00]+", true),
        ("slug", "[A-Za-z0-9-]+", true),
        ("uuid", "slug", true),
    ] {
        let (Some(narrower_language), Some(wider_language)) = (language(narrower), language(wider)) else {
            panic!("{narrower} or {wider} has no automaton");
        };
        assert_eq!(narrower_language.is_within(&wider_language), Some(within), "{narrower} within {wider}");
    }
    for (text, empty) in [("a*", false), ("a{0}", true), (r"[^\s\S]", true), ("|", true), ("|a", false)] {
        assert_eq!(language(text).map(|language| language.is_empty()), Some(empty), "{text}");
    }
}
