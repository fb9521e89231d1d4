//! Headers of both versions: whole, in part, and wrong.

use super::ProxyErrorKind::*;
use super::*;

fn ip(source: &str, destination: &str) -> Option<Endpoints<'static>> {
    Some(Endpoints::Ip { source: source.parse().unwrap(), destination: destination.parse().unwrap() })
}

/// A header of version 2.
fn binary(command: u8, family: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len()).unwrap().to_be_bytes();
    [&v2::SIGNATURE[..], &[command, family], &length, body].concat()
}

fn tlv(kind: u8, value: &[u8]) -> Vec<u8> {
    [&[kind][..], &u16::try_from(value.len()).unwrap().to_be_bytes(), value].concat()
}

const FOUR: &[u8] = &[192, 0, 2, 1, 198, 51, 100, 1, 0xdc, 0x04, 0x01, 0xbb];

/// A header with a checksum that is right.
fn with_checksum() -> Vec<u8> {
    let mut header = binary(0x21, 0x11, &[FOUR, &tlv(2, b"example.com"), &tlv(3, &[0; 4]), &tlv(4, b"x")].concat());
    let sum = crc32c::checksum([&header[..]]).to_be_bytes();
    let place = header.len() - 4 - 4;
    header[place..place + 4].copy_from_slice(&sum);
    header
}

#[test]
fn a_header_says_who_connected() {
    let six = [&[0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1][..], &[0; 15], &[1, 0, 80, 1, 187]].concat();
    let unix = {
        let mut body = [0; 216];
        body[..5].copy_from_slice(b"/a/b\0");
        body[108..112].copy_from_slice(b"\0abc");
        body
    };
    let long = [b'/'; 216];
    for (name, header, endpoints) in [
        // proxy-protocol.txt, 2.1.
        ("TCP4", b"PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535\r\n".to_vec(), ip("255.255.255.255:65535", "255.255.255.255:65535")),
        ("TCP6", b"PROXY TCP6 2001:db8::1 ::1 56324 443\r\n".to_vec(), ip("[2001:db8::1]:56324", "[::1]:443")),
        ("port 0", b"PROXY TCP4 192.0.2.1 198.51.100.1 0 80\r\n".to_vec(), ip("192.0.2.1:0", "198.51.100.1:80")),
        ("UNKNOWN", b"PROXY UNKNOWN\r\n".to_vec(), None),
        (
            "the longest line",
            b"PROXY UNKNOWN ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535\r\n".to_vec(),
            None,
        ),
        ("IPv4", binary(0x21, 0x11, FOUR), ip("192.0.2.1:56324", "198.51.100.1:443")),
        ("IPv4, UDP", binary(0x21, 0x12, FOUR), ip("192.0.2.1:56324", "198.51.100.1:443")),
        ("IPv6", binary(0x21, 0x21, &six), ip("[2001:db8::1]:80", "[::1]:443")),
        ("Unix", binary(0x21, 0x31, &unix), Some(Endpoints::Unix { source: b"/a/b", destination: b"\0abc" })),
        ("Unix, no NUL", binary(0x21, 0x31, &long), Some(Endpoints::Unix { source: &[b'/'; 108], destination: &[b'/'; 108] })),
        ("Unix, no paths", binary(0x21, 0x31, &[0; 216]), Some(Endpoints::Unix { source: b"", destination: b"" })),
        ("no family", binary(0x21, 0x00, b""), None),
        ("no family, but something told", binary(0x21, 0x00, &tlv(4, b"")), None),
        ("a health check", binary(0x20, 0x00, b""), None),
        ("a health check with whatever", binary(0x20, 0x11, b"whatever"), None),
        ("a checksum", with_checksum(), ip("192.0.2.1:56324", "198.51.100.1:443")),
    ] {
        let rest = b"GET / HTTP/1.1\r\n";
        let input = [&header[..], rest].concat();
        let found = parse(&input, LONGEST).unwrap().unwrap_or_else(|| panic!("{name}: not complete"));
        assert_eq!((found.length, found.endpoints), (header.len(), endpoints), "{name}");
        for cut in 0..header.len() {
            assert_eq!(parse(&header[..cut], LONGEST), Ok(None), "{name}: the first {cut} bytes");
        }
    }
}

