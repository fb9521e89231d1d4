//! What functions that have returned leave on the stack.

use zeroize::optimization_barrier;

/// So much is overwritten: more than any function here, with those that it calls, has been seen to need for keys.
const DEPTH: usize = 16 * 1024;

/// Overwrites the stack below the caller's frame. What is moved, as a key is into its place, leaves copies that nobody drops; and so do crates
/// that keep a key in a variable of their own. For whoever has just had to do with a key, and not for the hottest paths: it takes about a hundred
/// nanoseconds.
#[inline(never)]
pub fn scrub_stack() {
    let stack = [0_u8; DEPTH];
    optimization_barrier(&stack);
}
