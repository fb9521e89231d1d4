//! The decoder: one pass over the bytes, which tells a [`Sink`] what it finds. Which document is valid, and what is wrong with another,
//! is what PHP's ext/json says; its scanner and grammar are followed to the order in which faults are noticed.

mod check;
mod fault;
mod float;
mod number;
mod parser;
mod powers;
mod space;
mod string;

pub use check::check;
pub use number::big_as_double;

use super::Error;
use super::simd::dispatch;
use crate::JsonSink;
use parser::Run;

/// What to do about invalid UTF-8 inside strings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InvalidUtf8 {
    /// It is an error.
    #[default]
    Reject,
    /// Leave it out (JSON_INVALID_UTF8_IGNORE).
    Ignore,
    /// Put U+FFFD for every byte of it (JSON_INVALID_UTF8_SUBSTITUTE).
    Substitute,
}

/// How to decode.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// A document may have fewer than that many arrays and objects inside each other.
    pub depth: usize,
    /// What to do about invalid UTF-8.
    pub invalid_utf8: InvalidUtf8,
    /// Leave the depth that ext/json's own parser can hold out of account.
    pub is_deep_allowed: bool,
    /// More may follow the value.
    pub is_prefix: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { depth: 512, invalid_utf8: InvalidUtf8::Reject, is_deep_allowed: false, is_prefix: false }
    }
}

/// With fewer levels ext/json's parser cannot run out of room for its symbols: 9,998 of them, at most six a level.
const CERTAIN_DEPTH: usize = 1_600;

/// A container that is open.
#[derive(Clone, Copy, Debug)]
pub struct Level<F> {
    is_map: bool,
    frame: F,
}

/// The memory that decoding works in. May be used again and again, also after a document that was broken off.
#[derive(Debug)]
pub struct Decoder<F> {
    levels: Vec<Level<F>>,
    text: Vec<u8>,
}

impl<F> Default for Decoder<F> {
    fn default() -> Self {
        Self::new()
    }
}

/// What scratch memory is given back after a document, so that one large document does not weigh on the process for good.
const KEPT_TEXT: usize = 64 << 10;
const KEPT_LEVELS: usize = 4 << 10;

impl<F> Decoder<F> {
    /// A decoder without memory; it takes some when it needs it.
    pub const fn new() -> Self {
        Self { levels: Vec::new(), text: Vec::new() }
    }

    /// Gives back memory beyond what an ordinary document needs.
    pub fn shrink(&mut self) {
        if self.text.capacity() > KEPT_TEXT {
            self.text = Vec::new();
        }
        if self.levels.capacity() > KEPT_LEVELS {
            self.levels = Vec::new();
        }
    }
}

impl<F: Copy> Decoder<F> {
    /// Decodes a document into a sink; answers with the place where its value ends.
    ///
    /// # Errors
    /// What is wrong with the document, or what the sink says. A document with more than 1,600 levels ends with
    /// [`ErrorKind::Depth`] at the offset `usize::MAX` unless `is_deep_allowed`: then [`check`] has to say whether it is
    /// valid, and if it is, the sink has to begin anew.
    #[inline(always)]
    pub fn decode<S: JsonSink<Frame = F>>(
        &mut self,
        input: &[u8],
        options: Options,
        sink: &mut S,
    ) -> Result<usize, S::Error>
    where
        S::Error: From<Error>,
    {
        self.levels.clear();
        dispatch(Run { decoder: self, input, options, sink })
    }
}

#[cfg(test)]
mod tests;
