//! What is found eight bytes at a time is what is found one by one.

use super::*;

/// Every byte at every place of a text that has nothing else to find, so that each meets every position of a word and of the rest.
fn each_text(plain: u8, mut check: impl FnMut(&[u8])) {
    for length in [0, 1, 7, 8, 9, 31, 32, 33, 40, 71] {
        let text = vec![plain; length];
        check(&text);
        for at in 0..length {
            for byte in 0..=255 {
                let mut text = text.clone();
                text[at] = byte;
                check(&text);
                // What a borrow might touch.
                if let Some(next) = text.get_mut(at + 1) {
                    *next = byte ^ 1;
                    check(&text);
                }
            }
        }
    }
}

fn first(bytes: &[u8], is_inside: impl Fn(u8) -> bool) -> usize {
    bytes.iter().position(|&byte| !is_inside(byte)).unwrap_or(bytes.len())
}

#[test]
fn ends_are_found_where_they_are() {
    each_text(b'v', |text| {
        let is_value = |byte: u8| byte == b'\t' || (byte >= b' ' && byte != 0x7f);
        assert_eq!(value_end(text, 0), first(text, is_value), "value {}", text.escape_ascii());
        let is_target = |byte: u8| (b'!'..0x7f).contains(&byte) && byte != b'#';
        assert_eq!(target_end(text, 0), first(text, is_target), "target {}", text.escape_ascii());
        let is_path = |byte: u8| is_target(byte) && byte != b'?';
        assert_eq!(path_end(text, 0), first(text, is_path), "path {}", text.escape_ascii());
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        assert_eq!(token_end(text, 0), first(text, is_name), "token {}", text.escape_ascii());
        assert_eq!(is_token(text), !text.is_empty() && text.iter().all(|&byte| is_name(byte)));
    });
}

#[test]
fn hyphens_hide_nothing_behind_them() {
    each_text(b'-', |text| {
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        assert_eq!(token_end(text, 0), first(text, is_name), "token {}", text.escape_ascii());
    });
}

#[test]
fn an_end_is_looked_for_from_a_place_on() {
    for (text, at, end) in [("a:b:", 2, 3), ("a", 1, 1), ("a", 5, 5), ("ab\r\n", 1, 2)] {
        assert_eq!(token_end(text.as_bytes(), at), end, "{text} from {at}");
    }
}

#[test]
fn elements_of_lists_are_trimmed() {
    for (list, expected) in
        [("a", &["a"][..]), ("a, b", &["a", "b"]), (" a\t,,b ", &["a", "", "b"]), ("", &[""]), (" \t ", &[""])]
    {
        let found: Vec<_> = elements(list.as_bytes()).collect();
        let expected: Vec<_> = expected.iter().map(|element| element.as_bytes()).collect();
        assert_eq!(found, expected, "{list:?}");
    }
}
