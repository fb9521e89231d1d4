//! International bank account numbers, ISO 13616.

use std::sync::LazyLock;

use crate::rules::format::data;

/// A country, and what its numbers are made of.
type Country = (&'static [u8], &'static [u8]);

static COUNTRIES: LazyLock<Box<[Country]>> = LazyLock::new(|| {
    data::entries(include_str!("../../../../../../php/Data/iban.php"))
        .map(|(country, structure)| (country.as_bytes(), structure.as_bytes()))
        .collect()
});

/// The longest there may be.
const MAX_LENGTH: usize = 34;

/// Whether a text is an account number in the structure of its country, without spaces, and its check digits are right.
#[must_use]
pub fn is_iban(text: &[u8]) -> bool {
    if text.len() > MAX_LENGTH {
        return false;
    }
    let (Some((country, rest)), Some((head, account))) = (text.split_at_checked(2), text.split_at_checked(4)) else {
        return false;
    };
    let Ok(found) = COUNTRIES.binary_search_by_key(&country, |&(country, _)| country) else {
        return false;
    };
    let digits_right =
        matches!(rest, [b'0'..=b'9', b'0'..=b'9', ..] if !matches!(rest.get(..2), Some(b"00" | b"01" | b"99")));
    digits_right
        && COUNTRIES.get(found).is_some_and(|(_, structure)| has_structure(account, structure))
        && account.iter().chain(head).fold(0, remainder) == 1
}

/// Whether a text follows `4a16n` and the like: so many capitals (`a`), digits (`n`) or either (`c`).
fn has_structure(text: &[u8], structure: &[u8]) -> bool {
    let (mut rest, mut count) = (text, 0);
    for &byte in structure {
        if byte.is_ascii_digit() {
            count = count * 10 + usize::from(byte - b'0');
            continue;
        }
        let Some((part, after)) = rest.split_at_checked(count) else {
            return false;
        };
        let right = part.iter().all(|character| match byte {
            b'n' => character.is_ascii_digit(),
            b'a' => character.is_ascii_uppercase(),
            _ => character.is_ascii_digit() || character.is_ascii_uppercase(),
        });
        if !right {
            return false;
        }
        (rest, count) = (after, 0);
    }
    rest.is_empty()
}

/// What is left by 97 of a number that one more character, a letter counting from 10, is written to.
fn remainder(value: u32, byte: &u8) -> u32 {
    match byte {
        b'0'..=b'9' => (value * 10 + u32::from(byte - b'0')) % 97,
        _ => (value * 100 + u32::from(byte.wrapping_sub(b'A' - 10))) % 97,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_countries_are_sorted_and_their_structures_fit() {
        assert!(COUNTRIES.is_sorted());
        for (country, structure) in COUNTRIES.iter() {
            let structure = std::str::from_utf8(structure).unwrap();
            let length: usize =
                structure.split_terminator(['n', 'a', 'c']).map(|count| count.parse::<usize>().unwrap()).sum();
            assert!((11..=30).contains(&length), "country: {country:?}");
        }
    }

    #[test]
    fn accounts_follow_their_country() {
        for (text, expected) in [
            ("GB82WEST12345698765432", true),
            ("DE89370400440532013000", true),
            ("CH9300762011623852957", true),
            ("NO9386011117947", true),
            ("FR1420041010050500013M02606", true),
            ("MT84MALT011000012345MTLCAST001S", true),
            ("XK051212012345678906", true),
            ("GB82WEST12345698765433", false),
            ("GB28WEST12345698765432", false),
            ("GB82 WEST 1234 5698 7654 32", false),
            ("gb82west12345698765432", false),
            ("GB82WEST1234569876543", false),
            ("GB82WEST123456987654321", false),
            ("GB82WES112345698765432", false),
            ("GBWEST12345698765432", false),
            ("US64SVBKUS6S3300958879", false),
            ("ZZ82WEST12345698765432", false),
            ("GB", false),
            ("GB8", false),
            ("", false),
        ] {
            assert_eq!(is_iban(text.as_bytes()), expected, "text: {text}");
        }
    }
}
