//! Measures whole exchanges beside what the least that could be done takes: httparse for the head, and a response put together from ready pieces. Says by
//! that why heads are read by code of our own.

#![allow(clippy::expect_used, missing_docs, reason = "a benchmark that cannot set itself up has nothing to measure")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use highper_http::{BodyKind, Connection, Event, Limits};
use std::hint::black_box;
use std::mem::MaybeUninit;
use std::sync::Arc;

const DATE: &[u8; 29] = b"Sun, 06 Nov 1994 08:49:37 GMT";
const BODY: &[u8] = br#"{"id":123456,"name":"somebody"}"#;

/// What a browser sends besides Host.
const BROWSER: &str = "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\r
Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8\r
Accept-Language: en-US,en;q=0.5\r
Accept-Encoding: gzip, deflate, br, zstd\r
Connection: keep-alive\r
Cookie: session=3a94c1f0b7d2e85b6a0c; theme=dark\r
Upgrade-Insecure-Requests: 1\r
Sec-Fetch-Dest: document\r
Sec-Fetch-Mode: navigate\r
";

/// Requests with identifiers that differ, so that no branch is foreseen.
fn requests(fields: &str, batch: usize) -> Vec<Vec<u8>> {
    let request = |number: usize| {
        let id = number.wrapping_mul(2_654_435_761) % 1_000_003;
        format!("GET /users/{id}?page=2 HTTP/1.1\r\nHost: 127.0.0.1:8080\r\n{fields}\r\n")
    };
    (0..64)
        .map(|number| (0..batch).map(|each| request(number * batch + each)).collect::<String>().into_bytes())
        .collect()
}

fn httparse_alone(mut bytes: &[u8]) -> usize {
    let mut fields = 0;
    while !bytes.is_empty() {
        let mut headers = [const { MaybeUninit::uninit() }; 100];
        let mut request = httparse::Request::new(&mut []);
        let status = request.parse_with_uninit_headers(bytes, &mut headers).expect("the request is valid");
        fields += request.headers.len();
        bytes = bytes.get(status.unwrap()..).unwrap_or_default();
    }
    fields
}

/// What a server with no more than httparse does, without looking at the framing.
fn httparse_and_pieces(mut bytes: &[u8], output: &mut Vec<u8>) {
    output.clear();
    while !bytes.is_empty() {
        let mut headers = [const { MaybeUninit::uninit() }; 100];
        let mut request = httparse::Request::new(&mut []);
        let status = request.parse_with_uninit_headers(bytes, &mut headers).expect("the request is valid");
        black_box(request.headers.len());
        output.extend_from_slice(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nDate: ");
        output.extend_from_slice(DATE);
        output.extend_from_slice(b"\r\nContent-Length: 31\r\n\r\n");
        output.extend_from_slice(BODY);
        bytes = bytes.get(status.unwrap()..).unwrap_or_default();
    }
}

fn exchange(connection: &mut Connection, bytes: &[u8]) {
    connection.receive(bytes);
    while connection.poll() == Event::Request {
        let head = connection.head().expect("there is a request");
        black_box((head.method(), head.path()));
        let fields = [(&b"Content-Type"[..], &b"application/json"[..])];
        connection.respond(200, fields, DATE, BodyKind::Bytes(BODY)).expect("the response is valid");
    }
    connection.sent(connection.output().len());
}

fn measure(criterion: &mut Criterion) {
    for (name, fields, batch) in [("1 field", "", 1), ("10 fields", BROWSER, 1), ("10 fields, 16 at once", BROWSER, 16)]
    {
        let requests = requests(fields, batch);
        let mut group = criterion.benchmark_group(name);
        group.throughput(Throughput::Elements(batch as u64));
        let mut next = requests.iter().cycle();
        group.bench_function("httparse, the heads alone", |bencher| {
            bencher.iter(|| httparse_alone(black_box(next.next().expect("a cycle does not end"))));
        });
        let (mut next, mut output) = (requests.iter().cycle(), Vec::new());
        group.bench_function("httparse and ready pieces", |bencher| {
            bencher.iter(|| httparse_and_pieces(black_box(next.next().expect("a cycle does not end")), &mut output));
        });
        let mut next = requests.iter().cycle();
        let limits = Limits::default();
        let mut connection = Connection::new(Arc::new(limits));
        group.bench_function("highper-http", |bencher| {
            bencher.iter(|| exchange(&mut connection, black_box(next.next().expect("a cycle does not end"))));
        });
        group.finish();
    }
}

fn measure_upload(criterion: &mut Criterion) {
    const CHUNK: usize = 4096;
    let mut upload = b"POST /upload HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
    for _ in 0..256 {
        upload.extend_from_slice(format!("{CHUNK:x}\r\n").as_bytes());
        upload.extend_from_slice(&[b'x'; CHUNK]);
        upload.extend_from_slice(b"\r\n");
    }
    upload.extend_from_slice(b"0\r\n\r\n");
    let mut group = criterion.benchmark_group("chunked upload of 1 MiB");
    group.throughput(Throughput::Bytes(256 * CHUNK as u64));
    let mut to = vec![0; upload.len()];
    group.bench_function("a copy", |bencher| bencher.iter(|| to.copy_from_slice(black_box(&upload))));
    let mut connection = Connection::new(Arc::new(Limits::default()));
    group.bench_function("highper-http", |bencher| {
        bencher.iter(|| {
            let (mut bytes, mut length) = (black_box(&upload[..]), 0);
            loop {
                match connection.poll() {
                    Event::NeedInput if bytes.is_empty() => break,
                    Event::NeedInput => {
                        let count = connection.receive(bytes);
                        bytes = bytes.get(count..).unwrap_or_default();
                    }
                    Event::Request => connection.want_body(),
                    Event::Body => {
                        length += connection.body().len();
                        connection.consume(usize::MAX);
                    }
                    Event::EndOfBody => {
                        connection.respond(200, [], DATE, BodyKind::Empty).expect("the response is valid");
                        connection.sent(usize::MAX);
                    }
                    event => assert!(length == 0, "{event:?}"),
                }
            }
            length
        });
    });
    group.finish();
}

criterion_group!(benches, measure, measure_upload);
criterion_main!(benches);
