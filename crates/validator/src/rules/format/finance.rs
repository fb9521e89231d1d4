//! Numbers of accounts, banks and cards.

mod card;
mod iban;

use std::sync::LazyLock;

pub use card::{Scheme, is_card};
pub use iban::is_iban;

use super::data;

static COUNTRIES: LazyLock<Box<[&[u8]]>> = LazyLock::new(|| {
    data::entries(include_str!("../../../../../php/Data/countries.php"))
        .map(|(country, _)| country.as_bytes())
        .collect()
});

/// Whether a text is a business identifier code of ISO 9362: four letters or digits, a country, two letters or digits, and perhaps three
/// more for a branch, all upper case.
#[must_use]
pub fn is_bic(text: &[u8]) -> bool {
    matches!(text.len(), 8 | 11)
        && text.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'A'..=b'Z'))
        && text.get(4..6).is_some_and(|country| COUNTRIES.binary_search(&country).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_countries_are_sorted() {
        assert_eq!(COUNTRIES.len(), 250);
        assert!(COUNTRIES.is_sorted());
    }

    #[test]
    fn bank_codes_name_a_country() {
        for (text, expected) in [
            ("DEUTDEFF", true),
            ("DEUTDEFF500", true),
            ("E097AEXXXXX", true),
            ("PCBKXKPR", true),
            ("DEUTZZFF", false),
            ("DEUT12FF", false),
            ("deutdeff", false),
            ("DEUTDEFf", false),
            ("DEUTDEF", false),
            ("DEUTDEFF50", false),
            ("DEUTDEFF5000", false),
            ("DEUT DEFF", false),
            ("DEUTDEF-", false),
            ("", false),
        ] {
            assert_eq!(is_bic(text.as_bytes()), expected, "text: {text}");
        }
    }
}
