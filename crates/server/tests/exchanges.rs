//! Requests and responses over real sockets: their order, their ends, and what becomes of them when a peer leaves.
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use common::{Client, Server, get, post};
use highper_server::http::{BodyKind, ResponseError};
use highper_server::{Id, Limits, Ready};
use std::time::Duration;

#[test]
fn a_connection_serves_one_request_after_another() {
    let mut server = Server::new(Limits::default());
    let mut client = server.connect();
    for number in 1..=3 {
        client.send(&get(&format!("/{number}")));
        client.expect(&mut server, &vec![200; number]);
    }
    assert!(client.text().ends_with("\r\n\r\n/3"), "{}", client.text());
    assert_eq!((server.worker.stats().accepted, server.worker.stats().responses), (1, 3));
}

#[test]
fn pipelined_requests_are_answered_in_their_order() {
    let mut server = Server::new(Limits::default());
    let mut client = server.connect();
    let mut all = Vec::new();
    for number in 0..100 {
        // Some with bodies, some that nobody asks for.
        match number % 3 {
            0 => all.extend(get(&format!("/{number}"))),
            1 => all.extend(post("/echo", &format!("body {number}"))),
            _ => all.extend(post(&format!("/{number}"), "dropped")),
        }
    }
    client.send(&all);
    client.expect(&mut server, &[200; 100]);
    server.settle();
    client.take();
    let text = client.text();
    let mut at = 0;
    for number in 0..100 {
        let body = if number % 3 == 1 { format!("\r\n\r\nbody {number}") } else { format!("\r\n\r\n/{number}") };
        let found = text[at..].find(&body).unwrap_or_else(|| panic!("{number} is missing or comes too early: {text}"));
        at += found + body.len();
    }
}

#[test]
fn a_request_may_come_byte_by_byte() {
    let mut server = Server::new(Limits::default());
    let mut client = server.connect();
    let message = [post("/echo", "hello"), get("/next")].concat();
    for byte in &message {
        client.send(std::slice::from_ref(byte));
        server.step();
    }
    client.expect(&mut server, &[200, 200]);
    assert!(client.text().contains("\r\n\r\nhelloHTTP/1.1 200 OK\r\n"), "{}", client.text());
    assert!(client.text().ends_with("/next"), "{}", client.text());
}

#[test]
fn a_peer_that_stopped_sending_is_answered() {
    let mut server = Server::new(Limits::default());
    for (name, message, statuses) in [
        ("one request", get("/a"), vec![200]),
        ("two requests", [get("/a"), get("/b")].concat(), vec![200, 200]),
        ("a body", post("/echo", "hello"), vec![200]),
        ("half a head", b"GET / HTTP/1.1\r\nHos".to_vec(), vec![400]),
        ("half a body", post("/echo", "hello")[..60].to_vec(), vec![400]),
        ("nothing", Vec::new(), vec![]),
    ] {
        let mut client = server.connect();
        client.send(&message);
        client.stop_sending();
        client.expect_end(&mut server);
        assert_eq!(client.statuses(), statuses, "{name}: {}", client.text());
        assert_eq!(server.worker.stats().open, 0, "{name}");
    }
}

#[test]
fn a_handler_that_takes_its_time_answers_a_peer_that_stopped_sending() {
    let mut server = Server::new(Limits::default());
    let mut client = server.connect();
    client.send(&get("/hold"));
    client.stop_sending();
    server.until("the request is held", |server| server.held.len() == 1);
    server.settle();
    let id = server.held[0];
    server.answer(id, "late");
    client.expect_end(&mut server);
    assert!(client.text().ends_with("\r\n\r\nlate"), "{}", client.text());
    assert_eq!(server.gone(), 0);
}

