//! What is asked of a password: kinds of characters, and how hard it is to guess.

use super::category::{LETTER, LOWER, NUMBER, PUNCTUATION, SEPARATOR, SYMBOL, UPPER, category};
use super::string::length;

/// What a password must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requirements {
    /// Code points, at least.
    pub min: usize,
    /// A letter.
    pub letters: bool,
    /// A letter in lower case and one in upper case.
    pub mixed: bool,
    /// A number.
    pub numbers: bool,
    /// A separator, a sign or a punctuation mark.
    pub symbols: bool,
}

impl Default for Requirements {
    fn default() -> Self {
        Self { min: 8, letters: false, mixed: false, numbers: false, symbols: false }
    }
}

impl Requirements {
    fn categories(&self) -> u8 {
        [(self.letters, LETTER), (self.mixed, LOWER | UPPER), (self.numbers, NUMBER), (self.symbols, SYMBOL)]
            .into_iter()
            .fold(0, |sum, (is_wanted, categories)| if is_wanted { sum | categories } else { sum })
    }
}

/// Whether a password has all that is required. One that is not UTF-8 has no characters of any kind.
#[must_use]
pub fn is_satisfied(text: &[u8], requirements: &Requirements) -> bool {
    let mut wanted = requirements.categories();
    if length(text) < requirements.min {
        return false;
    }
    if wanted == 0 {
        return true;
    }
    std::str::from_utf8(text).is_ok_and(|text| {
        text.chars().any(|character| {
            wanted &= !match category(character) {
                // To the rule all three are symbols.
                SEPARATOR | PUNCTUATION => SYMBOL,
                category => category,
            };
            wanted == 0
        })
    })
}

/// Bits of entropy from which a password is weak, medium, strong, very strong.
const LEVELS: [f64; 4] = [60.0, 80.0, 100.0, 120.0];

/// How hard a password is to guess, from 0 to 4, estimated by how many different bytes it has, of how many kinds.
#[must_use]
pub fn strength(text: &[u8]) -> u8 {
    let mut is_there = [false; 256];
    let mut kinds = [0; 6];
    let mut different = 0_u32;
    for &byte in text {
        let Some(is_there) = is_there.get_mut(usize::from(byte)) else { continue };
        if std::mem::replace(is_there, true) {
            continue;
        }
        different += 1;
        let (kind, size) = match byte {
            0..=0x1f | 0x7f => (0, 33),
            b'0'..=b'9' => (1, 10),
            b'A'..=b'Z' => (2, 26),
            b'a'..=b'z' => (3, 26),
            0x80..=0xff => (4, 128),
            _ => (5, 33),
        };
        if let Some(kind) = kinds.get_mut(kind) {
            *kind = size;
        }
    }
    if different == 0 {
        return 0;
    }
    let pool: u32 = kinds.iter().sum();
    let repeated = u32::try_from(text.len()).unwrap_or(u32::MAX) - different;
    let entropy = f64::from(different) * f64::from(pool).log2() + f64::from(repeated) * f64::from(different).log2();
    LEVELS.iter().fold(0, |sum, &level| sum + u8::from(entropy >= level))
}

#[cfg(test)]
mod tests {
    use super::{Requirements, is_satisfied, strength};

    #[test]
    fn requirements_are_met_by_unicode() {
        let letters = Requirements { min: 1, letters: true, ..Requirements::default() };
        let mixed = Requirements { min: 1, mixed: true, ..Requirements::default() };
        let numbers = Requirements { min: 1, numbers: true, ..Requirements::default() };
        let symbols = Requirements { min: 1, symbols: true, ..Requirements::default() };
        let all = Requirements { min: 4, letters: true, mixed: true, numbers: true, symbols: true };
        for (text, requirements, expected) in [
            (b"1234567".as_slice(), Requirements::default(), false),
            (b"12345678", Requirements::default(), true),
            ("\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}\u{e9}".as_bytes(), Requirements::default(), false),
            (b"\xff\xff\xff\xff\xff\xff\xff\xff", Requirements::default(), true),
            (b"1_2", letters, false),
            (b"1a", letters, true),
            ("\u{30e6}".as_bytes(), letters, true),
            (b"aa", mixed, false),
            (b"AA", mixed, false),
            (b"aA", mixed, true),
            (b"A\na", mixed, true),
            ("\u{e9}\u{c9}".as_bytes(), mixed, true),
            ("\u{1c5}".as_bytes(), mixed, false),
            (b"ab", numbers, false),
            ("\u{661}".as_bytes(), numbers, true),
            ("\u{bd}".as_bytes(), numbers, true),
            (b"a1\n", symbols, false),
            (b"a b", symbols, true),
            (b"a-", symbols, true),
            ("\u{20ac}".as_bytes(), symbols, true),
            (b"aA1-", all, true),
            (b"aA1", all, false),
            (b"aA11", all, false),
            (b"aA1-\xff", all, false),
        ] {
            assert_eq!(is_satisfied(text, &requirements), expected, "{} {requirements:?}", text.escape_ascii());
        }
    }

    #[test]
    fn strength_is_by_entropy() {
        for (text, expected) in [
            (b"".as_slice(), 0),
            (b"password", 0),
            (b"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 0),
            (b"How-is-this?", 1),
            (b"Reasonable-pwd", 2),
            (b"This 1s a very g00d Pa55word! ;-)", 4),
            (b"pudding-smack-under-", 3),
            ("\u{1f4e6}\u{1f4e6}\u{1f4e6}\u{1f4e6}\u{1f4e6}\u{1f4e6}".as_bytes(), 1),
        ] {
            assert_eq!(strength(text), expected, "input: {}", text.escape_ascii());
        }
    }
}
