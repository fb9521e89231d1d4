//! Measures reading forms: of parts beside multer, which is asynchronous and is fed from memory here, so that it never waits; of names and values
//! beside form_urlencoded, which wants the form whole. Both are given what a server reads at a time.

#![allow(clippy::expect_used, missing_docs, reason = "a benchmark that cannot set itself up has nothing to measure")]

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use futures_util::stream;
use highper_http::form::Boundary;
use highper_http::form::multipart::{self, Event};
use highper_http::form::urlencoded;
use std::convert::Infallible;
use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

const BOUNDARY: &str = "----WebKitFormBoundary7MA4YWxkTrZu0gW";
/// What a read gives.
const READ: usize = 16 << 10;

/// Some texts, and a file of so many bytes that look random, with line breaks now and then.
fn parts(texts: usize, file: usize) -> Vec<u8> {
    let mut body = Vec::new();
    for number in 0..texts {
        let head = format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"field{number}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(b"the value of a field\r\n");
    }
    if file > 0 {
        let head = "Content-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\nContent-Type: application/octet-stream";
        body.extend_from_slice(format!("--{BOUNDARY}\r\n{head}\r\n\r\n").as_bytes());
        let mut state = 1_u32;
        body.extend((0..file).map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            state.to_be_bytes()[0]
        }));
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body
}

/// How many parts there are, and how many bytes of data in all.
fn ours(body: &[u8]) -> (usize, usize) {
    let boundary = Boundary::new(BOUNDARY.as_bytes()).expect("the boundary is one");
    let limits = multipart::Limits { file: u64::MAX, total: u64::MAX, ..multipart::Limits::default() };
    let mut parser = multipart::Parser::new(boundary, limits);
    let (mut parts, mut bytes) = (0, 0);
    for piece in body.chunks(READ) {
        let mut input = piece;
        while let Some(event) = parser.next(&mut input).expect("the form is valid") {
            match event {
                Event::Part(head) => parts += usize::from(!black_box(head.name()).is_empty()),
                Event::Data(data) => bytes += black_box(data).len(),
                Event::EndOfPart | Event::End => {}
            }
        }
    }
    parser.finish().expect("the form is complete");
    (parts, bytes)
}

fn theirs(pieces: &[bytes::Bytes]) -> (usize, usize) {
    let reading = async {
        let input = stream::iter(pieces.iter().cloned().map(Ok::<_, Infallible>));
        let mut form = multer::Multipart::new(input, BOUNDARY);
        let (mut parts, mut bytes) = (0, 0);
        while let Some(mut field) = form.next_field().await.expect("the form is valid") {
            parts += usize::from(black_box(field.name()).is_some());
            while let Some(data) = field.chunk().await.expect("the form is valid") {
                bytes += black_box(data).len();
            }
        }
        (parts, bytes)
    };
    match pin!(reading).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(found) => found,
        Poll::Pending => unreachable!("all of it is there"),
    }
}

fn measure_parts(criterion: &mut Criterion) {
    for (name, body) in [("20 texts", parts(20, 0)), ("a file of 4 MiB", parts(2, 4 << 20))] {
        let pieces: Vec<_> = body.chunks(READ).map(bytes::Bytes::copy_from_slice).collect();
        assert_eq!(ours(&body), theirs(&pieces), "{name}: both read the same");
        let mut group = criterion.benchmark_group(format!("multipart, {name}"));
        group.throughput(Throughput::Bytes(body.len() as u64));
        group.bench_function("highper-http", |bencher| bencher.iter(|| ours(black_box(&body))));
        group.bench_function("multer", |bencher| bencher.iter(|| theirs(black_box(&pieces))));
        group.finish();
    }
}

fn ours_of_pairs(body: &[u8]) -> usize {
    let limits = urlencoded::Limits { fields: usize::MAX, ..urlencoded::Limits::default() };
    let mut parser = urlencoded::Parser::new(limits);
    let mut bytes = 0;
    for piece in body.chunks(READ) {
        let mut input = piece;
        while let Some(pair) = parser.next(&mut input).expect("nothing is too long") {
            bytes += black_box(pair.name).len() + black_box(pair.value).len();
        }
    }
    let last = parser.finish().expect("nothing is too long");
    bytes + last.map_or(0, |pair| black_box(pair.name).len() + black_box(pair.value).len())
}

fn theirs_of_pairs(body: &[u8]) -> usize {
    form_urlencoded::parse(body).map(|(name, value)| black_box(name).len() + black_box(value).len()).sum()
}

fn measure_pairs(criterion: &mut Criterion) {
    let of = |count: usize, value: &str| {
        (0..count).map(|number| format!("field{number}={value}")).collect::<Vec<_>>().join("&").into_bytes()
    };
    for (name, body) in [
        ("20 plain fields", of(20, "value")),
        ("20 fields with escapes", of(20, "J%C3%BCrgen+M%26Co.+and+a+text")),
        ("2,000 plain fields", of(2000, "the-value-of-a-field")),
    ] {
        assert_eq!(ours_of_pairs(&body), theirs_of_pairs(&body), "{name}: both read the same");
        let mut group = criterion.benchmark_group(format!("urlencoded, {name}"));
        group.throughput(Throughput::Bytes(body.len() as u64));
        group.bench_function("highper-http", |bencher| bencher.iter(|| ours_of_pairs(black_box(&body))));
        group.bench_function("form_urlencoded", |bencher| bencher.iter(|| theirs_of_pairs(black_box(&body))));
        group.finish();
    }
}

criterion_group!(benches, measure_parts, measure_pairs);
criterion_main!(benches);
