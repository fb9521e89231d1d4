//! Forwarding fields: whatever a client writes, the address that a trusted proxy adds is the one that is found, and a peer that is not trusted is
//! believed nothing.

use crate::random::Random;
use highper_http::Field;
use highper_http::forwarded::{Client, Kind, client, elements_from_right};
use highper_http::net::{Network, Networks};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

const ADDED: IpAddr = IpAddr::V4(Ipv4Addr::new(198, 51, 100, 7));

pub fn check(input: &[u8], random: &mut Random) -> Result<bool, String> {
    let trusted: Networks = Network::parse(b"10.0.0.0/8").into_iter().collect();
    let peer = SocketAddr::from(([10, 0, 0, 1], 5));
    let mut is_found = false;
    for (kind, name, added) in [
        (Kind::Forwarded, &b"Forwarded"[..], &b"for=198.51.100.7;proto=https"[..]),
        (Kind::XForwarded, b"X-Forwarded-For", b"198.51.100.7"),
    ] {
        let own = Field { name, value: input };
        let ask = |fields: &[Field<'_>], peer| owned(client(peer, fields.iter().copied(), kind, &trusted));
        let stranger = SocketAddr::from(([192, 0, 2, 1], 5));
        let direct = ask(&[], stranger);
        if ask(&[own], stranger) != direct || direct.address != Some(stranger.ip()) {
            return Err(format!("{kind:?}: a stranger is believed"));
        }
        // In the same line, and in one of its own; behind one more proxy, and not.
        let same = [input, b", ", added].concat();
        let line = Field { name, value: added };
        let more = Field { name, value: if kind == Kind::Forwarded { b"for=10.0.0.2" } else { b"10.0.0.2" } };
        let joined = Field { name, value: &same };
        for fields in [&[joined][..], &[own, line], &[joined, more], &[own, line, more]] {
            let found = ask(fields, peer);
            if found.address != Some(ADDED) || (kind == Kind::Forwarded && found.proto.as_deref() != Some(b"https")) {
                return Err(format!("{kind:?}: {found:?} instead of what the proxy added"));
            }
        }
        let found = ask(&[own], peer);
        // What nobody can read is nobody's address, and the proxy's least of all.
        let garbage = if kind == Kind::Forwarded { &b", for=x y, for=10.0.0.3"[..] } else { b", for=x y, 10.0.0.3" };
        let garbled = [input, garbage].concat();
        let nobody = ask(&[Field { name, value: &garbled }], peer);
        if nobody.address.is_some() {
            return Err(format!("{kind:?}: {nobody:?} of what cannot be read"));
        }
        is_found |= found.address.is_some() && found.hops > 0;
    }
    by_the_book(input, random)?;
    Ok(is_found)
}

/// Without quotes, the elements are what stands between commas.
fn by_the_book(input: &[u8], random: &mut Random) -> Result<(), String> {
    let elements: Vec<_> = elements_from_right(input).collect();
    if !input.contains(&b'"') {
        let is_blank = |element: &&[u8]| element.iter().all(|byte| b" \t".contains(byte));
        let expected = input.split(|&byte| byte == b',').filter(|element| !is_blank(element)).count();
        if elements.len() != expected {
            return Err(format!("{} elements instead of {expected}", elements.len()));
        }
    }
    // Behind a comma nothing changes what stands before it, nor does it change that.
    let added = random.pick(&[&b",for=unknown"[..], b" , for=\"_a,b\"", b",,x"]).copied().unwrap_or_default();
    let more = [input, added].concat();
    let found: Vec<_> = elements_from_right(&more).skip(1).collect();
    if found == elements { Ok(()) } else { Err(format!("{elements:?}, but {found:?} before {}", added.escape_ascii())) }
}

/// So that clients of different lists can be compared.
fn owned(client: Client<'_>) -> Client<'static> {
    let own = |text: Option<std::borrow::Cow<'_, [u8]>>| text.map(|text| std::borrow::Cow::Owned(text.into_owned()));
    Client {
        obfuscated: own(client.obfuscated),
        proto: own(client.proto),
        host: own(client.host),
        address: client.address,
        port: client.port,
        host_port: client.host_port,
        hops: client.hops,
    }
}

const SEEDS: &[&str] = &[
    "",
    "for=192.0.2.60;proto=http;by=203.0.113.43",
    "for=192.0.2.43, for=\"[2001:db8:cafe::17]:4711\";host=\"a.b:80\", For=unknown",
    "for=_a;ext=\"x\\\"y,z\";proto=https, for=10.0.0.3",
    "for=\"x, for=10.0.0.2",
    "192.0.2.1, 10.0.0.2",
    "::1,[2001:db8::1]:80, 192.0.2.1:99,unknown,,::ffff:10.0.0.9",
];

/// What mutations begin with.
pub fn seeds() -> Vec<Vec<u8>> {
    SEEDS.iter().map(|seed| seed.as_bytes().to_vec()).collect()
}
