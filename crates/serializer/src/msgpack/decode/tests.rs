//! Tables of messages: what every format byte means, what is refused, and where.

use super::*;
use crate::Sink;
use crate::msgpack::{Container, KeyType};
use std::fmt::Write;

/// Writes down what it is told.
#[derive(Default)]
struct Recorder(String);

#[derive(Debug, PartialEq)]
struct Fault(Error);

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self(error)
    }
}

impl Recorder {
    fn note(&mut self, text: impl std::fmt::Display) -> Result<(), Fault> {
        write!(self.0, "{text} ").unwrap();
        Ok(())
    }
}

fn shown(bytes: &[u8]) -> String {
    match bytes.len() {
        0..40 => bytes.escape_ascii().to_string(),
        length => format!("{length} bytes"),
    }
}

impl Sink for Recorder {
    type Error = Fault;
    type Frame = char;

    fn null(&mut self) -> Result<(), Fault> {
        self.note("nil")
    }

    fn boolean(&mut self, value: bool) -> Result<(), Fault> {
        self.note(value)
    }

    fn integer(&mut self, value: i64) -> Result<(), Fault> {
        self.note(value)
    }

    fn double(&mut self, value: f64) -> Result<(), Fault> {
        self.note(format_args!("{value:?}"))
    }

    fn string(&mut self, text: &[u8]) -> Result<(), Fault> {
        self.note(format_args!("'{}'", shown(text)))
    }

    fn begin_array(&mut self, length: Option<usize>) -> Result<char, Fault> {
        self.note(format_args!("[{}", length.unwrap())).map(|()| ']')
    }

    fn end_array(&mut self, frame: char) -> Result<(), Fault> {
        assert_eq!(frame, ']');
        self.note("]")
    }

    fn begin_map(&mut self, length: Option<usize>) -> Result<char, Fault> {
        self.note(format_args!("{{{}", length.unwrap())).map(|()| '}')
    }

    fn key(&mut self, text: &[u8]) -> Result<(), Fault> {
        self.note(format_args!("'{}':", shown(text)))
    }

    fn end_map(&mut self, frame: char) -> Result<(), Fault> {
        assert_eq!(frame, '}');
        self.note("}")
    }
}

impl MessagePackSink for Recorder {
    fn unsigned(&mut self, value: u64) -> Result<(), Fault> {
        self.note(format_args!("u{value}"))
    }

    fn binary(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        self.note(format_args!("b'{}'", shown(bytes)))
    }

    fn extension(&mut self, kind: i8, data: &[u8]) -> Result<(), Fault> {
        self.note(format_args!("x{kind}'{}'", shown(data)))
    }

    fn begin_key(&mut self) -> Result<(), Fault> {
        self.note("<")
    }

    fn end_key(&mut self) -> Result<(), Fault> {
        self.note(">:")
    }
}

fn read(input: &[u8], options: Options) -> Result<String, Error> {
    let mut recorder = Recorder::default();
    decode(input, options, &mut Vec::new(), &mut recorder).map_err(|fault| fault.0)?;
    Ok(recorder.0.trim_end().to_owned())
}

const ANY: Options = Options { depth: 512, keys: Keys::Any, unsigned: Unsigned::Pass };

#[test]
fn every_format_byte_has_its_meaning() {
    for format in 0..=255_u8 {
        let zeros = [&[format][..], &[0; 40]].concat();
        let low = usize::from(format & 0x1f);
        // How many bytes a value with this format has when all others are zero, and what it is then.
        let (length, expected) = match format {
            0..=0x7f => (1, format.to_string()),
            0x80..=0x8f => {
                let pairs = usize::from(format & 0xf);
                (1 + pairs * 2, format!("{{{pairs} {}}}", "< 0 >: 0 ".repeat(pairs)))
            }
            0x90..=0x9f => {
                let elements = usize::from(format & 0xf);
                (1 + elements, format!("[{elements} {}]", "0 ".repeat(elements)))
            }
            0xa0..=0xbf => (1 + low, format!("'{}'", "\\x00".repeat(low))),
            0xc0 => (1, "nil".into()),
            0xc1 => {
                assert_eq!(read(&zeros, ANY), Err(Error::new(ErrorKind::Reserved, 0)));
                continue;
            }
            0xc2 => (1, "false".into()),
            0xc3 => (1, "true".into()),
            0xc4 => (2, "b''".into()),
            0xc5 => (3, "b''".into()),
            0xc6 => (5, "b''".into()),
            0xc7 => (3, "x0''".into()),
            0xc8 => (4, "x0''".into()),
            0xc9 => (6, "x0''".into()),
            0xca => (5, "0.0".into()),
            0xcb => (9, "0.0".into()),
            0xcc | 0xd0 => (2, "0".into()),
            0xcd | 0xd1 => (3, "0".into()),
            0xce | 0xd2 => (5, "0".into()),
            0xcf | 0xd3 => (9, "0".into()),
            0xd4..=0xd8 => (2 + (1 << (format - 0xd4)), format!("x0'{}'", "\\x00".repeat(1 << (format - 0xd4)))),
            0xd9 => (2, "''".into()),
            0xda => (3, "''".into()),
            0xdb => (5, "''".into()),
            0xdc => (3, "[0 ]".into()),
            0xdd => (5, "[0 ]".into()),
            0xde => (3, "{0 }".into()),
            0xdf => (5, "{0 }".into()),
            0xe0..=0xff => (1, (i16::from(format) - 256).to_string()),
        };
        assert_eq!(read(&zeros[..length], ANY).as_ref(), Ok(&expected), "format: {format:#x}");
        let longer = Err(Error::new(ErrorKind::TrailingBytes, length));
        assert_eq!(read(&zeros[..=length], ANY), longer, "format: {format:#x}");
        for cut in 0..length {
            let error = read(&zeros[..cut], ANY).unwrap_err();
            let refused = match error.kind {
                ErrorKind::Truncated => error.offset == cut,
                ErrorKind::Length(..) => error.offset == 0,
                _ => false,
            };
            assert!(refused, "format: {format:#x}, cut at {cut}: {error:?}");
        }
    }
}

