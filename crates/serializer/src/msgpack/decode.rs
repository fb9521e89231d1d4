//! The decoder: one pass over the bytes, which tells a [`Sink`] what it finds. Nothing is allocated for a length that the message cannot
//! hold, so that what a sink reserves for announced elements is bounded by the message.

mod reader;

use super::{Error, ErrorKind};
use crate::MessagePackSink;
use reader::{Reader, is_container};

/// Which keys a map may have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keys {
    /// Any value. Those that are no str come between [`MessagePackSink::begin_key`] and [`MessagePackSink::end_key`].
    #[default]
    Any,
    /// str and bin, which come by [`Sink::key`], and integers.
    Array,
    /// The same, but for names that begin with NUL.
    Object,
}

/// What to do about integers above `i64::MAX`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unsigned {
    /// They come by [`Sink::unsigned`].
    #[default]
    Pass,
    /// The same, but where keys are confined they are none: what the sink makes of them is a float.
    PassAsFloat,
    /// They are an error.
    Refuse,
}

/// No more levels than that are read, however many are allowed: PHP frees nested values by recursion, for which the stack of a fiber must suffice.
pub const DEEPEST: usize = 10_000;

/// How to decode.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How many arrays and maps may be inside each other.
    pub depth: usize,
    /// Which keys a map may have.
    pub keys: Keys,
    /// What to do about integers above `i64::MAX`.
    pub unsigned: Unsigned,
}

impl Default for Options {
    fn default() -> Self {
        Self { depth: 512, keys: Keys::Any, unsigned: Unsigned::Pass }
    }
}

/// An array or map that is open.
#[derive(Clone, Copy, Debug)]
pub struct Level<F> {
    /// The items that are still to come: elements, or keys and values.
    left: usize,
    is_map: bool,
    /// None for what is around the whole message.
    frame: Option<F>,
}

/// Where the decoder keeps the levels that are open around the innermost.
pub trait Levels<F> {
    /// Puts a level on top.
    fn push(&mut self, level: Level<F>);

    /// Takes the top level off.
    fn pop(&mut self) -> Option<Level<F>>;
}

impl<F> Levels<F> for Vec<Level<F>> {
    fn push(&mut self, level: Level<F>) {
        Self::push(self, level);
    }

    fn pop(&mut self) -> Option<Level<F>> {
        Self::pop(self)
    }
}

/// Decodes a message of one value.
///
/// # Errors
/// What is wrong with the message, or what the sink says.
#[inline(always)]
pub fn decode<S: MessagePackSink>(
    input: &[u8],
    options: Options,
    levels: &mut impl Levels<S::Frame>,
    sink: &mut S,
) -> Result<(), S::Error>
where
    S::Error: From<Error>,
{
    let end = decode_first(input, options, levels, sink)?;
    if end < input.len() { Err(Error::new(ErrorKind::TrailingBytes, end).into()) } else { Ok(()) }
}

/// Decodes the first value of the input; gives the number of bytes that it has.
///
/// # Errors
/// As [`decode`].
#[inline(always)]
pub fn decode_first<S: MessagePackSink>(
    input: &[u8],
    options: Options,
    levels: &mut impl Levels<S::Frame>,
    sink: &mut S,
) -> Result<usize, S::Error>
where
    S::Error: From<Error>,
{
    let mut reader = Reader::new(input);
    let mut level = Level { left: 1, is_map: false, frame: None };
    // How many containers are open, and how many items those around the innermost still wait for.
    let (mut depth, mut owed) = (0, 0_usize);
    loop {
        // Everything up to the next container. In a map keys and values take turns.
        if level.is_map {
            level.left = reader.pairs(level.left, options, sink)?;
        } else if !reader.peek().is_some_and(is_container) {
            level.left = reader.elements(level.left, options, sink)?;
        }
        if level.left > 0 {
            let at = reader.at();
            if level.is_map && level.left.is_multiple_of(2) {
                sink.begin_key()?;
            }
            sink.place(at);
            let opening = reader.opening()?;
            if depth >= options.depth {
                return Err(Error::new(ErrorKind::Depth(options.depth), at).into());
            }
            level.left -= 1;
            owed += level.left;
            depth += 1;
            let left = opening.items();
            // Every item has at least one byte.
            if left.saturating_add(owed) > reader.remaining() {
                return Err(Error::new(opening.too_long(), at).into());
            }
            let frame = Some(opening.begin(sink)?);
            levels.push(level);
            level = Level { left, is_map: opening.is_map, frame };
        }
        while level.left == 0 {
            let Some(frame) = level.frame else { return Ok(reader.at()) };
            if level.is_map {
                sink.end_map(frame)?
            } else {
                sink.end_array(frame)?
            }
            let Some(outer) = levels.pop() else { return Ok(reader.at()) };
            level = outer;
            depth -= 1;
            owed -= level.left;
            if level.is_map && level.left % 2 == 1 {
                sink.end_key()?;
            }
        }
    }
}

#[cfg(test)]
mod tests;