#[test]
fn what_is_told_besides_can_be_asked_for() {
    let ssl =
        [&[0x01 | 0x02, 0, 0, 0, 0][..], &tlv(0x21, b"TLSv1.3"), &tlv(0x22, b"client"), &tlv(0x23, b"AES")].concat();
    let body =
        [FOUR, &tlv(1, b"h2"), &tlv(2, b"example.com"), &tlv(5, b"id"), &tlv(0x20, &ssl), &tlv(0xea, b"vpce")].concat();
    let header = binary(0x21, 0x11, &body);
    let found = parse(&header, LONGEST).unwrap().unwrap();
    let tlvs = found.tlvs;
    assert_eq!(
        (tlvs.alpn(), tlvs.authority(), tlvs.unique_id()),
        (Some(&b"h2"[..]), Some(&b"example.com"[..]), Some(&b"id"[..]))
    );
    assert_eq!(tlvs.find(0xea), Some(&b"vpce"[..]));
    assert_eq!(tlvs.find(0x30), None);
    assert_eq!(tlvs.iter().map(|tlv| tlv.kind).collect::<Vec<_>>(), [1, 2, 5, 0x20, 0xea]);
    let info = tlvs.ssl().unwrap();
    assert!(info.is_ssl && info.has_certificate && info.is_verified);
    assert_eq!(
        (info.version(), info.common_name(), info.cipher()),
        (Some(&b"TLSv1.3"[..]), Some(&b"client"[..]), Some(&b"AES"[..]))
    );
    // No certificate, and one that was not verified.
    for (client, verify, has_certificate, is_verified) in
        [(1, 0, false, false), (1, 1, false, false), (3, 1, true, false), (5, 0, true, true), (5, 1, true, false)]
    {
        let header = binary(0x21, 0, &tlv(0x20, &[client, 0, 0, 0, verify]));
        let info = parse(&header, LONGEST).unwrap().unwrap().tlvs.ssl().unwrap();
        let found = (info.has_certificate, info.is_verified);
        assert_eq!(found, (has_certificate, is_verified), "client {client}, verify {verify}");
    }
}

