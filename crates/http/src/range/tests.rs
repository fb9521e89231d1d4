//! Ranges: what is asked for, what is ignored, and that bodies of several are as long as they say.

use super::Selection::{Many, One, Unsatisfiable, Whole};
use super::*;

fn range(first: u64, last: u64) -> ByteRange {
    ByteRange::new(first, last).unwrap()
}

#[test]
fn a_single_range_is_read() {
    for (field, length, expected) in [
        // RFC 9110, 14.1.2.
        ("bytes=0-499", 10_000, One(range(0, 499))),
        ("bytes=500-999", 10_000, One(range(500, 999))),
        ("bytes=-500", 10_000, One(range(9500, 9999))),
        ("bytes=9500-", 10_000, One(range(9500, 9999))),
        ("bytes=0-0", 10_000, One(range(0, 0))),
        ("bytes=-1", 10_000, One(range(9999, 9999))),
        // What browsers send for audio and video, and what curl -C sends.
        ("bytes=0-", 10_000, One(range(0, 9999))),
        ("bytes=0-1", 10_000, One(range(0, 1))),
        ("Bytes=0-1", 10_000, One(range(0, 1))),
        (" bytes= 0-1 ", 10_000, One(range(0, 1))),
        ("bytes=,0-1,", 10_000, One(range(0, 1))),
        ("bytes=9999-20000", 10_000, One(range(9999, 9999))),
        ("bytes=0-99999999999999999999999", 10, One(range(0, 9))),
        ("bytes=-99999999999999999999999", 10, One(range(0, 9))),
        ("bytes=0-18446744073709551615", 10, One(range(0, 9))),
        ("bytes=007-008", 10, One(range(7, 8))),
        ("bytes=10000-", 10_000, Unsatisfiable),
        ("bytes=10000-10001", 10_000, Unsatisfiable),
        ("bytes=-0", 10_000, Unsatisfiable),
        ("bytes=99999999999999999999999-", 10, Unsatisfiable),
        ("bytes=20-30, -0, 10-", 10, Unsatisfiable),
        ("bytes=20-30, 3-4", 10, One(range(3, 4))),
        ("bytes=0-0", u64::MAX, One(range(0, 0))),
        ("bytes=-1", u64::MAX, One(range(u64::MAX - 1, u64::MAX - 1))),
        ("bytes=-18446744073709551615", u64::MAX, One(range(0, u64::MAX - 1))),
    ] {
        assert_eq!(select(field.as_bytes(), length, 32, &mut Vec::new()), expected, "Range: {field}");
    }
}

#[test]
fn what_is_not_understood_is_ignored() {
    for field in [
        "",
        "bytes",
        "bytes=",
        "bytes=,",
        "bytes=-",
        "bytes=--1",
        "bytes=a-b",
        "bytes=1",
        "bytes=2-1",
        "bytes=0-1, 2-1",
        "bytes=0-1;2-3",
        "bytes=0 - 1",
        "bytes=+0-1",
        "bytes=0x0-0x1",
        "bytes = 0-1",
        "bytes: 0-1",
        "items=0-1",
        "bytes=0-1, a",
        "bytes=0-1-2",
        "bytes=20-10",
    ] {
        assert_eq!(select(field.as_bytes(), 10, 32, &mut Vec::new()), Whole, "Range: {field}");
    }
    // An empty file has nothing to choose from.
    for field in ["bytes=0-", "bytes=-1", "bytes=0-0"] {
        assert_eq!(select(field.as_bytes(), 0, 32, &mut Vec::new()), Whole, "Range: {field}");
    }
}

