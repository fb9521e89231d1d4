//! Tests of texts.

use super::{
    Encoding, fold_case, has_encoding, is_alpha, is_alpha_dash, is_alpha_num, is_ascii, is_blank, is_lowercase,
    is_uppercase, length, trim,
};

#[test]
fn lengths_are_in_code_points_or_bytes() {
    for (text, expected) in [
        (b"".as_slice(), 0),
        (b"abc", 3),
        (b"a\0b", 3),
        ("\u{e9}".as_bytes(), 1),
        ("e\u{301}".as_bytes(), 2),
        ("\u{1f600}!".as_bytes(), 2),
        (b"\xff", 1),
        (b"\xc3\xa9\xff", 3),
        (b"\xed\xa0\x80", 3),
        (b"\xc0\x80", 2),
    ] {
        assert_eq!(length(text), expected, "input: {text:x?}");
    }
}

#[test]
fn blanks_are_those_of_trim() {
    for (text, expected) in [
        (b"".as_slice(), b"".as_slice()),
        (b" \n\r\t\x0b\0", b""),
        (b" a b\0", b"a b"),
        (b"\x0ca\x0c", b"\x0ca\x0c"),
        ("\u{a0}".as_bytes(), "\u{a0}".as_bytes()),
    ] {
        assert_eq!(trim(text), expected, "input: {text:x?}");
        assert_eq!(is_blank(text), expected.is_empty(), "input: {text:x?}");
    }
}

#[test]
fn letters_marks_and_numbers() {
    // alpha, alpha_dash, alpha_num; then the three of them in ASCII.
    for (text, wide, narrow) in [
        (b"".as_slice(), [false, false, false], [false, false, false]),
        (b"abcXYZ", [true, true, true], [true, true, true]),
        (b"abc123", [false, true, true], [false, true, true]),
        (b"a-b_c", [false, true, false], [false, true, false]),
        (b"a b", [false, false, false], [false, false, false]),
        (b"abc\n", [false, false, false], [false, false, false]),
        (b"a.b", [false, false, false], [false, false, false]),
        ("Continuaci\u{f3}n".as_bytes(), [true, true, true], [false, false, false]),
        ("\u{30e6}\u{30fc}x-1".as_bytes(), [false, true, false], [false, false, false]),
        ("\u{928}\u{94d}\u{915}".as_bytes(), [true, true, true], [false, false, false]),
        ("\u{661}\u{2167}\u{b2}".as_bytes(), [false, true, true], [false, false, false]),
        ("\u{301}".as_bytes(), [true, true, true], [false, false, false]),
        ("a\u{a0}".as_bytes(), [false, false, false], [false, false, false]),
        ("\u{20ac}".as_bytes(), [false, false, false], [false, false, false]),
        ("\u{e9} ".as_bytes(), [false, false, false], [false, false, false]),
        (b"a\xff", [false, false, false], [false, false, false]),
        (b"\xc3\xa9\xff", [false, false, false], [false, false, false]),
    ] {
        let both =
            [false, true].map(|ascii| [is_alpha(text, ascii), is_alpha_dash(text, ascii), is_alpha_num(text, ascii)]);
        assert_eq!(both, [wide, narrow], "input: {text:x?}");
    }
}

#[test]
fn ascii_is_what_laravel_takes_for_it() {
    for (text, expected) in [
        (b"".as_slice(), true),
        (b"Dusseldorf ~!", true),
        (b"\t\r\n", true),
        (b"\x10\x13", true),
        (b"\0", false),
        (b"\x0b", false),
        (b"\x0c", false),
        (b"\x1b", false),
        (b"\x7f", false),
        (b"\x80", false),
        ("D\u{fc}sseldorf".as_bytes(), false),
    ] {
        assert_eq!(is_ascii(text), expected, "input: {text:x?}");
    }
}

#[test]
fn case_is_full_and_unicode() {
    for (text, lower, upper, folded) in [
        (b"".as_slice(), true, true, b"".as_slice()),
        (b"abc 1", true, false, b"abc 1"),
        (b"ABC 1", false, true, b"abc 1"),
        (b"aB", false, false, b"ab"),
        (b"12-3", true, true, b"12-3"),
        ("\u{e9}".as_bytes(), true, false, "\u{e9}".as_bytes()),
        ("\u{c9}A".as_bytes(), false, true, "\u{e9}a".as_bytes()),
        ("\u{df}".as_bytes(), true, false, "\u{df}".as_bytes()),
        ("\u{1e9e}".as_bytes(), false, true, "\u{df}".as_bytes()),
        ("\u{130}".as_bytes(), false, true, b"i"),
        ("\u{3a3}\u{3c2}".as_bytes(), false, false, "\u{3c3}\u{3c2}".as_bytes()),
        ("\u{1c5}".as_bytes(), false, false, "\u{1c6}".as_bytes()),
        ("\u{30e6}".as_bytes(), true, true, "\u{30e6}".as_bytes()),
        ("\u{149}".as_bytes(), true, false, "\u{149}".as_bytes()),
        (b"A\xff", false, false, b"a\xff"),
        (b"\xff", false, false, b"\xff"),
    ] {
        assert_eq!((is_lowercase(text), is_uppercase(text)), (lower, upper), "input: {text:x?}");
        assert_eq!(&*fold_case(text), folded, "input: {text:x?}");
    }
}

#[test]
fn encodings_are_checked_as_mbstring_does() {
    use Encoding as Of;
    assert_eq!(Encoding::parse(b"utf-16Le"), Some(Of::Utf16Le));
    assert_eq!(Encoding::parse(b"latin1"), None);
    for (text, encoding, expected) in [
        ("\u{20ac}".as_bytes(), Of::Utf8, true),
        (b"\xff", Of::Utf8, false),
        (b"\xed\xa0\x80", Of::Utf8, false),
        (b"a\x7f\0", Of::Ascii, true),
        (b"\x80", Of::Ascii, false),
        (b"\x80\xff", Of::Latin1, true),
        (b"\0a", Of::Utf16, true),
        (b"\0a\0", Of::Utf16, false),
        (b"\xd8\x00", Of::Utf16, false),
        (b"\xd8\x00\xdc\x00", Of::Utf16, true),
        (b"\xff\xfe\x00\xd8\x00\xdc", Of::Utf16, true),
        (b"\xfe\xff\xd8\x00\xdc\x00", Of::Utf16, true),
        (b"\xff\xfe\x00\xd8\x00\xdc", Of::Utf16Be, true),
        (b"\xdc\x00", Of::Utf16Be, false),
        (b"\x00\xdc", Of::Utf16Le, false),
        (b"\x00\xd8\x00\xdc", Of::Utf16Le, true),
        (b"\0\x10\xff\xff", Of::Utf32, true),
        (b"\0\x11\0\0", Of::Utf32, false),
        (b"\0\0\xd8\0", Of::Utf32Be, false),
        (b"\0\0\0", Of::Utf32Be, false),
        (b"a\0\0\0", Of::Utf32Le, true),
        (b"\xff\xfe\0\0a\0\0\0", Of::Utf32, true),
        (b"a\0\0\0", Of::Utf32, false),
    ] {
        assert_eq!(has_encoding(text, encoding), expected, "input: {text:x?} {encoding:?}");
    }
}
