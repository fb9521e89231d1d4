//! The parser of forms of parts. It keeps no data: of what may be the beginning of a delimiter only the length is kept, since the bytes
//! are the delimiter's own; a head alone is kept while it is not there whole.

use super::MultipartErrorKind::{Delimiter, HeadTooLong, PartTooLong, TooLong, TooManyParts, UnexpectedEnd};
use super::{Event, Limits, MultipartError, PartHead};
use crate::form::Boundary;
use memchr::{memmem, memrchr};

/// How much of `CRLF--boundary` belongs to what stands before: nothing at the beginning of a body, and nothing where the blank line of a
/// head is the delimiter's as well (RFC 2046, 5.1.1: a part may have no body at all).
const LINE_BREAK: usize = 2;

/// Reads a form as it arrives. How it is cut changes nothing of what comes out, but for the pieces of `Data`.
#[derive(Clone, Debug)]
pub struct Parser {
    /// Looks for `CRLF--boundary`.
    delimiter: memmem::Finder<'static>,
    limits: Limits,
    state: State,
    /// The bytes that were taken.
    taken: u64,
    /// How many bytes of the delimiter the last ones may be, and how many of these were there before anything was.
    matched: usize,
    borrowed: usize,
    /// A head that is not there whole, or was given last.
    head: Vec<u8>,
    head_begin: u64,
    parts: usize,
    /// How many bytes of this part may still come.
    left: u64,
    /// What was found behind the data that were given last.
    failed: Option<MultipartError>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Before the first delimiter.
    Preamble,
    /// Behind a boundary, before anything else.
    Boundary,
    /// Behind a boundary and a hyphen.
    Hyphen,
    /// Behind a boundary and blanks.
    Padding,
    /// Behind those and CR.
    Return,
    Head,
    Data,
    End,
}

impl Parser {
    /// A parser at the beginning of a form.
    pub fn new(boundary: Boundary<'_>, limits: Limits) -> Self {
        let delimiter = [b"\r\n--", boundary.bytes()].concat();
        Self {
            delimiter: memmem::Finder::new(&delimiter).into_owned(),
            limits,
            state: State::Preamble,
            taken: 0,
            matched: LINE_BREAK,
            borrowed: LINE_BREAK,
            head: Vec::new(),
            head_begin: 0,
            parts: 0,
            left: 0,
            failed: None,
        }
    }

    /// Gives what is next, and takes what it needed off the input. `None` if the input is used up: there may be more of it, or
    /// [`finish`](Self::finish) is next.
    ///
    /// # Errors
    /// What makes the form unreadable; the same again, if asked again.
    pub fn next<'a, 'b: 'a>(&'a mut self, input: &mut &'b [u8]) -> Result<Option<Event<'a>>, MultipartError> {
        if let Some(error) = self.failed {
            return Err(error);
        }
        loop {
            if self.state == State::End {
                *input = b"";
                return Ok(None);
            }
            if input.is_empty() {
                return Ok(None);
            }
            // Nothing behind the limit is looked at: where the input is cut must not matter.
            let room = usize::try_from(self.limits.total - self.taken).unwrap_or(usize::MAX);
            let visible = input.get(..room).unwrap_or(input);
            if visible.is_empty() {
                return self.fail(TooLong, self.taken);
            }
            match self.state {
                State::Preamble | State::Data => match self.scan(visible) {
                    Scan::Taken(count) => self.take(input, count),
                    Scan::Data(count) => {
                        let data = visible.get(..count).unwrap_or_default();
                        let begin = self.taken;
                        self.take(input, count);
                        let given = self.admit(count, begin)?;
                        return Ok(Some(Event::Data(data.get(..given).unwrap_or_default())));
                    }
                    Scan::Withheld { from, to } => {
                        let count = to - from;
                        let begin = self.taken - length(count);
                        let given = self.admit(count, begin)?;
                        let data = self.delimiter.needle().get(from..from + given);
                        return Ok(Some(Event::Data(data.unwrap_or_default())));
                    }
                    Scan::Delimiter(count) => {
                        self.take(input, count);
                        let is_end_of_part = self.state == State::Data;
                        self.state = State::Boundary;
                        if is_end_of_part {
                            return Ok(Some(Event::EndOfPart));
                        }
                    }
                },
                State::Head => {
                    let Some(found) = self.find_head(visible)? else {
                        self.take(input, visible.len());
                        continue;
                    };
                    let rest = input.get(found.taken..).unwrap_or_default();
                    self.taken += length(found.taken);
                    *input = rest;
                    self.begin_data();
                    let (begin, limits) = (self.head_begin, self.limits);
                    let head = if self.head.is_empty() { visible.get(..found.taken) } else { self.head.get(..) };
                    let head = match PartHead::parse(head.unwrap_or_default(), begin, limits.name) {
                        Ok(head) => head,
                        Err(error) => {
                            self.failed = Some(error);
                            return Err(error);
                        }
                    };
                    self.left = if head.is_file() { limits.file } else { limits.field };
                    return Ok(Some(Event::Part(head)));
                }
                State::End => {}
                State::Boundary | State::Hyphen | State::Padding | State::Return => {
                    let byte = visible.first().copied().unwrap_or_default();
                    self.state = match (self.state, byte) {
                        (State::Boundary, b'-') => State::Hyphen,
                        (State::Hyphen, b'-') => State::End,
                        (State::Boundary | State::Padding, b' ' | b'\t') => State::Padding,
                        (State::Boundary | State::Padding, b'\r') => State::Return,
                        (State::Return, b'\n') => State::Head,
                        _ => return self.fail(Delimiter, self.taken),
                    };
                    self.take(input, 1);
                    match self.state {
                        State::End => return Ok(Some(Event::End)),
                        State::Head => self.begin_head()?,
                        _ => {}
                    }
                }
            }
        }
    }

