//! What leads from one node of the trie to the next, literals aside: the test a segment has to pass, and which test is tried first.

use crate::canonical::{decode, has_escapes};
use crate::constraint::Constraint;
use std::cmp::Ordering;
use std::sync::Arc;

/// Ways to split one segment that are tried before it counts as not matching.
const MAX_TRIES: u32 = 200;

/// A part of a segment that mixes literals and parameters.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    Literal(Box<[u8]>),
    Parameter(Option<Arc<Constraint>>),
}

/// The test a segment has to pass.
#[derive(Clone, Debug)]
pub(crate) enum Test {
    Mixed(Box<[Part]>),
    Constrained(Arc<Constraint>),
    Free,
    /// The rest of the path.
    CatchAll(Option<Arc<Constraint>>),
}

/// A place in a text.
pub(crate) type Span = (u32, u32);

/// The text that is matched: canonical as the request brought it, and as literals are compared with it (in lower case where case
/// does not count).
#[derive(Clone, Copy)]
pub(crate) struct Text<'t> {
    pub(crate) own: &'t [u8],
    pub(crate) folded: &'t [u8],
    /// Whether values are decoded before they are tested, as those of a path are and those of a host are not.
    pub(crate) is_escaped: bool,
}

impl<'t> Text<'t> {
    /// A path, as it is and as literals are compared with it.
    pub(crate) fn path(own: &'t [u8], folded: &'t [u8]) -> Self {
        Self { own, folded, is_escaped: true }
    }

    /// A host, which is in lower case already.
    pub(crate) fn host(host: &'t [u8]) -> Self {
        Self { own: host, folded: host, is_escaped: false }
    }
}

/// Whether a value passes a constraint, decoded if need be.
#[inline]
fn accepts(constraint: &Constraint, value: &[u8], is_escaped: bool) -> bool {
    if !is_escaped || !has_escapes(value) {
        return constraint.accepts(value);
    }
    let mut decoded = Vec::with_capacity(value.len());
    decode(value, &mut decoded);
    constraint.accepts(&decoded)
}

fn passes(constraint: Option<&Arc<Constraint>>, value: &[u8], is_escaped: bool) -> bool {
    !value.is_empty() && constraint.is_none_or(|constraint| accepts(constraint, value, is_escaped))
}

/// Splits a segment among the parts, the leftmost parameter taking as much as it can; pushes a span for each parameter.
pub(crate) fn split(parts: &[Part], text: Text<'_>, (start, end): Span, spans: &mut Vec<Span>) -> bool {
    let before = spans.len();
    let mut splitter = Splitter { text, end: end as usize, spans, tries: 0 };
    let found = splitter.place(parts, start as usize) == Some(true);
    if !found {
        spans.truncate(before);
    }
    found
}

struct Splitter<'s, 't> {
    text: Text<'t>,
    end: usize,
    spans: &'s mut Vec<Span>,
    tries: u32,
}

impl Splitter<'_, '_> {
    /// Places the parts from `at` to the end; `None` once the tries are used up.
    fn place(&mut self, parts: &[Part], at: usize) -> Option<bool> {
        match parts {
            [] => Some(at == self.end),
            [Part::Literal(literal), rest @ ..] => {
                let fits = self.text.folded[at..self.end].starts_with(literal);
                if fits { self.place(rest, at + literal.len()) } else { Some(false) }
            }
            [Part::Parameter(constraint)] => self.try_value(constraint.as_ref(), at, self.end, &[]),
            [Part::Parameter(constraint), rest @ ..] => {
                let following = match rest.first() {
                    Some(Part::Literal(literal)) => &**literal,
                    _ => &[],
                };
                // From one occurrence of what follows to the one before it, however long the way: only values count as tries.
                let mut end = self.end;
                while let Some(stop) = self.text.folded.get(at + 1..end).and_then(|text| rfind(text, following)) {
                    let stop = at + 1 + stop;
                    if !self.cuts_escape(stop) && self.try_value(constraint.as_ref(), at, stop, rest)? {
                        return Some(true);
                    }
                    end = stop + following.len().max(1) - 1;
                }
                Some(false)
            }
        }
    }

    fn try_value(
        &mut self,
        constraint: Option<&Arc<Constraint>>,
        at: usize,
        stop: usize,
        rest: &[Part],
    ) -> Option<bool> {
        if self.tries == MAX_TRIES {
            return None;
        }
        self.tries += 1;
        if !passes(constraint, &self.text.own[at..stop], self.text.is_escaped) {
            return Some(false);
        }
        // Offsets fit: they lie within the span that is split.
        self.spans.push((at as u32, stop as u32));
        if self.place(rest, stop)? {
            return Some(true);
        }
        self.spans.pop();
        Some(false)
    }