#[test]
fn numbers_keep_their_value() {
    for (input, expected) in [
        (&b"\xcc\xff"[..], "255"),
        (b"\xcd\xff\xfe", "65534"),
        (b"\xce\xff\xff\xff\xfe", "4294967294"),
        (b"\xcf\x7f\xff\xff\xff\xff\xff\xff\xff", "9223372036854775807"),
        (b"\xcf\x80\0\0\0\0\0\0\0", "u9223372036854775808"),
        (b"\xd0\x80", "-128"),
        (b"\xd1\x80\x01", "-32767"),
        (b"\xd2\x80\0\0\0", "-2147483648"),
        (b"\xd3\x80\0\0\0\0\0\0\0", "-9223372036854775808"),
        (b"\xca\x3f\xc0\0\0", "1.5"),
        (b"\xcb\x7f\xf0\0\0\0\0\0\0", "inf"),
        (b"\xcb\x80\0\0\0\0\0\0\0", "-0.0"),
    ] {
        assert_eq!(read(input, ANY).as_deref(), Ok(expected), "input: {input:x?}");
    }
}

#[test]
fn containers_nest_and_keys_may_be_anything() {
    for (input, expected) in [
        (&b"\x93\x01\x92\x02\x90\xa1a"[..], "[3 1 [2 2 [0 ] ] 'a' ]"),
        (b"\x82\xa1a\x81\xa1b\x80\x05\x91\xc0", "{2 'a': {1 'b': {0 } } < 5 >: [1 nil ] }"),
        (b"\x81\x81\xa1k\x01\x02", "{1 < {1 'k': 1 } >: 2 }"),
        (b"\x81\x90\x90", "{1 < [0 ] >: [0 ] }"),
        (b"\x83\xc0\x01\xc4\x01\xff\x02\xd4\x05!\x80", "{3 < nil >: 1 < b'\\xff' >: 2 < x5'!' >: {0 } }"),
        (b"\xdc\x00\x01\xde\x00\x01\xd9\x01x\xc3", "[1 {1 'x': true } ]"),
    ] {
        assert_eq!(read(input, ANY).as_deref(), Ok(expected), "input: {input:x?}");
    }
}

#[test]
fn faults_have_a_kind_and_a_place() {
    use Container::{Array, Bin, Extension, Map, Str};
    use ErrorKind::*;
    let deep = [&[0x91; 512][..], b"\x90"].concat();
    for (input, kind, offset) in [
        (&b""[..], Truncated, 0),
        (b"\xc1", Reserved, 0),
        (b"\x92\x01\xc1", Reserved, 2),
        (b"\xc0\xc0", TrailingBytes, 1),
        (b"\xdb\xff\xff\xff\xff", Length(Str, u32::MAX), 0),
        (b"\xc6\xff\xff\xff\xff", Length(Bin, u32::MAX), 0),
        (b"\xc9\xff\xff\xff\xff\x01", Length(Extension, u32::MAX), 0),
        (b"\xdd\xff\xff\xff\xff", Length(Array, u32::MAX), 0),
        (b"\xdf\xff\xff\xff\xff", Length(Map, u32::MAX), 0),
        (b"\xdb\xff\xff\xff", Truncated, 4),
        (b"\x93\x01\x02", Length(Array, 3), 0),
        (b"\x82\x01\x02\x03", Length(Map, 2), 0),
        // One byte is spoken for by the outer array.
        (b"\x92\x92\x01\x02", Length(Array, 2), 1),
        (b"\x92\xa2x\x01", Truncated, 4),
        (b"\x92\xcc", Length(Array, 2), 0),
        (b"\x91\xcc", Truncated, 2),
        (b"\xc7\x01", Truncated, 2),
        (b"\xd4\x01", Length(Extension, 1), 0),
        (b"\xa2a\xff", Utf8, 2),
        (b"\x91\xa3a\xe3\x81", Utf8, 3),
        (b"\x81\xa1\x80\x01", Utf8, 2),
        (b"\xd6\x01\0\0\0", Length(Extension, 4), 0),
        (b"\xc7\x05\xff\0\0\0\0\0", TimestampLength(5), 0),
        (b"\x91\xd4\xff\0", TimestampLength(1), 1),
        (b"\xd7\xff\xff\xff\xff\xff\0\0\0\0", TimestampNanoseconds(0x3fff_ffff), 0),
        (&deep, Depth(512), 512),
    ] {
        assert_eq!(read(input, ANY), Err(Error::new(kind, offset)), "input: {input:x?}");
    }
}

