use super::*;
use crate::testing::{bytes, pattern, shown, unhex};

/// The seeds of two pairs.
const ALICE: &str = "2bd806c97f0e00af1a1fc3328fa763a9269723c8db8fac4f93af71db186d6e90";
const BOB: &str = "81b637d8fcd2c6da6359e6963113a1170de795e4b725b84d1e0b4cfd9ec58ce9";
const NONCE_OF_BOXES: &str = "10e2a65155f1eba0588e5e41a634146fd979e4de517b0643";

fn pairs() -> [SecretKey; 2] {
    [ALICE, BOB].map(|seed| SecretKey::from_seed(&bytes(seed)).unwrap())
}

#[test]
fn boxes_as_libsodium() {
    let [alice, bob] = pairs();
    let nonce = unhex(NONCE_OF_BOXES);
    for (length, expected) in [
        (0, "b5fb1783a3693d96946742b6e0165040"),
        (1, "879239a82a7cba0011e32e5bb2a0986a7b"),
        (16, "1e953e39324a88abc8ca45ae23a5458b7b9f5f73ef2a9ce722eef5e7eceb513e"),
        (31, "eca69b40b5abdc1e063e2290384b2fce7b9f5f73ef2a9ce722eef5e7eceb513e28ca5cc28e2a0b60874b1af4f33254"),
        (32, "83a9e9c567976167c31fcff3ae555c017b9f5f73ef2a9ce722eef5e7eceb513e28ca5cc28e2a0b60874b1af4f33254a0"),
        (33, "c160de7a2753090490d5547ebb43fa067b9f5f73ef2a9ce722eef5e7eceb513e28ca5cc28e2a0b60874b1af4f33254a0d1"),
        (479, "sha256 71d731614940f5a42519bf01a7d4192bea95fa8ada352f20022d44be636dc2ff"),
        (480, "sha256 11f51b6f59a6861075f4e0cc51643603fa56c9ed7cbca7a5e0eb6622e6720b16"),
        (481, "sha256 d141110e6315a9a4059fe27f84b8d68f3b31f87408ec48327ad242d6c586b284"),
        (1000, "sha256 21f71897aaf87a6334eea16c30cfe5f63d2cef026df01960b5a0baeb75e1cd9a"),
        (100000, "sha256 860fda13d080517e1934ec6b4595e7482132eb2bcbf2217fa04c5c2162fa5108"),
    ] {
        let message = pattern(length);
        let mut boxed = vec![0; length + TAG];
        close(&shared(&alice, &bob.public_key()).unwrap(), &nonce, &message, &mut boxed).unwrap();
        assert_eq!(shown(&boxed), expected, "length: {length}");
        let encrypted = [&nonce[..], &boxed].concat();
        let mut opened = vec![0; length];
        assert_eq!(decrypt(&bob, &alice.public_key(), &encrypted, &mut opened), Ok(()), "length: {length}");
        assert_eq!(opened, message, "length: {length}");
        // The key is both pairs', so the sender can read it, too.
        assert_eq!(decrypt(&alice, &bob.public_key(), &encrypted, &mut opened), Ok(()), "length: {length}");
    }
}

#[test]
fn sealed_boxes_of_libsodium_are_opened() {
    let [alice, bob] = pairs();
    for (length, sealed) in [
        (0, "4c76639317a39203c2f1fe761a1e919b7104a3114590b3810ceafb3ce927f501b16d32c75f53740dd74ae8eeb802253b"),
        (
            11,
            "a57a2946a0872ad007e9e359353f7e9a7ca6e3a060d6e988b64a682c56bdf27839a73e9702e6fb4bb9c427db7c917f22a9b5eb3c3a94422c836877",
        ),
    ] {
        let mut opened = vec![0; length];
        assert_eq!(open(&bob, &bytes(sealed), &mut opened), Ok(()), "length: {length}");
        assert_eq!(opened, pattern(length), "length: {length}");
        assert_eq!(open(&alice, &bytes(sealed), &mut opened), Err(Error::Authentication), "length: {length}");
    }
}

