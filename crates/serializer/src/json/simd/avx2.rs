//! AVX2: thirty-two bytes at once, with the check of UTF-8 in the same pass. The check looks up what each pair of bytes can mean in three
//! tables of sixteen entries (J. Keiser, D. Lemire: Validating UTF-8 in less than one instruction per byte, 2021, section 6).

use super::{Stop, Task, Vector, tail};
use std::arch::x86_64::{
    __m256i, _mm256_alignr_epi8, _mm256_and_si256, _mm256_cmpeq_epi8, _mm256_loadu_si256, _mm256_min_epu8,
    _mm256_movemask_epi8, _mm256_or_si256, _mm256_permute2x128_si256, _mm256_set1_epi8, _mm256_setr_epi8,
    _mm256_setzero_si256, _mm256_shuffle_epi8, _mm256_srli_epi16, _mm256_storeu_si256, _mm256_subs_epu8,
    _mm256_xor_si256,
};

const WIDTH: usize = 32;

/// Made only where AVX2 was found, inside [`run`].
#[derive(Clone, Copy)]
pub struct Avx2;

/// Whether this processor has what [`run`] needs.
#[inline(always)]
pub fn is_available() -> bool {
    is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("bmi2")
        && is_x86_feature_detected!("lzcnt")
        && is_x86_feature_detected!("popcnt")
}

/// Does some work compiled for AVX2.
///
/// # Safety
/// [`is_available`] has said yes.
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
pub unsafe fn run<T: Task>(task: T) -> T::Output {
    task.run::<Avx2>()
}

// What a pair of bytes may have against it. A bit is set in all three look-ups only where it is true.
const TOO_SHORT: u8 = 1 << 0;
const TOO_LONG: u8 = 1 << 1;
const OVERLONG_3: u8 = 1 << 2;
const TOO_LARGE: u8 = 1 << 3;
const SURROGATE: u8 = 1 << 4;
const OVERLONG_2: u8 = 1 << 5;
const TOO_LARGE_1000: u8 = 1 << 6;
const OVERLONG_4: u8 = 1 << 6;
const TWO_CONTINUATIONS: u8 = 1 << 7;
const CARRY: u8 = TOO_SHORT | TOO_LONG | TWO_CONTINUATIONS;

/// By the high half of the first byte.
const FIRST_HIGH: [u8; 16] = [
    TOO_LONG,
    TOO_LONG,
    TOO_LONG,
    TOO_LONG,
    TOO_LONG,
    TOO_LONG,
    TOO_LONG,
    TOO_LONG,
    TWO_CONTINUATIONS,
    TWO_CONTINUATIONS,
    TWO_CONTINUATIONS,
    TWO_CONTINUATIONS,
    TOO_SHORT | OVERLONG_2,
    TOO_SHORT,
    TOO_SHORT | OVERLONG_3 | SURROGATE,
    TOO_SHORT | TOO_LARGE | TOO_LARGE_1000 | OVERLONG_4,
];

/// By the low half of the first byte.
const FIRST_LOW: [u8; 16] = [
    CARRY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4,
    CARRY | OVERLONG_2,
    CARRY,
    CARRY,
    CARRY | TOO_LARGE,
    CARRY | TOO_LARGE | TOO_LARGE_1000,
    CARRY | TOO_LARGE | TOO_LARGE_1000,
    CARRY | TOO_LARGE | TOO_LARGE_1000,
    CARRY | TOO_LARGE | TOO_LARGE_1000,
    CARRY | TOO_LARGE | TOO_LARGE_1000,
    CARRY | TOO_LARGE | TOO_LARGE_1000,
    CARRY | TOO_LARGE | TOO_LARGE_1000,
    CARRY | TOO_LARGE | TOO_LARGE_1000,
    CARRY | TOO_LARGE | TOO_LARGE_1000 | SURROGATE,
    CARRY | TOO_LARGE | TOO_LARGE_1000,
    CARRY | TOO_LARGE | TOO_LARGE_1000,
];

