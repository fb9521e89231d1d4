use super::*;
use highper_crypto::encoding;
use highper_crypto::exchange;
use highper_crypto::secret::Secret;

fn sequence<const LENGTH: usize>(from: u8) -> [u8; LENGTH] {
    std::array::from_fn(|index| from + index.to_le_bytes()[0])
}

fn key() -> LocalKey {
    LocalKey::from_bytes(&sequence::<32>(0)).unwrap()
}

fn wrapping() -> LocalKey {
    LocalKey::from_bytes(&sequence::<32>(0x40)).unwrap()
}

fn secret_key() -> SecretKey {
    SecretKey::from_seed(&sequence::<32>(0x20)).unwrap()
}

const COST: Cost = Cost { memory: 8192, passes: 1 };
const LIMITS: Limits = Limits { memory: 1 << 20, passes: 4 };
const REFUSED: &str =
    "The PASERK cannot be opened: it is of another type, was changed, or the key or password is another one";

// Made with ext-sodium by a few lines of PHP that follow the specification.
const LOCAL_TEXT: &str = "k4.local.AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
const SECRET_TEXT: &str =
    "k4.secret.ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8prLrhQbzK8LIuGpTTTQvHNh5SbQv-EsiXlLyTIpZt1w";
const PUBLIC_TEXT: &str = "k4.public.Kay64UG8yvCyLhqU000LxzYeUm0L_hLIl5S8kyKWbdc";
const LOCAL_PIE: &str = "k4.local-wrap.pie.sWIpj_PnnahUmxuh90OyA8SBfgRzqr80S-k2B1iofcaAgYKDhIWGh4iJiouMjY6PkJGSk5SVlpeYmZqbnJ2enxfPvF-Mxp4GhRCGL55EgDk8QSn80EaTyQ5zh2JbJz0Q";
const SECRET_PIE: &str = "k4.secret-wrap.pie.tUQMIgvM-zw65MhaOsxsH48lOJ4lLoNWxgarrczqzLeAgYKDhIWGh4iJiouMjY6PkJGSk5SVlpeYmZqbnJ2enzfvnH-s5r4mpTCmD75koBkcYQnc8Gaz6S5Tp0J7Bx0wNwqaa4cRbQipFq2vj6LOvW0qNJzxY5g5aiS8mH5_qVM";
const LOCAL_PW: &str = "k4.local-pw.kJGSk5SVlpeYmZqbnJ2enwAAAAAAACAAAAAAAQAAAAGgoaKjpKWmp6ipqqusra6vsLGys7S1treYmXfPQHBqVPdC7lCKnWpe8ILHvFfM97xV1JwPmLUhByfyZKSg8bFgj4n_IMbkvXw2t52nDx_q9_NATcfKPhqK";
const SECRET_PW: &str = "k4.secret-pw.kJGSk5SVlpeYmZqbnJ2enwAAAAAAAEAAAAAAAgAAAAGgoaKjpKWmp6ipqqusra6vsLGys7S1trdf4uo25KyKdzY37My5X-835lM2DCWy33VmkjjgeqwsM2aQsFOX0wUtx5HTlkHF3hd7vRVnIRBi3iGuvpBLijdFNCT_sxzmUpCuJ6Q2Xy7KZ2dj8NDmbeHBNeB0Sk4GO6Q";
const SEAL: &str = "k4.seal.RLBoz83lbxlCBHDg2vrp1tQgZcNtQPLs7GKfIFoE-xLcLMox6OQ7vZHf9-R1zKM0frR4EH1b12WrpK5KMMNdRPX1wDqPywhZ8QLSY-usfMy_nyT4rkX1bDoxcfqFd-ms";

/// Whether a text can be read as one type.
type Read = fn(&[u8]) -> bool;

