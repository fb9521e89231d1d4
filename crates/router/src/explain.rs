//! Tells, segment by segment, why a path matches or does not. For people; reads every route anew.

use crate::canonical::PathError;
use crate::edge::Text;
use crate::find::{Request, Resolution};
use crate::pattern::{Pattern, Segment};
use crate::scratch::Scratch;
use crate::table::{Table, TrailingSlash};
use crate::trie::Step;
use std::cmp::Reverse;

/// Routes that are told of.
const MAX_NEAREST: usize = 5;

/// Why a path matches or does not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// `Found`, `NotFound` or `MethodNotAllowed`.
    pub status: &'static str,
    /// The canonical path; as given if it is invalid.
    pub path: Vec<u8>,
    /// One sentence.
    pub reason: Vec<u8>,
    /// The routes that come nearest, best first.
    pub nearest: Vec<Comparison>,
}

/// A path held against a route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The position of the route.
    pub route: usize,
    /// Whether the whole pattern matches.
    pub matched: bool,
    /// Segment by segment, up to the first that does not match.
    pub segments: Vec<SegmentComparison>,
}

/// A segment of a path held against a segment of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SegmentComparison {
    /// The pattern's; absent where the path goes on beyond it.
    pub pattern: Option<Vec<u8>>,
    /// The path's; absent where the pattern goes on beyond it.
    pub value: Option<Vec<u8>>,
    /// Whether they match.
    pub matched: bool,
    /// Why.
    pub reason: Vec<u8>,
}

impl Table {
    /// Explains what becomes of a request.
    pub fn explain(&self, request: Request<'_>, scratch: &mut Scratch) -> Explanation {
        let path = match self.canonical_path(request.path, scratch) {
            Ok(path) => path,
            Err(error) => {
                let reason = match error {
                    PathError::NoLeadingSlash => "the path does not begin with '/'",
                    PathError::Nul => "the path holds a NUL",
                    PathError::InvalidEscape => "the path holds an invalid escape",
                };
                let (path, reason) = (request.path.into(), reason.into());
                return Explanation { status: "NotFound", path, reason, nearest: Vec::new() };
            }
        };
        let other = other_form(&path).filter(|_| self.options.trailing_slash == TrailingSlash::Ignore);
        let resolution = self.resolve(request, scratch);
        let (status, reason) = self.outcome(&resolution, request.method, &path);
        let winner = match resolution {
            Resolution::Found(found) => Some(found.route),
            _ => None,
        };
        if let Some(host) = request.host {
            scratch.prepare_host(host);
        }
        let is_eligible = |position: &usize| {
            let host = self.routes[*position].host.as_deref();
            host.is_none_or(|host| request.host.is_some() && self.host_fits(host, scratch))
        };
        let eligible = (0..self.routes.len()).filter(is_eligible);
        let mut nearest: Vec<Comparison> = eligible
            .filter_map(|position| {
                let own = self.compare(position, &path)?;
                let served = other.as_deref().filter(|_| !own.matched).and_then(|other| self.compare(position, other));
                Some(served.filter(|served| served.matched).unwrap_or(own))
            })
            .collect();
        nearest.sort_by_key(|comparison| {
            (
                Some(comparison.route) != winner,
                !comparison.matched,
                Reverse(leading(&comparison.segments)),
                comparison.route,
            )
        });
        nearest.truncate(MAX_NEAREST);
        Explanation { status, path, reason, nearest }
    }

    fn outcome(&self, resolution: &Resolution, method: &[u8], path: &[u8]) -> (&'static str, Vec<u8>) {
        match resolution {
            Resolution::Found(found) => {
                let form: &[u8] = match self.compare(found.route, path) {
                    Some(own) if own.matched => b"",
                    _ if path.ends_with(b"/") => b" without the final slash",
                    _ => b" with a final slash",
                };
                ("Found", [b"'", self.routes[found.route].pattern(), b"' matches", form].concat())
            }
            Resolution::MethodNotAllowed(set) => {
                let header = self.allow_header(*set);
                let reason = [b"the path exists, but not for ", method, b"; it answers to ", &header].concat();
                ("MethodNotAllowed", reason)
            }
            Resolution::Redirect(target) => ("NotFound", [b"the path exists as '", target.as_slice(), b"'"].concat()),
            _ if self.routes.is_empty() => ("NotFound", b"the router has no routes".into()),
            _ => ("NotFound", b"no pattern matches".into()),
        }
    }

