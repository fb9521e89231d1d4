//! The end of a worker: what has come is answered.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{Client, Server, get};
use highper_server::{Drain, Limits};
use std::net::TcpStream;
use std::time::Duration;

fn server() -> Server {
    Server::new(Limits { drain_idle: Duration::from_secs(1), ..Limits::default() })
}

#[test]
fn what_is_under_way_is_finished() {
    let mut server = server();
    let (mut busy, mut idle, mut late) = (server.connect(), server.connect(), server.connect());
    busy.send(&[get("/hold"), get("/behind")].concat());
    server.until("it is held", |server| server.held.len() == 1);
    server.worker.drain(Drain::HandOver, Duration::from_secs(30));
    assert!(!server.worker.is_drained());

    // Over a connection that is open a request may come still; the response says that it is the last one.
    late.send(&get("/late"));
    late.expect_end(&mut server);
    assert_eq!(late.statuses(), [200]);
    assert!(late.text().contains("Connection: close\r\n"), "{}", late.text());
    late.stop_sending();
    server.pass(Duration::from_millis(900));
    assert_eq!(server.worker.stats().open, 2);
    server.pass(Duration::from_millis(200));
    idle.expect_end(&mut server);
    assert_eq!(idle.text(), "");

    let id = server.held[0];
    server.answer(id, "done");
    busy.expect_end(&mut server);
    assert_eq!(busy.statuses(), [200]);
    assert!(busy.text().contains("Connection: close\r\n"), "{}", busy.text());
    busy.stop_sending();
    server.until("it is drained", |server| server.worker.is_drained());
    assert_eq!(server.worker.stats().broken, 0);
}

#[test]
fn those_who_wait_are_served_by_the_last_worker() {
    let mut server = server();
    let mut clients: Vec<_> = (0..200).map(|_| Client::new(TcpStream::connect(server.place).unwrap())).collect();
    for client in &mut clients {
        client.send(&get("/"));
    }
    server.worker.drain(Drain::Last, Duration::from_secs(30));
    assert_eq!(server.worker.stats().accepted, 200);
    drop(server.shared());
    assert!(TcpStream::connect(server.place).is_err());
    for client in &mut clients {
        client.expect_end(&mut server);
        assert_eq!(client.statuses(), [200]);
    }
    drop(clients);
    server.until("it is drained", |server| server.worker.is_drained());
}

#[test]
fn those_who_wait_are_left_to_a_successor() {
    let mut first = server();
    let mut second = server();
    // Another process would have inherited it.
    let listener = highper_server::Listener::from_descriptor(first.shared()).unwrap();
    second.worker.listen(listener).unwrap();
    let mut clients: Vec<_> = (0..50).map(|_| Client::new(TcpStream::connect(first.place).unwrap())).collect();
    for client in &mut clients {
        client.send(&get("/"));
    }
    first.worker.drain(Drain::HandOver, Duration::from_secs(30));
    for _ in 0..3 {
        first.step();
    }
    assert_eq!(first.worker.stats().accepted, 0);
    assert!(first.worker.is_drained());
    drop(first);
    for client in &mut clients {
        client.expect(&mut second, &[200]);
    }
    assert_eq!(second.worker.stats().accepted, 50);
}

#[test]
fn what_takes_too_long_is_broken_off() {
    let mut server = server();
    let mut client = server.connect();
    client.send(&get("/hold"));
    server.until("it is held", |server| server.held.len() == 1);
    server.worker.drain(Drain::HandOver, Duration::from_secs(30));
    server.pass(Duration::from_secs(29));
    assert_eq!((server.gone(), server.worker.stats().open), (0, 1));
    // To begin once more does not put it off for those who wait, but moves the end.
    server.worker.drain(Drain::HandOver, Duration::from_secs(5));
    server.pass(Duration::from_secs(4));
    assert_eq!(server.gone(), 0);
    server.pass(Duration::from_secs(1));
    assert_eq!((server.gone(), server.worker.stats().open), (1, 0));
    assert!(server.worker.is_drained());
}
