use super::*;
use crate::testing::{pattern, shown, unhex};

const KEY: &str = "0ab7ec79275edc5c849458d5ddb9ed95fc02a662aaaaf636156475a238384aa5";
const HEADER: &str = "3dc78253bd8c5b8eaa40a6cda37d1ea64d0604130b7019e1";

/// What libsodium 1.0.18 made of chunks and associated data of these lengths with these tags; where the table is split, its counter was set to
/// the last value.
const CHUNKS: [&[(usize, usize, Tag, &str)]; 2] = [
    &[
        (0, 0, Tag::Message, "54c7ddbdd7583b18da59e019d66af64e58"),
        (1, 0, Tag::Message, "8f294b65c01f7f7d5226aef6856f55c91bf7"),
        (15, 2, Tag::Message, "313cbd00d4907d958706cdd3927fbcdd4ea0f8b8f40e6172948298bd0b24c187"),
        (16, 16, Tag::Push, "6bda4fe3eb9e43d420697fd4aa10ba539b9c0e02ce10daf24244c9305cd31d6512"),
        (
            47,
            33,
            Tag::Message,
            "3cf035236ae043cbc8ce59cfa69354314593dc9a4f210f212ea201cb0fd7e1ce7a296095ba0ff750d764501992616273bcc9d42afb6f315659e4ea8a1f271d5a",
        ),
        (383, 0, Tag::Message, "sha256 7f4e3d8b991bdc852ff9c220957100600f67bfe0637d3c16fde74e7dffedf0cd"),
        (384, 5, Tag::Rekey, "sha256 25bba512be8d34d8b202e02d00f4d132f0103be0e3bc824e414c03349988525b"),
        (385, 1, Tag::Message, "sha256 2097a5aa0a8a52280cf8647139294844771f84091ed665beaed30958547c69e7"),
        (1000, 100, Tag::Message, "sha256 59b9dd910ddb67e3d3c5494768da1b2709c788941881db092149f9d291d84751"),
    ],
    &[
        (20, 3, Tag::Message, "57ba3427e432fc479a9085ff02e5e283666f4bfa2e20f976140c38982d8f8d1a9ee78c94f4"),
        (100000, 0, Tag::Push, "sha256 d5cf28886d6c50d5ccc255adbe3ac806f75820714f4e2c1582066a6b0b5cf7ac"),
        (17, 0, Tag::Final, "3d08d2a3e95e10bacf2a5ea12cd1b9f699686fc736306ebb684ca43cdbfa5c40f546"),
    ],
];

#[test]
fn both_sides_as_libsodium() {
    let key = unhex(KEY);
    let header = unhex(HEADER);
    let mut seal = Seal::with_header(&key, header);
    let mut open = Open::new(&key, seal.header());
    for (part, chunks) in CHUNKS.into_iter().enumerate() {
        if part > 0 {
            seal.state.exhaust();
            open.state.exhaust();
        }
        for (length, associated, tag, expected) in chunks {
            let (chunk, associated) = (pattern(*length), pattern(*associated));
            let mut sealed = vec![0; length + OVERHEAD];
            seal.push(&chunk, &associated, *tag, &mut sealed).unwrap();
            assert_eq!(shown(&sealed), *expected, "length: {length}");
            let mut opened = vec![0; *length];
            assert!(!open.is_finished(), "length: {length}");
            assert_eq!(open.pull(&sealed, &associated, &mut opened), Ok(*tag), "length: {length}");
            assert_eq!(opened, chunk, "length: {length}");
        }
    }
    assert!(seal.is_finished() && open.is_finished());
    assert_eq!(seal.push(b"", b"", Tag::Message, &mut [0; 17]), Err(Error::Finished));
    assert_eq!(open.pull(&[0; 17], b"", &mut []), Err(Error::Finished));
}

#[test]
fn every_length_comes_back() {
    let mut seal = Seal::new(&[7; 32]).unwrap();
    let mut open = Open::new(&[7; 32], seal.header());
    for length in (0..1100).chain([65_535, 65_536, 65_537]) {
        let (mut sealed, mut opened) = (vec![0; length + OVERHEAD], vec![0; length]);
        seal.push(&pattern(length), b"associated", Tag::Message, &mut sealed).unwrap();
        assert_eq!(open.pull(&sealed, b"associated", &mut opened), Ok(Tag::Message), "length: {length}");
        assert_eq!(opened, pattern(length), "length: {length}");
    }
}

