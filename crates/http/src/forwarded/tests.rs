//! Clients behind proxies: who is believed, what of the fields is, and what attackers write into them.

use super::*;
use crate::net::Network;

fn node(text: &str) -> Option<Node<'_>> {
    Node::parse(Cow::Borrowed(text.as_bytes()))
}

#[test]
fn nodes_are_read_by_the_book() {
    let ip = |text: &str| NodeName::Ip(text.parse().unwrap());
    let number = |port| Some(NodePort::Number(port));
    for (text, name, port) in [
        // RFC 7239, 6.
        ("192.0.2.43:47011", ip("192.0.2.43"), number(47011)),
        ("[2001:db8:cafe::17]:47011", ip("2001:db8:cafe::17"), number(47011)),
        ("192.0.2.60", ip("192.0.2.60"), None),
        ("[2001:db8:cafe::17]", ip("2001:db8:cafe::17"), None),
        ("[::ffff:192.0.2.1]:80", ip("192.0.2.1"), number(80)),
        ("unknown", NodeName::Unknown, None),
        ("Unknown:_p", NodeName::Unknown, Some(NodePort::Obfuscated)),
        ("_gazonk", NodeName::Obfuscated(Cow::Borrowed(b"_gazonk")), None),
        ("_hidden:_a.b-c", NodeName::Obfuscated(Cow::Borrowed(b"_hidden")), Some(NodePort::Obfuscated)),
    ] {
        assert_eq!(node(text), Some(Node { name, port }), "node: {text}");
    }
    for text in [
        "",
        "_",
        "_a b",
        "a",
        "192.0.2",
        "192.0.2.043",
        "192.0.2.1:",
        "192.0.2.1:x",
        "192.0.2.1:65536",
        "192.0.2.1:080",
        "2001:db8::1",
        "[2001:db8::1",
        "[2001:db8::1]x",
        "[192.0.2.1]",
        "[]",
        "[fe80::1%eth0]",
        "unknown2",
        " 192.0.2.1",
    ] {
        assert_eq!(node(text), None, "node: {text}");
    }
}