/// By the high half of the second byte.
const SECOND_HIGH: [u8; 16] = [
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS | OVERLONG_3 | TOO_LARGE_1000 | OVERLONG_4,
    TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS | OVERLONG_3 | TOO_LARGE,
    TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS | SURROGATE | TOO_LARGE,
    TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS | SURROGATE | TOO_LARGE,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
    TOO_SHORT,
];

// The intrinsics below are sound wherever an `Avx2` can be: inside `run`. Loads and stores stand apart, with their own reasons.

/// A table in both halves of a register.
#[inline(always)]
fn table(entries: [u8; 16]) -> __m256i {
    let [a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p] = entries.map(u8::cast_signed);
    // SAFETY: AVX2 is there.
    unsafe {
        _mm256_setr_epi8(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)
    }
}

#[inline(always)]
fn bits(block: __m256i) -> u32 {
    // SAFETY: AVX2 is there.
    unsafe { _mm256_movemask_epi8(block) }.cast_unsigned()
}

#[inline(always)]
fn equal(block: __m256i, byte: u8) -> __m256i {
    // SAFETY: AVX2 is there.
    unsafe { _mm256_cmpeq_epi8(block, _mm256_set1_epi8(byte.cast_signed())) }
}

#[inline(always)]
fn either(one: __m256i, two: __m256i) -> __m256i {
    // SAFETY: AVX2 is there.
    unsafe { _mm256_or_si256(one, two) }
}

/// The bytes that stop a text.
#[inline(always)]
fn stops(block: __m256i) -> u32 {
    // SAFETY: AVX2 is there.
    let control = unsafe { _mm256_cmpeq_epi8(_mm256_min_epu8(block, _mm256_set1_epi8(0x1f)), block) };
    bits(either(control, either(equal(block, b'"'), equal(block, b'\\'))))
}

/// The bytes at which UTF-8 breaks, given the block before.
#[inline(always)]
fn errors(block: __m256i, before: __m256i) -> u32 {
    // SAFETY: AVX2 is there.
    unsafe {
        let low_half = _mm256_set1_epi8(0x0f);
        let joint = _mm256_permute2x128_si256::<0x21>(before, block);
        let (one, two, three) = (
            _mm256_alignr_epi8::<15>(block, joint),
            _mm256_alignr_epi8::<14>(block, joint),
            _mm256_alignr_epi8::<13>(block, joint),
        );
        let high = |bytes| _mm256_and_si256(_mm256_srli_epi16::<4>(bytes), low_half);
        let pairs = _mm256_and_si256(
            _mm256_and_si256(
                _mm256_shuffle_epi8(table(FIRST_HIGH), high(one)),
                _mm256_shuffle_epi8(table(FIRST_LOW), _mm256_and_si256(one, low_half)),
            ),
            _mm256_shuffle_epi8(table(SECOND_HIGH), high(block)),
        );
        // A third or fourth byte has to be a continuation of a continuation; nothing else may be.
        let third = _mm256_subs_epu8(two, _mm256_set1_epi8((0xe0_u8 - 0x80).cast_signed()));
        let fourth = _mm256_subs_epu8(three, _mm256_set1_epi8((0xf0_u8 - 0x80).cast_signed()));
        let wanted = _mm256_and_si256(either(third, fourth), _mm256_set1_epi8(0x80_u8.cast_signed()));
        !bits(_mm256_cmpeq_epi8(_mm256_xor_si256(wanted, pairs), _mm256_setzero_si256()))
    }
}

