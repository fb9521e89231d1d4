use super::*;

#[test]
fn tokens_are_taken_apart() {
    for (token, expected) in [
        ("v4.local.AAAA", Some(("AAAA", ""))),
        ("v4.local.", Some(("", ""))),
        ("v4.local.AAAA.e30", Some(("AAAA", "e30"))),
        ("v4.local..e30", Some(("", "e30"))),
        // The decoder refuses the second period.
        ("v4.local.AA.AA.e30", Some(("AA", "AA.e30"))),
        ("v4.local.AAAA.", None),
        ("v4.local..", None),
        ("v4.local", None),
        ("v4.public.AAAA", None),
        ("v4.local-AAAA", None),
        ("v3.local.AAAA", None),
        ("v4.LOCAL.AAAA", None),
        ("\u{feff}v4.local.AAAA", None),
        ("", None),
    ] {
        let parts = split(token.as_bytes(), Purpose::Local).ok();
        let expected = expected.map(|(body, footer)| Parts { body: body.as_bytes(), footer: footer.as_bytes() });
        assert_eq!(parts, expected, "{token}");
    }
    for place in 0..100 {
        let token = format!("v4.public.{}.{}", "A".repeat(place), "B".repeat(100 - place));
        let body = split(token.as_bytes(), Purpose::Public).map(|parts| parts.body.len());
        // No bytes make one character more than a multiple of four.
        assert_eq!(body, if (100 - place) % 4 == 1 { Err(Invalid) } else { Ok(place) });
    }
}

#[test]
fn bodies_are_encoded_where_they_are() {
    for length in (0..400).chain([767, 768, 769, 1536, 1537, 5000, 100_000]) {
        let bytes: Vec<u8> = (0..length).map(|index: usize| index.wrapping_mul(151).to_le_bytes()[0]).collect();
        let mut expected = vec![0; encoding::base64url_length(length)];
        encoding::base64url(&bytes, &mut expected).unwrap();
        let mut room = vec![0; expected.len()];
        raw_part(&mut room, length).unwrap().copy_from_slice(&bytes);
        encode_in_place(&mut room, length).unwrap();
        assert!(room == expected, "{length}");
    }
}

#[test]
fn lengths_are_those_of_tokens() {
    for (body, footer, expected) in
        [(0, 0, 9), (1, 0, 11), (64, 0, 95), (259, 61, 9 + 346 + 1 + 82), (3, 1, 9 + 4 + 1 + 2)]
    {
        assert_eq!(length(Purpose::Local, body, footer), expected);
        assert_eq!(length(Purpose::Public, body, footer), expected + 1);
    }
    assert_eq!(length(Purpose::Local, usize::MAX, usize::MAX), usize::MAX);
}

#[test]
fn outputs_have_the_tokens_length() {
    for (body, footer, room) in [(10, 0, 22), (10, 0, 24), (10, 1, 23), (10, 9000, 0)] {
        let mut out = vec![0; room];
        assert_eq!(lay_out(Purpose::Local, body, &vec![0; footer], &mut out), Err(Error::Parameter));
    }
    let mut out = vec![0; MAX_FOOTER * 2];
    let room = length(Purpose::Local, 10, MAX_FOOTER + 1);
    assert_eq!(lay_out(Purpose::Local, 10, &vec![0; MAX_FOOTER + 1], &mut out[..room]), Err(Error::Parameter));
}
