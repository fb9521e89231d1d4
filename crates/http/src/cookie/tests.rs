//! Cookies: what browsers send is read, what they take is written, and what they would drop is refused.

use super::*;

#[test]
fn a_field_is_read_as_browsers_send_it() {
    for (field, expected) in [
        // RFC 6265, 3.1.
        ("SID=31d4d96e407aad42", &[("SID", "31d4d96e407aad42")][..]),
        ("SID=31d4d96e407aad42; lang=en-US", &[("SID", "31d4d96e407aad42"), ("lang", "en-US")]),
        ("a=1;b=2", &[("a", "1"), ("b", "2")]),
        ("a = 1 ;\tb=2\t", &[("a", "1"), ("b", "2")]),
        ("a=b=c==", &[("a", "b=c==")]),
        (r#"a="x, y"; b=2"#, &[("a", r#""x, y""#), ("b", "2")]),
        // A semicolon separates, quotes or not.
        (r#"a="x;y""#, &[("a", r#""x"#), ("", r#"y""#)]),
        ("a=", &[("a", "")]),
        ("a", &[("", "a")]),
        ("=a", &[("", "a")]),
        ("=", &[]),
        (";; ;", &[]),
        ("", &[]),
        ("a=1; a=2", &[("a", "1"), ("a", "2")]),
        ("a=1, b=2", &[("a", "1, b=2")]),
        ("a=%20x+y", &[("a", "%20x+y")]),
        ("__Host-id=x; naïve=é", &[("__Host-id", "x"), ("naïve", "é")]),
        ("a[b]=1; a.b=2", &[("a[b]", "1"), ("a.b", "2")]),
        (r#"$Version="1"; a=1"#, &[("$Version", r#""1""#), ("a", "1")]),
    ] {
        let found: Vec<_> = cookies(field.as_bytes()).map(|cookie| (cookie.name, cookie.value)).collect();
        let expected: Vec<_> = expected.iter().map(|(name, value)| (name.as_bytes(), value.as_bytes())).collect();
        assert_eq!(found, expected, "Cookie: {field}");
    }
}

#[test]
fn the_first_of_a_name_is_found() {
    for (field, name, expected) in [
        ("a=1; b=2; a=3", "a", Some("1")),
        ("a=1; b=2; a=3", "b", Some("2")),
        ("a=1", "A", None),
        ("ab=1", "a", None),
        ("x=a=1", "a", None),
        ("v", "", Some("v")),
    ] {
        assert_eq!(find(field.as_bytes(), name.as_bytes()), expected.map(str::as_bytes), "{name} in {field}");
    }
}

fn cookie() -> SetCookie<'static> {
    SetCookie { name: b"id", value: b"x", ..SetCookie::default() }
}

#[test]
fn a_cookie_is_written() {
    let host =
        SetCookie { name: b"__Host-id", path: Some(b"/"), secure: true, same_site: Some(SameSite::Lax), ..cookie() };
    for (set, expected) in [
        (cookie(), "id=x"),
        (SetCookie { value: b"", ..cookie() }, "id="),
        (SetCookie { value: b"\"a:b=c\"", ..cookie() }, "id=\"a:b=c\""),
        (SetCookie { value: b"a%2Cb%3B", ..cookie() }, "id=a%2Cb%3B"),
        (
            SetCookie { path: Some(b"/a b"), domain: Some(b"example.com"), ..cookie() },
            "id=x; Domain=example.com; Path=/a b",
        ),
        (SetCookie { domain: Some(b".example.com"), ..cookie() }, "id=x; Domain=.example.com"),
        (SetCookie { max_age: Some(3600), http_only: true, ..cookie() }, "id=x; Max-Age=3600; HttpOnly"),
        (SetCookie { max_age: Some(-1), ..cookie() }, "id=x; Max-Age=0"),
        (
            // RFC 6265, 3.1.
            SetCookie { name: b"lang", value: b"en-US", expires: Some(1_623_233_894), ..SetCookie::default() },
            "lang=en-US; Expires=Wed, 09 Jun 2021 10:18:14 GMT",
        ),
        (host, "__Host-id=x; Path=/; SameSite=Lax; Secure"),
        (SetCookie { same_site: Some(SameSite::Strict), ..cookie() }, "id=x; SameSite=Strict"),
        (
            SetCookie { same_site: Some(SameSite::None), secure: true, partitioned: true, ..cookie() },
            "id=x; SameSite=None; Secure; Partitioned",
        ),
        (SetCookie { name: b"__Secure-id", secure: true, ..cookie() }, "__Secure-id=x; Secure"),
        (SetCookie { name: b"__Http-id", secure: true, http_only: true, ..cookie() }, "__Http-id=x; Secure; HttpOnly"),
        (SetCookie { name: b"__Hosted", ..cookie() }, "__Hosted=x"),
    ] {
        let mut out = b"Set-Cookie: ".to_vec();
        assert_eq!(set.write(&mut out), Ok(()), "cookie: {expected}");
        assert_eq!(String::from_utf8(out).unwrap(), format!("Set-Cookie: {expected}"));
    }
}

#[test]
fn what_browsers_would_drop_is_refused() {
    let long = [b'x'; 4096];
    let deep = [&b"/"[..], &long].concat();
    for (set, expected) in [
        (SetCookie { name: b"", ..cookie() }, CookieError::Name),
        (SetCookie { name: b"a=b", ..cookie() }, CookieError::Name),
        (SetCookie { name: b"a b", ..cookie() }, CookieError::Name),
        (SetCookie { name: b"a;b", ..cookie() }, CookieError::Name),
        (SetCookie { name: b"a\r\nX: y", ..cookie() }, CookieError::Name),
        (SetCookie { name: "é".as_bytes(), ..cookie() }, CookieError::Name),
        (SetCookie { value: b"a;b", ..cookie() }, CookieError::Value),
        (SetCookie { value: b"a b", ..cookie() }, CookieError::Value),
        (SetCookie { value: b"a,b", ..cookie() }, CookieError::Value),
        (SetCookie { value: b"a\\b", ..cookie() }, CookieError::Value),
        (SetCookie { value: b"a\"b", ..cookie() }, CookieError::Value),
        (SetCookie { value: b"\"a", ..cookie() }, CookieError::Value),
        (SetCookie { value: b"\"", ..cookie() }, CookieError::Value),
        (SetCookie { value: b"a\r\nX: y", ..cookie() }, CookieError::Value),
        (SetCookie { value: b"\0", ..cookie() }, CookieError::Value),
        (SetCookie { value: "é".as_bytes(), ..cookie() }, CookieError::Value),
        (SetCookie { value: &long[..4095], ..cookie() }, CookieError::TooLong),
        (SetCookie { domain: Some(b""), ..cookie() }, CookieError::Domain),
        (SetCookie { domain: Some(b"a;b"), ..cookie() }, CookieError::Domain),
        (SetCookie { domain: Some(b"a..b"), ..cookie() }, CookieError::Domain),
        (SetCookie { domain: Some(b"..a"), ..cookie() }, CookieError::Domain),
        (SetCookie { domain: Some(b"-a.b"), ..cookie() }, CookieError::Domain),
        (SetCookie { domain: Some(b"example.com:80"), ..cookie() }, CookieError::Domain),
        (SetCookie { domain: Some(&long), ..cookie() }, CookieError::Domain),
        (SetCookie { path: Some(b""), ..cookie() }, CookieError::Path),
        (SetCookie { path: Some(b"a"), ..cookie() }, CookieError::Path),
        (SetCookie { path: Some(b"/;HttpOnly"), ..cookie() }, CookieError::Path),
        (SetCookie { path: Some(b"/\n"), ..cookie() }, CookieError::Path),
        (SetCookie { path: Some(&deep), ..cookie() }, CookieError::Path),
        (SetCookie { same_site: Some(SameSite::None), ..cookie() }, CookieError::Insecure),
        (SetCookie { partitioned: true, ..cookie() }, CookieError::Insecure),
        (SetCookie { name: b"__Secure-id", ..cookie() }, CookieError::Prefix),
        (SetCookie { name: b"__secure-id", ..cookie() }, CookieError::Prefix),
        (SetCookie { name: b"__Host-id", secure: true, ..cookie() }, CookieError::Prefix),
        (SetCookie { name: b"__Host-id", path: Some(b"/"), ..cookie() }, CookieError::Prefix),
        (SetCookie { name: b"__HOST-id", path: Some(b"/a"), secure: true, ..cookie() }, CookieError::Prefix),
        (
            SetCookie { name: b"__Host-id", path: Some(b"/"), secure: true, domain: Some(b"a.b"), ..cookie() },
            CookieError::Prefix,
        ),
        (SetCookie { name: b"__Http-id", secure: true, ..cookie() }, CookieError::Prefix),
        (SetCookie { name: b"__Host-Http-id", path: Some(b"/"), secure: true, ..cookie() }, CookieError::Prefix),
    ] {
        let mut out = Vec::new();
        assert_eq!(set.write(&mut out), Err(expected), "cookie: {set:?}");
        assert!(out.is_empty(), "cookie: {set:?}");
    }
    assert_eq!(SetCookie { value: &long[..4094], ..cookie() }.write(&mut Vec::new()), Ok(()));
}

#[test]
fn what_is_written_is_read_back() {
    for value in ["x", "", "\"quoted\"", "a=b&c", "%3B%20", "!#$%&'()*+-./:<=>?@[]^_`{|}~"] {
        let mut out = Vec::new();
        let set = SetCookie { value: value.as_bytes(), path: Some(b"/"), secure: true, ..cookie() };
        set.write(&mut out).unwrap();
        let sent = out.split(|&byte| byte == b';').next().unwrap();
        assert_eq!(find(sent, b"id"), Some(value.as_bytes()), "value: {value}");
    }
}