#[test]
fn what_is_no_header_is_refused() {
    let mut wrong_sum = with_checksum();
    wrong_sum[16] ^= 1;
    let two_sums = binary(0x21, 0, &[tlv(3, &[0; 4]), tlv(3, &[0; 4])].concat());
    let long = format!("PROXY UNKNOWN {}\r\n", "a".repeat(92));
    for (name, input, expected) in [
        ("HTTP", b"GET / HTTP/1.1\r\n".to_vec(), (NoHeader, 0)),
        ("one byte", b"x".to_vec(), (NoHeader, 0)),
        ("nearly", b"PROXI".to_vec(), (NoHeader, 4)),
        ("in small letters", b"proxy TCP4".to_vec(), (NoHeader, 0)),
        ("a tab", b"PROXY\tTCP4".to_vec(), (NoHeader, 5)),
        ("a signature that goes wrong", b"\r\n\r\n\0\r\nQUIX".to_vec(), (NoHeader, 10)),
        ("an empty line", b"\r\n\r\nGET".to_vec(), (NoHeader, 4)),
        ("another family", b"PROXY TCP5 1.1.1.1 1.1.1.1 1 1\r\n".to_vec(), (Line, 6)),
        ("a family of another case", b"PROXY tcp4 1.1.1.1 1.1.1.1 1 1\r\n".to_vec(), (Line, 6)),
        ("nothing", b"PROXY \r\n".to_vec(), (Line, 6)),
        ("no addresses", b"PROXY TCP4\r\n".to_vec(), (Line, 11)),
        ("IPv6 for IPv4", b"PROXY TCP4 ::1 1.1.1.1 1 1\r\n".to_vec(), (Line, 11)),
        ("IPv4 for IPv6", b"PROXY TCP6 ::1 1.1.1.1 1 1\r\n".to_vec(), (Line, 15)),
        ("zeros in front", b"PROXY TCP4 01.1.1.1 1.1.1.1 1 1\r\n".to_vec(), (Line, 11)),
        ("two spaces", b"PROXY TCP4  1.1.1.1 1.1.1.1 1 1\r\n".to_vec(), (Line, 11)),
        ("no port", b"PROXY TCP4 1.1.1.1 1.1.1.1 1\r\n".to_vec(), (Line, 29)),
        ("a port that is none", b"PROXY TCP4 1.1.1.1 1.1.1.1 1 65536\r\n".to_vec(), (Line, 29)),
        ("a port with zeros", b"PROXY TCP4 1.1.1.1 1.1.1.1 01 1\r\n".to_vec(), (Line, 27)),
        ("a space at the end", b"PROXY TCP4 1.1.1.1 1.1.1.1 1 1 \r\n".to_vec(), (Line, 31)),
        ("one field more", b"PROXY TCP4 1.1.1.1 1.1.1.1 1 1 1\r\n".to_vec(), (Line, 31)),
        ("CR and no LF", b"PROXY TCP4 1.1.1.1 1.1.1.1 1 1\rX".to_vec(), (Line, 31)),
        ("LF and no CR", b"PROXY TCP4 1.1.1.1 1.1.1.1 1 1\nX\r\n".to_vec(), (Line, 29)),
        ("a line too long", long.into_bytes(), (LineTooLong, 105)),
        ("no end", [b"PROXY UNKNOWN "[..].to_vec(), vec![b'a'; 200]].concat(), (LineTooLong, 105)),
        ("version 1 in bytes", binary(0x11, 0x11, FOUR), (Command, 12)),
        ("version 3", binary(0x31, 0x11, FOUR), (Command, 12)),
        ("an unknown command", binary(0x22, 0x11, FOUR), (Command, 12)),
        ("an unknown family", binary(0x21, 0x41, FOUR), (Family, 13)),
        ("an unknown protocol", binary(0x21, 0x13, FOUR), (Family, 13)),
        ("too long", binary(0x21, 0x11, &[0; LONGEST]), (TooLong, 14)),
        ("no room for addresses", binary(0x21, 0x11, &FOUR[..11]), (Addresses, 16)),
        ("no room for addresses of IPv6", binary(0x21, 0x21, FOUR), (Addresses, 16)),
        ("no room for paths", binary(0x21, 0x31, &[0; 215]), (Addresses, 16)),
        ("half a head of something told", binary(0x21, 0x11, &[FOUR, &[4, 0]].concat()), (Tlv, 28)),
        (
            "something told that does not fit in",
            binary(0x21, 0x11, &[FOUR, &tlv(4, b""), &[4, 0, 2, 1]].concat()),
            (Tlv, 31),
        ),
        ("a checksum of three bytes", binary(0x21, 0, &tlv(3, &[0; 3])), (Tlv, 16)),
        ("two checksums", two_sums, (Tlv, 23)),
        ("a wrong checksum", wrong_sum, (Checksum, 45)),
        ("an identifier too long", binary(0x21, 0, &tlv(5, &[0; 129])), (Tlv, 16)),
        ("TLS without its fields", binary(0x21, 0, &tlv(0x20, &[1, 0, 0, 0])), (Tlv, 16)),
        (
            "TLS with something that does not fit in",
            binary(0x21, 0, &tlv(0x20, &[1, 0, 0, 0, 0, 0x21, 0, 9])),
            (Tlv, 16),
        ),
    ] {
        let found = parse(&input, LONGEST);
        let expected = ProxyError { kind: expected.0, offset: expected.1 };
        assert_eq!(found, Err(expected), "{name}: {}", input.escape_ascii());
        // However much of it is there, it says the same or wants more; and once it says something it stays with it.
        let mut is_certain = false;
        for cut in 0..=input.len() {
            match parse(&input[..cut], LONGEST) {
                Ok(None) => assert!(!is_certain, "{name}: less after {cut} bytes"),
                other => {
                    assert_eq!(other, Err(expected), "{name}: the first {cut} bytes");
                    is_certain = true;
                }
            }
        }
    }
}
