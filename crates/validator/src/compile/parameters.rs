//! Parameters of rules read as what the rule takes: numbers, counts, words, fields. Each answers with the reason if one does not fit.

use super::Fault;
use crate::error::CompileErrorKind;
use crate::input::Segment;
use crate::path::Path;
use crate::rules::decimal::Decimal;
use crate::rules::number::{is_integer, parse_numeric};
use crate::rules::string::trim;
use crate::schema::{Number, Other};

/// What a count has to be.
pub(super) const NOT_NEGATIVE: &str = "an integer that is not negative";

/// The parameters of a rule, and the path of its field.
#[derive(Clone, Copy)]
pub(super) struct Parameters<'p> {
    pub(super) texts: &'p [Box<[u8]>],
    pub(super) own: &'p Path,
}

/// A parameter that does not fit.
pub(super) fn misfit(at: usize, what: &str, given: &[u8]) -> Fault {
    let given = String::from_utf8_lossy(given);
    Fault::new(CompileErrorKind::BadParameters, format!("parameter {} must be {what}, '{given}' given", at + 1))
}

impl<'p> Parameters<'p> {
    pub(super) fn get(&self, at: usize) -> Option<&'p [u8]> {
        self.texts.get(at).map(|text| &**text)
    }

    fn text(&self, at: usize) -> &'p [u8] {
        self.get(at).unwrap_or_default()
    }

    pub(super) fn all(&self) -> Box<[Box<[u8]>]> {
        self.texts.into()
    }

    pub(super) fn number(&self, at: usize) -> Result<Number, Fault> {
        number(self.text(at)).ok_or_else(|| misfit(at, "a number", self.text(at)))
    }

    pub(super) fn count(&self, at: usize) -> Result<usize, Fault> {
        count(self.text(at)).ok_or_else(|| misfit(at, NOT_NEGATIVE, self.text(at)))
    }

    /// One of some words.
    pub(super) fn word(&self, at: usize, words: &[&'static str]) -> Result<&'static str, Fault> {
        let given = self.text(at);
        let word = words.iter().copied().find(|word| word.as_bytes() == given);
        word.ok_or_else(|| not_among(at, words, given))
    }

    /// Whether a word is given; it is the only one that may be.
    pub(super) fn has(&self, word: &'static str) -> Result<bool, Fault> {
        if self.texts.is_empty() { Ok(false) } else { self.word(0, &[word]).map(|_| true) }
    }

    /// Every parameter as one of some words.
    pub(super) fn words(&self, words: &[&'static str]) -> Result<Vec<&'static str>, Fault> {
        (0..self.texts.len()).map(|at| self.word(at, words)).collect()
    }

    pub(super) fn keys(&self) -> Box<[Segment]> {
        self.texts.iter().map(|text| Segment::new(text)).collect()
    }

    pub(super) fn path(&self, at: usize) -> Result<Path, Fault> {
        Path::parse(self.text(at)).ok_or_else(|| Fault::too_deep(self.text(at)))
    }

    pub(super) fn other(&self, at: usize) -> Result<Other, Fault> {
        Ok(other(self.own, self.path(at)?))
    }

    pub(super) fn others(&self) -> Result<Box<[Other]>, Fault> {
        (0..self.texts.len()).map(|at| self.other(at)).collect()
    }

    pub(super) fn rest(&self, from: usize) -> &'p [Box<[u8]>] {
        self.texts.get(from..).unwrap_or_default()
    }
}

pub(super) fn other(own: &Path, path: Path) -> Other {
    Other { shared: own.shared_wildcards(&path), path }
}

pub(super) fn not_among(at: usize, words: &[&str], given: &[u8]) -> Fault {
    misfit(at, &format!("one of {}", words.join(", ")), given)
}

/// Two parameters that are the wrong way round.
pub(super) fn is_above() -> Fault {
    Fault::new(CompileErrorKind::BadParameters, "parameter 1 must not be above parameter 2".to_owned())
}

pub(super) fn number(text: &[u8]) -> Option<Number> {
    parse_numeric(text)?;
    let text = trim(text);
    Decimal::parse(text)?;
    Some(Number { integer: is_integer(text), text: text.into() })
}

pub(super) fn count(text: &[u8]) -> Option<usize> {
    let text = trim(text);
    let is_count = !text.is_empty() && text.iter().all(u8::is_ascii_digit);
    // A count beyond what memory can hold is as good as the largest.
    is_count.then(|| std::str::from_utf8(text).ok()?.parse().ok().or(Some(usize::MAX))).flatten()
}
