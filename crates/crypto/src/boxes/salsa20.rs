//! Salsa20 (D. J. Bernstein, "The Salsa20 family of stream ciphers") and XSalsa20 made of it ("Extending the Salsa20 nonce"). Eight blocks at
//! a time, side by side where `sys` knows how.

use crate::secret::Secret;
use zeroize::Zeroizing;

/// Eight blocks, in halves.
pub type Blocks = [[u8; 32]; 16];

/// "expand 32-byte k", in words.
const CONSTANTS: [u32; 4] = [0x6170_7865, 0x3320_646e, 0x7962_2d32, 0x6b20_6574];

/// The stream of a key and a nonce.
pub struct XSalsa20(Zeroizing<[u32; 16]>);

impl XSalsa20 {
    pub fn new(key: &[u8; 32], nonce: &[u8; 24]) -> Self {
        let [first @ .., a, b, c, d, e, f, g, h] = nonce;
        // The counter is put in its place by whoever counts.
        let tail = [*a, *b, *c, *d, *e, *f, *g, *h, 0, 0, 0, 0, 0, 0, 0, 0];
        Self(Zeroizing::new(state(subkey(key, first).expose(), &tail)))
    }

    /// The stream's first eight blocks.
    pub fn begin(&self) -> Zeroizing<Blocks> {
        let mut stream = Zeroizing::new([[0; 32]; 16]);
        blocks(&self.0, 0, &[[0; 32]; 16], &mut stream);
        stream
    }

    /// Encrypts or decrypts what follows the first eight blocks. What the shorter slice lacks is left out.
    pub fn go_on(&self, input: &[u8], output: &mut [u8]) {
        let (whole, rest) = parts(input);
        let (out, out_rest) = parts_mut(output);
        let mut counter = 8;
        for (input, output) in whole.iter().zip(out) {
            blocks(&self.0, counter, input, output);
            counter += 8;
        }
        if !rest.is_empty() {
            let mut last = Zeroizing::new([[0; 32]; 16]);
            blocks(&self.0, counter, &[[0; 32]; 16], &mut last);
            for ((output, input), stream) in out_rest.iter_mut().zip(rest).zip(last.as_flattened()) {
                *output = input ^ stream;
            }
        }
    }
}

fn parts(bytes: &[u8]) -> (&[Blocks], &[u8]) {
    let (whole, rest) = bytes.as_chunks::<512>();
    (whole.as_flattened().as_chunks().0.as_chunks().0, rest)
}

fn parts_mut(bytes: &mut [u8]) -> (&mut [Blocks], &mut [u8]) {
    let (whole, rest) = bytes.as_chunks_mut::<512>();
    (whole.as_flattened_mut().as_chunks_mut().0.as_chunks_mut().0, rest)
}

/// HSalsa20, which makes the key of XSalsa20 and of crypto_box.
pub fn subkey(key: &[u8; 32], nonce: &[u8; 16]) -> Secret<32> {
    let mut x = Zeroizing::new(state(key, nonce));
    rounds(&mut x);
    let [a, _, _, _, _, b, e, f, g, h, c, _, _, _, _, d] = *x;
    let mut subkey = Secret::new([0; 32]);
    for (place, word) in subkey.expose_mut().as_chunks_mut().0.iter_mut().zip([a, b, c, d, e, f, g, h]) {
        *place = word.to_le_bytes();
    }
    subkey
}

/// What the rounds begin with: the constants on the diagonal, the key in two halves, between them nonce and counter.
fn state(key: &[u8; 32], nonce: &[u8; 16]) -> [u32; 16] {
    let mut state = [0; 16];
    let [a, low @ .., b, n0, n1, n2, n3, c, h0, h1, h2, h3, d] = &mut state;
    let key = key.as_chunks().0.iter();
    for (place, word) in low.iter_mut().chain([h0, h1, h2, h3]).zip(key) {
        *place = u32::from_le_bytes(*word);
    }
    for (place, word) in [n0, n1, n2, n3].into_iter().zip(nonce.as_chunks().0) {
        *place = u32::from_le_bytes(*word);
    }
    [*a, *b, *c, *d] = CONSTANTS;
    state
}

