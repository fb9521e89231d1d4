//! The body of the request in flight: decoded where it stands, handed out in pieces, or dropped.

use super::{Connection, Event, Phase};
use crate::chunked::{Chunked, Piece, is_forbidden_in_trailers};
use crate::fields::{Fault, FieldSpan, Line, line};
use crate::framing::{BodyLength, Framing};
use crate::limits::Limits;
use crate::reject::{Reject, RejectKind};

/// What of the body is to come.
#[derive(Clone, Copy, Debug, Default)]
enum Rest {
    #[default]
    None,
    Sized(u64),
    Chunked(Chunked),
    /// A trailer section.
    Trailers,
    /// It is broken; no more of it is read.
    Failed,
}

/// The state of a body.
#[derive(Debug, Default)]
pub(super) struct Body {
    rest: Rest,
    /// Somebody has asked for it.
    pub is_wanted: bool,
    /// The client waits for 100 before it sends the body.
    pub is_continue_due: bool,
    /// Its end, or its failure, has been announced.
    is_told: bool,
    /// Bytes that were dropped.
    pub discarded: u64,
    /// Bytes of the body with its framing that have been decoded.
    read: u64,
    /// Where the trailer section begins, from the beginning of the request, and how much of it is read.
    pub trailers_at: usize,
    trailers_end: usize,
    pub trailers: Vec<FieldSpan>,
}

impl Body {
    #[inline]
    pub fn begin(&mut self, framing: &Framing) {
        self.rest = match framing.body {
            BodyLength::None => Rest::None,
            BodyLength::Sized(length) => Rest::Sized(length),
            BodyLength::Chunked => Rest::Chunked(Chunked::default()),
        };
        self.is_wanted = false;
        self.is_told = framing.body == BodyLength::None;
        self.is_continue_due = framing.expects_continue;
        (self.discarded, self.read) = (0, 0);
        (self.trailers_at, self.trailers_end) = (0, 0);
        self.trailers.clear();
    }

    /// Whether not all of it has been decoded.
    pub fn is_awaited(&self) -> bool {
        !matches!(self.rest, Rest::None)
    }

    pub fn is_told(&self) -> bool {
        self.is_told
    }

    /// Bytes that are known to come and have not been decoded.
    pub fn known_rest(&self) -> u64 {
        match self.rest {
            Rest::Sized(left) => left,
            _ => 0,
        }
    }
}

impl Connection {
    /// Asks for the body. A client that waits for 100 gets it (RFC 9110 section 10.1.1), unless the response has begun.
    pub fn want_body(&mut self) {
        if self.phase != Phase::Exchange {
            return;
        }
        self.body.is_wanted = true;
        if self.body.is_continue_due && self.answer.is_awaited() {
            self.body.is_continue_due = false;
            self.output.put(b"HTTP/1.1 100 Continue\r\n\r\n");
        }
    }

    /// What of the body is decoded and not consumed.
    pub fn body(&self) -> &[u8] {
        if self.phase == Phase::Exchange { self.input.body() } else { &[] }
    }

    /// Says that so many bytes of [`body`](Self::body) have been used.
    pub fn consume(&mut self, count: usize) {
        self.input.consume(count);
    }

    /// Whether all of the body is there. A request without one is complete when it is announced.
    pub fn is_body_complete(&self) -> bool {
        !self.body.is_awaited()
    }

    /// Goes on with a body that is wanted.
    pub(super) fn poll_body(&mut self) -> Event {
        let before = self.input.body().len();
        match self.decode() {
            Err((kind, offset)) => Event::Rejected(self.fail_body(kind, offset)),
            Ok(()) if self.input.body().len() > before => Event::Body,
            Ok(()) if !self.body.is_awaited() => {
                self.body.is_told = true;
                Event::EndOfBody
            }
            Ok(()) if self.is_ended => Event::Rejected(self.fail_body(RejectKind::Truncated, 0)),
            Ok(()) => Event::NeedInput,
        }
    }

    /// The body cannot be read to its end: `offset` bytes behind what has been read of it something is wrong.
    #[cold]
    pub(super) fn fail_body(&mut self, kind: RejectKind, offset: usize) -> Reject {
        self.body.rest = Rest::Failed;
        self.body.is_told = true;
        self.is_last = true;
        let head = self.index.end as u64;
        Reject::new(kind, head.saturating_add(self.body.read).saturating_add(offset as u64))
    }

    /// Decodes and drops what is there.
    pub(super) fn discard(&mut self) -> Result<(), Fault> {
        let before = self.body.read;
        self.input.consume(usize::MAX);
        let decoded = self.decode();
        self.input.consume(usize::MAX);
        self.body.discarded = self.body.discarded.saturating_add(self.body.read - before);
        decoded
    }

    /// Decodes what has come.
    fn decode(&mut self) -> Result<(), Fault> {
        loop {
            let from = self.input.raw_at;
            let limits = &*self.limits;
            let next = match &mut self.body.rest {
                Rest::None | Rest::Failed => return Ok(()),
                Rest::Sized(left) => {
                    let there = self.input.filled - from;
                    let length = usize::try_from(*left).map_or(there, |left| left.min(there));
                    *left -= length as u64;
                    self.input.take_data(length);
                    if *left > 0 {
                        self.count(from);
                        return Ok(());
                    }
                    Some(Rest::None)
                }
                Rest::Chunked(chunked) => {
                    let (skipped, piece) = chunked.read(self.input.raw(), limits)?;
                    self.input.raw_at += skipped;
                    match piece {
                        Piece::End => {
                            self.count(from);
                            return Ok(());
                        }
                        Piece::Data(length) => {
                            self.input.take_data(length);
                            None
                        }
                        Piece::Last => Some(Rest::Trailers),
                    }
                }
                Rest::Trailers => {
                    if !self.read_trailers()? {
                        return Ok(());
                    }
                    Some(Rest::None)
                }
            };
            if let Some(next) = next {
                self.body.rest = next;
            }
            self.count(from);
        }
    }

    fn count(&mut self, from: usize) {
        self.body.read = self.body.read.saturating_add((self.input.raw_at - from) as u64);
    }

    /// Reads on in the trailer section; says whether it is complete. Until then it counts as not decoded, so that it stays together.
    fn read_trailers(&mut self) -> Result<bool, Fault> {
        let raw = self.input.raw();
        let limit = self.limits.trailers.min(Limits::MAX_HEAD);
        let (view, is_cut) = (raw.get(..limit).unwrap_or(raw), raw.len() >= limit);
        let body = &mut self.body;
        loop {
            match line(view, body.trailers_end, &mut body.trailers)? {
                Line::Field { name_end, next } => {
                    if is_forbidden_in_trailers(view.get(body.trailers_end..name_end).unwrap_or_default()) {
                        return Err((RejectKind::TrailerForbidden, body.trailers_end));
                    }
                    if body.trailers.len() > self.limits.fields {
                        return Err((RejectKind::TrailersTooLarge, body.trailers_end));
                    }
                    body.trailers_end = next;
                }
                Line::Empty(next) => {
                    body.trailers_at = self.input.raw_at - self.input.start;
                    self.input.raw_at += next;
                    return Ok(true);
                }
                Line::Partial if is_cut => return Err((RejectKind::TrailersTooLarge, limit)),
                Line::Partial => return Ok(false),
            }
        }
    }
}
