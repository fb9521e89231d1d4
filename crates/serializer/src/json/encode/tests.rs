//! Appending to a vector.

use super::flags::{INVALID_UTF8_IGNORE, PRESERVE_ZERO_FRACTION};
use super::{Escapes, InvalidUtf8, double, integer, string, unsigned};

#[test]
fn parts_are_appended() {
    let mut out = b"[".to_vec();
    assert_eq!(string(&mut out, "a/\u{e9}".as_bytes(), Escapes::DEFAULT), Ok(()));
    integer(&mut out, -12);
    unsigned(&mut out, u64::MAX);
    assert!(double(&mut out, 1.0, PRESERVE_ZERO_FRACTION));
    assert_eq!(out, br#"["a\/\u00e9"-12184467440737095516151.0"#);
}

#[test]
fn what_json_cannot_say_is_refused_and_nothing_appended() {
    let mut out = b"[".to_vec();
    for invalid in [&b"\xff"[..], &[&[b'a'; 5000][..], b"\xff"].concat()] {
        assert_eq!(string(&mut out, invalid, Escapes::DEFAULT), Err(InvalidUtf8));
        assert_eq!(out, b"[");
    }
    for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert!(!double(&mut out, value, 0));
        assert_eq!(out, b"[");
    }
}

#[test]
fn long_texts_are_judged_as_if_in_one_piece() {
    let escapes = Escapes::new(INVALID_UTF8_IGNORE);
    for (text, expected) in [
        ([&[b'a'; 2047][..], "あ".as_bytes(), &[b'z'; 3000]].concat(), 2047 + 6 + 3000),
        ([&[b'a'; 2047][..], b"\xe3\xc0\xc0", &[b'z'; 3000]].concat(), 2047 + 3000),
        ([&[0x80; 2047][..], b"\xe3\xc0\xc0", &[0x80; 3000]].concat(), 0),
    ] {
        let mut out = Vec::new();
        assert_eq!(string(&mut out, &text, &escapes), Ok(()));
        assert_eq!(out.len(), expected + 2);
    }
}
