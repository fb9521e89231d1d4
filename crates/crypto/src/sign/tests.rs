use super::*;
use crate::testing::{bytes, pattern, unhex};
use curve25519_dalek::constants::{ED25519_BASEPOINT_POINT, EIGHT_TORSION};
use curve25519_dalek::scalar::Scalar;

#[test]
fn as_in_rfc_8032() {
    // 7.1: TEST 1, 2, 3
    for (seed, public, message, signature) in [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ),
        (
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        ),
    ] {
        let key = SigningKey::from_seed(&bytes(seed)).unwrap();
        let message = bytes(message);
        assert_eq!(key.verifying_key().as_bytes(), &unhex(public), "seed: {seed}");
        assert_eq!(key.sign(&message), unhex(signature), "seed: {seed}");
        assert!(
            VerifyingKey::from_bytes(&bytes(public)).unwrap().verify(&message, &key.sign(&message)),
            "seed: {seed}"
        );
    }
}

#[test]
fn both_signers_agree() {
    let key = SigningKey::generate().unwrap();
    let reference = ed25519_dalek::SigningKey::from_bytes(key.seed());
    for length in (0..260).chain([1000, 10_000]) {
        let message = pattern(length);
        let signature = key.sign(&message);
        assert_eq!(signature, reference.sign(&message).to_bytes(), "length: {length}");
        assert!(key.verifying_key().verify(&message, &signature), "length: {length}");
    }
}

#[test]
fn any_change_is_noticed() {
    let key = SigningKey::from_seed(&[7; 32]).unwrap();
    let verifying = key.verifying_key();
    let message = *b"a message";
    let signature = key.sign(&message);
    assert!(verifying.verify(&message, &signature));
    for bit in 0..signature.len() * 8 {
        let mut changed = signature;
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(!verifying.verify(&message, &changed), "bit of the signature: {bit}");
    }
    for bit in 0..message.len() * 8 {
        let mut changed = message;
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(!verifying.verify(&changed, &signature), "bit of the message: {bit}");
    }
    for length in 0..signature.len() {
        assert!(!verifying.verify(&message, &signature[..length]), "length: {length}");
    }
    assert!(!verifying.verify(&message, &[&signature[..], &[0]].concat()));
    assert!(!verifying.verify(&message, &[]));
    assert!(!SigningKey::generate().unwrap().verifying_key().verify(&message, &signature));
}

/// S + L, which belongs to the same signature if S is not checked.
#[test]
fn s_must_be_below_the_order() {
    let order = unhex::<32>("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    let key = SigningKey::from_seed(&[7; 32]).unwrap();
    let mut signature = key.sign(b"message");
    let mut carry = 0;
    for (byte, addend) in signature[32..].iter_mut().zip(order) {
        let sum = u16::from(*byte) + u16::from(addend) + carry;
        *byte = sum.to_le_bytes()[0];
        carry = sum >> 8;
    }
    assert!(!key.verifying_key().verify(b"message", &signature));
}

#[test]
fn the_list_of_small_points_is_complete() {
    let mut points: Vec<_> = EIGHT_TORSION.iter().map(|point| point.compress().0).collect();
    let mut listed = SMALL_ORDER.to_vec();
    points.sort_unstable();
    listed.sort_unstable();
    assert_eq!(listed, points);
}

/// With S = 0 and both points of small order, an equation without further checks holds for many messages.
#[test]
fn small_order_is_refused() {
    for small in SMALL_ORDER {
        assert_eq!(VerifyingKey::from_bytes(&small), Err(Error::PublicKey), "point: {small:02x?}");
    }
    // R = 0 is what k·A - S·B leaves if S = k·a: a signature that whoever has the key can make for any message.
    let key = SigningKey::from_seed(&[7; 32]).unwrap();
    let secret = ed25519_dalek::SigningKey::from_bytes(key.seed()).to_scalar();
    let verifying = key.verifying_key();
    let mut hashed = SMALL_ORDER[0].to_vec();
    hashed.extend_from_slice(verifying.as_bytes());
    hashed.extend_from_slice(b"message");
    let hash = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA512, &hashed);
    let challenge = Scalar::from_bytes_mod_order_wide(hash.as_ref().try_into().unwrap());
    let signature = [SMALL_ORDER[0], (challenge * secret).to_bytes()].concat();
    assert!(verifying.0.verify(b"message", &Signature::from_slice(&signature).unwrap()).is_ok());
    assert!(verifying.0.verify_strict(b"message", &Signature::from_slice(&signature).unwrap()).is_err());
    assert!(!verifying.verify(b"message", &signature));
}

