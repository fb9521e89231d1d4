//! Whole connections: however the input is cut, the same requests are seen and the same is answered. What was consumed is what was framed: each request
//! begins where the one before it ends, by its Content-Length or by its chunks. What is answered are responses, one for each request.

use crate::http::{Request, Seen, cut, dechunk, serve};
use crate::random::Random;
use highper_http::Limits;
use std::sync::Arc;

pub fn check(input: &[u8], random: &mut Random) -> Result<bool, String> {
    let mut limits = Limits::default();
    limits.buffer = random.pick(&[64, 300, 8192]).copied().unwrap_or(64);
    limits.window = random.pick(&[64, 300, 65536]).copied().unwrap_or(64);
    limits.head = random.pick(&[100, 16384]).copied().unwrap_or(100);
    let limits = Arc::new(limits);
    let whole = serve(&[input], &limits)?;
    for pieces in [cut(input, random), input.chunks(1).collect()] {
        let other = serve(&pieces, &limits)?;
        if whole != other {
            return Err(format!("{whole:?}, but {other:?} in {} pieces", pieces.len()));
        }
    }
    let end = whole.requests.iter().try_fold(0, |at, request| follow(input, at, request))?;
    if whole.rejected.is_none() && !whole.is_closed {
        return Err("the end of input does not end the connection".to_owned());
    }
    if whole.rejected.is_some_and(|reject| reject.offset > (input.len() - end) as u64) {
        return Err("refused outside of the input".to_owned());
    }
    responses(&whole)?;
    Ok(!whole.requests.is_empty() && whole.rejected.is_none())
}

/// Where a request ends that begins there.
fn follow(input: &[u8], at: usize, request: &Request) -> Result<usize, String> {
    let rest = input.get(at..).unwrap_or_default();
    if !rest.starts_with(&request.head) {
        return Err(format!("a request is seen that does not begin at {at}: {}", request.head.escape_ascii()));
    }
    let body_at = at + request.head.len();
    let body = input.get(body_at..).unwrap_or_default();
    let value = |name: &[u8]| request.fields.iter().find(|(known, _)| known == name).map(|(_, value)| &value[..]);
    let (length, framed) = match (value(b"content-length"), value(b"transfer-encoding")) {
        (Some(_), Some(_)) => return Err("a request with a length and a coding".to_owned()),
        (None, Some(_)) => dechunk(body).ok_or("chunks that are none")?,
        (length, None) => {
            let length = std::str::from_utf8(length.unwrap_or(b"0")).ok().and_then(|digits| digits.parse().ok());
            let length = length.ok_or("a length that is no number")?;
            (length, body.get(..length).ok_or("a body that has not come")?.to_vec())
        }
    };
    if framed != request.body {
        return Err(format!("{} is not the body {}", request.body.escape_ascii(), framed.escape_ascii()));
    }
    Ok(body_at + length)
}

/// Reads the output by httparse: one final response for each request, and one for what was refused, and nothing besides.
fn responses(seen: &Seen) -> Result<(), String> {
    let mut statuses = Vec::new();
    let (mut rest, mut methods) = (&seen.output[..], seen.requests.iter().map(|request| &request.method[..]));
    while !rest.is_empty() {
        let mut headers = [httparse::EMPTY_HEADER; 16];
        let mut response = httparse::Response::new(&mut headers);
        let Ok(httparse::Status::Complete(head)) = response.parse(rest) else {
            return Err(format!("no response: {}", rest.escape_ascii()));
        };
        rest = rest.get(head..).unwrap_or_default();
        let status = response.code.unwrap_or(0);
        if status == 100 {
            continue;
        }
        statuses.push(status);
        // Of what is refused, the method is not known here; it is the last response.
        let is_head = methods.next().map_or(rest.is_empty(), |method| method == b"HEAD");
        let length = response.headers.iter().find(|header| header.name == "Content-Length");
        let length = length.and_then(|header| std::str::from_utf8(header.value).ok()?.parse().ok()).unwrap_or(0);
        if !is_head {
            rest = rest.get(length..).ok_or("a response that is cut off")?;
        }
    }
    let expected: Vec<_> = seen.requests.iter().map(|_| 200).chain(seen.rejected.map(|reject| reject.status)).collect();
    if statuses == expected { Ok(()) } else { Err(format!("{statuses:?} in place of {expected:?}")) }
}

const SEEDS: &[&str] = &[
    "GET /a HTTP/1.1\r\nHost: h\r\n\r\nGET /b HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
    "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello\r\nHEAD /b HTTP/1.1\r\nHost: h\r\n\r\n",
    "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n5;a=b\r\nhello\r\n0\r\nA: b\r\n\r\nGET / HTTP/1.0\r\n\r\n",
    "POST / HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 3\r\n\r\nabcPOST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nabc",
    "CONNECT h:1 HTTP/1.1\r\nHost: h\r\n\r\n\x01\x02\x03",
    "HEAD / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz",
];

/// What mutations begin with.
pub fn seeds() -> Vec<Vec<u8>> {
    SEEDS.iter().map(|seed| seed.as_bytes().to_vec()).collect()
}
