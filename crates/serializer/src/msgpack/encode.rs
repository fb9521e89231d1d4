//! The encoder: each value in its shortest form, appended to an [`Output`].

use super::format::*;
use super::timestamp::{TIMESTAMP, Timestamp};

/// Where bytes go.
pub trait Output {
    /// Appends so many bytes.
    fn push<const N: usize>(&mut self, bytes: [u8; N]);

    /// Appends a format byte and the number behind it.
    #[inline(always)]
    fn push_tagged<const N: usize>(&mut self, format: u8, number: [u8; N]) {
        self.push([format]);
        self.push(number);
    }

    /// Appends a header and the bytes that belong to it.
    fn push_with<const N: usize>(&mut self, header: [u8; N], body: &[u8]);
}

impl Output for Vec<u8> {
    #[inline(always)]
    fn push<const N: usize>(&mut self, bytes: [u8; N]) {
        self.extend_from_slice(&bytes);
    }

    #[inline(always)]
    fn push_tagged<const N: usize>(&mut self, format: u8, number: [u8; N]) {
        // In one piece: no number is longer than eight bytes.
        let mut bytes = [format; 9];
        if let Some(bytes) = bytes.get_mut(..=N)
            && let Some(place) = bytes.get_mut(1..)
        {
            place.copy_from_slice(&number);
            self.extend_from_slice(bytes);
        }
    }

    #[inline(always)]
    fn push_with<const N: usize>(&mut self, header: [u8; N], body: &[u8]) {
        self.reserve(N + body.len());
        self.extend_from_slice(&header);
        self.extend_from_slice(body);
    }
}

/// A length that MessagePack cannot say: above `u32::MAX`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong(pub usize);

#[inline(always)]
const fn tagged16(format: u8, value: u16) -> [u8; 3] {
    let [first, second] = value.to_be_bytes();
    [format, first, second]
}

#[inline(always)]
const fn tagged32(format: u8, value: u32) -> [u8; 5] {
    let [first, second, third, fourth] = value.to_be_bytes();
    [format, first, second, third, fourth]
}

/// Appends nil.
#[inline(always)]
pub fn nil(out: &mut impl Output) {
    out.push([NIL]);
}

/// Appends false or true.
#[inline(always)]
pub fn boolean(out: &mut impl Output, value: bool) {
    out.push([if value { TRUE } else { FALSE }]);
}

/// Appends an integer.
#[inline(always)]
pub fn integer(out: &mut impl Output, value: i64) {
    match u64::try_from(value) {
        Ok(value) => unsigned(out, value),
        Err(_) => negative(out, value),
    }
}

/// Appends an integer that has no sign.
#[inline(always)]
pub fn unsigned(out: &mut impl Output, value: u64) {
    if let Ok(byte) = u8::try_from(value) {
        if byte < FIXMAP { out.push([byte]) } else { out.push([UINT8, byte]) }
    } else if let Ok(value) = u16::try_from(value) {
        out.push_tagged(UINT16, value.to_be_bytes());
    } else if let Ok(value) = u32::try_from(value) {
        out.push_tagged(UINT32, value.to_be_bytes());
    } else {
        out.push_tagged(UINT64, value.to_be_bytes());
    }
}

#[inline(always)]
fn negative(out: &mut impl Output, value: i64) {
    if let Ok(value) = i8::try_from(value) {
        let [byte] = value.to_be_bytes();
        if value >= -32 { out.push([byte]) } else { out.push([INT8, byte]) }
    } else if let Ok(value) = i16::try_from(value) {
        out.push_tagged(INT16, value.to_be_bytes());
    } else if let Ok(value) = i32::try_from(value) {
        out.push_tagged(INT32, value.to_be_bytes());
    } else {
        out.push_tagged(INT64, value.to_be_bytes());
    }
}

/// Appends a float of 64 bits.
#[inline(always)]
pub fn double(out: &mut impl Output, value: f64) {
    out.push_tagged(FLOAT64, value.to_be_bytes());
}

/// Appends a float of 32 bits.
#[inline(always)]
pub fn single(out: &mut impl Output, value: f32) {
    out.push_tagged(FLOAT32, value.to_be_bytes());
}

/// Appends text; the caller vouches for its UTF-8.
///
/// # Errors
/// If it is longer than 4 GiB.
#[inline(always)]
pub fn str(out: &mut impl Output, text: &[u8]) -> Result<(), TooLong> {
    match u8::try_from(text.len()) {
        Ok(length @ 0..32) => out.push_with([FIXSTR | length], text),
        Ok(length) => out.push_with([STR8, length], text),
        Err(_) => return long(out, text, STR16, STR32),
    }
    Ok(())
}

