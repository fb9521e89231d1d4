//! The chunked transfer coding: what is taken is read alike by a decoder that knows no more than the format, to the same end; and however it is cut, the
//! answer is the same.

use crate::http::{cut, dechunk, serve};
use crate::random::Random;
use highper_http::Limits;
use std::sync::Arc;

const HEAD: &[u8] = b"POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";

pub fn check(input: &[u8], random: &mut Random) -> Result<bool, String> {
    let mut limits = Limits::default();
    limits.buffer = random.pick(&[64, 300, 8192]).copied().unwrap_or(64);
    limits.chunk_extensions = random.pick(&[0, 10, 4096]).copied().unwrap_or(0);
    let limits = Arc::new(limits);
    let whole = serve(&[HEAD, input], &limits)?;
    let mut pieces = vec![HEAD];
    pieces.extend(cut(input, random));
    let other = serve(&pieces, &limits)?;
    if whole != other {
        return Err(format!("{whole:?}, but {other:?} in {} pieces", pieces.len()));
    }
    if let Some(reject) = whole.rejected
        && reject.offset > (HEAD.len() + input.len()) as u64
    {
        return Err(format!("{reject} is outside"));
    }
    let [request] = &whole.requests[..] else { return Ok(false) };
    match dechunk(input) {
        Some((_, body)) if body == request.body => Ok(true),
        other => Err(format!("the body {}, otherwise {other:?}", request.body.escape_ascii())),
    }
}

const SEEDS: &[&str] = &[
    "0\r\n\r\n",
    "5\r\nhello\r\n0\r\n\r\n",
    "1\r\na\r\n2;b\r\nbc\r\n003\r\ndef\r\n0;x=\"y\\\"\"\r\nA: b\r\n\r\n",
    "A ; a = b;c\r\n0123456789\r\n00\r\nContent-Digest: x\r\nB:\r\n\r\n",
    "4\r\n\r\n0\r\r\n",
    "7fffff\r\n",
    "FFFFFFFFFFFFFFFF\r\n",
];

/// What mutations begin with.
pub fn seeds() -> Vec<Vec<u8>> {
    SEEDS.iter().map(|seed| seed.as_bytes().to_vec()).collect()
}
