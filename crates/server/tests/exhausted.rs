//! A process without descriptors. In a program of its own: it takes them all.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{Client, Server, get};
use highper_server::sys::limit::raise_open_files;
use highper_server::{Limits, Ready};
use std::fs::File;
use std::net::TcpStream;
use std::time::Duration;

#[test]
fn a_process_without_descriptors_says_so_once_and_recovers() {
    raise_open_files(1024).unwrap();
    let mut server = Server::new(Limits::default());
    let mut idle = server.connect();
    let mut busy = server.connect();
    busy.send(&get("/hold"));
    server.until("it is held", |server| server.held.len() == 1);

    // A client for later, which is connected by the kernel as soon as somebody has room for it.
    let mut waiting = Client::new(TcpStream::connect(server.place).unwrap());
    waiting.send(&get("/waiting"));
    let mut taken = Vec::new();
    while let Ok(file) = File::open("/dev/null") {
        taken.push(file);
    }
    server.step();
    server.step();
    assert_eq!(server.told.iter().filter(|ready| **ready == Ready::Exhausted).count(), 1, "{:?}", server.told);
    assert_eq!(server.worker.stats().exhausted, 1);
    // The one that is idle has made room.
    idle.expect_end(&mut server);
    let turns = server.worker.stats().turns;
    server.step();
    assert_eq!((server.worker.stats().turns, server.worker.stats().accepted), (turns + 1, 2));

    // Its place goes to somebody else, so that there is none again when the pause is over.
    taken.push(File::open("/dev/null").unwrap());
    server.pass(Duration::from_millis(100));
    assert_eq!(server.worker.stats().exhausted, 2);
    assert_eq!(server.told.iter().filter(|ready| **ready == Ready::Exhausted).count(), 1, "{:?}", server.told);
    let id = server.held[0];
    server.answer(id, "held");
    busy.expect(&mut server, &[200]);

    taken.clear();
    server.pass(Duration::from_millis(100));
    waiting.expect(&mut server, &[200]);
    assert_eq!(server.worker.stats().accepted, 3);
}
