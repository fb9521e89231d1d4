//! PROXY headers: a part of one says the same as the whole, or that it needs more; what follows one changes nothing; and an address that was read
//! is read again from a line of it.

use crate::random::Random;
use highper_http::proxy_protocol::{Endpoints, LONGEST, parse};

pub fn check(input: &[u8], random: &mut Random) -> Result<bool, String> {
    let whole = parse(input, LONGEST);
    for cut in [random.below(input.len() + 1), input.len().min(random.below(32)), input.len().saturating_sub(1)] {
        let part = parse(input.get(..cut).unwrap_or_default(), LONGEST);
        let is_same = match (&part, &whole) {
            (Ok(None), _) => true,
            (part, whole) => part == whole,
        };
        if !is_same {
            return Err(format!("{whole:?}, but {part:?} of {cut} bytes"));
        }
    }
    let longer = [input, b"\r\n\0\x01PROXY"].concat();
    if !matches!(whole, Ok(None)) && parse(&longer, LONGEST) != whole {
        return Err(format!("{whole:?}, but {:?} with more behind it", parse(&longer, LONGEST)));
    }
    let Ok(Some(header)) = whole else { return Ok(false) };
    if header.length > input.len() || header.length > LONGEST {
        return Err(format!("{} bytes of {}", header.length, input.len()));
    }
    let told: usize = header.tlvs.iter().map(|tlv| 3 + tlv.value.len()).sum();
    if told > header.length {
        return Err(format!("{told} bytes are told in {}", header.length));
    }
    let ssl = header.tlvs.ssl();
    if ssl.is_some_and(|ssl| ssl.is_verified && !ssl.has_certificate) {
        return Err(format!("verified without a certificate: {ssl:?}"));
    }
    if let Some(Endpoints::Ip { source, destination }) = header.endpoints {
        let family = if source.is_ipv4() { "TCP4" } else { "TCP6" };
        let (source_ip, destination_ip) = (source.ip(), destination.ip());
        let line = format!("PROXY {family} {source_ip} {destination_ip} {} {}\r\n", source.port(), destination.port());
        let again = parse(line.as_bytes(), LONGEST);
        if !matches!(&again, Ok(Some(again)) if again.endpoints == header.endpoints && again.length == line.len()) {
            return Err(format!("{:?}, but {again:?} of {line}", header.endpoints));
        }
    }
    Ok(true)
}

/// What mutations begin with.
pub fn seeds() -> Vec<Vec<u8>> {
    let signature = b"\r\n\r\n\0\r\nQUIT\n";
    let four = &[192, 0, 2, 1, 198, 51, 100, 1, 0xdc, 0x04, 0x01, 0xbb][..];
    let told = b"\x01\0\x02h2\x02\0\x01a\x04\0\0\x05\0\x02id\x20\0\x0d\x03\0\0\0\0\x21\0\x05TLSv1";
    let sum = b"\x03\0\x04\0\0\0\0";
    let binary = |command: u8, family: u8, body: &[u8]| {
        let length = u16::try_from(body.len()).unwrap_or(0).to_be_bytes();
        [&signature[..], &[command, family], &length, body].concat()
    };
    vec![
        b"PROXY TCP4 192.0.2.1 198.51.100.1 56324 443\r\nGET / HTTP/1.1\r\n".to_vec(),
        b"PROXY TCP6 2001:db8::1 ::1 0 65535\r\n".to_vec(),
        b"PROXY UNKNOWN whatever\r\n".to_vec(),
        binary(0x20, 0, b""),
        binary(0x21, 0x11, four),
        binary(0x21, 0x11, &[four, told].concat()),
        binary(0x21, 0x12, &[four, sum].concat()),
        binary(0x21, 0x21, &[&[0x20; 36][..], told].concat()),
        binary(0x21, 0x31, &[b'/'; 216]),
    ]
}
