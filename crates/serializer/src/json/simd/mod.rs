//! The parts of reading that look at many bytes at once, one file per instruction set, chosen when the program runs. The only place of
//! this crate with unsafe code.

#![allow(unsafe_code, reason = "vector loads and stores; each block says why it is sound")]

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "aarch64")]
mod neon;
#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
mod scalar;
#[cfg(target_arch = "x86_64")]
mod sse2;
mod tail;
pub mod write;

/// Where the text of a string stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The place of the first quotation mark, backslash or control character; or the input's length.
    pub at: usize,
    /// Whether the text up to there is valid UTF-8.
    pub is_valid: bool,
}

/// What an instruction set is asked to do.
pub trait Vector: Copy {
    /// Does some work in a function of its own, compiled for this instruction set too.
    #[inline(never)]
    fn apart<T: Task>(task: T) -> T::Output {
        task.run::<Self>()
    }

    /// Where the text of a string that goes on at `at` stops.
    fn text(input: &[u8], at: usize) -> Stop;

    /// The same, and appends the text to `copy`.
    fn copy_text(input: &[u8], at: usize, copy: &mut Vec<u8>) -> Stop;

    /// The first byte from `at` that is no white space; or the input's length. Where `guess` is how many there are, the answer comes at
    /// once: it is compared with what was found and not made of it, so that the processor need not wait.
    fn skip_space(input: &[u8], at: usize, guess: usize) -> usize;
}

/// Work that is compiled once for every instruction set.
pub trait Task {
    /// What comes of it.
    type Output;

    /// Does it. Has to be inlined, to be compiled for the instruction set.
    fn run<V: Vector>(self) -> Self::Output;
}

/// Does some work with the best instruction set that this processor has.
#[inline(always)]
pub fn dispatch<T: Task>(task: T) -> T::Output {
    #[cfg(target_arch = "x86_64")]
    {
        if avx2::is_available() {
            // SAFETY: just asked.
            return unsafe { avx2::run(task) };
        }
        task.run::<sse2::Sse2>()
    }
    #[cfg(target_arch = "aarch64")]
    {
        task.run::<neon::Neon>()
    }
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    {
        task.run::<scalar::Scalar>()
    }
}

/// Whether bytes are UTF-8 as Unicode defines it; for texts that are not ASCII alone.
pub fn is_utf8(bytes: &[u8]) -> bool {
    #[cfg(target_arch = "x86_64")]
    if avx2::is_available() {
        // SAFETY: just asked.
        return unsafe { avx2::is_utf8(bytes) };
    }
    std::str::from_utf8(bytes).is_ok()
}

/// The names of the instruction sets that are in use.
pub fn names() -> &'static str {
    #[cfg(target_arch = "x86_64")]
    {
        if avx2::is_available() { "sse2 avx2" } else { "sse2" }
    }
    #[cfg(target_arch = "aarch64")]
    {
        "neon"
    }
    #[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
    {
        "none"
    }
}

#[cfg(test)]
mod tests;
