//! What slow and greedy peers get. Time passes when the test says so.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{Server, get, post};
use highper_server::{Limits, Ready};
use std::time::Duration;

const fn seconds(count: u64) -> Duration {
    Duration::from_secs(count)
}

fn limits() -> Limits {
    Limits {
        head_timeout: Some(seconds(10)),
        idle_timeout: Some(seconds(60)),
        body_timeout: Some(seconds(10)),
        write_timeout: Some(seconds(10)),
        minimum_rate: 100,
        linger_timeout: Some(seconds(2)),
        ..Limits::default()
    }
}

#[test]
fn a_head_has_its_time_however_slowly_it_comes() {
    let mut server = Server::new(limits());
    let mut client = server.connect();
    // A byte a second: none of them buys more time.
    for byte in b"GET / HTTP" {
        client.send(&[*byte]);
        server.settle();
        assert_eq!(server.worker.stats().timed_out, 0);
        server.pass(seconds(1));
    }
    client.expect(&mut server, &[408]);
    client.expect_end(&mut server);
    client.stop_sending();
    server.until("it is closed", |server| server.worker.stats().open == 0);
    assert_eq!(server.worker.stats().timed_out, 1);
}

#[test]
fn the_time_of_a_head_begins_anew_with_each_request() {
    let mut server = Server::new(limits());
    let mut client = server.connect();
    for round in 1..=5 {
        client.send(b"GET / HTTP/1.1\r\n");
        server.settle();
        server.pass(seconds(9));
        // The rest of it, and the beginning of the next one at once.
        client.send(b"Host: a\r\n\r\nGET / HTTP/1.1\r\n");
        client.expect(&mut server, &vec![200; 2 * round - 1]);
        server.pass(seconds(9));
        client.send(b"Host: a\r\n\r\n");
        client.expect(&mut server, &vec![200; 2 * round]);
    }
    assert_eq!(server.worker.stats().timed_out, 0);
}

#[test]
fn an_idle_connection_is_closed_without_a_word() {
    let mut server = Server::new(limits());
    let (mut new, mut used) = (server.connect(), server.connect());
    server.pass(seconds(30));
    used.send(&get("/"));
    used.expect(&mut server, &[200]);
    server.pass(seconds(29));
    assert_eq!(server.worker.stats().open, 2);
    server.pass(seconds(1));
    new.expect_end(&mut server);
    assert_eq!((server.worker.stats().open, new.text()), (1, String::new()));
    server.pass(seconds(30));
    used.expect_end(&mut server);
    assert_eq!(used.statuses(), [200]);
    assert_eq!((server.worker.stats().open, server.worker.stats().timed_out), (0, 0));
}

