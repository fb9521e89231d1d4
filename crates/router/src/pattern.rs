//! Reads a pattern: literals, parameters and optional tails, with the position of every fault. Knows no constraints; their text is
//! handed on as it stands.

use crate::canonical::{PathError, canonicalize, escape};
use crate::error::{Limit, Malformed, RouteError, RouteErrorKind};

pub(crate) const MAX_PARAMETERS: usize = 32;
const MAX_TAILS: usize = 16;
const MAX_SEGMENTS: usize = 256;

/// A parameter as it was written.
#[derive(Clone, Debug)]
pub(crate) struct Parameter<'p> {
    pub(crate) name: &'p [u8],
    /// The constraint's text and where it begins.
    pub(crate) constraint: Option<(&'p [u8], usize)>,
    pub(crate) catch_all: bool,
    /// The whole of it, braces included.
    pub(crate) source: &'p [u8],
    /// Where it begins.
    pub(crate) offset: usize,
}

impl<'p> Parameter<'p> {
    /// The constraint as it was written; empty if there is none.
    pub(crate) fn constraint_text(&self) -> &'p [u8] {
        self.constraint.map(|(text, _)| text).unwrap_or_default()
    }
}

/// A piece of a pattern: a literal in canonical form or the index of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    Literal(Vec<u8>),
    Parameter(usize),
}

/// One segment (or one label of a host).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Segment {
    Literal(Vec<u8>),
    Parameter(usize),
    CatchAll(usize),
    Mixed(Vec<Piece>),
}

/// A pattern taken apart.
#[derive(Debug)]
pub(crate) struct Pattern<'p> {
    pub(crate) parameters: Vec<Parameter<'p>>,
    pieces: Vec<Piece>,
    /// How many pieces each form has: without any tail, with the first, with the second…
    ends: Vec<usize>,
    separator: u8,
}

impl<'p> Pattern<'p> {
    /// Reads the pattern of a path.
    pub(crate) fn path(source: &'p [u8]) -> Result<Self, RouteError> {
        let mut reader = Reader::new(source, b'/');
        if source.first() != Some(&b'/') {
            return Err(reader.malformed(Malformed::MissingLeadingSlash, 0));
        }
        reader.read_path()?;
        let pattern = reader.pattern;
        let names_a_host = |form: Vec<Segment>| form.len() > 1 && form.first() == Some(&Segment::Literal(Vec::new()));
        if pattern.forms().any(names_a_host) {
            return Err(RouteError::at(RouteErrorKind::Malformed(Malformed::EmptyFirstSegment), source, 1));
        }
        if pattern.forms().any(|form| form.len() > MAX_SEGMENTS) {
            return Err(RouteError::of(RouteErrorKind::TooMany(Limit::Segments), source));
        }
        Ok(pattern)
    }

    /// Reads the pattern of a host.
    pub(crate) fn host(source: &'p [u8]) -> Result<Self, RouteError> {
        let mut reader = Reader::new(source, b'.');
        reader.read_host()?;
        Ok(reader.pattern)
    }

    /// The segments of each form, shortest form first.
    pub(crate) fn forms(&self) -> impl DoubleEndedIterator<Item = Vec<Segment>> + '_ {
        self.ends.iter().map(|&end| self.segments(&self.pieces[..end]))
    }

    fn segments(&self, pieces: &[Piece]) -> Vec<Segment> {
        // A path begins with its separator, a host does not.
        let mut segments: Vec<Vec<Piece>> = if self.separator == b'.' { vec![Vec::new()] } else { Vec::new() };
        for piece in pieces {
            match piece {
                Piece::Literal(text) => {
                    for (index, part) in text.split(|&byte| byte == self.separator).enumerate() {
                        if index > 0 {
                            segments.push(Vec::new());
                        }
                        match segments.last_mut() {
                            Some(segment) if !part.is_empty() => push_literal(segment, part),
                            _ => {}
                        }
                    }
                }
                Piece::Parameter(index) => {
                    if let Some(segment) = segments.last_mut() {
                        segment.push(Piece::Parameter(*index));
                    }
                }
            }
        }
        segments.into_iter().map(|pieces| self.segment(pieces)).collect()
    }

    fn segment(&self, mut pieces: Vec<Piece>) -> Segment {
        match (pieces.pop(), pieces.is_empty()) {
            (None, _) => Segment::Literal(Vec::new()),
            (Some(Piece::Literal(text)), true) => Segment::Literal(text),
            (Some(Piece::Parameter(index)), true) if self.parameters[index].catch_all => Segment::CatchAll(index),
            (Some(Piece::Parameter(index)), true) => Segment::Parameter(index),
            (Some(last), false) => {
                pieces.push(last);
                Segment::Mixed(pieces)
            }
        }
    }

    /// A segment as it was written: literals in canonical form, parameters with their braces.
    pub(crate) fn text(&self, segment: &Segment) -> Vec<u8> {
        match segment {
            Segment::Literal(text) => text.clone(),
            Segment::Parameter(index) | Segment::CatchAll(index) => self.parameters[*index].source.into(),
            Segment::Mixed(pieces) => pieces
                .iter()
                .flat_map(|piece| match piece {
                    Piece::Literal(text) => text.as_slice(),
                    Piece::Parameter(index) => self.parameters[*index].source,
                })
                .copied()
                .collect(),
        }
    }
}

