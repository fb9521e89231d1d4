use super::*;

/// What each authority says of a text: RFC, strict, RFC 5321, HTML, filter, filter with Unicode.
const CASES: &[(&str, &str)] = &[
    ("me@example.com", "111111"),
    ("first.last+tag@sub.example.co.uk", "111111"),
    ("a@b", "1.11.."),
    ("a@b.c", "111111"),
    ("user_name!#$%&'*+/=?^`{|}~-@example.com", "111111"),
    ("me@EXAMPLE.COM", "111111"),
    ("", "......"),
    ("@", "......"),
    ("me", "......"),
    ("me@", "......"),
    ("@example.com", "......"),
    ("me@@example.com", "......"),
    (".me@example.com", "...1.."),
    ("me.@example.com", "...1.."),
    ("m..e@example.com", "...1.."),
    ("me@.example.com", "......"),
    ("me@example.com.", "......"),
    ("me@example..com", "......"),
    ("me@-example.com", "......"),
    ("me@example.com-", "......"),
    ("me@example-.com", "......"),
    ("me@example.-com", "1....."),
    ("me@ex--ample.com", "111111"),
    ("me@example.123", "1111.."),
    ("me@example.1com", "1111.."),
    ("me@exam_ple.com", "......"),
    ("me@example.com\n", "......"),
    ("me\n@example.com", "......"),
    ("me@example.com ", "......"),
    (" me@example.com", "......"),
    ("me @example.com", "1....."),
    ("m e@example.com", "......"),
    ("m !e@example.com", "1....."),
    ("m\te@example.com", "......"),
    ("\"me\"@example.com", "1.1.11"),
    ("\"m e\"@example.com", "1.1..."),
    ("\"m@e\"@example.com", "1.1.11"),
    ("\"m\\\"e\"@example.com", "1.1.11"),
    ("\"m\"e@example.com", "......"),
    ("\"\"@example.com", "1.1.11"),
    ("\"me@example.com", "......"),
    ("a.\"b\"@example.com", "1...11"),
    ("a\"b\"@example.com", "......"),
    ("a!\"b\"@example.com", "1....."),
    ("\"\tb\"@example.com", "1....."),
    ("\"a\tb\"@example.com", "......"),
    ("(comment)me@example.com", "1....."),
    ("me(comment)@example.com", "1....."),
    ("me(comment@example.com", "......"),
    ("me)@example.com", "......"),
    ("(a))(b@example.com", "1....."),
    ("me@(comment)example.com", "1....."),
    ("me@example(comment).com", "1....."),
    ("me@example.com(comment)", "......"),
    ("me\\ @example.com", "11...."),
    ("m\\e@example.com", "......"),
    ("a::b@example.com", "11...."),
    ("a:b@example.com", "......"),
    ("a,b@example.com", "......"),
    ("a;b@example.com", "......"),
    ("<me@example.com>", "......"),
    ("a\0b@example.com", "11...."),
    ("a\u{1}b@example.com", "......"),
    ("a\u{7f}b@example.com", "......"),
    ("me@IPv6.com", "..1111"),
    ("me@xIPv6.com", "111111"),
    ("me@1IPv6.com", "..1111"),
    ("me@IPv67.com", "..1111"),
    ("me@ipv6.com", "111111"),
    ("me@[127.0.0.1]", "1.1.11"),
    ("me@[127.0.0.256]", "1....."),
    ("me@[127.0.0.01]", "1.1..."),
    ("me@[IPv6:::1]", "1.1.11"),
    ("me@[IPv6:1:2:3:4:5:6:7:8]", "1.1.11"),
    ("me@[IPv6:1:2:3:4:5:6::7]", "1....."),
    ("me@[IPv6:1:2:3:4:5::7]", "1.1.11"),
    ("me@[ipv6:1:2:3:4:5:6:1.2.3.4]", "1.1.11"),
    ("me@[IPv6:1::5:6:1.2.3.4]", "1.1.11"),
    ("me@[IPv6:1:2:3::5:6:1.2.3.4]", "1....."),
    ("me@[1:2]", "1....."),
    ("me@[]", "1....."),
    ("me@[a", "......"),
    ("me@[a]b", "1....."),
    ("me@[a]@b", "1....."),
    ("me@a[b]", "1....."),
    ("me@[a.]", "......"),
    ("me@[a\\]", "......"),
    ("me@[[a]", "......"),
    ("me@[a][", "......"),
    ("jörg@example.com", "11...1"),
    ("me@exämple.com", "11...."),
    ("me@例え.テスト", "11...."),
    ("¿me?@example.com", "11...."),
    ("me@¿.com", "......"),
    ("€@example.com", "......"),
    ("\u{1F600}@example.com", "......"),
    ("a\u{AD}b@example.com", "......"),
    ("me@\u{17F}ub.com", "11...1"),
    ("me@例。え.com", "11...."),
];

