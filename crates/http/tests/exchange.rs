//! Whole exchanges: what is sent, what is seen of it, what is answered.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use highper_http::{BodyKind, Closing, Connection, Event, Limits};
use std::sync::Arc;

const DATE: &[u8; 29] = b"Sun, 06 Nov 1994 08:49:37 GMT";

fn connection() -> Connection {
    Connection::new(Arc::new(Limits::default()))
}

fn take(connection: &mut Connection) -> String {
    let output = String::from_utf8(connection.output().to_vec()).unwrap();
    connection.sent(output.len());
    output.replace("Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n", "")
}

#[test]
fn requests_are_answered_one_after_the_other() {
    let mut connection = connection();
    assert_eq!(connection.poll(), Event::NeedInput);
    let input = b"GET /a?b=c HTTP/1.1\r\nHost: h\r\nAccept: */*\r\n\r\nPOST /d HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nxyz";
    assert_eq!(connection.receive(input), input.len());
    assert_eq!(connection.poll(), Event::Request);
    let head = connection.head().unwrap();
    assert_eq!((head.method_name(), head.path(), head.query()), (&b"GET"[..], &b"/a"[..], Some(&b"b=c"[..])));
    assert_eq!(head.field(b"accept"), Some(&b"*/*"[..]));
    assert_eq!(connection.poll(), Event::NeedInput);
    connection.respond(200, [], DATE, BodyKind::Bytes(b"hello")).unwrap();
    assert_eq!(connection.poll(), Event::Request);
    connection.want_body();
    assert_eq!(connection.poll(), Event::Body);
    assert_eq!(connection.body(), b"xyz");
    assert_eq!(connection.poll(), Event::EndOfBody);
    assert_eq!(connection.poll(), Event::NeedInput);
    connection.respond(201, [(&b"X"[..], &b"y"[..])], DATE, BodyKind::Empty).unwrap();
    assert_eq!(connection.poll(), Event::NeedInput);
    assert_eq!(
        take(&mut connection),
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhelloHTTP/1.1 201 Created\r\nX: y\r\nContent-Length: 0\r\n\r\n"
    );
    assert!(connection.is_idle());
    connection.end_of_input();
    assert_eq!(connection.poll(), Event::Close(Closing::Now));
}
