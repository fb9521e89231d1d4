use super::*;
use crate::{SecretKey, footer};

const MAX: usize = 1 << 20;

fn local_key() -> LocalKey {
    LocalKey::from_bytes(&std::array::from_fn::<u8, 32, _>(|index| index.to_le_bytes()[0])).unwrap()
}

fn secret_key() -> SecretKey {
    SecretKey::from_seed(&std::array::from_fn::<u8, 32, _>(|index| index.to_le_bytes()[0] + 0x20)).unwrap()
}

fn encrypt(key: &LocalKey, payload: &[u8], footer: &[u8], implicit: &[u8]) -> Vec<u8> {
    let mut out = vec![0; local::token_length(payload.len(), footer.len())];
    local::encrypt(key, payload, footer, implicit, &mut out).unwrap();
    out
}

fn sign(key: &SecretKey, payload: &[u8], footer: &[u8], implicit: &[u8]) -> Vec<u8> {
    let mut out = vec![0; public::token_length(payload.len(), footer.len())];
    public::sign(key, payload, footer, implicit, &mut out).unwrap();
    out
}

/// Payload, footer, implicit assertion, and both tokens, made with ext-sodium by a few lines of PHP that follow the specification.
const TOKENS: [[&str; 5]; 2] = [
    [
        r#"{"a":1}"#,
        "",
        "",
        "v4.local.gIGCg4SFhoeIiYqLjI2Oj5CRkpOUlZaXmJmam5ydnp-Xi5zxiDzfXziiAv_P4CPUgVCiNAv8_WJSL6cn5eVpvx8LdlT8xQk",
        "v4.public.eyJhIjoxfQ5DcFhHVP2jAy3qhUgDbXp76CBXURcTmYA1ya7bsHA2BxWAYBcVXZbBpwOUdjniuEY6vrNyV23nmBJ1LtWi7Qg",
    ],
    [
        "",
        r#"{"kid":"x"}"#,
        "implicit",
        "v4.local.gIGCg4SFhoeIiYqLjI2Oj5CRkpOUlZaXmJmam5ydnp-ba5VCe3F8L91IVerfRBdEPnWZ2mJR8h6bl479t-f02g.eyJraWQiOiJ4In0",
        "v4.public.5GBUFrmNqyjbiICiOtkzB008roaUq0B7LaYysGTmYejLLLTA6Pyt7L1bxOiwCkE_ioMQqAPJOAoD3uHZEqrHAw.eyJraWQiOiJ4In0",
    ],
];

#[test]
fn tokens_are_those_of_libsodium() {
    let (key, secret) = (local_key(), secret_key());
    let nonce = std::array::from_fn(|index| index.to_le_bytes()[0] + 0x80);
    let mut reader = Reader::default();
    for [payload, footer, implicit, local, public] in TOKENS {
        let mut out = vec![0; local.len()];
        let (payload, footer, implicit) = (payload.as_bytes(), footer.as_bytes(), implicit.as_bytes());
        local::encrypt_with_nonce(&key, &nonce, payload, footer, implicit, &mut out).unwrap();
        assert_eq!(out, local.as_bytes());
        let opened = reader.decrypt(&key, local.as_bytes(), implicit, MAX).unwrap();
        assert_eq!((opened.payload(), opened.footer()), (payload, footer));
        drop(opened);
        assert_eq!(sign(&secret, payload, footer, implicit), public.as_bytes());
        let opened = reader.verify(&secret.public_key(), public.as_bytes(), implicit, MAX).unwrap();
        assert_eq!((opened.payload(), opened.footer()), (payload, footer));
    }
}

#[test]
fn tokens_of_any_length_are_read() {
    let (key, secret) = (LocalKey::generate().unwrap(), SecretKey::generate().unwrap());
    let bytes: Vec<u8> = (0..80_000_u32).map(|index| index.wrapping_mul(197).to_le_bytes()[1]).collect();
    let mut reader = Reader::default();
    let lengths = [0, 1, 2, 3, 40, 63, 64, 65, 127, 128, 129, 195, 700, 768, 4000, 80_000, 5];
    for (turn, length) in lengths.into_iter().enumerate() {
        let footer = &bytes[..[0, 1, 61, 62, 63, 8192][turn % 6]];
        let implicit = &bytes[..[0, 1, 100, 70_000][turn % 4]];
        let payload = &bytes[bytes.len() - length..];
        let token = encrypt(&key, payload, footer, implicit);
        let opened = reader.decrypt(&key, &token, implicit, MAX).unwrap();
        assert!(opened.payload() == payload && opened.footer() == footer, "{length}");
        drop(opened);
        let token = sign(&secret, payload, footer, implicit);
        let opened = reader.verify(&secret.public_key(), &token, implicit, MAX).unwrap();
        assert!(opened.payload() == payload && opened.footer() == footer, "{length}");
    }
}

