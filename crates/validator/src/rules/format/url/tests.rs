use super::*;

fn schemes(names: &[&str]) -> Vec<Box<[u8]>> {
    names.iter().map(|name| name.as_bytes().into()).collect()
}

#[test]
fn urls_have_a_scheme_and_a_host() {
    for (text, expected) in [
        ("http://example.com", true),
        ("HTTPS://EXAMPLE.COM/", true),
        ("http://localhost", true),
        ("http://localhost:8080/", true),
        ("http://my_host-1", true),
        ("http://example.com.", true),
        ("http://localhost.", true),
        ("http://example.com..", false),
        ("http://example..com", false),
        ("http://.example.com", false),
        ("http://a.b-c", false),
        ("http://a-b.c", true),
        ("http://-.c", true),
        ("http://a_b.c1", true),
        ("http://a.c_1", false),
        ("http://a$+<=>^`|~.com", true),
        ("http://a!.com", false),
        ("http://a.xn--p1ai", true),
        ("http://a.XN--a-b", true),
        ("http://a.xn--", false),
        ("http://a.xn--_", false),
        ("http://президент.рф/", true),
        ("http://münchen", false),
        ("http://münchen.", false),
        ("http://münchen.de.", true),
        ("http://☃.net/", true),
        ("http://a.☃", false),
        ("http://a.e\u{301}", true),
        ("http://a\u{200D}.b", false),
        ("http://\u{17F}", true),
        ("http\u{17F}://a.b", true),
        ("http://a.xn--\u{212A}", true),
        ("http://127.0.0.1", true),
        ("http://999.999.999.999", true),
        ("http://127.0.0.1:aa", false),
        ("http://a.b:", false),
        ("http://a.b:99999", true),
        ("http://a.b:1:2", false),
        ("http://[::1]", true),
        ("http://[::1]:80/", true),
        ("http://[::ffff:1.2.3.4]", true),
        ("http://[::1.2.3.04]", false),
        ("http://[1::2::3]", false),
        ("http://[::1", false),
        ("http://[]", false),
        ("http://[::1].", false),
        ("http://user@example.com", true),
        ("http://user:pass@example.com", true),
        ("http://us%20er:pa%20ss@example.com", true),
        ("http://us%2er:pa@example.com", true),
        ("http://us%2:pa@example.com", false),
        ("http://us er@example.com", false),
        ("http://:pass@example.com", false),
        ("http://user:@example.com", false),
        ("http://@example.com", false),
        ("http://a@b@example.com", false),
        ("http://a:b:c@example.com", false),
        ("http://a!@example.com", false),
        ("http://example.com/@", true),
        ("http://example.com/a/b//c", true),
        ("http://example.com/a%20b", true),
        ("http://example.com/a%2", false),
        ("http://example.com/a%zz", false),
        ("http://example.com/a b", false),
        ("http://example.com/ä€", false),
        ("http://example.com/äé", true),
        ("http://example.com/[a]", false),
        ("http://example.com?a[b]=c", true),
        ("http://example.com?a=b?c/d", true),
        ("http://example.com/?a={b}", false),
        ("http://example.com#a?b/c", true),
        ("http://example.com#a[b]", false),
        ("http://example.com#a#b", false),
        ("http://example.com?#", true),
        ("http://example.com/\\", false),
        ("http://example.com\n", false),
        ("http://example.com/\n", false),
        (" http://example.com", false),
        ("http://", false),
        ("http:///", false),
        ("http:/example.com", false),
        ("http//example.com", false),
        ("://example.com", false),
        ("example.com", false),
        ("unknown://example.com", false),
        ("mailto:me@example.com", false),
        ("javascript://test%0Aalert(321)", false),
        ("ftp://example.com", true),
        ("iris.beep://example.com", true),
        ("irisxbeep://example.com", false),
        ("", false),
    ] {
        assert_eq!(is_url(text.as_bytes(), &[]), expected, "text: {text:?}");
    }
    assert!(!is_url(b"http://example.com/\xFF", &[]));
    assert!(!is_url(b"http://ex\xC3mple.com/", &[]));
}

#[test]
fn schemes_can_be_given() {
    for (text, given, expected) in [
        ("http://example.com", &["https"][..], false),
        ("https://example.com", &["http", "https"], true),
        ("HTTPS://example.com", &["https"], true),
        ("custom://example.com", &["custom"], true),
        ("httpss://example.com", &["https"], false),
    ] {
        assert_eq!(is_url(text.as_bytes(), &schemes(given)), expected, "text: {text:?}, {given:?}");
    }
}

