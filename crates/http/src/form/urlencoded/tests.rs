//! Forms as browsers and curl send them, cut in all ways, and the limits.

use super::*;

type Found = (Vec<(String, String)>, Option<FormError>);

const WIDE: Limits = Limits { fields: 100, name: 100, value: 100 };

/// Feeds the pieces; gives the pairs, and the error that ends them.
fn parse<'a>(pieces: impl IntoIterator<Item = &'a [u8]>, limits: Limits) -> Found {
    let mut parser = Parser::new(limits);
    let mut found = Vec::new();
    let text = |bytes: &[u8]| bytes.escape_ascii().to_string();
    for piece in pieces {
        let mut input = piece;
        loop {
            match parser.next(&mut input) {
                Ok(Some(pair)) => found.push((text(pair.name), text(pair.value))),
                Ok(None) => break,
                Err(error) => return (found, Some(error)),
            }
        }
        assert!(input.is_empty());
        let most = limits.name.saturating_mul(3) + limits.value.saturating_mul(3) + 1;
        assert!(parser.held.len() <= most, "{} bytes are held", parser.held.len());
    }
    match parser.finish() {
        Ok(pair) => found.extend(pair.map(|pair| (text(pair.name), text(pair.value)))),
        Err(error) => return (found, Some(error)),
    }
    (found, None)
}

/// The same for every cut in two, in three, and byte by byte.
fn parse_all_ways(body: &[u8], limits: Limits) -> Found {
    let whole = parse([body], limits);
    assert_eq!(parse(body.chunks(1), limits), whole, "byte by byte: {}", body.escape_ascii());
    for first in 0..=body.len() {
        for second in first..=body.len() {
            let pieces = [&body[..first], &body[first..second], &body[second..]];
            assert_eq!(parse(pieces, limits), whole, "cut at {first} and {second}: {}", body.escape_ascii());
        }
    }
    whole
}

#[test]
fn a_form_is_read_however_it_is_cut() {
    for (body, expected) in [
        ("", &[][..]),
        ("a=1", &[("a", "1")]),
        ("a=1&b=2", &[("a", "1"), ("b", "2")]),
        ("a=1&a=2&a[]=3&b[c]=4", &[("a", "1"), ("a", "2"), ("a[]", "3"), ("b[c]", "4")]),
        ("a", &[("a", "")]),
        ("a=", &[("a", "")]),
        ("=a", &[("", "a")]),
        ("=", &[("", "")]),
        ("a=b=c", &[("a", "b=c")]),
        ("&&a=1&&&b=2&", &[("a", "1"), ("b", "2")]),
        ("&", &[]),
        ("a+b=c+d", &[("a b", "c d")]),
        ("a%20b=c%26d%3De", &[("a b", "c&d=e")]),
        ("%61=%62", &[("a", "b")]),
        ("a%3D=1", &[("a=", "1")]),
        ("name=J%C3%BCrgen+M.", &[("name", r"J\xc3\xbcrgen M.")]),
        ("text=line%0D%0Aline", &[("text", r"line\r\nline")]),
        // What is no escape stands for itself.
        ("a=%&b=%2&c=%zz&d=%2%35&e=100%", &[("a", "%"), ("b", "%2"), ("c", "%zz"), ("d", "%25"), ("e", "100%")]),
        ("a=%00&b=\0", &[("a", r"\x00"), ("b", r"\x00")]),
        ("a;b=c;d", &[("a;b", "c;d")]),
        ("a=%u0041", &[("a", "%u0041")]),
        ("a=%2B+%2b", &[("a", "+ +")]),
        ("\r\n=x", &[(r"\r\n", "x")]),
    ] {
        let pairs: Vec<_> = expected.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        assert_eq!(parse_all_ways(body.as_bytes(), WIDE), (pairs, None), "body: {body}");
        let whole: Vec<_> = super::pairs(body.as_bytes())
            .map(|(name, value)| (name.escape_ascii().to_string(), value.escape_ascii().to_string()))
            .collect();
        assert_eq!(whole, parse([body.as_bytes()], WIDE).0, "query: {body}");
    }
}

#[test]
fn limits_hold_however_the_form_is_cut() {
    use FormErrorKind::{NameTooLong, TooManyFields, ValueTooLong};
    let limits = Limits { fields: 3, name: 2, value: 4 };
    for (body, before, expected) in [
        ("ab=1234&c=d&e=f", 3, None),
        ("&&a=1&b=2&c=3&&&", 3, None),
        ("a=1&b=2&c=3&d", 3, Some((TooManyFields, 12))),
        ("a=1&b=2&c=3&&=", 3, Some((TooManyFields, 13))),
        ("abc", 0, Some((NameTooLong, 0))),
        ("a=1&abc=1", 1, Some((NameTooLong, 4))),
        ("a=1&abcdefghijklmnop=1", 1, Some((NameTooLong, 4))),
        ("a=1&abc=12345678901234567890", 1, Some((NameTooLong, 4))),
        ("a=12345", 0, Some((ValueTooLong, 2))),
        ("a=1&bc=12345&d=1", 1, Some((ValueTooLong, 7))),
        ("a=1&bc=1234567890123456789&d=1", 1, Some((ValueTooLong, 7))),
        // What is decoded counts.
        ("%41%41=%42%42%42%42", 1, None),
        ("%41%41%41=1", 0, Some((NameTooLong, 0))),
        ("%41%41%41%41=1", 0, Some((NameTooLong, 0))),
        ("a=%42%42%42%42%42", 0, Some((ValueTooLong, 2))),
        ("a=++++", 1, None),
    ] {
        let (found, error) = parse_all_ways(body.as_bytes(), limits);
        let error = error.map(|error| (error.kind, error.offset));
        assert_eq!((found.len(), error), (before, expected), "body: {body}");
    }
    let nothing = Limits { fields: 0, name: 0, value: 0 };
    assert_eq!(parse_all_ways(b"&&", nothing), (vec![], None));
    assert_eq!(parse_all_ways(b"=", Limits { fields: 1, ..nothing }).1, None);
    assert_eq!(parse_all_ways(b"&a", nothing).1.map(|error| error.offset), Some(1));
}

#[test]
fn a_parser_begins_anew_after_the_end() {
    let mut parser = Parser::new(Limits { fields: 1, ..WIDE });
    for _ in 0..3 {
        let mut input = &b"a=1"[..];
        assert_eq!(parser.next(&mut input), Ok(None));
        assert_eq!(parser.finish(), Ok(Some(Pair { name: b"a", value: b"1" })));
    }
}

#[test]
fn what_is_plain_is_not_copied() {
    assert!(matches!(decode(b"plain text"), Cow::Borrowed(_)));
    let body = b"name=value&rest".to_vec();
    let mut parser = Parser::new(WIDE);
    let mut input = &body[..];
    let pair = parser.next(&mut input).unwrap().unwrap();
    assert_eq!(pair.value.as_ptr(), body[5..].as_ptr());
}
