//! One connection: what comes in becomes events, what is answered becomes bytes to send. It knows no socket and no clock.
//!
//! One request is in flight at most. What has been sent behind it stays in the buffer, unread, until the response before it is complete.

mod answer;
mod body;
mod memory;

use crate::fields::Fields;
use crate::framing::BodyLength;
use crate::head::Head;
use crate::index::Index;
use crate::input::Input;
use crate::limits::Limits;
use crate::output::Output;
use crate::reject::{Reject, RejectKind};
use answer::Answer;
pub use answer::Segment;
use body::Body;
pub use memory::Buffers;
use std::sync::Arc;

/// What has happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Event {
    /// Nothing more, until more input comes or the response goes on.
    NeedInput,
    /// Nothing more, until output is taken: more waits than [`Limits::backlog`].
    Backlogged,
    /// A request's head is there: [`Connection::head`]. Its body follows when it is asked for, [`Connection::want_body`]; a request without one is complete.
    Request,
    /// There is more of the body than there was: [`Connection::body`].
    Body,
    /// The body is complete, though some of it may not be consumed yet. Announced only of a body that was asked for.
    EndOfBody,
    /// The request is refused. It may be answered, if [`Connection::can_respond`], with [`Connection::refuse`] or otherwise; then ask again. A request that
    /// was announced before has to be answered all the same: only then the connection is closed.
    Rejected(Reject),
    /// The connection is no longer one of HTTP/1.1: [`Connection::leftover`] has what came behind the request.
    Upgraded,
    /// Nothing more will come. Send the output, then close.
    Close(Closing),
}

/// How a connection is to be closed, once its output is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closing {
    /// At once: nothing is under way from the peer.
    Now,
    /// The sending side first; then what the peer still sends is read and dropped until it closes, or for a while. Closed at once, what has been sent might
    /// be lost before the peer has read it (RFC 9112 section 9.6).
    Lingering,
}

/// What the connection waits for, so that whoever has a clock knows which time limit applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// The first byte of a request.
    Idle,
    /// The rest of a head.
    Head,
    /// More of a body, whether it is wanted or to be discarded.
    Body,
    /// The application: for the response, or for it to take what is there of the body.
    Response,
    /// Nothing: the connection is upgraded or closing.
    Nothing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    /// A head is read, or awaited.
    Head,
    /// A request has been announced, and is not both read and answered.
    Exchange,
    /// What was read was no request.
    Refused,
    Upgraded,
    Closed(Closing),
}

/// The state of a connection.
#[derive(Debug)]
pub struct Connection {
    limits: Arc<Limits>,
    input: Input,
    output: Output,
    index: Index,
    body: Body,
    answer: Answer,
    phase: Phase,
    requests: u64,
    /// The peer sends no more.
    is_ended: bool,
    /// The request in flight is the last one.
    is_last: bool,
    /// No other request is wanted.
    is_draining: bool,
}

impl Connection {
    /// A connection that has taken no memory yet.
    pub fn new(limits: Arc<Limits>) -> Self {
        Self {
            limits,
            input: Input::default(),
            output: Output::default(),
            index: Index::default(),
            body: Body::default(),
            answer: Answer::default(),
            phase: Phase::Head,
            requests: 0,
            is_ended: false,
            is_last: false,
            is_draining: false,
        }
    }

    /// Whether it is between two requests, with no byte of the next one there and all output taken.
    pub fn is_idle(&self) -> bool {
        self.phase == Phase::Head && self.input.is_empty() && self.output.pending_len() == 0
    }

    /// Says that the peer will send no more. What has come completely is answered all the same.
    pub fn end_of_input(&mut self) {
        self.is_ended = true;
    }

    /// Whether reading would lead on. If not, what comes may wait in the socket.
    pub fn wants_input(&self) -> bool {
        !self.is_ended
            && match self.phase {
                Phase::Head => self.output.pending_len() <= self.limits.backlog,
                Phase::Exchange => {
                    self.body.is_awaited()
                        && (self.answer.is_done()
                            || (self.body.is_wanted && self.input.body().len() < self.limits.window))
                }
                Phase::Refused | Phase::Upgraded | Phase::Closed(_) => false,
            }
    }

    /// What is waited for.
    pub fn waiting_for(&self) -> Waiting {
        match self.phase {
            Phase::Head if self.input.is_empty() => Waiting::Idle,
            Phase::Head => Waiting::Head,
            Phase::Exchange if self.wants_input() => Waiting::Body,
            Phase::Exchange | Phase::Refused => Waiting::Response,
            Phase::Upgraded | Phase::Closed(_) => Waiting::Nothing,
        }
    }

    /// What has happened next. Ask until it is [`Event::NeedInput`], [`Event::Backlogged`], [`Event::Upgraded`] or [`Event::Close`].
    #[inline]
    pub fn poll(&mut self) -> Event {
        loop {
            match self.phase {
                Phase::Head => return self.poll_head(),
                Phase::Exchange => {
                    if let Some(event) = self.poll_exchange() {
                        return event;
                    }
                }
                Phase::Refused => {
                    if self.answer.is_under_way() {
                        return Event::NeedInput;
                    }
                    self.close();
                }
                Phase::Upgraded => return Event::Upgraded,
                Phase::Closed(closing) => return Event::Close(closing),
            }
        }
    }

