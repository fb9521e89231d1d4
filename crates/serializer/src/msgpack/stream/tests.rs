//! Streams cut in all ways: where values end, and what is refused when.

use super::*;

/// Feeds the stream in chunks of a size; gives the values that are complete and the fault, if there is one.
fn scan(stream: &[u8], chunk: usize, depth: usize, max_length: usize) -> (usize, Result<usize, Error>) {
    let (mut scanner, mut complete) = (Scanner::default(), 0);
    let mut end = 0;
    while end < stream.len() {
        end = (end + chunk).min(stream.len());
        // Only what belongs to the value that is under way is kept.
        let base = scanner.begin();
        match scanner.scan(&stream[base..end], base, usize::MAX, Limits { depth, max_length }) {
            Ok(count) => complete += count,
            Err((count, error)) => return (complete + count, Err(error)),
        }
    }
    (complete, Ok(scanner.begin()))
}

#[test]
fn values_end_where_they_end_however_the_stream_is_cut() {
    let values: [&[u8]; 12] = [
        b"\x01",
        b"\xa3abc",
        b"\x93\x01\x92\x02\x90\xa1a",
        b"\x82\xa1a\x81\xa1b\x80\x05\x91\xc0",
        b"\xdc\x00\x02\xcb\x3f\xf8\0\0\0\0\0\0\xc5\x00\x03xyz",
        b"\xc7\x03\x05abc",
        b"\xd8\x050123456789abcdef",
        b"\xdf\0\0\0\x01\xdd\0\0\0\0\xd9\x00",
        b"\xde\0\0",
        b"\xc8\x00\x01\x05a",
        b"\xc9\0\0\0\x01\x05a",
        b"\xff",
    ];
    let stream = values.concat();
    for chunk in 1..=stream.len() {
        assert_eq!(scan(&stream, chunk, 512, 64), (values.len(), Ok(stream.len())), "chunks of {chunk}");
    }
    for (number, value) in values.iter().enumerate() {
        for cut in 0..value.len() {
            let stream = [&values[..number].concat()[..], &value[..cut]].concat();
            let expected = (number, Ok(stream.len() - cut));
            assert_eq!(scan(&stream, 3, 512, 64), expected, "value {number}, cut at {cut}");
        }
    }
}

#[test]
fn faults_are_found_as_soon_as_they_are_certain() {
    let deep = [&b"\x01"[..], &[0x91; 9]].concat();
    for (stream, max_length, complete, kind, offset) in [
        (&b"\xc1"[..], 64, 0, ErrorKind::Reserved, 0),
        (b"\x01\x92\x02\xc1", 64, 1, ErrorKind::Reserved, 3),
        (b"\xc6\xff\xff\xff\xff", 64, 0, ErrorKind::TooLong(64), 0),
        (b"\x01\xc4\x3f", 64, 1, ErrorKind::TooLong(64), 1),
        (b"\xdd\xff\xff\xff\xff", 64, 0, ErrorKind::TooLong(64), 0),
        (b"\xdf\xff\xff\xff\xff", 64, 0, ErrorKind::TooLong(64), 0),
        (b"\xdf\x7f\xff\xff\xff", usize::MAX, 0, ErrorKind::Reserved, usize::MAX),
        (b"\x92\xcf", 10, 0, ErrorKind::TooLong(10), 1),
        (b"\x92\xcf", 11, 0, ErrorKind::Reserved, usize::MAX),
        (b"\x93\x01\xa4", 7, 0, ErrorKind::TooLong(7), 2),
        (b"\x93\x01\x93", 7, 0, ErrorKind::Reserved, usize::MAX),
        (b"\x93\x01\x94", 7, 0, ErrorKind::TooLong(7), 2),
        (&deep, 64, 1, ErrorKind::Depth(8), 9),
    ] {
        for chunk in 1..=stream.len() {
            let (count, result) = scan(stream, chunk, 8, max_length);
            if offset == usize::MAX {
                assert!(result.is_ok(), "stream: {stream:x?}");
                continue;
            }
            assert_eq!((count, result), (complete, Err(Error::new(kind, offset))), "stream: {stream:x?}");
        }
    }
}

#[test]
fn a_header_that_claims_much_is_no_complete_value() {
    let (mut scanner, limits) = (Scanner::default(), Limits { depth: 8, max_length: usize::MAX });
    assert_eq!(scanner.scan(b"\xdd\xff\xff\xff\xff", 0, usize::MAX, limits), Ok(0));
    assert_eq!(scanner.scan(b"\xdd\xff\xff\xff\xff\x01", 0, usize::MAX, limits), Ok(0));
    assert_eq!(scanner.begin(), 0);
}

#[test]
fn the_first_value_can_be_found_alone() {
    let (mut scanner, limits) = (Scanner::default(), Limits { depth: 8, max_length: 64 });
    assert_eq!(scanner.scan(b"\x92\x01\x02\x03\xc1", 0, 1, limits), Ok(1));
    assert_eq!(scanner.begin(), 3);
}