fn push_literal(segment: &mut Vec<Piece>, part: &[u8]) {
    match segment.last_mut() {
        Some(Piece::Literal(text)) => text.extend_from_slice(part),
        _ => segment.push(Piece::Literal(part.into())),
    }
}

/// The parameters that stand in a segment, from left to right.
pub(crate) fn parameters_of(segment: &Segment) -> Vec<usize> {
    match segment {
        Segment::Literal(_) => Vec::new(),
        Segment::Parameter(index) | Segment::CatchAll(index) => vec![*index],
        Segment::Mixed(pieces) => pieces
            .iter()
            .filter_map(|piece| match piece {
                Piece::Parameter(index) => Some(*index),
                Piece::Literal(_) => None,
            })
            .collect(),
    }
}

struct Reader<'p> {
    source: &'p [u8],
    at: usize,
    pattern: Pattern<'p>,
}

impl<'p> Reader<'p> {
    fn new(source: &'p [u8], separator: u8) -> Self {
        let pattern = Pattern { parameters: Vec::new(), pieces: Vec::new(), ends: Vec::new(), separator };
        Self { source, at: 0, pattern }
    }

    fn malformed(&self, fault: Malformed, offset: usize) -> RouteError {
        RouteError::at(RouteErrorKind::Malformed(fault), self.source, offset)
    }

    fn peek(&self) -> Option<u8> {
        self.source.get(self.at).copied()
    }

    fn read_path(&mut self) -> Result<(), RouteError> {
        let mut open = Vec::new();
        let mut closed = false;
        while let Some(byte) = self.peek() {
            if closed && byte != b']' {
                return Err(self.malformed(Malformed::TextAfterTail, self.at));
            }
            match byte {
                b'{' => self.parameter()?,
                b'}' => return Err(self.malformed(Malformed::UnexpectedBrace, self.at)),
                b'[' => {
                    if open.len() == MAX_TAILS {
                        return Err(RouteError::at(RouteErrorKind::TooMany(Limit::Tails), self.source, self.at));
                    }
                    open.push(self.at);
                    self.pattern.ends.push(self.pattern.pieces.len());
                    self.at += 1;
                }
                b']' => match open.pop() {
                    None => return Err(self.malformed(Malformed::UnexpectedBracket, self.at)),
                    Some(begin) if begin + 1 == self.at => return Err(self.malformed(Malformed::EmptyTail, begin)),
                    Some(_) => {
                        closed = true;
                        self.at += 1;
                    }
                },
                _ => self.literal()?,
            }
        }
        if let Some(&begin) = open.last() {
            return Err(self.malformed(Malformed::UnclosedBracket, begin));
        }
        self.pattern.ends.push(self.pattern.pieces.len());
        Ok(())
    }

    /// Reads a literal up to what ends it.
    fn literal(&mut self) -> Result<(), RouteError> {
        let begin = self.at;
        while let Some(byte) = self.peek() {
            match byte {
                b'{' | b'}' | b'[' | b']' => break,
                b'?' => return Err(self.malformed(Malformed::UnexpectedQuestionMark, self.at)),
                b'#' => return Err(self.malformed(Malformed::UnexpectedHash, self.at)),
                b'%' => match escape(&self.source[self.at..]) {
                    None => return Err(self.malformed(Malformed::InvalidEscape, self.at)),
                    Some(0) => return Err(self.malformed(Malformed::Nul, self.at)),
                    Some(_) => self.at += 3,
                },
                0 => return Err(self.malformed(Malformed::Nul, self.at)),
                _ => self.at += 1,
            }
        }
        let mut text = Vec::new();
        canonicalize(&self.source[begin..self.at], &mut text).map_err(|(error, offset)| {
            let fault = if error == PathError::Nul { Malformed::Nul } else { Malformed::InvalidEscape };
            self.malformed(fault, begin + offset)
        })?;
        self.pattern.pieces.push(Piece::Literal(text));
        Ok(())
    }

