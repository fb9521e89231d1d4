//! AVX2: thirty-two bytes at once, looked up by halves in two tables of sixteen entries; four characters at once into `\uXXXX`.

use super::{Level, Task};
use crate::json::encode::{Escapes, HIGH};
use std::arch::x86_64::{
    __m128i, _mm_add_epi8, _mm_and_si128, _mm_cmpeq_epi8, _mm_cmpeq_epi32, _mm_loadu_si128, _mm_madd_epi16,
    _mm_maddubs_epi16, _mm_movemask_epi8, _mm_or_si128, _mm_set_epi64x, _mm_set1_epi8, _mm_set1_epi16, _mm_set1_epi32,
    _mm_setr_epi8, _mm_setzero_si128, _mm_shuffle_epi8, _mm_srli_epi16, _mm_storel_epi64, _mm_storeu_si128,
    _mm256_and_si256, _mm256_broadcastsi128_si256, _mm256_cmpeq_epi8, _mm256_loadu_si256, _mm256_movemask_epi8,
    _mm256_set1_epi8, _mm256_setzero_si256, _mm256_shuffle_epi8, _mm256_srli_epi16, _mm256_storeu_si256,
};

/// Chosen only where AVX2 was found.
#[derive(Clone, Copy)]
pub struct Avx2;

/// Whether this processor has what [`Avx2`] needs.
#[inline(always)]
pub fn is_available() -> bool {
    crate::json::simd::avx2::is_available()
}

/// # Safety
/// AVX2 is available, as for everything in this file: [`super::dispatch`] has asked.
#[inline(always)]
unsafe fn table(entries: &[u8; 16]) -> __m128i {
    // SAFETY: sixteen bytes.
    unsafe { _mm_loadu_si128(entries.as_ptr().cast()) }
}

/// The bits that [`Level::copy`] promises, for sixteen bytes.
#[inline(always)]
unsafe fn special<const TRUSTED: bool>(block: __m128i, escapes: &Escapes) -> u32 {
    // SAFETY: as for the file.
    unsafe {
        let low = _mm_shuffle_epi8(table(&escapes.low), block);
        let high = _mm_shuffle_epi8(table(&HIGH), _mm_and_si128(_mm_srli_epi16::<4>(block), _mm_set1_epi8(0xf)));
        let plain = _mm_cmpeq_epi8(_mm_and_si128(low, high), _mm_setzero_si128());
        let beyond = if TRUSTED { _mm_cmpeq_epi8(block, _mm_set1_epi8(0xe2_u8 as i8)) } else { block };
        (!_mm_movemask_epi8(plain) as u32 & 0xffff) | _mm_movemask_epi8(beyond) as u32
    }
}

/// From each of its first entries on the shuffle that brings what lies at that position to the beginning.
const TO_FRONT: [u8; 32] = {
    let mut table = [0x80; 32];
    let mut at = 0;
    while at < 16 {
        table[at] = at as u8;
        at += 1;
    }
    table
};

/// A block from a position on, sixteen at most.
#[inline(always)]
unsafe fn shift(block: __m128i, position: usize) -> __m128i {
    // SAFETY: as for the file; the table has sixteen bytes from the position on.
    unsafe { _mm_shuffle_epi8(block, _mm_loadu_si128(TO_FRONT.as_ptr().add(position).cast())) }
}

/// Four characters' bytes in reverse order, four bytes apart.
const SPREAD_TWO: __m128i = lanes([1, 0, 0x80, 0x80, 3, 2, 0x80, 0x80, 5, 4, 0x80, 0x80, 7, 6, 0x80, 0x80]);
const SPREAD_THREE: __m128i = lanes([2, 1, 0, 0x80, 5, 4, 3, 0x80, 8, 7, 6, 0x80, 11, 10, 9, 0x80]);

const fn lanes(bytes: [u8; 16]) -> __m128i {
    // SAFETY: both are sixteen bytes of which every value is valid.
    unsafe { std::mem::transmute(bytes) }
}

impl Level for Avx2 {
    type Block = __m128i;
    const WIDTH: usize = 32;
    const HAS_UNITS: bool = true;

    #[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
    #[inline(never)]
    unsafe fn apart<T: Task>(task: T, input: T::Input) -> T::Output {
        // SAFETY: as promised by the caller.
        unsafe { task.run::<Self>(input) }
    }

