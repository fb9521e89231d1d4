use super::*;

fn at(text: &str) -> Moment {
    time::read(text.as_bytes()).unwrap()
}

fn rules() -> Rules {
    Rules { lifetime: Some(3600), ..Rules::default() }
}

/// Everything is demanded; a minute of leeway.
fn strict() -> Rules {
    Rules {
        issuer: Some(b"i"[..].into()),
        audience: Some(b"a/\xc3\xa9"[..].into()),
        subject: Some(b""[..].into()),
        lifetime: Some(3600),
        leeway: 60,
    }
}

fn message(payload: &str, rules: &Rules, now: &str, expiry: Expiry) -> (String, &'static str) {
    match check(payload.as_bytes(), rules, at(now), expiry) {
        Ok(()) => (String::new(), ""),
        Err(fault) => (fault.to_string(), fault.claim),
    }
}

const NOW: &str = "2026-01-31T12:00:00Z";

#[test]
fn payloads_are_objects_with_unique_names() {
    let text = "The payload is not a JSON object with unique names";
    for payload in [
        "",
        "[]",
        "null",
        "{\"a\":1,\"a\":2}",
        "{\"exp\":1,\"\\u0065xp\":2}",
        "{\"a\":{\"b\":1,\"b\":1}}",
        "{} {}",
        "{\"exp\":1",
    ] {
        assert_eq!(message(payload, &rules(), NOW, Expiry::Checked), (text.to_owned(), ""), "{payload}");
        assert_eq!(shape(payload.as_bytes()).unwrap_err().to_string(), text, "{payload}");
    }
    let deep = |levels: usize| format!("{}{}", "{\"a\":".repeat(levels - 1) + "{}", "}".repeat(levels - 1));
    assert!(shape(deep(128).as_bytes()).is_ok());
    assert_eq!(shape(deep(129).as_bytes()).unwrap_err().kind, ClaimFaultKind::Payload);
    assert!(shape(b" { } ").is_ok());
}