    fn parameter(&mut self) -> Result<(), RouteError> {
        let begin = self.at;
        let source = self.source;
        self.at += 1;
        let name_length = name_length(&source[self.at..]);
        let name = &source[self.at..self.at + name_length];
        self.at += name_length;
        let catch_all = name_length > 0 && self.pattern.separator == b'/' && self.peek() == Some(b'*');
        self.at += usize::from(catch_all);
        let constraint = match self.peek() {
            _ if name_length == 0 => return Err(self.malformed(Malformed::InvalidName, begin + 1)),
            Some(b'}') => None,
            Some(b':') => {
                let colon = self.at;
                let length = constraint_length(&source[colon + 1..])
                    .ok_or_else(|| self.malformed(Malformed::UnclosedBrace, begin))?;
                if length == 0 {
                    return Err(self.malformed(Malformed::EmptyConstraint, colon));
                }
                self.at += 1 + length;
                Some((&source[colon + 1..self.at], colon + 1))
            }
            Some(_) => return Err(self.malformed(Malformed::InvalidName, begin + 1)),
            None => return Err(self.malformed(Malformed::UnclosedBrace, begin)),
        };
        self.at += 1;
        if catch_all && !(self.begins_segment() && matches!(self.peek(), None | Some(b']'))) {
            return Err(self.malformed(Malformed::CatchAllNotLast, begin));
        }
        if self.pattern.parameters.iter().any(|other| other.name == name) {
            return Err(RouteError::at(RouteErrorKind::DuplicateParameter(name.into()), source, begin));
        }
        if self.pattern.parameters.len() == MAX_PARAMETERS {
            return Err(RouteError::at(RouteErrorKind::TooMany(Limit::Parameters), source, begin));
        }
        self.pattern.pieces.push(Piece::Parameter(self.pattern.parameters.len()));
        let parameter = Parameter { name, constraint, catch_all, source: &source[begin..self.at], offset: begin };
        self.pattern.parameters.push(parameter);
        Ok(())
    }

    fn begins_segment(&self) -> bool {
        matches!(self.pattern.pieces.last(), Some(Piece::Literal(text)) if text.ends_with(b"/"))
    }

    fn read_host(&mut self) -> Result<(), RouteError> {
        let mut label_is_empty = true;
        while let Some(byte) = self.peek() {
            match byte {
                b'{' => {
                    self.parameter()?;
                    label_is_empty = false;
                }
                b'.' if !label_is_empty => {
                    self.host_literal(byte);
                    label_is_empty = true;
                }
                _ if byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_' => {
                    self.host_literal(byte.to_ascii_lowercase());
                    label_is_empty = false;
                }
                _ => return Err(self.malformed(Malformed::InvalidHost, self.at)),
            }
        }
        if label_is_empty {
            return Err(self.malformed(Malformed::InvalidHost, self.at));
        }
        self.pattern.ends.push(self.pattern.pieces.len());
        Ok(())
    }

    fn host_literal(&mut self, byte: u8) {
        push_literal(&mut self.pattern.pieces, &[byte]);
        self.at += 1;
    }
}

fn name_length(text: &[u8]) -> usize {
    let first = text.first().is_some_and(|&byte| byte == b'_' || byte.is_ascii_alphabetic());
    let is_name = |&byte: &u8| byte == b'_' || byte == b'-' || byte.is_ascii_alphanumeric();
    if first { text.iter().position(|byte| !is_name(byte)).unwrap_or(text.len()) } else { 0 }
}

/// The length of a constraint: up to the brace that closes its parameter, past braces that are balanced, escaped or in a class.
fn constraint_length(text: &[u8]) -> Option<usize> {
    let (mut at, mut depth) = (0, 0usize);
    loop {
        match text.get(at)? {
            b'\\' => at += 1,
            b'{' => depth += 1,
            b'}' if depth == 0 => return Some(at),
            b'}' => depth -= 1,
            b'[' => at += class_length(&text[at..])?,
            _ => {}
        }
        at += 1;
    }
}

