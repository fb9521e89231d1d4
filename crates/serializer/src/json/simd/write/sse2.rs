//! SSE2, which every 64-bit x86 processor has: sixteen bytes at once, compared with each character that is to be escaped.

use super::{Level, Task};
use crate::json::encode::Escapes;
use std::arch::x86_64::{
    __m128i, _mm_cmpeq_epi8, _mm_loadu_si128, _mm_max_epu8, _mm_movemask_epi8, _mm_or_si128, _mm_set_epi64x,
    _mm_set1_epi8, _mm_storeu_si128,
};

#[derive(Clone, Copy)]
pub struct Sse2;

#[inline(always)]
fn equal(block: __m128i, byte: u8) -> __m128i {
    // SAFETY: SSE2 is part of x86-64.
    unsafe { _mm_cmpeq_epi8(block, _mm_set1_epi8(byte as i8)) }
}

#[inline(always)]
fn either(one: __m128i, two: __m128i) -> __m128i {
    // SAFETY: as above.
    unsafe { _mm_or_si128(one, two) }
}

/// The bits that [`Level::copy`] promises.
#[inline(always)]
fn special<const TRUSTED: bool>(block: __m128i, escapes: &Escapes) -> u32 {
    // SAFETY: as above.
    unsafe {
        let control = _mm_cmpeq_epi8(_mm_max_epu8(block, _mm_set1_epi8(0x1f)), _mm_set1_epi8(0x1f));
        let always = either(either(equal(block, b'"'), equal(block, b'\\')), control);
        let mut special = either(always, equal(block, escapes.slash));
        if escapes.has_hex {
            let [less, greater, and, apostrophe] = escapes.hex.map(|byte| equal(block, byte));
            special = either(special, either(either(less, greater), either(and, apostrophe)));
        }
        let beyond = if TRUSTED { equal(block, 0xe2) } else { block };
        _mm_movemask_epi8(either(special, beyond)) as u32
    }
}

impl Level for Sse2 {
    type Block = __m128i;
    const WIDTH: usize = 16;
    const HAS_UNITS: bool = false;

    #[inline(never)]
    unsafe fn apart<T: Task>(task: T, input: T::Input) -> T::Output {
        // SAFETY: as promised by the caller.
        unsafe { task.run::<Self>(input) }
    }

    #[inline(always)]
    unsafe fn copy<const TRUSTED: bool>(from: *const u8, to: *mut u8, escapes: &Escapes) -> u32 {
        // SAFETY: as promised by the caller.
        unsafe {
            let block = _mm_loadu_si128(from.cast());
            _mm_storeu_si128(to.cast(), block);
            special::<TRUSTED>(block, escapes)
        }
    }

    #[inline(always)]
    unsafe fn special<const TRUSTED: bool>(block: __m128i, escapes: &Escapes) -> u32 {
        special::<TRUSTED>(block, escapes)
    }

    #[inline(always)]
    unsafe fn load(from: *const u8) -> __m128i {
        // SAFETY: as promised by the caller.
        unsafe { _mm_loadu_si128(from.cast()) }
    }

    #[inline(always)]
    unsafe fn block(bytes: u128) -> __m128i {
        // SAFETY: as above.
        unsafe { _mm_set_epi64x((bytes >> 64) as i64, bytes as i64) }
    }

    #[inline(always)]
    unsafe fn store_from(block: __m128i, position: usize, to: *mut u8) {
        // SAFETY: as promised by the caller; a block is sixteen bytes of which every value is valid.
        unsafe {
            let bytes: u128 = std::mem::transmute(block);
            to.cast::<u128>().write_unaligned(bytes.unbounded_shr(8 * position as u32));
        }
    }
}
