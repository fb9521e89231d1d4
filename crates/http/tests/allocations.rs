//! A connection that is warm allocates nothing more, whatever it serves: counted by an allocator that counts.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use highper_http::{BodyKind, Connection, Event, Limits};
use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::sync::Arc;

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

struct Counting;

// SAFETY: everything is left to the system's allocator; counting touches no memory that it gives out.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.with(|count| count.set(count.get() + 1));
        // SAFETY: the caller keeps what GlobalAlloc asks of it.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        // SAFETY: as above.
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const DATE: &[u8; 29] = b"Sun, 06 Nov 1994 08:49:37 GMT";

/// Sends the input in pieces of a kilobyte, and answers whatever comes.
fn serve(connection: &mut Connection, input: &[u8]) -> usize {
    let mut served = 0;
    for mut piece in input.chunks(1024) {
        while !piece.is_empty() {
            let count = connection.receive(piece);
            piece = piece.get(count..).unwrap_or_default();
            loop {
                match connection.poll() {
                    Event::Request => {
                        connection.want_body();
                        if connection.is_body_complete() {
                            connection.respond(200, [(&b"A"[..], &b"b"[..])], DATE, BodyKind::Bytes(b"hello")).unwrap();
                            served += 1;
                        }
                    }
                    Event::Body => connection.consume(usize::MAX),
                    Event::EndOfBody => {
                        connection.respond(200, [], DATE, BodyKind::Stream).unwrap();
                        connection.write_body(b"hello").unwrap();
                        connection.finish([(&b"T"[..], &b"u"[..])]).unwrap();
                        served += 1;
                    }
                    Event::NeedInput => break,
                    event => assert_eq!(event, Event::NeedInput),
                }
            }
            connection.sent(connection.output().len());
        }
    }
    served
}

#[test]
fn nothing_is_allocated_for_a_request_once_the_connection_is_warm() {
    let get = "GET /a?b=c HTTP/1.1\r\nHost: h\r\nUser-Agent: x\r\nAccept: */*\r\nCookie: a=b; c=d\r\n\r\n";
    let sized = format!("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 5000\r\n\r\n{}", "x".repeat(5000));
    let chunked = "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nA: b\r\n\r\n";
    for (name, input, requests) in [
        ("a request", get.to_owned(), 1),
        ("sixteen requests at once", get.repeat(16), 16),
        ("a body", sized, 1),
        ("chunks and trailers", chunked.repeat(3), 3),
    ] {
        let mut connection = Connection::new(Arc::new(Limits::default()));
        for _ in 0..3 {
            assert_eq!(serve(&mut connection, input.as_bytes()), requests, "{name}");
        }
        let before = COUNT.with(Cell::get);
        for _ in 0..1000 {
            serve(&mut connection, input.as_bytes());
        }
        let count = COUNT.with(Cell::get) - before;
        assert_eq!(count, 0, "{name}: allocations");
        let _grown = std::hint::black_box(vec![0_u8; 10]);
        assert_eq!(COUNT.with(Cell::get) - before, 1, "the allocator counts");
    }
}

#[test]
fn an_idle_connection_that_has_lent_its_memory_needs_none() {
    let limits = Arc::new(Limits::default());
    let before = COUNT.with(Cell::get);
    let connection = std::hint::black_box(Connection::new(limits));
    assert!(connection.is_idle());
    assert_eq!(COUNT.with(Cell::get), before);
}
