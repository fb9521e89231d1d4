//! Networks: what is one, and which addresses are in it.

use super::*;

fn network(text: &str) -> Network {
    Network::parse(text.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn an_address_is_in_a_network_or_not() {
    for (text, inside, outside) in [
        (
            "10.0.0.0/8",
            &["10.0.0.0", "10.255.255.255", "::ffff:10.1.2.3"][..],
            &["11.0.0.0", "9.255.255.255", "::a00:1"][..],
        ),
        ("192.168.1.128/25", &["192.168.1.128", "192.168.1.255"], &["192.168.1.127", "192.168.2.128"]),
        ("192.0.2.1", &["192.0.2.1", "::ffff:192.0.2.1"], &["192.0.2.0", "192.0.2.2"]),
        ("192.0.2.1/32", &["192.0.2.1"], &["192.0.2.3"]),
        ("0.0.0.0/0", &["0.0.0.0", "255.255.255.255", "::ffff:1.2.3.4"], &["::", "2001:db8::1"]),
        ("::/0", &["::", "2001:db8::1", "ffff::"], &["1.2.3.4", "::ffff:1.2.3.4"]),
        ("2001:db8::/32", &["2001:db8::", "2001:db8:ffff::1"], &["2001:db9::", "2001:db7:ffff::"]),
        ("2001:db8::1", &["2001:db8::1"], &["2001:db8::2"]),
        ("::1/128", &["::1"], &["::", "127.0.0.1"]),
        ("::ffff:10.0.0.0/104", &["10.1.2.3", "::ffff:10.1.2.3"], &["11.0.0.0", "::1"]),
        ("fe80::/10", &["fe80::1", "febf::"], &["fec0::", "fe7f::"]),
    ] {
        let network = network(text);
        for address in inside {
            assert!(network.contains(address.parse().unwrap()), "{address} is in {text}");
        }
        for address in outside {
            assert!(!network.contains(address.parse().unwrap()), "{address} is not in {text}");
        }
    }
}

#[test]
fn what_is_no_network_is_refused() {
    for (text, expected) in [
        ("", NetworkError::Address),
        ("/8", NetworkError::Address),
        ("10.0.0/8", NetworkError::Address),
        ("010.0.0.0/8", NetworkError::Address),
        ("10.0.0.256", NetworkError::Address),
        (" 10.0.0.0/8", NetworkError::Address),
        ("localhost", NetworkError::Address),
        ("[::1]/128", NetworkError::Address),
        ("fe80::1%eth0", NetworkError::Address),
        ("10.0.0.0/", NetworkError::Prefix),
        ("10.0.0.0/33", NetworkError::Prefix),
        ("10.0.0.0/+8", NetworkError::Prefix),
        ("10.0.0.0/-1", NetworkError::Prefix),
        ("10.0.0.0/8/8", NetworkError::Prefix),
        ("10.0.0.0/0008", NetworkError::Prefix),
        ("10.0.0.0/255.0.0.0", NetworkError::Prefix),
        ("::/129", NetworkError::Prefix),
        ("10.0.0.1/8", NetworkError::HostBits),
        ("10.1.0.0/8", NetworkError::HostBits),
        ("0.0.0.1/0", NetworkError::HostBits),
        ("2001:db8::1/32", NetworkError::HostBits),
        // All of IPv4 and a piece of what is none.
        ("::ffff:10.0.0.0/90", NetworkError::HostBits),
    ] {
        assert_eq!(Network::parse(text.as_bytes()), Err(expected), "network: {text}");
    }
    assert_eq!(Network::parse(b"10.0.0.0\xff"), Err(NetworkError::Address));
}

#[test]
fn a_network_is_shown_as_it_is_read() {
    for (text, expected) in [
        ("10.0.0.0/8", "10.0.0.0/8"),
        ("::1", "::1/128"),
        ("::ffff:10.0.0.0/104", "10.0.0.0/8"),
        ("1.2.3.4", "1.2.3.4/32"),
    ] {
        assert_eq!(network(text).to_string(), expected, "network: {text}");
        assert_eq!(network(expected), network(text), "network: {text}");
    }
}

#[test]
fn private_addresses_are_private() {
    let private = Networks::private();
    for (address, expected) in [
        ("127.0.0.1", true),
        ("::1", true),
        ("::ffff:127.0.0.1", true),
        ("10.1.2.3", true),
        ("172.16.0.1", true),
        ("172.31.255.255", true),
        ("172.32.0.1", false),
        ("192.168.0.1", true),
        ("169.254.169.254", true),
        ("fd00::1", true),
        ("fe80::1", true),
        ("8.8.8.8", false),
        ("2001:db8::1", false),
        ("::", false),
    ] {
        assert_eq!(private.contains(address.parse().unwrap()), expected, "address: {address}");
    }
    assert!(!Networks::default().contains("127.0.0.1".parse().unwrap()));
    assert!(Networks::default().is_empty() && !private.is_empty());
    // Each of them is one that could be read.
    for network in &private.0 {
        assert_eq!(Network::parse(network.to_string().as_bytes()), Ok(*network));
    }
    let list: Networks = ["10.0.0.0/8", "::1"].into_iter().map(network).collect();
    assert_eq!(list, Networks::new(vec![network("10.0.0.0/8"), network("::1")]));
}
