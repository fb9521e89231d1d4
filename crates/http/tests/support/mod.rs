//! A client and a server around one connection: input comes in pieces, every request is answered when it has been read, and what was seen is noted.

#![allow(dead_code, reason = "each test program uses a part of it")]

pub mod by_hand;

use highper_http::{BodyKind, Connection, Event, Limits, Method, Reject};
use std::sync::Arc;

pub const DATE: &[u8; 29] = b"Sun, 06 Nov 1994 08:49:37 GMT";

/// A request as the server saw it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    pub method: Vec<u8>,
    pub target: Vec<u8>,
    pub path: Vec<u8>,
    pub query: Option<Vec<u8>>,
    pub authority: Option<Vec<u8>>,
    pub fields: Vec<(Vec<u8>, Vec<u8>)>,
    pub upgrade: Option<Vec<u8>>,
    pub keep_alive: bool,
    pub body: Vec<u8>,
    pub trailers: Vec<(Vec<u8>, Vec<u8>)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    Request(Box<Request>),
    Rejected(Reject),
}

/// How it stands when the input is used up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// The next request may come.
    Open,
    /// A request has not come completely.
    Waits,
    Close,
    Upgraded,
}

/// All that was seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub seen: Vec<Seen>,
    /// Heads that were announced.
    pub announced: usize,
    pub then: Then,
    pub output: Vec<u8>,
    /// What came behind a request that changed the protocol.
    pub leftover: Vec<u8>,
}

/// Feeds the pieces, then the end of input if it is to come.
pub fn run<'p>(pieces: impl IntoIterator<Item = &'p [u8]>, is_ended: bool) -> Outcome {
    run_with(Limits::default(), pieces, is_ended)
}

pub fn run_with<'p>(limits: Limits, pieces: impl IntoIterator<Item = &'p [u8]>, is_ended: bool) -> Outcome {
    let mut server = Server::new(limits);
    for mut piece in pieces {
        while !piece.is_empty() && !server.is_over() {
            let count = server.connection.receive(piece);
            assert!(count > 0, "no room, and nothing to consume");
            piece = piece.get(count..).unwrap_or_default();
            server.go_on();
        }
    }
    if is_ended {
        server.connection.end_of_input();
    }
    server.go_on();
    server.outcome()
}

struct Server {
    connection: Connection,
    outcome: Outcome,
    request: Option<Request>,
    is_upgraded: bool,
}

fn owned(fields: highper_http::Fields<'_>) -> Vec<(Vec<u8>, Vec<u8>)> {
    fields.map(|field| (field.name.to_ascii_lowercase(), field.value.to_vec())).collect()
}

impl Server {
    fn new(limits: Limits) -> Self {
        let outcome =
            Outcome { seen: Vec::new(), announced: 0, then: Then::Open, output: Vec::new(), leftover: Vec::new() };
        Self { connection: Connection::new(Arc::new(limits)), outcome, request: None, is_upgraded: false }
    }

    fn is_over(&self) -> bool {
        self.is_upgraded || self.outcome.then == Then::Close
    }

    fn go_on(&mut self) {
        loop {
            let event = self.connection.poll();
            match event {
                Event::NeedInput | Event::Backlogged => break,
                Event::Request => self.begin(),
                Event::Body => {
                    let body = self.connection.body();
                    let count = body.len();
                    if let Some(request) = &mut self.request {
                        request.body.extend_from_slice(body);
                    }
                    self.connection.consume(count);
                }
                Event::EndOfBody => self.answer(),
                Event::Rejected(reject) => {
                    self.request = None;
                    self.outcome.seen.push(Seen::Rejected(reject));
                    self.connection.refuse(reject, DATE).expect("a request that was refused can be answered");
                }
                Event::Upgraded => {
                    self.is_upgraded = true;
                    self.outcome.leftover = self.connection.leftover().to_vec();
                    break;
                }
                // Whether to linger depends on what has come by now.
                Event::Close(_) => {
                    self.outcome.then = Then::Close;
                    break;
                }
            }
        }
        let count = self.connection.output().len();
        self.outcome.output.extend_from_slice(self.connection.output());
        self.connection.sent(count);
    }

    fn begin(&mut self) {
        self.outcome.announced += 1;
        let head = self.connection.head().expect("a request was announced");
        self.request = Some(Request {
            method: head.method_name().to_vec(),
            target: head.target().to_vec(),
            path: head.path().to_vec(),
            query: head.query().map(<[u8]>::to_vec),
            authority: head.authority().map(<[u8]>::to_vec),
            fields: owned(head.fields()),
            upgrade: head.upgrade().map(<[u8]>::to_vec),
            keep_alive: head.keep_alive(),
            body: Vec::new(),
            trailers: Vec::new(),
        });
        self.connection.want_body();
        if self.connection.is_body_complete() {
            self.answer();
        }
    }

    fn answer(&mut self) {
        let connection = &mut self.connection;
        let mut request = self.request.take().expect("a request was announced");
        request.trailers = owned(connection.trailers());
        self.outcome.seen.push(Seen::Request(Box::new(request)));
        let is_connect = connection.head().is_some_and(|head| head.method() == Method::Connect);
        let body = if is_connect { BodyKind::Empty } else { BodyKind::Bytes(b"ok") };
        connection.respond(200, [], DATE, body).expect("the response is valid");
    }

    fn outcome(mut self) -> Outcome {
        let is_open = self.connection.is_idle();
        if self.outcome.then == Then::Open && self.is_upgraded {
            self.outcome.then = Then::Upgraded;
        } else if self.outcome.then == Then::Open && !(is_open && self.request.is_none() && self.outcome.announced > 0)
        {
            self.outcome.then = Then::Waits;
        }
        self.outcome
    }
}