/// The distance from the bracket that opens a class to the one that closes it.
fn class_length(text: &[u8]) -> Option<usize> {
    let mut at = 1 + usize::from(text.get(1) == Some(&b'^'));
    // A closing bracket right at the beginning is a member.
    at += usize::from(text.get(at) == Some(&b']'));
    loop {
        match text.get(at)? {
            b']' => return Some(at),
            b'\\' => at += 2,
            b'[' if text.get(at + 1) == Some(&b':') => {
                let inner = text.get(at + 2..)?;
                let end = inner.iter().position(|&byte| byte == b']')?;
                at += if end > 0 && inner[end - 1] == b':' { end + 3 } else { 1 };
            }
            _ => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(source: &str) -> Vec<Vec<String>> {
        let pattern = Pattern::path(source.as_bytes()).unwrap_or_else(|error| panic!("{error}"));
        let text = |segment: &Segment| String::from_utf8_lossy(&pattern.text(segment)).into_owned();
        pattern.forms().map(|form| form.iter().map(text).collect()).collect()
    }

    #[test]
    fn forms_of_patterns() {
        for (source, expected) in [
            ("/", vec![vec![""]]),
            ("/a/", vec![vec!["a", ""]]),
            ("/users/{id:int}", vec![vec!["users", "{id:int}"]]),
            (
                "/posts[/{page:int}[/{size}]]",
                vec![vec!["posts"], vec!["posts", "{page:int}"], vec!["posts", "{page:int}", "{size}"]],
            ),
            ("/user[s]", vec![vec!["user"], vec!["users"]]),
            ("/{name}.{ext}", vec![vec!["{name}.{ext}"]]),
            ("/f/{path*}", vec![vec!["f", "{path*}"]]),
            (r"/{a:\d{2,4}}/{b:[{}]+}/{c:\}}", vec![vec![r"{a:\d{2,4}}", "{b:[{}]+}", r"{c:\}}"]]),
            ("/{a:[]}]}", vec![vec!["{a:[]}]}"]]),
            ("/{a:[[:alpha:]}]}", vec![vec!["{a:[[:alpha:]}]}"]]),
            ("/caf\u{e9}/%7e", vec![vec!["caf%C3%A9", "~"]]),
        ] {
            assert_eq!(forms(source), expected, "pattern: {source}");
        }
    }

    #[test]
    fn faults_of_patterns() {
        use Malformed::*;
        for (source, fault, offset) in [
            ("", MissingLeadingSlash, 0),
            ("users", MissingLeadingSlash, 0),
            ("//a", EmptyFirstSegment, 1),
            ("/[/{y}]", EmptyFirstSegment, 1),
            ("/{id", UnclosedBrace, 1),
            ("/{id:[0-9}", UnclosedBrace, 1),
            ("/a}", UnexpectedBrace, 2),
            ("/a[/b", UnclosedBracket, 2),
            ("/a]", UnexpectedBracket, 2),
            ("/a[]", EmptyTail, 2),
            ("/a[/b]/c", TextAfterTail, 6),
            ("/a[/b][/c]", TextAfterTail, 6),
            ("/{}", InvalidName, 2),
            ("/{1a}", InvalidName, 2),
            ("/{a b}", InvalidName, 2),
            ("/{id:}", EmptyConstraint, 4),
            ("/{p*}/x", CatchAllNotLast, 1),
            ("/x{p*}", CatchAllNotLast, 2),
            ("/%4", InvalidEscape, 1),
            ("/a%00", Nul, 2),
            ("/a\0", Nul, 2),
            ("/a?b", UnexpectedQuestionMark, 2),
            ("/a#b", UnexpectedHash, 2),
        ] {
            let error = Pattern::path(source.as_bytes()).err();
            let expected = RouteError::at(RouteErrorKind::Malformed(fault), source.as_bytes(), offset);
            assert_eq!(error, Some(expected), "pattern: {source}");
        }
    }

    #[test]
    fn hosts() {
        let pattern = Pattern::host(b"{tenant}.API-{region}.example.com").unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(pattern.forms().next().map(|labels| labels.len()), Some(4));
        for (source, offset) in [("", 0), ("a..b", 2), ("a.", 2), (".a", 0), ("a:80", 1), ("a b", 1)] {
            let error = Pattern::host(source.as_bytes()).err().and_then(|error| error.offset);
            assert_eq!(error, Some(offset), "host: {source}");
        }
    }
}
