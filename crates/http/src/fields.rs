//! Field lines, of heads and of trailer sections: reading one, and where its parts are.

use crate::reject::RejectKind;
use crate::scan::{self, token_end};

/// What is wrong, and where in the bytes that were read.
pub(crate) type Fault = (RejectKind, usize);

/// Where the parts of a field line are, from the beginning of what it was read from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct FieldSpan {
    pub name_at: u32,
    pub name_end: u32,
    pub value_at: u32,
    pub value_end: u32,
}

/// A place. Nothing that is read is longer than [`Limits::MAX_HEAD`](crate::Limits::MAX_HEAD), so none is cut.
pub(crate) fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The bytes between two places.
pub(crate) fn slice(bytes: &[u8], at: u32, end: u32) -> &[u8] {
    bytes.get(at as usize..end as usize).unwrap_or_default()
}

impl FieldSpan {
    pub fn name(self, bytes: &[u8]) -> &[u8] {
        slice(bytes, self.name_at, self.name_end)
    }

    pub fn value(self, bytes: &[u8]) -> &[u8] {
        slice(bytes, self.value_at, self.value_end)
    }
}

/// What stands at the beginning of a line.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Line {
    /// A field, which is the last one now: where its name ends, and where the next line begins.
    Field { name_end: usize, next: usize },
    /// The empty line, and what comes behind it.
    Empty(usize),
    /// Not all of it is there.
    Partial,
}

/// Reads a line, and adds its field to the others. What it says of some bytes it says of them whatever follows, unless it says that they are but a part: so it does not matter how a
/// request is cut into reads.
#[inline]
pub(crate) fn line(bytes: &[u8], at: usize, fields: &mut Vec<FieldSpan>) -> Result<Line, Fault> {
    if bytes.get(at) == Some(&b'\r') {
        return empty_line(bytes, at);
    }
    let colon = token_end(bytes, at);
    if colon == at || bytes.get(colon) != Some(&b':') {
        return no_field(bytes, at, colon);
    }
    let mut value_at = colon + 1;
    while matches!(bytes.get(value_at), Some(b' ' | b'\t')) {
        value_at += 1;
    }
    let end = scan::value_end(bytes, value_at);
    if bytes.get(end) != Some(&b'\r') || bytes.get(end + 1) != Some(&b'\n') {
        return no_line_end(bytes, end);
    }
    let mut value_end = end;
    while value_end > value_at && matches!(bytes.get(value_end - 1), Some(b' ' | b'\t')) {
        value_end -= 1;
    }
    // Pushed as it is made: moved there in one piece, it would wait for its parts to be stored.
    fields.push(FieldSpan {
        name_at: place(at),
        name_end: place(colon),
        value_at: place(value_at),
        value_end: place(value_end),
    });
    Ok(Line::Field { name_end: colon, next: end + 2 })
}

/// The end of the section, at a CR.
#[inline]
fn empty_line(bytes: &[u8], at: usize) -> Result<Line, Fault> {
    match bytes.get(at + 1) {
        Some(b'\n') => Ok(Line::Empty(at + 2)),
        Some(_) => Err((RejectKind::BareCr, at)),
        None => Ok(Line::Partial),
    }
}

/// A field whose line has not come completely, or has something in it that may not be there.
#[cold]
fn no_line_end(bytes: &[u8], end: usize) -> Result<Line, Fault> {
    match bytes.get(end..).unwrap_or_default() {
        [] | [b'\r'] => Ok(Line::Partial),
        [b'\r', ..] => Err((RejectKind::BareCr, end)),
        [b'\n', ..] => Err((RejectKind::BareLf, end)),
        _ => Err((RejectKind::ValueInvalid, end)),
    }
}

/// A line that is not there yet, or what is wrong with it.
#[cold]
fn no_field(bytes: &[u8], at: usize, stop: usize) -> Result<Line, Fault> {
    let rest = bytes.get(stop..).unwrap_or_default();
    if stop == at {
        return match rest {
            [] => Ok(Line::Partial),
            [b'\n', ..] => Err((RejectKind::BareLf, at)),
            [b' ' | b'\t', ..] => Err((RejectKind::ObsFold, at)),
            [_, ..] => Err((RejectKind::NameInvalid, at)),
        };
    }
    match rest {
        [] => Ok(Line::Partial),
        [b' ' | b'\t', ..] => Err((RejectKind::SpaceBeforeColon, stop)),
        [b'\r' | b'\n', ..] => Err((RejectKind::ColonMissing, stop)),
        [_, ..] => Err((RejectKind::NameInvalid, stop)),
    }
}

/// A field line: a name, as it was sent, and a value without the whitespace around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field<'c> {
    /// The name. Compare it without regard to case.
    pub name: &'c [u8],
    /// The value: any bytes but control characters other than HTAB.
    pub value: &'c [u8],
}

/// Field lines in the order in which they came.
#[derive(Clone, Debug)]
pub struct Fields<'c> {
    pub(crate) bytes: &'c [u8],
    pub(crate) spans: std::slice::Iter<'c, FieldSpan>,
}

impl<'c> Fields<'c> {
    pub(crate) fn new(bytes: &'c [u8], spans: &'c [FieldSpan]) -> Self {
        Self { bytes, spans: spans.iter() }
    }

    /// The values of the lines of that name, in any case, in their order.
    pub fn values(self, name: &[u8]) -> impl Iterator<Item = &'c [u8]> {
        let bytes = self.bytes;
        self.spans.filter(move |span| span.name(bytes).eq_ignore_ascii_case(name)).map(move |span| span.value(bytes))
    }
}

impl<'c> Iterator for Fields<'c> {
    type Item = Field<'c>;

    fn next(&mut self) -> Option<Field<'c>> {
        self.spans.next().map(|span| Field { name: span.name(self.bytes), value: span.value(self.bytes) })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.spans.size_hint()
    }
}

impl ExactSizeIterator for Fields<'_> {}

impl DoubleEndedIterator for Fields<'_> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.spans.next_back().map(|span| Field { name: span.name(self.bytes), value: span.value(self.bytes) })
    }
}