    #[inline]
    fn poll_head(&mut self) -> Event {
        if self.is_draining && self.input.is_empty() {
            self.close();
            return self.poll();
        }
        if self.output.pending_len() > self.limits.backlog {
            return Event::Backlogged;
        }
        match self.index.read(self.input.request(), &self.limits) {
            Ok(true) => {
                self.begin_exchange();
                Event::Request
            }
            Ok(false) if !self.is_ended => Event::NeedInput,
            // An empty line is no part of a request that is not there.
            Ok(false) if self.input.is_empty() || self.input.request() == b"\r\n" => {
                self.close();
                self.poll()
            }
            Ok(false) => self.refuse_head(Reject::new(RejectKind::Truncated, self.input.request().len() as u64)),
            Err((kind, offset)) => self.refuse_head(Reject::new(kind, offset as u64)),
        }
    }

    #[inline]
    fn begin_exchange(&mut self) {
        self.input.begin_body(self.index.end);
        self.body.begin(&self.index.framing);
        self.answer = Answer::Awaited;
        self.requests = self.requests.saturating_add(1);
        self.is_last = !self.index.framing.keep_alive || self.requests >= self.limits.requests;
        self.phase = Phase::Exchange;
    }

    #[cold]
    fn refuse_head(&mut self, reject: Reject) -> Event {
        self.answer = Answer::Awaited;
        self.is_last = true;
        self.phase = Phase::Refused;
        Event::Rejected(reject)
    }

    /// Goes on with a request that has been announced; without an event, its exchange has ended.
    #[inline]
    fn poll_exchange(&mut self) -> Option<Event> {
        if self.answer.is_done() {
            return self.poll_rest();
        }
        if self.body.is_wanted && !self.body.is_told() {
            return Some(self.poll_body());
        }
        Some(Event::NeedInput)
    }

    /// The response is complete: reads and drops what is left of the body.
    #[inline]
    fn poll_rest(&mut self) -> Option<Event> {
        if self.body.is_awaited() && !self.is_last {
            // A body that the client has not been asked to send may come or not: there is no telling where the next request begins.
            if self.body.is_continue_due || self.discard().is_err() || self.body.discarded > self.limits.discard {
                self.is_last = true;
            } else if self.body.is_awaited() {
                if !self.is_ended {
                    return Some(Event::NeedInput);
                }
                self.is_last = true;
            }
        }
        if self.answer == Answer::Upgraded {
            self.phase = Phase::Upgraded;
        } else if self.is_last {
            self.close();
        } else {
            self.input.begin_next();
            self.index.clear();
            self.phase = Phase::Head;
            return (self.is_draining && self.input.is_empty()).then(|| {
                self.close();
                self.poll()
            });
        }
        None
    }

    #[cold]
    fn close(&mut self) {
        let is_unread = match self.phase {
            Phase::Head => !self.input.is_empty(),
            Phase::Refused => true,
            _ => self.body.is_awaited() || !self.input.raw().is_empty(),
        };
        // A client that did not ask for the end may be sending its next request.
        let is_unasked = self.phase != Phase::Head && self.index.framing.keep_alive;
        let closing = if !self.is_ended && (is_unread || is_unasked) { Closing::Lingering } else { Closing::Now };
        self.phase = Phase::Closed(closing);
    }

    /// The head of the request that is in flight.
    pub fn head(&self) -> Option<Head<'_>> {
        (self.phase == Phase::Exchange).then(|| Head { bytes: self.input.request(), index: &self.index })
    }

    /// Asks for no further request: the response that is under way, or comes next, is the last one; an idle connection is closed at once.
    pub fn drain(&mut self) {
        self.is_draining = true;
        self.is_last |= self.phase == Phase::Exchange;
    }

    /// Gives the connection up: nothing is read or written any more but the output that is there.
    pub fn abort(&mut self) {
        if !matches!(self.phase, Phase::Closed(_)) {
            self.phase = Phase::Closed(Closing::Now);
        }
    }

    /// Refuses the request that is being read, for a reason that only the caller knows, such as [`RejectKind::TimedOut`]. To be treated as
    /// [`Event::Rejected`]. None if there is nothing to refuse: then close.
    pub fn reject(&mut self, kind: RejectKind) -> Option<Reject> {
        match self.phase {
            Phase::Head if !self.input.is_empty() => {
                let reject = Reject::new(kind, self.input.request().len() as u64);
                let _ = self.refuse_head(reject);
                Some(reject)
            }
            Phase::Exchange if self.body.is_awaited() && !self.answer.is_done() => Some(self.fail_body(kind, 0)),
            _ => None,
        }
    }

    /// The trailer fields behind a chunked body, once it has ended (RFC 9112 section 7.1.2).
    pub fn trailers(&self) -> Fields<'_> {
        let bytes = self.input.request().get(self.body.trailers_at..).unwrap_or_default();
        let spans = if self.body.is_awaited() { &[][..] } else { &self.body.trailers };
        Fields::new(bytes, spans)
    }

    /// What came behind the request that changed the protocol, and has not been taken.
    pub fn leftover(&self) -> &[u8] {
        if self.phase == Phase::Upgraded { self.input.raw() } else { &[] }
    }

    /// How the body of the request is framed; none without a request.
    pub fn body_length(&self) -> BodyLength {
        if self.phase == Phase::Exchange { self.index.framing.body } else { BodyLength::None }
    }

    /// How many requests have come.
    pub fn requests(&self) -> u64 {
        self.requests
    }

    /// The limits.
    pub fn limits(&self) -> &Limits {
        &self.limits
    }
}
