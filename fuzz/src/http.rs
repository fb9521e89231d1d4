//! A server around a connection, for the properties that need one: it takes input in pieces, answers every request, and notes what it saw.

use crate::random::Random;
use highper_http::{BodyKind, Connection, Event, Fields, Limits, Reject};
use std::sync::Arc;

const DATE: &[u8; 29] = b"Sun, 06 Nov 1994 08:49:37 GMT";

/// Fields, names in lower case.
pub type Named = Vec<(Vec<u8>, Vec<u8>)>;

/// A request as it was seen.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Request {
    pub head: Vec<u8>,
    pub method: Vec<u8>,
    pub fields: Named,
    pub body: Vec<u8>,
    pub trailers: Named,
}

/// All that was seen of an input.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Seen {
    pub requests: Vec<Request>,
    pub rejected: Option<Reject>,
    /// The last request that was announced has not come completely.
    pub is_waiting: bool,
    pub is_closed: bool,
    pub output: Vec<u8>,
}

/// Cuts bytes at random places.
pub fn cut<'b>(mut bytes: &'b [u8], random: &mut Random) -> Vec<&'b [u8]> {
    let longest = random.pick(&[1, 3, 20, 200]).copied().unwrap_or(1);
    let mut pieces = Vec::new();
    while !bytes.is_empty() {
        let (piece, rest) = bytes.split_at((1 + random.below(longest)).min(bytes.len()));
        pieces.push(piece);
        bytes = rest;
    }
    pieces
}

/// Feeds the pieces, and the end behind them.
pub fn serve(pieces: &[&[u8]], limits: &Arc<Limits>) -> Result<Seen, String> {
    let mut server = Server { connection: Connection::new(Arc::clone(limits)), seen: Seen::default(), request: None };
    for mut piece in pieces.iter().copied() {
        while !piece.is_empty() && !server.seen.is_closed {
            let count = server.connection.receive(piece);
            if count == 0 {
                return Err("there is neither room nor anything to consume".to_owned());
            }
            piece = piece.get(count..).unwrap_or_default();
            server.go_on()?;
        }
    }
    server.connection.end_of_input();
    server.go_on()?;
    server.seen.is_waiting = server.request.is_some();
    Ok(server.seen)
}

struct Server {
    connection: Connection,
    seen: Seen,
    request: Option<Request>,
}

fn named(fields: Fields<'_>) -> Named {
    fields.map(|field| (field.name.to_ascii_lowercase(), field.value.to_vec())).collect()
}

impl Server {
    fn go_on(&mut self) -> Result<(), String> {
        loop {
            match self.connection.poll() {
                Event::NeedInput | Event::Backlogged => break,
                Event::Request => {
                    let head = self.connection.head().ok_or("a request without a head")?;
                    self.request = Some(Request {
                        head: head.bytes().to_vec(),
                        method: head.method_name().to_vec(),
                        fields: named(head.fields()),
                        ..Request::default()
                    });
                    self.connection.want_body();
                    if self.connection.is_body_complete() {
                        self.answer()?;
                    }
                }
                Event::Body => {
                    let request = self.request.as_mut().ok_or("a body without a request")?;
                    request.body.extend_from_slice(self.connection.body());
                    self.connection.consume(usize::MAX);
                }
                Event::EndOfBody => self.answer()?,
                Event::Rejected(reject) => {
                    if self.seen.rejected.replace(reject).is_some() {
                        return Err("refused twice".to_owned());
                    }
                    self.request = None;
                    self.connection.refuse(reject, DATE).map_err(|error| error.to_string())?;
                }
                Event::Upgraded | Event::Close(_) => {
                    self.seen.is_closed = true;
                    break;
                }
            }
        }
        self.seen.output.extend_from_slice(self.connection.output());
        self.connection.sent(usize::MAX);
        Ok(())
    }

    fn answer(&mut self) -> Result<(), String> {
        let mut request = self.request.take().ok_or("the end of a body without a request")?;
        request.trailers = named(self.connection.trailers());
        let body = if request.method == b"CONNECT" { BodyKind::Empty } else { BodyKind::Bytes(b"ok") };
        self.seen.requests.push(request);
        self.connection.respond(200, [], DATE, body).map_err(|error| error.to_string())
    }
}

/// The length of a body that begins here and its content, by a decoder that knows no more than the format: lines end with CRLF, sizes are hexadecimal.
pub fn dechunk(bytes: &[u8]) -> Option<(usize, Vec<u8>)> {
    let line_end = |at: usize| Some(at + bytes.get(at..)?.windows(2).position(|pair| pair == b"\r\n")?);
    let (mut at, mut body) = (0, Vec::new());
    loop {
        let end = line_end(at)?;
        let line = std::str::from_utf8(bytes.get(at..end)?.split(|byte| !byte.is_ascii_hexdigit()).next()?).ok()?;
        let size = usize::from_str_radix(line, 16).ok()?;
        at = end + 2;
        if size == 0 {
            break;
        }
        body.extend_from_slice(bytes.get(at..at.checked_add(size)?)?);
        at += size + 2;
        if bytes.get(at - 2..at) != Some(b"\r\n") {
            return None;
        }
    }
    loop {
        let end = line_end(at)?;
        let is_last = end == at;
        at = end + 2;
        if is_last {
            return Some((at, body));
        }
    }
}
