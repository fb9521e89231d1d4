//! What is wrong with a token that may not stand where it does. Cold.

use super::parser::unusual;
use super::space::byte;
use super::{Options, string};
use crate::json::simd::{Task, Vector};
use crate::json::{Error, ErrorKind};

/// What is wrong with a token that cannot stand where it does. A token that is none by itself is worse.
#[cold]
pub fn unexpected<V: Vector>(input: &[u8], at: usize, options: Options) -> Error {
    V::apart(Unexpected { input, at, options })
}

struct Unexpected<'i> {
    input: &'i [u8],
    at: usize,
    options: Options,
}

impl Task for Unexpected<'_> {
    type Output = Error;

    #[inline(always)]
    fn run<V: Vector>(self) -> Error {
        explain::<V>(self.input, self.at, self.options)
    }
}

#[inline(always)]
fn explain<V: Vector>(input: &[u8], at: usize, options: Options) -> Error {
    let kind = match input.get(at) {
        None => ErrorKind::Syntax,
        Some(b'"') => {
            let stop = V::text(input, at + 1);
            let end = if stop.is_valid && byte(input, stop.at) == b'"' {
                Ok(stop.at)
            } else {
                unusual::<V>(input, at + 1, stop, options, &mut Vec::new())
            };
            match end {
                Err(error) => return error,
                Ok(_) => ErrorKind::Syntax,
            }
        }
        Some(0..0x20) => ErrorKind::ControlCharacter,
        Some(0x80..) if string::sequence(input, at) == 0 => ErrorKind::Utf8,
        // A number that would go on, but for what follows.
        Some(b'.') if may_go_on(input, at, b".eE") => return Error::new(ErrorKind::Syntax, at + 1),
        Some(b'e' | b'E') if may_go_on(input, at, b"eE") => {
            let sign = usize::from(matches!(input.get(at + 1), Some(b'+' | b'-')));
            return Error::new(ErrorKind::Syntax, at + 1 + sign);
        }
        Some(_) => ErrorKind::Syntax,
    };
    Error::new(kind, at)
}

/// Whether a digit precedes a place and its number has none of these marks yet.
fn may_go_on(input: &[u8], at: usize, marks: &[u8]) -> bool {
    let before = input.get(..at).unwrap_or_default();
    let is_part = |byte: &&u8| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-');
    before.last().is_some_and(u8::is_ascii_digit)
        && !before.iter().rev().take_while(is_part).any(|byte| marks.contains(byte))
}
