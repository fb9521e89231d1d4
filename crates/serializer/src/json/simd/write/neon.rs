//! NEON, which every 64-bit ARM processor has: sixteen bytes at once, looked up by halves in two tables of sixteen entries.

use super::{Level, Task};
use crate::json::encode::{Escapes, HIGH};
use std::arch::aarch64::{
    uint8x16_t, vaddq_u8, vaddv_u8, vandq_u8, vceqq_u8, vcgeq_u8, vdupq_n_u8, vget_high_u8, vget_low_u8, vld1q_u8,
    vorrq_u8, vqtbl1q_u8, vshrq_n_u8, vst1q_u8, vtstq_u8,
};

#[derive(Clone, Copy)]
pub struct Neon;

/// A bit for each byte of a comparison.
#[inline(always)]
fn bits(compared: uint8x16_t) -> u32 {
    const BITS: [u8; 16] = [1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128];
    // SAFETY: NEON is part of AArch64; the table has sixteen bytes.
    unsafe {
        let bits = vandq_u8(compared, vld1q_u8(BITS.as_ptr()));
        u32::from(vaddv_u8(vget_low_u8(bits))) | u32::from(vaddv_u8(vget_high_u8(bits))) << 8
    }
}

/// The bits that [`Level::copy`] promises.
#[inline(always)]
fn special<const TRUSTED: bool>(block: uint8x16_t, escapes: &Escapes) -> u32 {
    // SAFETY: as above.
    unsafe {
        let low = vqtbl1q_u8(vld1q_u8(escapes.low.as_ptr()), vandq_u8(block, vdupq_n_u8(0xf)));
        let high = vqtbl1q_u8(vld1q_u8(HIGH.as_ptr()), vshrq_n_u8::<4>(block));
        let special = vtstq_u8(low, high);
        let beyond = if TRUSTED { vceqq_u8(block, vdupq_n_u8(0xe2)) } else { vcgeq_u8(block, vdupq_n_u8(0x80)) };
        bits(vorrq_u8(special, beyond))
    }
}

impl Level for Neon {
    type Block = uint8x16_t;
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
            let block = vld1q_u8(from);
            vst1q_u8(to, block);
            special::<TRUSTED>(block, escapes)
        }
    }

    #[inline(always)]
    unsafe fn special<const TRUSTED: bool>(block: uint8x16_t, escapes: &Escapes) -> u32 {
        special::<TRUSTED>(block, escapes)
    }

    #[inline(always)]
    unsafe fn load(from: *const u8) -> uint8x16_t {
        // SAFETY: as promised by the caller.
        unsafe { vld1q_u8(from) }
    }

    #[inline(always)]
    unsafe fn block(bytes: u128) -> uint8x16_t {
        // SAFETY: NEON is part of AArch64; the array has sixteen bytes.
        unsafe { vld1q_u8(bytes.to_le_bytes().as_ptr()) }
    }

    #[inline(always)]
    unsafe fn store_from(block: uint8x16_t, position: usize, to: *mut u8) {
        const POSITIONS: [u8; 16] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
        // SAFETY: as promised by the caller. Looking up beyond the block gives zeros.
        unsafe {
            let order = vaddq_u8(vld1q_u8(POSITIONS.as_ptr()), vdupq_n_u8(position as u8));
            vst1q_u8(to, vqtbl1q_u8(block, order));
        }
    }
}
