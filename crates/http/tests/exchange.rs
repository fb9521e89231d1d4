//! Exchanges step by step: bodies that are wanted or not, limits, and how a connection ends.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod support;

use highper_http::{BodyKind, BodyLength, Closing, Connection, Event, Limits, RejectKind, ResponseError, Waiting};
use support::DATE;
use support::by_hand::{CONNECT, GET, LAST, OLD, UPGRADE, requested, respond, small, take, with};

#[test]
fn requests_are_answered_one_after_the_other() {
    let mut connection = with(Limits::default(), "");
    assert_eq!((connection.poll(), connection.waiting_for()), (Event::NeedInput, Waiting::Idle));
    let input = "GET /a?b=c HTTP/1.1\r\nHost: h\r\nAccept: */*\r\n\r\nPOST /d HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nxyz";
    assert_eq!(connection.receive(input.as_bytes()), input.len());
    assert_eq!(connection.poll(), Event::Request);
    let head = connection.head().unwrap();
    assert_eq!((head.method_name(), head.path(), head.query()), (&b"GET"[..], &b"/a"[..], Some(&b"b=c"[..])));
    assert_eq!(head.field(b"accept"), Some(&b"*/*"[..]));
    assert_eq!((connection.poll(), connection.waiting_for()), (Event::NeedInput, Waiting::Response));
    respond(&mut connection, 200, &[], BodyKind::Bytes(b"hello")).unwrap();
    assert_eq!(connection.poll(), Event::Request);
    assert_eq!(connection.body_length(), BodyLength::Sized(3));
    assert_eq!(connection.poll(), Event::NeedInput, "nobody has asked for the body");
    connection.want_body();
    assert_eq!(connection.poll(), Event::Body);
    assert_eq!(connection.body(), b"xyz");
    assert_eq!(connection.poll(), Event::EndOfBody);
    assert_eq!(connection.poll(), Event::NeedInput);
    respond(&mut connection, 201, &[("X", "y")], BodyKind::Empty).unwrap();
    assert_eq!(connection.poll(), Event::NeedInput);
    assert_eq!(
        take(&mut connection),
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 201 Created\r\nX: y\r\nContent-Length: 0\r\n\r\n"
    );
    assert!(connection.is_idle());
    connection.end_of_input();
    assert_eq!(connection.poll(), Event::Close(Closing::Now));
}

const EXPECTING: &str = "POST / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n";

