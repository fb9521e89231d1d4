//! Between the tokens: white space, and the byte that comes next.

use crate::json::simd::Vector;

/// The byte at a place; at the end a NUL, which no valid document has there either.
#[inline(always)]
pub fn byte(input: &[u8], at: usize) -> u8 {
    input.get(at).copied().unwrap_or(0)
}

/// Skips white space where there is little of it as a rule.
#[inline(always)]
pub fn space<V: Vector>(input: &[u8], at: usize) -> usize {
    if byte(input, at) > b' ' {
        return at;
    }
    // One space, as behind a colon, is more common than many.
    if byte(input, at + 1) > b' ' && matches!(byte(input, at), b' ' | b'\n') {
        return at + 1;
    }
    V::skip_space(input, at, 0)
}

/// White space between the lines of a document that is laid out for people. It is as long as it was a line before, or a step more or
/// less; where that is so, what follows does not have to wait for the count.
#[derive(Clone, Copy, Default)]
pub struct Indent {
    length: usize,
    step: usize,
}

impl Indent {
    #[inline(always)]
    fn skip<V: Vector>(&mut self, input: &[u8], at: usize, guess: usize) -> usize {
        if byte(input, at) > b' ' {
            return at;
        }
        let end = V::skip_space(input, at, guess);
        self.length = end - at;
        end
    }

    /// Behind an opening bracket.
    #[inline(always)]
    pub fn inwards<V: Vector>(&mut self, input: &[u8], at: usize) -> usize {
        let before = self.length;
        let end = self.skip::<V>(input, at, before + self.step);
        if self.length > before {
            self.step = self.length - before;
        }
        end
    }

    /// Behind a comma.
    #[inline(always)]
    pub fn along<V: Vector>(&mut self, input: &[u8], at: usize) -> usize {
        self.skip::<V>(input, at, self.length)
    }

    /// Behind a value, where a closing bracket may stand in a line of its own.
    #[inline(always)]
    pub fn outwards<V: Vector>(&mut self, input: &[u8], at: usize) -> usize {
        self.skip::<V>(input, at, self.length.saturating_sub(self.step))
    }
}
