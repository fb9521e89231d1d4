//! The C functions of AWS-LC that aws-lc-rs does not offer, or offers only behind objects on the heap that cost more than the work for
//! short messages. Each gets a safe face here: lengths are in the types, and nothing is kept.
//!
//! AWS-LC looks for the processor's features in a constructor, which a linker leaves out with the object that it is in, unless that is asked
//! for. Hence `init`, without which some of these functions would be slow in some programs.
#![allow(unsafe_code)]

#[cfg(target_arch = "x86_64")]
pub mod base64url;
#[cfg(target_arch = "x86_64")]
pub mod salsa20;

use crate::secret::wipe;
use aws_lc_rs::init;
use aws_lc_sys as c;

// The headers of glibc 2.38 and newer lead AWS-LC's one call of sscanf(), for an environment variable, to a new symbol that no older glibc has. What it
// would do otherwise is not asked for, so it is led back; the symbol is seen in this library alone.
#[cfg(all(target_os = "linux", target_env = "gnu", target_arch = "x86_64"))]
std::arch::global_asm!(
    ".globl __isoc23_sscanf",
    ".hidden __isoc23_sscanf",
    "__isoc23_sscanf: jmp sscanf@PLT",
    ".globl __isoc23_strtol",
    ".hidden __isoc23_strtol",
    "__isoc23_strtol: jmp strtol@PLT",
);
#[cfg(all(target_os = "linux", target_env = "gnu", target_arch = "aarch64"))]
std::arch::global_asm!(
    ".globl __isoc23_sscanf",
    ".hidden __isoc23_sscanf",
    "__isoc23_sscanf: b sscanf",
    ".globl __isoc23_strtol",
    ".hidden __isoc23_strtol",
    "__isoc23_strtol: b strtol",
);

/// ChaCha20 (RFC 8439, 2.4) over data in place. The counter wraps after 2^32 blocks, 256 GiB: callers see to that.
pub fn chacha20(key: &[u8; 32], nonce: &[u8; 12], counter: u32, data: &mut [u8]) {
    init();
    let pointer = data.as_mut_ptr();
    // SAFETY: key and nonce have the lengths that the function reads; input and output are the same bytes, which it allows, as many as
    // the slice has.
    unsafe { c::CRYPTO_chacha_20(pointer, pointer, data.len(), key.as_ptr(), nonce.as_ptr(), counter) };
}

/// As [`chacha20`], from one place to another of the same length; what the shorter one lacks is left out.
pub fn chacha20_into(key: &[u8; 32], nonce: &[u8; 12], counter: u32, input: &[u8], output: &mut [u8]) {
    init();
    let length = input.len().min(output.len());
    // SAFETY: key and nonce have the lengths that the function reads; both slices have as many bytes, and cannot overlap.
    unsafe {
        c::CRYPTO_chacha_20(output.as_mut_ptr(), input.as_ptr(), length, key.as_ptr(), nonce.as_ptr(), counter);
    }
}

/// Poly1305 (RFC 8439, 2.5) of parts, one behind the other, with a one-time key.
pub fn poly1305(key: &[u8; 32], parts: &[&[u8]]) -> [u8; 16] {
    init();
    let mut state: c::poly1305_state = [0; 512];
    let mut tag = [0; 16];
    // SAFETY: the state has the type's own length, and stays where it is: the function finds its place within it by address. The key has the
    // length that is read.
    unsafe { c::CRYPTO_poly1305_init(&raw mut state, key.as_ptr()) };
    for part in parts {
        // SAFETY: the state was initialized; exactly the part is read.
        unsafe { c::CRYPTO_poly1305_update(&raw mut state, part.as_ptr(), part.len()) };
    }
    // SAFETY: the state was initialized, and is not used again; the tag has the length that is written.
    unsafe { c::CRYPTO_poly1305_finish(&raw mut state, tag.as_mut_ptr()) };
    wipe(&mut state);
    tag
}

/// SHA-512 (FIPS 180-4), in two halves.
pub fn sha512(data: &[u8], hash: &mut [[u8; 32]; 2]) {
    init();
    // SAFETY: exactly the slice is read, and the 64 bytes are written that the hash has.
    unsafe { c::SHA512(data.as_ptr(), data.len(), hash.as_flattened_mut().as_mut_ptr()) };
}

/// The public half that belongs to a seed (RFC 8032, 5.1.5).
pub fn ed25519_public(seed: &[u8; 32]) -> [u8; 32] {
    init();
    let (mut public, mut both) = ([0; 32], [0; 64]);
    // SAFETY: all three have the lengths that the function reads and writes.
    unsafe { c::ED25519_keypair_from_seed(public.as_mut_ptr(), both.as_mut_ptr(), seed.as_ptr()) };
    wipe(&mut both);
    public
}

/// Signs with Ed25519 (RFC 8032, 5.1.6); the key is the seed and the public half, which must belong together. None if AWS-LC declines, as it
/// reserves the right to.
pub fn ed25519_sign(message: &[u8], key: &[[u8; 32]; 2]) -> Option<[u8; 64]> {
    init();
    let mut signature = [0; 64];
    // SAFETY: signature and key have the lengths that are written and read; exactly the message is read.
    let done = unsafe {
        c::ED25519_sign(signature.as_mut_ptr(), message.as_ptr(), message.len(), key.as_flattened().as_ptr())
    };
    (done == 1).then_some(signature)
}

/// X25519 (RFC 7748, 5). None if the result is zero, as it is for points of small order.
pub fn x25519(secret: &[u8; 32], public: &[u8; 32], shared: &mut [u8; 32]) -> Option<()> {
    init();
    // SAFETY: all three have 32 bytes, as the function reads and writes.
    let done = unsafe { c::X25519(shared.as_mut_ptr(), secret.as_ptr(), public.as_ptr()) };
    (done == 1).then_some(())
}

/// X25519 with the base point: the public half of a secret.
pub fn x25519_public(secret: &[u8; 32]) -> [u8; 32] {
    init();
    let mut public = [0; 32];
    // SAFETY: both have 32 bytes, as the function reads and writes.
    unsafe { c::X25519_public_from_private(public.as_mut_ptr(), secret.as_ptr()) };
    public
}
