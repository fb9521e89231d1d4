//! Forms of parts: the first line is the boundary, the rest the body. However it is cut the same comes out, nothing goes beyond the limits,
//! and what was read is read again from what is written of it.

use crate::pieces::cuts;
use crate::random::Random;
use highper_http::form::Boundary;
use highper_http::form::multipart::{Event, Limits, MultipartError, Parser};

/// What came out, with data put together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Part {
    name: Vec<u8>,
    file_name: Option<Vec<u8>>,
    fields: Vec<(Vec<u8>, Vec<u8>)>,
    data: Vec<u8>,
    is_complete: bool,
}

type Found = (Vec<Part>, Result<(), MultipartError>);

const WIDE: Limits = Limits { parts: 5000, head: 5000, name: 5000, field: 5000, file: 5000, total: 50_000 };

pub fn check(input: &[u8], random: &mut Random) -> Result<bool, String> {
    let line = input.iter().position(|&byte| byte == b'\n').unwrap_or(0);
    let (boundary, rest) = input.split_at_checked(line).unwrap_or_default();
    let Ok(boundary) = Boundary::new(boundary) else { return Ok(false) };
    let body = rest.get(1..).unwrap_or_default();
    let narrow = Limits {
        parts: random.below(5),
        head: random.below(200),
        name: random.below(20),
        field: random.number() % 50,
        file: random.number() % 100,
        total: random.number() % 1000,
    };
    let mut is_accepted = false;
    for limits in [WIDE, narrow] {
        let whole = read(&[body], boundary, limits)?;
        for pieces in cuts(body, random) {
            let found = read(&pieces, boundary, limits)?;
            if found != whole {
                return Err(format!("{whole:?}, but {found:?} in pieces of {:?}", lengths(&pieces)));
            }
        }
        let (parts, end) = whole;
        let too_long = |part: &Part| {
            let limit = if part.file_name.is_some() { limits.file } else { limits.field };
            part.data.len() as u64 > limit || part.name.len() > limits.name
        };
        if parts.len() > limits.parts || parts.iter().any(too_long) {
            return Err(format!("more than {limits:?} allow: {parts:?}"));
        }
        if end.is_err() {
            continue;
        }
        if !parts.iter().all(|part| part.is_complete) {
            return Err(format!("complete without a part's end: {parts:?}"));
        }
        is_accepted |= !parts.is_empty();
        let written = write(&parts, boundary);
        let again = read(&[&written], boundary, WIDE)?;
        if again != (parts.clone(), Ok(())) {
            return Err(format!("{parts:?}, but {again:?} of {}", written.escape_ascii()));
        }
    }
    Ok(is_accepted)
}

fn lengths(pieces: &[&[u8]]) -> Vec<usize> {
    pieces.iter().map(|piece| piece.len()).collect()
}

fn read(pieces: &[&[u8]], boundary: Boundary<'_>, limits: Limits) -> Result<Found, String> {
    let mut parser = Parser::new(boundary, limits);
    let mut parts: Vec<Part> = Vec::new();
    for piece in pieces {
        let mut input = *piece;
        loop {
            match parser.next(&mut input) {
                Ok(None) if input.is_empty() => break,
                Ok(None) => return Err("input is left".to_owned()),
                Ok(Some(Event::End)) => {}
                Ok(Some(Event::Part(head))) => parts.push(Part {
                    name: head.name().to_vec(),
                    file_name: head.file_name().map(<[u8]>::to_vec),
                    fields: head.fields().map(|(name, value)| (name.to_vec(), value.to_vec())).collect(),
                    ..Part::default()
                }),
                Ok(Some(event)) => {
                    let part = parts.last_mut().filter(|part| !part.is_complete).ok_or("data without a part")?;
                    match event {
                        Event::Data(b"") => return Err("no data are given as such".to_owned()),
                        Event::Data(data) => part.data.extend_from_slice(data),
                        _ => part.is_complete = true,
                    }
                }
                Err(error) => return Ok((parts, Err(error))),
            }
        }
    }
    let end = parser.finish();
    Ok((parts, end))
}

fn write(parts: &[Part], boundary: Boundary<'_>) -> Vec<u8> {
    let mut out = Vec::new();
    for part in parts {
        out.extend_from_slice(&[b"--", boundary.bytes(), b"\r\n"].concat());
        for (name, value) in &part.fields {
            out.extend_from_slice(&[name, &b": "[..], value, b"\r\n"].concat());
        }
        out.extend_from_slice(&[b"\r\n", &part.data[..], b"\r\n"].concat());
    }
    out.extend_from_slice(&[b"--", boundary.bytes(), b"--\r\n"].concat());
    out
}

const SEEDS: &[&str] = &[
    "x\n--x--\r\n",
    "x\n--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x--",
    "-x\n---x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b.txt\"\r\nContent-Type: text/plain\r\n\r\n\r\n--\r\n---x--\r\nepilogue",
    "a b\npreamble\r\n--a b  \r\nContent-Disposition: form-data; name=a; filename*=UTF-8''%e2%82%ac\r\n\r\n--a b\r\n\
     content-disposition: form-data; name=\"%22\\\"\"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\r\n--a b--",
    "x\n--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\r\n\r\n-\r\n--\r\n--\rx\r\n--x--",
    "x\n--x\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: form-data; name=\"a\\\"; filename=\"\"\r\n\r\n\r\n--x--",
];

/// What mutations begin with.
pub fn seeds() -> Vec<Vec<u8>> {
    SEEDS.iter().map(|seed| seed.as_bytes().to_vec()).collect()
}
