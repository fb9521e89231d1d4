//! Turns a tree into the cheapest test: most constraints are a run of one set or a fixed shape, which need no engine.

use super::normal::{self, Dialect};
use super::parse::Parsed;
use super::syntax::{ByteSet, Node};
use regex::bytes::{Regex, RegexBuilder};

/// Longest fixed shape that is worth a set a byte.
const MAX_SHAPE: usize = 64;
/// Bound on the compiled expression, in bytes. What passes the parser's own limit in byte mode fits; classes of code points may not.
const MAX_COMPILED: usize = 16 << 20;

#[derive(Debug)]
pub(super) enum Matcher {
    /// Bytes out of one set, between a minimum and a maximum of them: `int`, `\d{2,4}`, `[^/]+`.
    Run {
        set: ByteSet,
        min: usize,
        max: usize,
    },
    /// A set for each byte: `uuid`, `ulid`, `[a-z]{2}`.
    Shape(Box<[ByteSet]>),
    /// RFC 3339 full-date within the calendar.
    Date,
    Regex(Regex),
}

impl Matcher {
    pub(super) fn new(parsed: &Parsed) -> Option<Self> {
        if let Some((set, min, max)) = as_run(&parsed.node) {
            return Some(Self::Run { set, min, max });
        }
        let mut shape = Vec::new();
        if push_shape(&parsed.node, &mut shape).is_some() {
            return Some(Self::Shape(shape.into()));
        }
        let expression = format!("\\A(?:{})\\z", normal::write(&parsed.node, Dialect::Engine));
        RegexBuilder::new(&expression)
            .unicode(parsed.unicode)
            .case_insensitive(parsed.fold_case)
            .size_limit(MAX_COMPILED)
            .build()
            .ok()
            .map(Self::Regex)
    }

    #[inline]
    pub(super) fn accepts(&self, value: &[u8]) -> bool {
        match self {
            Self::Run { set, min, max } => {
                (*min..=*max).contains(&value.len()) && value.iter().all(|&byte| set.contains(byte))
            }
            Self::Shape(shape) => {
                value.len() == shape.len() && value.iter().zip(shape).all(|(&byte, set)| set.contains(byte))
            }
            Self::Date => is_date(value),
            Self::Regex(regex) => regex.is_match(value),
        }
    }
}

fn as_run(node: &Node) -> Option<(ByteSet, usize, usize)> {
    let Node::Repeat { node, min, max } = node else { return None };
    let Node::Set(set) = **node else { return None };
    let max = max.map_or(Some(usize::MAX), |max| usize::try_from(max).ok())?;
    Some((set, usize::try_from(*min).ok()?, max))
}

fn push_shape(node: &Node, shape: &mut Vec<ByteSet>) -> Option<()> {
    match node {
        Node::Set(set) => shape.push(*set),
        Node::Sequence(nodes) => nodes.iter().try_for_each(|node| push_shape(node, shape).ok_or(())).ok()?,
        Node::Repeat { node, min, max } if Some(*min) == *max => {
            for _ in 0..*min {
                push_shape(node, shape)?;
            }
        }
        _ => return None,
    }
    (shape.len() <= MAX_SHAPE).then_some(())
}

/// RFC 3339, 5.6, `full-date`, of the years 0001 to 9999.
fn is_date(value: &[u8]) -> bool {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = value else { return false };
    let digits = [y1, y2, y3, y4, m1, m2, d1, d2];
    if !digits.iter().all(|digit| digit.is_ascii_digit()) {
        return false;
    }
    let number = |digits: &[&u8]| digits.iter().fold(0u16, |sum, digit| sum * 10 + u16::from(**digit - b'0'));
    let (year, month, day) = (number(&digits[..4]), number(&digits[4..6]), number(&digits[6..]));
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    year > 0 && (1..=days).contains(&day)
}
