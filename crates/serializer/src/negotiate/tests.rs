//! What each rule of the negotiation promises, as tables.

use super::*;

const API: &str = "application/vnd.api+json";

fn answer(accept: &str) -> Option<String> {
    accepted(accept.as_bytes()).map(|choice| String::from_utf8_lossy(&choice.media_type).into_owned())
}

fn check(table: &[(&str, Option<&str>)]) {
    for &(accept, expected) in table {
        assert_eq!(answer(accept).as_deref(), expected, "Accept: {accept}");
    }
}

const ANY_JSON: Option<&str> = Some("application/json");
const ANY_MSGPACK: Option<&str> = Some("application/msgpack");

#[test]
fn a_header_that_asks_for_nothing_takes_anything() {
    check(&[("", ANY_JSON), (" \t", ANY_JSON), (",, ,", ANY_JSON), ("text/html;q=2", ANY_JSON), ("*", ANY_JSON)]);
}

#[test]
fn the_highest_weight_wins() {
    check(&[
        ("application/json;q=0.5, application/msgpack", ANY_MSGPACK),
        ("application/json;q=0.9, application/msgpack;q=0.901", ANY_MSGPACK),
        ("application/msgpack;q=0.5, */*", ANY_JSON),
        ("text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.8", ANY_JSON),
        ("application/json;q=0.001", ANY_JSON),
        ("application/json;q=0.2, application/json;q=0.8, application/msgpack;q=0.5", ANY_JSON),
    ]);
}

#[test]
fn of_equal_weights_the_more_specific_range_wins_then_the_first_then_json() {
    check(&[
        ("*/*, application/msgpack", ANY_MSGPACK),
        ("application/*, application/msgpack", ANY_MSGPACK),
        ("application/msgpack, application/json", ANY_MSGPACK),
        ("application/json, application/msgpack", ANY_JSON),
        ("application/msgpack, application/json;charset=utf-8", ANY_JSON),
        ("*/*", ANY_JSON),
        ("application/*", ANY_JSON),
        ("application/x-msgpack;v=1, */*", ANY_JSON),
        ("application/ld+json;v=1, */*", Some("application/ld+json")),
    ]);
}

#[test]
fn what_a_more_specific_range_says_counts() {
    check(&[
        ("application/json;q=0, */*", ANY_MSGPACK),
        ("application/json;q=0.0, application/msgpack;q=0.000, */*", None),
        ("application/*;q=0, */*", None),
        ("application/*;q=0, */*, model/gltf+json", Some("model/gltf+json")),
        ("*/*;q=0, application/x-msgpack", Some("application/x-msgpack")),
        ("*/*;q=0", None),
        // RFC 9110, 12.5.1, with the types that there are.
        (
            "application/*;q=0.3, application/json;q=0.7, application/json;version=1, application/msgpack;q=0.8",
            ANY_MSGPACK,
        ),
    ]);
}

#[test]
fn types_keep_the_name_that_the_peer_gives_them() {
    check(&[
        ("APPLICATION/VND.API+JSON;q=0.9, text/html", Some(API)),
        ("application/vnd.msgpack", Some("application/vnd.msgpack")),
        ("application/X-MsgPack", Some("application/x-msgpack")),
        ("application/messagepack", Some("application/messagepack")),
        ("image/vnd.thing+msgpack", Some("image/vnd.thing+msgpack")),
        ("model/gltf+json", Some("model/gltf+json")),
    ]);
}

#[test]
fn other_types_are_not_accepted() {
    for accept in [
        "text/html",
        "text/*",
        "text/json",
        "application/+json",
        "application/json-seq",
        "application/x-json",
        "a/msgpack",
    ] {
        assert_eq!(answer(accept), None, "Accept: {accept}");
    }
}