#[test]
fn registered_claims_have_types() {
    let open = Rules::default();
    for (claims, wrong) in [
        (["exp", "nbf", "iat"], "must be a time in RFC 3339, such as 2026-01-31T12:00:00Z"),
        (["iss", "aud", "sub"], "must be a string"),
        (["jti", "jti", "jti"], "must be a string"),
    ] {
        for claim in claims {
            for value in ["1", "null", "true", "{}", "[]", "[\"a\"]", "1.5"] {
                let payload = format!("{{\"{claim}\":{value}}}");
                let expected = (format!("The claim '{claim}' {wrong}"), claim);
                assert_eq!(message(&payload, &open, NOW, Expiry::Checked), expected, "{payload}");
                assert_eq!(shape(payload.as_bytes()).unwrap_err().to_string(), expected.0, "{payload}");
            }
        }
    }
    for value in ["\"\"", "\"2026\"", "\"2026-01-31 12:00:00\"", "\"2026-02-30T12:00:00Z\""] {
        assert_eq!(
            shape(format!("{{\"nbf\":{value}}}").as_bytes()).unwrap_err().kind,
            ClaimFaultKind::NotTime,
            "{value}"
        );
    }
    // Escapes count for what they stand for, and names below the outermost object for nothing.
    assert!(shape(br#"{"\u0065xp":"2026\u002d01-31T12:00:00Z","a":{"exp":1,"iss":1},"EXP":1,"exp ":1}"#).is_ok());
    assert_eq!(shape(br#"{"\u0065xp":1}"#).unwrap_err().claim, "exp");
}

#[test]
fn the_first_fault_is_told() {
    let late = "2026-01-31T14:00:00Z";
    // Each line is wrong in everything that the following lines are wrong in, and in one thing more.
    for (payload, expected) in [
        (
            r#"{"exp":1,"nbf":1,"iat":1,"iss":1,"aud":1,"sub":1,"jti":1"#,
            ("", "The payload is not a JSON object with unique names"),
        ),
        (
            r#"{"exp":1,"nbf":1,"iat":1,"iss":1,"aud":1,"sub":1,"jti":1}"#,
            ("exp", "The claim 'exp' must be a time in RFC 3339, such as 2026-01-31T12:00:00Z"),
        ),
        (
            r#"{"nbf":1,"iat":1,"iss":1,"aud":1,"sub":1,"jti":1}"#,
            ("nbf", "The claim 'nbf' must be a time in RFC 3339, such as 2026-01-31T12:00:00Z"),
        ),
        (
            r#"{"iat":1,"iss":1,"aud":1,"sub":1,"jti":1}"#,
            ("iat", "The claim 'iat' must be a time in RFC 3339, such as 2026-01-31T12:00:00Z"),
        ),
        (r#"{"iss":1,"aud":1,"sub":1,"jti":1}"#, ("iss", "The claim 'iss' must be a string")),
        (r#"{"jti":1,"sub":1,"aud":1}"#, ("aud", "The claim 'aud' must be a string")),
        (r#"{"jti":1,"sub":1}"#, ("sub", "The claim 'sub' must be a string")),
        (r#"{"jti":1}"#, ("jti", "The claim 'jti' must be a string")),
        (r#"{"nbf":"2026-01-31T15:00:00Z"}"#, ("exp", "The claim 'exp' is missing")),
        (
            r#"{"exp":"2026-01-31T13:00:00Z","nbf":"2026-01-31T15:00:00Z","iat":"2026-01-31T15:00:00Z"}"#,
            ("exp", "The token has expired at 2026-01-31T13:00:00Z"),
        ),
        (
            r#"{"exp":"2026-01-31T15:00:00Z","nbf":"2026-01-31T15:00:00+00:00","iat":"2026-01-31T15:00:00Z"}"#,
            ("nbf", "The token is not valid before 2026-01-31T15:00:00+00:00"),
        ),
        (
            r#"{"exp":"2026-01-31T15:00:00Z","iat":"2026-01-31T15:00:00.5\u005a"}"#,
            ("iat", "The token was issued in the future, at 2026-01-31T15:00:00.5Z"),
        ),
        (r#"{"exp":"2026-01-31T15:00:00Z"}"#, ("iss", "The claim 'iss' is missing")),
        (r#"{"exp":"2026-01-31T15:00:00Z","iss":"j"}"#, ("iss", "The claim 'iss' is not the expected one")),
        (r#"{"exp":"2026-01-31T15:00:00Z","iss":"i"}"#, ("aud", "The claim 'aud' is missing")),
        (r#"{"exp":"2026-01-31T15:00:00Z","iss":"i","aud":"a/e"}"#, ("aud", "The claim 'aud' is not the expected one")),
        (r#"{"exp":"2026-01-31T15:00:00Z","iss":"i","aud":"a\/\u00e9"}"#, ("sub", "The claim 'sub' is missing")),
        (
            r#"{"exp":"2026-01-31T15:00:00Z","iss":"i","aud":"a/é","sub":" "}"#,
            ("sub", "The claim 'sub' is not the expected one"),
        ),
        (r#"{"exp":"2026-01-31T15:00:00Z","iss":"\u0069","aud":"a/é","sub":""}"#, ("", "")),
    ] {
        let (claim, text) = expected;
        assert_eq!(message(payload, &strict(), late, Expiry::Checked), (text.to_owned(), claim), "{payload}");
    }
}

#[test]
fn times_are_compared_exactly() {
    let (z, minute) = (Rules { leeway: 0, ..rules() }, Rules { leeway: 60, ..rules() });
    for (claim, value, rules, now, is_good) in [
        ("exp", "2026-01-31T12:00:00Z", &z, "2026-01-31T11:59:59.999999Z", true),
        ("exp", "2026-01-31T12:00:00Z", &z, "2026-01-31T12:00:00Z", false),
        ("exp", "2026-01-31T12:00:00.5Z", &z, "2026-01-31T12:00:00.4Z", true),
        ("exp", "2026-01-31T12:00:00.5Z", &z, "2026-01-31T12:00:00.5Z", false),
        ("exp", "2026-01-31T12:00:00Z", &minute, "2026-01-31T12:00:59.9Z", true),
        ("exp", "2026-01-31T12:00:00Z", &minute, "2026-01-31T12:01:00Z", false),
        ("exp", "2026-01-31T13:30:00+01:30", &z, "2026-01-31T11:59:59Z", true),
        ("exp", "2026-01-31T13:30:00+01:30", &z, "2026-01-31T12:00:00Z", false),
        ("exp", "9999-12-31T23:59:59-23:59", &z, "9999-12-31T23:59:59Z", true),
        ("nbf", "2026-01-31T12:00:00Z", &z, "2026-01-31T12:00:00Z", true),
        ("nbf", "2026-01-31T12:00:00Z", &z, "2026-01-31T11:59:59.9Z", false),
        ("nbf", "2026-01-31T12:00:00Z", &minute, "2026-01-31T11:59:00Z", true),
        ("nbf", "2026-01-31T12:00:00Z", &minute, "2026-01-31T11:58:59.999999Z", false),
        ("nbf", "2026-01-31T12:00:00.000000001Z", &z, "2026-01-31T12:00:00Z", false),
        ("iat", "2026-01-31T12:00:00Z", &z, "2026-01-31T12:00:00Z", true),
        ("iat", "2026-01-31T12:00:00Z", &z, "2026-01-31T11:59:59.9Z", false),
        ("iat", "2026-01-31T12:00:00Z", &minute, "2026-01-31T11:59:00Z", true),
        ("iat", "2026-01-31T12:00:00Z", &minute, "2026-01-31T11:58:59.9Z", false),
    ] {
        let exp = if claim == "exp" { "" } else { ",\"exp\":\"2099-01-01T00:00:00Z\"" };
        let payload = format!("{{\"{claim}\":\"{value}\"{exp}}}");
        let answer = check(payload.as_bytes(), rules, at(now), Expiry::Checked);
        assert_eq!(answer.is_ok(), is_good, "{payload} at {now}: {answer:?}");
    }
}

#[test]
fn expiry_can_be_ignored_and_left_out() {
    let old = r#"{"exp":"2020-01-01T00:00:00Z"}"#;
    assert_eq!(message(old, &rules(), NOW, Expiry::Ignored).0, "");
    assert_eq!(message(old, &rules(), NOW, Expiry::Checked).0, "The token has expired at 2020-01-01T00:00:00Z");
    assert_eq!(message("{}", &rules(), NOW, Expiry::Ignored).0, "The claim 'exp' is missing");
    let early = r#"{"exp":"2020-01-01T00:00:00Z","nbf":"2027-01-01T00:00:00Z"}"#;
    assert_eq!(message(early, &rules(), NOW, Expiry::Ignored).1, "nbf");
    let open = Rules::default();
    assert_eq!(message("{}", &open, NOW, Expiry::Checked).0, "");
    // An `exp` that is there counts all the same.
    assert_eq!(message(old, &open, NOW, Expiry::Checked).1, "exp");
}

#[test]
fn issuing_adds_what_is_missing() {
    let now = at(NOW).seconds;
    let both = r#""iat":"2026-01-31T12:00:00Z","exp":"2026-01-31T13:00:00Z""#;
    for (claims, rules, expected) in [
        ("{}", Rules::default(), r#"{"iat":"2026-01-31T12:00:00Z"}"#.to_owned()),
        ("{}", rules(), format!("{{{both}}}")),
        ("{\"a\":1}", rules(), format!("{{\"a\":1,{both}}}")),
        (" {\"a\":[] } ", rules(), format!(" {{\"a\":[] ,{both}}} ")),
        (r#"{"jti":"x"}"#, strict(), format!(r#"{{"jti":"x",{both},"iss":"i","aud":"a/é","sub":""}}"#)),
        (
            r#"{"iss":"\u0069","aud":"a\/é","sub":"","iat":"2020-01-01T00:00:00Z","exp":"2030-01-01T00:00:00.5+01:00"}"#,
            strict(),
            r#"{"iss":"\u0069","aud":"a\/é","sub":"","iat":"2020-01-01T00:00:00Z","exp":"2030-01-01T00:00:00.5+01:00"}"#.to_owned(),
        ),
        // The lifetime is counted from now, whatever `iat` says.
        (
            r#"{"iat":"2020-01-01T00:00:00Z"}"#,
            rules(),
            r#"{"iat":"2020-01-01T00:00:00Z","exp":"2026-01-31T13:00:00Z"}"#.to_owned(),
        ),
        (
            r#"{"exp":"2030-01-01T00:00:00Z"}"#,
            Rules::default(),
            r#"{"exp":"2030-01-01T00:00:00Z","iat":"2026-01-31T12:00:00Z"}"#.to_owned(),
        ),
        (
            "{}",
            Rules { issuer: Some(b"\"\\\n\x01"[..].into()), ..Rules::default() },
            r#"{"iat":"2026-01-31T12:00:00Z","iss":"\"\\\n\u0001"}"#.to_owned(),
        ),
    ] {
        let mut out = b"left over".to_vec();
        complete(claims.as_bytes(), &rules, now, &mut out).unwrap();
        assert_eq!(String::from_utf8(out.clone()).unwrap(), expected, "{claims}");
        assert!(check(&out, &rules, at(NOW), Expiry::Checked).is_ok(), "{expected}");
    }
}

#[test]
fn issuing_refuses_contradictions() {
    let now = at(NOW).seconds;
    for (claims, rules, now, expected) in [
        ("[]", strict(), now, "The payload is not a JSON object with unique names"),
        (r#"{"exp":null}"#, strict(), now, "The claim 'exp' must be a time in RFC 3339, such as 2026-01-31T12:00:00Z"),
        (r#"{"jti":1,"iss":"j"}"#, strict(), now, "The claim 'jti' must be a string"),
        (r#"{"iss":"j","aud":"b"}"#, strict(), now, "The claim 'iss' is not the expected one"),
        (r#"{"sub":"s","aud":"b"}"#, strict(), now, "The claim 'aud' is not the expected one"),
        (r#"{"sub":"s"}"#, strict(), now, "The claim 'sub' is not the expected one"),
        ("{}", strict(), i64::MAX, "The claim 'iat' must be a time in RFC 3339, such as 2026-01-31T12:00:00Z"),
        ("{}", strict(), 253_402_300_799, "The claim 'exp' must be a time in RFC 3339, such as 2026-01-31T12:00:00Z"),
        (
            "{}",
            Rules { subject: Some(b"\xff"[..].into()), ..Rules::default() },
            now,
            "The claims cannot be written as JSON: Malformed UTF-8 characters, possibly incorrectly encoded",
        ),
    ] {
        let mut out = b"left over".to_vec();
        let fault = complete(claims.as_bytes(), &rules, now, &mut out).unwrap_err();
        assert_eq!((fault.to_string().as_str(), out.len()), (expected, 0), "{claims}");
    }
}
