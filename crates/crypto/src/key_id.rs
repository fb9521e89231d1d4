//! The id of a key: names it without revealing it.

use crate::encoding::hex;
use crate::hash::blake2b;

/// Sets these digests apart from all others.
const DOMAIN: &[u8] = b"highper-key-id-v1";

/// 32 hex digits for a key of a kind, which is the name of the PHP class below the namespace: the same bytes as another kind of key have
/// another id.
pub fn key_id(kind: &str, key: &[u8]) -> [u8; 32] {
    let mut digest = [0; 16];
    let mut digits = [0; 32];
    // Neither can fail: the lengths are right.
    let _ = blake2b(&[], &[DOMAIN, &[0], kind.as_bytes(), &[0], key], &mut digest);
    let _ = hex(&digest, &mut digits);
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keys() {
        for (kind, key, id) in [
            ("SymmetricKey", &[0; 32][..], "8de6b0f05531bea3ace51eea0bac041f"),
            ("MacKey", &[0; 32], "9b3c02603a071eecd7d1dfaabc01ca05"),
            ("Paseto\\SecretKey", &[7; 64], "79ab5e097fc85f3af98dab2b5e0dea4c"),
        ] {
            assert_eq!(std::str::from_utf8(&key_id(kind, key)).unwrap(), id, "{kind}");
        }
    }
}