/// Encrypts or decrypts eight blocks.
fn blocks(state: &[u32; 16], counter: u64, input: &Blocks, output: &mut Blocks) {
    #[cfg(target_arch = "x86_64")]
    if crate::sys::salsa20::apply(state, counter, input, output) {
        return;
    }
    one_by_one(state, counter, input, output);
}

fn one_by_one(state: &[u32; 16], counter: u64, input: &Blocks, output: &mut Blocks) {
    let mut first = *state;
    let input = input.as_flattened().as_chunks::<64>().0;
    let output = output.as_flattened_mut().as_chunks_mut::<64>().0;
    for (block, (input, output)) in (0..).zip(input.iter().zip(output)) {
        let [a, b, c, d, rest @ ..] = counter.wrapping_add(block).to_le_bytes();
        let [_, _, _, _, _, _, _, _, low, high, ..] = &mut first;
        *low = u32::from_le_bytes([a, b, c, d]);
        *high = u32::from_le_bytes(rest);
        let mut x = first;
        rounds(&mut x);
        let words = x.iter().zip(&first).map(|(word, first)| word.wrapping_add(*first));
        let places = input.as_chunks::<4>().0.iter().zip(output.as_chunks_mut::<4>().0);
        for (word, (input, output)) in words.zip(places) {
            *output = (word ^ u32::from_le_bytes(*input)).to_le_bytes();
        }
    }
}

/// The twenty rounds.
fn rounds(x: &mut [u32; 16]) {
    let [x0, x1, x2, x3, x4, x5, x6, x7, x8, x9, x10, x11, x12, x13, x14, x15] = x;
    for _ in 0..10 {
        quarter(x0, x4, x8, x12);
        quarter(x5, x9, x13, x1);
        quarter(x10, x14, x2, x6);
        quarter(x15, x3, x7, x11);
        quarter(x0, x1, x2, x3);
        quarter(x5, x6, x7, x4);
        quarter(x10, x11, x8, x9);
        quarter(x15, x12, x13, x14);
    }
}

#[inline(always)]
fn quarter(a: &mut u32, b: &mut u32, c: &mut u32, d: &mut u32) {
    *b ^= a.wrapping_add(*d).rotate_left(7);
    *c ^= b.wrapping_add(*a).rotate_left(9);
    *d ^= c.wrapping_add(*b).rotate_left(13);
    *a ^= d.wrapping_add(*c).rotate_left(18);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{pattern, unhex};
    use ::salsa20::cipher::{KeyIvInit, StreamCipher};

    #[test]
    fn one_by_one_and_side_by_side_agree() {
        let state = std::array::from_fn(|index| 0x0123_4567 * u32::try_from(index).unwrap());
        let input = std::array::from_fn(|index| [u8::try_from(index).unwrap(); 32]);
        // The last begins one block before the counter's lower half overflows.
        for counter in [0, 8, 0xffff_ffff, 0xffff_fffe, u64::MAX] {
            let (mut single, mut eight) = ([[0; 32]; 16], [[0; 32]; 16]);
            one_by_one(&state, counter, &input, &mut single);
            blocks(&state, counter, &input, &mut eight);
            assert_eq!(single, eight, "counter: {counter}");
        }
    }

    #[test]
    fn as_the_reference_at_any_length() {
        let (key, nonce) = (unhex::<32>(&"c3".repeat(32)), unhex::<24>(&"5a".repeat(24)));
        for length in (0..1300).chain([4096, 100_001]) {
            let mut reference = pattern(length);
            ::salsa20::XSalsa20::new(&key.into(), &nonce.into()).apply_keystream(&mut reference);
            let input = pattern(length);
            let mut ours = vec![0; length];
            let cipher = XSalsa20::new(&key, &nonce);
            let head = length.min(512);
            for ((ours, input), stream) in ours.iter_mut().zip(&input).zip(cipher.begin().as_flattened()) {
                *ours = input ^ stream;
            }
            cipher.go_on(&input[head..], &mut ours[head..]);
            assert_eq!(ours, reference, "length: {length}");
        }
    }
}