#[test]
fn depth_counts_containers() {
    for (input, depth, is_valid) in [
        (&b"\x01"[..], 0, true),
        (b"\x90", 0, false),
        (b"\x90", 1, true),
        (b"\x91\x80", 1, false),
        (b"\x91\x80", 2, true),
        (b"\x92\x90\x90", 2, true),
        (b"\x81\x90\x90", 1, false),
        (b"\x81\x90\x90", 2, true),
    ] {
        let result = read(input, Options { depth, ..ANY });
        assert_eq!(result.is_ok(), is_valid, "input: {input:x?}, depth {depth}: {result:?}");
    }
}

#[test]
fn keys_can_be_confined_to_what_arrays_and_objects_have() {
    use ErrorKind::{IntegerRange, Key, NulKey, Reserved, Truncated};
    let refused = [
        (&b"\xc0"[..], KeyType::Null),
        (b"\xc2", KeyType::Bool),
        (b"\xc3", KeyType::Bool),
        (b"\xca", KeyType::Float),
        (b"\xcb", KeyType::Float),
        (b"\x80", KeyType::Map),
        (b"\xde", KeyType::Map),
        (b"\xdf", KeyType::Map),
        (b"\x90", KeyType::Array),
        (b"\xdc", KeyType::Array),
        (b"\xdd", KeyType::Array),
        (b"\xc7", KeyType::Extension),
        (b"\xc9", KeyType::Extension),
        (b"\xd4", KeyType::Extension),
        (b"\xd8", KeyType::Extension),
    ];
    for keys in [Keys::Array, Keys::Object] {
        let options = Options { keys, unsigned: Unsigned::Refuse, ..ANY };
        for (key, kind) in refused {
            let input = [b"\x82\x01\x02", key, b"\xc0"].concat();
            assert_eq!(read(&input, options), Err(Error::new(Key(kind), 3)), "input: {input:x?}");
        }
        for (input, expected) in [
            (&b"\x81\xa1a\x01"[..], Ok("{1 'a': 1 }")),
            (b"\x81\xa0\x01", Ok("{1 '': 1 }")),
            (b"\x81\xc4\x02\xff\xfe\x01", Ok("{1 '\\xff\\xfe': 1 }")),
            (b"\x81\xd9\x01a\x01", Ok("{1 'a': 1 }")),
            (b"\x81\x07\x01", Ok("{1 < 7 >: 1 }")),
            (b"\x81\xff\x01", Ok("{1 < -1 >: 1 }")),
            (b"\x81\xd1\xff\x00\x01", Ok("{1 < -256 >: 1 }")),
            (b"\x81\xcf\xff\xff\xff\xff\xff\xff\xff\xff\x01", Err((IntegerRange(u64::MAX), 1))),
            (b"\x81\xc1\x01", Err((Reserved, 1))),
            (b"\x81\xa1a", Err((Truncated, 3))),
        ] {
            let expected = expected.map(str::to_owned).map_err(|(kind, offset)| Error::new(kind, offset));
            assert_eq!(read(input, options), expected, "input: {input:x?}, {keys:?}");
        }
    }
    let large = b"\x81\xcf\xff\xff\xff\xff\xff\xff\xff\xff\x01";
    for (keys, unsigned, expected) in [
        (Keys::Array, Unsigned::Pass, Ok("{1 < u18446744073709551615 >: 1 }".to_owned())),
        (Keys::Array, Unsigned::PassAsFloat, Err(Error::new(Key(KeyType::Float), 1))),
        (Keys::Any, Unsigned::PassAsFloat, Ok("{1 < u18446744073709551615 >: 1 }".to_owned())),
    ] {
        assert_eq!(read(large, Options { keys, unsigned, ..ANY }), expected, "{keys:?}, {unsigned:?}");
    }
    let nul = Err(Error::new(NulKey, 1));
    for input in [&b"\x81\xa2\0a\x01"[..], b"\x81\xc4\x01\0\x01", b"\x81\xd9\x01\0\x01"] {
        assert!(read(input, Options { keys: Keys::Array, ..ANY }).is_ok(), "input: {input:x?}");
        assert_eq!(read(input, Options { keys: Keys::Object, ..ANY }), nul, "input: {input:x?}");
    }
}

#[test]
fn the_first_of_several_values_can_be_read() {
    let mut recorder = Recorder::default();
    assert_eq!(decode_first(b"\x92\x01\x02\xc1", ANY, &mut Vec::new(), &mut recorder), Ok(3));
    assert_eq!(recorder.0, "[2 1 2 ] ");
}
