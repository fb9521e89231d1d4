//! Timers, descriptors, signals and other threads beside requests; Unix sockets and what systemd hands over; the access log.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{Client, Server, get};
use highper_server::{AccessLog, Clock, Interest, Limits, Listener, LogFormat, Options, Ready, Worker};
use std::fs::File;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::process::{Command, Stdio};
use std::time::Duration;

/// What a worker says in one turn that does not wait.
fn told(worker: &mut Worker) -> Vec<Ready> {
    worker.turn(Some(Duration::ZERO)).unwrap();
    std::iter::from_fn(|| worker.next()).collect()
}

fn worker() -> (Worker, highper_server::Hands) {
    let (clock, hands) = Clock::manual();
    (Worker::new(Options { clock, ..Options::default() }).unwrap(), hands)
}

#[test]
fn timers_come_when_their_moment_has() {
    let (mut worker, hands) = worker();
    let once = worker.set_timer(Duration::from_millis(10), None).unwrap();
    let again = worker.set_timer(Duration::from_millis(4), Some(Duration::from_millis(4))).unwrap();
    assert_eq!(worker.deadline().map(|moment| moment.as_nanos()), Some(4_000_000));
    for (millis, expected) in
        [(3, vec![]), (1, vec![again]), (4, vec![again]), (1, vec![]), (1, vec![once]), (10, vec![again])]
    {
        hands.advance(Duration::from_millis(millis));
        let expected: Vec<_> = expected.into_iter().map(Ready::Timer).collect();
        assert_eq!(told(&mut worker), expected, "{millis} ms later");
    }
    assert!(worker.cancel_timer(again));
    assert!(!worker.cancel_timer(once));
    assert_eq!((worker.timers(), worker.deadline()), (0, None));
}

#[test]
fn a_worker_wakes_for_its_timers() {
    let mut worker = Worker::new(Options::default()).unwrap();
    let id = worker.set_timer(Duration::from_millis(1), None).unwrap();
    // Without a bound of its own: it would wait for ever otherwise.
    worker.turn(None).unwrap();
    assert_eq!(worker.next(), Some(Ready::Timer(id)));
}

#[test]
fn descriptors_are_told_of_as_long_as_they_are_ready() {
    let (mut worker, _hands) = worker();
    let (mut one, other) = UnixStream::pair().unwrap();
    let (mut reader, descriptor) = (&other, other.as_raw_fd());
    let reading = worker.watch(descriptor, Interest::Read).unwrap();
    let also = worker.watch(descriptor, Interest::Read).unwrap();
    assert_eq!(told(&mut worker), []);
    one.write_all(b"ab").unwrap();
    for left in [2, 1] {
        assert_eq!(told(&mut worker), [Ready::Readable(reading), Ready::Readable(also)], "{left} bytes are left");
        reader.read_exact(&mut [0]).unwrap();
    }
    assert_eq!(told(&mut worker), []);

    let writing = worker.watch(descriptor, Interest::Write).unwrap();
    assert_eq!(told(&mut worker), [Ready::Writable(writing)]);
    assert!(worker.unwatch(reading));
    assert!(!worker.unwatch(reading));
    drop(one);
    assert_eq!(told(&mut worker), [Ready::Readable(also), Ready::Writable(writing)]);
    assert!(worker.unwatch(also));
    assert!(worker.unwatch(writing));
    assert_eq!((told(&mut worker), worker.watches()), (vec![], 0));
}

#[test]
fn a_number_that_is_closed_and_opened_again_is_watched_anew() {
    let (mut worker, _hands) = worker();
    let (_one, other) = UnixStream::pair().unwrap();
    let number = other.as_raw_fd();
    let old = worker.watch(number, Interest::Read).unwrap();
    drop(other);
    // The lowest number that is free is the next one to be given, unless another test was faster.
    let (mut writer, reader) = UnixStream::pair().unwrap();
    let new = worker.watch(reader.as_raw_fd(), Interest::Read).unwrap();
    writer.write_all(b"x").unwrap();
    assert!(told(&mut worker).contains(&Ready::Readable(new)));
    assert!(worker.unwatch(old));
    assert!(told(&mut worker).contains(&Ready::Readable(new)));
}

#[test]
fn regular_files_are_always_ready_and_nothing_is_never() {
    let (mut worker, _hands) = worker();
    let file = File::open("Cargo.toml").unwrap();
    let reading = worker.watch(file.as_raw_fd(), Interest::Read).unwrap();
    for _ in 0..2 {
        assert_eq!(told(&mut worker), [Ready::Readable(reading)]);
    }
    assert!(worker.unwatch(reading));
    assert_eq!(told(&mut worker), []);
    for number in [-1, 1_000_000] {
        assert!(worker.watch(number, Interest::Read).is_err(), "descriptor {number}");
    }
    assert_eq!(worker.watches(), 0);
}

