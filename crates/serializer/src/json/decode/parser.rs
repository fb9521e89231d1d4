//! The loop: reads a document's tokens one after the other, and tells the sink.

use super::fault::unexpected;
use super::number::{self, Number};
use super::space::{Indent, byte, space};
use super::{CERTAIN_DEPTH, Decoder, Level, Options, string};
use crate::JsonSink;
use crate::json::simd::{Task, Vector};
use crate::json::{Error, ErrorKind};

/// A document on its way into a sink.
pub struct Run<'r, F, S> {
    pub decoder: &'r mut Decoder<F>,
    pub input: &'r [u8],
    pub options: Options,
    pub sink: &'r mut S,
}

impl<F: Copy, S: JsonSink<Frame = F>> Task for Run<'_, F, S>
where
    S::Error: From<Error>,
{
    type Output = Result<usize, S::Error>;

    #[inline(always)]
    fn run<V: Vector>(self) -> Self::Output {
        let Self { decoder, input, options, sink } = self;
        let mut at = 0;
        // The innermost container; none at the top.
        let mut level: Option<Level<F>> = None;
        let mut indent = Indent::default();
        at = space::<V>(input, at);
        'value: loop {
            sink.place(at);
            match byte(input, at) {
                b'"' => {
                    at = text::<V, S, false>(input, at, options, &mut decoder.text, sink)?;
                }
                b'0'..=b'9' | b'-' => match number::read(input, at) {
                    Ok((value, end)) => {
                        match value {
                            Number::Integer(value) => sink.integer(value)?,
                            Number::Double(value) => sink.double(value)?,
                            Number::Big => sink.big_integer(input.get(at..end).unwrap_or_default())?,
                        }
                        at = end;
                    }
                    Err(missing) => return Err(Error::new(ErrorKind::Syntax, missing).into()),
                },
                open @ (b'{' | b'[') => {
                    let count = decoder.levels.len() + 2;
                    if count > options.depth {
                        return Err(Error::new(ErrorKind::Depth, at).into());
                    }
                    if count > CERTAIN_DEPTH && !options.is_deep_allowed {
                        return Err(Error::new(ErrorKind::Depth, usize::MAX).into());
                    }
                    at += 1;
                    // The bottom of the stack stands for the top of the document.
                    let is_map = open == b'{';
                    let frame = if is_map { sink.begin_map(None)? } else { sink.begin_array(None)? };
                    let outer = level.replace(Level { is_map, frame });
                    decoder.levels.push(outer.unwrap_or(Level { is_map: false, frame }));
                    at = indent.inwards::<V>(input, at);
                    if is_map {
                        if byte(input, at) != b'}' {
                            at = key::<V, S>(input, at, options, &mut decoder.text, sink)?;
                            continue 'value;
                        }
                    } else {
                        if byte(input, at) != b']' {
                            if byte(input, at) == b'}' {
                                return Err(Error::new(ErrorKind::StateMismatch, at).into());
                            }
                            continue 'value;
                        }
                    }
                    // Empty: the common end of containers follows.
                }
                b't' => {
                    at = literal(input, at, b"true")?;
                    sink.boolean(true)?;
                }
                b'f' => {
                    at = literal(input, at, b"false")?;
                    sink.boolean(false)?;
                }
                b'n' => {
                    at = literal(input, at, b"null")?;
                    sink.null()?;
                }
                _ => return Err(unexpected::<V>(input, at, options).into()),
            }
            // Behind a value.
            loop {
                let Some(Level { is_map, frame }) = level else {
                    let end = at;
                    at = space::<V>(input, at);
                    return if at == input.len() || options.is_prefix {
                        Ok(end)
                    } else {
                        Err(unexpected::<V>(input, at, options).into())
                    };
                };
                at = indent.outwards::<V>(input, at);
                let next = byte(input, at);
                if next == b',' {
                    at = indent.along::<V>(input, at + 1);
                    if is_map {
                        at = key::<V, S>(input, at, options, &mut decoder.text, sink)?;
                    }
                    continue 'value;
                }
                if next == if is_map { b'}' } else { b']' } {
                    sink.place(at);
                    at += 1;
                    if is_map {
                        sink.end_map(frame)?
                    } else {
                        sink.end_array(frame)?
                    }
                    let outer = decoder.levels.pop();
                    level = if decoder.levels.is_empty() { None } else { outer };
                    continue;
                }
                if matches!(next, b'}' | b']') {
                    return Err(Error::new(ErrorKind::StateMismatch, at).into());
                }
                return Err(unexpected::<V>(input, at, options).into());
            }
        }
    }
}