#[test]
fn a_body_has_to_keep_up_a_pace() {
    // Bytes every five seconds, and whether that is enough for 100 a second. It is looked at after ten, just before the second of them come.
    for (bytes, is_enough) in [(0, false), (1, false), (900, false), (1000, true), (5000, true)] {
        let mut server = Server::new(limits());
        let mut client = server.connect();
        client.send(b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n");
        server.until("it has begun", |server| server.targets.len() == 1);
        for _ in 0..12 {
            server.settle();
            server.pass(seconds(5));
            // Whoever goes on sending after the connection is closed loses what he has not read.
            client.take();
            client.send(&vec![b'x'; bytes]);
            server.settle();
        }
        client.take();
        let expected: &[u16] = if is_enough { &[] } else { &[408] };
        assert_eq!(client.statuses(), expected, "{bytes} bytes");
        assert_eq!(server.worker.stats().timed_out, u64::from(!is_enough), "{bytes} bytes");
        assert_eq!(server.gone(), usize::from(!is_enough), "{bytes} bytes");
    }
}

#[test]
fn a_body_that_nobody_asks_for_is_in_nobodys_way() {
    let mut server = Server::new(limits());
    let mut client = server.connect();
    client.send(b"POST /hold HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nab");
    server.until("it has begun", |server| server.held.len() == 1);
    // While the handler thinks, the peer need not send.
    server.pass(seconds(100));
    let id = server.held[0];
    server.answer(id, "done");
    client.expect(&mut server, &[200]);
    // From now on the rest is read and dropped, and has to come.
    server.pass(seconds(11));
    server.settle();
    client.take();
    assert_eq!(server.worker.stats().open, 0);
    assert_eq!(client.statuses(), [200], "{}", client.text());
}

#[test]
fn a_peer_that_does_not_read_is_cut_off_and_one_that_does_is_not() {
    // Written bit by bit, as there is room, and all at once.
    for (output_high, bytes, is_enough) in [
        (100_000, 0, false),
        (100_000, 100, false),
        (100_000, 4_000_000, true),
        (100_000_000, 0, false),
        (100_000_000, 4_000_000, true),
    ] {
        let mut server = Server::new(Limits { output_high, ..limits() });
        let mut client = server.connect();
        client.send(&get("/big/50000000"));
        server.settle();
        for _ in 0..10 {
            server.pass(seconds(5));
            client.take_at_most(bytes);
            server.settle();
        }
        assert_eq!(server.worker.stats().timed_out, u64::from(!is_enough), "{bytes} bytes each time");
        // Who has written everything has nothing more to do with it.
        let gone = usize::from(!is_enough && output_high == 100_000);
        assert_eq!(server.gone(), gone, "{bytes} bytes each time");
        assert_eq!(server.worker.stats().open, u64::from(is_enough), "{bytes} bytes each time");
    }
}

#[test]
fn a_handler_may_be_given_a_time() {
    let mut server = Server::new(Limits { handler_timeout: Some(seconds(30)), ..limits() });
    let (mut slow, mut quick) = (server.connect(), server.connect());
    slow.send(&get("/hold"));
    server.until("it is held", |server| server.held.len() == 1);
    server.pass(seconds(29));
    quick.send(&get("/"));
    quick.expect(&mut server, &[200]);
    assert_eq!(server.gone(), 0);
    server.pass(seconds(1));
    slow.expect(&mut server, &[503]);
    assert_eq!(server.gone(), 1);
    let id = server.held[0];
    assert!(server.worker.head(id).is_none());
    assert_eq!(quick.statuses(), [200]);
}

#[test]
fn who_lingers_has_little_time() {
    let mut server = Server::new(limits());
    let mut client = server.connect();
    client.send(b"GET / HTTP/1.1\r\nHost : a\r\n\r\nand so on");
    client.expect_end(&mut server);
    assert_eq!(client.statuses(), [400]);
    assert_eq!(server.worker.stats().open, 1);
    for _ in 0..3 {
        client.send(b"and so on");
        server.settle();
    }
    assert_eq!(server.worker.stats().open, 1);
    server.pass(seconds(2));
    assert_eq!(server.worker.stats().open, 0);
}

#[test]
fn more_connections_than_allowed_wait() {
    let mut server = Server::new(Limits { connections: 2, ..limits() });
    let (first, mut second) = (server.connect(), server.connect());
    let mut third = common::Client::new(std::net::TcpStream::connect(server.place).unwrap());
    third.send(&get("/third"));
    second.send(&get("/second"));
    second.expect(&mut server, &[200]);
    server.settle();
    assert_eq!((server.worker.stats().accepted, server.worker.stats().open), (2, 2));
    let turns = server.worker.stats().turns;
    server.step();
    assert_eq!(server.worker.stats().turns, turns + 1);
    drop(first);
    third.expect(&mut server, &[200]);
    assert_eq!((server.worker.stats().accepted, server.worker.stats().open), (3, 2));
}

#[test]
fn an_address_has_no_more_than_its_share() {
    let mut server = Server::new(Limits { per_address: Some(2), ..limits() });
    let (first, mut second) = (server.connect(), server.connect());
    let mut third = common::Client::new(std::net::TcpStream::connect(server.place).unwrap());
    third.expect_end(&mut server);
    assert_eq!((server.worker.stats().refused, server.worker.stats().open), (1, 2));
    drop(first);
    server.until("one has left", |server| server.worker.stats().open == 1);
    let mut fourth = server.connect();
    fourth.send(&get("/"));
    fourth.expect(&mut server, &[200]);
    second.send(&get("/"));
    second.expect(&mut server, &[200]);
    drop((second, fourth));
    server.until("all have left", |server| server.worker.stats().open == 0);
    for _ in 0..5 {
        drop(server.connect());
        server.until("it has left", |server| server.worker.stats().open == 0);
    }
    assert_eq!(server.worker.stats().refused, 1);
}

#[test]
fn a_client_that_sends_without_end_leaves_room_for_others() {
    let mut server = Server::new(limits());
    let (mut greedy, mut modest) = (server.connect(), server.connect());
    let flood: Vec<u8> = (0..20_000).flat_map(|number| get(&format!("/flood/{number}"))).collect();
    let mut sent = greedy.send(&flood);
    server.step();
    modest.send(&get("/modest"));
    sent += greedy.send(&flood[sent..]);
    server.until("the modest one is asked", |server| server.targets.iter().any(|target| target == "/modest"));
    let before = server.targets.iter().position(|target| target == "/modest").unwrap();
    // What one read brings of the flood, and no more than that.
    assert!(before < 4000, "{before} requests before it, {sent} bytes sent");
    modest.expect(&mut server, &[200]);
}

#[test]
fn a_turn_ends_though_a_client_sends_as_fast_as_it_is_answered() {
    let mut server = Server::new(limits());
    let mut client = server.connect();
    client.send(&get("/").repeat(3000));
    let mut answered = 0;
    server.worker.turn(Some(Duration::from_millis(5))).unwrap();
    while let Some(ready) = server.worker.next() {
        if let Ready::Request(id) = ready {
            server.answer(id, "");
            client.send(&get("/"));
            answered += 1;
            assert!(answered < 1000, "the turn goes on and on");
        }
    }
    assert!(answered > 0);
}

#[test]
fn a_peer_that_does_not_read_does_not_make_the_output_grow() {
    let http = highper_server::http::Limits::default();
    let mut server = Server::with(Limits { output_high: 256 * 1024, output_low: 64 * 1024, ..limits() }, http);
    let mut client = server.connect();
    client.send(&get("/big/1000000000"));
    server.settle();
    let left = *server.left.values().next().unwrap();
    // The mark, one piece more, and what the two sockets hold.
    let taken = 1_000_000_000 - left;
    let mut drained = 0;
    assert!(taken - server.worker.stats().bytes_out <= 256 * 1024 + 2 * 16 * 1024, "{taken} bytes taken");
    for _ in 0..20 {
        client.take();
        server.settle();
        drained = server.told.iter().filter(|ready| matches!(ready, Ready::Drained(_))).count();
    }
    assert!(drained > 0);
    assert!(*server.left.values().next().unwrap() < left);
    assert!(client.received.len() > 1_000_000);
}

#[test]
fn pipelined_responses_that_are_not_read_do_not_make_the_output_grow() {
    let mut server = Server::new(limits());
    let mut client = server.connect();
    let message = get(&format!("/{}", "x".repeat(4000)));
    let mut sent = 0;
    for _ in 0..20_000 {
        let now = client.send(&message[sent % message.len()..]);
        sent += now;
        if now == 0 {
            let before = server.targets.len();
            server.settle();
            if server.targets.len() == before && client.send(&message[sent % message.len()..][..1]) == 0 {
                break;
            }
        }
    }
    let answered = server.targets.len() as u64 * 4000;
    let waiting = answered - server.worker.stats().bytes_out.min(answered);
    assert!(waiting < 600_000, "{waiting} bytes wait; {:?}", server.worker.stats());
    assert!(sent < 50_000_000, "{sent} bytes were taken from a client that reads nothing");
}

#[test]
fn a_body_that_nobody_takes_waits_in_the_socket() {
    let mut server = Server::new(limits());
    let mut client = server.connect();
    client.send(b"POST /ask HTTP/1.1\r\nHost: a\r\nContent-Length: 8000000\r\n\r\n");
    server.until("it has begun", |server| server.held.len() == 1);
    let mut sent = 0;
    for _ in 0..100 {
        sent += client.send(&common::PIECE);
        server.step();
    }
    server.settle();
    let read = server.worker.stats().bytes_in;
    assert!(read < 200_000, "{read} bytes were read");
    // It is not the peer's fault.
    server.pass(seconds(100));
    assert_eq!(server.worker.stats().timed_out, 0);
    // Taken bit by bit, all of it comes.
    let id = server.held[0];
    let mut taken = 0;
    server.until("all of it", |server| {
        sent += client.send(&common::PIECE[..(8_000_000 - sent).min(common::PIECE.len())]);
        if let Some(view) = server.worker.body(id) {
            let count = view.bytes.len();
            taken += count;
            server.worker.consume(id, count);
            return taken == 8_000_000;
        }
        true
    });
    assert_eq!(taken, 8_000_000);
    server.answer(id, "thanks");
    client.expect(&mut server, &[200]);
}

#[test]
fn many_small_chunks_are_no_burden() {
    let mut server = Server::new(limits());
    let mut client = server.connect();
    client.send(b"POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    for _ in 0..2000 {
        client.send(b"1\r\nx\r\n");
    }
    client.send(b"0\r\n\r\n");
    client.expect(&mut server, &[200]);
    server.settle();
    client.take();
    assert!(client.text().ends_with(&format!("\r\n\r\n{}", "x".repeat(2000))));
    client.send(&post("/echo", "and on"));
    client.expect(&mut server, &[200, 200]);
}