    #[inline(always)]
    unsafe fn copy<const TRUSTED: bool>(from: *const u8, to: *mut u8, escapes: &Escapes) -> u32 {
        // SAFETY: as promised by the caller.
        unsafe {
            let block = _mm256_loadu_si256(from.cast());
            _mm256_storeu_si256(to.cast(), block);
            let low = _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(table(&escapes.low)), block);
            let half = _mm256_and_si256(_mm256_srli_epi16::<4>(block), _mm256_set1_epi8(0xf));
            let high = _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(table(&HIGH)), half);
            let plain = _mm256_cmpeq_epi8(_mm256_and_si256(low, high), _mm256_setzero_si256());
            let beyond = if TRUSTED { _mm256_cmpeq_epi8(block, _mm256_set1_epi8(0xe2_u8 as i8)) } else { block };
            !_mm256_movemask_epi8(plain) as u32 | _mm256_movemask_epi8(beyond) as u32
        }
    }

    #[inline(always)]
    unsafe fn special<const TRUSTED: bool>(block: __m128i, escapes: &Escapes) -> u32 {
        // SAFETY: as for the file.
        unsafe { special::<TRUSTED>(block, escapes) }
    }

    #[inline(always)]
    unsafe fn load(from: *const u8) -> __m128i {
        // SAFETY: as promised by the caller.
        unsafe { _mm_loadu_si128(from.cast()) }
    }

    #[inline(always)]
    unsafe fn block(bytes: u128) -> __m128i {
        // SAFETY: as for the file.
        unsafe { _mm_set_epi64x((bytes >> 64) as i64, bytes as i64) }
    }

    #[inline(always)]
    unsafe fn load_before(end: *const u8, length: usize) -> __m128i {
        debug_assert!(length <= 16);
        // SAFETY: as promised by the caller.
        unsafe { shift(_mm_loadu_si128(end.sub(16).cast()), 16 - length) }
    }

    #[inline(always)]
    unsafe fn store_from(block: __m128i, position: usize, to: *mut u8) {
        debug_assert!(position <= 16);
        // SAFETY: as promised by the caller.
        unsafe { _mm_storeu_si128(to.cast(), shift(block, position)) }
    }

    #[inline(always)]
    unsafe fn units<const BYTES: usize>(from: *const u8, to: *mut u8) -> bool {
        // SAFETY: as promised by the caller.
        unsafe {
            let block = _mm_loadu_si128(from.cast());
            // From the lowest byte: the last byte of a character, the one before it, and so on.
            let (spread, payload, marked, marks) = if BYTES == 2 {
                (SPREAD_TWO, 0x1f3f, 0x0000_e0c0_u32, 0x0000_c080_u32)
            } else {
                (SPREAD_THREE, 0x000f_3f3f, 0x00f0_c0c0, 0x00e0_8080)
            };
            let lanes = _mm_shuffle_epi8(block, spread);
            let marks_found = _mm_and_si128(lanes, _mm_set1_epi32(marked as i32));
            let is_marked = _mm_cmpeq_epi32(marks_found, _mm_set1_epi32(marks as i32));
            // Pairs of bytes into twelve bits, then both halves into one unit.
            let bits = _mm_and_si128(lanes, _mm_set1_epi32(payload));
            let twelve = _mm_maddubs_epi16(bits, _mm_set1_epi16(0x4001));
            let unit = _mm_madd_epi16(twelve, _mm_set1_epi32(0x1000_0001));
            // What is encoded in too many bytes, or half of a surrogate pair.
            let too_long = _mm_cmpeq_epi32(
                _mm_and_si128(unit, _mm_set1_epi32(if BYTES == 2 { 0xff80 } else { 0xf800 })),
                _mm_setzero_si128(),
            );
            let surrogate = _mm_cmpeq_epi32(_mm_and_si128(unit, _mm_set1_epi32(0xf800)), _mm_set1_epi32(0xd800));
            let is_wrong = _mm_or_si128(too_long, surrogate);
            if _mm_movemask_epi8(is_marked) != 0xffff || _mm_movemask_epi8(is_wrong) != 0 {
                return false;
            }
            // Each unit's four digits, the highest first.
            let doubled = _mm_shuffle_epi8(unit, lanes_of_digits());
            let even = _mm_and_si128(_mm_srli_epi16::<4>(doubled), _mm_set1_epi16(0x000f));
            let odd = _mm_and_si128(doubled, _mm_set1_epi16(0x0f00));
            let digits = _mm_shuffle_epi8(table(b"0123456789abcdef"), _mm_or_si128(even, odd));
            let head = _mm_setr_epi8(-1, -1, 0, 1, 2, 3, -1, -1, 4, 5, 6, 7, -1, -1, 8, 9);
            let tail = _mm_setr_epi8(10, 11, -1, -1, 12, 13, 14, 15, -1, -1, -1, -1, -1, -1, -1, -1);
            let head_marks = table(b"\\u\0\0\0\0\\u\0\0\0\0\\u\0\0");
            let tail_marks = table(b"\0\0\\u\0\0\0\0\0\0\0\0\0\0\0\0");
            _mm_storeu_si128(to.cast(), _mm_add_epi8(_mm_shuffle_epi8(digits, head), head_marks));
            _mm_storel_epi64(to.add(16).cast(), _mm_add_epi8(_mm_shuffle_epi8(digits, tail), tail_marks));
            true
        }
    }
}

/// The high byte of each unit twice, then the low one twice.
#[inline(always)]
const fn lanes_of_digits() -> __m128i {
    lanes([1, 1, 0, 0, 5, 5, 4, 4, 9, 9, 8, 8, 13, 13, 12, 12])
}