#[test]
fn the_url_standard_is_met() {
    for (text, given, expected) in [
        ("http://example.com", &[][..], true),
        ("HTTPS://Example.com/a?b#c", &[], true),
        ("ftp://example.com", &[], false),
        ("ftp://example.com", &["ftp"], true),
        ("http://localhost", &[], true),
        ("http://a_b.com", &[], true),
        ("http://example.com.", &[], true),
        ("http://.", &[], false),
        ("http:///example.com", &[], false),
        ("http://", &[], false),
        ("http:example.com", &[], false),
        ("http:/example.com", &[], false),
        ("//example.com", &[], false),
        ("http://user@example.com", &[], false),
        ("http://@example.com", &[], false),
        ("http://example.com:80", &[], true),
        ("http://example.com:", &[], true),
        ("http://example.com:65535", &[], true),
        ("http://example.com:00065535", &[], true),
        ("http://example.com:65536", &[], false),
        ("http://example.com:99999999999999999999", &[], false),
        ("http://example.com:8a", &[], false),
        ("http://:80", &[], false),
        ("http://[::1]:80/", &[], true),
        ("http://[::1]a", &[], false),
        ("http://[::1", &[], false),
        ("http://127.0.0.1", &[], true),
        ("http://127.0.0.1.", &[], false),
        ("http://127.0.0.256", &[], false),
        ("http://127.1", &[], false),
        ("http://0x7f.1", &[], false),
        ("http://a.0x7g", &[], true),
        ("http://a.0x", &[], false),
        ("http://a.1", &[], false),
        ("http://a.1b", &[], true),
        ("http://01.2.3.4", &[], false),
        ("http://ex%61mple.com", &[], true),
        ("http://ex%2fmple.com", &[], false),
        ("http://ex%mple.com", &[], false),
        ("http://%ff.com", &[], false),
        ("http://m%C3%BCnchen.de", &[], true),
        ("http://münchen.de", &[], true),
        ("http://例え。テスト", &[], true),
        ("http://☃.net", &[], true),
        ("http://a≠.net", &[], true),
        ("http://a＃.net", &[], false),
        ("http://a\u{AD}.net", &[], false),
        ("http://\u{301}a.net", &[], false),
        ("http://xn--mnchen-3ya.de", &[], true),
        ("http://xn--a.de", &[], false),
        ("http://xn--.de", &[], false),
        ("http://xn--abc-.de", &[], false),
        ("http://a b.com", &[], false),
        ("http://a^b.com", &[], false),
        ("http://example.com/a b", &[], false),
        ("http://example.com/a%20b", &[], true),
        ("http://example.com/a%2", &[], false),
        ("http://example.com/\"", &[], false),
        ("http://example.com/[", &[], false),
        ("http://example.com\\a", &[], false),
        ("http://example.com/a\\b", &[], false),
        ("http://example.com/€", &[], true),
        ("http://example.com/\u{80}", &[], false),
        ("http://example.com/\u{FFFE}", &[], false),
        ("http://example.com/\u{FDD0}", &[], false),
        ("http://example.com/?a=[]", &[], false),
        ("http://example.com/#a#b", &[], false),
        (" http://example.com", &[], false),
        ("http://example.com\n", &[], false),
        ("file://host/a", &["file"], true),
        ("file:///a", &["file"], false),
        ("file://localhost/a", &["file"], false),
        ("file://host:1/a", &["file"], false),
        ("git+ssh://host/a", &["git+ssh"], true),
        ("git://ho%20st:9418/a", &["git"], true),
        ("git://ho%2st", &["git"], false),
        ("git://ho^st", &["git"], false),
        ("git://ho|st", &["git"], false),
        ("git:///a", &["git"], false),
        ("git://[::1]", &["git"], true),
        ("1a://b", &["1a"], false),
        ("", &[], false),
    ] {
        assert_eq!(is_whatwg(text.as_bytes(), &schemes(given)), expected, "text: {text:?}, {given:?}");
    }
    assert!(!is_whatwg(b"http://example.com/\xFF", &[]));
}

/// What takes time quadratic in the length does not come to an end here.
#[test]
fn hostile_texts_end() {
    for part in ["a", "a.", ".", "a@", ":", "a:", "%41", "%", "/", "[", "é", "é.", "\u{1D400}", "xn--a."] {
        for before in
            ["http://", "http://a@", "http://a.b/", "http://a.b?", "http://a.b#", "http://[", "http://a.b:", ""]
        {
            let text = format!("{before}{}", part.repeat(50_000 / part.len()));
            std::hint::black_box((is_url(text.as_bytes(), &[]), is_whatwg(text.as_bytes(), &[])));
        }
    }
}