/// Appends bytes.
///
/// # Errors
/// As [`str`].
#[inline(always)]
pub fn bin(out: &mut impl Output, bytes: &[u8]) -> Result<(), TooLong> {
    match u8::try_from(bytes.len()) {
        Ok(length) => out.push_with([BIN8, length], bytes),
        Err(_) => return long(out, bytes, BIN16, BIN32),
    }
    Ok(())
}

fn long(out: &mut impl Output, bytes: &[u8], format16: u8, format32: u8) -> Result<(), TooLong> {
    if let Ok(length) = u16::try_from(bytes.len()) {
        out.push_with(tagged16(format16, length), bytes);
    } else if let Ok(length) = u32::try_from(bytes.len()) {
        out.push_with(tagged32(format32, length), bytes);
    } else {
        return Err(TooLong(bytes.len()));
    }
    Ok(())
}

/// Appends an extension.
///
/// # Errors
/// As [`str`].
pub fn extension(out: &mut impl Output, kind: i8, data: &[u8]) -> Result<(), TooLong> {
    let [kind] = kind.to_be_bytes();
    if let (1 | 2 | 4 | 8 | 16, Ok(power)) = (data.len(), u8::try_from(data.len().trailing_zeros())) {
        out.push_with([FIXEXT1 + power, kind], data);
    } else if let Ok(length) = u8::try_from(data.len()) {
        out.push_with([EXT8, length, kind], data);
    } else if let Ok(length) = u16::try_from(data.len()) {
        let [high, low] = length.to_be_bytes();
        out.push_with([EXT16, high, low, kind], data);
    } else if let Ok(length) = u32::try_from(data.len()) {
        let [first, second, third, fourth] = length.to_be_bytes();
        out.push_with([EXT32, first, second, third, fourth, kind], data);
    } else {
        return Err(TooLong(data.len()));
    }
    Ok(())
}

/// Appends the beginning of an array.
///
/// # Errors
/// As [`str`], for elements.
#[inline(always)]
pub fn array(out: &mut impl Output, length: usize) -> Result<(), TooLong> {
    container(out, length, FIXARRAY, ARRAY16, ARRAY32)
}

/// Appends the beginning of a map.
///
/// # Errors
/// As [`str`], for pairs.
#[inline(always)]
pub fn map(out: &mut impl Output, length: usize) -> Result<(), TooLong> {
    container(out, length, FIXMAP, MAP16, MAP32)
}

#[inline(always)]
fn container(out: &mut impl Output, length: usize, fix: u8, format16: u8, format32: u8) -> Result<(), TooLong> {
    if let Ok(length @ 0..16) = u8::try_from(length) {
        out.push([fix | length]);
    } else if let Ok(length) = u16::try_from(length) {
        out.push(tagged16(format16, length));
    } else if let Ok(length) = u32::try_from(length) {
        out.push(tagged32(format32, length));
    } else {
        return Err(TooLong(length));
    }
    Ok(())
}