#[test]
fn parameters_other_than_the_charset_ask_for_a_variant() {
    check(&[
        (r#"application/ld+json;profile="a,b\"c""#, Some("application/ld+json")),
        ("application/json;version=2, application/msgpack;q=0.5", ANY_JSON),
        ("application/json;version=2, application/json;q=0.1, application/msgpack;q=0.5", ANY_MSGPACK),
        ("application/json;version=2;q=0, */*", ANY_JSON),
        ("application/vnd.api+json;version=2;q=0, */*", ANY_JSON),
        ("application/json;version=2;q=0", None),
        ("application/json;charset=latin1", None),
        ("application/json;charset=latin1, application/msgpack;q=0.1", ANY_MSGPACK),
        ("application/json;CharSet=\"UTF\\-8\"", ANY_JSON),
        ("application/json;charset=utf8", ANY_JSON),
        ("*/*;charset=utf-8", ANY_JSON),
    ]);
}

#[test]
fn malformed_elements_are_not_there() {
    for malformed in [
        "application/json;q=1.001",
        "application/json;q=0.1234",
        "application/json;q=.",
        "application/json;q=-1",
        "application/json;q=",
        "application/json;q=\"0.5\"",
        "application/json;q=2",
        "application/json;q=1;q=1",
        "application/json;q",
        "application/json;x=",
        "application/json;x= 1",
        "application/json ;x =1",
        "application /json",
        "application/",
        "/json",
        "application",
        "*/json",
        "application/*+json",
        "*pplication/json",
        "application/json;x=\"",
        "application/json;x=\"\x7f\"",
        "application/json;x=\"\\\n\"",
        "application/json x",
        "application/json/json",
        "application/json\r\n",
        "äpplication/json",
        "application/json;x=\"\"y",
    ] {
        assert_eq!(
            answer(&format!("application/msgpack;q=0.1, text/html, {malformed}")).as_deref(),
            ANY_MSGPACK,
            "{malformed}"
        );
    }
    for fine in [
        "application/json;q=0.",
        "application/json;q=1.",
        "application/json;q=1.000",
        "application/json;Q=0.5",
        "application/json ; q=0.5",
        "application/json;;q=0.5;",
        "application/json\t;\tq=0.5",
        "application/json;q=0.5;charset=\"utf-8\"",
    ] {
        let expected = if fine.ends_with("q=0.") { ANY_MSGPACK } else { ANY_JSON };
        assert_eq!(answer(&format!("application/msgpack;q=0.1,{fine}")).as_deref(), expected, "{fine}");
    }
}

#[test]
fn a_comma_in_quotes_separates_nothing() {
    check(&[
        ("text/html;x=\"a, application/json\", application/msgpack", ANY_MSGPACK),
        ("text/html;x=\"a\\\", application/json\", application/msgpack", ANY_MSGPACK),
        ("application/msgpack;q=0.5, text/html;x=\"a, application/json", ANY_MSGPACK),
    ]);
}

#[test]
fn only_so_many_elements_count() {
    let header = format!("{}application/msgpack", "text/html, ".repeat(99));
    assert_eq!(answer(&header).as_deref(), ANY_MSGPACK);
    assert_eq!(answer(&format!("text/html, {header}")), None);
}

#[test]
fn a_content_type_declares_a_format() {
    for (content_type, expected) in [
        ("application/json", Format::Json),
        (" Application/JSON ; charset=UTF-8", Format::Json),
        ("application/vnd.api+json;q=nonsense;ext=\"a,b\"", Format::Json),
        ("application/vnd.msgpack", Format::MessagePack),
        ("application/thing+msgpack;charset=\"utf8\"", Format::MessagePack),
    ] {
        assert_eq!(Format::declared(content_type.as_bytes()), Ok(expected), "Content-Type: {content_type}");
    }
}

#[test]
fn a_content_type_that_is_not_supported_is_told() {
    let long = format!("a/{}", "b".repeat(100));
    let shown = format!("{}...", &long[..100]);
    for (content_type, what) in [
        ("text/html", "Media type 'text/html'"),
        ("", "Media type ''"),
        ("application/*", "Media type 'application/*'"),
        ("application/json, application/json", "Media type 'application/json, application/json'"),
        ("application/json;charset=latin1;x", "Media type 'application/json;charset=latin1;x'"),
        ("text/json;charset=latin1\n\u{e9}", "Media type 'text/json;charset=latin1???'"),
        (&long, &format!("Media type '{shown}'")),
    ] {
        let message = Format::declared(content_type.as_bytes()).unwrap_err().message();
        assert_eq!(message, format!("{what} is not supported: use application/json or application/msgpack"));
    }
    for (content_type, charset) in [
        ("application/json;charset=utf-8;charset=\"utf\\-16\"", "utf-16"),
        ("application/x-msgpack;CHARSET=Latin1", "Latin1"),
    ] {
        let message = Format::declared(content_type.as_bytes()).unwrap_err().message();
        assert_eq!(message, format!("Charset '{charset}' is not supported: use UTF-8"));
    }
}

#[test]
fn bytes_without_a_type_are_told_apart_by_how_they_begin() {
    for (bytes, expected) in [
        (&b"{"[..], Format::Json),
        (b"\n\t [1]", Format::Json),
        (b"7", Format::Json),
        (b"-1", Format::Json),
        (b"true", Format::Json),
        (b"", Format::MessagePack),
        (b" ", Format::MessagePack),
        (b"\x07", Format::MessagePack),
        (b"\x81\xa1a\x01", Format::MessagePack),
        (b"A", Format::MessagePack),
    ] {
        assert_eq!(Format::sniffed(bytes), expected, "bytes: {bytes:?}");
    }
}

#[test]
fn nothing_fits_is_told() {
    let expected = "Nothing fits the Accept header 'text/html?': there are application/json and application/msgpack";
    assert_eq!(not_acceptable(b"text/html\n"), expected);
}