#[test]
fn what_is_no_canonical_point_is_refused() {
    let y = |first| coordinate(first, 0xff, 0x7f);
    // Not reduced: y = p ... 2^255 - 1, with either sign.
    for first in 0xed..=0xff {
        for mut bytes in [y(first), with_sign(y(first))] {
            assert_eq!(VerifyingKey::from_bytes(&bytes), Err(Error::PublicKey), "bytes: {bytes:02x?}");
            bytes[1] = 0;
            assert!(is_reduced(&bytes), "bytes: {bytes:02x?}");
        }
    }
    // About half of all numbers are the y of a point.
    let valid = (2..=255u8).filter(|first| VerifyingKey::from_bytes(&coordinate(*first, 0, 0)).is_ok()).count();
    assert!((100..160).contains(&valid), "{valid}");
    assert_eq!(VerifyingKey::from_bytes(&coordinate(2, 0, 0)), Err(Error::PublicKey));
    for length in (0..70).filter(|length| *length != 32) {
        assert_eq!(VerifyingKey::from_bytes(&vec![1; length]), Err(Error::KeyLength), "length: {length}");
    }
}

#[test]
fn secret_keys_are_checked() {
    let key = SigningKey::generate().unwrap();
    let both = key.to_bytes();
    assert_eq!(SigningKey::from_bytes(both.expose()), Ok(key.clone()));
    assert_eq!(SigningKey::from_seed(key.seed()), Ok(key.clone()));
    assert_ne!(SigningKey::generate().unwrap(), key);
    for length in (0..70).filter(|length| *length != 64) {
        assert_eq!(SigningKey::from_bytes(&vec![1; length]), Err(Error::KeyLength), "length: {length}");
    }
    for length in (0..70).filter(|length| *length != 32) {
        assert_eq!(SigningKey::from_seed(&vec![1; length]), Err(Error::KeyLength), "length: {length}");
    }
    for bit in 0..512 {
        let mut other = both.clone();
        other.expose_mut()[bit / 8] ^= 1 << (bit % 8);
        assert_eq!(SigningKey::from_bytes(other.expose()), Err(Error::KeyMismatch), "bit: {bit}");
    }
    assert_eq!(format!("{key:?} {:?}", key.verifying_key()), "SigningKey VerifyingKey");
}

#[test]
fn conversion_to_x25519_as_in_libsodium() {
    let key = SigningKey::from_seed(&unhex::<32>("d5096b5a03a40c8df99912c6afabd232c0023974246c4e52b31fa5d17ce17828"))
        .unwrap();
    let exchange = key.to_exchange();
    assert_eq!(exchange.expose(), &unhex("a8930271cee515a04a39ff29be341c3d048b0ee94e660e1165daa2f641e67d72"));
    let public = unhex("bb81876821bafd5bb7d2c0400e63e3b0a3994cc49701f07c1aadb1ae74eb4922");
    assert_eq!(exchange.public_key().as_bytes(), &public);
    assert_eq!(key.verifying_key().to_exchange().unwrap().as_bytes(), &public);
}

#[test]
fn points_outside_the_prime_order_group_are_not_converted() {
    for small in &EIGHT_TORSION[1..] {
        let mixed = (ED25519_BASEPOINT_POINT + small).compress();
        let key = VerifyingKey::from_bytes(mixed.as_bytes()).unwrap();
        assert_eq!(key.to_exchange(), Err(Error::PublicKey));
    }
}
