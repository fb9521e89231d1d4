//! The yardstick of the server's benchmark: the least that answers the request. epoll, httparse, one write; no limits, no timeouts, nothing that a server
//! needs beside speed. `bare 127.0.0.1:8080` runs until SIGTERM, and then says what it has used.

use highper_server::sys::signal::Signals;
use highper_server::sys::usage::usage;
use mio::net::{TcpListener, TcpStream};
use mio::unix::SourceFd;
use mio::{Events, Interest, Poll, Token};
use std::io::{self, Read, Write};
use std::os::fd::{AsFd, AsRawFd};

const LISTENER: Token = Token(usize::MAX);
const SIGNALS: Token = Token(usize::MAX - 1);

struct Connection {
    stream: TcpStream,
    /// What was read of a request that is not complete.
    rest: Vec<u8>,
}

fn main() -> io::Result<()> {
    let place = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let place = place.parse().map_err(|_| io::Error::from(io::ErrorKind::InvalidInput))?;
    let mut listener = TcpListener::bind(place)?;
    let signals = Signals::take(&[libc::SIGTERM, libc::SIGINT])?;
    let mut poll = Poll::new()?;
    poll.registry().register(&mut listener, LISTENER, Interest::READABLE)?;
    poll.registry().register(&mut SourceFd(&signals.as_fd().as_raw_fd()), SIGNALS, Interest::READABLE)?;
    println!("{}", listener.local_addr()?);

    let mut events = Events::with_capacity(1024);
    let mut connections: Vec<Option<Connection>> = Vec::new();
    let mut room = vec![0_u8; 64 * 1024];
    let mut output = Vec::with_capacity(64 * 1024);
    let mut requests = 0_u64;
    loop {
        if let Err(error) = poll.poll(&mut events, None) {
            if error.kind() == io::ErrorKind::Interrupted {
                continue;
            }
            return Err(error);
        }
        for event in &events {
            match event.token() {
                LISTENER => accept(&listener, &poll, &mut connections)?,
                SIGNALS => {
                    // Taken, so that it is not there any more when the signals get their meaning back.
                    signals.next()?;
                    let used = usage();
                    println!("{requests} {} {}", used.user.as_micros(), used.system.as_micros());
                    return Ok(());
                }
                Token(number) => {
                    let Some(slot) = connections.get_mut(number) else { continue };
                    let Some(connection) = slot else { continue };
                    match serve(connection, &mut room, &mut output) {
                        Some(count) => requests += count,
                        None => *slot = None,
                    }
                }
            }
        }
    }
}

fn accept(listener: &TcpListener, poll: &Poll, connections: &mut Vec<Option<Connection>>) -> io::Result<()> {
    loop {
        let (mut stream, _) = match listener.accept() {
            Ok(accepted) => accepted,
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(()),
            Err(error) => return Err(error),
        };
        stream.set_nodelay(true)?;
        let number = connections.iter().position(Option::is_none).unwrap_or(connections.len());
        poll.registry().register(&mut stream, Token(number), Interest::READABLE)?;
        let connection = Some(Connection { stream, rest: Vec::new() });
        match connections.get_mut(number) {
            Some(slot) => *slot = connection,
            None => connections.push(connection),
        }
    }
}

/// Reads once and answers what is complete; says how many. None closes the connection.
fn serve(connection: &mut Connection, room: &mut [u8], output: &mut Vec<u8>) -> Option<u64> {
    let mut count = 0;
    loop {
        let length = match connection.stream.read(room) {
            Ok(0) => return None,
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Some(count),
            Err(_) => return None,
        };
        let read = room.get(..length)?;
        output.clear();
        let taken = if connection.rest.is_empty() {
            answer(read, output, &mut count)?
        } else {
            connection.rest.extend_from_slice(read);
            let taken = answer(&connection.rest, output, &mut count)?;
            connection.rest.drain(..taken);
            length
        };
        connection.rest.extend_from_slice(read.get(taken..)?);
        if !output.is_empty() && connection.stream.write(output).ok()? != output.len() {
            return None;
        }
        if length < room.len() {
            return Some(count);
        }
    }
}

/// Answers the complete requests in `bytes`; says how many bytes they were.
fn answer(bytes: &[u8], output: &mut Vec<u8>, count: &mut u64) -> Option<usize> {
    let mut taken = 0;
    loop {
        let rest = bytes.get(taken..)?;
        if rest.is_empty() {
            return Some(taken);
        }
        let mut headers = [httparse::EMPTY_HEADER; 32];
        let mut request = httparse::Request::new(&mut headers);
        let httparse::Status::Complete(length) = request.parse(rest).ok()? else { return Some(taken) };
        taken += length;
        *count += 1;
        let id = request.path.and_then(|path| path.strip_prefix("/users/")).unwrap_or("0");
        let body = 20 + id.len();
        output.extend_from_slice(b"HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Type: application/json\r\nContent-Length: ");
        write!(output, "{body}").ok()?;
        output.extend_from_slice(b"\r\n\r\n{\"id\":");
        output.extend_from_slice(id.as_bytes());
        output.extend_from_slice(b",\"name\":\"Ada\"}");
    }
}