/// Goes through a text block by block, and with `COPY` appends it to `copy`.
#[inline(always)]
fn scan<const COPY: bool>(input: &[u8], mut at: usize, copy: &mut Vec<u8>) -> Stop {
    // SAFETY: AVX2 is there.
    let mut before = unsafe { _mm256_setzero_si256() };
    let mut before_high = 0_u32;
    loop {
        let block = match input.get(at..at.wrapping_add(WIDTH)) {
            // SAFETY: the slice has thirty-two bytes; the load asks for no alignment.
            Some(block) => unsafe { _mm256_loadu_si256(block.as_ptr().cast()) },
            None => last_block(input, at),
        };
        let stops = stops(block);
        let high = bits(block);
        if high | before_high >> 29 != 0 {
            // The bits up to the first stop and that one, since a sequence may break off there; all bits if there is none.
            let counted = stops ^ stops.wrapping_sub(1);
            if errors(block, before) & counted != 0 {
                return Stop { at, is_valid: false };
            }
        }
        let count = if stops == 0 { WIDTH } else { stops.trailing_zeros() as usize };
        if COPY {
            copy.reserve(WIDTH);
            // SAFETY: room for a whole block was reserved behind the length; `count` is at most that.
            unsafe {
                _mm256_storeu_si256(copy.as_mut_ptr().add(copy.len()).cast(), block);
                copy.set_len(copy.len() + count);
            }
        }
        at += count;
        if stops != 0 {
            return Stop { at, is_valid: true };
        }
        (before, before_high) = (block, high);
    }
}

/// Whether bytes are UTF-8.
///
/// # Safety
/// As [`run`].
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
pub unsafe fn is_utf8(bytes: &[u8]) -> bool {
    let mut before = _mm256_setzero_si256();
    let (mut at, mut broken) = (0_usize, 0);
    loop {
        // The last block has a zero in it, so that a sequence that is cut off shows.
        let block = match bytes.get(at..at.wrapping_add(WIDTH)) {
            // SAFETY: the slice has thirty-two bytes; the load asks for no alignment.
            Some(block) => unsafe { _mm256_loadu_si256(block.as_ptr().cast()) },
            None => last_block(bytes, at),
        };
        broken |= errors(block, before);
        if at + WIDTH > bytes.len() {
            return broken == 0;
        }
        before = block;
        at += WIDTH;
    }
}

/// The end of the input, filled up with zeros, at which a text stops.
#[inline(always)]
fn last_block(input: &[u8], at: usize) -> __m256i {
    let mut block = [0_u8; WIDTH];
    let rest = input.get(at..).unwrap_or_default();
    block.iter_mut().zip(rest).for_each(|(target, &byte)| *target = byte);
    // SAFETY: the array has thirty-two bytes.
    unsafe { _mm256_loadu_si256(block.as_ptr().cast()) }
}

/// As [`run`], not inlined.
///
/// # Safety
/// As [`run`].
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
#[inline(never)]
unsafe fn run_apart<T: Task>(task: T) -> T::Output {
    task.run::<Avx2>()
}

impl Vector for Avx2 {
    #[inline(always)]
    fn apart<T: Task>(task: T) -> T::Output {
        // SAFETY: there is an `Avx2` only inside `run`.
        unsafe { run_apart(task) }
    }

    #[inline(always)]
    fn text(input: &[u8], at: usize) -> Stop {
        scan::<false>(input, at, &mut Vec::new())
    }

    #[inline(always)]
    fn copy_text(input: &[u8], at: usize, copy: &mut Vec<u8>) -> Stop {
        scan::<true>(input, at, copy)
    }

    #[inline(always)]
    fn skip_space(input: &[u8], mut at: usize, guess: usize) -> usize {
        while let Some(block) = input.get(at..at.wrapping_add(WIDTH)) {
            // SAFETY: the slice has thirty-two bytes.
            let block = unsafe { _mm256_loadu_si256(block.as_ptr().cast()) };
            let space = either(
                either(equal(block, b' '), equal(block, b'\n')),
                either(equal(block, b'\r'), equal(block, b'\t')),
            );
            let others = !bits(space);
            if guess < WIDTH && others & (2_u32 << guess).wrapping_sub(1) == 1 << guess {
                return at + guess;
            }
            if others != 0 {
                return at + others.trailing_zeros() as usize;
            }
            at += WIDTH;
        }
        tail::skip_space(input, at)
    }
}
