//! For processors without an instruction set of their own here.

use super::{Stop, Vector, tail};

#[derive(Clone, Copy)]
pub struct Scalar;

impl Vector for Scalar {
    #[inline(always)]
    fn text(input: &[u8], at: usize) -> Stop {
        tail::text(input, at, at, false)
    }

    #[inline(always)]
    fn copy_text(input: &[u8], at: usize, copy: &mut Vec<u8>) -> Stop {
        let stop = Self::text(input, at);
        copy.extend_from_slice(input.get(at..stop.at).unwrap_or_default());
        stop
    }

    #[inline(always)]
    fn skip_space(input: &[u8], at: usize, _: usize) -> usize {
        tail::skip_space(input, at)
    }
}
