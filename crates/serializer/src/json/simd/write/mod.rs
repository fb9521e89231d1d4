//! Writing JSON's parts through a pointer, into room that the caller has made: strings by sixteen or thirty-two bytes at once, one file
//! per instruction set, chosen when the program runs.

use crate::json::encode::{Escapes, InvalidUtf8};

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "aarch64")]
mod neon;
mod number;
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
mod scalar;
#[cfg(target_arch = "x86_64")]
mod sse2;
mod string;
mod utf8;

pub use number::{MOST_DOUBLE, MOST_INTEGER, double, integer};
pub use string::{piece, short, string, trusted};

/// Room that has to be left behind what is written: whole vectors are stored, of which the rest is written over later.
pub const SLACK: usize = 64;

/// An instruction set.
pub trait Level: Copy {
    /// Sixteen bytes.
    #[doc(hidden)]
    type Block: Copy;

    /// How many bytes [`copy`](Self::copy) looks at, sixteen or thirty-two.
    #[doc(hidden)]
    const WIDTH: usize;

    /// Whether [`units`](Self::units) may say yes.
    #[doc(hidden)]
    const HAS_UNITS: bool;

    /// Does some work in a function of its own, compiled for this instruction set.
    ///
    /// # Safety
    /// [`dispatch`] has chosen this instruction set.
    unsafe fn apart<T: Task>(task: T, input: T::Input) -> T::Output;

    /// Copies WIDTH bytes. A bit of the result is set for every byte that is to be escaped and for those beyond ASCII; of the latter, if
    /// they are TRUSTED to be UTF-8 and may stay, only for `0xe2`, with which U+2028 begins.
    ///
    /// # Safety
    /// WIDTH bytes can be read and written.
    #[doc(hidden)]
    unsafe fn copy<const TRUSTED: bool>(from: *const u8, to: *mut u8, escapes: &Escapes) -> u32;

    /// The same bits for a block.
    ///
    /// # Safety
    /// As [`apart`](Self::apart), like the rest.
    #[doc(hidden)]
    unsafe fn special<const TRUSTED: bool>(block: Self::Block, escapes: &Escapes) -> u32;

    /// Sixteen bytes.
    ///
    /// # Safety
    /// They can be read.
    #[doc(hidden)]
    unsafe fn load(from: *const u8) -> Self::Block;

    /// Sixteen bytes, the first one in the number's lowest bits.
    ///
    /// # Safety
    /// As [`apart`](Self::apart).
    #[doc(hidden)]
    unsafe fn block(bytes: u128) -> Self::Block;

    /// The bytes before `end`, sixteen at most, at the beginning of a block.
    ///
    /// # Safety
    /// Sixteen bytes before `end` can be read.
    #[doc(hidden)]
    #[inline(always)]
    unsafe fn load_before(end: *const u8, length: usize) -> Self::Block {
        // SAFETY: as promised by the caller.
        unsafe {
            let bytes = u128::from_le(end.sub(16).cast::<u128>().read_unaligned());
            Self::block(bytes.unbounded_shr(128 - 8 * length as u32))
        }
    }

    /// Writes a block from a position on, sixteen at most, to the beginning of sixteen bytes.
    ///
    /// # Safety
    /// They can be written.
    #[doc(hidden)]
    unsafe fn store_from(block: Self::Block, position: usize, to: *mut u8);

    /// If four characters of BYTES bytes each, two or three, begin here, writes them as `\uXXXX`: twenty-four bytes.
    ///
    /// # Safety
    /// Sixteen bytes can be read, and thirty-two written.
    #[doc(hidden)]
    #[inline(always)]
    unsafe fn units<const BYTES: usize>(from: *const u8, to: *mut u8) -> bool {
        let _ = (from, to);
        false
    }
}

/// Work that is compiled once for every instruction set.
pub trait Task {
    /// What it is done with. Kept apart from the task, so that two pointers and this one go in registers.
    type Input;

    /// What comes of it.
    type Output;

    /// Does it. Has to be inlined, to be compiled for the instruction set.
    ///
    /// # Safety
    /// Called by [`dispatch`] or [`Level::apart`].
    unsafe fn run<L: Level>(self, input: Self::Input) -> Self::Output;
}

/// Does some work with the best instruction set that this processor has.
#[inline(always)]
pub fn dispatch<T: Task>(task: T, input: T::Input) -> T::Output {
    // SAFETY: AVX2 is asked for; the others are part of their architecture.
    unsafe {
        #[cfg(target_arch = "x86_64")]
        {
            if avx2::is_available() {
                return avx2::Avx2::apart(task, input);
            }
            task.run::<sse2::Sse2>(input)
        }
        #[cfg(target_arch = "aarch64")]
        {
            task.run::<neon::Neon>(input)
        }
        #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
        {
            task.run::<scalar::Scalar>(input)
        }
    }
}

/// A string for a vector.
struct Append<'a> {
    out: &'a mut Vec<u8>,
    escapes: &'a Escapes,
}

impl<'a> Task for Append<'a> {
    type Input = &'a [u8];
    type Output = Result<(), InvalidUtf8>;

    #[inline(always)]
    unsafe fn run<L: Level>(self, text: &[u8]) -> Self::Output {
        let Self { out, escapes } = self;
        let before = out.len();
        out.push(b'"');
        let mut rest = text;
        while !rest.is_empty() {
            let piece;
            (piece, rest) = rest.split_at(string::piece(rest));
            out.reserve(piece.len().saturating_mul(6).saturating_add(SLACK));
            // SAFETY: there is the room that string() asks for, and it answers with where it has stopped within it.
            unsafe {
                let start = out.as_mut_ptr();
                let to = start.add(out.len());
                let Some(end) = string::<L, false>(to, piece.as_ptr(), piece.len(), escapes) else {
                    out.truncate(before);
                    return Err(InvalidUtf8);
                };
                out.set_len(end.as_ptr().offset_from_unsigned(start));
            }
        }
        out.push(b'"');
        Ok(())
    }
}

/// Appends a string with its quotes.
pub fn append_string(out: &mut Vec<u8>, text: &[u8], escapes: &Escapes) -> Result<(), InvalidUtf8> {
    dispatch(Append { out, escapes }, text)
}

/// Appends an integer.
pub fn append_unsigned(out: &mut Vec<u8>, value: u64) {
    out.reserve(MOST_INTEGER);
    // SAFETY: there is room, and as much of it is written as the answer says.
    unsafe {
        let start = out.as_mut_ptr();
        let end = number::unsigned(start.add(out.len()), value);
        out.set_len(end.offset_from_unsigned(start));
    }
}

/// Appends a float, which is finite.
pub fn append_double(out: &mut Vec<u8>, value: f64, keeps_fraction: bool) {
    out.reserve(MOST_DOUBLE);
    // SAFETY: as above.
    unsafe {
        let start = out.as_mut_ptr();
        let end = double(start.add(out.len()), value, keeps_fraction);
        out.set_len(end.offset_from_unsigned(start));
    }
}

#[cfg(test)]
mod tests;