#[test]
fn a_client_that_waits_is_told_to_go_on_when_its_body_is_wanted() {
    let mut connection = requested(EXPECTING);
    assert_eq!(take(&mut connection), "");
    connection.want_body();
    connection.want_body();
    assert_eq!(take(&mut connection), "HTTP/1.1 100 Continue\r\n\r\n");
    assert_eq!((connection.poll(), connection.waiting_for()), (Event::NeedInput, Waiting::Body));
    connection.receive(b"abc");
    assert_eq!((connection.poll(), connection.poll()), (Event::Body, Event::EndOfBody));
    respond(&mut connection, 200, &[], BodyKind::Empty).unwrap();
    assert_eq!(take(&mut connection), "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    assert_eq!(connection.poll(), Event::NeedInput);

    let mut connection = requested(EXPECTING);
    connection.inform(100, []).unwrap();
    connection.want_body();
    assert_eq!(take(&mut connection), "HTTP/1.1 100 Continue\r\n\r\n", "once");

    // Without 100 the body may come or not.
    let mut connection = requested(EXPECTING);
    respond(&mut connection, 403, &[], BodyKind::Empty).unwrap();
    connection.want_body();
    assert_eq!(take(&mut connection), "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    assert_eq!(connection.poll(), Event::Close(Closing::Lingering));

    let mut connection = requested(EXPECTING);
    respond(&mut connection, 200, &[], BodyKind::Stream).unwrap();
    take(&mut connection);
    connection.want_body();
    assert_eq!(take(&mut connection), "", "never behind the beginning of the response");
}

#[test]
fn a_body_that_nobody_wants_is_dropped_up_to_a_limit() {
    let next = "GET /b HTTP/1.1\r\nHost: h\r\n\r\n";
    let sized = |length: usize| {
        format!("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: {length}\r\n\r\n{}{next}", "x".repeat(length))
    };
    let chunked = |count: usize| {
        format!(
            "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n{}0\r\n\r\n{next}",
            "1\r\nx\r\n".repeat(count)
        )
    };
    for (input, is_kept) in [(sized(100), true), (sized(101), false), (chunked(10), true), (chunked(30), false)] {
        let mut connection = with(small(), &input);
        assert_eq!(connection.poll(), Event::Request);
        respond(&mut connection, 200, &[], BodyKind::Empty).unwrap();
        let is_announced = take(&mut connection).contains("Connection: close");
        if is_kept {
            assert_eq!(connection.poll(), Event::Request, "input: {input}");
            assert_eq!(connection.head().unwrap().path(), b"/b", "input: {input}");
        } else {
            assert_eq!(connection.poll(), Event::Close(Closing::Lingering), "input: {input}");
        }
        // What chunks there will be is not known.
        assert_eq!(is_announced, !is_kept && input.contains("Content-Length"), "input: {input}");
    }
}

#[test]
fn a_body_longer_than_the_window_waits_to_be_consumed() {
    let mut connection = with(small(), "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\n\r\n");
    assert_eq!(connection.poll(), Event::Request);
    connection.want_body();
    let data: Vec<u8> = (0..100_000_u32).flat_map(|number| number.to_le_bytes()).take(100_000).collect();
    let (mut sent, mut read) = (0, 0);
    while sent < data.len() {
        let mut count = 1;
        while count > 0 && sent < data.len() {
            count = connection.receive(data.get(sent..data.len().min(sent + 1000)).unwrap());
            sent += count;
            let _ = connection.poll();
        }
        assert!(connection.body().len() < 8192, "{} bytes wait", connection.body().len());
        assert!(sent == data.len() || !connection.wants_input());
        assert_eq!(Some(connection.body()), data.get(read..read + connection.body().len()));
        read += connection.body().len();
        connection.consume(usize::MAX);
    }
    assert_eq!(read, 100_000);
    assert_eq!(connection.head().unwrap().field(b"host"), Some(&b"h"[..]), "the head stays where it is");
    let _ = connection.poll();
    assert!(connection.is_body_complete());
}

#[test]
fn no_request_is_announced_while_too_much_waits_to_be_sent() {
    let mut connection = with(small(), &[GET, GET, GET].concat());
    assert_eq!(connection.poll(), Event::Request);
    respond(&mut connection, 200, &[], BodyKind::Bytes(&[b'x'; 200])).unwrap();
    assert_eq!((connection.poll(), connection.poll()), (Event::Backlogged, Event::Backlogged));
    assert!(!connection.wants_input());
    take(&mut connection);
    assert_eq!(connection.poll(), Event::Request);
}

#[test]
fn the_connection_is_closed_as_its_peer_expects() {
    type Step = fn(&mut Connection);
    let answer: Step = |connection| respond(connection, 200, &[], BodyKind::Empty).unwrap();
    let rows: &[(&str, &str, Step, Closing)] = &[
        ("the client asked for the end", LAST, answer, Closing::Now),
        ("HTTP/1.0", OLD, answer, Closing::Now),
        (
            "the server asked for the end",
            GET,
            |connection| respond(connection, 200, &[("Connection", "close")], BodyKind::Empty).unwrap(),
            Closing::Lingering,
        ),
        (
            "draining",
            GET,
            |connection| {
                connection.drain();
                respond(connection, 200, &[], BodyKind::Empty).unwrap()
            },
            Closing::Lingering,
        ),
        (
            "draining behind the response",
            GET,
            |connection| {
                respond(connection, 200, &[], BodyKind::Empty).unwrap();
                connection.drain()
            },
            Closing::Lingering,
        ),
        (
            "the client has ended",
            LAST,
            |connection| {
                connection.end_of_input();
                respond(connection, 200, &[], BodyKind::Empty).unwrap()
            },
            Closing::Now,
        ),
        (
            "half of the body is there",
            "POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 9\r\n\r\nx",
            answer,
            Closing::Lingering,
        ),
        ("given up", GET, Connection::abort, Closing::Now),
    ];
    for (name, input, step, closing) in rows {
        let mut connection = requested(input);
        step(&mut connection);
        assert_eq!(connection.poll(), Event::Close(*closing), "{name}");
        assert_eq!(connection.poll(), Event::Close(*closing), "{name}, once more");
        assert_eq!(connection.waiting_for(), Waiting::Nothing, "{name}");
    }
    let mut connection = with(Limits::default(), "");
    connection.drain();
    assert_eq!(connection.poll(), Event::Close(Closing::Now), "draining an idle connection");
}

#[test]
fn a_connection_serves_as_many_requests_as_it_may() {
    let mut connection = with(small(), &GET.repeat(4));
    for last in [false, false, true] {
        assert_eq!(connection.poll(), Event::Request);
        respond(&mut connection, 200, &[], BodyKind::Empty).unwrap();
        assert_eq!(take(&mut connection).contains("Connection: close"), last);
    }
    assert_eq!(connection.poll(), Event::Close(Closing::Lingering));
    assert_eq!(connection.requests(), 3);
}

#[test]
fn a_connection_that_is_upgraded_leaves_its_bytes_to_others() {
    for (input, status) in [(UPGRADE, 101), (CONNECT, 200)] {
        let mut connection = requested(&[input, "\x01\x02"].concat());
        respond(&mut connection, status, &[], BodyKind::Empty).unwrap();
        assert_eq!(connection.poll(), Event::Upgraded);
        assert_eq!(connection.leftover(), b"\x01\x02");
        assert_eq!(connection.poll(), Event::Upgraded);
    }
    // Its body belongs to HTTP/1.1 still.
    let mut connection =
        requested("POST / HTTP/1.1\r\nHost: h\r\nConnection: upgrade\r\nUpgrade: x\r\nContent-Length: 1\r\n\r\n");
    assert_eq!(respond(&mut connection, 101, &[], BodyKind::Empty), Err(ResponseError::Status));
    connection.want_body();
    connection.receive(b"a");
    assert_eq!((connection.poll(), connection.poll()), (Event::Body, Event::EndOfBody));
    respond(&mut connection, 101, &[], BodyKind::Empty).unwrap();
    assert_eq!(connection.poll(), Event::Upgraded);
}

#[test]
fn whoever_has_a_clock_can_refuse_what_takes_too_long() {
    let mut connection = with(Limits::default(), "GET / HT");
    assert_eq!((connection.poll(), connection.waiting_for()), (Event::NeedInput, Waiting::Head));
    let reject = connection.reject(RejectKind::TimedOut).unwrap();
    assert_eq!((reject.status, reject.offset), (408, 8));
    connection.refuse(reject, DATE).unwrap();
    assert!(take(&mut connection).starts_with("HTTP/1.1 408 Request Timeout\r\n"));
    assert_eq!(connection.poll(), Event::Close(Closing::Lingering));

    let mut connection = requested("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nx");
    let reject = connection.reject(RejectKind::TimedOut).unwrap();
    connection.refuse(reject, DATE).unwrap();
    assert!(take(&mut connection).contains("Connection: close"));
    assert_eq!(connection.poll(), Event::Close(Closing::Lingering));

    for (name, input) in [("idle", ""), ("the request is complete", GET)] {
        let mut connection = with(Limits::default(), input);
        let _ = connection.poll();
        assert_eq!(connection.reject(RejectKind::TimedOut), None, "{name}");
    }
}

#[test]
fn a_body_that_breaks_while_the_response_is_under_way_ends_the_connection() {
    let mut connection = requested("POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nax");
    respond(&mut connection, 200, &[], BodyKind::Stream).unwrap();
    connection.want_body();
    assert!(matches!(connection.poll(), Event::Rejected(reject) if reject.kind == RejectKind::ChunkEndInvalid));
    assert!(!connection.can_respond());
    assert_eq!(connection.poll(), Event::NeedInput, "the response may be finished");
    connection.write_body(b"x").unwrap();
    connection.finish([]).unwrap();
    assert_eq!(connection.poll(), Event::Close(Closing::Lingering));
}

#[test]
fn memory_is_lent_while_there_is_something_to_do() {
    let mut connection = requested(GET);
    assert!(connection.release().is_none(), "a request is in flight");
    respond(&mut connection, 200, &[], BodyKind::Empty).unwrap();
    assert_eq!(connection.poll(), Event::NeedInput);
    assert!(connection.release().is_none(), "the response has not been sent");
    take(&mut connection);
    let buffers = connection.release().unwrap();
    assert!(buffers.capacity() >= Limits::default().buffer);
    assert!(connection.release().is_none(), "there is nothing left");
    let mut other = with(Limits::default(), "");
    let capacity = buffers.capacity();
    other.adopt(buffers);
    other.receive(GET.as_bytes());
    assert_eq!(other.poll(), Event::Request);
    respond(&mut other, 200, &[], BodyKind::Empty).unwrap();
    let _ = other.poll();
    take(&mut other);
    assert_eq!(other.release().unwrap().capacity(), capacity, "nothing had to be allocated");
    assert!(size_of::<Connection>() <= 640, "an idle connection takes {} bytes", size_of::<Connection>());
}
