use super::*;

/// Made by PHP's password_hash() and sodium_crypto_pwhash_str().
const MADE: [&str; 5] = [
    "$argon2id$v=19$m=64,t=1,p=1$R3dOZXpQL09zUXR6MzlCTg$6O3X7uefr13AjZrd4o7lgMOZVvzl7k6W85r365o1DeA",
    "$argon2id$v=19$m=64,t=2,p=4$SVdybEpDdmRHc1hUOXh1cA$D4IYNSxfts1t4xK6AsNUObnQhPVypdS8a0d5YUdNpaE",
    "$argon2i$v=19$m=64,t=3,p=2$cmdGYjY2MXNEcE1Ta29ycg$xuw5Cw7ylMGxnP3c6bSy6DsqpTKPmQeLr50s1nDK0nw",
    "$argon2id$v=19$m=1000,t=2,p=3$QklSQVRrV3FFVjJQbktXbA$rSdwf4Gb1tbJnWaj+uDlHuXRVLCcHpJV+6UrVT4pru0",
    "$argon2id$v=19$m=64,t=1,p=1$vCDpaQkguqH9psBcP86Pkw$H5IH6HNkjKroAYfNdO/OUHI9EQY0HaR3wGDoi50H3to",
];

#[test]
fn verifies_what_php_made() {
    for hash in MADE {
        assert_eq!(verify("päss".as_bytes(), hash.as_bytes()), Ok(Verdict::Valid), "{hash}");
        for password in ["", "pass", "päss\0", "päss "] {
            assert_eq!(verify(password.as_bytes(), hash.as_bytes()), Ok(Verdict::Invalid), "{password} {hash}");
        }
    }
}

#[test]
fn verifies_version_16() {
    // Of the reference implementation's own tests; without a version it is the same one.
    for version in ["v=16$", ""] {
        let hash = format!("$argon2i${version}m=256,t=2,p=1$c29tZXNhbHQ$/U3YPXYsSb3q9XxHvc0MLxur+GP960kN9j7emXX8zwY");
        assert_eq!(verify(b"password", hash.as_bytes()), Ok(Verdict::Valid), "{hash}");
    }
}

#[test]
fn hashes_to_what_it_verifies() {
    for (password, memory, passes) in [(&b""[..], 8, 1), (b"a\0b", 64, 3), (&[0xff; 5000], 4096, 1), (b"x", 9, 64)] {
        let text = hash(password, memory, passes).unwrap();
        assert!(text.starts_with(&format!("$argon2id$v=19$m={memory},t={passes},p=1$")), "{text}");
        assert_eq!(text.len(), "$argon2id$v=19$m=,t=,p=1$$".len() + format!("{memory}{passes}").len() + 22 + 43);
        assert_eq!(verify(password, text.as_bytes()), Ok(Verdict::Valid), "{text}");
        assert_eq!(verify(b"another", text.as_bytes()), Ok(Verdict::Invalid), "{text}");
        assert_ne!(hash(password, memory, passes).unwrap(), text);
        assert!(!needs_rehash(text.as_bytes(), memory, passes), "{text}");
    }
}

#[test]
fn refuses_costs() {
    for (memory, passes) in [(0, 1), (7, 1), (kdf::MAX_MEMORY + 1, 1), (8, 0), (8, 65)] {
        assert_eq!(hash(b"", memory, passes), Err(Error::Parameter), "{memory} {passes}");
    }
}

