//! What a parameter's value must look like: named constraints and regular expressions, compiled to the cheapest test that
//! decides them.

mod class;
mod language;
mod matcher;
mod normal;
mod parse;
mod syntax;

pub(crate) use language::Language;
pub(crate) use parse::ConstraintError;
pub use parse::ConstraintErrorKind;

use matcher::Matcher;
use normal::Dialect;
use std::cmp::Ordering;
use syntax::Node;

/// A constraint by name and the regular expression that it stands for; `date` is further narrowed to the calendar.
const NAMED: &[(&str, &str)] = &[
    ("int", "[0-9]+"),
    ("alpha", "[A-Za-z]+"),
    ("alnum", "[A-Za-z0-9]+"),
    ("slug", "[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*"),
    ("uuid", "[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"),
    ("ulid", "[0-7][0-9A-HJKMNP-TV-Za-hjkmnp-tv-z]{25}"),
    ("hex", "[0-9A-Fa-f]+"),
    ("date", "[0-9]{4}-[0-9]{2}-[0-9]{2}"),
];

/// Why a constraint could not be made.
#[derive(Debug)]
pub(crate) enum Refusal {
    /// A bare word that is no constraint's name.
    UnknownName,
    Invalid(ConstraintError),
}

impl From<ConstraintError> for Refusal {
    fn from(error: ConstraintError) -> Self {
        Self::Invalid(error)
    }
}

/// A compiled constraint.
#[derive(Debug)]
pub(crate) struct Constraint {
    normal: Box<str>,
    narrowness: (u64, u32, i64),
    node: Node,
    matcher: Matcher,
}

impl Constraint {
    /// Compiles the text behind the colon of a parameter.
    pub(crate) fn new(text: &[u8]) -> Result<Self, Refusal> {
        let bare_word = text.iter().all(|&byte| byte == b'_' || byte.is_ascii_alphabetic());
        let name = NAMED.iter().find(|(name, _)| name.as_bytes() == text);
        let (source, is_date) = match name {
            Some((name, expression)) => (expression.as_bytes(), *name == "date"),
            None if bare_word => return Err(Refusal::UnknownName),
            None => (text, false),
        };
        let parsed = parse::parse(source)?;
        let prefix = match (parsed.unicode, parsed.fold_case) {
            (true, true) => "(?ui)",
            (true, false) => "(?u)",
            _ => "",
        };
        let normal = if is_date {
            "date".to_owned()
        } else {
            prefix.to_owned() + &normal::write(&parsed.node, Dialect::Identity)
        };
        let shortest = i64::try_from(parsed.node.shortest()).unwrap_or(i64::MAX);
        let narrowness = match parsed.node.longest().filter(|_| !parsed.unicode) {
            _ if parsed.unicode => (u64::MAX, 256, -shortest),
            // The calendar makes a date narrower than the digits and hyphens that it is written as.
            longest => (longest.unwrap_or(u64::MAX), parsed.node.bytes().len() - u32::from(is_date), -shortest),
        };
        let matcher = if is_date {
            Matcher::Date
        } else {
            Matcher::new(&parsed).ok_or(ConstraintError {
                kind: ConstraintErrorKind::Malformed("it expands to more than 1000 elements"),
                offset: 0,
            })?
        };
        Ok(Self { normal: normal.into(), narrowness, node: parsed.node, matcher })
    }

    /// Whether a decoded value satisfies it. Linear in the value.
    #[inline]
    pub(crate) fn accepts(&self, value: &[u8]) -> bool {
        self.matcher.accepts(value)
    }

    /// The normal form, by which two constraints are the same.
    pub(crate) fn normal(&self) -> &str {
        &self.normal
    }

    /// Narrower first; equal only if they are the same.
    pub(crate) fn compare(&self, other: &Self) -> Ordering {
        (self.narrowness, &self.normal).cmp(&(other.narrowness, &other.normal))
    }

    /// Appends the values it accepts to a language. `date` is taken for its wider form, which will do for the narrower side only.
    pub(crate) fn append_to(&self, language: &mut Language) -> Option<()> {
        language.value(&self.node)
    }

    /// Whether [`append_to`](Self::append_to) is exact.
    pub(crate) fn is_exact(&self) -> bool {
        !matches!(self.matcher, Matcher::Date)
    }
}

#[cfg(test)]
mod tests;
