//! Which plural form a number takes in a language, by the table of php/Messages/plurals.php.

use super::literal::{self, LiteralError};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// A plural category of CLDR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Category {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

impl Category {
    pub(super) fn of(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"zero" => Self::Zero,
            b"one" => Self::One,
            b"two" => Self::Two,
            b"few" => Self::Few,
            b"many" => Self::Many,
            b"other" => Self::Other,
            _ => return None,
        })
    }
}

/// A language, as far as its plural forms go. One that is not in the table has the form `other` alone.
#[derive(Clone, Debug, Default)]
pub(super) struct Language(Option<Arc<Family>>);

/// By category, the condition under which it is the one; the first that holds decides.
type Family = Vec<(Category, Condition)>;

/// Alternatives, each of relations that hold together.
type Condition = Vec<Vec<Relation>>;

#[derive(Debug)]
struct Relation {
    operand: Operand,
    modulus: Option<u64>,
    /// Whether the operand must be in the ranges, or out of them.
    inside: bool,
    ranges: Vec<(u64, u64)>,
}

#[derive(Clone, Copy, Debug)]
enum Operand {
    N,
    I,
    V,
    F,
    T,
}

/// The operands of UTS #35, part 3; `n` is `None` where the number is no integer.
struct Operands {
    n: Option<u64>,
    i: u64,
    v: u64,
    f: u64,
    t: u64,
}

static FAMILIES: LazyLock<HashMap<Box<[u8]>, Arc<Family>>> = LazyLock::new(|| table().unwrap_or_default());

impl Language {
    /// The language of a BCP 47 tag, or what is left of it when subtags are taken away.
    pub(super) fn of(tag: &[u8]) -> Self {
        let tag: Vec<u8> =
            tag.iter().map(|&byte| if byte == b'_' { b'-' } else { byte.to_ascii_lowercase() }).collect();
        let mut tag = tag.as_slice();
        loop {
            if let Some(family) = FAMILIES.get(tag) {
                return Self(Some(Arc::clone(family)));
            }
            let Some(end) = memchr::memrchr(b'-', tag) else { return Self(None) };
            tag = tag.get(..end).unwrap_or_default();
        }
    }

    /// The form that a number takes; of a text that is none, [`Category::Other`].
    pub(super) fn category(&self, number: &[u8]) -> Category {
        let (Some(family), Some(operands)) = (&self.0, Operands::of(number)) else { return Category::Other };
        let holds = |condition: &Condition| condition.iter().any(|all| all.iter().all(|one| one.holds(&operands)));
        family.iter().find(|(_, condition)| holds(condition)).map_or(Category::Other, |&(category, _)| category)
    }
}

/// Whether a text is digits, with a sign and decimal places if need be: no exponent, no spaces.
pub(super) fn is_number(text: &[u8]) -> bool {
    parts(text).is_some()
}

/// The digits before the point and behind it.
fn parts(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let text = text.strip_prefix(b"-").unwrap_or(text);
    let is_digits = |digits: &[u8]| !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
    let Some(point) = memchr::memchr(b'.', text) else { return is_digits(text).then_some((text, &[])) };
    let (integer, decimals) = (text.get(..point)?, text.get(point + 1..)?);
    (is_digits(integer) && is_digits(decimals)).then_some((integer, decimals))
}

impl Operands {
    fn of(number: &[u8]) -> Option<Self> {
        let (integer, decimals) = parts(number)?;
        let shown = decimals.iter().rposition(|&digit| digit != b'0').map_or(0, |last| last + 1);
        let (i, t) = (small(integer), decimals.get(..shown).map_or(0, small));
        let v = u64::try_from(decimals.len()).unwrap_or(u64::MAX);
        Some(Self { n: (shown == 0).then_some(i), i, v, f: small(decimals), t })
    }
}

/// The value of digits. What is longer than nine of them stays above every number in the table and keeps its remainders.
fn small(digits: &[u8]) -> u64 {
    let zeros = digits.iter().take_while(|&&digit| digit == b'0').count();
    let digits = digits.get(zeros..).unwrap_or_default();
    let hidden = digits.len().saturating_sub(9);
    let value = |value, digit: &u8| value * 10 + u64::from(digit - b'0');
    digits.get(hidden..).unwrap_or_default().iter().fold(0, value) + if hidden > 0 { 1_000_000_000 } else { 0 }
}

impl Relation {
    fn holds(&self, operands: &Operands) -> bool {
        let value = match self.operand {
            Operand::N => operands.n,
            Operand::I => Some(operands.i),
            Operand::V => Some(operands.v),
            Operand::F => Some(operands.f),
            Operand::T => Some(operands.t),
        };
        let value =
            value.map(|value| self.modulus.map_or(value, |modulus| value.checked_rem(modulus).unwrap_or(value)));
        value.is_some_and(|value| self.ranges.iter().any(|range| (range.0..=range.1).contains(&value))) == self.inside
    }

