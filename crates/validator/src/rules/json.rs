//! Whether a text is JSON.

use highper_serializer::json::{Options, check};

/// The default depth of PHP's `json_validate()`: fewer arrays and objects than this may be inside each other.
const DEPTH: usize = 512;

/// Whether `json_validate()` accepts it.
#[must_use]
pub fn is_json(text: &[u8]) -> bool {
    check(text, Options { depth: DEPTH, ..Options::default() }, false).is_ok()
}

#[cfg(test)]
mod tests {
    use super::is_json;

    #[test]
    fn json_is_what_json_validate_accepts() {
        for (text, expected) in [
            (b"1".as_slice(), true),
            (b" [1, {\"a\": null}]\n", true),
            (b"\"\\ud83d\\ude00\"", true),
            (b"{\"\\u0000a\":1}", true),
            (b"1e999", true),
            (b"", false),
            (b" ", false),
            (b"[1,]", false),
            (b"{a:1}", false),
            (b"'a'", false),
            (b"01", false),
            (b"nul", false),
            (b"NULL", false),
            (b"1 2", false),
            (b"\"\xff\"", false),
            (b"\"\\ud83d\"", false),
            (b"\"\n\"", false),
            (b"\x0c1", false),
            (b"1\0", false),
        ] {
            assert_eq!(is_json(text), expected, "input: {}", text.escape_ascii());
        }
        for (depth, expected) in [(1, true), (511, true), (512, false)] {
            assert_eq!(is_json(format!("{}{}", "[".repeat(depth), "]".repeat(depth)).as_bytes()), expected, "{depth}");
        }
    }
}
