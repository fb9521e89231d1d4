//! Every instruction set against the plain way, at every place of texts that exercise the edges of blocks.

use super::{Stop, Vector, tail};

/// Every length, but in Miri, which takes its time: then lengths that end at different places of a block.
const STEP: usize = if cfg!(miri) { 13 } else { 1 };

fn agree<V: Vector>() {
    let pieces: &[&[u8]] = &[
        b"a",
        b"\"",
        b"\\",
        b"\x1f",
        b" ",
        b"\x7f",
        "é".as_bytes(),
        "語".as_bytes(),
        "😀".as_bytes(),
        b"\x80",
        b"\xc0\x80",
        b"\xe0\x80\x80",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"\xf0\x8f\xbf\xbf",
        b"\xf5",
        b"\xc3",
        b"\xe8\xaa",
        b"\xf0\x9f\x98",
    ];
    for piece in pieces {
        for end in pieces.iter().step_by(if cfg!(miri) { 6 } else { 1 }) {
            for fill in (0..70).step_by(STEP) {
                let input =
                    [&b"x".repeat(fill), *piece, *end, b"tail of a text \"and more of it behind that\""].concat();
                let wanted = tail::text(&input, 0, 0, false);
                let found = V::text(&input, 0);
                assert_eq!(found.is_valid, wanted.is_valid, "{input:?}");
                let mut copy = b"kept".to_vec();
                assert_eq!(V::copy_text(&input, 0, &mut copy), found);
                if wanted.is_valid {
                    assert_eq!(found, wanted, "{input:?}");
                    assert_eq!(copy, [b"kept", &input[..wanted.at]].concat());
                }
                assert_eq!(V::text(&input[..fill], 0), Stop { at: fill, is_valid: true });
            }
        }
    }
    for fill in (0..70).step_by(STEP) {
        let input = [&b" \n\t\r".repeat(fill)[..fill], b"x y"].concat();
        for guess in (0..70).step_by(STEP) {
            assert_eq!(V::skip_space(&input, 0, guess), fill, "guess: {guess}");
            assert_eq!(V::skip_space(&input[..fill], 0, guess), fill, "guess: {guess}");
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[test]
fn sse2_agrees_with_the_plain_way() {
    agree::<super::sse2::Sse2>();
}

#[test]
fn the_best_one_agrees_with_the_plain_way() {
    struct Agree;
    impl super::Task for Agree {
        type Output = ();
        #[inline(always)]
        fn run<V: Vector>(self) {
            agree::<V>();
        }
    }
    super::dispatch(Agree);
}

#[test]
fn utf8_is_that_of_the_standard_library() {
    let pieces: [&[u8]; 12] = [
        b"",
        b"a",
        "é".as_bytes(),
        "語".as_bytes(),
        "😀".as_bytes(),
        b"\xc3",
        b"\xe8\xaa",
        b"\xf0\x9f\x98",
        b"\x80",
        b"\xed\xa0\x80",
        b"\xe0\x80\x80",
        b"\xf4\x90\x80\x80",
    ];
    for piece in pieces {
        for before in (0..70).step_by(STEP) {
            for after in [0, 1, 31, 32, 33] {
                let bytes = [&b"x".repeat(before), piece, &b"y".repeat(after)].concat();
                assert_eq!(super::is_utf8(&bytes), std::str::from_utf8(&bytes).is_ok(), "{before} {piece:?} {after}");
            }
        }
    }
}
