//! What the decoder tells its sink, and which faults it finds where.

use super::*;
use crate::Sink;
use crate::json::ErrorKind;

/// Writes down what it is told.
#[derive(Default)]
struct Recorder(String);

impl Recorder {
    fn note(&mut self, text: impl AsRef<str>) -> Result<(), Error> {
        self.0.push_str(text.as_ref());
        self.0.push(' ');
        Ok(())
    }
}

impl Sink for Recorder {
    type Error = Error;
    type Frame = usize;

    fn null(&mut self) -> Result<(), Error> {
        self.note("null")
    }

    fn boolean(&mut self, value: bool) -> Result<(), Error> {
        self.note(value.to_string())
    }

    fn integer(&mut self, value: i64) -> Result<(), Error> {
        self.note(value.to_string())
    }

    fn double(&mut self, value: f64) -> Result<(), Error> {
        self.note(format!("{value:?}"))
    }

    fn string(&mut self, text: &[u8]) -> Result<(), Error> {
        self.note(format!("{:?}", std::str::from_utf8(text).unwrap()))
    }

    fn begin_array(&mut self, _: Option<usize>) -> Result<usize, Error> {
        self.note("[").map(|()| self.0.len())
    }

    fn end_array(&mut self, begin: usize) -> Result<(), Error> {
        assert!(self.0[..begin].ends_with("[ "));
        self.note("]")
    }

    fn begin_map(&mut self, _: Option<usize>) -> Result<usize, Error> {
        self.note("{").map(|()| self.0.len())
    }

    fn key(&mut self, text: &[u8]) -> Result<(), Error> {
        self.note(format!("{}:", std::str::from_utf8(text).unwrap()))
    }

    fn end_map(&mut self, begin: usize) -> Result<(), Error> {
        assert!(self.0[..begin].ends_with("{ "));
        self.note("}")
    }
}

impl JsonSink for Recorder {
    fn big_integer(&mut self, digits: &[u8]) -> Result<(), Error> {
        self.note(format!("big {}", String::from_utf8_lossy(digits)))
    }
}

fn record(input: &[u8], options: Options) -> Result<String, Error> {
    let mut recorder = Recorder::default();
    Decoder::new().decode(input, options, &mut recorder)?;
    Ok(recorder.0.trim_end().to_owned())
}