const MODES: [Mode; 6] = [Mode::Rfc, Mode::Strict, Mode::Rfc5321, Mode::Html5, Mode::Filter, Mode::FilterUnicode];

fn verdicts(text: &[u8]) -> String {
    MODES.iter().map(|&mode| if is_email(text, mode) { '1' } else { '.' }).collect()
}

#[test]
fn each_authority_has_its_verdict() {
    for &(text, expected) in CASES {
        assert_eq!(verdicts(text.as_bytes()), expected, "text: {text:?}");
    }
}

#[test]
fn lengths_are_limited() {
    let a = |count| "a".repeat(count);
    for (text, expected) in [
        (format!("{}@example.com", a(64)), "111111"),
        (format!("{}@example.com", a(65)), "1..1.."),
        (format!("me@{}.com", a(63)), "111111"),
        (format!("me@{}.com", a(64)), "......"),
        // The dot before a label counts to it in the first two.
        (format!("me@com.{}", a(62)), "111111"),
        (format!("me@com.{}", a(63)), "..1111"),
        (format!("me@com.{}", a(64)), "......"),
        (format!("me@{}", vec![a(60); 4].join(".")), "111111"),
        (format!("me@{}.{}", vec![a(60); 4].join("."), a(9)), "1..1.."),
        (format!("me@{}.com", "ü".repeat(58)), "......"),
        (format!("me@{}.com", "ü".repeat(57)), "11...."),
        (format!("me@a.{}", "ü".repeat(57)), "11...."),
        (format!("\"{}\"@example.com", a(62)), "1.1.11"),
        (format!("\"{}\"@example.com", a(63)), "1...11"),
        (format!("\"{}\"@example.com", a(64)), "1...11"),
        (format!("\"{}\"@example.com", a(65)), "1....."),
        // Where quotes stand side by side, the filter does not count on.
        (format!("\"\".\"{}\"@example.com", a(70)), "....11"),
    ] {
        assert_eq!(verdicts(text.as_bytes()), expected, "text: {text:?}");
    }
}

#[test]
fn what_is_not_utf8_is_no_address() {
    for text in [&b"m\xFCe@example.com"[..], b"me@ex\xC3.com", b"\xFF"] {
        assert_eq!(verdicts(text), "......", "text: {text:?}");
    }
}

#[test]
fn modes_have_names() {
    for (name, mode) in
        [("rfc", Some(Mode::Rfc)), ("filter_unicode", Some(Mode::FilterUnicode)), ("dns", None), ("", None)]
    {
        assert_eq!(Mode::parse(name.as_bytes()), mode, "name: {name}");
    }
}

/// What takes time quadratic in the length does not come to an end here.
#[test]
fn hostile_texts_end() {
    for part in ["a", "a.", "a-", "(", ")(", "\"", "\\\"", "[", "a@", "@", "ü", "\u{1F600}", "IPv6", "。"] {
        for (before, after) in
            [("", ""), ("a@", ""), ("\"", "\"@b.c"), ("(", ")@b.c"), ("a@(", ")"), ("a@[", "]"), ("", "@b.c")]
        {
            let text = format!("{before}{}{after}", part.repeat(50_000 / part.len()));
            for mode in MODES {
                std::hint::black_box(is_email(text.as_bytes(), mode));
            }
        }
    }
}
