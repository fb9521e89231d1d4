//! What becomes of every kind of value, as tables.

use super::*;

fn packed(json: &str) -> Result<Vec<u8>, Error> {
    let mut transcoder = Transcoder::default();
    let packed = transcoder.to_message_pack(json.as_bytes(), 512)?;
    let length = packed.length();
    let bytes = packed.to_vec();
    assert_eq!(bytes.len(), length, "JSON: {json}");
    Ok(bytes)
}

#[test]
fn json_values_take_their_shortest_form() {
    for (json, expected) in [
        ("null", &b"\xc0"[..]),
        ("false", b"\xc2"),
        (" true ", b"\xc3"),
        ("0", b"\x00"),
        ("127", b"\x7f"),
        ("128", b"\xcc\x80"),
        ("255", b"\xcc\xff"),
        ("256", b"\xcd\x01\x00"),
        ("65535", b"\xcd\xff\xff"),
        ("65536", b"\xce\x00\x01\x00\x00"),
        ("4294967295", b"\xce\xff\xff\xff\xff"),
        ("4294967296", b"\xcf\x00\x00\x00\x01\x00\x00\x00\x00"),
        ("-1", b"\xff"),
        ("-32", b"\xe0"),
        ("-33", b"\xd0\xdf"),
        ("-128", b"\xd0\x80"),
        ("-129", b"\xd1\xff\x7f"),
        ("-32768", b"\xd1\x80\x00"),
        ("-32769", b"\xd2\xff\xff\x7f\xff"),
        ("-2147483648", b"\xd2\x80\x00\x00\x00"),
        ("-2147483649", b"\xd3\xff\xff\xff\xff\x7f\xff\xff\xff"),
        ("\"\"", b"\xa0"),
        (r#""a\u00e9\n""#, b"\xa4a\xc3\xa9\n"),
        ("[]", b"\x90"),
        ("{}", b"\x80"),
        ("[1,[2],{}]", b"\x93\x01\x91\x02\x80"),
        (r#"{"":0,"1":{"a":[null]}}"#, b"\x82\xa0\x00\xa11\x81\xa1a\x91\xc0"),
    ] {
        assert_eq!(packed(json).as_deref(), Ok(expected), "JSON: {json}");
    }
}

#[test]
fn json_integers_keep_every_digit_and_floats_stay_floats() {
    let float = |value: f64| [&[0xcb], &value.to_be_bytes()[..]].concat();
    for (json, expected) in [
        ("9223372036854775807", b"\xcf\x7f\xff\xff\xff\xff\xff\xff\xff".to_vec()),
        ("9223372036854775808", b"\xcf\x80\x00\x00\x00\x00\x00\x00\x00".to_vec()),
        ("18446744073709551615", b"\xcf\xff\xff\xff\xff\xff\xff\xff\xff".to_vec()),
        ("-9223372036854775808", b"\xd3\x80\x00\x00\x00\x00\x00\x00\x00".to_vec()),
        ("18446744073709551616", float(18_446_744_073_709_551_616.0)),
        ("-9223372036854775809", float(-9_223_372_036_854_775_808.0)),
        ("1.0", float(1.0)),
        ("-0", vec![0]),
        ("-0.0", float(-0.0)),
        ("1e2", float(100.0)),
        ("0.1", float(0.1)),
    ] {
        assert_eq!(packed(json), Ok(expected), "JSON: {json}");
    }
    let huge = format!("[1,{}]", "9".repeat(400));
    for (json, offset) in [("1e999", 0), (" -1e999", 1), (r#"{"a":1e999}"#, 5), (huge.as_str(), 3)] {
        assert_eq!(packed(json), Err(Error::Obstacle(Obstacle::NotFinite, offset)), "JSON: {json}");
    }
}

#[test]
fn equal_and_numeric_keys_pass_as_they_are() {
    assert_eq!(packed(r#"{"1":1,"a":2,"1":3}"#).as_deref(), Ok(&b"\x83\xa11\x01\xa1a\x02\xa11\x03"[..]));
}

#[test]
fn lengths_take_the_header_that_they_need() {
    for (length, header) in
        [(31, &b"\xbf"[..]), (32, b"\xd9\x20"), (255, b"\xd9\xff"), (256, b"\xda\x01\x00"), (65_536, b"\xdb\0\x01\0\0")]
    {
        let text = "x".repeat(length);
        assert_eq!(packed(&format!("\"{text}\"")), Ok([header, text.as_bytes()].concat()), "length: {length}");
    }
    for (count, header) in
        [(15, &b"\x9f"[..]), (16, b"\xdc\0\x10"), (65_535, b"\xdc\xff\xff"), (65_536, b"\xdd\0\x01\0\0")]
    {
        let list = format!("[{}]", vec!["7"; count].join(","));
        assert_eq!(packed(&list), Ok([header, &b"\x07".repeat(count)].concat()), "count: {count}");
    }
    for (count, header) in [(15, &b"\x8f"[..]), (16, b"\xde\0\x10"), (65_536, b"\xdf\0\x01\0\0")] {
        let map = format!("{{{}}}", vec!["\"k\":7"; count].join(","));
        assert_eq!(packed(&map), Ok([header, &b"\xa1k\x07".repeat(count)].concat()), "count: {count}");
    }
}

#[test]
fn wide_containers_within_and_beside_each_other_all_get_their_headers() {
    let inner = format!("[{}]", vec!["1"; 16].join(","));
    let inner_packed = [&b"\xdc\0\x10"[..], &[1; 16]].concat();
    let map = format!(r#"{{"a":{inner},"b":[{}],"c":{inner}}}"#, vec![inner.as_str(); 20].join(","));
    let expected =
        [&b"\x83\xa1a"[..], &inner_packed, b"\xa1b\xdc\0\x14", &inner_packed.repeat(20), b"\xa1c", &inner_packed]
            .concat();
    assert_eq!(packed(&map), Ok(expected));
}

#[test]
fn invalid_json_is_told_with_its_place() {
    for (json, kind, offset) in [
        ("", ErrorKind::Syntax, 0),
        ("[1}", ErrorKind::StateMismatch, 2),
        ("[\"\u{1}\"]", ErrorKind::ControlCharacter, 2),
    ] {
        let Err(Error::Json(error)) = packed(json) else { panic!("JSON: {json}") };
        assert_eq!((error.kind, error.offset), (kind, offset), "JSON: {json}");
    }
}

#[test]
fn the_depth_is_json_decode_s() {
    let nested = |levels: usize| [b"[".repeat(levels), b"]".repeat(levels)].concat();
    for (levels, depth, is_fine) in
        [(1, 2, true), (1, 1, false), (2, 3, true), (3, 3, false), (3000, 3001, true), (3000, 3000, false)]
    {
        let done = Transcoder::default().to_message_pack(&nested(levels), depth).map(|packed| packed.to_vec());
        let expected = [vec![0x91; levels - 1], vec![0x90]].concat();
        assert_eq!(done.is_ok(), is_fine, "{levels} levels, depth {depth}: {done:?}");
        assert!(done.is_err() || done == Ok(expected), "{levels} levels");
    }
}

fn text(message: &[u8]) -> Result<String, Error> {
    Transcoder::default().to_json(message, 512).map(|text| String::from_utf8(text.to_vec()).unwrap())
}

#[test]
fn message_pack_values_take_the_shortest_text() {
    for (message, expected) in [
        (&b"\xc0"[..], "null"),
        (b"\xc2", "false"),
        (b"\xc3", "true"),
        (b"\x00", "0"),
        (b"\xff", "-1"),
        (b"\xcf\xff\xff\xff\xff\xff\xff\xff\xff", "18446744073709551615"),
        (b"\xd3\x80\0\0\0\0\0\0\0", "-9223372036854775808"),
        (b"\xcb\x3f\xf0\0\0\0\0\0\0", "1.0"),
        (b"\xcb\x80\0\0\0\0\0\0\0", "-0.0"),
        (b"\xcb\x45\x20\x8b\x2a\x2c\x28\x02\x91", "1.0e+25"),
        (b"\xca\x3d\xcc\xcc\xcd", "0.10000000149011612"),
        (b"\xa0", "\"\""),
        (b"\xa9\"\\/\n\x1f\x7f\xc3\xa9z", "\"\\\"\\\\/\\n\\u001f\x7f\u{e9}z\""),
        (b"\xa3\xe2\x80\xa8", "\"\u{2028}\""),
        (b"\xc4\x03\xe2\x82\xac", "\"\u{20ac}\""),
        (b"\x90", "[]"),
        (b"\x80", "{}"),
        (b"\x93\x01\x91\x90\x80", "[1,[[]],{}]"),
        (b"\x82\xa1a\x81\xa0\x80\xa1a\x92\x01\x02", "{\"a\":{\"\":{}},\"a\":[1,2]}"),
        (b"\xd6\xff\0\0\0\0", "\"1970-01-01T00:00:00Z\""),
        (b"\x91\xd7\xff\xee\x6b\x27\xfc\0\0\0\0", "[\"1970-01-01T00:00:00.999999999Z\"]"),
    ] {
        assert_eq!(text(message).as_deref(), Ok(expected), "message: {message:x?}");
    }
}

#[test]
fn message_pack_keys_become_strings() {
    for (key, expected) in [
        (&b"\xa11"[..], "1"),
        (b"\x01", "1"),
        (b"\xe0", "-32"),
        (b"\xcf\xff\xff\xff\xff\xff\xff\xff\xff", "18446744073709551615"),
        (b"\xc4\x02a\n", "a\\n"),
    ] {
        let message = [b"\x82", key, b"\x91\xc0", key, b"\x80"].concat();
        assert_eq!(text(&message), Ok(format!("{{\"{expected}\":[null],\"{expected}\":{{}}}}")), "key: {key:x?}");
    }
    for key in [
        &b"\xc0"[..],
        b"\xc3",
        b"\xca\0\0\0\0",
        b"\xcb\x7f\xf0\0\0\0\0\0\0",
        b"\x90",
        b"\x81\x01\x02",
        b"\xd6\xff\0\0\0\0",
    ] {
        let message = [b"\x91\x82\xa1k\x01", key, b"\x02"].concat();
        assert_eq!(text(&message), Err(Error::Obstacle(Obstacle::Type, 5)), "key: {key:x?}");
    }
}

#[test]
fn what_json_cannot_hold_is_told_with_its_place() {
    for (value, obstacle) in [
        (&b"\xcb\x7f\xf8\0\0\0\0\0\0"[..], Obstacle::NotFinite),
        (b"\xca\xff\x80\0\0", Obstacle::NotFinite),
        (b"\xc4\x02a\xff", Obstacle::Utf8),
        (b"\xd4\x01x", Obstacle::Type),
        (b"\xc7\x0c\xff\0\0\0\0\x7f\xff\xff\xff\xff\xff\xff\xff", Obstacle::Type),
    ] {
        let message = [b"\x92\x01", value].concat();
        assert_eq!(text(&message), Err(Error::Obstacle(obstacle, 2)), "value: {value:x?}");
    }
    assert_eq!(text(b"\x81\xc4\x01\xff\x01"), Err(Error::Obstacle(Obstacle::Utf8, 1)));
}

#[test]
fn invalid_message_pack_is_told_with_its_place() {
    for (message, kind, offset) in [
        (&b""[..], msgpack::ErrorKind::Truncated, 0),
        (b"\x92\x01", msgpack::ErrorKind::Length(msgpack::Container::Array, 2), 0),
        (b"\x01\x02", msgpack::ErrorKind::TrailingBytes, 1),
        (b"\x92\xc1\x01", msgpack::ErrorKind::Reserved, 1),
        (b"\xa1\xff", msgpack::ErrorKind::Utf8, 1),
        (b"\xd4\xff\0", msgpack::ErrorKind::TimestampLength(1), 0),
    ] {
        let expected = Err(Error::MessagePack(msgpack::Error { kind, offset }));
        assert_eq!(text(message), expected, "message: {message:x?}");
    }
    assert!(Transcoder::default().to_json(b"\x91\x90", 2).is_ok());
    assert!(Transcoder::default().to_json(b"\x91\x90", 1).is_err());
}

#[test]
fn there_and_back_gives_the_same_text() {
    for json in [
        r#"{"1":1,"":{"-5":[]},"a":[1.0,-0.0,1.0e+25,18446744073709551615,-9223372036854775808,"\u0001\b\f\r\t\"\\/",null,true,{}]}"#,
        "[[[[0]]],\"\u{10ffff}\u{2028}\"]",
        "\"\"",
    ] {
        assert_eq!(text(&packed(json).unwrap()).as_deref(), Ok(json));
    }
}

#[test]
fn the_same_format_is_checked_only() {
    let same = |input: &[u8], format| {
        matches!(Transcoder::default().transcode(input, format, format, 512), Ok(Transcoded::AsTheyAre))
    };
    assert!(same(b" [1, 2] ", Format::Json));
    assert!(!same(b"[1, 2", Format::Json));
    assert!(same(b"\xcc\x01", Format::MessagePack));
    assert!(!same(b"\xcc", Format::MessagePack));
}
