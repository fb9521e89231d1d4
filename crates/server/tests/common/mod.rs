//! A worker and its clients in one thread: every step is one turn of the loop, so that nothing depends on how fast anything is.
#![allow(dead_code, reason = "each of the tests that share this uses a part of it")]

use highper_server::http::BodyKind;
use highper_server::{Address, Clock, Flow, Hands, Id, Limits, ListenOptions, Listener, Options, Ready, Worker};
use std::collections::HashMap;
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpStream};
use std::os::fd::{AsFd, OwnedFd};
use std::time::Duration;

/// Turns after which what is waited for will not come any more. A turn waits for 5 ms if nothing happens.
const PATIENCE: usize = 2000;

/// A piece of a large body.
pub const PIECE: [u8; 16 * 1024] = [b'x'; 16 * 1024];

/// A worker with an application that does what the path says.
pub struct Server {
    pub worker: Worker,
    pub place: SocketAddr,
    listening: Option<OwnedFd>,
    pub hands: Hands,
    /// All that the worker said.
    pub told: Vec<Ready>,
    /// Targets in the order in which they came.
    pub targets: Vec<String>,
    /// Requests that wait for the test to answer them.
    pub held: Vec<Id>,
    /// Bytes that are still to be written of large bodies.
    pub left: HashMap<Id, u64>,
    bodies: HashMap<Id, Vec<u8>>,
}

impl Server {
    pub fn new(limits: Limits) -> Self {
        Self::with(limits, highper_server::http::Limits::default())
    }

    pub fn with(limits: Limits, http: highper_server::http::Limits) -> Self {
        let (clock, hands) = Clock::manual();
        let mut server = Self::without_listener(Options { limits, http, clock, log: None }, hands);
        server.listen("127.0.0.1:0");
        server
    }

    pub fn without_listener(options: Options, hands: Hands) -> Self {
        Self {
            worker: Worker::new(options).unwrap(),
            place: ([127, 0, 0, 1], 0).into(),
            listening: None,
            hands,
            told: Vec::new(),
            targets: Vec::new(),
            held: Vec::new(),
            left: HashMap::new(),
            bodies: HashMap::new(),
        }
    }

    pub fn listen(&mut self, address: &str) {
        let address: Address = address.parse().unwrap();
        for listener in Listener::open(&address, &ListenOptions::default()).unwrap() {
            self.place = listener.local().unwrap_or(self.place);
            self.listening = Some(listener.as_fd().try_clone_to_owned().unwrap());
            self.worker.listen(listener).unwrap();
        }
    }

    /// The socket that it listens at, as another process has it.
    pub fn shared(&mut self) -> OwnedFd {
        self.listening.take().unwrap()
    }

    /// One turn, and what follows from it.
    pub fn step(&mut self) {
        self.step_within(Duration::from_millis(5));
    }

    /// The same, without waiting for something to happen for longer than that.
    pub fn step_within(&mut self, time: Duration) {
        self.worker.turn(Some(time)).unwrap();
        while let Some(ready) = self.worker.next() {
            self.told.push(ready);
            self.handle(ready);
        }
        self.worker.flush();
    }

    /// Steps until it is as it should be.
    pub fn until(&mut self, what: &str, mut is_so: impl FnMut(&mut Self) -> bool) {
        for _ in 0..PATIENCE {
            if is_so(self) {
                return;
            }
            self.step();
        }
        panic!("never: {what}; {:?}", self.worker.stats());
    }

    /// Steps until nothing happens any more.
    pub fn settle(&mut self) {
        let mut quiet = 0;
        while quiet < 3 {
            let before = (*self.worker.stats(), self.told.len());
            self.step();
            let after = self.worker.stats();
            let is_same = before.0.bytes_in == after.bytes_in
                && before.0.bytes_out == after.bytes_out
                && before.0.accepted == after.accepted
                && before.0.open == after.open
                && before.1 == self.told.len();
            quiet = if is_same { quiet + 1 } else { 0 };
        }
        // A loop that has nothing to do and does not wait would burn the processor.
        let (now, next) = (self.worker.now(), self.worker.deadline());
        assert!(next.is_none_or(|next| next > now), "something is due at {next:?}, and nothing happens");
    }

    /// Moves the clock and does what is due.
    pub fn pass(&mut self, time: Duration) {
        self.hands.advance(time);
        self.step_within(Duration::ZERO);
        self.step_within(Duration::ZERO);
    }

    pub fn connect(&mut self) -> Client {
        let open = self.worker.stats().accepted;
        let client = Client::new(TcpStream::connect(self.place).unwrap());
        self.until("the connection is accepted", |server| server.worker.stats().accepted > open);
        client
    }

    pub fn gone(&self) -> usize {
        self.told.iter().filter(|ready| matches!(ready, Ready::Gone(_))).count()
    }

    fn handle(&mut self, ready: Ready) {
        match ready {
            Ready::Request(id) => {
                let Some(head) = self.worker.head(id) else { return };
                let target = String::from_utf8(head.target().to_vec()).unwrap();
                self.targets.push(target.clone());
                self.request(id, &target);
            }
            Ready::Body(id) => self.body(id),
            Ready::Drained(id) => self.go_on(id),
            _ => {}
        }
    }

