//! General categories of characters, by Unicode 16, as sets of bits. PHP's PCRE brings tables of its own: letters newer than the older of the
//! two are letters to one of them only.

use unicode_general_category::{GeneralCategory, get_general_category};

/// Letters, `\pL`.
pub(super) const LETTER: u8 = 1;
/// Lower case letters, `\p{Ll}`, which are letters as well.
pub(super) const LOWER: u8 = 1 << 1;
/// Upper case letters, `\p{Lu}`, likewise.
pub(super) const UPPER: u8 = 1 << 2;
/// Marks, `\pM`.
pub(super) const MARK: u8 = 1 << 3;
/// Numbers, `\pN`.
pub(super) const NUMBER: u8 = 1 << 4;
/// Symbols, `\pS`.
pub(super) const SYMBOL: u8 = 1 << 5;
/// Punctuation, `\pP`.
pub(super) const PUNCTUATION: u8 = 1 << 6;
/// Separators, `\pZ`.
pub(super) const SEPARATOR: u8 = 1 << 7;
/// Controls, formats, private use and what is not assigned, `\pC`: what is nothing of the above.
pub(super) const OTHER: u8 = 0;

/// The category of a character.
pub(super) fn category(character: char) -> u8 {
    use GeneralCategory as Of;
    match get_general_category(character) {
        Of::LowercaseLetter => LETTER | LOWER,
        Of::UppercaseLetter => LETTER | UPPER,
        Of::TitlecaseLetter | Of::ModifierLetter | Of::OtherLetter => LETTER,
        Of::NonspacingMark | Of::SpacingMark | Of::EnclosingMark => MARK,
        Of::DecimalNumber | Of::LetterNumber | Of::OtherNumber => NUMBER,
        Of::MathSymbol | Of::CurrencySymbol | Of::ModifierSymbol | Of::OtherSymbol => SYMBOL,
        Of::ConnectorPunctuation
        | Of::DashPunctuation
        | Of::OpenPunctuation
        | Of::ClosePunctuation
        | Of::InitialPunctuation
        | Of::FinalPunctuation
        | Of::OtherPunctuation => PUNCTUATION,
        Of::SpaceSeparator | Of::LineSeparator | Of::ParagraphSeparator => SEPARATOR,
        _ => OTHER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_have_one_category() {
        for (character, expected) in [
            ('a', LETTER | LOWER),
            ('ß', LETTER | LOWER),
            ('É', LETTER | UPPER),
            ('\u{1C5}', LETTER),
            ('\u{1D400}', LETTER | UPPER),
            ('7', NUMBER),
            ('٣', NUMBER),
            ('\u{301}', MARK),
            ('€', SYMBOL),
            ('\u{1F600}', SYMBOL),
            ('¿', PUNCTUATION),
            ('\0', OTHER),
            ('\u{AD}', OTHER),
            ('\u{E000}', OTHER),
            ('\u{10FFFF}', OTHER),
            (' ', SEPARATOR),
            ('\u{2028}', SEPARATOR),
        ] {
            assert_eq!(category(character), expected, "character: {character:?}");
        }
    }
}
