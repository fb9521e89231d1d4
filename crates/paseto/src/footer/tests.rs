use super::*;
use crate::json::write_string;

const LID: &str = "k4.lid.T2kuGH0-g0hZfW2VScg2r1VRxuDinkmPwMOH2kG0gF5b";
const SHAPE: &str = "A footer in JSON is an object of at most 2 levels and 512 unique names";
const KEY: &str = "A footer must not hold a key: 'kid' names one (k4.lid, k4.pid, k4.sid), 'wpk' holds a wrapped one";

fn names(count: usize) -> String {
    let members: Vec<String> = (0..count).map(|name| format!("\"{name}\":0")).collect();
    format!("{{{}}}", members.join(","))
}

#[test]
fn footers_are_checked() {
    let pid = LID.replace("lid", "pid");
    let sid = LID.replace("lid", "sid");
    let seal = format!("k4.seal.{}", "A".repeat(128));
    let kid = |value: &str| format!("{{\"kid\":\"{value}\"}}");
    let wpk = |value: &str| format!("{{\"wpk\":\"{value}\"}}");
    for (footer, expected) in [
        (String::new(), ""),
        ("any text".to_owned(), ""),
        ("x".repeat(8192), ""),
        ("x".repeat(8193), "A footer has at most 8192 bytes, 8193 given"),
        (format!("{{\"a\":\"{}\"}}", "x".repeat(8192)), "A footer has at most 8192 bytes, 8200 given"),
        // What does not begin with a brace, but for space, is no JSON here, whatever a parser would say.
        (" {\"kid\":1}".to_owned(), KEY),
        ("\u{c}{\"kid\":1}".to_owned(), ""),
        ("k4.secret.AA".to_owned(), KEY),
        (" \tk4.local.AA".to_owned(), KEY),
        (LID.to_owned(), ""),
        ("[[[1]]]".to_owned(), ""),
        ("{}".to_owned(), ""),
        ("{\"a\":{\"b\":1},\"c\":[1,2]}".to_owned(), ""),
        ("{".to_owned(), SHAPE),
        ("{} x".to_owned(), SHAPE),
        ("{\"a\":1,\"a\":1}".to_owned(), SHAPE),
        ("{\"a\":1,\"\\u0061\":1}".to_owned(), SHAPE),
        ("{\"a\":[[]]}".to_owned(), SHAPE),
        ("{\"a\":{\"b\":{}}}".to_owned(), SHAPE),
        (names(512), ""),
        (names(513), SHAPE),
        (kid(LID), ""),
        (kid(&pid), ""),
        (kid(&sid), ""),
        (format!("{{\"\\u006bid\":\"\\u006b{}\"}}", &LID[1..]), ""),
        (kid(""), KEY),
        (kid("gandalf0"), KEY),
        (kid(&LID.replace("k4", "k3")), KEY),
        (kid(&LID.replace("lid", "LID")), KEY),
        (kid(&LID[..LID.len() - 1]), KEY),
        (kid(&format!("{LID}A")), KEY),
        (kid(&LID.replace('-', "+")), KEY),
        (kid(&LID.replace('-', "=")), KEY),
        (kid(&seal), KEY),
        ("{\"kid\":null}".to_owned(), KEY),
        (format!("{{\"kid\":[\"{LID}\"]}}"), KEY),
        // Only the outermost names have a meaning.
        ("{\"a\":{\"kid\":1,\"wpk\":2}}".to_owned(), ""),
        (wpk(&seal), ""),
        (wpk("k4.local-wrap.pie.AAAA"), ""),
        (wpk("k4.secret-wrap.pie.AAAA"), ""),
        (wpk("k4.local-wrap.aws-kms.AA-_"), ""),
        (wpk("k4.local-wrap.pie"), KEY),
        (wpk("k4.local-wrap.pie."), KEY),
        (wpk("k4.local-wrap..AAAA"), KEY),
        (wpk("k4.local-wrap.pie.AAAA.AAAA"), KEY),
        (wpk("k4.local-wrap.pie.AA=="), KEY),
        (wpk("k3.local-wrap.pie.AAAA"), KEY),
        (wpk("k4.public-wrap.pie.AAAA"), KEY),
        (wpk("k4.seal.AAAA"), KEY),
        (wpk(LID), KEY),
        ("{\"wpk\":{}}".to_owned(), KEY),
        ("{\"a\":\"k4.local.\"}".to_owned(), KEY),
        ("{\"a\":\"k4.secret.AA\"}".to_owned(), KEY),
        ("{\"a\":\"k4.public.AA\"}".to_owned(), KEY),
        ("{\"a\":\"k4.local-pw.AA\"}".to_owned(), KEY),
        ("{\"a\":\"k4.secret-pw.AA\"}".to_owned(), KEY),
        ("{\"a\":\"\\u006b4.local.AA\"}".to_owned(), KEY),
        ("{\"a\":[0,\"k4.secret.AA\"]}".to_owned(), KEY),
        ("{\"k4.local.AA\":0}".to_owned(), KEY),
        ("{\"a\":\" k4.local.AA\",\"b\":\"k4.local\",\"c\":\"k4.locals.A\",\"d\":\"K4.local.A\"}".to_owned(), ""),
        (format!("{{\"a\":\"{LID}\",\"b\":\"k4.local-wrap.pie.AA\"}}"), ""),
    ] {
        let answer = check(footer.as_bytes()).map_or_else(|fault| fault.to_string(), |()| String::new());
        assert_eq!(answer, expected, "{footer:.80}");
    }
}