    fn request(&mut self, id: Id, target: &str) {
        if target.starts_with("/hold") {
            self.held.push(id);
        } else if target.starts_with("/echo") {
            self.bodies.insert(id, Vec::new());
            assert!(self.worker.want_body(id));
            self.body(id);
        } else if target.starts_with("/ask") {
            // Asks for the body and does not take it.
            assert!(self.worker.want_body(id));
            self.held.push(id);
        } else if let Some(size) = target.strip_prefix("/big/") {
            let size = size.parse().unwrap();
            self.worker.respond(id, 200, [], BodyKind::Sized(size)).unwrap();
            self.left.insert(id, size);
            self.go_on(id);
        } else if target.starts_with("/chunks") {
            self.worker.respond(id, 200, [], BodyKind::Stream).unwrap();
            for part in ["one ", "two ", "three"] {
                assert_eq!(self.worker.write(id, part.as_bytes()), Ok(Flow::Go));
            }
            self.worker.finish(id, [(&b"Check"[..], &b"sum"[..])]).unwrap();
        } else {
            self.answer(id, target);
        }
    }

    pub fn answer(&mut self, id: Id, body: &str) {
        let fields = [(&b"Content-Type"[..], &b"text/plain"[..])];
        self.worker.respond(id, 200, fields, BodyKind::Bytes(body.as_bytes())).unwrap();
    }

    fn body(&mut self, id: Id) {
        let Some(body) = self.bodies.get_mut(&id) else { return };
        let Some(view) = self.worker.body(id) else { return };
        let (count, is_complete) = (view.bytes.len(), view.is_complete);
        body.extend_from_slice(view.bytes);
        self.worker.consume(id, count);
        if is_complete {
            let body = String::from_utf8(self.bodies.remove(&id).unwrap()).unwrap();
            self.answer(id, &body);
        }
    }

    fn go_on(&mut self, id: Id) {
        let Some(left) = self.left.get_mut(&id) else { return };
        while *left > 0 {
            let length = usize::try_from(*left).map_or(PIECE.len(), |left| left.min(PIECE.len()));
            let Ok(flow) = self.worker.write(id, &PIECE[..length]) else { return };
            *left -= length as u64;
            if flow == Flow::Wait {
                return;
            }
        }
        self.left.remove(&id);
        self.worker.finish(id, []).unwrap();
    }
}

/// A client that never blocks.
pub struct Client<S = TcpStream> {
    pub stream: S,
    pub received: Vec<u8>,
    pub is_ended: bool,
    pub is_reset: bool,
}

impl Client {
    pub fn new(stream: TcpStream) -> Self {
        stream.set_nonblocking(true).unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream, received: Vec::new(), is_ended: false, is_reset: false }
    }

    /// Says that nothing more will come.
    pub fn stop_sending(&self) {
        self.stream.shutdown(Shutdown::Write).unwrap();
    }

    /// Closes with a reset in place of an end.
    pub fn reset(self) {
        socket2::SockRef::from(&self.stream).set_linger(Some(Duration::ZERO)).unwrap();
    }
}

impl<S: Read + Write> Client<S> {
    /// Sends what fits, and says how much that is.
    pub fn send(&mut self, bytes: &[u8]) -> usize {
        let mut sent = 0;
        while sent < bytes.len() {
            match self.stream.write(&bytes[sent..]) {
                Ok(count) => sent += count,
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(error) if matches!(error.kind(), ErrorKind::BrokenPipe | ErrorKind::ConnectionReset) => {
                    self.is_reset = true;
                    break;
                }
                Err(error) => panic!("sending: {error}"),
            }
        }
        sent
    }

    /// Takes what has come.
    pub fn take(&mut self) {
        self.take_at_most(usize::MAX);
    }

    pub fn take_at_most(&mut self, mut most: usize) {
        let mut room = [0; 64 * 1024];
        while !self.is_ended && !self.is_reset && most > 0 {
            let length = room.len().min(most);
            match self.stream.read(&mut room[..length]) {
                Ok(0) => self.is_ended = true,
                Ok(count) => {
                    self.received.extend_from_slice(&room[..count]);
                    most -= count;
                }
                Err(error) if error.kind() == ErrorKind::WouldBlock => return,
                Err(error) if error.kind() == ErrorKind::ConnectionReset => self.is_reset = true,
                Err(error) => panic!("receiving: {error}"),
            }
        }
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.received).into_owned()
    }

    /// The status lines that have come.
    pub fn statuses(&self) -> Vec<u16> {
        let text = self.text();
        text.match_indices("HTTP/1.1 ")
            .filter_map(|(at, found)| text[at + found.len()..].get(..3)?.parse().ok())
            .collect()
    }

    /// Steps until so many responses have begun to come.
    pub fn expect(&mut self, server: &mut Server, statuses: &[u16]) {
        server.until(&format!("responses {statuses:?}, but {:?}", self.text()), |_| {
            self.take();
            self.statuses().len() >= statuses.len() && self.text().contains("\r\n\r\n")
        });
        assert_eq!(self.statuses(), statuses, "{}", self.text());
    }

    /// Steps until the server has closed.
    pub fn expect_end(&mut self, server: &mut Server) {
        server.until(&format!("the end behind {:?}", self.text()), |_| {
            self.take();
            self.is_ended || self.is_reset
        });
        assert!(!self.is_reset, "reset behind {:?}", self.text());
    }
}

/// A request without a body.
pub fn get(target: &str) -> Vec<u8> {
    format!("GET {target} HTTP/1.1\r\nHost: example.org\r\n\r\n").into_bytes()
}

/// A request with a body.
pub fn post(target: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    format!("POST {target} HTTP/1.1\r\nHost: example.org\r\nContent-Length: {length}\r\n\r\n{body}").into_bytes()
}
