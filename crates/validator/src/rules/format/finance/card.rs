//! Numbers of payment cards, by scheme.

use std::sync::LazyLock;

use crate::rules::format::data;

/// A scheme that issues cards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scheme(usize);

impl Scheme {
    /// The scheme of a name.
    #[must_use]
    pub fn parse(name: &[u8]) -> Option<Self> {
        SCHEMES.iter().position(|issuer| issuer.name.as_bytes() == name).map(Self)
    }

    /// The names that there are, in their order.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SCHEMES.iter().map(|issuer| issuer.name)
    }

    fn issues(self, number: &[u8]) -> bool {
        SCHEMES.get(self.0).is_some_and(|issuer| issuer.series.iter().any(|series| series.holds(number)))
    }
}

/// Whether a text is a card's number by Luhn's check, issued by one of the schemes; with no scheme named, any number of 12 to 19 digits.
#[must_use]
pub fn is_card(text: &[u8], schemes: &[Scheme]) -> bool {
    (12..=19).contains(&text.len())
        && text.iter().all(u8::is_ascii_digit)
        && (schemes.is_empty() || schemes.iter().any(|scheme| scheme.issues(text)))
        && luhn(text)
}

/// Whether the digits, every other one from the right doubled, make a multiple of ten (ISO/IEC 7812-1, annex B).
fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .zip([false, true].into_iter().cycle())
        .map(|(&digit, doubled)| {
            let value = u32::from(digit.wrapping_sub(b'0'));
            match (doubled, value) {
                (false, _) => value,
                (true, 0..5) => 2 * value,
                (true, _) => 2 * value - 9,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

struct Issuer {
    name: &'static str,
    series: Box<[Series]>,
}

/// How numbers begin, by pairs of prefixes of one length, and how long they are.
struct Series {
    prefixes: Box<[(&'static [u8], &'static [u8])]>,
    lengths: Box<[(usize, usize)]>,
}

impl Series {
    fn holds(&self, number: &[u8]) -> bool {
        self.lengths.iter().any(|&(least, most)| (least..=most).contains(&number.len()))
            && self
                .prefixes
                .iter()
                .any(|&(first, last)| number.get(..first.len()).is_some_and(|start| (first..=last).contains(&start)))
    }
}

static SCHEMES: LazyLock<Box<[Issuer]>> = LazyLock::new(|| {
    data::entries(include_str!("../../../../../../php/Data/cards.php"))
        .map(|(name, text)| Issuer { name, series: text.split(';').filter_map(series).collect() })
        .collect()
});

/// `51-55,2221-2720:16` and the like.
fn series(text: &'static str) -> Option<Series> {
    let (prefixes, lengths) = text.split_once(':')?;
    Some(Series {
        prefixes: prefixes.split(',').map(range).map(|(first, last)| (first.as_bytes(), last.as_bytes())).collect(),
        lengths: lengths
            .split(',')
            .map(range)
            .filter_map(|(least, most)| Some((least.parse().ok()?, most.parse().ok()?)))
            .collect(),
    })
}

fn range(text: &'static str) -> (&'static str, &'static str) {
    text.split_once('-').unwrap_or((text, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schemes_are_read() {
        let names: Vec<_> = Scheme::names().collect();
        assert_eq!(names, ["visa", "mastercard", "amex", "discover", "diners", "jcb", "maestro", "unionpay"]);
        for issuer in SCHEMES.iter() {
            assert!(issuer.series.iter().all(|series| !series.lengths.is_empty()), "scheme: {}", issuer.name);
            assert!(
                issuer.series.iter().flat_map(|series| &series.prefixes).all(|(first, last)| first.len() == last.len()),
                "scheme: {}",
                issuer.name
            );
        }
        assert_eq!(Scheme::parse(b"Visa"), None);
    }

    #[test]
    fn cards_are_issued_by_schemes() {
        for (text, schemes, expected) in [
            ("4111111111111111", &["visa"][..], true),
            ("4222222222222", &["visa"], true),
            ("4111111111111111", &["mastercard"], false),
            ("4111111111111111", &["mastercard", "visa"], true),
            ("4111111111111111", &[], true),
            ("4111111111111112", &[], false),
            ("5555555555554444", &["mastercard"], true),
            ("2221000000000009", &["mastercard"], true),
            ("2720990000000007", &["mastercard"], true),
            ("2721000000000004", &["mastercard"], false),
            ("378282246310005", &["amex"], true),
            ("6011111111111117", &["discover"], true),
            ("6221260000000000", &["discover"], true),
            ("6229260000000009", &["discover"], false),
            ("30569309025904", &["diners"], true),
            ("38520000023237", &["diners"], true),
            ("3530111333300000", &["jcb"], true),
            ("180000000000002", &["jcb"], true),
            ("1800000000000001", &["jcb"], false),
            ("6759649826438453", &["maestro"], true),
            ("676770000000", &["maestro"], false),
            ("6200000000000005", &["unionpay"], true),
            ("4111 1111 1111 1111", &[], false),
            ("4111-1111-1111-1111", &[], false),
            ("00000000000", &[], false),
            ("000000000000", &[], true),
            ("0000000000000000000", &[], true),
            ("00000000000000000000", &[], false),
            ("", &[], false),
        ] {
            let schemes: Vec<_> = schemes.iter().map(|name| Scheme::parse(name.as_bytes()).unwrap()).collect();
            assert_eq!(is_card(text.as_bytes(), &schemes), expected, "text: {text}, {schemes:?}");
        }
    }
}