#[test]
fn a_kid_is_found() {
    for (footer, expected) in [
        ("{\"kid\":\"a\"}", Some("a")),
        ("{\"kid\":\"\\u0061\"}", Some("a")),
        ("{\"x\":[1],\"\\u006bid\":\"\"} ", Some("")),
        ("{\"x\":{\"kid\":\"a\"}}", None),
        ("{\"kid\":1}", None),
        ("{\"kid\":\"a\",\"kid\":\"a\"}", None),
        ("{\"kid\":\"a\",\"x\":[[]]}", None),
        ("{\"kid\":\"a\"", None),
        (" \t\r\n{\"kid\":\"a\"}", Some("a")),
        ("\u{c}{\"kid\":\"a\"}", None),
        ("kid", None),
        ("", None),
    ] {
        assert_eq!(key_id(footer.as_bytes()).as_deref(), expected, "{footer}");
    }
}

#[test]
fn a_kid_is_added() {
    let long = format!("{{\"a\":\"{}\"}}", "x".repeat(8192 - 8 - 60));
    for (footer, expected) in [
        ("", Ok(format!("{{\"kid\":\"{LID}\"}}"))),
        ("{}", Ok(format!("{{\"kid\":\"{LID}\"}}"))),
        ("{ } ", Ok(format!("{{ \"kid\":\"{LID}\"}} "))),
        ("{\"a\":1 }\n", Ok(format!("{{\"a\":1 ,\"kid\":\"{LID}\"}}\n"))),
        (&format!("{{\"kid\":\"{LID}\",\"a\":\"b\"}}"), Ok(format!("{{\"kid\":\"{LID}\",\"a\":\"b\"}}"))),
        (&format!("{{\"kid\":\"\\u006b{}\"}}", &LID[1..]), Ok(format!("{{\"kid\":\"\\u006b{}\"}}", &LID[1..]))),
        ("{\"kid\":\"k4.lid.other\"}", Err("The footer's 'kid' is not the key's")),
        ("{\"kid\":null}", Err("The footer's 'kid' is not the key's")),
        ("text", Err("With a key ring the footer is JSON: kid has to stand in it")),
        ("[]", Err("With a key ring the footer is JSON: kid has to stand in it")),
        ("{", Err("With a key ring the footer is JSON: kid has to stand in it")),
        ("{\"a\":1,\"a\":1}", Err(SHAPE)),
        ("{\"a\":[[]]}", Err(SHAPE)),
        (&names(511), Ok(format!("{},\"kid\":\"{LID}\"}}", names(511).strip_suffix('}').unwrap()))),
        (&names(512), Err(SHAPE)),
        (&long, Ok(format!("{},\"kid\":\"{LID}\"}}", long.strip_suffix('}').unwrap()))),
        (&format!("{long} "), Err("A footer has at most 8192 bytes, 8193 given")),
        (&" ".repeat(8193), Err("A footer has at most 8192 bytes, 8193 given")),
    ] {
        let mut out = b"left over".to_vec();
        match with_key_id(footer.as_bytes(), LID, &mut out) {
            Ok(()) => {
                assert_eq!(Ok(String::from_utf8(out.clone()).unwrap()), expected, "{footer:.80}");
                assert_eq!((key_id(&out).as_deref(), check(&out)), (Some(LID), Ok(())), "{footer:.80}");
            }
            Err(fault) => {
                assert_eq!(Err(fault.to_string()), expected.map_err(str::to_owned), "{footer:.80}");
                assert!(out.is_empty());
            }
        }
    }
}