#[test]
fn a_worker_can_be_waited_for_in_another_loop() {
    let mut outer = Worker::new(Options::default()).unwrap();
    let mut server = Server::new(Limits::default());
    let watch = outer.watch(server.worker.as_raw_fd(), Interest::Read).unwrap();
    assert_eq!(told(&mut outer), []);
    let mut client = Client::new(TcpStream::connect(server.place).unwrap());
    client.send(&get("/"));
    // The outer loop turns until nothing is ready any more, and never waits for what the inner one has to do.
    for _ in 0..100 {
        if server.worker.deadline().is_some_and(|moment| moment <= server.worker.now()) || !told(&mut outer).is_empty()
        {
            server.step();
        }
        client.take();
    }
    assert_eq!(client.statuses(), [200]);
    assert_eq!(told(&mut outer), []);
    assert!(outer.unwatch(watch));
}

#[test]
fn another_thread_wakes_a_worker() {
    let mut worker = Worker::new(Options::default()).unwrap();
    let waker = worker.waker().unwrap();
    let thread = std::thread::spawn(move || waker.wake().map(|()| waker));
    worker.turn(None).unwrap();
    assert_eq!(worker.next(), Some(Ready::Woken));
    thread.join().unwrap().unwrap();
    assert_eq!(told(&mut worker), []);
}

#[test]
fn a_unix_socket_serves() {
    let (clock, hands) = Clock::manual();
    let mut server = Server::without_listener(Options { clock, ..Options::default() }, hands);
    let path = std::env::temp_dir().join(format!("highper-around-{}.sock", std::process::id()));
    server.listen(&format!("unix:{}", path.display()));
    for leaves in ["at once", "after the response"] {
        let stream = UnixStream::connect(&path).unwrap();
        stream.set_nonblocking(true).unwrap();
        let mut client = Client { stream, received: Vec::new(), is_ended: false, is_reset: false };
        client.send(&get("/"));
        if leaves == "at once" {
            drop(client);
        } else {
            client.expect(&mut server, &[200]);
            drop(client);
        }
        server.until("it is closed", |server| {
            server.worker.stats().open == 0 && server.worker.stats().accepted == server.worker.stats().requests
        });
    }
    drop(server);
    assert!(!path.exists());
}

/// Not a test by itself: what the next one starts in a process of its own, as systemd would.
#[test]
#[ignore = "started by the test of socket activation"]
fn serve_what_systemd_hands_over() {
    let (clock, hands) = Clock::manual();
    let mut server = Server::without_listener(Options { clock, ..Options::default() }, hands);
    server.listen("systemd:web");
    server.until("a request was answered", |server| server.worker.stats().responses == 1);
}

#[test]
fn a_socket_of_systemd_serves() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let place = listener.local_addr().unwrap();
    let mut client = Client::new(TcpStream::connect(place).unwrap());
    client.send(&get("/"));
    // The shell puts the listener where systemd does, and knows the number of the process that it becomes.
    let script = "LISTEN_PID=$$ LISTEN_FDS=1 LISTEN_FDNAMES=web exec \"$0\" --exact --ignored serve_what_systemd_hands_over 3<&0";
    let status = Command::new("sh")
        .args(["-c", script])
        .arg(std::env::current_exe().unwrap())
        .stdin(Stdio::from(OwnedFd::from(listener)))
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
    client.take();
    assert_eq!(client.statuses(), [200], "{}", client.text());
}

#[test]
fn responses_are_logged_in_their_order() {
    let (mut lines, writer) = std::io::pipe().unwrap();
    let (clock, hands) = Clock::manual();
    let log = AccessLog::new(File::from(OwnedFd::from(writer)), LogFormat::Combined);
    let mut server = Server::without_listener(Options { clock, log: Some(log), ..Options::default() }, hands);
    server.listen("127.0.0.1:0");
    let mut client = server.connect();
    client.send(b"GET /a%0A HTTP/1.1\r\nHost: a\r\nUser-Agent: x\"y\r\nReferer: r\r\n\r\nGET /chunks HTTP/1.1\r\nHost: a\r\n\r\nGET /hold HTTP/1.0\r\n\r\n");
    server.until("it is held", |server| server.held.len() == 1);
    server.pass(Duration::from_millis(1500));
    let id = server.held[0];
    server.answer(id, "four");
    client.expect(&mut server, &[200, 200, 200]);
    drop(server);
    let mut text = String::new();
    lines.read_to_string(&mut text).unwrap();
    assert_eq!(
        text,
        "127.0.0.1 - - [01/Jan/1970:00:00:00 +0000] \"GET /a%0A HTTP/1.1\" 200 5 \"r\" \"x\\x22y\" 0.000000\n\
         127.0.0.1 - - [01/Jan/1970:00:00:00 +0000] \"GET /chunks HTTP/1.1\" 200 13 \"-\" \"-\" 0.000000\n\
         127.0.0.1 - - [01/Jan/1970:00:00:01 +0000] \"GET /hold HTTP/1.0\" 200 4 \"-\" \"-\" 1.500000\n"
    );
}

#[test]
fn a_listener_needs_a_socket_that_listens() {
    let (stream, _other) = UnixStream::pair().unwrap();
    assert!(Listener::from_descriptor(stream.into()).is_err());
}
