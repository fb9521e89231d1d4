//! What a worker asks of the allocator: nothing for a request once it is warm, little for a connection that is idle. In a program of its own, with one test:
//! allocations are counted for the whole process.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{Client, Server, get};
use highper_server::http::BodyKind;
use highper_server::sys::limit::raise_open_files;
use highper_server::{Limits, Options, Ready, Worker};
use std::alloc::{GlobalAlloc, Layout, System};
use std::io::{ErrorKind, Read, Write};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

struct Counting;

static COUNT: AtomicUsize = AtomicUsize::new(0);
static BYTES: AtomicUsize = AtomicUsize::new(0);

// SAFETY: everything is done by the system's allocator; counting touches no memory of it.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.fetch_add(1, Relaxed);
        BYTES.fetch_add(layout.size(), Relaxed);
        // SAFETY: the caller's promise is passed on.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        BYTES.fetch_sub(layout.size(), Relaxed);
        // SAFETY: the caller's promise is passed on.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// A worker behind a Unix socket that answers everything alike.
fn answer(worker: &mut Worker) {
    worker.turn(Some(Duration::ZERO)).unwrap();
    while let Some(ready) = worker.next() {
        if let Ready::Request(id) = ready {
            let fields = [(&b"Content-Type"[..], &b"text/plain"[..])];
            worker.respond(id, 200, fields, BodyKind::Bytes(b"hello")).unwrap();
        }
    }
    worker.flush();
}

/// Sends `count` requests, `depth` at a time over each connection in turn, and drops the answers.
fn ask(worker: &mut Worker, clients: &mut [UnixStream], count: usize, depth: usize, batch: &[u8], room: &mut [u8]) {
    let before = worker.stats().responses;
    let mut asked = 0;
    while asked < count {
        for client in clients.iter_mut() {
            client.write_all(batch).unwrap();
            asked += depth;
        }
        while worker.stats().responses < before + asked as u64 {
            answer(worker);
        }
        for client in clients.iter_mut() {
            loop {
                match client.read(room) {
                    Ok(_) => {}
                    Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                    Err(error) => panic!("{error}"),
                }
            }
        }
    }
}

fn requests_take_no_memory() {
    let mut worker = Worker::new(Options::default()).unwrap();
    let path = std::env::temp_dir().join(format!("highper-memory-{}.sock", std::process::id()));
    let address = format!("unix:{}", path.display()).parse().unwrap();
    for listener in highper_server::Listener::open(&address, &Default::default()).unwrap() {
        worker.listen(listener).unwrap();
    }
    let mut clients: Vec<_> = (0..8).map(|_| UnixStream::connect(&path).unwrap()).collect();
    for client in &clients {
        client.set_nonblocking(true).unwrap();
    }
    let (batch, mut room) = (get("/users/1").repeat(16), vec![0; 64 * 1024]);
    ask(&mut worker, &mut clients, 10_000, 16, &batch, &mut room);
    let before = (COUNT.load(Relaxed), BYTES.load(Relaxed));
    ask(&mut worker, &mut clients, 1_000_000, 16, &batch, &mut room);
    assert_eq!(
        (COUNT.load(Relaxed), BYTES.load(Relaxed)),
        before,
        "(allocations, bytes) before and after a million requests"
    );
}

fn idle_connections_take_little() {
    const CONNECTIONS: usize = 1000;
    raise_open_files(4096).unwrap();
    let mut server = Server::new(Limits::default());
    let mut first = server.connect();
    first.send(&get("/"));
    first.expect(&mut server, &[200]);
    let mut clients: Vec<Client> = Vec::with_capacity(CONNECTIONS);
    let before = BYTES.load(Relaxed);
    for _ in 0..CONNECTIONS {
        clients.push(server.connect());
    }
    for client in &mut clients {
        client.send(&get("/"));
        client.expect(&mut server, &[200]);
        client.received = Vec::new();
        server.told.clear();
        server.targets.clear();
    }
    let each = BYTES.load(Relaxed).saturating_sub(before) / CONNECTIONS;
    assert!(each < 512, "{each} bytes for an idle connection");
}

#[test]
fn memory_is_bounded() {
    requests_take_no_memory();
    idle_connections_take_little();
}
