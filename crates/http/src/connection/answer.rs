//! The response to the request in flight: how it is framed, and what may still be written of it.

use super::{Connection, Phase};
use crate::chunked::is_forbidden_in_trailers;
use crate::method::Method;
use crate::reject::Reject;
use crate::response::{BodyKind, Given, ResponseError, put_field, put_fields, put_status};
use crate::status;
use crate::version::Version;

/// How far the response is, and how its body is framed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Answer {
    /// There is nothing to answer.
    #[default]
    None,
    /// It has not begun.
    Awaited,
    /// So many bytes are left of it.
    Sized(u64),
    Chunked,
    /// What is written is the body until the connection closes (RFC 9112 section 6.3).
    UntilClose,
    /// What is written is dropped: the response has no body, whatever it is said to have.
    Void,
    Done,
    /// Done, and the protocol is another one from here on.
    Upgraded,
}

impl Answer {
    pub fn is_awaited(self) -> bool {
        self == Self::Awaited
    }

    pub fn is_done(self) -> bool {
        matches!(self, Self::Done | Self::Upgraded)
    }

    pub fn is_under_way(self) -> bool {
        matches!(self, Self::Sized(_) | Self::Chunked | Self::UntilClose | Self::Void)
    }
}

/// A part of a body that the caller sends itself, a file for instance: so many bytes at that place of all that the connection sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// How many bytes of [`Connection::output`] come before it, counted as [`Connection::output_position`] counts.
    pub position: u64,
    /// How long it is.
    pub length: u64,
}

/// What the head says of the body.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Announced {
    Nothing,
    Length(u64),
    Chunked,
}

impl Connection {
    /// Whether a response may begin.
    pub fn can_respond(&self) -> bool {
        self.answer.is_awaited() && matches!(self.phase, Phase::Exchange | Phase::Refused)
    }

    /// Whether the response is complete: all of it is in the output. True between requests, too.
    pub fn is_answered(&self) -> bool {
        !self.answer.is_awaited() && !self.answer.is_under_way()
    }

