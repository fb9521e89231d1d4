//! No vectors: a block of sixteen bytes, one after the other.

use super::{Level, Task};
use crate::json::encode::{Escapes, HIGH};

#[derive(Clone, Copy)]
pub struct Scalar;

impl Level for Scalar {
    type Block = [u8; 16];
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
            let block = Self::load(from);
            to.cast::<[u8; 16]>().write(block);
            Self::special::<TRUSTED>(block, escapes)
        }
    }

    #[inline(always)]
    unsafe fn special<const TRUSTED: bool>(block: [u8; 16], escapes: &Escapes) -> u32 {
        let mut special = 0;
        for (position, byte) in block.into_iter().enumerate() {
            let is_beyond = if TRUSTED { byte == 0xe2 } else { byte >= 0x80 };
            let is_escaped = escapes.low[usize::from(byte & 0xf)] & HIGH[usize::from(byte >> 4)] != 0;
            special |= u32::from(is_beyond || is_escaped) << position;
        }
        special
    }

    #[inline(always)]
    unsafe fn load(from: *const u8) -> [u8; 16] {
        // SAFETY: as promised by the caller.
        unsafe { from.cast::<[u8; 16]>().read() }
    }

    #[inline(always)]
    unsafe fn block(bytes: u128) -> [u8; 16] {
        bytes.to_le_bytes()
    }

    #[inline(always)]
    unsafe fn store_from(block: [u8; 16], position: usize, to: *mut u8) {
        let bytes = u128::from_le_bytes(block).unbounded_shr(8 * position as u32);
        // SAFETY: as promised by the caller.
        unsafe { to.cast::<[u8; 16]>().write(bytes.to_le_bytes()) };
    }
}
