//! Finding where the values of a stream end, without building anything: what was looked at once is not looked at again.

use super::format::*;
use super::{Error, ErrorKind};

/// Looks at a stream as it comes, and counts the values that are complete.
#[derive(Clone, Debug, Default)]
pub struct Scanner {
    /// The bytes before the next item, from the beginning of the stream.
    at: usize,
    /// Where the value begins that is not complete yet.
    begin: usize,
    /// The items that each open container still waits for, the innermost last.
    left: Vec<u64>,
    /// The sum of these.
    owed: u64,
}

/// What a value may be at most.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How many arrays and maps may be inside each other.
    pub depth: usize,
    /// How many bytes a value may have.
    pub max_length: usize,
}

/// What an item's first bytes say of it.
struct Item {
    /// Its own bytes: all of a scalar, the header of a container.
    length: u64,
    /// How many items are in it; `None` for a scalar.
    items: Option<u64>,
}

impl Scanner {
    /// The number of bytes before the value that is not complete, from the beginning of the stream.
    pub const fn begin(&self) -> usize {
        self.begin
    }

    /// Goes on until so many values have become complete, or the input ends; gives their number. `input` is the stream from `base` on,
    /// with all that came since the scanner was last asked; nothing before [`begin`](Self::begin) is needed.
    ///
    /// # Errors
    /// What cannot be part of a value, at its place in the stream, with the number of values that are complete before it. The
    /// scanner is of no use then.
    pub fn scan(&mut self, input: &[u8], base: usize, most: usize, limits: Limits) -> Result<usize, (usize, Error)> {
        let Limits { depth, max_length } = limits;
        let mut complete = 0;
        let end = base + input.len();
        while complete < most
            && let Some(rest) = input.get(self.at - base..)
            && let Some(&format) = rest.first()
        {
            let fail = |kind| Err((complete, Error::new(kind, self.at)));
            if format == RESERVED {
                return fail(ErrorKind::Reserved);
            }
            let Some(item) = item(format, rest) else { break };
            if item.items.is_some() && self.left.len() >= depth {
                return fail(ErrorKind::Depth(depth));
            }
            let before = u64::try_from(self.at - self.begin).unwrap_or(u64::MAX);
            let waiting = self.owed.saturating_sub(1) + item.items.unwrap_or(0);
            let needed = before.saturating_add(item.length).saturating_add(waiting);
            if usize::try_from(needed).map_or(true, |needed| needed > max_length) {
                return fail(ErrorKind::TooLong(max_length));
            }
            let Ok(length) = usize::try_from(item.length) else { return fail(ErrorKind::TooLong(max_length)) };
            if end - self.at < length {
                break;
            }
            self.at += length;
            if let Some(left) = self.left.last_mut() {
                *left -= 1;
                self.owed -= 1;
            }
            if let Some(items) = item.items {
                self.left.push(items);
                self.owed += items;
            }
            while self.left.last() == Some(&0) {
                self.left.pop();
            }
            if self.left.is_empty() {
                self.begin = self.at;
                complete += 1;
            }
        }
        Ok(complete)
    }
}

/// Reads an item's header; `None` if it is not there whole.
#[inline(always)]
fn item(format: u8, rest: &[u8]) -> Option<Item> {
    let number = |size: usize| {
        let bytes = rest.get(1..=size)?;
        Some(bytes.iter().fold(0, |number, &byte| number << 8 | u64::from(byte)))
    };
    let scalar = |length: u64| Some(Item { length, items: None });
    let container = |length: u64, items: u64| Some(Item { length, items: Some(items) });
    match format {
        0..FIXMAP | NEGATIVE_FIXINT.. | NIL | RESERVED | FALSE | TRUE => scalar(1),
        FIXMAP..FIXARRAY => container(1, u64::from(format & 0xf) * 2),
        FIXARRAY..FIXSTR => container(1, u64::from(format & 0xf)),
        FIXSTR..NIL => scalar(1 + u64::from(format & 0x1f)),
        BIN8 | STR8 => scalar(2 + number(1)?),
        BIN16 | STR16 => scalar(3 + number(2)?),
        BIN32 | STR32 => scalar(5 + number(4)?),
        EXT8 => scalar(3 + number(1)?),
        EXT16 => scalar(4 + number(2)?),
        EXT32 => scalar(6 + number(4)?),
        UINT8 | INT8 => scalar(2),
        UINT16 | INT16 => scalar(3),
        FLOAT32 | UINT32 | INT32 => scalar(5),
        FLOAT64 | UINT64 | INT64 => scalar(9),
        FIXEXT1..=FIXEXT16 => scalar(2 + (1 << (format - FIXEXT1))),
        ARRAY16 => container(3, number(2)?),
        ARRAY32 => container(5, number(4)?),
        MAP16 => container(3, number(2)? * 2),
        MAP32 => container(5, number(4)? * 2),
    }
}

#[cfg(test)]
mod tests;