#[test]
fn ranges_that_touch_become_one() {
    for (field, expected) in [
        // RFC 9110, 14.1.2.
        ("bytes=0-0,-1", &[(0, 0), (9999, 9999)][..]),
        ("bytes=500-600,601-999", &[(500, 999)]),
        ("bytes=500-700,601-999", &[(500, 999)]),
        ("bytes=0-999, 4500-5499, -1000", &[(0, 999), (4500, 5499), (9000, 9999)]),
        // In the order in which they were asked for.
        ("bytes=-1,0-0", &[(9999, 9999), (0, 0)]),
        ("bytes=5-6,0-1,2-3", &[(5, 6), (0, 3)]),
        ("bytes=0-1,4-5,2-3", &[(0, 5)]),
        ("bytes=10-11,0-1,4-5,2-3", &[(10, 11), (0, 5)]),
        ("bytes=4-5,0-1,10-11,3-20", &[(3, 20), (0, 1)]),
        ("bytes=1-1,3-3,5-5,7-7,0-", &[(0, 9999)]),
        ("bytes=0-,0-,0-,0-", &[(0, 9999)]),
        ("bytes=0-1,3-4", &[(0, 1), (3, 4)]),
        ("bytes=20000-,0-0,2-2", &[(0, 0), (2, 2)]),
    ] {
        let mut ranges = vec![range(1, 2)];
        let selection = select(field.as_bytes(), 10_000, 32, &mut ranges);
        let found: Vec<_> = ranges.iter().map(|range| (range.first(), range.last())).collect();
        assert_eq!(found, expected, "Range: {field}");
        assert_eq!(selection == Many, expected.len() > 1, "Range: {field}");
    }
}

#[test]
fn too_many_ranges_are_ignored() {
    for (count, most, expected) in [(3, 3, Many), (4, 3, Whole), (MOST_RANGES, MOST_RANGES, Many), (2, 1, Whole)] {
        let members: Vec<_> = (0..count).map(|number| format!("{}-{}", number * 10, number * 10 + 1)).collect();
        let field = format!("bytes={}", members.join(","));
        assert_eq!(select(field.as_bytes(), 10_000, most, &mut Vec::new()), expected, "{count} of {most}");
    }
    // Even if they are the same, or not there.
    assert_eq!(select(b"bytes=0-1,0-1,20-30", 10, 2, &mut Vec::new()), Whole);
}

#[test]
fn content_range_says_what_is_sent() {
    let mut out = Vec::new();
    range(42, 1233).write_content_range(1234, &mut out);
    assert_eq!(out.escape_ascii().to_string(), "bytes 42-1233/1234");
    out.clear();
    write_unsatisfied_range(1234, &mut out);
    assert_eq!(out.escape_ascii().to_string(), "bytes */1234");
    for number in [0, 9, 10, 99, 100, 12_345, u64::MAX] {
        out.clear();
        push_decimal(number, &mut out);
        assert_eq!(out, number.to_string().as_bytes());
        assert_eq!(decimal_length(number), out.len() as u64, "number: {number}");
    }
}

#[test]
fn a_body_of_several_ranges_is_as_long_as_it_says() {
    let whole: Vec<u8> = (0..=255).cycle().take(8000).collect();
    let random = [0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef, 0, 0, 0, 0, 0, 0, 0, 0xff];
    for (media_type, ranges) in [
        (Some(&b"application/pdf"[..]), vec![range(500, 999), range(7000, 7999)]),
        (None, vec![range(0, 0), range(9, 10), range(99, 1000), range(7999, 7999)]),
    ] {
        let multipart = Multipart::new(random, media_type, 8000).unwrap();
        let mut body = Vec::new();
        for range in &ranges {
            multipart.write_head(range, &mut body);
            body.extend_from_slice(&whole[range.first() as usize..=range.last() as usize]);
        }
        multipart.write_end(&mut body);
        assert_eq!(multipart.content_length(&ranges), Some(body.len() as u64), "ranges: {ranges:?}");
    }
    let multipart = Multipart::new(random, Some(b"text/plain"), 8000).unwrap();
    let mut out = Vec::new();
    multipart.write_content_type(&mut out);
    multipart.write_head(&range(5, 6), &mut out);
    out.extend_from_slice(b"ab");
    multipart.write_end(&mut out);
    let expected = "multipart/byteranges; boundary=0123456789abcdef00000000000000ff\
        \r\n--0123456789abcdef00000000000000ff\r\nContent-Type: text/plain\r\nContent-Range: bytes 5-6/8000\r\n\r\nab\
        \r\n--0123456789abcdef00000000000000ff--\r\n";
    assert_eq!(String::from_utf8(out).unwrap(), expected);
    assert!(Multipart::new(random, Some(b"text/plain\r\nX: y"), 8000).is_none());
}
