//! Serving the admin pages: GET and HEAD, one request a connection. The master waits for its clients among its other descriptors.

use super::conversation::Conversation;
use crate::process::admin::{Report, page};
use crate::process::listeners::{Description, Endpoint, Listener, listen};
use crate::sys::process::poll::Waiting;
use std::io;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::fd::{AsFd, OwnedFd};
use std::time::{Duration, Instant};

/// A request is a line and what a probe sends beside it.
const LONGEST_REQUEST: usize = 8 << 10;

/// How long a client may take in all.
const TIME: Duration = Duration::from_secs(5);

/// Clients at once. More wait.
const MOST_CLIENTS: usize = 32;

/// What the admin listener's endpoint begins with when it is handed over among the others.
const PREFIX: &str = "admin:";

/// The listener and its clients.
#[derive(Debug)]
pub(super) struct AdminServer {
    listener: TcpListener,
    endpoint: String,
    clients: Vec<Conversation<TcpStream>>,
}

impl AdminServer {
    /// Listens, if it is to; on what a master before this one gave, if it is among that. Gives back the others.
    pub(super) fn open(
        address: Option<SocketAddr>,
        present: Vec<Listener>,
    ) -> io::Result<(Option<Self>, Vec<Listener>)> {
        let (mut own, others): (Vec<_>, Vec<_>) =
            present.into_iter().partition(|listener| listener.description.endpoint.starts_with(PREFIX));
        let Some(address) = address else { return Ok((None, others)) };
        for listener in &mut own {
            let endpoint = listener.description.endpoint.strip_prefix(PREFIX).unwrap_or_default().to_owned();
            listener.description = Description { endpoint, slot: Some(0) };
        }
        let listener = listen(&[Endpoint::Tcp(address)], 1, 64, own)?.pop();
        let server = listener.map(|listener| Self {
            listener: listener.socket.into(),
            endpoint: format!("{PREFIX}{}", listener.description.endpoint),
            clients: Vec::new(),
        });
        Ok((server, others))
    }

    /// Its listener, to be handed over.
    pub(super) fn listener(&self) -> io::Result<Listener> {
        let description = Description { endpoint: self.endpoint.clone(), slot: None };
        Ok(Listener { description, socket: OwnedFd::from(self.listener.try_clone()?) })
    }

    /// Registers what is waited for, and says when the first client has had its time.
    pub(super) fn watch(&self, waiting: &mut Waiting) -> Option<Instant> {
        if self.clients.len() < MOST_CLIENTS {
            waiting.watch(self.listener.as_fd(), false);
        }
        for client in &self.clients {
            waiting.watch(client.stream.as_fd(), client.has_output());
        }
        self.clients.iter().filter_map(|client| client.until).min()
    }

    /// Accepts, reads, answers, forgets.
    pub(super) fn turn(&mut self, now: Instant, report: impl Fn() -> Report) {
        while self.clients.len() < MOST_CLIENTS {
            let Ok((stream, _)) = self.listener.accept() else { break };
            if stream.set_nonblocking(true).is_ok() {
                self.clients.push(Conversation::new(stream, TIME));
            }
        }
        for client in &mut self.clients {
            client.write();
            client.read(LONGEST_REQUEST);
            if !client.is_answered()
                && let Some(answer) = respond(&client.input, &report)
            {
                client.finish(&answer);
            }
        }
        self.clients.retain(|client| !client.is_over(now));
    }
}

/// The answer to a request, once its head is complete (RFC 9112 section 2.1). A body is not read: the connection is closed.
fn respond(input: &[u8], report: impl Fn() -> Report) -> Option<Vec<u8>> {
    if !input.windows(4).any(|window| window == b"\r\n\r\n") {
        return None;
    }
    let line = input.split(|byte| *byte == b'\r').next().unwrap_or_default();
    let line = String::from_utf8_lossy(line);
    let mut parts = line.split(' ');
    let (method, target, version) =
        (parts.next().unwrap_or(""), parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    let path = target.split('?').next().unwrap_or("");
    let (status, media_type, text) = if !version.starts_with("HTTP/1.") || parts.next().is_some() {
        (400, PLAIN, "bad request\n".into())
    } else if !matches!(method, "GET" | "HEAD") {
        (405, PLAIN, "GET or HEAD\n".into())
    } else {
        page(path, &report()).unwrap_or((404, PLAIN, "not found\n".into()))
    };
    let reason = match status {
        200 => "OK",
        400 => "Bad Request",
        404 => "Not Found",
        405 => "Method Not Allowed",
        _ => "Service Unavailable",
    };
    let allow = if status == 405 { "Allow: GET, HEAD\r\n" } else { "" };
    let length = text.len();
    let head = format!(
        "HTTP/1.1 {status} {reason}\r\nContent-Type: {media_type}\r\nContent-Length: {length}\r\n{allow}\
         Cache-Control: no-store\r\nConnection: close\r\n\r\n"
    );
    Some(if method == "HEAD" { head } else { head + &text }.into_bytes())
}

const PLAIN: &str = "text/plain; charset=utf-8";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_answered_when_their_head_is_complete() {
        for (input, expected) in [
            ("GET /health HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 200 OK|ok\n"),
            ("GET /health?verbose HTTP/1.0\r\n\r\n", "HTTP/1.1 200 OK|ok\n"),
            ("HEAD /health HTTP/1.1\r\n\r\n", "HTTP/1.1 200 OK|"),
            ("GET /ready HTTP/1.1\r\n\r\n", "HTTP/1.1 503 Service Unavailable|no worker is ready\n"),
            ("GET /nothing HTTP/1.1\r\n\r\n", "HTTP/1.1 404 Not Found|not found\n"),
            ("POST /health HTTP/1.1\r\n\r\n", "HTTP/1.1 405 Method Not Allowed|GET or HEAD\n"),
            ("GET /health\r\n\r\n", "HTTP/1.1 400 Bad Request|bad request\n"),
            ("GET  /health HTTP/1.1\r\n\r\n", "HTTP/1.1 400 Bad Request|bad request\n"),
            ("\r\n\r\n", "HTTP/1.1 400 Bad Request|bad request\n"),
        ] {
            let answer = String::from_utf8(respond(input.as_bytes(), Report::default).unwrap()).unwrap();
            let (head, body) = answer.split_once("\r\n\r\n").unwrap();
            let seen = format!("{}|{body}", head.lines().next().unwrap());
            assert_eq!(seen, expected, "{input:?}");
            for end in 0..input.len() {
                assert_eq!(respond(&input.as_bytes()[..end], Report::default), None, "{input:?} up to {end}");
            }
        }
    }
}
