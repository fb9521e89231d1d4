//! The published vectors of PASETO v4 and of PASERK k4, where they are at hand: in the folder that HIGHPER_VECTORS names, or in ../shared/vectors
//! beside the project. A few of our own are in the unit tests.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use highper_crypto::encoding::from_hex;
use highper_paseto::paserk::{self, Limits};
use highper_paseto::{Invalid, LocalKey, PublicKey, Reader, SecretKey, local, public};
use serde_json::Value;
use std::path::PathBuf;

/// What the published files grant: more than any of them asks for.
const LIMITS: Limits = Limits { memory: 256 << 20, passes: 4 };

fn folder() -> PathBuf {
    std::env::var_os("HIGHPER_VECTORS")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors"), PathBuf::from)
}

/// The cases of a file; none if there is no such file here.
fn cases(file: &str) -> Vec<Value> {
    let path = folder().join(file);
    let Ok(text) = std::fs::read(&path) else {
        eprintln!("left out: {file}, since {} is not there", path.display());
        return Vec::new();
    };
    let document: Value = serde_json::from_slice(&text).unwrap();
    document["tests"].as_array().unwrap().clone()
}

fn text<'c>(case: &'c Value, name: &str) -> &'c str {
    case[name].as_str().unwrap_or_else(|| panic!("{}: {name}", case["name"]))
}

fn hex(case: &Value, name: &str) -> Vec<u8> {
    let digits = text(case, name);
    let mut bytes = vec![0; digits.len() / 2];
    from_hex(digits.as_bytes(), &mut bytes).unwrap();
    bytes
}

fn must_fail(case: &Value) -> bool {
    case["expect-fail"].as_bool().unwrap()
}

#[test]
fn tokens() {
    let cases = cases("paseto/v4.json");
    for case in &cases {
        let name = text(case, "name");
        let token = text(case, "token");
        let (footer, implicit) = (text(case, "footer").as_bytes(), text(case, "implicit-assertion").as_bytes());
        let mut reader = Reader::default();
        if case.get("public-key").is_some() {
            let public = PublicKey::from_bytes(&hex(case, "public-key")).unwrap();
            let secret = SecretKey::from_bytes(&hex(case, "secret-key")).unwrap();
            assert_eq!(secret.public_key(), public, "{name}");
            assert_eq!(secret, SecretKey::from_seed(&hex(case, "secret-key-seed")).unwrap(), "{name}");
            let opened = reader.verify(&public, token.as_bytes(), implicit, 1 << 20);
            if must_fail(case) {
                assert_eq!(opened.unwrap_err(), Invalid, "{name}");
                continue;
            }
            let opened = opened.unwrap();
            assert_eq!((opened.payload(), opened.footer()), (text(case, "payload").as_bytes(), footer), "{name}");
            let mut out = vec![0; public::token_length(opened.payload().len(), footer.len())];
            public::sign(&secret, opened.payload(), footer, implicit, &mut out).unwrap();
            assert_eq!(out, token.as_bytes(), "{name}");
        } else {
            let key = LocalKey::from_bytes(&hex(case, "key")).unwrap();
            let opened = reader.decrypt(&key, token.as_bytes(), implicit, 1 << 20);
            if must_fail(case) {
                assert_eq!(opened.unwrap_err(), Invalid, "{name}");
                continue;
            }
            let opened = opened.unwrap();
            assert_eq!((opened.payload(), opened.footer()), (text(case, "payload").as_bytes(), footer), "{name}");
            let mut out = vec![0; local::token_length(opened.payload().len(), footer.len())];
            let nonce = hex(case, "nonce").try_into().unwrap();
            local::encrypt_with_nonce(&key, &nonce, opened.payload(), footer, implicit, &mut out).unwrap();
            assert_eq!(out, token.as_bytes(), "{name}");
        }
    }
    assert!(cases.is_empty() || cases.len() == 17, "{}", cases.len());
}

/// What is done with a case of one type: whether it works, and answers as it has to.
type Check = fn(&Value) -> bool;