/// Reads the string whose opening quote is at `at`, a key or a value; answers with the place behind it.
#[inline(always)]
fn text<V: Vector, S: JsonSink, const IS_KEY: bool>(
    input: &[u8],
    at: usize,
    options: Options,
    scratch: &mut Vec<u8>,
    sink: &mut S,
) -> Result<usize, S::Error>
where
    S::Error: From<Error>,
{
    let start = at + 1;
    let stop = V::text(input, start);
    let (text, end) = if stop.is_valid && byte(input, stop.at) == b'"' {
        (input.get(start..stop.at).unwrap_or_default(), stop.at + 1)
    } else {
        let end = unusual::<V>(input, start, stop, options, scratch)?;
        (scratch.as_slice(), end)
    };
    if IS_KEY {
        sink.key(text)?
    } else {
        sink.string(text)?
    }
    Ok(end)
}

/// Reads a string with escapes or invalid UTF-8 into scratch memory.
#[inline(always)]
pub fn unusual<V: Vector>(
    input: &[u8],
    start: usize,
    stop: string::Stop,
    options: Options,
    text: &mut Vec<u8>,
) -> Result<usize, Error> {
    // The text is invalid somewhere in its last block: the search for the place begins at the first byte.
    let stop = if stop.is_valid { stop } else { string::Stop { at: start, ..stop } };
    V::apart(string::Unusual { input, start, stop, invalid: options.invalid_utf8, text })
}

/// Reads a key and its colon; answers with the place of the value.
#[inline(always)]
fn key<V: Vector, S: JsonSink>(
    input: &[u8],
    at: usize,
    options: Options,
    scratch: &mut Vec<u8>,
    sink: &mut S,
) -> Result<usize, S::Error>
where
    S::Error: From<Error>,
{
    if byte(input, at) != b'"' {
        let kind = if byte(input, at) == b']' && is_behind_brace(input, at) {
            ErrorKind::StateMismatch
        } else {
            ErrorKind::Syntax
        };
        return Err(match kind {
            ErrorKind::StateMismatch => Error::new(kind, at),
            _ => unexpected::<V>(input, at, options),
        }
        .into());
    }
    sink.place(at);
    let mut end = match sink.expected_key(input.get(at + 1..).unwrap_or_default()) {
        Some(length) => at + length + 2,
        None => text::<V, S, true>(input, at, options, scratch, sink)?,
    };
    if byte(input, end) != b':' {
        end = space::<V>(input, end);
        if byte(input, end) != b':' {
            return Err(unexpected::<V>(input, end, options).into());
        }
    }
    Ok(space::<V>(input, end + 1))
}

/// Whether what precedes a place is an opening brace: `{]` is a mismatch, `{"a":1,]` is not.
#[cold]
fn is_behind_brace(input: &[u8], at: usize) -> bool {
    let before = input.get(..at).unwrap_or_default();
    before.iter().rev().find(|byte| !matches!(byte, b' ' | b'\n' | b'\r' | b'\t')) == Some(&b'{')
}

/// Reads one of the three literals; answers with the place behind it.
#[inline(always)]
fn literal(input: &[u8], at: usize, word: &[u8]) -> Result<usize, Error> {
    if input.get(at..at.wrapping_add(word.len())) == Some(word) {
        return Ok(at + word.len());
    }
    let fitting = word.iter().zip(input.get(at..).unwrap_or_default()).take_while(|(one, two)| one == two).count();
    Err(Error::new(ErrorKind::Syntax, at + fitting))
}
