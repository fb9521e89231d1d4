use super::*;
use crate::testing::{bytes, unhex};

#[test]
fn as_in_rfc_7748() {
    // 5.2: a scalar, a coordinate (the second with the top bit set, which is ignored), and the result.
    for (scalar, point, shared) in [
        (
            "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
            "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
            "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
        ),
        (
            "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
            "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
            "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957",
        ),
    ] {
        let key = SecretKey::from_bytes(&bytes(scalar)).unwrap();
        let public = PublicKey::from_bytes(&bytes(point)).unwrap();
        assert_eq!(key.agree(&public).unwrap().expose(), &unhex(shared), "scalar: {scalar}");
    }

    // 6.1: two pairs, and what they share.
    let pair = |secret, public| {
        let key = SecretKey::from_bytes(&bytes(secret)).unwrap();
        assert_eq!(key.public_key().as_bytes(), &unhex(public));
        key
    };
    let alice = pair(
        "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a",
        "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a",
    );
    let bob = pair(
        "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb",
        "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f",
    );
    let shared = unhex("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
    assert_eq!(alice.agree(&bob.public_key()).unwrap().expose(), &shared);
    assert_eq!(bob.agree(&alice.public_key()).unwrap().expose(), &shared);
}

#[test]
fn seeds_as_in_libsodium() {
    let key =
        SecretKey::from_seed(&unhex::<32>("d5096b5a03a40c8df99912c6afabd232c0023974246c4e52b31fa5d17ce17828")).unwrap();
    assert_eq!(
        key.to_bytes().expose(),
        &unhex(
            "ae930271cee515a04a39ff29be341c3d048b0ee94e660e1165daa2f641e67df2\
             bb81876821bafd5bb7d2c0400e63e3b0a3994cc49701f07c1aadb1ae74eb4922"
        )
    );
}

#[test]
fn points_of_small_order_are_refused() {
    let secret = [0x42; 32];
    for small in SMALL_ORDER {
        for top in [0, 0x80] {
            let mut point = small;
            point[31] |= top;
            assert_eq!(PublicKey::from_bytes(&point), Err(Error::PublicKey), "point: {point:02x?}");
            assert!(sys::x25519(&secret, &point, &mut [0; 32]).is_none(), "point: {point:02x?}");
            let key = SecretKey::generate().unwrap();
            assert_eq!(key.agree(&PublicKey(point)), Err(Error::PublicKey), "point: {point:02x?}");
        }
    }
    // Other numbers that were not reduced are points like any.
    for first in (2..=0xeb).chain(0xef..=0xff) {
        assert!(PublicKey::from_bytes(&number(first, 0xff)).is_ok(), "first byte: {first:02x}");
    }
}

#[test]
fn lengths_and_public_halves_are_checked() {
    let key = SecretKey::generate().unwrap();
    let both = key.to_bytes();
    assert_eq!(SecretKey::from_bytes(both.expose()), Ok(key.clone()));
    assert_eq!(SecretKey::from_bytes(&both.expose()[..32]), Ok(key.clone()));
    for length in (0..70).filter(|length| ![32, 64].contains(length)) {
        assert_eq!(SecretKey::from_bytes(&vec![1; length]), Err(Error::KeyLength), "length: {length}");
        assert_eq!(SecretKey::from_seed(&vec![1; length]), Err(Error::KeyLength), "length: {length}");
        assert_eq!(PublicKey::from_bytes(&vec![1; length]), Err(Error::KeyLength), "length: {length}");
    }
    for bit in 0..256 {
        let mut other = both.clone();
        other.expose_mut()[32 + bit / 8] ^= 1 << (bit % 8);
        assert_eq!(SecretKey::from_bytes(other.expose()), Err(Error::KeyMismatch), "bit: {bit}");
    }
    assert_ne!(SecretKey::generate().unwrap(), key);
}

#[test]
fn nothing_secret_is_shown() {
    let key = SecretKey::generate().unwrap();
    assert_eq!(format!("{key:?} {:?}", key.public_key()), "exchange::SecretKey exchange::PublicKey");
}
