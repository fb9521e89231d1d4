//! Responses: how they are framed, and what is refused of them.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod support;

use highper_http::{BodyKind, Closing, Event, Limits, ResponseError, Segment};
use support::by_hand::{
    CONNECT, Fields, GET, HEAD, LAST, OLD, OLD_KEPT, UPGRADE, pairs, requested, respond, take, with,
};

#[test]
fn the_body_is_framed_by_what_is_known_of_it() {
    let rows: &[(&str, u16, Fields<'_>, BodyKind<'_>, &str)] = &[
        (GET, 200, &[], BodyKind::Bytes(b"ab"), "200 OK\r\nContent-Length: 2\r\n\r\nab"),
        (GET, 200, &[], BodyKind::Empty, "200 OK\r\nContent-Length: 0\r\n\r\n"),
        (GET, 299, &[], BodyKind::Empty, "299 \r\nContent-Length: 0\r\n\r\n"),
        (GET, 200, &[("A", "b"), ("C", "")], BodyKind::Empty, "200 OK\r\nA: b\r\nC: \r\nContent-Length: 0\r\n\r\n"),
        (GET, 200, &[("content-length", "2")], BodyKind::Bytes(b"ab"), "200 OK\r\nContent-Length: 2\r\n\r\nab"),
        (GET, 200, &[("Date", "now")], BodyKind::Empty, "200 OK\r\nDate: now\r\nContent-Length: 0\r\n\r\n"),
        (GET, 200, &[("Transfer-Encoding", "chunked")], BodyKind::Empty, "200 OK\r\nContent-Length: 0\r\n\r\n"),
        (GET, 200, &[("Keep-Alive", "timeout=5")], BodyKind::Empty, "200 OK\r\nContent-Length: 0\r\n\r\n"),
        (GET, 200, &[("Connection", "keep-alive")], BodyKind::Empty, "200 OK\r\nContent-Length: 0\r\n\r\n"),
        (
            GET,
            200,
            &[("Connection", "Close")],
            BodyKind::Empty,
            "200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
        ),
        (
            GET,
            426,
            &[("Connection", "upgrade"), ("Upgrade", "x")],
            BodyKind::Empty,
            "426 Upgrade Required\r\nConnection: upgrade\r\nUpgrade: x\r\nContent-Length: 0\r\n\r\n",
        ),
        (GET, 204, &[], BodyKind::Bytes(b"ab"), "204 No Content\r\n\r\n"),
        (GET, 204, &[("Content-Length", "0")], BodyKind::Empty, "204 No Content\r\n\r\n"),
        (GET, 205, &[], BodyKind::Bytes(b"ab"), "205 Reset Content\r\nContent-Length: 0\r\n\r\n"),
        (GET, 304, &[], BodyKind::Bytes(b"ab"), "304 Not Modified\r\n\r\n"),
        (GET, 304, &[("Content-Length", "9")], BodyKind::Empty, "304 Not Modified\r\nContent-Length: 9\r\n\r\n"),
        (HEAD, 200, &[], BodyKind::Bytes(b"ab"), "200 OK\r\nContent-Length: 2\r\n\r\n"),
        (HEAD, 200, &[], BodyKind::Empty, "200 OK\r\n\r\n"),
        (HEAD, 200, &[("Content-Length", "7")], BodyKind::Empty, "200 OK\r\nContent-Length: 7\r\n\r\n"),
        (LAST, 200, &[], BodyKind::Empty, "200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
        (OLD, 200, &[], BodyKind::Bytes(b"ab"), "200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nab"),
        (OLD_KEPT, 200, &[], BodyKind::Bytes(b"ab"), "200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nab"),
        (
            UPGRADE,
            101,
            &[("Upgrade", "x")],
            BodyKind::Empty,
            "101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
        ),
        (
            UPGRADE,
            101,
            &[("Connection", "Upgrade"), ("Upgrade", "x")],
            BodyKind::Empty,
            "101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n",
        ),
        (UPGRADE, 200, &[], BodyKind::Empty, "200 OK\r\nContent-Length: 0\r\n\r\n"),
        (CONNECT, 200, &[], BodyKind::Empty, "200 OK\r\n\r\n"),
        (CONNECT, 403, &[], BodyKind::Bytes(b"no"), "403 Forbidden\r\nContent-Length: 2\r\n\r\nno"),
    ];
    for (input, status, fields, body, expected) in rows {
        let mut connection = requested(input);
        assert_eq!(respond(&mut connection, *status, fields, *body), Ok(()), "{status} {fields:?} {body:?}");
        assert_eq!(take(&mut connection), format!("HTTP/1.1 {expected}"), "{status} {fields:?} {body:?} to {input}");
        assert!(connection.is_answered());
    }
}

#[test]
fn a_stream_is_framed_by_chunks_or_by_its_length_or_by_the_end() {
    let rows: &[(&str, Fields<'_>, BodyKind<'_>, &str)] = &[
        (
            GET,
            &[],
            BodyKind::Stream,
            "200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n10\r\n0123456789abcdef\r\n0\r\nT: u\r\n\r\n",
        ),
        (GET, &[("Content-Length", "18")], BodyKind::Stream, "200 OK\r\nContent-Length: 18\r\n\r\nab0123456789abcdef"),
        (GET, &[], BodyKind::Sized(18), "200 OK\r\nContent-Length: 18\r\n\r\nab0123456789abcdef"),
        (OLD, &[], BodyKind::Stream, "200 OK\r\nConnection: close\r\n\r\nab0123456789abcdef"),
        (OLD_KEPT, &[], BodyKind::Stream, "200 OK\r\nConnection: close\r\n\r\nab0123456789abcdef"),
        (
            OLD_KEPT,
            &[],
            BodyKind::Sized(18),
            "200 OK\r\nContent-Length: 18\r\nConnection: keep-alive\r\n\r\nab0123456789abcdef",
        ),
        (HEAD, &[], BodyKind::Stream, "200 OK\r\n\r\n"),
        (HEAD, &[], BodyKind::Sized(18), "200 OK\r\nContent-Length: 18\r\n\r\n"),
    ];
    for (input, fields, body, expected) in rows {
        let mut connection = requested(input);
        respond(&mut connection, 200, fields, *body).unwrap();
        for part in ["ab", "", "0123456789abcdef"] {
            assert!(!connection.is_answered());
            connection.write_body(part.as_bytes()).unwrap();
        }
        connection.finish(pairs(&[("T", "u")])).unwrap();
        assert!(connection.is_answered());
        assert_eq!(take(&mut connection), format!("HTTP/1.1 {expected}"), "{fields:?} {body:?} to {input}");
        assert_eq!(connection.write_body(b"x"), Err(ResponseError::NotBegun));
        assert_eq!(connection.finish([]), Err(ResponseError::NotBegun));
    }
}

#[test]
fn segments_stand_where_their_bytes_belong() {
    // The first response has been taken, so that places and lengths differ.
    let mut connection = requested(&[GET, GET].concat());
    respond(&mut connection, 200, &[], BodyKind::Empty).unwrap();
    let before = connection.output().len() as u64;
    take(&mut connection);
    assert_eq!(connection.poll(), Event::Request);
    respond(&mut connection, 200, &[], BodyKind::Stream).unwrap();
    let head = connection.output().len() as u64;
    assert_eq!(connection.output_position(), before);
    assert_eq!(
        connection.begin_body_segment(0x1000),
        Ok(Some(Segment { position: before + head + "1000\r\n".len() as u64, length: 0x1000 }))
    );
    assert_eq!(connection.begin_body_segment(0), Ok(None));
    connection.finish([]).unwrap();
    assert!(take(&mut connection).ends_with("\r\n\r\n1000\r\n\r\n0\r\n\r\n"));

    let mut connection = requested(HEAD);
    respond(&mut connection, 200, &[], BodyKind::Sized(5)).unwrap();
    assert_eq!(connection.begin_body_segment(5), Ok(None));
    connection.finish([]).unwrap();
}

#[test]
fn a_response_that_is_not_as_it_should_be_leaves_no_trace() {
    use ResponseError::*;
    let rows: &[(&str, u16, Fields<'_>, BodyKind<'_>, ResponseError)] = &[
        (GET, 99, &[], BodyKind::Empty, Status),
        (GET, 100, &[], BodyKind::Empty, Status),
        (GET, 103, &[], BodyKind::Empty, Status),
        (GET, 600, &[], BodyKind::Empty, Status),
        (GET, 1000, &[], BodyKind::Empty, Status),
        (GET, 101, &[], BodyKind::Empty, Status),
        (GET, 200, &[("", "b")], BodyKind::Empty, Name),
        (GET, 200, &[("A b", "c")], BodyKind::Empty, Name),
        (GET, 200, &[("A:", "b")], BodyKind::Empty, Name),
        (GET, 200, &[("A\r\nB", "c")], BodyKind::Empty, Name),
        (GET, 200, &[("Ä", "b")], BodyKind::Empty, Name),
        (GET, 200, &[("A", "b\r\nSet-Cookie: c=d")], BodyKind::Empty, Value),
        (GET, 200, &[("A", "b\n")], BodyKind::Empty, Value),
        (GET, 200, &[("A", "b\rc")], BodyKind::Empty, Value),
        (GET, 200, &[("A", "b\0")], BodyKind::Empty, Value),
        (GET, 200, &[("A", "\u{7f}")], BodyKind::Empty, Value),
        (GET, 200, &[("A", "a long value, of more than a block of bytes, and then\n")], BodyKind::Empty, Value),
        (GET, 200, &[("Date", "now\r\nA: b")], BodyKind::Empty, Value),
        (GET, 200, &[("Connection", "x\r\nA: b")], BodyKind::Empty, Value),
        (GET, 200, &[("Content-Length", "3")], BodyKind::Bytes(b"ab"), ContentLength),
        (GET, 200, &[("Content-Length", "3")], BodyKind::Empty, ContentLength),
        (GET, 200, &[("Content-Length", "+2")], BodyKind::Bytes(b"ab"), ContentLength),
        (GET, 200, &[("Content-Length", "")], BodyKind::Empty, ContentLength),
        (GET, 200, &[("Content-Length", "2"), ("Content-Length", "3")], BodyKind::Stream, ContentLength),
        (GET, 200, &[("Content-Length", "18446744073709551616")], BodyKind::Stream, ContentLength),
        (GET, 200, &[("Transfer-Encoding", "gzip, chunked")], BodyKind::Empty, TransferEncoding),
    ];
    for (input, status, fields, body, expected) in rows {
        let mut connection = requested(input);
        assert_eq!(respond(&mut connection, *status, fields, *body), Err(*expected), "{status} {fields:?} {body:?}");
        assert_eq!(connection.output(), b"", "{status} {fields:?} {body:?}");
        assert!(connection.can_respond());
        respond(&mut connection, 500, &[], BodyKind::Empty).unwrap();
        assert_eq!(take(&mut connection), "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n");
        assert_eq!(respond(&mut connection, 500, &[], BodyKind::Empty), Err(Begun));
    }
    let mut connection = with(Limits::default(), "");
    assert_eq!(respond(&mut connection, 200, &[], BodyKind::Empty), Err(NoRequest));
    assert_eq!(connection.write_body(b"a"), Err(NotBegun));
    assert_eq!(connection.finish([]), Err(NotBegun));
    assert_eq!(connection.inform(103, []), Err(NoRequest));
}

#[test]
fn the_length_of_a_body_is_kept() {
    let mut connection = requested(GET);
    respond(&mut connection, 200, &[], BodyKind::Sized(3)).unwrap();
    assert_eq!(connection.write_body(b"abcd"), Err(ResponseError::TooLong));
    connection.write_body(b"ab").unwrap();
    assert_eq!(connection.begin_body_segment(2), Err(ResponseError::TooLong));
    assert_eq!(connection.finish([]), Err(ResponseError::TooShort));
    assert_eq!(take(&mut connection), "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab");
    assert_eq!(
        connection.poll(),
        Event::Close(Closing::Now),
        "what is missing may not be taken from the next response"
    );
}

#[test]
fn trailers_may_not_say_what_the_head_has_to() {
    for (trailers, error) in [
        (&[("Content-Length", "3")][..], ResponseError::Trailer),
        (&[("A", "b"), ("transfer-encoding", "chunked")][..], ResponseError::Trailer),
        (&[("A", "b\r\n")][..], ResponseError::Value),
        (&[("A ", "b")][..], ResponseError::Name),
    ] {
        let mut connection = requested(GET);
        respond(&mut connection, 200, &[], BodyKind::Stream).unwrap();
        take(&mut connection);
        assert_eq!(connection.finish(pairs(trailers)), Err(error), "{trailers:?}");
        connection.finish([]).unwrap();
        assert_eq!(take(&mut connection), "0\r\n\r\n", "{trailers:?}");
    }
}

#[test]
fn interim_responses_come_before_the_response() {
    let mut connection = requested(GET);
    connection.inform(103, pairs(&[("Link", "</a>; rel=preload")])).unwrap();
    assert_eq!(connection.inform(101, []), Err(ResponseError::Status));
    assert_eq!(connection.inform(200, []), Err(ResponseError::Status));
    assert_eq!(connection.inform(103, pairs(&[("A", "\n")])), Err(ResponseError::Value));
    respond(&mut connection, 200, &[], BodyKind::Empty).unwrap();
    assert_eq!(connection.inform(103, []), Err(ResponseError::Begun));
    assert_eq!(
        take(&mut connection),
        "HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"
    );
    let mut connection = requested(OLD);
    connection.inform(103, []).unwrap();
    assert_eq!(take(&mut connection), "", "HTTP/1.0 knows no interim responses");
}
