//! Heads of requests: what is taken as one is one for httparse, too, with the same parts and the same end, and no byte of it is one that may not be there.
//! However it is cut, the answer is the same.

use crate::http::{cut, serve};
use crate::random::Random;
use highper_http::{Connection, Event, Limits};
use std::sync::Arc;

pub fn check(input: &[u8], random: &mut Random) -> Result<bool, String> {
    let mut limits = Limits::default();
    limits.body = u64::MAX;
    let limits = Arc::new(limits);
    let whole = serve(&[input], &limits)?;
    let pieces = cut(input, random);
    let other = serve(&pieces, &limits)?;
    if whole != other {
        return Err(format!("{whole:?}, but {other:?} in {} pieces", pieces.len()));
    }
    let mut connection = Connection::new(limits);
    let input = input.get(..4096).unwrap_or(input);
    connection.receive(input);
    let event = connection.poll();
    if event != Event::Request {
        return Ok(false);
    }
    let head = connection.head().ok_or("a request without a head")?;
    let bytes = head.bytes();
    if !bytes.ends_with(b"\r\n\r\n") || !input.starts_with(bytes) {
        return Err("the head is not what the input begins with".to_owned());
    }
    let lines = bytes.split(|&byte| byte == b'\n').count() - 1;
    if bytes.windows(2).filter(|pair| pair == b"\r\n").count() != lines || bytes.contains(&0) {
        return Err("a bare CR or LF, or NUL".to_owned());
    }
    // A version that is higher than 1.1 is none for httparse.
    let text = String::from_utf8_lossy(bytes);
    let first = text.trim_start().lines().next().unwrap_or_default();
    if first.ends_with("HTTP/1.0") || first.ends_with("HTTP/1.1") {
        let mut headers = [httparse::EMPTY_HEADER; 128];
        let mut request = httparse::Request::new(&mut headers);
        let status = request.parse(input).map_err(|error| format!("httparse: {error}"))?;
        if status != httparse::Status::Complete(bytes.len()) {
            return Err(format!("{} bytes, by httparse {status:?}", bytes.len()));
        }
        if request.method.map(str::as_bytes) != Some(head.method_name())
            || request.path.map(str::as_bytes) != Some(head.target())
            || !request
                .headers
                .iter()
                .map(|header| (header.name.as_bytes(), header.value))
                .eq(head.fields().map(|field| (field.name, field.value)))
        {
            return Err(format!("httparse sees {request:?}"));
        }
    }
    Ok(true)
}

const SEEDS: &[&str] = &[
    "GET / HTTP/1.1\r\nHost: h\r\n\r\n",
    "\r\nGET /a?b=c HTTP/1.1\r\nHost: [::1]:80\r\nA:\r\nB: \t c \t\r\n\r\n",
    "OPTIONS * HTTP/1.1\r\nhost: a.b:80\r\nConnection: keep-alive, upgrade\r\nUpgrade: h2c\r\n\r\n",
    "GET http://a:80/b?c HTTP/1.1\r\nHost: d\r\nX: \"\x7e\"\r\n\r\n",
    "CONNECT h:443 HTTP/1.1\r\nHost: h:443\r\n\r\n",
    "POST / HTTP/1.0\r\nConnection: keep-alive\r\nContent-Length: 5\r\n\r\nhello",
    "PUT /{a|b} HTTP/1.9\r\nHost: h\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n0\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: h\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64)\r\nAccept: text/html,*/*;q=0.8\r\nCookie: a=b; c=d\r\n\r\n",
];

/// What mutations begin with.
pub fn seeds() -> Vec<Vec<u8>> {
    SEEDS.iter().map(|seed| seed.as_bytes().to_vec()).collect()
}
