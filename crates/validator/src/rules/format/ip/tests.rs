use super::*;

#[test]
fn addresses_are_those_that_the_filter_accepts() {
    for (text, v4, v6) in [
        ("0.0.0.0", true, false),
        ("255.255.255.255", true, false),
        ("256.1.1.1", false, false),
        ("1.2.3", false, false),
        ("1.2.3.4.5", false, false),
        ("1.2.3.4.", false, false),
        (".1.2.3.4", false, false),
        ("1..3.4", false, false),
        ("01.2.3.4", false, false),
        ("00.0.0.0", false, false),
        (" 1.2.3.4", false, false),
        ("1.2.3.4\n", false, false),
        ("::", false, true),
        ("::1", false, true),
        ("1::", false, true),
        (":1", false, false),
        ("1:", false, false),
        (":::", false, false),
        ("1:2:3:4:5:6:7:8", false, true),
        ("1:2:3:4:5:6:7", false, false),
        ("1:2:3:4:5:6:7:8:9", false, false),
        ("1:2:3:4:5:6:7::", false, true),
        ("::2:3:4:5:6:7:8", false, true),
        ("1:2:3:4::5:6:7:8", false, false),
        ("1::2::3", false, false),
        ("12345::", false, false),
        ("abcd:ABCD::", false, true),
        ("g::", false, false),
        ("::1.2.3.4", false, true),
        ("::ffff:1.2.3.4", false, true),
        ("1:2:3:4:5:6:1.2.3.4", false, true),
        ("1:2:3:4:5:6:7:1.2.3.4", false, false),
        ("1:2:3:4:5::1.2.3.4", false, true),
        ("1:2:3:4:5:6::1.2.3.4", false, false),
        ("1:1.2.3.4", false, false),
        (":1.2.3.4", false, false),
        (":::1.2.3.4", false, false),
        ("::1.2.3.04", false, false),
        ("::1.2.3.4:5", false, false),
        ("fe80::1%eth0", false, false),
        ("[::1]", false, false),
        ("", false, false),
    ] {
        let text = text.as_bytes();
        let shown = String::from_utf8_lossy(text);
        assert_eq!((is_ipv4(text), is_ipv6(text), is_ip(text)), (v4, v6, v4 || v6), "text: {shown}");
    }
}

#[test]
fn ranges_are_an_address_and_a_length() {
    for (text, v4, v6) in [
        ("10.0.0.0/8", true, false),
        ("10.0.0.0/0", true, false),
        ("10.0.0.0/32", true, false),
        ("10.0.0.0/33", false, false),
        ("10.0.0.0/08", false, false),
        ("10.0.0.0/", false, false),
        ("10.0.0.0", false, false),
        ("10.0.0.0/8/8", false, false),
        ("10.0.0.0/+8", false, false),
        ("10.0.0.0/-8", false, false),
        ("10.0.0.0/2a", false, false),
        ("2001:db8::/32", false, true),
        ("2001:db8::/128", false, true),
        ("2001:db8::/129", false, false),
        ("2001:db8::/1000", false, false),
        ("::/0", false, true),
        ("/8", false, false),
        ("", false, false),
    ] {
        let bytes = text.as_bytes();
        assert_eq!(
            (is_cidr(bytes, Some(4)), is_cidr(bytes, Some(6)), is_cidr(bytes, None)),
            (v4, v6, v4 || v6),
            "text: {text}"
        );
    }
}

#[test]
fn hardware_addresses_have_three_forms() {
    for (text, expected) in [
        ("01-23-45-67-89-ab", true),
        ("01:23:45:67:89:AB", true),
        ("0123.4567.89ab", true),
        ("01:23:45-67:89:ab", false),
        ("01:23:45:67:89", false),
        ("01:23:45:67:89:ab:cd", false),
        ("0123456789ab", false),
        ("0123-4567-89ab", false),
        ("0g:23:45:67:89:ab", false),
        ("012:3:45:67:89:ab", false),
        ("01:23:45:67:89:a", false),
        ("01.23.45.67.89.ab", false),
        ("0123.4567.89a.", false),
        ("", false),
    ] {
        assert_eq!(is_mac(text.as_bytes()), expected, "text: {text}");
    }
}

#[test]
fn host_names_are_labels() {
    for (text, expected) in [
        ("localhost", true),
        ("example.com", true),
        ("EXAMPLE.com", true),
        ("3com.com", true),
        ("a-b.c--d.e", true),
        ("xn--bcher-kva.example", true),
        ("example.com.", false),
        (".example.com", false),
        ("example..com", false),
        ("-example.com", false),
        ("example-.com", false),
        ("example.com-", false),
        ("exam_ple.com", false),
        ("exämple.com", false),
        ("example.123", false),
        ("example.1a", true),
        ("127.0.0.1", false),
        ("example.com\n", false),
        ("a b", false),
        ("", false),
    ] {
        assert_eq!(is_hostname(text.as_bytes()), expected, "text: {text}");
    }
    for (text, expected) in [
        ("a".repeat(63), true),
        ("a".repeat(64), false),
        (["a".repeat(63), "b".repeat(63), "c".repeat(63), "d".repeat(61)].join("."), true),
        (["a".repeat(63), "b".repeat(63), "c".repeat(63), "d".repeat(62)].join("."), false),
    ] {
        assert_eq!(is_hostname(text.as_bytes()), expected, "text: {text}");
    }
}