/// Appends a timestamp; its nanoseconds are in range.
pub fn timestamp(out: &mut impl Output, timestamp: Timestamp) {
    let Timestamp { seconds, nanoseconds } = timestamp;
    let [kind] = TIMESTAMP.to_be_bytes();
    match (u32::try_from(seconds), u64::try_from(seconds)) {
        (Ok(seconds), _) if nanoseconds == 0 => out.push_with([FIXEXT1 + 2, kind], &seconds.to_be_bytes()),
        (_, Ok(seconds @ 0..=0x3_ffff_ffff)) => {
            let both = u64::from(nanoseconds) << 34 | seconds;
            out.push_with([FIXEXT1 + 3, kind], &both.to_be_bytes());
        }
        _ => {
            out.push_with([EXT8, 12, kind], &nanoseconds.to_be_bytes());
            out.push(seconds.to_be_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Vec<u8>)) -> Vec<u8> {
        let mut out = Vec::new();
        write(&mut out);
        out
    }

    #[test]
    fn integers_take_the_shortest_form() {
        for (value, expected) in [
            (0, &b"\x00"[..]),
            (127, b"\x7f"),
            (128, b"\xcc\x80"),
            (255, b"\xcc\xff"),
            (256, b"\xcd\x01\x00"),
            (65535, b"\xcd\xff\xff"),
            (65536, b"\xce\x00\x01\x00\x00"),
            (0xffff_ffff, b"\xce\xff\xff\xff\xff"),
            (0x1_0000_0000, b"\xcf\x00\x00\x00\x01\x00\x00\x00\x00"),
            (i64::MAX, b"\xcf\x7f\xff\xff\xff\xff\xff\xff\xff"),
            (-1, b"\xff"),
            (-32, b"\xe0"),
            (-33, b"\xd0\xdf"),
            (-128, b"\xd0\x80"),
            (-129, b"\xd1\xff\x7f"),
            (-32768, b"\xd1\x80\x00"),
            (-32769, b"\xd2\xff\xff\x7f\xff"),
            (-0x8000_0000, b"\xd2\x80\x00\x00\x00"),
            (-0x8000_0001, b"\xd3\xff\xff\xff\xff\x7f\xff\xff\xff"),
            (i64::MIN, b"\xd3\x80\x00\x00\x00\x00\x00\x00\x00"),
        ] {
            assert_eq!(written(|out| integer(out, value)), expected, "value: {value}");
        }
        assert_eq!(written(|out| unsigned(out, u64::MAX)), b"\xcf\xff\xff\xff\xff\xff\xff\xff\xff");
    }

    #[test]
    fn lengths_take_the_shortest_form() {
        /// What is written, how, and how it begins for each length.
        type Case = (&'static str, fn(&mut Vec<u8>, usize), &'static [(usize, &'static [u8])]);
        let cases: [Case; 5] = [
            (
                "str",
                |out, length| str(out, &vec![b'x'; length]).unwrap(),
                &[
                    (0, b"\xa0"),
                    (31, b"\xbf"),
                    (32, b"\xd9\x20"),
                    (255, b"\xd9\xff"),
                    (256, b"\xda\x01\x00"),
                    (65535, b"\xda\xff\xff"),
                    (65536, b"\xdb\x00\x01\x00\x00"),
                ],
            ),
            (
                "bin",
                |out, length| bin(out, &vec![b'x'; length]).unwrap(),
                &[
                    (0, b"\xc4\x00"),
                    (255, b"\xc4\xff"),
                    (256, b"\xc5\x01\x00"),
                    (65535, b"\xc5\xff\xff"),
                    (65536, b"\xc6\x00\x01\x00\x00"),
                ],
            ),
            (
                "extension",
                |out, length| extension(out, -128, &vec![b'x'; length]).unwrap(),
                &[
                    (0, b"\xc7\x00\x80"),
                    (1, b"\xd4\x80"),
                    (2, b"\xd5\x80"),
                    (3, b"\xc7\x03\x80"),
                    (4, b"\xd6\x80"),
                    (8, b"\xd7\x80"),
                    (16, b"\xd8\x80"),
                    (17, b"\xc7\x11\x80"),
                    (32, b"\xc7\x20\x80"),
                    (255, b"\xc7\xff\x80"),
                    (256, b"\xc8\x01\x00\x80"),
                    (65535, b"\xc8\xff\xff\x80"),
                    (65536, b"\xc9\x00\x01\x00\x00\x80"),
                ],
            ),
            (
                "array",
                |out, length| array(out, length).unwrap(),
                &[
                    (0, b"\x90"),
                    (15, b"\x9f"),
                    (16, b"\xdc\x00\x10"),
                    (65535, b"\xdc\xff\xff"),
                    (65536, b"\xdd\x00\x01\x00\x00"),
                    (0xffff_ffff, b"\xdd\xff\xff\xff\xff"),
                ],
            ),
            (
                "map",
                |out, length| map(out, length).unwrap(),
                &[
                    (0, b"\x80"),
                    (15, b"\x8f"),
                    (16, b"\xde\x00\x10"),
                    (65535, b"\xde\xff\xff"),
                    (65536, b"\xdf\x00\x01\x00\x00"),
                    (0xffff_ffff, b"\xdf\xff\xff\xff\xff"),
                ],
            ),
        ];
        for (name, write, lengths) in cases {
            for &(length, header) in lengths {
                let bytes = written(|out| write(out, length));
                assert!(bytes.starts_with(header), "{name} of {length}: {:x?}", &bytes[..bytes.len().min(8)]);
                if !matches!(name, "array" | "map") {
                    assert_eq!(bytes.len(), header.len() + length, "{name} of {length}");
                }
            }
        }
        assert_eq!(array(&mut Vec::new(), 0x1_0000_0000), Err(TooLong(0x1_0000_0000)));
    }

    #[test]
    fn floats_and_constants() {
        assert_eq!(written(|out| double(out, 1.5)), b"\xcb\x3f\xf8\x00\x00\x00\x00\x00\x00");
        assert_eq!(written(|out| single(out, -0.0)), b"\xca\x80\x00\x00\x00");
        assert_eq!(written(nil), b"\xc0");
        assert_eq!(written(|out| boolean(out, false)), b"\xc2");
        assert_eq!(written(|out| boolean(out, true)), b"\xc3");
    }
}
