//! Random exchanges against a model: requests are written from what they mean, cut at random and have to be seen as they were meant; responses are read
//! back by httparse and a decoder of chunks that shares nothing with the one under test. What is taken as a request has to be one for httparse, too, and
//! to end at the same byte.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod support;

use highper_http::{BodyKind, Connection, Event, Limits};
use std::sync::Arc;
use support::{DATE, Request, Seen, Then, run};

/// SplitMix64.
struct Random(u64);

impl Random {
    fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.number() % limit.max(1) as u64).unwrap()
    }

    fn pick<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }

    fn bytes(&mut self, longest: usize, alphabet: &[u8]) -> Vec<u8> {
        (0..self.below(longest + 1)).map(|_| alphabet[self.below(alphabet.len())]).collect()
    }

    /// Cuts at random places.
    fn cut<'a>(&mut self, mut bytes: &'a [u8]) -> Vec<&'a [u8]> {
        let longest = [1, 5, 50, 5000][self.below(4)];
        let mut pieces = Vec::new();
        while !bytes.is_empty() {
            let (piece, rest) = bytes.split_at((1 + self.below(longest)).min(bytes.len()));
            pieces.push(piece);
            bytes = rest;
        }
        pieces
    }
}

type Named = Vec<(Vec<u8>, Vec<u8>)>;

/// A response as a client reads it.
struct Response {
    status: u16,
    fields: Named,
    body: Vec<u8>,
    trailers: Vec<u8>,
    length: usize,
}

const NAMES: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCXYZ0189-_.!#$%&'*+^`|~";
const VALUES: &[u8] = b"abcxyz019 \t,;:=\"()<>@\\/[]?{}\x80\xff\xc3\xa9";

fn fields(random: &mut Random, most: usize) -> Vec<(Vec<u8>, Vec<u8>)> {
    (0..random.below(most + 1))
        .map(|_| {
            // None that means something to the framing begins so.
            let name = [b"x", &random.bytes(30, NAMES)[..]].concat();
            (name, random.bytes(90, VALUES).trim_ascii().to_vec())
        })
        .collect()
}

fn write_fields(to: &mut Vec<u8>, fields: &[(Vec<u8>, Vec<u8>)], random: &mut Random) {
    for (name, value) in fields {
        to.extend_from_slice(name);
        to.push(b':');
        to.extend_from_slice(random.pick::<[u8]>(&[b"", b" ", b"\t", b"   "]));
        to.extend_from_slice(value);
        to.extend_from_slice(random.pick::<[u8]>(&[b"", b" ", b" \t"]));
        to.extend_from_slice(b"\r\n");
    }
}

fn lowered(fields: &[(Vec<u8>, Vec<u8>)]) -> Vec<(Vec<u8>, Vec<u8>)> {
    fields.iter().map(|(name, value)| (name.to_ascii_lowercase(), value.clone())).collect()
}

