//! The outer modules on what the state machine gives: conditions and forwarding of a request that was received.

#![allow(clippy::unwrap_used, reason = "a test")]

use highper_http::conditional::{Conditions, EntityTag, Outcome, Representation};
use highper_http::forwarded::{Kind, client};
use highper_http::net::Networks;
use highper_http::{Connection, Event, Limits};
use std::sync::Arc;

#[test]
fn fields_of_a_request_can_be_asked() {
    let request = b"GET /a HTTP/1.1\r\nHost: a\r\nIf-None-Match: \"x\"\r\nX-Forwarded-For: 1.1.1.1\r\nX-Forwarded-For: 198.51.100.1\r\n\r\n";
    let mut connection = Connection::new(Arc::new(Limits::default()));
    assert_eq!(connection.receive(request), request.len());
    assert_eq!(connection.poll(), Event::Request);
    let head = connection.head().unwrap();
    let file = Representation { exists: true, etag: EntityTag::strong(b"x"), last_modified: None };
    assert_eq!(Conditions::new(head.fields()).evaluate(head.method_name(), &file, 0), Outcome::NotModified);
    let found = client("127.0.0.1:5".parse().unwrap(), head.fields(), Kind::XForwarded, &Networks::private());
    assert_eq!(found.address, Some("198.51.100.1".parse().unwrap()));
}
