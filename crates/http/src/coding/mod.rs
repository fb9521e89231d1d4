//! Content codings: what Accept-Encoding accepts (RFC 9110, 12.5.3), and which of the variants that there are is the best for the peer.

use crate::syntax::{qvalue, split_at_byte, trimmed};

/// How a representation may be coded. Each but `Identity` has a suffix by which a precompressed variant stands beside its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coding {
    /// RFC 7932.
    Brotli,
    /// RFC 8878.
    Zstandard,
    /// RFC 1952.
    Gzip,
    /// As it is.
    Identity,
}

impl Coding {
    /// The usual order of preference: what is smallest first.
    pub const ALL: [Self; 4] = [Self::Brotli, Self::Zstandard, Self::Gzip, Self::Identity];

    /// The value of Content-Encoding; `None` where there is to be none.
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Zstandard => Some("zstd"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }

    /// What follows the file's name in that of the variant.
    pub const fn suffix(self) -> &'static str {
        match self {
            Self::Brotli => ".br",
            Self::Zstandard => ".zst",
            Self::Gzip => ".gz",
            Self::Identity => "",
        }
    }

    const fn index(self) -> usize {
        match self {
            Self::Brotli => 0,
            Self::Zstandard => 1,
            Self::Gzip => 2,
            Self::Identity => 3,
        }
    }

    /// The coding of that name, in any case; what nobody has here has none.
    fn named(name: &[u8]) -> Option<Self> {
        let is = |known: &[u8]| name.eq_ignore_ascii_case(known);
        if is(b"gzip") || is(b"x-gzip") {
            // RFC 9110, 8.4.1.3: they are the same.
            Some(Self::Gzip)
        } else if is(b"br") {
            Some(Self::Brotli)
        } else if is(b"zstd") {
            Some(Self::Zstandard)
        } else if is(b"identity") {
            Some(Self::Identity)
        } else {
            None
        }
    }
}

/// How many elements count, lest a long field takes long.
const MOST_ELEMENTS: usize = 64;

/// What a peer accepts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// In thousandths, by index; `None` where the field says nothing.
    weights: [Option<u16>; 4],
    /// Of `*`.
    others: Option<u16>,
}

impl Accepted {
    /// Reads the values of all Accept-Encoding fields. An element that is malformed says nothing; of two for the same coding the first
    /// counts.
    ///
    /// Without the field any coding would do (RFC 9110, 12.5.3), but who does not send it seldom can decode one: only `Identity` is
    /// taken as accepted then, as it is by an empty field.
    pub fn read<'a>(values: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut accepted = Self { weights: [None; 4], others: None };
        let elements = values.into_iter().flat_map(|value| value.split(|&byte| byte == b','));
        for (name, weight) in elements.take(MOST_ELEMENTS).filter_map(element) {
            let slot = if name == b"*" {
                Some(&mut accepted.others)
            } else {
                Coding::named(name).and_then(|coding| accepted.weights.get_mut(coding.index()))
            };
            if let Some(slot) = slot {
                slot.get_or_insert(weight);
            }
        }
        accepted
    }

    /// The weight of a coding in thousandths: 0 if it is not accepted.
    ///
    /// `Identity` is accepted unless it is excluded, by its name or by `*`; but what is named goes before it, so its weight is the least
    /// there is.
    pub fn weight(&self, coding: Coding) -> u16 {
        let named = self.weights.get(coding.index()).copied().flatten().or(self.others);
        named.unwrap_or(u16::from(coding == Coding::Identity))
    }

    /// The best of what there is, in the order of preference; `None` if nothing of it is accepted: 406, or sending it all the same, are
    /// both allowed then.
    pub fn best(&self, available: &[Coding]) -> Option<Coding> {
        let mut best = None;
        for &coding in available {
            let weight = self.weight(coding);
            if weight > best.map_or(0, |(highest, _)| highest) {
                best = Some((weight, coding));
            }
        }
        best.map(|(_, coding)| coding)
    }
}

/// A coding's name, or `*`, with its weight; `None` if the element is empty or malformed.
fn element(element: &[u8]) -> Option<(&[u8], u16)> {
    let mut parts = element.split(|&byte| byte == b';');
    let name = trimmed(parts.next()?);
    let weight = match parts.next() {
        None => 1000,
        Some(parameter) => {
            let (name, value) = split_at_byte(trimmed(parameter), b'=')?;
            if !name.eq_ignore_ascii_case(b"q") {
                return None;
            }
            qvalue(value)?
        }
    };
    (!name.is_empty() && parts.next().is_none()).then_some((name, weight))
}

#[cfg(test)]
mod tests;