#[test]
fn elements_are_read_from_the_right() {
    let show = |element: Option<Element<'_>>| {
        element.map_or("malformed".to_owned(), |element| {
            let node = |node: &Node<'_>| match &node.name {
                NodeName::Ip(address) => address.to_string(),
                NodeName::Obfuscated(name) => name.escape_ascii().to_string(),
                NodeName::Unknown => "unknown".to_owned(),
            };
            let text = |text: &Cow<'_, [u8]>| text.escape_ascii().to_string();
            let parts = [
                element.forwarded_for.as_ref().map(node),
                element.by.as_ref().map(node),
                element.host.as_ref().map(text),
                element.proto.as_ref().map(text),
            ];
            parts.map(|part| part.unwrap_or("-".to_owned())).join(" ")
        })
    };
    for (value, expected) in [
        // RFC 7239, 4.
        (r#"for="_gazonk""#, &["_gazonk - - -"][..]),
        (r#"For="[2001:db8:cafe::17]:4711""#, &["2001:db8:cafe::17 - - -"]),
        ("for=192.0.2.60;proto=http;by=203.0.113.43", &["192.0.2.60 203.0.113.43 - http"]),
        ("for=192.0.2.43, for=198.51.100.17", &["198.51.100.17 - - -", "192.0.2.43 - - -"]),
        ("for=_a;host=example.com;ext=1;; by=_b ;", &["_a _b example.com -"]),
        (r#"host="a,b;c", proto="h\t\"\\p""#, &[r#"- - - ht\"\\p"#, "- - a,b;c -"]),
        (r#"for="192.0.2\.1""#, &["192.0.2.1 - - -"]),
        (" , ,for=unknown,\t", &["unknown - - -"]),
        ("", &[]),
        ("for=1.2.3.4;for=1.2.3.4", &["malformed"]),
        ("for=1.2.3.4 for=1.2.3.4", &["malformed"]),
        ("for = 1.2.3.4", &["malformed"]),
        ("for", &["malformed"]),
        ("for=", &["malformed"]),
        ("for=1.2.3.4.5", &["malformed"]),
        ("for=::1", &["malformed"]),
        ("for=a/b", &["malformed"]),
        // Without the quotes that they need.
        ("for=192.0.2.1:80;host=a:80", &["192.0.2.1 - a:80 -"]),
        ("for=[::1]:80", &["::1 - - -"]),
        ("192.0.2.1", &["malformed"]),
        // What stands further left is no matter.
        (r#"for="x, for=192.0.2.1"#, &["192.0.2.1 - - -", "malformed"]),
        (r#"for="x\", for=192.0.2.1"#, &["192.0.2.1 - - -", "malformed"]),
        (r#"for="x, for="192.0.2.1""#, &["192.0.2.1 - - -", "malformed"]),
    ] {
        let found: Vec<_> = elements_from_right(value.as_bytes()).map(show).collect();
        assert_eq!(found, expected, "Forwarded: {value}");
    }
}

/// The client's address (or what it is instead), scheme and host.
fn found(peer: &str, kind: Kind, fields: &[(&str, &str)]) -> String {
    let trusted: Networks =
        ["10.0.0.0/8", "fd00::/8"].map(|text| Network::parse(text.as_bytes()).unwrap()).into_iter().collect();
    let fields = fields.iter().map(|(name, value)| Field { name: name.as_bytes(), value: value.as_bytes() });
    let peer: SocketAddr = peer.parse().unwrap();
    let client = client(peer, fields, kind, &trusted);
    let text =
        |text: &Option<Cow<'_, [u8]>>| text.as_ref().map_or("-".to_owned(), |text| text.escape_ascii().to_string());
    let address = match (client.address, &client.obfuscated) {
        (Some(address), _) => address.to_string(),
        (None, Some(name)) => name.escape_ascii().to_string(),
        (None, None) => "?".to_owned(),
    };
    let port = |port: Option<u16>| port.map_or(String::new(), |port| format!(":{port}"));
    format!("{address}{} {} {}{}", port(client.port), text(&client.proto), text(&client.host), port(client.host_port))
}

#[test]
fn forwarded_tells_the_client() {
    for (peer, fields, expected) in [
        ("192.0.2.1:5", &[("Forwarded", "for=198.51.100.1;proto=https;host=a")][..], "192.0.2.1:5 - -"),
        ("[::ffff:192.0.2.1]:5", &[], "192.0.2.1:5 - -"),
        ("10.0.0.1:5", &[], "10.0.0.1:5 - -"),
        ("10.0.0.1:5", &[("Forwarded", "for=198.51.100.1;proto=https;host=a.b:8080")], "198.51.100.1 https a.b:8080"),
        ("[::ffff:10.0.0.1]:5", &[("forwarded", "for=\"198.51.100.1:99\"")], "198.51.100.1:99 - -"),
        ("[fd00::1]:5", &[("FORWARDED", "for=\"[2001:db8::1]:99\"")], "2001:db8::1:99 - -"),
        // What an untrusted one says of others is not believed.
        ("10.0.0.1:5", &[("Forwarded", "for=1.1.1.1;proto=https, for=198.51.100.1;proto=http")], "198.51.100.1 http -"),
        (
            "10.0.0.1:5",
            &[
                ("Forwarded", "for=1.1.1.1, for=198.51.100.1;proto=https;host=a"),
                ("Forwarded", "for=10.0.0.2;proto=http"),
            ],
            "198.51.100.1 https a",
        ),
        // The first proxy told no scheme; the second one's stays.
        ("10.0.0.1:5", &[("Forwarded", "for=198.51.100.1, for=10.0.0.2;proto=http")], "198.51.100.1 http -"),
        // All are trusted: the first of them asked.
        ("10.0.0.1:5", &[("Forwarded", "for=10.0.0.3, for=10.0.0.2")], "10.0.0.3 - -"),
        ("10.0.0.1:5", &[("Forwarded", "for=unknown")], "? - -"),
        ("10.0.0.1:5", &[("Forwarded", "for=1.1.1.1, for=unknown;proto=https")], "? https -"),
        ("10.0.0.1:5", &[("Forwarded", "for=1.1.1.1, for=_secret")], "_secret - -"),
        ("10.0.0.1:5", &[("Forwarded", "proto=https")], "? https -"),
        // Never the proxy's own address, which may be allowed more.
        ("10.0.0.1:5", &[("Forwarded", "for=198.51.100")], "? - -"),
        ("10.0.0.1:5", &[("Forwarded", "for=\"x, for=198.51.100.1")], "198.51.100.1 - -"),
        ("10.0.0.1:5", &[("Forwarded", "for=\"10.0.0.9, for=10.0.0.2")], "? - -"),
        ("10.0.0.1:5", &[("Forwarded", "for=198.51.100.1;host=\"a/b\"")], "198.51.100.1 - -"),
        ("10.0.0.1:5", &[("Forwarded", "for=198.51.100.1;host=\"[::1]:80\"")], "198.51.100.1 - [::1]:80"),
        ("10.0.0.1:5", &[("Forwarded", "for=198.51.100.1;host=\"a:b\"")], "198.51.100.1 - -"),
        ("10.0.0.1:5", &[("Forwarded", "for=198.51.100.1;proto=\"ht tp\"")], "198.51.100.1 - -"),
        // The other kind is not asked.
        ("10.0.0.1:5", &[("X-Forwarded-For", "198.51.100.1"), ("X-Forwarded-Proto", "https")], "10.0.0.1:5 - -"),
    ] {
        assert_eq!(found(peer, Kind::Forwarded, fields), expected, "{peer}: {fields:?}");
    }
}

#[test]
fn x_forwarded_tells_the_client() {
    for (peer, fields, expected) in [
        ("192.0.2.1:5", &[("X-Forwarded-For", "198.51.100.1"), ("X-Forwarded-Host", "a")][..], "192.0.2.1:5 - -"),
        ("10.0.0.1:5", &[("X-Forwarded-For", "198.51.100.1")], "198.51.100.1 - -"),
        ("10.0.0.1:5", &[("X-Forwarded-For", "2001:db8::1")], "2001:db8::1 - -"),
        ("10.0.0.1:5", &[("X-Forwarded-For", "[2001:db8::1]:99")], "2001:db8::1:99 - -"),
        ("10.0.0.1:5", &[("X-Forwarded-For", "198.51.100.1:99")], "198.51.100.1:99 - -"),
        ("10.0.0.1:5", &[("X-Forwarded-For", "::ffff:198.51.100.1")], "198.51.100.1 - -"),
        ("10.0.0.1:5", &[("X-Forwarded-For", "1.1.1.1, 198.51.100.1")], "198.51.100.1 - -"),
        ("10.0.0.1:5", &[("X-Forwarded-For", "1.1.1.1, 198.51.100.1,10.0.0.2 , ,")], "198.51.100.1 - -"),
        ("10.0.0.1:5", &[("x-forwarded-for", "1.1.1.1"), ("X-Forwarded-For", "198.51.100.1")], "198.51.100.1 - -"),
        ("10.0.0.1:5", &[("X-Forwarded-For", "10.0.0.3, 10.0.0.2")], "10.0.0.3 - -"),
        ("10.0.0.1:5", &[("X-Forwarded-For", "1.1.1.1, unknown")], "? - -"),
        ("10.0.0.1:5", &[("X-Forwarded-For", "1.1.1.1, nonsense")], "? - -"),
        ("10.0.0.1:5", &[("X-Forwarded-For", "nonsense, 198.51.100.1")], "198.51.100.1 - -"),
        // One that the proxy wrote, or a list as long as that of addresses.
        (
            "10.0.0.1:5",
            &[
                ("X-Forwarded-For", "198.51.100.1"),
                ("X-Forwarded-Proto", "https"),
                ("X-Forwarded-Host", "a.b"),
                ("X-Forwarded-Port", "8443"),
            ],
            "198.51.100.1 https a.b:8443",
        ),
        (
            "10.0.0.1:5",
            &[("X-Forwarded-For", "198.51.100.1"), ("X-Forwarded-Proto", "evil, https")],
            "198.51.100.1 https -",
        ),
        (
            "10.0.0.1:5",
            &[("X-Forwarded-For", "198.51.100.1, 10.0.0.2"), ("X-Forwarded-Proto", "evil, https, http")],
            "198.51.100.1 https -",
        ),
        (
            "10.0.0.1:5",
            &[("X-Forwarded-For", "198.51.100.1, 10.0.0.2"), ("X-Forwarded-Proto", "https")],
            "198.51.100.1 https -",
        ),
        ("10.0.0.1:5", &[("X-Forwarded-Proto", "https")], "10.0.0.1:5 https -"),
        (
            "10.0.0.1:5",
            &[("X-Forwarded-For", "198.51.100.1"), ("X-Forwarded-Host", "a\"b"), ("X-Forwarded-Port", "x")],
            "198.51.100.1 - -",
        ),
        ("10.0.0.1:5", &[("Forwarded", "for=198.51.100.1")], "10.0.0.1:5 - -"),
    ] {
        assert_eq!(found(peer, Kind::XForwarded, fields), expected, "{peer}: {fields:?}");
    }
}

#[test]
fn lists_are_followed_so_far_only() {
    let list = "10.0.0.2, ".repeat(MOST_HOPS + 1);
    let fields = [Field { name: b"X-Forwarded-For", value: list.as_bytes() }];
    let trusted: Networks = [Network::parse(b"10.0.0.0/8").unwrap()].into_iter().collect();
    let client = client("10.0.0.1:5".parse().unwrap(), fields.into_iter(), Kind::XForwarded, &trusted);
    assert_eq!(client.hops, MOST_HOPS);
}
