//! Which media type an Accept header asks for (RFC 9110, 12.5.1).

use super::grammar::{MediaType, Value, elements};
use super::{Format, JSON, MESSAGE_PACK, is_foreign_charset};
use std::borrow::Cow;
use std::cmp::Reverse;

/// How many elements of a header count, lest a long one takes long.
const MOST_RANGES: usize = 100;

/// The q-value of a range without one, in thousandths.
const FULL_WEIGHT: u16 = 1000;

/// The media type to answer with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice<'a> {
    /// What to write.
    pub format: Format,
    /// What to call it: as the peer does, in lower case and without parameters.
    pub media_type: Cow<'a, [u8]>,
}

/// An element of the header.
#[derive(Clone, Copy)]
struct Range<'a> {
    media_type: MediaType<'a>,
    /// In thousandths.
    weight: u16,
    /// The specificity, which decides what counts for a type; `None` if the range says nothing of what there is.
    level: Option<u8>,
}

/// It has parameters that no representation here has: it asks for a variant of which there is none. Better than no answer at all.
const VARIANT: u8 = 0;
const ANYTHING: u8 = 1;
const ANY_SUBTYPE: u8 = 2;
const TYPE: u8 = 3;
const TYPE_AND_CHARSET: u8 = 4;

/// Chooses what to answer with; `None` if nothing fits. A header without any valid range asks for nothing, so anything will do.
pub fn accepted(header: &[u8]) -> Option<Choice<'_>> {
    let ranges: Vec<Range<'_>> = elements(header).take(MOST_RANGES).filter_map(Range::parse).collect();
    if ranges.is_empty() {
        return Some(Choice { format: Format::Json, media_type: Cow::Borrowed(JSON) });
    }
    let named = ranges.iter().filter_map(Range::named);
    let left_open = [(Format::Json, JSON), (Format::MessagePack, MESSAGE_PACK)];
    let mut best: Option<(Rank, (Format, &[u8]))> = None;
    for candidate in named.chain(left_open) {
        if let Some(rank) = rank(&ranges, candidate)
            && best.is_none_or(|(highest, _)| rank > highest)
        {
            best = Some((rank, candidate));
        }
    }
    let (_, (format, name)) = best?;
    let has_capitals = name.iter().any(u8::is_ascii_uppercase);
    let media_type = if has_capitals { Cow::Owned(name.to_ascii_lowercase()) } else { Cow::Borrowed(name) };
    Some(Choice { format, media_type })
}

/// What decides between two candidates, in this order: the weight, the level, the place in the header, and JSON before MessagePack.
type Rank = (u16, u8, Reverse<usize>, bool);

/// The rank that the ranges give a type; `None` if it is not accepted.
fn rank(ranges: &[Range<'_>], (format, name): (Format, &[u8])) -> Option<Rank> {
    let matching = ranges.iter().enumerate().filter_map(|(position, range)| {
        let level = range.level.filter(|_| range.matches(name))?;
        Some((level, range.weight, Reverse(position)))
    });
    let (level, weight, position) = matching.max()?;
    (weight > 0).then_some((weight, level, position, format == Format::Json))
}

impl<'a> Range<'a> {
    /// Reads an element of the header; `None` if it is malformed.
    fn parse(element: &'a [u8]) -> Option<Self> {
        let mut weights = 0;
        let mut weight = Some(FULL_WEIGHT);
        let (mut has_charset, mut has_foreign_charset, mut is_variant) = (false, false, false);
        let media_type = MediaType::parse(element, |name, value| {
            if name.eq_ignore_ascii_case(b"q") {
                weights += 1;
                weight = parse_weight(value);
            } else if name.eq_ignore_ascii_case(b"charset") {
                has_charset = true;
                has_foreign_charset |= is_foreign_charset(name, value);
            } else {
                is_variant = true;
            }
        })?;
        let weight = weight.filter(|_| weights <= 1)?;
        let specificity = match (media_type.kind(), media_type.subtype()) {
            (b"*", b"*") => ANYTHING,
            (kind, b"*") if !kind.contains(&b'*') => ANY_SUBTYPE,
            _ if media_type.has_wildcard() => return None,
            _ if has_charset => TYPE_AND_CHARSET,
            _ => TYPE,
        };
        let level = match (has_foreign_charset, is_variant) {
            (true, _) => None,
            // Not to want a variant that there is not says nothing of the rest.
            (false, true) => (weight > 0).then_some(VARIANT),
            (false, false) => Some(specificity),
        };
        Some(Self { media_type, weight, level })
    }

    /// The type that this range offers to be answered with, if it names one of the two formats.
    fn named(&self) -> Option<(Format, &'a [u8])> {
        self.level?;
        Some((Format::of(self.media_type.essence)?, self.media_type.essence))
    }

    /// Whether the range takes in a type.
    fn matches(&self, name: &[u8]) -> bool {
        let range = self.media_type;
        if range.subtype() != b"*" {
            return range.essence.eq_ignore_ascii_case(name);
        }
        let kind = name.split(|&byte| byte == b'/').next().unwrap_or_default();
        range.kind() == b"*" || range.kind().eq_ignore_ascii_case(kind)
    }
}

/// `qvalue` (RFC 9110, 12.4.2) in thousandths.
fn parse_weight(value: Value<'_>) -> Option<u16> {
    // Old Java clients send `.2`, which is no qvalue; what they mean is plain.
    let token = value.token()?;
    let (whole, rest) = if token.first() == Some(&b'.') && token.len() > 1 {
        (b'0', token)
    } else {
        let (&whole, rest) = token.split_first()?;
        (whole, rest)
    };
    let digits = match rest.split_first() {
        None => &[],
        Some((b'.', digits)) => digits,
        Some(_) => return None,
    };
    if digits.len() > 3 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let digit = |place: usize| digits.get(place).map_or(0, |digit| u16::from(digit - b'0'));
    let fraction = digit(0) * 100 + digit(1) * 10 + digit(2);
    match whole {
        b'0' => Some(fraction),
        b'1' if fraction == 0 => Some(FULL_WEIGHT),
        _ => None,
    }
}
