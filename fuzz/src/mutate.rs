//! Mutations: of bytes, and of what means something in JSON, in MessagePack, in tokens, in rules, in patterns or in fields and bodies of HTTP.

use crate::random::Random;

/// Pieces that decoders treat apart: tokens, escapes, numbers at the limits, malformed UTF-8, format bytes with lengths.
const PIECES: &[&[u8]] = &[
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b"\"",
    b"\\",
    b"true",
    b"false",
    b"null",
    b"\"\":",
    b"{\"\":",
    b"\"a\":0,",
    b"\\u0000",
    b"\\ud83d\\ude00",
    b"\\ud800",
    b"\\udc00",
    b"\\u00e9",
    b"\\n",
    b"\\/",
    b"\\q",
    b"\0",
    b"\x1f",
    b"\x7f",
    b"\t",
    b"\r\n",
    b"    ",
    b"                                ",
    b"0",
    b"-0",
    b"-0.0",
    b"1e999",
    b"-1e-999",
    b"5e-324",
    b"9223372036854775807",
    b"9223372036854775808",
    b"-9223372036854775808",
    b"-9223372036854775809",
    b"18446744073709551615",
    b"18446744073709551616",
    b"1.7976931348623157e308",
    b"2.2250738585072011e-308",
    b"0.1",
    b".5",
    b"1.",
    b"01",
    b"1e",
    b"1E+5",
    b"9007199254740993",
    b"123456789012345678901234567890.5e-10",
    b"\xc3\xa9",
    b"\xe2\x82\xac",
    b"\xf0\x9f\x98\x80",
    b"\xed\xa0\x80",
    b"\xc0\x80",
    b"\xf4\x90\x80\x80",
    b"\xe2\x82",
    b"\xff",
    b"\xef\xbb\xbf",
    b"\xc0",
    b"\xc1",
    b"\xc2",
    b"\xc4\x02",
    b"\xc5\xff\xff",
    b"\xc6\xff\xff\xff\xff",
    b"\xc7\x0c\xff",
    b"\xca\x7f\xc0\0\0",
    b"\xcb\x7f\xf0\0\0\0\0\0\0",
    b"\xcf\xff\xff\xff\xff\xff\xff\xff\xff",
    b"\xd3\x80\0\0\0\0\0\0\0",
    b"\xd6\xff\0\0\0\0",
    b"\xd7\xff\xff\xff\xff\xff\0\0\0\0",
    b"\xd9\x20",
    b"\xda\x01\0",
    b"\xdb\xff\xff\xff\xff",
    b"\xdc\xff\xff",
    b"\xdd\xff\xff\xff\xff",
    b"\xde\0\x01",
    b"\xdf\x7f\xff\xff\xff",
    b"\x81\xa1a",
    b"\x91\x91\x91\x91",
    b"v4.local.",
    b"v4.public.",
    b"k4.local.",
    b"k4.secret.",
    b"k4.public.",
    b"k4.lid.",
    b"k4.pid.",
    b"k4.sid.",
    b"k4.local-wrap.pie.",
    b"k4.secret-wrap.pie.",
    b"k4.local-pw.",
    b"k4.secret-pw.",
    b"k4.seal.",
    b".",
    b"=",
    b"AAAA",
    b"____",
    b"\"kid\":",
    b"\"wpk\":",
    b"\"exp\":",
    b"\"iss\":\"issuer\"",
    b"2026-01-31T12:00:00Z",
    b"+23:59",
    b".000000001",
    b"\rx",
    b"\r\n ",
    b"0\r\n\r\n",
    b"5\r\nhello\r\n",
    b" HTTP/1.1\r\n",
    b"GET / HTTP/1.1\r\nHost: h\r\n\r\n",
    b"Content-Length: 5\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"Connection: close\r\n",
    b"Expect: 100-continue\r\n",
    b"|",
    b"*",
    b".*.",
    b"\\.",
    b"\na=",
    b"\n\n{\"a\":",
    b"required|",
    b"nullable|",
    b"|distinct",
    b"|exclude_if:a,1",
    b"max:1e1000000",
    b"in:a,",
    b"regex:/",
    b"(?:",
    b"(?i)",
    b"[^",
    b"[[:alpha:]]",
    b"\\p{L}",
    b"{2,30}",
    b"+$/u",
    b"\"$ref\":\"#\"",
    b"\"items\":",
    b"\"not\":{",
    b"\"pattern\":\"",
    b"; ",
    b"--",
    b"\r\n--",
    b"\r\n\r\n",
    b"%2e",
    b"%2F",
    b"%22",
    b"+",
    b"&",
    b"..",
    b"/../",
    b"for=",
    b"10.0.0.2, ",
    b"unknown",
    b"_a",
    b" GMT",
    b"-Feb-29",
    b"0-1,",
    b"Content-Disposition: form-data; name=\"a\"\r\n",
    b"; filename*=UTF-8''%e2%82%ac",
    b"PROXY TCP4 ",
    b"\r\n\r\n\0\r\nQUIT\n\x21",
    b"\x03\0\x04",
];

/// Changes an input in one to four places.
pub fn mutate(input: &mut Vec<u8>, corpus: &[Vec<u8>], random: &mut Random) {
    for _ in 0..=random.below(4) {
        let at = random.below(input.len() + 1);
        match random.below(10) {
            0 => {
                if let Some(byte) = input.get_mut(at) {
                    *byte ^= 1 << random.below(8);
                }
            }
            1 => {
                let new = random.byte();
                if let Some(byte) = input.get_mut(at) {
                    *byte = new;
                }
            }
            2 => insert(input, at, &[random.byte()]),
            3 | 4 => {
                let piece = random.pick(PIECES).copied().unwrap_or_default();
                insert(input, at, piece);
            }
            5 => {
                // In place: what follows keeps its distance from the start, and with it its place in a block of bytes.
                let piece = random.pick(PIECES).copied().unwrap_or_default();
                for (target, &byte) in input.iter_mut().skip(at).zip(piece) {
                    *target = byte;
                }
            }
            6 => {
                let end = (at + 1 + random.below(16)).min(input.len());
                input.drain(at.min(end)..end);
            }
            7 => input.truncate(at),
            8 => {
                // A piece again, some times: long strings, deep nests.
                let end = (at + 1 + random.below(32)).min(input.len());
                let piece = input.get(at..end).unwrap_or_default().repeat(1 + random.below(16));
                insert(input, at, &piece);
            }
            _ => {
                let other = random.pick(corpus).cloned().unwrap_or_default();
                let begin = random.below(other.len() + 1);
                let end = (begin + random.below(64)).min(other.len());
                insert(input, at, other.get(begin..end).unwrap_or_default());
            }
        }
    }
}

fn insert(input: &mut Vec<u8>, at: usize, piece: &[u8]) {
    let at = at.min(input.len());
    input.splice(at..at, piece.iter().copied());
}
