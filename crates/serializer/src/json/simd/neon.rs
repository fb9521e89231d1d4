//! NEON, which every 64-bit ARM processor has: sixteen bytes at once; UTF-8 is checked by the standard library.

use super::{Stop, Vector, tail};
use std::arch::aarch64::{
    uint8x16_t, vceqq_u8, vcltq_u8, vdupq_n_u8, vget_lane_u64, vld1q_u8, vmaxvq_u8, vorrq_u8, vreinterpret_u64_u8,
    vreinterpretq_u16_u8, vshrn_n_u16,
};

const WIDTH: usize = 16;

#[derive(Clone, Copy)]
pub struct Neon;

/// The block at a place, if there is a whole one.
#[inline(always)]
fn load(input: &[u8], at: usize) -> Option<uint8x16_t> {
    let block = input.get(at..at.checked_add(WIDTH)?)?;
    // SAFETY: the slice has sixteen bytes; the load asks for no alignment.
    Some(unsafe { vld1q_u8(block.as_ptr()) })
}

/// Four bits for each byte of a comparison.
#[inline(always)]
fn nibbles(compared: uint8x16_t) -> u64 {
    // SAFETY: NEON is part of AArch64.
    unsafe { vget_lane_u64::<0>(vreinterpret_u64_u8(vshrn_n_u16::<4>(vreinterpretq_u16_u8(compared)))) }
}

#[inline(always)]
fn equal(block: uint8x16_t, byte: u8) -> uint8x16_t {
    // SAFETY: as above.
    unsafe { vceqq_u8(block, vdupq_n_u8(byte)) }
}

#[inline(always)]
fn either(one: uint8x16_t, two: uint8x16_t) -> uint8x16_t {
    // SAFETY: as above.
    unsafe { vorrq_u8(one, two) }
}

impl Vector for Neon {
    #[inline(always)]
    fn text(input: &[u8], start: usize) -> Stop {
        let (mut at, mut has_high) = (start, false);
        while let Some(block) = load(input, at) {
            // SAFETY: as above.
            let (control, highest) = unsafe { (vcltq_u8(block, vdupq_n_u8(0x20)), vmaxvq_u8(block)) };
            let stops = nibbles(either(control, either(equal(block, b'"'), equal(block, b'\\'))));
            // A high byte behind the stop costs a check too many, nothing more.
            has_high |= highest >= 0x80;
            if stops != 0 {
                let at = at + stops.trailing_zeros() as usize / 4;
                return Stop { at, is_valid: !has_high || tail::is_utf8(input, start, at) };
            }
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
    fn skip_space(input: &[u8], mut at: usize, _: usize) -> usize {
        while let Some(block) = load(input, at) {
            let space = either(
                either(equal(block, b' '), equal(block, b'\n')),
                either(equal(block, b'\r'), equal(block, b'\t')),
            );
            let others = !nibbles(space);
            if others != 0 {
                return at + others.trailing_zeros() as usize / 4;
            }
            at += WIDTH;
        }
        tail::skip_space(input, at)
    }
}
