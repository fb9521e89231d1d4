//! The stream cipher XChaCha20 (draft-irtf-cfrg-xchacha-03, 2.3) without authentication, for formats that bring their own, and HChaCha20.

use crate::secret::Secret;
use crate::sys;
use chacha20::R20;
use zeroize::Zeroize;

/// As many bytes as a counter of 32 bits reaches.
const REACH: u64 = 64 << 32;

/// Encrypts or decrypts in place, with the block counter beginning at 0, as libsodium's `crypto_stream_xchacha20_xor`.
pub fn apply(key: &[u8; 32], nonce: &[u8; 24], data: &mut [u8]) {
    let (head, tail) = split(nonce);
    let key = subkey(key, head);
    // The upper half of libsodium's 64-bit counter is the first word of the IETF nonce.
    let reach = usize::try_from(REACH).unwrap_or(usize::MAX);
    for (upper, part) in (0u32..).zip(data.chunks_mut(reach)) {
        sys::chacha20(key.expose(), &extend(upper, tail), 0, part);
    }
}

/// The key and the nonce under which ChaCha20 continues (draft-irtf-cfrg-xchacha-03, 2.3).
pub(crate) fn derive(key: &[u8; 32], nonce: &[u8; 24]) -> (Secret<32>, [u8; 12]) {
    let (head, tail) = split(nonce);
    (subkey(key, head), extend(0, tail))
}

/// HChaCha20 (draft-irtf-cfrg-xchacha-03, 2.2).
pub(crate) fn subkey(key: &[u8; 32], nonce: &[u8; 16]) -> Secret<32> {
    let mut bytes = chacha20::hchacha::<R20>(key.into(), nonce.into());
    let subkey = Secret::new(bytes.into());
    bytes.zeroize();
    subkey
}

/// The part of a nonce that makes the subkey, and the part that is left for the cipher.
fn split(nonce: &[u8; 24]) -> (&[u8; 16], [u8; 8]) {
    let [head @ .., a, b, c, d, e, f, g, h] = nonce;
    (head, [*a, *b, *c, *d, *e, *f, *g, *h])
}

fn extend(upper: u32, tail: [u8; 8]) -> [u8; 12] {
    let mut nonce = [0; 12];
    let (first, last) = nonce.split_at_mut(4);
    first.copy_from_slice(&upper.to_le_bytes());
    last.copy_from_slice(&tail);
    nonce
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{pattern, unhex};
    use chacha20::XChaCha20;
    use chacha20::cipher::{KeyIvInit, StreamCipher};

    #[test]
    fn as_libsodium_does_it() {
        let key = unhex("2c70e12b7a0646f92279f427c7b38e7334d8e5389cff167a1dc30e73f826b683");
        let nonce = unhex("0dacfa69fb6e61485f10ff0cc13af8125300b94a5c10e552");
        let mut data = [0; 65];
        apply(&key, &nonce, &mut data);
        assert_eq!(
            data,
            unhex(
                "dd980489fac5c92c45b8e26fa54a71639edf7238cc6fcdee19ed897e0adf2cd5\
                 80407043f5f0c363d8135e2b0b07dd4286c2ef820b76b645ae01500673c72414e1"
            )
        );
    }

    #[test]
    fn as_the_reference_at_any_length() {
        let (key, nonce) = ([7; 32], std::array::from_fn(|index| u8::try_from(index).unwrap()));
        for length in (0..600).chain([4095, 4096, 4097, 100_000]) {
            let (mut ours, mut reference) = (pattern(length), pattern(length));
            apply(&key, &nonce, &mut ours);
            XChaCha20::new(&key.into(), &nonce.into()).apply_keystream(&mut reference);
            assert_eq!(ours, reference, "length: {length}");
        }
    }

    #[test]
    fn hchacha20_as_in_the_draft() {
        // draft-irtf-cfrg-xchacha-03, 2.2.1
        let key = unhex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
        let nonce = unhex("000000090000004a0000000031415927");
        assert_eq!(
            subkey(&key, &nonce).expose(),
            &unhex("82413b4227b27bfed30e42508a877d73a0f9e4d58a74a853c12ec41326d3ecdc")
        );
    }
}
