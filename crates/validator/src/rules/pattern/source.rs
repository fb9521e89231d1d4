//! Delimiters and flags, as PHP takes a pattern apart.

use super::error::{PatternError, PatternErrorKind};

/// A pattern without its surroundings.
#[derive(Debug)]
pub(super) struct Source<'a> {
    /// Everything up to the closing delimiter; offsets count from its beginning.
    pub text: &'a [u8],
    /// Where the expression begins, behind the opening delimiter.
    pub start: usize,
    pub unicode: bool,
    pub anchored: bool,
    pub flags: Flags,
}

/// The flags that a part of a pattern may switch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Flags {
    pub fold_case: bool,
    pub lines: bool,
    pub dot_all: bool,
    pub extended: bool,
}

impl Flags {
    /// Switches a flag that may stand in a group too; `false` if there is none of this letter. Which match is the longer one (`U`) and what is
    /// captured (`n`) make no difference to whether there is one.
    pub fn switch(&mut self, letter: u8, on: bool) -> bool {
        match letter {
            b'i' => self.fold_case = on,
            b'm' => self.lines = on,
            b's' => self.dot_all = on,
            b'x' => self.extended = on,
            b'U' | b'n' => {}
            _ => return false,
        }
        true
    }
}

pub(super) fn split(source: &[u8]) -> Result<Source<'_>, PatternError> {
    let at = |kind, offset| PatternError { kind, offset };
    let begin = source.iter().take_while(|&&byte| is_space(byte)).count();
    let opening = match source.get(begin) {
        Some(&byte) if byte.is_ascii_punctuation() && byte != b'\\' => byte,
        _ => return Err(at(PatternErrorKind::NoDelimiter, begin)),
    };
    let start = begin + 1;
    let closing = closing(opening);
    let end =
        find_end(source, start, opening, closing).ok_or_else(|| at(PatternErrorKind::Unclosed(closing), begin))?;
    let (text, flags) = source.split_at_checked(end).unwrap_or((source, b""));
    let mut source = Source { text, start, unicode: false, anchored: false, flags: Flags::default() };
    for (index, &flag) in flags.iter().enumerate().skip(1) {
        match flag {
            b'u' => source.unicode = true,
            b'A' => source.anchored = true,
            // `$` matches at the very end alone, with this flag or without.
            b'D' | b' ' | b'\n' | b'\r' => {}
            _ if source.flags.switch(flag, true) => {}
            _ => return Err(at(PatternErrorKind::Flag(flag), end + index)),
        }
    }
    Ok(source)
}

fn is_space(byte: u8) -> bool {
    byte == b' ' || (b'\t'..=b'\r').contains(&byte)
}

/// The delimiter that ends what another began.
pub(crate) fn closing(opening: u8) -> u8 {
    match opening {
        b'(' => b')',
        b'[' => b']',
        b'{' => b'}',
        b'<' => b'>',
        other => other,
    }
}

/// Where the closing delimiter is. A backslash takes the byte behind it along; brackets are counted.
fn find_end(source: &[u8], start: usize, opening: u8, closing: u8) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = start;
    loop {
        let byte = *source.get(at)?;
        if byte == b'\\' {
            at += 1;
        } else if byte == closing {
            if depth == 0 {
                return Some(at);
            }
            depth -= 1;
        } else if byte == opening {
            depth += 1;
        }
        at += 1;
    }
}