/// Every type that can be read, with one text of it.
fn readers() -> [(&'static str, Read); 8] {
    [
        (LOCAL_TEXT, |text| read_local(text).is_ok()),
        (SECRET_TEXT, |text| read_secret(text).is_ok()),
        (PUBLIC_TEXT, |text| read_public(text).is_ok()),
        (LOCAL_PIE, |text| unwrap_local(text, &wrapping()).is_ok()),
        (SECRET_PIE, |text| unwrap_secret(text, &wrapping()).is_ok()),
        (LOCAL_PW, |text| unwrap_local_with_password(text, b"password", LIMITS).is_ok()),
        (SECRET_PW, |text| unwrap_secret_with_password(text, b"password", LIMITS).is_ok()),
        (SEAL, |text| unseal(text, &secret_key()).is_ok()),
    ]
}

#[test]
fn texts_are_those_of_libsodium() {
    assert_eq!((&*local(&key()), &*secret(&secret_key())), (&LOCAL_TEXT.to_owned(), &SECRET_TEXT.to_owned()));
    assert_eq!(public(&secret_key().public_key()), PUBLIC_TEXT);
    assert_eq!(lid(&key()), "k4.lid.T2kuGH0-g0hZfW2VScg2r1VRxuDinkmPwMOH2kG0gF5b");
    assert_eq!(sid(&secret_key()), "k4.sid.-jOEmLxcNAsZqY9Mlsk-FHyidFoshGe7bSJOxKE1KkuN");
    assert_eq!(pid(&secret_key().public_key()), "k4.pid.H2ni_Jjs80_GOq84A_mx0fjYp0Vb7TkKVoh6gn4G8Y4I");
    let (nonce, short, salt) = (sequence(0x80), sequence(0xa0), sequence(0x90));
    let pie = "k4.local-wrap.pie.";
    assert_eq!(pie::wrap(pie, Secret::new(*key().expose()), &wrapping(), &nonce).unwrap(), LOCAL_PIE);
    assert_eq!(pie::wrap("k4.secret-wrap.pie.", secret_key().to_bytes(), &wrapping(), &nonce).unwrap(), SECRET_PIE);
    let wrapped = password::wrap("k4.local-pw.", Secret::new(*key().expose()), b"password", COST, &salt, &short);
    assert_eq!(wrapped.unwrap(), LOCAL_PW);
    let cost = Cost { memory: 16_384, passes: 2 };
    let wrapped = password::wrap("k4.secret-pw.", secret_key().to_bytes(), b"password", cost, &salt, &short);
    assert_eq!(wrapped.unwrap(), SECRET_PW);
    let ephemeral = exchange::SecretKey::from_bytes(&sequence::<32>(0xc0)).unwrap();
    assert_eq!(seal::seal_with(&key(), &secret_key().public_key(), &ephemeral).unwrap(), SEAL);
    for (text, read) in readers() {
        assert!(read(text.as_bytes()), "{text}");
    }
}

#[test]
fn keys_come_back() {
    let (key, secret, wrapping) = (LocalKey::generate().unwrap(), SecretKey::generate().unwrap(), wrapping());
    let public = secret.public_key();
    assert_eq!(read_local(super::local(&key).as_bytes()).unwrap(), key);
    assert_eq!(read_secret(super::secret(&secret).as_bytes()).unwrap(), secret);
    assert_eq!(read_public(super::public(&public).as_bytes()).unwrap(), public);
    assert_eq!(unwrap_local(wrap_local(&key, &wrapping).unwrap().as_bytes(), &wrapping).unwrap(), key);
    assert_eq!(unwrap_secret(wrap_secret(&secret, &wrapping).unwrap().as_bytes(), &wrapping).unwrap(), secret);
    for password in [&b""[..], b"p", b"\0\xff", &[b'x'; 300]] {
        let text = wrap_local_with_password(&key, password, COST).unwrap();
        assert_eq!(unwrap_local_with_password(text.as_bytes(), password, LIMITS).unwrap(), key);
        let text = wrap_secret_with_password(&secret, password, COST).unwrap();
        assert_eq!(unwrap_secret_with_password(text.as_bytes(), password, LIMITS).unwrap(), secret);
        assert!(unwrap_secret_with_password(text.as_bytes(), b"other", LIMITS).is_err());
    }
    assert_eq!(unseal(seal(&key, &public).unwrap().as_bytes(), &secret).unwrap(), key);
    // Nonces, salts and ephemeral keys are new each time.
    assert_ne!(wrap_local(&key, &wrapping).unwrap(), wrap_local(&key, &wrapping).unwrap());
    assert_ne!(seal(&key, &public).unwrap(), seal(&key, &public).unwrap());
    let with_password = || wrap_local_with_password(&key, b"p", COST).unwrap();
    assert_ne!(with_password(), with_password());
}

#[test]
fn every_change_of_a_text_is_refused() {
    for (text, read) in readers() {
        let refuse = |changed: &[u8]| assert!(!read(changed), "{text}: {}", String::from_utf8_lossy(changed));
        // Keys that are not wrapped carry no code: of a public key and a local one, only the form can be wrong.
        let is_bare = text == LOCAL_TEXT || text == PUBLIC_TEXT;
        let bytes = text.as_bytes();
        let header = bytes.iter().rposition(|byte| *byte == b'.').unwrap() + 1;
        for length in 0..bytes.len() {
            refuse(&bytes[..length]);
            refuse(&bytes[bytes.len() - length..]);
        }
        for place in 0..if is_bare { header } else { bytes.len() } {
            for bit in 0..8 {
                let mut changed = bytes.to_vec();
                changed[place] ^= 1 << bit;
                refuse(&changed);
            }
        }
        for place in 0..=bytes.len() {
            for more in [b'A', b'.', b'=', b' ', b'\n'] {
                let mut changed = bytes.to_vec();
                changed.insert(place, more);
                refuse(&changed);
            }
        }
        let mut data = vec![0; encoding::base64url_decoded_length(bytes.len() - header).unwrap()];
        encoding::from_base64url(&bytes[header..], &mut data).unwrap();
        for bit in 0..if is_bare { 0 } else { data.len() * 8 } {
            let mut changed = data.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            let mut encoded = vec![0; bytes.len() - header];
            encoding::base64url(&changed, &mut encoded).unwrap();
            refuse(&[&bytes[..header], &encoded].concat());
        }
    }
}

#[test]
fn other_types_versions_and_keys_are_refused() {
    for (text, _) in readers() {
        for (other, read) in readers() {
            assert_eq!(read(text.as_bytes()), text == other, "{text} as {other}");
            assert!(!read(text.replace("k4.", "k3.").as_bytes()), "{text}");
            assert!(!read(text.replace("k4.", "K4.").as_bytes()), "{text}");
            // The data of one type behind the header of another.
            let header = other.rfind('.').unwrap();
            let moved = format!("{}{}", &other[..header], &text[text.rfind('.').unwrap()..]);
            let has_moved = moved == other
                || (text, other) == (LOCAL_TEXT, PUBLIC_TEXT)
                || (text, other) == (PUBLIC_TEXT, LOCAL_TEXT);
            assert_eq!(read(moved.as_bytes()), has_moved, "{moved}");
        }
    }
    assert_eq!(unwrap_local(LOCAL_PIE.as_bytes(), &key()).unwrap_err(), PaserkError::Authentication);
    assert_eq!(
        unwrap_local(LOCAL_PIE.replace("pie", "pies").as_bytes(), &wrapping()).unwrap_err().to_string(),
        REFUSED
    );
    let other = SecretKey::from_seed(&[1; 32]).unwrap();
    assert_eq!(unseal(SEAL.as_bytes(), &other).unwrap_err(), PaserkError::Authentication);
}

#[test]
fn halves_of_a_secret_key_belong_together() {
    let other = SecretKey::from_seed(&[1; 32]).unwrap().to_bytes();
    let mut halves = Secret::<64>::new([0; 64]);
    halves.expose_mut().copy_from_slice(&[&secret_key().seed()[..], &other.expose()[32..]].concat());
    let plain = text::write("k4.secret.", &[halves.expose()]);
    assert_eq!(read_secret(plain.as_bytes()).unwrap_err(), Error::KeyMismatch);
    let wrapped = pie::wrap("k4.secret-wrap.pie.", halves.clone(), &wrapping(), &[0; 32]).unwrap();
    assert_eq!(unwrap_secret(wrapped.as_bytes(), &wrapping()).unwrap_err(), PaserkError::Authentication);
    let wrapped = password::wrap("k4.secret-pw.", halves, b"p", COST, &[0; 16], &[0; 24]).unwrap();
    assert_eq!(unwrap_secret_with_password(wrapped.as_bytes(), b"p", LIMITS).unwrap_err(), PaserkError::Authentication);
}

#[test]
fn costs_are_limited_before_anything_is_done() {
    let at = |memory: u64, passes: u32, lanes: u32| {
        let parts: [&[u8]; 5] =
            [&[0; 16], &memory.to_be_bytes(), &passes.to_be_bytes(), &lanes.to_be_bytes(), &[0; 88]];
        text::write("k4.local-pw.", &parts)
    };
    let limits = Limits { memory: 65_536, passes: 3 };
    for (memory, passes, lanes, expected) in [
        (66_560, 3, 1, "The PASERK asks for 66560 bytes of memory, 65536 are granted"),
        (65_537, 99, 7, "The PASERK asks for 65537 bytes of memory, 65536 are granted"),
        (u64::MAX, u32::MAX, 1, "The PASERK asks for 18446744073709551615 bytes of memory, 65536 are granted"),
        (1 << 32, 1, 1, "The PASERK asks for 4294967296 bytes of memory, 65536 are granted"),
        (65_536, 4, 1, "The PASERK asks for 4 passes, 3 are granted"),
        (1, u32::MAX, 0, "The PASERK asks for 4294967295 passes, 3 are granted"),
        (65_536, 3, 0, REFUSED),
        (65_536, 3, 2, REFUSED),
        (65_536, 0, 1, REFUSED),
        (65_535, 3, 1, REFUSED),
        (7168, 3, 1, REFUSED),
        (0, 3, 1, REFUSED),
        // Within the limits; the code is wrong.
        (8192, 1, 1, REFUSED),
    ] {
        let text = at(memory, passes, lanes);
        let error = unwrap_local_with_password(text.as_bytes(), b"p", limits).unwrap_err();
        assert_eq!(error.to_string(), expected, "{memory} {passes} {lanes}");
    }
    // Whatever is granted, no more is taken than a key can be wrapped with.
    let all = Limits { memory: u64::MAX, passes: u32::MAX };
    let text = at((4 << 30) + 1024, 1, 1);
    assert_eq!(unwrap_local_with_password(text.as_bytes(), b"p", all).unwrap_err(), PaserkError::Authentication);
    for (memory, passes, expected) in [
        (0, 1, "The memory must be a multiple of 1024 from 8192 to 4294967296, 0 given"),
        (8191, 0, "The memory must be a multiple of 1024 from 8192 to 4294967296, 8191 given"),
        (8193, 1, "The memory must be a multiple of 1024 from 8192 to 4294967296, 8193 given"),
        ((4 << 30) + 1024, 1, "The memory must be a multiple of 1024 from 8192 to 4294967296, 4294968320 given"),
        (8192, 0, "The passes must be 1 to 64, 0 given"),
        (8192, 65, "The passes must be 1 to 64, 65 given"),
    ] {
        let cost = Cost { memory, passes };
        let error = wrap_secret_with_password(&secret_key(), b"p", cost).unwrap_err();
        assert_eq!(error.to_string(), expected);
    }
}

#[test]
fn nothing_is_sealed_to_what_is_no_key() {
    for (bytes, what) in [
        ("0000000000000000000000000000000000000000000000000000000000000000", "small order"),
        ("0100000000000000000000000000000000000000000000000000000000000000", "small order"),
        ("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a", "small order"),
        ("707172737475767778797a7b7c7d7e7f808182838485868788898a8b8c8d8e8f", "no point"),
        ("98519eadf35b995233b51b5cd23e9cc5a28b639b5a4af0ec903cb960d81b7819", "order 8 l"),
    ] {
        let mut key = [0; 32];
        encoding::from_hex(bytes.as_bytes(), &mut key).unwrap();
        let public = PublicKey::from_bytes(&key).unwrap();
        let error = seal(&self::key(), &public).unwrap_err();
        assert_eq!(error.to_string(), "The public key cannot be converted to X25519", "{what}");
    }
    // An ephemeral key of small order, whose shared secret everybody knows.
    for sender in [[0; 32], {
        let mut one = [0; 32];
        one[0] = 1;
        one
    }] {
        let text = text::write("k4.seal.", &[&[0; 32], &sender, &[0; 32]]);
        assert_eq!(unseal(text.as_bytes(), &secret_key()).unwrap_err(), PaserkError::Authentication);
    }
}