/// A request, and its bytes.
fn request(random: &mut Random, wire: &mut Vec<u8>) -> Request {
    let method = random.pick(&["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "QUERY"]).as_bytes().to_vec();
    let path = [b"/", &random.bytes(60, b"abc/%2.;:@|{}~")[..]].concat();
    let query = (random.below(2) == 0).then(|| random.bytes(60, b"ab=&?%/+"));
    let mut target = path.clone();
    if let Some(query) = &query {
        target.push(b'?');
        target.extend_from_slice(query);
    }
    let mut all = fields(random, 6);
    let longest = [0, 10, 3000, 20_000][random.below(4)];
    let body = random.bytes(longest, b"ab\r\n0\0:");
    let is_chunked = random.below(2) == 0;
    let at = random.below(all.len() + 1);
    all.insert(at, (b"Host".to_vec(), b"example.org:8080".to_vec()));
    let at = random.below(all.len() + 1);
    if is_chunked {
        all.insert(at, (b"Transfer-Encoding".to_vec(), b"chunked".to_vec()));
    } else if !body.is_empty() || random.below(2) == 0 {
        all.insert(at, (b"Content-Length".to_vec(), body.len().to_string().into_bytes()));
    }
    if random.below(8) == 0 {
        wire.extend_from_slice(b"\r\n");
    }
    for part in [&method[..], b" ", &target, b" HTTP/1.1\r\n"] {
        wire.extend_from_slice(part);
    }
    write_fields(wire, &all, random);
    wire.extend_from_slice(b"\r\n");
    let mut trailers = Vec::new();
    if is_chunked {
        for chunk in random.cut(&body) {
            wire.extend_from_slice(format!("{:x}", chunk.len()).as_bytes());
            wire.extend_from_slice(random.pick::<[u8]>(&[b"", b"", b"", b";a", b" ; a=\"\\\"\""]));
            wire.extend_from_slice(b"\r\n");
            wire.extend_from_slice(chunk);
            wire.extend_from_slice(b"\r\n");
        }
        trailers = fields(random, 2);
        wire.extend_from_slice(b"0\r\n");
        write_fields(wire, &trailers, random);
        wire.extend_from_slice(b"\r\n");
    } else {
        wire.extend_from_slice(&body);
    }
    Request {
        method,
        target,
        path,
        query,
        authority: Some(b"example.org:8080".to_vec()),
        fields: lowered(&all),
        upgrade: None,
        keep_alive: true,
        body,
        trailers: lowered(&trailers),
    }
}

#[test]
fn requests_are_seen_as_they_were_meant() {
    for seed in 0..400 {
        let mut random = Random(seed);
        let (mut wire, mut meant) = (Vec::new(), Vec::new());
        for _ in 0..=random.below(4) {
            meant.push(request(&mut random, &mut wire));
        }
        let mut limits = Limits::default();
        limits.chunk_extensions = usize::MAX;
        limits.buffer = [64, 1000, 8192][random.below(3)];
        limits.window = [100, 5000, 65536][random.below(3)];
        let outcome = support::run_with(limits, random.cut(&wire), false);
        let meant: Vec<_> = meant.into_iter().map(|request| Seen::Request(Box::new(request))).collect();
        assert!(outcome.seen == meant, "seed {seed}: {:?}\nis not {meant:?}", outcome.seen);
        assert_eq!(outcome.then, Then::Open, "seed {seed}");
    }
}

/// Reads the response that the bytes begin with.
fn read_response(bytes: &[u8], is_head: bool) -> Response {
    let mut headers = [httparse::EMPTY_HEADER; 32];
    let mut response = httparse::Response::new(&mut headers);
    let httparse::Status::Complete(mut at) = response.parse(bytes).expect("a response") else {
        panic!("part of a response")
    };
    let status = response.code.unwrap();
    let fields: Vec<_> = response
        .headers
        .iter()
        .map(|header| (header.name.to_ascii_lowercase().into_bytes(), header.value.to_vec()))
        .collect();
    let field = |name: &str| fields.iter().find(|(known, _)| known == name.as_bytes()).map(|(_, value)| value.clone());
    let (mut body, mut trailers) = (Vec::new(), Vec::new());
    if is_head {
        assert_eq!(field("transfer-encoding"), None);
    } else if let Some(length) = field("content-length") {
        let length: usize = String::from_utf8(length).unwrap().parse().unwrap();
        body.extend_from_slice(&bytes[at..at + length]);
        at += length;
    } else {
        assert_eq!(field("transfer-encoding"), Some(b"chunked".to_vec()));
        loop {
            let httparse::Status::Complete((skipped, size)) = httparse::parse_chunk_size(&bytes[at..]).unwrap() else {
                panic!("part of a chunk size")
            };
            let size = usize::try_from(size).unwrap();
            at += skipped;
            if size == 0 {
                let end = bytes[at..].windows(2).position(|end| end == b"\r\n").unwrap();
                if end > 0 {
                    let end = bytes[at..].windows(4).position(|end| end == b"\r\n\r\n").unwrap();
                    trailers.extend_from_slice(&bytes[at..at + end]);
                    at += end + 2;
                }
                at += 2;
                break;
            }
            body.extend_from_slice(&bytes[at..at + size]);
            assert_eq!(&bytes[at + size..at + size + 2], b"\r\n");
            at += size + 2;
        }
    }
    Response { status, fields, body, trailers, length: at }
}

#[test]
fn responses_are_read_as_they_were_meant() {
    for seed in 0..400 {
        let mut random = Random(seed);
        let mut connection = Connection::new(Arc::new(Limits::default()));
        let mut meant = Vec::new();
        let mut wire = Vec::new();
        for _ in 0..=random.below(4) {
            let is_head = random.below(4) == 0;
            connection.receive(if is_head {
                b"HEAD / HTTP/1.1\r\nHost: h\r\n\r\n"
            } else {
                b"GET / HTTP/1.1\r\nHost: h\r\n\r\n"
            });
            assert_eq!(connection.poll(), Event::Request);
            let status = [200, 404, 500, 299][random.below(4)];
            let given = fields(&mut random, 5);
            let body = random.bytes(5000, b"ab\r\n0\0:");
            let trailers = random.below(2) == 0;
            let pairs = given.iter().map(|(name, value)| (&name[..], &value[..]));
            match random.below(3) {
                0 => connection.respond(status, pairs, DATE, BodyKind::Bytes(&body)).unwrap(),
                kind => {
                    let kind = if kind == 1 { BodyKind::Sized(body.len() as u64) } else { BodyKind::Stream };
                    connection.respond(status, pairs, DATE, kind).unwrap();
                    for part in random.cut(&body) {
                        connection.write_body(part).unwrap();
                        // A peer that takes what it likes.
                        let count = random.below(connection.output().len() + 1);
                        wire.extend_from_slice(&connection.output()[..count]);
                        connection.sent(count);
                    }
                    connection.finish(trailers.then_some((&b"T"[..], &b"u"[..]))).unwrap();
                }
            }
            assert!(connection.is_answered());
            meant.push((is_head, status, lowered(&given), if is_head { Vec::new() } else { body }));
            assert_eq!(connection.output_position(), wire.len() as u64);
            wire.extend_from_slice(connection.output());
            connection.sent(usize::MAX);
            assert_eq!(connection.poll(), Event::NeedInput);
        }
        let mut at = 0;
        for (is_head, status, given, body) in meant {
            let response = read_response(&wire[at..], is_head);
            assert_eq!((response.status, &response.body), (status, &body), "seed {seed}");
            assert_eq!(response.fields.get(..given.len()), Some(&given[..]), "seed {seed}");
            assert!(response.trailers.is_empty() || response.trailers == b"T: u", "seed {seed}");
            at += response.length;
        }
        assert_eq!(at, wire.len(), "seed {seed}");
    }
}

/// The length of the head as httparse has it, and what it found.
fn by_httparse(bytes: &[u8]) -> Option<(usize, Vec<u8>, Vec<u8>, Named)> {
    let mut headers = [httparse::EMPTY_HEADER; 128];
    let mut request = httparse::Request::new(&mut headers);
    let Ok(httparse::Status::Complete(length)) = request.parse(bytes) else { return None };
    let fields =
        request.headers.iter().map(|header| (header.name.as_bytes().to_vec(), header.value.to_vec())).collect();
    Some((length, request.method?.as_bytes().to_vec(), request.path?.as_bytes().to_vec(), fields))
}

#[test]
fn what_is_taken_as_a_request_is_one_for_httparse_too() {
    const PIECES: &[&[u8]] = &[
        b"\r\n",
        b"\n",
        b"\r",
        b" ",
        b"\t",
        b":",
        b"\0",
        b"\x7f",
        b"\x80",
        b"HTTP/1.1",
        b"HTTP/1.0",
        b"GET ",
        b"Host: h\r\n",
        b"A: b\r\n",
        b"\r\n\r\n",
        b"?",
        b"#",
        b"Content-Length: 1\r\n",
        b"Transfer-Encoding: chunked\r\n",
        b"*",
        b"http://h",
        b"/",
        b",",
        b"-",
        b"\x0b",
    ];
    let (mut accepted, mut refused) = (0, 0);
    for seed in 0..8000 {
        let mut random = Random(seed);
        let mut wire = Vec::new();
        let meant = request(&mut random, &mut wire);
        let head = wire.len().min(meant.fields.len() * 130 + 200);
        for _ in 0..random.below(3) {
            let (at, piece) = (random.below(head.min(wire.len())), random.pick(PIECES));
            let end = (at + random.below(2) * piece.len()).min(wire.len());
            wire.splice(at..end, piece.iter().copied());
        }
        let mut limits = Limits::default();
        limits.body = u64::MAX;
        let mut connection = Connection::new(Arc::new(limits));
        let piece = &wire[..wire.len().min(8000)];
        connection.receive(piece);
        match connection.poll() {
            Event::Request => {
                accepted += 1;
                let head = connection.head().unwrap();
                let found: Vec<_> = head.fields().map(|field| (field.name.to_vec(), field.value.to_vec())).collect();
                let own = (head.bytes().len(), head.method_name().to_vec(), head.target().to_vec(), found);
                assert_eq!(Some(own), by_httparse(piece), "seed {seed}: {}", piece.escape_ascii());
            }
            Event::Rejected(_) => refused += 1,
            event => assert_eq!(event, Event::NeedInput, "seed {seed}"),
        }
    }
    assert!(accepted > 2000 && refused > 1000, "{accepted} accepted, {refused} refused: the mutations are no good");
}

#[test]
fn the_output_for_anything_is_responses() {
    for seed in 0..600 {
        let mut random = Random(seed);
        let mut wire = Vec::new();
        for _ in 0..3 {
            request(&mut random, &mut wire);
        }
        // What answers HEAD has no body; nobody knows whether a request that is refused was one.
        wire = String::from_utf8_lossy(&wire).replace("HEAD ", "HEAP ").into_bytes();
        wire.truncate(random.below(wire.len() + 1));
        for _ in 0..random.below(4) {
            let at = random.below(wire.len() + 1);
            wire.insert(at, *random.pick::<[u8; 1]>(&[b"\r", b"\n", b"0", b";", b" ", b"\0", b"G"]).first().unwrap());
        }
        let is_ended = random.below(2) == 0;
        let outcome = run(random.cut(&wire), is_ended);
        let mut at = 0;
        for seen in &outcome.seen {
            let response = read_response(&outcome.output[at..], false);
            match seen {
                Seen::Request(_) => assert_eq!(response.status, 200, "seed {seed}"),
                Seen::Rejected(reject) => assert_eq!(response.status, reject.status, "seed {seed}"),
            }
            at += response.length;
        }
        assert_eq!(at, outcome.output.len(), "seed {seed}: more output than responses");
    }
}