#[test]
fn a_sink_is_told_every_value_in_order() {
    for (input, told) in [
        ("null", "null"),
        (" \t\r\n true \n", "true"),
        ("[]", "[ ]"),
        ("{}", "{ }"),
        ("[ ]", "[ ]"),
        ("[1, 2.5 ,\"a\"]", "[ 1 2.5 \"a\" ]"),
        ("[[],[[]],{}]", "[ [ ] [ [ ] ] { } ]"),
        (r#"{"a":{"b":[false,null]},"c" : "d"}"#, r#"{ a: { b: [ false null ] } c: "d" }"#),
        (r#"{"":0,"":1}"#, "{ : 0 : 1 }"),
        ("12345678901234567890", "big 12345678901234567890"),
        (r#""\u0041\n\/\"\\\b\f\r\t""#, r#""A\n/\"\\\u{8}\u{c}\r\t""#),
        (r#""\ud83d\ude00\u00e9\u20ac""#, "\"😀é€\""),
        ("\"\u{7f}é語😀\"", "\"\\u{7f}é語😀\""),
        (
            r#"["x\\",{"\u006b":"long enough to take more than one block of any size \u00e9 and on it goes"}]"#,
            r#"[ "x\\" { k: "long enough to take more than one block of any size é and on it goes" } ]"#,
        ),
    ] {
        assert_eq!(record(input.as_bytes(), Options::default()).as_deref(), Ok(told), "input: {input}");
    }
}

#[test]
fn faults_are_those_of_ext_json_at_the_byte_that_does_not_fit() {
    use ErrorKind::{ControlCharacter, Depth, StateMismatch, Syntax, Utf8, Utf16};
    let shallow = Options { depth: 3, ..Options::default() };
    let cases: &[(&[u8], ErrorKind, usize)] = &[
        (b"", Syntax, 0),
        (b"  ", Syntax, 2),
        (b"nul", Syntax, 3),
        (b"nul!", Syntax, 3),
        (b"truex", Syntax, 4),
        (b"TRUE", Syntax, 0),
        (b"01", Syntax, 1),
        (b"1.", Syntax, 2),
        (b"[1.]", Syntax, 3),
        (b"1e+", Syntax, 3),
        (b"1.5.5", Syntax, 3),
        (b"1.5e", Syntax, 4),
        (b"1e5e", Syntax, 3),
        (b"1e5.", Syntax, 3),
        (b"-", Syntax, 1),
        (b"-a", Syntax, 1),
        (b"[", Syntax, 1),
        (b"[1", Syntax, 2),
        (b"[1,", Syntax, 3),
        (b"[1,]", Syntax, 3),
        (b"[,1]", Syntax, 1),
        (b"[1 2]", Syntax, 3),
        (b"[1}", StateMismatch, 2),
        (b"[}", StateMismatch, 1),
        (b"{]", StateMismatch, 1),
        (b"{ ]", StateMismatch, 2),
        (b"{\"a\":1]", StateMismatch, 6),
        (b"{\"a\":1,]", Syntax, 7),
        (b"{\"a\":1,}", Syntax, 7),
        (b"{\"a\"}", Syntax, 4),
        (b"{\"a\":}", Syntax, 5),
        (b"{a:1}", Syntax, 1),
        (b"{1:1}", Syntax, 1),
        (b"{\"a\" 1}", Syntax, 5),
        (b"1 1", Syntax, 2),
        (b"[]]", Syntax, 2),
        (b"\"abc", ControlCharacter, 4),
        (b"\"a\x01\"", ControlCharacter, 2),
        (b"[1\x01", ControlCharacter, 2),
        (b"[1 \"a\x1f\"]", ControlCharacter, 5),
        (b"1\x00", ControlCharacter, 1),
        (b"\"\\", Syntax, 1),
        (b"\"\\x\"", Syntax, 1),
        (b"\"\\u12g4\"", Syntax, 1),
        (b"\"a\\ud800\"", Utf16, 2),
        (b"\"\\udc00\"", Utf16, 1),
        (b"\"\\ud800\\u0041\"", Utf16, 1),
        (b"\"\\ud800x\\u0041\"", Utf16, 1),
        (b"\"a\xff\"", Utf8, 2),
        (b"\"\xe2\x82\"", Utf8, 1),
        (b"\"\xe2\x82", Utf8, 1),
        (b"\"\xed\xa0\x80\"", Utf8, 1),
        (b"\xff", Utf8, 0),
        (b"[1\xc3\xa9]", Syntax, 2),
        (b"[1\xc3]", Utf8, 2),
        (b"{\"\xff\":1}", Utf8, 2),
        (b"\"\\n\xff\"", Utf8, 3),
        (b"[[[]]]", Depth, 2),
        (b"[[{]]]", Depth, 2),
        (b"[[1}", StateMismatch, 3),
    ];
    for &(input, kind, offset) in cases {
        let wanted = Error { kind, offset };
        assert_eq!(record(input, shallow), Err(wanted), "input: {:?}", String::from_utf8_lossy(input));
        assert_eq!(check(input, shallow, false), Err(wanted), "input: {:?}", String::from_utf8_lossy(input));
    }
    assert!(record(b"[[1]]", shallow).is_ok());
}

#[test]
fn invalid_utf8_is_left_out_or_replaced_byte_by_byte() {
    let ignore = Options { invalid_utf8: InvalidUtf8::Ignore, ..Options::default() };
    let substitute = Options { invalid_utf8: InvalidUtf8::Substitute, ..Options::default() };
    for (input, ignored, substituted) in [
        (&b"\"a\xffb\""[..], "\"ab\"", "\"a\u{fffd}b\""),
        (b"\"\xe2\x82\"", "\"\"", "\"\u{fffd}\u{fffd}\""),
        (b"\"\xed\xa0\x80\\n\xc3\xa9\"", "\"\\né\"", "\"\u{fffd}\u{fffd}\u{fffd}\\né\""),
        (b"\"\\n\xff\"", "\"\\n\"", "\"\\n\u{fffd}\""),
        (b"{\"\xffk\":1}", "{ k: 1 }", "{ \u{fffd}k: 1 }"),
    ] {
        assert_eq!(record(input, ignore).as_deref(), Ok(ignored), "input: {input:?}");
        assert_eq!(record(input, substitute).as_deref(), Ok(substituted), "input: {input:?}");
    }
    assert_eq!(record(b"\xff", ignore), Err(Error { kind: ErrorKind::Utf8, offset: 0 }));
}

#[test]
fn names_of_properties_are_checked_when_their_value_is_complete() {
    let options = Options::default();
    for (input, wanted) in [
        (r#"{"\u0000a":1}"#, Err(Error { kind: ErrorKind::InvalidPropertyName, offset: 1 })),
        (r#"{"\u0000a":[1,]}"#, Err(Error { kind: ErrorKind::Syntax, offset: 14 })),
        (r#"{"a":1,"\u0000":{"b":[]},"#, Err(Error { kind: ErrorKind::InvalidPropertyName, offset: 7 })),
        (r#"[{"b\u0000":1}]"#, Ok(())),
    ] {
        assert_eq!(check(input.as_bytes(), options, true), wanted, "input: {input}");
    }
    assert_eq!(check(br#"{"\u0000a":1}"#, options, false), Ok(()));
}

#[test]
fn depth_is_that_of_ext_json_also_where_its_parser_runs_out_of_room() {
    let options = Options { depth: usize::MAX, ..Options::default() };
    // The greatest numbers of levels that PHP 8.4 decodes whatever the depth allows.
    for (open, leaf, close, most) in [
        ("[", "", "]", 4998),
        ("[", "1", "]", 4998),
        ("[", "[]", "]", 4997),
        ("[", "{}", "]", 4997),
        ("[", "1,2", "]", 4997),
        ("[", r#"{"a":1}"#, "]", 4996),
        ("[1,", "1", "]", 2499),
        ("[1,1,", "1", "]", 2499),
        (r#"{"a":"#, "1", "}", 2499),
        (r#"{"a":1,"b":"#, "1", "}", 1666),
        (r#"[{"a":"#, "1", "}]", 1666),
    ] {
        let nest = |count: usize| [open.repeat(count), leaf.to_owned(), close.repeat(count)].concat();
        assert_eq!(check(nest(most).as_bytes(), options, false), Ok(()), "{most} times {open}{leaf}");
        let error = check(nest(most + 1).as_bytes(), options, false).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Syntax, "{most} and one times {open}{leaf}");
        let deep = record(nest(most).as_bytes(), options).unwrap_err();
        assert_eq!(deep, Error { kind: ErrorKind::Depth, offset: usize::MAX });
        let trusted = Options { is_deep_allowed: true, ..options };
        assert!(record(nest(most + 1).as_bytes(), trusted).is_ok());
    }
}