    /// Whether `at` lies within an escape, which a canonical text has only whole.
    fn cuts_escape(&self, at: usize) -> bool {
        self.text.is_escaped && (self.text.own[..at].ends_with(b"%") || at >= 2 && self.text.own[at - 2] == b'%')
    }
}

/// Where the last occurrence of a text begins; of the empty text, where the last byte does.
fn rfind(text: &[u8], wanted: &[u8]) -> Option<usize> {
    match wanted {
        [] => text.len().checked_sub(1),
        [byte] => text.iter().rposition(|other| other == byte),
        _ => text.windows(wanted.len()).rposition(|window| window == wanted),
    }
}

impl Test {
    /// Tests one segment, and pushes the spans of its parameters if it passes. Catch-alls are the walker's business.
    #[inline]
    pub(crate) fn matches(&self, text: Text<'_>, span: Span, spans: &mut Vec<Span>) -> bool {
        let constraint = match self {
            Self::Free | Self::CatchAll(None) => None,
            Self::Constrained(constraint) | Self::CatchAll(Some(constraint)) => Some(constraint),
            Self::Mixed(parts) => return split(parts, text, span, spans),
        };
        if !passes(constraint, &text.own[span.0 as usize..span.1 as usize], text.is_escaped) {
            return false;
        }
        spans.push(span);
        true
    }

    /// What tells a test from every other, as text: equal where [`compare`](Self::compare) says so.
    pub(crate) fn identity(&self) -> Vec<u8> {
        let normal = |constraint: &Constraint| constraint.normal().into();
        let text: Vec<u8> = match self {
            Self::Free | Self::CatchAll(None) => Vec::new(),
            Self::Constrained(constraint) | Self::CatchAll(Some(constraint)) => normal(constraint),
            Self::Mixed(parts) => identity(parts),
        };
        [&[self.rank()], text.as_slice()].concat()
    }

    fn rank(&self) -> u8 {
        match self {
            Self::Mixed(_) => 0,
            Self::Constrained(_) => 1,
            Self::Free => 2,
            Self::CatchAll(Some(_)) => 3,
            Self::CatchAll(None) => 4,
        }
    }

    /// The order in which tests are tried; equal only for the same test.
    pub(crate) fn compare(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Constrained(one), Self::Constrained(two)) => one.compare(two),
            (Self::CatchAll(Some(one)), Self::CatchAll(Some(two))) => one.compare(two),
            (Self::Mixed(one), Self::Mixed(two)) => compare_mixed(one, two),
            _ => self.rank().cmp(&other.rank()),
        }
    }
}

fn constraints(parts: &[Part]) -> impl Iterator<Item = Option<&Constraint>> {
    parts.iter().filter_map(|part| match part {
        Part::Parameter(constraint) => Some(constraint.as_deref()),
        Part::Literal(_) => None,
    })
}

fn compare_mixed(one: &[Part], two: &[Part]) -> Ordering {
    let literal_bytes = |parts: &[Part]| -> usize {
        parts.iter().map(|part| if let Part::Literal(text) = part { text.len() } else { 0 }).sum()
    };
    let constrained = |parts: &[Part]| constraints(parts).flatten().count();
    let by_narrowness = || {
        let pairs = constraints(one).zip(constraints(two));
        pairs.map(|(one, two)| compare_optional(one, two)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    };
    literal_bytes(two)
        .cmp(&literal_bytes(one))
        .then_with(|| constrained(two).cmp(&constrained(one)))
        .then_with(|| constraints(one).count().cmp(&constraints(two).count()))
        .then_with(by_narrowness)
        .then_with(|| identity(one).cmp(&identity(two)))
}

fn compare_optional(one: Option<&Constraint>, two: Option<&Constraint>) -> Ordering {
    match (one, two) {
        (Some(one), Some(two)) => one.compare(two),
        (one, two) => two.is_some().cmp(&one.is_some()),
    }
}

/// A mixed segment as text: literals as they are compared, parameters as their constraints' normal forms.
fn identity(parts: &[Part]) -> Vec<u8> {
    let mut text = Vec::new();
    for part in parts {
        match part {
            Part::Literal(literal) => text.extend_from_slice(literal),
            Part::Parameter(constraint) => {
                text.push(b'{');
                text.extend_from_slice(constraint.as_ref().map_or("", |constraint| constraint.normal()).as_bytes());
                text.push(b'}');
            }
        }
    }
    text
}