#[test]
fn every_change_of_a_token_is_refused() {
    let (key, secret) = (local_key(), secret_key());
    let public = secret.public_key();
    let mut reader = Reader::default();
    let footer = br#"{"kid":"a"}"#;
    for footer in [&b""[..], footer] {
        let (encrypted, signed) =
            (encrypt(&key, b"{\"a\":1}", footer, b"i"), sign(&secret, b"{\"a\":1}", footer, b"i"));
        let mut refuse = |token: &[u8]| {
            let text = String::from_utf8_lossy(token).into_owned();
            assert_eq!(reader.decrypt(&key, token, b"i", MAX).err(), Some(Invalid), "{text}");
            assert_eq!(reader.verify(&public, token, b"i", MAX).err(), Some(Invalid), "{text}");
        };
        for token in [&encrypted, &signed] {
            for length in 0..token.len() {
                refuse(&token[..length]);
                refuse(&token[token.len() - length..]);
            }
            for place in 0..token.len() {
                for bit in 0..8 {
                    let mut changed = token.clone();
                    changed[place] ^= 1 << bit;
                    refuse(&changed);
                }
                let mut changed = token.clone();
                changed.remove(place);
                refuse(&changed);
                for more in [b'A', b'.', b'=', b' '] {
                    let mut changed = token.clone();
                    changed.insert(place, more);
                    refuse(&changed);
                }
            }
            for tail in ["", ".", "..", "=", "==", " ", "\n", "\0", "A", ".e30", ".A"].iter().skip(1) {
                refuse(&[token, tail.as_bytes()].concat());
            }
            // Every bit of what is encoded, too.
            let start = token.iter().rposition(|byte| *byte == b'.').filter(|_| !footer.is_empty());
            let (token, rest) = token.split_at(start.unwrap_or(token.len()));
            let header = token.iter().rposition(|byte| *byte == b'.').unwrap() + 1;
            let mut body = vec![0; encoding::base64url_decoded_length(token.len() - header).unwrap()];
            encoding::from_base64url(&token[header..], &mut body).unwrap();
            for bit in 0..body.len() * 8 {
                let mut changed = body.clone();
                changed[bit / 8] ^= 1 << (bit % 8);
                let mut text = vec![0; token.len() - header];
                encoding::base64url(&changed, &mut text).unwrap();
                refuse(&[&token[..header], &text, rest].concat());
            }
        }
        assert!(reader.decrypt(&key, &encrypted, b"i", MAX).is_ok());
        assert!(reader.verify(&public, &signed, b"i", MAX).is_ok());
    }
}

#[test]
fn other_keys_assertions_and_footers_are_refused() {
    let (key, secret) = (local_key(), secret_key());
    let mut reader = Reader::default();
    let (one, other) = (encrypt(&key, b"a", b"f", b"i"), encrypt(&key, b"a", b"g", b"i"));
    let swapped = [&one[..one.len() - 2], &other[other.len() - 2..]].concat();
    for (key, token, implicit) in [
        (&LocalKey::generate().unwrap(), &one, &b"i"[..]),
        (&key, &one, b""),
        (&key, &one, b"j"),
        (&key, &swapped, b"i"),
    ] {
        assert_eq!(reader.decrypt(key, token, implicit, MAX).err(), Some(Invalid));
    }
    let (one, other) = (sign(&secret, b"a", b"f", b"i"), sign(&secret, b"a", b"g", b"i"));
    let swapped = [&one[..one.len() - 2], &other[other.len() - 2..]].concat();
    for (key, token, implicit) in [
        (&SecretKey::generate().unwrap(), &one, &b"i"[..]),
        (&secret, &one, b""),
        (&secret, &one, b"j"),
        (&secret, &swapped, b"i"),
    ] {
        assert_eq!(reader.verify(&key.public_key(), token, implicit, MAX).err(), Some(Invalid));
    }
    // A key that is no point verifies nothing.
    let zero = PublicKey::from_bytes(&[0; 32]).unwrap();
    assert!(!zero.is_valid() && secret.public_key().is_valid());
    assert_eq!(reader.verify(&zero, &one, b"i", MAX).err(), Some(Invalid));
}