    /// Whether the form is complete, once all input was given.
    ///
    /// # Errors
    /// If it is not, or what made it unreadable.
    pub fn finish(&self) -> Result<(), MultipartError> {
        match (self.failed, self.state) {
            (Some(error), _) => Err(error),
            (None, State::End) => Ok(()),
            (None, _) => Err(MultipartError::new(UnexpectedEnd, self.taken)),
        }
    }

    fn fail<T>(&mut self, kind: super::MultipartErrorKind, offset: u64) -> Result<T, MultipartError> {
        let error = MultipartError::new(kind, offset);
        self.failed = Some(error);
        Err(error)
    }

    fn take(&mut self, input: &mut &[u8], count: usize) {
        *input = input.get(count..).unwrap_or_default();
        self.taken += length(count);
    }

    fn begin_head(&mut self) -> Result<(), MultipartError> {
        if self.parts >= self.limits.parts {
            return self.fail(TooManyParts, self.taken);
        }
        self.parts += 1;
        self.head.clear();
        self.head_begin = self.taken;
        Ok(())
    }

    fn begin_data(&mut self) {
        self.state = State::Data;
        (self.matched, self.borrowed) = (LINE_BREAK, LINE_BREAK);
    }

    /// How many of so many bytes, from that place on, the part may have. What is too much is told with the next call, after what is not.
    fn admit(&mut self, count: usize, begin: u64) -> Result<usize, MultipartError> {
        let given = usize::try_from(self.left).map_or(count, |left| left.min(count));
        self.left -= length(given);
        if given < count {
            let error = MultipartError::new(PartTooLong, begin + length(given));
            self.failed = Some(error);
            if given == 0 {
                return Err(error);
            }
        }
        Ok(given)
    }

    /// Looks for the delimiter, and says what the first bytes are.
    fn scan(&mut self, visible: &[u8]) -> Scan {
        let needle = self.delimiter.needle();
        if self.matched > 0 {
            let expected = needle.get(self.matched..).unwrap_or_default();
            let same = visible.iter().zip(expected).take_while(|(byte, expected)| byte == expected).count();
            if same == expected.len() {
                self.matched = 0;
                return Scan::Delimiter(same);
            }
            if same == visible.len() {
                self.matched += same;
                return Scan::Taken(same);
            }
            // It was none. CR is its first byte and no other, so none begins within it.
            let (from, to) = (self.borrowed, self.matched);
            (self.matched, self.borrowed) = (0, 0);
            if from < to && self.state == State::Data {
                return Scan::Withheld { from, to };
            }
        }
        let data = match self.delimiter.find(visible) {
            Some(0) => return Scan::Delimiter(needle.len()),
            Some(at) => at,
            None => {
                // The last CR may begin one.
                let tail_begin = visible.len() - visible.len().min(needle.len() - 1);
                let tail = visible.get(tail_begin..).unwrap_or_default();
                let begin =
                    memrchr(b'\r', tail).filter(|&at| tail.get(at..).is_some_and(|tail| needle.starts_with(tail)));
                match begin.map(|at| tail_begin + at) {
                    Some(0) => {
                        self.matched = visible.len();
                        return Scan::Taken(visible.len());
                    }
                    Some(at) => at,
                    None => visible.len(),
                }
            }
        };
        if self.state == State::Data { Scan::Data(data) } else { Scan::Taken(data) }
    }

    /// Looks for the end of the head. Keeps what is there of it if it does not end.
    fn find_head(&mut self, visible: &[u8]) -> Result<Option<Found>, MultipartError> {
        let room = self.limits.head - self.head.len().min(self.limits.head);
        let candidate = visible.get(..room).unwrap_or(visible);
        if self.head.is_empty()
            && let Some(end) = head_end(candidate, 0)
        {
            return Ok(Some(Found { taken: end }));
        }
        let before = self.head.len();
        self.head.extend_from_slice(candidate);
        if before > 0
            && let Some(end) = head_end(&self.head, before.saturating_sub(3))
        {
            self.head.truncate(end);
            return Ok(Some(Found { taken: end - before }));
        }
        if self.head.len() >= self.limits.head {
            return self.fail(HeadTooLong, self.head_begin);
        }
        Ok(None)
    }
}

/// Where the blank line of a head ends, looked for from some byte on. The blank line may be its first.
fn head_end(head: &[u8], from: usize) -> Option<usize> {
    if head.starts_with(b"\r\n") {
        return Some(2);
    }
    memmem::find(head.get(from..)?, b"\r\n\r\n").map(|at| from + at + 4)
}

/// What the first bytes of an input are.
enum Scan {
    /// So many that are nothing, or may be the beginning of a delimiter.
    Taken(usize),
    /// So many bytes of data.
    Data(usize),
    /// Bytes of data that were taken before, since they looked like these of the delimiter.
    Withheld { from: usize, to: usize },
    /// The last of a delimiter.
    Delimiter(usize),
}

/// A head that is there whole.
struct Found {
    /// How many bytes of the input are its.
    taken: usize,
}

fn length(bytes: usize) -> u64 {
    u64::try_from(bytes).unwrap_or(u64::MAX)
}