#[test]
fn refuses_broken_texts() {
    let good = MADE[0];
    assert_eq!(verify("päss".as_bytes(), good.as_bytes()), Ok(Verdict::Valid));
    for (part, others) in [
        ("v=19", &["v=18", "v=17", "v=019", "v=+19", "v= 19", "v=", "V=19", "v=19,", "", "v=16"][..]),
        (
            "m=64",
            &["m=064", "m=+64", "m=", "m=-64", "m=64k", "m=7", "m=0", "m=4194305", "m=18446744073709551680", "t=64"],
        ),
        ("t=1", &["t=0", "t=01", "t=65", "t=4294967297", "t=", "m=1", "t=1,t=1"]),
        ("p=1", &["p=0", "p=9", "p=65", "p=01", "p=", "p=1,", "p=1,keyid=AAAA", "p=1,data=AAAA"]),
        ("m=64,t=1,p=1", &["t=1,m=64,p=1", "m=64,t=1", "m=64", "", "m=64;t=1;p=1", "m=64,t=1,p=1 "]),
        (
            "R3dOZXpQL09zUXR6MzlCTg",
            &[
                "R3dOZXpQL09zUXR6MzlCTg==",
                "R3dOZXpQL09zUXR6MzlCTh",
                "R3dOZXpQL0",
                "",
                "R3dOZXpQL09zUXR6MzlCT",
                "R3dOZXpQL09z XR6MzlCTg",
            ],
        ),
        (
            "6O3X7uefr13AjZrd4o7lgMOZVvzl7k6W85r365o1DeA",
            &[
                "6O3X7uefr13AjZrd4o7lgMOZVvzl7k6W85r365o1DeA=",
                "6O3X7uefr13AjZrd4o7lgMOZVvzl7k6W85r365o1DeB",
                "6O3X7uefr13AjZrd4o7lgMOZVvzl7k6W85r365o1Dew",
                "6O3X7uefr13AjZrd4o7lgMOZVvzl7k6W85r365o1De",
                "6O3X7uefr13AjZrd4o7lgMOZVvzl7k6W85r365o1D-A",
                "6O3X",
                "",
                "6O3X7uefr13AjZrd4o7lgMOZVvzl7k6W85r365o1DeA\0",
                "6O3X7uefr13AjZrd4o7lgMOZVvzl7k6W85r365o1DeA ",
                "6O3X7uefr13AjZrd4o7lgMOZVvzl7k6W85r365o1DeA$",
            ],
        ),
    ] {
        for other in others {
            let hash = good.replace(part, other);
            assert_eq!(verify("päss".as_bytes(), hash.as_bytes()), Ok(Verdict::Invalid), "{hash}");
        }
    }
    for length in 10..good.len() {
        let hash = &good[..length];
        assert_eq!(verify("päss".as_bytes(), hash.as_bytes()), Ok(Verdict::Invalid), "{hash}");
        // From four bytes on it is a hash, only a shorter one.
        assert_eq!(
            needs_rehash(hash.as_bytes(), 64, 1),
            length < 56 || Phc::read(Variant::Argon2id, hash.as_bytes()).is_none(),
            "{hash}"
        );
    }
}

#[test]
fn leaves_the_rest_to_others() {
    for hash in [
        "",
        "$",
        "$argon2id",
        "argon2id$v=19$m=64,t=1,p=1$R3dOZXpQL09zUXR6MzlCTg$6O3X",
        " $argon2id$v=19$m=64,t=1,p=1$R3dOZXpQL09zUXR6MzlCTg$6O3X",
        "$ARGON2ID$v=19$m=64,t=1,p=1$R3dOZXpQL09zUXR6MzlCTg$6O3X",
        "$argon2d$v=19$m=64,t=1,p=1$R3dOZXpQL09zUXR6MzlCTg$6O3X",
        "$2y$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234",
        "$6$salt$hash",
    ] {
        assert_eq!(verify(b"", hash.as_bytes()), Ok(Verdict::Foreign), "{hash}");
        assert!(needs_rehash(hash.as_bytes(), 64, 1), "{hash}");
    }
}

#[test]
fn knows_when_costs_have_changed() {
    for (hash, memory, passes, answer) in [
        (MADE[0], 64, 1, false),
        (MADE[0], 65, 1, true),
        (MADE[0], 64, 2, true),
        // Four lanes, and Argon2i.
        (MADE[1], 64, 2, true),
        (MADE[2], 64, 3, true),
        (MADE[4], 64, 1, false),
    ] {
        assert_eq!(needs_rehash(hash.as_bytes(), memory, passes), answer, "{hash}");
        assert!(needs_rehash(hash.replace("v=19", "v=16").as_bytes(), memory, passes), "{hash}");
    }
}