#[test]
fn an_untrusted_footer_is_read() {
    let long = "A".repeat(10_923);
    let too_long = format!("v4.local.AA.{}", "A".repeat(10_924));
    for (token, expected) in [
        ("v4.local.AAAA", Some(&b""[..])),
        ("v4.public.AAAA", Some(b"")),
        ("v4.local.AAAA.e30", Some(b"{}")),
        ("v4.public.AAAA.e30", Some(b"{}")),
        (&format!("v4.local.AA.{long}"), Some(&[0; 8192])),
        (&too_long, None),
        ("", None),
        ("e30", None),
        ("v4.local", None),
        ("v3.local.AAAA.e30", None),
        ("v4.secret.AAAA.e30", None),
        ("V4.local.AAAA.e30", None),
        (" v4.local.AAAA.e30", None),
        ("v4.local.AAAA.", None),
        ("v4.local.AAAA.e30.", None),
        ("v4.local.AAAA.e30.e30", None),
        ("v4.local.AAAA.e30.e30.e30", None),
        ("v4.local.AAAA.e30=", None),
        ("v4.local.AAAA.e31", None),
        ("v4.local.AAAA.e3", None),
        ("v4.local.AAAA.e3 0", None),
        ("v4.local.AAAA.e", None),
    ] {
        let mut out = b"left over".to_vec();
        let answer = untrusted(token.as_bytes(), &mut out);
        assert_eq!(answer.is_ok().then_some(&out[..]), expected, "{token:.80}");
        assert!(answer.is_ok() || out.is_empty());
    }
}

#[test]
fn hostile_footers_cost_little() {
    let mut out = Vec::new();
    for footer in [
        "x".repeat(10 << 20),
        format!("{{\"a\":{}", "[".repeat(10 << 20)),
        format!("{{\"a\":{}", "{\"a\":".repeat(2 << 20)),
        names(500_000),
        format!("{{\"a\":\"{}\"}}", "\\u0061".repeat(1 << 20)),
        {
            let mut text = b"{\"a\":".to_vec();
            write_string(&[1; 1 << 20], &mut text);
            String::from_utf8(text).unwrap()
        },
    ] {
        // Nothing but the length is looked at, so ten thousand times take no time at all.
        for _ in 0..10_000 {
            assert_eq!(check(footer.as_bytes()), Err(FooterFault::Length(footer.len())));
            assert_eq!(key_id(footer.as_bytes()), None);
            assert!(with_key_id(footer.as_bytes(), LID, &mut out).is_err());
        }
        let token = format!("v4.local.AAAA.{}", "A".repeat(footer.len()));
        assert_eq!(untrusted(token.as_bytes(), &mut out), Err(Invalid));
        assert_eq!(out.capacity(), 0);
    }
    // As many as fit.
    for footer in
        [format!("{{\"a\":{}", "[".repeat(8187)), names(1000).chars().take(8191).collect(), "{\"".repeat(4096)]
    {
        assert_eq!(check(footer.as_bytes()), Err(FooterFault::Shape));
    }
}