/// Every type, its cases and how many of them must fail.
const TYPES: [(&str, usize, usize, Check); 11] = [
    ("lid", 4, 1, |case| {
        LocalKey::from_bytes(&hex(case, "key")).is_ok_and(|key| paserk::lid(&key) == text(case, "paserk"))
    }),
    ("pid", 5, 2, |case| {
        PublicKey::from_bytes(&hex(case, "key")).is_ok_and(|key| paserk::pid(&key) == text(case, "paserk"))
    }),
    ("sid", 4, 1, |case| {
        SecretKey::from_bytes(&hex(case, "key")).is_ok_and(|key| paserk::sid(&key) == text(case, "paserk"))
    }),
    ("local", 5, 2, |case| {
        paserk::read_local(text(case, "paserk").as_bytes())
            .is_ok_and(|key| key.expose() == &hex(case, "key")[..] && *paserk::local(&key) == text(case, "paserk"))
    }),
    ("public", 4, 1, |case| {
        PublicKey::from_bytes(&hex(case, "key")).is_ok_and(|key| {
            paserk::public(&key) == text(case, "paserk")
                && paserk::read_public(text(case, "paserk").as_bytes()) == Ok(key)
        })
    }),
    ("secret", 5, 2, |case| {
        SecretKey::from_bytes(&hex(case, "key")).is_ok_and(|key| {
            key.seed() == &hex(case, "secret-key-seed")[..]
                && key.public_key().as_bytes() == &hex(case, "public-key")[..]
                && *paserk::secret(&key) == text(case, "paserk")
                && paserk::read_secret(text(case, "paserk").as_bytes()) == Ok(key)
        })
    }),
    ("local-wrap.pie", 4, 2, |case| {
        let wrapping = LocalKey::from_bytes(&hex(case, "wrapping-key")).unwrap();
        paserk::unwrap_local(text(case, "paserk").as_bytes(), &wrapping)
            .is_ok_and(|key| key.expose() == &hex(case, "unwrapped")[..])
    }),
    ("secret-wrap.pie", 4, 2, |case| {
        let wrapping = LocalKey::from_bytes(&hex(case, "wrapping-key")).unwrap();
        paserk::unwrap_secret(text(case, "paserk").as_bytes(), &wrapping)
            .is_ok_and(|key| key.to_bytes().expose() == &hex(case, "unwrapped")[..])
    }),
    // A password stands as it is, also where it looks like hex digits.
    ("local-pw", 6, 3, |case| {
        let password = text(case, "password").as_bytes();
        paserk::unwrap_local_with_password(text(case, "paserk").as_bytes(), password, LIMITS)
            .is_ok_and(|key| key.expose() == &hex(case, "unwrapped")[..])
    }),
    ("secret-pw", 6, 3, |case| {
        let password = text(case, "password").as_bytes();
        paserk::unwrap_secret_with_password(text(case, "paserk").as_bytes(), password, LIMITS)
            .is_ok_and(|key| key.to_bytes().expose() == &hex(case, "unwrapped")[..])
    }),
    ("seal", 4, 2, |case| {
        let secret = SecretKey::from_bytes(&hex(case, "sealing-secret-key")).unwrap();
        paserk::unseal(text(case, "paserk").as_bytes(), &secret)
            .is_ok_and(|key| key.expose() == &hex(case, "unsealed")[..])
    }),
];

#[test]
fn serialized_keys() {
    for (kind, count, failures, check) in TYPES {
        let cases = cases(&format!("paserk/k4.{kind}.json"));
        for case in &cases {
            assert_eq!(check(case), !must_fail(case), "{}", case["name"]);
        }
        if !cases.is_empty() {
            let failing = cases.iter().filter(|case| must_fail(case)).count();
            assert_eq!((cases.len(), failing), (count, failures), "{kind}");
        }
    }
    assert_eq!(TYPES.iter().map(|(_, count, ..)| count).sum::<usize>(), 51);
    assert_eq!(TYPES.iter().map(|(_, _, failures, _)| failures).sum::<usize>(), 21);
}