#[test]
fn a_failure_changes_nothing() {
    let mut seal = Seal::new(&[7; 32]).unwrap();
    let mut open = Open::new(&[7; 32], seal.header());
    let chunks = [&b"the first"[..], b"the second", b"", b"the last"];
    let tags = [Tag::Message, Tag::Rekey, Tag::Push, Tag::Final];
    let sealed: Vec<_> = chunks
        .iter()
        .zip(tags)
        .map(|(chunk, tag)| {
            let mut out = vec![0; chunk.len() + OVERHEAD];
            seal.push(chunk, b"associated", tag, &mut out).unwrap();
            out
        })
        .collect();
    for (number, ((chunk, sealed), tag)) in chunks.iter().zip(&sealed).zip(tags).enumerate() {
        let mut refuse = |bad: &[u8], associated: &[u8], what: &str| {
            let mut out = vec![0xaa; bad.len().saturating_sub(OVERHEAD)];
            assert_eq!(open.pull(bad, associated, &mut out), Err(Error::Authentication), "chunk: {number}, {what}");
            assert!(out.iter().all(|byte| *byte == 0), "chunk: {number}, {what}");
        };
        for bit in 0..sealed.len() * 8 {
            let mut changed = sealed.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            refuse(&changed, b"associated", &format!("bit: {bit}"));
        }
        for length in 0..sealed.len() {
            refuse(&sealed[..length], b"associated", &format!("length: {length}"));
        }
        refuse(&[&sealed[..], &[0]].concat(), b"associated", "one more");
        refuse(sealed, b"associatee", "other data");
        refuse(sealed, b"", "no data");
        for (other, chunk) in seals_of(&chunks, b"associated").iter().enumerate() {
            refuse(chunk, b"associated", &format!("another stream's: {other}"));
        }
        let mut out = vec![0xaa; chunk.len() + 1];
        assert_eq!(open.pull(sealed, b"associated", &mut out), Err(Error::Parameter));
        out.truncate(chunk.len());
        assert_eq!(open.pull(sealed, b"associated", &mut out), Ok(tag), "chunk: {number}");
        assert_eq!(out, *chunk, "chunk: {number}");
        assert!(open.pull(sealed, b"associated", &mut out).is_err(), "chunk: {number}, again");
    }
}

/// The same chunks in another stream with the same key.
fn seals_of(chunks: &[&[u8]], associated: &[u8]) -> Vec<Vec<u8>> {
    let mut seal = Seal::new(&[7; 32]).unwrap();
    let push = |chunk: &&[u8]| {
        let mut out = vec![0; chunk.len() + OVERHEAD];
        seal.push(chunk, associated, Tag::Message, &mut out).unwrap();
        out
    };
    chunks.iter().map(push).collect()
}

#[test]
fn chunks_stay_in_order() {
    let mut seal = Seal::new(&[7; 32]).unwrap();
    let mut sealed = [[0; 18]; 3];
    for out in &mut sealed {
        seal.push(b"x", b"", Tag::Message, out).unwrap();
    }
    let mut open = Open::new(&[7; 32], seal.header());
    let mut out = [0];
    assert_eq!(open.pull(&sealed[1], b"", &mut out), Err(Error::Authentication));
    assert_eq!(open.pull(&sealed[2], b"", &mut out), Err(Error::Authentication));
    assert_eq!(open.pull(&sealed[0], b"", &mut out), Ok(Tag::Message));
    assert_eq!(open.pull(&sealed[2], b"", &mut out), Err(Error::Authentication));
    assert_eq!(open.pull(&sealed[0], b"", &mut out), Err(Error::Authentication));
    assert_eq!(open.pull(&sealed[1], b"", &mut out), Ok(Tag::Message));
    assert_eq!(open.pull(&sealed[2], b"", &mut out), Ok(Tag::Message));
    assert!(!open.is_finished());
}

#[test]
fn other_tags_are_refused() {
    for number in 0..=255 {
        let mut state = State::new(&[7; 32], &[9; 24]);
        let mut sealed = [0; 22];
        state.push(b"chunk", b"", number, &mut sealed).unwrap();
        let mut open = Open::new(&[7; 32], &[9; 24]);
        let expected = Tag::from_number(number).ok_or(Error::Authentication);
        assert_eq!(open.pull(&sealed, b"", &mut [0; 5]), expected, "tag: {number}");
        assert_eq!(expected.map_or(number, Tag::number), number);
    }
}

#[test]
fn outputs_have_their_length() {
    let mut seal = Seal::new(&[7; 32]).unwrap();
    for length in (0..60).filter(|length| *length != 5 + OVERHEAD) {
        let mut out = vec![0; length];
        assert_eq!(seal.push(b"chunk", b"", Tag::Message, &mut out), Err(Error::Parameter), "length: {length}");
    }
    assert_ne!(Seal::new(&[7; 32]).unwrap().header(), seal.header());
    assert_eq!(format!("{seal:?} {:?}", Open::new(&[7; 32], seal.header())), "stream::Seal stream::Open");
}
