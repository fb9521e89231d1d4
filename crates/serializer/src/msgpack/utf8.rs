//! Whether bytes are UTF-8: eight at a time as long as they are ASCII, which most are.

use crate::json::simd;

/// Whether the bytes are UTF-8 as Unicode defines it.
#[inline(always)]
pub fn is_utf8(bytes: &[u8]) -> bool {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut high = 0;
    for &word in words {
        high |= u64::from_ne_bytes(word);
    }
    for &byte in rest {
        high |= u64::from(byte);
    }
    high & HIGH == 0 || if bytes.len() < LONG { is_multibyte_utf8(bytes) } else { simd::is_utf8(bytes) }
}

/// From here on whole vectors are faster.
const LONG: usize = 32;

const HIGH: u64 = 0x8080_8080_8080_8080;

/// The same for what has bytes above 0x7f: runs of ASCII and of characters of three bytes, which Asian scripts have, are passed
/// by words.
#[inline(never)]
fn is_multibyte_utf8(mut bytes: &[u8]) -> bool {
    while let Some((word, _)) = bytes.split_first_chunk::<8>() {
        let word = u64::from_le_bytes(*word);
        let high = word & HIGH;
        if high == 0 {
            bytes = bytes.get(8..).unwrap_or_default();
            continue;
        }
        let ascii = high.trailing_zeros() / 8;
        let word = word >> (ascii * 8);
        // How much of the word is a whole number of characters.
        let length = if is_three(word) {
            if ascii <= 2 && is_three(word >> 24) { 6 } else { 3 }
        } else if word & 0xc0e0 == 0x80c0 && word & 0x1e != 0 {
            // Two bytes; 0xc0 and 0xc1 would be overlong.
            2
        } else {
            4
        };
        let end = ascii as usize + length;
        if length == 4 || end > 8 {
            // Four bytes, or what goes on behind the word, or what is malformed.
            let Some(rest) = bytes.get(ascii as usize..).and_then(behind_character) else { return false };
            bytes = rest;
        } else {
            bytes = bytes.get(end..).unwrap_or_default();
        }
    }
    std::str::from_utf8(bytes).is_ok()
}

/// Whether a character of three bytes is in the low bytes of a word: neither overlong (0xe0 0x80 to 0x9f) nor a surrogate (0xed 0xa0 to 0xbf).
#[inline(always)]
const fn is_three(word: u64) -> bool {
    let lead = word & 0x200f;
    word & 0x00c0_c0f0 == 0x0080_80e0 && lead != 0 && lead != 0x200d
}

/// What follows the first character, which is not ASCII; `None` if it is malformed.
fn behind_character(bytes: &[u8]) -> Option<&[u8]> {
    let length = match bytes.first()? {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        _ => 4,
    };
    let (character, rest) = bytes.split_at_checked(length)?;
    std::str::from_utf8(character).is_ok().then_some(rest)
}

/// How many of the bytes come before the first malformed sequence.
#[cold]
pub fn valid_length(bytes: &[u8]) -> usize {
    std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_utf8_is_unicodes_definition() {
        for (bytes, valid) in [
            (&b""[..], 0),
            (b"ascii that is longer than a word", 32),
            ("\u{7f}\u{80}\u{7ff}\u{800}\u{ffff}\u{10000}\u{10ffff}".as_bytes(), 19),
            (b"12345678\x80", 8),
            (b"a\xc0\x80", 1),
            (b"ab\xed\xa0\x80", 2),
            (b"\xf4\x90\x80\x80", 0),
            (b"abcdefgh\xe3\x81", 8),
        ] {
            assert_eq!(is_utf8(bytes), valid == bytes.len(), "bytes: {bytes:x?}");
            assert_eq!(valid_length(bytes), valid, "bytes: {bytes:x?}");
        }
    }

    /// Every sequence of up to four bytes at every offset within a word, by the bytes at which definitions change.
    #[test]
    fn words_and_bytes_agree_with_the_standard_library() {
        const EDGES: [u8; 22] = [
            0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xef,
            0xf0, 0xf1, 0xf4, 0xf5,
        ];
        let mut count = 0;
        for number in 0..EDGES.len().pow(4) {
            let sequence = [1, EDGES.len(), EDGES.len().pow(2), EDGES.len().pow(3)]
                .map(|power| EDGES[number / power % EDGES.len()]);
            for before in 0..8 {
                for after in [0, 9] {
                    let bytes =
                        [&[b'x'; 8][..before], &sequence, &"\u{3042}\u{e9}z\u{3044}".as_bytes()[..after]].concat();
                    assert_eq!(is_utf8(&bytes), std::str::from_utf8(&bytes).is_ok(), "bytes: {bytes:x?}");
                    count += 1;
                }
            }
        }
        assert_eq!(count, 22 * 22 * 22 * 22 * 16);
    }
}