#[test]
fn a_peer_that_resets_leaves_nothing_behind() {
    let mut server = Server::new(Limits::default());
    for (name, message, gone) in [
        ("before anything", &b""[..], 0),
        ("in the middle of a head", b"GET / HT", 0),
        ("between requests", b"GET /a HTTP/1.1\r\nHost: a\r\n\r\n", 0),
        ("while a handler is at work", b"GET /hold HTTP/1.1\r\nHost: a\r\n\r\n", 1),
        ("in the middle of a body", b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc", 1),
        ("while a large body is sent", b"GET /big/100000000 HTTP/1.1\r\nHost: a\r\n\r\n", 1),
    ] {
        server.told.clear();
        let mut client = server.connect();
        client.send(message);
        server.settle();
        client.reset();
        server.until(name, |server| server.worker.stats().open == 0);
        assert_eq!(server.gone(), gone, "{name}: {:?}", server.told);
        assert_eq!(server.worker.stats().active, 0, "{name}");
    }
    assert_eq!(server.worker.stats().broken, 3);
}

#[test]
fn a_number_is_good_for_one_exchange() {
    let mut server = Server::new(Limits::default());
    let mut client = server.connect();
    client.send(&get("/hold/secret"));
    server.until("the first is held", |server| server.held.len() == 1);
    let first = server.held[0];
    assert_eq!(Id::from_u64(first.get()), Some(first));
    server.answer(first, "first");
    client.send(&get("/hold/other"));
    server.until("the second is held", |server| server.held.len() == 2);
    let second = server.held[1];
    assert_ne!(first, second);

    // On the same connection, and then on another one in the same place.
    for round in 0..2 {
        let worker = &mut server.worker;
        assert!(worker.head(first).is_none(), "round {round}");
        assert!(worker.body(first).is_none(), "round {round}");
        assert_eq!(worker.peer(first), None, "round {round}");
        assert!(!worker.want_body(first), "round {round}");
        assert_eq!(worker.respond(first, 200, [], BodyKind::Empty), Err(ResponseError::NoRequest), "round {round}");
        assert_eq!(worker.write(first, b"x"), Err(ResponseError::NoRequest), "round {round}");
        assert_eq!(worker.finish(first, []), Err(ResponseError::NoRequest), "round {round}");
        assert!(!worker.abort(first), "round {round}");
        worker.consume(first, 10);
        if round == 0 {
            assert_eq!(worker.head(second).unwrap().target(), b"/hold/other");
            client = server.connect();
            drop(std::mem::replace(&mut client, server.connect()));
            client.send(&get("/hold/third"));
            server.until("the third is held", |server| server.held.len() == 3);
        }
    }
    for number in [0, 1, u64::MAX, first.get() + (1 << 40)] {
        assert!(Id::from_u64(number).is_none_or(|id| server.worker.head(id).is_none()), "number {number}");
    }
}

#[test]
fn a_response_is_complete_once() {
    let mut server = Server::new(Limits::default());
    let mut client = server.connect();
    client.send(&get("/hold"));
    server.until("it is held", |server| server.held.len() == 1);
    let id = server.held[0];
    let worker = &mut server.worker;
    assert_eq!(worker.respond(id, 200, [(&b"A"[..], &b"b\r\nc: d"[..])], BodyKind::Empty), Err(ResponseError::Value));
    worker.respond(id, 200, [], BodyKind::Sized(3)).unwrap();
    assert_eq!(worker.respond(id, 200, [], BodyKind::Empty), Err(ResponseError::Begun));
    assert_eq!(worker.write(id, b"four"), Err(ResponseError::TooLong));
    assert!(worker.write(id, b"abc").is_ok());
    worker.finish(id, []).unwrap();
    assert_eq!(worker.finish(id, []), Err(ResponseError::NoRequest));
    client.expect(&mut server, &[200]);
    assert!(client.text().ends_with("\r\n\r\nabc"), "{}", client.text());
}

#[test]
fn a_stream_is_chunked_and_ends() {
    let mut server = Server::new(Limits::default());
    let mut client = server.connect();
    client.send(&get("/chunks"));
    client.expect(&mut server, &[200]);
    assert!(
        client.text().ends_with("\r\n\r\n4\r\none \r\n4\r\ntwo \r\n5\r\nthree\r\n0\r\nCheck: sum\r\n\r\n"),
        "{}",
        client.text()
    );
}

#[test]
fn a_body_is_asked_for_before_it_is_sent() {
    let mut server = Server::new(Limits::default());
    let mut client = server.connect();
    client.send(b"POST /echo HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n");
    client.expect(&mut server, &[100]);
    client.send(b"hello");
    client.expect(&mut server, &[100, 200]);
    assert!(client.text().ends_with("\r\n\r\nhello"), "{}", client.text());
}

#[test]
fn what_is_refused_is_answered_though_the_peer_goes_on_sending() {
    let mut server = Server::new(Limits::default());
    let mut client = server.connect();
    client.send(b"POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100000000\r\n\r\n");
    let mut sent = 0;
    server.until("the end", |_| {
        sent += client.send(&common::PIECE);
        client.take();
        client.is_ended || client.is_reset || sent > 50_000_000
    });
    assert!(!client.is_reset && client.is_ended, "after {sent} bytes: {}", client.text());
    assert_eq!(client.statuses(), [413], "{}", client.text());
    client.stop_sending();
    server.until("it is closed", |server| server.worker.stats().open == 0);
}

#[test]
fn what_an_application_breaks_off_is_noticed() {
    let mut server = Server::new(Limits::default());
    for begun in [false, true] {
        let mut client = server.connect();
        server.held.clear();
        client.send(&get("/hold"));
        server.until("it is held", |server| server.held.len() == 1);
        let id = server.held[0];
        if begun {
            server.worker.respond(id, 200, [], BodyKind::Stream).unwrap();
            assert!(server.worker.write(id, b"part").is_ok());
        }
        assert!(server.worker.abort(id));
        client.expect_end(&mut server);
        assert_eq!(client.statuses().len(), usize::from(begun), "{}", client.text());
        assert!(!client.text().contains("0\r\n\r\n"), "{}", client.text());
        assert_eq!((server.worker.stats().active, server.worker.stats().open), (0, 0));
    }
}

#[test]
fn a_connection_changes_its_protocol() {
    let mut server = Server::new(Limits::default());
    let mut client = server.connect();
    client.send(b"GET /hold HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\nfirst");
    server.until("it is held", |server| server.held.len() == 1);
    let id = server.held[0];
    assert!(server.worker.detach(id).is_none());
    server.worker.respond(id, 101, [(&b"Upgrade"[..], &b"echo"[..])], BodyKind::Empty).unwrap();
    let mut upgraded = None;
    server.until("it is upgraded", |server| {
        upgraded = server.told.iter().find_map(|ready| if let Ready::Upgraded(id) = ready { Some(*id) } else { None });
        upgraded.is_some()
    });
    client.expect(&mut server, &[101]);
    let detached = server.worker.detach(upgraded.unwrap()).unwrap();
    assert_eq!((&detached.received[..], &detached.unsent[..]), (&b"first"[..], &b""[..]));
    assert_eq!(server.worker.stats().open, 0);
    assert!(server.worker.detach(upgraded.unwrap()).is_none());
    client.send(b"second");
    server.step();
    let mut stream = detached.stream;
    let mut room = [0; 16];
    let read = highper_server::Stream::read(&mut stream, &mut room).unwrap();
    assert_eq!(&room[..read], b"second");
}

#[test]
fn random_conversations_get_their_answers() {
    let mut server = Server::new(Limits::default());
    let mut clients: Vec<(Client, Vec<u8>, usize)> = (0..20).map(|_| (server.connect(), Vec::new(), 0)).collect();
    let mut state = 7_u64;
    let mut random = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for round in 0..3000 {
        let number = usize::try_from(random(20)).unwrap();
        let (client, unsent, asked) = &mut clients[number];
        if unsent.is_empty() {
            for _ in 0..=random(4) {
                let body = "b".repeat(usize::try_from(random(2000)).unwrap());
                unsent.extend(if random(2) == 0 {
                    get(&format!("/{asked}."))
                } else {
                    post("/echo", &format!("/{asked}.{body}"))
                });
                *asked += 1;
            }
        }
        let length = usize::try_from(random(700) + 1).unwrap().min(unsent.len());
        let sent = client.send(&unsent[..length]);
        unsent.drain(..sent);
        if round % 3 == 0 {
            server.step();
        }
        if random(5) == 0 {
            client.take();
        }
    }
    for (number, (client, unsent, asked)) in clients.iter_mut().enumerate() {
        let rest = std::mem::take(unsent);
        assert_eq!(client.send(&rest), rest.len());
        client.expect(&mut server, &vec![200; *asked]);
        server.settle();
        client.take();
        let text = client.text();
        let mut at = 0;
        for answer in 0..*asked {
            let body = format!("\r\n\r\n/{answer}.");
            at += text[at..]
                .find(&body)
                .unwrap_or_else(|| panic!("client {number}: answer {answer} is not in its place"));
        }
    }
}

#[test]
fn a_connection_ends_after_as_many_requests_as_it_may_have() {
    let mut server = Server::new(Limits { requests_per_connection: 2, ..Limits::default() });
    let mut client = server.connect();
    client.send(&[get("/1"), get("/2"), get("/3")].concat());
    client.expect_end(&mut server);
    assert_eq!(client.statuses(), [200, 200]);
    assert_eq!(client.text().matches("Connection: close\r\n").count(), 1, "{}", client.text());
    // Another one in the same place may have as many again.
    let mut client = server.connect();
    client.send(&get("/1"));
    client.expect(&mut server, &[200]);
    assert!(!client.text().contains("close"), "{}", client.text());
}

#[test]
fn time_is_told() {
    let mut server = Server::new(Limits::default());
    let mut client = server.connect();
    server.pass(Duration::from_secs(20));
    client.send(&get("/"));
    client.expect(&mut server, &[200]);
    assert!(client.text().contains("\r\nDate: Thu, 01 Jan 1970 00:00:20 GMT\r\n"), "{}", client.text());
}
