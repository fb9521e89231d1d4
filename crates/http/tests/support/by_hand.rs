//! A connection that a test drives itself, step by step.

use super::DATE;
use highper_http::{BodyKind, Connection, Event, Limits, ResponseError};
use std::sync::Arc;

pub type Fields<'f> = &'f [(&'f str, &'f str)];

pub fn with(limits: Limits, input: &str) -> Connection {
    let mut connection = Connection::new(Arc::new(limits));
    assert_eq!(connection.receive(input.as_bytes()), input.len(), "input: {input}");
    connection
}

/// A connection whose first request has been announced.
pub fn requested(input: &str) -> Connection {
    let mut connection = with(Limits::default(), input);
    assert_eq!(connection.poll(), Event::Request, "input: {input}");
    connection
}

pub fn pairs<'f>(fields: Fields<'f>) -> impl Iterator<Item = (&'f [u8], &'f [u8])> {
    fields.iter().map(|(name, value)| (name.as_bytes(), value.as_bytes()))
}

pub fn respond(
    connection: &mut Connection,
    status: u16,
    fields: Fields<'_>,
    body: BodyKind<'_>,
) -> Result<(), ResponseError> {
    connection.respond(status, pairs(fields), DATE, body)
}

/// What is to be sent, without the date.
pub fn take(connection: &mut Connection) -> String {
    let output = String::from_utf8(connection.output().to_vec()).unwrap();
    connection.sent(output.len());
    output.replace("Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n", "")
}

pub const GET: &str = "GET / HTTP/1.1\r\nHost: h\r\n\r\n";
pub const HEAD: &str = "HEAD / HTTP/1.1\r\nHost: h\r\n\r\n";
pub const OLD: &str = "GET / HTTP/1.0\r\n\r\n";
pub const OLD_KEPT: &str = "GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
pub const LAST: &str = "GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
pub const UPGRADE: &str = "GET / HTTP/1.1\r\nHost: h\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n";
pub const CONNECT: &str = "CONNECT h:1 HTTP/1.1\r\nHost: h\r\n\r\n";

/// Limits that are soon met.
pub fn small() -> Limits {
    let mut limits = Limits::default();
    limits.discard = 100;
    limits.backlog = 100;
    limits.buffer = 1024;
    limits.window = 2048;
    limits.requests = 3;
    limits
}
