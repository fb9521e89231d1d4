//! SSE2, which every x86-64 processor has: sixteen bytes at once; UTF-8 is checked by the standard library.

use super::{Stop, Vector, tail};
use std::arch::x86_64::{
    __m128i, _mm_cmpeq_epi8, _mm_loadu_si128, _mm_min_epu8, _mm_movemask_epi8, _mm_or_si128, _mm_set1_epi8,
};

const WIDTH: usize = 16;

#[derive(Clone, Copy)]
pub struct Sse2;

/// The block at a place, if there is a whole one.
#[inline(always)]
fn load(input: &[u8], at: usize) -> Option<__m128i> {
    let block = input.get(at..at.checked_add(WIDTH)?)?;
    // SAFETY: the slice has sixteen bytes; the load asks for no alignment.
    Some(unsafe { _mm_loadu_si128(block.as_ptr().cast()) })
}

#[inline(always)]
fn bits(block: __m128i) -> u32 {
    // SAFETY: SSE2 is part of x86-64.
    unsafe { _mm_movemask_epi8(block) }.cast_unsigned()
}

#[inline(always)]
fn equal(block: __m128i, byte: u8) -> __m128i {
    // SAFETY: as above.
    unsafe { _mm_cmpeq_epi8(block, _mm_set1_epi8(byte.cast_signed())) }
}

#[inline(always)]
fn either(one: __m128i, two: __m128i) -> __m128i {
    // SAFETY: as above.
    unsafe { _mm_or_si128(one, two) }
}

impl Vector for Sse2 {
    #[inline(always)]
    fn text(input: &[u8], start: usize) -> Stop {
        let (mut at, mut has_high) = (start, false);
        while let Some(block) = load(input, at) {
            // SAFETY: as above.
            let control = unsafe { _mm_cmpeq_epi8(_mm_min_epu8(block, _mm_set1_epi8(0x1f)), block) };
            let stops = bits(either(control, either(equal(block, b'"'), equal(block, b'\\'))));
            let high = bits(block);
            if stops != 0 {
                // The bits below the first stop.
                has_high |= high & (stops ^ stops.wrapping_sub(1)) != 0;
                let at = at + stops.trailing_zeros() as usize;
                return Stop { at, is_valid: !has_high || tail::is_utf8(input, start, at) };
            }
            has_high |= high != 0;
            at += WIDTH;
        }
        tail::text(input, start, at, has_high)
    }

    #[inline(always)]
    fn copy_text(input: &[u8], at: usize, copy: &mut Vec<u8>) -> Stop {
        let stop = Self::text(input, at);
        copy.extend_from_slice(input.get(at..stop.at).unwrap_or_default());
        stop
    }

    #[inline(always)]
    fn skip_space(input: &[u8], mut at: usize, guess: usize) -> usize {
        while let Some(block) = load(input, at) {
            let space = either(
                either(equal(block, b' '), equal(block, b'\n')),
                either(equal(block, b'\r'), equal(block, b'\t')),
            );
            let others = bits(space) ^ 0xffff;
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
