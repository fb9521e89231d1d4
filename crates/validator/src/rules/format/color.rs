//! Colours.

/// Whether a text is `#` and 3, 4, 6 or 8 hexadecimal digits.
#[must_use]
pub fn is_hex_color(text: &[u8]) -> bool {
    matches!(text, [b'#', digits @ ..] if matches!(digits.len(), 3 | 4 | 6 | 8) && digits.iter().all(u8::is_ascii_hexdigit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colors_have_four_lengths() {
        for (text, expected) in [
            ("#FFF", true),
            ("#ffff", true),
            ("#00ff00", true),
            ("#FF000080", true),
            ("#ff", false),
            ("#123AB", false),
            ("#1234567", false),
            ("#123456789", false),
            ("#GGG", false),
            ("#FFF\n", false),
            ("FFF", false),
            ("#", false),
            ("", false),
        ] {
            assert_eq!(is_hex_color(text.as_bytes()), expected, "text: {text:?}");
        }
    }
}
