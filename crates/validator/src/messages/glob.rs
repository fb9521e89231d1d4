//! Keys that hold stars: a star stands for any bytes but dots.

/// Whether a text is one that a key means.
pub(super) fn matches(key: &[u8], text: &[u8]) -> bool {
    let mut keys = key.split(|&byte| byte == b'.');
    let mut texts = text.split(|&byte| byte == b'.');
    loop {
        match (keys.next(), texts.next()) {
            (Some(key), Some(text)) if matches_segment(key, text) => {}
            (None, None) => return true,
            _ => return false,
        }
    }
}

/// The same within a segment: the pieces between the stars, one after the other, each at the first place where it is.
pub(super) fn matches_segment(key: &[u8], text: &[u8]) -> bool {
    let Some(first) = memchr::memchr(b'*', key) else { return key == text };
    let last = memchr::memrchr(b'*', key).unwrap_or(first);
    let (Some(start), Some(end)) = (key.get(..first), key.get(last + 1..)) else { return false };
    let Some(mut rest) = text.strip_prefix(start).and_then(|text| text.strip_suffix(end)) else { return false };
    for piece in key.get(first..last).unwrap_or_default().split(|&byte| byte == b'*') {
        let Some(at) = memchr::memmem::find(rest, piece) else { return false };
        rest = rest.get(at + piece.len()..).unwrap_or_default();
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_stand_for_anything_but_dots() {
        for (key, text, expected) in [
            ("a.b", "a.b", true),
            ("a.b", "a.b.c", false),
            ("a.*", "a.b", true),
            ("a.*", "a.", true),
            ("a.*", "a.b.c", false),
            ("a.*.c", "a.b.c", true),
            ("*", "", true),
            ("*.*", "a", false),
            ("a*c.d", "abc.d", true),
            ("a*b*c", "axxbyybzc", true),
            ("a*b*c", "axxcyyc", false),
            ("ab*ba", "aba", false),
            ("ab*ba", "abba", true),
            ("**", "a", true),
            ("a**a", "aa", true),
            ("a.*", "a.b\u{e9}\n", true),
        ] {
            assert_eq!(matches(key.as_bytes(), text.as_bytes()), expected, "key: {key}, text: {text}");
        }
    }
}