    /// The form of a route that comes nearest to a path.
    fn compare(&self, position: usize, path: &[u8]) -> Option<Comparison> {
        let pattern = Pattern::path(&self.routes[position].pattern).ok()?;
        let steps = self.known_steps(&pattern);
        let forms = pattern.forms().zip(steps);
        let compared = forms.map(|(segments, steps)| self.compare_form(position, &pattern, &segments, &steps, path));
        // The last of the best: the longer form on a tie.
        compared.max_by_key(|comparison| (comparison.matched, leading(&comparison.segments)))
    }

    fn compare_form(
        &self,
        route: usize,
        pattern: &Pattern<'_>,
        form: &[Segment],
        steps: &[Step],
        path: &[u8],
    ) -> Comparison {
        let values: Vec<&[u8]> = path.get(1..).unwrap_or_default().split(|&byte| byte == b'/').collect();
        let mut segments = Vec::new();
        let mut start = 1;
        for index in 0..form.len().max(values.len()) {
            let (segment, value) = (form.get(index), values.get(index).copied());
            let rest = matches!(segment, Some(Segment::CatchAll(_)));
            let value = if rest && value.is_some() { path.get(start..) } else { value };
            let (matched, reason) = match (segment, steps.get(index), value) {
                (Some(segment), Some(step), Some(value)) => self.compare_segment(pattern, segment, step, value),
                (Some(_), _, _) => (false, b"the path ends here".into()),
                (None, _, _) => (false, b"the pattern ends here".into()),
            };
            segments.push(SegmentComparison {
                pattern: segment.map(|segment| pattern.text(segment)),
                value: value.map(Into::into),
                matched,
                reason,
            });
            if !matched {
                return Comparison { route, matched: false, segments };
            }
            if rest {
                break;
            }
            start += value.map_or(0, <[u8]>::len) + 1;
        }
        Comparison { route, matched: true, segments }
    }

    fn compare_segment(&self, pattern: &Pattern<'_>, segment: &Segment, step: &Step, value: &[u8]) -> (bool, Vec<u8>) {
        let folded = if self.options.case_sensitive { value.to_vec() } else { value.to_ascii_lowercase() };
        let whole = (0, crate::links::number(value.len()));
        if step.matches(Text::path(value, &folded), whole, &mut Vec::new()) {
            let reason = if matches!(step, Step::Literal(_)) { "is the literal" } else { "matches" };
            return (true, reason.into());
        }
        let reason = match segment {
            Segment::Literal(literal) => [b"is not '", literal.as_slice(), b"'"].concat(),
            Segment::Parameter(_) | Segment::CatchAll(_) if value.is_empty() => b"is empty".into(),
            Segment::Parameter(index) | Segment::CatchAll(index) => {
                [b"does not satisfy ", pattern.parameters[*index].constraint_text()].concat()
            }
            Segment::Mixed(_) => [b"does not fit '", pattern.text(segment).as_slice(), b"'"].concat(),
        };
        (false, reason)
    }

    /// Whether a route's host pattern fits the host that was prepared.
    fn host_fits(&self, pattern: &[u8], scratch: &Scratch) -> bool {
        let Ok(pattern) = Pattern::host(pattern) else { return false };
        let (host, labels) = scratch.prepared_host();
        let steps = self.known_steps(&pattern).pop().unwrap_or_default();
        steps.len() == labels.len()
            && steps.iter().zip(labels).all(|(step, &label)| step.matches(host, label, &mut Vec::new()))
    }
}

/// The path with its final slash added or taken away; `None` for `/`, which has no other form.
fn other_form(path: &[u8]) -> Option<Vec<u8>> {
    match path {
        b"/" => None,
        [shorter @ .., b'/'] => Some(shorter.into()),
        _ => Some([path, b"/"].concat()),
    }
}

fn leading(segments: &[SegmentComparison]) -> usize {
    segments.iter().filter(|segment| segment.matched).count()
}