#[test]
fn every_length_comes_back() {
    let [alice, bob] = pairs();
    for length in (0..70).chain([479, 480, 481, 991, 992, 993, 70_000]) {
        let message = pattern(length);
        let (mut encrypted, mut sealed) = (vec![0; length + ENCRYPTED], vec![0; length + SEALED]);
        let mut opened = vec![0; length];
        encrypt(&alice, &bob.public_key(), &message, &mut encrypted).unwrap();
        assert_eq!(decrypt(&bob, &alice.public_key(), &encrypted, &mut opened), Ok(()), "length: {length}");
        assert_eq!(opened, message, "length: {length}");
        opened.fill(0);
        seal(&bob.public_key(), &message, &mut sealed).unwrap();
        assert_eq!(open(&bob, &sealed, &mut opened), Ok(()), "length: {length}");
        assert_eq!(opened, message, "length: {length}");
    }
}

type Read<'keys> = &'keys dyn Fn(&[u8], &mut [u8]) -> Result<(), Error>;

#[test]
fn any_change_is_noticed() {
    let [alice, bob] = pairs();
    let message = b"a message";
    let (mut encrypted, mut sealed) = ([0; 9 + ENCRYPTED], [0; 9 + SEALED]);
    encrypt(&alice, &bob.public_key(), message, &mut encrypted).unwrap();
    seal(&bob.public_key(), message, &mut sealed).unwrap();
    let decrypt_it = |bytes: &[u8], out: &mut [u8]| decrypt(&bob, &alice.public_key(), bytes, out);
    let open_it = |bytes: &[u8], out: &mut [u8]| open(&bob, bytes, out);
    let cases: [(&[u8], Read, usize); 2] = [(&encrypted, &decrypt_it, ENCRYPTED), (&sealed, &open_it, SEALED)];
    for (good, read, overhead) in cases {
        let refuse = |bad: &[u8], what: &str| {
            let mut out = vec![0xaa; bad.len().saturating_sub(overhead)];
            assert_eq!(read(bad, &mut out), Err(Error::Authentication), "{what}");
            assert!(out.iter().all(|byte| *byte == 0), "{what}");
        };
        // The top bit of the key in front of a sealed box is ignored by X25519, but not by the nonce.
        for bit in 0..good.len() * 8 {
            let mut changed = good.to_vec();
            changed[bit / 8] ^= 1 << (bit % 8);
            refuse(&changed, &format!("bit: {bit}"));
        }
        for length in 0..good.len() {
            refuse(&good[..length], &format!("length: {length}"));
        }
        refuse(&[good, &[0]].concat(), "one more");
        // A key of small order, which would make a key that anybody knows.
        let mut changed = good.to_vec();
        changed[..32].fill(0);
        refuse(&changed, "zeros");
        assert_eq!(read(good, &mut [0; 8]), Err(Error::Parameter));
        assert_eq!(read(good, &mut [0; 10]), Err(Error::Parameter));
    }
    let mallory = SecretKey::generate().unwrap();
    assert_eq!(decrypt(&bob, &mallory.public_key(), &encrypted, &mut [0; 9]), Err(Error::Authentication));
    assert_eq!(decrypt(&mallory, &alice.public_key(), &encrypted, &mut [0; 9]), Err(Error::Authentication));
    assert_eq!(open(&mallory, &sealed, &mut [0; 9]), Err(Error::Authentication));
    assert_eq!(encrypt(&alice, &bob.public_key(), message, &mut [0; 9]), Err(Error::Parameter));
    assert_eq!(seal(&bob.public_key(), message, &mut [0; 9 + ENCRYPTED]), Err(Error::Parameter));
}

#[test]
fn no_two_are_alike() {
    let [alice, bob] = pairs();
    let mut encrypted = [[0; ENCRYPTED]; 2];
    let mut sealed = [[0; SEALED]; 2];
    for (encrypted, sealed) in encrypted.iter_mut().zip(&mut sealed) {
        encrypt(&alice, &bob.public_key(), b"", encrypted).unwrap();
        seal(&bob.public_key(), b"", sealed).unwrap();
    }
    assert_ne!(encrypted[0], encrypted[1]);
    assert_ne!(sealed[0], sealed[1]);
}