#[test]
fn long_tokens_and_footers_are_not_looked_at() {
    let (key, secret) = (local_key(), secret_key());
    let mut reader = Reader::default();
    let (encrypted, signed) = (encrypt(&key, b"a", b"f", b""), sign(&secret, b"a", b"f", b""));
    assert!(reader.decrypt(&key, &encrypted, b"", encrypted.len()).is_ok());
    assert!(reader.decrypt(&key, &encrypted, b"", encrypted.len() - 1).is_err());
    assert!(reader.verify(&secret.public_key(), &signed, b"", signed.len()).is_ok());
    assert!(reader.verify(&secret.public_key(), &signed, b"", signed.len() - 1).is_err());
    for token in [&encrypted, &signed] {
        let mut token = token.clone();
        token.resize(10 << 20, b'A');
        let mut reader = Reader::default();
        assert!(reader.decrypt(&key, &token, b"", usize::MAX).is_err());
        assert!(reader.verify(&secret.public_key(), &token, b"", usize::MAX).is_err());
        assert_eq!(reader.buffer.capacity(), 0, "nothing was decoded");
    }
    let mut out = vec![0; local::token_length(1, footer::MAX_FOOTER + 1)];
    let footer = vec![b'x'; footer::MAX_FOOTER + 1];
    assert!(local::encrypt(&key, b"a", &footer, b"", &mut out).is_err());
    assert!(public::sign(&secret, b"a", &footer, b"", &mut out).is_err());
}

#[test]
fn nothing_stays_behind() {
    let (key, secret) = (local_key(), secret_key());
    let mut reader = Reader::default();
    for payload in [&b"a payload that is a secret"[..], &[0xab; 500]] {
        let token = encrypt(&key, payload, b"footer", b"");
        drop(reader.decrypt(&key, &token, b"", MAX).unwrap());
        assert!(reader.buffer.iter().all(|byte| *byte == 0));
        let mut token = sign(&secret, payload, b"footer", b"assertion");
        drop(reader.verify(&secret.public_key(), &token, b"assertion", MAX).unwrap());
        assert!(reader.buffer.iter().all(|byte| *byte == 0));
        token[20] ^= 1;
        assert!(reader.verify(&secret.public_key(), &token, b"assertion", MAX).is_err());
        assert!(reader.buffer.iter().all(|byte| *byte == 0));
    }
    // A buffer that grew is given back when small tokens come again.
    drop(reader.decrypt(&key, &encrypt(&key, &[1; 100_000], b"", b""), b"", MAX).unwrap());
    assert!(reader.buffer.capacity() > KEPT);
    drop(reader.decrypt(&key, &encrypt(&key, b"a", b"", b""), b"", MAX).unwrap());
    assert!(reader.buffer.capacity() < KEPT);
}

#[test]
fn outputs_of_other_lengths_are_zeroed() {
    let (length, signed) = (local::token_length(3, 2), public::token_length(3, 2));
    for (wrong, other) in [(0, 0), (length - 1, signed - 1), (length + 1, signed + 1)] {
        let mut out = vec![1; wrong];
        assert!(local::encrypt(&local_key(), b"abc", b"de", b"", &mut out).is_err());
        assert!(out.iter().all(|byte| *byte == 0));
        let mut out = vec![1; other];
        assert!(public::sign(&secret_key(), b"abc", b"de", b"", &mut out).is_err());
        assert!(out.iter().all(|byte| *byte == 0));
    }
}

#[test]
fn nonces_differ() {
    let key = local_key();
    let tokens: std::collections::HashSet<_> = (0..1000).map(|_| encrypt(&key, b"", b"", b"")).collect();
    assert_eq!(tokens.len(), 1000);
}

#[test]
fn dumps_show_no_secret() {
    let token = encrypt(&local_key(), b"{\"a\":1}", b"", b"");
    let mut reader = Reader::default();
    assert_eq!(format!("{reader:?} {:?} {:?}", local_key(), secret_key()), "Reader LocalKey SecretKey");
    assert_eq!(format!("{:?}", reader.decrypt(&local_key(), &token, b"", MAX).unwrap()), "Opened");
}