    /// Answers. With [`BodyKind::Empty`] and [`BodyKind::Bytes`] the response is complete by that; otherwise its body and [`finish`](Self::finish) follow.
    /// `date` is the value of the Date field, unless the fields have one. The connection frames the body itself: a Content-Length among the fields has to be
    /// that of the body, or says how long a stream will be; `Transfer-Encoding: chunked` and `Keep-Alive` are left out, of `Connection` what the connection knows itself.
    ///
    /// # Errors
    /// What is wrong with it; then nothing has been written, and there may be another response.
    pub fn respond<'f>(
        &mut self,
        status: u16,
        fields: impl IntoIterator<Item = (&'f [u8], &'f [u8])>,
        date: &[u8; 29],
        body: BodyKind<'_>,
    ) -> Result<(), ResponseError> {
        self.check(status)?;
        let mark = self.output.bytes.len();
        let expected = if let BodyKind::Bytes(bytes) = body { bytes.len() } else { 0 };
        self.output.bytes.reserve(expected.saturating_add(256));
        put_status(&mut self.output, status);
        let written =
            put_fields(&mut self.output, fields).and_then(|given| self.put_framing(status, given, date, body));
        if written.is_err() {
            self.output.bytes.truncate(mark);
        }
        written
    }

    /// Whether a response of that status may come now.
    fn check(&self, status: u16) -> Result<(), ResponseError> {
        if !matches!(self.phase, Phase::Exchange | Phase::Refused) {
            return Err(ResponseError::NoRequest);
        }
        if !self.answer.is_awaited() {
            return Err(ResponseError::Begun);
        }
        let is_possible = match status {
            // A body has to be read in HTTP/1.1 before the protocol changes (RFC 9110 section 7.8).
            101 => self.phase == Phase::Exchange && self.index.framing.wants_upgrade && !self.body.is_awaited(),
            200..=599 => true,
            _ => false,
        };
        if is_possible { Ok(()) } else { Err(ResponseError::Status) }
    }

    /// Writes the rest of the head, and the body if it is there.
    fn put_framing(
        &mut self,
        status: u16,
        given: Given,
        date: &[u8; 29],
        body: BodyKind<'_>,
    ) -> Result<(), ResponseError> {
        let (announced, mut answer) = self.frame(status, given, body)?;
        let output = &mut self.output;
        if !given.date {
            output.put(b"Date: ");
            output.put(date);
            output.put(b"\r\n");
        }
        match announced {
            Announced::Nothing => {}
            Announced::Length(length) => {
                output.put(b"Content-Length: ");
                output.put_decimal(length);
                output.put(b"\r\n");
            }
            Announced::Chunked => output.put(b"Transfer-Encoding: chunked\r\n"),
        }
        let is_last = self.is_last
            || self.is_draining
            || given.close
            || answer == Answer::UntilClose
            || self.body.is_continue_due
            || self.body.known_rest() > self.limits.discard;
        if answer == Answer::Upgraded {
            if status == 101 && !given.upgrade {
                output.put(b"Connection: upgrade\r\n");
            }
        } else if is_last {
            output.put(b"Connection: close\r\n");
        } else if self.index.version == Version::Http10 {
            output.put(b"Connection: keep-alive\r\n");
        }
        output.put(b"\r\n");
        match body {
            BodyKind::Bytes(bytes) if matches!(answer, Answer::Sized(_)) => {
                output.put(bytes);
                answer = Answer::Done;
            }
            BodyKind::Bytes(_) | BodyKind::Empty if answer != Answer::Upgraded => answer = Answer::Done,
            _ => {}
        }
        (self.answer, self.is_last) = (answer, is_last);
        Ok(())
    }

    /// How a response is framed (RFC 9110 sections 8.6 and 9.3.2, RFC 9112 section 6).
    fn frame(&self, status: u16, given: Given, body: BodyKind<'_>) -> Result<(Announced, Answer), ResponseError> {
        let own = match body {
            BodyKind::Empty => Some(0),
            BodyKind::Bytes(bytes) => Some(bytes.len() as u64),
            BodyKind::Sized(length) => Some(length),
            BodyKind::Stream => None,
        };
        let announced = |length: Option<u64>| length.map_or(Announced::Nothing, Announced::Length);
        Ok(match (status, self.index.method) {
            (101, _) | (200..=299, Method::Connect) => (Announced::Nothing, Answer::Upgraded),
            (204, _) => (Announced::Nothing, Answer::Void),
            (205, _) => (Announced::Length(0), Answer::Void),
            (304, _) => (announced(given.content_length), Answer::Void),
            // The length is the one that GET would have; nothing says that of a handler that gives no body.
            (_, Method::Head) => {
                (announced(given.content_length.or(own.filter(|_| body != BodyKind::Empty))), Answer::Void)
            }
            _ => match (own, given.content_length) {
                (Some(own), Some(given)) if own != given => return Err(ResponseError::ContentLength),
                (Some(length), _) | (None, Some(length)) => (Announced::Length(length), Answer::Sized(length)),
                (None, None) if self.index.version == Version::Http10 => (Announced::Nothing, Answer::UntilClose),
                (None, None) => (Announced::Chunked, Answer::Chunked),
            },
        })
    }

    /// Answers what was refused, with a status and a line of text.
    ///
    /// # Errors
    /// As [`respond`](Self::respond).
    pub fn refuse(&mut self, reject: Reject, date: &[u8; 29]) -> Result<(), ResponseError> {
        let text = status::reason(reject.status).unwrap_or_default();
        let fields = [(&b"Content-Type"[..], &b"text/plain"[..])];
        self.respond(reject.status, fields, date, BodyKind::Bytes(text.as_bytes()))
    }

    /// Writes an interim response, such as 103 (RFC 8297). A client of HTTP/1.0 gets none.
    ///
    /// # Errors
    /// What is wrong with it; then nothing has been written.
    pub fn inform<'f>(
        &mut self,
        status: u16,
        fields: impl IntoIterator<Item = (&'f [u8], &'f [u8])>,
    ) -> Result<(), ResponseError> {
        if self.phase != Phase::Exchange {
            return Err(ResponseError::NoRequest);
        }
        if !self.answer.is_awaited() {
            return Err(ResponseError::Begun);
        }
        if !matches!(status, 100 | 102..=199) {
            return Err(ResponseError::Status);
        }
        if self.index.version == Version::Http10 {
            return Ok(());
        }
        let mark = self.output.bytes.len();
        put_status(&mut self.output, status);
        for (name, value) in fields {
            if let Err(error) = put_field(&mut self.output, name, value) {
                self.output.bytes.truncate(mark);
                return Err(error);
            }
        }
        self.output.put(b"\r\n");
        self.body.is_continue_due &= status != 100;
        Ok(())
    }

    /// Writes a part of the body.
    ///
    /// # Errors
    /// [`ResponseError::TooLong`], [`ResponseError::NotBegun`]; then nothing of it has been written.
    pub fn write_body(&mut self, bytes: &[u8]) -> Result<(), ResponseError> {
        let length = bytes.len() as u64;
        self.account(length)?;
        let output = &mut self.output;
        match self.answer {
            Answer::Chunked if length > 0 => {
                output.put_chunk_size(length);
                output.put(bytes);
                output.put(b"\r\n");
            }
            Answer::Sized(_) | Answer::UntilClose => output.put(bytes),
            _ => {}
        }
        Ok(())
    }

    /// Leaves room for a part of the body that the caller sends itself. None if nothing is to be sent, as to HEAD.
    ///
    /// # Errors
    /// As [`write_body`](Self::write_body).
    pub fn begin_body_segment(&mut self, length: u64) -> Result<Option<Segment>, ResponseError> {
        self.account(length)?;
        if length == 0 || self.answer == Answer::Void {
            return Ok(None);
        }
        let is_chunked = self.answer == Answer::Chunked;
        if is_chunked {
            self.output.put_chunk_size(length);
        }
        let position = self.output.position();
        if is_chunked {
            self.output.put(b"\r\n");
        }
        Ok(Some(Segment { position, length }))
    }

    fn account(&mut self, length: u64) -> Result<(), ResponseError> {
        match &mut self.answer {
            Answer::Sized(left) => *left = left.checked_sub(length).ok_or(ResponseError::TooLong)?,
            Answer::Chunked | Answer::UntilClose | Answer::Void => {}
            Answer::None | Answer::Awaited | Answer::Done | Answer::Upgraded => return Err(ResponseError::NotBegun),
        }
        Ok(())
    }

    /// Ends the response. Trailer fields are sent with a chunked body alone, and dropped otherwise.
    ///
    /// # Errors
    /// [`ResponseError::TooShort`]: the connection is closed so that the client notices. A fault of the trailer fields: nothing is written, and the response
    /// may be finished once more. [`ResponseError::NotBegun`].
    pub fn finish<'f>(
        &mut self,
        trailers: impl IntoIterator<Item = (&'f [u8], &'f [u8])>,
    ) -> Result<(), ResponseError> {
        match self.answer {
            Answer::Sized(0) | Answer::UntilClose | Answer::Void => {}
            Answer::Sized(_) => {
                self.answer = Answer::Done;
                self.abort();
                return Err(ResponseError::TooShort);
            }
            Answer::Chunked => {
                let mark = self.output.bytes.len();
                self.output.put(b"0\r\n");
                for (name, value) in trailers {
                    let written = if is_forbidden_in_trailers(name) {
                        Err(ResponseError::Trailer)
                    } else {
                        put_field(&mut self.output, name, value)
                    };
                    if written.is_err() {
                        self.output.bytes.truncate(mark);
                        return written;
                    }
                }
                self.output.put(b"\r\n");
            }
            Answer::None | Answer::Awaited | Answer::Done | Answer::Upgraded => return Err(ResponseError::NotBegun),
        }
        self.answer = Answer::Done;
        Ok(())
    }

    /// What is to be sent.
    pub fn output(&self) -> &[u8] {
        self.output.pending()
    }

    /// Says that so many bytes of [`output`](Self::output) have been sent.
    pub fn sent(&mut self, count: usize) {
        self.output.take(count);
    }

    /// How many bytes of output had been sent before the first one of [`output`](Self::output). Bytes of segments do not count.
    pub fn output_position(&self) -> u64 {
        self.output.taken_position()
    }
}