    fn parse(text: &str) -> Option<Self> {
        let (left, right) = text.split_once('=')?;
        let (left, inside) = left.strip_suffix('!').map_or((left, true), |left| (left, false));
        let (operand, modulus) = left.split_once('%').map_or((left, None), |(operand, by)| (operand, Some(by)));
        let operand = match operand {
            "n" => Operand::N,
            "i" => Operand::I,
            "v" => Operand::V,
            "f" => Operand::F,
            "t" => Operand::T,
            _ => return None,
        };
        let modulus = modulus.map(str::parse).transpose().ok()?;
        let ranges = right.split(',').map(|range| {
            let (from, to) = range.split_once("..").unwrap_or((range, range));
            Some((from.parse().ok()?, to.parse().ok()?))
        });
        Some(Self { operand, modulus, inside, ranges: ranges.collect::<Option<_>>()? })
    }
}

fn condition(text: &[u8]) -> Option<Condition> {
    let alternatives = std::str::from_utf8(text).ok()?.split(" | ");
    alternatives.map(|relations| relations.split(" & ").map(Relation::parse).collect()).collect()
}

/// The families by language; `None` if the file is not as it should be.
fn table() -> Option<HashMap<Box<[u8]>, Arc<Family>>> {
    let mut families: Vec<(Vec<u8>, Family)> = Vec::new();
    let mut is_sound = true;
    let read: Result<(), LiteralError> =
        literal::read(include_str!("../../../../php/Messages/plurals.php"), &mut |key, text| {
            // No tag holds a dot: the last one is before the category.
            let dot = memchr::memrchr(b'.', key).unwrap_or_default();
            let (languages, category) = key.split_at(dot);
            let category = category.get(1..).and_then(Category::of);
            let Some((category, condition)) = category.zip(condition(&text)) else {
                is_sound = false;
                return;
            };
            match families.last_mut() {
                Some((last, family)) if last == languages => family.push((category, condition)),
                _ => families.push((languages.to_vec(), vec![(category, condition)])),
            }
        });
    let mut table = HashMap::new();
    for (languages, family) in families {
        let family = Arc::new(family);
        for language in languages.split(|&byte| byte == b' ') {
            table.insert(language.into(), Arc::clone(&family));
        }
    }
    (read.is_ok() && is_sound).then_some(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read() {
        assert!(table().is_some_and(|table| table.len() > 150));
    }

    #[test]
    fn numbers_take_their_form() {
        for (tag, forms) in [
            ("en", "0 other, 1 one, 2 other, 1.0 other, 1.5 other, -1 one, 01 one, 1000000 other"),
            ("en-GB", "1 one, 2 other"),
            ("EN_us", "1 one"),
            ("fr", "0 one, 1 one, 1.5 one, 2 other, 1000000 many, 3000000 many, 1000001 other, 2000000.5 other"),
            ("pt", "0 one, 1 one, 2 other"),
            ("pt-BR", "0 one"),
            ("pt-PT", "0 other, 1 one"),
            ("cs", "1 one, 3 few, 5 other, 1.5 many, 1.0 many"),
            (
                "ru",
                "1 one, 2 few, 5 many, 11 many, 12 many, 21 one, 22 few, 111 many, 1.5 other, 91234567890123456781 one",
            ),
            ("pl", "1 one, 2 few, 5 many, 12 many, 21 many, 22 few, 1.5 other"),
            ("lt", "1 one, 2 few, 10 other, 11 other, 21 one, 1.5 many"),
            ("lv", "0 zero, 1 one, 11 zero, 21 one, 2 other, 0.1 one, 1.11 zero"),
            ("ar", "0 zero, 1 one, 2 two, 3 few, 11 many, 100 other, 103 few, 0.5 other"),
            ("cy", "0 zero, 1 one, 2 two, 3 few, 6 many, 4 other"),
            ("ga", "1 one, 2 two, 6 few, 10 many, 11 other"),
            ("sl", "1 one, 2 two, 3 few, 4 few, 5 other, 101 one, 1.5 few"),
            ("he", "1 one, 2 two, 0.5 one, 3 other"),
            ("da", "1 one, 0.5 one, 1.5 one, 2.5 other"),
            ("ja", "0 other, 1 other"),
            ("xx", "1 other"),
            ("", "1 other"),
            ("sr-Latn-RS", "1 one, 2 few, 5 other, 0.1 one"),
            ("en", "1e0 other, x other, 1. other, .1 other, 1 one"),
        ] {
            let language = Language::of(tag.as_bytes());
            for (number, form) in forms.split(", ").map(|pair| pair.split_once(' ').unwrap()) {
                let expected = Category::of(form.as_bytes()).unwrap();
                assert_eq!(language.category(number.as_bytes()), expected, "language: {tag}, number: {number}");
            }
        }
    }
}
